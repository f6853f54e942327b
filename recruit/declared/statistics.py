"""The official statistics of new members (Biểu 2 and 2B of Hướng dẫn 11-HD/BTCTW ngày 13/12/2021), line by line."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from recruit.declared.categories import LINES
from recruit.declared.choices import ETHNIC_GROUPS, MARRIED_ABROAD, OWNER, READMITTED
from recruit.language.spelling import joined_key

STATISTICS_SHEET, PEOPLES_SHEET = "Biểu 2", "Biểu 2B"

LINE_HEADING, NOW_HEADING, LAST_YEAR_HEADING = "Tiêu chí", "Kỳ này", "Cùng kỳ năm trước"
SHARE_OF_LAST_YEAR_HEADING = "(%) kỳ này so với cùng kỳ năm trước"
WOMEN_HEADING, SHARE_HEADING = "Trong đó: nữ", "Tỷ lệ (%)"

NOTE = "Tính theo ngày quyết định kết nạp; tuổi tính đủ năm đến ngày quyết định."


class LineKind(Enum):
    """What stands in a line of the form."""

    HEADING = "heading"
    COUNT = "count"
    MEAN = "mean"
    UNKNOWN = "unknown"
    """What the monthly form cannot know: it stays empty, for the clerk to fill in."""


class Line(NamedTuple):
    """A line of an official form: `text` as printed, `key` within its form, `depth` 0 for a part, 1 and 2 inside it.

    An `own` line is none of the official form's: it says who falls under no other line of its group, and is left out where
    that is nobody.
    """

    key: str
    text: str
    depth: int = 2
    kind: LineKind = LineKind.COUNT
    own: bool = False


TOTAL = "total"
REMARKED = {OWNER: "owners", MARRIED_ABROAD: "married_abroad", READMITTED: "readmitted"}
"""The lines of part I that count a remark of the form."""

AGES: tuple[tuple[str, int, int], ...] = (
    ("Từ 18 - 30 tuổi", 18, 30),
    ("31 - 35", 31, 35),
    ("36 - 40", 36, 40),
    ("41 - 45", 41, 45),
    ("46 - 50", 46, 50),
    ("51 - 55", 51, 55),
    ("56 - 60", 56, 60),
    ("Trên 60 tuổi", 61, 200),
)
"""The bands of full years on the day of the decision, both ends included."""

SCHOOLING = {
    "Chưa hết tiểu học": "Biết đọc, biết viết chữ quốc ngữ",
    "Tiểu học": "Tiểu học",
    "THCS": "Trung học cơ sở",
    "THPT": "Trung học phổ thông",
}
QUALIFICATION_LINES = {
    "Sơ cấp": "Công nhân kỹ thuật, nhân viên nghiệp vụ, sơ cấp",
    "Trung cấp": "Trung cấp",
    "Cao đẳng": "Cao đẳng",
    "Đại học": "Đại học",
    "Thạc sĩ": "Thạc sỹ",
    "Tiến sĩ": "Tiến sỹ",
}

# Lines of the form that belong to the three of an enterprise bear a plus sign there.
_OF_AN_ENTERPRISE = frozenset({"Quản lý doanh nghiệp", "Nhân viên doanh nghiệp", "Công nhân"})


def _group(name: str, lines: dict[str, str]) -> tuple[Line, ...]:
    return tuple(Line(f"{name}:{choice}", text) for choice, text in lines.items())


def unclear(name: str) -> str:
    """Return the key of a group's line of those of whom it is not clear where they belong."""
    return f"{name}:unclear"


