"""The sheet `Lỗi theo tháng`: how many errors and warnings each unit had month by month, and how often it was reminded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from recruit.measure.printed import UnitRecord
    from recruit.measure.result import MonthResult, UnitResult
    from recruit.write.summary.sheets import Book

SHEET = "Lỗi theo tháng"
_MONTHS = range(1, 13)


def write_memory(book: Book, result: MonthResult, reminded: Collection[str]) -> None:
    """Write `Lỗi theo tháng`: a row a unit, by the records of the months before and this month's findings.

    `reminded` are the codes of the units for which this run drafts an urging letter.
    """
    months = [f"T{month}" for month in _MONTHS]
    headings = ["Mã đơn vị", "Tên đơn vị", *months, "Số tháng đã đôn đốc", "Đôn đốc gần nhất"]
    sheet = book.sheet(SHEET, headings, [11, 34, *[8] * 12, 11, 11], len(result.units), kept=2)
    for row, line in enumerate(result.units, start=1):
        when = _reminders(result, line, reminded)
        latest = f"{when[-1]:02d}/{result.period.year}" if when else None
        values = [line.unit.code, line.unit.name, *(_told(result, line, month) for month in _MONTHS)]
        for column, value in enumerate([*values, len(when) or None, latest]):
            book.write(sheet, row, column, value)
    book.rule(sheet, len(result.units), len(headings))


def _told(result: MonthResult, line: UnitResult, month: int) -> str | None:
    """Return a unit's errors and warnings of a month, None where it sent nothing or nothing is on record."""
    if month == result.period.month:
        came = line.sent or month in line.unusable
        code = line.unit.code
        return _counts(result.errors_of(code), result.warnings_of(code)) if came else None
    letter = result.kept[month].letter if month in result.kept else None
    kept: UnitRecord | None = letter.units.get(line.unit.code) if letter is not None else None
    return _counts(kept.errors, kept.warnings) if kept is not None and kept.came else None


def _counts(errors: int, warnings: int) -> str:
    return f"{errors}/{warnings}"


def _reminders(result: MonthResult, line: UnitResult, reminded: Collection[str]) -> list[int]:
    """Return the months of the year in which a reminder to a unit was drafted."""
    code = line.unit.code
    before = [month for month, kept in sorted(result.kept.items()) if code in kept.reminded]
    return [*before, *([result.period.month] if code in reminded else [])]
