"""`Nguồn số liệu`: every figure stands there under its name, with its value and the cells that make it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from letters import mail
from office import Office, admitted, cell_of, form, person, unit, unit_cell
from openpyxl import load_workbook

from recruit.write.summary.workbook import consolidated_bytes

IN_NOVEMBER = {
    "class_asked": "01/11/2024",
    "class_sent": "02/11/2024",
    "certificate_no": "9/GCN",
    "certificate": "20/11/2024",
    "asked": "21/11/2024",
    "agreed": "22/11/2024",
    "resolution": "23/11/2024",
    "decision": "28/11/2024",
    "ceremony": None,
}
READY = {"certificate_no": "1/GCN", "certificate": "10/03/2024", "asked": "01/09/2024", "agreed": "20/09/2024"}
PEOPLE = [
    admitted(birth="07/08/1998", gender="Nữ", people="Tày", religion="Phật giáo", **IN_NOVEMBER),
    person("Lò Thị Mai", "01/02/1995", joined="04/11/2024", helper_day="04/11/2024", **READY),
    person("Lê Văn Bảy", "01/01/1991", left="25/11/2024", reason="Xin rút"),
    person("Vàng A Tủa", "03/03/1993", joined="11/11/2024", helper=None, helper_day=None),
]
GONE_OVER = [person("Vàng A Tủa", "03/03/1993", left="11/11/2024", reason="Chuyển sang đơn vị khác")]

# The name of a figure, the short key of the column whose cells make it, and the sheet's rows.
FIGURES = {
    "Đã kết nạp": ("decision", [2]),
    "Kết nạp trong tháng": ("decision", [2]),
    "Đã cử đi học": ("class_sent", [2]),
    "Cử đi học trong tháng": ("class_sent", [2]),
    "Đã có giấy chứng nhận lớp học trong năm": ("certificate", [2]),
    "Cảm tình Đảng": ("joined", [3, 5]),
    "Đủ điều kiện": ("certificate", [3]),
    "Có đảng viên giúp đỡ": ("helper", [3]),
    "Có giấy chứng nhận còn giá trị": ("certificate", [3]),
    "Đã đề nghị làm thủ tục": ("asked", [3]),
    "Đảng ủy đã đồng ý": ("agreed", [3]),
    "Còn có thể kết nạp trước hạn": ("agreed", [3]),
    "Vào danh sách trong tháng": ("joined", [3]),
    "Chuyển đến trong tháng": ("joined", [5]),
    "Ra khỏi danh sách trong tháng": ("left", [4]),
}
KINDS = {
    "Kết nạp: Nữ": "gender",
    "Kết nạp: Dân tộc thiểu số": "people",
    "Kết nạp: Có tôn giáo": "religion",
    "Kết nạp: Đoàn viên": "union",
    "Kết nạp: Từ 18 đến 30 tuổi": "birth",
    "Kết nạp: THPT": "education",
    "Kết nạp: Đại học": "qualification",
    "Kết nạp: Cán bộ, công chức cơ quan Nhà nước": "category",
}
UNCLEAR = {
    "Kết nạp: Nữ chưa rõ": "gender",
    "Kết nạp: Dân tộc thiểu số chưa rõ": "people",
    "Kết nạp: Đoàn viên chưa rõ": "union",
    "Kết nạp: Học vấn chưa rõ": "education",
    "Kết nạp: Đối tượng chưa rõ": "category",
}


def sheet(month, name: str) -> list[dict[str, object]]:
    """Return the rows of a sheet of the consolidated workbook by heading."""
    heads, *rows = load_workbook(io.BytesIO(consolidated_bytes(month)))[name].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def source(rows: list[dict], name: str, code: str | None) -> tuple[object, ...]:
    """Return value, file, sheet and cells of a figure of a unit, or of all units."""
    [row] = [row for row in rows if (row["Số liệu"], row["Mã đơn vị"]) == (name, code)]
    return row["Giá trị"], row["Tệp"], row["Trang"], row["Ô"]


def of_list(key: str, numbers: list[int]) -> tuple[object, ...]:
    return len(numbers), "CB01_11.xlsx", "Danh sách", ";".join(cell_of(key, number) for number in numbers)


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """The rows of an office in whose November somebody counts in every figure."""
    office = Office(tmp_path_factory.mktemp("nguon") / "hộp thư", unit(), unit("CB02"))
    return sheet(office.send(PEOPLE).send(GONE_OVER, unit="CB02").month(), "Nguồn số liệu")


@pytest.mark.parametrize("code", ["CB01", None], ids=["of the unit", "of all"])
@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_stands_under_its_name_with_its_cells(rows, name, code):
    assert source(rows, name, code) == of_list(*FIGURES[name])


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_of_the_admitted_stands_under_its_name_with_its_cells(rows, name):
    assert source(rows, name, None) == of_list(KINDS[name], [2])


@pytest.mark.parametrize("name", UNCLEAR)
def test_what_is_unclear_of_the_admitted_leads_to_the_cells_that_tell_nothing(office, name):
    blank = dict.fromkeys(("gender", "people", "union", "education", "qualification", "category"))
    found = sheet(office.send([admitted(**blank)]).month(), "Nguồn số liệu")
    assert source(found, name, None) == of_list(UNCLEAR[name], [2])


def test_an_admission_after_the_deadline_stands_under_its_name(offices):
    office = offices(unit(), info={"Hạn hoàn thành": date(2024, 11, 15)}).send(PEOPLE[:1])
    found = sheet(office.month(), "Nguồn số liệu")
    assert source(found, "Kết nạp sau hạn hoàn thành", "CB01") == of_list("decision", [2])


def test_a_figure_of_nobody_leads_to_the_list_that_was_looked_at(office):
    found = sheet(office.send().month(), "Nguồn số liệu")
    assert source(found, "Đã kết nạp", "CB01") == (0, "CB01_11.xlsx", "Danh sách", None)


@pytest.mark.parametrize("name", ["Chỉ tiêu kết nạp", "Chỉ tiêu học lớp"])
def test_a_target_leads_to_its_cell_of_the_plan(rows, name):
    expected = 1, "ke_hoach.xlsx", "Đơn vị và chỉ tiêu", unit_cell(name, 2)
    assert source(rows, name, "CB02") == expected


# -- Tệp ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def mailed(offices):
    """The row of `Tệp` about a form that a registered address mailed shortly before midnight in UTC."""
    office = offices(unit(addresses="cb01@vidu.example"))
    sent = datetime(2024, 11, 23, 23, 45, tzinfo=UTC)
    office.put("thư.eml", mail(("t11.xlsx", form(people=[person()])), sent=sent))
    [row] = [row for row in sheet(office.month(), "Tệp") if str(row["Tệp"]).endswith("t11.xlsx")]
    return row


def test_of_a_mailed_form_the_sheet_of_files_says_who_sent_it(mailed):
    assert mailed["Người gửi"] == "cb01@vidu.example"


def test_of_a_mailed_form_the_sheet_of_files_says_when_it_was_sent(mailed):
    assert (mailed["Ngày gửi (UTC)"], mailed["Giờ gửi (UTC)"]) == (datetime(2024, 11, 23), "23:45")


def test_of_a_mailed_form_the_sheet_of_files_says_whose_it_is_and_of_which_month(mailed):
    assert (mailed["Đơn vị"], mailed["Tháng"], mailed["Kết quả"]) == ("CB01", "11/2024", "Đã dùng")


def test_of_a_plain_file_the_sheet_of_files_says_when_it_was_saved_and_no_sender(office):
    [row] = [row for row in sheet(office.send().month(), "Tệp") if row["Tệp"] == "CB01_11.xlsx"]
    assert (row["Người gửi"], row["Ngày gửi (UTC)"]) == (None, datetime(2024, 11, 24))
