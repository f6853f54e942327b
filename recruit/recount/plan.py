"""The plan workbook to what counting needs of it: the units, their targets, the deadline, thresholds, what was confirmed.

To be run in a bounded process.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from recruit.declared.field import Kind
from recruit.declared.plan import (
    BRANCH_KIND,
    COMMITTEE_KIND,
    CONFIRMED,
    CONFIRMED_SHEET,
    INFO,
    INFO_SHEET,
    LAST_YEAR,
    LAST_YEAR_SHEET,
    ORGANISATION_KIND,
    REGULATIONS,
    REGULATIONS_SHEET,
    UNITS,
    UNITS_SHEET,
    UNUSED,
    UNUSED_SHEET,
    code_key,
)
from recruit.declared.regulations import DAY_OFF, DAY_WORKED, DEFAULTS
from recruit.recount.cells import read_cell
from recruit.recount.codes import code_typed
from recruit.recount.days import LAST_YEAR as LATEST
from recruit.recount.days import NoDay, of_text
from recruit.recount.sheets import read_book
from recruit.recount.text import plain, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recruit.declared.field import Field
    from recruit.recount.sheets import Book, Cell, Sheet

_COUNTED = re.compile(r"(?:ngày )?(\d{1,9}) ?(?:đảng viên|quần chúng|người|đồng chí|đ/c)?(?: ?mới)?")
_DAY_IN_WORDS = re.compile(r"\d{1,2} ?(?:[-/.]|tháng|thg).*")
_SHEETS = (INFO_SHEET, UNITS_SHEET, REGULATIONS_SHEET, LAST_YEAR_SHEET, CONFIRMED_SHEET, UNUSED_SHEET)
_FEWEST = {INFO_SHEET: 5, UNITS_SHEET: 3}
"""Labels that must be filled, of which a sheet of another name has so many if it is one of a plan's."""

_TOTALS = frozenset(map(same, ("Tổng cộng", "Tổng số", "Cộng", "Tổng")))


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit's row: its place in the plan, its kind, the months in which it exists, its numbers (None where blank)."""

    code: str
    name: str
    kind: str
    order: int
    first: int
    last: int
    admission_target: int | None
    class_target: int | None
    members: int | None
    addresses: str = ""
    into: str = ""
    in_charge: str = ""

    @property
    def is_branch(self) -> bool:
        return self.kind != ORGANISATION_KIND


@dataclass(slots=True)
class Planned:
    """What counting needs of the plan. `by_code` has the units by the keys of their codes.

    `thresholds` are the plan's own, with the day they hold from; `concluded` maps the keys of findings to what was
    concluded; on `days_off` nobody works, on `days_worked` everybody; `last_year` are the lines of the year before by their
    months; `unused` are files by SHA-256 that are not to be used. `values` are the numbers of cells by sheet and address.
    """

    year: int = 0
    name: str = ""
    units: list[PlannedUnit] = field(default_factory=list)
    by_code: dict[str, PlannedUnit] = field(default_factory=dict)
    admission_target: int | None = None
    class_target: int | None = None
    deadline: date | None = None
    report_by: date | None = None
    due_day: int = 25
    days_off: set[date] = field(default_factory=set)
    days_worked: set[date] = field(default_factory=set)
    establishment: str = ""
    addresses: str = ""
    unused: set[str] = field(default_factory=set)
    thresholds: list[tuple[str, int, date]] = field(default_factory=list)
    concluded: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, object]] = field(default_factory=dict)
    last_year: dict[int, dict[str, object]] = field(default_factory=dict)

    def threshold(self, code: str, day: date) -> int:
        """Return a threshold as it holds on a day: of the rows that hold the latest, the plan's own before ours."""
        known = [(row.from_day, 0, row.value) for row in DEFAULTS if row.code == code]
        first = min(known)
        known += [(start, 1 + at, value) for at, (own, value, start) in enumerate(self.thresholds) if own == code]
        return max((row for row in known if row[0] <= day), default=first)[2]

    @property
    def has_committees(self) -> bool:
        return any(unit.kind == COMMITTEE_KIND for unit in self.units)

    def unit(self, code: str) -> PlannedUnit | None:
        """Return the unit of a code, None where the plan has none."""
        return self.by_code.get(code_key(code))

    def unit_typed(self, code: str) -> PlannedUnit | None:
        """Return the unit that a code on a cover means, however it was typed; None where that is not certain."""
        if (unit := self.unit(code)) is not None:
            return unit
        typed = code_typed(code, [(unit.code, unit.name) for unit in self.units])
        return self.unit(typed) if typed is not None else None

    def successor(self, unit: PlannedUnit | None, month: int) -> PlannedUnit | None:
        """Return who has a unit's people in a month: itself, or the unit that it was merged into; None where nothing says."""
        passed = 0
        while unit is not None and month > unit.last and passed <= len(self.units):
            unit, passed = self.unit(unit.into) if unit.into else None, passed + 1
        return unit


