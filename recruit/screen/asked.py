"""What the clerk types: words as people and Word write them to a command and its options, and what none of them can be."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from recruit.errors import CannotRun

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

HELP = "Xem cách dùng: python generate_report.py --help"

# Word makes one long stroke of two short ones.
_STROKES = re.compile(r"(?:--|[–—]|-(?=\w{2}))(?=[^\W\d])")
_YEAR = re.compile(r"20\d\d")
_BARE_WORD = re.compile(r"[\w-]+")
_LIKE = 0.6


def plain(word: str) -> str:
    """Return an option as it is declared, whatever strokes stand before it and in whatever case; other words stay."""
    if _STROKES.match(word) is None:
        return word
    name, sign, value = _STROKES.sub("--", word, count=1).partition("=")
    return f"{name.lower()}{sign}{value}"


def command_in(
    words: Sequence[str], commands: Collection[str], flags: Collection[str], default: str
) -> tuple[str, list[str]]:
    """Return the command among words, in any case and wherever it stands, and the other words.

    `flags` are the options that take no value: what follows any other one is its value. Raises CannotRun where the first
    word is neither a command nor there as a folder.
    """
    rest = [plain(word) for word in words]
    places = list(_positions(rest, flags))
    for place in places:
        if rest[place].casefold() in commands:
            return rest.pop(place).casefold(), rest
    first = rest[places[0]] if places else ""
    if _BARE_WORD.fullmatch(first) and not Path(first).exists():
        raise CannotRun(_unknown(first, commands))
    return default, rest


def _positions(words: Sequence[str], flags: Collection[str]) -> Iterator[int]:
    """Yield where words stand that are neither an option nor the value of one."""
    is_value = False
    for place, word in enumerate(words):
        if word.startswith("-"):
            is_value = "=" not in word and word not in flags
        elif is_value:
            is_value = False
        else:
            yield place


def _unknown(word: str, commands: Collection[str]) -> str:
    if like := nearest(word, commands):
        return f"Không có lệnh “{word}”. Có phải ý là {like}: python generate_report.py {like}"
    return f"Không có lệnh hay thư mục nào tên “{word}”. Các lệnh: {', '.join(commands)}. {HELP}"


def nearest(word: str, known: Collection[str]) -> str:
    """Return what somebody may have meant by a word, empty where nothing known is like it."""
    found = difflib.get_close_matches(word.casefold(), known, n=1, cutoff=_LIKE)
    return found[0] if found else ""


def misunderstood(message: str, options: Collection[str]) -> str:
    """Return argparse's complaint in Vietnamese; of an option that is none, the nearest of those that are."""
    option = re.search(r"--?[\w-]+", message)
    if "expected one argument" in message and option:
        return f"{option[0]} còn thiếu giá trị. {HELP}"
    word = message.rpartition(":")[2].strip()
    like = nearest(word.split()[0].partition("=")[0], options) if word.startswith("-") else ""
    hint = f"Có phải ý là {like}? " if like and like != word else ""
    return f"Không hiểu lệnh: {word}. {hint}{HELP}"


def year_among(words: Sequence[str]) -> tuple[int | None, list[str]]:
    """Return the year that one of the words is, None where none is, and the others."""
    years = [word for word in words if _YEAR.fullmatch(word)]
    return (int(years[0]) if years else None), [word for word in words if word not in years[:1]]
