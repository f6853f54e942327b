"""Unpacking: mails, mailboxes and archives opened in memory, level by level, within one budget; nothing goes to disk."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from recruit.guard.gate import MAX_RATIO, RATIO_FROM, check_member, inflate, sound_members
from recruit.guard.isolation import Lost, isolated
from recruit.guard.kinds import Identified, identify
from recruit.guard.refusals import Refused, refusal
from recruit.intake.labels import Names, base_name, is_litter, member_name, member_path
from recruit.intake.mail import read_mail, split_mbox, subject_of
from recruit.intake.messages import Attachment, Message
from recruit.intake.outlook import read_msg
from recruit.intake.winmail import read_winmail
from recruit.model import Sent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAX_CONTAINER = 40 * 1024 * 1024
MAX_ARCHIVES = 2
MAX_MAILS = 10
MAX_BYTES = 512 * 1024 * 1024
MAX_THINGS = 10_000
MAX_LETTERS = 50_000
"""Bytes of a mail or archive, levels of archives and of mails, what one file may hold in all (bytes and things), and
mails in a mailbox."""

FOLDER, MAIL, MAILBOX, ARCHIVE = "thư mục", "thư điện tử", "hộp thư", "tệp nén"
ARROW = " → "


@dataclass(frozen=True, slots=True)
class Way:
    """How a thing came: `origin` in words, who sent it when, and the levels of archives and mails around it.

    `no_send` says that it lies in a mail that nobody sent as a report: the code of the reason, else empty.
    """

    origin: str = FOLDER
    sent: Sent | None = None
    archives: int = 0
    mails: int = 0
    no_send: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether the thing is a file of the folder itself and lies in nothing else."""
        return not self.archives and not self.mails

    def through(self, step: str) -> str:
        """Return the origin of what lies in a container that came this way."""
        return step if self.is_plain else self.origin + ARROW + step


class Leaf(NamedTuple):
    """A file that holds nothing else: its label (the whole way as a path), bytes, what it is, and how it came.

    `refused` says why it is not to be read, where unpacking already knows.
    """

    name: str
    data: bytes
    sha256: str
    identified: Identified
    way: Way
    refused: Refused | None = None


class Container(NamedTuple):
    """A mail or archive; told after all that it holds. `why` says why nothing in it could be a report, if it does.

    `kind` is `mail`, `mailbox` or `archive`; `count` what it holds directly. `refused` is set where it cannot be opened.
    """

    name: str
    sha256: str
    kind: str
    way: Way
    count: int
    why: str = ""
    refused: Refused | None = None


