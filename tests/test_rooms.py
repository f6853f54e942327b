"""The layout of the package: rooms in one order, each asking only those below it, and no circle."""

from __future__ import annotations

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "recruit"

ORDER = (
    "cli",
    "run",
    "screen",
    "deliver",
    "write",
    "letters",
    "month",
    "measure",
    "check",
    "merge",
    "read",
    "books",
    "recount",
    "intake",
    "declared",
    "guard",
    "language",
    "job",
    "model",
    "errors",
)
"""The rooms and what lies loose beside them, from what is asked last to what asks nobody."""

LOOSE = {"cli", "run", "month", "job", "model", "errors"}


def modules(package: Path) -> dict[str, Path]:
    """Return each module of a package by its dotted name."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path, known: dict[str, Path]) -> dict[str, int]:
    """Return the modules that a module imports anywhere in its source, each with the line of its first import."""
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno} imports by dots"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in known else node.module or "" for name in names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name in known:
                found.setdefault(name, node.lineno)
    return found


def arrows(package: Path) -> list[tuple[str, str, int]]:
    """Return every import between a package's modules: who, whom, in which line."""
    known = modules(package)
    return [(who, whom, line) for who, path in known.items() for whom, line in imports(path, known).items()]


def room(module: str) -> str:
    """Return the room that a module belongs to, or its own name where it lies loose."""
    return module.split(".")[1]


def back_arrows(package: Path) -> list[str]:
    """Return the imports that reach up into a room above their own."""
    return [
        f"{who}, line {line}, imports {whom}"
        for who, whom, line in arrows(package)
        if who.count(".") and whom.count(".") and ORDER.index(room(who)) > ORDER.index(room(whom))
    ]


def circle(package: Path) -> list[str]:
    """Return a circle of modules that import each other, empty where there is none."""
    graph: dict[str, set[str]] = {}
    for who, whom, _ in arrows(package):
        graph.setdefault(who, set()).add(whom)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def test_no_import_reaches_up_into_a_room_above():
    assert back_arrows(PACKAGE) == []


def test_the_second_opinion_shares_nothing_that_reads_merges_or_counts():
    asked = {whom for who, whom, _ in arrows(PACKAGE) if room(who) == "recount"}
    assert {room(whom) for whom in asked} == {"recount", "intake", "declared", "guard", "model", "errors"}


def test_no_modules_import_each_other_in_a_circle():
    assert circle(PACKAGE) == []


def test_nothing_lies_loose_beside_the_rooms_but_what_runs_them():
    found = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert found == LOOSE


def test_every_room_stands_in_the_order():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(ORDER) - LOOSE


def test_the_page_for_whoever_carries_on_names_every_room_in_this_order():
    page = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("| room | takes |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert [name.removesuffix(".py") for row in rows for name in re.findall(r"`([^`]+)`", row)] == list(ORDER)


WRONG = re.compile(
    r"Flaw|Hit|Finding|Remark|Remaining|Refus(?:ed|al)|Fault|Problem|Defect|Mistake|Issue(?!d)|Complaint"
)
"""Nouns for what is wrong: those that the table has, and those that it once needed or might."""


def test_what_is_wrong_is_called_by_the_nouns_of_the_table():
    page = (PACKAGE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("| noun | room |")[2].partition("\n\n")[0]
    nouns = re.findall(r"^\| `…?(\w+)` \|", table, re.MULTILINE)
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in modules(PACKAGE).values())
    classes = {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    called = {name.removesuffix("Problem") and "Problem" if name.endswith("Problem") else name for name in classes}
    assert {name for name in called if WRONG.search(name)} == set(nouns)


@pytest.mark.parametrize("path", modules(PACKAGE).values(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_in_its_first_line_what_it_is_for(path):
    assert path.read_text(encoding="utf-8").startswith('"""')


@pytest.fixture
def copy(tmp_path):
    """A copy of the package's rooms with one module each, to be wired wrongly."""
    for name in ("read", "check"):
        folder = tmp_path / "recruit" / name
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("")
        (folder / "one.py").write_text("")
        (folder / "two.py").write_text("")
    (tmp_path / "recruit" / "__init__.py").write_text("")
    return tmp_path / "recruit"


@pytest.mark.parametrize(
    "source",
    [
        "from recruit.check.one import thing\n",
        "import recruit.check.one\n",
        "from recruit.check import one\n",
        "def late():\n    from recruit.check.one import thing\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from recruit.check.one import Thing\n",
    ],
)
def test_a_back_arrow_is_named_with_its_line(copy, source):
    (copy / "read" / "one.py").write_text(source)
    line = 1 + source[: source.index("recruit.check")].count("\n")
    assert back_arrows(copy) == [f"recruit.read.one, line {line}, imports recruit.check.one"]


def test_a_circle_inside_a_room_is_named(copy):
    (copy / "read" / "one.py").write_text("from recruit.read.two import thing\n")
    (copy / "read" / "two.py").write_text("def late():\n    from recruit.read import one\n")
    assert set(circle(copy)) == {"recruit.read.one", "recruit.read.two"}
