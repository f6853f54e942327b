"""Rules about probationary members: where each speaks, where it must not, and that none touches a figure of admissions."""

from __future__ import annotations

import pytest
from members import RECOGNISED, member, member_cell, members
from office import Office, admitted, find, person, total, unit

from recruit.check.catalogue import rules
from recruit.write.summary.workbook import consolidated_bytes

SHEET = "Đảng viên dự bị"


@pytest.fixture(scope="module")
def last_year(tmp_path_factory) -> bytes:
    """The office's workbook of last November: one admitted in CB01, one in CB09."""
    office = Office(tmp_path_factory.mktemp("2023"), unit("CB01"), unit("CB09"), year=2023)
    office.send([admitted(year=2023)])
    office.send([admitted("Hà Thị Mỷ", year=2023, decision_no="32-QĐ/ĐUK")], unit="CB09")
    return consolidated_bytes(office.month())


def places(month, code: str) -> list[tuple[str, str]]:
    return [(found.place.sheet, found.place.cell) for found in find(month, code)]


def told(office: Office, *rows, people=None, month: int = 11):
    """Return the month in which the unit tells this of its members."""
    return office.send(people or [person()], month=month, edit=members(*rows)).month(month)


def test_a_member_of_whom_all_is_told_raises_nothing(office):
    month = told(office, member(**RECOGNISED, class_number="45/GCN", class_day="20/03/2024"))
    assert [found for found in month.findings if found.code.startswith("D")] == []


@pytest.mark.parametrize(
    ("code", "answers", "key"),
    [
        ("D01", {"reviewed": "31/04/2024"}, "reviewed"),
        ("D01", {"birth": "99/99/1992"}, "birth"),
        ("D01", {**RECOGNISED, "recognition_number": "08/04/2024"}, "recognition_number"),
        ("D02", {"recognition_number": "52-QĐ/ĐUK"}, "recognised"),
        ("D03", {"recognised": "08/04/2024"}, "recognition_number"),
        ("D04", {**RECOGNISED, "reviewed": None, "recognised": "04/04/2024"}, "recognised"),
        ("D05", {**RECOGNISED, "recognised": "01/12/2024"}, "recognised"),
        ("D21", {"reviewed": "04/04/2024"}, "reviewed"),
        ("D22", {"reviewed": "01/12/2024"}, "reviewed"),
        ("D22", {"class_day": "01/12/2024"}, "class_day"),
        ("D23", {**RECOGNISED, "reviewed": "09/04/2024"}, "recognised"),
        ("D25", {"name": None}, "name"),
        ("D25", {"birth": None}, "birth"),
        ("D25", {"ceremony": None, "note": "x"}, "ceremony"),
    ],
)
def test_it_speaks_at_the_members_cell(office, code, answers, key):
    assert places(told(office, member(**answers)), code) == [(SHEET, member_cell(key))]


@pytest.mark.parametrize(
    ("code", "answers"),
    [
        ("D02", RECOGNISED),
        ("D03", RECOGNISED),
        ("D04", {**RECOGNISED, "recognised": "05/04/2024"}),
        ("D05", {**RECOGNISED, "recognised": "30/11/2024"}),
        ("D21", {"reviewed": "05/04/2024"}),
        ("D22", {"reviewed": "30/11/2024"}),
        ("D23", {**RECOGNISED, "recognised": "06/04/2024"}),
        ("D25", {}),
    ],
)
def test_it_does_not_speak_of_what_is_sound(office, code, answers):
    assert places(told(office, member(**answers)), code) == []


@pytest.mark.parametrize("known", [k for k in rules() if k.code.startswith("D")], ids=lambda known: known.code)
def test_no_rule_about_members_takes_anything_out(known):
    assert known.takes_out == ()


def test_whatever_is_wrong_of_a_member_the_admission_counts(office):
    wrong = member(ceremony="31/02/2024", recognised="99/99/2024", reviewed="x")
    month = told(office, wrong, people=[admitted()])
    assert month.errors > 0
    assert (total(month, "admitted"), total(month, "sympathisers")) == (1, 0)


def test_whatever_is_wrong_of_a_member_the_sympathiser_of_that_row_is_eligible(office):
    sound = person(class_sent="10/02/2023", certificate="10/03/2023", certificate_no="1/GCN", joined="15/01/2023")
    month = told(office, member(recognised="99/99/2024"), people=[sound])
    assert total(month, "eligible") == 1


# -- whom the lists know -----------------------------------------------------------------------------------------------


def test_who_is_on_no_list_is_told_apart_where_last_year_is_known(office, last_year):
    office.put("cũ.xlsx", last_year)
    assert places(told(office, member(), member("Lò Văn Ón")), "D24") == [(SHEET, "A3")]


def test_without_last_years_workbook_nobody_can_say_who_is_on_no_list(office):
    assert places(told(office, member()), "D24") == []


@pytest.mark.parametrize(("day", "found"), [("06/04/2024", 1), ("05/04/2024", 0)])
def test_a_ceremony_that_the_list_has_otherwise_is_named_with_the_lists_cell(office, day, found):
    month = told(office, member(ceremony=day), people=[admitted()])
    assert len(find(month, "D26")) == found


def test_the_second_row_of_one_member_is_told(office):
    assert places(told(office, member(**RECOGNISED), member()), "D27") == [(SHEET, "A3")]


def test_a_second_sheet_of_members_is_told_and_not_read(office):
    def both(book) -> None:
        members(member())(book)
        members(member("Lò Văn Ón"), sheet="Dự bị 2")(book)

    month = office.send(edit=both).month()
    assert places(month, "D28") == [("Dự bị 2", "")]
    assert [found.name for found in month.probation] == ["Trần Thị Bình"]


def test_what_the_sheets_of_members_are_called_is_left_out_on_the_screen(office):
    def both(book) -> None:
        members(member(), sheet="Dự bị Lò Thị Mai")(book)
        members(member("Lò Văn Ón"), sheet="Dự bị Lò Thị Bé")(book)

    (found,) = find(office.send(edit=both).month(), "D28")
    assert "Lò Thị Mai" in found.message and "Lò Thị Bé" in found.message
    assert "Lò Thị" not in found.message_on_screen


def test_who_was_admitted_last_year_in_a_unit_that_is_no_more_is_told_at_last_years_cell(office, last_year):
    [found] = find(office.put("cũ.xlsx", last_year).send().month(), "D29")
    assert (found.place.file, found.place.sheet, found.value) == ("cũ.xlsx", "Danh sách", "Hà Thị Mỷ")


def test_who_has_left_the_committee_last_year_is_asked_for_nowhere(office, tmp_path):
    before = Office(tmp_path / "2023", unit("CB09"), year=2023)
    left = {"left": "20/10/2023", "reason": "Chuyển khỏi Đảng bộ"}
    before.send([admitted("Hà Thị Mỷ", year=2023, **left)], unit="CB09")
    assert find(office.put("cũ.xlsx", consolidated_bytes(before.month())).send().month(), "D29") == []


def test_who_stands_on_another_units_sheet_now_is_in_that_unit(office, last_year):
    office.put("cũ.xlsx", last_year)
    assert find(told(office, member("Hà Thị Mỷ")), "D29") == []


def test_a_member_whose_decision_was_cancelled_is_on_the_list_and_known(office):
    cancelled = admitted(left="17/06/2024", reason="Hủy quyết định kết nạp")
    assert find(told(office, member(ceremony="05/04/2024"), people=[cancelled]), "D24") == []
