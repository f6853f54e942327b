"""Every printed figure held against the second count: `Nguồn số liệu`, `Tổng hợp`, `Theo tháng`, `Danh sách`, the letter."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from recruit.declared.form import LIST_BY_KEY
from recruit.declared.plan import COMMITTEE_KIND
from recruit.declared.summary import ADMITTED_SO_FAR, FIGURE_NAMES, MONTH_HEADING, SENT_SO_FAR
from recruit.model import Period
from recruit.recount.counts import by_unit
from recruit.recount.kinds import BREAKDOWN, kinds_of, lines_of
from recruit.recount.people import ADMISSION, CLASS
from recruit.recount.printed import CellPlace
from recruit.recount.result import CellLine, FigureLine, Verdict
from recruit.recount.shown import word

if TYPE_CHECKING:
    from recruit.recount.counts import Counted, Month
    from recruit.recount.form import Form
    from recruit.recount.lists import Lists
    from recruit.recount.plan import Planned, PlannedUnit
    from recruit.recount.printed import Printed

SOURCES, SUMMARY, MONTHS, PEOPLE, WAITING = "Nguồn số liệu", "Tổng hợp", "Theo tháng", "Danh sách", "Trình Đảng ủy"
TOTAL = "Tổng cộng"
_NOT_READ = "có biểu không mở được bằng trình đọc thứ hai"
_BEYOND_SUMMARY = ("waiting_for_class", "waiting_for_procedure")
_MOST_NAMED = 5


class Comparing:
    """Holds one month's printed figures against the counted ones; what comes of it gathers in `figures` and `cells`."""

    def __init__(
        self,
        printed: Printed,
        lists: Lists,
        month: Month,
        speaking: dict[str, str],
        forms: dict[str, Form | None],
        plan_file: str,
    ) -> None:
        self._printed, self._lists, self._month, self.speaking = printed, lists, month, speaking
        self._forms, self._plan_file = forms, plan_file
        self._planned: Planned = month.planned
        self.figures: list[FigureLine] = []
        self.cells: list[CellLine] = []
        self.told: dict[str, dict[str, int]] = {}
        self.sums: dict[str, int | None] = {}
        self.branches: dict[str, int] = {}
        self._unread = {code for code, file in speaking.items() if file in lists.unread}
        committees = {unit.code for unit in month.planned.units if unit.kind == COMMITTEE_KIND}
        # Of which kind the lists in a committee's workbook are only the workbook tells.
        self._unknown = self._unread & committees

    def all(self) -> None:
        """Hold everything but the letter together."""
        names = {FIGURE_NAMES[key]: those for key, those in self._month.figures.items() if key not in _BEYOND_SUMMARY}
        for name, those in names.items():
            self._people(name, those)
        if "can_be_admitted" not in self._month.figures and (name := FIGURE_NAMES["can_be_admitted"]):
            for code in ("", *self.speaking):
                if (claimed := self._printed.figures.get((name, code))) is not None:
                    self.add(SOURCES, name, code, claimed.value, None, "sau hạn hoàn thành")
        self._people_of_kinds()
        self._targets()
        self._members()
        self._branches()
        self._told_elsewhere()
        self._summary()
        self._by_month()
        self._rows_of_people()
        self._cases()

    # -- people --------------------------------------------------------------------------------------------------------

    def _people(self, name: str, those: list[Counted]) -> None:
        """Compare a figure of people, for each unit that has a workbook and for all."""
        own = by_unit(those)
        for code in self.speaking:
            self._of_people(name, code, own.get(code, []))
        self._of_people(name, "", those)

    def _people_of_kinds(self) -> None:
        """Compare how the admitted fall into kinds: in the letter's breakdown, and in the statistics also by unit."""
        found: dict[str, list[Counted]] = {}
        for event in self._month.events[ADMISSION]:
            for namer in (kinds_of, lines_of):
                for name, key in namer(event.row, event.day, self._planned.establishment):
                    one = self._month.figures["admitted"][0]._replace(unit_code=event.unit_code, row=event.row, key=key)
                    found.setdefault(name, []).append(one)
        claimed = {name for name, _ in self._printed.figures if self._is_of_kinds(name)}
        for name in sorted(claimed | found.keys()):
            those = found.get(name, [])
            self._of_people(name, "", those, is_optional=not those)
            if not name.startswith(BREAKDOWN):
                for code, part in by_unit(those).items():
                    self._of_people(name, code, part)

    def _is_of_kinds(self, name: str) -> bool:
        from recruit.declared.statistics import PEOPLES, PEOPLES_SHEET, STATISTICS, STATISTICS_SHEET

        if name.startswith(BREAKDOWN):
            return True
        people = [
            line
            for line in STATISTICS
            if ":" in line.key
            or line.key
            in ("total", "women", "minorities", "religious", "union_members", "owners", "married_abroad", "readmitted")
        ]
        lines = {f"{STATISTICS_SHEET}: {line.text.lstrip('-+ ')}" for line in people}
        return name in lines | {f"{PEOPLES_SHEET}: {line.text.lstrip('-+ ')}" for line in PEOPLES}

    def _of_people(self, name: str, code: str, those: list[Counted], *, is_optional: bool = False) -> None:
        own = [CellPlace(one.row.file, one.row.sheet, one.row.cell(one.key)) for one in those]
        self.of_places(name, code, own, is_optional=is_optional)

    def of_places(
        self, name: str, code: str, places: list[CellPlace], *, is_optional: bool = False, by_lists: bool = True
    ) -> None:
        """Compare a figure of people, each by the cell that decides. An `is_optional` one has no line where it is nought."""
        number = len(places)
        claimed = self._printed.figures.get((name, code))
        if claimed is None:
            # Where nobody has a workbook there is no cell that a nought could rest on.
            if number or (not is_optional and self.speaking):
                self.add(SOURCES, name, code, None, number, "không có trong Nguồn số liệu", by_lists=by_lists)
            return
        own = set(places) | {place for place in claimed.cells if place.file in self._lists.unread}
        own -= {place for place in own if place.file in self._lists.unread and place not in claimed.cells}
        why = ""
        if claimed.value != number or len(claimed.cells) != number:
            why = f"đếm lại được {number}, ghi {claimed.value:g}, nêu {len(claimed.cells)} ô"
        elif set(claimed.cells) != own:
            why = "các ô nêu ra không phải các ô đếm được"
        if why and (by_lists or not self._unread):
            self._name_cells(name, set(claimed.cells), own)
        self.add(SOURCES, name, code, claimed.value, number, why, by_lists=by_lists)

    def _name_cells(self, name: str, claimed: set[CellPlace], own: set[CellPlace]) -> None:
        for place in sorted(claimed - own)[:_MOST_NAMED]:
            self.cells.append(CellLine(Verdict.OTHER, *place, f"{name}: ô được tính mà đếm lại không tính"))
        for place in sorted(own - claimed)[:_MOST_NAMED]:
            self.cells.append(CellLine(Verdict.OTHER, *place, f"{name}: ô không được tính mà đếm lại có tính"))

    def add(
        self,
        where: str,
        name: str,
        code: str,
        printed: object,
        counted: object,
        why: str = "",
        *,
        by_lists: bool = True,
    ) -> None:
        """Keep what came of a figure, `why` empty where both agree.

        What is counted by more than the lists (not `by_lists`) nobody knows of a workbook that was not opened.
        """
        verdict = Verdict.SAME
        unknown = self._unknown if by_lists else self._unread
        if why and (code in unknown if code and by_lists else unknown):
            verdict, why = Verdict.UNJUDGED, _NOT_READ
        elif why:
            verdict = Verdict.OTHER
        elif (code in self._unread if code else self._unread) and where != SUMMARY:
            verdict, why = Verdict.UNJUDGED, _NOT_READ
        self.figures.append(FigureLine(where, name, code, printed, counted, verdict, why))

    def unjudged(self, where: str, name: str, printed: object, why: str) -> None:
        """Keep that a figure of all could not be counted again, and why."""
        self.figures.append(FigureLine(where, name, "", printed, None, Verdict.UNJUDGED, why))

    def hold(
        self, where: str, name: str, code: str, printed: object, counted: object, *, by_lists: bool = True
    ) -> None:
        """Compare a printed value with the one that must stand there; see `add`."""
        if isinstance(printed, int | float) and isinstance(counted, int | float | Fraction):
            is_same = abs(float(printed) - float(counted)) < 1e-9
        else:
            is_same = printed == counted
        self.add(
            where,
            name,
            code,
            printed,
            float(counted) if isinstance(counted, Fraction) else counted,
            "" if is_same else "số khác",
            by_lists=by_lists,
        )

    # -- what the plan says --------------------------------------------------------------------------------------------

    def _targets(self) -> None:
        for key in ("admission_target", "class_target"):
            for unit in self._planned.units:
                value = getattr(unit, key)
                claimed = self._printed.figures.get((FIGURE_NAMES[key], unit.code))
                if value is not None or claimed is not None:
                    self.hold(SOURCES, FIGURE_NAMES[key], unit.code, claimed and claimed.value, value)
            claimed = self._printed.figures.get((FIGURE_NAMES[key], ""))
            if (target := self.target(key)) is not None or claimed is not None:
                self.hold(SOURCES, FIGURE_NAMES[key], "", claimed and claimed.value, target)

    def target(self, key: str) -> int | None:
        """Return the assigned target, where the plan leaves it blank the sum of the units'."""
        assigned = getattr(self._planned, key)
        parts = [value for unit in self._planned.units if (value := getattr(unit, key)) is not None]
        return assigned if assigned is not None else sum(parts) if parts else None

    def _members(self) -> None:
        """Compare the numbers of the covers of this period and of the plan, and their sums."""
        period = f"{self._month.period.month:02d}/{self._month.period.year}"
        told: dict[str, dict[str, int]] = {"members": {}, "outsiders": {}}
        for code, file in self.speaking.items():
            form = self._forms.get(file)
            for key, label in (("members", "member_count"), ("outsiders", "outstanding_count")):
                name = FIGURE_NAMES[key]
                claimed = self._printed.figures.get((name, code))
                if form is None:
                    value = claimed and claimed.value
                else:
                    value = form.cover.get(label) if self._printed.files[file].month == period else None
                if isinstance(value, int | float):
                    told[key][code] = int(value)
                if claimed is not None or isinstance(value, int | float):
                    is_known = isinstance(value, int | float)
                    self.hold(SOURCES, name, code, claimed and claimed.value, value if is_known else None)
        self.told = told
        branches = [unit for unit in self._planned.units if unit.is_branch]
        at_start = [unit.members for unit in branches if unit.members is not None]
        is_told = branches and all(unit.members is not None for unit in branches if unit.first == 1)
        self.sums["members_at_start"] = sum(at_start) if is_told else None
        now = [told["members"].get(unit.code) for unit in self.existing]
        self.sums["members"] = sum(now) if now and None not in now else None
        for key, value in self.sums.items():
            claimed = self._printed.figures.get((FIGURE_NAMES[key], ""))
            if claimed is not None or value is not None:
                self.hold(SOURCES, FIGURE_NAMES[key], "", claimed and claimed.value, value)

    @property
    def existing(self) -> list[PlannedUnit]:
        """The chi bộ that exist in the period; none where units are committees."""
        month = self._month.period.month
        units = [] if self._planned.has_committees else self._planned.units
        return [unit for unit in units if unit.is_branch and unit.first <= month <= unit.last]

    def _branches(self) -> None:
        """Compare how many chi bộ there are, and how many have admitted somebody, or nobody, or have nobody left."""
        if not self.existing:
            return
        admitted = self.counts("admitted")
        known = [unit.code for unit in self.existing if unit.code in self.speaking]
        left = [code for code in known if not admitted[code]]
        self.branches = {
            "branches": len(self.existing),
            "branches_admitted": len(known) - len(left),
            "branches_left": len(left),
            "branches_exhausted": sum(self.told["outsiders"].get(code) == 0 for code in left),
        }
        for key, number in self.branches.items():
            claimed = self._printed.figures.get((FIGURE_NAMES[key], ""))
            # A figure that rests on no cell has no line.
            if claimed is not None or number:
                self.hold(SOURCES, FIGURE_NAMES[key], "", claimed and claimed.value, number)

    def _told_elsewhere(self) -> None:
        """Compare what is taken as it stands from a cell: of last year's workbook, or of the plan."""
        for key in ("admitted_last_year", "class_sent_last_year", "recognised_last_year"):
            claimed = self._printed.figures.get((FIGURE_NAMES[key], ""))
            if claimed is None and self._is_told_by_plan(key.removesuffix("_last_year")):
                self.add(SOURCES, FIGURE_NAMES[key], "", None, "kế hoạch có ghi", "không có trong Nguồn số liệu")
            if claimed is None or len(claimed.cells) != 1:
                continue
            (place,) = claimed.cells
            value = self._value_at(place)
            if isinstance(value, int | float):
                self.hold(SOURCES, FIGURE_NAMES[key], "", claimed.value, value)
            else:
                self.unjudged(SOURCES, FIGURE_NAMES[key], claimed.value, _NOT_READ)

    def _is_told_by_plan(self, key: str) -> bool:
        """Whether the plan tells where last year stood at the end of this month, and the month is over."""
        told = self._planned.last_year.get(self._month.period.month, {})
        return self._month.day == self._month.period.last_day and isinstance(told.get(key), int)

    def _value_at(self, place: CellPlace) -> object:
        if place.file == self._plan_file:
            return self._planned.values.get(place.sheet, {}).get(place.cell)
        form = self._forms.get(place.file)
        return form.others.get(place.sheet, {}).get(place.cell) if form is not None else None

    # -- Tổng hợp ------------------------------------------------------------------------------------------------------

    def counts(self, key: str) -> Counter[str]:
        """Return how many a figure counts for each unit; under the empty code for all."""
        own = Counter(one.unit_code for one in self._month.figures[key])
        own[""] = len(self._month.figures[key])
        return own

    def _summary(self) -> None:
        shared = self._month.shared_with_branches()
        by_key = {key: self.counts(key) for key in self._month.figures if key not in _BEYOND_SUMMARY}
        lines = {str(line["Mã đơn vị"] or ""): line for line in self._printed.summary}
        for unit in self._planned.units:
            line = lines.get(unit.code, {})
            has_data = unit.code in self.speaking
            targets = unit.admission_target, unit.class_target
            done = [by_key[key][unit.code] if has_data else None for key in ("admitted", "class_sent")]
            self._line_of(line, unit.code, by_key, targets, done, has_data=has_data)
            self.hold(
                SUMMARY, "Chung với chi bộ", unit.code, line.get("Chung với chi bộ"), shared.get(unit.code) or None
            )
            file = self._printed.files[self.speaking[unit.code]] if has_data else None
            self.hold(SUMMARY, "Số liệu đến tháng", unit.code, line.get("Số liệu đến tháng"), file and file.month)
        targets = self.target("admission_target"), self.target("class_target")
        done = [by_key[key][""] for key in ("admitted", "class_sent")]
        total = next((line for line in self._printed.summary if line["Tên đơn vị"] == TOTAL), {})
        self._line_of(total, "", by_key, targets, done, has_data=True)

    def _line_of(
        self,
        line: dict[str, object],
        code: str,
        by_key: dict[str, Counter[str]],
        targets: tuple[int | None, int | None],
        done: list[int | None],
        *,
        has_data: bool,
    ) -> None:
        kinds = ("kết nạp", "học lớp")
        for key, target in zip(("admission_target", "class_target"), targets, strict=True):
            self.hold(SUMMARY, FIGURE_NAMES[key], code, line.get(FIGURE_NAMES[key]), target)
        for key, numbers in by_key.items():
            self.hold(
                SUMMARY, FIGURE_NAMES[key], code, line.get(FIGURE_NAMES[key]), numbers[code] if has_data else None
            )
        for kind, target, number in zip(kinds, targets, done, strict=True):
            name = f"Tỷ lệ đạt chỉ tiêu {kind}"
            rate = Fraction(number, target) if target and number is not None else None
            self.hold(SUMMARY, name, code, line.get(name), rate)
        self.hold(SUMMARY, "Đánh giá", code, line.get("Đánh giá"), word(targets, done) if has_data else None)

    # -- Theo tháng, Danh sách, Trình Đảng ủy --------------------------------------------------------------------------

    def _by_month(self) -> None:
        period, day = self._month.period, self._month.day
        events = {event: [one.day.month for one in self._month.events[event]] for event in (ADMISSION, CLASS)}
        lines = {line[MONTH_HEADING]: line for line in self._printed.months}
        for month in range(1, period.month + 1):
            end = min(Period(period.year, month).last_day, day)
            line = lines.get(month, {})
            for heading, counted in (
                ("Kết nạp trong tháng", events[ADMISSION].count(month)),
                (ADMITTED_SO_FAR, sum(at <= month for at in events[ADMISSION])),
                ("Cử học trong tháng", events[CLASS].count(month)),
                (SENT_SO_FAR, sum(at <= month for at in events[CLASS])),
                ("Cảm tình Đảng", len(self._month.sympathisers_on(end))),
            ):
                self.hold(MONTHS, f"{heading}, tháng {month:02d}", "", line.get(heading), counted)

    def _rows_of_people(self) -> None:
        """Compare of each row of `Danh sách` whether it is said to be counted."""
        for event, heading in ((ADMISSION, "Tính kết nạp"), (CLASS, "Tính học lớp")):
            counted = {(one.row.file, one.row.number): one for one in self._month.events[event]}
            said = 0
            for row in self._printed.people:
                told = row.admitted if event == ADMISSION else row.sent_to_class
                one = counted.get((row.file, row.number))
                said += told.startswith("Có")
                for_unit = f"Có (cho {one.unit_code})" if one and one.unit_code != row.unit_code else "Có"
                if told.startswith("Có") != (one is not None) or (one and told != for_unit):
                    key = LIST_BY_KEY[event].key
                    place = next((r for r in self._lists.rows if (r.file, r.number) == (row.file, row.number)), None)
                    cell = place.cell(key) if place else ""
                    sheet = place.sheet if place else ""
                    self.cells.append(
                        CellLine(Verdict.OTHER, row.file, sheet, cell, heading, told, for_unit if one else "Không")
                    )
            self.hold(PEOPLE, heading, "", said, len(counted))

    def _cases(self) -> None:
        for key, kind in (("waiting_for_class", "Cử đi học lớp"), ("waiting_for_procedure", "Làm thủ tục kết nạp")):
            own = Counter(one.unit_code for one in self._month.figures[key])
            told = Counter(str(line["Mã đơn vị"]) for line in self._printed.waiting if line["Việc"] == kind)
            for code in sorted(own.keys() | told.keys()):
                self.hold(WAITING, kind, code, told[code], own[code])
            self.hold(WAITING, kind, "", told.total(), own.total())
