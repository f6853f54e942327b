"""Editions of the regulation on letters: chosen by the plan or by the day, asked by templates, with templates of their own."""

from __future__ import annotations

import io
import re
import shutil
from datetime import date
from pathlib import Path

import papers
import pytest
from docx import Document
from office import Office, person
from papers import OPEN, TEMPLATES

from recruit.declared.editions import EDITIONS, Edition, in_order
from recruit.declared.plan import INFO
from recruit.job import Job
from recruit.letters.documents import ALL, MONTHLY
from recruit.model import LetterOptions, Severity
from recruit.run import check
from recruit.write.word.check.folder import check_templates
from recruit.write.word.check.template import check_template
from recruit.write.word.folder import TemplateProblem

OLD, NEW = EDITIONS[-2:]
IN_THE_OLD = LetterOptions("127", NEW.from_day.replace(day=NEW.from_day.day - 1))
IN_THE_NEW = LetterOptions("127", NEW.from_day)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of templates that a test may change."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "mẫu"))


def begun(data: bytes, *lines: str) -> bytes:
    """Return a document whose text, under the head, begins with the given paragraphs."""
    document = Document(io.BytesIO(data))
    first = document.paragraphs[0]
    for line in lines:
        first.insert_paragraph_before(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def put(folder: Path, name: str, *lines: str) -> None:
    """Put the monthly letter's template into a folder as `name`, begun with the given paragraphs."""
    (folder / name).write_bytes(begun((TEMPLATES / MONTHLY.template).read_bytes(), *lines))


def lines(office: Office, folder: Path, options: LetterOptions = OPEN) -> list[str]:
    return papers.lines(papers.letter(office.month(), options, folder=folder))


# -- a template of its own ---------------------------------------------------------------------------------------------


def test_an_editions_own_template_is_filled_from_its_day_on(office, folder):
    put(folder, NEW.template(MONTHLY.template), "Mẫu mới, thể thức {{ the_thuc.ma }}")
    office.send([person()])
    assert f"Mẫu mới, thể thức {NEW.code}" in lines(office, folder, IN_THE_NEW)
    assert not any("Mẫu mới" in line for line in lines(office, folder, IN_THE_OLD))


def test_an_editions_own_template_is_filled_where_the_plan_names_it(offices, folder):
    put(folder, OLD.template(MONTHLY.template), "Mẫu cũ")
    office = offices(info={"Thể thức": OLD.code}).send([person()])
    assert "Mẫu cũ" in lines(office, folder, IN_THE_NEW)


def test_an_edition_without_a_template_of_its_own_fills_the_plain_one(office, folder):
    put(folder, OLD.template(MONTHLY.template), "Mẫu cũ")
    office.send([person()])
    assert lines(office, folder, IN_THE_NEW) == lines(office, TEMPLATES, IN_THE_NEW)


def test_an_editions_own_template_that_is_wrong_is_refused_by_its_name(office, folder):
    put(folder, NEW.template(MONTHLY.template), "{{ ten_la }}")
    office.send([person()])
    with pytest.raises(TemplateProblem, match=re.escape(NEW.template(MONTHLY.template))):
        lines(office, folder, IN_THE_NEW)


# -- a template that asks ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("options", "edition"), [(IN_THE_OLD, OLD), (IN_THE_NEW, NEW)], ids=["old", "new"])
def test_a_template_may_ask_which_edition_holds(office, folder, options, edition):
    asked = [("{%p if the_thuc.ma == '" + one.code + "' %}", f"Theo {one.code}", "{%p endif %}") for one in EDITIONS]
    put(folder, MONTHLY.template, *(line for block in asked for line in block))
    found = lines(office.send([person()]), folder, options)
    assert [line for line in found if line.startswith("Theo ") and "HD" in line] == [f"Theo {edition.code}"]


def test_a_template_that_asks_for_an_edition_that_there_is_not_is_wrong():
    data = begun((TEMPLATES / MONTHLY.template).read_bytes(), "{% if the_thuc.ma == '05-HĐ' %}x{% endif %}")
    [fault] = check_template(data, MONTHLY.names)
    assert (fault.severity, fault.code, fault.text[:5]) == (Severity.ERROR, "M22", "{% if")
    assert NEW.code in fault.message


def test_each_editions_branch_is_filled_on_trial():
    first = "{% if the_thuc.ma == '" + NEW.code + "' %}{{ cac_can_cu[7] }}{% endif %}"
    data = begun((TEMPLATES / MONTHLY.template).read_bytes(), first)
    [fault] = check_template(data, MONTHLY.names)
    assert (fault.code, fault.tag) == ("M22", "{{ cac_can_cu[7] }}")
    assert NEW.code in fault.message


# -- the check ---------------------------------------------------------------------------------------------------------


def test_check_reads_an_editions_own_template_of_every_document(folder):
    names = {document.template: NEW.template(document.template) for document in ALL}
    for plain, own in names.items():
        (folder / own).write_bytes(begun((folder / plain).read_bytes(), "{{ ten_la }}"))
    faults = check_templates(folder)
    found = {(file, fault.code) for file, of_file in faults.items() for fault in of_file}
    assert found == {(name, "M20") for name in names.values()}


def test_check_writes_a_commented_copy_of_an_editions_own_template(office, folder, tmp_path):
    name = NEW.template(MONTHLY.template)
    put(folder, name, "{{ ten_la }}")
    outcome = check(Job(office.send([person()]).folder, output=tmp_path / "ra", templates=folder))
    assert name in {file.path.name for file in outcome.written.files}


def test_check_is_silent_about_sound_templates_of_every_edition(folder):
    for edition in EDITIONS:
        for document in ALL:
            shutil.copy(folder / document.template, folder / edition.template(document.template))
    assert check_templates(folder) == {}


def test_check_names_a_template_that_no_edition_uses(folder):
    name = "cong_van_bao_cao.99-HD_VPTW.docx"
    (folder / name).write_bytes((folder / MONTHLY.template).read_bytes())
    [(file, [fault])] = check_templates(folder).items()
    assert (file, fault.code, fault.severity) == (name, "M38", Severity.WARNING)


COPIES = (
    *("cong_van_bao_cao (1).docx", "cong_van_bao_cao.doc", "cong_van_bao_cao - Copy.docx"),
    "Bản sao của cong_van_bao_cao.docx",
)


def test_a_copy_of_a_template_is_named_beside_it(folder):
    for name in COPIES:
        (folder / name).write_bytes((folder / MONTHLY.template).read_bytes())
    found = [(file, fault.code) for file, [fault] in check_templates(folder).items()]
    assert sorted(found) == [(name, "M38") for name in sorted(COPIES)]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_of_a_template_is_named_in_its_place(tmp_path, name):
    (tmp_path / name).write_bytes((TEMPLATES / MONTHLY.template).read_bytes())
    [absent] = check_templates(tmp_path)[MONTHLY.template]
    assert (absent.code, name in absent.remedy) == ("M05", True)


def test_what_else_lies_in_the_folder_is_not_named(folder):
    for name in ("~$ng_van_bao_cao.docx", "cong_van_bao_cao_2.docx", "ghi chú.docx"):
        (folder / name).write_bytes(b"")
    assert check_templates(folder) == {}


# -- the table ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.code)
def test_windows_takes_the_name_of_an_editions_own_template(edition):
    assert re.fullmatch(r"bao_cao_nam\.[A-Za-z0-9_-]+\.docx", edition.template("bao_cao_nam.docx"))


def row(code: str, day: date) -> Edition:
    return Edition(code, day, "V/v", ".", ";", "Lưu", ",")


def test_editions_stand_by_their_days_however_they_are_written_down():
    late, early = row("2-HD", date(2030, 1, 1)), row("1-HD", date(2020, 1, 1))
    assert in_order(late, early) == (early, late)


@pytest.mark.parametrize(
    ("code", "day"),
    [("1-hd/vptw", date(2030, 1, 1)), ("1-HD_VPTW", date(2030, 1, 1)), ("2-HD/VPTW", date(2020, 1, 1))],
    ids=["a code", "a file's name", "a day"],
)
def test_two_editions_may_not_share(code, day):
    with pytest.raises(ValueError, match="two editions"):
        in_order(row("1-HD/VPTW", date(2020, 1, 1)), row(code, day))


def test_the_plan_says_which_editions_there_are():
    [field] = [field for field in INFO if field.key == "edition"]
    assert all(edition.code in field.help for edition in EDITIONS)
