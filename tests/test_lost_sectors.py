"""Damage that leaves a file in one piece: sectors turned to zeros, strings lost; and oddities that are no damage."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
from functools import cache

import pytest
from libreoffice import convert
from office import admitted, form, person
from outlook_files import compound_file
from raw_packages import CONTENT, MAIN, OFFICE, WORKBOOK_TYPE, cell, relations, workbook, worksheet, zipped
from record_workbooks import (
    brt,
    brt_cell,
    brt_row,
    formula,
    label,
    number,
    ods,
    record,
    saved_by_excel,
    shared,
    stream,
    wide,
    xls,
    xls_string,
    xlsb,
)

from recruit.books.open import read_workbook
from recruit.guard.refusals import Refused

SECTOR = 512
PEOPLE = [person(f"Nguyễn Văn {name}") for name in ("An", "Bình", "Cường", "Dũng", "Hà", "Lan")] + [admitted()]


@cache
def saved_as(kind: str) -> bytes:
    filters = {"xls": "MS Excel 97", "ods": "calc8", "xlsx": "Calc MS Excel 2007 XML"}
    return convert(form(people=PEOPLE), "bieu.xlsx", kind, filter_name=filters[kind])


SOUND = {
    "xls": lambda: saved_as("xls"),
    "ods": lambda: saved_as("ods"),
    "xlsx": lambda: saved_as("xlsx"),
    "xlsb": lambda: xlsb(brt_row(0) + brt_cell(6, 0, wide("Tày")) + brt_cell(7, 1, bytes(4)), strings=("Nữ",)),
}


def everything(data: bytes) -> tuple:
    """Return all that is read of a workbook."""
    book = read_workbook(data)
    sheets = [(s.name, s.hidden, s.rows, s.merges, s.hidden_rows, s.hidden_columns) for s in book.sheets]
    return sheets, list(book.formats), book.date1904, book.modified


def code_of(data: bytes) -> str:
    """Return the code of the reason why a workbook is refused."""
    with pytest.raises(Refused) as caught:
        everything(data)
    return caught.value.code


def values(data: bytes) -> dict[tuple[int, int], str]:
    (sheet,) = read_workbook(data).sheets
    return {(row, column): found.value for row, line in sheet.rows.items() for column, found in line.items()}


# -- zeros -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SOUND)
def test_a_workbook_with_any_sector_zeroed_says_what_it_said_or_is_refused(kind):
    data = SOUND[kind]()
    sound, silent = everything(data), []
    for at in range(0, len(data), SECTOR):
        lost = data[:at] + bytes(min(SECTOR, len(data) - at)) + data[at + SECTOR :]
        try:
            if everything(lost) != sound:
                silent.append(at // SECTOR)
        except Refused:
            continue
    assert silent == []


@pytest.mark.parametrize("first", [0.25, 0.5, 0.75])
def test_an_xls_of_which_a_part_was_zeroed_is_refused(first):
    data = saved_as("xls")
    start = int(len(data) * first) // SECTOR * SECTOR
    assert code_of(data[:start] + bytes(len(data) // 4) + data[start + len(data) // 4 :])


def test_a_whole_sector_of_zeros_in_a_record_of_numbers_is_refused():
    row = record(0x00BD, struct.pack("<HH", 0, 0) + struct.pack("<HI", 0, 7 << 2 | 2) * 200 + struct.pack("<H", 199))
    whole = stream(row)
    start = -(-whole.index(row) // SECTOR) * SECTOR + SECTOR
    lost = whole[:start] + bytes(SECTOR) + whole[start + SECTOR :]
    assert len(values(compound_file({"Workbook": whole.ljust(4096, b"\0")}))) == 200
    assert code_of(compound_file({"Workbook": lost.ljust(4096, b"\0")})) == "damaged"


def test_a_lone_head_of_zeros_among_the_workbooks_records_is_refused():
    whole = stream(number(0, 0, 1))
    at = whole.index(record(0x0042, struct.pack("<H", 1200)))
    lost = whole[:at] + bytes(4) + whole[at:]
    assert code_of(compound_file({"Workbook": lost.ljust(4096, b"\0")})) == "damaged"


# -- strings of .xls ---------------------------------------------------------------------------------------------------

TWO = b"".join(shared(row, 0, row) for row in range(2))


@pytest.mark.parametrize("said", [0, 1, 3, 900])
def test_a_wrong_count_of_strings_in_xls_takes_none_of_them_away(said):
    data = xls(TWO, strings=("Nam", "Nữ"))
    wrong = data.replace(struct.pack("<II", 2, 2), struct.pack("<II", said, said))
    assert wrong != data
    assert values(wrong) == {(1, 1): "Nam", (2, 1): "Nữ"}


def test_strings_of_xls_that_end_too_early_are_refused():
    data = xls(TWO, strings=("Nam", "Nữ"))
    # The second one says that it is longer than its record.
    wrong = data.replace(xls_string("Nữ"), struct.pack("<HB", 3, 1) + xls_string("Nữ")[3:])
    assert wrong != data
    assert code_of(wrong) == "bad-string"


@pytest.mark.parametrize("text", ["Na\0m", "\0"])
def test_a_shared_string_of_xls_with_a_zero_in_it_is_refused(text):
    assert code_of(xls(TWO, strings=(text, "Nữ"))) == "bad-string"


def test_an_own_string_of_xls_with_a_zero_in_it_is_refused():
    assert code_of(xls(label(0, 0, b"An\0"), version=0x0500, codepage=1258)) == "bad-string"


def test_letters_whose_bytes_hold_zeros_are_no_zeros():
    assert values(xls(TWO, strings=("aĀ", "ĀĂ")))[1, 1] == "aĀ"


def test_many_empty_strings_in_the_table_of_xls_are_lost_strings():
    cells = b"".join(shared(row, 0, row) for row in range(4))
    assert code_of(xls(cells, strings=("Nam", "", "", ""))) == "bad-string"


def test_many_cells_of_xls_at_one_empty_string_are_blank():
    cells = b"".join(shared(row, 0, 1) for row in range(1, 300))
    assert values(xls(shared(0, 0, 0) + cells, strings=("Nam", ""))) == {(1, 1): "Nam"}


def phonetic(text: str, reading: str) -> bytes:
    """Return a string with two runs and a reading beside it, as the table of strings of .xls holds it."""
    runs, beside = struct.pack("<HHHH", 0, 1, 1, 0), reading.encode("utf-16-le")
    head = struct.pack("<HBHI", len(text), 1 | 4 | 8, 2, len(beside))
    return head + text.encode("utf-16-le") + runs + beside


def test_a_reading_beside_a_string_of_xls_is_no_part_of_it():
    data = xls(TWO, strings=(phonetic("東京", "トウキョウ"), "Nam"))
    assert values(data) == {(1, 1): "東京", (2, 1): "Nam"}


# -- the summary of .xls -----------------------------------------------------------------------------------------------


def with_summary(summary: bytes) -> bytes:
    return compound_file({"Workbook": stream(number(0, 0, 1)).ljust(4096, b"\0"), "\5SummaryInformation": summary})


def test_a_summary_of_zeros_is_refused_for_it_may_decide_which_workbook_counts():
    assert code_of(with_summary(bytes(len(saved_by_excel())))) == "damaged"


def test_a_summary_that_says_nothing_is_an_unknown_time():
    sound = saved_by_excel()
    assert everything(with_summary(sound))[3] is not None
    assert everything(with_summary(sound.replace(struct.pack("<II", 13, 16), struct.pack("<II", 12, 16))))[3] is None
    assert everything(with_summary(sound[:-8] + bytes(8)))[3] is None


def test_a_summary_that_says_that_it_goes_on_for_ever_is_read_as_far_as_it_goes():
    sound = saved_by_excel()
    endless = sound.replace(struct.pack("<II", 28, 1), struct.pack("<II", 28, 0xFFFFFFFF))
    assert everything(with_summary(endless))[3] == everything(with_summary(sound))[3]


# -- Excel 5 and 95 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codepage", "raw", "text"),
    [
        (1258, b"Nguy\xea\xden", "Nguyễn"),
        (1252, b"Nguy\xd4n", "NguyÔn"),
        (32769, b"Nguy\xd4n", "NguyÔn"),
        (10000, b"\x88\x8e", "àé"),
        (367, b"An", "An"),
        (None, b"An", "An"),
        (9999, b"An", "An"),
    ],
)
def test_the_text_of_excel_5_is_read_by_the_encoding_that_it_names(codepage, raw, text):
    found = values(xls(label(0, 0, raw), version=0x0500, codepage=codepage))
    assert unicodedata.normalize("NFC", found[1, 1]) == text


@pytest.mark.parametrize("codepage", [None, 9999, 1200])
def test_letters_of_excel_5_beyond_the_plain_ones_need_an_encoding(codepage):
    assert code_of(xls(label(0, 0, b"Nguy\xea\xden"), version=0x0500, codepage=codepage)) == "no-codepage"


def test_numbers_and_texts_with_runs_of_excel_5_are_read():
    runs = record(0x00D6, struct.pack("<HHHH", 0, 0, 0, 2) + b"An" + b"\1\0\0")
    text = formula(1, 0, b"\0\0\0\0\0\0\xff\xff") + record(0x0207, struct.pack("<H", 2) + b"Ba")
    found = values(xls(runs + text + number(2, 0, 3.5), version=0x0500, codepage=1258))
    assert found == {(1, 1): "An", (2, 1): "Ba", (3, 1): "3.5"}


# -- .xlsx -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["<v>7</v><is><t>Nam</t></is>", "<is><t>Nam</t></is><v>7</v>"])
def test_a_cells_own_string_wins_over_a_stray_value(content):
    data = workbook(worksheet(f'<row r="1"><c r="A1" t="inlineStr">{content}</c></row>'))
    assert values(data) == {(1, 1): "Nam"}


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ('<c r="A1" t="s"><v>0</v><is><t>x</t></is></c>', "Nữ"),
        ('<c r="A1"><v>7</v><is><t>x</t></is></c>', "7"),
        ('<c r="A1" t="inlineStr"><v>7</v></c>', "7"),
    ],
)
def test_a_value_of_another_kind_of_cell_is_no_stray_one(content, value):
    data = workbook(worksheet(f'<row r="1">{content}</row>'), strings="<si><t>Nữ</t></si>")
    assert values(data) == {(1, 1): value}


def elsewhere(book: str, sheet: str, strings: str, /, **targets: str) -> bytes:
    """Return a workbook whose parts have the given names; `targets` are what the relations call them."""
    folder, _, file = book.rpartition("/")
    called = {name: f"/{part}" for name, part in (("book", book), ("sheet", sheet), ("strings", strings))} | targets
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{CONTENT}"><Override PartName="/{book}" '
            f'ContentType="{WORKBOOK_TYPE}"/></Types>',
            "_rels/.rels": relations(("a", f"{OFFICE}/officeDocument", called["book"])),
            book: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Trang 1" r:id="s"/></sheets></workbook>',
            f"{folder}/_rels/{file}.rels".lstrip("/"): relations(
                ("s", f"{OFFICE}/worksheet", called["sheet"]), ("t", f"{OFFICE}/sharedStrings", called["strings"])
            ),
            sheet: worksheet(f'<row r="1"><c r="A1" t="s"><v>0</v></c>{cell("B1", "Tày")}</row>'),
            strings: f'<sst xmlns="{MAIN}"><si><t>Nam</t></si></sst>',
        }
    )


@pytest.mark.parametrize(
    "data",
    [
        elsewhere("bang/so.xml", "trang/1.xml", "chu/c.xml"),
        elsewhere("so.xml", "1.xml", "c.xml"),
        elsewhere("a/b/so.xml", "a/c/1.xml", "c.xml", sheet="../c/1.xml", strings="../../c.xml"),
        elsewhere("a b/số.xml", "a b/1.xml", "a b/c.xml", book="a%20b/s%E1%BB%91.xml", sheet="1.xml"),
        elsewhere("word/so.xml", "word/1.xml", "word/c.xml"),
    ],
    ids=["folders", "root", "relative", "percent", "word"],
)
def test_parts_are_found_by_their_relations_wherever_they_stand(data):
    assert values(data) == {(1, 1): "Nam", (1, 2): "Tày"}


# -- readings beside a text --------------------------------------------------------------------------------------------

READING = '<r><t>東京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>'


def test_a_reading_beside_a_shared_or_own_string_is_no_part_of_it():
    rows = f'<row r="1"><c r="A1" t="s" ph="1"><v>0</v></c><c r="B1" t="inlineStr"><is>{READING}</is></c></row>'
    assert values(workbook(worksheet(rows), strings=f"<si>{READING}</si>")) == {(1, 1): "東京", (1, 2): "東京"}


def test_a_reading_beside_a_string_of_xlsb_is_no_part_of_it():
    runs = struct.pack("<IHH", 1, 0, 0)
    item = brt(19, b"\3" + wide("東京") + runs + wide("トウキョウ") + struct.pack("<IHHH", 1, 0, 0, 2))
    plain = brt(19, b"\0" + wide("@"))
    made = xlsb(brt_row(0) + brt_cell(7, 0, bytes(4)), strings=("@",))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts["xl/sharedStrings.bin"] = parts["xl/sharedStrings.bin"].replace(plain, item)
    assert values(zipped(parts)) == {(1, 1): "東京"}


def test_a_reading_beside_a_text_of_ods_is_no_part_of_it():
    ruby = "<text:ruby><text:ruby-base>東京</text:ruby-base><text:ruby-text>トウキョウ</text:ruby-text></text:ruby>"
    row = f'<table:table-row><table:table-cell office:value-type="string"><text:p>{ruby}</text:p></table:table-cell></table:table-row>'
    assert values(ods(row)) == {(1, 1): "東京"}
