"""Rules about the cover of a workbook that speaks: what it lacks, and what does not go with the plan or the form."""

from __future__ import annotations

import pytest
from office import admitted, find, person, total, unit

from recruit.declared.versions import CURRENT


def test_a_month_without_meeting_and_resolution_is_a_warning_at_each_cell(office):
    office.send(cover={"Ngày họp xét": None, "Số nghị quyết": None})
    assert [f.place.cell for f in find(office.month(), "B21")] == ["B4", "B5"]


def test_an_empty_list_without_a_word_is_a_warning(office):
    office.send([])
    assert [f.place.sheet for f in find(office.month(), "B22")] == ["Danh sách"]


def test_an_empty_list_with_a_word_why_is_none(office):
    office.send([], cover={"Khó khăn, vướng mắc": "Đơn vị chỉ có đảng viên."})
    assert find(office.month(), "B22") == []


@pytest.mark.parametrize("line", [{"name": "Không phát sinh"}, {"number": "1", "name": "Không có"}])
def test_an_empty_list_that_says_so_in_a_line_of_its_own_is_named_once(office, line):
    assert [found.code for found in office.send([line]).month().findings] == ["O34"]


def test_an_empty_list_with_a_total_alone_says_nothing_of_why(office):
    month = office.send([{"name": "Tổng cộng: 00"}]).month()
    assert sorted(found.code for found in month.findings) == ["B22", "O34"]


def test_a_workbook_before_the_units_first_month_is_a_warning(offices):
    office = offices(unit(first=11)).send(month=10)
    assert [f.place.cell for f in find(office.month(), "B23")] == ["B2"]


def test_another_name_than_the_plans_is_a_warning(office):
    office.send(cover={"Tên đơn vị": "Chi bộ Khác"})
    assert [f.value for f in find(office.month(), "B24")] == ["Chi bộ Khác"]


def test_the_plans_name_in_another_spelling_is_none(office):
    office.send(cover={"Tên đơn vị": "CHI BỘ  CB01"})
    assert find(office.month(), "B24") == []


def test_a_name_that_is_another_units_is_named_with_that_units_code(offices):
    office = offices(unit("CB02", "Chi bộ Hai"), unit("CB03", "Chi bộ Ba"))
    [found] = find(office.send(unit="CB03", cover={"Tên đơn vị": "Chi bộ  hai"}).month(), "B24")
    assert "CB02" in found.message


# -- the version of the form -------------------------------------------------------------------------------------------


def of_version(version: object):
    def edit(book):
        hidden = book.create_sheet("_bieu")
        hidden.sheet_state = "veryHidden"
        hidden["A1"], hidden["B1"] = "Phiên bản", version

    return edit


@pytest.mark.parametrize("version", ["0", "99", "một"])
def test_a_form_of_a_version_that_nobody_knows_is_named_and_used(office, version):
    month = office.send([person()], edit=of_version(version)).month()
    [found] = find(month, "B25")
    assert (found.place.sheet, found.place.cell, found.value) == ("", "", version)
    assert f"phiên bản {version}," in found.message
    assert (total(month, "sympathisers"), month.errors) == (1, 0)


@pytest.mark.parametrize("version", [CURRENT.number, int(CURRENT.number)])
def test_todays_form_is_named_by_nobody(office, version):
    assert find(office.send(edit=of_version(version)).month(), "B25") == []


def test_a_form_without_a_version_is_read_as_todays_and_named_by_nobody(office):
    assert find(office.send().month(), "B25") == []


# -- fewer members than were admitted ----------------------------------------------------------------------------------

THREE = [admitted(f"Lê Văn {who}", f"0{day}/01/1991", decision_no=f"{day}-QĐ") for day, who in enumerate("ABC", 1)]


@pytest.mark.parametrize(("members", "asked"), [(2, True), (3, False), (0, True), (None, False), ("hai", False)])
def test_a_number_of_members_below_that_of_the_admitted_is_asked_about(office, members, asked):
    month = office.send(THREE, cover={"Tổng số đảng viên": members}).month()
    assert [(found.place.sheet, found.place.cell) for found in find(month, "S26")] == [("Báo cáo", "B7")] * asked


@pytest.mark.parametrize(
    ("third", "asked"),
    [
        ({"left": "06/04/2024", "reason": "Đã kết nạp"}, True),
        ({"left": "06/10/2024", "reason": "Chuyển sang đơn vị khác"}, False),
        ({"left": "06/10/2024", "reason": "Hủy quyết định kết nạp"}, False),
        ({"decision": "20/03/2023"}, False),
        ({"decision": "30/11/2024"}, True),
        ({"decision": "01/12/2024"}, False),
    ],
)
def test_who_is_no_member_of_the_unit_any_more_or_not_yet_is_not_among_them(office, third, asked):
    month = office.send([*THREE[:2], {**THREE[2], **third}], cover={"Tổng số đảng viên": 2}).month()
    assert bool(find(month, "S26")) is asked
