"""An OpenDocument spreadsheet (.ods, .ots) to raw cells: what stands there for an office program, not how it looks."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.days import day_number
from recruit.books.merges import lie_apart
from recruit.books.ods_styles import Styles
from recruit.books.ods_tables import read_tables
from recruit.books.ooxml import local, parse, saved_at, saved_by
from recruit.books.sheet import where_in
from recruit.books.workbook import (
    MAX_CELLS,
    MAX_COLUMN,
    MAX_MERGES,
    MAX_ROW,
    MAX_SHEETS,
    MAX_TEXT,
    RawCell,
    RawWorkbook,
    SheetContent,
    SheetView,
    column_letter,
    is_number,
    legacy_fonts_of,
    struck_styles_of,
)
from recruit.guard.refusals import refusal
from recruit.language.spelling import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from recruit.books.ods_tables import Table
    from recruit.guard.gate import Package

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{{{_NAMES}{name}:1.0}}" for name in ("office", "table", "text"))
_CALCEXT_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_FORMULA, _VALUE_TYPE = f"{_TABLE}formula", f"{_OFFICE}value-type"
# What a cell may be told by beside its type and its paragraphs.
_TELLING = frozenset({_FORMULA, f"{_OFFICE}string-value"})
_STYLE, _REPEATED = f"{_TABLE}style-name", f"{_TABLE}number-columns-repeated"
_HIGH, _WIDE = f"{_TABLE}number-rows-spanned", f"{_TABLE}number-columns-spanned"
_PARAGRAPH = f"{_TEXT}p"
# What holds rows or columns besides the table itself.
_ROW_GROUPS = tuple(_TABLE + name for name in ("table-row-group", "table-header-rows", "table-rows"))
_COLUMN_GROUPS = tuple(_TABLE + name for name in ("table-column-group", "table-header-columns", "table-columns"))
# Inside a paragraph: remarks, footnotes and readings that stand beside the text.
_BESIDE = frozenset({"annotation", "annotation-end", "note", "ruby-text", "bookmark", "script", "tracked-changes"})
_HIDDEN = ("collapse", "filter")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
# So many cells of a sheet are remembered: a list says the same again and again.
_REMEMBERED = 65_536

_COUNT = re.compile(r"[0-9]{1,9}")
_DURATION = re.compile(r"(-?)PT([0-9]{1,6})H([0-9]{1,2})M([0-9]{1,2}(?:[.,][0-9]{1,9})?)S")
_BLANKS = re.compile(r"[ \t\r\n]+")
# Programs before LibreOffice 4 say only by what they show that a formula gave an error.
_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)|Err:[0-9]{3}")
_FORMULA_LANGUAGE = re.compile(r"[a-z]{1,12}:(?==)")


def read_ods(package: Package) -> RawWorkbook:
    """Return the workbook in a package behind the gate. Raises Refused, nothing else."""
    # Every program writes this member first; without it a package lost parts or never was a document.
    if "mimetype" not in package:
        raise refusal("damaged")
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise refusal("encrypted")
    root, whole = read_tables(package.read_xml("content.xml"), f"{_TABLE}table")
    styles = Styles(root, parse(package.read_xml("styles.xml")) if "styles.xml" in package else None)
    tables = [
        (number, table)
        for number, table in enumerate(root.iter(f"{_TABLE}table"))
        if table.getparent().tag == f"{_OFFICE}spreadsheet"
    ]
    if len(tables) > MAX_SHEETS:
        raise refusal("too-many-sheets")
    if not tables:
        raise refusal("no-sheet")
    date1904 = any(e.get(f"{_TABLE}date-value") == "1904-01-01" for e in root.iter(f"{_TABLE}null-date"))
    budget = _Budget()
    sheets = tuple(_Table(table, partial(whole, number), styles, budget, date1904) for number, table in tables)
    # LibreOffice writes its local time without a zone.
    modified, program = saved_at(package, "meta.xml", "date"), saved_by(package, "meta.xml")
    return _Workbook(sheets, styles.formats, date1904, modified, program)


class _Workbook(RawWorkbook):
    """A workbook whose formats are known as far as its sheets were looked into."""

    @property
    def legacy_fonts(self) -> dict[int, str]:
        """The styles in a legacy font, with its name."""
        return self._so_far()[1]

    @property
    def struck_styles(self) -> frozenset[int]:
        """The styles that strike out what stands in their cells."""
        return self._so_far()[2]

    def _so_far(self) -> tuple[int, dict[int, str], frozenset[int]]:
        known = self.__dict__.get("_known")
        if known is None or known[0] != len(self.formats):
            known = self._known = (len(self.formats), legacy_fonts_of(self.formats), struck_styles_of(self.formats))
        return known


class _Table(SheetView):
    """One table, taken apart when it is first looked into: the form's self-check has more cells than all else of it.

    Looking may raise Refused.
    """

    def __init__(
        self, table: _Element, whole: Callable[[], Table], styles: Styles, budget: _Budget, date1904: bool
    ) -> None:
        self.name = clean(table.get(f"{_TABLE}name", ""))
        self.hidden = styles.hides(table.get(f"{_TABLE}style-name", ""))
        self._whole = whole
        self._reader = _TableReader(self.name, styles, budget, date1904=date1904)

    @cached_property
    def content(self) -> SheetContent:
        return self._reader.read(self._whole())


class _Budget:
    """What the workbook's sheets may still hold together."""

    def __init__(self) -> None:
        self._cells = MAX_CELLS
        self._characters = MAX_TEXT

    def take(self, cells: int, characters: int) -> bool:
        """Count content; return whether the limits still hold."""
        self._cells -= cells
        self._characters -= characters
        return self._cells >= 0 and self._characters >= 0


