"""Whose event counts and for which unit: a sending to class, an admission, of a person on one list or on several."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.choices import CANCELLED
from recruit.recount.people import ADMISSION
from recruit.recount.text import plain, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.recount.people import Person, Row

_WORD_BEFORE = re.compile(r"^(?:(?:quyết định|qđ) {0,3}:? {0,3})?số {0,3}[:.]? {0,3}(?=[0-9])", re.IGNORECASE)


class Event(NamedTuple):
    """An event that counts for the unit of a code, by a row that holds it, on its day."""

    unit_code: str
    row: Row
    day: date


def counted(person: Person, event: str, year: int, until: date) -> Event | None:
    """Return the person's event of a year up to a day, None where none counts."""
    held = [row for row in person.rows if (day := row.day(event)) and day.year == year and day <= until]
    held = [row for row in _whose_word_counts(person, held, event) if row.is_sound(event)]
    if event == ADMISSION:
        held = [row for row in held if not ((end := cancelled_on(person, row)) and end <= until)]
    if not held:
        return None
    day = min(row.day(event) for row in held)
    first = next(row for row in held if row.day(event) == day)
    alike = [row for row in person.rows if row.is_branch == first.is_branch]
    owner = _owner(alike, [row for row in held if row.is_branch == first.is_branch], day, until)
    shows_it = owner in held and owner.day(event) == day
    return Event(owner.unit.code, owner if shows_it else first, day)


def _whose_word_counts(person: Person, held: list[Row], event: str) -> list[Row]:
    """Return the rows whose word counts: a đoàn thể's only when no chi bộ's row decides that day, or has a wrong cell."""
    if not person.branches:
        return held
    is_wrong = any(event in row.values and not row.is_sound(event) for row in person.branches)
    return [row for row in held if row.is_branch or not (is_wrong or person.is_of_branches(row.day(event)))]


def cancelled_on(person: Person, row: Row) -> date | None:
    """Return the day on which the decision in a row was cancelled, on whichever list; None where it was not."""
    decided, number = row.day(ADMISSION), _number(row)
    ends = []
    for other in person.rows:
        end = other.day("left")
        if decided is None or end is None or other.text("leaving_reason") != CANCELLED:
            continue
        if row.is_branch and not other.is_branch:
            continue
        if decided <= end or (other is not row and number == _number(other)):
            ends.append(end)
    return min(ends, default=None)


def _number(row: Row) -> str:
    number = _WORD_BEFORE.sub("", plain(row.text("decision_number")), count=1)
    parts = re.findall(r"\d+|[^\W\d_]+|/", unicodedata.normalize("NFC", same(number)))
    return " ".join(parts)


def _owner(rows: Sequence[Row], held: Sequence[Row], day: date, until: date) -> Row:
    """Return the row of the unit whose event it is, of a person's `rows` on lists of one kind; `held` hold the event."""
    closed = [row for row in rows if row.went_elsewhere and row.is_closed_by(until)]
    if closed and len(rows) > 1:
        for row in sorted(closed, key=lambda row: (row.closed, row.order)):
            if day <= row.closed:
                return row
        still_open = [row for row in rows if not row.is_closed_by(until)]
        if still_open:
            return _standing([row for row in still_open if row in held] or still_open, day)
    return _standing(held, day)


def _standing(rows: Sequence[Row], day: date) -> Row:
    """Return the row on whose list the person stood on a day; of none or several the plan's first."""
    stood = [
        row
        for row in rows
        if (joined := row.day("joined")) and joined <= day and (row.closed is None or day <= row.closed)
    ]
    return (stood or list(rows))[0]
