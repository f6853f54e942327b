"""Sums of many small things, measured in one run: attachments of one mail, mails of one mailbox, files of one folder.

    python benchmarks/sums.py [PART]

Each is read at half its size and at its size, in a process of its own, so that growth and memory can be told: quote these, the
seconds are the machine's. PART (by default 1) makes all of them smaller, as 0.1. What is too much for one file has to be named.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import ROOT, filled, plan

MIB = 1024 * 1024
AIM = 700
"""MiB that no process of a run may pass."""

RUN = """
import sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from recruit.model import Period
from recruit.run import measure

def most_memory(process):
    # The most that a process ever had; Linux alone tells.
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024

start = time.perf_counter()
month = measure(Path(sys.argv[2]), period=Period(2024, 11))
seconds = time.perf_counter() - start
readers = [pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()]
refused = [file.detail for file in month.files if file.outcome.name == "UNREADABLE"]
print(seconds, most_memory("self"), max(map(most_memory, readers), default=0), len(month.files), len(refused))
print(max(set(refused), key=refused.count) if refused else "")
"""

_FORMS: list[bytes] = []


def form(number: int) -> bytes:
    """Return one of a few forms, with bytes of its own at the end: no two files are equal."""
    if not _FORMS:
        _FORMS.extend(filled(5, unit) for unit in range(20))
    return _FORMS[number % len(_FORMS)] + f"{number:06d}".encode()


def mail(forms: list[bytes], sender: str = "u@vidu.example") -> bytes:
    """Return a mail with the forms, put together by hand: the library takes minutes for thousands."""
    head = f"From: <{sender}>\nDate: Sun, 24 Nov 2024 09:00:05 +0700\nSubject: x\nMIME-Version: 1.0\n"
    head += "Content-Type: multipart/mixed; boundary=r\n\n"
    parts = (
        f"--r\nContent-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
        f"Content-Disposition: attachment; filename={number}.xlsx\n\n".encode()
        + base64.encodebytes(data)
        for number, data in enumerate(forms)
    )
    return head.encode() + b"".join(parts) + b"--r--\n"


def attachments(folder: Path, count: int) -> str:
    """One mail with `count` forms; more than 1,400 are larger than a mail may be."""
    (folder / "thư.eml").write_bytes(mail([form(number) for number in range(count)]))
    return f"{count} attachments of one mail"


def small_attachments(folder: Path, count: int) -> str:
    """One mail with `count` files of a few letters."""
    (folder / "thư.eml").write_bytes(mail([b"x" * (number % 50 + 1) for number in range(count)]))
    return f"{count} small attachments of one mail"


def mailbox(folder: Path, size: int) -> str:
    """A mailbox of `size` bytes, a form in each mail."""
    count = 0
    with (folder / "hộp thư.mbox").open("wb") as box:
        while box.tell() < size:
            box.write(b"From u@vidu.example Sun Nov 24 09:00:05 2024\n" + mail([form(count)]) + b"\n")
            count += 1
    return f"a mailbox of {size / MIB:.0f} MiB, {count} mails"


def hostile_mailbox(folder: Path, size: int) -> str:
    """A mailbox of `size` bytes of mails whose sender has no end."""
    one = "From u@vidu.example Sun Nov 24 09:00:05 2024\nFrom: \u2039" + "@" * 4_000 + "\nSubject: x\n\nx\n\n"
    (folder / "hộp thư.mbox").write_bytes(one.encode() * (size // len(one.encode())))
    return f"a mailbox of {size / MIB:.0f} MiB, hostile senders"


def files(folder: Path, count: int) -> str:
    """A folder of `count` files that are no workbooks, in subfolders of a thousand."""
    for number in range(count):
        if number % 1000 == 0:
            (folder / f"{number // 1000}").mkdir()
        (folder / f"{number // 1000}" / f"{number}.txt").write_bytes(b"%d" % number)
    return f"{count} files of one folder"


SUMS: tuple[tuple[Callable[[Path, int], str], int], ...] = (
    (attachments, 1_400),
    (small_attachments, 2_000),
    (mailbox, 40 * MIB),
    (hostile_mailbox, 40 * MIB),
    (files, 100_000),
)


def run(make: Callable[[Path, int], str], size: int) -> tuple[str, float]:
    """Print what a sum of a size costs; return what it is called, and the seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ke_hoach.xlsx").write_bytes(plan(20))
        called = make(folder, size)
        words = [sys.executable, "-c", RUN, str(ROOT), name]
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()
    seconds, own, reader, count, refused = map(float, said[0].split())
    print(
        f"{called}: {seconds:.1f} s, {own:.0f} MiB, readers {reader:.0f} MiB (aim: {AIM}); {count:.0f} things named, "
        f"{refused:.0f} not read{': ' + said[1] if said[1:] else ''}",
        flush=True,
    )
    return called, seconds


def main(part: float) -> None:
    for make, size in SUMS:
        _, half = run(make, int(size * part / 2))
        _, whole = run(make, int(size * part))
        print(f"  twice as much took {whole / half:.1f} times as long")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1)
