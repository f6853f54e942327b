"""A closed list of choices, and which of them a text spells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from recruit.language.names import BARRED_D
from recruit.language.spelling import joined_key


@dataclass(frozen=True)
class ChoiceList:
    """A closed list of choices, each with its other spellings. `older` are still read, and no longer offered.

    `of("ĐH")` gives the choice `Đại học`, or None where the text is no spelling of any choice. Spellings agree by
    case, Unicode form and the tones in their order, and without blanks, hyphens, apostrophes, brackets, commas and full
    stops (`H'Mông`, `H Mông`; `Pà Thẻn`, `Pà-thẻn`). A word of `before` may stand before a choice and says nothing.
    With `has_subject` words may follow that say in what (`Đại học Luật`), but for another choice and for what makes it
    another thing or none yet (`Trung cấp lý luận chính trị`, `Đại học đang học`).
    """

    choices: tuple[str, ...]
    variants: tuple[tuple[str, str], ...] = ()
    older: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    has_subject: bool = False

    @cached_property
    def _by_key(self) -> dict[str, str]:
        known = (*self.choices, *self.older)
        table = {_choice_key(choice): choice for choice in known}
        for variant, choice in self.variants:
            if choice not in known:
                raise ValueError(f"{variant!r} stands for {choice!r}, which is no choice")
            table[_choice_key(variant)] = choice
        return table

    def of(self, text: str) -> str | None:
        """Return the choice that `text` spells, or None."""
        found = self._by_key.get(_choice_key(text))
        if found is None and (self.before or self.has_subject):
            words = text.split()[: _MOST_WORDS + 1]
            found = self._behind_a_word(words) or (self._before_a_subject(words) if self.has_subject else None)
        return found

    def _behind_a_word(self, words: list[str]) -> str | None:
        for lead in self.before:
            count = len(lead.split())
            if len(words) > count and _choice_key(" ".join(words[:count])) == _choice_key(lead):
                return self._by_key.get(_choice_key(" ".join(words[count:])))
        return None

    def _before_a_subject(self, words: list[str]) -> str | None:
        keys = [_choice_key(word) for word in words]
        is_plain = len(words) <= _MOST_WORDS and all(map(_PLAIN_WORD.fullmatch, words))
        if not is_plain or not _NO_SUBJECT.isdisjoint((*keys, *pairwise(keys))):
            return None
        named = {
            start: choice
            for start in range(len(words))
            for count in range(1, _LONGEST_CHOICE + 1)
            if (choice := self._by_key.get(_choice_key(" ".join(words[start : start + count]))))
        }
        return named[0] if 0 in named and len(set(named.values())) == 1 else None


_MOST_WORDS, _LONGEST_CHOICE = 12, 4
"""Words of a choice with its subject, and of a choice."""


def _choice_key(text: str) -> str:
    return joined_key(text.translate(BARRED_D), _PUNCTUATION)


_PUNCTUATION = {ord(char): None for char in " .-–—‐‑'’‘`´ʼ,()"}
_PLAIN_WORD = re.compile(r"[(,]?[^\W\d_]{0,30}(?:\.[^\W\d_]{1,30})?[),.\-–]?")
# Who is learning has learnt nothing yet; political theory is no profession.
_NO_SUBJECT = frozenset(map(_choice_key, ("đang", "chưa", "chờ", "sắp", "năm", "kỳ", "LLCT"))) | {
    (_choice_key(one), _choice_key(other)) for one, other in (("chính", "trị"), ("lý", "luận"), ("lí", "luận"))
}


def variants(choice: str, *spellings: str) -> tuple[tuple[str, str], ...]:
    """Return other spellings of a choice, for the table of its list."""
    return tuple((spelling, choice) for spelling in spellings)
