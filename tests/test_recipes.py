"""The recipes of CONTRIBUTING.md, each done in a copy of the repository by the very steps that its text gives."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMES = ("Add a column", "Add a choice", "Add a rule with a day", "Add an edition", "Add a document")
LAST = "After any of them"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WHERE = re.compile(r"[Ii]n `([^`]+)`, (before|after|instead of):$")
_WRITE = re.compile(r"[Ww]rite:$")
_MAKE = re.compile(r"[Mm]ake `([^`]+)`:$")
_AT_THE_END = re.compile(r"[Aa]t the end of `([^`]+)`, write:$")


class Step(NamedTuple):
    """One step of a recipe: `how` is make, end, before, after, instead of, or run; `text` is what its block holds."""

    how: str
    text: str
    path: str = ""
    at: str = ""

    @property
    def is_about_tests(self) -> bool:
        """Whether the step says what must come out, and not how."""
        return self.path.startswith("tests/")

    @property
    def runs_tests(self) -> bool:
        """Whether the step is a command that runs tests."""
        return self.how == "run" and "pytest" in self.text


def section(name: str) -> str:
    """Return the text under a heading of the third level."""
    found = re.search(rf"^### {re.escape(name)}\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"CONTRIBUTING.md has no section “{name}”"
    return found[1]


def steps(text: str) -> list[Step]:
    """Return the steps of a section: each block with what the words before it ask for."""
    found: list[Step] = []
    where: tuple[str, str, str] | None = None
    end = 0
    for block in _BLOCK.finditer(text):
        words = " ".join(text[end : block.start()].split())
        end = block.end()
        if block[1] == "sh":
            found.append(Step("run", block[2]))
        elif match := _WHERE.search(words):
            where = (match[2], match[1], block[2])
        elif match := _MAKE.search(words):
            found.append(Step("make", block[2], match[1]))
        elif match := _AT_THE_END.search(words):
            found.append(Step("end", block[2], match[1]))
        else:
            assert _WRITE.search(words) and where, f"CONTRIBUTING.md does not say where this goes:\n{block[2]}"
            found.append(Step(where[0], block[2], where[1], where[2]))
            where = None
    assert where is None, f"CONTRIBUTING.md does not say what goes here:\n{where}"
    return found


def take(step: Step, root: Path) -> None:
    """Take a step that writes in a copy of the repository."""
    path = root / step.path
    if step.how == "make":
        assert not path.exists(), f"{step.path} is there already: the recipe is to make another file"
        path.write_text(step.text, encoding="utf-8")
        return
    whole = path.read_text(encoding="utf-8")
    if step.how == "end":
        path.write_text(f"{whole.rstrip()}\n\n\n{step.text}", encoding="utf-8")
        return
    # Lines may be named by their beginning, and what is written instead may be a part of one.
    at = step.at if step.how == "after" else step.at.rstrip("\n")
    text = step.text.rstrip("\n") if step.how == "instead of" else step.text
    times = whole.count(at)
    assert times == 1, f"{step.path} has this {times} times; mend the recipe in CONTRIBUTING.md:\n{at}"
    new = {"before": text + at, "after": at + text, "instead of": text}[step.how]
    path.write_text(whole.replace(at, new), encoding="utf-8")


def run(command: str, root: Path, options: str = "") -> subprocess.CompletedProcess[str]:
    """Run the commands of a step in a copy, with this Python and the copy's own package; `options` are for pytest."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"PATH": path, "PYTHONPATH": str(root), "PYTEST_ADDOPTS": f"-p no:cacheprovider {options}"}
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    return subprocess.run(
        ["sh", "-ec", command], cwd=root, env=kept | own, capture_output=True, encoding="utf-8", timeout=300
    )


def sound(command: str, root: Path) -> None:
    """Run commands that must end well."""
    done = run(command, root)
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the repository, without what is no part of it."""
    ignored = shutil.ignore_patterns(".*", "output", "output_*", "*.egg-info", "benchmarks")
    return Path(shutil.copytree(ROOT, tmp_path / "recruit", ignore=ignored))


@pytest.mark.parametrize("name", NAMES)
def test_a_recipe_makes_what_its_tests_ask_for(name, copy):
    recipe = steps(section(name))
    asked = [step for step in recipe if step.is_about_tests]
    tests = [step for step in recipe if step.runs_tests]
    assert asked and tests, f"the recipe “{name}” has no test of its own"
    for step in asked:
        take(step, copy)
    for step in tests:
        done = run(step.text, copy, "-x")
        assert done.returncode, f"holds without the recipe's steps:\n{step.text}{done.stdout[-2000:]}"
    for step in recipe:
        if step.how == "run":
            sound(step.text, copy)
        elif step not in asked:
            take(step, copy)


def test_after_all_recipes_everything_that_is_made_is_made_again(copy):
    for name in NAMES:
        for step in steps(section(name)):
            if step.how != "run":
                take(step, copy)
            elif not step.runs_tests:
                sound(step.text, copy)
    last = steps(section(LAST))
    assert last
    for step in last:
        sound(step.text, copy)


def test_no_recipe_is_left_untried():
    recipes = re.search(r"^## Recipes\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert re.findall(r"^### (.*)$", recipes[1], re.MULTILINE) == [*NAMES, LAST]
