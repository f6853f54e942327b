"""What is said beside the cells of the plan workbook, and a plan filled in as an example, declared once."""

from __future__ import annotations

from datetime import date

from recruit.declared.plan import (
    ADDRESSEES,
    BRANCH_KIND,
    CONFIRMED_SHEET,
    COPIES,
    LAST_YEAR_SHEET,
    ORGANISATION_KIND,
    RECIPIENTS_SHEET,
    REGISTER_SHEET,
    REGULATIONS_SHEET,
    UNITS_SHEET,
    UNUSED_SHEET,
)

EXAMPLE_SHEET = "Ví dụ"
"""The sheet of a new plan that shows one filled in; nobody reads it but people."""

NOTES: dict[str, dict[str, str]] = {
    UNITS_SHEET: {
        "code": "Mã ngắn, mỗi đơn vị một mã, không đổi trong năm. Ví dụ CB01, DT01.",
        "name": "Tên như sẽ in trong văn bản.",
        "kind": "Chọn trong danh sách.",
        "committee_member": "Họ và tên Đảng ủy viên theo dõi đơn vị; để trống nếu chưa phân công.",
        "addresses": "Địa chỉ mà đơn vị gửi báo cáo; nhiều địa chỉ thì cách nhau bằng dấu ;.",
        "phone": "Số điện thoại của đơn vị.",
        "member_count": "Số đảng viên của chi bộ ngày 01/01; đoàn thể để trống.",
        "admission_target": "Số đảng viên mới phải kết nạp trong năm; không giao thì để trống.",
        "class_target": "Số người phải cử đi học lớp trong năm; không giao thì để trống.",
        "from_month": "Tháng đầu tiên phải báo cáo, từ 1 đến 12; để trống: cả năm.",
        "to_month": "Tháng cuối cùng phải báo cáo, từ 1 đến 12; để trống: cả năm.",
        "merged_into": "Mã của đơn vị mà đơn vị này nhập vào; để trống nếu không.",
        "organisation_code": "Ví dụ 38.168.053.001.000; để trống nếu chưa có.",
    },
    RECIPIENTS_SHEET: {
        "document": "Chọn trong danh sách; để trống: mọi văn bản.",
        "block": "Chọn trong danh sách.",
        "text": "Nơi nhận, không ghi dấu gạch đầu dòng và dấu ở cuối.",
    },
    REGULATIONS_SHEET: {
        "code": "Mã có sẵn trong trang này; ngay_nghi và ngay_lam_bu là ngày nghỉ, ngày làm bù.",
        "value": "Số; của ngay_nghi và ngay_lam_bu là ngày, ví dụ 31/08/2026.",
        "from_day": "Ngày bắt đầu áp dụng; dòng có ngày muộn hơn thay dòng trước.",
    },
    REGISTER_SHEET: {
        "number": "Số quyết định kết nạp, như ghi trong danh sách của đơn vị.",
        "day": "Ngày quyết định.",
        "name": "Họ và tên người được kết nạp.",
        "birth": "Ngày sinh; chỉ biết năm thì ghi năm.",
        "unit_code": "Mã đơn vị đề nghị kết nạp.",
    },
    LAST_YEAR_SHEET: {
        "month": "Tháng của năm trước, từ 1 đến 12.",
        "admitted": "Số kết nạp từ đầu năm trước đến hết tháng này.",
        "class_sent": "Số cử đi học từ đầu năm trước đến hết tháng này.",
        "recognised": "Số chuyển chính thức từ đầu năm trước đến hết tháng này.",
    },
    CONFIRMED_SHEET: {
        "key": "Chép ở cột Khóa, trang Lỗi của bảng tổng hợp.",
        "conclusion": "Đúng, Tính, Không tính, mã đơn vị hoặc tên tệp, như cách sửa của lỗi đã ghi.",
        "reason": "Vì sao kết luận như vậy.",
        "day": "Ngày xác minh.",
    },
    UNUSED_SHEET: {
        "sha256": "Chép ở cột SHA-256, trang Tệp của bảng tổng hợp.",
        "reason": "Vì sao không dùng tệp này.",
        "day": "Ngày quyết định.",
    },
}
"""What a cell under a heading takes, by sheet and the key of its field."""

_EXAMPLE_YEAR = 2026


def example_info(year: int | None) -> dict[str, object]:
    """Return the first sheet of a plan of `year` as an invented office has filled it in, by field key."""
    of_year = year or _EXAMPLE_YEAR
    return {
        "year": of_year,
        "place_name": "Lào Cai",
        "upper_heading": "ĐẢNG BỘ CÁC CƠ QUAN TỈNH",
        "upper_name": "Đảng ủy các cơ quan tỉnh",
        "upper_short": "Đảng ủy CCQ tỉnh",
        "heading": "ĐẢNG ỦY SỞ VÍ DỤ",
        "name": "Đảng ủy Sở Ví dụ",
        "symbol": "CV/ĐU",
        "admission_target": 3,
        "class_target": 4,
        "grounds": f"Thông báo số 15-TB/ĐU ngày 12/02/{of_year} của Đảng ủy các cơ quan tỉnh về chỉ tiêu năm {of_year}\n"
        f"Kế hoạch số 08-KH/ĐU ngày 20/02/{of_year} của Đảng ủy Sở Ví dụ",
        "due_day": 25,
        "completion_deadline": date(of_year, 11, 30),
        "reporting_deadline": date(of_year, 12, 3),
        "establishment": "Cơ quan Nhà nước",
        "office_addresses": "vanphong@vidu.example",
        "contact_phone": "0214 3000 111",
        "yearly_kind": "Báo cáo",
        "authority": "T/M ĐẢNG ỦY",
        "signer_office": "BÍ THƯ",
        "signer": "Nguyễn Văn Mẫu",
        "archive": "VT, ĐU",
    }


EXAMPLE_ROWS: dict[str, tuple[dict[str, object], ...]] = {
    UNITS_SHEET: (
        {
            "code": "CB01",
            "name": "Chi bộ Văn phòng",
            "kind": BRANCH_KIND,
            "committee_member": "Trần Thị Mẫu",
            "addresses": "cb01@vidu.example; cb01.2@vidu.example",
            "phone": "0214 3000 112",
            "member_count": 21,
            "admission_target": 2,
            "class_target": 2,
        },
        {
            "code": "CB02",
            "name": "Chi bộ Thanh tra",
            "kind": BRANCH_KIND,
            "committee_member": "Lê Văn Mẫu",
            "addresses": "cb02@vidu.example",
            "member_count": 14,
            "admission_target": 1,
            "class_target": 1,
            "to_month": 6,
            "merged_into": "CB01",
        },
        {
            "code": "DT01",
            "name": "Đoàn Thanh niên",
            "kind": ORGANISATION_KIND,
            "committee_member": "Lê Văn Mẫu",
            "addresses": "dtn@vidu.example",
            "class_target": 1,
        },
    ),
    RECIPIENTS_SHEET: (
        {"document": "Báo cáo tháng", "block": ADDRESSEES, "text": "Đảng ủy các cơ quan tỉnh"},
        {"document": "Giao chỉ tiêu", "block": ADDRESSEES, "text": "Chi bộ, tổ chức đoàn thể trực thuộc"},
        {"block": COPIES, "text": "Như trên"},
    ),
}
"""Rows of that plan, by sheet; the other sheets may stay as they are."""
