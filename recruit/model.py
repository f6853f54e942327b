"""The nouns that travel from room to room: where a value stands, what is wrong with it, what became of a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

# -- where things stand ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month of a year; `str` gives `2024-11`."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return (self.next.first_day - date.resolution) if self.year < 9999 else date(9999, 12, 31)

    @property
    def next(self) -> Period:
        return Period(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> Period:
        return Period(self.year - (self.month == 1), (self.month - 2) % 12 + 1)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a thing stands: `file` relative to INPUT (the way mail → archive → file included), sheet and cell.

    `sheet` and `cell` are empty where the whole file, or the whole sheet, is meant.
    """

    file: str
    sheet: str = ""
    cell: str = ""


# -- what is found -----------------------------------------------------------------------------------------------------


class Severity(Enum):
    ERROR = "Lỗi"
    WARNING = "Lưu ý"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule at one cell: a row of the sheet `Lỗi`.

    `value` is what stood there, as the person who typed it saw it. `message` and `remedy` are whole Vietnamese
    sentences. `unit_code` is the plan's code, empty where no unit is known. `repeated` marks a warning that stood last
    month unchanged. `row` and `key` are the sheet row and the field of the form that are meant, also where the
    workbook lacks the column; None and empty where the finding is about no one row or field.
    """

    severity: Severity
    code: str
    place: Place
    value: str
    message: str
    remedy: str
    unit_code: str = ""
    repeated: bool = False
    row: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Understood:
    """A value read otherwise than it was written: a row of the sheet `Đã hiểu là`. `how` is a Vietnamese phrase."""

    place: Place
    written: str
    read_as: str
    how: str


@dataclass(frozen=True, slots=True)
class FileFate:
    """What became of one file found: a row of the sheet `Tệp`.

    `outcome` is one of the contract's results, in full (`Đã dùng`, `Trùng với chi_bo_01/t11.xlsx`, …). `origin` is the
    way on which it came (`thư mục`, `thư điện tử → tệp nén`), `note` what else a clerk should know of it.
    """

    file: str
    origin: str
    unit_code: str
    period: Period | None
    outcome: str
    sha256: str
    sent: Sent | None = None
    note: str = ""


# -- what a cell may hold, and how a file came -------------------------------------------------------------------------


class Mark(Enum):
    """Values of a typed cell that are no value."""

    UNREADABLE = "không đọc được"


UNREADABLE = Mark.UNREADABLE


@dataclass(frozen=True, slots=True)
class Sent:
    """When and by whom a file was sent: `time` in UTC (None: unknown), `sender` an address in lower case.

    Of a mail that does not say who sent it `sender` is empty; a plain file in the folder is not `by_mail`.
    """

    time: datetime | None = None
    sender: str = ""
    by_mail: bool = False


# -- what is asked for -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LetterOptions:
    """What the clerk told the run about what it writes.

    `number` and `day` are the letter's (None: left open in print); `issue` makes it final although something is open;
    `duplex` mirrors the margins on the back of a sheet; `pdf` writes each document as PDF too.
    """

    number: str | None = None
    day: date | None = None
    issue: bool = False
    duplex: bool = False
    pdf: bool = False
