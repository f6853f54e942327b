"""A report's file name: the month that it seems to say."""

from __future__ import annotations

import re


def month_in_name(file: str) -> str:
    """Return the number of the month that a file's name seems to say, empty where it says none."""
    name = file.rsplit("/", 1)[-1]
    match = re.search(r"(?:th[aá]ng|t)[\s_.-]*(\d{1,2})(?!\d)", name, re.IGNORECASE) or re.search(
        r"(?<!\d)\d{4}[-_.](\d{1,2})(?!\d)", name
    )
    return str(int(match[1])) if match and 1 <= int(match[1]) <= 12 else ""
