"""Rules about what a cell shows and what it holds: months for days, ditto marks, letters struck out, linked zeros."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, WARNING, Scope, rule
from recruit.declared.form import LIST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw

_COLUMNS = tuple(field.key for field in LIST if field.key != "number")


@rule(
    "O14",
    ERROR,
    Scope.REPORT,
    "Dấu “như trên” không thay được",
    "Dấu “như trên” không thay được cho {label}.",
    remedy="Ghi đủ vào ô.",
    takes_out=_COLUMNS,
    example={"label": "Họ và tên"},
)
def ditto_mark(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("ditto_mark")


@rule(
    "O15",
    ERROR,
    Scope.REPORT,
    "Dòng bị gạch ngang",
    "Dòng bị gạch ngang; không biết người này còn tính hay không.",
    remedy="Nếu vẫn tính thì bỏ gạch ngang chữ (chọn cả dòng, bấm Ctrl+5). Nếu đã thôi thì bỏ gạch ngang, ghi Ngày đưa ra "
    "khỏi danh sách và Lý do đưa ra; không xóa dòng.",
    takes_out=("name",),
)
def struck_row(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("struck_row")


@rule(
    "O16",
    ERROR,
    Scope.REPORT,
    "Ô có chữ bị gạch ngang",
    "Trong ô có chữ bị gạch ngang; không biết phần nào còn tính.",
    remedy="Gõ lại vào ô điều còn đúng; xóa phần bị gạch ngang.",
    takes_out=_COLUMNS,
)
def struck_letters(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("struck_letters")


@rule(
    "O40",
    WARNING,
    Scope.REPORT,
    "Ô chỉ hiện tháng, năm",
    "Ô chỉ hiện tháng và năm ({value}); ngày trong ô do Excel tự đặt.",
    remedy="Gõ lại đủ ngày/tháng/năm.",
    example={"value": "03/2024"},
)
def day_not_shown(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("day_not_shown")


@rule(
    "O41",
    WARNING,
    Scope.REPORT,
    "Biểu liên kết với tệp khác",
    "Biểu có ô liên kết cho số 0; đã hiểu là ô để trống.",
    remedy="Ghi số liệu vào biểu, không liên kết với tệp khác; ô không có gì thì để trống.",
)
def linked_zero(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("linked_zero")
