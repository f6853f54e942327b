"""What a run came to: its month, what it wrote, what it has to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recruit.model import Period, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from recruit.check.registry import Finding
    from recruit.declared.plan import Plan
    from recruit.deliver.outputs import Written
    from recruit.measure.moved import Move
    from recruit.measure.result import MonthResult
    from recruit.recount.result import Recounted
    from recruit.write.word.check.faults import Fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    `period` is None for what concerns a whole year, `result` where no month was measured. `faults` are those of
    templates, by file. `notes` are Vietnamese sentences for the clerk. `findings` are the month's, or without a month
    those of the plan. `moved` is what the month's run before said otherwise. `overview` is the page to be opened first, None
    where the run leaves none. `recounted` is set where a month was only counted again.
    """

    plan: Plan
    period: Period | None
    result: MonthResult | None
    written: Written
    faults: Mapping[str, Sequence[Fault]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    findings: Sequence[Finding] = ()
    moved: tuple[Move, ...] = ()
    overview: Path | None = None
    recounted: Recounted | None = None

    @property
    def template_errors(self) -> int:
        """How many faults of templates must be mended before they can be used."""
        return sum(fault.severity is Severity.ERROR for faults in self.faults.values() for fault in faults)

    @property
    def errors(self) -> int:
        """How many errors are to be mended, those of templates aside."""
        if self.result is not None:
            return self.result.errors
        return sum(found.severity is Severity.ERROR for found in self.findings)

    @property
    def exit_code(self) -> int:
        """0: no error, no unit missing, no template at fault; 1: written, with something to mend.

        Of a month that was counted again: 1 where not all of it could be, 2 where a figure did not come out.
        """
        if self.recounted is not None:
            return 0 if self.recounted.is_whole else 1 if self.recounted.agrees else 2
        return int(self.template_errors > 0 or self.errors > 0 or (self.result is not None and self.result.is_open))
