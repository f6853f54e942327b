"""Rules about people's names: two in one cell, letters and signs that no name has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, WARNING, Group, Scope, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw


@rule(
    "O11",
    ERROR,
    Scope.REPORT,
    Group.COLUMN,
    "Hai họ tên trong một ô",
    "Một ô có họ tên của hai người.",
    remedy="Ghi mỗi người một dòng, đủ ngày sinh và các ngày của người đó.",
    takes_out=("name",),
)
def two_names(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("two_names")


@rule(
    "O33",
    WARNING,
    Scope.REPORT,
    Group.COLUMN,
    "Họ tên có chữ, số hoặc dấu lạ",
    "Họ tên có chữ, số hoặc dấu không có trong tên người Việt Nam: {detail}.",
    remedy="Chỉ ghi họ và tên, điều cần nói thêm ghi vào cột Ghi chú; nếu là chữ chép từ nơi khác, chỉ trông giống thì gõ lại.",
    example={"detail": "ü"},
)
def strange_letters(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("strange_letters")
