"""Who on the list could still be admitted and what each lacks; how a unit stands to the pace that its target asks for."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from recruit.measure.people import stage
from recruit.measure.result import Prospect

if TYPE_CHECKING:
    from datetime import date

    from recruit.merge.counts import Counting
    from recruit.merge.identity import Entry

LACKS = (
    "helper",
    "class",
    "certificate",
    "certificate_lapses",
    "proposal",
    "agreement",
    "resolution",
    "age",
    "education",
    "row_error",
)
"""What a sympathiser may lack, in the order of the path; `class` stands for the certificate that comes of it too."""


class Prospects:
    """The sympathisers of the period, each made when asked for: of a large inbox only two small numbers a person stay.

    Iterating goes by unit in the plan's order; inside a unit those who are ready come first, then those who lack least,
    then by the order of the list.
    """

    def __init__(self, counting: Counting) -> None:
        self._circumstances = counting.circumstances
        self._entries = counting.merged.entries
        chosen = counting.sympathisers
        lacks = np.zeros(int(chosen.sum()), "int16")
        for key, mask in _masks(counting).items():
            lacks |= mask[chosen].to_numpy(dtype="int16") << LACKS.index(key)
        self._lacks = array("h", lacks.tolist())
        self._indices = array("i", chosen.index[chosen].tolist())
        ready = counting.can_be_admitted[chosen] if counting.before_deadline else pd.Series(False, index=chosen.index)
        self._ready = bytearray(ready.to_numpy(dtype="uint8").tolist()[: len(self._indices)])

    def __iter__(self) -> Iterator[Prospect]:
        for unit in self._circumstances.plan.units:
            yield from self.of(unit.code)

    def of(self, unit_code: str) -> list[Prospect]:
        """Return the prospects who count for a unit."""
        found = [self._prospect(place) for place in self._places.get(unit_code, ())]
        return sorted(found, key=lambda prospect: (not prospect.ready, len(prospect.lacks)))

    def lacking(self, groups: Mapping[str, Sequence[str]]) -> dict[str, Counter[str]]:
        """Return for each unit how many of its people lack one of a group's keys, `resolution` not among them."""
        wanted = {name: sum(1 << LACKS.index(key) for key in keys) for name, keys in groups.items()}
        alike = Counter((self._entry(place).unit.code, lacks) for place, lacks in enumerate(self._lacks))
        found: dict[str, Counter[str]] = {}
        for (code, lacks), number in alike.items():
            counts = found.setdefault(code, Counter())
            counts.update({name: number for name, bits in wanted.items() if lacks & bits})
        return found

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Everybody's place by unit, in the order of the unit's list."""
        places: dict[str, list[int]] = {}
        # The frame has whoever came from another unit where that unit's people stand.
        for place in sorted(range(len(self._indices)), key=lambda place: self._entry(place).order):
            places.setdefault(self._entry(place).unit.code, []).append(place)
        return places

    def _entry(self, place: int) -> Entry:
        return self._entries[self._indices[place]]

    def _prospect(self, place: int) -> Prospect:
        entry, day = self._entry(place), self._circumstances.day
        lacks = [key for bit, key in enumerate(LACKS) if self._lacks[place] >> bit & 1]
        if not _reached(entry, "resolution", day):
            lacks = sorted([*lacks, "resolution"], key=LACKS.index)
        return Prospect(
            name=entry.row.text("name"),
            birth=entry.row.get("birth"),
            unit=entry.unit,
            stage=stage(entry, day),
            lacks=tuple(lacks),
            ready=bool(self._ready[place]),
            place=entry.report.place(entry.row, "name"),
        )


def _masks(counting: Counting) -> dict[str, pd.Series]:
    """Return for each lack that the frame tells who has it."""
    people = counting.people
    # A class or certificate that another of the person's rows has, or that cannot be read, is no class never attended:
    # of the latter `row_error` speaks.
    shown = people["class_filled"] | people["certificate"].notna() | people["bad_certificate"]
    taught = people["person"].isin(people.loc[shown, "person"])
    masks = {
        "helper": ~counting.with_helper,
        "class": ~taught,
        "certificate": taught & ~counting.with_certificate,
        "proposal": ~counting.proposed,
        "agreement": ~counting.agreed,
        "age": ~counting.of_age,
        "education": ~people["education_known"],
        "row_error": people["has_error"],
    }
    if counting.before_deadline:
        masks["certificate_lapses"] = counting.with_certificate & ~counting.certified_on_deadline
    return masks


def _reached(entry: Entry, key: str, day: date) -> bool:
    reached = entry.row.date(key)
    return reached is not None and reached <= day and key not in entry.bad


# -- pace --------------------------------------------------------------------------------------------------------------
