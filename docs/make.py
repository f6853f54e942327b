"""Makes again everything that is made from the code: python docs/make.py

These are the form and the plan in `templates/`, the example year, and in `docs/` the pages of rules, of reasons why something
is not read, of names and of template faults, and the second example, a ward of 2026, with its page.
`--pictures` makes the README's pictures too, with LibreOffice and poppler: these differ a little from machine to machine.
"""

from __future__ import annotations

import argparse
import runpy
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "docs")]

import ward  # noqa: E402

from recruit.check.page import rules_page  # noqa: E402
from recruit.guard.page import refusals_page  # noqa: E402
from recruit.letters.page import page as names_page  # noqa: E402
from recruit.write.forms.ship import TEMPLATES  # noqa: E402
from recruit.write.word.check.page import page as template_faults_page  # noqa: E402

COMMAND = "python docs/make.py"
"""What a test says that finds something made that is no longer what the code makes."""

PAGES = {
    f"docs/{ward.PAGE}": ward.page,
    "docs/refusals.md": refusals_page,
    "docs/rules.md": rules_page,
    "docs/templates.md": names_page,
    "docs/template_faults.md": template_faults_page,
}
"""Each page that is made, by its path, with what makes its text."""

MILLIMETRES_PER_INCH = 25.4


def make(root: Path) -> None:
    """Write everything that is made into `root`, laid out as this repository is; what an earlier call wrote is replaced."""
    for folder in ("docs", "templates", "input_examples"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (root / name).write_text(page(), encoding="utf-8", newline="\n")
    for name, workbook in TEMPLATES.items():
        (root / "templates" / name).write_bytes(workbook())
    ward.make(root / "docs" / ward.FOLDER)
    examples = runpy.run_path(str(ROOT / "input_examples" / "make_examples.py"))
    examples["make"](root / "input_examples")


def make_pictures(root: Path) -> None:
    """Write the first page of the example year's letter, and the list of a form of it, into `root`/docs as .png."""
    from libreoffice import pdf

    from recruit.job import Job
    from recruit.model import LetterOptions
    from recruit.run import report

    with tempfile.TemporaryDirectory() as folder:
        options = LetterOptions("127", date(2024, 12, 3))
        month = report(Job(ROOT / "input_examples", output=Path(folder), options=options)).written
        letter = next(file.path for file in month.files if file.path.name.startswith("cong_van_bao_cao"))
        form = ROOT / "input_examples" / "thang_01" / "CB01_thang_01.xlsx"
        pages = {"letter": (letter, 1, 80, 297), "form": (form, 2, 110, 95)}
        for name, (document, page, resolution, height) in pages.items():
            paper = Path(folder) / f"{name}.pdf"
            paper.write_bytes(pdf(document.read_bytes(), document.name))
            cut = ["-x", "0", "-y", "0", "-W", "10000", "-H", str(round(height * resolution / MILLIMETRES_PER_INCH))]
            which = ["-f", str(page), "-l", str(page), "-r", str(resolution), "-singlefile"]
            picture = root / "docs" / name
            subprocess.run(["pdftoppm", "-png", *which, *cut, paper, picture], check=True)


def main() -> None:
    """Make everything again where it stands."""
    parser = argparse.ArgumentParser(description="Makes again everything that is made from the code.")
    parser.add_argument("--pictures", action="store_true", help="the README's pictures too")
    pictures = parser.parse_args().pictures
    make(ROOT)
    if pictures:
        make_pictures(ROOT)


if __name__ == "__main__":
    main()
