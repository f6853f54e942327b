"""The month: checked workbooks and the plan to every figure, with the cells that make it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import compress
from types import MappingProxyType
from typing import TYPE_CHECKING

from recruit.check.grouped import grouped
from recruit.check.repeated import marked
from recruit.check.replied import replied
from recruit.language.spelling import fold
from recruit.measure.admitted import breakdowns, events, mean_age, waiting
from recruit.measure.branches import branch_figures, branches
from recruit.measure.changes import changes
from recruit.measure.contacts import contacts
from recruit.measure.figure import Figure, Source
from recruit.measure.last_year import same_period
from recruit.measure.members import of_all, on_cover
from recruit.measure.months import (
    adjustments,
    came_unusable,
    missing_since,
    month_lines,
    submission_rates,
    submissions,
)
from recruit.measure.people import people_lists
from recruit.measure.probation import probation_figures, probationers, with_members
from recruit.measure.progress import is_behind, progress
from recruit.measure.prospects import prospects
from recruit.measure.result import MonthResult, Opinion, UnitResult
from recruit.measure.sources import sources, together
from recruit.measure.standing import standings
from recruit.measure.statistics import statistics
from recruit.measure.targets import measure, overall, total_target, unit_target
from recruit.merge.counts import BEFORE_DEADLINE, FIGURES, Counting
from recruit.merge.events import ADMISSION, CLASS
from recruit.merge.frame import merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recruit.check.engine import Checked
    from recruit.declared.plan import Unit
    from recruit.measure.printed import Kept
    from recruit.merge.counts import FigureKind
    from recruit.merge.identity import Entry
    from recruit.merge.sends import Sends
    from recruit.model import FileFate
    from recruit.read.report import Report
    from recruit.read.written import Understood

# In a cell for the units' own words these say that there is nothing to say.
_NO_OPINION = frozenset(
    fold(word)
    for word in (
        "",
        *("không", "ko", "k", "không có", "ko có", "không có gì", "không có ý kiến", "ko có ý kiến", "chưa có"),
        *("không có ý kiến gì", "không ý kiến", "không có ý kiến, đề xuất", "không có kiến nghị", "không có đề xuất"),
        *("không có khó khăn", "không có vướng mắc", "không có khó khăn, vướng mắc"),
        *("n/a", "na", "none", "x", "0", "/", "-", "–", "—"),
    )
)
# Only before a blank: `-10%` and `1.5 ngày` begin with their own number. Words of any length are cut to a line first.
_BULLET = re.compile(r"^\s{0,9}(?:[-–—+*•●▪■·]|\d{1,2}[.)])\s+")


def measure_month(
    checked: Checked,
    sends: Sends,
    before: Checked | None,
    files: tuple[FileFate, ...],
    litter: int,
    understood: tuple[Understood, ...],
    kept: Mapping[int, Kept] = MappingProxyType({}),
) -> MonthResult:
    """Return everything that the period comes to.

    `before` is last month's check with the workbooks up to it, `kept` what the folders of the year's months before keep:
    where nothing is known of last month's letter nothing is said of adjustments.
    """
    circumstances = checked.circumstances
    plan, period = circumstances.plan, circumstances.period
    counting = Counting(merge(checked.people, circumstances), circumstances)
    kinds = list(FIGURES)
    if counting.before_deadline:
        kinds.append(BEFORE_DEADLINE)
    figures, totals = _figures(kinds, counting, checked)
    shared = Counter(entry.unit.code for entry in compress(counting.merged.entries, counting.shared_with_branches))
    units = tuple(
        _unit_result(unit, checked, sends, figures.get(unit.code, {}), shared[unit.code]) for unit in plan.units
    )
    members = probationers(counting, checked.speaking)
    units = with_members(units, members, plan.year)
    totals |= {key: total_target(plan, key) for key in ("admission_target", "class_target")}
    kinds_of_admitted, kind_figures = breakdowns(counting)
    by_branch = branches(plan, period, units)
    beside = of_all(plan, period, units) | branch_figures(plan, by_branch) | same_period(circumstances)
    admissions = measure(totals["admission_target"].value, totals["admitted"].value)
    classes = measure(totals["class_target"].value, totals["class_sent"].value)
    on_the_way = prospects(counting)
    lines, peoples = statistics(counting, units, beside)
    result = MonthResult(
        plan=plan,
        period=period,
        day=circumstances.day,
        units=units,
        totals=totals | kind_figures | beside | probation_figures(members, plan.year),
        admissions=admissions,
        classes=classes,
        admitted=events(counting, ADMISSION),
        sent_to_class=events(counting, CLASS),
        waiting=waiting(counting),
        breakdowns=kinds_of_admitted,
        mean_age=mean_age(counting),
        months=month_lines(counting),
        adjustments=(),
        people=checked.entries,
        files=files,
        litter=litter,
        findings=grouped(replied(marked(checked, before), sends), checked.speaking.values(), checked.confirmed),
        understood=understood,
        submission_rates=submission_rates(sends, circumstances),
        achievements=_opinions(checked, "achievements"),
        difficulties=_opinions(checked, "difficulties"),
        proposals=_opinions(checked, "proposals"),
        prospects=on_the_way,
        progress=progress(units, admissions, classes, on_the_way, circumstances),
        changes=changes(checked, sends),
        strangers=tuple(
            code for code, report in checked.speaking.items() if report.file in sends.units[code].strangers
        ),
        lists=people_lists(checked.entries, plan.year),
        last_year=circumstances.last_year,
        statistics=lines,
        peoples=peoples,
        standings=standings(checked.entries, checked.people, circumstances),
        branches=by_branch,
        probation=members,
        kept=kept,
        confirmed=grouped(checked.confirmed, checked.speaking.values(), checked.findings),
        contacts=contacts(plan, checked.speaking),
    )
    last = kept[period.month - 1].letter if period.month - 1 in kept else None
    return replace(result, adjustments=adjustments(result, last)) if last is not None else result


def _figures(
    kinds: Iterable[FigureKind], counting: Counting, checked: Checked
) -> tuple[dict[str, dict[str, Figure]], dict[str, Figure]]:
    """Return the figures of each unit that has a workbook, by its code and their keys, and those of all units."""
    blank = {code: Source(report.file, report.listing.sheet, ()) for code, report in checked.speaking.items()}
    figures: dict[str, dict[str, Figure]] = {code: {} for code in blank}
    totals = {}
    for kind in kinds:
        counted = _counted(kind, counting)
        for code, whole_list in blank.items():
            entries = counted.get(code, [])
            figures[code][kind.key] = Figure(kind.name, len(entries), sources(entries, kind.cell) or (whole_list,))
        totals[kind.key] = _total(kind, [figures[code][kind.key] for code in blank if code in counted], blank.values())
    return figures, totals


def _counted(kind: FigureKind, counting: Counting) -> dict[str, list[Entry]]:
    """Return for each unit the rows with the deciding cells of everyone whom a figure counts for it."""
    entries = counting.merged.entries
    found: dict[str, list[Entry]] = defaultdict(list)
    if kind.events is not None:
        for event in kind.events(counting):
            found[event.unit].append(entries[event.entry])
    else:
        for entry in compress(entries, kind.mask(counting)):
            found[entry.unit.code].append(entry)
    return found


def _total(kind: FigureKind, parts: Sequence[Figure], blank: Iterable[Source]) -> Figure:
    """Return a figure of all units; it rests on the sources of its parts, or, without any, on every list looked at."""
    if not parts:
        return Figure(kind.name, 0, tuple(sorted(blank, key=lambda source: source.file)))
    found = together(source for figure in parts for source in figure.sources)
    return Figure(kind.name, sum(figure.value for figure in parts), found)


def _unit_result(
    unit: Unit,
    checked: Checked,
    sends: Sends,
    counted: Mapping[str, Figure],
    shared_with_branches: int,
) -> UnitResult:
    circumstances = checked.circumstances
    plan, period = circumstances.plan, circumstances.period
    report = checked.speaking.get(unit.code)
    missing = missing_since(sends.units[unit.code], circumstances)
    targets = {key: unit_target(plan, unit, key) for key in ("admission_target", "class_target")}
    admissions, classes = (
        measure(target, counted[key].value if key in counted else None)
        for target, key in ((unit.admission_target, "admitted"), (unit.class_target, "class_sent"))
    )
    return UnitResult(
        unit=unit,
        data_period=report.period if report else None,
        owes=unit.owes(period.month),
        sent=period.month in sends.units[unit.code].sent,
        figures=targets | counted | on_cover(report, period),
        admissions=admissions,
        classes=classes,
        overall=overall(admissions, classes),
        shared_with_branches=shared_with_branches,
        submissions=submissions(sends.units[unit.code], circumstances),
        missing_since=missing,
        unusable=came_unusable(sends.units[unit.code], missing),
        behind=is_behind(unit, circumstances, admissions, classes),
    )


# -- words -------------------------------------------------------------------------------------------------------------


def _opinions(checked: Checked, key: str) -> tuple[Opinion, ...]:
    """Return the units' own words of this period, cleaned of bullets and line breaks; words for nothing are none."""
    found = []
    for unit in checked.circumstances.plan.units:
        report = checked.speaking.get(unit.code)
        # Words of an older month were in that month's letter.
        if report is not None and report.period == checked.circumstances.period and (text := _words(report, key)):
            found.append(Opinion(unit.code, unit.name, text, report.cover_place(key)))
    return tuple(found)


def _words(report: Report, key: str) -> str:
    text = report.cover_value(key) or ""
    lines = [_BULLET.sub("", line).strip() for line in text.split("\n")]
    lines = [line for line in lines if line and fold(line.strip(" .…;,!")) not in _NO_OPINION]
    return " ".join(line if line[-1] in ".;!?:," else f"{line};" for line in lines[:-1]) + (
        f" {lines[-1]}" if len(lines) > 1 else "".join(lines[-1:])
    )
