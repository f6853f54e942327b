"""Who stands on the sheet `Đảng viên dự bị` of a new form: whom the unit's sheet had, and whom the lists have admitted since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.choices import CANCELLED
from recruit.declared.probation import PROBATION
from recruit.language.spelling import fold
from recruit.merge.probation import due_after
from recruit.write.forms.as_sent import cell_as_sent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from recruit.measure.probationer import Probationer
    from recruit.read.probation_table import ProbationRow, ProbationTable
    from recruit.read.report import Report

_KEYS = tuple(field.key for field in PROBATION if field.key != "due")


class Held(NamedTuple):
    """Somebody whose ceremony was held; `ceremony` is None for who is recognised and done with."""

    name: str
    birth: date | int
    ceremony: date | None


def held_by(members: Iterable[Probationer], done_by: date | None = None) -> Iterator[Held]:
    """Yield the members that the committee knows; who was recognised by `done_by` is done with."""
    for member in members:
        is_done = done_by is not None and member.recognised is not None and member.recognised <= done_by
        yield Held(member.name, member.birth, None if is_done else member.ceremony)


def held_on_list(report: Report, until: date) -> Iterator[Held]:
    """Yield whom a unit's own list admits with a ceremony `until` a day: what there is before a month is measured."""
    for row in report.rows:
        ceremony, birth = row.date("ceremony"), row.get("birth")
        is_held = row.is_filled("decision") and ceremony is not None and ceremony <= until
        if is_held and row.text("leaving_reason") != CANCELLED and row.text("name") and birth is not None:
            yield Held(row.text("name"), birth, ceremony)


def members_of(
    table: ProbationTable | None,
    year: int,
    held: Iterable[Held] = (),
    *,
    done_by: date | None = None,
    as_sent: bool = False,
) -> list[dict[str, object]]:
    """Return the members of a unit's form of `year`, by field key: as its sheet has them, then who has come since.

    `held` are those of whom the committee knows. Who was recognised by `done_by` is left out. A ceremony is that of the
    lists, with `as_sent` the one that the sheet has.
    """
    rows = _Rows(as_sent)
    for row in table.rows if table is not None else ():
        recognised = row.date("recognised")
        is_done = done_by is not None and recognised is not None and recognised <= done_by
        rows.add(row.text("name"), row.get("birth"), {} if is_done else _as_sent(row, year))
    for person in held:
        rows.admit(person)
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

    def admit(self, person: Held) -> None:
        """Add somebody whom a list admits, or see to it that the row shows the list's ceremony."""
        name, birth, ceremony = person
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
