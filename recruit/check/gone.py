"""People who are gone from a unit's list, of whom the plan says whether what they had is counted."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from recruit.check.catalogue import rule_named
from recruit.check.checked import CheckedReport
from recruit.check.registry import Finding
from recruit.declared.plan import COUNTS
from recruit.merge.confirmed import concluded
from recruit.merge.identity import Entry, person_key, unit_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.merge.circumstances import Circumstances
    from recruit.merge.sends import UnitSends
    from recruit.model import Flaw
    from recruit.read.report import Report


class Gone(NamedTuple):
    """Who is counted although gone, by the last row that they had, and what is said of those whom a month before this missed."""

    entries: list[Entry]
    findings: list[Finding]


def gone(units: dict[str, UnitSends], circumstances: Circumstances) -> Gone:
    """Return what the plan says of people gone from any list up to the period; nothing of whom stands there again."""
    found = Gone([], [])
    rule = rule_named("counted_person_gone")
    plan = circumstances.plan
    for code, unit in units.items() if plan.confirmations else ():
        speaking = unit.speaking(circumstances.period.month)
        answered: dict[tuple[object, ...], Entry | None] = {}
        for report, before, flaw in _missed(unit, circumstances):
            said = concluded(plan, rule.code, flaw.subject, flaw.choices)
            if said is None:
                continue
            row = next(row for row in before.rows if row.number == flaw.other.row)
            if person_key(row) in map(person_key, speaking.rows):
                continue
            end = unit_end(unit.unit, plan.year)
            end = end if end is not None and end < circumstances.day else None
            counted = Entry(unit.unit, before, row, end, gone_after=before.period.last_day)
            if report is not speaking:
                found.findings.append(Finding(rule, flaw, code))
            answered[flaw.subject] = counted if said == COUNTS else None
        found.entries.extend(entry for entry in answered.values() if entry is not None)
    return found


def _missed(unit: UnitSends, circumstances: Circumstances) -> Iterator[tuple[Report, Report, Flaw]]:
    """Yield each flaw of somebody gone, with the workbook that misses the person and the one before it."""
    months = sorted(month for month in unit.used if month <= circumstances.period.month)
    for earlier, later in pairwise(months):
        report, before = unit.used[later], unit.used[earlier]
        for flaw in rule_named("counted_person_gone").function(CheckedReport(report, unit.unit, circumstances), before):
            yield report, before, flaw
