"""Which workbook goes back to a unit: the one that speaks for it, or the newer one that was refused and can be mended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.check.catalogue import rule_named, rules
from recruit.check.engine import check
from recruit.check.grouped import grouped
from recruit.check.registry import ERROR, Scope
from recruit.check.replied import replied
from recruit.declared.form import LIST_SHEET
from recruit.declared.plan import code_key
from recruit.language.spelling import fold
from recruit.merge.committees import has_no_form
from recruit.merge.events import number_key
from recruit.merge.foreign import FOREIGN_LIST
from recruit.merge.identity import person_key
from recruit.merge.sends import Sends
from recruit.read.report import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.engine import Checked
    from recruit.check.registry import Finding
    from recruit.declared.plan import Unit
    from recruit.model import Flaw
    from recruit.read.report import Report

_MENDABLE = frozenset(
    (
        "two_lists",
        "two_covers",
        "no_list",
        "no_month",
        "unknown_unit",
        "borrowed_form",
        "month_not_changed",
        "month_mistaken",
        "year_mistaken",
        "empty_list",
    )
)
_WITHOUT_LIST = ("no_list", "empty_list")
_EARLIEST = datetime.min.replace(tzinfo=UTC)


class Others:
    """With whom a unit shares a person or a decision's number: names of units, and nothing of their people."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked

    def with_person(self, unit: Unit, row: int | None) -> list[str]:
        """Return the names of the other units on whose list the person of a row stands."""
        units = self._by_row.get((unit.code, row), ())
        return [other.name for other in units if other is not unit]

    def with_number(self, unit: Unit, number: str) -> tuple[list[int], list[str]]:
        """Return the unit's own rows that bear a decision's number, and the names of the other units that have it."""
        found = self._by_number.get(number_key(number), [])
        own = [row for other, row in found if other is unit]
        return own, list(dict.fromkeys(other.name for other, _ in found if other is not unit))

    @cached_property
    def _by_row(self) -> dict[tuple[str, int], list[Unit]]:
        return {
            (entry.unit.code, entry.row.number): [other.unit for other in person.entries]
            for person in self._checked.people
            if len(person.entries) > 1
            for entry in person.entries
        }

    @cached_property
    def _by_number(self) -> dict[str, list[tuple[Unit, int]]]:
        found: dict[str, list[tuple[Unit, int]]] = {}
        for entry in self._checked.entries:
            if number := number_key(entry.row.text("decision_number")):
                found.setdefault(number, []).append((entry.unit, entry.row.number))
        return found


@dataclass(frozen=True, slots=True)
class Case:
    """What goes back to a unit.

    `report` is the workbook as it is checked, one that was refused as it will be once it is mended; `cover` and
    `people` are the workbooks whose cells go into the form, None where nothing of the kind does. `findings` are the
    unit's, `others` tells with which units it shares what they are about. `foreign` says that a refused workbook's list
    may be another unit's and was left out.
    """

    unit: Unit
    report: Report | None
    cover: Report | None
    people: Report | None
    month: int
    findings: tuple[Finding, ...] = ()
    others: Others | None = None
    foreign: bool = False


def cases(checked: Checked, sends: Sends) -> Iterator[Case]:
    """Yield a case for each unit that has an error to mend in a form, in the plan's order."""
    choosing = _Choosing(checked, sends)
    mended = {code: choosing.mended(code, flaw) for code, flaw in choosing.refused.items()}
    again = _checked_again(checked, sends, {code: case.report for code, case in mended.items() if case.report})
    about_files = {known.code for known in rules() if known.scope in (Scope.SENDS, Scope.FILE)}
    whole: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        code = finding.unit_code
        if code and (code not in mended or finding.code in about_files):
            whole.setdefault(code, []).append(finding)
    for finding in again.findings if mended else ():
        if finding.unit_code in mended and finding.code not in about_files:
            whole.setdefault(finding.unit_code, []).append(finding)
    others = {known: Others(found) for known, found in ((True, again), (False, checked))}
    for unit in checked.circumstances.plan.units:
        if has_no_form(unit, checked.speaking.get(unit.code)):
            continue
        found = whole.get(unit.code, [])
        if any(finding.severity is ERROR for finding in found):
            case = mended.get(unit.code) or choosing.spoken(unit)
            seen = again if unit.code in mended else checked
            yield replace(
                case,
                findings=grouped(replied(found, sends), seen.speaking.values(), seen.confirmed),
                others=others[unit.code in mended],
            )


def _checked_again(checked: Checked, sends: Sends, mended: dict[str, Report]) -> Checked:
    """Check once more as if the refused workbooks, mended, were used: what else is wrong in them."""
    if not mended:
        return checked
    units = dict(sends.units)
    for code, report in mended.items():
        units[code] = replace(units[code], used={**units[code].used, report.month: report})
    known = checked.circumstances
    return check(Sends(units), known.plan, known.period, until=known.until)


