"""The second opinion on a month: what is about to be issued, counted again from the units' own cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.errors import CannotRun
from recruit.recount.comparing import Comparing
from recruit.recount.counts import Month
from recruit.recount.inbox import plan_of, read_forms
from recruit.recount.lists import lay, speaking_files
from recruit.recount.people import gather
from recruit.recount.printed import read_printed
from recruit.recount.result import Recounted
from recruit.recount.sheets import NotRead

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


def recount(asked: Asked, workbook: bytes, letter: Mapping[str, object] | None = None) -> Recounted:
    """Return what a second reader and a second count say of a consolidated workbook, and of the letter's names.

    Raises CannotRun where the plan cannot be read a second time.
    """
    printed = read_printed(workbook)
    try:
        planned = plan_of(asked.inbox, asked.plan_file, asked.passwords)
    except NotRead as problem:
        raise CannotRun(f"Không đối chiếu được kế hoạch {asked.plan_file}: {problem}.") from None
    speaking = speaking_files(printed, planned, asked.period)
    wanted = dict.fromkeys([*speaking.values(), *(row.file for row in printed.people)])
    read = read_forms(asked.inbox, wanted, asked.passwords)
    lists = lay(printed, planned, asked.period, asked.day, read)
    month = Month(gather(lists.rows), planned, asked.period, asked.day)
    comparing = Comparing(printed, lists, month, speaking)
    comparing.all()
    cells = tuple(dict.fromkeys((*lists.cells, *comparing.cells)))
    return Recounted(tuple(comparing.figures), cells, tuple(lists.files))
