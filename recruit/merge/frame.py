"""All rows of all speaking workbooks as one pandas frame, and the events that count as another: typed, nothing guessed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from recruit.merge.events import ADMISSION, CLASS, counted_events
from recruit.merge.identity import CANCELLED

if TYPE_CHECKING:
    from recruit.circumstances import Circumstances
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

_DECISION_ERRORS = frozenset({"N04", "N08"})
_NEVER = date.max


class Merged(NamedTuple):
    """The people's frame (a row an entry, in the plan's order) and the events' frame (a row a counted event).

    people: entry, person, unit, is_cell, days, closed, decided, cancelled, undecided, has_error, bad_*, has_helper,
    birth_day, birth_year, education_known, reason, row columns; events: kind, entry, unit, day, person.
    """

    people: pd.DataFrame
    events: pd.DataFrame
    entries: list[Entry]


def merge(people: list[Person], circumstances: Circumstances) -> Merged:
    """Lay persons and their counted events out as frames. Repeats in one workbook and nameless rows are in neither."""
    entries: list[Entry] = []
    # Column by column: a record a row would take several times the frame's own memory.
    columns: dict[str, list[object]] = {name: [] for name in _COLUMNS}
    events: list[tuple[str, int, str, date, int]] = []
    for number, person in enumerate(people):
        index = {id(entry): len(entries) + offset for offset, entry in enumerate(person.entries)}
        decision = _decision(person)
        for entry in person.entries:
            _append(columns, entry, number, *decision)
        entries += person.entries
        for kind in (CLASS, ADMISSION):
            for event in counted_events(person, kind, circumstances):
                events.append((kind.day_key, index[id(event.entry)], event.unit.code, event.day, number))
    return Merged(_people_frame(columns), _events_frame(events), entries)


def _decision(person: Person) -> tuple[date | None, date | None, bool]:
    """Return when the person was admitted in any year, when that was cancelled, and whether it cannot be counted."""
    cells = person.cells
    deciding = [
        entry
        for entry in person.entries
        if entry.unit.is_cell or not cells or not person.cells_decide(entry.row.date("decision") or _NEVER)
    ]
    days = [day for entry in deciding if (day := entry.row.date("decision")) is not None]
    cancelled = [
        day
        for entry in deciding
        if entry.row.text("leaving_reason") == CANCELLED and (day := entry.row.date("left")) is not None
    ]
    undecided = any(
        entry.bad & {"decision", "decision_number"} or entry.bad_codes & _DECISION_ERRORS for entry in deciding
    )
    return min(days, default=None), min(cancelled, default=None), undecided


def _append(
    columns: dict[str, list[object]],
    entry: Entry,
    person: int,
    decided: date | None,
    cancelled: date | None,
    undecided: bool,
) -> None:
    row = entry.row
    birth = row.get("birth")
    year_alone = isinstance(birth, int)
    values = (
        person,
        entry.unit.code,
        entry.unit.is_cell,
        entry.closed,
        decided,
        cancelled,
        undecided,
        bool(entry.bad_codes),
        bool(row.text("helpers")),
        None if year_alone else birth,
        birth if year_alone else birth.year,
        bool(row.text("education")) and "education" not in entry.bad,
        row.text("leaving_reason"),
        "class_sent" in row.values,
        "agreed" in row.values,
        *map(row.date, DAYS),
        *(key in entry.bad for key in CELLS),
    )
    for column, value in zip(columns.values(), values, strict=True):
        column.append(value)


_COLUMNS = (
    "person",
    "unit",
    "is_cell",
    "closed",
    "decided",
    "cancelled",
    "undecided",
    "has_error",
    "has_helper",
    "birth_day",
    "birth_year",
    "education_known",
    "reason",
    "class_filled",
    "agreed_filled",
    *DAYS,
    *(f"bad_{key}" for key in CELLS),
)
_DAY_COLUMNS = frozenset((*DAYS, "closed", "decided", "cancelled", "birth_day"))
_NUMBERS = frozenset(("person", "birth_year"))
_TEXTS = frozenset(("unit", "reason"))


def _people_frame(columns: dict[str, list[object]]) -> pd.DataFrame:
    typed: dict[str, pd.Series] = {}
    for name in _COLUMNS:
        values = columns.pop(name)
        if name in _DAY_COLUMNS:
            typed[name] = pd.to_datetime(pd.Series(values, dtype="object"), errors="raise")
        else:
            kind = "int64" if name in _NUMBERS else "category" if name in _TEXTS else "bool"
            typed[name] = pd.Series(values, dtype=kind)
    return pd.DataFrame(typed)


def _events_frame(events: list[tuple[str, int, str, date, int]]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(events, columns=["kind", "entry", "unit", "day", "person"])
    frame["day"] = pd.to_datetime(frame["day"], errors="raise")
    return frame.astype({"entry": "int64", "person": "int64"})
