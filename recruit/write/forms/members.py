"""Who stands on the sheet `Đảng viên dự bị` of a new form: whom the unit's sheet had, and whom the lists have admitted since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.choices import CANCELLED
from recruit.declared.probation import PROBATION
from recruit.language.spelling import fold
from recruit.merge.probation import due_after
from recruit.write.forms.as_sent import cell_as_sent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from recruit.measure.probationer import Probationer
    from recruit.read.probation import ProbationRow
    from recruit.read.report import Report

_KEYS = tuple(field.key for field in PROBATION if field.key != "due")


def members_of(
    report: Report | None,
    until: date,
    year: int,
    known: Iterable[Probationer] = (),
    *,
    done_by: date | None = None,
    as_sent: bool = False,
) -> list[dict[str, object]]:
    """Return the members of a unit's new form, by field key: as the unit's own sheet has them, then who has come since.

    `report` speaks for the unit, its list tells whose ceremony was held `until` a day; `known` are the members that the
    committee knows of it. `year` is the form's. Who was recognised by `done_by` is left out. A ceremony is that of the
    lists, with `as_sent` the one that the sheet has.
    """
    rows = _Rows(as_sent)
    table = report.probation if report is not None else None
    for row in table.rows if table is not None else ():
        recognised = row.date("recognised")
        is_done = done_by is not None and recognised is not None and recognised <= done_by
        rows.add(row.text("name"), row.get("birth"), {} if is_done else _as_sent(row, year))
    for member in known:
        is_done = done_by is not None and member.recognised is not None and member.recognised <= done_by
        rows.admit(member.name, member.birth, None if is_done else member.ceremony)
    for row in report.rows if report is not None and report.below is None else ():
        decided, ceremony = row.date("decision"), row.date("ceremony")
        held = decided is not None and ceremony is not None and ceremony <= until
        if held and row.text("leaving_reason") != CANCELLED and row.text("name") and row.get("birth") is not None:
            rows.admit(row.text("name"), row.get("birth"), ceremony)
    return rows.filled


class _Rows:
    """Members' rows in the order in which they come, each person once."""

    def __init__(self, as_sent: bool) -> None:
        self._as_sent = as_sent
        self._rows: list[dict[str, object]] = []
        self._by_person: dict[tuple[str, object], dict[str, object]] = {}

    @property
    def filled(self) -> list[dict[str, object]]:
        return [row for row in self._rows if row]

    def add(self, name: str, birth: object, values: dict[str, object]) -> None:
        """Add a row as a unit wrote it; an empty one is somebody who is done with."""
        self._rows.append(values)
        if name:
            self._by_person.setdefault((fold(name), birth), values)

    def admit(self, name: str, birth: date | int, ceremony: date | None) -> None:
        """Add somebody whom a list admits, or see to it that the row shows the list's ceremony; None: who is done with."""
        known = self._by_person.get((fold(name), birth))
        if known is None:
            self.add(name, birth, {"name": name, "birth": birth, **_days(ceremony)} if ceremony else {})
        elif known and ceremony is not None and not self._as_sent:
            known.update(_days(ceremony))


def _days(ceremony: date) -> dict[str, object]:
    return {"ceremony": ceremony, "due": due_after(ceremony)}


def _as_sent(row: ProbationRow, year: int) -> dict[str, object]:
    values = {
        key: cell_as_sent(row.values.get(key), row.written.get(key), year)
        for key in _KEYS
        if key in row.values or key in row.written
    }
    return {**values, "due": due_after(row.date("ceremony"))}
