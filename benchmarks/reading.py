"""Reading workbooks, measured in one run: forms against other readers, a large inbox, and files made to do harm.

    python benchmarks/reading.py

Quote the ratios; the seconds are the machine's. A hostile file is read in a process of its own, everything imported, so
that its memory can be told.
"""

from __future__ import annotations

import gc
import io
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "benchmarks")]

from bench import filled  # noqa: E402
from raw_packages import MAIN, cell, parts_of, workbook, worksheet, zipped  # noqa: E402

MIB = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
BEFORE, AFTER = f'<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"


# -- forms -------------------------------------------------------------------------------------------------------------


def read_one(data: bytes) -> object:
    """Return what one workbook reports, by the way that a run takes."""
    from recruit.books.open import read_workbook
    from recruit.model import Sent
    from recruit.read.form import read_form

    return read_form(read_workbook(data), file="x.xlsx", origin="", sha256="", sent=Sent())


def read_by_openpyxl(data: bytes) -> object:
    """Return all values, as a loop over rows does."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]


def read_by_pandas(data: bytes) -> object:
    """Return all values, as the fastest reader that pandas has."""
    import pandas as pd

    return pd.read_excel(io.BytesIO(data), sheet_name=None, header=None, engine="calamine")


def saved_by_openpyxl(forms: list[bytes]) -> list[bytes]:
    """Return workbooks opened and saved by openpyxl."""
    import openpyxl

    saved = []
    for data in forms:
        out = io.BytesIO()
        openpyxl.load_workbook(io.BytesIO(data)).save(out)
        saved.append(out.getvalue())
    return saved


def saved_by_calc(forms: list[bytes], ending: str = "xlsx", target: str = "xlsx:Calc MS Excel 2007 XML") -> list[bytes]:
    """Return workbooks opened and saved by LibreOffice; none where that is not there."""
    if shutil.which("soffice") is None:
        return []
    from libreoffice import saved_as

    return list(saved_as(dict(enumerate(forms)), "xlsx", ending, target).values())


def saved_by_excel(forms: list[bytes]) -> list[bytes]:
    """Return workbooks with Excel's habits: 200 styled rows under the headings, and what it says of each row's height."""
    saved = []
    for data in forms:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        # The list stands on the second sheet.
        sheet = parts["xl/worksheets/sheet2.xml"].decode()
        last = max(int(number) for number in re.findall(r'<c r="A(\d+)" s="\d+"/?>', sheet))
        (styled,) = re.findall(rf'<row r="{last}" .*?</row>', sheet)
        for number in range(last + 1, _STYLED_ROWS + 3):
            row = re.sub(rf'(r="[A-Z]*){last}"', rf'\g<1>{number}"', styled)
            sheet = re.sub(rf'<row r="{number}"[^>]*/>', lambda _, row=row: row, sheet)
        sheet = re.sub("<worksheet ", f"<worksheet {_OF_EXCEL} ", sheet, count=1)
        parts["xl/worksheets/sheet2.xml"] = re.sub(r"(<row [^>]*?)(/?>)", r'\1 x14ac:dyDescent="0.25"\2', sheet)
        saved.append(zipped(parts))
    return saved


_STYLED_ROWS = 200
_OF_EXCEL = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
)


def forms() -> None:
    """Forms of 60 people, each read once and no two alike, as several programs save them."""
    made = [filled(60, unit) for unit in range(_TURNS * _BATCH)]
    _against_others("as the program writes it", made)
    _against_others(f"with Excel's habits, {_STYLED_ROWS} styled rows", saved_by_excel(made))
    _against_others("saved by openpyxl", saved_by_openpyxl(made))
    by_calc = saved_by_calc(made)
    _against_others("saved by LibreOffice", by_calc)
    as_ods = saved_by_calc(made, "ods", "ods")
    if as_ods:
        mine, plain, calc = (statistics.median(_seconds(read_one, files)) for files in (as_ods, made, by_calc))
        print(
            f"a form of 60 people saved as .ods: {mine * 1000:.2f} ms, {mine / plain:.1f} times the program's own .xlsx, "
            f"{mine / calc:.1f} times LibreOffice's (aim: 3)"
        )


_TURNS, _BATCH = 6, 12


def _seconds(read: Callable[[bytes], object], files: list[bytes]) -> list[float]:
    """Return the seconds of processor time that a file takes, in each turn but the first."""
    seconds = []
    for turn in range(_TURNS):
        # Nobody pays for what another left lying about.
        gc.collect()
        start = time.process_time()
        for data in files[turn * _BATCH : (turn + 1) * _BATCH]:
            read(data)
        seconds.append((time.process_time() - start) / _BATCH)
    return seconds[1:]


def _against_others(how: str, files: list[bytes]) -> None:
    if not files:
        return
    mine = statistics.median(_seconds(read_one, files))
    print(f"a form of 60 people {how} ({len(files[0]) / 1000:.0f} kB): {mine * 1000:.2f} ms")
    others = (("openpyxl loop", read_by_openpyxl, 10), ("pandas.read_excel by calamine", read_by_pandas, 1.2))
    for name, read, aim in others:
        theirs = statistics.median(_seconds(read, files))
        print(f"  {name}: {theirs * 1000:.2f} ms, {theirs / mine:.2f} times ours (aim: {aim})")


def inbox(count: int = 600) -> None:
    """A large inbox of such forms, as a run takes it in by all cores, against the same files in a loop of one process."""
    from recruit.read.inbox import gather

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        paths = [root / f"{unit}.xlsx" for unit in range(count)]
        for unit, path in enumerate(paths):
            path.write_bytes(filled(60, 1000 + unit))

        def loop(read: Callable[[bytes], object]) -> float:
            start = time.perf_counter()
            for path in paths[: count // 4]:
                read(path.read_bytes())
            return (time.perf_counter() - start) / (count // 4)

        seconds: dict[str, list[float]] = {"ours": [], "openpyxl loop": [], "pandas.read_excel by calamine": []}
        for _ in range(3):
            start = time.perf_counter()
            gather(root)
            seconds["ours"].append((time.perf_counter() - start) / count)
            seconds["openpyxl loop"].append(loop(read_by_openpyxl))
            seconds["pandas.read_excel by calamine"].append(loop(read_by_pandas))
    mine = statistics.median(seconds.pop("ours"))
    print(f"an inbox of {count} such forms, {os.cpu_count()} cores: {mine * 1000:.2f} ms a form")
    for name, times in seconds.items():
        theirs = statistics.median(times)
        aim = 10 if name.startswith("openpyxl") else 1.2
        print(f"  {name}: {theirs * 1000:.2f} ms, {theirs / mine:.2f} times ours (aim: {aim})")


# -- files made to do harm ---------------------------------------------------------------------------------------------


def packed(pieces: Iterator[str], name: str = SHEET, parts: dict[str, str | bytes] | None = None) -> bytes:
    """Return a workbook in which one part is written piece by piece."""
    parts = dict(parts or parts_of())
    parts.pop(name, None)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for other, content in parts.items():
            archive.writestr(other, content)
        with archive.open(name, "w") as part:
            for piece in pieces:
                part.write(piece.encode())
    return buffer.getvalue()


def repeated(unit: str, size: int, before: str = BEFORE, after: str = AFTER) -> Iterator[str]:
    """Yield `unit` again and again, `size` characters of it, between two texts."""
    yield before
    block = unit * (MIB // len(unit))
    for _ in range(size // len(block)):
        yield block
    yield after


def styled_columns(attributes: str, columns: str) -> Iterator[str]:
    """Yield a sheet with three values and empty styled cells down to the last row."""
    yield BEFORE
    for start in range(1, 1_048_577, 4096):
        lines = []
        for row in range(start, start + 4096):
            cells = "".join(f'<c r="{column}{row}" s="3"/>' for column in columns)
            value = f'<c r="Z{row}"><v>1</v></c>' if row in (1, 2, 900) else ""
            lines.append(f'<row r="{row}"{attributes}>{cells}{value}</row>')
        yield "".join(lines)
    yield AFTER


def overlapping() -> bytes:
    data = bytearray(workbook())
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def with_string() -> dict[str, str | bytes]:
    return parts_of(worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings="")


CALC_ROW = ' customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"'
HARMFUL: dict[str, Callable[[], bytes]] = {
    "second row is row 1,000,000": lambda: workbook(
        worksheet(f'<row r="1">{cell("A1", "x")}</row><row r="1000000">{cell("A1000000", "x")}</row>')
    ),
    "one merge over the whole sheet": lambda: workbook(
        worksheet("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    ),
    "1 GiB of blanks": lambda: packed(repeated(" ", 1024 * MIB)),
    "one string of 600 MB": lambda: packed(
        repeated("a", 600 * MIB, f'{BEFORE}<row r="1"><c r="A1" t="inlineStr"><is><t>', f"</t></is></c></row>{AFTER}")
    ),
    "one shared string of 600 MB": lambda: packed(
        repeated("a", 600 * MIB, f'<sst xmlns="{MAIN}"><si><t>', "</t></si></sst>"),
        "xl/sharedStrings.xml",
        with_string(),
    ),
    "10 million rows of one cell": lambda: packed(repeated("<row><c><v>1</v></c></row>", 260_000_000)),
    "empty styled rows repeated": lambda: packed(repeated('<row r="5" s="1" customFormat="1"/>', 400 * MIB)),
    "empty styled cells repeated": lambda: packed(
        repeated('<c r="A5" s="1"/>', 400 * MIB, f'{BEFORE}<row r="5">', f"</row>{AFTER}")
    ),
    "60,000 parts": lambda: zipped(parts_of() | {f"x/{n}": "" for n in range(60_000)}, zipfile.ZIP_STORED),
    "overlapping parts": overlapping,
    "a column styled to the last row by Calc": lambda: packed(styled_columns(CALC_ROW, "A")),
    "two columns styled to the last row": lambda: packed(styled_columns("", "AB")),
}

PROBE = """
import sys, time
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/benchmarks"]
from reading import read_one, workbook
from recruit.guard.refusals import Refused

def most_memory():
    # The most that this process ever had; Linux alone tells.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

data = sys.stdin.buffer.read()
read_one(workbook())
before = most_memory()
start = time.perf_counter()
try:
    read_one(data)
    said = "read"
except Refused as refused:
    said = refused.code
seconds = time.perf_counter() - start
print(said, f"{seconds:.3f}", (most_memory() - before) // 1024)
"""


def harmful() -> None:
    """Print what becomes of each file, in how many seconds and with how much more memory than before."""
    for name, make in HARMFUL.items():
        data = make()
        words = [sys.executable, "-c", PROBE, str(ROOT)]
        said, seconds, memory = subprocess.run(words, input=data, capture_output=True, check=True).stdout.split()
        print(f"  {name} ({len(data) / 1000:.0f} kB): {said.decode()}, {float(seconds):.3f} s, {int(memory)} MiB")


if __name__ == "__main__":
    forms()
    inbox()
    print("files made to do harm:")
    harmful()
