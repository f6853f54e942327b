"""The folder to what stands in it: plans, reports, and files that are neither, each file opened once."""

from __future__ import annotations

import os
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from recruit.declared.codes import unit_meant
from recruit.declared.plan import UNUSED_SHEET
from recruit.errors import CannotRun, PlanProblem
from recruit.guard.apart import refusal_of_loss
from recruit.guard.isolation import Lost, bounded, ready
from recruit.intake.folder import may_be_plan, open_inbox
from recruit.intake.held import patiently
from recruit.intake.outlook import read_msg
from recruit.intake.unpack import FOLDER
from recruit.model import FileFate, FileOutcome
from recruit.read.file import CLOSED, not_read, read_found
from recruit.read.unused import set_aside
from recruit.read.written import How, WrittenText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from recruit.declared.plan import Plan
    from recruit.intake.folder import Found
    from recruit.read.file import Reading
    from recruit.read.report import Report
    from recruit.read.written import Understood

LARGE_COUNT = 200
LARGE_SIZE = 16 * 1024 * 1024
"""An inbox of so many files, or of so many bytes, is read by several processes: a small one is read before they start."""

_MOST_CLOSED = 3

MAX_WORKERS = 8
BATCH = 24
BATCH_SIZE = 1024 * 1024
"""Processes at most; files for each call to one, and bytes from which on there are no more: a large one is read alone."""

_OF_OUTLOOK = ".msg"


@dataclass(slots=True)
class Gathered:
    """What stands in the folder: plans by file, reports in path order, and the other files with their outcome.

    `closed` are files that may be the plan and cannot be opened, with the code of the reason, `half_plans` those that lack one
    sheet of a plan, with its name. `understood` is what of each plan was read otherwise than it was written, by file. `unused` are the files that a plan names as not to be used, and what
    came in them: they are among the others no more.
    """

    plans: dict[str, Plan] = field(default_factory=dict)
    plan_problems: dict[str, PlanProblem] = field(default_factory=dict)
    reports: list[Report] = field(default_factory=list)
    others: list[FileFate] = field(default_factory=list)
    refused: list[FileFate] = field(default_factory=list)
    unused: list[FileFate] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    closed: list[tuple[str, str]] = field(default_factory=list)
    half_plans: list[tuple[str, str]] = field(default_factory=list)
    understood: dict[str, tuple[Understood, ...]] = field(default_factory=dict)
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
            files = "; ".join(f"{plan.file} (SHA-256 {self.digests[plan.file]})" for plan in fitting)
            raise PlanProblem(
                f"Có {'hai' if len(fitting) == 2 else len(fitting)} kế hoạch cho năm {year}: {files}. Ghi SHA-256 của tệp không dùng vào trang {UNUSED_SHEET} của "
                "kế hoạch được dùng rồi chạy lại."
            )
        if self.plan_problems:
            raise next(iter(self.plan_problems.values()))
        wanted = f" cho năm {year}" if year else ""
        there = f" Trong thư mục có kế hoạch của năm {', '.join(map(str, years))}." if years else ""
        raise PlanProblem(f"Không thấy kế hoạch năm{wanted} trong thư mục.{there} {self._where_it_may_be()}")

    def _where_it_may_be(self) -> str:
        """Return what to do where there is no plan: open what may be it, or fill one in."""
        if self.half_plans:
            listed = ". ".join(f"{file}: không có trang {sheet}" for file, sheet in self.half_plans[:_MOST_CLOSED])
            return f"Có tệp giống kế hoạch. {listed}; đặt lại đúng tên trang rồi chạy lại."
        called = [file for file in self.closed if may_be_plan(file[0])]
        if closed := (called or self.closed)[:_MOST_CLOSED]:
            listed = ". ".join(f"{file}: {CLOSED[code]}" for file, code in closed)
            return f"Có tệp không mở được, có thể là kế hoạch. {listed}, rồi chạy lại."
        return "Lập kế hoạch để điền bằng: python generate_report.py new, hoặc chép kế hoạch đã điền vào thư mục này."


def gather(
    root: Path, progress: Callable[[int, int], None] = lambda done, total: None, passwords: Sequence[str] = ()
) -> Gathered:
    """Read every file under `root` once. `progress` is told how many files of how many are done.

    It is read by bounded processes, a large one by as many as there are cores. `passwords` are tried on protected workbooks.
    Raises CannotRun where the folder itself is not there or cannot be listed.
    """
    try:
        # The processes that read may stand elsewhere.
        inbox = open_inbox(root.absolute())
    except OSError as error:
        raise CannotRun(f"Không mở được thư mục {root}: kiểm tra đường dẫn và quyền đọc.") from error
    gathered = Gathered(litter=inbox.litter)
    known = _Known()
    held: dict[Found, Reading] = {}
    files = zip(inbox.files, _readings(inbox.files, passwords), strict=True)
    for number, (found, reading) in enumerate(files, start=1):
        if reading.is_held:
            held[found] = reading
        else:
            _take(reading, gathered, known)
        progress(number, len(inbox.files))

    def is_let_go(found: Found) -> bool:
        (held[found],) = _readings([found], passwords)
        return not held[found].is_held

    patiently(held, is_let_go)
    for reading in held.values():
        _take(reading, gathered, known)
    gathered.reports = known.reports
    _name_copies(gathered)
    _settle_codes(gathered)
    gathered.unused = set_aside(gathered.plans, gathered.digests, gathered.reports, gathered.others, gathered.refused)
    return gathered


