"""Everything the command does, as typed calls: a month's letter and workbook, a check, forms, the year's letters."""

from __future__ import annotations

from recruit.desk import Desk
from recruit.gather import gather
from recruit.job import Job, Outcome
from recruit.model import Period
from recruit.month import measure, month_of, newest_period

__all__ = ["assign", "check", "final", "forms", "measure", "remind", "report"]

URGING_FOLDER = "don_doc"
FAULTY_FOLDER = "mau_co_loi"


# -- the month ---------------------------------------------------------------------------------------------------------


def report(job: Job) -> Outcome:
    """Measure a month and write its letter, list for the committee and workbook into `output`/YYYY-MM.

    Raises CannotRun, with a sentence for the clerk, where nothing can be written.
    """
    result = month_of(job).result
    from recruit.letters import monthly, sitting
    from recruit.letters.documents import MONTHLY, SITTING
    from recruit.write.consolidated import consolidated_bytes

    desk, name = Desk(job, result.plan), str(result.period)
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
    result = month_of(job).result
    from recruit.letters import digest, urging
    from recruit.letters.documents import DIGEST, URGING, URGING_ALL
    from recruit.write.outputs import safe_name

    desk, name, options = Desk(job, result.plan), str(result.period), job.options
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
    result = month_of(job).result
    from recruit.write.check_report import check_bytes
    from recruit.write.templates import check_templates, commented_copies

    desk, name = Desk(job, result.plan), str(result.period)
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
        plan, newest = newest_period(gathered)
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
    written, notes = Desk(job, plan).put(str(period), files)
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

    desk, year = Desk(job, plan), plan.year
    context = assigning.letter_context(plan, job.options, job.period)
    files = {f"cong_van_giao_chi_tieu_{year}.docx": desk.document(ASSIGNING, context, assigning.letter_title(plan))}
    written, notes = desk.put(str(year), files)
    return Outcome(plan, job.period, None, written, notes=notes + assigning.month_note(plan, job.options, job.period))


def final(job: Job) -> Outcome:
    """Write the year's report, by the workbooks up to the period, into `output`/YYYY. Raises CannotRun."""
    result = month_of(job).result
    from recruit.letters import yearly
    from recruit.letters.documents import YEARLY

    desk, year = Desk(job, result.plan), result.plan.year
    context = yearly.report_context(result, job.options)
    files = {
        f"bao_cao_nam_{year}.docx": desk.document(YEARLY, context, yearly.report_title(result), yearly.chart(result))
    }
    written, notes = desk.put(str(year), files)
    return Outcome(result.plan, result.period, result, written, notes=notes)
