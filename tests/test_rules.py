"""The registry of rules as a whole: what each says of itself, and that the tests of each module stand in one file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from office import admitted, find, person
from pages.rules import rules_page
from rule_examples import EXAMPLES

from recruit.check import registry
from recruit.check.catalogue import rules
from recruit.check.registry import ERROR, Group, Scope, rule
from recruit.declared.form import LIST_BY_KEY
from recruit.model import FileOutcome

HERE = Path(__file__).parent


def test_a_sound_list_gives_no_finding_at_all(office):
    office.send([person(), admitted(left="10/04/2024", reason="Đã kết nạp"), person("Lò Thị Mai", "01/02/1995")])
    assert office.month().findings == ()


def test_each_module_of_rules_has_one_file_of_tests():
    modules = {known.function.__module__.rpartition(".")[2] for known in rules()}
    assert {path.stem for path in HERE.glob("test_rules_*.py")} == {f"test_rules_{module}" for module in modules}


@pytest.mark.parametrize("known", rules(), ids=lambda known: known.code)
def test_every_rule_has_a_test_in_the_file_of_its_module(known):
    tests = HERE / f"test_rules_{known.function.__module__.rpartition('.')[2]}.py"
    assert f'"{known.code}"' in tests.read_text(encoding="utf-8")


def test_a_code_used_twice_is_refused():
    with pytest.raises(ValueError, match="O01"):
        rule("O01", ERROR, Scope.ROW, Group.CELL, "x", "x", remedy="y")(lambda checked, row: ())


def test_an_example_that_does_not_fill_the_message_is_refused():
    with pytest.raises(KeyError, match="day"):
        rule("X1", ERROR, Scope.ROW, Group.CELL, "x", "{day}", remedy="y")


# -- each rule's example -----------------------------------------------------------------------------------------------


def without_cells(text: str) -> str:
    """Return a message without the columns of the cells in it: where they stand is for other tests to say."""
    return re.sub(r"\b[A-Z]{1,2}(?=\d+\b)", "", text)


@pytest.mark.parametrize("known", rules(), ids=lambda known: known.code)
def test_an_office_in_which_this_is_wrong_gets_the_words_of_the_example_at_that_cell(known, tmp_path):
    make, *place = EXAMPLES[known.code]
    found = {(f.place.file, f.place.sheet, f.place.cell): f for f in find(make(tmp_path), known.code)}
    words = known.message.format_map(known.example), known.remedy.format_map(known.example)
    there = found[tuple(place)]
    assert tuple(map(without_cells, words)) == tuple(map(without_cells, (there.message, there.remedy)))
    # What somebody typed may be a name.
    quoted = (there.flaw.slots[slot] for slot in known.typed if f"{slot}_on_screen" not in there.flaw.slots)
    assert not any(f" {text} " in re.sub(r"[“”.,;]", " ", there.message_on_screen) for text in quoted if len(text) > 1)
    # What an error at a person's cell takes out is declared, but for those that take nobody out.
    if known.severity is ERROR and there.key in LIST_BY_KEY and known.code not in ("P02", "K01", "N11"):
        assert there.key in known.takes_out


@pytest.mark.parametrize("known", rules(), ids=lambda known: known.code)
def test_the_page_gives_each_rule_with_its_title_and_its_example(known):
    message, remedy = known.message.format_map(known.example), known.remedy.format_map(known.example)
    assert f"\n| {known.code} | {known.title} | {message} | {remedy} |" in rules_page()


def test_no_two_rules_have_one_title():
    assert len({known.title for known in rules()}) == len(rules())


def test_the_page_says_for_which_periods_a_rule_holds(monkeypatch):
    known = next(known for known in rules() if known.code == "N03")
    monkeypatch.setitem(registry._RULES, "N03", replace(known, since=date(2025, 6, 9), until=date(2026, 1, 31)))
    assert f"| {known.source}; kỳ báo cáo kết thúc từ 09/06/2025 đến 31/01/2026 |" in rules_page()


@pytest.mark.parametrize(
    ("code", "figures"),
    [
        ("N02", "mọi số liệu"),
        ("N03", "Đảng ủy đã đồng ý"),
        ("N05", "–"),
        ("P02", "–"),
        ("O01", "theo cột có lỗi (bảng cuối trang)"),
    ],
)
def test_the_page_says_which_figures_an_error_takes_its_row_out_of(code, figures):
    [line] = [line for line in rules_page().splitlines() if line.startswith(f"| {code} |")]
    assert line.split(" | ")[4] == figures


@pytest.mark.parametrize("known", [k for k in rules(Scope.SENDS) if k.severity is ERROR], ids=lambda known: known.code)
def test_the_page_says_of_which_files_nothing_counts(known, tmp_path):
    make, file, *_ = EXAMPLES[known.code]
    outcome = next(fate.outcome for fate in make(tmp_path).files if fate.file == file)
    [line] = [line for line in rules_page().splitlines() if line.startswith(f"| {known.code} |")]
    assert ("| cả tệp không được dùng |" in line) is (outcome is FileOutcome.REFUSED)


def test_figures_that_are_a_part_of_another_are_named_with_it():
    [line] = [line for line in rules_page().splitlines() if line.startswith("| N09 |")]
    assert "| Cảm tình Đảng và các số trong đó, Vào danh sách trong tháng, " in line


def test_an_order_that_decides_about_an_admission_takes_its_row_out_of_the_admissions_on_the_page():
    [line] = [line for line in rules_page().splitlines() if line.startswith("| N08 |")]
    assert "| Đã kết nạp và các số trong đó, Cảm tình Đảng" in line


def test_the_page_says_of_each_column_which_figures_it_decides():
    assert "\n| Ngày cử đi học lớp | Đã cử đi học và các số trong đó |\n" in rules_page()
    assert "\n| Ghi chú |" not in rules_page()
