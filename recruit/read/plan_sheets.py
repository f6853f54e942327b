"""The sheets of a plan to labelled values and rows, with all that is wrong or was read otherwise, each at its cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from recruit.books.workbook import column_letter
from recruit.declared.field import Field, Kind
from recruit.declared.plan import INFO, INFO_SHEET, LAST_YEAR_SHEET, RECKONED_WITH, REGISTER_SHEET, TARGET_KEYS
from recruit.language.spelling import fold
from recruit.model import UNREADABLE, Flaw, Place
from recruit.read.dates import LAST_YEAR
from recruit.read.plan_names import sheets_of
from recruit.read.plan_values import read_plan_value
from recruit.read.written import How, Understood, in_words, understood_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.books.workbook import RawCell, RawSheet, RawWorkbook

_LONGEST_QUOTE = 60
_LONGEST_LABEL = 200
_ANYWHERE = frozenset(map(fold, ("số", "ngày", "năm")))
"""Words of labels that tell nothing of what is meant."""


class Stop(NamedTuple):
    """What stops a run: its sheet and cell (empty: the whole sheet), and what is wrong there in words."""

    sheet: str
    cell: str
    words: str


class Line(NamedTuple):
    """A filled row of a table: its number, values and addresses by key, and the column numbers of all headings."""

    row: int
    values: dict[str, Any]
    cells: dict[str, str]
    columns: dict[str, int]

    def cell(self, key: str) -> str:
        """Return the address of a value, also of a blank one; empty where there is no such column."""
        return f"{column_letter(self.columns[key])}{self.row}" if key in self.columns else ""


class PlanSheets:
    """The sheets of one plan; what is wrong gathers in `stops` and `flaws`, what was read otherwise in `understood`."""

    def __init__(self, book: RawWorkbook, file: str) -> None:
        self._book = book
        self._file = file
        self.stops: list[Stop] = []
        self.flaws: list[Flaw] = []
        self.understood: list[Understood] = []
        self._year: int | None = None
        self._sheets = sheets_of(book)
        for name, sheet in self._sheets.items():
            if fold(sheet.name) != fold(name):
                place = Place(file, sheet.name)
                self.understood.append(Understood(place, sheet.name, name, How.SHEET_NAME))

    # -- what is found -------------------------------------------------------------------------------------------------

    def stop(self, sheet: str, cell: str, words: str) -> None:
        """Note what stops a run."""
        self.stops.append(Stop(sheet, cell, words))

    def speaks_of(self, sheet: str, cell: str) -> bool:
        """Whether what stops a run is noted at a cell."""
        return any((stop.sheet, stop.cell) == (sheet, cell) for stop in self.stops)

    def flaw(self, sheet: str, cell: str, field: Field, value: str = "") -> None:
        """Note what documents lack: a blank, or a `value` that is none of those that it can be."""
        slots = {"label": field.label, "value": quoted(value)}
        self.flaws.append(Flaw(Place(self._file, sheet, cell), value, slots, key=field.key))

    def read_otherwise(self, sheet: str, cell: str, written: str, value: object, how: How) -> None:
        """Note a value that was read otherwise than it was written."""
        self.understood.append(Understood(Place(self._file, sheet, cell), written, in_words(value), how))

    # -- labels and tables ---------------------------------------------------------------------------------------------

    def info(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Return the values of the first sheet by key, and the addresses of all labelled cells, filled or not."""
        labels = _by_label(INFO)
        values: dict[str, Any] = {}
        cells: dict[str, str] = {}
        grounds: list[str] = []
        last: Field | None = None
        sheet = self._sheet(INFO_SHEET)
        for number, row in sheet.rows.items():
            label, value = row.get(1), row.get(2)
            field = _field_of(label, labels) if label is not None else None
            if label is None and last is not None and last.key == "grounds":
                field = last
            last = field
            if field is None:
                continue
            address = f"B{number}"
            cells.setdefault(field.key, address)
            read = self._value(value, field, INFO_SHEET, address) if value is not None else None
            if read is None:
                continue
            if field.key == "grounds":
                grounds += read.split("\n")
            elif values.setdefault(field.key, read) != read:
                self.stop(INFO_SHEET, address, f"{field.label} có hai ô ghi khác nhau, {cells[field.key]} và {address}")
        if grounds:
            values["grounds"] = "\n".join(grounds)
        self._year = values.get("year")
        absent = [field for field in INFO if field.key not in cells]
        for number, row in sheet.rows.items():
            if 1 in row and 2 in row and (like := _meant(row[1], absent)) is not None:
                words = f"không rõ “{quoted(row[1].value)}” có phải là {like.label}; ghi lại đúng tên của dòng"
                self.stop(INFO_SHEET, f"A{number}", words)
        return values, cells

    def table(self, name: str, fields: tuple[Field, ...]) -> Iterator[Line]:
        """Yield each filled row under a sheet's headings; a starred heading that is absent stops a run."""
        sheet = self._sheet(name)
        if sheet is None:
            return
        labels = _by_label(fields)
        columns: dict[int, Field] = {}
        for number, row in sheet.rows.items():
            if not columns:
                found = {column: field for column, cell in row.items() if (field := _field_of(cell, labels))}
                if len(found) >= 2:
                    columns = found
                    self._look_for_absent(name, number, fields, found)
                continue
            values, addresses = {}, {}
            for column, field in columns.items():
                cell = row.get(column)
                address = f"{column_letter(column)}{number}"
                if cell is not None and (value := self._value(cell, field, name, address)) is not None:
                    values[field.key], addresses[field.key] = value, address
            if values:
                yield Line(number, values, addresses, {field.key: column for column, field in columns.items()})

    def _look_for_absent(self, name: str, heading: int, fields: tuple[Field, ...], found: dict[int, Field]) -> None:
        """Note the headings that must be there and are not, and those in whose place another seems to stand."""
        absent = [field for field in fields if field not in found.values()]
        if missing := [field.label for field in absent if field.required or field.key in TARGET_KEYS]:
            self.stop(name, f"A{heading}", f"thiếu cột {', '.join(missing)}")
        rows = self._sheet(name).rows
        for column, cell in rows[heading].items():
            like = _meant(cell, absent) if column not in found else None
            if like is not None and any(column in row for number, row in rows.items() if number > heading):
                words = f"không rõ cột “{quoted(cell.value)}” có phải là {like.label}; ghi lại đúng tên cột"
                self.stop(name, f"{column_letter(column)}{heading}", words)

    def joined(self, name: str, line: Line) -> Iterator[str]:
        """Yield the ranges of merged cells that give a row's value to other rows or columns too: only the first has it."""
        sheet = self._sheet(name)
        for top, left, bottom, right in sheet.merges:
            held = [column for column in line.columns.values() if left <= column <= right]
            is_filled = left in sheet.rows.get(top, ())
            if top <= line.row <= bottom and held and is_filled and (bottom > top or len(held) > 1):
                yield f"{column_letter(left)}{top}:{column_letter(right)}{bottom}"

    def lacks(self, name: str, line: Line, fields: tuple[Field, ...]) -> bool:
        """Whether a row lacks a value that it must have; each blank stops a run, at its cell."""
        absent = [field for field in fields if field.required and field.key not in line.values]
        for field in absent:
            cell = line.cell(field.key)
            # Of a column that is absent its heading row speaks, of a cell that cannot be read the cell itself.
            if cell and not self.speaks_of(name, cell):
                self.stop(name, cell, f"chưa ghi {field.label}")
        return bool(absent)

    def _year_of(self, sheet: str) -> int:
        """Return the year of which a sheet's months are."""
        return self._year - (sheet == LAST_YEAR_SHEET)

    def _sheet(self, name: str) -> RawSheet | None:
        return self._sheets.get(name)

    def _value(self, cell: RawCell, field: Field, sheet: str, address: str) -> Any:
        """Return the cell's value, None where it is blank or, with what is wrong noted, where it cannot be read."""
        read = read_plan_value(cell, field, self._book, LAST_YEAR)
        if read.value is UNREADABLE:
            if sheet == INFO_SHEET and field.kind is Kind.TEXT:
                self.flaw(sheet, address, field, read.written.text)
            else:
                # The register is about people: in a wrong column it may be a name.
                written = "" if sheet == REGISTER_SHEET else f" ghi “{quoted(read.written.text)}”"
                self.stop(sheet, address, f"{field.label}{written} không đọc được")
            return None
        if field.kind is Kind.MONTH and read.year and self._year and int(read.year) != (year := self._year_of(sheet)):
            self.stop(sheet, address, f"{field.label} ghi “{quoted(read.written.text)}”, không thuộc năm {year}")
            return None
        if line := understood_at(Place(self._file, sheet, address), read.value, read.written):
            self.understood.append(line)
        return read.value


def quoted(text: str) -> str:
    """Return what stands in a cell, cut to what a sentence can hold."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _key(text: str) -> str:
    """Return a label's key; its brackets stay, since `Đảng ủy` and `Đảng ủy (viết tắt)` are two labels."""
    return " ".join(re.sub(r"[*:.,;()/\-–]+", " ", fold(text)).split())


def _meant(cell: RawCell, absent: list[Field]) -> Field | None:
    """Return which of the absent fields that figures are reckoned with a label of another name may stand for."""
    if cell.kind != "s":
        return None
    words = {*_key(cell.value[:_LONGEST_LABEL]).split()} - _ANYWHERE
    return next((f for f in absent if f.key in RECKONED_WITH and words & {*_key(f.label).split()}), None)


def _by_label(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {_key(field.label): field for field in fields}


def _field_of(cell: RawCell, labels: dict[str, Field]) -> Field | None:
    if cell.kind != "s":
        return None
    text = cell.value[:_LONGEST_LABEL]
    return labels.get(_key(text)) or labels.get(_key(re.sub(r"\([^)]{0,200}\)", " ", text)))
