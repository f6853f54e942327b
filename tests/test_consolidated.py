"""The consolidated workbook: sheets and headings of the contract, real values, every figure traced."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pandas as pd
import pytest
from audit import complaints
from libreoffice import pdf
from office import COLUMN, SHORT, admitted, letter_of, person, unit
from openpyxl import load_workbook

from recruit.write.check_report import check_bytes
from recruit.write.consolidated import consolidated_bytes

HEADINGS = {
    "Tổng hợp": ["Mã đơn vị", "Tên đơn vị", "Chỉ tiêu kết nạp", "Đã kết nạp", "Tỷ lệ đạt chỉ tiêu kết nạp", "Chỉ tiêu học lớp",
                 "Đã cử đi học", "Tỷ lệ đạt chỉ tiêu học lớp", "Đánh giá", "Cảm tình Đảng", "Đủ điều kiện", "Số liệu đến tháng"],
    "Danh sách": ["Mã đơn vị", "Giai đoạn", "Họ và tên", "Ngày sinh"],
    "Trình Đảng ủy": ["Việc", "Họ và tên", "Mã đơn vị", "Ngày đề nghị"],
    "Nộp báo cáo": ["Mã đơn vị", "Tên đơn vị", *(f"T{month}" for month in range(1, 13))],
    "Tệp": ["Tệp", "Nguồn", "Đơn vị", "Tháng", "Kết quả", "SHA-256"],
    "Lỗi": ["Mức", "Mã lỗi", "Tệp", "Trang", "Ô", "Giá trị", "Nội dung", "Cách sửa", "Mã đơn vị", "Đã sửa?"],
    "Đã hiểu là": ["Tệp", "Trang", "Ô", "Đã ghi", "Đã hiểu là", "Cách"],
    "Nguồn số liệu": ["Số liệu", "Mã đơn vị", "Giá trị", "Tệp", "Trang", "Ô"],
    "Theo tháng": ["Tháng", "Kết nạp trong tháng", "Lũy kế kết nạp", "Cử học trong tháng", "Lũy kế cử học", "Cảm tình Đảng"],
}


def _looks_like_a_formula(book) -> None:
    cell = book["Danh sách"].cell(4, COLUMN[SHORT["note"]])
    cell.value, cell.data_type = "=HYPERLINK(1)", "s"


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    from office import Office

    office = Office(tmp_path_factory.mktemp("x"), unit("CB01", admissions=3), unit("CB02", "Chi bộ Hai"), unit("CB03"),
                    unit("DT01", "Đoàn", "Đoàn thể", None, None))
    office.send([admitted(gender="Nu"), person(class_sent="10/03/2024", class_asked="01/02/2024"),
                 person("Tẩn Mẩy Lin", "1990", class_asked="10/10/2024", position="+84")], month=11, edit=_looks_like_a_formula)
    office.send([person("Lò Văn Ón", "01/01/1999", helper=None)], unit="CB02", month=10, sent=datetime(2024, 10, 20, tzinfo=UTC))
    office.send([person(class_sent="10/03/2024"), person("Sùng Thị Mai", "31/02/2000")], unit="DT01")
    return office.month()


@pytest.fixture(scope="module")
def data(month) -> bytes:
    return consolidated_bytes(month)


@pytest.fixture(scope="module")
def book(data):
    return load_workbook(io.BytesIO(data))


def frame(data: bytes, sheet: str) -> pd.DataFrame:
    return pd.read_excel(io.BytesIO(data), sheet_name=sheet, engine="openpyxl")


def test_the_sheets_are_the_contracts_in_order(book):
    assert book.sheetnames == list(HEADINGS)


@pytest.mark.parametrize("sheet", HEADINGS)
def test_row_one_is_the_heading_row(data, sheet):
    assert list(frame(data, sheet).columns)[: len(HEADINGS[sheet])] == HEADINGS[sheet]


@pytest.mark.parametrize("sheet", HEADINGS)
def test_each_sheet_is_frozen_filtered_and_printable(book, sheet):
    page = book[sheet]
    assert page.freeze_panes
    assert page.auto_filter.ref
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows


def test_a_unit_a_row_and_the_total_last(data):
    sheet = frame(data, "Tổng hợp")
    assert list(sheet["Mã đơn vị"].fillna("")) == ["CB01", "CB02", "CB03", "DT01", ""]
    assert sheet.iloc[-1]["Tên đơn vị"] == "Tổng cộng"
    assert list(sheet["Đã kết nạp"].fillna(-1)) == [1, 0, -1, 0, 1]


def test_rates_are_fractions_with_a_per_cent_format(book):
    cell = book["Tổng hợp"]["E2"]
    assert (cell.value, cell.number_format) == (pytest.approx(1 / 3), "0.0%")


def test_a_unit_that_never_sent_has_blank_cells(book):
    assert [cell.value for cell in book["Tổng hợp"][4]][3:5] == [None, None]
    assert book["Tổng hợp"]["L4"].value is None


def test_days_are_real_days(book):
    sheet = book["Danh sách"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Ngày cử đi học lớp")
    assert sheet.cell(3, column).value == datetime(2024, 3, 10)


def test_what_came_from_outside_is_stored_as_text(book):
    sheet = book["Danh sách"]
    found = {cell.value: cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if str(cell.value)[:1] in "=+"}
    assert found == {"=HYPERLINK(1)": "s", "+84": "s"}


def test_a_cell_that_could_not_be_read_shows_what_stood_there(book):
    births = [row[3].value for row in book["Danh sách"].iter_rows(min_row=2)]
    assert "31/02/2000" in births


def test_waiting_cases_are_listed(data):
    sheet = frame(data, "Trình Đảng ủy")
    assert list(sheet["Việc"]) == ["Cử đi học lớp"]


def test_the_grid_says_who_sent_and_the_rates_stand_under_it(book):
    sheet = book["Nộp báo cáo"]
    assert [sheet.cell(row, 13).value for row in range(2, 6)] == ["Đã nộp", "Chưa nộp", "Chưa nộp", "Đã nộp"]
    labels = {sheet.cell(row, 2).value: sheet.cell(row, 13).value for row in range(7, 12)}
    assert labels["Phải nộp"] == 4 and labels["Đã nộp"] == 2 and labels["Tỷ lệ"] == 0.5
    assert sheet.cell(2, 14).value is None


def test_every_source_leads_to_as_many_cells_as_the_figure_counts(data):
    sheet = frame(data, "Nguồn số liệu")
    for name in ("Đã kết nạp", "Đã cử đi học", "Cảm tình Đảng"):
        rows = sheet[(sheet["Số liệu"] == name) & sheet["Mã đơn vị"].isna()]
        cells = [cell for cells in rows["Ô"].dropna() for cell in cells.split(";")]
        assert len(cells) == rows["Giá trị"].iloc[0]


def test_the_source_of_the_admission_is_its_cell(data):
    sheet = frame(data, "Nguồn số liệu")
    row = sheet[(sheet["Số liệu"] == "Đã kết nạp") & (sheet["Mã đơn vị"] == "CB01")].iloc[0]
    assert (row["Tệp"], row["Trang"], row["Ô"]) == ("CB01_11.xlsx", "Danh sách", f"{letter_of('decision')}2")


def test_targets_lead_to_the_plan(data):
    sheet = frame(data, "Nguồn số liệu")
    row = sheet[(sheet["Số liệu"] == "Chỉ tiêu kết nạp") & (sheet["Mã đơn vị"] == "CB01")].iloc[0]
    assert (row["Tệp"], row["Trang"], row["Ô"]) == ("ke_hoach.xlsx", "Đơn vị và chỉ tiêu", "F2")


def test_what_was_read_otherwise_is_listed(data):
    sheet = frame(data, "Đã hiểu là")
    assert ("Nu", "Nữ") in list(zip(sheet["Đã ghi"], sheet["Đã hiểu là"], strict=True))


def test_there_are_native_charts_of_results_and_months(data):
    import zipfile

    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 2


def test_the_audit_finds_nothing(data, month, tmp_path):
    assert complaints(data, tmp_path, "tong_hop.xlsx") == []
    assert complaints(check_bytes(month), tmp_path, "kiem_tra.xlsx") == []


def test_the_same_month_makes_the_same_bytes(month, data):
    assert consolidated_bytes(month) == data


def test_libreoffice_prints_it(data):
    assert pdf(data, "tong_hop.xlsx").startswith(b"%PDF")


def test_the_check_has_the_list_of_errors_first(month):
    assert load_workbook(io.BytesIO(check_bytes(month))).sheetnames == ["Lỗi", "Tệp", "Đã hiểu là", "Nộp báo cáo"]
