"""A Word template filled on trial with examples: with lists full and empty, flags on and off, numbers and none."""

from __future__ import annotations

import bisect
import io
import re
from typing import TYPE_CHECKING

from jinja2 import TemplateError
from lxml import etree

from recruit.letters.names import example_context
from recruit.read.ooxml import local
from recruit.write.sandbox import environment
from recruit.write.template_faults import DAMAGED, SYNTAX, TRIAL, TRIAL_TORN, TemplateFault
from recruit.write.template_text import BODY, FOOTER, FOOTNOTES, HEADER, TC, W

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docxtpl import DocxTemplate
    from jinja2 import Environment, Template

    from recruit.letters.names import Name
    from recruit.write.template_tags import Tag
    from recruit.write.template_text import Part

_SIGN = re.compile(r"\{[{%#]")
_STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


def trial_faults(data: bytes, names: Sequence[Name], tags: Sequence[tuple[Part, list[Tag]]]) -> list[TemplateFault]:
    """Return what goes wrong where a template without faults is filled; `tags` are its parts' in order."""
    from docxtpl import DocxTemplate

    try:
        template = DocxTemplate(io.BytesIO(data))
        template.render_init()
        sources = list(_sources(template))
    except Exception:
        # Whatever python-docx finds in a file, it is the file that cannot be opened.
        return [DAMAGED.fault(why="không mở được để điền")]
    trials = _trials(names)
    sandbox = environment()
    of_part = {(part.label, part.name): found for part, found in tags}
    faults: list[TemplateFault] = []
    for label, name, source in sources:
        faults += _PartTrial(sandbox, source, of_part.get((label, name), [])).faults(trials)
    return faults or _as_a_whole(template, sandbox, trials[0])


def _trials(names: Sequence[Name]) -> list[tuple[str, dict[str, object]]]:
    """Return contexts, each with the situation that it stands for in words."""
    two, one = example_context(names, 2), example_context(names, 1)
    return [
        ("mọi số liệu đều có", _varied(two, flag=True)),
        ("mỗi danh sách có một dòng", _varied(one, flag=False)),
        ("các danh sách trống", _varied(two, flag=True, empty=True)),
        ("các số đều bằng 0", _varied(one, flag=False, number=0)),
        ("không có số liệu nào", _varied(two, flag=False, number=0, text="", empty=True)),
    ]


def _varied(
    value: object, *, flag: bool, number: int | None = None, text: str | None = None, empty: bool = False
) -> object:
    if isinstance(value, dict):
        return {key: _varied(inner, flag=flag, number=number, text=text, empty=empty) for key, inner in value.items()}
    if isinstance(value, list):
        return [] if empty else [_varied(i, flag=flag, number=number, text=text, empty=empty) for i in value]
    if isinstance(value, bool):
        return flag
    if isinstance(value, int):
        return value if number is None else number
    return value if text is None else text


def _sources(template: DocxTemplate) -> Iterator[tuple[str, str, str]]:
    """Yield each part that is filled, as jinja2 is given it: its label, its name in the package, the text."""
    main = template.docx.part
    yield BODY, _name(main), template.patch_xml(template.get_xml())
    for label, uri in ((HEADER, template.HEADER_URI), (FOOTER, template.FOOTER_URI)):
        for _, part in template.get_headers_footers(uri):
            yield label, _name(part), template.patch_xml(template.get_part_xml(part))
    for part in main.package.iter_parts():
        if part.content_type.endswith("wordprocessingml.footnotes+xml"):
            yield FOOTNOTES, _name(part), template.patch_xml(part.blob.decode())


def _name(part: object) -> str:
    return str(part.partname).lstrip("/")


class _PartTrial:
    """One part of a template, made once and filled several times."""

    def __init__(self, sandbox: Environment, source: str, tags: list[Tag]) -> None:
        self._sandbox = sandbox
        self._tags = tags
        # Each tag on a line of its own: the line of an error is the tag's.
        starts = [found.start() for found in _SIGN.finditer(source)]
        self._source = _SIGN.sub(lambda found: "\n" + found[0], source)
        breaks = [found.start() for found in re.finditer("\n", source)]
        self._lines = [2 + index + bisect.bisect(breaks, start) for index, start in enumerate(starts)]

    def faults(self, trials: list[tuple[str, dict[str, object]]]) -> list[TemplateFault]:
        """Return what goes wrong, each tag once."""
        found: dict[object, TemplateFault] = {}
        try:
            template = self._sandbox.from_string(self._source)
        except TemplateError as error:
            tag = self._tag(error)
            return [
                tag.fault(SYNTAX, hint="Xem lại từng chữ trong thẻ.", nearest="")
                if tag
                else TRIAL_TORN.fault(situation=trials[0][0])
            ]
        for situation, context in trials:
            at, fault = self._tried(template, situation, context)
            if fault is not None:
                found.setdefault(at, fault)
        return list(found.values())

    def _tried(
        self, template: Template, situation: str, context: dict[str, object]
    ) -> tuple[object, TemplateFault | None]:
        try:
            tree = etree.fromstring(template.render(context).strip().encode(), _STRICT)
        except TemplateError as error:
            if tag := self._tag(error):
                return tag, tag.fault(TRIAL, situation=situation)
            return "torn", TRIAL_TORN.fault(situation=situation)
        except (etree.XMLSyntaxError, ValueError):
            return "torn", TRIAL_TORN.fault(situation=situation)
        return "torn", TRIAL_TORN.fault(situation=situation) if _is_torn(tree) else None

    def _tag(self, error: TemplateError) -> Tag | None:
        """Return the tag at which an error arose, None where that cannot be told."""
        line = getattr(error, "lineno", None)
        if line not in self._lines or len(self._lines) != len(self._tags):
            return None
        return self._tags[self._lines.index(line)]


def _is_torn(tree: etree._Element) -> bool:
    """Whether Word would not open what was filled: a cell that ends without a paragraph, a table without a row."""
    for cell in tree.iter(TC):
        blocks = [local(child) for child in cell if local(child) in ("p", "tbl", "sdt", "customXml")]
        if not blocks or blocks[-1] == "tbl":
            return True
    return any(not any(local(child) in ("tr", "sdt", "customXml") for child in table) for table in tree.iter(f"{W}tbl"))


def _as_a_whole(
    template: DocxTemplate, sandbox: Environment, trial: tuple[str, dict[str, object]]
) -> list[TemplateFault]:
    situation, context = trial
    try:
        template.render(context, sandbox)
        template.save(io.BytesIO())
    except Exception:
        # The last look: what fails here in whatever way would fail with every letter.
        return [TRIAL_TORN.fault(situation=situation)]
    return []
