"""A copy of a Word template with a comment at each fault, for the clerk who mends it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from recruit.write.package import FIXED_TIME, seal
from recruit.write.word.check.text import BODY, FileProblem, read_template_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument

    from recruit.write.word.check.faults import Fault

_AUTHOR, _INITIALS = "Chương trình", "CT"
_TEXT, _REFERENCE = "CommentText", "CommentReference"


def commented_copy(data: bytes, faults: Sequence[Fault]) -> bytes:
    """Return the template in `data` with a comment at the paragraph of each fault, in the order of the document.

    Faults elsewhere than in the body stand at its first paragraph, with their place named. Raises ValueError where the
    file cannot be opened as .docx: such a file has no copy.
    """
    try:
        read_template_text(data)
        return _commented(Document(io.BytesIO(data)), faults)
    except FileProblem as problem:
        raise ValueError(str(problem)) from problem
    except Exception as error:
        # python-docx raises whatever comes up in a package that it cannot take.
        raise ValueError("Không lập được bản sao có chú thích của mẫu.") from error


def _commented(document: WordDocument, faults: Sequence[Fault]) -> bytes:
    _add_styles(document)
    paragraphs = list(document.element.body.iter(qn("w:p"))) or [document.add_paragraph()._p]
    for fault in sorted(faults, key=lambda fault: fault.paragraph if fault.part == BODY else 0):
        here = fault.part == BODY and 0 < fault.paragraph <= len(paragraphs)
        where = "" if here else _place(fault)
        # A paragraph in a text box cannot hold a comment; the one that the box stands in can.
        element = paragraphs[fault.paragraph - 1 if here else 0]
        paragraph = Paragraph([element, *element.iterancestors(qn("w:p"))][-1], document._body)
        runs = paragraph.runs or [paragraph.add_run()]
        comment = document.add_comment(runs, f"{where}{fault.message} {fault.remedy}", _AUTHOR, _INITIALS)
        comment._comment_elm.date = FIXED_TIME
    out = io.BytesIO()
    document.save(out)
    return seal(out.getvalue())


def _place(fault: Fault) -> str:
    if not fault.part:
        return "Cả tệp: "
    return f"{fault.part[:1].upper()}{fault.part[1:]}, đoạn {fault.paragraph} (“{fault.text}”): "


def _add_styles(document: WordDocument) -> None:
    """Add the styles of comments that python-docx refers to, by the names that Word gives them."""
    styles = document.styles
    for ident, name, kind in (
        (_REFERENCE, "annotation reference", WD_STYLE_TYPE.CHARACTER),
        (_TEXT, "annotation text", WD_STYLE_TYPE.PARAGRAPH),
    ):
        if not any(style.style_id == ident for style in styles):
            style = styles.add_style(name, kind, builtin=True)
            style.element.styleId = ident
            style.hidden = True
            style.font.size = Pt(8 if ident == _REFERENCE else 10)
