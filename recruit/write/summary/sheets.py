"""Sheets as this office reads them: a heading row and rows under it, frozen, filtered, printable, text always as text."""

from __future__ import annotations

import io
import math
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from recruit.write.cells import sound
from recruit.write.fitting import least_width, line_count, row_height
from recruit.write.package import FIXED_TIME, seal
from recruit.write.plain_book import PlainBook
from recruit.write.summary.table import SHEET_ROWS, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CONTENTS_SHEET = "Mục lục"
"""The first sheet, which says what stands on each of the others."""

_CONTENTS = (("Trang", 22), ("Cho biết", 92), ("Số dòng", 9))
_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
_PAGE = 150
"""Units of width that an A4 page holds when it lies."""
_SMALLEST = 0.62
"""How small print may become before a sheet takes one page more across: under seven points."""


class Book:
    """A workbook being written; `close` gives its bytes, the same for the same content."""

    def __init__(self, title: str, least: Mapping[str, int] = MappingProxyType({})) -> None:
        """`least` are widths that columns must have by their headings."""
        self._least = least
        self._out = io.BytesIO()
        self._tables: dict[str, Table] = {}
        self._widths: dict[str, list[int]] = {}
        self._counts: dict[str, int] = {}
        self._lines: Counter[tuple[str, int]] = Counter()
        self._says: Mapping[str, str] = {}
        self.book = PlainBook(
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

    def contents(self, says: Mapping[str, str]) -> None:
        """Add, as the first of all, the sheet that says in a line what each sheet tells; `says` it by their names.

        It is written at `close`, when it is known which sheets there are.
        """
        self._says = says
        headings, widths = zip(*_CONTENTS, strict=True)
        self.sheet(CONTENTS_SHEET, headings, widths, len(says))

    def sheet(
        self, name: str, headings: Sequence[str], widths: Sequence[int], count: int, *, kept: int = 0
    ) -> Worksheet:
        """Add a sheet of `count` rows with its heading row, frozen and printable on A4 landscape.

        No column is narrower than the longest word of its heading. The first `kept` columns stay in sight and stand on each of the
        pages that the sheet takes across.
        """
        sheet = self.book.add_worksheet(name)
        self._counts[name] = count
        fitted = [
            max(width, least_width(heading, bold=True), self._least.get(heading, 0))
            for heading, width in zip(headings, widths, strict=True)
        ]
        self._widths[name] = fitted
        lines = 1
        for column, (heading, width) in enumerate(zip(headings, fitted, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, self.heading)
            lines = max(lines, line_count(heading, width, bold=True))
        # One more, so that the arrows of the filter cover no word.
        sheet.set_row(0, row_height(lines + 1))
        sheet.freeze_panes(1, kept)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(_pages_across(fitted, kept) if count else 1, 0)
        sheet.repeat_rows(0)
        if kept:
            sheet.repeat_columns(0, kept - 1)
        sheet.set_footer('&L&"Times New Roman"&9&A&C&"Times New Roman"&9Trang &P/&N')
        return sheet

    def write(
        self, sheet: Worksheet, row: int, column: int, value: object, style: Format | None = None, *, spared: int = 0
    ) -> None:
        """Write one value by its type: texts as text, days as days, rates (Fraction) as fractions, None as a blank.

        `spared` is how much of the column's width the text leaves free.
        """
        if value is None or value == "":
            sheet.write_blank(row, column, None, style or self.text)
        elif isinstance(value, Fraction):
            sheet.write_number(row, column, float(value), style or self.rate)
        elif isinstance(value, (int, Decimal)):
            sheet.write_number(row, column, value, style or self.number)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, style or self.day)
        else:
            text = sound(str(value))
            sheet.write_string(row, column, text, style or self.text)
            name = sheet.get_name()
            if name in self._widths:
                lines = line_count(text, self._widths[name][column] - spared)
                self._lines[name, row] = max(self._lines[name, row], lines)

    def table(
        self,
        name: str,
        headings: Sequence[str],
        widths: Sequence[int],
        rows: Iterable[Sequence[object]],
        count: int,
        *,
        kept: int = 0,
    ) -> Worksheet:
        """Add a sheet of `count` rows under their headings, filtered, each row as tall as its text.

        The rows are asked for at `close`. Blank cells are not written but ruled by a condition: on a long list of
        people they are a third of the file.
        """
        sheet = self.sheet(name, headings, widths, count, kept=kept)
        for column, style in enumerate((self.text, self.number, self.rate, self.day)):
            sheet.write_blank(1, column, None, style)
        self._tables[f"xl/worksheets/sheet{len(self.book.worksheets())}.xml"] = Table(self._widths[name], rows, count)
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
        if self._says:
            self._write_contents()
        for (name, row), lines in self._lines.items():
            if lines > 1:
                self.book.get_worksheet_by_name(name).set_row(row, row_height(lines))
        self.book.close()
        return seal(self._out.getvalue(), filled={part: table.fill for part, table in self._tables.items()})

    def _write_contents(self) -> None:
        sheet = self.book.get_worksheet_by_name(CONTENTS_SHEET)
        link = self.book.add_format({**_FONT, "border": 1, "font_color": "#0563C1", "underline": 1})
        for row, name in enumerate(list(self._counts)[1:], start=1):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", link, string=name)
            self.write(sheet, row, 1, self._says[name])
            self.write(sheet, row, 2, self._counts[name])


def _pages_across(widths: Sequence[int], kept: int) -> int:
    """Return how many pages side by side a table takes on which the first `kept` columns stand again and again."""
    again = sum(widths[:kept])
    return max(1, math.ceil((sum(widths) - again) / max(_PAGE / _SMALLEST - again, _PAGE / 2)))
