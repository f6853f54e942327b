"""Each dated step on the day before a month, on its first and last day and the day after: in which figures it counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from office import Office, admitted, cell_of, find, of_unit, person, total, unit

from recruit.measure.people import stage
from recruit.model import Period
from recruit.run import measure

DAYS = {"before": "31/10/2024", "first": "01/11/2024", "last": "30/11/2024", "after": "01/12/2024"}
CERTIFICATE = {"certificate_no": "1/GCN"}


def _certified(day: str) -> dict:
    return person(class_sent="31/10/2024", certificate=day, **CERTIFICATE)


def _ready(**values) -> dict:
    return person(**{"certificate": "10/03/2023", "asked": "01/09/2024", "agreed": "20/09/2024"} | CERTIFICATE | values)


# A figure, who has the step on a day, and in how many of the figure that is: on the day before, the first, last, after.
FIGURES = {
    "admitted": (lambda day: admitted(decision=day, ceremony=None), (1, 1, 1, 0)),
    "admitted_in_month": (lambda day: admitted(decision=day, ceremony=None), (0, 1, 1, 0)),
    "class_sent": (lambda day: person(class_sent=day), (1, 1, 1, 0)),
    "class_sent_in_month": (lambda day: person(class_sent=day), (0, 1, 1, 0)),
    "sympathisers": (lambda day: person(joined=day, helper_day=None), (1, 1, 1, 0)),
    "joined_in_month": (lambda day: person(joined=day, helper_day=None), (0, 1, 1, 0)),
    "left_in_month": (lambda day: person(left=day, reason="Xin rút"), (0, 1, 1, 0)),
    "with_certificate": (_certified, (1, 1, 1, 0)),
    "certificates_of_sent": (_certified, (1, 1, 1, 0)),
    "eligible": (_certified, (1, 1, 1, 0)),
    "proposed": (lambda day: person(asked=day, certificate="10/03/2023"), (1, 1, 1, 0)),
    "agreed": (lambda day: _ready(agreed=day), (1, 1, 1, 0)),
    "can_be_admitted": (lambda day: _ready(agreed=day), (1, 1, 1, 0)),
}
CASES = {f"{key} {when}": (key, make(DAYS[when])) for key, (make, _) in FIGURES.items() for when in DAYS}
CODES = {label: f"CB{number:03d}" for number, label in enumerate(CASES, start=1)}


@pytest.fixture(scope="module")
def november(tmp_path_factory):
    """November of an office in which every unit has one person with one step on one of the days."""
    office = Office(tmp_path_factory.mktemp("ngay") / "hộp thư", *(unit(code) for code in CODES.values()))
    for number, (label, (_, row)) in enumerate(CASES.items(), start=1):
        # Everybody is somebody else.
        office.send([row | {"name": "Lò Văn " + "Ón " * number}], unit=CODES[label])
    return office.month()


@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize("figure", FIGURES)
def test_a_step_counts_up_to_the_last_day_and_in_its_month_from_the_first(november, figure, when):
    counted = FIGURES[figure][1][list(DAYS).index(when)]
    assert of_unit(november, CODES[f"{figure} {when}"], figure) == counted


# -- cases that wait ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("when", "waits"), [("before", 1), ("first", 1), ("last", 1), ("after", 0)])
@pytest.mark.parametrize("step", ["class_asked", "asked"])
def test_a_case_that_is_proposed_on_the_last_day_waits(office, step, when, waits):
    assert len(office.send([person(**{step: DAYS[when]})]).month().waiting) == waits


@pytest.mark.parametrize(("asked", "decided"), [("class_asked", "class_sent"), ("asked", "agreed")])
def test_a_case_that_is_decided_on_the_last_day_waits_no_more(office, asked, decided):
    assert office.send([person(**{asked: DAYS["first"], decided: DAYS["last"]})]).month().waiting == ()


# -- a letter of a day inside the month --------------------------------------------------------------------------------


def midway(office, day: date):
    """Return November as a letter of `day` has it."""
    return measure(office.folder, period=Period(2024, 11), day=day)


LAST_COUNTED = date(2024, 11, 22)


@pytest.mark.parametrize(("day", "listed"), [("22/11/2024", 0), ("23/11/2024", 1)])
@pytest.mark.parametrize(
    "gone", [lambda day: person(left=day, reason="Xin rút"), lambda day: admitted(decision=day, ceremony=None)]
)
def test_who_is_taken_off_or_admitted_on_the_letters_day_is_no_sympathiser_any_more(office, gone, day, listed):
    assert total(midway(office.send([gone(day)]), LAST_COUNTED), "sympathisers") == listed


@pytest.mark.parametrize(("day", "counted"), [("22/11/2024", 1), ("23/11/2024", 0)])
@pytest.mark.parametrize("figure", ["with_certificate", "certificates_of_sent", "eligible"])
def test_a_certificate_of_the_letters_day_counts_and_one_of_the_next_does_not(office, figure, day, counted):
    assert total(midway(office.send([_certified(day)]), LAST_COUNTED), figure) == counted


@pytest.mark.parametrize(("day", "waits"), [("22/11/2024", 1), ("23/11/2024", 0)])
@pytest.mark.parametrize("step", ["class_asked", "asked"])
def test_a_case_that_is_proposed_after_the_letters_day_does_not_wait_yet(office, step, day, waits):
    assert len(midway(office.send([person(**{step: day})]), LAST_COUNTED).waiting) == waits


@pytest.mark.parametrize(("day", "lacks"), [("22/11/2024", False), ("23/11/2024", True)])
def test_a_resolution_of_the_letters_day_is_lacking_no_more(office, day, lacks):
    month = midway(office.send([_ready(resolution=day)]), LAST_COUNTED)
    assert ("resolution" in month.prospects["CB01"][0].lacks) is lacks


STAGES = {
    "joined": "Cảm tình Đảng",
    "class_asked": "Đã đề nghị học lớp",
    "class_sent": "Đã cử đi học lớp",
    "certificate": "Đã có giấy chứng nhận",
    "asked": "Đã đề nghị làm thủ tục",
    "agreed": "Đảng ủy đã đồng ý làm thủ tục",
    "resolution": "Chi bộ đã đề nghị kết nạp",
    "decision": "Đã kết nạp",
    "left": "Đã đưa ra khỏi danh sách",
}


@pytest.mark.parametrize("step", STAGES)
def test_a_step_is_reached_on_its_day_and_not_on_the_day_before(office, step):
    last = {"reason": "Xin rút"} if step == "left" else {}
    (row,) = (
        office.send([person(**{"joined": "02/01/2024", "helper_day": None, step: "22/11/2024"} | last)]).month().people
    )
    reached = [stage(row, day) == STAGES[step] for day in (date(2024, 11, 21), date(2024, 11, 22))]
    assert reached == [False, True]


# -- days after the month ----------------------------------------------------------------------------------------------

STEPS = [
    *("joined", "helper_day", "class_asked", "class_sent", "certificate", "asked", "agreed", "resolution", "decision"),
    "left",
]


def _only(step: str, day: str) -> dict:
    """Return somebody whose one step is on a day: without the others no order of steps is broken."""
    without = {"joined": None, "helper_day": None, "reason": "Xin rút" if step == "left" else None}
    return person(**without | {step: day})


@pytest.mark.parametrize("step", STEPS)
def test_a_step_on_the_day_after_the_month_is_an_error_at_its_cell(office, step):
    found = find(office.send([_only(step, DAYS["after"])]).month(), "O10")
    assert [one.place.cell for one in found] == [cell_of(step)]


@pytest.mark.parametrize("step", [*STEPS, "ceremony"])
def test_a_step_on_the_last_day_of_the_month_is_none(office, step):
    month = office.send([_only(step, DAYS["last"])]).month()
    assert find(month, "O10") == find(month, "O31") == []


def test_a_ceremony_on_the_day_after_the_month_is_planned_and_leaves_the_admission_in(office):
    month = office.send([admitted(resolution="10/11/2024", decision="20/11/2024", ceremony=DAYS["after"])]).month()
    assert ([one.place.cell for one in find(month, "O31")], total(month, "admitted")) == ([cell_of("ceremony")], 1)


# -- told by a later send ----------------------------------------------------------------------------------------------


def line_of_october(office, row: dict):
    return office.send([row]).month().months[9]


@pytest.mark.parametrize(("day", "counted"), [("31/10/2024", 1), ("01/11/2024", 0)])
@pytest.mark.parametrize(
    ("line", "make"),
    [
        ("admitted", lambda day: admitted(decision=day, ceremony=None)),
        ("admitted_total", lambda day: admitted(decision=day, ceremony=None)),
        ("sent", lambda day: person(class_sent=day)),
        ("sent_total", lambda day: person(class_sent=day)),
        ("sympathisers", lambda day: person(joined=day, helper_day=None)),
    ],
)
def test_what_a_later_send_tells_of_a_months_last_day_stands_in_that_months_line(office, line, make, day, counted):
    assert getattr(line_of_october(office, make(day)), line) == counted


@pytest.mark.parametrize(("day", "listed"), [("31/10/2024", 0), ("01/11/2024", 1)])
@pytest.mark.parametrize(
    "gone", [lambda day: person(left=day, reason="Xin rút"), lambda day: admitted(decision=day, ceremony=None)]
)
def test_who_is_gone_on_a_months_last_day_is_not_in_that_months_line(office, gone, day, listed):
    assert line_of_october(office, gone(day)).sympathisers == listed


@pytest.mark.parametrize(("day", "adjusted"), [("31/10/2024", (date(2024, 10, 31),)), ("01/11/2024", ())])
@pytest.mark.parametrize(
    "make", [lambda day: admitted(decision=day, ceremony=None), lambda day: person(class_sent=day)]
)
def test_what_a_later_send_tells_of_the_last_month_is_an_adjustment_up_to_its_last_day(office, make, day, adjusted):
    elsewhere = {"name": "Lê Văn Bảy", "birth": "01/01/1991"}
    printed = office.send([person(**elsewhere)], month=10, sent=datetime(2024, 10, 24, tzinfo=UTC)).month(10)
    month = office.send([person(**elsewhere), make(day)]).month(after=printed)
    assert next((moved.days for moved in month.adjustments if moved.days), ()) == adjusted


# -- the deadline ------------------------------------------------------------------------------------------------------

MID_NOVEMBER = {"Hạn hoàn thành": date(2024, 11, 15)}


@pytest.mark.parametrize(("decision", "late"), [("15/11/2024", 0), ("16/11/2024", 1)])
def test_an_admission_is_late_from_the_day_after_the_deadline(offices, decision, late):
    office = offices(unit(), info=MID_NOVEMBER).send([admitted(decision=decision, ceremony=None)])
    assert total(office.month(), "admitted_after_deadline") == late


@pytest.mark.parametrize(("day", "known"), [(15, True), (16, False)])
def test_who_can_still_be_admitted_is_told_up_to_the_deadlines_day(offices, day, known):
    month = midway(offices(unit(), info=MID_NOVEMBER).send([_ready()]), date(2024, 11, day))
    assert ("can_be_admitted" in month.totals) is known


@pytest.mark.parametrize(("issued", "number"), [("30/11/2019", 1), ("29/11/2019", 0)])
def test_a_certificate_must_be_valid_on_the_deadlines_day_itself(office, issued, number):
    row = _ready(joined="01/01/2019", helper_day=None, certificate=issued)
    month = office.send([row], month=10).month(10)
    assert (total(month, "eligible"), total(month, "can_be_admitted")) == (1, number)
