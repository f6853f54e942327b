"""The tables of an OpenDocument spreadsheet, which stand in one part, each parsed when it is looked into.

Of a filled form two thirds of the part are the form's self-check, at which nobody looks; and a list says the same again
and again, so that of equal cells one is parsed.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.ooxml import be_bounded, may_open, parse
from recruit.books.workbook import MAX_SHEETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

_ATTRIBUTES = rb'(?: [A-Za-z][\w:.-]*+="[^"<]*+")*+'
# Nothing but the XML declaration stands before the root, on which the prefixes are declared.
_ROOT = re.compile(rb"(?:<\?xml [^<>?]*+\?>)?+\s*+<office:document-content" + _ATTRIBUTES + rb"\s*+>")
_END_OF_ROOT = b"</office:document-content>"
_TABLE = re.compile(rb"<table:table" + _ATTRIBUTES + rb"\s*+>")
_END = b"</table:table>"
_NAME = re.compile(rb"table:table[^-]")
_ROW, _END_OF_ROW = b"<table:table-row", b"</table:table-row>"
_TAG_OF_ROW = re.compile(_ROW + _ATTRIBUTES + rb"\s*+>\s*+")
_CELL = re.compile(rb"(?:covered-)?table-cell[\s/>]")
_IN_TABLE = b"<table:"


class Table(NamedTuple):
    """A table; `cells` returns the cells of one of its rows in their order, cells that say the same as one element."""

    element: _Element
    cells: Callable[[_Element], Iterable[_Element]]


class Tables(NamedTuple):
    """A part with the tables of a workbook.

    `root` is the part's root, with tables that may be empty; `whole` returns one of these as it stands in the part, by
    its place among them all. It may raise Refused.
    """

    root: _Element
    whole: Callable[[int], Table]


def read_tables(data: bytes, name: str) -> Tables:
    """Return the tables of a part, which are called `name` with their namespace. Raises Refused."""
    be_bounded(data)
    return _apart(data, name) or _together(parse(data), name)


def _together(root: _Element, name: str) -> Tables:
    tables = list(root.iter(name))
    return Tables(root, lambda number: _as_it_stands(tables[number]))


def _as_it_stands(table: _Element) -> Table:
    space = table.tag.removesuffix("table")
    names = (f"{space}table-cell", f"{space}covered-table-cell")
    return Table(table, lambda row: row.iterchildren(*names))


def _apart(data: bytes, name: str) -> Tables | None:
    """Return the tables by their bytes; None where these do not tell for certain where each begins and ends."""
    head = _ROOT.match(data)
    if head is None or may_open(b"!", data, head.end()) or may_open(b"?", data, head.end()):
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

    def whole(number: int) -> Table:
        return _cells_once(tables[number], head[0]) or _as_it_stands(_parsed(tables[number], head[0]))

    return Tables(root, whole)


def _parsed(data: bytes, head: bytes) -> _Element:
    """Return the element that `data` is, in a root as `head` opens it. Raises Refused."""
    return parse(head + data + _END_OF_ROOT)[0]


def _cells_once(data: bytes, head: bytes) -> Table | None:
    """Return a table of whose equal cells one is parsed; None where its bytes do not tell where its cells begin."""
    *rows, after = data.split(_END_OF_ROW)
    kept, lines = [], []
    for number, row in enumerate(rows):
        opened = _TAG_OF_ROW.match(row, max(row.rfind(_ROW), 0))
        if opened is None:
            return None
        before, *line = row[opened.end() :].split(_IN_TABLE)
        if before:
            return None
        # In the row's place stands by what number its cells are known.
        kept += (row[: opened.end()], str(number).encode(), _END_OF_ROW)
        lines.append(line)
    said = dict.fromkeys(cell for line in lines for cell in line)
    if not all(map(_CELL.match, said)):
        return None
    row = _parsed(_ROW + b">" + b"".join(_IN_TABLE + cell for cell in said) + _END_OF_ROW, head)
    # A cell within a cell is none of the row's.
    if len(row) != len(said):
        return None
    known = dict(zip(said, row, strict=True))
    return Table(
        _parsed(b"".join(kept) + after, head),
        lambda row: map(known.__getitem__, lines[int(row.text)] if row.text else ()),
    )
