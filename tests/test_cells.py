"""Raw cells: what stands in a workbook, cell by cell, whatever program wrote it; or a reason why it is not read."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from libreoffice import saved_again
from raw_packages import (
    CORE,
    MAIN,
    OFFICE,
    STRICT_MAIN,
    STRICT_OFFICE,
    cell,
    parts_of,
    relations,
    workbook,
    worksheet,
    zipped,
)

import recruit.books.sheet
from recruit.books.empties import drop_empty
from recruit.books.open import read_workbook
from recruit.books.sheet import SheetReader
from recruit.books.workbook import RawCell
from recruit.books.xlsx import PackagedWorkbook
from recruit.guard.refusals import Refused
from recruit.write.forms.book import form_bytes

ODD = Path(__file__).parents[2] / "shared" / "odd_workbooks"


def sheet_of(*args, **kwargs):
    return read_workbook(workbook(*args, **kwargs)).sheets[0]


def only_cell(row: str, **kwargs) -> RawCell:
    (line,) = sheet_of(worksheet(f'<row r="1">{row}</row>'), **kwargs).rows.values()
    (found,) = line.values()
    return found


def refused(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_everything(data)
    return caught.value


def refused_sheet(*args, **kwargs) -> Refused:
    return refused(workbook(*args, **kwargs))


def read_everything(data: bytes):
    book = read_workbook(data)
    for sheet in book.sheets:
        for line in sheet.rows.values():
            for found in line.values():
                book.format_of(found.style)
    return book, book.modified, [(s.name, s.rows, s.merges, s.hidden_rows, s.hidden_columns) for s in book.sheets]


# -- what a cell holds -------------------------------------------------------------------------------------------------


def test_a_number_keeps_its_digits():
    assert only_cell('<c r="A1"><v>012345678901234567</v></c>') == RawCell("n", "012345678901234567", 0)


def test_a_long_number_stays_a_number():
    assert only_cell('<c r="A1"><v>1.5E-7</v></c>').kind == "n"


@pytest.mark.parametrize("text", ["NaN", "1e999", "12,5", "9" * 400, "²", "1_000"])
def test_what_calls_itself_a_number_and_is_none_is_text(text):
    assert only_cell(f'<c r="A1"><v>{text}</v></c>') == RawCell("s", text, 0)


def test_a_shared_string_is_looked_up():
    found = only_cell('<c r="A1" t="s"><v>1</v></c>', strings="<si><t>Nam</t></si><si><t>Nữ</t></si>")
    assert found == RawCell("s", "Nữ", 0)


def test_runs_of_a_string_are_joined_without_their_phonetic_hints():
    strings = "<si><r><t>Hoàng </t></r><r><rPr><b/></rPr><t>Lan</t></r><rPh><t>x</t></rPh></si>"
    assert only_cell('<c r="A1" t="s"><v>0</v></c>', strings=strings).value == "Hoàng Lan"


def test_a_run_in_a_legacy_font_gives_its_name_to_the_cell():
    strings = '<si><r><t>A </t></r><r><rPr><rFont val=".VnTime"/></rPr><t>V¨n</t></r></si>'
    assert only_cell('<c r="A1" t="s"><v>0</v></c>', strings=strings).font == ".VnTime"


def test_a_run_in_an_ordinary_font_does_not():
    strings = '<si><r><rPr><rFont val="Arial"/></rPr><t>Văn</t></r></si>'
    assert only_cell('<c r="A1" t="s"><v>0</v></c>', strings=strings).font == ""


def test_an_inline_string_is_text():
    assert only_cell(cell("A1", "Tày")) == RawCell("s", "Tày", 0)


def test_an_inline_string_with_runs_is_text():
    assert only_cell('<c r="A1" t="inlineStr"><is><r><t>Tà</t></r><r><t>y</t></r></is></c>').value == "Tày"


def test_blanks_around_a_text_are_kept():
    assert only_cell('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c>').value == " a "


def test_references_to_characters_are_spelt_out():
    assert only_cell(cell("A1", "&#7885; &#x1EDD; &amp; &lt;")).value == "ọ ờ & <"


def test_a_reference_to_a_character_that_xml_forbids_is_refused():
    assert refused_sheet(worksheet(f'<row r="1">{cell("A1", "&#0;")}</row>')).code == "bad-xml"


def test_escapes_of_excel_are_spelt_out():
    assert only_cell(cell("A1", "a_x000D_b_x005F_x0041_")).value == "a\rb_x0041_"


def test_two_escapes_that_are_one_character_become_it():
    assert only_cell(cell("A1", "_xD83D__xDE00_")).value == "😀"


def test_half_a_character_can_still_be_written():
    assert only_cell(cell("A1", "a_xD83D_b")).value.encode() == "a\ufffdb".encode()


def test_a_text_in_cdata_is_text():
    assert only_cell(cell("A1", '<![CDATA[a<c r="B1"/>]]>')).value == 'a<c r="B1"/>'


def test_the_text_of_a_formula_is_text_and_marked():
    assert only_cell('<c r="A1" t="str"><f>B1</f><v>Nam</v></c>') == RawCell("s", "Nam", 0, True)


def test_the_number_of_a_formula_is_a_number_and_marked():
    assert only_cell('<c r="A1"><f>B1+1</f><v>5</v></c>') == RawCell("n", "5", 0, True)


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
def test_a_formula_that_was_never_calculated_keeps_its_text(value):
    assert only_cell(f'<c r="A1"><f>B1&amp;"x"</f>{value}</c>') == RawCell("f", 'B1&"x"', 0, True)


def test_a_formula_that_gives_an_empty_text_is_blank():
    assert sheet_of(worksheet('<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>')).rows == {}


def test_a_formula_that_follows_another_one_is_a_formula():
    assert only_cell('<c r="A1"><f t="shared" si="0"/><v>7</v></c>') == RawCell("n", "7", 0, True)


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "#BOGUS!"])
def test_an_error_is_kept_as_it_is(text):
    assert only_cell(f'<c r="A1" t="e"><v>{text}</v></c>') == RawCell("e", text, 0)


@pytest.mark.parametrize(("text", "value"), [("1", "true"), ("0", "false"), ("true", "true")])
def test_a_truth_value_is_true_or_false(text, value):
    assert only_cell(f'<c r="A1" t="b"><v>{text}</v></c>') == RawCell("b", value, 0)


@pytest.mark.parametrize(
    ("text", "digits"),
    [("2024-03-05", "45356"), ("2024-03-05T00:00:00", "45356"), ("2024-03-05T12:00:00Z", "45356.5")],
)
def test_a_day_that_is_spelt_out_is_its_number(text, digits):
    assert only_cell(f'<c r="A1" t="d"><v>{text}</v></c>') == RawCell("n", digits, 0)


def test_a_day_that_is_spelt_out_counts_from_1904_where_the_workbook_does():
    found = only_cell('<c r="A1" t="d"><v>2024-03-05</v></c>', workbook_pr='<workbookPr date1904="1"/>')
    assert found.value == "43894"


@pytest.mark.parametrize("text", ["1900-02-28", "2023-02-29", "2024-3-5", "12:30:00", "2024-03-05T25:00:00"])
def test_what_calls_itself_a_day_and_has_no_number_is_text(text):
    assert only_cell(f'<c r="A1" t="d"><v>{text}</v></c>') == RawCell("s", text, 0)


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200b\ufeff", "_x0020_"])
def test_a_blank_text_is_no_cell(text):
    assert sheet_of(worksheet(f'<row r="1">{cell("A1", text)}</row>')).rows == {}


def test_an_empty_index_of_a_string_is_no_cell():
    assert sheet_of(worksheet('<row r="1"><c r="A1" t="s"><v></v></c></row>')).rows == {}


# -- where it stands ---------------------------------------------------------------------------------------------------


def columns_of(rows: str) -> dict[int, list[int]]:
    return {row: list(line) for row, line in sheet_of(worksheet(rows)).rows.items()}


def test_cells_stand_at_their_addresses():
    assert columns_of(f'<row r="7">{cell("B7", "a")}{cell("AB7", "b")}</row>') == {7: [2, 28]}


def test_rows_and_cells_out_of_order_are_put_in_order():
    rows = f'<row r="3">{cell("C3", "x")}{cell("A3", "y")}</row><row r="1">{cell("A1", "z")}</row>'
    found = columns_of(rows)
    assert list(found) == [1, 3]
    assert found[3] == [1, 3]


def test_cells_without_addresses_stand_one_after_the_other():
    plain = '<c t="inlineStr"><is><t>x</t></is></c>'
    assert columns_of(f"<row>{plain}{plain}</row><row>{plain}</row>") == {1: [1, 2], 2: [1]}


def test_a_cell_without_an_address_stands_after_an_empty_one():
    plain = '<c t="inlineStr"><is><t>x</t></is></c>'
    assert columns_of(f'<row r="4"><c r="E4" s="1"/>{plain}</row>') == {4: [6]}


def test_an_address_in_small_letters_is_understood():
    assert columns_of(f'<row r="1">{cell("ab1", "x")}</row>') == {1: [28]}


def test_styled_empty_cells_are_no_cells():
    rows = '<row r="1"><c r="A1" s="1"/><c r="B1" s="1" t="n"></c></row><row r="2" s="1" customFormat="1"/>'
    assert columns_of(rows) == {}


def test_rows_styled_down_to_the_last_one_are_read_past():
    rows = "".join(f'<row r="{number}" s="1"/>' for number in range(2, 1_048_577))
    assert columns_of(f'<row r="1"><c r="A1"><v>5</v></c></row>{rows}') == {1: [1]}


def test_a_wrong_dimension_is_ignored():
    sheet = sheet_of(worksheet(f'<row r="2">{cell("B2", "x")}</row>', before='<dimension ref="A1:XFD1048576"/>'))
    assert list(sheet.rows) == [2]


def test_a_title_merged_over_a_whole_row_is_one_range():
    sheet = sheet_of(worksheet("", '<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>'))
    assert sheet.merges == ((1, 1, 1, 16_384),)


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "B1:B1048576", "XFD13:A1"])
def test_a_merge_over_more_cells_than_a_workbook_may_have_is_refused_and_its_place_named(reference):
    fault = refused_sheet(worksheet("", f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'))
    assert fault.code == "merge-too-big"
    assert f"trang “Trang 1”, ô {reference}" in fault.reason


def test_hidden_rows_that_hold_something_are_known():
    rows = f'<row r="1" hidden="1">{cell("A1", "x")}</row><row r="2" hidden="1"/><row r="3">{cell("A3", "y")}</row>'
    assert sheet_of(worksheet(rows)).hidden_rows == {1}


def test_hidden_columns_are_known():
    columns = '<cols><col min="1" max="2" width="5"/><col min="4" max="6" width="5" hidden="1"/></cols>'
    assert sheet_of(worksheet("", before=columns)).hidden_columns == ((4, 6),)


# -- formats -----------------------------------------------------------------------------------------------------------

STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
    '<fonts><font><name val="Calibri"/></font><font><name val=".VnTime"/></font></fonts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="170" fontId="1"/><xf numFmtId="14"/></cellXfs>'
)


def book_with(code: str):
    return read_workbook(workbook(styles=STYLES.format(code=code)))


@pytest.mark.parametrize(
    "code", ["dd/mm/yyyy", "[$-42A]dd/mm/yyyy;@", "mm/yyyy", "mmmm", "yyyy-mm-dd hh:mm:ss.000", "d\\-m\\-yy"]
)
def test_a_format_of_days_is_a_date(code):
    assert book_with(code).format_of(1).is_date


@pytest.mark.parametrize(
    "code", ["0", "General", "#,##0 [$₫]", "[h]:mm", "mm:ss", "0.0%", "[Red]0", "0&quot; ngày&quot;", "@"]
)
def test_another_format_is_no_date(code):
    assert not book_with(code).format_of(1).is_date


def test_the_built_in_date_is_a_date():
    assert book_with("0").format_of(2).is_date


def test_a_style_tells_its_number_format_and_font():
    book = book_with("000000")
    assert book.format_of(1)[:2] == ("000000", ".VnTime")


def test_a_style_that_is_not_there_is_general():
    book = book_with("0")
    assert book.format_of(99) == ("", "", False)


def test_a_font_is_proven_by_text_that_is_no_vietnamese_as_it_stands():
    rows = '<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>NguyÔn V¨n M¹nh</t></is></c></row>'
    book = read_workbook(workbook(worksheet(rows), styles=STYLES.format(code="@")))
    assert book.proven_fonts == {".VnTime"}


# -- the workbook ------------------------------------------------------------------------------------------------------


def test_sheets_come_in_the_order_of_the_workbook_with_clean_names():
    two = '<sheet name=" Báo  cáo " sheetId="2" r:id="s1"/><sheet name="Danh sách" sheetId="1" r:id="s1"/>'
    assert [sheet.name for sheet in read_workbook(workbook(sheets=two)).sheets] == ["Báo cáo", "Danh sách"]


@pytest.mark.parametrize(("state", "hidden"), [("hidden", True), ("veryHidden", True), ("visible", False)])
def test_a_hidden_sheet_says_so(state, hidden):
    sheets = f'<sheet name="x" sheetId="1" state="{state}" r:id="s1"/>'
    assert read_workbook(workbook(sheets=sheets)).sheets[0].hidden is hidden


def test_a_sheet_that_nobody_looks_into_may_be_broken():
    parts = parts_of(worksheet(f'<row r="1">{cell("A1", "x")}</row>'))
    parts["xl/worksheets/sheet2.xml"] = "<broken"
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="y" sheetId="2" r:id="s2"/></sheets>'
    )
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("s1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml"), ("s2", f"{OFFICE}/worksheet", "worksheets/sheet2.xml")
    )
    assert read_workbook(zipped(parts)).sheets[0].rows[1][1].value == "x"


def test_a_sheet_of_a_chart_is_passed_over():
    sheets = '<sheet name="x" sheetId="1" r:id="s1"/><sheet name="c" sheetId="2" r:id="c1"/>'
    parts = parts_of(sheets=sheets)
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("s1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml"), ("c1", f"{OFFICE}/chartsheet", "chartsheets/sheet1.xml")
    )
    assert [sheet.name for sheet in read_workbook(zipped(parts)).sheets] == ["x"]


def test_a_strict_workbook_is_read():
    rows = f'<row r="1">{cell("A1", "x")}</row>'
    data = workbook(worksheet(rows, main=STRICT_MAIN), main=STRICT_MAIN, office=STRICT_OFFICE)
    assert read_workbook(data).sheets[0].rows[1][1].value == "x"


def test_a_sheet_with_a_prefix_to_its_names_is_read():
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" s="1"/>'
        '<x:c r="B1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert sheet_of(sheet).rows == {1: {2: RawCell("n", "5", 0)}}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_sheet_in_another_encoding_is_read(encoding):
    assert sheet_of(worksheet(f'<row r="1">{cell("A1", "Tày")}</row>').encode(encoding)).rows[1][1].value == "Tày"


@pytest.mark.parametrize(
    "target", ["/xl/worksheets/sheet1.xml", "Worksheets\\Sheet1.xml", "./../xl/worksheets/sheet1.xml"]
)
def test_the_target_of_a_relation_may_be_written_in_many_ways(target):
    assert sheet_of(worksheet(f'<row r="1">{cell("A1", "x")}</row>'), target=target).rows


@pytest.mark.parametrize(("value", "is_1904"), [("1", True), ("true", True), ("0", False)])
def test_the_date_system_is_known(value, is_1904):
    assert read_workbook(workbook(workbook_pr=f'<workbookPr date1904="{value}"/>')).date1904 is is_1904


def saved_at(text: str) -> datetime | None:
    parts = parts_of()
    parts["docProps/core.xml"] = (
        f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dcterms:modified>{text}</dcterms:modified></cp:coreProperties>"
    )
    return read_workbook(zipped(parts)).modified


@pytest.mark.parametrize("text", ["2024-11-24T03:20:00Z", "2024-11-24T10:20:00+07:00", "2024-11-24T03:20:00"])
def test_the_time_of_saving_is_in_utc(text):
    assert saved_at(text) == datetime(2024, 11, 24, 3, 20, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "0001-01-01T00:00:00+14:00", "&lt;"])
def test_a_time_of_saving_that_is_none_is_none(text):
    assert saved_at(text) is None


def test_a_workbook_without_properties_has_no_time_of_saving():
    assert read_workbook(workbook()).modified is None


# -- what is refused ---------------------------------------------------------------------------------------------------


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


# -- both ways ---------------------------------------------------------------------------------------------------------


def on_both_ways(data: bytes) -> None:
    """Read every sheet of an .xlsx as its own kind of XML allows, and again by its tree alone."""
    book = read_workbook(data)
    for sheet in book.sheets if isinstance(book, PackagedWorkbook) else ():
        parts = read_workbook(data)._parts
        tree = SheetReader(parts, sheet.name)
        tree._read_plain = lambda data: None
        assert tree.read(parts.read_sheet(sheet._part)) == sheet._content


def with_openpyxl() -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.append(["Họ và tên", "Ngày sinh", 5, True, "=A1", "#N/A", " đầu", "a & <b>", None, "x\ny"])
    sheet["L3"] = datetime(2024, 3, 5)
    sheet["A4"].font = Font(name=".VnTime")
    sheet.merge_cells("A6:C7")
    sheet.row_dimensions[1].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_xlsxwriter() -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, border = book.add_worksheet("Danh sách"), book.add_format({"border": 1})
    for row in range(20):
        for column in range(28):
            sheet.write_blank(row, column, None, border)
    sheet.write_row(0, 0, ["Họ và tên", "Ngày sinh", 5, True, "a & <b>", "tày"], border)
    sheet.write_formula("A3", "=1+1", border, 2)
    sheet.write_rich_string("B3", "a", book.add_format({"bold": True}), "b")
    sheet.set_row(2, None, None, {"hidden": True})
    book.close()
    return buffer.getvalue()


def filled_form() -> bytes:
    people = [
        {"name": f"Nguyễn Văn Thứ {n}", "birth": date(1990, 1, n + 1), "gender": "Nam", "ethnic_group": "Kinh"}
        for n in range(20)
    ]
    return form_bytes(unit_code="CB01", unit_name="Chi bộ 1", year=2024, month=11, people=people)


def form_saved_by_openpyxl() -> bytes:
    from openpyxl import load_workbook

    buffer = io.BytesIO()
    load_workbook(io.BytesIO(filled_form())).save(buffer)
    return buffer.getvalue()


def form_saved_by_calc() -> bytes:
    return saved_again(filled_form())


def as_(root: str, row: str, first: str) -> bytes:
    """Return a workbook in one program's handwriting: attributes of its root and rows, its first cell."""
    rows = (
        f'<row r="1" {row}>{first}<c r="B1" s="1"/><c r="C1" s="1" t="s"><v>1</v></c></row>'
        f'<row r="2" {row}><c r="A2" s="1"/></row>'
        f'<row r="3" {row}><c r="A3" t="b"><v>1</v></c><c r="B3"><f>1+1</f><v>2</v></c></row>'
    )
    sheet = worksheet(rows).replace("<worksheet ", f"<worksheet {root} ")
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return workbook(declared + sheet, strings='<si><t xml:space="preserve"> Tày</t></si><si><t>x</t></si>')


