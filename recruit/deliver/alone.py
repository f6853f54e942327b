"""A folder for one run alone: the output folder while it is written, and a hidden one in it to work in."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from recruit.errors import CannotRun
from recruit.intake.folder import OUTPUT_LOCK
from recruit.intake.paths import without_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator


class CannotWrite(CannotRun):
    """An output folder that cannot be written to; nothing of the run is left in it."""


@contextlib.contextmanager
def refusing(folder: Path) -> Iterator[None]:
    """Turn what a file system refuses in the output folder `folder` into CannotWrite, which says what to do."""
    try:
        yield
    except (FileExistsError, NotADirectoryError) as error:
        raise CannotWrite(
            f"Không ghi được vào thư mục {folder}: ở đó đã có một tệp trùng tên thư mục. Đổi tên tệp đó hoặc chọn thư "
            "mục khác bằng --output rồi chạy lại."
        ) from error
    except OSError as error:
        raise CannotWrite(
            f"Không ghi được vào thư mục {folder}: kiểm tra quyền ghi và dung lượng đĩa, đóng các tệp đang mở rồi chạy "
            "lại; hoặc chọn thư mục khác bằng --output."
        ) from error


# -- a hidden folder to work in ----------------------------------------------------------------------------------------


@contextlib.contextmanager
def work_folder(folder: Path, start: str) -> Iterator[Path]:
    """Give a folder in `folder` whose name begins with `start`, and remove it; it begins so that no run reads it as input.

    `folder` is made where it is not there. What a killed run left under such a name is removed first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder, start)
    work = Path(tempfile.mkdtemp(prefix=start, dir=folder)).absolute()
    try:
        with locked(work):
            yield work
    finally:
        # What an office program still holds on Windows is removed by the next run.
        shutil.rmtree(work, ignore_errors=True)


def sweep(folder: Path, start: str) -> None:
    """Remove what killed runs left in `folder` under names that begin with `start`; what a run works in stays."""
    for old in folder.glob(f"{start}*"):
        with contextlib.suppress(OSError, CannotWrite):
            with locked(old):
                pass
            shutil.rmtree(old, ignore_errors=True)


def remove(path: Path) -> None:
    """Remove a file of ours if it is there; one that cannot be removed now is removed by the next run."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


# -- who holds a folder ------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this run alone; the lock goes with the process, however that ends.

    Raises CannotWrite where another run holds it.
    """
    lock = folder / OUTPUT_LOCK
    file = lock.open("a+b")
    try:
        if not _held(file.fileno(), lock):
            shown = without_prefix(str(folder))
            raise CannotWrite(f"Một lần chạy khác đang ghi vào thư mục {shown}. Chờ lần đó xong rồi chạy lại.")
        try:
            yield
        finally:
            if os.name != "nt":
                # Removed while it is held, so that nobody's lock is removed but our own.
                remove(lock)
    finally:
        file.close()
        if os.name == "nt":
            # Windows removes no file that is open, so not one that another run holds either.
            remove(lock)


def _held(descriptor: int, lock: Path) -> bool:
    """Lock an open file for this process; False where another one has it."""
    if os.name == "nt":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # The run before may have removed the file between our opening and locking it; such a lock keeps nobody out.
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except (BlockingIOError, FileNotFoundError):
        return False
