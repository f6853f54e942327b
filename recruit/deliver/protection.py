"""Outputs that hold people, encrypted with a password as Office does it; what cannot be is named."""

from __future__ import annotations

import io
import re
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from recruit.guard.isolation import shared_out
from recruit.job import check_password

if TYPE_CHECKING:
    from collections.abc import Mapping


_MADE_FOR_PASSWORDS = (".xlsx", ".docx")
# What holds counts, units and nobody who is on a list. All else is taken to hold people.
_WITHOUT_PEOPLE = re.compile(
    r"""\.ket_qua\.json
    | tong_quan_[\w-]+\.html
    | cong_van_giao_chi_tieu_\d{4}(_\d+)?\.(docx|pdf)
    | don_doc/cong_van_don_doc_\d{4}-\d\d(_\d+)?\.(docx|pdf)
    | don_doc/phieu_theo_doi_\d{4}-\d\d(_\d+)?\.(docx|pdf)
    | mau_co_loi/[^/]+""",
    re.VERBOSE,
)
_ONE_PROCESS = 24
"""Files that one process encrypts by itself; each takes an eighth of a second."""


def holds_people(name: str) -> bool:
    """Whether the output of this name (a subfolder may be in it) holds people of the units' lists."""
    return _WITHOUT_PEOPLE.fullmatch(name) is None


def protected(files: Mapping[str, bytes], password: str) -> tuple[dict[str, bytes], list[str]]:
    """Return `files` (name → bytes) with those that hold people encrypted, and the names of those that cannot be.

    Each call gives other bytes: the salt is random. Raises CannotRun where the password will not do.
    """
    check_password(password)
    holding = [name for name in sorted(files) if holds_people(name)]
    fitting = [name for name in holding if PurePosixPath(name).suffix in _MADE_FOR_PASSWORDS]
    locked = _all_encrypted([files[name] for name in fitting], password)
    result = {**files, **dict(zip(fitting, locked, strict=True))}
    return result, [name for name in holding if name not in fitting]


def _all_encrypted(packages: list[bytes], password: str) -> list[bytes]:
    return list(shared_out((partial(encrypted, package, password) for package in packages), _ONE_PROCESS))


def encrypted(package: bytes, password: str) -> bytes:
    """Return an OOXML package encrypted with a password (agile encryption: AES-256, SHA-512, 100,000 rounds)."""
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(package)).encrypt(password, out)
    return out.getvalue()
