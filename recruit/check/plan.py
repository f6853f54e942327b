"""Rules that hold the plan against the lists: targets that do not add up, the register of decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.people import entry_hit
from recruit.check.registry import ERROR, WARNING, Hit, Scope, rule
from recruit.merge.events import ADMISSION, counted_events
from recruit.model import Place
from recruit.plan import INFO_SHEET
from recruit.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recruit.circumstances import Circumstances
    from recruit.merge.identity import Entry, Person
    from recruit.plan import RegisterEntry


def _matches(entry: Entry, line: RegisterEntry) -> bool:
    row = entry.row
    if fold(row.text("name")) != fold(line.name) or row.date("decision") != line.day:
        return False
    if _number_key(row.text("decision_number")) != _number_key(line.number):
        return False
    return line.birth is None or row.get("birth") is None or _same_birth(row.get("birth"), line.birth)


def _same_birth(one: date | int, other: date | int) -> bool:
    if isinstance(one, int) or isinstance(other, int):
        return getattr(one, "year", one) == getattr(other, "year", other)
    return one == other


def _number_key(number: str) -> str:
    return fold(number).replace(" ", "")


@rule(
    "K01",
    ERROR,
    Scope.PLAN,
    "Quyết định kết nạp này không có trong sổ quyết định của kế hoạch (đúng tên, số, ngày).",
    remedy="Đối chiếu sổ quyết định; sửa bên ghi sai.",
    takes_out=False,
)
def not_in_register(circumstances: Circumstances, people: list[Person]) -> Iterator[Hit]:
    register = circumstances.plan.register
    if not register:
        return
    for person in people:
        for event in counted_events(person, ADMISSION, circumstances):
            if not any(_matches(event.entry, line) for line in register):
                yield entry_hit(event.entry, "decision")


@rule(
    "K02",
    ERROR,
    Scope.PLAN,
    "Quyết định số {number} trong sổ không có ở danh sách của đơn vị nào.",
    remedy="Đề nghị đơn vị ghi số và ngày quyết định vào danh sách, hoặc sửa sổ.",
    takes_out=False,
)
def only_in_register(circumstances: Circumstances, people: list[Person]) -> Iterator[Hit]:
    entries = [entry for person in people for entry in person.entries if entry.row.date("decision") is not None]
    for line in circumstances.plan.register:
        if line.day is None or line.day > circumstances.day or line.day.year != circumstances.plan.year:
            continue
        if not any(_matches(entry, line) for entry in entries):
            yield Hit(line.place, line.number, {"number": line.number})


@rule(
    "K21",
    WARNING,
    Scope.PLAN,
    "{label} là {assigned}, tổng chỉ tiêu của các đơn vị là {total}.",
    remedy="Kiểm tra lại kế hoạch; công văn tính theo chỉ tiêu được giao.",
)
def targets_differ(circumstances: Circumstances, people: list[Person]) -> Iterator[Hit]:
    plan = circumstances.plan
    labels = {"admission_target": "Chỉ tiêu kết nạp được giao", "class_target": "Chỉ tiêu học lớp được giao"}
    cells = dict(plan.info_cells)
    for key, label in labels.items():
        assigned = getattr(plan, key)
        total = sum(getattr(unit, key) or 0 for unit in plan.units)
        if assigned is not None and assigned != total:
            slots = {"label": label, "assigned": f"{assigned:02d}", "total": f"{total:02d}"}
            yield Hit(Place(plan.file, INFO_SHEET, cells.get(key, "")), str(assigned), slots)
