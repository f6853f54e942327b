"""What a committee's consolidated workbook says beside its people, as read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.plan import ORGANISATION_KIND
from recruit.language.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from recruit.declared.plan import Plan, Told, YearSoFar
    from recruit.model import Place
    from recruit.read.row import Row


class ListBelow(NamedTuple):
    """A lower unit's list inside a committee's workbook.

    `code` names it inside the workbook, `order` is its place there. `end` is the last day of a unit that ends in the
    year, else None.
    """

    code: str
    kind: str
    end: date | None
    order: int

    @property
    def is_branch(self) -> bool:
        """Whether it is a chi bộ's list (else a đoàn thể's)."""
        return self.kind != ORGANISATION_KIND


class RowBelow(NamedTuple):
    """What a committee's workbook says of a person's row.

    `line` is the row in the list of the lower unit. `bad` are the keys of the cells that its errors take out of
    figures, `codes` the codes of its errors.
    """

    list: ListBelow
    line: int
    bad: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()


@dataclass(slots=True)
class Below:
    """What a committee's consolidated workbook says beside its people.

    `rows` are keyed by the sheet's row; `stray` are rows of no list that it names. `totals` gives the figures of
    `Tổng cộng` by their keys, with their cells; `months` where its year stood at the end of each month, `statistics` what its sheets of official statistics say
    of the period, by the sheet and the key of the line.
    """

    committee: str
    short: str
    rows: dict[int, RowBelow] = field(default_factory=dict)
    stray: set[int] = field(default_factory=set)
    totals: dict[str, tuple[int | None, Place]] = field(default_factory=dict)
    months: tuple[YearSoFar, ...] = ()
    statistics: dict[str, dict[str, Told]] = field(default_factory=dict)

    def is_of(self, plan: Plan) -> bool:
        """Whether the committee is the plan's own."""
        return fold(self.committee) == fold(plan.name)

    def by_list(self, rows: Iterable[Row]) -> dict[str, list[Row]]:
        """Return the workbook's rows by the code of their list."""
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(self.rows[row.number].list.code, []).append(row)
        return found
