"""The probationary members of a month: whose twelve months are over when, whom the chi bộ looked at, who is recognised."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.declared.probation import FOLLOWED_MONTHS, SOON_DAYS, WORKING_DAYS
from recruit.declared.summary import FIGURE_NAMES
from recruit.language.private import unsaid
from recruit.language.reckoning import after_working_days, months_after
from recruit.measure.figure import Figure, Source
from recruit.measure.probationer import Probationer, Tenure
from recruit.merge.probation import Admitted, People, admitted_by, answers, due_after, of_last_year, successor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from recruit.declared.plan import Unit
    from recruit.measure.result import UnitResult
    from recruit.merge.circumstances import Circumstances
    from recruit.merge.counts import Counting
    from recruit.merge.probation import Answer
    from recruit.model import Place
    from recruit.read.report import Report


_DECIDING = ("reviewed", "recognition_number", "recognised")


def probationers(counting: Counting, speaking: Mapping[str, Report]) -> tuple[Probationer, ...]:
    """Return the probationary members on the day up to which everything counts, by the day on which they are due.

    They are the admitted of this year, of last year's workbook those whose ceremony was no more than two years ago, and
    whoever stands on a unit's own sheet; who has left the committee is none. Of a member on several sheets one that answers
    tells, of these the own unit's, else the first.
    """
    circumstances = counting.circumstances
    plan, day = circumstances.plan, circumstances.day
    people = People((*_of_this_year(counting), *of_last_year(circumstances)))
    told: dict[Admitted, Answer] = {}
    added: list[Answer] = []
    for answer in answers(people, speaking, plan):
        if answer.repeats is not None:
            continue
        person = answer.admitted
        if person is None:
            added.append(answer)
        elif person not in told or _tells_more(answer, told[person]):
            told[person] = answer
    followed = [(person, told.get(person)) for person in people if not person.is_gone]
    followed += [(person, answer) for answer in added if (person := _as_typed(answer, circumstances)) is not None]
    earliest = months_after(day, -FOLLOWED_MONTHS)
    found = []
    for person, answer in followed:
        ceremony = answer.ceremony if answer is not None else person.ceremony
        if ceremony is not None and ceremony <= day and (answer is not None or earliest < ceremony):
            found.append(_probationer(person, answer, ceremony, circumstances))
    return tuple(sorted(found, key=lambda member: (member.due, _order(member.unit), member.name)))


def _order(unit: Unit | None) -> float:
    return float("inf") if unit is None else unit.order


def _tells_more(answer: Answer, other: Answer) -> bool:
    """Whether a row answers what another one does not, or is the own unit's where both do."""

    def order(one: Answer) -> tuple[bool, bool]:
        return any(map(one.row.is_filled, _DECIDING)), one.unit is one.admitted.unit

    return order(answer) > order(other)


def _of_this_year(counting: Counting) -> Iterator[Admitted]:
    for event in counting.admissions:
        entry = counting.merged.entries[event.entry]
        unit = _now_in(counting, event.entry) or counting.circumstances.plan.unit(event.unit)
        yield admitted_by(entry, unit, counting.circumstances)


def _now_in(counting: Counting, index: int) -> Unit | None:
    """Return the unit to which somebody has gone since the admission, None for who has gone to no other."""
    entries, persons = counting.merged.entries, counting.columns["person"]
    if not entries[index].is_transfer or entries[index].is_open(counting.circumstances.day):
        return None
    # A person's rows stand one after the other.
    first = last = index
    while first and persons[first - 1] == persons[index]:
        first -= 1
    while last + 1 < len(entries) and persons[last + 1] == persons[index]:
        last += 1
    own = (
        entry for entry in entries[first : last + 1] if entry.is_branch and entry.is_open(counting.circumstances.day)
    )
    return next((entry.unit for entry in own), None)


def _as_typed(answer: Answer, circumstances: Circumstances) -> Admitted | None:
    """Return the person whom a unit's sheet alone tells; None where the row says too little."""
    row, birth = answer.row, answer.row.get("birth")
    if not row.text("name") or birth is None or answer.ceremony is None:
        return None
    unit = successor(answer.unit, circumstances)
    return Admitted(row.text("name"), birth, unit, answer.unit.code, answer.ceremony, "", answer.place("ceremony"))


