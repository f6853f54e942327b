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


@dataclass(frozen=True)
class Circumstances:
    """The plan and the period of one run."""

    plan: Plan
    period: Period

    @cached_property
    def regulations(self) -> Regulations:
        return Regulations(self.plan.regulations)

    @property
    def day(self) -> date:
        """The period's last day."""
        return self.period.last_day
