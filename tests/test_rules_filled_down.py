"""Days that a dragged cell wrote into a column: O47."""

from __future__ import annotations

import pytest
from office import cell_of, find, person

from recruit.declared.form import STEPS


def list_of(key: str, days: list[str | None]) -> list[dict[str, object]]:
    return [person(f"Lê Văn {letter}", **{key: day}) for letter, day in zip("ABCDEGHIK", days, strict=False)]


@pytest.mark.parametrize("key", STEPS)
def test_days_that_grow_by_one_from_row_to_row_are_asked_about_at_the_first(office, key):
    days = [f"{day:02d}/05/2024" for day in (9, 2, 3, 4, 5)]
    [found] = find(office.send(list_of(key, days)).month(), "O47")
    assert found.place.cell == cell_of(key, 3)
    assert "dòng 3–6" in found.message and "từ 02/05/2024 đến 05/05/2024" in found.message


@pytest.mark.parametrize(
    "days",
    [
        ["02/05/2024", "03/05/2024", "04/05/2024"],
        ["02/05/2024", "02/05/2024", "02/05/2024", "02/05/2024", "02/05/2024"],
        ["02/05/2024", "03/05/2024", "04/05/2024", "06/05/2024", "07/05/2024", "08/05/2024"],
        ["02/05/2024", "03/05/2024", None, "04/05/2024", "05/05/2024"],
        ["05/05/2024", "04/05/2024", "03/05/2024", "02/05/2024"],
        ["02/05/2024", "03/05/2024", "04/05/2024", "mai"],
    ],
)
def test_days_that_do_not_grow_so_are_not(office, days):
    assert find(office.send(list_of("certificate", days)).month(), "O47") == []


def test_over_a_months_end_they_grow_as_well(office):
    days = ["29/04/2024", "30/04/2024", "01/05/2024", "02/05/2024"]
    assert len(find(office.send(list_of("certificate", days)).month(), "O47")) == 1


def test_each_of_two_stretches_is_named(office):
    days = [
        "02/05/2024",
        "03/05/2024",
        "04/05/2024",
        "05/05/2024",
        "05/05/2024",
        "06/05/2024",
        "07/05/2024",
        "08/05/2024",
    ]
    found = find(office.send(list_of("certificate", days)).month(), "O47")
    assert [one.place.cell for one in found] == [cell_of("certificate", 2), cell_of("certificate", 6)]


@pytest.mark.parametrize(("rows", "asked"), [(3, 1), (2, 0)])
def test_a_day_in_a_text_cell_grows_by_a_year(office, rows, asked):
    days = ["05/03/2020", *[f"06/03/{year}" for year in (2022, 2023, 2024)][-rows:]]
    found = find(office.send(list_of("certificate", days)).month(), "O47")
    assert [one.place.cell for one in found] == [cell_of("certificate", 3)] * asked
    assert all("một năm, từ 06/03/2022 đến 06/03/2024" in one.message for one in found)


def test_births_a_year_apart_are_no_dragged_cell(office):
    assert find(office.send(list_of("birth", [f"01/01/{year}" for year in range(1990, 1996)])).month(), "O47") == []
