"""Small faults of one module: what a slip of the hand could make of its source, each one change at one place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

_OTHER = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
# Keywords that change no output, or none but in a case that cannot be.
_SILENT = {"strict", "slots", "frozen", "eq", "copy", "kind", "encoding", "maxsize"}
_WORDS = re.compile(r"[^\W\d_]*[^\W\d_a-zA-Z][^\W\d_]*")
"""Words with a letter that only Vietnamese has: a text that holds one is for somebody to read."""


@dataclass(frozen=True)
class Fault:
    """One change of a file: `before` stands from `start` to `end`, in bytes of its source."""

    path: Path
    line: int
    kind: str
    start: int
    end: int
    before: str
    after: str

    def source(self) -> bytes:
        """Return the file with the fault in it."""
        whole = self.path.read_bytes()
        return whole[: self.start] + self.after.encode() + whole[self.end :]

    def is_another_program(self) -> bool:
        """Whether the module with the fault in it can be read by Python and says something else than before."""
        try:
            return ast.dump(ast.parse(self.source())) != ast.dump(ast.parse(self.path.read_bytes()))
        except SyntaxError:
            return False


def faults_of(path: Path) -> list[Fault]:
    """Return what can be changed in a module, in the order of its source; see `is_another_program`."""
    whole = path.read_bytes()
    # Where a line begins is asked of the bytes, as `ast` counts them.
    begins = [0, *(match.end() for match in re.finditer(rb"\n", whole))]
    found = []
    for node, kind, after in _changes(ast.parse(whole)):
        start = begins[node.lineno - 1] + node.col_offset
        end = begins[node.end_lineno - 1] + node.end_col_offset
        found.append(Fault(path, node.lineno, kind, start, end, whole[start:end].decode(), after))
    return sorted(found, key=lambda fault: (fault.start, fault.end, fault.after))


def _changes(tree: ast.AST) -> Iterator[tuple[ast.AST, str, str]]:
    """Yield each place that may change, with the kind of its change and the new source."""
    for node in _that_work(tree):
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            yield node.test, "condition", ast.unparse(ast.UnaryOp(ast.Not(), node.test))
        for kind, other in _changed(node):
            yield node, kind, ast.unparse(other)


def _that_work(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that do something when the program runs: no annotations, docstrings or imports."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "bases", "format_spec"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_idle(child):
                continue
            yield child
            # The parts of a text with values in it have no place of their own before Python 3.12.
            if isinstance(child, ast.JoinedStr):
                continue
            yield from _that_work(child)


def _is_idle(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Import | ast.ImportFrom | ast.Raise)
        or (isinstance(node, ast.keyword) and node.arg in _SILENT)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    )


def _changed(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield the faults of one node: the kind of each, and the node that stands there instead."""
    if isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            yield "comparison", _with(node, "ops", number, _OTHER[type(operator)]())
    elif isinstance(node, ast.BoolOp):
        yield "and/or", ast.BoolOp(_OTHER[type(node.op)](), node.values)
        for number in range(len(node.values)):
            rest = node.values[:number] + node.values[number + 1 :]
            yield "operand", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.Invert):
        yield "not", node.operand
    elif isinstance(node, ast.BinOp):
        yield from _of_binary(node)
    elif isinstance(node, ast.Call):
        yield from _of_call(node)
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        yield from _of_parts(node)
    elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        for number, part in enumerate(node.generators):
            for condition in range(len(part.ifs)):
                yield "filter", _with(node, "generators", number, _without(part, "ifs", condition))
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif isinstance(node, ast.JoinedStr):
        for number, part in enumerate(node.values):
            if isinstance(part, ast.Constant):
                yield from ((kind, _with(node, "values", number, other)) for kind, other in _of_constant(part))


def _of_binary(node: ast.BinOp) -> Iterator[tuple[str, ast.AST]]:
    if type(node.op) in _OTHER:
        yield "operator", ast.BinOp(node.left, _OTHER[type(node.op)](), node.right)
    if not isinstance(node.op, ast.Mod | ast.Div | ast.FloorDiv | ast.Mult):
        yield "operand", node.left
        yield "operand", node.right


def _of_call(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.func, ast.Name) and node.func.id in _NAMES:
        yield "function", ast.Call(ast.Name(_NAMES[node.func.id]), node.args, node.keywords)
    for number, keyword in enumerate(node.keywords):
        if keyword.arg is not None and keyword.arg not in _SILENT:
            yield "keyword", _without(node, "keywords", number)


def _of_constant(node: ast.Constant) -> Iterator[tuple[str, ast.AST]]:
    if isinstance(node.value, bool):
        yield "truth", ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield "number", ast.Constant(node.value + 1)
        yield "number", ast.Constant(node.value - 1)
    elif isinstance(node.value, str):
        for word in _WORDS.finditer(node.value):
            yield "word", ast.Constant(node.value[: word.start()] + "khác" + node.value[word.end() :])


def _of_parts(node: ast.Tuple | ast.List | ast.Set) -> Iterator[tuple[str, ast.AST]]:
    if len(node.elts) > 1 and all(isinstance(part, ast.Constant) for part in node.elts):
        for number in range(len(node.elts)):
            yield "element", _without(node, "elts", number)


def _with(node: ast.AST, field: str, number: int, value: ast.AST) -> ast.AST:
    other = deepcopy(node)
    getattr(other, field)[number] = value
    return other


def _without(node: ast.AST, field: str, number: int) -> ast.AST:
    other = deepcopy(node)
    del getattr(other, field)[number]
    return other
