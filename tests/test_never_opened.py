"""What is no workbook, mail or archive is told by its first bytes and never opened, wherever it lies."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from letters import archive, mail
from office import Office, form, outcomes, person, total

from recruit.guard.isolation import Child


def word() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


THINGS = {
    "ảnh.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "ảnh.jpg": b"\xff\xd8\xff\xe0" + bytes(50),
    "ảnh.gif": b"GIF89a" + bytes(50),
    "ảnh.bmp": b"BM\x3a\x00\x00\x00" + bytes(50),
    "ảnh.tif": b"II*\x00" + bytes(50),
    "bản chụp.pdf": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "quyết định.docx": word(),
    "mẫu.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le"),
    "xem.html": b"<!doctype html><script src='http://vidu.example/x.js'></script>",
    "chạy.exe": b"MZ" + bytes(100),
    "chạy.bat": b"@echo off\r\nformat c:\r\n",
    "lối tắt.lnk": b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(68),
    "nén.rar": b"Rar!\x1a\x07\x01\x00" + bytes(50),
    "nén.7z": b"7z\xbc\xaf\x27\x1c" + bytes(50),
    "chữ.txt": "Kính gửi Văn phòng".encode(),
}


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """The members of packages that are inflated; the files are read here, and no child process is asked for anything."""
    members: list[str] = []
    plain = zipfile.ZipFile.open

    def telling(package, member, *arguments, **options):
        members.append(getattr(member, "filename", member))
        return plain(package, member, *arguments, **options)

    def refused(child, function, *arguments, **options):
        raise AssertionError(f"{function} was asked")

    monkeypatch.setattr(zipfile.ZipFile, "open", telling)
    monkeypatch.setattr(Child, "call", refused)
    return members


@pytest.mark.parametrize("name", THINGS)
def test_a_thing_in_the_folder_is_named_and_not_opened(tmp_path, opened, name):
    # A plan of its own: of one that this process has read before nothing would be opened.
    office = Office(tmp_path / "in", info={"Lưu": name})
    before = outcomes(office.month())
    workbooks = set(opened)
    assert "xl/workbook.xml" in workbooks
    opened.clear()
    after = outcomes(office.put(name, THINGS[name]).month())
    assert after.keys() - before.keys() == {name}
    assert after[name].startswith("Không đọc được")
    assert set(opened) - workbooks == set()
    assert [member for member in opened if member.startswith("word/")] == []


def test_what_comes_beside_a_workbook_in_a_mail_or_an_archive_is_not_opened_either(tmp_path, opened):
    office = Office(tmp_path / "in")
    office.put("thư.eml", mail(("CB01.xlsx", form(people=[person()])), *THINGS.items()))
    office.put("nén.zip", archive(THINGS))
    opened.clear()
    month = office.month()
    assert total(month, "sympathisers") == 1
    assert {f"{place}/{name}" for place in ("thư.eml", "nén.zip") for name in THINGS} <= outcomes(month).keys()
    assert [member for member in opened if member.startswith("word/")] == []


def test_pictures_and_objects_inside_a_workbook_are_not_opened(tmp_path, opened):
    data = io.BytesIO(form(people=[person()]))
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("xl/media/image1.png", THINGS["ảnh.png"])
        package.writestr("xl/embeddings/oleObject1.bin", THINGS["mẫu.doc"])
    office = Office(tmp_path / "in").put("CB01.xlsx", data.getvalue())
    opened.clear()
    assert total(office.month(), "sympathisers") == 1
    assert [member for member in opened if member.startswith(("xl/media/", "xl/embeddings/"))] == []
