"""Rules about what the letter sets figures beside: last year and who was listed then, and how many members there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import WARNING, Group, Scope, rule
from recruit.declared.plan import LAST_YEAR, LAST_YEAR_SHEET, UNITS_SHEET
from recruit.language.wording import count, first_few, spans
from recruit.merge.identity import paired, person_key
from recruit.model import Flaw, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recruit.check.checked import CheckedReport
    from recruit.merge.circumstances import Circumstances
    from recruit.read.report import Report

_DIGITS, _LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@rule(
    "S21",
    WARNING,
    Scope.MONTH,
    Group.CELL,
    "Chưa có số liệu cùng kỳ năm trước",
    "Chưa có số liệu cùng kỳ năm trước (năm {year}); văn bản không so sánh với cùng kỳ.",
    remedy="Chép riêng tệp bảng tổng hợp tháng cuối năm {year} của Đảng ủy vào thư mục, hoặc ghi lũy kế từng tháng vào trang "
    "Năm trước của kế hoạch.",
    example={"year": "2023"},
)
def same_period_untold(circumstances: Circumstances, speaking: Mapping[str, Report]) -> Iterator[Flaw]:
    period, last_year = circumstances.period, circumstances.last_year
    if last_year is not None and last_year.at(period.month).admitted is None:
        yield Flaw(Place(circumstances.plan.file, LAST_YEAR_SHEET), "", {"year": str(last_year.year)})


@rule(
    "T28",
    WARNING,
    Scope.REPORT,
    Group.FILE,
    "Người của danh sách cuối năm trước nay không có",
    "{number} người còn trong danh sách của đơn vị cuối năm {year} ({was}) không có trong danh sách năm nay.",
    remedy="Người vẫn còn thì ghi lại vào danh sách; người ra khỏi danh sách thì ghi một dòng có ngày và lý do đưa ra.",
    example={"number": "01", "year": "2023", "was": "tong_hop_2023-12.xlsx, trang Danh sách, dòng 3"},
)
def listed_last_year_and_gone(checked: CheckedReport) -> Iterator[Flaw]:
    listed = checked.circumstances.listed_last_year.get(checked.unit.code, ())
    # Who stands on the list of another unit has moved.
    gone = [row for row in listed if person_key(row) not in checked.told()]
    for report in checked.used:
        # Of whom a list of this year told, the rules that look back speak.
        gone = paired(report.rows, gone)[1]
    if gone:
        workbook = checked.circumstances.last_year.by_month[12]
        place = workbook.place(gone[0], "name")
        was = f"{place.file}, trang {place.sheet}, dòng {spans(sorted(row.number for row in gone))}"
        slots = {"number": count(len(gone)), "year": str(workbook.year), "was": was}
        yield Flaw(checked.report.place(), "", slots)


@rule(
    "S22",
    WARNING,
    Scope.MONTH,
    Group.CELL,
    "Trang Năm trước khác bảng tổng hợp năm trước",
    "{label} đến tháng {month} năm trước ghi {written}, bảng tổng hợp {file}, ô {cell} ghi {told}; văn bản lấy theo bảng "
    "tổng hợp.",
    remedy="Kiểm tra lại; sửa trang Năm trước của kế hoạch, hoặc để trống ô này.",
    example={
        "label": "Kết nạp",
        "month": "11",
        "written": "05",
        "file": "tong_hop_2023-11.xlsx",
        "cell": "C12",
        "told": "02",
    },
)
def last_year_told_twice(circumstances: Circumstances, speaking: Mapping[str, Report]) -> Iterator[Flaw]:
    month, last_year = circumstances.period.month, circumstances.last_year
    written = next((line for line in circumstances.plan.last_year if line.month == month), None)
    if written is None or last_year is None:
        return
    taken = last_year.at(month)
    for field in LAST_YEAR[1:]:
        ours, theirs = getattr(written, field.key), getattr(taken, field.key)
        if ours is not None and ours.value != theirs.value:
            slots = {
                "label": field.label,
                "month": count(month),
                "written": count(ours.value),
                "file": theirs.place.file,
                "cell": theirs.place.cell,
                "told": count(theirs.value),
            }
            yield Flaw(ours.place, str(ours.value), slots)


@rule(
    "S23",
    WARNING,
    Scope.MONTH,
    Group.CELL,
    "Kế hoạch chưa ghi đủ Số đảng viên đầu năm",
    "Kế hoạch chưa ghi Số đảng viên đầu năm của {units}; văn bản không nêu tỷ lệ kết nạp so với tổng số đảng viên đầu năm.",
    remedy="Điền cột Số đảng viên đầu năm ở trang Đơn vị và chỉ tiêu cho mọi chi bộ có từ đầu năm.",
    example={"units": "CB02 (ô K3)"},
)
def members_at_start_blank(circumstances: Circumstances, speaking: Mapping[str, Report]) -> Iterator[Flaw]:
    plan = circumstances.plan
    # Where nobody's is filled the plan need not even have the column: then there is no cell to name.
    filled = next((cell for unit in plan.units if (cell := dict(unit.cells).get("member_count"))), "")
    cells = {unit.code: filled.rstrip(_DIGITS) + dict(unit.cells)["code"].lstrip(_LETTERS) for unit in plan.units}
    if lacking := [unit.code for unit in plan.without_members_at_start]:
        named = [f"{code} (ô {cells[code]})" if filled else code for code in lacking]
        place = Place(plan.file, UNITS_SHEET, cells[lacking[0]] if filled else "")
        yield Flaw(place, "", {"units": first_few(named, what="chi bộ")})


@rule(
    "S24",
    WARNING,
    Scope.MONTH,
    Group.CELL,
    "Báo cáo chưa ghi Tổng số đảng viên",
    "Chưa ghi Tổng số đảng viên: {cells}; văn bản không nêu tổng số đảng viên của Đảng bộ.",
    remedy="Hỏi chi bộ; điền ô Tổng số đảng viên ở trang Báo cáo của biểu rồi chạy lại.",
    example={"cells": "CB01_11.xlsx, ô B7"},
)
def members_blank(circumstances: Circumstances, speaking: Mapping[str, Report]) -> Iterator[Flaw]:
    plan, period = circumstances.plan, circumstances.period
    reports = [speaking.get(unit.code) for unit in plan.branches(period.month)]
    if any(report is None or report.period != period for report in reports):
        # Without every chi bộ's report there is no total, whatever else is blank.
        return
    # Of a cell that cannot be read another rule speaks.
    places = [report.cover_place("member_count") for report in reports if report.cover.get("member_count") is None]
    if places:
        named = [f"{place.file}, ô {place.cell}" if place.cell else place.file for place in places]
        yield Flaw(places[0], "", {"cells": first_few(named, what="biểu")})
