"""The plan's sheets `Xác minh` and `Tệp không dùng`: what was decided about findings and files, at its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.plan import (
    BETWEEN_KEYS,
    CONFIRMED,
    CONFIRMED_SHEET,
    UNUSED,
    UNUSED_SHEET,
    Confirmation,
    UnusedFile,
)
from recruit.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.read.plan_sheets import PlanSheets


def read_confirmations(sheets: PlanSheets, file: str) -> Iterator[Confirmation]:
    """Yield what was said of findings, by the sheet's rows; a key stands in one row.

    A row may bear the keys of several findings that have one cause, as `Lỗi` gives them.
    """
    known: dict[str, str] = {}
    for line in sheets.table(CONFIRMED_SHEET, CONFIRMED):
        if sheets.lacks(CONFIRMED_SHEET, line, CONFIRMED):
            continue
        cell = line.cell("key")
        places = [Place(file, CONFIRMED_SHEET, line.cell(column)) for column in ("key", "conclusion")]
        for written in line.values["key"].split(BETWEEN_KEYS.strip()):
            if not (key := _code(written).upper()):
                continue
            if known.setdefault(key, cell) != cell:
                sheets.stop(CONFIRMED_SHEET, cell, f"Khóa {key} có nhiều lần, ở các ô {known[key]}, {cell}")
                break
            yield Confirmation(key, line.values["conclusion"], line.values["reason"], *places)


def read_unused(sheets: PlanSheets, file: str) -> Iterator[UnusedFile]:
    """Yield the files that the clerk has decided not to use, by the sheet's rows."""
    for line in sheets.table(UNUSED_SHEET, UNUSED):
        if not sheets.lacks(UNUSED_SHEET, line, UNUSED):
            place = Place(file, UNUSED_SHEET, line.cell("sha256"))
            yield UnusedFile(_code(line.values["sha256"]).casefold(), line.values["reason"], place)


def _code(written: str) -> str:
    # Copied out of a paper it may hold blanks.
    return "".join(written.split())
