"""The sandbox in which every template is filled: names that it was given, if, for, and a handful of filters."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import CodeType
from typing import NoReturn

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateRuntimeError, TemplateSyntaxError, Undefined
from jinja2 import nodes as n
from jinja2.compiler import CodeGenerator
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from recruit.write.word.check.faults import REFUSED, Fault

LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length")
"""What may stand after `loop.` in a loop."""

MAX_LOOPS = 3
"""Loops within loops: with lists of hundreds of rows, one more could make a letter of millions of paragraphs."""

MAX_LISTS = 2
"""Lists of their own in loops within loops: people looked for by unit; three would make millions of rounds."""

MAX_DEPTH = 40
"""Expressions and blocks within each other: jinja2 makes Python of them, which nests a hundred levels."""

_MAX_INTEGER = 10**9
_EVERY_LIST = "each item of a list"
_ALIKE = "comparable with"
_NOTHING = "giá trị trống"

_RESERVED = frozenset({"self", "super", "caller", "varargs", "kwargs", "loop"})
_HARMLESS = (n.Template, n.Output, n.TemplateData, n.If, n.Compare, n.Getattr, n.Operand, n.And, n.Or, n.Not)


class _Generator(CodeGenerator):
    """Prints constants like all else: jinja2 would turn them into text before they can be refused."""

    def _output_child_to_const(self, node: n.Expr, frame: object, finalize: object) -> str:
        if not isinstance(node, n.TemplateData):
            raise n.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Looks at a template's tree before it makes anything of it; then only mappings, lists and loops can be reached."""

    code_generator_class = _Generator

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> n.Template:
        try:
            return super().parse(source, name, filename)
        except (RecursionError, ValueError, OverflowError) as error:
            raise TemplateSyntaxError("thẻ quá dài hoặc quá phức tạp", 1, name, filename) from error

    def compile(
        self,
        source: str | n.Template,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> str | CodeType:
        tree = self.parse(source, name, filename) if isinstance(source, str) else source
        for refusal in refusals(tree):
            raise TemplateSyntaxError(refusal.message, refusal.line, name, filename)
        for node in list(tree.find_all((n.For, n.Compare))):
            if isinstance(node, n.For):
                # A text would be walked through letter by letter.
                node.iter = self._filtered(node.iter, _EVERY_LIST)
            left = node.expr if isinstance(node, n.Compare) else None
            for operand in node.ops if isinstance(node, n.Compare) else ():
                # What is never equal would be never so without a word.
                left, operand.expr = operand.expr, self._filtered(operand.expr, _ALIKE, left, n.Const(operand.op))
        return super().compile(tree, name, filename, raw, defer_init)

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

    def call(__self, __context: object, __obj: object, *args: object, **kwargs: object) -> NoReturn:
        raise TemplateRuntimeError("mẫu không gọi hàm")

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Let out nothing but TemplateError, with the template's line as `lineno` where it is known."""
        error = sys.exc_info()[1]
        if isinstance(error, (TemplateSyntaxError, MemoryError)):
            super().handle_exception(source)
        failure = error if isinstance(error, TemplateError) else TemplateRuntimeError(str(error))
        failure.lineno = _line(error)
        if failure is error:
            raise failure
        raise failure from error


def environment() -> Environment:
    """Return an environment in which templates are filled; every failure of a template is a jinja2 TemplateError."""
    made = _Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_printable, optimized=False)
    made.globals.clear()
    made.filters = {**_FILTERS, _EVERY_LIST: _list, _ALIKE: _comparable}
    made.tests = dict(_TESTS)
    return made


def refusals(tree: n.Node) -> Iterator[Fault]:
    """Yield what is not allowed in a template's tree, by line; of a construct that is refused nothing inside it."""
    found: list[Fault] = []
    waiting: list[tuple[n.Node, int, tuple[n.For, ...]]] = [(tree, 0, ())]
    while waiting:
        node, depth, loops = waiting.pop()
        what = "lệnh, dấu ngoặc lồng nhau quá nhiều lớp" if depth > MAX_DEPTH else _refused(node, loops)
        if what:
            found.append(replace(REFUSED.fault(what=what, nearest=""), line=getattr(node, "lineno", None) or 1))
        elif isinstance(node, n.For):
            inner = (*node.body, *([node.test] if node.test else []))
            waiting += [(child, depth + 1, (*loops, node)) for child in inner]
            waiting += [(child, depth + 1, loops) for child in (node.iter, *node.else_)]
        elif isinstance(node, n.If):
            # One elif after the other is no deeper than the first if.
            waiting += [(child, depth, loops) for child in node.elif_]
            waiting += [(child, depth + 1, loops) for child in (node.test, *node.body, *node.else_)]
        elif isinstance(node, n.Getitem):
            waiting.append((node.node, depth + 1, loops))
        elif not (isinstance(node, n.Getattr) and _is_loop(node.node)):
            waiting += [(child, depth + 1, loops) for child in node.iter_child_nodes()]
    yield from sorted(found, key=lambda fault: fault.line)


