"""The inside of a process that was started for calls: it answers one after another, each within its bounds."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

from recruit.guard.bounds import bound_memory, bound_time, time_left

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_GRACE = 5
"""Seconds after its time in which a call's own process waits to be ended."""


def serve(memory: int, modules: Iterable[str]) -> None:
    """Answer calls from standard input on standard output until it ends; to be run in a process of its own.

    `modules` are loaded first.
    """
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints goes nowhere, and never between two answers.
    nowhere = open(os.devnull, "wb")  # noqa: SIM115 - as long as the process
    os.dup2(nowhere.fileno(), 1)
    if memory:
        bound_memory(memory)
    # What is missing is said where it is asked for.
    with contextlib.suppress(Exception):
        for module in modules:
            import_module(module)
    while True:
        try:
            function, arguments, seconds, work = pickle.load(requests)
        except (EOFError, OSError):
            return
        except MemoryError:
            answer: tuple[str, object] = ("lost", "memory")
            taken = 0.0
        else:
            # Should the parent be killed meanwhile, nobody else ends a call that hangs.
            faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=nowhere)
            started = time.process_time()
            bound_time(work)
            answer = _answer(function, arguments)
            left = time_left()
            taken = time.process_time() - started if left is None else work - left
            bound_time(None)
            faulthandler.cancel_dump_traceback_later()
            del arguments
        try:
            data = pickle.dumps((*answer, taken), pickle.HIGHEST_PROTOCOL)
        except MemoryError:
            data = pickle.dumps(("lost", "memory", taken))
        answers.write(data)
        answers.flush()


def _answer(function: Callable[..., Any], arguments: tuple[object, ...]) -> tuple[str, object]:
    try:
        return "done", function(*arguments)
    except MemoryError:
        return "lost", "memory"
    except Exception as error:
        return "raised", error
    except BaseException:
        # Libraries in other languages raise their panics past Exception.
        return "lost", "died"
