"""Rules about what a proposal and an admission ask for: where each fires, at the right cell, and a neighbour that is sound."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from office import Office, admitted, find, letter_of, person, unit

from recruit.declared.regulations import Regulations
from recruit.errors import PlanProblem
from recruit.job import Job
from recruit.model import Period
from recruit.run import report
from recruit.screen.said import say

# Rule, people of CB01 in November, key of the cell (row of the last person) where the rule fires.
FIRES = {
    "N21": ([person(birth="11/02/2006", certificate="10/01/2024", asked="10/02/2024")], "asked"),
    "N22": ([person(birth="31/01/1964", certificate="10/01/2024", asked="01/02/2024")], "asked"),
    "N23": ([person(education="Tiểu học")], "education"),
    "N24": ([person(certificate="09/02/2019", asked="10/02/2024")], "asked"),
    "N26": ([person(asked="10/02/2024")], "certificate"),
    "N27": ([person(helper=None)], "helper"),
    "N37": ([person(class_sent="10/02/2024", certificate_no="1/GCN")], "certificate"),
    "N29": ([admitted(asked="01/02/2023", agreed="09/03/2023")], "resolution"),
    "N30": ([admitted(ceremony="05/05/2024")], "ceremony"),
}

# A neighbour of each: the same rule must be silent.
SILENT = {
    "N21": [person(birth="10/02/2006", certificate="10/01/2024", asked="10/02/2024")],
    "N22": [person(birth="01/02/1964", certificate="10/01/2024", asked="29/02/2024")],
    "N23": [person(education="THCS")],
    "N24": [person(certificate="10/02/2019", asked="10/02/2024")],
    "N26": [person(asked="10/02/2024", certificate="10/01/2024")],
    "N37": [person(class_sent="10/02/2024", certificate_no="1/GCN", certificate="10/04/2024")],
    "N27": [person(helper=None, left="20/10/2024", reason="Xin rút")],
    "N29": [admitted(asked="01/02/2023", agreed="10/03/2023")],
    "N30": [admitted(ceremony="04/05/2024")],
}


@pytest.mark.parametrize("code", FIRES)
def test_a_rule_about_a_row_fires_once_at_its_cell(office, code):
    people, key = FIRES[code]
    office.send(people)
    found = find(office.month(), code)
    assert [(f.place.sheet, f.place.cell) for f in found] == [("Danh sách", f"{letter_of(key)}{len(people) + 1}")]


@pytest.mark.parametrize("code", SILENT)
def test_a_rule_about_a_row_is_silent_on_its_neighbour(office, code):
    office.send(SILENT[code])
    assert find(office.month(), code) == []


# -- thresholds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["asked", "resolution", "decision"])
def test_a_number_without_its_day_is_asked_for_once_where_a_step_needs_the_certificate(office, key):
    month = office.send([person(class_sent="10/02/2024", certificate_no="1/GCN", **{key: "10/10/2024"})]).month()
    assert (find(month, "N37"), len(find(month, "N26"))) == ([], 1)


def test_the_plan_sets_a_threshold_from_its_day_on(offices):
    office = offices(unit(), regulations=[["han_le_ket_nap", "", 60, date(2024, 1, 1), "Nghị quyết riêng"]])
    office.send([admitted(ceremony="15/05/2024")])
    assert find(office.month(), "N30") == []


def test_a_threshold_of_a_later_day_does_not_hold_yet(offices):
    office = offices(unit(), regulations=[["han_le_ket_nap", "", 60, date(2024, 6, 1), "Nghị quyết riêng"]])
    office.send([admitted(ceremony="15/05/2024")])
    assert len(find(office.month(), "N30")) == 1


def test_the_source_that_a_message_names_is_the_one_of_the_steps_day(office):
    office.send([person(birth="11/02/2006", certificate="10/01/2024", asked="10/02/2024")])
    assert "24-QĐ/TW" in find(office.month(), "N21")[0].remedy


@pytest.mark.parametrize(
    ("day", "code", "source"),
    [
        ("07/04/2026", "tuoi_toi_thieu", "Quy định 294-QĐ/TW ngày 26/5/2025"),
        ("08/04/2026", "tuoi_toi_thieu", "Quy định 20-QĐ/TW ngày 08/4/2026"),
        ("25/07/2026", "hoc_van", "Quy định 20-QĐ/TW ngày 08/4/2026"),
        ("26/07/2026", "hoc_van", "Quy định 208-QĐ/TW ngày 26/7/2026"),
        ("18/05/2026", "han_ho_so", "Hướng dẫn 06-HD/TW ngày 09/6/2025"),
        ("19/05/2026", "han_ho_so", "Hướng dẫn 01-HD/TW ngày 19/5/2026"),
    ],
)
def test_a_regulation_holds_from_its_day(day, code, source):
    held = Regulations().on(code, datetime.strptime(day, "%d/%m/%Y").date())
    assert held.source == source


# -- the ceremony's thirty working days, from 26/7/2026 ----------------------------------------------------------------

# 30 working days after Monday 03/08/2026, the office's Saturday 22/8 worked for Monday 31/8, with 1 and 2/9 off: 16/9.
DECIDED, LAST_DAY, DAY_AFTER = "03/08/2026", "16/09/2026", "17/09/2026"


def ceremony_in_2026(folder, day, decided=DECIDED, **plan):
    """Return the months' findings about a ceremony held on a day."""
    office = Office(folder / "hộp thư", unit(), year=2026, **plan)
    steps = {"asked": "01/06/2026", "agreed": "20/06/2026", "resolution": "10/07/2026"}
    office.send([admitted(year=2026, **{**steps, "decision": decided, "ceremony": day})])
    return find(office.month(), "N30")


