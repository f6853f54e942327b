"""People's names: what is of a name and what is not, how it is printed, and when two spellings may be one person's."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from recruit.language.spelling import clean, fold, without_diacritics

if TYPE_CHECKING:
    from collections.abc import Iterator

# Letters that look like Đ and are others: Icelandic eth, the African D with a tail.
BARRED_D = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘‛ʼʻʽʹ´`′ʾʿˈ＇｀", "'"))
_FULL_WIDTH = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
_LOOKALIKES = _FULL_WIDTH | BARRED_D | _APOSTROPHES
_LOOKALIKE = re.compile(f"[{''.join(map(chr, _LOOKALIKES))}]")
TITLES = r"đ[/.]?c|đồng\s?chí|ông|bà"
"""What units write before the name of a comrade, as a pattern."""

_TITLE = re.compile(rf"(?:{TITLES})(?:\s*[.:]\s*|\s+)(?=\w)", re.IGNORECASE)

# Of the alphabets of the country's peoples: Vietnamese, and what Ê Đê, Gia Rai, Ba Na, Mông and others write beside it.
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzđƀ")
# Tones, and breve, circumflex, horn, caron as of ă â ơ č.
_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323\u0306\u0302\u031b\u030c")
# What nearly all names are made of; the others are asked letter by letter.
_TONED = "àáãảạăằắẵẳặâầấẫẩậđèéẽẻẹêềếễểệìíĩỉịòóõỏọôồốỗổộơờớỡởợùúũủụưừứữửựỳýỹỷỵ"
_PLAIN_NAME = re.compile(f"[a-zA-Z{_TONED}{_TONED.upper()} ]*[a-zA-Z{_TONED}{_TONED.upper()}]")

# Few names have anything of this; the others are asked no further.
_MORE_THAN_A_NAME = re.compile(
    r"[^\w\s'\-]|\d|\s-|-\s|^(?:ths|ts|bs|cn|ks|gs|pgs|ds|cô|thầy|chị|anh|chú|bác|em|cụ)\s", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\([^()]{0,200}\)?|\[[^\[\]]{0,200}\]?")
_BEFORE = re.compile(r"^[\s\-–—*•+.]{0,9}(?:\d{1,4}[\s.)/:\-]{1,9})?")
_BEHIND = re.compile(r"[,;/:]|\s[-–—]|[-–—]\s|[*\d]")
_TITLE_OR_DEGREE = re.compile(
    rf"^(?:{TITLES}|th\.?s[iĩỹ]?|ts|bs|cn|ks|gs|pgs|ds|cô|thầy|chị|anh|chú|bác|em|cụ)"
    r"(?:\s{0,9}[.:]\s{0,9}|\s{1,9})(?=\w)",
    re.IGNORECASE,
)
_MOST_TITLES = 4
_Y_FOR_I = re.compile(r"(?<![aeou])y")
_IS_LETTERS = re.compile(r"[^\W\d_]+")
_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_INITIAL = re.compile(r"((?<![^\W\d_])[^\W\d_]{1,3})\.")
_ANY_TITLE = re.compile(rf"\b(?:{TITLES})\b[.:]?", re.IGNORECASE)
_NAMESAKE = re.compile(r"^\(([^\W\d_])\)$")


@lru_cache(maxsize=16384)
def own_name(text: str) -> str:
    """Return what of a cleaned text is somebody's name, as names are printed.

    A title before it and a stop or comma after it are not of it; letters that look like others are those; names in
    capitals or small letters alone have theirs as names do.
    """
    # Few names have such a letter, and looking for one is faster than turning them.
    name = text.translate(_LOOKALIKES) if _LOOKALIKE.search(text) else text
    name = name.lstrip("' ") or name
    name = clean(_TITLE.sub("", name, count=1) if _TITLE.match(name) else name)
    name = name.rstrip(" .,") or name
    return _capitalised(name) if name.isupper() or name.islower() else name


def _capitalised(name: str) -> str:
    # A letter opens a part after a blank, a hyphen or an apostrophe: H'Mai, Y-Blơk.
    return re.sub(r"(?<![^\W\d_])[^\W\d_]", lambda first: first[0].upper(), name.lower())


def name_key(text: str) -> str:
    """Return the key under which spellings of one person's name agree; diacritics stay."""
    return fold(own_name(clean(text)))


