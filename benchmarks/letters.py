"""Speed of writing letters against docxtpl's own rendering of the same templates: python benchmarks/letters.py

Every figure is the median of several runs on this machine; quote the ratios, the seconds are the machine's.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import ROOT, filled, median, plan
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined

from recruit.job import DEFAULT_TEMPLATES
from recruit.letters import documents, monthly, urging
from recruit.letters.documents import Document
from recruit.model import LetterOptions
from recruit.run import measure
from recruit.write.word.templates import Templates

OPTIONS = LetterOptions()


def ours(document: Document, contexts: list[dict]) -> Callable[[], object]:
    """Return the writing of a document once for each context, the folder of templates opened anew."""

    def work() -> None:
        templates = Templates(DEFAULT_TEMPLATES)
        for context in contexts:
            templates.filled(document, context, title="", author="")

    return work


def docxtpl_alone(document: Document, contexts: list[dict]) -> Callable[[], object]:
    """Return docxtpl's rendering of the same template, opened for each document as its manual has it."""
    data = (DEFAULT_TEMPLATES / document.template).read_bytes()

    def work() -> None:
        for context in contexts:
            template = DocxTemplate(io.BytesIO(data))
            template.render(context, Environment(autoescape=True, undefined=StrictUndefined))
            template.save(io.BytesIO())

    return work


def compare(label: str, document: Document, contexts: list[dict]) -> None:
    """Print both and their ratio."""
    mine, other = median(ours(document, contexts)), median(docxtpl_alone(document, contexts))
    print(
        f"{label}: {mine * 1000:.0f} ms, docxtpl alone {other * 1000:.0f} ms: ratio {mine / other:.2f} (aim: at most 3)"
    )


def main() -> None:
    """Print the ratios for one letter, a letter of 60 units, and 60 urging letters."""
    result = measure(ROOT / "input_examples")
    compare("the example's letter with its appendices", documents.MONTHLY, [monthly.letter_context(result, OPTIONS)])
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "ke_hoach.xlsx").write_bytes(plan(60))
        for unit in range(60):
            (Path(folder) / f"{unit}.xlsx").write_bytes(filled(20, unit))
        many = measure(Path(folder))
    compare("a letter of 60 units", documents.MONTHLY, [monthly.letter_context(many, OPTIONS)])
    letters = [urging.unit_context(many, line, OPTIONS) for line in many.units]
    compare(f"{len(letters)} urging letters", documents.URGING, letters)


if __name__ == "__main__":
    main()
