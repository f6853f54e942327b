"""Outputs on disk: whole or not at all, the clerk's own changes kept, nothing half-written after a kill."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recruit.deliver.outputs import CannotWrite, commit, safe_name
from recruit.intake.folder import open_inbox

ROOT = Path(__file__).parents[1]


def visible(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".ket_qua.json"
    )


def test_files_and_the_record_of_their_hashes_are_written(tmp_path):
    commit(tmp_path / "ra", {"a.docx": b"one", "bieu_thang_12/b.xlsx": b"two"})
    record = json.loads((tmp_path / "ra" / ".ket_qua.json").read_text(encoding="utf-8"))
    assert record == {
        "a.docx": hashlib.sha256(b"one").hexdigest(),
        "bieu_thang_12/b.xlsx": hashlib.sha256(b"two").hexdigest(),
    }
    assert visible(tmp_path / "ra") == ["a.docx", "bieu_thang_12/b.xlsx"]


def test_our_own_earlier_output_is_replaced(tmp_path):
    commit(tmp_path, {"a.docx": b"one"})
    commit(tmp_path, {"a.docx": b"two"})
    assert visible(tmp_path) == ["a.docx"]
    assert (tmp_path / "a.docx").read_bytes() == b"two"


def test_a_file_changed_by_hand_stays_and_the_new_one_gets_the_next_number(tmp_path):
    commit(tmp_path, {"a.docx": b"one"})
    (tmp_path / "a.docx").write_bytes(b"by hand")
    written = commit(tmp_path, {"a.docx": b"two"})
    assert (tmp_path / "a.docx").read_bytes() == b"by hand"
    assert (tmp_path / "a_2.docx").read_bytes() == b"two"
    assert [(file.path.name, file.kept) for file in written.files] == [("a_2.docx", "a.docx")]


def test_the_numbered_file_is_replaced_as_long_as_nobody_changed_it(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"somebody's")
    commit(tmp_path, {"a.docx": b"two"})
    commit(tmp_path, {"a.docx": b"three"})
    assert visible(tmp_path) == ["a.docx", "a_2.docx"]
    assert (tmp_path / "a_2.docx").read_bytes() == b"three"


def test_a_numbered_file_goes_once_its_own_name_is_free_again(tmp_path):
    commit(tmp_path, {"thư.docx": b"mot"})
    (tmp_path / "thư.docx").write_bytes(b"sua tay")
    commit(tmp_path, {"thư.docx": b"hai"})
    (tmp_path / "thư.docx").unlink()
    assert commit(tmp_path, {"thư.docx": b"ba"}).removed == ("thư_2.docx",)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".ket_qua.json", "thư.docx"]


def test_a_numbered_file_that_somebody_changed_stays(tmp_path):
    commit(tmp_path, {"thư.docx": b"mot"})
    (tmp_path / "thư.docx").write_bytes(b"sua tay")
    commit(tmp_path, {"thư.docx": b"hai"})
    (tmp_path / "thư.docx").unlink()
    (tmp_path / "thư_2.docx").write_bytes(b"cung sua tay")
    assert commit(tmp_path, {"thư.docx": b"ba"}).removed == ()
    assert (tmp_path / "thư_2.docx").read_bytes() == b"cung sua tay"


@pytest.mark.parametrize(
    "lock", ["~$bao_cao.docx", "~$o_cao.docx", "~$cong_van.docx"[:2] + "o_cao.docx", ".~lock.bao_cao.docx#"]
)
def test_a_file_that_is_open_in_an_office_program_is_left(tmp_path, lock):
    commit(tmp_path, {"bao_cao.docx": b"one"})
    (tmp_path / lock).write_bytes(b"")
    written = commit(tmp_path, {"bao_cao.docx": b"two"})
    assert (tmp_path / "bao_cao.docx").read_bytes() == b"one"
    assert written.files[0].path.name == "bao_cao_2.docx"


def test_a_file_that_windows_says_is_in_use_is_left(tmp_path, monkeypatch):
    commit(tmp_path, {"a.docx": b"one"})
    real = os.replace

    def in_use(source, target):
        if Path(target).name == "a.docx":
            raise PermissionError(13, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", in_use)
    written = commit(tmp_path, {"a.docx": b"two"})
    assert (tmp_path / "a.docx").read_bytes() == b"one"
    assert written.files[0].path.read_bytes() == b"two"


def test_other_commands_outputs_stay_on_record(tmp_path):
    commit(tmp_path, {"a.docx": b"one"})
    commit(tmp_path, {"b.xlsx": b"two"})
    commit(tmp_path, {"a.docx": b"three"})
    assert visible(tmp_path) == ["a.docx", "b.xlsx"]


def test_a_folder_that_is_a_file_is_a_sentence(tmp_path):
    (tmp_path / "ra").write_bytes(b"")
    with pytest.raises(CannotWrite, match="Không ghi được"):
        commit(tmp_path / "ra", {"a.docx": b"one"})


def test_when_the_disk_is_full_nothing_of_the_run_stays(tmp_path, monkeypatch):
    commit(tmp_path, {"a.docx": b"one"})
    calls = []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWrite):
        commit(tmp_path, {"a.docx": b"two", "b.xlsx": b"three"})
    assert (tmp_path / "a.docx").read_bytes() == b"one"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".ket_qua.json", "a.docx"]


KILLED = """
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from recruit.deliver import outputs
left = int(sys.argv[3])
def dying(name):
    real = getattr(os, name)
    def call(*args):
        global left
        if left == 0:
            os._exit(9)
        left -= 1
        return real(*args)
    return call
