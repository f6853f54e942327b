"""The gate: no bytes reach a parser before their size, kind and zip directory are known and bounded."""

from __future__ import annotations

import io
import re
import zipfile

MAX_FILE = 10 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_PART = 32 * 1024 * 1024
MAX_INFLATED = 64 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 1024 * 1024

_RESEND = "đề nghị đơn vị mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại"
_SEND_FORM = "đề nghị đơn vị gửi biểu Excel"

# Why bytes are not read. `{where}` is filled with the place inside the workbook, where one is known.
_REASONS: dict[str, str] = {
    # Kinds of files, as `kind_of` names them.
    "empty": "tệp rỗng, không có nội dung; đề nghị đơn vị gửi lại",
    "encrypted": "tệp có mật khẩu; đề nghị đơn vị bỏ mật khẩu rồi gửi lại",
    "xls": f"tệp .xls đời cũ; {_RESEND}",
    "xlsb": f"tệp .xlsb; {_RESEND}",
    "ods": f"tệp .ods; {_RESEND}",
    "docx": f"tệp Word, không phải bảng tính; {_SEND_FORM}",
    "pptx": f"tệp PowerPoint, không phải bảng tính; {_SEND_FORM}",
    "ole": f"tệp Office đời cũ, không phải bảng tính .xlsx; {_RESEND}",
    "zip": "tệp nén .zip; giải nén rồi chép tệp .xlsx vào thư mục",
    "rar": "tệp nén .rar; giải nén rồi chép tệp .xlsx vào thư mục",
    "7z": "tệp nén .7z; giải nén rồi chép tệp .xlsx vào thư mục",
    "gz": "tệp nén .gz; giải nén rồi chép tệp .xlsx vào thư mục",
    "html": f"trang HTML, không phải bảng tính .xlsx; {_RESEND}",
    "xml": f"tệp XML, không phải bảng tính .xlsx; {_RESEND}",
    "pdf": f"tệp PDF, không đọc được số liệu; {_SEND_FORM}",
    "image": f"bản chụp (tệp ảnh), không đọc được số liệu; {_SEND_FORM}",
    "mail": "thư điện tử; lưu tệp đính kèm của thư vào thư mục",
    "text": f"tệp chữ, không phải bảng tính .xlsx; {_SEND_FORM}",
    "unknown": f"không phải bảng tính .xlsx; {_SEND_FORM}",
    # What is wrong with a workbook's package.
    "too-big": "tệp lớn hơn 10 MB; đề nghị đơn vị bỏ hình ảnh và các dòng trống bên dưới danh sách rồi gửi lại",
    "damaged": f"tệp bị hỏng (gửi hoặc lưu chưa trọn vẹn); {_RESEND}",
    "compression": f"tệp bị nén theo cách không phải của Excel; {_RESEND}",
    "too-many-parts": f"tệp có quá nhiều thành phần bên trong, không giống biểu báo cáo; {_RESEND}",
    "duplicate-part": f"tệp bị hỏng (hai thành phần bên trong trùng tên); {_RESEND}",
    "overlapping-parts": f"tệp bị hỏng (các thành phần bên trong chồng lên nhau); {_RESEND}",
    "too-big-part": "nội dung tệp bung ra quá lớn; đề nghị đơn vị xóa các dòng trống bên dưới danh sách rồi gửi lại",
    "doctype": f"tệp có khai báo không được phép (DOCTYPE), có thể là tệp độc hại; {_RESEND}",
    # What is wrong with a workbook's content.
    "bad-xml": f"tệp bị hỏng (nội dung bên trong sai cấu trúc{{where}}); {_RESEND}",
    "missing-part": f"tệp bị hỏng (thiếu thành phần bên trong{{where}}); {_RESEND}",
    "no-sheet": f"tệp không có trang tính nào; {_SEND_FORM}",
    "bad-reference": f"tệp bị hỏng (địa chỉ ô sai{{where}}); {_RESEND}",
    "bad-string": f"tệp bị hỏng (thiếu chữ của ô{{where}}); {_RESEND}",
    "too-many-sheets": "tệp có quá nhiều trang tính; đề nghị đơn vị gửi lại đúng biểu",
    "cell-out-of-range": "có nội dung ở ô quá xa danh sách{where}; đề nghị đơn vị xóa các dòng, cột thừa rồi gửi lại",
    "too-many-cells": "tệp có quá nhiều ô, không giống biểu báo cáo{where}; đề nghị đơn vị gửi lại đúng biểu",
    "too-many-merges": "tệp có quá nhiều ô gộp{where}; đề nghị đơn vị gửi lại đúng biểu",
}

