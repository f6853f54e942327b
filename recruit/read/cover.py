"""The sheet `Báo cáo` of a filled form: labels wherever they stand, with the values beside them; the hidden sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.books.workbook import column_letter
from recruit.declared.form import (
    CARRIED_LABEL,
    HIDDEN_SHEET,
    PROBE_LABEL,
    PROBE_TURNED,
    RETURNED_LABEL,
    UNIT_LABEL,
    VERSION_LABEL,
)
from recruit.language.spelling import clean, label_key
from recruit.model import UNREADABLE, Place
from recruit.read.dates import LAST_YEAR
from recruit.read.values import flaw_at, read_value
from recruit.read.written import in_words

if TYPE_CHECKING:
    from recruit.books.workbook import RawCell, RawSheet, RawWorkbook
    from recruit.read.headings import Declared
    from recruit.read.report import Report

Labels = dict[str, tuple[int, int]]
"""Where a cover's labels stand, as (row, column), by field key."""

_COVER_NEEDS = 3
_LONGEST_LABEL = 60


def find_cover(sheet: RawSheet, declared: Declared) -> Labels | None:
    """Return where the cover's labels stand; None where too few are there."""
    exact: Labels = {}
    # `Nam` may be a label without its diacritics, and somebody's answer.
    bare: Labels = {}
    for number, cells in sheet.rows.items():
        for column, cell in cells.items():
            if cell.kind != "s" or len(cell.value) > _LONGEST_LABEL:
                continue
            key = label_key(cell.value)
            if field := declared.cover.get(key):
                exact.setdefault(field.key, (number, column))
            elif field := declared.bare_cover.get(key):
                bare.setdefault(field.key, (number, column))
    found = bare | exact
    return found if len(found) >= _COVER_NEEDS and ("month" in found or "unit_code" in found) else None


def read_covers(
    book: RawWorkbook, covers: list[tuple[RawSheet, Labels]], declared: Declared, report: Report, plan_year: int
) -> None:
    """Put the values of the first cover into `report`, with the name of a later one that says another unit or month."""
    for index, (sheet, labels) in enumerate(covers):
        values, cells, written, flaws = {}, {}, {}, []
        year_with_month = ""
        for field in declared.by_key.values():
            if field.key not in labels:
                continue
            row, column = labels[field.key]
            value_column, cell = _value_beside(sheet, row, column)
            address = f"{column_letter(value_column)}{row}"
            cells[field.key] = address
            if cell is None:
                continue
            read = read_value(cell, field, book, plan_year)
            if read.flaw:
                flaws.append(flaw_at(read, Place(report.file, sheet.name, address), None, field.key))
            if field.key == "month":
                year_with_month = read.year
            if read.value is not None:
                values[field.key] = read.value
                # There is one cover: also `03` and `5/3/2024`, which a list has by the thousand, stay as they are.
                if read.kept or read.written.text != in_words(read.value):
                    written[field.key] = read.written
        if year_with_month and isinstance(year := values.get("year"), int) and int(year_with_month) != year:
            # Of which of the two years the report is nobody can say, and of its text in a form neither.
            values["month"], written["month"] = UNREADABLE, written["month"]._replace(repeatable=True)
        else:
            year_with_month = ""
        if index == 0:
            report.year_with_month = year_with_month
            report.cover_sheet, report.cover, report.cover_cells = sheet.name, values, cells
            report.cover_written = written
            report.flaws += flaws
        elif any(report.cover.get(key) != values.get(key) for key in ("unit_code", "month", "year")):
            report.covers_disagree = sheet.name


def year_on(covers: list[tuple[RawSheet, Labels]], book: RawWorkbook, declared: Declared) -> int:
    """Return the first year that a cover says; where none does, the last that a date may have."""
    for sheet, labels in covers:
        if "year" in labels:
            _, cell = _value_beside(sheet, *labels["year"])
            year = read_value(cell, declared.by_key["year"], book, LAST_YEAR).value if cell else None
            if isinstance(year, int):
                return year
    return LAST_YEAR


def _value_beside(sheet: RawSheet, row: int, column: int) -> tuple[int, RawCell | None]:
    """Return the cell to the right of a label; over a merged label, the first cell after the merge."""
    start = column + 1
    for top, left, bottom, right in sheet.merges:
        if top <= row <= bottom and left <= column <= right:
            start = max(start, right + 1)
    return start, sheet.rows[row].get(start)


def read_hidden(sheet: RawSheet, report: Report) -> None:
    """Put what the form's hidden sheet says into `report`: the unit that it was issued for, its version, marks."""
    values = {}
    for cells in sheet.rows.values():
        label, value = cells.get(1), cells.get(2)
        if label is not None and label.kind == "s" and value is not None:
            values[label_key(label.value)] = value
    if code := values.get(label_key(UNIT_LABEL)):
        report.hidden_code = clean(code.value)
    if returned := values.get(label_key(RETURNED_LABEL)):
        report.returned_of = clean(returned.value)
    if carried := values.get(label_key(CARRIED_LABEL)):
        report.carried = clean(carried.value)
    if version := values.get(label_key(VERSION_LABEL)):
        report.version = clean(version.value)


def turns_dates(book: RawWorkbook) -> bool:
    """Whether the form's probe says that the machine which saved this file reads 05/03 as the 3rd of May."""
    for sheet in book.sheets:
        if sheet.name != HIDDEN_SHEET:
            continue
        for cells in sheet.rows.values():
            label, value = cells.get(1), cells.get(2)
            if label is not None and value is not None and label_key(label.value) == label_key(PROBE_LABEL):
                return value.kind == "n" and float(value.value) == PROBE_TURNED
    return False
