"""Rules about one person on several rows or several lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.checked import label, where
from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.declared.categories import line_of
from recruit.declared.choices import CANCELLED
from recruit.language.wording import MOST_CELLS, first_few, vn_date
from recruit.merge.confirmed import lists_in_question
from recruit.merge.events import ADMISSION, EVENTS, cancelled, counted_events, holders, number_key, organisation_only
from recruit.merge.likeness import probably_one
from recruit.model import Flaw, PersonCell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.merge.circumstances import Circumstances
    from recruit.merge.identity import Entry, Person
    from recruit.read.row import Row


def entry_flaw(entry: Entry, key: str, **slots: str) -> Flaw:
    """Return a flaw at a cell of a person's row."""
    place = entry.report.place(entry.row, key)
    return Flaw(place, entry.row.shown(key), {"label": label(key), **slots}, entry.row.number, key)


@rule(
    "P01",
    ERROR,
    Scope.PERSON,
    Group.PERSON,
    "Một người hai dòng trong một danh sách",
    "Trùng người với dòng {row} của cùng danh sách; chỉ dòng {row} được tính.",
    remedy="Gộp vào dòng {row}: chuyển các ngày còn thiếu lên đó rồi xóa dòng này; người ra rồi trở lại thì ở dòng {row} ghi Ngày vào "
    "mới, xóa ngày và lý do đưa ra cũ.",
    takes_out=("name",),
    example={"row": "2"},
)
def same_person_twice(person: Person, circumstances: Circumstances) -> Iterator[Flaw]:
    for repeat in person.repeats:
        first = next(entry for entry in person.entries if entry.list_key == repeat.list_key)
        other = PersonCell(first.report.place(first.row, "name"), first.row.number, "name")
        yield entry_flaw(repeat, "name", row=str(first.row.number))._replace(other=other)


@rule(
    "P02",
    ERROR,
    Scope.PERSON,
    Group.PERSON,
    "Một người trong danh sách của hai chi bộ",
    "Người này đang có trong danh sách của cả {unit} và {others}.",
    remedy="Đơn vị cũ ghi ngày đưa ra và lý do “Chuyển sang đơn vị khác”; hoặc Văn phòng ghi khóa của lỗi này và mã đơn vị mà danh "
    "sách được tính vào trang Xác minh của kế hoạch.",
    is_confirmable=True,
    example={"unit": "Chi bộ Một", "others": "Chi bộ Hai"},
)
def open_in_two_branches(person: Person, circumstances: Circumstances) -> Iterator[Flaw]:
    entries = person.open_in_branches(circumstances.day)
    if len(entries) < 2:
        return
    subject, codes = lists_in_question(entries)
    for entry in entries:
        others = ", ".join(other.unit.name for other in entries if other is not entry)
        flaw = entry_flaw(entry, "name", unit=entry.unit.name, others=others)
        yield flaw._replace(subject=subject, choices=codes)


@rule(
    "P03",
    ERROR,
    Scope.PERSON,
    Group.PERSON,
    "Chỉ đoàn thể ghi, chi bộ để trống",
    "{organisation} ghi {label} là {day}, danh sách của chi bộ để trống; chưa được tính.",
    remedy="Chi bộ kiểm tra và ghi {label} vào danh sách của mình.",
    takes_out=tuple(event.day_key for event in EVENTS),
    example={"label": "Ngày cử đi học lớp", "organisation": "Đoàn Thanh niên", "day": "10/03/2024"},
)
def only_organisation_has_it(person: Person, circumstances: Circumstances) -> Iterator[Flaw]:
    for event in EVENTS:
        for entry, holder in organisation_only(person, event, circumstances):
            yield entry_flaw(
                entry, event.day_key, organisation=holder.unit.name, day=vn_date(holder.row.date(event.day_key))
            )


@rule(
    "P21",
    WARNING,
    Scope.PERSON,
    Group.PERSON,
    "Chỉ có năm sinh, trùng họ tên với nhiều người",
    "Chỉ có năm sinh, trùng họ tên với nhiều người cùng năm; tính là người khác.",
    remedy="Bổ sung đủ ngày, tháng, năm sinh.",
)
def namesake_unclear(person: Person, circumstances: Circumstances) -> Iterator[Flaw]:
    if person.doubtful:
        for entry in person.entries:
            yield entry_flaw(entry, "birth")


@rule(
    "P22",
    WARNING,
    Scope.PERSON,
    Group.PERSON,
    "Một việc, hai danh sách ghi hai ngày",
    "{label} của cùng một người ghi khác nhau: {days}; {counted}.",
    remedy="Các đơn vị thống nhất lại ngày đúng.",
    example={"label": "Ngày cử đi học lớp", "days": "10/03/2024; 12/03/2024", "counted": "tính ngày 10/03/2024"},
)
def event_days_differ(person: Person, circumstances: Circumstances) -> Iterator[Flaw]:
    for event in EVENTS:
        found = [
            entry for entry in holders(person, event) if entry.row.date(event.day_key).year == circumstances.plan.year
        ]
        if event is ADMISSION:
            # A decision after one that was cancelled is another.
            found = [entry for entry in found if cancelled(person, entry) is None] or found
        days = sorted({entry.row.date(event.day_key) for entry in found})
        if len(days) < 2:
            continue
        # Inside the lists of one kind the earliest; a đoàn thể's earlier day does not replace a chi bộ's.
        counted = [f"tính ngày {vn_date(line.day)}" for line in counted_events(person, event, circumstances)]
        said = {"days": "; ".join(map(vn_date, days)), "counted": "".join(counted) or "chưa được tính"}
        for entry in found:
            yield entry_flaw(entry, event.day_key, **said)


