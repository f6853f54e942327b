"""The sheet `Danh sách` of a filled form: finds the headings wherever they stand, and reads every person's row."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.workbook import Strike, column_letter
from recruit.declared.field import Field, Kind
from recruit.language.papers import bare_number
from recruit.language.spelling import clean, fold, label_key
from recruit.language.wording import spans
from recruit.model import UNREADABLE, Flaw, Place
from recruit.read.beside import Line, certainties, opens_another_block, told_apart
from recruit.read.columns import heading_flaws
from recruit.read.headings import Declared, declared_by
from recruit.read.nothing import NUMBERS
from recruit.read.outside import Outside
from recruit.read.report import Listing, Report
from recruit.read.row import Row
from recruit.read.values import (
    LINKED_ZERO,
    STRUCK_LETTERS,
    ReadValue,
    as_above,
    flaw_at,
    is_ditto,
    read_letters,
    read_value,
)
from recruit.read.written import How

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recruit.books.workbook import RawCell, RawSheet, RawWorkbook
    from recruit.read.written import WrittenText

_LIST_NEEDS = 5
_LONGEST = 200
_NONE = re.compile(r"(?:không|chưa) (?:có|phát sinh|thay đổi|biến động)\b")
"""How a line in the list begins that says that there is nobody to name."""


def find_heading(sheet: RawSheet, declared: Declared) -> tuple[int, dict[str, int]] | None:
    """Return the row of the list's headings and its columns by field key; None where no list stands on the sheet."""
    for number, cells in sheet.rows.items():
        if len(cells) < _LIST_NEEDS:
            continue
        labels = (declared.people.get(label_key(cell.value)) for cell in cells.values() if cell.kind == "s")
        if len({field.key for field in labels if field is not None}) >= _LIST_NEEDS:
            return number, declared.columns(cells)
    return None


def read_people(book: RawWorkbook, sheet: RawSheet, report: Report, plan_year: int) -> None:
    """Add the list of people on `sheet` to `report`, where one stands there, by the declaration of its version.

    Raises `Refused` where the sheet's own XML is refused.
    """
    declared = declared_by(report.version)
    if heading := find_heading(sheet, declared):
        read_list(book, sheet, *heading, declared, report, plan_year, turned=False)


class _Column(NamedTuple):
    """A column's field and the values of those of its cells of which there is nothing else to say.

    A list says the same again and again.
    """

    key: str
    field: Field
    plain: dict[RawCell, object]


def read_list(
    book: RawWorkbook,
    sheet: RawSheet,
    heading: int,
    columns: dict[str, int],
    declared: Declared,
    report: Report,
    plan_year: int,
    turned: bool,
) -> None:
    """Add the list under row `heading` to `report`, its columns by field key; of a second list only that it is there.

    `turned` says that the machine which saved the workbook turns days and months. Raises `Refused` where the sheet's
    own XML is refused.
    """
    letters = {key: column_letter(column) for key, column in columns.items()}
    texts = {key: sheet.rows[heading][column].value for key, column in columns.items()}
    bare = {key: clean(text) for key, text in texts.items() if (meant := declared.meaning(text)) and meant.is_bare}
    listing = Listing(sheet.name, heading, column_letter(min(sheet.rows[heading])), letters, [], bare)
    report.listings.append(listing)
    if len(report.listings) > 1:
        return
    covered, merges = _covered(sheet, heading, columns)
    by_column = {column: _Column(key, declared.by_key[key], {}) for key, column in columns.items() if key != "number"}
    reader = _RowReader(book, sheet.name, report.file, plan_year, turned, by_column, covered)
    same: dict[tuple, Mapping[str, WrittenText]] = {}
    lines: list[Line] = []
    last: tuple[int, Mapping[str, object]] = (heading, {})
    flaws_of: dict[int, list[Flaw]] = {}
    outside: list[tuple[int, dict[int, RawCell]]] = []
    for number, cells in sheet.rows.items():
        if number <= heading:
            continue
        if outside:
            outside.append((number, cells))
            continue
        values, written, flaws = reader.read(number, cells, last[1] if last[0] == number - 1 else {})
        last = (number, values)
        certain = certainties(values, declared.by_key)
        if not certain and opens_another_block(cells, columns, declared):
            outside.append((number, cells))
            continue
        if flaws and not values:
            flaws_of[number] = [flaw for flaw in flaws if flaw.rule == LINKED_ZERO]
        if not values or _repeats_headings(cells, values, declared):
            continue
        rank = _rank(cells.get(columns.get("number", 0)), declared, book, plan_year)
        if written:
            # `Không` under Tôn giáo and the like stand in every row.
            written = same.setdefault(tuple(written.items()), written)
        lines.append(Line(Row(number, values, written, rank), cells, certain))
        if flaws:
            flaws_of[number] = flaws
    people, blocks = told_apart(lines, heading, columns)
    hidden = sheet.hidden_rows
    for line in people:
        row = line.row
        listing.rows.append(row)
        report.flaws += (flaw for flaw in flaws_of.get(row.number, ()) if flaw.rule != LINKED_ZERO)
        if row.number in hidden:
            report.flaws.append(Flaw(report.place(row, "name"), row=row.number, key="name", rule="hidden_row"))
    # Of a linked workbook one cell tells.
    zeros = (flaw for flaws in flaws_of.values() for flaw in flaws if flaw.rule == LINKED_ZERO)
    report.flaws += islice(zeros, 1)
    numbers = [line.row.number for line in people]
    report.flaws += heading_flaws(sheet, heading, columns, numbers, declared, report.file)
    report.flaws += (flaw for rows, flaw in _merge_flaws(sheet, merges, report) if _touches(rows, numbers))
    outsiders = Outside(book, declared, report, plan_year)
    elsewhere = outsiders.beside_list(sheet, heading, columns.values()) | dict(outside)
    found = dict(outsiders.people(elsewhere.items()))
    for block in blocks:
        found |= outsiders.people((line.row.number, line.cells) for line in block)
        if nobody := [line for line in block if line.row.number not in found]:
            report.flaws.append(_nobody(sheet, nobody, report))
    outsiders.note_people(sheet, found)
    outsiders.note_steps(sheet, elsewhere, found)


