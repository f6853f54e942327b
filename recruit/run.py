"""Everything the command does, as typed calls: a month's letter and workbook, a check, forms, the year's letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from recruit.check.engine import findings_alone
from recruit.deliver.desk import Desk
from recruit.deliver.drafts import draft_name
from recruit.deliver.opinion import counted_again, monthly_paper, paper_of, second_opinion
from recruit.deliver.outcome import Outcome
from recruit.deliver.overview import about_check, about_forms, about_month, about_report, about_urging, with_overview
from recruit.deliver.readying import made_ready
from recruit.deliver.record import kept_in, printed_in
from recruit.deliver.start import begin, known_plan
from recruit.deliver.units import (
    DIGESTS,
    LETTERS,
    RETURNED_FOLDER,
    URGING_FOLDER,
    digest_files,
    drafts,
    form_files,
    forms_folder,
    letter_to_all,
    lists_before,
    own_people,
    reminded_units,
    returned_files,
    urging_files,
)
from recruit.errors import PeriodProblem
from recruit.job import Job
from recruit.language.wording import vn_date
from recruit.measure.contacts import contacts
from recruit.measure.moved import moves
from recruit.measure.record import record_of
from recruit.merge.judging import default_period
from recruit.model import Period
from recruit.month import lacks_of, measure, month_in, month_of, newest_period
from recruit.read.inbox import gather

if TYPE_CHECKING:
    from datetime import date

    from recruit.declared.plan import Plan
    from recruit.deliver.start import Started
    from recruit.measure.result import MonthResult
    from recruit.model import LetterOptions, Span
    from recruit.month import Month

__all__ = ["assign", "check", "final", "forms", "measure", "new", "periodic", "recount", "remind", "report"]

FAULTY_FOLDER = "mau_co_loi"


# -- the month ---------------------------------------------------------------------------------------------------------


def report(job: Job) -> Outcome:
    """Measure a month and write all that it leaves into `output`/YYYY-MM.

    The letter, the list for the committee and the workbook; returned workbooks, next month's forms, urging letters, the
    members' digest and mail drafts for the units. Files of an earlier run that no longer hold are taken away. Raises
    CannotRun, with a sentence for the clerk, where nothing can be written.
    """
    with made_ready(job.templates):
        month = month_of(job, partial(kept_in, job.output))
    from recruit.letters import monthly, sitting
    from recruit.letters.documents import MONTHLY, SITTING
    from recruit.write.summary.workbook import consolidated_bytes

    result, options, name = month.result, job.options, str(month.result.period)
    letter = f"cong_van_bao_cao_{name}.docx"
    now, before = record_of(result), printed_in(job.output, result.period)
    with Desk(job, result.plan, name) as desk:
        following = form_files(result.plan, result.period.next, *own_people(month))
        take_in_workbooks = desk.workbooks_beside(chain(returned_files(month), following))
        desk.papers(
            {
                letter: lambda: desk.document(
                    MONTHLY, monthly.letter_context(result, options), monthly.letter_title(result)
                ),
                f"trinh_dang_uy_{name}.docx": lambda: desk.document(
                    SITTING, sitting.list_context(result, options), sitting.list_title(result)
                ),
            }.items()
        )
        # The number that the run was told is the monthly letter's.
        unnumbered = replace(options, number=None)
        desk.papers(chain(urging_files(month, desk, unnumbered), digest_files(month, desk, unnumbered)))
        reminded = reminded_units(result, desk.files)
        workbook = consolidated_bytes(result, reminded)
        desk.add(f"tong_hop_{name}.xlsx", workbook)
        take_in_workbooks()
        notes = _mails(month, desk)
        replacing = (f"{RETURNED_FOLDER}/", f"{URGING_FOLDER}/", f"{forms_folder(result.period.next)}/")
        printed = now if letter in desk.files else None
        notes += second_opinion(job, result, monthly_paper(job, result), workbook, output=job.output)
        written, more = desk.put(replacing=replacing, letter=printed, reminded=reminded)
    notes += more + _odd_day(result, options.day) + _no_adjustments(job, result)
    moved = moves(before, now) if before is not None else ()
    outcome = Outcome(result.plan, result.period, result, written, notes=notes, moved=moved)
    return with_overview(outcome, job, about_month(result), left_out=desk.left_out)


def recount(job: Job) -> Outcome:
    """Count a month again by a second reader, and write what it says of every figure into `output`/YYYY-MM.

    Raises CannotRun.
    """
    result = month_of(job, partial(kept_in, job.output)).result
    from recruit.write.summary.recounted import recounted_bytes

    found = counted_again(job, result, monthly_paper(job, result), output=job.output)
    name = str(result.period)
    with Desk(job, result.plan, name) as desk:
        desk.add(f"doi_chieu_{name}.xlsx", recounted_bytes(found, result.period))
        written, notes = desk.put()
    return Outcome(result.plan, result.period, None, written, notes=notes, recounted=found)


_LATEST = timedelta(days=62)
"""How long after the period's end a letter about it may be dated without a word."""


