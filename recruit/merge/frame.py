"""All rows of all speaking workbooks as one pandas frame, and the events that count: typed, nothing guessed."""

from __future__ import annotations

from array import array
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from recruit.declared.choices import ADMITTED, TRANSFER
from recruit.merge.events import ADMISSION, ADMISSION_ERRORS, CLASS, cancelled, certified_by, counted_events

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recruit.merge.circumstances import Circumstances
    from recruit.merge.events import EventKind
    from recruit.merge.identity import Entry, Person

DAYS = ("joined", "class_proposed", "class_sent", "certificate", "procedure_proposed", "agreed", "left")
"""Day columns of the people's frame; blank and unreadable days are NaT."""

CELLS = (
    "name",
    "birth",
    "joined",
    "left",
    "decision",
    "helpers",
    "certificate",
    "procedure_proposed",
    "agreed",
    "class_proposed",
)
"""Columns of the list for which the frame says, as `bad_<key>`, whether an error touches the cell."""

_NEVER = date.max
_EPOCH = date(1970, 1, 1).toordinal()


NONE = -1
"""The number of an entry that there is not."""


class EventRow(NamedTuple):
    """An event that counts: on `day`, for the unit of code `unit`, by the row of number `entry` (another unit's, perhaps).

    `certified` is the number of the row with the certificate of a class, NONE where there is none.
    """

    entry: int
    unit: str
    day: date
    certified: int


class Merged(NamedTuple):
    """The people's frame (a row an entry, in the plan's order), the events that count, by day, and the entries.

    people: person, is_branch, came, days, open_until, decided, withdrawn, cancelled, undecided, has_error, bad_*,
    has_helper, birth_day, birth_year, education_known, stays, class_filled, agreed_filled.
    """

    people: pd.DataFrame
    admissions: list[EventRow]
    classes: list[EventRow]
    entries: list[Entry]


def merge(people: Iterable[Person], circumstances: Circumstances) -> Merged:
    """Lay persons and their counted events out as frames. Repeats in one workbook and nameless rows are in neither."""
    entries: list[Entry] = []
    numbers = array("q")
    decided, withdrawn, ended = array("i"), array("i"), array("i")
    undecided, came = bytearray(), bytearray()
    events: dict[EventKind, list[EventRow]] = {ADMISSION: [], CLASS: []}
    for number, person in enumerate(people):
        own = person.entries
        decision = _decision(person)
        for _ in own:
            numbers.append(number)
            decided.append(_ordinal(decision.day))
            withdrawn.append(_ordinal(decision.withdrawn))
            ended.append(_ordinal(decision.cancelled))
            undecided.append(decision.unclear)
        for kind, counted in events.items():
            for event in counted_events(person, kind, circumstances):
                holder = certified_by(person, event, circumstances.day) if kind is CLASS else None
                index, certified = (
                    NONE if entry is None else len(entries) + own.index(entry) for entry in (event.entry, holder)
                )
                counted.append(EventRow(index, event.unit.code, event.day, certified))
        came += bytes(_came_from_another(entry, own) for entry in own)
        entries += own
    known = {
        "person": np.frombuffer(numbers, "int64"),
        "decided": _days_of(decided),
        "withdrawn": _days_of(withdrawn),
        "cancelled": _days_of(ended),
        "undecided": np.frombuffer(undecided, "bool"),
        "came": np.frombuffer(came, "bool"),
    }
    admissions, classes = (sorted(counted, key=attrgetter("day")) for counted in events.values())
    return Merged(_people_frame(entries, known), admissions, classes, entries)


def _came_from_another(entry: Entry, own: Sequence[Entry]) -> bool:
    """Whether the person of a row stood on another list of the committee when it was put on this one."""
    if len(own) == 1:
        return False
    joined = entry.row.date("joined")
    return joined is not None and any(
        other is not entry
        and (other.is_transfer or ((since := other.row.date("joined")) is not None and since < joined))
        and (other.is_transfer or other.closed is None or other.closed >= joined)
        for other in own
    )


class _Decision(NamedTuple):
    """When a person was admitted in any year, and a decision that was cancelled with the day of that.

    `unclear` says that the decision cannot be counted.
    """

    day: date | None
    withdrawn: date | None
    cancelled: date | None
    unclear: bool


def _decision(person: Person) -> _Decision:
    branches = person.branches if len(person.entries) > 1 else ()
    deciding = [
        entry
        for entry in person.entries
        if entry.is_branch or not branches or not person.branches_decide(entry.row.date("decision") or _NEVER)
    ]
    days, withdrawn, ends = [], [], []
    for entry in deciding:
        if (day := entry.row.date("decision")) is None:
            continue
        if (end := cancelled(person, entry)) is None:
            days.append(day)
        else:
            withdrawn.append(day)
            ends.append(end)
    unclear = any(
        entry.bad & {"decision", "decision_number"} or entry.bad_codes & ADMISSION_ERRORS for entry in deciding
    )
    return _Decision(min(days, default=None), min(withdrawn, default=None), max(ends, default=None), unclear)


# -- columns -----------------------------------------------------------------------------------------------------------

# Column by column, each as numbers of the machine: a record a row, or a list of objects a column, would take several
# times the frame's own memory.


def _people_frame(entries: list[Entry], known: dict[str, np.ndarray]) -> pd.DataFrame:
    births = [entry.row.get("birth") for entry in entries]
    columns = known | {
        "is_branch": _flags(entry.is_branch for entry in entries),
        "open_until": _days(entry.open_until for entry in entries),
        "has_error": _flags(bool(entry.bad_codes) for entry in entries),
        "has_helper": _flags(bool(entry.row.text("helpers")) for entry in entries),
        "birth_day": _days(None if isinstance(birth, int) else birth for birth in births),
        "birth_year": np.fromiter(
            (birth if isinstance(birth, int) else birth.year for birth in births), "int64", len(births)
        ),
        "education_known": _flags(
            bool(entry.row.text("education")) and "education" not in entry.bad for entry in entries
        ),
        "stays": _flags(entry.row.text("leaving_reason") in (ADMITTED, TRANSFER) for entry in entries),
        "class_filled": _flags(entry.row.is_filled("class_sent") for entry in entries),
        "agreed_filled": _flags(entry.row.is_filled("agreed") for entry in entries),
    }
    for key in DAYS:
        columns[key] = _days(entry.row.date(key) for entry in entries)
    for key in CELLS:
        columns[f"bad_{key}"] = _flags(key in entry.bad for entry in entries)
    return pd.DataFrame(columns, copy=False)


def _flags(values: Iterable[bool]) -> np.ndarray:
    return np.frombuffer(bytearray(values), "bool")


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day is not None else 0


def _days(values: Iterable[date | None]) -> np.ndarray:
    return _days_of(array("i", map(_ordinal, values)))


def _days_of(ordinals: array[int]) -> np.ndarray:
    """Return days of the calendar, 1 for 01/01/0001, as the frame holds them; 0 becomes NaT."""
    days = np.frombuffer(ordinals, "int32").astype("int64")
    blank = days == 0
    found = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[s]")
    found[blank] = np.datetime64("NaT")
    return found
