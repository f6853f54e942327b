"""An Excel 97-2003 workbook (.xls, also of WPS, and of Excel 5 and 95) to raw cells, for a process of its own.

Such a file has no checksums. So its container and its records are looked through first: what is cut short, lies outside
or does not close is refused. Then xlrd reads texts, numbers and styles from the records that count and sees no other,
and must find a value in exactly the cells that were seen before.
"""

from __future__ import annotations

import io
import math
import struct
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import olefile
import xlrd
from xlrd.biffh import encoding_from_codepage, error_text_from_code

from recruit.books.formats import look_of, numbered_format
from recruit.books.merges import lie_apart
from recruit.books.ooxml import program_name
from recruit.books.sheet import where_in
from recruit.books.workbook import MAX_TEXT, Format, RawCell, RawSheet, RawWorkbook, SheetContent, column_letter
from recruit.books.xls_records import Scanner, SheetScan
from recruit.guard.refusals import Refused, refusal
from recruit.language.spelling import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlrd.book import Book
    from xlrd.sheet import Rowinfo, Sheet

_SUMMARY = "\x05SummaryInformation"
_LAST_SAVED, _PROGRAM, _FILETIME, _MOST_PROPERTIES, _LONGEST_NAME = 13, 18, 64, 256, 80
_BYTE_ORDER = b"\xfe\xff"
_FIRST_TICK = datetime(1601, 1, 1, tzinfo=UTC)


def read_xls(data: bytes) -> RawWorkbook:
    """Return the workbook in `data`. Raises Refused, with the code `encrypted` where it needs a password."""
    stream, summary = _open_container(data)
    modified, program = _saved(summary)
    visible = bytearray(stream)
    scanner = Scanner(stream, visible, trusts_zeros=bool(summary))
    scans = scanner.scan()
    try:
        book = xlrd.open_workbook(
            file_contents=bytes(visible),
            logfile=io.StringIO(),
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
            encoding_override=_encoding(scanner.codepage) if scanner.is_old else None,
        )
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
    except UnicodeDecodeError as error:
        raise refusal("no-codepage" if scanner.is_old else "damaged") from error
    # For damaged records xlrd raises whatever Python did.
    except Exception as error:
        raise refusal("damaged") from error
    _check_size(sheets)
    return RawWorkbook(tuple(sheets), formats, date1904, modified, program)


def _encoding(codepage: int | None) -> str:
    """Return the encoding of the texts of an Excel 5 or 95 workbook; of an unknown one only plain letters are certain."""
    name = encoding_from_codepage.get(codepage, f"cp{codepage}")
    try:
        # Its letters must be those of ASCII with others beside them.
        return name if b"Excel".decode(name) == "Excel" else "ascii"
    except (LookupError, UnicodeDecodeError):
        return "ascii"


def _open_container(data: bytes) -> tuple[bytes, bytes]:
    """Return the workbook's stream and the summary that its program left, empty where it left none."""
    try:
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as container:
            name = next((name for name in ("Workbook", "Book") if container.exists(name)), None)
            if name is None:
                raise refusal("ole")
            stream = container.openstream(name).read()
            summary = container.openstream(_SUMMARY).read() if container.exists(_SUMMARY) else b""
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise refusal("damaged") from error
    return stream, summary


def _saved(summary: bytes) -> tuple[datetime | None, str]:
    """Return when a workbook was last saved by its summary ([MS-OLEPS]), in UTC, and by what; None, empty for untold.

    Raises Refused where it was lost: when a workbook was saved may decide which one counts. The library would count on
    as far as the summary says that it goes.
    """
    kind, ticks, program = _FILETIME, 0, ""
    try:
        (section,) = struct.unpack_from("<I", summary, 44)
        (count,) = struct.unpack_from("<I", summary, section + 4)
        first = section + 8
        count = min(count, _MOST_PROPERTIES, (len(summary) - first) // 8)
        places = dict(struct.iter_unpack("<II", summary[first : first + 8 * count]))
        if _LAST_SAVED in places:
            kind, ticks = struct.unpack_from("<IQ", summary, section + places[_LAST_SAVED])
        if _PROGRAM in places:
            (length,) = struct.unpack_from("<4xI", summary, section + places[_PROGRAM])
            start = section + places[_PROGRAM] + 8
            program = program_name(
                summary[start : start + min(length, _LONGEST_NAME)].split(b"\0")[0].decode("latin-1")
            )
    except struct.error:
        places = {}
    # Zeros in the place of what every summary has.
    if summary and (not summary.startswith(_BYTE_ORDER) or 0 in places or not kind):
        raise refusal("damaged")
    try:
        known = kind == _FILETIME and ticks
        return (_FIRST_TICK + timedelta(microseconds=ticks // 10) if known else None), program
    except OverflowError:
        return None, program


# -- what xlrd makes of them -------------------------------------------------------------------------------------------


def _format(book: Book, xf: xlrd.formatting.XF) -> Format:
    known = book.format_map.get(xf.format_key)
    code = known.format_str if known and known.format_str != "General" else None
    font = book.font_list[xf.font_index]
    return numbered_format(str(xf.format_key), code, font.name, bool(font.struck_out))


def _read_sheet(sheet: Sheet, scan: SheetScan, book: Book) -> RawSheet:
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
        lie_apart(
            [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells], where_in(name)
        ),
        frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if _is_hidden(info) and row + 1 in rows),
        tuple(_spans(column + 1 for column, info in sheet.colinfo_map.items() if info.hidden)),
    )
    return RawSheet(name, sheet.visibility != 0, content)


def _is_hidden(row: Rowinfo) -> bool:
    """Whether a row is hidden, or has no height."""
    return bool(row.hidden) or (row.height == 0 and not row.has_default_height)


def _read_cell(sheet: Sheet, row: int, column: int, kind: int, is_formula: bool, book: Book) -> RawCell | None:
    value, style = sheet.cell_value(row, column), sheet.cell_xf_index(row, column)
    if kind == xlrd.XL_CELL_TEXT:
        if "\0" in value:
            raise refusal("bad-string", where_in(clean(sheet.name), f"{column_letter(column + 1)}{row + 1}"))
        if not clean(value):
            return None
        runs = sheet.rich_text_runlist_map.get((row, column), ())
        fonts = [(start, book.font_list[font]) for start, font in runs]
        look = look_of(value, [(start, font.name, bool(font.struck_out)) for start, font in fonts])
        return RawCell("s", value, style, is_formula, *look)
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
