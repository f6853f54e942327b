"""The second reader's own reading of days, as units write them: day first, in figures or words, or Excel's numbers."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache

from recruit.recount.text import plain

FIRST_YEAR, LAST_YEAR = 1900, 2100
_FIRST_NUMBER, _LAST_NUMBER = 20000, 60000
_LONGEST = 60
_SERIAL_OF_MARCH_1900 = 61
_FROM_1904 = 1462
_NEARLY_MIDNIGHT = timedelta(hours=23, minutes=59)

_HYPHENS, _STROKES, _STOPS = ("HYPHEN", "MINUS"), ("SOLIDUS", "SLASH"), ("FULL STOP", "MIDDLE DOT", "DOT LEADER")
_NAMED_OTHERWISE = {"′": "/", "╱": "/", "＼": "/", "\\": "/", "∙": ".", "‧": "."}
_WEEKDAY = re.compile(r"(?:thứ ?(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ ?nhật|t[2-7]|cn)\b ?[,.:]? ?")
_CALLED_DAY = re.compile(r"ngày (?=\d{1,2} ?[-/.])")
_CLOCK = re.compile(
    r"(?:[ t]|, ) ?(?:lúc )?\d{1,2} ?(?:[:h] ?\d\d(?: ?: ?\d\d(?:\.\d+)?)?(?: ?(?:am|pm|sa|ch))?|h|giờ(?: ?\d\d(?: ?phút)?)?)$"
)
_CLOCK_BEFORE = re.compile(r"\d{1,2} ?(?:h|giờ) ?(?:\d\d ?(?:phút)?)? ?,? ?(?=[^-\d/.]|\d{1,2} ?[-/.])")
_PART_OF_DAY = re.compile(r"(?:sáng|trưa|chiều|tối) ?,? ?")
_IN_WORDS = re.compile(
    r"(?:ngày ?)?(\d{1,2}) ?[-,/.]? ?(?:tháng|thg\.?|th\.?) ?(\d{1,2}) ?[-,/.]? ?(?:năm ?)?(\d{4}|\d\d)"
)
_IN_FIGURES = re.compile(r"(\d{1,4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,4})")
_BEFORE_A_YEAR = ("sinh năm", "năm sinh", "sinhnăm", "nămsinh", "năm", "sinh", "sn", "ns")
_LEFT_OPEN = frozenset("x?_*.…-")
_FORMAT_MARKS = re.compile(r"\"[^\"]*\"|\[[^\[\]]*\]|\\.|_.|\*.")


class NoDay(Exception):
    """A text in which no day can be read; `is_certain` says that nobody could: it is written as a day that never was."""

    def __init__(self, *, is_certain: bool = False) -> None:
        super().__init__()
        self.is_certain = is_certain


@lru_cache(maxsize=65536)
def of_text(text: str, plan_year: int, *, is_birth: bool) -> date | int:
    """Return the day that a text says; of a birth also the year alone. Raises NoDay."""
    said = plain(text).casefold()
    if len(said) > _LONGEST:
        raise NoDay
    said = _CLOCK.sub("", said.strip(" .,;"))
    said = said.removeprefix("'")
    for opening in (_CLOCK_BEFORE, _PART_OF_DAY, _WEEKDAY, _CALLED_DAY):
        said = said[match.end() :] if (match := opening.match(said)) else said
    said = "".join(map(_plain_separator, said)).strip(" ,")
    if is_birth and (year := _year_alone(said)):
        return year
    if match := _IN_WORDS.fullmatch(said):
        day, month, year = match.groups()
        return _day(year, month, day, plan_year)
    if match := _IN_FIGURES.fullmatch(said):
        first, _, month, last = match.groups()
        if len(first) == 4 and len(last) <= 2:
            return _day(first, month, last, plan_year)
        if len(first) <= 2 and len(last) in (2, 4):
            return _day(last, month, first, plan_year)
        raise NoDay(is_certain=True)
    if match := re.fullmatch(r"(\d+)(?:\.0+)?", said):
        return of_number(int(match[1]), is_birth=is_birth)
    raise NoDay


def _year_alone(said: str) -> int | None:
    """Return the year that ends a text which leaves open the day, or the day and the month; else None."""
    before, digits = said[:-4].strip(), said[-4:]
    if not (digits.isascii() and digits.isdigit() and before) or not FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return None
    words = before[:-1] if before[-1] in ".:" else before
    if " ".join(words.split()) in _BEFORE_A_YEAR:
        return int(digits)
    month = before.removeprefix("tháng").removesuffix("năm").strip(" ,")
    is_in_words = before.endswith("năm")
    if is_in_words or before[-1] in "/.-":
        month = month if is_in_words else month[:-1].rstrip()
        if _is_month(month):
            return int(digits)
    if before[-1] not in "/.-":
        return None
    # Two separators: what stands before and between them.
    first, between, month = before[:-1].rpartition(before[-1])
    open_day, month = first.strip(), month.strip()
    is_open = _is_open(open_day) and (_is_open(month) or _is_month(month))
    return int(digits) if between and is_open else None


def _is_month(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 12


def _is_open(text: str) -> bool:
    return text in ("0", "00") or (len(text) <= 3 and set(text) <= _LEFT_OPEN)


def _plain_separator(letter: str) -> str:
    if letter.isascii() or letter in _NAMED_OTHERWISE:
        return _NAMED_OTHERWISE.get(letter, letter)
    name = unicodedata.name(letter, "")
    if unicodedata.category(letter) == "Pd" or any(word in name for word in _HYPHENS):
        return "-"
    if any(word in name for word in _STROKES):
        return "/"
    return "." if any(word in name for word in _STOPS) else letter


def _day(year: str, month: str, day: str, plan_year: int) -> date:
    full = int(year)
    if len(year) <= 2:
        full += 2000 if 2000 + full <= plan_year + 1 else 1900
    if not FIRST_YEAR <= full <= LAST_YEAR:
        raise NoDay(is_certain=True)
    try:
        return date(full, int(month), int(day))
    except ValueError:
        raise NoDay(is_certain=True) from None


def of_number(number: float, *, is_birth: bool, from_1904: bool = False) -> date | int:
    """Return the day of a number that no format shows as a day: Excel's, or of a birth a year. Raises NoDay."""
    if is_birth and number == int(number) and FIRST_YEAR <= number <= LAST_YEAR:
        return int(number)
    if not _FIRST_NUMBER <= number < _LAST_NUMBER + 1:
        raise NoDay(is_certain=True)
    return _of_serial(number, from_1904=from_1904)


