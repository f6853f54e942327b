"""Speed, as ratios against what a user would use instead, all measured in this one run: python benchmarks/bench.py

Every figure is the median of several runs on this machine; quote the ratios, the seconds are the machine's.
"""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from recruit.write.forms.book import form_bytes  # noqa: E402
from recruit.write.forms.plan import plan_bytes  # noqa: E402

LIBRARIES = "import pandas, lxml.etree, docx, docxtpl, jinja2.sandbox, xlsxwriter, holidays.countries.vietnam"
"""What the example run cannot do without: its probationary members' deadlines are reckoned in working days."""


def median(work: Callable[[], object], runs: int = 5) -> float:
    """Return the median seconds of `work` over several runs, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def process(*words: str) -> Callable[[], object]:
    """Return a run of a Python process, started anew each time."""
    # As on a user's machine, where Python keeps what it has compiled.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, check=False)


_SYLLABLES = ("An", "Bình", "Chi", "Dũng", "Giang", "Hòa", "Khánh", "Lan", "Mỹ", "Thủy")


def in_syllables(number: int | str) -> str:
    """Return a number as a name: a syllable a digit."""
    return " ".join(_SYLLABLES[int(digit)] for digit in str(number))


def people(count: int, unit: int = 0) -> list[dict[str, object]]:
    """Return an invented list, every step up to the certificate filled."""
    return [
        {
            "name": f"Nguyễn Văn {in_syllables(unit)} {in_syllables(n)}",
            "birth": date(1985 + n % 15, n % 12 + 1, n % 28 + 1),
            "gender": "Nam",
            "ethnic_group": "Kinh",
            "union_member": "Có",
            "education": "THPT",
            "qualification": "Đại học",
            "category": "Công chức",
            "position": "Chuyên viên, Phòng Tổng hợp",
            "joined": date(2023, 1, 15),
            "helpers": "Lê Quang Dũng",
            "helper_assigned": date(2023, 1, 15),
            "task": "Theo dõi chuyển đổi số",
            "class_proposed": date(2023, 2, 1),
            # Two of forty are sent this year, the others were before.
            "class_sent": date(2024 - (n % 20 > 0), 3, 1),
            "certificate_number": f"{n}/GCN",
            "certificate": date(2024 - (n % 20 > 0), 4, 1),
        }
        for n in range(count)
    ]


def filled(count: int, unit: int = 0, month: int = 11, *, listed: list[dict[str, object]] | None = None) -> bytes:
    """Return a filled form of `count` people, or of those `listed`, on its pre-styled rows."""
    cover = {"meeting_date": date(2024, month, 20), "resolution_number": "1-NQ/CB", "prepared_by": "Lê Thị Lan"}
    return form_bytes(
        unit_code=f"U{unit:04d}",
        unit_name=f"Chi bộ {unit}",
        year=2024,
        month=month,
        people=listed or people(count, unit),
        cover=cover,
        modified=datetime(2024, month, 24, tzinfo=UTC),
    )


def plan(units: int) -> bytes:
    """Return a plan of `units` chi bộ."""
    info = {
        "year": 2024,
        "place_name": "Lào Cai",
        "upper_name": "Đảng ủy Khối",
        "name": "Đảng ủy Văn phòng",
        "symbol": "CV/ĐU",
        "authority": "T/M ĐẢNG ỦY",
        "signer_office": "BÍ THƯ",
        "signer": "Nguyễn Văn A",
        "archive": "VT",
    }
    lines = [
        {"code": f"U{n:04d}", "name": f"Chi bộ {n}", "kind": "Chi bộ", "admission_target": 1, "class_target": 1}
        for n in range(units)
    ]
    return plan_bytes(info, lines)


def example_run() -> None:
    """The whole example run against the bare import of the libraries that it needs."""
    with tempfile.TemporaryDirectory() as folder:
        ours = median(process("generate_report.py", "input_examples", "--output", folder))
    imports = median(process("-c", LIBRARIES))
    print(
        f"example run {ours:.2f} s, its libraries' imports {imports:.2f} s: ratio {ours / imports:.2f} (aim: at most 2)"
    )


def one_form() -> None:
    """Reading and checking one form against loops over the same files."""
    import openpyxl
    import pandas as pd

    from recruit.books.open import read_workbook
    from recruit.check.engine import check
    from recruit.merge.judging import judge_sends
    from recruit.model import Period, Sent
    from recruit.read.form import read_form
    from recruit.read.plan import read_plan

    forms = [filled(40, unit) for unit in range(12)]
    year = read_plan(read_workbook(plan(len(forms))), "ke_hoach.xlsx").plan

    def ours() -> None:
        reports = [
            read_form(read_workbook(data), file=f"{number}.xlsx", origin="", sha256=str(number), sent=Sent())
            for number, data in enumerate(forms)
        ]
        check(judge_sends(reports, year), year, Period(2024, 11))

    def openpyxl_loop() -> None:
        for data in forms:
            for sheet in openpyxl.load_workbook(io.BytesIO(data), data_only=True):
                for row in sheet.iter_rows(values_only=True):
                    any(row)

    def pandas_loop() -> None:
        for data in forms:
            pd.read_excel(io.BytesIO(data), sheet_name=None, header=None, engine="openpyxl")

    mine = median(ours)
    print(f"reading and checking a form of 40 people: {mine / len(forms) * 1000:.1f} ms")
    for name, loop, aim in (("openpyxl loop", openpyxl_loop, 10), ("pandas.read_excel loop", pandas_loop, 6)):
        other = median(loop, 3)
        print(f"  {name}: {other / len(forms) * 1000:.1f} ms, {other / mine:.1f} times ours (aim: {aim})")


MANY = """
import sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from recruit.job import Job
from recruit.run import report
start = time.perf_counter()
report(Job(Path(sys.argv[2]), output=Path(sys.argv[3])))
seconds = time.perf_counter() - start
import resource
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def many_forms() -> None:
    """1,000 forms in one run: memory, and how time grows from 250."""
    seconds = {}
    for count in (250, 1000):
        with tempfile.TemporaryDirectory() as folder:
            inbox = Path(folder) / "in"
            inbox.mkdir()
            (inbox / "ke_hoach.xlsx").write_bytes(plan(count))
            for unit in range(count):
                (inbox / f"{unit}.xlsx").write_bytes(filled(40, unit))
            words = [sys.executable, "-c", MANY, str(ROOT), str(inbox), str(Path(folder) / "out")]
            out = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
        seconds[count], memory = float(out[0]), float(out[1])
        print(f"{count} forms of 40 people in one run: {seconds[count]:.1f} s, {memory:.0f} MiB at most (aim: 400 MiB)")
    print(f"four times the forms took {seconds[1000] / seconds[250]:.1f} times as long (linear: 4)")


if __name__ == "__main__":
    example_run()
    one_form()
    many_forms()
