"""Rules about how somebody's way on the list ends: admitted, cancelled or handed over, and whether anything says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.check.rules.people import entry_flaw
from recruit.declared.choices import ADMITTED, CANCELLED, LEFT_COMMITTEE, OTHER_REASON, TRANSFER
from recruit.declared.regulations import succession
from recruit.language.names import likeness_key
from recruit.language.wording import vn_date
from recruit.merge.likeness import SOON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.merge.circumstances import Circumstances
    from recruit.merge.identity import Entry, Person
    from recruit.model import Flaw


_NO_TRANSFER = (LEFT_COMMITTEE, OTHER_REASON)


def _entries(person: Person) -> tuple[Entry, ...]:
    """Return every row of a person, those that do not decide among them."""
    return (*person.entries, *person.aside, *person.repeats)


def _says_decision(entry: Entry) -> bool:
    return entry.row.is_filled("decision") or entry.row.is_filled("decision_number")


def _asked(person: Person, circumstances: Circumstances) -> Iterator[Entry]:
    """Yield the rows of a person that may be asked for a decision which no list has.

    A đoàn thể need not know it: its row is asked where the chi bộ's list of the month is there and does not have it.
    """
    if any(map(_says_decision, _entries(person))):
        return
    branches = [entry for entry in person.entries if entry.is_branch]
    is_told = branches and all(entry.report.period == circumstances.period for entry in branches)
    # Of a day that was withdrawn another rule has spoken; of a committee's own people it has warned already.
    yield from (
        entry
        for entry in person.entries
        if "decision" not in entry.bad and entry.listed is None and (entry.is_branch or is_told)
    )


@rule(
    "N11",
    ERROR,
    Scope.PLAN,
    Group.COLUMN,
    "Đã kết nạp, thiếu quyết định kết nạp",
    "Dòng này ghi {said} nhưng không danh sách nào có số, ngày quyết định kết nạp của người này; chưa được tính là đã kết nạp.",
    remedy="Ghi số và ngày quyết định kết nạp; chưa kết nạp thì xóa điều đã ghi.",
    source=succession("han_ho_so"),
    example={"said": "lễ kết nạp ngày 05/10/2024"},
)
def admitted_without_decision(
    circumstances: Circumstances, people: list[Person], entries: list[Entry]
) -> Iterator[Flaw]:
    for person in people:
        for entry in _asked(person, circumstances):
            ceremony, left = entry.row.date("ceremony"), entry.row.date("left")
            is_done = left is not None and left <= circumstances.day and entry.row.text("leaving_reason") == ADMITTED
            if ceremony is not None and ceremony <= circumstances.day:
                yield entry_flaw(entry, "decision", said=f"lễ kết nạp ngày {vn_date(ceremony)}")
            elif is_done:
                yield entry_flaw(entry, "decision", said=f"đưa ra ngày {vn_date(left)} do “{ADMITTED}”")


@rule(
    "N34",
    WARNING,
    Scope.PLAN,
    Group.COLUMN,
    "Hủy quyết định kết nạp mà không có quyết định",
    f"Lý do là “{CANCELLED}” nhưng không danh sách nào có số, ngày quyết định kết nạp của người này.",
    remedy="Ghi số và ngày của quyết định đã hủy; không có quyết định thì chọn lý do khác.",
)
def nothing_to_cancel(circumstances: Circumstances, people: list[Person], entries: list[Entry]) -> Iterator[Flaw]:
    for person in people:
        for entry in _asked(person, circumstances):
            if entry.row.text("leaving_reason") == CANCELLED:
                yield entry_flaw(entry, "leaving_reason")


@rule(
    "P30",
    WARNING,
    Scope.PLAN,
    Group.PERSON,
    "Chuyển sang đơn vị khác, chưa đơn vị nào ghi tên",
    "{unit} ghi người này chuyển sang đơn vị khác ngày {day}; chưa có trong danh sách của đơn vị nào khác.",
    remedy="Đơn vị mới đưa người này vào danh sách; chuyển khỏi Đảng bộ thì {unit} chọn lại lý do.",
    example={"unit": "Chi bộ Một", "day": "10/11/2024"},
)
def handed_over_to_nobody(circumstances: Circumstances, people: list[Person], entries: list[Entry]) -> Iterator[Flaw]:
    handed = [
        person.entries[0]
        for person in people
        if len(_entries(person)) == 1 and _is_handed_over(person.entries[0], circumstances)
    ]
    if not handed:
        return
    # Who is listed there under a name or day that was typed otherwise is asked about already.
    units: dict[str, set[str]] = {}
    for entry in entries:
        units.setdefault(likeness_key(entry.row.text("name")), set()).add(entry.unit.code)
    month = circumstances.period.month
    told = {entry.unit.code for entry in entries if entry.report.period == circumstances.period}
    waiting = {unit.code for unit in circumstances.plan.units if unit.owes(month)} - told
    for entry in handed:
        day = entry.row.date("left")
        # The unit that takes somebody over may still have to send the month.
        may_come = day >= circumstances.period.first_day and waiting - {entry.unit.code}
        if not may_come and units[likeness_key(entry.row.text("name"))] == {entry.unit.code}:
            yield entry_flaw(entry, "left", unit=entry.unit.name, day=vn_date(day))


@rule(
    "P32",
    WARNING,
    Scope.PERSON,
    Group.PERSON,
    "Lý do khác, trong khi đơn vị khác nhận người này",
    "Lý do ghi “{value}”, trong khi {unit} đưa người này vào danh sách ngày {day}; đang tính là ra khỏi danh sách.",
    remedy=f"Nếu là chuyển đơn vị thì chọn “{TRANSFER}”; nếu không thì không cần sửa.",
    typed=("value",),
    example={"value": LEFT_COMMITTEE, "unit": "Chi bộ Hai", "day": "11/11/2024"},
)
def received_by_another(person: Person, circumstances: Circumstances) -> Iterator[Flaw]:
    for entry in person.entries if len(person.entries) > 1 else ():
        reason, left = entry.row.text("leaving_reason"), entry.row.date("left")
        if reason not in _NO_TRANSFER or left is None:
            continue
        joined = {
            day: other.unit.name
            for other in reversed(person.entries)
            if other.unit is not entry.unit
            and other.is_branch == entry.is_branch
            and (day := other.row.date("joined")) is not None
            and abs((day - left).days) <= SOON
        }
        if joined:
            day = min(joined)
            yield entry_flaw(entry, "leaving_reason", value=reason, unit=joined[day], day=vn_date(day))


def _is_handed_over(entry: Entry, circumstances: Circumstances) -> bool:
    """Whether a row was closed for another unit; a member of the Party need not stand on a list there."""
    if entry.listed is not None or entry.row.text("leaving_reason") != TRANSFER or _says_decision(entry):
        return False
    day = entry.row.date("left")
    return day is not None and day <= circumstances.day
