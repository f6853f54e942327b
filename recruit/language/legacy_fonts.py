"""Text typed in the legacy fonts TCVN3 (ABC) and VNI, turned back to Unicode where every word becomes a syllable."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from recruit.language.font_names import TCVN3, VNI, encoding_of, has_capitals_alone

if TYPE_CHECKING:
    from collections.abc import Iterable


class Legacy(NamedTuple):
    """Text of a legacy font: `text` in Unicode, None where it cannot be turned back with certainty.

    `by_font` says that its own letters do not tell: other text in the same font proved the font.
    """

    text: str | None
    encoding: str
    by_font: bool = False


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def _bare(text: str) -> str:
    """Return `text` without its tones, hats and horns kept."""
    return unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", text) if c not in _TONES))


# -- the two encodings -------------------------------------------------------------------------------------------------

SOFT_HYPHEN = "\u00ad"
"""A letter of TCVN3, ư, that nobody sees in another font."""

# TCVN 5712:1993 VN3: the byte as cp1252 shows it → the letter. It has no capitals with a tone; the soft hyphen is ư.
_TCVN3: dict[str, str] = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
# Some programs save the micro sign as the Greek letter that looks like it.
_TCVN3["\u03bc"] = "à"

# Some converters write a capital with a tone as the bare capital and the small letter.
_TCVN3_CAPITAL = re.compile("|".join(_bare(letter).upper() + letter for letter in _TCVN3.values() if letter.islower()))

# VNI: the mark is a second character after the letter; đ, ơ, ư, i with a tone and ỵ have characters of their own.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVES = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLES = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_letters() -> dict[str, str]:
    pairs = {base + mark: base + tone for base in "aeouy" for mark, tone in _VNI_TONES.items()}
    pairs |= {horn + mark: _VNI_SINGLES[horn] + tone for horn in "ôö" for mark, tone in _VNI_TONES.items()}
    pairs |= {base + mark: base + "\u0302" + tone for base in "aeo" for mark, tone in _VNI_HATS.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_BREVES.items()}
    small = {key: unicodedata.normalize("NFC", value) for key, value in (pairs | _VNI_SINGLES).items()}
    capital = {key.upper(): value.upper() for key, value in small.items()}
    # With the first letter alone a capital the mark is a small or a capital one, as the keyboard program pleased.
    titled = {key[0].upper() + key[1:]: value.upper() for key, value in small.items() if len(key) == 2}
    return small | titled | capital


_VNI = _vni_letters()
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))


def _from_tcvn3(text: str, *, capitals: bool) -> str:
    turned = _TCVN3_CAPITAL.sub(lambda match: match[0][1].upper(), "".join(_TCVN3.get(char, char) for char in text))
    plain = [char for char in text if char.isascii() and char.isalpha()]
    shouted = any(_is_shouted(word) for word in text.split())
    # In the capital fonts small letters stand for capitals; in the others a small letter with a tone must do for both.
    if capitals or (shouted and all(char.isupper() for char in plain)):
        return turned.upper()
    return "".join(word.upper() if _is_shouted(word) else word for word in re.split(r"(\s+)", turned))


def _is_shouted(word: str) -> bool:
    plain = [char for char in word if char.isascii() and char.isalpha()]
    return len(plain) > 1 and all(char.isupper() for char in plain)


def _turn(text: str, encoding: str, font: str = "") -> str:
    if encoding == TCVN3:
        return _from_tcvn3(text, capitals=has_capitals_alone(font))
    return _VNI_LETTER.sub(lambda match: _VNI[match[0]], text)


# -- syllables ---------------------------------------------------------------------------------------------------------

_FRONT, _BACK = "ieêy", "aăâoôơuư"
# Onset → the letters with which a rime may begin after it, empty for any.
_ONSETS = {
    "": "", "b": "", "c": _BACK, "ch": "", "d": "", "đ": "", "g": _BACK + "i", "gh": _FRONT, "gi": _BACK + "eê",
    "h": "", "k": _FRONT, "kh": "", "l": "", "m": "", "n": "", "ng": _BACK, "ngh": _FRONT, "nh": "", "p": "", "ph": "",
    "q": "u", "qu": "aăâeêiơôoy", "r": "", "s": "", "t": "", "th": "", "tr": "", "v": "", "x": "",
}  # fmt: skip
_RIME_TABLE = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeng oeo oet
    oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uơ uôc uôi uôm uôn uông uôt up ut
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    y ych yêm yên yêng yêt yêu yn ynh yt
"""
_RIMES = frozenset(_RIME_TABLE.split())
# Endings of names of the peoples of the Highlands (Niê): nobody's garbage, and no proof of Vietnamese either.
_OTHER_RIMES = _RIMES | {"iê", "uô", "ôa", "âi", "êi"}
_VOWELS = frozenset("aeiouy")
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = ("\u0301", "\u0323")


@lru_cache(maxsize=16_384)
def is_syllable(word: str, *, loosely: bool = False) -> bool:
    """Whether `word` is built like a Vietnamese syllable: onset, rime, at most one tone, and one that a stop allows.

    `loosely` lets slips pass that people make in Unicode (Quôc, Ngí), and names of the Highlands.
    """
    bare, tones, letter = [], [], ""
    for char in unicodedata.normalize("NFD", word.lower()):
        (tones if char in _TONES else bare).append(char)
        letter = char if char.isalpha() else letter
        if char in _TONES and letter not in _VOWELS:
            return False
    if len(tones) > 1:
        return False
    text = unicodedata.normalize("NFC", "".join(bare))
    for length in range(min(3, len(text)) + 1):
        first, rime = _ONSETS.get(text[:length]), text[length:]
        if first is None:
            continue
        if loosely and rime in _OTHER_RIMES:
            return True
        if rime in _RIMES and (not first or rime[0] in first):
            return not rime.endswith(_STOPS) or (bool(tones) and tones[0] in _STOP_TONES)
    return text == "gi"


