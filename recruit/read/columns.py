"""The headings of a list: columns that nobody asked for, that stand twice, that are hidden, reworded, merged or not there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recruit.books.workbook import column_letter
from recruit.language.spelling import clean, fold, label_key
from recruit.model import Flaw, Place
from recruit.read.headings import remark_in
from recruit.read.split_names import split_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recruit.books.workbook import RawCell, RawSheet
    from recruit.declared.field import Field
    from recruit.read.headings import Declared, Meaning

_MOST_NAMED = 5


def heading_flaws(
    sheet: RawSheet,
    heading: int,
    columns: Mapping[str, int],
    people: Sequence[int],
    declared: Declared,
    file: str,
) -> Iterator[Flaw]:
    """Yield what is wrong with the headings in row `heading`; `people` are the rows of persons under them.

    Where a declared column is not there, a column with values under a heading that is unknown or blank may be it.
    """
    return _Headings(sheet, heading, columns, people, declared, file).flaws()


@dataclass
class _Headings:
    """The row of headings of one list; `named` are the columns of which a flaw names the merge over them."""

    sheet: RawSheet
    heading: int
    columns: Mapping[str, int]
    people: Sequence[int]
    declared: Declared
    file: str
    named: set[int] = field(default_factory=set)

    def flaws(self) -> Iterator[Flaw]:
        """Yield what is wrong, column by column, then of the row as a whole."""
        sheet, columns = self.sheet, self.columns
        used = set(columns.values())
        filled = set().union(*map(sheet.rows.__getitem__, self.people))
        missing = self._missing() if self.people else []
        merges = {at: self._merge(left, right) for left, right in self._merged() for at in range(left, right + 1)}
        hidden = _hidden(sheet, used)
        split = split_names(sheet, self.heading, columns, self.people, self.file)
        yield from split.flaws
        self.named |= split.columns
        if split.flaws and split.is_whole:
            missing = [one for one in missing if one.key != "name"]
        suspects = 0
        for column in sorted(filled - (used - hidden) - split.columns):
            text = self._text(column)
            meant = self.declared.meaning(text) if text else None
            if column in hidden:
                yield Flaw(self._place(column), text, rule="hidden_column")
            elif meant is not None and meant.field.key in columns:
                yield from self._again(column, text, meant)
            elif missing and (text or min(used) - 1 <= column <= max(used) + 1):
                slots = {"missing": _labels(missing), "merge": merges.get(column, "")}
                # Each may be another of those that are missing: the cells of all of them are in doubt.
                key = missing[min(suspects, len(missing) - 1)].key
                suspects += 1
                yield Flaw(self._place(column), text, slots, key=key, rule="heading_unknown")
            elif text:
                yield Flaw(self._place(column), text, rule="unknown_column")
            elif min(used) < column < max(used) and self._first_filled(column):
                self.named.add(column)
                cell = f"{column_letter(column)}{self._first_filled(column)}"
                slots = {"cell": cell, "merge": merges.get(column, "")}
                yield Flaw(self._place(column), "", slots, rule="heading_blank")
        if missing and not suspects and (optional := [one for one in missing if not one.required]):
            first = min(sheet.rows[self.heading])
            yield Flaw(self._place(first), "", {"missing": _labels(optional)}, rule="column_absent")
        for left, right in self._merged():
            if self.named.isdisjoint(range(left, right + 1)):
                slots = {"detail": self._merge(left, right)}
                yield Flaw(self._place(left), self._text(left), slots, rule="heading_merged")
        if sheet.hidden:
            yield Flaw(Place(self.file, sheet.name), sheet.name, rule="hidden_sheet")

    def _again(self, column: int, text: str, meant: Meaning) -> Iterator[Flaw]:
        """Yield what there is to say of a column whose field is read from another one."""
        read = self.columns[meant.field.key]
        other = self._text(read)
        slots = {"again": self._place(column).cell, "read": self._place(read).cell, "other": other}
        if _is_same(text, other, meant, self.declared.meaning(other)):
            yield Flaw(self._place(column), text, slots, rule="column_twice")
            return
        yield Flaw(self._place(column), text, slots | {"label": meant.field.label}, rule="column_beside")
        # What is vague is of something else; that a cell which must be filled is blank is said in any case.
        if meant.is_vague or meant.field.required:
            return
        for row in self.people:
            if self._is_filled(row, column) and not self._is_filled(row, read):
                at = {"cell": f"{column_letter(column)}{row}", "heading": text}
                place = Place(self.file, self.sheet.name, f"{column_letter(read)}{row}")
                yield Flaw(place, "", at, row=row, key=meant.field.key, rule="value_beside")

    def _missing(self) -> list[Field]:
        """Return the columns that should be there and are not."""
        return [one for one in self.declared.expected if one.key not in self.columns]

    def _merged(self) -> list[tuple[int, int]]:
        """Return first and last column of every merge over several headings."""
        return [
            (left, right)
            for top, left, bottom, right in self.sheet.merges
            if top <= self.heading <= bottom and left < right
        ]

    def _merge(self, left: int, right: int) -> str:
        return f"{column_letter(left)}{self.heading}:{column_letter(right)}{self.heading}"

    def _text(self, column: int) -> str:
        cell = self.sheet.rows[self.heading].get(column)
        return clean(cell.value) if cell is not None and cell.kind == "s" else ""

    def _first_filled(self, column: int) -> int:
        return next((row for row in self.people if self._is_filled(row, column)), 0)

    def _is_filled(self, row: int, column: int) -> bool:
        return _is_filled(self.sheet.rows[row].get(column))

    def _place(self, column: int) -> Place:
        return Place(self.file, self.sheet.name, f"{column_letter(column)}{self.heading}")


def _is_same(text: str, other: str, meant: Meaning, other_meant: Meaning | None) -> bool:
    """Whether two headings are one heading that stands twice: what they say in brackets may tell them apart."""
    if remark_in(text) != remark_in(other):
        return fold(text) == fold(other)
    both_own = meant.is_own and other_meant is not None and other_meant.is_own
    return both_own or label_key(text) == label_key(other)


def _is_filled(cell: RawCell | None) -> bool:
    return cell is not None and (cell.kind != "s" or bool(clean(cell.value)))


def _labels(fields: Sequence[Field]) -> str:
    said = ", ".join(one.label for one in fields[:_MOST_NAMED])
    more = len(fields) - _MOST_NAMED
    return f"{said} và {more:02d} cột khác" if more > 0 else said


def _hidden(sheet: RawSheet, used: set[int]) -> set[int]:
    return {column for column in used if any(first <= column <= last for first, last in sheet.hidden_columns)}
