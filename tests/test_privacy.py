"""Where personal data goes, through the command: not on the screen, into names, the marker or the temporary folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from letters import archive, mail
from libreoffice import soffice
from office import Office, admitted, form, person, unit

from recruit.deliver.protection import holds_people

pytestmark = pytest.mark.apart

ROOT = Path(__file__).parents[1]
PEOPLE = ("Zuýnh Khuyền", "Quỵnh Ngoằm", "Bửng Phưu")
BIRTH = "17/09/1993"


def run(*words: object, temporary: Path, **environment: str) -> subprocess.CompletedProcess:
    """Run the script with an empty folder for temporary files, and look after it."""
    temporary.mkdir(exist_ok=True)
    result = subprocess.run(
        [sys.executable, str(ROOT / "generate_report.py"), *map(str, words)],
        capture_output=True,
        env=_environment(temporary, **environment),
        timeout=180,
    )
    assert b"Traceback" not in result.stderr
    return result


def _environment(temporary: Path, **environment: str) -> dict[str, str]:
    ours = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(temporary))
    return {**os.environ, **ours, "PYTHONIOENCODING": "utf-8", **environment}


def named(text: str) -> list[str]:
    """Return what of the people's names stands in a text, with or without its marks."""

    def bare(words: str) -> str:
        letters = unicodedata.normalize("NFD", words.casefold()).replace("đ", "d")
        return "".join(char for char in letters if not unicodedata.combining(char))

    return [word for name in PEOPLE for word in name.split() if bare(word) in bare(text)]


@pytest.fixture
def office(tmp_path) -> Office:
    """An office whose units send every way, with faults of every sort that are about people."""
    one, two, three = PEOPLE
    decisions = [["9-QĐ/ĐUK", "20/03/2024", three, BIRTH, "CB02"]]
    made = Office(tmp_path / "in", unit("CB01"), unit("CB02"), unit("CB03"), unit("CB04"), register=decisions)
    people = [
        person(one, BIRTH, gender="?", joined="31/02/2024"),
        person(one, BIRTH),
        admitted(two, "01/01/2015", reason="x"),
        person(three, None, helper=one, class_sent="01/12/2025"),
    ]
    made.put("CB01.eml", mail(("CB01.xlsx", form("CB01", 11, people))))
    made.put("CB02.zip", archive({"CB02.xlsx": form("CB02", 11, [admitted(two), person(three, BIRTH)])}))
    made.send([admitted(two, people="?"), person(one, BIRTH)], unit="CB02", month=10)
    made.send([person(three, "18/09/1993"), person(three, BIRTH, left="01/01/2023")], unit="CB03")
    return made.put("hỏng.xlsx", form(people=[person(one)])[:3000]).put("ảnh.png", b"\x89PNG\r\n")


# -- what the command leaves and says ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [["report"], ["check"], ["forms"], ["remind"], ["remind", "--together"], ["assign"], ["final"], ["recount"]],
    ids=" ".join,
)
def test_no_person_is_named_on_the_screen_in_a_file_name_or_in_the_marker(office, tmp_path, words):
    result = run(*words, office.folder, "--period", "2024-11", "--output", tmp_path / "out", temporary=tmp_path / "tmp")
    assert result.returncode in (0, 1)
    assert named((result.stdout + result.stderr).decode()) == []
    left = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert named("\n".join(str(path.relative_to(tmp_path)) for path in left)) == []
    [marker] = [path for path in left if path.name == ".ket_qua.json"]
    assert named(marker.read_text(encoding="utf-8")) == []
    assert BIRTH not in marker.read_text(encoding="utf-8")


def test_the_names_looked_for_would_be_found():
    assert named(f"x{PEOPLE[0].upper()}") == ["Zuýnh", "Khuyền"]
    assert named("output/zuynh.xlsx") == ["Zuýnh"]


def test_a_name_in_a_wrong_column_of_the_register_is_not_shown(tmp_path):
    office = Office(tmp_path / "in", register=[["1-QĐ", PEOPLE[0], PEOPLE[1], PEOPLE[2], "CB01"]]).send([person()])
    result = run(office.folder, "--output", tmp_path / "out", temporary=tmp_path / "tmp")
    said = (result.stdout + result.stderr).decode()
    assert result.returncode == 2
    assert "Quyết định kết nạp, ô B2" in said
    assert named(said) == []


@pytest.mark.parametrize("key", ["gender", "people", "education", "reason"])
def test_a_name_in_a_wrong_column_of_a_form_is_not_shown(tmp_path, key):
    office = Office(tmp_path / "in").send([person(**{key: PEOPLE[0]})])
    result = run(office.folder, "--output", tmp_path / "out", temporary=tmp_path / "tmp")
    assert result.returncode == 1
    assert named((result.stdout + result.stderr).decode()) == []


# -- the temporary folder ----------------------------------------------------------------------------------------------


