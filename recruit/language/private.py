"""Numbers of identity papers, telephones and addresses of mail in a text in which they should not be."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MAY_BE = re.compile(r"[0-9](?:[ .()-]{0,3}[0-9]){8}|@")
# Numbers as they are typed: in one piece, or in groups of three and more, which no day has.
_WHOLE = re.compile(r"\+?[0-9]{9,}")
_GROUPED = re.compile(r"(?<![0-9.])(?:\+?[0-9]{2,}|\([0-9]{3,}\))(?:[ .-]{1,2}[0-9]{3,})+(?![0-9]|[.][0-9])")
_MAILBOX = re.compile(r"[\w.+-]{1,64}@\w[\w-]{0,63}(?:\.\w[\w-]{0,63}){1,8}")

_UNSAID = "…"
IDENTITY, TELEPHONE, ADDRESS = "số giấy tờ tùy thân", "số điện thoại", "địa chỉ thư điện tử"


@lru_cache(maxsize=16384)
def private(text: str) -> tuple[str, ...]:
    """Return what a text holds of what it should not, each kind once, in Vietnamese words."""
    found: list[str] = []
    _without(text, found)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=16384)
def unsaid(text: str) -> str:
    """Return a text with `…` for each of these, the rest as it stands."""
    return _without(text, [])


def _without(text: str, found: list[str]) -> str:
    """Return `text` without what it should not hold, and add the kinds of that to `found`."""

    def told(match: re.Match[str], kind: str = "") -> str:
        kind = kind or _kind(match[0])
        found.extend([kind] if kind else [])
        return _UNSAID if kind else match[0]

    plain = unicodedata.normalize("NFKC", text)
    if not _MAY_BE.search(plain):
        return text
    plain = _GROUPED.sub(told, _WHOLE.sub(told, plain))
    plain = _MAILBOX.sub(lambda match: told(match, ADDRESS), plain)
    return plain if found else text


def _kind(number: str) -> str:
    digits = re.sub(r"[^0-9]", "", number)
    plain = digits == number
    if number.startswith("+") or (digits.startswith("84") and len(digits) == 11):
        digits = "0" + digits.removeprefix("84")
    if digits.startswith("0") and (len(digits) == 10 or (len(digits) == 11 and digits.startswith("02"))):
        return TELEPHONE
    # In groups only where it begins as a number of papers may, and no sum of money does.
    return IDENTITY if len(digits) in (9, 12) and (plain or digits.startswith("0")) else ""
