"""The shared strings of an .xls, walked through once before a library reads them: where each ends, and whether it is whole.

Nothing in such a file tells a damaged string from a sound one but this: the strings follow one another without a gap
and end where their records end, no text holds U+0000, and the table has each text once.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from recruit.books.workbook import MAX_CELLS
from recruit.guard.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_EMPTY = 2
"""Empty strings in a table that has each text once; zeros in the place of strings read as many."""

MOST_STRINGS = 2 * MAX_CELLS

_HEAD = 8  # how many cells hold shared strings, and how many strings there are
_WIDE, _PHONETIC, _RUNS = 1, 4, 8
_RUN = 4


def count_strings(records: Sequence[memoryview]) -> int:
    """Return how many strings stand in an SST record and those that continue it, whatever number it says itself.

    Raises Refused where the last string does not end with the last record, a text holds U+0000, or more than
    `MOST_EMPTY` are empty; also where they are more than any workbook can show.
    """
    walker = _Walker(records)
    walker.take(_HEAD)
    count = empty = 0
    while not walker.at_end:
        count += 1
        empty += not walker.pass_string()
        if empty > MOST_EMPTY:
            raise refusal("bad-string")
        if count > MOST_STRINGS:
            raise refusal("too-many-cells")
    return count


class _Walker:
    """Goes through the bytes of records, from one to the next."""

    def __init__(self, records: Sequence[memoryview]) -> None:
        self._records = records
        self._record = 0
        self._at = 0

    @property
    def at_end(self) -> bool:
        """Whether no byte is left; leaves the end of one record for the start of the next."""
        while self._at == len(self._records[self._record]) and self._record + 1 < len(self._records):
            self._record, self._at = self._record + 1, 0
        return self._at == len(self._records[self._record])

    def take(self, size: int) -> bytes:
        """Return the next bytes, from several records where they go on. Raises Refused where there are fewer."""
        pieces = []
        while size:
            if self.at_end:
                raise refusal("bad-string")
            piece = bytes(self._records[self._record][self._at : self._at + size])
            self._at += len(piece)
            size -= len(piece)
            pieces.append(piece)
        return b"".join(pieces)

    def pass_string(self) -> int:
        """Go past one string and return its length in characters."""
        length, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & _RUNS else 0
        phonetic = struct.unpack("<I", self.take(4))[0] if flags & _PHONETIC else 0
        left = length
        while left:
            record = self._records[self._record]
            if self._at == len(record):
                # A text that goes on says anew whether its characters have one byte or two.
                flags = self.take(1)[0]
                continue
            width = 2 if flags & _WIDE else 1
            count = min(left, (len(record) - self._at) // width)
            text = bytes(record[self._at : self._at + count * width])
            if not count or "\0" in text.decode("utf-16-le" if width == 2 else "latin-1", "surrogatepass"):
                raise refusal("bad-string")
            self._at += count * width
            left -= count
        self.take(runs * _RUN + phonetic)
        return length
