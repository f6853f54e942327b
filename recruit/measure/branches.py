"""Which chi bộ have admitted somebody this year and which have not, as figures with their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.plan import UNITS_SHEET
from recruit.declared.summary import FIGURE_NAMES
from recruit.measure.figure import Figure, Source
from recruit.measure.result import Branches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.declared.plan import Plan
    from recruit.measure.result import UnitResult
    from recruit.model import Period


def branches(plan: Plan, period: Period, units: Sequence[UnitResult]) -> Branches:
    """Return the chi bộ that exist in the period, by whether they have admitted somebody since the year's start."""
    existing = {unit.code for unit in plan.branches(period.month)}
    lines = [line for line in units if line.unit.code in existing]
    known = [line for line in lines if line.data_period is not None]
    left = tuple(line for line in known if not line.admissions.done)
    return Branches(
        admitted=tuple(line for line in known if line.admissions.done),
        left=left,
        unknown=tuple(line for line in lines if line.data_period is None),
        exhausted=tuple(line for line in left if "outsiders" in line.figures and not line.figures["outsiders"].value),
        is_source_known=len(known) == len(lines) and all("outsiders" in line.figures for line in left),
    )


def branch_figures(plan: Plan, found: Branches) -> dict[str, Figure]:
    """Return how many chi bộ there are of each kind; none where there are no chi bộ."""
    if not found.number:
        return {}
    decisions = [line.figures["admitted"].sources for line in found.admitted]
    exhausted = [line.figures["outsiders"].sources for line in found.exhausted]
    return {
        "branches": _in_plan("branches", plan, (*found.admitted, *found.left, *found.unknown)),
        # One decision is enough to say that a chi bộ has admitted somebody.
        "branches_admitted": _figure(
            "branches_admitted",
            len(found.admitted),
            tuple(Source(first.file, first.sheet, first.cells[:1]) for first, *_ in decisions),
        ),
        "branches_left": _in_plan("branches_left", plan, found.left),
        "branches_exhausted": _figure(
            "branches_exhausted", len(exhausted), tuple(source for sources in exhausted for source in sources)
        ),
    }


def _in_plan(key: str, plan: Plan, lines: Sequence[UnitResult]) -> Figure:
    units = sorted((line.unit for line in lines), key=lambda unit: unit.order)
    cells = tuple(dict(unit.cells)["code"] for unit in units)
    return _figure(key, len(units), (Source(plan.file, UNITS_SHEET, cells),))


def _figure(key: str, number: int, sources: tuple[Source, ...]) -> Figure:
    return Figure(FIGURE_NAMES[key], number, sources)
