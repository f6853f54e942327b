"""How the form looks: its fonts and cell styles, its paper, and what stays locked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.write.package import seal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FONT = {"font_name": "Times New Roman", "font_size": 11, "valign": "vcenter"}
ENTRY = {"num_format": "@", "locked": False, "border": 1, "border_color": "#A6A6A6", "text_wrap": True}
"""A cell of the list to type into: Text, so that no locale turns 05/03 into the 3rd of May; unlocked."""

_RED = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}


class Formats:
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
    def bare_entry(self) -> Format:
        return self.get(num_format="@", locked=False)

    @property
    def red(self) -> Format:
        return self._book.add_format(_RED)


def protect(sheet: Worksheet) -> None:
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


def growing(data: bytes, sheets: int, modified: datetime | None = None) -> bytes:
    """Return a sealed workbook of so many sheets whose rows grow with what is typed into them.

    XlsxWriter holds each height that it writes for good; a row that is only as high as its text needs at first must be free.
    """
    return seal(data, modified, {f"xl/worksheets/sheet{number}.xml": _freed for number in range(1, sheets + 1)})


def _freed(part: bytes) -> Iterator[bytes]:
    yield part.replace(b' customHeight="1"', b"")


def paper(sheet: Worksheet) -> None:
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer('&C&"Times New Roman"&10Trang &P/&N')