def as_excel_writes() -> bytes:
    extension = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
        'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    )
    row = 'spans="1:3" s="5" customFormat="1" ht="15.75" thickBot="1" x14ac:dyDescent="0.25"'
    return as_(extension, row, '<c r="A1" s="2" t="s"><v>0</v></c>')


def as_wps_writes() -> bytes:
    return as_(f'xmlns:r="{OFFICE}"', 'ht="14.25" spans="1:3"', '<c r="A1" s="2" t="s"><v>0</v></c>')


def as_google_sheets_writes() -> bytes:
    return as_(f'xmlns:r="{OFFICE}"', 'ht="15.75" customHeight="1"', '<c r="A1" s="2"><v>45621.0</v></c>')


PROGRAMS = [
    filled_form,
    form_saved_by_openpyxl,
    form_saved_by_calc,
    with_openpyxl,
    with_xlsxwriter,
    as_excel_writes,
    as_wps_writes,
    as_google_sheets_writes,
]


@pytest.mark.parametrize("make", PROGRAMS)
def test_a_sheet_reads_the_same_by_its_text_and_by_its_tree(make):
    on_both_ways(make())


@pytest.mark.parametrize("make", PROGRAMS)
def test_what_other_programs_write_is_read_by_its_text(make):
    book = read_workbook(make())
    for sheet in book.sheets:
        assert SheetReader(book._parts, sheet.name)._read_plain(book._parts.read_sheet(sheet._part))


