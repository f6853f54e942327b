"""The sheet `Đảng viên dự bị`: a probationary member a row, those who are due first before the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.probation import PROBATION_BY_KEY, PROBATION_SHEET
from recruit.declared.summary import UNIT_HEADING
from recruit.language.wording import cited_date

if TYPE_CHECKING:
    from datetime import date

    from recruit.measure.probationer import Probationer
    from recruit.measure.result import MonthResult
    from recruit.write.summary.sheets import Book

_COLUMNS = (
    ("STT", 6),
    ("Họ và tên", 32),
    ("Ngày sinh", 12),
    ("Chi bộ", 28),
    ("Ngày lễ kết nạp", 12),
    ("Hết 12 tháng dự bị", 12),
    ("Hạn chi bộ xét (30 ngày làm việc)", 14),
    ("Giấy chứng nhận lớp đảng viên mới (số, ngày)", 22),
    ("Ngày chi bộ xét", 12),
    ("Số, ngày quyết định", 24),
    ("Tình trạng", 14),
    (UNIT_HEADING, 11),
    # What stands together above, apart, as the form has it: next year's reports read it.
    *((PROBATION_BY_KEY[key].label, 14) for key in ("class_number", "class_day", "recognition_number", "recognised")),
    (PROBATION_BY_KEY["note"].label, 22),
    ("Tệp", 34),
    ("Trang", 16),
    ("Ô", 8),
)


def write_probation(book: Book, result: MonthResult) -> None:
    """Write the sheet; without members its headings alone."""
    headings, widths = zip(*_COLUMNS, strict=True)
    rows = (_row(number, member) for number, member in enumerate(result.probation, start=1))
    book.table(PROBATION_SHEET, headings, widths, rows, len(result.probation), kept=2)


def _row(number: int, member: Probationer) -> list[object]:
    place = member.place
    return [
        number,
        member.name,
        member.birth,
        member.unit.name if member.unit is not None else None,
        member.ceremony,
        member.due,
        member.review_by,
        _numbered(member.class_number, member.class_day),
        member.reviewed,
        _numbered(member.recognition_number, member.recognised),
        member.standing_words,
        member.unit.code if member.unit is not None else member.unit_code,
        member.class_number or None,
        member.class_day,
        member.recognition_number or None,
        member.recognised,
        member.note or None,
        place.file,
        place.sheet,
        place.cell,
    ]


def _numbered(number: str, day: date | None) -> str | None:
    parts = [number, f"ngày {cited_date(day)}" if day is not None else ""]
    return ", ".join(filter(None, parts)) or None
