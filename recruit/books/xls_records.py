"""The records of an .xls, gone through once before a library reads them: what is cut short, lost or does not close is
refused, and what the library is not to see is blotted out.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.workbook import MAX_CELLS, MAX_COLUMN, MAX_MERGES, MAX_ROW, MAX_SHEETS
from recruit.books.xls_strings import count_strings
from recruit.guard.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_CODEPAGE, _FILEPASS, _BOUNDSHEET, _SST = 0x0042, 0x002F, 0x0085, 0x00FC
_STRING, _LABEL_SST, _MULRK, _MERGES = 0x0207, 0x00FD, 0x00BD, 0x00E5
_INDEX, _BLOCK_END = 0x020B, 0x00D7
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_BIFF5, _BIFF8 = 0x0500, 0x0600
_GLOBALS, _WORKSHEET = 0x0005, 0x0010
# What the workbook calls its parts → what they call themselves: worksheets, macro sheets, charts, modules.
_PARTS = {0: _WORKSHEET, 1: 0x0040, 2: 0x0020, 6: 0x0006}
_MAX_RECORD = 8224
_SECTOR = 512
_STRINGS_SAID = 8  # where in its record the table of strings says how many there are
# Records that hold one cell: code → bytes that they have at least (NUMBER, LABEL, BOOLERR, RSTRING, RK, LABELSST).
_ONE_CELL = {0x0203: 14, 0x0204: 8, 0x0205: 8, 0x00D6: 8, 0x027E: 10, _LABEL_SST: 10, **dict.fromkeys(_FORMULAS, 20)}
# What xlrd is shown: of the workbook CODEPAGE, DATEMODE, FONT, FORMAT, XF, BOUNDSHEET, SST;
_OF_BOOK = frozenset({_BOF, _EOF, _CODEPAGE, 0x0022, 0x0031, 0x041E, 0x00E0, _BOUNDSHEET, _SST})
# of a sheet cells, ROW, COLINFO, MERGEDCELLS, and SHRFMLA, ARRAY, TABLE, which stand before a formula's text.
_OF_SHEET = frozenset({_BOF, _EOF, *_ONE_CELL, _MULRK, _STRING, 0x0208, 0x007D, _MERGES, 0x04BC, 0x0221, 0x0236})
_CONTINUED = frozenset({_SST, _STRING})
_IGNORED = struct.pack("<H", 0x00E1)  # INTERFACEHDR, which xlrd passes over wherever it stands
_RECALCULATE = 0x0003  # a formula's flags: always, or when the file is opened


class _Record(NamedTuple):
    start: int
    code: int
    data: memoryview


class SheetScan(NamedTuple):
    """What was seen of a worksheet: `cells` with a value by (row, column), True where a formula was never calculated,
    and which of them are formulas; counted from 0."""

    cells: dict[tuple[int, int], bool]
    formulas: set[tuple[int, int]]


class Scanner:
    """Goes through all records once, within bounds, and blots out of `visible` those that xlrd is not to see.

    Afterwards `is_old` says whether Excel 5 or 95 wrote the file, and `codepage` the number of the encoding of its texts
    (None: it does not say).

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
        self.is_old = False
        self.codepage: int | None = None

    def scan(self) -> list[SheetScan]:
        """Return what the worksheets hold, in order. Raises Refused."""
        parts: dict[int, int] = {}
        listed = 0
        table: list[_Record] = []
        is_table = False
        for record in self._records(0, _GLOBALS, _OF_BOOK):
            if record.code == _FILEPASS:
                raise refusal("encrypted")
            if record.code == _BOF:
                self.is_old = self._unpack("<H", record.data)[0] == _BIFF5
            elif record.code == _CODEPAGE:
                self.codepage = self._unpack("<H", record.data)[0]
            is_table = record.code == _SST or (record.code == _CONTINUE and is_table)
            if is_table:
                table.append(record)
            if record.code == _BOUNDSHEET:
                start, _, kind = self._unpack("<IBB", record.data)
                if kind not in _PARTS:
                    raise refusal("damaged")
                parts[start] = _PARTS[kind]
                listed += 1
        if listed > MAX_SHEETS:
            raise refusal("too-many-sheets")
        if table:
            self._count_strings(table)
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

    def _count_strings(self, table: list[_Record]) -> None:
        """Count the shared strings, and let xlrd see the true number: some programs write another one."""
        self._strings = count_strings([record.data for record in table])
        struct.pack_into("<I", self._visible, table[0].start + _STRINGS_SAID, self._strings)

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
            # Where a password was taken away, a record of zeros with a length is left among the workbook's own.
            is_sound = len(data) == length <= _MAX_RECORD and (code != 0 or (kind == _GLOBALS and length > 0))
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
            elif length >= _SECTOR and self._lost_sector(at + 4, at + 4 + length):
                raise refusal("damaged")
            if is_outer:
                yield _Record(at, code, data)
            at += 4 + length
            if code == _EOF:
                depth -= 1
                if depth == 0:
                    self._end = at
                    return

    def _lost_sector(self, start: int, end: int) -> bool:
        """Whether between two places of the stream a whole sector is nothing but zeros."""
        first = -(-start // _SECTOR) * _SECTOR
        return any(
            bytes(self._stream[at : at + _SECTOR]) == bytes(_SECTOR) for at in range(first, end - _SECTOR + 1, _SECTOR)
        )

    def _scan_sheet(self, start: int) -> SheetScan:
        found = SheetScan({}, set())
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

    def _add(self, found: SheetScan, place: tuple[int, int], *, never_calculated: bool = False) -> None:
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
