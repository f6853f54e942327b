"""The slips of a played year: how each is made in one cell, which rule names which cell, and what it takes away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from played_forms import Line
from played_people import ADMITTED, CANCELLED, PLAIN_REASONS, TRANSFER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from recruit.model import Period

ELIGIBLE = frozenset({"eligible"})
LISTED = ELIGIBLE | {
    "sympathisers",
    "with_helper",
    "with_certificate",
    "proposed",
    "agreed",
    "joined_in_month",
    "left_in_month",
}
SENT = frozenset({"class_sent", "class_sent_in_month"})
ADMISSION = frozenset({"admitted", "admitted_in_month"})
EVERYTHING = LISTED | SENT | ADMISSION

_UNREADABLE_TAKES = {
    "birth": EVERYTHING,
    "joined": LISTED,
    "helper_assigned": ELIGIBLE,
    "class_proposed": ELIGIBLE,
    "class_sent": SENT | ELIGIBLE,
    "certificate": ELIGIBLE | {"with_certificate"},
    "procedure_proposed": ELIGIBLE | {"proposed"},
    "agreed": ELIGIBLE | {"agreed"},
    "resolution": ELIGIBLE,
    "decision": ADMISSION | LISTED,
    "ceremony": ELIGIBLE,
    "left": LISTED,
}


class Slip(NamedTuple):
    """What a slip does to a line: cells written otherwise, and what the check must say, as (code, field key).

    An empty key is the list itself; `second` asks for the line written once more, `gone` for the line left out. Of
    `elsewhere` the cell on the person's other list is named too.
    """

    changed: dict[str, object]
    findings: tuple[tuple[str, str], ...]
    strikes: frozenset[str] = frozenset()
    second: bool = False
    gone: bool = False
    elsewhere: bool = False


class Place(NamedTuple):
    """Where a slip may be made: a line, the same line of the unit's workbook before (None: new), and the month."""

    line: Line
    before: Line | None
    period: Period
    rng: Random

    def has(self, *keys: str) -> bool:
        return all(key in self.line.cells for key in keys)

    def is_new(self, key: str) -> bool:
        """Whether the unit tells of a step for the first time."""
        return key in self.line.cells and (self.before is None or key not in self.before.cells)

    def day(self, key: str) -> date:
        return self.line.cells[key].value


def _unreadable_date(at: Place) -> Slip | None:
    keys = [key for key in _UNREADABLE_TAKES if at.has(key)]
    if at.has("left") and at.line.cells["leaving_reason"].value == TRANSFER:
        keys.remove("left")
    key = at.rng.choice(keys)
    takes = _UNREADABLE_TAKES[key]
    if key == "left" and at.line.cells["leaving_reason"].value == CANCELLED:
        takes |= ADMISSION
    text = at.rng.choice(("31/02/2024", "15/13/2024", "32/01/2023", "đầu tháng 3", "hôm qua", "5/3", "30-02-2024"))
    return Slip({key: text}, (("O01", key),), takes)


def _wrong_choice(at: Place) -> Slip | None:
    keys = ["gender", "ethnic_group", "education", "qualification", "category", "union_member"]
    if at.has("leaving_reason") and at.line.cells["leaving_reason"].value in PLAIN_REASONS:
        keys.append("leaving_reason")
    key = at.rng.choice(keys)
    return Slip({key: at.rng.choice(("không rõ", "theo hồ sơ", "abc"))}, (("O02", key),), ELIGIBLE)


def _starred_empty(at: Place) -> Slip | None:
    key = at.rng.choice(("gender", "ethnic_group", "education", "position", "birth"))
    return Slip({key: None}, (("O09", key),), EVERYTHING if key == "birth" else ELIGIBLE)


def _new_starred_empty(at: Place) -> Slip | None:
    if at.before is not None:
        return None
    key = at.rng.choice(("name", "joined"))
    return Slip({key: None}, (("O09", key),), EVERYTHING if key == "name" else LISTED)


def _decision_without_number(at: Place) -> Slip | None:
    return (
        Slip({"decision_number": None}, (("N06", "decision_number"),), ADMISSION | LISTED)
        if at.has("decision")
        else None
    )


def _number_without_decision(at: Place) -> Slip | None:
    return Slip({"decision": None}, (("N07", "decision"),), ADMISSION | LISTED) if at.is_new("decision") else None


def _agreed_too_early(at: Place) -> Slip | None:
    if not at.is_new("agreed"):
        return None
    day = at.day("procedure_proposed") - timedelta(at.rng.randint(1, 9))
    return Slip({"agreed": _text(day)}, (("N03", "agreed"),), ELIGIBLE | {"agreed"})


def _decision_too_early(at: Place) -> Slip | None:
    if not at.is_new("decision"):
        return None
    day = at.day("resolution") - timedelta(at.rng.randint(1, 9))
    if day.year != at.period.year or (at.has("ceremony") and at.day("ceremony") > day + timedelta(45)):
        return None
    return Slip({"decision": _text(day)}, (("N04", "decision"),), ADMISSION | LISTED)


def _ceremony_too_early(at: Place) -> Slip | None:
    if not at.is_new("ceremony"):
        return None
    return Slip({"ceremony": _text(at.day("decision") - timedelta(1))}, (("N05", "ceremony"),), ELIGIBLE)


def _left_too_early(at: Place) -> Slip | None:
    if not (at.is_new("left") and at.has("decision")) or at.line.cells["leaving_reason"].value in (ADMITTED, TRANSFER):
        return None
    day = at.day("decision") - timedelta(at.rng.randint(1, 9))
    return Slip({"left": _text(day)}, (("N08", "left"),), ADMISSION | LISTED)