def _nobody(sheet: RawSheet, block: list[Line], report: Report) -> Flaw:
    """Return the flaw of rows that are no person, at the first cell with something in it."""
    cells, number = block[0].cells, block[0].row.number
    first = min(cells)
    place = Place(report.file, sheet.name, f"{column_letter(first)}{number}")
    texts = (
        clean(cell.value[:_LONGEST]).casefold() for line in block for cell in line.cells.values() if cell.kind == "s"
    )
    says_none = "yes" if any(map(_NONE.match, texts)) else ""
    slots = {"rows": spans([line.row.number for line in block]), "says_none": says_none}
    return Flaw(place, clean(cells[first].value), slots, rule="nobody")


class _RowReader(NamedTuple):
    """What the rows of one list are read by."""

    book: RawWorkbook
    sheet: str
    file: str
    plan_year: int
    turned: bool
    columns: dict[int, _Column]
    covered: set[tuple[int, int]]

    def read(
        self, number: int, cells: dict[int, RawCell], above: Mapping[str, object]
    ) -> tuple[dict[str, object], dict[str, WrittenText], list[Flaw]]:
        """Return a row's values and what is to be kept of how they were written, by field key, with its flaws.

        `above` are the values of the row directly above, which ditto marks repeat.
        """
        book, _, _, plan_year, turned, columns, covered = self
        values: dict[str, object] = {}
        written: dict[str, WrittenText] = {}
        flaws: list[Flaw] = []
        for column, cell in cells.items():
            entry = columns.get(column)
            if entry is None:
                continue
            key, field, plain = entry
            value = plain.get(cell)
            if value is not None and not covered:
                values[key] = value
                continue
            read = read_value(cell, field, book, plan_year)
            # What stands in a row that is struck out is read as it is; the name speaks for the row.
            struck = read.flaw == STRUCK_LETTERS and self._is_struck_out(cells)
            if struck:
                read = read_letters(cell, field, book, plan_year)
            if struck and key == "name":
                read = read._replace(written=read.written._replace(struck=True), flaw="struck_row")
            if cell.kind == "s" and is_ditto(cell.value):
                read = as_above(read, field, above.get(key))
            if covered and (number, column) in covered:
                read = _covered_value(read)
            if key in NUMBERS and isinstance(read.value, str):
                read = _without_word(read)
            value, kept = read.value, read.kept
            if read.flaw:
                flaws.append(flaw_at(read, self._place(number, column), number, key))
            elif value is not None and kept is None and not turned and not struck:
                plain[cell] = value
            if kept is not None:
                written[key] = kept
            if value is None:
                continue
            values[key] = value
            if turned and cell.kind == "n" and field.kind in (Kind.DATE, Kind.BIRTH_DATE) and _may_be_turned(read):
                place = self._place(number, column)
                flaws.append(Flaw(place, read.written.text, row=number, key=key, rule="turned_date"))
        return values, written, flaws

    def _is_struck_out(self, cells: Mapping[int, RawCell]) -> bool:
        """Whether a row is struck out as a whole, or the name in it."""
        struck = {
            self.columns[column].key: self.book.strike_of(cell) is Strike.ALL
            for column, cell in cells.items()
            if column in self.columns
        }
        return struck["name"] if "name" in struck else all(struck.values())

    def _place(self, number: int, column: int) -> Place:
        return Place(self.file, self.sheet, f"{column_letter(column)}{number}")


