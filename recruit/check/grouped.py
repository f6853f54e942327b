"""One finding per cause: what a rule finds in many cells for one reason, of which one speaks and names a few others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.check.registry import Finding, Group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Set

    from recruit.read.report import Report

_MANY = 3
"""From how many on it is one cause and no chance."""

_FOLDED = (Group.ROW, Group.COLUMN, Group.FILE)


def grouped(
    findings: Iterable[Finding], speaking: Iterable[Report], others: Iterable[Finding] = ()
) -> tuple[Finding, ...]:
    """Return the findings in their order, with those of one cause as `alike` under the first of them.

    `speaking` are the workbooks whose rows they are about. What was told last month stays apart from what is new, and what
    is confirmed from what is open: `others` are those that stand on the other list, and are as wrong.
    """
    findings = tuple(findings)
    wrong: dict[tuple[str, str, str], set[int | None]] = defaultdict(set)
    for found in (*findings, *others):
        wrong[found.code, found.place.file, found.key].add(found.row)
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
            for first, *alike_ones in _causes({index: findings[index] for index in indices}, report, wrong):
                led[first] = tuple(findings[index] for index in alike_ones)
                hidden.update(alike_ones)
    return tuple(
        replace(found, alike=led[index]) if index in led else found
        for index, found in enumerate(findings)
        if index not in hidden
    )


def _causes(
    found: dict[int, Finding], report: Report | None, wrong: Mapping[tuple[str, str, str], set[int | None]]
) -> Iterator[list[int]]:
    """Yield the places in the order of each lot of findings that have one cause.

    `wrong` are the rows of which a rule speaks, by its code, the file and the field.
    """
    group = next(iter(found.values())).rule.group
    if group is Group.FILE:
        yield list(found)
        return
    on_rows = {index: finding for index, finding in found.items() if finding.row is not None}
    if group is Group.COLUMN and report is not None:
        for key, lot in _lots(on_rows, lambda finding: finding.key).items():
            one = found[lot[0]]
            if key and _says_nothing_else(report, key, wrong[one.code, one.place.file, key]):
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


def _says_nothing_else(report: Report, key: str, wrong: Set[int | None]) -> bool:
    """Whether every filled cell of a column is in a row that is wrong: the column is, and not each cell."""
    return not any(row.is_filled(key) and row.number not in wrong for row in report.rows)
