"""The form as people meet it: its labels, its checks in a real spreadsheet program, and its way back."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from audit import complaints
from libreoffice import pdf, saved_again
from office import Office, find, total
from openpyxl import Workbook, load_workbook

from recruit.declared.form import CHECKED_ROWS, LIST, VERSION
from recruit.read.dates import read_text_date
from recruit.write.forms.book import form_bytes
from recruit.write.forms.checks import birth_check, date_check
from recruit.write.forms.people import FIRST_ROW, HEADING_ROW, LINE_COLUMNS, list_address
from recruit.write.forms.ship import TEMPLATES

FOLDER = Path(__file__).parents[1] / "templates"
COVER_LABELS = [
    "Mã đơn vị *",
    "Tên đơn vị",
    "Tháng *",
    "Năm *",
    "Ngày họp xét",
    "Số nghị quyết",
    "Tổng số đảng viên",
    "Số quần chúng trong đơn vị",
    "Người lập biểu",
    "Điện thoại",
    "Người đứng đầu đơn vị",
    "Kết quả nổi bật",
    "Khó khăn, vướng mắc",
    "Kiến nghị, đề xuất",
]
# The one place in the tests that repeats the list: each column under its key, from left to right.
LIST_LABELS = {
    "number": "STT",
    "name": "Họ và tên *",
    "birth": "Ngày sinh *",
    "gender": "Giới tính *",
    "ethnic_group": "Dân tộc *",
    "religion": "Tôn giáo",
    "union_member": "Đoàn viên",
    "education": "Trình độ học vấn *",
    "qualification": "Trình độ chuyên môn",
    "category": "Đối tượng",
    "position": "Chức vụ, đơn vị công tác *",
    "home": "Quê quán",
    "joined": "Ngày vào danh sách cảm tình *",
    "helpers": "Đảng viên giúp đỡ",
    "helper_assigned": "Ngày phân công giúp đỡ",
    "task": "Nhiệm vụ được giao",
    "class_proposed": "Ngày đề nghị học lớp",
    "class_sent": "Ngày cử đi học lớp",
    "certificate_number": "Số giấy chứng nhận",
    "certificate": "Ngày cấp giấy chứng nhận",
    "procedure_proposed": "Ngày đề nghị làm thủ tục",
    "agreed": "Ngày Đảng ủy đồng ý",
    "resolution": "Ngày nghị quyết đề nghị kết nạp",
    "decision_number": "Số quyết định kết nạp",
    "decision": "Ngày quyết định kết nạp",
    "ceremony": "Ngày lễ kết nạp",
    "left": "Ngày đưa ra khỏi danh sách",
    "leaving_reason": "Lý do đưa ra",
    "remark": "Ghi nhận",
    "note": "Ghi chú",
}
PEOPLE = [
    {
        "name": "Giàng A Sử",
        "birth": date(1996, 9, 2),
        "gender": "Nam",
        "ethnic_group": "Mông",
        "education": "THPT",
        "qualification": "Đại học",
        "position": "=Chuyên viên",
        "joined": date(2024, 1, 22),
        "helpers": "Lê Quang Dũng",
        "class_sent": "17/6/2024",
    },
    {
        "name": "Lò Thị Thúy",
        "birth": "1993",
        "gender": "nữ",
        "ethnic_group": "Thái",
        "education": "12/12",
        "position": "Kế toán",
        "joined": "05.03.2024",
        "helpers": "Hoàng Văn Khải",
    },
]


def filled() -> bytes:
    return form_bytes(
        unit_code="CB01",
        unit_name="Chi bộ CB01",
        year=2024,
        month=11,
        people=PEOPLE,
        cover={"meeting_date": date(2024, 11, 20), "resolution_number": "11-NQ/CB", "prepared_by": "Lê Thị Lan"},
    )


@pytest.fixture(scope="module")
def book():
    return load_workbook(io.BytesIO(form_bytes()))


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_audit_finds_nothing_in_the_shipped_workbook(name, tmp_path):
    assert complaints((FOLDER / name).read_bytes(), tmp_path, name) == []


def test_the_cover_has_the_contracts_labels(book):
    found = [row[0].value for row in book["Báo cáo"].iter_rows() if row[0].value]
    assert [label for label in found if label in COVER_LABELS] == COVER_LABELS


def test_the_list_has_the_contracts_headings_in_order(book):
    assert [cell.value for cell in book["Danh sách"][HEADING_ROW]] == list(LIST_LABELS.values())


def test_each_heading_is_that_of_its_key():
    assert {field.key: field.heading for field in LIST} == LIST_LABELS


def test_a_band_of_the_five_groups_stands_above_the_headings(book):
    assert [cell.value for cell in book["Danh sách"][1][LINE_COLUMNS:] if cell.value] == [
        "Lý lịch",
        "Tạo nguồn",
        "Học lớp",
        "Kết nạp",
        "Đưa ra",
    ]


def test_date_cells_are_text_and_unlocked_down_to_the_last_checked_row(book):
    sheet = book["Danh sách"]
    cell = sheet[list_address(0, "joined")]
    assert (cell.number_format, cell.protection.locked) == ("@", False)
    last = sheet.row_dimensions[CHECKED_ROWS]
    assert last.s is not None


def test_headings_are_locked_without_a_password_and_may_be_formatted_sorted_filtered(book):
    protection = book["Danh sách"].protection
    assert protection.sheet and protection.password is None
    assert not any(
        (
            protection.formatCells,
            protection.formatColumns,
            protection.formatRows,
            protection.sort,
            protection.autoFilter,
        )
    )
    assert book["Danh sách"][list_address(-1, "name")].protection.locked


def test_panes_are_frozen_after_the_name_and_under_the_headings(book):
    assert book["Danh sách"].freeze_panes == "C3"


def test_every_column_with_choices_has_its_list(book):
    ranges = {
        str(v.sqref).split(":")[0]: v for v in book["Danh sách"].data_validations.dataValidation if v.type == "list"
    }
    assert sorted(ranges) == sorted(list_address(0, field.key) for field in LIST if field.choices)


def test_every_prompt_and_error_is_vietnamese_and_within_excels_limits(book):
    for sheet in (book["Báo cáo"], book["Danh sách"]):
        for check in sheet.data_validations.dataValidation:
            assert len(check.promptTitle) <= 32 and len(check.errorTitle) <= 32
            assert 0 < len(check.prompt) <= 255 and 0 < len(check.error) <= 255


def test_the_hidden_sheet_carries_version_unit_and_probe():
    book = load_workbook(io.BytesIO(form_bytes(unit_code="CB01", unit_name="x", year=2024, month=3)))
    sheet = book["_bieu"]
    assert sheet.sheet_state == "veryHidden"
    assert [sheet["B1"].value, sheet["B2"].value, sheet["B3"].value] == [
        VERSION,
        "CB01",
        '=DAY(DATEVALUE("05/03/2024"))',
    ]


def test_in_an_issued_form_code_name_and_year_are_filled_and_locked():
    sheet = load_workbook(io.BytesIO(form_bytes(unit_code="CB01", unit_name="Chi bộ Một", year=2024, month=3)))[
        "Báo cáo"
    ]
    cells = {row[0].value: row[1] for row in sheet.iter_rows() if row[0].value}
    assert [
        (cells[label].value, cells[label].protection.locked)
        for label in ("Mã đơn vị *", "Tên đơn vị", "Năm *", "Tháng *")
    ] == [("CB01", True), ("Chi bộ Một", True), ("2024", True), ("3", False)]


def test_the_same_form_has_the_same_bytes():
    assert filled() == filled()


# -- the date check ----------------------------------------------------------------------------------------------------

TEXTS = [
    "05/03/2024",
    "5/3/2024",
    "05/3/2024",
    "5/03/2024",
    "29/02/2024",
    "31/12/2024",
    "01/01/1900",
    "30/04/2025",
    "31/04/2024",
    "29/02/2023",
    "30/02/2024",
    "00/03/2024",
    "05/00/2024",
    "05/13/2024",
    "32/01/2024",
    "5/3/24",
    "5-3-2024",
    "05.03.2024",
    "2024-03-05",
    "abc",
    "/3/2024",
    "5//2024",
    "150/3/2024",
]


def test_the_check_is_one_formula_below_excels_limit():
    assert len(date_check(f"AB{FIRST_ROW}")) < 255
    assert len(birth_check(f"C{FIRST_ROW}")) < 255


@pytest.fixture(scope="module")
def judged() -> dict[str, tuple[bool, bool]]:
    """What LibreOffice says of each text, by the date check and by the birth check."""
    book = Workbook()
    sheet = book.active
    texts = [*TEXTS, "1990", "990", "19900"]
    for row, text in enumerate(texts, start=1):
        sheet.cell(row, 1, text).number_format = "@"
        sheet.cell(row, 2, f"=IFERROR(IF({date_check(f'A{row}')},1,0),0)")
        sheet.cell(row, 3, f"=IFERROR(IF({birth_check(f'A{row}')},1,0),0)")
    out = io.BytesIO()
    book.save(out)
    counted = load_workbook(io.BytesIO(saved_again(out.getvalue())), data_only=True).active
    return {
        text: (counted.cell(row, 2).value == 1, counted.cell(row, 3).value == 1)
        for row, text in enumerate(texts, start=1)
    }


@pytest.mark.parametrize("text", TEXTS)
def test_the_check_lets_exactly_d_m_yyyy_dates_that_exist_pass(judged, text):
    exists = text.count("/") == 2 and len(text.rsplit("/", 1)[1]) == 4 and read_text_date(text, 2024) is not None
    assert judged[text] == (exists, exists)


def test_a_bare_year_passes_only_for_a_birth_date(judged):
    assert judged["1990"] == (False, True)
    assert judged["990"] == judged["19900"] == (False, False)


# -- through LibreOffice -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def resaved() -> bytes:
    return saved_again(filled())


def test_saved_again_by_libreoffice_the_form_reads_the_same(resaved, tmp_path):
    one, two = Office(tmp_path / "một").put("a.xlsx", filled()), Office(tmp_path / "hai").put("a.xlsx", resaved)
    first, second = one.month(), two.month()
    assert [person.row.values for person in first.people] == [person.row.values for person in second.people]
    assert total(second, "class_sent") == 1
    assert [f.code for f in first.findings] == [f.code for f in second.findings]


def test_saved_again_its_checks_lists_and_red_marks_are_there(resaved):
    sheet = load_workbook(io.BytesIO(resaved))["Danh sách"]
    kinds = {check.type for check in sheet.data_validations.dataValidation}
    assert {"list", "custom"} <= kinds
    assert len(sheet.conditional_formatting) > 10


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    month = Office(tmp_path / "x").put("a.xlsx", filled()).month()
    assert month.people[0].row.values["position"] == "=Chuyên viên"
    assert find(month, "O04") == []


def test_printed_the_list_is_landscape_and_two_pages_wide():
    pages = pdfplumber.open(io.BytesIO(pdf(filled(), "bieu.xlsx"))).pages
    listing = [
        page for page in pages if page.search("Họ và tên", regex=False) and not page.search("Cách ghi", regex=False)
    ]
    assert all(page.width > page.height for page in pages)
    assert len(listing) >= 2
