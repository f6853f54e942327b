"""What a hand does to a plan: labels that were changed, lines that stand twice, merged cells, months of another year."""

from __future__ import annotations

from datetime import date

import pytest
from committees import edited
from office import plan, unit

from recruit.books.open import read_workbook
from recruit.declared.plan import INFO_SHEET, LAST_YEAR_SHEET, REGISTER_SHEET, REGULATIONS_SHEET, UNITS_SHEET
from recruit.errors import PlanProblem
from recruit.read.plan import read_plan


def changed(change, *units, **options) -> bytes:
    """Return a plan that somebody has changed in a spreadsheet program."""
    return edited(plan(*units, **options), change)


def stops_of(data: bytes) -> list[str]:
    """Return each line of what stops a run with a plan, none where nothing does."""
    try:
        read_plan(read_workbook(data), "ke_hoach.xlsx")
    except PlanProblem as problem:
        return [line.removeprefix("  - ") for line in str(problem).splitlines()[1:]]
    return []


def relabelled(sheet: str, label: str, name: str):
    """Write another label in a plan's heading or first column."""

    def change(book) -> None:
        cells = (cell for row in book[sheet].iter_rows() for cell in row)
        next(cell for cell in cells if cell.value == label).value = name

    return change


@pytest.mark.parametrize(
    ("label", "value", "is_taken"),
    [
        ("Hạn hoàn thành", date(2025, 3, 31), True),
        ("Hạn hoàn thành", date(2025, 4, 1), False),
        ("Hạn hoàn thành", date(2024, 1, 1), True),
        ("Hạn hoàn thành", date(2023, 12, 31), False),
        ("Hạn đơn vị báo cáo", date(2025, 3, 31), True),
        ("Hạn đơn vị báo cáo", date(2025, 12, 3), False),
    ],
)
def test_a_deadline_is_of_the_plans_year_or_of_the_months_after_it(label, value, is_taken):
    cell = "B14" if label == "Hạn hoàn thành" else "B15"
    words = f"{INFO_SHEET}, ô {cell}: {label} phải thuộc năm 2024, như Năm kế hoạch ở ô B1"
    assert stops_of(plan(info={label: value})) == ([] if is_taken else [words])


@pytest.mark.parametrize(
    ("label", "name", "cell"),
    [
        ("Chỉ tiêu kết nạp", "CT kết nạp", "F1"),
        ("Chỉ tiêu kết nạp", "Kết nạp", "F1"),
        ("Chỉ tiêu học lớp", "Chỉ tiêu cử đi học", "G1"),
        ("Từ tháng", "Tháng bắt đầu", "H1"),
        ("Đến tháng", "Đến hết", "I1"),
        ("Nhập vào", "Nhập về", "J1"),
    ],
)
def test_a_renamed_column_that_figures_need_is_named_at_its_heading(label, name, cell):
    data = changed(relabelled(UNITS_SHEET, label, name), unit(first=2, last=10, into="CB02"), unit("CB02"))
    words = f"{UNITS_SHEET}, ô {cell}: không rõ cột “{name}” có phải là {label}; ghi lại đúng tên cột"
    assert words in stops_of(data)


@pytest.mark.parametrize("label", ["Chỉ tiêu kết nạp", "Chỉ tiêu học lớp"])
def test_a_column_of_targets_must_be_there(label):
    assert f"{UNITS_SHEET}, ô A1: thiếu cột {label}" in stops_of(changed(relabelled(UNITS_SHEET, label, "Khác")))


@pytest.mark.parametrize(
    ("label", "name"),
    [("Đến tháng", "Đến"), ("Thư điện tử", "Thư"), ("Số đảng viên đầu năm", "Số đảng viên")],
)
def test_a_renamed_column_that_is_blank_or_only_documents_need_stops_nothing(label, name):
    assert stops_of(changed(relabelled(UNITS_SHEET, label, name), unit(addresses="a@vidu.vn"))) == []


def test_a_column_of_the_offices_own_stops_nothing():
    def change(book) -> None:
        for row, value in enumerate(("Ghi chú về chỉ tiêu", "giao thêm 01"), start=1):
            book[UNITS_SHEET].cell(row, 14, value)

    assert stops_of(changed(change)) == []


def test_the_day_from_which_a_regulation_holds_is_not_lost_under_another_heading():
    rows = [["tuoi_toi_thieu", "", "18", date(2024, 1, 1), ""]]
    data = changed(relabelled(REGULATIONS_SHEET, "Áp dụng từ ngày", "Từ ngày"), regulations=rows)
    assert stops_of(data) == [
        f"{REGULATIONS_SHEET}, ô D1: không rõ cột “Từ ngày” có phải là Áp dụng từ ngày; ghi lại đúng tên cột"
    ]


