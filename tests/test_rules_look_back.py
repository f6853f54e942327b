"""What last month's workbook held and this one no longer does; which warnings are old."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from office import admitted, cell_of, column_of, find, letter_of, person, total, unit

from recruit.check.registry import WARNING

AN, BAY = person(), person("Lê Văn Bảy", "01/01/1991")


def at(month: int) -> datetime:
    return datetime(2024, month, 24, tzinfo=UTC)


def two_months(office, before: list[dict], now: list[dict]):
    """Return November after October's list `before` and November's list `now`."""
    printed = office.send(before, month=10, sent=at(10)).month(10)
    return office.send(now, month=11).month(11, after=printed)


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


def test_somebody_sent_to_class_who_is_gone_is_an_error_that_names_that_cell(office):
    [found] = find(two_months(office, [AN, person("Hai", class_sent="10/03/2024")], [AN]), "T01")
    assert f"ô {letter_of('class_sent')}3" in found.message


def test_somebody_gone_whose_class_was_in_an_earlier_year_is_a_warning(office):
    gone = person("Hai", class_sent="10/03/2023", joined="01/02/2023", helper_day=None)
    month = two_months(office, [AN, gone], [AN])
    assert (len(find(month, "T23")), find(month, "T01")) == (1, [])


@pytest.mark.parametrize("values", [{}, {"decision": "31/09/2024"}])
def test_somebody_taken_off_before_and_gone_now_is_a_warning(office, values):
    month = two_months(office, [AN, person("Hai", left="01/06/2024", reason="Xin rút", **values)], [AN])
    assert (len(find(month, "T23")), find(month, "T01")) == (1, [])


@pytest.mark.parametrize(("month", "errors"), [(10, 0), (11, 1), (12, 1)])
def test_somebody_gone_is_told_while_the_workbook_that_lacks_the_row_speaks(office, month, errors):
    two_months(office, [AN, admitted()], [AN])
    assert len(find(office.month(month), "T01")) == errors


def test_the_workbook_before_is_the_newest_of_an_earlier_month(office):
    office.send([AN, admitted()], month=8, sent=at(8)).send([AN], month=9, sent=at(9)).send([AN], month=11)
    assert find(office.month(11), "T01") == []
    assert len(find(office.month(10), "T01")) == 1


CLASS = person("Hai", "02/02/1992", class_sent="10/03/2024")
NO_CLASS = person("Hai", "02/02/1992")


def months(office, *lists: list[dict]):
    """Return the month of the last of `lists`, one sent for each month up to November."""
    first = 12 - len(lists)
    for month, people in enumerate(lists, start=first):
        office.send(people, month=month, sent=at(month))
    return office.month(11)


@pytest.mark.parametrize(
    ("lists", "key"),
    [
        pytest.param(([AN, admitted()], [AN], [AN]), "decision", id="a person gone"),
        pytest.param(([AN, CLASS], [AN, NO_CLASS], [AN, NO_CLASS]), "class_sent", id="a day blanked"),
        pytest.param(([AN, CLASS], [AN], [AN, NO_CLASS]), "class_sent", id="a person back without the day"),
        pytest.param(([AN, CLASS], [AN], [AN], [AN]), "class_sent", id="three months ago"),
    ],
)
def test_what_was_counted_before_last_month_and_nobody_tells_any_more_is_asked_about(office, lists, key):
    month = months(office, *lists)
    [found] = find(month, "T27")
    first = 12 - len(lists)
    assert (found.place.file, found.place.sheet, found.severity) == ("CB01_11.xlsx", "Danh sách", WARNING)
    assert f"CB01_{first:02d}.xlsx, trang Danh sách, ô {letter_of(key)}3" in found.message
    assert f"tháng {first:02d}" in found.message and month.errors == 0


@pytest.mark.parametrize(
    "lists",
    [
        pytest.param(([AN, CLASS], [AN, CLASS], [AN]), id="gone since last month"),
        pytest.param(([AN, CLASS], [AN], [AN, CLASS]), id="back"),
        pytest.param(
            ([AN, CLASS], [AN], [AN, person("Hài", "02/02/1992", class_sent="10/03/2024")]), id="back, mended"
        ),
        pytest.param(([AN, CLASS], [AN], [AN, person("Hai", "02/02/1992", class_sent="10/4/24?")]), id="not readable"),
        pytest.param(([AN, NO_CLASS], [AN], [AN]), id="nothing counted"),
        pytest.param(([AN, person("Hai", class_sent="10/03/2023", joined="01/02/2023")], [AN], [AN]), id="last year"),
    ],
)
def test_what_another_finding_speaks_of_or_stands_again_is_not_asked_about_so(office, lists):
    assert find(months(office, *lists), "T27") == []


def test_what_two_months_told_is_asked_about_once_with_the_newer_of_them(office):
    [found] = find(months(office, [AN, CLASS], [AN, CLASS], [AN], [AN]), "T27")
    assert "CB01_09.xlsx" in found.message


def test_what_another_units_list_tells_is_not_forgotten(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send([CLASS], unit="CB02", sent=at(11))
    assert find(months(office, [AN, CLASS], [AN], [AN]), "T27") == []


def test_what_the_office_has_answered_is_not_asked_again(office, offices):
    key = find(months(office, [AN, admitted()], [AN]), "T01")[0].answer_key
    answered = offices(unit("CB01"), confirmed=[[key, "Không tính", "CB01 ghi nhầm"]])
    assert find(months(answered, [AN, admitted()], [AN], [AN]), "T27") == []


def test_an_older_send_of_the_same_month_is_not_looked_back_to(office):
    office.send([AN, admitted()], name="1.xlsx", sent=datetime(2024, 11, 20, tzinfo=UTC))
    month = office.send([AN], name="2.xlsx", sent=at(11)).month(11)
    assert find(month, "T01") == find(month, "T23") == []


def test_a_list_emptied_keeps_the_older_one_and_nobody_is_gone(office):
    month = two_months(office, [AN, admitted()], [])
    assert [(f.place.file, f.place.sheet, f.place.cell) for f in find(month, "B09")] == [
        ("CB01_11.xlsx", "Danh sách", "")
    ]
    assert (total(month, "admitted"), find(month, "T01")) == (1, [])


@pytest.mark.parametrize("key", ["joined", "class_sent", "decision", "left"])
def test_each_date_that_decides_a_figure_is_an_error_where_it_is_blank_now(office, key):
    before = admitted(left="01/06/2024", reason="Đã kết nạp")
    month = two_months(office, [before], [{k: value for k, value in before.items() if k != key}])
    assert [(f.place.file, f.place.cell) for f in find(month, "T02")] == [("CB01_11.xlsx", f"{letter_of(key)}2")]


@pytest.mark.parametrize(
    "key", ["helper_day", "class_asked", "certificate", "asked", "agreed", "resolution", "ceremony"]
)
def test_every_other_step_is_a_warning_where_it_is_blank_now(office, key):
    before = admitted()
    month = two_months(office, [before], [{k: value for k, value in before.items() if k != key}])
    assert [f.place.cell for f in find(month, "T21")] == [f"{letter_of(key)}2"]
    assert find(month, "T02") == []


def test_a_starred_column_that_is_absent_now_is_one_error_and_none_a_row(office):
    def without_joining(book):
        book["Danh sách"].delete_cols(column_of("joined"))

    office.send([AN, BAY], month=10, sent=at(10)).send([AN, BAY], month=11, edit=without_joining)
    assert [(f.code, f.place.cell) for f in office.month(11).findings if f.code in ("O08", "O09", "T02")] == [
        ("O08", "A1")
    ]


def test_a_date_that_cannot_be_read_now_is_not_gone(office):
    month = two_months(office, [person(class_sent="10/03/2024")], [person(class_sent="31/04/2024")])
    assert find(month, "T02") == find(month, "T22") == []


def test_a_changed_decision_is_a_warning_and_no_error(office):
    month = two_months(office, [admitted()], [admitted(decision="21/03/2024")])
    assert [f.place.cell for f in find(month, "T22")] == [f"{letter_of('decision')}2"]
    assert (month.errors, total(month, "admitted")) == (0, 1)


def test_two_rows_of_one_person_are_looked_back_to_each_from_its_own(office):
    both = [AN, person(class_sent="10/03/2024")]
    assert {f.code for f in two_months(office, both, both).findings if f.code[0] == "T"} == set()


def test_a_date_lost_when_two_rows_of_one_person_became_one_is_an_error(office):
    month = two_months(office, [AN, person(class_sent="10/03/2024")], [AN])
    assert [f.place.cell for f in find(month, "T02")] == [f"{letter_of('class_sent')}2"]


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
    assert [f.place.cell for f in find(month, "T24")] == [cell_of("birth")]
    assert find(month, "T23") == []


def test_an_unchanged_list_gives_no_finding(office):
    assert two_months(office, [AN, admitted()], [AN, admitted()]).findings == ()


def test_rows_in_another_order_are_the_same_people(office):
    assert two_months(office, [AN, BAY, admitted()], [admitted(), BAY, AN]).findings == ()


def test_of_two_namesakes_before_none_is_taken_for_a_third_one_now(office):
    office.send([admitted("Lê Văn Bảy", "05/03/1990"), admitted("Lê Văn Bảy", "07/08/1992")], month=10, sent=at(10))
    month = office.send([person("Lê Văn Bảy", "01/01/1995")], month=11).month()
    assert (len(find(month, "T01")), find(month, "T24")) == (2, [])


CLASS = {"class_asked": "01/03/2024", "class_sent": "10/03/2024"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("Nguyễn Văn Ân", "Nguyễn Văn An"), ("Nguyễn Thị Mĩ", "Nguyễn Thị Mỹ"), ("Lý Hương", "Lý Thị Hương")],
)
def test_who_was_sent_to_class_and_whose_name_was_mended_is_one_person_and_a_warning_at_the_name(office, old, new):
    month = two_months(office, [BAY, person(old, **CLASS)], [BAY, person(new, **CLASS)])
    assert [found.place.cell for found in find(month, "T25")] == [cell_of("name", 3)]
    assert (find(month, "T01"), find(month, "T23")) == ([], [])
    assert total(month, "class_sent") == 1


def test_a_name_in_another_spelling_of_the_same_is_not_changed(office):
    assert find(two_months(office, [person("Hoàng Thị Thuỷ")], [person("HOÀNG THỊ THỦY")]), "T25") == []


def test_somebody_gone_and_somebody_new_of_one_birth_date_are_two_where_nothing_else_is_the_same(office):
    then = person("Lý Hương", joined="05/01/2023", **CLASS)
    month = two_months(office, [then], [person("Bùi Thị Tâm", joined="05/11/2024", helper_day="05/11/2024")])
    assert (find(month, "T25"), len(find(month, "T01"))) == ([], 1)


def test_of_two_who_are_gone_with_one_birth_date_nobody_is_taken_for_the_new_one(office):
    then = [person("Lý Hương", **CLASS), person("Lý Thị Hường", **CLASS)]
    month = two_months(office, then, [person("Lý Thị Hương", **CLASS)])
    assert (find(month, "T25"), len(find(month, "T01"))) == ([], 2)


def test_somebody_taken_off_who_comes_on_the_list_again_later_need_not_keep_the_old_day(office):
    away = {"left": "10/10/2024", "reason": "Xin rút"}
    back = person(joined="05/11/2024", helper_day="05/11/2024")
    month = two_months(office, [BAY, person(**away)], [BAY, back])
    assert find(month, "T02") == []
    assert total(month, "sympathisers") == 2


def test_a_day_of_leaving_that_is_gone_without_a_new_day_of_joining_stays_an_error(office):
    month = two_months(office, [person(left="10/10/2024", reason="Xin rút")], [person()])
    assert [found.place.cell for found in find(month, "T02")] == [cell_of("left")]


def test_a_column_of_a_step_that_is_gone_is_one_error_however_many_rows_had_it(office):
    def without_class(book) -> None:
        book["Danh sách"].cell(1, column_of("class_sent")).value = None
        for row in (2, 3):
            book["Danh sách"].cell(row, column_of("class_sent")).value = None

    sent = [person(class_sent="10/03/2024"), person("Lê Văn Bảy", "01/01/1991", class_sent="11/03/2024")]
    office.send(sent, month=10, sent=at(10)).send(sent, edit=without_class)
    month = office.month()
    assert [[one.place.cell for one in found.all] for found in find(month, "T02")] == [["A1"]]
    assert total(month, "class_sent") == 0


@pytest.mark.parametrize(
    ("old", "now", "asked"),
    [(21, 210, True), (210, 21, True), (10, 30, True), (10, 29, False), (11, 32, False), (1, 20, False), (0, 20, True)],
)
def test_a_number_of_members_that_no_month_brings_is_asked_about(office, old, now, asked):
    office.send([AN], month=10, sent=at(10), cover={"Tổng số đảng viên": old})
    month = office.send([AN], cover={"Tổng số đảng viên": now}).month()
    assert [(found.place.sheet, found.place.cell) for found in find(month, "S25")] == [("Báo cáo", "B7")] * asked


@pytest.mark.parametrize("said", [None, "hai mốt"])
def test_a_number_of_members_that_nobody_knows_is_held_against_nothing(office, said):
    office.send([AN], month=10, sent=at(10), cover={"Tổng số đảng viên": said})
    assert find(office.send([AN], cover={"Tổng số đảng viên": 210}).month(), "S25") == []


def said_otherwise(office, before: dict, now: dict) -> list[str]:
    """Return the cells at which a person's profile is asked about."""
    return [found.place.cell for found in find(two_months(office, [before], [now]), "T26")]


