"""What stops a run before anything is written: one base, each with a Vietnamese sentence that says what to do."""

from __future__ import annotations


class CannotRun(Exception):
    """Nothing could be written; `str` is what the clerk reads."""


class PlanProblem(CannotRun):
    """The plan workbook is absent, doubled or cannot be understood."""


class PeriodProblem(CannotRun):
    """No month to report can be chosen."""
