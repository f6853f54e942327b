"""Equal values of many reports made one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recruit.read.report import Report


class Sharing:
    """Lets equal values of many reports be one object: lists repeat helpers, posts, choices, days and whole headings.

    Reports from another process bring their own copy of everything; one Sharing for all of them gives that back.
    """

    # Names never repeat enough to be worth remembering for ever; starting anew bounds the memory.
    _LIMIT = 65536

    def __init__(self) -> None:
        self._known: dict[object, object] = {}
        self._tables: dict[tuple[object, ...], dict[str, str]] = {}

    def share(self, report: Report) -> Report:
        """Return `report` with its values replaced by equal ones met before; it must not be changed after that."""
        known = self._known
        if len(known) > self._LIMIT:
            known.clear()
            self._tables.clear()
        # Cells hold texts, days and whole numbers: where two are equal, they are of one type.
        one = known.setdefault
        report.origin = one(report.origin, report.origin)
        report.version = one(report.version, report.version)
        report.cover = {one(key, key): one(value, value) for key, value in report.cover.items()}
        report.cover_written = {one(key, key): one(value, value) for key, value in report.cover_written.items()}
        report.cover_sheet = one(report.cover_sheet, report.cover_sheet)
        report.cover_cells = self._table(report.cover_cells)
        for listing in report.listings:
            listing.sheet = one(listing.sheet, listing.sheet)
            listing.columns = self._table(listing.columns)
            for row in listing.rows:
                cells = row._cells
                row._cells = tuple(map(one, cells, cells))
        return report

    def _table(self, table: dict[str, str]) -> dict[str, str]:
        return self._tables.setdefault(tuple(table.items()), table)
