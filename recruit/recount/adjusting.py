"""What the record of last month's letter has otherwise than the second count: the adjustments that a letter must tell."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from recruit.intake.folder import OUTPUT_JOURNAL, OUTPUT_MARKER
from recruit.intake.paths import extended
from recruit.intake.recorded import read_content
from recruit.recount.people import ADMISSION, CLASS
from recruit.recount.shown import NBSP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from recruit.model import Period
    from recruit.recount.counts import Month

_PRINTED, _LETTERS = "số liệu đã in", ("ban hành", "dự thảo")
_PERIOD, _SYMPATHISERS, _UNITS = "kỳ", "cảm tình Đảng", "đơn vị"
_EVENTS = {ADMISSION: ("kết nạp", "ngày kết nạp"), CLASS: ("cử đi học", "ngày cử học")}
_MOST_DAYS = 6

_SAID = re.compile(r"(kết nạp|cử đi học|cảm tình Đảng) (tăng|giảm)\xa0(\d{1,9}) \((.{0,400})\)")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Adjusted(NamedTuple):
    """A difference: in what, by how many, and on which days; of people on the list no day is told."""

    what: str
    difference: int
    days: tuple[date, ...] = ()


def adjusted(month: Month, output: Path | None) -> list[Adjusted] | None:
    """Return what moved since the letter of the month before; None where nothing is on record of it."""
    before = _record(output, month.period.previous) if output is not None and month.period.month > 1 else None
    if before is None:
        return None
    found = [one for event in (ADMISSION, CLASS) for one in _moved(month, before[_UNITS], event)]
    figures = {key: len(month.figures[key]) for key in ("joined_in_month", "left_in_month", "admitted_in_month")}
    must = int(before[_SYMPATHISERS]) + figures["joined_in_month"] - figures["left_in_month"]
    difference = len(month.figures["sympathisers"]) - (must - figures["admitted_in_month"])
    return found + [Adjusted("cảm tình Đảng", difference)] * bool(difference)


def _record(output: Path, period: Period) -> dict | None:
    """Return what the letter of a month printed, the issued one's before the draft's, None where nothing whole is on record."""
    folder = extended(output / str(period))
    printed: dict[str, object] = {}
    for name in (OUTPUT_MARKER, OUTPUT_JOURNAL):
        kept = read_content(folder / name).get(_PRINTED)
        printed |= kept if isinstance(kept, dict) else {}
    records = (printed.get(kind) for kind in _LETTERS)
    return next((one for one in records if isinstance(one, dict) and one.get(_PERIOD) == str(period)), None)


def _moved(month: Month, units: dict, event: str) -> Iterator[Adjusted]:
    what, key = _EVENTS[event]
    first = month.period.first_day
    now: dict[str, list[date]] = {}
    for one in month.events[event]:
        if one.day < first:
            now.setdefault(one.unit_code, []).append(one.day)
    more: list[date] = []
    less: list[date] = []
    for code in units.keys() | now.keys():
        then = Counter(date.fromisoformat(day) for day in units.get(code, {}).get(key, ()))
        today = Counter(now.get(code, ()))
        came, gone = sorted((today - then).elements()), sorted((then - today).elements())
        # Of one unit a day more and a day less are one event whose day was mended.
        mended = min(len(came), len(gone))
        more += came[mended:]
        less += gone[mended:]
    if more:
        yield Adjusted(what, len(more), tuple(sorted(set(more))))
    if less:
        yield Adjusted(what, -len(less), tuple(sorted(set(less))))


def is_said(told: Iterable[str], must: Iterable[Adjusted]) -> bool:
    """Whether a letter tells these adjustments and no others, with their days or, of many, how many days."""
    said = [_SAID.fullmatch(line) for line in told]
    must = list(must)
    return len(said) == len(must) and all(match and _is_one(match, one) for match, one in zip(said, must, strict=True))


def _is_one(match: re.Match, one: Adjusted) -> bool:
    what, way, number, why = match.groups()
    days = [date(int(year), int(month), int(day)) for day, month, year in _DAY.findall(why)]
    are_many = len(one.days) > _MOST_DAYS
    is_told = why.startswith(f"{len(one.days):02d}{NBSP}ngày") if are_many else days == list(one.days)
    return is_told and what == one.what and int(number) * (1 if way == "tăng" else -1) == one.difference
