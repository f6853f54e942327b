"""What is made of the program's own templates is kept for the next run, and never changes what is filled."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from jinja2.bccache import bc_magic
from office import person

from recruit.job import Job
from recruit.letters.documents import MONTHLY
from recruit.run import report as month
from recruit.write.word import kept, sandbox
from recruit.write.word.templates import prepare

TEMPLATES = Path(__file__).parents[1] / "templates"
NAME = MONTHLY.template


def forget() -> None:
    """Have nothing ready, as where a run begins."""
    for escapes in (True, False):
        sandbox.environment(escapes=escapes).templates.clear()


@pytest.fixture
def anew(tmp_path, monkeypatch):
    """Return a function that makes the letter's template ready as a new run does, and gives how often jinja2 was at work."""
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "__pycache__")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)

    def run(folder: Path = TEMPLATES) -> int:
        made = []
        generate = sandbox.Sandbox._generate
        forget()
        with monkeypatch.context() as patch:
            patch.setattr(
                sandbox.Sandbox,
                "_generate",
                lambda self, *given, **more: made.append(1) or generate(self, *given, **more),
            )
            prepare(folder, [NAME])
        return len(made)

    yield run
    forget()


def letter_of(office, folder: Path) -> Path:
    """Return the month's letter as a whole run writes it."""
    written = month(Job(office.folder, output=folder / "ra")).written.files
    return next(file.path for file in written if file.path.name.startswith("cong_van_bao_cao"))


def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in kept.FOLDER.iterdir()} if kept.FOLDER.exists() else {}


def test_a_second_run_makes_nothing_of_a_template_again(anew):
    assert anew() > 0
    assert anew() == 0


def test_a_letter_is_the_same_by_what_was_kept(anew, office, tmp_path):
    office.send([person()])

    anew()
    by_what_was_made = letter_of(office, tmp_path).read_bytes()
    assert anew() == 0
    assert letter_of(office, tmp_path).read_bytes() == by_what_was_made


@pytest.mark.parametrize(("spelling", "other"), [("ủy", "uỷ"), ("uỷ", "ủy")])
def test_a_run_prints_the_plans_spelling_by_templates_made_ready_beforehand(offices, tmp_path, spelling, other):
    office = offices(info={"Cách viết ủy/uỷ": spelling}).send([person()])
    body = Document(letter_of(office, tmp_path)).element.body
    words = " ".join(part.text for part in body.iter(qn("w:t")) if part.text).lower()
    assert (spelling in words, other in words) == (True, False)


@pytest.mark.parametrize("kept_of_it", [0, len(bc_magic), len(bc_magic) + 20, 1000])
def test_what_was_kept_and_is_torn_is_made_anew(anew, kept_of_it):
    made = anew()
    for path in kept.FOLDER.iterdir():
        path.write_bytes(path.read_bytes()[:kept_of_it])
    assert anew() == made
    assert anew() == 0


def test_what_another_sandbox_made_is_not_used(anew, monkeypatch, tmp_path):
    made = anew()
    other = tmp_path / "sandbox.py"
    other.write_bytes(Path(sandbox.__file__).read_bytes() + b"#")
    monkeypatch.setattr(sandbox, "__file__", str(other))
    assert anew() == made


def test_what_another_jinja2_made_is_not_used(anew, monkeypatch):
    made = anew()
    monkeypatch.setattr(kept, "version", lambda name: "9.9")
    assert anew() == made


def test_where_nothing_can_be_kept_the_template_is_made_all_the_same(anew):
    kept.FOLDER.write_bytes(b"a file, no folder")
    assert anew() > 0
    assert kept.FOLDER.read_bytes() == b"a file, no folder"


def test_nothing_is_kept_where_python_was_told_to_keep_nothing(anew, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert anew() > 0
    assert files() == {}


def test_nothing_is_kept_of_a_template_that_is_not_the_programs_own(anew, tmp_path):
    folder = tmp_path / "mẫu"
    folder.mkdir()
    shutil.copy(TEMPLATES / "trinh_dang_uy.docx", folder / NAME)
    assert anew(folder) == 0
    assert files() == {}


def test_two_parts_of_a_template_are_kept_apart(anew):
    assert anew() == len(files()) > 1
