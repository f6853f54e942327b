"""Rules about words that stand where a name is asked for and are none: of a religion, a helper, a decision or a certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.registry import ERROR, WARNING, Group, Scope, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw


@rule(
    "O42",
    WARNING,
    Scope.REPORT,
    Group.COLUMN,
    "Tôn giáo không nói rõ",
    "“{value}” không cho biết tôn giáo nào; thống kê sẽ ghi “chưa rõ”.",
    remedy="Ghi tên tôn giáo (Phật giáo, Công giáo, Tin lành…); không theo tôn giáo thì ghi Không hoặc để trống.",
    typed=("value",),
    example={"value": "x"},
)
def religion_unclear(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("religion_unclear")


@rule(
    "O43",
    WARNING,
    Scope.REPORT,
    Group.COLUMN,
    "Đảng viên giúp đỡ không phải là họ tên",
    "“{value}” không phải là họ tên; chưa tính là có đảng viên giúp đỡ.",
    remedy="Ghi họ và tên đảng viên chính thức được phân công giúp đỡ; chưa phân công thì để trống.",
    typed=("value",),
    example={"value": "Đã phân công"},
)
def helper_unclear(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("helper_unclear")


@rule(
    "O45",
    ERROR,
    Scope.REPORT,
    Group.COLUMN,
    "Số quyết định không phải là số",
    "“{value}” không phải là số quyết định.",
    remedy="Ghi số của quyết định kết nạp (ví dụ 31-QĐ/ĐUK), ngày ghi ở cột Ngày quyết định; chưa có quyết định thì để trống cả hai.",
    takes_out=("decision_number",),
    typed=("value",),
    example={"value": "20/03/2024"},
)
def number_unclear(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("number_unclear")


@rule(
    "O48",
    WARNING,
    Scope.REPORT,
    Group.COLUMN,
    "Số giấy chứng nhận không phải là số",
    "“{value}” không phải là số giấy chứng nhận; không in trong công văn.",
    remedy="Ghi số trên giấy chứng nhận (ví dụ 127/GCN), ngày ghi ở cột Ngày cấp giấy chứng nhận; giấy không có số thì để trống.",
    typed=("value",),
    example={"value": "10/05/2024"},
)
def certificate_unclear(checked: CheckedReport) -> Iterator[Flaw]:
    return checked.met("certificate_unclear")
