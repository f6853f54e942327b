"""The engine: selects the rules that hold, runs them all, judges what they find and marks the rows that they touch."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from recruit.check.catalogue import rule_named, rules
from recruit.check.checked import CheckedMember, CheckedReport
from recruit.check.confirmed import folded, keyed
from recruit.check.gone import gone
from recruit.check.registry import ERROR, WARNING, Finding, Rule, Scope
from recruit.check.rules.committees import speaks_of
from recruit.merge.circumstances import Circumstances
from recruit.merge.confirmed import concluded, settle
from recruit.merge.foreign import foreign_lists
from recruit.merge.identity import Entry, Person, entries_of, identify, person_key
from recruit.merge.probation import People, answers, of_last_year, on_lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set
    from datetime import date

    from recruit.declared.plan import Plan
    from recruit.merge.sends import Sends
    from recruit.model import FileFate, Flaw, Period
    from recruit.read.last_year import LastYear
    from recruit.read.report import Report
    from recruit.read.row import Row


@dataclass(slots=True)
class Checked:
    """The speaking workbooks of a period after every check: findings, and persons whose rows bear their errors.

    `confirmed` are the findings that somebody has looked into: no document and no count knows them.
    """

    circumstances: Circumstances
    speaking: dict[str, Report]
    findings: list[Finding]
    entries: list[Entry]
    people: list[Person]
    confirmed: list[Finding]


def check(
    sends: Sends,
    plan: Plan,
    period: Period,
    unreadable: Sequence[FileFate] = (),
    until: date | None = None,
    last_year: LastYear | None = None,
) -> Checked:
    """Run every rule on what speaks at `period`, and on the files that could not be read.

    `until` is the letter's day where one was given: before the period's end it is the day on which everybody is looked at.

    Findings come errors first, then by file, sheet, cell and code.
    """
    circumstances = Circumstances(plan, period, until, last_year)
    speaking = {code: report for code, unit in sends.units.items() if (report := unit.speaking(period.month))}
    entries = entries_of(speaking, plan, circumstances.day)
    missed = gone(sends.units, circumstances)
    entries += missed.entries
    people = identify(entries)
    settle(people, plan, circumstances.day)
    marks = _Marks(entries, plan)
    selected = _Selected(circumstances.day)
    findings = _alone(plan, circumstances.day, unreadable) + missed.findings
    elsewhere = _joined_elsewhere(people)
    # Before any row is marked: whom they admit holds, and not when.
    admitted = cache(lambda: People((*on_lists(entries, circumstances), *of_last_year(circumstances))))
    told = cache(lambda: _told(entries))
    for code, report in speaking.items():
        used = tuple(sends.units[code].used.values())
        joined = elsewhere.get(report.file, {})
        checked = CheckedReport(report, plan.unit(code), circumstances, joined, used, admitted, told)
        for rule, flaw in selected.flaws(checked, sends):
            if speaks_of(rule, report) and not marks.said_below(rule, flaw):
                marks.add(rule, flaw)
                findings.append(Finding(rule, flaw, code))
    for rule, flaw in _people_flaws(people, entries, circumstances, marks):
        findings.append(Finding(rule, flaw, marks.unit_of.get(flaw.place.file, "")))
    for rule, flaw, code in _member_flaws(speaking, entries, circumstances):
        findings.append(Finding(rule, flaw, code))
    for rule in rules(Scope.MONTH, circumstances.day):
        findings += [Finding(rule, flaw) for flaw in rule.function(circumstances, speaking)]
    foreign = dict(foreign_lists(speaking, sends.units))
    findings = _without_what_follows(findings, {speaking[code].file for code in foreign})
    for code, met in (*foreign.items(), *((sends.owners[flaw.place.file], flaw) for flaw in sends.flaws)):
        rule = rule_named(met.rule)
        if rule.holds_on(circumstances.day):
            findings += [Finding(rule, flaw, code) for flaw in rule.function(met)]
    open_ones, confirmed = folded([keyed(found, marks.row(found.flaw)) for found in findings], plan, circumstances.day)
    return Checked(
        circumstances, speaking, sorted(open_ones, key=_order), entries, people, sorted(confirmed, key=_order)
    )


def findings_alone(plan: Plan, day: date, unreadable: Sequence[FileFate] = ()) -> list[Finding]:
    """Return what is wrong on a day with the plan itself and with files that could not be read, in `check`'s order.

    What nobody looked for cannot be told from what is mended: of a key that fits nothing here no word is said.
    """
    found = (keyed(finding, None) for finding in _alone(plan, day, unreadable))
    return sorted((finding for finding in found if plan.confirmation(finding.answer_key) is None), key=_order)


_FOLLOWS = (
    "open_in_two_branches",
    "counted_person_gone",
    "person_gone",
    "event_forgotten",
    "listed_last_year_and_gone",
    "recognition_gone",
    "member_gone",
)
"""What is found of people where a whole list is another unit's: of their one cause another finding speaks."""


