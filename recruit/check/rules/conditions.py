"""Rules about what a proposal and an admission ask for: age, education, certificate, helper, and terms that run out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from recruit.check.registry import WARNING, Group, Scope, rule
from recruit.declared.choices import EDUCATION
from recruit.declared.regulations import WORKING_DAYS_FROM, succession
from recruit.language.reckoning import after_working_days, born_after, full_years, months_after
from recruit.language.wording import vn_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw
    from recruit.read.row import Row

_PROPOSALS = ("procedure_proposed", "resolution")
_NEED_CERTIFICATE = (*_PROPOSALS, "decision")


def month_after_birthday(birth: date | int, years: int) -> date:
    """Return the first day after the month of the birthday that completes `years`; of a year alone, after December."""
    year, month = (birth + years, 12) if isinstance(birth, int) else (birth.year + years, birth.month)
    return date(year + month // 12, month % 12 + 1, 1)


@rule(
    "N21",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Chưa đủ tuổi khi chi bộ đề nghị",
    "Mới {age} tuổi khi chi bộ đề nghị ({day}); quy định từ đủ {limit} tuổi.",
    remedy="Kiểm tra lại ngày sinh; chưa đủ tuổi thì chưa đề nghị kết nạp. Căn cứ: {source}.",
    source=succession("tuoi_toi_thieu"),
    asked_of=_PROPOSALS,
    example={"age": "17", "day": "10/02/2024", "limit": "18", "source": "Quy định 24-QĐ/TW ngày 30/7/2021"},
)
def too_young_to_be_proposed(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    birth = row.get("birth")
    for key in _PROPOSALS:
        day = row.date(key)
        if birth is None or day is None or born_after(birth, day):
            continue
        held = checked.regulations.on("tuoi_toi_thieu", day)
        if (age := full_years(birth, day)) < held.value:
            yield checked.flaw(row, key, age=f"{age:02d}", day=vn_date(day), limit=str(held.value), source=held.source)
            return


@rule(
    "N22",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Quá tuổi khi chi bộ đề nghị",
    "Đã quá {limit} tuổi khi chi bộ đề nghị ({day}).",
    remedy="Phải được cấp ủy trực thuộc Trung ương đồng ý bằng văn bản. Căn cứ: {source}.",
    source=succession("tuoi_toi_da"),
    asked_of=_PROPOSALS,
    example={"day": "01/02/2024", "limit": "60", "source": "Quy định 24-QĐ/TW ngày 30/7/2021"},
)
def too_old_to_be_proposed(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    birth = row.get("birth")
    for key in _PROPOSALS:
        day = row.date(key)
        if birth is None or day is None:
            continue
        held = checked.regulations.on("tuoi_toi_da", day)
        if day >= month_after_birthday(birth, held.value):
            yield checked.flaw(row, key, day=vn_date(day), limit=str(held.value), source=held.source)
            return


@rule(
    "N23",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Trình độ học vấn thấp hơn quy định",
    "Trình độ học vấn {value} thấp hơn {least}.",
    remedy="Chỉ xem xét ở nơi và trong trường hợp được phép. Căn cứ: {source}.",
    source=succession("hoc_van"),
    asked_of=("education",),
    example={"value": "Tiểu học", "least": "THCS", "source": "Quy định 24-QĐ/TW ngày 30/7/2021"},
)
def education_low(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    education = row.text("education")
    # As is the rule on the day of the proposal; of whom nobody has proposed, on the period's last day.
    proposed = next(iter(row.days(_PROPOSALS).values()), checked.circumstances.day)
    held = checked.regulations.on("hoc_van", proposed)
    if education and EDUCATION.choices.index(education) < held.value:
        least = EDUCATION.choices[min(held.value, len(EDUCATION.choices) - 1)]
        yield checked.flaw(row, "education", value=education, least=least, source=held.source)


@rule(
    "N24",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Giấy chứng nhận hết giá trị khi chi bộ đề nghị",
    "Giấy chứng nhận cấp ngày {issued} đã hết giá trị khi chi bộ đề nghị ({day}).",
    remedy="Cử học lại lớp bồi dưỡng nhận thức về Đảng. Căn cứ: {source}, {months} tháng.",
    source=succession("han_giay_chung_nhan"),
    asked_of=_PROPOSALS,
    example={
        "issued": "09/02/2019",
        "day": "10/02/2024",
        "source": "Hướng dẫn 12-HD/BTCTW ngày 18/01/2022",
        "months": "60",
    },
)
def certificate_lapsed(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    issued = row.date("certificate")
    for key in _PROPOSALS:
        day = row.date(key)
        if issued is None or day is None:
            continue
        held = checked.regulations.on("han_giay_chung_nhan", day)
        if day > months_after(issued, held.value):
            yield checked.flaw(
                row, key, issued=vn_date(issued), day=vn_date(day), source=held.source, months=str(held.value)
            )
            return


@rule(
    "N26",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Chưa có giấy chứng nhận",
    "Đã đề nghị hoặc đã kết nạp nhưng chưa có giấy chứng nhận.",
    remedy="Bổ sung số và ngày cấp giấy chứng nhận.",
    source=succession("han_giay_chung_nhan"),
    asked_of=_NEED_CERTIFICATE,
)
def certificate_missing(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if not row.is_filled("certificate") and any(map(row.is_filled, _NEED_CERTIFICATE)):
        yield checked.flaw(row, "certificate")


@rule(
    "N37",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Có số, thiếu ngày cấp giấy chứng nhận",
    "Có số giấy chứng nhận nhưng thiếu ngày cấp: chưa được tính là có giấy chứng nhận.",
    remedy="Ghi ngày cấp giấy chứng nhận; chưa có giấy thì xóa số.",
    asked_of=("certificate_number",),
)
def certificate_without_day(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    # Where a step needs the certificate the rule before asks for it, number or not.
    has_number_alone = row.is_filled("certificate_number") and not row.is_filled("certificate")
    if has_number_alone and row.filled.isdisjoint(_NEED_CERTIFICATE):
        yield checked.flaw(row, "certificate")


@rule(
    "N27",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Chưa có đảng viên giúp đỡ",
    "Có trong danh sách cảm tình nhưng chưa có đảng viên giúp đỡ.",
    remedy="Chi bộ phân công đảng viên chính thức giúp đỡ.",
    source="Công văn giao chỉ tiêu của Đảng ủy",
    asked_of=("joined",),
)
def helper_missing(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    if not row.is_filled("joined") or row.is_filled("helpers"):
        return
    if not any(row.is_filled(key) for key in ("left", "leaving_reason", "decision", "decision_number")):
        yield checked.flaw(row, "helpers")


@rule(
    "N29",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Nghị quyết quá lâu sau khi Đảng ủy đồng ý",
    "Nghị quyết ({day}) sau ngày Đảng ủy đồng ý ({agreed}) quá {months} tháng.",
    remedy="Hồ sơ phải làm lại. Căn cứ: {source}.",
    source=succession("han_ho_so"),
    asked_of=("resolution",),
    example={
        "day": "10/03/2024",
        "agreed": "09/03/2023",
        "months": "12",
        "source": "Hướng dẫn 01-HD/TW ngày 28/9/2021",
    },
)
def papers_stale(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    agreed, resolution = row.date("agreed"), row.date("resolution")
    if agreed is None or resolution is None:
        return
    held = checked.regulations.on("han_ho_so", resolution)
    if resolution > months_after(agreed, held.value):
        yield checked.flaw(
            row,
            "resolution",
            day=vn_date(resolution),
            agreed=vn_date(agreed),
            months=str(held.value),
            source=held.source,
        )


@rule(
    "N30",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Lễ kết nạp quá lâu sau quyết định",
    "Lễ kết nạp ({day}) quá {days} {reckoned} ({decision}).",
    remedy="Quá 30 ngày làm việc phải được cấp ủy cấp trên đồng ý. Căn cứ: {source}.",
    source=succession("han_le_ket_nap"),
    asked_of=("ceremony",),
    example={
        "day": "05/05/2024",
        "decision": "20/03/2024",
        "days": "45",
        "reckoned": "ngày sau ngày quyết định",
        "source": "Quy định 29-QĐ/TW ngày 25/7/2016",
    },
)
def ceremony_late(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    decision, ceremony = row.date("decision"), row.date("ceremony")
    if decision is None or ceremony is None:
        return
    held = checked.regulations.on("han_le_ket_nap", decision)
    if decision < WORKING_DAYS_FROM:
        last, reckoned = decision + timedelta(days=held.value), "ngày sau ngày quyết định"
    else:
        plan = checked.plan
        last = after_working_days(decision, held.value, off=plan.days_off, worked=plan.days_worked)
        reckoned = "ngày làm việc kể từ ngày ban hành quyết định"
    if ceremony > last:
        yield checked.flaw(
            row,
            "ceremony",
            day=vn_date(ceremony),
            decision=vn_date(decision),
            days=str(held.value),
            reckoned=reckoned,
            source=held.source,
        )