def _odd_day(result: MonthResult, day: date | None) -> tuple[str, ...]:
    """Say where a letter's day lies so far from its period that it may be a slip."""
    period = result.period
    if day is None or period.first_day <= day <= period.last_day + _LATEST:
        return ()
    return (
        f"Ngày văn bản {vn_date(day)} nằm ngoài khoảng từ ngày đầu kỳ báo cáo {period.month:02d}/{period.year} đến 62 ngày "
        "sau kỳ. Kiểm tra lại --date và --period.",
    )


def _no_adjustments(job: Job, result: MonthResult) -> tuple[str, ...]:
    """Say why a letter tells of no adjustments where nothing is on record to hold it against."""
    before = result.period.previous
    if result.period.month == 1 or printed_in(job.output, before) is not None:
        return ()
    return (
        f"Không có số liệu đã in của tháng {before.month:02d}/{before.year} trong {job.output / str(before)} nên "
        "không nêu điều chỉnh số liệu các tháng trước.",
    )


def _mails(month: Month, desk: Desk) -> tuple[str, ...]:
    """Make the mails to the units, with what was made for them, and return what else to say."""
    notes = []
    for unit, draft in drafts(month, desk, desk.files):
        desk.add(f"{URGING_FOLDER}/{draft_name(unit, month.result.period)}", draft.data)
        if draft.left_out:
            notes.append(
                f"Thư cho {unit.code}: bỏ địa chỉ không dùng được trong kế hoạch: {', '.join(draft.left_out)}."
            )
    return tuple(notes)


def remind(job: Job, *, together: bool = False) -> Outcome:
    """Write an urging letter to each unit that is late or behind, or one `together`, and the members' digest.

    They go into `output`/YYYY-MM/don_doc; letters of an earlier run that no longer hold are taken away. Several letters
    have a number each, so that none is printed. Raises CannotRun.
    """
    month = month_of(job)
    from recruit.letters import urging

    result = month.result
    options, notes = job.options, ()
    lines = urging.urged(result)
    if not lines:
        notes = ("Không có đơn vị nào nộp chậm hay thực hiện chỉ tiêu chậm; không lập công văn đôn đốc.",)
    if not together and len(lines) > 1 and options.number:
        options = replace(options, number=None)
        notes = ("Mỗi công văn đôn đốc có số riêng nên số công văn để trống để ghi tay.",)
    with Desk(job, result.plan, str(result.period)) as desk:
        desk.papers(digest_files(month, desk, options))
        if together and lines:
            desk.papers([(letter_to_all(result.period), lambda: _urging_all(desk, result, options))])
        elif not together:
            desk.papers(urging_files(month, desk, options))
        reminded = reminded_units(result, desk.files, together=together)
        written, more = desk.put(replacing=(LETTERS, DIGESTS), reminded=reminded)
    notes += more + _odd_day(result, job.options.day)
    outcome = Outcome(result.plan, result.period, result, written, notes=notes)
    return with_overview(outcome, job, about_urging(result), left_out=desk.left_out)


