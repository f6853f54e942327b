"""Choice lists of the form and the spellings that units use for each choice: tables, no rules."""

from __future__ import annotations

from recruit.declared.choice_list import ChoiceList, variants

FEMALE = "Nữ"
GENDERS = ChoiceList(
    ("Nam", FEMALE), variants("Nữ", "Nu", "Nử", "Nư", "Gái", "Nữ giới", "F") + variants("Nam", "Trai", "Nam giới", "M")
)

YES = "Có"
YES_NO = ChoiceList(
    (YES, "Không"),
    variants("Có", "x", "1", "co", "đúng", "rồi", "v", "✓", "✔", "yes", "đoàn viên", "Đoàn viên ưu tú", "ĐV", "true")
    + variants("Không", "0", "khong", "ko", "k", "no", "chưa", "false")
    + variants("Không", "Hết tuổi", "Đã hết tuổi", "Hết tuổi Đoàn", "Trưởng thành Đoàn", "Đã trưởng thành Đoàn"),
)

EDUCATION = ChoiceList(
    ("Chưa hết tiểu học", "Tiểu học", "THCS", "THPT"),
    variants("Chưa hết tiểu học", "Chưa tốt nghiệp tiểu học", "Chưa học hết tiểu học", "Dưới tiểu học")
    + variants(
        "Tiểu học",
        "TH",
        "Cấp 1",
        "Cấp I",
        "5/12",
        "5/5",
        "4/10",
        "Tiểu học 5/12",
        "Tiểu học 5/5",
        "Tốt nghiệp tiểu học",
    )
    + variants("THCS", "Trung học cơ sở", "Cấp 2", "Cấp II", "9/12", "9/9", "7/10", "Tốt nghiệp THCS", "PTCS")
    + variants("THCS", "THCS 9/12", "THCS 9/9", "9/12 BTVH", "Phổ thông cơ sở", "Lớp 9", "Lớp 9/12")
    + variants("THCS", "Hết lớp 9", "PTCS 9/12")
    + variants(
        "THPT",
        "Trung học phổ thông",
        "Cấp 3",
        "Cấp III",
        "12/12",
        "10/10",
        "Tốt nghiệp THPT",
        "PTTH",
        "Tốt nghiệp trung học phổ thông",
        "BTTH",
        "BT THPT",
        "Bổ túc THPT",
        "THPT 12/12",
        "THPT 10/10",
        "12/12 BTVH",
        "BTVH 12/12",
        "12/12 PT",
        "12/12 phổ thông",
        "Cấp 3 12/12",
        "Cấp III 12/12",
        "Phổ thông trung học",
        "Lớp 12",
        "Lớp 12/12",
        "Hết lớp 12",
        "PTTH 12/12",
        "PTTH 10/10",
    ),
)

QUALIFICATIONS = ChoiceList(
    ("Sơ cấp", "Trung cấp", "Cao đẳng", "Đại học", "Thạc sĩ", "Tiến sĩ"),
    variants("Sơ cấp", "SC")
    + variants("Trung cấp", "TC", "Trung học chuyên nghiệp", "THCN", "Trung cấp chuyên nghiệp", "TCCN")
    + variants("Cao đẳng", "CĐ", "CĐSP", "Cao đẳng nghề")
    + variants("Đại học", "ĐH", "Dai hoc", "Cử nhân", "Kỹ sư", "Kĩ sư", "KS", "Đại học chính quy")
    + variants("Thạc sĩ", "Thạc sỹ", "ThS", "Th.S", "Cao học")
    + variants("Đại học", "Bác sĩ", "Bác sỹ", "Dược sĩ đại học")
    + variants("Tiến sĩ", "Tiến sỹ", "TS", "T.S"),
    has_subject=True,
)

ADMITTED, TRANSFER, CANCELLED = "Đã kết nạp", "Chuyển sang đơn vị khác", "Hủy quyết định kết nạp"
LEFT_COMMITTEE = "Chuyển khỏi Đảng bộ"
OTHER_REASON = "Khác"
"""The reasons for leaving a list that say something of the person's admission, or of another list, and the one that says nothing."""

LEAVING_REASONS = ChoiceList(
    (
        ADMITTED,
        TRANSFER,
        LEFT_COMMITTEE,
        "Không đủ tiêu chuẩn",
        "Xin rút",
        CANCELLED,
        OTHER_REASON,
    ),
    variants("Đã kết nạp", "Đã được kết nạp", "Kết nạp", "Đã vào Đảng")
    + variants(
        "Chuyển sang đơn vị khác", "Chuyển đơn vị", "Chuyển đơn vị khác", "Chuyển sang chi bộ khác", "Chuyển chi bộ"
    )
    + variants("Chuyển khỏi Đảng bộ", "Chuyển ra khỏi Đảng bộ", "Chuyển Đảng bộ khác")
    + variants("Không đủ tiêu chuẩn", "Không đủ điều kiện, tiêu chuẩn", "Không đủ TC", "Chưa đủ tiêu chuẩn")
    + variants("Xin rút", "Xin rút khỏi danh sách", "Tự xin rút", "Xin ra khỏi danh sách")
    + variants("Hủy quyết định kết nạp", "Hủy QĐ kết nạp", "Hủy quyết định", "Huỷ bỏ quyết định kết nạp")
    + variants(OTHER_REASON, "Lý do khác"),
)

READMITTED, OWNER, MARRIED_ABROAD = "Kết nạp lại", "Chủ doanh nghiệp tư nhân", "Hôn nhân với người nước ngoài"

