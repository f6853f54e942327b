"""The kinds of people of the official statistics: the form's fourteen choices, those of version 1, and which fit where."""

from __future__ import annotations

from recruit.declared.choice_list import ChoiceList, variants

STATE, PARTY, COMMUNE, VILLAGE = (
    "Cán bộ, công chức cơ quan Nhà nước",
    "Cán bộ, công chức Đảng, đoàn thể",
    "Cán bộ, công chức xã, phường",
    "Không chuyên trách thôn, tổ dân phố",
)
PUBLIC_SERVICE, PRIVATE_SERVICE = "Viên chức", "Lao động sự nghiệp ngoài công lập"
MANAGER, EMPLOYEE, WORKER, FARMER = "Quản lý doanh nghiệp", "Nhân viên doanh nghiệp", "Công nhân", "Nông dân"
FORCES, STUDENT, PUPIL, OTHER = "Lực lượng vũ trang", "Sinh viên", "Học sinh", "Khác"

LINES: dict[str, str] = {
    STATE: "Cán bộ, công chức cơ quan Nhà nước tính từ cấp huyện trở lên",
    PARTY: ("Cán bộ, công chức cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể chính trị - xã hội tính từ cấp huyện trở lên"),
    COMMUNE: "Cán bộ, công chức; người hoạt động không chuyên trách ở xã, phường, thị trấn",
    VILLAGE: "Người hoạt động không chuyên trách thôn, tổ dân phố, bản (ấp, khóm)",
    PUBLIC_SERVICE: "Viên chức trong các đơn vị sự nghiệp công lập",
    PRIVATE_SERVICE: "Người lao động trong các đơn vị sự nghiệp ngoài công lập",
    MANAGER: "Người lãnh đạo, quản lý doanh nghiệp",
    EMPLOYEE: "Nhân viên, người gián tiếp sản xuất",
    WORKER: "Công nhân, lao động trực tiếp sản xuất",
    FARMER: "Người làm nông, lâm, ngư nghiệp",
    FORCES: "Sỹ quan, chiến sỹ quân đội và công an (lực lượng vũ trang)",
    STUDENT: "Sinh viên",
    PUPIL: "Học sinh",
    OTHER: "Khác (lao động hợp đồng, tự do…)",
}
"""Each choice of the form with the line of Biểu 2-BTCTW, II.1 (Hướng dẫn 11-HD/BTCTW) that counts it, in its order."""

_OFFICER, _CIVIL_SERVANT, _LABOURER, _LEARNER = "Cán bộ", "Công chức", "Người lao động", "Học sinh, sinh viên"

# What version 1 of the form offered and no line of the statistics is called: read as before, see `line_of`.
_NO_LINE = (_OFFICER, _CIVIL_SERVANT, _LABOURER, _LEARNER)

CATEGORIES = ChoiceList(
    tuple(LINES),
    tuple((line, choice) for choice, line in LINES.items())
    + variants(STATE, "CBCC", "Cán bộ, công chức", "Công chức nhà nước", "Cán bộ, công chức nhà nước", "CBCC nhà nước")
    + variants(STATE, "Công chức Sở", "Công chức UBND", "Công chức UBND tỉnh", "Công chức Văn phòng UBND")
    + variants(STATE, "Công chức Văn phòng UBND tỉnh", "Công chức cơ quan Nhà nước", "Cán bộ nhà nước")
    + variants(STATE, "Cán bộ, công chức cơ quan Nhà nước tính từ cấp tỉnh trở lên", "Công chức Sở/UBND/Văn phòng UBND")
    + variants(PARTY, "Cán bộ Đảng", "Cán bộ MTTQ", "Cán bộ Đoàn", "Cán bộ Hội", "Cán bộ Công đoàn", "Công chức Đảng")
    + variants(PARTY, "MTTQ", "Đoàn", "Hội", "Công đoàn", "Cán bộ đoàn thể", "Cán bộ Đảng, đoàn thể")
    + variants(PARTY, "Cán bộ, công chức cơ quan Đảng, đoàn thể", "Cán bộ Đảng, MTTQ, Đoàn, Hội, Công đoàn")
    + variants(COMMUNE, "CBCC xã", "CBCC cấp xã", "CBCC phường", "Công chức cấp xã", "Công chức xã", "Công chức phường")
    + variants(COMMUNE, "Cán bộ xã", "Cán bộ phường", "Cán bộ, công chức xã", "Cán bộ, công chức phường")
    + variants(COMMUNE, "Cán bộ, công chức cấp xã", "Bán chuyên trách xã", "Không chuyên trách cấp xã", "Đặc khu")
    + variants(
        COMMUNE, "Không chuyên trách xã", "Không chuyên trách phường", "Người hoạt động không chuyên trách cấp xã"
    )
    + variants(COMMUNE, "Cán bộ, công chức đặc khu", "Công chức đặc khu", "Cán bộ, công chức xã, phường, thị trấn")
    + variants(VILLAGE, "Trưởng thôn", "Phó thôn", "Phó trưởng thôn", "Tổ trưởng TDP", "Tổ trưởng tổ dân phố")
    + variants(VILLAGE, "Công an viên", "Lực lượng ANTT cơ sở", "Không chuyên trách thôn", "Trưởng bản", "Trưởng ấp")
    + variants(VILLAGE, "Lực lượng bảo vệ an ninh trật tự cơ sở", "Không chuyên trách tổ dân phố", "Trưởng khóm")
    + variants(PUBLIC_SERVICE, "VC", "Giáo viên", "Giảng viên", "Bác sĩ", "Bác sỹ", "Y sĩ", "Y sỹ", "Điều dưỡng")
    + variants(PRIVATE_SERVICE, "Giáo viên trường tư", "Bệnh viện tư", "Nhân viên bệnh viện tư", "Giáo viên tư thục")
    + variants(MANAGER, "Giám đốc", "Phó giám đốc", "Chủ doanh nghiệp", "Kế toán trưởng", "HTX", "Hợp tác xã")
    + variants(MANAGER, "Giám đốc HTX", "Lãnh đạo doanh nghiệp", "Lãnh đạo, quản lý doanh nghiệp")
    + variants(EMPLOYEE, "NV", "Nhân viên", "Lao động gián tiếp", "Nhân viên văn phòng", "NV doanh nghiệp")
    + variants(WORKER, "CN", "Lao động trực tiếp", "Công nhân kỹ thuật", "Công nhân kĩ thuật")
    + variants(FARMER, "Làm ruộng", "Nông nghiệp", "Ngư dân", "Làm nông", "Làm nông nghiệp", "Nông")
    + variants(FORCES, "LLVT", "Sĩ quan", "Sỹ quan", "QNCN", "Quân nhân chuyên nghiệp", "HSQ-BS", "HSQ", "Hạ sĩ quan")
    + variants(FORCES, "Chiến sĩ", "Chiến sỹ", "Công an", "Bộ đội", "Biên phòng", "Bộ đội biên phòng", "Quân đội")
    + variants(STUDENT, "SV", "Học viên cao học")
    + variants(PUPIL, "HS", "Học sinh THPT")
    + variants(OTHER, "NLĐ", "Lao động hợp đồng", "LĐHĐ", "HĐLĐ", "Hợp đồng lao động", "HĐ 111", "Hợp đồng 111")
    + variants(OTHER, "Nội trợ", "Kinh doanh", "Buôn bán", "Nghề tự do", "Lao động tự do", "Tự do", "Đối tượng khác")
    + variants(_OFFICER, "CB")
    + variants(_CIVIL_SERVANT, "CC")
    + variants(_LABOURER, "Lao động")
    + variants(_LEARNER, "HSSV", "HS-SV", "Học sinh - sinh viên"),
    older=_NO_LINE,
)

