"""Mail as text (.eml, .mbox): every part walked, judged later by its content; no link followed, no part run."""

from __future__ import annotations

import email
import re
from email.message import Message as Part
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, BinaryIO

from recruit.guard.refusals import refusal
from recruit.intake.labels import header_parameter, header_text
from recruit.intake.messages import DRAFTS_DOMAIN, Attachment, Message, sane_time
from recruit.intake.senders import only_sender
from recruit.intake.typed_lists import holds_list

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MAX_PARTS = 2_000
MAX_SEPARATORS = 20_000
MAX_HEADERS = 20_000
MAX_LINES = 1_000_000
MAX_WORK = 60_000_000
"""Parts that are looked into, lines that may separate parts, lines of headers, lines in all, and lines times boundaries:
each line of a part is held against the boundary of every multipart around it."""

_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_COMMENT = re.compile(r"\([^()]*\)")
_UUENCODED = re.compile(rb"^begin [0-7]{3} \S", re.MULTILINE)
_BARE_BOUNDARY = re.compile(r"""boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))""", re.IGNORECASE)
_LINK = re.compile(rb"https?://(?!schemas\.|www\.w3\.org)[\w.-]+\.\w", re.IGNORECASE)
_OF_THE_POST = frozenset(
    {"message/partial", "message/delivery-status", "message/disposition-notification", "text/rfc822-headers"}
)
_SHOWN = re.compile(rb"cid:([^\"'\s<>]{1,250})", re.IGNORECASE)
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_SEALED_NAME = "smime.p7m"
_LENGTH_LINE = re.compile(rb"([0-9]{1,9})[ \t]*\r?\n")
_BODY_REACH = 1 << 18
_HEAD_REACH = 1 << 13
_LONGEST_TYPE = 4_096


class _TolerantPart(Part):
    """A part as mails really have them: an attached mail stays bytes, a boundary is found without its semicolon."""

    def get_content_maintype(self) -> str:
        # The parser would take the base64 of an attached mail for its text; read apart it is decoded first.
        main = super().get_content_maintype()
        return "application" if main == "message" else main

    def get_boundary(self, failobj=None):
        # The library's own reading of parameters takes time by the square of the header's length.
        header = _raw(self, "content-type")[:_LONGEST_TYPE]
        given = header_parameter(header, "boundary")
        if not given and (found := _BARE_BOUNDARY.search(header)):
            given = found[1] or found[2]
        return given.rstrip() or failobj

    @property
    def kind(self) -> str:
        """The content type in lower case, `message/…` included."""
        return re.split(r"[;\s]", str(self.get("content-type", "text/plain")).strip().lower(), maxsplit=1)[0]


def read_mail(data: bytes) -> Message:
    """Return the mail in `data`. Raises Refused where it is damaged or too much, and nothing else."""
    data = _without_frame(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    if data.startswith((b"From ", b">From ")):
        # The envelope line of a mail that was cut out of an mbox.
        data = data.partition(b"\n")[2]
    if data.count(b"\n--") > MAX_SEPARATORS:
        raise refusal("too-many-attachments")
    lines = max(data.count(b"\n"), data.count(b"\r"))
    headers = _HEADER_END.split(data, maxsplit=1)[0].count(b"\n")
    if lines > MAX_LINES or headers > MAX_HEADERS or len(_BOUNDARY.findall(data)) * lines > MAX_WORK:
        raise refusal("too-complex")
    try:
        root = email.message_from_bytes(data, _class=_TolerantPart)
        parts = list(_leaves(root))
    except RecursionError as error:
        raise refusal("too-deep") from error
    except (ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        # The parser is tolerant, but not of everything that a header can hold.
        raise refusal("bad-mail") from error
    if len(parts) > MAX_PARTS:
        raise refusal("too-many-attachments")
    sender = _sender(root)
    shown = {name for part in parts if part.kind == "text/html" for name in _SHOWN.findall(_text(part))}
    attachments, has_links, has_list = [], False, False
    for part in parts:
        found = _attachment(part)
        if found is not None:
            attachments.append(found._replace(shown=_content_id(part) in shown))
        else:
            has_links = has_links or _leads_elsewhere(part)
            has_list = has_list or holds_list(_text(part).decode("utf-8", "replace"))
    if not attachments and root.get_content_maintype() == "multipart" and not root.is_multipart():
        raise refusal("bad-mail")
    nature = _nature(root, parts, sender)
    subject, ours = header_text(_raw(root, "subject")), is_draft_of_ours(_raw(root, "message-id"))
    return Message(sender, _time(root), subject, tuple(attachments), nature, has_links, ours, has_list)


def _without_frame(data: bytes) -> bytes:
    """Return a mail without what Apple Mail writes around it (.emlx): its length before, a list of marks after it.

    Raises Refused where it is shorter than its length.
    """
    length = _LENGTH_LINE.match(data)
    if length is None:
        return data
    mail = data[length.end() : length.end() + int(length[1])]
    if len(mail) < int(length[1]):
        raise refusal("bad-mail")
    return mail


def _leaves(part: _TolerantPart) -> Iterator[_TolerantPart]:
    waiting = [part]
    while waiting:
        current = waiting.pop()
        if current.is_multipart() and current.get_content_maintype() == "multipart":
            waiting += reversed(current.get_payload())
        else:
            yield current


# -- one part ----------------------------------------------------------------------------------------------------------


def _attachment(part: _TolerantPart) -> Attachment | None:
    """Return what a part carries; None for the mail's own text and for what lies elsewhere."""
    name = _name(part)
    disposition = _raw(part, "content-disposition").strip().lower()
    if _lies_elsewhere(part) or part.kind in _OF_THE_POST:
        return None
    data = _payload(part)
    is_text = part.kind.startswith("text/") or "/" not in part.kind
    is_own_text = is_text and not name and not disposition.startswith("attachment")
    if (is_own_text and not data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))) or (not data and not name):
        return None
    damaged = any(type(defect).__name__.startswith("InvalidBase64Length") for defect in part.defects)
    return Attachment(name, data, part.kind in ("message/rfc822", "message/global"), damaged)


