"""Of each row whether its admission and its class are counted, and why not: what the sheet `Danh sách` says beside it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.choices import CANCELLED
from recruit.merge.events import ADMISSION, CLASS, counted_events, is_sound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recruit.merge.circumstances import Circumstances
    from recruit.merge.events import CountedEvent, EventKind
    from recruit.merge.identity import Entry, Person


class Why(Enum):
    """Why a row's event is not counted, with the words of the sheet."""

    NOTHING = "chưa có ngày"
    REPEATED = "trùng dòng khác của danh sách"
    ERROR = "ô có lỗi"
    OTHER_YEAR = "thuộc năm khác"
    LATER = "sau ngày tính số liệu"
    CANCELLED = "đã hủy quyết định"
    ELSEWHERE = "tính theo dòng của"
    BRANCH_DECIDES = "theo danh sách của chi bộ"


class Standing(NamedTuple):
    """Whether a row's event is counted: `why` is None where it is, for the unit `code` where that is not the row's own.

    Where another row of the person holds the event that counts, `code` is that row's unit.
    """

    why: Why | None
    code: str = ""


_KINDS = (ADMISSION, CLASS)
_DAYS = tuple(kind.day_key for kind in _KINDS)
_REPEATED = (Standing(Why.REPEATED), Standing(Why.REPEATED))
NEITHER = (Standing(Why.NOTHING), Standing(Why.NOTHING))
"""The standing of a row in which neither day is written, as in most; also of somebody without a name, who is nobody."""


def standings(
    entries: Iterable[Entry], people: Iterable[Person], circumstances: Circumstances
) -> tuple[tuple[Standing, Standing], ...]:
    """Return the standing of the admission and of the class of each row, in the order of the rows."""
    found: dict[int, tuple[Standing, Standing]] = {}
    # Few pairs are told apart: of hundreds of thousands of rows each shares one.
    shared: dict[tuple[Standing, Standing], tuple[Standing, Standing]] = {NEITHER: NEITHER}
    for person in people:
        if not person.repeats and not any(
            entry.row.is_filled(key) for entry in (*person.entries, *person.aside) for key in _DAYS
        ):
            continue
        events = {kind: counted_events(person, kind, circumstances) for kind in _KINDS}
        for entry in person.entries:
            pair = tuple(_standing(entry, kind, events[kind], circumstances) for kind in _KINDS)
            if pair != NEITHER:
                found[id(entry)] = shared.setdefault(pair, pair)
        for entry in person.aside:
            counted = person.open_in_branches(circumstances.day)
            code = next(other.unit.code for other in counted if other not in person.aside)
            found[id(entry)] = tuple(
                Standing(Why.ELSEWHERE, code) if entry.row.is_filled(kind.day_key) else Standing(Why.NOTHING)
                for kind in _KINDS
            )
        for entry in person.repeats:
            found[id(entry)] = _REPEATED
    return tuple(found.get(id(entry), NEITHER) for entry in entries)


def _standing(entry: Entry, kind: EventKind, events: list[CountedEvent], circumstances: Circumstances) -> Standing:
    row = entry.row
    for event in events:
        if event.entry is entry:
            own = event.unit is entry.unit
            return Standing(None, "" if own else event.unit.code)
    if not row.is_filled(kind.day_key):
        return Standing(Why.NOTHING)
    day = row.date(kind.day_key)
    if day is None or not is_sound(entry, kind):
        return Standing(Why.ERROR)
    if day > circumstances.day:
        return Standing(Why.LATER)
    if day.year != circumstances.plan.year:
        return Standing(Why.OTHER_YEAR)
    if events:
        return Standing(Why.ELSEWHERE, events[0].entry.unit.code)
    if kind is ADMISSION and (entry.is_branch or row.text("leaving_reason") == CANCELLED):
        return Standing(Why.CANCELLED)
    return Standing(Why.BRANCH_DECIDES)
