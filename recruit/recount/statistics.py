"""The official statistics held against the second count: Biểu 2 and 2B line by line, unit by unit, beside last year."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.declared.choices import FEMALE
from recruit.declared.plan import COMMITTEE_KIND
from recruit.declared.statistics import (
    LAST_YEAR_HEADING,
    LINE_HEADING,
    NOW_HEADING,
    PEOPLES,
    PEOPLES_SHEET,
    REMARKED,
    SHARE_HEADING,
    SHARE_OF_LAST_YEAR_HEADING,
    STATISTICS,
    STATISTICS_SHEET,
    WOMEN_HEADING,
    LineKind,
)
from recruit.recount.comparing import SOURCES
from recruit.recount.counts import value_of
from recruit.recount.kinds import lines_of
from recruit.recount.people import ADMISSION
from recruit.recount.printed import CellPlace
from recruit.recount.text import same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recruit.declared.statistics import Line
    from recruit.recount.comparing import Comparing
    from recruit.recount.counts import Month
    from recruit.recount.events import Event
    from recruit.recount.form import Form
    from recruit.recount.printed import Printed

_BRANCHES = "branches"
_OF_COMMITTEES = {
    "organisations": "Số tổ chức cơ sở đảng",
    "committees": "Đảng bộ cơ sở",
    "committees_admitted": "Đảng bộ cơ sở có kết nạp đảng viên",
    "committees_exhausted": "Đảng bộ cơ sở không còn quần chúng",
}
"""The lines of part III that are not about chi bộ, with the names that they have in `Nguồn số liệu`."""


class Statistics:
    """Holds both sheets of a month; `last_year` is the consolidated workbook of the same month a year ago, with its file."""

    def __init__(
        self,
        comparing: Comparing,
        month: Month,
        printed: Printed,
        last_year: tuple[str, Form] | None,
        *,
        is_known: bool,
    ) -> None:
        self._comparing, self._month, self._printed = comparing, month, printed
        self._last_year, self._is_last_year_known = last_year, is_known
        self._events = month.events[ADMISSION]

    def hold(self) -> None:
        """Hold every line that is printed, and name every one that is not and should be."""
        for sheet, lines in ((STATISTICS_SHEET, STATISTICS), (PEOPLES_SHEET, PEOPLES)):
            self._hold(sheet, lines)
        self._sources()

    def _hold(self, sheet: str, lines: Sequence[Line]) -> None:
        told = iter(self._printed.statistics[sheet])
        before = dict(_in_last_years(self._last_year[1], sheet, lines)) if self._last_year else {}
        for line in lines:
            now = self._now(sheet, line)
            if line.own and not now:
                continue
            row = next(told, {})
            if row.get(LINE_HEADING) != line.text:
                self._comparing.hold(sheet, line.text, "", row.get(LINE_HEADING), line.text)
                return
            self._comparing.hold(sheet, line.text, "", row.get(NOW_HEADING), now)
            self._beside_last_year(sheet, line, row, now, before.get(line.key, ("", None))[1])
            if sheet == PEOPLES_SHEET:
                self._of_peoples(line, row, now)
            self._by_unit(sheet, line, row, now)

    # -- what must stand there -----------------------------------------------------------------------------------------

    def _now(self, sheet: str, line: Line) -> int | Fraction | None:
        if line.kind is LineKind.MEAN:
            return self._mean_age
        if line.kind is not LineKind.COUNT:
            return None
        if line.key in _OF_COMMITTEES:
            return self._of_committees[line.key]
        if line.key.startswith(_BRANCHES):
            return self._comparing.branches.get(line.key)
        number = len(self._under.get(_name(sheet, line), ()))
        # A column that may stay blank says of nobody that there is nobody.
        return number or (None if line.key in REMARKED.values() else 0)

    @cached_property
    def _under(self) -> Mapping[str, list[Event]]:
        found: dict[str, list[Event]] = {}
        for event in self._events:
            for name, _ in lines_of(event.row, event.day, self._month.planned.establishment):
                found.setdefault(name, []).append(event)
        return found

    @cached_property
    def _mean_age(self) -> Fraction | None:
        ages = self._month.ages_of_admitted
        return Fraction((20 * sum(ages) + len(ages)) // (2 * len(ages)), 10) if ages else None

    @cached_property
    def _of_committees(self) -> dict[str, int | None]:
        """The lines of the committee itself, or of those below it where these report."""
        below = [unit for unit in self._month.planned.units if unit.kind == COMMITTEE_KIND]
        admitting = {event.unit_code for event in self._events}
        number = len(below) or 1
        having = sum(unit.code in admitting for unit in below) if below else min(len(admitting), 1)
        left = [self._comparing.told["outsiders"].get(unit.code) for unit in self._comparing.existing]
        exhausted = 0 if any(left) else 1 if left and None not in left else None
        return dict(zip(_OF_COMMITTEES, (number, number, having, None if below else exhausted), strict=True))

    # -- the columns beside --------------------------------------------------------------------------------------------

    def _beside_last_year(self, sheet: str, line: Line, row: dict, now: object, before: object) -> None:
        told = row.get(LAST_YEAR_HEADING)
        if told is None and before is None:
            return
        name = f"{line.text}, cùng kỳ năm trước"
        if not self._is_last_year_known:
            self._comparing.unjudged(sheet, name, told, "biểu tổng hợp năm trước không mở được bằng trình đọc thứ hai")
            return
        self._comparing.hold(sheet, name, "", told, before)
        share = Fraction(now) / Fraction(before) if line.kind is LineKind.COUNT and now is not None and before else None
        self._comparing.hold(sheet, f"{line.text}, tỷ lệ", "", row.get(SHARE_OF_LAST_YEAR_HEADING), share)

    def _of_peoples(self, line: Line, row: dict, now: int | None) -> None:
        those = self._under.get(_name(PEOPLES_SHEET, line), ())
        women = sum(value_of(event.row, "gender") == FEMALE for event in those)
        share = Fraction(now, len(self._events)) if now is not None and self._events else None
        self._comparing.hold(
            PEOPLES_SHEET, f"{line.text}, nữ", "", row.get(WOMEN_HEADING), None if now is None else women
        )
        self._comparing.hold(PEOPLES_SHEET, f"{line.text}, tỷ lệ", "", row.get(SHARE_HEADING), share)

    def _by_unit(self, sheet: str, line: Line, row: dict, now: object) -> None:
        """Compare the units' columns, in one line for all that agree: of each unit `Nguồn số liệu` has the number too."""
        codes = [unit.code for unit in self._month.planned.units if unit.code in row]
        counted = Counter(event.unit_code for event in self._under.get(_name(sheet, line), ()))
        is_of_all = line.key in _OF_COMMITTEES or line.key.startswith(_BRANCHES)
        is_told = now is not None and line.kind is LineKind.COUNT and not is_of_all
        for code in codes:
            must = counted[code] if is_told and code in self._comparing.speaking else None
            if row[code] != must:
                self._comparing.hold(sheet, line.text, code, row[code], must)

    def _sources(self) -> None:
        """Compare the lines of `Nguồn số liệu` that count no people, or that tell of last year."""
        ages = self._month.ages_of_admitted
        name = f"{STATISTICS_SHEET}: Tuổi bình quân"
        claimed = self._printed.figures.get((name, ""))
        if claimed is not None or ages:
            mean = Fraction(sum(ages), len(ages)) if ages else None
            self._comparing.hold(SOURCES, name, "", claimed and claimed.value, mean)
        for line in STATISTICS:
            if line.key in _OF_COMMITTEES or line.key.startswith(_BRANCHES):
                name = f"{STATISTICS_SHEET}: {_OF_COMMITTEES.get(line.key) or line.text.lstrip('+ ')}"
                # A number that rests on no cell has no line.
                if (claimed := self._printed.figures.get((name, ""))) is not None:
                    self._comparing.hold(SOURCES, name, "", claimed.value, self._now(STATISTICS_SHEET, line))
        if self._last_year is not None:
            for sheet, lines in ((STATISTICS_SHEET, STATISTICS), (PEOPLES_SHEET, PEOPLES)):
                self._sources_of_last_year(sheet, lines)

    def _sources_of_last_year(self, sheet: str, lines: Sequence[Line]) -> None:
        file, form = self._last_year
        names = {line.key: f"{sheet}, cùng kỳ năm trước: {line.text.lstrip('-+ ')}" for line in lines}
        several = {name for name, number in Counter(names.values()).items() if number > 1}
        # A line of the program's own is left out where nobody falls under it now.
        printed = {line.key for line in lines if not line.own or self._now(sheet, line)}
        for key, (cell, value) in _in_last_years(form, sheet, lines):
            if key in printed and names[key] not in several:
                claimed = self._printed.figures.get((names[key], ""))
                is_there = claimed is not None and claimed.cells == (CellPlace(file, _sheet_called(form, sheet), cell),)
                self._comparing.hold(SOURCES, names[key], "", claimed.value if is_there else None, value)


def _name(sheet: str, line: Line) -> str:
    return f"{sheet}: {line.text.lstrip('-+ ')}"


def _sheet_called(form: Form, name: str) -> str:
    return next((sheet for sheet in form.others if same(sheet) == same(name)), "")


def _in_last_years(form: Form, name: str, lines: Sequence[Line]) -> Iterator[tuple[str, tuple[str, float]]]:
    """Yield what a consolidated workbook says in a form of statistics, by the key of the line: the cell and the number."""
    cells = form.others.get(_sheet_called(form, name), {})
    columns = {
        same(str(value)): address[:-1]
        for address, value in cells.items()
        if address[:-1].isalpha() and address.endswith("1")
    }
    texts, numbers = (columns.get(same(heading), "") for heading in (LINE_HEADING, NOW_HEADING))
    last = max((int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for address in cells), default=1)
    waiting = list(lines)
    for row in range(2, last + 1):
        text = same(str(cells.get(f"{texts}{row}") or ""))
        at = next((at for at, line in enumerate(waiting) if same(line.text) == text), None)
        if at is None:
            continue
        line, waiting = waiting[at], waiting[at + 1 :]
        value = cells.get(f"{numbers}{row}")
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield line.key, (f"{numbers}{row}", value)
