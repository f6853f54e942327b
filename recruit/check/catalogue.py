"""Every rule there is, read off the registry once the rooms that declare them are imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import registered
from recruit.check.rules import (  # noqa: F401 - importing registers the rules
    beside,
    cells,
    committees,
    comparing,
    conditions,
    confirmed,
    cover,
    ends,
    files,
    filled_down,
    foreign,
    look_back,
    names,
    notes,
    people,
    plan,
    private,
    probation,
    probation_before,
    shown,
    steps,
    struck,
    unsaid,
)

if TYPE_CHECKING:
    from datetime import date

    from recruit.check.registry import Rule, Scope


def rules(scope: Scope | None = None, day: date | None = None) -> list[Rule]:
    """Return the registered rules by code, those of `scope` and those that hold on `day` where these are given."""
    return [
        known
        for known in registered()
        if (scope is None or known.scope is scope) and (day is None or known.holds_on(day))
    ]


def rule_named(name: str) -> Rule:
    """Return the rule whose function is called `name`. Raises KeyError."""
    for known in registered():
        if known.name == name:
            return known
    raise KeyError(name)
