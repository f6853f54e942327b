"""Isolation: what may die, hang or fill the memory runs in a child process, and harms nobody when it does."""

from __future__ import annotations

import contextlib
import operator
import os
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from itertools import chain, islice, tee
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recruit.guard.bounds import OUT_OF_TIME, spend, time_left

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

MEMORY = 512 * 1024 * 1024
"""Bytes of memory that an isolated call may take."""

SECONDS = 20
"""Seconds of processor time that an isolated call may take, with all that it has other processes do."""

PATIENCE = 120
"""Seconds after which an isolated call is ended that takes no processor time and gives nothing."""

_ROOT = Path(__file__).resolve().parents[2]
# Without `site` a process starts faster; where modules lie it is told.
_START = (
    "import sys; memory, modules, *sys.path[:] = sys.argv[1:]; "
    "from recruit.guard.serving import serve; serve(int(memory), modules.split())"
)
_LISTENING = 0.2
"""Seconds after which the wait for a call looks up; on Windows nothing else interrupts it."""

_SHORTLY = 0.02
"""Seconds between two looks at calls that are being ended."""

_MOST_WORKERS = 8
"""Processes at most that share our own work."""

_WINDOW = 4
"""Calls that wait for each worker, so that results do not pile up."""


class Lost(Exception):
    """A call that gave no result: `why` is `died`, `slow` (ended after its time) or `memory`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Child:
    """A process that runs calls one after another; started at the first, and anew after one that was lost.

    It is spawned, not forked, and knows nothing of its parent but the module to import. `memory` bounds its address
    space in bytes, 0 leaves it unbounded; `modules` it loads before anything is asked of it. Calls from several threads
    wait for each other.
    """

    def __init__(self, memory: int = MEMORY, modules: Iterable[str] = ()) -> None:
        self._memory = memory
        self._modules = " ".join(modules)
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def call(
        self, function: Callable[..., Any], *arguments: object, seconds: float = PATIENCE, work: float | None = SECONDS
    ) -> Any:
        """Return what the module's function `function` gives for `arguments`; what it raises is raised.

        Raises Lost where the process died, ran out of memory, was killed after `seconds`, or has taken `work` seconds
        of processor time (None: any). What it takes is of what this process may take.
        """
        if work is not None and (left := time_left()) is not None:
            work = min(work, left)
        started = time.monotonic()
        with self._lock:
            process = self.start()
            slow = threading.Event()

            def stop() -> None:
                slow.set()
                process.kill()

            timer = threading.Timer(seconds, stop)
            timer.start()
            _CALLED.add(self)
            try:
                pickle.dump((function, arguments, seconds, work), process.stdin, pickle.HIGHEST_PROTOCOL)
                process.stdin.flush()
                state, result, taken = pickle.load(process.stdout)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                is_slow = self._end() == OUT_OF_TIME or slow.is_set()
                # Nobody can say any more what it has taken.
                spend(time.monotonic() - started)
                raise Lost("slow" if is_slow else "died") from error
            except BaseException:
                self._end()
                raise
            finally:
                _CALLED.discard(self)
                timer.cancel()
            spend(taken)
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

    def kill(self) -> None:
        """End the process, from any thread, also while it is called: the call is lost."""
        process = self._process
        if process is not None:
            process.kill()

    def start(self) -> subprocess.Popen[bytes]:
        """Start the process where it does not run. Raises OSError."""
        if self._process is None or self._process.poll() is not None:
            told = (str(self._memory), self._modules, str(_ROOT), *filter(None, sys.path))
            self._process = subprocess.Popen(
                # Without -P a file of the current folder named as a module would be run.
                [sys.executable, "-S", "-P", "-c", _START, *told],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process

    def _end(self) -> int | None:
        """End the process; return its exit code, which is its own where it had ended before."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        return process.wait()


_CALLED: set[Child] = set()
"""The children that are in a call."""

_IDLE: deque[Child] = deque()
"""Bounded processes that wait for calls: what is read next need not wait for one to start."""


def ready(*modules: str) -> None:
    """Have a bounded process start and load `modules`, beside what this one loads before it asks anything."""
    if not _IDLE:
        child = Child(modules=modules)
        # Whoever calls it hears why it does not start.
        with contextlib.suppress(OSError):
            child.start()
        _IDLE.append(child)


_AT_HAND: deque[Child] = deque()
"""A process for our own work, bound by no memory, that waits for some."""


def at_hand(*modules: str) -> None:
    """Have a process for our own work start and load `modules`: what is begun later is then done by it."""
    if not _AT_HAND and (os.cpu_count() or 1) > 1:
        child = Child(memory=0, modules=modules)
        # Without it the work is done here.
        with contextlib.suppress(OSError):
            child.start()
            _AT_HAND.append(child)


