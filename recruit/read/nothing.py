"""Words in a cell that say that there is nothing, and words that say too little to be counted."""

from __future__ import annotations

import re
from functools import lru_cache

from recruit.declared.choices import ETHNIC_GROUPS
from recruit.declared.people import SURNAMES
from recruit.language.names import TITLES, names_in
from recruit.language.spelling import fold, without_diacritics


def _folded(*words: str) -> frozenset[str]:
    return frozenset(map(fold, words))


NOTHING_WORDS = _folded("không", "không có", "không giao", "ko", "chưa", "chưa có", "chưa giao", "0", "-", "–")
"""What the office types in the plan to say that there is no target, no address."""

NONE = _folded(
    *("không", "không có", "khong", "khong co", "khong có", "ko", "ko có", "k", "k có", "kg", "kg có", "khg", "khg có"),
    *("chưa", "chưa có", "chua", "chua co", "n/a", "n.a"),
)
NOT_YET = _folded(
    *("chưa học", "chưa đi học", "chưa cử", "chưa cấp", "chưa đề nghị", "chưa đồng ý", "chưa xét", "chưa làm"),
    *("chưa kết nạp", "chưa quyết định", "chưa tổ chức", "chưa phân công", "chưa đưa ra"),
)
NO_RELIGION = _folded(
    *("vô thần", "lương", "bên lương", "lương giáo", "đạo lương", "không lương giáo", "phi tôn giáo"),
    *("không tôn giáo", "không có tôn giáo", "không theo", "không theo tôn giáo", "không theo tôn giáo nào"),
    *("không đạo", "không có đạo", "không theo đạo", "không theo đạo nào", "không tín ngưỡng"),
    *("ko tôn giáo", "ko theo", "ko theo tôn giáo", "ko đạo", "ko theo đạo", "k theo", "k theo đạo", "k tôn giáo"),
)
_MAY_BE_NOUGHT = ("helpers", "religion")
NUMBERS = {
    "certificate_number": "certificate_unclear",
    "decision_number": "number_unclear",
    "recognition_number": "number_unclear",
}
"""The columns that ask for a paper's number, each with the rule that speaks of what is none."""

_SAYS_NOTHING = frozenset((*_MAY_BE_NOUGHT, *NUMBERS))
"""The columns of texts in which a word for nothing is a blank."""

_AROUND = " .,;:!…()[]-–—_*"
_STROKES_ALONE = re.compile(r"[\s.,;:…·•/\\_\-‐‑‒–—―−－]+")

# What no name is made of: a cell with these words alone says that there is a helper, and not who.
NO_NAMES = _folded(
    *("x", "v", "có", "co", "đã", "được", "phân", "công", "giao", "đủ", "rồi", "xong", "đang", "giúp", "đỡ"),
    *("theo", "dõi", "đảng", "viên", "chính", "thức", "người", "đồng", "chí", "đ", "c", "đv", "chi", "bộ", "cấp"),
    *("ủy", "nghị", "quyết", "định", "số", "ngày", "tháng", "năm", "không", "chưa", "rõ", "biết", "khai", "ok"),
    *("yes", "true", "đạt", "đúng", "sau", "sẽ", "chờ", "bổ", "sung", "tới", "ông", "bà", "và"),
)
# A word alone may be the given name by which everybody calls a comrade, but for these.
NO_NAME_ALONE = _folded(*("x", "v", "có", "co", "đã", "đủ", "rồi", "xong", "ok", "yes", "true", "đv", "đ"))
# No religion and nobody's name begins with these.
_DENIES = _folded("không", "khong", "ko", "chưa", "chua")
UNSAID_RELIGION = _folded("có", "co", "yes", "ok", "rồi", "true", "đúng", "đã khai")
_SURNAMES = _folded(*SURNAMES)
_WORD = re.compile(r"[^\W\d_]+")
_TITLED = re.compile(rf"\b(?:{TITLES})\b(?=[.:\s]{{0,3}}([^\W\d_]))", re.IGNORECASE)
_DENIED_RELIGION = re.compile(
    r"(?:khong|ko|kg|k)(?: [a-z]{1,10}){0,3} (?:ton giao|dao|tin nguong|tg|luong)(?: [a-z]{1,10}){0,3}"
)


@lru_cache(maxsize=4096)
def says_nothing(text: str, key: str = "") -> bool:
    """Whether a cleaned text of the column `key`, or of any column of days or choices, says that there is nothing."""
    if _STROKES_ALONE.fullmatch(text):
        return True
    said = fold(text.strip(_AROUND))
    if said in NONE or (said == "0" and key in _MAY_BE_NOUGHT):
        return True
    if key != "religion":
        return said in NOT_YET
    return said in NO_RELIGION or bool(_DENIED_RELIGION.fullmatch(_bare_words(said)))


_DAY = re.compile(
    r"(?:ngày )?(?:\d{1,2} ?([/.-]) ?\d{1,2} ?\1 ?(?:\d{4}|\d\d)|\d{1,2} tháng \d{1,2},? (?:năm )?\d{4}"
    r"|\d{4}-\d\d?-\d\d?(?: 00:00(?::00)?)?)",
    re.IGNORECASE,
)
"""A day, which is the number of no paper."""


def _bare_words(said: str) -> str:
    return " ".join(_WORD.findall(without_diacritics(said)))


def may_say_nothing(key: str) -> bool:
    """Whether a word for nothing is a blank in a column of texts."""
    return key in _SAYS_NOTHING


@lru_cache(maxsize=16384)
def says_too_little(text: str, key: str) -> str:
    """Return the rule that speaks of a text which names no religion, no helper or no number; empty where it does or need not."""
    if key == "religion":
        return "religion_unclear" if _names_no_religion(text) else ""
    if key == "helpers":
        # Behind a title any word that begins as names do is a name: Đạt, Đủ.
        if any(letter.isupper() for letter in _TITLED.findall(text)):
            return ""
        return "" if any(map(_is_somebody, names_in(text))) else "helper_unclear"
    if key in NUMBERS:
        return "" if any(map(str.isdigit, text)) and not _DAY.fullmatch(text) else NUMBERS[key]
    return ""


def _names_no_religion(text: str) -> bool:
    words = _WORD.findall(text)
    if not any(len(word) > 1 for word in words) or fold(" ".join(words)) in UNSAID_RELIGION:
        return True
    if fold(words[0]) in _DENIES:
        return True
    # Of the column beside it.
    return ETHNIC_GROUPS.of(text) is not None


def _is_somebody(part: str) -> bool:
    written = _WORD.findall(part)
    words = list(map(fold, written))
    if len(words) > 1 and words[0] in _SURNAMES and all(word[0].isupper() for word in written):
        return True
    # Không is a family's name, too.
    if words and words[0] in _DENIES and not (len(words) > 2 and all(word[0].isupper() for word in written)):
        return False
    known = NO_NAME_ALONE if len(words) == 1 else NO_NAMES
    return any(word not in known and not _is_letter(word) for word in words)


def _is_letter(word: str) -> bool:
    # Of one letter there are names too: Ý.
    return len(word) == 1 and word.isascii()
