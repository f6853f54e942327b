"""People who move inside the committee, units in their last month, decisions cancelled later: nothing moves twice."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from office import admitted, find, letter_of, of_unit, person, total, unit

TRANSFER = "Chuyển sang đơn vị khác"
CANCELLED = "Hủy quyết định kết nạp"
TWO = (unit("CB01"), unit("CB02"))


def at(month: int) -> datetime:
    return datetime(2024, month, 24, tzinfo=UTC)


# -- from unit to unit -------------------------------------------------------------------------------------------------


@pytest.fixture
def moved(offices):
    """November of an office in which somebody went from CB01 to CB02 in that month."""
    office = offices(*TWO).send([person(left="10/11/2024", reason=TRANSFER)])
    return office.send([person(joined="11/11/2024", helper_day="11/11/2024")], unit="CB02").month()


def test_who_comes_from_another_unit_is_no_entry(moved):
    assert (total(moved, "joined_in_month"), total(moved, "left_in_month")) == (0, 0)


def test_who_comes_from_another_unit_has_come_in_the_units_own_line(moved):
    assert (of_unit(moved, "CB02", "came_in_month"), of_unit(moved, "CB01", "came_in_month")) == (1, 0)


def test_who_comes_to_the_list_of_one_unit_only_is_an_entry(office):
    month = office.send([person(joined="11/11/2024", helper_day="11/11/2024")]).month()
    assert (total(month, "joined_in_month"), total(month, "came_in_month")) == (1, 0)


CERTIFIED = {"certificate_no": "9/GCN", "certificate": "20/11/2024"}


@pytest.fixture
def certified(offices):
    """November of an office in which somebody was sent to class by CB01 and has the certificate on CB02's list alone."""
    office = offices(*TWO).send([person(left="10/11/2024", reason=TRANSFER, class_sent="15/03/2024")])
    moved = person(joined="11/11/2024", helper_day="11/11/2024", class_sent="15/03/2024", **CERTIFIED)
    return office.send([moved], unit="CB02").month()


def test_a_certificate_that_came_on_the_new_units_list_is_of_the_class_to_which_the_first_one_sent(certified):
    assert (of_unit(certified, "CB01", "certificates_of_sent"), total(certified, "certificates_of_sent")) == (1, 1)


def test_the_figure_of_certificates_rests_on_the_row_that_has_the_certificate(certified):
    [source] = certified.totals["certificates_of_sent"].sources
    assert (source.file, source.cells) == ("CB02_11.xlsx", (f"{letter_of('certificate')}2",))


def test_who_was_sent_is_listed_with_the_certificate_from_the_new_units_list(certified):
    [event] = certified.sent_to_class
    assert (event.unit.code, event.certificate_number, event.certificate) == ("CB01", "9/GCN", date(2024, 11, 20))


def test_a_certificate_of_before_the_class_on_another_list_is_none_of_it(offices):
    office = offices(*TWO).send([person(left="10/11/2024", reason=TRANSFER, class_sent="15/03/2024")])
    old = person(joined="11/11/2024", helper_day="11/11/2024", certificate_no="1/GCN", certificate="14/03/2024")
    assert total(office.send([old], unit="CB02").month(), "certificates_of_sent") == 0


def test_a_certificate_that_only_the_doan_thes_list_has_is_none_of_the_chi_bos_class(offices):
    office = offices(unit("CB01"), unit("DT01", "Đoàn", "Đoàn thể")).send([person(class_sent="15/03/2024")])
    month = office.send([person(class_sent="15/03/2024", **CERTIFIED)], unit="DT01").month()
    assert total(month, "certificates_of_sent") == 0


def test_who_was_taken_off_another_list_for_good_is_an_entry_again(offices):
    office = offices(*TWO).send([person(left="10/06/2024", reason="Xin rút")])
    month = office.send([person(joined="11/11/2024", helper_day="11/11/2024")], unit="CB02").month()
    assert (total(month, "joined_in_month"), total(month, "came_in_month")) == (1, 0)


def test_a_step_before_the_new_units_day_is_held_against_the_first_units(offices):
    office = offices(*TWO).send([person(left="10/11/2024", reason=TRANSFER, class_sent="01/03/2024")])
    kept = person(joined="11/11/2024", helper_day="11/11/2024", class_sent="01/03/2024")
    assert find(office.send([kept], unit="CB02").month(), "N31") == []


def test_a_step_before_the_first_units_day_is_said_at_both(offices):
    office = offices(*TWO).send([person(left="10/11/2024", reason=TRANSFER, class_sent="10/01/2024")])
    kept = person(joined="11/11/2024", helper_day="11/11/2024", class_sent="10/01/2024")
    found = find(office.send([kept], unit="CB02").month(), "N31")
    assert [(f.place.file, f.place.cell) for f in found] == [
        ("CB01_11.xlsx", f"{letter_of('joined')}2"),
        ("CB02_11.xlsx", f"{letter_of('joined')}2"),
    ]


# -- a unit's last month -----------------------------------------------------------------------------------------------


@pytest.fixture
def ending(offices):
    """An office of which CB01 ends with October and goes into CB02."""
    office = offices(unit("CB01", last=10, into="CB02"), unit("CB02"))
    kept = person(certificate_no="1/GCN", certificate="10/03/2024")
    return office.send([kept], month=10, sent=at(10)).send([], unit="CB02", month=10, sent=at(10))


def test_in_its_last_month_a_units_people_are_sympathisers_like_any_others(ending):
    month = ending.month(10)
    assert (total(month, "sympathisers"), total(month, "eligible")) == (1, 1)


def test_from_the_next_month_on_nobody_of_it_is_a_sympathiser(ending):
    assert total(ending.month(11), "sympathisers") == 0


def test_the_line_of_its_last_month_keeps_its_people_when_seen_from_later(ending):
    lines = {line.month: line.sympathisers for line in ending.month(11).months}
    assert (lines[10], lines[11]) == (1, 0)


def test_in_its_last_month_nobody_of_it_is_left_behind(ending):
    assert (find(ending.month(10), "P25"), len(find(ending.month(11), "P25"))) == ([], 1)


def test_its_people_on_the_successors_list_are_counted_once_in_every_month(ending):
    ending.send([person(joined="01/11/2024", helper_day="01/11/2024")], unit="CB02", sent=at(11))
    month = ending.month(11)
    assert (total(month, "sympathisers"), total(month, "joined_in_month"), find(month, "P02")) == (1, 0, [])
    assert {line.month: line.sympathisers for line in month.months}[10] == 1


def test_who_is_taken_off_on_its_last_day_is_off(offices):
    office = offices(unit("CB01", last=10, into="CB02"), unit("CB02"))
    office.send([person(left="31/10/2024", reason="Xin rút")], month=10, sent=at(10)).send([], unit="CB02")
    assert {line.month: line.sympathisers for line in office.month().months}[10] == 0


# -- cancelled later ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "counted"),
    [("29/11/2024", 0), ("30/11/2024", 0), ("01/12/2024", 1), ("15/12/2024", 1), (None, 0), ("31/02/2024", 0)],
)
def test_a_decision_counts_until_the_day_on_which_it_is_cancelled(office, left, counted):
    assert total(office.send([admitted(left=left, reason=CANCELLED)]).month(), "admitted") == counted


def test_a_cancelling_after_the_month_is_an_error_at_its_day(office):
    month = office.send([admitted(left="15/12/2024", reason=CANCELLED)]).month()
    assert [(f.code, f.place.cell) for f in month.findings] == [("O10", f"{letter_of('left')}2")]
