"""What Excel lets be typed into a cell of the plan: the lists and checks of its fields, with a note in Vietnamese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.books.workbook import column_letter
from recruit.declared.categories import ESTABLISHMENTS
from recruit.declared.editions import EDITIONS
from recruit.declared.field import Kind
from recruit.declared.plan import (
    ADDRESSEES,
    BRANCH_KIND,
    COMMITTEE_KIND,
    COPIES,
    DOCUMENTS,
    FINAL_YEAR,
    FIRST_YEAR,
    ORGANISATION_KIND,
    SPELLINGS,
    UNITS,
    UNITS_SHEET,
    YEARLY_KINDS,
)
from recruit.write.forms.checks import birth_check, date_validation, words

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from recruit.declared.field import Field

_CHOICES = {
    "kind": [BRANCH_KIND, ORGANISATION_KIND, COMMITTEE_KIND],
    "document": list(DOCUMENTS),
    "block": [ADDRESSEES, COPIES],
    "edition": [edition.code for edition in EDITIONS],
    "establishment": list(ESTABLISHMENTS),
    "yearly_kind": list(YEARLY_KINDS),
    "spelling": list(SPELLINGS),
}
_MONTHS = [str(month) for month in range(1, 13)]
_MOST = 99_999


def check_cells(sheet: Worksheet, name: str, field: Field, note: str, first: int, last: int, column: int) -> None:
    """Give the cells of a field, from row `first` to `last` of a column (all from 0), its check and its note.

    A field with neither a rule nor a note is left alone. What cannot be is refused; a blank always may be.
    """
    rule = _rule(name, field, f"{column_letter(column + 1)}{first + 1}", last + 1)
    if rule is None and not note:
        return
    if rule is None:
        rule = {"validate": "any", "input_title": field.label[:32], "input_message": note[:255]}
    elif note:
        rule = {**rule, "input_title": field.label[:32], "input_message": note[:255]}
    sheet.data_validation(first, column, last, column, rule)


def _rule(name: str, field: Field, cell: str, last: int) -> dict[str, object] | None:
    """Return what a field's cells may hold, `cell` being the first of them and `last` the last one's row."""
    said = {"error_title": field.label[:32]}
    if field.key in _CHOICES:
        return {
            "validate": "list",
            "source": _CHOICES[field.key],
            **said,
            "error_message": "Chọn một giá trị trong danh sách của ô.",
        }
    if field.kind is Kind.MONTH:
        return {"validate": "list", "source": _MONTHS, **said, "error_message": "Chọn một tháng từ 1 đến 12."}
    if field.kind is Kind.YEAR:
        return _between(field, FIRST_YEAR, FINAL_YEAR)
    if field.kind is Kind.NUMBER:
        return _between(field, 1, 31) if field.key == "due_day" else _between(field, 0, _MOST)
    if field.kind is Kind.DATE:
        return date_validation(cell)
    if field.kind is Kind.BIRTH_DATE:
        formula = f"={birth_check(cell)}"
        return {"validate": "custom", "value": formula, **words("Ngày sinh", field.label, "Ngày không đúng", _BIRTH)}
    if name == UNITS_SHEET and field.key in ("code", "merged_into"):
        letter = column_letter(1 + next(index for index, other in enumerate(UNITS) if other.key == "code"))
        codes = f"${letter}$2:${letter}${last}"
        if field.key == "merged_into":
            return {"validate": "list", "source": f"={codes}", **said, "error_message": "Không đơn vị nào có mã này."}
        return {
            "validate": "custom",
            "value": f"=COUNTIF({codes},{cell})=1",
            **said,
            "error_message": "Mã này đã có ở dòng khác. Mỗi đơn vị một mã.",
        }
    return None


_BIRTH = "Ghi ngày/tháng/năm, ví dụ 05/03/1990; chỉ biết năm thì ghi năm."


def _between(field: Field, least: int, most: int) -> dict[str, object]:
    how = f"Ghi số từ {least} đến {most}, không ghi chữ." if most < _MOST else "Ghi bằng chữ số, không ghi chữ."
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_title": field.label[:32],
        "error_message": how,
        "input_title": field.label[:32],
        "input_message": how,
    }