def _urging_all(desk: Desk, result: MonthResult, options: LetterOptions) -> bytes:
    """Return the one urging letter to all units that are late or behind."""
    from recruit.letters import urging
    from recruit.letters.documents import URGING_ALL

    return desk.document(URGING_ALL, urging.all_context(result, options), urging.all_title(result))


def check(job: Job) -> Outcome:
    """Check a month and the templates, and write only what is to be mended. Raises CannotRun.

    Before anything was sent the plan and the templates are checked, into `output`/YYYY. A template at fault has a copy
    with a comment at each fault in the folder `mau_co_loi` beside it.
    """
    gathered = gather(job.inbox, job.progress, job.passwords)
    plan, newest = newest_period(gathered)
    from recruit.write.summary.check_report import check_bytes, plan_check_bytes
    from recruit.write.word.check.folder import check_templates, commented_copies

    faults = check_templates(job.templates)
    if job.period is None and newest is None:
        result, name = None, str(plan.year)
        findings = findings_alone(plan, Period(plan.year, 1).last_day, gathered.refused)
        report, notes = plan_check_bytes(plan, findings, gathered.understood[plan.file], faults), (_NOTHING_SENT,)
    else:
        result = month_in(gathered, job).result
        plan, name, findings = result.plan, str(result.period), ()
        report, notes = check_bytes(result, faults), ()
    with Desk(job, plan, name) as desk:
        desk.add(f"kiem_tra_{name}.xlsx", report)
        for template, data in commented_copies(job.templates, faults).items():
            desk.add(f"{FAULTY_FOLDER}/{template}", data)
        written, more = desk.put(replacing=(f"{FAULTY_FOLDER}/",))
    outcome = Outcome(plan, result and result.period, result, written, faults, notes + more, findings)
    return with_overview(outcome, job, about_check(result, plan.year))


_NOTHING_SENT = (
    "Chưa đơn vị nào gửi báo cáo dùng được; mới kiểm tra kế hoạch và các mẫu văn bản. Lập biểu cho các đơn vị: python "
    "generate_report.py forms"
)


def forms(job: Job) -> Outcome:
    """Write the form of the period for each unit that owes it, filled with its list as it stood the month before.

    Without a period the month after the newest sent. Works before anything was sent: then the forms are January's, with
    last year's lists where these are there. Raises CannotRun.
    """
    gathered = gather(job.inbox, job.progress, job.passwords)
    period = job.period
    if period is None:
        plan, newest = newest_period(gathered)
        period = newest.next if newest else Period(plan.year, 1)
    # December is followed by a year whose plan may not be there yet.
    years = {known.year for known in gathered.plans.values()}
    plan = gathered.plan_of(period.year if job.period or period.year in years else period.year - 1)
    lists = lists_before(gathered, plan, period)
    with Desk(job, plan, str(period)) as desk:
        desk.workbooks(form_files(plan, period, lists))
        written, notes = desk.put(replacing=(f"{forms_folder(period)}/",))
    if not gathered.reports:
        notes += (
            f"Việc tiếp theo: gửi mỗi đơn vị biểu của mình; đơn vị gửi lại thì lưu thư, tệp vào {job.inbox} rồi chạy: python "
            "generate_report.py",
        )
    outcome = Outcome(plan, period, None, written, notes=notes, findings=findings_alone(plan, period.last_day))
    return with_overview(outcome, job, about_forms(period), contacts=contacts(plan, lists))


