"""Who may be one person under two spellings: a warning at both rows, counted as two, and no flood."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import cell_of, find, person, total, unit

from recruit.language.names import near_days


def hinted(offices, one: dict, other: dict, *, together: bool = False) -> list[tuple[str, str]]:
    """Return the files and cells of the hints about two people on lists of two units, or on one list."""
    office = offices(unit("CB01"), unit("CB02"))
    if together:
        office.send([one, other])
    else:
        office.send([one]).send([other], unit="CB02")
    return [(found.place.file, found.place.cell) for found in find(office.month(), "P26")]


BOTH = [("CB01_11.xlsx", cell_of("name")), ("CB02_11.xlsx", cell_of("name"))]
LIKE = [
    (person("Lê Thị Hòa", "05/03/1990"), person("Le Thi Hoa", "05/03/1990")),
    (person("Lê Thị Hòa", "05/03/1990"), person("Lê Thị Hoà", "03/05/1990")),
    (person("Lê Thị Hòa", "05/03/1990"), person("Lê Thị Hoà", "05/03/1991")),
    (person("Lê Thị Hòa", "05/03/1990"), person("Lê Thị Hoà", "15/03/1990")),
    (person("Lê Thị Hòa", "31/03/1990"), person("Lê Thị Hoà", "01/04/1990")),
]


@pytest.mark.parametrize(("one", "other"), LIKE)
def test_two_that_may_be_one_are_a_warning_at_both_rows_and_counted_as_two(offices, one, other):
    assert hinted(offices, one, other) == BOTH


@pytest.mark.parametrize(("one", "other"), LIKE)
def test_two_that_may_be_one_on_one_list_are_a_warning_at_both_rows(offices, one, other):
    both = [("CB01_11.xlsx", cell_of("name", row)) for row in (2, 3)]
    assert hinted(offices, one, other, together=True) == both


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Lê Thị Hòa", "05/03/1990"), person("Lê Thị Hòa", "17/08/1984")),
        (person("Lê Thị Hòa", "05/03/1990"), person("Le Thi Hoa", "05/03/1991")),
        (person("Lê Thị Hòa", "1990"), person("Le Thi Hoa", "1990")),
        (person("Lê Thị Hòa", "05/03/1990"), person("Lê Thị Hào", "05/03/1990")),
    ],
)
def test_namesakes_and_people_of_one_day_are_no_hint(offices, one, other):
    assert hinted(offices, one, other) == []


def test_those_who_may_be_one_are_counted_as_two(offices):
    office = offices(unit("CB01"), unit("CB02")).send([LIKE[0][0]]).send([LIKE[0][1]], unit="CB02")
    assert total(office.month(), "sympathisers") == 2


def test_a_message_names_five_cells_and_the_number_of_the_others(office):
    names = [f"{a} Van {b}" for a in ("Lê", "Le", "Lè") for b in ("Hoa", "Hòa", "Hóa")]
    found = find(office.send([person(name) for name in names]).month(), "P26")
    assert len(found) == 9
    assert all(line.message.count("ô B") == 5 and "và 03 ô khác" in line.message for line in found)


def test_a_thousand_people_with_real_namesakes_give_few_hints(offices):
    random = Random(7)
    families, middles = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng"), ("Văn", "Thị", "Hữu", "Đức")
    given_names = (
        "An",
        "Bình",
        "Chi",
        "Dũng",
        "Hà",
        "Hòa",
        "Hóa",
        "Lan",
        "Minh",
        "Nam",
        "Nga",
        "Phúc",
        "Sơn",
        "Tú",
        "Yến",
    )

    def anybody() -> dict:
        name = " ".join(map(random.choice, (families, middles, given_names)))
        return person(name, f"{random.randint(1, 28):02d}/{random.randint(1, 12):02d}/{random.randint(1970, 2004)}")

    codes = [f"CB{number:02d}" for number in range(1, 21)]
    office = offices(*map(unit, codes))
    for code in codes:
        office.send([anybody() for _ in range(50)], unit=code)
    assert len(find(office.month(), "P26")) <= 10


@given(st.dates(date(1940, 1, 1), date(2008, 12, 31)))
def test_near_is_near_both_ways(birth):
    assert all(birth in near_days(day) for day in near_days(birth))
