"""The lists that speak, laid against what is printed of them: row by row and cell by cell, to the rows that are counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from recruit.declared.field import Kind
from recruit.declared.form import LIST_BY_KEY
from recruit.declared.plan import ORGANISATION_KIND, code_key
from recruit.model import Period
from recruit.recount.cells import Unread, choice_of
from recruit.recount.nothing import says_too_little
from recruit.recount.people import Row
from recruit.recount.printed import CellPlace
from recruit.recount.result import CellLine, FileLine, Verdict
from recruit.recount.text import is_ordinary, name_key, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recruit.recount.cells import Value
    from recruit.recount.form import Form, Line
    from recruit.recount.inbox import Read
    from recruit.recount.plan import Planned, PlannedUnit
    from recruit.recount.printed import Printed, ToldRow

_DAYS = (Kind.DATE, Kind.BIRTH_DATE)
_COMPARED = tuple(
    key
    for key, known in LIST_BY_KEY.items()
    if known.kind in (*_DAYS, Kind.CHOICE) or key in ("name", "helpers", "decision_number", "religion")
)
"""The columns of the list of which a figure is made: of these every cell is compared."""

COUNTED = frozenset((*_COMPARED, "education", "gender", "remark"))
"""What is kept of a row."""

_WHETHER_FILLED = ("helpers", "decision_number")
_STRUCK_ROW, _OUTSIDE, _ON_TWO_LISTS = "O15", "O12", "P02"
_OF_LEGACY_FONT = "chuyển từ phông cũ"
_UNSAID = "…"
TAKES_NOBODY_OUT = frozenset(("P02", "K01", "K02", "N11", "T01"))
"""Errors at a cell that decides, which leave its row in the figures."""

USED = "Đã dùng"


@dataclass(slots=True)
class Lists:
    """The rows of all lists that speak, with what there is to say of them. `unread` are files that were not opened."""

    rows: list[Row] = field(default_factory=list)
    cells: list[CellLine] = field(default_factory=list)
    files: list[FileLine] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


def speaking_files(printed: Printed, planned: Planned, period: Period) -> dict[str, str]:
    """Return by unit code the file that speaks for it at a period, as `Tệp` has it: of its newest month the one used."""
    found: dict[str, tuple[int, str]] = {}
    codes = {code_key(unit.code): unit.code for unit in planned.units}
    for told in printed.files.values():
        month, _, year = told.month.partition("/")
        code = codes.get(code_key(told.unit_code))
        if told.fate != USED or code is None or not month or int(year) != period.year or int(month) > period.month:
            continue
        found[code] = max(found.get(code, (0, "")), (int(month), told.file))
    return {code: file for code, (_, file) in found.items()}


class Laying:
    """Lays the lists that speak against what is printed of them, a file after the other, and keeps of each what is counted."""

    def __init__(self, printed: Printed, planned: Planned, period: Period, day: date) -> None:
        self._printed, self._planned, self._period, self._day = printed, planned, period, day
        self._lists = Lists()
        self.speaking = speaking_files(printed, planned, period)
        self._units = {unit.code: unit for unit in planned.units}
        self._told: dict[str, list[ToldRow]] = defaultdict(list)
        for row in printed.people:
            self._told[row.file].append(row)
        self._owners = {row.file: row.unit_code for row in printed.people}
        self._owners |= {file: code for code, file in self.speaking.items()}

    @property
    def files(self) -> list[str]:
        """The files that are laid, those that speak first, then those of people who are on a list no more."""
        return list(dict.fromkeys([*self.speaking.values(), *self._owners]))

    def add(self, file: str, read: Read) -> None:
        """Lay a file; of one that is no list's nothing is done."""
        if (code := self._owners.get(file)) is not None:
            unit, is_gone = self._units[code], file not in self.speaking.values()
            told = {row.number: row for row in self._told.pop(file, ())}
            laying = _Laying(self._lists, self._printed, unit, file, self._period, self._day, read, self._planned)
            laying.lay(told, is_gone=is_gone)

    def laid(self) -> Lists:
        """Return what was laid, but for people on two lists of whom the plan says that another list counts."""
        order = {file: at for at, file in enumerate(self.files)}
        self._lists.files.sort(key=lambda line: order[line.file])
        aside = set(map(id, _set_aside(self._lists.rows, self._printed, self._planned)))
        self._lists.rows = [row for row in self._lists.rows if id(row) not in aside]
        return self._lists


