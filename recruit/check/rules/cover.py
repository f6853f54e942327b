"""Rules about the cover of a workbook that speaks: what it lacks, and what does not go with the plan or the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import WARNING, Group, Scope, rule
from recruit.declared.choices import ADMITTED
from recruit.declared.cover import OPINIONS
from recruit.declared.form import COVER_BY_KEY
from recruit.declared.versions import CURRENT, is_known
from recruit.language.spelling import fold
from recruit.language.wording import count
from recruit.model import Flaw, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Period
    from recruit.read.row import Row


@rule(
    "B21",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Thiếu ngày họp hoặc số nghị quyết",
    "Báo cáo chưa ghi {label}.",
    remedy="Bổ sung vào trang Báo cáo.",
    source="Công văn giao chỉ tiêu của Đảng ủy",
    example={"label": "Số nghị quyết"},
)
def meeting_missing(checked: CheckedReport) -> Iterator[Flaw]:
    report = checked.report
    for key in ("meeting_date", "resolution_number"):
        if key not in report.cover:
            yield Flaw(report.cover_place(key), "", {"label": COVER_BY_KEY[key].label})


@rule(
    "B22",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Danh sách trống mà không nói vì sao",
    "Danh sách không có ai và báo cáo không nói vì sao.",
    remedy="Hỏi lại đơn vị; đúng là không có ai thì ghi vào ô Khó khăn, vướng mắc.",
)
def empty_without_word(checked: CheckedReport) -> Iterator[Flaw]:
    report = checked.report
    # A line in the list that says there is nobody, `Không phát sinh`, is named as what it is.
    in_list = any(flaw.rule == "nobody" and flaw.slots["says_none"] for flaw in report.flaws)
    is_said = in_list or any(key in report.cover for key in OPINIONS)
    if not report.rows and not is_said:
        yield Flaw(report.place())


@rule(
    "B23",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Báo cáo của tháng trước khi đơn vị bắt đầu",
    "Đơn vị chỉ báo cáo từ tháng {from_month}; tệp này là của tháng {month}.",
    remedy="Kiểm tra ô Tháng, hoặc cột Từ tháng của kế hoạch.",
    example={"from_month": "11", "month": "10"},
)
def before_first_month(checked: CheckedReport) -> Iterator[Flaw]:
    report, unit = checked.report, checked.unit
    if report.month < unit.from_month:
        slots = {"from_month": f"{unit.from_month:02d}", "month": f"{report.month:02d}"}
        yield Flaw(report.cover_place("month"), report.cover_shown("month"), slots)


@rule(
    "B24",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Tên đơn vị khác với kế hoạch",
    "Tên đơn vị ghi là “{value}”{whose}, trong kế hoạch là “{name}”.",
    remedy="Kiểm tra mã và tên đơn vị; sửa cho khớp với kế hoạch.",
    typed=("value",),
    example={"value": "Chi bộ Hai", "name": "Chi bộ Một", "whose": " (tên của đơn vị mã CB02)"},
)
def name_differs(checked: CheckedReport) -> Iterator[Flaw]:
    name = checked.report.cover_value("unit_name")
    if name and fold(name) != fold(checked.unit.name):
        other = next((unit.code for unit in checked.plan.units if fold(unit.name) == fold(name)), "")
        whose = f" (tên của đơn vị mã {other})" if other else ""
        slots = {"value": name, "name": checked.unit.name, "whose": whose}
        yield Flaw(checked.report.cover_place("unit_name"), name, slots)


@rule(
    "B25",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Phiên bản biểu không rõ",
    "Biểu của phiên bản {version}, chương trình không biết; đã đọc như phiên bản {current} hiện hành.",
    remedy="Dùng biểu mới được cấp; kiểm tra các cột đã được đọc đủ.",
    example={"version": "99", "current": CURRENT.number},
)
def version_unknown(checked: CheckedReport) -> Iterator[Flaw]:
    version = checked.report.version
    if version and not is_known(version):
        yield Flaw(Place(checked.report.file), version, {"version": version, "current": CURRENT.number})


@rule(
    "S26",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Tổng số đảng viên ít hơn số người đã kết nạp",
    "Tổng số đảng viên là {members}, ít hơn số người mà danh sách ghi đã kết nạp trong năm ({admitted}).",
    remedy="Kiểm tra lại số này, sửa nếu gõ nhầm.",
    example={"members": "02", "admitted": "03"},
)
def fewer_members_than_admitted(checked: CheckedReport) -> Iterator[Flaw]:
    report = checked.report
    members = report.cover.get("member_count")
    admitted = sum(_stays_a_member(row, report.period) for row in report.rows)
    if isinstance(members, int) and members < admitted:
        slots = {"members": count(members), "admitted": count(admitted)}
        yield Flaw(report.cover_place("member_count"), str(members), slots)


def _stays_a_member(row: Row, period: Period) -> bool:
    """Whether a row tells of somebody admitted this year who has neither moved nor lost the membership."""
    decided = row.date("decision")
    is_admitted = decided is not None and decided.year == period.year and decided <= period.last_day
    return is_admitted and row.text("leaving_reason") in ("", ADMITTED)
