"""Rules about probationary members: what a unit answers of them on the form's sheet. None takes anybody out of a figure of admissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.checked import where
from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.declared.probation import FOLLOWED_MONTHS, PROBATION_BY_KEY, PROBATION_SHEET, STATUTE
from recruit.language.reckoning import months_after
from recruit.language.spelling import fold
from recruit.language.wording import vn_date
from recruit.merge.identity import person_key
from recruit.merge.probation import People, answers, of_last_year
from recruit.model import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recruit.check.checked import CheckedMember, CheckedReport
    from recruit.merge.circumstances import Circumstances
    from recruit.read.report import Report

_HANDBOOK = "Sổ tay nghiệp vụ công tác đảng viên: nghị quyết của chi bộ ghi ngày sau khi hết 12 tháng dự bị"
_UNTIL_REFUTED = "Kiểm tra lại ngày này và Ngày lễ kết nạp, sửa ngày sai."
_NUMBER, _DAY = (PROBATION_BY_KEY[key].label for key in ("recognition_number", "recognised"))


@rule(
    "D01",
    ERROR,
    Scope.REPORT,
    Group.CELL,
    f"Trang {PROBATION_SHEET}: ô không đọc được",
    "{label} của đảng viên dự bị không đọc được hoặc ngày không có thật.",
    remedy="Gõ lại vào ô; ngày ghi ngày/tháng/năm, ví dụ 05/03/2024. Không có thì xóa ô.",
    example={"label": _DAY},
)
def probation_unreadable(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("probation_unreadable")


@rule(
    "D02",
    ERROR,
    Scope.MEMBER,
    Group.PERSON,
    "Có số, thiếu ngày quyết định công nhận",
    "Có số quyết định công nhận đảng viên chính thức nhưng thiếu ngày quyết định; chưa tính là đã công nhận.",
    remedy="Ghi ngày quyết định công nhận; chưa có quyết định thì xóa số.",
)
def recognition_without_day(member: CheckedMember) -> Iterator[Flaw]:
    if member.row.is_filled("recognition_number") and not member.row.is_filled("recognised"):
        yield member.flaw("recognised")


@rule(
    "D03",
    ERROR,
    Scope.MEMBER,
    Group.PERSON,
    "Có ngày, thiếu số quyết định công nhận",
    "Có ngày quyết định công nhận đảng viên chính thức nhưng thiếu số quyết định; chưa tính là đã công nhận.",
    remedy="Ghi số quyết định công nhận; chưa có quyết định thì xóa ngày.",
)
def recognition_without_number(member: CheckedMember) -> Iterator[Flaw]:
    if member.row.is_filled("recognised") and not member.row.is_filled("recognition_number"):
        yield member.flaw("recognition_number")


@rule(
    "D04",
    ERROR,
    Scope.MEMBER,
    Group.PERSON,
    "Công nhận trước khi hết 12 tháng dự bị",
    "Ngày quyết định công nhận ({day}) trước ngày hết 12 tháng dự bị ({due}); đảng viên được công nhận đúng ngày hết 12 tháng.",
    remedy=_UNTIL_REFUTED,
    source=STATUTE,
    example={"day": "04/04/2024", "due": "05/04/2024"},
)
def recognised_too_early(member: CheckedMember) -> Iterator[Flaw]:
    return member.before_due("recognised")


@rule(
    "D05",
    ERROR,
    Scope.MEMBER,
    Group.PERSON,
    "Công nhận sau tháng báo cáo",
    "Ngày quyết định công nhận ({day}) sau tháng báo cáo; chưa tính là đã công nhận.",
    remedy="Kiểm tra lại ngày; chưa có quyết định thì xóa số và ngày.",
    example={"day": "01/12/2024"},
)
def recognised_after_month(member: CheckedMember) -> Iterator[Flaw]:
    return member.ahead("recognised")


# -- warnings ----------------------------------------------------------------------------------------------------------


@rule(
    "D21",
    WARNING,
    Scope.MEMBER,
    Group.PERSON,
    "Chi bộ xét trước khi hết 12 tháng dự bị",
    "Ngày chi bộ xét ({day}) trước ngày hết 12 tháng dự bị ({due}).",
    remedy="Nghị quyết của chi bộ ghi ngày sau khi hết 12 tháng dự bị; kiểm tra lại ngày này và Ngày lễ kết nạp.",
    source=_HANDBOOK,
    example={"day": "04/04/2024", "due": "05/04/2024"},
)
def reviewed_too_early(member: CheckedMember) -> Iterator[Flaw]:
    return member.before_due("reviewed")


@rule(
    "D22",
    WARNING,
    Scope.MEMBER,
    Group.PERSON,
    "Ngày ở trang đảng viên dự bị sau tháng báo cáo",
    "{label} ({day}) sau tháng báo cáo; chưa tính.",
    remedy="Ngày dự kiến thì xóa, khi có việc mới ghi.",
    example={"label": "Ngày chi bộ xét", "day": "01/12/2024"},
)
def member_day_ahead(member: CheckedMember) -> Iterator[Flaw]:
    yield from member.ahead("class_day")
    yield from member.ahead("reviewed")


@rule(
    "D23",
    WARNING,
    Scope.MEMBER,
    Group.PERSON,
    "Công nhận trước khi chi bộ xét",
    "Ngày quyết định công nhận ({day}) trước Ngày chi bộ xét ({reviewed}).",
    remedy="Kiểm tra lại hai ngày, sửa ngày sai.",
    example={"day": "08/04/2024", "reviewed": "09/04/2024"},
)
def recognised_before_review(member: CheckedMember) -> Iterator[Flaw]:
    day, reviewed = member.row.date("recognised"), member.row.date("reviewed")
    if day is not None and reviewed is not None and day < reviewed:
        yield member.flaw("recognised", day=vn_date(day), reviewed=vn_date(reviewed))


@rule(
    "D24",
    WARNING,
    Scope.MEMBER,
    Group.PERSON,
    "Đảng viên dự bị không có trong danh sách đã kết nạp",
    "Người này không có trong danh sách đã kết nạp năm nay và năm trước của Đảng bộ; theo dõi theo ngày ghi ở trang này.",
    remedy="Người chuyển đến từ Đảng bộ khác thì để nguyên; kết nạp năm nay thì ghi vào trang Danh sách với số, ngày quyết định; nếu "
    "không thì kiểm tra lại họ tên, ngày sinh.",
)
def member_unknown(member: CheckedMember) -> Iterator[Flaw]:
    if member.answer.admitted is not None or member.lacks or _is_on_own_list(member):
        return
    # Without last year's workbook nobody can say who was admitted then.
    if member.knows_last_year:
        yield member.flaw("name")


def _is_on_own_list(member: CheckedMember) -> bool:
    """Whether the unit's list has the member: one whose decision was cancelled is admitted no more and known all the same."""
    who = fold(member.row.shown("name")), member.row.get("birth")
    return who in map(person_key, member.answer.report.rows)


