"""A table of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table, in whose cells a `|` is escaped already."""
    return [f"| {' | '.join(row)} |" for row in (headings, ["---"] * len(headings), *rows)]