def new(job: Job, year: int | None = None) -> Started:
    """Make the job's inbox with an empty plan of `year` in it, or of a year yet to be filled in; what is there stays.

    Where the inbox has a plan of that year, finished or not, nothing is changed. Raises CannotRun.
    """
    if job.inbox.exists() and (known := known_plan(job.inbox, gather(job.inbox, job.progress, job.passwords), year)):
        return known
    from recruit.write.forms.plan import plan_bytes

    return begin(job.inbox, year, plan_bytes({"year": year} if year else {}, [], example=True))


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

    year, context = plan.year, assigning.letter_context(plan, job.options, job.period)
    with Desk(job, plan, str(year)) as desk:
        letter = desk.document(ASSIGNING, context, assigning.letter_title(plan))
        desk.add(f"cong_van_giao_chi_tieu_{year}.docx", letter)
        written, notes = desk.put()
    notes += assigning.month_note(plan, job.options, job.period) + _other_year(plan, job.options.day)
    findings = findings_alone(plan, Period(year, 1).last_day)
    return Outcome(plan, job.period, None, written, notes=notes, findings=findings)


def _other_year(plan: Plan, day: date | None) -> tuple[str, ...]:
    """Say where the day of a letter that assigns targets is not of their year."""
    if day is None or day.year == plan.year:
        return ()
    return (f"Ngày văn bản {vn_date(day)} không thuộc năm kế hoạch {plan.year}. Kiểm tra lại --date.",)


def final(job: Job) -> Outcome:
    """Write the year's report, by the workbooks up to the period, into `output`/YYYY. Raises CannotRun."""
    result = month_of(job, partial(kept_in, job.output)).result
    from recruit.letters import yearly
    from recruit.letters.documents import YEARLY

    year = result.plan.year
    early = yearly.is_early(result)
    context = yearly.report_context(result, job.options)
    report, called = f"bao_cao_nam_{year}.docx", f"báo cáo năm {year}"
    with Desk(job, result.plan, str(year)) as desk:
        desk.add(report, desk.document(YEARLY, context, yearly.report_title(result), yearly.chart(result)))
        paper = paper_of("Báo cáo năm", context, yearly.NAMES)
        said = second_opinion(job, result, (paper,), output=job.output)
        written, notes = desk.put()
    notes += said + (_early(result, called) if early else ())
    outcome = Outcome(result.plan, result.period, result, written, notes=notes + _odd_day(result, job.options.day))
    return with_overview(outcome, job, about_report(result, report, called, is_early=early))


def periodic(job: Job, span: Span) -> Outcome:
    """Write the report of a quarter, of six or nine months, into `output`/YYYY.

    While the span's last month has not been sent it is a draft up to the newest month that has. Raises CannotRun.
    """
    from recruit.letters import periodic as letter
    from recruit.letters.documents import PERIODIC

    gathered = gather(job.inbox, job.progress, job.passwords)
    plan = gathered.plan_of(span.year)
    newest = default_period(gathered.reports, plan)
    if newest is None or newest.month < span.first:
        raise PeriodProblem(
            f"Chưa có báo cáo của tháng nào trong {letter.span_name(span)} nên chưa lập được báo cáo của kỳ này.",
            *lacks_of(plan),
        )
    early = newest.month < span.last
    result = month_in(gathered, replace(job, period=newest if early else span.end)).result
    context = letter.report_context(result, span, job.options, early=early)
    report, called = letter.report_file(span), f"báo cáo {letter.span_name(span)}"
    with Desk(job, plan, str(span.year)) as desk:
        desk.add(report, desk.document(PERIODIC, context, letter.report_title(span)))
        said = second_opinion(job, result, (paper_of("Báo cáo kỳ", context, letter.NAMES, span.first_day),))
        written, notes = desk.put()
    notes += said + (_early(result, called) if early else ())
    outcome = Outcome(plan, result.period, result, written, notes=notes + _odd_day(result, job.options.day))
    return with_overview(outcome, job, about_report(result, report, called, is_early=early))


def _early(result: MonthResult, report: str) -> tuple[str, ...]:
    """Say that a report was asked for before its time is over."""
    return (
        f"Kỳ chưa hết: mới có báo cáo đến tháng {result.period.month:02d}/{result.period.year}; {report} là dự thảo, số "
        f"liệu tính đến ngày {vn_date(result.day)}.",
    )
