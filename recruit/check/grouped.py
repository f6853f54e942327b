"""One finding per cause: what a rule finds in many cells for one reason, of which one speaks and names a few others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.check.registry import Finding, Group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from recruit.read.report import Report

_MANY = 3
"""From how many on it is one cause and no chance."""

_FOLDED = (Group.ROW, Group.COLUMN, Group.FILE)


def grouped(findings: Iterable[Finding], speaking: Iterable[Report]) -> tuple[Finding, ...]:
    """Return the findings in their order, with those of one cause as `alike` under the first of them.

    `speaking` are the workbooks whose rows they are about. What was told last month stays apart from what is new, and what
    is confirmed from what is open.
    """
    findings = tuple(findings)
    alike: dict[tuple, list[int]] = defaultdict(list)
    for index, found in enumerate(findings):
        if found.rule.group in _FOLDED:
            alike[found.code, found.place.file, found.place.sheet, found.repeated, found.confirmed].append(index)
    reports = {report.file: report for report in speaking}
    led: dict[int, tuple[Finding, ...]] = {}
    hidden: set[int] = set()
    for indices in alike.values():
        if len(indices) >= _MANY:
            report = reports.get(findings[indices[0]].place.file)
            for first, *others in _causes({index: findings[index] for index in indices}, report):
                led[first] = tuple(findings[index] for index in others)
                hidden.update(others)
    return tuple(
        replace(found, alike=led[index]) if index in led else found
        for index, found in enumerate(findings)
        if index not in hidden
    )


def _causes(found: dict[int, Finding], report: Report | None) -> Iterator[list[int]]:
    """Yield the places in the order of each lot of findings that have one cause."""
    group = next(iter(found.values())).rule.group
    if group is Group.FILE:
        yield list(found)
        return
    on_rows = {index: finding for index, finding in found.items() if finding.row is not None}
    if group is Group.COLUMN and report is not None:
        for key, lot in _lots(on_rows, lambda finding: finding.key).items():
            if key and _says_nothing_else(report, key, [found[index] for index in lot]):
                yield lot
                for index in lot:
                    del on_rows[index]
    yield from _lots(on_rows, lambda finding: finding.row).values()


def _lots(found: dict[int, Finding], what: Callable[[Finding], object]) -> dict[object, list[int]]:
    """Return the places of the findings of which the same holds, where there are many."""
    lots: dict[object, list[int]] = defaultdict(list)
    for index, finding in found.items():
        lots[what(finding)].append(index)
    return {same: lot for same, lot in lots.items() if len(lot) >= _MANY}


def _says_nothing_else(report: Report, key: str, lot: Sequence[Finding]) -> bool:
    """Whether every filled cell of a column is among these: the column is wrong, and not each cell."""
    wrong = {finding.row for finding in lot}
    return not any(row.is_filled(key) and row.number not in wrong for row in report.rows)
