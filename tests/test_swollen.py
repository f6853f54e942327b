"""Swollen files: of a file that holds twice as much, the work is twice as much, in every shape that a seed gives."""

from __future__ import annotations

import pytest
from swollen import KINDS, Swollen, fault, swollen_file, swollen_files

FILES = {"archive": 12, "mailbox": 12, "mail": 24, "header": 60, "heading": 60, "workbook": 60}
SEED = 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_work_on_a_file_grows_as_the_file(kind, tmp_path):
    faults = [(one.seed, one.note, fault(one, tmp_path)) for one in swollen_files(SEED, FILES[kind], (kind,))]
    assert [found for found in faults if found[2]] == []


def test_equal_seeds_give_equal_files():
    one, other = (swollen_file("7:3", ("heading",)) for _ in range(2))
    assert (one.note, one.make(9)) == (other.note, other.make(9))


def test_work_that_grows_with_the_square_is_told(tmp_path, monkeypatch):
    def twice(number):
        return sum(1 for one in range(number) for other in range(number))

    monkeypatch.setattr("swollen.read_found", lambda found: twice(found.path.stat().st_size))
    square = Swollen("", "a.txt", "", lambda size: b"x" * size)
    assert fault(square, tmp_path)
