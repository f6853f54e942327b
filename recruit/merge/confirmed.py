"""The key of a finding, under which the plan says that somebody has looked into it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from recruit.language.spelling import fold
from recruit.merge.identity import person_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from recruit.declared.plan import Plan
    from recruit.merge.identity import Entry, Person

ON_TWO_LISTS = "P02"
"""The rule that speaks of a person who stands open on the lists of two chi bộ."""

_LENGTH = 10
_LETTERS = 26


def finding_key(code: str, *subject: object) -> str:
    """Return ten capital letters, the same for the same rule and subject in every month.

    Letters alone: a spreadsheet takes digits, or digits around an E, for a number.
    """
    digest = hashlib.sha256("\n".join(map(str, (code, *subject))).encode()).digest()
    return "".join(chr(ord("A") + byte % _LETTERS) for byte in digest[:_LENGTH])


def chosen(conclusion: str, choices: Sequence[str]) -> str | None:
    """Return which of several things a conclusion names, None where it names none or not one alone.

    A file may be named without its folder where no other is called so.
    """
    said = fold(conclusion)
    whole = [choice for choice in choices if fold(choice) == said]
    found = whole or [choice for choice in choices if fold(choice.rpartition("/")[2]) == said]
    return found[0] if len(found) == 1 else None


def concluded(plan: Plan, code: str, subject: Sequence[object], choices: Sequence[str]) -> str | None:
    """Return which of `choices` the plan says of a rule's finding, None where it says nothing that can be taken."""
    if not plan.confirmations:
        return None
    said = plan.confirmation(finding_key(code, *subject))
    return chosen(said.conclusion, choices) if said is not None else None


# -- whose list counts -------------------------------------------------------------------------------------------------


def lists_in_question(entries: Sequence[Entry]) -> tuple[tuple[object, ...], tuple[str, ...]]:
    """Return of rows of one person on several lists the subject of the question whose list counts, and the units' codes."""
    codes = tuple(entry.unit.code for entry in entries)
    return (*person_key(entries[0].row), *sorted(codes)), codes


def settle(people: Sequence[Person], plan: Plan, day: date) -> None:
    """Set aside the rows of everybody on two lists of whom the plan says that another list counts."""
    for person in people if plan.confirmations else ():
        found = person.open_in_branches(day)
        if len(found) < 2:
            continue
        code = concluded(plan, ON_TWO_LISTS, *lists_in_question(found))
        if code is not None:
            person.aside = tuple(entry for entry in found if entry.unit.code != code)
            person.entries = tuple(entry for entry in person.entries if entry not in person.aside)
