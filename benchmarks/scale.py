"""Seconds and memory of one run over many forms: python benchmarks/scale.py [COUNT ...], by default 1000 and 10000

Each run is a process of its own over COUNT distinct forms of 40 people from as many units: once up to the letter, once
with the consolidated workbook, and once the whole command: returned workbooks of a tenth of the units, next month's forms,
mails to all, the overview. Quote the memory; the seconds are the machine's.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from bench import ROOT, filled, in_syllables, people, plan

PEOPLE = 40
_PATTERN = 4321
"""The number of the unit whose form is the pattern of all others: it stands in nothing else."""

RUN = """
import sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from recruit.job import DEFAULT_TEMPLATES
from recruit.model import LetterOptions
from recruit.run import measure
start = time.perf_counter()
result = measure(Path(sys.argv[2]))
measured = time.perf_counter()
from recruit.letters.documents import MONTHLY
from recruit.letters.monthly import letter_context
from recruit.write.word.templates import Templates
Templates(DEFAULT_TEMPLATES).filled(MONTHLY, letter_context(result, LetterOptions()), title="", author="")
written = time.perf_counter()
if sys.argv[3] == "workbook":
    from recruit.write.summary.workbook import consolidated_bytes
    consolidated_bytes(result)
import resource
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(measured - start, written - measured, time.perf_counter() - written, peak)
"""


EVERYTHING = """
import sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from recruit.job import Job
from recruit.run import report
start = time.perf_counter()
written = report(Job(Path(sys.argv[2]), output=Path(sys.argv[2] + "_out"))).written
seconds = time.perf_counter() - start
import resource
own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
processor = sum((own.ru_utime, own.ru_stime, others.ru_utime, others.ru_stime))
print(len(written.files), seconds, processor, own.ru_maxrss / 1024)
"""


def write_forms(folder: Path, count: int) -> None:
    """Write a plan and `count` forms into `folder`: one form made as the program makes it, the others its copies with
    other numbers in unit code, unit name and people's names, which stand in its XML.
    """
    folder.mkdir()
    (folder / "ke_hoach.xlsx").write_bytes(plan(count))
    pattern = filled(PEOPLE, _PATTERN)
    for unit in range(count):
        (folder / f"{unit:05d}.xlsx").write_bytes(_renumbered(pattern, unit))


def _renumbered(pattern: bytes, unit: int) -> bytes:
    """Return the form of another unit: the same with its number, in figures or syllables, wherever the pattern's stands."""
    number, own, out = str(_PATTERN).encode(), f"{unit:04d}".encode(), io.BytesIO()
    # As many syllables for each, so that no name is another with one left out.
    named, called = (in_syllables(f"{of:04d}").encode() for of in (_PATTERN, unit))
    with (
        zipfile.ZipFile(io.BytesIO(pattern)) as parts,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
    ):
        for name in parts.namelist():
            package.writestr(name, parts.read(name).replace(number, own).replace(named, called))
    return out.getvalue()


def make_wrong(folder: Path, count: int) -> None:
    """Give every tenth of the forms a day that cannot be read, which sends them back."""
    wrong = people(PEOPLE, _PATTERN)
    wrong[7]["class_sent"] = "31/02/2024"
    pattern = filled(PEOPLE, _PATTERN, listed=wrong)
    for unit in range(0, count, 10):
        (folder / f"{unit:05d}.xlsx").write_bytes(_renumbered(pattern, unit))


def run(inbox: Path, kind: str) -> list[float]:
    """Return the seconds of reading and measuring, letter, workbook, and the peak MiB of one run."""
    words = [sys.executable, "-c", RUN, str(ROOT), str(inbox), kind]
    return [float(word) for word in subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()]


def main(counts: list[int]) -> None:
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            inbox = Path(folder) / "in"
            write_forms(inbox, count)
            for kind in ("letter", "workbook"):
                measured, letter, workbook, peak = run(inbox, kind)
                print(
                    f"{count} forms of {PEOPLE} people, {kind}: read and measured {measured:.1f} s, letter {letter:.1f} s, "
                    f"workbook {workbook:.1f} s; {peak:.0f} MiB at most",
                    flush=True,
                )
            make_wrong(inbox, count)
            words = [sys.executable, "-c", EVERYTHING, str(ROOT), str(inbox)]
            told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
            files, seconds, processor, peak = map(float, told)
            print(
                f"{count} forms, everything written ({files:.0f} files): {seconds:.1f} s, {processor:.1f} s of processor time "
                f"without reading; {peak:.0f} MiB at most (aim: 500 MiB for 1,500 forms, 1 GiB for 10,000)",
                flush=True,
            )


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1000, 10000])
