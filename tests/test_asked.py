"""Words as people type them: what is meant is understood or named, and where nothing is named folders are found."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from office import Office, person, unit

from recruit import cli
from recruit.screen import folders

ROOT = Path(__file__).parents[1]


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """The clerk's current folder, with nothing in it."""
    folder = tmp_path / "làm việc ở đây"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def script(tmp_path, monkeypatch) -> Path:
    """The folder in which the script lies, another one than the current."""
    folder = tmp_path / "chương trình"
    folder.mkdir()
    monkeypatch.setattr(folders, "_HERE", folder)
    return folder


def run(*words: object) -> tuple[int, str]:
    """Return a command's exit code and all that the clerk reads on the screen."""
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as ended:
            code = ended.code
    return code, screen.getvalue()


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names(folder)}


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "meant"), [("chek", "check"), ("Form", "forms"), ("remnid", "remind"), ("peridic", "periodic")]
)
def test_a_word_that_is_no_command_is_named_with_the_one_that_was_meant(here, word, meant):
    code, screen = run(word)
    assert code == 2
    assert f"Không có lệnh “{word}”. Có phải ý là {meant}: python generate_report.py {meant}" in screen


def test_a_word_like_no_command_is_named_with_all_of_them(here):
    code, screen = run("xyz")
    assert (code, "Không có lệnh hay thư mục nào tên “xyz”. Các lệnh: report, check, forms" in screen) == (2, True)


def test_a_folder_with_a_name_like_a_commands_is_a_folder(here):
    Office(here / "chek").send([person()])
    assert run("chek", "--output", here / "ra")[0] == 0


@pytest.mark.parametrize(
    "words",
    [
        ["ASSIGN", "{in}"],
        ["{in}", "assign"],
        ["--output", "{out}", "assign", "{in}"],
        ["assign", "{in}", "--OUTPUT", "{out}"],
        ["assign", "{in}", "–output", "{out}"],
        ["assign", "{in}", "—Output={out}"],
        ["assign", "{in}", "-output", "{out}"],
    ],
)
def test_case_order_and_words_strokes_do_not_matter(here, words):
    office = Office(here / "thư đến")
    said = [word.replace("{in}", str(office.folder)).replace("{out}", str(here / "output")) for word in words]
    assert run(*said)[0] == 0
    assert "2024/cong_van_giao_chi_tieu_2024.docx" in names(here / "output")


def test_the_value_of_an_option_is_no_command(here):
    office = Office(here / "thư đến")
    assert run("assign", office.folder, "--output", "check")[0] == 0
    assert names(here / "check")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--perio", "2024-11", "--outptu", "x"], "Không hiểu lệnh: --outptu. Có phải ý là --output?"),
        (["check", "--number", "3"], "Không hiểu lệnh: --number"),
        (["--date"], "--date còn thiếu giá trị"),
        (["check", "một", "hai"], "Chỉ đọc một thư mục mỗi lần, lệnh này ghi “một”, “hai”"),
    ],
)
def test_what_is_no_option_or_lacks_its_value_is_said(here, words, said):
    code, screen = run(*words)
    assert (code, said in screen, "Traceback" in screen) == (2, True, False)


# -- values ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["abc", "0", "-5", "127-CV/ĐU", "12 7"])
def test_what_is_no_number_of_a_letter_is_said(office, number, tmp_path):
    code, screen = run(office.send([person()]).folder, f"--number={number}", "--output", tmp_path / "ra")
    assert (code, f"Không hiểu số công văn “{number}”" in screen) == (2, True)


@pytest.mark.parametrize("number", ["127", "7", "127a"])
def test_a_number_of_a_letter_is_taken(office, number, tmp_path):
    assert run("assign", office.folder, "--number", number, "--output", tmp_path / "ra")[0] == 0


def test_a_day_of_another_year_is_said_by_the_month_and_by_the_letter_that_assigns(office, tmp_path):
    office.send([person()])
    _, screen = run(office.folder, "--date", "2026-12-03", "--output", tmp_path / "ra")
    assert "Ngày văn bản 03/12/2026 nằm ngoài khoảng" in screen
    _, screen = run("assign", office.folder, "--date", "2026-03-12", "--output", tmp_path / "ra")
    assert "Ngày văn bản 12/03/2026 không thuộc năm kế hoạch 2024" in screen


def test_a_day_in_its_time_is_not_spoken_of(office, tmp_path):
    _, screen = run(office.send([person()]).folder, "--date", "2024-12-03", "--output", tmp_path / "ra")
    assert "Ngày văn bản" not in screen
    _, screen = run("assign", office.folder, "--date", "2024-03-12", "--output", tmp_path / "ra")
    assert "Ngày văn bản" not in screen


def test_a_period_without_reports_is_said_with_those_that_have_some(office, tmp_path):
    office.send([person()])
    _, screen = run(office.folder, "--period", "2024-03", "--output", tmp_path / "ra")
    assert "Chưa đơn vị nào gửi báo cáo tháng 03/2024. Trong thư mục có tệp của tháng 11/2024." in screen
    _, screen = run(office.folder, "--period", "2024-11", "--output", tmp_path / "ra")
    assert "Chưa đơn vị nào gửi" not in screen


def test_a_year_without_a_plan_is_said_with_those_that_have_one(office, tmp_path):
    code, screen = run(office.folder, "--period", "2023-11", "--output", tmp_path / "ra")
    assert (code, "năm 2023" in screen, "có kế hoạch của năm 2024" in screen) == (2, True, True)


