"""The rule about a step that a unit tells in `Ghi chú`, where nothing of it is counted, and not in its own column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import WARNING, Group, Scope, rule
from recruit.check.rules.people import entry_flaw
from recruit.read.noted import noted_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.merge.circumstances import Circumstances
    from recruit.merge.identity import Entry, Person
    from recruit.model import Flaw


@rule(
    "N38",
    WARNING,
    Scope.PLAN,
    Group.CELL,
    "Ghi chú nói một việc mà cột của việc đó để trống",
    "Ghi chú ghi “{said}”, trong khi {label} để trống; việc này chưa được tính.",
    remedy="Ghi {label} của người này; nếu Ghi chú nói việc khác hoặc người khác thì không cần sửa.",
    typed=("said",),
    example={"said": "Đã kết nạp", "label": "Ngày quyết định kết nạp"},
)
def told_in_note(circumstances: Circumstances, people: list[Person], entries: list[Entry]) -> Iterator[Flaw]:
    for person in people:
        for entry in person.entries:
            # Of a committee's own people it has warned already; a đoàn thể's list need not know the steps.
            if entry.row.is_filled("note") and entry.is_branch and entry.listed is None:
                yield from _asked(entry, person, circumstances)


def _asked(entry: Entry, person: Person, circumstances: Circumstances) -> Iterator[Flaw]:
    rows = [other.row for other in (*person.entries, *person.aside, *person.repeats)]
    for step in noted_steps(entry.row.text("note"), circumstances.day):
        if not any(row.is_filled(key) for row in rows for key in step.said_by):
            yield entry_flaw(entry, step.asked, said=step.words)
