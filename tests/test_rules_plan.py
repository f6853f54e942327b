"""The committee's own register of decisions, held against the lists both ways; the figures stay those of the lists."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from office import admitted, find, letter_of, person, total, unit

from recruit.errors import CannotRun

BORN, DAY = date(1992, 8, 7), date(2024, 3, 20)
OTHER = ["90-QĐ/ĐUK", date(2024, 12, 20), "Lò Văn Ón", None, "CB01"]
TRANSFER = "Chuyển sang đơn vị khác"
DECISION = letter_of("decision")


def line(number="31-QĐ/ĐUK", day=DAY, name="Trần Thị Bình", birth=BORN, code="CB01") -> list[object]:
    """Return the register's row of the sound admission in the lists."""
    return [number, day, name, birth, code]


def cells(month, code: str) -> list[tuple[str, str, str]]:
    return [(found.place.file, found.place.sheet, found.place.cell) for found in find(month, code)]


def reconciled(offices, *register: list[object], people: list[dict] | None = None):
    """Return November of one unit whose list is held against a register."""
    return offices(unit(), register=list(register)).send(people or [admitted()]).month()


# -- what is one decision ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spelled",
    [
        {"number": "31 - qđ / đuk"},
        {"number": "31–QĐ/ĐUK"},
        {"number": "  31-QĐ/ĐUK "},
        {"number": "31/QĐ-ĐUK"},
        {"number": "Số 31-QĐ/ĐUK"},
        {"number": "QĐ số: 31"},
        {"number": "31"},
        {"number": "031-QĐ/ĐUK"},
        {"name": "TRẦN  THỊ BÌNH"},
        {"day": "20/3/2024"},
        {"birth": 1992},
        {"birth": "07/08/1992"},
        {"birth": None},
        {"code": None},
        {"code": "CB09"},
    ],
)
def test_another_spelling_or_less_about_the_person_is_the_same_decision(offices, spelled):
    month = reconciled(offices, line(**spelled))
    assert find(month, "K01") == find(month, "K02") == []


@pytest.mark.parametrize(
    "other",
    [
        {"day": date(2024, 3, 21)},
        {"name": "Trần Thị Binh"},
        {"birth": date(1992, 7, 8)},
        {"birth": 1993},
    ],
)
def test_what_differs_is_an_error_at_the_lists_day_and_at_the_registers_row(offices, other):
    month = reconciled(offices, line(**other))
    assert cells(month, "K01") == [("CB01_11.xlsx", "Danh sách", f"{DECISION}2")]
    assert cells(month, "K02") == [("ke_hoach.xlsx", "Quyết định kết nạp", "A2")]
    assert total(month, "admitted") == 1


@pytest.mark.parametrize("number", ["32-QĐ/ĐUK", "3-1QĐ/ĐUK", "31a-QĐ/ĐUK", "ba mươi mốt"])
def test_another_number_of_the_same_day_is_one_error_at_the_lists_number_that_names_the_registers(offices, number):
    month = reconciled(offices, line(number))
    [found] = find(month, "K01")
    assert (found.place.file, found.place.cell) == ("CB01_11.xlsx", f"{letter_of('decision_no')}2")
    assert f"số {number} (ô A2)" in found.message
    assert find(month, "K02") == []


@pytest.mark.parametrize("number", ["Số 31-QĐ/ĐUK", "QĐ số 31-QĐ/ĐUK", "Quyết định: số 31-QĐ/ĐUK", "số: 31-QĐ/ĐUK"])
def test_the_word_before_a_number_is_taken_away_and_that_is_said(offices, number):
    month = reconciled(offices, line(), people=[admitted(decision_no=number)])
    assert (month.findings, month.admitted[0].decision_number) == ((), "31-QĐ/ĐUK")
    assert [(one.written, one.read_as) for one in month.understood] == [(number, "31-QĐ/ĐUK")]


@pytest.mark.parametrize("number", ["Số 9/GCN", "GCN số 9/GCN", "Giấy chứng nhận số: 9/GCN"])
def test_the_word_before_a_certificates_number_is_taken_away_too(office, number):
    sent = person(class_sent="10/03/2024", certificate_no=number, certificate="20/03/2024")
    assert office.send([sent]).month().sent_to_class[0].certificate_number == "9/GCN"


