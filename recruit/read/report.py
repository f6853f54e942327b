"""What one unit sent, as read: typed values with their addresses, and what reading could not make of a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recruit.declared.form import LIST_BY_KEY
from recruit.model import UNREADABLE, Flaw, Period, Place, Sent
from recruit.read.row import Row
from recruit.read.written import How, Understood, WrittenText, as_seen, understood_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.read.below import Below
    from recruit.read.probation_table import ProbationTable


# -- rows --------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Listing:
    """The list of people on one sheet; `columns` maps field keys to column letters.

    `bare_headings` are the headings that were typed without diacritics, by field key.
    """

    sheet: str
    heading_row: int
    first_column: str
    columns: dict[str, str]
    rows: list[Row]
    bare_headings: dict[str, str] = field(default_factory=dict)

    def cell(self, row: Row, key: str) -> str:
        """Return the address of a person's cell; where the form lacks the column, of the heading row's first cell."""
        letter = self.columns.get(key)
        return f"{letter}{row.number}" if letter else f"{self.first_column}{self.heading_row}"


@dataclass(slots=True)
class Report:
    """One workbook that is the form, read whole.

    `listings` has one entry in a sound form; the first speaks. `cover` holds typed values by field key,
    `cover_cells` the address of each value's cell, `cover_written` what was written there where that is not what its
    value shows in the form. `hidden_code` is the unit that the form was issued for, or empty. `returned_of` is the month of
    which the office returned the workbook, or the one that it was made of, as `str` of a period; empty for any other. `carried` is
    the mark of the contacts with which the form was issued (`carried_mark`), empty where it bears none. `below` is set where the
    workbook is not the form but the consolidated workbook of a lower committee. `probation` is the table of probationary members,
    None where there is none. `year_with_month` is the year with the month where the cell of the year says another, or empty.
    `unread_sheets` are the names of the visible sheets in which neither cover nor list was
    found. `replies` are what the unit says on a returned workbook's first sheet of its findings, by their keys.
    """

    file: str
    origin: str
    sha256: str
    sent: Sent
    cover_sheet: str = ""
    cover: dict[str, object] = field(default_factory=dict)
    cover_cells: dict[str, str] = field(default_factory=dict)
    cover_written: dict[str, WrittenText] = field(default_factory=dict)
    covers_disagree: str = ""
    year_with_month: str = ""
    hidden_code: str = ""
    version: str = ""
    returned_of: str = ""
    carried: str = ""
    listings: list[Listing] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    below: Below | None = None
    probation: ProbationTable | None = None
    replies: dict[str, str] = field(default_factory=dict)
    unread_sheets: tuple[str, ...] = ()

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
    def is_returned(self) -> bool:
        """Whether it is a workbook that the office returned, still for the month of which it did."""
        return bool(self.returned_of) and self.returned_of == str(self.period)

    @property
    def unit_code(self) -> str:
        return self.cover_value("unit_code") or ""

    def cover_value(self, key: str) -> Any:
        """Return a typed value of the cover sheet, None where blank or unreadable."""
        value = self.cover.get(key)
        return None if value is UNREADABLE else value

    def cover_shown(self, key: str) -> str:
        """Return the content of the cover's cell as its owner sees it, empty where blank."""
        return as_seen(self.cover.get(key), self.cover_written.get(key))

    def cover_place(self, key: str) -> Place:
        """Return where the value of a cover label stands; the whole file where the label is nowhere."""
        cell = self.cover_cells.get(key)
        return Place(self.file, self.cover_sheet, cell) if cell else Place(self.file)

    def understood(self) -> Iterator[Understood]:
        """Yield every value that was read otherwise than it was written: the cover's, the list's row by row, the members'."""
        for key, written in self.cover_written.items():
            if line := understood_at(self.cover_place(key), self.cover.get(key), written):
                yield line
        for listing in self.listings[:1]:
            for key, heading in listing.bare_headings.items():
                place = Place(self.file, listing.sheet, f"{listing.columns[key]}{listing.heading_row}")
                yield Understood(place, heading, LIST_BY_KEY[key].label, How.BARE_HEADING)
        for row in self.rows:
            for key, written in row.written.items():
                value = UNREADABLE if row.is_unreadable(key) else row.get(key)
                if line := understood_at(self.place(row, key), value, written):
                    yield line
        for member in self.probation.rows if self.probation is not None else ():
            for key, written in member.written.items():
                if line := understood_at(self.probation.place(self.file, member, key), member.values.get(key), written):
                    yield line

    def place(self, row: Row | None = None, key: str = "") -> Place:
        """Return a person's cell, or the list's sheet where no row is given."""
        if row is None:
            return Place(self.file, self.listing.sheet)
        return Place(self.file, self.listing.sheet, self.listing.cell(row, key))


# -- many reports ------------------------------------------------------------------------------------------------------
