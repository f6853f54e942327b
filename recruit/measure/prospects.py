"""Who on the list could still be admitted and what each lacks."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from recruit.language.private import unsaid
from recruit.measure.people import stage
from recruit.measure.result import CaseKind, Prospect

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


def prospects(counting: Counting) -> dict[str, tuple[Prospect, ...]]:
    """Return the sympathisers of the period by the code of the unit for which they count, in the plan's order.

    Inside a unit those who are ready come first, then those who lack least, then by the order of the list.
    """
    circumstances, chosen = counting.circumstances, counting.sympathisers
    masks = _masks(counting)
    ready = counting.can_be_admitted if counting.before_deadline else np.zeros(len(chosen), "bool")
    found: dict[str, list[tuple[Entry, Prospect]]] = {unit.code: [] for unit in circumstances.plan.units}
    # Few ways of lacking something are different: many people share one tuple.
    ways: dict[tuple[bool, ...], tuple[str, ...]] = {}
    waits = _waits(counting)
    rows = zip(
        *(column[chosen].tolist() for column in (counting.columns["person"], ready, *masks.values())), strict=True
    )
    for entry, (person, is_ready, *lacking) in zip(compress(counting.merged.entries, chosen), rows, strict=True):
        way = (*lacking, not _reached(entry, "resolution", circumstances.day))
        if way not in ways:
            ways[way] = tuple(sorted(compress((*masks, "resolution"), way), key=LACKS.index))
        prospect = Prospect(
            name=unsaid(entry.row.text("name")),
            birth=entry.row.get("birth"),
            unit=entry.unit,
            stage=stage(entry, circumstances.day),
            lacks=ways[way],
            ready=is_ready,
            waits=waits.get(person, ()),
        )
        found[entry.unit.code].append((entry, prospect))
    return {code: tuple(prospect for _, prospect in sorted(own, key=_order)) for code, own in found.items()}


def _waits(counting: Counting) -> dict[int, tuple[tuple[CaseKind, date], ...]]:
    """Return by person what the committee has been asked and has not decided."""
    entries = counting.merged.entries
    found: dict[int, tuple[tuple[CaseKind, date], ...]] = {}
    for kind, key, mask in (
        (CaseKind.CLASS, "class_proposed", counting.waiting_for_class),
        (CaseKind.PROCEDURE, "procedure_proposed", counting.waiting_for_procedure),
    ):
        for person, entry in zip(counting.columns["person"][mask].tolist(), compress(entries, mask), strict=True):
            found[person] = (*found.get(person, ()), (kind, entry.row.date(key)))
    return found


def _order(found: tuple[Entry, Prospect]) -> tuple[bool, int, int]:
    entry, prospect = found
    return not prospect.ready, len(prospect.lacks), entry.order


def _masks(counting: Counting) -> dict[str, np.ndarray]:
    """Return for each lack that the frame tells who has it."""
    people = counting.columns
    # A class or certificate that another of the person's rows has, or that cannot be read, is no class never attended:
    # of the latter `row_error` speaks.
    shown = people["class_filled"] | ~np.isnat(people["certificate"]) | people["bad_certificate"]
    taught = counting.of_those(shown)
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
