"""One worksheet's XML to raw cells with addresses, within bounds, naming sheet and cell where it is refused."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from recruit.intake.refusals import Refused, refusal
from recruit.read.dates import day_number
from recruit.read.ooxml import local, parse, text_of, unescape
from recruit.read.plain_xml import split_content, split_sheet
from recruit.read.workbook import MAX_COLUMN, MAX_MERGES, MAX_ROW, RawCell, SheetContent
from recruit.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_TRUE = ("1", "true")


class Book(Protocol):
    """What a sheet needs of its workbook."""

    cells_left: int
    date1904: bool

    def shared_string(self, index: int) -> tuple[str, str]:
        """Return a shared string and the legacy font of one of its runs. Raises IndexError."""

    def count(self, cells: int, characters: int) -> bool:
        """Count a sheet's content; return whether the workbook's limits still hold."""


def where_in(sheet: str, cell: str = "") -> str:
    """Return the words for a place in a workbook that follow what is wrong there."""
    return f", trang “{sheet[:40]}”" + (f", ô {clean(cell)[:12]}" if cell else "")


class SheetReader:
    """Reads one sheet: by its text where it is plain, else by its tree; both give the same."""

    def __init__(self, book: Book, name: str) -> None:
        self._book = book
        self._name = name
        self._rows: dict[int, dict[int, RawCell]] = {}

    def read(self, data: bytes) -> SheetContent:
        """Return what the sheet's XML holds. Raises Refused."""
        root, hidden = self._read_plain(data) or self._read_tree(data)
        if not self._book.count(*self._size()):
            raise self._refusal("too-many-cells")
        parts = {local(child): child for child in root}
        return SheetContent(
            {row: _in_order(self._rows[row]) for row in sorted(self._rows)},
            tuple(self._merges(parts.get("mergeCells", ()))),
            frozenset(hidden & self._rows.keys()),
            tuple(_hidden_spans(column for group in root if local(group) == "cols" for column in group)),
        )

    def _refusal(self, code: str, cell: str = "") -> Refused:
        return refusal(code, where_in(self._name, cell))

    def _size(self) -> tuple[int, int]:
        lines = self._rows.values()
        return sum(map(len, lines)), sum(len(cell.value) for line in lines for cell in line.values())

    # -- the two ways --------------------------------------------------------------------------------------------------

    def _read_plain(self, data: bytes) -> tuple[_Element, frozenset[int]] | None:
        """Read the cells by the sheet's text; return the rest's root and the hidden rows, None where not plain."""
        plain = split_sheet(data, 2 * self._book.cells_left)
        if plain is None:
            return None
        root = self._parse(plain.rest)
        if root.prefix is not None:
            return None
        known: dict[str, RawCell] = {}
        row = 0
        line: dict[int, RawCell] = {}
        for reference, place, content in zip(plain.places, map(_place, plain.places), plain.contents, strict=True):
            if place is None:
                raise self._refusal("bad-reference", reference)
            cell = known.get(content)
            if cell is None:
                if shared := _SHARED.fullmatch(content):
                    cell = self._string(int(shared[1] or 0), False, *self._shared(shared[2], reference))
                elif said := split_content(content):
                    cell = self._cell(reference, *said)
                else:
                    self._rows.clear()
                    return None
                if cell is None:
                    continue
                known[content] = cell
            if place[0] != row:
                row = place[0]
                line = self._line(row, reference)
            column = place[1]
            if column > MAX_COLUMN or column in line:
                raise self._refusal("cell-out-of-range" if column > MAX_COLUMN else "bad-reference", reference)
            line[column] = cell
        return root, plain.hidden

    def _read_tree(self, data: bytes) -> tuple[_Element, set[int]]:
        """Read the cells by the sheet's tree; return its root and the hidden rows."""
        root = self._parse(_without_empty(data))
        hidden = self._read_elements(root, None)
        if hidden is None:
            # Cells without an address stand after the one before them, which may be an empty one.
            self._rows.clear()
            root = self._parse(data)
            hidden = self._read_elements(root, _positions(root))
        return root, hidden

    def _parse(self, data: bytes) -> _Element:
        root = parse(data, where_in(self._name))
        if local(root) != "worksheet":
            raise self._refusal("bad-xml")
        return root

    def _read_elements(self, root: _Element, positions: dict[_Element, tuple[int, int]] | None) -> set[int] | None:
        """Read every cell and return the hidden rows; None where one has no address and `positions` are not given."""
        namespace = root.tag.rpartition("}")[0] + "}" if "}" in root.tag else ""
        cell_tag = f"{namespace}c"
        hidden: set[int] = set()
        done: _Element | None = None
        count = 0
        # Only what holds something is visited, so that empty cells which are still there cost nothing.
        for element in root.iter(f"{namespace}v", f"{namespace}f", f"{namespace}is"):
            cell = element.getparent()
            if cell is done or cell.tag != cell_tag:
                continue
            done = cell
            reference = cell.get("r", "")
            if not reference and positions is None:
                return None
            place = _place(reference) if reference else positions.get(cell)
            if place is None:
                raise self._refusal("bad-reference", reference)
            children = {local(child): child for child in cell}
            formula, value, inline = (children.get(name) for name in ("f", "v", "is"))
            raw = self._cell(
                reference,
                cell.get("t", "n"),
                cell.get("s", "0"),
                None if formula is None else formula.text or "",
                None if value is None else value.text or "",
                *(text_of(inline) if inline is not None else (None, "")),
            )
            if raw is None:
                continue
            row, column = place
            line = self._line(row, reference)
            if column > MAX_COLUMN or column in line:
                raise self._refusal("cell-out-of-range" if column > MAX_COLUMN else "bad-reference", reference)
            line[column] = raw
            count += 1
            if count > self._book.cells_left:
                raise self._refusal("too-many-cells")
            if cell.getparent().get("hidden") in _TRUE:
                hidden.add(row)
        return hidden

    # -- one cell ------------------------------------------------------------------------------------------------------

    def _line(self, row: int, reference: str) -> dict[int, RawCell]:
        line = self._rows.get(row)
        if line is None:
            if row > MAX_ROW:
                raise self._refusal("cell-out-of-range", reference)
            line = self._rows[row] = {}
        return line

    def _cell(
        self,
        reference: str,
        kind: str,
        style: str,
        formula: str | None,
        value: str | None,
        inline: str | None,
        font: str = "",
    ) -> RawCell | None:
        """Return what a cell holds, None where it is blank; `inline` is a string of its own in a legacy `font`."""
        number = int(style) if style.isdecimal() and len(style) < 7 else 0
        is_formula = formula is not None
        if kind == "s" and value:
            return self._string(number, is_formula, *self._shared(value, reference))
        if inline is not None and not value:
            return self._string(number, is_formula, inline, font)
        text = (value or "") if kind == "str" else (value or "").strip()
        if not text.strip(_BLANKS):
            # A formula may give an empty text, and then says so; any other one without a value was never calculated.
            given = kind == "str" and value is not None
            return RawCell("f", formula, number, True) if is_formula and not given else None
        if kind == "n" and _is_number(text):
            return RawCell("n", text, number, is_formula)
        if kind == "b":
            return RawCell("b", "true" if text in _TRUE else "false", number, is_formula)
        if kind == "e":
            return RawCell("e", text, number, is_formula)
        # A Strict workbook spells the days of its date cells out.
        if kind == "d" and (day := day_number(text, date1904=self._book.date1904)):
            return RawCell("n", day, number, is_formula)
        # What calls itself a number and is none is kept as the text that it is.
        return RawCell("s", unescape(text), number, is_formula)

    def _string(self, style: int, is_formula: bool, text: str, font: str) -> RawCell | None:
        return RawCell("s", text, style, is_formula, font) if text.strip(_BLANKS) else None

    def _shared(self, index: str, reference: str) -> tuple[str, str]:
        try:
            return self._book.shared_string(int(index))
        except (ValueError, IndexError):
            raise self._refusal("bad-string", reference) from None

    def _merges(self, elements: Iterable[_Element]) -> Iterator[tuple[int, int, int, int]]:
        if len(elements) > MAX_MERGES:
            raise self._refusal("too-many-merges")
        for element in elements:
            first, _, last = element.get("ref", "").partition(":")
            start, end = _place(first), _place(last or first)
            if start is None or end is None:
                raise self._refusal("bad-reference", first)
            yield min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])