# Files of these kinds cannot be a unit's report in another dress.
_NO_REPORT = frozenset({"image", "text", "html", "xml", "unknown", "empty", "mail"})


class Refused(Exception):
    """Bytes that are not read: `code` for programs, `reason` in words that a clerk can pass on to the unit."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


def refusal(code: str, where: str = "") -> Refused:
    """Return the refusal for `code`, its reason naming `where` in the workbook it is, as `, trang X, ô B5`."""
    return Refused(code, _REASONS[code].format(where=where))


def may_be_report(code: str) -> bool:
    """Whether a file refused for `code` may be a unit's report that cannot be read."""
    return code not in _NO_REPORT


# -- kinds of files ----------------------------------------------------------------------------------------------------

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_ENTRY, _ZIP_END = b"PK\x01\x02", b"PK\x05\x06"
_ZIP_END_REACH = 65_557  # an end record of 22 bytes and the longest comment
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in an OLE file, the first that is found tells.
_OLE_STREAMS: tuple[tuple[bytes, str], ...] = tuple(
    (name.encode("utf-16-le"), kind)
    for name, kind in (
        ("EncryptedPackage", "encrypted"),
        ("__substg1.0_", "mail"),
        ("WordDocument", "ole"),
        ("PowerPoint Document", "ole"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    )
)
_MAIL = re.compile(
    rb"(?:from |(?:received|return-path|delivered-to|mime-version|message-id|from|to|date|subject|x-[\w-]+):)", re.I
)
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")
# The content type of a package's main part, by what it contains; the binary workbook before the others.
_MAIN_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"ms-excel.sheet.binary.", "xlsb"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-excel.sheet.macroenabled.main+xml", "xlsx"),
    (b"ms-excel.template.macroenabled.main+xml", "xlsx"),
    (b"wordprocessingml.", "docx"),
    (b"presentationml.", "pptx"),
)
_MAIN_PARTS = (("xl/workbook.bin", "xlsb"), ("xl/", "xlsx"), ("word/", "docx"), ("ppt/", "pptx"))
_CONTENT_TYPES = "[content_types].xml"


def kind_of(data: bytes) -> str:
    """Return the kind of a file by its content and never by its name: a key of the table of reasons, or `xlsx`.

    `xlsx` is any workbook of the kind (also .xlsm, .xltx), sound or not; `zip` any other zip archive.
    """
    if not data:
        return "empty"
    if _is_zip(data):
        try:
            return _kind_of_package(_open_archive(data))
        except Refused:
            # A package cut short has no directory, but its parts' names still stand in it.
            return "xlsx" if b"xl/workbook" in data or b"xl/worksheets" in data else "zip"
    if data.startswith(_OLE):
        return next((kind for name, kind in _OLE_STREAMS if name in data), "ole")
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return "image"
    return _kind_of_text(data[:4096])


def _is_zip(data: bytes) -> bool:
    # Some mailers put bytes before a package; its directory at the end still tells.
    return data.startswith(_ZIP_STARTS) or (_ZIP_END in data[-_ZIP_END_REACH:] and _ZIP_STARTS[0] in data[:4096])


def _kind_of_text(head: bytes) -> str:
    plain = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")
    plain = plain.strip().lower()
    if plain.startswith(_HTML) or (plain.startswith(b"<") and b"<html" in plain):
        return "html"
    if plain.startswith(b"<"):
        return "xml"
    if _MAIL.match(plain):
        return "mail"
    if not plain:
        return "unknown" if head.strip() else "text"
    printable = sum(byte >= 32 or byte in b"\t\r\n\f" for byte in plain)
    return "text" if printable >= 0.97 * len(plain) else "unknown"


