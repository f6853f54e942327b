"""Tags filled on trial with examples of a template's names: each on its own, and the template whole."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2 import nodes as n
from lxml import etree

from recruit.language.nearest import nearest
from recruit.language.spelling import without_diacritics
from recruit.letters.names import example_context
from recruit.letters.yearly import Chart
from recruit.write.word.charts import ChartProblem
from recruit.write.word.check import faults as kinds
from recruit.write.word.check.tags import COMMANDS
from recruit.write.word.filling import left_empty
from recruit.write.word.sandbox import LOOP, Choice, NotAllowed, environment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jinja2 import Environment

    from recruit.letters.names import Name
    from recruit.write.word.check.faults import Fault
    from recruit.write.word.check.tags import Tag
    from recruit.write.word.check.text import Part
    from recruit.write.word.filling import WordTemplate

    Scope = Mapping[str, object]
    Trials = list[tuple[str, Scope]]

_ANY = object()
"""The value of what is wrong already, or cannot be told: nothing more is said about it."""

_UNKNOWN = object()
_LOOP_VALUES = dict.fromkeys(LOOP, 1) | {"first": True, "last": True}
_MOST = 500
"""Different tags that are kept as they were understood: no letter has more."""

_ONLY_INSIDE = "Tên này chỉ dùng được giữa thẻ for đặt ra nó và thẻ endfor. "
_SIGN = re.compile(r"\{[{%#]")
_STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


def examples(names: Sequence[Name], items: int) -> dict[str, object]:
    """Return a context of examples as a trial fills it, every list with `items` items."""
    return example_context(
        [replace(name, example=Choice(name.example, name.choices)) if name.choices else name for name in names], items
    )


class Names:
    """The names of a template, each by its example. On `trial` each tag is also filled with the examples."""

    def __init__(self, names: Sequence[Name], *, trial: bool) -> None:
        self.scope: Scope = examples(names, 1)
        self.known = frozenset(_paths(self.scope))
        self._trial = trial
        self._of_loops = {"loop"}
        made = environment()
        self._parsed, self._made = lru_cache(_MOST)(made.parse), lru_cache(_MOST)(made.from_string)

    def judged(self, tag: Tag, scope: Scope) -> tuple[list[Fault], dict[str, object]]:
        """Return what is wrong with a tag where it stands, and the names that it adds to its block, if it is a for."""
        try:
            if "&" in tag.inside:
                # In a document the filling sees &amp; and would print or compare that.
                raise TemplateSyntaxError("&", 1)
            [node] = self._parsed(tag.whole).body
        except TemplateSyntaxError as error:
            return [self._misspelled(tag, scope, error)], {}
        added: dict[str, object] = {}
        if isinstance(node, n.For):
            _, items = _looked_up(node.iter, scope)
            added = {node.target.name: items[0] if isinstance(items, list) else _ANY, "loop": _LOOP_VALUES}
            self._of_loops |= added.keys()
        inner = {**scope, **added}
        paths = [path for path in node.find_all((n.Name, n.Getattr, n.Getitem)) if path.ctx == "load"]
        owners = {id(path.node) for path in paths if not isinstance(path, n.Name)}
        asked = [(id(path) in owners, *_looked_up(path, inner)) for path in paths]
        faults = [self._unknown(name, inner) for _, name, value in asked if value is _UNKNOWN]
        groups = [value for is_owner, _, value in asked if isinstance(value, dict) and not is_owner]
        faults += [_misused(tag, f"nhóm tên, phải ghi thêm phần sau dấu chấm ({', '.join(g)})") for g in groups[:1]]
        if self._trial and not faults and not any(value is _ANY for *_, value in asked):
            try:
                self._made(tag.whole).render(scope)
            except UndefinedError:
                # A place in a list that the whole trial may find filled.
                pass
            except TemplateError as error:
                faults.append(_misused(tag, error.message or ""))
        return faults, added

    def _misspelled(self, tag: Tag, scope: Scope, error: TemplateSyntaxError) -> Fault:
        if tag.opener == "{%" and tag.word not in COMMANDS:
            why, meant = f"Không có lệnh {tag.word or 'trống'}", hint(tag.word, COMMANDS)
        else:
            said = str(error.message) if isinstance(error, NotAllowed) else ""
            why, meant = said or "Thẻ viết chưa đúng, chương trình không hiểu", hint(tag.inside, _paths(scope))
        return kinds.SYNTAX.fault(why=why, hint=meant)

    def _unknown(self, name: str, scope: Scope) -> Fault:
        of_a_loop = name.partition(".")[0] in self._of_loops - scope.keys()
        return kinds.UNKNOWN_NAME.fault(name=name, nearest=_ONLY_INSIDE if of_a_loop else hint(name, _paths(scope)))


def _misused(tag: Tag, why: str) -> Fault:
    return kinds.MISUSED.fault(tag=kinds.shown(tag.typed), why=why)


def hint(typed: str, known: Iterable[str]) -> str:
    """Return sentences that ask for the name that is most like `typed`, empty where none is."""
    near = nearest(typed, known)
    is_accented = '"' not in typed and without_diacritics(typed) != typed.casefold()
    off = "Tắt bộ gõ tiếng Việt khi gõ thẻ. " if is_accented else ""
    return f"Có phải là {near}? {off}" if near and near != typed.strip() else off


def _looked_up(path: n.Expr, scope: Scope) -> tuple[str, object]:
    """Return a path as it is spelled and the example at its end: _UNKNOWN where there is none, _ANY beyond that.

    _ANY is also what begins with more than a name.
    """
    if isinstance(path, n.Name):
        return path.name, scope.get(path.name, _UNKNOWN)
    if not isinstance(path, (n.Getattr, n.Getitem)):
        return "", _ANY
    name, owner = _looked_up(path.node, scope)
    key = path.attr if isinstance(path, n.Getattr) else getattr(path.arg, "value", 0)
    spelled = f"{name}.{key}" if isinstance(path, n.Getattr) else f"{name}[{key}]"
    if owner is _ANY or owner is _UNKNOWN:
        return spelled, _ANY
    if isinstance(owner, list) and isinstance(key, int):
        return spelled, owner[0]
    return spelled, owner.get(key, _UNKNOWN) if isinstance(owner, dict) else _UNKNOWN


def _paths(scope: Scope, way: str = "") -> Iterator[str]:
    """Yield the paths of texts, numbers, yes or no and lists."""
    for key, value in scope.items():
        if isinstance(value, dict):
            yield from _paths(value, f"{way}{key}.")
        elif value is not _ANY:
            yield f"{way}{key}"


# -- the template whole -------------------------------------------------------------------------------------------------


def trial_faults(
    template: WordTemplate, names: Sequence[Name], tags: Sequence[tuple[Part, list[Tag]]], series: int = 0
) -> list[Fault]:
    """Return what goes wrong where a template without faults is filled; `tags` are those of its parts.

    Charts are filled with so many `series`, left alone where there are none.
    """
    sandbox = environment()
    trials = list(_trials(names))
    sources = [template.patch_xml(etree.tostring(part.root, encoding="unicode")) for part, _ in tags]
    whole = zip(tags, sources, strict=True)
    faults = [fault for (part, own), source in whole for fault in _in_part(part, own, sandbox, source, trials)]
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


def _trials(names: Sequence[Name]) -> Iterator[tuple[str, Scope]]:
    """Yield contexts, each with the situation that it stands for in words."""
    bare = [replace(name, example=type(name.example)()) for name in names]
    for items, lists in ((2, "mỗi danh sách hai dòng"), (1, "mỗi danh sách một dòng"), (0, "các danh sách trống")):
        yield lists, examples(names, items)
        yield f"{lists}, mọi tên khác trống, bằng 0 hoặc sai", examples(bare, items)
    for name in names:
        for choice in (choice for choice in name.choices if choice != name.example):
            chosen = [replace(other, example=choice) if other is name else other for other in names]
            yield f"{name.path} là {choice}", examples(chosen, 2)


def _in_part(part: Part, tags: list[Tag], sandbox: Environment, source: str, trials: Trials) -> Iterable[Fault]:
    """Return what goes wrong with a part, made once and filled several times: each tag once."""
    tags = tags if len(_SIGN.findall(source)) == len(tags) else []
    made = lru_cache(1)(sandbox.from_string)
    found: dict[int, Fault] = {}
    for situation, context in trials:
        number, kind, why = -1, kinds.TRIAL_TORN, ""
        try:
            tree = etree.fromstring(made(_lined(source, tags)).render(context).strip().encode(), _STRICT)
            empty = next(left_empty(tree), None)
            if empty is None:
                continue
            number, kind = next((int(mark.text) for mark in empty.iter(etree.PI)), -1), kinds.LEFT_EMPTY
        except TemplateError as error:
            # What loops hold together is wrong only here: each tag alone was judged before.
            kind = kinds.SYNTAX if isinstance(error, TemplateSyntaxError) else kinds.MISUSED
            number = (getattr(error, "lineno", None) or 0) - 2
            why = "không có giá trị" if isinstance(error, UndefinedError) else error.message or ""
        except (etree.XMLSyntaxError, ValueError):
            pass
        if 0 <= number < len(tags):
            tag = tags[number]
            why += "" if kind is kinds.SYNTAX else f" khi {situation}"
            fault = kind.fault(situation=situation, tag=kinds.shown(tag.typed), why=why, hint="")
            found.setdefault(number, part.fault(fault, tag.run.paragraph, tag.typed))
        else:
            found.setdefault(-1, kinds.TRIAL_TORN.fault(situation=situation))
    return found.values()


def _lined(source: str, tags: list[Tag]) -> str:
    """Return a source with each tag on a line of its own: the line of an error is the tag's, the first the second.

    A mark before a tag that takes its paragraph or row away says whose tag left a place empty.
    """
    pieces = re.split(r"(?=\{[{%#])", source.replace("\n", " ")) if tags else [source]
    marks = (f"<?tag {number}?>\n" if tag.form else "\n" for number, tag in enumerate(tags))
    return pieces[0] + "".join(mark + piece for mark, piece in zip(marks, pieces[1:], strict=True))
