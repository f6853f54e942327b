"""Reading: the form wherever its labels stand, values as people type them, and no cell guessed."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from office import cell_of, column_of, find, form, letter_of, outcomes, person, total
from raw_packages import zipped

from recruit.declared.form import CHECK_SHEET, GUIDE_SHEET
from recruit.read.written import How
from recruit.write.forms.book import form_bytes

PEOPLES = {
    "Gié-Triêng": "Gié - Triêng",
    "Pà-thẻn": "Pà Thẻn",
    "Hà-nhì": "Hà Nhì",
    "Phù-lá": "Phù Lá",
    "Sán-dìu": "Sán Dìu",
    "Bố-y": "Bố Y",
    "Ta-ôi": "Tà Ôi",
    "Ta Ôi": "Tà Ôi",
    "Xa Phó": "Phù Lá",
    "Dáy": "Giáy",
    "Hmông Hoa": "Mông",
    "H’mông": "Mông",
    "Dao đỏ": "Dao",
    "Bru–Vân Kiều": "Bru - Vân Kiều",
    "KINH (VIỆT)": "Kinh",
}
DEGREES = {
    "Cử nhân Luật": "Đại học",
    "ĐH Kinh tế": "Đại học",
    "Đại học (Luật)": "Đại học",
    "Đại học - Quản lý giáo dục": "Đại học",
    "Kỹ sư Công nghệ thông tin": "Đại học",
    "Bác sĩ đa khoa": "Đại học",
    "Th.S Luật kinh tế": "Thạc sĩ",
    "Cao đẳng Y tế": "Cao đẳng",
    "TC kế toán": "Trung cấp",
}
NO_DEGREES = [
    *("Trung cấp lý luận chính trị", "Cử nhân chính trị", "TC LLCT", "Sơ cấp lí luận", "Đại học đang học"),
    *("Đại học chưa xong", "Đại học chờ bằng", "Đại học sắp tốt nghiệp", "Đại học năm cuối", "Đại học kỳ cuối"),
    *("Đại học, Thạc sĩ", "Cử nhân cao đẳng", "đang học Đại học", "Luật", "Đại học năm thứ 2", "Đại học Luật 2019"),
    "Đại học " + "a " * 12,
]
CALLED_PEOPLES = {
    "dân tộc Tày": "Tày",
    "DT Kinh": "Kinh",
    "DT. Mông": "Mông",
    "Dân tộc H'Mông": "Mông",
    "Muờng": "Mường",
}
LEVELS = {
    "12/12 BTVH": "THPT",
    "THPT (12/12)": "THPT",
    "Phổ thông trung học": "THPT",
    "9/9": "THCS",
    "5/5": "Tiểu học",
}


def first(office, **options):
    return office.send(**options).month().people[0].row.values


def cell(key: str, value: object, number_format: str = "General"):
    """Return an edit that puts a value of its own type into the first person's cell."""

    def edit(book):
        target = book["Danh sách"].cell(2, column_of(key))
        target.value, target.number_format = value, number_format

    return edit


@pytest.mark.parametrize(
    "text",
    [
        "5/3/2024",
        "05/03/2024",
        "05.03.2024",
        "5-3-24",
        "5-3-2024",
        "ngày 5 tháng 3 năm 2024",
        "2024-03-05",
        " 05/03/2024 ",
        "5 / 3 / 2024",
    ],
)
def test_a_text_date_is_read_day_first(office, text):
    assert first(office, people=[person(class_sent=text)])["class_sent"] == date(2024, 3, 5)


def test_a_real_date_cell_is_read(office):
    assert first(office, edit=cell("class_sent", datetime(2024, 3, 5), "dd/mm/yyyy"))["class_sent"] == date(2024, 3, 5)


def test_a_year_in_a_date_formatted_birth_cell_is_not_taken_for_a_day_of_1905(office):
    office.send(edit=cell("birth", 1990, "dd/mm/yyyy"))
    assert [f.place.cell for f in find(office.month(), "O01")] == [cell_of("birth")]


def test_a_bare_number_in_a_birth_cell_is_a_year(office):
    assert first(office, edit=cell("birth", 1990))["birth"] == 1990


@pytest.mark.parametrize("text", ["31/04/2024", "3/2024", "2024", "hôm qua", "05/03/24/1", "0"])
def test_what_is_no_day_is_named_with_what_stood_there(office, text):
    office.send([person(class_sent=text)])
    assert [(f.place.cell, f.value) for f in find(office.month(), "O01")] == [(f"{letter_of('class_sent')}2", text)]


