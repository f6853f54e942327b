"""Make the folder that runs on an office's Windows without installation or network, and its zip.

`python windows/build.py` fetches python.org's embeddable Python (or takes it by `--python`) and the wheels of
`requirements.txt`, all held against their hashes; the same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent

PYTHON_URL = "https://www.python.org/ftp/python/3.12.10/python-3.12.10-embed-amd64.zip"
PYTHON_SHA256 = "4acbed6dd1c744b0376e3b1cf57ce906f9dc9e95e68824584c8099a63025a3c3"
"""Of the last 3.12 of which python.org makes programs for Windows."""

PINS = HERE / "requirements.txt"
"""The libraries, each with its hashes; made by lock.py."""

LAUNCHERS = {
    "LAP_BAO_CAO.bat": "report",
    "KIEM_TRA.bat": "check",
    "LAP_BIEU.bat": "forms",
    "DON_DOC.bat": "remind",
}
"""The four files to be double-clicked, and the command of each."""

GUIDE = "HUONG_DAN.txt"
SUMS = "SHA256SUMS"
LICENCES = "giay_phep"
SHIPPED = ("recruit", "templates", "input_examples", "generate_report.py")
"""What is shipped of the project, in the folder's top as in the project's."""

_NOT_RUN = re.compile(
    r"""
      (^|/)tests?/ | (^|/)include/ | \.dist-info/(?!METADATA$) | (^|/)__pycache__/
    | \.(pyi|pyx|pxd|pxi|h|hpp|c|cpp|lib|a|f|f90|pyf|md|mo|typed)$
    | ^(pycparser|click|tzdata|bin|cffi|numpy/(f2py|doc)|lxml/(includes|isoschematron|html)|dateutil/zoneinfo/.*gz)
    | ^numpy/_core/_simd\. | ^lxml/(objectify|sax|builder|ElementInclude)\. | ^olefile/olefile2\.
    | ^holidays/(countries|financial)/(?!__init__\.|vietnam\.)
    """,
    re.VERBOSE,
)
"""Of the wheels, what no run opens: tests, headers, stubs, translations, the calendars of other countries, and what only others
of their makers' programs use. What a wheel says of itself stays: some ask for their own version."""

_EMPTIED = "holidays/countries/__init__.py"
"""Loads the calendars of 250 countries where one is asked for; so that this one need not, it is shipped empty."""

_NOT_RUN_OF_PYTHON = re.compile(r"pythonw\.exe|python\.cat|(_ssl|_sqlite3|winsound|_msi)\.pyd|(libssl|sqlite3).*\.dll")

_SOURCES_STAY = ("docxtpl",)
"""Libraries whose licence (LGPL) wants their sources beside them; the others are shipped compiled."""

_LICENCE = re.compile(
    r"\.dist-info/(METADATA$|licenses?/|[^/]*(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*$)", re.IGNORECASE
)
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


class CannotBuild(Exception):
    """What stops the making, in a sentence."""


@dataclass(frozen=True, slots=True)
class Python:
    """An embeddable Python: its zip, and its version as `3.12`."""

    archive: Path
    version: str

    @property
    def digits(self) -> str:
        """The version as it stands in the names of its files."""
        return self.version.replace(".", "")


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the folder and the zip, and say how large they came out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", type=Path, metavar="ZIP", help=f"the embeddable Python (default: {PYTHON_URL})")
    parser.add_argument("--sha256", default=PYTHON_SHA256, help="its SHA-256 (default: that of the default)")
    parser.add_argument("--wheels", type=Path, metavar="DIR", help="where the wheels lie already; none is fetched")
    parser.add_argument("--output", type=Path, metavar="DIR", default=PROJECT / "dist", help="default: dist")
    options = parser.parse_args(arguments)
    try:
        made = build(options.output, python=options.python, sha256=options.sha256, wheels=options.wheels)
    except CannotBuild as error:
        sys.exit(str(error))
    files = [path for path in made.rglob("*") if path.is_file()]
    archive = zip_of(made)
    print(f"{made}: {len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB")
    print(f"{archive}: {archive.stat().st_size / 1e6:.1f} MB, SHA-256 {digest(archive)}")


