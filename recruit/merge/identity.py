"""Who is one person: rows of all speaking workbooks gathered by name and birth date."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from recruit.declared.choices import TRANSFER
from recruit.language.names import likeness_key
from recruit.language.spelling import fold
from recruit.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from recruit.declared.plan import Plan, Unit
    from recruit.read.below import ListBelow
    from recruit.read.report import Report
    from recruit.read.row import Row

_ROWS = 1 << 21
"""More rows than a sheet has."""


@dataclass(slots=True, eq=False)
class Entry:
    """A person's row in the workbook that speaks for a unit.

    `unit_end` is the last day of a unit that ended before the day looked at, else None: in its last month it is a unit
    like any other. `bad` holds the keys of cells under
    an error that takes them out of figures, `bad_codes` the codes of all errors in the row; checking fills both by
    `add_error`. In a committee's workbook `listed` is the lower unit's list on which the row stands, `position` its
    place among the workbook's rows. `gone_after` is the last day on which the row stood, of somebody who is on the list no
    more and is counted all the same.
    """

    unit: Unit
    report: Report
    row: Row
    unit_end: date | None = None
    # Nearly all rows are without error: these share one empty set.
    bad: frozenset[str] = frozenset()
    bad_codes: frozenset[str] = frozenset()
    listed: ListBelow | None = None
    position: int = 0
    gone_after: date | None = None

    @property
    def is_branch(self) -> bool:
        """Whether the row stands on a chi bộ's list (else on a đoàn thể's)."""
        return self.unit.is_branch if self.listed is None else self.listed.is_branch

    @property
    def list_key(self) -> tuple[str, str]:
        """The list on which the row stands: the unit's code and, in a committee's workbook, the list's."""
        return self.unit.code, "" if self.listed is None else self.listed.code

    def add_error(self, code: str = "", key: str = "") -> None:
        """Note an error in the row by its `code`, and that it takes the cell `key` out of figures, where given."""
        if code:
            self.bad_codes |= {code}
        if key:
            self.bad |= {key}

    @property
    def closed(self) -> date | None:
        """The day on which the row was closed: taken off the list, or gone from it, or the unit's end if that is earlier."""
        left = self.row.date("left")
        if self.unit_end is None and self.gone_after is None:
            return left
        return min(day for day in (left, self.unit_end, self.gone_after) if day is not None)

    @property
    def open_until(self) -> date | None:
        """The last day on which the row stands open, None where it is not closed; a unit's end is such a day itself."""
        closed = self.closed
        left = self.row.date("left")
        return closed if closed is None or left is None or left > closed else closed - date.resolution

    @property
    def is_transfer(self) -> bool:
        """Whether the row was closed because the person went to another unit, or the unit itself ended."""
        left = self.row.date("left")
        if left is not None and (self.unit_end is None or left <= self.unit_end):
            return self.row.text("leaving_reason") == TRANSFER
        return self.unit_end is not None

    def is_open(self, day: date) -> bool:
        """Whether the row stands open on `day`: not closed on or before it."""
        closed = self.closed
        return closed is None or closed > day

    @property
    def order(self) -> int:
        """The row's place among all rows: by unit, then by the sheet's row."""
        # One number: 400,000 pairs to sort by are 30 MB.
        return self.unit.order * _ROWS + (self.position or self.row.number)


@dataclass(slots=True, eq=False)
class Person:
    """One person's rows, in the plan's order; `repeats` are further rows in one workbook, which count for nothing.

    `doubtful` says that a year of birth alone fits several namesakes. `aside` are rows on lists of which the plan says that
    another one counts for this person.
    """

    entries: tuple[Entry, ...]
    repeats: tuple[Entry, ...] = ()
    doubtful: bool = False
    aside: tuple[Entry, ...] = ()

    def open_in_branches(self, day: date) -> list[Entry]:
        """Return the rows that stand open on chi bộ's lists on `day`, those set aside too, in the plan's order."""
        found = [entry for entry in (*self.entries, *self.aside) if entry.is_branch and entry.is_open(day)]
        return sorted(found, key=lambda entry: entry.order)

    @property
    def branches(self) -> list[Entry]:
        """Rows on chi bộ's lists."""
        return [entry for entry in self.entries if entry.is_branch]

    @property
    def organisations(self) -> list[Entry]:
        """Rows on đoàn thể's lists."""
        return [entry for entry in self.entries if not entry.is_branch]

    def branches_decide(self, day: date) -> bool:
        """Whether a chi bộ's row decides about `day`: up to and on the day on which it is closed."""
        return any(entry.closed is None or day <= entry.closed for entry in self.branches)


