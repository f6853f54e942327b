"""Archives: opened two levels deep in memory, their names only labels, what cannot be opened named with what to do."""

from __future__ import annotations

import io
import os
import unicodedata
import zipfile
import zlib
from datetime import UTC, datetime

import pytest
from letters import archive, archive_of_bytes, mail
from links import link
from office import find, form, outcomes, person, total, unit

AN, BAY = person(), person("Lê Văn Bảy", "01/01/1991")


def names(month) -> set[str]:
    return {file.file for file in month.files} - {"ke_hoach.xlsx"}


def test_the_workbooks_in_an_archive_are_read_with_their_folders(offices):
    office = offices(unit("CB01"), unit("CB02"))
    data = archive({"thang_11/CB01.xlsx": form("CB01"), "thang_11/CB02.xlsx": form("CB02")})
    month = office.put("tháng 11.zip", data).month()
    assert outcomes(month)["tháng 11.zip/thang_11/CB02.xlsx"] == "Đã dùng"
    assert [file.origin for file in month.files] == ["thư mục", "thư mục", "tệp nén", "tệp nén"]
    assert [file.note for file in month.files if file.file == "tháng 11.zip"] == ["Tệp nén, 02 tệp bên trong"]


def test_an_archive_in_a_mail_is_opened_and_the_way_is_told(office):
    month = office.put("a.eml", mail(("b.zip", archive({"CB01.xlsx": form()})))).month()
    [row] = [file for file in month.files if file.file == "a.eml/b.zip/CB01.xlsx"]
    assert (row.result, row.origin, row.sent.sender) == ("Đã dùng", "thư điện tử → tệp nén", "cb01@vidu.example")


def test_a_mail_in_an_archive_tells_sender_and_time(office):
    month = office.put("b.zip", archive({"a.eml": mail(("CB01.xlsx", form()))})).month()
    [row] = [file for file in month.files if file.file == "b.zip/a.eml/CB01.xlsx"]
    assert (row.result, row.origin, row.sent.by_mail) == ("Đã dùng", "tệp nén → thư điện tử", True)


def test_without_a_mail_the_workbooks_own_property_tells_the_time(office):
    office.put(
        "a.zip",
        archive(
            {
                "1.xlsx": form(people=[AN, BAY], sent=datetime(2024, 11, 26, tzinfo=UTC)),
                "2.xlsx": form(people=[AN], sent=datetime(2024, 11, 24, tzinfo=UTC)),
            }
        ),
    )
    assert outcomes(office.month())["a.zip/2.xlsx"] == "Đã có bản mới hơn: a.zip/1.xlsx"


def test_an_archive_in_an_archive_is_opened_and_a_third_one_named(office):
    second = archive({"CB01.xlsx": form(), "3.zip": archive({"x.xlsx": form(month=10)})})
    found = outcomes(office.put("1.zip", archive({"2.zip": second})).month())
    assert found["1.zip/2.zip/CB01.xlsx"] == "Đã dùng"
    assert "quá sâu" in found["1.zip/2.zip/3.zip"]


def test_a_workbook_stored_in_an_archive_does_not_make_the_archive_a_workbook(office):
    data = archive({"CB01.xlsx": form()}, zipfile.ZIP_STORED)
    assert outcomes(office.put("a.zip", data).month())["a.zip/CB01.xlsx"] == "Đã dùng"


@pytest.mark.parametrize("magic", [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c"])
def test_a_rar_that_stores_a_workbook_is_named_as_what_it_is(office, magic):
    month = office.put("a.rar", magic + archive({"CB01.xlsx": form()}, zipfile.ZIP_STORED)).month()
    assert "giải nén rồi chép tệp .xlsx vào thư mục" in outcomes(month)["a.rar"]
    assert names(month) == {"a.rar"}


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Báo cáo tháng 11.xlsx".encode(), "Báo cáo tháng 11.xlsx"),
        ("Ba\u0301o ca\u0301o.xlsx".encode(), "Báo cáo.xlsx"),
        ("B\u00e1o c\u00e1o chi b\u00f4\u0323.xlsx".encode("cp1258"), "Báo cáo chi bộ.xlsx"),
        ("Café.xlsx".encode("cp437"), "Café.xlsx"),
        (b"..\\..\\Windows\\x.xlsx", "Windows/x.xlsx"),
        (b"/etc/cron.d/x.xlsx", "etc/cron.d/x.xlsx"),
        (b"C:\\tam\\x.xlsx", "tam/x.xlsx"),
    ],
)
def test_a_members_name_is_decoded_and_is_a_label_and_no_path(office, raw, shown):
    month = office.put("a.zip", archive_of_bytes({raw: form()})).month()
    assert outcomes(month)[f"a.zip/{shown}"] == "Đã dùng"


