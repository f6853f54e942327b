"""The workbooks of a played year: typed by a unit itself, filled into the office's form, or mended where it is marked."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from played_people import Cell

from recruit.declared.form import COVER, LIST, PROFILE
from recruit.write.package import seal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

    from openpyxl.worksheet.worksheet import Worksheet
    from played_people import Row

BLANK_FORM = Path(__file__).resolve().parent.parent / "templates" / "bieu_bao_cao_thang.xlsx"
MARKED = "FFFFC7CE"
_LABELS = {field.heading: field.key for field in LIST}
_COVER_LABELS = {field.heading: field.key for field in COVER}


@dataclass(eq=False)
class Line:
    """What a unit knows of one row and what it writes: `changed` cells are slips, None for one left blank.

    `strikes` names the figures out of which the slip takes the row. A line that is `gone` is not written; `again` is a
    second line for the same row; `elsewhere` says that the slip shows on the person's other list too.
    """

    row: Row
    cells: dict[str, Cell]
    changed: dict[str, object] = field(default_factory=dict)
    strikes: frozenset[str] = frozenset()
    gone: bool = False
    again: bool = False
    elsewhere: bool = False

    def typed(self, key: str) -> object:
        """Return what stands in a cell, None for a blank."""
        if key in self.changed:
            return self.changed[key]
        return self.cells[key].typed if key in self.cells else None

    def value(self, key: str) -> object:
        """Return what a cell means, None where it is blank or a slip."""
        return self.cells[key].value if key in self.cells and key not in self.changed else None


class Written(NamedTuple):
    """A workbook with where everything stands in it: the list's lines from the top, columns and cover by field key."""

    data: bytes
    list_sheet: str
    cover_sheet: str
    lines: tuple[tuple[int, Line], ...]
    columns: dict[str, str]
    cover: dict[str, str]

    def cell(self, line: Line, key: str) -> str:
        """Return the address of a line's cell."""
        return f"{self.columns[key]}{next(number for number, other in self.lines if other is line)}"


class _Form:
    """An open workbook whose cover and list are found by their labels."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.cover_sheet, self.cover = _find(book, _COVER_LABELS, below=False)
        self.list_sheet, places = _find(book, _LABELS, below=True)
        self.columns = {key: column for key, (column, _) in places.items()}
        self.first = next(iter(places.values()))[1] + 1

    def lines_by_name(self) -> dict[str, int]:
        """Return the sheet row of every person."""
        found, number = {}, self.first
        column = self.columns["name"]
        for number in range(self.first, self.list_sheet.max_row + 1):
            if name := self.list_sheet.cell(number, column).value:
                found[name] = number
        return found

    def write_cover(self, values: Mapping[str, object]) -> None:
        for key, value in values.items():
            column, row = self.cover[key]
            self.cover_sheet.cell(row, column + 1).value = value

    def write(self, number: int, key: str, value: object) -> None:
        self.list_sheet.cell(number, self.columns[key]).value = value

    def written(self, lines: Sequence[tuple[int, Line]], sent: datetime) -> Written:
        return Written(
            _saved(self.book, sent),
            self.list_sheet.title,
            self.cover_sheet.title,
            tuple(sorted(lines, key=lambda line: line[0])),
            {key: get_column_letter(column) for key, column in self.columns.items()},
            {key: f"{get_column_letter(column + 1)}{row}" for key, (column, row) in self.cover.items()},
        )


def _find(book: Workbook, labels: Mapping[str, str], *, below: bool) -> tuple[Worksheet, dict[str, tuple[int, int]]]:
    """Return the sheet on which most labels stand, with (column, row) of each; `below` for labels of one row."""
    best: tuple[Worksheet, dict[str, tuple[int, int]]] = (book.worksheets[0], {})
    for sheet in book.worksheets:
        if sheet.title in ("Hướng dẫn", "Cần sửa"):
            continue
        found = {}
        for cells in sheet.iter_rows(max_row=30):
            here = {labels[cell.value]: (cell.column, cell.row) for cell in cells if cell.value in labels}
            found = max(found, here, key=len) if below else here | found
        best = max(best, (sheet, found), key=lambda place: len(place[1]))
    return best


def typed(
    rng: Random, cover: Mapping[str, object], lines: Sequence[Line], sent: datetime, *, list_name: str = "Danh sách"
) -> Written:
    """Return a workbook that a unit typed itself, its columns in an order of its own, perhaps under a title."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Báo cáo"
    for number, one in enumerate(COVER, start=1):
        sheet.cell(number, 1, one.heading)
    listing = book.create_sheet(list_name)
    top = rng.choice((1, 1, 3))
    if top > 1:
        listing.cell(1, 1, "DANH SÁCH CẢM TÌNH ĐẢNG")
    fields = list(LIST)
    if rng.random() < 0.5:
        steps = [one for one in fields if one.group != PROFILE]
        rng.shuffle(steps)
        fields = [one for one in fields if one.group == PROFILE] + steps
    for number, one in enumerate(fields, start=1):
        listing.cell(top, number, one.heading)
    return _filled(_Form(book), cover, lines, sent)