@rule(
    "P23",
    WARNING,
    Scope.PERSON,
    Group.PERSON,
    "Ngày của năm trước, danh sách khác ghi năm nay",
    "{label} ({day}) thuộc năm trước; danh sách khác ghi một ngày trong năm nay.",
    remedy="Kiểm tra có đúng là hai lần khác nhau.",
    example={"label": "Ngày cử đi học lớp", "day": "10/03/2023"},
)
def event_of_earlier_year_elsewhere(person: Person, circumstances: Circumstances) -> Iterator[Flaw]:
    year = circumstances.plan.year
    for event in EVENTS:
        found = holders(person, event)
        if not any(entry.row.date(event.day_key).year == year for entry in found):
            continue
        for entry in found:
            if (day := entry.row.date(event.day_key)).year < year:
                yield entry_flaw(entry, event.day_key, day=vn_date(day))


@rule(
    "P25",
    WARNING,
    Scope.PERSON,
    Group.PERSON,
    "Người của đơn vị đã kết thúc không ở danh sách nào khác",
    "{unit} đã kết thúc; người này không có trong danh sách của đơn vị nào khác.",
    remedy="Đơn vị mới đưa người này vào danh sách, hoặc xác nhận đã ra khỏi danh sách.",
    example={"unit": "Chi bộ Một"},
)
def left_behind_by_ended_unit(person: Person, circumstances: Circumstances) -> Iterator[Flaw]:
    for entry in person.entries:
        stays = entry.row.get("left") is None and not entry.row.is_filled("decision")
        if entry.unit_end is not None and len(person.entries) == 1 and stays:
            yield entry_flaw(entry, "name", unit=entry.unit.name)


@rule(
    "P24",
    WARNING,
    Scope.PLAN,
    Group.NUMBER,
    "Một số quyết định cho nhiều người",
    "Số quyết định “{value}” ghi cho nhiều người, ở các ô {cells}.",
    remedy="Kiểm tra lại số quyết định của từng người.",
    typed=("value",),
    example={"value": "31-QĐ/ĐUK", "cells": "CB01_11.xlsx!W2; CB01_11.xlsx!W3"},
)
def same_decision_number(circumstances: Circumstances, people: list[Person], entries: list[Entry]) -> Iterator[Flaw]:
    by_number: dict[str, list[tuple[Person, Entry]]] = {}
    for person in people:
        for entry in person.entries:
            number = entry.row.text("decision_number")
            if number:
                by_number.setdefault(number_key(number), []).append((person, entry))
    for shared in by_number.values():
        if len({id(person) for person, _ in shared}) < 2:
            continue
        cells = [f"{e.report.file}!{e.report.place(e.row, 'decision_number').cell}" for _, e in shared]
        # One number is one thing to look at, however many bear it.
        _, entry = shared[0]
        yield entry_flaw(entry, "decision_number", value=entry.row.text("decision_number"), cells=first_few(cells))


@rule(
    "P26",
    WARNING,
    Scope.PLAN,
    Group.PERSON,
    "Có thể là một người ghi hai cách",
    "Có thể cùng là một người với: {cells}. Đang tính là hai người.",
    remedy="Nếu là một người, ghi họ tên và ngày sinh giống nhau ở mọi danh sách; nếu là hai người thì không cần sửa.",
    example={"cells": "CB01_11.xlsx, trang Danh sách, ô B3"},
)
def probably_one_person(circumstances: Circumstances, people: list[Person], entries: list[Entry]) -> Iterator[Flaw]:
    for person, others, number in probably_one(people, MOST_CELLS):
        entry = person.entries[0]
        # Of its own people a committee was told.
        if entry.listed is not None and all(other.entries[0].report is entry.report for other in others):
            continue
        places = [other.entries[0].report.place(other.entries[0].row, "name") for other in others]
        cells = list(map(where, places))
        yield entry_flaw(entry, "name", cells=first_few(cells, number))


@rule(
    "P31",
    WARNING,
    Scope.PLAN,
    Group.COLUMN,
    "Đối tượng của biểu cũ chưa rõ dòng thống kê",
    "Đối tượng “{value}” của biểu cũ ứng với nhiều dòng của Biểu 2, ở các ô {cells}; Biểu 2 ghi “chưa rõ dòng”.",
    remedy="Chọn lại Đối tượng trong danh sách của ô.",
    source="Hướng dẫn 11-HD/BTCTW, Biểu 2",
    typed=("value",),
    example={"value": "Người lao động", "cells": "CB01_11.xlsx!J2; CB01_11.xlsx!J3"},
)
def line_unclear(circumstances: Circumstances, people: list[Person], entries: list[Entry]) -> Iterator[Flaw]:
    establishment = circumstances.plan.establishment
    if not establishment:
        # One thing is missing then, in the plan, and the clerk is told of that.
        return
    unclear: dict[str, list[Entry]] = {}
    for entry in entries:
        choice = entry.row.text("category")
        if choice and line_of(choice, establishment) is None and _is_counted(entry.row, circumstances):
            unclear.setdefault(choice, []).append(entry)
    for choice, those in unclear.items():
        cells = [f"{entry.report.file}!{entry.report.place(entry.row, 'category').cell}" for entry in those]
        yield entry_flaw(those[0], "category", value=choice, cells=first_few(cells))


def _is_counted(row: Row, circumstances: Circumstances) -> bool:
    """Whether a row's decision counts in the year, as far as the row itself tells."""
    decided = row.date("decision")
    counts = decided is not None and decided.year == circumstances.plan.year and decided <= circumstances.day
    return counts and bool(row.text("decision_number")) and row.text("leaving_reason") != CANCELLED
