"""Outlook's own files (.msg, winmail.dat) to messages; read by their libraries, so only ever in a child process."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from recruit.guard.refusals import Refused, refusal
from recruit.intake.labels import decode_name
from recruit.intake.mail import is_draft_of_ours, read_headers
from recruit.intake.messages import Attachment, Message, sane_time

if TYPE_CHECKING:
    from oxmsg.storage import Storage
    from tnefparse.tnef import TNEF, TNEFAttachment

MAX_DEPTH = 10
MAX_ATTACHMENTS = 2_000

_EMBEDDED = "__substg1.0_3701000D"
_ROOT_HEADER, _EMBEDDED_HEADER, _ATTACHMENT_HEADER = 32, 24, 8

# Property identifiers of [MS-OXPROPS].
_CLASS, _SUBJECT, _HEADERS, _BODY = 0x001A, 0x0037, 0x007D, 0x1000
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_SMTP_ADDRESS, _ADDRESS, _MESSAGE_ID = 0x5D01, 0x0C1F, 0x1035
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
# Of [MS-OXTNEF]: bytes before the first attribute, around each one's data, and the attributes that are tables.
_TNEF_HEADER, _TNEF_ATTRIBUTE, _TNEF_TABLES = 6, 11, (0x9003, 0x9004, 0x9005)
_DATA, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME = 0x3701, 0x3707, 0x3704, 0x3001
_CONTENT_ID, _HIDDEN = 0x3712, 0x7FFE


def read_msg(data: bytes) -> Message:
    """Return the mail in an Outlook .msg file, mails inside it included. Raises Refused, and nothing else."""
    from io import BytesIO

    from olefile import OleFileIO
    from oxmsg.storage import Storage

    try:
        with OleFileIO(BytesIO(data)) as ole:
            root = Storage.from_ole(ole)
        return _message(root, _ROOT_HEADER, 0)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        # Both libraries raise whatever a damaged structure leads them into.
        raise refusal("bad-mail") from error


def _message(storage: Storage, header: int, depth: int) -> Message:
    if depth > MAX_DEPTH:
        raise refusal("too-deep")
    said = _Properties(storage, header)
    attachments = []
    for number, inner in enumerate(storage.iter_attachment_storages()):
        if number >= MAX_ATTACHMENTS:
            raise refusal("too-many-attachments")
        attachments.append(_attachment(inner, depth))
    sender_of_headers, time_of_headers = read_headers(said.text(_HEADERS))
    kind = said.text(_CLASS).casefold()
    nature = next((nature for sign, nature in _NATURES if sign in kind), "")
    addresses = (said.text(_SMTP_ADDRESS), sender_of_headers, said.text(_ADDRESS))
    sender = next((address.strip().casefold() for address in addresses if "@" in address), "")
    time = time_of_headers or sane_time(said.time(_DELIVERED)) or sane_time(said.time(_SUBMITTED))
    body = said.text(_BODY)
    has_links = "http://" in body or "https://" in body
    ours = is_draft_of_ours(said.text(_MESSAGE_ID))
    return Message(sender, time, said.text(_SUBJECT), tuple(attachments), nature, has_links, ours)


def _attachment(storage: Storage, depth: int) -> Attachment:
    said = _Properties(storage, _ATTACHMENT_HEADER)
    name = said.text(_LONG_NAME) or said.text(_SHORT_NAME)
    embedded = next((inner for inner in storage.storages if inner.name.upper() == _EMBEDDED.upper()), None)
    if embedded is not None and any(stream.name.startswith("__properties") for stream in embedded.streams):
        return Attachment(name or said.text(_SHOWN_NAME), message=_message(embedded, _EMBEDDED_HEADER, depth + 1))
    # A picture of the text has a name by which the text calls it, and is hidden among the attachments.
    return Attachment(name, said.binary(_DATA), shown=bool(said.text(_CONTENT_ID)) or said.flag(_HIDDEN))


class _Properties:
    """The properties of a storage, each absent or unreadable one empty: a bad property takes no other with it."""

    def __init__(self, storage: Storage, header: int) -> None:
        self._streams = {stream.name.upper(): stream.bytes_ for stream in storage.streams}
        fixed = self._streams.get("__PROPERTIES_VERSION1.0", b"")[header:]
        # Each entry is type, identifier, flags and eight bytes of value.
        entries = (fixed[at : at + 16] for at in range(0, len(fixed) - 15, 16))
        self._fixed = {int.from_bytes(entry[2:4], "little"): int.from_bytes(entry[8:], "little") for entry in entries}

    def text(self, identifier: int) -> str:
        """Return a text property: Unicode, or in the message's own code page."""
        if (unicode := self._streams.get(f"__SUBSTG1.0_{identifier:04X}001F")) is not None:
            return unicode.decode("utf-16-le", "replace").rstrip("\x00")
        raw = self._streams.get(f"__SUBSTG1.0_{identifier:04X}001E", b"").rstrip(b"\x00")
        return _decode(raw, self._fixed.get(_CODE_PAGE, 0) & 0xFFFF)

    def binary(self, identifier: int) -> bytes:
        """Return the bytes of a binary property."""
        return self._streams.get(f"__SUBSTG1.0_{identifier:04X}0102", b"")

    def flag(self, identifier: int) -> bool:
        """Return whether a truth value is set."""
        return bool(self._fixed.get(identifier, 0) & 0xFFFF)

    def time(self, identifier: int) -> datetime | None:
        """Return a time property (a count of 100 ns since 1601), None where there is none."""
        ticks = self._fixed.get(identifier, 0)
        try:
            return datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None


