"""The sheet `Báo cáo` of the monthly form, declared once: a labelled value a line, from top to bottom."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from recruit.declared.field import Field, Kind
from recruit.language.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

ISSUED = ("unit_code", "unit_name", "year")
"""The keys of what the office fills in and locks in a form that it issues."""

CARRIED = ("prepared_by", "phone", "head")
"""The keys of what the next form takes over from a unit's last cover: whom the office reaches there."""


def carried_mark(values: Mapping[str, object]) -> str:
    """Return the mark that a form bears of the contacts with which it was issued, made of these values of a cover.

    Where a cover that comes back still gives the same one, nobody has touched them.
    """
    told = "\n".join(fold(str(values.get(key) or "")) for key in CARRIED)
    return hashlib.sha256(told.encode()).hexdigest()[:_MARK]


_MARK = 16
"""Letters of the mark."""

COVER: tuple[Field, ...] = (
    Field(
        "unit_code",
        "Mã đơn vị",
        Kind.UNIT_CODE,
        required=True,
        synonyms=("Mã", "Mã chi bộ", "Mã số đơn vị"),
        help="Mã do Thường trực Đảng ủy cấp, ghi sẵn trong biểu.",
        example="CB01",
    ),
    Field(
        "unit_name",
        "Tên đơn vị",
        Kind.TEXT,
        synonyms=("Đơn vị", "Tên chi bộ", "Chi bộ"),
        help="Tên chi bộ hoặc tổ chức đoàn thể.",
        example="Chi bộ Tổng hợp",
    ),
    Field(
        "month",
        "Tháng",
        Kind.MONTH,
        required=True,
        synonyms=("Tháng báo cáo", "Kỳ báo cáo"),
        help="Tháng báo cáo, từ 1 đến 12. Nhớ đổi mỗi tháng.",
        example="11",
    ),
    Field(
        "year",
        "Năm",
        Kind.YEAR,
        required=True,
        synonyms=("Năm báo cáo",),
        help="Năm báo cáo, đủ bốn chữ số.",
        example="2024",
    ),
    Field(
        "meeting_date",
        "Ngày họp xét",
        Kind.DATE,
        synonyms=("Ngày họp", "Ngày họp chi bộ"),
        help="Ngày chi bộ họp xét danh sách, ghi ngày/tháng/năm.",
        example="22/11/2024",
    ),
    Field(
        "resolution_number",
        "Số nghị quyết",
        Kind.TEXT,
        synonyms=("Nghị quyết số", "Số NQ"),
        help="Số nghị quyết của cuộc họp.",
        example="11-NQ/CB",
    ),
    Field(
        "member_count",
        "Tổng số đảng viên",
        Kind.NUMBER,
        synonyms=("Số đảng viên",),
        help="Số đảng viên của chi bộ ở cuối tháng.",
        example="18",
    ),
    Field(
        "outstanding_count",
        "Số quần chúng trong đơn vị",
        Kind.NUMBER,
        synonyms=("Số quần chúng",),
        help="Số người chưa là đảng viên đang công tác trong đơn vị.",
        example="9",
    ),
    Field(
        "prepared_by",
        "Người lập biểu",
        Kind.TEXT,
        synonyms=("Người lập",),
        help="Họ và tên người lập biểu.",
        example="Lê Thị Lan",
    ),
    Field(
        "phone",
        "Điện thoại",
        Kind.TEXT,
        synonyms=("Số điện thoại", "ĐT"),
        help="Số điện thoại để Văn phòng liên hệ khi cần.",
        example="0214 3000 111",
    ),
    Field(
        "head",
        "Người đứng đầu đơn vị",
        Kind.TEXT,
        synonyms=("Bí thư chi bộ", "Thủ trưởng đơn vị"),
        help="Bí thư chi bộ hoặc người đứng đầu tổ chức.",
        example="Trần Văn Bình",
    ),
    Field(
        "achievements",
        "Kết quả nổi bật",
        Kind.TEXT,
        synonyms=("Kết quả nổi bật trong tháng",),
        help="Việc làm tốt trong tháng, một vài câu.",
        example="Đã phân công đảng viên giúp đỡ 02 cảm tình Đảng.",
    ),
    Field(
        "difficulties",
        "Khó khăn, vướng mắc",
        Kind.TEXT,
        synonyms=("Khó khăn vướng mắc", "Khó khăn", "Vướng mắc"),
        help="Khó khăn, nguyên nhân; không có thì để trống.",
        example="Không",
    ),
    Field(
        "proposals",
        "Kiến nghị, đề xuất",
        Kind.TEXT,
        synonyms=("Kiến nghị đề xuất", "Kiến nghị", "Đề xuất"),
        help="Điều đơn vị đề nghị; không có thì để trống.",
        example="Đề nghị mở thêm lớp bồi dưỡng trong quý I.",
    ),
)

OPINIONS = ("achievements", "difficulties", "proposals")
"""What a unit says in its own words, by field key."""
