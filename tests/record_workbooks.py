"""Workbooks of the formats that are made of records, .xls and .xlsb, and .ods ones, put together piece by piece."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta

from outlook_files import compound_file
from raw_packages import CONTENT, OFFICE, relations, zipped

# -- .xls: [MS-XLS], and Excel 5 ---------------------------------------------------------------------------------------


def record(code: int, data: bytes = b"") -> bytes:
    """Return one record of an .xls workbook."""
    return struct.pack("<HH", code, len(data)) + data


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    """Return a cell with a number; rows and columns count from 0."""
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def shared(row: int, column: int, index: int) -> bytes:
    """Return a cell with a shared string."""
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, index))


def label(row: int, column: int, text: bytes) -> bytes:
    """Return a cell with a text of its own, as in Excel 5."""
    return record(0x0204, struct.pack("<HHHH", row, column, 0, len(text)) + text)


def formula(row: int, column: int, result: bytes, flags: int = 0) -> bytes:
    """Return a cell with a formula and its 8 bytes of result."""
    return record(0x0006, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", flags, 0, 3) + b"\x1e\1\0")


EMPTY_TEXT = b"\3\0\0\0\0\0\xff\xff"


def bof(kind: int, version: int = 0x0600) -> bytes:
    """Return the record that a part of the workbook begins with: 5 for the workbook, 0x10 a sheet, 0x20 a chart."""
    return record(
        0x0809, struct.pack("<HHHH", version, kind, 0x0DBB, 1997).ljust(16 if version == 0x0600 else 8, b"\0")
    )


EOF = record(0x000A)


def xls_string(text: str) -> bytes:
    """Return a string as the table of strings holds it."""
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def stream(
    *sheets: bytes,
    strings: tuple[str | bytes, ...] = (),
    version: int = 0x0600,
    codepage: int | None = 1200,
    kind: int = 0,
) -> bytes:
    """Return the stream of a workbook with `sheets`, each the records between its BOF and EOF.

    `kind` is 0 for worksheets, 2 for charts. Strings that are bytes stand in the table as they are.
    """
    is_new = version == 0x0600
    font = b"\5\0Arial" if is_new else b"\5Arial"
    head = bof(5, version) + (record(0x0042, struct.pack("<H", codepage)) if codepage else b"")
    head += record(0x0031, struct.pack("<HHHHHBBBx", 200, 0, 8, 400, 0, 0, 0, 0) + font) * 4
    head += record(0x00E0, struct.pack("<HHH", 0, 0, 0).ljust(20 if is_new else 16, b"\0"))
    names = [f"Trang{index}".encode() for index in range(1, len(sheets) + 1)]
    bodies = [bof({0: 0x10, 2: 0x20}[kind], version) + sheet + EOF for sheet in sheets]
    tail = b""
    if strings:
        packed = b"".join(s if isinstance(s, bytes) else xls_string(s) for s in strings)
        tail = record(0x00FC, struct.pack("<II", len(strings), len(strings)) + packed)
    size = len(head) + sum(4 + 7 + len(name) + is_new for name in names) + len(tail) + len(EOF)
    bounds = b""
    for name, body in zip(names, bodies, strict=True):
        bounds += record(0x0085, struct.pack("<IBBB", size, 0, kind, len(name)) + (b"\0" if is_new else b"") + name)
        size += len(body)
    return head + bounds + tail + EOF + b"".join(bodies)


def saved_by_excel(moment: datetime = datetime(2024, 11, 24, 3, 20, tzinfo=UTC)) -> bytes:
    """Return the stream of properties that says when the workbook was last saved."""
    ticks = (moment - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
    section = struct.pack("<IIIIIQ", 28, 1, 13, 16, 64, ticks)
    identifier = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    return struct.pack("<HHI16xI", 0xFFFE, 0, 0, 1) + identifier + struct.pack("<I", 48) + section


def xls(*sheets: bytes, summary: bool = True, **options: object) -> bytes:
    """Return an .xls workbook; without `summary` it looks like one that no office program saved."""
    name = "Book" if options.get("version") == 0x0500 else "Workbook"
    # As large as not to be kept among the small streams.
    tree = {name: stream(*sheets, **options).ljust(4096, b"\0")}
    return compound_file(tree | ({"\5SummaryInformation": saved_by_excel()} if summary else {}))


# -- .xlsb: [MS-XLSB] --------------------------------------------------------------------------------------------------


def brt(kind: int, data: bytes = b"") -> bytes:
    """Return one record of an .xlsb workbook."""
    return _varying(kind) + _varying(len(data)) + data


def _varying(value: int) -> bytes:
    low, rest = value & 0x7F, value >> 7
    return bytes([low | 0x80]) + _varying(rest) if rest else bytes([low])


def wide(text: str) -> bytes:
    """Return a string as records hold it."""
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def brt_row(index: int, *, hidden: bool = False) -> bytes:
    """Return the record that a row's cells follow; rows count from 0."""
    return brt(0, struct.pack("<IIHBBBI", index, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def brt_cell(kind: int, column: int, data: bytes = b"", style: int = 0) -> bytes:
    """Return a cell's record of the given kind; columns count from 0."""
    return brt(kind, struct.pack("<II", column, style) + data)


def xlsb(*sheets: bytes, strings: tuple[str, ...] = (), after: bytes = b"", date1904: bool = False) -> bytes:
    """Return an .xlsb workbook; `sheets` are the records of their rows, `after` those that follow each sheet's data.

    Style 1 is a date, style 2 shows three digits in .VnTime, style 3 is struck out, as font 2 is.
    """
    ids = range(1, len(sheets) + 1)
    listed = b"".join(brt(156, struct.pack("<II", 0, i) + wide(f"s{i}") + wide(f"Trang {i}")) for i in ids)
    links = [(f"s{i}", f"{OFFICE}/worksheet", f"worksheets/sheet{i}.bin") for i in ids]
    links += [("t", f"{OFFICE}/sharedStrings", "sharedStrings.bin"), ("f", f"{OFFICE}/styles", "styles.bin")]
    types = {"workbook": "sheet.binary.macroEnabled.main", "sharedStrings": "sharedStrings", "styles": "styles"}
    types |= {f"worksheets/sheet{i}": "worksheet" for i in ids}
    overrides = "".join(
        f'<Override PartName="/xl/{name}.bin" ContentType="application/vnd.ms-excel.{kind}"/>'
        for name, kind in types.items()
    )
    book = brt(131) + brt(153, struct.pack("<III", int(date1904), 0, 0)) + brt(143) + listed + brt(144) + brt(132)
    table = b"".join(brt(19, b"\0" + wide(text)) for text in strings)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{CONTENT}"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": relations(("a", f"{OFFICE}/officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": relations(*links),
        "xl/sharedStrings.bin": brt(159, struct.pack("<II", len(strings), len(strings))) + table + brt(160),
        "xl/styles.bin": _styles(),
    }
    for i, rows in zip(ids, sheets, strict=True):
        parts[f"xl/worksheets/sheet{i}.bin"] = brt(129) + brt(145) + rows + brt(146) + after + brt(130)
    return zipped(parts)


def _styles() -> bytes:
    formats = brt(615, struct.pack("<I", 1)) + brt(44, struct.pack("<H", 164) + wide("000")) + brt(616)
    fonts = b"".join(
        brt(43, struct.pack("<HHHHBBBx8sB", 220, flags, 400, 0, 0, 2, 0, bytes(8), 0) + wide(name))
        for name, flags in (("Calibri", 0), (".VnTime", 0), ("Calibri", 8))
    )
    styles = b"".join(
        brt(47, struct.pack("<HHHHHBBHH", 0, number, font, 0, 0, 0, 0, 0, 0))
        for number, font in ((0, 0), (14, 0), (164, 1), (0, 2))
    )
    return (
        brt(278)
        + formats
        + (brt(611, struct.pack("<I", 3)) + fonts + brt(612))
        + (brt(617, struct.pack("<I", 3)) + styles + brt(618))
        + brt(279)
    )


# -- .ods --------------------------------------------------------------------------------------------------------------

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_DECLARED = " ".join(f'xmlns:{name}="{_NAMES}{name}:1.0"' for name in ("office", "table", "text", "style")) + (
    f' xmlns:number="{_NAMES}datastyle:1.0" xmlns:svg="{_NAMES}svg-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def ods(
    rows: str, *, styles: str = "", table: str = "", before: str = "", parts: dict[str, str] | None = None
) -> bytes:
    """Return an .ods workbook with one sheet; `rows` are what stands in its table, `table` attributes of it."""
    content = (
        f"<office:document-content {_DECLARED}><office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet>{before}<table:table table:name="Trang 1" {table}>{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": SPREADSHEET, "content.xml": content} | (parts or {}))


def ods_meta(saved: str) -> str:
    """Return the part of properties that says when the workbook was last saved."""
    return f"<office:document-meta {_DECLARED}><office:meta><dc:date>{saved}</dc:date></office:meta></office:document-meta>"


def ods_text(text: str, attributes: str = "") -> str:
    """Return a cell with a text; `text` may hold elements."""
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'
