"""Text as a cell of a workbook takes it, and how many lines it needs there."""

from __future__ import annotations

import re

from recruit.language.door import with_lines

CELL_LIMIT = 32_767
"""Characters that Excel holds in one cell."""

LINE_HEIGHT, TALLEST = 15, 409
"""Points: of one line of text, and of the tallest row that Excel allows."""

# Excel reads `_x0041_` as A, so the underscore itself is written that way.
_ESCAPE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")


def sound(text: str) -> str:
    """Return `text` as it passes the door, cut to what a cell holds; no package holds what the door names."""
    return with_lines(text)[:CELL_LIMIT]


def as_typed(text: str) -> str:
    """Return `text` so that Excel takes nothing in it for an escaped character."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text


def line_count(text: str, width: int) -> int:
    """Return how many lines a text takes at most in a column: five letters of this font in the width of four digits."""
    return sum(1 + 4 * len(line) // (5 * width) for line in text.split("\n"))
