"""The form's list: the sheet `Danh sách`, a person a row, with its checks and red marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.books.workbook import column_letter
from recruit.declared.field import Kind
from recruit.declared.form import CHECKED_ROWS, GROUPS, LIST, STYLED_ROWS
from recruit.write.fitting import least_width, line_count, row_height
from recruit.write.forms.checks import birth_check, date_check, date_validation, words
from recruit.write.forms.marks import Marks, comment, enter, lines_of
from recruit.write.forms.styles import ENTRY, Formats, paper, protect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

HEADING_ROW = 2
FIRST_ROW = HEADING_ROW + 1
"""Sheet rows, 1-based, of the headings and of the first person."""

LINE_COLUMNS = 2
"""Columns over which, in the row of the bands, the line of the self-check stands: those that are always in sight."""

_WIDTHS = tuple(max(field.width, least_width(field.heading, bold=True)) for field in LIST)
_COLUMNS = {field.key: index for index, field in enumerate(LIST)}
_GROUP_COLOURS = {
    "Lý lịch": "#DDEBF7",
    "Tạo nguồn": "#E2EFDA",
    "Học lớp": "#FFF2CC",
    "Kết nạp": "#FCE4D6",
    "Đưa ra": "#EDEDED",
}


def list_row(index: int) -> int:
    """Return the sheet row of the `index`-th person, from 0; -1 is the heading row."""
    return FIRST_ROW + index


def list_address(index: int, key: str) -> str:
    """Return the address of a field's cell in the row of the `index`-th person, from 0; -1 is the heading row."""
    return f"{column_letter(1 + _COLUMNS[key])}{list_row(index)}"


def list_lines(values: Mapping[str, object]) -> int:
    """Return how many lines a person's row needs."""
    return lines_of(
        (values[field.key], width) for field, width in zip(LIST, _WIDTHS, strict=True) if field.key in values
    )


def write_list(
    sheet: Worksheet, formats: Formats, people: Sequence[Mapping[str, object]], marks: Marks, lists: dict[str, str]
) -> None:
    """Write the list; `lists` are the sources of choices too long for a check, by field key."""
    for column, field in enumerate(LIST):
        sheet.set_column(column, column, _WIDTHS[column])
        heading = formats.get(bold=True, border=1, text_wrap=True, align="center", bg_color=_GROUP_COLOURS[field.group])
        sheet.write_string(HEADING_ROW - 1, column, field.heading, heading)
        if field.key in marks.headings:
            comment(sheet, HEADING_ROW - 1, column, marks.headings[field.key], marks.author)
    _write_bands(sheet, formats)
    sheet.set_row(0, 32)
    # One line more, so that the arrows of the filter cover no word.
    lines = max(line_count(field.heading, width, bold=True) for field, width in zip(LIST, _WIDTHS, strict=True))
    sheet.set_row(HEADING_ROW - 1, row_height(lines + 1))
    last_styled = FIRST_ROW - 1 + max(STYLED_ROWS, len(people), marks.rows)
    for index in range(last_styled - FIRST_ROW + 1):
        row = FIRST_ROW - 1 + index
        values = people[index] if index < len(people) else {}
        for column, field in enumerate(LIST):
            value = values.get(field.key)
            if field.key == "number" and index < len(people) and value is None:
                value = index + 1
            enter(sheet, formats, row, column, value, ENTRY, marks.people.get((index, field.key)), marks.author)
        if (lines := list_lines(values)) > 1:
            sheet.set_row(row, row_height(lines))
    for row in range(last_styled, CHECKED_ROWS):
        sheet.set_row(row, None, formats.bare_entry)
    _check_list(sheet, lists)
    _mark_list(sheet, formats)
    sheet.freeze_panes(HEADING_ROW, LINE_COLUMNS)
    sheet.autofilter(HEADING_ROW - 1, 0, CHECKED_ROWS - 1, len(LIST) - 1)
    protect(sheet)
    sheet.set_landscape()
    paper(sheet)
    sheet.repeat_rows(0, HEADING_ROW - 1)
    sheet.repeat_columns(0, 1)
    sheet.print_area(0, 0, last_styled - 1, len(LIST) - 1)
    sheet.fit_to_pages(2, 0)


def _write_bands(sheet: Worksheet, formats: Formats) -> None:
    for group in GROUPS:
        columns = [index for index, field in enumerate(LIST) if field.group == group]
        # Not one merged cell: where pages end inside a group some programs print it over the paper's edge.
        band = formats.get(bold=True, top=1, bottom=1, bg_color=_GROUP_COLOURS[group])
        first = max(columns[0], LINE_COLUMNS)
        sheet.write_string(0, first, group, band)
        for column in range(first + 1, columns[-1] + 1):
            sheet.write_blank(0, column, None, band)


def _check_list(sheet: Worksheet, lists: dict[str, str]) -> None:
    for column, field in enumerate(LIST):
        first = f"{column_letter(column + 1)}{FIRST_ROW}"
        area = (FIRST_ROW - 1, column, CHECKED_ROWS - 1, column)
        if field.kind is Kind.DATE:
            sheet.data_validation(*area, date_validation(first))
        elif field.kind is Kind.BIRTH_DATE:
            said = words(
                "Ngày sinh",
                field.help,
                "Ngày sinh không đúng",
                "Ghi ngày/tháng/năm, ví dụ 05/03/1995; chỉ biết năm thì ghi bốn chữ số. Vẫn giữ như đã ghi?",
            )
            sheet.data_validation(
                *area, {"validate": "custom", "value": f"={birth_check(first)}", "error_type": "warning", **said}
            )
        elif field.kind is Kind.CHOICE:
            said = words(
                field.label[:32], field.help, "Không có trong danh sách", "Chọn một giá trị trong danh sách của ô."
            )
            source = lists.get(field.key, list(field.choices.choices))
            sheet.data_validation(*area, {"validate": "list", "source": source, **said})


def _mark_list(sheet: Worksheet, formats: Formats) -> None:
    red = formats.red
    letters = {field.key: column_letter(index + 1) for index, field in enumerate(LIST)}
    last = column_letter(len(LIST))
    filled = f"COUNTA($B{FIRST_ROW}:${last}{FIRST_ROW})>0"
    marks = []
    for field in LIST:
        cell = f"{letters[field.key]}{FIRST_ROW}"
        if field.required:
            marks.append((field.key, f'=AND({filled},{cell}="")'))
        if field.kind is Kind.DATE:
            marks.append((field.key, f'=AND({cell}<>"",NOT(IFERROR({date_check(cell)},FALSE)))'))
        elif field.kind is Kind.BIRTH_DATE:
            marks.append((field.key, f'=AND({cell}<>"",NOT(IFERROR({birth_check(cell)},FALSE)))'))
    for one, other in (("decision_number", "decision"), ("left", "leaving_reason")):
        for empty, full in ((one, other), (other, one)):
            marks.append((empty, f'=AND({letters[empty]}{FIRST_ROW}="",${letters[full]}{FIRST_ROW}<>"")'))
    for key, formula in marks:
        area = f"{letters[key]}{FIRST_ROW}:{letters[key]}{CHECKED_ROWS}"
        sheet.conditional_format(area, {"type": "formula", "criteria": formula, "format": red})