def _set_aside(rows: Iterable[Row], printed: Printed, planned: Planned) -> list[Row]:
    """Return the rows of people on two lists of whom the plan says that another list counts."""
    by_place = {(row.file, row.cell("name")): row for row in rows}
    asked: dict[str, list[Row]] = defaultdict(list)
    for error in printed.errors:
        if error.code == _ON_TWO_LISTS and error.key in planned.concluded and (error.file, error.cell) in by_place:
            asked[error.key].append(by_place[error.file, error.cell])
    aside = []
    for key, those in asked.items():
        code = same(planned.concluded[key])
        if code in {same(row.unit.code) for row in those}:
            aside += [row for row in those if same(row.unit.code) != code]
    return aside


@dataclass
class _Laying:
    """Lays one file's list against what is printed of it."""

    lists: Lists
    printed: Printed
    unit: PlannedUnit
    file: str
    period: Period
    day: date
    read: Read
    planned: Planned

    def lay(self, told: dict[int, ToldRow], *, is_gone: bool) -> None:
        """Add the rows, each with the errors that are printed of it, and whatever reads otherwise."""
        form = self.read.form
        known = self.printed.files.get(self.file)
        if form is not None and known is not None and self.read.sha256 != known.sha256:
            self._say(Verdict.OTHER, "", "tệp không còn như lúc đọc (SHA-256 khác)")
        self.lists.files.append(FileLine(self.file, self.unit.code, self.read.why))
        if form is None:
            self.lists.unread.add(self.file)
            self.lists.rows += [self._row(row, _given(row), None, is_gone=is_gone) for row in told.values()]
            return
        self._compare_cover(form)
        lines = {line.number: line for line in form.lines}
        if not is_gone:
            self._name_rows_left_out(form, [line for line in form.lines if line.number not in told])
        for number, row in told.items():
            line = lines.get(number)
            if line is None:
                self._say(Verdict.OTHER, f"{form.columns.get('name', 'A')}{number}", "dòng không có trong danh sách")
                continue
            values = self._compare(form, line, row)
            self.lists.rows.append(self._row(row, values, line, is_gone=is_gone))
        self._compare_errors(form, told)

    # -- rows ----------------------------------------------------------------------------------------------------------

    def _row(self, told: ToldRow, values: dict, line: Line | None, *, is_gone: bool) -> Row:
        form = self.read.form
        below = form.lists.get(line.below) if form is not None and line is not None else None
        kind = below.kind if below is not None else self.unit.kind
        last = Period(self.period.year, self.unit.last).last_day if self.unit.last < 12 else None
        ends = [end for end in (last, below.end if below is not None else None) if end is not None and end < self.day]
        position = self._positions[told.number] if form is not None and form.is_committees else told.number
        columns = form.columns if form is not None else {}
        return Row(
            unit=self.unit,
            file=self.file,
            sheet=form.sheet if form is not None else "",
            number=told.number,
            order=(self.unit.order, position),
            values={key: _kept(value) for key, value in values.items() if key in COUNTED},
            bad=frozenset(told.bad) | (frozenset(("name",)) if line is not None and line.is_struck else frozenset()),
            codes=told.codes,
            list_code=told.below,
            is_branch=kind != ORGANISATION_KIND,
            ended=min(ends, default=None),
            gone=self._last_day() if is_gone else None,
            columns=columns,
            first_cell=form.first_cell if form is not None else "",
        )

    @cached_property
    def _positions(self) -> dict[int, int]:
        """The place of each row of a committee's workbook, in the order of its lists."""
        return {line.number: place for place, line in enumerate(self.read.form.lines)}

    def _last_day(self) -> date:
        month, _, year = self.printed.files[self.file].month.partition("/")
        return Period(int(year), int(month)).last_day

    def _name_rows_left_out(self, form: Form, lines: Iterable[Line]) -> None:
        """Say of rows that hold a person with a step, of whom nothing is printed."""
        outside = [e for e in self._errors if e.code == _OUTSIDE]
        named = {int("".join(filter(str.isdigit, e.cell)) or 0) for e in outside if e.sheet == form.sheet}
        for line in lines:
            has_step = any(isinstance(value, date) for key, value in line.values.items() if key != "birth")
            is_known = isinstance(line.values.get("name"), str) and isinstance(line.values.get("birth"), date | int)
            if has_step and is_known and not any(0 < first <= line.number for first in named):
                self._say(Verdict.OTHER, f"{form.columns['name']}{line.number}", "dòng có người nhưng không được đọc")

    # -- cells ---------------------------------------------------------------------------------------------------------

    def _compare_cover(self, form: Form) -> None:
        told = self.printed.files[self.file]
        month, year = form.cover.get("month"), form.cover.get("year")
        if isinstance(month, int) and isinstance(year, int) and told.month != f"{month:02d}/{year}":
            cell = form.cells.get("month", "")
            self._say(Verdict.OTHER, cell, "tháng của biểu", told.month, f"{month:02d}/{year}", sheet=form.cover_sheet)
        code = form.cover.get("unit_code")
        if not form.is_committees and isinstance(code, str) and self.planned.unit_typed(code) is not self.unit:
            cell = form.cells.get("unit_code", "")
            self._say(Verdict.OTHER, cell, "mã đơn vị của biểu", self.unit.code, code, sheet=form.cover_sheet)

    def _compare(self, form: Form, line: Line, told: ToldRow) -> dict:
        """Return a row's values; where this reader cannot judge a cell, the printed one, and that is said."""
        values = dict(line.values)
        for key in _COMPARED:
            own, printed = values.get(key), told.values.get(key)
            if told.bad.get(key) and form.is_committees:
                # What the committee's own workbook says of its cell is given.
                values[key] = Unread(str(printed))
                continue
            shown = Unread(str(printed)) if told.bad.get(key) else _value(key, printed)
            verdict = _held_together(key, own, shown)
            if verdict is Verdict.SAME:
                continue
            cell = f"{form.columns[key]}{line.number}" if key in form.columns else form.first_cell
            if verdict is Verdict.OTHER and self._is_of_legacy_font(form, cell):
                verdict = Verdict.UNJUDGED
            self._say(verdict, cell, LIST_BY_KEY[key].label, printed, own.text if isinstance(own, Unread) else own)
            if verdict is Verdict.UNJUDGED:
                values[key] = shown
                if shown is None:
                    del values[key]
        has_error = (form.sheet, f"{form.columns.get('name', '')}{line.number}") in self._struck_rows
        if line.is_struck != has_error and not form.is_committees:
            self._say(Verdict.OTHER, f"{form.columns['name']}{line.number}", "dòng bị gạch ngang")
        return values

    def _is_of_legacy_font(self, form: Form, cell: str) -> bool:
        return self.printed.understood.get(CellPlace(self.file, form.sheet, cell), "").startswith(_OF_LEGACY_FONT)

    # -- errors --------------------------------------------------------------------------------------------------------

    @cached_property
    def _struck_rows(self) -> set[tuple[str, str]]:
        return {(error.sheet, error.cell) for error in self._errors if error.code == _STRUCK_ROW}

    @cached_property
    def _errors(self) -> list:
        return [error for error in self.printed.errors_by_file.get(self.file, ()) if error.is_error]

    def _compare_errors(self, form: Form, told: dict[int, ToldRow]) -> None:
        """Hold what is printed beside the rows against the errors that are printed: each takes its cell out, and no other does."""
        if form.is_committees:
            return
        keys = {letters: key for key, letters in form.columns.items()}
        named: set[tuple[int, str]] = set()
        columns: set[str] = set()
        for error in self._errors:
            letters, number = error.cell.rstrip("0123456789"), error.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            key = keys.get(letters, "")
            if error.sheet != form.sheet or not number or error.confirmed:
                continue
            columns.add(key)
            row = told.get(int(number))
            named.add((int(number), key))
            if row is not None and key and error.code not in TAKES_NOBODY_OUT and key not in row.bad:
                self._say(Verdict.OTHER, error.cell, f"lỗi {error.code} không bỏ ô này ra khỏi số liệu")
        absent = LIST_BY_KEY.keys() - form.columns.keys()
        for number, row in told.items():
            for key in row.bad:
                if (number, key) not in named and key not in columns and key not in absent:
                    self._say(Verdict.OTHER, f"{form.columns[key]}{number}", "ô bị bỏ ra mà trang Lỗi không nêu lỗi")

    def _say(
        self,
        verdict: Verdict,
        cell: str,
        what: str,
        printed: object = None,
        read: object = None,
        *,
        sheet: str | None = None,
    ) -> None:
        own = self.read.form.sheet if self.read.form is not None else ""
        self.lists.cells.append(
            CellLine(verdict, self.file, own if sheet is None else sheet, cell, what, printed, read)
        )


