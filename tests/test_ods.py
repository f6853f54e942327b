"""Workbooks of LibreOffice: each kind of cell, repeated cells and rows, and what of an .ods is refused."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from raw_reading import cells_of, only_cell, refused
from record_workbooks import ods, ods_meta, ods_text

from recruit.books.open import read_workbook
from recruit.books.workbook import RawCell
from recruit.guard.refusals import Refused


def ods_row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def ods_cell(attributes: str, shown: str = "", **options) -> RawCell:
    return only_cell(ods(ods_row(f"<table:table-cell {attributes}>{shown}</table:table-cell>"), **options))


@pytest.mark.parametrize(
    ("attributes", "shown", "kind", "value"),
    [
        ('office:value-type="float" office:value="12"', "<text:p>12,0</text:p>", "n", "12"),
        ('office:value-type="percentage" office:value="0.5"', "<text:p>50%</text:p>", "n", "0.5"),
        ('office:value-type="currency" office:value="1000"', "<text:p>1.000 đ</text:p>", "n", "1000"),
        ('office:value-type="date" office:date-value="2024-03-05"', "<text:p>5/3/24</text:p>", "n", "45356"),
        ('office:value-type="date" office:date-value="2024-03-05T12:00:00"', "", "n", "45356.5"),
        ('office:value-type="date" office:date-value="1899-05-01"', "", "s", "1899-05-01"),
        ('office:value-type="time" office:time-value="PT12H00M00S"', "", "n", "0.5"),
        ('office:value-type="boolean" office:boolean-value="true"', "<text:p>ĐÚNG</text:p>", "b", "true"),
        ('office:value-type="float" office:value="1"', "<text:p>TRUE</text:p>", "b", "true"),
        ('office:value-type="string" office:string-value="a&#10;b"', "<text:p>a b</text:p>", "s", "a\nb"),
        ('office:value-type="float" office:value="NaN"', "", "s", "NaN"),
        ('calcext:value-type="error" office:value-type="string"', "<text:p>#N/A</text:p>", "e", "#N/A"),
    ],
)
def test_every_kind_of_cell_of_ods_is_read(attributes, shown, kind, value):
    assert ods_cell(attributes, shown)[:2] == (kind, value)


def test_a_day_in_ods_has_a_format_of_days():
    book = read_workbook(ods(ods_row('<table:table-cell office:value-type="date" office:date-value="2024-03-05"/>')))
    assert book.format_of(book.sheets[0].rows[1][1].style).is_date


@pytest.mark.parametrize("shown", ["Err:502", "#DIV/0!"])
def test_an_error_that_an_older_program_only_shows_is_an_error(shown):
    found = ods_cell('table:formula="of:=1/0" office:value-type="float" office:value="0"', f"<text:p>{shown}</text:p>")
    assert found[:2] == ("e", shown)


def test_a_formula_in_ods_with_a_value_is_marked():
    assert ods_cell('table:formula="of:=1+1" office:value-type="float" office:value="2"').formula


def test_a_formula_in_ods_without_a_value_is_no_value():
    assert ods_cell('table:formula="of:=[.A2]+1"') == RawCell("f", "=[.A2]+1", 0, True)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("a<text:s text:c='3'/>b", "a   b"),
        ("a<text:tab/>b<text:line-break/>c", "a\tb\nc"),
        ("<text:span>Tà</text:span><text:a>y</text:a>", "Tày"),
        ("a\n   b", "a b"),
        ("<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby>b", "ab"),
        ("a<office:annotation><text:p>x</text:p></office:annotation>b", "ab"),
        ("a</text:p><text:p>b", "a\nb"),
    ],
)
def test_the_text_of_a_cell_of_ods_is_what_is_meant(inside, text):
    assert only_cell(ods(ods_row(ods_text(inside)))).value == text


def test_a_remark_on_a_cell_of_ods_is_not_its_text():
    cell = "<office:annotation><text:p>riêng</text:p></office:annotation><text:p>An</text:p>"
    assert ods_cell('office:value-type="string"', cell).value == "An"


def test_repeated_cells_and_rows_of_ods_stand_where_they_are_repeated():
    row = ods_row(ods_text("x", 'table:number-columns-repeated="2"'), 'table:number-rows-repeated="2"')
    gap = ods_row('<table:table-cell table:number-columns-repeated="5"/>', 'table:number-rows-repeated="3"')
    assert list(cells_of(ods(gap + row))) == [(4, 1), (4, 2), (5, 1), (5, 2)]


def test_empty_cells_of_ods_down_to_the_last_one_are_read_past():
    empty = ods_row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048575"')
    assert list(cells_of(ods(ods_row(ods_text("x")) + empty))) == [(1, 1)]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (ods_row(ods_text("x"), 'table:number-rows-repeated="1048576"'), "cell-out-of-range"),
        (ods_row(ods_text("x", 'table:number-columns-repeated="16384"')), "cell-out-of-range"),
        (
            ods_row(ods_text("x", 'table:number-columns-repeated="500"'), 'table:number-rows-repeated="20000"'),
            "too-many-cells",
        ),
        (ods_row(ods_text("x" * 1000), 'table:number-rows-repeated="20000"'), "too-many-cells"),
        (ods_row(ods_text("x", 'table:number-columns-repeated="0"')), "bad-xml"),
        (ods_row(ods_text("x", 'table:number-columns-repeated="-1"')), "bad-xml"),
        (
            ods_row(ods_text("x", 'table:number-rows-spanned="2"'), 'table:number-rows-repeated="10001"'),
            "too-many-merges",
        ),
    ],
)
def test_a_table_of_ods_that_would_fill_the_memory_is_refused(rows, code):
    assert refused(ods(rows)).code == code


def test_a_merge_in_ods_and_what_is_hidden_under_it_are_known():
    spanned = ods_text("x", 'table:number-columns-spanned="2" table:number-rows-spanned="3"')
    covered = '<table:covered-table-cell office:value-type="string"><text:p>y</text:p></table:covered-table-cell>'
    (sheet,) = read_workbook(ods(ods_row(spanned + covered))).sheets
    assert (sheet.merges, sheet.rows[1][2].value) == (((1, 1, 3, 2),), "y")


@pytest.mark.parametrize(("height", "hidden"), [("0cm", {1}), ("0.000in", {1}), ("0.5cm", set())])
def test_a_row_of_no_height_in_ods_is_hidden(height, hidden):
    style = f'<style:style style:name="low" style:family="table-row"><style:table-row-properties style:row-height="{height}"/>'
    row = ods_row(ods_text("x"), 'table:style-name="low"')
    (sheet,) = read_workbook(ods(row, styles=f"{style}</style:style>")).sheets
    assert sheet.hidden_rows == hidden


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_hidden_rows_and_columns_of_ods_are_known(how):
    columns = f'<table:table-column/><table:table-column table:visibility="{how}" table:number-columns-repeated="2"/>'
    (sheet,) = read_workbook(ods(columns + ods_row(ods_text("x"), f'table:visibility="{how}"'))).sheets
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({1}, ((2, 3),))


def test_rows_in_groups_of_ods_are_rows():
    grouped = f"<table:table-header-rows>{ods_row(ods_text('a'))}</table:table-header-rows><table:table-row-group>"
    assert list(cells_of(ods(f"{grouped}{ods_row(ods_text('b'))}</table:table-row-group>"))) == [(1, 1), (2, 1)]


def test_deleted_text_that_ods_keeps_is_not_read():
    before = (
        f"<table:tracked-changes><table:deletion>{ods_row(ods_text('old'))}</table:deletion></table:tracked-changes>"
    )
    assert only_cell(ods(ods_row(ods_text("new")), before=before)).value == "new"


def two_tables(first: str, second: str = "", before: str = "") -> bytes:
    return ods(f'{first}</table:table><table:table table:name="Trang 2">{second}', before=before)


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("", id="tables that are told by their bytes"),
        pytest.param("<!-- <table:table> -->", id="a comment"),
        pytest.param("<?x </table:table>?>", id="an instruction"),
        pytest.param("<table:dde-links><table:table/></table:dde-links>", id="a table that is no sheet"),
        pytest.param("<table:named-range table:name='table:table'/>", id="the name of a table in a text"),
    ],
)
def test_tables_of_ods_are_the_same_however_they_are_told_apart(before):
    book = read_workbook(two_tables(ods_row(ods_text("một")), ods_row(ods_text("hai")), before))
    assert [(sheet.name, sheet.rows[1][1].value) for sheet in book.sheets] == [("Trang 1", "một"), ("Trang 2", "hai")]


FONT = '<style:text-properties style:font-name="{}"/>'


ODS_STYLES = (
    f'<style:style style:name="parent" style:family="table-cell">{FONT.format(".VnTime")}</style:style>'
    '<number:number-style style:name="N1"><number:number number:min-integer-digits="3" number:decimal-places="0"/>'
    '</number:number-style><style:style style:name="child" style:family="table-cell" '
    'style:parent-style-name="parent" style:data-style-name="N1"/>'
    f'<style:style style:name="run" style:family="text">{FONT.format("VNI-Times")}</style:style>'
    '<style:style style:name="loop" style:family="table-cell" style:parent-style-name="pool"/>'
    '<style:style style:name="pool" style:family="table-cell" style:parent-style-name="loop"/>'
)

CELLS = (
    ods_text("một"),
    ods_text("một", 'table:style-name="child"'),
    ods_text("hai", 'table:number-columns-repeated="3"'),
    ods_text("ba", 'table:number-columns-spanned="2" table:number-rows-spanned="1"'),
    ods_text("bốn <text:span text:style-name='run'>năm</text:span><text:s/>"),
    '<table:covered-table-cell office:value-type="float" office:value="7"/>',
    '<table:table-cell table:style-name="child"/>',
    '\n <table:table-cell office:value-type="date" office:date-value="2024-03-05"><text:p/></table:table-cell>\n',
    "<table:table-cell><text:p>sáu</text:p><table:cell-range-source/></table:table-cell>",
    "<table:table-cell/ >",
    "<table:table-cell>",
    "</table:table-cell>",
    "chữ",
)
ROWS = (
    "<table:table-row>{}</table:table-row>",
    '<table:table-row table:number-rows-repeated="2" table:default-cell-style-name="child">{}</table:table-row>',
    '<table:table-row table:visibility="collapse">{}</table:table-row>',
    "<table:table-row-group><table:table-row/><table:table-row>{}</table:table-row></table:table-row-group>",
    '<table:table-row table:style-name="x"/>{}',
    "<table:table-row>{}",
)


@given(
    st.lists(st.tuples(st.sampled_from(ROWS), st.lists(st.sampled_from(CELLS), max_size=4)), max_size=4),
    st.sampled_from(["", '<table:table-column table:default-cell-style-name="child"/>']),
)
@example([(ROWS[0], ["<table:table-cell>", CELLS[0], "</table:table-cell>"])], "")
def test_a_table_of_ods_is_the_same_whether_equal_cells_are_parsed_once_or_each(rows, columns):
    table = columns + "".join(row.format("".join(cells)) for row, cells in rows)

    def content(before: str) -> object:
        try:
            book = read_workbook(ods(table, styles=ODS_STYLES, before=before))
            return book.sheets[0].content, book.formats
        except Refused as refused_for:
            return refused_for.code

    assert content("") == content("<!-- each by itself -->")


def test_a_table_in_a_cell_of_ods_is_no_sheet_and_ends_none():
    inside = f'<table:table table:name="x">{ods_row(ods_text("trong"))}</table:table>'
    rows = ods_row(f"<table:table-cell>{inside}</table:table-cell>") + ods_row(ods_text("một"))
    book = read_workbook(two_tables(rows, ods_row(ods_text("hai"))))
    assert [(sheet.name, list(sheet.rows)) for sheet in book.sheets] == [("Trang 1", [2]), ("Trang 2", [1])]


def test_a_torn_table_of_ods_is_refused_when_it_is_looked_into():
    book = read_workbook(two_tables(ods_row(ods_text("một")), "<table:table-row>"))
    assert book.sheets[0].rows[1][1].value == "một"
    with pytest.raises(Refused):
        list(book.sheets[1].rows)


def test_cells_of_one_text_in_two_styles_keep_theirs():
    styles = f'<style:style style:name="cũ" style:family="table-cell">{FONT.format(".VnTime")}</style:style>'
    row = ods_row(ods_text("a", 'table:style-name="cũ"') + ods_text("a"))
    book = read_workbook(ods(row, styles=styles))
    assert [book.legacy_font_of(cell) for cell in book.sheets[0].rows[1].values()] == [".VnTime", ""]


@pytest.mark.parametrize(
    "rows",
    [
        ods_row(ods_text("a", 'table:style-name="child"')),
        ods_row(ods_text("a"), 'table:default-cell-style-name="child"'),
        '<table:table-column table:default-cell-style-name="child"/>' + ods_row(ods_text("a")),
    ],
)
def test_the_style_of_a_cell_of_ods_may_stand_at_the_cell_the_row_or_the_column(rows):
    book = read_workbook(ods(rows, styles=ODS_STYLES))
    assert book.format_of(book.sheets[0].rows[1][1].style) == ("000", ".VnTime", False, False)


def test_a_run_of_ods_in_a_legacy_font_gives_its_name_to_the_cell():
    row = ods_row(ods_text('a <text:span text:style-name="run">b</text:span>'))
    assert only_cell(ods(row, styles=ODS_STYLES)).font == "VNI-Times"


def test_styles_of_ods_that_come_from_each_other_end():
    row = ods_row(ods_text("a", 'table:style-name="loop"'))
    assert only_cell(ods(row, styles=ODS_STYLES)).value == "a"


def test_days_of_ods_count_from_1904_where_the_workbook_does():
    before = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    row = ods_row('<table:table-cell office:value-type="date" office:date-value="2024-03-05"/>')
    book = read_workbook(ods(row, before=before))
    assert (book.date1904, book.sheets[0].rows[1][1].value) == (True, "43894")


@pytest.mark.parametrize("text", ["2024-11-24T03:20:00", "2024-11-24T10:20:00.000000000+07:00"])
def test_the_time_of_saving_of_ods_is_in_utc(text):
    book = read_workbook(ods(ods_row(ods_text("x")), parts={"meta.xml": ods_meta(text)}))
    assert book.modified == datetime(2024, 11, 24, 3, 20, tzinfo=UTC)


def without(data: bytes, member: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            if name != member:
                target.writestr(name, source.read(name))
    return buffer.getvalue()


def test_an_ods_without_its_first_member_is_refused_as_damaged():
    data = ods(ods_row(ods_text("x")), parts={"META-INF/manifest.xml": "<x/>"})
    assert refused(without(data, "mimetype")).code == "damaged"


def test_an_ods_with_a_password_is_refused_as_such():
    manifest = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><encryption-data/></manifest>'
    assert refused(ods("", parts={"META-INF/manifest.xml": manifest}), ("mật khẩu",)).code == "encrypted"


def test_an_ods_with_a_doctype_is_refused():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><office:document-content/>'
    assert refused(ods("", parts={"content.xml": bomb})).code == "doctype"
