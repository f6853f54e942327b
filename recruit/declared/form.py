"""The monthly form, declared once: its sheets, its cover and its list. Everything that knows the form asks here."""

from __future__ import annotations

from recruit.declared.cover import COVER
from recruit.declared.field import Kind
from recruit.declared.people import ADMISSION, CLASS, LEAVING, LIST, PROFILE, SOURCE
from recruit.language.spelling import fold

VERSION = "2"

COVER_SHEET = "Báo cáo"
LIST_SHEET = "Danh sách"
GUIDE_SHEET = "Hướng dẫn"
HIDDEN_SHEET = "_bieu"
CHECK_SHEET = "_tu_kiem"
"""The hidden sheet on which the form checks itself: formulas, which nobody reads."""

MENDING_SHEET = "Cần sửa"
"""The first sheet of a form that goes back to its unit: what is to be mended in it."""

OF_THE_OFFICE = frozenset(map(fold, (GUIDE_SHEET, MENDING_SHEET, CHECK_SHEET)))
"""Sheets that the office adds to a form, folded; what stands there is no report."""

REPLY_HEADING = "Đơn vị trả lời"
"""The column of that sheet in which the unit may reply to a warning."""

COVER_BY_KEY = {field.key: field for field in COVER}
LIST_BY_KEY = {field.key: field for field in LIST}
PERSON_KEYS: tuple[str, ...] = tuple(field.key for field in LIST if field.key != "number")
"""The keys of the columns that say something of a person: all but STT."""

_OF_PAPERS = ("certificate_number", "decision_number")
FREE_TEXT: tuple[str, ...] = tuple(
    field.key for field in LIST if field.kind is Kind.TEXT and field.key not in _OF_PAPERS
)
"""The keys of the list's columns in which anything may be written: texts, but for those that ask for a paper's number."""

GROUPS: tuple[str, ...] = (PROFILE, SOURCE, CLASS, ADMISSION, LEAVING)
STEPS: tuple[str, ...] = tuple(field.key for field in LIST if field.is_step)

STYLED_ROWS = 72
"""Rows of the list that are drawn with borders in the empty form."""

CHECKED_ROWS = 300
"""Last sheet row down to which cells of the list are unlocked and checked."""

VERSION_LABEL, UNIT_LABEL, PROBE_LABEL, RETURNED_LABEL = "Phiên bản", "Mã đơn vị", "Ngày thử", "Trả lại của tháng"
CARRIED_LABEL = "Liên hệ ghi sẵn"
"""Labels of the hidden sheet, each with its value to the right."""

PROBE, PROBE_SOUND, PROBE_TURNED = '=DAY(DATEVALUE("05/03/2024"))', 5, 3
"""What the hidden sheet asks of the machine that saves it, and the answers of one that puts the day, or the month, first."""