def build(output: Path, *, python: Path | None, sha256: str, wheels: Path | None, pins: Path = PINS) -> Path:
    """Make the folder anew in `output` and its zip beside it, and return the folder. Raises CannotBuild.

    Without `python` its zip is fetched, without `wheels` (a folder) those of `pins`; in any case each must have its hash.
    """
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        found = _checked(python or _fetched(scratch), sha256)
        # What cannot be compiled is told before anything is fetched or written.
        compiler = _compiler(found.version)
        folder = output.resolve() / f"bao_cao_ket_nap-{_version()}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _unpack_python(found, folder)
        for wheel in _wheels(scratch / "wheels", found.version, pins, wheels):
            _unpack_wheel(wheel, folder)
        _copy_project(folder)
        _compile(compiler, folder)
    _write_sums(folder)
    _write_zip(folder)
    return folder


# -- what others make --------------------------------------------------------------------------------------------------


def _fetched(scratch: Path) -> Path:
    archive = scratch / PYTHON_URL.rpartition("/")[2]
    try:
        with urllib.request.urlopen(PYTHON_URL) as source, archive.open("wb") as target:
            shutil.copyfileobj(source, target)
    except OSError as error:
        raise CannotBuild(f"{PYTHON_URL} cannot be fetched ({error}); give the zip by --python.") from error
    return archive


def _checked(archive: Path, sha256: str) -> Python:
    """Return the Python in a zip that has the hash. Raises CannotBuild."""
    if (found := digest(archive)) != sha256.lower():
        raise CannotBuild(f"{archive} has the SHA-256 {found}, not {sha256}; it is not used.")
    with zipfile.ZipFile(archive) as package:
        names = " ".join(package.namelist())
    match = re.search(r"\bpython(\d)(\d+)\._pth\b", names)
    if match is None:
        raise CannotBuild(f"{archive} is no embeddable Python: it has no python3XX._pth.")
    return Python(archive, f"{match[1]}.{match[2]}")


def _wheels(folder: Path, version: str, pins: Path, at_hand: Path | None) -> list[Path]:
    """Return the pinned wheels in `folder`, fetched, or taken from where they are at hand. Raises CannotBuild."""
    source = [] if at_hand is None else ["--no-index", f"--find-links={at_hand}"]
    command = [
        *(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--require-hashes", "--only-binary=:all:"),
        *("--platform=win_amd64", f"--python-version={version}", f"--dest={folder}", *source, "-r", str(pins)),
    ]
    if subprocess.run(command).returncode:
        raise CannotBuild(f"The wheels of {pins} cannot be had, or have other hashes.")
    return sorted(folder.glob("*.whl"))


def _unpack_python(python: Python, folder: Path) -> None:
    """Unpack the Python, and tell it where the libraries and the package lie: it heeds neither folders nor variables."""
    home = folder / "python"
    with zipfile.ZipFile(python.archive) as package:
        for name in package.namelist():
            if not _NOT_RUN_OF_PYTHON.fullmatch(name):
                package.extract(name, home)
    licence = home / "LICENSE.txt"
    if licence.is_file():
        _move(licence, folder / LICENCES / f"python-{python.version}" / licence.name)
    places = (f"python{python.digits}.zip", ".", "lib", "..")
    (home / f"python{python.digits}._pth").write_bytes("".join(f"{place}\r\n" for place in places).encode())


def _unpack_wheel(wheel: Path, folder: Path) -> None:
    """Unpack what runs of a wheel, and its licence."""
    part = "-".join(wheel.name.split("-")[:2])
    with zipfile.ZipFile(wheel) as package:
        for name in package.namelist():
            if name.endswith("/"):
                continue
            if _LICENCE.search(name):
                _put(folder / LICENCES / part / name.partition(".dist-info/")[2], package.read(name))
            if not _NOT_RUN.search(name):
                _put(folder / "python" / "lib" / name, b"" if name == _EMPTIED else package.read(name))


# -- what is ours ------------------------------------------------------------------------------------------------------


def _copy_project(folder: Path) -> None:
    leave = shutil.ignore_patterns("__pycache__")
    for name in SHIPPED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=leave)
        else:
            shutil.copyfile(source, folder / name)
    shutil.copyfile(HERE / "start.py", folder / "python" / "start.py")
    _put(folder / LICENCES / "recruit" / "LICENSE", (PROJECT / "LICENSE").read_bytes())
    for name, command in LAUNCHERS.items():
        _put(folder / name, launcher(command))
    _put(folder / GUIDE, guide())


