"""Everything the command does, as typed calls: a month's letter and workbook, a check, forms, the year's letters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.errors import PeriodProblem
from recruit.gather import attributed, fates, gather, understood
from recruit.job import Job, Outcome
from recruit.merge.sends import default_period, judge_sends
from recruit.model import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from recruit.gather import Gathered
    from recruit.letters.documents import Document
    from recruit.letters.yearly import Chart
    from recruit.model import MonthResult
    from recruit.plan import Plan
    from recruit.write.outputs import Written

URGING_FOLDER = "don_doc"
FAULTY_FOLDER = "mau_co_loi"


# -- the month ---------------------------------------------------------------------------------------------------------


def report(job: Job) -> Outcome:
    """Measure a month and write its letter, list for the committee and workbook into `output`/YYYY-MM.

    Raises CannotRun, with a sentence for the clerk, where nothing can be written.
    """
    result = _measured(job)
    from recruit.letters import monthly, sitting
    from recruit.letters.documents import MONTHLY, SITTING
    from recruit.write.consolidated import consolidated_bytes

    desk, name = _Desk(job, result.plan), str(result.period)
    files = {
        f"cong_van_bao_cao_{name}.docx": desk.document(
            MONTHLY, monthly.letter_context(result, job.options), monthly.letter_title(result)
        ),
        f"trinh_dang_uy_{name}.docx": desk.document(
            SITTING, sitting.list_context(result, job.options), sitting.list_title(result)
        ),
        f"tong_hop_{name}.xlsx": consolidated_bytes(result),
    }
    written, notes = desk.put(name, files)
    return Outcome(result.plan, result.period, result, written, notes=notes)


def remind(job: Job, *, together: bool = False) -> Outcome:
    """Write an urging letter to each unit that is late or behind, or one `together`, and the members' digest.

    They go into `output`/YYYY-MM/don_doc; letters of an earlier run that no longer hold are taken away. Raises
    CannotRun.
    """
    result = _measured(job)
    from recruit.letters import digest, urging
    from recruit.letters.documents import DIGEST, URGING, URGING_ALL
    from recruit.write.outputs import safe_name

    desk, name, options = _Desk(job, result.plan), str(result.period), job.options
    letter, digests = f"{URGING_FOLDER}/cong_van_don_doc_", f"{URGING_FOLDER}/phieu_theo_doi_"
    lines = urging.urged(result)
    files = {
        f"{digests}{name}.docx": desk.document(
            DIGEST, digest.digest_context(result, options), digest.digest_title(result)
        )
    }
    if together and lines:
        files[f"{letter}{name}.docx"] = desk.document(
            URGING_ALL, urging.all_context(result, options), urging.all_title(result)
        )
    for line in () if together else lines:
        files[f"{letter}{safe_name(line.unit.code)}_{name}.docx"] = desk.document(
            URGING, urging.unit_context(result, line, options), urging.unit_title(result, line)
        )
    written, notes = desk.put(name, files, replacing=(letter, digests))
    if not lines:
        notes += ("Không có đơn vị nào nộp chậm hay thực hiện chỉ tiêu chậm; không lập công văn đôn đốc.",)
    return Outcome(result.plan, result.period, result, written, notes=notes)


def check(job: Job) -> Outcome:
    """Check a month and the templates, and write only what is to be mended. Raises CannotRun.

    A template at fault has a copy with a comment at each fault in `output`/YYYY-MM/mau_co_loi.
    """
    result = _measured(job)
    from recruit.write.check_report import check_bytes
    from recruit.write.templates import check_templates, commented_copies

    desk, name = _Desk(job, result.plan), str(result.period)
    faults = check_templates(job.templates)
    files = {f"kiem_tra_{name}.xlsx": check_bytes(result, faults)}
    files |= {f"{FAULTY_FOLDER}/{template}": data for template, data in commented_copies(job.templates, faults).items()}
    written, notes = desk.put(name, files, replacing=(f"{FAULTY_FOLDER}/",))
    return Outcome(result.plan, result.period, result, written, faults, notes)


def forms(job: Job) -> Outcome:
    """Write an empty form for each unit that owes the period, without one the month after the newest sent.

    Works before anything was sent: then the forms are January's. Raises CannotRun.
    """
    gathered = gather(job.inbox, job.progress, job.passwords)
    period = job.period
    if period is None:
        plan, newest = _newest(gathered)
        period = newest.next if newest else Period(plan.year, 1)
    else:
        plan = gathered.plan_of(period.year)
    from recruit.write.form import form_bytes
    from recruit.write.outputs import safe_name

    folder = f"bieu_thang_{period.month:02d}"
    files = {
        f"{folder}/bieu_bao_cao_{safe_name(unit.code)}_{period}.xlsx": form_bytes(
            unit_code=unit.code, unit_name=unit.name, year=period.year, month=period.month
        )
        for unit in plan.units
        if unit.owes(period.month)
    }
    written, notes = _Desk(job, plan).put(str(period), files)
    return Outcome(plan, period, None, written, notes=notes)


# -- the year ----------------------------------------------------------------------------------------------------------


def assign(job: Job) -> Outcome:
    """Write the letter that assigns the year's targets into `output`/YYYY; the period is the month that it prints.

    Only the plan is needed. Raises CannotRun.
    """
    gathered = gather(job.inbox, job.progress, job.passwords)
    years = [plan.year for plan in gathered.plans.values()]
    plan = gathered.plan_of(job.period.year if job.period else max(years, default=None))
    from recruit.letters import assigning
    from recruit.letters.documents import ASSIGNING

    desk, year = _Desk(job, plan), plan.year
    context = assigning.letter_context(plan, job.options, job.period)
    files = {f"cong_van_giao_chi_tieu_{year}.docx": desk.document(ASSIGNING, context, assigning.letter_title(plan))}
    written, notes = desk.put(str(year), files)
    return Outcome(plan, job.period, None, written, notes=notes + assigning.month_note(plan, job.options, job.period))


def final(job: Job) -> Outcome:
    """Write the year's report, by the workbooks up to the period, into `output`/YYYY. Raises CannotRun."""
    result = _measured(job)
    from recruit.letters import yearly
    from recruit.letters.documents import YEARLY

    desk, year = _Desk(job, result.plan), result.plan.year
    context = yearly.report_context(result, job.options)
    files = {
        f"bao_cao_nam_{year}.docx": desk.document(YEARLY, context, yearly.report_title(result), yearly.chart(result))
    }
    written, notes = desk.put(str(year), files)
    return Outcome(result.plan, result.period, result, written, notes=notes)


