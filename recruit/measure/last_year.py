"""Where last year stood at the end of the same month, as figures with their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.summary import FIGURE_NAMES
from recruit.measure.figure import Figure, Source

if TYPE_CHECKING:
    from recruit.merge.circumstances import Circumstances

_TOLD = ("admitted", "class_sent", "recognised")


def same_period(circumstances: Circumstances) -> dict[str, Figure]:
    """Return what last year had come to by the end of the period's month, by keys of FIGURE_NAMES; what is told of it.

    Up to a day inside the month nothing can be compared: last year is told by whole months.
    """
    last_year, period = circumstances.last_year, circumstances.period
    if last_year is None or circumstances.day < period.last_day:
        return {}
    told = last_year.at(period.month)
    found = {}
    for name in _TOLD:
        count = getattr(told, name)
        if count is not None:
            place, key = count.place, f"{name}_last_year"
            found[key] = Figure(FIGURE_NAMES[key], count.value, (Source(place.file, place.sheet, (place.cell,)),))
    return found
