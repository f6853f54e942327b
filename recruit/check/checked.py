"""What rules look at: one workbook that speaks for its unit, with the plan's thresholds; one of its probationary members."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from recruit.declared.form import LIST_BY_KEY
from recruit.declared.probation import PROBATION_BY_KEY
from recruit.language.spelling import fold
from recruit.language.wording import vn_date
from recruit.merge.identity import pairs, person_key
from recruit.merge.probation import People
from recruit.model import Flaw, PersonCell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from recruit.declared.plan import Plan, Unit
    from recruit.declared.regulations import Regulations
    from recruit.merge.circumstances import Circumstances
    from recruit.merge.probation import Answer
    from recruit.model import Place
    from recruit.read.probation_table import ProbationRow
    from recruit.read.report import Report
    from recruit.read.row import Row


_NOBODY = partial(People, ())


@dataclass(frozen=True)
class CheckedReport:
    """A workbook that speaks for its unit, as the rules see it.

    `joined_elsewhere` gives by sheet row the earliest Ngày vào of those whose person stands on other lists too, `used`
    the unit's workbooks of the year, of each month the one that counts; `admitted` returns whom
    the lists of all units and last year's workbook admit, of which the days of the ceremonies may not hold; `told` returns
    of everybody on all lists, by `person_key`, the keys of the cells that are filled.
    """

    report: Report
    unit: Unit
    circumstances: Circumstances
    joined_elsewhere: Mapping[int, date] = field(default_factory=dict)
    used: tuple[Report, ...] = ()
    admitted: Callable[[], People] = _NOBODY
    told: Callable[[], Mapping[tuple[str, object], AbstractSet[str]]] = dict

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

    @cached_property
    def _paired(self) -> dict[str, tuple[list[tuple[Row, Row]], list[Row]]]:
        return {}

    def pairs_with(self, before: Report) -> tuple[list[tuple[Row, Row]], list[Row]]:
        """Return the people of the workbook before this one with their rows now, and who is gone: once for all rules."""
        if before.file not in self._paired:
            self._paired[before.file] = pairs(self.report, before)
        return self._paired[before.file]

    @cached_property
    def sent_before(self) -> frozenset[tuple[str, object]]:
        """Who has a class day in another workbook of the unit's year, by `person_key`."""
        others = (report for report in self.used if report is not self.report)
        return frozenset(person_key(row) for report in others for row in report.rows if row.is_filled("class_sent"))

    def joined(self, row: Row) -> date | None:
        """Return the day on which a row's person came on any list of the committee first."""
        days = [day for day in (row.date("joined"), self.joined_elsewhere.get(row.number)) if day is not None]
        return min(days, default=None)

    def met(self, rule: str) -> Iterator[Flaw]:
        """Yield each flaw that reading met and left to the rule of this name."""
        for flaw in self._met.get(rule, ()):
            yield flaw._replace(slots={"label": label(flaw.key), "value": flaw.value, **flaw.slots})

    def flaw(self, row: Row, key: str, other: PersonCell | None = None, /, **slots: str) -> Flaw:
        """Return a flaw at a person's cell."""
        words = {"label": label(key), **slots}
        return Flaw(self.report.place(row, key), row.shown(key), words, row.number, key, other=other)


@dataclass(frozen=True)
class CheckedMember:
    """A row of a unit's sheet of probationary members, as the rules see it."""

    answer: Answer
    circumstances: Circumstances

    @property
    def row(self) -> ProbationRow:
        return self.answer.row

    @property
    def knows_last_year(self) -> bool:
        """Whether last year's workbook is at hand."""
        last_year = self.circumstances.last_year
        return last_year is not None and last_year.workbook is not None

    @property
    def lacks(self) -> tuple[str, ...]:
        """The columns without which nobody can be followed and that say nothing readable; none of somebody on a list."""
        if self.answer.admitted is not None:
            return () if self.answer.ceremony is not None else ("ceremony",)
        return tuple(key for key in ("name", "birth", "ceremony") if self.row.get(key) is None)

    def before_due(self, key: str) -> Iterator[Flaw]:
        """Yield a flaw where a day lies before the twelve months are over."""
        day, due = self.row.date(key), self.answer.due
        if day is not None and due is not None and day < due:
            yield self.flaw(key, day=vn_date(day), due=vn_date(due))

    def ahead(self, key: str) -> Iterator[Flaw]:
        """Yield a flaw where a day lies after the month that the workbook reports."""
        day = self.row.date(key)
        if day is not None and day > self.answer.report.period.last_day:
            yield self.flaw(key, day=vn_date(day))

    def flaw(self, key: str, **slots: str) -> Flaw:
        """Return a flaw at a cell of the row. It names no row and no field of the list: no figure of its people is touched."""
        words = {"label": PROBATION_BY_KEY[key].label, **slots}
        who = (self.answer.unit.code, fold(self.row.shown("name")), self.row.get("birth"))
        subject = (*who, key, fold(self.row.shown(key)))
        return Flaw(self.answer.place(key), self.row.shown(key), words, subject=subject)


def where(place: Place) -> str:
    """Return a place as a message names it: file, sheet and cell."""
    return f"{place.file}, trang {place.sheet}, ô {place.cell}"


def label(key: str) -> str:
    """Return a column's label, empty where `key` names none."""
    return LIST_BY_KEY[key].label if key in LIST_BY_KEY else ""
