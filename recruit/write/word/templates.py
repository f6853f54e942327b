"""The folder of templates: each opened once, filled as often as needed, and said in Vietnamese what is wrong in it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from recruit.declared.plan import SPELLINGS
from recruit.language.spelling import spelled
from recruit.letters.head import edition_in
from recruit.model import Severity
from recruit.write.word.folder import TemplateProblem, read_template, template_of
from recruit.write.word.shipped import is_shipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from recruit.letters.documents import Document
    from recruit.letters.yearly import Chart
    from recruit.write.word.check.faults import Fault
    from recruit.write.word.filling import WordTemplate


_SPELLING = SPELLINGS[0]
"""How the program's own templates spell `ủy`."""

_READY: dict[bytes, WordTemplate] = {}
"""Templates of the program that were opened and not yet filled, spelled and with margins as they are, by their bytes."""


def prepare(folder: Path, names: Iterable[str]) -> None:
    """Have these templates of a folder ready to be filled, as far as they are the program's own.

    To be called beside other work: what is wrong with another one is said where it is filled, after it was checked.
    """
    from recruit.write.word.filling import WordTemplate
    from recruit.write.word.kept import make
    from recruit.write.word.sandbox import environment

    for name in names:
        with suppress(TemplateProblem):
            data = read_template(folder, name)
            if is_shipped(name, data) and name.endswith(".docx"):
                template = WordTemplate(data, environment())
                make(environment(), name, template.sources())
                _READY[data] = template
            elif is_shipped(name, data):
                make(environment(escapes=not name.endswith(".txt")), name, [data.decode("utf-8-sig")])


class Templates:
    """The templates of a folder. `spelling` is how `ủy` is spelled in print, `mirrored` swaps the back's margins."""

    def __init__(self, folder: Path, *, spelling: str = _SPELLING, mirrored: bool = False) -> None:
        self._folder = folder
        self._spelling = spelling
        self._mirrored = mirrored
        self._is_plain = spelling == _SPELLING and not mirrored
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

        The template is the one that the context's edition has of its own, where the folder holds one. Raises
        TemplateProblem, with the template's first fault, where that cannot be done.
        """
        from jinja2 import TemplateError
        from lxml.etree import XMLSyntaxError

        from recruit.write.word.charts import ChartProblem

        name = template_of(self._folder, document.template, edition_in(context))
        quoted = {name.path for name in document.names if name.quoted}
        spelled_context = _spelled(context, self._spelling, quoted, "")
        try:
            template = self._template(document, name)
            return template.filled(spelled_context, title=title, author=author, chart=chart)
        except ChartProblem as error:
            raise TemplateProblem(f"Mẫu {name} không dùng được: {error} Dùng lại mẫu gốc.") from error
        except (TemplateError, XMLSyntaxError, KeyError, ValueError, OSError, BadZipFile) as error:
            raise TemplateProblem(_sentence(name, self._fault(document, name, trial=True))) from error

    def _template(self, document: Document, name: str) -> WordTemplate:
        """Return a document's template, checked and opened when it is first asked for. Raises TemplateProblem."""
        from recruit.write.word.filling import WordTemplate
        from recruit.write.word.sandbox import environment

        if name not in self._opened:
            data = read_template(self._folder, name)
            # What stands in a branch that this month does not take is wrong all the same.
            if not is_shipped(name, data) and (fault := self._fault(document, name, trial=False)):
                raise TemplateProblem(_sentence(name, fault))
            ready = _READY.pop(data, None) if self._is_plain else None
            self._opened[name] = ready or WordTemplate(
                data,
                environment(),
                respelled=lambda text: spelled(text, self._spelling),
                mirrored=self._mirrored,
            )
        return self._opened[name]

    def _fault(self, document: Document, name: str, *, trial: bool) -> Fault | None:
        """Return the first fault that keeps a template from being used."""
        from recruit.write.word.check.template import check_template

        data = read_template(self._folder, name)
        faults = check_template(data, document.names, series=document.series, trial=trial)
        return next((fault for fault in faults if fault.severity is Severity.ERROR), None)


def _sentence(name: str, fault: Fault | None) -> str:
    """Return what the clerk reads of a template that cannot be filled: its first fault and where it stands."""
    where = f"Mẫu {name} không dùng được"
    if fault is None:
        return f"{where}. Chạy lệnh check để soát mẫu, hoặc dùng lại mẫu gốc."
    place = f" ({fault.part}, đoạn {fault.paragraph}: “{fault.text}”)" if fault.paragraph else ""
    return f"{where}{place}: {fault.message} {fault.remedy} Lệnh check ghi chú mọi chỗ sai vào một bản sao của mẫu."


def _spelled(value: object, spelling: str, quoted: set[str], way: str) -> object:
    """Return a context in one spelling, but for what somebody wrote themselves."""
    if isinstance(value, str):
        return value if way in quoted else spelled(value, spelling)
    if isinstance(value, dict):
        return {key: _spelled(inner, spelling, quoted, f"{way}.{key}" if way else key) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_spelled(inner, spelling, quoted, f"{way}[]") for inner in value]
    return value