def _without_what_follows(findings: list[Finding], foreign: Set[str]) -> list[Finding]:
    """Leave out what follows of the people of the `foreign` files, which are other units' lists; their rows stay marked."""
    if not foreign:
        return findings
    in_question = {found.flaw.subject for found in findings if found.place.file in foreign and found.flaw.subject}
    return [
        found
        for found in findings
        if found.rule.name not in _FOLLOWS
        or (found.place.file not in foreign and found.flaw.subject not in in_question)
    ]


def _alone(plan: Plan, day: date, unreadable: Sequence[FileFate]) -> list[Finding]:
    found = [Finding(rule, flaw) for rule in rules(Scope.OWN, day) for flaw in rule.function(plan)]
    for rule in rules(Scope.FILE, day):
        found += [Finding(rule, flaw, fate.unit_code) for fate in unreadable for flaw in rule.function(fate)]
    return found


def _joined_elsewhere(people: list[Person]) -> dict[str, dict[int, date]]:
    """Return by file and sheet row the earliest Ngày vào of everybody who stands on several lists."""
    found: dict[str, dict[int, date]] = defaultdict(dict)
    for person in people:
        entries = (*person.entries, *person.aside)
        if len(entries) > 1:
            days = [day for entry in entries if (day := entry.row.date("joined")) is not None]
            for entry in entries if days else ():
                found[entry.report.file][entry.row.number] = min(days)
    return found


def _told(entries: list[Entry]) -> dict[tuple[str, object], set[str]]:
    """Return by `person_key` the keys of the cells that are filled for a person on any list."""
    found: dict[tuple[str, object], set[str]] = defaultdict(set)
    for entry in entries:
        found[person_key(entry.row)] |= entry.row.filled
    return found


class _Selected:
    """The rules about one workbook that hold on a day: about the whole, its rows, and what its predecessor held."""

    def __init__(self, day: date) -> None:
        self._report = rules(Scope.REPORT, day)
        self._row = rules(Scope.ROW, day)
        self._look_back = rules(Scope.LOOK_BACK, day)

    def flaws(self, checked: CheckedReport, sends: Sends) -> Iterator[tuple[Rule, Flaw]]:
        """Yield everything that these rules find in a workbook."""
        for rule in self._report:
            for flaw in rule.function(checked):
                yield rule, flaw
        for row in checked.report.rows:
            filled = row.filled
            for rule in self._row:
                if not rule.asked_of or not filled.isdisjoint(rule.asked_of):
                    for flaw in rule.function(checked, row):
                        yield rule, flaw
        before = sends.units[checked.unit.code].before(checked.report)
        if before is not None:
            for rule in self._look_back:
                for flaw in rule.function(checked, before):
                    yield rule, flaw


