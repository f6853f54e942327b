"""A workbook's bytes to raw cells with addresses: what stands there, and nothing that a library made of it."""

from __future__ import annotations

import posixpath
import re
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from recruit.intake.gate import Package, Refused, open_package, refusal
from recruit.text import clean

MAX_ROW = 20_000
MAX_COLUMN = 512
MAX_SHEETS = 64
MAX_CELLS = 200_000
MAX_MERGES = 10_000
MAX_TEXT = 8 * 1024 * 1024

_NUMBER = re.compile(r"[+-]?(?:\d{1,400}\.?\d{0,400}|\.\d{1,400})(?:[eE][+-]?\d{1,2})?")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class RawCell(NamedTuple):
    """One non-empty cell.

    `kind` is n (number), s (text), b (truth value), e (error) or f (formula without a value); `value` is its text as
    stored, for f the formula. `style` indexes the workbook's formats; `font` is set where a run of the text has one.
    """

    kind: str
    value: str
    style: int
    formula: bool = False
    font: str = ""


class RawSheet:
    """One worksheet, parsed when it is first looked at. Looking may raise Refused."""

    def __init__(self, book: RawWorkbook, name: str, part: str, hidden: bool) -> None:
        self.name = name
        self.hidden = hidden
        self._book = book
        self._part = part

    @cached_property
    def _content(self) -> _SheetContent:
        return _read_sheet(self._book, self._part)

    @property
    def rows(self) -> dict[int, dict[int, RawCell]]:
        """Non-empty cells by 1-based row and column, rows and columns in ascending order."""
        return self._content.rows

    @property
    def merges(self) -> list[tuple[int, int, int, int]]:
        """Merged ranges as (top, left, bottom, right), inclusive."""
        return self._content.merges

    @property
    def hidden_rows(self) -> frozenset[int]:
        """Rows that are hidden and hold something."""
        return self._content.hidden_rows

    @property
    def hidden_columns(self) -> list[tuple[int, int]]:
        """Spans of hidden columns, inclusive."""
        return self._content.hidden_columns


class RawWorkbook:
    """A workbook behind the gate: sheets in order, formats, and when it was last saved (None where it does not say)."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._cells = 0
        self._text = 0
        workbook_part, relations = _locate(package)
        root = _parse(package, workbook_part)
        properties = _find(root, "workbookPr")
        self.date1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.has_macros = any(name.endswith("vbaproject.bin") for name in package.names)
        self._strings_part = next((t for kind, t in relations.values() if kind == "sharedStrings"), None)
        self._styles_part = next((t for kind, t in relations.values() if kind == "styles"), None)
        self.sheets = tuple(self._sheets(root, relations))

    def _sheets(self, root: etree._Element, relations: dict[str, tuple[str, str]]) -> list[RawSheet]:
        listed = [sheet for sheet in root.iter() if _local(sheet) == "sheet"]
        if len(listed) > MAX_SHEETS:
            raise refusal("too-many-sheets")
        found = []
        for sheet in listed:
            relation = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
            kind, target = relations.get(relation, ("", ""))
            if kind in ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"):
                continue
            if not target or target not in self._package:
                raise refusal("missing-part")
            hidden = sheet.get("state", "visible") != "visible"
            found.append(RawSheet(self, clean(sheet.get("name", "")), target, hidden))
        if not found:
            raise refusal("missing-part")
        return found

    def count(self, cells: int, characters: int) -> None:
        """Count what a sheet holds against the workbook's limits. Raises Refused."""
        self._cells += cells
        self._text += characters
        if self._cells > MAX_CELLS or self._text > MAX_TEXT:
            raise refusal("too-many-cells")

    @cached_property
    def modified(self) -> datetime | None:
        """When the workbook was last saved, in UTC, by its own properties."""
        if "docprops/core.xml" not in self._package:
            return None
        try:
            root = _parse(self._package, "docProps/core.xml")
        except Refused:
            return None
        element = _find(root, "modified")
        text = (element.text or "").strip() if element is not None else ""
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
        try:
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except OverflowError:
            return None

    @cached_property
    def strings(self) -> list[tuple[str, str]]:
        """Shared strings with the font of a run, where one has a legacy font."""
        if self._strings_part is None or self._strings_part not in self._package:
            return []
        root = _parse(self._package, self._strings_part)
        found = [_text_of(item) for item in root if _local(item) == "si"]
        self.count(0, sum(len(text) for text, _ in found))
        return found

    # -- formats -------------------------------------------------------------------------------------------------------

    @cached_property
    def _formats(self) -> list[tuple[str, str, bool]]:
        """Number format, font name and whether it is a date, of each cell format."""
        if self._styles_part is None or self._styles_part not in self._package:
            return []
        root = _parse(self._package, self._styles_part)
        codes = {n.get("numFmtId"): n.get("formatCode", "") for n in root.iter() if _local(n) == "numFmt"}
        fonts_element, formats_element = _find(root, "fonts"), _find(root, "cellXfs")
        fonts = []
        for font in fonts_element if fonts_element is not None else ():
            name = next((child.get("val", "") for child in font if _local(child) in ("name", "rFont")), "")
            fonts.append(name)
        found = []
        for xf in formats_element if formats_element is not None else ():
            number, font = xf.get("numFmtId", "0"), xf.get("fontId", "0")
            code = codes.get(number, "")
            name = fonts[int(font)] if font.isdigit() and int(font) < len(fonts) else ""
            found.append((code, name, _is_date_format(number, code)))
        return found

    def _format(self, style: int) -> tuple[str, str, bool]:
        return self._formats[style] if 0 <= style < len(self._formats) else ("", "", False)

    def number_format(self, style: int) -> str:
        """Return the custom format code of a style, empty for a built-in one."""
        return self._format(style)[0]

    def font_of(self, style: int) -> str:
        """Return the font name of a style, empty where unknown."""
        return self._format(style)[1]

    def is_date_style(self, style: int) -> bool:
        """Whether a style shows numbers as days."""
        return self._format(style)[2]


