"""Other formats: a form saved as .xls, .xlsb, .ods, Strict or with a password says the same, or is refused by name."""

from __future__ import annotations

import io
import random
import struct
from datetime import UTC, date, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libreoffice import convert
from msoffcrypto.format.ooxml import OOXMLFile
from office import ADMITTED, Office, admitted, cell_of, column_of, form, letter_of, person, unit
from openpyxl.comments import Comment
from openpyxl.styles import Font
from outlook_files import compound_file
from raw_reading import cells_of, only_cell, refused
from record_workbooks import (
    EMPTY_TEXT,
    EOF,
    bof,
    brt,
    brt_cell,
    brt_row,
    formula,
    label,
    number,
    record,
    shared,
    stream,
    wide,
    xls,
    xlsb,
)

from recruit.books.open import read_workbook
from recruit.books.workbook import RawCell, RawWorkbook
from recruit.guard import apart as apart_room
from recruit.guard.isolation import Lost
from recruit.guard.refusals import Refused, may_be_report
from recruit.measure.result import MonthResult

# -- a whole month -----------------------------------------------------------------------------------------------------


def _everything_odd(book) -> None:
    """Make of a form what units make of it: real dates, errors, formulas, old fonts, hidden and merged cells."""
    sheet = book["Danh sách"]
    for key in ("birth", "joined"):
        sheet[cell_of(key)].number_format = "dd/mm/yyyy"
    odd = {
        ("name", 4): "NguyÔn V¨n M¹nh",
        ("number", 2): 1,
        ("number", 3): f"={cell_of('number')}+1",
        ("gender", 5): "#N/A",
        ("certificate_no", 3): "007",
        ("certificate_no", 2): 7,
        ("union", 2): True,
        ("note", 2): "dòng một\ndòng hai",
        ("note", 3): '=IF(1=1,"kết quả","")',
        ("note", 4): "=1/0",
        ("birth", 5): 1990,
    }
    for (key, row), value in odd.items():
        sheet[cell_of(key, row)] = value
    sheet[cell_of("name", 4)].font = Font(name=".VnTime")
    sheet[cell_of("certificate_no", 2)].number_format = "000"
    sheet[cell_of("name")].comment = Comment("ghi chú riêng", "x")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions[letter_of("task")].hidden = True
    sheet.merge_cells(f"{cell_of('helper', 2)}:{cell_of('helper', 3)}")
    book.create_sheet("Ẩn").sheet_state = "hidden"


PEOPLE = [
    person(birth=date(1990, 3, 5), joined=datetime(2024, 1, 15)),
    admitted(),
    person(),
    person("Lê Văn Cường", "6-6-1991", **{key: ADMITTED[key] for key in ("class_asked", "class_sent")}),
]
FILTERS = {"xls": ("xls", "MS Excel 97"), "ods": ("ods", "calc8"), "ots": ("ots", "")}
FILTERS |= {"xlsx": ("xlsx", "Calc MS Excel 2007 XML"), "ooxml": ("xlsx", "Calc Office Open XML")}


@cache
def saved_as(kind: str) -> bytes:
    """Return the odd form, calculated by an office program and saved as `kind`."""
    to, filter_name = FILTERS[kind]
    return convert(form(people=PEOPLE, edit=_everything_odd), "bieu.xlsx", to, filter_name=filter_name)


def month_of(folder, data: bytes) -> MonthResult:
    return Office(folder, unit()).put("bieu", data).month()


def view(result: MonthResult) -> tuple:
    """Return what a month comes to, every finding and reading with its cell."""
    return (
        {key: figure.value for key, figure in result.totals.items()},
        [(f.severity, f.code, f.place, f.value, f.message) for f in result.findings],
        result.understood,
        [file.result for file in result.files],
    )


@pytest.mark.parametrize("kind", ["xls", "ods", "ots", "ooxml"])
def test_a_form_saved_in_another_format_gives_the_same_month_cell_by_cell(tmp_path, kind):
    original = view(month_of(tmp_path / "a", saved_as("xlsx")))
    assert view(month_of(tmp_path / "b", saved_as(kind))) == original


