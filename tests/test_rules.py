"""The registry of rules as a whole, and that the tests of each module of rules stand in one file."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import admitted, person

from recruit.check.catalogue import rules
from recruit.check.registry import ERROR, Scope, rule

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
        rule("O01", ERROR, Scope.ROW, "x", remedy="y")(lambda checked, row: ())
