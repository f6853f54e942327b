"""How somebody's way on the list ends: admitted, cancelled or handed over, and whether any list says the decision."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from office import Office, admitted, cell_of, find, person, total, unit

AWAY = {"left": "10/11/2024", "reason": "Chuyển sang đơn vị khác"}
ADMITTED = {"left": "05/10/2024", "reason": "Đã kết nạp"}


def cells(month, code: str) -> list[tuple[str, str]]:
    return [(found.place.file, found.place.cell) for found in find(month, code)]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"ceremony": "05/10/2024"}, id="only the ceremony"),
        pytest.param({"ceremony": "30/11/2024"}, id="a ceremony on the last day"),
        pytest.param(ADMITTED, id="only the reason for leaving the list"),
        pytest.param({**ADMITTED, "ceremony": "05/10/2024"}, id="both"),
    ],
)
def test_an_admission_told_without_a_decision_is_an_error_where_the_decision_is_missing(office, told):
    month = office.send([person(**told)]).month()
    assert cells(month, "N11") == [("CB01_11.xlsx", cell_of("decision"))]
    assert total(month, "admitted") == 0


@pytest.mark.parametrize(("of_branch", "asked"), [(11, [("DT01_10.xlsx", cell_of("decision"))]), (10, [])])
def test_a_mass_organisation_is_asked_where_the_chi_bos_list_of_the_month_says_nothing(offices, of_branch, asked):
    office = offices(unit("CB01"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể"))
    office.send([person()], month=of_branch, sent=datetime(2024, of_branch, 24, tzinfo=UTC))
    office.send([person(**ADMITTED)], unit="DT01", month=10, sent=datetime(2024, 10, 24, tzinfo=UTC))
    assert cells(office.month(), "N11") == asked


@pytest.mark.parametrize(
    "sound",
    [
        person(ceremony="01/12/2024"),
        person(),
        admitted(),
        admitted(left="05/10/2024", reason="Đã kết nạp"),
        person(left="01/12/2024", reason="Đã kết nạp"),
    ],
    ids=["a planned ceremony", "no word of it", "admitted", "admitted and off the list", "to be taken off next month"],
)
def test_what_tells_of_no_admission_or_has_its_decision_lacks_none(office, sound):
    assert find(office.send([sound]).month(), "N11") == []


def test_a_number_without_a_day_is_one_error_and_not_two(office):
    month = office.send([person(decision_no="31-QĐ/ĐUK", ceremony="05/10/2024")]).month()
    assert (len(find(month, "N07")), find(month, "N11")) == (1, [])


def test_a_decision_that_was_withdrawn_is_one_error_and_not_two(office):
    office.send([admitted()], month=10, sent=datetime(2024, 10, 24, tzinfo=UTC))
    month = office.send([admitted(decision=None, decision_no=None)]).month()
    assert ([found.place.cell for found in find(month, "T02")], find(month, "N11")) == ([cell_of("decision")], [])


def test_a_youth_union_may_close_a_row_by_the_decision_that_the_branch_has(tmp_path):
    office = Office(tmp_path / "hộp thư", unit("CB01"), unit("DT01", kind="Đoàn thể"))
    office.send([admitted()]).send([person("Trần Thị Bình", "07/08/1992", **ADMITTED)], unit="DT01")
    assert find(office.month(), "N11") == []


def test_a_youth_union_that_closes_a_row_by_a_decision_that_nobody_has_is_asked(tmp_path):
    office = Office(tmp_path / "hộp thư", unit("CB01"), unit("DT01", kind="Đoàn thể"))
    office.send([person()]).send([person(**ADMITTED)], unit="DT01")
    assert cells(office.month(), "N11") == [("DT01_11.xlsx", cell_of("decision"))]


def test_a_youth_union_is_not_asked_about_whom_no_branch_lists_any_more(tmp_path):
    office = Office(tmp_path / "hộp thư", unit("CB01"), unit("DT01", kind="Đoàn thể"))
    office.send([person("Lò Văn Ón")]).send([person(**ADMITTED)], unit="DT01")
    assert find(office.month(), "N11") == []


def test_a_decision_cancelled_that_no_list_has_is_a_warning_at_the_reason(office):
    month = office.send([person(left="05/10/2024", reason="Hủy quyết định kết nạp")]).month()
    assert cells(month, "N34") == [("CB01_11.xlsx", cell_of("reason"))]


def test_a_decision_cancelled_that_stands_in_the_row_is_as_it_must_be(office):
    month = office.send([admitted(left="05/10/2024", reason="Hủy quyết định kết nạp")]).month()
    assert find(month, "N34") == []


def two_branches(tmp_path, second: list[dict]) -> Office:
    office = Office(tmp_path / "hộp thư", unit("CB01"), unit("CB02"))
    return office.send([person(**AWAY)]).send(second, unit="CB02", sent=datetime(2024, 11, 24, tzinfo=UTC))


def test_somebody_handed_over_whom_no_other_unit_lists_is_a_warning_at_the_day(tmp_path):
    month = two_branches(tmp_path, [person("Lê Văn Bảy", "01/01/1991")]).month()
    assert cells(month, "P30") == [("CB01_11.xlsx", cell_of("left"))]


def test_somebody_handed_over_whom_the_other_unit_lists_is_no_more_asked_for(tmp_path):
    assert find(two_branches(tmp_path, [person(joined="11/11/2024")]).month(), "P30") == []


def test_a_unit_whose_month_has_not_come_may_still_list_whom_it_takes_over(tmp_path):
    office = Office(tmp_path / "hộp thư", unit("CB01"), unit("CB02"))
    then = datetime(2024, 10, 24, tzinfo=UTC)
    office.send([person(**AWAY)]).send([person("Lê Văn Bảy", "01/01/1991")], unit="CB02", month=10, sent=then)
    assert find(office.month(), "P30") == []


def test_whom_nobody_lists_a_month_later_is_asked_for_whoever_is_late(tmp_path):
    office = Office(tmp_path / "hộp thư", unit("CB01"), unit("CB02"))
    office.send([person(**AWAY | {"left": "31/10/2024"})])
    assert len(find(office.month(), "P30")) == 1


def test_a_member_of_the_party_who_moved_need_not_stand_on_a_list_again(tmp_path):
    office = Office(tmp_path / "hộp thư", unit("CB01"), unit("CB02"))
    office.send([admitted(**AWAY)]).send([person("Lê Văn Bảy", "01/01/1991")], unit="CB02")
    assert find(office.month(), "P30") == []


def test_of_whom_the_other_unit_lists_under_another_spelling_one_finding_speaks(tmp_path):
    month = two_branches(tmp_path, [person("Nguyen Van An", joined="11/11/2024")]).month()
    assert (find(month, "P30"), len(find(month, "P26"))) == ([], 2)


@pytest.mark.parametrize(
    "told", [ADMITTED, {"ceremony": "05/10/2024"}, {"left": "05/10/2024", "reason": "Hủy quyết định kết nạp"}]
)
def test_a_youth_union_is_asked_for_no_decision_before_the_branchs_list_of_the_month_is_there(tmp_path, told):
    office = Office(tmp_path / "hộp thư", unit("CB01"), unit("DT01", kind="Đoàn thể"))
    office.send([person()], month=10, sent=datetime(2024, 10, 24, tzinfo=UTC)).send([person(**told)], unit="DT01")
    month = office.month()
    assert (find(month, "N11"), find(month, "N34")) == ([], [])


def test_who_will_be_handed_over_next_month_is_not_asked_for_yet(office):
    month = office.send([person(left="01/12/2024", reason="Chuyển sang đơn vị khác")]).month()
    assert find(month, "P30") == []


def test_the_letter_calls_nobody_handed_over_a_mend(tmp_path):
    from papers import letter, text

    office = Office(tmp_path / "hộp thư", unit("CB01"), unit("CB02"))
    for month, more in ((10, {}), (11, AWAY)):
        sent = datetime(2024, month, 24, tzinfo=UTC)
        office.send([person(**more)], month=month, sent=sent).send(
            [person("Lê Văn Bảy", "01/01/1991")], unit="CB02", month=month, sent=sent
        )
    said = text(letter(office.month(11, after=office.month(10))))
    assert "cảm tình Đảng giảm 01 (theo báo cáo tháng 11)" in said.replace("\u00a0", " ")


@pytest.mark.parametrize("reason", ["Chuyển khỏi Đảng bộ", "Khác"])
@pytest.mark.parametrize("joined", ["10/10/2024", "10/11/2024", "11/12/2024"])
def test_who_was_taken_off_for_another_reason_and_stands_on_another_list_soon_is_asked_about(offices, reason, joined):
    office = offices(unit("CB01"), unit("CB02", "Chi bộ Hai")).send(
        [person(left="10/11/2024", reason=reason)], month=12
    )
    month = office.send([person(joined=joined, helper_day=joined)], unit="CB02", month=12).month(12)
    assert cells(month, "P32") == [("CB01_12.xlsx", cell_of("reason"))]
    [found] = find(month, "P32")
    assert f"“{reason}”" in found.message
    assert f"Chi bộ Hai đưa người này vào danh sách ngày {joined}" in found.message


@pytest.mark.parametrize(
    ("reason", "joined", "kind"),
    [
        ("Khác", "12/12/2024", "Chi bộ"),
        ("Khác", "09/10/2024", "Chi bộ"),
        ("Xin rút", "11/11/2024", "Chi bộ"),
        ("Chuyển sang đơn vị khác", "11/11/2024", "Chi bộ"),
        ("Khác", "11/11/2024", "Đoàn thể"),
    ],
)
def test_who_goes_and_comes_apart_or_for_a_reason_of_its_own_is_not(offices, reason, joined, kind):
    office = offices(unit("CB01"), unit("CB02", kind=kind)).send([person(left="10/11/2024", reason=reason)], month=12)
    month = office.send([person(joined=joined, helper_day=joined)], unit="CB02", month=12).month(12)
    assert find(month, "P32") == []


def test_of_several_units_that_received_somebody_the_one_that_was_first_is_named(offices):
    office = offices(unit("CB01"), unit("CB02"), unit("CB03"), unit("CB04"))
    office.send([person(left="10/11/2024", reason="Khác")], month=12)
    for code, joined in (("CB02", "12/11/2024"), ("CB03", "11/11/2024"), ("CB04", "13/11/2024")):
        office.send([person(joined=joined, helper_day=joined)], unit=code, month=12)
    [found] = find(office.month(12), "P32")
    assert "đưa người này vào danh sách ngày 11/11/2024" in found.message
