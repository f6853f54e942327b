"""Who is one person: rows of all speaking workbooks gathered by name and birth date."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from recruit.model import Period
from recruit.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recruit.plan import Plan, Unit
    from recruit.read.report import Report, Row

TRANSFER = "Chuyển sang đơn vị khác"
CANCELLED = "Hủy quyết định kết nạp"
ADMITTED = "Đã kết nạp"


@dataclass(slots=True, eq=False)
class Entry:
    """A person's row in the workbook that speaks for a unit.

    `unit_end` is the last day of a unit that has ended by the period, else None. `bad` holds the keys of cells under
    an error that takes them out of figures, `bad_codes` the codes of all errors in the row; checking fills both.
    """

    unit: Unit
    report: Report
    row: Row
    unit_end: date | None = None
    bad: set[str] = field(default_factory=set)
    bad_codes: set[str] = field(default_factory=set)

    @property
    def closed(self) -> date | None:
        """The day on which the row was closed: taken off the list, or the unit's end if that is earlier."""
        left = self.row.date("left")
        if left is None or self.unit_end is None:
            return left or self.unit_end
        return min(left, self.unit_end)

    @property
    def is_transfer(self) -> bool:
        """Whether the row was closed because the person went to another unit, or the unit itself ended."""
        left = self.row.date("left")
        if left is not None and (self.unit_end is None or left <= self.unit_end):
            return self.row.text("leaving_reason") == TRANSFER
        return self.unit_end is not None

    def is_open(self, day: date) -> bool:
        """Whether the row stands open on `day`: not closed on or before it."""
        closed = self.closed
        return closed is None or closed > day

    @property
    def order(self) -> tuple[int, int]:
        return (self.unit.order, self.row.number)


@dataclass(slots=True, eq=False)
class Person:
    """One person's rows, in the plan's order; `repeats` are further rows in one workbook, which count for nothing.

    `doubtful` says that a year of birth alone fits several namesakes.
    """

    entries: list[Entry]
    repeats: list[Entry] = field(default_factory=list)
    doubtful: bool = False

    @property
    def cells(self) -> list[Entry]:
        """Rows on chi bộ's lists."""
        return [entry for entry in self.entries if entry.unit.is_cell]

    @property
    def organisations(self) -> list[Entry]:
        """Rows on đoàn thể's lists."""
        return [entry for entry in self.entries if not entry.unit.is_cell]

    def cells_decide(self, day: date) -> bool:
        """Whether a chi bộ's row decides about `day`: up to and on the day on which it is closed."""
        return any(entry.closed is None or day <= entry.closed for entry in self.cells)


def entries_of(speaking: Mapping[str, Report], plan: Plan, period: Period) -> list[Entry]:
    """Return the rows of all speaking workbooks in the plan's order. `speaking` maps unit codes to workbooks."""
    entries = []
    for unit in plan.units:
        report = speaking.get(unit.code)
        if report is None:
            continue
        ended = unit.to_month < 12 and unit.to_month <= period.month
        end = Period(plan.year, unit.to_month).last_day if ended else None
        entries += [Entry(unit, report, row, end) for row in report.rows]
    return entries


def identify(entries: Iterable[Entry]) -> list[Person]:
    """Gather rows into persons. A row whose name or birth date is blank or unreadable is nobody's.

    Same folded name and same birth date: one person. A year alone is the namesake born in that year where there is
    exactly one such date; equal years alone are one person.
    """
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.row.get("name") and entry.row.get("birth"):
            by_name[fold(entry.row.text("name"))].append(entry)
    people = [person for namesakes in by_name.values() for person in _split(namesakes)]
    return sorted(people, key=lambda person: person.entries[0].order)


def _split(namesakes: list[Entry]) -> list[Person]:
    births: dict[date | int, list[Entry]] = defaultdict(list)
    for entry in namesakes:
        births[entry.row.get("birth")].append(entry)
    dates = [birth for birth in births if isinstance(birth, date)]
    groups: dict[date | int, list[Entry]] = {birth: births[birth] for birth in dates}
    doubtful = set()
    for year in (birth for birth in births if isinstance(birth, int)):
        fitting = [birth for birth in dates if birth.year == year]
        if len(fitting) == 1:
            groups[fitting[0]] = groups[fitting[0]] + births[year]
        else:
            groups[year] = births[year]
            if fitting:
                doubtful.add(year)
    return [_person(group, birth in doubtful) for birth, group in groups.items()]


def _person(group: list[Entry], doubtful: bool) -> Person:
    first: list[Entry] = []
    repeats: list[Entry] = []
    seen: set[str] = set()
    for entry in sorted(group, key=lambda entry: entry.order):
        (repeats if entry.unit.code in seen else first).append(entry)
        seen.add(entry.unit.code)
    return Person(first, repeats, doubtful)


def same_name(one: Row, other: Row) -> bool:
    """Whether two rows bear one name and no two different full birth dates."""
    if fold(one.text("name")) != fold(other.text("name")):
        return False
    births = {one.get("birth"), other.get("birth")} - {None}
    return len(births) < 2 or not all(isinstance(birth, date) for birth in births)