CATEGORIES_OF_VERSION_1 = ChoiceList(
    (_OFFICER, _CIVIL_SERVANT, PUBLIC_SERVICE, _LABOURER, WORKER, _LEARNER, OTHER),
    variants(_OFFICER, "CB")
    + variants(_CIVIL_SERVANT, "CC")
    + variants(PUBLIC_SERVICE, "VC")
    + variants(_LABOURER, "NLĐ", "Lao động", "Lao động hợp đồng", "LĐHĐ", "Hợp đồng lao động", "HĐLĐ")
    + variants(WORKER, "CN")
    + variants(_LEARNER, "HSSV", "HS-SV")
    + variants(OTHER, "Đối tượng khác"),
    # What version 1 did not offer and units wrote all the same says which line is meant.
    older=tuple(choice for choice in LINES if choice not in (PUBLIC_SERVICE, WORKER, OTHER)),
)

# -- where people work -------------------------------------------------------------------------------------------------

STATE_OFFICE, PARTY_OFFICE, WARD = "Cơ quan Nhà nước", "Cơ quan Đảng, đoàn thể", "Xã, phường"

ESTABLISHMENTS: dict[str, tuple[str, ...]] = {
    STATE_OFFICE: (STATE, PUBLIC_SERVICE, PARTY, OTHER),
    PARTY_OFFICE: (PARTY, STATE, PUBLIC_SERVICE, OTHER),
    WARD: (COMMUNE, VILLAGE, FARMER, PUBLIC_SERVICE, WORKER, OTHER),
    "Đơn vị sự nghiệp": (PUBLIC_SERVICE, PRIVATE_SERVICE, STUDENT, OTHER),
    "Doanh nghiệp": (MANAGER, EMPLOYEE, WORKER, OTHER),
    "Quân đội": (FORCES, PUBLIC_SERVICE, WORKER, OTHER),
    "Công an": (FORCES, PUBLIC_SERVICE, WORKER, OTHER),
    "Trường học": (PUBLIC_SERVICE, STUDENT, PUPIL, PRIVATE_SERVICE, OTHER),
}
"""Each `Loại hình cơ sở` of the plan with the choices that its form offers first."""

_LINES_OF_OLDER = {
    **{(choice, STATE_OFFICE): STATE for choice in (_OFFICER, _CIVIL_SERVANT)},
    **{(choice, PARTY_OFFICE): PARTY for choice in (_OFFICER, _CIVIL_SERVANT)},
    **{(choice, WARD): COMMUNE for choice in (_OFFICER, _CIVIL_SERVANT)},
    **{(_LABOURER, office): OTHER for office in (STATE_OFFICE, PARTY_OFFICE, WARD)},
}


def line_of(choice: str, establishment: str) -> str | None:
    """Return which of the fourteen a choice is, one of version 1 by the kind of establishment; None where that is open.

    `establishment` is a key of ESTABLISHMENTS or empty. An officer of an office is one of the state, the Party or the
    commune; a labourer there falls under the last line; of an enterprise's labourers nobody knows who works how.
    """
    return choice if choice in LINES else _LINES_OF_OLDER.get((choice, establishment))


def offered(establishment: str) -> tuple[str, ...]:
    """Return the form's choices, those first that fit an establishment."""
    first = ESTABLISHMENTS.get(establishment, ())
    return (*first, *(choice for choice in LINES if choice not in first))
