"""Raw cells: what stands in a workbook, cell by cell, whatever program wrote it; or a reason why it is not read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
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
from raw_reading import STYLES, refused_sheet, sheet_of

from recruit.books.open import read_workbook
from recruit.books.workbook import RawCell


def only_cell(row: str, **kwargs) -> RawCell:
    (line,) = sheet_of(worksheet(f'<row r="1">{row}</row>'), **kwargs).rows.values()
    (found,) = line.values()
    return found


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
    assert book.format_of(99) == ("", "", False, False)


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
