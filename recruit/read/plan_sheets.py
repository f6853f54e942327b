"""The sheets of a plan to labelled values and rows, with all that is wrong or was read otherwise, each at its cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from recruit.books.workbook import column_letter
from recruit.declared.field import Field, Kind
from recruit.declared.plan import INFO, INFO_SHEET, REGISTER_SHEET
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


class Stop(NamedTuple):
    """What stops a run: its sheet and cell (empty: the whole sheet), and what is wrong there in words."""

    sheet: str
    cell: str
    words: str


class Line(NamedTuple):
    """A filled row of a table: its number, values and addresses by key, and the column letters of all headings."""

    row: int
    values: dict[str, Any]
    cells: dict[str, str]
    columns: dict[str, str]

    def cell(self, key: str) -> str:
        """Return the address of a value, also of a blank one; empty where there is no such column."""
        return f"{self.columns[key]}{self.row}" if key in self.columns else ""


class PlanSheets:
    """The sheets of one plan; what is wrong gathers in `stops` and `flaws`, what was read otherwise in `understood`."""

    def __init__(self, book: RawWorkbook, file: str) -> None:
        self._book = book
        self._file = file
        self.stops: list[Stop] = []
        self.flaws: list[Flaw] = []
        self.understood: list[Understood] = []
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
        for number, row in self._sheet(INFO_SHEET).rows.items():
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
            else:
                values.setdefault(field.key, read)
        if grounds:
            values["grounds"] = "\n".join(grounds)
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
                    absent = [field.label for field in fields if field.required and field not in found.values()]
                    if absent:
                        self.stop(name, f"A{number}", f"thiếu cột {', '.join(absent)}")
                continue
            values, addresses = {}, {}
            for column, field in columns.items():
                cell = row.get(column)
                address = f"{column_letter(column)}{number}"
                if cell is not None and (value := self._value(cell, field, name, address)) is not None:
                    values[field.key], addresses[field.key] = value, address
            if values:
                letters = {field.key: column_letter(column) for column, field in columns.items()}
                yield Line(number, values, addresses, letters)

    def lacks(self, name: str, line: Line, fields: tuple[Field, ...]) -> bool:
        """Whether a row lacks a value that it must have; each blank stops a run, at its cell."""
        absent = [field for field in fields if field.required and field.key not in line.values]
        for field in absent:
            cell = line.cell(field.key)
            # Of a column that is absent its heading row speaks, of a cell that cannot be read the cell itself.
            if cell and not self.speaks_of(name, cell):
                self.stop(name, cell, f"chưa ghi {field.label}")
        return bool(absent)

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
        if line := understood_at(Place(self._file, sheet, address), read.value, read.written):
            self.understood.append(line)
        return read.value


def quoted(text: str) -> str:
    """Return what stands in a cell, cut to what a sentence can hold."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _key(text: str) -> str:
    """Return a label's key; its brackets stay, since `Đảng ủy` and `Đảng ủy (viết tắt)` are two labels."""
    return " ".join(re.sub(r"[*:.,;()/\-–]+", " ", fold(text)).split())


def _by_label(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {_key(field.label): field for field in fields}


def _field_of(cell: RawCell, labels: dict[str, Field]) -> Field | None:
    if cell.kind != "s":
        return None
    text = cell.value[:_LONGEST_LABEL]
    return labels.get(_key(text)) or labels.get(_key(re.sub(r"\([^)]{0,200}\)", " ", text)))
