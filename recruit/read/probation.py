"""The sheet `Đảng viên dự bị`: told from a list of people by its headings, and read row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from string import ascii_letters, digits
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.workbook import column_letter
from recruit.declared.probation import ANSWERS, OF_PROBATION_ALONE, PROBATION, PROBATION_BY_KEY, PROBATION_SHEET
from recruit.declared.summary import UNIT_HEADING
from recruit.language.spelling import fold, label_key
from recruit.model import UNREADABLE, Flaw, Place
from recruit.read.beside import Line, certainties, told_apart
from recruit.read.headings import by_label
from recruit.read.values import is_ditto, read_value
from recruit.read.written import WrittenText, as_seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recruit.books.workbook import RawCell, RawSheet, RawWorkbook
    from recruit.read.headings import Declared

_LABELS = by_label(PROBATION)
_OWN_LABELS = frozenset(label_key(field.label) for field in PROBATION)
_OF_NAMES = frozenset(label for label, field in _LABELS.items() if field.key == "name")
# Nearly all cells of a list are told by their first sign from the labels of names.
_OTHER_STARTS = frozenset(ascii_letters + digits) - {
    start for label in _OF_NAMES for start in (label[0], label[0].upper())
}
_JOINED = "joined"
_WAY = frozenset((_JOINED, "class_proposed", "class_sent", "procedure_proposed", "agreed", "resolution"))
"""Steps of a list of people: by the first, or by two of them, it is one. A table made by hand may have one alike."""

UNREADABLE_CELL, SECOND_SHEET = "probation_unreadable", "probation_twice"
"""The rules that speak of a cell that cannot be read, and of a second sheet."""


@dataclass(frozen=True, slots=True)
class ProbationRow:
    """A member's row: `values` by field key, a blank cell has no entry; `written` what was written where they do not tell.

    `unit_code` is that of the list on which the member stands, empty in a unit's own form.
    """

    number: int
    values: Mapping[str, object]
    written: Mapping[str, WrittenText]
    unit_code: str = ""

    def get(self, key: str) -> object | None:
        """Return the typed value, None where the cell is blank or cannot be read."""
        value = self.values.get(key)
        return None if value is UNREADABLE else value

    def date(self, key: str) -> date | None:
        """Return a day, None where blank or unreadable."""
        return self.get(key)  # type: ignore[return-value]

    def text(self, key: str) -> str:
        """Return a text, empty where blank or unreadable."""
        return self.get(key) or ""  # type: ignore[return-value]

    def shown(self, key: str) -> str:
        """Return a cell's content as its owner sees it, empty where blank."""
        return as_seen(self.values.get(key), self.written.get(key))

    def is_filled(self, key: str) -> bool:
        """Whether something stands in the cell, readable or not."""
        return key in self.values


@dataclass(slots=True)
class ProbationTable:
    """The members of one sheet; `columns` maps field keys to column letters."""

    sheet: str
    heading_row: int
    first_column: str
    columns: dict[str, str]
    rows: list[ProbationRow] = field(default_factory=list)

    def cell(self, row: ProbationRow, key: str) -> str:
        """Return the address of a member's cell; where the sheet lacks the column, of the heading row's first cell."""
        letter = self.columns.get(key)
        return f"{letter}{row.number}" if letter else f"{self.first_column}{self.heading_row}"

    @property
    def answers(self) -> frozenset[tuple[str, object, str, str]]:
        """What only the unit knows of its members, each with whom it is about: what stands in a cell, as its owner sees it."""
        return frozenset(
            (fold(row.text("name")), row.get("birth"), key, row.shown(key))
            for row in self.rows
            for key in ANSWERS
            if row.is_filled(key)
        )

    def place(self, file: str, row: ProbationRow, key: str) -> Place:
        """Return where a member's cell stands in the workbook `file`."""
        return Place(file, self.sheet, self.cell(row, key))


