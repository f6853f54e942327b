"""A Word template filled on trial with examples: with lists full and empty, flags on and off, numbers and none."""

from __future__ import annotations

import bisect
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jinja2 import TemplateError
from lxml import etree

from recruit.books.ooxml import local
from recruit.letters.names import example_context
from recruit.letters.yearly import Chart
from recruit.write.word.charts import ChartProblem
from recruit.write.word.check.faults import CHART, DAMAGED, REFUSED, SYNTAX, TRIAL, TRIAL_TORN, TemplateFault
from recruit.write.word.check.text import TC, W
from recruit.write.word.sandbox import environment, refusals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment, Template

    from recruit.letters.names import Name
    from recruit.write.word.check.tags import Tag
    from recruit.write.word.check.text import Part
    from recruit.write.word.filling import WordTemplate

_SIGN = re.compile(r"\{[{%#]")
_STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


def trial_faults(
    data: bytes, names: Sequence[Name], tags: Sequence[tuple[Part, list[Tag]]], series: int = 0
) -> list[TemplateFault]:
    """Return what goes wrong where a template without faults is filled; `tags` are its parts' in order.

    Charts are filled with so many `series`, left alone where there are none.
    """
    from recruit.write.word.filling import WordTemplate

    sandbox = environment()
    try:
        template = WordTemplate(data, sandbox)
        sources = list(template.sources())
    except Exception:
        # Whatever python-docx finds in a file, it is the file that cannot be opened.
        return [DAMAGED.fault(why="không mở được để điền")]
    trials = _trials(names)
    of_part = {part.name: found for part, found in tags}
    faults: list[TemplateFault] = []
    for part, source in sources:
        faults += _PartTrial(sandbox, source, of_part.get(part.partname.lstrip("/"), [])).faults(trials)
    return faults or _as_a_whole(template, trials[0], Chart(("T1",), ((1,),) * series) if series else None)


def _trials(names: Sequence[Name]) -> list[tuple[str, dict[str, object]]]:
    """Return contexts, each with the situation that it stands for in words."""
    two, one = example_context(names, 2), example_context(names, 1)
    others = [
        (f"{name.path} là {choice}", [replace(n, example=choice) if n is name else n for n in names])
        for name in names
        for choice in name.choices
        if choice != name.example
    ]
    return [
        ("mọi số liệu đều có", _varied(two, flag=True)),
        ("mỗi danh sách có một dòng", _varied(one, flag=False)),
        ("các danh sách trống", _varied(two, flag=True, empty=True)),
        ("các số đều bằng 0", _varied(one, flag=False, number=0)),
        ("không có số liệu nào", _varied(two, flag=False, number=0, text="", empty=True)),
        *((situation, _varied(example_context(chosen, 2), flag=True)) for situation, chosen in others),
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
        torn = TRIAL_TORN.fault(situation=trials[0][0])
        try:
            tree = self._sandbox.parse(self._source)
            # What loops hold together shows only here: each tag alone was judged before.
            for refusal in refusals(tree):
                tag = self._tag(refusal.line)
                return [tag.fault(REFUSED, what=refusal.what, hint=refusal.remedy, nearest="") if tag else torn]
            template = self._sandbox.from_string(self._source)
        except TemplateError as error:
            tag = self._tag(getattr(error, "lineno", None))
            return [tag.fault(SYNTAX, hint="Xem lại từng chữ trong thẻ.", nearest="") if tag else torn]
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
            if tag := self._tag(getattr(error, "lineno", None)):
                return tag, tag.fault(TRIAL, situation=situation)
            return "torn", TRIAL_TORN.fault(situation=situation)
        except (etree.XMLSyntaxError, ValueError):
            return "torn", TRIAL_TORN.fault(situation=situation)
        return "torn", TRIAL_TORN.fault(situation=situation) if _is_torn(tree) else None

    def _tag(self, line: int | None) -> Tag | None:
        """Return the tag that stands on a line, None where that cannot be told."""
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
    template: WordTemplate, trial: tuple[str, dict[str, object]], chart: Chart | None
) -> list[TemplateFault]:
    situation, context = trial
    try:
        template.filled(context, title="", author="", chart=chart)
    except ChartProblem as problem:
        return [CHART.fault(why=str(problem).rstrip("."))]
    except Exception:
        # The last look: what fails here in whatever way would fail with every letter.
        return [TRIAL_TORN.fault(situation=situation)]
    return []
