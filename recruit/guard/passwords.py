"""Workbooks that Office encrypted, opened with given passwords, in memory only."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import TYPE_CHECKING

from recruit.guard.apart import apart
from recruit.guard.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

_OFFICE_OWN = "VelvetSweatshop"
"""What Excel encrypts a merely write-protected workbook with; tried where the clerk asked to try passwords at all."""


def unlock(data: bytes, passwords: Sequence[str]) -> bytes:
    """Return the workbook that is encrypted in `data`, opened by the first of `passwords` that fits.

    Raises Refused.
    """
    given = [password for password in passwords if password]
    if not given:
        raise refusal("password-needed")
    for password in (*given, _OFFICE_OWN):
        opened = apart(open_with, data, password)
        if opened is not None:
            return opened
    raise refusal("wrong-password")


def open_with(data: bytes, password: str) -> bytes | None:
    """Return the workbook in `data`, None where `password` does not fit; for a process of its own.

    Raises Refused where it is encrypted in a way that cannot be opened.
    """
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import InvalidKeyError
    from msoffcrypto.format import xls97
    from msoffcrypto.format.ooxml import OOXMLFile

    # It would put what it decrypts into a temporary file.
    xls97.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)
    opened = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(data))
        file.load_key(password=password, **({"verify_password": True} if isinstance(file, OOXMLFile) else {}))
        file.decrypt(opened)
    except InvalidKeyError:
        return None
    except MemoryError:
        raise
    # An unknown cipher, or damage: whatever it raises, the unit has to take the password away.
    except Exception as error:
        raise refusal("encrypted") from error
    return opened.getvalue()