def test_the_form_that_is_saved_again_holds_every_oddity(tmp_path):
    result = month_of(tmp_path, saved_as("xls"))
    assert {f.place.cell for f in result.findings} >= {
        cell_of(key, row) for key, row in (("gender", 5), ("note", 4), ("name", 4), ("helper", 2))
    }
    assert {u.place.cell for u in result.understood} >= {
        cell_of(key, row) for key, row in (("name", 4), ("union", 2), ("certificate_no", 2))
    }


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_remark_beside_a_cell_is_no_part_of_it(kind):
    book = read_workbook(saved_as(kind))
    assert not any("ghi chú riêng" in c.value for s in book.sheets for line in s.rows.values() for c in line.values())


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_hidden_sheet_row_and_column_say_so(kind):
    sheets = {sheet.name: sheet for sheet in read_workbook(saved_as(kind)).sheets}
    assert [sheet.hidden for sheet in sheets.values()] == [False, False, True]
    assert (sheets["Danh sách"].hidden_rows, sheets["Danh sách"].hidden_columns) == ({4}, ((column_of("task"),) * 2,))


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_time_of_saving_is_known(kind):
    assert read_workbook(saved_as(kind)).modified == datetime(2024, 11, 24, tzinfo=UTC)


def test_a_long_list_of_strings_goes_on_in_further_records():
    original = form(people=[person(f"Nguyễn Văn {'An ' * 40}{number}") for number in range(400)])
    saved = convert(original, "bieu.xlsx", "xls", filter_name="MS Excel 97")
    assert texts(read_workbook(saved)) == texts(read_workbook(original))


def texts(book: RawWorkbook) -> list[dict[int, dict[int, str]]]:
    """Return what the cells of each sheet say, by row and column."""
    return [{row: {at: cell.value for at, cell in line.items()} for row, line in s.rows.items()} for s in book.sheets]


# -- .xls --------------------------------------------------------------------------------------------------------------


def test_a_whole_number_in_xls_has_no_point():
    assert only_cell(xls(number(0, 0, 12.0))) == RawCell("n", "12", 0)


def test_a_broken_number_in_xls_keeps_its_digits():
    assert only_cell(xls(number(0, 0, 0.1))).value == "0.1"


def test_a_string_in_xls_is_looked_up():
    assert only_cell(xls(shared(4, 2, 1), strings=("Nam", "Nữ"))) == RawCell("s", "Nữ", 0)


def test_a_string_in_xls_that_is_not_there_is_refused():
    assert refused(xls(shared(0, 0, 2), strings=("Nam", "Nữ"))).code == "bad-string"


def test_the_text_of_excel_5_is_read_by_its_code_page():
    data = xls(label(0, 0, "NguyÔn".encode("cp1252")), version=0x0500, codepage=1252)
    assert only_cell(data).value == "NguyÔn"


def test_a_calculated_zero_in_xls_is_a_zero():
    assert only_cell(xls(formula(0, 0, bytes(8)))) == RawCell("n", "0", 0, True)


def test_a_zero_in_xls_that_waits_for_calculation_is_no_value():
    assert only_cell(xls(formula(0, 0, bytes(8), flags=2))) == RawCell("f", "", 0, True)


@pytest.mark.parametrize("result", [bytes(8), EMPTY_TEXT])
def test_the_formula_of_a_program_that_does_not_calculate_is_no_value(result):
    assert only_cell(xls(formula(0, 0, result), summary=False)) == RawCell("f", "", 0, True)


def test_a_formula_in_xls_that_gives_an_empty_text_is_blank():
    assert cells_of(xls(formula(0, 0, EMPTY_TEXT))) == {}


def test_the_cells_of_a_chart_inside_a_sheet_of_xls_are_none_of_the_sheet():
    assert list(cells_of(xls(bof(0x20) + number(0, 0, 1) + EOF + number(1, 0, 2)))) == [(2, 1)]


def test_a_sheet_of_a_chart_in_xls_is_passed_over():
    assert refused(xls(number(0, 0, 1), kind=2)).code == "no-sheet"


def test_styled_empty_cells_of_xls_down_to_the_last_row_are_read_past():
    blanks = b"".join(record(0x00BE, struct.pack("<HH28HH", row, 0, *[0] * 28, 27)) for row in range(65_536))
    assert list(cells_of(xls(number(0, 0, 1) + blanks))) == [(1, 1)]


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (number(20_000, 0, 1), "cell-out-of-range"),
        (number(0, 0, 1) + number(0, 0, 2), "bad-reference"),
        (number(0, 0, float("nan")), "damaged"),
        (record(0x0203, b"\0\0"), "damaged"),
        (record(0x00BD, struct.pack("<HHHH", 0, 0, 0, 5)), "damaged"),
        (record(0x00E5, struct.pack("<H", 60_000)), "too-many-merges"),
    ],
)
def test_a_sheet_of_xls_that_cannot_be_is_refused(sheet, code):
    assert refused(xls(sheet)).code == code


