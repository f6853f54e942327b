"""What each number means: a year worked out by hand, and every definition at its edges."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from office import ADMITTED, admitted, letter_of, of_unit, person, total, unit, unit_cell

from recruit.language.wording import count, percent
from recruit.measure.figure import Attainment

# A person whom nothing keeps from being admitted.
READY = {"certificate": "10/03/2023", "certificate_no": "1/GCN", "asked": "01/09/2024", "agreed": "20/09/2024"}


# -- a year by hand ----------------------------------------------------------------------------------------------------


@pytest.fixture
def year(offices):
    """Three units, five months; each figure below was counted on paper from these lists."""
    office = offices(
        unit("CB01", admissions=2, classes=1),
        unit("CB02", admissions=1, classes=2),
        unit("DT01", "Đoàn Thanh niên", "Đoàn thể", None, None),
    )

    def sent(month: int) -> datetime:
        return datetime(2024, month, 24, tzinfo=UTC)

    a = admitted("Trần Thị Bình", "07/08/1992", gender="Nữ", people="Tày")  # admitted 20/03
    b = person("Lò Văn Ón", "01/01/1999", class_sent="10/02/2024", certificate="12/03/2024", certificate_no="2/GCN")
    c = person("Sùng Thị Mai", "15/04/2001", gender="Nữ", people="Mông", joined="20/04/2024", helper_day="20/04/2024")
    d = person(
        "Hà Văn Quyết", "09/09/1985", joined="15/02/2024", helper_day="15/02/2024", left="10/05/2024", reason="Xin rút"
    )
    e = admitted(
        "Bàn Thị Mùi",
        "03/06/1991",
        gender="Nữ",
        people="Dao",
        decision="15/05/2024",
        resolution="02/05/2024",
        decision_no="40-QĐ/ĐUK",
        ceremony=None,
        class_sent="10/01/2024",
        certificate="10/02/2024",
        class_asked=None,
    )
    office.send([a, b], unit="CB01", month=4, sent=sent(4))
    office.send([a, b, c], unit="CB01", month=5, sent=sent(5))
    office.send([d, e], unit="CB02", month=5, sent=sent(5))
    office.send([b, person("Giàng A Sử", "02/09/1996")], unit="DT01", month=5, sent=sent(5))
    return office.month(5)


def test_by_hand_two_were_admitted_one_of_each_cell(year):
    assert (of_unit(year, "CB01", "admitted"), of_unit(year, "CB02", "admitted"), total(year, "admitted")) == (1, 1, 2)


def test_by_hand_two_were_sent_to_class_this_year(year):
    assert (of_unit(year, "CB01", "class_sent"), of_unit(year, "CB02", "class_sent"), total(year, "class_sent")) == (
        1,
        1,
        2,
    )


def test_by_hand_three_are_sympathisers(year):
    assert [of_unit(year, code, "sympathisers") for code in ("CB01", "CB02", "DT01")] == [2, 0, 1]


def test_by_hand_the_rates_and_words(year):
    assert (year.admissions.rate, year.classes.rate) == (Fraction(2, 3), Fraction(2, 3))
    assert [line.overall for line in year.units] == [Attainment.SHORT, Attainment.SHORT, Attainment.NO_TARGET]


def test_by_hand_one_joined_in_may_is_nobody_and_one_left(year):
    assert (total(year, "joined_in_month"), total(year, "left_in_month")) == (0, 1)


def test_by_hand_the_breakdown_of_the_admitted(year):
    counts = {b.key: (b.counts, b.unclear) for b in year.breakdowns}
    assert counts["women"] == ((("Nữ", 2),), 0)
    assert counts["minorities"] == ((("Dân tộc thiểu số", 2),), 0)


def test_by_hand_the_mean_age_is_of_full_years_on_the_days_of_decision(year):
    # 31 full years on 20/03/2024, 32 on 15/05/2024.
    assert year.mean_age == Fraction(63, 2)


def test_by_hand_the_months(year):
    assert [(m.admitted, m.admitted_total, m.sent, m.sympathisers) for m in year.months] == [
        (0, 0, 1, 4),
        (0, 0, 1, 5),
        (1, 1, 0, 4),
        (0, 1, 0, 5),
        (1, 2, 0, 3),
    ]


def test_by_hand_every_figure_leads_to_as_many_cells(year):
    for key in ("admitted", "class_sent", "sympathisers", "with_helper", "with_certificate"):
        figure = year.totals[key]
        assert sum(len(source.cells) for source in figure.sources) == figure.value, key


# -- definitions at their edges ----------------------------------------------------------------------------------------


def counted(office, key: str, *people: dict, month: int = 11) -> int:
    return total(office.send(list(people), month=month).month(month), key)


@pytest.mark.parametrize(("decision", "number"), [("01/01/2024", 1), ("31/12/2023", 0), ("30/11/2024", 1)])
def test_an_admission_counts_by_the_day_of_the_decision_in_the_year(office, decision, number):
    early = {"resolution": "01/12/2023", "agreed": "20/11/2023", "asked": "01/11/2023", "ceremony": None}
    assert counted(office, "admitted", admitted(decision=decision, **early)) == number


def test_leaving_after_the_decision_does_not_undo_it(office):
    assert counted(office, "admitted", admitted(left="01/10/2024", reason="Chuyển khỏi Đảng bộ")) == 1


@pytest.mark.parametrize(("month", "number"), [(5, 1), (6, 0)])
def test_a_withdrawn_decision_counts_until_the_month_in_which_it_was_withdrawn(office, month, number):
    withdrawn = {"left": "10/06/2024", "reason": "Hủy quyết định kết nạp"} if month == 6 else {}
    assert counted(office, "admitted", admitted(**withdrawn), month=month) == number


def test_a_withdrawn_decision_without_its_day_is_not_counted(office):
    assert counted(office, "admitted", admitted(reason="Hủy quyết định kết nạp")) == 0


def test_an_admission_after_the_deadline_counts_and_is_said_apart(office):
    late = admitted(decision="05/12/2024", resolution="02/12/2024", ceremony=None)
    month = office.send([late], month=12).month(12)
    assert (total(month, "admitted"), total(month, "admitted_after_deadline")) == (1, 1)


@pytest.mark.parametrize(
    "broken",
    [
        {"decision_no": None},
        {"resolution": "21/03/2024"},
        {"birth": "31/02/1992"},
        {"left": "01/03/2024", "reason": "Xin rút"},
        {"decision": "32/03/2024"},
    ],
)
def test_an_error_at_a_deciding_cell_takes_the_admission_out_and_makes_nobody_a_sympathiser(office, broken):
    month = office.send([admitted(**broken)]).month()
    assert (total(month, "admitted"), total(month, "sympathisers")) == (0, 0)


@pytest.mark.parametrize(
    "broken",
    [
        {"gender": None},
        {"education": "lớp mười hai"},
        {"ceremony": "19/03/2024"},
        {"class_sent": "31/04/2023"},
        {"position": None},
    ],
)
def test_an_error_at_another_cell_leaves_the_admission_in(office, broken):
    assert counted(office, "admitted", admitted(**broken)) == 1


def test_a_birth_year_alone_is_enough_for_every_figure(office):
    assert counted(office, "admitted", admitted(birth="1992")) == 1


def test_a_blank_kind_of_the_admitted_is_unclear_so_that_parts_and_whole_agree(office):
    month = office.send(
        [admitted(gender=None), admitted("Hà Thị Chi", "02/02/1992", gender="Nữ", decision_no="32-QĐ/ĐUK")]
    ).month()
    women = next(b for b in month.breakdowns if b.key == "women")
    assert (women.counts, women.unclear) == ((("Nữ", 1),), 1)


def test_a_blank_religion_is_none_and_not_unclear(office):
    month = office.send([admitted()]).month()
    religion = next(b for b in month.breakdowns if b.key == "religious")
    assert (religion.counts[0][1], religion.unclear) == (0, 0)


@pytest.mark.parametrize(("day", "number"), [("01/01/2024", 1), ("31/12/2023", 0)])
def test_a_class_counts_by_its_day_in_the_year(office, day, number):
    assert counted(office, "class_sent", person(class_sent=day, joined="01/01/2023", helper_day=None)) == number


def test_somebody_taken_off_later_still_counts_as_sent(office):
    assert counted(office, "class_sent", person(class_sent="10/03/2024", left="10/10/2024", reason="Xin rút")) == 1


@pytest.mark.parametrize(("left", "number"), [("30/11/2024", 0), (None, 1)])
def test_a_sympathiser_is_on_the_list_at_the_periods_end(office, left, number):
    reason = {"left": left, "reason": "Xin rút"} if left else {}
    assert counted(office, "sympathisers", person(**reason)) == number


def test_somebody_admitted_in_an_earlier_year_is_no_sympathiser(office):
    early = dict(
        ADMITTED, resolution="01/12/2023", agreed="20/11/2023", asked="01/11/2023", decision="10/12/2023", ceremony=None
    )
    assert counted(office, "sympathisers", admitted(**early)) == 0


@pytest.mark.parametrize(("issued", "number"), [("30/11/2019", 1), ("29/11/2019", 0), ("30/11/2024", 1)])
def test_a_certificate_is_valid_for_sixty_months_last_day_included(office, issued, number):
    assert (
        counted(office, "with_certificate", person(joined="01/01/2019", helper_day=None, certificate=issued)) == number
    )


def test_somebody_with_everything_is_eligible_and_can_still_be_admitted(office):
    month = office.send([person(**READY)]).month()
    assert (total(month, "eligible"), total(month, "can_be_admitted")) == (1, 1)


@pytest.mark.parametrize(
    "lacking",
    [
        {"helper": None},
        {"certificate": None, "certificate_no": None},
        {"education": None},
        {"birth": "01/12/2006", "joined": "01/10/2024", "helper_day": None, "asked": None, "agreed": None},
        {"birth": "31/10/1964"},
        {"gender": "?"},
    ],
)
def test_whoever_lacks_something_is_not_eligible(office, lacking):
    assert counted(office, "eligible", person(**{**READY, **lacking})) == 0


@pytest.mark.parametrize("birth", ["30/11/2006", "01/11/1964", "1964", "2006"])
def test_the_first_and_the_last_day_of_the_age_are_eligible(office, birth):
    values = {**READY, "joined": "01/10/2024", "helper_day": None}
    assert counted(office, "eligible", person(birth=birth, **values)) == 1


def test_without_agreement_nobody_can_be_admitted_before_the_deadline(office):
    assert counted(office, "can_be_admitted", person(**{**READY, "agreed": None})) == 0


def test_after_the_deadline_nobody_is_said_to_be_still_admissible(office):
    assert "can_be_admitted" not in office.send([person(**READY)], month=12).month(12).totals


@pytest.mark.parametrize("reason", ["Đã kết nạp", "Chuyển sang đơn vị khác"])
def test_the_admitted_and_the_transferred_have_not_left(office, reason):
    assert counted(office, "left_in_month", admitted(left="10/11/2024", reason=reason)) == 0


def test_a_case_waits_while_it_is_asked_and_not_decided(office):
    month = office.send(
        [person(class_asked="10/10/2024"), person("Hà Thị Chi", "02/02/1992", **{**READY, "agreed": None})]
    ).month()
    assert [(case.kind.value, case.proposed) for case in month.waiting] == [
        ("Làm thủ tục kết nạp", date(2024, 9, 1)),
        ("Cử đi học lớp", date(2024, 10, 10)),
    ]


def test_a_decided_case_waits_no_more(office):
    month = office.send(
        [person(class_asked="10/10/2024", class_sent="20/10/2024"), person("Hà Thị Chi", "02/02/1992", **READY)]
    ).month()
    assert month.waiting == ()


@pytest.mark.parametrize(
    ("target", "done", "word"),
    [(2, 3, "Vượt"), (2, 2, "Đạt"), (2, 1, "Chưa đạt"), (0, 1, "Vượt"), (0, 0, "Không giao"), (None, 1, "Không giao")],
)
def test_the_word_for_a_result(target, done, word):
    from recruit.measure.targets import measure

    assert measure(target, done).word.value == word


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (Fraction(2, 3), "66,7%"),
        (Fraction(1), "100%"),
        (Fraction(1, 16), "6,3%"),
        (Fraction(1, 2), "50%"),
        (None, "–"),
        (Fraction(5, 2), "250%"),
    ],
)
def test_a_per_cent_is_half_up_with_a_comma(rate, text):
    assert percent(rate) == text


@pytest.mark.parametrize(("number", "text"), [(0, "00"), (3, "03"), (12, "12"), (None, "–")])
def test_counts_below_ten_print_with_a_nought(number, text):
    assert count(number) == text


def test_a_blank_assigned_target_is_the_sum_of_the_units(offices):
    month = offices(unit("CB01", admissions=2), unit("CB02", admissions=3)).send([person()]).month()
    assert month.admissions.target == 5
    assert [source.cells for source in month.totals["admission_target"].sources] == [
        tuple(unit_cell("Chỉ tiêu kết nạp", number) for number in (1, 2))
    ]


def test_the_source_of_an_admission_is_the_cell_of_its_decision(office):
    month = office.send([person(), admitted()]).month()
    assert [(s.file, s.sheet, s.cells) for s in month.totals["admitted"].sources] == [
        ("CB01_11.xlsx", "Danh sách", (f"{letter_of('decision')}3",))
    ]