def _take(reading: Reading, gathered: Gathered, known: _Known) -> None:
    gathered.litter += reading.litter
    gathered.others += reading.others
    gathered.refused += reading.refused
    gathered.closed += reading.closed
    gathered.half_plans += reading.half_plans
    for report in reading.reports:
        known.add(report)
    for file, sha256, plan in reading.plans:
        gathered.digests[file] = sha256
        gathered.understood[file] = reading.understood
        (gathered.plan_problems if isinstance(plan, PlanProblem) else gathered.plans)[file] = plan


def _readings(files: Sequence[Found], passwords: Sequence[str]) -> Iterator[Reading]:
    """Yield what each file holds, in their order. No file is opened in this process, nor by one without bounds."""
    is_large = len(files) >= LARGE_COUNT or sum(map(_size, files)) >= LARGE_SIZE
    workers = min(os.cpu_count() or 1, MAX_WORKERS) if is_large else 1
    has_outlook = any(found.path.suffix.lower() == _OF_OUTLOOK for found in files)
    read = partial(_read_batch, passwords=tuple(passwords), has_outlook=has_outlook)
    # A few files a call: what goes between the processes is then a small part of the work.
    for batch, readings in bounded(read, _batches(files), workers):
        if not isinstance(readings, Lost):
            yield from readings
        elif len(batch) == 1:
            yield not_read(batch[0], refusal_of_loss(readings))
        else:
            # One of them has ended its process: each has its own budget in one that may end too.
            for (found,), alone in bounded(read, ([found] for found in batch), 1):
                yield not_read(found, refusal_of_loss(alone)) if isinstance(alone, Lost) else alone[0]


def _batches(files: Sequence[Found]) -> Iterator[list[Found]]:
    batch: list[Found] = []
    size = 0
    for found in files:
        if batch and (len(batch) == BATCH or size + _size(found) > BATCH_SIZE):
            yield batch
            batch, size = [], 0
        batch.append(found)
        size += _size(found)
    if batch:
        yield batch


def _read_batch(files: Sequence[Found], passwords: Sequence[str], *, has_outlook: bool) -> list[Reading]:
    if has_outlook:
        # The process for mails of Outlook need not wait until the first of them is come to.
        ready(read_msg.__module__)
    return [read_found(found, passwords) for found in files]


def _size(found: Found) -> int:
    try:
        return found.path.stat().st_size
    except OSError:
        return 0


class _Known:
    """The reports as they come: of equal files the one whose path sorts first is kept whole, others are copies of it."""

    def __init__(self) -> None:
        self._whole: dict[str, Report] = {}
        self._copies: dict[str, list[Report]] = defaultdict(list)

    def add(self, report: Report) -> None:
        whole = self._whole.get(report.sha256)
        if whole is None or report.file < whole.file:
            self._whole[report.sha256] = report
            report = whole
        if report is not None:
            self._copies[report.sha256].append(report)

    @property
    def reports(self) -> list[Report]:
        """All reports in path order; copies share what the whole one holds."""
        copies = (
            replace(self._whole[sha256], file=copy.file, origin=copy.origin, sent=copy.sent)
            for sha256, found in self._copies.items()
            for copy in found
        )
        return sorted([*self._whole.values(), *copies], key=lambda report: report.file)


def _settle_codes(gathered: Gathered) -> None:
    """Put the plan's code in the place of one that certainly means it, with what was written kept beside it."""
    for report in gathered.reports:
        plans = [plan for plan in gathered.plans.values() if plan.year == report.year]
        if len(plans) != 1 or not report.unit_code or plans[0].unit(report.unit_code) is not None:
            continue
        if report.below is None and (unit := unit_meant(report.unit_code, plans[0].units)) is not None:
            report.cover_written["unit_code"] = WrittenText(report.cover_shown("unit_code"), How.UNIT_CODE)
            report.cover["unit_code"] = unit.code


def _name_copies(gathered: Gathered) -> None:
    """Of equal plans, and of equal files that cannot be read, only one stands for all."""
    first: dict[str, str] = {}
    for plans in (gathered.plans, gathered.plan_problems):
        for file in sorted(plans):
            sha256 = gathered.digests[file]
            if (known := first.setdefault(sha256, file)) != file:
                del plans[file]
                gathered.others.append(FileFate(file, FOLDER, "", None, FileOutcome.SAME, sha256, detail=known))
    seen: set[str] = set()
    # The one whose sender is known tells which unit to ask.
    refused = sorted(gathered.refused, key=lambda fate: (fate.sent is None or not fate.sent.sender, fate.file))
    gathered.refused = []
    for fate in refused:
        again = bool(fate.sha256) and fate.sha256 in seen
        (gathered.others if again else gathered.refused).append(fate)
        seen.add(fate.sha256)
