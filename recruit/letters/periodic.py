"""The báo cáo of a longer period (a quarter, six or nine months): what came in it, and since the year's start."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from recruit.declared.plan import DOCUMENTS
from recruit.language.wording import NBSP, NONE, count, percent
from recruit.letters.appendices import PEOPLE_NAMES, appendices
from recruit.letters.head import HEAD_NAMES, head, monthly_occasion, required
from recruit.letters.names import Name
from recruit.letters.probation import PERIOD_NAMES as PROBATION_NAMES
from recruit.letters.probation import period_context
from recruit.letters.results import RESULT_NAMES, results
from recruit.letters.words import tasks
from recruit.letters.yearly import report_symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recruit.measure.result import Event, MonthResult, UnitResult
    from recruit.model import LetterOptions, Span

_TABLE = (
    ("dang_vien", "số đảng viên đầu năm", "25"),
    ("chi_tieu", "chỉ tiêu kết nạp", "01"),
    ("trong_ky", "kết nạp trong kỳ", "01"),
    ("luy_ke", "kết nạp lũy kế từ đầu năm", "01"),
    ("ty_le", "tỷ lệ đạt chỉ tiêu", "100%"),
    ("ty_le_dang_vien", "tỷ lệ so với đảng viên đầu năm", "4%"),
    ("cung_ky", "lũy kế cùng kỳ năm trước", "–"),
    ("tang_giam", "tăng (+), giảm (-) so với cùng kỳ", "–"),
    ("con_lai", "chỉ tiêu còn lại", "–"),
    ("quan_chung", "số quần chúng trong đơn vị", "12"),
    ("cam_tinh", "số cảm tình Đảng", "02"),
)

NAMES = (
    *HEAD_NAMES,
    Name("ky.ten", "kỳ báo cáo trong tên văn bản", "quý III năm 2024"),
    Name("ky.trong", "kỳ báo cáo trong câu, không ghi năm", "quý III"),
    Name("ky.tu_dau_nam", "kỳ bắt đầu từ tháng 01, số liệu trong kỳ cũng là lũy kế (có, không)", False),
    Name("ky.ket_nap", "số kết nạp trong kỳ", "01"),
    Name("ky.ket_nap_n", "số kết nạp trong kỳ, dùng trong điều kiện", 1),
    Name("ky.hoc", "số cử đi học trong kỳ", "01"),
    Name("ky.hoc_n", "số cử đi học trong kỳ, dùng trong điều kiện", 1),
    Name("ky.nop_phai", "số lượt báo cáo phải gửi trong kỳ", "27"),
    Name("ky.nop_phai_n", "số lượt báo cáo phải gửi, dùng trong điều kiện", 27),
    Name("ky.nop_da", "số lượt báo cáo đã gửi trong kỳ", "25"),
    Name("ky.nop_ty_le", "tỷ lệ báo cáo đã gửi trong kỳ", "92,6%"),
    *RESULT_NAMES,
    Name("nhiem_vu[]", "việc phải làm thời gian tới", "Đôn đốc các đơn vị chưa gửi báo cáo gửi đủ, đúng hạn."),
    *PROBATION_NAMES,
    *PEOPLE_NAMES,
    Name("bang_ky[].stt", "kết quả từng đơn vị: số thứ tự", "1"),
    Name("bang_ky[].ten", "kết quả từng đơn vị: tên đơn vị", "Chi bộ Tổng hợp"),
    *(Name(f"bang_ky[].{key}", f"kết quả từng đơn vị: {text}", example) for key, text, example in _TABLE),
    *(Name(f"tong_ky.{key}", f"tổng cộng: {text}", example) for key, text, example in _TABLE),
)


def report_context(result: MonthResult, span: Span, options: LetterOptions, *, early: bool) -> dict[str, object]:
    """Return every name of NAMES. `result` is the month with which the span ends, or, `early`, the newest in it.

    Raises MissingValue where the plan leaves blank what the report prints.
    """
    plan = result.plan
    deadline = plan.completion_deadline
    admitted, sent = _inside(result.admitted, span), _inside(result.sent_to_class, span)
    # The lists at the end hold who came in the period.
    of_span = replace(result, admitted=admitted, sent_to_class=sent)
    return {
        **head(
            plan,
            DOCUMENTS[0],
            options,
            monthly_occasion(result.period, options),
            addressees=(required(plan, "upper_name"),),
            as_above=f"{plan.upper_short} (b/c)",
        ),
        "ky_hieu": report_symbol(plan),
        "du_thao": early or (result.is_open and not options.issue),
        "ky": {
            "ten": span_name(span),
            "trong": _inside_name(span),
            "tu_dau_nam": span.first == 1,
            "ket_nap": count(len(admitted)),
            "ket_nap_n": len(admitted),
            "hoc": count(len(sent)),
            "hoc_n": len(sent),
            **_submissions(result, span),
        },
        **results(result, past=deadline is not None and result.day > deadline),
        "nhiem_vu": tasks(result, options.day),
        **period_context(result.probation, span.first_day, _inside_name(span)),
        **{key: value for key, value in appendices(of_span).items() if key in _OF_THE_APPENDICES},
        "bang_ky": [_unit_line(number, line, admitted) for number, line in enumerate(result.units, start=1)],
        "tong_ky": _total_line(result, admitted),
    }


_OF_THE_APPENDICES = frozenset(name.path.partition("[")[0].partition(".")[0] for name in PEOPLE_NAMES)


def report_title(span: Span) -> str:
    """Return the title that the file's properties show."""
    return f"Báo cáo kết quả công tác kết nạp đảng viên {span_name(span)}"


