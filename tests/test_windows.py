"""The offline folder as a Windows machine runs it, and what depends on the system, under Wine's real Windows Python.

Wine cannot show paths over 260 letters, junctions, a job's limit of memory, virus scanners, Word, SmartScreen, how the real
cmd parses every line (Wine's loses a lone per cent sign and has no CMDCMDLINE), nor which program opens the page.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from office import Office, person
from test_windows_folder import build
from wine import ROOT, Wine, embeddable, make

pytestmark = [pytest.mark.windows, pytest.mark.xdist_group("windows")]

ENTER = "Bấm phím Enter để đóng cửa sổ này."


@pytest.fixture(scope="module")
def wine(tmp_path_factory) -> Wine:
    return make(tmp_path_factory.mktemp("wine"))


@pytest.fixture(scope="module")
def made(wine, tmp_path_factory) -> Path:
    """The folder as it is made, with Wine's Python in the place of python.org's."""
    python = embeddable(wine, tmp_path_factory.mktemp("python") / "python.zip")
    output = tmp_path_factory.mktemp("made")
    return build.build(output, python=python, sha256=build.digest(python), wheels=wine.wheels)


@pytest.fixture(scope="module")
def folder(made, tmp_path_factory) -> Path:
    """The folder as the office has it: unzipped where Vietnamese letters and blanks are."""
    place = tmp_path_factory.mktemp("máy") / "Văn phòng Đảng ủy (1)"
    shutil.unpack_archive(build.zip_of(made), place)
    return place / made.name


def launch(wine: Wine, folder: Path, launcher: str, *, typed: str = "\n", **environment: str) -> tuple[int, str]:
    """Start a launcher as a double-click does; Enter is pressed at its end."""
    return wine.run("cmd", "/c", launcher, cwd=folder, typed=typed, **environment)


# -- the office's folder -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def month(wine, folder) -> tuple[int, str]:
    """The exit code and the screen of the example year's month."""
    return launch(wine, folder, "LAP_BAO_CAO.bat")


def test_a_double_click_says_something_at_once_runs_and_waits_for_enter(month):
    code, said = month
    lines = said.splitlines()
    assert (code, lines[0], lines[-1]) == (1, "Dang mo chuong trinh, xin cho vai giay...", ENTER)
    assert "Kỳ báo cáo: tháng 11/2024 (7/9 đơn vị đã gửi)" in lines


def test_the_outputs_of_windows_are_those_of_linux_byte_for_byte(month, folder, tmp_path):
    words = [sys.executable, "generate_report.py", "input_examples", "--output", tmp_path / "output"]
    environment = os.environ | {"PYTHONPATH": _pinned_libraries(tmp_path / "lib")}
    assert subprocess.run(words, cwd=ROOT, capture_output=True, env=environment).returncode == 1
    here, there = contents(tmp_path / "output" / "2024-11"), contents(next(folder.glob("output*/2024-11")))
    assert (len(here) > 20, here.keys()) == (True, there.keys())
    assert [name for name in here if here[name] != there[name]] == []


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _pinned_libraries(folder: Path) -> str:
    """Return a folder with the pinned libraries of which others are installed here: their versions write other bytes."""
    pins = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "windows" / "requirements.txt").read_text(encoding="utf-8"), re.M)
    # What only counts writes nothing.
    other = [f"{name}=={pin}" for name, pin in pins if name != "numpy" and installed(name) not in (pin, "")]
    if other:
        install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder), *other]
        subprocess.run(install, check=True)
    return str(folder)


def installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def test_a_run_writes_into_the_folder_nothing_but_its_outputs(month, folder):
    sums = (folder / build.SUMS).read_text(encoding="utf-8").splitlines()
    shipped = {name for line in sums for name in [line.partition("  ")[2]]} | {build.SUMS}
    assert {name for name in contents(folder) if not name.startswith("output")} == shipped


def test_every_file_of_the_folder_is_what_its_sums_say(folder):
    for line in (folder / build.SUMS).read_text(encoding="utf-8").splitlines():
        sha256, name = line.split("  ", 1)
        assert build.digest(folder / name) == sha256


@pytest.mark.parametrize(
    ("launcher", "leaves"),
    [("LAP_BIEU.bat", "bieu_thang_"), ("DON_DOC.bat", "cong_van_don_doc_"), ("KIEM_TRA.bat", "kiem_tra_")],
)
def test_each_launcher_runs_its_command(wine, folder, launcher, leaves):
    code, said = launch(wine, folder, launcher)
    assert code in (0, 1) and ENTER in said, said
    assert any(leaves in name for name in contents(folder)), said


# -- what is dropped on a launcher ---------------------------------------------------------------------------------------

DROPPED = ("Báo cáo & thư tháng 11!", "a^b;c,d=e (cũ)")

# cmd is given the very line that Explorer makes.
EXPLORER = """
import json, subprocess, sys
runs = []
for path in json.loads(sys.argv[1]):
    line = f'cmd.exe /c ""KIEM_TRA.bat" "{path}""'
    run = subprocess.run(line, input=b"\\n", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    runs.append([run.returncode, run.stdout.decode()])
print(json.dumps(runs))
"""


def dropped(wine: Wine, folder: Path, *paths: str) -> list[tuple[int, str]]:
    """Return what came of each of some paths, dropped on a launcher one after another."""
    _, said = wine.run(wine.python, "-X", "utf8", "-c", EXPLORER, json.dumps(paths), cwd=folder)
    return [tuple(run) for run in json.loads(said.splitlines()[-1])]


