"""The sandbox in which every template is filled: names that it was given, if, for, and a handful of filters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from traceback import walk_tb
from typing import NoReturn

from jinja2 import StrictUndefined, Template, TemplateError, TemplateRuntimeError, TemplateSyntaxError, Undefined
from jinja2 import nodes as n
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import pass_context

LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length")
"""What may stand after `loop.` in a loop."""

MAX_LISTS = 2
"""Lists of their own in loops within loops: people looked for by unit; three would make millions of rounds."""

MAX_DEPTH = 40
"""Expressions and blocks within each other: jinja2 makes Python of them, which nests a hundred levels."""

_MOST_MADE = 64
"""Templates that are kept: the parts of all documents that one run makes."""

UNREAD = "Thẻ viết chưa đúng, chương trình không hiểu"
_EVERY_LIST = "each item of a list"
_ALIKE = "comparable with"
_NOTHING = "giá trị trống"


class NotAllowed(TemplateSyntaxError):
    """What a template may not say, or nobody can read; `message` says so in Vietnamese."""


class Choice(str):
    """One of few texts: to compare it with a text that is none of its `choices` would be false without a word."""

    def __new__(cls, text: str, choices: tuple[str, ...] = ()) -> Choice:
        made = super().__new__(cls, text)
        made.choices = choices
        return made


class Sandbox(ImmutableSandboxedEnvironment):
    """Looks at a template's tree before it makes anything of it; then only mappings, lists and loops can be reached."""

    def __init__(self, *, escapes: bool) -> None:
        super().__init__(autoescape=escapes, undefined=StrictUndefined, finalize=_printable, optimized=False)
        self.globals.clear()
        self.filters = {**_FILTERS, _EVERY_LIST: _list, _ALIKE: _comparable}
        self.tests = dict(_TESTS)
        self.templates: dict[str, Template] = {}

    def from_string(self, source: str) -> Template:
        """Return a template; of a source that comes again it is made once."""
        made = self.templates.get(source)
        if made is None:
            if len(self.templates) >= _MOST_MADE:
                self.templates.clear()
            made = self.templates[source] = super().from_string(source)
        return made

    def _parse(self, source: str, name: str | None, filename: str | None) -> n.Template:
        try:
            tree = super()._parse(source, name, filename)
        except TemplateSyntaxError as error:
            raise NotAllowed(UNREAD, error.lineno) from error
        except (RecursionError, ValueError, OverflowError) as error:
            raise NotAllowed("Mẫu không dùng được thẻ quá dài, quá phức tạp", 1) from error
        _admit(tree)
        return tree

    def _generate(self, source: n.Template, *others: object, **options: object) -> str:
        # In one walk: a tree has thousands of nodes.
        for node in list(source.find_all((n.For, n.Compare))):
            if isinstance(node, n.For):
                # A text would be walked through letter by letter.
                node.iter = self._filtered(node.iter, _EVERY_LIST)
                continue
            left = node.expr
            for operand in node.ops:
                # What is never equal would be never so without a word.
                left, operand.expr = operand.expr, self._filtered(operand.expr, _ALIKE, left, n.Const(operand.op))
        return super()._generate(source, *others, **options)

    def _filtered(self, node: n.Expr, name: str, *arguments: n.Expr) -> n.Filter:
        made = n.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)
        return made.set_environment(self)

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        if isinstance(obj, Mapping) and isinstance(argument, str) and argument in obj:
            return obj[argument]
        if isinstance(obj, (list, tuple)) and type(argument) is int and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=argument)

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Let out nothing but TemplateError, with the template's line as `lineno` where it is known."""
        try:
            super().handle_exception(source)
        except (TemplateSyntaxError, MemoryError):
            raise
        except Exception as error:
            failure = error if isinstance(error, TemplateError) else TemplateRuntimeError(str(error))
            lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == "<template>"]
            failure.lineno = lines[-1] if lines else None
            raise failure from error.__cause__


def _admit(node: n.Node, depth: int = 0, loops: tuple[n.For, ...] = ()) -> None:
    """Raise NotAllowed for the first thing that is not allowed in a template's tree."""
    if what := "lệnh, dấu ngoặc lồng nhau quá nhiều lớp" if depth > MAX_DEPTH else _refused(node, loops):
        raise NotAllowed(f"Mẫu không dùng được {what}", node.lineno or 1)
    for field, value in node.iter_fields({n.For: ("target",), n.Getitem: ("arg",)}.get(type(node))):
        inside = (*loops, node) if isinstance(node, n.For) and field in ("body", "test") else loops
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, n.Node):
                # One elif after the other is no deeper than the first if.
                _admit(child, depth + (field != "elif_"), inside)


def _refused(node: n.Node, loops: tuple[n.For, ...]) -> str:
    """Return in words what is not allowed about a node apart from what is in it, empty where it is allowed."""
    if not isinstance(node, n.For):
        if type(node) in _ALLOWED and _ALLOWED[type(node)](node):
            return ""
        return "dấu ngoặc tròn để gọi hàm" if isinstance(node, n.Call) else "cách viết này"
    named = isinstance(node.target, n.Name) and node.target.name not in ("loop", "self")
    if not named or node.recursive or any(node.iter == loop.iter for loop in loops):
        return "vòng for như vậy"
    all_of = (*loops, node)
    own = [loop for at, loop in enumerate(all_of) if _root(loop.iter) not in {o.target.name for o in all_of[:at]}]
    return f"quá {MAX_LISTS} danh sách riêng trong các vòng for lồng nhau" if len(own) > MAX_LISTS else ""


