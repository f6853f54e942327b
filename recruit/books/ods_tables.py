"""The tables of an OpenDocument spreadsheet, which stand in one part, each parsed when it is looked into.

Of a filled form two thirds of the part are the form's self-check, at which nobody looks.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.ooxml import be_bounded, parse
from recruit.books.workbook import MAX_SHEETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_ATTRIBUTES = rb'(?: [A-Za-z][\w:.-]*+="[^"<]*+")*+'
# Nothing but the XML declaration stands before the root, on which the prefixes are declared.
_ROOT = re.compile(rb"(?:<\?xml [^<>?]*+\?>)?+\s*+<office:document-content" + _ATTRIBUTES + rb"\s*+>")
_END_OF_ROOT = b"</office:document-content>"
_TABLE = re.compile(rb"<table:table" + _ATTRIBUTES + rb"\s*+>")
_END = b"</table:table>"
_NAME = re.compile(rb"table:table[^-]")
_FEW = 1000


class Tables(NamedTuple):
    """A part with the tables of a workbook.

    `root` is the part's root, with tables that may be empty; `whole` returns one of these as it stands in the part, by
    its place among them all. It may raise Refused.
    """

    root: _Element
    whole: Callable[[int], _Element]


def read_tables(data: bytes, name: str) -> Tables:
    """Return the tables of a part, which are called `name` with their namespace. Raises Refused."""
    be_bounded(data)
    return _apart(data, name) or _together(parse(data), name)


def _together(root: _Element, name: str) -> Tables:
    tables = list(root.iter(name))
    return Tables(root, tables.__getitem__)


def _apart(data: bytes, name: str) -> Tables | None:
    """Return the tables by their bytes; None where these do not tell for certain where each begins and ends."""
    head = _ROOT.match(data)
    if head is None or _may_open(b"!", data, head.end()) or _may_open(b"?", data, head.end()):
        return None
    names = [found.start() for found in islice(_NAME.finditer(data), 2 * MAX_SHEETS + 1)]
    if len(names) % 2:
        return None
    kept, tables, at = [], [], 0
    for start, end in zip(names[::2], names[1::2], strict=True):
        opened = _TABLE.match(data, start - len(b"<"))
        # A table in a cell of another one begins before that ends.
        if opened is None or not data.startswith(_END, end - len(b"</")):
            return None
        kept.append(data[at : opened.end()])
        at = end - len(b"</")
        tables.append(data[opened.start() : at] + _END)
    root = parse(b"".join(kept) + data[at:])
    if len(list(root.iter(name))) != len(tables):
        return None
    return Tables(root, lambda number: parse(head[0] + tables[number] + _END_OF_ROOT)[0])


def _may_open(sign: bytes, data: bytes, start: int) -> bool:
    """Whether a comment, an instruction or the like may begin with `<` and `sign`: looked for by the sign, which is rare."""
    for _ in range(_FEW):
        start = data.find(sign, start) + 1
        if not start:
            return False
        if data.startswith(b"<", start - 2):
            return True
    return True
