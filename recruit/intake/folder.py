"""The folder that the clerk points at: every file in it, in an order that no file system decides."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recruit.errors import CannotRun
from recruit.intake.labels import Names, decode_name, is_litter
from recruit.intake.paths import extended, is_link, is_root
from recruit.intake.recorded import read_content, recorded_files
from recruit.language.door import one_line
from recruit.language.spelling import without_diacritics

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_DEPTH = 100
"""Levels of folders in a folder that are looked into."""

MAX_FILES = 20_000
"""Files that are looked for the plan's name before the folder is taken for a wrong one."""

OUTPUT_MARKER = ".ket_qua.json"
OUTPUT_JOURNAL = ".dang_ghi.json"
OUTPUT_LOCK = ".dang_ghi.lock"
STAGED = ".moi"
"""How the name ends under which an output waits beside its place."""

_RECORDS = frozenset((OUTPUT_MARKER, OUTPUT_JOURNAL))
_PLAN_NAMES = ("kehoach", "plan")
WORKBOOK_NAMES = (".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".ods", ".et")


class TooMuch(CannotRun):
    """A folder that is no folder of reports: the root of a drive, or one of very many files, without a plan."""


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

    A subfolder that cannot be listed, one that lies too deep, and a link, which may lead anywhere, stand among them as
    themselves. Raises OSError where `root` itself cannot be listed, and TooMuch, before anything is read, where it is
    no folder of reports.
    """
    top = extended(root)
    found, litter = [], 0
    for path, refused in _without_outputs(list(_walk(top, root))):
        inside = path.relative_to(top).as_posix()
        if is_litter(inside):
            litter += 1
        else:
            # On Linux a name may be bytes of any encoding.
            name = unicodedata.normalize("NFC", decode_name(os.fsencode(inside)))
            found.append((one_line(name), path, refused))
    # Names that differ only in their Unicode form are two files; each gets a name of its own.
    names = Names()
    files = [Found(names.own(name), path, refused) for name, path, refused in sorted(found)]
    return Inbox(tuple(sorted(files, key=lambda file: file.name)), litter)


def may_be_plan(name: str) -> bool:
    """Whether the name of a file, or of a folder in its path, says that it may be the plan."""
    letters = "".join(filter(str.isalpha, without_diacritics(name)))
    return any(called in letters for called in _PLAN_NAMES)


def _walk(top: Path, root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file under `top` with the reason why it is none, level by level. Raises TooMuch, naming it `root`."""
    files, has_plan = 0, False
    folders = deque([(top, 0)])
    with os.scandir(top) as entries:
        next(entries, None)
    while folders:
        folder, depth = folders.popleft()
        try:
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError:
            yield folder, "locked-folder"
            continue
        for name in names:
            path = folder / name
            kind = _kind(path)
            if kind is None and depth < MAX_DEPTH:
                folders.append((path, depth + 1))
                continue
            files += 1
            has_plan = has_plan or (may_be_plan(name) and name.casefold().endswith(WORKBOOK_NAMES))
            yield path, "too-deep-folder" if kind is None else kind
        if not has_plan and (files > MAX_FILES or (folder == top and is_root(root))):
            why = "có quá 20.000 tệp" if files > MAX_FILES else "là gốc của một ổ đĩa"
            raise TooMuch(
                f"Thư mục {root} {why} mà không thấy kế hoạch năm, có lẽ chọn nhầm thư mục; chưa đọc tệp nào. Chép kế hoạch "
                "năm (tên tệp có chữ “ke_hoach”) và báo cáo của các đơn vị vào một thư mục riêng rồi chạy lại với thư mục đó."
            )


def _kind(path: Path) -> str | None:
    """Return None for a folder, an empty text for a file, and for all else the code of the reason why it is not read."""
    try:
        found = os.lstat(path)
    except OSError:
        return "locked"
    if is_link(found):
        return "link"
    if stat.S_ISDIR(found.st_mode):
        return None
    return "" if stat.S_ISREG(found.st_mode) else "no-file"


def _without_outputs(found: list[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    """Yield what was found without what a run has written, by the records among it."""
    written: dict[Path, str] = {}
    for record in (path for path, refused in found if not refused and path.name in _RECORDS):
        places = {record.parent / name: sha for name, sha in recorded_files(read_content(record)).items()}
        written |= places | {staged(path): sha for path, sha in places.items()}
    for path, refused in found:
        is_ours = path.name in _RECORDS or path.name == OUTPUT_LOCK
        if refused or not (is_ours or (path in written and _digest(path) == written[path])):
            yield path, refused


def staged(target: Path) -> Path:
    """Return where an output waits before it is moved to its place."""
    return target.with_name(f".{target.name}{STAGED}")


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
