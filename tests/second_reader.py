"""A second, plain reader of workbooks, by another parser than the product's: what the bytes honestly say.

It knows no limits and is in no hurry. Where bytes contradict themselves it says so instead of choosing.
"""

from __future__ import annotations

import io
import math
import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree

from recruit.language.spelling import clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_REFERENCE = re.compile(r"\s*\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\s*", re.ASCII)
_BLANKS = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\u3000\ufeff"


class Contradiction(Exception):
    """The bytes are no workbook, or say two things at once: nobody may take a figure from them."""


class Cell(NamedTuple):
    """What a cell says: `kind` is value, b, e, d (a spelt-out day) or f (formula without a value), `text` as stored."""

    kind: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """A worksheet: cells that are not blank by (row, column), merged ranges as written."""

    name: str
    hidden: bool
    cells: dict[tuple[int, int], Cell]
    merges: tuple[str, ...]


def read_sheets(data: bytes, without: Collection[str] = ()) -> list[Sheet]:
    """Return the worksheets of a workbook, all but those of the names `without`. Raises Contradiction."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(archive, without)
    except Contradiction:
        raise
    # A damaged zip raises a dozen types; all of them mean that there is nothing to read.
    except Exception as error:
        raise Contradiction(repr(error)) from error


def _read(archive: zipfile.ZipFile, without: Collection[str]) -> list[Sheet]:
    members: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        key = info.filename.replace("\\", "/").lstrip("/").casefold()
        if key in members and not key.endswith("/"):
            raise Contradiction(f"two members {key}")
        members[key] = info

    def tree(part: str) -> ElementTree.Element:
        text = archive.read(members[part.casefold()])
        if b"<!DOCTYPE" in text.replace(b"\0", b""):
            raise Contradiction("a document type")
        return ElementTree.fromstring(text)

    def relations(part: str) -> dict[str, tuple[str, str]]:
        folder, file = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        if path.casefold() not in members:
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "").replace("\\", "/")))[1:],
            )
            for relation in tree(path)
            if relation.get("TargetMode") != "External"
        }

    main = next((path for kind, path in relations("").values() if kind == "officeDocument"), "xl/workbook.xml")
    linked = relations(main)
    part = next((path for kind, path in linked.values() if kind == "sharedStrings"), "")

    # Read when a cell first wants one: a damaged part that nobody points to says nothing.
    @cache
    def strings() -> list[str]:
        known = part.casefold() in members
        return [_text(item) for item in tree(part) if _local(item) == "si"] if known else []

    sheets = []
    for sheet in _under(tree(main), "sheets", "sheet"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        kind, path = linked.get(link, ("", ""))
        name = clean(sheet.get("name", ""))
        if kind in ("chartsheet", "dialogsheet") or fold(name) in map(fold, without):
            continue
        root = tree(path)
        hidden = sheet.get("state", "visible").casefold() != "visible"
        merges = tuple(merge.get("ref", "") for merge in _under(root, "mergeCells", "mergeCell"))
        sheets.append(Sheet(name, hidden, _cells(root, strings), merges))
    return sheets


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _under(root: ElementTree.Element, group: str, name: str) -> list[ElementTree.Element]:
    return [child for parent in root if _local(parent) == group for child in parent if _local(child) == name]


def _cells(root: ElementTree.Element, strings: Callable[[], list[str]]) -> dict[tuple[int, int], Cell]:
    found: dict[tuple[int, int], Cell] = {}
    own, row = root.tag.rpartition("}")[0], 0
    for line in _under(root, "sheetData", "row"):
        number = line.get("r", "")
        row = int(number) if re.fullmatch(r"[0-9]{1,7}", number) else row + 1
        column = 0
        for element in line:
            # What stands in another namespace is somebody's extension and no cell.
            if _local(element) != "c" or element.tag.rpartition("}")[0] != own:
                continue
            reference = element.get("r", "")
            cell = _cell(element, strings)
            if reference:
                match = _REFERENCE.fullmatch(reference)
                if match is None or not 1 <= int(match[2]) <= 1_048_576 or _column(match[1]) > 16_384:
                    if cell is not None:
                        raise Contradiction(f"address {reference}")
                    continue
                row, column = int(match[2]), _column(match[1])
            else:
                column += 1
            if cell is None:
                continue
            if (row, column) in found:
                raise Contradiction(f"two cells at {reference}")
            found[row, column] = cell
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _cell(element: ElementTree.Element, strings: Callable[[], list[str]]) -> Cell | None:
    kind = element.get("t", "n")
    parts: dict[str, ElementTree.Element] = {}
    for child in element:
        if parts.setdefault(_local(child), child) is not child:
            raise Contradiction(f"two {_local(child)} in one cell")
    formula, value, inline = (parts.get(name) for name in ("f", "v", "is"))
    text = (value.text or "") if value is not None else ""
    if kind == "s" and text:
        if not re.fullmatch(r"\s*[0-9]{1,9}\s*", text, re.ASCII) or int(text) >= len(strings()):
            raise Contradiction(f"shared string {text[:20]}")
        text = strings()[int(text)]
    elif inline is not None and not text:
        text = _text(inline)
    elif kind in ("b", "e", "d"):
        text = _unescape(text) if kind == "d" else text
        return Cell(kind, text.strip()) if text.strip(_BLANKS) else _pending(formula)
    else:
        text = _unescape(text)
        if not text.strip(_BLANKS) and not (kind == "str" and value is not None):
            return _pending(formula)
    return Cell("value", text) if text.strip(_BLANKS) else None


def _pending(formula: ElementTree.Element | None) -> Cell | None:
    return None if formula is None else Cell("f", formula.text or "")


def _text(item: ElementTree.Element) -> str:
    pieces = []
    for child in item:
        if _local(child) == "t":
            pieces.append(child.text or "")
        elif _local(child) == "r":
            pieces += [part.text or "" for part in child if _local(part) == "t"]
    return _unescape("".join(pieces))


def _unescape(text: str) -> str:
    spelt = re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
    return spelt.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def number_of(cell: Cell) -> float | None:
    """Return the finite number that a cell holds, None where it holds none."""
    if cell.kind != "value" or not re.fullmatch(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?", cell.text.strip(), re.ASCII):
        return None
    try:
        number = float(cell.text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
