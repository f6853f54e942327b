"""What has to be there before the program can be installed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from wine import absent

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def declared() -> list[str]:
    """Return the versions of Python that the package declares."""
    return [
        found[1] for said in PROJECT["classifiers"] for found in [re.search(r":: Python :: (3\.\d+)$", said)] if found
    ]


def test_the_package_declares_what_it_requires_and_runs_on_one_of_them():
    assert f">={declared()[0]}" == PROJECT["requires-python"]
    assert "{}.{}".format(*sys.version_info) in declared()


def test_every_library_can_be_had_made_up_for_the_newest_python_of_windows(tmp_path):
    for_windows = ("--only-binary=:all:", "--platform=win_amd64", f"--python-version={declared()[-1]}")
    looked_up = ("--dry-run", "--ignore-installed", f"--target={tmp_path}", *for_windows, *PROJECT["dependencies"])
    got = subprocess.run([sys.executable, "-m", "pip", "install", *looked_up], capture_output=True, text=True)
    if got.returncode:
        absent(f"no libraries for {declared()[-1]}, or no package index: {got.stderr[-500:]}")
    assert "Would install" in got.stdout


@pytest.mark.xdist_group("one")
def test_tests_of_one_group_run_on_one_worker(request):
    by_groups = request.config.getoption("loadgroup", False)
    assert request.node.nodeid.endswith("@one") == by_groups


def test_no_test_is_named_by_the_bytes_of_a_file(request):
    """Two workers make a file in two seconds, and name what holds the second differently; then no test runs."""
    assert [item.nodeid for item in request.session.items if "PK\\x03" in item.nodeid] == []
