"""Days that are written oddly or lie oddly: counted from 1904, numbers at their bounds, truth values, 29 February."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from office import admitted, cell_of, column_of, find, person, total, unit
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from recruit.language.reckoning import full_years, months_after
from recruit.model import Period
from recruit.read.dates import read_text_date
from recruit.run import measure


def holding(key: str, value: object, number_format: str = "General", *, from_1904: bool = False):
    """Return an edit that puts a value of its own type into the first person's cell."""

    def edit(book):
        if from_1904:
            book.epoch = CALENDAR_MAC_1904
        target = book["Danh sách"].cell(2, column_of(key))
        target.value, target.number_format = value, number_format

    return edit


def read(office, key: str, edit) -> object:
    return office.send(edit=edit).month().people[0].row.get(key)


# -- numbers of days ---------------------------------------------------------------------------------------------------

CLASS_DAY = date(2024, 3, 5)
FROM_1904 = (CLASS_DAY - date(1904, 1, 1)).days
FROM_1900 = (CLASS_DAY - date(1899, 12, 30)).days


@pytest.mark.parametrize("number_format", ["General", "dd/mm/yyyy"])
@pytest.mark.parametrize(("number", "from_1904"), [(FROM_1904, True), (FROM_1900, False)])
def test_a_number_is_the_day_by_the_workbooks_own_calendar(office, number, from_1904, number_format):
    edit = holding("class_sent", number, number_format, from_1904=from_1904)
    assert read(office, "class_sent", edit) == CLASS_DAY


def test_a_day_of_a_workbook_that_counts_from_1904_is_in_the_figure_of_its_month(office):
    month = office.send(edit=holding("class_sent", FROM_1904, from_1904=True)).month(11)
    assert (month.months[2].sent, total(month, "class_sent")) == (1, 1)


def test_a_real_day_of_a_workbook_that_counts_from_1904_is_that_day(office):
    edit = holding("class_sent", datetime(2024, 3, 5), "dd/mm/yyyy", from_1904=True)
    assert read(office, "class_sent", edit) == CLASS_DAY


@pytest.mark.parametrize(
    ("number", "day"), [(19_999, None), (20_000, date(1954, 10, 3)), (60_000, date(2064, 4, 8)), (60_001, None)]
)
def test_a_bare_number_is_a_day_from_twenty_to_sixty_thousand(office, number, day):
    month = office.send(edit=holding("birth", number)).month()
    birth = month.people[0].row.date("birth")
    assert (birth, bool(find(month, "O01"))) == (day, day is None)


@pytest.mark.parametrize(("number", "year"), [(1899, None), (1900, 1900), (2100, 2100), (2101, None)])
def test_a_bare_number_is_a_year_of_birth_from_1900_to_2100(office, number, year):
    month = office.send(edit=holding("birth", number)).month()
    assert (month.people[0].row.values.get("birth") == year) is (year is not None)


@pytest.mark.parametrize("written", ["năm {}", "xx/03/{}", "03/{}", "../../{}"])
@pytest.mark.parametrize(("year", "known"), [(1899, False), (1900, True), (2100, True), (2101, False)])
def test_a_year_of_birth_in_words_or_with_its_month_is_one_from_1900_to_2100(office, written, year, known):
    month = office.send([person(birth=written.format(year))]).month()
    assert (month.people[0].row.values.get("birth") == year) is known


@pytest.mark.parametrize(
    ("number", "day"), [(60, None), (61, date(1900, 3, 1)), (1899, date(1905, 3, 13)), (1900, None)]
)
def test_a_cell_of_a_day_never_holds_one_that_excel_invented_or_a_year(office, number, day):
    month = office.send(edit=holding("birth", number, "dd/mm/yyyy")).month()
    assert month.people[0].row.date("birth") == day


@pytest.mark.parametrize(
    ("number", "day"), [(2100, None), (2101, date(1905, 10, 1)), (73_415, date(2100, 12, 31)), (73_416, None)]
)
def test_a_cell_of_a_day_holds_one_after_the_numbers_of_years_and_up_to_2100(office, number, day):
    month = office.send(edit=holding("class_sent", number, "dd/mm/yyyy")).month()
    assert month.people[0].row.date("class_sent") == day


