"""The page that a run ends with: filled when all else is written, so that its links lead to what really lies there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recruit.deliver.alone import CannotWrite
from recruit.deliver.drafts import draft_name
from recruit.deliver.outputs import Lying, commit
from recruit.deliver.record import printed_in
from recruit.deliver.units import DIGESTS, URGING_FOLDER, form_name, letter_name, letter_to_all, returned_name
from recruit.letters.overview import TEMPLATE, overview_context
from recruit.letters.overview_files import Files, UnitFiles
from recruit.letters.overview_glance import Glance
from recruit.measure.moved import moves
from recruit.measure.record import record_of
from recruit.model import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recruit.declared.plan import Unit
    from recruit.deliver.outcome import Outcome
    from recruit.job import Job
    from recruit.measure.contacts import Contact
    from recruit.measure.moved import Move
    from recruit.measure.result import MonthResult
    from recruit.model import Period
    from recruit.write.word.check.faults import Fault

_PREFIX = "tong_quan_"
_NOT_WRITTEN = "Chưa ghi được trang tổng quan {page}: kiểm tra dung lượng đĩa, đóng tệp đang mở rồi chạy lại."


@dataclass(frozen=True, slots=True)
class About:
    """What a run's page is about.

    `page` is its output name, `main` the run's main files, output names by what they are called; the first of them is
    what `document` calls by its kind, where there is one. `month` is the month of which units are asked for their
    workbooks. With `looks_back` the folder's document is of an earlier run, and may say something else by now.
    """

    page: str
    title: str
    document: str = ""
    main: Mapping[str, str] = field(default_factory=dict)
    month: Period | None = None
    is_early: bool = False
    looks_back: bool = False


def about_month(result: MonthResult) -> About:
    """Return what the page of a month is about."""
    period = result.period
    main = {
        "Công văn": f"cong_van_bao_cao_{period}.docx",
        "Bảng tổng hợp": f"tong_hop_{period}.xlsx",
        "Phiếu theo dõi": f"{DIGESTS}{period}.docx",
    }
    title = f"Báo cáo tháng {period.month:02d}/{period.year}"
    return About(f"{_PREFIX}{period}.html", title, "công văn", main, period)


def about_check(result: MonthResult | None, year: int) -> About:
    """Return what the page of a check is about; without a month it is about the plan alone."""
    if result is None:
        main = {"Bảng lỗi": f"kiem_tra_{year}.xlsx"}
        return About(f"{_PREFIX}{year}.html", f"Kiểm tra kế hoạch năm {year}", main=main)
    about = about_month(result)
    return replace(about, main={**about.main, "Bảng lỗi": f"kiem_tra_{result.period}.xlsx"}, looks_back=True)


def about_urging(result: MonthResult) -> About:
    """Return what the page of urging letters is about: the month, as of now."""
    about = about_month(result)
    return replace(about, main={**about.main, "Công văn đôn đốc chung": letter_to_all(result.period)}, looks_back=True)


def about_forms(month: Period) -> About:
    """Return what the page of a month's forms is about."""
    title = f"Biểu tháng {month.month:02d}/{month.year}"
    return About(f"{_PREFIX}bieu_{month}.html", title, month=month)


def about_report(result: MonthResult, report: str, called: str, *, is_early: bool) -> About:
    """Return what the page of a longer period's report is about; `report` is the report's output name."""
    page = f"{_PREFIX}{report.removesuffix('.docx')}.html"
    title = called[0].upper() + called[1:]
    return About(page, title, called, {title: report}, result.period, is_early)


def with_overview(
    outcome: Outcome,
    job: Job,
    about: About,
    *,
    left_out: tuple[str, ...] = (),
    contacts: Mapping[str, Contact] | None = None,
) -> Outcome:
    """Write the page of a run beside what it wrote, and return its outcome with it.

    `left_out` says why documents could not be written, `contacts` whom to telephone where no month was measured. Where its
    template cannot be used, that is among the faults; an earlier page, which would tell of what no longer holds, goes.
    """
    folder = outcome.written.folder
    glance = _glance(outcome, job, about, Lying(outcome.written), left_out, contacts or {})
    data, faults = _filled(glance, job)
    try:
        written = commit(folder, {about.page: data} if data else {}, replacing=(about.page,))
    except CannotWrite:
        return replace(outcome, notes=(*outcome.notes, _NOT_WRITTEN.format(page=about.page)))
    page = next((file.path for file in written.files), None)
    told = {**outcome.faults, TEMPLATE: faults} if faults else outcome.faults
    return replace(outcome, written=outcome.written.and_then(written), faults=told, overview=page)


def _filled(glance: Glance, job: Job) -> tuple[bytes, list[Fault]]:
    """Return the page, empty where its template cannot be used, and what is wrong with that."""
    from recruit.write.overview.page import Page, PageProblem
    from recruit.write.word.check.faults import ABSENT
    from recruit.write.word.folder import TemplateProblem

    try:
        return Page(job.templates, spelling=glance.plan.spelling).filled(overview_context(glance)), []
    except PageProblem as problem:
        return b"", problem.faults
    except TemplateProblem:
        return b"", [ABSENT.fault()]


def _glance(
    outcome: Outcome,
    job: Job,
    about: About,
    lying: Lying,
    left_out: tuple[str, ...],
    contacts: Mapping[str, Contact],
) -> Glance:
    result, plan = outcome.result, outcome.plan
    files = Files(
        {label: lying.name_of(name) for label, name in about.main.items()},
        {unit.code: _unit_files(unit, about.month, lying) for unit in plan.units} if about.month else {},
        lying.name_of(f"trinh_dang_uy_{about.month}.docx") if about.month else "",
    )
    moved = _since(result, job) if about.looks_back and result is not None and files.document else outcome.moved
    return Glance(
        plan,
        about.title,
        files,
        about.month,
        result,
        about.document,
        outcome.findings,
        is_early=about.is_early,
        is_issued=job.options.issue,
        looks_back=about.looks_back,
        left_out=left_out,
        faults=tuple(_said(outcome.faults)),
        moved=moved,
        contacts=result.contacts if result is not None else contacts,
    )


def _since(result: MonthResult, job: Job) -> tuple[Move, ...]:
    """Return what the letter in the folder says otherwise than this run."""
    before = printed_in(job.output, result.period)
    return moves(before, record_of(result)) if before is not None else ()


def _unit_files(unit: Unit, month: Period, lying: Lying) -> UnitFiles:
    return UnitFiles(
        lying.name_of(f"{URGING_FOLDER}/{draft_name(unit, month)}"),
        lying.name_of(returned_name(unit, month)),
        lying.name_of(letter_name(unit, month)),
        lying.name_of(form_name(unit, month)),
    )


def _said(faults: Mapping[str, Sequence[Fault]]) -> list[str]:
    return [
        f"Mẫu {name}: {fault.message} {fault.remedy}"
        for name, found in faults.items()
        for fault in found
        if fault.severity is Severity.ERROR
    ]
