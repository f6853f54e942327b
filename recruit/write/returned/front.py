"""The first sheet of a returned workbook: what is to be mended, with a link to each cell and a scrap of its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.form import (
    COVER_BY_KEY,
    COVER_SHEET,
    LIST_BY_KEY,
    LIST_SHEET,
    MENDING_SHEET,
    REPLY_HEADING,
)
from recruit.declared.plan import BETWEEN_KEYS
from recruit.declared.probation import PROBATION_BY_KEY, PROBATION_SHEET
from recruit.declared.summary import KEY_HEADING
from recruit.model import Severity
from recruit.write.cells import sound
from recruit.write.fitting import SIZE, line_count, row_height
from recruit.write.forms.cover import cover_address
from recruit.write.forms.people import list_address
from recruit.write.forms.probation import member_address
from recruit.write.forms.styles import Formats, paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


MOST_LINES = 5000
"""Findings of one kind that are listed; of the rest only the number is told."""

_COLUMNS = (
    ("Mức", 7),
    ("Ở ô", 17),
    ("Cột, mục", 18),
    ("Đã ghi", 16),
    ("Sai ở đâu", 38),
    ("Cần làm", 34),
    ("Dòng đó", 36),
    (REPLY_HEADING, 30),
    (KEY_HEADING, 17),
)
_TITLE = 14
_MESSAGE, _REPLY, _KEYS = 4, 7, 8
_WIDTH = sum(width for _, width in _COLUMNS)
_MORE = "Còn {count} mục nữa không ghi hết ở đây."
_ADVICE = (
    "Sửa ở các ô tô đỏ của trang Báo cáo, trang Danh sách và trang Đảng viên dự bị (bấm vào địa chỉ ô để đến ô đó; ghi chú "
    "của ô nói sai ở đâu), lưu tệp này lại rồi gửi Văn phòng Đảng ủy. Các ô khác giữ nguyên như đơn vị đã gửi.",
    f"Mục Lưu ý không bắt buộc sửa: kiểm tra, đúng như đã ghi thì trả lời ở cột {REPLY_HEADING} (“Đúng, vì: …”). Trang này không "
    "cần xóa trước khi gửi.",
)


_FIELDS = {COVER_SHEET: COVER_BY_KEY, LIST_SHEET: LIST_BY_KEY, PROBATION_SHEET: PROBATION_BY_KEY}


class Spot(NamedTuple):
    """A place in the new form: a cover's cell, a person's cell, a whole column, a sheet, or (no sheet) the whole file.

    `index` is the place of the person, or of the probationary member, on the sheet, from 0.
    """

    sheet: str = ""
    index: int | None = None
    key: str = ""

    @property
    def address(self) -> str:
        """The address to go to."""
        if self.sheet == COVER_SHEET:
            return cover_address(self.key)
        if self.sheet == PROBATION_SHEET:
            return member_address(-1 if self.index is None else self.index, self.key or "name")
        return list_address(-1 if self.index is None else self.index, self.key or "name")


class Line(NamedTuple):
    """A finding as the first sheet tells it. `spot` without a sheet is the whole file; `who` is a scrap of the row.

    `keys` are those to which the unit may reply, empty where it is to mend; `reply` is what it has replied already.
    """

    severity: Severity
    spot: Spot
    value: str
    message: str
    remedy: str
    who: str
    keys: tuple[str, ...] = ()
    reply: str = ""


class FrontSheet:
    """Writes the sheet `Cần sửa` into a form: a title, what to do, and a line a finding."""

    def __init__(self, title: str, source: str, lines: Sequence[Line]) -> None:
        self._title = title
        self._source = source
        self._lines = lines

    def __call__(self, book: Workbook, formats: Formats) -> None:
        sheet = book.add_worksheet(MENDING_SHEET)
        for column, (_, width) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width)
        row = self._write_top(sheet, formats)
        heading = formats.get(bold=True, border=1, text_wrap=True, align="center", bg_color="#DDEBF7")
        for column, (name, _) in enumerate(_COLUMNS):
            sheet.write_string(row, column, name, heading)
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)
        for of_errors in (True, False):
            lines = [line for line in self._lines if (line.severity is Severity.ERROR) is of_errors]
            for line in lines[:MOST_LINES]:
                row += 1
                _write_line(sheet, formats, row, line)
            rest = len(lines) - MOST_LINES
            if rest > 0:
                row += 1
                sheet.write_string(row, _MESSAGE, _MORE.format(count=rest), formats.get(italic=True))
        sheet.set_landscape()
        paper(sheet)
        sheet.fit_to_pages(1, 0)

    def _write_top(self, sheet: Worksheet, formats: Formats) -> int:
        """Write what stands above the table and return the row of its headings."""
        texts = [
            (self._title, {"bold": True, "font_size": _TITLE}),
            *((text, {}) for text in (self._source, *_ADVICE) if text),
        ]
        for row, (text, style) in enumerate(texts):
            made = formats.get(text_wrap=True, **style)
            sheet.merge_range(row, 0, row, len(_COLUMNS) - 1, "", made)
            sheet.write_string(row, 0, sound(text), made)
            size = style.get("font_size", SIZE)
            sheet.set_row(row, row_height(line_count(text, _WIDTH, bold=bool(style), size=size), size) + 3)
        return len(texts)


def _write_line(sheet: Worksheet, formats: Formats, row: int, line: Line) -> None:
    must = line.severity is Severity.ERROR
    plain = formats.get(border=1, text_wrap=True, valign="top")
    colours = {"bg_color": "#FFC7CE", "font_color": "#9C0006"} if must else {"bg_color": "#FFEB9C"}
    sheet.write_string(row, 0, line.severity.value, formats.get(border=1, valign="top", **colours))
    where = _where(line.spot)
    lines = line_count(where, _COLUMNS[1][1])
    if line.spot.sheet:
        link = formats.get(border=1, text_wrap=True, valign="top", font_color="#0563C1", underline=1)
        sheet.write_url(row, 1, f"internal:'{line.spot.sheet}'!{line.spot.address}", link, string=where)
    else:
        sheet.write_string(row, 1, where, plain)
    # In quotation marks, so that nothing here can be taken for a label of the form.
    quoted = [f"“{text}”" if text else "" for text in (_label(line.spot), line.value)]
    texts = (*quoted, line.message, line.remedy, line.who)
    for column, text in enumerate(texts, start=2):
        text = sound(text)
        sheet.write_string(row, column, text, plain) if text else sheet.write_blank(row, column, None, plain)
        lines = max(lines, line_count(text, _COLUMNS[column][1]))
    keys = BETWEEN_KEYS.join(line.keys)
    open_cell = {"bg_color": "#FFFFE5"} if keys else {"bg_color": "#F2F2F2"}
    reply = formats.get(border=1, text_wrap=True, valign="top", num_format="@", **open_cell)
    sheet.write_string(row, _REPLY, sound(line.reply), reply) if line.reply else sheet.write_blank(
        row, _REPLY, None, reply
    )
    lines = max(lines, line_count(line.reply, _COLUMNS[_REPLY][1]))
    # Of many keys only the first is seen; nobody needs to read them.
    sheet.write_string(row, _KEYS, keys, formats.get(border=1, valign="top", font_color="#808080"))
    sheet.set_row(row, row_height(lines))


def _where(spot: Spot) -> str:
    if not spot.sheet:
        return "Cả tệp"
    if spot.sheet != COVER_SHEET and spot.index is None:
        return f"{spot.sheet}, cả cột" if spot.key else f"Trang {spot.sheet}"
    return f"{spot.sheet}, ô {spot.address}"


def _label(spot: Spot) -> str:
    field = _FIELDS.get(spot.sheet, {}).get(spot.key)
    return field.label if field else ""
