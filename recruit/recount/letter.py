"""A document's own figures held against the second count: the names that its template may use, before it is filled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.plan import COMMITTEE_KIND
from recruit.declared.summary import FIGURE_NAMES
from recruit.recount.kinds import BREAKDOWN, kinds_of
from recruit.recount.people import ADMISSION, CLASS
from recruit.recount.result import FigureLine, Verdict
from recruit.recount.sentences import Sentences
from recruit.recount.shown import NONE, decimal, percent, rate, shown, word
from recruit.recount.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recruit.recount.comparing import Comparing
    from recruit.recount.counts import Month
    from recruit.recount.events import Event
    from recruit.recount.plan import PlannedUnit
    from recruit.recount.printed import Printed

_NUMBER = re.compile(r"\d+(?:,\d)?%?")
_UNSAID = "…"
_SAID_OF_KINDS = {
    "Nữ": "nữ",
    "Dân tộc thiểu số": "dân tộc thiểu số",
    "Có tôn giáo": "theo tôn giáo",
    "Đoàn viên": "đoàn viên",
    "Từ 18 đến 30 tuổi": "từ 18 đến 30 tuổi",
    "Chưa có trình độ chuyên môn": "chưa có",
}
"""How the letter calls a kind that it does not call by its name in `Nguồn số liệu`."""


_OPENINGS = {"education": "học vấn: ", "qualification": "chuyên môn: ", "category": "đối tượng: "}
"""What the letter writes before the kinds that a column has, by the column."""


class Paper(NamedTuple):
    """A document before its template is filled: what it is called, its names with what stands under them and what they mean.

    The lists of people in the report of a longer period hold those from its day `first` on; `first` is None in all others.
    """

    name: str
    context: Mapping[str, object]
    words: Mapping[str, str]
    first: date | None = None


class LetterFigures:
    """What must stand under the names of a letter or a report, by the second count."""

    def __init__(
        self, paper: Paper, comparing: Comparing, month: Month, printed: Printed, with_data: Mapping[str, int]
    ) -> None:
        self._paper, self._comparing, self._month, self._printed = paper, comparing, month, printed
        self._with_data, self._planned = with_data, month.planned

    def compare(self) -> Iterator[FigureLine]:
        """Yield a line for each figure of the paper."""
        context = self._paper.context
        for key, must in self._expected():
            name, told = self._paper.words.get(key, key), _at(context, key)
            if isinstance(must, list):
                numbers = _NUMBER.findall(str(told or ""))
                yield self.line(name, told, must, is_same=numbers == must)
            elif told is not None:
                yield self.line(name, told, must, is_same=told == must)
        yield from self._kinds(str(_at(context, "ket_nap.co_cau") or ""))
        yield from self._notes(context)
        if "bang_don_vi" in context:
            yield from self._rows(context)
        yield from self._people(context)
        yield from self._sentences(context)

    def line(self, name: str, told: object, must: object, *, is_same: bool) -> FigureLine:
        """Return what came of holding what is told under a name against what must stand there."""
        if isinstance(must, list):
            must = "; ".join(must)
        verdict = Verdict.SAME if is_same else Verdict.OTHER
        return FigureLine(self._paper.name, name, "", told, must, verdict, "" if is_same else "số khác")

    # -- in the text ---------------------------------------------------------------------------------------------------

    def _expected(self) -> Iterator[tuple[str, object]]:
        count = {key: self._comparing.counts(key)[""] for key in self._month.figures}
        for name, key in (
            *(("nguon.cam_tinh", "sympathisers"), ("nguon.vao", "joined_in_month"), ("nguon.ra", "left_in_month")),
            *(
                ("nguon.du", "eligible"),
                ("hoc.giay", "certificates_of_sent"),
                ("hoc.trong_thang", "class_sent_in_month"),
            ),
            *(("ket_nap.trong_thang", "admitted_in_month"), ("ket_nap.sau_han", "admitted_after_deadline")),
        ):
            yield name, shown(count[key])
            yield f"{name}_n", count[key]
        for name, key, target in (("ket_nap", "admitted", "admission_target"), ("hoc", "class_sent", "class_target")):
            yield f"{name}.so", shown(count[key])
            yield f"{name}.n", count[key]
            yield f"{name}.so_voi_chi_tieu", _against(self._comparing.target(target), count[key])
        details = [count[key] for key in ("with_certificate", "proposed", "agreed") if count[key]]
        if 0 < count["with_helper"] < count["sympathisers"]:
            details.insert(0, count["with_helper"])
        yield "nguon.chi_tiet", [shown(number) for number in details]
        ages = self._month.ages_of_admitted
        yield "ket_nap.tuoi", f"{decimal(Fraction(sum(ages), len(ages)))}\u00a0tuổi" if ages else NONE
        month = self._month.period.month
        owing = [unit for unit in self._planned.units if unit.first <= month <= unit.last]
        yield "don_vi.tong", shown(len(owing))
        assigned = [unit for unit in self._planned.units if unit.admission_target or unit.class_target]
        yield "don_vi.duoc_giao_n", len(assigned)
        yield "don_vi.co_so_lieu_n", len(self._with_data)
        own = [unit for unit in self._planned.units if unit.kind != COMMITTEE_KIND]
        yield "don_vi.bao_bieu_n", sum(self._with_data.get(unit.code) == month for unit in own)
        in_charge = {unit.in_charge for unit in self._planned.units if unit.in_charge}
        yield "don_vi.dang_uy_vien_n", len(in_charge)
        yield "nguon.giup_do", _all_helped(count["with_helper"], count["sympathisers"])
        sent = [unit for unit in owing if self._has_sent(unit)]
        yield "nop.ty_so", f"{len(sent)}/{len(owing)}"
        yield "nop.phai_n", len(owing)
        yield "nop.da_n", len(sent)
        yield "nop.ty_le", percent(Fraction(len(sent), len(owing)) if owing else None)
        yield "ket_nap.cung_ky", self._against_last_year(count["admitted"])
        start, members = (self._comparing.sums[key] or 0 for key in ("members_at_start", "members"))
        yield "dang_vien.dau_nam", shown(start)
        yield "dang_vien.tong", shown(members)
        yield "dang_vien.tong_n", members
        yield "dang_vien.tang", members > start
        yield "ket_nap.ty_le_dang_vien", percent(Fraction(count["admitted"], start)) if start else ""

    def _against_last_year(self, now: int) -> list[str]:
        """Return the numbers of the phrase that holds the admissions against those of a year ago."""
        claimed = self._printed.figures.get((FIGURE_NAMES["admitted_last_year"], ""))
        before, year = int(claimed.value) if claimed is not None else 0, str(self._month.period.year - 1)
        if not before:
            return []
        if before == now:
            return [year, shown(before)]
        return [shown(abs(now - before)), percent(Fraction(abs(now - before), before)), year]

    def _has_sent(self, unit: PlannedUnit) -> bool:
        """Whether something that counts as sent came for the month: what is used, or an empty list that replaces none."""
        period = self._month.period
        month = f"{period.month:02d}/{period.year}"
        fates = (
            told.fate for told in self._printed.files.values() if told.unit_code == unit.code and told.month == month
        )
        return any(fate == "Đã dùng" or fate.endswith("danh sách trống") for fate in fates)

    def _kinds(self, said: str) -> Iterator[FigureLine]:
        """Compare how many of the admitted are said to be of each kind."""
        numbers: dict[str, int] = {}
        keys = set()
        for event in self._month.events[ADMISSION]:
            for name, key in kinds_of(event.row, event.day, self._planned.establishment):
                numbers[name] = numbers.get(name, 0) + 1
                keys.add(key)
        for opening in (_OPENINGS[key] for key in _OPENINGS if key in keys):
            yield self.line(f"cơ cấu đảng viên mới: {opening}", said, opening, is_same=opening in said)
        for name, number in numbers.items():
            kind = name.removeprefix(BREAKDOWN)
            if kind.endswith("chưa rõ"):
                continue
            phrase = f"{_SAID_OF_KINDS.get(kind, kind)}\u00a0{shown(number)}"
            yield self.line(f"cơ cấu đảng viên mới: {kind}", said, phrase, is_same=phrase in said)

    def _notes(self, context: Mapping[str, object]) -> Iterator[FigureLine]:
        """Compare whom the letter names as counted by an older workbook, and whom as not counted at all."""
        period = self._month.period
        units = [unit for unit in self._planned.units if unit.first <= period.month <= unit.last]
        older = [unit.name for unit in units if self._with_data.get(unit.code, period.month) != period.month]
        begun = [unit for unit in self._planned.units if unit.first <= period.month]
        never = [unit.name for unit in begun if unit.code not in self._with_data]
        said = " ".join(context.get("ghi_chu_so_lieu", ()))
        for name, those, words in (
            ("đơn vị lấy số liệu cũ", older, ("Số liệu của ", " lấy theo báo cáo gần nhất")),
            ("đơn vị chưa có số liệu", never, ("Tổng số chưa bao gồm ", " (chưa có số liệu)")),
        ):
            told = re.sub(r" \(tháng\u00a0\d{1,2}\)", "", _between(said, *words))
            must = " và ".join(filter(None, (", ".join(those[:-1]), "".join(those[-1:]))))
            yield self.line(name, told, must, is_same=told == must)

    # -- tables --------------------------------------------------------------------------------------------------------

    def _rows(self, context: Mapping[str, object]) -> Iterator[FigureLine]:
        rows = context.get("bang_don_vi", ())
        keys = ("admitted", "class_sent", "sympathisers", "eligible")
        counts = {key: self._comparing.counts(key) for key in keys}
        for unit in self._planned.units:
            numbers = [counts[key][unit.code] if unit.code in self._with_data else None for key in keys]
            targets = unit.admission_target, unit.class_target
            told = rows[unit.order] if unit.order < len(rows) else {}
            yield self.line(
                f"phụ lục, dòng {unit.order + 1}", told.get("ten"), unit.name, is_same=told.get("ten") == unit.name
            )
            yield from self._row(unit.name, told, targets, numbers, self._with_data.get(unit.code))
        assigned = self._comparing.target("admission_target"), self._comparing.target("class_target")
        total, month = [counts[key][""] for key in keys], self._month.period.month
        yield from self._row("tổng cộng", context.get("tong", {}), assigned, total, month)
        units = self._planned.units
        own = [sum(getattr(unit, key) or 0 for unit in units) for key in ("admission_target", "class_target")]
        given = self._planned.admission_target, self._planned.class_target
        if any(target not in (None, one) for target, one in zip(given, own, strict=True)):
            told = rows[len(units)] if len(units) < len(rows) else {}
            sums = [one if target not in (None, one) else target for target, one in zip(given, own, strict=True)]
            yield from self._row("cộng các đơn vị", told, sums, [*total[:2], "", ""], None, is_sum=True)

    def _row(
        self,
        name: str,
        told: Mapping[str, str],
        targets: Sequence[int | None],
        numbers: Sequence[int | None],
        month: int | None,
        *,
        is_sum: bool = False,
    ) -> Iterator[FigureLine]:
        must = {
            "chi_tieu_ket_nap": shown(targets[0]),
            "da_ket_nap": shown(numbers[0]),
            "ty_le_ket_nap": percent(rate(numbers[0], targets[0])),
            "chi_tieu_hoc": shown(targets[1]),
            "da_hoc": shown(numbers[1]),
            "ty_le_hoc": percent(rate(numbers[1], targets[1])),
        }
        if not is_sum:
            must |= {
                "cam_tinh": shown(numbers[2]),
                "du_dieu_kien": shown(numbers[3]),
                "danh_gia": self._word(targets, numbers) if month else NONE,
                "thang": f"{month:02d}/{self._month.period.year}" if month else "chưa có số liệu",
            }
        for key, value in must.items():
            what = self._paper.words.get(f"tong.{key}", key).rpartition(": ")[2]
            yield self.line(f"phụ lục, {name}: {what}", told.get(key), value, is_same=told.get(key) == value)

    def _word(self, targets: Sequence[int | None], numbers: Sequence[int | None]) -> str:
        """Return the word for a result; before the deadline is over nobody has fallen short."""
        said, day, deadline = word(targets, numbers[:2]), self._month.day, self._planned.deadline
        is_over = day > deadline if deadline else (day.month, day.day) == (12, 31)
        return "Đang thực hiện" if said == "Chưa đạt" and not is_over else said

    def _sentences(self, context: Mapping[str, object]) -> Iterator[FigureLine]:
        """Compare what is said of units and of what is left, in the paper's own words."""
        sentences = Sentences(self._comparing, self._month, self._with_data)
        for said in sentences.all():
            told = _at(context, said.name) if "." in said.name else context.get(said.name)
            text = " ".join(told) if isinstance(told, list) else told
            if text is not None:
                name = self._paper.words.get(said.name) or self._paper.words.get(f"{said.name}[]", said.name)
                must = "; ".join((*said.phrases, *said.numbers[1]))
                yield self.line(name, text, must, is_same=said.is_in(text))

    def _people(self, context: Mapping[str, object]) -> Iterator[FigureLine]:
        """Compare who stands in the lists of the admitted and of those sent to class, and with which day."""
        for name, key, event, cell in (
            ("phụ lục đảng viên mới", "bang_ket_nap", ADMISSION, "quyet_dinh"),
            ("phụ lục người được cử đi học", "bang_hoc", CLASS, "ngay"),
        ):
            told = context.get(key, ())
            first = self._paper.first
            must = [one for one in self._month.events[event] if first is None or one.day >= first]
            is_same = len(told) == len(must) and all(map(_is_of, told, must, [cell] * len(must)))
            yield self.line(name, len(told), len(must), is_same=is_same)


