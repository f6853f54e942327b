"""The plan workbook, written from its declaration: empty as shipped, or filled."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import xlsxwriter

from recruit.books.workbook import column_letter
from recruit.declared.field import Kind
from recruit.declared.plan import (
    CONFIRMED,
    CONFIRMED_SHEET,
    COPIES,
    INFO,
    INFO_SHEET,
    LAST_YEAR,
    LAST_YEAR_SHEET,
    RECIPIENTS,
    RECIPIENTS_SHEET,
    REGISTER,
    REGISTER_SHEET,
    REGULATIONS,
    REGULATIONS_SHEET,
    UNITS,
    UNITS_SHEET,
    UNUSED,
    UNUSED_SHEET,
)
from recruit.declared.plan_notes import EXAMPLE_SHEET, NOTES
from recruit.declared.regulations import DEFAULTS
from recruit.read.written import in_words
from recruit.write.fitting import least_width, line_count, row_height
from recruit.write.forms.plan_checks import check_cells
from recruit.write.forms.plan_example import write_example
from recruit.write.forms.styles import growing, paper
from recruit.write.package import FIXED_TIME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from recruit.declared.field import Field

_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter", "text_wrap": True, "border": 1}
_EMPTY_ROWS = 40
_INFO_WIDTHS = _LABEL, _VALUE, _HELP = 34, 62, 52
_GROUNDS = 4
"""Lines that are free at least for what the plan rests on."""

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
    *,
    example: bool = False,
) -> bytes:
    """Return the plan as .xlsx; rows map the keys of `recruit.declared.plan`'s fields to texts, numbers or days.

    With `example` a sheet beside it shows a plan filled in.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Kế hoạch năm", "created": FIXED_TIME.replace(tzinfo=None)})
    styles = {code: book.add_format({**_FONT, "num_format": code}) for code in ("@", "0", "dd/mm/yyyy")}
    _write_info(book, info, styles, _ADVICE if example else "")
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
        if example and name == UNITS_SHEET:
            write_example(book, info.get("year"))
    count = len(book.worksheets())
    book.close()
    return growing(out.getvalue(), count)


_ADVICE = (
    f"Ô vàng có dấu * phải điền; ô khác xem chỉ dẫn bên phải. Trang {EXAMPLE_SHEET} là một kế hoạch đã điền. Điền xong trang "
    f"này thì điền trang {UNITS_SHEET}."
)
_ELSEWHERE = (
    f"Trang {UNITS_SHEET}: mỗi đơn vị một dòng. Trang {RECIPIENTS_SHEET}: nơi nhận của từng văn bản. Trang {REGULATIONS_SHEET}: các mức "
    f"quy định, ngày nghỉ. Trang {REGISTER_SHEET}: sổ quyết định của Đảng ủy, nếu có. Trang {LAST_YEAR_SHEET}: số liệu năm trước, nếu "
    f"không có bảng tổng hợp năm trước. Trang {CONFIRMED_SHEET}: mục ở trang Lỗi đã xem, đúng như đã ghi. Trang {UNUSED_SHEET}: tệp không dùng đến."
)
"""What stands on the other sheets."""


def _write_info(book: Workbook, info: Mapping[str, object], styles: _Styles, advice: str) -> None:
    sheet = book.add_worksheet(INFO_SHEET)
    for column, width in enumerate(_INFO_WIDTHS):
        sheet.set_column(column, column, width)
    label = book.add_format({**_FONT, "bold": True, "bg_color": "#DDEBF7"})
    hint = book.add_format({**_FONT, "border": 0, "italic": True, "font_color": "#595959"})
    for row, field in enumerate(INFO):
        sheet.write_string(row, 0, field.heading, label)
        _write(sheet, row, 1, field, info.get(field.key), styles)
        sheet.write_string(row, 2, field.help, hint)
        value = line_count(in_words(info.get(field.key)), _VALUE)
        lines = max(value, line_count(field.help, _HELP), _GROUNDS if field.key == "grounds" else 1)
        sheet.set_row(row, row_height(lines) + 2)
        check_cells(sheet, INFO_SHEET, field, field.help, row, row, 1)
        if field.required:
            _mark_blank(book, sheet, (row, 1, row, 1), f'=$B${row + 1}=""')
    said = f"{advice} {_ELSEWHERE}".strip()
    below = len(INFO) + 1
    sheet.merge_range(below, 0, below, len(_INFO_WIDTHS) - 1, said, hint)
    sheet.set_row(below, row_height(line_count(said, sum(_INFO_WIDTHS))) + 2)
    sheet.set_landscape()
    paper(sheet)
    sheet.fit_to_pages(1, 1)


def _write_table(
    book: Workbook, name: str, fields: Sequence[Field], rows: Sequence[Mapping[str, object]], styles: _Styles
) -> None:
    sheet = book.add_worksheet(name)
    heading = book.add_format({**_FONT, "bold": True, "bg_color": "#DDEBF7", "align": "center"})
    count = max(len(rows), _EMPTY_ROWS)
    widths = [max(field.width, least_width(field.heading, bold=True)) for field in fields]
    for column, field in enumerate(fields):
        sheet.set_column(column, column, widths[column])
        sheet.write_string(0, column, field.heading, heading)
        check_cells(sheet, name, field, NOTES.get(name, {}).get(field.key, ""), 1, count, column)
        if field.required:
            cell, last = f"${column_letter(column + 1)}2", column_letter(len(fields))
            _mark_blank(book, sheet, (1, column, count, column), f'=AND({cell}="",COUNTA($A2:${last}2)>0)')
    for row in range(count):
        values = rows[row] if row < len(rows) else {}
        for column, field in enumerate(fields):
            _write(sheet, row + 1, column, field, values.get(field.key), styles)
        lines = max(map(line_count, (in_words(values.get(field.key)) for field in fields), widths))
        if lines > 1:
            sheet.set_row(row + 1, row_height(lines))
    lines = max(line_count(field.heading, width, bold=True) for field, width in zip(fields, widths, strict=True))
    sheet.set_row(0, row_height(lines) + 4)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    paper(sheet)
    sheet.repeat_rows(0)
    # Blank rows are to fill no page of their own.
    sheet.fit_to_pages(1, 1 if count == _EMPTY_ROWS else 0)


def _mark_blank(book: Workbook, sheet: Worksheet, cells: tuple[int, int, int, int], formula: str) -> None:
    """Let cells that must be filled be in colour while they are blank."""
    style = book.add_format({"bg_color": "#FFF2CC"})
    sheet.conditional_format(*cells, {"type": "formula", "criteria": formula, "format": style})


def _write(sheet: Worksheet, row: int, column: int, field: Field, value: object, styles: _Styles) -> None:
    is_day = field.kind in (Kind.DATE, Kind.BIRTH_DATE)
    is_text = field.kind is Kind.TEXT
    style = styles["dd/mm/yyyy" if is_day else "@" if is_text else "0"]
    if value is None or value == "":
        # A day typed into a cell of text stays as it is typed, also where the machine would turn day and month.
        sheet.write_blank(row, column, None, styles["@"] if is_day else style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(value), style)
