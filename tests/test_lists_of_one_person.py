"""Somebody on several lists: with no transfer, by a chain of them, and in a unit that ends: whose is each event?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from office import admitted, find, of_unit, person, total, unit

TRANSFER = "Chuyển sang đơn vị khác"
TWO = (unit("CB01"), unit("CB02"))
EVENT = "10/06/2024"
GONE = {"reason": "Xin rút"}


def at(month: int) -> datetime:
    return datetime(2024, month, 24, tzinfo=UTC)


def on_two_lists(offices, first: dict, second: dict, *units):
    """Return November of an office on whose first unit's list somebody has `first`, on its second's `second`."""
    office = offices(*(units or TWO)).send([person(**first)])
    return office.send([person(**second)], unit="CB02").month()


# -- without a transfer ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "whose"),
    [
        ({"joined": "11/06/2024"}, {"joined": "10/06/2024"}, "CB02"),
        ({"left": "09/06/2024", **GONE}, {"left": "10/06/2024", **GONE}, "CB02"),
        ({"left": "10/06/2024", **GONE}, {}, "CB01"),
        ({"joined": "10/06/2024"}, {}, "CB01"),
        ({"joined": "11/06/2024"}, {"joined": "11/06/2024"}, "CB01"),
        ({"joined": None}, {}, "CB02"),
    ],
    ids=["joined on the day", "left on the day", "both stood", "both stood since the day", "neither stood", "no day"],
)
def test_an_event_of_two_lists_is_that_lists_on_which_the_person_stood_that_day(offices, first, second, whose):
    month = on_two_lists(offices, {"class_sent": EVENT, **first}, {"class_sent": EVENT, **second})
    assert (of_unit(month, whose, "class_sent"), total(month, "class_sent")) == (1, 1)


def test_an_event_of_one_row_is_that_rows_whatever_day_the_person_joined(offices):
    month = on_two_lists(offices, {}, {"joined": "11/06/2024", "class_sent": EVENT})
    assert (of_unit(month, "CB01", "class_sent"), of_unit(month, "CB02", "class_sent")) == (0, 1)


def test_who_stands_open_on_two_lists_is_counted_at_the_first_of_the_plan(offices):
    month = on_two_lists(offices, {"joined": "11/06/2024"}, {})
    assert (of_unit(month, "CB01", "sympathisers"), of_unit(month, "CB02", "sympathisers")) == (1, 0)


@pytest.mark.parametrize(
    ("first", "joined", "counted"),
    [
        ({"left": "11/11/2024", **GONE}, "11/11/2024", (0, 1)),
        ({"left": "11/11/2024", **GONE}, "12/11/2024", (1, 0)),
        ({"joined": "31/10/2024"}, "01/11/2024", (0, 1)),
        ({"joined": "01/11/2024"}, "01/11/2024", (1, 0)),
    ],
    ids=["from the list of that day", "from no list", "since the day before", "since the same day"],
)
def test_who_stood_on_another_list_on_the_day_of_joining_comes_from_there(offices, first, joined, counted):
    month = on_two_lists(offices, {"helper_day": None, **first}, {"joined": joined, "helper_day": None})
    assert (total(month, "joined_in_month"), total(month, "came_in_month")) == counted


# -- a chain of transfers ----------------------------------------------------------------------------------------------

# From one unit to the next; the plan names them in another order.
CHAIN = {"CB03": "01/03/2024", "CB01": "01/06/2024", "CB04": "01/09/2024", "CB02": None}
FOUR = tuple(unit(f"CB0{number}") for number in range(1, 5))


def chained(offices, **last: object):
    """Return November of an office in which somebody went on three times, with `last` in the newest row."""
    office = offices(*FOUR)
    for code, left in CHAIN.items():
        office.send([person(left=left, reason=TRANSFER) if left else person(**last)], unit=code)
    return office.month()


@pytest.mark.parametrize(
    ("day", "whose"),
    [
        ("01/03/2024", "CB03"),
        ("02/03/2024", "CB01"),
        ("01/06/2024", "CB01"),
        ("02/06/2024", "CB04"),
        ("01/09/2024", "CB04"),
        ("02/09/2024", "CB02"),
    ],
)
def test_along_a_chain_of_transfers_an_event_is_that_units_whose_row_was_open(offices, day, whose):
    month = chained(offices, class_sent=day)
    assert (of_unit(month, whose, "class_sent"), total(month, "class_sent")) == (1, 1)


def test_events_of_one_day_stand_in_the_plans_order_wherever_the_people_came_from(offices):
    office = offices(*FOUR).send([person(left="01/06/2024", reason=TRANSFER)])
    office.send([person("Lò Thị Mai", class_sent=EVENT)], unit="CB02").send([person(class_sent=EVENT)], unit="CB03")
    assert [event.unit.code for event in office.month().sent_to_class] == ["CB02", "CB03"]


def test_at_the_end_of_a_chain_the_last_unit_has_the_sympathiser(offices):
    month = chained(offices)
    assert [of_unit(month, code, "sympathisers") for code in CHAIN] == [0, 0, 0, 1]


def test_who_left_the_last_unit_of_a_chain_too_leaves_it_the_events_it_holds(offices):
    month = chained(offices, class_sent="02/09/2024", left="01/10/2024", **GONE)
    assert of_unit(month, "CB02", "class_sent") == 1


@pytest.fixture
def moves(offices) -> list[tuple[str, str]]:
    """Unit and change of each row of `Thay đổi` in a month in which somebody went from CB02 to CB03 and on to CB01."""
    office = offices(*FOUR[:3])
    other = {code: person(f"Lò Văn {code}", "01/01/1999") for code in ("CB01", "CB02", "CB03")}
    for code, row in other.items():
        office.send([row, person()] if code == "CB02" else [row], unit=code, month=10, sent=at(10))
    days = {"CB02": (None, "05/11/2024"), "CB03": ("05/11/2024", "10/11/2024"), "CB01": ("10/11/2024", None)}
    for code, (joined, left) in days.items():
        moved = {"joined": joined} if joined else {}
        office.send([other[code], person(**moved, **({"left": left, "reason": TRANSFER} if left else {}))], unit=code)
    return sorted((change.unit_code, change.what) for change in office.month().changes)


def test_a_chain_inside_one_month_names_the_next_unit_by_the_days_and_not_by_the_plan(moves):
    assert [move for move in moves if move[1].startswith("Chuyển")] == [
        ("CB01", "Chuyển từ đơn vị CB03"),
        ("CB02", "Chuyển đến đơn vị CB03"),
        ("CB03", "Chuyển từ đơn vị CB02"),
        ("CB03", "Chuyển đến đơn vị CB01"),
    ]


def test_why_somebody_went_on_is_new_at_each_unit_although_the_unit_before_gave_the_same_reason(moves):
    assert [code for code, what in moves if what == "Thêm: Lý do đưa ra"] == ["CB02", "CB03"]


# -- units that end ----------------------------------------------------------------------------------------------------

ENDING = (unit("CB01", last=10, into="CB02"), unit("CB02"))


def after_the_end(offices, before: dict, now: dict):
    """Return November, where CB01 ended with October with `before` on its list and CB02 has `now`."""
    office = offices(*ENDING).send([person(**before)], month=10, sent=at(10))
    return office.send([person(**now)], unit="CB02").month()


@pytest.mark.parametrize(("day", "whose"), [("31/10/2024", "CB01"), ("01/11/2024", "CB02")])
@pytest.mark.parametrize(("figure", "steps"), [("class_sent", {}), ("admitted", {})])
def test_what_happened_up_to_a_units_last_day_is_its_own_also_where_only_the_successor_tells(
    offices, day, whose, figure, steps
):
    told = {"decision": day, "decision_no": "9-QĐ"} if figure == "admitted" else {"class_sent": day}
    month = after_the_end(offices, steps, told)
    assert (of_unit(month, whose, figure), total(month, figure)) == (1, 1)


@pytest.mark.parametrize("left", ["15/10/2024", "31/10/2024"])
def test_who_was_taken_off_by_the_units_last_day_is_no_transfer_of_it(offices, left):
    month = after_the_end(offices, {"left": left, **GONE}, {"joined": "01/11/2024", "helper_day": None})
    assert (total(month, "joined_in_month"), total(month, "came_in_month")) == (1, 0)


def test_who_stood_on_the_list_of_a_unit_at_its_end_comes_from_it(offices):
    month = after_the_end(offices, {}, {"joined": "05/11/2024", "helper_day": None})
    assert (total(month, "joined_in_month"), total(month, "came_in_month")) == (0, 1)


@pytest.mark.parametrize(("last", "errors"), [(11, 2), (12, 2), (10, 2), (9, 0)])
def test_on_the_list_of_a_unit_that_will_end_somebody_stands_open(offices, last, errors):
    office = offices(unit("CB01", last=last, into="CB02"), unit("CB02"))
    sent = min(last, 10)
    office.send([person()], month=sent, sent=at(sent)).send([person()], unit="CB02", month=10, sent=at(10))
    assert len(find(office.month(10), "P02")) == errors


@pytest.mark.parametrize(("last", "listed"), [(11, 0), (12, 1)])
def test_in_december_the_people_of_a_unit_that_ended_with_november_are_gone(offices, last, listed):
    office = offices(unit("CB01", last=last, into="CB02"), unit("CB02"))
    office.send([person()], month=11).send([], unit="CB02", month=12, sent=at(12))
    assert total(office.month(12), "sympathisers") == listed


@pytest.mark.parametrize(("month", "behind"), [(10, True), (11, False)])
def test_a_unit_can_be_behind_up_to_its_last_month(offices, month, behind):
    office = offices(unit("CB01", admissions=2, last=10, into="CB02"), unit("CB02"))
    office.send([person()], month=10, sent=at(10))
    assert office.month(month).units[0].behind is behind


@pytest.mark.parametrize("cell", ["decision", "class_sent"])
def test_what_a_unit_did_before_it_ended_still_counts_for_it(offices, cell):
    row = admitted() if cell == "decision" else person(class_sent="20/03/2024")
    office = offices(*ENDING).send([row], month=10, sent=at(10)).send([], unit="CB02")
    figure = {"decision": "admitted"}.get(cell, cell)
    assert of_unit(office.month(), "CB01", figure) == 1
