"""Rules about the plan: what documents lack, targets that do not add up, the register of decisions against the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.check.rules.people import entry_flaw
from recruit.declared.plan import DEADLINES, INFO, INFO_SHEET
from recruit.language.names import name_key
from recruit.merge.events import ADMISSION, counted_events, number_key
from recruit.model import Flaw, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from recruit.declared.plan import Plan, RegisterEntry
    from recruit.merge.circumstances import Circumstances
    from recruit.merge.identity import Entry, Person
    from recruit.read.row import Row


class _Decisions:
    """Decisions by number, day and name, each with the birth dates of the people whom it admits."""

    def __init__(self, decisions: Iterable[tuple[str, date | None, str, date | int | None]]) -> None:
        self._births: dict[tuple[str, date | None, str], list[date | int | None]] = {}
        for number, day, name, birth in decisions:
            self._births.setdefault((number_key(number), day, name_key(name)), []).append(birth)

    def hold(self, number: str, day: date | None, name: str, birth: date | int | None) -> bool:
        """Whether a decision is among these; a birth date that is blank on one side says nothing against it."""
        births = self._births.get((number_key(number), day, name_key(name)), ())
        return any(_same_birth(birth, known) for known in births)


def _same_birth(one: date | int | None, other: date | int | None) -> bool:
    if one is None or other is None:
        return True
    if isinstance(one, int) or isinstance(other, int):
        return getattr(one, "year", one) == getattr(other, "year", other)
    return one == other


def _in_register(line: RegisterEntry) -> tuple[str, date | None, str, date | int | None]:
    return line.number, line.day, line.name, line.birth


def _in_list(row: Row) -> tuple[str, date | None, str, date | int | None]:
    return row.text("decision_number"), row.date("decision"), row.text("name"), row.get("birth")


@rule(
    "K01",
    ERROR,
    Scope.PLAN,
    Group.NUMBER,
    "Quyết định kết nạp không có trong sổ",
    "Quyết định kết nạp này không có trong sổ quyết định của kế hoạch (đúng tên, số, ngày).",
    remedy="Đối chiếu sổ quyết định; sửa bên ghi sai.",
)
def not_in_register(circumstances: Circumstances, people: list[Person], entries: list[Entry]) -> Iterator[Flaw]:
    if not circumstances.plan.register:
        return
    register = _Decisions(map(_in_register, circumstances.plan.register))
    for person in people:
        for event in counted_events(person, ADMISSION, circumstances):
            if not register.hold(*_in_list(event.entry.row)):
                yield entry_flaw(event.entry, "decision")


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
    for line in circumstances.plan.register:
        if line.day is None or line.day > circumstances.day or line.day.year != circumstances.plan.year:
            continue
        if not listed.hold(*_in_register(line)):
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
