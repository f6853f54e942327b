"""Whose consolidated workbooks a plan takes: those of committees that are its units; others are no reports to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.declared.plan import COMMITTEE_KIND, code_key
from recruit.language.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recruit.declared.plan import Plan, Unit
    from recruit.read.below import Below
    from recruit.read.report import Report


def addressed(reports: Iterable[Report], plan: Plan) -> tuple[list[Report], list[Report]]:
    """Return the reports that concern the plan's office, consolidated workbooks under their unit's code, and others.

    A consolidated workbook is the unit's whose name, or code, is the committee's long or short name. That of a
    committee which is no unit concerns an office to which committees report, and nobody else: it is returned as a
    report of an unknown unit where the plan has a committee among its units. The office's own never is a report.
    """
    ours: list[Report] = []
    rest: list[Report] = []
    strangers: list[Report] = []
    has_committees = any(unit.kind == COMMITTEE_KIND for unit in plan.units)
    for report in reports:
        if report.below is None:
            ours.append(report)
        elif report.below.is_of(plan):
            rest.append(report)
        elif (unit := _unit_of(report.below, plan)) is not None:
            has_committees = True
            ours.append(_under(report, unit.code))
        else:
            strangers.append(report)
    if not has_committees:
        return ours, rest + strangers
    ours += [_under(report, names_of(report.below)) for report in strangers]
    return sorted(ours, key=lambda report: report.file), rest


def has_no_form(unit: Unit, report: Report | None) -> bool:
    """Whether a unit fills in no form, by its kind or by the workbook that speaks for it: it is a committee."""
    return unit.kind == COMMITTEE_KIND or (report is not None and report.below is not None)


def names_of(below: Below) -> str:
    """Return the committee's name with its short form where that is another."""
    return below.committee if fold(below.short) == fold(below.committee) else f"{below.committee} ({below.short})"


def _unit_of(below: Below, plan: Plan) -> Unit | None:
    """Return the one unit that bears the committee's name or has it for a code; None also where several do.

    Several committees may be short for one name: the long one goes before.
    """
    for name in (below.committee, below.short):
        found = [u for u in plan.units if fold(u.name) == fold(name) or code_key(u.code) == code_key(name)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _under(report: Report, code: str) -> Report:
    return replace(report, cover=report.cover | {"unit_code": code})
