"""What a tag's expression stands for: each name followed through the names of the template, each use judged by it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError
from jinja2 import nodes as n

from recruit.letters.names import example_context
from recruit.write.word.check import faults as kinds
from recruit.write.word.sandbox import LOOP, environment, refusals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recruit.letters.names import Name
    from recruit.write.word.check.faults import Kind

    Problem = tuple[Kind, dict[str, str]]
    Scope = Mapping[str, object]

ANY = object()
"""The value of what is wrong already: nothing more is said about it."""

_LOOP_VALUES = dict.fromkeys(LOOP, 1) | {"first": True, "last": True}
_LONGEST = 80
_MOST_SEARCHES = 300
"""Searches for a nearest name: a template with more wrong names than this is none of this kind of letter."""


class Values:
    """The names of a template, each by its example."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.scope: dict[str, object] = example_context(names, 1)
        self.choices = {name.path: name.choices for name in names if name.choices}
        self._environment = environment()
        self._trees: dict[str, n.Template | None] = {}
        self._near: dict[tuple[str, frozenset], str] = {}

    def is_known(self, typed: str) -> bool:
        """Whether `typed` is a name, or a path of names."""
        return bool(typed) and _at(self.scope, typed) is not None

    def parsed(self, source: str) -> n.Template | None:
        """Return the tree of a piece of template, None where it is no sound one."""
        if source not in self._trees:
            try:
                self._trees[source] = self._environment.parse(source)
            except TemplateSyntaxError:
                self._trees[source] = None
        return self._trees[source]

    def printed(self, source: str, scope: Scope) -> list[Problem] | None:
        """Return what is wrong with a tag that prints, None where it cannot be understood."""
        tree = self.parsed(source)
        if tree is None or len(tree.body) != 1 or len(tree.body[0].nodes) != 1:
            return None
        return self.judged(tree.body[0].nodes[0], scope, printed=True)

    def asked(self, source: str, scope: Scope) -> list[Problem] | None:
        """Return what is wrong with the condition of an if, given whole; None where it cannot be understood."""
        tree = self.parsed(source)
        if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], n.If):
            return None
        return self.judged(tree.body[0].test, scope, printed=False)

    def judged(self, node: n.Expr, scope: Scope, *, printed: bool) -> list[Problem]:
        """Return what is wrong with an expression that is printed, or else asked."""
        judged = _Judged(self, scope)
        if printed:
            judged.print(node)
        else:
            judged.ask(node)
        return judged.problems

    def looped(self, source: str, scope: Scope) -> tuple[list[Problem], dict[str, object]] | None:
        """Return what is wrong with a for, given whole, and the names that it adds; None as above."""
        tree = self.parsed(source)
        if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], n.For):
            return None
        judged = _Judged(self, scope)
        return judged.problems, judged.loop(tree.body[0])

    def nearest(self, typed: str, scope: Scope) -> str:
        """Return the path that is most like `typed`, empty where none is."""
        key = _key(typed)
        paths = frozenset(_paths(scope))
        if (key, paths) not in self._near:
            if not key or len(key) > _LONGEST or len(self._near) == _MOST_SEARCHES:
                return ""
            keys = {_key(path): path for path in sorted(paths)}
            near = difflib.get_close_matches(key, keys, 1, 0.75)
            self._near[key, paths] = keys[near[0]] if near else ""
        return self._near[key, paths]

    def hint(self, typed: str, scope: Scope) -> str:
        """Return a sentence that asks for the nearest path, empty where there is none."""
        near = self.nearest(typed, scope)
        return f"Có phải là {near}? " if near and near != typed.strip() else ""