def _reason_without_day(at: Place) -> Slip | None:
    if not at.is_new("left") or at.line.cells["leaving_reason"].value == TRANSFER:
        return None
    cancelled = at.line.cells["leaving_reason"].value == CANCELLED
    return Slip({"left": None}, (("N09", "left"),), LISTED | (ADMISSION if cancelled else frozenset()))


def _day_without_reason(at: Place) -> Slip | None:
    if not at.has("left") or at.line.cells["leaving_reason"].value not in PLAIN_REASONS:
        return None
    return Slip({"leaving_reason": None}, (("N10", "leaving_reason"),), ELIGIBLE)


def _twice(at: Place) -> Slip | None:
    return Slip({}, (("P01", "name"),), second=True) if at.has("helpers") else None


def _after_the_month(at: Place) -> Slip | None:
    steps = {
        "joined": (at.before is None and not at.has("class_proposed") and not at.has("left"), LISTED),
        "class_proposed": (at.is_new("class_proposed") and not at.has("class_sent"), ELIGIBLE),
        "class_sent": (at.is_new("class_sent") and not at.has("certificate"), SENT | ELIGIBLE),
        "procedure_proposed": (at.is_new("procedure_proposed") and not at.has("agreed"), ELIGIBLE | {"proposed"}),
        "left": (
            at.is_new("left") and at.line.cells["leaving_reason"].value in PLAIN_REASONS and not at.has("decision"),
            LISTED,
        ),
    }
    keys = [key for key, (possible, _) in steps.items() if possible]
    if not keys:
        return None
    key = at.rng.choice(keys)
    return Slip({key: _text(at.period.last_day + timedelta(at.rng.randint(1, 60)))}, (("O10", key),), steps[key][1])


def _too_young(at: Place) -> Slip | None:
    if at.before is not None or at.has("procedure_proposed"):
        return None
    day = at.day("joined")
    return Slip({"birth": f"15/06/{day.year - at.rng.randint(4, 14)}"}, (("N02", "birth"),), EVERYTHING)


def _born_after(at: Place) -> Slip | None:
    if at.before is not None or at.has("ceremony") or at.period.month == 12:
        return None
    return Slip({"birth": _text(at.period.last_day)}, (("N01", "birth"),), EVERYTHING)


def _day_gone(at: Place) -> Slip | None:
    """Clear a day that decides a figure and stood in the workbook before."""
    if at.before is None or not at.has("helpers"):
        return None
    told = at.before.cells
    ways = [Slip({"joined": None}, (("O09", "joined"), ("T02", "joined")), LISTED)]
    if "class_sent" in told:
        ways.append(Slip({"class_sent": None}, (("T02", "class_sent"),), SENT | ELIGIBLE))
    if "left" in told and told["leaving_reason"].value != TRANSFER:
        takes = LISTED | (ADMISSION if told["leaving_reason"].value == CANCELLED else frozenset())
        if told["leaving_reason"].value != CANCELLED:
            ways.append(Slip({"left": None, "leaving_reason": None}, (("T02", "left"),), takes))
    if "decision" in told and "left" not in at.line.cells:
        changed = {"decision": None, "decision_number": None}
        ways.append(Slip(changed, (("T02", "decision"),), ADMISSION | LISTED))
    return at.rng.choice(ways)


def _person_gone(at: Place) -> Slip | None:
    if at.before is None:
        return None
    cells, year = at.before.cells, at.period.year
    counted = any(key in cells and cells[key].value.year == year for key in ("class_sent", "decision"))
    return Slip({}, (("T01", ""),), gone=True) if counted else None


KINDS: dict[str, Callable[[Place], Slip | None]] = {
    "unreadable date": _unreadable_date,
    "wrong choice": _wrong_choice,
    "starred cell empty": _starred_empty,
    "starred cell of a new person empty": _new_starred_empty,
    "decision without number": _decision_without_number,
    "number without decision": _number_without_decision,
    "agreed before asked": _agreed_too_early,
    "decided before the resolution": _decision_too_early,
    "ceremony before the decision": _ceremony_too_early,
    "left before the decision": _left_too_early,
    "reason without a day": _reason_without_day,
    "day without a reason": _day_without_reason,
    "same person twice": _twice,
    "a day after the month": _after_the_month,
    "too young": _too_young,
    "born after every step": _born_after,
    "a deciding day gone": _day_gone,
    "a counted person gone": _person_gone,
}


def not_closed(at: Place) -> Slip | None:
    """Forget to close the row of somebody who went to another chi bộ and whom that one has put on its list."""
    if not at.is_new("left") or at.line.cells["leaving_reason"].value != TRANSFER:
        return None
    return Slip({"left": None, "leaving_reason": None}, (("P02", "name"),), ELIGIBLE, elsewhere=True)


# -- whole files -------------------------------------------------------------------------------------------------------

FILE_KINDS = ("no month", "unknown unit", "month not changed", "empty list", "two lists", "equal times")


def month_not_changed_is_seen(lines: Sequence[Line], older: Sequence[Line], period: Period) -> bool:
    """Whether a workbook that bears last month's number gives itself away: by a step of this month, new in it."""
    known = {line.row: line for line in older}
    for line in lines:
        for key, cell in line.cells.items():
            if key in ("ceremony", "birth") or not isinstance(cell.value, date):
                continue
            before = known.get(line.row)
            if cell.value >= period.first_day and (before is None or key not in before.cells):
                return True
    return False


def _text(day: date) -> str:
    return f"{day:%d/%m/%Y}"
