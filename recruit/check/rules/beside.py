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
    "O54",
    WARNING,
    Scope.REPORT,
    Group.FILE,
    "Ngày, số ghi cạnh họ tên ở ngoài danh sách",
    "Trang {sheet}, dòng {rows}: có {said} ghi cạnh họ tên của người trong danh sách mà danh sách không có; phần này không được "
    "đọc, không được tính.",
    remedy="Ghi điều đó vào đúng cột của người ấy trong trang Danh sách; nếu là việc khác (lịch họp, dự kiến) thì không cần sửa.",
    typed=("sheet", "said"),
    example={"sheet": "Kết nạp", "rows": "3", "said": "số 31-QĐ/ĐUK"},
)
def steps_outside(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("steps_outside")


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
    "O50",
    ERROR,
    Scope.REPORT,
    Group.COLUMN,
    "Họ tên ghi ở hai cột",
    "Họ và tên ghi ở hai cột (dưới các ô {headings}), không được đọc trọn vẹn: {who}.",
    remedy="Ghi họ, chữ đệm và tên của mỗi người vào một ô, ở một cột có tiêu đề Họ và tên; bỏ gộp ô tiêu đề.",
    takes_out=("name",),
    example={"headings": "B1, C1", "who": "không tính người nào trong danh sách"},
)
def name_split(checked: CheckedReport) -> Iterator[Flaw]:
    for flaw in checked.met("name_split"):
        who = "không tính người nào trong danh sách" if flaw.row is None else "không tính người này"
        yield flaw._replace(slots={**flaw.slots, "who": who})


@rule(
    "O51",
    WARNING,
    Scope.REPORT,
    Group.FILE,
    "Cột có tiêu đề gần với một cột của biểu, không được đọc",
    "Cột “{value}” không được đọc; {label} được đọc ở cột “{other}” (ô {read}).",
    remedy="Không cần sửa nếu cột “{value}” chỉ dùng trong đơn vị; nếu ghi điều mà cột “{other}” hỏi thì ghi vào cột đó.",
    typed=("value", "other"),
    example={"value": "Năm sinh", "label": "Ngày sinh", "read": "C1", "other": "Ngày sinh *"},
)
def column_beside(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("column_beside")


@rule(
    "O52",
    ERROR,
    Scope.REPORT,
    Group.COLUMN,
    "Ô để trống, cột ghi cùng một điều thì có",
    "Ô này để trống, còn ô {cell} ở cột “{heading}” có ghi; cột đó không được đọc.",
    remedy="Ghi vào ô này điều đã ghi ở ô {cell}; nếu ô đó ghi điều khác thì đặt cho cột ấy tiêu đề khác.",
    takes_out=PERSON_KEYS,
    typed=("heading",),
    example={"cell": "AF2", "heading": "Ngày cấp GCN"},
)
def value_beside(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("value_beside")


@rule(
    "O53",
    WARNING,
    Scope.REPORT,
    Group.FILE,
    "Cột không có tiêu đề",
    "Cột không có tiêu đề{merged} mà có ghi ở ô {cell}; cột này không được đọc.",
    remedy="Ghi mỗi điều vào đúng cột của biểu; bỏ gộp ô tiêu đề, bỏ cột thừa.",
    example={"cell": "D2", "merged": ""},
)
def heading_blank(checked: CheckedReport) -> Iterator[Flaw]:
    for flaw in checked.met("heading_blank"):
        merge = flaw.slots["merge"]
        yield flaw._replace(slots={**flaw.slots, "merged": f" riêng (ô tiêu đề gộp {merge})" if merge else ""})


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
