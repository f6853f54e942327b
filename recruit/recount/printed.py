"""What is about to be issued, taken from the consolidated workbook's own bytes: figures, their cells, people, files, errors."""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.form import LIST
from recruit.declared.probation import PROBATION_SHEET
from recruit.declared.statistics import PEOPLES_SHEET, STATISTICS_SHEET
from recruit.declared.summary import (
    ALIKE_HEADING,
    BAD_CELLS_HEADING,
    BAD_CODES_HEADING,
    BELOW_HEADING,
    CONFIRMED_HEADING,
    KEY_HEADING,
    LINE_HEADING,
    MONTHS_SHEET,
    SEPARATOR,
    UNIT_HEADING,
    UNREADABLE_SUFFIX,
)
from recruit.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KEY_BY_LABEL = {known.label: known.key for known in LIST}
_KEYS = tuple(_KEY_BY_LABEL.values())
_NOTHING: dict[str, bool] = {}

FigureKey = tuple[str, str]
"""A figure's name and the code of its unit, empty for that of all units."""


class CellPlace(NamedTuple):
    """A cell of a file that was sent, or of the plan."""

    file: str
    sheet: str
    cell: str


class Claimed(NamedTuple):
    """A figure as `Nguồn số liệu` has it: its value, and of each file and sheet the cells, parted by semicolons."""

    value: float
    sources: tuple[tuple[str, str, str], ...]

    @property
    def cells(self) -> tuple[CellPlace, ...]:
        """The cells that the figure names."""
        return tuple(
            CellPlace(file, sheet, cell) for file, sheet, cells in self.sources for cell in cells.split(";") if cell
        )


class ToldRow(NamedTuple):
    """A row of `Danh sách`: whose it is, where it was read, its cells as printed, what checking found.

    `cells` are in the order of the form's columns, a blank is None. `bad` maps the keys of cells under an error to whether the cell could be read at all.
    """

    unit_code: str
    file: str
    number: int
    cells: tuple[object, ...]
    bad: dict[str, bool]
    codes: frozenset[str]
    admitted: str
    sent_to_class: str
    below: str = ""

    @property
    def values(self) -> dict[str, object]:
        """The values by field key, no entry for a blank."""
        return {key: value for key, value in zip(_KEYS, self.cells, strict=True) if value is not None}


class ToldFile(NamedTuple):
    """A row of `Tệp`."""

    file: str
    unit_code: str
    month: str
    fate: str
    sha256: str
    sent: datetime | None = None
    sender: str = ""
    origin: str = ""


class ToldError(NamedTuple):
    """A row of `Lỗi`: a warning too. `confirmed` is the reason for which it stands."""

    is_error: bool
    code: str
    file: str
    sheet: str
    cell: str
    message: str
    unit_code: str
    key: str
    confirmed: str


@dataclass
class Printed:
    """The consolidated workbook as its reader has it. What is no cell, row, file or error is lines by heading; `statistics`
    are the official forms by their sheets.
    """

    figures: dict[FigureKey, Claimed] = field(default_factory=dict)
    summary: list[dict[str, object]] = field(default_factory=list)
    months: list[dict[str, object]] = field(default_factory=list)
    people: list[ToldRow] = field(default_factory=list)
    files: dict[str, ToldFile] = field(default_factory=dict)
    errors: list[ToldError] = field(default_factory=list)
    understood: dict[CellPlace, str] = field(default_factory=dict)
    waiting: list[dict[str, object]] = field(default_factory=list)
    members: list[dict[str, object]] = field(default_factory=list)
    submissions: list[dict[str, object]] = field(default_factory=list)
    statistics: dict[str, list[dict[str, object]]] = field(default_factory=dict)

    @cached_property
    def errors_by_file(self) -> dict[str, list[ToldError]]:
        """The rows of `Lỗi` by their files, warnings too."""
        found: dict[str, list[ToldError]] = defaultdict(list)
        for error in self.errors:
            found[error.file].append(error)
        return dict(found)