def of_day_cell(shown: datetime, *, from_1904: bool) -> date:
    """Return the day of a cell that is formatted as one; within a minute before midnight the next. Raises NoDay."""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    serial = (shown - start) / timedelta(days=1)
    if shown - datetime(shown.year, shown.month, shown.day) >= _NEARLY_MIDNIGHT:
        serial += 1
    return _of_serial(serial, from_1904=from_1904)


def _of_serial(serial: float, *, from_1904: bool) -> date:
    serial += _FROM_1904 if from_1904 else 0
    # A year in a cell of days is shown as a day of 1905 that nobody meant.
    if serial < _SERIAL_OF_MARCH_1900 or FIRST_YEAR <= serial <= LAST_YEAR:
        raise NoDay(is_certain=True)
    day = date(1899, 12, 30) + timedelta(days=int(serial))
    if day.year > LAST_YEAR:
        raise NoDay(is_certain=True)
    return day


@lru_cache(maxsize=1024)
def shows_no_day(code: str) -> bool:
    """Whether a format shows a month or a year and no day."""
    bare = _FORMAT_MARKS.sub("", code.partition(";")[0]).casefold()
    return not any(letter in bare for letter in "dhs") and ("y" in bare or "mmm" in bare)


def full_years(birth: date | int, day: date) -> int:
    """Return the age on a day; of a year alone the difference of years."""
    if isinstance(birth, int):
        return day.year - birth
    years = day.year - birth.year
    return years - 1 if (day.month, day.day) < (birth.month, birth.day) else years


def after_months(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=4096)
def after_working_days(day: date, number: int, off: frozenset[date], worked: frozenset[date]) -> date:
    """Return the last of a number of working days after a day: Monday to Friday but for the state's holidays, as moved.

    On days `off` nobody works besides, on those `worked` everybody.
    """
    from holidays import country_holidays

    state = country_holidays("VN")
    while number:
        day += timedelta(days=1)
        is_free = day in off or not state.is_working_day(day)
        if day in worked or not is_free:
            number -= 1
    return day