def launcher(command: str) -> bytes:
    """Return the file to be double-clicked for a command: ASCII, which every code page shows alike."""
    text = (HERE / "launcher.bat").read_text(encoding="ascii")
    return _lines(text.replace("RECRUIT_COMMAND=report", f"RECRUIT_COMMAND={command}")).encode("ascii")


def guide() -> bytes:
    """Return the clerk's page: Notepad before Windows 10 knows UTF-8 by its mark, and lines by both their ends."""
    return _lines((HERE / GUIDE).read_text(encoding="utf-8")).encode("utf-8-sig")


def _lines(text: str) -> str:
    return "\r\n".join(text.splitlines()) + "\r\n"


def _version() -> str:
    return re.search(r'__version__ = "([^"]+)"', (PROJECT / "recruit" / "__init__.py").read_text(encoding="utf-8"))[1]


# -- compiled, summed, packed ------------------------------------------------------------------------------------------


def _compiler(version: str) -> str:
    """Return a Python of this machine that compiles for `version`. Raises CannotBuild."""
    candidates = (sys.executable, shutil.which(f"python{version}"), shutil.which("python3"), shutil.which("python"))
    for program in filter(None, candidates):
        said = subprocess.run(
            [program, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True
        )
        if said.stdout.strip() == version:
            return program
    raise CannotBuild(f"Python {version} is wanted on this machine too, to compile for the one that is shipped.")


def _compile(program: str, folder: Path) -> None:
    """Compile all sources once and for all.

    A folder that was unzipped has other file times, and may be one that nobody may write to: compiled files that are
    held against times would be made anew at each start. So these are held against nothing.
    """
    libraries = folder / "python" / "lib"
    stay = [folder / "recruit", *(libraries / name for name in _SOURCES_STAY)]
    _run_compiler(program, folder, *stay)
    # Beside their sources (-b), which then go.
    _run_compiler(program, folder, libraries, "-b", "-x", "[/\\\\]({})[/\\\\]".format("|".join(_SOURCES_STAY)))
    for compiled in libraries.rglob("*.pyc"):
        compiled.with_suffix(".py").unlink(missing_ok=True)


def _run_compiler(program: str, folder: Path, *arguments: object) -> None:
    subprocess.run(
        [
            *(program, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", "-s", str(folder)),
            *map(str, arguments),
        ],
        check=True,
        # Sets in compiled code keep one order.
        env=os.environ | {"PYTHONHASHSEED": "0"},
    )


def _write_sums(folder: Path) -> None:
    lines = (f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in _files(folder))
    _put(folder / SUMS, "".join(lines).encode("utf-8"))


def _write_zip(folder: Path) -> None:
    with zipfile.ZipFile(zip_of(folder), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for path in _files(folder):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", _FIXED_TIME)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            package.writestr(entry, path.read_bytes(), compresslevel=9)


def zip_of(folder: Path) -> Path:
    """Return where the zip of a made folder lies."""
    return folder.with_name(f"{folder.name}.zip")


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.replace(target)


if __name__ == "__main__":
    main()
