"""Reading workbooks made cell by cell: whole, by one sheet, or until they are refused."""

from __future__ import annotations

import io

import pytest
from raw_packages import workbook

from recruit.books.open import read_workbook
from recruit.books.sheet import SheetReader
from recruit.books.workbook import RawCell
from recruit.books.xlsx import PackagedWorkbook
from recruit.guard.refusals import Refused


def sheet_of(*args, **kwargs):
    return read_workbook(workbook(*args, **kwargs)).sheets[0]


def refused(data: bytes, passwords: tuple[str, ...] = ()) -> Refused:
    with pytest.raises(Refused) as caught:
        read_everything(data, passwords)
    return caught.value


def refused_sheet(*args, **kwargs) -> Refused:
    return refused(workbook(*args, **kwargs))


def read_everything(data: bytes, passwords: tuple[str, ...] = ()):
    book = read_workbook(data, passwords)
    for sheet in book.sheets:
        for line in sheet.rows.values():
            for found in line.values():
                book.format_of(found.style)
    return book, book.modified, [(s.name, s.rows, s.merges, s.hidden_rows, s.hidden_columns) for s in book.sheets]


STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
    '<fonts><font><name val="Calibri"/></font><font><name val=".VnTime"/></font></fonts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="170" fontId="1"/><xf numFmtId="14"/></cellXfs>'
)


def on_both_ways(data: bytes) -> None:
    """Read every sheet of an .xlsx as its own kind of XML allows, and again by its tree alone."""
    book = read_workbook(data)
    for sheet in book.sheets if isinstance(book, PackagedWorkbook) else ():
        parts = read_workbook(data)._parts
        tree = SheetReader(parts, sheet.name)
        tree._read_plain = lambda data: None
        assert tree.read(parts.read_sheet(sheet._part)) == sheet.content


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


def cells_of(data: bytes) -> dict[tuple[int, int], RawCell]:
    (sheet,) = read_workbook(data).sheets
    return {(row, column): cell for row, line in sheet.rows.items() for column, cell in line.items()}


def only_cell(data: bytes) -> RawCell:
    (cell,) = cells_of(data).values()
    return cell
