"""What a unit has mended in a workbook that it sent again: the newer send held against the one that it replaces."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.check.engine import check
from recruit.check.registry import ERROR
from recruit.declared.cover import ISSUED
from recruit.declared.form import COVER_BY_KEY, PERSON_KEYS
from recruit.language.spelling import fold
from recruit.merge.identity import pairs
from recruit.merge.sends import Sends
from recruit.model import Resent

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from recruit.check.engine import Checked
    from recruit.check.registry import Finding
    from recruit.read.report import Report
    from recruit.read.row import Row

_MEMBER = "member"


def resends(checked: Checked, sends: Sends) -> dict[str, Resent]:
    """Return by its file how each workbook that speaks differs from the send of its month that it replaces.

    The older sends are checked as if they spoke, which says which of their cells were to be mended. Consolidated workbooks
    are no forms, and are left out.
    """
    older = {
        code: before
        for code, report in checked.speaking.items()
        if (before := sends.units[code].replaced.get(report.month)) and report.below is None and before.below is None
    }
    if not older:
        return {}
    units = dict(sends.units)
    for code, report in older.items():
        units[code] = replace(units[code], used={**units[code].used, report.month: report})
    known = checked.circumstances
    then = check(Sends(units), known.plan, known.period, until=known.until, last_year=known.last_year)
    found: dict[str, list[Finding]] = {}
    for finding in then.findings:
        if finding.severity is ERROR:
            found.setdefault(finding.place.file, []).append(finding)
    return {
        (now := checked.speaking[code]).file: _compared(now, before, found.get(before.file, []))
        for code, before in older.items()
    }


def _compared(now: Report, before: Report, errors: list[Finding]) -> Resent:
    same, gone, added = _rows(now, before)
    cells_of = dict(_cells(before))
    marked = {cells_of[finding.place] for finding in errors if finding.place in cells_of}
    then = _told(before, {row.number: row for row in before.rows})
    today = _told(now, {old.number: row for old, row in same})
    changed = {key for key in then.keys() | today.keys() if then.get(key) != today.get(key)}
    lost = {(row.number, key) for row in gone for key in PERSON_KEYS}
    return Resent(len(marked & changed), len(marked), len(changed - marked - lost), len(added), len(gone))


def _rows(now: Report, before: Report) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Return the older rows with theirs now, those that are gone, and those that are new.

    Whose name was mended is told by the place in the list.
    """
    same, _ = pairs(now, before)
    paired, taken = {id(old) for old, _ in same}, {id(row) for _, row in same}
    for old, row in zip(before.rows, now.rows, strict=False):
        is_same = not old.text("name") or old.get("birth") == row.get("birth")
        if is_same and id(old) not in paired and id(row) not in taken:
            same.append((old, row))
            paired.add(id(old))
            taken.add(id(row))
    return (
        same,
        [old for old in before.rows if id(old) not in paired],
        [row for row in now.rows if id(row) not in taken],
    )


def _cells(report: Report) -> Iterator[tuple[object, Hashable]]:
    """Yield each place at which something can be mended in a workbook, with what stands there."""
    for key in COVER_BY_KEY.keys() & report.cover_cells.keys():
        yield report.cover_place(key), key
    for row in report.rows:
        for key in PERSON_KEYS:
            if key in report.listing.columns:
                yield report.place(row, key), (row.number, key)
    table = report.probation
    for member in table.rows if table is not None else ():
        for key in table.columns:
            yield table.place(report.file, member, key), (_MEMBER, fold(member.text("name")), member.get("birth"), key)


def _told(report: Report, rows: dict[int, Row]) -> dict[Hashable, object]:
    """Return what stands in a workbook's filled cells; people's by the numbers of the older rows."""
    found: dict[Hashable, object] = {}
    for key in COVER_BY_KEY.keys() - set(ISSUED):
        if text := report.cover_shown(key):
            value = report.cover_value(key)
            found[key] = text if value is None else value
    for number, row in rows.items():
        for key in row.filled:
            written = row.written.get(key)
            said = row.shown(key) if row.is_unreadable(key) else row.get(key)
            found[number, key] = (said, written is not None and written.struck)
    for name, birth, key, text in report.probation.answers if report.probation is not None else ():
        found[_MEMBER, name, birth, key] = text
    return found
