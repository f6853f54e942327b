"""Outputs on disk: whole or not at all, no open or hand-changed file overwritten, every name and hash on record."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from recruit.deliver.alone import CannotWrite, locked, refusing, remove, sweep
from recruit.deliver.record import Record, read_record, record_bytes
from recruit.deliver.staging import Staging
from recruit.intake.folder import OUTPUT_JOURNAL, OUTPUT_MARKER, STAGED
from recruit.intake.folder import staged as staged_at
from recruit.intake.held import insist, patiently
from recruit.intake.labels import OUTPUTS_IN_WORK
from recruit.intake.paths import extended, is_link, without_prefix
from recruit.language.wording import first_few

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from recruit.measure.printed import MonthRecord

_LONGEST_CODE = 40


class WrittenInPart(CannotWrite):
    """An output folder that took some of a run's files and not the others."""

    result = "chưa ghi được hết"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One output: its name in the folder, where it lies, and the name of the file kept in its place, if one was."""

    name: str
    path: Path
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote, in name order, and the names of earlier outputs that it took away.

    `is_recorded` says that the record tells of it; else the journal does, and the next run puts it on record.
    """

    folder: Path
    files: tuple[WrittenFile, ...]
    removed: tuple[str, ...] = ()
    is_recorded: bool = True

    def and_then(self, more: Written) -> Written:
        """Return what this and a later writing of the same run come to."""
        files = sorted((*self.files, *more.files), key=lambda file: file.name)
        return Written(self.folder, tuple(files), self.removed + more.removed, more.is_recorded)


class Lying:
    """What lies in an output folder after a run: what it wrote, and what earlier runs left there and put on record."""

    def __init__(self, written: Written) -> None:
        self._folder = extended(written.folder)
        self._written = {file.name: file.path.relative_to(written.folder).as_posix() for file in written.files}
        self._recorded = read_record(self._folder / OUTPUT_MARKER).files

    def name_of(self, name: str) -> str:
        """Return the name under which the newest output called `name` lies there, its number with it; empty for none."""
        if name in self._written:
            return self._written[name]
        found = takewhile(self._recorded.__contains__, _numbered(name))
        return next((place for place in reversed(list(found)) if (self._folder / place).is_file()), "")


def commit(
    folder: Path,
    files: Mapping[str, bytes],
    *,
    replacing: tuple[str, ...] = (),
    letter: MonthRecord | None = None,
    issued: bool = False,
    reminded: Collection[str] = (),
) -> Written:
    """Write `files` (name → bytes, a name may hold one subfolder) into `folder` and record them in its marker.

    `letter` are the figures that a month's letter among them prints, `issued` says that it is no draft: they go on
    record for next month's, as do the codes of the units `reminded`.

    What an earlier run wrote under names that begin with one of `replacing`, or under a number of what is written now,
    and this run does not write, is taken away, unless it is open or was changed by hand: it would tell of what no longer
    holds.

    Each file is staged in the folder (`Staging` has those that are already) and then moved to its place, so that a run
    killed at any moment leaves the old or the new file, whole. A file that is open elsewhere, or that somebody changed
    since it was recorded, stays, and the new one gets the next number; what is held is waited for first. Raises
    CannotWrite; then no staged file stays behind, and what was already moved is whole, named, and known to the next run.
    """
    if not isinstance(files, Staging):
        with Staging(folder) as waiting:
            waiting.take_in(files.items())
            return commit(folder, waiting, replacing=replacing, letter=letter, issued=issued, reminded=reminded)
    place = extended(folder)
    with refusing(folder):
        place.mkdir(parents=True, exist_ok=True)
        with locked(place):
            written = _commit(place, files, replacing, partial(_remembering, letter, issued, reminded))
            # Shown as the clerk named it.
            shown = (replace(file, path=folder / file.path.relative_to(place)) for file in written.files)
            return replace(written, folder=folder, files=tuple(shown))


def _remembering(letter: MonthRecord | None, issued: bool, reminded: Collection[str], record: Record) -> Record:
    """Return a record with what next month asks of it."""
    known = record if letter is None else record.with_letter(letter, issued=issued)
    return known.with_reminders(reminded)


