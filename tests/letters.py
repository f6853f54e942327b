"""Mails and archives for the tests, put together as mail programs and people put them together."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import UTC, datetime
from email.generator import BytesGenerator
from email.message import EmailMessage
from email.utils import format_datetime

SENT = datetime(2024, 11, 24, 8, tzinfo=UTC)


def mail(
    *attachments: tuple[str | None, bytes],
    sender: str = "Chi bộ 1 <cb01@vidu.example>",
    sent: datetime | None = SENT,
    received: tuple[datetime, ...] = (),
    subject: str = "Báo cáo tháng 11",
    text: str = "Kính gửi Văn phòng.",
    inside: tuple[bytes, ...] = (),
) -> bytes:
    """Return an .eml; `received` are the times of its Received lines from the topmost, `inside` attached mails."""
    message = EmailMessage()
    if sender:
        message["From"] = sender
    message["To"] = "vanphong@vidu.example"
    message["Subject"] = subject
    if sent is not None:
        message["Date"] = format_datetime(sent)
    message.set_content(text)
    for name, data in attachments:
        message.add_attachment(data, "application", "octet-stream", filename=name)
    for inner in inside:
        message.add_attachment(inner, "application", "x-inner", filename="x")
    data = as_bytes(message)
    for inner in inside:
        # The generator would write an attached mail anew; here it must stay as it was.
        data = _with_inner(data, inner)
    head = "".join(f"Received: from a by b; {format_datetime(moment)}\n" for moment in received)
    return head.encode() + data


def _with_inner(data: bytes, inner: bytes) -> bytes:
    start = data.index(b"Content-Type: application/x-inner")
    end = data.index(b"\n--", start)
    part = b"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" + inner
    return data[:start] + part + data[end:]


def as_bytes(message: EmailMessage) -> bytes:
    """Return a message as the bytes of an .eml, the same for the same message."""
    if message.is_multipart():
        content = repr([message.items(), *(part.get_payload() for part in message.iter_parts())])
        message.set_boundary("=_" + hashlib.sha256(content.encode()).hexdigest()[:24])
    out = io.BytesIO()
    BytesGenerator(out, policy=message.policy.clone(linesep="\n")).flatten(message)
    return out.getvalue()


def raw_mail(part_headers: str, body: bytes, *, headers: str = "", charset: str = "utf-8") -> bytes:
    """Return a multipart mail with one attachment whose headers stand there as given, encoded in `charset`."""
    top = f"From: cb01@vidu.example\nDate: Sun, 24 Nov 2024 08:00:00 +0000\n{headers}MIME-Version: 1.0\n"
    top += 'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nChao\n--b\n'
    return top.encode() + part_headers.encode(charset) + b"\n\n" + body + b"\n--b--\n"


def archive(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of the given members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members.items():
            made.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def archive_of_bytes(members: dict[bytes, bytes]) -> bytes:
    """Return a zip archive whose members' names are the given bytes, without the flag that says that they are UTF-8."""
    names = {f"{number:03d}".ljust(len(name), "~"): name for number, name in enumerate(members)}
    made = archive(dict(zip(names, members.values(), strict=True)))
    for placeholder, name in names.items():
        made = made.replace(placeholder.encode(), name)
    return made


def mailbox(*mails: bytes) -> bytes:
    """Return an mbox file of the given mails."""
    return b"\n".join(b"From vanphong@vidu.example Sun Nov 24 08:00:00 2024\n" + data for data in mails)
