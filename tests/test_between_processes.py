"""Reports that come from another process are what they were there."""

from __future__ import annotations

import pickle

from office import admitted, form, person

from recruit.books.open import read_workbook
from recruit.model import Sent
from recruit.read.form import read_form
from recruit.read.report import Report


def report(number: int = 1, *people: dict) -> Report:
    data = form("CB01", 11, list(people) or [person(f"Người {number}"), admitted(), person(birth="31/02/2000")])
    return read_form(read_workbook(data), file=f"{number}.xlsx", origin="thư mục", sha256=str(number), sent=Sent())


def through_a_process(made: Report) -> Report:
    return pickle.loads(pickle.dumps(made))


def content(made: Report) -> tuple:
    rows = [(row.number, row.values, dict(row.written), row.rank) for row in made.rows]
    return rows, made.cover, made.cover_cells, made.cover_written, made.listing.columns, made.flaws


def test_a_report_comes_back_as_it_went():
    assert content(through_a_process(report())) == content(report())


def test_rows_in_which_the_same_is_written_share_it_there_too():
    one, two = through_a_process(report(1, person(religion="Không"), person("Lê Văn Bảy", religion="Không"))).rows
    assert one.written is two.written