def test_openpyxl_finds_the_same_values():
    from openpyxl import load_workbook

    data = with_openpyxl()
    theirs = {
        (found.row, found.column): found.value
        for line in load_workbook(io.BytesIO(data)).active.iter_rows()
        for found in line
        if found.value is not None
    }
    rows = read_workbook(data).sheets[0].rows
    assert {(row, column) for row, line in rows.items() for column in line} == theirs.keys()
    assert rows[1][1].value == theirs[1, 1]


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1" hidden="1" hidden="1">{cell("A1", "x")}</row>',
        f'<row r="1" r="2">{cell("A1", "x")}</row>',
        f'<row r="1" nobody:declared="1">{cell("A1", "x")}</row>',
        f'<row xmlns:x="u" r="1" x:hidden="1">{cell("A1", "x")}</row>',
        f'<row r="1" xml:hidden="1">{cell("A1", "x")}</row>',
        f'<row r="1" ht="\x1f">{cell("A1", "x")}</row>',
        f'<row r="1">\x1c{cell("A1", "x")}</row>',
        f'<row r="1">{cell("A1", "x")}<row r="2">{cell("A2", "y")}</row></row>',
        f'{cell("A1", "x")}<row r="2">{cell("A2", "y")}</row>',
        f'<row r="1">{cell("A1", "x")}</row><row r="2">',
        '<row r="1"><c r="A1"><f t="a" t="b">1</f><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>]]></v></c></row>',
    ],
)
def test_what_only_looks_plain_reads_as_its_tree_says(rows):
    as_the_tree_says(workbook(worksheet(rows)))


