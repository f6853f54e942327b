"""Rules about committees' consolidated workbooks: what a committee has still to mend, and whether its sheets agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.merge.circumstances import Circumstances
from recruit.merge.identity import entries_below, identify
from recruit.model import Flaw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.check.registry import Rule
    from recruit.read.report import Report

# The committee's own plan may set these otherwise than the plan at hand: thresholds, the completion deadline.
_BY_REGULATIONS = ("eligible", "with_certificate")
_BY_DEADLINE = ("admitted_after_deadline",)

# Of what stands in a consolidated workbook its committee has warned already; these warnings are about the workbook.
_ABOUT_WORKBOOKS = frozenset({"before_first_month", "version_unknown", "hidden_sheet", "regulated_figures_differ"})


def speaks_of(known: Rule, report: Report) -> bool:
    """Whether what a rule about workbooks and their rows finds in this one is said of it."""
    return report.below is None or known.severity is ERROR or known.name in _ABOUT_WORKBOOKS


@rule(
    "C01",
    ERROR,
    Scope.REPORT,
    Group.CELL,
    "Tổng hợp còn lỗi chưa sửa",
    "Đảng ủy cấp dưới còn lỗi {code} (tệp {file}, ô {cell}): {text}",
    remedy="Đề nghị Đảng ủy cấp dưới sửa lỗi này, lập lại và gửi lại tổng hợp.",
    typed=("text",),
    example={"code": "O01", "file": "CB01_11.xlsx", "cell": "C2", "text": "Ngày không có thật hoặc không đọc được."},
)
def error_remains_below(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("error_remains_below")


@rule(
    "C02",
    ERROR,
    Scope.REPORT,
    Group.CELL,
    "Trang Tổng hợp và trang Danh sách không khớp",
    "{name}: trang Tổng hợp ghi {said}, đếm từ trang Danh sách được {counted}.",
    remedy="Tổng hợp có thể đã bị sửa tay. Đề nghị Đảng ủy cấp dưới sửa ở báo cáo của đơn vị, lập lại và gửi lại tổng hợp.",
    example={"name": "Đã kết nạp", "said": "01", "counted": "00"},
)
def figures_differ(checked: CheckedReport) -> Iterator[Flaw]:
    return _differences(checked, regulated=False)


@rule(
    "C03",
    ERROR,
    Scope.REPORT,
    Group.CELL,
    "Tổng hợp thiếu đơn vị",
    "Tổng hợp chưa có báo cáo tháng {month} của {name} ({code}).",
    remedy="Đề nghị Đảng ủy cấp dưới đôn đốc đơn vị, lập lại và gửi lại tổng hợp.",
    example={"month": "11", "name": "Chi bộ CB02", "code": "CB02"},
)
def unit_missing_below(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("unit_missing_below")


@rule(
    "C04",
    ERROR,
    Scope.REPORT,
    Group.CELL,
    "Dòng không thuộc danh sách nào của tổng hợp",
    "Dòng này không thuộc danh sách nào của tổng hợp; chưa được tính.",
    remedy="Không thêm dòng vào tổng hợp. Đề nghị Đảng ủy cấp dưới ghi người này ở báo cáo của đơn vị, lập lại tổng hợp.",
    takes_out=("name",),
)
def row_of_no_list(checked: CheckedReport) -> Iterator[Flaw]:
    below = checked.report.below
    for row in checked.report.rows if below is not None and below.stray else ():
        if row.number in below.stray:
            yield checked.flaw(row, "name")


@rule(
    "C05",
    ERROR,
    Scope.SENDS,
    Group.FILE,
    "Tổng hợp của Đảng ủy không có trong kế hoạch",
    "Tổng hợp của {names}; kế hoạch không có đơn vị nào, hoặc có nhiều đơn vị, mang tên này.",
    remedy="Ghi Tên đơn vị ở kế hoạch đúng như tên Đảng ủy trong tổng hợp (tên đầy đủ hoặc tên viết tắt).",
    example={"names": "Đảng ủy Văn phòng UBND tỉnh"},
)
def unknown_committee(flaw: Flaw) -> Iterator[Flaw]:
    yield flaw


@rule(
    "C21",
    WARNING,
    Scope.REPORT,
    Group.CELL,
    "Trang Tổng hợp không khớp khi tính theo quy định của kế hoạch này",
    "{name}: trang Tổng hợp ghi {said}, đếm từ trang Danh sách theo quy định của kế hoạch này được {counted}.",
    remedy="So trang Quy định của hai kế hoạch; nếu giống nhau thì tổng hợp có thể đã bị sửa tay.",
    example={"name": "Đủ điều kiện", "said": "01", "counted": "00"},
)
def regulated_figures_differ(checked: CheckedReport) -> Iterator[Flaw]:
    return _differences(checked, regulated=True)


def _differences(checked: CheckedReport, *, regulated: bool) -> Iterator[Flaw]:
    """Yield where the figures of `Tổng hợp` are not those that its own list gives at its own month."""
    report = checked.report
    if report.below is None or not report.listings:
        return
    from recruit.merge.counts import FIGURES, Counting
    from recruit.merge.frame import merge

    circumstances = Circumstances(checked.plan, report.period)
    entries = list(entries_below(checked.unit, report, None, report.period.last_day))
    counting = Counting(merge(identify(entries), circumstances), circumstances)
    for kind in FIGURES:
        said, place = report.below.totals.get(kind.key, (None, None))
        if said is None or kind.key in _BY_DEADLINE or (kind.key in _BY_REGULATIONS) is not regulated:
            continue
        counted = len(kind.events(counting)) if kind.events is not None else int(kind.mask(counting).sum())
        if counted != said:
            slots = {"name": kind.name, "said": f"{said:02d}", "counted": f"{counted:02d}"}
            yield Flaw(place, str(said), slots)
