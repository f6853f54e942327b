"""The people of a played year: invented lives with every step in order, and the lists on which they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from recruit.model import Period

if TYPE_CHECKING:
    from random import Random

TRANSFER, ADMITTED, CANCELLED = "Chuyển sang đơn vị khác", "Đã kết nạp", "Hủy quyết định kết nạp"
PLAIN_REASONS = ("Chuyển khỏi Đảng bộ", "Không đủ tiêu chuẩn", "Xin rút", "Khác")

# In this order they happen; of those with the same day the first stands first.
_CHAIN = (
    ("class_proposed", 20, 60, 0.85),
    ("class_sent", 5, 40, 0.85),
    ("certificate", 20, 45, 0.85),
    ("procedure_proposed", 10, 50, 0.8),
    ("agreed", 8, 35, 0.9),
    ("resolution", 8, 35, 0.9),
    ("decision", 8, 30, 0.9),
)
LAST_DAY = 20
"""Whatever happens in a month happens by this day, before its workbooks are sent."""

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Lò", "Giàng", "Sùng", "Hà", "Nông", "Bàn")
_MIDDLES = ("Văn", "Thị", "Minh", "Ngọc", "Quang", "Thanh", "Thu", "Đức", "Hồng", "Mai", "Xuân", "A")
_GIVEN = (
    "An",
    "Bảy",
    "Chi",
    "Dũng",
    "Giang",
    "Hòa",
    "Huệ",
    "Khánh",
    "Lan",
    "Long",
    "Mùi",
    "Nam",
    "Oanh",
    "Thủy",
    "Yến",
)


class Cell(NamedTuple):
    """What a unit writes into a cell: what it means, how it is typed, and the first month whose form holds it."""

    value: date | int | str
    typed: object
    told: int


@dataclass(eq=False)
class Row:
    """A person on one unit's list from the form of the month `since` on."""

    person: Person
    unit: str
    since: int
    cells: dict[str, Cell] = field(default_factory=dict)

    def at(self, month: int) -> dict[str, Cell]:
        """Return the cells that the form of a month holds."""
        return {key: cell for key, cell in self.cells.items() if cell.told <= month}


@dataclass(eq=False)
class Person:
    """Somebody with the rows that units keep; `moves` are the days after which another unit is theirs."""

    name: str
    birth: date | int
    profile: dict[str, str]
    rows: list[Row] = field(default_factory=list)
    moves: list[tuple[date, str]] = field(default_factory=list)
    home: str = ""

    def unit_on(self, day: date) -> str:
        """Return the unit to which the person belonged on a day, that of a move included in the older one."""
        for last, unit in self.moves:
            if day <= last:
                return unit
        return self.home


class Fact(NamedTuple):
    """A step or what is written beside it, and the month whose form first tells of it."""

    key: str
    value: date | str
    told: int


@dataclass(frozen=True)
class Unit:
    """A unit of the played plan; months are inclusive."""

    code: str
    name: str
    is_branch: bool
    first: int = 1
    last: int = 12
    into: str = ""
    address: str = ""

    def owes(self, month: int) -> bool:
        """Whether the unit owes a workbook of a month."""
        return self.first <= month <= self.last


def names(rng: Random, count: int) -> list[str]:
    """Return different names."""
    every = [f"{family} {middle} {given}" for family in _FAMILIES for middle in _MIDDLES for given in _GIVEN]
    return rng.sample(every, count)


