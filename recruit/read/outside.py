"""What a workbook tells of people outside the list that was read: people, and days beside the names of those on the list."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from recruit.books.workbook import column_letter
from recruit.language.names import name_key
from recruit.language.wording import spans
from recruit.model import Flaw, Place
from recruit.read.beside import is_name
from recruit.read.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recruit.books.workbook import RawCell, RawSheet, RawWorkbook
    from recruit.declared.field import Field
    from recruit.read.headings import Declared
    from recruit.read.report import Report

_AGES = (14, 100)
_NEAREST = 3
"""Columns within which a birth stands after a name; gender and ethnicity may stand between them."""


def people_outside(
    rows: Iterable[tuple[int, Mapping[int, RawCell]]], book: RawWorkbook, birth: Field, plan_year: int
) -> Iterator[tuple[int, int]]:
    """Yield row and column of the first name of each row beside which a day of birth stands."""
    for number, cells in rows:
        for column in sorted(cells):
            if not is_name(cells[column]):
                continue
            near = (cells[other] for other in range(column - 1, column + _NEAREST + 1) if other in cells)
            days = (_day(cell, birth, book, plan_year) for cell in near)
            if any(day is not None and _AGES[0] <= plan_year - day.year <= _AGES[1] for day in days):
                yield number, column
                break


def _day(cell: RawCell, field: Field, book: RawWorkbook, plan_year: int) -> date | None:
    value = read_value(cell, field, book, plan_year).value
    return value if isinstance(value, date) else None


def beside_list(sheet: RawSheet, heading: int, report: Report) -> dict[int, dict[int, RawCell]]:
    """Return the rows above the headings, and of those below what stands beside the list under no heading."""
    rows = {number: cells for number, cells in sheet.rows.items() if number < heading}
    if any(flaw.rule == "heading_unknown" for flaw in report.flaws):
        # What stands there may be a column of the list that lost its heading.
        return rows
    headed = sheet.rows[heading]
    for number, cells in islice(sheet.rows.items(), len(rows), None):
        if beside := {column: cell for column, cell in cells.items() if column not in headed}:
            rows[number] = beside
    return rows


def note_outside(
    sheet: RawSheet,
    rows: Iterable[tuple[int, Mapping[int, RawCell]]],
    book: RawWorkbook,
    declared: Declared,
    report: Report,
    plan_year: int,
) -> None:
    """Name the people who stand on `rows` of a sheet, which are none of the list that was read."""
    found = list(people_outside(rows, book, declared.by_key["birth"], plan_year))
    _note(sheet, found, report, "outside_list")


def note_days(sheet: RawSheet, book: RawWorkbook, declared: Declared, report: Report, plan_year: int) -> None:
    """Say where a day of the year stands beside the name of somebody on the list, on a sheet that is not read.

    Of whom a birth stands there too is said that they stand outside the list.
    """
    listed = {name_key(name) for row in report.rows if (name := row.text("name"))}
    birth, decision = declared.by_key["birth"], declared.by_key["decision"]
    found = []
    for number, cells in sheet.rows.items() if listed else ():
        names = (column for column, cell in cells.items() if is_name(cell) and name_key(cell.value) in listed)
        name = next(names, None)
        if name is None or any(people_outside([(number, cells)], book, birth, plan_year)):
            continue
        days = (_day(cell, decision, book, plan_year) for cell in cells.values())
        if any(day is not None and day.year == plan_year for day in days):
            found.append((number, name))
    _note(sheet, found, report, "days_outside")


def _note(sheet: RawSheet, found: list[tuple[int, int]], report: Report, rule: str) -> None:
    """Add the flaw of rows of a sheet that are not read, where there are any, at the first one's name."""
    if found:
        number, column = found[0]
        place = Place(report.file, sheet.name, f"{column_letter(column)}{number}")
        slots = {"sheet": sheet.name, "rows": spans([number for number, _ in found])}
        report.flaws.append(Flaw(place, "", slots, rule=rule))