FALLEN = {"education": ("THPT", "THCS"), "qualification": ("Đại học", "Cao đẳng")}
NEVER_OTHERWISE = {"gender": ("Nữ", "Nam"), "people": ("Tày", "Kinh"), "religion": ("Tin lành", "Công giáo")}
BLANK_NOW = {"religion": ("Tin lành", None), "qualification": ("Đại học", None)}
GROWN = {
    "union": ("Có", "Không"),
    "category": ("Viên chức", "Công nhân"),
    "education": ("THCS", "THPT"),
    "qualification": ("Đại học", "Thạc sĩ"),
}


@pytest.mark.parametrize(
    ("key", "old", "now"),
    [(key, *pair) for table in (FALLEN, NEVER_OTHERWISE, BLANK_NOW) for key, pair in table.items()],
)
def test_what_cannot_have_become_otherwise_is_asked_about_at_its_cell(office, key, old, now):
    assert said_otherwise(office, person(**{key: old}), person(**{key: now})) == [cell_of(key)]


@pytest.mark.parametrize(("key", "old", "now"), [(key, *pair) for key, pair in GROWN.items()])
def test_what_may_change_is_asked_about_of_who_was_admitted_this_year_alone(office, key, old, now):
    assert said_otherwise(office, person(**{key: old}), person(**{key: now})) == []
    assert said_otherwise(office, admitted(**{key: old}), admitted(**{key: now})) == [cell_of(key)]


