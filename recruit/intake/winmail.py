"""A winmail.dat, what Exchange makes of a mail for others ([MS-OXTNEF]), to what it carries; only ever in a child process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recruit.guard.refusals import refusal
from recruit.intake.messages import Attachment, Message, sane_time
from recruit.intake.outlook import (
    ADDRESS,
    DATA,
    DELIVERED,
    LONG_NAME,
    MAX_ATTACHMENTS,
    MAX_DEPTH,
    SHORT_NAME,
    SHOWN_NAME,
    SMTP_ADDRESS,
    SUBJECT,
    SUBMITTED,
    decoded,
    moment,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNATURE, _HEADER = b"\x78\x9f\x3e\x22", 6
# A level, a name, a type and a length stand before each attribute's data, a sum of its bytes behind it.
_BEFORE, _BEHIND = 9, 2
_OF_MAIL, _OF_FILE = 1, 2
# Attributes: the code page of all texts, a file's beginning, its name and bytes, properties of a file and of the mail.
_CODE_PAGE, _FILE, _TITLE, _BYTES, _OF_THE_FILE, _OF_THE_MAIL = 0x9007, 0x9002, 0x8010, 0x800F, 0x9005, 0x9003
# The kinds of properties: those of a fixed size with it, those with a count and lengths, and a flag for several values.
_SIZES = {0x02: 2, 0x0B: 2, 0x03: 4, 0x04: 4, 0x0A: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING, _UNICODE, _OBJECT, _BINARY, _UNSPECIFIED = 0x1E, 0x1F, 0x0D, 0x0102, 0x00
_WITH_LENGTH = frozenset((_STRING, _UNICODE, _OBJECT, _BINARY, _UNSPECIFIED))
_SEVERAL, _NAMED = 0x1000, 0x8000
# What an object begins with that is a mail.
_IS_MAIL = bytes.fromhex("0703020000000000c000000000000046")


def read_winmail(data: bytes) -> tuple[Attachment, ...]:
    """Return what a winmail.dat (TNEF) carries. Raises Refused, and nothing else."""
    return _message(data, 0).attachments


def _message(data: bytes, depth: int) -> Message:
    if depth > MAX_DEPTH:
        raise refusal("too-deep")
    if not data.startswith(_SIGNATURE):
        raise refusal("bad-mail")
    code_page, mail, files = 0, _Properties(b"", 0), []
    for level, name, content in _attributes(data):
        if name == _FILE:
            files.append(_File())
            if len(files) > MAX_ATTACHMENTS:
                raise refusal("too-many-attachments")
        elif level not in (_OF_MAIL, _OF_FILE) or (level == _OF_FILE and not files):
            # A length that leads astray: nobody knows what was lost.
            raise refusal("bad-mail")
        elif level == _OF_FILE:
            files[-1].learn(name, content, code_page)
        elif name == _CODE_PAGE:
            code_page = int.from_bytes(content[:4], "little")
        elif name == _OF_THE_MAIL:
            mail = _Properties(content, code_page)
    addresses = (mail.text(SMTP_ADDRESS), mail.text(ADDRESS))
    sender = next((address.strip().casefold() for address in addresses if "@" in address), "")
    time = sane_time(moment(mail.number(DELIVERED))) or sane_time(moment(mail.number(SUBMITTED)))
    return Message(sender, time, mail.text(SUBJECT), tuple(file.attachment(depth) for file in files))


def _attributes(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield level, name and data of each attribute; the last one's data may have been cut off."""
    at = _HEADER
    while at + _BEFORE + _BEHIND < len(data):
        length = int.from_bytes(data[at + 5 : at + _BEFORE], "little")
        start = at + _BEFORE
        yield data[at], int.from_bytes(data[at + 1 : at + 3], "little"), data[start : start + length]
        at = start + length + _BEHIND


@dataclass(slots=True)
class _File:
    """An attachment, as far as its attributes were read."""

    title: str = ""
    data: bytes | None = None
    said: _Properties = field(default_factory=lambda: _Properties(b"", 0))

    def learn(self, name: int, content: bytes, code_page: int) -> None:
        if name == _TITLE:
            self.title = decoded(content.rstrip(b"\x00"), code_page)
        elif name == _BYTES:
            self.data = content
        elif name == _OF_THE_FILE:
            self.said = _Properties(content, code_page)

    def attachment(self, depth: int) -> Attachment:
        said = self.said
        name = said.text(LONG_NAME) or said.text(SHORT_NAME) or self.title or said.text(SHOWN_NAME)
        inside = said.binary(DATA)
        if inside.startswith(_IS_MAIL):
            return Attachment(name, message=_message(inside[len(_IS_MAIL) :], depth + 1))
        return Attachment(name, inside if self.data is None else self.data)


class _Properties:
    """Properties by identifier, each absent one empty; what comes after one that cannot be read is not read either."""

    def __init__(self, content: bytes, code_page: int) -> None:
        self._found: dict[int, tuple[int, bytes]] = {}
        self._code_page = code_page
        self._content, self._at = content, 0
        try:
            # However many there are said to be: each takes bytes, and where these end the reading does.
            for _ in range(self._number(4)):
                kind, identifier = self._number(2), self._number(2)
                if identifier >= _NAMED:
                    self._skip_name()
                self._found.setdefault(identifier, (kind, self._value(kind)))
        except EOFError:
            pass

    def text(self, identifier: int) -> str:
        """Return a text."""
        kind, value = self._found.get(identifier, (_UNSPECIFIED, b""))
        if kind == _UNICODE:
            return value.decode("utf-16-le", "replace").rstrip("\x00")
        return decoded(value.rstrip(b"\x00"), self._code_page) if kind == _STRING else ""

    def binary(self, identifier: int) -> bytes:
        """Return the bytes of a property that is no text."""
        kind, value = self._found.get(identifier, (_UNSPECIFIED, b""))
        return value if kind in (_BINARY, _OBJECT) else b""

    def number(self, identifier: int) -> int:
        """Return a number of a fixed size; 0 for none."""
        kind, value = self._found.get(identifier, (_UNSPECIFIED, b""))
        return int.from_bytes(value, "little") if kind in _SIZES else 0

    def _take(self, count: int) -> bytes:
        """Return so many of the next bytes. Raises EOFError where there are fewer."""
        taken = self._content[self._at : self._at + count]
        if len(taken) < count:
            raise EOFError
        self._at += count
        return taken

    def _number(self, size: int) -> int:
        return int.from_bytes(self._take(size), "little")

    def _padded(self, count: int) -> bytes:
        """Return so many bytes, after which the next begin at a multiple of four."""
        taken = self._take(count)
        self._at += -count % 4
        return taken

    def _skip_name(self) -> None:
        """Go on past the name of a property that has none among the numbers."""
        self._take(16)
        if self._number(4):
            self._padded(self._number(4))
        else:
            self._take(4)

    def _value(self, kind: int) -> bytes:
        """Return a property's value, the first one where it has several. Raises EOFError for what cannot be read."""
        plain = kind & ~_SEVERAL
        if plain in _SIZES:
            count = self._number(4) if kind & _SEVERAL else 1
            return self._padded(_SIZES[plain] * count)[: _SIZES[plain]]
        if plain not in _WITH_LENGTH:
            raise EOFError
        values = b""
        for index in range(self._number(4)):
            value = self._padded(self._number(4))
            values = values if index else value
        return values
