"""Rules about what the letter sets figures beside: last year and who was listed then, and how many members there are."""

from __future__ import annotations

import pytest
from committees import edited
from office import Office, admitted, find, person, unit

from recruit.write.summary.workbook import consolidated_bytes


@pytest.fixture(scope="module")
def november(tmp_path_factory) -> bytes:
    """The office's workbook of last November: one admitted."""
    return consolidated_bytes(Office(tmp_path_factory.mktemp("2023"), year=2023).send([admitted(year=2023)]).month())


def places(month, code: str) -> list[tuple[str, str, str]]:
    return [(found.place.file, found.place.sheet, found.place.cell) for found in find(month, code)]


# -- last year ---------------------------------------------------------------------------------------------------------


AN_2023, BAY_2023 = person(year=2023), person("Lê Văn Bảy", "01/01/1991", year=2023)
BAY = person("Lê Văn Bảy", "01/01/1991")
LEFT = person("Hai", "02/02/1992", year=2023, left="20/11/2023", reason="Xin rút")


@pytest.fixture
def new_year(offices, tmp_path):
    """Return a function that makes an office with its workbook of a month of last year, in which CB01 had given people."""

    def make(people: list[dict], month: int = 12) -> Office:
        before = Office(tmp_path / "2023", unit("CB01"), unit("CB02"), year=2023).send(people, month=month)
        made = offices(unit("CB01"), unit("CB02"), last_year=[])
        return made.put("tong_hop.xlsx", consolidated_bytes(before.month(month)))

    return make


def test_who_was_on_the_list_in_december_and_is_on_none_now_is_asked_about_with_the_old_rows(new_year):
    office = new_year([AN_2023, BAY_2023, LEFT, person("Hà Thị Chi", "02/02/1992", year=2023)])
    [found] = find(office.send([person()]).month(), "T28")
    assert places(office.month(), "T28") == [("CB01_11.xlsx", "Danh sách", "")]
    assert "02 người" in found.message and "(tong_hop.xlsx, trang Danh sách, dòng 3 và 5)" in found.message


@pytest.mark.parametrize(
    ("before", "now"),
    [
        pytest.param([AN_2023, BAY_2023], [person(), BAY], id="still there"),
        pytest.param([AN_2023, LEFT], [person()], id="taken off"),
        pytest.param([AN_2023, admitted(year=2023)], [person()], id="admitted"),
        pytest.param(
            [AN_2023, BAY_2023], [person(), person("Lê Văn Bẩy", "01/01/1991", joined=BAY_2023["joined"])], id="mended"
        ),
    ],
)
def test_who_stands_there_or_was_done_with_by_the_end_of_the_year_is_not_asked_about(new_year, before, now):
    assert find(new_year(before).send(now).month(), "T28") == []


def test_who_stands_on_another_units_list_has_moved(new_year):
    office = new_year([AN_2023, BAY_2023]).send([person()]).send([BAY], unit="CB02")
    assert find(office.month(), "T28") == []


def test_whom_this_years_list_had_and_lost_is_asked_about_once(new_year):
    office = new_year([AN_2023, BAY_2023]).send([person(), BAY], month=10).send([person()])
    assert (find(office.month(), "T28"), len(find(office.month(), "T23"))) == ([], 1)


def test_a_list_of_november_tells_nothing_of_the_end_of_the_year(new_year):
    assert find(new_year([AN_2023, BAY_2023], month=11).send([person()]).month(), "T28") == []


@pytest.mark.parametrize("rows", [[], [[10, 1, 1, 1]], [[11, None, 1, 1]]])
def test_where_nothing_tells_of_the_same_month_it_is_asked_for_once(offices, rows):
    month = offices(last_year=rows).send().month()
    assert places(month, "S21") == [("ke_hoach.xlsx", "Năm trước", "")]
    assert "năm 2023" in find(month, "S21")[0].message


def test_what_is_not_told_month_after_month_is_marked_as_said(offices):
    assert [found.repeated for found in find(offices(last_year=[]).send(month=10).send().month(), "S21")] == [True]


