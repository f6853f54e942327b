"""Everything that is made from the code is shipped as the code makes it; one command makes all of it again."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAKE = runpy.run_path(str(ROOT / "docs" / "make.py"))


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, bytes]:
    """What the command makes, by its path in the repository."""
    root = tmp_path_factory.mktemp("made")
    MAKE["make"](root)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def stale(made: dict[str, bytes], folder: str) -> list[str]:
    """Return the files under a folder that are not shipped as they are made."""
    shipped = {name: ROOT / name for name in made if name.startswith(folder)}
    assert shipped
    return sorted(name for name, path in shipped.items() if not path.is_file() or path.read_bytes() != made[name])


@pytest.mark.parametrize("folder", ["templates/", "docs/", "input_examples/", "recruit/"])
def test_what_is_shipped_is_what_the_code_makes(made, folder):
    old = stale(made, folder)
    assert not old, f"no longer what the code makes: {', '.join(old)}. Run: {MAKE['COMMAND']}"


def test_the_example_year_holds_nothing_that_is_not_made(made):
    shipped = (path for path in (ROOT / "input_examples").rglob("*") if path.is_file())
    names = {path.relative_to(ROOT).as_posix() for path in shipped}
    left = sorted(names - made.keys())
    assert not left, f"made by nothing: {', '.join(left)}. Run: {MAKE['COMMAND']}"
