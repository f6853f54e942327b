"""One budget for each file: whatever its reader does, it is ended and the file named, and the others are read."""

from __future__ import annotations

import time

import lost_readers
import pytest
from lost_readers import DIES, FILLS, SPINS
from office import person

from recruit.guard import isolation
from recruit.guard.bounds import bound_time, spend, time_left
from recruit.guard.isolation import Child, Lost, isolated
from recruit.guard.refusals import refusal
from recruit.model import FileOutcome
from recruit.read import inbox

pytestmark = pytest.mark.apart


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(isolation, "SECONDS", 0.5)
    monkeypatch.setattr(inbox, "_read_batch", lost_readers.read_batch)


@pytest.mark.parametrize(("name", "code"), [(DIES, "lost"), (SPINS, "slow"), (FILLS, "memory")])
def test_a_file_on_which_its_reader_is_lost_is_named_and_those_beside_it_are_read(office, short, name, code):
    result = office.send([person("Lò Văn An")]).put(name, b"x").put("z.bin", b"\x01\x02").month()
    said = {file.file: (file.outcome, file.detail) for file in result.files}
    assert said[name] == (FileOutcome.UNREADABLE, refusal(code).reason)
    assert said["CB01_11.xlsx"][0] is FileOutcome.USED
    assert said["z.bin"] == (FileOutcome.UNREADABLE, refusal("unknown").reason)


def test_a_large_file_is_read_alone(office, short, monkeypatch):
    """It has its budget at once, and is not tried twice."""
    monkeypatch.setattr(inbox, "BATCH_SIZE", 10)
    tried: list[list[str]] = []
    read = inbox.bounded

    def counted(function, items, workers):
        batches = [list(batch) for batch in items]
        tried.extend([found.name for found in batch] for batch in batches)
        return read(function, batches, workers)

    monkeypatch.setattr(inbox, "bounded", counted)
    office.put(SPINS, b"x" * 50).put("z.bin", b"\x01\x02").month()
    assert tried == [["ke_hoach.xlsx"], [SPINS], ["z.bin"]]


def test_no_file_is_read_in_the_process_of_the_run(office, monkeypatch):
    def never(*_):
        raise AssertionError("read here")

    monkeypatch.setattr("recruit.read.file._read_file", never)
    assert office.send([person("Lò Văn An")]).month().totals


# -- processor time ----------------------------------------------------------------------------------------------------


@pytest.fixture
def child():
    made = Child()
    yield made
    made.close()


def test_what_works_without_end_in_another_language_is_ended_too(child):
    with pytest.raises(Lost) as caught:
        child.call(sum, range(10**12), work=0.1)
    assert caught.value.why == "slow"


def test_to_wait_is_no_work(child):
    assert child.call(time.sleep, 0.3, work=0.1) is None


def test_each_call_has_a_budget_of_its_own(child):
    for _ in range(3):
        child.call(_work, 0.06, work=0.1)


def test_what_a_reader_has_others_do_is_of_its_budget(child):
    assert child.call(_left_after, 0.05, work=10) < 9.96
    with pytest.raises(Lost) as caught:
        child.call(_left_after, 10**9, work=0.1)
    assert caught.value.why == "slow"


def test_what_is_spent_elsewhere_is_taken_from_the_bound():
    bound_time(1000)
    try:
        spend(600)
        assert 300 < time_left() < 400
    finally:
        bound_time(None)
    assert time_left() is None


def _work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def _left_after(seconds: float) -> float | None:
    isolated(_work, seconds)
    return time_left()
