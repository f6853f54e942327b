"""The plan workbook, written from its declaration: empty as shipped, or filled."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import xlsxwriter

from recruit.declared.categories import ESTABLISHMENTS
from recruit.declared.editions import EDITIONS
from recruit.declared.field import Kind
from recruit.declared.plan import (
    ADDRESSEES,
    BRANCH_KIND,
    COMMITTEE_KIND,
    CONFIRMED,
    CONFIRMED_SHEET,
    COPIES,
    DOCUMENTS,
    INFO,
    INFO_SHEET,
    LAST_YEAR,
    LAST_YEAR_SHEET,
    ORGANISATION_KIND,
    RECIPIENTS,
    RECIPIENTS_SHEET,
    REGISTER,
    REGISTER_SHEET,
    REGULATIONS,
    REGULATIONS_SHEET,
    SPELLINGS,
    UNITS,
    UNITS_SHEET,
    UNUSED,
    UNUSED_SHEET,
    YEARLY_KINDS,
)
from recruit.declared.regulations import DEFAULTS
from recruit.write.package import FIXED_TIME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from recruit.declared.field import Field

_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter", "text_wrap": True, "border": 1}
_CHOICES = {
    "kind": [BRANCH_KIND, ORGANISATION_KIND, COMMITTEE_KIND],
    "document": list(DOCUMENTS),
    "block": [ADDRESSEES, COPIES],
    "edition": [edition.code for edition in EDITIONS],
    "establishment": list(ESTABLISHMENTS),
    "yearly_kind": list(YEARLY_KINDS),
    "spelling": list(SPELLINGS),
}
_EMPTY_ROWS = 40

_Styles = dict[str, "Format"]

DEFAULT_REGULATIONS = tuple(
    {"code": t.code, "text": t.text, "value": t.value, "from_day": t.from_day, "source": t.source} for t in DEFAULTS
)
DEFAULT_RECIPIENTS = ({"document": "", "block": COPIES, "text": "Như trên"},)


def plan_bytes(
    info: Mapping[str, object],
    units: Sequence[Mapping[str, object]],
    recipients: Sequence[Mapping[str, object]] = DEFAULT_RECIPIENTS,
    regulations: Sequence[Mapping[str, object]] = DEFAULT_REGULATIONS,
    register: Sequence[Mapping[str, object]] = (),
    last_year: Sequence[Mapping[str, object]] = (),
    confirmed: Sequence[Mapping[str, object]] = (),
    unused: Sequence[Mapping[str, object]] = (),
) -> bytes:
    """Return the plan as .xlsx; rows map the keys of `recruit.declared.plan`'s fields to texts, numbers or days."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Kế hoạch năm", "created": FIXED_TIME.replace(tzinfo=None)})
    styles = {code: book.add_format({**_FONT, "num_format": code}) for code in ("@", "0", "dd/mm/yyyy")}
    _write_info(book, info, styles)
    for name, fields, rows in (
        (UNITS_SHEET, UNITS, units),
        (RECIPIENTS_SHEET, RECIPIENTS, recipients),
        (REGULATIONS_SHEET, REGULATIONS, regulations),
        (REGISTER_SHEET, REGISTER, register),
        (LAST_YEAR_SHEET, LAST_YEAR, last_year),
        (CONFIRMED_SHEET, CONFIRMED, confirmed),
        (UNUSED_SHEET, UNUSED, unused),
    ):
        _write_table(book, name, fields, rows, styles)
    book.close()
    return out.getvalue()


def _write_info(book: Workbook, info: Mapping[str, object], styles: _Styles) -> None:
    sheet = book.add_worksheet(INFO_SHEET)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 62)
    sheet.set_column(2, 2, 52)
    label = book.add_format({**_FONT, "bold": True, "bg_color": "#DDEBF7"})
    hint = book.add_format(
        {"font_name": "Times New Roman", "italic": True, "font_color": "#595959", "valign": "vcenter"}
    )
    for row, field in enumerate(INFO):
        sheet.write_string(row, 0, field.heading, label)
        _write(sheet, row, 1, field, info.get(field.key), styles)
        sheet.write_string(row, 2, field.help, hint)
        if field.key == "grounds":
            sheet.set_row(row, 100)
        if field.key in _CHOICES:
            sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": _CHOICES[field.key]})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_table(
    book: Workbook, name: str, fields: Sequence[Field], rows: Sequence[Mapping[str, object]], styles: _Styles
) -> None:
    sheet = book.add_worksheet(name)
    heading = book.add_format({**_FONT, "bold": True, "bg_color": "#DDEBF7", "align": "center"})
    count = max(len(rows), _EMPTY_ROWS)
    for column, field in enumerate(fields):
        sheet.set_column(column, column, field.width)
        sheet.write_string(0, column, field.heading, heading)
        if field.key in _CHOICES:
            sheet.data_validation(1, column, count, column, {"validate": "list", "source": _CHOICES[field.key]})
    for row in range(count):
        values = rows[row] if row < len(rows) else {}
        for column, field in enumerate(fields):
            _write(sheet, row + 1, column, field, values.get(field.key), styles)
    sheet.set_row(0, 34)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _write(sheet: Worksheet, row: int, column: int, field: Field, value: object, styles: _Styles) -> None:
    is_day = field.kind in (Kind.DATE, Kind.BIRTH_DATE)
    style = styles["dd/mm/yyyy" if is_day else "@" if field.kind is Kind.TEXT else "0"]
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value), style)
