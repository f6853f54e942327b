"""The sheet `Danh sách` of the monthly form, declared once: a column a field, from left to right, in five groups."""

from __future__ import annotations

from dataclasses import replace

from recruit.declared.categories import CATEGORIES, CATEGORIES_OF_VERSION_1, STATE
from recruit.declared.choices import (
    EDUCATION,
    ETHNIC_GROUPS,
    GENDERS,
    LEAVING_REASONS,
    QUALIFICATIONS,
    REMARKS,
    YES_NO,
)
from recruit.declared.field import Field, Kind

PROFILE = "Lý lịch"
SOURCE = "Tạo nguồn"
CLASS = "Học lớp"
ADMISSION = "Kết nạp"
LEAVING = "Đưa ra"


def _step(
    key: str, label: str, group: str, help: str, example: str, *, required: bool = False, synonyms: tuple[str, ...] = ()
) -> Field:
    return Field(
        key, label, Kind.DATE, group, required, synonyms=synonyms, help=help, example=example, width=12, is_step=True
    )


LIST: tuple[Field, ...] = (
    Field(
        "number",
        "STT",
        Kind.NUMBER,
        PROFILE,
        synonyms=("TT", "Số TT", "Số thứ tự"),
        help="Số thứ tự.",
        example="1",
        width=5,
    ),
    Field(
        "name",
        "Họ và tên",
        Kind.TEXT,
        PROFILE,
        required=True,
        synonyms=("Họ tên", "Họ, tên", "Họ và tên khai sinh", "Họ tên quần chúng"),
        help="Họ và tên đầy đủ, có dấu, bằng phông Unicode (Times New Roman).",
        example="Nguyễn Thị Minh",
        width=32,
    ),
    Field(
        "birth",
        "Ngày sinh",
        Kind.BIRTH_DATE,
        PROFILE,
        required=True,
        synonyms=("Ngày, tháng, năm sinh", "Ngày tháng năm sinh", "Năm sinh", "NTNS", "Sinh ngày"),
        help="Ngày/tháng/năm; chỉ biết năm thì ghi bốn chữ số của năm.",
        example="05/03/1995",
        width=12,
    ),
    Field(
        "gender",
        "Giới tính",
        Kind.CHOICE,
        PROFILE,
        required=True,
        choices=GENDERS,
        synonyms=("Nam/Nữ", "Phái"),
        help="Nam hoặc Nữ.",
        example="Nữ",
        width=8,
    ),
    Field(
        "ethnic_group",
        "Dân tộc",
        Kind.CHOICE,
        PROFILE,
        required=True,
        choices=ETHNIC_GROUPS,
        help="Chọn trong danh sách 54 dân tộc.",
        example="Tày",
        width=10,
    ),
    Field(
        "religion",
        "Tôn giáo",
        Kind.TEXT,
        PROFILE,
        help="Không có thì để trống hoặc ghi Không.",
        example="Không",
        width=10,
    ),
    Field(
        "union_member",
        "Đoàn viên",
        Kind.CHOICE,
        PROFILE,
        choices=YES_NO,
        synonyms=("Đoàn viên TNCS", "Là đoàn viên"),
        help="Có hoặc Không: là đoàn viên Đoàn TNCS Hồ Chí Minh.",
        example="Có",
        width=8,
    ),
    Field(
        "education",
        "Trình độ học vấn",
        Kind.CHOICE,
        PROFILE,
        required=True,
        choices=EDUCATION,
        synonyms=("Học vấn", "Văn hóa", "Trình độ văn hóa", "Trình độ giáo dục phổ thông"),
        help="Bậc học phổ thông đã xong.",
        example="THPT",
        width=11,
    ),
    Field(
        "qualification",
        "Trình độ chuyên môn",
        Kind.CHOICE,
        PROFILE,
        choices=QUALIFICATIONS,
        synonyms=("Chuyên môn", "Trình độ CM", "Chuyên môn nghiệp vụ", "Trình độ chuyên môn, nghiệp vụ"),
        help="Bằng cấp cao nhất; chưa có thì để trống.",
        example="Đại học",
        width=11,
    ),
    Field(
        "category",
        "Đối tượng",
        Kind.CHOICE,
        PROFILE,
        choices=CATEGORIES,
        synonyms=("Thành phần",),
        help="Chọn trong danh sách: công việc chính.",
        example=STATE,
        width=31,
    ),
    Field(
        "position",
        "Chức vụ, đơn vị công tác",
        Kind.TEXT,
        PROFILE,
        required=True,
        synonyms=("Chức vụ đơn vị công tác", "Chức vụ, nơi công tác", "Chức vụ", "Đơn vị công tác", "Nơi công tác"),
        help="Chức vụ hoặc công việc và nơi công tác.",
        example="Chuyên viên, Phòng Tổng hợp",
        width=26,
    ),
    Field(
        "home",
        "Quê quán",
        Kind.TEXT,
        PROFILE,
        synonyms=("Quê", "Nguyên quán"),
        help="Xã, tỉnh; không bắt buộc.",
        example="Xã An Bình, tỉnh Bắc Ninh",
        width=22,
    ),
    _step(
        "joined",
        "Ngày vào danh sách cảm tình",
        SOURCE,
        "Ngày nghị quyết của chi bộ đưa vào danh sách.",
        "22/01/2024",
        required=True,
        synonyms=("Ngày vào danh sách", "Ngày vào DS cảm tình", "Ngày vào cảm tình", "Ngày vào"),
    ),
    Field(
        "helpers",
        "Đảng viên giúp đỡ",
        Kind.TEXT,
        SOURCE,
        synonyms=("Người giúp đỡ", "Đảng viên chính thức giúp đỡ"),
        help="Đảng viên chính thức; nhiều người thì cách nhau bằng dấu chấm phẩy.",
        example="Lê Văn Hùng; Trần Thị Mai",
        width=32,
    ),
    _step(
        "helper_assigned",
        "Ngày phân công giúp đỡ",
        SOURCE,
        "Ngày chi bộ phân công.",
        "22/01/2024",
        synonyms=("Ngày phân công",),
    ),
    Field(
        "task",
        "Nhiệm vụ được giao",
        Kind.TEXT,
        SOURCE,
        synonyms=("Nhiệm vụ",),
        help="Nhiệm vụ chi bộ giao để thử thách.",
        example="Phụ trách chuyển đổi số của phòng",
        width=24,
    ),
    _step(
        "class_proposed",
        "Ngày đề nghị học lớp",
        CLASS,
        "Ngày chi bộ đề nghị Đảng ủy cử đi học.",
        "23/02/2024",
        synonyms=("Đề nghị học lớp",),
    ),
    _step(
        "class_sent",
        "Ngày cử đi học lớp",
        CLASS,
        "Ngày Đảng ủy cử đi học lớp bồi dưỡng nhận thức về Đảng.",
        "15/04/2024",
        synonyms=("Ngày cử đi học", "Ngày cử học", "Ngày đi học"),
    ),
    Field(
        "certificate_number",
        "Số giấy chứng nhận",
        Kind.TEXT,
        CLASS,
        synonyms=("Số GCN", "Giấy chứng nhận số"),
        help="Số trên giấy chứng nhận hoàn thành lớp.",
        example="127/GCN",
        width=12,
    ),
    _step(
        "certificate",
        "Ngày cấp giấy chứng nhận",
        CLASS,
        "Ngày ghi trên giấy chứng nhận.",
        "10/05/2024",
        synonyms=("Ngày cấp GCN", "Ngày cấp"),
    ),
    _step(
        "procedure_proposed",
        "Ngày đề nghị làm thủ tục",
        ADMISSION,
        "Ngày chi bộ đề nghị cho làm thủ tục kết nạp.",
        "24/06/2024",
        synonyms=("Đề nghị làm thủ tục",),
    ),
    _step(
        "agreed",
        "Ngày Đảng ủy đồng ý",
        ADMISSION,
        "Ngày Đảng ủy đồng ý cho làm thủ tục.",
        "05/07/2024",
        synonyms=("Đảng ủy đồng ý", "Ngày ĐU đồng ý"),
    ),
    _step(
        "resolution",
        "Ngày nghị quyết đề nghị kết nạp",
        ADMISSION,
        "Ngày nghị quyết của chi bộ đề nghị kết nạp.",
        "26/08/2024",
        synonyms=("Ngày nghị quyết", "Ngày NQ đề nghị kết nạp"),
    ),
    Field(
        "decision_number",
        "Số quyết định kết nạp",
        Kind.TEXT,
        ADMISSION,
        synonyms=("Số quyết định", "Số QĐ", "Số QĐ kết nạp"),
        help="Số quyết định kết nạp.",
        example="31-QĐ/ĐUK",
        width=13,
    ),
    _step(
        "decision",
        "Ngày quyết định kết nạp",
        ADMISSION,
        "Ngày ký quyết định kết nạp.",
        "16/09/2024",
        synonyms=("Ngày quyết định", "Ngày QĐ", "Ngày QĐ kết nạp"),
    ),
    _step(
        "ceremony",
        "Ngày lễ kết nạp",
        ADMISSION,
        "Ngày tổ chức lễ; có thể là ngày dự kiến.",
        "30/09/2024",
        synonyms=("Ngày kết nạp", "Lễ kết nạp", "Ngày tổ chức lễ kết nạp"),
    ),
    _step(
        "left",
        "Ngày đưa ra khỏi danh sách",
        LEAVING,
        "Ngày chi bộ đưa ra khỏi danh sách; không xóa dòng.",
        "",
        synonyms=("Ngày đưa ra", "Ngày ra khỏi danh sách"),
    ),
    Field(
        "leaving_reason",
        "Lý do đưa ra",
        Kind.CHOICE,
        LEAVING,
        choices=LEAVING_REASONS,
        synonyms=("Lý do",),
        help="Ghi cùng với ngày đưa ra.",
        example="",
        width=22,
    ),
    Field(
        "remark",
        "Ghi nhận",
        Kind.CHOICE,
        LEAVING,
        choices=REMARKS,
        help="Chỉ chọn khi người được kết nạp thuộc một trong các trường hợp này.",
        width=18,
    ),
    Field("note", "Ghi chú", Kind.TEXT, LEAVING, help="Điều cần nói thêm.", example="", width=20),
)

