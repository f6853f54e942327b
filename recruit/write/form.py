"""The monthly form as a workbook, written from its declaration: empty, issued for a unit, or filled with a list."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from recruit.field import Field, Kind
from recruit.form import (
    CHECKED_ROWS,
    COVER,
    COVER_SHEET,
    GROUPS,
    GUIDE_SHEET,
    HIDDEN_SHEET,
    LIST,
    LIST_SHEET,
    STYLED_ROWS,
    VERSION,
)
from recruit.read.form import column_letter
from recruit.write.package import FIXED_TIME

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

HEADING_ROW = 2
FIRST_ROW = HEADING_ROW + 1
"""Sheet rows, 1-based, of the headings and of the first person."""

_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
_GROUP_COLOURS = {
    "Lý lịch": "#DDEBF7",
    "Tạo nguồn": "#E2EFDA",
    "Học lớp": "#FFF2CC",
    "Kết nạp": "#FCE4D6",
    "Đưa ra": "#EDEDED",
}
_RED = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
_MONTHS = [str(month) for month in range(1, 13)]


def date_check(cell: str) -> str:
    """Return the formula that is true of a d/m/yyyy text whose day exists, and of a real date.

    Of functions that Excel 2010 has, below Excel's 255 characters. A day exists where DATE gives the same day back for
    a month from 1 to 12; nothing here depends on the machine's own order of day and month. Of text that is no date the
    formula is an error, which Excel takes for a refusal.
    """
    day = f'LEFT({cell},FIND("/",{cell})-1)'
    # Two blanks for each stroke put the month at the fourth character, whether the day has one digit or two.
    month = f'MID(SUBSTITUTE({cell},"/","  "),4,3)'
    year = f"RIGHT({cell},4)"
    return (
        f'OR(ISNUMBER({cell}),AND(LEN({cell})>7,MID({cell},LEN({cell})-4,1)="/",{year}>"1899",ABS({month}-6.5)<6,'
        f"DAY(DATE({year},{month},{day}))={day}*1))"
    )


def birth_check(cell: str) -> str:
    """Return the formula for a birth date, which also lets a bare year pass."""
    return f"IF(LEN({cell})=4,{cell}*1>1899,{date_check(cell)})"


def form_bytes(
    *,
    unit_code: str = "",
    unit_name: str = "",
    year: int | None = None,
    month: int | None = None,
    cover: Mapping[str, object] | None = None,
    people: Sequence[Mapping[str, object]] = (),
    modified: datetime | None = None,
) -> bytes:
    """Return the form as .xlsx; with `unit_code` as issued for that unit (code, name and year filled and locked).

    `cover` and `people` map field keys to texts, numbers or days; texts are stored as typed, days as dd/mm/yyyy, and
    missing keys stay blank. `modified` (UTC) is the time that the workbook says it was saved.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties(
        {"title": "Biểu báo cáo tháng", "created": (modified or FIXED_TIME).astimezone(UTC).replace(tzinfo=None)}
    )
    formats = _Formats(book)
    issued = bool(unit_code)
    values = {"unit_code": unit_code, "unit_name": unit_name, "year": year, "month": month, **(cover or {})}
    sheets = {name: book.add_worksheet(name) for name in (COVER_SHEET, LIST_SHEET, GUIDE_SHEET, HIDDEN_SHEET)}
    _write_cover(sheets[COVER_SHEET], formats, values, issued=issued)
    lists = _write_hidden(sheets[HIDDEN_SHEET], unit_code)
    _write_list(sheets[LIST_SHEET], formats, people, lists)
    _write_guide(sheets[GUIDE_SHEET], formats)
    sheets[HIDDEN_SHEET].very_hidden()
    book.close()
    return out.getvalue()


