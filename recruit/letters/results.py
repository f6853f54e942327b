"""A period's figures in the words of a report, for the monthly letter and the year's report alike."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from recruit.declared.plan import COMMITTEE_KIND
from recruit.language.wording import NONE, cited_date, count, month_name, percent, ratio
from recruit.letters import admissions, words
from recruit.letters.names import Name

if TYPE_CHECKING:
    from recruit.measure.figure import Measure
    from recruit.measure.result import MonthResult

RESULT_NAMES = (
    Name("thang", "tháng của kỳ báo cáo", "11"),
    Name("het_ngay", "ngày mà số liệu tính đến: ngày cuối của kỳ, hoặc ngày văn bản nếu sớm hơn", "30/11/2024"),
    Name("giua_ky", "văn bản ghi ngày trước ngày cuối của kỳ", False),
    Name("han.ngay", "hạn hoàn thành", "30/11/2024"),
    Name("han.ngay_thang", "hạn hoàn thành, không ghi năm", "30/11"),
    Name("don_vi.tong", "số đơn vị có trong kỳ", "09"),
    Name(
        "don_vi.cac_loai",
        "số chi bộ và số đoàn thể, trống khi không có đoàn thể",
        "08 chi bộ trực thuộc và 01 đoàn thể",
    ),
    Name("don_vi.duoc_giao_n", "số đơn vị được giao chỉ tiêu, dùng trong điều kiện", 5),
    Name("don_vi.co_so_lieu_n", "số đơn vị đã có số liệu, dùng trong điều kiện", 8),
    Name("don_vi.bao_bieu_n", "số đơn vị có biểu của kỳ này, nơi ghi ý kiến, dùng trong điều kiện", 7),
    Name("don_vi.dang_uy_vien", "số Đảng ủy viên được phân công theo dõi", "04"),
    Name("don_vi.dang_uy_vien_n", "số Đảng ủy viên, dùng trong điều kiện", 4),
    Name("nop.ty_so", "số đơn vị đã gửi trên số phải gửi", "7/9"),
    Name("nop.ty_le", "tỷ lệ đơn vị đã gửi", "77,8%"),
    Name("nop.phai_n", "số đơn vị phải gửi, dùng trong điều kiện", 9),
    Name("nop.da_n", "số đơn vị đã gửi, dùng trong điều kiện", 7),
    Name("nguon.cam_tinh", "số cảm tình Đảng", "11"),
    Name("nguon.vao", "số người vào danh sách trong tháng", "02"),
    Name("nguon.ra", "số người ra khỏi danh sách trong tháng", "01"),
    Name("nguon.du", "số người đủ điều kiện xem xét kết nạp", "02"),
    Name("nguon.cam_tinh_n", "số cảm tình Đảng, dùng trong điều kiện", 11),
    Name("nguon.vao_n", "số người vào, dùng trong điều kiện", 2),
    Name("nguon.ra_n", "số người ra, dùng trong điều kiện", 1),
    Name("nguon.du_n", "số người đủ điều kiện, dùng trong điều kiện", 2),
    Name("nguon.giup_do", "mọi cảm tình Đảng đều có người giúp đỡ", "đều đã được phân công đảng viên giúp đỡ"),
    Name("nguon.chi_tiet", "cảm tình Đảng đã có những gì", "02 người có giấy chứng nhận còn giá trị"),
    Name("hoc.so", "số người đã cử đi học từ đầu năm", "03"),
    Name("hoc.n", "số người đã cử đi học, dùng trong điều kiện", 3),
    Name("hoc.so_voi_chi_tieu", "kết quả so với chỉ tiêu", "3/2 chỉ tiêu, đạt 150%, vượt 01"),
    Name("hoc.trong_thang", "số người cử đi học trong tháng", "01"),
    Name("hoc.trong_thang_n", "số người cử đi học trong tháng, dùng trong điều kiện", 1),
    Name("hoc.giay", "số người đi học đã được cấp giấy chứng nhận", "02"),
    Name("hoc.giay_n", "số người đã được cấp giấy, dùng trong điều kiện", 2),
    Name("ket_nap.so", "số đảng viên mới từ đầu năm", "02"),
    Name("ket_nap.n", "số đảng viên mới, dùng trong điều kiện", 2),
    Name("ket_nap.so_voi_chi_tieu", "kết quả so với chỉ tiêu", "2/3 chỉ tiêu, đạt 66,7%, còn 01"),
    Name("ket_nap.trong_thang", "số đảng viên kết nạp trong tháng", "01"),
    Name("ket_nap.trong_thang_n", "số kết nạp trong tháng, dùng trong điều kiện", 1),
    Name("ket_nap.sau_han", "số kết nạp sau hạn hoàn thành", "01"),
    Name("ket_nap.sau_han_n", "số kết nạp sau hạn, dùng trong điều kiện", 1),
    Name("ket_nap.ty_le_dang_vien", "tỷ lệ kết nạp so với tổng số đảng viên đầu năm, trống khi chưa đủ số", "1,3%"),
    Name(
        "ket_nap.cung_ky",
        "so với cùng kỳ năm trước, trống khi năm trước chưa kết nạp được hoặc chưa rõ",
        "tăng 03 đồng chí (tăng 37,5%) so với cùng kỳ năm 2023",
    ),
    Name(
        "ket_nap.cung_ky_khong",
        "cùng kỳ năm trước chưa kết nạp được, trống khi không phải vậy",
        "cùng kỳ năm 2023 chưa kết nạp được đảng viên",
    ),
    Name("ket_nap.co_cau", "cơ cấu đảng viên mới", "nữ 02; dân tộc thiểu số 01"),
    Name("ket_nap.mot_nguoi", "đảng viên mới duy nhất, trống khi không phải một người", "nữ, đoàn viên, 28 tuổi"),
    Name("ket_nap.tuoi", "tuổi bình quân của đảng viên mới", "29,5 tuổi"),
    Name(
        "ket_nap.chi_bo",
        "chi bộ kết nạp được, chưa kết nạp được",
        "Có 05/08 chi bộ kết nạp được đảng viên mới (62,5%); còn 01 chi bộ chưa kết nạp được: Chi bộ Khoa giáo.",
    ),
    Name("dang_vien.dau_nam", "tổng số đảng viên đầu năm", "150"),
    Name("dang_vien.tong", "tổng số đảng viên hiện nay", "152"),
    Name("dang_vien.tang", "tổng số đảng viên nhiều hơn đầu năm, hoặc chưa rõ số đầu năm (có, không)", True),
    Name("dang_vien.tong_n", "tổng số đảng viên, 0 khi chưa đủ số, dùng trong điều kiện", 152),
    Name(
        "cac_dieu_chinh[]",
        "điều chỉnh số liệu các tháng trước",
        "kết nạp tăng 01 (ngày 28/10/2024, báo cáo bổ sung tháng 11)",
    ),
    Name("ghi_chu_so_lieu[]", "đơn vị lấy số liệu cũ hoặc chưa có số liệu", "Tổng số chưa bao gồm Chi bộ Nhà khách."),
    Name("uu_diem.so_lieu", "ưu điểm theo số liệu", "4/5 đơn vị được giao chỉ tiêu đã đạt hoặc vượt chỉ tiêu."),
    Name("uu_diem.don_vi[]", "kết quả nổi bật theo lời các đơn vị", "Chi bộ Kinh tế: Sinh hoạt đúng kỳ.", quoted=True),
    Name("han_che.so_lieu", "hạn chế theo số liệu", "Còn chỉ tiêu chưa thực hiện: Chi bộ Khoa giáo (kết nạp 01)."),
    Name("nguyen_nhan[]", "khó khăn theo lời các đơn vị", "Chi bộ Tổng hợp: Nguồn ít.", quoted=True),
    Name("kien_nghi[]", "kiến nghị theo lời các đơn vị", "Chi bộ Kinh tế: Mở thêm lớp.", quoted=True),
)


def results(result: MonthResult, *, past: bool, closed: bool = False) -> dict[str, object]:
    """Return the names of RESULT_NAMES; `past` after the completion deadline, `closed` when the year's time is over."""
    deadline = result.plan.completion_deadline
    late, deadline_day = words.after_deadline(result)
    owing = [line for line in result.units if line.owes]
    existing = [line.unit for line in owing]
    sent = [line for line in owing if line.sent]
    members = {line.unit.committee_member for line in result.units if line.unit.committee_member}
    return {
        "thang": month_name(result.period.month),
        "het_ngay": cited_date(result.day),
        "giua_ky": result.is_midway,
        "han": {"ngay": cited_date(deadline) if deadline else NONE, "ngay_thang": deadline_day},
        "don_vi": {
            "tong": count(len(existing)),
            "cac_loai": words.kinds_of_units(existing),
            "duoc_giao_n": sum(bool(line.admissions.target or line.classes.target) for line in result.units),
            "co_so_lieu_n": sum(line.data_period is not None for line in result.units),
            # A committee's consolidated workbook holds no words of its units.
            "bao_bieu_n": sum(
                line.data_period == result.period and line.unit.kind != COMMITTEE_KIND for line in result.units
            ),
            "dang_uy_vien": count(len(members)),
            "dang_uy_vien_n": len(members),
        },
        "nop": {
            "ty_so": ratio(len(sent), len(owing)),
            "ty_le": percent(Fraction(len(sent), len(owing)) if owing else None),
            "phai_n": len(owing),
            "da_n": len(sent),
        },
        "nguon": _source(result),
        "hoc": {
            **_against(result.classes, past),
            **_month(result, "class_sent_in_month"),
            "giay": count(words.value(result, "certificates_of_sent")),
            "giay_n": words.value(result, "certificates_of_sent"),
        },
        "ket_nap": {
            **_against(result.admissions, past),
            **_month(result, "admitted_in_month"),
            "sau_han": count(late),
            "sau_han_n": late,
            "ty_le_dang_vien": admissions.share_of_members(result),
            "cung_ky": admissions.against_last_year(result),
            "cung_ky_khong": admissions.nobody_last_year(result),
            "co_cau": admissions.kinds_of_admitted(result),
            "mot_nguoi": admissions.the_one_admitted(result),
            "tuoi": admissions.mean_age(result),
            "chi_bo": admissions.branches(result),
        },
        "dang_vien": {
            "dau_nam": count(words.value(result, "members_at_start")),
            "tong": count(words.value(result, "members")),
            # Where as many have gone as have come, nobody has raised the number.
            "tang": words.value(result, "members") > words.value(result, "members_at_start"),
            "tong_n": words.value(result, "members"),
        },
        "cac_dieu_chinh": words.adjustments(result),
        "ghi_chu_so_lieu": words.data_notes(result),
        "uu_diem": {"so_lieu": words.strengths(result), "don_vi": _quoted(result, "achievements")},
        "han_che": {"so_lieu": words.shortfalls(result, closed=closed)},
        "nguyen_nhan": _quoted(result, "difficulties"),
        "kien_nghi": _quoted(result, "proposals"),
    }


def _source(result: MonthResult) -> dict[str, object]:
    counts = {
        key: words.value(result, name)
        for key, name in (
            ("cam_tinh", "sympathisers"),
            ("vao", "joined_in_month"),
            ("ra", "left_in_month"),
            ("du", "eligible"),
        )
    }
    return {
        **{key: count(number) for key, number in counts.items()},
        **{f"{key}_n": number for key, number in counts.items()},
        "giup_do": words.all_helped(result),
        "chi_tiet": words.source_details(result),
    }


def _against(measure: Measure, past: bool) -> dict[str, object]:
    return {
        "n": measure.done or 0,
        "so": count(measure.done or 0),
        "so_voi_chi_tieu": words.against_target(measure, past_deadline=past),
    }


def _month(result: MonthResult, key: str) -> dict[str, object]:
    number = words.value(result, key)
    return {"trong_thang": count(number), "trong_thang_n": number}


def _quoted(result: MonthResult, key: str) -> list[str]:
    opinions, limit = getattr(result, key), words.opinion_limit(result)
    return words.quoted(opinions, limit) + words.left_to_appendix(opinions, limit)
