"""A year of questions and answers: units reply, reply wrongly, mend, send back unchanged; the office confirms and doubts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING

from office import Office, outcomes, person, plan, unit
from returned import month_of
from test_replies import replied

if TYPE_CHECKING:
    from pathlib import Path

    from recruit.check.registry import Finding
    from recruit.measure.result import MonthResult

CODES = ("CB01", "CB02", "CB03")
ASKED = ("O22", "N27")
REPLY = "Đúng, vì: chi bộ đã kiểm tra"


@dataclass
class Someone:
    """A person on a list: what stands in the two cells about which the program asks, and whether it stands there for good."""

    name: str
    birth: str
    helper: str | None
    is_settled: bool

    @property
    def odd(self) -> list[str]:
        """The rules by which the program must ask about somebody."""
        return ["O22"] * (len(self.birth) == 4) + ["N27"] * (self.helper is None)


@dataclass
class Talk:
    """A year of one office, everything in it from the seed. `read` is how many messages the clerk had to read, by month."""

    seed: int
    folder: Path
    read: list[int] = field(default_factory=list)
    replies: int = 0
    reopened: int = 0

    def __post_init__(self) -> None:
        self._rng = Random(self.seed)
        self._units = [unit(code, f"Chi bộ {code}") for code in CODES]
        self._office = Office(self.folder, *self._units)
        self._people = {code: [self._someone(code, number) for number in range(5)] for code in CODES}
        # By key: the unit, who by name and birth, and the rule, into which somebody has looked.
        self._confirmed: dict[str, tuple[str, str, str, str]] = {}

    def _someone(self, code: str, number: int) -> Someone:
        rng, year = self._rng, 1980 + number
        birth = f"{year}" if rng.random() < 0.5 else f"05/03/{year}"
        helper = None if rng.random() < 0.5 else "Lê Quang Dũng"
        return Someone(f"Nguyễn Văn {'ABCDE'[number]} {code[-1] * 3}", birth, helper, rng.random() < 0.7)

    def play(self) -> None:
        """Play twelve months. Raises AssertionError at the first thing that is hidden, or asked once too often."""
        for month in range(1, 13):
            self._send(month)
            self._come_back(month)
            result = self._measure(month)
            self._hold(result)
            self.read.append(len(result.findings))
            self._answer(result)
            self._change()

    # -- the units -----------------------------------------------------------------------------------------------------

    def _send(self, month: int) -> None:
        for code in CODES:
            people = [person(p.name, p.birth, helper=p.helper) for p in self._people[code]]
            if self._rng.random() < 0.5:
                people.append(person(f"Lò Thị {code[-1] * 4}", joined="31/02/2024"))
            self._office.send(people, unit=code, month=month, sent=datetime(2024, month, 22, tzinfo=UTC))

    def _come_back(self, month: int) -> None:
        """Let units send back what the office returned: as it was, or with replies."""
        for code, data in sorted(month_of(self._office, month).returned.items()):
            name = f"tra_lai/{code}_{month:02d}.xlsx"
            reply = self._rng.choice((None, REPLY, REPLY))
            self._office.put(name, replied(data, *[reply] * 20, sent=datetime(2024, month, 26, tzinfo=UTC)))
            result = self._measure(month)
            if reply is None:
                assert outcomes(result)[name] == "Thư của Văn phòng"
            else:
                mine = [found for found in result.findings if found.unit_code == code and found.code in ASKED]
                assert all(found.replies for found in mine)
                self.replies += len(mine)

    def _change(self) -> None:
        """Let units mend some of what is not so, and change some of what was looked into."""
        for people in self._people.values():
            for someone in people:
                if someone.is_settled:
                    if len(someone.birth) == 4 and self._rng.random() < 0.05:
                        someone.birth = str(int(someone.birth) - 7)
                elif self._rng.random() < 0.3:
                    someone.birth, someone.helper = f"05/03/{someone.birth[-4:]}", "Lê Quang Dũng"

    # -- the office ----------------------------------------------------------------------------------------------------

    def _measure(self, month: int) -> MonthResult:
        said = [[key, "Đúng", "Đã hỏi đơn vị"] for key in self._confirmed]
        return self._office.put("ke_hoach.xlsx", plan(*self._units, confirmed=said)).month(month)

    def _hold(self, result: MonthResult) -> None:
        """Hold what the program asks, and what it folds away, against what stands in the lists."""
        odd = {
            (code, someone.name, someone.birth, rule)
            for code, people in self._people.items()
            for someone in people
            for rule in someone.odd
        }
        looked_into = set(self._confirmed.values())
        assert self._about(result, result.findings) == odd - looked_into
        assert self._about(result, result.confirmed) == odd & looked_into
        # A key that fits nothing any more is said once, and the clerk takes it out.
        gone = [found.value for found in result.findings if found.code == "K23"]
        assert sorted(gone) == sorted(key for key, about in self._confirmed.items() if about not in odd)
        self.reopened += len(gone)

    def _about(self, result: MonthResult, findings: tuple[Finding, ...]) -> set[tuple[str, str, str, str]]:
        asked = (one for found in findings if found.code in ASKED for one in found.all)
        return {_whom(result, one) for one in asked}

    def _answer(self, result: MonthResult) -> None:
        for found in result.findings:
            if found.code == "K23":
                del self._confirmed[found.value]
            for one in found.all if found.code in ASKED else ():
                # Who has a reply before him believes it, also one that is wrong.
                if self._rng.random() < (0.9 if one.reply else 0.6):
                    self._confirmed[one.answer_key] = _whom(result, one)
        if self._confirmed and self._rng.random() < 0.3:
            # The office changes its mind: the finding speaks again.
            del self._confirmed[self._rng.choice(sorted(self._confirmed))]


def _whom(result: MonthResult, found: Finding) -> tuple[str, str, str, str]:
    """Return the unit, the name and the birth of the row that a finding is about, and its rule."""
    entry = next(e for e in result.people if (e.report.file, e.row.number) == (found.place.file, found.row))
    return (found.unit_code, entry.row.text("name"), entry.row.shown("birth"), found.code)
