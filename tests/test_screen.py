"""Without a screen, or with one that has gone, everything is written all the same, and the exit code says how it went."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from office import Office, person, unit

from recruit import cli
from recruit.screen import console

ROOT = Path(__file__).parents[1]


@pytest.fixture
def clean(tmp_path) -> Office:
    return Office(tmp_path / "hộp thư").send([person()])


# -- what is shown, and where the rest stands ---------------------------------------------------------------------------


def shown(capsys, *words: object) -> list[str]:
    """Return the lines on the screen of a command."""
    cli.main([str(word) for word in words])
    return capsys.readouterr().out.splitlines()


def to_mend(lines: list[str]) -> list[str]:
    return [line.partition(" ")[0] for line in lines if line.startswith(("Lỗi ", "Lưu ý "))]


def people(count: int, **values: object) -> list[dict]:
    """Return people with a value that is to be mended, and a sound one: else the column is one thing to mend."""
    sound = person("Lê Văn Sáu", "06/06/1996")
    return [sound, *_alike(count, **values)]


def _alike(count: int, **values: object) -> list[dict]:
    return [person(f"Nguyễn Văn {chr(65 + number)}n", f"05/03/{1980 + number}", **values) for number in range(count)]


@pytest.mark.parametrize(("command", "workbook"), [("report", "tong_hop"), ("check", "kiem_tra")])
def test_the_first_ten_things_to_mend_are_shown_and_where_the_others_stand(tmp_path, capsys, command, workbook):
    office = Office(tmp_path / "in").send(people(13, gender="?"))
    lines = shown(capsys, command, office.folder, "--output", tmp_path / "ra")
    assert to_mend(lines) == ["Lỗi"] * 10
    assert f"… và 03 mục nữa, xem trang Lỗi của {workbook}_2024-11.xlsx" in lines
    assert any(line.endswith(f"{workbook}_2024-11.xlsx") and line.startswith("Đã ghi: ") for line in lines)


def test_ten_things_to_mend_are_all_that_there_is(tmp_path, capsys):
    office = Office(tmp_path / "in").send(people(10, gender="?"))
    lines = shown(capsys, "check", office.folder, "--output", tmp_path / "ra")
    assert (len(to_mend(lines)), [line for line in lines if line.startswith("…")]) == (10, [])


def test_errors_come_before_warnings_also_those_of_templates(tmp_path, capsys):
    import shutil

    templates = tmp_path / "mẫu"
    shutil.copytree(ROOT / "templates", templates)
    (templates / "phieu_theo_doi.docx").unlink()
    office = Office(tmp_path / "in").send([person("Lý Láo Tả", birth="1990"), *people(2, gender="?")])
    lines = shown(capsys, "check", office.folder, "--output", tmp_path / "ra", "--templates", templates)
    assert to_mend(lines) == ["Lỗi", "Lỗi", "Lỗi", "Lưu"]
    assert any("phieu_theo_doi.docx" in line for line in lines if line.startswith("Lỗi"))


def test_the_first_ten_units_that_are_missing_are_named(tmp_path, capsys):
    units = [unit(f"CB{number:02d}") for number in range(1, 15)]
    office = Office(tmp_path / "in", *units).send([person()])
    lines = shown(capsys, "check", office.folder, "--output", tmp_path / "ra")
    assert len([line for line in lines if line.startswith("Chưa nộp: ")]) == 10
    assert "… và 03 đơn vị nữa, xem trang Nộp báo cáo của kiem_tra_2024-11.xlsx" in lines


def test_a_command_that_writes_no_workbook_says_what_does(tmp_path, capsys):
    office = Office(tmp_path / "in").send(people(13, gender="?"))
    lines = shown(capsys, "remind", office.folder, "--output", tmp_path / "ra")
    assert "… và 03 mục nữa, xem trang Lỗi của bảng tổng hợp, hoặc chạy check" in lines


def test_the_returned_workbooks_that_no_longer_hold_are_counted_and_not_listed(tmp_path, capsys):
    office = Office(tmp_path / "in", unit("CB01"), unit("CB02"))
    for code in ("CB01", "CB02"):
        office.send([person(f"Lò Văn {code}", gender="?")], unit=code)
    shown(capsys, office.folder, "--output", tmp_path / "ra")
    for code in ("CB01", "CB02"):
        office.send([person(f"Lò Văn {code}")], unit=code)
    lines = shown(capsys, office.folder, "--output", tmp_path / "ra")
    folder = tmp_path / "ra" / "2024-11" / "tra_lai"
    assert f"Đã bỏ: 02 tệp trong {folder} (của lần chạy trước, nay không còn đúng)" in lines


# -- a screen that is none ----------------------------------------------------------------------------------------------


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
