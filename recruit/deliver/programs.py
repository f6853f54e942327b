"""Programs of the machine by their full paths, from where the system keeps them: never one that lies in some folder."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ON_WINDOWS = sys.platform == "win32"

# Where LibreOffice's installer writes in which folder its program lies.
_LIBREOFFICE_KEYS = (r"SOFTWARE\LibreOffice\UNO\InstallPath", r"SOFTWARE\WOW6432Node\LibreOffice\UNO\InstallPath")


def libreoffice() -> str:
    """Return LibreOffice's program, empty where there is none."""
    places = _on_windows() if ON_WINDOWS else _elsewhere()
    return next((str(path) for path in places if _may_run(path)), "")


def powershell_with_word() -> str:
    """Return PowerShell, through which Word is asked, empty where Word is not installed."""
    if not ON_WINDOWS:
        return ""
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID"))
    except OSError:
        return ""
    program = system_folder() / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    return str(program) if _may_run(program) else ""


def system_folder() -> Path:
    """Return the folder in which Windows keeps its own programs, as Windows says it."""
    import ctypes

    folder = ctypes.create_unicode_buffer(260)
    ctypes.windll.kernel32.GetSystemDirectoryW(folder, len(folder))
    return Path(folder.value)


def _may_run(path: Path) -> bool:
    # What is no full path would be looked for in the current folder, which may be that of the attachments.
    return path.is_absolute() and path.is_file() and os.access(path, os.X_OK)


def _on_windows() -> Iterator[Path]:
    import winreg

    for key in _LIBREOFFICE_KEYS:
        with contextlib.suppress(OSError):
            yield Path(winreg.QueryValue(winreg.HKEY_LOCAL_MACHINE, key)) / "soffice.exe"
    for variable in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"):
        if folder := os.environ.get(variable):
            yield Path(folder) / "LibreOffice" / "program" / "soffice.exe"


def _elsewhere() -> Iterator[Path]:
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    for name in ("soffice", "libreoffice"):
        yield from (folder / name for folder in folders)
    if sys.platform == "darwin":
        for root in (Path("/Applications"), Path.home() / "Applications"):
            yield root / "LibreOffice.app" / "Contents" / "MacOS" / "soffice"
