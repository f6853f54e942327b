"""What a number in a cell shows its owner: a day by the cell's format, zeros before a number, hours behind a day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

_LONGEST_CODE = 255
_MARKS = re.compile(r"\"[^\"]{0,255}\"|\[[^\]]{0,255}\]|\\.|_.|\*.")
_PART = re.compile(r"y+|m+|d+|h+|s+|am/pm|a/p|[^ymdhsa]+|a", re.IGNORECASE)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SECONDS = 86_400


@lru_cache(maxsize=4096)
def shows_no_day(code: str) -> bool:
    """Whether a format of days shows a month or a year and no day."""
    bare = _MARKS.sub("", code[:_LONGEST_CODE].partition(";")[0]).casefold()
    return "d" not in bare and "h" not in bare and "s" not in bare and ("y" in bare or "mmm" in bare)


@lru_cache(maxsize=32768)
def day_as_shown(number: str, code: str, *, date1904: bool = False) -> str:
    """Return a day's number as the format `code` shows it, English names of months; empty where it is no day."""
    try:
        serial = float(number) + (1462 if date1904 else 0)
        moment = datetime(1899, 12, 30) + timedelta(seconds=round(serial * _SECONDS))
    except (OverflowError, ValueError):
        return ""
    shown, hours = "", False
    code = re.sub(r"\[[^\]]{0,255}\]", "", code[:_LONGEST_CODE].partition(";")[0]).replace("\\", "").replace('"', "")
    for part in _PART.findall(code):
        low = part.casefold()
        if low[0] == "y":
            shown += f"{moment.year:04d}" if len(low) > 2 else f"{moment.year % 100:02d}"
        elif low[0] == "d":
            shown += f"{moment.day:02d}" if len(low) > 1 else str(moment.day)
        elif low[0] == "h":
            hours = True
            shown += f"{moment.hour:02d}"
        elif low[0] == "s":
            shown += f"{moment.second:02d}"
        elif low[0] == "m" and hours:
            shown += f"{moment.minute:02d}"
        elif low[0] == "m":
            shown += _MONTHS[moment.month - 1] if len(low) > 2 else f"{moment.month:0{len(low)}d}"
        elif low not in ("am/pm", "a/p"):
            shown += part.strip("@_*")
    return shown.strip()


def with_hours(day: date, serial: float) -> str:
    """Return a day with the time of day that its number holds, as a clerk writes it; empty where it holds none."""
    seconds = round((serial % 1) * _SECONDS)
    if not seconds:
        return ""
    return f"{day:%d/%m/%Y} {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
