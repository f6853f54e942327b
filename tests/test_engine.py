"""Which rules are run on which rows: a rule that is left out would have had nothing to say."""

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
NARROW = [rule for rule in rules(Scope.ROW) if rule.about]
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


def speaks(rule: Rule, values: dict[str, object]) -> bool:
    return bool(flaws(rule, values))


@pytest.mark.parametrize("rule", NARROW, ids=lambda rule: rule.code)
def test_a_rule_is_silent_on_every_row_in_which_no_cell_is_filled_that_it_is_about(rule):
    without = [{key: value for key, value in values.items() if key not in rule.about} for values in ROWS]
    assert not any(speaks(rule, values) for values in without)


@pytest.mark.parametrize("rule", NARROW, ids=lambda rule: rule.code)
def test_on_these_rows_it_does_speak_where_such_a_cell_is_filled(rule):
    assert any(speaks(rule, values) for values in ROWS)


@pytest.mark.parametrize("rule", [rule for rule in rules(Scope.ROW) if rule.severity is ERROR], ids=lambda r: r.code)
def test_an_error_of_a_row_takes_out_each_cell_at_which_it_may_stand_and_no_other(rule):
    assert {flaw.key for values in ROWS for flaw in flaws(rule, values)} == set(rule.takes_out)


def test_rules_are_about_columns_of_the_form():
    assert {key for rule in NARROW for key in rule.about} <= {field.key for field in FIELDS}


def test_a_row_gives_back_what_it_was_made_of():
    for values in ROWS[:500]:
        row = Row(7, values, {}, 3)
        assert row.values == values
        assert {field.key for field in FIELDS if row.is_filled(field.key)} == set(values)
        for field in FIELDS:
            value = values.get(field.key)
            assert row.get(field.key) == row.date(field.key) == (None if value is UNREADABLE else value)
            assert row.is_unreadable(field.key) == (value is UNREADABLE)


def test_rows_have_one_shape_if_and_only_if_the_same_cells_are_filled():
    shapes = {}
    for values in ROWS[:500]:
        shapes.setdefault(Row(2, values, {}).shape, set()).add(frozenset(values))
    assert all(len(keys) == 1 for keys in shapes.values())
    assert len(shapes) == len({frozenset(values) for values in ROWS[:500]})