def test_nothing_is_extracted_to_disk(office, tmp_path, monkeypatch):
    elsewhere = tmp_path / "tạm"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    for variable in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(elsewhere))
    before = {
        path: path.stat().st_mtime_ns for path in office.put("a.zip", archive({"../x.xlsx": form()})).folder.rglob("*")
    }
    office.month()
    assert os.listdir(elsewhere) == []
    assert {path: path.stat().st_mtime_ns for path in office.folder.rglob("*")} == before


def test_litter_in_an_archive_is_only_counted(office):
    data = archive({"CB01.xlsx": form(), "__MACOSX/._CB01.xlsx": b"x", "~$CB01.xlsx": b"x", "a/.DS_Store": b"x"})
    month = office.put("a.zip", data).month()
    assert (names(month), month.litter) == ({"a.zip", "a.zip/CB01.xlsx"}, 3)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_two(office):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("CB01.xlsx", form(people=[AN]))
        made.writestr("CB01.xlsx", form(people=[AN, BAY]))
    assert {"a.zip/CB01.xlsx", "a.zip/CB01 (2).xlsx"} <= names(office.put("a.zip", out.getvalue()).month())


# -- what cannot be opened ---------------------------------------------------------------------------------------------


def protected(data: bytes) -> bytes:
    """Return an archive whose members say that they are protected."""
    changed = bytearray(data)
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        changed[at] |= 1
    return bytes(changed)


def test_a_protected_archive_is_named_with_what_to_do_and_is_a_warning(office):
    month = office.put("a.zip", protected(archive({"CB01.xlsx": form()}))).month()
    assert (
        outcomes(month)["a.zip/CB01.xlsx"]
        == "Không đọc được: tệp nén có mật khẩu; giải nén rồi chép tệp .xlsx vào thư mục"
    )
    assert [found.place.file for found in find(month, "B33")] == ["a.zip/CB01.xlsx"]


def test_an_archive_cut_short_is_named(office):
    data = archive({"CB01.xlsx": form(), "x.txt": b"x" * 5000})
    assert "hỏng" in outcomes(office.put("a.zip", data[:-40]).month())["a.zip"]


def test_an_archive_cut_after_a_stored_workbook_is_not_taken_for_that_workbook(office):
    data = archive({"CB01.xlsx": form(people=[AN]), "CB02.xlsx": form(people=[BAY])}, zipfile.ZIP_STORED)
    cut = data[: data.index(b"CB02.xlsx") - 30]
    month = office.put("a.zip", cut).month()
    assert "hỏng" in outcomes(month)["a.zip"]
    assert not month.units[0].sent


def test_a_bomb_beside_a_report_is_named_and_the_report_read(office):
    month = office.put("a.zip", archive({"bom.txt": bytes(60_000_000), "CB01.xlsx": form()})).month()
    assert "quá lớn" in outcomes(month)["a.zip/bom.txt"]
    assert outcomes(month)["a.zip/CB01.xlsx"] == "Đã dùng"


def test_an_archive_of_too_many_files_is_named(office):
    data = archive({f"{number}.txt": b"" for number in range(3000)})
    assert "quá nhiều" in outcomes(office.put("a.zip", data).month())["a.zip"]


def test_an_archive_without_a_report_says_so(office):
    month = office.put("a.zip", archive({"ảnh.png": b"\x89PNG"})).month()
    assert outcomes(month)["a.zip"] == "Không đọc được: không có biểu báo cáo trong tệp nén"
    assert month.findings == ()


def test_word_documents_are_no_archives(office):
    document = archive({"[Content_Types].xml": b"wordprocessingml.document.main+xml", "word/document.xml": b"<x/>"})
    assert names(office.put("a.docx", document).month()) == {"a.docx"}


# -- the folder itself -------------------------------------------------------------------------------------------------


def test_two_files_whose_names_differ_only_in_their_unicode_form_are_two(office):
    office.put(unicodedata.normalize("NFC", "Báo cáo.xlsx"), form(people=[AN]))
    office.put(unicodedata.normalize("NFD", "Báo cáo.xlsx"), form(people=[AN, BAY]))
    assert {"Báo cáo.xlsx", "Báo cáo (2).xlsx"} <= names(office.month())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes")
