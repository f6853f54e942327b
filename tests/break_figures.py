"""Breaks what reads, merges and counts, one place at a time, and asks whether the second opinion notices.

    python tests/break_figures.py 300 --seed 1
    python tests/break_figures.py --only merge/events.py:120 --seed 1

Each fault is tried on months in which everything odd stands. Where it changes a figure of the letter or of the consolidated
workbook and the run comes to its end, the recount must refuse. Exit code 1 where a fault escapes; each is printed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pickle
import signal
import sys
import tempfile
import traceback
from collections import Counter
from importlib.machinery import SourceFileLoader
from importlib.util import spec_from_loader
from pathlib import Path
from random import Random, SystemRandom
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from faults import Fault, faults_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOMS = ("books", "read", "merge", "measure", "language")
_PRELOADED = ("pandas", "openpyxl", "xlsxwriter", "lxml.etree", "email", "jinja2", "msoffcrypto", "olefile")
_SECONDS = 60
_AT_ONCE = 2


class Inbox(NamedTuple):
    """A month that is tried: its folder, year and month."""

    folder: Path
    year: int
    month: int


class Told(NamedTuple):
    """What became of a fault: `same`, `crash`, `time`, `noticed` or `ESCAPED`, and what tells."""

    outcome: str
    words: str = ""


def main() -> int:
    """Try as many faults as the arguments ask for; return the exit code."""
    parser = argparse.ArgumentParser(description="Break readers, mergers and counters and recount what they print.")
    parser.add_argument("count", nargs="?", type=int, default=100, help="how many faults (default: 100)")
    parser.add_argument("--seed", type=int, help="which ones (default: new ones)")
    parser.add_argument("--in", dest="rooms", default=",".join(ROOMS), help=f"rooms (default: {','.join(ROOMS)})")
    parser.add_argument("--only", metavar="MODULE:LINE", help="all faults of one line")
    parser.add_argument("--small", action="store_true", help="only the month of oddities")
    options = parser.parse_args()
    seed = SystemRandom().randrange(10**6) if options.seed is None else options.seed
    for name in _PRELOADED:
        with contextlib.suppress(ImportError):
            __import__(name)
    chosen = _of_line(options.only) if options.only else _sample(options.rooms.split(","), options.count, seed)
    print(f"{len(chosen)} faults, seed {seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        inboxes = _inboxes(Path(folder), small=options.small)
        apart(lambda: _lay(Path(folder)))
        sound = apart(lambda: [_sound(inbox) for inbox in inboxes])
        kept = apart(lambda: [_read_once(inbox) for inbox in inboxes])
        for told in (sound, kept):
            if isinstance(told, Told):
                sys.exit(f"the sound run fails: {told}")
        counts: Counter[str] = Counter()
        for fault, told in _all(chosen, inboxes, sound, kept):
            counts[told.outcome] += 1
            if told.outcome not in ("same", "noticed") and (told.outcome != "crash" or options.only):
                where = f"{fault.path.relative_to(ROOT / 'recruit').as_posix()}:{fault.line}"
                print(f"{told.outcome} {where} ({fault.kind})\n    - {fault.before[:160]}\n    + {fault.after[:160]}")
                print(f"    {told.words}", flush=True)
    print(", ".join(f"{number} {outcome}" for outcome, number in counts.most_common()), flush=True)
    return int(counts["ESCAPED"] > 0)


# -- which faults ------------------------------------------------------------------------------------------------------


def _sample(rooms: list[str], count: int, seed: int) -> list[Fault]:
    """Return so many faults, as nearly as can be an equal number from each room; of each line that is drawn one."""
    rng = Random(seed)
    found: list[Fault] = []
    for number, room in enumerate(rooms):
        lines: dict[tuple[Path, int], list[Fault]] = {}
        for path in sorted((ROOT / "recruit" / room).rglob("*.py")):
            for fault in faults_of(path):
                lines.setdefault((path, fault.line), []).append(fault)
        share = count * (number + 1) // len(rooms) - count * number // len(rooms)
        drawn = (rng.choice(lines[line]) for line in rng.sample(list(lines), len(lines)))
        sound = (fault for fault in drawn if fault.is_another_program())
        found += [fault for fault, _ in zip(sound, range(share), strict=False)]
    return found


def _of_line(where: str) -> list[Fault]:
    module, _, line = where.rpartition(":")
    found = (fault for fault in faults_of(ROOT / "recruit" / module) if fault.line == int(line))
    return [fault for fault in found if fault.is_another_program()]


# -- on which months ---------------------------------------------------------------------------------------------------


def _inboxes(folder: Path, *, small: bool) -> list[Inbox]:
    odd = Inbox(folder / "tháng lạ", 2024, 11)
    if small:
        return [odd]
    return [odd, Inbox(ROOT / "docs" / "phuong_2026", 2026, 7), Inbox(ROOT / "input_examples", 2024, 11)]


def _lay(folder: Path) -> None:
    from odd_month import lay_odd_month

    lay_odd_month(folder / "tháng lạ")


class Kept(NamedTuple):
    """What is read once for all faults: what the program gathers, pickled, and what the second reader reads of each file."""

    gathered: bytes
    forms: dict[tuple[str, bool], object]


def _read_once(inbox: Inbox) -> Kept:
    from recruit.intake.folder import open_inbox
    from recruit.read.inbox import gather
    from recruit.recount import inbox as second

    _in_this_process()
    gathered = gather(inbox.folder)
    files = [report.file for report in gathered.reports] + [file.name for file in open_inbox(inbox.folder).files]
    forms = {}
    for only_sound in (False, True):
        read = second.read_forms(inbox.folder, files, (), only_sound=only_sound)
        forms |= {(file, only_sound): form for file, form in read}
    return Kept(pickle.dumps(gathered), forms)


def _use(kept: Kept, fault: Fault) -> None:
    """Have nothing read again that the fault leaves as it is: the second reader is sound, and so is reading but in its rooms."""
    from recruit import month
    from recruit.recount import recounting, sends
    from recruit.recount.inbox import read_forms as sound

    def read_forms(root, files, passwords, *, only_sound=False):
        files = list(files)
        known = [file for file in files if (file, only_sound) in kept.forms]
        yield from ((file, kept.forms[file, only_sound]) for file in known)
        yield from sound(root, [file for file in files if file not in known], passwords, only_sound=only_sound)

    recounting.read_forms = sends.read_forms = read_forms
    if fault.path.parent.name in ("merge", "measure"):
        month.gather = lambda *_: pickle.loads(kept.gathered)


def _sound(inbox: Inbox) -> dict[str, object]:
    figures, workbook, papers, result = printed_of(inbox)
    if not (found := _again(inbox, workbook, papers, result)).agrees:
        raise AssertionError([*found.differing, *found.cells_read_otherwise][:3])
    return figures


def _again(inbox: Inbox, workbook: bytes, papers: list[object], result):
    from recruit.recount.recounting import Asked, recount

    return recount(Asked(inbox.folder, result.plan.file, result.period, result.day), workbook, papers)


def printed_of(inbox: Inbox) -> tuple[dict[str, object], bytes, list[object], object]:
    """Return the figures that a month prints, with the workbook, the papers before they are filled and the result they are of."""
    from recruit.deliver.opinion import monthly_paper, paper_of
    from recruit.job import Job
    from recruit.letters import periodic, yearly
    from recruit.model import SPANS, LetterOptions, Period, Span
    from recruit.month import month_of
    from recruit.recount.printed import read_printed
    from recruit.write.summary.workbook import consolidated_bytes

    job = Job(inbox.folder, Period(inbox.year, inbox.month))
    result = month_of(job).result
    workbook = consolidated_bytes(result)
    key, (first, last) = next(one for one in SPANS.items() if one[1][0] <= inbox.month <= one[1][1])
    span = Span(inbox.year, key, first, last)
    of_span = periodic.report_context(result, span, LetterOptions(), early=True)
    papers = [
        *monthly_paper(job, result),
        paper_of("năm", yearly.report_context(result, LetterOptions()), yearly.NAMES),
        paper_of("kỳ", of_span, periodic.NAMES, span.first_day),
    ]
    read = read_printed(workbook)
    tables = {"tong_hop": read.summary, "theo_thang": read.months, "du_bi": read.members, "nop": read.submissions}
    for line in read.submissions:
        # Why nothing of a month could be used is told by the files; that nothing was is a figure.
        line |= {heading: "-" for heading, word in line.items() if word in _NOT_SENT}
    figures: dict[str, object] = {
        f"{name} {n}": line for name, lines in (tables | read.statistics).items() for n, line in enumerate(lines)
    }
    for paper in papers:
        said = {name: paper.context[name] for name in _FIGURES if name in paper.context}
        figures |= dict(_numbers_in(paper.name, said))
    return figures, workbook, papers, result


_NOT_SENT = ("Chưa nộp", "Không đọc được", "Chưa dùng được")
_FIGURES = (
    *("don_vi", "nop", "nguon", "hoc", "ket_nap", "dang_vien", "ghi_chu_so_lieu", "cac_dieu_chinh", "nhiem_vu"),
    *(
        "bang_don_vi",
        "tong",
        "bang_ket_nap",
        "bang_hoc",
        "bang_thang",
        "du_bi",
        "bang_du_bi",
        "ky",
        "bang_ky",
        "tong_ky",
    ),
)
"""The papers' names under which figures and who they are of stand."""


