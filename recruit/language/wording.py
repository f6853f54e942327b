"""Numbers, days and lists of names as an official writes them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NONE = "–"
"""What stands where there is no number."""

NBSP = "\u00a0"


def count(number: int | None) -> str:
    """Return a count: 03 but 12; `–` for none."""
    return NONE if number is None else f"{number:02d}"


def ratio(part: int, whole: int) -> str:
    """Return a part of a whole as letters write it: 2/3, without the 0 of a count that stands alone."""
    return f"{part}/{whole}"


def half_up(value: Fraction, decimals: int = 1) -> Fraction:
    """Return `value` rounded half up, exactly."""
    scale = 10**decimals
    return Fraction(int(value * scale + Fraction(1, 2)), scale)


def decimal(value: Fraction) -> str:
    """Return a number with one decimal and a comma; a whole one without decimals."""
    rounded = half_up(value)
    whole, tenth = divmod(int(rounded * 10), 10)
    return f"{whole},{tenth}" if tenth else str(whole)


def percent(rate: Fraction | None) -> str:
    """Return a rate as 66,7% or 100%; `–` for none."""
    return NONE if rate is None else f"{decimal(rate * 100)}%"


def vn_date(day: date | None) -> str:
    """Return a day as dd/mm/yyyy, empty for none."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}" if day else ""


def cited_date(day: date) -> str:
    """Return a day as letters cite it: 30/11/2024, 12/3/2024, 02/02/2024 (0 before days below 10 and months 1, 2)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def day_and_month(day: date) -> str:
    """Return a day without its year as letters cite it: 30/11, 12/3."""
    return cited_date(day).rsplit("/", 1)[0]


def month_name(month: int) -> str:
    """Return a month's number as official letters write it: 0 only before 1 and 2."""
    return f"{month:02d}" if month < 3 else str(month)


def birth_text(birth: date | int) -> str:
    """Return a birth date, or the year where no more is known."""
    return str(birth) if isinstance(birth, int) else vn_date(birth)


def birth_year(birth: date | int) -> str:
    """Return the year of birth."""
    return str(birth if isinstance(birth, int) else birth.year)


def listed(names: Sequence[str]) -> str:
    """Return names as a list in running text: A, B và C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}" if names else ""


MOST_CELLS = 5
"""Cells that a message names one by one; of the others it gives the number."""


def first_few(names: Sequence[str], number: int | None = None, *, what: str = "ô", between: str = "; ") -> str:
    """Return the first five names and how many there are more: A; B và 03 ô khác.

    `number` is how many there are in all, where `names` are not all of them; `what` they are the names of.
    """
    named = names[:MOST_CELLS]
    more = (len(names) if number is None else number) - len(named)
    return between.join(named) + (f" và {more:02d} {what} khác" if more > 0 else "")


def sentence(text: str) -> str:
    """Return `text` with a full stop, unless it ends a sentence already."""
    return text if text[-1:] in ".!?" else text.rstrip(" ;,:") + "."


def spans(numbers: Sequence[int], most: int = 5) -> str:
    """Return row numbers as a clerk reads them: `11, 13–15 và 18`; after `most` stretches, how many rows there are more."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    shown = [f"{part[0]}–{part[-1]}" if len(part) > 1 else str(part[0]) for part in stretches[:most]]
    if more := sum(map(len, stretches[most:])):
        return f"{', '.join(shown)} và {more:02d} dòng khác"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} và {shown[-1]}"