def test_a_pipe_in_the_folder_is_named_and_never_waited_for(office):
    os.mkfifo(office.folder / "ống.xlsx")
    assert outcomes(office.month())["ống.xlsx"].startswith("Không đọc được: không phải tệp thường")


def test_a_link_that_leads_nowhere_is_named(office):
    link(office.folder / "lối tắt.xlsx", office.folder / "không có.xlsx")
    assert outcomes(office.month())["lối tắt.xlsx"].startswith("Không đọc được: là liên kết")


def test_a_large_inbox_read_by_several_processes_comes_to_the_same(offices, monkeypatch):
    from recruit.read import inbox as gather

    office = offices(unit("CB01"), unit("CB02"))
    for number in range(12):
        office.put(
            f"{number:02d}.eml", mail((f"{number}.xlsx", form("CB01", people=[AN], cover={"Điện thoại": str(number)})))
        )
    office.send([AN, BAY], unit="CB02").put("rác.bin", b"\x01\x02")
    alone = office.month()
    monkeypatch.setattr(gather, "LARGE_COUNT", 2)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    together = office.month()
    assert (together.files, together.findings, together.totals) == (alone.files, alone.findings, alone.totals)
    assert total(together, "sympathisers") == total(alone, "sympathisers")


def test_a_member_named_as_if_it_lay_in_another_archive_has_a_name_of_its_own(offices):
    office = offices(unit("CB01"), unit("CB02"))
    data = archive({"b.zip": archive({"x.xlsx": form("CB01")}), "b.zip/x.xlsx": form("CB02")})
    month = office.put("z.zip", data).month()
    assert len(names(month)) == len([file for file in month.files if file.file != "ke_hoach.xlsx"])
    assert [line.sent for line in month.units] == [True, True]


def test_a_macs_shadow_files_in_the_folder_are_litter(office):
    month = office.send([AN]).put("__MACOSX/._CB01_11.xlsx", b"\x00\x05\x16\x07").month()
    assert (month.litter, month.findings) == (1, ())


def test_a_linked_folder_is_named_and_not_walked(office, tmp_path):
    (tmp_path / "nơi khác").mkdir()
    link(office.folder / "lối tắt", tmp_path / "nơi khác", to_folder=True)
    assert "là liên kết" in outcomes(office.month())["lối tắt"]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_file_name_in_another_encoding_is_decoded(office):
    with open(os.fsencode(office.folder) + b"/bi\xeau.xlsx", "wb") as file:
        file.write(form())
    assert "biêu.xlsx" in names(office.month())


def test_folders_in_an_archive_written_with_backslashes_are_no_files(office):
    assert names(office.put("a.zip", archive_of_bytes({b"thang11\\": b"", b"thang11\\x.xlsx": form()})).month()) == {
        "a.zip",
        "a.zip/thang11/x.xlsx",
    }


def test_an_archive_that_lists_its_folders_is_opened(office):
    month = office.put("a.zip", archive({"thang_11/": b"", "thang_11/x.xlsx": form(), "trống/": b""})).month()
    assert names(month) == {"a.zip", "a.zip/thang_11/x.xlsx"}


def field(identifier: int, content: bytes) -> bytes:
    """Return a field beside a file's name in an archive."""
    return identifier.to_bytes(2, "little") + len(content).to_bytes(2, "little") + content


def named_beside(name: str, extra: bytes) -> bytes:
    """Return an archive with a form under a plain name, and such fields beside it."""
    info = zipfile.ZipInfo(name)
    info.extra = extra
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(info, form())
    return out.getvalue()


@pytest.mark.parametrize("before", [b"", field(0x5455, b"\x01abcd"), field(0x7855, b"") + field(0x5455, b"\x01abcd")])
def test_a_name_in_the_field_of_unicode_is_the_files_whatever_fields_stand_before(office, before):
    unicode = field(0x7075, b"\x01" + zlib.crc32(b"CB01_th_ng.xlsx").to_bytes(4, "little") + "CB01_tháng.xlsx".encode())
    office.put("a.zip", named_beside("CB01_th_ng.xlsx", before + unicode))
    assert outcomes(office.month())["a.zip/CB01_tháng.xlsx"] == "Đã dùng"


def test_a_name_in_the_field_of_unicode_that_speaks_of_another_file_is_none(office):
    unicode = field(0x7075, b"\x01" + zlib.crc32(b"other.xlsx").to_bytes(4, "little") + "CB01_tháng.xlsx".encode())
    office.put("a.zip", named_beside("CB01_th_ng.xlsx", unicode))
    assert outcomes(office.month())["a.zip/CB01_th_ng.xlsx"] == "Đã dùng"
