"""The form's sheet `Đảng viên dự bị`: a probationary member a row, with its checks and red marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.books.workbook import column_letter
from recruit.declared.field import Kind
from recruit.declared.probation import CHECKED_ROWS, PROBATION, STYLED_ROWS
from recruit.write.fitting import least_width, line_count, row_height
from recruit.write.forms.checks import birth_check, date_check, date_validation
from recruit.write.forms.marks import Marks, enter, lines_of
from recruit.write.forms.styles import ENTRY, Formats, paper, protect

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

FIRST_ROW = 3
"""The sheet row, 1-based, of the first member; the headings stand in the row above."""

_HEADING = FIRST_ROW - 2
# Unlocked too: a sheet with locked cells lets nobody sort it or take a row away.
_MADE = {**ENTRY, "bg_color": "#F2F2F2"}
_WIDTHS = tuple(max(field.width, least_width(field.heading, bold=True)) for field in PROBATION)
_COLUMNS = {field.key: index for index, field in enumerate(PROBATION)}
_NOTE = (
    "Người đã kết nạp, đang dự bị; Văn phòng ghi sẵn. Đơn vị chỉ ghi giấy chứng nhận lớp đảng viên mới, ngày chi bộ xét, "
    "quyết định công nhận. Không có ai thì để trống."
)


def member_address(index: int, key: str) -> str:
    """Return the address of a field's cell in the row of the `index`-th member, from 0; -1 is the heading row."""
    return f"{column_letter(1 + _COLUMNS[key])}{FIRST_ROW + index}"


def member_lines(values: Mapping[str, object]) -> int:
    """Return how many lines a member's row needs."""
    widths = zip(PROBATION, _WIDTHS, strict=True)
    return lines_of((values[field.key], width) for field, width in widths if field.key in values)


def write_probation(sheet: Worksheet, formats: Formats, members: Sequence[Mapping[str, object]], marks: Marks) -> None:
    """Write the sheet; `members` map field keys to texts or days."""
    sheet.merge_range(0, 0, 0, len(PROBATION) - 1, _NOTE, formats.get(italic=True, text_wrap=True))
    sheet.set_row(0, row_height(1 + line_count(_NOTE, sum(_WIDTHS))))
    heading = formats.get(bold=True, border=1, text_wrap=True, align="center", bg_color="#FCE4D6")
    lines = max(line_count(field.heading, width, bold=True) for field, width in zip(PROBATION, _WIDTHS, strict=True))
    sheet.set_row(_HEADING, row_height(lines + 1))
    for column, field in enumerate(PROBATION):
        sheet.set_column(column, column, _WIDTHS[column])
        sheet.write_string(_HEADING, column, field.heading, heading)
    last_styled = FIRST_ROW - 1 + max(STYLED_ROWS, len(members))
    for index in range(last_styled - FIRST_ROW + 1):
        values = members[index] if index < len(members) else {}
        for column, field in enumerate(PROBATION):
            style = _MADE if field.key == "due" else ENTRY
            mark = marks.members.get((index, field.key))
            enter(sheet, formats, FIRST_ROW - 1 + index, column, values.get(field.key), style, mark, marks.author)
        if (lines := member_lines(values)) > 1:
            sheet.set_row(FIRST_ROW - 1 + index, row_height(lines))
    for row in range(last_styled, CHECKED_ROWS):
        sheet.set_row(row, None, formats.bare_entry)
    _check(sheet, formats)
    sheet.freeze_panes(FIRST_ROW - 1, 1)
    protect(sheet)
    sheet.set_landscape()
    paper(sheet)
    sheet.repeat_rows(_HEADING)
    sheet.print_area(0, 0, last_styled - 1, len(PROBATION) - 1)
    sheet.fit_to_pages(1, 0)


def _check(sheet: Worksheet, formats: Formats) -> None:
    last, red = max(CHECKED_ROWS, FIRST_ROW), formats.red
    letters = {key: column_letter(column + 1) for key, column in _COLUMNS.items()}

    def mark(key: str, formula: str) -> None:
        area = f"{letters[key]}{FIRST_ROW}:{letters[key]}{last}"
        sheet.conditional_format(area, {"type": "formula", "criteria": formula, "format": red})

    for column, field in enumerate(PROBATION):
        cell = f"{letters[field.key]}{FIRST_ROW}"
        if field.kind is Kind.DATE:
            sheet.data_validation(FIRST_ROW - 1, column, last - 1, column, date_validation(cell))
            mark(field.key, f'=AND({cell}<>"",NOT(IFERROR({date_check(cell)},FALSE)))')
        elif field.kind is Kind.BIRTH_DATE:
            mark(field.key, f'=AND({cell}<>"",NOT(IFERROR({birth_check(cell)},FALSE)))')
    for empty, full in (("recognition_number", "recognised"), ("recognised", "recognition_number")):
        mark(empty, f'=AND({letters[empty]}{FIRST_ROW}="",${letters[full]}{FIRST_ROW}<>"")')
