"""The form's cover: the sheet `Báo cáo`, labels and values under a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.cover import OPINIONS
from recruit.declared.field import Field, Kind
from recruit.declared.form import COVER
from recruit.write.fitting import SIZE, fitting_size, line_count, row_height
from recruit.write.forms.checks import date_validation, words
from recruit.write.forms.marks import Marks, enter, text_in
from recruit.write.forms.styles import Formats, paper, protect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.worksheet import Worksheet

_MONTHS = [str(month) for month in range(1, 13)]
_COVER_FIRST = 3
_WIDTHS = _LABEL, _VALUE, _HELP = 30, 64, 58
_LOW, _HIGH = 20, 75
"""Points: of a row, and of one for an opinion that is yet to be written."""
_ENTRY = {"num_format": "@", "locked": False, "border": 1, "text_wrap": True}
_LOCKED = {"num_format": "@", "locked": True, "border": 1, "text_wrap": True, "bold": True, "bg_color": "#F2F2F2"}


def cover_address(key: str) -> str:
    """Return the address of a field's cell on the form's cover."""
    return f"B{_COVER_FIRST + next(index for index, field in enumerate(COVER) if field.key == key)}"


def cover_height(field: Field, value: object, size: int = SIZE) -> int:
    """Return how high the row of a field is with a value in it, in points."""
    # The unit's name is printed bold.
    lines = line_count(text_in(value), _VALUE, bold=True, size=size)
    helped = row_height(line_count(field.help, _HELP))
    return max(row_height(lines, size), helped, _HIGH if field.key in OPINIONS else _LOW)


def write_cover(
    sheet: Worksheet, formats: Formats, values: Mapping[str, object], marks: Marks, *, issued: bool
) -> None:
    """Write the cover; with `issued` code, name and year are locked."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    title = formats.get(bold=True, font_size=14, align="center")
    sheet.merge_range(0, 0, 0, 2, "BIỂU BÁO CÁO THÁNG VỀ TẠO NGUỒN VÀ KẾT NẠP ĐẢNG VIÊN", title)
    sheet.set_row(0, 28)
    for index, field in enumerate(COVER):
        row = _COVER_FIRST - 1 + index
        locked = issued and field.key in ("unit_code", "unit_name", "year")
        sheet.write_string(row, 0, field.heading, formats.get(bold=True, border=1, bg_color="#DDEBF7"))
        style = _LOCKED if locked else _ENTRY
        size = fitting_size(text_in(values.get(field.key)), _VALUE)
        style = {**style, "font_size": size}
        enter(sheet, formats, row, 1, values.get(field.key), style, marks.cover.get(field.key), marks.author)
        sheet.write_string(row, 2, field.help, formats.get(italic=True, font_color="#595959", text_wrap=True))
        sheet.set_row(row, cover_height(field, values.get(field.key), size))
        _cover_check(sheet, row, field)
    note = (
        "Dấu * là ô phải điền. Danh sách người ghi ở trang Danh sách; người đang dự bị xem trang Đảng viên dự bị; cách ghi xem trang "
        "Hướng dẫn."
    )
    sheet.write_string(_COVER_FIRST + len(COVER), 0, note, formats.get(italic=True))
    protect(sheet)
    sheet.set_landscape()
    paper(sheet)
    sheet.fit_to_pages(1, 0)


def _cover_check(sheet: Worksheet, row: int, field: Field) -> None:
    cell = f"B{row + 1}"
    if field.kind is Kind.MONTH:
        sheet.data_validation(
            row,
            1,
            row,
            1,
            {
                "validate": "list",
                "source": _MONTHS,
                **words("Tháng báo cáo", "Chọn tháng từ 1 đến 12.", "Tháng không đúng", "Chọn một tháng từ 1 đến 12."),
            },
        )
    elif field.kind is Kind.DATE:
        sheet.data_validation(row, 1, row, 1, date_validation(cell))
    elif field.kind in (Kind.NUMBER, Kind.YEAR):
        formula = f"=ISNUMBER({cell}*1)" if field.kind is Kind.NUMBER else f"=ABS({cell}-2000)<=100"
        sheet.data_validation(
            row,
            1,
            row,
            1,
            {
                "validate": "custom",
                "value": formula,
                **words(field.label[:32], field.help, "Không phải là số", "Ghi bằng chữ số."),
            },
        )