def _name(part: _TolerantPart) -> str:
    """Return the name that the sender gave a part, empty where there is none."""
    return header_parameter(_raw(part, "content-disposition"), "filename") or header_parameter(
        ";" + _raw(part, "content-type").partition(";")[2], "name"
    )


def _content_id(part: _TolerantPart) -> bytes:
    return _raw(part, "content-id").strip().strip("<>").encode("utf-8", "surrogateescape")


def _text(part: _TolerantPart) -> bytes:
    """Return the start of a mail's own text."""
    return _payload(part)[:_BODY_REACH]


def _payload(part: _TolerantPart) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise refusal("bad-mail") from error
    if data is None:
        # Parts of a part that calls itself no multipart, as delivery reports have them.
        data = b"\n\n".join(_payload(inner) for inner in part.get_payload() if isinstance(inner, Part))
    return data


def _lies_elsewhere(part: _TolerantPart) -> bool:
    return part.kind == "message/external-body" or any(
        key.lower() in ("x-mozilla-cloud-part", "x-mozilla-external-attachment-url") for key in part
    )


def _leads_elsewhere(part: _TolerantPart) -> bool:
    return _lies_elsewhere(part) or _LINK.search(_text(part)) is not None


def _nature(root: _TolerantPart, parts: list[_TolerantPart], sender: str) -> str:
    kinds = {part.kind for part in parts}
    # Some programs leave the mark in a mail that they do send; then a server has written in it.
    if _raw(root, "x-unsent").strip() == "1" and not _raw(root, "received"):
        return "draft"
    if "message/disposition-notification" in kinds:
        return "receipt"
    if root.kind == "multipart/report" or "message/delivery-status" in kinds or sender.startswith("mailer-daemon@"):
        return "bounce"
    if "message/partial" in kinds:
        return "partial"
    if kinds & {"text/calendar", "application/ics"}:
        return "meeting"
    # A list or a gateway may have put a footer beside it.
    if any(part.kind in _SEALED or _name(part).casefold() == _SEALED_NAME for part in parts):
        return "sealed"
    if any(_raw(part, "x-apple-content-length") and not _payload(part) for part in parts):
        return "stripped"
    texts = (part for part in parts if part.kind == "text/plain")
    return "uuencoded" if any(_UUENCODED.search(_text(part)) for part in texts) else ""


# -- headers -----------------------------------------------------------------------------------------------------------


def _raw(part: _TolerantPart, name: str) -> str:
    """Return a header as it stands, bytes outside ASCII as surrogate escapes; empty where there is none."""
    name = name.lower()
    return next((value for key, value in part.raw_items() if key.lower() == name and isinstance(value, str)), "")


def is_draft_of_ours(message_id: str) -> bool:
    """Whether a Message-ID is one that the program gives its drafts."""
    return message_id.strip().rstrip(">").casefold().endswith(f"@{DRAFTS_DOMAIN}")


def read_headers(text: str) -> tuple[str, datetime | None]:
    """Return sender and time by a mail's headers alone, as other programs keep them; empty and None where untold."""
    head = text[: _HEAD_REACH * 8].encode("utf-8", "surrogateescape") + b"\n\n"
    try:
        root = email.message_from_bytes(head, _class=_TolerantPart)
        return _sender(root), _time(root)
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError):
        return "", None


def subject_of(data: bytes) -> str:
    """Return the subject of a mail by its first lines, empty where it has none."""
    try:
        return header_text(_raw(email.message_from_bytes(data[:_HEAD_REACH], _class=_TolerantPart), "subject"))
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError):
        return ""


def _sender(root: _TolerantPart) -> str:
    """Return the address of the one mailbox under From, empty where there is not exactly one."""
    values = (value for key, value in root.raw_items() if key.lower() == "from" and isinstance(value, str))
    return only_sender([_as_text(value) for value in values])


def _as_text(value: str) -> str:
    """Return a raw header whose bytes outside ASCII are surrogate escapes as text; what is no UTF-8 stays as it is."""
    try:
        return value.encode("ascii", "surrogateescape").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return value


def _time(root: _TolerantPart) -> datetime | None:
    """Return the time of the topmost Received (the receiving office's own clock), else of Date."""
    received = _COMMENT.sub("", _raw(root, "received")[:_LONGEST_TYPE]).rpartition(";")[2]
    return _moment(received) or _moment(_raw(root, "date"))


def _moment(text: str) -> datetime | None:
    try:
        return sane_time(parsedate_to_datetime(text[:200].strip()))
    except Exception:
        # The library raises half a dozen unrelated types for dates that are none.
        return None


# -- many mails in one file --------------------------------------------------------------------------------------------

_SEPARATOR = re.compile(rb"From \S.{0,200}\d{1,2}:\d\d")


def split_mbox(file: BinaryIO, most: int) -> Iterator[bytes]:
    """Yield the mails of an mbox file as bytes, one at a time; of a mail longer than `most`, its first `most` + 1."""
    lines: list[bytes] = []
    length, blank = 0, True
    while line := file.readline(1 << 16):
        if blank and _SEPARATOR.match(line.removeprefix(b"\xef\xbb\xbf")):
            if any(map(bytes.strip, lines)):
                yield b"".join(lines)
            lines, length = [], 0
            continue
        if length <= most:
            lines.append(line)
            length += len(line)
        blank = not line.strip(b"\r\n")
    if any(map(bytes.strip, lines)):
        yield b"".join(lines)
