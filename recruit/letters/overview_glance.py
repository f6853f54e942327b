"""What the overview is about: the run's facts of which its page is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recruit.letters.overview_files import NO_FILES
from recruit.measure.contacts import NOBODY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recruit.check.registry import Finding
    from recruit.declared.plan import Plan, Unit
    from recruit.letters.overview_files import Files
    from recruit.measure.contacts import Contact
    from recruit.measure.moved import Move
    from recruit.measure.result import MonthResult
    from recruit.model import Period


@dataclass(frozen=True, slots=True)
class Glance:
    """What the page is about, and what is known of it.

    `title` says it in a few words, `document` what the run's document is called (`công văn`), empty where there is none.
    `result` is None where no month was measured; then `findings` are those of the plan alone. `is_early` says that the
    document's time is not over, `is_issued` that it was written as final, `left_out` why documents could not be written.
    `moved` is what the figures that were written down before said otherwise. With `looks_back` the run wrote no document, and
    the folder's, if one is there, still says that. `period` is the month of which units are asked for their workbooks. `contacts` are by unit code.
    """

    plan: Plan
    title: str
    files: Files
    period: Period | None = None
    result: MonthResult | None = None
    document: str = ""
    findings: Sequence[Finding] = ()
    is_early: bool = False
    is_issued: bool = False
    looks_back: bool = False
    left_out: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    moved: tuple[Move, ...] = ()
    contacts: Mapping[str, Contact] = field(default_factory=dict)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that the page is about: all of the plan, or those for which a form was made."""
        if self.result is not None or self.period is None:
            return self.plan.units
        return tuple(unit for unit in self.plan.units if self.files.units.get(unit.code, NO_FILES).form)

    @property
    def is_unwritten(self) -> bool:
        """Whether the run's document could not be written."""
        return bool(self.left_out) and not self.files.document

    def contact(self, code: str) -> str:
        """Return who is telephoned in a unit and the number, as far as they are known; empty where nobody says it."""
        return ", ".join(filter(None, self.contacts.get(code, NOBODY)))
