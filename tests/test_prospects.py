"""Who could still be admitted and what each lacks; who is late since when; who is behind the pace of the target."""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import Office, admitted, person, unit
from test_properties import LISTS, office_of

from recruit.declared.plan import Unit
from recruit.measure.progress import expected
from recruit.measure.targets import measure

TAUGHT = {
    "class_asked": "10/01/2024",
    "class_sent": "10/02/2024",
    "certificate_no": "1/GCN",
    "certificate": "10/03/2024",
}
TRANSFER = "Chuyển sang đơn vị khác"
NOT_ELIGIBLE = {"helper", "class", "certificate", "age", "education", "row_error"}
READY = {**TAUGHT, "asked": "01/05/2024", "agreed": "20/05/2024"}


def prospects(month) -> list:
    """Return everybody's prospects, unit by unit."""
    return list(chain.from_iterable(month.prospects.values()))


def lacks(office: Office, month: int = 11, **values: object) -> tuple[str, ...]:
    """Return what one person lacks."""
    office.send([person(**values)], month=month, sent=datetime(2024, month, 20, tzinfo=UTC))
    [found] = prospects(office.month(month))
    return found.lacks


def line(office: Office, code: str = "CB01", month: int = 11):
    return next(line for line in office.month(month).units if line.unit.code == code)


def test_who_is_new_on_the_list_lacks_the_class_and_every_later_step(office):
    assert lacks(office) == ("class", "proposal", "agreement", "resolution")


def test_who_lacks_only_the_resolution_is_ready(office):
    office.send([person(**READY)])
    [found] = prospects(office.month())
    assert (found.lacks, found.ready) == (("resolution",), True)


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"helper": None, "helper_day": None}, "helper"),
        ({"certificate": None, "certificate_no": None}, "certificate"),
        ({"agreed": None}, "agreement"),
        ({"birth": "05/03/2008"}, "age"),
        ({"education": None}, "education"),
    ],
)
def test_a_step_that_is_missing_is_named_and_nobody_is_ready_without_it(office, values, key):
    office.send([person(**{**READY, **values})])
    [found] = prospects(office.month())
    assert key in found.lacks
    assert not found.ready


def test_a_certificate_that_lapses_before_the_deadline_is_named(office):
    values = {**READY, "joined": "01/01/2019", "certificate": "15/11/2019", "class_sent": "10/10/2019"}
    assert "certificate_lapses" in lacks(office, month=10, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"joined": "01/01/2018", "helper_day": None, "certificate": "01/10/2019", "certificate_no": "1/GCN"},
        {"class_sent": "31/04/2024"},
        {"certificate": "31/04/2024", "certificate_no": "1/GCN"},
    ],
    ids=["lapsed", "unreadable class", "unreadable certificate"],
)
def test_nobody_whose_row_shows_a_class_or_a_certificate_is_said_never_to_have_attended(office, values):
    found = lacks(office, **values)
    assert "class" not in found
    assert "certificate" in found


