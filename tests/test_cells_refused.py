"""Workbooks that are damaged, too large or impossible: refused with a reason, and never half read."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw_packages import MAIN, cell, parts_of, worksheet, zipped
from raw_reading import STYLES, on_both_ways, read_everything, refused, refused_sheet, with_xlsxwriter

from recruit.guard.refusals import Refused

ODD = Path(__file__).parents[2] / "shared" / "odd_workbooks"


@pytest.mark.parametrize("reference", ["XFD20000", "A20001", "SS1", "XFD1048576"])
def test_a_value_too_far_out_is_refused_and_its_place_named(reference):
    fault = refused_sheet(worksheet(f'<row r="1">{cell(reference, "x")}</row>'))
    assert fault.code == "cell-out-of-range"
    assert f"trang “Trang 1”, ô {reference}" in fault.reason


@pytest.mark.parametrize("reference", ["ZZZZ1", "A0", "1", "A99999999", "A1048577", "XFE1", "A-1", "Ạ1"])
def test_an_address_that_cannot_be_is_refused(reference):
    assert refused_sheet(worksheet(f'<row r="1">{cell(reference, "x")}</row>')).code == "bad-reference"


def test_one_address_twice_is_refused():
    assert refused_sheet(worksheet(f'<row r="1">{cell("A1", "x")}{cell("A1", "y")}</row>')).code == "bad-reference"


@pytest.mark.parametrize("index", ["1", "-1", "x", "99999999999999999999"])
def test_an_index_of_a_string_that_is_not_there_is_refused(index):
    rows = f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>'
    assert refused_sheet(worksheet(rows), strings="<si><t>x</t></si>").code == "bad-string"


def test_a_missing_table_of_strings_is_refused_where_one_is_needed():
    assert refused_sheet(worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')).code == "bad-string"


def test_a_missing_sheet_is_refused_by_its_name():
    parts = parts_of()
    del parts["xl/worksheets/sheet1.xml"]
    fault = refused(zipped(parts))
    assert fault.code == "missing-part"
    assert "Trang 1" in fault.reason


def test_a_workbook_without_sheets_is_refused():
    assert refused_sheet(sheets="").code == "no-sheet"


def test_too_many_sheets_are_refused():
    assert refused_sheet(sheets='<sheet name="x" sheetId="1" r:id="s1"/>' * 65).code == "too-many-sheets"


def test_too_many_merges_are_refused():
    merges = '<mergeCell ref="A1:B1"/>' * 10_001
    assert refused_sheet(worksheet("", f"<mergeCells>{merges}</mergeCells>")).code == "too-many-merges"


def test_too_many_cells_are_refused():
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}"><v>1</v></c>' for letter in "ABCDEFGHIJK") + "</row>"
        for row in range(1, 20_000)
    )
    assert refused_sheet(worksheet(rows)).code == "too-many-cells"


def test_too_much_text_is_refused_also_where_one_string_is_used_often():
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1001))
    long = "".join(random.Random(1).choices("abcdefgh", k=30_000))
    assert refused_sheet(worksheet(rows), strings=f"<si><t>{long}</t></si>").code == "too-many-cells"


@pytest.mark.parametrize(
    "sheet",
    [
        worksheet('<row r="1">'),
        worksheet("<row></sheetData>"),
        worksheet("<c>&nothing;</c>"),
        worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-5],
        worksheet('<row r="1"><c r="A1"><v>1</c></row>'),
        worksheet(f'<row r="1">{cell("A1", "]]>")}</row>'),
        worksheet(f'<row r="1">{cell("A1", chr(0xFFFE))}</row>'),
        worksheet(f'<row r="1">{cell("A1", chr(1))}</row>'),
        f'<chartsheet xmlns="{MAIN}"/>',
        "",
        worksheet("").encode() + b"\xff",
        worksheet(f'<row r="1">{cell("A1", "Ty")}</row>').encode().replace(b"Ty", b"T\xe0y"),
    ],
)
def test_broken_xml_is_refused(sheet):
    parts = parts_of() | {"xl/worksheets/sheet1.xml": sheet}
    assert refused(zipped(parts)).code == "bad-xml"


def test_a_broken_table_of_strings_is_refused():
    parts = parts_of(worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings="<si><t>x</t></si>")
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace("</sst>", "")
    assert refused(zipped(parts)).code == "bad-xml"


@pytest.mark.parametrize("sheet", [worksheet('<row r="1">' + "<c/>" * 2_500_000 + "</row>"), "<a>" * 300_000])
def test_a_part_that_would_fill_the_memory_is_refused(sheet):
    noise = random.Random(1).randbytes(300_000).hex()
    assert refused_sheet(f"{sheet}<!--{noise}-->").code in ("too-big-part", "bad-xml")


# -- damage ------------------------------------------------------------------------------------------------------------


SOUND = with_xlsxwriter()


@settings(deadline=None, max_examples=150)
@given(st.integers(0, len(SOUND)))
def test_a_workbook_cut_anywhere_is_read_or_refused(length):
    try:
        read_everything(SOUND[:length])
    except Refused as fault:
        assert fault.reason


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), min_size=1, max_size=5))
def test_a_workbook_with_wrong_bytes_is_read_or_refused(changes):
    data = bytearray(SOUND)
    for at, byte in changes:
        data[at] = byte
    try:
        read_everything(bytes(data))
    except Refused as fault:
        assert fault.reason


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_wrong_bytes_inside_a_part_are_read_or_refused(data):
    parts = parts_of(
        worksheet(
            f'<row r="1" hidden="1">{cell("A1", "chữ")}<c r="B1" t="s" s="1"><v>0</v></c></row>',
            '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
        ),
        strings="<si><t>x</t></si>",
        styles=STYLES.format(code="0"),
    )
    name = data.draw(st.sampled_from(sorted(parts)))
    content = bytearray(parts[name].encode())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    parts[name] = bytes(content)
    try:
        read_everything(zipped(parts))
    except Refused as fault:
        assert fault.reason


@pytest.mark.parametrize(
    "content",
    ["<v>1</v><v>2</v>", "<is><t>một</t></is><is><t>hai</t></is>", '<v>1</v><c r="C3"><v>5</v></c>'],
)
def test_a_cell_with_two_contents_is_refused_and_none_of_them_taken(content):
    assert refused_sheet(worksheet(f'<row r="1"><c r="A1" t="inlineStr">{content}</c></row>')).code == "bad-xml"


@pytest.mark.parametrize("index", ["1_0", "+1", "-1", "١", " 1", "0x1", "1.0"])
def test_an_index_that_is_no_plain_number_is_refused(index):
    strings = "<si><t>a</t></si>" * 20
    sheet = worksheet(f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>')
    assert refused_sheet(sheet, strings=strings).code == "bad-string"


# -- files of others ---------------------------------------------------------------------------------------------------


def odd_files() -> list:
    if not ODD.is_dir():
        return [pytest.param(None, "", marks=pytest.mark.skip(reason="the collection of odd files is not here"))]
    lines = (ODD / "INDEX.tsv").read_text(encoding="utf-8").splitlines()[1:]
    listed = {line.split("\t")[0]: line.split("\t")[1] for line in lines}
    made = {f"made/{path.name}": "either" for path in (ODD / "made").iterdir()}
    return [pytest.param(name, must, id=name) for name, must in sorted((listed | made).items())]


@pytest.mark.parametrize(("name", "must"), odd_files())
def test_an_odd_file_is_read_or_refused_as_it_must(name, must):
    data = (ODD / name).read_bytes()
    try:
        read_everything(data)
    except Refused as fault:
        assert must in ("clear error", "either")
        assert len(fault.reason) > 20
    else:
        assert must in ("reads", "either")
        on_both_ways(data)