WEEKDAYS = ["thứ hai", "thứ ba", "Thứ tư", "thứ năm", "Thứ Sáu", "thứ bảy", "Thứ 3", "T7", "chủ nhật", "CN"]


@pytest.mark.parametrize("weekday", WEEKDAYS)
@pytest.mark.parametrize(
    "written", ["{}, 05/03/2024", "{} 05/03/2024", "{}: ngày 5 tháng 3 năm 2024", "{}, ngày 05/03/2024"]
)
def test_a_day_of_the_week_before_a_date_says_nothing(office, weekday, written):
    row = office.send([person(class_sent=written.format(weekday))]).month().people[0].row
    assert row.date("class_sent") == CLASS_DAY


@pytest.mark.parametrize("written", ["ngày 5/3/2024", "Ngày 05-03-24", "ngày 5 . 3 . 2024"])
def test_a_day_that_is_called_one_is_read_and_that_is_said(office, written):
    month = office.send([person(class_sent=written)]).month()
    assert (month.people[0].row.date("class_sent"), month.errors) == (CLASS_DAY, 0)
    assert [(one.written, one.read_as) for one in month.understood] == [(written, "05/03/2024")]


@pytest.mark.parametrize("written", ["05/03.2024", "ngày 05/03", "5/3/2024/1", "5-7/3/2024 - 8/3/2024", "31-02/2024"])
def test_what_may_be_more_than_a_day_is_read_as_none(office, written):
    assert len(find(office.send([person(class_sent=written)]).month(), "O01")) == 1


@pytest.mark.parametrize(("text", "day"), [("05/03/1900", date(1900, 3, 5)), ("05/03/1899", None)])
def test_a_date_is_read_from_1900_on(office, text, day):
    assert office.send([person(birth=text)]).month().people[0].row.date("birth") == day


@pytest.mark.parametrize(("text", "day"), [("05/03/2100", date(2100, 3, 5)), ("05/03/2101", None)])
def test_a_date_is_read_up_to_2100(office, text, day):
    assert office.send([person(class_sent=text)]).month().people[0].row.date("class_sent") == day


@pytest.mark.parametrize(("digits", "year"), [(25, 2025), (26, 1926)])
def test_a_year_of_two_digits_is_at_the_latest_the_one_after_the_plans(office, digits, year):
    assert office.send([person(birth=f"05/03/{digits}")]).month().people[0].row.date("birth") == date(year, 3, 5)


# -- truth values ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["birth", "joined", "class_sent", "certificate", "decision", "left"])
@pytest.mark.parametrize("value", [True, False])
def test_a_truth_value_in_a_cell_of_a_day_is_an_error_at_it(office, key, value):
    month = office.send([admitted(left="01/10/2024", reason="Đã kết nạp")], edit=holding(key, value)).month()
    assert [found.place.cell for found in find(month, "O01")] == [cell_of(key)]


def test_a_truth_value_for_a_day_counts_nowhere(office):
    month = office.send(edit=holding("class_sent", True)).month()
    assert total(month, "class_sent") == 0


# -- 29 February -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2020, 2, 29), 60, date(2025, 2, 28)),
        (date(2020, 2, 29), 48, date(2024, 2, 29)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 4, 30)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 12, 31), 12, date(2025, 12, 31)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.parametrize(("day", "valid"), [(date(2025, 2, 28), 1), (date(2025, 3, 1), 0)])
def test_a_certificate_of_29_february_is_valid_to_the_end_of_february(offices, day, valid):
    row = person(year=2025, joined="01/01/2020", helper_day=None, certificate="29/02/2020", certificate_no="1/GCN")
    office = offices(year=2025).send([row], month=2, sent=datetime(2025, 2, 24, tzinfo=UTC))
    month = measure(office.folder, period=Period(2025, day.month), day=day)
    assert total(month, "with_certificate") == valid


@pytest.mark.parametrize(("asked", "times"), [("28/02/2025", 0), ("01/03/2025", 1)])
def test_a_proposal_is_held_against_a_certificate_of_29_february(offices, asked, times):
    row = person(year=2025, joined="01/01/2020", helper_day=None, certificate="29/02/2020", asked=asked)
    assert len(find(offices(year=2025).send([row]).month(), "N24")) == times


