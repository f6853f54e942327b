"""The workbook of a second opinion: every printed figure beside the one counted again, cells read otherwise, files."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from recruit.recount.result import Verdict
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
    book = Book(f"Đối chiếu độc lập tháng {period.month:02d}/{period.year}")
    _write(
        book,
        "Đối chiếu",
        {"Kết quả": 20, "Nơi in": 16, "Số liệu": 46, "Mã đơn vị": 11, "Đã in": 26, "Đếm lại": 26, "Vì sao": 50},
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
        {"Kết quả": 20, "Tệp": 52, "Trang": 14, "Ô": 8, "Về": 40, "Đã đọc": 30, "Đọc lại": 30},
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
        {"Kết quả": 52, "Tệp": 60, "Mã đơn vị": 11},
        [
            [f"{Verdict.UNJUDGED.value}: {line.why}" if line.why else _OPENED, line.file, line.unit_code]
            for line in found.files
        ],
    )
    return book.close()


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
    """Return a value as the sheet shows it: counts as numbers, rates in per cent, all else as text."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float | int) and name.startswith(_RATE):
        return Fraction(value).limit_denominator(1_000_000)
    if isinstance(value, float):
        return int(value) if value == int(value) else f"{value:.4f}".replace(".", ",")
    return value if isinstance(value, int | str | date) or value is None else str(value)