REMARKS = ChoiceList(
    (READMITTED, OWNER, MARRIED_ABROAD),
    variants(READMITTED, "Được kết nạp lại", "Kết nạp lại vào Đảng", "KNL")
    + variants(OWNER, "Chủ DN tư nhân", "Chủ DNTN", "Chủ doanh nghiệp")
    + variants(MARRIED_ABROAD, "Có quan hệ hôn nhân với người nước ngoài", "Kết hôn với người nước ngoài"),
)
"""What the official statistics (Biểu 2-BTCTW, part I) count of an admitted person that no other column says."""

MAJORITY_GROUP = "Kinh"
"""The people whose members are no ethnic minority."""

# The 54 peoples by the statistical office's list of 1979 (decision 121-TCTK/PPCĐ), with its usual other names.
ETHNIC_GROUPS = ChoiceList(
    (
        "Kinh",
        "Tày",
        "Thái",
        "Hoa",
        "Khmer",
        "Mường",
        "Nùng",
        "Mông",
        "Dao",
        "Gia Rai",
        "Ngái",
        "Ê Đê",
        "Ba Na",
        "Xơ Đăng",
        "Sán Chay",
        "Cơ Ho",
        "Chăm",
        "Sán Dìu",
        "Hrê",
        "Mnông",
        "Ra Glai",
        "Xtiêng",
        "Bru - Vân Kiều",
        "Thổ",
        "Giáy",
        "Cơ Tu",
        "Gié - Triêng",
        "Mạ",
        "Khơ Mú",
        "Co",
        "Tà Ôi",
        "Chơ Ro",
        "Kháng",
        "Xinh Mun",
        "Hà Nhì",
        "Chu Ru",
        "Lào",
        "La Chí",
        "La Ha",
        "Phù Lá",
        "La Hủ",
        "Lự",
        "Lô Lô",
        "Chứt",
        "Mảng",
        "Pà Thẻn",
        "Cơ Lao",
        "Cống",
        "Bố Y",
        "Si La",
        "Pu Péo",
        "Brâu",
        "Ơ Đu",
        "Rơ Măm",
    ),
    variants("Kinh", "Việt", "Kinh (Việt)")
    + variants("Tày", "Tầy", "Pa Dí", "Thu Lao")
    + variants("Nùng", "Nùng Dín", "Nùng An", "Nùng Phàn Slình", "Nùng Cháo", "Nùng Inh")
    + variants("Thái", "Thái trắng", "Thái đen")
    + variants("Hoa", "Hán")
    + variants("Khmer", "Khơ me", "Khơme", "Khmer Nam Bộ")
    + variants(
        "Mông", "H'Mông", "Hmông", "H'mong", "Hmong", "Mèo", "Mông trắng", "Mông hoa", "Mông đen", "Mông xanh", "Mong"
    )
    + variants("Mường", "Muờng")
    + variants("Mông", "Mông (Hmông)", "Hmông hoa", "Hmông trắng", "Hmông đen", "H'Mông xanh", "Mẹo", "Na Miẻo")
    + variants("Dao", "Dao đỏ", "Dao tuyển", "Dao tiền", "Dao quần chẹt", "Dao họ")
    + variants("Gia Rai", "Jarai", "Jrai", "J'rai", "Giarai")
    + variants("Ê Đê", "Rađê", "Êđê", "Ede")
    + variants("Ba Na", "Bahnar", "Bana")
    + variants("Xơ Đăng", "Xê Đăng", "Sê Đăng", "Xêđăng")
    + variants("Sán Chay", "Cao Lan", "Sán Chỉ", "Cao Lan - Sán Chỉ", "Sán Chí", "San Chí")
    + variants("Cơ Ho", "K'Ho", "Kơ Ho", "Cil", "Chil", "Srê")
    + variants("Chăm", "Chàm")
    + variants("Hrê", "H'rê")
    + variants("Mnông", "M'Nông", "Mơ Nông")
    + variants("Ra Glai", "Raglai", "Raglay", "Rắc Lây")
    + variants("Xtiêng", "S'tiêng", "Stiêng", "X'tiêng")
    + variants("Bru - Vân Kiều", "Bru", "Vân Kiều", "Bru-Vân Kiều")
    + variants("Giáy", "Dáy", "Nhắng")
    + variants("Cơ Tu", "Ka Tu", "K'tu")
    + variants("Gié - Triêng", "Giẻ Triêng", "Gié Triêng", "Giẻ-Triêng")
    + variants("Khơ Mú", "Khmú", "Khơ mu")
    + variants("Co", "Cor", "Kor")
    + variants("Tà Ôi", "Ta Ôi", "Pa Cô", "Pa Kô", "Pa Kôh")
    + variants("Chơ Ro", "Châu Ro", "Chrau")
    + variants("Xinh Mun", "Xinh-mun")
    + variants("Hà Nhì", "U Ní", "Hà Nhì đen")
    + variants("Phù Lá", "Xá Phó", "Xa Phó", "Phu La", "Phù Lá - Xá Phó", "Phù Lá - Xa Phó")
    + variants("Lự", "Lừ")
    + variants("Cơ Lao", "Cờ Lao")
    + variants("Bố Y", "Tu Dí")
    + variants("Pu Péo", "La Quả")
    + variants("Rơ Măm", "Rơ-măm"),
    before=("Dân tộc", "DT"),
)