@pytest.mark.parametrize(
    ("key", "field", "text", "choice"),
    [
        ("union", "union_member", "x", "Có"),
        ("union", "union_member", "1", "Có"),
        ("gender", "gender", "nam", "Nam"),
        ("gender", "gender", "Nu", "Nữ"),
        ("people", "ethnic_group", "H'Mông", "Mông"),
        ("people", "ethnic_group", "H’mông", "Mông"),
        *(("people", "ethnic_group", text, choice) for text, choice in PEOPLES.items()),
        *(("education", "education", text, choice) for text, choice in LEVELS.items()),
        ("people", "ethnic_group", "Hmông", "Mông"),
        ("people", "ethnic_group", "Dao đỏ", "Dao"),
        ("qualification", "qualification", "ĐH", "Đại học"),
        *(("qualification", "qualification", text, choice) for text, choice in DEGREES.items()),
        *(("people", "ethnic_group", text, choice) for text, choice in CALLED_PEOPLES.items()),
        *(("union", "union_member", text, "Không") for text in ("Hết tuổi", "Trưởng thành Đoàn", "hết tuổi đoàn")),
        ("union", "union_member", "Đã hết tuổi", "Không"),
        ("union", "union_member", "Đoàn viên ưu tú", "Có"),
        *(("education", "education", text, "THPT") for text in ("PTTH 12/12", "PTTH 10/10", "Hết lớp 12")),
        *(("education", "education", text, "THCS") for text in ("Hết lớp 9", "PTCS 9/12")),
        ("qualification", "qualification", "KS", "Đại học"),
        ("qualification", "qualification", "CĐSP", "Cao đẳng"),
        ("education", "education", "12/12", "THPT"),
        ("reason", "leaving_reason", "huỷ quyết định kết nạp", "Hủy quyết định kết nạp"),
    ],
)
def test_a_choice_is_understood_in_its_spellings_and_the_clerk_is_told(office, key, field, text, choice):
    month = office.send([person(**{key: text})]).month()
    assert month.people[0].row.values[field] == choice
    assert (text, choice) in [(line.written, line.read_as) for line in month.understood]


def test_a_number_in_a_choice_of_yes_and_no_is_understood(office):
    assert first(office, edit=cell("union", 1))["union_member"] == "Có"


def test_a_date_as_it_should_be_typed_is_not_reported_as_read_otherwise(office):
    assert office.send([person()]).month().understood == ()


def test_a_number_in_a_text_cell_is_the_number_as_shown(office):
    assert first(office, edit=cell("certificate_no", 127))["certificate_number"] == "127"
    assert first(office, edit=cell("certificate_no", 127, "00000"))["certificate_number"] == "00127"
    assert first(office, edit=cell("certificate_no", 12.5))["certificate_number"] == "12,5"
    assert first(office, edit=cell("certificate_no", 12.5, "00000"))["certificate_number"] == "12,5"


@pytest.mark.parametrize(("number_format", "told"), [("General", []), ("00000", [("00127", How.SHOWN)])])
def test_that_a_number_is_read_as_its_mask_shows_it_is_told(office, number_format, told):
    office.send([person()], edit=cell("certificate_no", 127, number_format))
    assert [(value.read_as, value.how) for value in office.month().understood] == told


def test_na_and_none_are_text_and_not_blank(office):
    assert first(office, people=[person(note="NA")])["note"] == "NA"


# -- where things stand ------------------------------------------------------------------------------------------------


def moved(change):
    return lambda book: change(book["Danh sách"])


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.insert_rows(1, 3),
        lambda sheet: sheet.insert_cols(1, 2),
        lambda sheet: sheet.insert_rows(2, 2),
        lambda sheet: setattr(sheet, "title", "T11"),
        lambda sheet: setattr(sheet, "title", "Danh sách (2)"),
        lambda sheet: sheet.delete_cols(1),
    ],
)
def test_the_list_is_found_by_its_labels_wherever_it_stands(office, change):
    month = office.send([person(class_sent="10/03/2024")], edit=moved(change)).month()
    assert total(month, "class_sent") == 1
    assert month.findings == ()


def test_columns_in_another_order_are_the_same_list(office):
    def swap(sheet):
        for row in (1, 2):
            name, joined = sheet[cell_of("name", row)], sheet[cell_of("joined", row)]
            name.value, joined.value = joined.value, name.value

    month = office.send(edit=moved(swap)).month()
    assert month.people[0].row.values["name"] == "Nguyễn Văn An"


def test_headings_in_another_case_spacing_and_spelling_are_known(office):
    def rename(sheet):
        for key, heading in (("name", "HỌ TÊN"), ("birth", "Ngày, tháng, năm  sinh"), ("people", "DÂN TỘC :")):
            sheet[cell_of(key, 1)] = heading

    assert office.send(edit=moved(rename)).month().findings == ()


def test_blank_rows_inside_the_list_lose_nobody(office):
    month = office.send(
        [person(), person("Lò Văn Ón", "01/01/1999")], edit=moved(lambda sheet: sheet.insert_rows(3, 40))
    ).month()
    assert total(month, "sympathisers") == 2


