"""Who is on probation: everybody whom this year's and last year's lists admit, with what the units answer of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.declared.choices import CANCELLED, LEFT_COMMITTEE
from recruit.declared.probation import MONTHS
from recruit.language.reckoning import months_after
from recruit.language.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recruit.declared.plan import Plan, Unit
    from recruit.merge.circumstances import Circumstances
    from recruit.merge.identity import Entry
    from recruit.model import Place
    from recruit.read.probation_table import ProbationRow
    from recruit.read.report import Report
    from recruit.read.row import Row

_DECIDING = frozenset(("name", "birth", "decision", "decision_number"))
_MOST_MERGERS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Admitted:
    """Somebody whom the committee has admitted, as a list tells it.

    `unit` is None where the list was of a unit that this year's plan does not know, `ceremony` where none is on the list.
    `place` is the cell of the ceremony. `is_gone` says that the person has left the committee, `of_last_year`
    that only last year's workbook tells of the admission.
    """

    name: str
    birth: date | int
    unit: Unit | None
    unit_code: str
    ceremony: date | None
    decision_number: str
    place: Place
    is_gone: bool = False
    of_last_year: bool = False


@dataclass(frozen=True)
class Answer:
    """A row of a unit's sheet, with the admitted person whom it is about, None where no list knows one.

    `repeats` is an earlier row of the same sheet about the same person; then this one counts for nothing.
    """

    unit: Unit
    report: Report
    row: ProbationRow
    admitted: Admitted | None
    repeats: ProbationRow | None = None

    @cached_property
    def ceremony(self) -> date | None:
        """The day of the ceremony: that of the list, where it has none the one that the unit wrote here."""
        known = self.admitted.ceremony if self.admitted is not None else None
        return known or self.row.date("ceremony")

    @cached_property
    def due(self) -> date | None:
        """The day on which the twelve months are over."""
        return due_after(self.ceremony)

    @cached_property
    def recognised(self) -> date | None:
        """The day of a recognition that can be: with its number, and not before the twelve months are over."""
        day, due = self.row.date("recognised"), self.due
        sound = day is not None and due is not None and day >= due and self.row.get("recognition_number")
        return day if sound else None

    def place(self, key: str) -> Place:
        """Return where a cell of the row stands."""
        return self.report.probation.place(self.report.file, self.row, key)


def due_after(ceremony: date | None) -> date | None:
    """Return the day on which probation that began with a ceremony is over."""
    return None if ceremony is None else months_after(ceremony, MONTHS)


# -- whom the lists admit ----------------------------------------------------------------------------------------------


def admitted_by(entry: Entry, unit: Unit, circumstances: Circumstances) -> Admitted:
    """Return whom a row of this year's lists admits, for the unit for which the admission counts."""
    row = entry.row
    ceremony = None if "ceremony" in entry.bad else row.date("ceremony")
    follows = successor(unit, circumstances)
    place = entry.report.place(row, "ceremony")
    return Admitted(
        row.text("name"),
        row.get("birth"),
        follows,
        unit.code,
        ceremony,
        row.text("decision_number"),
        place,
        _has_left(row, circumstances),
    )


def _has_left(row: Row, circumstances: Circumstances) -> bool:
    left = row.date("left")
    return left is not None and left <= circumstances.day and row.text("leaving_reason") == LEFT_COMMITTEE


def on_lists(entries: Iterable[Entry], circumstances: Circumstances) -> Iterator[Admitted]:
    """Yield everybody whom a row of this year's lists admits, whether or not the admission is sound."""
    for entry in entries:
        row = entry.row
        named = row.text("name") and row.get("birth") is not None
        if named and row.is_filled("decision") and row.text("leaving_reason") != CANCELLED:
            yield admitted_by(entry, entry.unit, circumstances)


def of_last_year(circumstances: Circumstances) -> Iterator[Admitted]:
    """Yield everybody whom last year's workbook admits, by its list, then by its sheet of those admitted before."""
    last_year = circumstances.last_year
    workbook = last_year.workbook if last_year is not None else None
    if workbook is None:
        return
    for row in workbook.rows:
        said = workbook.below.rows[row.number]
        sound = row.date("decision") is not None and not said.bad & _DECIDING
        if not sound or row.text("leaving_reason") == CANCELLED or not row.text("name") or row.get("birth") is None:
            continue
        code = said.list.code
        ceremony = None if "ceremony" in said.bad else row.date("ceremony")
        yield Admitted(
            row.text("name"),
            row.get("birth"),
            _follower(code, circumstances),
            code,
            ceremony,
            row.text("decision_number"),
            workbook.place(row, "ceremony"),
            is_gone=_has_left(row, circumstances),
            of_last_year=True,
        )
    table = workbook.probation
    for row in table.rows if table is not None else ():
        # Who was recognised by the end of that year is done with.
        if row.text("name") and row.get("birth") is not None and row.date("recognised") is None:
            yield Admitted(
                row.text("name"),
                row.get("birth"),
                _follower(row.unit_code, circumstances),
                row.unit_code,
                row.date("ceremony"),
                "",
                table.place(workbook.file, row, "ceremony"),
                of_last_year=True,
            )


def _follower(code: str, circumstances: Circumstances) -> Unit | None:
    # The list of a committee's unit bears the codes of both.
    unit = circumstances.plan.unit(code) or circumstances.plan.unit(code.partition("/")[0])
    return successor(unit, circumstances) if unit is not None else None


def successor(unit: Unit, circumstances: Circumstances) -> Unit | None:
    """Return the unit that has a unit's people in the period: itself, or what it merged into; None where nothing says."""
    plan = circumstances.plan
    for _ in range(_MOST_MERGERS):
        if circumstances.period.month <= unit.to_month:
            return unit
        following = plan.unit(unit.merged_into) if unit.merged_into else None
        if following is None:
            return None
        unit = following
    return None


# -- what the units answer ---------------------------------------------------------------------------------------------


class People:
    """Admitted people by the key of a person: name and birth date, a year alone where one namesake fits."""

    def __init__(self, admitted: Iterable[Admitted]) -> None:
        self._by_name: dict[str, list[Admitted]] = defaultdict(list)
        for person in admitted:
            if self.find(person.name, person.birth) is None:
                self._by_name[fold(person.name)].append(person)

    def __iter__(self) -> Iterator[Admitted]:
        for namesakes in self._by_name.values():
            yield from namesakes

    def find(self, name: str, birth: date | int) -> Admitted | None:
        """Return the person of a name and a birth date; None where there is none, or where a year fits several."""
        namesakes = self._by_name.get(fold(name), ())
        same = [person for person in namesakes if person.birth == birth]
        if not same:
            same = [person for person in namesakes if _is_year_of(person.birth, birth)]
        return same[0] if len(same) == 1 else None


def _is_year_of(one: date | int, other: date | int) -> bool:
    if isinstance(one, int) is isinstance(other, int):
        return False
    return (one if isinstance(one, int) else one.year) == (other if isinstance(other, int) else other.year)


def answers(people: People, speaking: Mapping[str, Report], plan: Plan) -> Iterator[Answer]:
    """Yield every row of the units' sheets, in the plan's order, with whom it is about."""
    for unit in plan.units:
        report = speaking.get(unit.code)
        if report is None or report.probation is None:
            continue
        first: dict[object, ProbationRow] = {}
        for row in report.probation.rows:
            name, birth = row.text("name"), row.get("birth")
            person = people.find(name, birth) if name and birth is not None else None
            key = person or (fold(name), birth)
            repeats = first.get(key) if name else None
            first.setdefault(key, row)
            yield Answer(unit, report, row, person, repeats)
