"""Paths as the system takes them: long ones on Windows, what is a link, what is the root of a drive."""

from __future__ import annotations

import os
import stat
from pathlib import Path

# Windows: the bit of a reparse point's tag that says it stands for another name. Symbolic links and junctions have it;
# a file that OneDrive keeps in the cloud is a reparse point without it.
_NAME_SURROGATE = 0x2000_0000


def extended(path: Path) -> Path:
    """Return a path under which Windows opens also what lies deeper than 260 letters; elsewhere the path itself."""
    return Path(with_prefix(os.path.abspath(path))) if os.name == "nt" else path


def with_prefix(path: str) -> str:
    """Return an absolute path of Windows with the prefix that lifts the limit of its length."""
    if path.startswith(("\\\\?\\", "\\\\.\\")):
        return path
    return f"\\\\?\\UNC\\{path[2:]}" if path.startswith("\\\\") else f"\\\\?\\{path}"


def without_prefix(path: str) -> str:
    """Return a path as people read it."""
    return path.replace("\\\\?\\UNC\\", "\\\\", 1).removeprefix("\\\\?\\")


def is_link(found: os.stat_result) -> bool:
    """Whether what `lstat` found leads elsewhere: a symbolic link, or a junction of Windows."""
    return stat.S_ISLNK(found.st_mode) or bool(getattr(found, "st_reparse_tag", 0) & _NAME_SURROGATE)


def is_root(path: Path) -> bool:
    """Whether a folder is the root of a drive or a share."""
    resolved = path.resolve()
    return resolved == Path(resolved.anchor)
