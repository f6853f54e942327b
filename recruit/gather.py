"""The folder to what stands in it: plans, reports and every file's fate, each file opened once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recruit.errors import CannotRun, PlanProblem
from recruit.intake.folder import FOLDER_ORIGIN, Found, digest, open_inbox
from recruit.model import FileFate, Period, Sent, Understood

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from recruit.merge.sends import Sends
    from recruit.plan import Plan
    from recruit.read.report import Report

NOT_THE_FORM = "Không phải biểu báo cáo"
UNREADABLE = "Không đọc được: {reason}"
PLAN_USED = "Đã dùng"
PLAN_OF_OTHER_YEAR = "Năm khác"
PLAN_BLANK = "Không dùng: kế hoạch chưa ghi năm"


@dataclass(slots=True)
class Gathered:
    """What stands in the folder: plans by file, reports in path order, and the other files with their outcome."""

    plans: dict[str, Plan] = field(default_factory=dict)
    plan_problems: dict[str, PlanProblem] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    others: list[FileFate] = field(default_factory=list)
    refused: list[FileFate] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    litter: int = 0

    def plan_of(self, year: int | None) -> Plan:
        """Return the one plan of `year`, or with None the one plan. Raises PlanProblem where there is none, or two."""
        years = sorted({plan.year for plan in self.plans.values()})
        if year is None and len(years) == 1:
            year = years[0]
        fitting = [plan for plan in self.plans.values() if plan.year == year]
        if len(fitting) == 1:
            return fitting[0]
        if len(fitting) > 1:
            files = ", ".join(plan.file for plan in fitting)
            raise PlanProblem(f"Có hai kế hoạch cho năm {year}: {files}. Giữ lại một tệp rồi chạy lại.")
        if self.plan_problems:
            raise next(iter(self.plan_problems.values()))
        wanted = f" cho năm {year}" if year else ""
        raise PlanProblem(
            f"Không thấy kế hoạch năm{wanted} trong thư mục. Điền tệp templates/ke_hoach_nam.xlsx "
            "rồi chép vào thư mục này."
        )


def gather(root: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> Gathered:
    """Read every file under `root` once. `progress` is told how many files of how many are done.

    Raises CannotRun where the folder itself is not there or cannot be listed.
    """
    try:
        inbox = open_inbox(root)
    except OSError as error:
        raise CannotRun(f"Không mở được thư mục {root}: kiểm tra đường dẫn và quyền đọc.") from error
    gathered = Gathered(litter=inbox.litter)
    first_of: dict[str, Report | FileFate | str] = {}
    for number, found in enumerate(inbox.files):
        _read_file(found, gathered, first_of)
        progress(number + 1, len(inbox.files))
    return gathered


def _read_file(found: Found, gathered: Gathered, first_of: dict[str, Report | FileFate | str]) -> None:
    from recruit.intake.refusals import Refused, may_be_report
    from recruit.read.cells import read_workbook
    from recruit.read.form import read_form
    from recruit.read.plan import is_plan, read_plan

    try:
        data = found.read()
    except OSError:
        outcome = UNREADABLE.format(
            reason="không mở được tệp (đang bị khóa hoặc không có quyền đọc); đóng tệp, chạy lại"
        )
        gathered.refused.append(FileFate(found.name, found.origin, "", None, outcome, ""))
        return
    sha = digest(data)
    gathered.digests[found.name] = sha
    known = first_of.get(sha)
    if known is not None:
        _repeat(found, sha, known, gathered)
        return
    try:
        book = read_workbook(data)
        if is_plan(book):
            first_of[sha] = found.name
            _read_plan(read_plan, book, found, gathered)
            return
        report = read_form(book, file=found.name, origin=found.origin, sha256=sha, sent=Sent(book.modified))
    except Refused as refusal:
        fate = FileFate(found.name, found.origin, "", None, UNREADABLE.format(reason=refusal.reason), sha)
        # A picture beside a mail is only named; what may be somebody's report is a warning too.
        (gathered.refused if may_be_report(refusal.code) else gathered.others).append(fate)
        first_of[sha] = fate
        return
    if report is None:
        fate = FileFate(found.name, found.origin, "", None, NOT_THE_FORM, sha)
        gathered.others.append(fate)
        first_of[sha] = fate
        return
    gathered.reports.append(report)
    first_of[sha] = report


def _repeat(found: Found, sha: str, known: Report | FileFate | str, gathered: Gathered) -> None:
    """An equal file was read already: a report's copy may still tell an earlier time, another is only named."""
    if isinstance(known, FileFate):
        gathered.others.append(replace(known, file=found.name, origin=found.origin))
    elif isinstance(known, str):
        gathered.others.append(FileFate(found.name, found.origin, "", None, f"Trùng với {known}", sha))
    else:
        gathered.reports.append(replace(known, file=found.name, origin=found.origin))


def _read_plan(read_plan, book, found: Found, gathered: Gathered) -> None:
    try:
        gathered.plans[found.name] = read_plan(book, found.name)
    except PlanProblem as problem:
        gathered.plan_problems[found.name] = problem


# -- what is said of the files -----------------------------------------------------------------------------------------


def fates(gathered: Gathered, sends: Sends, plan: Plan) -> tuple[FileFate, ...]:
    """Return the fate of every file found, in path order."""
    found = [*gathered.others, *gathered.refused]
    for report in gathered.reports:
        unit = plan.unit(report.unit_code) if report.unit_code else None
        period = Period(report.year, report.month) if report.year and report.month else None
        found.append(
            FileFate(
                report.file,
                report.origin,
                unit.code if unit else report.unit_code,
                period,
                sends.fates[report.file],
                report.sha256,
            )
        )
    for file, other in gathered.plans.items():
        outcome = PLAN_USED if other.year == plan.year else PLAN_OF_OTHER_YEAR
        found.append(FileFate(file, FOLDER_ORIGIN, "", None, outcome, gathered.digests[file]))
    for file in gathered.plan_problems:
        found.append(FileFate(file, FOLDER_ORIGIN, "", None, PLAN_BLANK, gathered.digests[file]))
    return tuple(sorted(found, key=lambda fate: fate.file))


def understood(reports: list[Report]) -> tuple[Understood, ...]:
    """Return every value read otherwise than written in the given workbooks, by file and as read."""
    return tuple(line for report in sorted(reports, key=lambda report: report.file) for line in report.understood)
