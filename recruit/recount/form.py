"""A workbook to what the second reader finds in it: the cover's labels, the list under its headings, row by row.

To be run in a bounded process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.form import (
    CARRIED_LABEL,
    CHECK_SHEET,
    GUIDE_SHEET,
    HIDDEN_SHEET,
    LIST_BY_KEY,
    LIST_SHEET,
    MENDING_SHEET,
    RETURNED_LABEL,
    UNIT_LABEL,
    VERSION_LABEL,
)
from recruit.declared.probation import PROBATION_SHEET
from recruit.declared.statistics import PEOPLES_SHEET, STATISTICS_SHEET
from recruit.declared.summary import (
    BAD_CELLS_HEADING,
    BELOW_HEADING,
    COMMITTEE_LABEL,
    END_HEADING,
    IDENTITY_SHEET,
    KIND_HEADING,
    LINE_HEADING,
    MONTH_LABEL,
    MONTHS_SHEET,
    SEPARATOR,
    UNIT_HEADING,
    UNREADABLE_SUFFIX,
    YEAR_LABEL,
    list_code,
)
from recruit.declared.versions import CURRENT, VERSIONS
from recruit.recount.cells import AsAbove, Unread, Value, read_cell, read_letters
from recruit.recount.days import LAST_YEAR
from recruit.recount.headings import by_label, columns_of, is_called
from recruit.recount.members import Members, heading_of, read_members
from recruit.recount.sheets import NotRead, read_book
from recruit.recount.text import label_key, plain, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from recruit.declared.field import Field
    from recruit.declared.versions import Version
    from recruit.recount.sheets import Book, Cell, Sheet

_LABELS_OF_A_LIST, _LABELS_OF_A_COVER, _LABELS_OF_A_BLOCK = 5, 3, 3
_LONGEST_LABEL = 60
_KEY_BY_LABEL = {known.label: key for key, known in LIST_BY_KEY.items()}


class Line(NamedTuple):
    """A row under the headings: its values by field key (no entry for a blank), and whether it is struck out.

    In a committee's workbook `below` is the lower list's code and `place` the row's place there.
    """

    number: int
    values: dict[str, Value | Unread]
    is_struck: bool = False
    below: str = ""
    place: int = 0


class Below(NamedTuple):
    """A list inside a committee's workbook: its kind, its place among them, and its unit's end."""

    kind: str
    order: int
    end: date | None


@dataclass(slots=True)
class Form:
    """A workbook as the second reader sees it. `columns` are the list's column letters by field key, `cells` the
    addresses of the cover's values, `carried` the mark of the contacts that the office put on it. `lists` has those of a committee's workbook by their codes, `bad` its cells
    under an error by row; `members` is the sheet of
    probationary members; `others` are the values of a committee's months and statistics by sheet and address.
    """

    cover: dict[str, Value | Unread] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    cover_sheet: str = ""
    hidden_code: str = ""
    carried: str = ""
    sheet: str = ""
    first_cell: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    lists: dict[str, Below] = field(default_factory=dict)
    has_list: bool = False
    number_of_lists: int = 0
    number_of_covers: int = 0
    is_returned: bool = False
    is_committees: bool = False
    bad: dict[int, frozenset[str]] = field(default_factory=dict)
    members: Members | None = None
    others: dict[str, dict[str, object]] = field(default_factory=dict)


def read_form(data: bytes, passwords: Sequence[str] = (), *, only_sound: bool = False) -> Form:
    """Return what stands in a unit's workbook. Raises NotRead; with `only_sound` also where it contradicts itself."""
    book = read_book(data, passwords, frozenset((CHECK_SHEET, GUIDE_SHEET)), only_sound=only_sound)
    names = {same(sheet.name) for sheet in book.sheets}
    committees = {same(IDENTITY_SHEET), same(LIST_SHEET)} <= names
    return _Reader(book).committees() if committees else _Reader(book).form()


