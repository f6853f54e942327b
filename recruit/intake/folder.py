"""The folder that the clerk points at: every file in it, in an order that no file system decides."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recruit.intake.labels import Names, decode_name, is_litter

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTPUT_MARKER = ".ket_qua.json"
OUTPUT_JOURNAL = ".dang_ghi.json"


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
    """Return every file under `root`, except operating systems' litter and folders that a run has written.

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
    for folder, subfolders, names in os.walk(root, onerror=lambda error: locked.append(Path(error.filename))):
        if OUTPUT_MARKER in names or OUTPUT_JOURNAL in names:
            subfolders.clear()
            continue
        for name in names:
            path = Path(folder, name)
            yield path, _refusal(path)
        # A linked folder is not walked: it may lead anywhere, and in circles.
        yield from ((path, "no-file") for name in subfolders if (path := Path(folder, name)).is_symlink())
    for path in locked:
        yield path, "locked-folder"


def _refusal(path: Path) -> str:
    try:
        return "" if path.is_file() else "no-file"
    except OSError:
        return "locked"
