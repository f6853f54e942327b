"""A workbook's bytes to its sheets by openpyxl, once the gate has looked at every part: values, and what hides them.

To be run in a bounded process.
"""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from recruit.guard.kinds import identify_workbook
from recruit.guard.passwords import unlock
from recruit.guard.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref=\"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\"")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s[^<>]{0,200}?\br=\"([A-Z]{1,3})([0-9]{1,7})\"[^<>]{0,200}>\s{0,200}<(?:\w+:)?f[\s>/]"
)
_OFF = ("0", "false")
_PLACE = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")
_MOST_CELLS, _MOST_MERGES = 50_000, 500
_CHECKED = (".xml", ".rels")


class NotRead(Exception):
    """A workbook that this reader does not open; its argument says why in words that follow a colon."""


class Cell(NamedTuple):
    """What stands in a cell. `value` is a text, a number, a truth value, a moment, or None for an error or a formula.

    `struck` is `all` or `part` of the letters; `is_formula` says that a formula gave the value.
    """

    value: str | float | bool | datetime | None
    format: str = ""
    font: str = ""
    struck: str = ""
    is_formula: bool = False
    is_covered: bool = False


@dataclass(slots=True)
class Sheet:
    """A worksheet: its cells that are not blank by row and column."""

    name: str
    is_hidden: bool
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


class Book(NamedTuple):
    """The sheets of a workbook by their order, and whether its days are counted from 1904."""

    sheets: list[Sheet]
    from_1904: bool


def read_book(
    data: bytes, passwords: Sequence[str] = (), without: frozenset[str] = frozenset(), *, only_sound: bool = False
) -> Book:
    """Return the sheets of a workbook but for those of the names `without`. Raises NotRead.

    With `only_sound` also where its sheets contradict themselves, or hold more than a list: openpyxl takes one of two cells.
    """
    try:
        data, parts = _let_in(data, passwords)
        if only_sound:
            _be_sound(parts)
        return _read(data, parts, without)
    except Refused as refused:
        raise NotRead(refused.reason) from None
    except (NotRead, MemoryError):
        raise
    # Of a workbook that it does not like openpyxl raises what comes along.
    except Exception as error:
        raise NotRead(f"openpyxl không mở được ({type(error).__name__})") from None


def _be_sound(parts: dict[str, bytes]) -> None:
    """Raise NotRead where a sheet has two cells at one address, one at none, or merges that lie over each other."""
    for name, part in parts.items():
        if not name.startswith("xl/worksheets/") or name.endswith(".rels"):
            continue
        places = [cell.get("r", "") for cell in ElementTree.fromstring(part).iterfind(".//{*}sheetData/{*}row/{*}c")]
        merges = [tuple(map(bytes.decode, found)) for found in _MERGE.findall(part)]
        is_sound = len(set(places)) == len(places) < _MOST_CELLS and all(map(_PLACE.fullmatch, places))
        if not is_sound or len(merges) > _MOST_MERGES or _lie_over_each_other(merges):
            raise NotRead("trang tính mâu thuẫn hoặc quá lớn")


def _lie_over_each_other(merges: Sequence[tuple[str, ...]]) -> bool:
    from openpyxl.utils import column_index_from_string

    seen: set[tuple[int, int]] = set()
    for left, top, right, bottom in merges:
        rows = range(int(top), int(bottom) + 1)
        columns = range(column_index_from_string(left), column_index_from_string(right) + 1)
        if len(rows) * len(columns) > _MOST_CELLS:
            return True
        area = {(row, column) for row in rows for column in columns}
        if seen & area:
            return True
        seen |= area
    return False


def _let_in(data: bytes, passwords: Sequence[str]) -> tuple[bytes, dict[str, bytes]]:
    """Return a workbook's bytes as the gate lets them in, with its parts: each within its budget, without entities."""
    try:
        kind, package = identify_workbook(data)
    except Refused as refused:
        if refused.code != "encrypted":
            raise
        data = unlock(data, passwords)
        kind, package = identify_workbook(data)
    if kind == "encrypted":
        return _let_in(unlock(data, passwords), ())
    if kind != "xlsx":
        raise NotRead(f"định dạng .{kind}")
    return data, {name: package.read_xml(name) for name in package.names if name.endswith(_CHECKED)}


