"""The rows of a sheet of probationary members as they were read, each cell with its address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from recruit.declared.probation import ANSWERS
from recruit.language.spelling import fold
from recruit.model import UNREADABLE, Place
from recruit.read.written import WrittenText, as_seen

if TYPE_CHECKING:
    from collections.abc import Mapping


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