def _decode(raw: bytes, code_page: int) -> str:
    name = {20127: "ascii", 28591: "latin-1", 65001: "utf-8"}.get(code_page, f"cp{code_page}")
    try:
        return raw.decode(name)
    except (LookupError, UnicodeDecodeError):
        return decode_name(raw)


# -- winmail.dat -------------------------------------------------------------------------------------------------------


def read_winmail(data: bytes) -> tuple[Attachment, ...]:
    """Return what a winmail.dat (TNEF) carries. Raises Refused, and nothing else."""
    from tnefparse import TNEF

    # The library tells its log of every oddity, with texts out of the file.
    logging.disable(logging.CRITICAL)
    try:
        _check_counts(data)
        return _carried(TNEF(data), 0)
    except (Refused, MemoryError):
        raise
    except Exception as error:
        raise refusal("bad-mail") from error


def _check_counts(data: bytes) -> None:
    """Refuse a table of properties that says it has more than it has room for: the library would count them all."""
    at = _TNEF_HEADER
    while at + _TNEF_ATTRIBUTE < len(data):
        name, length = int.from_bytes(data[at + 1 : at + 3], "little"), int.from_bytes(data[at + 5 : at + 9], "little")
        count = int.from_bytes(data[at + 9 : at + 13], "little")
        if name in _TNEF_TABLES and count > length:
            raise refusal("bad-mail")
        at += length + _TNEF_ATTRIBUTE


def _carried(tnef: TNEF, depth: int) -> tuple[Attachment, ...]:
    if depth > MAX_DEPTH:
        raise refusal("too-deep")
    if len(tnef.attachments) > MAX_ATTACHMENTS:
        raise refusal("too-many-attachments")
    contents = iter(_contents(tnef))
    found = []
    for attachment in tnef.attachments:
        data = next(contents)
        name = _tnef_name(attachment)
        inner = getattr(attachment, "embed", None)
        if inner is None:
            found.append(Attachment(name, attachment.data if data is None else data))
        else:
            found.append(Attachment(name, message=_tnef_message(inner, _carried(inner, depth + 1))))
    return tuple(found)


def _contents(tnef: TNEF) -> list[bytes | None]:
    """Return each attachment's data as it stands in the file: the library strips zeros off some of it."""
    contents: list[bytes | None] = []
    for part in tnef.objects:
        if part.name == tnef.ATTATTACHRENDDATA:
            contents.append(None)
        elif part.name == tnef.ATTATTACHDATA and contents:
            contents[-1] = part.data
    return contents


def _tnef_name(attachment: TNEFAttachment) -> str:
    long_names = [said.data for said in attachment.mapi_attrs if said.name == _LONG_NAME]
    name = long_names[0] if long_names else attachment._name
    if isinstance(name, bytes):
        code_page = (attachment.codepage or "").removeprefix("cp")
        name = _decode(name.rstrip(b"\x00"), int(code_page) if code_page.isdecimal() else 0)
    return name.rstrip("\x00")


def _tnef_message(tnef: TNEF, attachments: tuple[Attachment, ...]) -> Message:
    said = {item.name: item for item in tnef.mapiprops}

    def value(identifier: int, kind: type) -> Any:
        try:
            data = said[identifier].data
        except Exception:
            # Decoding is done when it is asked for, and raises for damaged values.
            return None
        return data if isinstance(data, kind) else None

    addresses = (value(_SMTP_ADDRESS, str) or "", value(_ADDRESS, str) or "")
    sender = next((address.strip().casefold() for address in addresses if "@" in address), "")
    time = sane_time(value(_DELIVERED, datetime)) or sane_time(value(_SUBMITTED, datetime))
    return Message(sender, time, value(_SUBJECT, str) or "", attachments)
