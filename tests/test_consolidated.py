"""The consolidated workbook: sheets and headings of the contract, real values, every figure traced."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pandas as pd
import pdfplumber
import pytest
from audit import complaints
from consolidated_sample import FILE, finding
from consolidated_sample import month as sample
from consolidated_sample import person as row_of_person
from libreoffice import pdf, saved_again
from office import admitted, column_of, letter_of, person, unit, unit_cell
from openpyxl import Workbook, load_workbook

from recruit.measure.figure import Figure, Measure, Source
from recruit.read.row import Row
from recruit.write.summary.check_report import check_bytes
from recruit.write.summary.workbook import consolidated_bytes

HEADINGS = {
    "Tổng hợp": [
        "Mã đơn vị",
        "Tên đơn vị",
        "Chỉ tiêu kết nạp",
        "Đã kết nạp",
        "Tỷ lệ đạt chỉ tiêu kết nạp",
        "Chỉ tiêu học lớp",
        "Đã cử đi học",
        "Tỷ lệ đạt chỉ tiêu học lớp",
        "Đánh giá",
        "Cảm tình Đảng",
        "Đủ điều kiện",
        "Số liệu đến tháng",
    ],
    "Danh sách": ["Mã đơn vị", "Giai đoạn", "Họ và tên", "Ngày sinh"],
    "Biểu 2": ["Tiêu chí", "Kỳ này", "Cùng kỳ năm trước", "(%) kỳ này so với cùng kỳ năm trước", "CB01", "CB02"],
    "Biểu 2B": ["Tiêu chí", "Kỳ này", "Cùng kỳ năm trước", "(%) kỳ này so với cùng kỳ năm trước"],
    "Đảng viên dự bị": [
        *("STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Ngày lễ kết nạp", "Hết 12 tháng dự bị"),
        *("Hạn chi bộ xét (30 ngày làm việc)", "Giấy chứng nhận lớp đảng viên mới (số, ngày)", "Ngày chi bộ xét"),
        *("Số, ngày quyết định", "Tình trạng"),
    ],
    "Đảng viên mới": ["STT", "ID", "Họ và tên", "Tên gọi khác", "Giới tính", "Sinh ngày"],
    "Trình Đảng ủy": ["Việc", "Họ và tên", "Mã đơn vị", "Ngày đề nghị"],
    "Nộp báo cáo": ["Mã đơn vị", "Tên đơn vị", *(f"T{month}" for month in range(1, 13))],
    "Tệp": ["Tệp", "Nguồn", "Đơn vị", "Tháng", "Kết quả", "SHA-256"],
    "Lỗi": [
        "Mức",
        "Mã lỗi",
        "Tệp",
        "Trang",
        "Ô",
        "Giá trị",
        "Nội dung",
        "Cách sửa",
        "Mã đơn vị",
        "Khóa",
        "Xác minh",
        "Đã sửa?",
    ],
    "Đã hiểu là": ["Tệp", "Trang", "Ô", "Đã ghi", "Đã hiểu là", "Cách"],
    "Nguồn số liệu": ["Số liệu", "Mã đơn vị", "Giá trị", "Tệp", "Trang", "Ô"],
    "Lỗi theo tháng": [
        *("Mã đơn vị", "Tên đơn vị", *(f"T{month}" for month in range(1, 13))),
        *("Số tháng đã đôn đốc", "Đôn đốc gần nhất"),
    ],
    "Theo tháng": [
        "Tháng",
        "Kết nạp trong tháng",
        "Lũy kế kết nạp",
        "Cử học trong tháng",
        "Lũy kế cử học",
        "Cảm tình Đảng",
    ],
    "Tiến độ": ["Mã đơn vị", "Tên đơn vị", "Chỉ tiêu kết nạp", "Đã kết nạp"],
    "Thay đổi": ["Mã đơn vị", "Họ và tên", "Ngày sinh", "Thay đổi", "Tháng trước", "Tháng này", "Tệp", "Trang", "Ô"],
}


FORMS = ("Biểu 2", "Biểu 2B")
"""The sheets that are printed as official forms."""


def _looks_like_a_formula(book) -> None:
    cell = book["Danh sách"].cell(4, column_of("note"))
    cell.value, cell.data_type = "=HYPERLINK(1)", "s"


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    from office import Office

    office = Office(
        tmp_path_factory.mktemp("x"),
        unit("CB01", admissions=3),
        unit("CB02", "Chi bộ Hai"),
        unit("CB03"),
        unit("DT01", "Đoàn", "Đoàn thể", None, None),
    )
    office.send(
        [
            admitted(gender="Nu"),
            person(class_sent="10/03/2024", class_asked="01/02/2024"),
            person("Tẩn Mẩy Lin", "1990", class_asked="10/10/2024", position="+84"),
        ],
        month=11,
        edit=_looks_like_a_formula,
    )
    office.send(
        [person("Lò Văn Ón", "01/01/1999", helper=None)], unit="CB02", month=10, sent=datetime(2024, 10, 20, tzinfo=UTC)
    )
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


def test_the_sheets_are_the_contracts_in_the_order_in_which_they_are_needed(book):
    shown = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert shown == [
        *("Mục lục", "Tổng hợp", "Biểu đồ", "Nộp báo cáo", "Lỗi", "Trình Đảng ủy", "Tiến độ", "Thay đổi"),
        *("Danh sách", "Đảng viên mới", "Đảng viên dự bị", "Biểu 2", "Biểu 2B", "Theo tháng", "Lỗi theo tháng"),
        *("Tệp", "Đã hiểu là", "Nguồn số liệu"),
    ]
    assert set(HEADINGS) == set(shown) - {"Mục lục", "Biểu đồ"}


@pytest.mark.parametrize("write", [consolidated_bytes, check_bytes])
def test_the_first_sheet_leads_to_each_other_one_and_says_what_it_tells(write, month):
    first, *others = (sheet for sheet in load_workbook(io.BytesIO(write(month))) if sheet.sheet_state == "visible")
    rows = list(first.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == [sheet.title for sheet in others]
    assert [row[0].hyperlink.location for row in rows] == [f"'{sheet.title}'!A1" for sheet in others]
    assert all(row[1].value for row in rows)


@pytest.mark.parametrize("sheet", HEADINGS)
def test_row_one_is_the_heading_row(data, sheet):
    assert list(frame(data, sheet).columns)[: len(HEADINGS[sheet])] == HEADINGS[sheet]


@pytest.mark.parametrize("sheet", HEADINGS)
def test_each_sheet_is_frozen_filtered_and_printable(book, sheet):
    page = book[sheet]
    assert page.freeze_panes
    assert page.auto_filter.ref
    orientation = "portrait" if sheet in FORMS else "landscape"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == (orientation, 9)
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
    found = {
        cell.value: cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if str(cell.value)[:1] in "=+"
    }
    assert found == {"=HYPERLINK(1)": "s", "+84": "s"}


def test_a_cell_that_could_not_be_read_shows_what_stood_there(book):
    assert "31/02/2000" in [row["Ngày sinh"] for row in table(book["Danh sách"])]


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
    assert (row["Tệp"], row["Trang"], row["Ô"]) == (
        "ke_hoach.xlsx",
        "Đơn vị và chỉ tiêu",
        unit_cell("Chỉ tiêu kết nạp"),
    )


def test_what_was_read_otherwise_is_listed(data):
    sheet = frame(data, "Đã hiểu là")
    assert ("Nu", "Nữ") in list(zip(sheet["Đã ghi"], sheet["Đã hiểu là"], strict=True))


def test_there_are_native_charts_of_results_and_months(data):
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 2


def test_the_audit_finds_nothing(data, month, tmp_path):
    assert complaints(data, tmp_path, "tong_hop.xlsx") == []
    assert complaints(check_bytes(month), tmp_path, "kiem_tra.xlsx") == []


def test_the_same_month_makes_the_same_bytes(month, data):
    assert consolidated_bytes(month) == data


def test_libreoffice_prints_it(data):
    assert pdf(data, "tong_hop.xlsx").startswith(b"%PDF")


def test_the_check_has_the_list_of_errors_first_after_what_is_where(month):
    assert load_workbook(io.BytesIO(check_bytes(month))).sheetnames == [
        *("Mục lục", "Lỗi", "Nộp báo cáo", "Tệp", "Đã hiểu là")
    ]


# -- a month made by hand: cells that no small office has --------------------------------------------------------------


def opened(result=None) -> Workbook:
    return load_workbook(io.BytesIO(consolidated_bytes(result or sample())))


def table(sheet) -> list[dict[str, object]]:
    heads, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def cell(book: Workbook, sheet: str, heading: str, row: int = 2):
    column = next(head.column for head in book[sheet][1] if head.value == heading)
    return book[sheet].cell(row, column)


@pytest.mark.parametrize("name", HEADINGS)
def test_no_heading_stands_twice_or_is_blank(name):
    heads = [head.value for head in opened()[name][1]]
    assert all(heads) and len(set(heads)) == len(heads)


@pytest.mark.parametrize("name", HEADINGS)
def test_each_sheet_is_frozen_filtered_and_printed_on_a4_with_its_headings(name):
    sheet = opened()[name]
    # The official forms stand upright, each on one page.
    orientation, pages = ("portrait", 1) if name in FORMS else ("landscape", 0)
    assert int(sheet.freeze_panes.lstrip("ABCDEFGH")) == 2
    assert sheet.auto_filter.ref.startswith("A1:")
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == (orientation, 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    # Where nothing is said the height is one page.
    assert (1 if sheet.page_setup.fitToHeight is None else sheet.page_setup.fitToHeight) == pages
    assert sheet.print_title_rows == "$1:$1"
    assert "&P" in sheet.oddFooter.center.text


# -- Tổng hợp ----------------------------------------------------------------------------------------------------------


def test_the_filter_leaves_the_total_where_it_is():
    assert opened()["Tổng hợp"].auto_filter.ref.endswith("4")


def test_no_target_is_blank_and_a_target_of_none_is_nought():
    row = table(opened()["Tổng hợp"])[1]
    assert (row["Chỉ tiêu kết nạp"], row["Tỷ lệ đạt chỉ tiêu kết nạp"], row["Chỉ tiêu học lớp"]) == (0, None, None)


def test_the_month_that_speaks_for_a_unit_is_named():
    assert [row["Số liệu đến tháng"] for row in table(opened()["Tổng hợp"])[:2]] == ["11/2024", "10/2024"]


def test_the_further_figures_stand_under_their_names():
    assert [row["Có đảng viên giúp đỡ"] for row in table(opened()["Tổng hợp"])] == [3, 0, None, 3]


# -- people ------------------------------------------------------------------------------------------------------------


def test_a_year_alone_is_a_number():
    assert cell(opened(), "Danh sách", "Ngày sinh", 3).value == 1991


def test_a_person_is_followed_to_file_and_row():
    row = table(opened()["Danh sách"])[0]
    assert (row["Mã đơn vị"], row["Giai đoạn"], row["Tệp"], row["Dòng"]) == ("CB01", "Cảm tình Đảng", FILE, 3)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@SUM(A1)", "0123", "1E5", "http://a.vn", "mailto:a", "{=1}"])
def test_text_from_outside_stays_text(text):
    found = cell(opened(sample(people=(row_of_person(name=text),))), "Danh sách", "Họ và tên")
    assert (found.data_type, found.hyperlink) == ("s", None)
    frame = pd.read_excel(
        io.BytesIO(consolidated_bytes(sample(people=(row_of_person(name=text),)))),
        sheet_name="Danh sách",
        dtype=str,
        engine="openpyxl",
    )
    assert frame["Họ và tên"][0] == text


def test_characters_that_no_package_can_hold_are_shown_as_what_they_are():
    book = opened(sample(people=(row_of_person(name="An\x00 B\x0bì\x1fnh\ufffe"),)))
    assert cell(book, "Danh sách", "Họ và tên").value == "An[U+0000] B[U+000B]ì[U+001F]nh[U+FFFE]"


def test_a_row_is_as_tall_as_its_longest_text():
    book = opened(sample(people=(row_of_person(), row_of_person(4, task="Theo dõi cải cách hành chính " * 4))))
    heights = [book["Danh sách"].row_dimensions[row].height for row in (2, 3)]
    assert heights[0] is None and heights[1] >= 60


# -- who sent what -----------------------------------------------------------------------------------------------------


def test_the_grid_tells_each_month_and_nothing_after_the_period():
    rows = table(opened()["Nộp báo cáo"])
    assert [rows[0][f"T{number}"] for number in (9, 10, 11, 12)] == [None, "Nộp chậm", "Đã nộp", None]


def test_under_the_grid_after_a_blank_row_stand_the_rates():
    rows = table(opened()["Nộp báo cáo"])
    assert set(rows[3].values()) == {None}
    assert [row["Tên đơn vị"] for row in rows[4:]] == ["Phải nộp", "Đã nộp", "Tỷ lệ", "Đúng hạn", "Tỷ lệ đúng hạn"]
    assert [row["T10"] for row in rows[4:]] == [3, 2, pytest.approx(2 / 3), 1, 0.5]
    assert [row["Cả năm"] for row in rows[4:]] == [6, 3, 0.5, 1, 0.5]


def test_where_no_time_of_sending_is_known_there_is_no_rate_of_lateness():
    assert [row["T11"] for row in table(opened()["Nộp báo cáo"])[4:]] == [3, 1, pytest.approx(1 / 3), None, None]


def test_the_filter_of_the_grid_leaves_the_rates_alone():
    assert opened()["Nộp báo cáo"].auto_filter.ref == "A1:N4"


def test_a_thing_to_mend_is_a_row_with_room_for_a_tick():
    row = table(opened()["Lỗi"])[0]
    assert list(row.values())[:10] == [
        "Lỗi",
        "O01",
        FILE,
        "Danh sách",
        "C5",
        "31/4/1995",
        "Ngày không có thật.",
        "Gõ lại ngày.",
        "CB01",
        None,
    ]


def test_a_warning_of_last_month_says_so():
    assert [row["Nội dung"] for row in table(opened()["Lỗi"])] == [
        "Ngày không có thật.",
        "Ngày không có thật. (đã có từ tháng trước)",
    ]


def test_severities_are_coloured_by_their_word():
    rules = [rule for ranged in opened()["Lỗi"].conditional_formatting for rule in ranged.rules]
    assert {rule.formula[0] for rule in rules if rule.type == "cellIs"} == {'"Lỗi"', '"Lưu ý"'}


# -- Nguồn số liệu -----------------------------------------------------------------------------------------------------


def sources(result) -> list[dict[str, object]]:
    return table(opened(result)["Nguồn số liệu"])


def test_the_cells_of_a_figure_can_be_counted():
    row = next(row for row in sources(sample()) if row["Số liệu"] == "Cảm tình Đảng" and row["Mã đơn vị"] == "CB01")
    assert (row["Giá trị"], row["Tệp"], row["Trang"]) == (4, FILE, "Danh sách")
    assert len(row["Ô"].split(";")) == 4


def test_a_figure_stands_once_for_each_file_and_a_total_without_a_code():
    both = Figure("Cảm tình Đảng", 2, (Source("a.xlsx", "DS", ("B3",)), Source("b.xlsx", "DS", ("B7",))))
    rows = [row for row in sources(sample(totals=sample().totals | {"sympathisers": both})) if row["Mã đơn vị"] is None]
    assert [(row["Tệp"], row["Ô"], row["Giá trị"]) for row in rows if row["Số liệu"] == "Cảm tình Đảng"] == [
        ("a.xlsx", "B3", 2),
        ("b.xlsx", "B7", 2),
    ]


def test_more_addresses_than_a_cell_holds_go_on_in_the_next_row():
    cells = tuple(f"AA{row}" for row in range(3, 10003))
    wide = Figure("Cảm tình Đảng", len(cells), (Source(FILE, "Danh sách", cells),))
    rows = [
        row
        for row in sources(sample(totals=sample().totals | {"sympathisers": wide}))
        if row["Số liệu"] == "Cảm tình Đảng" and row["Mã đơn vị"] is None
    ]
    assert len(rows) > 1 and max(len(row["Ô"]) for row in rows) <= 32767
    assert tuple(";".join(row["Ô"] for row in rows).split(";")) == cells


# -- charts, pages, bytes ----------------------------------------------------------------------------------------------


EMPTY = Measure(None, 0, None, sample().units[0].admissions.word, 0)


def charts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]


def test_the_targets_chart_leaves_the_total_out():
    targets, _ = charts(consolidated_bytes(sample()))
    assert "'Biểu đồ'!$D$2:$D$4" in targets
    assert table(opened()["Biểu đồ"])[-1]["Mã đơn vị"] == table(opened()["Tổng hợp"])[-2]["Mã đơn vị"]


def lacking(index: int):
    """Return a unit that lacks the more the later it comes, with the most at last."""
    one = sample().units[0]
    measure = Measure(index, 0, None, one.admissions.word, index)
    return replace(one, unit=replace(one.unit, code=f"CB{index:02d}"), admissions=measure)


def test_up_to_twenty_units_are_all_drawn():
    book = opened(sample(units=tuple(map(lacking, range(20)))))
    assert [row["Mã đơn vị"] for row in table(book["Biểu đồ"])] == [f"CB{index:02d}" for index in range(20)]


def test_of_more_units_the_twenty_that_lack_most_are_drawn_and_the_title_says_so():
    data = consolidated_bytes(sample(units=tuple(map(lacking, range(21)))))
    rows = table(load_workbook(io.BytesIO(data))["Đơn vị chậm nhất"])
    assert [row["Mã đơn vị"] for row in rows] == [f"CB{index:02d}" for index in range(20, 0, -1)]
    assert rows[0]["Còn thiếu"] == 20 + lacking(20).classes.rest
    assert "20 đơn vị còn thiếu nhiều nhất so với chỉ tiêu (trong 21 đơn vị)" in charts(data)[0]


def test_with_nothing_to_draw_there_is_no_chart():
    idle = [replace(line, admissions=EMPTY, classes=EMPTY) for line in sample().units]
    data = consolidated_bytes(sample(units=tuple(idle), months=()))
    assert charts(data) == []
    assert "Biểu đồ" not in load_workbook(io.BytesIO(data)).sheetnames


def test_each_chart_is_told_in_words():
    with zipfile.ZipFile(io.BytesIO(consolidated_bytes(sample()))) as package:
        drawings = [
            package.read(name).decode() for name in package.namelist() if name.startswith("xl/drawings/drawing")
        ]
    assert [drawing.count('descr="Biểu đồ') for drawing in drawings] == [1, 1]


def test_a_line_for_each_person_is_drawn_only_where_they_can_be_counted():
    few, _ = charts(consolidated_bytes(sample()))
    many = replace(sample().units[0], admissions=Measure(400, 2, None, sample().units[0].admissions.word, 398))
    crowded, _ = charts(consolidated_bytes(sample(units=(many,))))
    assert "c:majorUnit" in few and "c:majorUnit" not in crowded


@pytest.mark.parametrize("write", [consolidated_bytes, check_bytes])
def test_a_month_with_nothing_in_it_is_a_sound_workbook_too(write, tmp_path):
    empty = sample(
        people=(), files=(), findings=(), understood=(), waiting=(), months=(), submission_rates=(), units=()
    )
    assert complaints(write(empty), tmp_path, "bang.xlsx") == []


def test_a_package_is_sealed_without_a_word_of_the_machine():
    with zipfile.ZipFile(io.BytesIO(consolidated_bytes(sample()))) as package:
        members = package.infolist()
    names = [member.filename for member in members]
    assert names[0] == "[Content_Types].xml" and names[1:] == sorted(names[1:])
    assert {(member.date_time, member.create_system) for member in members} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_the_order_in_which_cells_were_filled_changes_nothing():
    values = {"name": "An", "birth": date(1990, 1, 2), "task": "Việc"}
    backwards = dict(reversed(list(values.items())))
    ways = [replace(row_of_person(), row=Row(3, way, {})) for way in (values, backwards)]
    assert consolidated_bytes(sample(people=(ways[0],))) == consolidated_bytes(sample(people=(ways[1],)))


def test_libreoffice_prints_every_sheet_with_page_numbers(tmp_path):
    with pdfplumber.open(io.BytesIO(pdf(consolidated_bytes(sample()), "tong_hop.xlsx"))) as pages:
        texts = [page.extract_text() for page in pages.pages]
    assert all(f"Trang {number}/{len(texts)}" in text for number, text in enumerate(texts, start=1))
    assert all(any(f"{name} Trang " in text for text in texts) for name in HEADINGS if name not in FORMS)


def test_libreoffice_reads_the_same_figures():
    again = load_workbook(io.BytesIO(saved_again(consolidated_bytes(sample()))), data_only=True)
    shown, written = (table(book["Tổng hợp"])[:4] for book in (again, opened()))
    assert [
        [pytest.approx(value) if isinstance(value, float) else value for value in row.values()] for row in written
    ] == [list(row.values()) for row in shown]


# -- the check's workbook ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Lỗi", "Tệp", "Đã hiểu là", "Nộp báo cáo"])
def test_the_checks_sheets_are_those_of_the_consolidated_workbook(name):
    result = sample(findings=(finding(), finding(code="O02")))
    check = load_workbook(io.BytesIO(check_bytes(result)))
    assert table(check[name]) == table(opened(result)[name])
