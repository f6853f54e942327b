"""Last year, as far as it is told: by the office's own consolidated workbook of it, else by the plan's sheet `Năm trước`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from recruit.declared.plan import YearSoFar
from recruit.intake.unpack import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recruit.declared.plan import Plan, Told
    from recruit.read.report import Report

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LastYear:
    """The year before the plan's: by month where it stood, and its workbook, None where that is not at hand.

    The workbook's rows are everybody who stood on a list of the committee, each cell with its place, as in any report.
    `by_month` has the workbook of each month that is at hand: the official statistics are told by that of their month.
    """

    year: int
    months: Mapping[int, YearSoFar]
    workbook: Report | None = None
    by_month: Mapping[int, Report] = field(default_factory=dict)

    def at(self, month: int) -> YearSoFar:
        """Return where the year stood at the end of a month, with nothing told where nothing is."""
        return self.months.get(month, YearSoFar(month))

    def statistics_at(self, month: int, sheet: str) -> Mapping[str, Told]:
        """Return what the official statistics said at the end of a month, by the key of the line."""
        workbook = self.by_month.get(month)
        return workbook.below.statistics.get(sheet, {}) if workbook is not None else {}


def last_year_of(reports: Sequence[Report], plan: Plan) -> LastYear:
    """Return the year before the plan's. What its workbook does not tell is taken from the plan's sheet."""
    workbooks = own_workbooks(reports, plan, plan.year - 1)
    workbook = newest_workbook(workbooks)
    by_month = {
        month: newest_workbook([report for report in workbooks if report.month == month])
        for month in {report.month for report in workbooks}
    }
    months = {line.month: line for line in plan.last_year}
    for line in workbook.below.months if workbook is not None else ():
        told = {key: value for key, value in line._asdict().items() if value is not None}
        months[line.month] = months.get(line.month, line)._replace(**told)
    return LastYear(plan.year - 1, months, workbook, by_month)


def own_workbooks(reports: Sequence[Report], plan: Plan, year: int) -> list[Report]:
    """Return the consolidated workbooks of a year that are the plan's office's own, copies of one included.

    Like a plan, such a workbook is the clerk's own act: it is taken only as a plain file of the folder.
    """
    return [
        report
        for report in reports
        if report.below is not None and report.below.is_of(plan) and report.year == year and report.origin == FOLDER
    ]


def newest_workbook(workbooks: Sequence[Report]) -> Report | None:
    """Return the workbook of the newest month, the one saved last where several are; of equal files the first by path."""
    if not workbooks:
        return None
    newest = max(workbooks, key=lambda report: (report.month, report.sent.time or _NEVER, report.file))
    return min((report for report in workbooks if report.sha256 == newest.sha256), key=lambda report: report.file)
