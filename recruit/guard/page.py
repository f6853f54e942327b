"""The page of reasons in the docs why something is not read, made from their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.guard.refusals import GROUPS

if TYPE_CHECKING:
    from recruit.guard.refusals import Reason

EXAMPLE_PLACE = ", trang “Danh sách”, ô B5"
"""The place in a workbook that the page names, as a refusal names it."""


def refusals_page() -> str:
    """Return the page of all reasons as Markdown: each with what is wrong, what to do, and whether it may be a report."""
    lines = [
        "# Vì sao một tệp không đọc được",
        "",
        "Trang này lập từ bảng lý do của chương trình. Trang `Tệp` của bảng tổng hợp ghi `Không đọc được: ` rồi đến vì sao và "
        "việc cần làm. Không ai trong một tệp không đọc được vào số liệu nào. Tệp có thể là báo cáo của đơn vị thì còn là một "
        "Lưu ý ở trang `Lỗi`; tệp khác chỉ được ghi ở trang `Tệp`.",
    ]
    for title, reasons in GROUPS.items():
        lines += ["", f"## {title}", "", "| Mã | Vì sao | Cần làm | Có thể là báo cáo |", "| --- | --- | --- | --- |"]
        lines += [_line(code, reason) for code, reason in reasons.items()]
    return "\n".join([*lines, ""])


def _line(code: str, reason: Reason) -> str:
    what = reason.what.format(where=EXAMPLE_PLACE)
    return f"| {code} | {what} | {reason.remedy or '–'} | {'có' if reason.may_be_report else 'không'} |"