def read_printed(data: bytes) -> Printed:
    """Return what a consolidated workbook, written by this run, says."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True)

    def rows_of(name: str) -> Iterator[dict[str, object]]:
        rows = book[name].iter_rows(values_only=True)
        headings = [heading for heading in next(rows) if heading is not None]
        return (dict(zip(headings, row, strict=False)) for row in rows if any(cell is not None for cell in row))

    def table(name: str) -> list[dict[str, object]]:
        return list(rows_of(name))

    printed = Printed(
        summary=table("Tổng hợp"),
        months=table(MONTHS_SHEET),
        people=[_told_row(row) for row in rows_of("Danh sách")],
        waiting=table("Trình Đảng ủy"),
        members=table(PROBATION_SHEET),
        submissions=table("Nộp báo cáo"),
        statistics={name: table(name) for name in (STATISTICS_SHEET, PEOPLES_SHEET)},
    )
    for row in rows_of("Tệp"):
        told = _told_file(row)
        printed.files[told.file] = told
    printed.errors = [error for row in rows_of("Lỗi") for error in _told_errors(row)]
    for row in rows_of("Đã hiểu là"):
        printed.understood[CellPlace(_said(row["Tệp"]), _said(row["Trang"]), _said(row["Ô"]))] = _said(row["Cách"])
    printed.figures = _figures(rows_of("Nguồn số liệu"))
    return printed


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _told_row(row: dict[str, object]) -> ToldRow:
    bad = {}
    for said in filter(None, _said(row[BAD_CELLS_HEADING]).split(SEPARATOR)):
        bad[_KEY_BY_LABEL[said.removesuffix(UNREADABLE_SUFFIX)]] = said.endswith(UNREADABLE_SUFFIX)
    values = (row.get(label) for label in _KEY_BY_LABEL)
    return ToldRow(
        _kept(_said(row[UNIT_HEADING])),
        _kept(_said(row["Tệp"])),
        int(row[LINE_HEADING]),
        tuple(_kept(value.date() if isinstance(value, datetime) else value) for value in values),
        bad or _NOTHING,
        _kept(frozenset(filter(None, _said(row[BAD_CODES_HEADING]).split(SEPARATOR)))),
        _kept(_said(row["Tính kết nạp"])),
        _kept(_said(row["Tính học lớp"])),
        _kept(_said(row.get(BELOW_HEADING))),
    )


@lru_cache(maxsize=100_000, typed=True)
def _kept(value: object) -> object:
    """Return the one object that stands for a value: thousands of rows have the same few days and choices."""
    return value


def _told_file(row: dict[str, object]) -> ToldFile:
    day, clock = row.get("Ngày gửi (UTC)"), _said(row.get("Giờ gửi (UTC)"))
    sent = None
    if isinstance(day, date) and clock:
        hour, _, minute = clock.partition(":")
        sent = datetime(day.year, day.month, day.day, int(hour), int(minute))
    return ToldFile(
        *(_said(row[heading]) for heading in ("Tệp", "Đơn vị", "Tháng", "Kết quả", "SHA-256")),
        sent,
        _said(row.get("Người gửi")),
        _said(row["Nguồn"]),
    )


def _told_errors(row: dict[str, object]) -> Iterator[ToldError]:
    """Yield what a row of `Lỗi` says of its cell and of each other that has the same cause."""
    told = ToldError(
        row["Mức"] == Severity.ERROR.value,
        *(_said(row[heading]) for heading in ("Mã lỗi", "Tệp", "Trang", "Ô", "Nội dung", "Mã đơn vị")),
        *(_said(row[heading]) for heading in (KEY_HEADING, CONFIRMED_HEADING)),
    )
    yield told
    for cell in filter(None, _said(row[ALIKE_HEADING]).split(SEPARATOR)):
        yield told._replace(cell=cell)


def _figures(rows: Iterable[dict[str, object]]) -> dict[FigureKey, Claimed]:
    values: dict[FigureKey, float] = {}
    sources: dict[FigureKey, list[tuple[str, str, str]]] = defaultdict(list)
    for row in rows:
        key = _kept(_said(row["Số liệu"])), _kept(_said(row["Mã đơn vị"]))
        values[key] = row["Giá trị"]
        sources[key].append(tuple(_kept(_said(row[heading])) for heading in ("Tệp", "Trang", "Ô")))
    return {key: Claimed(value, tuple(sources[key])) for key, value in values.items()}
