"""Merge: whether the list that speaks for a unit is another unit's, sent under a code that was typed wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.merge.identity import pairs, person_key
from recruit.merge.refused import of_cover

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from recruit.merge.sends import UnitSends
    from recruit.model import Flaw
    from recruit.read.report import Report

FOREIGN_LIST = "list_of_another_unit"
"""The rule about a workbook that is used though its list is another unit's."""

_FEWEST = 3
"""Fewer people than this may well have moved together."""

_Key = tuple[str, object]


def foreign_lists(speaking: Mapping[str, Report], units: Mapping[str, UnitSends]) -> Iterator[tuple[str, Flaw]]:
    """Yield by its code each unit for which a workbook is `speaking` though most of its people stand on another unit's list of the month before.

    Nobody is meant who stands on the unit's own list of that month, nor whom the other unit's newest list takes off: they
    moved. Of a unit that began in this year the first list may well be made of another's people.
    """
    held: dict[tuple[bool, int], dict[_Key, UnitSends]] = {}
    for code, report in speaking.items():
        own = units[code]
        if report.below is not None or len(report.rows) < _FEWEST:
            continue
        before = own.before(report)
        if before is None and own.unit.from_month > 1:
            continue
        known = {id(row) for _, row in pairs(report, before)[0]} if before is not None else set()
        if 2 * len(known) >= len(report.rows):
            continue
        place = own.unit.is_branch, report.month
        if place not in held:
            held[place] = _held_before(speaking, units, *place)
        found: dict[str, int] = {}
        for row in report.rows:
            other = held[place].get(person_key(row)) if id(row) not in known else None
            if other is not None and other is not own:
                found[other.unit.code] = found.get(other.unit.code, 0) + 1
        most = max(found, key=found.__getitem__, default=None)
        if most is not None and found[most] >= _FEWEST and 2 * found[most] > len(report.rows):
            yield code, _flaw(report, units[most], found[most])


def own_lists(speaking: Mapping[str, Report], units: Mapping[str, UnitSends]) -> dict[str, Report]:
    """Return by its code what may go back to each unit of the workbooks `speaking`: for another unit's the one before it."""
    lists = dict(speaking)
    for code, _ in foreign_lists(speaking, units):
        if before := units[code].before(lists.pop(code)):
            lists[code] = before
    return lists


def _held_before(
    speaking: Mapping[str, Report], units: Mapping[str, UnitSends], is_branch: bool, month: int
) -> dict[_Key, UnitSends]:
    """Return who stood on which unit's list before `month` and is not taken off it since."""
    held: dict[_Key, UnitSends] = {}
    for code, newest in speaking.items():
        unit = units[code]
        before = unit.speaking(month - 1)
        if before is None or before.below is not None or unit.unit.is_branch != is_branch or not unit.unit.owes(month):
            continue
        off = _taken_off(newest)
        for row in before.rows:
            if not row.is_filled("left") and (key := person_key(row)) not in off:
                held.setdefault(key, unit)
    return held


def _taken_off(newest: Report) -> AbstractSet[_Key]:
    return {person_key(row) for row in newest.rows if row.is_filled("left")}


def _flaw(report: Report, other: UnitSends, number: int) -> Flaw:
    slots = {
        "number": f"{number:02d}",
        "total": f"{len(report.rows):02d}",
        "other": other.unit.name,
        "file": other.speaking(report.month - 1).file,
    }
    return of_cover(report, "unit_code", FOREIGN_LIST, **slots)