def as_the_tree_says(data: bytes) -> None:
    try:
        read_everything(data)
    except Refused as plain:
        parts = read_workbook(data)._parts
        sheet = SheetReader(parts, "Trang 1")
        sheet._read_plain = lambda data: None
        with pytest.raises(Refused) as tree:
            sheet.read(parts.read_sheet("xl/worksheets/sheet1.xml"))
        assert tree.value.code == plain.code
    else:
        on_both_ways(data)


PIECES = st.sampled_from(
    ['<c r="A1"', '<c r="B2" s="3"', ' t="s"', ' t="str"', ' t="inlineStr"', ">", "/>", "<v>", "</v>", "<v/>", "1", "x",
     "<f>", "</f>", "<f/>", "<is><t>", "</t></is>", "</c>", '<row r="1">', '<row r="2" hidden="1">', "<row>", "</row>",
     "&amp;", "&", " ", "<!-- -->", "]]>", '<c r="C1"><v>2</v></c>', '<c r="D1" t="s"><v>0</v></c>']
)  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_pieces_of_a_sheet_read_the_same_on_both_ways_or_are_refused(rows):
    as_the_tree_says(workbook(worksheet(rows), strings="<si><t>chữ</t></si>"))


# -- empty rows down to the last ---------------------------------------------------------------------------------------


