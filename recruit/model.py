"""The nouns that travel from room to room: where a value stands, what is wrong with it, what became of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class Span:
    """A period longer than a month, within a year: a quarter, the first six or nine months; `str` gives `2024-Q3`."""

    year: int
    key: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.key}"

    @property
    def is_quarter(self) -> bool:
        return self.key.startswith("Q")

    @property
    def first_day(self) -> date:
        return date(self.year, self.first, 1)

    @property
    def end(self) -> Period:
        """The last month."""
        return Period(self.year, self.last)


SPANS: dict[str, tuple[int, int]] = {
    **{f"Q{quarter}": (3 * quarter - 2, 3 * quarter) for quarter in range(1, 5)},
    "6T": (1, 6),
    "9T": (1, 9),
}
"""The longer periods by their keys, each with its first and last month."""


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


class PersonCell(NamedTuple):
    """A cell of a person's row in a list: where it stands, the sheet's row, and the field of the form."""

    place: Place
    row: int
    key: str


_NO_SLOTS: Mapping[str, str] = {}


class Flaw(NamedTuple):
    """What is wrong, or looks wrong, at one place: facts and no sentence.

    Reading and judging note it under the name of the `rule` that will speak of it; a rule's own function leaves that
    empty. `value` is what stands there, as the person who typed it sees it. `slots` are what the rule's words name
    beside. `row` and `key` are the list's row and the field that are meant, also where the workbook lacks the column;
    None and empty where it is about no one row or field. `other` is a second cell that it is about, of the same list
    or of another workbook; `month` the month that a refused workbook may be of, where its cover is not believed.
    `subject` is what makes two findings of a rule one, whatever the file and the month, where that is not the unit, the
    person and the value. `choices` are what may be
    concluded by whoever looks into an error that can be confirmed: the files, the units or the words between which it stands.
    """

    place: Place
    value: str = ""
    slots: Mapping[str, str] = _NO_SLOTS
    row: int | None = None
    key: str = ""
    rule: str = ""
    other: PersonCell | None = None
    month: int | None = None
    subject: tuple[object, ...] = ()
    choices: tuple[str, ...] = ()


class FileOutcome(Enum):
    """What became of a file, with the words of the column `Kết quả`; `{}` stands for the other file, or for why."""

    USED = "Đã dùng"
    NEWER = "Đã có bản mới hơn: {}"
    SAME = "Trùng với {}"
    LATER = "Ngoài kỳ"
    OTHER_YEAR = "Năm khác"
    UNFILLED = "Biểu chưa điền"
    REFUSED = "Không dùng: {}"
    NOT_THE_FORM = "Không phải biểu báo cáo"
    OF_THE_OFFICE = "Thư của Văn phòng"
    UNREADABLE = "Không đọc được: {}"


class Resent(NamedTuple):
    """How a workbook differs from the send of its month that it replaces.

    Of the `marked` cells, those under an error, `mended` say something else now, and so do `others` cells that were not
    marked; `added` and `gone` are rows of people.
    """

    mended: int
    marked: int
    others: int
    added: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class FileFate:
    """What became of one file found: a row of the sheet `Tệp`.

    `detail` is the other file of which the outcome speaks, or why it is what it is. `origin` is the way on which the
    file came (`thư mục`, `thư điện tử → tệp nén`), `note` what else a clerk should know of it. `is_opened` says that it
    is a mail or an archive whose content has rows of its own, `is_attempt` that it is a mail which seems to bring a report
    in a way that nobody can read. `why` says of what cannot be read what is wrong with it, and nothing of what to do.
    `resent` tells of a workbook that replaces another send of its month, `comes_back` of one that the office returned
    and in which nobody changed anything.
    """

    file: str
    origin: str
    unit_code: str
    period: Period | None
    outcome: FileOutcome
    sha256: str
    sent: Sent | None = None
    note: str = ""
    detail: str = ""
    is_opened: bool = False
    is_attempt: bool = False
    why: str = ""
    resent: Resent | None = None
    comes_back: bool = False

    @property
    def result(self) -> str:
        """The column `Kết quả`: the outcome's words with the detail."""
        return self.outcome.value.format(self.detail)


# -- what a cell may hold, and how a file came -------------------------------------------------------------------------


class Mark(Enum):
    """Values of a typed cell that are no value."""

    UNREADABLE = "không đọc được"


UNREADABLE = Mark.UNREADABLE


@dataclass(frozen=True, slots=True)
class Sent:
    """When and by whom a file was sent: `time` in UTC (None: unknown), `sender` an address in lower case.

    Of a mail that does not say who sent it `sender` is empty; a plain file in the folder is not `by_mail`. `by_office` says
    that it came in a draft that the program wrote: what the office itself sent is no send. `around` are the senders of the
    mails in which that mail lies, `program` is what saved a workbook that came in no mail, empty where it does not say.
    """

    time: datetime | None = None
    sender: str = ""
    by_mail: bool = False
    by_office: bool = False
    around: tuple[str, ...] = ()
    program: str = ""


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
