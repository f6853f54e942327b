"""Text as a cell of a workbook takes it."""

from __future__ import annotations

import re

from recruit.language.door import with_lines

CELL_LIMIT = 32_767
"""Characters that Excel holds in one cell."""

# Excel reads `_x0041_` as A, so the underscore itself is written that way.
_ESCAPE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")


def sound(text: str) -> str:
    """Return `text` as it passes the door, cut to what a cell holds; no package holds what the door names."""
    return with_lines(text)[:CELL_LIMIT]


def as_typed(text: str) -> str:
    """Return `text` so that Excel takes nothing in it for an escaped character."""
    return _ESCAPE.sub("_x005F_", text) if "_x" in text else text
