"""An Excel 97-2003 workbook (.xls, also of WPS, and of Excel 5 and 95) to raw cells, for a process of its own.

Such a file has no checksums. So its container and its records are looked through first: what is cut short, lies outside
or does not close is refused. Then xlrd reads texts, numbers and styles from the records that count and sees no other,
and must find a value in exactly the cells that were seen before.
"""

from __future__ import annotations

import io
import math
import struct
from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

import olefile
import xlrd
from xlrd.biffh import error_text_from_code

from recruit.books.formats import numbered_format
from recruit.books.sheet import where_in
from recruit.books.workbook import (
    MAX_CELLS,
    MAX_COLUMN,
    MAX_MERGES,
    MAX_ROW,
    MAX_SHEETS,
    MAX_TEXT,
    Format,
    RawCell,
    RawSheet,
    RawWorkbook,
    SheetContent,
)
from recruit.guard.refusals import Refused, refusal
from recruit.language.legacy_fonts import encoding_of
from recruit.language.spelling import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from xlrd.book import Book
    from xlrd.sheet import Sheet

_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_FILEPASS, _BOUNDSHEET, _SST = 0x002F, 0x0085, 0x00FC
_STRING, _LABEL_SST, _MULRK, _MERGES = 0x0207, 0x00FD, 0x00BD, 0x00E5
_INDEX, _BLOCK_END = 0x020B, 0x00D7
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_BIFF5, _BIFF8 = 0x0500, 0x0600
_GLOBALS, _WORKSHEET = 0x0005, 0x0010
# What the workbook calls its parts → what they call themselves: worksheets, macro sheets, charts, modules.
_PARTS = {0: _WORKSHEET, 1: 0x0040, 2: 0x0020, 6: 0x0006}
_MAX_RECORD = 8224
# Records that hold one cell: code → bytes that they have at least (NUMBER, LABEL, BOOLERR, RSTRING, RK, LABELSST).
_ONE_CELL = {0x0203: 14, 0x0204: 8, 0x0205: 8, 0x00D6: 8, 0x027E: 10, _LABEL_SST: 10, **dict.fromkeys(_FORMULAS, 20)}
# What xlrd is shown: of the workbook CODEPAGE, DATEMODE, FONT, FORMAT, XF, BOUNDSHEET, SST;
_OF_BOOK = frozenset({_BOF, _EOF, 0x0042, 0x0022, 0x0031, 0x041E, 0x00E0, _BOUNDSHEET, _SST})
# of a sheet cells, ROW, COLINFO, MERGEDCELLS, and SHRFMLA, ARRAY, TABLE, which stand before a formula's text.
_OF_SHEET = frozenset({_BOF, _EOF, *_ONE_CELL, _MULRK, _STRING, 0x0208, 0x007D, _MERGES, 0x04BC, 0x0221, 0x0236})
_CONTINUED = frozenset({_SST, _STRING})
_IGNORED = struct.pack("<H", 0x00E1)  # INTERFACEHDR, which xlrd passes over wherever it stands
_RECALCULATE = 0x0003  # a formula's flags: always, or when the file is opened


class _Record(NamedTuple):
    start: int
    code: int
    data: memoryview


class _SheetScan(NamedTuple):
    """What was seen of a worksheet: `cells` with a value by (row, column), True where a formula was never calculated,
    and which of them are formulas; counted from 0."""

    cells: dict[tuple[int, int], bool]
    formulas: set[tuple[int, int]]


def read_xls(data: bytes) -> RawWorkbook:
    """Return the workbook in `data`. Raises Refused, with the code `encrypted` where it needs a password."""
    stream, modified, has_summary = _open_container(data)
    visible = bytearray(stream)
    scans = _Scanner(stream, visible, trusts_zeros=has_summary).scan()
    try:
        book = xlrd.open_workbook(
            file_contents=bytes(visible),
            logfile=io.StringIO(),
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
        )
        if book.biff_version < 80 and book.codepage is None:
            raise refusal("no-codepage")
        if book.nsheets != len(scans):
            raise refusal("not-whole")
        formats = [_format(book, xf) for xf in book.xf_list]
        sheets = []
        for index, scan in enumerate(scans):
            sheets.append(_read_sheet(book.sheet_by_index(index), scan, book))
            book.unload_sheet(index)
        date1904 = book.datemode == 1
    except (Refused, MemoryError):
        raise
    # For damaged records xlrd raises whatever Python did.
    except Exception as error:
        raise refusal("damaged") from error
    _check_size(sheets)
    return RawWorkbook(tuple(sheets), formats, date1904, modified)


