"""The plan's sheet `Năm trước`: where last year stood at the end of each month, with all that is wrong at its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.plan import LAST_YEAR, LAST_YEAR_SHEET, Told, YearSoFar
from recruit.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.read.plan_sheets import Line, PlanSheets

_MONTH, *_COUNTS = LAST_YEAR


def read_last_year(sheets: PlanSheets, file: str) -> Iterator[YearSoFar]:
    """Yield the sheet's months in their order; counts are from the year's start, so that none falls."""
    highest: dict[str, Line] = {}
    for month, line in sorted(_lines(sheets).items()):
        told = {}
        for field in _COUNTS:
            key = field.key
            if key not in line.values:
                continue
            before = highest.get(key)
            if before is not None and line.values[key] < before.values[key]:
                words = f"{field.label} lũy kế đến tháng {month} nhỏ hơn ở ô {before.cell(key)}"
                sheets.stop(LAST_YEAR_SHEET, line.cell(key), words)
            else:
                highest[key] = line
            told[key] = Told(line.values[key], Place(file, LAST_YEAR_SHEET, line.cell(key)))
        yield YearSoFar(month, **told)


def _lines(sheets: PlanSheets) -> dict[int, Line]:
    """Return the sheet's rows by their month; of two of one month the first."""
    lines: dict[int, Line] = {}
    for line in sheets.table(LAST_YEAR_SHEET, LAST_YEAR):
        if sheets.lacks(LAST_YEAR_SHEET, line, LAST_YEAR):
            continue
        month = line.values[_MONTH.key]
        if month in lines:
            words = f"Tháng {month} có nhiều lần, ở các ô {lines[month].cell('month')}, {line.cell('month')}"
            sheets.stop(LAST_YEAR_SHEET, line.cell("month"), words)
        lines.setdefault(month, line)
    return lines
