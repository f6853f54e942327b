"""The year's report (công văn hoặc báo cáo năm) to the upper committee: what the plan says it is, one wording for both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from recruit.declared.plan import DOCUMENTS, YEARLY_KIND, YEARLY_REPORT
from recruit.language.wording import NBSP, count, ratio
from recruit.letters import words
from recruit.letters.appendices import APPENDIX_NAMES, MONTH_NAMES, appendices, month_table
from recruit.letters.head import HEAD_NAMES, head, lacking, monthly_occasion, required
from recruit.letters.names import Name
from recruit.letters.probation import PERIOD_NAMES as PROBATION_NAMES
from recruit.letters.probation import period_context
from recruit.letters.results import RESULT_NAMES, results

if TYPE_CHECKING:
    from recruit.declared.plan import Plan
    from recruit.measure.result import MonthResult
    from recruit.model import LetterOptions

NAMES = (
    *HEAD_NAMES,
    Name("la_bao_cao", "văn bản là báo cáo, không phải công văn (có, không)", True),
    Name("loai", "tên loại văn bản trong câu", "Báo cáo"),
    *RESULT_NAMES,
    Name("nam_sau", "năm tiếp theo", "2025"),
    Name("nhiem_vu[]", "việc phải làm thời gian tới", "Tiếp tục tạo nguồn, bồi dưỡng cảm tình Đảng cho năm 2025."),
    *PROBATION_NAMES,
    *APPENDIX_NAMES,
    *MONTH_NAMES,
    Name("bieu_do.mo_ta", "lời mô tả biểu đồ cho người không xem được hình", "Biểu đồ kết quả lũy kế theo tháng"),
)


def report_context(result: MonthResult, options: LetterOptions) -> dict[str, object]:
    """Return every name of NAMES. Raises MissingValue where the plan leaves blank what the report prints."""
    plan, period = result.plan, result.period
    deadline = plan.completion_deadline
    # The year's report is made when the time is over: on the deadline itself nothing more can come.
    past = deadline is not None and (options.day or period.last_day) >= deadline
    own_kind = is_report(plan)
    return {
        **head(
            plan,
            DOCUMENTS[1],
            options,
            monthly_occasion(period, options),
            addressees=(required(plan, "upper_name"),),
            as_above=f"{plan.upper_short} (b/c)" if own_kind else "",
        ),
        **({"ky_hieu": report_symbol(plan)} if own_kind else {}),
        "du_thao": is_early(result) or (result.is_open and not options.issue),
        "la_bao_cao": own_kind,
        "loai": "Báo cáo" if own_kind else "Công văn",
        **results(result, past=past, closed=past),
        "nam_sau": str(plan.year + 1),
        "nhiem_vu": _tasks(result),
        **period_context(result.probation, date(plan.year, 1, 1), f"năm{NBSP}{plan.year}"),
        **appendices(result, by_month=True),
        "bang_thang": month_table(result),
        "bieu_do": {"mo_ta": _described(result)},
    }


def is_early(result: MonthResult) -> bool:
    """Whether the year is not over yet: the period lies before the month of the deadline, or, without one, December."""
    deadline = result.plan.completion_deadline
    last = deadline.month if deadline is not None and deadline.year == result.plan.year else 12
    return result.period.month < last


def report_title(result: MonthResult) -> str:
    """Return the title that the file's properties show."""
    return f"Báo cáo kết quả thực hiện kế hoạch kết nạp đảng viên năm {result.plan.year}"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's data: categories, and a list of values a series, None where there is none."""

    categories: tuple[str, ...]
    series: tuple[tuple[int | None, ...], ...]


def chart(result: MonthResult) -> Chart:
    """Return the chart's months, admitted and sent to class so far, and the two targets."""
    lines = result.months
    return Chart(
        tuple(f"T{line.month}" for line in lines),
        (
            tuple(line.admitted_total for line in lines),
            tuple(line.sent_total for line in lines),
            (result.admissions.target,) * len(lines),
            (result.classes.target,) * len(lines),
        ),
    )


def is_report(plan: Plan) -> bool:
    """Whether the plan wants a báo cáo and no công văn. Raises MissingValue where it asks for neither."""
    if any(flaw.key == YEARLY_KIND for flaw in plan.flaws):
        raise lacking(plan)
    return plan.yearly_kind == YEARLY_REPORT


def report_symbol(plan: Plan) -> str:
    """Return the symbol of a báo cáo, BC/ĐU, made from the plan's symbol of a công văn, CV/ĐU."""
    return re.sub(r"^\s*CV\b\s*", "BC", required(plan, "symbol"))


def _tasks(result: MonthResult) -> list[str]:
    next_year = result.plan.year + 1
    said = [f"Tiếp tục tạo nguồn, bồi dưỡng cảm tình Đảng cho năm{NBSP}{next_year}."]
    rests = [
        f"{verb}{NBSP}{count(measure.rest)}{NBSP}{noun}"
        for measure, verb, noun in (
            (result.admissions, "kết nạp", "đảng viên"),
            (result.classes, "cử", f"quần chúng ưu tú {words.TO_CLASS}"),
        )
        if measure.rest
    ]
    if rests:
        said.append(
            f"Tập trung thực hiện phần chỉ tiêu còn thiếu của năm{NBSP}{result.plan.year}: {' và '.join(rests)}."
        )
    return said + words.open_work(result)


def _described(result: MonthResult) -> str:
    """Return the chart in words, for those who cannot see it."""
    last = result.months[-1]
    parts = []
    for name, done, measure in (
        ("kết nạp", last.admitted_total, result.admissions),
        ("cử đi học", last.sent_total, result.classes),
    ):
        parts.append(f"{name} {ratio(done, measure.target) if measure.target else count(done)}")
    return (
        f"Biểu đồ kết quả lũy kế theo tháng năm {result.plan.year} so với chỉ tiêu: "
        f"đến hết tháng {last.month}, {', '.join(parts)}."
    )
