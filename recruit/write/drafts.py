"""Mail drafts (.eml) to units, opened by the clerk's mail program and sent by the clerk: the program sends nothing."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import replace
from email.charset import QP, Charset
from email.encoders import encode_base64
from email.generator import BytesGenerator
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from itertools import product
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

from recruit.intake.labels import base_name
from recruit.letters.mailing import NAMES, TEMPLATE, Occasion, mail_context
from recruit.letters.names import example_context
from recruit.text import clean, fold, spelled
from recruit.write.outputs import safe_name
from recruit.write.sandbox import environment, refusals
from recruit.write.templates import TemplateProblem, read_template

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from jinja2 import Template

    from recruit.model import Period
    from recruit.plan import Plan, Unit

DOMAIN = "thu-nhap.invalid"
"""Where message ids end; no such domain can exist."""

_SUBJECT = "Tiêu đề"
# One mailbox as mail servers take it everywhere: nothing quoted, nothing outside ASCII.
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
_LONGEST_ADDRESS = 254
_LONGEST_LINE = 990
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
    errors: int = 0,
    missing: tuple[int, ...] = (),
    returned: Attachment | None = None,
    next_form: Attachment | None = None,
    urging: Attachment | None = None,
    locked: bool = False,
) -> Draft:
    """Return the draft of the mail that brings a unit its files: at least one of the three.

    `errors` are the things to mend in `returned`, `missing` the months that the unit owes; `locked` says that the
    files have a password. Without any sound address there is no line To: the clerk fills it in. Same input, same bytes.
    """
    attachments = [attachment for attachment in (returned, next_form, urging) if attachment is not None]
    if not attachments:
        raise ValueError("a mail that brings nothing")
    names = [base_name(attachment.name) if attachment else "" for attachment in (returned, next_form, urging)]
    subject, body = wording.filled(mail_context(plan, unit, Occasion(period, day_due, errors, missing, *names, locked)))
    addresses = tuple(address for address in unit.addresses if _is_address(address))
    left_out = tuple(address for address in unit.addresses if address not in addresses)
    return Draft(_mail(addresses, subject, body, attachments), left_out)


def _is_address(text: str) -> bool:
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


# -- the wording -------------------------------------------------------------------------------------------------------


class MailWording:
    """The text template of the mail in a folder of templates, checked when it is opened. Raises TemplateProblem.

    Its first line is `Tiêu đề: …`, the rest the body. Blank lines that follow each other are printed as one, so that
    lines with nothing but a command leave no gap. `spelling` is how `ủy` is spelled.
    """

    def __init__(self, folder: Path, *, spelling: str = "ủy") -> None:
        self._spelling = spelling
        try:
            text = read_template(folder, TEMPLATE).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise _problem(
                "tệp không phải chữ UTF-8. Mở bằng Notepad, chọn Lưu thành (Save As), mục Encoding chọn UTF-8."
            ) from error
        self._template = _sound_template(text)
        # What stands in a branch that this month does not take is wrong all the same.
        for context in _situations():
            self.filled(context)

    def filled(self, context: Mapping[str, object]) -> tuple[str, str]:
        """Return subject (one line) and body (lines that end in a line feed). Raises TemplateProblem."""
        try:
            text = self._template.render(context)
        except UndefinedError as error:
            raise _problem(
                "thẻ dùng tên không có trong danh mục ở docs/templates.md. Sửa lại tên.", error.lineno
            ) from error
        except TemplateError as error:
            raise _problem(f"{error.message}. Sửa lại thẻ.", error.lineno) from error
        first, *lines = spelled(text, self._spelling).split("\n")
        label, colon, subject = first.partition(":")
        if not colon or fold(label) != fold(_SUBJECT) or not clean(subject):
            raise _problem(f"dòng đầu tiên phải là “{_SUBJECT}: …”, có chữ sau dấu hai chấm.", 1)
        body = re.sub(r"\n{3,}", "\n\n", "\n".join(map(clean, lines))).strip("\n")
        if not body:
            raise _problem("không có nội dung thư dưới dòng tiêu đề.")
        return clean(subject), body + "\n"


def _sound_template(text: str) -> Template:
    # A plain text has no signs that would have to be escaped; all else of the sandbox stays.
    sandbox = environment().overlay(autoescape=False)
    try:
        for refusal in sorted(refusals(sandbox.parse(text)), key=lambda refusal: refusal.line):
            raise _problem(f"mẫu không dùng được {refusal.what}. {refusal.remedy}", refusal.line)
        return sandbox.from_string(text)
    except TemplateSyntaxError as error:
        raise _problem(
            "thẻ viết chưa đúng, chương trình không hiểu. Sửa thẻ, hoặc dùng lại mẫu gốc.", error.lineno
        ) from error


def _situations() -> Iterator[dict[str, object]]:
    """Yield a context for each case that conditions can tell apart."""
    asked = [name for name in NAMES if not isinstance(name.example, str)]
    rest = [name for name in NAMES if isinstance(name.example, str)]
    choices = [(True, False) if isinstance(name.example, bool) else (name.example, 0) for name in asked]
    for values in product(*choices):
        given = (replace(name, example=value) for name, value in zip(asked, values, strict=True))
        yield example_context((*rest, *given))


def _problem(what: str, line: int | None = None) -> TemplateProblem:
    where = f", dòng {line}" if line else ""
    return TemplateProblem(f"Mẫu {TEMPLATE} không dùng được{where}: {what}")


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
    mail["Message-ID"] = f"<{digest[32:]}@{DOMAIN}>"
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
