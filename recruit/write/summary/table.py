"""Long tables: rows written as XML straight into a sheet's part while the package is made, never all held as cells."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from recruit.write.cells import as_typed, sound
from recruit.write.fitting import line_count, row_height

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


SHEET_ROWS = 1_048_576
"""Rows that Excel holds in one sheet, the headings' included."""

SHEET_BYTES = 2_000_000_000
"""A part of 2 GiB needs an extension of the package's format over which Excel complains."""

MORE_ROWS = "Còn {count} dòng nữa không ghi được ở đây: trang tính đã đầy."

_PIECE = 1 << 18
# Lists say the same again and again; starting anew bounds the memory.
_REMEMBERED = 65_536

_MODEL, _ROW_END = b'<row r="2"', b"</row>"
_STYLE = re.compile(rb'<c r="[A-Z]+2" s="(\d+)"/>')
_SIZE = re.compile(rb'<dimension ref="[^"]*"/>')

_BEFORE_EXCEL = date(1899, 12, 31).toordinal()


class Styles(NamedTuple):
    """Numbers of the cell styles in the package: of texts, whole numbers, rates and days."""

    text: str
    number: str
    rate: str
    day: str


class Table:
    """A table's rows under the headings of a sheet whose part was made without them.

    `widths` are the columns' in characters, `count` the number of `rows`. The part's second row must be a model: a
    blank cell of each of the `Styles`, in their order; the rows take its place.
    """

    def __init__(self, widths: Sequence[int], rows: Iterable[Sequence[object]], count: int) -> None:
        self._widths = widths
        self._rows = rows
        self._count = count
        self._texts: dict[str, str] = {}
        self._days: dict[date, str] = {}

    def fill(self, part: bytes) -> Iterator[bytes]:
        """Yield the sheet's part in pieces, with the rows."""
        start = part.index(_MODEL)
        end = part.index(_ROW_END, start) + len(_ROW_END)
        self._styles = Styles(*(found.decode() for found in _STYLE.findall(part[start:end])))
        last = f"{xl_col_to_name(len(self._widths) - 1)}{min(self._count + 1, SHEET_ROWS)}"
        yield _SIZE.sub(f'<dimension ref="A1:{last}"/>'.encode(), part[:start])
        yield from self._pieces()
        yield part[end:]

    def _pieces(self) -> Iterator[bytes]:
        columns = [(f'<c r="{xl_col_to_name(number)}', width) for number, width in enumerate(self._widths)]
        piece: list[str] = []
        length = written = 0
        for number, values in enumerate(self._rows, start=2):
            if (number == SHEET_ROWS and self._count >= SHEET_ROWS) or written > SHEET_BYTES:
                piece.append(self._row(columns, number, [MORE_ROWS.format(count=self._count + 2 - number)]))
                break
            row = self._row(columns, number, values)
            piece.append(row)
            length += len(row)
            if length > _PIECE:
                data = "".join(piece).encode()
                yield data
                written += len(data)
                piece.clear()
                length = 0
        yield "".join(piece).encode()

    def _row(self, columns: Sequence[tuple[str, int]], number: int, values: Sequence[object]) -> str:
        row, texts = str(number), self._texts
        lines = 1
        cells: list[str] = []
        # The first row of one value is the words of a full sheet, hence not strict.
        for (start, width), value in zip(columns, values, strict=False):
            if value is None:
                continue
            if type(value) is str:
                content = texts.get(value)
                if content is None:
                    content = self._text(value)
                # What is this short stands on a line in any letters.
                if 11 * len(value) > 5 * width or "\n" in value:
                    lines = max(lines, line_count(value, width))
            else:
                content = self._content(value)
            if content:
                cells += (start, row, content)
        # Excel finds the height of wrapped text by itself, LibreOffice and WPS do not.
        tall = f' ht="{row_height(lines)}" customHeight="1"' if lines > 1 else ""
        return f'<row r="{row}"{tall}>{"".join(cells)}</row>'

    def _content(self, value: object) -> str:
        """Return what follows a cell's address, by the value's type; empty for a blank."""
        if isinstance(value, date):
            return self._days.get(value) or self._day(value)
        if isinstance(value, Fraction):
            return f'" s="{self._styles.rate}"><v>{float(value)!r}</v></c>'
        if isinstance(value, int):
            return f'" s="{self._styles.number}"><v>{value}</v></c>'
        return self._text(str(value))

    def _day(self, day: date) -> str:
        serial = day.toordinal() - _BEFORE_EXCEL
        # Excel has a 29th of February 1900.
        content = f'" s="{self._styles.day}"><v>{serial + (serial > 59)}</v></c>'
        self._days[day] = content
        return content

    def _text(self, value: str) -> str:
        text = as_typed(sound(value))
        kept = ' xml:space="preserve"' if text != text.strip() else ""
        text = escape(text, quote=False).replace("\r", "_x000D_")
        content = f'" s="{self._styles.text}" t="inlineStr"><is><t{kept}>{text}</t></is></c>' if text else ""
        if len(self._texts) >= _REMEMBERED:
            self._texts.clear()
        self._texts[value] = content
        return content
