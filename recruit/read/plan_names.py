"""Which sheet of a workbook is which of a plan: by its name, by one near it, or by what stands on it."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from recruit.declared.form import OF_THE_OFFICE
from recruit.declared.plan import (
    CONFIRMED_SHEET,
    INFO,
    INFO_SHEET,
    LAST_YEAR_SHEET,
    RECIPIENTS_SHEET,
    REGISTER_SHEET,
    REGULATIONS_SHEET,
    UNITS,
    UNITS_SHEET,
    UNUSED_SHEET,
)
from recruit.language.spelling import fold, label_key, without_diacritics

if TYPE_CHECKING:
    from collections.abc import Callable

    from recruit.books.workbook import RawCell, RawSheet, RawWorkbook

SHEETS = (
    *(INFO_SHEET, UNITS_SHEET, RECIPIENTS_SHEET, REGULATIONS_SHEET, REGISTER_SHEET, LAST_YEAR_SHEET),
    *(CONFIRMED_SHEET, UNUSED_SHEET),
)
"""The sheets of a plan by their names, in the order in which what is wrong on them is told."""

_MOST_ROWS = 60
_YEAR = label_key(next(field.label for field in INFO if field.key == "year"))
_INFO = frozenset(label_key(field.label) for field in INFO)
_UNITS = frozenset(label_key(field.label) for field in UNITS if field.required)
_TARGETS = frozenset(label_key(field.label) for field in UNITS if field.key in ("admission_target", "class_target"))
_FEWEST_LABELS = 5


def sheets_of(book: RawWorkbook) -> dict[str, RawSheet]:
    """Return the sheets of a plan by their declared names.

    Where none bears a name, one that is seen and bears it with a number, a year or other marks is it; the two sheets that
    make a plan are known by their labels too. Of two that may be a sheet none is.
    """
    exact = {fold(sheet.name): sheet for sheet in reversed(book.sheets)}
    found = {name: exact[fold(name)] for name in SHEETS if fold(name) in exact}
    for name in SHEETS:
        if name not in found:
            _take(found, name, book, lambda sheet, name=name: _letters(sheet.name) == _letters(name))
    if INFO_SHEET not in found:
        _take(found, INFO_SHEET, book, _tells_of_year)
    if INFO_SHEET in found and UNITS_SHEET not in found:
        _take(found, UNITS_SHEET, book, _lists_units)
    return found


def lacking_sheet(book: RawWorkbook) -> str:
    """Return the name of the sheet that alone keeps a workbook from being a plan, empty where more does."""
    has_info, has_units = (any(map(holds, book.sheets)) for holds in (_tells_of_year, _lists_units))
    if has_info == has_units:
        return ""
    return UNITS_SHEET if has_info else INFO_SHEET


def _take(found: dict[str, RawSheet], name: str, book: RawWorkbook, fits: Callable[[RawSheet], bool]) -> None:
    taken = set(map(id, found.values()))
    # What is hidden, or what the office adds to a form, need not be read for it.
    seen = (sheet for sheet in book.sheets if not sheet.hidden and fold(sheet.name) not in OF_THE_OFFICE)
    fitting = [sheet for sheet in seen if id(sheet) not in taken and fits(sheet)]
    if len(fitting) == 1:
        found[name] = fitting[0]


# The sheets of an inbox have few names.
@lru_cache(maxsize=1024)
def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, without_diacritics(fold(name))))


def _tells_of_year(sheet: RawSheet) -> bool:
    labels = {_label(cells.get(1)) for cells in islice(sheet.rows.values(), _MOST_ROWS)}
    return _YEAR in labels and len(labels & _INFO) >= _FEWEST_LABELS


def _lists_units(sheet: RawSheet) -> bool:
    rows = (set(map(_label, cells.values())) for cells in islice(sheet.rows.values(), _MOST_ROWS))
    return any(labels >= _UNITS and labels & _TARGETS for labels in rows)


def _label(cell: RawCell | None) -> str:
    return label_key(cell.value) if cell is not None and cell.kind == "s" else ""
