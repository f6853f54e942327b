"""Styled cells and rows that hold nothing: dropped by their bytes, where that is certain from their bytes alone.

A form has thousands of them, and a whole styled column a million.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recruit.books.ooxml import may_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Cells and rows count on from the one before where they name no place, so only such are dropped after which the next
# one names its own.
_REFERENCE = rb'r="[A-Z]{1,3}+[0-9]{1,7}+"'
_CELL = rb"<(?:\w++:)?c " + _REFERENCE + rb'(?: s="[0-9]{1,6}+")?+(?: t="[a-zA-Z]++")?+(?:/>|></(?:\w++:)?c>)'
_EMPTY_CELL = re.compile(_CELL + rb"(?=\s*(?:<(?:\w+:)?c r=|</(?:\w+:)?row>))")
_EMPTY_ROW = re.compile(
    # With one attribute twice it is no XML, and only a parser says so; no program writes so many that they need a page.
    rb'<(?:\w++:)?row (?=[^<>]{0,400}>)(?![^<>]{0,400}?([\w:]++)=[^<>]{0,400}? \1=)r="[0-9]{1,7}+"(?: [\w:]++="[^"<&]*+")*+(?:/>|>\s*+</(?:\w++:)?row>)(?=\s*(?:<(?:\w+:)?row r=|</(?:\w+:)?sheetData>))'
)

_ATTRIBUTES = rb'(?: [A-Za-z][A-Za-z0-9:]*+="[^"<&]*+")*+'
_PLAIN_CELL = rb"<c " + _REFERENCE + rb'(?: s="[0-9]{1,6}+")?+(?: t="[a-zA-Z]++")?+(?:/>|></c>)'
_EMPTY_ROWS = re.compile(
    rb'(?:<row r="[0-9]{1,7}+"' + _ATTRIBUTES + rb"(?:/>|>(?:" + _PLAIN_CELL + rb")*+</row>)\s*+)++"
    rb'(?=<row r="|</sheetData>|\Z)'
)
_EMPTY_CELLS = re.compile(rb"(?:" + _PLAIN_CELL + rb')++(?=<c r="|</row>)')
_ROW = b'<row r="'


def without_empty(data: bytes) -> bytes:
    """Return a sheet's XML without empty cells and rows."""
    if _is_doubtful(data, 5):
        return data
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", data))


def drop_empty(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a sheet's XML, which comes in `pieces`, without empty rows and cells; one of a single piece without its last rows."""
    pieces = iter(pieces)
    kept = next(pieces, b"")
    looked_at = 5
    for piece in pieces:
        kept += piece
        if _is_doubtful(kept, looked_at):
            yield kept
            yield from pieces
            return
        looked_at = 0
        # What stands before the start of a row is whole, and the row after it has a place of its own.
        cut = kept.rfind(_ROW)
        if cut > 0:
            yield _EMPTY_CELLS.sub(b"", _EMPTY_ROWS.sub(b"", kept[:cut]))
        else:
            cut = max(len(kept) - len(_ROW), 0)
            yield kept[:cut]
        kept = kept[cut:]
    yield kept if _is_doubtful(kept, looked_at) else _without_last(kept)


def _without_last(data: bytes) -> bytes:
    """Return a sheet's XML without the empty rows after its last value, where nearly all of them stand."""
    start = data.find(_ROW, max(data.rfind(b"</v>"), data.rfind(b"</is>"), 0))
    return data[:start] + _EMPTY_ROWS.sub(b"", data[start:]) if start > 0 else data


def _is_doubtful(data: bytes, start: int) -> bool:
    """Whether `data` may hold what only looks like rows: comments and the like, or XML of two-byte characters."""
    return b"\x00" in data or may_open(b"!", data, start) or may_open(b"?", data, start)
