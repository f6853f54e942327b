"""The year month by month, and what moved in months that an earlier letter has reported."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from recruit.language.spelling import fold
from recruit.measure.result import Adjustment, MonthLine, SubmissionRate
from recruit.merge.counts import Counting
from recruit.merge.frame import merge
from recruit.model import Period

if TYPE_CHECKING:
    from datetime import date

    from recruit.check.engine import Checked
    from recruit.declared.plan import Plan
    from recruit.merge.circumstances import Circumstances
    from recruit.merge.sends import Sends, UnitSends

SENT, LATE, MISSING, UNREADABLE, NOT_OWED = "Đã nộp", "Nộp chậm", "Chưa nộp", "Không đọc được", "Không phải nộp"

_WHAT = (("kết nạp", "decision"), ("cử học", "class_sent"))


def month_lines(counting: Counting) -> tuple[MonthLine, ...]:
    """Return the months up to the period, by the day of each event."""
    period = counting.circumstances.period
    admitted = counting.events("decision")["day"].dt.month.value_counts()
    sent = counting.events("class_sent")["day"].dt.month.value_counts()
    lines, admitted_total, sent_total = [], 0, 0
    for month in range(1, period.month + 1):
        admitted_total += int(admitted.get(month, 0))
        sent_total += int(sent.get(month, 0))
        on_list = int(counting.sympathisers_on(Period(period.year, month).last_day).sum())
        lines.append(
            MonthLine(month, int(admitted.get(month, 0)), admitted_total, int(sent.get(month, 0)), sent_total, on_list)
        )
    return tuple(lines)


class Reported(NamedTuple):
    """The events up to `last` as last month's letter had them: for each kind how many of a name on a day."""

    last: date
    events: dict[str, Counter[tuple[str, date]]]


def reported_events(before: Checked) -> Reported:
    """Return what last month's workbooks, checked for that month, say of its events."""
    counting = Counting(merge(before.people, before.circumstances), before.circumstances)
    last = before.circumstances.day
    return Reported(last, {kind: _days_by_person(counting, kind, last) for _, kind in _WHAT})


def adjustments(now: Counting, reported: Reported) -> tuple[Adjustment, ...]:
    """Return what today's inputs say otherwise about the months that were `reported` than they did then.

    A person who was not counted then is an addition, one who no longer is a subtraction, each with its days.
    """
    month = now.circumstances.period.month
    found = []
    for what, kind in _WHAT:
        today = _days_by_person(now, kind, reported.last)
        then = reported.events[kind]
        added = sorted((today - then).elements())
        dropped = sorted((then - today).elements())
        # A person with another day of the same event inside the reported months moved, and changed no sum.
        added_people, dropped_people = Counter(who for who, _ in added), Counter(who for who, _ in dropped)
        moved = added_people & dropped_people
        added_days = _without(added, moved)
        dropped_days = _without(dropped, moved)
        if added_days:
            found.append(Adjustment(what, len(added_days), tuple(added_days), month))
        if dropped_days:
            found.append(Adjustment(what, -len(dropped_days), tuple(dropped_days), month))
    return tuple(found)


def _days_by_person(counting: Counting, kind: str, last: date) -> Counter[tuple[str, date]]:
    days: Counter[tuple[str, date]] = Counter()
    for line in counting.events(kind).itertuples():
        day = line.day.date()
        if day <= last:
            row = counting.merged.entries[line.entry].row
            # The name alone: a birth date mended since then does not make another person.
            days[fold(row.text("name")), day] += 1
    return days


def _without(events: list[tuple[str, date]], moved: Counter[str]) -> list[date]:
    rest, days = Counter(moved), []
    for who, day in events:
        if rest[who]:
            rest[who] -= 1
        else:
            days.append(day)
    return sorted(days)


# -- who sent when -----------------------------------------------------------------------------------------------------


def submissions(unit: UnitSends, circumstances: Circumstances) -> dict[int, str]:
    """Return for each month up to the period the word for what the unit sent."""
    plan, period = circumstances.plan, circumstances.period
    return {month: _submission(unit, plan, Period(period.year, month)) for month in range(1, period.month + 1)}


def _submission(unit: UnitSends, plan: Plan, period: Period) -> str:
    month = period.month
    if not unit.unit.owes(month):
        return NOT_OWED
    if month in unit.sent:
        return LATE if unit.late(month, plan.due(period)) else SENT
    return UNREADABLE if unreadable(unit, month) else MISSING


def missing_since(unit: UnitSends, circumstances: Circumstances) -> tuple[int, ...]:
    """Return the months up to the period, one after the other, that a unit owes and has not sent; none if it has."""
    months: list[int] = []
    for month in range(circumstances.period.month, 0, -1):
        if month in unit.sent or not unit.unit.owes(month):
            break
        months.insert(0, month)
    return tuple(months)


def unreadable(unit: UnitSends, month: int) -> bool:
    """Whether all that a unit sent for a month it owes could not be read."""
    return unit.unit.owes(month) and month not in unit.sent and month in unit.unread


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