def test_a_sheet_of_xls_without_an_end_is_refused():
    whole = stream(number(0, 0, 1))
    assert refused(compound_file({"Workbook": whole.removesuffix(EOF).ljust(4096, b"\0")})).code == "damaged"


def test_a_record_of_xls_that_reaches_past_the_end_is_refused():
    whole = stream(number(0, 0, 1)).removesuffix(EOF) + struct.pack("<HH", 0x0203, 60_000)
    assert refused(compound_file({"Workbook": whole})).code == "damaged"


def test_a_container_without_a_workbook_is_refused_by_name():
    data = xls(number(0, 0, 1)).replace("Workbook".encode("utf-16-le"), "Wirkbook".encode("utf-16-le"))
    assert refused(data).code == "ole"


# -- .xlsb -------------------------------------------------------------------------------------------------------------


def rk(whole: int, hundredths: bool = False) -> bytes:
    return struct.pack("<i", whole << 2 | 2 | hundredths)


@pytest.mark.parametrize(
    ("record", "cell"),
    [
        (brt_cell(2, 0, rk(-7)), RawCell("n", "-7", 0)),
        (brt_cell(2, 0, rk(150, hundredths=True)), RawCell("n", "1.5", 0)),
        (brt_cell(3, 0, b"\x2a"), RawCell("e", "#N/A", 0)),
        (brt_cell(4, 0, b"\1"), RawCell("b", "true", 0)),
        (brt_cell(5, 0, struct.pack("<d", 2.5)), RawCell("n", "2.5", 0)),
        (brt_cell(6, 0, wide("Tày")), RawCell("s", "Tày", 0)),
        (brt_cell(7, 0, struct.pack("<I", 1)), RawCell("s", "Nữ", 0)),
        (brt_cell(8, 0, wide("Nam") + bytes(10)), RawCell("s", "Nam", 0, True)),
        (brt_cell(9, 0, struct.pack("<d", 3) + bytes(10)), RawCell("n", "3", 0, True)),
        (brt_cell(9, 0, bytes(8) + b"\2\0" + bytes(8)), RawCell("f", "", 0, True)),
        (brt_cell(10, 0, b"\0" + bytes(10)), RawCell("b", "false", 0, True)),
        (brt_cell(11, 0, b"\x07" + bytes(10)), RawCell("e", "#DIV/0!", 0, True)),
    ],
)
def test_every_kind_of_cell_of_xlsb_is_read(record, cell):
    assert only_cell(xlsb(brt_row(0) + record, strings=("Nam", "Nữ"))) == cell


def test_cells_of_xlsb_stand_at_their_addresses():
    rows = (
        brt_row(2) + brt_cell(2, 4, rk(1)) + brt(13, struct.pack("<I", 0) + rk(2)) + brt_row(5) + brt_cell(2, 0, rk(3))
    )
    assert list(cells_of(xlsb(rows))) == [(3, 5), (3, 6), (6, 1)]


def test_the_styles_of_xlsb_tell_dates_and_fonts():
    book = read_workbook(xlsb(brt_row(0) + brt_cell(2, 0, rk(1), style=1)))
    assert [book.format_of(style).is_date for style in range(3)] == [False, True, False]
    assert book.format_of(2) == ("000", ".VnTime", False, False)


def test_rows_of_no_height_are_hidden_in_xlsb_and_xls():
    low = brt(0, struct.pack("<IIHBBBI", 1, 0, 0, 0, 0x20, 0, 0))
    binary = read_workbook(xlsb(brt_row(0) + brt_cell(2, 0, rk(1)) + low + brt_cell(2, 0, rk(2))))
    rows = [
        record(0x0208, struct.pack("<HHHHHHI", row, 0, 1, height, 0, 0, 0x0F0140)) for row, height in ((0, 300), (1, 0))
    ]
    old = read_workbook(xls(b"".join(rows) + number(0, 0, 1.0) + number(1, 0, 2.0)))
    assert [book.sheets[0].hidden_rows for book in (binary, old)] == [{2}, {2}]


