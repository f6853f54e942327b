"""What the sheet `Danh sách` says beside a row: the lists on which the rows stand, and the stage that the dates tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.choices import CANCELLED
from recruit.measure.result import PeopleList
from recruit.merge.identity import unit_end

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recruit.merge.identity import Entry

_STAGES = {
    "decision": "Đã kết nạp",
    "resolution": "Chi bộ đã đề nghị kết nạp",
    "agreed": "Đảng ủy đã đồng ý làm thủ tục",
    "procedure_proposed": "Đã đề nghị làm thủ tục",
    "certificate": "Đã có giấy chứng nhận",
    "class_sent": "Đã cử đi học lớp",
    "class_proposed": "Đã đề nghị học lớp",
    "joined": "Cảm tình Đảng",
}


def people_lists(entries: Sequence[Entry], year: int) -> tuple[PeopleList, ...]:
    """Return the lists on which these rows stand, each unit's in the plan's order."""
    found: dict[tuple[str, str], PeopleList] = {}
    for entry in entries:
        if entry.list_key not in found:
            kind = entry.unit.kind if entry.listed is None else entry.listed.kind
            ends = [unit_end(entry.unit, year), None if entry.listed is None else entry.listed.end]
            end = min((day for day in ends if day is not None), default=None)
            found[entry.list_key] = PeopleList(*entry.list_key, kind, end)
    return tuple(found.values())


def stage(entry: Entry, day: date) -> str:
    """Return how far a person has come by `day`, derived from the dates; empty where no date tells."""
    row = entry.row
    decided = row.date("decision")
    cancelled = row.text("leaving_reason") == CANCELLED
    if not entry.is_open(day) and not (decided and decided <= day and not cancelled):
        return "Đã đưa ra khỏi danh sách"
    return next((_STAGES[key] for key, reached in row.days(_STAGES).items() if reached <= day), "")
