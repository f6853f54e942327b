"""The clerk's screen: Vietnamese on any console, also one that cannot show its letters."""

from __future__ import annotations

import codecs
import sys
import unicodedata
from time import monotonic
from typing import TextIO

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


def prepare(*streams: TextIO) -> None:
    """Let `streams` take any Vietnamese text, whatever their encoding."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="recruit.bare")


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
        end = "\n" if done == total else ""
        self._stream.write(f"\rĐang đọc {done}/{total} tệp{tail}    {end}")
        self._stream.flush()
