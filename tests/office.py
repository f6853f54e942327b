"""A small office for the tests: plans and filled forms built cell by cell, by the contract's labels, in any folder."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook

from recruit.measure.record import record_of
from recruit.measure.result import MonthResult
from recruit.model import Finding, Period
from recruit.run import measure
from recruit.write.package import seal

YEAR = 2024
"""The year of every office, person and form here that asks for no other."""

LIST_LABELS = [
    "STT",
    "Họ và tên *",
    "Ngày sinh *",
    "Giới tính *",
    "Dân tộc *",
    "Tôn giáo",
    "Đoàn viên",
    "Trình độ học vấn *",
    "Trình độ chuyên môn",
    "Đối tượng",
    "Chức vụ, đơn vị công tác *",
    "Ngày vào danh sách cảm tình *",
    "Đảng viên giúp đỡ",
    "Ngày phân công giúp đỡ",
    "Nhiệm vụ được giao",
    "Ngày đề nghị học lớp",
    "Ngày cử đi học lớp",
    "Số giấy chứng nhận",
    "Ngày cấp giấy chứng nhận",
    "Ngày đề nghị làm thủ tục",
    "Ngày Đảng ủy đồng ý",
    "Ngày nghị quyết đề nghị kết nạp",
    "Số quyết định kết nạp",
    "Ngày quyết định kết nạp",
    "Ngày lễ kết nạp",
    "Ngày đưa ra khỏi danh sách",
    "Lý do đưa ra",
    "Ghi chú",
]
SHORT = {
    "name": "Họ và tên *",
    "birth": "Ngày sinh *",
    "gender": "Giới tính *",
    "people": "Dân tộc *",
    "religion": "Tôn giáo",
    "union": "Đoàn viên",
    "education": "Trình độ học vấn *",
    "qualification": "Trình độ chuyên môn",
    "category": "Đối tượng",
    "position": "Chức vụ, đơn vị công tác *",
    "joined": "Ngày vào danh sách cảm tình *",
    "helper": "Đảng viên giúp đỡ",
    "helper_day": "Ngày phân công giúp đỡ",
    "class_asked": "Ngày đề nghị học lớp",
    "class_sent": "Ngày cử đi học lớp",
    "certificate_no": "Số giấy chứng nhận",
    "certificate": "Ngày cấp giấy chứng nhận",
    "asked": "Ngày đề nghị làm thủ tục",
    "agreed": "Ngày Đảng ủy đồng ý",
    "resolution": "Ngày nghị quyết đề nghị kết nạp",
    "decision_no": "Số quyết định kết nạp",
    "decision": "Ngày quyết định kết nạp",
    "ceremony": "Ngày lễ kết nạp",
    "left": "Ngày đưa ra khỏi danh sách",
    "reason": "Lý do đưa ra",
    "note": "Ghi chú",
}
COLUMN = {label: index for index, label in enumerate(LIST_LABELS, start=1)}


def letter_of(key: str) -> str:
    """Return the column letter of a short key in the forms built here."""
    index, letters = COLUMN[SHORT[key]], ""
    while index:
        index, digit = divmod(index - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def person(
    name: str = "Nguyễn Văn An", birth: object = "05/03/1990", *, year: int = YEAR, **values: object
) -> dict[str, object]:
    """Return a sound person on the list since January of `year`; None takes a value away."""
    sound = {
        "name": name,
        "birth": birth,
        "gender": "Nam",
        "people": "Kinh",
        "union": "Có",
        "education": "THPT",
        "qualification": "Đại học",
        "category": "Công chức",
        "position": "Chuyên viên, Phòng Tổng hợp",
        "joined": "15/01/2024",
        "helper": "Lê Quang Dũng",
        "helper_day": "15/01/2024",
    }
    return {key: value for key, value in (_in_year(year, sound) | values).items() if value is not None}


def _in_year(year: int, values: dict[str, object]) -> dict[str, object]:
    """Return values that are sound in 2024 with each day as many years later as `year` is."""
    days = {key: value for key, value in values.items() if re.fullmatch(r"\d{2}/\d{2}/\d{4}", str(value))}
    later = {key: f"{day[:6]}{int(day[6:]) + year - YEAR}" for key, day in days.items() if key != "birth"}
    return values | later


ADMITTED = {
    "class_asked": "10/01/2023",
    "class_sent": "10/02/2023",
    "certificate_no": "1/GCN",
    "certificate": "10/03/2023",
    "asked": "01/02/2024",
    "agreed": "20/02/2024",
    "resolution": "10/03/2024",
    "decision_no": "31-QĐ/ĐUK",
    "decision": "20/03/2024",
    "ceremony": "05/04/2024",
}


def admitted(
    name: str = "Trần Thị Bình", birth: object = "07/08/1992", *, year: int = YEAR, **values: object
) -> dict[str, object]:
    """Return a person who was admitted on 20/03 of `year`, every step in order."""
    steps = _in_year(year, {"joined": "05/01/2023", "helper_day": "05/01/2023", **ADMITTED})
    return person(name, birth, **{**steps, **values})


def form(
    unit: str = "CB01",
    month: object = 11,
    people: list[dict] | None = None,
    *,
    year: object = YEAR,
    sent: datetime | None = None,
    cover: dict[str, object] | None = None,
    edit=None,
) -> bytes:
    """Return a filled form; `edit` may change the openpyxl workbook before it is saved."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Báo cáo"
    values = {
        "Mã đơn vị *": unit,
        "Tháng *": month,
        "Năm *": year,
        "Ngày họp xét": f"20/{month}/{year}",
        "Số nghị quyết": "01-NQ/CB",
        "Người lập biểu": "Lê Thị Lan",
        **(cover or {}),
    }
    for row, (label, value) in enumerate(values.items(), start=1):
        sheet.cell(row, 1, label)
        sheet.cell(row, 2, value)
    listing = book.create_sheet("Danh sách")
    for column, label in enumerate(LIST_LABELS, start=1):
        listing.cell(1, column, label)
    for row, values in enumerate(people if people is not None else [person()], start=2):
        for key, value in values.items():
            listing.cell(row, COLUMN[SHORT[key]], value)
    if edit is not None:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return seal(out.getvalue(), sent or datetime(2024, 11, 24, tzinfo=UTC))


