"""What rules look at: one workbook that speaks for its unit, with the plan's thresholds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.declared.form import LIST_BY_KEY
from recruit.model import Flaw, PersonCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recruit.declared.plan import Plan, Unit
    from recruit.declared.regulations import Regulations
    from recruit.merge.circumstances import Circumstances
    from recruit.read.report import Report
    from recruit.read.row import Row

_WHOLE_COLUMN = 2
"""Cells of a column beside the first from which on it is the column that is wrong, and not each cell."""


@dataclass(frozen=True)
class CheckedReport:
    """A workbook that speaks for its unit, as the rules see it.

    `joined_elsewhere` gives by sheet row the earliest Ngày vào of those whose person stands on other lists too.
    """

    report: Report
    unit: Unit
    circumstances: Circumstances
    joined_elsewhere: Mapping[int, date] = field(default_factory=dict)

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
    def _met(self) -> dict[str, list[Flaw]]:
        by_rule: dict[str, list[Flaw]] = {}
        for flaw in self.report.flaws:
            by_rule.setdefault(flaw.rule, []).append(flaw)
        return by_rule

    def joined(self, row: Row) -> date | None:
        """Return the day on which a row's person came on any list of the committee first."""
        days = [day for day in (row.date("joined"), self.joined_elsewhere.get(row.number)) if day is not None]
        return min(days, default=None)

    def met(self, rule: str) -> Iterator[Flaw]:
        """Yield each flaw that reading met and left to the rule of this name."""
        for flaw in self._met.get(rule, ()):
            yield flaw._replace(slots={"label": label(flaw.key), "value": flaw.value, **flaw.slots})

    def met_in_columns(self, rule: str) -> Iterator[Flaw]:
        """Yield as `met` does; of a column in which nothing can be read, one flaw for all its cells: it has one cause."""
        by_column: dict[str, list[Flaw]] = {}
        for flaw in self.met(rule):
            by_column.setdefault(flaw.key if flaw.row is not None else "", []).append(flaw)
        for key, flaws in by_column.items():
            first, *rest = flaws
            filled = sum(row.is_filled(key) for row in self.report.rows) if key and len(rest) >= _WHOLE_COLUMN else 0
            if filled == len(flaws):
                yield first._replace(siblings=tuple(PersonCell(flaw.place, flaw.row, key) for flaw in rest))
            else:
                yield from flaws

    def flaw(self, row: Row, key: str, other: PersonCell | None = None, /, **slots: str) -> Flaw:
        """Return a flaw at a person's cell."""
        words = {"label": label(key), **slots}
        return Flaw(self.report.place(row, key), row.shown(key), words, row.number, key, other=other)


def label(key: str) -> str:
    """Return a column's label, empty where `key` names none."""
    return LIST_BY_KEY[key].label if key in LIST_BY_KEY else ""
