"""The clerk's folder, whatever is in it: deep, linked, huge, the root of a drive, or still being written."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest
from bent_folders import failures, removed
from links import link
from office import Office, form, outcomes, person, total

from recruit.errors import CannotRun
from recruit.intake import folder as walking
from recruit.intake.folder import MAX_DEPTH, open_inbox
from recruit.intake.paths import is_link, with_prefix, without_prefix
from recruit.intake.unpack import Unpacking
from recruit.read.inbox import gather

CASES = 300


def deep(top: Path, levels: int) -> str:
    """Make folders in each other; return the innermost, as the system takes it."""
    path = str(top)
    for _ in range(levels):
        path = os.path.join(path, "d")
        os.mkdir(path)
    return path


@pytest.fixture
def memory(tmp_path) -> Iterator[Path]:
    """A folder in memory where the system has such: a disk makes and removes thousands of folders slowly."""
    shared = Path("/dev/shm")
    place = Path(tempfile.mkdtemp(dir=shared if shared.is_dir() else tmp_path))
    yield place
    # However deep: the library's own way of removing folders calls itself for each level.
    removed(place)


# -- depth, links ------------------------------------------------------------------------------------------------------


def test_folders_1_200_deep_are_named_and_all_else_is_read(memory):
    office = Office(memory / "hộp thư")
    deep(office.folder, 1_200)
    month = office.send([person()]).month()
    named = "/".join(["d"] * (MAX_DEPTH + 1))
    assert outcomes(month)[named].startswith("Không đọc được: thư mục con nằm quá sâu")
    assert total(month, "sympathisers") == 1


def test_a_file_as_deep_as_is_looked_is_read(office):
    Path(deep(office.folder, MAX_DEPTH), "CB01.xlsx").write_bytes(form())
    assert outcomes(office.month())["/".join(["d"] * MAX_DEPTH) + "/CB01.xlsx"] == "Đã dùng"


def test_a_linked_file_is_named_and_not_read(office, tmp_path):
    (tmp_path / "nơi khác.xlsx").write_bytes(form())
    link(office.folder / "CB01.xlsx", tmp_path / "nơi khác.xlsx")
    month = office.month()
    assert outcomes(month)["CB01.xlsx"].startswith("Không đọc được: là liên kết")
    assert total(month, "sympathisers") == 0


@pytest.mark.parametrize(
    ("tag", "leads"),
    [
        (0xA000_0003, True),
        (0xA000_000C, True),
        (0x9000_001A, False),
        (0x9000_701A, False),
        (0x8000_0017, False),
        (0, False),
    ],
    ids=["junction", "symbolic link", "OneDrive", "OneDrive file", "compressed by the system", "plain"],
)
def test_of_what_windows_calls_a_reparse_point_only_what_leads_elsewhere_is_a_link(tag, leads):
    assert is_link(SimpleNamespace(st_mode=stat.S_IFDIR, st_reparse_tag=tag)) is leads


def test_a_junction_is_named_and_not_followed(office, monkeypatch):
    office.put("nối/CB01.xlsx", form())
    lstat = os.lstat

    def with_junction(path):
        found = lstat(path)
        if Path(path).name == "nối":
            return SimpleNamespace(st_mode=found.st_mode, st_reparse_tag=0xA000_0003)
        return found

    monkeypatch.setattr(os, "lstat", with_junction)
    assert {found.name: found.refused for found in open_inbox(office.folder).files}["nối"] == "link"


# -- long paths on Windows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "extended"),
    [
        (r"C:\hộp thư", r"\\?\C:\hộp thư"),
        ("C:\\", "\\\\?\\C:\\"),
        (r"\\máy\chung\hộp thư", r"\\?\UNC\máy\chung\hộp thư"),
        (r"\\?\C:\hộp thư", r"\\?\C:\hộp thư"),
        (r"\\?\UNC\máy\chung", r"\\?\UNC\máy\chung"),
        (r"\\.\C:", r"\\.\C:"),
    ],
)
def test_a_path_of_windows_gets_the_prefix_for_long_ones_once(path, extended):
    assert with_prefix(path) == extended
    inside = PureWindowsPath(extended, "a" * 200, "b" * 200)
    assert inside.relative_to(PureWindowsPath(extended)).as_posix() == f"{'a' * 200}/{'b' * 200}"


@pytest.mark.parametrize("path", [r"C:\hộp thư", r"\\máy\chung\hộp thư", "/home/văn thư"])
def test_people_read_it_as_they_named_it(path):
    assert without_prefix(with_prefix(path)) == without_prefix(path) == path


def test_names_are_told_without_that_prefix(office, monkeypatch, tmp_path):
    monkeypatch.setattr(walking, "extended", lambda path: tmp_path / ".." / tmp_path.name / path.name)
    office.put("tháng 11/a.xlsx", form())
    assert "tháng 11/a.xlsx" in {found.name for found in open_inbox(office.folder).files}


# -- folders that are none of reports ----------------------------------------------------------------------------------


@pytest.fixture
def unread(monkeypatch) -> None:
    """Let every file that is opened fail the test."""

    def opened(path, *arguments, **options):
        raise AssertionError(f"{path} was opened")

    monkeypatch.setattr(Path, "open", opened)


def test_the_root_of_a_drive_is_refused_before_anything_is_read(unread):
    with pytest.raises(CannotRun, match="gốc của một ổ đĩa"):
        gather(Path("/"))


def test_a_folder_of_very_many_files_without_a_plan_is_refused_before_anything_is_read(tmp_path, monkeypatch, unread):
    monkeypatch.setattr(walking, "MAX_FILES", 20)
    for number in range(21):
        (tmp_path / f"{number}.txt").touch()
    (tmp_path / "explanation.txt").touch()
    with pytest.raises(CannotRun, match=r"quá 20\.000 tệp mà không thấy kế hoạch"):
        gather(tmp_path)


@pytest.mark.parametrize("name", ["ke_hoach_2024.xlsx", "Kế hoạch năm.xls", "2024/KẾ HOẠCH.xlsx"])
def test_with_a_plan_however_many_are_read(tmp_path, monkeypatch, name):
    monkeypatch.setattr(walking, "MAX_FILES", 20)
    office = Office(tmp_path / "in")
    (office.folder / "ke_hoach.xlsx").rename(office.folder / "x.xlsx")
    office.put(name, (office.folder / "x.xlsx").read_bytes())
    for number in range(15):
        office.put(f"{number}.txt", b"x")
    for number in range(15):
        office.put(f"tháng 11/{number}.txt", b"x")
    assert len(open_inbox(office.folder).files) == 32


def test_the_root_of_a_stick_that_holds_the_plan_is_read(office, monkeypatch):
    monkeypatch.setattr(walking, "is_root", lambda path: True)
    assert [found.name for found in open_inbox(office.folder).files] == ["ke_hoach.xlsx"]


# -- what changes, or is held, while it is read ------------------------------------------------------------------------


def writing(monkeypatch, path: Path, times: int, data: bytes) -> None:
    """Let somebody write into a file while it is read, so many times; the last leaves `data` in it."""
    opened, left = Unpacking.open, [times]

    def meanwhile(unpacking, name, *arguments, **options):
        if name == path.name and left[0] > 0:
            left[0] -= 1
            path.write_bytes(data if left[0] == 0 else bytes(left[0]))
        yield from opened(unpacking, name, *arguments, **options)

    monkeypatch.setattr(Unpacking, "open", meanwhile)


def test_a_file_that_changes_while_it_is_read_is_read_again(office, monkeypatch, waits):
    office.put("a.xlsx", form(people=[person(), person("Lò Thị Mai", "1/2/1999")]))
    writing(monkeypatch, office.folder / "a.xlsx", 1, form(people=[person()]))
    month = office.month()
    assert total(month, "sympathisers") == 1
    assert sum(waits) < 3


def test_a_file_that_does_not_stop_changing_is_named(office, monkeypatch, waits):
    office.put("a.xlsx", form())
    writing(monkeypatch, office.folder / "a.xlsx", 99, b"")
    assert outcomes(office.month())["a.xlsx"].startswith("Không đọc được: nội dung tệp còn đang đổi")
    assert sum(waits) == pytest.approx(3)


def test_files_that_are_held_for_a_moment_are_waited_for_together(office, monkeypatch, waits):
    office.put("a.xlsx", form()).put("b.xlsx", form(people=[person("Lò Thị Mai", "1/2/1999")]))
    opened, tries = Path.open, {"a.xlsx": 4, "b.xlsx": 3}

    def held(path, *arguments, **options):
        if tries.get(path.name, 0) > 0:
            tries[path.name] -= 1
            raise PermissionError(13, "in use")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", held)
    assert "a.xlsx" in outcomes(office.month())
    assert not any(tries.values()) and len(waits) == 3


# -- seeded ------------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="their names are bytes, and pipes lie among them")
def test_bent_folders_are_walked_and_everything_in_them_is_named_once(memory):
    found = {seed: wrong for seed in range(CASES) if (wrong := failures(str(seed), memory))}
    assert found == {}
