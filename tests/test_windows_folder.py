"""The offline folder for Windows, as far as any system shows it: how it is made, its launchers, what they start."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from office import Office, person

ROOT = Path(__file__).parents[1]


def module(name: str) -> ModuleType:
    """Load a script of the folder `windows`."""
    spec = importlib.util.spec_from_file_location(f"windows_{name}", ROOT / "windows" / f"{name}.py")
    sys.modules[spec.name] = loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


build, start = module("build"), module("start")


# -- launchers and their page ------------------------------------------------------------------------------------------

LAUNCHERS = [build.launcher(command) for command in build.LAUNCHERS.values()]


def test_the_launchers_are_one_line_apart():
    lines = [launcher.split(b"\r\n") for launcher in LAUNCHERS]
    assert [len(set(line)) for line in zip(*lines, strict=True) if len(set(line)) > 1] == [len(LAUNCHERS)]


def test_a_launcher_is_ascii_ends_its_lines_as_windows_does_and_changes_no_code_page():
    for launcher in LAUNCHERS:
        assert launcher.isascii() and b"chcp" not in launcher.lower()
        assert launcher.count(b"\n") == launcher.count(b"\r\n") > 30


def test_the_clerks_page_is_utf8_with_its_mark_and_windows_lines_and_names_each_launcher():
    page = build.guide()
    assert page.startswith(b"\xef\xbb\xbf") and page.count(b"\n") == page.count(b"\r\n")
    text = page.decode("utf-8-sig")
    assert all(name in text for name in (*build.LAUNCHERS, build.SUMS, "SmartScreen", start.DO_NOT_WAIT))


def test_each_launcher_names_a_command_of_the_program():
    from recruit.cli import COMMANDS

    assert set(build.LAUNCHERS.values()) <= set(COMMANDS)


# -- what was dropped --------------------------------------------------------------------------------------------------


def words(given: str = "", *, line: str = "", here: Path = ROOT) -> list[str]:
    return start.words({"RECRUIT_WORDS": given, "RECRUIT_LINE": line, "RECRUIT_FROM": str(here)})


def explorer(rest: str) -> str:
    """The line with which Explorer starts a launcher."""
    return f'C:\\WINDOWS\\system32\\cmd.exe /c ""C:\\báo cáo\\KIEM_TRA.bat" {rest}"'


@pytest.fixture
def here(tmp_path) -> Path:
    for name in ("a&b", "a^b", "a b", "100%TEMP%", "một!"):
        (tmp_path / name).mkdir()
    return tmp_path


def test_a_double_click_gives_no_words():
    assert words(line=explorer("")) == []


@pytest.mark.parametrize(
    ("given", "name"), [("a", "a&b"), ("ab", "a^b"), ("100C:\\Temp", "100%TEMP%"), ('"a b"', "a b"), ("một!", "một!")]
)
def test_what_cmd_changed_is_taken_from_the_line_that_it_was_started_with(here, given, name):
    rest = f'"{here / name}"' if " " in name else str(here / name)
    assert words(given, line=explorer(rest), here=here) == [str(here / name)]


def test_a_line_of_which_something_is_not_there_is_not_believed(here):
    assert words("x", line=explorer(f"{here / 'a&b'} --issue"), here=here) == ["x"]


def test_a_line_typed_in_a_window_is_not_that_of_the_window(here):
    assert words("x", line="cmd.exe", here=here) == ["x"]


def test_the_backslash_of_a_drives_root_ends_its_word_and_the_quote_closes_it():
    assert words('"D:\\" --pdf') == ["D:\\", "--pdf"]


def test_a_path_is_that_of_the_callers_folder_and_a_value_stays_a_value(here):
    (here / "127").mkdir()
    given = words('"a b" --number 127 --output ra --issue', here=here)
    assert given == [str(here / "a b"), "--number", "127", "--output", str(here / "ra"), "--issue"]


# -- what a launcher starts --------------------------------------------------------------------------------------------


@pytest.fixture
def keyboard(monkeypatch) -> SimpleNamespace:
    """A window's keyboard: `opened` counts how often it was asked; `forgotten` are keys pressed too early."""
    state = SimpleNamespace(opened=0, early=["\r"], forgotten=[])

    def opened(name, *arguments, **options):
        assert name == "CONIN$"
        state.opened += 1
        return io.StringIO("\n")

    keys = SimpleNamespace(kbhit=lambda: bool(state.early), getwch=lambda: state.forgotten.append(state.early.pop()))
    monkeypatch.setitem(sys.modules, "msvcrt", keys)
    monkeypatch.setattr(start, "open", opened, raising=False)
    return state


