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
    def day(self) -> date:
        """D: the day up to which everything counts, the period's last, or the letter's where that is earlier."""
        return min(self.until or self.period.last_day, self.period.last_day)
