"""Programs are started by full paths from where the system keeps them, never from the folder of the attachments."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from recruit.deliver import pdf, programs
from recruit.guard.isolation import Child

PACKAGE = Path(__file__).parents[1] / "recruit"
NAMES = ("soffice", "soffice.bat", "soffice.exe", "libreoffice", "powershell.exe", "taskkill.exe")


def executable(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def attachments(tmp_path, monkeypatch) -> Path:
    """Stand in a folder where somebody sent programs of these names."""
    folder = tmp_path / "đính kèm"
    for name in NAMES:
        executable(folder / name)
    monkeypatch.chdir(folder)
    for variable in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"):
        monkeypatch.delenv(variable, raising=False)
    return folder


@pytest.fixture
def windows(tmp_path, monkeypatch):
    """Let the program take this machine for Windows: what its registry says, and its own folder."""
    registry: dict[str, str] = {}

    def value(root: str, key: str) -> str:
        if key not in registry:
            raise OSError(2, "no such key")
        return registry[key]

    winreg = SimpleNamespace(
        HKEY_LOCAL_MACHINE="HKLM", HKEY_CLASSES_ROOT="HKCR", QueryValue=value, OpenKey=value, CloseKey=lambda key: None
    )
    monkeypatch.setitem(sys.modules, "winreg", winreg)
    monkeypatch.setattr(programs, "ON_WINDOWS", True)
    monkeypatch.setattr(programs, "system_folder", lambda: tmp_path / "System32")
    return registry


@pytest.mark.parametrize("path", ["", ".", ".:", ":/không/có", "đính kèm"])
def test_a_program_beside_the_attachments_is_not_found(attachments, monkeypatch, path):
    monkeypatch.setenv("PATH", path)
    assert programs.libreoffice() == ""


def test_on_windows_neither_is_it(attachments, windows, monkeypatch):
    monkeypatch.setenv("PATH", str(attachments))
    windows[r"SOFTWARE\LibreOffice\UNO\InstallPath"] = ""
    windows[r"Word.Application\CLSID"] = "{000209FF}"
    assert (programs.libreoffice(), programs.powershell_with_word()) == ("", "")


def test_on_windows_libreoffice_is_where_its_installer_put_it(windows, tmp_path):
    found = executable(tmp_path / "LO" / "program" / "soffice.exe")
    windows[r"SOFTWARE\LibreOffice\UNO\InstallPath"] = str(tmp_path / "LO" / "program")
    assert programs.libreoffice() == found


def test_on_windows_libreoffice_is_looked_for_where_programs_are_kept(windows, tmp_path, monkeypatch):
    monkeypatch.setenv("ProgramFiles", str(tmp_path / "Program Files"))
    found = executable(tmp_path / "Program Files" / "LibreOffice" / "program" / "soffice.exe")
    assert programs.libreoffice() == found


def test_on_windows_word_is_asked_through_the_systems_own_powershell(windows, tmp_path):
    found = executable(tmp_path / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe")
    assert programs.powershell_with_word() == ""
    windows[r"Word.Application\CLSID"] = "{000209FF}"
    assert programs.powershell_with_word() == found


def test_no_execution_policy_is_set(windows, tmp_path, monkeypatch):
    found = executable(tmp_path / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe")
    windows[r"Word.Application\CLSID"] = "{000209FF}"
    started: list[list[str]] = []

    def start(command, **options):
        started.append(command)
        raise OSError(2, "enough")

    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(pdf.ConversionFailed):
        pdf.pdfs({"a.docx": b""}, tmp_path / "ra")
    assert [command[0] for command in started] == [found]
    assert "policy" not in " ".join(started[0][1:]).casefold()


def test_a_module_beside_the_attachments_is_not_run(tmp_path, monkeypatch):
    (tmp_path / "pickle.py").write_text("import os; os._exit(1)")
    monkeypatch.chdir(tmp_path)
    child = Child()
    assert child.call(abs, -3) == 3
    child.close()


def test_every_program_is_started_by_a_full_path():
    found = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if any(
            word in path.read_text(encoding="utf-8")
            for word in ("shutil.which", "os.system", "os.startfile", "shell=True")
        )
    ]
    assert found == []
