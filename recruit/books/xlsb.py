"""A binary workbook (.xlsb) to raw cells, read record by record from its package behind the gate.

The few kinds of records that a form needs are read here and not by a library: the one there is gives errors as blanks
and neither fonts, number formats, hidden rows nor formulas, so that a second pass over the records would be longer.
"""

from __future__ import annotations

import math
import posixpath
import struct
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.formats import look_of, numbered_format
from recruit.books.merges import lie_apart
from recruit.books.ooxml import PLAIN, relations, saved_at, saved_by, target
from recruit.books.sheet import where_in
from recruit.books.workbook import (
    MAX_CELLS,
    MAX_COLUMN,
    MAX_MERGES,
    MAX_ROW,
    MAX_SHEETS,
    MAX_TEXT,
    RawCell,
    RawSheet,
    RawWorkbook,
    SheetContent,
)
from recruit.guard.gate import open_archive
from recruit.guard.refusals import refusal
from recruit.language.spelling import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.books.ooxml import Look
    from recruit.books.workbook import Format
    from recruit.guard.gate import Package

_ROW, _COLUMN, _MERGE = 0, 60, 176
_BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(1, 8)
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL, _FORMULA_ERROR = range(8, 12)
_SHORT_FIRST, _SHORT_LAST = 12, 18  # as 1 to 7, without the column, which is the next one
_RICH_TEXT = 62
_CELLS = frozenset({*range(_BLANK, _SHORT_LAST + 1), _RICH_TEXT})
_SHEET_END, _DATA_START, _DATA_END = 130, 145, 146
_STRING, _STRINGS_END = 19, 160
_FONT, _NUMBER_FORMAT, _STYLE, _CELL_STYLES, _CELL_STYLES_END, _STYLES_END = 43, 44, 47, 617, 618, 279
_WORKBOOK, _BUNDLE, _WORKBOOK_END = 153, 156, 132

_STRUCK = 0x0008  # a font's flag
_RECALCULATE = 0x0002  # a formula's flag: in the next calculation
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip


class _Record(NamedTuple):
    kind: int
    data: memoryview


class _Font(NamedTuple):
    name: str = ""
    struck: bool = False


def read_xlsb(data: bytes) -> RawWorkbook:
    """Return the workbook in `data`; for a process of its own, since records take time. Raises Refused."""
    package = open_archive(data)
    roots = relations(package, "_rels/.rels", "")
    part = target(roots, "officeDocument", "xl/workbook.bin")
    if part not in package:
        raise refusal("missing-part")
    try:
        modified = saved_at(package, target(roots, "core-properties", "docProps/core.xml"), "modified")
        program = saved_by(package, target(roots, "extended-properties", "docProps/app.xml"))
        return replace(_Reader(package, part).read(), modified=modified, program=program)
    except (struct.error, UnicodeDecodeError, IndexError) as error:
        raise refusal("damaged") from error