_SINCE_VERSION_2 = ("home", "remark")

LIST_OF_VERSION_1: tuple[Field, ...] = tuple(
    replace(field, choices=CATEGORIES_OF_VERSION_1) if field.key == "category" else field
    for field in LIST
    if field.key not in _SINCE_VERSION_2
)
"""The list as version 1 of the form had it."""

BEHIND_NAMES = (
    *(
        "bí thư",
        "phó bí",
        "phó chủ",
        "phó phòng",
        "phó trưởng",
        "phó giám",
        "trưởng phòng",
        "trưởng ban",
        "trưởng thôn",
    ),
    *("chuyên viên", "cán bộ", "công chức", "công nhân", "công an", "nhân viên", "giáo viên", "kế toán", "văn thư"),
    *("văn phòng", "chủ tịch", "giám đốc", "ủy viên", "thủ quỹ", "tổ trưởng", "tổ phó", "đội trưởng", "chi bộ"),
    *("chi đoàn", "đoàn viên", "đoàn thanh", "đảng viên", "sinh viên", "học sinh", "lái xe", "bảo vệ", "kỹ sư"),
    *("bác sĩ", "y sĩ", "điều dưỡng", "đã kết", "đã chuyển", "quê quán", "dân tộc", "sinh năm", "công ty", "hợp tác"),
    *("phòng", "tổ", "ban", "sở", "khoa", "trường", "đội", "thôn", "xóm", "xã", "phường", "huyện", "tỉnh", "thành phố"),
)
"""With which word or two a post, a place or a remark begins that somebody wrote behind a name, as often in capitals."""
