"""A workbook's bytes to raw cells with addresses: what stands there, and nothing that a library made of it."""

from __future__ import annotations

import posixpath
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.intake.gate import Package, Refused, open_package, refusal
from recruit.read.formats import Format, read_formats
from recruit.read.legacy_fonts import encoding_of, find_proven_fonts
from recruit.read.ooxml import local, parse, relations, target, text_of
from recruit.read.plain_xml import split_strings
from recruit.read.sheet import RawCell, SheetContent, SheetReader, where_in
from recruit.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

MAX_SHEETS = 64
MAX_CELLS = 200_000
MAX_TEXT = 8 * 1024 * 1024


class RawSheet:
    """One worksheet, parsed when it is first looked into. Looking may raise Refused."""

    def __init__(self, book: RawWorkbook, name: str, part: str, hidden: bool) -> None:
        self.name = name
        self.hidden = hidden
        self._book = book
        self._part = part

    @cached_property
    def _content(self) -> SheetContent:
        return SheetReader(self._book, self.name).read(self._book.read_part(self._part))

    @property
    def rows(self) -> dict[int, dict[int, RawCell]]:
        """Non-empty cells by 1-based row and column, rows and columns in ascending order."""
        return self._content.rows

    @property
    def merges(self) -> tuple[tuple[int, int, int, int], ...]:
        """Merged ranges as (top, left, bottom, right), inclusive."""
        return self._content.merges

    @property
    def hidden_rows(self) -> frozenset[int]:
        """Rows that are hidden and hold something."""
        return self._content.hidden_rows

    @property
    def hidden_columns(self) -> tuple[tuple[int, int], ...]:
        """Spans of hidden columns as (first, last), inclusive."""
        return self._content.hidden_columns


class RawWorkbook:
    """A workbook behind the gate: its worksheets in order, formats, and what its properties say."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.cells_left = MAX_CELLS
        self._characters_left = MAX_TEXT
        roots = relations(package, "_rels/.rels", "")
        workbook = target(roots, "officeDocument", "xl/workbook.xml")
        if workbook not in package:
            raise refusal("missing-part")
        folder, file = posixpath.split(workbook)
        self._relations = relations(package, posixpath.join(folder, "_rels", f"{file}.rels"), folder)
        self._properties_part = target(roots, "core-properties", "docProps/core.xml")
        root = parse(package.read_xml(workbook))
        properties = next((e for e in root if local(e) == "workbookPr"), None)
        self.date1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.has_macros = any(name.endswith("vbaproject.bin") for name in package.names)
        self.sheets = tuple(self._list_sheets(root))
        if not self.sheets:
            raise refusal("no-sheet")

    def _list_sheets(self, root: _Element) -> Iterator[RawSheet]:
        listed = [sheet for group in root if local(group) == "sheets" for sheet in group if local(sheet) == "sheet"]
        if len(listed) > MAX_SHEETS:
            raise refusal("too-many-sheets")
        for sheet in listed:
            name = clean(sheet.get("name", ""))
            relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            kind, part = self._relations.get(relation, ("", ""))
            if kind in ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"):
                continue
            if part not in self._package:
                raise refusal("missing-part", where_in(name))
            yield RawSheet(self, name, part, sheet.get("state", "visible").casefold() != "visible")

    @cached_property
    def modified(self) -> datetime | None:
        """When the workbook was last saved, in UTC, by its own properties; None where they do not say."""
        try:
            root = parse(self._package.read_xml(self._properties_part))
            text = next((e.text or "" for e in root if local(e) == "modified"), "")
            moment = datetime.fromisoformat(text.strip())
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (Refused, ValueError, OverflowError):
            return None

    @cached_property
    def _formats(self) -> list[Format]:
        part = target(self._relations, "styles", "")
        return read_formats(parse(self._package.read_xml(part))) if part in self._package else []

    def _format(self, style: int) -> Format:
        formats = self._formats
        return formats[style] if 0 <= style < len(formats) else Format()

    def number_format(self, style: int) -> str:
        """Return the number format code of a style, empty for General."""
        return self._format(style).code

    def font_of(self, style: int) -> str:
        """Return the font name of a style, empty where unknown."""
        return self._format(style).font

    def is_date_style(self, style: int) -> bool:
        """Whether a style shows numbers as days."""
        return self._format(style).is_date

    @cached_property
    def proven_fonts(self) -> frozenset[str]:
        """Legacy fonts in which this workbook's text is certainly typed in the font's own encoding.

        Raises Refused where a sheet does.
        """
        return find_proven_fonts(
            (cell.value, font)
            for sheet in self.sheets
            for cells in sheet.rows.values()
            for cell in cells.values()
            if cell.kind == "s" and encoding_of(font := cell.font or self.font_of(cell.style))
        )

    def read_part(self, name: str) -> bytes:
        """Return the XML of one of the package's parts. Raises Refused."""
        return self._package.read_xml(name)

    @cached_property
    def _strings(self) -> list[str | _Element]:
        """Shared strings: their text, or where the part is not plain the elements that hold it."""
        part = target(self._relations, "sharedStrings", "")
        if part not in self._package:
            return []
        data = self.read_part(part)
        plain = split_strings(data)
        if plain is None:
            return [item for item in parse(data) if local(item) == "si"]
        strings, rest = plain
        parse(rest)
        return strings

    @cached_property
    def _known_strings(self) -> dict[int, tuple[str, str]]:
        return {}

    def shared_string(self, index: int) -> tuple[str, str]:
        """Return a shared string and the legacy font of one of its runs. Raises IndexError."""
        found = self._known_strings.get(index)
        if found is None:
            if index < 0:
                raise IndexError(index)
            string = self._strings[index]
            found = (string, "") if isinstance(string, str) else text_of(string)
            self._known_strings[index] = found
        return found

    def count(self, cells: int, characters: int) -> bool:
        """Count a sheet's content; return whether the workbook's limits still hold."""
        self.cells_left -= cells
        self._characters_left -= characters
        return self.cells_left >= 0 and self._characters_left >= 0


def read_workbook(data: bytes) -> RawWorkbook:
    """Return the workbook in `data`; its sheets are parsed when looked into. Raises gate.Refused, and nothing else."""
    return RawWorkbook(open_package(data))
