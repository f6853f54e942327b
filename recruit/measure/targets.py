"""Results against targets: per cents, words, and the target's own cells in the plan."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from recruit.declared.plan import INFO_SHEET, UNITS_SHEET
from recruit.declared.summary import FIGURE_NAMES
from recruit.measure.figure import Attainment, Figure, Measure, Source

if TYPE_CHECKING:
    from recruit.declared.plan import Plan, Unit

_RANK = (Attainment.SHORT, Attainment.REACHED, Attainment.EXCEEDED)


def measure(target: int | None, done: int | None) -> Measure:
    """Return a result against its target; `done` None for a unit that never sent."""
    count = done or 0
    rate = Fraction(count, target) if target and done is not None else None
    return Measure(target, done, rate, _word(target, count), max(0, (target or 0) - count))


def _word(target: int | None, done: int) -> Attainment:
    if target is None or (target == 0 and done == 0):
        return Attainment.NO_TARGET
    if done > target:
        return Attainment.EXCEEDED
    return Attainment.REACHED if done == target else Attainment.SHORT


def overall(*measures: Measure) -> Attainment:
    """Return the lower of the words, `Không giao` left out."""
    words = [m.word for m in measures if m.word is not Attainment.NO_TARGET]
    return min(words, key=_RANK.index) if words else Attainment.NO_TARGET


def unit_target(plan: Plan, unit: Unit, key: str) -> Figure:
    """Return a unit's target and its cell in the plan."""
    cell = dict(unit.cells).get(key)
    sources = (Source(plan.file, UNITS_SHEET, (cell,)),) if cell else ()
    return Figure(FIGURE_NAMES[key], getattr(unit, key), sources)


def total_target(plan: Plan, key: str) -> Figure:
    """Return the assigned target; where the plan leaves it blank the sum of the units', with the cells that add up."""
    assigned = getattr(plan, key)
    if assigned is not None:
        cell = dict(plan.info_cells).get(key)
        return Figure(FIGURE_NAMES[key], assigned, (Source(plan.file, INFO_SHEET, (cell,)),) if cell else ())
    parts = [(getattr(unit, key), dict(unit.cells).get(key)) for unit in plan.units if getattr(unit, key) is not None]
    if not parts:
        return Figure(FIGURE_NAMES[key], None)
    cells = tuple(cell for _, cell in parts if cell)
    return Figure(FIGURE_NAMES[key], sum(value for value, _ in parts), (Source(plan.file, UNITS_SHEET, cells),))