def _numbers_in(name: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _numbers_in(f"{name}.{key}", inner)
    elif isinstance(value, list | tuple):
        yield f"{name}#", len(value)
        for number, inner in enumerate(value):
            yield from _numbers_in(f"{name}[{number}]", inner)
    elif isinstance(value, int) or (isinstance(value, str) and any(map(str.isdigit, value))):
        yield name, value


# -- one after the other, each in a process of its own -----------------------------------------------------------------


def _all(
    chosen: list[Fault], inboxes: list[Inbox], sound: list[dict[str, object]], kept: list[Kept]
) -> Iterator[tuple[Fault, Told]]:
    waiting = list(reversed(chosen))
    running: dict[int, tuple[Fault, int]] = {}
    while waiting or running:
        while waiting and len(running) < _AT_ONCE:
            fault = waiting.pop()
            pid, end = _start(lambda fault=fault: _tried(fault, inboxes, sound, kept))
            running[pid] = (fault, end)
        pid, _ = os.wait()
        fault, end = running.pop(pid)
        yield fault, _heard(end)


def apart(work: Callable[[], object]) -> object:
    """Return what `work` gives in a process of its own, which knows nothing of the package before."""
    pid, end = _start(work)
    os.waitpid(pid, 0)
    return _heard(end)


def _start(work: Callable[[], object]) -> tuple[int, int]:
    # What is told lies in a file: a pipe would fill before anybody reads it.
    end = os.memfd_create("told") if hasattr(os, "memfd_create") else os.open(tempfile.mktemp(), os.O_RDWR | os.O_CREAT)
    if pid := os.fork():
        return pid, end
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_SECONDS)
        try:
            told = work()
        except BaseException:
            told = Told("crash", traceback.format_exc()[-400:])
        os.write(end, pickle.dumps(told))
    finally:
        os._exit(0)


