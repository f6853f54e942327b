"""Reports that went through another process: unchanged, and sharing what is equal."""

from __future__ import annotations

import pickle

import pytest
from office import admitted, form, person

from recruit.books.open import read_workbook
from recruit.model import Sent
from recruit.read.form import read_form
from recruit.read.report import Report
from recruit.read.sharing import Sharing


def report(number: int = 1, *people: dict) -> Report:
    data = form("CB01", 11, list(people) or [person(f"Người {number}"), admitted(), person(birth="31/02/2000")])
    return read_form(read_workbook(data), file=f"{number}.xlsx", origin="thư mục", sha256=str(number), sent=Sent())


def through_a_process(made: Report) -> Report:
    return pickle.loads(pickle.dumps(made))


def content(made: Report) -> tuple:
    rows = [(row.number, row.values, dict(row.written), row.rank) for row in made.rows]
    return rows, made.cover, made.cover_cells, made.cover_written, made.listing.columns, made.flaws, made.understood


@pytest.mark.parametrize("way", [through_a_process, lambda made: Sharing().share(through_a_process(made))])
def test_a_report_comes_back_as_it_went(way):
    assert content(way(report())) == content(report())


def test_equal_values_of_two_reports_become_one():
    sharing = Sharing()
    one, two = (sharing.share(through_a_process(report(number))) for number in (1, 2))
    for key in ("joined", "position", "helpers"):
        assert one.rows[0].get(key) is two.rows[0].get(key)
    assert one.listing.columns is two.listing.columns
    assert one.cover_cells is two.cover_cells


def test_different_values_stay_different():
    sharing = Sharing()
    one, two = (sharing.share(through_a_process(report(number))) for number in (1, 2))
    assert [made.rows[0].text("name") for made in (one, two)] == ["Người 1", "Người 2"]


def test_what_is_remembered_for_sharing_has_an_end(monkeypatch):
    monkeypatch.setattr(Sharing, "_LIMIT", 5)
    sharing = Sharing()
    for number in range(4):
        assert content(sharing.share(through_a_process(report(number)))) == content(report(number))
