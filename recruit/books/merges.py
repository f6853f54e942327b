"""Merged ranges of a sheet, in any format: no office program lets two of them overlap."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from recruit.guard.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    Merge = tuple[int, int, int, int]


def lie_apart(merges: Sequence[Merge], where: str) -> tuple[Merge, ...]:
    """Return merged ranges, (top, left, bottom, right) each. Raises Refused, naming `where`, where two overlap.

    The rows are gone through once, from top to bottom; the merges over one row are spans that lie apart, in order.
    """
    edges = [(top, True, left, right) for top, left, _, right in merges]
    edges += [(bottom + 1, False, left, right) for _, left, bottom, right in merges]
    # In a row those that have ended go first.
    edges.sort()
    spans: list[tuple[int, int]] = []
    for _, opens, left, right in edges:
        at = bisect_left(spans, (left, right))
        if not opens:
            del spans[at]
        elif (at and spans[at - 1][1] >= left) or (at < len(spans) and spans[at][0] <= right):
            raise refusal("overlapping-merges", where)
        else:
            spans.insert(at, (left, right))
    return tuple(merges)
