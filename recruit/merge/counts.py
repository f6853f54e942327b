"""Who counts in which figure: masks over the merged frame, one small function a figure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from recruit.declared.choices import ADMITTED, TRANSFER
from recruit.declared.summary import FIGURE_NAMES
from recruit.merge.events import ADMISSION, CLASS
from recruit.merge.frame import NONE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from recruit.merge.circumstances import Circumstances
    from recruit.merge.frame import Merged


@dataclass(frozen=True)
class Counting:
    """The merged frames at a period, with the masks that several figures share.

    Every mask is a boolean Series over the people's frame in which a person is marked at most once.
    """

    merged: Merged
    circumstances: Circumstances

    @property
    def people(self) -> pd.DataFrame:
        return self.merged.people

    @property
    def day(self) -> pd.Timestamp:
        return pd.Timestamp(self.circumstances.day)

    def once(self, mask: pd.Series) -> pd.Series:
        """Keep of each person the first marked row, in the plan's order; a đoàn thể's only where no chi bộ's is marked."""
        people = self.people
        mask = mask & (people["is_branch"] | ~people["person"].isin(people.loc[mask & people["is_branch"], "person"]))
        return mask & ~people["person"].where(mask).duplicated(keep="first")

    def decides_on(self, day: pd.Timestamp) -> pd.Series:
        """Rows that speak for their person in counts of people: the chi bộ's; else, all closed by then, the đoàn thể's."""
        people = self.people
        open_cell = people["is_branch"] & self.open_on(day)
        return people["is_branch"] | ~people["person"].isin(people.loc[open_cell, "person"])

    def open_on(self, day: pd.Timestamp) -> pd.Series:
        last = self.people["open_until"]
        return last.isna() | (last >= day)

    @cached_property
    def _listable(self) -> pd.Series:
        """Rows without an error in the cells that decide about being on the list."""
        people = self.people
        return ~(
            people["bad_name"]
            | people["bad_birth"]
            | people["bad_joined"]
            | people["bad_left"]
            | people["bad_decision"]
            | people["undecided"]
        )

    def admitted_on(self, day: pd.Timestamp) -> pd.Series:
        """Everybody admitted by `day`, in any year, by a decision that was not cancelled by then."""
        people = self.people
        return (people["decided"] <= day) | (people["withdrawn"] <= day) & ~(people["cancelled"] <= day)

    def sympathisers_on(self, day: date) -> pd.Series:
        """Cảm tình Đảng on `day`: joined, not taken off, not admitted; an undecided admission is neither."""
        people, on = self.people, pd.Timestamp(day)
        mask = self._listable & (people["joined"] <= on) & self.open_on(on) & ~self.admitted_on(on)
        return self.once(mask & self.decides_on(on))

    @cached_property
    def sympathisers(self) -> pd.Series:
        return self.sympathisers_on(self.circumstances.day)

    @cached_property
    def with_helper(self) -> pd.Series:
        return self.sympathisers & self.people["has_helper"] & ~self.people["bad_helpers"]

    def _certified(self, day: date) -> pd.Series:
        """Everybody with a certificate issued by the period's end and still valid on `day`, as is the rule that day."""
        people = self.people
        months = self.circumstances.regulations.on("han_giay_chung_nhan", day).value
        lapses = people["certificate"] + pd.DateOffset(months=months)
        return (people["certificate"] <= self.day) & (pd.Timestamp(day) <= lapses) & ~people["bad_certificate"]

    @cached_property
    def with_certificate(self) -> pd.Series:
        return self.sympathisers & self._certified(self.circumstances.day)

    @cached_property
    def proposed(self) -> pd.Series:
        people = self.people
        return self.sympathisers & (people["procedure_proposed"] <= self.day) & ~people["bad_procedure_proposed"]

    @cached_property
    def agreed(self) -> pd.Series:
        return self.sympathisers & (self.people["agreed"] <= self.day) & ~self.people["bad_agreed"]

    @cached_property
    def eligible(self) -> pd.Series:
        """Đủ điều kiện xem xét kết nạp: certificate, helper, age, education known, no error in the row."""
        people = self.people
        return self.with_certificate & self.with_helper & self.of_age & people["education_known"] & ~people["has_error"]

    @cached_property
    def of_age(self) -> pd.Series:
        """Everybody of an age to be admitted on the period's last day."""
        people, day = self.people, self.day
        least = self.circumstances.regulations.on("tuoi_toi_thieu", self.circumstances.day).value
        most = self.circumstances.regulations.on("tuoi_toi_da", self.circumstances.day).value
        birth, year = people["birth_day"], people["birth_year"]
        # Of a year alone full years are the difference of years and the last birthday lies in December.
        month = birth.dt.month.fillna(12).astype("int64")
        not_yet = (birth.dt.month * 100 + birth.dt.day > day.month * 100 + day.day).fillna(False)
        age = day.year - year - not_yet.astype("int64")
        return (age >= least) & ((day.year * 12 + day.month) <= (year + most) * 12 + month)

    @cached_property
    def can_be_admitted(self) -> pd.Series:
        """Còn có thể kết nạp trước hạn: eligible, agreed, certificate still valid on the deadline."""
        return self.eligible & self.agreed & self.certified_on_deadline

    @property
    def before_deadline(self) -> bool:
        """Whether the period ends on or before the plan's completion deadline."""
        deadline = self.circumstances.plan.completion_deadline
        return deadline is not None and self.circumstances.day <= deadline

    @cached_property
    def certified_on_deadline(self) -> pd.Series:
        """Everybody whose certificate is still valid on the plan's completion deadline."""
        return self._certified(self.circumstances.plan.completion_deadline)

    def _in_month(self, key: str) -> pd.Series:
        days = self.people[key]
        return (days >= pd.Timestamp(self.circumstances.period.first_day)) & (days <= self.day)

    @property
    def _listed(self) -> pd.Series:
        return self._listable & self.decides_on(self.day)

    @cached_property
    def joined_in_month(self) -> pd.Series:
        """Put on a list in the month, but for who came from another unit of the committee."""
        return self._joined_row_in_month & ~self.people["came"]

    @cached_property
    def came_in_month(self) -> pd.Series:
        """Put on a list in the month after standing on another unit's."""
        return self._joined_row_in_month & self.people["came"]

    @property
    def _joined_row_in_month(self) -> pd.Series:
        return self.once(self._listed & self._in_month("joined"))

    @cached_property
    def left_in_month(self) -> pd.Series:
        stays = self.people["reason"].isin((ADMITTED, TRANSFER))
        return self.once(self._listed & self._in_month("left") & ~stays)

    @cached_property
    def shared_with_branches(self) -> pd.Series:
        """Open rows of đoàn thể whose person stands open on a chi bộ's list too."""
        people = self.people
        return ~people["is_branch"] & self.open_on(self.day) & ~self.decides_on(self.day)

    @cached_property
    def _pending(self) -> pd.Series:
        """Open rows of people who are not admitted and about whose admission nothing is unclear."""
        people = self.people
        named = self.open_on(self.day) & self.decides_on(self.day) & ~(people["bad_name"] | people["bad_birth"])
        return named & ~self.admitted_on(self.day) & ~people["undecided"]

    @cached_property
    def waiting_for_class(self) -> pd.Series:
        """Everybody proposed for the class and not sent by any of the person's rows."""
        return self._waiting("class_proposed", "class_filled")

    @cached_property
    def waiting_for_procedure(self) -> pd.Series:
        """Everybody proposed for the procedure to whom no row of the person has the committee's consent."""
        return self._waiting("procedure_proposed", "agreed_filled")

    def _waiting(self, proposed: str, decided: str) -> pd.Series:
        people = self.people
        done = people["person"].isin(people.loc[people[decided], "person"])
        return self.once(self._pending & (people[proposed] <= self.day) & ~people[f"bad_{proposed}"] & ~done)

    # -- events: masks over the events' frame --------------------------------------------------------------------------

    def events(self, kind: str, *, since: date | None = None) -> pd.DataFrame:
        """Return the counted events of a kind (`class_sent`, `decision`), those on or after `since`, by day."""
        events = self.merged.events
        chosen = events[events["kind"] == kind]
        if since is not None:
            chosen = chosen[chosen["day"] >= pd.Timestamp(since)]
        return chosen.sort_values("day", kind="stable")

    def certified_events(self) -> pd.DataFrame:
        """Return the sendings to class whose certificate is there, each with the row that has it."""
        sent = self.events("class_sent")
        certified = sent[sent["certified"] != NONE]
        return certified.assign(entry=certified["certified"])

    def late_admissions(self) -> pd.DataFrame:
        """Return the admissions after the completion deadline."""
        admitted = self.events("decision")
        deadline = self.circumstances.plan.completion_deadline
        return admitted[admitted["day"] > pd.Timestamp(deadline)] if deadline else admitted.iloc[:0]


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A figure: its key, the column of its deciding cell, and who counts in it.

    `mask` gives a mask over the people's frame, `events` a selection of the events' frame; one of the two is set.
    An error in one of the columns `deciding`, or in one that decides the figure of which this one is `part_of`, takes
    its row out of the figure; where `sound_row` is set, any error in the row does.
    """

    key: str
    cell: str
    mask: Callable[[Counting], pd.Series] | None = None
    events: Callable[[Counting], pd.DataFrame] | None = None
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

_ADMITTED = FigureKind("admitted", "decision", events=lambda c: c.events("decision"), deciding=ADMISSION.deciding)
_CLASS_SENT = FigureKind("class_sent", "class_sent", events=lambda c: c.events("class_sent"), deciding=CLASS.deciding)
_SYMPATHISERS = FigureKind("sympathisers", "joined", lambda c: c.sympathisers, deciding=_LISTED)
_ELIGIBLE = FigureKind(
    "eligible",
    "certificate",
    lambda c: c.eligible,
    deciding=frozenset({"helpers", "certificate", "education"}),
    part_of=_SYMPATHISERS,
    sound_row=True,
)


def _sympathisers(key: str, cell: str, mask: Callable[[Counting], pd.Series]) -> FigureKind:
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
        events=lambda c: c.certified_events(),
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
        events=lambda c: c.events("decision", since=c.circumstances.period.first_day),
        part_of=_ADMITTED,
    ),
    FigureKind(
        "class_sent_in_month",
        "class_sent",
        events=lambda c: c.events("class_sent", since=c.circumstances.period.first_day),
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