def styled_to_the_end(attributes: str, columns: str) -> bytes:
    """Return a workbook with values in the rows 1, 2 and 900 and empty styled cells in all 1,048,576 rows."""

    def row(number: int) -> str:
        inner = "".join(f'<c r="{column}{number}" s="3"/>' for column in columns)
        value = f'<c r="Z{number}"><v>{number}</v></c>' if number in (1, 2, 900) else ""
        hidden = ' hidden="1"' if number == 900 else ""
        return f'<row r="{number}"{attributes}{hidden}>{inner}{value}</row>'

    buffer = io.BytesIO()
    parts = parts_of()
    before, after = parts.pop("xl/worksheets/sheet1.xml").split("</sheetData>")
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(before.encode())
            for start in range(1, 1_048_577, 8192):
                part.write("".join(map(row, range(start, start + 8192))).encode())
            part.write(f"</sheetData>{after}".encode())
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("attributes", "columns"),
    [
        (' customFormat="false" ht="12.8" customHeight="false" outlineLevel="0" collapsed="false"', "A"),
        (' spans="1:28"', "AB"),
        (' s="5" customFormat="1"', ""),
    ],
)
def test_columns_styled_down_to_the_last_row_are_read_past(attributes, columns):
    sheet = read_workbook(styled_to_the_end(attributes, columns)).sheets[0]
    assert sheet.rows == {row: {26: RawCell("n", str(row), 0)} for row in (1, 2, 900)}
    assert sheet.hidden_rows == {900}


