"""Outputs with a password: which hold people, that Office and our own reader open them, and which cannot be protected."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import zipfile
from pathlib import Path

import olefile
import pytest
from libreoffice import soffice
from office import Office, form, outcomes, person, total

from recruit.deliver import protection
from recruit.deliver.desk import Desk
from recruit.deliver.outputs import commit
from recruit.deliver.protection import holds_people, protected
from recruit.errors import CannotRun
from recruit.guard.passwords import open_with
from recruit.job import Job, read_password
from recruit.model import Period
from recruit.month import month_of
from recruit.run import measure

PASSWORD = "Mat-khau 2024!"
TEMPLATES = Path(__file__).parents[1] / "templates"


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return form(people=[person("Nguyễn Bí Mật")])


@pytest.fixture(scope="module")
def document() -> bytes:
    return (TEMPLATES / "cong_van_bao_cao.docx").read_bytes()


# -- which outputs hold people -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *("cong_van_bao_cao_2024-11.docx", "cong_van_bao_cao_2024-11_2.docx", "cong_van_bao_cao_2024-11.pdf"),
        *("trinh_dang_uy_2024-11.docx", "tong_hop_2024-11.xlsx", "kiem_tra_2024-11.xlsx", "bao_cao_nam_2024.docx"),
        *("tra_lai/bieu_bao_cao_CB01_2024-11.xlsx", "bieu_thang_12/bieu_bao_cao_CB01_2024-12.xlsx"),
        *("don_doc/cong_van_don_doc_CB01_2024-11.docx", "don_doc/cong_van_don_doc_2024-11_2024-11.docx"),
        *("don_doc/cong_van_don_doc_12_2024-11.docx", "don_doc/thu_CB01_2024-11.eml", "cái gì đó.docx"),
        *("tong_quan_2024-11.xlsx", "don_doc/tong_quan_2024-11.html"),
    ],
)
def test_what_lists_people_holds_people_and_what_nobody_knows_too(name):
    assert holds_people(name)


@pytest.mark.parametrize(
    "name",
    [
        *("cong_van_giao_chi_tieu_2024.docx", "don_doc/phieu_theo_doi_2024-11.docx", ".ket_qua.json"),
        *("don_doc/cong_van_don_doc_2024-11.docx", "don_doc/cong_van_don_doc_2024-11_2.pdf"),
        *("mau_co_loi/cong_van_bao_cao.docx", "tong_quan_2024-11.html", "tong_quan_2024-11_2.html"),
        *("tong_quan_bieu_2024-12.html", "tong_quan_bao_cao_quy_3_2024.html", "tong_quan_2024.html"),
    ],
)
def test_counts_unit_names_and_templates_are_no_people(name):
    assert not holds_people(name)


# -- what becomes of them ----------------------------------------------------------------------------------------------


def test_what_waits_in_the_output_folder_until_all_is_made_is_locked_already(tmp_path, workbook):
    month = month_of(Job(Office(tmp_path / "in").send([person()]).folder))
    job = Job(tmp_path / "in", output=tmp_path / "ra", password=PASSWORD)
    with Desk(job, month.result.plan, "2024-11") as desk:
        desk.add("tong_hop_2024-11.xlsx", workbook)
        waiting = [path for path in (tmp_path / "ra").rglob("*") if path.is_file() and not path.name.startswith(".")]
        assert [olefile.isOleFile(str(path)) for path in waiting] == [True]
    assert not (tmp_path / "ra").exists()


def test_what_holds_people_is_encrypted_and_the_rest_stays(workbook, document):
    files = {"tong_hop_2024-11.xlsx": workbook, "a.docx": document, "cong_van_giao_chi_tieu_2024.docx": document}
    made, _ = protected(files, PASSWORD)
    assert made.keys() == files.keys()
    assert open_with(made["tong_hop_2024-11.xlsx"], PASSWORD) == workbook
    assert open_with(made["a.docx"], PASSWORD) == document
    assert made["cong_van_giao_chi_tieu_2024.docx"] == document


def test_no_other_password_opens_it(workbook):
    made, _ = protected({"a.xlsx": workbook}, PASSWORD)
    assert open_with(made["a.xlsx"], PASSWORD.lower()) is None


def test_nothing_of_the_workbook_can_be_read_from_outside(workbook):
    made, _ = protected({"a.xlsx": workbook}, PASSWORD)
    with olefile.OleFileIO(io.BytesIO(made["a.xlsx"])) as container:
        assert sorted(path for (path, *inner) in container.listdir() if not inner) == [
            "EncryptedPackage",
            "EncryptionInfo",
        ]
        assert b'spinCount="100000"' in container.openstream("EncryptionInfo").read()
    assert b"PK\x03\x04" not in made["a.xlsx"]


def test_a_large_workbook_stays_whole(document):
    large = io.BytesIO(document)
    with zipfile.ZipFile(large, "a") as package:
        package.writestr("docProps/large.bin", os.urandom(9 * 1024 * 1024))
    made, _ = protected({"a.docx": large.getvalue()}, PASSWORD)
    assert open_with(made["a.docx"], PASSWORD) == large.getvalue()


def test_what_cannot_have_a_password_is_named_and_stays(workbook):
    files = {"a.pdf": b"%PDF-", "don_doc/thu_CB01_2024-11.eml": b"To: a", "a.xlsx": workbook, ".ket_qua.json": b"{}"}
    made, unprotected = protected(files, PASSWORD)
    assert unprotected == ["a.pdf", "don_doc/thu_CB01_2024-11.eml"]
    assert [made[name] for name in unprotected] == [b"%PDF-", b"To: a"]


def test_many_files_are_each_their_own(monkeypatch, workbook, document):
    monkeypatch.setattr(protection, "_ONE_PROCESS", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    files = {f"{number}.xlsx": workbook if number % 2 else document for number in range(6)}
    made, unprotected = protected(files, PASSWORD)
    assert {name: open_with(data, PASSWORD) for name, data in made.items()} == files
    assert unprotected == []


# -- who opens them ----------------------------------------------------------------------------------------------------

_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Opened(source As String, target As String, kind As String, options As String, password As String)
 Dim given(1) As New com.sun.star.beans.PropertyValue
 given(0).Name = "Hidden" : given(0).Value = True
 given(1).Name = "Password" : given(1).Value = password
 Dim made(1) As New com.sun.star.beans.PropertyValue
 made(0).Name = "FilterName" : made(0).Value = kind
 made(1).Name = "FilterOptions" : made(1).Value = options
 document = StarDesktop.loadComponentFromURL(source, "_blank", 0, given())
 document.storeToURL(target, made())
 document.close(True)
 StarDesktop.terminate()
End Sub
</script:module>
"""


