"""The sheet `Đảng viên dự bị` of the monthly form, declared once: a probationary member a row, a column a field."""

from __future__ import annotations

from recruit.declared.field import Field, Kind

PROBATION_SHEET = "Đảng viên dự bị"

MONTHS, WORKING_DAYS = 12, 30
"""How long probation lasts from the ceremony, and within how many working days after it the chi bộ looks at the case."""

FOLLOWED_MONTHS = 24
"""Of earlier years those are followed whose ceremony was no longer ago."""

SOON_DAYS = 60
"""So long before the twelve months are over the days that are left are counted."""

STATUTE = "Điều lệ Đảng, Điều 5; Quy định 24-QĐ/TW ngày 30/7/2021, điểm 4.2.1"

PROBATION: tuple[Field, ...] = (
    Field(
        "name",
        "Họ và tên",
        Kind.TEXT,
        synonyms=("Họ tên", "Họ, tên", "Họ và tên khai sinh", "Họ tên đảng viên", "Họ và tên đảng viên"),
        help="Đã ghi sẵn người kết nạp năm nay, năm trước; thiếu ai thì ghi thêm vào dòng trống.",
        example="Nguyễn Thị Minh",
        width=32,
    ),
    Field(
        "birth",
        "Ngày sinh",
        Kind.BIRTH_DATE,
        synonyms=("Ngày, tháng, năm sinh", "Ngày tháng năm sinh", "Năm sinh", "NTNS", "Sinh ngày"),
        help="Ngày/tháng/năm.",
        example="05/03/1995",
        width=12,
    ),
    Field(
        "ceremony",
        "Ngày lễ kết nạp",
        Kind.DATE,
        synonyms=("Ngày kết nạp", "Lễ kết nạp", "Ngày kết nạp Đảng", "Ngày vào Đảng", "Ngày tổ chức lễ kết nạp"),
        help="Ngày tổ chức lễ kết nạp; 12 tháng dự bị tính từ ngày này.",
        example="30/09/2024",
        width=12,
    ),
    Field(
        "due",
        "Hết 12 tháng dự bị",
        Kind.DATE,
        synonyms=("Ngày hết 12 tháng dự bị", "Hết dự bị", "Ngày hết dự bị", "Hết thời gian dự bị"),
        help="Chương trình ghi sẵn, không phải điền.",
        example="30/09/2025",
        width=12,
    ),
    Field(
        "class_number",
        "Số giấy chứng nhận lớp đảng viên mới",
        Kind.TEXT,
        synonyms=("Số GCN lớp đảng viên mới", "Số GCN ĐV mới", "Số giấy chứng nhận", "Số GCN"),
        help="Số trên giấy chứng nhận lớp bồi dưỡng đảng viên mới.",
        example="45/GCN",
        width=16,
    ),
    Field(
        "class_day",
        "Ngày cấp",
        Kind.DATE,
        synonyms=("Ngày cấp giấy chứng nhận", "Ngày cấp GCN", "Ngày cấp giấy chứng nhận lớp đảng viên mới"),
        help="Ngày ghi trên giấy chứng nhận lớp đảng viên mới.",
        example="20/05/2025",
        width=12,
    ),
    Field(
        "reviewed",
        "Ngày chi bộ xét",
        Kind.DATE,
        synonyms=("Chi bộ xét", "Ngày chi bộ xét, đề nghị", "Ngày họp chi bộ xét công nhận"),
        help="Ngày chi bộ họp xét, đề nghị công nhận; sau khi hết 12 tháng dự bị, trong 30 ngày làm việc.",
        example="08/10/2025",
        width=12,
    ),
    Field(
        "recognition_number",
        "Số quyết định công nhận",
        Kind.TEXT,
        synonyms=("Số QĐ công nhận", "Số quyết định công nhận đảng viên chính thức", "Số QĐ công nhận chính thức"),
        help="Số quyết định công nhận đảng viên chính thức.",
        example="52-QĐ/ĐUK",
        width=14,
    ),
    Field(
        "recognised",
        "Ngày quyết định công nhận",
        Kind.DATE,
        synonyms=(
            *(
                "Ngày QĐ công nhận",
                "Ngày công nhận chính thức",
                "Ngày công nhận đảng viên chính thức",
            ),
            *("Ngày vào Đảng chính thức", "Ngày chính thức", "Ngày chuyển chính thức", "Ngày chuyển đảng chính thức"),
        ),
        help="Ngày ký quyết định; người được công nhận đúng ngày hết 12 tháng dự bị.",
        example="20/10/2025",
        width=12,
    ),
    Field("note", "Ghi chú", Kind.TEXT, help="Điều cần nói thêm.", width=20),
)

PROBATION_BY_KEY = {field.key: field for field in PROBATION}

ANSWERS = ("class_number", "class_day", "reviewed", "recognition_number", "recognised", "note")
"""What only the unit knows; all else of a person the lists tell."""

OF_PROBATION_ALONE = frozenset(("due", "class_number", "reviewed", "recognition_number", "recognised"))
"""Columns that no list of people has: by one of them the sheet is known under any name."""

STYLED_ROWS, CHECKED_ROWS = 20, 100
"""Rows that are drawn with borders in the empty sheet, and the last sheet row that is unlocked and checked."""
