"""The probationary members of a month, counted a second time: from the lists of two years and the units' own sheets."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.choices import CANCELLED, LEFT_COMMITTEE
from recruit.declared.probation import FOLLOWED_MONTHS, MONTHS, SOON_DAYS, WORKING_DAYS
from recruit.recount.days import after_months, after_working_days
from recruit.recount.people import ADMISSION, DECIDING
from recruit.recount.printed import CellPlace
from recruit.recount.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recruit.recount.counts import Month
    from recruit.recount.form import Form
    from recruit.recount.members import MemberRow, Members
    from recruit.recount.people import Person, Row
    from recruit.recount.plan import PlannedUnit

RECOGNISED, NOT_YET, SOON, DUE, LATE = "Đã công nhận", "Chưa đến hạn", "Còn {:02d} ngày", "Đến hạn", "Quá hạn"
"""How a member stands, in the words of the column `Tình trạng`."""

_ANSWERS = frozenset(("reviewed", "recognition_number", "recognised"))


class Answer(NamedTuple):
    """A row of a unit's sheet."""

    unit: PlannedUnit
    file: str
    sheet: Members
    row: MemberRow

    def place(self, key: str) -> CellPlace:
        """Return where a cell of the row stands."""
        return CellPlace(self.file, self.sheet.sheet, self.sheet.cell(self.row, key))


class Admitted(NamedTuple):
    """Somebody whom a list of this year or of the last admits."""

    name: str
    birth: date | int
    unit: PlannedUnit | None
    unit_code: str
    ceremony: date | None
    place: CellPlace
    is_gone: bool = False
    is_of_last_year: bool = False


class Member(NamedTuple):
    """A probationary member. Days that had not come by the day looked at are None; `left` counts the days to `due`."""

    name: str
    unit: PlannedUnit | None
    unit_code: str
    ceremony: date
    due: date
    review_by: date
    standing: str
    left: int
    place: CellPlace
    class_day: date | None = None
    reviewed: date | None = None
    recognised: date | None = None
    answer: Answer | None = None

    @property
    def is_due(self) -> bool:
        """Whether the twelve months are over and nobody has recognised the member."""
        return self.standing in (DUE, LATE)


class _People:
    """The admitted, each once, by name and birth; a year alone stands for the one full date of that year."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self.all: list[Admitted] = []

    def add(self, person: Admitted) -> None:
        if self.find(person.name, person.birth) is None:
            self._by_name[name_key(person.name)].append(len(self.all))
            self.all.append(person)

    def find(self, name: str, birth: date | int) -> int | None:
        namesakes = self._by_name.get(name_key(name), [])
        exact = [at for at in namesakes if self.all[at].birth == birth]
        alike = exact or [at for at in namesakes if _is_of_year(self.all[at].birth, birth)]
        return alike[0] if len(alike) == 1 else None


def _is_of_year(one: date | int, other: date | int) -> bool:
    if isinstance(one, int) == isinstance(other, int):
        return False
    year, full = (one, other) if isinstance(one, int) else (other, one)
    return full.year == year


def probationers(
    month: Month, speaking: Mapping[str, str], forms: Mapping[str, Form | None], last_year: tuple[str, Form] | None
) -> list[Member]:
    """Return the probationary members of a month, by their day, their unit's place and their name.

    `speaking` has the file of each unit, `last_year` the consolidated workbook of the year before with its file.
    """
    people = _People()
    for one in (*_of_this_year(month), *(_of_last_year(*last_year, month) if last_year else ())):
        people.add(one)
    told: dict[int, list[Answer]] = defaultdict(list)
    added: list[Answer] = []
    for answer in _answers(month, speaking, forms):
        name, birth = answer.row.text("name"), answer.row.birth
        known = people.find(name, birth) if name and birth else None
        if known is None:
            added.append(answer)
        else:
            told[known].append(answer)
    found = [_followed(one, _one_of(one, told.get(at, [])), month) for at, one in enumerate(people.all)]
    found += [_followed(_as_written(answer, month), answer, month) for answer in added]
    return sorted(
        (member for member in found if member is not None),
        key=lambda member: (
            member.due,
            member.unit.order if member.unit else float("inf"),
            member.name,
        ),
    )


# -- whom the lists admit ----------------------------------------------------------------------------------------------


def _of_this_year(month: Month) -> Iterator[Admitted]:
    owners = {id(row): person for person in month.people for row in person.rows}
    for event in month.events[ADMISSION]:
        row = event.row
        unit = _gone_to(owners[id(row)], row, month.day) or month.planned.unit(event.unit_code)
        yield Admitted(
            row.text("name"),
            row.values["birth"],
            month.planned.successor(unit, month.period.month),
            unit.code,
            None if "ceremony" in row.bad else row.day("ceremony"),
            CellPlace(row.file, row.sheet, row.cell("ceremony")),
            _has_left(row.day("left"), row.text("leaving_reason"), month.day),
        )


def _gone_to(person: Person, row: Row, day: date) -> PlannedUnit | None:
    """Return the unit of the chi bộ's list to which somebody has gone from this row."""
    if row.is_open(day) or not row.went_elsewhere:
        return None
    return next((other.unit for other in person.rows if other.is_branch and other.is_open(day)), None)


def _has_left(left: date | None, reason: str, day: date) -> bool:
    return left is not None and left <= day and reason == LEFT_COMMITTEE