def test_a_registers_number_bears_no_word_twice(offices):
    month = reconciled(offices, line("Số 35-QĐ/ĐUK"), people=[person()])
    [found] = find(month, "K02")
    assert "Quyết định số 35-QĐ/ĐUK trong sổ" in found.message


def test_two_decisions_of_one_person_and_day_are_told_apart_by_their_numbers(offices):
    month = reconciled(offices, line("30-QĐ/ĐUK"), line())
    assert find(month, "K01") == []
    assert len(find(month, "K02")) == 1


def test_a_year_alone_in_the_list_agrees_with_the_registers_full_day(offices):
    month = reconciled(offices, line(), people=[admitted(birth="1992")])
    assert find(month, "K01") == find(month, "K02") == []


def test_a_year_alone_of_another_year_does_not(offices):
    month = reconciled(offices, line(), people=[admitted(birth="1993")])
    assert (len(find(month, "K01")), len(find(month, "K02"))) == (1, 1)


def test_namesakes_are_told_apart_by_their_births(offices):
    people = [admitted(), admitted(birth="01/01/1990", decision_no="32-QĐ/ĐUK")]
    month = reconciled(offices, line(), line("32-QĐ/ĐUK", birth=date(1990, 1, 1)), people=people)
    assert find(month, "K01") == find(month, "K02") == []


# -- when there is nothing to reconcile --------------------------------------------------------------------------------


def test_without_a_register_nothing_is_reconciled(office):
    assert office.send([admitted()]).month().findings == ()


@pytest.mark.parametrize("day", [date(2023, 3, 20), date(2024, 12, 1), date(2025, 1, 5)])
def test_a_row_of_another_year_or_after_the_period_need_not_be_in_a_list(offices, day):
    month = reconciled(offices, line(), line("8-QĐ", day, "Ai Đó"))
    assert find(month, "K02") == []


def test_a_decision_of_an_earlier_year_in_a_list_need_not_be_in_the_register(offices):
    early = {"resolution": "01/12/2023", "agreed": "20/11/2023", "asked": "01/11/2023", "ceremony": None}
    month = reconciled(offices, OTHER, people=[admitted(decision="10/12/2023", **early)])
    assert find(month, "K01") == []


def test_an_admission_that_an_error_takes_out_is_not_asked_of_the_register(offices):
    month = reconciled(offices, OTHER, people=[admitted(decision_no=None)])
    assert (find(month, "K01"), total(month, "admitted")) == ([], 0)


# -- decisions of every kind -------------------------------------------------------------------------------------------


def test_a_cancelled_decision_may_stay_in_the_register(offices):
    withdrawn = admitted(left="10/06/2024", reason="Hủy quyết định kết nạp")
    month = reconciled(offices, line(), people=[withdrawn])
    assert find(month, "K01") == find(month, "K02") == []
    assert total(month, "admitted") == 0


def test_a_cancelled_decision_may_be_struck_out_of_the_register(offices):
    withdrawn = admitted(left="10/06/2024", reason="Hủy quyết định kết nạp")
    assert find(reconciled(offices, OTHER, people=[withdrawn]), "K01") == []


def test_a_transferred_persons_decision_is_in_a_list_whichever_unit_the_register_names(offices):
    office = offices(unit("CB01"), unit("CB02"), register=[line()])
    office.send([admitted(left="01/06/2024", reason=TRANSFER)])
    office.send([person("Trần Thị Bình", "07/08/1992", joined="01/06/2024")], unit="CB02")
    month = office.month()
    assert find(month, "K01") == find(month, "K02") == []


def test_a_transferred_persons_decision_that_the_register_lacks_is_one_error_at_the_row_that_counts(offices):
    office = offices(unit("CB01"), unit("CB02"), register=[OTHER])
    office.send([admitted(left="01/06/2024", reason=TRANSFER)]).send([admitted(joined="01/06/2024")], unit="CB02")
    assert cells(office.month(), "K01") == [("CB01_11.xlsx", "Danh sách", f"{DECISION}2")]


def test_the_chi_bos_row_is_reconciled_and_not_the_mass_organisations(offices):
    office = offices(unit("CB01"), unit("DT01", "Đoàn", "Đoàn thể"), register=[OTHER])
    office.send([admitted()]).send([admitted()], unit="DT01")
    assert cells(office.month(), "K01") == [("CB01_11.xlsx", "Danh sách", f"{DECISION}2")]


