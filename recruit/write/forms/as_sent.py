"""A report's values as its unit wrote them, for the cells of a new form that is read as the old one was."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from recruit.books.workbook import Format, RawCell, RawWorkbook
from recruit.declared.form import COVER_BY_KEY, LIST, LIST_BY_KEY
from recruit.language.legacy_fonts import TCVN3, VNI
from recruit.model import UNREADABLE
from recruit.read.values import read_value
from recruit.write.forms.marks import NO_VALUE, InFont
from recruit.write.forms.styles import as_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recruit.declared.field import Field
    from recruit.read.report import Report
    from recruit.read.row import Row

_FONTS = {TCVN3: (".VnTime", ".VnTimeH"), VNI: ("VNI-Times",)}
_PEOPLE = tuple(field for field in LIST if field.key != "number")


def people_as_sent(report: Report, year: int, rows: Sequence[Row] | None = None) -> list[dict[str, object]]:
    """Return the rows of a report's list (or `rows` of them) by field key, as `form_bytes` takes them.

    `year` is that of the form into which they go. Read again from there every cell has the value that it has in
    `report`, UNREADABLE included. A text is the one that the unit wrote; a day that it wrote day first with strokes,
    or in a date cell, is dd/mm/yyyy. A text that would be read otherwise in the new form gives way to its value.
    """
    if not report.listings:
        return []
    listing = report.listing
    sent = _Sent(report, listing.sheet, year)
    words = {(number, key): word for (key, word), numbers in listing.nothing.items() for number in numbers}
    found = []
    for row in report.rows if rows is None else rows:
        values: dict[str, object] = {"number": "" if row.rank is None else row.rank}
        for field in _PEOPLE:
            key = field.key
            if row.is_filled(key):
                value = UNREADABLE if row.is_unreadable(key) else row.get(key)
                text = row.written.get(key, "") if value is UNREADABLE else ""
                values[key] = sent.cell(field, value, listing.cell(row, key), text)
            elif word := words.get((row.number, key)):
                values[key] = sent.cell(field, None, listing.cell(row, key), word)
        found.append(values)
    return found


def cover_as_sent(report: Report, year: int) -> dict[str, object]:
    """Return the values of a report's cover by field key, as `people_as_sent` does those of its list."""
    sent = _Sent(report, report.cover_sheet, year)
    return {
        key: sent.cell(COVER_BY_KEY[key], value, report.cover_cells[key], report.cover_written.get(key, ""))
        for key, value in report.cover.items()
    }


def row_texts(row: dict[str, object]) -> dict[str, str]:
    """Return what the cells of a row show, by field key; blank cells are left out."""
    shown = {key: _shown(value) for key, value in row.items()}
    return {key: text for key, text in shown.items() if text}


def _shown(value: object) -> str:
    return value.text if isinstance(value, InFont) else value.value if value is NO_VALUE else as_cell(value)


class _Sent:
    """What is known of how the cells of one sheet were written."""

    def __init__(self, report: Report, sheet: str, year: int) -> None:
        self._year = year
        self._otherwise = {line.place.cell: line for line in report.understood if line.place.sheet == sheet}
        garbage = ((flaw.place, flaw.slots.get("detail", "")) for flaw in report.flaws)
        self._garbage = {place.cell: detail for place, detail in garbage if place.sheet == sheet and detail in _FONTS}

    def cell(self, field: Field, value: object, address: str, written: str) -> object:
        """Return what to write for a cell at `address` whose value is `value`; `written` is its text where kept."""
        line = self._otherwise.get(address)
        how = line.how if line else self._garbage.get(address, "")
        text = written or (line.written if line else as_cell(value))
        for candidate in self._candidates(text, how):
            text, font = candidate if isinstance(candidate, InFont) else (candidate, "")
            if _read_again(field.key, text, font, self._year) == value:
                return candidate
        return NO_VALUE if value is UNREADABLE else as_cell(value)

    def _candidates(self, text: str, how: str) -> Iterator[str | InFont]:
        for encoding, fonts in _FONTS.items():
            if encoding in how:
                yield from (InFont(text, font) for font in fonts)
        yield text


# Lists say the same again and again: days, choices, helpers, posts.
@lru_cache(maxsize=16384)
def _read_again(key: str, text: str, font: str, year: int) -> object:
    """Return the value of a text in the form, the list's or, of keys that it lacks, the cover's."""
    field = LIST_BY_KEY.get(key) or COVER_BY_KEY[key]
    # As if nothing else in the form proved the font: where it does, what is turned already is turned the same way.
    return read_value(RawCell("s", text, 0), field, RawWorkbook((), (Format(font=font),)), year).value