def _probationer(person: Admitted, answer: Answer | None, ceremony: date, circumstances: Circumstances) -> Probationer:
    plan, day = circumstances.plan, circumstances.day
    due = due_after(ceremony)
    review_by = after_working_days(due, WORKING_DAYS, off=plan.days_off, worked=plan.days_worked)
    row = answer.row if answer is not None else None

    def by_now(reached: date | None) -> date | None:
        return reached if reached is not None and reached <= day else None

    reviewed = by_now(row.date("reviewed")) if row is not None else None
    recognised = by_now(answer.recognised) if answer is not None else None
    return Probationer(
        name=unsaid(person.name),
        birth=person.birth,
        unit=_unit(person, answer, circumstances),
        unit_code=person.unit_code,
        ceremony=ceremony,
        due=due,
        review_by=review_by,
        place=person.place if person.ceremony is not None or answer is None else answer.place("ceremony"),
        standing=_standing(due, review_by, reviewed, recognised, day),
        days_left=(due - day).days,
        class_number=row.text("class_number") if row is not None else "",
        class_day=by_now(row.date("class_day")) if row is not None else None,
        reviewed=reviewed,
        recognition_number=row.text("recognition_number") if recognised is not None else "",
        recognised=recognised,
        note=unsaid(row.text("note")) if row is not None else "",
        answer=answer,
    )


def _unit(person: Admitted, answer: Answer | None, circumstances: Circumstances) -> Unit | None:
    """Return the unit that sees to a member: as this year's lists say; of last year's people, whose sheet tells of them."""
    if answer is None or (person.unit is not None and not person.of_last_year):
        return person.unit
    return person.unit if answer.unit is person.unit else successor(answer.unit, circumstances)


def _standing(due: date, review_by: date, reviewed: date | None, recognised: date | None, day: date) -> Tenure:
    if recognised is not None:
        return Tenure.RECOGNISED
    if day < due:
        return Tenure.SOON if (due - day).days <= SOON_DAYS else Tenure.NOT_YET
    # What waits for the committee is never held against the chi bộ.
    return Tenure.LATE if reviewed is None and day > review_by else Tenure.DUE


# -- counts ------------------------------------------------------------------------------------------------------------


def _ceremony(member: Probationer) -> Place:
    return member.place


_FIGURES: tuple[tuple[str, Callable[[Probationer], bool], Callable[[Probationer], Place]], ...] = (
    ("probation_due", lambda member: member.is_due, _ceremony),
    ("probation_late", lambda member: member.standing is Tenure.LATE, _ceremony),
    ("probation_unreviewed", lambda member: member.is_unreviewed, _ceremony),
    ("probation_soon", lambda member: member.standing is Tenure.SOON, _ceremony),
    ("probation_waiting", lambda member: member.waits_for_committee, lambda member: member.answer.place("reviewed")),
)


def probation_figures(members: Iterable[Probationer], year: int) -> dict[str, Figure]:
    """Return the counts of members by their keys, each with the cells that decide it; none that is 0."""
    members = tuple(members)
    found = {key: _figure(key, [m for m in members if counts(m)], cell) for key, counts, cell in _FIGURES}
    of_year = [m for m in members if m.recognised is not None and m.recognised.year == year]
    found["recognised"] = _figure("recognised", of_year, lambda member: member.answer.place("recognised"))
    return {key: figure for key, figure in found.items() if figure.value}


def period_figures(members: Iterable[Probationer], since: date) -> dict[str, Figure]:
    """Return how many were recognised from a day on, and how many have had the new members' certificate since; none that is 0."""
    members = tuple(members)
    done = {
        "recognised_in_period": (
            "recognised",
            [m for m in members if m.recognised is not None and m.recognised >= since],
        ),
        "new_member_class_in_period": (
            "class_day",
            [m for m in members if m.class_day is not None and m.class_day >= since],
        ),
    }
    return {
        key: _figure(key, own, lambda member, cell=cell: member.answer.place(cell))
        for key, (cell, own) in done.items()
        if own
    }


def with_members(units: Iterable[UnitResult], members: Sequence[Probationer], year: int) -> tuple[UnitResult, ...]:
    """Return the units' lines with the counts of their members among the figures."""
    of_unit: dict[str, list[Probationer]] = {}
    for member in members:
        if member.unit is not None:
            of_unit.setdefault(member.unit.code, []).append(member)
    return tuple(
        replace(line, figures=line.figures | probation_figures(own, year))
        if (own := of_unit.get(line.unit.code))
        else line
        for line in units
    )


def _figure(key: str, members: Sequence[Probationer], cell: Callable[[Probationer], Place]) -> Figure:
    by_sheet: dict[tuple[str, str], list[str]] = {}
    for place in map(cell, members):
        by_sheet.setdefault((place.file, place.sheet), []).append(place.cell)
    sources = tuple(Source(*where, tuple(sorted(cells, key=_row))) for where, cells in sorted(by_sheet.items()))
    return Figure(FIGURE_NAMES[key], len(members), sources)


def _row(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
