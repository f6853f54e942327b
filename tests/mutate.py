"""Puts small faults into copies of modules and tells which of them no test notices.

    python tests/mutate.py 40 --seed 7 --in merge,measure,letters

takes forty faults by the seed, as many from each of the named rooms or modules of `recruit/`, puts one after the other
into a copy of this repository, and runs the tests there until one fails: first those that are likely to notice, then
the others (with `--near` the likely ones alone: ten seconds to a minute a fault instead of a quarter of an hour). A fault that no test
noticed is printed with what stood there before; it is a test to be written, or a fault that changes nothing anybody
could see. `--only merge/counts.py:118` puts each fault of one line, to try a new test. No fault ever touches this
working tree.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from importlib.util import cache_from_source
from itertools import islice
from pathlib import Path
from random import Random, SystemRandom

sys.path.insert(0, str(Path(__file__).resolve().parent))

from faults import Fault, faults_of

ROOT = Path(__file__).resolve().parent.parent
ROOMS = "merge,measure,check,read/dates.py,read/values.py,letters,deliver/drafts.py,language/reckoning.py"
MOST_SECONDS = 1_800
_NOT_COPIED = (".git", ".venv", "venv", "__pycache__", ".*_cache", ".hypothesis", "output", "input", "build", "dist")

_FIGURES = (
    "figures steps_and_days midway edges moves lists_of_one_person sends people deciding_cells prospects adding_up"
)
LIKELY = {
    "merge": f"{_FIGURES} odd_days likeness rules_files rules_look_back rules_people record changes standing probation"
    " unusable cases",
    "measure": f"{_FIGURES} admitted_kinds sources changes record progress names claims letter consolidated"
    " statistics standing probation last_year admission_item moved unusable confirmed memory",
    "check": "rules rule_days rules_steps rules_cells rules_people rules_conditions rules_look_back rules_names"
    " rules_shown rules_beside rules_committees rules_plan rules_files steps_and_days repeated engine sends mail_reasons"
    " generated facts returned rules_comparing rules_private confirmed probation categories",
    "read": "reading odd_days cells written legacy_fonts rules rules_cells rules_shown rules_unsaid rules_beside rules_names versions rules_files plan"
    " cases figures lost_sectors properties",
    "letters": "letter claims names urging yearly assigning editions edges progress midway record generated drafts"
    " facts admission_item periodic probation overview",
    "deliver": "drafts mail_reasons outputs",
    "language": "odd_days figures rules_steps rules_conditions midway likeness legacy_fonts names properties language",
    "books": "cells formats ods cells_refused cells_both_ways lost_sectors",
    "intake": "mails archives senders mail_reasons cases",
    "guard": "gate refusals isolation",
    "write": "form_workbook consolidated sources returned next_forms word_documents templates long_outputs",
    "declared": "categories statistics generated form_workbook plan rule_days figures editions",
}
"""The tests that are likely to notice a fault in a room, by their files; those that stand first run first."""
FIRST, LAST = "word_for_word", "examples generated"
"""All that a few runs leave, word for word, before them; after them the example year and what is made from the code."""


def main() -> int:
    """Try the faults that the arguments ask for, and print those that no test noticed."""
    parser = argparse.ArgumentParser(description="Put small faults into copies of modules and run the tests.")
    parser.add_argument("count", nargs="?", type=int, default=20, help="how many faults (default: 20)")
    parser.add_argument("--seed", type=int, help="which faults (default: new ones)")
    parser.add_argument("--in", dest="rooms", default=ROOMS, help="rooms or modules of recruit/, by commas")
    parser.add_argument("--only", metavar="MODULE:LINE", help="every fault of one line, as merge/counts.py:118")
    parser.add_argument("--near", action="store_true", help="run only the tests that are likely to notice")
    parser.add_argument("--seconds", type=int, default=MOST_SECONDS, help="longest time of the tests of one fault")
    options = parser.parse_args()
    seed = SystemRandom().randrange(10**6) if options.seed is None else options.seed
    chosen = _of_line(options.only) if options.only else _sample(options.rooms.split(","), options.count, seed)
    print(f"{len(chosen)} faults" + ("" if options.only else f", seed {seed}"), flush=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        trial = Trial(Path(folder) / ROOT.name, options.near, options.seconds)
        survived = [fault for fault in chosen if not _try(trial, fault)]
    print(f"{len(chosen) - len(survived)} of {len(chosen)} noticed")
    return 0


def _try(trial: Trial, fault: Fault) -> bool:
    """Try a fault, print what became of it, and return whether a test noticed it."""
    noticed = trial.noticed_by(fault)
    where = f"{fault.path.relative_to(ROOT / 'recruit').as_posix()}:{fault.line}"
    print(f"{'noticed ' if noticed else 'SURVIVED'} {where} ({fault.kind}) {noticed}", flush=True)
    if not noticed:
        print(f"    - {_short(fault.before)}\n    + {_short(fault.after)}", flush=True)
    return bool(noticed)


def _short(source: str) -> str:
    return re.sub(r"\s+", " ", source)[:200]


# -- which faults ------------------------------------------------------------------------------------------------------


def _sample(rooms: list[str], count: int, seed: int) -> list[Fault]:
    """Return so many faults, as nearly as can be an equal number from each room, in the order of the rooms.

    Lines are drawn, and of each one fault: a long sentence has more words to change than a comparison has signs.
    """
    rng = Random(seed)
    found = []
    for number, room in enumerate(rooms):
        lines: dict[tuple[Path, int], list[Fault]] = {}
        for fault in (fault for path in _modules(room) for fault in faults_of(path)):
            lines.setdefault((fault.path, fault.line), []).append(fault)
        share = count * (number + 1) // len(rooms) - count * number // len(rooms)
        drawn = (rng.choice(lines[line]) for line in rng.sample(list(lines), len(lines)))
        found += islice((fault for fault in drawn if fault.is_another_program()), share)
    return found


def _of_line(where: str) -> list[Fault]:
    module, _, line = where.rpartition(":")
    on_line = (fault for path in _modules(module) for fault in faults_of(path) if fault.line == int(line))
    return [fault for fault in on_line if fault.is_another_program()]


def _modules(room: str) -> list[Path]:
    """Return the modules of a room, or the one module that is named."""
    path = ROOT / "recruit" / room
    found = [path] if path.is_file() else sorted(path.rglob("*.py"))
    if not found:
        sys.exit(f"no module: recruit/{room}")
    return found


# -- one after the other in a copy -------------------------------------------------------------------------------------


class Trial:
    """A copy of the repository in which faults are tried one at a time."""

    def __init__(self, copy: Path, near: bool, seconds: int) -> None:
        self.copy, self.near, self.seconds = copy, near, seconds
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_NOT_COPIED))
        self._sound: set[str] = set()

    def noticed_by(self, fault: Fault) -> str:
        """Return the test that fails with a fault and without it does not, `time` where they hang; empty for none."""
        path = self.copy / fault.path.relative_to(ROOT)
        whole = path.read_bytes()
        tests = self._tests(fault)
        self._write(path, fault.source())
        try:
            failed = self._run(tests)
        finally:
            self._write(path, whole)
        if failed and failed != "time" and failed not in self._sound:
            # A test that always fails would notice everything.
            if self._run([failed]):
                sys.exit(f"fails without any fault: {failed}")
            self._sound.add(failed)
        return failed

    def _tests(self, fault: Fault) -> list[str]:
        """Return the files of tests, the likely ones first."""
        room, *_ = fault.path.relative_to(ROOT / "recruit").parts
        first = f"{FIRST} {fault.path.stem} rules_{fault.path.stem} {LIKELY.get(room, '')} {LAST}".split()
        known = {path.stem.removeprefix("test_"): f"tests/{path.name}" for path in (ROOT / "tests").glob("test_*.py")}
        likely = [known[name] for name in dict.fromkeys(first) if name in known]
        return likely if self.near else list(dict.fromkeys([*likely, *sorted(known.values())]))

    def _write(self, path: Path, data: bytes) -> None:
        path.write_bytes(data)
        # Python takes its own compiled copy for the module's where time and size agree.
        Path(cache_from_source(str(path))).unlink(missing_ok=True)

    def _run(self, tests: list[str]) -> str:
        """Run tests up to the first that fails and return its name; empty where all pass."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-rfE", "-p", "no:cacheprovider", *tests]
        process = subprocess.Popen(
            command,
            cwd=self.copy,
            env=os.environ | {"PYTHONPATH": str(self.copy), "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            said, _ = process.communicate(timeout=self.seconds)
        except subprocess.TimeoutExpired:
            return "time"
        finally:
            if process.poll() is None:
                _end(process)
        if process.returncode == 0:
            return ""
        named = re.search(
            r"^(?:FAILED|ERROR) (\S+?\.py(?:::.*?)?)(?: - .*)?\r?$", said.decode(errors="replace"), re.MULTILINE
        )
        # A module that no longer imports fails before any test has a name.
        return named[1] if named else tests[0]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the tests with all that they started."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    sys.exit(main())
