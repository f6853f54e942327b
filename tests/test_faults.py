"""The small faults that `mutate.py` puts into modules: which ones a module can have, and which tests are asked first."""

from __future__ import annotations

from pathlib import Path

import pytest
from faults import faults_of
from mutate import FIRST, LAST, LIKELY

HERE = Path(__file__).parent


def changed(folder: Path, line: str) -> list[str]:
    """Return what one line of source becomes by each of its faults that makes another program."""
    path = folder / "module.py"
    path.write_text(line, encoding="utf-8")
    return [fault.source().decode() for fault in faults_of(path) if fault.is_another_program()]


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("a < b", ["a <= b"]),
        ("not a", ["a"]),
        ("a and b", ["a", "a or b", "b"]),
        ("a & b", ["a", "b"]),
        ("x = 'Đã kết nạp'", ["x = 'khác kết nạp'", "x = 'Đã khác nạp'", "x = 'Đã kết khác'"]),
        ("x = 'admitted'", []),
        ("f(a, key=b)", ["f(a)"]),
        ("[a for a in b if c]", ["[a for a in b]"]),
        ("x = a if b else c", ["x = a if not b else c"]),
        ("x = f'{a} năm'", ["x = f'{a} khác'"]),
        ("x: int | None = y", []),
    ],
)
def test_a_fault_is_one_change_at_one_place(tmp_path, line, faults):
    assert changed(tmp_path, line) == faults


def test_a_fault_in_a_line_after_vietnamese_words_changes_its_own_place(tmp_path):
    assert "x = 'ngày', 2" in changed(tmp_path, "x = 'ngày', 1")


@pytest.mark.parametrize("room", LIKELY)
def test_the_tests_that_are_asked_first_exist(room):
    names = f"{FIRST} {LIKELY[room]} {LAST}".split()
    assert [name for name in names if not (HERE / f"test_{name}.py").is_file()] == []
