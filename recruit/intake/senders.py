"""Who sent a mail: the one mailbox of its From, by the structure of the header (RFC 5322) and never by what it shows."""

from __future__ import annotations

import re

_LONGEST_HEADER = 4_096
_LONGEST_ADDRESS = 320
_SPACE = " \t\r\n"
_SPECIALS = frozenset("<>,;:@")
_PLAIN_LOCAL = re.compile(r"[^\s\"(),:;<>@\[\\\].]+(?:\.[^\s\"(),:;<>@\[\\\].]+)*")
_DOMAIN = re.compile(r"[^\s\"(),:;<>@\[\\\].]+(?:\.[^\s\"(),:;<>@\[\\\].]+)*|\[[^\[\]\\\s]*\]")


def only_sender(headers: list[str]) -> str:
    """Return the address, in lower case, of the one mailbox that the From headers of a mail name.

    Empty where there is not exactly one header with exactly one mailbox in it, and where a header is cut or too long:
    a display name and a comment are never an address. The work grows with the header's length.
    """
    if len(headers) != 1 or len(headers[0]) > _LONGEST_HEADER:
        return ""
    tokens = _tokens(headers[0])
    if tokens is None:
        return ""
    mailboxes: list[list[str]] = [[]]
    for token in tokens:
        if token == ",":
            mailboxes.append([])
        else:
            mailboxes[-1].append(token)
    named = [mailbox for mailbox in mailboxes if any(token.strip(_SPACE) for token in mailbox)]
    return _address(named[0]) if len(named) == 1 else ""


def _tokens(text: str) -> list[str] | None:
    """Return quoted texts, domain literals, specials, blanks and atoms as they follow each other, comments left out.

    None where something that was opened is not closed: the header was cut.
    """
    tokens: list[str] = []
    at, depth = 0, 0
    while at < len(text):
        char = text[at]
        if depth or char in "()":
            depth += {"(": 1, ")": -1}.get(char, 0)
            if depth < 0:
                return None
            at += 2 if char == "\\" else 1
            if not depth:
                tokens.append(" ")
        elif char in '"[':
            end = _closing(text, at, '"' if char == '"' else "]")
            if end is None:
                return None
            tokens.append(text[at : end + 1])
            at = end + 1
        elif char in _SPECIALS:
            tokens.append(char)
            at += 1
        else:
            end = at
            blank = char in _SPACE
            while (
                end < len(text)
                and text[end] not in '()"['
                and text[end] not in _SPECIALS
                and (text[end] in _SPACE) is blank
            ):
                end += 1
            tokens.append(" " if blank else text[at:end])
            at = end
    return None if depth else tokens


def _closing(text: str, opened: int, sign: str) -> int | None:
    at = opened + 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text[at] == sign:
            return at
        else:
            at += 1
    return None


def _address(tokens: list[str]) -> str:
    """Return the address of one mailbox, empty where it has none that is whole."""
    while tokens and tokens[-1] == " ":
        tokens.pop()
    if ";" in tokens:
        return ""
    if "<" in tokens or ">" in tokens:
        if tokens.count("<") != 1 or tokens.count(">") != 1 or tokens[-1] != ">":
            return ""
        tokens = tokens[tokens.index("<") + 1 : -1]
    while tokens and tokens[0] == " ":
        tokens = tokens[1:]
    while tokens and tokens[-1] == " ":
        tokens = tokens[:-1]
    if len(tokens) != 3 or tokens[1] != "@":
        return ""
    local, domain = tokens[0], tokens[2]
    if local.startswith('"'):
        bare = re.sub(r"\\(.)", r"\1", local[1:-1])
        local = bare if _PLAIN_LOCAL.fullmatch(bare) else local
    elif not _PLAIN_LOCAL.fullmatch(local):
        return ""
    address = f"{local}@{domain}"
    return address.casefold() if _DOMAIN.fullmatch(domain) and len(address) <= _LONGEST_ADDRESS else ""
