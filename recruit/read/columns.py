"""The headings of a list: columns that nobody asked for, that stand twice, that are hidden, reworded, merged or not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.books.workbook import column_letter
from recruit.language.spelling import clean, label_key
from recruit.model import Flaw, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recruit.books.workbook import RawCell, RawSheet
    from recruit.declared.field import Field
    from recruit.read.headings import Declared

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

    def place(column: int) -> Place:
        return Place(file, sheet.name, f"{column_letter(column)}{heading}")

    headings = sheet.rows[heading]
    used = set(columns.values())
    filled = set().union(*map(sheet.rows.__getitem__, people))
    missing = _missing(columns, declared) if people else []
    merges = {
        left: f"{column_letter(left)}{heading}:{column_letter(right)}{heading}"
        for left, right in _merged(sheet, heading)
    }
    merged_over = {at: merges[left] for left, right in _merged(sheet, heading) for at in range(left, right + 1)}
    hidden = _hidden(sheet, used)
    suspects = False
    for column in sorted(filled - (used - hidden)):
        text = _heading(headings.get(column))
        if column in hidden:
            yield Flaw(place(column), text, rule="hidden_column")
        elif text and label_key(text) in declared.people:
            yield Flaw(place(column), text, rule="column_twice")
        elif missing and (text or min(used) - 1 <= column <= max(used) + 1):
            suspects = True
            slots = {"missing": _named(missing), "merge": merged_over.get(column, "")}
            yield Flaw(place(column), text, slots, key=missing[0].key, rule="heading_unknown")
        elif text:
            yield Flaw(place(column), text, rule="unknown_column")
    if missing and not suspects and (optional := [field for field in missing if not field.required]):
        yield Flaw(place(min(headings)), "", {"missing": _named(optional)}, rule="column_absent")
    for left, detail in merges.items():
        yield Flaw(place(left), _heading(headings.get(left)), {"detail": detail}, rule="heading_merged")
    if sheet.hidden:
        yield Flaw(Place(file, sheet.name), sheet.name, rule="hidden_sheet")


def _missing(columns: Mapping[str, int], declared: Declared) -> list[Field]:
    """Return the columns that should be there and are not."""
    return [field for field in declared.expected if field.key not in columns]


def _named(fields: Sequence[Field]) -> str:
    said = ", ".join(field.label for field in fields[:_MOST_NAMED])
    more = len(fields) - _MOST_NAMED
    return f"{said} và {more:02d} cột khác" if more > 0 else said


def _heading(cell: RawCell | None) -> str:
    return clean(cell.value) if cell is not None and cell.kind == "s" else ""


def _merged(sheet: RawSheet, heading: int) -> list[tuple[int, int]]:
    """Return first and last column of every merge over several headings."""
    return [(left, right) for top, left, bottom, right in sheet.merges if top <= heading <= bottom and left < right]


def _hidden(sheet: RawSheet, used: set[int]) -> set[int]:
    return {column for column in used if any(first <= column <= last for first, last in sheet.hidden_columns)}