def test_hidden_rows_merges_and_the_date_system_of_xlsb_are_known():
    merge = brt(177, struct.pack("<I", 1)) + brt(176, struct.pack("<IIII", 4, 5, 0, 1)) + brt(178)
    book = read_workbook(xlsb(brt_row(2, hidden=True) + brt_cell(2, 0, rk(1)), after=merge, date1904=True))
    assert (book.sheets[0].hidden_rows, book.sheets[0].merges, book.date1904) == ({3}, ((5, 1, 6, 2),), True)


def test_libreoffice_finds_the_same_cells_in_xlsb():
    rows = brt_row(0) + brt_cell(2, 0, rk(7)) + brt_cell(7, 2, struct.pack("<I", 0))
    rows += brt_row(3) + brt_cell(5, 1, struct.pack("<d", 2.5)) + brt_cell(6, 3, wide("Tày"))
    data = xlsb(rows, strings=("Nữ",))
    theirs = convert(data, "bieu.xlsb", "xlsx", filter_name="Calc MS Excel 2007 XML")
    assert cells_of(theirs) == cells_of(data)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (brt_row(20_000) + brt_cell(2, 0, rk(1)), "cell-out-of-range"),
        (brt_row(0) + brt_cell(2, 512, rk(1)), "cell-out-of-range"),
        (brt_row(0) + brt_cell(2, 0, rk(1)) * 2, "bad-reference"),
        (brt_row(0) + brt_cell(7, 0, struct.pack("<I", 0)), "bad-string"),
        (brt_row(0) + brt_cell(6, 0, struct.pack("<I", 0x7FFFFFFF)), "damaged"),
        (brt_row(0) + brt_cell(5, 0, b"\0"), "damaged"),
        (brt_row(0) + b"\x05\xff\xff\xff\x7f", "damaged"),
        (brt(176, struct.pack("<IIII", 0, 1, 0, 1)) * 10_001, "too-many-merges"),
    ],
)
def test_a_sheet_of_xlsb_that_cannot_be_is_refused(rows, code):
    assert refused(xlsb(rows)).code == code


# -- passwords ---------------------------------------------------------------------------------------------------------


@cache
def locked(password: str) -> bytes:
    """Return a form that Office would ask `password` for."""
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(form())).encrypt(password, buffer)
    return buffer.getvalue()


def test_a_protected_form_without_a_password_is_refused_and_the_clerk_told_what_to_do():
    refusal = refused(locked("bí mật"))
    assert refusal.code == "password-needed"
    assert "--passwords" in refusal.reason


def test_a_protected_form_is_opened_by_the_first_password_that_fits():
    book = read_workbook(locked("bí mật"), ("sai", "", "bí mật"))
    assert [sheet.name for sheet in book.sheets] == ["Báo cáo", "Danh sách"]


def test_a_protected_form_that_no_password_fits_is_refused_without_telling_one():
    refusal = refused(locked("bí mật"), ("sai-1", "sai-2"))
    assert refusal.code == "wrong-password"
    assert "sai" not in refusal.reason.split()
    assert "bí mật" not in refusal.reason


def test_a_form_that_is_only_protected_against_changes_is_opened_where_passwords_are_tried_at_all():
    assert read_workbook(locked("VelvetSweatshop"), ("another",)).sheets
    assert refused(locked("VelvetSweatshop")).code == "password-needed"


def test_a_protected_file_that_is_no_workbook_is_refused_as_what_it_is():
    from docx import Document

    inner, locked_letter = io.BytesIO(), io.BytesIO()
    Document().save(inner)
    OOXMLFile(inner).encrypt("a", locked_letter)
    assert refused(locked_letter.getvalue(), ("a",)).code == "docx"


def test_a_protected_form_with_wrong_bytes_is_refused_or_reads_the_same():
    sound = [sheet.rows for sheet in read_workbook(locked("a"), ("a",)).sheets]
    chance = random.Random(7)
    for _ in range(12):
        data = bytearray(locked("a"))
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            assert [sheet.rows for sheet in read_workbook(bytes(data), ("a",)).sheets] == sound
        except Refused as refusal:
            assert refusal.reason


