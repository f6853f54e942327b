"""Rules about the plan's word on findings: a key that fits none, a conclusion that its finding does not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.declared.plan import STANDS
from recruit.merge.confirmed import chosen
from recruit.model import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.registry import Finding
    from recruit.declared.plan import Confirmation


@rule(
    "K13",
    ERROR,
    Scope.CONFIRMATION,
    Group.CELL,
    "Kết luận xác minh không dùng được",
    "Kết luận “{value}” không dùng được cho {code}: {may}.",
    remedy="Ghi lại kết luận, hoặc xóa dòng này và sửa chỗ mà {code} nêu.",
    typed=("value",),
    example={"value": "Sai", "code": "B21", "may": "chỉ ghi được “Đúng”"},
)
def conclusion_not_taken(said: Confirmation, finding: Finding | None) -> Iterator[Flaw]:
    if finding is None:
        return
    may = (STANDS,) if finding.severity is WARNING else finding.flaw.choices if finding.rule.is_confirmable else ()
    if chosen(said.conclusion, may) is None:
        choices = ", ".join(f"“{choice}”" for choice in may)
        words = f"chỉ ghi được {choices}" if may else "lỗi này phải sửa, không xác minh được"
        yield Flaw(
            said.conclusion_place, said.conclusion, {"value": said.conclusion, "code": finding.code, "may": words}
        )


@rule(
    "K23",
    WARNING,
    Scope.CONFIRMATION,
    Group.CELL,
    "Khóa xác minh không còn ứng với mục nào",
    "Khóa {value} không ứng với mục nào của trang Lỗi.",
    remedy="Chỗ đó đã được sửa hoặc giá trị đã đổi: xóa dòng này; ghi sai thì chép lại khóa ở trang Lỗi.",
    example={"value": "ABCDEFGHIJ"},
)
def key_fits_nothing(said: Confirmation, finding: Finding | None) -> Iterator[Flaw]:
    if finding is None:
        yield Flaw(said.place, said.key, {"value": said.key})