def test_nothing_is_left_in_the_temporary_folder_after_a_normal_end(office, tmp_path):
    result = run(office.folder, "--output", tmp_path / "out", temporary=tmp_path / "tmp")
    assert result.returncode == 1
    assert list((tmp_path / "tmp").iterdir()) == []


# Runs in the command and in every process that it starts.
_WATCH = """
import os, sys
log = os.open(os.environ["WRITTEN_LOG"], os.O_WRONLY | os.O_APPEND)
def watch(event, given):
    if event == "open" and isinstance(given[0], (str, bytes)) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        os.write(log, os.fsencode(os.path.abspath(given[0])) + b"\\n")
    elif event == "os.mkdir" or event.startswith("tempfile."):
        os.write(log, os.fsencode(os.path.abspath(given[0])) + b"\\n")
sys.addaudithook(watch)
"""


@pytest.mark.parametrize("copies", [1, 200], ids=["one process", "many processes"])
def test_nothing_is_written_outside_the_output_folder_at_any_moment(office, tmp_path, copies):
    for number in range(1, copies):
        office.put(f"nhiều/{number:03d}.xlsx", form("CB04", 11, [person(PEOPLE[0], note=number)]))
    log, hooks = tmp_path / "log", tmp_path / "hooks"
    log.touch()
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(_WATCH, encoding="utf-8")
    watched = {"PYTHONPATH": str(hooks), "PYTHONDONTWRITEBYTECODE": "1", "WRITTEN_LOG": str(log)}
    run(office.folder, "--output", tmp_path / "out", temporary=tmp_path / "tmp", **watched)
    written = {Path(line) for line in log.read_text(encoding="utf-8").splitlines()} - {Path(os.devnull)}
    assert tmp_path / "out" / "2024-11" in written
    assert [path for path in written if not path.is_relative_to(tmp_path / "out")] == []


def test_nothing_is_left_after_a_run_that_writes_nothing(office, tmp_path):
    (office.folder / "ke_hoach.xlsx").unlink()
    result = run(office.folder, "--output", tmp_path / "out", temporary=tmp_path / "tmp")
    assert result.returncode == 2
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not (tmp_path / "out").exists()


def test_nothing_is_left_after_documents_were_made_pdf(office, tmp_path):
    soffice()
    run(office.folder, "--output", tmp_path / "out", "--pdf", temporary=tmp_path / "tmp")
    assert list((tmp_path / "out").rglob("*.pdf"))
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not [path for path in (tmp_path / "out").rglob("*") if path.name.startswith(".dang_xuat_pdf_")]


# The command, which tells when it has read half of the files.
_TOLD = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from recruit.screen import console
def progress(self, done, total):
    if done == total // 2:
        print("half", flush=True)
console.Progress.__call__ = progress
from recruit.cli import main
sys.exit(main())
"""


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
def test_nothing_is_left_after_a_kill_in_the_middle_of_a_large_inbox(tmp_path):
    office = Office(tmp_path / "in")
    for number in range(240):
        office.put(f"{number:03d}.eml", mail((f"{number}.xlsx", form(people=[person(PEOPLE[0], note=number)]))))
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", _TOLD, str(ROOT), str(office.folder), "--output", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        env=_environment(temporary),
    )
    assert b"half\n" in iter(process.stdout.readline, b"")
    assert len(_processes_with(temporary)) > 1 or (os.cpu_count() or 1) == 1
    process.kill()
    process.wait()
    process.stdout.close()
    until = time.monotonic() + 30
    while _processes_with(temporary) and time.monotonic() < until:
        time.sleep(0.1)
    assert _processes_with(temporary) == []
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "out").exists()


def _processes_with(temporary: Path) -> list[int]:
    """Return the processes that were started with this folder for temporary files."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                environment = (entry / "environ").read_bytes()
            except OSError:
                continue
            if f"TMPDIR={temporary}".encode() in environment.split(b"\0"):
                found.append(int(entry.name))
    return found


# -- the page about it -------------------------------------------------------------------------------------------------

PAGE = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \| (có|không) \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("name", "answer"), ROWS, ids=[name for name, _ in ROWS])
def test_the_page_says_of_each_output_what_the_protection_knows(name, answer):
    assert holds_people(name) == (answer == "có")


def test_the_page_knows_every_output_of_a_run(office, tmp_path):
    for words in (["report"], ["check"], ["remind", "--together"], ["assign"], ["final"]):
        run(*words, office.folder, "--period", "2024-11", "--output", tmp_path / "out", temporary=tmp_path / "tmp")
    known = {_shape(name) for name, _ in ROWS}
    written = {
        _shape(path.relative_to(tmp_path / "out").as_posix().partition("/")[2])
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert written <= known


def _shape(name: str) -> str:
    """Return a name without its unit's code."""
    return re.sub(r"CB\d\d", "CB", name)