class _Told(NamedTuple):
    """A cell as its element tells it: its attributes, how often it is repeated, the rows and columns that it spans.

    `is_empty` says that nothing stands in it.
    """

    said: Mapping[str, str]
    times: int
    height: int
    width: int
    is_empty: bool


class _TableReader:
    """Reads one table. Repetitions are counted first and carried out only where something stands, within bounds."""

    def __init__(self, name: str, styles: Styles, budget: _Budget, *, date1904: bool) -> None:
        self._name = name
        self._styles = styles
        self._budget = budget
        self._date1904 = date1904
        self._rows: dict[int, dict[int, RawCell]] = {}
        self._merges: list[tuple[int, int, int, int]] = []
        self._hidden_rows: set[int] = set()
        self._told = lru_cache(_REMEMBERED)(self._tell)
        self._cell = lru_cache(_REMEMBERED)(self._cell_of)
        # Runs of columns: the last of each, and the style of its cells that name none.
        self._last_columns: list[int] = []
        self._column_styles: list[str] = []

    def read(self, whole: Table) -> SheetContent:
        """Return what the table holds. Raises Refused."""
        table = whole.element
        hidden_columns = []
        last = 0
        for column in _within(table, f"{_TABLE}table-column", _COLUMN_GROUPS):
            first, last = last + 1, last + self._count(column.attrib, _REPEATED)
            self._last_columns.append(last)
            self._column_styles.append(column.get(f"{_TABLE}default-cell-style-name", ""))
            if column.get(f"{_TABLE}visibility") in _HIDDEN:
                hidden_columns.append((first, last))
        last = 0
        for row in _within(table, f"{_TABLE}table-row", _ROW_GROUPS):
            first, last = last + 1, last + self._count(row.attrib, f"{_TABLE}number-rows-repeated")
            self._read_row(row, whole.cells(row), first, last)
        merges = lie_apart(self._merges, where_in(self._name))
        return SheetContent(self._rows, merges, frozenset(self._hidden_rows), tuple(hidden_columns))

    def _read_row(self, row: _Element, cells: Iterable[_Element], first: int, last: int) -> None:
        default = row.get(f"{_TABLE}default-cell-style-name", "")
        line: dict[int, RawCell] = {}
        merges: list[tuple[int, int, int]] = []
        column = 0
        for element in cells:
            said, times, height, width, is_empty = self._told(element)
            start, column = column + 1, column + times
            if height > 1 or width > 1:
                merges.append((start, height, width))
            if is_empty:
                continue
            style = said.get(_STYLE) or default
            cell = self._cell(element, style or self._column_style(start))
            if cell is None:
                continue
            if last > MAX_ROW or column > MAX_COLUMN:
                raise refusal("cell-out-of-range", where_in(self._name, f"{column_letter(column)}{last}"))
            for place in range(start, column + 1):
                line[place] = cell if style else cell._replace(style=self._style_in(place, cell))
        times = last - first + 1
        if (len(self._merges) + times * len(merges)) > MAX_MERGES:
            raise refusal("too-many-merges", where_in(self._name))
        for number in range(first, last + 1) if merges else ():
            for start, height, width in merges:
                bottom, right = min(number + height - 1, _LAST_ROW), min(start + width - 1, _LAST_COLUMN)
                self._merges.append((number, start, bottom, right))
        if not line:
            return
        if not self._budget.take(times * len(line), times * sum(len(cell.value) for cell in line.values())):
            raise refusal("too-many-cells", where_in(self._name))
        for number in range(first, last + 1):
            self._rows[number] = dict(line)
        if row.get(f"{_TABLE}visibility") in _HIDDEN or self._styles.has_no_height(row.get(f"{_TABLE}style-name", "")):
            self._hidden_rows.update(range(first, last + 1))

    def _style_in(self, column: int, cell: RawCell) -> int:
        is_date = self._styles.formats[cell.style].is_date
        return self._styles.index(self._column_style(column), is_date=is_date)

    def _count(self, said: Mapping[str, str], name: str) -> int:
        text = said.get(name)
        if text is None:
            return 1
        if not _COUNT.fullmatch(text) or int(text) < 1:
            raise refusal("bad-xml", where_in(self._name))
        return int(text)

    def _column_style(self, column: int) -> str:
        at = bisect_left(self._last_columns, column)
        return self._column_styles[at] if at < len(self._column_styles) else ""

    # -- one cell ------------------------------------------------------------------------------------------------------

    def _tell(self, element: _Element) -> _Told:
        # Asked of the element itself, each of the following takes longer than all of them at once.
        said = dict(element.items())
        is_empty = not len(element) and _FORMULA not in said and _VALUE_TYPE not in said
        return _Told(said, self._count(said, _REPEATED), self._count(said, _HIGH), self._count(said, _WIDE), is_empty)

    def _cell_of(self, element: _Element, style: str) -> RawCell | None:
        """Return what a cell in the style called `style` holds, None where it is blank."""
        said = self._told(element).said
        kind = said.get(_VALUE_TYPE)
        if kind == "string" and (text := _plain_text(element, said)) is not None:
            return RawCell("s", text, self._styles.index(style)) if clean(text) else None
        formula = said.get(_FORMULA)
        is_formula = formula is not None
        paragraphs = [child for child in element if child.tag == _PARAGRAPH]
        shown = "\n".join(map(_text, paragraphs))
        number = self._styles.index(style)
        if said.get(_CALCEXT_TYPE) == "error" or (is_formula and _ERROR.fullmatch(shown.strip())):
            return RawCell("e", shown.strip() or "#VALUE!", number, is_formula)
        if is_formula and kind is None and not paragraphs:
            return RawCell("f", _FORMULA_LANGUAGE.sub("", formula), number, True)
        value = _value(said, kind or "string", shown)
        if kind == "date" and (day := day_number(value, date1904=self._date1904)):
            return RawCell("n", day, self._styles.index(style, is_date=True), is_formula)
        if kind == "boolean" or (kind == "float" and (shown, value) in (("TRUE", "1"), ("FALSE", "0"))):
            return RawCell("b", "true" if value in ("true", "1") else "false", number, is_formula)
        if kind == "time" and (part_of_day := _part_of_day(value)):
            return RawCell("n", part_of_day, number, is_formula)
        if kind in ("float", "percentage", "currency") and is_number(value):
            return RawCell("n", value, number, is_formula)
        # What calls itself a number or a day and is none is kept as the text that it is.
        if not clean(value):
            return None
        if not any(map(len, paragraphs)):
            # Without anything in its paragraphs a text is in one piece.
            return RawCell("s", value, number, is_formula)
        return RawCell("s", value, number, is_formula, self._run_font(paragraphs), self._strikes(paragraphs))

    def _run_font(self, paragraphs: list[_Element]) -> str:
        spans = (span for paragraph in paragraphs for span in paragraph.iter(f"{_TEXT}span"))
        fonts = (self._styles.legacy_font_of_run(span.get(f"{_TEXT}style-name", "")) for span in spans)
        return next(filter(None, fonts), "")

    def _strikes(self, paragraphs: list[_Element]) -> tuple[bool | None, ...]:
        """Return of each piece of text with letters whether it is struck out, None as its cell; nothing if all are that."""
        pieces: list[tuple[str, bool | None]] = []
        for paragraph in paragraphs:
            pieces.append((paragraph.text or "", None))
            for element in paragraph.iterdescendants():
                spans = (s for s in (element, *element.iterancestors(f"{_TEXT}span")) if s.tag == f"{_TEXT}span")
                said = [self._styles.strike_of_run(span.get(f"{_TEXT}style-name", "")) for span in spans]
                around = said[1:] if element.tag == f"{_TEXT}span" else said
                pieces.append((element.text or "", _first_said(said)))
                pieces.append((element.tail or "", _first_said(around)))
        strikes = tuple(struck for text, struck in pieces if text.strip())
        return strikes if any(struck is not None for struck in strikes) else ()


