"""One worksheet's XML to raw cells with addresses, within bounds, naming sheet and cell where it is refused."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, compress, islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

from recruit.books.days import day_number
from recruit.books.empties import without_empty
from recruit.books.merges import lie_apart
from recruit.books.ooxml import PLAIN, local, parse, remembered, text_of, unescape
from recruit.books.plain_xml import Content, NotPlain, hides_row, read_content, split_cells, split_sheet
from recruit.books.workbook import MAX_CELLS, MAX_COLUMN, MAX_MERGES, MAX_ROW, RawCell, SheetContent, is_number
from recruit.guard.refusals import Refused, refusal
from recruit.language.spelling import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from lxml.etree import _Element

    from recruit.books.ooxml import Look

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_TRUE = ("1", "true")


class Shared(Protocol):
    """What a sheet needs of its workbook."""

    cells_left: int
    date1904: bool
    string_looks: dict[int, Look]

    @property
    def strings(self) -> list[str]:
        """The shared strings; `string_looks` then is how the runs of some look. Raises Refused."""

    def count(self, cells: int, characters: int) -> bool:
        """Count a sheet's content; return whether the workbook's limits still hold."""


def where_in(sheet: str, cell: str = "") -> str:
    """Return the words for a place in a workbook that follow what is wrong there."""
    return f", trang “{sheet[:40]}”" + (f", ô {clean(cell)[:24]}" if cell else "")


class _Around(NamedTuple):
    """What stands around a sheet's cells.

    `prefix` is the root's own, `prefixes` are those declared on it; `merges` are references of merged ranges, at most
    one more than a sheet may have; `hidden_columns` spans of hidden columns.
    """

    prefix: str | None
    prefixes: frozenset[str | None]
    merges: tuple[str, ...]
    hidden_columns: tuple[tuple[int, int], ...]


class _Read(NamedTuple):
    """A sheet's cells by row and column, in document order, what stands around them, hidden rows."""

    rows: dict[int, dict[int, RawCell]]
    around: _Around
    hidden: set[int]


