"""Everything the command does, as typed calls: a month's letter and workbook, a check, forms for the units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from recruit.errors import CannotRun, PeriodProblem
from recruit.gather import attributed, fates, gather, understood
from recruit.merge.sends import default_period, judge_sends
from recruit.model import LetterOptions, Period

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from recruit.gather import Gathered
    from recruit.model import MonthResult
    from recruit.plan import Plan
    from recruit.write.outputs import Written

LETTER_TEMPLATE = "cong_van_bao_cao.docx"
MAX_PASSWORDS = 50
"""Passwords that are tried on a file; each try takes a tenth of a second."""

DEFAULT_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to: the month (None for forms), what was written, and the exit code that says so."""

    plan: Plan
    period: Period
    result: MonthResult | None
    written: Written

    @property
    def exit_code(self) -> int:
        """0: no error, no unit missing; 1: written, with something to mend."""
        return int(self.result is not None and self.result.is_open)


def report(
    inbox: Path,
    *,
    period: Period | None = None,
    output: Path = Path("output"),
    templates: Path = DEFAULT_TEMPLATES,
    number: str | None = None,
    day: date | None = None,
    issue: bool = False,
    progress: Callable[[int, int], None] = _silent,
    passwords: Sequence[str] = (),
) -> Outcome:
    """Measure a month of `inbox` and write the letter and the consolidated workbook into `output`/YYYY-MM.

    Without `period` the newest month that at least half of the owing units have sent. `number` and `day` are the
    letter's, None leaves them open in print; `issue` makes it final although something is open. `passwords` are tried on
    protected workbooks. Raises CannotRun, with a sentence for the clerk, where nothing can be written.
    """
    result = measure(inbox, period=period, progress=progress, passwords=passwords)
    from recruit.letters.monthly import letter_bytes
    from recruit.write.consolidated import consolidated_bytes

    template = read_template(templates, LETTER_TEMPLATE)
    options = LetterOptions(number, day, issue)
    name = str(result.period)
    files = {
        f"cong_van_bao_cao_{name}.docx": letter_bytes(result, options, template),
        f"tong_hop_{name}.xlsx": consolidated_bytes(result),
    }
    return Outcome(result.plan, result.period, result, _commit(output / name, files))


def check(
    inbox: Path,
    *,
    period: Period | None = None,
    output: Path = Path("output"),
    progress: Callable[[int, int], None] = _silent,
    passwords: Sequence[str] = (),
) -> Outcome:
    """Check a month of `inbox` and write only the list of what is to be mended. Raises CannotRun."""
    result = measure(inbox, period=period, progress=progress, passwords=passwords)
    from recruit.write.check_report import check_bytes

    name = str(result.period)
    files = {f"kiem_tra_{name}.xlsx": check_bytes(result)}
    return Outcome(result.plan, result.period, result, _commit(output / name, files))


def forms(
    inbox: Path,
    *,
    period: Period | None = None,
    output: Path = Path("output"),
    progress: Callable[[int, int], None] = _silent,
    passwords: Sequence[str] = (),
) -> Outcome:
    """Write an empty form for each unit that owes `period`, without one the month after the newest sent.

    Works before anything was sent: then the forms are January's. Raises CannotRun.
    """
    gathered = gather(inbox, progress, passwords)
    if period is None:
        plan, newest = _newest(gathered)
        period = newest.next if newest else Period(plan.year, 1)
    else:
        plan = gathered.plan_of(period.year)
    from recruit.write.form import form_bytes
    from recruit.write.outputs import safe_name

    folder = f"bieu_thang_{period.month:02d}"
    files = {
        f"{folder}/bieu_bao_cao_{safe_name(unit.code)}_{period}.xlsx": form_bytes(
            unit_code=unit.code, unit_name=unit.name, year=period.year, month=period.month
        )
        for unit in plan.units
        if unit.owes(period.month)
    }
    return Outcome(plan, period, None, _commit(output / str(period), files))


def measure(
    inbox: Path,
    *,
    period: Period | None = None,
    progress: Callable[[int, int], None] = _silent,
    passwords: Sequence[str] = (),
) -> MonthResult:
    """Read, check, merge and measure a month of `inbox`, writing nothing. Raises CannotRun."""
    gathered = gather(inbox, progress, passwords)
    plan, period = _choose(gathered, period)
    from recruit.check.engine import check as run_checks
    from recruit.measure.month import measure_month

    sends = judge_sends(gathered.reports, plan, period.month)
    refused = [attributed(fate, plan) for fate in gathered.refused]
    checked = run_checks(sends, plan, period, refused)
    before = None
    if period.month > 1:
        earlier = [r for r in gathered.reports if r.month is None or r.month < period.month or r.year != plan.year]
        before = run_checks(judge_sends(earlier, plan, period.month - 1), plan, period.previous)
    # What was read otherwise is of interest where it made a figure.
    speaking = list(checked.speaking.values())
    return measure_month(checked, sends, before, fates(gathered, sends, plan), gathered.litter, understood(speaking))


def _choose(gathered: Gathered, period: Period | None) -> tuple[Plan, Period]:
    if period is not None:
        return gathered.plan_of(period.year), period
    plan, newest = _newest(gathered)
    if newest is None:
        raise PeriodProblem(
            "Chưa đơn vị nào gửi báo cáo dùng được. Muốn lập công văn cho một tháng, ghi rõ tháng đó, "
            f"ví dụ --period {plan.year}-11."
        )
    return plan, newest


def _newest(gathered: Gathered) -> tuple[Plan, Period | None]:
    """Return the plan of the newest year of which anything was sent, with that month; else the newest plan."""
    years = sorted({plan.year for plan in gathered.plans.values()}, reverse=True)
    for year in years:
        plan = gathered.plan_of(year)
        if newest := default_period(gathered.reports, plan):
            return plan, newest
    return gathered.plan_of(years[0] if years else None), None


def parse_period(text: str) -> Period:
    """Return the period that `2024-11` (or `11/2024`) names. Raises PeriodProblem."""
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})", text.strip()):
        year, month = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"(\d{1,2})/(\d{4})", text.strip()):
        month, year = int(match[1]), int(match[2])
    else:
        year = month = 0
    if not 1 <= month <= 12 or not 1900 <= year <= 2100:
        raise PeriodProblem(f"Không hiểu kỳ “{text}”. Ghi năm-tháng, ví dụ 2024-11.")
    return Period(year, month)


def read_passwords(path: Path) -> tuple[str, ...]:
    """Return the passwords in a text file, one a line. Raises CannotRun where it cannot be read or holds too many."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(f"Không đọc được tệp mật khẩu {path}. Ghi mỗi mật khẩu một dòng, lưu dạng UTF-8.") from error
    passwords = tuple(line for line in lines if line)
    if len(passwords) > MAX_PASSWORDS:
        raise CannotRun(f"Tệp mật khẩu {path} có quá {MAX_PASSWORDS} mật khẩu. Chỉ giữ những mật khẩu đang dùng.")
    return passwords


def read_template(folder: Path, name: str) -> bytes:
    """Return a letter's template. Raises CannotRun where it is not there."""
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise CannotRun(f"Không mở được mẫu công văn {folder / name}. Kiểm tra thư mục mẫu (--templates).") from error


def _commit(folder: Path, files: dict[str, bytes]) -> Written:
    from recruit.write.outputs import commit

    return commit(folder, files)
