"""What a letter says in sentences about units and what is left to do, held against the second count by its phrases."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from recruit.recount.shown import NBSP, percent, shown, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recruit.recount.comparing import Comparing
    from recruit.recount.counts import Month

_OF_BRANCHES = re.compile(r"(\d{1,9}/\d{1,9})\xa0chi bộ")
_OF_UNITS = re.compile(r"(\d{1,9}/\d{1,9})\xa0đơn vị được giao")
_RESTS = re.compile(r"(?:kết nạp|cử đi học)\xa0-?\d{1,9}")
_HELPLESS = re.compile(r"(-?\d{1,9})\xa0cảm tình Đảng chưa có")
_TO_ADMIT = re.compile(r"kết nạp\xa0(-?\d{1,9})\xa0đảng viên")
_TO_SEND = re.compile(r"cử\xa0(-?\d{1,9})\xa0quần chúng")
_SHARED = re.compile(r"Chung với chi bộ: (-?\d{1,9})\xa0người")
_ASKED_FOR_CLASS = re.compile(r"(-?\d{1,9})\xa0trường hợp đề nghị cử")
_ASKED_FOR_PROCEDURE = re.compile(r"(-?\d{1,9})\xa0trường hợp đề nghị làm thủ tục")

_MANY, _MANY_BRANCHES = 12, 10
"""Of more units, or chi bộ, than these a letter gives the number alone."""


class Said(NamedTuple):
    """A name of the letter, the phrases that must stand in what it says, and how many numbers of a pattern stand there."""

    name: str
    phrases: tuple[str, ...]
    numbers: tuple[re.Pattern | None, tuple[str, ...]] = (None, ())

    def is_in(self, text: str) -> bool:
        """Whether a text says so, and nothing else of the kind."""
        counted, must = self.numbers
        told = tuple(one[1] if one.re.groups else one[0] for one in counted.finditer(text)) if counted else ()
        return all(phrase in text for phrase in self.phrases) and told == must


class Sentences:
    """What must be said of a month. `with_data` has the month of each unit's figures by its code."""

    def __init__(self, comparing: Comparing, month: Month, with_data: Mapping[str, int]) -> None:
        self._comparing, self._month, self._with_data = comparing, month, with_data
        self._planned = month.planned
        self._done = {key: comparing.counts(key) for key in ("admitted", "class_sent")}

    def all(self) -> Iterator[Said]:
        """Yield what must be said."""
        yield self._of_branches()
        yield self._attained()
        yield self._left()
        yield from self._tasks()
        yield self._shared()

    def _of_branches(self) -> Said:
        name, found = "ket_nap.chi_bo", self._comparing.branches
        number, done, left = (found.get(key, 0) for key in ("branches", "branches_admitted", "branches_left"))
        counted = _OF_BRANCHES
        if number < 2 or not done + left:
            return Said(name, (), (counted, ()))
        unknown = number - done - left
        phrases = [f"{shown(unknown)}{NBSP}chi bộ chưa có số liệu"] * bool(unknown)
        if not done:
            return Said(name, ("Chưa có chi bộ nào", *phrases), (counted, ()))
        if done < number:
            phrases.append(f"({percent(Fraction(done, number))}")
            phrases += [f"còn {shown(left)}{NBSP}chi bộ chưa kết nạp được"] * bool(left)
            phrases += self._named_left() if left <= _MANY_BRANCHES else []
            exhausted = found["branches_exhausted"]
            if 0 < exhausted < left:
                phrases.append(f"trong đó {shown(exhausted)}{NBSP}chi bộ không còn quần chúng")
            outsiders = self._comparing.told["outsiders"]
            units = [unit.code for unit in self._comparing.existing if not self._done["admitted"][unit.code]]
            if exhausted and not unknown and all(code in outsiders for code in units):
                phrases.append(f"chiếm{NBSP}{percent(Fraction(done, number - exhausted))} số chi bộ còn nguồn")
        return Said(name, tuple(phrases), (counted, (f"{shown(done)}/{shown(number)}",)))

    def _named_left(self) -> list[str]:
        admitted = self._done["admitted"]
        known = [unit for unit in self._comparing.existing if unit.code in self._with_data]
        return [unit.name for unit in known if not admitted[unit.code]]

    def _attained(self) -> Said:
        words = {unit.code: self._word(unit) for unit in self._planned.units}
        assigned = [code for code, told in words.items() if told != "Không giao"]
        done = [code for code in assigned if words[code] in ("Đạt", "Vượt") and code in self._with_data]
        pattern = _OF_UNITS
        if done or not self._with_data:
            return Said("uu_diem.so_lieu", (), (pattern, (f"{len(done)}/{len(assigned)}",) * bool(done)))
        month = self._month.period.month
        going_on = sum(
            unit.first <= month <= unit.last and unit.code in self._with_data
            for unit in self._planned.units
            if unit.code in assigned
        )
        phrases = (f"{shown(going_on)}{NBSP}đơn vị được giao chỉ tiêu đang tiếp tục",) * bool(going_on)
        return Said("uu_diem.so_lieu", phrases, (pattern, ()))

    def _word(self, unit) -> str:
        done = [self._done[key][unit.code] for key in ("admitted", "class_sent")]
        return word((unit.admission_target, unit.class_target), done)

    def _left(self) -> Said:
        parts = []
        for unit in self._planned.units:
            rests = [
                f"{verb}{NBSP}{shown(rest)}"
                for verb, target, key in (
                    ("kết nạp", unit.admission_target, "admitted"),
                    ("cử đi học", unit.class_target, "class_sent"),
                )
                if (rest := max(0, (target or 0) - self._done[key][unit.code]))
            ]
            if rests:
                parts.append(f"{unit.name} ({', '.join(rests)}")
        if len(parts) > _MANY:
            parts = [f": {shown(len(parts))}{NBSP}đơn vị (Phụ lục"]
        must = tuple(found for part in parts for found in _RESTS.findall(part))
        return Said("han_che.so_lieu", tuple(parts), (_RESTS, must))

    def _tasks(self) -> Iterator[Said]:
        waiting = [len(self._month.figures[key]) for key in ("waiting_for_class", "waiting_for_procedure")]
        for number, pattern in zip(waiting, (_ASKED_FOR_CLASS, _ASKED_FOR_PROCEDURE), strict=True):
            yield Said("nhiem_vu", (), (pattern, (shown(number),) * bool(number)))
        helpless = len(self._month.figures["sympathisers"]) - len(self._month.figures["with_helper"])
        yield Said("nhiem_vu", (), (_HELPLESS, (shown(helpless),) * bool(helpless)))
        for key, target, pattern in (
            ("admitted", "admission_target", _TO_ADMIT),
            ("class_sent", "class_target", _TO_SEND),
        ):
            rest = max(0, (self._comparing.target(target) or 0) - len(self._month.figures[key]))
            yield Said("nhiem_vu", (), (pattern, (shown(rest),) * bool(rest)))

    def _shared(self) -> Said:
        shared = self._month.shared_with_branches()
        must = tuple(shown(shared[unit.code]) for unit in self._planned.units if shared.get(unit.code))
        return Said("ghi_chu_phu_luc", (), (_SHARED, must))
