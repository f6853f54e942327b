"""What stops a run before anything is written: one base, each with a Vietnamese sentence that says what to do."""

from __future__ import annotations


class CannotRun(Exception):
    """Nothing could be written; its arguments are the lines that the clerk reads, `str` all of them."""

    result = "chưa ghi được gì"
    """What a run that it stops comes to."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines one by one: what ends one inside a file's name ends none of them."""
        return tuple(map(str, self.args))

    def __str__(self) -> str:
        return "\n".join(self.lines)


class PlanProblem(CannotRun):
    """The plan workbook is absent, doubled or cannot be understood; `year` is that of the plan, where it can be told."""

    def __init__(self, *lines: str, year: int | None = None) -> None:
        super().__init__(*lines)
        self.year = year


class PeriodProblem(CannotRun):
    """No month to report can be chosen."""
