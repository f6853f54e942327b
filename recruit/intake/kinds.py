"""What a file is, by its content and never by its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from recruit.intake.gate import MAX_FILE, Package, open_archive
from recruit.intake.refusals import Refused, refusal

_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_END = b"PK\x05\x06"
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


class Identified(NamedTuple):
    """What a file is: `kind` is a key of the table of reasons, or `xlsx`; `package` is set for a sound zip package.

    `xlsx` is any workbook of the kind (also .xlsm, .xltx), sound or not; `zip` any other zip archive.
    """

    kind: str
    package: Package | None = None


def identify(data: bytes) -> Identified:
    """Return what `data` is. Raises nothing: a damaged package is a `xlsx` or `zip` without package."""
    if not data:
        return Identified("empty")
    if _is_zip(data):
        try:
            package = open_archive(data)
        except Refused:
            # A package cut short has no directory, but its parts' names still stand in it.
            return Identified("xlsx" if b"xl/workbook" in data or b"xl/worksheets" in data else "zip")
        return Identified(_kind_of_package(package), package)
    if data.startswith(_OLE):
        return Identified(next((kind for name, kind in _OLE_STREAMS if name in data), "ole"))
    for start, kind in _STARTS:
        if data.startswith(start):
            return Identified(kind)
    if data.startswith(b"BM") and data[6:10] == bytes(4):
        return Identified("image")
    return Identified(_kind_of_text(data[:4096]))


def open_workbook_package(data: bytes) -> Package:
    """Return the package of an OOXML workbook, only its table of contents inflated. Raises Refused, and nothing else."""
    if len(data) > MAX_FILE:
        raise refusal("too-big")
    kind, package = identify(data)
    if package is None and kind in ("xlsx", "zip"):
        package = open_archive(data)
    if kind != "xlsx":
        raise refusal(kind)
    return package


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
