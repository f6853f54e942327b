"""The folder of templates: each opened once, filled as often as needed, and said in Vietnamese what is wrong in it."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from recruit.errors import CannotRun
from recruit.language.spelling import spelled
from recruit.model import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from recruit.letters.documents import Document
    from recruit.letters.yearly import Chart
    from recruit.write.word.check.template import TemplateFault
    from recruit.write.word.filling import WordTemplate


class TemplateProblem(CannotRun):
    """A template is not there, or cannot be filled."""


class Templates:
    """The templates of a folder. `spelling` is how `ủy` is spelled in print, `mirrored` swaps the back's margins."""

    def __init__(self, folder: Path, *, spelling: str = "ủy", mirrored: bool = False) -> None:
        self._folder = folder
        self._spelling = spelling
        self._mirrored = mirrored
        self._opened: dict[str, WordTemplate] = {}

    def filled(
        self,
        document: Document,
        context: Mapping[str, object],
        *,
        title: str,
        author: str,
        chart: Chart | None = None,
    ) -> bytes:
        """Return a document as .docx: its template filled with `context`, the template's chart with `chart`.

        Raises TemplateProblem, with the template's first fault, where that cannot be done.
        """
        from jinja2 import TemplateError
        from lxml.etree import XMLSyntaxError

        from recruit.write.word.charts import ChartProblem

        quoted = {name.path for name in document.names if name.quoted}
        spelled_context = _spelled(context, self._spelling, quoted, "")
        try:
            template = self._template(document)
            return template.filled(spelled_context, title=title, author=author, chart=chart)
        except ChartProblem as error:
            raise TemplateProblem(f"Mẫu {document.template} không dùng được: {error} Dùng lại mẫu gốc.") from error
        except (TemplateError, XMLSyntaxError, KeyError, ValueError, OSError, BadZipFile) as error:
            raise TemplateProblem(_sentence(document)) from error

    def _template(self, document: Document) -> WordTemplate:
        """Return a template, checked and opened when it is first asked for. Raises TemplateProblem."""
        from recruit.write.word.check.template import check_template
        from recruit.write.word.filling import WordTemplate
        from recruit.write.word.sandbox import environment

        if document.template not in self._opened:
            data = read_template(self._folder, document.template)
            # What stands in a branch that this month does not take is wrong all the same.
            for fault in check_template(data, document.names, trial=False):
                if fault.severity is Severity.ERROR:
                    raise TemplateProblem(_sentence(document, fault))
            self._opened[document.template] = WordTemplate(
                data,
                environment(),
                respelled=lambda text: spelled(text, self._spelling),
                mirrored=self._mirrored,
            )
        return self._opened[document.template]


def _sentence(document: Document, fault: TemplateFault | None = None) -> str:
    """Return what the clerk reads of a template that cannot be filled: its first fault and where it stands."""
    where = f"Mẫu {document.template} không dùng được"
    if fault is None:
        return f"{where}. Chạy lệnh check để soát mẫu, hoặc dùng lại mẫu gốc."
    place = f" ({fault.part}, đoạn {fault.paragraph}: “{fault.text}”)" if fault.paragraph else ""
    return f"{where}{place}: {fault.message} {fault.remedy} Lệnh check ghi chú mọi chỗ sai vào một bản sao của mẫu."


def check_templates(folder: Path) -> dict[str, list[TemplateFault]]:
    """Return what is wrong in the templates of a folder, by file; templates without fault are left out."""
    from recruit.letters.documents import ALL
    from recruit.letters.mailing import TEMPLATE
    from recruit.write.word.check.template import check_template, missing_template
    from recruit.write.word.mail import wording_faults

    def checked(document: Document) -> list[TemplateFault]:
        return check_template(read_template(folder, document.template), document.names, series=document.series)

    checks = {document.template: partial(checked, document) for document in ALL}
    found = {}
    for template, check in {**checks, TEMPLATE: partial(wording_faults, folder)}.items():
        try:
            faults = check()
        except TemplateProblem:
            faults = [missing_template()]
        if faults:
            found[template] = faults
    return found


def commented_copies(folder: Path, faults: Mapping[str, Sequence[TemplateFault]]) -> dict[str, bytes]:
    """Return copies of templates with a comment at each fault, by file; what Word could not open has none."""
    from recruit.write.word.check.copy import commented_copy

    copies = {}
    for name, found in faults.items():
        with contextlib.suppress(ValueError, TemplateProblem):
            copies[name] = commented_copy(read_template(folder, name), found)
    return copies


def read_template(folder: Path, name: str) -> bytes:
    """Return a template's bytes. Raises TemplateProblem where it is not there."""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise TemplateProblem(
            f"Không mở được mẫu văn bản {folder / name}. Kiểm tra thư mục mẫu (--templates)."
        ) from error


def _spelled(value: object, spelling: str, quoted: set[str], way: str) -> object:
    """Return a context in one spelling, but for what somebody wrote themselves."""
    if isinstance(value, str):
        return value if way in quoted else spelled(value, spelling)
    if isinstance(value, dict):
        return {key: _spelled(inner, spelling, quoted, f"{way}.{key}" if way else key) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_spelled(inner, spelling, quoted, f"{way}[]") for inner in value]
    return value
