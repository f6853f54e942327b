"""Documents for the tests of what stands on paper: short and long ones of every kind, both editions, names of any length."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import papers
from office import INFO, Office, admitted, person, unit

from recruit.declared.plan import Plan
from recruit.letters import documents, monthly, names
from recruit.letters.documents import Document
from recruit.measure.result import MonthResult
from recruit.model import LetterOptions

SIGNER = INFO["Họ tên người ký"]
LONG_SIGNER = "Nguyễn Hoàng Phương Nghiêm"
LONG_HEADINGS = {
    "Tên cấp trên ở đầu văn bản": "ĐẢNG BỘ KHỐI CÁC CƠ QUAN VÀ DOANH NGHIỆP TỈNH BÀ RỊA - VŨNG TÀU",
    "Tên cơ quan ở đầu văn bản": "ĐẢNG ỦY VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI VÀ HỘI ĐỒNG NHÂN DÂN TỈNH",
    "Địa danh": "Thành phố Hồ Chí Minh",
    "Đảng ủy": "Đảng ủy Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh",
    "Họ tên người ký": LONG_SIGNER,
}
_LONG_UNIT = "Chi bộ Trung tâm Phục vụ hành chính công, Kiểm soát thủ tục"
ISSUED = LetterOptions(number="127", day=date(2024, 12, 5), issue=True)
_FIVE = [["", "Kính gửi", f"Đảng ủy các cơ quan trực thuộc, nơi thứ {number}"] for number in range(1, 6)]
_COPIES = [["", "Nơi nhận", text] for text in ("Đảng ủy Khối CQ-DN tỉnh (b/c)", "Như trên", "Các chi bộ trực thuộc")]


@functools.cache
def few_units() -> MonthResult:
    """Three units without any result."""
    with TemporaryDirectory() as folder:
        office = Office(Path(folder) / "ít", *(unit(f"CB0{number}") for number in (1, 2, 3)))
        return office.send([person(), person("Tẩn Mẩy Lin", "03/04/1998")]).month()


@functools.cache
def many_units() -> MonthResult:
    """Sixty units above target, with much to say, names of bodies and people as long as they come, edition 05."""
    codes = [f"CB{number:02d}" for number in range(1, 61)]
    with TemporaryDirectory() as folder:
        office = Office(
            Path(folder) / "nhiều",
            *(unit(code, f"{_LONG_UNIT} {code}", classes=None) for code in codes),
            info={**LONG_HEADINGS, "Thể thức": "05-HD/VPTW", "Chỉ tiêu kết nạp được giao": 30},
            recipients=_FIVE + _COPIES,
        )
        for index, code in enumerate(codes):
            office.send(_people(index, code), unit=code, cover=_opinions(index) if index < 15 else None)
        return office.month()


def _people(index: int, code: str) -> list[dict]:
    month = index % 9 + 1
    return [
        admitted(
            f"Nguyễn Nghiêm Phương Thuyên {code}",
            f"{index % 28 + 1:02d}/01/1990",
            decision_no=f"{index + 101}-QĐ/ĐUK",
            people="Bru - Vân Kiều",
            position="Phó Trưởng phòng Nghiên cứu, Kiểm soát thủ tục hành chính",
        ),
        person(
            f"Nguyễn Nghiêm Khương Duyên {code}",
            f"{index % 28 + 1:02d}/05/1995",
            class_asked=f"05/{month:02d}/2024",
            class_sent=f"10/{month:02d}/2024",
            certificate_no=f"{index + 101}/GCN-TTCT",
            certificate="15/10/2024",
        ),
        person(f"Lò Thị Nghĩa {code}", f"{index % 28 + 1:02d}/09/1996", class_asked=f"05/{month:02d}/2024"),
    ]


def _opinions(index: int) -> dict[str, str]:
    return {
        "Kết quả nổi bật": f"Kết quả thứ {index} của đơn vị " + "trong công tác tạo nguồn " * 5,
        "Khó khăn, vướng mắc": f"Khó khăn thứ {index} của đơn vị " + "khi thẩm tra lý lịch ở nơi xa " * 5,
        "Kiến nghị, đề xuất": f"Kiến nghị thứ {index} của đơn vị "
        + ("về việc mở thêm lớp " * (40 if index < 2 else 4)),
    }


def monthly_of_length(lines: int) -> bytes:
    """Return a monthly letter with so many lines of the units' own words before its last section."""
    context = monthly.letter_context(few_units(), papers.OPEN)
    said = [f"Chi bộ CB01: Kết quả thứ {number}." for number in range(lines)]
    return papers.filled(
        documents.MONTHLY, {**context, "uu_diem": {**context["uu_diem"], "don_vi": said}}, few_units().plan
    )


def of_examples(document: Document, items: int, plan: Plan, **changed: object) -> bytes:
    """Return a document filled with its names' examples, each list with so many items; `changed` replaces values."""
    return papers.filled(document, _merged(names.example_context(document.names, items), changed), plan)


def _merged(context: Mapping[str, object], changed: Mapping[str, object]) -> dict[str, object]:
    return {
        key: _merged(value, changed.get(key, {})) if isinstance(value, dict) else changed.get(key, value)
        for key, value in context.items()
    }


