"""A committee's consolidated workbook as the upper committee reads it: what it says beside its people, declared once."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from recruit.declared.form import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recruit.model import Period

IDENTITY_SHEET = "_tong_hop"
"""The hidden sheet that says whose workbook it is, of which month, and which lists stand in it."""

VERSION_LABEL = "Phiên bản"
COMMITTEE_LABEL = "Đảng ủy"
SHORT_LABEL = "Đảng ủy (viết tắt)"
MONTH_LABEL = "Tháng"
YEAR_LABEL = "Năm"

UNIT_HEADING = "Mã đơn vị"
BELOW_HEADING = "Đơn vị cấp dưới"
KIND_HEADING = "Loại"
END_HEADING = "Ngày kết thúc"
LIST_HEADINGS = (UNIT_HEADING, BELOW_HEADING, KIND_HEADING, END_HEADING)
"""Headings of the table of lists under the labels."""

LINE_HEADING = "Dòng"
BAD_CELLS_HEADING = "Ô có lỗi"
BAD_CODES_HEADING = "Mã lỗi"
"""Headings of `Danh sách` that say what checking found in a row: the cells that it takes out of figures, the rules."""

KEY_HEADING = "Khóa"
CONFIRMED_HEADING = "Xác minh"
"""Headings of `Lỗi`: by what the plan calls a finding, and the reason for letting one stand; such a one is nobody's to mend."""

ALIKE_HEADING = "Các ô khác"
"""Heading of `Lỗi`: the addresses of the other cells that have the same cause, on the same sheet."""

MONTHS_SHEET = "Theo tháng"
MONTH_HEADING = "Tháng"
ADMITTED_SO_FAR, SENT_SO_FAR = "Lũy kế kết nạp", "Lũy kế cử học"
"""The sheet that tells the year month by month, and headings of it that next year's reports read."""


FIGURE_NAMES = {
    "admission_target": "Chỉ tiêu kết nạp",
    "class_target": "Chỉ tiêu học lớp",
    "admitted": "Đã kết nạp",
    "class_sent": "Đã cử đi học",
    "sympathisers": "Cảm tình Đảng",
    "eligible": "Đủ điều kiện",
    "with_helper": "Có đảng viên giúp đỡ",
    "with_certificate": "Có giấy chứng nhận còn giá trị",
    "proposed": "Đã đề nghị làm thủ tục",
    "agreed": "Đảng ủy đã đồng ý",
    "joined_in_month": "Vào danh sách trong tháng",
    "came_in_month": "Chuyển đến trong tháng",
    "left_in_month": "Ra khỏi danh sách trong tháng",
    "certificates_of_sent": "Đã có giấy chứng nhận lớp học trong năm",
    "admitted_after_deadline": "Kết nạp sau hạn hoàn thành",
    "admitted_in_month": "Kết nạp trong tháng",
    "class_sent_in_month": "Cử đi học trong tháng",
    "can_be_admitted": "Còn có thể kết nạp trước hạn",
    "waiting_for_class": "Trình Đảng ủy: cử đi học lớp",
    "waiting_for_procedure": "Trình Đảng ủy: làm thủ tục kết nạp",
    "members_at_start": "Số đảng viên đầu năm",
    "members": "Tổng số đảng viên",
    "outsiders": "Số quần chúng trong đơn vị",
    "branches": "Số chi bộ",
    "branches_admitted": "Chi bộ kết nạp được đảng viên mới",
    "branches_left": "Chi bộ chưa kết nạp được đảng viên mới",
    "branches_exhausted": "Chi bộ chưa kết nạp được, không còn quần chúng",
    "probation_due": "Đảng viên dự bị đến hạn xét công nhận chính thức",
    "probation_late": "Đảng viên dự bị quá hạn chi bộ xét",
    "probation_unreviewed": "Đảng viên dự bị hết 12 tháng, chi bộ chưa xét",
    "probation_soon": "Đảng viên dự bị sắp hết 12 tháng",
    "probation_waiting": "Đảng viên dự bị đã được chi bộ xét, chờ công nhận",
    "recognised": "Công nhận đảng viên chính thức",
    "recognised_in_period": "Công nhận đảng viên chính thức trong kỳ",
    "new_member_class_in_period": "Giấy chứng nhận lớp đảng viên mới cấp trong kỳ",
    "admitted_last_year": "Kết nạp cùng kỳ năm trước",
    "class_sent_last_year": "Cử đi học cùng kỳ năm trước",
    "recognised_last_year": "Chuyển chính thức cùng kỳ năm trước",
}
"""The names of the figures in `Tổng hợp` and `Nguồn số liệu`, by their keys."""


class Submission(Enum):
    """What a unit sent for a month, with the word of the sheet `Nộp báo cáo`."""

    SENT = "Đã nộp"
    LATE = "Nộp chậm"
    MISSING = "Chưa nộp"
    UNREADABLE = "Không đọc được"
    UNUSABLE = "Chưa dùng được"
    NOT_OWED = "Không phải nộp"


SEPARATOR = "; "
UNREADABLE_SUFFIX = " (không đọc được)"


def identity_rows(committee: str, short: str, period: Period) -> Mapping[str, object]:
    """Return the labels of the hidden sheet with their values."""
    return {
        VERSION_LABEL: VERSION,
        COMMITTEE_LABEL: committee,
        SHORT_LABEL: short,
        MONTH_LABEL: period.month,
        YEAR_LABEL: period.year,
    }


def list_code(unit_code: str, below: str) -> str:
    """Return the name of a list inside a workbook."""
    return f"{unit_code}/{below}" if below else unit_code
