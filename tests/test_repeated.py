"""Which warnings stood last month already, and are told as old."""

from __future__ import annotations

from datetime import UTC, datetime

from office import cell_of, find, letter_of, person, unit

from recruit.model import Severity

AN, BAY = person(), person("Lê Văn Bảy", "01/01/1991")


def at(month: int) -> datetime:
    return datetime(2024, month, 24, tzinfo=UTC)


def two_months(office, before: list[dict], now: list[dict]):
    """Return November after October's list `before` and November's list `now`."""
    office.send(before, month=10, sent=at(10)).send(now, month=11)
    return office.month(11)


def test_a_warning_that_stood_last_month_unchanged_is_marked(office):
    month = two_months(office, [person(helper=None)], [person(helper=None)])
    assert [found.repeated for found in find(month, "N27")] == [True]


def test_a_warning_that_is_new_this_month_is_not_marked(office):
    month = two_months(office, [AN], [AN, person("Lê Văn Bảy", "01/01/1991", helper=None)])
    assert [found.repeated for found in find(month, "N27")] == [False]


def test_a_warning_is_known_again_wherever_the_row_stands(office):
    month = two_months(office, [person(helper=None)], [BAY, person(helper=None)])
    assert [(found.place.cell, found.repeated) for found in find(month, "N27")] == [(f"{letter_of('helper')}3", True)]


def test_a_warning_about_a_value_that_is_written_in_another_way_is_no_new_one(office):
    month = two_months(office, [person(helper="ko")], [person(helper="chưa có")])
    assert [(found.value, found.repeated) for found in find(month, "N27")] == [("chưa có", True)]


def test_a_warning_about_a_value_that_changed_since_is_new(office):
    month = two_months(office, [person(birth="1990")], [person(birth="1991")])
    assert {found.repeated for found in month.findings if found.place.cell == cell_of("birth")} == {False}


def test_an_error_is_never_marked(office):
    month = two_months(office, [person(gender=None)], [person(gender=None)])
    assert [found.repeated for found in month.findings if found.severity is Severity.ERROR] == [False]


def test_a_warning_about_one_person_on_two_lists_is_marked_too(offices):
    office = offices(unit("CB01"), unit("CB02"))
    for month in (10, 11):
        gone = person(class_sent="10/03/2024", left="01/06/2024", reason="Chuyển sang đơn vị khác")
        office.send([gone], month=month, sent=at(month))
        office.send([BAY, person(class_sent="12/03/2024")], unit="CB02", month=month, sent=at(month))
    assert [found.repeated for found in find(office.month(10), "P22")] == [False, False]
    assert [found.repeated for found in find(office.month(11), "P22")] == [True, True]


def test_a_warning_about_the_plan_is_marked_while_it_says_the_same(offices):
    office = offices(unit(), info={"Chỉ tiêu kết nạp được giao": 3})
    office.send([AN], month=10, sent=at(10)).send([AN], month=11)
    assert [found.repeated for month in (1, 11) for found in find(office.month(month), "K21")] == [False, True]


def test_somebody_gone_is_marked_the_month_after_when_no_workbook_came(office):
    two_months(office, [AN, BAY], [AN])
    assert [found.repeated for month in (11, 12) for found in find(office.month(month), "T23")] == [False, True]


def test_what_the_cover_lacks_again_in_a_new_workbook_is_new(office):
    for month in (10, 11):
        office.send([AN], month=month, sent=at(month), cover={"Số nghị quyết": None})
    found = [f for f in office.month(11).findings if f.place.sheet == "Báo cáo"]
    assert [f.repeated for f in found] == [False]