def _long_rows(count: int) -> list[dict[str, str]]:
    row = {
        "dang_uy_vien": "Nguyễn Hoàng Phương Nghiêm",
        "bao_cao": "Chưa gửi tháng 01 đến tháng 11",
        "ket_nap": "12/10",
        "con_ket_nap": "00",
        "hoc": "12/10",
        "con_hoc": "00",
        "cam_tinh": "112",
        "san_sang": "12",
        "loi": "112",
    }
    return [{**row, "stt": str(number), "ten": f"{_LONG_UNIT} CB{number:02d}"} for number in range(1, count + 1)]


def _forty_people() -> bytes:
    lacks = "chưa phân công đảng viên giúp đỡ; giấy chứng nhận hết giá trị trước hạn; chưa rõ trình độ học vấn"
    row = {"nam_sinh": "1996", "buoc": "Đã được chi bộ đề nghị làm thủ tục", "con_thieu": lacks, "cho_dang_uy": "–"}
    people = [{**row, "stt": str(n), "ten": f"Nguyễn Nghiêm Phương Thuyên {n}"} for n in range(1, 41)]
    return of_examples(documents.URGING, 1, few_units().plan, bang_nguoi=people)


def _slips() -> bytes:
    counts = ("chua_gui", "chua_dung", "con_chi_tieu")
    said = {"so_don_vi": "30", **dict.fromkeys(counts, "30"), **{f"{name}_n": 30 for name in counts}}
    members = (("Đỗ Mạnh Cường", 3), ("Nguyễn Hoàng Phương Nghiêm", 30), ("", 1))
    said |= {"du_bi_n": 3, "du_bi": [f"{_LONG_UNIT} CB{number:02d}: 02 đảng viên dự bị" for number in (1, 2, 3)]}
    slips = [{**said, "dang_uy_vien": member, "bang": _long_rows(rows)} for member, rows in members]
    return of_examples(documents.DIGEST, 1, few_units().plan, cac_phieu=slips)


def _two_addressees() -> bytes:
    two = ["Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh", "Ban Tổ chức Tỉnh ủy Lào Cai"]
    context = {**monthly.letter_context(few_units(), papers.OPEN), "kinh_gui": two}
    return papers.filled(documents.MONTHLY, context, few_units().plan)


def _duplex() -> bytes:
    context = monthly.letter_context(many_units(), ISSUED)
    return papers.filled(documents.MONTHLY, context, many_units().plan, mirrored=True)


def _report_of_year() -> bytes:
    few = few_units()
    return papers.year_report(replace(few, plan=replace(few.plan, yearly_kind="Báo cáo")))


MONTH, MONTH_60 = "báo cáo tháng, 3 đơn vị", "báo cáo tháng, 60 đơn vị"
TWO_ADDRESSEES, DUPLEX = "báo cáo tháng, hai nơi nhận", "báo cáo tháng, hai mặt giấy"
YEAR, YEAR_60 = "báo cáo năm, 3 đơn vị", "công văn năm, 60 đơn vị"
ASSIGNING, ASSIGNING_60 = "giao chỉ tiêu, 3 đơn vị", "giao chỉ tiêu, 60 đơn vị"
URGING, URGING_40 = "đôn đốc một đơn vị", "đôn đốc một đơn vị, 40 người"
URGING_ALL, URGING_ALL_60 = "đôn đốc chung, 3 đơn vị", "đôn đốc chung, 60 đơn vị"
SITTING, SITTING_60, NO_SITTING = (f"trình Đảng ủy, {number} trường hợp" for number in (1, 60, 0))
DIGEST, DIGEST_LONG = "phiếu theo dõi, 3 đơn vị", "phiếu theo dõi, 3 phiếu dài"

LETTERS: dict[str, Callable[[], bytes]] = {
    MONTH: lambda: papers.letter(few_units()),
    MONTH_60: lambda: papers.letter(many_units(), ISSUED),
    DUPLEX: _duplex,
    TWO_ADDRESSEES: _two_addressees,
    YEAR: _report_of_year,
    YEAR_60: lambda: papers.year_report(many_units(), ISSUED),
    ASSIGNING: lambda: papers.assignment(replace(few_units().plan, recipients=())),
    ASSIGNING_60: lambda: papers.assignment(many_units().plan, ISSUED),
    URGING: lambda: papers.urging_letter(few_units(), few_units().units[0]),
    URGING_40: _forty_people,
    URGING_ALL: lambda: papers.urging_to_all(few_units()),
    URGING_ALL_60: lambda: of_examples(documents.URGING_ALL, 1, few_units().plan, bang_don_vi=_long_rows(60)),
}
SHEETS: dict[str, Callable[[], bytes]] = {
    SITTING: lambda: of_examples(documents.SITTING, 1, few_units().plan),
    SITTING_60: lambda: papers.committee_list(many_units(), ISSUED),
    NO_SITTING: lambda: papers.committee_list(few_units()),
    DIGEST: lambda: papers.member_digest(few_units()),
    DIGEST_LONG: _slips,
}
