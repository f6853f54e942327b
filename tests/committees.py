"""Offices of committees one above the other, for the tests of what goes up from one to the next."""

from __future__ import annotations

import io
from pathlib import Path

from office import Office, unit
from openpyxl import load_workbook

from recruit.measure.result import MonthResult
from recruit.write.package import seal

OFFICE, FINANCE = "Đảng ủy Văn phòng UBND tỉnh", "Đảng ủy Sở Tài chính"
UNITS = (unit("CB01"), unit("CB02"), unit("DT01", "Đoàn", "Đoàn thể"))
COMMITTEES = (unit("VP", OFFICE, "Đảng ủy"), unit("STC", FINANCE, "Đảng ủy"))
UPPER = {"Đảng ủy": "Đảng ủy Khối", "Đảng ủy (viết tắt)": None}
SENT = {"class_asked": "01/02/2024", "class_sent": "10/03/2024"}


def lower_office(folder: Path, name: str = OFFICE, *units, **options) -> Office:
    """Return a lower committee's office, by default with two chi bộ and a đoàn thể."""
    info = {"Đảng ủy": name, "Đảng ủy (viết tắt)": None} | options.pop("info", {})
    return Office(folder / name, *(units or UNITS), info=info, **options)


def upper_office(folder: Path, *units, info: dict | None = None, **options) -> Office:
    """Return the office to which the committees report."""
    return Office(folder / "trên", *(units or COMMITTEES), info=UPPER | (info or {}), **options)


def everybody(result: MonthResult) -> dict[str, int]:
    """Return every figure of all units that counts people, by its key."""
    return {key: figure.value for key, figure in result.totals.items() if not key.endswith("target")}


def of_committee(result: MonthResult, code: str) -> dict[str, int]:
    """Return every figure of a unit that counts people, by its key."""
    line = next(line for line in result.units if line.unit.code == code)
    return {key: figure.value for key, figure in line.figures.items() if not key.endswith("target")}


def edited(data: bytes, edit) -> bytes:
    """Return a workbook changed by hand."""
    book = load_workbook(io.BytesIO(data))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return seal(out.getvalue())


def column(sheet, heading: str) -> int:
    """Return the number of a sheet's column."""
    return next(cell.column for cell in sheet[1] if cell.value == heading)
