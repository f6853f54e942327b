"""The fast way: XML as office programs write it is taken apart by its text; all other is left to the tree.

What is taken apart here is checked to the last letter, so a part reads the same on both ways or is not plain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from recruit.read.ooxml import unescape


class PlainSheet(NamedTuple):
    """A sheet's cells as they stand in its XML, in document order, and the XML around them.

    `places` are the cells' references, `contents` what stands between reference and end tag (see `split_content`);
    `hidden` are the numbers of hidden rows.
    """

    places: list[str]
    contents: list[str]
    hidden: frozenset[int]
    rest: bytes


# XML without an encoding of its own, or in UTF-8.
_UTF8 = re.compile(rb"(?:\xef\xbb\xbf)?<(?:\?xml[^<>]*?(?i:encoding=[\"']utf-8[\"'])|(?!\?xml[^<>]*encoding))")
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_LARGE = 4 * 1024 * 1024
_CONTROLS = bytes({*range(32)} - {9, 10})

_ATTRIBUTES = r'(?: (?!xmlns)[\w:]++="[^"<&]*+")*+'
_REFERENCE = "[A-Z]{1,3}+[0-9]{1,7}+"
_VALUE = "<v>[^<]*+</v>"
_INLINE = "<is><t[^<>]*+>[^<]*+</t></is>"
_FORMULA = rf"<f[^<>]*+>(?:[^<]*+</f>)?(?:{_VALUE}|<v ?/>)?"
_CELL = re.compile(rf'<c r="({_REFERENCE})"([^<>/]*+>(?:{_VALUE}|{_INLINE}|{_FORMULA}))</c>')
_EMPTY_CELLS = re.compile(rf'(?:<c r="{_REFERENCE}"(?: s="[0-9]{{1,6}}+")?(?: t="[a-zA-Z]++")?(?: ?/>|></c>))++')
_STRING = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*+)</t></si>')
_ROWS = re.compile(rf"\s*+(?:<row{_ATTRIBUTES} ?(?:/>|>\s*+</row>)\s*+)*+")
_HIDDEN_ROW = re.compile(r'<row( [^<>]*)? hidden="(?:1|true)"([^<>]*)>')
_ROW_NUMBER = re.compile(r' r="([0-9]{1,7})"')
_CONTENT = re.compile(
    r'(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?>'
    rf"(<f{_ATTRIBUTES}(?:/>|>([^<]*)</f>))?(<v>([^<]*)</v>|<v ?/>)?"
    r'(?:<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?'
)

_CHARACTER = re.compile(r"&(?:[#\w]{1,9};)?")
_NUMBERED = re.compile(r"&#(?:([0-9]{1,7})|x([0-9a-fA-F]{1,6}));")
_NAMED = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


def split_sheet(data: bytes, most: int) -> PlainSheet | None:
    """Return a sheet's cells and the XML around them, None where it is not plain or has more than `most` cells."""
    start, end = data.find(_OPEN) + len(_OPEN), data.rfind(_CLOSE)
    if start < len(_OPEN) or end < start:
        return None
    rest, block = data[:start] + data[end:], data[start:end]
    if len(block) > _LARGE and block.count(b"</c>") > most:
        return None
    text = _plain_text(rest, block)
    if text is None:
        return None
    parts = _CELL.split(text)
    # What is left when the cells are out must be rows with empty cells, and nothing else.
    rows = _EMPTY_CELLS.sub("", "".join(parts[::3]))
    if not _ROWS.fullmatch(rows):
        return None
    hidden = []
    for match in _HIDDEN_ROW.finditer(rows) if ' hidden="' in rows else ():
        number = _ROW_NUMBER.search((match[1] or "") + match[2])
        if number is None:
            return None
        hidden.append(int(number[1]))
    return PlainSheet(parts[1::3], parts[2::3], frozenset(hidden), rest)


def split_strings(data: bytes) -> tuple[list[str], bytes] | None:
    """Return shared strings and the XML around them, None where the part is not plain: has runs, phonetic hints."""
    start, end = data.find(b"<si>"), data.rfind(b"</si>") + len(b"</si>")
    if start < 0 or end < start:
        return None
    rest = data[:start] + data[end:]
    text = _plain_text(rest, data[start:end])
    if text is None:
        return None
    parts = _STRING.split(text)
    if "".join(parts[::2]).strip(" \t\n"):
        return None
    try:
        return [unescape(_spell_out(string) if "&" in string else string) for string in parts[1::2]], rest
    except ValueError:
        return None


def _plain_text(rest: bytes, block: bytes) -> str | None:
    """Return a block of XML as text, None where it or the `rest` of its part may hold what is not as it seems."""
    if not _UTF8.match(rest) or b"<!" in rest or rest.find(b"<?", 5) >= 0:
        return None
    if len(block.translate(None, _CONTROLS)) < len(block):
        return None
    try:
        text = block.decode()
    except UnicodeDecodeError:
        return None
    # None of these is XML, and only a parser says so.
    return None if any(wrong in text for wrong in ("\ufffe", "\uffff", "]]>")) else text


def split_content(content: str) -> tuple[str, str, str | None, str | None, str | None] | None:
    """Return a cell's type and style and the texts of its formula, value and inline string; None where not plain."""
    match = _CONTENT.fullmatch(content)
    if match is None:
        return None
    style, kind, has_formula, formula, has_value, value, inline = match.groups()
    if has_formula:
        formula = formula or ""
    if has_value:
        value = value or ""
    if "&" in content:
        try:
            formula, value, inline = (text and _spell_out(text) for text in (formula, value, inline))
        except ValueError:
            return None
    if inline:
        inline = unescape(inline)
    return kind or "n", style or "0", formula, value, inline


def _spell_out(text: str) -> str:
    """Return text with its references spelt out. Raises ValueError where XML allows one of them not."""
    return _CHARACTER.sub(lambda match: _character(match[0]), text)


@lru_cache(maxsize=4096)
def _character(reference: str) -> str:
    if reference in _NAMED:
        return _NAMED[reference]
    match = _NUMBERED.fullmatch(reference)
    code = (int(match[1]) if match[1] else int(match[2], 16)) if match else 0
    if code not in (9, 10, 13) and not (32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000):
        raise ValueError(reference)
    return chr(code)
