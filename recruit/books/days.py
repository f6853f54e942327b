"""The day number of a workbook: how a day that a format writes out is one."""

from __future__ import annotations

import re
from datetime import datetime

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?(?=Z?$)", re.ASCII)


def day_number(iso: str, *, date1904: bool = False) -> str | None:
    """Return the digits of the serial number of a date cell whose file spells its day out: `2024-03-05T00:00:00`.

    None where it says none, and before March 1900 (1904 in such a workbook): there Excel's own numbers are no days.
    """
    match = _ISO.match(iso)
    try:
        moment = datetime.fromisoformat(match[0]) if match else None
    except ValueError:
        return None
    if moment is None or moment < (datetime(1904, 1, 1) if date1904 else datetime(1900, 3, 1)):
        return None
    passed = moment - (datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30))
    fraction = passed.seconds + passed.microseconds / 1e6
    return repr(passed.days + fraction / 86_400) if fraction else str(passed.days)