# -- the verdict -------------------------------------------------------------------------------------------------------

# What parts words: no sign above ASCII, since each may be a letter of TCVN3.
_SPLIT = re.compile(r"[\s\d!-/:-@\[-`{-~\u00a0\u2000-\u206f]+")
_ABBREVIATION = re.compile(r"[A-ZĂÂĐÊÔƠƯ]{1,8}|[A-Za-z]")
_TCVN3_SIGN = re.compile("[" + "".join(char for char in _TCVN3 if not char.isalpha() or char in "ªµ") + "]")
_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
_LETTERS = {TCVN3: frozenset(_TCVN3), VNI: frozenset(char for key in _VNI for char in key if not char.isascii())}
_VNI_PAIR = re.compile("|".join(key for key in _VNI if len(key) == 2))


@lru_cache(maxsize=16_384)
def _is_usual(word: str) -> bool:
    return word.isascii() or is_syllable(word, loosely=True)


def decode(text: str, font: str = "", *, proven: bool = False) -> Legacy | None:
    """Return `text` turned back from a legacy font, or None where it is no legacy text.

    Text whose words are all Vietnamese as they stand is left alone, also in a legacy font, unless that font is
    `proven` (see `find_proven_fonts`). Other text is turned back if its letters or its `font` say so and every word of
    it becomes a syllable; `text` is None where it is clearly legacy and does not turn back whole.
    """
    if text.isascii():
        return None
    text = unicodedata.normalize("NFC", text)
    named = encoding_of(font)
    by_font = all(map(_is_usual, text.split()))
    if by_font and not (named and proven):
        return None
    strange = [word for word in _SPLIT.split(text) if not _is_usual(word)]
    by_font = by_font or not strange
    if by_font and not (named and proven):
        return None
    if not _is_latin1(text):
        # Letters that only Unicode has: if words of a legacy font stand beside them, nobody knows what is meant.
        return _garbage([word for word in strange if _is_latin1(word)])
    found = []
    for encoding in (named,) if named else (TCVN3, VNI):
        turned = _turn(text, encoding, font)
        telling = bool(named) or _are_telling(strange, encoding)
        if turned == text or not (telling or any(_is_specific(word, encoding) for word in strange)):
            continue
        if _is_vietnamese(turned, sure=telling):
            found.append(Legacy(turned, encoding, by_font))
    if found:
        return found[0] if len(found) == 1 else Legacy(None, TCVN3)
    if named:
        return Legacy(None, named, by_font) if any(_is_specific(word, named) for word in strange) else None
    return _garbage(strange)


def find_proven_fonts(texts: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the fonts of (text, font) pairs in which text is certainly typed in the font's own encoding.

    Some text in them turns back that is no Vietnamese as it stands, and none has letters that only Unicode has. In
    such a font also `Cã` is turned (to Có), though it is a syllable; in another `Có` is left as it is.
    """
    proven: set[str] = set()
    unicode: set[str] = set()
    for text, font in texts:
        if font in unicode or text.isascii():
            continue
        if not _is_latin1(unicodedata.normalize("NFC", text)):
            unicode.add(font)
        elif font not in proven and (legacy := decode(text, font)) is not None and legacy.text is not None:
            proven.add(font)
    return frozenset(proven - unicode)


def _is_latin1(text: str) -> bool:
    """Whether no letter lies beyond Latin-1: legacy text has none there, Vietnamese in Unicode nearly always has."""
    return all(c <= "\u00ff" or c in _TCVN3 or unicodedata.category(c)[0] not in "LM" for c in text)


def _is_vietnamese(text: str, *, sure: bool) -> bool:
    """Whether every word is a syllable or an abbreviation; where the encoding is `sure`, words in ASCII may pass."""
    words = filter(None, _SPLIT.split(text))
    return all(is_syllable(w) or _ABBREVIATION.fullmatch(w) or (sure and w.isascii()) for w in words)


def _is_specific(word: str, encoding: str) -> bool:
    """Whether `word` has what `encoding` has and no Vietnamese word in Unicode: other letters, or letters so placed."""
    if len(word) < 2:
        return False
    if any(char in _LETTERS[encoding] and char not in _VIETNAMESE for char in word):
        return True
    if encoding == VNI:
        return _VNI_PAIR.search(word) is not None
    return any(after.isupper() and before.islower() for before, after in pairwise(word))


def _are_telling(strange: list[str], encoding: str) -> bool:
    """Whether `strange` words show `encoding` without a font's name: two that become syllables, or one with signs."""
    turned = [
        word
        for word in strange
        if _has_letter(word) and _is_specific(word, encoding) and is_syllable(_turn(word, encoding))
    ]
    return len(turned) > 1 or (encoding == TCVN3 and any(_TCVN3_SIGN.search(word) for word in turned))


def _garbage(strange: list[str]) -> Legacy | None:
    """Return the verdict on words that do not turn back whole: legacy text if they show it, else None."""
    # No honest word has two such signs among its letters; quotation marks stand around one.
    if any(len(_TCVN3_SIGN.findall(word.strip("«»"))) > 1 and _has_letter(word) for word in strange):
        return Legacy(None, TCVN3)
    return next((Legacy(None, encoding) for encoding in (TCVN3, VNI) if _are_telling(strange, encoding)), None)


def _has_letter(word: str) -> bool:
    return any(char.isascii() and char.isalpha() for char in word)
