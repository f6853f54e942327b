"""What the plan says of findings: each finding's key, and those folded away that somebody has looked into."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.check.catalogue import rules
from recruit.check.registry import Finding, Scope
from recruit.language.spelling import fold
from recruit.merge.confirmed import finding_key
from recruit.merge.identity import person_key
from recruit.read.written import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from recruit.declared.plan import Confirmation, Plan
    from recruit.model import Flaw
    from recruit.read.row import Row


_WHERE = frozenset({"file", "files", "older", "newer", "later", "was", "cell", "cells", "row", "rows", "where"})
"""Slots that say where a thing stands: the same finding stands elsewhere next month."""


def keyed(finding: Finding, row: Row | None) -> Finding:
    """Return a finding with its key; `row` is the list's row that it is about, None where it is about none."""
    flaw = finding.flaw
    about = person_key(row) if row is not None else _facts(flaw)
    subject = flaw.subject or (finding.unit_code, *about, flaw.key, _value(flaw, row))
    return replace(finding, answer_key=finding_key(finding.code, *subject))


def _facts(flaw: Flaw) -> tuple[str, ...]:
    """Return what a flaw of nobody says where no value stands at its cell."""
    return () if flaw.value else tuple(fold(said) for name, said in flaw.slots.items() if name not in _WHERE)


def _value(flaw: Flaw, row: Row | None) -> str:
    """Return what stands at a finding's cell, the same however it is spelled."""
    if row is not None and flaw.key in row.written and not row.is_unreadable(flaw.key):
        return in_words(row.get(flaw.key))
    return fold(flaw.value)


def folded(findings: Iterable[Finding], plan: Plan, day: date) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that are open, with what is wrong with the plan's word on any, and those folded away."""
    met: dict[str, Finding] = {}
    for finding in findings if plan.confirmations else ():
        if plan.confirmation(finding.answer_key) is not None:
            met.setdefault(finding.answer_key, finding)
    wrong = [
        (said.key, Finding(rule, flaw))
        for rule in rules(Scope.CONFIRMATION, day)
        for said in _asked(plan.confirmations, met)
        for flaw in rule.function(said, met.get(said.key))
    ]
    standing = met.keys() - {key for key, _ in wrong}
    open_ones, confirmed = [finding for _, finding in wrong], []
    for finding in findings:
        if finding.answer_key in standing:
            confirmed.append(replace(finding, confirmed=plan.confirmation(finding.answer_key).reason))
        else:
            open_ones.append(finding)
    return open_ones, confirmed


def _asked(said: Sequence[Confirmation], met: Mapping[str, Finding]) -> Iterator[Confirmation]:
    """Yield each confirmation that fits a finding, and one of each cell of which no key fits any.

    A cell names all keys of one cause: where some of its cells are mended, the others still stand.
    """
    cells = {one.place for one in said if one.key in met}
    for one in said:
        if one.key in met:
            yield one
        elif one.place not in cells:
            cells.add(one.place)
            yield one
