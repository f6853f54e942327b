"""What a launcher of the offline folder starts: takes apart what was dropped on it, runs the command, opens the page.

Its exit code is the command's and ten, so that the launcher knows whether anything could be said at all.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recruit.deliver.outcome import Outcome

SAID = 10
"""What is added to the command's exit code."""

DO_NOT_WAIT = "RECRUIT_KHONG_CHO"
"""The variable that says that nobody sits there, as in a scheduled task."""

_NOT_LOADED = (
    "Windows không nạp được một phần của chương trình ({what}): tệp bị thiếu, hoặc bị phần mềm diệt virus hay Windows chặn. "
    "Giải nén lại tệp .zip vào một thư mục khác; vẫn vậy thì xem mục “Khi máy không cho chạy” trong HUONG_DAN.txt."
)
_PATHS = ("--output", "--templates", "--password", "--passwords")
_VALUES = ("--number", "--date", "--period")


def main() -> int:
    """Run the launcher's command on what was dropped; return the exit code of this process."""
    try:
        from recruit.cli import main as command

        code = command([os.environ.get("RECRUIT_COMMAND", "report"), *words(os.environ)], done=open_overview)
    except SystemExit as stopped:
        code = stopped.code if isinstance(stopped.code, int) else 2
    except ImportError as error:
        # Not even the room that speaks to the clerk could be loaded.
        print(_NOT_LOADED.format(what=error.name or "recruit"), file=sys.stderr)
        code = 2
    if not os.environ.get(DO_NOT_WAIT):
        wait_for_enter()
    return SAID + code


def words(environ: Mapping[str, str]) -> list[str]:
    """Return the words after the launcher, as the clerk meant them, paths whole.

    Explorer puts no quotes around a path without blanks, and cmd then ends the line at an ampersand, drops carets and fills in
    what stands between per cent signs; the line with which cmd was started still has all of it.
    """
    here = Path(environ.get("RECRUIT_FROM", ""))
    given = split(environ.get("RECRUIT_WORDS", ""))
    dropped = _dropped(environ.get("RECRUIT_LINE", ""))
    if dropped and all((here / word).exists() for word in dropped):
        given = dropped
    return _whole(given, here)


def split(line: str) -> list[str]:
    """Return the words of a line: quotes hold blanks together, and a backslash is only a backslash (`"D:\\"` is D:\\)."""
    return [part.replace('"', "") for part in re.findall(r'(?:"[^"]*"?|[^\s"])+', line)]


def _dropped(line: str) -> list[str]:
    """Return what follows the launcher in the line with which Explorer starts one: `cmd.exe /c ""…\\KIEM_TRA.bat" …"`."""
    _, found, rest = line.partition(" /c ")
    rest = rest.strip()
    if not found or not (rest.startswith('""') and rest.endswith('"')):
        return []
    return split(rest[1:-1])[1:]


def _whole(given: list[str], here: Path) -> list[str]:
    """Return words with paths made whole: the launcher works in its own folder, and a path meant the caller's."""
    whole = []
    for before, word in zip(["", *given], given, strict=False):
        names_path = before in _PATHS or (
            before not in _VALUES and not word.startswith("-") and word and (here / word).exists()
        )
        whole.append(str(here / word) if names_path else word)
    return whole


def open_overview(outcome: Outcome) -> None:
    """Open the page of a run, in the program that the office opens pages with."""
    page, opener = outcome.overview, getattr(os, "startfile", None)
    if page is not None and opener is not None:
        # Whole and real: the letter of a share that the launcher has mapped goes with the window. Where no program is set for
        # pages the screen still says where it lies.
        with contextlib.suppress(OSError):
            opener(os.path.realpath(page))


def wait_for_enter() -> None:
    """Keep the window until somebody has read it; also where standard input ends at once, as long as there is a window."""
    print("Bấm phím Enter để đóng cửa sổ này.", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        _forget_keys()
        if _line_comes(sys.stdin):
            return
        # Standard input is nothing or at its end; the keyboard of the window is asked, where there is a window.
        with contextlib.suppress(OSError), open("CONIN$", encoding="utf-8") as keyboard:
            _line_comes(keyboard)


def _line_comes(stream: object) -> bool:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return bool(stream.readline())
    return False


def _forget_keys() -> None:
    """Forget keys that were pressed while the command ran."""
    import msvcrt

    while msvcrt.kbhit():
        msvcrt.getwch()


if __name__ == "__main__":
    sys.exit(main())
