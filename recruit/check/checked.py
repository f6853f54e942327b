"""What rules look at: one workbook that speaks for its unit, with the plan's thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.check.registry import Hit
from recruit.declared.form import LIST_BY_KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.declared.plan import Plan, Unit
    from recruit.declared.regulations import Regulations
    from recruit.merge.circumstances import Circumstances
    from recruit.read.report import Report
    from recruit.read.row import Flaw, Row


@dataclass(frozen=True)
class CheckedReport:
    """A workbook that speaks for its unit, as the rules see it."""

    report: Report
    unit: Unit
    circumstances: Circumstances

    @cached_property
    def last_day(self) -> date:
        """The last day of the month that the workbook reports."""
        return self.report.period.last_day

    @property
    def plan(self) -> Plan:
        return self.circumstances.plan

    @property
    def regulations(self) -> Regulations:
        return self.circumstances.regulations

    @cached_property
    def _flaws(self) -> dict[str, list[Flaw]]:
        by_code: dict[str, list[Flaw]] = {}
        for flaw in self.report.flaws:
            by_code.setdefault(flaw.code, []).append(flaw)
        return by_code

    def flaws(self, code: str) -> Iterator[Hit]:
        """Yield a hit for each flaw of a kind that reading met."""
        for flaw in self._flaws.get(code, ()):
            slots = {"label": label(flaw.key), "detail": flaw.detail, "value": flaw.value}
            yield Hit(flaw.place, flaw.value, slots, flaw.row, flaw.key)

    def hit(self, row: Row, key: str, **slots: str) -> Hit:
        """Return a hit at a person's cell."""
        return Hit(self.report.place(row, key), row.shown(key), {"label": label(key), **slots}, row.number, key)


def label(key: str) -> str:
    """Return a column's label, empty where `key` names none."""
    return LIST_BY_KEY[key].label if key in LIST_BY_KEY else ""