def read_workbook(data: bytes) -> RawWorkbook:
    """Return the workbook in `data`; its sheets are parsed when looked at. Raises gate.Refused, and nothing else."""
    return RawWorkbook(open_package(data))


# -- parts -------------------------------------------------------------------------------------------------------------


def _parse(package: Package, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
                             remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(package.read_xml(name), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise refusal("bad-xml") from error


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _find(root: etree._Element, name: str) -> etree._Element | None:
    return next((element for element in root.iter() if _local(element) == name), None)


def _locate(package: Package) -> tuple[str, dict[str, tuple[str, str]]]:
    """Return the workbook part and its relations: id → (kind, part name)."""
    workbook = "xl/workbook.xml"
    if "_rels/.rels" in package:
        for kind, target in _relations(package, "_rels/.rels", "").values():
            if kind == "officeDocument":
                workbook = target
    if workbook not in package:
        raise refusal("missing-part")
    folder, _, file = workbook.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    return workbook, _relations(package, rels, folder) if rels in package else {}


def _relations(package: Package, part: str, folder: str) -> dict[str, tuple[str, str]]:
    found = {}
    for relation in _parse(package, part):
        if relation.get("TargetMode") == "External":
            continue
        target = relation.get("Target", "").replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], path)
    return found


_DATE_NUMBERS = frozenset(map(str, (*range(14, 18), 22, *range(27, 37), *range(50, 59))))


def _is_date_format(number: str, code: str) -> bool:
    if not code:
        return number in _DATE_NUMBERS
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code).casefold()
    if "general" in bare or re.search(r"[#0]", bare) or "[h" in code.casefold():
        return False
    return bool(re.search(r"[dy]", bare)) or ("m" in bare and not re.search(r"[hs]", bare))


def _text_of(item: etree._Element) -> tuple[str, str]:
    """Return a string item's text, runs joined and phonetic hints left out, and the legacy font of a run."""
    pieces, font = [], ""
    for child in item:
        name = _local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            for part in child:
                if _local(part) == "t":
                    pieces.append(part.text or "")
                elif _local(part) == "rPr":
                    run_font = next((p.get("val", "") for p in part if _local(p) == "rFont"), "")
                    if run_font.casefold().startswith((".vn", "vni")):
                        font = run_font
    return _unescape("".join(pieces)), font


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


# -- one sheet ---------------------------------------------------------------------------------------------------------


class _SheetContent(NamedTuple):
    rows: dict[int, dict[int, RawCell]]
    merges: list[tuple[int, int, int, int]]
    hidden_rows: frozenset[int]
    hidden_columns: list[tuple[int, int]]


_COLUMNS: dict[str, int] = {}


def _column_number(letters: str) -> int:
    number = _COLUMNS.get(letters)
    if number is None:
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        _COLUMNS[letters] = number
    return number