@pytest.mark.parametrize(("stdin", "asked"), [(io.StringIO("\n"), 0), (io.StringIO(""), 1), (None, 1)])
def test_where_standard_input_gives_nothing_the_windows_keyboard_is_asked(keyboard, monkeypatch, stdin, asked):
    monkeypatch.setattr(sys, "stdin", stdin)
    start.wait_for_enter()
    assert (keyboard.opened, keyboard.forgotten) == (asked, ["\r"])


@pytest.fixture
def started(monkeypatch, tmp_path, keyboard):
    """Start a command as a launcher does, in a folder of its own."""

    def run(command: str, given: str) -> int:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("RECRUIT_COMMAND", command)
        monkeypatch.setenv("RECRUIT_WORDS", given)
        monkeypatch.setenv("RECRUIT_FROM", str(tmp_path))
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
        return start.main()

    return run


def test_the_exit_code_is_the_commands_and_ten(started, tmp_path):
    Office(tmp_path / "hộp thư").send([person()])
    assert started("check", '"hộp thư"') == 10
    assert started("check", '"không có"') == 12
    assert started("check", "--lạ") == 12


def test_at_its_end_it_waits_unless_it_was_told_that_nobody_sits_there(started, capsys, monkeypatch):
    started("check", "--help")
    assert "Bấm phím Enter" in capsys.readouterr().out
    monkeypatch.setenv(start.DO_NOT_WAIT, "1")
    started("check", "--help")
    assert "Bấm phím Enter" not in capsys.readouterr().out


def test_the_page_of_a_run_is_opened_by_its_whole_path(monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr("os.startfile", opened.append, raising=False)
    monkeypatch.chdir(tmp_path)
    start.open_overview(SimpleNamespace(overview=Path("output", "tong_quan_2024-11.html")))
    start.open_overview(SimpleNamespace(overview=None))
    assert opened == [str(tmp_path / "output" / "tong_quan_2024-11.html")]


def test_the_command_hands_over_what_it_came_to(started, tmp_path, monkeypatch):
    handed = []
    monkeypatch.setattr(start, "open_overview", handed.append)
    Office(tmp_path / "hộp thư").send([person()])
    started("check", '"hộp thư"')
    assert [outcome.exit_code for outcome in handed] == [0]


def test_where_no_program_opens_pages_the_run_ends_as_well(monkeypatch):
    def none(path):
        raise OSError("no association")

    monkeypatch.setattr("os.startfile", none, raising=False)
    start.open_overview(SimpleNamespace(overview=Path("a.html")))


# -- how it is made ----------------------------------------------------------------------------------------------------

HERE = f"{sys.version_info.major}{sys.version_info.minor}"


def zipped(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, text in members.items():
            package.writestr(name, text)
    return path


@pytest.fixture(scope="module")
def python(tmp_path_factory) -> Path:
    """A zip laid out as an embeddable Python of this machine's version."""
    members = {"python.exe": "", "pythonw.exe": "", "LICENSE.txt": "PSF", f"python{HERE}._pth": "."}
    return zipped(tmp_path_factory.mktemp("python") / "python.zip", members)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory) -> Path:
    """A folder with one wheel: a module, its test, a header and a licence."""
    folder = tmp_path_factory.mktemp("wheels")
    info = "thing-1.0.dist-info"
    members = {
        "thing/__init__.py": "x = 1\n",
        "thing/tests/test_x.py": "",
        "thing/x.h": "",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nTag: py3-none-any\n",
        f"{info}/RECORD": "",
        f"{info}/licenses/LICENSE": "MIT",
    }
    zipped(folder / "thing-1.0-py3-none-any.whl", members)
    return folder


def made(output: Path, python: Path, wheels: Path, sha256: str = "") -> Path:
    [wheel] = wheels.glob("*.whl")
    pins = output.parent / "pins.txt"
    pins.write_text(f"thing==1.0 --hash=sha256:{sha256 or build.digest(wheel)}\n", encoding="ascii")
    return build.build(output, python=python, sha256=build.digest(python), wheels=wheels, pins=pins)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, python, wheels) -> Path:
    return made(tmp_path_factory.mktemp("dist") / "dist", python, wheels)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_library_is_shipped_compiled_without_its_tests_and_headers(folder):
    lib = "python/lib/"
    assert {name.removeprefix(lib) for name in names(folder) if name.startswith(lib)} == {
        "thing/__init__.pyc",
        "thing-1.0.dist-info/METADATA",
    }