def test_a_decision_that_only_a_mass_organisations_row_has_is_in_a_list(offices):
    office = offices(unit("CB01"), unit("DT01", "Đoàn", "Đoàn thể"), register=[line()])
    office.send([person("Trần Thị Bình", "07/08/1992")]).send([admitted()], unit="DT01")
    month = office.month()
    assert find(month, "K02") == []
    assert len(find(month, "P03")) == 1


def test_a_person_on_no_cells_list_is_reconciled_at_the_mass_organisations_row(offices):
    office = offices(unit("CB01"), unit("DT01", "Đoàn", "Đoàn thể"), register=[OTHER])
    office.send([person()]).send([admitted()], unit="DT01")
    assert cells(office.month(), "K01") == [("DT01_11.xlsx", "Danh sách", f"{DECISION}2")]


def test_one_person_with_two_decisions_in_the_register_has_the_second_in_no_list(offices):
    month = reconciled(offices, line(), line("45-QĐ/ĐUK", date(2024, 5, 6)))
    assert cells(month, "K02") == [("ke_hoach.xlsx", "Quyết định kết nạp", "A3")]
    assert find(month, "K01") == []


def test_a_row_that_stands_twice_in_the_register_is_in_a_list_both_times(offices):
    month = reconciled(offices, line(), line())
    assert find(month, "K01") == find(month, "K02") == []
    assert total(month, "admitted") == 1


@pytest.mark.parametrize("birth", [None, "31/02/1992"])
def test_a_row_without_a_sound_birth_date_is_in_a_list_all_the_same(offices, birth):
    month = reconciled(offices, line(), people=[person(), admitted(birth=birth)])
    assert (find(month, "K02"), total(month, "admitted")) == ([], 0)


def test_a_second_row_of_one_person_is_in_a_list_all_the_same(offices):
    month = reconciled(offices, line(), people=[person("Trần Thị Bình", "07/08/1992"), admitted()])
    assert (find(month, "K02"), len(find(month, "P01"))) == ([], 1)


def test_a_decision_of_a_unit_that_has_not_reported_it_yet_is_an_error(offices):
    office = offices(unit("CB01"), unit("CB02"), register=[line()]).send([person()], unit="CB02")
    assert len(find(office.month(), "K02")) == 1


def test_a_decision_that_a_list_dates_after_its_month_is_not_in_that_months_list(offices):
    office = offices(unit(), register=[line(day=date(2024, 11, 5))])
    office.send([person()], month=10, sent=datetime(2024, 10, 24, tzinfo=UTC))
    assert len(find(office.month(11), "K02")) == 1
    assert find(office.month(10), "K02") == []


# -- the register itself -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blank", [{"number": None}, {"day": None}, {"name": None}])
def test_a_row_that_lacks_what_makes_a_decision_stops_the_run_and_is_named(offices, blank):
    office = offices(unit(), register=[line(), line(**blank)]).send([admitted()])
    with pytest.raises(CannotRun, match=r"Quyết định kết nạp, ô [ABC]3"):
        office.month()


def test_blank_rows_of_the_register_are_passed_over(offices):
    month = reconciled(offices, [None] * 5, line(), [None] * 5)
    assert find(month, "K01") == find(month, "K02") == []


def test_a_register_of_nothing_but_headings_is_none(offices):
    assert reconciled(offices, [None] * 5).findings == ()


def test_a_register_error_takes_nobody_out(offices):
    month = offices(unit(), register=[["9-QĐ/ĐUK", date(2024, 3, 1), "Ai Đó", None, "CB01"]]).send([admitted()]).month()
    assert (total(month, "admitted"), len(find(month, "K01"))) == (1, 1)


# -- targets -----------------------------------------------------------------------------------------------------------


def test_assigned_targets_that_differ_from_the_units_sum_are_said(offices):
    month = offices(unit(), info={"Chỉ tiêu kết nạp được giao": 3}).send([person()]).month()
    assert len(find(month, "K21")) == 1
    assert (month.admissions.target, month.errors) == (3, 0)


def test_a_blank_that_documents_need_is_an_error_at_its_cell_and_takes_nobody_out(offices):
    month = offices(unit(), info={"Địa danh": None}).send([admitted()]).month()
    assert cells(month, "K11") == [("ke_hoach.xlsx", "Thông tin chung", "B2")]
    assert (month.admissions.done, month.errors) == (1, 1)


