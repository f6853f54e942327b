"""A workbook as read, whatever program and format it came from: sheets of raw cells with addresses, and their styles."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from recruit.language.font_names import encoding_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MAX_SHEETS = 64
MAX_CELLS = 200_000
MAX_TEXT = 8 * 1024 * 1024
MAX_ROW = 20_000
MAX_COLUMN = 512
MAX_MERGES = 10_000
"""What a workbook may hold, in any format: sheets, cells and characters in all, the last row and column, merges a sheet."""


class RawCell(NamedTuple):
    """One non-empty cell.

    `kind` is n (number), s (text), b (truth value), e (error) or f (formula without a value). `value` is its text as
    stored: digits as the file has them, `true` or `false`, for f the formula. `style` indexes the workbook's formats,
    `formula` says whether a formula gave the value, `font` names the legacy font of a run of the text, if one has it.
    `strikes` says of a text in runs whether each that has letters is struck out; None is as the style says.
    """

    kind: str
    value: str
    style: int
    formula: bool = False
    font: str = ""
    strikes: tuple[bool | None, ...] = ()


class Strike(Enum):
    """How much of what a cell shows is struck out."""

    NOTHING = "nothing"
    SOME = "some of its letters"
    ALL = "all of it"


_NUMBER = re.compile(r"[+-]?[0-9.]{1,400}(?:[eE][+-]?[0-9]{1,3})?")


def is_number(text: str) -> bool:
    """Whether a cell's text is a number as files store them: digits, a point, an exponent, and finite."""
    if not _NUMBER.fullmatch(text):
        return False
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


_LETTERS: dict[int, str] = {}


def column_letter(column: int) -> str:
    """Return the letters of a 1-based column number: 1 → A, 28 → AB."""
    letters = _LETTERS.get(column)
    if letters is None:
        letters, rest = "", column
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        _LETTERS[column] = letters
    return letters


class SheetContent(NamedTuple):
    """What a sheet holds.

    `rows` are the non-empty cells by 1-based row and column, rows and columns in ascending order; `merges` merged
    ranges as (top, left, bottom, right), inclusive; `hidden_rows` rows that are hidden and hold something;
    `hidden_columns` spans of hidden columns as (first, last), inclusive.
    """

    rows: dict[int, dict[int, RawCell]]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()


class Format(NamedTuple):
    """How cells of one style are shown: number format code (empty for General), font, whether as a day, struck out."""

    code: str = ""
    font: str = ""
    is_date: bool = False
    struck: bool = False


_PLAIN = Format()


class SheetView:
    """What a worksheet shows of its `content`, which may be there or be read when it is first looked into."""

    content: SheetContent

    @property
    def rows(self) -> dict[int, dict[int, RawCell]]:
        return self.content.rows

    @property
    def merges(self) -> tuple[tuple[int, int, int, int], ...]:
        return self.content.merges

    @property
    def hidden_rows(self) -> frozenset[int]:
        return self.content.hidden_rows

    @property
    def hidden_columns(self) -> tuple[tuple[int, int], ...]:
        return self.content.hidden_columns


@dataclass(frozen=True)
class RawSheet(SheetView):
    """One worksheet of a workbook that was read whole."""

    name: str
    hidden: bool
    content: SheetContent


@dataclass(eq=False)
class RawWorkbook:
    """A workbook read whole: its worksheets in order, the formats of its styles, and what its properties say.

    `modified` is when it was last saved, in UTC, by its own properties; None where they do not say. `date1904` says
    that its day numbers count from 1904, `program` what saved it, empty where it does not say.
    """

    sheets: Sequence[RawSheet]
    formats: Sequence[Format] = ()
    date1904: bool = False
    modified: datetime | None = None
    program: str = ""

    def format_of(self, style: int) -> Format:
        """Return a style's format; of an unknown one, General and fontless."""
        formats = self.formats
        return formats[style] if 0 <= style < len(formats) else _PLAIN

    @cached_property
    def legacy_fonts(self) -> dict[int, str]:
        """The styles in a legacy font, with its name."""
        return legacy_fonts_of(self.formats)

    @cached_property
    def struck_styles(self) -> frozenset[int]:
        """The styles that strike out what stands in their cells."""
        return struck_styles_of(self.formats)

    def strike_of(self, cell: RawCell) -> Strike:
        """Return how much of a cell is struck out."""
        if not cell.strikes:
            return Strike.ALL if cell.style in self.struck_styles else Strike.NOTHING
        by_style = cell.style in self.struck_styles
        runs = {by_style if struck is None else struck for struck in cell.strikes}
        return Strike.SOME if len(runs) == 2 else Strike.ALL if runs == {True} else Strike.NOTHING

    def legacy_font_of(self, cell: RawCell) -> str:
        """Return the legacy font in which a cell's text is typed, as a whole or in one of its runs; empty for none."""
        return cell.font or self.legacy_fonts.get(cell.style, "")

    @cached_property
    def proven_fonts(self) -> frozenset[str]:
        """Legacy fonts in which this workbook's text is certainly typed in the font's own encoding.

        Raises Refused where a sheet does; asked only where a cell is in a legacy font, for every sheet must be read.
        """
        from recruit.language.legacy_fonts import find_proven_fonts

        return find_proven_fonts(
            (cell.value, font)
            for sheet in self.sheets
            for cells in sheet.rows.values()
            for cell in cells.values()
            if cell.kind == "s" and (font := self.legacy_font_of(cell))
        )


def legacy_fonts_of(formats: Sequence[Format]) -> dict[int, str]:
    """Return which of `formats` are in a legacy font, with its name."""
    return {style: known.font for style, known in enumerate(formats) if encoding_of(known.font)}


def struck_styles_of(formats: Sequence[Format]) -> frozenset[int]:
    """Return which of `formats` strike out what stands in their cells."""
    return frozenset(style for style, known in enumerate(formats) if known.struck)