class Heading(NamedTuple):
    """The row of the headings, and the columns by field key."""

    row: int
    columns: dict[str, int]


def find_probation(sheet: RawSheet, declared: Declared) -> Heading | None:
    """Return where the table of probationary members stands on a sheet, whatever this is called; None where none does.

    It is one by the members' name beside a column that no list of people has, or under the sheet's own name; a list to
    which somebody has added such a column stays a list.
    """
    is_named = fold(sheet.name) == fold(PROBATION_SHEET)
    for number, cells in sheet.rows.items():
        if not any(map(_names_names, cells.values())):
            continue
        labels = {column: label_key(cell.value) for column, cell in cells.items() if cell.kind == "s"}
        columns: dict[str, int] = {}
        alone, way = False, set()
        # A column's own label goes before another that is called by a synonym of it.
        for column, label in sorted(labels.items(), key=lambda one: one[1] not in _OWN_LABELS):
            known = _LABELS.get(label)
            in_list = declared.people.get(label)
            if known is not None:
                columns.setdefault(known.key, column)
                alone |= known.key in OF_PROBATION_ALONE and in_list is None
            if in_list is not None and in_list.key in _WAY:
                way.add(in_list.key)
        is_list = _JOINED in way or len(way) > 1
        if "name" in columns and not is_list and (alone or (is_named and len(columns) > 1)):
            return Heading(number, columns)
    return None


def _names_names(cell: RawCell) -> bool:
    """Whether a cell is a label of names."""
    return cell.kind == "s" and cell.value[:1] not in _OTHER_STARTS and label_key(cell.value) in _OF_NAMES


def read_probation(
    book: RawWorkbook, sheet: RawSheet, heading: Heading, file: str, plan_year: int
) -> tuple[ProbationTable, list[Flaw]]:
    """Return the members under the headings of a sheet, and what reading met in their cells.

    Raises `Refused` where the sheet's own XML is refused.
    """
    row, columns = heading
    letters = {key: column_letter(column) for key, column in columns.items()}
    table = ProbationTable(sheet.name, row, column_letter(min(sheet.rows[row])), letters)
    # What the program itself has written is no answer.
    fields = {column: PROBATION_BY_KEY[key] for key, column in columns.items() if key != "due"}
    units = _units(sheet, row)
    lines: list[Line] = []
    flaws_of: dict[int, list[Flaw]] = {}
    for number, cells in sheet.rows.items():
        if number <= row:
            continue
        values: dict[str, object] = {}
        written: dict[str, WrittenText] = {}
        for column in fields.keys() & cells.keys():
            known, cell = fields[column], cells[column]
            read = read_value(cell, known, book, plan_year)
            value = UNREADABLE if cell.kind == "s" and is_ditto(cell.value) else read.value
            if value is UNREADABLE:
                place = Place(file, sheet.name, f"{column_letter(column)}{number}")
                slots = {"label": known.label}
                flaws_of.setdefault(number, []).append(Flaw(place, read.written.text, slots, rule=UNREADABLE_CELL))
            if value is not None:
                values[known.key] = value
            if value is UNREADABLE or read.kept is not None:
                written[known.key] = read.written
        if values:
            member = ProbationRow(number, values, written, units.get(number, ""))
            lines.append(Line(member, cells, certainties(values, PROBATION_BY_KEY)))
    people, _ = told_apart(lines, row, columns)
    table.rows += (line.row for line in people)
    return table, [flaw for member in table.rows for flaw in flaws_of.get(member.number, ())]


def _units(sheet: RawSheet, heading: int) -> dict[int, str]:
    """Return by row the code under `Mã đơn vị`, which a consolidated workbook has and a form has not."""
    wanted = label_key(UNIT_HEADING)
    column = next(
        (c for c, cell in sheet.rows[heading].items() if cell.kind == "s" and label_key(cell.value) == wanted), 0
    )
    return {number: cells[column].value for number, cells in sheet.rows.items() if column in cells}
