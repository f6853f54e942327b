"""The days from and to which a rule holds: asked of every kind of rule, and of thresholds with the right day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from members import member, members
from office import Office, admitted, find, form, of_unit, person, total, unit

from recruit.check import registry
from recruit.check.catalogue import rules
from recruit.check.registry import Scope
from recruit.check.returning import cases
from recruit.job import Job
from recruit.model import Period
from recruit.month import month_of

YEAR = 2027
LAST = date(YEAR, 11, 30)
DAY = timedelta(days=1)


@pytest.fixture
def in_year(tmp_path):
    """Make an office of YEAR."""
    return lambda *units, **options: Office(tmp_path / "hộp thư", *units, year=YEAR, **options)


@pytest.fixture
def held(monkeypatch):
    """Give a rule other days to hold from and to."""

    def hold(code, **days):
        known = next(rule for rule in rules() if rule.code == code)
        monkeypatch.setitem(registry._RULES, code, replace(known, **days))

    return hold


def _two_people_in_october(office):
    office.send([person(year=YEAR), person("Lê Văn Bảy", year=YEAR)], month=10)


# For each kind of rule one of it, what happens in an office that makes it fire in November, and that office's plan.
OF_EACH_KIND = {
    Scope.REPORT: ("B21", lambda o: o.send(cover={"Số nghị quyết": None}), {}),
    Scope.ROW: ("N06", lambda o: o.send([admitted(year=YEAR, decision_no=None)]), {}),
    Scope.PERSON: ("P02", lambda o: o.send(unit="CB02").send(), {}),
    Scope.SENDS: ("B05", lambda o: o.send(unit="CB99"), {}),
    Scope.LOOK_BACK: ("T23", _two_people_in_october, {}),
    Scope.PLAN: ("K02", lambda o: None, {"register": [["31-QĐ/ĐUK", f"20/03/{YEAR}", "Trần Thị Bình", None, "CB01"]]}),
    Scope.MEMBER: ("D02", lambda o: o.send(edit=members(member(recognition_number="1-QĐ/ĐUK"))), {}),
    Scope.MONTH: ("S21", lambda o: None, {"last_year": []}),
    Scope.CONFIRMATION: ("K23", lambda o: None, {"confirmed": [["ABCDEFGHIJ", "Đúng", "Đã hỏi đơn vị"]]}),
    Scope.OWN: ("K21", lambda o: None, {"info": {"Chỉ tiêu kết nạp được giao": 9}}),
    Scope.FILE: ("B33", lambda o: o.put("hỏng.xlsx", form()[:3000]), {}),
}


@pytest.mark.parametrize("scope", Scope, ids=lambda scope: scope.value)
@pytest.mark.parametrize(
    ("days", "fires"),
    [
        ({"until": LAST}, True),
        ({"until": LAST - DAY}, False),
        ({"since": LAST}, True),
        ({"since": LAST + DAY}, False),
    ],
    ids=["last day", "a day too late", "first day", "a day too early"],
)
def test_a_rule_of_any_kind_holds_for_the_periods_that_end_on_its_days(in_year, held, scope, days, fires):
    code, upset, options = OF_EACH_KIND[scope]
    held(code, **days)
    office = in_year(unit(), unit("CB02"), **options).send()
    upset(office)
    assert bool(find(office.month(), code)) is fires


def test_a_refused_workbook_goes_back_only_while_the_rule_that_says_why_holds(in_year, held):
    faulty, sent = [person(year=YEAR, gender="?")], datetime(YEAR, 11, 26, tzinfo=UTC)
    office = in_year().send(faulty, month=10)
    office.put("t11.xlsx", form(month="?", people=faulty, year=YEAR, sent=sent))
    returned = []
    for until in (LAST, LAST - DAY):
        held("B04", until=until)
        month = month_of(Job(office.folder, Period(YEAR, 11)))
        [case] = cases(month.checked, month.sends)
        returned.append(case.report.file)
    assert returned == ["t11.xlsx", "CB01_10.xlsx"]


# -- thresholds --------------------------------------------------------------------------------------------------------

READY = {
    "class_sent": f"01/02/{YEAR - 4}",
    "certificate_no": "1/GCN",
    "certificate": f"15/03/{YEAR - 4}",
    "asked": f"01/05/{YEAR}",
    "agreed": f"20/05/{YEAR}",
    "year": YEAR,
    "joined": f"05/01/{YEAR - 4}",
}


def _certificates_for(months: int, since: date) -> list[list[object]]:
    return [["han_giay_chung_nhan", "", months, since, "Quy định riêng"]]


@pytest.mark.parametrize(("since", "number"), [(date(YEAR, 11, 30), 0), (date(YEAR, 12, 1), 1)])
def test_a_certificate_is_judged_on_the_deadline_by_the_threshold_of_that_day(in_year, since, number):
    office = in_year(regulations=_certificates_for(48, since)).send([person(**READY)], month=10)
    month = office.month(10)
    assert total(month, "can_be_admitted") == number
    [found] = month.prospects["CB01"]
    assert ("certificate_lapses" in found.lacks) is (number == 0)


def test_a_threshold_of_the_deadline_changes_nothing_in_what_is_valid_today(in_year):
    office = in_year(regulations=_certificates_for(48, date(YEAR, 11, 30))).send([person(**READY)], month=10)
    month = office.month(10)
    assert of_unit(month, "CB01", "with_certificate") == total(month, "eligible") == 1


def test_a_threshold_of_the_periods_end_decides_what_is_valid_then(in_year):
    office = in_year(regulations=_certificates_for(48, date(YEAR, 10, 31))).send([person(**READY)], month=10)
    assert total(office.month(10), "with_certificate") == 0


@pytest.mark.parametrize(("asked", "found"), [(f"31/05/{YEAR}", 1), (f"01/06/{YEAR}", 0)])
def test_an_education_is_judged_by_the_threshold_of_the_day_of_the_proposal(in_year, asked, found):
    office = in_year(regulations=[["hoc_van", "", 1, date(YEAR, 6, 1), "Quy định riêng"]])
    office.send([person(year=YEAR, education="Tiểu học", asked=asked)])
    assert len(find(office.month(), "N23")) == found


@pytest.mark.parametrize(("month", "found"), [(10, 1), (11, 0)])
def test_of_whom_nobody_has_proposed_an_education_is_judged_by_the_threshold_of_the_periods_end(in_year, month, found):
    office = in_year(regulations=[["hoc_van", "", 1, date(YEAR, 11, 1), "Quy định riêng"]])
    office.send([person(year=YEAR, education="Tiểu học")], month=10)
    assert len(find(office.month(month), "N23")) == found