def _refused(node: n.Node, loops: tuple[n.For, ...]) -> str:
    """Return in words what is not allowed about a node apart from what is in it, empty where it is allowed."""
    match node:
        case n.Name():
            allowed = node.name not in _RESERVED and node.ctx == "load"
        case n.Getattr() if _is_loop(node.node):
            allowed = node.attr in LOOP
        case n.Getitem():
            place = node.arg.node if isinstance(node.arg, n.Neg) else node.arg
            allowed = isinstance(place, n.Const) and type(place.value) in (int, str)
        case n.Const():
            large = isinstance(node.value, (int, float)) and not abs(node.value) < _MAX_INTEGER
            allowed = node.value is not None and not large
        case n.CondExpr():
            allowed = node.expr2 is not None
        case n.Filter() | n.Test():
            # Without a node of its own it is the filter of a block.
            known = node.node is not None and node.name in (_FILTERS if isinstance(node, n.Filter) else _TESTS)
            more = len(node.args) > (node.name == "join") or node.kwargs or node.dyn_args or node.dyn_kwargs
            allowed = known and not more
        case n.For():
            return _refused_loop(node, loops)
        case n.Call():
            return "dấu ngoặc tròn để gọi hàm"
        case _:
            allowed = isinstance(node, _HARMLESS)
    return "" if allowed else "cách viết này"


def _refused_loop(node: n.For, loops: tuple[n.For, ...]) -> str:
    named = isinstance(node.target, n.Name) and node.target.name not in _RESERVED
    if not named or node.recursive or any(node.iter == loop.iter for loop in loops):
        return "vòng for như vậy"
    names = {loop.target.name for loop in loops}
    own = [loop for loop in (*loops, node) if _root(loop.iter) not in names]
    many = len(loops) == MAX_LOOPS or len(own) > MAX_LISTS
    return f"quá {MAX_LOOPS} vòng for lồng nhau, hay quá {MAX_LISTS} danh sách riêng trong đó" if many else ""


def _root(node: n.Node) -> str:
    """Return the name at the beginning of a path, empty where it is none."""
    while isinstance(node, (n.Getattr, n.Getitem, n.Filter)):
        node = node.node
    return node.name if isinstance(node, n.Name) else ""


def _is_loop(node: n.Node) -> bool:
    return isinstance(node, n.Name) and node.name == "loop"


def _line(error: BaseException | None) -> int | None:
    """Return the template's line at which an error arose."""
    line, trace = None, error.__traceback__ if error else None
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return line


def _printable(value: object) -> object:
    """Return a text or a number as it is. Raises TemplateRuntimeError for all else: None, yes or no, lists, groups."""
    if isinstance(value, Undefined):
        return value
    if isinstance(value, str) or type(value) is int:
        return value
    raise TemplateRuntimeError(f"{_sort(value)} không in được như chữ")


# -- filters and tests -------------------------------------------------------------------------------------------------


def _of_sort(value: object, sort: type | tuple[type, ...], what: str) -> object:
    """Return a value of a sort as it is. Raises TemplateError for any other, an undefined one named as such."""
    if isinstance(value, Undefined):
        str(value)
    if not isinstance(value, sort) or isinstance(value, bool):
        raise TemplateRuntimeError(f"{_sort(value)} không dùng được như {what}")
    return value


def _sort(value: object) -> str:
    sorts = {bool: "đúng hoặc sai", (int, float): "số", str: "chữ", (list, tuple): "danh sách", Mapping: "nhóm tên"}
    return next((words for sort, words in sorts.items() if isinstance(value, sort)), _NOTHING)


def _comparable(right: object, left: object, op: str) -> object:
    """Return the right side of a comparison. Raises TemplateError where it could not tell anything about the left one."""
    for side in (left, right):
        if isinstance(side, Undefined):
            str(side)
    one, other = _sort(left), _sort(right)
    if op in ("in", "notin"):
        inside = right[:1] if isinstance(right, (list, tuple)) else None
        alike = one == other == "chữ" if inside is None else {one} >= {_sort(item) for item in inside}
    elif op in ("eq", "ne"):
        alike = one == other or _NOTHING in (one, other)
    else:
        alike = one == other == "số"
    if not alike:
        raise TemplateRuntimeError(f"không so sánh {one} với {other} như vậy được")
    return right


def _list(items: object) -> list | tuple:
    return _of_sort(items, (list, tuple), "danh sách")


def _text(text: object) -> str:
    return _of_sort(text, str, "chữ")


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