@dataclass(slots=True)
class Unpacking:
    """The opening of one file of the folder, with what it may still cost and the litter passed over."""

    bytes_left: int = MAX_BYTES
    things_left: int = MAX_THINGS
    litter: int = 0

    def open(self, name: str, data: bytes, way: Way, *, called_mail: bool = False) -> Iterator[Leaf | Container]:
        """Yield what `data` holds, containers after their content, down to files that hold nothing else.

        `called_mail` says that its sender or its name calls it a mail. Raises nothing: what cannot be opened is told.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        found = identify(data)
        kind = "mail" if called_mail and found.kind in ("text", "unknown", "xml", "html") else found.kind
        if kind not in _OPENERS:
            yield Leaf(name, data, sha256, found, way)
            return
        try:
            self._count_bytes(data)
            yield from _OPENERS[kind](self, name, data, sha256, way)
        except Refused as refused:
            yield Container(name, sha256, "archive" if kind == "zip" else "mail", way, 0, refused=refused)

    def open_mbox(self, name: str, file: BinaryIO, sha256: str, way: Way) -> Iterator[Leaf | Container]:
        """Yield what the mails of a mailbox hold. Raises Refused where it lies too deep or has too many.

        Of a file in the folder each mail has the whole budget, since a mailbox may be a year's.
        """
        count = 0
        inside = _deeper(way, MAILBOX)
        for count, data in enumerate(split_mbox(file, MAX_CONTAINER), start=1):
            if count > MAX_LETTERS:
                raise refusal("too-many-attachments")
            if way.is_plain:
                self.bytes_left, self.things_left = MAX_BYTES, MAX_THINGS
            path, digest = f"{name}/thư {count:04d}", hashlib.sha256(data).hexdigest()
            try:
                self._count_bytes(data)
                yield from self._open_mail(path, data, digest, inside)
            except Refused as refused:
                yield Container(path, digest, "mail", inside, 0, refused=refused)
        yield Container(name, sha256, "mailbox", way, count, "no-report-in-mailbox")

    # -- what each kind holds ------------------------------------------------------------------------------------------

    def _open_mail(self, name: str, data: bytes, sha256: str, way: Way) -> Iterator[Leaf | Container]:
        yield from self._message(name, read_mail(data), sha256, way)

    def _open_mbox(self, name: str, data: bytes, sha256: str, way: Way) -> Iterator[Leaf | Container]:
        yield from self.open_mbox(name, BytesIO(data), sha256, way)

    def _open_msg(self, name: str, data: bytes, sha256: str, way: Way) -> Iterator[Leaf | Container]:
        yield from self._message(name, _isolated(read_msg, data), sha256, way)

    def _open_winmail(self, name: str, data: bytes, sha256: str, way: Way) -> Iterator[Leaf | Container]:
        attachments = _isolated(read_winmail, data)
        inside = _deeper(way, "" if way.mails else MAIL)
        yield from self._attachments(name, attachments, inside)
        yield Container(
            name, sha256, "mail", way, len(attachments), "no-report-in-mail" if attachments else "no-attachment"
        )

    def _open_zip(self, name: str, data: bytes, sha256: str, way: Way) -> Iterator[Leaf | Container]:
        if way.archives >= MAX_ARCHIVES:
            raise refusal("nested-zip")
        try:
            archive, members = sound_members(data)
        except Refused as refused:
            raise refusal(_ARCHIVE_REFUSALS.get(refused.code, refused.code)) from refused
        inside = Way(way.through(ARCHIVE), way.sent, way.archives + 1, way.mails, way.no_send)
        names, count = Names(), 0
        for info in members:
            label = member_path(member_name(info))
            if is_litter(label):
                self.litter += 1
                continue
            count += 1
            self._count_thing()
            path = f"{name}/{names.own(label or 'tệp không tên')}"
            try:
                check_member(info)
                limit = min(MAX_CONTAINER, self.bytes_left, max(RATIO_FROM, MAX_RATIO * info.compress_size))
                content = inflate(archive, info, limit)
            except Refused as refused:
                code = _MEMBER_REFUSALS.get(refused.code)
                yield Leaf(path, b"", "", Identified("zip"), inside, refusal(code) if code else refused)
                continue
            yield from self.open(path, content, inside, called_mail=is_called_mail(label))
        yield Container(name, sha256, "archive", way, count, "no-report-in-archive")

    # -- messages ------------------------------------------------------------------------------------------------------

    def _message(self, name: str, message: Message, sha256: str, way: Way) -> Iterator[Leaf | Container]:
        no_send = way.no_send or _NO_SENDS.get(message.nature, "")
        around = (*way.sent.around, way.sent.sender) if way.sent else ()
        sent = Sent(message.time, message.sender, by_mail=True, by_office=message.is_ours, around=around)
        inside = replace(_deeper(way, MAIL), sent=sent, no_send=no_send)
        kinds: set[str] = set()
        for thing in self._attachments(name, message.attachments, inside):
            if isinstance(thing, Leaf):
                kinds.add(thing.identified.kind)
                # What is said of the mail is not said again of the one part that it consists of.
                if message.nature == "sealed" and thing.identified.kind == "signed-file":
                    thing = thing._replace(refused=refusal("in-sealed"))
            yield thing
        yield Container(
            name,
            sha256,
            "mail",
            Way(way.origin, sent, way.archives, way.mails, no_send),
            len(message.attachments),
            _why_no_report(message, kinds),
        )

    def _attachments(self, name: str, attachments: tuple[Attachment, ...], way: Way) -> Iterator[Leaf | Container]:
        names = Names()
        for number, attachment in enumerate(attachments, start=1):
            self._count_thing()
            path = f"{name}/{names.own(_label(attachment, number))}"
            if attachment.message is not None:
                try:
                    yield from self._message(path, attachment.message, _digest_of(attachment.message), way)
                except Refused as refused:
                    yield Container(path, _digest_of(attachment.message), "mail", way, 0, refused=refused)
            elif attachment.damaged:
                sha256 = hashlib.sha256(attachment.data).hexdigest()
                yield Leaf(path, b"", sha256, Identified("unknown"), way, refusal("damaged-attachment"))
            else:
                yield from self.open(path, attachment.data, way, called_mail=attachment.is_mail or is_called_mail(path))

    def _count_bytes(self, data: bytes) -> None:
        self.bytes_left -= len(data)
        if len(data) > MAX_CONTAINER or self.bytes_left < 0:
            raise refusal("too-big-archive")

    def _count_thing(self) -> None:
        self.things_left -= 1
        if self.things_left < 0:
            raise refusal("too-many-attachments")


_OPENERS = {
    "mail": Unpacking._open_mail,
    "mbox": Unpacking._open_mbox,
    "msg": Unpacking._open_msg,
    "tnef": Unpacking._open_winmail,
    "zip": Unpacking._open_zip,
}
_ARCHIVE_REFUSALS = {"too-many-parts": "too-many-members"}
_MEMBER_REFUSALS = {"encrypted": "zip-password", "compression": "zip-method", "too-big-part": "too-big-archive"}
_NO_SENDS = {"bounce": "returned", "receipt": "returned", "draft": "in-draft"}
_ONLY = {
    "only-scans": frozenset({"image", "pdf", "xps"}),
    "only-text": frozenset({"text"}),
    "only-documents": frozenset({"docx", "odf", "rtf"}),
}
"""What a mail may hold that brings a report which nobody can read, by the reason."""
_LARGEST_LOGO = 16 * 1024
_LARGEST_SHOWN_LOGO = 256 * 1024
"""Bytes of a picture that may be a logo: beside the mail's text, and inside it."""


