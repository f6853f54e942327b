"""The sandbox in which every template is filled: names that it was given, if, for, and a handful of filters."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import NoReturn

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateRuntimeError, TemplateSyntaxError, Undefined
from jinja2 import nodes as n
from jinja2.compiler import CodeGenerator
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

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

_STATEMENTS: dict[type[n.Node], str] = {
    n.Include: "include",
    n.Import: "import",
    n.FromImport: "from … import",
    n.Extends: "extends",
    n.Block: "block",
    n.Macro: "macro",
    n.CallBlock: "call",
    n.FilterBlock: "filter",
    n.Assign: "set",
    n.AssignBlock: "set",
    n.With: "with",
    n.Scope: "autoescape",
    n.ScopedEvalContextModifier: "autoescape",
    n.EvalContextModifier: "autoescape",
}
_RESERVED = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_HARMLESS = (n.Template, n.Output, n.TemplateData, n.If, n.Getattr, n.Operand, n.And, n.Or, n.Not)
_CALCULATIONS = (n.Add, n.Sub, n.Mul, n.Div, n.FloorDiv, n.Mod, n.Pow, n.Neg, n.Pos)

# What a template may not hold → what it is called, what to do. `{detail}` is the construct's own word.
_REASONS: dict[str, tuple[str, str]] = {
    "statement": ("lệnh {detail}", "Mẫu chỉ dùng các lệnh if, elif, else, endif, for và endfor."),
    "call": ("dấu ngoặc tròn để gọi hàm", "Bỏ dấu ngoặc tròn, chỉ ghi tên."),
    "filter": ("|{detail}", "Sau dấu | chỉ dùng được length, join, first, last, upper và lower."),
    "arguments": ("giá trị trong ngoặc sau |{detail}", "Chỉ join có giá trị trong ngoặc, ví dụ join(', ')."),
    "test": ("is {detail}", "Sau is chỉ dùng được odd và even."),
    "calculation": ("phép tính", "Mẫu không làm phép tính; dùng tên có sẵn số đã tính."),
    "joined": ("dấu ~ để nối chữ", "Viết các thẻ liền nhau."),
    "literal": ("danh sách tự đặt trong thẻ", "Chỉ dùng các tên trong danh mục; nhiều trường hợp thì nối bằng or."),
    "index": ("dấu ngoặc vuông không chứa số thứ tự", "Trong ngoặc vuông chỉ ghi một số, ví dụ [0] là dòng đầu."),
    "number": ("số quá lớn", "Ghi số nhỏ hơn."),
    "loop": ("loop.{detail}", f"Sau loop. chỉ dùng được {', '.join(LOOP)}."),
    "bare-loop": ("loop đứng một mình", "Ghi rõ loop.first, loop.last hoặc loop.index."),
    "reserved": ("tên dành riêng {detail}", "Chỉ dùng các tên trong danh mục."),
    "target": ("nhiều tên sau for", "Sau for chỉ đặt một tên, ví dụ for dong in bang_don_vi."),
    "recursive": ("recursive", "Bỏ chữ recursive."),
    "no-else": ("if trong câu mà không có else", "Thêm else và giá trị khi điều kiện không đúng."),
    "deep": ("các lệnh hoặc dấu ngoặc lồng nhau quá nhiều lớp", "Tách thành nhiều đoạn đơn giản hơn."),
    "loops": (f"quá {MAX_LOOPS} vòng for lồng nhau", "Bỏ bớt vòng for ở trong."),
    "lists": (
        f"quá {MAX_LISTS} danh sách riêng trong các vòng for lồng nhau",
        "Vòng for ở trong chỉ đi danh sách của dòng đang lặp, hoặc bỏ bớt một vòng for.",
    ),
    "again": ("vòng for đi lại danh sách của vòng for ngoài", "Bỏ vòng for ở trong."),
    "other": ("cách viết {detail}", "Chỉ dùng tên, if, for và so sánh."),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a template that is not allowed: the reason's key, the construct's own word, its line (from 1)."""

    reason: str
    detail: str
    line: int

    @property
    def what(self) -> str:
        """The construct's name as a Vietnamese phrase."""
        return _REASONS[self.reason][0].format(detail=self.detail)

    @property
    def remedy(self) -> str:
        """What to do, as a Vietnamese sentence."""
        return _REASONS[self.reason][1]


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
            raise TemplateSyntaxError(f"mẫu không dùng được {refusal.what}", refusal.line, name, filename)
        for loop in list(tree.find_all(n.For)):
            # A text would be walked through letter by letter.
            loop.iter = n.Filter(loop.iter, _EVERY_LIST, [], [], None, None, lineno=loop.lineno)
            loop.iter.set_environment(self)
        return super().compile(tree, name, filename, raw, defer_init)

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
    made.filters = {**_FILTERS, _EVERY_LIST: _every}
    made.tests = dict(_TESTS)
    return made


