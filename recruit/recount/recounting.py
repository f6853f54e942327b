"""The second opinion on a month: what is about to be issued, counted again from the units' own cells."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.summary import FIGURE_NAMES
from recruit.errors import CannotRun
from recruit.recount.comparing import Comparing
from recruit.recount.counts import Month
from recruit.recount.inbox import plan_of, read_forms
from recruit.recount.letter import LetterFigures
from recruit.recount.lists import lay, speaking_files
from recruit.recount.people import gather
from recruit.recount.printed import read_printed
from recruit.recount.result import Recounted
from recruit.recount.sends import Sends
from recruit.recount.sheets import NotRead

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from recruit.model import Period
    from recruit.recount.printed import Printed


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
    wanted = dict.fromkeys([*speaking.values(), *(row.file for row in printed.people), *_of_last_year(printed)])
    wanted.pop(asked.plan_file, None)
    read = read_forms(asked.inbox, wanted, asked.passwords)
    lists = lay(printed, planned, asked.period, asked.day, read)
    month = Month(gather(lists.rows), planned, asked.period, asked.day)
    forms = {file: one.form for file, one in read.items()}
    comparing = Comparing(printed, lists, month, speaking, forms, asked.plan_file)
    comparing.all()
    figures = list(comparing.figures)
    if letter is not None:
        months = {code: int(printed.files[file].month.partition("/")[0]) for code, file in speaking.items()}
        figures += LetterFigures(comparing, month, printed, months, words).compare(letter)
    sends = Sends(asked.inbox, printed, planned, asked.period, speaking, asked.passwords)
    comparing.cells += sends.doubts(read)
    cells = tuple(dict.fromkeys((*lists.cells, *comparing.cells)))
    return Recounted(tuple(figures), cells, tuple(lists.files))


def _of_last_year(printed: Printed) -> list[str]:
    """Return the files from which figures of last year are taken as they stand."""
    names = {FIGURE_NAMES[key] for key in ("admitted_last_year", "class_sent_last_year", "recognised_last_year")}
    found = {place.file for (name, _), claimed in printed.figures.items() if name in names for place in claimed.cells}
    return sorted(found & printed.files.keys())