def _is_of(told: Mapping[str, str], event: Event, cell: str) -> bool:
    """Whether a row of an appendix tells of an event: the name, the year of birth, the day."""
    birth = event.row.values["birth"]
    year = birth if isinstance(birth, int) else birth.year
    day = re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4})$", told[cell])
    is_day = bool(day) and tuple(map(int, day[0])) == (event.day.day, event.day.month, event.day.year)
    is_name = _UNSAID in told["ten"] or name_key(told["ten"]) == name_key(event.row.text("name"))
    return is_name and told["nam_sinh"] == str(year) and is_day


def _at(context: Mapping[str, object], name: str) -> object:
    group, _, key = name.partition(".")
    found = context.get(group)
    return found.get(key) if isinstance(found, Mapping) else None


def _all_helped(helped: int, number: int) -> str:
    if not number or helped < number:
        return ""
    return f"{'đều ' if number > 1 else ''}đã được phân công đảng viên giúp đỡ"


def _against(target: int | None, done: int) -> list[str]:
    """Return the numbers of the phrase that holds a result against its target."""
    if not target:
        return []
    rate = [percent(Fraction(done, target))] if done else []
    rest = [] if done == target else [shown(abs(target - done))]
    return [str(done), str(target), *rate, *rest]


def _between(said: str, before: str, after: str) -> str:
    """Return what stands between two phrases, empty where they do not stand there."""
    _, found, rest = said.partition(before)
    names, ends, _ = rest.partition(after)
    return names if found and ends else ""