class _Choosing:
    """Chooses for each unit the workbook that goes back.

    `refused` gives, for units without a usable workbook of the period, the flaw for which the newest was refused.
    """

    def __init__(self, checked: Checked, sends: Sends) -> None:
        self._checked = checked
        self._sends = sends
        self._plan = checked.circumstances.plan
        self._period = checked.circumstances.period
        self._people: dict[str, frozenset[tuple]] = {}
        self.refused: dict[str, Flaw] = {}
        # A list that is another unit's is used, but its people go to nobody whose they may not be.
        foreign = {found.unit_code: found.flaw for found in checked.findings if found.rule.name == FOREIGN_LIST}
        self._foreign = frozenset(foreign)
        for flaw in sorted(sends.flaws, key=self._order):
            report = self._report(flaw)
            held = rule_named(flaw.rule).holds_on(checked.circumstances.day)
            mendable = held and flaw.rule in _MENDABLE and report.below is None
            unit = self._plan.unit(sends.owners[report.file]) if mendable else None
            if unit is None or self._month(flaw) > min(self._period.month, unit.to_month):
                continue
            if self._is_newer(flaw, checked.speaking.get(unit.code)):
                self.refused[unit.code] = flaw
        self.refused = foreign | self.refused

    def spoken(self, unit: Unit) -> Case:
        """Return the case of a unit whose speaking workbook goes back; without one, an empty form does."""
        report = self._checked.speaking.get(unit.code)
        month = report.month if report else min(self._period.month, unit.to_month)
        return Case(unit, report, report, report, month)

    def mended(self, code: str, flaw: Flaw) -> Case:
        """Return the case of a refused workbook, with the report that it will be once it is mended."""
        unit, report, month = self._plan.unit(code), self._report(flaw), self._month(flaw)
        speaking = self._checked.speaking.get(code)
        if code in self._foreign:
            speaking = self._sends.units[code].before(speaking)
        foreign = flaw.rule == FOREIGN_LIST or (
            flaw.rule in ("borrowed_form", "unknown_unit") and not self._is_of(report, unit)
        )
        listed = report
        if foreign or flaw.rule in _WITHOUT_LIST:
            listed = speaking if speaking is not None and speaking.rows else None
        source = listed or replace(report, listings=[], flaws=[])
        cover = {} if foreign else report.cover
        cells = {} if foreign else report.cover_cells
        flaws = [known for known in source.flaws if known.row is not None or not known.key]
        if not foreign:
            flaws += [known for known in report.flaws if known.row is None and known.key]
        as_mended = replace(
            report,
            cover={**cover, "unit_code": unit.code, "month": month, "year": self._plan.year},
            cover_cells=cells,
            covers_disagree="",
            hidden_code=unit.code,
            probation=None if foreign else report.probation,
            listings=source.listings[:1] or [Listing(LIST_SHEET, 1, "A", {}, [])],
            flaws=flaws,
        )
        # Of a name that is not the plan's nothing need be said: the form has the plan's.
        as_mended.cover.pop("unit_name", None)
        return Case(unit, as_mended, None if foreign else report, listed, month, foreign=foreign)

    def _report(self, flaw: Flaw) -> Report:
        if flaw.place.file in self._sends.judged:
            return self._sends.judged[flaw.place.file]
        return next(report for report in self._checked.speaking.values() if report.file == flaw.place.file)

    def _order(self, flaw: Flaw) -> tuple:
        report = self._report(flaw)
        return (self._month(flaw), report.sent.time or _EARLIEST, report.file)

    def _month(self, flaw: Flaw) -> int:
        """Return the month that a refused workbook is of, as far as it tells; else the period's."""
        if flaw.month is not None:
            return min(flaw.month, self._period.month)
        return self._report(flaw).month or self._period.month

    def _is_newer(self, flaw: Flaw, speaking: Report | None) -> bool:
        if speaking is None:
            return True
        times = self._report(flaw).sent.time, speaking.sent.time
        later = None in times or times[0] >= times[1]
        return later and speaking.month < self._month(flaw)

    # -- whose it is ---------------------------------------------------------------------------------------------------

    def _is_of(self, report: Report, unit: Unit) -> bool:
        """Whether a workbook that names two units surely holds `unit`'s people: by its sender, its name, or its list.

        Where nothing tells, it does not: nobody's people may go to another unit.
        """
        if report.sent.sender:
            known = [other for other in self._plan.units if report.sent.sender in other.addresses]
            if known:
                return known == [unit]
        if not report.unit_code and code_key(report.hidden_code) == code_key(unit.code):
            return True
        people = {person_key(row) for row in report.rows}
        own = self._on_list(unit)
        # A chi bộ and a đoàn thể share people as a rule.
        others = (other for other in self._plan.units if other is not unit and other.is_branch == unit.is_branch)
        if any(people & self._on_list(other) - own for other in others):
            return False
        return fold(report.cover_value("unit_name") or "") == fold(unit.name) or bool(people & own)

    def _on_list(self, unit: Unit) -> frozenset[tuple]:
        if unit.code not in self._people:
            report = self._checked.speaking.get(unit.code)
            self._people[unit.code] = frozenset(map(person_key, report.rows)) if report else frozenset()
        return self._people[unit.code]