def _commit(
    folder: Path,
    files: Staging,
    replacing: tuple[str, ...],
    remembering: Callable[[Record], Record],
) -> Written:
    known = _recover(folder)
    recorded = known.files
    patiently([folder / name for name in files], _lets_read)
    hashes = {name: files.hash_of(name) for name in files}
    # No output takes a number that is another output's name.
    taken = {name.casefold() for name in files}
    places: dict[str, str] = {}
    for name in sorted(files):
        places[name] = _place(folder, name, hashes[name], recorded, taken)
        taken.add(places[name].casefold())
    changed = [name for name, place in places.items() if _digest(folder / place) != hashes[name]]
    journal = recorded | {places[name]: hashes[name] for name in changed}
    moved: list[str] = []

    def is_moved(name: str) -> bool:
        try:
            files.move(name, folder / places[name])
        except PermissionError:
            return False
        moved.append(places[name])
        return True

    try:
        if changed:
            # The journal first: after a kill the next run knows what was moved for its own.
            _write_whole(folder / OUTPUT_JOURNAL, record_bytes(Record(journal, known.figures)))
        for name in changed:
            (folder / places[name]).parent.mkdir(parents=True, exist_ok=True)
            files.settle(name)
        for name in patiently(changed, is_moved):
            while (folder / places[name]).exists():
                places[name] = _place(folder, name, hashes[name], recorded, taken, past=places[name])
                if _digest(folder / places[name]) == hashes[name]:
                    break
                taken.add(places[name].casefold())
                journal[places[name]] = hashes[name]
                _write_whole(folder / OUTPUT_JOURNAL, record_bytes(Record(journal, known.figures)))
                if is_moved(name):
                    break
            else:
                # Nothing lies there that somebody could hold: the folder does not take it.
                files.move(name, folder / places[name])
        gone = _taken_away(folder, recorded, set(places.values()), set(files), replacing)
    except BaseException as error:
        if not moved:
            remove(folder / OUTPUT_JOURNAL)
        elif isinstance(error, (OSError, KeyboardInterrupt)):
            raise WrittenInPart(
                f"Mới ghi được {len(moved):02d} tệp vào thư mục {without_prefix(str(folder))}: {first_few(moved, what='tệp')}.",
                "Kiểm tra quyền ghi và dung lượng đĩa, đóng các tệp đang mở rồi chạy lại để ghi hết.",
            ) from error
        raise
    record = {name: sha for name, sha in recorded.items() if (folder / name).exists()}
    known = remembering(Record(record | {places[name]: sha for name, sha in hashes.items()}, known.figures))
    done = (WrittenFile(name, folder / place, name if place != name else "") for name, place in places.items())
    return Written(folder, tuple(done), tuple(gone), _put_on_record(folder, known))


def _put_on_record(folder: Path, record: Record) -> bool:
    """Put a record into its place and return whether it is there; else the journal holds it for the next run."""
    data = record_bytes(record)
    try:
        _write_whole(folder / OUTPUT_MARKER, data)
    except OSError:
        with contextlib.suppress(OSError):
            _write_whole(folder / OUTPUT_JOURNAL, data)
        return False
    remove(folder / OUTPUT_JOURNAL)
    return True


def _taken_away(
    folder: Path, recorded: Mapping[str, str], kept: set[str], written: set[str], replacing: tuple[str, ...]
) -> list[str]:
    """Remove outputs that no longer hold; return their names."""
    past = []
    for name, sha in sorted(recorded.items()):
        path, bare = folder / name, _unnumbered(name)
        is_past = name.startswith(replacing) or (bare != name and (bare in written or bare.startswith(replacing)))
        if is_past and name not in kept and _digest(path) == sha and not _is_open(path):
            past.append(name)

    def is_gone(name: str) -> bool:
        remove(folder / name)
        return not (folder / name).exists()

    held = patiently(past, is_gone)
    return [name for name in past if name not in held]


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
    locks = (f"~${name}", f"~${name[2:]}", f".~lock.{name}#", f".~{name}")
    return any((path.parent / lock).exists() for lock in locks)


def _lets_read(path: Path) -> bool:
    """Whether nobody holds what lies there, if anything does, so that it could not even be read."""
    try:
        with path.open("rb"):
            return True
    except PermissionError:
        return path.is_dir()
    except OSError:
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
        insist(partial(os.replace, staged, path))
    except BaseException:
        remove(staged)
        raise


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
    recorded, journal = read_record(folder / OUTPUT_MARKER), read_record(folder / OUTPUT_JOURNAL)
    moved = {place: sha for place, sha in journal.files.items() if _digest(folder / place) == sha}
    if moved:
        # On record before this run's own journal replaces the one that tells of them; that tells of them too.
        recorded = Record(recorded.files | moved, recorded.figures | journal.figures)
        with contextlib.suppress(PermissionError):
            _write_whole(folder / OUTPUT_MARKER, record_bytes(recorded))
    sweep(folder, OUTPUTS_IN_WORK)
    for place in (folder, *(path for path in folder.iterdir() if path.is_dir() and not is_link(path.lstat()))):
        for stale in place.glob(f".*{STAGED}"):
            remove(stale)
    return recorded
