"""Rules about what the letter sets figures beside: last year, and how many members there are."""

from __future__ import annotations

import pytest
from committees import edited
from office import Office, admitted, find

from recruit.write.summary.workbook import consolidated_bytes


@pytest.fixture(scope="module")
def november(tmp_path_factory) -> bytes:
    """The office's workbook of last November: one admitted."""
    return consolidated_bytes(Office(tmp_path_factory.mktemp("2023"), year=2023).send([admitted(year=2023)]).month())


def places(month, code: str) -> list[tuple[str, str, str]]:
    return [(found.place.file, found.place.sheet, found.place.cell) for found in find(month, code)]


# -- last year ---------------------------------------------------------------------------------------------------------


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
