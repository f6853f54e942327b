"""An OOXML package (.xlsx, .xlsm, Strict too) to a workbook: parts followed, each sheet parsed when looked into."""

from __future__ import annotations

import posixpath
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.empties import drop_empty
from recruit.books.formats import read_formats
from recruit.books.ooxml import PLAIN, local, parse, relations, remembered, saved_at, saved_by, target, text_of
from recruit.books.plain_xml import NotPlain, split_strings
from recruit.books.sheet import SheetReader, where_in
from recruit.books.workbook import MAX_CELLS, MAX_SHEETS, MAX_TEXT, RawWorkbook, SheetView
from recruit.guard.refusals import refusal
from recruit.language.spelling import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from recruit.books.ooxml import Look
    from recruit.books.workbook import Format, SheetContent
    from recruit.guard.gate import Package


class SharedParts:
    """What the sheets of a workbook share: its package, its strings and its limits.

    Sheets know it and not the workbook, so that a workbook goes as soon as nobody needs it, without the collector.
    """

    def __init__(self, package: Package, strings: str, date1904: bool) -> None:
        self._package = package
        self._strings_part = strings
        self.string_looks: dict[int, Look] = {}
        self._characters_left = MAX_TEXT
        self.cells_left = MAX_CELLS
        self.date1904 = date1904

    def read_sheet(self, part: str) -> bytes:
        """Return the XML of a sheet, without cells that hold nothing where it is large. Raises Refused."""
        return self._package.read_xml(part, drop_empty)

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings; `string_looks` then is how the runs of some look. Raises Refused."""
        if self._strings_part not in self._package:
            return []
        data = self._package.read_xml(self._strings_part)
        try:
            strings, rest = split_strings(data)
        except NotPlain:
            read = [text_of(item) for item in parse(data) if local(item) == "si"]
            self.string_looks = {number: look for number, (_, look) in enumerate(read) if look != PLAIN}
            return [text for text, _ in read]
        parse(rest)
        return strings

    def count(self, cells: int, characters: int) -> bool:
        """Count a sheet's content; return whether the workbook's limits still hold."""
        self.cells_left -= cells
        self._characters_left -= characters
        return self.cells_left >= 0 and self._characters_left >= 0


class PackagedSheet(SheetView):
    """One worksheet, parsed when it is first looked into. Looking may raise Refused."""

    def __init__(self, parts: SharedParts, name: str, part: str, hidden: bool) -> None:
        self.name = name
        self.hidden = hidden
        self._parts = parts
        self._part = part

    @cached_property
    def content(self) -> SheetContent:
        return SheetReader(self._parts, self.name).read(self._parts.read_sheet(self._part))


class _Listed(NamedTuple):
    """A sheet as the workbook's part lists it: its name, the id of its relation, whether it is hidden."""

    name: str
    relation: str
    hidden: bool


class _Index(NamedTuple):
    """What the workbook's part says: whether days count from 1904, and the sheets in order."""

    date1904: bool
    sheets: tuple[_Listed, ...]


@remembered
def _index_in(data: bytes) -> _Index:
    root = parse(data)
    properties = next((e for e in root if local(e) == "workbookPr"), None)
    sheets = tuple(
        _Listed(
            clean(sheet.get("name", "")),
            next((value for key, value in sheet.attrib.items() if key.endswith("}id")), ""),
            sheet.get("state", "visible").casefold() != "visible",
        )
        for group in root
        if local(group) == "sheets"
        for sheet in group
        if local(sheet) == "sheet"
    )
    return _Index(properties is not None and properties.get("date1904") in ("1", "true"), sheets)


@remembered
def _formats_in(data: bytes) -> tuple[Format, ...]:
    return tuple(read_formats(parse(data)))


class PackagedWorkbook(RawWorkbook):
    """A workbook in its package behind the gate; only what is looked into is inflated and parsed."""

    def __init__(self, package: Package) -> None:
        self._package = package
        roots = relations(package, "_rels/.rels", "")
        workbook = target(roots, "officeDocument", "xl/workbook.xml")
        if workbook not in package:
            raise refusal("missing-part")
        folder, file = posixpath.split(workbook)
        linked = relations(package, posixpath.join(folder, "_rels", f"{file}.rels"), folder)
        self._styles_part = target(linked, "styles", "")
        self._properties_part = target(roots, "core-properties", "docProps/core.xml")
        self._program_part = target(roots, "extended-properties", "docProps/app.xml")
        self.date1904, listed = _index_in(package.read_xml(workbook))
        self._parts = SharedParts(package, target(linked, "sharedStrings", ""), self.date1904)
        self.sheets = tuple(self._list_sheets(listed, linked))
        if not self.sheets:
            raise refusal("no-sheet")

    def _list_sheets(self, listed: tuple[_Listed, ...], linked: dict[str, tuple[str, str]]) -> Iterator[PackagedSheet]:
        if len(listed) > MAX_SHEETS:
            raise refusal("too-many-sheets")
        for name, relation, hidden in listed:
            kind, part = linked.get(relation, ("", ""))
            if kind in ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"):
                continue
            if part not in self._package:
                raise refusal("missing-part", where_in(name))
            yield PackagedSheet(self._parts, name, part, hidden)

    @cached_property
    def modified(self) -> datetime | None:
        """When the workbook was last saved, in UTC, by its own properties; None where they do not say."""
        return saved_at(self._package, self._properties_part, "modified")

    @cached_property
    def program(self) -> str:
        """The program that saved the workbook; empty where it does not say."""
        return saved_by(self._package, self._program_part)

    @cached_property
    def _styles(self) -> bytes:
        return self._package.read_xml(self._styles_part) if self._styles_part in self._package else b""

    @cached_property
    def formats(self) -> tuple[Format, ...]:
        """The formats of the styles, in their order."""
        return _formats_in(self._styles) if self._styles else ()

    @cached_property
    def legacy_fonts(self) -> dict[int, str]:
        """The styles in a legacy font, with its name."""
        # Most workbooks have none, which their bytes tell; a name may also stand in numbers of characters, or in UTF-16.
        styles = self._styles.lower()
        return super().legacy_fonts if any(mark in styles for mark in (b".vn", b"vni", b"&#", b"\x00")) else {}

    @cached_property
    def struck_styles(self) -> frozenset[int]:
        """The styles that strike out what stands in their cells."""
        styles = self._styles
        return super().struck_styles if b"strike" in styles or b"\x00" in styles else frozenset()


def read_xlsx(package: Package) -> PackagedWorkbook:
    """Return the workbook in a package; its sheets are parsed when looked into. Raises Refused, nothing else."""
    return PackagedWorkbook(package)