def test_a_class_to_which_the_unit_before_sent_somebody_is_not_lacking(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send([person(class_sent="10/03/2024", left="01/06/2024", reason=TRANSFER)])
    office.send([person(joined="01/06/2024")], unit="CB02")
    [found] = office.month().prospects["CB02"]
    assert found.lacks[0] == "certificate"


def test_an_error_in_the_row_is_named(office):
    assert "row_error" in lacks(office, **{**READY, "gender": "Nử giới"})


def test_the_admitted_are_no_prospects(office):
    assert prospects(office.send([admitted()]).month()) == []


def test_somebody_on_two_lists_appears_once_at_the_cell(offices):
    office = offices(unit("CB01"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể"))
    office.send([person()]).send([person()], unit="DT01")
    assert [found.unit.code for found in prospects(office.month())] == ["CB01"]


def test_the_ready_come_first_then_those_who_lack_least(office):
    office.send([person("Một"), person("Hai", **READY), person("Ba", **TAUGHT)])
    assert [found.name for found in office.month().prospects["CB01"]] == ["Hai", "Ba", "Một"]


def test_those_who_lack_as_much_stand_as_on_the_list_wherever_they_came_from(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send([person("Hai", left="01/06/2024", reason=TRANSFER)])
    office.send([person("Một"), person("Hai", joined="01/06/2024"), person("Ba")], unit="CB02")
    assert [found.name for found in prospects(office.month())] == ["Một", "Hai", "Ba"]


def test_after_the_deadline_nobody_is_ready(office):
    office.send([person(**READY)], month=12, sent=datetime(2024, 12, 20, tzinfo=UTC))
    assert [found.ready for found in prospects(office.month(12))] == [False]


def test_as_many_are_ready_as_the_figure_says(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send([person("Một", **READY), person("Hai", **TAUGHT)])
    office.send([person("Ba", **READY), person("Bốn", helper=None, helper_day=None, **READY)], unit="CB02")
    month = office.month()
    assert sum(found.ready for found in prospects(month)) == month.totals["can_be_admitted"].value == 2


@settings(max_examples=30, deadline=None)
@given(LISTS)
def test_what_people_lack_agrees_with_every_figure_of_their_unit(lists):
    with tempfile.TemporaryDirectory() as folder:
        month = office_of(folder, lists).month()
        for result in month.units:
            people = month.prospects[result.unit.code]
            counts = {
                "sympathisers": people,
                "with_helper": [p for p in people if "helper" not in p.lacks],
                "with_certificate": [p for p in people if not {"class", "certificate"} & {*p.lacks}],
                "proposed": [p for p in people if "proposal" not in p.lacks],
                "agreed": [p for p in people if "agreement" not in p.lacks],
                "eligible": [p for p in people if not {*p.lacks} & NOT_ELIGIBLE],
                "can_be_admitted": [p for p in people if p.ready],
            }
            assert {key: len(those) for key, those in counts.items()} == {
                key: result.figures[key].value for key in counts
            }
            assert all(p.ready == ({*p.lacks} <= {"proposal", "resolution"}) for p in people)


# -- late --------------------------------------------------------------------------------------------------------------


def test_missing_months_are_counted_back_without_a_gap(office):
    office.send([person()], month=8, sent=datetime(2024, 8, 20, tzinfo=UTC))
    assert line(office).missing_since == (9, 10, 11)


def test_a_month_that_was_sent_after_all_ends_the_gap(office):
    office.send([person()], month=10, sent=datetime(2024, 10, 20, tzinfo=UTC))
    assert line(office).missing_since == (11,)


def test_who_sent_the_period_misses_nothing(office):
    assert line(office.send([person()])).missing_since == ()


def test_months_before_a_unit_began_are_not_missing(offices):
    office = offices(unit("CB01", first=9), unit("CB02")).send([person()], unit="CB02")
    assert line(office).missing_since == (9, 10, 11)


def test_a_workbook_that_cannot_be_used_is_said_and_its_month_is_missing(office):
    def second_list(book):
        book.copy_worksheet(book["Danh sách"]).title = "Danh sách (2)"

    office.send([person()], edit=second_list)
    assert list(line(office).unusable) == [11]
    assert line(office).missing_since[-1:] == (11,)


def test_errors_are_counted_for_the_unit_that_mends_them(offices):
    office = offices(unit("CB01"), unit("CB02")).send([person(gender=None), person("Hai", people=None)])
    office.send([person("Ba")], unit="CB02")
    month = office.month()
    assert (month.errors_of("CB01"), month.errors_of("CB02")) == (2, 0)


# -- behind ------------------------------------------------------------------------------------------------------------


def test_a_unit_that_never_sent_is_behind_when_the_time_is_over(offices):
    office = offices(unit("CB01"), unit("CB02")).send([person()], unit="CB02")
    assert line(office).behind


def test_a_unit_that_reached_its_targets_is_not_behind(office):
    assert not line(office.send([admitted(), person(class_sent="10/03/2024")])).behind


def test_a_unit_that_has_ended_is_never_behind(offices):
    office = offices(unit("CB01", last=6, into="CB02"), unit("CB02")).send([person()], unit="CB02")
    assert not line(office).behind


@pytest.mark.parametrize(("month", "due"), [(1, 0), (2, 0), (3, 1), (6, 2), (8, 2), (9, 3), (11, 4), (12, 4)])
def test_a_target_of_four_grows_evenly_to_the_deadline_in_november(office, month, due):
    plan = office.send([person()]).month().plan
    assert expected(4, plan.units[0], plan, month) == due


@given(st.integers(0, 40), st.integers(1, 12), st.integers(1, 12))
def test_nobody_is_expected_to_do_more_than_the_target(target, first, month):
    unit = Unit("A", "A", "Chi bộ", 0, from_month=first)
    assert 0 <= expected(target, unit, PLAN, month) <= target


@given(st.integers(0, 40), st.integers(1, 12), st.integers(1, 11))
def test_what_is_expected_never_shrinks(target, first, month):
    unit = Unit("A", "A", "Chi bộ", 0, from_month=first)
    assert expected(target, unit, PLAN, month) <= expected(target, unit, PLAN, month + 1)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(11, 12))
def test_from_the_deadlines_month_on_all_that_is_left_is_behind(target, done, month):
    unit = Unit("A", "A", "Chi bộ", 0)
    assert (done < expected(target, unit, PLAN, month)) == (measure(target, done).rest > 0)


class PLAN:
    """A plan whose deadline lies in November."""

    year = 2024
    completion_deadline = date(2024, 11, 30)
