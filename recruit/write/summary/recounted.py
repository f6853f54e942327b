"""The workbook of a second opinion: every printed figure beside the one counted again, cells read otherwise, files."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from recruit.recount.result import NOT_COUNTED, Verdict
from recruit.write.summary.contents import code_widths
from recruit.write.summary.sheets import Book

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from recruit.model import Period
    from recruit.recount.result import Recounted

_OPENED = "Đã đếm lại"
_RATE = "Tỷ lệ"
_FIRST = (Verdict.OTHER, Verdict.UNJUDGED, Verdict.SAME)


def recounted_bytes(found: Recounted, period: Period) -> bytes:
    """Return what a recount found as .xlsx: what does not agree stands first."""
    book = Book(
        f"Đối chiếu độc lập tháng {period.month:02d}/{period.year}",
        code_widths({line.unit_code for line in found.figures}),
    )
    summary = list(_summary(found))
    book.table("Tóm tắt", ("Mục", "Nội dung"), (34, 90), summary, len(summary))
    _write(
        book,
        "Đối chiếu",
        {"Kết quả": 17, "Nơi in": 14, "Số liệu": 44, "Mã đơn vị": 9, "Đã in": 34, "Đếm lại": 20, "Vì sao": 24},
        [
            [
                line.verdict.value,
                line.printed_in,
                line.name,
                line.unit_code,
                _value(line.printed, line.name),
                _value(line.counted, line.name),
                line.why,
            ]
            for line in _sorted(found.figures)
        ],
    )
    _write(
        book,
        "Ô",
        {"Kết quả": 17, "Tệp": 44, "Trang": 12, "Ô": 7, "Về": 28, "Đã đọc": 20, "Đọc lại": 20},
        [
            [
                line.verdict.value,
                line.file,
                line.sheet,
                line.cell,
                line.what,
                _value(line.printed),
                _value(line.read),
            ]
            for line in _sorted(found.cells)
        ],
    )
    _write(
        book,
        "Tệp",
        {"Kết quả": 40, "Tệp": 60, "Mã đơn vị": 11},
        [
            [f"{Verdict.UNJUDGED.value}: {line.why}" if line.why else _OPENED, line.file, line.unit_code]
            for line in found.files
        ],
    )
    return book.close()


def _summary(found: Recounted) -> Iterator[list[object]]:
    """Yield what came of it, and what stands on which sheet."""
    yield ["Số liệu đã đối chiếu", len(found.figures)]
    yield [Verdict.SAME.value, found.same]
    yield [Verdict.OTHER.value, len(found.differing) + len(found.cells_read_otherwise)]
    yield [Verdict.UNJUDGED.value, len(found.unjudged) + sum(line.verdict is Verdict.UNJUDGED for line in found.cells)]
    yield [
        "Trang Đối chiếu",
        "Mỗi dòng một số liệu: chỗ in, số đã in, số đếm lại từ ô của các đơn vị. Chỗ không khớp đứng đầu.",
    ]
    yield [
        "Trang Ô",
        "Ô đọc lại khác với ô đã đọc, và ô mà cách đọc thứ hai không xét được; mở đúng tệp, trang, ô để xem.",
    ]
    yield ["Trang Tệp", "Biểu của từng đơn vị đã mở lại để đếm; tệp .xls, .xlsb, .ods không mở lại được."]
    for what, why in NOT_COUNTED:
        yield [f"Không đếm lại: {what}", why]


def _sorted(lines: Iterable) -> Iterator:
    yield from sorted(lines, key=lambda line: _FIRST.index(line.verdict))


def _write(book: Book, name: str, columns: dict[str, int], rows: Sequence[Sequence[object]]) -> None:
    sheet = book.table(name, tuple(columns), tuple(columns.values()), rows, len(rows))
    _colour(book, sheet, len(rows))


def _colour(book: Book, sheet: Worksheet, count: int) -> None:
    for verdict, style in ((Verdict.OTHER, book.error), (Verdict.UNJUDGED, book.warning)):
        rule = {"type": "text", "criteria": "begins with", "value": verdict.value, "format": style}
        sheet.conditional_format(1, 0, max(count, 1), 0, rule)


def _value(value: object, name: str = "") -> object:
    """Return a value as the sheet shows it: counts as numbers, rates in per cent, yes or no and all else as text."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float | int) and name.startswith(_RATE):
        return Fraction(value).limit_denominator(1_000_000)
    if isinstance(value, float):
        return int(value) if value == int(value) else f"{value:.4f}".replace(".", ",")
    return value if isinstance(value, int | str | date) or value is None else str(value)
