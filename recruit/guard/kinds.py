"""What a file is, by its content and never by its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from recruit.guard.gate import MAX_FILE, Package, open_archive, sound_members
from recruit.guard.refusals import Refused, refusal

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
    (b"{\\rtf", "rtf"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"!BDN", "mail-store"),
    (b"\xcf\xad\x12\xfe", "mail-store"),
)
# Pictures of telephones and of the web: their kind stands behind a length.
_PICTURE_INSIDE = re.compile(rb"(?:RIFF....WEBP|....ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1|avif|avis))", re.DOTALL)
# What Excel's records begin with where no container is around them: Excel 2, 3, 4, and programs that leave it out.
_BARE_RECORDS = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Class identifiers of Excel 97 and Excel 5 workbooks.
_EXCEL_CLASSES = tuple(bytes.fromhex(f"{start}0200000000 00c000000000000046") for start in ("2008", "1008"))
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
# Names of streams in an OLE file, the first that is found tells.
_OLE_STREAMS: tuple[tuple[bytes, str], ...] = tuple(
    (name.encode("utf-16-le"), kind)
    for name, kind in (
        # A mail first: in what it carries the names of all the others may stand.
        ("__substg1.0_", "msg"),
        ("EncryptedPackage", "encrypted"),
        ("WordDocument", "ole"),
        ("PowerPoint Document", "ole"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    )
)
# Mail begins with headers, and among the first lines is one that every mail has; an mbox with its envelope line.
_HEADERS = re.compile(rb"(?:>?From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*")
_TELLING_HEADER = re.compile(
    rb"^(?:received|return-path|delivered-to|mime-version|message-id|from|to|date|subject|content-type|reply-to):",
    re.I | re.M,
)
# Apple Mail writes the mail's length in bytes before it.
_LENGTH_LINE = re.compile(rb"[0-9]{1,9}[ \t]*\r?\n")
_MBOX = re.compile(rb"From \S[^\n]{0,200}\d{1,2}:\d\d")
# Signed or encrypted content (PKCS #7, also of .p7m files), and a signature that stands beside what it signs.
_OF_PKCS7 = rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
_SEALED = re.compile(rb"\x30(?:\x80|\x81.|\x82..|\x83...|\x84....)" + _OF_PKCS7 + rb"[\x02\x03]", re.DOTALL)
_DETACHED = re.compile(rb"\x30(?:\x0b" + _OF_PKCS7 + rb"\x01|\x80" + _OF_PKCS7 + rb"\x01\x00\x00)")
_SEALED_REACH = 512
_TEXT_REACH = 4096
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
    (b"ms-package.xps-", "xps"),
)
_MAIN_PARTS = (("xl/workbook.bin", "xlsb"), ("xl/", "xlsx"), ("word/", "docx"), ("ppt/", "pptx"))
_CONTENT_TYPES = "[content_types].xml"
_PACKAGE_STARTS = ("[content_types].xml", "_rels/", "xl/", "docprops/")
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_WORKBOOKS = frozenset({"xlsx", "xlsb", "xls", "ods", "encrypted"})


class Identified(NamedTuple):
    """What a file is: `kind` is a key of the table of reasons, `xlsx`, or a container; `package` is set for sound ones.

    Containers are `mail`, `mbox`, `msg`, `tnef` and `zip`.

    `xlsx` is any workbook of the kind (also .xlsm, .xltx), sound or not; `zip` any other zip archive.
    """

    kind: str
    package: Package | None = None


def identify(data: bytes) -> Identified:
    """Return what `data` is. Raises nothing: a damaged package is a `xlsx` or `zip` without package."""
    if not data:
        return Identified("empty")
    if data.startswith(_ZIP_STARTS):
        return _identify_zip(data)
    if data.startswith(_OLE):
        return Identified(_kind_of_ole(data))
    for start, kind in _STARTS:
        if data.startswith(start):
            return Identified(kind)
    if data.startswith(_BARE_RECORDS):
        return Identified("old-xls")
    if (data.startswith(b"BM") and data[6:10] == bytes(4)) or _PICTURE_INSIDE.match(data):
        return Identified("image")
    if _SEALED.match(data) and not _DETACHED.search(data[:_SEALED_REACH]):
        return Identified("signed-file")
    kind = _kind_of_text(data[:_TEXT_REACH])
    # What carries a package as it is (Outlook's files, mails in binary) was told above; but some mailers put bytes
    # before a package, whose directory at the end still tells.
    if kind not in ("mail", "mbox") and _ZIP_END in data[-_ZIP_END_REACH:] and _ZIP_STARTS[0] in data[:_TEXT_REACH]:
        return _identify_zip(data)
    return Identified(kind)


def _kind_of_ole(data: bytes) -> str:
    # A workbook may hold documents of any other program, so first what its root entry says that it is.
    sector = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    root = (int.from_bytes(data[48:52], "little") + 1) * sector
    is_workbook = data[root + 80 : root + 96] in _EXCEL_CLASSES
    if is_workbook and _ENCRYPTED_STREAM not in data:
        return "xls"
    return next((kind for name, kind in _OLE_STREAMS if name in data), "ole")


def _identify_zip(data: bytes) -> Identified:
    try:
        package = open_archive(data)
    except Refused:
        return Identified(_kind_of_unsound_zip(data))
    return Identified(_kind_of_package(package), package)


def identify_workbook(data: bytes, found: Identified | None = None) -> Identified:
    """Return which workbook `data` is: xlsx, xlsb or ods with its package, xls, or one encrypted by Office.

    `found` is what `identify` said of it, where it was asked before. Raises Refused, and nothing else, for what is none
    or has no sound package.
    """
    if len(data) > MAX_FILE:
        raise refusal("too-big")
    found = found or identify(data)
    if found.package is None and found.kind in ("xlsx", "ods", "zip"):
        return found._replace(package=open_archive(data))
    if found.kind not in _WORKBOOKS:
        raise refusal(found.kind)
    return found


def _kind_of_unsound_zip(data: bytes) -> str:
    """Tell a package from an archive by its directory's names, where that can be read, else by what stands in it."""
    try:
        names = [info.filename.casefold() for info in sound_members(data)[1]]
    except Refused:
        names = []
    if names:
        return "xlsx" if any(name.startswith(_PACKAGE_STARTS) for name in names) else "zip"
    # A package cut short has no directory, but its parts' names still stand in it, the first one first.
    at = data.find(_ZIP_STARTS[0])
    length = int.from_bytes(data[at + 26 : at + 28], "little")
    first = data[at + 30 : at + 30 + length].decode("cp437").casefold()
    if first.startswith(_PACKAGE_STARTS):
        return "xlsx"
    is_archive = first.endswith((".xlsx", ".xls", ".xlsm", ".eml", ".msg", ".zip", "/"))
    return "xlsx" if not is_archive and (b"xl/workbook" in data or b"xl/worksheets" in data) else "zip"


