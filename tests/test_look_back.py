"""What last month's workbook held and this one no longer does; and the committee's own register."""

from __future__ import annotations

from datetime import UTC, date, datetime

from office import admitted, find, letter_of, person, total, unit

AN, BAY = person(), person("Lê Văn Bảy", "01/01/1991")


def two_months(office, before: list[dict], now: list[dict]):
    """Return November after October's list `before` and November's list `now`."""
    office.send(before, month=10, sent=datetime(2024, 10, 24, tzinfo=UTC)).send(now, month=11)
    return office.month(11)


def test_a_counted_person_who_is_gone_is_an_error_at_the_list_that_names_the_old_cell(office):
    month = two_months(office, [AN, admitted()], [AN])
    [found] = find(month, "T01")
    assert (found.place.file, found.place.sheet, found.place.cell) == ("CB01_11.xlsx", "Danh sách", "")
    assert "CB01_10.xlsx" in found.message
    assert f"{letter_of('decision')}3" in found.message
    assert total(month, "admitted") == 0


def test_the_message_about_a_person_gone_names_nobody(office):
    [found] = find(two_months(office, [AN, admitted("Trần Thị Bình")], [AN]), "T01")
    assert "Bình" not in found.message


def test_somebody_gone_who_decided_no_figure_is_a_warning(office):
    month = two_months(office, [AN, BAY], [AN])
    assert [(f.place.sheet, f.place.cell) for f in find(month, "T23")] == [("Danh sách", "")]
    assert month.errors == 0


def test_a_deciding_date_gone_is_an_error_at_the_blank_cell(office):
    month = two_months(office, [person(class_sent="10/03/2024")], [AN])
    assert [f.place.cell for f in find(month, "T02")] == [f"{letter_of('class_sent')}2"]
    assert total(month, "class_sent") == 0


def test_another_step_withdrawn_is_a_warning_at_the_blank_cell(office):
    month = two_months(office, [person(class_asked="10/03/2024")], [AN])
    assert [f.place.cell for f in find(month, "T21")] == [f"{letter_of('class_asked')}2"]
    assert month.errors == 0


def test_a_changed_date_is_a_warning_and_counts_as_it_is_now(office):
    month = two_months(office, [person(class_sent="10/03/2024")], [person(class_sent="11/03/2024")])
    assert [f.place.cell for f in find(month, "T22")] == [f"{letter_of('class_sent')}2"]
    assert [event.day for event in month.sent_to_class] == [date(2024, 3, 11)]


def test_a_name_that_stands_once_in_both_lists_is_the_same_person_with_another_birth_date(office):
    month = two_months(office, [person(birth="05/03/1990")], [person(birth="05/03/1991")])
    assert [f.place.cell for f in find(month, "T24")] == ["C2"]
    assert find(month, "T23") == []


def test_an_unchanged_list_gives_no_finding(office):
    assert two_months(office, [AN, admitted()], [AN, admitted()]).findings == ()


def test_rows_in_another_order_are_the_same_people(office):
    assert two_months(office, [AN, BAY, admitted()], [admitted(), BAY, AN]).findings == ()


def test_a_warning_that_stood_last_month_unchanged_is_marked(office):
    month = two_months(office, [person(helper=None)], [person(helper=None)])
    assert [found.repeated for found in find(month, "N27")] == [True]


def test_a_warning_that_is_new_this_month_is_not_marked(office):
    month = two_months(office, [AN], [AN, person("Lê Văn Bảy", "01/01/1991", helper=None)])
    assert [found.repeated for found in find(month, "N27")] == [False]


# -- what moved in months already reported -----------------------------------------------------------------------------


def test_a_late_report_of_an_earlier_event_is_an_adjustment_with_its_day(office):
    month = two_months(office, [AN], [person(class_sent="10/09/2024")])
    assert [(a.what, a.difference, a.days) for a in month.adjustments] == [("cử học", 1, (date(2024, 9, 10),))]


def test_last_month_this_month_and_adjustments_add_up(office):
    people = [person(class_sent="10/09/2024"), person("Lê Văn Bảy", "01/01/1991", class_sent="05/11/2024")]
    office.send([AN, BAY], month=10, sent=datetime(2024, 10, 24, tzinfo=UTC)).send(people, month=11)
    before, now = office.month(10), office.month(11)
    moved = sum(a.difference for a in now.adjustments if a.what == "cử học")
    assert total(before, "class_sent") + moved + total(now, "class_sent_in_month") == total(now, "class_sent") == 2


def test_an_event_that_keeps_its_place_is_no_adjustment(office):
    assert two_months(office, [person(class_sent="10/03/2024")], [person(class_sent="10/03/2024")]).adjustments == ()


# -- register and targets ----------------------------------------------------------------------------------------------

LINE = ["31-QĐ/ĐUK", date(2024, 3, 20), "Trần Thị Bình", date(1992, 8, 7), "CB01"]


def test_a_register_that_agrees_gives_no_finding(offices):
    assert offices(unit(), register=[LINE]).send([admitted()]).month().findings == ()


def test_an_admission_that_the_register_lacks_is_an_error_and_still_counts(offices):
    other = ["32-QĐ/ĐUK", date(2024, 12, 20), "Lò Văn Ón", None, "CB01"]
    month = offices(unit(), register=[other]).send([admitted()]).month()
    assert [f.place.cell for f in find(month, "K01")] == [f"{letter_of('decision')}2"]
    assert total(month, "admitted") == 1


def test_a_decision_that_no_list_has_is_an_error_at_the_plans_row(offices):
    month = offices(unit(), register=[LINE]).send([AN]).month()
    assert [(f.place.file, f.place.sheet, f.place.cell) for f in find(month, "K02")] == [
        ("ke_hoach.xlsx", "Quyết định kết nạp", "A2")
    ]


def test_assigned_targets_that_differ_from_the_units_sum_are_said(offices):
    month = offices(unit(), info={"Chỉ tiêu kết nạp được giao": 3}).send([AN]).month()
    assert len(find(month, "K21")) == 1
    assert (month.admissions.target, month.errors) == (3, 0)