def row_of(number: int) -> int:
    """Return the sheet row of the `number`-th person of a form."""
    return number + 1


INFO = {
    "Năm kế hoạch": YEAR,
    "Địa danh": "Lào Cai",
    "Tên cấp trên ở đầu văn bản": "ĐẢNG BỘ KHỐI CQ-DN TỈNH",
    "Đảng ủy cấp trên": "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh",
    "Đảng ủy cấp trên (viết tắt)": "Đảng ủy Khối CQ-DN tỉnh",
    "Tên cơ quan ở đầu văn bản": "ĐẢNG ỦY VĂN PHÒNG UBND TỈNH",
    "Đảng ủy": "Đảng ủy Văn phòng UBND tỉnh",
    "Đảng ủy (viết tắt)": "Đảng ủy Văn phòng",
    "Ký hiệu công văn": "CV/ĐU",
    "Chỉ tiêu kết nạp được giao": None,
    "Chỉ tiêu học lớp được giao": None,
    "Căn cứ": "Thông báo số 472-TB/ĐUK ngày 12/3/2024 của Đảng ủy Khối về chỉ tiêu năm 2024",
    "Ngày nộp hằng tháng": 25,
    "Hạn hoàn thành": date(2024, 11, 30),
    "Hạn đơn vị báo cáo": date(2024, 12, 3),
    "Quyền hạn ký": "T/M ĐẢNG ỦY",
    "Chức vụ người ký": "BÍ THƯ",
    "Họ tên người ký": "Phan Quốc Nghĩa",
    "Lưu": "VT, ĐU",
}
UNIT_LABELS = [
    "Mã đơn vị",
    "Tên đơn vị",
    "Loại",
    "Đảng ủy viên phụ trách",
    "Thư điện tử",
    "Chỉ tiêu kết nạp",
    "Chỉ tiêu học lớp",
    "Từ tháng",
    "Đến tháng",
    "Nhập vào",
]


