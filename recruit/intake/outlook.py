"""Outlook's own files (.msg) to messages; their container is read by a library, so only ever in a child process."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from recruit.guard.refusals import Refused, refusal
from recruit.intake.labels import decode_name
from recruit.intake.mail import is_draft_of_ours, read_headers
from recruit.intake.messages import Attachment, Message, sane_time
from recruit.intake.typed_lists import holds_list

if TYPE_CHECKING:
    from olefile import OleFileIO
    from olefile.olefile import OleDirectoryEntry

MAX_DEPTH = 10
MAX_ATTACHMENTS = 2_000

_ATTACHMENT, _EMBEDDED, _FIXED = "__attach_version1.0_#", "__SUBSTG1.0_3701000D", "__PROPERTIES_VERSION1.0"
_ROOT_HEADER, _EMBEDDED_HEADER, _ATTACHMENT_HEADER = 32, 24, 8

# Property identifiers of [MS-OXPROPS].
_CLASS, SUBJECT, _HEADERS, _BODY = 0x001A, 0x0037, 0x007D, 0x1000
SUBMITTED, DELIVERED = 0x0039, 0x0E06
SMTP_ADDRESS, ADDRESS, _MESSAGE_ID = 0x5D01, 0x0C1F, 0x1035
_CODE_PAGE = 0x3FFD
# What stands in a message's class, in lower case, and the nature of such a mail.
_NATURES = (
    # What is signed beside its text can be read, and is a mail inside this one.
    ("smime.multipartsigned", ""),
    ("smime", "sealed"),
    ("report.ipm.note.ipn", "receipt"),
    ("report.", "bounce"),
    ("schedule", "meeting"),
    ("appointment", "meeting"),
)
DATA, LONG_NAME, SHORT_NAME, SHOWN_NAME = 0x3701, 0x3707, 0x3704, 0x3001
_CONTENT_ID, _HIDDEN = 0x3712, 0x7FFE


def read_msg(data: bytes) -> Message:
    """Return the mail in an Outlook .msg file, mails inside it included. Raises Refused, and nothing else."""
    from io import BytesIO

    from olefile import OleFileIO

    try:
        with OleFileIO(BytesIO(data)) as ole:
            root = _storage(ole, ole.root, [])
        return _message(root, _ROOT_HEADER, 0)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        # The library raises whatever a damaged structure leads it into.
        raise refusal("bad-mail") from error


class _Storage(NamedTuple):
    """A storage of the container: its streams by name, in capitals, and the storages in it, in their order."""

    name: str
    streams: dict[str, bytes]
    storages: tuple[_Storage, ...]


def _storage(ole: OleFileIO, entry: OleDirectoryEntry, path: list[str]) -> _Storage:
    """Return what is in an entry of the container's directory, which has no circles: the library sees to that."""
    from olefile import STGTY_STORAGE, STGTY_STREAM

    streams = {
        inner.name.upper(): ole.openstream([*path, inner.name]).read()
        for inner in entry.kids
        if inner.entry_type == STGTY_STREAM
    }
    inside = (inner for inner in entry.kids if inner.entry_type == STGTY_STORAGE)
    return _Storage(entry.name, streams, tuple(_storage(ole, inner, [*path, inner.name]) for inner in inside))


def _message(storage: _Storage, header: int, depth: int) -> Message:
    if depth > MAX_DEPTH:
        raise refusal("too-deep")
    said = _Properties(storage, header)
    attachments = []
    inside = (inner for inner in storage.storages if inner.name.startswith(_ATTACHMENT))
    for number, inner in enumerate(inside):
        if number >= MAX_ATTACHMENTS:
            raise refusal("too-many-attachments")
        attachments.append(_attachment(inner, depth))
    sender_of_headers, time_of_headers = read_headers(said.text(_HEADERS))
    kind = said.text(_CLASS).casefold()
    nature = next((nature for sign, nature in _NATURES if sign in kind), "")
    addresses = (said.text(SMTP_ADDRESS), sender_of_headers, said.text(ADDRESS))
    sender = next((address.strip().casefold() for address in addresses if "@" in address), "")
    time = time_of_headers or sane_time(said.time(DELIVERED)) or sane_time(said.time(SUBMITTED))
    body = said.text(_BODY)
    has_links = "http://" in body or "https://" in body
    ours = is_draft_of_ours(said.text(_MESSAGE_ID))
    return Message(sender, time, said.text(SUBJECT), tuple(attachments), nature, has_links, ours, holds_list(body))


def _attachment(storage: _Storage, depth: int) -> Attachment:
    said = _Properties(storage, _ATTACHMENT_HEADER)
    name = said.text(LONG_NAME) or said.text(SHORT_NAME)
    embedded = next((inner for inner in storage.storages if inner.name.upper() == _EMBEDDED), None)
    if embedded is not None and any(name.startswith("__PROPERTIES") for name in embedded.streams):
        return Attachment(name or said.text(SHOWN_NAME), message=_message(embedded, _EMBEDDED_HEADER, depth + 1))
    # A picture of the text has a name by which the text calls it, and is hidden among the attachments.
    return Attachment(name, said.binary(DATA), shown=bool(said.text(_CONTENT_ID)) or said.flag(_HIDDEN))


class _Properties:
    """The properties of a storage, each absent or unreadable one empty: a bad property takes no other with it."""

    def __init__(self, storage: _Storage, header: int) -> None:
        self._streams = storage.streams
        fixed = self._streams.get(_FIXED, b"")[header:]
        # Each entry is type, identifier, flags and eight bytes of value.
        entries = (fixed[at : at + 16] for at in range(0, len(fixed) - 15, 16))
        self._fixed = {int.from_bytes(entry[2:4], "little"): int.from_bytes(entry[8:], "little") for entry in entries}

    def text(self, identifier: int) -> str:
        """Return a text property: Unicode, or in the message's own code page."""
        if (unicode := self._streams.get(f"__SUBSTG1.0_{identifier:04X}001F")) is not None:
            return unicode.decode("utf-16-le", "replace").rstrip("\x00")
        raw = self._streams.get(f"__SUBSTG1.0_{identifier:04X}001E", b"").rstrip(b"\x00")
        return decoded(raw, self._fixed.get(_CODE_PAGE, 0) & 0xFFFF)

    def binary(self, identifier: int) -> bytes:
        """Return the bytes of a binary property."""
        return self._streams.get(f"__SUBSTG1.0_{identifier:04X}0102", b"")

    def flag(self, identifier: int) -> bool:
        """Return whether a truth value is set."""
        return bool(self._fixed.get(identifier, 0) & 0xFFFF)

    def time(self, identifier: int) -> datetime | None:
        """Return a time property (a count of 100 ns since 1601), None where there is none."""
        return moment(self._fixed.get(identifier, 0))


def moment(ticks: int) -> datetime | None:
    """Return the time of a count of 100 ns since 1601, None where there is none."""
    try:
        return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10) if ticks else None
    except OverflowError:
        return None


def decoded(raw: bytes, code_page: int) -> str:
    """Return a text in a Windows code page, or as nobody declared where there is no such code page. Never raises."""
    name = {20127: "ascii", 28591: "latin-1", 65001: "utf-8"}.get(code_page, f"cp{code_page}")
    try:
        return raw.decode(name)
    except (LookupError, UnicodeDecodeError):
        return decode_name(raw)
