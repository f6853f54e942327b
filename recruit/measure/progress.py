"""How far units stand to the pace of their targets, and how many of their sympathisers lack what."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.measure.result import CaseKind, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recruit.declared.plan import Plan, Unit
    from recruit.measure.figure import Measure
    from recruit.measure.result import Prospect, UnitResult
    from recruit.merge.circumstances import Circumstances

LACKING: dict[str, tuple[str, ...]] = {
    "helper": ("helper",),
    "certificate": ("class", "certificate"),
    "certificate_lapses": ("certificate_lapses",),
    "proposal": ("proposal",),
    "agreement": ("agreement",),
    "age": ("age",),
    "education": ("education",),
    "row_error": ("row_error",),
}
"""What is counted, each with the keys of `prospects.LACKS` that mean it: without a class there is no certificate."""


def progress(
    units: Sequence[UnitResult],
    admissions: Measure,
    classes: Measure,
    prospects: Mapping[str, Sequence[Prospect]],
    circumstances: Circumstances,
) -> tuple[Progress, ...]:
    """Return a line a unit and last that of all.

    The last is measured against its own target (`admissions`, `classes`) and the whole year: what is expected of the
    units, each rounded down, adds up to less.
    """
    lines = []
    together: Counter[str] = Counter()
    asked: Counter[CaseKind] = Counter()
    for line in units:
        lacks: Mapping[str, int] = {}
        if line.data_period is not None:
            lacks = _lacking(prospects[line.unit.code])
        together.update(lacks)
        waiting = Counter(kind for prospect in prospects[line.unit.code] for kind, _ in prospect.waits)
        asked.update(waiting)
        made = _line(line.unit, line.admissions, line.classes, lacks, circumstances)
        lines.append(replace(made, waiting={kind: waiting[kind] for kind in CaseKind} if lacks else {}))
    lacks = {key: together[key] for key in LACKING}
    whole = _line(None, admissions, classes, lacks, circumstances)
    return (*lines, replace(whole, waiting={kind: asked[kind] for kind in CaseKind}))


def _lacking(people: Iterable[Prospect]) -> dict[str, int]:
    ways = Counter(prospect.lacks for prospect in people)
    return {
        name: sum(number for lacks, number in ways.items() if any(key in lacks for key in keys))
        for name, keys in LACKING.items()
    }


def _line(
    unit: Unit | None, admissions: Measure, classes: Measure, lacks: Mapping[str, int], circumstances: Circumstances
) -> Progress:
    due = [_due(unit, measure, circumstances) for measure in (admissions, classes)]
    behind = [
        wanted is not None and (measure.done or 0) < wanted
        for wanted, measure in zip(due, (admissions, classes), strict=True)
    ]
    return Progress(unit, *due, *behind, lacks)


def _due(unit: Unit | None, measure: Measure, circumstances: Circumstances) -> int | None:
    month = circumstances.period.month
    if measure.target is None or (unit is not None and month > unit.to_month):
        return None
    return expected(measure.target, unit, circumstances.plan, month)


_MONTHS = 12


def expected(target: int | None, unit: Unit | None, plan: Plan, month: int) -> int:
    """Return how much of a target a unit (None: all of them) is expected to have done by the end of `month`.

    The target grows evenly from the unit's first month to the month of the completion deadline (December where there is
    none), rounded down: a unit with one admission to make is behind only when the time is over.
    """
    deadline = plan.completion_deadline
    last = deadline.month if deadline is not None and deadline.year == plan.year else _MONTHS
    first = unit.from_month if unit is not None else 1
    gone, whole = month - first + 1, last - first + 1
    if gone <= 0:
        return 0
    return (target or 0) if month >= last else (target or 0) * gone // whole


def is_behind(unit: Unit, circumstances: Circumstances, *measures: Measure) -> bool:
    """Whether a unit has done less than is expected of it by the period's end; one that has ended owes nothing."""
    month = circumstances.period.month
    if month > unit.to_month:
        return False
    return any((measure.done or 0) < expected(measure.target, unit, circumstances.plan, month) for measure in measures)
