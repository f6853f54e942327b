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
_DAMAGED = f"tệp bị hỏng; {_RESEND}"


class Refused(Exception):
    """Bytes that are not read: `code` for programs, `reason` in words that a clerk can pass on to the unit."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


# Why each kind of file is no workbook to read; `workbook` says whether it may well be a unit's report all the same.
_REASONS: dict[str, str] = {
    "empty": "tệp rỗng, không có nội dung; đề nghị đơn vị gửi lại",
    "too-big": f"tệp lớn hơn 10 MB; {_RESEND}, bỏ hình ảnh và các dòng trống bên dưới danh sách",
    "encrypted": "tệp có mật khẩu; đề nghị đơn vị bỏ mật khẩu rồi gửi lại",
    "xls": f"tệp .xls đời cũ; {_RESEND}",
    "xlsb": f"tệp .xlsb; {_RESEND}",
    "ods": f"tệp .ods; {_RESEND}",
    "zip": "tệp nén, không phải bảng tính .xlsx; giải nén rồi chép tệp .xlsx vào thư mục",
    "document": "tệp Word hoặc PowerPoint, không phải bảng tính; đề nghị đơn vị gửi biểu Excel",
    "rar": "tệp nén .rar; giải nén rồi chép tệp .xlsx vào thư mục",
    "7z": "tệp nén .7z; giải nén rồi chép tệp .xlsx vào thư mục",
    "html": f"trang HTML, không phải bảng tính .xlsx; {_RESEND}",
    "xml": f"tệp XML, không phải bảng tính .xlsx; {_RESEND}",
    "pdf": "tệp PDF, không đọc được số liệu; đề nghị gửi tệp Excel",
    "image": "bản chụp, không đọc được số liệu; đề nghị gửi tệp Excel",
    "mail": "thư điện tử; lưu tệp đính kèm của thư vào thư mục",
    "text": "tệp chữ, không phải bảng tính .xlsx; đề nghị đơn vị gửi biểu Excel",
    "unknown": "không phải bảng tính .xlsx; đề nghị đơn vị gửi biểu Excel",
    "damaged": _DAMAGED,
    "too-many-parts": f"tệp có quá nhiều thành phần, không giống biểu báo cáo; {_RESEND}",
    "duplicate-part": f"tệp có hai thành phần trùng tên, mâu thuẫn nhau; {_RESEND}",
    "too-big-part": "nội dung bung ra quá lớn; đề nghị đơn vị xóa các dòng trống bên dưới danh sách rồi gửi lại",
    "doctype": f"tệp có khai báo không được phép (DOCTYPE), có thể là tệp độc hại; {_RESEND}",
    "bad-xml": _DAMAGED,
    "missing-part": f"tệp thiếu thành phần bên trong; {_RESEND}",
    "bad-reference": f"tệp có địa chỉ ô sai; {_RESEND}",
    "bad-string": f"tệp có chữ dùng chung bị thiếu; {_RESEND}",
    "too-many-sheets": f"tệp có quá nhiều trang; {_RESEND}",
    "cell-out-of-range": "có giá trị ở ô quá xa danh sách; đề nghị đơn vị xóa các dòng, cột thừa rồi gửi lại",
    "too-many-cells": "tệp có quá nhiều ô, không giống biểu báo cáo; đề nghị đơn vị gửi lại đúng biểu",
    "too-many-merges": "tệp có quá nhiều ô gộp; đề nghị đơn vị gửi lại đúng biểu",
}

# Files of these kinds cannot be a unit's report in another dress.
_NO_REPORT = frozenset({"image", "text", "html", "xml", "unknown", "empty", "mail"})


def refusal(code: str) -> Refused:
    """Return the refusal of a kind, with its reason."""
    return Refused(code, _REASONS[code])


def may_be_report(code: str) -> bool:
    """Whether a file refused for `code` may be a unit's report that cannot be read."""
    return code not in _NO_REPORT


