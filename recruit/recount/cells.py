"""One cell to what the second reader makes of it by its field: a value, or that nobody can read one, or that it cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from recruit.declared.field import Field, Kind
from recruit.recount.days import NoDay, of_day_cell, of_number, of_text, shows_no_day
from recruit.recount.nothing import MAY_SAY_NOTHING, is_nothing, says_too_little
from recruit.recount.text import choice_key, is_ordinary, lines, names_several, plain, same

if TYPE_CHECKING:
    from recruit.declared.choice_list import ChoiceList
    from recruit.recount.sheets import Cell

Value = date | int | str
"""A day, a number or the year of a birth, a text."""

_OF_DAYS = (Kind.DATE, Kind.BIRTH_DATE)
_LINKED = (Kind.TEXT, Kind.CHOICE, *_OF_DAYS)
_AS_ABOVE = frozenset(
    ('"', "''", "″", "〃", "”", "“", "nt", "-nt-", "- nt -", "(nt)", "như trên", "-như trên-", "nhu tren", "như trên.")
)


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell in which something stands and no value was read.

    `is_certain` says that nobody could read one (struck out, covered, an error, a day that never was); otherwise it is
    this reader that cannot judge.
    """

    text: str
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class AsAbove:
    """A mark that says: as in the row above."""

    text: str


class Answers:
    """What may be asked of a row's `values`, which are by field key."""

    __slots__ = ()
    values: dict[str, Value | Unread]

    def day(self, key: str) -> date | None:
        """Return a day, None where it is blank or cannot be read."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def text(self, key: str) -> str:
        """Return a text or a choice, empty where it is blank or cannot be read."""
        value = self.values.get(key)
        return "" if value is None or isinstance(value, Unread) else str(value)


def read_cell(cell: Cell, field: Field, plan_year: int, *, from_1904: bool) -> Value | Unread | AsAbove | None:
    """Return what a cell says as a value of its field's kind, None where it is blank."""
    value = cell.value
    if value is None:
        # A formula that was never reckoned, or an error of Excel's.
        return Unread("")
    if cell.is_covered or cell.struck == "part":
        return Unread(str(value))
    if cell.is_formula and field.kind in _LINKED and _is_number(value) and not value:
        return None
    return read_letters(cell, field, plan_year, from_1904=from_1904)


def read_letters(cell: Cell, field: Field, plan_year: int, *, from_1904: bool) -> Value | Unread | AsAbove | None:
    """Return what a cell says as `read_cell` does, whatever hides it."""
    value = cell.value
    if isinstance(value, str):
        if not plain(value):
            return None
        if plain(value).casefold() in _AS_ABOVE and cell.font is not None:
            is_text = field.kind in (Kind.TEXT, Kind.CHOICE) and field.key != "name"
            return AsAbove(value) if is_text else Unread(value)
    if field.kind in _OF_DAYS:
        return _day(cell, field, plan_year, from_1904=from_1904)
    if isinstance(value, datetime) and field.kind is Kind.MONTH and shows_no_day(cell.format):
        return value.month
    if isinstance(value, datetime):
        return Unread(f"{value:%d/%m/%Y}", is_certain=False)
    return _text(value if isinstance(value, str) else _as_text(value, cell.format), field)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_text(value: object, code: str) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value != int(value):
        return str(value).replace(".", ",")
    whole = str(int(value))
    return whole.zfill(len(code)) if code and set(code) == {"0"} else whole


def _day(cell: Cell, field: Field, plan_year: int, *, from_1904: bool) -> Value | Unread | None:
    value, is_birth = cell.value, field.kind is Kind.BIRTH_DATE
    try:
        if isinstance(value, datetime):
            day = of_day_cell(value, from_1904=from_1904)
            return day.year if is_birth and shows_no_day(cell.format) else day
        if isinstance(value, bool):
            return Unread(str(value))
        if isinstance(value, str):
            return of_text(value, plan_year, is_birth=is_birth)
        return of_number(value, is_birth=is_birth, from_1904=from_1904)
    except NoDay as none:
        if isinstance(value, str) and is_nothing(plain(value)):
            return None
        return Unread(str(value), none.is_certain and is_ordinary(str(value)))


