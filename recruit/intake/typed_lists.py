"""Whether somebody typed a list of people into a mail itself, where no form is attached."""

from __future__ import annotations

import re
from html import unescape

from recruit.language.spelling import clean

_LONGEST = 20_000
_TAG = re.compile(r"<[^<>]{0,500}>")
_HEADINGS = re.compile(r"họ (?:và )?tên\b.{0,60}\b(?:ngày|năm)\b.{0,20}\bsinh\b")
# What somebody answers to stands below, or between these.
_QUOTED = ("<blockquote", "\n>", "-----original message", "\nfrom:", "\ntừ:", "<b>from:", "<b>từ:")


def holds_list(text: str) -> bool:
    """Whether the text of a mail holds the headings of names and births side by side, before what it quotes."""
    own = text[:_LONGEST]
    lower = own.casefold()
    end = min((at for sign in _QUOTED if (at := lower.find(sign)) >= 0), default=len(own))
    return _HEADINGS.search(clean(unescape(_TAG.sub(" ", own[:end]))).casefold()) is not None