def _open_container(data: bytes) -> tuple[bytes, datetime | None, bool]:
    """Return the workbook's stream, when it was last saved in UTC, and whether its program left a summary."""
    try:
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as container:
            name = next((name for name in ("Workbook", "Book") if container.exists(name)), None)
            if name is None:
                raise refusal("ole")
            stream = container.openstream(name).read()
            has_summary = container.exists("\x05SummaryInformation")
            modified = _saved_at(container) if has_summary else None
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise refusal("damaged") from error
    return stream, modified, has_summary


def _saved_at(container: olefile.OleFileIO) -> datetime | None:
    # A broken summary says nothing of the sheets.
    try:
        moment = container.getproperties("\x05SummaryInformation", convert_time=True).get(13)
        return moment.replace(tzinfo=UTC) if moment else None
    except Exception:
        return None


# -- what the records say before xlrd sees them ------------------------------------------------------------------------


class _Scanner:
    """Goes through all records once, within bounds, and blots out of `visible` those that xlrd is not to see.

    `trusts_zeros` says that Excel or its like wrote the file: other programs write a formula's value as zero or an
    empty text and leave it to Excel to calculate.
    """

    def __init__(self, stream: bytes, visible: bytearray, *, trusts_zeros: bool) -> None:
        self._stream = memoryview(stream)
        self._visible = visible
        self._trusts_zeros = trusts_zeros
        self._strings = 0
        self._end = 0
        self._cells = 0

    def scan(self) -> list[_SheetScan]:
        """Return what the worksheets hold, in order. Raises Refused."""
        parts: dict[int, int] = {}
        listed = 0
        for record in self._records(0, _GLOBALS, _OF_BOOK):
            if record.code == _FILEPASS:
                raise refusal("encrypted")
            if record.code == _SST:
                self._strings = self._unpack("<I", record.data, 4)[0]
            elif record.code == _BOUNDSHEET:
                start, _, kind = self._unpack("<IBB", record.data)
                if kind not in _PARTS:
                    raise refusal("damaged")
                parts[start] = _PARTS[kind]
                listed += 1
        if listed > MAX_SHEETS:
            raise refusal("too-many-sheets")
        if _WORKSHEET not in parts.values():
            raise refusal("no-sheet")
        # The parts stand one after the other. One that ends too early, or swallows the next, would lose cells unseen.
        found = {}
        for start in sorted(parts):
            if start != self._end:
                raise refusal("damaged")
            if parts[start] == _WORKSHEET:
                found[start] = self._scan_sheet(start)
            else:
                self._pass_over(start, parts[start])
        if len(parts) < listed or bytes(self._stream[self._end :]).strip(b"\0"):
            raise refusal("damaged")
        return [found[start] for start, kind in parts.items() if kind == _WORKSHEET]

    def _pass_over(self, start: int, kind: int) -> None:
        for _ in self._records(start, kind, frozenset()):
            pass

    def _records(self, start: int, kind: int, wanted: frozenset[int]) -> Iterator[_Record]:
        """Yield the records from a BOF of `kind` to its EOF, without those of charts inside."""
        stream, size = self._stream, len(self._stream)
        depth, at = 0, start
        shown = goes_on = False
        while True:
            if at < 0 or at + 4 > size:
                raise refusal("damaged")
            code, length = struct.unpack_from("<HH", stream, at)
            data = stream[at + 4 : at + 4 + length]
            # Where a password was taken away, a record of zeros is left among the workbook's own.
            is_sound = len(data) == length <= _MAX_RECORD and (code != 0 or kind == _GLOBALS)
            if not is_sound or (code == _EOF and length) or (depth == 0 and code != _BOF):
                raise refusal("damaged")
            if code == _BOF:
                if depth == 0:
                    version, found = self._unpack("<HH", data)
                    if version not in (_BIFF5, _BIFF8) or found != kind:
                        raise refusal("damaged")
                depth += 1
            is_outer = depth == 1
            if code != _CONTINUE:
                shown = is_outer and code in wanted
                goes_on = shown and code in _CONTINUED
            if not (goes_on if code == _CONTINUE else shown):
                self._visible[at : at + 2] = _IGNORED
            if is_outer:
                yield _Record(at, code, data)
            at += 4 + length
            if code == _EOF:
                depth -= 1
                if depth == 0:
                    self._end = at
                    return

    def _scan_sheet(self, start: int) -> _SheetScan:
        found = _SheetScan({}, set())
        merges = 0
        listed_ends: set[int] = set()
        ends: set[int] = set()
        for record in self._records(start, _WORKSHEET, _OF_SHEET):
            code, data = record.code, record.data
            if code in _ONE_CELL:
                if len(data) < _ONE_CELL[code]:
                    raise refusal("damaged")
                place = self._unpack("<HH", data)
                if code == _LABEL_SST and self._unpack("<I", data, 6)[0] >= self._strings:
                    raise refusal("bad-string")
                is_formula = code in _FORMULAS
                if is_formula:
                    found.formulas.add(place)
                self._add(found, place, never_calculated=is_formula and self._is_never_calculated(data))
            elif code == _MULRK:
                row, first = self._unpack("<HH", data)
                last = self._unpack("<H", data, len(data) - 2)[0]
                if len(data) != 6 + 6 * (last - first + 1):
                    raise refusal("damaged")
                for column in range(first, last + 1):
                    self._add(found, (row, column))
            elif code == _INDEX and len(data) > 16:
                count = (len(data) - 16) // 4
                listed_ends.update(self._unpack(f"<{count}I", data, 16))
            elif code == _BLOCK_END:
                ends.add(record.start)
            elif code == _MERGES:
                merges += self._unpack("<H", data)[0]
                if merges > MAX_MERGES:
                    raise refusal("too-many-merges")
        # A sheet lists where its blocks of rows end; where some are found and some not, records swallowed others.
        if ends & listed_ends and not listed_ends <= ends:
            raise refusal("damaged")
        return found

    def _add(self, found: _SheetScan, place: tuple[int, int], *, never_calculated: bool = False) -> None:
        if place[0] >= MAX_ROW or place[1] >= MAX_COLUMN:
            raise refusal("cell-out-of-range")
        if place in found.cells:
            raise refusal("bad-reference")
        found.cells[place] = never_calculated
        self._cells += 1
        if self._cells > MAX_CELLS:
            raise refusal("too-many-cells")

    def _is_never_calculated(self, data: memoryview) -> bool:
        result, flags = bytes(data[6:14]), self._unpack("<H", data, 14)[0]
        is_zero = result == bytes(8)
        is_empty_text = result[6:] == b"\xff\xff" and result[0] == 3
        return (is_zero and bool(flags & _RECALCULATE)) or ((is_zero or is_empty_text) and not self._trusts_zeros)

    @staticmethod
    def _unpack(layout: str, data: memoryview, offset: int = 0) -> tuple[int, ...]:
        try:
            return struct.unpack_from(layout, data, offset)
        except struct.error as error:
            raise refusal("damaged") from error


