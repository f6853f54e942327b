"""Next month's forms: for each unit the form already filled with its list as it stands."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from recruit.declared.choices import CANCELLED
from recruit.merge.committees import has_no_form
from recruit.write.forms.as_sent import people_as_sent
from recruit.write.forms.contacts import contacts_of
from recruit.write.forms.issued import issued
from recruit.write.forms.members import held_by, held_on_list, members_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from recruit.declared.plan import Plan, Unit
    from recruit.measure.probationer import Probationer
    from recruit.model import Period
    from recruit.read.report import Report
    from recruit.read.row import Row


def next_forms(
    plan: Plan, month: Period, reports: Mapping[str, Report], members: Iterable[Probationer] | None = None
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield for each unit of the plan that owes it what makes its form of `month`, with the unit's code.

    January's by the old year's plan go to every unit that has not ended in that year.

    `reports` are the workbooks that speak for the units, by code; they may be of the year before. Their lists stand in
    the form as sent, in the same order; the cover is blank but for unit, month and year, and for whom the office reaches
    there. A form for another year than
    the list's, and every January's, leaves out who was admitted or taken off before that year. A unit without a report
    has an empty form, a lower committee none. `members` are the probationary members that the committee knows; where none are
    given, a chi bộ's own list tells whom it has admitted.
    """
    known: dict[str, list[Probationer]] = {}
    for member in members or ():
        if member.unit is not None:
            known.setdefault(member.unit.code, []).append(member)
    for unit in plan.units:
        report = reports.get(unit.code)
        if _is_due(unit, plan, month) and not has_no_form(unit, report):
            own = known.get(unit.code, []) if members is not None else None
            rows = _people(report, month), _members(unit, report, month, own)
            asked = (unit.code, unit.name, *rows, contacts_of(report, month.year))
            yield unit.code, partial(issued, month, plan.establishment, *asked)


def _is_due(unit: Unit, plan: Plan, month: Period) -> bool:
    """Whether a unit is to report `month`; of a year whose plan is not there yet, whether it has not ended before."""
    return unit.owes(month.month) if month.year == plan.year else unit.to_month == 12


def _people(report: Report | None, month: Period) -> list[dict[str, object]]:
    if report is None:
        return []
    rows = report.rows
    if month.month == 1 or report.year != month.year:
        last_day = date(month.year - 1, 12, 31)
        rows = [row for row in rows if not _is_done(row, last_day)]
    return people_as_sent(report, month.year, rows, afresh=True)


def _members(
    unit: Unit, report: Report | None, month: Period, known: Sequence[Probationer] | None
) -> list[dict[str, object]]:
    is_new_year = month.month == 1 or (report is not None and report.year != month.year)
    done_by = date(month.year - 1, 12, 31) if is_new_year else None
    if known is not None:
        held = held_by(known, done_by)
    else:
        # Of its people who are on a chi bộ's list too, that chi bộ sees to it.
        listed = report is not None and unit.is_branch
        held = held_on_list(report, month.previous.last_day) if listed else ()
    return members_of(report.probation if report is not None else None, month.year, held, done_by=done_by)


def _is_done(row: Row, day: date) -> bool:
    """Whether a person was admitted or taken off the list by `day`.

    Somebody whose decision was cancelled, nobody can read when, is kept: the unit has to say.
    """
    left, decided = row.date("left"), row.date("decision")
    if left is not None and left <= day:
        return True
    return decided is not None and decided <= day and row.text("leaving_reason") != CANCELLED
