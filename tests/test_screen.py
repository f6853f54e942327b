"""Without a screen, or with one that has gone, everything is written all the same, and the exit code says how it went."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from office import Office, person

from recruit import cli
from recruit.screen import console

ROOT = Path(__file__).parents[1]


@pytest.fixture
def clean(tmp_path) -> Office:
    return Office(tmp_path / "hộp thư").send([person()])


def letter(folder: Path) -> Path:
    return folder / "2024" / "cong_van_giao_chi_tieu_2024.docx"


class Gone:
    """A terminal whose window was closed."""

    closed = False

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")

    def fileno(self) -> int:
        raise ValueError("none")


@pytest.mark.parametrize(("screen", "errors"), [(None, None), (sys.__stdout__, None), (None, sys.__stderr__)])
def test_a_run_without_standard_streams_writes_all(clean, tmp_path, monkeypatch, screen, errors):
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(sys, "stderr", errors)
    assert cli.main(["assign", str(clean.folder), "--output", str(tmp_path / "ra")]) == 0
    assert letter(tmp_path / "ra").exists()


def test_a_run_whose_terminal_has_gone_writes_all(clean, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdout", Gone())
    monkeypatch.setattr(sys, "stderr", Gone())
    assert cli.main(["assign", str(clean.folder), "--output", str(tmp_path / "ra")]) == 0
    assert letter(tmp_path / "ra").exists()


def test_a_run_whose_streams_were_closed_writes_all(clean, tmp_path, monkeypatch):
    for name in ("stdout", "stderr"):
        closed = (tmp_path / name).open("w")
        closed.close()
        monkeypatch.setattr(sys, name, closed)
    assert cli.main(["assign", str(clean.folder), "--output", str(tmp_path / "ra")]) == 0
    assert letter(tmp_path / "ra").exists()


@pytest.mark.parametrize("words", [["--help"], ["--khong-co"]])
def test_help_and_mistakes_without_a_screen_end_as_with_one(monkeypatch, words):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == (0 if words == ["--help"] else 2)


@pytest.mark.skipif(os.name == "nt", reason="a shell closes no streams there")
def test_with_its_streams_closed_by_the_shell_the_same_bytes_are_written(clean, tmp_path):
    assert cli.main(["assign", str(clean.folder), "--output", str(tmp_path / "mở")]) == 0
    command = '"$0" "$1" assign "$2" --output "$3" <&- >&- 2>&-'
    words = [sys.executable, ROOT / "generate_report.py", clean.folder, tmp_path / "đóng"]
    assert subprocess.run(["sh", "-c", command, *map(str, words)], check=False).returncode == 0
    assert letter(tmp_path / "mở").read_bytes() == letter(tmp_path / "đóng").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="a shell closes no streams there")
def test_no_file_takes_the_place_of_a_stream_that_was_closed():
    reader, writer = os.pipe()
    code = f"""if True:
        import os
        from recruit.screen.console import prepare
        prepare()
        os.write({writer}, str(os.open(os.devnull, os.O_RDONLY)).encode())"""
    words = ["sh", "-c", '"$0" -c "$1" <&- >&- 2>&-', sys.executable, code]
    subprocess.run(words, pass_fds=(writer,), cwd=ROOT, check=True)
    os.close(writer)
    with open(reader, "rb") as told:
        assert int(told.read()) > 2


def test_progress_on_a_terminal_that_has_gone_stops_nobody():
    console.Progress(Gone())(1, 1)
