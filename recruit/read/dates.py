"""Dates as units type them: day first in text, real dates and Excel's day numbers in cells; nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from recruit.read.written import How


class ReadDate(NamedTuple):
    """A date, or for a birth date known by its year alone an int; with the way it was read."""

    value: date | int
    how: How


_LONGEST = 60
"""Letters of a date; a longer text is none."""

# Every kind of hyphen and minus, slash, full stop; a prime that somebody took for a stroke.
_SEPARATORS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣－⁃˗", "-") | dict.fromkeys("⁄∕／╱⧸′＼\\", "/") | dict.fromkeys("．。․·∙‧", ".")
)
_DAY_FIRST = re.compile(r"(\d{1,2})\s{0,9}([/.\-])\s{0,9}(\d{1,2})\s{0,9}\2\s{0,9}(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})\s{0,9}([/.\-])\s{0,9}(\d{1,2})\s{0,9}\2\s{0,9}(\d{1,2})")
_IN_WORDS = re.compile(
    r"(?:ngày\s{0,9})?(\d{1,2})\s{0,9}[,/.\-]?\s{0,9}(?:tháng|thg\.?|th\.?)\s{0,9}(\d{1,2})\s{0,9}[,/.\-]?\s{0,9}"
    r"(?:năm\s{0,9})?(\d{4}|\d{2})",
    re.IGNORECASE,
)
# A minute is none where a day may begin with it.
_CLOCK = r"\d{1,2}\s{0,9}(?:h|giờ)\s{0,9}(?:\d{2}\s{0,9}(?:phút)?)?\s{0,9},?\s{0,9}(?=[^\d/.\-]|\d{1,2}\s{0,9}[/.\-])"
_PART_OF_DAY = r"(?:sáng|trưa|chiều|tối)\s{0,9},?\s{0,9}"
_WEEKDAY = r"(?:thứ\s{0,9}(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s{0,9}nhật|t[2-7]|cn)\b\s{0,9}[,.:]?\s{0,9}"
_CALLED_DAY = r"ngày\s{1,9}(?=\d{1,2}\s{0,9}[/.\-])"
_OPENING = re.compile(f"'?(?:{_CLOCK})?(?:{_PART_OF_DAY})?(?:{_WEEKDAY})?(?:{_CALLED_DAY})?", re.IGNORECASE)
_TO_THE_MINUTE = r"[:h]\s{0,9}\d{2}(?:\s{0,9}:\s{0,9}\d{2}(?:\.\d{1,9})?)?(?:\s{0,9}(?:am|pm|sa|ch))?"
_IN_FULL = r"giờ(?:\s{0,9}\d{2}(?:\s{0,9}phút)?)?"
_HOURS = re.compile(
    rf"(?:[ T]|,\s)\s{{0,9}}(?:lúc\s{{1,9}})?\d{{1,2}}\s{{0,9}}(?:{_TO_THE_MINUTE}|h|{_IN_FULL})$", re.IGNORECASE
)
_MIDNIGHT = re.compile(r"[ T]\s{0,9}0{1,2}:00(?::00(?:\.0+)?)?$")
_NUMBER = re.compile(r"\d+(?:\.0+)?")
# Of a birth: the year in words, a month and its year, a day or both left open by noughts, crosses, strokes, nothing.
_YEAR_IN_WORDS = re.compile(
    r"(?:sinh\s{0,9}năm|năm\s{0,9}sinh|năm|sinh|sn|ns)\s{0,9}[.:]?\s{0,9}(\d{4})", re.IGNORECASE
)
_MONTH_AND_YEAR = re.compile(r"(?:tháng\s{0,9})?(\d{1,2})\s{0,9}(?:[/.\-]|,?\s{0,9}năm)\s{0,9}(\d{4})", re.IGNORECASE)
_DAY_LEFT_OPEN = re.compile(
    r"(?:0{1,2}|[x?_*.…\-]{0,3})\s{0,9}([/.\-])\s{0,9}(?:0{1,2}|[x?_*.…\-]{0,3}|(\d{1,2}))\s{0,9}\1\s{0,9}(\d{4})",
    re.IGNORECASE,
)

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Excel's day numbers of 04/10/1954 and 08/04/2064: in a date column a bare number between them is one of those.
FIRST_DAY_NUMBER, LAST_DAY_NUMBER = 20000, 60000


def read_text_date(text: str, plan_year: int, *, year_alone: bool = False) -> ReadDate | None:
    """Return the date that `text` (cleaned) says, day first; None where it says none or one that does not exist.

    A year of two digits is 20yy if that is not after `plan_year` + 1, else 19yy. `2024-03-05` is year, month, day.
    With `year_alone` four digits are a year, and a year whose day or month is left open is one.
    """
    if len(text) > _LONGEST:
        return None
    written = _MIDNIGHT.sub("", text.strip(" .,;"))
    # A day of the week, `ngày`, an hour before a date or behind it say nothing about the day.
    text = _HOURS.sub("", _OPENING.sub("", written, count=1))
    text = text.translate(_SEPARATORS).strip(" ,")
    if year_alone and (year := _year_of(text)):
        return ReadDate(year, How.SPELLING)
    if match := _DAY_FIRST.fullmatch(text):
        day, separator, month, year = match.groups()
        how = How.AS_WRITTEN if separator == "/" and " " not in text and text == written else How.TEXT_DATE
        return _date(day, month, year, plan_year, how)
    if match := _YEAR_FIRST.fullmatch(text):
        year, _, month, day = match.groups()
        return _date(day, month, year, plan_year, How.TEXT_DATE)
    if match := _IN_WORDS.fullmatch(text):
        return _date(*match.groups(), plan_year, How.TEXT_DATE)
    if _NUMBER.fullmatch(text):
        return read_number_date(float(text), year_alone=year_alone)
    return None


def _year_of(text: str) -> int | None:
    """Return the year of a birth of which a text gives no day, None where it gives one or says neither."""
    if match := _YEAR_IN_WORDS.fullmatch(text):
        year = match[1]
    elif match := _MONTH_AND_YEAR.fullmatch(text) or _DAY_LEFT_OPEN.fullmatch(text):
        *_, month, year = match.groups()
        if month is not None and not 1 <= int(month) <= 12:
            return None
    else:
        return None
    return int(year) if FIRST_YEAR <= int(year) <= LAST_YEAR else None


def read_number_date(number: float, *, year_alone: bool = False, date1904: bool = False) -> ReadDate | None:
    """Return the date of a bare number: a year (only with `year_alone`) or Excel's day number, else None."""
    if year_alone and number == int(number) and FIRST_YEAR <= number <= LAST_YEAR:
        return ReadDate(int(number), How.AS_WRITTEN)
    if FIRST_DAY_NUMBER <= number < LAST_DAY_NUMBER + 1:
        value = serial_date(number, date1904=date1904)
        return ReadDate(value, How.DAY_NUMBER) if value else None
    return None


def serial_date(serial: float, *, date1904: bool) -> date | None:
    """Return the day of a date cell's serial number; None outside 1900 to 2100 and for Excel's days that never were.

    A serial that is itself a year (1900 to 2100) is refused: somebody typed a year into a date cell, and Excel shows
    a day of 1905 that nobody meant.
    """
    if date1904:
        serial += 1462
    if serial < 61 or FIRST_YEAR <= serial <= LAST_YEAR:
        return None
    try:
        day = date(1899, 12, 30) + timedelta(days=int(serial))
    except OverflowError:
        return None
    return day if day.year <= LAST_YEAR else None


def full_year(digits: int, plan_year: int) -> int:
    """Return the year that two digits say in a year's plan: 20yy if that is not after `plan_year` + 1, else 19yy."""
    return 2000 + digits if 2000 + digits <= plan_year + 1 else 1900 + digits


def _date(day: str, month: str, year: str, plan_year: int, how: How) -> ReadDate | None:
    full = int(year)
    if len(year) == 2:
        full = full_year(full, plan_year)
        how = How.SHORT_YEAR
    if not FIRST_YEAR <= full <= LAST_YEAR:
        return None
    try:
        return ReadDate(date(full, int(month), int(day)), how)
    except ValueError:
        return None
