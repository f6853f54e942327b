"""What comes from another process is what it was there: reports that are read, workbooks that are written."""

from __future__ import annotations

import os
import pickle
from collections import deque

from office import admitted, form, person, unit

from recruit.books.open import read_workbook
from recruit.deliver import desk
from recruit.guard import isolation
from recruit.job import Job
from recruit.model import Sent
from recruit.read.form import read_form
from recruit.read.report import Report
from recruit.run import report as write_month


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


def test_what_several_processes_write_is_the_same_as_one_writes(offices, tmp_path, monkeypatch):
    office = (
        offices(unit("CB01"), unit("CB02"), unit("CB03"))
        .send([person(), admitted()])
        .send([person(birth="31/02/2000")], unit="CB02")
    )
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    written = {}
    for way, (few, hardly_any) in {"here": (100, 5), "shared": (0, 5), "beside": (100, 0)}.items():
        monkeypatch.setattr(desk, "_FEW", few)
        monkeypatch.setattr(desk, "_HARDLY_ANY", hardly_any)
        files = write_month(Job(office.folder, output=tmp_path / way)).written.files
        written[way] = {file.name: file.path.read_bytes() for file in files}
    assert written["here"] == written["shared"] == written["beside"]
    assert {name.split("/")[0] for name in written["here"]} >= {"tra_lai", "bieu_thang_12"}


def test_a_run_has_a_process_at_hand_for_what_it_writes(offices, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(isolation, "_AT_HAND", deque())
    write_month(Job(offices(unit("CB01")).send([person()]).folder, output=tmp_path / "ra"))
    [child] = isolation._AT_HAND
    assert child.call(eval, "'recruit.write.forms.issued' in __import__('sys').modules")
    child.close()
