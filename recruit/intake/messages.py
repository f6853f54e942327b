"""The nouns of mail: a message with its sender, time and attachments, whatever program saved it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

# Clocks and empty fields give days before any of this existed; they are no times.
_FIRST_YEAR = 1990

DRAFTS_DOMAIN = "thu-nhap.invalid"
"""The domain of the Message-ID of every draft that the program writes: no post office has it."""


class Attachment(NamedTuple):
    """What a message carries: `data` its bytes, or `message` a message inside it that is no file of its own.

    `name` is as the sender gave it, cleaned by nobody yet, empty where there is none; `is_mail` says that the sender's
    program calls it a mail, `damaged` that its transfer encoding broke off, `shown` that it is a picture in the mail's
    own text.
    """

    name: str
    data: bytes = b""
    is_mail: bool = False
    damaged: bool = False
    shown: bool = False
    message: Message | None = None


class Message(NamedTuple):
    """A mail: `sender` an address in lower case or empty, `time` when it was sent, in UTC, None where it does not say.

    `nature` tells mails that never carry a report: `draft`, `bounce`, `meeting`, `partial`, `sealed` (signed or encrypted
    as a whole, whatever was put around it on the way), `stripped` (saved without its attachments), or is empty. `has_links` says that its text leads elsewhere, `has_list`
    that a list of people was typed into it, `is_ours` that its Message-ID is that of a draft which this program wrote.
    """

    sender: str
    time: datetime | None
    subject: str
    attachments: tuple[Attachment, ...]
    nature: str = ""
    has_links: bool = False
    is_ours: bool = False
    has_list: bool = False


def sane_time(moment: datetime | None) -> datetime | None:
    """Return `moment` in UTC (without a zone it is UTC); None where it is none or lies before there was mail."""
    if moment is None:
        return None
    try:
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return moment if moment.year >= _FIRST_YEAR else None
