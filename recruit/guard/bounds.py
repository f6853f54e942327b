"""What this process may take of memory and of processor time: the system holds the bounds, whatever code runs."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from functools import cache
from typing import Any

OUT_OF_TIME = 1816 if os.name == "nt" else -signal.SIGPROF
"""The exit code of a process that has used its processor time up."""

_until: float | None = None
"""When the time is up, by this process's own clock of processor time; None while there is no bound."""


def bound_memory(memory: int) -> None:
    """Bound this process's address space to `memory` bytes where the system can; the gate's own budgets hold everywhere."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if os.name == "nt":
            _job().set(0x100, process_memory=memory)  # JOB_OBJECT_LIMIT_PROCESS_MEMORY
        else:
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def bound_time(seconds: float | None) -> None:
    """End this process when it has taken `seconds` more of processor time; None lifts the bound."""
    global _until
    _until = None if seconds is None else time.process_time() + seconds
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if os.name == "nt":
            whole = 0 if seconds is None else int((os.times().user + seconds) * 10_000_000)
            _job().set(0x2 if whole else 0, process_time=whole)  # JOB_OBJECT_LIMIT_PROCESS_TIME
        else:
            # The system counts also while a library in another language works, and its default is to end the process.
            signal.setitimer(signal.ITIMER_PROF, seconds or 0)


def time_left() -> float | None:
    """Return the seconds of processor time that this process may still take, None where there is no bound."""
    return None if _until is None else max(_until - time.process_time(), _LEAST)


def spend(seconds: float) -> None:
    """Count what another process has taken for this one."""
    left = time_left()
    if left is not None:
        bound_time(max(left - seconds, _LEAST))


_LEAST = 0.01
"""No timer runs for no time at all."""


@cache
def _job() -> Any:
    """Return the Windows job of this process, whose limits it bears."""
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
    handle = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
    kernel.AssignProcessToJobObject(handle, wintypes.HANDLE(kernel.GetCurrentProcess()))

    class Job:
        """The limits of the job, kept together since the system takes them together."""

        def __init__(self) -> None:
            self._limits = Extended()

        def set(self, flag: int, *, process_memory: int | None = None, process_time: int | None = None) -> None:
            """Set one of the limits; the flag 0 lifts the one of time."""
            basic = self._limits.basic
            if process_memory is not None:
                self._limits.process_memory = process_memory
            if process_time is not None:
                basic.process_time = process_time
                basic.flags &= ~0x2
            basic.flags |= flag
            extended_limits = 9
            kernel.SetInformationJobObject(
                handle, extended_limits, ctypes.byref(self._limits), ctypes.sizeof(self._limits)
            )

    return Job()
