"""The clerk's screen: Vietnamese on any console, also one that cannot show its letters, or none at all."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys
import unicodedata
from time import monotonic
from typing import TextIO

from recruit.language.door import one_line

_BARE = {
    ord("đ"): "d",
    ord("Đ"): "D",
    ord("–"): "-",
    ord("“"): '"',
    ord("”"): '"',
    ord("…"): "...",
    ord("·"): "-",
    ord("→"): ">",
}


def _without_marks(error: UnicodeError) -> tuple[str, int]:
    """Encode what a console cannot show as its bare letters: `Kết quả` reads on as `Ket qua`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = unicodedata.normalize("NFD", error.object[error.start : error.end].translate(_BARE))
    bare = "".join(char for char in text if not unicodedata.combining(char))
    return bare.encode("ascii", "replace").decode("ascii"), error.end


codecs.register_error("recruit.bare", _without_marks)


_STREAMS = 3
"""Standard input, output and error."""


def prepare() -> None:
    """Let the screen take any Vietnamese text, whatever its encoding; where there is none, let what is said go nowhere."""
    for number in range(_STREAMS):
        try:
            os.fstat(number)
        except OSError:
            # Else the next file that is opened gets this number, and what a library says to a screen goes into it.
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None or stream.closed:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the process
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="recruit.bare")


def tell(line: str) -> None:
    """Show the clerk one line, whatever is in it."""
    _end_count()
    show(sys.stdout, f"{one_line(line)}\n")


def warn(line: str) -> None:
    """Show one line where errors are shown."""
    _end_count()
    show(sys.stderr, f"{one_line(line)}\n")


def show(stream: TextIO, text: str) -> None:
    """Write to a screen; one that has gone, or takes nothing more, stops nobody."""
    try:
        stream.write(text)
        stream.flush()
    except (OSError, ValueError):
        _turn_off(stream)


def _turn_off(stream: TextIO) -> None:
    """Let what is left for a screen that takes nothing go nowhere, so that Python does not fail on it at its end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


_counting: list[TextIO] = []
"""The screen on which a count of files stands that is not at its end yet, if there is one."""


def _end_count() -> None:
    """Let what is said begin a line of its own."""
    while _counting:
        show(_counting.pop(), "\n")


class Progress:
    """A line that counts files, on a terminal only; nothing where the screen is a file or a pipe."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty()
        self._started = monotonic()
        self._last = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = monotonic()
        if not self._shown or (done < total and now - self._last < 0.2):
            return
        self._last = now
        rest = (now - self._started) / done * (total - done)
        tail = f", còn khoảng {rest:.0f} giây" if rest >= 1 else ""
        show(self._stream, f"\rĐang đọc {done}/{total} tệp{tail}    ")
        _counting[:] = [self._stream]
        if done == total:
            _end_count()