# -- what xlrd makes of them -------------------------------------------------------------------------------------------


def _format(book: Book, xf: xlrd.formatting.XF) -> Format:
    known = book.format_map.get(xf.format_key)
    code = known.format_str if known and known.format_str != "General" else None
    return numbered_format(str(xf.format_key), code, book.font_list[xf.font_index].name)


def _read_sheet(sheet: Sheet, scan: _SheetScan, book: Book) -> RawSheet:
    name = clean(sheet.name)
    rows: dict[int, dict[int, RawCell]] = {}
    seen = 0
    for row in range(sheet.nrows):
        line: dict[int, RawCell] = {}
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            place = row, column
            if place not in scan.cells:
                raise refusal("not-whole", where_in(name))
            seen += 1
            cell = _read_cell(sheet, row, column, kind, place in scan.formulas, book)
            if scan.cells[place]:
                cell = RawCell("f", "", sheet.cell_xf_index(row, column), True)
            if cell is not None:
                line[column + 1] = cell
        if line:
            rows[row + 1] = line
    if seen != len(scan.cells):
        raise refusal("not-whole", where_in(name))
    content = SheetContent(
        rows,
        tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells),
        frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden and row + 1 in rows),
        tuple(_spans(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden)),
    )
    return RawSheet(name, sheet.visibility != 0, content)


def _read_cell(sheet: Sheet, row: int, column: int, kind: int, is_formula: bool, book: Book) -> RawCell | None:
    value, style = sheet.cell_value(row, column), sheet.cell_xf_index(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        if not clean(value):
            return None
        runs = sheet.rich_text_runlist_map.get((row, column), ())
        fonts = [book.font_list[font].name for _, font in runs]
        return RawCell("s", value, style, is_formula, next(filter(encoding_of, reversed(fonts)), ""))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return RawCell("b", "true" if value else "false", style, is_formula)
    if kind == xlrd.XL_CELL_ERROR:
        return RawCell("e", error_text_from_code[value], style, is_formula)
    if not math.isfinite(value):
        raise refusal("damaged")
    return RawCell(
        "n", str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value), style, is_formula
    )


def _spans(columns: Iterator[int]) -> Iterator[tuple[int, int]]:
    first = last = 0
    for column in sorted(columns):
        if column != last + 1:
            if last:
                yield first, last
            first = column
        last = column
    if last:
        yield first, last


def _check_size(sheets: list[RawSheet]) -> None:
    # One string may stand in many cells.
    lines = (line for sheet in sheets for line in sheet.rows.values())
    if sum(len(cell.value) for line in lines for cell in line.values()) > MAX_TEXT:
        raise refusal("too-many-cells")
