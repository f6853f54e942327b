"""Rules about what the letter sets figures beside: last year, and how many members there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import WARNING, Scope, rule
from recruit.declared.plan import LAST_YEAR, LAST_YEAR_SHEET
from recruit.language.wording import count
from recruit.model import Flaw, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recruit.merge.circumstances import Circumstances
    from recruit.read.report import Report


@rule(
    "S21",
    WARNING,
    Scope.MONTH,
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
    "S22",
    WARNING,
    Scope.MONTH,
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