@pytest.mark.parametrize("option", ["--password", "--passwords"])
def test_a_password_typed_in_the_place_of_its_file_is_not_repeated(office, tmp_path, option):
    code, screen = run(office.send([person()]).folder, option, "matkhau123", "--output", tmp_path / "ra")
    assert (code, f"Không đọc được tệp mật khẩu ghi sau {option}." in screen) == (2, True)
    assert "matkhau123" not in screen


# -- folders -----------------------------------------------------------------------------------------------------------


def test_paths_are_shown_whole(here):
    Office(here / "input").send([person()])
    code, screen = run("check", "input", "--output", "ra")
    assert code == 0
    assert screen.splitlines()[0] == f"Đọc thư mục {here / 'input'}"
    assert f"Đã ghi: {here / 'ra' / '2024-11' / 'kiem_tra_2024-11.xlsx'}" in screen


def test_from_another_folder_input_is_found_beside_the_script_and_the_outputs_go_there(here, script):
    Office(script / "input").send([person()])
    assert run()[0] == 0
    assert "2024-11/tong_hop_2024-11.xlsx" in names(script / "output")
    assert names(here) == []


def test_an_input_in_the_current_folder_comes_first(here, script):
    Office(script / "input").send([person()])
    Office(here / "input").send([person()])
    assert run("check")[0] == 0
    assert names(here / "output") and not (script / "output").exists()


def test_without_input_the_examples_run_and_the_screen_says_so_first(here, script):
    Office(script / "input_examples").send([person()])
    code, screen = run("check")
    assert code == 0
    first = screen.splitlines()[0]
    assert first.startswith("Đây là dữ liệu mẫu") and str(script / "output_examples") in first
    assert names(script / "output_examples") and not (script / "output").exists()


def test_with_input_nothing_is_said_of_examples(here, script):
    Office(script / "input_examples").send([person()])
    Office(here / "input").send([person()])
    assert "dữ liệu mẫu" not in run("check")[1]


def test_with_neither_the_clerk_is_told_how_to_begin(here, script):
    code, screen = run()
    assert (code, "python generate_report.py new" in screen) == (2, True)


# -- one folder in the other -------------------------------------------------------------------------------------------


def test_outputs_inside_the_inbox_are_taken_as_long_as_they_are_the_programs_own(office):
    office.send([person()])
    for _ in range(2):
        assert run(office.folder, "--output", office.folder / "ra")[0] == 0


@pytest.mark.parametrize("change", ["another file", "changed by hand"])
def test_outputs_inside_the_inbox_are_refused_where_something_else_lies_among_them(office, change):
    office.send([person()])
    output = office.folder / "ra"
    run(office.folder, "--output", output)
    if change == "another file":
        (output / "ghi chú.docx").write_bytes(b"x")
    else:
        (output / "2024-11" / "tong_hop_2024-11.xlsx").write_bytes(b"x")
    before = contents(output)
    code, screen = run(office.folder, "--output", output)
    assert code == 2
    assert "nằm trong thư mục" in screen and ("ghi chú.docx" in screen or "tong_hop_2024-11.xlsx" in screen)
    assert contents(output) == before


def test_an_output_folder_around_the_inbox_or_the_inbox_itself_is_refused(tmp_path):
    office = Office(tmp_path / "việc" / "thư").send([person()])
    for output in (tmp_path / "việc", office.folder, office.folder / ".." / "thư"):
        code, screen = run(office.folder, "--output", output)
        assert (code, "Chọn thư mục kết quả khác" in screen) == (2, True)
    assert names(tmp_path / "việc") == ["thư/CB01_11.xlsx", "thư/ke_hoach.xlsx"]


def test_folders_side_by_side_are_taken(tmp_path):
    office = Office(tmp_path / "thư").send([person()])
    assert run(office.folder, "--output", tmp_path / "thư 2")[0] == 0


# -- the same again, and stopped ---------------------------------------------------------------------------------------


def test_run_again_after_its_outputs_were_deleted_it_writes_the_same_bytes(tmp_path):
    office = Office(tmp_path / "in", unit("CB01"), unit("CB02")).send([person(gender="?")])
    run(office.folder, "--output", tmp_path / "ra")
    first = contents(tmp_path / "ra")
    shutil.rmtree(tmp_path / "ra")
    run(office.folder, "--output", tmp_path / "ra")
    assert contents(tmp_path / "ra") == first


# Two processes read two files that nobody ends.
_ENDLESS = f"""
import signal, sys
from pathlib import Path
# A shell that starts things in the background has them ignore it.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.insert(0, {str(ROOT)!r})
from recruit import cli
from recruit.read import inbox
bounded = inbox.bounded
inbox.bounded = lambda read, batches, workers: bounded(Path.read_bytes, map(Path, sys.argv[1:3] * 4), 2)
sys.exit(cli.main(sys.argv[3:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="no such signal can be sent to one process there")
def test_ctrl_c_ends_a_run_at_once_also_while_several_processes_read(office, tmp_path):
    office.send([person()])
    endless = [tmp_path / "một", tmp_path / "hai"]
    for path in endless:
        os.mkfifo(path)
    words = [sys.executable, "-c", _ENDLESS, *endless, office.folder, "--output", tmp_path / "ra"]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(words, stderr=subprocess.PIPE, env=environment, start_new_session=True)
    # Opened for writing, each waits until somebody reads it.
    with endless[0].open("wb"), endless[1].open("wb"):
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said.decode().splitlines() == [
        "Đã dừng theo yêu cầu; chưa ghi tệp nào.",
        "Kết quả: chưa ghi được gì (mã thoát 2)",
    ]
    # Nobody is left of all that the run had started.
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
    assert not (tmp_path / "ra").exists()
