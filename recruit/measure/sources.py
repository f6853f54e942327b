"""The cells that make a figure: one source a sheet of a file, in the order of files and rows."""

from __future__ import annotations

from itertools import chain
from sys import intern
from typing import TYPE_CHECKING

from recruit.measure.figure import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recruit.merge.identity import Entry


def sources(entries: Iterable[Entry], key: str) -> tuple[Source, ...]:
    """Return the cells of `key` of these rows, a source a file, in the order of files and rows."""
    by_sheet: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_sheet.setdefault((entry.report.file, entry.report.listing.sheet), []).append(entry)
    found = []
    for (file, sheet), rows in sorted(by_sheet.items()):
        cell = rows[0].report.listing.cell
        rows.sort(key=lambda entry: entry.row.number)
        # One text for each address: every unit's list has the same few dozen.
        found.append(Source(file, sheet, tuple(intern(cell(entry.row, key)) for entry in rows)))
    return tuple(found)


def together(parts: Iterable[Source]) -> tuple[Source, ...]:
    """Return units' sources of one figure as the total's: those of one sheet, of one column, become one."""
    by_sheet: dict[tuple[str, str], list[Source]] = {}
    for part in parts:
        if part.cells:
            by_sheet.setdefault((part.file, part.sheet), []).append(part)
    # Nearly every file has cells in its own unit's figure alone: that source serves both.
    return tuple(
        own[0] if len(own) == 1 else Source(file, sheet, tuple(sorted(chain(*(s.cells for s in own)), key=_row)))
        for (file, sheet), own in sorted(by_sheet.items())
    )


def _row(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
