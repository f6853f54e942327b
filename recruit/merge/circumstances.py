"""The plan and the period that a run is made for, as merging, checking and measuring all see them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.declared.regulations import Regulations

if TYPE_CHECKING:
    from datetime import date

    from recruit.declared.plan import Plan
    from recruit.model import Period
    from recruit.read.last_year import LastYear
    from recruit.read.row import Row


@dataclass(frozen=True)
class Circumstances:
    """The plan and the period of one run; `until` is the letter's day where one was given, `last_year` what is known of it."""

    plan: Plan
    period: Period
    until: date | None = None
    last_year: LastYear | None = None

    @cached_property
    def regulations(self) -> Regulations:
        return Regulations(self.plan.regulations)

    @cached_property
    def listed_last_year(self) -> dict[str, list[Row]]:
        """Who was still on a unit's list at the end of last year, by its code in the plan: rows of December's workbook.

        Nobody who was admitted or taken off by then, whenever that was.
        """
        workbook = self.last_year.by_month.get(12) if self.last_year is not None else None
        listed: dict[str, list[Row]] = {}
        for code, rows in workbook.below.by_list(workbook.rows).items() if workbook is not None else ():
            if unit := self.plan.unit(code):
                listed[unit.code] = [row for row in rows if not row.is_filled("decision") and not row.is_filled("left")]
        return listed

    @cached_property
    def day(self) -> date:
        """D: the day up to which everything counts, the period's last, or the letter's where that is earlier."""
        return min(self.until or self.period.last_day, self.period.last_day)