class _Desk:
    """Where documents are filled and put into the output folder."""

    def __init__(self, job: Job, plan: Plan) -> None:
        from recruit.write.templates import Templates

        self._job = job
        self._plan = plan
        self._templates = Templates(job.templates, spelling=plan.spelling, mirrored=job.options.duplex)

    def document(
        self, document: Document, context: Mapping[str, object], title: str, chart: Chart | None = None
    ) -> bytes:
        """Return a document filled as .docx. Raises TemplateProblem."""
        return self._templates.filled(document, context, title=title, author=self._plan.name, chart=chart)

    def put(
        self, name: str, files: Mapping[str, bytes], *, replacing: tuple[str, ...] = ()
    ) -> tuple[Written, tuple[str, ...]]:
        """Write `files` into the folder `name` of the output, as PDF too where asked; return also what to say."""
        from recruit.write.outputs import commit

        folder = self._job.output / name
        files, notes = dict(files), ()
        documents = {file: data for file, data in files.items() if file.endswith(".docx")}
        if self._job.options.pdf and documents:
            from recruit.write.pdf import NoPdf, pdfs

            try:
                files |= pdfs(documents, folder)
            except NoPdf as error:
                notes = (str(error),)
        return commit(folder, files, replacing=replacing), notes


# -- measuring ---------------------------------------------------------------------------------------------------------


def measure(
    inbox: Path,
    *,
    period: Period | None = None,
    passwords: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> MonthResult:
    """Read, check, merge and measure a month of `inbox`, writing nothing. Raises CannotRun."""
    job = Job(inbox, period, passwords=passwords)
    return _measured(job if progress is None else replace(job, progress=progress))


def _measured(job: Job) -> MonthResult:
    gathered = gather(job.inbox, job.progress, job.passwords)
    plan, period = _choose(gathered, job.period)
    from recruit.check.engine import check as run_checks
    from recruit.measure.month import measure_month

    sends = judge_sends(gathered.reports, plan, period.month)
    refused = [attributed(fate, plan) for fate in gathered.refused]
    checked = run_checks(sends, plan, period, refused)
    before = None
    if period.month > 1:
        earlier = [r for r in gathered.reports if r.month is None or r.month < period.month or r.year != plan.year]
        before = run_checks(judge_sends(earlier, plan, period.month - 1), plan, period.previous)
    # What was read otherwise is of interest where it made a figure.
    speaking = list(checked.speaking.values())
    return measure_month(checked, sends, before, fates(gathered, sends, plan), gathered.litter, understood(speaking))


def _choose(gathered: Gathered, period: Period | None) -> tuple[Plan, Period]:
    if period is not None:
        return gathered.plan_of(period.year), period
    plan, newest = _newest(gathered)
    if newest is None:
        raise PeriodProblem(
            "Chưa đơn vị nào gửi báo cáo dùng được. Muốn lập công văn cho một tháng, ghi rõ tháng đó, "
            f"ví dụ --period {plan.year}-11."
        )
    return plan, newest


def _newest(gathered: Gathered) -> tuple[Plan, Period | None]:
    """Return the plan of the newest year of which anything was sent, with that month; else the newest plan."""
    years = sorted({plan.year for plan in gathered.plans.values()}, reverse=True)
    for year in years:
        plan = gathered.plan_of(year)
        if newest := default_period(gathered.reports, plan):
            return plan, newest
    return gathered.plan_of(years[0] if years else None), None
