"""How much room texts take in a workbook's cells, for the tests: reckoned with the font's own file, not with the program's table."""

from __future__ import annotations

import functools
import os
from datetime import date
from typing import TYPE_CHECKING

import pytest
from openpyxl.utils import range_boundaries
from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_FONTS = {False: "Tinos-Regular.ttf", True: "Tinos-Bold.ttf"}
"""Made to the measures of Times New Roman."""
_UNIT, _LINE = 5.25, 1.149
"""Points in a unit of a column's width, and the height of a line in parts of the size."""
_DEFAULT_HEIGHT, TALLEST = 15, 409.5


@functools.cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(_FONTS[bold], 1000)
    except OSError:
        if os.environ.get("RECRUIT_NO_SKIP"):
            pytest.fail(f"{_FONTS[bold]} is not installed")
        pytest.skip(f"{_FONTS[bold]} is not installed")


@functools.cache
def points(text: str, bold: bool, size: float) -> float:
    """Return the width of a text."""
    return _font(bold).getlength(text) * size / 1000


def line_count(text: str, room: float, bold: bool, size: float) -> int:
    """Return how many lines a text takes where so many points are free."""
    count = 0
    for paragraph in text.split("\n"):
        line = ""
        count += 1
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if points(longer, bold, size) <= room:
                line = longer
                continue
            count += bool(line)
            line = word
            while points(line, bold, size) > room:
                fits = max(
                    1, next(n for n in range(len(line), 0, -1) if n == 1 or points(line[:n], bold, size) <= room)
                )
                line, count = line[fits:], count + 1
    return count


def width(sheet: Worksheet, cell: Cell) -> float:
    """Return the points that a text has in a cell, or in the cells that are merged with it."""
    columns = [cell.column]
    for merged in sheet.merged_cells.ranges:
        if (cell.row, cell.column) == (merged.min_row, merged.min_col):
            columns = list(range(merged.min_col, merged.max_col + 1))
    return sum(_widths(sheet).get(column, 8.43) for column in columns) * _UNIT


def _widths(sheet: Worksheet) -> dict[int, float]:
    # XlsxWriter adds to each width what a cell keeps free on both sides.
    return {
        column: found.width - 0.7109375
        for found in sheet.column_dimensions.values()
        if found.width
        for column in range(found.min, found.max + 1)
    }


def shown(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book if sheet.sheet_state == "visible"]


def texts(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells that hold text."""
    return (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and cell.data_type == "s")


def cut(sheet: Worksheet) -> list[str]:
    """Return the addresses of wrapped cells of which a row shows less than the whole text, though it could be higher."""
    found = []
    for cell in texts(sheet):
        if not cell.alignment.wrap_text:
            continue
        size = cell.font.sz
        lines = line_count(cell.value, width(sheet, cell), bool(cell.font.b), size)
        height = sheet.row_dimensions[cell.row].height or _DEFAULT_HEIGHT
        if height < min(lines * size * _LINE, TALLEST - 1) or height > TALLEST:
            found.append(f"{sheet.title}!{cell.coordinate}")
    return found


def broken_words(sheet: Worksheet) -> list[str]:
    """Return the bold words, and so those of the headings, that are longer than their column is wide."""
    return [
        f"{sheet.title}!{cell.coordinate}: {word}"
        for cell in texts(sheet)
        if cell.font.b and cell.alignment.wrap_text
        for word in cell.value.split()
        if points(word, True, cell.font.sz) > width(sheet, cell)
    ]


def hashed(sheet: Worksheet) -> list[str]:
    """Return the numbers and days for which a column is too narrow, so that `####` stands there."""
    found = []
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, bool) or not isinstance(cell.value, int | float | date):
                continue
            is_day, is_rate = isinstance(cell.value, date), "%" in cell.number_format
            text = "31/12/2024" if is_day else f"{cell.value * 100:.1f}%" if is_rate else f"{cell.value:g}"
            if points(text, bool(cell.font.b), cell.font.sz) > width(sheet, cell):
                found.append(f"{sheet.title}!{cell.coordinate}: {text}")
    return found


def on_several_lines(sheet: Worksheet, wanted: set[str]) -> list[str]:
    """Return where one of the texts does not stand on one line."""
    return [
        f"{sheet.title}!{cell.coordinate}: {cell.value}"
        for cell in texts(sheet)
        if cell.value in wanted and line_count(cell.value, width(sheet, cell), bool(cell.font.b), cell.font.sz) > 1
    ]


def page_faults(sheet: Worksheet) -> list[str]:
    """Return what is wrong with how a sheet is printed."""
    setup, found = sheet.page_setup, []
    if int(setup.paperSize or 0) != 9:
        found.append("no A4")
    if not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage:
        found.append("not fitted to the page's width")
    if "Trang &P/&N" not in (sheet.oddFooter.center.text or ""):
        found.append("no page number")
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    if sheet.print_area and filled:
        area = sheet.print_area.split("!")[-1].replace("$", "")
        _, top, _, bottom = range_boundaries(area)
        if not any(top <= cell.row <= bottom for cell in filled):
            found.append("nothing in what is printed")
    return [f"{sheet.title}: {fault}" for fault in found]
