"""The sheet of probationary members as the second reader finds it: by its headings, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from recruit.declared.probation import OF_PROBATION_ALONE, PROBATION, PROBATION_BY_KEY, PROBATION_SHEET
from recruit.recount.cells import Answers, AsAbove, Unread, Value, read_cell
from recruit.recount.headings import by_label
from recruit.recount.text import label_key, same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recruit.declared.field import Field
    from recruit.recount.sheets import Sheet

_WAY = frozenset(("joined", "class_proposed", "class_sent", "procedure_proposed", "agreed", "resolution"))
_LABELS = by_label(PROBATION)
_OWN = frozenset(label_key(known.label) for known in PROBATION)


@dataclass(frozen=True, slots=True)
class MemberRow(Answers):
    """A member's row: its values by field key, no entry for a blank; in a consolidated workbook the code of the unit."""

    number: int
    values: dict[str, Value | Unread]
    unit_code: str = ""

    @property
    def birth(self) -> date | int | None:
        value = self.values.get("birth")
        return value if isinstance(value, date | int) else None


@dataclass(slots=True)
class Members:
    """The rows of the sheet; `columns` are column letters by field key."""

    sheet: str
    first_cell: str
    columns: dict[str, str]
    rows: list[MemberRow] = field(default_factory=list)

    def cell(self, row: MemberRow, key: str) -> str:
        """Return a cell's address; of a column that is not there the first cell of the headings."""
        return f"{self.columns[key]}{row.number}" if key in self.columns else self.first_cell


def heading_of(sheet: Sheet, listed: Mapping[str, Field]) -> tuple[int, dict[str, int]] | None:
    """Return the row of headings and the columns by field key of a sheet of members, None where it is none.

    It is one by a column that no list of people has, or by its name; `listed` are the labels of a list.
    """
    is_named = same(sheet.name) == same(PROBATION_SHEET)
    for number, cells in sheet.rows.items():
        labels = {at: label_key(cell.value) for at, cell in cells.items() if isinstance(cell.value, str)}
        columns: dict[str, int] = {}
        for at, label in sorted(labels.items(), key=lambda one: (one[1] not in _OWN, one[0])):
            if label in _LABELS:
                columns.setdefault(_LABELS[label].key, at)
        alone = {_LABELS[label].key for label in labels.values() if label in _LABELS and label not in listed}
        way = {listed[label].key for label in labels.values() if label in listed} & _WAY
        is_list = "joined" in way or len(way) > 1
        if "name" in columns and not is_list and (alone & OF_PROBATION_ALONE or (is_named and len(columns) > 1)):
            return number, columns
    return None


def read_members(
    sheet: Sheet, heading: tuple[int, dict[str, int]], units: Mapping[int, str], plan_year: int, *, from_1904: bool
) -> Members:
    """Return the members under the headings; `units` has the codes beside the rows where there are any."""
    from openpyxl.utils import get_column_letter

    top, columns = heading
    letters = {key: get_column_letter(at) for key, at in columns.items()}
    members = Members(sheet.name, f"{get_column_letter(min(sheet.rows[top]))}{top}", letters)
    fields = {at: PROBATION_BY_KEY[key] for key, at in columns.items()}
    for number, cells in sheet.rows.items():
        if number <= top:
            continue
        values: dict[str, Value | Unread] = {}
        for at in fields.keys() & cells.keys():
            value = read_cell(cells[at], fields[at], plan_year, from_1904=from_1904)
            value = Unread(value.text) if isinstance(value, AsAbove) else value
            if value is not None:
                values[fields[at].key] = value
        if values:
            members.rows.append(MemberRow(number, values, units.get(number, "")))
    return members