def filled(base: bytes, cover: Mapping[str, object], lines: Sequence[Line], sent: datetime) -> Written:
    """Return a form with what is new written into its blank cells, and its slips over what stands there."""
    return _filled(_Form(load_workbook(io.BytesIO(base))), cover, lines, sent)


def _filled(form: _Form, cover: Mapping[str, object], lines: Sequence[Line], sent: datetime) -> Written:
    form.write_cover(cover)
    known = form.lines_by_name()
    free = max(known.values(), default=form.first - 1) + 1
    placed = []
    for line in lines:
        number = None if line.again else known.get(line.row.person.name)
        if line.gone:
            # Whoever deletes a row deletes it whole.
            for key in form.columns if number else ():
                form.write(number, key, None)
            continue
        fresh = number is None
        if fresh:
            number, free = free, free + 1
        placed.append((number, line))
        for key in line.cells:
            if fresh or form.list_sheet.cell(number, form.columns[key]).value is None:
                form.write(number, key, line.cells[key].typed)
        for key, value in line.changed.items():
            form.write(number, key, value)
    return form.written(placed, sent)


def with_two_lists(written: Written, name: str, sent: datetime) -> Written:
    """Return a workbook with a second list beside its own."""
    book = load_workbook(io.BytesIO(written.data))
    copy = book.copy_worksheet(book[written.list_sheet])
    copy.title = name
    return written._replace(data=_saved(book, sent))


def emptied(written: Written, sent: datetime) -> Written:
    """Return a workbook whose list has nobody left."""
    book = load_workbook(io.BytesIO(written.data))
    sheet = book[written.list_sheet]
    for number, _ in written.lines:
        for column in range(1, sheet.max_column + 1):
            sheet.cell(number, column).value = None
    return written._replace(data=_saved(book, sent))


def mended(
    returned: bytes, sent_lines: Sequence[Line], truth: Sequence[Line], cover: Mapping[str, object], sent: datetime
) -> Written:
    """Return a returned workbook in which the truth stands in every marked cell, and nothing else is touched.

    `sent_lines` are the lines of the workbook that came back, from the top; `truth` what the unit knows.
    """
    form = _Form(load_workbook(io.BytesIO(returned)))
    for key, (column, row) in form.cover.items():
        cell = form.cover_sheet.cell(row, column + 1)
        if _is_marked(cell):
            cell.value = cover.get(key)
    by_row = {line.row: line for line in truth}
    absent = [line for line in truth if line.row not in {sent.row for sent in sent_lines}]
    placed = []
    for index, slip in enumerate([*sent_lines, *absent]):
        number = form.first + index
        true = None if slip.again else by_row.get(slip.row)
        if true is not None:
            placed.append((number, true))
        for key, column in form.columns.items():
            cell = form.list_sheet.cell(number, column)
            if _is_marked(cell):
                cell.value = true.typed(key) if true is not None else None
    return form.written(placed, sent)


def marks(returned: bytes) -> int:
    """Return how many cells of a returned workbook are marked."""
    form = _Form(load_workbook(io.BytesIO(returned)))
    sheets = (form.cover_sheet, form.list_sheet)
    return sum(_is_marked(cell) for sheet in sheets for cells in sheet.iter_rows() for cell in cells)


def _is_marked(cell: object) -> bool:
    return cell.fill.fgColor.rgb == MARKED


def _saved(book: Workbook, sent: datetime) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return seal(out.getvalue(), sent.astimezone(UTC))
