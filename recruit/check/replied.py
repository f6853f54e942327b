"""What the units themselves reply to warnings: beside each finding, for the clerk to judge; it changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recruit.check.registry import Finding
    from recruit.merge.sends import Sends, UnitSends


def replied(findings: Iterable[Finding], sends: Sends) -> Iterator[Finding]:
    """Yield each finding with the newest reply of its unit to it, where there is one."""
    known = {code: said for code, unit in sends.units.items() if (said := _replies(unit))}
    for finding in findings:
        reply = known.get(finding.unit_code, {}).get(finding.answer_key, "")
        yield replace(finding, reply=reply) if reply else finding


def _replies(unit: UnitSends) -> dict[str, str]:
    """Return by key what a unit replied in any workbook of the year that was used, a newer one before an older."""
    found: dict[str, str] = {}
    for month in sorted(unit.used):
        for report in (unit.replaced.get(month), unit.used[month]):
            if report is not None:
                found |= report.replies
    return found
