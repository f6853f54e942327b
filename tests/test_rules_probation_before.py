"""Rules about probationary members that look back: what last month's sheet told of one, and this month's does not or otherwise."""

from __future__ import annotations

import pytest
from members import RECOGNISED, member, member_cell, members
from office import Office, admitted, find, person, unit
from returned import lines, month_of

from recruit.write.summary.workbook import consolidated_bytes

SHEET = "Đảng viên dự bị"
SAU = member("Lò Văn Sáu", "01/02/1990", "10/10/2023", reviewed="12/10/2024")
TU = member("Hà Văn Tư", "03/03/1991", "20/12/2023")


def two_months(office: Office, before: list[dict], now: list[dict] | None, people=None):
    """Return November's month after an October that told of other members; None for a form without the sheet."""
    office.send(people or [person()], month=10, edit=members(*before))
    return office.send(people or [person()], edit=None if now is None else members(*now)).month()


def places(month, code: str) -> list[tuple[str, str]]:
    return [(found.place.sheet, found.place.cell) for found in find(month, code)]


# -- a recognition -----------------------------------------------------------------------------------------------------


def test_a_recognition_that_is_withdrawn_is_an_error_at_the_blank_cell(office):
    assert places(two_months(office, [member(**RECOGNISED)], [member()]), "D06") == [(SHEET, member_cell("recognised"))]


@pytest.mark.parametrize("now", [None, [], [TU]])
def test_a_member_who_was_recognised_and_is_gone_is_an_error_of_the_file(office, now):
    month = two_months(office, [member(**RECOGNISED)], now)
    assert (places(month, "D06"), find(month, "D30")) == ([("", "")], [])


@pytest.mark.parametrize(
    "mended", [{}, {"name": "Trần Thị Bính"}, {"birth": "08/07/1992"}, {"birth": "1992"}, {"ceremony": "06/04/2023"}]
)
def test_a_recognition_that_stays_needs_no_word_whatever_else_of_the_member_was_mended(office, mended):
    assert places(two_months(office, [member(**RECOGNISED)], [member(**RECOGNISED | mended)]), "D06") == []


def test_of_a_recognition_of_another_year_that_is_gone_nothing_is_said(office):
    last = member(ceremony="05/04/2022", **RECOGNISED | {"reviewed": None, "recognised": "08/04/2023"})
    month = two_months(office, [last], [])
    assert [found.code for found in month.findings if found.code.startswith("D")] == []


# -- who is gone -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("now", [None, [], [SAU]])
def test_a_member_not_yet_recognised_who_is_gone_is_asked_about_at_the_file(office, now):
    [found] = find(two_months(office, [SAU, TU] if now else [TU], now), "D30")
    assert (found.place.file, found.place.cell) == ("CB01_11.xlsx", "")
    assert f"CB01_10.xlsx, trang {SHEET}, ô A{3 if now else 2}" in found.message


@pytest.mark.parametrize(
    "mended", [{"name": "Hà Văn Tứ"}, {"birth": "1991"}, {"birth": "04/03/1991"}, {"ceremony": "21/12/2023"}]
)
def test_a_member_of_whom_one_thing_was_mended_is_not_gone(office, mended):
    assert find(two_months(office, [TU, SAU], [SAU, TU | mended]), "D30") == []


def test_of_two_who_were_admitted_on_one_day_the_one_who_is_left_does_not_stand_for_the_other(office):
    twin = TU | {"name": "Hà Văn Năm"}
    assert len(find(two_months(office, [TU, twin], [twin]), "D30")) == 1


def test_a_member_whom_the_list_has_taken_off_is_not_asked_about(office):
    gone = admitted("Hà Văn Tư", "03/03/1991", left="10/11/2024", reason="Chuyển khỏi Đảng bộ")
    assert find(two_months(office, [TU], [], people=[gone]), "D30") == []


def test_whom_the_list_has_lost_too_is_asked_about_there_alone(office):
    listed = admitted("Hà Văn Tư", "03/03/1991")
    told = member("Hà Văn Tư", "03/03/1991", listed["ceremony"])
    office.send([person(), listed], month=10, edit=members(told))
    assert [found.code for found in office.send([person()], edit=members()).month().findings] == ["T01"]
    assert find(office.send([person()], month=12, edit=members()).month(12), "D30") == []


def test_nor_is_one_whom_the_list_has_lost_a_month_before_the_sheet(office):
    listed = admitted("Hà Văn Tư", "03/03/1991")
    told = member("Hà Văn Tư", "03/03/1991", listed["ceremony"])
    office.send([person(), listed], month=9).send([person()], month=10, edit=members(told))
    assert find(office.send([person()], edit=members()).month(), "D30") == []


