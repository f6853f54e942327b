"""Which workbooks are forms that the office issued and nobody filled in: told by what they hold, not by their letters."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.declared.cover import CARRIED, ISSUED, carried_mark
from recruit.declared.plan import code_key
from recruit.language.spelling import fold
from recruit.merge.identity import person_key

if TYPE_CHECKING:
    from recruit.declared.plan import Plan
    from recruit.merge.sends import Send
    from recruit.read.report import Report
    from recruit.read.row import Row


def unfilled_forms(sends: list[Send], plan: Plan) -> set[str]:
    """Return the issued forms that nobody filled: no meeting, no resolution, nobody who prepared it, nothing new."""
    by_unit: dict[str, list[Send]] = defaultdict(list)
    for send in sends:
        if send.report.year is None or send.report.year <= plan.year:
            by_unit[code_key(send.report.unit_code)].append(send)
    unfilled: set[str] = set()
    for own in by_unit.values():
        own.sort(key=lambda send: (send.report.year or 0, send.report.month or 0, send.order))
        blank = [send for send in own if _is_blank_cover(send.report)]
        # Forms nobody filled are left out when looking for the newest other workbook, so take them all for such at
        # first and give back those that hold something new.
        doubtful = {send.report.file for send in blank}
        last = max((number for number, send in enumerate(own) if send.report.file not in doubtful), default=-1)
        newest = _Newest(own[last].report if last >= 0 else None)
        for number, send in enumerate(own):
            if send.report.file in doubtful and not newest.holds(send.report):
                doubtful.discard(send.report.file)
                if number > last:
                    last, newest = number, _Newest(send.report)
        unfilled |= doubtful
    return unfilled


_TELL_OF_FILLING = ("meeting_date", "resolution_number", "prepared_by")


def _is_blank_cover(report: Report) -> bool:
    """Whether nobody has filled in the cover: no meeting, no resolution, nobody who prepared it but whom the office put there."""
    if report.below is not None:
        # A program wrote it: where nothing moved since last month, that is what it says.
        return False
    if len(report.listings) != 1:
        return False
    filled = report.cover.keys() & set(_TELL_OF_FILLING)
    if filled != {"prepared_by"}:
        return not filled
    # Who had the form left the office's own contacts stand may all the same have answered below or beside them.
    issued = {*ISSUED, "month", *CARRIED}
    return report.cover.keys() <= issued and report.carried == carried_mark(report.cover)


_MOST_NAMESAKES = 50
"""Rows of one name and birth date in the older list that a row is held against; a real list has one."""


class _Newest:
    """What the newest workbook of a unit holds, gone through once: by people's keys, not their letters."""

    def __init__(self, report: Report | None) -> None:
        self._report = report

    @cached_property
    def _known(self) -> dict[object, list[set[tuple[str, object]]]]:
        known: dict[object, list[set[tuple[str, object]]]] = defaultdict(list)
        for row in self._report.rows:
            if len(namesakes := known[person_key(row)]) < _MOST_NAMESAKES:
                namesakes.append(_keys(row))
        return known

    def holds(self, report: Report) -> bool:
        """Whether a workbook's list holds nobody and no value that this one does not, nor a member's row tells more."""
        if not answers(report) <= (answers(self._report) if self._report is not None else frozenset()):
            return False
        has_list = self._report is not None and bool(self._report.listings)
        return not report.rows or (has_list and all(map(self._holds_row, report.rows)))

    def _holds_row(self, row: Row) -> bool:
        keys = _keys(row)
        return any(keys <= other for other in self._known.get(person_key(row), ()))


def answers(report: Report) -> frozenset[tuple[str, object, str, str]]:
    """Return what a workbook tells of probationary members; nothing where it has no sheet of them."""
    return report.probation.answers if report.probation is not None else frozenset()


def _keys(row: Row) -> set[tuple[str, object]]:
    return {(key, fold(value) if isinstance(value, str) else value) for key, value in row.values.items()}
