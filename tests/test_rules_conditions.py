"""Rules about what a proposal and an admission ask for: where each fires, at the right cell, and a neighbour that is sound."""

from __future__ import annotations

from datetime import date

import pytest
from office import admitted, find, letter_of, person, unit

# Rule, people of CB01 in November, key of the cell (row of the last person) where the rule fires.
FIRES = {
    "N21": ([person(birth="11/02/2006", certificate="10/01/2024", asked="10/02/2024")], "asked"),
    "N22": ([person(birth="31/01/1964", certificate="10/01/2024", asked="01/02/2024")], "asked"),
    "N23": ([person(education="Tiểu học")], "education"),
    "N24": ([person(certificate="09/02/2019", asked="10/02/2024")], "asked"),
    "N26": ([person(asked="10/02/2024")], "certificate"),
    "N27": ([person(helper=None)], "helper"),
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
