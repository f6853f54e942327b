"""The rule about what should not be in a list at all: numbers of identity papers, telephones, addresses of mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import WARNING, Group, Scope, rule
from recruit.declared.form import FREE_TEXT
from recruit.language.private import private, unsaid
from recruit.language.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw
    from recruit.read.row import Row


@rule(
    "O38",
    WARNING,
    Scope.ROW,
    Group.COLUMN,
    "Số giấy tờ, điện thoại, địa chỉ thư trong danh sách",
    "Ô {label} có {what}; biểu không cần thông tin này.",
    remedy="Xóa khỏi ô; không gửi thông tin này kèm danh sách.",
    asked_of=FREE_TEXT,
    example={"label": "Ghi chú", "what": "số giấy tờ tùy thân"},
)
def private_number(checked: CheckedReport, row: Row) -> Iterator[Flaw]:
    for key in FREE_TEXT:
        if row.is_filled(key) and (what := private(row.shown(key))):
            flaw = checked.flaw(row, key, what=listed(what))
            # What it is goes no further than the cell.
            yield flaw._replace(value=unsaid(flaw.value))
