"""Which warnings stood last month already: old ones must not bury the one that is new."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.check.registry import WARNING, Finding
from recruit.language.spelling import fold
from recruit.read.written import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.engine import Checked
    from recruit.read.report import Report


def marked(now: Checked, before: Checked | None) -> Iterator[Finding]:
    """Yield the findings of `now`, the warnings that stood unchanged in `before`, last month's, marked as repeated.

    About a person's cell: the same rule, unit, person, column and value, wherever the row stands. About anything else:
    the same rule at the same cell of the same file with the same facts.
    """
    if before is None:
        yield from now.findings
        return
    then: dict[str, list[Finding]] = defaultdict(list)
    for finding in before.findings:
        if finding.severity is WARNING:
            then[finding.place.file].append(finding)
    unit_of = {report.file: code for code, report in now.speaking.items()}
    # Findings of one file stand together: one list's people at a time are enough to remember.
    file, known, cells = None, set(), _Cells(None)
    for finding in now.findings:
        if finding.severity is not WARNING:
            yield finding
            continue
        if finding.place.file != file:
            file = finding.place.file
            code = unit_of.get(file)
            cells = _Cells(now.speaking.get(code))
            known = {_facts(old) for old in then.get(file, ())}
            if (report := before.speaking.get(code)) is not None:
                cells_then = _Cells(report)
                known |= {cells_then.signature(old) for old in then.get(report.file, ())}
        yield replace(finding, repeated=True) if known & {_facts(finding), cells.signature(finding)} else finding


def _facts(finding: Finding) -> tuple:
    return (finding.code, finding.place, finding.value, tuple(finding.flaw.slots.items()))


class _Cells:
    """Whose cell of a list an address is."""

    def __init__(self, report: Report | None) -> None:
        self._sheet = report.listing.sheet if report is not None else None
        self._rows = {row.number: row for row in report.rows} if report is not None else {}
        self._keys = {letter: key for key, letter in report.listing.columns.items()} if report is not None else {}

    def signature(self, finding: Finding) -> tuple:
        """Return what makes two warnings of two months one; of one that is about no person's cell, its facts."""
        cell = finding.place.cell
        letter = cell.rstrip("0123456789")
        row = self._rows.get(int(cell[len(letter) :] or 0)) if finding.place.sheet == self._sheet else None
        if row is None:
            return _facts(finding)
        who, key, value = (fold(row.text("name")), row.get("birth")), self._keys.get(letter), finding.value
        if key in row.written and not row.is_unreadable(key):
            # Written in another way it is the same value.
            value = in_words(row.get(key))
        return (finding.code, finding.unit_code, who, key, value)
