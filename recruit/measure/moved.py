"""What moved between two runs of one month, and which units moved it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from recruit.measure.printed import MonthRecord, UnitRecord


class What(Enum):
    """A figure that is held against the run before, with the words of the screen."""

    ADMITTED = "kết nạp"
    SENT = "cử đi học"
    SYMPATHISERS = "cảm tình Đảng"
    ERRORS = "lỗi"


class Cause(Enum):
    """What a unit whose figure moved has done since, with the words of the screen; nothing where others moved it."""

    SENT = "mới gửi"
    SENT_AGAIN = "gửi lại"
    NOTHING = ""


class Move(NamedTuple):
    """A figure that is another than in the run before, and the units whose own figure moved, in the plan's order."""

    what: What
    before: int
    now: int
    units: tuple[tuple[str, Cause], ...]


_OF_UNIT: dict[What, Callable[[UnitRecord], int]] = {
    What.ADMITTED: lambda unit: unit.admitted.total(),
    What.SENT: lambda unit: unit.sent.total(),
    What.SYMPATHISERS: lambda unit: unit.sympathisers or 0,
    What.ERRORS: lambda unit: unit.errors,
}


def moves(before: MonthRecord, now: MonthRecord) -> tuple[Move, ...]:
    """Return what a run says otherwise than the one before it of the same month."""
    found = []
    for what, figure in _OF_UNIT.items():
        then, today = ({code: figure(unit) for code, unit in record.units.items()} for record in (before, now))
        codes = [code for code in (then | today) if then.get(code, 0) != today.get(code, 0)]
        codes.sort(key=list(now.units | before.units).index)
        if codes:
            units = tuple((code, _cause(before.units.get(code), now.units.get(code))) for code in codes)
            found.append(Move(what, sum(then.values()), sum(today.values()), units))
    return tuple(found)


def _cause(before: UnitRecord | None, now: UnitRecord | None) -> Cause:
    if now is None or not now.came or (before is not None and before.file == now.file):
        return Cause.NOTHING
    return Cause.SENT_AGAIN if before is not None and before.came else Cause.SENT
