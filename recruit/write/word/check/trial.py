"""Tags filled on trial with examples of a template's names: each on its own, and the template whole."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateRuntimeError, TemplateSyntaxError, UndefinedError
from jinja2 import nodes as n
from lxml import etree

from recruit.language.nearest import nearest
from recruit.language.spelling import without_diacritics
from recruit.letters.names import example_context
from recruit.write.word.check import faults as kinds
from recruit.write.word.sandbox import LOOP, NotAllowed, environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from jinja2 import Environment

    from recruit.letters.names import Name
    from recruit.write.word.check.faults import Fault, Kind
    from recruit.write.word.check.tags import Tag
    from recruit.write.word.check.text import Part

    Scope = Mapping[str, object]
    Trials = list[tuple[str, Scope]]

ANY = object()
"""The value of what is wrong already, or cannot be told: nothing more is said about it."""

_UNKNOWN = object()
_LOOP_VALUES = dict.fromkeys(LOOP, 1) | {"first": True, "last": True}
_MOST = 500
"""Different tags that are kept as they were understood: no letter has more."""

_ONLY_INSIDE = "Tên này chỉ dùng được giữa thẻ for đặt ra nó và thẻ endfor. "
_NOT_UNDERSTOOD = "Thẻ viết chưa đúng, chương trình không hiểu"
_SIGN = re.compile(r"\{[{%#]")
_STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


class _Group(dict):
    """A group of names on trial: jinja2 would take it for true."""

    def __bool__(self) -> bool:
        raise TemplateRuntimeError(f"nhóm tên, phải ghi thêm phần sau dấu chấm ({', '.join(self)})")


class _Choice(str):
    """One of few texts on trial: to compare it with a text that it never is would be false without a word."""

    choices: tuple[str, ...] = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        if other not in self.choices:
            raise TemplateRuntimeError(f"không bao giờ là “{other}”, chỉ so với {', '.join(self.choices)}")
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other


def examples(names: Sequence[Name], items: int) -> dict[str, object]:
    """Return a context of examples as a trial fills it, every list with `items` items."""
    return dict(_on_trial(example_context([replace(name, example=_chosen(name)) for name in names], items)))


def _chosen(name: Name) -> object:
    if not name.choices:
        return name.example
    choice = _Choice(name.example)
    choice.choices = name.choices
    return choice


def _on_trial(value: object) -> object:
    if isinstance(value, dict):
        return _Group((key, _on_trial(inner)) for key, inner in value.items())
    return [_on_trial(inner) for inner in value] if isinstance(value, list) else value


class Names:
    """The names of a template, each by its example. On `trial` each tag is also filled with the examples."""

    def __init__(self, names: Sequence[Name], *, trial: bool) -> None:
        self.scope: Scope = examples(names, 1)
        self.known = frozenset(_paths(self.scope))
        self._trial = trial
        made = environment()
        self._parsed, self._made = lru_cache(_MOST)(made.parse), lru_cache(_MOST)(made.from_string)

    def judged(self, source: str, typed: str, scope: Scope, loops: Set[str]) -> tuple[list[Fault], dict[str, object]]:
        """Return what is wrong with a tag (a command given whole), and the names that it adds, if it is a for.

        `loops` are the names that any loop around or elsewhere adds.
        """
        try:
            if "&" in typed:
                # In a document the filling sees &amp; and would print or compare that.
                raise TemplateSyntaxError("&", 1)
            [node] = self._parsed(source).body
        except TemplateSyntaxError as error:
            why = str(error.message) if isinstance(error, NotAllowed) else _NOT_UNDERSTOOD
            return [kinds.SYNTAX.fault(why=why, hint=hint(typed, _paths(scope)))], {}
        added: dict[str, object] = {}
        if isinstance(node, n.For):
            items = _value(node.iter, scope)
            added = {node.target.name: items[0] if isinstance(items, list) else ANY, "loop": _LOOP_VALUES}
        inner = {**scope, **added}
        asked = [path for path in node.find_all((n.Name, n.Getattr, n.Getitem)) if path.ctx == "load"]
        values = [_value(path, inner) for path in asked]
        faults = [
            self._unknown(path, inner, loops)
            for path, value in zip(asked, values, strict=True)
            if value is _UNKNOWN and (isinstance(path, n.Name) or _value(path.node, inner) is not _UNKNOWN)
        ]
        if self._trial and not any(value is ANY for value in values) and not faults:
            faults += self._tried(source, scope)
        return faults, added

    def _unknown(self, path: n.Expr, scope: Scope, loops: Set[str]) -> Fault:
        name = _spelled(path)
        of_a_loop = name in loops and name not in scope
        return kinds.UNKNOWN_NAME.fault(name=name, nearest=_ONLY_INSIDE if of_a_loop else hint(name, _paths(scope)))

    def _tried(self, source: str, scope: Scope) -> Iterator[Fault]:
        try:
            self._made(source).render(scope)
        except UndefinedError:
            # A place in a list that the whole trial may find filled.
            return
        except TemplateError as error:
            yield kinds.MISUSED.fault(tag=kinds.shown(source.partition("{% end")[0]), why=error.message or "")


def hint(typed: str, known: Iterable[str]) -> str:
    """Return sentences that ask for the name that is most like `typed`, empty where none is."""
    near = nearest(typed, known)
    off = (
        "Tắt bộ gõ tiếng Việt khi gõ thẻ. "
        if '"' not in typed and without_diacritics(typed) != typed.casefold()
        else ""
    )
    return f"Có phải là {near}? {off}" if near and near != typed.strip() else off


def _spelled(node: n.Expr) -> str:
    if isinstance(node, n.Name):
        return node.name
    inner = _spelled(node.node) if isinstance(node, (n.Getattr, n.Getitem)) else ""
    return f"{inner}.{node.attr}" if isinstance(node, n.Getattr) else f"{inner}[{getattr(node.arg, 'value', 0)}]"


def _value(node: n.Expr, scope: Scope) -> object:
    """Return the example at the end of a path, ANY where that cannot be told, _UNKNOWN where there is none."""
    if isinstance(node, n.Name):
        return scope.get(node.name, _UNKNOWN)
    owner = _value(node.node, scope) if isinstance(node, (n.Getattr, n.Getitem)) else ANY
    if owner is ANY or owner is _UNKNOWN:
        return owner
    key = node.attr if isinstance(node, n.Getattr) else getattr(node.arg, "value", 0)
    if isinstance(owner, list) and isinstance(key, int):
        return owner[0]
    return owner.get(key, _UNKNOWN) if isinstance(owner, dict) else _UNKNOWN


def _paths(scope: Scope, way: str = "") -> Iterator[str]:
    """Yield the paths of texts, numbers, yes or no and lists."""
    for key, value in scope.items():
        if isinstance(value, dict):
            yield from _paths(value, f"{way}{key}.")
        elif value is not ANY:
            yield f"{way}{key}"


# -- the template whole -------------------------------------------------------------------------------------------------


def trial_faults(
    data: bytes, names: Sequence[Name], tags: Mapping[str, tuple[Part, list[Tag]]], series: int = 0
) -> list[Fault]:
    """Return what goes wrong where a template without faults is filled; `tags` are its parts', by the part's name.

    Charts are filled with so many `series`, left alone where there are none.
    """
    from recruit.letters.yearly import Chart
    from recruit.write.word.charts import ChartProblem
    from recruit.write.word.filling import WordTemplate

    sandbox = environment()
    try:
        template = WordTemplate(data, sandbox)
        sources = [(*tags[part.partname.lstrip("/")], source) for part, source in template.sources()]
    except Exception:
        # Whatever python-docx finds in a file, it is the file that cannot be opened.
        return [kinds.NOT_USABLE.fault(why="tệp hỏng, không mở được để điền")]
    trials = _trials(names)
    faults = [fault for part, found, source in sources for fault in _in_part(part, found, sandbox, source, trials)]
    if faults:
        return faults
    situation, context = trials[0]
    try:
        template.filled(context, title="", author="", chart=Chart(("T1",), ((1,),) * series) if series else None)
    except ChartProblem:
        return [kinds.CHART.fault()]
    except Exception:
        # The last look: what fails here in whatever way would fail with every letter.
        return [kinds.TRIAL_TORN.fault(situation=situation)]
    return []


def _trials(names: Sequence[Name]) -> Trials:
    """Return contexts, each with the situation that it stands for in words."""

    def given(items: int, **same: object) -> dict[str, object]:
        """Return examples, all of one sort the `same` where that is given."""
        sorts = {sort: same[sort.__name__] for sort in (bool, int, str) if sort.__name__ in same}
        return examples([replace(name, example=sorts.get(type(name.example), name.example)) for name in names], items)

    trials = [
        ("mọi số liệu đều có", given(2)),
        ("mỗi danh sách có một dòng", given(1, bool=False)),
        ("các danh sách trống", given(0)),
        ("các số đều bằng 0", given(1, bool=False, int=0)),
        ("không có số liệu nào", given(0, bool=False, int=0, str="")),
    ]
    for name in names:
        for choice in (choice for choice in name.choices if choice != name.example):
            chosen = [replace(other, example=choice) if other is name else other for other in names]
            trials.append((f"{name.path} là {choice}", examples(chosen, 2)))
    return trials


def _in_part(part: Part, tags: list[Tag], sandbox: Environment, source: str, trials: Trials) -> Iterator[Fault]:
    """Yield what goes wrong with a part, made once and filled several times: each tag once."""

    def say(number: int, kind: Kind, **slots: str) -> Fault:
        """Return a fault of the tag with a number from 0; of the file where that cannot be told."""
        if 0 <= number < len(tags):
            return part.fault(kind.fault(**slots), tags[number].paragraph, tags[number].typed)
        return kinds.TRIAL_TORN.fault(situation=situation)

    from recruit.write.word.filling import left_empty

    situation = trials[0][0]
    if len(_SIGN.findall(source)) != len(tags):
        tags = []
    try:
        template = sandbox.from_string(_lined(source, tags))
    except TemplateSyntaxError as error:
        # What loops hold together shows only here: each tag alone was judged before.
        yield say(error.lineno - 2, kinds.SYNTAX, why=error.message or "", hint="")
        return
    seen: set[int] = set()
    for situation, context in trials:
        number, fault = -1, None
        try:
            tree = etree.fromstring(template.render(context).strip().encode(), _STRICT)
            for holder in left_empty(tree):
                number = next((int(mark.text) for mark in holder.iter(etree.PI)), -1)
                fault = say(number, kinds.LEFT_EMPTY, situation=situation)
                break
        except TemplateError as error:
            number = (getattr(error, "lineno", None) or 0) - 2
            why = "không có giá trị" if isinstance(error, UndefinedError) else error.message or ""
            tag = tags[number].typed if 0 <= number < len(tags) else ""
            fault = say(number, kinds.MISUSED, tag=kinds.shown(tag), why=f"{why} khi {situation}")
        except (etree.XMLSyntaxError, ValueError):
            fault = kinds.TRIAL_TORN.fault(situation=situation)
        if fault is not None and number not in seen:
            seen.add(number)
            yield fault


def _lined(source: str, tags: list[Tag]) -> str:
    """Return a source with each tag on a line of its own: the line of an error is the tag's, the first the second.

    A mark before a tag that takes its paragraph or row away says whose tag left a place empty.
    """
    pieces = re.split(r"(?=\{[{%#])", source.replace("\n", " ")) if tags else [source]
    marks = (f"<?tag {number}?>\n" if tag.form else "\n" for number, tag in enumerate(tags))
    return pieces[0] + "".join(mark + piece for mark, piece in zip(marks, pieces[1:], strict=True))
