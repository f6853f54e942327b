"""Workbooks put together part by part, sound or not, as a program or a hostile hand would."""

from __future__ import annotations

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT = "http://schemas.openxmlformats.org/package/2006/content-types"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of the given parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def relations(*entries: tuple[str, str, str]) -> str:
    """Return a part of relations, each (id, type, target)."""
    inner = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in entries)
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def worksheet(rows: str, after: str = "", before: str = "", main: str = MAIN) -> str:
    """Return a worksheet part with `rows` as its data."""
    return f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def cell(reference: str, text: str) -> str:
    """Return a cell with a string of its own."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def parts_of(
    sheet: str | bytes = "",
    *,
    strings: str | None = None,
    styles: str | None = None,
    workbook_pr: str = "",
    sheets: str = '<sheet name="Trang 1" sheetId="1" r:id="s1"/>',
    main: str = MAIN,
    office: str = OFFICE,
    target: str = "worksheets/sheet1.xml",
) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one worksheet."""
    linked = [("s1", f"{office}/worksheet", target)]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{CONTENT}"><Override PartName="/xl/workbook.xml" '
        f'ContentType="{WORKBOOK_TYPE}"/></Types>',
        "_rels/.rels": relations(("a", f"{office}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{workbook_pr}'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/worksheets/sheet1.xml": sheet or worksheet("", main=main),
    }
    if strings is not None:
        linked.append(("t", f"{office}/sharedStrings", "sharedStrings.xml"))
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    if styles is not None:
        linked.append(("f", f"{office}/styles", "styles.xml"))
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{main}">{styles}</styleSheet>'
    parts["xl/_rels/workbook.xml.rels"] = relations(*linked)
    return parts


def workbook(*args, **kwargs) -> bytes:
    """Return a workbook of the parts that `parts_of` makes."""
    return zipped(parts_of(*args, **kwargs))