def read_plan(data: bytes, passwords: Sequence[str] = ()) -> Planned:
    """Return what the plan says. Raises NotRead."""
    from openpyxl.utils import get_column_letter

    book = read_book(data, passwords)
    sheets = _by_name(book)
    planned = Planned()
    info = _info(sheets[same(INFO_SHEET)], planned, from_1904=book.from_1904)
    planned.year, planned.name = info["year"], str(info.get("name") or "")
    planned.admission_target, planned.class_target = info.get("admission_target"), info.get("class_target")
    planned.deadline, planned.establishment = info.get("completion_deadline"), info.get("establishment") or ""
    planned.report_by, planned.due_day = info.get("reporting_deadline"), info.get("due_day") or planned.due_day
    planned.addresses = str(info.get("office_addresses") or "").casefold()
    for line in _rows(sheets.get(same(UNUSED_SHEET)), UNUSED, planned, from_1904=book.from_1904):
        planned.unused.add("".join(c for c in str(line.get("sha256", "")).casefold() if c in "0123456789abcdef"))
    for line in _rows(sheets.get(same(UNITS_SHEET)), UNITS, planned, from_1904=book.from_1904):
        _take_unit(line, planned)
    for row, cells in sheets[same(LAST_YEAR_SHEET)].rows.items() if same(LAST_YEAR_SHEET) in sheets else ():
        kept = planned.values.setdefault(LAST_YEAR_SHEET, {})
        kept |= {f"{get_column_letter(at)}{row}": _number(cell.value) for at, cell in cells.items()}
    for line in _rows(sheets.get(same(LAST_YEAR_SHEET)), LAST_YEAR, Planned(), from_1904=book.from_1904):
        if isinstance(month := line.get("month"), int):
            planned.last_year[month] = line
    first = min(row.from_day for row in DEFAULTS)
    for line in _rows(sheets.get(same(REGULATIONS_SHEET)), REGULATIONS, planned, from_1904=book.from_1904):
        value, code = str(line.get("value", "")), str(line.get("code", ""))
        if code in (DAY_OFF, DAY_WORKED):
            _take_day(value, planned.days_off if code == DAY_OFF else planned.days_worked)
        elif value.isascii() and value.isdigit():
            planned.thresholds.append((code, int(value), line.get("from_day") or first))
    for line in _rows(sheets.get(same(CONFIRMED_SHEET)), CONFIRMED, planned, from_1904=book.from_1904):
        planned.concluded[str(line.get("key", "")).upper()] = str(line.get("conclusion", ""))
    return planned


def _by_name(book: Book) -> dict[str, Sheet]:
    """Return the sheets by the keys of a plan's names, each under that name; one called otherwise is told by its labels."""
    found = {same(sheet.name): sheet for sheet in reversed(book.sheets)}
    seen = [sheet for sheet in book.sheets if not sheet.is_hidden]
    for name in _SHEETS:
        if same(name) in found:
            continue
        near = [sheet for sheet in seen if _letters_in(sheet.name) == _letters_in(name)]
        if len(near) != 1 and name in (INFO_SHEET, UNITS_SHEET):
            fields = INFO if name == INFO_SHEET else UNITS
            wanted = {_label(one.label) for one in fields if one.required}
            near = [
                sheet for sheet in seen if sum(label in wanted for label in _labels_on(sheet, name)) >= _FEWEST[name]
            ]
        if len(near) == 1:
            found[same(name)] = near[0]
    for name in _SHEETS:
        if same(name) in found:
            found[same(name)].name = name
    return found


def _letters_in(name: str) -> str:
    letters = unicodedata.normalize("NFD", same(name).replace("đ", "d"))
    return "".join(letter for letter in letters if letter.isalpha())


def _labels_on(sheet: Sheet, name: str) -> set[str]:
    """Return the labels of a sheet: of the first its left column, of another the row that has most of them."""
    rows = [[_label(c.value) for c in cells.values() if isinstance(c.value, str)] for cells in sheet.rows.values()]
    if name == INFO_SHEET:
        return {_label(c.value) for row in sheet.rows.values() if (c := row.get(1)) and isinstance(c.value, str)}
    wanted = {_label(one.label) for one in UNITS}
    return set(max(rows, key=lambda row: len(wanted.intersection(row)), default=[]))


