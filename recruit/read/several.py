"""Several people in the cell of one name."""

from __future__ import annotations

import re
from functools import lru_cache

from recruit.declared.people import BEHIND_NAMES, SURNAMES
from recruit.language.names import BETWEEN_NAMES, names_in
from recruit.language.spelling import fold

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['.\-]){0,30}")
_BEHIND, _SURNAMES = frozenset(map(fold, BEHIND_NAMES)), frozenset(map(fold, SURNAMES))


@lru_cache(maxsize=16384)
def holds_several(text: str) -> bool:
    """Whether a cleaned text of one line holds the names of two people or more, each of two words or more."""
    # Nearly every name is alone.
    return bool(BETWEEN_NAMES.search(text)) and sum(map(_is_name, names_in(text))) >= 2


def _is_name(part: str) -> bool:
    words = part.split()
    if len(words) < 2 or fold(words[0]) not in _SURNAMES:
        return False
    # A post behind a name begins with a capital and goes on in small letters, or is a known one.
    in_capitals = all(word[0].isupper() and _WORD.fullmatch(word) for word in words)
    return in_capitals and _BEHIND.isdisjoint((fold(words[0]), fold(" ".join(words[:2]))))
