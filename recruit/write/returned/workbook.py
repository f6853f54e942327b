"""Workbooks that go back to units: their own data in the form built anew, bad cells marked and explained."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from recruit.check.returning import cases
from recruit.declared.cover import ISSUED
from recruit.model import Period
from recruit.write.forms.as_sent import cover_as_sent, people_as_sent
from recruit.write.forms.book import form_bytes
from recruit.write.forms.members import held_by, members_of
from recruit.write.returned.front import FrontSheet
from recruit.write.returned.telling import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recruit.check.engine import Checked
    from recruit.check.returning import Case
    from recruit.measure.result import MonthResult
    from recruit.merge.sends import Sends
    from recruit.read.probation_table import ProbationTable


def returned_workbooks(
    result: MonthResult, checked: Checked, sends: Sends
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield for each unit with an error to mend what makes its workbook, with the unit's code.

    It is the form issued for the unit, with the values of the workbook that speaks for it, or of the newer one that was
    refused, as they were sent and in the same order. The cells of errors are in colour with a comment; the first sheet
    lists errors and then warnings, each with a link to its cell. Mended there and sent back it is used.
    """
    for case in cases(checked, sends):
        yield case.unit.code, partial(form_bytes, **_asked(case, result, sends))


def _asked(case: Case, result: MonthResult, sends: Sends) -> dict[str, object]:
    """Return what the form of a case is made of: plain data, since it may be made in another process."""
    plan, unit = result.plan, case.unit
    people = people_as_sent(case.people, plan.year) if case.people else []
    cover = cover_as_sent(case.cover, plan.year) if case.cover else {"month": case.month}
    # Whom another unit's list brought is nobody that this unit knows.
    strange = case.report.file if case.foreign and case.report is not None else ""
    own = (m for m in result.probation if m.unit is not None and m.unit.code == unit.code)
    known = [member for member in own if member.place.file != strange]
    sent = _members_of(case)
    members = members_of(sent, plan.year, held_by(known), as_sent=True)
    lines, marks = told(case, people, sent, sends, plan.short)
    title = f"Cần sửa: {unit.name} ({unit.code}), báo cáo tháng {case.month:02d}/{plan.year}"
    return dict(
        unit_code=unit.code,
        unit_name=unit.name,
        year=plan.year,
        cover={key: value for key, value in cover.items() if key not in ISSUED},
        people=people,
        members=members,
        marks=marks,
        front=FrontSheet(title, _source(case), lines),
        returned_of=Period(plan.year, case.month),
        establishment=plan.establishment,
    )


def _members_of(case: Case) -> ProbationTable | None:
    """Return the members that go into the form: those of the sent workbook, unless it may be another unit's."""
    return next((found.probation for found in (case.cover, case.people) if found is not None and found.probation), None)


def _source(case: Case) -> str:
    """Say from which files the form was filled, without the folders in which they lay."""
    files = [found.file.rsplit("/", 1)[-1] for found in (case.cover, case.people) if found is not None]
    return f"Chép từ: {', '.join(dict.fromkeys(files))}." if files else ""
