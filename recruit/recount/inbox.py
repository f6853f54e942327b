"""The bytes of the workbooks that speak, taken from the folder again by the ways that the printed workbook names.

Each file is opened, and what stands in it read, by a bounded process.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from recruit.guard.isolation import Lost, bounded
from recruit.guard.refusals import Refused
from recruit.intake.folder import open_inbox
from recruit.intake.unpack import MAX_CONTAINER, Leaf, Unpacking, Way, is_called_mail
from recruit.recount.form import Form, read_form
from recruit.recount.plan import Planned, read_plan
from recruit.recount.sheets import NotRead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from recruit.intake.folder import Found

_MOST_PROCESSES = 8
_FILES_A_CALL = 4


class Read(NamedTuple):
    """What came of a file: its SHA-256 (empty where it was not found), what was read of it, else why it was not."""

    sha256: str
    form: Form | None = None
    why: str = ""


def read_forms(
    root: Path, files: Iterable[str], passwords: Sequence[str], *, only_sound: bool = False
) -> Iterator[tuple[str, Read]]:
    """Yield what stands in the workbooks of these ways, each a path relative to `root` through mails and archives.

    With `only_sound` nothing is said of what stands in a workbook that contradicts itself.
    """
    inside: dict[Found, list[str]] = defaultdict(list)
    found = {file.name: file for file in open_inbox(root.absolute()).files}
    for file in files:
        outer = next((found[part] for part in _outer(file) if part in found), None)
        if outer is None or outer.refused:
            yield file, Read("", why="không còn thấy tệp")
        else:
            inside[outer].append(file)
    read_batch = partial(_read_batch, passwords=tuple(passwords), only_sound=only_sound)
    wanted = list(inside.items())
    batches = [wanted[at : at + _FILES_A_CALL] for at in range(0, len(wanted), _FILES_A_CALL)]
    workers = min(os.cpu_count() or 1, _MOST_PROCESSES, max(len(batches), 1))
    for batch, result in bounded(read_batch, batches, workers):
        if isinstance(result, Lost):
            for _, names in batch:
                yield from ((name, Read("", why="đọc quá lâu hoặc quá nhiều bộ nhớ")) for name in names)
        else:
            yield from result.items()


def names_in(root: Path) -> list[str]:
    """Return the names of all files of the folder."""
    return [file.name for file in open_inbox(root.absolute()).files if not file.refused]


def plan_of(root: Path, file: str, passwords: Sequence[str]) -> Planned:
    """Return what the plan says. Raises NotRead."""
    found = next((one for one in open_inbox(root.absolute()).files if one.name == file), None)
    if found is None:
        raise NotRead("không còn thấy tệp")
    ((_, result),) = bounded(partial(_read_plan, passwords=tuple(passwords)), [found], 1)
    if isinstance(result, Lost):
        raise NotRead("đọc quá lâu hoặc quá nhiều bộ nhớ")
    if isinstance(result, str):
        raise NotRead(result)
    return result


def _outer(file: str) -> Iterator[str]:
    """Yield a way and what it may lie in, from the inside out."""
    while file:
        yield file
        file = file.rpartition("/")[0]


# -- inside the process ------------------------------------------------------------------------------------------------


def _read_batch(
    wanted: Sequence[tuple[Found, list[str]]], passwords: tuple[str, ...], *, only_sound: bool
) -> dict[str, Read]:
    read: dict[str, Read] = {}
    for outer, names in wanted:
        # What is not met on the way is not there any more.
        read |= dict.fromkeys(names, Read("", why="không còn thấy tệp"))
        for leaf in _leaves(outer):
            if leaf.name in names:
                read[leaf.name] = _read_leaf(leaf, partial(read_form, passwords=passwords, only_sound=only_sound))
    return read


def _read_leaf(leaf: Leaf, reader: Callable[[bytes], Form]) -> Read:
    try:
        return Read(leaf.sha256, reader(leaf.data))
    except NotRead as problem:
        return Read(leaf.sha256, why=str(problem))
    except (MemoryError, ImportError):
        # These say something of the machine and nothing of the file.
        raise
    except Exception as error:
        # A fault of this reader leaves one workbook uncounted, which is named; it stops no other.
        return Read(leaf.sha256, why=f"cách đọc thứ hai gặp trục trặc ({type(error).__name__})")


def _leaves(outer: Found) -> Iterator[Leaf]:
    unpacking = Unpacking()
    with outer.path.open("rb") as file:
        data = file.read(MAX_CONTAINER + 1)
        if len(data) <= MAX_CONTAINER:
            things = unpacking.open(outer.name, data, Way(), called_mail=is_called_mail(outer.name))
        else:
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            things = unpacking.open_mbox(outer.name, file, sha256, Way())
        try:
            leaves = (thing for thing in things if isinstance(thing, Leaf))
            yield from (leaf for leaf in leaves if leaf.refused is None and not leaf.way.no_send)
        except Refused:
            return


def _read_plan(found: Found, passwords: tuple[str, ...]) -> Planned | str:
    try:
        return read_plan(found.path.read_bytes(), passwords)
    except NotRead as problem:
        return str(problem)