def isolated(function: Callable[..., Any], *arguments: object) -> Any:
    """Return what `function` gives in a bounded process. Raises what it raises, or Lost."""
    try:
        child = _IDLE.pop()
    except IndexError:
        child = Child()
    try:
        return child.call(function, *arguments, work=SECONDS)
    finally:
        _IDLE.append(child)


def bounded(function: Callable[[Any], Any], items: Iterable[Any], workers: int) -> Iterator[tuple[Any, Any | Lost]]:
    """Yield each of `items` with what `function` gives for it, in their order, by bounded processes (see `isolated`).

    An item whose process was lost has the Lost.
    """

    def work(item: Any) -> tuple[Any, Any | Lost]:
        try:
            return item, isolated(function, item)
        except Lost as lost:
            return item, lost

    return _in_order(work, items, workers)


def in_parallel(
    function: Callable[[Any], Any], items: Iterable[Any], workers: int, seconds: float
) -> Iterator[Any | Lost]:
    """Yield what `function` gives for each of `items`, in their order, worked out by as many processes as `workers`.

    It is our own work, and bound by nothing but `seconds`. An item whose process was lost gives the Lost, and the next
    ones a new process.
    """
    children = [Child(memory=0) for _ in range(workers)]
    free = deque(children)

    def work(item: object) -> Any:
        child = free.popleft()
        try:
            return child.call(function, item, seconds=seconds, work=None)
        except Lost as lost:
            return lost
        finally:
            free.append(child)

    try:
        yield from _in_order(work, items, workers)
    finally:
        for child in children:
            child.close()


def shared_out(makers: Iterable[Callable[[], Any]], alone: int, seconds: float = PATIENCE) -> Iterator[Any]:
    """Yield what each of `makers` gives, in their order: our own work, done by as many processes as there are cores.

    Up to `alone` of them are not worth a second process, and are done here; so is what a process was lost with, whose end
    says nothing of the work. A maker travels to its process: a partial call of a module's function, with plain data.
    """
    makers = iter(makers)
    first = list(islice(makers, alone + 1))
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    if len(first) <= alone or workers < 2:
        yield from map(operator.call, chain(first, makers))
        return
    sent, kept = tee(chain(first, makers))
    del first
    for maker, result in zip(kept, in_parallel(operator.call, sent, workers, seconds), strict=True):
        yield maker() if isinstance(result, Lost) else result


def begun(makers: Sequence[Callable[[], Any]], alone: int) -> Callable[[], Iterator[Any]]:
    """Begin what `makers` give in the process at hand, and return what gives the results, in their order, when called.

    Up to `alone` of them, and all where no process is at hand, are done when they are asked for. Of makers see `shared_out`.
    """
    if len(makers) <= alone or not _AT_HAND:
        return lambda: map(operator.call, makers)
    from concurrent.futures import ThreadPoolExecutor

    pool = ThreadPoolExecutor(1)
    future = pool.submit(_all_of, makers, _AT_HAND.pop())
    pool.shutdown(wait=False)

    def results() -> Iterator[Any]:
        for maker, result in zip(makers, _result(future), strict=True):
            yield maker() if isinstance(result, Lost) else result

    return results


def _all_of(makers: Sequence[Callable[[], Any]], child: Child) -> list[Any | Lost]:
    found: list[Any | Lost] = []
    try:
        for maker in makers:
            try:
                found.append(child.call(operator.call, maker, work=None))
            except Lost as lost:
                found.append(lost)
    finally:
        _AT_HAND.append(child)
    return found


def _in_order(work: Callable[[Any], Any], items: Iterable[Any], workers: int) -> Iterator[Any]:
    """Yield what `work` gives for each of `items`, in their order, by as many threads as `workers`."""
    # No process that reads shares anything out.
    from concurrent.futures import ThreadPoolExecutor

    waiting: deque[Future[Any]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) >= workers * _WINDOW:
                    yield _result(waiting[0])
                    waiting.popleft()
            while waiting:
                yield _result(waiting[0])
                waiting.popleft()
        except BaseException:
            # Nobody waits for the rest: whoever stops a run is not to wait for calls that go on.
            _end_calls(waiting)
            raise


def _result(future: Future[Any]) -> Any:
    """Return what a call gave; while it waits it listens, so that Windows too hears whoever stops the run."""
    while True:
        try:
            return future.result(timeout=_LISTENING)
        except TimeoutError:
            if future.done():
                return future.result()


def _end_calls(futures: Iterable[Future[Any]]) -> None:
    """End calls, with the processes in which they run."""
    left = [future for future in futures if not future.cancel()]
    while any(not future.done() for future in left):
        for child in tuple(_CALLED):
            child.kill()
        time.sleep(_SHORTLY)