class _Reader:
    """Reads a workbook's parts, counting what its sheets hold."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        folder, file = posixpath.split(part)
        self._relations = relations(package, posixpath.join(folder, "_rels", f"{file}.rels"), folder)
        self._cells_left = MAX_CELLS
        self._characters_left = MAX_TEXT
        self._fonts: list[_Font] = []
        self._formats: list[Format] = []
        self._strings: list[tuple[str, Look]] = []

    def read(self) -> RawWorkbook:
        """Return the workbook."""
        date1904 = False
        listed = []
        for kind, data in _records(self._package.read(self._part), _WORKBOOK_END):
            if kind == _WORKBOOK:
                date1904 = bool(_int(data) & 1)
            elif kind == _BUNDLE:
                relation, at = _string(data, 8)
                listed.append((clean(_string(data, at)[0]), relation, _int(data) != 0))
        if len(listed) > MAX_SHEETS:
            raise refusal("too-many-sheets")
        self._read_styles()
        self._read_strings()
        sheets = []
        for name, relation, hidden in listed:
            kind, part = self._relations.get(relation, ("", ""))
            if kind in ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"):
                continue
            if part not in self._package:
                raise refusal("missing-part", where_in(name))
            sheets.append(RawSheet(name, hidden, self._read_sheet(name, self._package.read(part))))
        if not sheets:
            raise refusal("no-sheet")
        return RawWorkbook(tuple(sheets), self._formats, date1904)

    def _read_styles(self) -> None:
        part = target(self._relations, "styles", "")
        codes: dict[int, str] = {}
        is_cell_style = False
        for kind, data in _records(self._package.read(part), _STYLES_END) if part in self._package else ():
            if kind == _NUMBER_FORMAT:
                codes[_int(data, size=2)] = _string(data, 2)[0]
            elif kind == _FONT:
                self._fonts.append(_Font(_string(data, 21)[0], bool(_int(data, 2, size=2) & _STRUCK)))
            elif kind in (_CELL_STYLES, _CELL_STYLES_END):
                is_cell_style = kind == _CELL_STYLES
            elif kind == _STYLE and is_cell_style:
                number, font = struct.unpack_from("<HH", data, 2)
                self._formats.append(numbered_format(str(number), codes.get(number), *self._font(font)))

    def _read_strings(self) -> None:
        part = target(self._relations, "sharedStrings", "")
        for kind, data in _records(self._package.read(part), _STRINGS_END) if part in self._package else ():
            if kind == _STRING:
                self._strings.append(self._rich_text(data, 0))

    def _font(self, index: int) -> _Font:
        return self._fonts[index] if index < len(self._fonts) else _Font()

    def _rich_text(self, data: memoryview, at: int) -> tuple[str, Look]:
        """Return a text and how its runs look."""
        has_runs = data[at] & 1
        text, at = _string(data, at + 1)
        runs = [struct.unpack_from("<HH", data, at + 4 + 4 * run) for run in range(_int(data, at) if has_runs else 0)]
        return text, look_of(text, [(start, *self._font(font)) for start, font in runs])

    # -- sheets --------------------------------------------------------------------------------------------------------

    def _read_sheet(self, name: str, part: bytes) -> SheetContent:
        where = where_in(name)
        rows: dict[int, dict[int, RawCell]] = {}
        merges, hidden_columns, hidden_rows = [], [], set()
        row = column = 0
        inside = False
        for kind, data in _records(part, _SHEET_END):
            if kind in (_DATA_START, _DATA_END):
                inside = kind == _DATA_START
            elif kind == _COLUMN:
                first, last = struct.unpack_from("<II", data)
                if _int(data, 16, size=2) & 1:
                    hidden_columns.append((first + 1, last + 1))
            elif kind == _MERGE:
                top, bottom, left, right = struct.unpack_from("<IIII", data)
                merges.append((top + 1, left + 1, bottom + 1, right + 1))
            elif kind == _ROW and inside:
                row, column = _int(data) + 1, 0
                if data[11] & 0x10 or not _int(data, 8, size=2):
                    hidden_rows.add(row)
            elif kind in _CELLS and inside:
                short = _SHORT_FIRST <= kind <= _SHORT_LAST
                column = column + 1 if short else _int(data) + 1
                at = 4 if short else 8
                kind = kind - _SHORT_FIRST + _BLANK if short else kind
                cell = self._cell(kind, data, at, _int(data, at - 4) & 0xFFFFFF, where) if kind != _BLANK else None
                if cell is None:
                    continue
                if not 1 <= row <= MAX_ROW or column > MAX_COLUMN:
                    raise refusal("cell-out-of-range", where)
                line = rows.setdefault(row, {})
                if column in line:
                    raise refusal("bad-reference", where)
                line[column] = cell
                self._count(cell, where)
            if len(merges) > MAX_MERGES:
                raise refusal("too-many-merges", where)
        if inside:
            raise refusal("damaged")
        ordered = {row: dict(sorted(rows[row].items())) for row in sorted(rows)}
        return SheetContent(
            ordered, lie_apart(merges, where), frozenset(hidden_rows & rows.keys()), tuple(hidden_columns)
        )

    def _count(self, cell: RawCell, where: str) -> None:
        self._cells_left -= 1
        self._characters_left -= len(cell.value)
        if self._cells_left < 0 or self._characters_left < 0:
            raise refusal("too-many-cells", where)

    def _cell(self, kind: int, data: memoryview, at: int, style: int, where: str) -> RawCell | None:
        """Return what a cell's record holds at `at`, None where it is blank."""
        is_formula = _FORMULA_TEXT <= kind <= _FORMULA_ERROR
        if kind in (_TEXT, _FORMULA_TEXT, _SHARED, _RICH_TEXT):
            if kind == _SHARED:
                index = _int(data, at)
                if index >= len(self._strings):
                    raise refusal("bad-string", where)
                text, look = self._strings[index]
            else:
                text, look = self._rich_text(data, at) if kind == _RICH_TEXT else (_string(data, at)[0], PLAIN)
            return RawCell("s", text, style, is_formula, *look) if clean(text) else None
        if kind in (_BOOL, _FORMULA_BOOL):
            return RawCell("b", "true" if data[at] else "false", style, is_formula)
        if kind in (_ERROR, _FORMULA_ERROR):
            return RawCell("e", _ERRORS.get(data[at], "#ERROR!"), style, is_formula)
        number = _rk(_int(data, at)) if kind == _RK else struct.unpack_from("<d", data, at)[0]
        if not math.isfinite(number):
            raise refusal("damaged")
        if is_formula and number == 0 and _int(data, at + 8, size=2) & _RECALCULATE:
            # Programs that do not calculate write zero and leave it to Excel.
            return RawCell("f", "", style, True)
        is_whole = number == int(number) and abs(number) < 1e15
        return RawCell("n", str(int(number)) if is_whole else repr(number), style, is_formula)


# -- records -----------------------------------------------------------------------------------------------------------


def _records(part: bytes, end: int) -> Iterator[_Record]:
    """Yield a part's records up to the one of kind `end`. Raises Refused where the part is cut short before it."""
    data, at = memoryview(part), 0
    while True:
        kind, at = _varying(data, at, 2)
        size, at = _varying(data, at, 4)
        if at + size > len(data):
            raise refusal("damaged")
        if kind == end:
            return
        yield _Record(kind, data[at : at + size])
        at += size


def _varying(data: memoryview, at: int, most: int) -> tuple[int, int]:
    """Return a number of up to `most` bytes, seven bits each, and where it ends."""
    number = 0
    for index in range(most):
        byte = data[at + index]
        number |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            return number, at + index + 1
    return number, at + most


def _int(data: memoryview, at: int = 0, *, size: int = 4) -> int:
    return struct.unpack_from("<I" if size == 4 else "<H", data, at)[0]


def _string(data: memoryview, at: int) -> tuple[str, int]:
    """Return a string of UTF-16 behind its length, and where it ends."""
    length = _int(data, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(data):
        raise refusal("damaged")
    return bytes(data[at + 4 : end]).decode("utf-16-le"), end


def _rk(packed: int) -> float:
    """Return a number packed into 30 bits, the upper ones of a double or a whole one, perhaps in hundredths."""
    if packed & 2:
        number = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        number = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0]
    return number / 100 if packed & 1 else number
