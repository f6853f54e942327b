"""Which folders a command means: those that it names, else those beside where it is run, and beside the script."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recruit.errors import CannotRun
from recruit.screen.console import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

_HERE = Path(__file__).resolve().parents[2]
"""Where `generate_report.py` lies, with the examples."""


def folders(words: Sequence[str], output: Path | None) -> tuple[Path, Path]:
    """Return the folder that is read and the one that is written, whole; `words` are those that name the first.

    What the command does not name is looked for in the current folder and then beside the script, and what is written
    goes beside what is read; where there is no `input`, the examples are taken. Which folder it is, is said.
    Raises CannotRun.
    """
    inbox = _one_folder(words)
    base = _base("input") if inbox is None else Path.cwd()
    if base is not None:
        inbox = (inbox or base / "input").absolute()
        tell(f"Đọc thư mục {inbox}")
        return inbox, (output or base / "output").absolute()
    base = _base("input_examples")
    if base is None:
        raise CannotRun(
            f"Không có thư mục input trong {Path.cwd()}. Lập thư mục đó bằng: python generate_report.py new"
        )
    output = (output or base / "output_examples").absolute()
    tell(
        f"Đây là dữ liệu mẫu: không có thư mục input nên đọc {base / 'input_examples'}; kết quả vào {output}. "
        "Làm cho cơ quan mình thì chạy trước: python generate_report.py new"
    )
    return base / "input_examples", output


def _one_folder(words: Sequence[str]) -> Path | None:
    """Return the folder that the command names, None where it names none."""
    if len(words) > 1:
        named = ", ".join(f"“{word}”" for word in words)
        raise CannotRun(
            f'Chỉ đọc một thư mục mỗi lần, lệnh này ghi {named}. Đường dẫn có dấu cách thì đặt trong dấu ".'
        )
    return Path(words[0]) if words else None


def _base(name: str) -> Path | None:
    """Return the folder in which there is a folder of that name: the current one, else that of the script."""
    return next((base for base in (Path.cwd(), _HERE) if (base / name).is_dir()), None)


def folder_to_make(words: Sequence[str]) -> Path:
    """Return, whole, the folder with which an office begins: the one named, else the one that would be read."""
    return (_one_folder(words) or (_base("input") or Path()) / "input").absolute()
