"""The styles of an OpenDocument spreadsheet: what they say of a cell's number format and font, and of hidden sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recruit.books.ooxml import local
from recruit.books.workbook import Format
from recruit.language.font_names import encoding_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _NUMBER, _TABLE = (f"{{{_NAMES}{name}:1.0}}" for name in ("style", "datastyle", "table"))
_SVG, _FO = (f"{{{_NAMES}{name}-compatible:1.0}}" for name in ("svg", "xsl-fo"))
_CELL, _RUN, _SHEET, _ROW = "table-cell", "text", "table", "table-row"
_NO_HEIGHT = re.compile(r"0(?:\.0{1,9})?[a-z]{0,4}")
_LINES = ("text-line-through-style", "text-line-through-type")
_MAX_PARENTS = 32
_DAY = "dd/mm/yyyy"


class Styles:
    """The styles of the parts `content.xml` and `styles.xml`, looked up by name; `formats` grows with each new one."""

    def __init__(self, content: _Element, common: _Element | None) -> None:
        self._styles: dict[tuple[str, str], _Element] = {}
        self._defaults: dict[str, _Element] = {}
        self._codes: dict[str, str] = {}
        self._fonts: dict[str, str] = {}
        self.formats: list[Format] = [Format()]
        self._numbers: dict[Format, int] = {Format(): 0}
        self._indexes: dict[tuple[str, bool], int] = {}
        self._no_height: dict[str, bool] = {}
        # A style of the sheet itself goes before a common one of the same name.
        for root in (common, content):
            if root is not None:
                self._learn(root)

    def _learn(self, root: _Element) -> None:
        for group in root:
            if local(group) == "font-face-decls":
                for face in group:
                    self._fonts[face.get(f"{_STYLE}name", "")] = face.get(f"{_SVG}font-family", "")
            elif local(group) in ("styles", "automatic-styles"):
                for style in group:
                    self._learn_style(style)

    def _learn_style(self, style: _Element) -> None:
        name, family = style.get(f"{_STYLE}name", ""), style.get(f"{_STYLE}family", "")
        if style.tag == f"{_STYLE}style":
            self._styles[family, name] = style
        elif style.tag == f"{_STYLE}default-style":
            self._defaults[family] = style
        elif style.tag.startswith(_NUMBER):
            self._codes[name] = _code(style)

    def index(self, style: str, *, is_date: bool = False) -> int:
        """Return the index in `formats` of cells of the style called `style`; `is_date` where their value is a day."""
        key = style, is_date
        if key not in self._indexes:
            chain = list(self._chain(_CELL, style))
            data = next((name for e in chain if (name := e.get(f"{_STYLE}data-style-name"))), "")
            code = self._codes.get(data, "")
            shown = _DAY if is_date and code != _DAY else code
            found = Format(shown, self._font(chain), is_date or code == _DAY, bool(_strike(chain)))
            if found not in self._numbers:
                self._numbers[found] = len(self.formats)
                self.formats.append(found)
            self._indexes[key] = self._numbers[found]
        return self._indexes[key]

    def legacy_font_of_run(self, style: str) -> str:
        """Return the font of text in the style called `style` where it is a legacy one, else an empty text."""
        font = self._font([self._styles[_RUN, style]]) if (_RUN, style) in self._styles else ""
        return font if encoding_of(font) else ""

    def strike_of_run(self, style: str) -> bool | None:
        """Return whether text in the style called `style` is struck out, None where it does not say."""
        return _strike([self._styles[_RUN, style]]) if (_RUN, style) in self._styles else None

    def has_no_height(self, style: str) -> bool:
        """Whether rows of the style called `style` have no height."""
        if style not in self._no_height:
            properties = (e for e in self._styles.get((_ROW, style), ()) if local(e) == "table-row-properties")
            heights = (e.get(f"{_STYLE}row-height", "") for e in properties)
            self._no_height[style] = any(map(_NO_HEIGHT.fullmatch, heights))
        return self._no_height[style]

    def hides(self, style: str) -> bool:
        """Whether sheets of the style called `style` are hidden."""
        properties = (e for e in self._styles.get((_SHEET, style), ()) if local(e) == "table-properties")
        return any(e.get(f"{_TABLE}display") == "false" for e in properties)

    def _chain(self, family: str, name: str) -> Iterator[_Element]:
        """Yield a style, those that it comes from, and what holds where none of them says anything."""
        for _ in range(_MAX_PARENTS):
            style = self._styles.get((family, name or "Default"))
            if style is None:
                break
            yield style
            if name == (parent := style.get(f"{_STYLE}parent-style-name", "")) or not parent:
                break
            name = parent
        if family in self._defaults:
            yield self._defaults[family]

    def _font(self, chain: list[_Element]) -> str:
        for style in chain:
            for properties in style:
                if local(properties) != "text-properties":
                    continue
                face, family = properties.get(f"{_STYLE}font-name"), properties.get(f"{_FO}font-family")
                if face or family:
                    return (self._fonts.get(face, face) if face else family).strip("'\" ")
        return ""


def _strike(chain: list[_Element]) -> bool | None:
    """Return whether the first style that says anything of it strikes the letters out; None where none does."""
    for style in chain:
        for properties in style:
            if local(properties) == "text-properties":
                said = [line for name in _LINES if (line := properties.get(f"{_STYLE}{name}"))]
                if said:
                    return "none" not in said
    return None


def _code(style: _Element) -> str:
    """Return a number format code, as far as a form needs it: of days, of text, and the zeros that fill a number up."""
    parts = {local(part): part for part in style}
    if local(style) == "text-style":
        return "@"
    if local(style) == "date-style":
        return _DAY if {"day", "month", "year"} & parts.keys() else ""
    number = parts.get("number")
    if local(style) != "number-style" or number is None or len(parts) > 1:
        return ""
    digits = number.get(f"{_NUMBER}min-integer-digits", "1")
    plain = number.get(f"{_NUMBER}decimal-places", "0") == "0" and number.get(f"{_NUMBER}grouping") != "true"
    return "0" * int(digits) if plain and digits.isdecimal() and len(digits) < 3 else ""
