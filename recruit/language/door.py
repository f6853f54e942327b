"""The one door of text that came from outside: no letter of it moves a screen, breaks a line or turns the reading order."""

from __future__ import annotations

import re

# Controls and escapes, ends of lines, what turns the direction in which is read, and what is no letter at all.
MOVING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BLANKS = str.maketrans({"\t": " ", "\r": "\n"})


def one_line(text: str) -> str:
    """Return `text` as one line that reads as it is written: each moving letter as what it is, `[U+202E]`."""
    return text if text.isprintable() else MOVING.sub(_named, text)


def with_lines(text: str) -> str:
    """Return `text` as `one_line` does, with the line ends that somebody typed into a cell, and blanks for tabs."""
    if text.isprintable():
        return text
    return "\n".join(map(one_line, text.replace("\r\n", "\n").translate(_BLANKS).split("\n")))


def is_moving(text: str) -> bool:
    """Whether `text` holds more that moves than tabs and the ends of its lines."""
    return not text.isprintable() and MOVING.search(re.sub(r"[\t\r\n]", "", text)) is not None


def _named(letter: re.Match[str]) -> str:
    return f"[U+{ord(letter[0]):04X}]"
