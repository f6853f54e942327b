"""Outputs on disk: whole or not at all, no open or hand-changed file overwritten, every name and hash on record."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from recruit.deliver.record import Record, read_record, record_bytes
from recruit.errors import CannotRun
from recruit.intake.folder import OUTPUT_JOURNAL, OUTPUT_LOCK, OUTPUT_MARKER, STAGED
from recruit.intake.folder import staged as staged_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recruit.measure.record import MonthRecord

_LONGEST_CODE = 40


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
    """What a run wrote, in name order, and the names of earlier outputs that it took away."""

    folder: Path
    files: tuple[WrittenFile, ...]
    removed: tuple[str, ...] = ()


def commit(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    replacing: tuple[str, ...] = (),
    letter: MonthRecord | None = None,
    issued: bool = False,
) -> Written:
    """Write `files` (name → bytes, a name may hold one subfolder) into `folder` and record them in its marker.

    `letter` are the figures that a month's letter among them prints, `issued` says that it is no draft: they go on
    record for next month's.

    What an earlier run wrote under names that begin with one of `replacing`, or under a number of what is written now,
    and this run does not write, is taken away, unless it is open or was changed by hand: it would tell of what no longer
    holds.

    Each file is staged beside its place and then moved there, so that a run killed at any moment leaves the old or
    the new file, whole. A file that is open elsewhere, or that somebody changed since it was recorded, stays, and the
    new one gets the next number. Raises CannotWrite; then no staged file stays behind, and what was already moved is
    whole and known to the next run.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            return _commit(folder, files, replacing, letter, issued)
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


def _commit(
    folder: Path, files: Mapping[str, bytes], replacing: tuple[str, ...], letter: MonthRecord | None, issued: bool
) -> Written:
    known = _recover(folder)
    recorded = known.files
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    # No output takes a number that is another output's name.
    taken = {name.casefold() for name in files}
    places: dict[str, str] = {}
    for name in sorted(files):
        places[name] = _place(folder, name, hashes[name], recorded, taken)
        taken.add(places[name].casefold())
    changed = [name for name, place in places.items() if _digest(folder / place) != hashes[name]]
    staged = {name: staged_at(folder / places[name]) for name in changed}
    journal = {places[name]: hashes[name] for name in changed}
    moved: dict[str, str] = {}
    try:
        if changed:
            # The journal first: after a kill the next run knows what was moved for its own.
            _write_whole(folder / OUTPUT_JOURNAL, record_bytes(Record(journal)))
        for name in changed:
            staged[name].parent.mkdir(parents=True, exist_ok=True)
            _write_new(staged[name], files[name])
        for name in changed:
            while not _moved(staged[name], folder / places[name]):
                places[name] = _place(folder, name, hashes[name], recorded, taken, past=places[name])
                if _digest(folder / places[name]) == hashes[name]:
                    staged[name].unlink()
                    break
                taken.add(places[name].casefold())
                journal[places[name]] = hashes[name]
                _write_whole(folder / OUTPUT_JOURNAL, record_bytes(Record(journal)))
            moved[places[name]] = hashes[name]
        gone = _taken_away(folder, recorded, set(places.values()), set(files), replacing)
        record = {name: sha for name, sha in recorded.items() if (folder / name).exists()}
        record |= {places[name]: sha for name, sha in hashes.items()}
        known = Record(record, known.figures)
        if letter is not None:
            known = known.with_letter(letter, issued=issued)
        _write_whole(folder / OUTPUT_MARKER, record_bytes(known))
    except BaseException:
        for stale in staged.values():
            _remove(stale)
        if not moved:
            _remove(folder / OUTPUT_JOURNAL)
        raise
    _remove(folder / OUTPUT_JOURNAL)
    done = (WrittenFile(name, folder / place, name if place != name else "") for name, place in places.items())
    return Written(folder, tuple(done), tuple(gone))


def _taken_away(
    folder: Path, recorded: Mapping[str, str], kept: set[str], written: set[str], replacing: tuple[str, ...]
) -> list[str]:
    """Remove outputs that no longer hold; return their names."""
    gone = []
    for name, sha in sorted(recorded.items()):
        path, bare = folder / name, _unnumbered(name)
        past = name.startswith(replacing) or (bare != name and (bare in written or bare.startswith(replacing)))
        if past and name not in kept and _digest(path) == sha and not _is_open(path):
            _remove(path)
            if not path.exists():
                gone.append(name)
    return gone