def _text(text: str, field: Field) -> Value | Unread | None:
    said = "\n".join(lines(text)) if field.kind is Kind.TEXT else plain(text)
    if not said:
        return None
    if field.kind is Kind.CHOICE:
        choice = choice_of(said, field.choices)
        return choice or (None if is_nothing(said) else Unread(said, is_ordinary(said)))
    if field.kind in (Kind.NUMBER, Kind.MONTH, Kind.YEAR):
        if field.kind is Kind.NUMBER and (counted := _COUNT_OF_PEOPLE.fullmatch(said.casefold())):
            return int(counted[1])
        digits = "".join(letter for letter in said.partition("/")[0] if letter.isascii() and letter.isdigit())
        return int(digits) if said.isascii() and said.isdigit() else Unread(said, is_certain=not digits)
    if field.key in MAY_SAY_NOTHING and is_nothing(said, field.key):
        return None
    if says_too_little(said, field.key):
        return Unread(said, is_ordinary(said))
    if field.key == "recognition_number" and not _may_be_a_number(said):
        return Unread(said)
    if field.key == "name" and "\n" in said:
        if all(" " in line and line[0] != "(" for line in said.split("\n")):
            return Unread(said)
        said = plain(said)
    return Unread(said) if field.key == "name" and names_several(said) else said


def _may_be_a_number(said: str) -> bool:
    """Whether a text may be a paper's number: it has a digit, and is no day."""
    try:
        of_text(said, 0, is_birth=False)
    except NoDay as none:
        return not none.is_certain and any(map(str.isdigit, said))
    return said.isdigit()


_MOST_WORDS = 12
_NO_DEGREE = frozenset(map(same, ("đang", "chưa", "chờ", "sắp", "năm", "kỳ", "llct")))
_THEORY = tuple(map(same, ("chính trị", "lý luận", "lí luận")))
_COUNT_OF_PEOPLE = re.compile(r"(\d{1,9}) ?(?:đảng viên|đv|quần chúng|người|đồng chí|đ/c)\.?")


@lru_cache(maxsize=64)
def _choices(choices: ChoiceList) -> dict[str, str]:
    known = {choice_key(choice): choice for choice in (*choices.choices, *choices.older)}
    return known | {choice_key(spelling): choice for spelling, choice in choices.variants}


def choice_of(text: str, choices: ChoiceList) -> str | None:
    """Return the choice that a text spells, None where it spells none."""
    table = _choices(choices)
    if (found := table.get(choice_key(text))) is not None:
        return found
    first, _, others = text.replace(".", " ").partition(" ")
    for lead in choices.before:
        if same(text).startswith(f"{same(lead)} "):
            return table.get(choice_key(text[len(lead) :]))
        if same(first) == same(lead):
            return table.get(choice_key(others))
    return _degree(text.split(), table) if choices.has_subject else None


def _degree(words: list[str], table: dict[str, str]) -> str | None:
    """Return the one degree that stands before its subject; None where two do, or it is of theory or none yet."""
    bare = [word.strip("(),.-–") for word in words]
    spoken = list(map(same, bare))
    if len(words) > _MOST_WORDS or not "".join(bare).replace(".", "").isalpha() or _NO_DEGREE & set(spoken):
        return None
    if any(f" {theory} " in f" {' '.join(spoken)} " for theory in _THEORY):
        return None
    named = {
        at: choice
        for at in range(len(words))
        for length in range(4, 0, -1)
        if (choice := table.get(choice_key(" ".join(words[at : at + length]))))
    }
    return named[0] if 0 in named and len(set(named.values())) == 1 else None
