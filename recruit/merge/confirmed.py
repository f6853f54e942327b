"""The key of a finding, under which the plan says that somebody has looked into it."""

from __future__ import annotations

import hashlib

_LENGTH = 10
_LETTERS = 26


def finding_key(code: str, *subject: object) -> str:
    """Return ten capital letters, the same for the same rule and subject in every month.

    Letters alone: a spreadsheet takes digits, or digits around an E, for a number.
    """
    digest = hashlib.sha256("\n".join(map(str, (code, *subject))).encode()).digest()
    return "".join(chr(ord("A") + byte % _LETTERS) for byte in digest[:_LENGTH])
