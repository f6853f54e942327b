"""The folder that the clerk points at: every file in it, in an order that no file system decides."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recruit.intake.gate import MAX_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OUTPUT_MARKER = ".ket_qua.json"
OUTPUT_JOURNAL = ".dang_ghi.json"
FOLDER_ORIGIN = "thư mục"

_LITTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})

# One byte more than the gate lets through, so that it can say that the file is too large.
_READ_LIMIT = MAX_FILE + 1


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the folder: `name` is its path relative to it, in NFC with `/`; `path` is where it lies."""

    name: str
    path: Path
    origin: str = FOLDER_ORIGIN

    def read(self) -> bytes:
        """Return the file's bytes, at most one byte more than the gate allows. Raises OSError."""
        with self.path.open("rb") as file:
            return file.read(_READ_LIMIT)


@dataclass(frozen=True, slots=True)
class Inbox:
    """What lies in the folder: files ordered by name by code point, and the number of litter files passed over."""

    files: tuple[Found, ...]
    litter: int


def open_inbox(root: Path) -> Inbox:
    """Return every file under `root`, except operating systems' litter and folders that a run has written.

    Raises OSError where `root` itself cannot be listed; a subfolder that cannot be is an empty one.
    """
    next(os.scandir(root), None)
    files, litter = [], 0
    for name, path in _walk(root):
        if is_litter(path.name):
            litter += 1
        else:
            files.append(Found(name, path))
    return Inbox(tuple(sorted(files, key=lambda found: found.name)), litter)


def _walk(root: Path) -> Iterator[tuple[str, Path]]:
    for folder, subfolders, names in os.walk(root):
        here = root.__class__(folder)
        if OUTPUT_MARKER in names or OUTPUT_JOURNAL in names:
            subfolders.clear()
            continue
        for name in names:
            path = here / name
            yield unicodedata.normalize("NFC", path.relative_to(root).as_posix()), path


def is_litter(name: str) -> bool:
    """Whether a file is left by an operating system or an open office program, and nobody's message."""
    return name.startswith(("~$", ".~lock.")) or name.casefold() in _LITTER


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hex."""
    return hashlib.sha256(data).hexdigest()
