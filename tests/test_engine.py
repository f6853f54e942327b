"""What the rules about a row say of rows filled in every way: which cells an error takes out of figures."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from consolidated_sample import CB01, FILE, PERIOD
from consolidated_sample import month as sample

from recruit.check.catalogue import rules
from recruit.check.checked import CheckedReport
from recruit.check.registry import ERROR, Rule, Scope
from recruit.declared.field import Kind
from recruit.declared.form import LIST
from recruit.merge.circumstances import Circumstances
from recruit.model import UNREADABLE, Flaw, Sent
from recruit.read.report import Listing, Report
from recruit.read.row import Row

FIELDS = [field for field in LIST if field.key != "number"]
CIRCUMSTANCES = Circumstances(sample().plan, PERIOD)

# Few enough that steps stand in every order and at every distance that rules ask for.
_DAYS = (date(2013, 5, 1), date(2023, 6, 1), date(2024, 2, 1), date(2024, 9, 1), date(2025, 1, 1))
_BIRTHS = (date(1950, 1, 1), date(1990, 3, 5), date(2008, 6, 1), date(2012, 1, 1), date(2023, 9, 1), 1960, 2009)


def _value(field, random: Random) -> object:
    if random.random() < 0.05:
        return UNREADABLE
    if field.kind is Kind.CHOICE:
        return random.choice(field.choices.choices)
    if field.kind is Kind.BIRTH_DATE:
        return random.choice(_BIRTHS)
    return random.choice(_DAYS) if field.kind is Kind.DATE else "chữ"


def _some_rows(count: int) -> list[dict[str, object]]:
    random = Random(1)
    found = []
    for _ in range(count):
        # From nearly empty rows to nearly full ones.
        share = random.random()
        found.append({field.key: _value(field, random) for field in FIELDS if random.random() < share})
    return found


ROWS = _some_rows(6000)


def flaws(rule: Rule, values: dict[str, object]) -> list[Flaw]:
    row = Row(2, values, {key: "?" for key, value in values.items() if value is UNREADABLE})
    report = Report(FILE, "", "", Sent(), cover={"year": PERIOD.year, "month": PERIOD.month})
    report.listings.append(Listing("Danh sách", 1, "A", {field.key: "A" for field in FIELDS}, [row]))
    return list(rule.function(CheckedReport(report, CB01, CIRCUMSTANCES), row))


@pytest.mark.parametrize("rule", [rule for rule in rules(Scope.ROW) if rule.severity is ERROR], ids=lambda r: r.code)
def test_an_error_of_a_row_takes_out_each_cell_at_which_it_may_stand_and_no_other(rule):
    assert {flaw.key for values in ROWS for flaw in flaws(rule, values)} == set(rule.takes_out)


@pytest.mark.parametrize("rule", [rule for rule in rules(Scope.ROW) if rule.asked_of], ids=lambda rule: rule.code)
def test_a_rule_of_a_row_is_silent_where_nothing_stands_in_the_columns_that_it_is_asked_of(rule):
    for values in ROWS:
        assert not flaws(rule, {key: value for key, value in values.items() if key not in rule.asked_of})


def test_a_row_gives_back_what_it_was_made_of():
    for values in ROWS[:500]:
        row = Row(7, values, {}, 3)
        assert row.values == values
        assert {field.key for field in FIELDS if row.is_filled(field.key)} == row.filled == set(values)
        assert row.days(values) == {key: value for key, value in values.items() if value is not UNREADABLE}
        for field in FIELDS:
            value = values.get(field.key)
            assert row.get(field.key) == row.date(field.key) == (None if value is UNREADABLE else value)
            assert row.is_unreadable(field.key) == (value is UNREADABLE)
