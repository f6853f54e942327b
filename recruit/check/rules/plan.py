"""Rules about the plan: what documents lack, targets and units that do not fit, the register of decisions against the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.check.rules.people import entry_flaw
from recruit.declared.plan import (
    DEADLINES,
    INFO,
    INFO_SHEET,
    NAMES_OF_ORGANISATIONS,
    NAMES_OF_THE_PARTY,
    ORGANISATION_KIND,
    UNITS_SHEET,
)
from recruit.language.names import name_key
from recruit.language.papers import rank_of
from recruit.language.spelling import fold
from recruit.merge.events import ADMISSION, counted_events
from recruit.model import Flaw, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from recruit.declared.plan import Plan, RegisterEntry, Unit
    from recruit.merge.circumstances import Circumstances
    from recruit.merge.identity import Entry, Person
    from recruit.read.row import Row


class _Decision(NamedTuple):
    """A decision that admits somebody; `cell` is its address in the register."""

    number: str
    day: date | None
    name: str
    birth: date | int | None
    cell: str = ""


class _Decisions:
    """Decisions by day and name, each with its number and the birth date of whom it admits."""

    def __init__(self, decisions: Iterable[_Decision]) -> None:
        self._known: dict[tuple[date | None, str], list[_Decision]] = {}
        for decision in decisions:
            self._known.setdefault((decision.day, name_key(decision.name)), []).append(decision)

    def like(self, decision: _Decision) -> _Decision | None:
        """Return one of a day for a person; a birth date that is blank on one side says nothing against it.

        One of the same number goes before another.
        """
        found = [
            known
            for known in self._known.get((decision.day, name_key(decision.name)), ())
            if _same_birth(decision.birth, known.birth)
        ]
        return min(found, key=lambda known: rank_of(known.number) != rank_of(decision.number), default=None)

    def hold(self, decision: _Decision) -> bool:
        """Whether a decision is among these, however its number was written."""
        like = self.like(decision)
        return like is not None and rank_of(like.number) == rank_of(decision.number)


def _same_birth(one: date | int | None, other: date | int | None) -> bool:
    if one is None or other is None:
        return True
    if isinstance(one, int) or isinstance(other, int):
        return getattr(one, "year", one) == getattr(other, "year", other)
    return one == other


def _in_register(line: RegisterEntry) -> _Decision:
    return _Decision(line.number, line.day, line.name, line.birth, line.place.cell)


def _in_list(row: Row) -> _Decision:
    return _Decision(row.text("decision_number"), row.date("decision"), row.text("name"), row.get("birth"))


@rule(
    "K01",
    ERROR,
    Scope.PLAN,
    Group.NUMBER,
    "Quyết định kết nạp không có trong sổ",
    "Quyết định kết nạp này không có trong sổ quyết định của kế hoạch (đúng tên, số, ngày).{known}",
    remedy="Đối chiếu sổ quyết định; sửa bên ghi sai.",
    example={"known": " Sổ ghi người này, ngày này, số 32-QĐ/ĐUK (ô A2)."},
)
def not_in_register(circumstances: Circumstances, people: list[Person], entries: list[Entry]) -> Iterator[Flaw]:
    for entry, like in _not_in_register(circumstances, people):
        if like is None:
            yield entry_flaw(entry, "decision", known="")
        else:
            known = f" Sổ ghi người này, ngày này, số {like.number} (ô {like.cell})."
            yield entry_flaw(entry, "decision_number", known=known)


def _not_in_register(circumstances: Circumstances, people: list[Person]) -> Iterator[tuple[Entry, _Decision | None]]:
    """Yield the admissions that count and are not in the register, each with the one of its person and day there."""
    if not circumstances.plan.register:
        return
    register = _Decisions(map(_in_register, circumstances.plan.register))
    for person in people:
        for event in counted_events(person, ADMISSION, circumstances):
            listed = _in_list(event.entry.row)
            if not register.hold(listed):
                yield event.entry, register.like(listed)


@rule(
    "K02",
    ERROR,
    Scope.PLAN,
    Group.NUMBER,
    "Quyết định trong sổ không có ở danh sách nào",
    "Quyết định số {number} trong sổ không có ở danh sách của đơn vị nào.",
    remedy="Đề nghị đơn vị ghi số và ngày quyết định vào danh sách, hoặc sửa sổ.",
    example={"number": "31-QĐ/ĐUK"},
)
def only_in_register(circumstances: Circumstances, people: list[Person], entries: list[Entry]) -> Iterator[Flaw]:
    # Rows whose errors keep them out of every person are in a list all the same.
    listed = _Decisions(_in_list(entry.row) for entry in entries if entry.row.date("decision") is not None)
    # Where a list has another number for the same person and day, that is said at the list's number.
    said = {like.cell for _, like in _not_in_register(circumstances, people) if like is not None}
    for line in circumstances.plan.register:
        if line.day is None or line.day > circumstances.day or line.day.year != circumstances.plan.year:
            continue
        if line.place.cell not in said and not listed.hold(_in_register(line)):
            yield Flaw(line.place, line.number, {"number": line.number})


@rule(
    "K11",
    ERROR,
    Scope.OWN,
    Group.CELL,
    "Kế hoạch thiếu giá trị mà văn bản in",
    "Kế hoạch chưa ghi {label}.",
    remedy="Điền vào ô này rồi chạy lại; văn bản cần giá trị này nên chưa lập được.",
    example={"label": "Địa danh"},
)
def blank_in_plan(plan: Plan) -> Iterator[Flaw]:
    return (flaw for flaw in plan.flaws if not flaw.value)


@rule(
    "K12",
    ERROR,
    Scope.OWN,
    Group.CELL,
    "Kế hoạch ghi giá trị không dùng được trong văn bản",
    "{label} ghi “{value}”, không dùng được.",
    remedy="Chọn lại trong danh sách của ô hoặc ghi lại rồi chạy lại; văn bản cần giá trị này nên chưa lập được.",
    typed=("value",),
    example={"label": "Thể thức", "value": "99-HD/VPTW"},
)
def unusable_in_plan(plan: Plan) -> Iterator[Flaw]:
    return (flaw for flaw in plan.flaws if flaw.value)


@rule(
    "K21",
    WARNING,
    Scope.OWN,
    Group.CELL,
    "Chỉ tiêu được giao khác tổng chỉ tiêu các đơn vị",
    "{label} là {assigned}, tổng chỉ tiêu của các đơn vị là {total}.",
    remedy="Kiểm tra lại kế hoạch; công văn tính theo chỉ tiêu được giao.",
    example={"label": "Chỉ tiêu kết nạp được giao", "assigned": "03", "total": "01"},
)
def targets_differ(plan: Plan) -> Iterator[Flaw]:
    labels, cells = {field.key: field.label for field in INFO}, dict(plan.info_cells)
    for key, total in plan.sums_that_differ.items():
        assigned = f"{getattr(plan, key):02d}"
        slots = {"label": labels[key], "assigned": assigned, "total": f"{total:02d}"}
        yield Flaw(Place(plan.file, INFO_SHEET, cells[key]), assigned, slots)


@rule(
    "K24",
    WARNING,
    Scope.OWN,
    Group.CELL,
    "Kế hoạch chưa ghi một hạn mà công văn giao chỉ tiêu in",
    "Kế hoạch chưa ghi {label}.",
    remedy="Điền vào ô này trước khi lập công văn giao chỉ tiêu (assign).",
    example={"label": "Hạn hoàn thành"},
)
def deadline_blank(plan: Plan) -> Iterator[Flaw]:
    labels, cells = {field.key: field.label for field in INFO}, dict(plan.info_cells)
    for key in DEADLINES:
        if getattr(plan, key) is None:
            yield Flaw(Place(plan.file, INFO_SHEET, cells.get(key, "")), "", {"label": labels[key]})


@rule(
    "K25",
    WARNING,
    Scope.OWN,
    Group.CELL,
    "Hai đơn vị của kế hoạch cùng tên",
    "{code} và {other} cùng tên “{name}”.",
    remedy="Ghi lại Tên đơn vị cho đúng; văn bản gọi đơn vị bằng tên.",
    example={"code": "CB02", "other": "CB01", "name": "Chi bộ Văn phòng"},
)
def same_name(plan: Plan) -> Iterator[Flaw]:
    known: dict[str, list[Unit]] = {}
    for unit in plan.units:
        # One that goes on under the name of another is there after it.
        beside = [other for other in known.get(fold(unit.name), ()) if _are_there_together(unit, other)]
        if beside:
            yield _of_unit(plan, unit, "name", unit.name, other=beside[0].code, name=unit.name)
        known.setdefault(fold(unit.name), []).append(unit)


def _are_there_together(unit: Unit, other: Unit) -> bool:
    return max(unit.from_month, other.from_month) <= min(unit.to_month, other.to_month)


def _of_unit(plan: Plan, unit: Unit, key: str, value: str, **slots: str) -> Flaw:
    place = Place(plan.file, UNITS_SHEET, dict(unit.cells)[key])
    return Flaw(place, value, {"code": unit.code, **slots})


@rule(
    "K26",
    WARNING,
    Scope.OWN,
    Group.CELL,
    "Loại đơn vị không hợp với tên",
    "{code} tên “{name}” mà Loại ghi {kind}.",
    remedy="Chọn lại Loại nếu chọn nhầm: người trong danh sách đoàn thể chỉ được tính khi không chi bộ nào kê.",
    example={"code": "CB01", "name": "Chi bộ Văn phòng", "kind": "Đoàn thể"},
)
def kind_unlike_name(plan: Plan) -> Iterator[Flaw]:
    for unit in plan.units:
        begins = NAMES_OF_THE_PARTY if unit.kind == ORGANISATION_KIND else NAMES_OF_ORGANISATIONS
        if fold(unit.name).startswith(tuple(map(fold, begins))):
            yield _of_unit(plan, unit, "kind", unit.kind, name=unit.name, kind=unit.kind)


@rule(
    "K27",
    WARNING,
    Scope.OWN,
    Group.CELL,
    "Đơn vị có Nhập vào mà không có Đến tháng",
    "{code} nhập vào {into} mà Đến tháng để trống: đơn vị vẫn phải báo cáo đến hết năm.",
    remedy="Ghi ở Đến tháng tháng cuối cùng của đơn vị, hoặc xóa ô Nhập vào.",
    example={"code": "CB01", "into": "CB02"},
)
def merged_without_end(plan: Plan) -> Iterator[Flaw]:
    for unit in plan.units:
        if unit.merged_into and "to_month" not in dict(unit.cells):
            yield _of_unit(plan, unit, "merged_into", unit.merged_into, into=unit.merged_into)


@rule(
    "K22",
    WARNING,
    Scope.OWN,
    Group.CELL,
    "Tệp không dùng ghi một tệp không có",
    "Không có tệp nào có mã SHA-256 này trong thư mục.",
    remedy="Chép lại mã ở trang Tệp của bảng tổng hợp; tệp không còn trong thư mục thì xóa dòng này.",
)
def unused_file_unknown(plan: Plan) -> Iterator[Flaw]:
    return (Flaw(said.place, said.sha256) for said in plan.unused if not said.is_found)
