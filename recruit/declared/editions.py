"""Editions of the regulation on letters: what each wants otherwise, a row an edition, each from its day on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Edition:
    """What one edition wants otherwise than another; everything else is the template's.

    `subject` opens the subject line, `end` closes the body, `between` stands after each recipient but the last.
    `archive` is the line of the file copy, `{archive}` the plan's own words for it. `before_day` stands between a cited
    document's number and its day. What these marks cannot say is layout: a template may ask for `code`, and an office
    may have templates of its own for an edition, under the names that `template` gives.
    """

    code: str
    from_day: date
    subject: str
    end: str
    between: str
    archive: str
    before_day: str

    def template(self, plain: str) -> str:
        """Return the name of this edition's own file of the template `plain`, one that Windows takes too.

        `bao_cao_nam.docx` has `bao_cao_nam.05-HD_VPTW.docx`.
        """
        stem, _, ending = plain.rpartition(".")
        return f"{stem}.{_NOT_IN_NAMES.sub('_', self.code)}.{ending}"


_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9-]")


def in_order(*editions: Edition) -> tuple[Edition, ...]:
    """Return editions by their days. Raises ValueError where two have one day, one code or one file of a template."""
    for what in (
        [edition.from_day for edition in editions],
        [edition.code.casefold() for edition in editions],
        [edition.template(".docx").casefold() for edition in editions],
    ):
        if len(set(what)) < len(what):
            raise ValueError(f"two editions agree in one of {what}")
    return tuple(sorted(editions, key=lambda edition: edition.from_day))


# 36-HD/VPTW of 3/4/2018 as the office's own letter of March 2024 follows it; 05-HD/VPTW of 27/5/2026 as public guides
# reproduce it, to be confirmed by the clerk.
EDITIONS: tuple[Edition, ...] = in_order(
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
