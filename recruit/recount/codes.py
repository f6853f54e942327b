"""What a unit's code on a cover means to the second reader where it is not the plan's letter by letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recruit.recount.text import alike_letters, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

_PARTS = re.compile(r"[0-9]{1,60}|[^\W\d_]{1,60}")
_BEFORE_WORDS = re.compile(r"(.{1,60}?)(?: [-–—]|[-–—] |[:(;,–—])(.{1,140})")
_FEWEST_LETTERS = 4


def code_typed(typed: str, units: Sequence[tuple[str, str]]) -> str | None:
    """Return the one code that was typed with other marks, zeros or look-alike letters, or with its unit's name.

    `units` are the plan's by code and name.
    """
    text = plain(typed[:200])
    whole = _strictly(text)
    for alike in (_strictly, _loosely):
        if whole and (found := [code for code, _ in units if alike(code) == alike(text)]):
            return found[0] if len(found) == 1 else None
    both = [code for code, name in units if whole in (_strictly(code + name), _strictly(name + code))]
    if both:
        return both[0] if len(both) == 1 else None
    parted = _BEFORE_WORDS.match(text)
    if parted is None:
        return None
    words = _strictly(parted[2])
    found = [code for code, _ in units if _loosely(code) == _loosely(parted[1])]
    named = [code for code, name in units if words == _strictly(name) or words.startswith(_strictly(code))]
    is_a_name = sum(map(str.isalpha, words)) >= _FEWEST_LETTERS
    return found[0] if len(found) == 1 and set(named) <= set(found) and is_a_name else None


def _strictly(text: str) -> str:
    return "".join(_PARTS.findall(alike_letters(text).casefold()))


def _loosely(text: str) -> tuple[str, ...]:
    parts = _PARTS.findall("".join(c for c in alike_letters(text).casefold() if c.isalnum()))
    return tuple(part.lstrip("0") or "0" if part.isdecimal() else part for part in parts)
