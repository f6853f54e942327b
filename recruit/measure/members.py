"""How many members there are: at the year's start by the plan, now by the chi bộ's own reports of the period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.plan import UNITS_SHEET
from recruit.declared.summary import FIGURE_NAMES
from recruit.measure.figure import Figure, Source
from recruit.measure.sources import together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.declared.plan import Plan
    from recruit.measure.result import UnitResult
    from recruit.model import Period
    from recruit.read.report import Report

_ON_COVER = {"members": "member_count", "outsiders": "outstanding_count"}


def on_cover(report: Report | None, period: Period) -> dict[str, Figure]:
    """Return how many members a unit has, and how many people who are none, as its report of the period says.

    A report of an earlier month says nothing of them: people come and go.
    """
    if report is None or report.period != period:
        return {}
    found = {}
    for key, label in _ON_COVER.items():
        if (value := report.cover_value(label)) is not None:
            place = report.cover_place(label)
            found[key] = Figure(FIGURE_NAMES[key], value, (Source(place.file, place.sheet, (place.cell,)),))
    return found


def of_all(plan: Plan, period: Period, units: Sequence[UnitResult]) -> dict[str, Figure]:
    """Return the members of the whole committee at the year's start and now, each only where every unit tells its own."""
    found = {}
    if not plan.without_members_at_start and any(unit.is_branch for unit in plan.units):
        told = [unit for unit in plan.units if unit.is_branch and unit.member_count is not None]
        cells = tuple(dict(unit.cells)["member_count"] for unit in told)
        key, total = "members_at_start", sum(unit.member_count for unit in told)
        found[key] = Figure(FIGURE_NAMES[key], total, (Source(plan.file, UNITS_SHEET, cells),))
    existing = {unit.code for unit in plan.branches(period.month)}
    now = [line.figures.get("members") for line in units if line.unit.code in existing]
    if now and None not in now:
        cells = together(source for figure in now for source in figure.sources)
        found["members"] = Figure(FIGURE_NAMES["members"], sum(figure.value for figure in now), cells)
    return found
