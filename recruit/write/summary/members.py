"""The sheet `Đảng viên mới`: who was admitted, in the order in which the upper committee's database takes people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.language.wording import birth_text, vn_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.measure.result import Event, MonthResult
    from recruit.write.summary.sheets import Book

_PLACE = ("Quốc gia", "Tỉnh", "Địa chỉ chi tiết")
_COLUMNS: tuple[tuple[str, int], ...] = (
    ("STT", 6),
    ("ID", 8),
    ("Họ và tên", 32),
    ("Tên gọi khác", 14),
    ("Giới tính", 9),
    ("Sinh ngày", 12),
    ("Dân tộc", 10),
    ("Tôn giáo", 12),
    ("Số định danh cá nhân", 16),
    ("Số thẻ Đảng", 12),
    ("Nơi cấp thẻ Đảng", 14),
    ("Ngày cấp thẻ Đảng", 12),
    ("Số thẻ theo QĐ 85", 12),
    ("Tổ chức Đảng đang sinh hoạt", 22),
    *((f"{what}: {part}", 14) for what in ("Nơi đăng ký khai sinh", "Quê quán", "Thường trú") for part in _PLACE),
    ("Ngày vào Đảng", 12),
    ("Ngày vào Đảng chính thức", 12),
    ("Số CMND cũ", 12),
    ("Trạng thái hoạt động", 12),
    ("Ngày rời/mất/miễn", 12),
    ("Đề nghị xóa", 10),
    ("Mã đơn vị", 11),
    ("Số quyết định kết nạp", 16),
    ("Ngày quyết định kết nạp", 12),
)
"""The columns of the database's import workbook, and to their right what tells the clerk which decision it is."""


def write_members(book: Book, result: MonthResult) -> None:
    """Write the sheet: days as text, as the database takes them; what the monthly form does not hold stays empty."""
    headings, widths = zip(*_COLUMNS, strict=True)
    book.table("Đảng viên mới", headings, widths, _rows(result), len(result.admitted), kept=3)


def _rows(result: MonthResult) -> Iterator[list[object]]:
    for number, event in enumerate(result.admitted, start=1):
        known = _known(event, result)
        yield [number, *(known.get(heading) for heading, _ in _COLUMNS[1:])]


def _known(event: Event, result: MonthResult) -> dict[str, object]:
    """Return what is held of a new member, by heading. Somebody joins on the day of the ceremony, when it was held."""
    joined = event.ceremony if event.ceremony is not None and event.ceremony <= result.day else None
    return {
        "Họ và tên": event.name,
        "Giới tính": event.gender,
        "Sinh ngày": birth_text(event.birth),
        "Dân tộc": event.ethnic_group,
        "Tôn giáo": event.religion,
        "Tổ chức Đảng đang sinh hoạt": event.unit.organisation_code,
        "Quê quán: Địa chỉ chi tiết": event.home,
        "Ngày vào Đảng": vn_date(joined) if joined is not None else None,
        "Mã đơn vị": event.unit.code,
        "Số quyết định kết nạp": event.decision_number,
        "Ngày quyết định kết nạp": vn_date(event.day),
    }