def test_a_workbook_of_last_year_is_enough(offices, november):
    assert find(offices(last_year=[]).put("a.xlsx", november).send().month(), "S21") == []


def test_sheet_and_workbook_that_differ_are_named_at_the_plans_cell(offices, november):
    (found,) = find(offices(last_year=[[11, 5, 0, 9]]).put("a.xlsx", november).send().month(), "S22")
    assert (found.place.sheet, found.place.cell, found.value) == ("Năm trước", "B2", "5")
    assert "a.xlsx, ô C12 ghi 01" in found.message


def test_sheet_and_workbook_that_agree_need_no_word(offices, november):
    assert find(offices(last_year=[[11, 1, 0, 9], [12, 7, 7, 9]]).put("a.xlsx", november).send().month(), "S22") == []


def test_a_workbook_that_lacks_the_month_says_nothing_against_the_sheet(offices, november):
    def edit(book) -> None:
        book["Theo tháng"].delete_rows(12)

    month = offices(last_year=[[11, 5, 0, 9]]).put("a.xlsx", edited(november, edit)).send().month()
    assert find(month, "S22") == find(month, "S21") == []


# -- members -----------------------------------------------------------------------------------------------------------


def test_a_plan_in_which_no_chi_bo_tells_its_members_is_named_once_without_a_cell(offices):
    month = offices(unit(members=None), unit("CB02", members=None)).send().month()
    assert places(month, "S23") == [("ke_hoach.xlsx", "Đơn vị và chỉ tiêu", "")]


def test_of_many_cells_five_are_named_and_the_rest_counted(offices):
    units = [unit(), *(unit(f"CB{number:02d}", members=None) for number in range(2, 9))]
    (found,) = find(offices(*units).send().month(), "S23")
    assert "CB02 (ô K3); CB03 (ô K4); CB04 (ô K5); CB05 (ô K6); CB06 (ô K7) và 02 chi bộ khác" in found.message


@pytest.mark.parametrize("other", [unit("DT01", "Đoàn", "Đoàn thể"), unit("CB02", members=None, first=3)])
def test_who_had_no_members_at_the_years_start_need_not_tell_them(offices, other):
    assert find(offices(unit(), other).send().month(), "S23") == []


def test_reports_that_do_not_tell_their_members_are_named_at_the_first_cell(offices):
    office = offices(unit(), unit("CB02"), unit("DT01", "Đoàn", "Đoàn thể"))
    office.send(cover={"Tổng số đảng viên": None}).send([], unit="DT01", cover={"Tổng số đảng viên": None})
    month = office.send([admitted()], unit="CB02", cover={"Tổng số đảng viên": None}).month()
    assert places(month, "S24") == [("CB01_11.xlsx", "Báo cáo", "B7")]
    assert "CB01_11.xlsx, ô B7; CB02_11.xlsx, ô B7;" in find(month, "S24")[0].message


def test_of_many_reports_that_do_not_tell_their_members_five_are_named_and_the_forms_left_counted(offices):
    codes = [f"CB{number:02d}" for number in range(1, 8)]
    office = offices(*map(unit, codes))
    for code in codes:
        office.send([], unit=code, cover={"Tổng số đảng viên": None})
    (found,) = find(office.month(), "S24")
    assert "CB05_11.xlsx, ô B7 và 02 biểu khác" in found.message


def test_while_a_chi_bo_has_not_reported_no_number_of_members_is_asked_for(offices):
    office = offices(unit(), unit("CB02")).send(cover={"Tổng số đảng viên": None})
    assert find(office.month(), "S24") == []
    assert find(office.send([admitted()], unit="CB02", month=10).month(), "S24") == []


def test_a_number_of_members_that_cannot_be_read_is_one_finding(office):
    month = office.send(cover={"Tổng số đảng viên": "hai mốt người"}).month()
    assert len([found for found in month.findings if found.place.cell == "B7"]) == 1


def test_committees_have_no_number_of_members_to_tell(lower, upper):
    upper.put("a.xlsx", consolidated_bytes(lower.month()))
    assert find(upper.month(), "S24") == []