class SheetReader:
    """Reads one sheet: by its text where it is plain, else by its tree; both give the same."""

    def __init__(self, shared: Shared, name: str) -> None:
        self._shared = shared
        self._name = name

    def read(self, data: bytes) -> SheetContent:
        """Return what the sheet's XML holds. Raises Refused."""
        rows, around, hidden = self._read_plain(data) or self._read_tree(data)
        if not self._shared.count(*_size(rows)):
            raise self._refusal("too-many-cells")
        return SheetContent(
            {row: _in_order(rows[row]) for row in sorted(rows)},
            lie_apart(tuple(self._merges(around.merges)), where_in(self._name)),
            frozenset(hidden),
            around.hidden_columns,
        )

    def _refusal(self, code: str, cell: str = "") -> Refused:
        return refusal(code, where_in(self._name, cell))

    # -- the two ways --------------------------------------------------------------------------------------------------

    def _read_plain(self, data: bytes) -> _Read | None:
        """Read the sheet by its text; None where it is not plain or holds what the tree must name and refuse."""
        try:
            text, rest = split_sheet(data)
            around = _around_in(rest)
        except (NotPlain, Refused):
            # Of what is refused the tree names the sheet.
            return None
        try:
            return None if around.prefix is not None else self._read_text(text, around)
        except (NotPlain, LookupError):
            return None

    def _read_text(self, text: str, around: _Around) -> _Read:
        """Read the rows. Raises NotPlain, LookupError for a string that is not there, Refused for too many cells."""
        references, contents, said, hides = split_cells(text, around.prefixes)
        # A form says the same again and again; what it says is worked out once.
        cells = self._plain_cells(said, around.prefixes)
        found = list(map(cells.get, contents))
        places = list(map(_place, compress(references, found)))
        if None in places:
            raise NotPlain
        rows: dict[int, dict[int, RawCell]] = {}
        line: dict[int, RawCell] = {}
        number = 0
        for (row, column), cell in zip(places, filter(None, found), strict=True):
            if row != number:
                if row > MAX_ROW:
                    raise NotPlain
                number, line = row, rows.setdefault(row, {})
            if column > MAX_COLUMN or column in line:
                raise NotPlain
            line[column] = cell
        hidden: set[int] = set()
        if hides:
            is_hidden = "" in hides
            for reference, content in zip(references, contents, strict=True):
                if is_hidden and cells[content] is not None:
                    hidden.add(_place(reference)[0])
                if content != said[content]:
                    is_hidden = content in hides
        return _Read(rows, around, hidden)

    def _plain_cells(self, said: dict[str, str], prefixes: Collection[str | None]) -> dict[str, RawCell | None]:
        """Return what cells hold by their plain XML. Raises NotPlain, LookupError."""
        cells: dict[str, RawCell | None] = {}
        parts = self._shared
        for content, own in said.items():
            shared = _shared_string(own) if len(own) < _SHORT else None
            if shared is None:
                cells[content] = self._plain_cell(own, prefixes)
            else:
                style, index = shared
                text = parts.strings[index]
                cells[content] = (
                    RawCell("s", text, style, False, *parts.string_looks.get(index, PLAIN))
                    if text.strip(_BLANKS)
                    else None
                )
        return cells

    def _plain_cell(self, text: str, prefixes: Collection[str | None]) -> RawCell | None:
        """Return what a cell holds by its plain XML. Raises NotPlain, LookupError."""
        if len(text) < _SHORT_CELL:
            content, used, cell = _short_cell(text, date1904=self._shared.date1904)
        else:
            (content, used), cell = read_content(text), None
        if not used.issubset(prefixes):
            raise NotPlain
        return self._cell(content) if cell is None else cell

    def _read_tree(self, data: bytes) -> _Read:
        """Read the sheet by its tree."""
        root = parse(without_empty(data), where_in(self._name))
        if local(root) != "worksheet":
            raise self._refusal("bad-xml")
        namespace = root.tag.rpartition("}")[0] + "}" if "}" in root.tag else ""
        cell_tag = f"{namespace}c"
        row_tag = f"{namespace}row"
        rows: dict[int, dict[int, RawCell]] = {}
        hidden: set[int] = set()
        positions: dict[_Element, tuple[int, int]] = {}
        done: _Element | None = None
        left = self._shared.cells_left
        # Only what holds something is visited, so that empty cells which are still there cost nothing.
        for element in root.iter(f"{namespace}v", f"{namespace}f", f"{namespace}is"):
            cell = element.getparent()
            if cell is done or cell.tag != cell_tag:
                continue
            done = cell
            reference = cell.get("r", "")
            if not reference and not positions:
                positions = _positions(root)
            if cell.getparent().tag != row_tag:
                raise self._refusal("bad-xml", reference)
            place = _place(reference[:_SHORT]) if reference else positions.get(cell)
            if place is None:
                raise self._refusal("bad-reference", reference)
            raw = self._cell_of(cell, reference)
            if raw is None:
                continue
            row, column = place
            line = rows.setdefault(row, {})
            if row > MAX_ROW or column > MAX_COLUMN:
                raise self._refusal("cell-out-of-range", reference)
            if column in line:
                raise self._refusal("bad-reference", reference)
            line[column] = raw
            left -= 1
            if left < 0:
                raise self._refusal("too-many-cells")
            if hides_row(cell.getparent().get("hidden"), cell.getparent().get("ht")):
                hidden.add(row)
        return _Read(rows, _around(root), hidden)

    # -- one cell ------------------------------------------------------------------------------------------------------

    def _cell_of(self, element: _Element, reference: str) -> RawCell | None:
        children = {local(child): child for child in element}
        if len(children) < len(element):
            # Two values in one cell: nobody can say which is meant.
            raise self._refusal("bad-xml", element.get("r", ""))
        formula, value, inline = (children.get(name) for name in ("f", "v", "is"))
        string, look = text_of(inline) if inline is not None else (None, PLAIN)
        content = Content(
            element.get("t", "n"),
            element.get("s", "0"),
            None if formula is None else formula.text or "",
            None if value is None else value.text or "",
            string,
        )
        try:
            return self._cell(content, look)
        except LookupError:
            raise self._refusal("bad-string", reference) from None

    def _cell(self, content: Content, look: Look = PLAIN) -> RawCell | None:
        """Return what a cell holds, None where it is blank; `look` is how the runs of its own string look.

        Raises LookupError where a shared string is not there.
        """
        if content.kind == "s" and content.value:
            return _string(_style(content), content.formula is not None, *self._string_at(content.value))
        return _own_cell(content, look, date1904=self._shared.date1904)

    def _string_at(self, index: str) -> tuple[str, Look]:
        """Return a shared string and how its runs look. Raises LookupError."""
        # int() would also take signs, underscores and the digits of other scripts.
        if not (index.isascii() and index.isdecimal() and len(index) < 10):
            raise LookupError(index)
        number = int(index)
        return self._shared.strings[number], self._shared.string_looks.get(number, PLAIN)

    # -- around the cells ----------------------------------------------------------------------------------------------

    def _merges(self, references: tuple[str, ...]) -> Iterator[tuple[int, int, int, int]]:
        if len(references) > MAX_MERGES:
            raise self._refusal("too-many-merges")
        for reference in references:
            first, _, last = reference.partition(":")
            start, end = _place(first), _place(last or first)
            if start is None or end is None:
                raise self._refusal("bad-reference", first)
            top, bottom = sorted((start[0], end[0]))
            left, right = sorted((start[1], end[1]))
            # A title over a whole row is a habit; whole columns or sheets merged hide every list below their first cell.
            if (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
                raise self._refusal("merge-too-big", reference)
            yield top, left, bottom, right


@remembered
def _around_in(data: bytes) -> _Around:
    root = parse(data)
    if local(root) != "worksheet":
        raise refusal("bad-xml")
    return _around(root)


def _around(root: _Element) -> _Around:
    merges = {local(child): child for child in root}.get("mergeCells", ())
    return _Around(
        root.prefix,
        frozenset(root.nsmap),
        tuple(element.get("ref", "") for element in islice(merges, MAX_MERGES + 1)),
        tuple(_hidden_spans(column for group in root if local(group) == "cols" for column in group)),
    )


def _own_cell(content: Content, look: Look = PLAIN, *, date1904: bool) -> RawCell | None:
    """Return what a cell holds that is no shared string (see `SheetReader._cell`)."""
    kind, _, formula, value, inline = content
    number, is_formula = _style(content), formula is not None
    if inline is not None and (kind == "inlineStr" or not value):
        return _string(number, is_formula, inline, look)
    text = (value or "") if kind == "str" else (value or "").strip()
    if not text.strip(_BLANKS):
        # A formula may give an empty text, and then says so; any other one without a value was never calculated.
        given = kind == "str" and value is not None
        return RawCell("f", formula, number, True) if is_formula and not given else None
    if kind == "n" and is_number(text):
        return RawCell("n", text, number, is_formula)
    if kind == "b":
        return RawCell("b", "true" if text in _TRUE else "false", number, is_formula)
    if kind == "e":
        return RawCell("e", text, number, is_formula)
    # A Strict workbook spells the days of its date cells out.
    if kind == "d" and (day := day_number(text, date1904=date1904)):
        return RawCell("n", day, number, is_formula)
    # What calls itself a number and is none is kept as the text that it is.
    return RawCell("s", unescape(text), number, is_formula)


def _style(content: Content) -> int:
    return int(content.style) if content.style.isdecimal() and len(content.style) < 7 else 0


# Headings, choices and days are the same in all workbooks made from one form.
@lru_cache(maxsize=16_384)
def _short_cell(text: str, *, date1904: bool) -> tuple[Content, frozenset[str], RawCell | None]:
    """Return what a cell says by its plain XML, the prefixes that this uses, and what it holds where that is known."""
    content, used = read_content(text)
    return content, used, None if content.kind == "s" else _own_cell(content, date1904=date1904)


def _string(style: int, is_formula: bool, text: str, look: Look) -> RawCell | None:
    return RawCell("s", text, style, is_formula, *look) if text.strip(_BLANKS) else None


def _size(rows: dict[int, dict[int, RawCell]]) -> tuple[int, int]:
    """Return how many cells and characters there are."""
    cells = chain.from_iterable(line.values() for line in rows.values())
    return sum(map(len, rows.values())), sum(map(len, map(_VALUE, cells)))


_VALUE = attrgetter("value")
_SHORT_CELL = 256
# What is longer is no address and no number of a string, and nothing to be remembered.
_SHORT = 64
_SHARED = re.compile(r'(?: s="([0-9]{1,6}+)")?+ t="s"><v>([0-9]{1,7}+)</v></c>')
_BLANKS = " \t\r\n\u00a0\u200b\u200c\u200d\u2060\u3000\ufeff"
_REFERENCE = re.compile(r"\s*\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\s*", re.ASCII)


# Workbooks made from one form have the same styles, and strings of much the same numbers.
@lru_cache(maxsize=16_384)
def _shared_string(text: str) -> tuple[int, int] | None:
    """Return style and index of a cell that is a shared string, as by far the most are; None for any other."""
    match = _SHARED.fullmatch(text)
    return (int(match[1] or 0), int(match[2])) if match else None


@lru_cache(maxsize=65_536)
def _place(reference: str) -> tuple[int, int] | None:
    """Return (row, column) of a cell's reference, None where it is none."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if 1 <= row <= _LAST_ROW and column <= _LAST_COLUMN else None


def _in_order(line: dict[int, RawCell]) -> dict[int, RawCell]:
    columns = sorted(line)
    return line if columns == list(line) else {column: line[column] for column in columns}


def _hidden_spans(columns: Iterable[_Element]) -> Iterator[tuple[int, int]]:
    for column in columns:
        first, last = column.get("min", ""), column.get("max", "")
        if column.get("hidden") in _TRUE and first.isdecimal() and last.isdecimal() and len(first + last) < 11:
            yield int(first), int(last)


def _positions(root: _Element) -> dict[_Element, tuple[int, int]]:
    """Return where each cell stands, counting on from the one before where references are left out."""
    found, row = {}, 0
    for group in root:
        if local(group) != "sheetData":
            continue
        for line in group:
            number = line.get("r", "")
            row = int(number) if number.isdecimal() and len(number) < 8 else row + 1
            column = 0
            for cell in line:
                row, column = _place(cell.get("r", "")[:_SHORT]) or (row, column + 1)
                found[cell] = (row, column)
    return found
