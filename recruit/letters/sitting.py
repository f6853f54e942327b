"""The list for the committee's monthly meeting (Trình Đảng ủy): cases that wait for its decision, oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.plan import DOCUMENTS
from recruit.language.wording import NBSP, NONE, birth_year, cited_date, count, month_name
from recruit.letters.appendices import UNIT_COLUMN, unit_column
from recruit.letters.head import HEAD_NAMES, head, monthly_occasion
from recruit.letters.names import Name
from recruit.letters.probation import SITTING_NAMES, sitting_context

if TYPE_CHECKING:
    from recruit.measure.result import MonthResult, WaitingCase
    from recruit.model import LetterOptions

NAMES = (
    *HEAD_NAMES,
    Name("thang", "tháng của kỳ báo cáo", "11"),
    Name("het_ngay", "ngày mà số liệu tính đến: ngày cuối của kỳ, hoặc ngày văn bản nếu sớm hơn", "30/11/2024"),
    Name("giua_ky", "văn bản ghi ngày trước ngày cuối của kỳ", False),
    UNIT_COLUMN,
    Name("so_truong_hop", "số trường hợp chờ quyết định", "03"),
    Name("so_truong_hop_n", "số trường hợp, dùng trong điều kiện", 3),
    Name("bang_truong_hop[].stt", "trường hợp: số thứ tự", "1"),
    Name("bang_truong_hop[].viec", "trường hợp: việc đề nghị", "Cử đi học lớp"),
    Name("bang_truong_hop[].ten", "trường hợp: họ và tên", "Tẩn Mẩy Lin", quoted=True),
    Name("bang_truong_hop[].nam_sinh", "trường hợp: năm sinh", "1998"),
    Name("bang_truong_hop[].tuoi", "trường hợp: tuổi", "26"),
    Name("bang_truong_hop[].don_vi", "trường hợp: chi bộ", "Chi bộ Khoa giáo - Văn xã"),
    Name("bang_truong_hop[].ngay", "trường hợp: ngày chi bộ đề nghị", "24/6/2024"),
    Name("bang_truong_hop[].cho", "trường hợp: số ngày đã chờ", "159 ngày"),
    Name("bang_truong_hop[].nghi_quyet", "trường hợp: số nghị quyết của chi bộ", "11-NQ/CB", quoted=True),
    Name("bang_truong_hop[].giup_do", "trường hợp: đảng viên giúp đỡ", "Đinh Thị Lý", quoted=True),
    Name("bang_truong_hop[].giay", "trường hợp: ngày cấp giấy chứng nhận", "12/7/2024"),
    *SITTING_NAMES,
)


def list_context(result: MonthResult, options: LetterOptions) -> dict[str, object]:
    """Return every name of NAMES. Raises MissingValue where the plan leaves blank what the list prints."""
    period = result.period
    return {
        **head(result.plan, DOCUMENTS[0], options, monthly_occasion(period, options)),
        "thang": month_name(period.month),
        "het_ngay": cited_date(result.day),
        "giua_ky": result.is_midway,
        "cot_don_vi": unit_column(result.plan),
        "so_truong_hop": count(len(result.waiting)),
        "so_truong_hop_n": len(result.waiting),
        "bang_truong_hop": [_line(index, case, result) for index, case in enumerate(result.waiting, start=1)],
        "du_bi": sitting_context(result.probation),
    }


def list_title(result: MonthResult) -> str:
    """Return the title that the file's properties show."""
    return f"Danh sách trình Đảng ủy tháng {month_name(result.period.month)} năm {result.period.year}"


def _line(index: int, case: WaitingCase, result: MonthResult) -> dict[str, str]:
    days = (result.day - case.proposed).days
    return {
        "stt": str(index),
        "viec": case.kind.value,
        "ten": case.name,
        "nam_sinh": birth_year(case.birth),
        "tuoi": NONE if case.age is None else str(case.age),
        "don_vi": case.unit.name,
        "ngay": cited_date(case.proposed),
        "cho": f"{count(days)}{NBSP}ngày",
        "nghi_quyet": case.resolution_number or NONE,
        "giup_do": case.helpers or "chưa có",
        "giay": cited_date(case.certificate) if case.certificate else "chưa có",
    }
