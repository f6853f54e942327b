"""The name that was meant: typed with a Vietnamese keyboard on, with an accent spelled out, or with its words turned round."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from recruit.language.spelling import without_diacritics

if TYPE_CHECKING:
    from collections.abc import Iterable

_ALIKE = 0.75
_LONGEST = 80
# What Telex and VNI take for an accent: a doubled letter, a w, a mark of tone or a digit behind a vowel.
_TYPED_ACCENT = re.compile(r"([aeiouyd])(?:\1|[wsfrxj1-9])|(?<![a-z])(w)")
_SHORT = re.compile(r"(?<![a-z])dv(?![a-z])")


def nearest(typed: str, known: Iterable[str]) -> str:
    """Return the one of the `known` names that is most like `typed`, empty where none is."""
    names = {key: name for name in sorted(known) for key in (_in_order(name), _key(name))}
    if len(typed) > _LONGEST:
        return ""
    asked = (_key(typed), _key(_TYPED_ACCENT.sub(r"\1\2", typed.casefold())))
    tried = dict.fromkeys((*asked, *map(_in_order, asked)))
    return next((names[key] for way in tried for key in difflib.get_close_matches(way, names, 1, _ALIKE)), "")


def _in_order(name: str) -> str:
    """Return a name's words in one order, those that are cut short whole."""
    return "_".join(sorted(_key(_SHORT.sub("don_vi", _key(name))).split("_")))


def _key(typed: str) -> str:
    """Return a text as it would be spelled in a name: no diacritics, everything but letters and digits as `_`."""
    return re.sub(r"[^a-z0-9]{1,80}", "_", without_diacritics(typed)).strip("_")