class _Judged:
    """Judges one expression: `problems` collects what is wrong with it."""

    def __init__(self, values: Values, scope: Scope) -> None:
        self._values = values
        self._scope = scope
        self.problems: list[Problem] = []

    def _say(self, kind: Kind, **slots: str) -> object:
        self.problems.append((kind, slots))
        return ANY

    def _refuse(self, node: n.Node) -> bool:
        found = list(refusals(node))
        for refusal in found[:1]:
            self._say(kinds.REFUSED, what=refusal.what, hint=refusal.remedy + " ", nearest="")
        return bool(found)

    # -- uses ----------------------------------------------------------------------------------------------------------

    def print(self, node: n.Expr) -> None:
        """Judge what is printed."""
        if self._refuse(node):
            return
        value, name = self._value(node), _path(node)
        if isinstance(value, list):
            self._say(kinds.LIST_AS_TEXT, name=name or "Giá trị", inside=_inside(value))
        elif isinstance(value, dict):
            self._say(kinds.GROUP_AS_TEXT, name=name, parts=", ".join(f"{name}.{key}" for key in value))
        elif isinstance(value, bool) or value is None:
            self._say(kinds.FLAG_AS_TEXT, name=name or "Điều kiện")
        elif isinstance(value, float):
            self._say(kinds.REFUSED, what="số có phần thập phân để in", hint="Gõ số đó vào văn bản. ", nearest="")
        elif type(value) is int and name and not name.startswith("loop."):
            texts = (name.removesuffix("_n"), re.sub(r"\.n$", ".so", name))
            text = next((text for text in texts if text != name and isinstance(_at(self._scope, text), str)), "")
            advice = f"Dùng {text}." if text else "Dùng một tên là chữ trong danh mục."
            self._say(kinds.NUMBER_AS_TEXT, name=name, nearest=advice)

    def ask(self, node: n.Expr) -> None:
        """Judge a condition."""
        if not self._refuse(node):
            self._condition(node)

    def loop(self, node: n.For) -> dict[str, object]:
        """Judge a for; return the names that it adds."""
        name = node.target.name if isinstance(node.target, n.Name) else ""
        for refusal in list(refusals(n.Template([node])))[:1]:
            self._say(kinds.REFUSED, what=refusal.what, hint=refusal.remedy + " ", nearest="")
            return {name: ANY, "loop": _LOOP_VALUES}
        items = self._value(node.iter)
        if items is not ANY and not isinstance(items, list):
            what = _path(node.iter)
            self._say(kinds.NO_LIST, name=what or "Giá trị", nearest=self._list_in(items, what))
        if name in self._scope:
            self._say(kinds.SHADOWED, name=name)
        added = {name: items[0] if isinstance(items, list) and items else ANY, "loop": _LOOP_VALUES}
        if node.test is not None:
            inside = _Judged(self._values, {**self._scope, **added})
            inside._condition(node.test)
            self.problems += inside.problems
        return added

    def _list_in(self, value: object, name: str) -> str:
        parts = value.items() if isinstance(value, dict) else ()
        lists = [f"{name}.{key}" for key, inner in parts if isinstance(inner, list)]
        if lists:
            return f"Danh sách trong nhóm này: {', '.join(lists)}."
        every = sorted(path for path in _paths(self._scope) if isinstance(_at(self._scope, path), list))
        return f"Các danh sách của mẫu này: {', '.join(every)}." if every else "Mẫu này không có danh sách nào."

    # -- values --------------------------------------------------------------------------------------------------------

    def _condition(self, node: n.Expr) -> None:
        if isinstance(node, (n.And, n.Or)):
            self._condition(node.left)
            self._condition(node.right)
            return
        if isinstance(node, n.Not):
            self._condition(node.node)
            return
        value, name = self._value(node), _path(node)
        if isinstance(value, dict):
            self._say(kinds.GROUP_AS_TEXT, name=name, parts=", ".join(f"{name}.{key}" for key in value))
        elif isinstance(value, str) and name:
            numbers = (f"{name}_n", re.sub(r"\.so$", ".n", name))
            for number in (number for number in numbers if type(_at(self._scope, number)) is int):
                self._say(kinds.ALWAYS_TRUE, name=name, number=number)

    def _value(self, node: n.Expr) -> object:
        match node:
            case n.Const():
                return node.value
            case n.Name():
                return self._named(node)
            case n.Getattr():
                return self._part(node, self._value(node.node), node.attr)
            case n.Getitem():
                return self._item(node)
            case n.Filter():
                return self._filtered(node)
            case n.Compare():
                return self._compared(node)
            case n.CondExpr():
                self._condition(node.test)
                one, other = self._value(node.expr1), self._value(node.expr2)
                return one if _sort(one) == _sort(other) else ANY
            case n.And() | n.Or():
                one, other = self._value(node.left), self._value(node.right)
                return one if _sort(one) == _sort(other) else ANY
            case n.Not():
                self._condition(node.node)
                return True
            case n.Test():
                if _sort(self._value(node.node)) not in ("số", ""):
                    self._say(
                        kinds.WRONG_FILTER, filter=f"is {node.name}", name=_path(node.node), use="Chỉ dùng cho số."
                    )
                return True
        return ANY

    def _named(self, node: n.Name) -> object:
        if node.name in self._scope:
            return self._scope[node.name]
        return self._say(kinds.UNKNOWN_NAME, name=node.name, nearest=self._values.hint(node.name, self._scope))

    def _part(self, node: n.Getattr | n.Getitem, owner: object, part: str) -> object:
        if owner is ANY:
            return ANY
        if isinstance(owner, dict) and part in owner:
            return owner[part]
        name, whole = _path(node.node) or "Giá trị", _path(node) or part
        if isinstance(owner, dict):
            near = self._values.nearest(whole, self._scope)
            hint = f"Có phải là {near}? " if near else f"Các phần của {name}: {', '.join(owner)}. "
            return self._say(kinds.UNKNOWN_NAME, name=whole, nearest=hint)
        if isinstance(owner, list):
            return self._say(kinds.LIST_AS_TEXT, name=name, inside=_inside(owner))
        what = "là số" if type(owner) is int else "chỉ đúng hoặc sai" if isinstance(owner, bool) else "là chữ"
        return self._say(kinds.NO_PART, owner=name, what=what, part=part, rest=f".{part}", nearest="")

    def _item(self, node: n.Getitem) -> object:
        owner = self._value(node.node)
        place = node.arg.node.value if isinstance(node.arg, n.Neg) else node.arg.value
        if isinstance(place, str):
            return self._part(node, owner, place)
        if owner is ANY or (isinstance(owner, list) and not owner):
            return ANY
        if isinstance(owner, list):
            return owner[0]
        return self._say(kinds.NO_LIST, name=_path(node.node) or "Giá trị", nearest="Bỏ phần trong ngoặc vuông.")

    def _filtered(self, node: n.Filter) -> object:
        value, name = self._value(node.node), _path(node.node) or "giá trị này"
        for argument in node.args:
            between = self._value(argument)
            if between is not ANY and not isinstance(between, str):
                self._say(
                    kinds.WRONG_FILTER, filter=f"|{node.name}", name=name, use="Ghi dấu nối trong dấu nháy: join(', ')."
                )
        if value is ANY:
            return 1 if node.name == "length" else ANY
        if node.name == "length" and isinstance(value, (list, str)):
            return 1
        if node.name in ("upper", "lower") and isinstance(value, str):
            return value
        if node.name in ("first", "last") and isinstance(value, list):
            return value[0] if value else ANY
        if node.name == "join" and isinstance(value, list) and all(isinstance(item, str) for item in value):
            return "".join(value)
        use = {
            "length": "length đếm số dòng của danh sách.",
            "join": "join nối các dòng của một danh sách chữ.",
            "first": "first là dòng đầu của danh sách.",
            "last": "last là dòng cuối của danh sách.",
        }
        return self._say(
            kinds.WRONG_FILTER,
            filter=f"|{node.name}",
            name=name,
            use=use.get(node.name, f"{node.name} chỉ dùng cho chữ."),
        )

    def _compared(self, node: n.Compare) -> object:
        left, left_node = self._value(node.expr), node.expr
        for operand in node.ops:
            right = self._value(operand.expr)
            if ANY not in (left, right):
                self._compare(operand.op, (left_node, left), (operand.expr, right))
            left, left_node = right, operand.expr
        return True

    def _compare(self, op: str, left: tuple[n.Expr, object], right: tuple[n.Expr, object]) -> None:
        one, other = _sort(left[1]), _sort(right[1])
        if op in ("in", "notin"):
            inside = right[1][0] if isinstance(right[1], list) and right[1] else right[1]
            alike = one == _sort(inside) and (isinstance(right[1], list) or other == "chữ")
        elif op in ("eq", "ne"):
            alike = one == other
            self._choose(left, right)
        elif one != "số" or other != "số":
            self._say(kinds.ORDER_OF_TEXTS)
            return
        else:
            return
        if not alike:
            named = [f"{_path(node) or _quoted(value)} ({_sort(value)})" for node, value in (left, right)]
            self._say(kinds.UNLIKE, left=named[0], right=named[1])

    def _choose(self, *sides: tuple[n.Expr, object]) -> None:
        """Judge whether a name of few texts is compared with one of them."""
        for (named, _), (other, text) in (sides, sides[::-1]):
            choices = self._values.choices.get(_path(named))
            if choices and isinstance(other, n.Const) and isinstance(text, str) and text not in choices:
                self._say(kinds.NO_CHOICE, name=_path(named), text=text, choices=", ".join(choices))


