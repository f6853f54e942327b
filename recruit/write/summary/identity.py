"""What a consolidated workbook tells the upper committee's program: whose it is, of which month, what its rows lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.summary import IDENTITY_SHEET, LIST_HEADINGS, UNREADABLE_SUFFIX, identity_rows
from recruit.model import UNREADABLE

if TYPE_CHECKING:
    from recruit.measure.result import MonthResult
    from recruit.write.summary.sheets import Book


def cell_mark(value: object) -> str:
    """Return what stands behind the label of a cell under an error: whether it could not be read at all."""
    return UNREADABLE_SUFFIX if value is UNREADABLE else ""


def write_identity(book: Book, result: MonthResult) -> None:
    """Write the very hidden sheet: labels and values, a blank row, then the lists whose people the workbook holds."""
    sheet = book.book.add_worksheet(IDENTITY_SHEET)
    sheet.very_hidden()
    row = 0
    for label, value in identity_rows(result.plan.name, result.plan.short, result.period).items():
        book.write(sheet, row, 0, label)
        book.write(sheet, row, 1, value)
        row += 1
    for values in (LIST_HEADINGS, *result.lists):
        row += 1
        for column, value in enumerate(values):
            book.write(sheet, row, column, value)
