"""A month of an inbox: gathered, judged, checked, merged and measured; nothing is written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.plan import lack_in_words
from recruit.errors import PeriodProblem
from recruit.job import Job
from recruit.measure.printed import Kept
from recruit.merge.fates import attempts, fates, of_units, understood
from recruit.merge.judging import default_period, judge_sends
from recruit.model import LetterOptions, Period
from recruit.read.inbox import gather
from recruit.read.last_year import last_year_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from recruit.check.engine import Checked
    from recruit.declared.plan import Plan
    from recruit.measure.printed import MonthRecord
    from recruit.measure.result import MonthResult
    from recruit.merge.sends import Sends
    from recruit.read.inbox import Gathered


class Month(NamedTuple):
    """What a month comes to, with the workbooks that it rests on."""

    result: MonthResult
    checked: Checked
    sends: Sends


def measure(
    inbox: Path,
    *,
    period: Period | None = None,
    day: date | None = None,
    passwords: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
    last: MonthRecord | None = None,
) -> MonthResult:
    """Read, check, merge and measure a month of `inbox`, writing nothing.

    `day` is the letter's: before the period's last day it is the day up to which everything counts. `last` is what last
    month's letter printed. Raises CannotRun.
    """
    job = Job(inbox, period, options=LetterOptions(day=day), passwords=passwords)
    kept = Kept(last)
    return month_of(
        job if progress is None else replace(job, progress=progress),
        lambda asked: kept if last is not None and asked == last.period else Kept(),
    ).result


def month_of(job: Job, kept: Callable[[Period], Kept] = lambda _: Kept()) -> Month:
    """Return a month of the job's inbox; `kept` gives what the folder of another month keeps. Raises CannotRun."""
    return month_in(gather(job.inbox, job.progress, job.passwords), job, kept)


def month_in(gathered: Gathered, job: Job, kept: Callable[[Period], Kept] = lambda _: Kept()) -> Month:
    """Return a month of what was gathered, as `month_of`. Raises CannotRun."""
    plan, period = _choose(gathered, job.period)
    from recruit.check.engine import check as run_checks
    from recruit.check.resent import resends
    from recruit.measure.month import measure_month

    refused = of_units(gathered.refused, plan)
    sends = judge_sends(gathered.reports, plan, period.month, attempts(gathered, plan))
    last_year = last_year_of(gathered.reports, plan)
    checked = run_checks(sends, plan, period, refused, job.options.day, last_year)
    before = None
    if period.month > 1:
        earlier = [r for r in gathered.reports if r.month is None or r.month < period.month or r.year != plan.year]
        before = run_checks(judge_sends(earlier, plan, period.month - 1), plan, period.previous, last_year=last_year)
    # What was read otherwise is of interest where it made a figure.
    speaking = list(checked.speaking.values())
    again = resends(checked, sends)
    found = tuple(replace(fate, resent=again.get(fate.file)) for fate in fates(gathered, sends, plan))
    before_this = {month: kept(Period(period.year, month)) for month in range(1, period.month)}
    otherwise = (*gathered.understood[plan.file], *understood(speaking))
    result = measure_month(checked, sends, before, found, gathered.litter, otherwise, before_this)
    return Month(result, checked, sends)


def _choose(gathered: Gathered, period: Period | None) -> tuple[Plan, Period]:
    if period is not None:
        return gathered.plan_of(period.year), period
    plan, newest = newest_period(gathered)
    if newest is None:
        raise PeriodProblem(
            "Chưa đơn vị nào gửi báo cáo dùng được. Muốn lập công văn cho một tháng, ghi rõ tháng đó, "
            f"ví dụ --period {plan.year}-11. Chưa phát biểu cho các đơn vị thì chạy trước: python generate_report.py forms",
            *lacks_of(plan),
        )
    return plan, newest


def lacks_of(plan: Plan) -> Iterator[str]:
    """Yield what else the clerk reads where a run is stopped: what documents will lack of the plan, each with its cell."""
    if plan.flaws:
        yield f"Kế hoạch năm {plan.file} còn phải điền, sửa:"
    for flaw in plan.flaws:
        yield f"  - {flaw.place.sheet}{f', ô {flaw.place.cell}' if flaw.place.cell else ''}: {lack_in_words(flaw)}"


def newest_period(gathered: Gathered) -> tuple[Plan, Period | None]:
    """Return the plan of the newest year of which anything was sent, with that month; else the newest plan."""
    years = sorted({plan.year for plan in gathered.plans.values()}, reverse=True)
    for year in years:
        plan = gathered.plan_of(year)
        if newest := default_period(gathered.reports, plan):
            return plan, newest
    return gathered.plan_of(years[0] if years else None), None
