"""Swollen files: by a seed, files that hold one thing again and again, to be read with work that grows as they do.

A seed gives a shape, and a shape the file of any size: headers of addresses, rows of headings, workbooks, mails of many parts,
archives. What is counted is lines of Python, and never seconds; what happens inside one call of a pattern is counted by
`regex_steps`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from swollen_books import HEADINGS, WORKBOOKS
from swollen_mails import ARCHIVES, HEADERS, MAILBOXES, MAILS

from recruit.intake.folder import Found
from recruit.read.file import read_found

if TYPE_CHECKING:
    from collections.abc import Callable


SMALL = 120
GROWTH, FEW = 2.5, 2_000
"""A file twice as large may take so many times the lines, and so many more."""


class Swollen(NamedTuple):
    """A file of any size: `make` gives it with as many things in it as it is told; `note` says in words of what."""

    seed: str
    name: str
    note: str
    make: Callable[[int], bytes]


def swollen_files(seed: int, count: int, kinds: tuple[str, ...]) -> list[Swollen]:
    """Return files of the given kinds, by turns."""
    return [swollen_file(f"{seed}:{number}", (kinds[number % len(kinds)],)) for number in range(count)]


def swollen_file(seed: str, kinds: tuple[str, ...]) -> Swollen:
    """Return one file, of one of the given kinds."""
    rng = Random(seed)
    kind = rng.choice(kinds)
    shape = rng.choice(_SHAPES[kind])
    note, make = shape(rng)
    return Swollen(seed, f"{kind}{_ENDINGS[kind]}", f"{shape.__name__.strip('_')}: {note}", make)


def fault(swollen: Swollen, folder: Path) -> str:
    """Return how the work on a file grows too fast; empty where it does not."""

    def work(size: int) -> Callable[[], object]:
        path = folder / swollen.name
        path.write_bytes(swollen.make(size))
        return lambda: read_found(Found(swollen.name, path))

    return grows_too_fast(work, SMALL)


def grows_too_fast(work: Callable[[int], Callable[[], object]], size: int) -> str:
    """Return how what `work` gives for a size takes too much for twice the size; empty where it does not."""
    few, many = (lines(work(number)) for number in (size, 2 * size))
    return "" if many <= GROWTH * few + FEW else f"{few} lines, {many} for twice as much"


def lines(work: Callable[[], object]) -> int:
    """Return how many lines of Python are run in a call, each turn of a loop one more."""
    count = 0

    def step(*_: object):
        nonlocal count
        count += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


_SHAPES = {
    "header": HEADERS,
    "mail": MAILS,
    "mailbox": MAILBOXES,
    "archive": ARCHIVES,
    "heading": HEADINGS,
    "workbook": WORKBOOKS,
}
_ENDINGS = {
    "header": ".eml",
    "mail": ".eml",
    "mailbox": ".mbox",
    "archive": ".zip",
    "heading": ".xlsx",
    "workbook": ".xlsx",
}
KINDS = tuple(_SHAPES)
