"""Mail drafts (.eml) to units, opened by the clerk's mail program and sent by the clerk: the program sends nothing."""

from __future__ import annotations

import hashlib
import io
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.generator import BytesGenerator
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from recruit.deliver.outputs import safe_name
from recruit.intake.labels import base_name
from recruit.intake.messages import DRAFTS_DOMAIN
from recruit.language.mailbox import is_mailbox
from recruit.letters.mailing import Occasion, mail_context
from recruit.write.word.mail import MailWording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from recruit.declared.plan import Plan, Unit
    from recruit.letters.probation import Counts
    from recruit.letters.receipt import Receipt
    from recruit.merge.sends import Unusable
    from recruit.model import Period

_LONGEST_LINE = 998
"""Bytes that a line of a mail may have without its end (RFC 5322, 2.1.1)."""
# A line of headers holds the longest type; what stands before it is never left on a line of its own.
_HEADER_WIDTH = 88
_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {".xlsx": f"{_OFFICE}spreadsheetml.sheet", ".docx": f"{_OFFICE}wordprocessingml.document"}


class Attachment(NamedTuple):
    """A file that goes with a mail; of `name` only the last part is shown, so that an output's name serves."""

    name: str
    data: bytes


class Draft(NamedTuple):
    """A draft: its bytes, and what stands in the plan as the unit's address but is none, and was left out."""

    data: bytes
    left_out: tuple[str, ...] = ()


def draft_name(unit: Unit, period: Period) -> str:
    """Return the name of a unit's draft in the folder of urging letters."""
    return f"thu_{safe_name(unit.code)}_{period}.eml"


def unit_draft(
    wording: MailWording,
    plan: Plan,
    unit: Unit,
    period: Period,
    *,
    day_due: date,
    errors: int,
    missing: tuple[int, ...],
    unusable: Mapping[int, Unusable],
    locked: bool,
    members: Counts,
    receipt: Receipt,
    returned: Attachment | None = None,
    next_form: Attachment | None = None,
    urging: Attachment | None = None,
) -> Draft:
    """Return the draft of the mail that brings a unit its files and tells what came from it: at least one of these.

    `errors` are the things to mend in `returned`, `missing` the months for which nothing came, `unusable` those for
    which something came that could not be used, and why; `locked` says that the files have a password, `members` which
    probationary members the unit has to see to, `receipt` what came from it. Without any sound address there is no line
    To: the clerk fills it in. Same input, same bytes.
    """
    attachments = [attachment for attachment in (returned, next_form, urging) if attachment is not None]
    if not attachments and not receipt.came:
        raise ValueError("a mail that brings nothing")
    names = [base_name(attachment.name) if attachment else "" for attachment in (returned, next_form, urging)]
    occasion = Occasion(period, day_due, errors, missing, unusable, *names, locked, members, receipt)
    subject, body = wording.filled(mail_context(plan, unit, occasion))
    addresses = tuple(dict.fromkeys(filter(is_mailbox, unit.addresses)))
    left_out = tuple(address for address in unit.addresses if address not in addresses)
    return Draft(_mail(addresses, subject, body, attachments), left_out)


# -- the mail ----------------------------------------------------------------------------------------------------------


def _mail(addresses: Sequence[str], subject: str, body: str, attachments: Sequence[Attachment]) -> bytes:
    digest = _digest(addresses, subject, body, attachments)
    mail = MIMEMultipart(boundary=f"=_{digest[:32]}")
    # Neither From nor Date: the mail program puts in the clerk's account and the moment of sending.
    mail["X-Unsent"] = "1"
    if addresses:
        mail["To"] = ", ".join(addresses)
    # Encoded here: their lines must be shorter than others.
    mail["Subject"] = Header(subject, "utf-8", maxlinelen=75, header_name="Subject").encode()
    mail["Message-ID"] = f"<{digest[32:]}@{DRAFTS_DOMAIN}>"
    mail["Content-Language"] = "vi"
    mail.attach(_text(body))
    for attachment in attachments:
        mail.attach(_attached(attachment))
    out = io.BytesIO()
    policy = compat32.clone(linesep="\r\n", max_line_length=_HEADER_WIDTH)
    BytesGenerator(out, mangle_from_=False, policy=policy).flatten(mail)
    return out.getvalue()


def _digest(addresses: Sequence[str], subject: str, body: str, attachments: Sequence[Attachment]) -> str:
    """Return 64 digits that stand for the whole content; each piece is led by its length, so that none runs into another."""
    digest = hashlib.sha256()
    texts = [*addresses, subject, body, *(attachment.name for attachment in attachments)]
    for piece in (*(text.encode() for text in texts), *(attachment.data for attachment in attachments)):
        digest.update(b"%d:" % len(piece))
        digest.update(piece)
    return digest.hexdigest()


def _text(body: str) -> MIMENonMultipart:
    data = body.encode()
    part = MIMENonMultipart("text", "plain", charset="utf-8")
    if max(map(len, data.split(b"\n"))) > _LONGEST_LINE:
        charset = Charset("utf-8")
        charset.body_encoding = QP
        part.set_payload(body, charset)
    else:
        # As it is, so that the file can be read in any editor.
        part["Content-Transfer-Encoding"] = "8bit"
        part.set_payload(data.decode("ascii", "surrogateescape"))
    return part


def _attached(attachment: Attachment) -> MIMEBase:
    name = base_name(attachment.name)
    kind = _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
    part = MIMEBase(*kind.split("/"))
    if name.isascii():
        part.set_param("name", name)
        part.add_header("Content-Disposition", "attachment", filename=name)
    else:
        # Mail programs of this century read the second form, older ones and some webmails only the first.
        part.set_param("name", Header(name, "utf-8", header_name="Content-Type").encode(linesep=""))
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    part.set_payload(attachment.data)
    encode_base64(part)
    return part
