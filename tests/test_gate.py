"""The gate: what a file is, why it is not read, and that no bytes cost more than they may."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_packages import CONTENT, OFFICE, cell, parts_of, relations, workbook, worksheet, zipped

from recruit.guard import gate
from recruit.guard.gate import MAX_FILE, MAX_MEMBERS, inflated, open_archive, sound_members
from recruit.guard.kinds import identify, identify_workbook
from recruit.guard.refusals import Refused, may_be_report, refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refused(data: bytes, part: str | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        package = identify_workbook(data).package
        if part:
            package.read_xml(part)
    return caught.value


def document_types(kind: str) -> str:
    return f'<Types xmlns="{CONTENT}"><Override PartName="/x.xml" ContentType="{kind}"/></Types>'


KINDS = {
    "empty": b"",
    "encrypted": OLE + "EncryptedPackage".encode("utf-16-le"),
    "xls": OLE + "Workbook".encode("utf-16-le"),
    "ole": OLE + "WordDocument".encode("utf-16-le"),
    "xlsb": zipped({"[Content_Types].xml": document_types("application/vnd.ms-excel.sheet.binary.macroEnabled.main")}),
    "docx": zipped(
        {
            "[Content_Types].xml": document_types(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            )
        }
    ),
    "pptx": zipped(
        {
            "[Content_Types].xml": document_types(
                "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
            )
        }
    ),
    "ods": zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
    "odf": zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
    "fods": b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>',
    "numbers": zipped({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}),
    "old-xls": b"\x09\x04\x06\x00\x00\x04\x10\x00 rest",
    "zip": zipped({"thang_11/CB01.xlsx": workbook()}),
    "rar": b"Rar!\x1a\x07\x01\x00 rest",
    "7z": b"7z\xbc\xaf\x27\x1c rest",
    "gz": b"\x1f\x8b\x08\x00 rest",
    "html": "<html><body><table><tr><td>Họ và tên</td></tr></table></body></html>".encode(),
    "xml": b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "pdf": b"%PDF-1.7 rest",
    "image": b"\xff\xd8\xff\xe0 rest",
    "xps": zipped(
        {"[Content_Types].xml": "<Types/>", "FixedDocSeq.fdseq": "<x/>", "Documents/1/FixedDoc.fdoc": "<x/>"}
    ),
    "rtf": b"{\\rtf1\\ansi Nguyen Van An}",
    "mail": b"Received: from a by b\r\nSubject: x\r\n\r\nbody",
    "text": "Họ và tên;Ngày sinh\n".encode(),
    "unknown": bytes(range(1, 32)) * 10,
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_known_by_its_content(kind):
    assert identify(KINDS[kind]).kind == kind


@pytest.mark.parametrize(
    "start",
    [b"\x00\x00\x00\x18ftypheic", b"\x00\x00\x00\x1cftypavif", b"RIFF\x00\x01\x00\x00WEBPVP8 ", b"BM1234" + bytes(4)],
)
def test_a_picture_of_a_telephone_or_of_the_web_is_a_picture(start):
    assert identify(start + bytes(300)).kind == "image"


WORKBOOKS = ("encrypted", "xls", "xlsb", "ods")
OTHERS = [kind for kind in KINDS if kind not in WORKBOOKS]


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_workbook_of_another_format_is_a_workbook(kind):
    assert identify_workbook(KINDS[kind]).kind == kind


@pytest.mark.parametrize("kind", OTHERS)
def test_a_file_of_another_kind_is_refused_under_its_own_code_with_words_for_the_unit(kind):
    refusal = refused(KINDS[kind])
    assert refusal.code == kind
    assert len(refusal.reason) > 20
    assert "{" not in refusal.reason


def test_every_kind_has_its_own_reason():
    assert len({refused(KINDS[kind]).reason for kind in OTHERS}) == len(OTHERS)


def test_a_workbook_is_known_by_its_content():
    assert identify(workbook()).kind == "xlsx"


def test_a_workbook_with_macros_is_a_workbook():
    parts = parts_of()
    parts["[Content_Types].xml"] = document_types("application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    assert identify(zipped(parts)).kind == "xlsx"


def test_a_workbook_without_content_types_is_known_by_its_parts():
    parts = parts_of()
    del parts["[Content_Types].xml"]
    assert identify(zipped(parts)).kind == "xlsx"


def test_a_workbook_cut_short_is_called_damaged_and_not_an_archive():
    data = zipped(parts_of(), zipfile.ZIP_STORED)
    assert identify(data[:-200]).kind == "xlsx"
    assert refused(data[:-200]).code == "damaged"


def test_html_in_utf16_is_html():
    assert identify("\ufeff<html><body></body></html>".encode("utf-16-le")).kind == "html"


def test_text_in_utf16_is_text():
    assert identify("\ufeffHo va ten\tNgay sinh\r\n".encode("utf-16-le")).kind == "text"


def test_the_reason_of_a_refusal_names_the_place():
    assert "trang X, ô B5" in refusal("bad-reference", ", trang X, ô B5").reason


def test_a_place_with_braces_is_taken_as_it_is():
    assert "{0}" in refusal("bad-reference", ", trang {0}").reason


def test_a_protected_workbook_may_be_a_report():
    assert may_be_report("encrypted")


def test_a_picture_is_no_report():
    assert not may_be_report("image")


# -- the directory -----------------------------------------------------------------------------------------------------


def test_a_sound_package_names_its_parts():
    assert "xl/workbook.xml" in identify_workbook(workbook()).package.names


def test_parts_are_found_in_any_case_and_with_backslashes():
    package = identify_workbook(workbook()).package
    assert package.read("XL\\Workbook.XML") == package.read("xl/workbook.xml")


def test_bytes_before_the_package_do_no_harm():
    assert "xl/workbook.xml" in identify_workbook(b"junk of a mailer\r\n" + workbook()).package


def test_a_file_over_ten_megabytes_is_not_looked_into():
    assert refused(b"PK\x03\x04" + bytes(MAX_FILE)).code == "too-big"


def test_too_many_parts_are_refused():
    parts = parts_of() | {f"x/{number}.xml": "" for number in range(MAX_MEMBERS)}
    assert refused(zipped(parts, zipfile.ZIP_STORED)).code == "too-many-parts"


@pytest.mark.parametrize("second", ["xl/workbook.xml", "XL/WORKBOOK.XML", "xl\\workbook.xml", "/xl/workbook.xml"])
def test_two_parts_of_one_name_are_refused(second):
    buffer = io.BytesIO(workbook())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(buffer, "a") as archive:
            archive.writestr(second, "<other/>")
    assert refused(buffer.getvalue()).code == "duplicate-part"


def test_a_protected_part_is_refused_as_protected():
    data = bytearray(workbook())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refused(bytes(data)).code == "encrypted"


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_compression_that_cannot_be_bounded_is_refused(method):
    assert refused(zipped(parts_of(), method)).code == "compression"


def test_entries_that_share_their_bytes_are_refused():
    data = bytearray(workbook())
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    assert refused(bytes(data)).code == "overlapping-parts"


# -- inflating ---------------------------------------------------------------------------------------------------------


def test_a_part_that_inflates_beyond_reason_is_refused():
    data = zipped(parts_of() | {"xl/worksheets/sheet1.xml": " " * 2_000_000})
    assert refused(data, "xl/worksheets/sheet1.xml").code == "too-big-part"


def test_a_part_beyond_the_limit_is_refused_with_advice(monkeypatch):
    monkeypatch.setattr(gate, "MAX_PART", 100)
    fault = refused(workbook(worksheet("<row/>" * 30)), "xl/worksheets/sheet1.xml")
    assert "xóa các dòng trống bên dưới danh sách" in fault.reason


def test_parts_that_are_too_much_together_are_refused(monkeypatch):
    package = identify_workbook(workbook()).package
    monkeypatch.setattr(gate, "MAX_INFLATED", 1000)
    with pytest.raises(Refused, match="quá lớn"):
        for _ in range(20):
            package.read("xl/worksheets/sheet1.xml")


def test_a_bomb_is_refused_long_before_it_is_inflated():
    archive, infos = sound_members(zipped({"x": " " * 50_000_000}))
    size = 0
    with pytest.raises(Refused, match="quá lớn"):
        for piece in inflated(archive, infos[0], 100_000_000):
            size += len(piece)
    assert size <= 2 * 1024 * 1024


def test_a_part_that_is_large_and_ordinary_is_inflated_whole():
    text = "".join(f"<row r='{number}'>" for number in range(300_000))
    assert open_archive(zipped({"x": text})).read("x") == text.encode()


def test_what_is_sifted_counts_only_as_far_as_it_is_kept(monkeypatch):
    monkeypatch.setattr(gate, "MAX_PART", 2_000_000)
    package = open_archive(zipped({"x": "".join(f"<row r='{number}'>" for number in range(300_000))}))
    assert package.read("x", lambda pieces: (piece[:10] for piece in pieces)).startswith(b"<row r='0'")


def test_what_is_sifted_is_bounded_too(monkeypatch):
    monkeypatch.setattr(gate, "MAX_SIFTED", 3_000_000)
    package = open_archive(zipped({"x": "".join(f"<row r='{number}'>" for number in range(300_000))}))
    with pytest.raises(Refused, match="quá lớn"):
        package.read("x", lambda pieces: (b"" for piece in pieces))


def test_a_checksum_is_compared_also_of_what_is_sifted():
    data = bytearray(zipped({"x": "Hang" * 1000}, zipfile.ZIP_STORED))
    at = data.index(b"Hang")
    data[at : at + 4] = b"Hong"
    with pytest.raises(Refused, match="hỏng"):
        open_archive(bytes(data)).read("x", lambda pieces: (b"" for piece in pieces))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_written_as_a_stream_is_read(method):
    class Stream(io.BytesIO):
        """As a program sees that writes to a pipe: sizes and checksums then stand behind the parts."""

        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

        def seek(self, *args) -> int:
            raise OSError

    stream = Stream()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("x", "nội dung")
    assert open_archive(stream.getvalue()).read("x") == "nội dung".encode()


def test_a_part_with_the_large_fields_of_zip64_is_read():
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("x", "w", force_zip64=True) as part,
    ):
        part.write("nội dung".encode())
    assert open_archive(buffer.getvalue()).read("x") == "nội dung".encode()


def test_a_part_of_another_name_than_the_directory_gives_it_is_refused():
    data = zipped({"one.xml": "<a/>"})
    at = data.index(b"one.xml")
    with pytest.raises(Refused, match="hỏng"):
        open_archive(data[:at] + b"two.xml" + data[at + 7 :]).read("one.xml")


def test_a_part_cut_short_inside_is_refused():
    data = bytearray(zipped({"x": "".join(map(str, range(1000)))}))
    at = data.index(b"PK\x01\x02")
    data[at + 20 : at + 24] = struct.pack("<I", struct.unpack("<I", data[at + 20 : at + 24])[0] - 9)
    with pytest.raises(Refused, match="hỏng"):
        open_archive(bytes(data)).read("x")


def test_a_directory_that_lies_about_a_size_does_not_widen_the_limit():
    data = bytearray(zipped(parts_of() | {"xl/worksheets/sheet1.xml": " " * 2_000_000}))
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    assert refused(bytes(data), "xl/worksheets/sheet1.xml").code in ("too-big-part", "damaged")


def test_a_part_with_a_wrong_checksum_is_refused():
    data = bytearray(zipped(parts_of(worksheet(f'<row r="1">{cell("A1", "Hang")}</row>')), zipfile.ZIP_STORED))
    at = data.index(b"Hang")
    data[at : at + 4] = b"Hong"
    assert refused(bytes(data), "xl/worksheets/sheet1.xml").code == "damaged"


def test_a_part_that_is_not_there_is_refused_by_name_of_the_fault():
    assert refused(workbook(), "xl/nothing.xml").code == "missing-part"


# -- XML ---------------------------------------------------------------------------------------------------------------

DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_refused_in_every_encoding(encoding):
    data = workbook(f"{DOCTYPE}{worksheet('')}".encode(encoding))
    assert refused(data, "xl/worksheets/sheet1.xml").code == "doctype"


def test_a_doctype_far_behind_blanks_is_still_seen():
    data = workbook("<?a b?>" + " " * 200_000 + f"{DOCTYPE}{worksheet('')}")
    assert refused(data, "xl/worksheets/sheet1.xml").code == "doctype"


@pytest.mark.parametrize("encoding", ["utf-7", "cp037"])
def test_an_encoding_in_which_a_doctype_could_hide_is_refused(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>{DOCTYPE}{worksheet("")}'
    data = workbook(text.encode("ascii") if encoding == "utf-7" else text.encode(encoding))
    assert refused(data, "xl/worksheets/sheet1.xml").code == "bad-xml"


def test_a_doctype_in_the_table_of_contents_of_the_relations_is_refused_too():
    parts = parts_of()
    parts["_rels/.rels"] = DOCTYPE + relations(("a", f"{OFFICE}/officeDocument", "xl/workbook.xml"))
    assert refused(zipped(parts), "_rels/.rels").code == "doctype"


# -- anything ----------------------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", OLE, b"<", b"\xff\xfe"]))
def test_any_bytes_are_of_some_kind_and_never_a_crash(data, start):
    kind = identify(start + data).kind
    try:
        identify_workbook(start + data)
    except Refused as refusal:
        assert refusal.reason
    else:
        assert kind in ("xlsx", *WORKBOOKS)