class _Reader:
    """Reads one workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._form = Form()
        self._version = _version(book)
        self._year = LAST_YEAR

    def form(self) -> Form:
        """Return a unit's form."""
        form = self._form
        covers: list[tuple[Sheet, dict[str, tuple[int, int]]]] = []
        lists: list[tuple[Sheet, int, dict[str, int]]] = []
        members: list[tuple[Sheet, tuple[int, dict[str, int]]]] = []
        of_office = {same(name) for name in (GUIDE_SHEET, MENDING_SHEET, CHECK_SHEET)}
        for sheet in self._book.sheets:
            if sheet.name == HIDDEN_SHEET:
                form.hidden_code = str(_beside(sheet, UNIT_LABEL) or "")
                form.carried = str(_beside(sheet, CARRIED_LABEL) or "")
                form.is_returned = bool(_beside(sheet, RETURNED_LABEL))
            elif same(sheet.name) in of_office:
                continue
            elif heading := heading_of(sheet, by_label(self._version.people)):
                members.append((sheet, heading))
            elif heading := self._heading(sheet):
                lists.append((sheet, *heading))
            elif cover := self._labels(sheet):
                covers.append((sheet, cover))
        covers = _visible(covers)
        form.number_of_covers = len(covers)
        for sheet, labels in covers[:1]:
            self._read_cover(sheet, labels)
        lists = _visible(lists)
        form.number_of_lists = len(lists)
        for sheet, heading, columns in lists[:1]:
            self._read_list(sheet, heading, columns)
        for sheet, heading in members[:1]:
            self._read_members(sheet, heading)
        return form

    def committees(self) -> Form:
        """Return a committee's consolidated workbook."""
        form = self._form
        form.is_committees = True
        by_name = {same(sheet.name): sheet for sheet in self._book.sheets}
        identity, listing = by_name[same(IDENTITY_SHEET)], by_name[same(LIST_SHEET)]
        said = {"unit_name": COMMITTEE_LABEL, "month": MONTH_LABEL, "year": YEAR_LABEL}
        found = {key: _beside(identity, label) for key, label in said.items()}
        form.cover = {key: value for key, value in found.items() if value is not None}
        form.cover_sheet = identity.name
        self._year = found["year"] if isinstance(found["year"], int) else LAST_YEAR
        for order, row in enumerate(_table(identity, UNIT_HEADING)):
            end = row.get(END_HEADING)
            code = list_code(_said(row.get(UNIT_HEADING)), _said(row.get(BELOW_HEADING)))
            form.lists[code] = Below(
                _said(row.get(KIND_HEADING)), order, end.date() if isinstance(end, datetime) else None
            )
        if heading := self._heading(listing):
            self._read_list(listing, *heading)
            self._read_below(listing)
        members = by_name.get(same(PROBATION_SHEET))
        if members and (heading := heading_of(members, by_label(self._version.people))):
            self._read_members(members, heading)
        for name in map(same, (MONTHS_SHEET, STATISTICS_SHEET, PEOPLES_SHEET)):
            if name in by_name:
                form.others[by_name[name].name] = _all_cells(by_name[name])
        return form

    # -- the cover -----------------------------------------------------------------------------------------------------

    def _labels(self, sheet: Sheet) -> dict[str, tuple[int, int]] | None:
        known = by_label(self._version.cover)
        as_declared: dict[str, tuple[int, int]] = {}
        bare: dict[str, tuple[int, int]] = {}
        for number, cells in sheet.rows.items():
            for column, cell in cells.items():
                is_short = isinstance(cell.value, str) and len(cell.value) <= _LONGEST_LABEL
                if is_short and (meant := known.get(label_key(cell.value))):
                    place = as_declared if is_called(meant, cell.value) else bare
                    place.setdefault(meant.key, (number, column))
        found = bare | as_declared
        is_cover = len(found) >= _LABELS_OF_A_COVER and ("month" in found or "unit_code" in found)
        return found if is_cover else None

    def _read_cover(self, sheet: Sheet, labels: dict[str, tuple[int, int]]) -> None:
        form = self._form
        form.cover_sheet = sheet.name
        with_month: int | None = None
        for known in self._version.cover:
            if known.key not in labels:
                continue
            row, column = labels[known.key]
            after = max(
                (
                    right
                    for top, left, bottom, right in sheet.merges
                    if top <= row <= bottom and left <= column <= right
                ),
                default=column,
            )
            form.cells[known.key] = f"{_letter(after + 1)}{row}"
            cell = sheet.rows[row].get(after + 1)
            value = self._value(cell, known) if cell is not None else None
            if known.key == "month" and isinstance(cell.value if cell else None, datetime):
                with_month = cell.value.year
            if value is not None and not isinstance(value, AsAbove):
                form.cover[known.key] = value
        if isinstance(year := form.cover.get("year"), int):
            self._year = year
            if with_month not in (None, year):
                form.cover["month"] = Unread(f"{with_month}")

    # -- the list ------------------------------------------------------------------------------------------------------

    def _heading(self, sheet: Sheet) -> tuple[int, dict[str, int]] | None:
        known = by_label(self._version.people)
        for number, cells in sheet.rows.items():
            labels = (label_key(cell.value) for cell in cells.values() if isinstance(cell.value, str))
            if len({known[label].key for label in labels if label in known}) >= _LABELS_OF_A_LIST:
                return number, columns_of(cells, known)
        return None

    def _read_members(self, sheet: Sheet, heading: tuple[int, dict[str, int]]) -> None:
        units = {number: _said(row.get(UNIT_HEADING)) for number, row in _table_rows(sheet, UNIT_HEADING).items()}
        self._form.members = read_members(sheet, heading, units, self._year, from_1904=self._book.from_1904)

    def _read_list(self, sheet: Sheet, heading: int, columns: dict[str, int]) -> None:
        form = self._form
        form.has_list, form.sheet = True, sheet.name
        form.first_cell = f"{_letter(min(sheet.rows[heading]))}{heading}"
        form.columns = {key: _letter(column) for key, column in columns.items()}
        fields = {column: LIST_BY_KEY[key] for key, column in columns.items() if key != "number"}
        own = {known.key: known for known in self._version.people}
        above: Line | None = None
        for number, cells in sheet.rows.items():
            if number <= heading:
                continue
            known, elsewhere = self._headings_in(cells, columns)
            if known >= _LABELS_OF_A_BLOCK and elsewhere > 1:
                break
            if known >= _LABELS_OF_A_LIST:
                continue
            line = self._line(number, {fields[at].key: cell for at, cell in cells.items() if at in fields}, own, above)
            above = line
            if line.values:
                form.lines.append(line)

    def _headings_in(self, cells: dict[int, Cell], columns: dict[str, int]) -> tuple[int, int]:
        """Return how many cells of a row are labels, and how many of these stand in another column than the list's."""
        known = by_label(self._version.people)
        meant = [
            (column, known[key].key)
            for column, cell in cells.items()
            if isinstance(cell.value, str) and (key := label_key(cell.value)) in known
        ]
        return len(meant), sum(columns.get(key) != column for column, key in meant)

    def _line(self, number: int, cells: dict[str, Cell], fields: dict[str, Field], above: Line | None) -> Line:
        struck = {key: cell.struck == "all" for key, cell in cells.items()}
        is_struck = struck["name"] if "name" in struck else bool(struck) and all(struck.values())
        values: dict[str, Value | Unread] = {}
        for key, cell in cells.items():
            if cell.struck == "all" and not is_struck:
                cell = cell._replace(struck="part")
            value = self._value(cell, fields[key])
            if isinstance(value, AsAbove):
                value = self._as_above(value, key, above if above and above.number == number - 1 else None)
            if value is not None:
                values[key] = value
        return Line(number, values, is_struck)

    def _as_above(self, mark: AsAbove, key: str, above: Line | None) -> Value | Unread:
        value = above.values.get(key) if above is not None else None
        return Unread(mark.text) if value is None or isinstance(value, Unread) else value

    def _value(self, cell: Cell, known: Field) -> Value | Unread | AsAbove | None:
        read = read_letters if cell.struck == "all" and not cell.is_covered and cell.value is not None else read_cell
        return read(cell, known, self._year, from_1904=self._book.from_1904)

    def _read_below(self, sheet: Sheet) -> None:
        """Say of each row of a committee's workbook on which list it stands, in the order of the lists."""
        form = self._form
        rows = _table_rows(sheet, UNIT_HEADING)
        lines = []
        for line in form.lines:
            row = rows.get(line.number, {})
            said = filter(None, _said(row.get(BAD_CELLS_HEADING)).split(SEPARATOR))
            form.bad[line.number] = frozenset(
                _KEY_BY_LABEL.get(one.removesuffix(UNREADABLE_SUFFIX), "") for one in said
            )
            code = list_code(_said(row.get(UNIT_HEADING)), _said(row.get(BELOW_HEADING)))
            place = row.get(LINE_HEADING)
            lines.append(line._replace(below=code, place=place if isinstance(place, int) else line.number))
        last = Below("", len(form.lists), None)
        form.lines = sorted(lines, key=lambda line: (form.lists.get(line.below, last).order, line.place, line.number))


