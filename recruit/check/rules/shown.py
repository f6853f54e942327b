"""Rules about what a cell shows and what it holds: months for days, ditto marks, the zeros of a linked workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.declared.form import PERSON_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw


@rule(
    "O14",
    ERROR,
    Scope.REPORT,
    Group.COLUMN,
    "Dấu “như trên” không thay được",
    "Dấu “như trên” không thay được cho {label}.",
    remedy="Ghi đủ vào ô.",
    takes_out=PERSON_KEYS,
    example={"label": "Họ và tên"},
)
def ditto_mark(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("ditto_mark")


@rule(
    "O40",
    WARNING,
    Scope.REPORT,
    Group.COLUMN,
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
    Group.CELL,
    "Biểu liên kết với tệp khác",
    "Biểu có ô liên kết cho số 0; đã hiểu là ô để trống.",
    remedy="Ghi số liệu vào biểu, không liên kết với tệp khác; ô không có gì thì để trống.",
)
def linked_zero(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("linked_zero")