def person_key(row: Row) -> tuple[str, object]:
    """Return what tells a row's person from others: name and birth date, whatever the spelling; blank where unreadable."""
    return fold(row.text("name")), row.get("birth")


def entries_of(speaking: Mapping[str, Report], plan: Plan, day: date) -> list[Entry]:
    """Return the rows of all speaking workbooks in the plan's order, as they stand on `day`.

    `speaking` maps unit codes to workbooks.
    """
    entries = []
    for unit in plan.units:
        report = speaking.get(unit.code)
        if report is None:
            continue
        end = unit_end(unit, plan.year)
        end = end if end is not None and end < day else None
        if report.below is None:
            entries += [Entry(unit, report, row, end) for row in report.rows]
        else:
            entries += entries_below(unit, report, end, day)
    return entries


def unit_end(unit: Unit, year: int) -> date | None:
    """Return the last day of a unit that ends before the year does, else None."""
    return Period(year, unit.to_month).last_day if unit.to_month < 12 else None


def entries_below(unit: Unit, report: Report, end: date | None, day: date) -> Iterator[Entry]:
    """Yield the rows of a committee's workbook in the order of its lists, with the errors that it found in them."""
    below = report.below.rows
    rows = sorted(report.rows, key=lambda row: (below[row.number].list.order, below[row.number].line, row.number))
    for position, row in enumerate(rows, start=1):
        said = below[row.number]
        ends = [known for known in (end, said.list.end) if known is not None and known < day]
        yield Entry(unit, report, row, min(ends, default=None), said.bad, said.codes, said.list, position)


def identify(entries: Iterable[Entry]) -> list[Person]:
    """Gather rows into persons. A row whose name or birth date is blank or unreadable is nobody's.

    Same folded name and same birth date: one person. A year alone is the namesake born in that year where there is
    exactly one such date; equal years alone are one person.
    """
    # Nearly every name stands once: a list for each would be memory for nothing.
    first: dict[str, Entry] = {}
    further: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        name = entry.row.text("name")
        if name and entry.row.get("birth") and first.setdefault(key := fold(name), entry) is not entry:
            further[key].append(entry)
    people: list[Person] = []
    for name, entry in first.items():
        if name in further:
            people += _split([entry, *further[name]])
        else:
            people.append(Person((entry,)))
    people.sort(key=lambda person: person.entries[0].order)
    return people


def _split(namesakes: list[Entry]) -> list[Person]:
    births: dict[date | int, list[Entry]] = defaultdict(list)
    for entry in namesakes:
        births[entry.row.get("birth")].append(entry)
    dates = [birth for birth in births if isinstance(birth, date)]
    groups: dict[date | int, list[Entry]] = {birth: births[birth] for birth in dates}
    doubtful = set()
    for year in (birth for birth in births if isinstance(birth, int)):
        fitting = [birth for birth in dates if birth.year == year]
        if len(fitting) == 1:
            groups[fitting[0]] = groups[fitting[0]] + births[year]
        else:
            groups[year] = births[year]
            if fitting:
                doubtful.add(year)
    return [_person(group, birth in doubtful) for birth, group in groups.items()]


def _person(group: list[Entry], doubtful: bool) -> Person:
    first: list[Entry] = []
    repeats: list[Entry] = []
    seen: set[tuple[str, str]] = set()
    for entry in sorted(group, key=lambda entry: entry.order):
        (repeats if entry.list_key in seen else first).append(entry)
        seen.add(entry.list_key)
    return Person(tuple(first), tuple(repeats), doubtful)