def opened_by_libreoffice(data: bytes, ending: str, kind: str, options: str, folder: Path) -> str:
    """Return the text of a protected file as LibreOffice reads it with the password."""
    program, profile = soffice(), folder / "profile"
    (folder / f"source.{ending}").write_bytes(data)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    # The first start lays out the profile, with an empty module.
    _run([*command, "--terminate_after_init"])
    (profile / "user/basic/Standard/Module1.xba").write_text(_MACRO, encoding="utf-8")
    target = folder / "target.txt"
    words = ((folder / f"source.{ending}").as_uri(), target.as_uri(), kind, options, PASSWORD)
    _run([*command, "macro:///Standard.Module1.Opened({})".format(",".join(f'"{word}"' for word in words))])
    return target.read_text(encoding="utf-8-sig")


def _run(command: list[str]) -> None:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=os.name != "nt"
    )
    try:
        process.wait(120)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.parametrize(
    ("sample", "ending", "kind", "options", "text"),
    [
        ("workbook", "xlsx", "Text - txt - csv (StarCalc)", "44,34,76", "Mã đơn vị"),
        ("document", "docx", "Text (encoded)", "UTF8", "CỘNG SẢN"),
    ],
)
def test_libreoffice_opens_it_with_the_password(request, tmp_path, sample, ending, kind, options, text):
    made, _ = protected({f"a.{ending}": request.getfixturevalue(sample)}, PASSWORD)
    assert text in opened_by_libreoffice(made[f"a.{ending}"], ending, kind, options, tmp_path)


def test_our_own_reader_opens_a_returned_form_again(tmp_path, workbook):
    made, _ = protected({"tra_lai/CB01.xlsx": workbook}, PASSWORD)
    office = Office(tmp_path / "in").put("CB01.xlsx", made["tra_lai/CB01.xlsx"])
    month = measure(office.folder, period=Period(2024, 11), passwords=("sai", PASSWORD))
    assert outcomes(month)["CB01.xlsx"] == "Đã dùng"
    assert total(month, "sympathisers") == 1


def test_a_second_run_with_the_password_writes_over_its_own_and_numbers_nothing(tmp_path, workbook):
    def run() -> list[str]:
        made, _ = protected({"a.xlsx": workbook, "b.xlsx": workbook}, PASSWORD)
        return [file.path.name for file in commit(tmp_path, made).files]

    assert run() == ["a.xlsx", "b.xlsx"]
    (tmp_path / "a.xlsx").write_bytes(b"changed by hand")
    assert [run(), run(), run()] == [["a_2.xlsx", "b.xlsx"]] * 3
    assert sorted(path.name for path in tmp_path.iterdir()) == [".ket_qua.json", "a.xlsx", "a_2.xlsx", "b.xlsx"]


# -- the password ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "đang trống"),
        (b"\n\nabc\n", "đang trống"),
        (b" abc\n", "dấu cách"),
        (b"abc \r\n", "dấu cách"),
        (b"\t\n", "dấu cách"),
        ("mật khẩu\n".encode(), "chữ có dấu"),
        (b"abc\x00\n", "ký tự lạ"),
        (b"a" * 256, "dài quá 255"),
        ("abc".encode("utf-16"), "Không đọc được tệp mật khẩu"),
    ],
)
def test_a_password_that_nobody_might_type_again_is_refused(tmp_path, content, said):
    (tmp_path / "mk.txt").write_bytes(content)
    with pytest.raises(CannotRun, match=said) as refused:
        read_password(tmp_path / "mk.txt")
    assert "abc" not in str(refused.value)


@pytest.mark.parametrize("content", [b"Bi mat 1!", b"Bi mat 1!\n", b"\xef\xbb\xbfBi mat 1!\r\nghi chu\r\n"])
def test_the_first_line_is_the_password_whatever_editor_wrote_it(tmp_path, content):
    (tmp_path / "mk.txt").write_bytes(content)
    assert read_password(tmp_path / "mk.txt") == "Bi mat 1!"


def test_a_password_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CannotRun, match="Không đọc được tệp mật khẩu"):
        read_password(tmp_path / "mk.txt")


def test_an_empty_password_protects_nothing_and_is_refused(workbook):
    with pytest.raises(CannotRun):
        protected({"a.xlsx": workbook}, "")
