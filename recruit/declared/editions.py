"""Editions of the regulation on letters: only the strings that differ, a row an edition, each from its day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Edition:
    """What one edition wants otherwise than another; everything else is the template's.

    `subject` opens the subject line, `end` closes the body, `between` stands after each recipient but the last.
    `archive` is the line of the file copy, `{archive}` the plan's own words for it. `before_day` stands between a cited
    document's number and its day.
    """

    code: str
    from_day: date
    subject: str
    end: str
    between: str
    archive: str
    before_day: str


# 36-HD/VPTW of 3/4/2018 as the office's own letter of March 2024 follows it; 05-HD/VPTW of 27/5/2026 as public guides
# reproduce it, to be confirmed by the clerk.
EDITIONS: tuple[Edition, ...] = (
    Edition("36-HD/VPTW", date(2018, 4, 3), "V/v", "./.", ",", "Lưu: {archive}", ""),
    Edition("05-HD/VPTW", date(2026, 5, 27), "V/v", ".", ";", "Lưu Đảng ủy", ","),
)


def edition_for(code: str, day: date) -> Edition:
    """Return the edition that the plan names, else the one that holds on `day`. Raises KeyError for an unknown code."""
    if code:
        for edition in EDITIONS:
            if edition.code.casefold() == code.casefold():
                return edition
        raise KeyError(code)
    held = [edition for edition in EDITIONS if edition.from_day <= day]
    return held[-1] if held else EDITIONS[0]
