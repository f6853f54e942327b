"""Makes again everything that is made from the code: python docs/make.py

These are the form and the plan in `templates/`, the example year, and in `docs/` the pages of rules, of reasons why something
is not read, of what is understood, of names and of template faults, and the second example, a ward of 2026, with its page.
`recruit/write/word/shipped.py` holds which templates are sound. In the manual for a unit the list of advice is made, which is
also the form's. `--pictures` makes the pictures of README and manuals too, with LibreOffice, poppler and Chromium: these
differ a little from machine to machine.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Collection
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "docs")]

import example_year  # noqa: E402
import ward  # noqa: E402
from pages.names import names_page  # noqa: E402
from pages.refusals import refusals_page  # noqa: E402
from pages.rules import rules_page  # noqa: E402
from pages.template_faults import template_faults_page  # noqa: E402
from pages.understood import understood_page  # noqa: E402

from recruit.declared.advice import ADVICE  # noqa: E402
from recruit.write.forms.ship import TEMPLATES  # noqa: E402
from recruit.write.word.shipped import mark  # noqa: E402

COMMAND = "python docs/make.py"
"""What a test says that finds something made that is no longer what the code makes."""

UNIT_MANUAL = "docs/huong_dan_don_vi.md"
ADVICE_BEGINS, ADVICE_ENDS = "<!-- advice -->\n", "<!-- /advice -->\n"
"""Between what the advice that the form gives stands in the unit's manual; all else there is written by hand."""


def unit_manual() -> str:
    """Return the unit's manual as it stands, with the advice that the form gives."""
    before, _, rest = (ROOT / UNIT_MANUAL).read_text(encoding="utf-8").partition(ADVICE_BEGINS)
    after = rest.partition(ADVICE_ENDS)[2]
    lines = "".join(f"{number}. {line}\n" for number, line in enumerate(ADVICE, start=1))
    return f"{before}{ADVICE_BEGINS}{lines}{ADVICE_ENDS}{after}"


SHIPPED = "recruit/write/word/shipped.py"


def shipped() -> str:
    """Return the module of the templates that the program comes with, with those that are without fault now."""
    from recruit.job import DEFAULT_TEMPLATES
    from recruit.letters import mailing, overview
    from recruit.letters.documents import ALL
    from recruit.write.word.check.folder import check_templates

    faults = check_templates(DEFAULT_TEMPLATES)
    names = {*(document.template for document in ALL), mailing.TEMPLATE, overview.TEMPLATE} - faults.keys()
    sound = sorted(mark(name, (DEFAULT_TEMPLATES / name).read_bytes()) for name in names)
    before, begins, rest = (ROOT / SHIPPED).read_text(encoding="utf-8").partition("    {\n")
    _, ends, after = rest.partition("    }\n")
    return before + begins + "".join(f'        "{line}",\n' for line in sound) + ends + after


PAGES = {
    f"docs/{ward.PAGE}": ward.page,
    UNIT_MANUAL: unit_manual,
    SHIPPED: shipped,
    "docs/refusals.md": refusals_page,
    "docs/rules.md": rules_page,
    "docs/templates.md": names_page,
    "docs/understood.md": understood_page,
    "docs/template_faults.md": template_faults_page,
}
"""Each page that is made, and the list of sound templates, by its path, with what makes its text."""

MILLIMETRES_PER_INCH = 25.4
OVERVIEW_WINDOW = (900, 875)
"""Width and height of the window in which the overview is shown, in pixels: down to the end of a thing to do."""


def make(root: Path) -> None:
    """Write everything that is made into `root`, laid out as this repository is; what an earlier call wrote is replaced."""
    for folder in ("docs", "templates", "input_examples"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(page(), encoding="utf-8", newline="\n")
    for name, workbook in TEMPLATES.items():
        (root / "templates" / name).write_bytes(workbook())
    ward.make(root / "docs" / ward.FOLDER)
    example_year.make(root / "input_examples")


PICTURES = ("form", "letter", "returned", "overview")
"""Of what there is a picture in docs: the list of a form, the letter, the first sheet of a returned workbook, the overview."""


def make_pictures(root: Path, wanted: Collection[str] = PICTURES) -> None:
    """Write the `wanted` pictures, all of the example year, into `root`/docs as .png."""
    from recruit.job import Job
    from recruit.model import LetterOptions
    from recruit.run import report

    with tempfile.TemporaryDirectory() as folder:
        options = LetterOptions("127", date(2024, 12, 3))
        outcome = report(Job(ROOT / "input_examples", output=Path(folder), options=options))
        written = [file.path for file in outcome.written.files]
        papers = {
            "form": (ROOT / "input_examples" / "thang_01" / "CB01_thang_01.xlsx", 2, 110, 95),
            "letter": (next(path for path in written if path.name.startswith("cong_van_bao_cao")), 1, 80, 297),
            "returned": (next(path for path in written if path.parent.name == "tra_lai"), 1, 120, 76),
        }
        for name in wanted:
            picture = root / "docs" / f"{name}.png"
            if name == "overview":
                _photograph(outcome.overview, picture)
            else:
                _print(*papers[name], picture)


def _print(document: Path, page: int, resolution: int, height: int, picture: Path) -> None:
    """Write a page of a document or workbook as a picture, so many millimetres of it from the top."""
    from libreoffice import pdf

    paper = picture.with_suffix(".pdf")
    paper.write_bytes(pdf(document.read_bytes(), document.name))
    cut = ["-x", "0", "-y", "0", "-W", "10000", "-H", str(round(height * resolution / MILLIMETRES_PER_INCH))]
    which = ["-f", str(page), "-l", str(page), "-r", str(resolution), "-singlefile"]
    try:
        subprocess.run(["pdftoppm", "-png", *which, *cut, paper, picture.with_suffix("")], check=True)
    finally:
        paper.unlink()


def _photograph(page: Path, picture: Path) -> None:
    """Write the overview as a picture, as a browser shows it on opening."""
    from browser import browser

    with browser() as opened:
        picture.write_bytes(opened.open(page, *OVERVIEW_WINDOW).picture(whole=False))


def main() -> None:
    """Make everything again where it stands."""
    parser = argparse.ArgumentParser(description="Makes again everything that is made from the code.")
    parser.add_argument("--pictures", action="store_true", help="the pictures of README and manuals too")
    pictures = parser.parse_args().pictures
    make(ROOT)
    if pictures:
        make_pictures(ROOT)


if __name__ == "__main__":
    main()
