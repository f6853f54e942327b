"""A month as the record of its output folder keeps it: taken from what was measured, and to and from plain data."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from recruit.measure.printed import MonthRecord, UnitRecord
from recruit.model import FileOutcome, Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recruit.measure.result import Event, MonthResult

_PERIOD, _DAY, _SYMPATHISERS, _UNITS = "kỳ", "tính đến ngày", "cảm tình Đảng", "đơn vị"
_ADMITTED, _SENT, _ERRORS, _WARNINGS = "ngày kết nạp", "ngày cử học", "lỗi", "lưu ý"
_CAME, _FILE = "đã gửi", "biểu đang dùng"


def record_of(result: MonthResult) -> MonthRecord:
    """Return what a month's letter prints."""
    admitted, sent = _days_by_unit(result.admitted), _days_by_unit(result.sent_to_class)
    files = {(file.unit_code, file.period): file.sha256 for file in result.files if file.outcome is FileOutcome.USED}
    units = {}
    for line in result.units:
        code, figure = line.unit.code, line.figures.get("sympathisers")
        units[code] = UnitRecord(
            admitted.get(code, Counter()),
            sent.get(code, Counter()),
            result.errors_of(code),
            result.warnings_of(code),
            came=line.sent or result.period.month in line.unusable,
            sympathisers=figure.value if figure else None,
            file=files.get((code, line.data_period), "") if line.data_period else "",
        )
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
            _CAME: unit.came,
            _SYMPATHISERS: unit.sympathisers,
            _FILE: unit.file,
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
                # Records of before these were kept lack them.
                came=bool(unit.get(_CAME, True)),
                sympathisers=unit.get(_SYMPATHISERS),
                file=str(unit.get(_FILE, "")),
            )
            for code, unit in data[_UNITS].items()
        }
        return MonthRecord(Period(year, month), date.fromisoformat(data[_DAY]), int(data[_SYMPATHISERS]), units)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _texts(days: Counter[date]) -> list[str]:
    return [day.isoformat() for day in sorted(days.elements())]