def _reference(text: str) -> tuple[int, int]:
    """Return (row, column) of a cell reference. Raises Refused."""
    match = _REFERENCE.fullmatch(text)
    if not match:
        raise refusal("bad-reference")
    row, column = int(match[2]), _column_number(match[1])
    if not 1 <= row <= 1_048_576 or column > 16_384:
        raise refusal("bad-reference")
    return row, column


def _read_sheet(book: RawWorkbook, part: str) -> _SheetContent:
    root = _parse(book._package, part)
    namespace = root.tag.rpartition("}")[0] + "}" if "}" in root.tag else ""
    if _local(root) != "worksheet":
        raise refusal("bad-xml")
    data = root.find(f"{namespace}sheetData")
    cells: dict[int, dict[int, RawCell]] = {}
    hidden: set[int] = set()
    if data is not None:
        _read_cells(book, data, namespace, cells, hidden)
    rows = {row: dict(sorted(cells[row].items())) for row in sorted(cells)}
    merges = []
    for merge in root.iter(f"{namespace}mergeCell"):
        first, _, last = merge.get("ref", "").partition(":")
        merges.append((*_reference(first), *_reference(last or first)))
        if len(merges) > MAX_MERGES:
            raise refusal("too-many-merges")
    columns = [_hidden_span(column) for column in root.iter(f"{namespace}col") if column.get("hidden") in ("1", "true")]
    return _SheetContent(rows, merges, frozenset(hidden), [span for span in columns if span])


def _hidden_span(column: etree._Element) -> tuple[int, int] | None:
    first, last = column.get("min", ""), column.get("max", "")
    return (int(first), int(last)) if first.isdigit() and last.isdigit() else None


def _read_cells(book: RawWorkbook, data: etree._Element, namespace: str, cells: dict[int, dict[int, RawCell]],
                hidden: set[int]) -> None:
    strings = positions = None
    count = characters = 0
    value_tag, formula_tag, inline_tag = f"{namespace}v", f"{namespace}f", f"{namespace}is"
    done: etree._Element | None = None
    # Only what holds something is visited: pre-styled empty cells, of which a form has thousands, cost nothing.
    for element in data.iter(value_tag, formula_tag, inline_tag):
        cell = element.getparent()
        if cell is done:
            continue
        done = cell
        reference = cell.get("r")
        if reference:
            row, column = _reference(reference)
        else:
            positions = positions or _positions(data)
            row, column = positions[cell]
        kind = cell.get("t", "n")
        formula = cell.find(formula_tag)
        value = cell.find(value_tag)
        text = value.text if value is not None else None
        style = cell.get("s", "0")
        font = ""
        if kind == "s" and text is not None:
            if strings is None:
                strings = book.strings
            index = text.strip()
            if not index.isdigit() or int(index) >= len(strings):
                raise refusal("bad-string")
            text, font = strings[int(index)]
            kind = "s"
        elif kind == "inlineStr":
            inline = cell.find(inline_tag)
            text, font = _text_of(inline) if inline is not None else ("", "")
            kind = "s"
        elif kind in ("str", "d"):
            text, kind = _unescape(text or ""), "s"
        elif text is None:
            if formula is None:
                continue
            text, kind = formula.text or "", "f"
        elif kind == "b":
            text = "true" if text.strip() in ("1", "true") else "false"
        elif kind == "n":
            text = text.strip()
            if not text:
                if formula is None:
                    continue
                text, kind = formula.text or "", "f"
            else:
                if not _NUMBER.fullmatch(text):
                    raise refusal("bad-xml")
        if kind == "s" and (not text or text.isspace()):
            continue
        if row > MAX_ROW or column > MAX_COLUMN:
            raise refusal("cell-out-of-range")
        count += 1
        characters += len(text)
        line = cells.setdefault(row, {})
        if column in line:
            raise refusal("bad-reference")
        if not line and cell.getparent().get("hidden") in ("1", "true"):
            hidden.add(row)
        line[column] = RawCell(kind, text, int(style) if style.isdigit() else 0, formula is not None, font)
        if count > MAX_CELLS:
            raise refusal("too-many-cells")
    book.count(count, characters)


def _positions(data: etree._Element) -> dict[etree._Element, tuple[int, int]]:
    """Return where each cell stands where references are left out: after the one before it."""
    found, row = {}, 0
    for row_element in data:
        number = row_element.get("r")
        row = int(number) if number and number.isdigit() else row + 1
        column = 0
        for cell in row_element:
            reference = cell.get("r")
            column = _reference(reference)[1] if reference else column + 1
            found[cell] = (row, column)
    return found
