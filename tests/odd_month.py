"""A month in which everything odd stands that moves no figure in silence: days, names, lists, sends and merges as people make them."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from pathlib import Path

from office import Office, admitted, cell_of, column_of, person, unit
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

MONTH = 11
_DAYS_OF_CLASS = (
    "5/3/2024",
    "05-03-2024",
    "5.3.2024",
    "ngày 5 tháng 3 năm 2024",
    "5 thg 3, 2024",
    "2024-03-05",
    "5/3/24",
    "thứ hai, 05/03/2024",
    "05/03/2024 07:30",
    "05‑03‑2024",
    "5 / 3 / 2024",
    date(2024, 3, 5),
    datetime(2024, 3, 4, 23, 59, 40),
    datetime(2024, 3, 5, 8, 15),
    45356,
    "45356",
    "31/02/2024",
    "05/13/2024",
    "tháng 3",
    "5/12/2024",
    "30/11/2024",
    "31/12/2023",
    "01/01/2024",
)
"""Ways in which a day is written; some say none, some lie after the month or in another year."""


def lay_odd_month(folder: Path) -> Office:
    """Put the month into a folder."""
    office = Office(
        folder,
        unit("CB01", admissions=2, classes=3, addresses="cb01@tinh.vn"),
        unit("CB02"),
        unit("CB03", admissions=0, classes=None),
        unit("CB04", last=6, into="CB05"),
        unit("CB05", admissions=3),
        unit("CB06"),
        unit("CB07"),
        unit("CB08", first=9),
        unit("DT01", "Đoàn Thanh niên", "Đoàn thể", admissions=None, classes=2),
        unit("DT02", "Công đoàn", "Đoàn thể", admissions=None, classes=None),
        info={"Chỉ tiêu kết nạp được giao": 9, "Hạn hoàn thành": date(2024, 11, 20)},
        regulations=[["han_giay_chung_nhan", "", 36, date(2024, 6, 1), "Thử"]],
    )
    _days(office)
    _names_and_choices(office)
    _lists_of_several(office)
    _sends(office)
    return office


def _days(office: Office) -> None:
    people = [
        person(f"Nguyễn Văn {_word(number)}", date(1990, 1, 1 + number), class_sent=day, certificate="20/05/2024")
        for number, day in enumerate(_DAYS_OF_CLASS)
    ]
    births = ("1990", 1991, "năm 1992", "5/3/95", date(1993, 2, 28), 33000, "30/02/1990", "12/1988", None)
    people += [person(f"Trần Thị {_word(number)}", birth, joined="01/11/2024") for number, birth in enumerate(births)]
    people += [
        admitted(f"Lê Hồng {_word(number)}", f"0{1 + number}/06/1991", decision=day, ceremony=None)
        for number, day in enumerate(
            ("20/11/2024", "21/11/2024", "01/12/2024", "31/12/2023", "01/01/2024", "09/03/2024")
        )
    ]

    def edit(book: Workbook) -> None:
        sheet = book["Danh sách"]
        sheet.cell(3, column_of("birth")).value = datetime(1985, 5, 1)
        sheet.cell(3, column_of("birth")).number_format = "mm/yyyy"
        for column in range(1, 12):
            sheet.cell(4, column).font = Font(strike=True)
        half = CellRichText(TextBlock(InlineFont(strike=True), "Hà Văn "), "Nguyễn Văn Hai Ba")
        sheet.cell(5, column_of("name")).value = half
        sheet.merge_cells(f"{cell_of('class_sent', 6)}:{cell_of('class_sent', 7)}".replace("None", ""))
        sheet.row_dimensions[8].hidden = True

    office.send(people, unit="CB01", edit=edit)


def _word(number: int) -> str:
    tens = ("", "Mười", "Hai Mươi", "Ba Mươi")
    ones = ("Không", "Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín")
    return f"{tens[number // 10]} {ones[number % 10]}".strip()


def _names_and_choices(office: Office) -> None:
    people = [
        admitted("Đ/c Vũ Thị Hòa", gender="nu", people="H'Mông", education="12/12", qualification="ĐH", union="x"),
        admitted(unicodedata.normalize("NFD", "Phạm Thuý Hằng"), "01/01/1989", people="Tầy", education="Cấp 3"),
        admitted("TRẦN VĂN ĐỨC.", "02/01/1979", gender="Nữ", religion="Không", qualification="Kỹ sư", category=None),
        admitted("Ðặng Văn  Bình", "03/01/1999", gender=None, union=0, religion="Phật giáo", education="Lớp 12"),
        admitted("H’ Mai Niê", "1988", people="Ê-đê", qualification=None, religion="Tin lành", union="Không"),
        admitted("Lò Văn Sai", "05/01/1990", people="Không rõ", education="Tốt", union="có lẽ"),
        admitted("Lường Văn Lặp", "06/01/1990", people="như trên", decision="21/02/2024"),
        person("Lường Văn Lặp", "06/01/1990", class_sent="11/03/2024"),
        person("Mai Văn Trẻ", "15/12/2006", certificate="10/05/2024", agreed="01/10/2024", asked="01/09/2024"),
        person("Mai Văn Già", "30/11/1964", certificate="10/05/2024", agreed="01/10/2024", asked="01/09/2024"),
        person("Mai Văn Quá", "31/10/1964", certificate="10/05/2024"),
        person("Mai Văn Đủ", "30/11/2006", certificate="30/11/2021"),
        person("Mai Văn Hết", "30/10/2000", certificate="29/11/2021"),
        person("Mai Văn Chờ", "30/10/2000", class_asked="01/10/2024"),
        person("Mai Văn Xin", "30/10/1999", asked="30/11/2024", helper="chưa có"),
        person("Mai Văn Sau", "30/10/1998", asked="01/12/2024", agreed="02/12/2024", helper="không"),
        person("Ngô Hai Tên\nĐỗ Ba Tên", "30/10/1997", class_sent="05/03/2024"),
        person("Bùi Ra", "30/10/1996", left="30/11/2024", reason="Xin rút"),
        person("Bùi Rồi", "30/10/1995", left="01/11/2024", reason="Khác"),
        person("Bùi Chưa", "30/10/1994", left="01/12/2024", reason="Khác"),
        person("Bùi Không Ngày", "30/10/1993", reason="Khác"),
        person("Bùi Không Do", "30/10/1992", left="05/11/2024"),
        person("Vũ Cuối Tháng", "30/10/1991", joined="31/10/2024"),
        person("Vũ Đầu Tháng", "30/10/1990", joined="01/11/2024"),
        person("Vũ Sau Tháng", "30/10/1989", joined="01/12/2024"),
        admitted("Hồ Không Số", "01/02/1990", decision_no=None),
        admitted("Hồ Không Ngày", "01/02/1991", decision=None),
        admitted("Hồ Ngược", "01/02/1992", resolution="25/03/2024"),
        admitted("Hồ Ra Trước", "01/02/1993", left="19/03/2024", reason="Đã kết nạp"),
        admitted("Hồ Hủy", "01/02/1994", left="30/11/2024", reason="Hủy QĐ kết nạp"),
        admitted("Hồ Hủy Sau", "01/02/1995", left="01/12/2024", reason="Hủy quyết định"),
        admitted("Hồ Hủy Không Ngày", "01/02/1996", left="32/11/2024", reason="Hủy quyết định"),
    ]

    def edit(book: Workbook) -> None:
        sheet = book["Danh sách"]
        book.epoch = CALENDAR_MAC_1904
        sheet.insert_rows(1, 3)
        sheet["A1"] = "DANH SÁCH CẢM TÌNH ĐẢNG"
        last = 5 + len(people)
        sheet.cell(last + 1, column_of("name"), "Tổng cộng: 32 người")
        sheet.cell(last + 3, column_of("position"), "Lào Cai, ngày 24 tháng 11 năm 2024")
        sheet.cell(last + 4, column_of("name"), "Người lập biểu")

    office.send(people, unit="CB02", edit=edit)


def _lists_of_several(office: Office) -> None:
    moved = {"left": "15/06/2024", "reason": "Chuyển chi bộ"}
    shared = {name: f"{day:02d}/07/1992" for day, name in enumerate(_SHARED, start=1)}

    def one(name: str, **values: object) -> dict:
        return person(name, shared[name], **values)

    third = [
        one("Đinh Chuyển Trước", class_sent="01/03/2024", **moved),
        one("Đinh Chuyển Sau", **moved),
        one("Đinh Hai Nơi", class_sent="01/04/2024"),
        one("Đinh Có Đoàn", class_sent="02/04/2024"),
        one("Đinh Đoàn Ghi"),
        one("Đinh Đã Đóng", left="01/05/2024", reason="Khác"),
        one("Đinh Sai Ô", class_sent="31/04/2024"),
        admitted("Đinh Hủy Nơi Này", shared["Đinh Hủy Nơi Này"], left="01/05/2024", reason="Hủy quyết định"),
        one("Đinh Khác Ngày", class_sent="10/03/2024"),
        one("Đinh Năm Trước", class_sent="10/03/2023"),
    ]
    fifth = [
        one("Đinh Chuyển Trước", class_sent="01/03/2024", joined="16/06/2024"),
        one("Đinh Chuyển Sau", class_sent="15/06/2024", joined="03/11/2024", certificate="20/06/2024"),
        one("Đinh Hai Nơi", class_sent="03/04/2024", joined="20/11/2024"),
        one("Đinh Nhập", class_sent="30/06/2024", joined="02/11/2024"),
        one("Đinh Hủy Nơi Này", joined="02/05/2024"),
        one("Đinh Khác Ngày", class_sent="09/03/2024", joined="01/02/2024"),
        one("Đinh Năm Trước", class_sent="10/03/2024"),
    ]
    fourth = [
        one("Đinh Nhập"),
        admitted("Đinh Xong", shared["Đinh Xong"], decision="30/06/2024"),
        one("Đinh Bỏ Lại", class_sent="01/07/2024"),
    ]
    youth = [
        one("Đinh Có Đoàn", class_sent="01/04/2024", joined="01/11/2024"),
        one("Đinh Đoàn Ghi", class_sent="05/04/2024"),
        one("Đinh Đã Đóng", class_sent="02/05/2024"),
        one("Đinh Sai Ô", class_sent="30/04/2024"),
        one("Đinh Của Đoàn", class_sent="06/04/2024", certificate="05/04/2024"),
        person("Đinh Chỉ Năm", 1992, class_sent="07/04/2024"),
    ]
    union = [
        one("Đinh Của Đoàn", class_sent="06/04/2024", joined="02/11/2024"),
        person("đinh chỉ năm", "14/07/1992", class_sent="08/04/2024"),
    ]
    for code, people in (("CB03", third), ("CB05", fifth), ("DT01", youth), ("DT02", union)):
        office.send(people, unit=code)
    office.send(fourth, unit="CB04", month=6, sent=datetime(2024, 6, 24, tzinfo=UTC))


_SHARED = (
    *("Đinh Chuyển Trước", "Đinh Chuyển Sau", "Đinh Hai Nơi", "Đinh Có Đoàn", "Đinh Đoàn Ghi", "Đinh Đã Đóng"),
    *("Đinh Sai Ô", "Đinh Hủy Nơi Này", "Đinh Khác Ngày", "Đinh Năm Trước", "Đinh Nhập", "Đinh Xong"),
    *("Đinh Bỏ Lại", "Đinh Của Đoàn"),
)


def _sends(office: Office) -> None:
    def sent(day: int, month: int = 11) -> datetime:
        return datetime(2024, month, day, tzinfo=UTC)

    old = [admitted("Cao Văn Cũ", "01/08/1990"), person("Cao Văn Thêm", "02/08/1990", class_sent="05/09/2024")]
    office.send(old[:1], unit="CB06", month=9, sent=sent(24, 9))
    office.send(old, unit="CB06", month=10, sent=sent(24, 10))
    office.send(old[1:], unit="CB07", month=10, sent=sent(24, 10))
    office.send([], unit="CB07", sent=sent(24))
    new = [admitted("Sùng Thị Mới", "03/08/1990"), admitted("Sùng Thị Nữa", "04/08/1990", decision="11/11/2024")]
    office.send(new[:1], unit="CB08", name="CB08_a.xlsx", sent=sent(25))
    office.send(new, unit="CB08", name="CB08_b.xlsx", sent=sent(23))
    office.send(new[:1], unit="CB08", name="CB08_c.xlsx", sent=sent(25))
    office.send(new, unit="CB08", month=12, sent=sent(20, 12))
    office.send(new, unit="CB99", name="lạ.xlsx")
    office.send(new, unit="CB03", month=10, name="CB03_cũ.xlsx", sent=sent(26))