_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"%PDF-", "pdf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"), (b"BM", "image"),
    (b"II*\x00", "image"), (b"MM\x00*", "image"), (b"\x1f\x8b", "zip"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIL = re.compile(rb"(?:From |Received:|Return-Path:|Delivered-To:|MIME-Version:|Message-ID:|From:|Date:|Subject:|X-[\w-]+:)",
                   re.IGNORECASE)


def kind_of(data: bytes) -> str:
    """Return the kind of a file by its content; a zip package is only `zip` here."""
    if not data:
        return "empty"
    if data.startswith(_OLE):
        return "encrypted" if _ENCRYPTED in data else "xls"
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    # Some mailers put bytes before a package; its directory at the end still tells.
    if b"PK\x05\x06" in data[-66_000:] and b"PK\x03\x04" in data[:4096]:
        return "zip"
    head = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head")) or b"<html" in head[:1024]:
        return "html"
    if head.startswith(b"<"):
        return "xml"
    if _MAIL.match(data.lstrip(b"\xef\xbb\xbf\r\n ")):
        return "mail"
    printable = sum(byte in b"\t\r\n" or byte >= 32 for byte in data[:4096].replace(b"\x00", b""))
    return "text" if printable >= len(data[:4096].replace(b"\x00", b"")) * 0.97 else "unknown"


class Package:
    """A zip package whose directory is sound; parts are inflated on demand and counted against one budget."""

    def __init__(self, archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> None:
        self._archive = archive
        self._members = members
        self._inflated = 0

    def __contains__(self, name: str) -> bool:
        return _part_key(name) in self._members

    @property
    def names(self) -> list[str]:
        """Part names, case-folded, with `/`."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """Return a part's bytes. Raises Refused where it is absent, damaged or larger than allowed."""
        info = self._members.get(_part_key(name))
        if info is None:
            raise refusal("missing-part")
        limit = min(MAX_PART, MAX_INFLATED - self._inflated)
        # The directory may lie about the size, so only what really comes out is counted.
        try:
            with self._archive.open(info) as part:
                data = part.read(limit + 1)
                # Reading to the end is what makes zipfile compare the checksum.
                rest = part.read(1) if len(data) <= limit else b""
        except Exception as error:
            raise refusal("damaged") from error
        if len(data) > limit or rest or (len(data) > RATIO_FROM and len(data) > MAX_RATIO * max(1, info.compress_size)):
            raise refusal("too-big-part")
        self._inflated += len(data)
        return data

    def read_xml(self, name: str) -> bytes:
        """Return an XML part's bytes, which declare no entities. Raises Refused."""
        data = self.read(name)
        # OOXML forbids a DOCTYPE; without one there is no entity to expand or follow. It can only stand at the start.
        if b"<!" in data[:65_536].replace(b"\x00", b"") and re.search(rb"<!\s*(DOCTYPE|ENTITY)",
                                                                       data.replace(b"\x00", b""), re.IGNORECASE):
            raise refusal("doctype")
        return data


def _part_key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def open_package(data: bytes) -> Package:
    """Return the workbook package in `data`, nothing inflated yet. Raises Refused with the reason, and nothing else."""
    if len(data) > MAX_FILE:
        raise refusal("too-big")
    kind = kind_of(data)
    if kind != "zip":
        raise refusal(kind)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except Exception as error:
        raise refusal("damaged") from error
    if len(infos) > MAX_MEMBERS:
        raise refusal("too-many-parts")
    members: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        if info.is_dir():
            continue
        key = _part_key(info.filename)
        if key in members:
            raise refusal("duplicate-part")
        if info.flag_bits & 0x1:
            raise refusal("encrypted")
        members[key] = info
    _be_a_workbook(members)
    return Package(archive, members)


def _be_a_workbook(members: dict[str, zipfile.ZipInfo]) -> None:
    names = members.keys()
    if "xl/workbook.bin" in names:
        raise refusal("xlsb")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise refusal("document")
    if "mimetype" in names or "content.xml" in names:
        raise refusal("ods")
    if "[content_types].xml" not in names and "_rels/.rels" not in names:
        raise refusal("zip")
