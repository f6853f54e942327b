"""Whom the office reaches in a unit, carried on from its last cover into its next form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.cover import CARRIED, carried_mark
from recruit.write.forms.as_sent import cell_as_sent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recruit.read.report import Report


class Contacts(NamedTuple):
    """What goes into the cover's cells, by field key, and the mark by which it is told when the form comes back."""

    cells: Mapping[str, object]
    mark: str


NOBODY = Contacts({}, carried_mark({}))


def contacts_of(report: Report | None, year: int) -> Contacts:
    """Return the contacts on a unit's cover, as its form of `year` takes them; what could not be read is left out."""
    if report is None:
        return NOBODY
    told = {key: value for key in CARRIED if isinstance(value := report.cover_value(key), str) and value}
    cells = {key: cell_as_sent(value, report.cover_written.get(key), year) for key, value in told.items()}
    return Contacts(cells, carried_mark(told))
