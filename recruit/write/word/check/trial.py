"""A Word template filled on trial with examples: with lists full and empty, flags on and off, numbers and none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from jinja2 import TemplateError, UndefinedError
from lxml import etree

from recruit.letters.names import example_context
from recruit.letters.yearly import Chart
from recruit.write.word.charts import ChartProblem
from recruit.write.word.check.faults import CHART, DAMAGED, LEFT_EMPTY, REFUSED, SYNTAX, TRIAL, TRIAL_TORN
from recruit.write.word.filling import WordTemplate, left_empty
from recruit.write.word.sandbox import environment, refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2 import Environment

    from recruit.letters.names import Name
    from recruit.write.word.check.faults import Fault, Kind
    from recruit.write.word.check.tags import Tag
    from recruit.write.word.check.text import Part

_SIGN = re.compile(r"\{[{%#]")
_STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


def trial_faults(
    data: bytes, names: Sequence[Name], tags: Mapping[str, tuple[Part, list[Tag]]], series: int = 0
) -> list[Fault]:
    """Return what goes wrong where a template without faults is filled; `tags` are its parts', by the part's name.

    Charts are filled with so many `series`, left alone where there are none.
    """
    sandbox = environment()
    try:
        template = WordTemplate(data, sandbox)
        sources = [(*tags[part.partname.lstrip("/")], source) for part, source in template.sources()]
    except Exception:
        # Whatever python-docx finds in a file, it is the file that cannot be opened.
        return [DAMAGED.fault(why="không mở được để điền")]
    trials = _trials(names)
    faults = [
        fault for part, found, source in sources for fault in _PartTrial(part, found).faults(sandbox, source, trials)
    ]
    return faults or _as_a_whole(template, trials[0], Chart(("T1",), ((1,),) * series) if series else None)


def _trials(names: Sequence[Name]) -> list[tuple[str, dict[str, object]]]:
    """Return contexts, each with the situation that it stands for in words."""
    trials = [
        ("mọi số liệu đều có", _context(names, 2)),
        ("mỗi danh sách có một dòng", _context(names, 1, flag=False)),
        ("các danh sách trống", _context(names, 0)),
        ("các số đều bằng 0", _context(names, 1, flag=False, number=0)),
        ("không có số liệu nào", _context(names, 0, flag=False, number=0, text="")),
    ]
    for name in names:
        for choice in (choice for choice in name.choices if choice != name.example):
            chosen = [replace(other, example=choice) if other is name else other for other in names]
            trials.append((f"{name.path} là {choice}", _context(chosen, 2)))
    return trials


def _context(
    names: Sequence[Name], items: int, *, flag: bool = True, number: int | None = None, text: str | None = None
) -> dict[str, object]:
    """Return examples: lists with so many items, each yes or no a `flag`, every number and text the same if given."""
    given = {bool: flag, int: number, str: text}
    varied = [name if (same := given[type(name.example)]) is None else replace(name, example=same) for name in names]
    return example_context(varied, items)


class _PartTrial:
    """One part of a template, made once and filled several times."""

    def __init__(self, part: Part, tags: list[Tag]) -> None:
        self._part = part
        self._tags = tags

    def faults(self, sandbox: Environment, source: str, trials: list[tuple[str, dict[str, object]]]) -> Iterator[Fault]:
        """Yield what goes wrong, each tag once."""
        situation = trials[0][0]
        try:
            tree = sandbox.parse(self._lined(source))
            # What loops hold together shows only here: each tag alone was judged before.
            for refusal in refusals(tree):
                yield self._say(refusal.line - 2, situation, REFUSED, **dict(refusal.slots))
                return
            template = sandbox.from_string(tree)
        except TemplateError as error:
            yield self._say((error.lineno or 0) - 2, situation, SYNTAX, hint="Xem lại từng chữ trong thẻ.", nearest="")
            return
        seen: set[int] = set()
        for situation, context in trials:
            number, fault = self._tried(template.render, situation, context)
            if fault is not None and number not in seen:
                seen.add(number)
                yield fault

    def _lined(self, source: str) -> str:
        """Return a source with each tag on a line of its own: the line of an error is the tag's, the first the second.

        A mark before a tag that takes its paragraph or row away says whose tag left a place empty.
        """
        signs = 0

        def lined(sign: re.Match[str]) -> str:
            nonlocal signs
            signs += 1
            return f"<?tag {signs - 1}?>\n{sign[0]}" if self._tags[signs - 1].form else f"\n{sign[0]}"

        if len(_SIGN.findall(source)) != len(self._tags):
            self._tags = []
            return source
        return _SIGN.sub(lined, source.replace("\n", " "))

    def _tried(
        self, render: Callable[..., str], situation: str, context: dict[str, object]
    ) -> tuple[int, Fault | None]:
        try:
            tree = etree.fromstring(render(context).strip().encode(), _STRICT)
        except TemplateError as error:
            number = (getattr(error, "lineno", None) or 0) - 2
            why = "không có giá trị" if isinstance(error, UndefinedError) else error.message or ""
            return number, self._say(number, situation, TRIAL, situation=situation, why=why)
        except (etree.XMLSyntaxError, ValueError):
            return -1, self._say(-1, situation, TRIAL_TORN)
        for holder in left_empty(tree):
            number = next((int(mark.text) for mark in holder.iter(etree.PI)), -1)
            return number, self._say(number, situation, LEFT_EMPTY, situation=situation)
        return -1, None

    def _say(self, number: int, situation: str, kind: Kind, /, **slots: str) -> Fault:
        """Return a fault of the tag with a number from 0; of the file where that cannot be told."""
        if 0 <= number < len(self._tags):
            return self._part.fault(kind.fault(**slots), self._tags[number].paragraph, self._tags[number].typed)
        return TRIAL_TORN.fault(situation=situation)


def _as_a_whole(template: WordTemplate, trial: tuple[str, dict[str, object]], chart: Chart | None) -> list[Fault]:
    situation, context = trial
    try:
        template.filled(context, title="", author="", chart=chart)
    except ChartProblem:
        return [CHART.fault()]
    except Exception:
        # The last look: what fails here in whatever way would fail with every letter.
        return [TRIAL_TORN.fault(situation=situation)]
    return []