def _version(book: Book) -> Version:
    said = next((_beside(sheet, VERSION_LABEL) for sheet in book.sheets if sheet.name == HIDDEN_SHEET), None)
    return next((version for version in VERSIONS if version.number == str(said)), CURRENT)


def _visible(found: list[tuple]) -> list[tuple]:
    """Return what stands on sheets that are seen; what is hidden speaks only where nothing else does."""
    return [one for one in found if not one[0].is_hidden] or found


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def _beside(sheet: Sheet, label: str) -> object:
    """Return the value beside a label of the first column, None where there is none."""
    for cells in sheet.rows.values():
        first, value = cells.get(1), cells.get(2)
        if first is not None and isinstance(first.value, str) and same(first.value) == same(label):
            return None if value is None else plain(value.value) if isinstance(value.value, str) else value.value
    return None


def _table_rows(sheet: Sheet, heading: str) -> dict[int, dict[str, object]]:
    """Return the rows under the first row in which a heading stands, by heading."""
    columns: dict[int, str] = {}
    found: dict[int, dict[str, object]] = {}
    for number, cells in sheet.rows.items():
        if columns:
            found[number] = {columns[at]: cell.value for at, cell in cells.items() if at in columns}
        elif any(isinstance(cell.value, str) and same(cell.value) == same(heading) for cell in cells.values()):
            columns = {at: plain(str(cell.value)) for at, cell in cells.items()}
    return found


def _table(sheet: Sheet, heading: str) -> Iterator[dict[str, object]]:
    yield from _table_rows(sheet, heading).values()


def _said(value: object) -> str:
    return "" if value is None else plain(str(value))


def _all_cells(sheet: Sheet) -> dict[str, object]:
    return {f"{_letter(at)}{row}": cell.value for row, cells in sheet.rows.items() for at, cell in cells.items()}


__all__ = ["Below", "Form", "Line", "NotRead", "read_form"]
