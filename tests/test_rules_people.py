"""Rules about one person on several lines: each at its cells, and beside it what is one person soundly."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest
from office import admitted, cell_of, find, letter_of, of_unit, person, total, unit

from recruit.measure.people import stage
from recruit.model import Severity

CELLS = (unit("CB01"), unit("CB02"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể"))
TRANSFER = "Chuyển sang đơn vị khác"


def at(month: int) -> datetime:
    return datetime(2024, month, 24, tzinfo=UTC)


@pytest.mark.parametrize("name", ["HOÀNG THỊ THÚY", "Hoàng  Thị Thuý", unicodedata.normalize("NFD", "Hoàng Thị Thúy")])
def test_spellings_of_one_name_are_one_person(office, name):
    office.send([person("Hoàng Thị Thúy"), person(name)])
    month = office.month()
    assert [f.place.cell for f in find(month, "P01")] == [cell_of("name", 3)]
    assert total(month, "sympathisers") == 1


def test_a_year_alone_among_several_namesakes_is_another_person_with_a_warning(offices):
    office = offices(*CELLS).send([person(birth="05/03/1990"), person(birth="06/03/1990")])
    office.send([person(birth="1990")], unit="CB02")
    month = office.month()
    assert total(month, "sympathisers") == 3
    assert [(f.unit_code, f.place.cell) for f in find(month, "P21")] == [("CB02", cell_of("birth"))]


def test_open_on_two_cells_lists_is_an_error_at_both_and_counted_once_for_the_plans_first(offices):
    office = offices(*CELLS).send([person()]).send([person()], unit="CB02")
    month = office.month()
    assert sorted((f.unit_code, f.place.cell) for f in find(month, "P02")) == [
        ("CB01", cell_of("name")),
        ("CB02", cell_of("name")),
    ]
    assert (of_unit(month, "CB01", "sympathisers"), of_unit(month, "CB02", "sympathisers")) == (1, 0)


def test_different_days_of_one_event_count_once_by_the_earlier_with_a_warning_at_both(offices):
    office = offices(*CELLS).send([person(class_sent="10/03/2024", left="01/06/2024", reason=TRANSFER)])
    office.send([person(class_sent="12/03/2024")], unit="CB02")
    month = office.month()
    assert [event.day for event in month.sent_to_class] == [date(2024, 3, 10)]
    assert [f.unit_code for f in find(month, "P22")] == ["CB01", "CB02"]


@pytest.mark.parametrize(("other", "counted"), [("CB02", "10/03/2024"), ("DT01", "12/03/2024")])
def test_where_days_of_one_event_differ_the_warning_names_the_one_that_counts(offices, other, counted):
    office = offices(*CELLS).send([person(class_sent="12/03/2024", left="01/06/2024", reason=TRANSFER)])
    office.send([person(class_sent="10/03/2024")], unit=other)
    month = office.month()
    assert [f"{event.day:%d/%m/%Y}" for event in month.sent_to_class] == [counted]
    assert all(f.message.endswith(f"; tính ngày {counted}.") for f in find(month, "P22"))


def test_a_day_of_an_earlier_year_in_another_row_is_another_event_with_a_warning(offices):
    office = offices(*CELLS).send(
        [person(joined="01/01/2023", class_sent="10/03/2023", left="01/06/2024", reason=TRANSFER)]
    )
    office.send([person(class_sent="12/03/2024")], unit="CB02")
    month = office.month()
    assert total(month, "class_sent") == 1
    assert [f.unit_code for f in find(month, "P23")] == ["CB01"]


def test_an_event_that_only_the_mass_organisation_has_is_an_error_at_the_cells_empty_cell(offices):
    office = offices(*CELLS).send([person()]).send([person(class_sent="10/03/2024")], unit="DT01")
    month = office.month()
    assert [(f.unit_code, f.place.cell) for f in find(month, "P03")] == [("CB01", f"{letter_of('class_sent')}2")]
    assert total(month, "class_sent") == 0


def test_a_cells_wrong_cell_is_not_replaced_by_the_mass_organisations(offices):
    office = (
        offices(*CELLS).send([person(class_sent="31/04/2024")]).send([person(class_sent="10/03/2024")], unit="DT01")
    )
    month = office.month()
    assert total(month, "class_sent") == 0
    assert find(month, "P03") == []


def test_a_cells_day_after_the_month_is_not_replaced_by_the_mass_organisations(offices):
    office = offices(*CELLS).send([person(class_sent="10/12/2024", left="01/06/2024", reason="Xin rút")])
    office.send([person(class_sent="02/06/2024")], unit="DT01")
    month = office.month()
    assert (total(month, "class_sent"), find(month, "P03")) == (0, [])


def test_people_of_an_ended_unit_on_the_successors_list_are_transfers(offices):
    office = offices(unit("CB01", last=6, into="CB02"), unit("CB02"))
    office.send([person(class_sent="10/03/2024")], month=6, sent=at(6))
    office.send([person(class_sent="10/03/2024", joined="01/07/2024")], unit="CB02")
    month = office.month()
    assert (of_unit(month, "CB01", "class_sent"), of_unit(month, "CB02", "class_sent")) == (1, 0)
    assert (of_unit(month, "CB01", "sympathisers"), of_unit(month, "CB02", "sympathisers")) == (0, 1)
    assert find(month, "P02") == find(month, "P25") == []


def test_somebody_of_an_ended_unit_on_no_other_list_is_a_warning(offices):
    office = offices(unit("CB01", last=6, into="CB02"), unit("CB02")).send([person()], month=6, sent=at(6))
    office.send([person("Lò Văn Ón", "01/01/1999")], unit="CB02")
    assert [(f.unit_code, f.place.cell) for f in find(office.month(), "P25")] == [("CB01", cell_of("name"))]


def test_somebody_whom_an_ended_unit_had_admitted_is_left_behind_by_nobody(offices):
    office = offices(unit("CB01", last=6, into="CB02"), unit("CB02")).send([admitted()], month=6, sent=at(6))
    assert find(office.send([person("Lò Văn Ón", "01/01/1999")], unit="CB02").month(), "P25") == []


def test_a_decision_after_a_cancelled_one_on_another_list_is_no_other_day_of_it(offices):
    gone = admitted(decision="20/03/2024", left="20/05/2024", reason="Hủy quyết định kết nạp")
    office = offices(*CELLS).send([gone]).send([admitted(decision="01/09/2024", decision_no="99-QĐ/ĐUK")], unit="CB02")
    assert find(office.month(), "P22") == []


def test_two_days_of_one_cancelled_decision_are_warned_of(offices):
    gone = admitted(decision="20/03/2024", left="20/05/2024", reason="Hủy quyết định kết nạp")
    office = offices(*CELLS).send([gone]).send([admitted(decision="21/03/2024")], unit="CB02")
    assert [found.unit_code for found in find(office.month(), "P22")] == ["CB01", "CB02"]


@pytest.mark.parametrize("number", [2, 5, 8])
def test_one_decision_number_for_several_people_is_one_warning_that_names_five_cells(office, number):
    names = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám")[:number]
    office.send([admitted(f"Hà Thị {name}", f"0{day}/02/1992") for day, name in enumerate(names, start=1)])
    column = letter_of("decision_no")
    [found] = find(office.month(), "P24")
    assert found.place.cell == f"{column}2"
    cells = [f"CB01_11.xlsx!{column}{row}" for row in range(2, 2 + number)][:5]
    more = f" và {number - 5:02d} ô khác" if number > 5 else ""
    assert f"ở các ô {'; '.join(cells)}{more}." in found.message


def test_who_is_taken_off_on_the_last_day_stands_open_in_one_chi_bo_only(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send([person(left="30/11/2024", reason="Chuyển sang đơn vị khác")], unit="CB01")
    month = office.send([person(joined="30/11/2024")], unit="CB02").month()
    assert find(month, "P02") == []
    assert [stage(row, month.day) for row in month.people] == ["Đã đưa ra khỏi danh sách", "Cảm tình Đảng"]


def test_who_was_taken_off_before_the_unit_ended_is_not_left_behind(offices):
    office = offices(unit("CB01", last=6, into="CB02"), unit("CB02"))
    off = person("Lê Văn Bảy", left="20/05/2024", reason="Khác")
    month = office.send([person(), off], month=6, sent=at(6)).month()
    assert [found.row for found in find(month, "P25")] == [2]


def test_one_persons_number_on_two_lists_is_no_number_of_several(offices):
    office = offices(unit("CB01"), unit("DT01", kind="Đoàn thể"))
    assert find(office.send([admitted()], unit="CB01").send([admitted()], unit="DT01").month(), "P24") == []


def test_two_rows_of_one_person_are_an_error_at_the_second(office):
    office.send([person(), person()])
    assert [(f.place.sheet, f.place.cell) for f in find(office.month(), "P01")] == [("Danh sách", cell_of("name", 3))]


def test_a_namesake_of_another_birth_is_no_second_row(office):
    office.send([person(), person(birth="06/03/1990")])
    assert find(office.month(), "P01") == []


# -- P26: probably one (more in test_likeness.py) ----------------------------------------------------------------------


def test_one_name_with_day_and_month_exchanged_is_a_warning_at_both_rows(office):
    office.send([person(birth="05/03/1990"), person(birth="03/05/1990")])
    assert [(found.place.cell, found.severity) for found in find(office.month(), "P26")] == [
        (f"{letter_of('name')}2", Severity.WARNING),
        (f"{letter_of('name')}3", Severity.WARNING),
    ]


def test_older_choices_without_a_line_are_one_warning_a_choice_at_the_first_cell(offices):
    office = offices(unit(), info={"Loại hình cơ sở": "Doanh nghiệp"})
    names = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy")
    office.send(
        [
            admitted(f"Hà Thị {name}", f"0{day}/02/1992", decision_no=f"{day}-QĐ", category="Người lao động")
            for day, name in enumerate(names, start=1)
        ]
    )
    [found] = find(office.month(), "P31")
    assert found.place.cell == cell_of("category")
    assert found.message.endswith("và 02 ô khác; Biểu 2 ghi “chưa rõ dòng”.")


@pytest.mark.parametrize(
    "values",
    [{"decision": "20/12/2024", "ceremony": None}, {"decision": "20/03/2023"}, {"decision_no": None}],
)
def test_of_a_decision_that_counts_for_nothing_no_line_is_asked_for(offices, values):
    office = offices(unit(), info={"Loại hình cơ sở": "Doanh nghiệp"})
    office.send([admitted(category="Người lao động", **values)])
    assert find(office.month(), "P31") == []


@pytest.mark.parametrize("other", ["31 QĐ/ĐUK", "31QĐ/ĐUK", "31 - qđ / đuk", "31–QĐ/ĐUK"])
def test_one_number_written_otherwise_is_one_number_of_several(office, other):
    people = [admitted(), admitted("Hà Thị Hai", "02/02/1992", decision_no=other)]
    assert len(find(office.send(people).month(), "P24")) == 1


@pytest.mark.parametrize("other", ["3-1QĐ/ĐUK", "31-QĐ/ĐUKT", "31a-QĐ/ĐUK", "1-QĐ/ĐUK"])
def test_another_number_is_another(office, other):
    people = [admitted(), admitted("Hà Thị Hai", "02/02/1992", decision_no=other)]
    assert find(office.send(people).month(), "P24") == []
