"""The second opinion on a month: what is about to be issued, counted again from the units' own cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recruit.errors import CannotRun
from recruit.recount.adjusting import adjusted, is_said
from recruit.recount.comparing import Comparing
from recruit.recount.counts import Month
from recruit.recount.inbox import plan_of, read_forms
from recruit.recount.last_year import LastYear, of_no_unit
from recruit.recount.letter import LetterFigures
from recruit.recount.lists import Laying
from recruit.recount.people import gather
from recruit.recount.printed import read_printed
from recruit.recount.probation import probationers
from recruit.recount.reports import ReportFigures
from recruit.recount.result import Recounted
from recruit.recount.sends import Sends
from recruit.recount.sheets import NotRead
from recruit.recount.statistics import Statistics
from recruit.recount.tables import Probation, Submissions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from recruit.model import Period
    from recruit.recount.letter import Paper
    from recruit.recount.result import FigureLine


class Asked(NamedTuple):
    """What is to be counted again: the folder and its plan's file, the period, the day up to which everything counts.

    `output` is the folder whose records tell what last month's letter printed, None where no paper says what moved.
    """

    inbox: Path
    plan_file: str
    period: Period
    day: date
    passwords: Sequence[str] = ()
    output: Path | None = None


def recount(asked: Asked, workbook: bytes, papers: Sequence[Paper] = ()) -> Recounted:
    """Return what a second reader and a second count say of a consolidated workbook, and of papers before they are filled.

    Raises CannotRun where the plan cannot be read a second time.
    """
    printed = read_printed(workbook)
    try:
        planned = plan_of(asked.inbox, asked.plan_file, asked.passwords)
    except NotRead as problem:
        raise CannotRun(f"Không đối chiếu được kế hoạch {asked.plan_file}: {problem}.") from None
    before = of_no_unit(printed)
    laying, forms = Laying(printed, planned, asked.period, asked.day), {}
    wanted = dict.fromkeys([*laying.files, *before])
    wanted.pop(asked.plan_file, None)
    for file, read in read_forms(asked.inbox, wanted, asked.passwords):
        laying.add(file, read)
        # Of a unit's list its rows are kept, and of the form what is not in them.
        forms[file] = (
            read.form if read.form is None or file in before else replace(read.form, lines=[], bad={}, others={})
        )
    lists, speaking = laying.laid(), laying.speaking
    printed.people = [row._replace(cells=()) for row in printed.people]
    month = Month(gather(lists.rows), planned, asked.period, asked.day)
    comparing = Comparing(printed, lists, month, speaking, forms, asked.plan_file)
    comparing.all()
    last_year = LastYear({file: forms[file] for file in before if file in forms}, printed, planned)
    is_known = last_year.is_known
    Statistics(comparing, month, printed, last_year.of(asked.period, asked.day), is_known=is_known).hold()
    members = probationers(month, speaking, forms, last_year.newest)
    Probation(comparing, month, printed, members, is_known=is_known).hold()
    sends = Sends(asked.inbox, printed, planned, asked.period, speaking, asked.passwords)
    submissions = Submissions(comparing, month, printed, sends)
    submissions.hold()
    figures = list(comparing.figures)
    with_data = {code: int(printed.files[file].month.partition("/")[0]) for code, file in speaking.items()}
    for paper in papers:
        letter = LetterFigures(paper, comparing, month, printed, with_data)
        figures += letter.compare()
        figures.append(_adjustments(letter, paper, month, asked.output))
        known = members if is_known and not lists.unread else None
        report = ReportFigures(letter, paper, comparing, month, printed, known, submissions.by_month, with_data)
        figures += report.compare()
    comparing.cells += sends.doubts(forms)
    cells = tuple(dict.fromkeys((*lists.cells, *comparing.cells)))
    return Recounted(tuple(figures), cells, tuple(lists.files))


def _adjustments(letter: LetterFigures, paper: Paper, month: Month, output: Path | None) -> FigureLine:
    """Hold what a paper says of adjustments against the record of last month's letter; without one it must say nothing."""
    told, must = list(paper.context.get("cac_dieu_chinh", ())), adjusted(month, output) or []
    said = [f"{one.what} {one.difference:+d}" for one in must]
    return letter.line("điều chỉnh số liệu các tháng trước", "; ".join(told), said, is_same=is_said(told, must))