def test_headings_repeated_lower_down_are_no_person(office):
    def repeat(sheet):
        for column in range(1, 29):
            sheet.cell(3, column).value = sheet.cell(1, column).value

    month = office.send([person()], edit=moved(repeat)).month()
    assert len(month.people) == 1


def test_the_cover_is_found_wherever_its_labels_stand(office):
    def change(book):
        sheet = book["Báo cáo"]
        sheet.insert_rows(1, 2)
        sheet.insert_cols(1, 1)
        sheet["A1"], sheet.title = "BÁO CÁO THÁNG", "Bia"

    assert outcomes(office.send(edit=change).month())["CB01_11.xlsx"] == "Đã dùng"


@pytest.mark.parametrize("value", ["Tháng 11", "T11", "11", 11, "11/2024", "tháng 11 năm 2024", "Tháng 11, năm 2024"])
def test_the_month_is_understood_as_people_write_it(office, value):
    office.put("a.xlsx", form(cover={"Tháng *": value}))
    assert outcomes(office.month())["a.xlsx"] == "Đã dùng"


@pytest.mark.parametrize(("shown", "outcome"), [("mm/yyyy", True), ("mmm-yy", True), ("dd/mm/yyyy", False)])
def test_a_month_of_which_excel_has_made_its_first_day_is_that_month_where_no_day_is_shown(office, shown, outcome):
    def typed(book) -> None:
        book["Báo cáo"]["B2"].value, book["Báo cáo"]["B2"].number_format = datetime(2024, 11, 1), shown

    month = office.put("a.xlsx", form(edit=typed)).month()
    assert (outcomes(month)["a.xlsx"] == "Đã dùng") is outcome
    assert [line.read_as for line in month.understood] == ["11"] * outcome


@pytest.mark.parametrize("said", ["đ/c", "đồng chí", "đảng viên", "ĐV", "người", "người."])
def test_a_number_of_members_may_say_of_whom(office, said):
    month = office.send([person()], cover={"Tổng số đảng viên": f"21 {said}"}).month()
    assert (total(month, "members"), find(month, "O30")) == (21, [])
    assert [(line.written, line.read_as) for line in month.understood] == [(f"21 {said}", "21")]


@pytest.mark.parametrize("said", ["21 (02 dự bị)", "21 tổ", "hai mươi mốt", "21 đ/c, 02 dự bị", "-21"])
def test_a_number_of_members_that_says_more_is_none(office, said):
    assert len(find(office.send([person()], cover={"Tổng số đảng viên": said}).month(), "O30")) == 1


@pytest.mark.parametrize("said", NO_DEGREES)
def test_two_degrees_one_of_theory_and_one_that_is_yet_to_come_are_no_choice(office, said):
    found = find(office.send([person(qualification=said)]).month(), "O02")
    assert [one.place.cell for one in found] == [cell_of("qualification")]


# -- files that are no form --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "rỗng"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "bản chụp"),
        (b"PK\x03\x04 broken", "hỏng"),
        (b"a;b;c\n1;2;3\n", "không phải bảng tính"),
        (b"<html><table></table></html>", "HTML"),
        (b"Rar!\x1a\x07\x00", ".rar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    ],
)
def test_a_file_that_is_no_workbook_is_named_with_its_reason_and_harms_nothing(office, data, words):
    month = office.send([person()]).put("lạ.xlsx", data).month()
    assert outcomes(month)["lạ.xlsx"].startswith("Không đọc được: ")
    assert words in outcomes(month)["lạ.xlsx"]
    assert (total(month, "sympathisers"), month.errors) == (1, 0)


def test_litter_of_systems_is_only_counted(office):
    for name in ("~$a.xlsx", "Thumbs.db", "desktop.ini", ".DS_Store", ".~lock.a.xlsx#"):
        office.put(name, b"x")
    month = office.send([person()]).month()
    assert (len(month.files), month.litter) == (2, 5)


@pytest.mark.parametrize("sheet", [GUIDE_SHEET, CHECK_SHEET])
def test_the_forms_guide_and_its_hidden_check_are_not_looked_into_and_may_be_torn(office, sheet):
    form_of_the_office = form_bytes(
        unit_code="CB01", unit_name="Chi bộ CB01", year=2024, month=11, people=[{"name": "Lò Văn An"}]
    )
    with zipfile.ZipFile(io.BytesIO(form_of_the_office)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = openpyxl.load_workbook(io.BytesIO(form_of_the_office), read_only=True).sheetnames
    part = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
    month = office.put("a.xlsx", zipped(parts | {part: parts[part][: len(parts[part]) // 2]})).month()
    assert outcomes(month)["a.xlsx"] == "Đã dùng"
