"""Which unit of a plan a code means that somebody typed in another way: certainly, or as far as one can propose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recruit.language.spelling import clean, ordinary_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recruit.declared.plan import Unit

_LONGEST = 200
_SEPARATOR = re.compile(r" [-–—]|[-–—] |[:(;,–—]")
_LEADING_ZEROS = re.compile(r"(?<!\d)0{1,60}(?=\d)")
_ALIKE = str.maketrans("oil", "011")
_LETTERS_OF_A_NAME = 4


def unit_meant(written: str, units: Iterable[Unit]) -> Unit | None:
    """Return the one unit whose code certainly was typed, None where none or several may be.

    Blanks, hyphens, stops, leading zeros and letters that look like others say nothing; the unit's name may stand beside.
    """
    units = tuple(units)
    text = clean(written[:_LONGEST])
    tight = _tight(text)
    if not tight:
        return None
    ways = (
        [unit for unit in units if _tight(unit.code) == tight],
        [unit for unit in units if _without_zeros(unit.code) == _without_zeros(text)],
        [unit for unit in units if tight in (_tight(unit.code + unit.name), _tight(unit.name + unit.code))],
        _with_words(text, units),
    )
    found = next((way for way in ways if way), ())
    return found[0] if len(found) == 1 else None


def unit_proposed(written: str, units: Iterable[Unit]) -> Unit | None:
    """Return the one unit whose code is one letter off what was typed, None where none or several are."""
    tight = _tight(clean(written[:_LONGEST]))
    near = [unit for unit in units if tight and _is_near(tight, _tight(unit.code))]
    alike = [unit for unit in near if tight.translate(_ALIKE) == _tight(unit.code).translate(_ALIKE)]
    near = alike or near
    return near[0] if len(near) == 1 else None


def _with_words(text: str, units: tuple[Unit, ...]) -> list[Unit]:
    """Return the units whose code stands before a dash or a bracket and words that name no other unit."""
    code, *words = _SEPARATOR.split(text, maxsplit=1)
    said = _tight("".join(words))
    if sum(map(str.isalpha, said)) < _LETTERS_OF_A_NAME:
        return []
    found = [unit for unit in units if _without_zeros(unit.code) == _without_zeros(code)]
    others = [unit for unit in units if said.startswith(_tight(unit.code)) or said == _tight(unit.name)]
    return found if all(unit in found for unit in others) else []


def _tight(text: str) -> str:
    return "".join(letter for letter in ordinary_letters(text).casefold() if letter.isalnum())


def _without_zeros(text: str) -> str:
    return _LEADING_ZEROS.sub("", _tight(text))


def _is_near(one: str, other: str) -> bool:
    """Whether one letter was typed wrongly, left out, added, or changed places with the next."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[at:], other[at:]
    is_turned = rest[:2] == others[:2][::-1] and rest[2:] == others[2:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:] or is_turned
