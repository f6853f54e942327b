"""What moved since the unit's workbook before: the sheet `Thay đổi`, a change of one person a row."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from office import admitted, cell_of, column_of, letter_of, person, total, unit
from openpyxl import load_workbook

from recruit.write.summary.workbook import consolidated_bytes

AN, BAY = person(), person("Lê Văn Bảy", "01/01/1991")
TRANSFER = "Chuyển sang đơn vị khác"
TWO = (unit("CB01"), unit("CB02"))
OF_A_NEWCOMER = ["Vào danh sách", "Thêm: Đảng viên giúp đỡ", "Thêm bước: Ngày phân công giúp đỡ"]


def at(month: int) -> datetime:
    return datetime(2024, month, 24, tzinfo=UTC)


def moved(office, before: list[dict], now: list[dict]) -> list:
    """Return the changes from October's list `before` to November's list `now`."""
    office.send(before, month=10, sent=at(10)).send(now, month=11)
    return list(office.month(11).changes)


def what(changes) -> list[tuple[str, str]]:
    return [(change.name, change.what) for change in changes]


def phrases(changes) -> list[str]:
    return [change.what for change in changes]


# -- what is compared --------------------------------------------------------------------------------------------------


def test_a_list_that_says_the_same_has_no_changes(office):
    assert moved(office, [AN, admitted()], [admitted(), AN]) == []


def test_a_units_first_workbook_of_the_year_has_no_changes(office):
    assert list(office.send([AN]).month().changes) == []


def test_a_unit_whose_older_month_speaks_has_no_changes(office):
    office.send([AN], month=9, sent=at(9)).send([AN, BAY], month=10, sent=at(10))
    assert list(office.month(11).changes) == []
    assert phrases(office.month(10).changes) == OF_A_NEWCOMER


def test_a_month_that_was_not_sent_is_passed_over(office):
    office.send([AN], month=8, sent=at(8)).send([person(class_sent="10/09/2024")], month=11)
    assert phrases(office.month(11).changes) == ["Thêm bước: Ngày cử đi học lớp"]


def test_an_older_send_of_the_same_month_is_not_the_workbook_before(office):
    office.send([AN], month=10, sent=at(10)).send([AN, BAY], name="first.xlsx", sent=datetime(2024, 11, 20, tzinfo=UTC))
    office.send([AN], name="second.xlsx", sent=at(11))
    assert list(office.month(11).changes) == []


def test_a_list_of_nobody_before_which_people_came_is_compared_too(office):
    assert phrases(moved(office, [], [AN])) == OF_A_NEWCOMER


# -- one person --------------------------------------------------------------------------------------------------------


def test_somebody_new_has_a_row_with_the_day_of_joining_and_one_a_step(office):
    joined, *rest = moved(office, [AN], [AN, person("Lê Văn Bảy", "01/01/1991", class_sent="10/03/2024")])
    assert (joined.name, joined.birth, joined.before, joined.now) == (
        "Lê Văn Bảy",
        date(1991, 1, 1),
        None,
        date(2024, 1, 15),
    )
    assert (joined.place.file, joined.place.sheet, joined.place.cell) == (
        "CB01_11.xlsx",
        "Danh sách",
        f"{letter_of('joined')}3",
    )
    assert [joined.what, *phrases(rest)] == [*OF_A_NEWCOMER, "Thêm bước: Ngày cử đi học lớp"]


@pytest.mark.parametrize(
    ("before", "now", "phrase", "values"),
    [
        ({}, {"class_sent": "10/03/2024"}, "Thêm bước: Ngày cử đi học lớp", (None, date(2024, 3, 10))),
        (
            {"class_sent": "10/03/2024"},
            {"class_sent": "11/03/2024"},
            "Sửa ngày: Ngày cử đi học lớp",
            (date(2024, 3, 10), date(2024, 3, 11)),
        ),
        ({"class_sent": "10/03/2024"}, {}, "Bỏ trống: Ngày cử đi học lớp", (date(2024, 3, 10), None)),
        ({}, {"class_sent": "31/04/2024"}, "Thêm bước: Ngày cử đi học lớp", (None, "31/04/2024")),
        (
            {"class_sent": "31/04/2024"},
            {"class_sent": "30/04/2024"},
            "Sửa ngày: Ngày cử đi học lớp",
            ("31/04/2024", date(2024, 4, 30)),
        ),
        ({"helper": None}, {}, "Thêm: Đảng viên giúp đỡ", (None, "Lê Quang Dũng")),
        ({}, {"helper": "Phan Thị Hà"}, "Đổi Đảng viên giúp đỡ", ("Lê Quang Dũng", "Phan Thị Hà")),
        ({}, {"helper": None}, "Bỏ trống: Đảng viên giúp đỡ", ("Lê Quang Dũng", None)),
        ({}, {"certificate_no": "7/GCN"}, "Thêm: Số giấy chứng nhận", (None, "7/GCN")),
        ({}, {"decision_no": "31-QĐ"}, "Thêm: Số quyết định kết nạp", (None, "31-QĐ")),
        ({}, {"reason": "Xin rút"}, "Thêm: Lý do đưa ra", (None, "Xin rút")),
        ({}, {"left": "10/11/2024"}, "Đưa ra khỏi danh sách", (None, date(2024, 11, 10))),
        ({"left": "10/10/2024"}, {}, "Bỏ trống: Ngày đưa ra khỏi danh sách", (date(2024, 10, 10), None)),
        ({}, {"birth": "06/03/1990"}, "Đổi Ngày sinh", (date(1990, 3, 5), date(1990, 3, 6))),
        ({"birth": "1990"}, {}, "Đổi Ngày sinh", (1990, date(1990, 3, 5))),
        ({}, {"people": "Tày"}, "Đổi Dân tộc", ("Kinh", "Tày")),
        ({"education": None}, {}, "Thêm: Trình độ học vấn", (None, "THPT")),
    ],
)
def test_a_cell_that_says_something_else_is_a_change_with_both_values(office, before, now, phrase, values):
    [change] = moved(office, [person(**before)], [person(**now)])
    assert (change.what, change.before, change.now) == (phrase, *values)


@pytest.mark.parametrize(
    "now", [{"position": "Văn thư"}, {"note": "Đi công tác"}, {"helper": "LÊ  QUANG DŨNG"}, {"name": "NGUYỄN VĂN AN"}]
)
def test_what_decides_nothing_and_another_spelling_are_no_change(office, now):
    assert moved(office, [AN], [person(**now)]) == []


def test_a_change_names_the_cell_as_it_is_now(office):
    [change] = moved(office, [person(class_asked="10/09/2024")], [BAY, AN, person("Hà", "02/02/1992")])[3:4]
    assert (change.what, change.place.file, change.place.cell) == (
        "Bỏ trống: Ngày đề nghị học lớp",
        "CB01_11.xlsx",
        f"{letter_of('class_asked')}3",
    )


def test_somebody_gone_is_named_at_the_row_of_the_file_before(office):
    [change] = moved(office, [AN, BAY], [AN])
    assert (change.name, change.what, change.before, change.now) == (
        "Lê Văn Bảy",
        "Không còn trong danh sách",
        date(2024, 1, 15),
        None,
    )
    assert (change.place.file, change.place.sheet, change.place.cell) == (
        "CB01_10.xlsx",
        "Danh sách",
        cell_of("name", 3),
    )


def test_ones_changes_go_by_the_forms_columns(office):
    assert phrases(moved(office, [AN], [admitted("Nguyễn Văn An", "06/03/1990")])) == [
        "Đổi Ngày sinh",
        "Sửa ngày: Ngày vào danh sách cảm tình",
        "Sửa ngày: Ngày phân công giúp đỡ",
        "Thêm bước: Ngày đề nghị học lớp",
        "Thêm bước: Ngày cử đi học lớp",
        "Thêm: Số giấy chứng nhận",
        "Thêm bước: Ngày cấp giấy chứng nhận",
        "Thêm bước: Ngày đề nghị làm thủ tục",
        "Thêm bước: Ngày Đảng ủy đồng ý",
        "Thêm bước: Ngày nghị quyết đề nghị kết nạp",
        "Thêm: Số quyết định kết nạp",
        "Thêm bước: Ngày quyết định kết nạp",
        "Thêm bước: Ngày lễ kết nạp",
    ]


def test_units_go_by_the_plan_people_by_the_list_and_the_gone_come_last(offices):
    office = offices(unit("CB02"), unit("CB01"))
    for code in ("CB01", "CB02"):
        office.send([AN, BAY, person("Hà Văn Đi")], unit=code, month=10, sent=at(10))
    office.send([person(helper="A B"), person("Lê Văn Bảy", "01/01/1991", helper="A B")], unit="CB01")
    office.send([person("Lê Văn Bảy", "01/01/1991", helper="A B"), AN, person("Hà Văn Đi")], unit="CB02")
    found = office.month().changes
    assert [(change.unit_code, change.name) for change in found] == [
        ("CB02", "Lê Văn Bảy"),
        ("CB01", "Nguyễn Văn An"),
        ("CB01", "Lê Văn Bảy"),
        ("CB01", "Hà Văn Đi"),
    ]


def test_a_row_without_a_name_is_nobody(office):
    assert moved(office, [AN], [AN, {"birth": "01/01/1991", "class_sent": "10/03/2024"}]) == []


def test_a_second_row_of_somebody_on_the_list_makes_nobody_new(office):
    assert moved(office, [AN], [AN, AN]) == []


def test_two_rows_of_one_person_are_compared_each_with_its_own(office):
    both = [AN, person(class_sent="10/03/2024")]
    assert moved(office, both, both) == []


def test_a_second_row_merged_into_the_first_shows_what_the_first_gained(office):
    found = moved(office, [AN, person(class_sent="10/03/2024")], [person(class_sent="10/03/2024")])
    assert phrases(found) == ["Thêm bước: Ngày cử đi học lớp"]


# -- from unit to unit -------------------------------------------------------------------------------------------------


def transferred(offices, now: dict, **arrived: object):
    """Return November after An went from CB01, whose row is `now`, to CB02."""
    office = offices(*TWO)
    office.send([person(class_sent="10/03/2024")], month=10, sent=at(10))
    office.send([BAY], unit="CB02", month=10, sent=at(10))
    office.send([person(class_sent="10/03/2024", **now)], month=11)
    office.send([BAY, person(joined="05/11/2024", **arrived)], unit="CB02")
    return office.month(11)


def test_a_transfer_that_both_lists_show_names_the_other_unit_at_both(offices):
    month = transferred(offices, {"left": "05/11/2024", "reason": TRANSFER}, class_sent="10/03/2024")
    assert [(change.unit_code, change.what) for change in month.changes] == [
        ("CB01", "Chuyển đến đơn vị CB02"),
        ("CB01", "Thêm: Lý do đưa ra"),
        ("CB02", "Chuyển từ đơn vị CB01"),
    ]


def test_a_step_that_the_unit_before_did_not_have_is_new_at_the_other(offices):
    month = transferred(offices, {"left": "05/11/2024", "reason": TRANSFER}, asked="08/11/2024")
    assert [change.what for change in month.changes if change.unit_code == "CB02"] == [
        "Chuyển từ đơn vị CB01",
        "Thêm bước: Ngày đề nghị làm thủ tục",
    ]


def test_somebody_on_two_lists_of_which_none_shows_a_transfer_is_new(offices):
    month = transferred(offices, {}, class_sent="10/03/2024")
    assert [change.what for change in month.changes] == [*OF_A_NEWCOMER, "Thêm bước: Ngày cử đi học lớp"]


def test_a_transfer_that_lies_ahead_names_no_unit_yet(offices):
    month = transferred(offices, {"left": "02/12/2024", "reason": TRANSFER}, class_sent="10/03/2024")
    assert [change.what for change in month.changes if change.unit_code == "CB02"] == [
        *OF_A_NEWCOMER,
        "Thêm bước: Ngày cử đi học lớp",
    ]


def test_a_transfer_to_nowhere_on_the_lists_is_only_a_leaving(office):
    found = moved(office, [AN], [person(left="05/11/2024", reason=TRANSFER)])
    assert phrases(found) == ["Đưa ra khỏi danh sách", "Thêm: Lý do đưa ra"]


def test_of_a_chain_of_transfers_each_list_names_the_units_next_to_it(offices):
    office = offices(*TWO, unit("CB03"))
    office.send([AN], month=10, sent=at(10))
    for code in ("CB02", "CB03"):
        office.send([BAY | {"name": f"Lê Văn {code}"}], unit=code, month=10, sent=at(10))
    office.send([person(left="05/11/2024", reason=TRANSFER)])
    passing = person(joined="05/11/2024", left="15/11/2024", reason=TRANSFER)
    office.send([BAY | {"name": "Lê Văn CB02"}, passing], unit="CB02")
    office.send([BAY | {"name": "Lê Văn CB03"}, person(joined="15/11/2024")], unit="CB03")
    told = [(change.unit_code, change.what) for change in office.month().changes if "đơn vị" in change.what]
    assert told == [
        ("CB01", "Chuyển đến đơn vị CB02"),
        ("CB02", "Chuyển từ đơn vị CB01"),
        ("CB02", "Chuyển đến đơn vị CB03"),
        ("CB03", "Chuyển từ đơn vị CB02"),
    ]


def test_people_of_a_unit_that_has_ended_come_from_it_to_the_successor(offices):
    office = offices(unit("CB01", last=10, into="CB02"), unit("CB02"))
    office.send([AN], month=10, sent=at(10)).send([BAY], unit="CB02", month=10, sent=at(10))
    office.send([BAY, person(joined="01/11/2024")], unit="CB02")
    assert [(change.unit_code, change.what) for change in office.month().changes] == [("CB02", "Chuyển từ đơn vị CB01")]


def test_a_place_on_a_mass_organisations_list_is_no_transfer(offices):
    office = offices(unit("CB01"), unit("DT01", "Đoàn", "Đoàn thể"))
    office.send([AN], month=10, sent=at(10)).send([BAY], unit="DT01", month=10, sent=at(10))
    office.send([person(left="05/11/2024", reason=TRANSFER)]).send([BAY, AN], unit="DT01")
    assert what(office.month().changes)[0] == ("Nguyễn Văn An", "Đưa ra khỏi danh sách")
    assert "Vào danh sách" in phrases(office.month().changes)


# -- every movement is to be found -------------------------------------------------------------------------------------


def test_each_new_admission_and_sending_of_the_month_has_its_row(office):
    office.send([AN, BAY], month=10, sent=at(10))
    month = office.send(
        [
            person(class_sent="10/11/2024", class_asked="01/11/2024"),
            BAY,
            admitted(decision="12/11/2024", ceremony=None),
        ],
        month=11,
    ).month(11)
    found = phrases(month.changes)
    assert found.count("Thêm bước: Ngày cử đi học lớp") == total(month, "class_sent_in_month") + 1
    assert found.count("Thêm bước: Ngày quyết định kết nạp") == total(month, "admitted_in_month") == 1


def test_as_many_are_counted_as_are_told(office):
    found = office.send([AN], month=10, sent=at(10)).send([BAY], month=11).month(11).changes
    assert len(found) == len(list(found)) == len(list(found)) == 4


# -- the sheet ---------------------------------------------------------------------------------------------------------


def test_the_sheet_holds_real_days_and_texts_and_blanks(office):
    def formula(book):
        book["Danh sách"].cell(2, column_of("helper")).value = "=1+1"
        book["Danh sách"].cell(2, column_of("helper")).data_type = "s"

    office.send([AN], month=10, sent=at(10)).send([person(class_sent="10/03/2024")], month=11, edit=formula)
    sheet = load_workbook(io.BytesIO(consolidated_bytes(office.month(11))))["Thay đổi"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    born = datetime(1990, 3, 5)
    assert rows == [
        [
            *("CB01", "Nguyễn Văn An", born, "Đổi Đảng viên giúp đỡ", "Lê Quang Dũng", "=1+1"),
            *("CB01_11.xlsx", "Danh sách", f"{letter_of('helper')}2"),
        ],
        [
            *("CB01", "Nguyễn Văn An", born, "Thêm bước: Ngày cử đi học lớp", None, datetime(2024, 3, 10)),
            *("CB01_11.xlsx", "Danh sách", f"{letter_of('class_sent')}2"),
        ],
    ]
    assert sheet.cell(2, 6).data_type == "s"
