"""A folder of templates checked, with commented copies of those at fault."""

from __future__ import annotations

import contextlib
import io
from functools import partial
from typing import TYPE_CHECKING

from docx import Document as open_document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from recruit.declared.editions import EDITIONS
from recruit.letters.documents import ALL
from recruit.letters.mailing import TEMPLATE
from recruit.letters.overview import TEMPLATE as PAGE
from recruit.write.overview.page import page_faults
from recruit.write.package import FIXED_TIME, seal
from recruit.write.word.charts import openable
from recruit.write.word.check.faults import ABSENT, NOT_USED
from recruit.write.word.check.template import check_template
from recruit.write.word.check.text import BODY, open_template
from recruit.write.word.folder import TemplateProblem, beside, own_templates, read_template, unused_templates
from recruit.write.word.mail import wording_faults

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from docx.document import Document as WordDocument

    from recruit.letters.documents import Document
    from recruit.write.word.check.faults import Fault

_STYLES = (
    ("CommentReference", "annotation reference", WD_STYLE_TYPE.CHARACTER, Pt(8)),
    ("CommentText", "annotation text", WD_STYLE_TYPE.PARAGRAPH, Pt(10)),
)
"""The styles of comments that python-docx refers to, by the names that Word gives them."""


def check_templates(folder: Path) -> dict[str, list[Fault]]:
    """Return what is wrong in the templates of a folder, by file; templates without fault are left out.

    Those that an edition has of its own are checked too, and a file that looks like one but fills nothing is named.
    """
    checks: dict[str, Callable[[], list[Fault]]] = {}
    for document in ALL:
        plain, own = document.template, own_templates(folder, document.template)
        checks |= {name: partial(_checked, folder, name, document) for name in (plain, *own)}
        meant = f"{plain}, riêng của một thể thức là {' hoặc '.join(e.template(plain) for e in EDITIONS)}"
        checks |= {name: partial(list, [NOT_USED.fault(names=meant)]) for name in unused_templates(folder, plain, own)}
    checks |= {TEMPLATE: partial(wording_faults, folder), PAGE: partial(page_faults, folder)}
    found = {}
    for name, check in checks.items():
        try:
            found[name] = check()
        except TemplateProblem:
            found[name] = [ABSENT.fault(beside=beside(folder, name))]
    return {name: faults for name, faults in found.items() if faults}


def _checked(folder: Path, name: str, document: Document) -> list[Fault]:
    return check_template(read_template(folder, name), document.names, series=document.series)


def commented_copies(folder: Path, faults: Mapping[str, Sequence[Fault]]) -> dict[str, bytes]:
    """Return copies of templates with a comment at each fault, by file; what Word could not open has none."""
    copies = {}
    for name, found in faults.items():
        with contextlib.suppress(ValueError, TemplateProblem):
            copies[name] = commented_copy(read_template(folder, name), found)
    return copies


def commented_copy(data: bytes, faults: Sequence[Fault]) -> bytes:
    """Return the template in `data` with a comment at the paragraph of each fault, in the order of the document.

    Faults elsewhere than in the body stand at its first paragraph, with their place named. Raises ValueError where the
    file cannot be opened as .docx: such a file has no copy.
    """
    try:
        open_template(data)
        document = open_document(io.BytesIO(openable(data)))
        _comment(document, faults)
        out = io.BytesIO()
        document.save(out)
        return seal(out.getvalue())
    except Exception as error:
        # python-docx raises whatever comes up in a package that it cannot take.
        raise ValueError("Không lập được bản sao có chú thích của mẫu.") from error


def _comment(document: WordDocument, faults: Sequence[Fault]) -> None:
    for ident, name, kind, size in _STYLES:
        if ident not in {style.style_id for style in document.styles}:
            style = document.styles.add_style(name, kind, builtin=True)
            style.element.styleId, style.hidden, style.font.size = ident, True, size
    paragraphs = list(document.element.body.iter(qn("w:p"))) or [document.add_paragraph()._p]
    for fault in sorted(faults, key=lambda fault: fault.paragraph if fault.part == BODY else 0):
        here = fault.part == BODY and 0 < fault.paragraph <= len(paragraphs)
        where = f"{fault.part.capitalize()}, đoạn {fault.paragraph} (“{fault.text}”): " if fault.part else "Cả tệp: "
        # A paragraph in a text box cannot hold a comment; the one that the box stands in can.
        element = paragraphs[fault.paragraph - 1 if here else 0]
        paragraph = Paragraph([element, *element.iterancestors(qn("w:p"))][-1], document._body)
        runs = paragraph.runs or [paragraph.add_run()]
        said = f"{'' if here else where}{fault.message} {fault.remedy}"
        comment = document.add_comment(runs, said, author="Chương trình", initials="CT")
        comment._comment_elm.date = FIXED_TIME
