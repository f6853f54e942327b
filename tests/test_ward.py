"""The second example, a ward of 2026: cells merged in mid-year, kinds of people that fit a ward, the newer edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import of_unit, total
from papers import letter, lines

from recruit.model import Period
from recruit.run import measure

WARD = Path(__file__).parents[1] / "docs" / "phuong_2026"


@pytest.fixture(scope="module")
def july():
    return measure(WARD)


def test_july_is_its_newest_month_and_nothing_is_wrong_in_it(july):
    assert (july.period, july.errors, july.missing) == (Period(2026, 7), 0, ())


def test_twelve_chi_bo_and_two_organisations_owed_june_and_ten_and_two_july(july):
    rates = {rate.month: rate.owed for rate in july.submission_rates}
    assert (rates[6], rates[7]) == (14, 12)


def test_three_were_admitted_one_of_them_under_the_newest_regulation(july):
    assert (july.admissions.done, total(july, "admitted_in_month")) == (3, 1)


def test_who_went_over_with_a_merged_cell_is_on_the_successors_list(july):
    assert (of_unit(july, "TDP1", "sympathisers"), of_unit(july, "TDP2", "sympathisers")) == (0, 2)
    assert total(july, "left_in_month") == total(july, "joined_in_month") == 0


def test_each_new_member_falls_under_a_line_of_the_statistics(july):
    counted = {line.line.text: line.figure.value for line in july.statistics if line.line.key.startswith("category:")}
    assert {text: number for text, number in counted.items() if number} == {
        "Người hoạt động không chuyên trách thôn, tổ dân phố, bản (ấp, khóm)": 1,
        "Viên chức trong các đơn vị sự nghiệp công lập": 1,
        "Sỹ quan, chiến sỹ quân đội và công an (lực lượng vũ trang)": 1,
    }


def test_its_letter_is_of_the_newer_edition(july):
    assert any(line.startswith("Căn cứ Thông báo số 15-TB/TU, ngày 12/01/2026 của") for line in lines(letter(july)))