# -- from one month to the next ----------------------------------------------------------------------------------------


def pairs(report: Report, before: Report) -> tuple[list[tuple[Row, Row]], list[Row]]:
    """Return the persons of a unit's workbook `before` with their rows now, and those who are gone.

    The same person: same name and birth date; or a name that stands once in both lists, whatever the birth date; or a
    year alone that fits; or, under a name that was mended, the one person of a birth date who is gone and the one who is
    new, where a step of both bears one day or the names are one but for their spelling. Of somebody on two rows of one list the first is paired with the first, the second with the
    second; where one row is left, both are paired with it. In committees' workbooks the rows of each list are paired
    with those of the same list.
    """
    if report.below is None or before.below is None:
        return paired(report.rows, before.rows)
    now, then = report.below.by_list(report.rows), before.below.by_list(before.rows)
    same, gone = [], []
    for code, rows in then.items():
        found, missed = paired(now.get(code, ()), rows)
        same += found
        gone += missed
    return same, gone


def paired(rows_now: Sequence[Row], rows_before: Sequence[Row]) -> tuple[list[tuple[Row, Row]], list[Row]]:
    """Return the persons of one list before with their rows of a list now, and those who are gone, as `pairs` does."""
    now: dict[tuple[str, object], list[Row]] = {}
    by_name: dict[str, list[Row]] = {}
    # The first of a name and year, and the first of whom no more than the year is known.
    by_year: dict[tuple[str, int | None], Row] = {}
    by_year_alone: dict[tuple[str, int | None], Row] = {}
    for row in rows_now:
        if name := fold(row.text("name")):
            birth = row.get("birth")
            now.setdefault((name, birth), []).append(row)
            by_name.setdefault(name, []).append(row)
            by_year.setdefault((name, _year(birth)), row)
            if isinstance(birth, int):
                by_year_alone.setdefault((name, birth), row)
    once_before = Counter(fold(row.text("name")) for row in rows_before)
    met: Counter[tuple[str, object]] = Counter()
    same, gone = [], []
    for old in rows_before:
        name = fold(old.text("name"))
        if not name:
            continue
        key = (name, old.get("birth"))
        if rows := now.get(key):
            row = rows[met[key]] if met[key] < len(rows) else rows[0]
            met[key] += 1
        elif len(by_name.get(name, ())) == 1 and once_before[name] == 1:
            row = by_name[name][0]
        else:
            fitting = by_year if isinstance(old.get("birth"), int) else by_year_alone
            row = fitting.get((name, _year(old.get("birth"))))
        if row is None:
            gone.append(old)
        else:
            same.append((old, row))
    renamed = _renamed(gone, rows_now, {id(row) for _, row in same}) if gone else {}
    same += [(old, renamed[id(old)]) for old in gone if id(old) in renamed]
    return same, [old for old in gone if id(old) not in renamed]


_TELLING = ("joined", "class_sent", "decision")
"""Steps of which hardly two people of one unit and one birth date share the day."""


def _renamed(gone: Sequence[Row], rows_now: Sequence[Row], known: Set[int]) -> dict[int, Row]:
    """Return by the id of their older row those whose name was mended, with their row now; `known` are ids of rows now."""
    then, now = ({}, {})
    for births, rows in ((then, gone), (now, (row for row in rows_now if id(row) not in known))):
        for row in rows:
            if isinstance(birth := row.get("birth"), date) and row.text("name"):
                births.setdefault(birth, []).append(row)
    return {
        id(old): row
        for birth, (old, *others) in then.items()
        for row in now.get(birth, ())
        if not others and len(now[birth]) == 1 and _may_be_renamed(old, row)
    }


def _may_be_renamed(old: Row, row: Row) -> bool:
    days = ((old.date(key), row.date(key)) for key in _TELLING)
    return any(was is not None and was == now for was, now in days) or (
        likeness_key(old.text("name")) == likeness_key(row.text("name"))
    )


def _year(birth: object) -> int | None:
    return birth.year if isinstance(birth, date) else birth
