"""The key of a finding, under which the plan says that somebody has looked into it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from recruit.language.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.declared.plan import Plan

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


def answer(plan: Plan, code: str, subject: Sequence[object], choices: Sequence[str]) -> str | None:
    """Return which of `choices` the plan says of a rule's finding, None where it says nothing that can be taken."""
    if not plan.confirmations:
        return None
    said = plan.confirmation(finding_key(code, *subject))
    return chosen(said.conclusion, choices) if said is not None else None
