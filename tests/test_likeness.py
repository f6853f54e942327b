"""Who may be one person under two spellings: a warning at both rows, counted as two, and no flood."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import admitted, cell_of, find, person, total, unit

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
    (person("Phạm Đức", "05/03/1990"), person("Phạm Minh Đức", "05/03/1990")),
    (person("Trần Thị Thanh Lan", "05/03/1990"), person("Trần Thị Lan", "05/03/1990")),
    (person("Lê Thị Hòa", "05/03/1990"), person("Le Thi Hoa", "05/03/1990")),
    (person("Lê Thị Hòa", "05/03/1990"), person("Lê Thị Hoà", "03/05/1990")),
    (person("Lê Thị Hòa", "05/03/1990"), person("Lê Thị Hoà", "05/03/1991")),
    (person("Lê Thị Hòa", "05/03/1990"), person("Lê Thị Hoà", "15/03/1990")),
    (person("Lê Thị Hòa", "31/03/1990"), person("Lê Thị Hoà", "01/04/1990")),
    *(
        (person(name, "03/04/1990"), person(other, "03/04/1990"))
        for name, other in (
            *(("Phạm Văn Kỳ", "Phạm Văn Kì"), ("Trần Thị Mỹ Lý", "Trần Thị Mĩ Lí"), ("Y Blơk Niê", "Y-Blơk Niê")),
            *(("Nguyễn Thị Thanh-Hà", "Nguyễn Thị Thanh Hà"), ("H'Mai Êban", "H Mai Êban"), ("Lê An Na", "Lê Anna")),
            *(("Lò Văn Cầu (Tuấn)", "Lò Văn Cầu"), ("Lò Văn Cầu", "Lò Văn Cầu [Tuấn]"), ("1. Cư A Páo", "Cư A Páo")),
            *(("ThS. Giàng A É", "Giàng A É"), ("BS Vàng Văn Dần", "Vàng Văn Dần"), ("Cô Vũ Thị Tâm", "Vũ Thị Tâm")),
            *(
                ("PGS. TS. Vũ Văn Tâm", "Vũ Văn Tâm"),
                ("Anh Lò Văn Pó", "Lò Văn Pó"),
                ("ThS. Cô Vũ Thị Tâm", "Vũ Thị Tâm"),
            ),
            *(
                (f"{title} Vũ Thị Tâm", "Vũ Thị Tâm")
                for title in ("CN.", "KS", "GS.", "DS", "thầy", "Chị", "Chú", "Bác")
            ),
            *(
                ("Sùng A Lử *", "Sùng A Lử"),
                ("Sùng A Lử 2", "Sùng A Lử"),
                ("Ngô Văn Xứng, Bí thư đoàn", "Ngô Văn Xứng"),
            ),
            *(("Nguyễn Văn Sáu - đã kết nạp", "Nguyễn Văn Sáu"), ("- Nguyễn Văn Sáu", "Nguyễn Văn Sáu")),
        )
    ),
    (admitted("Lò Văn Pó", "03/04/1990"), admitted("Lường Văn Pó", "03/04/1990")),
]


HANDED_OVER = {"left": "10/10/2024", "reason": "Chuyển sang đơn vị khác"}


@pytest.mark.parametrize(("joined", "asked"), [("10/11/2024", BOTH), ("11/11/2024", []), ("08/09/2024", [])])
def test_a_namesake_who_is_received_soon_after_somebody_was_handed_over_may_be_that_one(offices, joined, asked):
    one = person("Lê Thị Hòa", "05/03/1990", **HANDED_OVER)
    other = person("Lê Thị Hoà", "21/08/1991", joined=joined, helper_day=joined)
    assert hinted(offices, one, other) == asked


def test_a_namesake_who_is_received_when_somebody_left_for_good_is_another(offices):
    one = person("Lê Thị Hòa", "05/03/1990", left="10/10/2024", reason="Xin rút")
    other = person("Lê Thị Hòa", "21/08/1991", joined="11/10/2024", helper_day="11/10/2024")
    assert hinted(offices, one, other) == []


def test_who_was_handed_over_and_stands_on_the_other_list_has_no_namesake_there(offices):
    office = offices(unit("CB01"), unit("CB02")).send([person("Lê Thị Hòa", "05/03/1990", **HANDED_OVER)])
    moved = person("Lê Thị Hòa", "05/03/1990", joined="11/10/2024", helper_day="11/10/2024")
    namesake = person("Lê Thị Hòa", "21/08/1991", joined="12/10/2024", helper_day="12/10/2024")
    assert find(office.send([moved, namesake], unit="CB02").month(), "P26") == []


@pytest.mark.parametrize(("one", "other"), LIKE)
def test_two_that_may_be_one_are_a_warning_at_both_rows_and_counted_as_two(offices, one, other):
    assert hinted(offices, one, other) == BOTH


@pytest.mark.parametrize(("one", "other"), LIKE[:-1])
def test_two_that_may_be_one_on_one_list_are_a_warning_at_both_rows(offices, one, other):
    both = [("CB01_11.xlsx", cell_of("name", row)) for row in (2, 3)]
    assert hinted(offices, one, other, together=True) == both


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Lê Thị Hòa", "05/03/1990"), person("Lê Thị Hòa", "17/08/1984")),
        (person("Lê Thị Hòa", "05/03/1990"), person("Le Thi Hoa", "05/03/1991")),
        (person("Lê Thị Hòa", "1990"), person("Le Thi Hoa", "1990")),
        (person("Phạm Đức", "05/03/1990"), person("Phạm Minh Đức", "06/03/1990")),
        (person("Phạm Văn Đức", "05/03/1990"), person("Phạm Minh Đức", "05/03/1990")),
        (person("Phạm Đức", "05/03/1990"), person("Phạm Đức Minh", "05/03/1990")),
        (person("Lê Thị Hòa", "05/03/1990"), person("Lê Thị Hào", "05/03/1990")),
        (person("Lê Thị Thúy", "05/03/1990"), person("Lê Thị Thu", "05/03/1990")),
        (person("ThS. Lê Thị Hòa", "05/03/1990"), person("Lê Thị Hòa", "06/03/1990")),
        (admitted("Lò Văn Pó", "03/04/1990"), admitted("Lường Văn Hặc", "04/04/1990")),
        (admitted("Lò Văn Pó", "03/04/1990"), admitted("Lường Văn Hặc", "03/04/1990", decision_no="32-QĐ/ĐUK")),
        (admitted("Lò Văn Pó", "1990"), admitted("Lường Văn Hặc", "1990")),
    ],
)
def test_namesakes_and_people_of_one_day_are_no_hint(offices, one, other):
    assert hinted(offices, one, other) == []


def test_one_decision_on_the_list_of_one_unit_is_no_hint(offices):
    one, other = admitted("Lò Văn Pó", "03/04/1990"), admitted("Lường Văn Hặc", "03/04/1990")
    assert hinted(offices, one, other, together=True) == []


def test_whom_name_and_decision_hint_at_is_named_once(offices):
    office = offices(unit("CB01"), unit("DT01", "Đoàn", "Đoàn thể")).send([admitted("Sùng A Kỳ")])
    found = find(office.send([admitted("Sùng A Kì")], unit="DT01").month(), "P26")
    assert [line.message.count("ô B2") for line in found] == [1, 1]


def test_many_of_one_decision_on_two_lists_name_five_and_the_number_of_the_others(offices):
    office = offices(unit("CB01"), unit("CB02"))
    for code, family in (("CB01", "Lò"), ("CB02", "Hà")):
        office.send(
            [admitted(f"{family} {name} Lan", "03/04/1990") for name in ["Anh", "Bình", "Chi", "Dũng", "Giang", "Hoa"]],
            unit=code,
        )
    found = find(office.month(), "P26")
    assert len(found) == 12
    assert all(line.message.count("ô B") == 5 and "và 01 ô khác" in line.message for line in found)


def test_two_of_one_birth_date_whom_one_decision_names_are_two_where_their_given_names_differ(offices):
    office = offices(unit("CB01"), unit("CB02")).send([admitted("Giàng A Páo", "01/01/1990")])
    assert find(office.send([admitted("Sùng Thị Mỷ", "01/01/1990")], unit="CB02").month(), "P26") == []


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
