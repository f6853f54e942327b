"""Which workbook speaks for a unit, and what becomes of every other file."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from letters import mail
from office import admitted, form, of_unit, outcomes, person, total, unit

from recruit.errors import CannotRun
from recruit.model import Period
from recruit.run import measure


def at(day: int, month: int = 11, hour: int = 8) -> datetime:
    return datetime(2024, month, day, hour, tzinfo=UTC)


AN, BAY, CHI = person(), person("Lê Văn Bảy", "01/01/1991"), person("Hà Thị Chi", "02/02/1992")


def test_the_workbook_of_the_newest_month_speaks(office):
    office.send([AN], month=9, sent=at(24, 9)).send([AN, BAY], month=10, sent=at(24, 10))
    assert total(office.month(), "sympathisers") == 2


def test_a_later_month_is_outside_the_period_and_no_error(office):
    office.send([AN], month=10, sent=at(24, 10)).send([AN, BAY], month=11)
    october = office.month(10)
    assert outcomes(october)["CB01_11.xlsx"] == "Ngoài kỳ"
    assert (total(october, "sympathisers"), october.errors) == (1, 0)


def test_inside_a_month_the_newest_send_speaks_whatever_its_name(office):
    office.send([AN, BAY], name="a.xlsx", sent=at(25)).send([AN], name="z.xlsx", sent=at(24))
    month = office.month()
    assert outcomes(month)["z.xlsx"] == "Đã có bản mới hơn: a.xlsx"
    assert total(month, "sympathisers") == 2


def test_equal_files_are_one_send_and_the_path_that_sorts_first_is_named(office):
    data = form(people=[AN])
    office.put("b.xlsx", data).put("a/b.xlsx", data)
    month = office.month()
    assert outcomes(month) == {"a/b.xlsx": "Đã dùng", "b.xlsx": "Trùng với a/b.xlsx", "ke_hoach.xlsx": "Đã dùng"}
    assert (total(month, "sympathisers"), month.findings) == (1, ())


# -- not used ----------------------------------------------------------------------------------------------------------


def test_a_form_nobody_filled_is_known_whatever_the_case_of_its_letters(office):
    blank = {"Ngày họp xét": None, "Số nghị quyết": None, "Người lập biểu": None}
    office.send([AN], month=10, sent=at(24, 10))
    retyped = dict(AN, position=AN["position"].upper(), note=None)
    office.send([{key: value for key, value in retyped.items() if value}], month=11, cover=blank)
    assert outcomes(office.month())["CB01_11.xlsx"] == "Biểu chưa điền"


def test_an_issued_form_nobody_filled_is_no_send_and_no_error(office):
    blank = {"Ngày họp xét": None, "Số nghị quyết": None, "Người lập biểu": None}
    office.send([AN], month=10, sent=at(24, 10)).send([AN], month=11, cover=blank)
    month = office.month()
    assert outcomes(month)["CB01_11.xlsx"] == "Biểu chưa điền"
    assert (month.errors, month.units[0].sent) == (0, False)


def test_a_form_without_cover_words_but_with_something_new_is_a_send(office):
    blank = {"Ngày họp xét": None, "Số nghị quyết": None, "Người lập biểu": None}
    office.send([AN], month=10, sent=at(24, 10)).send([AN, BAY], month=11, cover=blank)
    assert outcomes(office.month())["CB01_11.xlsx"] == "Đã dùng"


def test_the_next_form_is_held_against_one_without_cover_words_that_was_a_send(office):
    blank = {"Ngày họp xét": None, "Số nghị quyết": None, "Người lập biểu": None}
    office.send([AN], month=10, sent=at(24, 10)).send([AN, BAY], month=11, cover=blank)
    office.send([AN, BAY], month=12, cover=blank)
    found = outcomes(office.month(12))
    assert (found["CB01_11.xlsx"], found["CB01_12.xlsx"]) == ("Đã dùng", "Biểu chưa điền")


def test_a_form_without_cover_words_that_came_before_a_filled_one_is_a_send_where_it_holds_more(office):
    blank = {"Ngày họp xét": None, "Số nghị quyết": None, "Người lập biểu": None}
    office.send([AN, BAY], month=10, cover=blank).send([AN], month=11, sent=at(24))
    office.send([AN, BAY], month=12, cover=blank)
    found = outcomes(office.month(12))
    assert (found["CB01_10.xlsx"], found["CB01_12.xlsx"]) == ("Đã dùng", "Đã dùng")


def test_another_years_form_is_named_and_no_error(office):
    office.send([AN]).send([AN], name="cũ.xlsx", year=2023, month=12)
    month = office.month()
    assert outcomes(month)["cũ.xlsx"] == "Năm khác"
    assert month.errors == 0


def test_a_workbook_that_is_no_form_is_named_and_no_finding(office):
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "Danh bạ điện thoại"
    book.save(office.folder / "danh bạ.xlsx")
    office.send([AN])
    month = office.month()
    assert outcomes(month)["danh bạ.xlsx"] == "Không phải biểu báo cáo"
    assert month.findings == ()


# -- silent, ended, late -----------------------------------------------------------------------------------------------


def test_a_silent_unit_keeps_its_last_figures_and_is_missing(office):
    office.send([admitted()], month=10, sent=at(24, 10))
    month = office.month(11)
    assert total(month, "admitted") == 1
    assert [str(line.data_period) for line in month.missing] == ["2024-10"]


def test_a_unit_that_never_sent_has_no_figures_and_adds_nothing(offices):
    office = offices(unit("CB01"), unit("CB02")).send([AN])
    month = office.month()
    assert of_unit(month, "CB02", "sympathisers") is None
    assert total(month, "sympathisers") == 1
    assert [line.unit.code for line in month.never_sent] == ["CB02"]


def test_an_ended_unit_owes_nothing(offices):
    office = offices(unit("CB01", last=6, into="CB02"), unit("CB02")).send([AN], unit="CB02")
    assert office.month().missing == ()


# -- the default period ------------------------------------------------------------------------------------------------


def test_the_default_period_is_the_newest_month_that_half_of_the_owing_units_sent(offices):
    office = offices(unit("CB01"), unit("CB02"), unit("CB03"))
    office.send([AN], unit="CB01", month=11).send([AN], unit="CB01", month=10, sent=at(24, 10))
    office.send([BAY], unit="CB02", month=10, sent=at(24, 10))
    assert measure(office.folder).period == Period(2024, 10)


def test_units_that_have_ended_are_not_among_those_that_owe_the_default_period(offices):
    office = offices(unit("CB01"), *(unit(code, last=6, into="CB01") for code in ("CB02", "CB03")))
    for code, row in {"CB01": AN, "CB02": BAY, "CB03": CHI}.items():
        office.send([row], unit=code, month=6, sent=at(24, 6))
    assert measure(office.send([AN], month=11).folder).period == Period(2024, 11)


def test_without_such_a_month_it_is_the_newest_anybody_sent(offices):
    office = offices(unit("CB01"), unit("CB02"), unit("CB03")).send([AN], month=4, sent=at(24, 4))
    assert measure(office.folder).period == Period(2024, 4)


def test_without_any_send_the_clerk_is_told_to_name_a_month(office):
    with pytest.raises(CannotRun, match="--period"):
        measure(office.folder)


def test_an_empty_list_counts_for_the_default_period(office):
    office.send([AN], month=10, sent=at(24, 10)).send([], month=11)
    assert measure(office.folder).period == Period(2024, 11)


# -- when a workbook was sent ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "used"),
    [
        (datetime(2025, 3, 31, 23, 59, tzinfo=UTC), at(24), "a.eml/t11.xlsx"),
        (datetime(2025, 4, 1, 0, 0, tzinfo=UTC), at(24), "b.eml/t11.xlsx"),
    ],
    ids=["on 31 March after", "on 1 April after"],
)
def test_a_time_that_cannot_be_is_no_time_and_older_than_any_that_is(office, first, second, used):
    for name, sent, people in (("a.eml", first, [AN]), ("b.eml", second, [AN, BAY])):
        unsaved = form(people=people, sent=datetime(1980, 1, 1, tzinfo=UTC))
        office.put(name, mail(("t11.xlsx", unsaved), sent=sent))
    assert [file for file, result in outcomes(office.month()).items() if result == "Đã dùng"] == [used, "ke_hoach.xlsx"]


@pytest.mark.parametrize(
    ("saved", "used"),
    [(datetime(2024, 10, 20, tzinfo=UTC), "a.xlsx"), (datetime(2024, 10, 19, 23, 59, tzinfo=UTC), "b.xlsx")],
    ids=["on the 20th before", "on the 19th before"],
)
def test_a_time_of_saving_before_the_20th_of_the_month_before_is_no_time(office, saved, used):
    office.put("a.xlsx", form(people=[AN], sent=saved))
    office.put("b.xlsx", form(people=[AN, BAY], sent=datetime(1980, 1, 1, tzinfo=UTC)))
    assert [file for file, result in outcomes(office.month()).items() if result == "Đã dùng"] == [used, "ke_hoach.xlsx"]


@pytest.mark.parametrize(
    ("day", "result"), [("30/11/2024", "Đã dùng"), ("01/12/2024", "Không dùng: có thể quên đổi ô Tháng")]
)
def test_a_later_send_may_tell_of_the_months_last_day_and_not_of_the_day_after(office, day, result):
    office.send([AN], sent=at(24)).send([person(class_sent=day)], name="sau.xlsx", sent=at(2, 12))
    month = office.month()
    assert (outcomes(month)["sau.xlsx"], total(month, "class_sent")) == (result, int(result == "Đã dùng"))
