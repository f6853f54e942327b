"""A letter dated before the month's end: everything counts up to its day, and it says so."""

from __future__ import annotations

from datetime import date

import pytest
from office import admitted, person, total, unit
from papers import committee_list, letter, text

from recruit.job import Job
from recruit.model import LetterOptions, Period
from recruit.run import measure, remind

MIDWAY = date(2024, 11, 22)
BEFORE, ON, AFTER = "21/11/2024", "22/11/2024", "23/11/2024"


def midway(office, day: date = MIDWAY):
    """Return November as a letter of `day` has it."""
    return measure(office.folder, period=Period(2024, 11), day=day)


@pytest.mark.parametrize(("day", "counted"), [(BEFORE, 1), (ON, 1), (AFTER, 0)])
@pytest.mark.parametrize(
    ("figure", "people"),
    [
        ("admitted", lambda day: admitted(decision=day)),
        ("admitted_in_month", lambda day: admitted(decision=day)),
        ("class_sent", lambda day: person(class_sent=day)),
        ("class_sent_in_month", lambda day: person(class_sent=day)),
        ("sympathisers", lambda day: person(joined=day, helper_day=day)),
        ("joined_in_month", lambda day: person(joined=day, helper_day=day)),
        ("left_in_month", lambda day: person(left=day, reason="Xin rút")),
        ("proposed", lambda day: person(asked=day)),
        ("agreed", lambda day: person(asked="01/11/2024", agreed=day)),
    ],
)
def test_what_happens_after_the_letters_day_is_not_counted(office, figure, people, day, counted):
    assert total(midway(office.send([people(day)])), figure) == counted


def test_what_happens_after_the_letters_day_and_in_the_month_is_no_error(office):
    assert midway(office.send([person(class_sent=AFTER)])).errors == 0


def test_a_certificate_that_lapses_after_the_letters_day_is_still_valid(office):
    sent = [person(class_sent="01/11/2019", certificate_no="1/GCN", certificate="25/11/2019")]
    office.send(sent)
    assert (total(midway(office), "with_certificate"), total(office.month(), "with_certificate")) == (1, 0)


def test_a_unit_that_ends_with_the_month_has_not_ended_on_the_letters_day(offices):
    office = offices(unit("CB01", last=11, into="CB02"), unit("CB02")).send([person()])
    assert total(midway(office), "sympathisers") == 1


def test_the_months_line_goes_up_to_the_letters_day(office):
    month = midway(office.send([person(joined=AFTER, helper_day=AFTER), admitted(decision=ON)]))
    assert (month.months[-1].sympathisers, month.months[-1].admitted) == (0, 1)


def test_a_letter_dated_after_the_months_end_counts_the_whole_month(office):
    office.send([person(class_sent="30/11/2024")])
    assert total(midway(office, date(2024, 12, 3)), "class_sent") == 1


def test_the_letter_says_up_to_which_day_it_counts(office):
    said = text(letter(midway(office.send([person()])), LetterOptions(day=MIDWAY)))
    assert "Tính đến ngày 22/11/2024, toàn Đảng bộ có 01 cảm tình Đảng" in said
    assert "hết ngày 30/11" not in said


def test_a_letter_of_the_whole_month_says_to_the_end_of_its_last_day(office):
    said = text(letter(office.send([person()]).month()))
    assert "Đến hết ngày 30/11/2024" in said and "Tính đến ngày" not in said


def test_ages_and_waits_are_reckoned_to_the_letters_day(office):
    office.send([person(birth="25/11/1990", class_asked="12/11/2024")])
    said = text(committee_list(midway(office), LetterOptions(day=MIDWAY)))
    assert "10 ngày" in said and "33" in said and "34" not in said


def test_the_deadline_is_not_past_on_a_letters_day_before_it(offices):
    office = offices(unit(), info={"Hạn hoàn thành": "25/11/2024"}).send([person()])
    said = text(letter(midway(office), LetterOptions(day=MIDWAY)))
    assert "trước ngày 25/11/2024" in said


@pytest.mark.parametrize(
    ("day", "odd"),
    [
        (date(2024, 10, 31), True),
        (date(2024, 11, 1), False),
        (date(2025, 1, 31), False),
        (date(2025, 2, 1), True),
    ],
)
def test_a_letters_day_far_from_its_month_is_said_on_screen(office, tmp_path, day, odd):
    office.send([person()])
    outcome = remind(Job(office.folder, Period(2024, 11), tmp_path / "ra", options=LetterOptions(day=day)))
    assert any("nằm ngoài khoảng" in note for note in outcome.notes) is odd
