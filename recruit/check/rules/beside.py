"""Rules about what stands beside the people of a list: rows that are nobody's, people outside any list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.declared.form import PERSON_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw


@rule(
    "O12",
    ERROR,
    Scope.REPORT,
    Group.CELL,
    "Người ghi ngoài danh sách",
    "Trang {sheet}, dòng {rows}: có người ghi ngoài danh sách, không được đọc, không được tính.",
    remedy="Ghi từng người thành một dòng trong trang Danh sách, ngay dưới người cuối cùng; xóa phần ghi ở ngoài.",
    typed=("sheet",),
    example={"sheet": "Sheet1", "rows": "3–5"},
)
def outside_list(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("outside_list")


@rule(
    "O13",
    ERROR,
    Scope.REPORT,
    Group.CELL,
    "Tiêu đề lạ, thiếu cột của biểu",
    "Tiêu đề {heading} không có trong biểu, còn biểu thiếu cột {missing}{merged}; những gì ghi ở cột này không được đọc, "
    "không được tính.",
    remedy="Ghi lại tiêu đề cột đúng như biểu được cấp ({missing}), bỏ gộp ô tiêu đề.",
    takes_out=PERSON_KEYS,
    typed=("heading",),
    example={"heading": "“Đi học”", "missing": "Ngày cử đi học lớp", "merged": ""},
)
def heading_unknown(checked: CheckedReport) -> Iterator[Flaw]:
    for flaw in checked.met("heading_unknown"):
        merge = flaw.slots["merge"]
        heading = f"“{flaw.value}”" if flaw.value else "để trống"
        merged = f" (ô tiêu đề gộp {merge})" if merge else ""
        yield flaw._replace(slots={"heading": heading, "missing": flaw.slots["missing"], "merged": merged})


@rule(
    "O35",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Ô tiêu đề bị gộp",
    "Ô tiêu đề của danh sách bị gộp: {detail}.",
    remedy="Bỏ gộp ô tiêu đề; mỗi cột có tiêu đề của mình như biểu được cấp.",
    example={"detail": "AB1:AC1"},
)
def heading_merged(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("heading_merged")


@rule(
    "O36",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Danh sách thiếu cột",
    "Danh sách không có cột {missing}.",
    remedy="Dùng lại biểu được cấp, không xóa cột; nếu có số liệu của cột này thì ghi vào.",
    example={"missing": "Ngày lễ kết nạp"},
)
def column_absent(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("column_absent")


@rule(
    "O34",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Dòng không phải của người nào",
    "Dòng {rows} trong danh sách không phải của người nào (tổng cộng, chữ ký, đánh số cột, tiêu đề nhóm, ghi chú), không được tính.",
    remedy="Nếu là một người, ghi đủ họ tên, ngày sinh, giới tính và các ngày của người đó ngay dưới người cuối cùng.",
    example={"rows": "11"},
)
def nobody(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("nobody")
