"""The letter that assigns the year's targets (công văn giao chỉ tiêu) to committee members and units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.plan import DEADLINES, DOCUMENTS, TARGET_KEYS
from recruit.language.wording import NONE, cited_date, count
from recruit.letters.head import HEAD_NAMES, Occasion, head, newest_ground
from recruit.letters.names import Name
from recruit.measure.targets import total_target
from recruit.model import Period

if TYPE_CHECKING:
    from recruit.declared.plan import Plan, Unit
    from recruit.model import LetterOptions

NAMES = (
    *HEAD_NAMES,
    Name("chi_tieu.ket_nap", "chỉ tiêu kết nạp được giao", "03"),
    Name("chi_tieu.hoc", "chỉ tiêu học lớp được giao", "02"),
    Name("chi_tieu.ket_nap_n", "chỉ tiêu kết nạp, dùng trong điều kiện", 3),
    Name("chi_tieu.hoc_n", "chỉ tiêu học lớp, dùng trong điều kiện", 2),
    Name("han.hoan_thanh", "hạn hoàn thành", "30/11/2024"),
    Name("han.bao_cao", "hạn các đơn vị báo cáo", "03/12/2024"),
    Name("bang_don_vi[].stt", "chỉ tiêu từng đơn vị: số thứ tự", "1"),
    Name("bang_don_vi[].ten", "chỉ tiêu từng đơn vị: tên đơn vị", "Chi bộ Tổng hợp"),
    Name("bang_don_vi[].ket_nap", "chỉ tiêu từng đơn vị: kết nạp", "01"),
    Name("bang_don_vi[].hoc", "chỉ tiêu từng đơn vị: học lớp", "–"),
    Name("bang_don_vi[].dang_uy_vien", "chỉ tiêu từng đơn vị: Đảng ủy viên phụ trách", "Nguyễn Hữu Tuấn"),
    Name("tong.ket_nap", "chỉ tiêu kết nạp của cả Đảng bộ", "03"),
    Name("tong.hoc", "chỉ tiêu học lớp của cả Đảng bộ", "02"),
    Name("ghi_chu_phu_luc[]", "ghi chú dưới bảng chỉ tiêu (hiện không có ghi chú nào)", "Chỉ tiêu tính cho cả năm."),
)


def letter_context(plan: Plan, options: LetterOptions, period: Period | None = None) -> dict[str, object]:
    """Return every name of NAMES. Raises MissingValue where the plan leaves blank what the letter prints.

    Without a day and a `period` the month is that of the newest document among the grounds, as in the office's own
    letter; where they cite no day it is left open in print, and January decides about the edition.
    """
    targets = {key: total_target(plan, f"{key}_target").value for key in ("admission", "class")}
    untold = TARGET_KEYS if all(target is None for target in targets.values()) else ()
    return {
        **head(plan, DOCUMENTS[2], options, _occasion(plan, options, period), also=(*DEADLINES, *untold)),
        "chi_tieu": {
            "ket_nap": count(targets["admission"]),
            "hoc": count(targets["class"]),
            "ket_nap_n": targets["admission"] or 0,
            "hoc_n": targets["class"] or 0,
        },
        "han": {
            "hoan_thanh": cited_date(plan.completion_deadline),
            "bao_cao": cited_date(plan.reporting_deadline),
        },
        "bang_don_vi": [_line(index, unit) for index, unit in enumerate(plan.units, start=1)],
        "tong": {"ket_nap": count(targets["admission"]), "hoc": count(targets["class"])},
        # Whether the units' targets add up is the clerk's matter, and said on the screen.
        "ghi_chu_phu_luc": [],
    }


def letter_title(plan: Plan) -> str:
    """Return the title that the file's properties show."""
    return f"Công văn giao chỉ tiêu kết nạp đảng viên năm {plan.year}"


def month_note(plan: Plan, options: LetterOptions, period: Period | None) -> tuple[str, ...]:
    """Return what the clerk is told of the letter's month where nobody told it to the run."""
    if options.day is not None or period is not None:
        return ()
    ground = newest_ground(plan)
    if ground is None:
        return ("Ngày, tháng của công văn để trống; muốn in sẵn thì thêm --date.",)
    return (
        f"Tháng của công văn lấy theo căn cứ mới nhất ({cited_date(ground)}); tháng khác thì thêm --period hoặc --date.",
    )


def _occasion(plan: Plan, options: LetterOptions, period: Period | None) -> Occasion:
    """Return when the letter goes out, see `letter_context`."""
    ground = newest_ground(plan)
    if period is None and ground is not None:
        period = Period(ground.year, ground.month)
    return Occasion(options.day, period, options.day or (period or Period(plan.year, 1)).last_day)


def _line(index: int, unit: Unit) -> dict[str, str]:
    return {
        "stt": str(index),
        "ten": unit.name,
        "ket_nap": count(unit.admission_target or None),
        "hoc": count(unit.class_target or None),
        "dang_uy_vien": unit.committee_member or NONE,
    }
