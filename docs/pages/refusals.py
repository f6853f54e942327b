"""The page of reasons why something is not read, made from their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.table import table
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
        rows = [_row(code, reason) for code, reason in reasons.items()]
        lines += ["", f"## {title}", "", *table(("Mã", "Vì sao", "Cần làm", "Có thể là báo cáo"), rows)]
    return "\n".join([*lines, ""])


def _row(code: str, reason: Reason) -> tuple[str, ...]:
    what = reason.what.format(where=EXAMPLE_PLACE)
    return code, what, reason.remedy or "–", "có" if reason.may_be_report else "không"
