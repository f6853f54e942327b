"""How ages and spans of validity are reckoned: full years, whole months, working days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_NONE: frozenset[date] = frozenset()


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


@lru_cache(maxsize=4096)
def after_working_days(
    day: date, number: int, *, off: frozenset[date] = _NONE, worked: frozenset[date] = _NONE
) -> date:
    """Return the last of a `number` of working days after `day`, that day not counted.

    Working days are Monday to Friday without the state's holidays, with the days that it has moved as far as they are
    known; `off` and `worked` are days beyond that on which nobody, or everybody, works.
    """
    # Only a decision of 2026 or later asks, and to know the holidays takes a fifth of a second.
    from holidays.countries.vietnam import Vietnam

    holidays = Vietnam()
    while number > 0:
        day += timedelta(days=1)
        number -= day in worked or (day not in off and holidays.is_working_day(day))
    return day
