"""The people behind the figures: new members, those sent to class, cases that wait, and how the admitted fall into kinds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import compress
from typing import TYPE_CHECKING

from recruit.declared.categories import CATEGORIES, line_of
from recruit.declared.choices import EDUCATION, FEMALE, MAJORITY_GROUP, QUALIFICATIONS, YES
from recruit.language.private import unsaid
from recruit.language.reckoning import full_years
from recruit.measure.figure import Figure
from recruit.measure.result import Breakdown, CaseKind, Event, WaitingCase
from recruit.measure.sources import sources
from recruit.merge.events import ADMISSION
from recruit.merge.frame import NONE

if TYPE_CHECKING:
    from datetime import date

    from recruit.merge.counts import Counting
    from recruit.merge.events import EventKind
    from recruit.merge.identity import Entry


NO_QUALIFICATION = "Chưa có trình độ chuyên môn"
"""The kind of those whose qualification is blank: so the form asks to be filled in."""


def events(counting: Counting, kind: EventKind) -> tuple[Event, ...]:
    """Return the counted events of a kind, by day and then the plan's order."""
    plan, entries = counting.circumstances.plan, counting.merged.entries
    # A person's rows stand together in the frame: one who came from another unit stands with that unit's people there.
    lines = counting.admissions if kind is ADMISSION else counting.classes
    lines = sorted(lines, key=lambda line: (line.day, entries[line.entry].order))
    found = []
    for line in lines:
        entry = entries[line.entry]
        row = entry.row
        certified = entry if line.certified == NONE else entries[line.certified]
        found.append(
            Event(
                name=unsaid(row.text("name")),
                birth=row.get("birth"),
                gender=_sound(entry, "gender") or "",
                ethnic_group=_sound(entry, "ethnic_group") or "",
                position=unsaid(row.text("position")),
                unit=plan.unit(line.unit),
                day=line.day,
                place=entry.report.place(row, kind.day_key),
                decision_number=row.text("decision_number"),
                ceremony=_sound(entry, "ceremony"),
                certificate_number=certified.row.text("certificate_number"),
                certificate=_sound(certified, "certificate"),
                religion=unsaid(row.text("religion")),
                home=unsaid(row.text("home")),
            )
        )
    return tuple(found)


def waiting(counting: Counting) -> tuple[WaitingCase, ...]:
    """Return the cases asked and not decided by the period's end, oldest first."""
    by_kind = (
        (CaseKind.CLASS, "class_proposed", counting.waiting_for_class),
        (CaseKind.PROCEDURE, "procedure_proposed", counting.waiting_for_procedure),
    )
    entries = counting.merged.entries
    cases = [_case(counting, entry, kind, key) for kind, key, mask in by_kind for entry in compress(entries, mask)]
    return tuple(sorted(cases, key=lambda case: case.proposed))


def _case(counting: Counting, entry: Entry, kind: CaseKind, key: str) -> WaitingCase:
    row = entry.row
    birth = row.get("birth")
    return WaitingCase(
        kind=kind,
        name=unsaid(row.text("name")),
        birth=birth,
        unit=entry.unit,
        proposed=row.date(key),
        helpers=unsaid(row.text("helpers")),
        certificate=_sound(entry, "certificate"),
        resolution_number=entry.report.cover_value("resolution_number") or "",
        age=full_years(birth, counting.circumstances.day),
        place=entry.report.place(row, key),
    )


def _sound(entry: Entry, key: str) -> object | None:
    """Return a cell's value, None where an error touches it."""
    return None if key in entry.bad else entry.row.get(key)


# -- how the admitted fall into kinds ----------------------------------------------------------------------------------


def _optional(entry: Entry, key: str) -> str | None:
    """Return the text of a cell that may stay blank: empty where it is, None only where nobody can read it."""
    unclear = key in entry.bad or entry.row.is_unreadable(key)
    return None if unclear else entry.row.text(key)


# A kind is a label and, for a value of the cell, whether it belongs; None is unclear everywhere.
_Kinds = tuple[tuple[str, Callable[[object], bool]], ...]


def _each(choices: tuple[str, ...]) -> _Kinds:
    return tuple((choice, lambda value, choice=choice: value == choice) for choice in choices)


_ValueOf = Callable[["Entry", "date"], object | None]
"""What an admitted person's row, and the day of the decision, say; None where that is unclear."""


def _cell(key: str) -> _ValueOf:
    return lambda entry, day: _sound(entry, key)


_BREAKDOWNS: tuple[tuple[str, str, str, _ValueOf, _Kinds], ...] = (
    ("women", "Nữ", "gender", _cell("gender"), (("Nữ", lambda v: v == FEMALE),)),
    (
        "minorities",
        "Dân tộc thiểu số",
        "ethnic_group",
        _cell("ethnic_group"),
        (("Dân tộc thiểu số", lambda v: v != MAJORITY_GROUP),),
    ),
    ("religious", "Tôn giáo", "religion", lambda e, _: _optional(e, "religion"), (("Có tôn giáo", bool),)),
    ("union_members", "Đoàn viên", "union_member", _cell("union_member"), (("Đoàn viên", lambda v: v == YES),)),
    (
        "young",
        "Từ 18 đến 30 tuổi",
        "birth",
        lambda entry, day: full_years(entry.row.get("birth"), day),
        (("Từ 18 đến 30 tuổi", lambda age: 18 <= age <= 30),),
    ),
    ("education", "Học vấn", "education", _cell("education"), _each(tuple(reversed(EDUCATION.choices)))),
    (
        "qualification",
        "Chuyên môn",
        "qualification",
        lambda e, _: _optional(e, "qualification"),
        (*_each(tuple(reversed(QUALIFICATIONS.choices))), (NO_QUALIFICATION, lambda text: not text)),
    ),
    ("category", "Đối tượng", "category", _cell("category"), _each((*CATEGORIES.choices, *CATEGORIES.older))),
)


def breakdowns(counting: Counting) -> tuple[tuple[Breakdown, ...], dict[str, Figure]]:
    """Return how the admitted fall into kinds, and each count as a figure with its cells."""
    admitted = [(counting.merged.entries[event.entry], event.day) for event in counting.admissions]
    found, figures = [], {}
    establishment = counting.circumstances.plan.establishment
    for key, label, cell, value_of, kinds in _BREAKDOWNS:
        values = [(entry, value_of(entry, day)) for entry, day in admitted]
        if key == "category":
            values = [(entry, value and (line_of(value, establishment) or value)) for entry, value in values]
        counts = []
        for name, belongs in kinds:
            those = [entry for entry, value in values if value is not None and belongs(value)]
            counts.append((name, len(those)))
            figures[f"{key}:{name}"] = Figure(f"Kết nạp: {name}", len(those), sources(those, cell))
        unclear = [entry for entry, value in values if value is None]
        figures[f"{key}:unclear"] = Figure(f"Kết nạp: {label} chưa rõ", len(unclear), sources(unclear, cell))
        # A choice that nobody is in would only make the sentence long; the single kinds are always said.
        shown = tuple(count for count in counts if count[1] or len(kinds) == 1)
        found.append(Breakdown(key, label, shown, len(unclear)))
    return tuple(found), figures


def mean_age(counting: Counting) -> Fraction | None:
    """Return the mean age in full years on the day of the decision, None where nobody was admitted."""
    entries = counting.merged.entries
    ages = [full_years(entries[event.entry].row.get("birth"), event.day) for event in counting.admissions]
    return Fraction(sum(ages), len(ages)) if ages else None