def test_a_choice_of_the_plan_that_is_none_is_an_error_at_its_cell(offices):
    month = offices(unit(), info={"Loại văn bản báo cáo năm": "Tờ trình"}).send([admitted()]).month()
    assert [(found.place.cell, found.value) for found in find(month, "K12")] == [("B20", "Tờ trình")]


def test_a_whole_plan_lacks_nothing(offices):
    month = offices(unit()).send([admitted()]).month()
    assert find(month, "K11") + find(month, "K12") == []


@pytest.mark.parametrize(("label", "cell"), [("Hạn hoàn thành", "B14"), ("Hạn đơn vị báo cáo", "B15")])
def test_a_blank_deadline_is_a_warning_at_its_cell(offices, label, cell):
    month = offices(unit(), info={label: None}).send().month()
    assert cells(month, "K24") == [("ke_hoach.xlsx", "Thông tin chung", cell)]


def test_of_deadlines_that_are_there_no_word_is_said(offices):
    assert find(offices(unit()).send().month(), "K24") == []


# -- units that cannot be as they are ----------------------------------------------------------------------------------


def test_two_units_of_one_name_are_a_warning_at_the_second_name(offices):
    month = offices(unit(name="Chi bộ Một"), unit("CB02", "chi bộ một"), unit("CB03", "Chi bộ Ba")).send().month()
    assert cells(month, "K25") == [("ke_hoach.xlsx", "Đơn vị và chỉ tiêu", "B3")]
    assert "CB02 và CB01" in find(month, "K25")[0].message


@pytest.mark.parametrize(("first", "said"), [(6, 1), (7, 0)])
def test_a_unit_may_have_the_name_of_one_that_is_no_more(offices, first, said):
    units = (unit(name="Chi bộ Một", last=6), unit("CB02", "Chi bộ Một", first=first))
    assert len(find(offices(*units).send(unit="CB02").month(), "K25")) == said


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Chi bộ Văn phòng", "Đoàn thể"),
        ("ĐẢNG BỘ XÃ", "Đoàn thể"),
        ("Đảng ủy Sở Y tế", "Đoàn thể"),
        ("Đoàn Thanh niên", "Chi bộ"),
        ("công đoàn cơ sở", "Chi bộ"),
        ("Hội Cựu chiến binh", "Đảng ủy"),
        ("Chi đoàn 1", "Chi bộ"),
    ],
)
def test_a_kind_that_the_units_name_belies_is_a_warning_at_the_kind(offices, name, kind):
    month = offices(unit(name=name, kind=kind)).month()
    assert cells(month, "K26") == [("ke_hoach.xlsx", "Đơn vị và chỉ tiêu", "C2")]
    assert f"“{name}” mà Loại ghi {kind}" in find(month, "K26")[0].message


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Chi bộ Đoàn Thanh niên", "Chi bộ"),
        ("Chi bộ cơ sở Bảo tàng", "Đảng ủy"),
        ("Đoàn Nghệ thuật", "Chi bộ"),
        ("Đoàn Thanh niên", "Đoàn thể"),
        ("Thôn 1", "Chi bộ"),
    ],
)
def test_of_a_kind_that_may_be_no_word_is_said(offices, name, kind):
    assert find(offices(unit(name=name, kind=kind)).month(), "K26") == []


def test_a_unit_that_merges_and_never_ends_is_a_warning_at_its_successor(offices):
    month = offices(unit(into="CB02"), unit("CB02")).send().month()
    assert cells(month, "K27") == [("ke_hoach.xlsx", "Đơn vị và chỉ tiêu", "J2")]


@pytest.mark.parametrize("last", [6, 12])
def test_one_that_merges_at_the_end_of_a_month_that_is_told_is_none(offices, last):
    assert find(offices(unit(into="CB02", last=last), unit("CB02")).send(unit="CB02").month(), "K27") == []


# -- the clerk's word on files -----------------------------------------------------------------------------------------


def test_a_file_that_is_named_and_not_there_is_a_warning_at_its_code(offices):
    month = offices(unused=[["0" * 64, "Gửi nhầm"]]).send().month()
    assert cells(month, "K22") == [("ke_hoach.xlsx", "Tệp không dùng", "A2")]
