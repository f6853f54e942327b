"""The players' own books: what each unit has told by when, and the figures that follow from it by the contract's words.

Nothing here knows how the program merges: whose an event is, and where a person stands, is known from the lives.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from played_people import CANCELLED, Person, Unit

from recruit.model import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from played_forms import Line, Written

REPORTED = (
    "admitted",
    "class_sent",
    "sympathisers",
    "eligible",
    "with_helper",
    "with_certificate",
    "proposed",
    "agreed",
    "joined_in_month",
    "came_in_month",
    "left_in_month",
    "admitted_in_month",
    "class_sent_in_month",
)
_DONE = ("left", "leaving_reason", "decision", "decision_number")


@dataclass(eq=False)
class Send:
    """A workbook that a unit sent. `month` is the one it is of; `used` says that the program can take it.

    `meant` is the month that the unit meant, where a slip made another one of it. `empty` is one whose list has nobody:
    its month counts as sent, its list as nothing. `by_mail` and `time` are those
    of the earliest copy. `errors` are what the check must say of it: (code, sheet, cell).
    """

    unit: Unit
    month: int
    time: datetime
    written: Written
    by_mail: bool
    used: bool = True
    empty: bool = False
    errors: tuple[tuple[str, str, str], ...] = ()
    meant: int = 0

    @property
    def lines(self) -> list[Line]:
        return [line for _, line in self.written.lines]


class Fault(NamedTuple):
    """What the check must say: a rule's code, the send at which it stands (None: the plan), sheet and cell."""

    code: str
    send: Send | None
    sheet: str
    cell: str


