"""Fixtures that several test files share."""

from __future__ import annotations

from pathlib import Path

import pytest
from committees import SENT, lower_office, upper_office
from office import Office, admitted, person

from recruit.read import inbox


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a file's bytes by the argument: many hold the second in which they were made, and each worker makes its own.

    Workers that name a test differently run none at all.
    """
    return argname if isinstance(val, bytes) else None


_MADE_ONCE = (
    *("test_word_for_word", "test_generated", "test_returned", "test_templates_saved_again", "test_manual"),
    *("test_self_check", "test_facts", "test_door", "test_fitted_workbooks", "test_examples", "test_word_documents"),
    *("test_overview", "test_windows_folder"),
)
"""Modules whose tests look at the same things, which take seconds to make: one worker makes them."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep each of these modules on one worker, but for tests that share something with other modules' tests."""
    for item in items:
        if item.path.stem in _MADE_ONCE and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(autouse=True)
def waits(monkeypatch) -> list[float]:
    """The seconds that a run would have waited for what another program holds; no test waits."""
    waited: list[float] = []
    monkeypatch.setattr("recruit.intake.held.sleep", waited.append)
    return waited


_BOUNDED = inbox.bounded


def _here(read, batches, workers):
    return ((batch, read(batch)) for batch in batches)


@pytest.fixture(scope="session", autouse=True)
def reading_here() -> None:
    """Read the folder's files in the tests' own process, which is quicker and in which a test can put things in others' place.

    Whoever runs the command reads them in processes of their own, and so do the tests marked `apart`.
    """
    inbox.bounded = _here


@pytest.fixture(autouse=True)
def reading_apart(request, monkeypatch) -> None:
    """Read the folder's files in bounded processes, as the command does, where the test is marked so."""
    if request.node.get_closest_marker("apart"):
        monkeypatch.setattr(inbox, "bounded", _BOUNDED)


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


@pytest.fixture
def lower(tmp_path) -> Office:
    """An office in whose lists a person stands on a chi bộ's and the đoàn thể's, and another moved."""
    office = lower_office(tmp_path)
    office.send(
        [
            admitted(),
            person(**SENT),
            person("Lò Thị Mai", "02/03/1999", left="01/06/2024", reason="Chuyển sang đơn vị khác"),
        ]
    )
    office.send([person("Lò Thị Mai", "02/03/1999", joined="01/06/2024", **SENT)], unit="CB02")
    office.send([person(**SENT), person("Sùng A Páo", "1990")], unit="DT01")
    return office


@pytest.fixture
def upper(tmp_path) -> Office:
    return upper_office(tmp_path)
