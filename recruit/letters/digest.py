"""The digest for committee members (phiếu theo dõi): a page each with their units, counts and unit names only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.plan import DOCUMENTS
from recruit.language.wording import cited_date, count, month_name
from recruit.letters.head import HEAD_NAMES, head, monthly_occasion
from recruit.letters.names import Name
from recruit.letters.probation import counts_of, in_words
from recruit.letters.urging import standing

if TYPE_CHECKING:
    from recruit.measure.result import MonthResult, UnitResult
    from recruit.model import LetterOptions

NAMES = (
    *HEAD_NAMES,
    Name("thang", "tháng của kỳ báo cáo", "11"),
    Name("het_ngay", "ngày mà số liệu tính đến: ngày cuối của kỳ, hoặc ngày văn bản nếu sớm hơn", "30/11/2024"),
    Name("giua_ky", "văn bản ghi ngày trước ngày cuối của kỳ", False),
    Name(
        "cac_phieu[].dang_uy_vien", "phiếu: họ tên Đảng ủy viên, trống cho các đơn vị chưa phân công", "Đỗ Mạnh Cường"
    ),
    Name("cac_phieu[].so_don_vi", "phiếu: số đơn vị phụ trách", "03"),
    Name("cac_phieu[].chua_gui", "phiếu: số đơn vị chưa gửi báo cáo", "01"),
    Name("cac_phieu[].chua_gui_n", "phiếu: số đơn vị chưa gửi báo cáo, dùng trong điều kiện", 1),
    Name("cac_phieu[].chua_dung", "phiếu: số đơn vị đã gửi báo cáo chưa dùng được", "01"),
    Name("cac_phieu[].chua_dung_n", "phiếu: số đơn vị đã gửi báo cáo chưa dùng được, dùng trong điều kiện", 1),
    Name("cac_phieu[].con_chi_tieu", "phiếu: số đơn vị còn chỉ tiêu chưa thực hiện", "01"),
    Name("cac_phieu[].con_chi_tieu_n", "phiếu: số đơn vị còn chỉ tiêu, dùng trong điều kiện", 1),
    Name("cac_phieu[].du_bi_n", "phiếu: số đơn vị có đảng viên dự bị cần xét, dùng trong điều kiện", 1),
    Name(
        "cac_phieu[].du_bi[]",
        "phiếu: từng đơn vị có đảng viên dự bị đến hạn hoặc sắp đến hạn",
        "Chi bộ Nhà khách: 01 đảng viên dự bị đã hết 12 tháng, chi bộ chưa xét",
    ),
    *(
        Name(f"cac_phieu[].bang[].{key}", f"phiếu, từng đơn vị: {text}", example)
        for key, text, example in (
            ("stt", "số thứ tự", "1"),
            ("ten", "tên đơn vị", "Chi bộ Nhà khách"),
            ("bao_cao", "tình hình gửi báo cáo", "Chưa gửi tháng 11"),
            ("ket_nap", "kết quả kết nạp trên chỉ tiêu", "0/1"),
            ("con_ket_nap", "số kết nạp còn phải thực hiện", "01"),
            ("hoc", "kết quả cử đi học trên chỉ tiêu", "0/1"),
            ("con_hoc", "số cử đi học còn phải thực hiện", "01"),
            ("cam_tinh", "số cảm tình Đảng", "02"),
            ("san_sang", "số người còn có thể kết nạp trước hạn", "01"),
            ("loi", "số ô phải sửa trong báo cáo", "02"),
        )
    ),
)


def digest_context(result: MonthResult, options: LetterOptions) -> dict[str, object]:
    """Return every name of NAMES. Raises MissingValue where the plan leaves blank what every document prints."""
    by_member: dict[str, list[UnitResult]] = {}
    for line in result.units:
        by_member.setdefault(line.unit.committee_member, []).append(line)
    # Units that nobody follows come last.
    members = sorted(by_member, key=lambda member: not member)
    return {
        **head(result.plan, DOCUMENTS[3], options, monthly_occasion(result.period, options)),
        "thang": month_name(result.period.month),
        "het_ngay": cited_date(result.day),
        "giua_ky": result.is_midway,
        "cac_phieu": [_page(result, member, by_member[member]) for member in members],
    }


def digest_title(result: MonthResult) -> str:
    """Return the title that the file's properties show."""
    return f"Phiếu theo dõi của Đảng ủy viên tháng {month_name(result.period.month)} năm {result.period.year}"


def _page(result: MonthResult, member: str, lines: list[UnitResult]) -> dict[str, object]:
    late = sum(result.period.month in line.unsent for line in lines)
    unusable = sum(result.period.month in line.unusable for line in lines)
    members = [
        f"{line.unit.name}: {said}" for line in lines if (said := in_words(counts_of(result.probation, line.unit.code)))
    ]
    resting = sum(bool(line.admissions.rest or line.classes.rest) for line in lines)
    return {
        "dang_uy_vien": member,
        "so_don_vi": count(len(lines)),
        "chua_gui": count(late),
        "chua_gui_n": late,
        "chua_dung": count(unusable),
        "chua_dung_n": unusable,
        "con_chi_tieu": count(resting),
        "con_chi_tieu_n": resting,
        "du_bi_n": len(members),
        "du_bi": members,
        "bang": [
            {"stt": str(index), **standing(result, line), "loi": count(result.cells_to_mend(line.unit.code))}
            for index, line in enumerate(lines, start=1)
        ],
    }
