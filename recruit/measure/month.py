"""The month: checked workbooks and the plan to every figure, with the cells that make it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from recruit.measure.admitted import breakdowns, events, mean_age, sources, waiting
from recruit.measure.counts import BEFORE_DEADLINE, FIGURES, Counting
from recruit.measure.months import adjustments, month_lines, submission_rates, submissions
from recruit.measure.targets import measure, overall, total_target, unit_target
from recruit.merge.frame import merge
from recruit.merge.identity import CANCELLED
from recruit.model import Figure, MonthResult, Opinion, PersonRow, Source, UnitResult
from recruit.text import fold

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from recruit.check.engine import Checked
    from recruit.measure.counts import FigureKind
    from recruit.merge.identity import Entry
    from recruit.merge.sends import Sends
    from recruit.model import FileFate, Understood
    from recruit.plan import Unit
    from recruit.read.report import Report

# In a cell for the units' own words these say that there is nothing to say.
_NO_OPINION = frozenset(fold(word) for word in ("không", "không có", "ko", "0", "-", "–", "không.", "không có."))
_BULLET = re.compile(r"^\s*(?:[-–—+*•●▪■·]|\d{1,2}[.)])\s*")


def measure_month(
    checked: Checked,
    sends: Sends,
    before: Checked | None,
    files: tuple[FileFate, ...],
    litter: int,
    understood: tuple[Understood, ...],
) -> MonthResult:
    """Return everything that the period comes to. `before` is last month's check with the workbooks up to it."""
    circumstances = checked.circumstances
    plan, period = circumstances.plan, circumstances.period
    counting = Counting(merge(checked.people, circumstances), circumstances)
    kinds = list(FIGURES)
    if plan.completion_deadline is not None and circumstances.day <= plan.completion_deadline:
        kinds.append(BEFORE_DEADLINE)
    counted = {kind.key: _counted(kind, counting) for kind in kinds}
    shared = counting.people.loc[counting.shared_with_cells, "unit"].value_counts()
    units = tuple(
        _unit_result(unit, checked, sends, kinds, counted, int(shared.get(unit.code, 0))) for unit in plan.units
    )
    totals = {
        kind.key: _figure(kind, [e for own in counted[kind.key].values() for e in own], checked) for kind in kinds
    }
    totals |= {key: total_target(plan, key) for key in ("admission_target", "class_target")}
    kinds_of_admitted, kind_figures = breakdowns(counting)
    earlier = ()
    if before is not None:
        last = Counting(merge(before.people, before.circumstances), before.circumstances)
        earlier = adjustments(counting, last)
    return MonthResult(
        plan=plan,
        period=period,
        units=units,
        totals=totals | kind_figures,
        admissions=measure(totals["admission_target"].value, totals["admitted"].value),
        classes=measure(totals["class_target"].value, totals["class_sent"].value),
        admitted=events(counting, "decision"),
        sent_to_class=events(counting, "class_sent"),
        waiting=waiting(counting),
        breakdowns=kinds_of_admitted,
        mean_age=mean_age(counting),
        mean_age_unclear=0,
        months=month_lines(counting),
        adjustments=earlier,
        people=_people(checked),
        files=files,
        litter=litter,
        findings=tuple(checked.findings),
        understood=understood,
        submission_rates=submission_rates(sends, circumstances),
        achievements=_opinions(checked, "achievements"),
        difficulties=_opinions(checked, "difficulties"),
        proposals=_opinions(checked, "proposals"),
    )


def _counted(kind: FigureKind, counting: Counting) -> dict[str, list[Entry]]:
    """Return for each unit the rows with the deciding cells of everyone whom a figure counts for it."""
    entries = counting.merged.entries
    if kind.events is not None:
        chosen: pd.DataFrame = kind.events(counting)
        pairs = zip(chosen["unit"], chosen["entry"], strict=True)
    else:
        mask = kind.mask(counting)
        pairs = ((entries[index].unit.code, index) for index in mask.index[mask])
    found: dict[str, list[Entry]] = defaultdict(list)
    for code, index in pairs:
        found[code].append(entries[index])
    return found


def _figure(kind: FigureKind, entries: list[Entry], checked: Checked, code: str = "") -> Figure:
    found = sources(entries, kind.cell)
    if not found:
        reports = [checked.speaking[code]] if code else list(checked.speaking.values())
        found = tuple(Source(r.file, r.listing.sheet, ()) for r in sorted(reports, key=lambda r: r.file))
    return Figure(kind.name, len(entries), found)


def _unit_result(
    unit: Unit,
    checked: Checked,
    sends: Sends,
    kinds: list[FigureKind],
    counted: dict[str, dict[str, list[Entry]]],
    shared_with_cells: int,
) -> UnitResult:
    circumstances = checked.circumstances
    plan, period = circumstances.plan, circumstances.period
    report = checked.speaking.get(unit.code)
    figures = {key: unit_target(plan, unit, key) for key in ("admission_target", "class_target")}
    done: dict[str, int | None] = {"admitted": None, "class_sent": None}
    if report is not None:
        for kind in kinds:
            figures[kind.key] = _figure(kind, counted[kind.key].get(unit.code, []), checked, unit.code)
        done = {key: figures[key].value for key in done}
    admissions = measure(unit.admission_target, done["admitted"])
    classes = measure(unit.class_target, done["class_sent"])
    return UnitResult(
        unit=unit,
        data_period=report.period if report else None,
        owes=unit.owes(period.month),
        sent=period.month in sends.units[unit.code].sent,
        figures=figures,
        admissions=admissions,
        classes=classes,
        overall=overall(admissions, classes),
        shared_with_cells=shared_with_cells,
        submissions=submissions(sends.units[unit.code], circumstances),
    )


# -- rows and words ----------------------------------------------------------------------------------------------------


def _people(checked: Checked) -> tuple[PersonRow, ...]:
    day = checked.circumstances.day
    return tuple(
        PersonRow(
            entry.unit.code,
            stage(entry, day),
            entry.report.file,
            entry.report.listing.sheet,
            entry.row.number,
            entry.row.values | {"number": entry.row.rank},
            entry.row.written,
        )
        for entry in checked.entries
    )


_STAGES = (
    ("decision", "Đã kết nạp"),
    ("resolution", "Chi bộ đã đề nghị kết nạp"),
    ("agreed", "Đảng ủy đã đồng ý làm thủ tục"),
    ("procedure_proposed", "Đã đề nghị làm thủ tục"),
    ("certificate", "Đã có giấy chứng nhận"),
    ("class_sent", "Đã cử đi học lớp"),
    ("class_proposed", "Đã đề nghị học lớp"),
    ("joined", "Cảm tình Đảng"),
)


def stage(entry: Entry, day: date) -> str:
    """Return how far a person has come by `day`, derived from the dates; empty where no date tells."""
    row = entry.row
    decided = row.date("decision")
    cancelled = row.text("leaving_reason") == CANCELLED
    if not entry.is_open(day) and not (decided and decided <= day and not cancelled):
        return "Đã đưa ra khỏi danh sách"
    return next((name for key, name in _STAGES if (reached := row.date(key)) is not None and reached <= day), "")


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
    lines = [line for line in lines if line and fold(line) not in _NO_OPINION]
    return " ".join(line if line[-1] in ".;!?:," else f"{line};" for line in lines[:-1]) + (
        f" {lines[-1]}" if len(lines) > 1 else "".join(lines[-1:])
    )
