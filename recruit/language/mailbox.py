"""What every mail server takes as the address of one mailbox."""

from __future__ import annotations

import re

# Nothing quoted, nothing outside ASCII.
_WORD = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}"
_MAILBOX = re.compile(rf"{_WORD}(?:\.{_WORD}){{0,8}}@(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,8}}[a-z]{{2,24}}")
_LONGEST = 254


def is_mailbox(text: str) -> bool:
    """Whether a text is an address and nothing else, in capitals or small letters."""
    return len(text) <= _LONGEST and text.isascii() and _MAILBOX.fullmatch(text.lower()) is not None