# By far the most cells of a form: a shared string in a style.
_SHARED = re.compile(r'(?: s="([0-9]{1,6})")? t="s"><v>([0-9]{1,7})</v>')
_BLANKS = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\u3000\ufeff"
_REFERENCE = re.compile(r"\s*\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\s*", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9.]{1,400}(?:[eE][+-]?[0-9]{1,3})?")


@lru_cache(maxsize=65_536)
def _place(reference: str) -> tuple[int, int] | None:
    """Return (row, column) of a cell's reference, None where it is none."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if 1 <= row <= _LAST_ROW and column <= _LAST_COLUMN else None


def _is_number(text: str) -> bool:
    if not _NUMBER.fullmatch(text):
        return False
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _in_order(line: dict[int, RawCell]) -> dict[int, RawCell]:
    columns = sorted(line)
    return line if columns == list(line) else {column: line[column] for column in columns}


def _hidden_spans(columns: Iterable[_Element]) -> Iterator[tuple[int, int]]:
    for column in columns:
        first, last = column.get("min", ""), column.get("max", "")
        if column.get("hidden") in _TRUE and first.isdecimal() and last.isdecimal() and len(first + last) < 11:
            yield int(first), int(last)


# Pre-styled cells and rows that hold nothing, of which a form has thousands, and a whole styled column a million.
_EMPTY_CELL = re.compile(rb'<(?:\w+:)?c r="[A-Z]{1,3}[0-9]{1,7}"[^<>/]*(?:/>|></(?:\w+:)?c>)')
_EMPTY_ROW = re.compile(rb'<(?:\w+:)?row r="[0-9]{1,7}"[^<>/]*(?:/>|>\s*</(?:\w+:)?row>)')


def _without_empty(data: bytes) -> bytes:
    """Return a sheet's XML without empty cells and rows, where they can be told from text by their bytes alone."""
    if b"\x00" in data or b"<!" in data:
        return data
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", data))


def _positions(root: _Element) -> dict[_Element, tuple[int, int]]:
    """Return where each cell stands, counting on from the one before where references are left out."""
    found, row = {}, 0
    for group in root:
        if local(group) != "sheetData":
            continue
        for line in group:
            number = line.get("r", "")
            row = int(number) if number.isdecimal() and len(number) < 8 else row + 1
            column = 0
            for cell in line:
                row, column = _place(cell.get("r", "")) or (row, column + 1)
                found[cell] = (row, column)
    return found
