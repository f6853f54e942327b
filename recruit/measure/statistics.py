"""The official statistics of the admitted: who falls under which line of Biểu 2 and 2B, in all and unit by unit."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.categories import line_of
from recruit.declared.choices import FEMALE, MAJORITY_GROUP, YES
from recruit.declared.plan import COMMITTEE_KIND, UNITS_SHEET
from recruit.declared.statistics import (
    AGES,
    PEOPLES,
    PEOPLES_SHEET,
    REMARKED,
    STATISTICS,
    STATISTICS_SHEET,
    TOTAL,
    LineKind,
    religion_line,
    unclear,
)
from recruit.language.reckoning import full_years
from recruit.measure.figure import Figure, Source
from recruit.measure.result import StatisticLine
from recruit.measure.sources import sources, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from recruit.declared.statistics import Line
    from recruit.measure.result import UnitResult
    from recruit.merge.counts import Counting
    from recruit.merge.identity import Entry
    from recruit.model import Place
    from recruit.read.last_year import LastYear


class _Admitted(NamedTuple):
    """A counted admission: the row, the unit for which it counts, the decision's day."""

    entry: Entry
    unit: str
    day: date


def statistics(
    counting: Counting, units: Sequence[UnitResult], totals: Mapping[str, Figure]
) -> tuple[tuple[StatisticLine, ...], tuple[StatisticLine, ...]]:
    """Return Biểu 2 and Biểu 2B from the year's start to D; `totals` are the month's other figures, of the chi bộ too.

    Every line counts people who are counted as admitted, each once; of the groups of a form the lines add up to all.
    """
    plan = counting.circumstances.plan
    entries = counting.merged.entries
    admitted = [_Admitted(entries[event.entry], event.unit, event.day) for event in counting.admissions]
    in_statistics = _under(admitted, lambda one: _lines_of(one, plan.establishment))
    in_peoples = _under(admitted, _peoples_of)
    given = _organisations(counting, units, totals) | _mean_age(admitted)
    first = _Table(STATISTICS_SHEET, in_statistics, given, _last_year(counting, STATISTICS_SHEET))
    second = _Table(PEOPLES_SHEET, in_peoples, {}, _last_year(counting, PEOPLES_SHEET))
    return tuple(first.lines(STATISTICS)), tuple(second.lines(PEOPLES))


# -- who falls under which line ----------------------------------------------------------------------------------------

_Under = dict[str, list[tuple[_Admitted, str]]]
"""Those under each line, each with the column whose cell decides about it."""


def _under(admitted: Sequence[_Admitted], lines_of) -> _Under:
    found: _Under = {}
    for one in admitted:
        for key, cell in lines_of(one):
            found.setdefault(key, []).append((one, cell))
    return found


