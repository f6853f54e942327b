"""The office's documents for the tests: each made from its own template in a folder, by default the shipped ones."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from docx import Document as open_docx

from recruit.letters import assigning, digest, documents, monthly, periodic, sitting, urging, yearly
from recruit.model import LetterOptions, Span
from recruit.write.word.templates import Templates

if TYPE_CHECKING:
    from recruit.declared.plan import Plan
    from recruit.letters.documents import Document
    from recruit.measure.result import MonthResult, UnitResult
    from recruit.model import Period

TEMPLATES = Path(__file__).parents[1] / "templates"
OPEN = LetterOptions()
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def filled(
    document: Document, context: dict, plan: Plan, *, chart=None, folder: Path = TEMPLATES, mirrored: bool = False
) -> bytes:
    """Return a document made from its template in `folder`."""
    templates = Templates(folder, spelling=plan.spelling, mirrored=mirrored)
    return templates.filled(document, context, title=document.label, author=plan.name, chart=chart)


def letter(result: MonthResult, options: LetterOptions = OPEN, *, folder: Path = TEMPLATES) -> bytes:
    """Return the monthly letter."""
    return filled(documents.MONTHLY, monthly.letter_context(result, options), result.plan, folder=folder)


def committee_list(result: MonthResult, options: LetterOptions = OPEN) -> bytes:
    """Return the list for the committee."""
    return filled(documents.SITTING, sitting.list_context(result, options), result.plan)


def assignment(plan: Plan, options: LetterOptions = OPEN, period: Period | None = None) -> bytes:
    """Return the letter that assigns the targets."""
    return filled(documents.ASSIGNING, assigning.letter_context(plan, options, period), plan)


def urging_letter(result: MonthResult, line: UnitResult, options: LetterOptions = OPEN) -> bytes:
    """Return the urging letter to one unit."""
    return filled(documents.URGING, urging.unit_context(result, line, options), result.plan)


def urging_to_all(result: MonthResult, options: LetterOptions = OPEN) -> bytes:
    """Return the one urging letter to all."""
    return filled(documents.URGING_ALL, urging.all_context(result, options), result.plan)


def member_digest(result: MonthResult, options: LetterOptions = OPEN) -> bytes:
    """Return the digest for committee members."""
    return filled(documents.DIGEST, digest.digest_context(result, options), result.plan)


def year_report(result: MonthResult, options: LetterOptions = OPEN) -> bytes:
    """Return the year's report."""
    context = yearly.report_context(result, options)
    return filled(documents.YEARLY, context, result.plan, chart=yearly.chart(result))


def span_report(result: MonthResult, span: Span, options: LetterOptions = OPEN, *, early: bool = False) -> bytes:
    """Return the report of a quarter, of six or nine months."""
    return filled(documents.PERIODIC, periodic.report_context(result, span, options, early=early), result.plan)


def lines(data: bytes) -> list[str]:
    """Return every paragraph of a document in reading order, tables included, with plain blanks."""
    body = open_docx(io.BytesIO(data)).element.body
    found = ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in body.iter(f"{_W}p")]
    return [line.replace("\u00a0", " ") for line in found]


def text(data: bytes) -> str:
    """Return a document's paragraphs, a line each."""
    return "\n".join(lines(data))
