"""Who is one person, on which lists, and what of each row may be counted: as the second reader has it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from recruit.declared.choices import CANCELLED, TRANSFER
from recruit.recount.cells import Answers, Unread
from recruit.recount.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recruit.recount.cells import Value
    from recruit.recount.plan import PlannedUnit

_UNSOUND_STEPS = frozenset(("N04", "N08"))
"""Errors of steps in a wrong order that take the admission away, at whichever cell they stand."""

ADMISSION, CLASS = "decision", "class_sent"
DECIDING = {
    ADMISSION: frozenset(("name", "birth", "decision_number", "decision")),
    CLASS: frozenset(("name", "birth", "class_sent")),
}
"""The cells of a row that decide about an event of it."""


@dataclass(slots=True, eq=False)
class Row(Answers):
    """A person's row on a list that speaks. `bad` are the keys of cells under an error, `codes` the errors' codes.

    `ended` is the last day of a unit that has ended, `gone` that of somebody who is on the list no more and counts by
    what was concluded; else None.
    """

    unit: PlannedUnit
    file: str
    sheet: str
    number: int
    order: tuple[int, ...]
    values: dict[str, Value | Unread]
    bad: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    list_code: str = ""
    is_branch: bool = True
    ended: date | None = None
    gone: date | None = None
    columns: dict[str, str] = field(default_factory=dict)
    first_cell: str = ""

    def cell(self, key: str) -> str:
        """Return a cell's address; of a column that is not there the first cell of the headings."""
        return f"{self.columns[key]}{self.number}" if key in self.columns else self.first_cell

    @property
    def closed(self) -> date | None:
        """The day on which the row was closed."""
        return min((day for day in (self.day("left"), self.ended, self.gone) if day), default=None)

    def is_open(self, day: date) -> bool:
        """Whether the row stands open on a day: a unit's end is still such a day, the day of leaving is none."""
        left, ends = self.day("left"), [end for end in (self.ended, self.gone) if end]
        return (left is None or left > day) and all(day <= end for end in ends)

    def is_closed_by(self, day: date) -> bool:
        """Whether the row was closed on a day or before."""
        return self.closed is not None and self.closed <= day

    @property
    def went_elsewhere(self) -> bool:
        """Whether the row was closed because the person went to another unit, or because the unit itself ended."""
        left = self.day("left")
        if left and (self.ended is None or left <= self.ended):
            return self.text("leaving_reason") == TRANSFER
        return self.ended is not None

    def is_sound(self, event: str) -> bool:
        """Whether no error takes the row's event away."""
        if self.bad & DECIDING[event]:
            return False
        if event == CLASS:
            return True
        unknown_end = "left" in self.bad and self.day("left") is None
        return not self.codes & _UNSOUND_STEPS and not (self.text("leaving_reason") == CANCELLED and unknown_end)


@dataclass(slots=True, eq=False)
class Person:
    """One person's rows that count, in the plan's order, a list each; `further` are those that count for nothing."""

    rows: list[Row]
    further: list[Row] = field(default_factory=list)

    @property
    def branches(self) -> list[Row]:
        return [row for row in self.rows if row.is_branch]

    def is_of_branches(self, day: date) -> bool:
        """Whether a chi bộ's row decides about a day: up to and on the one on which it is closed."""
        return any(row.closed is None or day <= row.closed for row in self.branches)


def gather(rows: Iterable[Row]) -> list[Person]:
    """Return the persons of whom these rows tell; a row without a name or a birth is nobody's."""
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.text("name") and _birth(row):
            by_name[name_key(row.text("name"))].append(row)
    people = [_person(group) for namesakes in by_name.values() for group in _by_birth(namesakes)]
    return sorted(people, key=lambda person: person.rows[0].order)


def _birth(row: Row) -> date | int | None:
    birth = row.values.get("birth")
    return birth if isinstance(birth, date | int) else None


def _by_birth(namesakes: Sequence[Row]) -> list[list[Row]]:
    """Part namesakes by their birth; a year alone goes to the one full date of that year, where there is one alone."""
    groups: dict[date | int, list[Row]] = defaultdict(list)
    for row in namesakes:
        groups[_birth(row)].append(row)
    for year in [birth for birth in groups if isinstance(birth, int)]:
        fitting = [birth for birth in groups if isinstance(birth, date) and birth.year == year]
        if len(fitting) == 1:
            groups[fitting[0]] += groups.pop(year)
    return list(groups.values())


def _person(group: list[Row]) -> Person:
    first: dict[tuple[str, str], Row] = {}
    further = []
    for row in sorted(group, key=lambda row: row.order):
        if first.setdefault((row.unit.code, row.list_code), row) is not row:
            further.append(row)
    return Person(list(first.values()), further)
