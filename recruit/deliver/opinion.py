"""The second opinion on what a run is about to leave: its workbook and its papers counted again before anything is issued."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from recruit.job import Job
    from recruit.letters.names import Name
    from recruit.measure.result import MonthResult
    from recruit.recount.letter import Paper
    from recruit.recount.result import Recounted


def monthly_paper(job: Job, result: MonthResult) -> Iterator[Paper]:
    """Yield the monthly letter as the second opinion takes it; where the plan lacks what it prints there is none."""
    from recruit.letters.head import MissingValue
    from recruit.letters.monthly import NAMES, letter_context

    with contextlib.suppress(MissingValue):
        yield paper_of("Công văn", letter_context(result, job.options), NAMES)


def paper_of(called: str, context: Mapping[str, object], names: Iterable[Name], first: date | None = None) -> Paper:
    """Return a document as the second opinion takes it; `first` is the first day of a report of a longer period."""
    from recruit.recount.letter import Paper

    return Paper(called, context, {name.path: name.meaning for name in names}, first)


def counted_again(
    job: Job, result: MonthResult, papers: Iterable[Paper], workbook: bytes | None = None, *, output: Path | None = None
) -> Recounted:
    """Return what a second reader and a second count say of a month: of its consolidated workbook, and of papers.

    `output` is the folder whose records tell what the letter before said, None where no paper tells of adjustments.
    Raises CannotRun where the plan cannot be read a second time.
    """
    from recruit.recount.recounting import Asked, recount
    from recruit.write.summary.workbook import consolidated_bytes

    asked = Asked(job.inbox, result.plan.file, result.period, result.day, job.passwords, output)
    return recount(asked, consolidated_bytes(result) if workbook is None else workbook, tuple(papers))


def second_opinion(
    job: Job, result: MonthResult, papers: Iterable[Paper], workbook: bytes | None = None, *, output: Path | None = None
) -> tuple[str, ...]:
    """Return what the second opinion says of a month that is to be issued; see `counted_again`.

    Raises NotIssued where a figure does not come out.
    """
    if not job.options.issue:
        return ()
    from recruit.recount.said import refusal, summary

    found = counted_again(job, result, papers, workbook, output=output)
    if not found.agrees:
        raise refusal(found)
    return summary(found)