def _take_day(value: str, days: set[date]) -> None:
    try:
        day = of_text(value, LATEST, is_birth=False)
    except NoDay:
        return
    if isinstance(day, date):
        days.add(day)


def _take_unit(line: dict[str, object], planned: Planned) -> None:
    kinds = {same(kind): kind for kind in (BRANCH_KIND, ORGANISATION_KIND, COMMITTEE_KIND)}
    kind = kinds.get(same(str(line.get("kind", ""))))
    if "code" not in line or kind is None or same(str(line["code"])) in _TOTALS:
        return
    planned.units.append(
        PlannedUnit(
            code=str(line["code"]),
            name=str(line.get("name", "")),
            kind=kind,
            order=len(planned.units),
            first=line.get("from_month") or 1,
            last=line.get("to_month") or 12,
            admission_target=line.get("admission_target"),
            class_target=line.get("class_target"),
            members=line.get("member_count"),
            addresses=str(line.get("addresses") or "").casefold(),
            into=str(line.get("merged_into") or ""),
            in_charge=str(line.get("committee_member") or ""),
        )
    )
    planned.by_code.setdefault(code_key(planned.units[-1].code), planned.units[-1])


def _info(sheet: Sheet, planned: Planned, *, from_1904: bool) -> dict[str, object]:
    known = {_label(one.label): one for one in INFO}
    found: dict[str, object] = {}
    for number, cells in sheet.rows.items():
        meant = _meant(cells.get(1), known)
        if meant is None or 2 not in cells:
            continue
        value = _value(cells[2], meant, from_1904=from_1904)
        planned.values.setdefault(INFO_SHEET, {})[f"B{number}"] = value
        if value is not None:
            found.setdefault(meant.key, value)
    return found


def _rows(
    sheet: Sheet | None, fields: Sequence[Field], planned: Planned, *, from_1904: bool
) -> Iterator[dict[str, object]]:
    """Yield the filled rows of a table by field key, and keep its cells' values by their addresses."""
    from openpyxl.utils import get_column_letter

    if sheet is None:
        return
    known = {_label(one.label): one for one in fields}
    kept = planned.values.setdefault(sheet.name, {})
    columns: dict[int, Field] = {}
    for number, cells in sheet.rows.items():
        if not columns:
            found = {at: meant for at, cell in cells.items() if (meant := _meant(cell, known))}
            columns = found if len(found) > 1 else {}
            continue
        line: dict[str, object] = {}
        for at, cell in cells.items():
            if at not in columns or (value := _value(cell, columns[at], from_1904=from_1904)) is None:
                continue
            line.setdefault(columns[at].key, value)
            kept[f"{get_column_letter(at)}{number}"] = value
        if line:
            yield line


def _number(value: object) -> object:
    """Return a text of digits as the number that it is; all else as it is."""
    return int(value) if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() else value


def _label(text: str) -> str:
    """Return a label's key; what stands in brackets stays, since it tells two labels apart."""
    return " ".join(re.sub(r"[*:.,;()/\-–]+", " ", same(text)).split())


def _meant(cell: Cell | None, known: dict[str, Field]) -> Field | None:
    if cell is None or not isinstance(cell.value, str):
        return None
    return known.get(_label(cell.value)) or known.get(_label(re.sub(r"\([^()]*\)", " ", cell.value)))


def _value(cell: Cell, meant: Field, *, from_1904: bool) -> object:
    """Return a value of the plan, None where there is none that is a value of its kind; numbers and days without the words around them."""
    if isinstance(cell.value, str):
        text = plain(cell.value)
        if meant.kind is Kind.NUMBER:
            counted = _COUNTED.fullmatch(text.casefold())
            return int(counted[1]) if counted else None
        if meant.kind is Kind.DATE and (found := _DAY_IN_WORDS.search(text.casefold())):
            cell = cell._replace(value=found[0])
    if meant.kind is Kind.TEXT and isinstance(cell.value, datetime):
        return f"{cell.value:%d/%m/%Y}"
    read = read_cell(cell, meant, LATEST, from_1904=from_1904)
    if meant.kind is Kind.TEXT and isinstance(read, str):
        return plain(read)
    return read if isinstance(read, str | int | date) else None
