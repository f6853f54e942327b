"""The second reader's own keys under which two spellings of a label, a name or a choice agree."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from recruit.declared.people import BEHIND_NAMES, SURNAMES

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
_BARRED = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"}
_CYRILLIC = dict(zip("АВЕКМНОРСТХУІаеорсхуі", "ABEKMHOPCTXYIaeopcxyi", strict=True))
_APOSTROPHES = frozenset("’‘‛ʼʻʽʹ´`′ʾʿˈ＇｀")
_BETWEEN_WORDS_OF_A_LABEL = re.compile(r"[*:.,;/\\\-–—_\s]+")
_BETWEEN_LETTERS_OF_A_CHOICE = frozenset(" .-–—‐‑'’‘`´ʼ,()")
_LONGEST_LABEL = 200
TITLES = r"(?:đ[/.]?c|đồng ?chí|ông|bà)"
"""What stands before the name of a comrade, as a pattern."""

_BEFORE_A_NAME = re.compile(rf"{TITLES}(?: ?[.:] ?| )(?=\w)", re.IGNORECASE)
_WITHIN_A_NAME = re.compile(rf"(?<!\w){TITLES}(?!\w)[.:]?", re.IGNORECASE)


def is_unseen(letter: str) -> bool:
    """Whether a letter takes no room: a mark of format, a filler, a selector, a control that ends no line."""
    if letter in _UNSEEN or 0xFE00 <= ord(letter) <= 0xFE0F or 0xE0100 <= ord(letter) <= 0xE01EF:
        return True
    return unicodedata.category(letter) in ("Cf", "Cc", "Cs", "Cn") and letter not in "\t\n\r\x0b\x0c"


@lru_cache(maxsize=65536)
def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that hold something, in NFC, without what nobody sees, one blank between words."""
    seen = "".join(letter for letter in unicodedata.normalize("NFC", text) if not is_unseen(letter))
    return tuple(line for part in seen.splitlines() if (line := " ".join(part.split())))


def plain(text: str) -> str:
    """Return a text as one line; see `lines`."""
    return " ".join(lines(text))


def _without_place_of_tones(word: str) -> str:
    """Return a word with its tones behind it: where in a syllable a tone stands carries no meaning."""
    letters = unicodedata.normalize("NFD", word)
    bare = "".join(letter for letter in letters if letter not in _TONES)
    return unicodedata.normalize("NFC", bare) + "".join(letter for letter in letters if letter in _TONES)


def _of_ordinary_width(letter: str) -> str:
    return chr(ord(letter) - 0xFEE0) if 0xFF01 <= ord(letter) <= 0xFF5E else letter


@lru_cache(maxsize=65536)
def same(text: str) -> str:
    """Return the key of any text: case, blanks and place of the tone mark folded, diacritics kept."""
    return " ".join(map(_without_place_of_tones, plain(text).casefold().split(" ")))


def alike_letters(text: str) -> str:
    """Return a text in which a letter that looks like another, or is of full width, is that."""
    return "".join(_BARRED.get(c) or _CYRILLIC.get(c) or _of_ordinary_width(c) for c in text)


@lru_cache(maxsize=65536)
def label_key(text: str) -> str:
    """Return the key of a label or heading, without blanks, stars, remarks in brackets and marks between words."""
    bare = re.sub(r"\([^()]*\)", "", plain(alike_letters(text[:_LONGEST_LABEL])))
    return _without_place_of_tones(_BETWEEN_WORDS_OF_A_LABEL.sub("", bare.casefold()))


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """Return the key of a person's name: no title before it, no stop after it, look-alike letters and apostrophes one."""
    alike = []
    for letter in plain(text):
        letter = _BARRED.get(letter, letter)
        alike.append("'" if letter in _APOSTROPHES else _of_ordinary_width(letter))
    name = "".join(alike).lstrip("' ")
    name = _BEFORE_A_NAME.sub("", name, count=1) if _BEFORE_A_NAME.match(name) else name
    return same(name.rstrip(" .,") or name)


@lru_cache(maxsize=65536)
def names_several(text: str) -> bool:
    """Whether a text of one line is the names of two people or more: words in capitals on both sides of a mark or of `và`."""
    said = _WITHIN_A_NAME.sub("", text)
    for mark in ("/", ";", ",", "&", "+", " - ", " – ", " — ", " và ", " VÀ "):
        said = said.replace(mark, "\n")
    people = 0
    for part in said.split("\n"):
        words = part.split()
        is_person = len(words) > 1 and same(words[0]) in surnames()
        is_person = is_person and not {same(words[0]), same(" ".join(words[:2]))} & _behind_names()
        people += is_person and all(
            word[0].isupper() and all(c.isalpha() or c in "'.-" for c in word) for word in words
        )
    return people > 1


@lru_cache(maxsize=1)
def _behind_names() -> frozenset[str]:
    return frozenset(map(same, BEHIND_NAMES))


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Return the names with which those of persons begin, as `same` has them."""
    return frozenset(map(same, SURNAMES))


@lru_cache(maxsize=65536)
def choice_key(text: str) -> str:
    """Return the key of a choice: its letters and digits, however its words are parted."""
    letters = "".join(_BARRED.get(letter, letter) for letter in plain(text).casefold())
    return _without_place_of_tones("".join(c for c in letters if c not in _BETWEEN_LETTERS_OF_A_CHOICE))


_OF_THIS_LANGUAGE = frozenset("abcdefghijklmnopqrstuvwxyzđ")
_MARKS = _TONES | frozenset("\u0302\u0306\u031b")


@lru_cache(maxsize=65536)
def is_ordinary(text: str) -> bool:
    """Whether a text holds but letters of Vietnamese, digits and marks of a keyboard: nothing that wants decoding."""
    return all(c.isascii() or c in _OF_THIS_LANGUAGE or c in _MARKS for c in unicodedata.normalize("NFD", text.lower()))
