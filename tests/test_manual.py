"""The manuals of the clerk and of a unit: their pictures are there and can be made, and what they name the program has."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from recruit.cli import COMMANDS
from recruit.declared.advice import ADVICE
from recruit.declared.form import GUIDE_SHEET
from recruit.job import Job
from recruit.model import Period
from recruit.run import recount, report

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
MANUALS = ("huong_dan_van_phong.md", "huong_dan_don_vi.md")
MAKE = runpy.run_path(str(DOCS / "make.py"))
SMALL = 200_000
"""Bytes that a picture may have."""
OTHER_PROGRAMS = ("py -m venv .venv", r".venv\Scripts\pip install -e .")
"""Commands of Python's own, which no other test runs on Windows."""


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def pictures(page: str) -> list[str]:
    return re.findall(r"!\[[^]]+]\(([^)]+)\)", page) + re.findall(r'<img src="([^"]+)" alt="[^"]+', page)


def quoted(page: str) -> list[str]:
    """What a page names as it stands in the program: all that stands in backticks, and every indented line of a command."""
    blocks = re.findall(r"^    (\S.*)$", page, re.MULTILINE)
    return [*re.findall(r"`([^`\n]+)`", page), *blocks]


@pytest.fixture(scope="module")
def names(tmp_path_factory) -> set[str]:
    """What the program has: sheets, headings and labels of its workbooks, the files and folders of a month."""
    output = tmp_path_factory.mktemp("kết quả")
    job = Job(ROOT / "input_examples", Period(2024, 11), output=output)
    report(job)
    recount(job)
    written = list(output.rglob("*"))
    workbooks = [*(ROOT / "templates").glob("*.xlsx"), *(path for path in written if path.suffix == ".xlsx")]
    found = {path.name for path in (*written, *(ROOT / "templates").iterdir(), *(ROOT / "windows").iterdir())}
    for path in workbooks[:2] + [path for path in workbooks if path.parent.name in ("tra_lai", "2024-11")]:
        for sheet in openpyxl.load_workbook(path):
            found.add(sheet.title)
            cells = (cell for row in sheet.iter_rows(max_row=30) for cell in row)
            found |= {cell.value.removesuffix(" *") for cell in cells if isinstance(cell.value, str)}
    return found


@pytest.fixture(scope="module")
def help_text() -> str:
    asked = [sys.executable, str(ROOT / "generate_report.py"), "--help"]
    return subprocess.run(asked, capture_output=True, check=True, cwd=ROOT).stdout.decode("utf-8")


def known(name: str, names: set[str], help_text: str) -> bool:
    """Whether the program has what a manual names so."""
    if name in OTHER_PROGRAMS or name in COMMANDS or name in names:
        return True
    if name.endswith(".bat"):
        return name.removesuffix(".bat") in (ROOT / "windows" / "build.py").read_text(encoding="utf-8")
    if "generate_report.py" in name or ".bat " in name or name.startswith("--"):
        words = re.split(r"generate_report\.py|\.bat ", name)[-1].split()
        return all(word in COMMANDS or word in help_text or re.fullmatch(r"20\d\d(-\S+)?", word) for word in words)
    if re.fullmatch(r"\.[a-z]+", name):
        return name in text("inbox.md") or any(file.endswith(name) for file in names)
    return name.rpartition("\\")[2] in names or re.search(rf"\b{re.escape(name)}\b", help_text) is not None


@pytest.mark.parametrize("manual", MANUALS)
def test_every_name_that_a_manual_quotes_is_one_that_the_program_has(manual, names, help_text):
    unknown = [name for name in quoted(text(manual)) if not known(name, names, help_text)]
    assert not unknown


@pytest.mark.parametrize(
    "name", ["Trang lạ", "khong_co_2024-11.xlsx", "KHONG_CO.bat", "--strange", "generate_report.py strange", ".xyz"]
)
def test_a_name_that_the_program_has_not_would_be_seen(name, names, help_text):
    assert not known(name, names, help_text)


@pytest.mark.parametrize("page", ["../README.md", *MANUALS])
def test_every_picture_of_a_page_is_there_and_small(page):
    files = [DOCS / page / ".." / name for name in pictures(text(page))]
    assert files
    assert [file.name for file in files if not 0 < file.resolve().stat().st_size < SMALL] == []


def test_every_picture_that_is_made_is_shown_in_a_manual():
    shown = {name for manual in MANUALS for name in pictures(text(manual))}
    assert shown == {f"{name}.png" for name in MAKE["PICTURES"]}


@pytest.mark.parametrize("page", ["../README.md", "huong_dan_van_phong.md"])
def test_every_page_that_a_page_links_is_there(page):
    links = re.findall(r"(?<!!)\[[^]]+]\(([^)#]+)\)", text(page))
    folder = (DOCS / page).resolve().parent
    assert links
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.xdist_group("browser")
def test_the_pictures_of_a_returned_workbook_and_of_the_overview_are_made(tmp_path):
    (tmp_path / "docs").mkdir()
    MAKE["make_pictures"](tmp_path, ("returned", "overview"))
    made = {path.name: path.read_bytes()[:4] for path in (tmp_path / "docs").iterdir()}
    assert made == {"returned.png": b"\x89PNG", "overview.png": b"\x89PNG"}


def test_the_form_gives_the_advice_of_the_units_manual():
    sheet = openpyxl.load_workbook(ROOT / "templates" / "bieu_bao_cao_thang.xlsx")[GUIDE_SHEET]
    numbered = [f"{number}. {line}" for number, line in enumerate(ADVICE, start=1)]
    assert [sheet.cell(number + 1, 1).value for number in range(1, len(ADVICE) + 1)] == numbered
    assert "\n".join(numbered) in text("huong_dan_don_vi.md")
