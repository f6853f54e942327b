"""Halves, ties and days on the very edge: which side of a rule they fall on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from letters import mail
from office import admitted, form, outcomes, person, total, unit

from recruit.letters import assigning
from recruit.letters.monthly import letter_context
from recruit.letters.urging import all_context, month_span, standing
from recruit.measure.people import stage
from recruit.model import LetterOptions, Period
from recruit.run import measure

AN, BAY = person(), person("Lê Văn Bảy", "01/01/1991")
BLANK_COVER = {"Ngày họp xét": None, "Số nghị quyết": None, "Người lập biểu": None}


def at(day: int, month: int = 11, hour: int = 8) -> datetime:
    return datetime(2024, month, day, hour, tzinfo=UTC)


# -- sends -------------------------------------------------------------------------------------------------------------


def test_exactly_half_of_the_owing_units_make_the_default_period(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send([AN], unit="CB01", month=11).send([AN], unit="CB01", month=10, sent=at(24, 10))
    office.send([BAY], unit="CB02", month=10, sent=at(24, 10))
    assert measure(office.folder).period == Period(2024, 11)


def test_equal_files_count_as_sent_when_the_first_of_them_was(office):
    data = form(month=10, people=[AN])
    office.put("a.eml", mail(("a.xlsx", data), sent=at(27, 10))).put("b.eml", mail(("a.xlsx", data), sent=at(23, 10)))
    assert office.month(10).units[0].submissions[10].value == "Đã nộp"


def test_a_form_that_repeats_next_years_list_is_not_held_against_it(office):
    office.send([AN], month=11, cover=BLANK_COVER)
    office.send([AN], month=1, year=2025, name="2025.xlsx", sent=datetime(2025, 1, 24, tzinfo=UTC))
    assert outcomes(office.month())["CB01_11.xlsx"] == "Đã dùng"


def test_the_workbook_that_an_unfilled_form_repeats_is_that_of_the_latest_month_not_of_the_latest_send(office):
    office.send([AN, BAY], month=10, sent=at(26)).send([AN], month=11, name="t11.xlsx", sent=at(24))
    office.send([AN, BAY], month=11, name="t11 trắng.xlsx", sent=at(25), cover=BLANK_COVER)
    assert outcomes(office.month())["t11 trắng.xlsx"] == "Đã dùng"


# -- people ------------------------------------------------------------------------------------------------------------


def test_who_is_admitted_by_the_union_after_leaving_the_chi_bo_is_no_sympathiser_any_more(offices):
    office = offices(unit("CB01"), unit("DT01", kind="Đoàn thể"))
    office.send([person(left="30/06/2024", reason="Khác")], unit="CB01")
    by_union = admitted(
        "Nguyễn Văn An", "05/03/1990", resolution="10/08/2024", decision="20/08/2024", ceremony="30/08/2024"
    )
    month = office.send([by_union], unit="DT01").month()
    assert (total(month, "admitted"), total(month, "sympathisers")) == (1, 0)


# -- figures -----------------------------------------------------------------------------------------------------------


def test_a_certificate_of_the_very_day_of_sending_is_of_that_class(office):
    taught = person(class_sent="05/03/2024", certificate_no="1/GCN", certificate="05/03/2024")
    assert total(office.send([taught]).month(), "certificates_of_sent") == 1


def test_an_admission_on_the_day_of_the_deadline_is_none_after_it(office):
    month = office.send([admitted(decision="30/11/2024", ceremony=None)]).month()
    assert (total(month, "admitted"), total(month, "admitted_after_deadline")) == (1, 0)


def test_a_row_that_the_union_has_closed_is_not_shared_with_the_chi_bo(offices):
    office = offices(unit("CB01"), unit("DT01", kind="Đoàn thể")).send([AN], unit="CB01")
    month = office.send([person(left="10/10/2024", reason="Khác")], unit="DT01").month()
    assert [line.shared_with_branches for line in month.units] == [0, 0]


def test_who_was_sent_by_the_unit_before_waits_for_no_class(offices):
    office = offices(unit("CB01"), unit("CB02"))
    sent = {"class_asked": "01/02/2024", "class_sent": "01/03/2024"}
    office.send([person(left="30/06/2024", reason="Chuyển sang đơn vị khác", **sent)], unit="CB01")
    month = office.send([person(joined="01/07/2024", class_asked="01/02/2024")], unit="CB02").month()
    assert (total(month, "class_sent"), month.waiting) == (1, ())


def test_the_level_of_somebody_whose_qualification_cannot_be_read_is_unclear(office):
    month = office.send([admitted(qualification="Cử nhân?!")]).month()
    [level] = [breakdown for breakdown in month.breakdowns if breakdown.key == "qualification"]
    assert (level.counts, level.unclear) == ((), 1)


# -- months ------------------------------------------------------------------------------------------------------------


def test_the_rate_in_time_is_of_those_whose_time_is_known(offices):
    office = offices(unit("CB01"), unit("CB02")).send([BAY], unit="CB02", month=10)
    month = office.put("a.eml", mail(("a.xlsx", form(month=10, people=[AN])), sent=at(24, 10))).month(10)
    rate = month.submission_rates[9]
    assert (rate.month, rate.owed, rate.sent, rate.on_time, rate.known) == (10, 2, 2, 1, 1)


def test_a_unit_misses_no_month_before_its_first(offices):
    office = offices(unit("CB01"), unit("CB02", first=9)).send([AN])
    assert office.month().units[1].missing_since == (9, 10, 11)


def test_a_name_spelled_otherwise_since_adjusts_no_earlier_month(office):
    before = office.send([admitted("Trần Thị Hòa")], month=10, sent=at(24, 10)).month(10)
    month = office.send([admitted("TRẦN THỊ HOÀ")], month=11).month(after=before)
    assert (total(month, "admitted"), month.adjustments) == (1, ())


def test_a_decision_that_moved_inside_the_reported_months_adjusts_no_sum(office):
    before = office.send([admitted()], month=10, sent=at(24, 10)).month(10)
    month = office.send([admitted(decision="21/03/2024")], month=11).month(after=before)
    assert (total(month, "admitted"), month.adjustments) == (1, ())


# -- lists, sources, changes -------------------------------------------------------------------------------------------


def test_whose_decision_was_cancelled_has_the_stage_of_the_taken_off(office):
    month = office.send([admitted(left="20/10/2024", reason="Hủy quyết định kết nạp")]).month()
    assert [stage(row, month.day) for row in month.people] == ["Đã đưa ra khỏi danh sách"]


@pytest.mark.parametrize(
    ("reason", "reached"),
    [("Đã kết nạp", "Đã kết nạp"), ("Hủy quyết định kết nạp", "Đã đưa ra khỏi danh sách")],
)
def test_who_was_taken_off_on_the_day_of_the_decision_is_admitted_that_day(office, reason, reached):
    month = office.send([admitted(decision="30/11/2024", ceremony=None, left="30/11/2024", reason=reason)]).month()
    assert [stage(row, date(2024, 11, day)) for row in month.people for day in (29, 30)] == [
        "Chi bộ đã đề nghị kết nạp",
        reached,
    ]


def test_the_sources_of_a_breakdown_go_by_file(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send([admitted(gender="Nữ")], unit="CB01", name="z.xlsx")
    month = office.send(
        [admitted("Lê Thị Bảy", gender="Nữ", decision_no="32-QĐ/ĐUK")], unit="CB02", name="a.xlsx"
    ).month()
    assert [source.file for source in month.totals["women:Nữ"].sources] == ["a.xlsx", "z.xlsx"]


def test_a_transfer_leads_to_the_unit_whose_list_is_open(offices):
    office = offices(unit("CB01"), unit("CB02"), unit("CB03"))
    office.send([AN], unit="CB01", month=10, sent=at(24, 10))
    office.send([person(left="05/11/2024", reason="Chuyển sang đơn vị khác")], unit="CB01")
    office.send([person(left="10/11/2024", reason="Khác")], unit="CB02")
    month = office.send([person()], unit="CB03").month()
    assert "Chuyển đến đơn vị CB03" in [change.what for change in month.changes if change.unit_code == "CB01"]


def test_words_of_an_older_month_are_not_said_again(office):
    office.send([AN], month=10, sent=at(24, 10), cover={"Kết quả nổi bật": "Sinh hoạt đúng kỳ."})
    month = office.month()
    assert (total(month, "sympathisers"), month.achievements) == (1, ())


# -- the letter --------------------------------------------------------------------------------------------------------


def said(month) -> dict:
    return letter_context(month, LetterOptions())


def test_an_opinion_of_just_the_longest_length_stands_in_the_letter(office):
    words = "a" * 500
    month = office.send([AN], cover={"Kết quả nổi bật": words}).month()
    assert said(month)["uu_diem"]["don_vi"] == [f"Chi bộ CB01: {words}."]


def test_a_unit_that_has_ended_has_no_older_figures_to_be_excused(offices):
    office = offices(unit("CB01", last=6, into="CB02"), unit("CB02"))
    month = office.send([AN], month=6, sent=at(24, 6)).send([BAY], unit="CB02").month()
    assert said(month)["ghi_chu_so_lieu"] == []


def test_on_the_day_of_the_deadline_the_rest_is_still_to_be_done_before_it(office):
    context = said(office.send([AN]).month())
    assert "trước ngày\u00a030/11/2024" in context["nhiem_vu"][0]
    assert context["ket_nap"]["so_voi_chi_tieu"].endswith("còn\u00a001")


def test_twelve_units_are_still_named_one_by_one(offices):
    office = offices(*(unit(f"CB{n:02d}", classes=None) for n in range(12)))
    for n in range(12):
        office.send([admitted(f"Trần Thị {'Bình' * (n + 1)}", decision_no=f"{n}-QĐ")], unit=f"CB{n:02d}")
    assert said(office.month())["uu_diem"]["so_lieu"].endswith("Chi bộ CB10 và Chi bộ CB11.")


def test_twelve_units_are_still_addressed_one_by_one(offices):
    office = offices(*(unit(f"CB{n:02d}") for n in range(12)))
    addressed = all_context(office.month(), LetterOptions())["kinh_gui"]
    assert addressed == [f"Chi bộ CB{n:02d}" for n in range(12)]


def test_two_months_are_named_and_three_are_a_span():
    assert month_span((10, 11)) == "tháng\u00a010 và tháng\u00a011"
    assert month_span((9, 10, 11)) == "từ tháng\u00a09 đến tháng\u00a011"


@pytest.mark.parametrize(
    ("target", "people", "stand", "rest"),
    [
        (2, [admitted()], "1/2", "01"),
        (1, [admitted()], "1/1", "00"),
        (1, [AN], "0/1", "01"),
        (None, [admitted()], "01", "–"),
        (0, [admitted()], "01", "–"),
        (None, [AN], "–", "–"),
    ],
)
def test_a_unit_stands_against_its_target_or_by_what_it_did_without_one(offices, target, people, stand, rest):
    month = offices(unit(admissions=target)).send(people).month()
    told = standing(month, month.units[0])
    assert (told["ket_nap"], told["con_ket_nap"]) == (stand, rest)


def test_who_sends_before_the_first_month_is_not_among_those_who_sent_what_they_owe(offices):
    office = offices(unit("CB01"), unit("CB02", first=12)).send([AN], unit="CB01")
    sending = said(office.send([BAY], unit="CB02").month())["nop"]
    assert (sending["ty_so"], sending["ty_le"]) == ("1/1", "100%")


def test_without_an_assigned_target_there_is_no_difference_to_note(office):
    plan = office.send([AN]).month().plan
    assert assigning.letter_context(plan, LetterOptions())["ghi_chu_phu_luc"] == []
