"""What a month's letter printed, and what else its output folder keeps of the month: counts and days, nobody's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from recruit.model import Period


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit's part: the days of its counted events of the year, and its errors and warnings of the month.

    `came` says whether it sent anything for the month, `file` is the SHA-256 of the workbook that spoke for it, empty where
    none did, `sympathisers` None where nobody knows.
    """

    admitted: Counter[date]
    sent: Counter[date]
    errors: int = 0
    warnings: int = 0
    came: bool = True
    sympathisers: int | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class MonthRecord:
    """What the letter of `period` said by `day`, its last day or the letter's own: in all and by unit code."""

    period: Period
    day: date
    sympathisers: int
    units: Mapping[str, UnitRecord]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a month's folder keeps: what its letter said, None where there was none, and the units for which an urging
    letter was drafted.
    """

    letter: MonthRecord | None = None
    reminded: frozenset[str] = frozenset()