def _without_word(read: ReadValue) -> ReadValue:
    """Return a paper's number without the `Số` that its heading says already."""
    number = bare_number(read.value)
    if number == read.value:
        return read
    how = How.AS_PRINTED if read.written.how is How.AS_WRITTEN else read.written.how
    return read._replace(value=number, written=read.written._replace(how=how))


def _covered_value(read: ReadValue) -> ReadValue:
    """Return what a cell that a merge covers says: nothing, and typed again into a cell of its own it would."""
    written = read.written._replace(repeatable=read.written.repeatable and read.value is UNREADABLE)
    return ReadValue(UNREADABLE, written, "merged_value")


def _rank(cell: RawCell | None, declared: Declared, book: RawWorkbook, plan_year: int) -> object | None:
    if cell is None:
        return None
    read = read_value(cell, declared.by_key["number"], book, plan_year)
    return read.written.text if read.value is UNREADABLE else read.value


def _may_be_turned(read: ReadValue) -> bool:
    return isinstance(read.value, date) and read.value.day <= 12


def _starts_unlike_label(name: str, declared: Declared) -> bool:
    """Whether the first word alone tells that a name is no label, as it nearly always does."""
    first = name.partition(" ")[0]
    return first.isalpha() and fold(first) not in declared.first_words


def _repeats_headings(cells: dict[int, RawCell], values: dict[str, object], declared: Declared) -> bool:
    name = values.get("name")
    if isinstance(name, str) and (_starts_unlike_label(name, declared) or label_key(name) not in declared.people):
        return False
    known = sum(1 for cell in cells.values() if cell.kind == "s" and label_key(cell.value) in declared.people)
    return known >= _LIST_NEEDS


class _Merge(NamedTuple):
    """A merge over the list: its upper left cell's row and column, its lower right cell's."""

    top: int
    left: int
    bottom: int
    right: int


def _covered(
    sheet: RawSheet, heading: int, columns: Mapping[str, int]
) -> tuple[set[tuple[int, int]], list[tuple[_Merge, Sequence[int]]]]:
    """Return the cells with content that a merge in the list covers, and every such merge with the rows it touches."""
    used = set(columns.values())
    covered: set[tuple[int, int]] = set()
    found = []
    numbers = list(sheet.rows)
    for top, left, bottom, right in sheet.merges:
        if bottom <= heading or not any(left <= column <= right for column in used):
            continue
        # Rows are in order: a merge touches one stretch of them, however many merges and rows there are.
        rows = numbers[bisect_left(numbers, max(top, heading + 1)) : bisect_right(numbers, bottom)]
        if rows:
            found.append((_Merge(top, left, bottom, right), rows))
            for number in rows:
                line = sheet.rows[number]
                # Of what a merge spans and what a row holds, the less is gone through.
                within = range(left, right + 1) if right - left < len(line) else line
                covered |= {(number, c) for c in within if c in line and left <= c <= right}
            covered.discard((top, left))
    return covered, found


def _merge_flaws(
    sheet: RawSheet, merges: Iterable[tuple[_Merge, Sequence[int]]], report: Report
) -> Iterator[tuple[Sequence[int], Flaw]]:
    for (top, left, bottom, right), rows in merges:
        first = sheet.rows.get(top, {}).get(left)
        address = f"{column_letter(left)}{top}"
        place = Place(report.file, sheet.name, address)
        slots = {"detail": f"{address}:{column_letter(right)}{bottom}"}
        yield rows, Flaw(place, first.value if first else "", slots, rule="merged_cells")


def _touches(rows: Sequence[int], people: Sequence[int]) -> bool:
    """Whether a stretch of rows holds a person's; both are in order."""
    at = bisect_left(people, rows[0])
    return at < len(people) and people[at] <= rows[-1]
