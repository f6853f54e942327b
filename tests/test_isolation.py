"""Calls in child processes: what dies, hangs or fills the memory there harms nobody here."""

from __future__ import annotations

import math
import operator
import os
import sys
import time
from collections import deque
from functools import partial

import pytest

from recruit.guard import isolation
from recruit.guard.gate import sound_members
from recruit.guard.isolation import Child, Lost, at_hand, begun, in_parallel, isolated, ready, shared_out
from recruit.guard.refusals import Refused, refusal


@pytest.fixture
def child():
    made = Child()
    yield made
    made.close()


def lost(child: Child, function, *arguments, seconds: float = 20) -> str:
    with pytest.raises(Lost) as caught:
        child.call(function, *arguments, seconds=seconds)
    return caught.value.why


def test_a_call_gives_what_the_function_gives():
    assert isolated(math.sqrt, 4) == 2


def test_the_call_is_made_in_another_process(child):
    assert child.call(os.getpid) not in (0, os.getpid())


def modules_loaded() -> list[str]:
    return sorted(sys.modules)


@pytest.mark.parametrize(("module", "is_there"), [("colorsys", True), ("", False), ("no_such_module", False)])
def test_a_process_loads_a_module_before_it_is_asked_for_anything(module, is_there):
    child = Child(modules=[module])
    try:
        assert ("colorsys" in child.call(modules_loaded)) is is_there
    finally:
        child.close()


def test_of_processes_made_ready_one_waits_and_answers_the_next_call(monkeypatch):
    waiting: deque[Child] = deque()
    monkeypatch.setattr(isolation, "_IDLE", waiting)
    ready("colorsys")
    ready("colorsys")
    [child] = waiting
    try:
        assert "colorsys" in isolated(modules_loaded)
    finally:
        child.close()


def test_what_the_function_raises_is_raised(child):
    with pytest.raises(ZeroDivisionError):
        child.call(divmod, 1, 0)


def test_a_refusal_comes_through_with_its_code_and_reason(child):
    with pytest.raises(Refused) as caught:
        child.call(sound_members, b"PK\x03\x04")
    assert (caught.value.code, caught.value.reason) == ("damaged", refusal("damaged").reason)


def test_a_process_that_aborts_is_lost_and_the_next_call_has_a_new_one(child):
    assert lost(child, os.abort) == "died"
    assert child.call(abs, -1) == 1


def test_a_call_that_takes_too_long_is_ended(child):
    assert lost(child, time.sleep, 60, seconds=0.5) == "slow"


@pytest.mark.skipif(os.name == "nt", reason="the bound is another one on Windows")
def test_a_call_that_wants_too_much_memory_is_lost(child):
    assert lost(child, bytes, 2_000_000_000) == "memory"


def test_what_a_library_prints_does_not_come_between_the_answers(child):
    assert child.call(print, "x") is None
    assert child.call(os.system, "echo x") == 0
    assert child.call(abs, -1) == 1


def test_an_exit_inside_the_call_is_a_loss_and_no_end_of_ours(child):
    assert lost(child, exit) == "died"


def test_parallel_results_come_in_the_order_of_the_items():
    assert list(in_parallel(abs, range(-30, 0), 3, 20)) == list(range(30, 0, -1))


def test_an_item_that_ends_its_process_is_lost_alone():
    calls = [partial(os._exit, 1) if number == 3 else partial(abs, number) for number in range(6)]
    results = list(in_parallel(operator.call, calls, 2, 20))
    assert [r if isinstance(r, int) else r.why for r in results] == [0, 1, 2, "died", 4, 5]


@pytest.mark.parametrize(("alone", "elsewhere"), [(3, False), (2, True)])
def test_work_worth_a_second_process_is_done_there_and_less_here(monkeypatch, alone, elsewhere):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert (os.getpid() not in shared_out([os.getpid] * 3, alone)) is elsewhere


def test_shared_work_comes_in_its_order_and_what_a_process_was_lost_with_is_done_here(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    makers = [partial(abs, -number) for number in range(9)]
    makers[4] = partial(eval, f"4 if __import__('os').getpid() == {os.getpid()} else __import__('os')._exit(1)")
    assert list(shared_out(iter(makers), 0)) == list(range(9))


@pytest.fixture
def a_second(monkeypatch):
    """A process for our own work that waits for some."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(isolation, "_AT_HAND", deque())
    at_hand("math")
    [child] = isolation._AT_HAND
    # One that is ended while it starts leaves its console behind under Wine.
    child.call(abs, 0)
    yield child
    child.close()


@pytest.mark.parametrize(("alone", "elsewhere"), [(3, False), (2, True)])
def test_work_that_is_begun_is_done_by_the_process_at_hand_and_less_here(a_second, alone, elsewhere):
    results = begun([os.getpid] * 3, alone)
    assert (os.getpid() not in results()) is elsewhere


def test_begun_work_comes_in_its_order_and_what_the_process_was_lost_with_is_done_here(a_second):
    makers = [partial(abs, -number) for number in range(9)]
    makers[4] = partial(eval, f"4 if __import__('os').getpid() == {os.getpid()} else __import__('os')._exit(1)")
    assert list(begun(makers, 0)()) == list(range(9))


def test_what_begun_work_raises_is_raised_where_its_results_are_asked_for(a_second):
    results = begun([partial(int, "1"), partial(int, "một")], 0)
    with pytest.raises(ValueError, match="một"):
        list(results())


def test_the_process_at_hand_is_there_again_for_the_next_work(a_second):
    first = list(begun([os.getpid] * 3, 0)())
    assert list(begun([os.getpid] * 3, 0)()) == first


def test_without_a_process_at_hand_work_is_done_here_when_it_is_asked_for(monkeypatch):
    monkeypatch.setattr(isolation, "_AT_HAND", deque())
    done = []
    results = begun([partial(done.append, 1)] * 3, 0)
    assert done == []
    assert (list(results()), done) == ([None] * 3, [1] * 3)


def test_on_one_core_no_process_is_at_hand(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(isolation, "_AT_HAND", deque())
    at_hand()
    assert not isolation._AT_HAND


def test_leaving_parallel_work_early_leaves_no_process_behind():
    work = in_parallel(time.sleep, [0.01] * 50, 2, 20)
    next(work)
    work.close()


def test_a_call_whose_parent_was_killed_does_not_go_on_for_ever(monkeypatch):
    """The parent's own watch is taken away; the process itself ends the call."""
    from recruit.guard import isolation

    class Never:
        def __init__(self, seconds, function):
            pass

        def start(self):
            pass

        def cancel(self):
            pass

    monkeypatch.setattr(isolation.threading, "Timer", Never)
    assert lost(Child(), time.sleep, 600, seconds=-4) == "died"