def _held_together(key: str, own: object, value: object) -> Verdict:
    """Return what comes of holding this reader's value of a cell against the printed one."""
    if isinstance(own, Unread):
        if isinstance(value, Unread):
            return Verdict.SAME
        if value is None:
            return Verdict.SAME if not own.text.strip() else Verdict.UNJUDGED
        if key in _WHETHER_FILLED:
            return Verdict.SAME
        return Verdict.OTHER if own.is_certain else Verdict.UNJUDGED
    if isinstance(value, Unread):
        if own is None:
            return Verdict.UNJUDGED
        return Verdict.OTHER if is_ordinary(value.text) else Verdict.UNJUDGED
    if key in _WHETHER_FILLED:
        return Verdict.SAME if bool(own) == bool(value) else Verdict.OTHER
    if isinstance(own, str) and isinstance(value, str):
        if _UNSAID in value:
            return Verdict.SAME
        alike = name_key(own) == name_key(value) if key == "name" else same(own) == same(value)
        return Verdict.SAME if alike else Verdict.OTHER
    return Verdict.SAME if own == value else Verdict.OTHER


@lru_cache(maxsize=100_000)
def _kept(value: Value | Unread) -> Value | Unread:
    """Return the one object that stands for a value: thousands of rows have the same few days and choices."""
    return value


def _given(told: ToldRow) -> dict:
    """Return the values of a row of a file that this reader does not open, as they are printed."""
    found = {
        key: Unread(str(value)) if told.bad.get(key) else _value(key, value)
        for key, value in told.values.items()
        if key != "number"
    }
    return {key: value for key, value in found.items() if value is not None}


def _value(key: str, printed: object) -> object:
    """Return a printed cell as a value of its column: what could not be read is printed as what stood there."""
    known = LIST_BY_KEY[key]
    if printed is None:
        return None
    if known.kind is Kind.DATE:
        return printed if isinstance(printed, date) else Unread(str(printed))
    if known.kind is Kind.BIRTH_DATE:
        return printed if isinstance(printed, date | int) else Unread(str(printed))
    if known.kind is Kind.CHOICE:
        return printed if choice_of(str(printed), known.choices) == printed else Unread(str(printed))
    return Unread(str(printed)) if says_too_little(str(printed), key) else str(printed)
