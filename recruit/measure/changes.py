"""Who and what moved since the workbook before: a change a row, by unit, every figure's movement to be found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.choices import TRANSFER
from recruit.declared.form import FREE_TEXT, LIST, LIST_BY_KEY, PROFILE
from recruit.declared.summary import list_code
from recruit.language.private import unsaid
from recruit.language.spelling import fold
from recruit.measure.result import Change
from recruit.merge.identity import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set
    from datetime import date

    from recruit.check.engine import Checked
    from recruit.declared.field import Field
    from recruit.declared.plan import Unit
    from recruit.merge.identity import Entry, Person
    from recruit.merge.sends import Sends
    from recruit.read.report import Report
    from recruit.read.row import Row

JOINED = "Vào danh sách"
LEFT = "Đưa ra khỏi danh sách"
GONE = "Không còn trong danh sách"
FROM_UNIT = "Chuyển từ đơn vị {code}"
TO_UNIT = "Chuyển đến đơn vị {code}"
_NEW_STEP, _OTHER_DAY = "Thêm bước: {label}", "Sửa ngày: {label}"
_NEW, _OTHER, _BLANK = "Thêm: {label}", "Đổi {label}", "Bỏ trống: {label}"

# The number within a list says nothing about the person, the name says who it is; the others decide no figure.
_SILENT = frozenset({"number", "name", "position", "task", "note"})
_COMPARED: tuple[Field, ...] = tuple(field for field in LIST if field.key not in _SILENT)
# Of somebody new on the list the profile is no change, and the day of joining is the row that says so.
_OF_NEWCOMERS = tuple(field for field in _COMPARED if field.group != PROFILE and field.key != "joined")
# What each unit writes for itself of somebody who came from another.
_OWN = frozenset({"left", "leaving_reason"})


# A row by its file and its number in the sheet.
_Key = tuple[str, int]


class _Ways(NamedTuple):
    """From whose row a transferred person came, and to whose row he or she went on."""

    came_from: Entry | None = None
    went_to: Entry | None = None


_STAYED = _Ways()


def changes(checked: Checked, sends: Sends) -> tuple[Change, ...]:
    """Return the changes of a month.

    Compared are the workbook that speaks for a unit and is of the period itself, and the one that spoke for the newest
    earlier month. A unit without a workbook of the period has no changes; neither has one with its first workbook of
    the year, before which there is nothing to compare (December's list of the year before is out of reach). Units go by
    the plan's order, people by the list's, those who are gone last, one person's changes by the form's columns.
    """
    circumstances = checked.circumstances
    ways = _ways(checked.people, circumstances.day)
    # A second row of one list makes nobody new.
    repeats = {_key(repeat.report, repeat.row) for person in checked.people for repeat in person.repeats}
    found: list[Change] = []
    for unit in circumstances.plan.units:
        report = checked.speaking.get(unit.code)
        if report is None or report.period != circumstances.period:
            continue
        before = sends.units[unit.code].before(report)
        if before is not None:
            found += _of_unit(unit, report, before, ways, repeats)
    return tuple(found)


def _of_unit(
    unit: Unit, report: Report, before: Report, ways: Mapping[_Key, _Ways], repeats: Set[_Key]
) -> Iterator[Change]:
    same, gone = pairs(report, before)
    first: dict[int, Row] = {}
    for old, row in same:
        first.setdefault(row.number, old)
    for row in report.rows:
        key = _key(report, row)
        if (old := first.get(row.number)) is not None:
            if not row.says_the_same(old):
                yield from _differences(unit, report, row, old, ways.get(key, _STAYED))
        elif row.text("name") and key not in repeats:
            yield from _newcomer(unit, report, row, ways.get(key, _STAYED))
    for old in gone:
        yield Change(
            unit.code,
            unsaid(old.text("name")),
            _shown(old, "birth"),
            GONE,
            _shown(old, "joined"),
            None,
            before.place(old, "name"),
        )


def _key(report: Report, row: Row) -> _Key:
    return report.file, row.number


def _ways(people: Iterable[Person], day: date) -> dict[_Key, _Ways]:
    """Return whence and whither the transferred went, by file and row: where a closed row and another show it."""
    found: dict[_Key, _Ways] = {}
    for person in people:
        if len(person.entries) < 2:
            continue
        for rows in (person.branches, person.organisations):
            closed = [entry for entry in rows if entry.is_transfer and not entry.is_open(day)]
            closed.sort(key=lambda entry: (entry.closed, entry.order))
            others = [entry for entry in rows if entry not in closed]
            others.sort(key=lambda entry: not entry.is_open(day))
            for number, entry in enumerate(closed):
                came_from = closed[number - 1] if number else None
                went_to = [*closed[number + 1 :], *others][:1]
                found[_key(entry.report, entry.row)] = _Ways(came_from, went_to[0] if went_to else None)
            if closed:
                found |= {_key(entry.report, entry.row): _Ways(closed[-1]) for entry in others}
    return found


# -- one person --------------------------------------------------------------------------------------------------------


def _newcomer(unit: Unit, report: Report, row: Row, ways: _Ways) -> Iterator[Change]:
    """Yield that somebody is new on the list, and each step that the list did not have before.

    Of somebody from another unit a step that stands in that unit's row too is nothing new.
    """
    came_from = ways.came_from
    phrase = FROM_UNIT.format(code=list_code(*came_from.list_key)) if came_from else JOINED
    yield _change(unit, report, row, LIST_BY_KEY["joined"], phrase, None)
    for field in _OF_NEWCOMERS:
        key = field.key
        old = came_from.row if came_from and key not in _OWN else None
        if row.is_filled(key) and (old is None or _differs(row, old, key)):
            known = old is not None and old.is_filled(key)
            phrase = _phrase(field, known, True, ways, row.text("leaving_reason"))
            yield _change(unit, report, row, field, phrase, _shown(old, key) if old else None)


def _differences(unit: Unit, report: Report, row: Row, old: Row, ways: _Ways) -> Iterator[Change]:
    for field in _COMPARED:
        key = field.key
        if _differs(row, old, key):
            phrase = _phrase(field, old.is_filled(key), row.is_filled(key), ways, row.text("leaving_reason"))
            yield _change(unit, report, row, field, phrase, _shown(old, key))


def _phrase(field: Field, was: bool, now: bool, ways: _Ways, reason: str) -> str:
    if not now:
        return _BLANK.format(label=field.label)
    if field.key == "left" and not was:
        moved = ways.went_to is not None and reason == TRANSFER
        return TO_UNIT.format(code=list_code(*ways.went_to.list_key)) if moved else LEFT
    if field.is_step:
        return (_OTHER_DAY if was else _NEW_STEP).format(label=field.label)
    return (_OTHER if was else _NEW).format(label=field.label)


def _differs(row: Row, old: Row, key: str) -> bool:
    """Whether two cells say different things; the spelling of one text is none."""
    one, other = _shown(row, key), _shown(old, key)
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) != fold(other)
    return one != other


def _told(key: str, value: object | None) -> object | None:
    return unsaid(value) if key in FREE_TEXT and isinstance(value, str) else value


def _shown(row: Row, key: str) -> object | None:
    """Return a cell's value, of one that cannot be read what stands there, None where it is blank."""
    return row.shown(key) if row.is_unreadable(key) else row.get(key)


def _change(unit: Unit, report: Report, row: Row, field: Field, phrase: str, before: object | None) -> Change:
    return Change(
        unit.code,
        unsaid(row.text("name")),
        _shown(row, "birth"),
        phrase,
        _told(field.key, before),
        _told(field.key, _shown(row, field.key)),
        report.place(row, field.key),
    )