def test_the_programs_own_sources_stay_and_are_compiled_too(folder):
    assert {"recruit/cli.py", f"recruit/__pycache__/cli.cpython-{HERE}.pyc", "generate_report.py"} <= names(folder)
    assert {"templates/ke_hoach_nam.xlsx", build.GUIDE, *build.LAUNCHERS} <= names(folder)


def test_what_is_compiled_is_held_against_no_file_time(folder):
    for path in folder.rglob("*.pyc"):
        assert path.read_bytes()[4:8] == b"\x01\x00\x00\x00"


def test_the_licences_of_all_parts_lie_together(folder):
    licences = {name.removeprefix(f"{build.LICENCES}/") for name in names(folder) if name.startswith(build.LICENCES)}
    assert {f"python-3.{HERE[1:]}/LICENSE.txt", "thing-1.0/licenses/LICENSE", "recruit/LICENSE"} <= licences


def test_the_python_is_told_where_the_libraries_and_the_package_lie(folder):
    pth = (folder / "python" / f"python{HERE}._pth").read_text(encoding="ascii")
    assert pth.split() == [f"python{HERE}.zip", ".", "lib", ".."]


def test_the_same_parts_make_the_same_zip(folder, tmp_path, python, wheels):
    again = made(tmp_path / "nơi khác", python, wheels)
    assert build.zip_of(folder).read_bytes() == build.zip_of(again).read_bytes()


def test_a_python_of_another_hash_is_not_used(tmp_path, python, wheels):
    with pytest.raises(build.CannotBuild, match="SHA-256"):
        build.build(tmp_path / "dist", python=python, sha256="0" * 64, wheels=wheels)
    assert not (tmp_path / "dist").exists()


def test_a_library_of_another_hash_is_not_used(tmp_path, python, wheels):
    with pytest.raises(build.CannotBuild, match="other hashes"):
        made(tmp_path / "dist", python, wheels, sha256="0" * 64)


def test_without_the_same_python_on_this_machine_nothing_is_made(tmp_path, wheels):
    other = zipped(tmp_path / "other.zip", {"python.exe": "", "python27._pth": "."})
    with pytest.raises(build.CannotBuild, match=r"Python 2\.7 is wanted"):
        made(tmp_path / "dist", other, wheels)


def test_a_zip_that_is_no_embeddable_python_is_not_used(tmp_path, wheels):
    with pytest.raises(build.CannotBuild, match="no embeddable Python"):
        made(tmp_path / "dist", zipped(tmp_path / "x.zip", {"a.txt": ""}), wheels)


# -- the pins ----------------------------------------------------------------------------------------------------------

PINS = build.PINS.read_text(encoding="utf-8")


def test_every_library_that_the_program_wants_is_pinned_by_its_hash():
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+) \\\n +--hash=sha256:[0-9a-f]{64}", PINS, re.M))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.match(r"[\w.-]+", line)[0].lower() for line in project["dependencies"]}
    assert wanted - pinned.keys() == set()
    assert len(pinned) == len(re.findall("==", PINS))


def test_numpy_is_one_that_runs_on_processors_of_ten_years_ago():
    major, minor = map(int, re.search(r"^numpy==(\d+)\.(\d+)", PINS, re.M).groups())
    assert (major, minor) < (2, 4)
