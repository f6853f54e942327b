"""The sheet beside a new plan that shows one filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.plan import INFO, INFO_SHEET, RECIPIENTS, RECIPIENTS_SHEET, UNITS, UNITS_SHEET
from recruit.declared.plan_notes import EXAMPLE_ROWS, EXAMPLE_SHEET, example_info
from recruit.read.written import in_words
from recruit.write.fitting import least_width, line_count, row_height
from recruit.write.forms.styles import paper

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter", "text_wrap": True}
_WIDTHS = tuple(max(field.width, least_width(field.heading, bold=True)) for field in UNITS)
_CELL = {**_FONT, "border": 1, "num_format": "@"}

_INFO_PLACES = ((0, 1), (2, 6))
_RECIPIENT_PLACES = ((0, 1), (2, 2), (3, 6))
"""First and last column of each cell of a row, under the columns of the units."""


def write_example(book: Workbook, year: object) -> None:
    """Write the sheet, for a plan of `year` where that is a number."""
    sheet = book.add_worksheet(EXAMPLE_SHEET)
    title = book.add_format({**_FONT, "text_wrap": False, "font_size": 12, "bold": True, "font_color": "#1F4E79"})
    label, cell = book.add_format({**_CELL, "bold": True, "bg_color": "#E2EFDA"}), book.add_format(_CELL)
    sheet.write_string(0, 0, "Một kế hoạch đã điền, để xem cách ghi. Chương trình không đọc trang này.", title)
    sheet.write_string(2, 0, INFO_SHEET, title)
    values = example_info(year if isinstance(year, int) else None)
    row = 3
    for field in INFO:
        text = in_words(values.get(field.key))
        _write_row(sheet, row, _INFO_PLACES, (field.heading, text), (label, cell))
        row += 1
    tables = (
        (UNITS_SHEET, UNITS, tuple((column, column) for column in range(len(UNITS)))),
        (RECIPIENTS_SHEET, RECIPIENTS, _RECIPIENT_PLACES),
    )
    for name, fields, places in tables:
        sheet.write_string(row + 1, 0, name, title)
        row += 2
        _write_row(sheet, row, places, [field.heading for field in fields], [label] * len(fields))
        for line in EXAMPLE_ROWS[name]:
            row += 1
            texts = [in_words(line.get(field.key)) for field in fields]
            _write_row(sheet, row, places, texts, [cell] * len(fields))
        row += 1
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    paper(sheet)
    sheet.fit_to_pages(1, 0)


def _write_row(
    sheet: Worksheet,
    row: int,
    places: tuple[tuple[int, int], ...],
    texts: list[str] | tuple[str, ...],
    styles: list[Format] | tuple[Format, ...],
) -> None:
    """Write texts into the cells of a row, each over its columns; the row is as high as they need."""
    lines = 1
    for (first, last), text, style in zip(places, texts, styles, strict=True):
        if last > first:
            sheet.merge_range(row, first, row, last, "", style)
        if text:
            sheet.write_string(row, first, text, style)
        else:
            sheet.write_blank(row, first, None, style)
        lines = max(lines, line_count(text, sum(_WIDTHS[first : last + 1]), bold=style.bold))
    sheet.set_row(row, row_height(lines) + 3)
