"""What the clerk reads where Python, or Windows, cannot load a part of the program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BITS_64 = 2**32


def not_loaded(error: BaseException) -> str:
    """Return what to do about a part that could not be loaded, a Vietnamese sentence; empty for any other error."""
    errors = list(_with_causes(error))
    # numpy asks the processor, and raises what is no error of import.
    if any(isinstance(one, RuntimeError) and "your machine doesn't support" in str(one) for one in errors):
        return (
            'Bộ xử lý của máy này quá cũ so với bản thư viện numpy đang cài. Cài bản cũ hơn (pip install "numpy<2.4"), hoặc chạy '
            "trên máy khác."
        )
    if not isinstance(error, ImportError):
        return ""
    # What failed first says most: those that follow only pass it on.
    first = [one for one in errors if isinstance(one, ImportError)][-1]
    if sys.maxsize < _BITS_64:
        return "Python đang cài là loại 32 bit. Cài Python loại 64 bit (Windows installer 64-bit) rồi chạy lại."
    if isinstance(first, ModuleNotFoundError):
        return (
            f"Chưa cài đủ thư viện (thiếu {first.name}). Chạy lệnh cài đặt ở đầu tệp README.md rồi chạy lại; dùng bản giải nén "
            "sẵn thì giải nén lại tệp .zip."
        )
    return (
        f"Máy không nạp được thư viện {first.name or ''}: tệp của thư viện bị thiếu, bị hỏng, hoặc bị phần mềm diệt virus hay "
        "Smart App Control của Windows chặn. Cài hoặc giải nén lại vào thư mục khác; vẫn vậy thì nhờ người quản trị máy cho "
        "phép thư mục đó."
    )


def _with_causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it came of, the first cause last."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__
