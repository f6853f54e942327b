"""Two tables of the consolidated workbook held against the second count: who is on probation, and who sent when."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.probation import PROBATION_BY_KEY, PROBATION_SHEET
from recruit.declared.summary import FIGURE_NAMES, UNIT_HEADING, Submission
from recruit.model import Period
from recruit.recount.printed import CellPlace
from recruit.recount.probation import SOON, figures_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.recount.comparing import Comparing
    from recruit.recount.counts import Month
    from recruit.recount.plan import PlannedUnit
    from recruit.recount.printed import Printed
    from recruit.recount.probation import Member
    from recruit.recount.sends import Sends

SUBMISSIONS = "Nộp báo cáo"
_LAST_YEAR_NOT_READ = "biểu tổng hợp năm trước không mở được bằng trình đọc thứ hai"

_NOT_SENT = frozenset(word.value for word in (Submission.MISSING, Submission.UNREADABLE, Submission.UNUSABLE))


# -- who is on probation -----------------------------------------------------------------------------------------------


class Probation:
    """Holds the figures of probationary members and the sheet `Đảng viên dự bị`.

    Where last year's workbook is there and cannot be opened (not `is_known`) nothing of it can be judged.
    """

    def __init__(
        self, comparing: Comparing, month: Month, printed: Printed, members: Sequence[Member], *, is_known: bool
    ) -> None:
        self._comparing, self._month, self._printed = comparing, month, printed
        self._members, self._is_known = members, is_known

    def hold(self) -> None:
        """Hold every figure, in all and of each unit, and every row of the sheet."""
        found = figures_of(self._members, self._month.planned.year)
        for key in (
            "probation_due",
            "probation_late",
            "probation_unreviewed",
            "probation_soon",
            "probation_waiting",
            "recognised",
        ):
            name = FIGURE_NAMES[key]
            if not self._is_known:
                if (claimed := self._printed.figures.get((name, ""))) is not None:
                    self._comparing.unjudged("Nguồn số liệu", name, claimed.value, _LAST_YEAR_NOT_READ)
                continue
            those = found.get(key, [])
            own: dict[str, list[CellPlace]] = {}
            for member, place in those:
                if member.unit is not None:
                    own.setdefault(member.unit.code, []).append(place)
            claimed = {code for known, code in self._printed.figures if known == name and code}
            for code in sorted(claimed | own.keys()):
                self._comparing.of_places(name, code, own.get(code, []), is_optional=True, by_lists=False)
            self._comparing.of_places(name, "", [place for _, place in those], is_optional=True, by_lists=False)
        self._rows()

    def _rows(self) -> None:
        if not self._is_known:
            self._comparing.unjudged(PROBATION_SHEET, "số dòng", len(self._printed.members), _LAST_YEAR_NOT_READ)
            return
        told = {
            CellPlace(*(str(line[heading] or "") for heading in ("Tệp", "Trang", "Ô"))): line
            for line in self._printed.members
        }
        self._comparing.hold(
            PROBATION_SHEET, "số đảng viên dự bị", "", len(self._printed.members), len(self._members), by_lists=False
        )
        for member in self._members:
            line = told.get(member.place, {})
            code = member.unit.code if member.unit else member.unit_code
            must = {
                UNIT_HEADING: code or None,
                "Ngày lễ kết nạp": member.ceremony,
                "Hết 12 tháng dự bị": member.due,
                "Hạn chi bộ xét (30 ngày làm việc)": member.review_by,
                "Ngày chi bộ xét": member.reviewed,
                PROBATION_BY_KEY["class_day"].label: member.class_day,
                PROBATION_BY_KEY["recognised"].label: member.recognised,
                "Tình trạng": member.standing.format(member.left) if member.standing == SOON else member.standing,
            }
            for heading, value in must.items():
                printed = line.get(heading)
                printed = printed.date() if isinstance(printed, datetime) else printed
                if printed != value:
                    where = f"{heading} ({member.place.file}, ô {member.place.cell})"
                    self._comparing.hold(PROBATION_SHEET, where, code, _said(printed), _said(value), by_lists=False)


def _said(value: object) -> object:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


# -- who sent when -----------------------------------------------------------------------------------------------------


class Sent(NamedTuple):
    """What a unit sent for a month that it owes: whether anything, and whether it was late, None where no mail tells."""

    has_sent: bool
    is_late: bool | None = None


class Submissions:
    """Holds the sheet `Nộp báo cáo`: the grid and its rates, by what `Tệp` says of each file and of the mail that brought it."""

    def __init__(self, comparing: Comparing, month: Month, printed: Printed, sends: Sends) -> None:
        self._comparing, self._month, self._printed, self._sends = comparing, month, printed, sends
        self._planned = month.planned
        self.by_month: list[list[Sent]] = []

    def hold(self) -> None:
        """Hold the words, in one line a unit where they are right, and the rates of each month and of all."""
        lines = {str(line[UNIT_HEADING] or ""): line for line in self._printed.submissions}
        period = self._month.period
        found = self.by_month
        for month in range(1, period.month + 1):
            found.append([])
            for unit in self._planned.units:
                told = lines.get(unit.code, {}).get(f"T{month}")
                if not unit.first <= month <= unit.last:
                    self._one(unit, month, told, Submission.NOT_OWED.value)
                    continue
                sent = self._sent(unit, month)
                found[-1].append(sent)
                word = Submission.LATE if sent.is_late else Submission.SENT
                if sent.has_sent:
                    self._one(unit, month, told, word.value)
                elif told not in _NOT_SENT:
                    self._one(unit, month, told, Submission.MISSING.value)
        rates = {str(line["Tên đơn vị"]): line for line in self._printed.submissions if not line[UNIT_HEADING]}
        for number, sents in enumerate(found, start=1):
            self._rates(f"T{number}", rates, sents)
        self._rates("Cả năm", rates, [sent for sents in found for sent in sents])

    def _one(self, unit: PlannedUnit, month: int, told: object, must: str) -> None:
        if told != must:
            self._comparing.hold(SUBMISSIONS, f"tháng {month:02d}", unit.code, told, must)

    def _sent(self, unit: PlannedUnit, month: int) -> Sent:
        heard = self._sends.heard(unit, Period(self._month.period.year, month))
        if not heard:
            return Sent(False)
        time, first = heard[0]
        is_known = time is not None and self._sends.came_by_mail(first)
        return Sent(True, time.date() > self._due(month) if is_known else None)

    def _due(self, month: int) -> date:
        planned, last = self._planned, Period(self._month.period.year, month).last_day
        due = last.replace(day=min(planned.due_day, last.day))
        deadline, report_by = planned.deadline, planned.report_by
        if deadline and report_by and last.replace(day=1) >= deadline.replace(day=1):
            return max(due, report_by)
        return due

    def _rates(self, column: str, rates: dict[str, dict], sents: Sequence[Sent]) -> None:
        owed, sent = len(sents), sum(one.has_sent for one in sents)
        known = [one.is_late for one in sents if one.is_late is not None]
        in_time = known.count(False)
        must = {
            "Phải nộp": owed,
            "Đã nộp": sent,
            "Tỷ lệ": Fraction(sent, owed) if owed else None,
            "Đúng hạn": in_time if known else None,
            "Tỷ lệ đúng hạn": Fraction(in_time, len(known)) if known else None,
        }
        for label, value in must.items():
            name = f"{label}, {'cả năm' if column == 'Cả năm' else f'tháng {int(column[1:]):02d}'}"
            self._comparing.hold(SUBMISSIONS, name, "", rates.get(label, {}).get(column), value)
