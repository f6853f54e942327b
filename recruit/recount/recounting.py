"""The second opinion on a month: what is about to be issued, counted again from the units' own cells."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from recruit.errors import CannotRun
from recruit.recount.comparing import Comparing
from recruit.recount.counts import Month
from recruit.recount.inbox import plan_of, read_forms
from recruit.recount.last_year import LastYear, of_no_unit
from recruit.recount.letter import LetterFigures
from recruit.recount.lists import lay, speaking_files
from recruit.recount.people import gather
from recruit.recount.printed import read_printed
from recruit.recount.probation import probationers
from recruit.recount.result import Recounted
from recruit.recount.sends import Sends
from recruit.recount.sheets import NotRead
from recruit.recount.statistics import Statistics
from recruit.recount.tables import Probation, Submissions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from recruit.model import Period


class Asked(NamedTuple):
    """What is to be counted again: the folder and its plan's file, the period, the day up to which everything counts."""

    inbox: Path
    plan_file: str
    period: Period
    day: date
    passwords: Sequence[str] = ()


def recount(
    asked: Asked,
    workbook: bytes,
    letter: Mapping[str, object] | None = None,
    words: Mapping[str, str] = MappingProxyType({}),
) -> Recounted:
    """Return what a second reader and a second count say of a consolidated workbook, and of the letter's names.

    `words` say what stands under these names, for whoever reads of them.

    Raises CannotRun where the plan cannot be read a second time.
    """
    printed = read_printed(workbook)
    try:
        planned = plan_of(asked.inbox, asked.plan_file, asked.passwords)
    except NotRead as problem:
        raise CannotRun(f"Không đối chiếu được kế hoạch {asked.plan_file}: {problem}.") from None
    speaking = speaking_files(printed, planned, asked.period)
    before = of_no_unit(printed)
    wanted = dict.fromkeys([*speaking.values(), *(row.file for row in printed.people), *before])
    wanted.pop(asked.plan_file, None)
    read = read_forms(asked.inbox, wanted, asked.passwords)
    lists = lay(printed, planned, asked.period, asked.day, read)
    month = Month(gather(lists.rows), planned, asked.period, asked.day)
    forms = {file: one.form for file, one in read.items()}
    comparing = Comparing(printed, lists, month, speaking, forms, asked.plan_file)
    comparing.all()
    last_year = LastYear({file: read[file].form for file in before if file in read}, printed, planned)
    is_known = last_year.is_known
    Statistics(comparing, month, printed, last_year.of(asked.period, asked.day), is_known=is_known).hold()
    members = probationers(month, speaking, forms, last_year.newest)
    Probation(comparing, month, printed, members, is_known=is_known).hold()
    sends = Sends(asked.inbox, printed, planned, asked.period, speaking, asked.passwords)
    Submissions(comparing, month, printed, sends).hold()
    figures = list(comparing.figures)
    if letter is not None:
        months = {code: int(printed.files[file].month.partition("/")[0]) for code, file in speaking.items()}
        figures += LetterFigures(comparing, month, printed, months, words).compare(letter)
    comparing.cells += sends.doubts(read)
    cells = tuple(dict.fromkeys((*lists.cells, *comparing.cells)))
    return Recounted(tuple(figures), cells, tuple(lists.files))
