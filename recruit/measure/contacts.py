"""Whom to telephone in a unit: who made its newest list, as the cover names them; where it says nothing, the plan's number."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recruit.declared.plan import Plan
    from recruit.read.report import Report


class Contact(NamedTuple):
    """Who makes a unit's lists and the number under which the unit is reached; empty where nobody says it."""

    person: str = ""
    phone: str = ""


NOBODY = Contact()


def contacts(plan: Plan, speaking: Mapping[str, Report]) -> dict[str, Contact]:
    """Return whom to telephone in each unit, by its code; `speaking` are the units' newest workbooks, by code too."""
    return {unit.code: _contact(speaking.get(unit.code), unit.phone) for unit in plan.units}


def _contact(report: Report | None, phone: str) -> Contact:
    if report is None:
        return Contact("", phone)
    return Contact(report.cover_value("prepared_by") or "", report.cover_value("phone") or phone)
