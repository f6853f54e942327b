"""Speed of a whole month against the month with the letter and consolidated workbook alone: python benchmarks/month.py

200 units of 40 people: 20 with an error each, 20 that did not send. Every figure is the median of several runs on this
machine; quote the ratios, the seconds are the machine's.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from bench import filled, median, people, plan

from recruit.deliver.desk import Desk
from recruit.deliver.outputs import commit
from recruit.job import Job
from recruit.letters import monthly
from recruit.letters.documents import MONTHLY
from recruit.model import LetterOptions, Period
from recruit.month import month_of
from recruit.run import report
from recruit.write.summary.workbook import consolidated_bytes

UNITS, WRONG, MISSING = 200, 20, 20
PERIOD = Period(2024, 11)


def write_inbox(folder: Path) -> None:
    """Write the plan and the forms of October and November."""
    (folder / "ke_hoach.xlsx").write_bytes(plan(UNITS))
    for unit in range(UNITS):
        (folder / f"{unit}_10.xlsx").write_bytes(filled(40, unit, 10))
        if unit < WRONG:
            (folder / f"{unit}_11.xlsx").write_bytes(_wrong(unit))
        elif unit < UNITS - MISSING:
            (folder / f"{unit}_11.xlsx").write_bytes(filled(40, unit))


def _wrong(unit: int) -> bytes:
    listed = people(40, unit)
    listed[7]["class_sent"] = "31/02/2024"
    return filled(40, unit, listed=listed)


def letter_and_workbook(job: Job) -> None:
    """Write the letter and the consolidated workbook alone."""
    result = month_of(job).result
    letter = Desk(job, result.plan, str(PERIOD)).document(
        MONTHLY, monthly.letter_context(result, LetterOptions()), monthly.letter_title(result)
    )
    commit(job.output / "alone", {"cong_van.docx": letter, "tong_hop.xlsx": consolidated_bytes(result)})


def main() -> None:
    """Print both and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "in"
        inbox.mkdir()
        write_inbox(inbox)
        job = Job(inbox, PERIOD, Path(folder) / "out")

        def whole() -> None:
            shutil.rmtree(job.output, ignore_errors=True)
            report(job)

        alone, all_of_it = median(lambda: letter_and_workbook(job), 3), median(whole, 3)
        written = sum(path.is_file() for path in (job.output / str(PERIOD)).rglob("*"))
        print(
            f"a month of {UNITS} units, {written} files: {all_of_it:.1f} s; letter and workbook alone {alone:.1f} s: "
            f"ratio {all_of_it / alone:.2f} (aim: at most 3)"
        )


if __name__ == "__main__":
    main()
