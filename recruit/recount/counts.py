"""The figures of a month, counted a second time: for each unit the rows that count, each with the cell that decides."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.choices import ADMITTED, TRANSFER
from recruit.recount.cells import Unread
from recruit.recount.days import after_months, full_years
from recruit.recount.events import Event, cancelled_on, counted
from recruit.recount.people import ADMISSION, CLASS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from recruit.model import Period
    from recruit.recount.people import Person, Row
    from recruit.recount.plan import Planned

_BY_KEY = {
    "with_helper": "helpers",
    "with_certificate": "certificate",
    "proposed": "procedure_proposed",
    "agreed": "agreed",
}
_LISTED = frozenset(("name", "birth", "joined", "left", "decision"))
_NO_STEPS = frozenset(("N04", "N08"))


class Counted(NamedTuple):
    """Somebody who counts for a unit: by which row, and by which of its columns."""

    unit_code: str
    row: Row
    key: str


class _Admission(NamedTuple):
    """When a person was admitted in any year; a decision that was cancelled, with the day of that; whether it is unclear."""

    day: date | None
    withdrawn: date | None
    cancelled: date | None
    is_unclear: bool

    def holds_on(self, day: date) -> bool:
        decided = self.day is not None and self.day <= day
        still = self.withdrawn is not None and self.withdrawn <= day and not (self.cancelled and self.cancelled <= day)
        return decided or still


@dataclass
class Month:
    """The people of all lists at a period, of which everything counts up to `day`."""

    people: Sequence[Person]
    planned: Planned
    period: Period
    day: date

    @cached_property
    def figures(self) -> dict[str, list[Counted]]:
        """Every figure of people, by its key."""
        found = {
            "admitted": self._events(ADMISSION),
            "class_sent": self._events(CLASS),
            "sympathisers": self.sympathisers_on(self.day),
        }
        listed = [person.row for person in found["sympathisers"]]
        helped = [row for row in listed if row.text("helpers") and "helpers" not in row.bad]
        certified = [row for row in listed if self._is_certified(row, self.day)]
        with_helper = set(map(id, helped))
        eligible = [row for row in certified if id(row) in with_helper and self._is_eligible(row)]
        chosen = {
            "with_helper": helped,
            "with_certificate": certified,
            "proposed": [row for row in listed if self._has(row, "procedure_proposed")],
            "agreed": [row for row in listed if self._has(row, "agreed")],
        }
        for key, rows in chosen.items():
            found[key] = [Counted(row.unit.code, row, _BY_KEY[key]) for row in rows]
        found["eligible"] = [Counted(row.unit.code, row, "certificate") for row in eligible]
        if self.planned.deadline is not None and self.day <= self.planned.deadline:
            ready = [
                row for row in eligible if self._has(row, "agreed") and self._is_certified(row, self.planned.deadline)
            ]
            found["can_be_admitted"] = [Counted(row.unit.code, row, "agreed") for row in ready]
        return found | self._movements() | self._parts(found) | self._waiting()

    @cached_property
    def events(self) -> dict[str, list[Event]]:
        """The events that count, by the column of their day, in the order of their days."""
        found: dict[str, list[Event]] = {}
        for event in (ADMISSION, CLASS):
            own = (counted(person, event, self.period.year, self.day) for person in self.people)
            found[event] = sorted((one for one in own if one), key=lambda one: (one.day, one.row.order))
        return found

    @property
    def ages_of_admitted(self) -> list[int]:
        """The ages of the admitted in full years, on the day of the decision."""
        return [full_years(one.row.values["birth"], one.day) for one in self.events[ADMISSION]]

    def _events(self, event: str) -> list[Counted]:
        return [Counted(one.unit_code, one.row, event) for one in self.events[event]]

    # -- on the list ---------------------------------------------------------------------------------------------------

    def sympathisers_on(self, day: date) -> list[Counted]:
        """Return who is Cảm tình Đảng on a day, each by one row."""

        def counts(person: Person, row: Row) -> bool:
            joined = row.day("joined")
            return (
                self._is_listable(person, row)
                and joined is not None
                and joined <= day
                and row.is_open(day)
                and not self._admission(person).holds_on(day)
            )

        return self._once("joined", counts, day)

    def _once(self, key: str, counts: Callable[[Person, Row], bool], day: date) -> list[Counted]:
        """Return everybody of whom a row counts, by one row: a đoàn thể's only where no chi bộ's row is open that day."""
        found = []
        for person in self.people:
            is_open = any(row.is_branch and row.is_open(day) for row in person.rows)
            rows = [row for row in person.rows if (row.is_branch or not is_open) and counts(person, row)]
            rows = [row for row in rows if row.is_branch] or rows
            found += [Counted(row.unit.code, row, key) for row in rows[:1]]
        return found

    def _is_listable(self, person: Person, row: Row) -> bool:
        return not row.bad & _LISTED and not self._admission(person).is_unclear

    def _admission(self, person: Person) -> _Admission:
        known = self._admissions.get(id(person))
        if known is None:
            known = self._admissions[id(person)] = _admission(person)
        return known

    @cached_property
    def _admissions(self) -> dict[int, _Admission]:
        return {}

    def _has(self, row: Row, key: str) -> bool:
        day = row.day(key)
        return day is not None and day <= self.day and key not in row.bad

    def _is_certified(self, row: Row, day: date) -> bool:
        issued = row.day("certificate")
        if issued is None or issued > self.day or "certificate" in row.bad:
            return False
        return day <= after_months(issued, self.planned.threshold("han_giay_chung_nhan", day))

    def _is_eligible(self, row: Row) -> bool:
        birth, day = row.values["birth"], self.day
        least, most = (self.planned.threshold(code, day) for code in ("tuoi_toi_thieu", "tuoi_toi_da"))
        year, month = (birth, 12) if isinstance(birth, int) else (birth.year, birth.month)
        is_of_age = full_years(birth, day) >= least and (day.year, day.month) <= (year + most, month)
        return is_of_age and bool(row.text("education")) and "education" not in row.bad and not row.codes

    # -- within the month ----------------------------------------------------------------------------------------------

    def _movements(self) -> dict[str, list[Counted]]:
        first, day = self.period.first_day, self.day

        def happened(person: Person, row: Row, key: str) -> bool:
            at = row.day(key)
            return at is not None and first <= at <= day and self._is_listable(person, row)

        joined = self._once("joined", lambda person, row: happened(person, row, "joined"), day)
        came = {id(row) for person in self.people for row in person.rows if _came(person, row)}
        stays = (ADMITTED, TRANSFER)
        return {
            "joined_in_month": [one for one in joined if id(one.row) not in came],
            "came_in_month": [one for one in joined if id(one.row) in came],
            "left_in_month": self._once(
                "left",
                lambda person, row: happened(person, row, "left") and row.text("leaving_reason") not in stays,
                day,
            ),
        }

    def _parts(self, found: dict[str, list[Counted]]) -> dict[str, list[Counted]]:
        first, deadline = self.period.first_day, self.planned.deadline
        admitted, sent = found["admitted"], found["class_sent"]
        return {
            "admitted_in_month": [one for one in admitted if one.row.day(ADMISSION) >= first],
            "class_sent_in_month": [one for one in sent if one.row.day(CLASS) >= first],
            "admitted_after_deadline": [one for one in admitted if deadline and one.row.day(ADMISSION) > deadline],
            "certificates_of_sent": [
                one._replace(row=row, key="certificate") for one in sent if (row := self._certificate_of(one.row))
            ],
        }

    @cached_property
    def _beside(self) -> dict[int, Sequence[Row]]:
        """The rows of the person of each row."""
        return {id(row): person.rows for person in self.people for row in person.rows}

    def _certificate_of(self, sent: Row) -> Row | None:
        """Return the row that has the certificate of the class in a row: this one, or another of the person."""
        alike = (row for row in self._beside[id(sent)] if row is not sent and row.is_branch == sent.is_branch)
        for row in (sent, *alike):
            if self._has(row, "certificate") and row.day("certificate") >= sent.day(CLASS):
                return row
        return None

    # -- what waits for the committee ----------------------------------------------------------------------------------

    def _waiting(self) -> dict[str, list[Counted]]:
        def waits(asked: str, done: str) -> list[Counted]:
            def counts(person: Person, row: Row) -> bool:
                admission = self._admission(person)
                is_decided = any(done in other.values for other in person.rows)
                is_pending = row.is_open(self.day) and not row.bad & {"name", "birth"} and not admission.is_unclear
                return self._has(row, asked) and is_pending and not is_decided and not admission.holds_on(self.day)

            return self._once(asked, counts, self.day)

        return {
            "waiting_for_class": waits("class_proposed", CLASS),
            "waiting_for_procedure": waits("procedure_proposed", "agreed"),
        }

    def shared_with_branches(self) -> dict[str, int]:
        """Return by unit how many open rows of a đoàn thể are those of people who stand open on a chi bộ's list."""
        found: dict[str, int] = defaultdict(int)
        for person in self.people:
            if any(row.is_branch and row.is_open(self.day) for row in person.rows):
                for row in person.rows:
                    if not row.is_branch and row.is_open(self.day):
                        found[row.unit.code] += 1
        return found