def _first_said(strikes: list[bool | None]) -> bool | None:
    return next((struck for struck in strikes if struck is not None), None)


def _within(element: _Element, wanted: str, groups: tuple[str, ...]) -> Iterator[_Element]:
    """Yield a table's rows or columns in order, also those in groups, and none of tables inside its cells."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag in groups:
            yield from _within(child, wanted, groups)


_VALUE_OF = {"date": "date-value", "time": "time-value", "boolean": "boolean-value", "string": "string-value"}


def _value(said: Mapping[str, str], kind: str, shown: str) -> str:
    value = said.get(_OFFICE + _VALUE_OF.get(kind, "value"))
    return shown if value is None else value if kind == "string" else value.strip()


def _plain_text(element: _Element, said: Mapping[str, str]) -> str | None:
    """Return the text of a cell that holds one in one piece as it is shown, as nearly all do; None for any other cell."""
    if len(element) != 1 or not _TELLING.isdisjoint(said) or said.get(_CALCEXT_TYPE) == "error":
        return None
    paragraph = element[0]
    return _text(paragraph) if paragraph.tag == _PARAGRAPH and not len(paragraph) else None


def _text(element: _Element) -> str:
    """Return a paragraph's text: its blanks as they are meant, without what stands beside it."""
    if not len(element):
        return _BLANKS.sub(" ", element.text or "")
    pieces = [_BLANKS.sub(" ", element.text or "")]
    for child in element:
        name = local(child)
        if name == "s":
            count = child.get(f"{_TEXT}c", "1")
            pieces.append(" " * min(int(count), 1000) if _COUNT.fullmatch(count) else " ")
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name not in _BESIDE and child.tag.startswith(_TEXT):
            pieces.append(_text(child))
        pieces.append(_BLANKS.sub(" ", child.tail or ""))
    return "".join(pieces)


def _part_of_day(duration: str) -> str | None:
    match = _DURATION.fullmatch(duration)
    if not match:
        return None
    sign, hours, minutes, seconds = match.groups()
    passed = int(hours) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))
    return f"{sign}{passed / 86_400!r}"