os.replace, os.fsync = dying("replace"), dying("fsync")
outputs.commit(Path(sys.argv[2]), {"a.docx": b"new a" * 999, "b.xlsx": b"new b" * 999})
"""


@pytest.mark.parametrize("step", range(9))
def test_killed_at_any_moment_every_file_is_old_or_new_and_the_next_run_mends_the_rest(tmp_path, step):
    commit(tmp_path, {"a.docx": b"old a", "b.xlsx": b"old b"})
    subprocess.run([sys.executable, "-c", KILLED, str(ROOT), str(tmp_path), str(step)], check=False)
    assert (tmp_path / "a.docx").read_bytes() in (b"old a", b"new a" * 999)
    assert (tmp_path / "b.xlsx").read_bytes() in (b"old b", b"new b" * 999)
    commit(tmp_path, {"a.docx": b"newer a", "b.xlsx": b"newer b"})
    assert visible(tmp_path) == ["a.docx", "b.xlsx"]
    assert (tmp_path / "a.docx").read_bytes() == b"newer a"


def test_two_runs_at_once_do_not_mix(tmp_path):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from recruit.deliver import outputs\n"
        "import os\nreal = os.fsync\n"
        "def slow(d): print('in', flush=True); sys.stdin.readline(); os.fsync = real; real(d)\n"
        "os.fsync = slow\noutputs.commit(Path(sys.argv[2]), {'a.docx': b'first'})"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", script, str(ROOT), str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    first.stdout.readline()
    with pytest.raises(CannotWrite, match="lần chạy khác"):
        commit(tmp_path, {"a.docx": b"second"})
    first.communicate(b"\n")
    assert (tmp_path / "a.docx").read_bytes() == b"first"


def test_an_output_folder_is_never_read_as_input(tmp_path):
    commit(tmp_path / "ra", {"a.docx": b"one"})
    (tmp_path / "b.txt").write_bytes(b"x")
    assert [found.name for found in open_inbox(tmp_path).files] == ["b.txt"]


@pytest.mark.parametrize("code", ["CB01", "CON", "cb01", "Chi bộ/1", "a:b*?", "x. ", "Đoàn"])
def test_a_units_code_makes_a_name_that_windows_takes(code):
    name = safe_name(code)
    assert name and all(char.isalnum() or char in "_-" for char in name) and name.isascii()
    assert name.upper() not in {"CON", "PRN", "AUX", "NUL"}


def test_distinct_codes_make_distinct_names():
    codes = ["CB01", "cb01", "CB 01", "CB/01", "Đ1", "D1"]
    assert len({safe_name(code).casefold() for code in codes}) == len(codes)


# -- what a small run does not meet ------------------------------------------------------------------------------------


def test_no_output_takes_a_number_that_is_another_outputs_name(tmp_path):
    (tmp_path / "CB.docx").write_bytes(b"by hand")
    written = commit(tmp_path, {"CB.docx": b"one", "CB_2.docx": b"two"})
    assert {file.name: file.path.read_bytes() for file in written.files} == {"CB.docx": b"one", "CB_2.docx": b"two"}
    assert [file.path.name for file in written.files] == ["CB_3.docx", "CB_2.docx"]


def test_a_file_in_use_run_after_run_gets_one_number_only(tmp_path, monkeypatch):
    commit(tmp_path, {"a.docx": b"one"})
    real = os.replace

    def in_use(source, target):
        if Path(target).name == "a.docx":
            raise PermissionError(13, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", in_use)
    for data in (b"two", b"two", b"three"):
        commit(tmp_path, {"a.docx": data})
    assert visible(tmp_path) == ["a.docx", "a_2.docx"]
    assert (tmp_path / "a_2.docx").read_bytes() == b"three"


def test_a_file_no_longer_in_use_is_replaced_again(tmp_path, monkeypatch):
    commit(tmp_path, {"a.docx": b"one"})
    (tmp_path / ".~lock.a.docx#").write_bytes(b"")
    commit(tmp_path, {"a.docx": b"two"})
    (tmp_path / ".~lock.a.docx#").unlink()
    written = commit(tmp_path, {"a.docx": b"three"})
    assert [(file.path.name, file.kept) for file in written.files] == [("a.docx", "")]


def test_what_cannot_be_read_is_nobodys_to_overwrite(tmp_path):
    (tmp_path / "a.docx").mkdir()
    written = commit(tmp_path, {"a.docx": b"one"})
    assert [(file.path.name, file.kept) for file in written.files] == [("a_2.docx", "a.docx")]


def test_an_equal_output_is_not_written_again(tmp_path):
    commit(tmp_path, {"a.docx": b"one"})
    os.utime(tmp_path / "a.docx", ns=(1, 1))
    commit(tmp_path, {"a.docx": b"one"})
    assert (tmp_path / "a.docx").stat().st_mtime_ns == 1


def test_the_record_is_the_same_whatever_the_order_of_the_files(tmp_path):
    files = {"b.xlsx": b"two", "a.docx": b"one"}
    commit(tmp_path / "x", files)
    commit(tmp_path / "y", dict(reversed(files.items())))
    assert (tmp_path / "x" / ".ket_qua.json").read_bytes() == (tmp_path / "y" / ".ket_qua.json").read_bytes()


def test_other_commands_outputs_are_forgotten_once_they_are_gone(tmp_path):
    commit(tmp_path, {"a.docx": b"one", "b.xlsx": b"two"})
    (tmp_path / "b.xlsx").unlink()
    commit(tmp_path, {"a.docx": b"three"})
    assert list(json.loads((tmp_path / ".ket_qua.json").read_text(encoding="utf-8"))) == ["a.docx"]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
@pytest.mark.parametrize("step", range(4))
def test_a_run_that_fails_leaves_nothing_staged_and_no_lock(tmp_path, monkeypatch, failing, step):
    commit(tmp_path, {"a.docx": b"one", "b.xlsx": b"one"})
    real, calls = getattr(os, failing), []

    def fails(*arguments):
        calls.append(arguments)
        if len(calls) > step:
            raise OSError(5, "Input/output error")
        return real(*arguments)

    monkeypatch.setattr(os, failing, fails)
    with pytest.raises(CannotWrite):
        commit(tmp_path, {"a.docx": b"two", "b.xlsx": b"two"})
    left = {path.name for path in tmp_path.iterdir()}
    assert left - {".dang_ghi.json"} == {".ket_qua.json", "a.docx", "b.xlsx"}


def test_a_run_that_failed_half_way_is_mended_by_the_next(tmp_path, monkeypatch):
    commit(tmp_path, {"a.docx": b"one", "b.xlsx": b"one"})
    real = os.replace

    def fails(source, target):
        if Path(target).name == "b.xlsx":
            raise OSError(5, "Input/output error")
        real(source, target)

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(CannotWrite):
        commit(tmp_path, {"a.docx": b"two", "b.xlsx": b"two"})
    monkeypatch.undo()
    commit(tmp_path, {"a.docx": b"three", "b.xlsx": b"three"})
    assert visible(tmp_path) == ["a.docx", "b.xlsx"]


@pytest.mark.parametrize("first", range(9))
@pytest.mark.parametrize("second", [1, 3, 5, 7])
def test_killed_twice_the_next_run_still_knows_its_own_files(tmp_path, first, second):
    commit(tmp_path, {"a.docx": b"old a", "b.xlsx": b"old b"})
    for content, step in (("2", first), ("3", second)):
        script = KILLED.replace('b"new a"', f'b"{content} a"').replace('b"new b"', f'b"{content} b"')
        subprocess.run([sys.executable, "-c", script, str(ROOT), str(tmp_path), str(step)], check=False)
    commit(tmp_path, {"a.docx": b"newer a", "b.xlsx": b"newer b"})
    assert visible(tmp_path) == ["a.docx", "b.xlsx"]


def test_a_file_where_the_folder_should_be_is_named(tmp_path):
    (tmp_path / "bieu_thang_12").write_bytes(b"")
    with pytest.raises(CannotWrite, match="trùng tên thư mục"):
        commit(tmp_path, {"bieu_thang_12/a.xlsx": b"one"})


def test_a_folder_that_may_not_be_entered_is_a_sentence(tmp_path, monkeypatch):
    def refused(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    monkeypatch.setattr(Path, "lstat", refused)
    with pytest.raises(CannotWrite, match="quyền ghi"):
        commit(tmp_path, {"bieu_thang_12/a.xlsx": b"one"})


def test_a_long_code_makes_a_short_name_of_its_own():
    codes = ["CB" + "1" * 300, "CB" + "1" * 299]
    names = [safe_name(code) for code in codes]
    assert max(map(len, names)) < 60 and names[0] != names[1]
