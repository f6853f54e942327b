"""Who is one person, and whose event counts where."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from office import admitted, find, letter_of, of_unit, person, total, unit

CELLS = (unit("CB01"), unit("CB02"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể"))
TRANSFER = "Chuyển sang đơn vị khác"


def at(month: int) -> datetime:
    return datetime(2024, month, 24, tzinfo=UTC)


def test_diacritics_tell_people_apart(office):
    office.send([person("Hoàng Thị Hoa"), person("Hoàng Thị Hòa")])
    assert total(office.month(), "sympathisers") == 2


def test_two_full_birth_dates_are_two_persons(office):
    office.send([person(birth="05/03/1990"), person(birth="06/03/1990")])
    assert total(office.month(), "sympathisers") == 2


def test_a_year_alone_is_the_one_namesake_of_that_year(offices):
    office = (
        offices(*CELLS).send([person(left="01/06/2024", reason=TRANSFER)]).send([person(birth="1990")], unit="CB02")
    )
    month = office.month()
    assert total(month, "sympathisers") == 1
    assert find(month, "P02") == []


def test_equal_years_alone_are_one_person(office):
    office.send([person(birth="1990"), person(birth="1990")])
    assert total(office.month(), "sympathisers") == 1


def test_a_transfer_is_no_error_and_counts_at_the_new_unit(offices):
    office = (
        offices(*CELLS)
        .send([person(left="01/06/2024", reason=TRANSFER)])
        .send([person(joined="01/06/2024")], unit="CB02")
    )
    month = office.month()
    assert month.findings == ()
    assert (of_unit(month, "CB01", "sympathisers"), of_unit(month, "CB02", "sympathisers")) == (0, 1)


@pytest.mark.parametrize(("day", "unit_code"), [("01/06/2024", "CB01"), ("02/06/2024", "CB02")])
@pytest.mark.parametrize("held_by", ["CB01", "CB02"])
def test_events_up_to_the_transfer_belong_to_the_old_unit_whoever_holds_them(offices, day, unit_code, held_by):
    old, new = person(left="01/06/2024", reason=TRANSFER), person(joined="10/01/2024")
    (old if held_by == "CB01" else new)["class_sent"] = day
    office = offices(*CELLS).send([old]).send([new], unit="CB02")
    month = office.month()
    assert of_unit(month, unit_code, "class_sent") == total(month, "class_sent") == 1


def test_an_event_after_a_transfer_to_two_open_lists_counts_for_the_one_that_holds_it(offices):
    office = offices(unit("CB01"), unit("CB02"), unit("CB03"))
    office.send([person(left="01/06/2024", reason=TRANSFER)], unit="CB03").send([person()])
    office.send([person(class_sent="02/06/2024")], unit="CB02")
    assert of_unit(office.month(), "CB02", "class_sent") == 1


def test_an_event_on_two_open_lists_counts_for_the_list_on_which_the_person_stood(offices):
    office = offices(*CELLS).send([person(joined="01/06/2024", class_sent="10/03/2024")])
    office.send([person(joined="01/02/2024", class_sent="10/03/2024")], unit="CB02")
    assert of_unit(office.month(), "CB02", "class_sent") == 1


def test_an_event_of_different_days_counts_for_the_list_on_which_the_person_stood_by_the_cell_of_the_counted_day(
    offices,
):
    office = offices(*CELLS).send([person(joined="01/01/2024", class_sent="12/03/2024")])
    office.send([person(joined="01/06/2024", class_sent="10/03/2024")], unit="CB02")
    month = office.month()
    assert (of_unit(month, "CB01", "class_sent"), of_unit(month, "CB02", "class_sent")) == (1, 0)
    [source] = month.totals["class_sent"].sources
    assert (source.file, source.cells) == ("CB02_11.xlsx", (f"{letter_of('class_sent')}2",))


CANCELLED = {"left": "10/04/2024", "reason": "Hủy quyết định kết nạp"}


@pytest.mark.parametrize(
    ("decision", "number", "admissions"),
    [
        ("20/03/2024", "31-QĐ/ĐUK", 0),
        ("10/04/2024", "50-QĐ", 0),
        ("11/04/2024", "50-QĐ", 1),
        ("11/04/2024", "31–qđ/đuk", 0),
    ],
    ids=["same", "up to its day", "new", "same number"],
)
@pytest.mark.parametrize("other", ["CB02", "DT01"])
def test_a_decision_after_another_was_cancelled_is_a_new_one(offices, decision, number, admissions, other):
    office = offices(*CELLS).send([admitted(decision="20/03/2024", **CANCELLED)])
    office.send([admitted(decision=decision, decision_no=number)], unit=other)
    month = office.month()
    assert total(month, "admitted") == admissions
    assert total(month, "sympathisers") == 1 - admissions


def test_a_row_that_cancels_without_the_cancelled_decision_takes_no_later_one_away(offices):
    steps = dict.fromkeys(("decision", "decision_no", "ceremony"))
    office = offices(*CELLS).send([admitted(**steps, **CANCELLED)])
    office.send([admitted(decision="11/04/2024")], unit="CB02")
    month = office.month()
    assert (total(month, "admitted"), total(month, "sympathisers")) == (1, 0)


# -- chi bộ and đoàn thể -----------------------------------------------------------------------------------------------


def test_the_mass_organisation_shows_only_people_on_no_cells_list(offices):
    office = offices(*CELLS).send([person()])
    office.send([person(), person("Sùng Thị Mai", "01/01/2000")], unit="DT01")
    month = office.month()
    assert (of_unit(month, "CB01", "sympathisers"), of_unit(month, "DT01", "sympathisers")) == (1, 1)
    assert month.units[2].shared_with_branches == 1


def test_who_comes_and_goes_on_both_lists_in_one_month_is_the_cells_wherever_it_stands_in_the_plan(offices):
    office = offices(unit("DT01", "Đoàn Thanh niên", "Đoàn thể"), unit("CB01"))
    moved = {"joined": "04/11/2024", "helper_day": "04/11/2024", "reason": "Xin rút"}
    office.send([person(**moved, left="20/11/2024")]).send([person(**moved, left="21/11/2024")], unit="DT01")
    month = office.month()
    for key in ("joined_in_month", "left_in_month"):
        assert (of_unit(month, "CB01", key), total(month, key)) == (1, 1)


def test_an_event_of_somebody_on_no_cells_list_counts_for_the_mass_organisation(offices):
    office = (
        offices(*CELLS).send([person("Lò Văn Ón", "01/01/1999")]).send([person(class_sent="10/03/2024")], unit="DT01")
    )
    assert of_unit(office.month(), "DT01", "class_sent") == 1


@pytest.mark.parametrize(("day", "counted"), [("01/06/2024", 0), ("02/06/2024", 1)])
def test_from_the_day_after_the_cells_row_is_closed_the_mass_organisations_decides(offices, day, counted):
    office = (
        offices(*CELLS).send([person(left="01/06/2024", reason="Xin rút")]).send([person(class_sent=day)], unit="DT01")
    )
    month = office.month()
    assert of_unit(month, "DT01", "class_sent") == counted
    assert of_unit(month, "DT01", "sympathisers") == 1


def test_a_cells_decision_without_its_number_is_not_replaced_by_the_mass_organisations(offices):
    closed = admitted(decision_no=None, left="10/04/2024", reason="Chuyển khỏi Đảng bộ")
    office = offices(*CELLS).send([closed]).send([admitted(decision="11/04/2024")], unit="DT01")
    assert total(office.month(), "admitted") == 0