def safe_name(code: str) -> str:
    """Return a unit's code as part of a file name that Windows takes; distinct codes stay distinct."""
    bare = unicodedata.normalize("NFD", code.strip()).replace("đ", "d").replace("Đ", "D")
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    name = re.sub(r"[^A-Za-z0-9-]+", "_", bare).strip("_")[:_LONGEST_CODE]
    reserved = re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", name)
    if name == code and name == name.upper() and not reserved:
        return name
    # Codes that only differ in what was folded away or cut, or in case, which Windows does not tell apart.
    return f"{name or 'don_vi'}_{hashlib.sha256(code.encode()).hexdigest()[:6]}"


# -- where a file may go -----------------------------------------------------------------------------------------------


def _place(
    folder: Path, name: str, sha: str, recorded: Mapping[str, str], taken: set[str], past: str | None = None
) -> str:
    """Return the name under which a file is written: its own, or the next number where that one must stay.

    `taken` are the names that other outputs have; with `past` only numbers after that one are looked at.
    """
    for candidate in _numbered(name):
        if past is not None:
            past = None if candidate == past else past
            continue
        if candidate != name and candidate.casefold() in taken:
            continue
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


def _unnumbered(name: str) -> str:
    """Return the name that got a number where another file had to stay."""
    path = PurePosixPath(name)
    return str(path.with_name(re.sub(r"_\d+$", "", path.stem) + path.suffix))


def _is_open(path: Path) -> bool:
    """Whether an office program has the file open: each leaves a lock file beside it."""
    name = path.name
    locks = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")
    return any((path.parent / lock).exists() for lock in locks)


def _moved(staged: Path, target: Path) -> bool:
    """Move a staged file to its place; False where Windows says that the file there is in use."""
    try:
        os.replace(staged, target)
    except PermissionError:
        if not target.exists():
            raise
        return False
    return True


# -- files -------------------------------------------------------------------------------------------------------------


def _write_new(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _write_whole(path: Path, data: bytes) -> None:
    staged = staged_at(path)
    try:
        _write_new(staged, data)
        os.replace(staged, path)
    except BaseException:
        _remove(staged)
        raise


def _remove(path: Path) -> None:
    """Remove a file of ours if it is there; one that cannot be removed now is removed by the next run."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def _digest(path: Path) -> str | None:
    """Return the SHA-256 of what lies at `path`: None if nothing does, an empty text of what may not be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (PermissionError, IsADirectoryError):
        # Where the folder itself may not be entered this is refused too: then no number helps.
        path.lstat()
        return ""


def _recover(folder: Path) -> Record:
    """Return what is on record, with what a killed run had moved into place; its staged files are removed."""
    recorded = read_record(folder / OUTPUT_MARKER)
    journal = read_record(folder / OUTPUT_JOURNAL).files
    moved = {place: sha for place, sha in journal.items() if _digest(folder / place) == sha}
    if moved:
        # On record before this run's own journal replaces the one that tells of them.
        recorded = Record(recorded.files | moved, recorded.figures)
        _write_whole(folder / OUTPUT_MARKER, record_bytes(recorded))
    for stale in folder.rglob(f".*{STAGED}"):
        _remove(stale)
    return recorded


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this run alone; the lock goes with the process, however that ends.

    Raises CannotWrite where another run holds it.
    """
    lock = folder / OUTPUT_LOCK
    file = lock.open("a+b")
    try:
        if not _held(file.fileno(), lock):
            raise CannotWrite(f"Một lần chạy khác đang ghi vào thư mục {folder}. Chờ lần đó xong rồi chạy lại.")
        try:
            yield
        finally:
            if os.name != "nt":
                # Removed while it is held, so that nobody's lock is removed but our own.
                _remove(lock)
    finally:
        file.close()
        if os.name == "nt":
            # Windows removes no file that is open, so not one that another run holds either.
            _remove(lock)


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
