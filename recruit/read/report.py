"""What one unit sent, as read: typed values with their addresses, and what reading could not make of a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from recruit.form import LIST_BY_KEY
from recruit.model import UNREADABLE, Period, Place, Sent, Understood

if TYPE_CHECKING:
    from datetime import date


class Flaw(NamedTuple):
    """What reading met at a cell; only checking decides how bad it is.

    `code` names the rule of the registry that speaks of it, `row` and `key` the list's row and column where there is
    one, `value` what stood there, `detail` what the message adds.
    """

    code: str
    place: Place
    value: str
    row: int | None = None
    key: str = ""
    detail: str = ""


@dataclass(slots=True)
class Row:
    """A person's row: `values` by field key (a blank cell has no entry), `written` the text of unreadable ones.

    `number` is the sheet's row; `rank` is what stands under STT, which says nothing about the person.
    """

    number: int
    values: dict[str, object]
    written: dict[str, str]
    rank: object | None = None

    def get(self, key: str) -> object | None:
        """Return the typed value, None where the cell is blank or cannot be read."""
        value = self.values.get(key)
        return None if value is UNREADABLE else value

    def date(self, key: str) -> date | None:
        """Return a step's day, None where blank or unreadable."""
        return self.get(key)  # type: ignore[return-value]

    def text(self, key: str) -> str:
        """Return a text or choice, empty where blank or unreadable."""
        return self.get(key) or ""  # type: ignore[return-value]

    def is_unreadable(self, key: str) -> bool:
        """Whether something stands in the cell that cannot be read."""
        return self.values.get(key) is UNREADABLE


@dataclass(slots=True)
class Listing:
    """The list of people on one sheet; `columns` maps field keys to column letters."""

    sheet: str
    heading_row: int
    first_column: str
    columns: dict[str, str]
    rows: list[Row]

    def cell(self, row: Row, key: str) -> str:
        """Return the address of a person's cell; where the form lacks the column, of the heading row's first cell."""
        letter = self.columns.get(key)
        return f"{letter}{row.number}" if letter else f"{self.first_column}{self.heading_row}"

    @property
    def missing_columns(self) -> list[str]:
        """Labels of columns that must be there and are not."""
        return [f.label for f in LIST_BY_KEY.values() if f.required and f.key not in self.columns]


@dataclass(slots=True)
class Report:
    """One workbook that is the form, read whole.

    `listings` has one entry in a sound form; the first speaks. `cover` holds typed values by field key,
    `cover_cells` the address of each value's cell. `hidden_code` is the unit that the form was issued for, or empty.
    """

    file: str
    origin: str
    sha256: str
    sent: Sent
    cover_sheet: str = ""
    cover: dict[str, object] = field(default_factory=dict)
    cover_cells: dict[str, str] = field(default_factory=dict)
    cover_written: dict[str, str] = field(default_factory=dict)
    covers_disagree: str = ""
    hidden_code: str = ""
    version: str = ""
    listings: list[Listing] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)

    @property
    def listing(self) -> Listing:
        return self.listings[0]

    @property
    def rows(self) -> list[Row]:
        return self.listings[0].rows if self.listings else []

    @property
    def month(self) -> int | None:
        return self.cover_value("month")

    @property
    def year(self) -> int | None:
        return self.cover_value("year")

    @property
    def period(self) -> Period | None:
        month, year = self.month, self.year
        return Period(year, month) if month and year else None

    @property
    def unit_code(self) -> str:
        return self.cover_value("unit_code") or ""

    def cover_value(self, key: str):
        """Return a typed value of the cover sheet, None where blank or unreadable."""
        value = self.cover.get(key)
        return None if value is UNREADABLE else value

    def cover_place(self, key: str) -> Place:
        """Return where the value of a cover label stands; the whole file where the label is nowhere."""
        cell = self.cover_cells.get(key)
        return Place(self.file, self.cover_sheet, cell) if cell else Place(self.file)

    def place(self, row: Row | None = None, key: str = "") -> Place:
        """Return a person's cell, or the list's sheet where no row is given."""
        if row is None:
            return Place(self.file, self.listing.sheet)
        return Place(self.file, self.listing.sheet, self.listing.cell(row, key))