def is_called_mail(name: str) -> bool:
    """Whether a file's name says that it is a mail, whatever its content looks like."""
    return name.casefold().endswith((".eml", ".emlx"))


def _deeper(way: Way, step: str) -> Way:
    """Return the way of what lies in a mail, mailbox or winmail.dat. Raises Refused where that is too deep."""
    if way.mails >= MAX_MAILS:
        raise refusal("too-deep")
    return replace(way, origin=way.through(step) if step else way.origin, mails=way.mails + 1)


def _isolated(function, data: bytes):
    try:
        return isolated(function, data)
    except Lost as lost:
        raise refusal("bad-mail") from lost


def _label(attachment: Attachment, number: int) -> str:
    # A stroke in a date is no folder.
    name = base_name(re.sub(r"(?<=\d)/(?=\d)", "-", attachment.name))
    if name:
        return name
    if not attachment.is_mail and attachment.message is None:
        return f"tệp kèm theo {number}"
    subject = attachment.message.subject if attachment.message else subject_of(attachment.data)
    return base_name(subject.replace("/", "-")) or "thư kèm theo"


def _digest_of(message: Message) -> str:
    """Return a digest of a message that is no file of its own: of what it says and carries."""
    digest = hashlib.sha256(f"{message.sender}\n{message.time}\n{message.subject}\n".encode("utf-8", "replace"))
    for attachment in message.attachments:
        inner = _digest_of(attachment.message) if attachment.message else hashlib.sha256(attachment.data).hexdigest()
        digest.update(f"{attachment.name}\n{inner}\n".encode("utf-8", "replace"))
    return digest.hexdigest()


def _why_no_report(message: Message, kinds: set[str]) -> str:
    """Return why a mail brings no report (a key of the words for it), should nothing in it turn out to be one."""
    if message.nature:
        return message.nature
    only_logos = all(map(_is_logo, message.attachments))
    if message.has_list and only_logos:
        return "only-words"
    if message.has_links and only_logos:
        return "only-links"
    if not message.attachments:
        return "no-attachment"
    return next((why for why, those in _ONLY.items() if kinds and kinds <= those), "no-report-in-mail")


def _is_logo(attachment: Attachment) -> bool:
    """Whether an attachment is a picture that belongs to the mail's looks and cannot be a list that was photographed."""
    if attachment.message is not None or identify(attachment.data).kind != "image":
        return False
    return len(attachment.data) <= (_LARGEST_SHOWN_LOGO if attachment.shown else _LARGEST_LOGO)