# -- readers that are lost ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("why", "code"), [("died", "lost"), ("slow", "slow"), ("memory", "memory")])
def test_a_file_that_ends_its_reader_is_refused_and_may_be_a_report(monkeypatch, why, code):
    def lose(*_: object) -> None:
        raise Lost(why)

    monkeypatch.setattr(apart_room, "isolated", lose)
    refusal = refused(xls(number(0, 0, 1)))
    assert refusal.code == code
    assert may_be_report(code)


# -- damage ------------------------------------------------------------------------------------------------------------

SOUND = {
    "xls": lambda: saved_as("xls"),
    "ods": lambda: saved_as("ods"),
    "xlsb": lambda: xlsb(brt_row(0) + brt_cell(6, 0, wide("Tày")) + brt_cell(7, 1, b"\0\0\0\0"), strings=("Nữ",)),
}


def content_or_refusal(data: bytes):
    try:
        return [(sheet.name, sheet.rows, sheet.merges) for sheet in read_workbook(data).sheets]
    except Refused as refusal:
        assert refusal.reason
        return refusal


@pytest.mark.parametrize("kind", SOUND)
def test_a_workbook_cut_anywhere_reads_the_same_or_is_refused(kind):
    data, chance = SOUND[kind](), random.Random(1)
    sound = content_or_refusal(data)
    for _ in range(60):
        found = content_or_refusal(data[: chance.randrange(len(data))])
        assert isinstance(found, Refused) or found == sound


@pytest.mark.parametrize("kind", ["ods", "xlsb"])
def test_a_packaged_workbook_with_wrong_bits_reads_the_same_or_is_refused(kind):
    data, chance = SOUND[kind](), random.Random(2)
    sound = content_or_refusal(data)
    for _ in range(150):
        bent = bytearray(data)
        bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
        found = content_or_refusal(bytes(bent))
        assert isinstance(found, Refused) or found == sound


def test_an_xls_with_wrong_bits_keeps_its_sheets_or_is_refused():
    """Nothing in an .xls tells a changed letter, digit or kind of record; only its structure can be checked."""
    data, chance = saved_as("xls"), random.Random(3)
    for _ in range(200):
        bent = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            bent[chance.randrange(len(bent))] ^= 1 << chance.randrange(8)
        found = content_or_refusal(bytes(bent))
        assert isinstance(found, Refused) or len(found) == 3


def test_an_xls_whose_record_swallows_the_end_of_a_block_of_rows_is_refused():
    """A record that grew by exactly what follows leaves no trace but in the list of where blocks end."""
    block_end = record(0x00D7, bytes(4))
    sheet_start = len(stream(b"")) - len(EOF)
    cells = number(0, 0, 1)
    index_size = 4 + 16 + 8
    ends = [sheet_start + index_size + len(cells), sheet_start + index_size + 2 * len(cells) + len(block_end)]
    index = record(0x020B, struct.pack("<IIII2I", 0, 0, 2, 0, *ends))
    second = number(1, 0, 2) + block_end
    assert len(cells_of(xls(index + cells + block_end + second))) == 2
    swallowing = record(0x0203, number(0, 0, 1)[4:] + block_end)
    assert len(swallowing) == len(cells + block_end)
    assert refused(xls(index + swallowing + second)).code == "damaged"


RECORDS = st.tuples(
    st.sampled_from(
        [0x0203, 0x00FD, 0x0006, 0x0207, 0x00BD, 0x027E, 0x0205, 0x0204, 0x00D6, 0x003C, 0x0809, 0x000A, 0xE5]
    ),
    st.binary(max_size=24),
).map(lambda said: record(*said))


@settings(deadline=None, max_examples=150)
@given(st.lists(RECORDS, max_size=8).map(b"".join))
def test_any_records_of_a_sheet_of_xls_are_read_or_refused(records):
    content_or_refusal(xls(records, strings=("a", "b")))


BINARY = st.tuples(st.integers(0, 20) | st.sampled_from([60, 62, 130, 145, 146, 176]), st.binary(max_size=24)).map(
    lambda said: brt(*said)
)


@settings(deadline=None, max_examples=150)
@given(st.lists(BINARY, max_size=8).map(b"".join))
def test_any_records_of_a_sheet_of_xlsb_are_read_or_refused(records):
    content_or_refusal(xlsb(brt_row(0) + records, strings=("a", "b")))
