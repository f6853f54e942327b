"""Readers that end their process, stand still or fill the memory at files called so; all others they read as they are."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from recruit.read.file import read_found

if TYPE_CHECKING:
    from recruit.intake.folder import Found
    from recruit.read.file import Reading

DIES, SPINS, FILLS = "chết.bin", "quay.bin", "phình.bin"


def read_batch(files: list[Found], passwords: tuple[str, ...], *, has_outlook: bool) -> list[Reading]:
    """Read files as a run does (see `recruit.read.inbox`), but for those with the names above."""
    for found in files:
        if found.name == DIES:
            os._exit(1)
        while found.name == SPINS:
            time.process_time()
        if found.name == FILLS:
            bytearray(2_000_000_000)
    return [read_found(found, passwords) for found in files]