@rule(
    "D25",
    WARNING,
    Scope.MEMBER,
    Group.PERSON,
    "Đảng viên dự bị ghi chưa đủ",
    "Thiếu {label} của đảng viên dự bị; chưa theo dõi được người này.",
    remedy="Ghi đủ họ tên, ngày sinh, ngày lễ kết nạp; không phải đảng viên dự bị thì xóa dòng.",
    example={"label": "Ngày lễ kết nạp"},
)
def member_incomplete(member: CheckedMember) -> Iterator[Flaw]:
    for key in member.lacks:
        if not member.row.is_filled(key):
            yield member.flaw(key)


@rule(
    "D26",
    WARNING,
    Scope.MEMBER,
    Group.PERSON,
    "Ngày lễ kết nạp khác danh sách",
    "Ngày lễ kết nạp ghi ở đây ({day}) khác danh sách ({other}, {where}); tính theo danh sách.",
    remedy="Sửa ngày ở đây; nếu danh sách ghi sai thì sửa ở danh sách.",
    example={"day": "06/04/2024", "other": "05/04/2024", "where": "CB01_11.xlsx, trang Danh sách, ô Z2"},
)
def ceremony_differs(member: CheckedMember) -> Iterator[Flaw]:
    day, admitted = member.row.date("ceremony"), member.answer.admitted
    if day is not None and admitted is not None and admitted.ceremony not in (None, day):
        yield member.flaw("ceremony", day=vn_date(day), other=vn_date(admitted.ceremony), where=where(admitted.place))


@rule(
    "D27",
    WARNING,
    Scope.MEMBER,
    Group.PERSON,
    "Một đảng viên dự bị ghi hai lần",
    "Người này đã ghi ở dòng {row} của trang này; chỉ dòng đó được tính.",
    remedy="Gộp vào dòng trên, xóa dòng này.",
    example={"row": "2"},
)
def member_twice(member: CheckedMember) -> Iterator[Flaw]:
    if member.answer.repeats is not None:
        yield member.flaw("name", row=str(member.answer.repeats.number))


@rule(
    "D28",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Hai trang đảng viên dự bị",
    "Trang {sheet} cũng ghi đảng viên dự bị; chỉ trang {first} được đọc.",
    remedy="Ghi tất cả vào một trang, xóa trang kia.",
    typed=("sheet", "first"),
    example={"sheet": "Dự bị 2", "first": PROBATION_SHEET},
)
def probation_twice(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("probation_twice")


@rule(
    "D29",
    WARNING,
    Scope.MONTH,
    Group.PERSON,
    "Đảng viên dự bị năm trước không thuộc đơn vị nào",
    "Người kết nạp năm trước ở đơn vị {code}, kế hoạch năm nay không có đơn vị này; Đảng ủy theo dõi riêng.",
    remedy=f"Nếu người này nay ở một đơn vị khác, đơn vị đó ghi vào trang {PROBATION_SHEET} của mình; hoặc ghi Nhập vào ở kế hoạch.",
    example={"code": "CB09"},
)
def member_of_no_unit(circumstances: Circumstances, speaking: Mapping[str, Report]) -> Iterator[Flaw]:
    people = People(of_last_year(circumstances))
    told = {answer.admitted for answer in answers(people, speaking, circumstances.plan)}
    earliest = months_after(circumstances.day, -FOLLOWED_MONTHS)
    for person in people:
        followed = person.ceremony is not None and earliest < person.ceremony <= circumstances.day
        if followed and not person.is_gone and person.unit is None and person not in told:
            yield Flaw(person.place, person.name, {"code": person.unit_code})
