"""What the command is asked to do, and what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from recruit.errors import CannotRun, PeriodProblem
from recruit.model import LetterOptions, Period, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recruit.declared.plan import Plan
    from recruit.deliver.outputs import Written
    from recruit.measure.result import MonthResult
    from recruit.write.word.check.template import TemplateFault

MAX_PASSWORDS = 50
"""Passwords that are tried on a file; each try takes a tenth of a second."""

DEFAULT_TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def _silent(done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run: the inbox, and how.

    Without `period` the newest month that at least half of the owing units have sent. `passwords` are tried on
    protected workbooks, `password` locks every output that holds people. `progress` is told how many files of how many are read.
    """

    inbox: Path
    period: Period | None = None
    output: Path = Path("output")
    templates: Path = DEFAULT_TEMPLATES
    options: LetterOptions = field(default_factory=LetterOptions)
    passwords: Sequence[str] = ()
    password: str = field(default="", repr=False)
    progress: Callable[[int, int], None] = _silent


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    `period` is None for what concerns a whole year, `result` where no month was measured. `faults` are those of
    templates, by file. `notes` are Vietnamese sentences for the clerk.
    """

    plan: Plan
    period: Period | None
    result: MonthResult | None
    written: Written
    faults: Mapping[str, Sequence[TemplateFault]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def template_errors(self) -> int:
        """How many faults of templates must be mended before they can be used."""
        return sum(fault.severity is Severity.ERROR for faults in self.faults.values() for fault in faults)

    @property
    def exit_code(self) -> int:
        """0: no error, no unit missing, no template at fault; 1: written, with something to mend."""
        return int(self.template_errors > 0 or (self.result is not None and self.result.is_open))


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
