"""Sheets as this office reads them: a heading row and rows under it, frozen, filtered, printable, text always as text."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import xlsxwriter

from recruit.write.cells import sound
from recruit.write.package import FIXED_TIME, seal
from recruit.write.summary.table import SHEET_ROWS, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}


class Book:
    """A workbook being written; `close` gives its bytes, the same for the same content."""

    def __init__(self, title: str) -> None:
        self._out = io.BytesIO()
        self._tables: dict[str, Table] = {}
        self.book = xlsxwriter.Workbook(
            self._out,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self.book.set_properties({"title": title, "created": FIXED_TIME.replace(tzinfo=None)})
        make = self.book.add_format
        self.heading = make(
            {
                **_FONT,
                "bold": True,
                "border": 1,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                "bg_color": "#DDEBF7",
            }
        )
        self.text = make({**_FONT, "border": 1, "text_wrap": True})
        self.number = make({**_FONT, "border": 1, "num_format": "0"})
        self.rate = make({**_FONT, "border": 1, "num_format": "0.0%"})
        self.day = make({**_FONT, "border": 1, "num_format": "dd/mm/yyyy", "align": "center"})
        self.bold = make({**_FONT, "border": 1, "bold": True, "num_format": "0", "bg_color": "#F2F2F2"})
        self.bold_rate = make({**_FONT, "border": 1, "bold": True, "num_format": "0.0%", "bg_color": "#F2F2F2"})
        self.error = make({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
        self.warning = make({"bg_color": "#FFEB9C", "font_color": "#7F6000"})

    def sheet(self, name: str, headings: Sequence[str], widths: Sequence[int]) -> Worksheet:
        """Add a sheet with its heading row, frozen and printable on A4 landscape."""
        sheet = self.book.add_worksheet(name)
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, self.heading)
        sheet.set_row(0, 48)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer('&L&"Times New Roman"&9&A&C&"Times New Roman"&9Trang &P/&N')
        return sheet

    def write(self, sheet: Worksheet, row: int, column: int, value: object, style: Format | None = None) -> None:
        """Write one value by its type: texts as text, days as days, rates (Fraction) as fractions, None as a blank."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, style or self.text)
        elif isinstance(value, Fraction):
            sheet.write_number(row, column, float(value), style or self.rate)
        elif isinstance(value, (int, Decimal)):
            sheet.write_number(row, column, value, style or self.number)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, style or self.day)
        else:
            sheet.write_string(row, column, sound(str(value)), style or self.text)

    def table(
        self, name: str, headings: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[object]], count: int
    ) -> Worksheet:
        """Add a sheet of `count` rows under their headings, filtered, each row as tall as its text.

        The rows are asked for at `close`. Blank cells are not written but ruled by a condition: on a long list of
        people they are a third of the file.
        """
        sheet = self.sheet(name, headings, widths)
        for column, style in enumerate((self.text, self.number, self.rate, self.day)):
            sheet.write_blank(1, column, None, style)
        self._tables[f"xl/worksheets/sheet{len(self.book.worksheets())}.xml"] = Table(widths, rows, count)
        self.rule(sheet, min(count, SHEET_ROWS - 1), len(headings))
        return sheet

    def rule(self, sheet: Worksheet, rows: int, columns: int) -> None:
        """Filter `rows` rows of a table under its headings and rule their blank cells."""
        last_row, last_column = max(rows, 1), columns - 1
        sheet.autofilter(0, 0, last_row, last_column)
        ruled = self.book.add_format({"border": 1})
        sheet.conditional_format(1, 0, last_row, last_column, {"type": "blanks", "format": ruled})

    def close(self) -> bytes:
        """Return the workbook's bytes."""
        self.book.close()
        return seal(self._out.getvalue(), filled={part: table.fill for part, table in self._tables.items()})
