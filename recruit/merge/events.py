"""Whose event counts, once, and for which unit: classes and admissions of a person on one or several lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.choices import CANCELLED
from recruit.language.spelling import fold

if TYPE_CHECKING:
    from recruit.declared.plan import Unit
    from recruit.merge.circumstances import Circumstances
    from recruit.merge.identity import Entry, Person


@dataclass(frozen=True, slots=True)
class EventKind:
    """An event that counts once a person and year: the column of its day, and the cells that decide about it."""

    day_key: str
    deciding: frozenset[str]


CLASS = EventKind("class_sent", frozenset({"name", "birth", "class_sent"}))
ADMISSION = EventKind("decision", frozenset({"name", "birth", "decision_number", "decision"}))
EVENTS = (CLASS, ADMISSION)

# The order of these two steps decides about an admission, at whichever cell the error stands.
ADMISSION_ERRORS = frozenset({"N04", "N08"})

_STROKE = re.compile(r" ?/ ?")
# Word processors lengthen hyphens by themselves; people leave them out, or type a blank in their place.
_HYPHEN = re.compile(r" ?[-‐‑‒–—−] ?| |(?<=\d)(?=[^\W\d_])")


class CountedEvent(NamedTuple):
    """An event that counts: for `unit`, on `day`, by the cell of `entry` (which may be another unit's row)."""

    unit: Unit
    entry: Entry
    day: date


def is_sound(entry: Entry, event: EventKind) -> bool:
    """Whether no error touches a cell that decides about the event in this row."""
    if entry.bad & event.deciding:
        return False
    if event is ADMISSION:
        if entry.bad_codes & ADMISSION_ERRORS:
            return False
        # A cancelled decision whose day of cancelling is unknown can be neither counted nor left out by a period; until a
        # day that lies ahead, it counts.
        unknown = "left" in entry.bad and entry.row.date("left") is None
        return not (entry.row.text("leaving_reason") == CANCELLED and unknown)
    return True


def holders(person: Person, event: EventKind) -> list[Entry]:
    """Return the rows that hold a readable day of the event, in the plan's order."""
    return [entry for entry in person.entries if entry.row.date(event.day_key) is not None]


def organisation_only(person: Person, event: EventKind, circumstances: Circumstances) -> list[tuple[Entry, Entry]]:
    """Return (chi bộ's row with the empty cell, đoàn thể's row) where only the đoàn thể has an event of this year.

    A chi bộ's cell that is filled, readable or not, is the chi bộ's word: the đoàn thể's row adds nothing to it.
    """
    branches = person.branches
    if not branches or any(entry.row.is_filled(event.day_key) for entry in branches):
        return []
    for holder in person.organisations:
        day = holder.row.date(event.day_key)
        if day is None or not _in_year(day, circumstances) or not person.branches_decide(day):
            continue
        deciding = next(entry for entry in branches if entry.closed is None or day <= entry.closed)
        return [(deciding, holder)]
    return []


def counted_events(person: Person, event: EventKind, circumstances: Circumstances) -> list[CountedEvent]:
    """Return the person's event of the plan's year up to the period, as a list of none or one.

    Of different days inside the year the earlier counts; a cancelled admission does not, from the day on which it was
    cancelled.
    """
    if len(person.entries) == 1 and person.entries[0].row.date(event.day_key) is None:
        return []
    found = [entry for entry in _deciding_holders(person, event, circumstances) if is_sound(entry, event)]
    if event is ADMISSION:
        found = [entry for entry in found if not _is_cancelled(person, entry, circumstances.day)]
    if not found:
        return []
    day = min(entry.row.date(event.day_key) for entry in found)
    same_day = [entry for entry in found if entry.row.date(event.day_key) == day]
    kind = same_day[0].is_branch
    # Another day of the event in another row is the same event: that row's unit may be the one whose event it is.
    held = [entry for entry in found if entry.is_branch == kind]
    owner = _owner([entry for entry in person.entries if entry.is_branch == kind], held, day, circumstances)
    # The deciding cell is the owner's own where it holds the event on that day.
    entry = owner if owner in same_day else same_day[0]
    return [CountedEvent(owner.unit, entry, day)]


def certified_by(person: Person, event: CountedEvent, last: date) -> Entry | None:
    """Return the row with the certificate of a class: issued on or after the event's day, by `last`; None where none has one.

    Who was handed over after the class has it on the new unit's list.
    """
    alike = [entry for entry in person.entries if entry.is_branch == event.entry.is_branch and entry is not event.entry]
    for entry in (event.entry, *alike):
        issued = entry.row.date("certificate")
        if issued is not None and event.day <= issued <= last and "certificate" not in entry.bad:
            return entry
    return None


def _in_year(day: date, circumstances: Circumstances) -> bool:
    return day.year == circumstances.plan.year and day <= circumstances.day


def _deciding_holders(person: Person, event: EventKind, circumstances: Circumstances) -> list[Entry]:
    """Return the rows whose word counts: the chi bộ's while one of their rows stands, after that the đoàn thể's.

    Where a chi bộ's cell is filled but in error, no đoàn thể's row replaces it.
    """
    found = [entry for entry in holders(person, event) if _in_year(entry.row.date(event.day_key), circumstances)]
    if not found:
        return []
    branches = [entry for entry in found if entry.is_branch]
    if not person.branches:
        return found
    if any(entry.row.is_filled(event.day_key) and not is_sound(entry, event) for entry in person.branches):
        return branches
    return branches + [
        entry for entry in found if not entry.is_branch and not person.branches_decide(entry.row.date(event.day_key))
    ]


def cancelled(person: Person, entry: Entry) -> date | None:
    """Return the day on which the decision in a row was cancelled, by this row or another.

    A row that cancels takes away every decision up to its day; one of a later day is a new one, unless it bears the
    number of that which was cancelled. A đoàn thể's row cancels nothing in a chi bộ's.
    """
    decision, number = entry.row.date("decision"), number_key(entry.row.text("decision_number"))
    if decision is None:
        return None
    days = (
        day
        for other in person.entries
        if other.row.text("leaving_reason") == CANCELLED
        and (other.is_branch or not entry.is_branch)
        and (day := other.row.date("left")) is not None
        and (decision <= day or (other is not entry and number == number_key(other.row.text("decision_number"))))
    )
    return min(days, default=None)


def number_key(number: str) -> str:
    """Return the key under which spellings of one decision's number agree: case, blanks, the hyphen's length, or none."""
    return _HYPHEN.sub("-", _STROKE.sub("/", fold(number)))


def _is_cancelled(person: Person, entry: Entry, day: date) -> bool:
    withdrawn = cancelled(person, entry)
    return withdrawn is not None and withdrawn <= day


def _owner(rows: list[Entry], found: list[Entry], day: date, circumstances: Circumstances) -> Entry:
    """Return the row of the unit for which the event of `day` counts.

    `rows` are the person's rows on lists of one kind, `found` those of them that hold the event.
    """
    transfers = sorted(
        (entry for entry in rows if entry.is_transfer and not entry.is_open(circumstances.day)),
        key=lambda entry: (entry.closed, entry.order),
    )
    if transfers and len(rows) > 1:
        for entry in transfers:
            if day <= entry.closed:
                return entry
        still_open = [entry for entry in rows if entry.is_open(circumstances.day)]
        if still_open:
            # Of several the one that holds the event; it is another's only where none of them does.
            return _standing([entry for entry in still_open if entry in found] or still_open, day)
    return _standing(found, day)


def _standing(rows: list[Entry], day: date) -> Entry:
    """Return the one row on whose list the person stood on `day`; where none or several fit, the plan's first.

    A single row is that one, whatever its days.
    """
    fitting = [
        entry
        for entry in rows
        if (joined := entry.row.date("joined")) is not None
        and joined <= day
        and (entry.closed is None or day <= entry.closed)
    ]
    return (fitting or rows)[0]