def _admission(person: Person) -> _Admission:
    several = len(person.rows) > 1 and person.branches
    deciding = [
        row
        for row in person.rows
        if row.is_branch or not several or not person.is_of_branches(row.day(ADMISSION) or date.max)
    ]
    days, withdrawn, ends = [], [], []
    for row in deciding:
        if (day := row.day(ADMISSION)) is None:
            continue
        if (end := cancelled_on(person, row)) is None:
            days.append(day)
        else:
            withdrawn.append(day)
            ends.append(end)
    is_unclear = any(row.bad & {"decision", "decision_number"} or row.codes & _NO_STEPS for row in deciding)
    return _Admission(min(days, default=None), min(withdrawn, default=None), max(ends, default=None), is_unclear)


def _came(person: Person, row: Row) -> bool:
    """Whether the person stood on another list of the committee when put on this one."""
    joined = row.day("joined")
    if joined is None:
        return False
    for other in person.rows:
        if other is row:
            continue
        since = other.day("joined")
        was_there = other.went_elsewhere or (since is not None and since < joined)
        if was_there and (other.went_elsewhere or other.closed is None or other.closed >= joined):
            return True
    return False


def by_unit(those: Iterable[Counted]) -> dict[str, list[Counted]]:
    """Return those who count by the code of the unit for which they do."""
    found: dict[str, list[Counted]] = defaultdict(list)
    for one in those:
        found[one.unit_code].append(one)
    return found


def value_of(row: Row, key: str) -> object | None:
    """Return a cell's value, None where it is blank, cannot be read or is under an error."""
    value = row.values.get(key)
    return None if isinstance(value, Unread) or key in row.bad else value