@dataclass
class Books:
    """All sends of a year so far, and what follows from them for a month."""

    year: int
    units: list[Unit]
    due: dict[int, date]
    sends: list[Send] = field(default_factory=list)

    # -- who told what -------------------------------------------------------------------------------------------------

    def of_month(self, unit: Unit, month: int) -> list[Send]:
        """Return a unit's sends for a month that count as sent, the newest last."""
        found = [s for s in self.sends if s.unit is unit and s.month == month and (s.used or s.empty)]
        return sorted(found, key=lambda send: send.time)

    def speaking(self, unit: Unit, month: int) -> Send | None:
        """Return the workbook that speaks for a unit at the end of a month."""
        for earlier in range(month, 0, -1):
            used = [send for send in self.of_month(unit, earlier) if send.used]
            if used:
                return used[-1]
        return None

    def missing(self, month: int) -> list[Unit]:
        """Return the units that owe a month and have not sent it."""
        return [unit for unit in self.units if unit.owes(month) and not self.of_month(unit, month)]

    def word(self, unit: Unit, month: int) -> str:
        """Return the word of the grid of reports for a unit and month."""
        if not unit.owes(month):
            return "Không phải nộp"
        if found := self.of_month(unit, month):
            return "Nộp chậm" if found[0].by_mail and found[0].time.date() > self.due[month] else "Đã nộp"
        refused = [s for s in self.sends if s.unit is unit and month in (s.month, s.meant) and s.errors]
        return "Chưa dùng được" if refused else "Chưa nộp"

    # -- figures -------------------------------------------------------------------------------------------------------

    def figures(self, month: int) -> dict[str, Counter[str]]:
        """Return every figure of each unit that has told anything; a missing figure is 0."""
        period = Period(self.year, month)
        found: dict[str, Counter[str]] = {}
        lines: dict[Person, list[tuple[Unit, Line]]] = {}
        for unit in self.units:
            if send := self.speaking(unit, month):
                found[unit.code] = Counter()
                for line in send.lines:
                    if not line.again:
                        lines.setdefault(line.row.person, []).append((unit, line))
        for person, own in lines.items():
            self._count_events(found, person, own, period)
            self._count_place(found, own, period)
        return found

    def _count_events(self, found: dict, person: Person, own: list[tuple[Unit, Line]], period: Period) -> None:
        for key, figure in (("class_sent", "class_sent"), ("decision", "admitted")):
            days = {line.value(key) for _, line in own if figure not in line.strikes and line.value(key)}
            for day in days:
                if day.year != period.year or day > period.last_day:
                    continue
                if key == "decision" and self._is_cancelled(own, period.last_day):
                    continue
                unit = person.unit_on(day)
                found[unit][figure] += 1
                found[unit][f"{figure}_in_month"] += day >= period.first_day

    def _is_cancelled(self, own: list[tuple[Unit, Line]], day: date) -> bool:
        return any(
            line.value("leaving_reason") == CANCELLED and line.value("left") and line.value("left") <= day
            for _, line in own
        )

    def _count_place(self, found: dict, own: list[tuple[Unit, Line]], period: Period) -> None:
        """Count a person where the open row of a chi bộ stands; without one, where a đoàn thể's does."""
        day = period.last_day
        standing = [(unit, line) for unit, line in own if self._is_open(unit, line, period)]
        of_cells = [(unit, line) for unit, line in standing if unit.is_branch]
        speaking = [(unit, line) for unit, line in own if unit.is_branch or not of_cells]
        for key, figure in (("joined", "joined_in_month"), ("left", "left_in_month")):
            for unit, line in speaking:
                value = line.value(key)
                if figure in line.strikes or not value or not period.first_day <= value <= day:
                    continue
                if key == "left" and line.value("leaving_reason") in ("Đã kết nạp", "Chuyển sang đơn vị khác"):
                    continue
                came = key == "joined" and any(
                    other is not line and other.value("joined") and other.value("joined") < value for _, other in own
                )
                found[unit.code]["came_in_month" if came else figure] += 1
                break
        if any(line.value("decision") for _, line in own) and not self._is_cancelled(own, day):
            return
        for unit, line in of_cells or standing:
            if "sympathisers" in line.strikes or not line.value("joined") or line.value("joined") > day:
                continue
            has = {
                "with_helper": "helpers",
                "with_certificate": "certificate",
                "proposed": "procedure_proposed",
                "agreed": "agreed",
            }
            found[unit.code]["sympathisers"] += 1
            held = {figure for figure, key in has.items() if line.value(key) and figure not in line.strikes}
            slipped = "eligible" in line.strikes or any(other.elsewhere for _, other in own)
            if {"with_helper", "with_certificate"} <= held and not slipped:
                held.add("eligible")
            found[unit.code].update(held)
            return

    def _is_open(self, unit: Unit, line: Line, period: Period) -> bool:
        ended = unit.last < period.month
        left = line.value("left")
        return not ended and not (left and left <= period.last_day)

    def shared(self, month: int) -> Counter[str]:
        """Return how many open rows of each đoàn thể are people who stand open on a chi bộ's list."""
        period, found = Period(self.year, month), Counter()
        lines: dict[Person, list[Unit]] = {}
        for unit in self.units:
            if send := self.speaking(unit, month):
                for line in send.lines:
                    if not line.again and self._is_open(unit, line, period):
                        lines.setdefault(line.row.person, []).append(unit)
        for units in lines.values():
            if any(unit.is_branch for unit in units):
                found.update(unit.code for unit in units if not unit.is_branch)
        return found

    def waiting(self, month: int) -> Counter[tuple[str, str]]:
        """Return the cases that wait for the committee, by kind and unit; only where no slip is open."""
        period, found = Period(self.year, month), Counter()
        lines: dict[Person, list[tuple[Unit, Line]]] = {}
        for unit in self.units:
            if send := self.speaking(unit, month):
                for line in send.lines:
                    lines.setdefault(line.row.person, []).append((unit, line))
        for own in lines.values():
            told = {key for _, line in own for key in line.cells}
            standing = [(unit, line) for unit, line in own if self._is_open(unit, line, period)]
            standing = [place for place in standing if place[0].is_branch] or standing
            if not standing or "decision" in told:
                continue
            unit, line = standing[0]
            for what, asked, done in (
                ("Cử đi học lớp", "class_proposed", "class_sent"),
                ("Làm thủ tục kết nạp", "procedure_proposed", "agreed"),
            ):
                found[what, unit.code] += asked in line.cells and done not in told
        return +found

    def done(self, month: int) -> dict[str, int]:
        """Return how many events of the year the letter of a month counts."""
        return self._sums(month, lambda line, figure: line[figure])

    def moved(self, month: int, printed: dict[str, int]) -> dict[str, int]:
        """Return how many events of the months before a month are counted now beyond those that its letter `printed`."""
        today = self._sums(month, lambda line, figure: line[figure] - line[f"{figure}_in_month"])
        return {what: number - printed[what] for what, number in today.items()}

    def _sums(self, month: int, number: Callable[[dict[str, int], str], int]) -> dict[str, int]:
        lines = self.figures(month).values()
        return {
            what: sum(number(line, figure) for line in lines)
            for what, figure in (("kết nạp", "admitted"), ("cử đi học", "class_sent"))
        }

    # -- what the check says -------------------------------------------------------------------------------------------

    def errors(self, month: int) -> list[Fault]:
        """Return every error that must be named, each once."""
        faults = []
        for unit in self.units:
            speaking = self.speaking(unit, month)
            faults += self._shown_elsewhere(speaking, month) if speaking else []
            for send in self.sends:
                if send.unit is unit and (send is speaking or (not send.used and send.month <= month)):
                    faults += [Fault(code, send, sheet, cell) for code, sheet, cell in send.errors]
            if speaking and unit.owes(month) and speaking.month < month - 2:
                faults.append(Fault("B12", speaking, "", ""))
        return faults

    def _shown_elsewhere(self, send: Send, month: int) -> list[Fault]:
        people = {line.row.person for line in send.lines if line.elsewhere}
        return [
            Fault("P02", other, other.written.list_sheet, other.written.cell(line, "name"))
            for unit in self.units
            if unit is not send.unit and (other := self.speaking(unit, month))
            for line in other.lines
            if line.row.person in people
        ]

    def warnings(self, month: int) -> list[Fault]:
        """Return every warning that the situation itself makes."""
        period, faults = Period(self.year, month), []
        rows = Counter(
            line.row.person
            for unit in self.units
            if (send := self.speaking(unit, month))
            for line in send.lines
            if not line.again
        )
        for unit in self.units:
            send = self.speaking(unit, month)
            if send is None:
                continue
            for line in send.lines:

                def at(code: str, key: str, send: Send = send, line: Line = line) -> Fault:
                    return Fault(code, send, send.written.list_sheet, send.written.cell(line, key))

                if line.typed("joined") and not line.typed("helpers") and not any(map(line.typed, _DONE)):
                    faults.append(at("N27", "helpers"))
                ceremony = line.value("ceremony")
                if ceremony and ceremony > Period(self.year, send.month).last_day:
                    faults.append(at("O31", "ceremony"))
                if isinstance(line.value("birth"), int):
                    faults.append(at("O22", "birth"))
                ended = unit.last < month
                known = line.value("name") and line.value("birth")
                stays = not line.typed("left") and not line.typed("decision")
                if ended and known and not line.again and rows[line.row.person] == 1 and stays:
                    faults.append(at("P25", "name"))
            faults += self._late_corrections(unit, period.month)
        return faults

    def _late_corrections(self, unit: Unit, month: int) -> list[Fault]:
        found = []
        used = {m: sends[-1] for m in range(1, month + 1) if (sends := [s for s in self.of_month(unit, m) if s.used])}
        for own, send in used.items():
            if any(later.time < send.time for number, later in used.items() if number > own):
                found.append(Fault("B32", send, "", ""))
        return found
