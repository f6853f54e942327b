"""Numbers of papers as people type them: `Số 35-QĐ/ĐUK`, `35/QĐ-ĐUK`, `35`."""

from __future__ import annotations

import re

from recruit.language.spelling import fold

_LEAD = re.compile(
    r"(?:(?:quyết định|qđ|giấy chứng nhận|gcn) {0,3}:? {0,3})?số {0,3}[:.]? {0,3}(?=[0-9])", re.IGNORECASE
)
_LONGEST = 200
_RANK = re.compile(r"0{0,9}([0-9]{1,9})(?:([a-zđ])(?![^\W\d_]))?")


def bare_number(number: str) -> str:
    """Return a paper's number without the word `Số` before it, which stands on the paper and in the heading."""
    return _LEAD.sub("", number, count=1) if _LEAD.match(number) else number


def rank_of(number: str) -> str:
    """Return what of a decision's number tells it from others of its day: the digits that it begins with, and a letter.

    Where it has no digits it is the whole number, folded.
    """
    folded = fold(bare_number(number))
    found = _RANK.search(folded[:_LONGEST])
    return "".join(filter(None, found.groups())) if found else folded.replace(" ", "")