class _Formats:
    """The form's cell formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple, Format] = {}

    def get(self, **properties: object) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({**_FONT, **properties})
        return self._made[key]

    @property
    def entry(self) -> Format:
        """A cell to type into: Text, so that no locale turns 05/03 into the 3rd of May; unlocked."""
        return self.get(num_format="@", locked=False, border=1, border_color="#A6A6A6", text_wrap=True)

    @property
    def bare_entry(self) -> Format:
        return self.get(num_format="@", locked=False)

    @property
    def red(self) -> Format:
        return self._book.add_format(_RED)


def as_cell(value: object) -> str:
    """Return what is typed into a text cell for `value`."""
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


# -- Báo cáo -----------------------------------------------------------------------------------------------------------

_COVER_FIRST = 3


def _write_cover(sheet: Worksheet, formats: _Formats, values: Mapping[str, object], *, issued: bool) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 46)
    sheet.set_column(2, 2, 58)
    title = formats.get(bold=True, font_size=14, align="center")
    sheet.merge_range(0, 0, 0, 2, "BIỂU BÁO CÁO THÁNG VỀ TẠO NGUỒN VÀ KẾT NẠP ĐẢNG VIÊN", title)
    sheet.set_row(0, 28)
    for index, field in enumerate(COVER):
        row = _COVER_FIRST - 1 + index
        locked = issued and field.key in ("unit_code", "unit_name", "year")
        entry = formats.get(num_format="@", locked=True, border=1, text_wrap=True, bold=True, bg_color="#F2F2F2")
        sheet.write_string(row, 0, field.heading, formats.get(bold=True, border=1, bg_color="#DDEBF7"))
        text = as_cell(values.get(field.key))
        style = entry if locked else formats.get(num_format="@", locked=False, border=1, text_wrap=True)
        sheet.write_string(row, 1, text, style) if text else sheet.write_blank(row, 1, None, style)
        sheet.write_string(row, 2, field.help, formats.get(italic=True, font_color="#595959", text_wrap=True))
        long = field.key in ("achievements", "difficulties", "proposals")
        sheet.set_row(row, 75 if long else 20)
        _cover_check(sheet, row, field)
    note = "Dấu * là ô phải điền. Danh sách người ghi ở trang Danh sách; cách ghi xem trang Hướng dẫn."
    sheet.write_string(_COVER_FIRST + len(COVER), 0, note, formats.get(italic=True))
    _protect(sheet)
    sheet.set_landscape()
    _paper(sheet)
    sheet.fit_to_pages(1, 1)


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
                **_words("Tháng báo cáo", "Chọn tháng từ 1 đến 12.", "Tháng không đúng", "Chọn một tháng từ 1 đến 12."),
            },
        )
    elif field.kind is Kind.DATE:
        sheet.data_validation(row, 1, row, 1, _date_validation(cell))
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
                **_words(field.label[:32], field.help, "Không phải là số", "Ghi bằng chữ số."),
            },
        )


# -- Danh sách ---------------------------------------------------------------------------------------------------------


def _write_list(
    sheet: Worksheet, formats: _Formats, people: Sequence[Mapping[str, object]], lists: dict[str, str]
) -> None:
    for column, field in enumerate(LIST):
        sheet.set_column(column, column, field.width)
        heading = formats.get(bold=True, border=1, text_wrap=True, align="center", bg_color=_GROUP_COLOURS[field.group])
        sheet.write_string(HEADING_ROW - 1, column, field.heading, heading)
    _write_bands(sheet, formats)
    sheet.set_row(0, 20)
    sheet.set_row(HEADING_ROW - 1, 62)
    last_styled = max(FIRST_ROW + STYLED_ROWS - 1, FIRST_ROW + len(people) - 1)
    for index in range(last_styled - FIRST_ROW + 1):
        row = FIRST_ROW - 1 + index
        values = people[index] if index < len(people) else {}
        for column, field in enumerate(LIST):
            value = values.get(field.key)
            text = str(index + 1) if field.key == "number" and index < len(people) and value is None else as_cell(value)
            sheet.write_string(row, column, text, formats.entry) if text else sheet.write_blank(
                row, column, None, formats.entry
            )
    for row in range(last_styled, CHECKED_ROWS):
        sheet.set_row(row, None, formats.bare_entry)
    _check_list(sheet, lists)
    _mark_list(sheet, formats)
    sheet.freeze_panes(HEADING_ROW, 2)
    sheet.autofilter(HEADING_ROW - 1, 0, CHECKED_ROWS - 1, len(LIST) - 1)
    _protect(sheet)
    sheet.set_landscape()
    _paper(sheet)
    sheet.repeat_rows(0, HEADING_ROW - 1)
    sheet.repeat_columns(0, 1)
    sheet.print_area(0, 0, last_styled - 1, len(LIST) - 1)
    sheet.fit_to_pages(2, 0)


def _write_bands(sheet: Worksheet, formats: _Formats) -> None:
    for group in GROUPS:
        columns = [index for index, field in enumerate(LIST) if field.group == group]
        band = formats.get(bold=True, border=1, align="center", bg_color=_GROUP_COLOURS[group])
        sheet.merge_range(0, columns[0], 0, columns[-1], group, band)


def _check_list(sheet: Worksheet, lists: dict[str, str]) -> None:
    for column, field in enumerate(LIST):
        first = f"{column_letter(column + 1)}{FIRST_ROW}"
        area = (FIRST_ROW - 1, column, CHECKED_ROWS - 1, column)
        if field.kind is Kind.DATE:
            sheet.data_validation(*area, _date_validation(first))
        elif field.kind is Kind.BIRTH_DATE:
            words = _words(
                "Ngày sinh",
                field.help,
                "Ngày sinh không đúng",
                "Ghi ngày/tháng/năm, ví dụ 05/03/1995; chỉ biết năm thì ghi bốn chữ số. Vẫn giữ như đã ghi?",
            )
            sheet.data_validation(
                *area, {"validate": "custom", "value": f"={birth_check(first)}", "error_type": "warning", **words}
            )
        elif field.kind is Kind.CHOICE:
            words = _words(
                field.label[:32], field.help, "Không có trong danh sách", "Chọn một giá trị trong danh sách của ô."
            )
            source = lists.get(field.key, list(field.choices.choices))
            sheet.data_validation(*area, {"validate": "list", "source": source, **words})


def _date_validation(cell: str) -> dict[str, object]:
    return {
        "validate": "custom",
        "value": f"={date_check(cell)}",
        **_words(
            "Ngày/tháng/năm",
            "Ghi ngày trước, tháng sau, năm đủ bốn chữ số. Ví dụ 05/03/2024.",
            "Ngày không đúng",
            "Ngày không có thật hoặc ghi không đúng dạng ngày/tháng/năm. Ví dụ 05/03/2024.",
        ),
    }


def _words(title: str, prompt: str, error_title: str, error: str) -> dict[str, str]:
    return {
        "input_title": title[:32],
        "input_message": prompt[:255],
        "error_title": error_title,
        "error_message": error,
    }


def _mark_list(sheet: Worksheet, formats: _Formats) -> None:
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


# -- Hướng dẫn and the hidden sheet ------------------------------------------------------------------------------------

_ADVICE = (
    "1. Điền trang Báo cáo trước: tháng, ngày họp xét, số nghị quyết, người lập biểu. Mỗi tháng nhớ đổi ô Tháng.",
    "2. Trang Danh sách: mỗi người một dòng; việc đến đâu ghi ngày đến đó, việc chưa làm để trống.",
    "3. Ngày ghi ngày/tháng/năm, ví dụ 05/03/2024. Cột có dấu * phải điền. Ô đỏ là ô cần xem lại.",
    "4. Không xóa dòng: người đã kết nạp giữ đến hết năm; người ra khỏi danh sách thì ghi ngày và lý do đưa ra.",
    "5. Gõ chữ có dấu bằng phông Times New Roman (Unicode). Không gộp ô, không thêm công thức, không đặt mật khẩu.",
    "6. Lưu tệp dạng .xlsx rồi gửi Văn phòng Đảng ủy theo thư điện tử trước hạn. Sửa lại thì gửi lại cả tệp.",
)


def _write_guide(sheet: Worksheet, formats: _Formats) -> None:
    for column, width in enumerate((14, 32, 10, 66, 38)):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, 4, "HƯỚNG DẪN GHI BIỂU", formats.get(bold=True, font_size=14, align="center"))
    for index, line in enumerate(_ADVICE):
        sheet.merge_range(index + 1, 0, index + 1, 4, line, formats.get(text_wrap=True))
        sheet.set_row(index + 1, 19)
    row = len(_ADVICE) + 2
    heads = ("Nhóm", "Cột", "Bắt buộc", "Cách ghi", "Ví dụ một người đã ghi")
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, formats.get(bold=True, border=1, align="center", bg_color="#DDEBF7"))
    for index, field in enumerate(LIST, start=row + 1):
        plain = formats.get(border=1, text_wrap=True)
        texts = (field.group, field.label, "x" if field.required else "", _how(field), field.example)
        for column, text in enumerate(texts):
            style = formats.get(border=1, align="center") if column == 2 else plain
            sheet.write_string(index, column, text, style) if text else sheet.write_blank(index, column, None, style)
    _protect(sheet)
    sheet.set_landscape()
    _paper(sheet)
    sheet.repeat_rows(row)
    sheet.fit_to_pages(1, 0)


def _how(field: Field) -> str:
    choices = field.choices.choices if field.choices else ()
    return f"{field.help} ({' / '.join(choices)})" if 2 < len(choices) < 10 else field.help


def _write_hidden(sheet: Worksheet, unit_code: str) -> dict[str, str]:
    """Write version, unit, the probe for machines that turn days and months, and choice lists too long for a check."""
    sheet.write_string(0, 0, "Phiên bản")
    sheet.write_string(0, 1, VERSION)
    sheet.write_string(1, 0, "Mã đơn vị")
    if unit_code:
        sheet.write_string(1, 1, unit_code)
    sheet.write_string(2, 0, "Ngày thử")
    sheet.write_formula(2, 1, '=DAY(DATEVALUE("05/03/2024"))', None, 5)
    sources = {}
    long = [
        field
        for field in LIST
        if (field.choices and len(",".join(field.choices.choices)) > 200)
        or (field.choices and any("," in choice for choice in field.choices.choices))
    ]
    for offset, field in enumerate(long):
        column = 3 + offset
        sheet.write_string(0, column, f"_{field.key}")
        for row, choice in enumerate(field.choices.choices, start=1):
            sheet.write_string(row, column, choice)
        letter = column_letter(column + 1)
        sources[field.key] = f"='{HIDDEN_SHEET}'!${letter}$2:${letter}${len(field.choices.choices) + 1}"
    return sources


# -- paper and protection ----------------------------------------------------------------------------------------------


def _protect(sheet: Worksheet) -> None:
    """Lock headings without a password; formatting, sorting and filtering stay allowed."""
    sheet.protect(
        "",
        {
            "format_cells": True,
            "format_columns": True,
            "format_rows": True,
            "sort": True,
            "autofilter": True,
            "insert_rows": True,
            "delete_rows": True,
        },
    )


def _paper(sheet: Worksheet) -> None:
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer('&C&"Times New Roman"&10Trang &P/&N')