# `Và` is a family's name, too.
BETWEEN_NAMES = re.compile(r"[;,/\n&+]|\s[-–—]\s|\s(?:và|VÀ)\s")
"""What stands between two names in one text."""


def names_in(text: str) -> list[str]:
    """Return what stands between such marks in a text, names or not, without titles: a stroke stands in them too."""
    return BETWEEN_NAMES.split(_ANY_TITLE.sub("", text))


def likeness_key(name: str) -> str:
    """Return the key under which names agree that may be one person's: the bare letters of the name proper.

    Diacritics, blanks, hyphens and apostrophes, i for y, a number or title before the name, what stands in brackets,
    behind a comma or a dash, and marks and numbers at the end make no difference.
    """
    if not _MORE_THAN_A_NAME.search(name):
        return _letters(name_key(name))
    bare = _BEFORE.sub("", _IN_BRACKETS.sub(" ", name), count=1)
    for _ in range(_MOST_TITLES):
        bare, found = _TITLE_OR_DEGREE.subn("", bare, count=1)
        if not found:
            break
    bare = _BEHIND.split(bare, maxsplit=1)[0]
    # Of what is nothing but such things all is the name.
    return _letters(name_key(bare)) or _letters(name_key(name))


def _letters(key: str) -> str:
    return "".join(map(_bare_word, key.split(" ")))


# Names are made of few syllables.
@lru_cache(maxsize=16384)
def _bare_word(word: str) -> str:
    return _Y_FOR_I.sub("i", "".join(filter(str.isalpha, without_diacritics(word))))


def strange_letters(name: str) -> str:
    """Return the letters, digits and signs of a name that no Vietnamese or minority name has, each once.

    An apostrophe, a hyphen inside a word, a full stop after an initial, and one letter in brackets, which tells namesakes
    apart, are of names. In what holds no letter everything is strange.
    """
    if _PLAIN_NAME.fullmatch(name):
        return ""
    strange = "".join(map(_strange_in, name.split(" "))) if any(map(str.isalpha, name)) else name.replace(" ", "")
    return "".join(dict.fromkeys(strange))


# Names are made of few syllables.
@lru_cache(maxsize=16384)
def _strange_in(word: str) -> str:
    if _IS_LETTERS.fullmatch(word):
        return "".join(filter(_is_strange, word))
    word = _NAMESAKE.sub(r"\1", _INITIAL.sub(r"\1", _INNER_HYPHEN.sub("", word)))
    return "".join(filter(_is_strange, word))


@lru_cache(maxsize=1024)
def _is_strange(char: str) -> bool:
    first, *marks = unicodedata.normalize("NFD", char.lower())
    letter = first in _LETTERS if first.isalpha() else first in _MARKS or first == "'"
    return not letter or not _MARKS.issuperset(marks)


def near_days(birth: date) -> Iterator[date]:
    """Yield the days that are `birth` but for one slip: day and month exchanged, one digit, one day."""
    found = {birth + timedelta(days) for days in (-1, 1) if date.min < birth < date.max}
    found |= _real_day(f"{birth.month:02d}{birth.day:02d}{birth.year:04d}")
    written = f"{birth:%d%m}{birth.year:04d}"
    for place, digit in enumerate(written):
        for other in "0123456789":
            if other != digit:
                found |= _real_day(written[:place] + other + written[place + 1 :])
    yield from sorted(found - {birth})


def _real_day(digits: str) -> set[date]:
    try:
        return {date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))}
    except ValueError:
        return set()