def report_file(span: Span) -> str:
    """Return the name of the report's file."""
    words = f"quy_{span.key[1:]}" if span.is_quarter else f"{span.key[0]}_thang"
    return f"bao_cao_{words}_{span.year}.docx"


def span_name(span: Span) -> str:
    """Return the span as the document's title has it, with the year."""
    halfway = " đầu năm" if span.key == "6T" else ""
    return f"{_months(span)}{halfway}{' năm' * (not halfway)}{NBSP}{span.year}"


def _inside_name(span: Span) -> str:
    return f"{_months(span)} đầu năm" if span.first == 1 and not span.is_quarter else _months(span)


def _months(span: Span) -> str:
    roman = ("I", "II", "III", "IV")
    return f"quý{NBSP}{roman[span.last // 3 - 1]}" if span.is_quarter else f"{span.last}{NBSP}tháng"


def _inside(events: Sequence[Event], span: Span) -> tuple[Event, ...]:
    return tuple(event for event in events if span.first_day <= event.day <= span.end.last_day)


def _submissions(result: MonthResult, span: Span) -> dict[str, object]:
    """Return how many reports the units owed in the span's months and how many they sent."""
    rates = [r for r in result.submission_rates if r.month is not None and span.first <= r.month <= span.last]
    owed, sent = sum(rate.owed for rate in rates), sum(rate.sent for rate in rates)
    return {
        "nop_phai": count(owed),
        "nop_phai_n": owed,
        "nop_da": count(sent),
        "nop_ty_le": percent(Fraction(sent, owed) if owed else None),
    }


# -- the table by unit -------------------------------------------------------------------------------------------------


def _unit_line(number: int, line: UnitResult, admitted: Sequence[Event]) -> dict[str, str]:
    in_span = sum(event.unit.code == line.unit.code for event in admitted)
    # Units merge and end in the middle of a year: with last year only the whole committee can be compared.
    return {
        "stt": str(number),
        "ten": line.unit.name,
        **_cells(
            members=line.unit.member_count,
            target=line.admissions.target,
            in_span=in_span if line.data_period is not None else None,
            done=line.admissions.done,
            rate=line.admissions.rate,
            before=None,
            rest=line.admissions.rest,
            figure=lambda key: line.figures[key].value if key in line.figures else None,
        ),
    }


def _total_line(result: MonthResult, admitted: Sequence[Event]) -> dict[str, str]:
    def figure(key: str) -> int | None:
        return result.totals[key].value if key in result.totals else None

    return _cells(
        members=figure("members_at_start"),
        target=result.admissions.target,
        in_span=len(admitted),
        done=result.admissions.done,
        rate=result.admissions.rate,
        before=figure("admitted_last_year"),
        rest=result.admissions.rest,
        figure=figure,
    )


def _cells(
    *,
    members: int | None,
    target: int | None,
    in_span: int | None,
    done: int | None,
    rate: Fraction | None,
    before: int | None,
    rest: int,
    figure: Callable[[str], int | None],
) -> dict[str, str]:
    return {
        "dang_vien": count(members),
        "chi_tieu": count(target) if target else NONE,
        "trong_ky": count(in_span),
        "luy_ke": count(done),
        "ty_le": percent(rate),
        "ty_le_dang_vien": percent(Fraction(done, members) if members and done is not None else None),
        "cung_ky": count(before),
        "tang_giam": NONE if before is None or done is None else _signed(done - before),
        "con_lai": count(rest) if target and rest else NONE,
        "quan_chung": count(figure("outsiders")),
        "cam_tinh": count(figure("sympathisers")),
    }


def _signed(difference: int) -> str:
    return f"{'+' if difference > 0 else '-'}{count(abs(difference))}" if difference else "0"
