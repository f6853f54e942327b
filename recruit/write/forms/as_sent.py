"""A report's values as its unit wrote them, for the cells of a new form that is read as the old one was."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from recruit.declared.form import PERSON_KEYS
from recruit.declared.versions import with_other_choices
from recruit.language.font_names import PLAIN_FONTS, encoding_of, has_capitals_alone
from recruit.model import UNREADABLE
from recruit.read.dates import full_year
from recruit.read.written import How, WrittenText, in_words
from recruit.write.forms.marks import NO_VALUE, Styled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.read.report import Report
    from recruit.read.row import Row


_AS_FIGURES = re.compile(r"[\d\s/.\-]*")


def people_as_sent(
    report: Report, year: int, rows: Sequence[Row] | None = None, *, afresh: bool = False
) -> list[dict[str, object]]:
    """Return the rows of a report's list (or `rows` of them) by field key, as `form_bytes` takes them.

    `year` is that of the form into which they go. Read again from there every cell has the value that it has in
    `report`, UNREADABLE included. A text is the one that the unit wrote; a day that it wrote day first with strokes, or
    in a date cell, is dd/mm/yyyy. A text that would be read otherwise in the new form gives way to its value, and in one
    for a month that begins `afresh` so does a day in words, which the form's own check would ask to mend.
    """
    found = []
    moved = with_other_choices(report.version)
    for row in report.rows if rows is None else rows:
        filled, written = row.values, row.written
        values: dict[str, object] = {"number": "" if row.rank is None else row.rank}
        for key in PERSON_KEYS:
            if key in filled or key in written:
                value, text = filled.get(key), written.get(key)
                plain = (key in moved and isinstance(value, str)) or (afresh and _is_in_words(value, text))
                values[key] = in_words(value) if plain else cell_as_sent(value, text, year)
        found.append(values)
    return found


def cover_as_sent(report: Report, year: int) -> dict[str, object]:
    """Return the values of a report's cover by field key, as `people_as_sent` does those of its list."""
    return {key: cell_as_sent(value, report.cover_written.get(key), year) for key, value in report.cover.items()}


def row_texts(row: dict[str, object]) -> dict[str, str]:
    """Return what the cells of a row show, by field key; blank cells are left out."""
    shown = {key: _shown(value) for key, value in row.items()}
    return {key: text for key, text in shown.items() if text}


def _shown(value: object) -> str:
    return value.text if isinstance(value, Styled) else value.value if value is NO_VALUE else in_words(value)


def cell_as_sent(value: object, written: WrittenText | None, year: int) -> object:
    """Return what to write for a cell of a form of `year`: what stood there, unless the form would read that as another value."""
    if written is not None and written.repeatable and not _has_another_year(value, written, year):
        font = _form_font(written.font) if written.font else ""
        return Styled(written.text, font, written.struck) if font or written.struck else written.text
    return NO_VALUE if value is UNREADABLE else in_words(value)


def _has_another_year(value: object, written: WrittenText, year: int) -> bool:
    """Whether a year of two digits means another one in a form of `year`."""
    short = written.how is How.SHORT_YEAR and isinstance(value, date)
    return short and full_year(value.year % 100, year) != value.year


def _is_in_words(value: object, written: WrittenText | None) -> bool:
    """Whether a day is written with more than figures and what parts them."""
    return isinstance(value, date) and written is not None and not _AS_FIGURES.fullmatch(written.text)


def _form_font(font: str) -> str:
    """Return the font in which text of a legacy `font` stands in the form: the one that looks like the form's own."""
    plain = PLAIN_FONTS[encoding_of(font)]
    return f"{plain}H" if has_capitals_alone(font) else plain