def unit(
    code: str = "CB01",
    name: str = "",
    kind: str = "Chi bộ",
    admissions: int | None = 1,
    classes: int | None = 1,
    first: int | None = None,
    last: int | None = None,
    into: str | None = None,
    addresses: str | None = None,
) -> list[object]:
    """Return a unit's row in the plan."""
    return [code, name or f"Chi bộ {code}", kind, "Nguyễn Hữu Tuấn", addresses, admissions, classes, first, last, into]


def plan(
    *units: list[object],
    year: int = YEAR,
    info: dict[str, object] | None = None,
    regulations: list[list[object]] = (),
    register: list[list[object]] = (),
    recipients: list[list[object]] = (),
) -> bytes:
    """Return a plan of `year` with the given units, one chi bộ without any."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Thông tin chung"
    of_year = {
        "Năm kế hoạch": year,
        "Hạn hoàn thành": date(year, 11, 30),
        "Hạn đơn vị báo cáo": date(year, 12, 3),
    }
    for row, (label, value) in enumerate((INFO | of_year | (info or {})).items(), start=1):
        sheet.cell(row, 1, label)
        sheet.cell(row, 2, value)
    _table(book, "Đơn vị và chỉ tiêu", UNIT_LABELS, units or [unit()])
    _table(
        book,
        "Nơi nhận",
        ["Văn bản", "Mục", "Nội dung"],
        recipients or [["", "Kính gửi", "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh"], ["", "Nơi nhận", "Như trên"]],
    )
    if regulations:
        _table(book, "Quy định", ["Mã", "Nội dung", "Giá trị", "Áp dụng từ ngày", "Căn cứ"], regulations)
    if register:
        _table(book, "Quyết định kết nạp", ["Số quyết định", "Ngày", "Họ và tên", "Ngày sinh", "Mã đơn vị"], register)
    out = io.BytesIO()
    book.save(out)
    return seal(out.getvalue())


def _table(book: Workbook, name: str, headings: list[str], rows) -> None:
    sheet = book.create_sheet(name)
    for column, heading in enumerate(headings, start=1):
        sheet.cell(1, column, heading)
    for row, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column, value)


class Office:
    """An inbox of one year in a folder, and what a month of it comes to."""

    def __init__(self, folder: Path, *units: list[object], year: int = YEAR, **plan_options: object) -> None:
        self.folder = folder
        self.year = year
        folder.mkdir(parents=True, exist_ok=True)
        self.put("ke_hoach.xlsx", plan(*units, year=year, **plan_options))

    def put(self, name: str, data: bytes) -> Office:
        """Put a file into the inbox."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return self

    def send(
        self, people: list[dict] | None = None, *, unit: str = "CB01", month: int = 11, name: str = "", **options
    ) -> Office:
        """Put a unit's filled form of the office's year into the inbox; the people's default days are of 2024."""
        of_year = {"year": self.year, "sent": datetime(self.year, 11, 24, tzinfo=UTC)}
        if people is None:
            people = [person(year=self.year)]
        return self.put(name or f"{unit}_{month:02d}.xlsx", form(unit, month, people, **{**of_year, **options}))

    def month(self, month: int = 11, *, after: MonthResult | None = None) -> MonthResult:
        """Return what a month of the office's year comes to; `after` is what last month's letter printed."""
        last = record_of(after) if after is not None else None
        return measure(self.folder, period=Period(self.year, month), last=last)

    def faults(self, month: int = 11) -> list[tuple[str, str, str]]:
        """Return (code, sheet, cell) of every finding of a month."""
        return [(found.code, found.place.sheet, found.place.cell) for found in self.month(month).findings]


def find(result: MonthResult, code: str) -> list[Finding]:
    """Return the findings of one rule."""
    return [found for found in result.findings if found.code == code]


def outcomes(result: MonthResult) -> dict[str, str]:
    """Return each file's outcome."""
    return {file.file: file.outcome for file in result.files}


def total(result: MonthResult, key: str) -> int:
    """Return a total by its key."""
    return result.totals[key].value


def of_unit(result: MonthResult, code: str, key: str):
    """Return a unit's figure by its key, None where it has none."""
    line = next(line for line in result.units if line.unit.code == code)
    return line.figures[key].value if key in line.figures else None
