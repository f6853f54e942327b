"""What one month comes to: the figures, cases and lines that measuring makes and every document is written from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from recruit.merge.foreign import FOREIGN_LIST
from recruit.model import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from recruit.check.registry import Finding
    from recruit.declared.plan import Plan, Unit
    from recruit.declared.statistics import Line
    from recruit.declared.summary import Submission
    from recruit.measure.contacts import Contact
    from recruit.measure.figure import Attainment, Figure, Measure
    from recruit.measure.printed import Kept
    from recruit.measure.probationer import Probationer
    from recruit.measure.standing import Standing
    from recruit.merge.identity import Entry
    from recruit.merge.sends import Unusable
    from recruit.model import FileFate, Period, Place
    from recruit.read.last_year import LastYear
    from recruit.read.written import Understood


@dataclass(frozen=True, slots=True)
class UnitResult:
    """One unit's line.

    `data_period` is the month of the workbook that speaks for it, None when it never sent (then `figures` are empty
    and every count shows as `–`). `figures` is keyed by the keys of `measure.counts.FIGURES`. `shared_with_branches` is
    the number of a đoàn thể's people who are on a chi bộ's list too. `submissions` maps each month 1..P to what was sent.
    `owes` says whether the unit owes a workbook for the period, `sent` whether it sent one. `missing_since` are the
    months up to the period, one after the other, for which it owes a workbook that can be used;
    `unusable` tells for which of them something came, and why it could not be used; `behind` says that it has done less of its targets than the time gone asks for.
    """

    unit: Unit
    data_period: Period | None
    owes: bool
    sent: bool
    figures: dict[str, Figure]
    admissions: Measure
    classes: Measure
    overall: Attainment
    shared_with_branches: int
    submissions: dict[int, Submission]
    missing_since: tuple[int, ...] = ()
    unusable: Mapping[int, Unusable] = field(default_factory=dict)
    behind: bool = False

    @property
    def unsent(self) -> tuple[int, ...]:
        """The months of `missing_since` for which nothing came at all."""
        return tuple(month for month in self.missing_since if month not in self.unusable)


@dataclass(frozen=True, slots=True)
class Event:
    """A counted admission or sending to class, with what the appendices print. Blank texts are blank in the form."""

    name: str
    birth: date | int
    gender: str
    ethnic_group: str
    position: str
    unit: Unit
    day: date
    place: Place
    decision_number: str = ""
    ceremony: date | None = None
    certificate_number: str = ""
    certificate: date | None = None
    religion: str = ""
    home: str = ""


class CaseKind(Enum):
    """What the committee is asked for, with the words of the column `Việc`."""

    CLASS = "Cử đi học lớp"
    PROCEDURE = "Làm thủ tục kết nạp"


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case that waits for the committee."""

    kind: CaseKind
    name: str
    birth: date | int
    unit: Unit
    proposed: date
    helpers: str
    certificate: date | None
    resolution_number: str
    age: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Prospect:
    """A sympathiser on the way to admission.

    `lacks` are keys of `measure.prospects.LACKS`, in the order of the path; `ready` says that the person counts in Còn
    có thể kết nạp trước hạn. `stage` is the word of `Giai đoạn`. `waits` is what the committee has been asked for the
    person and has not decided, with the day on which it was asked.
    """

    name: str
    birth: date | int
    unit: Unit
    stage: str
    lacks: tuple[str, ...]
    ready: bool
    waits: tuple[tuple[CaseKind, date], ...] = ()

    @property
    def for_the_unit(self) -> tuple[str, ...]:
        """What the unit itself can do, of what the person lacks: the next step of the path, and what hinders it.

        What waits for the committee, and all that can only follow it, is not the unit's.
        """
        waits = {kind for kind, _ in self.waits}
        later = {"agreement"}
        if CaseKind.CLASS in waits:
            later |= {"class", "certificate"}
        if {"proposal", "agreement"} & set(self.lacks):
            later.add("resolution")
        return tuple(lack for lack in self.lacks if lack not in later)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How the admitted fall into kinds: a count a kind, `unclear` the number whose own cell is blank or unreadable."""

    key: str
    label: str
    counts: tuple[tuple[str, int], ...]
    unclear: int


@dataclass(frozen=True, slots=True)
class StatisticLine:
    """A line of an official form: how many fall under it, in all, by unit code, and in the same period of last year.

    `figure` is None for a heading and for what the monthly form cannot know, `last` where nothing is told of last year.
    `units` has the units of which somebody falls under it, None where the line is not told by unit. `women` counts those
    of them who are women.
    """

    line: Line
    figure: Figure | None
    units: Mapping[str, Figure] | None
    last: Figure | None
    women: int = 0


@dataclass(frozen=True, slots=True)
class Branches:
    """The chi bộ that exist in the period, in the plan's order: which have admitted somebody this year, which have not.

    Of the `unknown` nobody can say it: they never sent anything. `exhausted` are those of `left` in whose unit everybody
    is a member; `is_source_known` says that of every chi bộ left it is known whether it is one of these.
    """

    admitted: tuple[UnitResult, ...] = ()
    left: tuple[UnitResult, ...] = ()
    unknown: tuple[UnitResult, ...] = ()
    exhausted: tuple[UnitResult, ...] = ()
    is_source_known: bool = False

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.admitted) + len(self.left) + len(self.unknown)


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month: what happened in it by the day of the event, and where the year stood at its end."""

    month: int
    admitted: int
    admitted_total: int
    sent: int
    sent_total: int
    sympathisers: int


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A difference against last month's letter in what happened before this period.

    `what` is `kết nạp`, `cử đi học` or `cảm tình Đảng`, `difference` a signed count, `days` the days of the events that it
    comes of (none for people on the list), `month` that of this report.
    """

    what: str
    difference: int
    days: tuple[date, ...]
    month: int


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a unit's list says of a person otherwise than the list before: a row of the sheet `Thay đổi`.

    `what` is a Vietnamese phrase; `before` and `now` are the two values (str, date, int for a year of birth, the text
    of a cell that cannot be read, None for a blank). `place` is the cell now; of somebody gone, in the file before.
    """

    unit_code: str
    name: str
    birth: date | int | str | None
    what: str
    before: date | int | str | None
    now: date | int | str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Progress:
    """A unit's row of the sheet `Tiến độ`, or, `unit` None, that of all: pace, and what the sympathisers lack.

    `waiting` counts the cases that wait for the committee, by their kind. `expected_admissions` and `expected_classes` say how much of the target the time gone asks for; None without a
    target and for a unit that has ended. `lacks` counts sympathisers by key of `measure.progress.LACKING`; it is empty
    for a unit without figures.
    """

    unit: Unit | None
    expected_admissions: int | None
    expected_classes: int | None
    admissions_behind: bool
    classes_behind: bool
    lacks: Mapping[str, int]
    waiting: Mapping[CaseKind, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SubmissionRate:
    """Under the grid of `Nộp báo cáo`: one month's counts, or all months' (`month` None)."""

    month: int | None
    owed: int
    sent: int
    on_time: int
    known: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """A unit's own words: cleaned of bullets and line breaks, otherwise as written."""

    unit_code: str
    unit_name: str
    text: str
    place: Place


@dataclass(frozen=True)
class MonthResult:
    """Everything that one period comes to; all outputs are written from this alone.

    `totals` is keyed like `UnitResult.figures`. `missing` are units that owe the period and did not send it, whether
    or not they have older figures; `never_sent` those without any that have begun. `day` is the day up to which everything is counted. `strangers` are the codes of
    units whose figures rest on what came from an address that the plan does not know. `errors` and `warnings` count rows of `findings`.
    `confirmed` are findings that somebody has looked into and that stand: in no count, on no list but `Lỗi`.
    `people` are the rows of all lists that speak, as checked, in the plan's order, and `lists` those lists. `prospects` are
    the sympathisers by code of their unit. `progress` has a line a unit and last that of all.
    `last_year` is the year before, as far as it is told. `statistics` and `peoples` are the lines of Biểu 2 and 2B; `standings`
    say of each of `people` whether the admission and the class of the row are counted. `probation` are the probationary
    members, by the day on which their twelve months are over. `kept` is what the folders of the year's months before keep.
    `contacts` says whom to telephone in each unit, by its code.
    """

    plan: Plan
    period: Period
    day: date
    units: tuple[UnitResult, ...]
    totals: dict[str, Figure]
    admissions: Measure
    classes: Measure
    admitted: tuple[Event, ...]
    sent_to_class: tuple[Event, ...]
    waiting: tuple[WaitingCase, ...]
    breakdowns: tuple[Breakdown, ...]
    mean_age: Fraction | None
    months: tuple[MonthLine, ...]
    adjustments: tuple[Adjustment, ...]
    people: Sequence[Entry]
    files: tuple[FileFate, ...]
    litter: int
    findings: tuple[Finding, ...]
    understood: tuple[Understood, ...]
    submission_rates: tuple[SubmissionRate, ...]
    achievements: tuple[Opinion, ...]
    difficulties: tuple[Opinion, ...]
    proposals: tuple[Opinion, ...]
    prospects: Mapping[str, tuple[Prospect, ...]] = field(default_factory=dict)
    progress: tuple[Progress, ...] = ()
    changes: tuple[Change, ...] = ()
    lists: tuple[PeopleList, ...] = ()
    strangers: tuple[str, ...] = ()
    last_year: LastYear | None = None
    statistics: tuple[StatisticLine, ...] = ()
    peoples: tuple[StatisticLine, ...] = ()
    standings: tuple[tuple[Standing, Standing], ...] = ()
    branches: Branches = Branches()
    probation: tuple[Probationer, ...] = ()
    kept: Mapping[int, Kept] = field(default_factory=dict)
    confirmed: tuple[Finding, ...] = ()
    contacts: Mapping[str, Contact] = field(default_factory=dict)

    def errors_of(self, unit_code: str) -> int:
        """Return how many errors are a unit's to mend."""
        return self._errors_by_unit[unit_code]

    @cached_property
    def _errors_by_unit(self) -> Counter[str]:
        return Counter(finding.unit_code for finding in self.findings if finding.severity is Severity.ERROR)

    def has_anothers_list(self, unit_code: str) -> bool:
        """Whether the list that speaks for a unit is another unit's: no paper for the unit names who stands on it."""
        return unit_code in self._with_anothers_list

    @cached_property
    def _with_anothers_list(self) -> frozenset[str]:
        return frozenset(finding.unit_code for finding in self.findings if finding.rule.name == FOREIGN_LIST)

    def cells_to_mend(self, unit_code: str) -> int:
        """Return at how many places of a unit's workbook an error stands."""
        return self._cells_by_unit[unit_code]

    @cached_property
    def _cells_by_unit(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for finding in self.findings:
            if finding.severity is Severity.ERROR:
                found[finding.unit_code] += len(finding.all)
        return found

    def warnings_of(self, unit_code: str) -> int:
        """Return how many warnings concern a unit."""
        return self._warnings_by_unit[unit_code]

    @cached_property
    def _warnings_by_unit(self) -> Counter[str]:
        return Counter(finding.unit_code for finding in self.findings if finding.severity is Severity.WARNING)

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    @property
    def missing(self) -> tuple[UnitResult, ...]:
        return tuple(line for line in self.units if line.owes and not line.sent)

    @property
    def silent(self) -> tuple[UnitResult, ...]:
        """The missing units from which nothing came for the period."""
        return tuple(line for line in self.missing if self.period.month not in line.unusable)

    @property
    def unusable(self) -> tuple[UnitResult, ...]:
        """The missing units that sent something for the period which could not be used."""
        return tuple(line for line in self.missing if self.period.month in line.unusable)

    @property
    def never_sent(self) -> tuple[UnitResult, ...]:
        return tuple(line for line in self.units if line.data_period is None and not self.is_to_come(line))

    def is_to_come(self, line: UnitResult) -> bool:
        """Whether a unit begins after the period, so that nobody misses anything of it."""
        return line.unit.from_month > self.period.month

    @property
    def is_midway(self) -> bool:
        """Whether everything counts up to a day before the period's last."""
        return self.day < self.period.last_day

    @property
    def is_open(self) -> bool:
        """Whether something is missing, wrong or from a stranger, so that the letter is a draft unless issued."""
        return bool(self.errors or self.missing or self.strangers)


class PeopleList(NamedTuple):
    """A list of people as the hidden sheet names it: whose, `below` empty for a unit's own, of which kind, its end."""

    unit_code: str
    below: str
    kind: str
    end: date | None