def _of_last_year(file: str, form: Form, month: Month) -> Iterator[Admitted]:
    for line in form.lines:
        name, birth = line.values.get("name"), line.values.get("birth")
        day, left = (line.values.get(key) for key in (ADMISSION, "left"))
        bad = form.bad.get(line.number, frozenset())
        is_sound = isinstance(day, date) and isinstance(name, str) and isinstance(birth, date | int)
        reason = line.values.get("leaving_reason")
        if not is_sound or bad & DECIDING[ADMISSION] or reason == CANCELLED:
            continue
        ceremony = line.values.get("ceremony")
        yield Admitted(
            name,
            birth,
            _follower(line.below, month),
            line.below,
            ceremony if isinstance(ceremony, date) and "ceremony" not in bad else None,
            CellPlace(
                file,
                form.sheet,
                f"{form.columns['ceremony']}{line.number}" if "ceremony" in form.columns else form.first_cell,
            ),
            _has_left(left if isinstance(left, date) else None, str(reason), month.day),
            is_of_last_year=True,
        )
    for row in form.members.rows if form.members else ():
        # Who was recognised by the end of that year is done with.
        if row.text("name") and row.birth and row.day("recognised") is None:
            yield Admitted(
                row.text("name"),
                row.birth,
                _follower(row.unit_code, month),
                row.unit_code,
                row.day("ceremony"),
                CellPlace(file, form.members.sheet, form.members.cell(row, "ceremony")),
                is_of_last_year=True,
            )


def _follower(code: str, month: Month) -> PlannedUnit | None:
    planned = month.planned
    return planned.successor(planned.unit(code) or planned.unit(code.partition("/")[0]), month.period.month)


# -- what the units answer ---------------------------------------------------------------------------------------------


def _answers(month: Month, speaking: Mapping[str, str], forms: Mapping[str, Form | None]) -> Iterator[Answer]:
    """Yield the rows of the units' sheets, of one person's on a sheet the first."""
    for unit in month.planned.units:
        file = speaking.get(unit.code, "")
        form = forms.get(file)
        if form is None or form.members is None:
            continue
        seen: list[MemberRow] = []
        for row in form.members.rows:
            name = name_key(row.text("name"))
            if name and any(name == name_key(one.text("name")) and _is_one(row, one) for one in seen):
                continue
            seen.append(row)
            yield Answer(unit, file, form.members, row)


def _is_one(row: MemberRow, other: MemberRow) -> bool:
    if row.birth is None or other.birth is None:
        return row.birth is other.birth
    return row.birth == other.birth or _is_of_year(row.birth, other.birth)


def _one_of(person: Admitted, answers: list[Answer]) -> Answer | None:
    """Return the row that tells of a person: one that answers before one that does not, the own unit's before others."""
    answers = [*answers]
    answers.sort(key=lambda one: (not (_ANSWERS & one.row.values.keys()), one.unit is not person.unit))
    return answers[0] if answers else None


def _as_written(answer: Answer, month: Month) -> Admitted | None:
    row = answer.row
    if not row.text("name") or row.birth is None or row.day("ceremony") is None:
        return None
    unit = month.planned.successor(answer.unit, month.period.month)
    return Admitted(
        row.text("name"), row.birth, unit, answer.unit.code, row.day("ceremony"), answer.place("ceremony"), False, False
    )


# -- members -----------------------------------------------------------------------------------------------------------


def _followed(person: Admitted | None, answer: Answer | None, month: Month) -> Member | None:
    """Return a member whom a month follows, None for who has gone, or whose ceremony is yet to come or long past."""
    if person is None or person.is_gone:
        return None
    day = month.day
    ceremony = person.ceremony or (answer.row.day("ceremony") if answer else None)
    if ceremony is None or ceremony > day or (answer is None and ceremony <= after_months(day, -FOLLOWED_MONTHS)):
        return None
    due = after_months(ceremony, MONTHS)
    review_by = after_working_days(
        due, WORKING_DAYS, frozenset(month.planned.days_off), frozenset(month.planned.days_worked)
    )
    reached = {
        key: _by(day, answer.row.day(key)) if answer else None for key in ("class_day", "reviewed", "recognised")
    }
    if reached["recognised"] and (reached["recognised"] < due or not answer.row.text("recognition_number")):
        reached["recognised"] = None
    unit = person.unit
    if answer is not None and (unit is None or person.is_of_last_year) and answer.unit is not unit:
        unit = month.planned.successor(answer.unit, month.period.month)
    return Member(
        person.name,
        unit,
        person.unit_code,
        ceremony,
        due,
        review_by,
        _standing(due, review_by, reached, day),
        (due - day).days,
        person.place if person.ceremony or answer is None else answer.place("ceremony"),
        answer=answer,
        **reached,
    )


def _by(day: date, reached: date | None) -> date | None:
    return reached if reached and reached <= day else None


def _standing(due: date, review_by: date, reached: Mapping[str, date | None], day: date) -> str:
    if reached["recognised"]:
        return RECOGNISED
    if day >= due:
        return LATE if day > review_by and not reached["reviewed"] else DUE
    left = (due - day).days
    return NOT_YET if left > SOON_DAYS else SOON


def figures_of(members: Iterable[Member], year: int) -> dict[str, list[tuple[Member, CellPlace]]]:
    """Return who counts in which figure of probation, each with the cell that decides."""
    found: dict[str, list[tuple[Member, CellPlace]]] = defaultdict(list)
    for member in members:
        if member.is_due:
            found["probation_due"].append((member, member.place))
            if member.reviewed is None:
                found["probation_unreviewed"].append((member, member.place))
            else:
                found["probation_waiting"].append((member, member.answer.place("reviewed")))
        if member.standing == LATE:
            found["probation_late"].append((member, member.place))
        if member.standing == SOON:
            found["probation_soon"].append((member, member.place))
        if member.recognised is not None and member.recognised.year == year:
            found["recognised"].append((member, member.answer.place("recognised")))
    return found
