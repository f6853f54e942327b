"""What the command is asked to do, and what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from recruit.errors import CannotRun, PeriodProblem
from recruit.model import SPANS, LetterOptions, Period, Span

if TYPE_CHECKING:
    from pathlib import Path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


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


SPAN_EXAMPLES = "Ghi kỳ của báo cáo: quý (--period 2024-Q3), 6 tháng (2024-6T) hoặc 9 tháng (2024-9T)."


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


def parse_year(text: str) -> int:
    """Return the year that `2026` (or a period of it) names. Raises PeriodProblem."""
    match = re.fullmatch(r"(?:\d{1,2}/)?(20\d\d)(?:-\d{1,2})?", text.strip())
    if match is None:
        raise PeriodProblem(f"Không hiểu năm “{text}”. Ghi bốn chữ số, ví dụ 2026.")
    return int(match[1])


def parse_span(text: str) -> Span:
    """Return the longer period that `2024-Q3`, `2024-6T` or `2024-9T` names. Raises PeriodProblem."""
    match = re.fullmatch(r"(\d{4})-(Q[1-4]|[69]T)", text.strip().upper())
    if match is None or not 1900 <= int(match[1]) <= 2100:
        raise PeriodProblem(f"Không hiểu kỳ “{text}”. {SPAN_EXAMPLES}")
    return Span(int(match[1]), match[2], *SPANS[match[2]])


# What somebody typed there may be the password itself: the screen does not repeat it.
_UNREAD = (
    "Không đọc được tệp mật khẩu ghi sau {option}. Mật khẩu chỉ đọc từ một tệp chữ: ghi {how}, lưu dạng UTF-8, rồi chỉ đường "
    "dẫn của tệp đó."
)


def read_passwords(path: Path) -> tuple[str, ...]:
    """Return the passwords in a text file, one a line. Raises CannotRun where it cannot be read or holds too many."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(_UNREAD.format(option="--passwords", how="mỗi mật khẩu một dòng")) from error
    passwords = tuple(line for line in lines if line)
    if len(passwords) > MAX_PASSWORDS:
        raise CannotRun(f"Tệp mật khẩu {path} có quá {MAX_PASSWORDS} mật khẩu. Chỉ giữ những mật khẩu đang dùng.")
    return passwords


LONGEST_PASSWORD = 255
"""Characters that Excel takes."""


def read_password(path: Path) -> str:
    """Return the password in a text file's first line. Raises CannotRun where it is none that people can type again."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotRun(_UNREAD.format(option="--password", how="mật khẩu ở dòng đầu tiên")) from error
    first = text.split("\n", 1)[0].removesuffix("\r")
    check_password(first)
    return first


def check_password(password: str) -> None:
    """Raise CannotRun where a password is empty, or might not be typed the same on another machine."""
    if not password:
        raise CannotRun("Mật khẩu đang trống. Nhập mật khẩu (trong tệp: ở dòng đầu tiên) rồi chạy lại.")
    if password != password.strip():
        raise CannotRun("Mật khẩu có dấu cách ở đầu hoặc cuối. Bỏ dấu cách đó rồi chạy lại.")
    # Accents reach a password box in one form or another, and nobody sees which.
    if not (password.isascii() and password.isprintable()):
        raise CannotRun(
            "Mật khẩu có chữ có dấu hoặc ký tự lạ, máy khác có thể không gõ lại được. Chỉ dùng chữ không dấu, số và các "
            "dấu trên bàn phím."
        )
    if len(password) > LONGEST_PASSWORD:
        raise CannotRun(f"Mật khẩu dài quá {LONGEST_PASSWORD} ký tự. Dùng mật khẩu ngắn hơn.")