@pytest.mark.parametrize(
    ("key", "old", "now"),
    [
        ("gender", "Nữ", "nu"),
        ("people", "Mông", "H'Mông"),
        ("religion", "Tin lành", "Đạo Tin Lành"),
        ("religion", None, "Tin lành"),
        ("religion", None, "Không"),
        ("qualification", None, "Đại học"),
        ("gender", "Nữ", "???"),
        ("gender", "Nữ", None),
        ("category", "Công chức", "Cán bộ, công chức cơ quan Nhà nước"),
        ("category", "Cán bộ, công chức cơ quan Nhà nước", "Công chức"),
    ],
)
def test_the_same_in_other_words_filled_in_or_blank_is_not_asked_about(office, key, old, now):
    assert said_otherwise(office, admitted(**{key: old}), admitted(**{key: now})) == []


def test_of_a_decision_that_is_of_another_day_now_the_day_is_asked_about_and_not_what_changed_with_it(office):
    now = admitted(decision="21/03/2024", category="Công nhân")
    assert said_otherwise(office, admitted(category="Viên chức"), now) == []


def test_a_column_that_is_gone_is_not_asked_about_at_each_cell(office):
    def without(book) -> None:
        for row in (1, 2):
            book["Danh sách"].cell(row, column_of("qualification")).value = None

    office.send([AN], month=10, sent=at(10)).send([AN], edit=without)
    assert find(office.month(), "T26") == []
