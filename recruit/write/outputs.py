"""Outputs on disk: whole or not at all, nobody's open or hand-changed file overwritten, every name and hash on record."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from recruit.errors import CannotRun
from recruit.intake.folder import OUTPUT_JOURNAL, OUTPUT_MARKER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LOCK = ".dang_ghi.lock"
_STAGED = ".moi"


class CannotWrite(CannotRun):
    """An output folder that cannot be written to; nothing of the run is left in it."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One output: its name in the folder, where it lies, and the name of the file kept in its place, if one was."""

    name: str
    path: Path
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote, in name order."""

    folder: Path
    files: tuple[WrittenFile, ...]


def commit(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Write `files` (name → bytes, a name may hold one subfolder) into `folder` and record them in its marker.

    Each file is staged beside its place and then moved there, so that a run killed at any moment leaves the old or
    the new file, whole. A file that is open elsewhere, or that somebody changed since it was recorded, stays, and the
    new one gets the next number. Raises CannotWrite, and then nothing of this run stays behind.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            return _commit(folder, files)
    except OSError as error:
        raise CannotWrite(
            f"Không ghi được vào thư mục {folder}: kiểm tra quyền ghi và dung lượng đĩa, đóng các tệp đang mở rồi chạy "
            "lại; hoặc chọn thư mục khác bằng --output."
        ) from error


def _commit(folder: Path, files: Mapping[str, bytes]) -> Written:
    recorded = _recover(folder)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    places = {name: _place(folder, name, hashes[name], recorded) for name in sorted(files)}
    changed = {name: place for name, place in places.items() if _digest(folder / place) != hashes[name]}
    # The journal first: after a kill the next run knows the staged files for its own.
    planned = {place: hashes[name] for name, place in changed.items()}
    written: dict[str, str] = {}
    try:
        if changed:
            _write_whole(folder / OUTPUT_JOURNAL, _as_json(planned))
        for name, place in changed.items():
            target = folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_new(_staged(target), files[name])
        for name, place in changed.items():
            written[place] = hashes[name]
            placed = _move(folder, place)
            if placed != place:
                written[placed] = written.pop(place)
                places[name] = placed
    except BaseException:
        for place in changed.values():
            _staged(folder / place).unlink(missing_ok=True)
        raise
    unchanged = {places[name]: hashes[name] for name in files if name not in changed}
    record = {name: sha for name, sha in recorded.items() if (folder / name).exists()} | unchanged | written
    _write_whole(folder / OUTPUT_MARKER, _as_json(record))
    (folder / OUTPUT_JOURNAL).unlink(missing_ok=True)
    done = tuple(WrittenFile(name, folder / places[name], name if places[name] != name else "") for name in sorted(files))
    return Written(folder, done)


def is_output_folder(path: Path) -> bool:
    """Whether a run has written `path`: such a folder is never read as input."""
    return (path / OUTPUT_MARKER).is_file()


def safe_name(code: str) -> str:
    """Return a unit's code as part of a file name that Windows takes; distinct codes stay distinct."""
    bare = unicodedata.normalize("NFD", code.strip()).replace("đ", "d").replace("Đ", "D")
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    name = re.sub(r"[^A-Za-z0-9-]+", "_", bare).strip("_.")
    reserved = re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", name)
    if name == code and name == name.upper() and not reserved:
        return name
    # Codes that only differ in what was folded away, or in case, which Windows does not tell apart.
    return f"{name or 'don_vi'}_{hashlib.sha256(code.encode()).hexdigest()[:6]}"


# -- where a file may go -----------------------------------------------------------------------------------------------


def _place(folder: Path, name: str, sha: str, recorded: Mapping[str, str]) -> str:
    """Return the name under which a file is written: its own, or the next number where that one must stay."""
    for candidate in _numbered(name):
        path = folder / candidate
        there = _digest(path)
        if there is None or there == sha:
            return candidate
        if recorded.get(candidate) == there and not _is_open(path):
            return candidate
    raise AssertionError("numbers do not end")


def _numbered(name: str) -> Iterator[str]:
    yield name
    path = PurePosixPath(name)
    number = 2
    while True:
        yield str(path.with_name(f"{path.stem}_{number}{path.suffix}"))
        number += 1


def _is_open(path: Path) -> bool:
    """Whether an office program has the file open: each leaves a lock file beside it."""
    name = path.name
    locks = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")
    return any((path.parent / lock).exists() for lock in locks)


def _move(folder: Path, place: str) -> str:
    """Move a staged file to its place; where Windows says that it is in use, to the next free number."""
    staged = _staged(folder / place)
    for candidate in _numbered(place):
        target = folder / candidate
        if candidate != place and target.exists():
            continue
        try:
            os.replace(staged, target)
        except PermissionError:
            if not target.exists():
                raise
            continue
        return candidate
    raise AssertionError("numbers do not end")


# -- files -------------------------------------------------------------------------------------------------------------


def _staged(target: Path) -> Path:
    return target.with_name(f".{target.name}{_STAGED}")


def _write_new(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _write_whole(path: Path, data: bytes) -> None:
    _write_new(_staged(path), data)
    os.replace(_staged(path), path)


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _as_json(record: Mapping[str, str]) -> bytes:
    return (json.dumps(dict(sorted(record.items())), ensure_ascii=False, indent=1) + "\n").encode()


def _read_json(path: Path) -> dict[str, str]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in record.items()} if isinstance(record, dict) else {}


def _recover(folder: Path) -> dict[str, str]:
    """Return what is on record, with what a killed run had moved into place; its staged files are removed."""
    recorded = _read_json(folder / OUTPUT_MARKER)
    for place, sha in _read_json(folder / OUTPUT_JOURNAL).items():
        target = folder / place
        if _digest(target) == sha:
            recorded[place] = sha
    for stale in folder.rglob(f".*{_STAGED}"):
        stale.unlink(missing_ok=True)
    return recorded


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this run alone; the lock goes with the process, however that ends."""
    lock = folder / LOCK
    with lock.open("a+b") as file:
        try:
            _lock(file.fileno())
            # A run that ended removes the lock: one held on a removed file keeps nobody out.
            if not os.path.samestat(os.fstat(file.fileno()), lock.stat()):
                raise OSError(lock)
        except OSError as error:
            raise CannotWrite(f"Một lần chạy khác đang ghi vào thư mục {folder}. Chờ lần đó xong rồi chạy lại.") from error
        yield
        with contextlib.suppress(OSError):
            lock.unlink()
    if os.name == "nt":
        # Windows removes no file that is still open.
        with contextlib.suppress(OSError):
            lock.unlink()


def _lock(descriptor: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
