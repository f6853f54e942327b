"""What `Danh sách` says beside a row of its admission and its class, and the sheet of new members for the database."""

from __future__ import annotations

import io

import pytest
from office import admitted, person, unit
from openpyxl import load_workbook

from recruit.write.summary.workbook import consolidated_bytes

LAST_YEARS = {
    **{"certificate": "05/02/2023", "class_sent": "10/01/2023", "asked": "06/02/2023", "agreed": "20/02/2023"},
    **{"resolution": "10/03/2023", "decision": "20/03/2023", "ceremony": "25/03/2023"},
}


def rows(month, sheet: str) -> list[dict[str, object]]:
    """Return the rows of a sheet of the consolidated workbook by their headings."""
    headings, *lines = load_workbook(io.BytesIO(consolidated_bytes(month)))[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, line, strict=True)) for line in lines]


def admission(month) -> list[str]:
    return [row["Tính kết nạp"] for row in rows(month, "Danh sách")]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Có"),
        (LAST_YEARS, "Không: thuộc năm khác"),
        ({"decision": "20/12/2024", "ceremony": None}, "Không: ô có lỗi"),
        ({"decision_no": None}, "Không: ô có lỗi"),
        ({"left": "10/06/2024", "reason": "Hủy quyết định kết nạp"}, "Không: đã hủy quyết định"),
        ({"left": "10/06/2024", "reason": "Đã kết nạp"}, "Có"),
    ],
)
def test_a_row_says_whether_its_admission_is_counted_and_why_not(office, values, said):
    assert admission(office.send([admitted(**values)]).month()) == [said]


def test_a_row_without_a_day_says_so(office):
    assert admission(office.send([person()]).month()) == ["Không: chưa có ngày"]


def test_a_second_row_of_a_person_says_that_it_is_one(office):
    assert admission(office.send([admitted(), admitted()]).month()) == ["Có", "Không: trùng dòng khác của danh sách"]


def test_a_class_is_told_like_an_admission(office):
    month = office.send([person(class_asked="01/02/2024", class_sent="10/03/2024"), person("Lê Văn Bảy")]).month()
    assert [row["Tính học lớp"] for row in rows(month, "Danh sách")] == ["Có", "Không: chưa có ngày"]


def test_of_two_lists_the_other_row_says_where_the_event_is_counted(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send([admitted(left="10/06/2024", reason="Chuyển sang đơn vị khác")])
    month = office.send([admitted(joined="10/06/2024")], unit="CB02").month()
    assert admission(month) == ["Có", "Không: tính theo dòng của CB01"]


def test_an_event_that_only_the_new_list_holds_says_for_whom_it_counts(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send([person("Trần Thị Bình", "07/08/1992", left="10/06/2024", reason="Chuyển sang đơn vị khác")])
    month = office.send([admitted(joined="10/06/2024")], unit="CB02").month()
    assert admission(month) == ["Không: chưa có ngày", "Có (cho CB01)"]


def test_what_only_the_organisation_has_is_the_branchs_to_say(offices):
    office = offices(unit("CB01"), unit("DT01", kind="Đoàn thể"))
    office.send([person("Trần Thị Bình", "07/08/1992")])
    month = office.send([admitted()], unit="DT01").month()
    assert admission(month) == ["Không: chưa có ngày", "Không: theo danh sách của chi bộ"]


def test_what_an_organisation_has_cancelled_is_said_to_be_that(offices):
    office = offices(unit("CB01"), unit("DT01", kind="Đoàn thể")).send([person("Lò Văn Ón")])
    cancelled = admitted(left="10/06/2024", reason="Hủy quyết định kết nạp")
    month = office.send([cancelled], unit="DT01").month()
    assert admission(month) == ["Không: chưa có ngày", "Không: đã hủy quyết định"]


def test_as_many_rows_say_yes_as_are_counted(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send([admitted(), person(), admitted("Hà Thị Chi", decision_no="2", decision="?")])
    month = office.send([admitted("Lò Văn Ón", decision_no="3")], unit="CB02").month()
    assert sum(said.startswith("Có") for said in admission(month)) == month.totals["admitted"].value == 2


# -- for the database --------------------------------------------------------------------------------------------------


def test_the_columns_stand_in_the_databases_order(office):
    headings = list(rows(office.send([admitted()]).month(), "Đảng viên mới")[0])
    assert headings[:8] == [
        *("STT", "ID", "Họ và tên", "Tên gọi khác", "Giới tính", "Sinh ngày", "Dân tộc", "Tôn giáo"),
    ]
    assert headings[13] == "Tổ chức Đảng đang sinh hoạt"
    assert headings[23:29] == [
        *("Ngày vào Đảng", "Ngày vào Đảng chính thức", "Số CMND cũ", "Trạng thái hoạt động"),
        *("Ngày rời/mất/miễn", "Đề nghị xóa"),
    ]


def test_a_new_member_is_told_with_days_as_text(office):
    [row] = rows(office.send([admitted(home="Xã An Bình", religion="Công giáo")]).month(), "Đảng viên mới")
    known = {heading: value for heading, value in row.items() if value is not None}
    assert known == {
        "STT": 1,
        "Họ và tên": "Trần Thị Bình",
        "Giới tính": "Nam",
        "Sinh ngày": "07/08/1992",
        "Dân tộc": "Kinh",
        "Tôn giáo": "Công giáo",
        "Quê quán: Địa chỉ chi tiết": "Xã An Bình",
        "Ngày vào Đảng": "05/04/2024",
        "Mã đơn vị": "CB01",
        "Số quyết định kết nạp": "31-QĐ/ĐUK",
        "Ngày quyết định kết nạp": "20/03/2024",
    }


def test_who_had_no_ceremony_yet_has_joined_on_no_day(office):
    [row] = rows(office.send([admitted(ceremony="10/12/2024", decision="20/11/2024")]).month(), "Đảng viên mới")
    assert row["Ngày vào Đảng"] is None