def _kind_of_package(package: Package) -> str:
    names = package.names
    if _CONTENT_TYPES in names:
        try:
            types = package.read(_CONTENT_TYPES).replace(b"\x00", b"").lower()
        except Refused:
            types = b""
        for content_type, kind in _MAIN_TYPES:
            if content_type in types:
                return kind
    if "mimetype" in names and ("content.xml" in names or "meta-inf/manifest.xml" in names):
        return "ods"
    if _CONTENT_TYPES in names or "_rels/.rels" in names or "xl/workbook.xml" in names:
        for start, kind in _MAIN_PARTS:
            if any(name.startswith(start) for name in names):
                return kind
    return "ods" if "content.xml" in names and "meta-inf/manifest.xml" in names else "zip"


# -- packages ----------------------------------------------------------------------------------------------------------


class Package:
    """A zip package whose directory is sound; parts are inflated on demand and counted against one budget."""

    def __init__(self, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._members = members
        self._inflated = 0

    def __contains__(self, name: str) -> bool:
        return _part_key(name) in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """Part names, case-folded, with `/`, in the directory's order."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """Return a part's bytes, its checksum compared. Raises Refused where it is absent, damaged or too large."""
        info = self._members.get(_part_key(name))
        if info is None:
            raise refusal("missing-part")
        # The directory may lie about the size, so what really comes out is bounded and counted.
        limit = min(MAX_PART, MAX_INFLATED - self._inflated, max(RATIO_FROM, MAX_RATIO * info.compress_size))
        try:
            with self._archive.open(info) as part:
                data = part.read(limit + 1)
        # zipfile, zlib and struct raise a dozen unrelated types for damaged bytes; all of them mean one thing.
        except Exception as error:
            raise refusal("damaged") from error
        self._inflated += len(data)
        if len(data) > limit:
            raise refusal("too-big-part")
        return data

    def read_xml(self, name: str) -> bytes:
        """Return an XML part's bytes, in an encoding that can be looked into, which declare no entities.

        Raises Refused.
        """
        data = self.read(name)
        plain = data.replace(b"\x00", b"") if b"\x00" in data else data
        start = plain[:256].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        encoding = _ENCODING.match(start)
        if not start.startswith(b"<") or (encoding is not None and encoding[1].lower() not in _ENCODINGS):
            raise refusal("bad-xml")
        # OOXML forbids a DOCTYPE; without one there is no entity to expand or to follow.
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise refusal("doctype")
        return data


_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
# A DOCTYPE is found by its bytes, so only encodings that keep ASCII as it is (two-byte ones apart from zeros) may pass.
_ENCODINGS = frozenset(
    {b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
)


def _part_key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def open_package(data: bytes) -> Package:
    """Return the workbook package in `data`, only its table of contents inflated. Raises Refused, and nothing else."""
    if len(data) > MAX_FILE:
        raise refusal("too-big")
    if not _is_zip(data):
        raise refusal(kind_of(data))
    package = _open_archive(data)
    kind = _kind_of_package(package)
    if kind != "xlsx":
        raise refusal(kind)
    return package


def _open_archive(data: bytes) -> Package:
    """Return the package of a zip whose directory is sound: bounded, without doubles, overlaps or odd methods."""
    # Reading a directory takes time by its length; entries that only look like some are few.
    if data.count(_ZIP_ENTRY) > 10 * MAX_MEMBERS:
        raise refusal("too-many-parts")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except Exception as error:
        raise refusal("damaged") from error
    if len(infos) > MAX_MEMBERS:
        raise refusal("too-many-parts")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        # A damaged directory may hold an empty name, which is_dir() cannot take.
        if info.filename.endswith("/"):
            continue
        key = _part_key(info.filename)
        if key in members:
            raise refusal("duplicate-part")
        if info.flag_bits & 0x1:
            raise refusal("encrypted")
        # Only these two can be inflated piece by piece under a limit, and Excel knows no other.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusal("compression")
        members[key] = info
    _be_apart(members)
    return Package(archive, members)


def _be_apart(members: dict[str, zipfile.ZipInfo]) -> None:
    """Refuse entries that share bytes: the one file would say many times what it holds once."""
    end = 0
    for offset, length in sorted((i.header_offset, 30 + len(i.filename) + i.compress_size) for i in members.values()):
        if offset < end:
            raise refusal("overlapping-parts")
        end = offset + length
