"""Who counts in which figure: masks over the merged frame, one small function a figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from recruit.declared.summary import FIGURE_NAMES
from recruit.merge.events import ADMISSION, CLASS
from recruit.merge.frame import NONE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from recruit.merge.circumstances import Circumstances
    from recruit.merge.frame import EventRow, Merged


@dataclass(frozen=True)
class Counting:
    """The merged people and events at a period, with the masks that several figures share.

    Every mask is an array of booleans, one a row of the people's frame, in which a person is marked at most once.
    """

    merged: Merged
    circumstances: Circumstances

    @property
    def people(self) -> pd.DataFrame:
        return self.merged.people

    @cached_property
    def columns(self) -> dict[str, np.ndarray]:
        """The columns of the people's frame as arrays."""
        # A dozen figures compare a few columns some hundred times: of a Series each of these takes ten times as long.
        return {key: column.to_numpy() for key, column in self.people.items()}

    @property
    def day(self) -> np.datetime64:
        return np.datetime64(self.circumstances.day)

    def once(self, mask: np.ndarray) -> np.ndarray:
        """Keep of each person the first marked row, in the plan's order; a đoàn thể's only where no chi bộ's is marked."""
        own = self.columns["is_branch"]
        rows = np.flatnonzero(mask & (own | ~self.of_those(mask & own)))
        _, first = np.unique(self.columns["person"][rows], return_index=True)
        kept = np.zeros(len(mask), "bool")
        kept[rows[first]] = True
        return kept

    def of_those(self, mask: np.ndarray) -> np.ndarray:
        """All rows of everybody of whom a row is marked."""
        person = self.columns["person"]
        return np.isin(person, person[mask])

    def decides_on(self, day: np.datetime64) -> np.ndarray:
        """Rows that speak for their person in counts of people: the chi bộ's; else, all closed by then, the đoàn thể's."""
        own = self.columns["is_branch"]
        return own | ~self.of_those(own & self.open_on(day))

    def open_on(self, day: np.datetime64) -> np.ndarray:
        last = self.columns["open_until"]
        return np.isnat(last) | (last >= day)

    @cached_property
    def _listable(self) -> np.ndarray:
        """Rows without an error in the cells that decide about being on the list."""
        people = self.columns
        return ~(
            people["bad_name"]
            | people["bad_birth"]
            | people["bad_joined"]
            | people["bad_left"]
            | people["bad_decision"]
            | people["undecided"]
        )

    def admitted_on(self, day: np.datetime64) -> np.ndarray:
        """Everybody admitted by `day`, in any year, by a decision that was not cancelled by then."""
        people = self.columns
        return (people["decided"] <= day) | (people["withdrawn"] <= day) & ~(people["cancelled"] <= day)

    def sympathisers_on(self, day: date) -> np.ndarray:
        """Cảm tình Đảng on `day`: joined, not taken off, not admitted; an undecided admission is neither."""
        on = np.datetime64(day)
        mask = self._listable & (self.columns["joined"] <= on) & self.open_on(on) & ~self.admitted_on(on)
        return self.once(mask & self.decides_on(on))

    @cached_property
    def sympathisers(self) -> np.ndarray:
        return self.sympathisers_on(self.circumstances.day)

    @cached_property
    def with_helper(self) -> np.ndarray:
        return self.sympathisers & self.columns["has_helper"] & ~self.columns["bad_helpers"]

    def _certified(self, day: date) -> np.ndarray:
        """Everybody with a certificate issued by the period's end and still valid on `day`, as is the rule that day."""
        people = self.columns
        months = self.circumstances.regulations.on("han_giay_chung_nhan", day).value
        lapses = (self.people["certificate"] + pd.DateOffset(months=months)).to_numpy()
        return (people["certificate"] <= self.day) & (np.datetime64(day) <= lapses) & ~people["bad_certificate"]

    @cached_property
    def with_certificate(self) -> np.ndarray:
        return self.sympathisers & self._certified(self.circumstances.day)

    @cached_property
    def proposed(self) -> np.ndarray:
        people = self.columns
        return self.sympathisers & (people["procedure_proposed"] <= self.day) & ~people["bad_procedure_proposed"]

    @cached_property
    def agreed(self) -> np.ndarray:
        return self.sympathisers & (self.columns["agreed"] <= self.day) & ~self.columns["bad_agreed"]

    @cached_property
    def eligible(self) -> np.ndarray:
        """Đủ điều kiện xem xét kết nạp: certificate, helper, age, education known, no error in the row."""
        people = self.columns
        return self.with_certificate & self.with_helper & self.of_age & people["education_known"] & ~people["has_error"]

    @cached_property
    def of_age(self) -> np.ndarray:
        """Everybody of an age to be admitted on the period's last day."""
        day = self.circumstances.day
        least = self.circumstances.regulations.on("tuoi_toi_thieu", day).value
        most = self.circumstances.regulations.on("tuoi_toi_da", day).value
        birth, year = self.people["birth_day"].dt, self.columns["birth_year"]
        # Of a year alone full years are the difference of years and the last birthday lies in December.
        month = birth.month.fillna(12).to_numpy()
        not_yet = (birth.month * 100 + birth.day > day.month * 100 + day.day).to_numpy()
        age = day.year - year - not_yet
        return (age >= least) & ((day.year * 12 + day.month) <= (year + most) * 12 + month)

    @cached_property
    def can_be_admitted(self) -> np.ndarray:
        """Còn có thể kết nạp trước hạn: eligible, agreed, certificate still valid on the deadline."""
        return self.eligible & self.agreed & self.certified_on_deadline

    @property
    def before_deadline(self) -> bool:
        """Whether the period ends on or before the plan's completion deadline."""
        deadline = self.circumstances.plan.completion_deadline
        return deadline is not None and self.circumstances.day <= deadline

    @cached_property
    def certified_on_deadline(self) -> np.ndarray:
        """Everybody whose certificate is still valid on the plan's completion deadline."""
        return self._certified(self.circumstances.plan.completion_deadline)

    def _in_month(self, key: str) -> np.ndarray:
        days = self.columns[key]
        return (days >= np.datetime64(self.circumstances.period.first_day)) & (days <= self.day)

    @property
    def _listed(self) -> np.ndarray:
        return self._listable & self.decides_on(self.day)

    @cached_property
    def joined_in_month(self) -> np.ndarray:
        """Put on a list in the month, but for who came from another unit of the committee."""
        return self._joined_row_in_month & ~self.columns["came"]

    @cached_property
    def came_in_month(self) -> np.ndarray:
        """Put on a list in the month after standing on another unit's."""
        return self._joined_row_in_month & self.columns["came"]

    @property
    def _joined_row_in_month(self) -> np.ndarray:
        return self.once(self._listed & self._in_month("joined"))

    @cached_property
    def left_in_month(self) -> np.ndarray:
        return self.once(self._listed & self._in_month("left") & ~self.columns["stays"])

    @cached_property
    def shared_with_branches(self) -> np.ndarray:
        """Open rows of đoàn thể whose person stands open on a chi bộ's list too."""
        return ~self.columns["is_branch"] & self.open_on(self.day) & ~self.decides_on(self.day)

    @cached_property
    def _pending(self) -> np.ndarray:
        """Open rows of people who are not admitted and about whose admission nothing is unclear."""
        people = self.columns
        named = self.open_on(self.day) & self.decides_on(self.day) & ~(people["bad_name"] | people["bad_birth"])
        return named & ~self.admitted_on(self.day) & ~people["undecided"]

    @cached_property
    def waiting_for_class(self) -> np.ndarray:
        """Everybody proposed for the class and not sent by any of the person's rows."""
        return self._waiting("class_proposed", "class_filled")

    @cached_property
    def waiting_for_procedure(self) -> np.ndarray:
        """Everybody proposed for the procedure to whom no row of the person has the committee's consent."""
        return self._waiting("procedure_proposed", "agreed_filled")

    def _waiting(self, proposed: str, decided: str) -> np.ndarray:
        people = self.columns
        asked = (people[proposed] <= self.day) & ~people[f"bad_{proposed}"]
        return self.once(self._pending & asked & ~self.of_those(people[decided]))

    # -- events --------------------------------------------------------------------------------------------------------

    @property
    def admissions(self) -> list[EventRow]:
        return self.merged.admissions

    @property
    def classes(self) -> list[EventRow]:
        return self.merged.classes

    def in_month(self, events: list[EventRow]) -> list[EventRow]:
        """Return those of the period's month."""
        return [event for event in events if event.day >= self.circumstances.period.first_day]

    def certified(self) -> list[EventRow]:
        """Return the sendings to class whose certificate is there, each with the row that has it."""
        return [sent._replace(entry=sent.certified) for sent in self.classes if sent.certified != NONE]

    def late_admissions(self) -> list[EventRow]:
        """Return the admissions after the completion deadline."""
        deadline = self.circumstances.plan.completion_deadline
        return [admitted for admitted in self.admissions if admitted.day > deadline] if deadline else []


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A figure: its key, the column of its deciding cell, and who counts in it.

    `mask` gives a mask over the people's frame, `events` a selection of the counted events; one of the two is set.
    An error in one of the columns `deciding`, or in one that decides the figure of which this one is `part_of`, takes
    its row out of the figure; where `sound_row` is set, any error in the row does.
    """

    key: str
    cell: str
    mask: Callable[[Counting], np.ndarray] | None = None
    events: Callable[[Counting], list[EventRow]] | None = None
    deciding: frozenset[str] = frozenset()
    part_of: FigureKind | None = None
    sound_row: bool = False

    @property
    def name(self) -> str:
        """Its name in outputs."""
        return FIGURE_NAMES[self.key]

    @property
    def decided_by(self) -> frozenset[str]:
        """The columns in which an error takes its row out of the figure."""
        return self.deciding | (self.part_of.decided_by if self.part_of is not None else frozenset())


_LISTED = ADMISSION.deciding | {"joined", "left"}

_ADMITTED = FigureKind("admitted", "decision", events=lambda c: c.admissions, deciding=ADMISSION.deciding)
_CLASS_SENT = FigureKind("class_sent", "class_sent", events=lambda c: c.classes, deciding=CLASS.deciding)
_SYMPATHISERS = FigureKind("sympathisers", "joined", lambda c: c.sympathisers, deciding=_LISTED)
_ELIGIBLE = FigureKind(
    "eligible",
    "certificate",
    lambda c: c.eligible,
    deciding=frozenset({"helpers", "certificate", "education"}),
    part_of=_SYMPATHISERS,
    sound_row=True,
)


def _sympathisers(key: str, cell: str, mask: Callable[[Counting], np.ndarray]) -> FigureKind:
    """Return the figure of those sympathisers whom one more cell decides about."""
    return FigureKind(key, cell, mask, deciding=frozenset({cell}), part_of=_SYMPATHISERS)


FIGURES: tuple[FigureKind, ...] = (
    _ADMITTED,
    _CLASS_SENT,
    _SYMPATHISERS,
    _ELIGIBLE,
    _sympathisers("with_helper", "helpers", lambda c: c.with_helper),
    _sympathisers("with_certificate", "certificate", lambda c: c.with_certificate),
    _sympathisers("proposed", "procedure_proposed", lambda c: c.proposed),
    _sympathisers("agreed", "agreed", lambda c: c.agreed),
    FigureKind("joined_in_month", "joined", lambda c: c.joined_in_month, deciding=_LISTED),
    FigureKind("came_in_month", "joined", lambda c: c.came_in_month, deciding=_LISTED),
    FigureKind("left_in_month", "left", lambda c: c.left_in_month, deciding=_LISTED),
    FigureKind(
        "certificates_of_sent",
        "certificate",
        events=lambda c: c.certified(),
        deciding=frozenset({"certificate"}),
        part_of=_CLASS_SENT,
    ),
    FigureKind(
        "admitted_after_deadline",
        "decision",
        events=lambda c: c.late_admissions(),
        part_of=_ADMITTED,
    ),
    FigureKind(
        "admitted_in_month",
        "decision",
        events=lambda c: c.in_month(c.admissions),
        part_of=_ADMITTED,
    ),
    FigureKind(
        "class_sent_in_month",
        "class_sent",
        events=lambda c: c.in_month(c.classes),
        part_of=_CLASS_SENT,
    ),
)

BEFORE_DEADLINE = FigureKind(
    "can_be_admitted",
    "agreed",
    lambda c: c.can_be_admitted,
    deciding=frozenset({"agreed"}),
    part_of=_ELIGIBLE,
    sound_row=True,
)
"""Measured only up to the plan's completion deadline."""

WAITING: tuple[FigureKind, ...] = (
    FigureKind(
        "waiting_for_class",
        "class_proposed",
        lambda c: c.waiting_for_class,
        deciding=ADMISSION.deciding | {"class_proposed"},
    ),
    FigureKind(
        "waiting_for_procedure",
        "procedure_proposed",
        lambda c: c.waiting_for_procedure,
        deciding=ADMISSION.deciding | {"procedure_proposed"},
    ),
)
"""The cases that wait for the committee's decision: a list and no figure of the letter."""