def _sort(value: object) -> str:
    if isinstance(value, bool):
        return "đúng hoặc sai"
    if isinstance(value, (int, float)):
        return "số"
    if isinstance(value, str):
        return "chữ"
    return {list: "danh sách", dict: "nhóm"}.get(type(value), "trống" if value is None else "")


def _quoted(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else str(value)


def _inside(items: list) -> str:
    """Return an example of what stands in a loop over a list."""
    first = items[0] if items else ""
    return f"dong.{next(iter(first))}" if isinstance(first, dict) and first else "dong"


def _path(node: n.Node) -> str:
    """Return the dotted path that an expression is, empty where it is none."""
    if isinstance(node, n.Name):
        return node.name
    if isinstance(node, n.Getattr):
        upper = _path(node.node)
        return f"{upper}.{node.attr}" if upper else ""
    if isinstance(node, n.Getitem) and isinstance(node.arg, n.Const):
        upper = _path(node.node)
        return f"{upper}[{node.arg.value}]" if upper else ""
    return ""


def _at(scope: Scope, path: str) -> object:
    value: object = scope
    for part in path.split("."):
        if not isinstance(value, dict) or part not in value:
            return None
        value = value[part]
    return value


def _paths(scope: Scope, way: str = "") -> Iterator[str]:
    """Yield the paths of texts, numbers, yes or no and lists."""
    for key, value in scope.items():
        if isinstance(value, dict):
            yield from _paths(value, f"{way}{key}.")
        elif value is not ANY:
            yield f"{way}{key}"


def _key(typed: str) -> str:
    """Return a text as it would be spelled in a name: no diacritics, everything but letters and digits as `_`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", typed.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", bare.replace("đ", "d")).strip("_")