STATISTICS: tuple[Line, ...] = (
    Line(TOTAL, "I. Tổng số đảng viên mới kết nạp", 0),
    Line("women", "- Nữ"),
    Line("minorities", "- Dân tộc thiểu số"),
    Line("religious", "- Người theo tôn giáo"),
    Line("union_members", "- Đoàn viên Đoàn TNCS Hồ Chí Minh"),
    Line("owners", "- Chủ doanh nghiệp tư nhân"),
    Line("family_planning", "- Quần chúng vi phạm chính sách KHHGĐ", kind=LineKind.UNKNOWN),
    Line("married_abroad", "- Có quan hệ hôn nhân với người nước ngoài"),
    Line("readmitted", "- Kết nạp lại"),
    *(
        Line(unclear(name), f"Chưa rõ: {text}", own=True)
        for name, text in (
            ("women", "giới tính"),
            ("minorities", "dân tộc"),
            ("religious", "tôn giáo"),
            ("union_members", "đoàn viên"),
        )
    ),
    Line("kinds", "II. Phân tích đảng viên mới kết nạp", 0, LineKind.HEADING),
    Line("category", "1. Nghề nghiệp", 1, LineKind.HEADING),
    *_group("category", {choice: f"{'+ ' * (choice in _OF_AN_ENTERPRISE)}{text}" for choice, text in LINES.items()}),
    Line(unclear("category"), "Chưa rõ dòng", own=True),
    Line("age", "2. Tuổi đời", 1, LineKind.HEADING),
    *_group("age", {text: text for text, _, _ in AGES}),
    Line(unclear("age"), "Dưới 18 tuổi", own=True),
    Line("mean_age", "Tuổi bình quân", kind=LineKind.MEAN),
    Line("education", "3. Trình độ giáo dục phổ thông", 1, LineKind.HEADING),
    *_group("education", SCHOOLING),
    Line(unclear("education"), "Chưa rõ trình độ giáo dục phổ thông", own=True),
    Line("qualification", "4. Trình độ chuyên môn nghiệp vụ", 1, LineKind.HEADING),
    *_group("qualification", QUALIFICATION_LINES),
    Line("qualification:none", "Không có trình độ chuyên môn (ô để trống)", own=True),
    Line(unclear("qualification"), "Chưa rõ trình độ chuyên môn", own=True),
    Line("titles", "5. Chức danh khoa học", 1, LineKind.HEADING),
    Line("associate_professors", "Phó Giáo sư", kind=LineKind.UNKNOWN),
    Line("professors", "Giáo sư", kind=LineKind.UNKNOWN),
    Line("organisations", "III. Số tổ chức cơ sở đảng có đến cuối kỳ báo cáo", 0),
    Line("committees", "1. Đảng bộ cơ sở", 1),
    Line("committees_admitted", "+ Có kết nạp đảng viên"),
    Line("committees_exhausted", "+ Không còn quần chúng"),
    Line("grassroots_branches", "2. Chi bộ cơ sở", 1, LineKind.UNKNOWN),
    Line("grassroots_branches_admitted", "+ Có kết nạp đảng viên", kind=LineKind.UNKNOWN),
    Line("grassroots_branches_exhausted", "+ Không còn quần chúng", kind=LineKind.UNKNOWN),
    Line("branches", "Chi bộ trực thuộc", 1, own=True),
    Line("branches_admitted", "+ Có kết nạp đảng viên (chi bộ trực thuộc)", own=True),
    Line("branches_exhausted", "+ Không còn quần chúng (chi bộ trực thuộc)", own=True),
)
"""Biểu 2-BTCTW, with the lines that make its groups whole."""

# -- Biểu 2B -----------------------------------------------------------------------------------------------------------

_PEOPLES = {choice: choice for choice in ETHNIC_GROUPS.choices} | {"Khmer": "Khơ-me"}

OTHER_RELIGION = "Đạo khác"
RELIGIONS: dict[str, tuple[str, ...]] = {
    "Phật giáo": ("Phật", "Đạo Phật", "Phật giáo Việt Nam"),
    "Công giáo": ("Thiên chúa giáo", "Thiên Chúa", "Đạo Thiên chúa", "Ki tô giáo", "Kitô giáo", "Đạo Công giáo"),
    "Phật giáo Hòa Hảo": ("Hòa Hảo", "Đạo Hòa Hảo", "PGHH"),
    "Cao Đài": ("Đạo Cao Đài", "Cao đài Tây Ninh"),
    "Tin Lành": ("Đạo Tin lành",),
    "Hồi giáo": ("Đạo Hồi", "Islam", "Hồi giáo Islam"),
    OTHER_RELIGION: ("Khác", "Tôn giáo khác"),
}
"""The religions of the form of statistics, each with other names; whatever else is written is another one."""

_RELIGION_BY_KEY = {
    joined_key(name, {32: None}): religion for religion, names in RELIGIONS.items() for name in (religion, *names)
}


def religion_line(written: str) -> str:
    """Return the line of Biểu 2B under which a religion falls, as somebody wrote it."""
    return _RELIGION_BY_KEY.get(joined_key(written, {32: None}), OTHER_RELIGION)


PEOPLES: tuple[Line, ...] = (
    Line("peoples", "Dân tộc", 0, LineKind.HEADING),
    *_group("ethnic_group", _PEOPLES),
    Line("other_people", "Dân tộc khác", kind=LineKind.UNKNOWN),
    Line("foreign_born", "Q.tịch gốc nước ngoài", kind=LineKind.UNKNOWN),
    Line(unclear("ethnic_group"), "Chưa rõ dân tộc", own=True),
    Line("religions", "Tôn giáo", 0, LineKind.HEADING),
    *_group("religion", {religion: religion for religion in RELIGIONS}),
    Line("religion:none", "Không theo tôn giáo", own=True),
    Line(unclear("religion"), "Chưa rõ tôn giáo", own=True),
)
"""Biểu 2B: new members by people and religion."""