def _root(node: n.Node) -> str:
    """Return the name at the beginning of a path, empty where it is none."""
    while isinstance(node, (n.Getattr, n.Getitem, n.Filter)):
        node = node.node
    return node.name if isinstance(node, n.Name) else ""


def _is_plain(node: n.Filter | n.Test) -> bool:
    """Whether a filter or test is one that there is, with nothing more than it takes; one of a block has no node."""
    known = node.node is not None and node.name in (_FILTERS if isinstance(node, n.Filter) else _TESTS)
    more = len(node.args) > (node.name == "join") or node.kwargs or node.dyn_args or node.dyn_kwargs
    return known and not more


def _is_place(node: n.Expr) -> bool:
    """Whether something in square brackets is a number or a text as such."""
    place = node.node if isinstance(node, n.Neg) else node
    return isinstance(place, n.Const) and type(place.value) in (int, str)


_ALLOWED = {
    **dict.fromkeys((n.Template, n.Output, n.TemplateData), lambda _: True),
    **dict.fromkeys((n.Getattr, n.If, n.And, n.Or, n.Not, n.Operand), lambda _: True),
    # The left side of each is made twice.
    n.Compare: lambda node: node.find(n.Compare) is None,
    **dict.fromkeys((n.Filter, n.Test), _is_plain),
    n.Name: lambda node: node.name != "self" and node.ctx == "load",
    n.Getitem: lambda node: _is_place(node.arg),
    n.Const: lambda node: node.value is not None,
    n.CondExpr: lambda node: node.expr2 is not None,
}
"""What may stand in a template, and under which condition."""


@pass_context
def _printable(_: Context, value: object) -> object:
    """Return a text or a number as it is. Raises TemplateRuntimeError for all else: None, yes or no, lists, groups.

    Asking for the context keeps jinja2 from making text of constants before they can be refused.
    """
    if isinstance(value, (Undefined, str)) or type(value) is int:
        return value
    raise TemplateRuntimeError(f"{_sort(value)} không in được như chữ")


# -- filters and tests -------------------------------------------------------------------------------------------------


def _of_sort(value: object, sort: type | tuple[type, ...], what: str) -> object:
    """Return a value of a sort as it is. Raises TemplateError for any other, an undefined one named as such."""
    given = _sort(value)
    if not isinstance(value, sort) or isinstance(value, bool):
        raise TemplateRuntimeError(f"{given} không dùng được như {what}")
    return value


def _sort(value: object) -> str:
    """Return in words what sort a value is of. Raises UndefinedError for an undefined one."""
    if isinstance(value, Undefined):
        str(value)
    sorts = {bool: "đúng hoặc sai", (int, float): "số", str: "chữ", (list, tuple): "danh sách", Mapping: "nhóm tên"}
    return next((words for sort, words in sorts.items() if isinstance(value, sort)), _NOTHING)


def _comparable(right: object, left: object, op: str) -> object:
    """Return the right side of a comparison. Raises TemplateError where it could not tell anything about the left one."""
    one, other = _sort(left), _sort(right)
    if op in ("eq", "ne"):
        alike = one == other or _NOTHING in (one, other)
        for choice, text in ((left, right), (right, left)):
            if isinstance(choice, Choice) and isinstance(text, str) and text not in choice.choices:
                raise TemplateRuntimeError(f"không bao giờ là “{text}”, chỉ so với {', '.join(choice.choices)}")
    elif op in ("in", "notin"):
        inside = right[:1] if isinstance(right, (list, tuple)) else []
        alike = one == other == "chữ" or (other == "danh sách" and all(_sort(item) == one for item in inside))
    else:
        alike = one == other == "số"
    if not alike:
        raise TemplateRuntimeError(f"không so sánh {one} với {other} như vậy được")
    return right


_list = partial(_of_sort, sort=(list, tuple), what="danh sách")
_text = partial(_of_sort, sort=str, what="chữ")


def _item(items: object, place: int) -> object:
    return _list(items)[place] if _list(items) else StrictUndefined("danh sách không có dòng nào")


_FILTERS = {
    "length": lambda value: len(_of_sort(value, (list, tuple, str), "danh sách")),
    "join": lambda items, between="": _text(between).join(_text(item) for item in _list(items)),
    "first": lambda items: _item(items, 0),
    "last": lambda items: _item(items, -1),
    "upper": lambda text: _text(text).upper(),
    "lower": lambda text: _text(text).lower(),
}
_TESTS = {
    "odd": lambda number: _of_sort(number, int, "số") % 2 == 1,
    "even": lambda number: _of_sort(number, int, "số") % 2 == 0,
}

_SANDBOXES = {escapes: Sandbox(escapes=escapes) for escapes in (True, False)}


def environment(*, escapes: bool = True) -> Sandbox:
    """Return the environment in which templates are filled; every failure of a template is a jinja2 TemplateError.

    What is no XML and no HTML needs none of its signs escaped: it has one that `escapes` nothing.
    """
    return _SANDBOXES[escapes]
