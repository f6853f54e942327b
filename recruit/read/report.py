"""What one unit sent, as read: typed values with their addresses, and what reading could not make of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import repeat
from operator import is_
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from recruit.declared.form import LIST
from recruit.language.wording import vn_date
from recruit.model import UNREADABLE, Period, Place, Sent, Understood

if TYPE_CHECKING:
    from recruit.declared.summary import Below


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


# -- rows --------------------------------------------------------------------------------------------------------------

# The rank under STT is kept beside the cells: it says nothing about the person.
_KEYS = tuple(declared.key for declared in LIST if declared.key != "number")
_INDEX = {key: index for index, key in enumerate(_KEYS)}
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Row:
    """A person's row: `values` by field key (a blank cell has no entry), `written` the text of unreadable ones.

    It is made once and not changed. `number` is the sheet's row; `rank` is what stands under STT, which says nothing about the person.
    """

    # The values stand in the order of the form's declaration, up to the last that is filled.
    __slots__ = ("_cells", "number", "rank", "written")

    def __init__(
        self, number: int, values: Mapping[str, object], written: Mapping[str, str], rank: object | None = None
    ) -> None:
        self.number = number
        self._cells = tuple(map(values.get, _KEYS[: 1 + max(map(_INDEX.__getitem__, values), default=-1)]))
        self.written = written or _NOTHING
        self.rank = rank

    @property
    def shape(self) -> tuple[bool, ...]:
        """Which cells are blank: equal of rows in which the same cells are filled."""
        return tuple(map(is_, self._cells, repeat(None)))

    @property
    def values(self) -> dict[str, object]:
        """The filled cells by field key, made anew at each call: a dict a person is most of a large run's memory."""
        return {key: value for key, value in zip(_KEYS, self._cells, strict=False) if value is not None}

    def get(self, key: str) -> object | None:
        """Return the typed value, None where the cell is blank or cannot be read. Raises KeyError for no field's key."""
        index = _INDEX[key]
        cells = self._cells
        value = cells[index] if index < len(cells) else None
        return None if value is UNREADABLE else value

    def date(self, key: str) -> date | None:
        """Return a step's day, None where blank or unreadable."""
        # Not by way of `get`: rules ask for a dozen days of every row.
        index = _INDEX[key]
        cells = self._cells
        value = cells[index] if index < len(cells) else None
        return None if value is UNREADABLE else value  # type: ignore[return-value]

    def text(self, key: str) -> str:
        """Return a text or choice, empty where blank or unreadable."""
        return self.get(key) or ""  # type: ignore[return-value]

    def shown(self, key: str) -> str:
        """Return a cell's content as its owner sees it, empty where blank."""
        if key in self.written:
            return self.written[key]
        value = self.get(key)
        return vn_date(value) if isinstance(value, date) else "" if value is None else str(value)

    def is_filled(self, key: str) -> bool:
        """Whether something stands in the cell, readable or not."""
        index = _INDEX[key]
        return index < len(self._cells) and self._cells[index] is not None

    def is_unreadable(self, key: str) -> bool:
        """Whether something stands in the cell that cannot be read."""
        index = _INDEX[key]
        return index < len(self._cells) and self._cells[index] is UNREADABLE

    def says_the_same(self, other: Row) -> bool:
        """Whether every cell, the rank aside, says what it says in `other`."""
        return self._cells == other._cells and self.written == other.written

    def __repr__(self) -> str:
        return f"Row({self.number}, {self.values!r}, {dict(self.written)!r}, {self.rank!r})"

    def __getstate__(self) -> tuple[object, ...]:
        return (self.number, self._cells, dict(self.written) or None, self.rank)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        self.number, self._cells, written, self.rank = state
        self.written = written or _NOTHING


# A list has a few dozen rows: the same addresses come again in every unit's sources.
@lru_cache(maxsize=65536)
def _address(letter: str, row: int) -> str:
    return f"{letter}{row}"


@dataclass(slots=True)
class Listing:
    """The list of people on one sheet; `columns` maps field keys to column letters.

    `nothing` gives the rows whose cell says in words that there is nothing, a blank cell's value, by key and word.
    """

    sheet: str
    heading_row: int
    first_column: str
    columns: dict[str, str]
    rows: list[Row]
    nothing: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def cell(self, row: Row, key: str) -> str:
        """Return the address of a person's cell; where the form lacks the column, of the heading row's first cell."""
        letter = self.columns.get(key)
        return _address(letter, row.number) if letter else _address(self.first_column, self.heading_row)


@dataclass(slots=True)
class Report:
    """One workbook that is the form, read whole.

    `listings` has one entry in a sound form; the first speaks. `cover` holds typed values by field key,
    `cover_cells` the address of each value's cell. `hidden_code` is the unit that the form was issued for, or empty.
    `below` is set where the workbook is not the form but the consolidated workbook of a lower committee.
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
    below: Below | None = None

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

    def cover_value(self, key: str) -> Any:
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


# -- many reports ------------------------------------------------------------------------------------------------------


class Sharing:
    """Lets equal values of many reports be one object: lists repeat helpers, posts, choices, days and whole headings.

    Reports from another process bring their own copy of everything; one Sharing for all of them gives that back.
    """

    # Names never repeat enough to be worth remembering for ever; starting anew bounds the memory.
    _LIMIT = 65536

    def __init__(self) -> None:
        self._known: dict[object, object] = {}
        self._tables: dict[tuple[object, ...], dict[str, str]] = {}

    def share(self, report: Report) -> Report:
        """Return `report` with its values replaced by equal ones met before; it must not be changed after that."""
        known = self._known
        if len(known) > self._LIMIT:
            known.clear()
            self._tables.clear()
        # Cells hold texts, days and whole numbers: where two are equal, they are of one type.
        one = known.setdefault
        report.origin = one(report.origin, report.origin)
        report.version = one(report.version, report.version)
        report.cover = {one(key, key): one(value, value) for key, value in report.cover.items()}
        report.cover_written = {one(key, key): one(value, value) for key, value in report.cover_written.items()}
        report.cover_sheet = one(report.cover_sheet, report.cover_sheet)
        report.cover_cells = self._table(report.cover_cells)
        for listing in report.listings:
            listing.sheet = one(listing.sheet, listing.sheet)
            listing.columns = self._table(listing.columns)
            for row in listing.rows:
                cells = row._cells
                row._cells = tuple(map(one, cells, cells))
        return report

    def _table(self, table: dict[str, str]) -> dict[str, str]:
        return self._tables.setdefault(tuple(table.items()), table)