@pytest.mark.parametrize(("resolution", "times"), [("28/02/2025", 0), ("01/03/2025", 1)])
def test_papers_agreed_on_29_february_hold_to_the_end_of_february(offices, resolution, times):
    steps = {"asked": "01/02/2024", "agreed": "29/02/2024", "decision": "20/03/2025", "ceremony": "25/03/2025"}
    row = admitted(year=2025, resolution=resolution, **steps)
    assert len(find(offices(year=2025).send([row]).month(), "N29")) == times


@pytest.mark.parametrize(
    ("day", "age"), [(date(2025, 2, 28), 16), (date(2025, 3, 1), 17), (date(2028, 2, 28), 19), (date(2028, 2, 29), 20)]
)
def test_who_was_born_on_29_february_is_a_year_older_on_1_march_where_there_is_none(day, age):
    assert full_years(date(2008, 2, 29), day) == age


@pytest.mark.parametrize(("month", "eligible"), [(2, 0), (3, 1)])
def test_who_was_born_on_29_february_comes_of_age_with_march(offices, month, eligible):
    row = person(
        birth="29/02/2008", year=2026, certificate="10/01/2026", certificate_no="1/GCN", class_sent="20/12/2025"
    )
    sent = datetime(2026, month, 24, tzinfo=UTC)
    office = offices(unit(), year=2026).send([row | {"joined": "05/12/2025"}], month=month, sent=sent)
    assert total(office.month(month), "eligible") == eligible


# -- a year of birth alone ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth", "year", "month", "eligible"),
    [("1964", 2024, 12, 1), ("1964", 2025, 1, 0), ("2007", 2024, 12, 0), ("2007", 2025, 1, 1)],
)
def test_of_a_year_alone_ages_change_with_the_year(offices, birth, year, month, eligible):
    since = {"joined": "05/01/2024", "class_sent": "05/01/2024", "certificate": "10/01/2024", "helper_day": None}
    row = person(birth=birth, certificate_no="1/GCN", **since)
    sent = datetime(year, month, 24, tzinfo=UTC)
    office = offices(unit(), year=year).send([row], month=month, sent=sent)
    assert total(office.month(month), "eligible") == eligible


BEFORE = [
    "8h00 ngày {}",
    "14 giờ 00, ngày {}",
    "14h {}",
    *("Sáng ngày {}", "trưa {}", "Chiều, {}", "tối ngày {}"),
    "8h30 chiều {}",
    "14 giờ, thứ ba, ngày {}",
    "'{}",
]
BEHIND = ["{}, 14h", "{} 14h00", "{} lúc 14h", "{} 14 giờ 30 phút", "{} lúc 14 giờ"]
BEHIND += [f"{{}} 2:30{said}" for said in (" AM", "pm", " SA", " ch", ":15 PM")]


@pytest.mark.parametrize("written", [*BEFORE, *BEHIND])
def test_an_hour_and_a_part_of_the_day_around_a_date_say_nothing_of_it(office, written):
    month = office.send([person(class_sent=written.format("05/03/2024"))]).month()
    assert (month.people[0].row.date("class_sent"), month.errors) == (CLASS_DAY, 0)
    assert [line.written for line in month.understood] == [written.format("05/03/2024")]


@pytest.mark.parametrize(
    "written", ["5\\3\\2024", "05-Thg3-24", "5-thg 3-2024", "5/Th3/2024", "5 Thg 3, 2024", "5 th. 3 2024"]
)
def test_strokes_the_other_way_and_months_as_excel_shows_them_are_read(office, written):
    month = office.send([person(class_sent=written)]).month()
    assert (month.people[0].row.date("class_sent"), month.errors) == (CLASS_DAY, 0)


@pytest.mark.parametrize(("blanks", "is_read"), [(5, True), (6, False)])
def test_a_text_of_more_than_sixty_letters_is_no_day(blanks, is_read):
    written = f"14 giờ 30 phút, chiều, thứ ba, ngày 05 tháng{' ' * blanks}03 năm 2024"
    assert len(written) == 55 + blanks
    assert (read_text_date(written, 2024) is not None) is is_read


@pytest.mark.parametrize("written", ["14h00", "5 th 3", "20 h 11", "14h 5/3", "14 giờ", "h 5/3/2024"])
def test_an_hour_alone_is_no_day(office, written):
    month = office.send([person(class_sent=written)]).month()
    assert [found.place.cell for found in find(month, "O01")] == [cell_of("class_sent")]
