"""What a month's letter printed, as the record of its output folder keeps it: counts and days a unit, nobody's name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from recruit.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recruit.measure.result import Event, MonthResult

_PERIOD, _DAY, _SYMPATHISERS, _UNITS = "kỳ", "tính đến ngày", "cảm tình Đảng", "đơn vị"
_ADMITTED, _SENT, _ERRORS, _WARNINGS = "ngày kết nạp", "ngày cử học", "lỗi", "lưu ý"


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit's part: the days of its counted events of the year, and its errors and warnings of the month."""

    admitted: Counter[date]
    sent: Counter[date]
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class MonthRecord:
    """What the letter of `period` said by `day`, its last day or the letter's own: in all and by unit code."""

    period: Period
    day: date
    sympathisers: int
    units: Mapping[str, UnitRecord]


def record_of(result: MonthResult) -> MonthRecord:
    """Return what a month's letter prints."""
    admitted, sent = _days_by_unit(result.admitted), _days_by_unit(result.sent_to_class)
    units = {
        line.unit.code: UnitRecord(
            admitted.get(line.unit.code, Counter()),
            sent.get(line.unit.code, Counter()),
            result.errors_of(line.unit.code),
            result.warnings_of(line.unit.code),
        )
        for line in result.units
    }
    return MonthRecord(result.period, result.day, result.totals["sympathisers"].value or 0, units)


def _days_by_unit(events: Iterable[Event]) -> dict[str, Counter[date]]:
    found: dict[str, Counter[date]] = {}
    for event in events:
        found.setdefault(event.unit.code, Counter())[event.day] += 1
    return found


# -- as plain data -----------------------------------------------------------------------------------------------------


def as_data(record: MonthRecord) -> dict[str, object]:
    """Return a record as JSON holds it."""
    units = {
        code: {
            _ADMITTED: _texts(unit.admitted),
            _SENT: _texts(unit.sent),
            _ERRORS: unit.errors,
            _WARNINGS: unit.warnings,
        }
        for code, unit in record.units.items()
    }
    return {
        _PERIOD: str(record.period),
        _DAY: record.day.isoformat(),
        _SYMPATHISERS: record.sympathisers,
        _UNITS: units,
    }


def from_data(data: object) -> MonthRecord | None:
    """Return the record that plain data holds; None where it is not whole, as after a change by hand."""
    try:
        year, month = map(int, data[_PERIOD].split("-"))
        units = {
            str(code): UnitRecord(
                Counter(map(date.fromisoformat, unit[_ADMITTED])),
                Counter(map(date.fromisoformat, unit[_SENT])),
                int(unit[_ERRORS]),
                int(unit[_WARNINGS]),
            )
            for code, unit in data[_UNITS].items()
        }
        return MonthRecord(Period(year, month), date.fromisoformat(data[_DAY]), int(data[_SYMPATHISERS]), units)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _texts(days: Counter[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days.elements())]