def refusals(tree: n.Node) -> Iterator[Refusal]:
    """Yield what is not allowed in a template's tree, in no order; of a construct that is refused nothing inside it."""
    waiting: list[tuple[n.Node, int, tuple[n.For, ...]]] = [(tree, 0, ())]
    while waiting:
        node, depth, loops = waiting.pop()
        found = ("deep", "") if depth > MAX_DEPTH else _refused(node, loops)
        if found is not None:
            yield Refusal(*found, getattr(node, "lineno", None) or 1)
            continue
        if isinstance(node, n.For):
            inside = (*loops, node)
            waiting += [(node.iter, depth + 1, loops)]
            waiting += [(child, depth + 1, inside) for child in (*node.body, *([node.test] if node.test else []))]
            waiting += [(child, depth + 1, loops) for child in node.else_]
        elif isinstance(node, n.If):
            # One elif after the other is no deeper than the first if.
            waiting += [(child, depth, loops) for child in node.elif_]
            waiting += [(child, depth + 1, loops) for child in (node.test, *node.body, *node.else_)]
        elif isinstance(node, n.Getattr) and _is_loop(node.node):
            continue
        elif isinstance(node, n.Getitem):
            waiting.append((node.node, depth + 1, loops))
        else:
            waiting += [(child, depth + 1, loops) for child in node.iter_child_nodes()]


def _refused(node: n.Node, loops: tuple[n.For, ...]) -> tuple[str, str] | None:
    """Return the reason why a node is not allowed and its own word, None where it is."""
    match node:
        case n.Name():
            return _refused_name(node)
        case n.Getattr() if _is_loop(node.node):
            return None if node.attr in LOOP else ("loop", node.attr)
        case n.Getitem():
            return None if _is_place(node.arg) else ("index", "")
        case n.Const():
            large = isinstance(node.value, (int, float)) and not abs(node.value) < _MAX_INTEGER
            return ("number", "") if large else None
        case n.Compare():
            return None
        case n.CondExpr():
            return ("no-else", "") if node.expr2 is None else None
        case n.Filter():
            return _refused_filter(node)
        case n.Test():
            if node.name not in _TESTS:
                return "test", node.name
            return ("call", "") if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs else None
        case n.For():
            return _refused_loop(node, loops)
        case n.Keyword() | n.Call():
            return "call", ""
        case n.Concat():
            return "joined", ""
        case n.List() | n.Tuple() | n.Dict() | n.Slice():
            return "literal", ""
    if isinstance(node, _CALCULATIONS):
        return "calculation", ""
    if isinstance(node, _HARMLESS):
        return None
    if type(node) in _STATEMENTS:
        return "statement", _STATEMENTS[type(node)]
    return "other", type(node).__name__


def _refused_name(node: n.Name) -> tuple[str, str] | None:
    if node.name == "loop":
        return "bare-loop", ""
    return ("reserved", node.name) if node.name in _RESERVED or node.ctx != "load" else None


def _refused_filter(node: n.Filter) -> tuple[str, str] | None:
    # Without a node of its own it is the filter of a block.
    if node.name not in _FILTERS or node.node is None:
        return "filter", node.name
    most = 1 if node.name == "join" else 0
    if len(node.args) > most or node.kwargs or node.dyn_args or node.dyn_kwargs:
        return "arguments", node.name
    return None


def _refused_loop(node: n.For, loops: tuple[n.For, ...]) -> tuple[str, str] | None:
    if not isinstance(node.target, n.Name):
        return "target", ""
    if node.target.name in _RESERVED or node.target.name == "loop":
        return "reserved", node.target.name
    if node.recursive:
        return "recursive", ""
    if len(loops) == MAX_LOOPS:
        return "loops", ""
    if any(node.iter == loop.iter for loop in loops):
        return "again", ""
    names = {loop.target.name for loop in loops}
    own = [loop for loop in (*loops, node) if _root(loop.iter) not in names]
    return ("lists", "") if len(own) > MAX_LISTS else None


def _root(node: n.Node) -> str:
    """Return the name at the beginning of a path, empty where it is none."""
    while isinstance(node, (n.Getattr, n.Getitem, n.Filter)):
        node = node.node
    return node.name if isinstance(node, n.Name) else ""


def _is_loop(node: n.Node) -> bool:
    return isinstance(node, n.Name) and node.name == "loop"


def _is_place(node: n.Node) -> bool:
    if isinstance(node, n.Neg):
        node = node.node
    return isinstance(node, n.Const) and type(node.value) in (int, str)


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
    raise TemplateRuntimeError(
        "một giá trị trống được in ra" if value is None else f"giá trị kiểu {type(value).__name__} không in ra được"
    )


# -- filters and tests -------------------------------------------------------------------------------------------------


def _every(items: object) -> object:
    return _list(items)


def _list(items: object) -> list | tuple:
    if isinstance(items, Undefined):
        str(items)
    if not isinstance(items, (list, tuple)):
        raise TemplateRuntimeError("giá trị không phải là danh sách")
    return items


def _text(text: object) -> str:
    if isinstance(text, Undefined):
        str(text)
    if not isinstance(text, str):
        raise TemplateRuntimeError("giá trị không phải là chữ")
    return text


def _length(value: object) -> int:
    return len(value if isinstance(value, str) else _list(value))


def _join(items: object, between: object = "") -> str:
    return _text(between).join(_text(item) for item in _list(items))


def _first(items: object) -> object:
    return _list(items)[0] if _list(items) else StrictUndefined("danh sách không có dòng nào")


def _last(items: object) -> object:
    return _list(items)[-1] if _list(items) else StrictUndefined("danh sách không có dòng nào")


def _whole(number: object) -> int:
    if type(number) is not int:
        raise TemplateRuntimeError("giá trị không phải là số")
    return number


_FILTERS = {
    "length": _length,
    "join": _join,
    "first": _first,
    "last": _last,
    "upper": lambda text: _text(text).upper(),
    "lower": lambda text: _text(text).lower(),
}
_TESTS = {"odd": lambda number: _whole(number) % 2 == 1, "even": lambda number: _whole(number) % 2 == 0}

FILTERS = tuple(_FILTERS)
"""What may stand after `|`."""
