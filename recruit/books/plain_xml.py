"""The fast way: XML as office programs write it is taken apart by its text; all other is left to the tree.

What is taken apart here is checked to the last letter, so a part reads the same on both ways or is not plain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.ooxml import unescape
from recruit.books.workbook import MAX_CELLS

if TYPE_CHECKING:
    from collections.abc import Collection


class NotPlain(Exception):
    """XML that may be sound, but is not of the kind that can be taken apart by its text."""


class PlainCells(NamedTuple):
    """A sheet's cells as they stand in its XML, in document order.

    `references` are their addresses, `contents` what stands between each and the next; `said` maps every content to
    the part that is of the cell itself (see `read_content`), `hides` holds those after which a hidden row begins, with
    the empty one for the first row.
    """

    references: list[str]
    contents: list[str]
    said: dict[str, str]
    hides: set[str]


class Content(NamedTuple):
    """What a cell says: its type and style, and the texts of its formula, value and inline string where it has one."""

    kind: str
    style: str
    formula: str | None
    value: str | None
    inline: str | None


# XML without an encoding of its own, or in UTF-8.
_UTF8 = re.compile(rb"(?:\xef\xbb\xbf)?<(?:\?xml[^<>]*?(?i:encoding=[\"']utf-8[\"'])|(?!\?xml[^<>]*encoding))")
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_LARGE = 4 * 1024 * 1024
# With empty ones; as many of them as may be empty alone are first dropped on the way of the tree.
_MOST_CELLS = 2 * MAX_CELLS
# What is longer is not remembered beyond its sheet.
_SHORT = 256
_CONTROLS = bytes({*range(32)} - {9, 10})

# What a text or an attribute may hold; the last two are no XML, and only a parser says so.
_TEXT = r"[^<\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
_QUOTED = r"[^\"<&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
_GAP = r"[ \t\n]*+"
_NAME = r"[A-Za-z_][A-Za-z0-9_]*+(?::[A-Za-z_][A-Za-z0-9_]*+)?+"
_ATTRIBUTES = rf'(?: {_NAME}="{_QUOTED}")*+'
_ATTRIBUTE = re.compile(r' (?:(\w+):)?(\w+)="([^"]*)"')
_CELL = re.compile(r'<c r="([A-Z]{1,3}+[0-9]{1,7}+)"')
_NO_HEIGHT = re.compile(r"0(?:\.0{1,9})?")
_ROW_START, _ROW_END = '<row r="', "</row>"
_ROW = re.compile(rf"({_ATTRIBUTES}) ?(/>|>{_GAP}</row>|>){_GAP}")
_CONTENT = re.compile(
    r'(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?(?: cm="[0-9]+")?(?: vm="[0-9]+")?(?: ?/>|>'
    rf"(<f({_ATTRIBUTES}) ?(?:/>|>({_TEXT})</f>))?(<v>({_TEXT})</v>|<v ?/>)?"
    rf'(?:<is><t(?: xml:space="preserve")?>({_TEXT})</t></is>)?</c>){_GAP}'
)

_WRONG = ("\ufffe", "\uffff", "]]>")
_CHARACTER = re.compile(r"(&(?:[#\w]{1,9};)?)")
_NUMBERED = re.compile(r"&#(?:([0-9]{1,7})|x([0-9a-fA-F]{1,6}));")
_NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


def split_sheet(data: bytes) -> tuple[str, bytes]:
    """Return the rows of a sheet and the XML around them. Raises NotPlain."""
    start, end = data.find(_OPEN) + len(_OPEN), data.rfind(_CLOSE)
    if start < len(_OPEN) or end < start or (len(data) > _LARGE and data.count(b"<c ") > _MOST_CELLS):
        raise NotPlain
    rest = data[:start] + data[end:]
    _be_plain(rest)
    return _decoded(data[start:end]), rest


def split_cells(text: str, prefixes: Collection[str | None]) -> PlainCells:
    """Return the cells in the rows of a sheet around which `prefixes` are declared. Raises NotPlain."""
    text, end, after = text.rpartition(_ROW_END)
    first, *cells = _CELL.split(text)
    hidden = _open_row(first, prefixes)
    # Rows without an end are all empty, and none is open.
    if (hidden is not None) is not bool(end) or _open_row(after, prefixes) is not None:
        raise NotPlain
    contents = cells[1::2]
    said = dict.fromkeys(contents, "")
    hides = {""} if hidden else set()
    for content in said:
        own, end, between = content.partition(_ROW_END)
        said[content] = own
        if end:
            hidden = _open_row(between, prefixes)
            if hidden is None:
                raise NotPlain
            if hidden:
                hides.add(content)
    return PlainCells(cells[::2], contents, said, hides)


def _open_row(text: str, prefixes: Collection[str | None]) -> bool | None:
    """Return whether the row that `text` opens, after others that it closes, is hidden; None where it opens none.

    Raises NotPlain.
    """
    is_hidden, used = _short_row(text) if len(text) < _SHORT else _read_rows(text)
    if not used.issubset(prefixes):
        raise NotPlain
    return is_hidden


# Workbooks made from one form have the same rows.
@lru_cache(maxsize=4096)
def _short_row(text: str) -> tuple[bool | None, frozenset[str]]:
    return _read_rows(text)


def _read_rows(text: str) -> tuple[bool | None, frozenset[str]]:
    """Return whether the row that is opened is hidden (see `_open_row`), and the prefixes of attributes."""
    before, *rows = text.split(_ROW_START)
    if before.strip(" \t\n"):
        raise NotPlain
    is_hidden, used = None, frozenset()
    for row in rows:
        number, _, said = row.partition('"')
        if is_hidden is not None or not (number.isdecimal() and number.isascii()):
            raise NotPlain
        is_hidden, prefixes = _short_tag(said) if len(said) < _SHORT else _read_tag(said)
        used |= prefixes
    return is_hidden, used


@lru_cache(maxsize=1024)
def _short_tag(text: str) -> tuple[bool | None, frozenset[str]]:
    return _read_tag(text)


def _read_tag(text: str) -> tuple[bool | None, frozenset[str]]:
    """Return whether a row whose tag goes on with `text` after its number is hidden, None where it is closed again."""
    match = _ROW.fullmatch(text)
    if match is None:
        raise NotPlain
    said, prefixes = _read_attributes(match[1])
    return hides_row(said.get("hidden"), said.get("ht")) if match[2] == ">" else None, prefixes


def hides_row(hidden: str | None, height: str | None) -> bool:
    """Whether a row is hidden by what its attributes say, or has no height."""
    return hidden in ("1", "true") or (height is not None and bool(_NO_HEIGHT.fullmatch(height)))


def _read_attributes(text: str) -> tuple[dict[str, str], frozenset[str]]:
    """Return attributes without a prefix, and the prefixes of others. Raises NotPlain where one is there twice."""
    found = _ATTRIBUTE.findall(text)
    prefixes = frozenset(prefix for prefix, _, _ in found if prefix)
    names = {name for _, name, _ in found}
    # A row's `r` is read apart; `xmlns` would change what prefixes mean.
    if len(names | {"r"}) <= len(found) or "xmlns" in names | prefixes:
        raise NotPlain
    return {name: value for prefix, name, value in found if not prefix}, prefixes


def split_strings(data: bytes) -> tuple[list[str], bytes]:
    """Return shared strings and the XML around them. Raises NotPlain, also where one has runs or phonetic hints."""
    start, end = data.find(b"<si>"), data.rfind(b"</si>") + len(b"</si>")
    if start < 0 or end < start:
        raise NotPlain
    rest = data[:start] + data[end:]
    _be_plain(rest)
    block = data[start:end]
    text = _decoded(block)
    # None of these is XML, and only a parser says so.
    if len(block.translate(None, _CONTROLS)) < len(block) or any(wrong in text for wrong in _WRONG):
        raise NotPlain
    text = text.replace('<t xml:space="preserve">', "<t>").replace("<t/>", "<t></t>")
    strings = text.removeprefix("<si><t>").removesuffix("</t></si>").split("</t></si><si><t>")
    # Four tags a string, and no other.
    if not text.startswith("<si><t>") or not text.endswith("</t></si>") or text.count("<") != 4 * len(strings):
        raise NotPlain
    if "&" in text:
        strings = [_spell_out(string) if "&" in string else string for string in strings]
    if "_x" in text or "&" in text:
        strings = [unescape(string) for string in strings]
    return strings, rest


def _be_plain(rest: bytes) -> None:
    """Raise NotPlain where the XML around cells or strings says that these may be other than they seem."""
    if not _UTF8.match(rest) or (b"!" in rest and b"<!" in rest) or rest.find(b"<?", 5) >= 0:
        raise NotPlain


def _decoded(block: bytes) -> str:
    try:
        return block.decode()
    except UnicodeDecodeError:
        raise NotPlain from None


def read_content(text: str) -> tuple[Content, frozenset[str]]:
    """Return what a cell says whose XML goes on with `text` after its reference, and the prefixes that this uses.

    Raises NotPlain.
    """
    match = _CONTENT.fullmatch(text)
    if match is None or "]]>" in text:
        raise NotPlain
    style, kind, has_formula, attributes, formula, has_value, value, inline = match.groups()
    used: frozenset[str] = frozenset()
    if has_formula:
        formula = formula or ""
        if attributes:
            _, used = _read_attributes(attributes)
    if has_value:
        value = value or ""
    if "&" in text:
        formula, value, inline = (said and _spell_out(said) for said in (formula, value, inline))
    if inline:
        inline = unescape(inline)
    return Content(kind or "n", style or "0", formula, value, inline), used


def _spell_out(text: str) -> str:
    """Return text with its references spelt out. Raises NotPlain where XML allows one of them not."""
    parts = _CHARACTER.split(text)
    parts[1::2] = map(_character, parts[1::2])
    return "".join(parts)


@lru_cache(maxsize=4096)
def _character(reference: str) -> str:
    if reference in _NAMED:
        return _NAMED[reference]
    match = _NUMBERED.fullmatch(reference)
    code = (int(match[1]) if match[1] else int(match[2], 16)) if match else 0
    if code not in (9, 10, 13) and not (32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000):
        raise NotPlain
    return chr(code)
