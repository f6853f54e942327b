"""Isolation: what may die, hang or fill the memory runs in a child process, and harms nobody when it does."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MEMORY = 512 * 1024 * 1024
"""Bytes of memory that an isolated call may take."""

SECONDS = 20
"""How long an isolated call may take."""

_ROOT = Path(__file__).resolve().parents[2]
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from recruit.guard.isolation import serve; serve(int(sys.argv[2]))"
)
_GRACE = 5
"""Seconds after its time in which a call's own process waits to be ended."""

_WINDOW = 4
"""Calls that wait for each worker, so that results do not pile up."""


class Lost(Exception):
    """A call that gave no result: `why` is `died`, `slow` (killed after its time) or `memory`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Child:
    """A process that runs calls one after another; started at the first, and anew after one that was lost.

    It is spawned, not forked, and knows nothing of its parent but the module to import. `memory` bounds its address
    space in bytes, 0 leaves it unbounded. Calls from several threads wait for each other.
    """

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def call(self, function: Callable[..., Any], *arguments: object, seconds: float = SECONDS) -> Any:
        """Return what the module's function `function` gives for `arguments`; what it raises is raised.

        Raises Lost where the process died, ran out of memory, or was killed after `seconds`.
        """
        with self._lock:
            process = self._running()
            slow = threading.Event()

            def stop() -> None:
                slow.set()
                process.kill()

            timer = threading.Timer(seconds, stop)
            timer.start()
            try:
                pickle.dump((function, arguments, seconds), process.stdin, pickle.HIGHEST_PROTOCOL)
                process.stdin.flush()
                state, result = pickle.load(process.stdout)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                self._end()
                raise Lost("slow" if slow.is_set() else "died") from error
            except BaseException:
                self._end()
                raise
            finally:
                timer.cancel()
            if state == "lost":
                self._end()
                raise Lost(result)
        if state == "raised":
            raise result
        return result

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                # Without -P a file of the current folder named as a module would be run.
                [sys.executable, "-P", "-c", _START, str(_ROOT), str(self._memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        process.wait()


_SHARED = Child()


def isolated(function: Callable[..., Any], *arguments: object) -> Any:
    """Return what `function` gives in this process's bounded child. Raises what it raises, or Lost."""
    return _SHARED.call(function, *arguments)


def in_parallel(
    function: Callable[[Any], Any], items: Sequence[Any], workers: int, seconds: float
) -> Iterator[Any | Lost]:
    """Yield what `function` gives for each of `items`, in their order, worked out by as many processes as `workers`.

    An item whose process was lost gives the Lost, and the next ones a new process.
    """
    children = [Child(memory=0) for _ in range(workers)]
    free = deque(children)

    def work(item: object) -> Any:
        child = free.popleft()
        try:
            return child.call(function, item, seconds=seconds)
        except Lost as lost:
            return lost
        finally:
            free.append(child)

    with ThreadPoolExecutor(workers) as pool:
        try:
            waiting = deque(pool.submit(work, item) for item in items[: workers * _WINDOW])
            for item in items[workers * _WINDOW :]:
                yield waiting.popleft().result()
                waiting.append(pool.submit(work, item))
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
            for child in children:
                child.close()


# -- inside the child --------------------------------------------------------------------------------------------------


def serve(memory: int) -> None:
    """Answer calls from standard input on standard output until it ends; to be run in a process of its own."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints goes nowhere, and never between two answers.
    nowhere = open(os.devnull, "wb")  # noqa: SIM115 - as long as the process
    os.dup2(nowhere.fileno(), 1)
    if memory:
        _bound_memory(memory)
    while True:
        try:
            function, arguments, seconds = pickle.load(requests)
        except (EOFError, OSError):
            return
        except MemoryError:
            answer: tuple[str, object] = ("lost", "memory")
        else:
            # Should the parent be killed meanwhile, nobody else ends a call that hangs.
            faulthandler.dump_traceback_later(seconds + _GRACE, exit=True, file=nowhere)
            answer = _answer(function, arguments)
            faulthandler.cancel_dump_traceback_later()
            del arguments
        try:
            data = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
        except MemoryError:
            data = pickle.dumps(("lost", "memory"))
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


def _bound_memory(memory: int) -> None:
    """Bound this process's memory where the system can; the gate's own budgets hold everywhere."""
    if os.name == "nt":
        with contextlib.suppress(OSError, AttributeError):
            _bound_memory_on_windows(memory)
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _bound_memory_on_windows(memory: int) -> None:
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", wintypes.LARGE_INTEGER),
            ("job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("active_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class Extended(ctypes.Structure):
        _fields_ = (
            ("basic", Basic),
            ("io_counters", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    job = kernel.CreateJobObjectW(None, None)
    limits = Extended()
    limits.basic.flags = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
    limits.process_memory = memory
    extended_limits = 9
    kernel.SetInformationJobObject(wintypes.HANDLE(job), extended_limits, ctypes.byref(limits), ctypes.sizeof(limits))
    kernel.AssignProcessToJobObject(wintypes.HANDLE(job), wintypes.HANDLE(kernel.GetCurrentProcess()))
