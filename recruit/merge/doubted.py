"""When a workbook was sent, and whether the month on its cover is believed."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from recruit.declared.form import STEPS
from recruit.language.spelling import fold
from recruit.language.wording import vn_date
from recruit.merge.refused import of_cover
from recruit.model import Flaw, Period, PersonCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.declared.plan import Plan
    from recruit.merge.sends import Send
    from recruit.read.report import Report
    from recruit.read.row import Row

FIRST_DAY = 20
"""A workbook is sent at the earliest on this day of the month before the one that it reports, at the latest in March."""

_OFFICE_CLOCK = timedelta(hours=7)
"""How far the office's clock is before UTC: in which month a mail came is told by it."""


def can_be(time: datetime | None, period: Period | None, plan: Plan) -> bool:
    """Whether a workbook of a period may have been sent at a time: a clock that stands wrong gives days that cannot be."""
    if time is None:
        return False
    first = period.previous.first_day.replace(day=FIRST_DAY) if period else None
    return (first is None or first <= time.date()) and time.date() <= date(plan.year + 1, 3, 31)


def office_time(time: datetime) -> datetime:
    """Return a time as the office's clock showed it."""
    return time.astimezone(UTC) + _OFFICE_CLOCK


def office_day(time: datetime) -> date:
    """Return the day on which a time fell in the office."""
    return office_time(time).date()


def doubted_month(send: Send, heard: Sequence[Send], plan: Plan) -> Flaw | None:
    """Return why the month on a workbook's cover is not believed, None where nothing speaks against it.

    `heard` are the unit's sends of that month that came before, oldest first. The month that a consolidated workbook
    bears was typed by nobody.
    """
    if send.report.below is not None:
        return None
    # Of sends of one time, or of none, nobody knows which is the older.
    older = heard[: bisect_left(heard, send.order[0], key=lambda other: other.order[0])]
    return _forgotten_month(send, older) or _mistaken_month(send, older, plan)


def mistaken_year(send: Send, plan: Plan) -> Flaw | None:
    """Return why a workbook of another year is meant to be of the plan's, None where nothing shows that it is.

    Its meeting was in the very month that it reports, of the plan's year; or it was mailed months before its own.
    """
    report = send.report
    if report.below is not None or report.month is None or plan.unit(report.unit_code) is None:
        return None
    meeting, mailed = report.cover_value("meeting_date"), _month_of_mail(send, plan)
    met = isinstance(meeting, date) and (meeting.year, meeting.month) == (plan.year, report.month)
    # A form of January may come in December.
    ahead = mailed is not None and report.period.previous.first_day > mailed
    if not met and not ahead:
        return None
    slots = {"mailed": "" if met else vn_date(mailed), "meeting": vn_date(meeting) if met else ""}
    return of_cover(report, "year", "year_mistaken", **slots)


def _forgotten_month(send: Send, older: Sequence[Send]) -> Flaw | None:
    """Return the flaw of a workbook that is next month's with last month's number, where something shows it.

    An older send of that month lacks a step that lies after the month and not after the day of this send (where that
    is unknown: in the following month). A ceremony may be planned and shows nothing.
    """
    if not older:
        return None
    report, before = send.report, older[-1].report
    held: _Held | None = None
    period = report.period
    last = send.time.date() if send.time else period.next.last_day
    for row in report.rows:
        for key in STEPS:
            day = row.date(key)
            if key == "ceremony" or not isinstance(day, date) or not period.last_day < day <= last:
                continue
            held = held or _Held(before)
            if not held.has(row, key):
                step = PersonCell(report.place(row, key), row.number, key)
                slots = {"day": vn_date(day), "where": f"ô {step.place.cell}", "older": before.file}
                flaw = of_cover(report, "month", "month_not_changed", **slots)
                return flaw._replace(other=step, month=day.month)
    return None


def _mistaken_month(send: Send, older: Sequence[Send], plan: Plan) -> Flaw | None:
    """Return the flaw of a workbook that is of another month than its cover says, where mail or meeting shows it."""
    report, period = send.report, send.report.period
    mailed = _month_of_mail(send, plan)
    if mailed is not None and (mailed.year, mailed.month) < (period.year, period.month):
        return _mistaken(report, mailed.month, mailed=mailed)
    meeting = report.cover_value("meeting_date")
    if isinstance(meeting, date) and (meeting < period.first_day or (meeting > period.last_day and older)):
        # A meeting of another year says nothing of the month.
        month = meeting.month if meeting.year == period.year else None
        return _mistaken(report, month, meeting=meeting, older=older)
    return None


def _mistaken(
    report: Report,
    month: int | None,
    *,
    mailed: date | None = None,
    meeting: date | None = None,
    older: Sequence[Send] = (),
) -> Flaw:
    slots = {
        "mailed": vn_date(mailed) if mailed else "",
        "meeting": vn_date(meeting) if meeting else "",
        "older": older[-1].report.file if older and meeting and meeting > report.period.last_day else "",
    }
    return of_cover(report, "month", "month_mistaken", **slots)._replace(month=month)


def _month_of_mail(send: Send, plan: Plan) -> date | None:
    """Return the day on which a workbook was first mailed, by the office's clock; None where no clock tells it."""
    files = (send.report, *send.copies)
    # A clock that stands wrong by years says nothing.
    first = Period(plan.year, 1)
    times = [r.sent.time for r in files if r.sent.by_mail and can_be(r.sent.time, first, plan)]
    return office_day(min(times)) if times else None


class _Held:
    """The steps that a workbook holds, each with those of one name who have it; asked for row by row, and gone through once."""

    def __init__(self, report: Report) -> None:
        self._births: dict[tuple[str, str], set[date | None]] = defaultdict(set)
        for row in report.rows:
            for key in STEPS:
                if row.date(key) is not None:
                    self._births[key, fold(row.text("name"))].add(_full_birth(row))

    def has(self, row: Row, key: str) -> bool:
        """Whether somebody of a row's name, and of no other full birth date, has a step."""
        births, birth = self._births.get((key, fold(row.text("name"))), ()), _full_birth(row)
        return birth in births or None in births or (birth is None and bool(births))


def _full_birth(row: Row) -> date | None:
    birth = row.get("birth")
    return birth if isinstance(birth, date) else None
