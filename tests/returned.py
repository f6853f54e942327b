"""Returned workbooks for the tests: made from an office's month, read cell by cell, mended, and sent back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from office import Office
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from recruit.books.open import read_workbook
from recruit.check.engine import Checked, check
from recruit.declared.form import COVER, LIST
from recruit.measure.result import MonthResult
from recruit.merge.fates import attributed
from recruit.merge.judging import judge_sends
from recruit.merge.sends import Sends
from recruit.model import Period, Sent
from recruit.read.form import read_form
from recruit.read.inbox import gather
from recruit.write.forms.cover import cover_address
from recruit.write.forms.people import list_address
from recruit.write.package import seal
from recruit.write.returned.workbook import returned_workbooks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook

    from recruit.read.report import Report

LATER = datetime(2025, 2, 1, tzinfo=UTC)
MARKED = "FFFFC7CE"


@dataclass
class Month:
    result: MonthResult
    checked: Checked
    sends: Sends

    @cached_property
    def returned(self) -> dict[str, bytes]:
        """The returned workbooks by unit code."""
        return {code: make() for code, make in returned_workbooks(self.result, self.checked, self.sends)}


def month_of(office: Office, month: int = 11) -> Month:
    """Return what a month of an office comes to, as the run has it before it writes."""
    result, gathered = office.month(month), gather(office.folder)
    plan, period = result.plan, Period(2024, month)
    sends = judge_sends(gathered.reports, plan, month)
    refused = [attributed(fate, plan) for fate in gathered.refused]
    return Month(result, check(sends, plan, period, refused), sends)


def read(data: bytes, file: str = "a.xlsx") -> Report:
    """Return a workbook as the program reads it."""
    return read_form(read_workbook(data), file=file, origin="", sha256="", sent=Sent())


@lru_cache(maxsize=1)
def _opened(data: bytes) -> Workbook:
    """Return a workbook that several tests, one after the other, only look at."""
    return load_workbook(io.BytesIO(data))


def marked(data: bytes) -> dict[tuple[str, str], str]:
    """Return the marked cells of what people fill in in a returned workbook, with their comments."""
    book = _opened(data)
    return {
        (sheet.title, cell.coordinate): cell.comment.text if cell.comment else ""
        for sheet in (book["Báo cáo"], book["Danh sách"], book["Đảng viên dự bị"])
        for cells in sheet.iter_rows()
        for cell in cells
        if cell.fill.fgColor.rgb == MARKED or cell.comment
    }


def cells(data: bytes) -> dict[tuple[str, str], str]:
    """Return the texts of the cells of a form that people fill in."""
    book = _opened(data)
    places = [("Báo cáo", cover_address(field.key)) for field in COVER]
    places += [("Danh sách", list_address(index, field.key)) for index in range(90) for field in LIST]
    found = {(sheet, cell): book[sheet][cell].value for sheet, cell in places}
    return {place: str(value) for place, value in found.items() if value is not None}


def lines(data: bytes) -> list[tuple]:
    """Return the table of the sheet `Cần sửa`: level, link's target, cell, label, value, message, remedy, scrap of the row."""
    sheet = _opened(data)["Cần sửa"]
    rows = list(sheet.iter_rows())
    top = next(index for index, row in enumerate(rows) if row[0].value == "Mức")
    found = []
    for row in rows[top + 1 :]:
        link = row[1].hyperlink
        assert link is None or link.target is None
        found.append((row[0].value, link.location if link else None, *(cell.value or "" for cell in row[1:])))
    return found


def mended(data: bytes, changes: Mapping[tuple[str, str], object]) -> bytes:
    """Return a form with cells changed, None for a cell that is cleared, as a spreadsheet program saves it."""
    book = load_workbook(io.BytesIO(data))
    for (sheet, cell), value in changes.items():
        book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return seal(out.getvalue(), LATER)


def row_of(cell: str) -> int:
    """Return the row of an address."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def column_of(cell: str) -> int:
    """Return the column of an address."""
    return column_index_from_string(cell.rstrip("0123456789"))
