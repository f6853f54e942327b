"""Every pattern of the package: on the worst texts that it can meet its steps grow with the letters, and no faster."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from regex_steps import TooManySteps, steps, worst_texts

import recruit

LETTERS = 100_000
"""So many letters are to cost no more than `MOST` steps."""
MOST = 80_000_000
SHORT, LONG, FEW = 300, 600, 10
GROWTH = 3
"""A text twice as long takes twice the steps, a little more where a repeat ends at 255 letters; four times is a square."""

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


class Use(NamedTuple):
    """A pattern and how it is used: `scan` stands for every method that tries it at each letter."""

    where: str
    pattern: str | bytes
    flags: int
    method: str


def uses() -> list[Use]:
    """Return every pattern of the package with the methods that are called on it."""
    found: set[Use] = set()
    named: dict[str, set[str]] = {}
    inline: list[tuple[str, ast.Call]] = []
    for path in sorted(Path(recruit.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Attribute) and node.attr in _METHODS and isinstance(node.value, ast.Name)):
                continue
            if node.value.id != "re":
                named.setdefault(node.value.id, set()).add(_kind(node.attr))
        inline += [
            (path.stem, node)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _METHODS
            and getattr(node.func.value, "id", "") == "re"
        ]
    for module, call in inline:
        # What is put together where it is used nobody can try out.
        assert isinstance(call.args[0], ast.Constant), f"{module}: {ast.unparse(call)}"
        flags = re.compile(call.args[0].value, _flags(call)).flags
        found.add(Use(module, call.args[0].value, flags, _kind(call.func.attr)))
    for info in pkgutil.walk_packages(recruit.__path__, "recruit."):
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for pattern in _patterns(value):
                for method in named.get(name, {"scan"}):
                    found.add(Use(f"{info.name}.{name}", pattern.pattern, pattern.flags, method))
    return sorted(found, key=lambda use: (use.where, str(use.pattern), use.method))


def _kind(method: str) -> str:
    return method if method in ("match", "fullmatch") else "scan"


def _flags(call: ast.Call) -> int:
    said = " ".join(map(ast.unparse, [*call.args[2:], *(keyword.value for keyword in call.keywords)]))
    return re.IGNORECASE if "re.IGNORECASE" in said else 0


def _patterns(value: object) -> list[re.Pattern]:
    if isinstance(value, re.Pattern):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else ()
    return [pattern for one in inside for pattern in _patterns(one)]


def fault(pattern: str | bytes, flags: int, method: str) -> str:
    """Return how a pattern's steps grow too fast, with the text; empty where they do not."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), 60_000))
    for text in sorted(worst_texts(pattern, flags)):
        try:
            few, many = (steps(pattern, flags, method, text.of(length)) for length in (SHORT, LONG))
        except TooManySteps:
            return f"no end on {text}"
        if many > GROWTH * few + FEW * LONG or many * LETTERS // LONG > MOST:
            return f"{few} steps, {many} where it is twice as long: {text}"
    return ""


@pytest.mark.parametrize("use", uses(), ids=lambda use: f"{use.where}-{use.method}")
def test_a_pattern_takes_steps_by_the_letters_of_its_text(use):
    assert fault(use.pattern, use.flags, use.method) == ""


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(a+)+b", "match"),
        (r"(?:a|a)*b", "match"),
        (r"\s*,", "scan"),
        (r"\[[^\]]*\]", "scan"),
        (r"x\s*\s*\s*y", "match"),
        (r"\{\s*(?:\w+\s*)*\}", "scan"),
        (r"[a-z]+(?:\.[a-z]+)*@", "scan"),
        (r"<a.*?>", "scan"),
        (r"(?:ab?)+(?:b?a)+c", "match"),
    ],
)
def test_patterns_that_are_known_to_be_slow_are_told(pattern, method):
    assert fault(pattern, 0, method)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(\d)([/.-])\d\2\d", "1/2/3"),
        (r"(?:ab|a)*c", "ababaac"),
        (r"(?<=a)b(?!c)", "xabd"),
        (r"a{2,3}?b", "aaab"),
        (r"^\w+\b\s*$", "Dũng  "),
        (r"(?:[^\"]|\\.)*+\"", 'a\\"'),
    ],
)
def test_the_counting_matcher_matches_as_the_real_one(pattern, text):
    from regex_steps import _Run, parsed

    run = _Run(text, 0)
    for start in range(len(text)):
        real = re.compile(pattern).match(text, start)
        assert run.build(parsed(pattern), run.done)(start) == (real.end() if real else -1)
