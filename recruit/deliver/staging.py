"""What a run has made and not yet put into its place: each file on the disk as soon as it is made, so that none is held."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

from recruit.deliver.alone import refusing, work_folder
from recruit.intake.labels import OUTPUTS_IN_WORK
from recruit.intake.paths import extended

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class Staging(Mapping[str, bytes]):
    """The outputs of a run by name, waiting in a hidden folder of the output folder until all are made.

    There, so that each is moved into its place in one step and nothing about people lies anywhere else. It is to be left
    as a context: what then still waits is removed, and an output folder that was made for it too.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._work: Path | None = None
        self._files: dict[str, tuple[Path, str]] = {}
        self._left = ExitStack()

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_: object) -> None:
        self._left.close()

    def __getitem__(self, name: str) -> bytes:
        path, _ = self._files[name]
        with refusing(self._folder):
            return path.read_bytes()

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def take_in(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Put each of `files` (name, bytes) away as it comes; a name that was there is replaced. Raises CannotWrite."""
        for name, data in files:
            with refusing(self._folder):
                if self._work is None:
                    self._work = self._begun(extended(self._folder))
                # Short plain names: a path may be as long as the system takes it.
                known = self._files.get(name)
                path = known[0] if known else self._work / f"{len(self._files):06d}"
                path.write_bytes(data)
            self._files[name] = path, hashlib.sha256(data).hexdigest()

    def _begun(self, folder: Path) -> Path:
        """Return the folder in which files wait; where nothing comes to lie beside it, what was made for it goes with it."""
        new = [place for place in (folder, *folder.parents) if not place.exists()]
        self._left.callback(_remove_empty, new)
        return self._left.enter_context(work_folder(folder, OUTPUTS_IN_WORK))

    def ending(self, end: str) -> Mapping[str, bytes]:
        """Return those whose names end so; they are read when they are asked for."""
        chosen = Staging(self._folder)
        chosen._files = {name: file for name, file in self._files.items() if name.endswith(end)}
        return chosen

    def hash_of(self, name: str) -> str:
        """Return the SHA-256 of a file."""
        return self._files[name][1]

    def settle(self, name: str) -> None:
        """See to it that a file is on the disk, whatever becomes of the machine. Raises OSError."""
        with self._files[name][0].open("r+b") as file:
            os.fsync(file.fileno())

    def move(self, name: str, target: Path) -> None:
        """Move a file into its place, whole, over what lies there. Raises OSError."""
        os.replace(self._files[name][0], target)


def _remove_empty(folders: Iterable[Path]) -> None:
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()
