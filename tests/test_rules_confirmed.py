"""Rules about the plan's word on findings: a key that fits none, a conclusion that its finding does not take."""

from __future__ import annotations

import pytest
from office import find, person, plan

from recruit.check.catalogue import rules

AN = person()
NO_RESOLUTION = {"Số nghị quyết": None}


def confirmed(office, *rows: list[object]):
    """Return November of an office whose plan says something of findings."""
    return office.put("ke_hoach.xlsx", plan(confirmed=list(rows))).month()


@pytest.fixture
def warned(office):
    """An office with one warning, B21, and its key."""
    [found] = office.send([AN], cover=NO_RESOLUTION).month().findings
    return office, found.answer_key


def test_a_key_that_fits_nothing_is_a_warning_at_its_cell(warned):
    office, key = warned
    [found] = find(confirmed(office, [key, "Đúng", "Đã hỏi"], ["ABCDEFGHIJ", "Đúng", "Đã hỏi"]), "K23")
    assert (found.severity.value, found.place.sheet, found.place.cell) == ("Lưu ý", "Xác minh", "A3")


def test_a_key_that_fits_raises_nothing(warned):
    office, key = warned
    assert confirmed(office, [key, "Đúng", "Đã hỏi"]).findings == ()


def test_another_conclusion_on_a_warning_is_an_error_at_its_cell(warned):
    office, key = warned
    [found] = find(confirmed(office, [key, "Sai", "Đã hỏi"]), "K13")
    assert (found.severity.value, found.place.sheet, found.place.cell) == ("Lỗi", "Xác minh", "B2")
    assert "chỉ ghi được “Đúng”" in found.message


def test_with_another_conclusion_the_warning_stands(warned):
    office, key = warned
    assert len(find(confirmed(office, [key, "Sai", "Đã hỏi"]), "B21")) == 1


def test_an_error_that_must_be_mended_is_not_confirmed(office):
    [wrong] = office.send([person(joined="31/02/2024")]).month().findings
    month = confirmed(office, [wrong.answer_key, "Đúng", "Đã hỏi"])
    assert [found.code for found in month.findings] == [wrong.code, "K13"]


def test_three_errors_can_be_confirmed_and_no_other():
    assert [known.code for known in rules() if known.is_confirmable] == ["B11", "P02", "T01"]


def test_what_was_typed_as_a_conclusion_is_not_on_the_screen(warned):
    office, key = warned
    [found] = find(confirmed(office, [key, "Lò Văn Ón", "Đã hỏi"]), "K13")
    assert "Lò Văn Ón" not in found.message_on_screen