def test_nor_is_one_whom_another_units_list_has_admitted(offices):
    office = offices(unit("CB01"), unit("CB02"))
    listed = admitted("Hà Văn Tư", "03/03/1991", left="10/09/2024", reason="Chuyển sang đơn vị khác")
    office.send([listed], unit="CB02", month=9)
    told = member("Hà Văn Tư", "03/03/1991", listed["ceremony"])
    assert find(two_months(office, [told], []), "D30") == []


@pytest.mark.parametrize(
    ("answers", "asked"), [({}, 0), ({"reviewed": "06/11/2024"}, 1), ({"class_number": "4/GCN"}, 0)]
)
def test_whom_a_list_tells_is_followed_without_the_sheet_and_only_what_the_chi_bo_decided_is_lost(
    office, answers, asked
):
    listed = admitted("Hà Văn Tư", "03/03/1991")
    told = member("Hà Văn Tư", "03/03/1991", listed["ceremony"], **answers)
    assert len(find(two_months(office, [told], [], people=[listed]), "D30")) == asked


# -- days that are told otherwise --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "day", "said"),
    [
        ("ceremony", "05/04/2022", "Ngày lễ kết nạp: báo cáo trước ghi 05/04/2023"),
        ("ceremony", "04/05/2023", "nay ghi 04/05/2023"),
        ("reviewed", None, "nay để trống"),
        ("reviewed", "chưa", "nay để trống"),
        ("reviewed", "07/04/2024", "nay ghi 07/04/2024"),
        ("recognised", "08/05/2024", "nay ghi 08/05/2024"),
    ],
)
def test_a_day_of_a_member_that_is_told_otherwise_is_asked_about_at_its_cell(office, key, day, said):
    now = member(**RECOGNISED)
    now = now | {key: day} if day else {known: value for known, value in now.items() if known != key}
    [found] = find(two_months(office, [member(**RECOGNISED)], [now]), "D31")
    assert (found.place.sheet, found.place.cell) == (SHEET, member_cell(key))
    assert said in found.message and f"CB01_10.xlsx, trang {SHEET}, ô {member_cell(key)}" in found.message


@pytest.mark.parametrize(
    "now", [{"reviewed": "6/4/2024"}, {"reviewed": "x"}, {"reviewed": "31/04/2024"}, {"ceremony": None}, {}]
)
def test_the_same_day_written_otherwise_or_one_of_which_another_rule_speaks_is_not(office, now):
    told = {key: value for key, value in (member(**RECOGNISED) | now).items() if value is not None}
    assert find(two_months(office, [member(**RECOGNISED)], [told]), "D31") == []


def test_a_day_that_is_told_for_the_first_time_is_not(office):
    assert find(two_months(office, [member()], [member(**RECOGNISED)]), "D31") == []


def test_a_ceremony_that_the_units_list_tells_is_not(office):
    month = two_months(office, [member(ceremony="06/04/2024")], [member(ceremony="05/04/2024")], people=[admitted()])
    assert find(month, "D31") == []


@pytest.mark.parametrize(("name", "asked"), [("Trần Thị Bình", 0), ("Lò Văn Ón", 1)])
def test_nor_one_that_last_years_workbook_tells(office, tmp_path, name, asked):
    last = Office(tmp_path / "2023", unit("CB01"), year=2023).send([admitted(name, year=2023)])
    office.put("cũ.xlsx", consolidated_bytes(last.month()))
    month = two_months(office, [member(ceremony="06/04/2023")], [member(ceremony="05/04/2023")])
    assert len(find(month, "D31")) == asked


SLIPS = [
    *({"ceremony": day} for day in ("04/05/2023", "05/04/2022", "05/04/2024", "31/04/2023", "x", None)),
    *({"reviewed": day} for day in (None, "06/04/2023", "04/06/2024", "06/04/2025", "x", "-")),
    *({"recognised": day} for day in (None, "08/04/2023", "04/08/2024", "08/04/2025", "99/99/2024", "-")),
    *({"recognition_number": number} for number in (None, "x", "08/04/2024")),
    *({"birth": birth} for birth in (None, "31/02/1992")),
    {"name": None},
    None,
]


@pytest.mark.parametrize("slip", SLIPS, ids=str)
def test_no_slip_of_last_months_sheet_moves_a_standing_in_silence(office, slip):
    told = member(**RECOGNISED)
    now = [] if slip is None else [{key: value for key, value in (told | slip).items() if value is not None}]
    office.send([person()], month=10, edit=members(told, SAU))
    before = office.month(10)
    month = office.send([person()], edit=members(*now, SAU)).month()

    def standings(month) -> list[tuple]:
        return [(found.standing_words, found.due) for found in month.probation]

    asked = [found for found in month.findings if found.code.startswith("D")]
    assert asked or standings(month) == standings(before)


def test_who_is_gone_is_told_on_the_first_sheet_of_what_goes_back(office):
    two_months(office, [SAU, TU], [SAU], people=[person(class_sent="31/04/2024")])
    messages = [line[5] for line in lines(month_of(office).returned["CB01"])]
    assert any("chưa được công nhận" in message for message in messages)
