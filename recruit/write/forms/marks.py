"""What a form may hold beside plain values: cells in colour with a comment, text in a legacy font, no value at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from recruit.read.written import in_words
from recruit.write.cells import sound
from recruit.write.fitting import line_count
from recruit.write.forms.styles import Formats

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_TO_MEND = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
_COMMENT_CHARACTERS = 56
_COMMENT_PIXELS, _LINE_PIXELS, _MOST_PIXELS = 380, 17, 600


class Nothing(Enum):
    """Contents of a cell that are no value."""

    NO_VALUE = "#N/A"


NO_VALUE = Nothing.NO_VALUE
"""A cell that could not be read and whose text would now be taken for a value: it shows #N/A until somebody types."""


class Styled(NamedTuple):
    """A text whose letters are right only in a legacy `font`, where it is not empty, or that is struck out."""

    text: str
    font: str = ""
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """The cells to be mended, each with its comment; an empty comment is colour alone.

    `cover` and `headings` are by field key, `people` and `members` by place in their sheet, from 0, and field key. `author` is the
    comments' author.
    """

    author: str = ""
    cover: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[tuple[int, str], str] = field(default_factory=dict)
    members: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows of the list the marks reach."""
        return max((index + 1 for index, _ in self.people), default=0)


def enter(
    sheet: Worksheet,
    formats: Formats,
    row: int,
    column: int,
    value: object,
    style: Mapping[str, object],
    mark: str | None = None,
    author: str = "",
) -> None:
    """Write a form's cell: texts and days as text, NO_VALUE as an error, blanks as blanks.

    `row` and `column` count from 0. `style` are the cell's format properties; `mark` is None for a cell that is not to
    be mended, else its comment.
    """
    if mark is not None:
        style = {**style, **_TO_MEND}
        if mark:
            comment(sheet, row, column, mark, author)
    if isinstance(value, Styled):
        font = {"font_name": value.font} if value.font else {}
        strike = {"font_strikeout": True} if value.struck else {}
        style, value = {**style, **font, **strike}, value.text
    made = formats.get(**style)
    if value is NO_VALUE:
        sheet.write_formula(row, column, "=NA()", made, NO_VALUE.value)
    elif text := sound(in_words(value)):
        sheet.write_string(row, column, text, made)
    else:
        sheet.write_blank(row, column, None, made)


def text_in(value: object) -> str:
    """Return the text that a form's cell shows of a value, as `enter` writes it."""
    if isinstance(value, Styled):
        return sound(value.text)
    return NO_VALUE.value if value is NO_VALUE else sound(in_words(value))


def lines_of(values: Iterable[tuple[object, float]]) -> int:
    """Return how many lines a row needs for its values, each with the width of its column."""
    return max((line_count(text, width) for value, width in values if (text := text_in(value))), default=1)


def comment(sheet: Worksheet, row: int, column: int, text: str, author: str) -> None:
    """Write a comment, as large as its text."""
    text = sound(text)
    height = min(_LINE_PIXELS * (2 + line_count(text, _COMMENT_CHARACTERS)), _MOST_PIXELS)
    options = {"width": _COMMENT_PIXELS, "height": height, "font_name": "Times New Roman", "font_size": 10}
    sheet.write_comment(row, column, text, options | ({"author": author} if author else {}))