def _lines_of(one: _Admitted, establishment: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of Biểu 2 under which an admitted person falls, each with the column that decides."""
    yield TOTAL, "decision"
    entry = one.entry
    for name, key, belongs in (
        ("women", "gender", FEMALE.__eq__),
        ("minorities", "ethnic_group", MAJORITY_GROUP.__ne__),
        ("union_members", "union_member", YES.__eq__),
    ):
        value = entry.row.get(key) if key not in entry.bad else None
        if value is None:
            yield unclear(name), key
        elif belongs(value):
            yield name, key
    religion = _optional(entry, "religion")
    if religion != "":
        yield ("religious" if religion else unclear("religious")), "religion"
    if remark := REMARKED.get(_optional(entry, "remark") or ""):
        yield remark, "remark"
    choice = _optional(entry, "category")
    yield f"category:{(choice and line_of(choice, establishment)) or 'unclear'}", "category"
    age = full_years(entry.row.get("birth"), one.day)
    yield f"age:{next((text for text, first, last in AGES if first <= age <= last), 'unclear')}", "birth"
    yield f"education:{_optional(entry, 'education') or 'unclear'}", "education"
    qualification = _optional(entry, "qualification")
    yield f"qualification:{'unclear' if qualification is None else qualification or 'none'}", "qualification"


def _peoples_of(one: _Admitted) -> Iterator[tuple[str, str]]:
    """Yield the lines of Biểu 2B under which an admitted person falls."""
    yield f"ethnic_group:{_optional(one.entry, 'ethnic_group') or 'unclear'}", "ethnic_group"
    religion = _optional(one.entry, "religion")
    line = "unclear" if religion is None else religion_line(religion) if religion else "none"
    yield f"religion:{line}", "religion"


def _optional(entry: Entry, key: str) -> str | None:
    """Return the text of a cell, empty where it is blank, None where nobody can read it."""
    return None if key in entry.bad or entry.row.is_unreadable(key) else entry.row.text(key)


# -- lines -------------------------------------------------------------------------------------------------------------


class _Table:
    """Makes the lines of a form of those who fall under them.

    `given` are the lines that count something else, `last` those of last year.
    """

    def __init__(
        self,
        sheet: str,
        under: _Under,
        given: Mapping[str, Figure | None],
        last: Mapping[str, Figure],
    ) -> None:
        self._sheet, self._under, self._given, self._last = sheet, under, given, last

    def lines(self, declared: Sequence[Line]) -> Iterator[StatisticLine]:
        """Yield the form's lines in order; of its own lines those under which somebody falls."""
        for line in declared:
            made = self._line(line)
            if not line.own or (made.figure is not None and made.figure.value):
                yield made

    def _line(self, line: Line) -> StatisticLine:
        last = self._last.get(line.key)
        if line.kind in (LineKind.HEADING, LineKind.UNKNOWN):
            return StatisticLine(line, None, None, last)
        if line.key in self._given:
            return StatisticLine(line, self._given[line.key], None, last)
        those = self._under.get(line.key, [])
        if not those and line.key in REMARKED.values():
            # The column is optional: that nobody chose it does not say that there is nobody.
            return StatisticLine(line, None, None, last)
        name = f"{self._sheet}: {line.text.lstrip('-+ ')}"
        by_unit: dict[str, list[tuple[_Admitted, str]]] = {}
        for pair in those:
            by_unit.setdefault(pair[0].unit, []).append(pair)
        units = {code: _figure(name, own) for code, own in by_unit.items()}
        women = sum(one.entry.row.get("gender") == FEMALE and "gender" not in one.entry.bad for one, _ in those)
        return StatisticLine(line, _figure(name, those), units, last, women)


def _figure(name: str, those: Sequence[tuple[_Admitted, str]]) -> Figure:
    cells = {cell for _, cell in those}
    found = (sources((one.entry for one, own in those if own == cell), cell) for cell in cells)
    return Figure(name, len(those), together(source for part in found for source in part))


def _mean_age(admitted: Sequence[_Admitted]) -> dict[str, Figure | None]:
    if not admitted:
        return {"mean_age": None}
    ages = [full_years(one.entry.row.get("birth"), one.day) for one in admitted]
    name = f"{STATISTICS_SHEET}: Tuổi bình quân"
    return {"mean_age": Figure(name, Fraction(sum(ages), len(ages)), sources((o.entry for o in admitted), "birth"))}


_BRANCH_LINES = {line.key: line.text.lstrip("+ ") for line in STATISTICS if line.key.startswith("branches")}


def _organisations(
    counting: Counting, units: Sequence[UnitResult], totals: Mapping[str, Figure]
) -> dict[str, Figure | None]:
    """Return the lines of part III: the committee itself, or the committees below it, and its own chi bộ."""
    plan = counting.circumstances.plan
    below = [unit for unit in plan.units if unit.kind == COMMITTEE_KIND]
    if below:
        cells = tuple(dict(unit.cells).get("code", "") for unit in below)
        admitted_by = {event.unit for event in counting.admissions}
        number, admitting = len(below), sum(unit.code in admitted_by for unit in below)
        source = (Source(plan.file, UNITS_SHEET, cells),)
        exhausted = None
    else:
        number, admitting, source = 1, int(bool(counting.admissions)), ()
        exhausted = _is_exhausted(counting, units)

    def counted(text: str, value: int | None) -> Figure | None:
        return None if value is None else Figure(f"{STATISTICS_SHEET}: {text}", value, source)

    return {
        "organisations": counted("Số tổ chức cơ sở đảng", number),
        "committees": counted("Đảng bộ cơ sở", number),
        "committees_admitted": counted("Đảng bộ cơ sở có kết nạp đảng viên", admitting),
        "committees_exhausted": counted("Đảng bộ cơ sở không còn quần chúng", exhausted),
        **{
            key: None
            if key not in totals
            else Figure(f"{STATISTICS_SHEET}: {text}", totals[key].value, totals[key].sources)
            for key, text in _BRANCH_LINES.items()
        },
    }


def _is_exhausted(counting: Counting, units: Sequence[UnitResult]) -> int | None:
    """Return 1 where no chi bộ has anybody left to admit, 0 where one has, None where nobody knows."""
    month = counting.circumstances.period.month
    left = [line.figures.get("outsiders") for line in units if line.unit.is_branch and line.unit.owes(month)]
    if any(figure is not None and figure.value for figure in left):
        return 0
    return 1 if left and None not in left else None


def _last_year(counting: Counting, sheet: str) -> Mapping[str, Figure]:
    """Return what last year's workbook of the same month says of each line."""
    circumstances = counting.circumstances
    last_year: LastYear | None = circumstances.last_year
    if last_year is None or circumstances.day < circumstances.period.last_day:
        return {}
    names = {line.key: line.text.lstrip("-+ ") for line in (*STATISTICS, *PEOPLES)}
    return {
        key: Figure(f"{sheet}, cùng kỳ năm trước: {names[key]}", told.value, (_source(told.place),))
        for key, told in last_year.statistics_at(circumstances.period.month, sheet).items()
    }


def _source(place: Place) -> Source:
    return Source(place.file, place.sheet, (place.cell,))
