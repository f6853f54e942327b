"""A small office for the tests: plans and filled forms built cell by cell as the form is declared, in any folder."""

from __future__ import annotations

import functools
import io
import re
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from recruit.check.registry import Finding
from recruit.declared.form import LIST
from recruit.measure.record import record_of
from recruit.measure.result import MonthResult
from recruit.model import Period
from recruit.run import measure
from recruit.write.package import seal

YEAR = 2024
"""The year of every office, person and form here that asks for no other."""

# Short keys of these tests that the declaration spells otherwise.
_DECLARED = {
    "people": "ethnic_group",
    "union": "union_member",
    "helper": "helpers",
    "helper_day": "helper_assigned",
    "class_asked": "class_proposed",
    "certificate_no": "certificate_number",
    "asked": "procedure_proposed",
    "decision_no": "decision_number",
    "reason": "leaving_reason",
}
_COLUMNS = {field.key: number for number, field in enumerate(LIST, start=1)}


def key_of(key: str) -> str:
    """Return the key of the form's declaration for a short key, or for one that is declared itself."""
    return _DECLARED.get(key, key)


def column_of(key: str) -> int:
    """Return the number of a column of the list in the forms built here, by its short or declared key."""
    return _COLUMNS[key_of(key)]


def letter_of(key: str) -> str:
    """Return the letter of a column of the list in the forms built here."""
    return get_column_letter(column_of(key))


def beyond(number: int = 1) -> int:
    """Return the column that stands so many to the right of the list's last."""
    return len(LIST) + number


def cell_of(key: str, row: int = 2) -> str:
    """Return the address of a cell of the list in the forms built here, by default the first person's."""
    return f"{letter_of(key)}{row}"


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
        "category": "Cán bộ, công chức cơ quan Nhà nước",
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


def _made_once(make):
    """Remember the workbooks that were made of the same plain values: most tests ask for the same few.

    What a test changes by a function, or holds in an object that does not print all that it is, is made each time.
    """
    made: dict[str, bytes] = {}

    @functools.wraps(make)
    def once(*values: object, **options: object) -> bytes:
        key = repr((values, options))
        if " at 0x" in key:
            return make(*values, **options)
        if key not in made:
            made[key] = make(*values, **options)
        return made[key]

    return once


@_made_once
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
    values.setdefault("Tổng số đảng viên", 21)
    for row, (label, value) in enumerate(values.items(), start=1):
        sheet.cell(row, 1, label)
        sheet.cell(row, 2, value)
    listing = book.create_sheet("Danh sách")
    for column, field in enumerate(LIST, start=1):
        listing.cell(1, column, field.heading)
    for row, values in enumerate(people if people is not None else [person()], start=2):
        for key, value in values.items():
            listing.cell(row, column_of(key), value)
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
    "Số đảng viên đầu năm",
]


def unit_cell(label: str, number: int = 1) -> str:
    """Return the address of a cell in the plan's row of the `number`-th unit."""
    return f"{get_column_letter(1 + UNIT_LABELS.index(label))}{1 + number}"


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
    members: int | None = 20,
) -> list[object]:
    """Return a unit's row in the plan; a đoàn thể has no members of its own."""
    head = [code, name or f"Chi bộ {code}", kind, "Nguyễn Hữu Tuấn", addresses, admissions, classes, first, last, into]
    return [*head, None if kind == "Đoàn thể" else members]


@_made_once
def plan(
    *units: list[object],
    year: int = YEAR,
    info: dict[str, object] | None = None,
    regulations: list[list[object]] = (),
    register: list[list[object]] = (),
    last_year: list[list[object]] | None = None,
    confirmed: list[list[object]] = (),
    unused: list[list[object]] = (),
    recipients: list[list[object]] = (),
) -> bytes:
    """Return a plan of `year` with the given units, one chi bộ without any; by default one was admitted last January."""
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
    told = [[month, 1, 1, 1] for month in range(1, 13)] if last_year is None else last_year
    _table(book, "Năm trước", ["Tháng", "Kết nạp", "Cử đi học", "Chuyển chính thức"], told)
    if confirmed:
        _table(book, "Xác minh", ["Khóa", "Kết luận", "Lý do", "Người xác minh", "Ngày"], confirmed)
    if unused:
        _table(book, "Tệp không dùng", ["SHA-256", "Lý do", "Người quyết định", "Ngày"], unused)
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
    return {file.file: file.result for file in result.files}


def total(result: MonthResult, key: str) -> int:
    """Return a total by its key."""
    return result.totals[key].value


def of_unit(result: MonthResult, code: str, key: str):
    """Return a unit's figure by its key, None where it has none."""
    line = next(line for line in result.units if line.unit.code == code)
    return line.figures[key].value if key in line.figures else None