def test_a_ceremony_within_thirty_working_days_is_in_time(tmp_path):
    assert ceremony_in_2026(tmp_path, LAST_DAY) == []


def test_a_ceremony_one_working_day_later_is_late(tmp_path):
    [found] = ceremony_in_2026(tmp_path, DAY_AFTER)
    said = "Lễ kết nạp (17/09/2026) quá 30 ngày làm việc kể từ ngày ban hành quyết định (03/08/2026)."
    assert found.message == said


def test_the_plan_says_which_days_more_are_off(tmp_path):
    more = [["ngay_nghi", "", "10/09/2026", None, "Thông báo"]]
    assert ceremony_in_2026(tmp_path, DAY_AFTER, regulations=more) == []


def test_the_plan_says_which_days_off_are_made_up_for(tmp_path):
    more = [["ngay_lam_bu", "", date(2026, 9, 5), None, "Thông báo"]]
    assert len(ceremony_in_2026(tmp_path, LAST_DAY, regulations=more)) == 1


def test_a_day_off_that_is_no_day_stops_a_run_at_its_cell(tmp_path):
    with pytest.raises(PlanProblem, match="Quy định, ô C2: Giá trị “lễ” phải là ngày"):
        ceremony_in_2026(tmp_path, LAST_DAY, regulations=[["ngay_nghi", "", "lễ", None, ""]])


def test_a_decision_of_the_day_before_has_forty_five_days(tmp_path):
    assert ceremony_in_2026(tmp_path, "08/09/2026", "25/07/2026") == []
    [found] = ceremony_in_2026(tmp_path, "09/09/2026", "25/07/2026")
    assert "quá 45 ngày sau ngày quyết định (25/07/2026)" in found.message


@pytest.mark.parametrize(("month", "said"), [(6, False), (7, True)])
def test_the_screen_says_once_that_no_regulation_is_newer_than_a_year(tmp_path, capsys, month, said):
    office = Office(tmp_path / "hộp thư", unit(), year=2027)
    say(report(Job(office.send(month=month).folder, Period(2027, month), tmp_path / "ra")))
    screen = capsys.readouterr().out
    assert screen.count("Quy định mới nhất mà chương trình biết có hiệu lực từ 26/07/2026, đã quá một năm.") == said