def _read(data: bytes, parts: dict[str, bytes], without: frozenset[str]) -> Book:
    from openpyxl import load_workbook
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    with warnings.catch_warnings():
        # What it does not know of a file's looks it says.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, rich_text=True, keep_links=False)
        # openpyxl tells of merges and formulas only where it keeps a whole sheet, at twice the time.
        found = [
            _sheet(sheet, parts[sheet._worksheet_path.lstrip("/").casefold()])
            for sheet in book.worksheets
            if sheet.title not in without
        ]
    return Book(found, book.epoch == CALENDAR_MAC_1904)


def _sheet(sheet: ReadOnlyWorksheet, part: bytes) -> Sheet:
    read = Sheet(sheet.title, sheet.sheet_state != "visible")
    fonts: dict[int, tuple[str, bool]] = {}
    formats: dict[int, str] = {}
    # What a file says of its own size may be wrong.
    sheet.reset_dimensions()
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value is None or cell.value == "":
                continue
            style = cell._style_id
            if style not in fonts:
                font, formats[style] = cell.font, cell.number_format
                fonts[style] = (font.name or "", bool(font.strike))
            name, is_struck = fonts[style]
            made = Cell(_value(cell), formats[style], name, _struck(cell.value, is_struck))
            read.rows.setdefault(cell.row, {})[cell.column] = made
    _mark_formulas(read, part)
    _mark_merges(read, part)
    if b"strike" in part:
        _mark_struck_runs(read, part)
    return read


def _value(cell) -> str | float | bool | datetime | None:
    value = cell.value
    if cell.data_type == "e":
        return None
    if isinstance(value, datetime | bool | int | float):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    # A time of day is the start of Excel's calendar, and no day.
    if isinstance(value, time):
        return None
    return str(value)


def _struck(value: object, is_struck: bool) -> str:
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    if not isinstance(value, CellRichText):
        return "all" if is_struck else ""
    runs = [(bool(run.font.strike) if isinstance(run, TextBlock) else is_struck) for run in value if str(run).strip()]
    return "all" if runs and all(runs) else "part" if any(runs) else ""


def _mark_formulas(read: Sheet, part: bytes) -> None:
    from openpyxl.utils import column_index_from_string

    for letters, number in _FORMULA.findall(part):
        cells, column = read.rows.get(int(number), {}), column_index_from_string(letters.decode())
        if int(number) not in read.rows:
            read.rows[int(number)] = cells
        cells[column] = cells.get(column, Cell(None))._replace(is_formula=True)
    read.rows = dict(sorted(read.rows.items()))


def _mark_struck_runs(read: Sheet, part: bytes) -> None:
    """Mark cells whose own text has struck letters: openpyxl tells of these only in the list of shared texts."""
    from openpyxl.utils.cell import coordinate_to_tuple

    for cell in ElementTree.fromstring(part).iterfind(".//{*}c[@r]"):
        runs = [
            run.find("{*}rPr/{*}strike") is not None and run.find("{*}rPr/{*}strike").get("val", "1") not in _OFF
            for run in cell.iterfind("{*}is/{*}r")
            if "".join(run.itertext()).strip()
        ]
        row, column = coordinate_to_tuple(cell.get("r"))
        if any(runs) and column in read.rows.get(row, {}):
            struck = "all" if all(runs) else "part"
            read.rows[row][column] = read.rows[row][column]._replace(struck=struck)


def _mark_merges(read: Sheet, part: bytes) -> None:
    from openpyxl.utils import column_index_from_string

    for left, top, right, bottom in _MERGE.findall(part):
        area = (
            int(top),
            column_index_from_string(left.decode()),
            int(bottom),
            column_index_from_string(right.decode()),
        )
        read.merges.append(area)
    for top, left, bottom, right in read.merges:
        for row in read.rows.keys() & range(top, bottom + 1) if read.rows else ():
            cells = read.rows[row]
            for column in [at for at in cells if left <= at <= right and (row, at) != (top, left)]:
                cells[column] = cells[column]._replace(is_covered=True)
