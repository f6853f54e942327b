"""What a run has written into a folder, by the record that it left there: names with their hashes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 64 << 20
"""Bytes of a record; that of ten thousand units takes a tenth of it."""


def read_content(path: Path) -> dict[str, object]:
    """Return what a record holds; one that is not there or cannot be read holds nothing."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
        content = json.loads(data) if len(data) <= _LARGEST else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def recorded_files(content: dict[str, object]) -> dict[str, str]:
    """Return the names and hashes among what a record holds."""
    return {name: sha for name, sha in content.items() if isinstance(sha, str)}