ROWS = st.sampled_from(
    ['<row r="1">', '<row r="2" hidden="1">', '<row r="3"/>', '<row r="4" s="1"></row>', "<row>", "<row/>", "</row>",
     '<c r="A1"/>', '<c r="B2" s="3"></c>', "<c/>", '<c r="C1"><v>2</v></c>', "<c><v>3</v></c>", "<!-- -->", "<![CDATA[",
     "]]>", "<?x ", "?>", " "]
)  # fmt: skip


@settings(deadline=None, max_examples=400)
@given(st.lists(ROWS, max_size=20).map("".join), st.integers(1, 40))
def test_dropping_what_is_empty_changes_nothing_wherever_the_pieces_part(rows, size):
    data = worksheet(rows).encode()

    def read(content: bytes):
        sheet = SheetReader(read_workbook(workbook())._parts, "Trang 1")
        try:
            return sheet.read(content)
        except Refused as refused:
            return refused.code

    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert read(b"".join(drop_empty(pieces))) == read(data)


@settings(deadline=None, max_examples=200)
@given(st.lists(ROWS, max_size=20).map("".join))
def test_the_tree_reads_the_same_without_what_is_empty(rows):
    def read(data: str, *, whole: bool):
        with pytest.MonkeyPatch.context() as patch:
            if whole:
                patch.setattr(recruit.books.sheet, "without_empty", lambda data: data)
            sheet = SheetReader(read_workbook(workbook())._parts, "Trang 1")
            sheet._read_plain = lambda data: None
            try:
                return sheet.read(data.encode())
            except Refused as refused:
                return refused.code

    assert read(worksheet(rows), whole=False) == read(worksheet(rows), whole=True)


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
