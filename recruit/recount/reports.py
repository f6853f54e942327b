"""What only the reports of a longer period say, held against the second count: months, probation, the period's own table."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from recruit.declared.summary import FIGURE_NAMES
from recruit.model import Period
from recruit.recount.people import ADMISSION, CLASS
from recruit.recount.probation import SOON
from recruit.recount.shown import NONE, percent, rate, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recruit.recount.comparing import Comparing
    from recruit.recount.counts import Month
    from recruit.recount.letter import LetterFigures, Paper
    from recruit.recount.printed import Printed
    from recruit.recount.probation import Member
    from recruit.recount.result import FigureLine
    from recruit.recount.tables import Sent

_RECOGNISED = re.compile(r"công nhận chính thức (\d{1,9})\xa0")
_WITH_CLASS = re.compile(r"(\d{1,9})\xa0đảng viên dự bị được cấp")
_DUE = re.compile(r"có (\d{1,9})\xa0đảng viên dự bị")
_UNREVIEWED = re.compile(r"Còn (\d{1,9})\xa0đảng viên dự bị")
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class ReportFigures:
    """What must stand under the names of a report that the monthly letter has not.

    `members` is None where nobody can say who is on probation; `sents` say of each month what the units that owe it sent.
    """

    def __init__(
        self,
        letter: LetterFigures,
        paper: Paper,
        comparing: Comparing,
        month: Month,
        printed: Printed,
        members: Sequence[Member] | None,
        sents: Sequence[Sequence[Sent]],
        with_data: Mapping[str, int],
    ) -> None:
        self._letter, self._paper, self._comparing, self._month = letter, paper, comparing, month
        self._printed, self._members, self._sents, self._with_data = printed, members, sents, with_data
        self._first = paper.first or date(month.period.year, 1, 1)

    def compare(self) -> Iterator[FigureLine]:
        """Yield a line for each figure."""
        context = self._paper.context
        if "bang_thang" in context:
            yield from self._months(context["bang_thang"])
        if "du_bi" in context and self._members is not None:
            yield from self._probation(context["du_bi"], self._members)
            yield from self._members_table(context["bang_du_bi"], self._members)
        if "ky" in context:
            yield from self._period(context["ky"])
            yield from self._table(context)

    def _hold(self, name: str, told: object, must: object) -> FigureLine:
        return self._letter.line(name, told, must, is_same=told == must)

    # -- month by month ------------------------------------------------------------------------------------------------

    def _months(self, rows: Sequence[Mapping[str, str]]) -> Iterator[FigureLine]:
        period, day = self._month.period, self._month.day
        days = {event: [one.day.month for one in self._month.events[event]] for event in (ADMISSION, CLASS)}
        for month in range(1, period.month + 1):
            told = rows[month - 1] if month <= len(rows) else {}
            end = min(Period(period.year, month).last_day, day)
            numbers = [days[event].count(month) for event in (ADMISSION, CLASS)]
            totals = [sum(one <= month for one in days[event]) for event in (ADMISSION, CLASS)]
            must = {
                "thang": f"{month:02d}/{period.year}",
                "ket_nap": shown(numbers[0] or None),
                "luy_ke_ket_nap": shown(totals[0]),
                "hoc": shown(numbers[1] or None),
                "luy_ke_hoc": shown(totals[1]),
                "cam_tinh": shown(len(self._month.sympathisers_on(end))),
            }
            for key, value in must.items():
                yield self._hold(f"phụ lục theo tháng, tháng {month:02d}: {key}", told.get(key), value)

    # -- probation -----------------------------------------------------------------------------------------------------

    def _probation(self, told: Mapping[str, object], members: Sequence[Member]) -> Iterator[FigureLine]:
        done = sum(one.recognised is not None and one.recognised >= self._first for one in members)
        classes = sum(one.class_day is not None and one.class_day >= self._first for one in members)
        due = [one for one in members if one.is_due]
        said = str(told["trong_ky"])
        counted = (
            *_RECOGNISED.findall(said),
            *_WITH_CLASS.findall(said),
            *_DUE.findall(said),
        )
        must = [shown(number) for number in (done, classes, len(due)) if number]
        yield self._letter.line("đảng viên dự bị trong kỳ", said, must, is_same=list(counted) == must)
        if len(due) == 1:
            must = [f"{due[0].due:%d/%m/%Y}"]
            yield self._letter.line("hết 12 tháng dự bị", said, must, is_same=_days(said) == [due[0].due])
        late = sum(one.reviewed is None for one in due)
        counted = _UNREVIEWED.findall(str(told["chua_xet"]))
        must = [shown(late)] if late else []
        yield self._letter.line("đảng viên dự bị chi bộ chưa xét", told["chua_xet"], must, is_same=counted == must)
        yield self._hold("có đảng viên dự bị", told["co"], bool(members))

    def _members_table(self, rows: Sequence[Mapping[str, str]], members: Sequence[Member]) -> Iterator[FigureLine]:
        yield self._hold("phụ lục đảng viên dự bị", len(rows), len(members))
        for row, member in zip(rows, members, strict=False):
            standing = member.standing.format(member.left) if member.standing == SOON else member.standing
            days = [member.ceremony, member.due, member.review_by]
            told = [*_days(row["le"]), *_days(row["het"]), *_days(row["han"])]
            is_same = told == days and row["tinh_trang"] == standing
            for key, day in (("xet", member.reviewed), ("quyet_dinh", member.recognised), ("giay", member.class_day)):
                is_same = is_same and _days(row[key])[-1:] == ([day] if day else [])
            said = f"{row['het']}, {row['tinh_trang']}"
            must = f"{member.due:%d/%m/%Y}, {standing}"
            yield self._letter.line(f"phụ lục đảng viên dự bị, dòng {row['stt']}", said, must, is_same=is_same)

    # -- a period ------------------------------------------------------------------------------------------------------

    def _period(self, told: Mapping[str, object]) -> Iterator[FigureLine]:
        admitted, sent = (self._inside(event) for event in (ADMISSION, CLASS))
        owing = [one for sents in self._sents[self._first.month - 1 :] for one in sents]
        came = sum(one.has_sent for one in owing)
        must = {
            "ket_nap": shown(len(admitted)),
            "ket_nap_n": len(admitted),
            "hoc": shown(len(sent)),
            "hoc_n": len(sent),
            "nop_phai": shown(len(owing)),
            "nop_phai_n": len(owing),
            "nop_da": shown(came),
            "nop_ty_le": percent(rate(came, len(owing))),
        }
        for key, value in must.items():
            yield self._hold(self._paper.words.get(f"ky.{key}", key), told[key], value)

    def _inside(self, event: str) -> list[str]:
        """Return the codes of the units of the events of the period."""
        return [one.unit_code for one in self._month.events[event] if one.day >= self._first]

    def _table(self, context: Mapping[str, object]) -> Iterator[FigureLine]:
        inside, counts = (
            self._inside(ADMISSION),
            {key: self._comparing.counts(key) for key in ("admitted", "sympathisers")},
        )
        rows = context["bang_ky"]
        for unit in self._month.planned.units:
            told = rows[unit.order] if unit.order < len(rows) else {}
            is_known = unit.code in self._with_data
            numbers = [inside.count(unit.code), counts["admitted"][unit.code], counts["sympathisers"][unit.code]]
            numbers = numbers if is_known else [None, None, None]
            outsiders = self._comparing.told["outsiders"].get(unit.code)
            yield self._hold(f"bảng của kỳ, dòng {unit.order + 1}", told.get("ten"), unit.name)
            yield from self._row(unit.name, told, unit.members, unit.admission_target, numbers, None, outsiders)
        claimed = self._printed.figures.get((FIGURE_NAMES["admitted_last_year"], ""))
        before = int(claimed.value) if claimed is not None else None
        numbers = [len(inside), counts["admitted"][""], counts["sympathisers"][""]]
        target, members = self._comparing.target("admission_target"), self._comparing.sums["members_at_start"]
        yield from self._row("tổng cộng", context["tong_ky"], members, target, numbers, before, None)

    def _row(
        self,
        name: str,
        told: Mapping[str, str],
        members: int | None,
        target: int | None,
        numbers: Sequence[int | None],
        before: int | None,
        outsiders: int | None,
    ) -> Iterator[FigureLine]:
        inside, done, listed = numbers
        difference = None if before is None or done is None else done - before
        rest = max(0, (target or 0) - (done or 0))
        must = {
            "dang_vien": shown(members),
            "chi_tieu": shown(target or None),
            "trong_ky": shown(inside),
            "luy_ke": shown(done),
            "ty_le": percent(rate(done, target)),
            "ty_le_dang_vien": percent(Fraction(done, members) if members and done is not None else None),
            "cung_ky": shown(before),
            "tang_giam": NONE if difference is None else _signed(difference),
            "con_lai": shown(rest or None),
            "quan_chung": shown(outsiders),
            "cam_tinh": shown(listed),
        }
        for key, value in must.items():
            what = self._paper.words.get(f"tong_ky.{key}", key).rpartition(": ")[2]
            yield self._hold(f"bảng của kỳ, {name}: {what}", told.get(key), value)


def _signed(difference: int) -> str:
    return f"{'+' if difference > 0 else '-'}{abs(difference):02d}" if difference else "0"


def _days(text: str) -> list[date]:
    return [date(int(year), int(month), int(day)) for day, month, year in _DAY.findall(text)]