def _heard(end: int) -> object:
    size = os.lseek(end, 0, os.SEEK_END)
    os.lseek(end, 0, os.SEEK_SET)
    data = b""
    while len(data) < size:
        data += os.read(end, size)
    os.close(end)
    return pickle.loads(data) if data else Told("time")


def _tried(fault: Fault, inboxes: list[Inbox], sound: list[dict[str, object]], kept: list[Kept]) -> Told:
    sys.meta_path.insert(0, _Broken(fault))
    _in_this_process()
    changed = False
    for inbox, before, own in zip(inboxes, sound, kept, strict=True):
        _use(own, fault)
        now, workbook, papers, result = printed_of(inbox)
        if now == before:
            continue
        changed = True
        if _again(inbox, workbook, papers, result).agrees:
            return Told("ESCAPED", f"{inbox.folder.name}: {_differences(before, now)}")
    return Told("noticed" if changed else "same")


def _differences(before: dict[str, object], now: dict[str, object]) -> str:
    found = []
    for key in before | now:
        one, other = before.get(key), now.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            found += [
                f"{key} {name}: {one.get(name)} → {other.get(name)}" for name in one if one[name] != other.get(name)
            ]
        elif one != other:
            found.append(f"{key}: {str(one)[:60]} → {str(other)[:60]}")
    return f"{len(found)} figures: {'; '.join(found[:4])}"


def _in_this_process() -> None:
    """Have files read where they are asked for: a process of its own would read them by the sound source."""
    from recruit.guard import isolation

    isolation.isolated = lambda function, *arguments: function(*arguments)
    isolation.bounded = lambda function, items, workers: ((item, function(item)) for item in items)


class _Broken:
    """Finds the module that has the fault, with the fault in it."""

    def __init__(self, fault: Fault) -> None:
        self._name = ".".join(fault.path.relative_to(ROOT).with_suffix("").parts)
        self._fault = fault

    def find_spec(self, name: str, path: object = None, target: object = None):
        """Return how the module is loaded, None for all others."""
        return spec_from_loader(name, _BrokenLoader(name, self._fault)) if name == self._name else None


class _BrokenLoader(SourceFileLoader):
    def __init__(self, name: str, fault: Fault) -> None:
        super().__init__(name, str(fault.path))
        self._source = fault.source()

    def get_code(self, name: str):
        return compile(self._source, self.path, "exec", dont_inherit=True)


if __name__ == "__main__":
    sys.exit(main())
