"""Links of the file system for the tests, where the system has any."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


def link(place: Path, target: str | Path, *, to_folder: bool = False) -> None:
    """Make a symbolic link at `place`; skip the test where Windows lets nobody make one."""
    try:
        place.symlink_to(target, target_is_directory=to_folder)
    except OSError:
        if os.name != "nt":
            raise
    if not os.path.lexists(place):
        pytest.skip("no links here")
