"""What is said of the files of a folder: every file's fate, and what was read otherwise than it was written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.intake.unpack import FOLDER
from recruit.merge.committees import addressed, names_of
from recruit.merge.owner import is_of_the_office
from recruit.model import FileFate, FileOutcome, Period
from recruit.read.last_year import newest_workbook, own_workbooks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recruit.declared.plan import Plan
    from recruit.merge.sends import Sends
    from recruit.read.inbox import Gathered
    from recruit.read.report import Report
    from recruit.read.written import Understood

_PLAN_BLANK = "kế hoạch chưa ghi năm"


def fates(gathered: Gathered, sends: Sends, plan: Plan) -> tuple[FileFate, ...]:
    """Return the fate of every file found, in path order."""
    found = [_told(attributed(fate, plan), plan) for fate in (*gathered.others, *gathered.refused)]
    found += [fate if fate.unit_code else attributed(fate, plan) for fate in gathered.unused]
    ours, others = addressed(gathered.reports, plan)
    of_last_year = own_workbooks(others, plan, plan.year - 1)
    found += [_of_last_year(report, newest_workbook(of_last_year)) for report in of_last_year]
    told = {report.file for report in of_last_year}
    found += [_no_report(report) for report in others if report.file not in told]
    for report in ours:
        unit = plan.unit(report.unit_code) if report.unit_code else None
        period = Period(report.year, report.month) if report.year and report.month else None
        code = unit.code if unit else report.unit_code
        fate = sends.fates[report.file]
        found.append(
            FileFate(
                report.file,
                report.origin,
                code,
                period,
                fate.outcome,
                report.sha256,
                report.sent,
                detail=fate.detail,
                comes_back=fate.comes_back,
            )
        )
    for file, other in gathered.plans.items():
        outcome = FileOutcome.USED if other.year == plan.year else FileOutcome.OTHER_YEAR
        found.append(FileFate(file, FOLDER, "", None, outcome, gathered.digests[file]))
    for file in gathered.plan_problems:
        sha256 = gathered.digests[file]
        found.append(FileFate(file, FOLDER, "", None, FileOutcome.REFUSED, sha256, detail=_PLAN_BLANK))
    return tuple(sorted(found, key=lambda fate: fate.file))


def _no_report(report: Report) -> FileFate:
    """Return the fate of a consolidated workbook that is no report to the plan's office."""
    note = f"Bảng tổng hợp tháng {report.month:02d}/{report.year} của {names_of(report.below)}"
    return FileFate(report.file, report.origin, "", None, FileOutcome.NOT_THE_FORM, report.sha256, report.sent, note)


def _of_last_year(report: Report, used: Report) -> FileFate:
    """Return the fate of one of the office's own workbooks of last year, of which the newest is used."""
    if report.file == used.file:
        return replace(_no_report(report), outcome=FileOutcome.USED)
    outcome = FileOutcome.SAME if report.sha256 == used.sha256 else FileOutcome.NEWER
    return replace(_no_report(report), outcome=outcome, detail=used.file)


def _told(fate: FileFate, plan: Plan) -> FileFate:
    """Return the fate of a thing that is no report; of what the office itself sent nothing more is said."""
    if fate.sent is None or not is_of_the_office(fate.sent, plan):
        return fate
    return replace(fate, outcome=FileOutcome.OF_THE_OFFICE)


def of_units(refused: Iterable[FileFate], plan: Plan) -> list[FileFate]:
    """Return what cannot be read and may be somebody's report, each under the unit that sent it where one did."""
    return [attributed(fate, plan) for fate in refused if fate.sent is None or not is_of_the_office(fate.sent, plan)]


def attempts(gathered: Gathered, plan: Plan) -> list[FileFate]:
    """Return what units sent and nobody can read: files that may be reports, and mails that seem to bring one."""
    return of_units([*gathered.refused, *(fate for fate in gathered.others if fate.is_attempt)], plan)


def attributed(fate: FileFate, plan: Plan) -> FileFate:
    """Return the fate of a thing that is no report, with the unit whose registered address alone sent it."""
    if fate.sent is None or not fate.sent.sender:
        return fate
    units = [unit for unit in plan.units if fate.sent.sender in unit.addresses]
    return replace(fate, unit_code=units[0].code) if len(units) == 1 else fate


def understood(reports: list[Report]) -> tuple[Understood, ...]:
    """Return every value read otherwise than written in the given workbooks, by file and as read."""
    return tuple(line for report in sorted(reports, key=lambda report: report.file) for line in report.understood())
