"""Seconds and memory of one run over many forms: python benchmarks/scale.py [COUNT ...], by default 1000 and 10000

Each run is a process of its own over COUNT distinct forms of 40 people from as many units: once up to the letter, once
with the consolidated workbook. Quote the memory; the seconds are the machine's.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from bench import ROOT, filled, plan

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


def write_forms(folder: Path, count: int) -> None:
    """Write a plan and `count` forms into `folder`: one form made as the program makes it, the others its copies with
    other numbers in unit code, unit name and people's names, which stand in its XML.
    """
    folder.mkdir()
    (folder / "ke_hoach.xlsx").write_bytes(plan(count))
    with zipfile.ZipFile(io.BytesIO(filled(PEOPLE, _PATTERN))) as pattern:
        parts = {name: pattern.read(name) for name in pattern.namelist()}
    number = str(_PATTERN).encode()
    varied = [name for name, data in parts.items() if number in data]
    for unit in range(count):
        own = f"{unit:04d}".encode()
        with zipfile.ZipFile(folder / f"{unit:05d}.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, data in parts.items():
                package.writestr(name, data.replace(number, own) if name in varied else data)


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


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1000, 10000])
