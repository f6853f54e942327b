"""Each unit on the overview: whether it sent, what of it, how it stands to its targets, what is to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.summary import Submission
from recruit.language.wording import NONE, count, month_name
from recruit.letters.names import Name
from recruit.letters.receipt import COMES_BACK, resent_words
from recruit.letters.urging import standing
from recruit.model import FileOutcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.declared.plan import Unit
    from recruit.letters.overview_glance import Glance
    from recruit.measure.result import MonthResult, Progress, UnitResult
    from recruit.model import FileFate

_KINDS = {
    Submission.SENT: ("da_nop", "●"),
    Submission.LATE: ("nop_cham", "▲"),
    Submission.UNUSABLE: ("chua_dung", "■"),
    Submission.UNREADABLE: ("chua_dung", "■"),
    Submission.MISSING: ("chua_nop", "○"),
    Submission.NOT_OWED: ("khong_phai", "–"),
}
"""How the page tells a submission apart: by a word of its own, and by a sign that needs no colour."""

_BEHIND = "chậm"

UNIT_NAMES = (
    *(
        Name(f"don_vi[].{key}", f"đơn vị: {text}", example)
        for key, text, example in (
            ("ma", "mã", "CB07"),
            ("ten", "tên", "Chi bộ Nhà khách"),
            ("dang_uy_vien", "Đảng ủy viên phụ trách, trống khi chưa phân công", "Đỗ Mạnh Cường"),
            ("lien_he", "người lập biểu, điện thoại", "Lê Thị Lan, 0912 345 678"),
            ("nop", "tình hình nộp báo cáo, trống khi chưa có số liệu", "Đã nộp"),
            ("dau", "dấu của tình hình nộp", "●"),
        )
    ),
    Name(
        "don_vi[].kieu",
        "đơn vị: tình hình nộp, dùng trong điều kiện",
        "da_nop",
        choices=(*dict.fromkeys(kind for kind, _ in _KINDS.values()), ""),
    ),
    *(
        Name(f"don_vi[].{key}", f"đơn vị: {text}", example)
        for key, text, example in (
            ("ghi_chu", "vì sao chưa dùng được, số liệu của tháng nào, gửi lại đã sửa gì", "số liệu tháng 10/2024"),
            ("ket_nap", "kết quả kết nạp trên chỉ tiêu", "0/1"),
            ("hoc", "kết quả cử đi học trên chỉ tiêu", "1/1"),
            ("cham_ket_nap", "chậm kết nạp so với thời gian đã qua, trống khi không chậm", "chậm"),
            ("cham_hoc", "chậm cử đi học so với thời gian đã qua, trống khi không chậm", "chậm"),
            ("loi", "số lỗi phải sửa, trống khi không có", "05"),
            ("luu_y", "số lưu ý, trống khi không có", "02"),
            ("tep[].la", "tệp của đơn vị: là gì", "Thư nháp"),
            ("tep[].ten", "tệp của đơn vị: tên tệp", "thu_CB07_2024-11.eml"),
            ("tep[].lien_ket", "tệp của đơn vị: liên kết", "don_doc/thu_CB07_2024-11.eml"),
        )
    ),
)


def unit_lines(glance: Glance) -> Iterator[dict[str, object]]:
    """Yield a line a unit, in the plan's order."""
    result = glance.result
    lines = dict(zip(glance.units, zip(result.units, result.progress, strict=False), strict=True)) if result else {}
    said = _said_of_files(result) if result is not None else {}
    for unit in glance.units:
        line, progress = lines.get(unit, (None, None))
        known = _told(result, line, progress, said.get(unit.code, "")) if line is not None else _untold(unit)
        yield {
            "ma": unit.code,
            "ten": unit.name,
            "dang_uy_vien": unit.committee_member,
            "lien_he": glance.contact(unit.code) or NONE,
            **known,
            "tep": glance.files.of_unit(unit.code, *(("draft",) if line is not None else ("form",))),
        }


def _told(result: MonthResult, line: UnitResult, progress: Progress, said: str) -> dict[str, str]:
    """Return how a unit stands in a month."""
    code, sent = line.unit.code, line.submissions[result.period.month]
    kind, sign = _KINDS[sent]
    stands = standing(result, line)
    return {
        "nop": sent.value,
        "dau": sign,
        "kieu": kind,
        "ghi_chu": "; ".join(filter(None, (*_notes(result, line), said))),
        "ket_nap": stands["ket_nap"],
        "hoc": stands["hoc"],
        "cham_ket_nap": _BEHIND if progress.admissions_behind else "",
        "cham_hoc": _BEHIND if progress.classes_behind else "",
        "loi": _number(result.errors_of(code)),
        "luu_y": _number(result.warnings_of(code)),
    }


def _untold(unit: Unit) -> dict[str, str]:
    """Return what is known of a unit before it sent: its targets."""
    targets = {"ket_nap": unit.admission_target, "hoc": unit.class_target}
    blank = dict.fromkeys(("nop", "dau", "kieu", "ghi_chu", "cham_ket_nap", "cham_hoc", "loi", "luu_y"), "")
    return blank | {key: count(target) for key, target in targets.items()}


def _number(number: int) -> str:
    return count(number) if number else ""


def _notes(result: MonthResult, line: UnitResult) -> Iterator[str]:
    """Yield why nothing of the month counts, and what counts in its place."""
    came = line.unusable.get(result.period.month)
    if came is not None:
        yield came.why
    if line.data_period is None:
        yield "chưa có số liệu" if line.owes else ""
    elif line.owes and line.data_period != result.period:
        yield f"số liệu tháng {month_name(line.data_period.month)}/{line.data_period.year}"
    if line.unit.code in result.strangers:
        yield "gửi từ địa chỉ chưa đăng ký"


def _said_of_files(result: MonthResult) -> dict[str, str]:
    """Return by unit code what a resend changed, and where the office's own returned workbook came back as it was."""
    said: dict[str, list[str]] = {}
    for file in result.files:
        if file.period == result.period and (words := _of_file(file)):
            said.setdefault(file.unit_code, []).append(words)
    return {code: "; ".join(dict.fromkeys(words)) for code, words in said.items()}


def _of_file(file: FileFate) -> str:
    if file.comes_back:
        return COMES_BACK
    is_used = file.outcome is FileOutcome.USED and file.resent is not None
    return f"gửi lại: {resent_words(file.resent)}" if is_used else ""