class Lives:
    """Makes a year's people for the given units; `together` are (unit, month) for which nobody may forget to send."""

    def __init__(self, rng: Random, year: int, units: list[Unit]) -> None:
        self._rng, self._year = rng, year
        self._units = {unit.code: unit for unit in units}
        self._names = iter(names(rng, 200))
        self._number = 0
        self.people: list[Person] = []
        self.together: set[tuple[str, int]] = set()
        for unit in units:
            for _ in range(rng.randint(4, 7) if unit.is_branch else rng.randint(2, 3)):
                self._live(unit)
        self._share(units)

    def rows(self, unit: str) -> list[Row]:
        """Return a unit's rows in the order in which they were added."""
        found = [row for person in self.people for row in person.rows if row.unit == unit]
        return sorted(found, key=lambda row: row.since)

    # -- one life ------------------------------------------------------------------------------------------------------

    def _live(self, unit: Unit) -> None:
        rng, year = self._rng, self._year
        born = date(rng.randint(year - 45, year - 22), rng.randint(1, 12), rng.randint(1, 28))
        woman = rng.random() < 0.5
        profile = {
            "gender": "Nữ" if woman else "Nam",
            "ethnic_group": rng.choice(("Kinh", "Tày", "Mông", "Dao", "Giáy")),
            "union_member": rng.choice(("Có", "Không")),
            "education": rng.choice(("THPT", "THPT", "12/12", "THCS")),
            "qualification": rng.choice(("Đại học", "Cao đẳng", "ĐH")),
            "category": rng.choice(("Cán bộ, công chức cơ quan Nhà nước", "Viên chức", "Khác")),
            "position": f"Chuyên viên, Phòng {rng.choice(('Tổng hợp', 'Kinh tế', 'Nội chính', 'Khoa giáo'))}",
        }
        birth = born.year if rng.random() < 0.04 else born
        person = Person(next(self._names), birth, profile, home=unit.code)
        self.people.append(person)
        facts = self._facts(unit)
        moved = rng.random()
        if unit.last < 12:
            self._merge(person, unit, facts)
        elif unit.is_branch and moved < 0.35 and self._transfer(person, unit, facts):
            return
        else:
            self._row(person, unit, facts)

    def _facts(self, unit: Unit) -> list[Fact]:
        """Return a life's steps by day, each told in the month in which it happens or, now and then, one later."""
        rng, year = self._rng, self._year
        carried = unit.first == 1 and rng.random() < 0.65
        if carried:
            joined = _early(date(year - rng.randint(1, 2), rng.randint(1, 12), 1) + timedelta(rng.randint(0, 19)))
        else:
            joined = date(year, rng.randint(unit.first, min(unit.last, 9)), rng.randint(1, LAST_DAY))
        steps: list[tuple[date, str, date | str]] = [(joined, "joined", joined)]
        if rng.random() < 0.88:
            day = _early(joined + timedelta(rng.choice((0, 0, 30, 70))))
            steps += [
                (day, "helpers", rng.choice(("Lê Quang Vinh", "Trần Thị Mai; Vũ Văn Hùng"))),
                (day, "helper_assigned", day),
            ]
        day = joined + timedelta(rng.randint(0, 500) if carried else 0)
        ended = False
        for key, least, most, chance in _CHAIN:
            day = _early(day + timedelta(rng.randint(least, most)))
            if ended or rng.random() > chance or (key == "decision" and day.year < year):
                break
            self._number += 1
            if key == "certificate":
                steps.append((day, "certificate_number", f"{self._number}/GCN"))
            if key == "decision":
                steps.append((day, "decision_number", f"{self._number}-QĐ/ĐUK"))
            steps.append((day, key, day))
            if key == "decision" and rng.random() < 0.8:
                steps.append((day, "ceremony", day + timedelta(rng.randint(0, 40))))
        admitted = steps[-1][1] in ("decision", "ceremony")
        if rng.random() < (0.5 if admitted else 0.2):
            last = max(date(year, unit.first, 1), *(day for day, _, _ in steps))
            day = _early(last + timedelta(rng.randint(0, 70)))
            reasons = (ADMITTED, ADMITTED, CANCELLED, "Chuyển khỏi Đảng bộ") if admitted else PLAIN_REASONS
            steps += [(day, "left", day), (day, "leaving_reason", rng.choice(reasons))]
        steps.sort(key=lambda step: step[0])
        return self._told(unit, [step for step in steps if step[0].year <= year])

    def _told(self, unit: Unit, steps: list[tuple[date, str, date | str]]) -> list[Fact]:
        facts: list[Fact] = []
        told, day_before = unit.first, None
        for day, key, value in steps:
            late = self._rng.random() < 0.12 and key != "joined" and day != day_before
            happened = day.month if day.year == self._year else unit.first
            # What was done later is not told earlier, and what is done on one day is told together.
            told = min(max(told, happened + late), 12)
            facts.append(Fact(key, value, told))
            day_before = day
        return facts

    # -- lists ---------------------------------------------------------------------------------------------------------

    def _row(self, person: Person, unit: Unit, facts: list[Fact], since: int = 0) -> Row:
        since = max(since, facts[0].told)
        row = Row(person, unit.code, since)
        for key, value in {"name": person.name, "birth": person.birth, **person.profile}.items():
            row.cells[key] = Cell(value, self._typed(value), since)
        for key, value, told in facts:
            if told <= unit.last:
                row.cells[key] = Cell(value, self._typed(value), max(told, since))
        person.rows.append(row)
        return row

    def _typed(self, value: date | int | str) -> object:
        """Return how a unit types a value."""
        if not isinstance(value, date):
            return str(value) if isinstance(value, int) else value
        day, month, year = value.day, value.month, value.year
        return self._rng.choice(
            (
                f"{day:02d}/{month:02d}/{year}",
                f"{day:02d}/{month:02d}/{year}",
                f"{day}/{month}/{year}",
                f"{day:02d}.{month:02d}.{year}",
                f"ngày {day} tháng {month} năm {year}",
                value,
            )
        )

    def _transfer(self, person: Person, unit: Unit, facts: list[Fact]) -> bool:
        """Move the person to another chi bộ on a day between two steps; return whether the life had room for it."""
        rng, year = self._rng, self._year
        targets = [u for u in self._units.values() if u.is_branch and u is not unit and u.last == 12]
        known = {fact.key: fact for fact in facts}
        end = known["left"].value if "left" in known else date(year, 12, 1)
        month = rng.randint(3, 11)
        day = date(year, month, rng.randint(1, LAST_DAY))
        open_targets = [target for target in targets if target.first < month]
        if not open_targets or day <= known["joined"].value + timedelta(40) or day >= end:
            return False
        target = rng.choice(open_targets)
        before = [fact._replace(told=min(fact.told, month)) for fact in facts if _day_of(fact, facts) <= day]
        after = [fact._replace(told=max(fact.told, month)) for fact in facts if _day_of(fact, facts) > day]
        if any(fact.key == "decision" for fact in before):
            return False
        closing = [Fact("left", day, month), Fact("leaving_reason", TRANSFER, month)]
        self._row(person, unit, [*before, *closing])
        copied = [fact._replace(told=month) for fact in before]
        fresh = {fact.key for fact in before} <= {"joined", "helpers", "helper_assigned", "class_proposed"}
        if fresh and rng.random() < 0.5:
            # The new unit puts the person on its list anew, with a helper of its own.
            copied = [Fact("joined", day, month)]
            if "helpers" in {fact.key for fact in before}:
                copied += [Fact("helpers", "Phan Thị Hạnh", month), Fact("helper_assigned", day, month)]
        taken = {fact.key for fact in copied}
        self._row(person, target, [*copied, *(fact for fact in after if fact.key not in taken)], month)
        person.moves, person.home = [(day, unit.code)], target.code
        self.together |= {(unit.code, month), (target.code, month)}
        return True

    def _merge(self, person: Person, unit: Unit, facts: list[Fact]) -> None:
        """Keep the person on the list of a unit that ends, and let the successor take over whoever is still on it."""
        rng, end = self._rng, Period(self._year, unit.last).last_day
        before = [fact._replace(told=min(fact.told, unit.last)) for fact in facts if _day_of(fact, facts) <= end]
        after = [fact for fact in facts if _day_of(fact, facts) > end]
        self._row(person, unit, before)
        if any(fact.key == "left" for fact in before) or rng.random() < 0.2:
            return
        successor = self._units[unit.into]
        # In its last month a unit still has its people: on two lists at once they would be an error.
        month = unit.last + 1
        copied = [fact._replace(told=month) for fact in before]
        self._row(person, successor, [*copied, *(fact._replace(told=max(fact.told, month)) for fact in after)], month)
        person.moves, person.home = [(end, unit.code)], successor.code

    def _share(self, units: list[Unit]) -> None:
        """Put some people of chi bộ on a đoàn thể's list too, with nothing but when they joined and who helps them."""
        rng = self._rng
        for organisation in (unit for unit in units if not unit.is_branch):
            own = [
                person for person in self.people if isinstance(person.birth, date) and person.home != organisation.code
            ]
            for person in rng.sample(own, 4):
                first = person.rows[0]
                since = max(first.since, organisation.first) + rng.randint(0, 2)
                if since > 12:
                    continue
                kept = ("joined", "helpers", "helper_assigned")
                facts = [Fact(key, first.cells[key].value, first.cells[key].told) for key in kept if key in first.cells]
                left = first.cells.get("left")
                if left is not None and rng.random() < 0.5:
                    reason = first.cells["leaving_reason"].value
                    if reason in PLAIN_REASONS:
                        facts += [Fact("left", left.value, left.told), Fact("leaving_reason", reason, left.told)]
                self._row(person, organisation, facts, since)


def _early(day: date) -> date:
    """Return the day itself or, where that is late in its month, the last day on which things happen."""
    return day.replace(day=min(day.day, LAST_DAY))


def _day_of(fact: Fact, facts: list[Fact]) -> date:
    """Return the day of a step, or of the step that a number or a name is written beside."""
    beside = {
        "helpers": "helper_assigned",
        "certificate_number": "certificate",
        "decision_number": "decision",
        "ceremony": "decision",
        "leaving_reason": "left",
    }
    key = beside.get(fact.key, fact.key)
    return next(other.value for other in facts if other.key == key)
