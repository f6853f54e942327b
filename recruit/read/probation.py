"""The sheet `Đảng viên dự bị`: told from a list of people by its headings, and read row by row."""

from __future__ import annotations

from string import ascii_letters, digits
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.workbook import column_letter
from recruit.declared.probation import OF_PROBATION_ALONE, PROBATION, PROBATION_BY_KEY, PROBATION_SHEET
from recruit.declared.summary import UNIT_HEADING
from recruit.language.spelling import fold, label_key
from recruit.model import UNREADABLE, Flaw, Place
from recruit.read.beside import Line, certainties, told_apart
from recruit.read.headings import by_label
from recruit.read.probation_table import ProbationRow, ProbationTable
from recruit.read.values import is_ditto, read_value
from recruit.read.written import WrittenText

if TYPE_CHECKING:
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
