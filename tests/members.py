"""The sheet of probationary members for the tests: rows by the keys of its declaration, added to a form built cell by cell."""

from __future__ import annotations

from collections.abc import Callable

from openpyxl.utils import get_column_letter

from recruit.declared.probation import PROBATION, PROBATION_SHEET

_COLUMNS = {field.key: number for number, field in enumerate(PROBATION, start=1)}


def member(
    name: object = "Trần Thị Bình", birth: object = "07/08/1992", ceremony: object = "05/04/2023", **answers: object
) -> dict[str, object]:
    """Return a member whose twelve months were over on 05/04/2024; None takes a value away."""
    values = {"name": name, "birth": birth, "ceremony": ceremony, **answers}
    return {key: value for key, value in values.items() if value is not None}


RECOGNISED = {"reviewed": "06/04/2024", "recognition_number": "52-QĐ/ĐUK", "recognised": "08/04/2024"}


def members(
    *rows: dict[str, object], sheet: str = PROBATION_SHEET, headings: dict[str, str] | None = None
) -> Callable[[object], None]:
    """Return the edit that adds the sheet to a form; `headings` gives its columns by key where they are not the form's."""

    def edit(book) -> None:
        made = book.create_sheet(sheet)
        columns = _COLUMNS
        if headings is not None:
            columns = {key: number for number, key in enumerate(headings, start=1)}
        for key, column in columns.items():
            made.cell(1, column, headings[key] if headings else PROBATION[column - 1].heading)
        for row, values in enumerate(rows, start=2):
            for key, value in values.items():
                made.cell(row, columns[key], value)

    return edit


def member_cell(key: str, row: int = 2) -> str:
    """Return the address of a member's cell in the sheets built here, by default of the first."""
    return f"{get_column_letter(_COLUMNS[key])}{row}"
