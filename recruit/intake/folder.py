"""The folder that the clerk points at: every file in it, in an order that no file system decides."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recruit.intake.labels import Names, decode_name, is_litter
from recruit.intake.recorded import read_content, recorded_files

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTPUT_MARKER = ".ket_qua.json"
OUTPUT_JOURNAL = ".dang_ghi.json"
OUTPUT_LOCK = ".dang_ghi.lock"
STAGED = ".moi"
"""How the name ends under which an output waits beside its place."""

_RECORDS = frozenset((OUTPUT_MARKER, OUTPUT_JOURNAL))


@dataclass(frozen=True, slots=True)
class Found:
    """A thing of the folder: `name` is its path relative to it, in NFC with `/`; `path` is where it lies.

    `refused` is the code of the reason why it cannot be opened as a file, empty for files.
    """

    name: str
    path: Path
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Inbox:
    """What lies in the folder: files ordered by name by code point, and the number of litter files passed over."""

    files: tuple[Found, ...]
    litter: int


def open_inbox(root: Path) -> Inbox:
    """Return every file under `root`, except operating systems' litter and what a run has written, by its own record.

    A file in a folder with such a record that is not on it, or has been changed since, is a file like any other.

    A subfolder that cannot be listed stands among them as itself. Raises OSError where `root` itself cannot be listed.
    """
    with os.scandir(root) as entries:
        next(entries, None)
    found, litter = [], 0
    for path, refused in _walk(root):
        inside = path.relative_to(root).as_posix()
        if is_litter(inside):
            litter += 1
        else:
            # On Linux a name may be bytes of any encoding.
            found.append((unicodedata.normalize("NFC", decode_name(os.fsencode(inside))), path, refused))
    # Names that differ only in their Unicode form are two files; each gets a name of its own.
    names = Names()
    files = [Found(names.own(name), path, refused) for name, path, refused in sorted(found)]
    return Inbox(tuple(sorted(files, key=lambda file: file.name)), litter)


def _walk(root: Path) -> Iterator[tuple[Path, str]]:
    locked: list[Path] = []
    written: dict[Path, str] = {}
    for folder, subfolders, names in os.walk(root, onerror=lambda error: locked.append(Path(error.filename))):
        for record in _RECORDS.intersection(names):
            files = recorded_files(read_content(Path(folder, record)))
            places = {Path(folder, name): sha for name, sha in files.items()}
            written |= places | {staged(path): sha for path, sha in places.items()}
        for name in names:
            path = Path(folder, name)
            if (
                name not in _RECORDS
                and name != OUTPUT_LOCK
                and not (path in written and _digest(path) == written[path])
            ):
                yield path, _refusal(path)
        # A linked folder is not walked: it may lead anywhere, and in circles.
        yield from ((path, "no-file") for name in subfolders if (path := Path(folder, name)).is_symlink())
    for path in locked:
        yield path, "locked-folder"


def staged(target: Path) -> Path:
    """Return where an output waits before it is moved to its place."""
    return target.with_name(f".{target.name}{STAGED}")


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _refusal(path: Path) -> str:
    try:
        return "" if path.is_file() else "no-file"
    except OSError:
        return "locked"
