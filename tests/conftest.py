"""Fixtures that several test files share."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with one chi bộ, CB01, and a plan for 2024."""
    return Office(tmp_path / "hộp thư")


@pytest.fixture
def offices(tmp_path: Path):
    """Make an office with given units and plan options."""
    made = []

    def make(*units, **options) -> Office:
        made.append(None)
        return Office(tmp_path / f"hộp thư {len(made)}", *units, **options)

    return make
