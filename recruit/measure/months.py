"""The year month by month, and what moved in months that an earlier letter has reported."""

from __future__ import annotations

from collections import Counter
from operator import attrgetter
from typing import TYPE_CHECKING

from recruit.declared.summary import Submission
from recruit.measure.record import record_of
from recruit.measure.result import Adjustment, MonthLine, SubmissionRate
from recruit.model import Period

if TYPE_CHECKING:
    from datetime import date

    from recruit.declared.plan import Plan
    from recruit.measure.printed import MonthRecord
    from recruit.measure.result import MonthResult
    from recruit.merge.circumstances import Circumstances
    from recruit.merge.counts import Counting
    from recruit.merge.sends import Sends, UnitSends, Unusable


def month_lines(counting: Counting) -> tuple[MonthLine, ...]:
    """Return the months up to the period, by the day of each event."""
    period = counting.circumstances.period
    admitted, sent = (Counter(event.day.month for event in those) for those in (counting.admissions, counting.classes))
    lines, admitted_total, sent_total = [], 0, 0
    for month in range(1, period.month + 1):
        admitted_total += admitted[month]
        sent_total += sent[month]
        end = min(Period(period.year, month).last_day, counting.circumstances.day)
        on_list = int(counting.sympathisers_on(end).sum())
        lines.append(MonthLine(month, admitted[month], admitted_total, sent[month], sent_total, on_list))
    return tuple(lines)


def adjustments(result: MonthResult, last: MonthRecord) -> tuple[Adjustment, ...]:
    """Return what `result` says otherwise about the time before its period than the letter before it printed.

    Last month's figure, what happened in this month, and the adjustments add up to this month's figure. Of one unit an
    event more and an event less are one whose day was mended, which moves no sum.
    """
    now, first = record_of(result), result.period.first_day
    found = []
    for what, days_of in (("kết nạp", attrgetter("admitted")), ("cử đi học", attrgetter("sent"))):
        added: list[date] = []
        dropped: list[date] = []
        for code in now.units.keys() | last.units.keys():
            today = _before(days_of(now.units[code]), first) if code in now.units else Counter()
            then = days_of(last.units[code]) if code in last.units else Counter()
            more, less = sorted((today - then).elements()), sorted((then - today).elements())
            moved = min(len(more), len(less))
            added += more[moved:]
            dropped += less[moved:]
        if added:
            found.append(Adjustment(what, len(added), tuple(sorted(added)), result.period.month))
        if dropped:
            found.append(Adjustment(what, -len(dropped), tuple(sorted(dropped)), result.period.month))
    came, left, admitted = (
        result.totals[key].value for key in ("joined_in_month", "left_in_month", "admitted_in_month")
    )
    if difference := now.sympathisers - (last.sympathisers + came - left - admitted):
        found.append(Adjustment("cảm tình Đảng", difference, (), result.period.month))
    return tuple(found)


def _before(days: Counter[date], first: date) -> Counter[date]:
    return Counter({day: number for day, number in days.items() if day < first})


# -- who sent when -----------------------------------------------------------------------------------------------------


def submissions(unit: UnitSends, circumstances: Circumstances) -> dict[int, Submission]:
    """Return for each month up to the period what the unit sent."""
    plan, period = circumstances.plan, circumstances.period
    return {month: _submission(unit, plan, Period(period.year, month)) for month in range(1, period.month + 1)}


def _submission(unit: UnitSends, plan: Plan, period: Period) -> Submission:
    month = period.month
    if not unit.unit.owes(month):
        return Submission.NOT_OWED
    if month in unit.sent:
        return Submission.LATE if unit.late(month, plan.due(period)) else Submission.SENT
    if (came := unit.came_unusable(month)) is not None:
        return Submission.UNUSABLE if came.is_read else Submission.UNREADABLE
    return Submission.MISSING


def missing_since(unit: UnitSends, circumstances: Circumstances) -> tuple[int, ...]:
    """Return the months up to the period, one after the other, for which a unit owes a workbook that can be used."""
    months: list[int] = []
    for month in range(circumstances.period.month, 0, -1):
        if month in unit.sent or not unit.unit.owes(month):
            break
        months.insert(0, month)
    return tuple(months)


def came_unusable(unit: UnitSends, months: tuple[int, ...]) -> dict[int, Unusable]:
    """Return for which of the months that a unit owes something came that could not be used, and why."""
    return {month: came for month in months if (came := unit.came_unusable(month)) is not None}


def submission_rates(sends: Sends, circumstances: Circumstances) -> tuple[SubmissionRate, ...]:
    """Return how many units owed, sent, and sent in time each month, and in all months (`month` None)."""
    plan, last = circumstances.plan, circumstances.period.month
    lines = []
    for month in range(1, last + 1):
        owing = [unit for unit in sends.units.values() if unit.unit.owes(month)]
        sent = [unit for unit in owing if month in unit.sent]
        late = [unit.late(month, plan.due(Period(plan.year, month))) for unit in sent]
        lines.append(SubmissionRate(month, len(owing), len(sent), late.count(False), len(late) - late.count(None)))
    return (
        *lines,
        SubmissionRate(
            None, *(sum(getattr(line, key) for line in lines) for key in ("owed", "sent", "on_time", "known"))
        ),
    )
