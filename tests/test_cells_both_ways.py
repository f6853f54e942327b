"""A sheet reads the same by its text and by its tree, with or without what is empty in it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libreoffice import saved_again
from raw_packages import OFFICE, cell, parts_of, workbook, worksheet
from raw_reading import on_both_ways, read_everything, with_xlsxwriter

import recruit.books.sheet
from recruit.books.empties import drop_empty
from recruit.books.open import read_workbook
from recruit.books.sheet import SheetReader
from recruit.books.workbook import RawCell
from recruit.guard.refusals import Refused
from recruit.write.forms.book import form_bytes


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
