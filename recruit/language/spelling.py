"""Text as Vietnamese offices type it: one Unicode form, and keys under which spellings of one word agree."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Blanks that word processors and web pages leave behind: NBSP and its relatives.
_BLANKS = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# What nobody sees is nothing, and never a blank: marks of format (Unicode's Cf), fillers, variation selectors.
_HIDDEN = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Control characters break packages.
_INVISIBLE = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{_HIDDEN}]")
_HIDDEN_LETTER = re.compile(f"[{_HIDDEN}]")

_LINE_END = re.compile(r"\r\n|\r|\n|\u2028|\u2029")
_BRACKETS = re.compile(r"\([^)]{0,200}\)")
_MARKS = re.compile(r"[*:.,;/\\\-–—_]+")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


_UY = re.compile(r"\b(?:[Uu][ỷỶ]|[Ủủ][Yy])\b")
_SPELLINGS = {"ủy": ("u\u0309y", "U\u0309y", "U\u0309Y"), "uỷ": ("uy\u0309", "Uy\u0309", "UY\u0309")}


def spelled(text: str, spelling: str) -> str:
    """Return `text` with the syllable `ủy` spelled as `spelling` says: `ủy` or `uỷ`; words that hold it stay."""
    small, capital, capitals = (unicodedata.normalize("NFC", form) for form in _SPELLINGS[spelling])

    def respelled(match: re.Match[str]) -> str:
        word = match[0]
        return capitals if word.isupper() else capital if word[0].isupper() else small

    return _UY.sub(respelled, text)


def clean(text: str) -> str:
    """Return `text` in NFC, without invisible characters, with every run of blanks as one space, stripped."""
    # Of all blanks the plain one alone is printable; some of what nobody sees counts as letters.
    if text.isprintable() and "  " not in text and (text.isascii() or not _HIDDEN_LETTER.search(text)):
        return unicodedata.normalize("NFC", text).strip()
    return _BLANKS.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def clean_lines(text: str) -> str:
    """Return `text` cleaned as by `clean`, keeping its line breaks and dropping blank lines."""
    if text.isprintable():
        return clean(text)
    lines = (clean(line) for line in _LINE_END.split(text))
    return "\n".join(line for line in lines if line)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Return the key under which spellings of one name agree: NFC, case, blanks and place of the tone mark.

    Diacritics stay: `Hoà` and `Hòa` share a key, `Hoa` has another.
    """
    return " ".join(map(_fold_word, clean(text).casefold().split(" ")))


# Names are made of few syllables.
@lru_cache(maxsize=16384)
def _fold_word(word: str) -> str:
    if word.isascii():
        return word
    bare, tone = [], ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone += char
        else:
            bare.append(char)
    # A Vietnamese syllable has one tone; where it stands in the word carries no meaning.
    return unicodedata.normalize("NFC", "".join(bare)) + tone


def without_diacritics(text: str) -> str:
    """Return a text in small letters, without any mark above, below or across them."""
    bare = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d").replace("ƀ", "b")
    return "".join(char for char in bare if not unicodedata.combining(char))


def joined_key(text: str, without: dict[int, None]) -> str:
    """Return the key of a text whose words may be joined in any way: folded as one word, without certain characters."""
    return _fold_word(clean(text).casefold().translate(without))


# Letters that look like others: Icelandic and African D, Cyrillic; and letters of full width.
_LOOKALIKES = str.maketrans("ÐðƉɖАВЕКМНОРСТХУІаеорсхуі", "ĐđĐđABEKMHOPCTXYIaeopcxyi") | {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)
}
_LONGEST_LABEL = 200


def ordinary_letters(text: str) -> str:
    """Return a text in which letters that look like others, Cyrillic, barred or of full width, are those."""
    return text.translate(_LOOKALIKES)


@lru_cache(maxsize=16384)
def label_key(text: str) -> str:
    """Return the key of a label or heading: folded, without blanks, star, brackets, note marks and closing colon.

    Letters that look like others are those; of a longer text the first 200 letters are looked at.
    """
    text = clean(ordinary_letters(text[:_LONGEST_LABEL])).casefold()
    bare = _MARKS.sub("", _BRACKETS.sub("", text) if "(" in text else text)
    return _fold_word(bare.replace(" ", ""))
