"""How much room a text takes in a cell, so that no program has to fit rows and columns that it only opens or prints."""

from __future__ import annotations

import math
from functools import lru_cache
from unicodedata import normalize

LINE_HEIGHT, TALLEST = 15, 409
"""Points: of one line of text of the usual size, and of the tallest row that Excel allows."""

SIZE = 11
"""Points: the usual size of text."""

_POINTS = 5
"""Points of text that surely stand in a unit of a column's width: of the 5.25 there are some are lost to rounding on a screen."""

_SMALLEST = 7
_HORN = "\u031b"
_HORN_WIDTH = 42
_COMBINING = range(0x300, 0x370)
_KEPT = 200

# Advance widths of Times New Roman, in thousandths of the font's size.
_PLAIN = {
    180: "'",
    200: "|",
    250: " ,.\u00a0",
    278: "/:;\\ijlt",
    333: "!()-I[]`fr·",
    350: "•",
    389: "Js",
    400: "°",
    408: '"',
    444: "?acez“”",
    469: "^",
    480: "{}",
    500: "#$*0123456789_bdghknopquvxyđ–",
    541: "~",
    556: "FPS",
    564: "+<=>×",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐ",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
}
_BOLD = {
    220: "|",
    250: " ,.\u00a0",
    278: "'/\\il",
    333: "!()-:;[]`fjt·",
    350: "•",
    389: "Is",
    394: "{}",
    400: "°",
    444: "cerz",
    500: "#$*0123456789?J_agovxy“”–",
    520: "~",
    555: '"',
    556: "Sbdhknpquđ",
    570: "+<=>×",
    581: "^",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQ",
    833: "&m",
    930: "@",
    944: "M",
    1000: "%W",
}


class _Advances(dict):
    """Widths by letter; of a letter with marks that of its base, of what the font does not have a whole square."""

    def __missing__(self, letter: str) -> int:
        base, *marks = normalize("NFD", letter)
        known = 0 if ord(base) in _COMBINING else self.get(base, 1000)
        self[letter] = known + _HORN_WIDTH * (_HORN in marks)
        return self[letter]


_ADVANCES = tuple(
    _Advances({letter: width for width, letters in table.items() for letter in letters}) for table in (_PLAIN, _BOLD)
)


def line_count(text: str, width: float, *, bold: bool = False, size: float = SIZE) -> int:
    """Return how many lines a text takes at most in a column, or in columns that are merged, `width` units wide."""
    # No letter is wider than a square.
    if len(text) * size <= _POINTS * width and "\n" not in text:
        return 1
    count = _kept_count if len(text) < _KEPT else _count
    return count(text, _POINTS * width * 1000 / size, bold)


def row_height(lines: int, size: float = SIZE) -> int:
    """Return the height in points of a row of so many lines."""
    return min(lines * _line_height(size), TALLEST)


def fitting_size(text: str, width: float) -> int:
    """Return the size in which a text stands in the tallest row, in points: the usual one where it can, never under seven."""
    for size in range(SIZE, _SMALLEST, -1):
        if line_count(text, width, size=size) * _line_height(size) <= TALLEST:
            return size
    return _SMALLEST


def _line_height(size: float) -> int:
    return math.ceil(LINE_HEIGHT * size / SIZE)


def least_width(text: str, *, bold: bool = False) -> int:
    """Return the width of a column in which no word of the text is broken."""
    return line_width(max(text.split() or [""], key=lambda word: _weight(word, bold)), bold=bold)


def line_width(text: str, *, bold: bool = False) -> int:
    """Return the width of a column in which the text stands on one line."""
    return math.ceil(_weight(text, bold) * SIZE / 1000 / _POINTS)


def _weight(text: str, bold: bool) -> int:
    """Return the width of a text in thousandths of the font's size."""
    return sum(map(_ADVANCES[bold].__getitem__, text))


def _count(text: str, room: float, bold: bool) -> int:
    if "\n" not in text and _weight(text, bold) <= room:
        return 1
    return sum(_lines(line, room, bold) for line in text.split("\n"))


# Names, days and files come again and again; long texts do not.
_kept_count = lru_cache(maxsize=1 << 15)(_count)


def _lines(text: str, room: float, bold: bool) -> int:
    """Return how many lines one paragraph takes: a word that does not fit begins a line, one longer than a line is broken."""
    lines, used = 1, 0.0
    space = _ADVANCES[bold][" "]
    # A broken word leaves up to a letter's room at the end of each of its lines.
    broken_room = max(room - 1000, 500)
    for word in text.split(" "):
        weight = _weight(word, bold)
        if used and used + weight > room:
            lines, used = lines + 1, 0.0
        if weight > room:
            more, weight = divmod(weight, broken_room)
            lines += int(more)
        used += weight + space
    return lines
