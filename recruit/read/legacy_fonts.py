"""Text typed in the legacy fonts TCVN3 (ABC) and VNI, turned back to Unicode where every word becomes a syllable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple


class Legacy(NamedTuple):
    """Text of a legacy font: `text` in Unicode, None where it cannot be turned back with certainty."""

    text: str | None
    encoding: str


# TCVN 5712:1993 VN3, small letters: the byte as cp1252 shows it → the letter.
_TCVN3_SMALL = dict(zip(
    "¨©ª«¬­®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
    strict=False,
))
_TCVN3_CAPITAL = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))

# VNI puts the mark as a second character after the letter; d and the horned letters have characters of their own.
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}
_VNI_SINGLE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_ONSETS = ("ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
           "n", "p", "r", "s", "t", "v", "x", "")
_RIMES = frozenset(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch "
    "êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh "
    "oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm "
    "ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych uyên "
    "uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêt yêu yêng ynh yt yn".split()
)
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether `word` is built like a Vietnamese syllable: onset, rime, at most one tone, and the tones a stop allows."""
    bare, tones = [], []
    for char in unicodedata.normalize("NFD", word.casefold()):
        (tones if char in _TONES else bare).append(char)
    text = unicodedata.normalize("NFC", "".join(bare))
    if len(tones) > 1:
        return False
    for onset in _ONSETS:
        if text.startswith(onset) and (rime := text[len(onset) :]) in _RIMES:
            if _STOPPED.search(rime):
                return bool(tones) and tones[0] in ("\u0301", "\u0323")
            return True
    return text == "gi"


def decode(text: str, font: str = "") -> Legacy | None:
    """Return `text` turned back from a legacy font, or None where it is no legacy text.

    The cell's font is the best sign; without one, the text is legacy where it has letters that no Vietnamese word has
    and every word becomes a syllable. Of text that is clearly legacy but does not turn back whole `text` is None.
    """
    name = font.casefold()
    named = "TCVN3" if name.startswith(".vn") else "VNI" if name.startswith("vni") else ""
    odd = [word for word in _words(text) if not word.isascii() and not is_syllable(unicodedata.normalize("NFC", word))]
    if not odd and not (named and not text.isascii() and _all_latin1(text)):
        return None
    if not _all_latin1(text):
        # Vietnamese letters of Unicode stand in it: a foreign name beside them is no legacy font.
        return None
    for encoding in (named,) if named else ("TCVN3", "VNI"):
        turned = _turn(text, encoding, capitals=encoding == "TCVN3" and name.endswith("h"))
        if turned is not None:
            return Legacy(turned, encoding)
    if named:
        return Legacy(None, named)
    return Legacy(None, _guess(text)) if _is_garbage(text, odd) else None


def _words(text: str) -> list[str]:
    """Return the words of `text`; the signs that stand for letters in a legacy font belong to words."""
    return [word for word in re.split(r"[\s\d.,;:()/\\\-–'\"“”?!+&]+", text) if word]


def _all_latin1(text: str) -> bool:
    return all(ord(char) < 0x100 or char in "ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™" for char in unicodedata.normalize("NFC", text))


def _turn(text: str, encoding: str, *, capitals: bool) -> str | None:
    turned = _from_tcvn3(text) if encoding == "TCVN3" else _from_vni(text)
    turned = unicodedata.normalize("NFC", turned)
    words = _words(turned)
    if turned == text or not words or not all(is_syllable(word) or word.isascii() for word in words):
        return None
    return turned.upper() if capitals else turned


def _from_tcvn3(text: str) -> str:
    table = _TCVN3_SMALL | _TCVN3_CAPITAL
    letters = [table.get(char, char) for char in text]
    # The capital fonts have no capitals with tones: between capitals a small letter with one is meant as a capital.
    return "".join(letters)


def _from_vni(text: str) -> str:
    out: list[str] = []
    for char in text:
        small = char.lower()
        single, mark = _VNI_SINGLE.get(small), _VNI_MARKS.get(small)
        if mark is not None and out and out[-1][-1:].lower() in "aeouyăâêôơưiư" and out[-1].isalpha():
            out[-1] = unicodedata.normalize("NFC", out[-1] + mark)
        elif single is not None:
            out.append(single.upper() if char.isupper() else single)
        else:
            out.append(char)
    return "".join(out)


_GARBAGE = re.compile(r"[¡-¿×÷ÆæÐðÞþØøÑñÖöÏïÎîÛûÜüËëÄäÅå]")


def _is_garbage(text: str, odd: list[str]) -> bool:
    """Whether text that turns back to nothing is still no honest text: signs inside words, or most words odd."""
    signs = any(re.search(r"\w[¡-¿×÷]|[¡-¿×÷]\w", word) for word in odd)
    heavy = sum(len(_GARBAGE.findall(word)) for word in odd)
    return signs or heavy >= 3


def _guess(text: str) -> str:
    return "TCVN3" if re.search(r"[¡-¿]", text) else "VNI"
