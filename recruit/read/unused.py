"""The files that a plan names as not to be used are taken out of what was gathered, wherever they lie."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recruit.intake.unpack import FOLDER
from recruit.model import FileFate, FileOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recruit.declared.plan import Plan, UnusedFile
    from recruit.read.report import Report


def set_aside(
    plans: dict[str, Plan], digests: Mapping[str, str], *found: list[Report] | list[FileFate]
) -> list[FileFate]:
    """Take every file that a plan names, and all that a mail or an archive so named holds, out of `found`; return their fates.

    A word on a file is about its content: each copy of it is meant, whichever year's plan has said it. A plan may so name
    another of its year; `digests` are the plans' own. The plans learn which of their words fit a file.
    """
    replaced = _plans_replaced(plans, digests)
    unused = [
        FileFate(file, FOLDER, "", None, FileOutcome.REFUSED, digests[file], detail=said.reason)
        for file, said in replaced.items()
    ]
    for file in replaced:
        del plans[file]
    words = {said.sha256: said for plan in plans.values() for said in plan.unused}
    if not words:
        return unused
    things = [thing for kept in found for thing in kept]
    named = {thing.file: words[thing.sha256] for thing in things if thing.sha256 in words}
    for thing in things:
        if said := _word_on(thing.file, named):
            fate = thing if isinstance(thing, FileFate) else _fate(thing, plans.values())
            unused.append(replace(fate, outcome=FileOutcome.REFUSED, detail=said.reason))
    for kept in found:
        kept[:] = [thing for thing in kept if _word_on(thing.file, named) is None]
    fitting = {said.sha256 for said in (*named.values(), *replaced.values())}
    for file, plan in plans.items():
        marked = tuple(said._replace(is_found=said.sha256 in fitting) for said in plan.unused)
        plans[file] = replace(plan, unused=marked)
    return unused


def _plans_replaced(plans: Mapping[str, Plan], digests: Mapping[str, str]) -> dict[str, UnusedFile]:
    """Return the plans that another of their year names as not to be used; of two that name each other nobody can tell."""
    named = {(said.sha256, digests[file]): said for file, plan in plans.items() for said in plan.unused}
    return {
        file: said
        for file, plan in plans.items()
        for (sha256, by), said in named.items()
        if sha256 == digests[file] != by
        and (by, sha256) not in named
        and any(digests[other] == by and known.year == plan.year for other, known in plans.items())
    }


def _word_on(file: str, named: Mapping[str, UnusedFile]) -> UnusedFile | None:
    """Return what is said of a file, or else of what it came in: that has the path under which the file lies."""
    while file and file not in named:
        file = file.rpartition("/")[0]
    return named.get(file)


def _fate(report: Report, plans: Iterable[Plan]) -> FileFate:
    units = (plan.unit(report.unit_code) for plan in plans if report.unit_code)
    code = next((unit.code for unit in units if unit), report.unit_code)
    return FileFate(report.file, report.origin, code, report.period, FileOutcome.REFUSED, report.sha256, report.sent)