def test_a_folder_of_any_name_may_be_dropped_on_a_launcher(wine, folder, tmp_path):
    for name in DROPPED:
        Office(tmp_path / name).send([person()])
    runs = dropped(wine, folder, *(f"Z:{tmp_path}/{name}".replace("/", "\\") for name in DROPPED))
    assert [(code, ENTER in said) for code, said in runs] == [(0, True)] * len(DROPPED), runs
    assert all("Kế hoạch năm 2024: ke_hoach.xlsx" in said for _, said in runs)


def test_a_drives_root_is_refused_and_a_folder_that_is_not_there_is_named(wine, folder):
    (root, said_of_root), (missing, said_of_missing) = dropped(wine, folder, "C:\\", "Z:\\không có")
    assert (root, missing) == (2, 2)
    assert "là gốc của một ổ đĩa" in said_of_root and "không có" in said_of_missing


# -- what does not work ------------------------------------------------------------------------------------------------


def test_a_launcher_started_out_of_the_zip_says_what_to_do(wine, folder, tmp_path):
    shutil.copy(folder / "KIEM_TRA.bat", tmp_path)
    code, said = launch(wine, tmp_path, "KIEM_TRA.bat")
    assert code == 2 and "Extract All" in said


def test_a_windows_of_32_bits_is_told_so(wine, folder):
    code, said = wine.run("cmd", "/c", "set PROCESSOR_ARCHITECTURE=x86&& KIEM_TRA.bat", cwd=folder)
    assert code == 2 and "32 bit" in said


def test_the_window_waits_until_enter_is_pressed(wine, folder):
    process = wine.start("cmd", "/c", "KIEM_TRA.bat", "không có", cwd=folder)
    said = b""
    while ENTER.encode() not in said:
        said += process.stdout.readline() or pytest.fail(said.decode())
    assert process.poll() is None
    process.communicate(b"\n", timeout=120)
    assert process.returncode == 2


def test_where_nothing_can_be_read_and_there_is_no_window_it_ends(wine, folder):
    code, said = wine.run("cmd", "/c", "KIEM_TRA.bat khong-co <NUL", cwd=folder)
    assert code == 2 and ENTER in said


@pytest.fixture
def broken(folder, tmp_path) -> Path:
    """A copy of the folder of which a test may break a part."""
    leave = shutil.ignore_patterns("output", "output_examples", "giay_phep")
    return Path(shutil.copytree(folder, tmp_path / "hỏng", ignore=leave, copy_function=os.link))


def break_file(path: Path) -> None:
    """Put what is no program of Windows in a file's place; the folder that it was copied from keeps its own."""
    path.unlink()
    path.write_bytes(b"no program of Windows")


@pytest.mark.parametrize("library", ["lxml/etree", "numpy/_core/_multiarray_umath", "pandas/_libs/lib"])
def test_a_library_that_windows_does_not_load_is_a_sentence(wine, broken, library):
    [file] = (broken / "python" / "lib").glob(f"{library}.*.pyd")
    break_file(file)
    code, said = launch(wine, broken, "KIEM_TRA.bat")
    assert code == 2 and "Máy không nạp được thư viện" in said and "Traceback" not in said, said


def test_a_part_of_python_that_windows_does_not_load_is_a_sentence(wine, broken):
    break_file(broken / "python" / "unicodedata.pyd")
    code, said = launch(wine, broken, "KIEM_TRA.bat")
    assert code == 2 and "Windows không nạp được" in said and "Traceback" not in said, said


def test_a_python_that_does_not_start_is_told_by_the_launcher(wine, broken):
    next((broken / "python").glob("python3??.zip")).unlink()
    code, said = launch(wine, broken, "KIEM_TRA.bat")
    assert code == 2 and "Chuong trinh khong chay duoc tren may nay" in said, said


# -- the program's own tests, where the system has its say -------------------------------------------------------------

OUTPUTS = "not killed_twice and not random_moment and not several_runs and not killed_at_any"
"""Those start dozens of processes, which takes Wine minutes, to show how the file system moves files: here it is Linux's."""

FOLDERS = "not 1_200_deep"
"""What becomes of such paths on a Windows disk Wine cannot show."""

COMMAND = "clean_month or cp1258 or takes_nothing_more or lxml"
"""What the system has its say in: paths, a console that cannot show everything or is gone, a library. A run takes Wine seconds."""

MAILS = "outlook or winmail or nested or its_way or rubbish"
"""A mail is bytes on any system; of each kind one whole way through the processes that read."""


@pytest.mark.parametrize(
    ("files", "which"),
    [
        ("folders programs", FOLDERS),
        ("outputs", OUTPUTS),
        ("gate isolation reading", ""),
        ("mails", MAILS),
        ("command", COMMAND),
    ],
)
def test_the_tests_of_what_the_system_decides_pass_there(wine, files, which):
    modules = [f"tests/test_{name}.py" for name in files.split()]
    words = ["-X", "utf8", "-m", "pytest", "-q", "-p", "no:cacheprovider", *modules, "-k", which]
    code, said = wine.run(wine.python, *words, cwd=ROOT, seconds=600)
    assert code == 0 and re.search(r"\d+ passed|\[100%\]", said), said[-4000:]
