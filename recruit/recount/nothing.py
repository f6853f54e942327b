"""Words that the second reader takes for nothing, and those that say too little to count: a religion, a helper."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from recruit.declared.choices import ETHNIC_GROUPS
from recruit.recount.text import TITLES, choice_key, same, surnames

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO = ("không", "khong", "ko", "k", "kg", "khg")
_SAID_ALONE = ("chưa", "chua", "chưa có", "chua co", "n/a", "n.a", "khong co", *(f"{no} có" for no in _NO))
_ANYWHERE = frozenset(map(same, (*_NO, *_SAID_ALONE)))
_STEPS = ("học", "đi học", "cử", "cấp", "đề nghị", "đồng ý", "xét", "làm", "kết nạp", "quyết định", "tổ chức")
_STEP = frozenset(same(f"chưa {step}") for step in (*_STEPS, "phân công", "đưa ra"))
_FAITH = frozenset(
    map(
        same,
        (
            *("vô thần", "lương", "bên lương", "lương giáo", "đạo lương", "không lương giáo", "phi tôn giáo"),
            *(f"không {rest}" for rest in ("tôn giáo", "có tôn giáo", "theo", "theo tôn giáo", "theo tôn giáo nào")),
            *(f"không {rest}" for rest in ("đạo", "có đạo", "theo đạo", "theo đạo nào", "tín ngưỡng")),
            *(f"ko {rest}" for rest in ("tôn giáo", "theo", "theo tôn giáo", "đạo", "theo đạo")),
            *(f"k {rest}" for rest in ("theo", "theo đạo", "tôn giáo")),
        ),
    )
)
_NOUGHT = ("helpers", "religion")
MAY_SAY_NOTHING = (*_NOUGHT, "certificate_number", "decision_number", "recognition_number")
"""The columns of texts in which a word for nothing is a blank."""

_AROUND = " .,;:!…()[]-–—_*"
_MARKS = frozenset(" .,;:…·•/\\_-‐‑‒–—―−－\n")

# Words of what units write where a name is asked for; those of the second lot may be somebody's name, if they stand alone.
_NO_NAME_ALONE = frozenset(
    map(
        same,
        ("x", "v", "có", "co", "đã", "đủ", "rồi", "xong", "ok", "yes", "true", "đv", "đ"),
    )
)
_NO_NAMES = _NO_NAME_ALONE | frozenset(
    map(
        same,
        (
            *(
                "được",
                "đạt",
                "rõ",
                "và",
                "phân",
                "công",
                "giao",
                "đang",
                "giúp",
                "đỡ",
                "theo",
                "dõi",
                "đảng",
                "viên",
                "chính",
                "thức",
                "người",
            ),
            *("đồng", "chí", "c", "chi", "bộ", "cấp", "ủy", "nghị", "quyết", "định", "số", "ngày", "tháng", "năm"),
            *("không", "chưa", "biết", "khai", "đúng", "sau", "sẽ", "chờ", "bổ", "sung", "tới", "ông", "bà"),
        ),
    )
)
_NO_FAITH = frozenset(map(same, ("có", "co", "yes", "ok", "rồi", "true", "đúng", "đã khai")))
_DENIALS = frozenset(map(same, ("không", "khong", "ko", "chưa", "chua")))
"""Words with which neither a faith nor a name begins."""


_TITLE = re.compile(rf"(?<!\w){TITLES}(?!\w)")
_ANY_TITLE = re.compile(_TITLE.pattern, re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_nothing(text: str, key: str = "") -> bool:
    """Whether a text, on one line or several, says in a column that there is nothing; without a key in one of days or choices."""
    if _MARKS.issuperset(text):
        return True
    said = same(text.strip(_AROUND))
    if said in _ANYWHERE or said in (_FAITH if key == "religion" else _STEP):
        return True
    if key == "religion" and _denies_faith(said):
        return True
    return said == "0" and key in _NOUGHT


def _denies_faith(said: str) -> bool:
    """Whether a word of denial comes before a word for faith, with at most three others before and behind that."""
    words = list(_words(_without_marks(said)))
    if not words or words[0] not in ("khong", "ko", "kg", "k"):
        return False
    pairs = {"ton": "giao", "tin": "nguong"}
    for at, word in enumerate(words[1:5], start=1):
        after = words[at + 1 : at + 2]
        length = 2 if after and pairs.get(word) == after[0] else int(word in ("dao", "tg", "luong"))
        if length and len(words) - at - length <= 3:
            return True
    return False


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=16384)
def says_too_little(text: str, key: str) -> bool:
    """Whether a text names no religion under Tôn giáo, no helper under Đảng viên giúp đỡ."""
    if key == "religion":
        written = list(_words(text))
        words = list(map(same, written))
        is_people = choice_key(text) in _peoples()
        is_open = all(len(word) < 2 for word in written) or " ".join(words) in _NO_FAITH or words[0] in _DENIALS
        return is_open or is_people
    return key == "helpers" and not _has_title(text) and not any(map(_is_somebody, _parts(text)))


@lru_cache(maxsize=1)
def _peoples() -> frozenset[str]:
    spelt = (spelling for spelling, _ in ETHNIC_GROUPS.variants)
    return frozenset(map(choice_key, (*ETHNIC_GROUPS.choices, *spelt)))


def _words(text: str) -> Iterator[str]:
    """Yield the stretches of letters in a text."""
    word = ""
    for letter in f"{text} ":
        if letter.isalpha():
            word += letter
        elif word:
            yield word
            word = ""


def _parts(text: str) -> list[list[str]]:
    """Return the words of each of those who may be named in a cell."""
    said = _ANY_TITLE.sub("", unicodedata.normalize("NFC", text))
    for between in ";,/\n&+":
        said = said.replace(between, "\x00")
    parts: list[list[str]] = []
    for part in said.split("\x00"):
        parts.append([])
        for word in _words(part):
            if word.casefold() == "và":
                parts.append([])
            else:
                parts[-1].append(word)
    return parts


def _has_title(text: str) -> bool:
    """Whether a title stands before a word that begins with a capital."""
    said = unicodedata.normalize("NFC", text)
    rests = (said[found.end() :].lstrip(".: \n")[:1] for found in _TITLE.finditer(said.casefold()))
    return len(said.casefold()) == len(said) and any(letter.isupper() for letter in rests)


def _is_somebody(words: list[str]) -> bool:
    said = list(map(same, words))
    if len(said) > 1 and said[0] in surnames() and all(word[0].isupper() for word in words):
        return True
    if said and said[0] in _DENIALS and not (len(words) > 2 and all(word[0].isupper() for word in words)):
        return False
    words = said
    known = _NO_NAME_ALONE if len(words) == 1 else _NO_NAMES
    return any(word not in known and not (len(word) == 1 and word.isascii()) for word in words)
