"""A real Windows Python under Wine for the tests, and what stands for python.org's embeddable zip."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parents[1]
MAKER = ROOT.parent / "shared" / "windows" / "wine_python.sh"

VERSION = "3.11"
"""Of the Python that can be made."""

_TESTED_WITH = ("pytest>=8,<10", "hypothesis>=6.100,<7", "openpyxl>=3.1,<4", "openxml-audit>=0.8,<0.9", "colorama")
_PROGRAMS = ("wine", "x86_64-w64-mingw32-gcc", "unzip")


def absent(why: str) -> NoReturn:
    """Skip the test; fail it where nothing may be skipped, as in CI."""
    if os.environ.get("RECRUIT_NO_SKIP"):
        pytest.fail(why)
    pytest.skip(why)


@dataclass(frozen=True)
class Wine:
    """A Windows with a Python: `home` holds both, `wheels` the pinned libraries."""

    home: Path
    wheels: Path

    @property
    def python(self) -> Path:
        """The Python's program."""
        return self.home / "py" / "python.exe"

    @property
    def environment(self) -> dict[str, str]:
        """What Wine is to be started with; nothing of this machine's Python."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        wine = {"WINEPREFIX": str(self.home / "prefix"), "WINEDEBUG": "-all"}
        return ours | wine | {"WINEDLLOVERRIDES": "mscoree,mshtml=;ucrtbase=n,b"}

    def start(self, *words: object, cwd: Path, **environment: str) -> subprocess.Popen[bytes]:
        """Start a program of Windows; its streams are pipes, since Wine takes no plain files for them."""
        return subprocess.Popen(
            ["wine", *map(str, words)],
            cwd=cwd,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self.environment | environment,
        )

    def run(
        self, *words: object, cwd: Path, typed: str = "", seconds: float = 300, **environment: str
    ) -> tuple[int, str]:
        """Run a program of Windows; return its exit code and all that it said."""
        process = self.start(*words, cwd=cwd, **environment)
        try:
            said, _ = process.communicate(typed.encode(), timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return process.returncode, said.decode("utf-8", "replace").replace("\r\n", "\n")


def make(folder: Path) -> Wine:
    """Make a Windows with a Python in `folder`, its libraries and those of the tests; skip or fail where it cannot be."""
    if not MAKER.is_file():
        pytest.skip("what makes a Windows Python is not here")
    if missing := [program for program in _PROGRAMS if shutil.which(program) is None]:
        absent(f"not installed: {', '.join(missing)}")
    # The maker's `python3` needs pip.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    made = subprocess.run(
        ["bash", MAKER, folder, _library()], env=os.environ | {"PATH": path}, capture_output=True, text=True
    )
    if made.returncode or VERSION not in made.stdout:
        absent(f"no Windows Python could be made: {made.stdout[-500:]}{made.stderr[-500:]}")
    wine = Wine(folder, folder / "wheels")
    _download(wine.wheels, "--no-deps", "--require-hashes", "-r", str(ROOT / "windows" / "requirements.txt"))
    _download(folder / "test_wheels", *_TESTED_WITH)
    for wheel in (*wine.wheels.glob("*.whl"), *(folder / "test_wheels").glob("*.whl")):
        zipfile.ZipFile(wheel).extractall(folder / "py" / "Lib" / "site-packages")
    return wine


def _library() -> str:
    """Return where the standard library of a Python of this machine lies that has the version."""
    if sysconfig.get_python_version() == VERSION:
        return sysconfig.get_path("stdlib")
    program = shutil.which(f"python{VERSION}")
    if program is None:
        absent(f"Python {VERSION} is not installed")
    code = "import sysconfig; print(sysconfig.get_path('stdlib'))"
    return subprocess.run([program, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def _download(folder: Path, *wanted: str) -> None:
    for_windows = ("--only-binary=:all:", "--platform=win_amd64", f"--python-version={VERSION}", f"--dest={folder}")
    got = subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", *for_windows, *wanted], capture_output=True, text=True
    )
    if got.returncode:
        absent(f"wheels for Windows cannot be had: {got.stderr[-500:]}")


def embeddable(wine: Wine, target: Path) -> Path:
    """Pack Wine's Python as python.org packs an embeddable one, and return the zip."""
    home, digits = wine.home / "py", VERSION.replace(".", "")
    library = io.BytesIO()
    with zipfile.ZipFile(library, "w", zipfile.ZIP_DEFLATED) as package:
        for source in sorted((home / "Lib").rglob("*.py")):
            name = source.relative_to(home / "Lib").as_posix()
            if not name.startswith(("site-packages/", "idlelib/", "tkinter/", "lib2to3/", "turtledemo/")):
                package.write(source, name)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for source in (*home.iterdir(), *(home / "DLLs").iterdir()):
            if source.is_file():
                package.write(source, source.name)
        package.writestr(f"python{digits}.zip", library.getvalue())
        package.writestr(f"python{digits}._pth", f"python{digits}.zip\n.\n")
        package.writestr("LICENSE.txt", "of Python")
    return target