def _is_mail(head: bytes) -> bool:
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if length := _LENGTH_LINE.match(head):
        head = head[length.end() :]
    headers = _HEADERS.match(head)[0]
    return _TELLING_HEADER.search(headers) is not None


def _kind_of_text(head: bytes) -> str:
    if _MBOX.match(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")):
        return "mbox"
    plain = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")
    plain = plain.strip().lower()
    if plain.startswith(_HTML) or (plain.startswith(b"<") and b"<html" in plain):
        return "html"
    if plain.startswith(b"<"):
        return "fods" if b"<office:document" in plain and _SPREADSHEET in plain else "xml"
    if _is_mail(head):
        return "mht" if b"x-document-type: workbook" in plain else "mail"
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
        return _kind_of_document(package)
    if any(name.endswith(".fdseq") for name in names):
        return "xps"
    # Numbers keeps its sheets in an archive of its own, and a picture of the first one beside it.
    if any(name.endswith(".iwa") for name in names) or "index.zip" in names:
        return "numbers"
    if _CONTENT_TYPES in names or "_rels/.rels" in names or "xl/workbook.xml" in names:
        for start, kind in _MAIN_PARTS:
            if any(name.startswith(start) for name in names):
                return kind
    return "ods" if "content.xml" in names and "meta-inf/manifest.xml" in names else "zip"


def _kind_of_document(package: Package) -> str:
    try:
        return "ods" if package.read("mimetype").startswith(_SPREADSHEET) else "odf"
    except Refused:
        return "ods"