@pytest.mark.parametrize(
    ("sheet", "label", "name", "cell"),
    [
        (REGISTER_SHEET, "Ngày sinh", "Năm sinh", "D1"),
        (LAST_YEAR_SHEET, "Kết nạp", "Số kết nạp", "B1"),
        (LAST_YEAR_SHEET, "Cử đi học", "Học lớp", "C1"),
        (LAST_YEAR_SHEET, "Chuyển chính thức", "Chính thức", "D1"),
    ],
)
def test_nor_is_a_birth_date_of_the_register_or_a_count_of_last_year(sheet, label, name, cell):
    row = ["31-QĐ/ĐUK", date(2024, 3, 20), "Trần Thị Bình", date(1992, 8, 7), "CB01"]
    words = f"{sheet}, ô {cell}: không rõ cột “{name}” có phải là {label}; ghi lại đúng tên cột"
    assert stops_of(changed(relabelled(sheet, label, name), register=[row])) == [words]


@pytest.mark.parametrize(
    ("label", "value", "name", "cell"),
    [
        ("Chỉ tiêu kết nạp được giao", 8, "Chỉ tiêu kết nạp", "A10"),
        ("Chỉ tiêu học lớp được giao", 8, "Chỉ tiêu học", "A11"),
        ("Ngày nộp hằng tháng", 20, "Hạn nộp hằng tháng", "A13"),
    ],
)
def test_a_renamed_line_of_the_first_sheet_that_figures_need_is_named(label, value, name, cell):
    data = changed(relabelled(INFO_SHEET, label, name), info={label: value})
    words = f"{INFO_SHEET}, ô {cell}: không rõ “{name}” có phải là {label}; ghi lại đúng tên của dòng"
    assert stops_of(data) == [words]


def test_a_line_of_the_offices_own_on_the_first_sheet_stops_nothing():
    assert stops_of(plan(info={"Ghi chú chỉ tiêu": "giao lần 2", "Ngày lập": date(2024, 1, 5)})) == []


@pytest.mark.parametrize("own", ["Ngày lập", "Số năm", "Số văn bản"])
def test_a_line_of_the_offices_own_is_no_absent_one_by_a_word_that_stands_everywhere(own):
    assert stops_of(changed(relabelled(INFO_SHEET, "Ngày nộp hằng tháng", own))) == []


@pytest.mark.parametrize(("again", "said"), [(date(2024, 10, 31), 1), (date(2024, 11, 30), 0), (None, 0)])
def test_a_line_that_stands_twice_is_named_where_it_says_something_else(again, said):
    def change(book) -> None:
        book[INFO_SHEET]["A30"], book[INFO_SHEET]["B30"] = "Hạn hoàn thành", again

    words = f"{INFO_SHEET}, ô B30: Hạn hoàn thành có hai ô ghi khác nhau, B14 và B30"
    assert stops_of(changed(change)) == [words] * said


@pytest.mark.parametrize(("label", "cell"), [("Từ tháng", "H2"), ("Đến tháng", "I2")])
@pytest.mark.parametrize(("year", "is_taken"), [(2024, True), (2025, False), (2023, False)])
def test_a_month_of_a_unit_is_of_the_plans_year(label, cell, year, is_taken):
    months = {"first" if label == "Từ tháng" else "last": f"3/{year}"}
    words = f"{UNITS_SHEET}, ô {cell}: {label} ghi “3/{year}”, không thuộc năm 2024"
    assert stops_of(plan(unit(**months))) == ([] if is_taken else [words])


@pytest.mark.parametrize(("year", "is_taken"), [(2023, True), (2024, False)])
def test_a_month_of_last_year_is_of_last_year(year, is_taken):
    words = f"Năm trước, ô A2: Tháng ghi “3/{year}”, không thuộc năm 2023"
    assert stops_of(plan(last_year=[[f"3/{year}", 1, 1, 1]])) == ([] if is_taken else [words])


@pytest.mark.parametrize("joined", ["F2:F3", "F2:G2", "E2:G2", "H2:I3"])
def test_a_value_for_several_units_or_columns_is_named_at_its_cell(joined):
    cell = joined.partition(":")[0]
    data = changed(
        lambda book: book[UNITS_SHEET].merge_cells(joined), unit(addresses="a@vidu.vn", first=1), unit("CB02")
    )
    assert stops_of(data) == [f"{UNITS_SHEET}, ô {cell}: các ô {joined} bị gộp; bỏ gộp rồi ghi riêng từng ô"]


def test_blank_cells_that_are_merged_and_a_sum_under_a_merged_word_stop_nothing():
    def change(book) -> None:
        sheet = book[UNITS_SHEET]
        sheet.merge_cells("H2:I2")
        sheet.cell(3, 1, "Tổng cộng")
        sheet.merge_cells("A3:B3")
        sheet.cell(3, 6, 1)

    assert stops_of(changed(change)) == []


@pytest.mark.parametrize(("value", "said"), [("20", 1), ("18", 0)])
def test_two_values_of_a_regulation_from_one_day_are_named(value, said):
    rows = [["tuoi_toi_thieu", "", held, date(2024, 1, 1), ""] for held in ("18", value)]
    words = "quy định tuoi_toi_thieu từ cùng một ngày có hai giá trị, ở các ô C2, C3"
    assert stops_of(plan(regulations=rows)) == [f"{REGULATIONS_SHEET}, ô C3: {words}"] * said
