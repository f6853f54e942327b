"""A person's row as read: typed values in the order of the form, and beside them what was written otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from recruit.declared.form import PERSON_KEYS
from recruit.model import UNREADABLE
from recruit.read.written import WrittenText, as_seen

_INDEX = {key: index for index, key in enumerate(PERSON_KEYS)}

_NOTHING: Mapping[str, WrittenText] = MappingProxyType({})


class Row:
    """A person's row: `values` by field key (a blank cell has no entry), `written` what was written where they do not tell.

    `written` has the cells that cannot be read, those whose value was read otherwise than it was written, and blanks
    that say in words that there is nothing. It is one for all rows in which the same is written, and mostly empty.
    A row is made once and not changed. `number` is the sheet's row; `rank` is what stands under STT, which says nothing
    about the person.
    """

    # The values stand in the order of the form's declaration, up to the last that is filled.
    __slots__ = ("_cells", "number", "rank", "written")

    def __init__(
        self, number: int, values: Mapping[str, object], written: Mapping[str, WrittenText], rank: object | None = None
    ) -> None:
        self.number = number
        self._cells = tuple(map(values.get, PERSON_KEYS[: 1 + max(map(_INDEX.__getitem__, values), default=-1)]))
        self.written = written or _NOTHING
        self.rank = rank

    @property
    def values(self) -> dict[str, object]:
        """The filled cells by field key, made anew at each call: a dict a person is most of a large run's memory."""
        return {key: value for key, value in zip(PERSON_KEYS, self._cells, strict=False) if value is not None}

    def get(self, key: str) -> object | None:
        """Return the typed value, None where the cell is blank or cannot be read. Raises KeyError for no field's key."""
        index = _INDEX[key]
        cells = self._cells
        value = cells[index] if index < len(cells) else None
        return None if value is UNREADABLE else value

    def date(self, key: str) -> date | None:
        """Return a step's day, None where blank or unreadable."""
        # Not by way of `get`: some thirty days of every row are asked for.
        index = _INDEX[key]
        cells = self._cells
        value = cells[index] if index < len(cells) else None
        return None if value is UNREADABLE else value  # type: ignore[return-value]

    def days(self, keys: Iterable[str]) -> dict[str, date]:
        """Return the days of these steps by key, in their order, without those that are blank or unreadable."""
        cells = self._cells
        count = len(cells)
        return {
            key: value
            for key in keys
            if (index := _INDEX[key]) < count and (value := cells[index]) is not None and value is not UNREADABLE
        }  # type: ignore[misc]

    def text(self, key: str) -> str:
        """Return a text or choice, empty where blank or unreadable."""
        return self.get(key) or ""  # type: ignore[return-value]

    def shown(self, key: str) -> str:
        """Return a cell's content as its owner sees it, empty where blank."""
        return as_seen(self._value(key), self.written.get(key))

    @property
    def unreadable(self) -> dict[str, str]:
        """What is written in the cells that cannot be read, by field key."""
        return {key: written.text for key, written in self.written.items() if self.is_unreadable(key)}

    @property
    def filled(self) -> set[str]:
        """The keys of the cells in which something stands, readable or not, other than a word for nothing."""
        return {key for key, value in zip(PERSON_KEYS, self._cells, strict=False) if value is not None}

    def is_filled(self, key: str) -> bool:
        """Whether something stands in the cell, readable or not, other than a word for nothing."""
        index = _INDEX[key]
        return index < len(self._cells) and self._cells[index] is not None

    def is_unreadable(self, key: str) -> bool:
        """Whether something stands in the cell that cannot be read."""
        return self._value(key) is UNREADABLE

    def _value(self, key: str) -> object | None:
        index = _INDEX[key]
        return self._cells[index] if index < len(self._cells) else None

    def says_the_same(self, other: Row) -> bool:
        """Whether every cell, the rank aside, says what it says in `other`, however it is written."""
        return self._cells == other._cells and self.unreadable == other.unreadable

    def __repr__(self) -> str:
        return f"Row({self.number}, {self.values!r}, {dict(self.written)!r}, {self.rank!r})"

    def __getstate__(self) -> tuple[object, ...]:
        # Rows in which the same is written share it on the other side too.
        return (self.number, self._cells, self.written if self.written else None, self.rank)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        self.number, self._cells, written, self.rank = state
        self.written = written or _NOTHING
