"""What a tag's names stand for: each followed through the names of the template, then the tag filled with examples."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2 import nodes as n

from recruit.letters.names import example_context
from recruit.write.word.check import faults as kinds
from recruit.write.word.sandbox import LOOP, environment, refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from jinja2 import Template

    from recruit.letters.names import Name
    from recruit.write.word.check.faults import Fault

    Scope = Mapping[str, object]

ANY = object()
"""The value of what is wrong already: nothing more is said about it."""

_UNKNOWN = object()
_LOOP_VALUES = dict.fromkeys(LOOP, 1) | {"first": True, "last": True}
_LONGEST = 80
_MOST_TRIED = 1_000
"""Different tags that are filled one by one; a letter has some hundreds, and the trial of the whole fills the rest."""

_MOST_SEARCHES = 300
"""Searches for a nearest name: a template with more wrong names than this is none of this kind of letter."""


class Values:
    """The names of a template, each by its example. On `trial` each tag is also filled with the examples."""

    def __init__(self, names: Sequence[Name], *, trial: bool) -> None:
        self.scope: Scope = example_context(names, 1)
        self._choices = {name.path: name.choices for name in names if name.choices}
        self._trial = trial
        self._environment = environment()
        self._made: dict[str, Template] = {}
        self._trees: dict[str, n.Node | None] = {}
        self._near: dict[tuple[str, frozenset], str] = {}

    def is_known(self, typed: str) -> bool:
        """Whether `typed` is a name, or a path of names."""
        return typed in _paths(self.scope)

    def understood(self, source: str) -> n.Node | None:
        """Return what one tag is (a command given whole), None where it cannot be understood."""
        if source not in self._trees:
            try:
                [node] = self._environment.parse(source).body
                [self._trees[source]] = node.nodes if isinstance(node, n.Output) else [node]
            except (TemplateSyntaxError, ValueError):
                self._trees[source] = None
        return self._trees[source]

    def judged(self, source: str, node: n.Node, scope: Scope) -> tuple[list[Fault], dict[str, object]]:
        """Return what is wrong with a tag that is understood, and the names that it adds, if it is a for."""
        target = node.target.name if isinstance(node, n.For) and isinstance(node.target, n.Name) else ""
        added: dict[str, object] = {target: ANY, "loop": _LOOP_VALUES} if target else {}
        for refusal in refusals(n.Template([node])):
            return [refusal], added
        faults = [kinds.SHADOWED.fault(name=target)] if target in scope else []
        if target:
            items = _value(node.iter, scope)
            added[target] = items[0] if isinstance(items, list) and items else ANY
        inner = {**scope, **added}
        found = [(path, _value(path, inner)) for path in _names(node)]
        faults += [fault for path, value in found if (fault := self._named(path, value, inner))]
        faults += self._impossible(node)
        if not faults and self._trial and all(value is not ANY for _, value in found):
            faults += self._tried(source, scope)
        return faults + list(_doubts(node, inner)), added

    def _impossible(self, node: n.Node) -> Iterator[Fault]:
        """Yield names of few texts that are compared with another."""
        for compared in node.find_all(n.Compare):
            sides = [compared.expr, *(operand.expr for operand in compared.ops)]
            for side in (side for side in sides if _name(side) in self._choices):
                choices = self._choices[_name(side)]
                for text in (o.value for o in sides if isinstance(o, n.Const) and isinstance(o.value, str)):
                    if text not in choices:
                        slots = {"name": _name(side), "text": text, "choices": ", ".join(choices)}
                        yield kinds.NO_CHOICE.fault(**slots)

    def _named(self, path: n.Node, value: object, scope: Scope) -> Fault | None:
        name = _name(path)
        if value is _UNKNOWN:
            return kinds.UNKNOWN_NAME.fault(name=name, nearest=self.hint(name, scope))
        if isinstance(value, dict):
            return kinds.GROUP.fault(name=name, parts=", ".join(f"{name}.{key}" for key in value))
        return None

    def _tried(self, source: str, scope: Scope) -> Iterator[Fault]:
        try:
            if source not in self._made and len(self._made) < _MOST_TRIED:
                self._made[source] = self._environment.from_string(source)
            if source in self._made:
                self._made[source].render(scope)
        except UndefinedError:
            # Whether there is an item at a place of a list, the trial of the whole tells.
            return
        except TemplateError as error:
            yield kinds.MISUSED.fault(tag=source.partition("{% end")[0], why=error.message or "")

    def hint(self, typed: str, scope: Scope) -> str:
        """Return a sentence that asks for the path that is most like `typed`, empty where none is."""
        key, paths = _key(typed), frozenset(_paths(scope))
        if (key, paths) not in self._near:
            if not key or len(key) > _LONGEST or len(self._near) == _MOST_SEARCHES:
                return ""
            keys = {_key(path): path for path in sorted(paths)}
            self._near[key, paths] = next((keys[k] for k in difflib.get_close_matches(key, keys, 1, 0.75)), "")
        near = self._near[key, paths]
        return f"Có phải là {near}? " if near and near != typed.strip() else ""


def _names(node: n.Node) -> Iterator[n.Node]:
    """Yield the paths of names in a tag, each whole; the name that a for sets is none."""
    inner = node
    while isinstance(inner, (n.Getattr, n.Getitem)):
        inner = inner.node
    if isinstance(inner, n.Name):
        yield from [node] if inner.ctx == "load" else ()
    else:
        for child in inner.iter_child_nodes():
            yield from _names(child)


def _value(node: n.Node, scope: Scope) -> object:
    """Return the example that a path stands for, ANY where that cannot be told, _UNKNOWN where there is none."""
    if isinstance(node, n.Name):
        return scope.get(node.name, _UNKNOWN)
    if not isinstance(node, (n.Getattr, n.Getitem)):
        return ANY
    owner = _value(node.node, scope)
    part = node.attr if isinstance(node, n.Getattr) else getattr(node.arg, "value", 0)
    if owner in (ANY, _UNKNOWN):
        return owner
    if isinstance(owner, list) and isinstance(part, int):
        return owner[0] if owner else ANY
    return owner.get(part, _UNKNOWN) if isinstance(owner, dict) else _UNKNOWN


def _doubts(node: n.Node, scope: Scope) -> Iterator[Fault]:
    """Yield what can be filled and is probably not meant: a number printed, a text asked."""
    name, value = _name(node), _value(node, scope)
    if type(value) is int and not name.startswith("loop."):
        texts = (name.removesuffix("_n"), re.sub(r"\.n$", ".so", name))
        text = next((text for text in texts if isinstance(_paths(scope).get(text), str)), "một tên là chữ")
        yield kinds.NUMBER_PRINTED.fault(name=name, text=text)
    for asked in _asked(node.test) if isinstance(node, n.If) else ():
        name = _name(asked)
        numbers = (f"{name}_n", re.sub(r"\.so$", ".n", name)) if isinstance(_value(asked, scope), str) else ()
        for number in (number for number in numbers if type(_paths(scope).get(number)) is int):
            yield kinds.ALWAYS_TRUE.fault(name=name, number=number)


def _asked(node: n.Expr) -> Iterator[n.Expr]:
    """Yield what a condition asks, without its and, or and not."""
    parts = (
        (node.left, node.right) if isinstance(node, (n.And, n.Or)) else (node.node,) if isinstance(node, n.Not) else ()
    )
    for part in parts:
        yield from _asked(part)
    if not parts:
        yield node


def _name(node: n.Node) -> str:
    """Return a path as it is typed, empty where an expression is none."""
    if isinstance(node, n.Name):
        return node.name
    if not isinstance(node, (n.Getattr, n.Getitem)):
        return ""
    upper = _name(node.node)
    return f"{upper}.{node.attr}" if isinstance(node, n.Getattr) else f"{upper}[{getattr(node.arg, 'value', '')}]"


def _paths(scope: Scope, way: str = "") -> dict[str, object]:
    """Return the paths of texts, numbers, yes or no and lists, each with its example."""
    found: dict[str, object] = {}
    for key, value in scope.items():
        if isinstance(value, dict):
            found |= _paths(value, f"{way}{key}.")
        elif value is not ANY:
            found[f"{way}{key}"] = value
    return found


def _key(typed: str) -> str:
    """Return a text as it would be spelled in a name: no diacritics, everything but letters and digits as `_`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", typed.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", bare.replace("đ", "d")).strip("_")
