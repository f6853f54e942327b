"""How ages and spans of validity are reckoned: full years, whole months."""

from __future__ import annotations

from datetime import date


def full_years(birth: date | int, day: date) -> int:
    """Return the age in full years on `day`; for a year of birth alone the difference of years."""
    if isinstance(birth, int):
        return day.year - birth
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def months_after(day: date, months: int) -> date:
    """Return the day `months` later; where that month is shorter, its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def born_after(birth: date | int, day: date) -> bool:
    """Whether a birth date, or a year of birth alone, lies after `day`."""
    return birth > day.year if isinstance(birth, int) else birth > day