def _people_flaws(
    people: list[Person], entries: list[Entry], circumstances: Circumstances, marks: _Marks
) -> Iterator[tuple[Rule, Flaw]]:
    """Yield what is found of persons; each marks its row before the rules that look at whole lists run."""
    # Most people stand on one row of one list, about which only the rule on ended units could speak.
    several = [p for p in people if len(p.entries) > 1 or p.repeats or p.aside or p.doubtful or p.entries[0].unit_end]
    for rule in rules(Scope.PERSON, circumstances.day):
        for person in several:
            # Of its own people a committee has warned already.
            if rule.severity is WARNING and person.entries[0].listed and _within_one_workbook(person):
                continue
            for flaw in rule.function(person, circumstances):
                if marks.said_below(rule, flaw):
                    continue
                marks.add(rule, flaw)
                yield rule, flaw
    for rule in rules(Scope.PLAN, circumstances.day):
        for flaw in rule.function(circumstances, people, entries):
            if marks.said_below(rule, flaw):
                continue
            marks.add(rule, flaw)
            yield rule, flaw


def _member_flaws(
    speaking: Mapping[str, Report], entries: list[Entry], circumstances: Circumstances
) -> Iterator[tuple[Rule, Flaw, str]]:
    """Yield what is found of probationary members, with the code of the unit that tells of them."""
    if not any(report.probation is not None and report.probation.rows for report in speaking.values()):
        return
    people = People((*on_lists(entries, circumstances), *of_last_year(circumstances)))
    selected = rules(Scope.MEMBER, circumstances.day)
    for answer in answers(people, speaking, circumstances.plan):
        # Of its own members a committee has warned already.
        if answer.report.below is None:
            for rule in selected:
                for flaw in rule.function(CheckedMember(answer, circumstances)):
                    yield rule, flaw, answer.unit.code


def _within_one_workbook(person: Person) -> bool:
    return len({entry.report.file for entry in person.entries}) == 1


class _Marks:
    """Carries errors to the rows whose figures they touch."""

    def __init__(self, entries: list[Entry], plan: Plan) -> None:
        self._plan = plan
        # By file and the number of the sheet's row.
        self._rows: dict[str, dict[int, Entry]] = defaultdict(dict)
        self.unit_of: dict[str, str] = {}
        for entry in entries:
            self._rows[entry.report.file][entry.row.number] = entry
            self.unit_of[entry.report.file] = entry.unit.code

    def row(self, flaw: Flaw) -> Row | None:
        """Return the row of a list at which a flaw stands, None where it is about no one row."""
        entry = self._rows_of(flaw).get(flaw.row)
        return entry.row if entry is not None else None

    def _rows_of(self, flaw: Flaw) -> Mapping[int, Entry]:
        return self._rows.get(flaw.place.file, {})

    def said_below(self, rule: Rule, flaw: Flaw) -> bool:
        """Whether a committee's workbook itself names this error in its row, so that it is not said again."""
        entry = self._rows_of(flaw).get(flaw.row)
        if entry is None or entry.listed is None:
            return False
        said = entry.report.below.rows[flaw.row]
        return rule.code in said.codes or (rule.severity is ERROR and flaw.key in said.bad)

    def add(self, rule: Rule, flaw: Flaw) -> None:
        if rule.severity is not ERROR:
            return
        if rule.is_confirmable and concluded(self._plan, rule.code, flaw.subject, flaw.choices) is not None:
            return
        rows = self._rows_of(flaw)
        if flaw.row is not None:
            touched = [rows[flaw.row]] if flaw.row in rows else []
        else:
            # An absent column takes its cell out of every row.
            touched = list(rows.values()) if flaw.key else []
        for entry in touched:
            entry.add_error(rule.code if flaw.row is not None else "", flaw.key if flaw.key in rule.takes_out else "")


def _order(finding: Finding) -> tuple:
    """Errors first, then by file, sheet, cell and code; at one cell by what is said of it."""
    place = finding.place
    return (
        finding.severity is WARNING,
        place.file,
        place.sheet,
        _cell_order(place.cell),
        finding.code,
        tuple(finding.flaw.slots.values()),
    )


def _cell_order(cell: str) -> tuple[int, int, str]:
    letters = cell.rstrip("0123456789")
    return (int(cell[len(letters) :] or 0), len(letters), letters)
