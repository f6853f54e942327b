"""Where a run may leave what it writes: never where the next run would read it for something that was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.deliver.alone import CannotWrite
from recruit.intake.folder import open_inbox
from recruit.language.wording import first_few

if TYPE_CHECKING:
    from pathlib import Path


def check_place(inbox: Path, output: Path) -> None:
    """Raise CannotWrite where one folder lies in the other and files in it are not, unchanged, on a run's own record."""
    read, written = inbox.resolve(), output.resolve()
    is_around = read == written or written in read.parents
    inner = read if is_around else written
    if not (is_around or read in written.parents) or not inner.is_dir():
        return
    others = [file.name for file in open_inbox(inner).files]
    if not others:
        return
    if is_around:
        raise CannotWrite(
            f"Thư mục kết quả {output} chứa cả thư mục {inbox} mà chương trình đọc. Chọn thư mục kết quả khác bằng "
            "--output rồi chạy lại."
        )
    raise CannotWrite(
        f"Thư mục kết quả {output} nằm trong thư mục {inbox} mà chương trình đọc, và có tệp không do chương trình ghi hoặc "
        f"đã sửa sau khi ghi: {first_few(others, what='tệp')}. Các tệp đó sẽ bị đọc như báo cáo. Chọn thư mục kết quả khác "
        "bằng --output rồi chạy lại."
    )
