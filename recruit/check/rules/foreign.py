"""Rules about a workbook whose list is another unit's than its cover says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, Group, Scope, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.model import Flaw


@rule(
    "B15",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Có thể ghi nhầm Mã đơn vị",
    "Có thể ghi nhầm Mã đơn vị: báo cáo ghi {value}, trong khi {number} trong {total} người của danh sách ở báo cáo trước của {other} "
    "({file}). Đang tính cho {value}; người của báo cáo trước của {value} không còn trong danh sách.",
    remedy="Ghi đúng mã đơn vị được cấp, gửi lại; {value} cũng gửi lại danh sách của mình, hoặc Văn phòng ghi SHA-256 của tệp (xem trang "
    "Tệp) vào trang Tệp không dùng của kế hoạch. Nếu đúng là người của {value} thì {other} ghi ngày đưa ra và lý do “Chuyển sang đơn "
    "vị khác”.",
    example={"value": "CB01", "number": "07", "total": "08", "other": "Chi bộ Hai", "file": "CB02_10.xlsx"},
)
def list_of_another_unit(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw
