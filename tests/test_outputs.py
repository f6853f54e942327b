"""Outputs on disk: whole or not at all, the clerk's own changes kept, nothing half-written after a kill."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from office import Office, person

from recruit.deliver.alone import CannotWrite, locked
from recruit.deliver.outputs import commit, safe_name
from recruit.deliver.record import printed_in
from recruit.deliver.staging import Staging
from recruit.intake.folder import open_inbox
from recruit.measure.record import record_of
from recruit.model import Period

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


@pytest.mark.parametrize("lock", ["~$bao_cao.docx", "~$o_cao.docx", ".~lock.bao_cao.docx#", ".~bao_cao.docx"])
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
    with pytest.raises(CannotWrite, match="dung lượng đĩa"):
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
    os.utime(tmp_path / "a.docx", ns=(10**9, 10**9))
    commit(tmp_path, {"a.docx": b"one"})
    assert (tmp_path / "a.docx").stat().st_mtime_ns == 10**9


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
@pytest.mark.parametrize("step", range(3))
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


# -- what another program holds ----------------------------------------------------------------------------------------


class Holding:
    """Programs that hold files of certain names, for so many tries to move something there."""

    def __init__(self, monkeypatch, **tries: float) -> None:
        self.tries = tries
        self._replace = os.replace
        monkeypatch.setattr(os, "replace", self)

    def __call__(self, source: Path, target: Path) -> None:
        name = Path(target).stem.strip(".")
        if self.tries.get(name, 0) > 0:
            self.tries[name] -= 1
            raise PermissionError(13, "in use", str(target))
        self._replace(source, target)


def test_a_file_that_a_scanner_holds_for_a_moment_is_waited_for(tmp_path, monkeypatch, waits):
    commit(tmp_path, {"a.docx": b"one"})
    Holding(monkeypatch, a=3)
    written = commit(tmp_path, {"a.docx": b"two"})
    assert [(file.path.name, file.kept) for file in written.files] == [("a.docx", "")]
    assert 0 < sum(waits) < 3


def test_files_that_stay_held_are_waited_for_three_seconds_in_all(tmp_path, monkeypatch, waits):
    names = ["a.docx", "b.docx", "c.docx"]
    commit(tmp_path, dict.fromkeys(names, b"one"))
    Holding(monkeypatch, a=99, b=99, c=99)
    written = commit(tmp_path, dict.fromkeys(names, b"two"))
    assert [file.path.name for file in written.files] == ["a_2.docx", "b_2.docx", "c_2.docx"]
    assert sum(waits) == pytest.approx(3)


def test_a_staged_file_that_a_scanner_holds_is_waited_for(tmp_path, monkeypatch, waits):
    Holding(monkeypatch, a=2)
    assert commit(tmp_path, {"a.docx": b"one"}).files[0].path.read_bytes() == b"one"
    assert waits


def test_a_file_that_cannot_even_be_read_for_a_moment_is_no_strangers(tmp_path, monkeypatch):
    commit(tmp_path, {"a.docx": b"one"})
    opened, tries = Path.open, [1, 1]

    def held(path, *arguments, **options):
        if path.name == "a.docx" and tries:
            raise PermissionError(13, f"in use {tries.pop()}")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", held)
    assert commit(tmp_path, {"a.docx": b"two"}).files[0].path.name == "a.docx"


def test_where_the_record_is_held_what_was_written_is_told_and_the_next_run_mends_it(tmp_path, monkeypatch):
    commit(tmp_path, {"a.docx": b"one"})
    holding = Holding(monkeypatch, **{"ket_qua": 99})
    written = commit(tmp_path, {"a.docx": b"two", "b.xlsx": b"two"})
    assert [file.name for file in written.files] == ["a.docx", "b.xlsx"]
    assert not written.is_recorded
    holding.tries.clear()
    again = commit(tmp_path, {"a.docx": b"three", "b.xlsx": b"three"})
    assert visible(tmp_path) == ["a.docx", "b.xlsx"] and again.is_recorded
    assert not (tmp_path / ".dang_ghi.json").exists()


def test_what_a_held_record_could_not_take_is_no_input_of_the_next_run(tmp_path, monkeypatch):
    Holding(monkeypatch, **{"ket_qua": 99})
    commit(tmp_path / "ra", {"a.docx": b"one"})
    assert open_inbox(tmp_path).files == ()


def test_the_figures_of_a_letter_whose_record_was_held_are_known_next_month(tmp_path, monkeypatch):
    letter = record_of(Office(tmp_path / "in").send([person()]).month())
    holding = Holding(monkeypatch, **{"ket_qua": 99})
    commit(tmp_path / "ra" / "2024-11", {"a.docx": b"one"}, letter=letter)
    assert printed_in(tmp_path / "ra", Period(2024, 11)) == letter
    holding.tries.clear()
    commit(tmp_path / "ra" / "2024-11", {"b.docx": b"one"})
    assert printed_in(tmp_path / "ra", Period(2024, 11)) == letter


def test_a_run_that_is_stopped_half_way_names_what_it_wrote(tmp_path, monkeypatch):
    replace = os.replace

    def fails(source, target):
        if Path(target).name == "b.xlsx":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(CannotWrite, match=r"a\.docx") as stopped:
        commit(tmp_path, {"a.docx": b"two", "b.xlsx": b"two"})
    assert stopped.value.result == "chưa ghi được hết"


def test_what_no_longer_holds_and_is_held_for_a_moment_goes_all_the_same(tmp_path, monkeypatch):
    commit(tmp_path, {"tra_lai/a.xlsx": b"one"})
    unlink, tries = Path.unlink, [1, 1]

    def held(path, *arguments, **options):
        if path.name == "a.xlsx" and tries:
            raise PermissionError(13, f"in use {tries.pop()}")
        unlink(path, *arguments, **options)

    monkeypatch.setattr(Path, "unlink", held)
    assert commit(tmp_path, {"b.xlsx": b"two"}, replacing=("tra_lai/",)).removed == ("tra_lai/a.xlsx",)


# -- what waits until all is made --------------------------------------------------------------------------------------


def test_what_waits_lies_in_the_output_folder_and_is_no_input(tmp_path):
    with Staging(tmp_path / "ra" / "2024-11") as waiting:
        waiting.take_in([("a.docx", b"one"), ("b/c.xlsx", b"two")])
        assert dict(waiting) == {"a.docx": b"one", "b/c.xlsx": b"two"}
        assert len(visible(tmp_path / "ra" / "2024-11")) == 3 and visible(tmp_path) == [
            f"ra/2024-11/{name}" for name in visible(tmp_path / "ra" / "2024-11")
        ]
        assert open_inbox(tmp_path).files == ()


def test_what_never_comes_into_its_place_goes_with_the_folders_made_for_it(tmp_path):
    with pytest.raises(ZeroDivisionError), Staging(tmp_path / "ra" / "2024-11") as waiting:
        waiting.take_in([("a.docx", b"one")])
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_before_and_what_lies_in_it_stay(tmp_path):
    commit(tmp_path / "ra", {"a.docx": b"one"})
    with Staging(tmp_path / "ra") as waiting:
        waiting.take_in([("a.docx", b"two")])
    assert visible(tmp_path) == ["ra/a.docx"] and (tmp_path / "ra" / "a.docx").read_bytes() == b"one"


def test_what_waits_is_written_as_what_is_given_and_leaves_nothing_behind(tmp_path):
    with Staging(tmp_path / "x") as waiting:
        waiting.take_in([("a.docx", b"one"), ("b/c.xlsx", b"two"), ("a.docx", b"three")])
        commit(tmp_path / "x", waiting)
    commit(tmp_path / "y", {"a.docx": b"three", "b/c.xlsx": b"two"})
    x, y = (
        {p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()}
        for f in (tmp_path / "x", tmp_path / "y")
    )
    assert x == y


def test_what_a_killed_run_left_waiting_goes_with_the_next_and_what_another_run_makes_stays(tmp_path):
    for name in (".dang_lap_1", ".dang_lap_2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "000000").write_bytes(b"names")
    with locked(tmp_path / ".dang_lap_2"):
        commit(tmp_path, {"a.docx": b"one"})
        assert not (tmp_path / ".dang_lap_1").exists()
        assert (tmp_path / ".dang_lap_2" / "000000").read_bytes() == b"names"


@pytest.mark.parametrize("fits", [0, 1])
def test_where_the_disk_fills_while_files_are_made_nothing_stays(tmp_path, monkeypatch, fits):
    commit(tmp_path, {"a.docx": b"one"})
    real, calls = Path.write_bytes, []

    def full(path, data):
        calls.append(path)
        if len(calls) > fits:
            raise OSError(28, "No space left on device")
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(CannotWrite, match="dung lượng đĩa"):
        commit(tmp_path, {"a.docx": b"two", "b.xlsx": b"three"})
    assert sorted(path.name for path in tmp_path.iterdir()) == [".ket_qua.json", "a.docx"]
    assert (tmp_path / "a.docx").read_bytes() == b"one"


# -- a few rounds of what nobody times ---------------------------------------------------------------------------------

BUSY = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from recruit.deliver.alone import CannotWrite
from recruit.deliver.outputs import commit
for number in range(int(sys.argv[3])):
    try:
        commit(Path(sys.argv[2]), {name: f"{sys.argv[4]} {number}".encode() * 999 for name in ("a.docx", "b/c.xlsx")})
    except CannotWrite:
        pass
    print(number, flush=True)
"""


def busy(folder: Path, rounds: int, content: str) -> subprocess.Popen:
    """Start a process that writes the same two files again and again."""
    words = [sys.executable, "-c", BUSY, str(ROOT), str(folder), str(rounds), content]
    return subprocess.Popen(words, stdout=subprocess.PIPE)


def whole(data: bytes) -> bool:
    """Whether a file of such a process is one that it wrote, from its first letter to its last."""
    return len(data) % 999 == 0 and data == data[: len(data) // 999] * 999


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_a_random_moment_each_file_is_whole_and_known_to_the_next_run(tmp_path, seed):
    rng = Random(seed)
    writing = busy(tmp_path, 100_000, "x")
    for _ in range(rng.randrange(1, 40)):
        writing.stdout.readline()
    writing.kill()
    writing.communicate()
    assert all(whole((tmp_path / name).read_bytes()) for name in ("a.docx", "b/c.xlsx"))
    commit(tmp_path, {"a.docx": b"last", "b/c.xlsx": b"last"})
    assert visible(tmp_path) == ["a.docx", "b/c.xlsx"]


def test_several_runs_at_once_leave_whole_files_that_are_on_record(tmp_path):
    runs = [busy(tmp_path, 10, content) for content in "pqrs"]
    for run in runs:
        run.communicate()
    assert visible(tmp_path) == ["a.docx", "b/c.xlsx"]
    record = json.loads((tmp_path / ".ket_qua.json").read_text(encoding="utf-8"))
    for name in visible(tmp_path):
        data = (tmp_path / name).read_bytes()
        assert whole(data) and record[name] == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("seed", range(8))
def test_on_a_disk_that_fills_at_a_random_moment_each_file_is_the_old_or_the_new_one(tmp_path, monkeypatch, seed):
    names = [f"{letter}.docx" for letter in "abcdef"]
    commit(tmp_path, dict.fromkeys(names, b"old"))
    left = [Random(seed).randrange(16)]

    def filling(name: str) -> None:
        real = getattr(os, name)

        def call(*arguments):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, "No space left on device")
            return real(*arguments)

        monkeypatch.setattr(os, name, call)

    filling("fsync")
    filling("replace")
    try:
        written = commit(tmp_path, dict.fromkeys(names, b"new"))
    except CannotWrite as stopped:
        told = " ".join(stopped.lines)
        new = [name for name in names if (tmp_path / name).read_bytes() == b"new"]
        assert ("Mới ghi được" in told) == bool(new)
    else:
        assert not written.is_recorded or left[0] >= 0
    assert {(tmp_path / name).read_bytes() for name in names} <= {b"old", b"new"}
    assert not list(tmp_path.glob("*.moi"))
    monkeypatch.undo()
    commit(tmp_path, dict.fromkeys(names, b"newer"))
    assert visible(tmp_path) == names
