"""The plan workbook to a plan: found by its sheets, read by its labels, refused with every problem named at once."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from recruit.books.workbook import column_letter
from recruit.declared.choices import EDUCATION
from recruit.declared.field import Field, Kind
from recruit.declared.plan import (
    BRANCH_KIND,
    COMMITTEE_KIND,
    INFO,
    INFO_SHEET,
    ORGANISATION_KIND,
    RECIPIENTS,
    RECIPIENTS_SHEET,
    REGISTER,
    REGISTER_SHEET,
    REGULATIONS,
    REGULATIONS_SHEET,
    SPELLINGS,
    UNITS,
    UNITS_SHEET,
    Plan,
    Recipient,
    RegisterEntry,
    Regulation,
    Unit,
    code_key,
)
from recruit.declared.regulations import CODES, DEFAULTS
from recruit.errors import PlanProblem
from recruit.language.spelling import fold
from recruit.model import UNREADABLE, Place
from recruit.read.dates import LAST_YEAR
from recruit.read.values import read_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.books.workbook import RawCell, RawSheet, RawWorkbook

_DEFAULT_DUE_DAY = 25


def is_plan(book: RawWorkbook) -> bool:
    """Whether the workbook is a plan: both its sheets are there under their names."""
    names = {fold(sheet.name) for sheet in book.sheets}
    return {fold(INFO_SHEET), fold(UNITS_SHEET)} <= names


def read_plan(book: RawWorkbook, file: str) -> Plan:
    """Return the plan in `book`. Raises PlanProblem, naming every value that cannot be understood with its cell."""
    return _PlanReader(book, file).read()


def _key(text: str) -> str:
    """Return a label's key; its brackets stay, since `Đảng ủy` and `Đảng ủy (viết tắt)` are two labels."""
    return " ".join(re.sub(r"[*:.,;()/\-–]+", " ", fold(text)).split())


def _by_label(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {_key(field.label): field for field in fields}


def _field_of(cell: RawCell, labels: dict[str, Field]) -> Field | None:
    if cell.kind != "s":
        return None
    return labels.get(_key(cell.value)) or labels.get(_key(re.sub(r"\([^)]*\)", " ", cell.value)))


class _PlanReader:
    """Reads one plan, gathering what is wrong with it."""

    def __init__(self, book: RawWorkbook, file: str) -> None:
        self._book = book
        self._file = file
        self._problems: list[str] = []

    def read(self) -> Plan:
        """Return the plan. Raises PlanProblem with all that is wrong with it."""
        info, cells = self._info()
        if not isinstance(info.get("year"), int):
            self._problems.append(f"{INFO_SHEET}: chưa ghi Năm kế hoạch (bốn chữ số)")
        units = tuple(self._units())
        if not units:
            self._problems.append(f"{UNITS_SHEET}: chưa có đơn vị nào")
        self._check_units(units)
        recipients = tuple(
            Recipient(line.get("document", ""), line.get("block", ""), line.get("text", ""))
            for _, line, _ in self._table(RECIPIENTS_SHEET, RECIPIENTS)
        )
        regulations = tuple(self._regulations())
        register = tuple(self._register())
        due_day = info.get("due_day", _DEFAULT_DUE_DAY)
        if not 1 <= due_day <= 31:
            self._problems.append(f"{INFO_SHEET}, ô {cells['due_day']}: Ngày nộp hằng tháng phải từ 1 đến 31")
        if info.get("spelling", "").lower() not in ("", *SPELLINGS):
            self._problems.append(f"{INFO_SHEET}, ô {cells['spelling']}: Cách viết ghi {' hoặc '.join(SPELLINGS)}")
        if self._problems:
            listed = "\n".join(f"  - {problem}" for problem in self._problems)
            raise PlanProblem(f"Kế hoạch năm {self._file} cần sửa trước khi chạy:\n{listed}")
        text = {field.key: info.get(field.key, "") for field in INFO if field.kind is Kind.TEXT}
        name, upper = text["name"], text["upper_name"]
        return Plan(
            file=self._file,
            year=info["year"],
            place_name=text["place_name"],
            upper_heading=text["upper_heading"] or upper.upper(),
            upper_name=upper,
            upper_short=text["upper_short"] or upper,
            heading=text["heading"] or name.upper(),
            name=name,
            short=text["short"] or name,
            symbol=text["symbol"],
            admission_target=info.get("admission_target"),
            class_target=info.get("class_target"),
            grounds=tuple(text["grounds"].split("\n")) if text["grounds"] else (),
            due_day=due_day,
            completion_deadline=info.get("completion_deadline"),
            reporting_deadline=info.get("reporting_deadline"),
            edition=text["edition"],
            yearly_kind=text["yearly_kind"],
            authority=text["authority"],
            signer_office=text["signer_office"],
            signer=text["signer"],
            archive=text["archive"],
            units=units,
            recipients=recipients,
            regulations=regulations,
            register=register,
            info_cells=tuple(cells.items()),
            spelling=text["spelling"].lower() or SPELLINGS[0],
        )

    # -- labels and tables ---------------------------------------------------------------------------------------------

    def _sheet(self, name: str) -> RawSheet | None:
        return next((sheet for sheet in self._book.sheets if fold(sheet.name) == fold(name)), None)

    def _value(self, cell: RawCell, field: Field, sheet: str, address: str) -> Any:
        """Return the cell's value, None where it is blank or, with a problem noted, where it cannot be read."""
        read = read_value(cell, field, self._book, LAST_YEAR)
        if read.value is UNREADABLE:
            # The register is about people: in a wrong column it may be a name.
            written = "" if fold(sheet) == fold(REGISTER_SHEET) else f" ghi “{read.written.text}”"
            self._problems.append(f"{sheet}, ô {address}: {field.label}{written} không đọc được")
            return None
        return read.value

    def _info(self) -> tuple[dict, dict[str, str]]:
        sheet, labels = self._sheet(INFO_SHEET), _by_label(INFO)
        values: dict[str, object] = {}
        cells: dict[str, str] = {}
        grounds: list[str] = []
        last: Field | None = None
        for number, row in sheet.rows.items():
            label, value = row.get(1), row.get(2)
            field = _field_of(label, labels) if label is not None else None
            if label is None and last is not None and last.key == "grounds":
                field = last
            last = field
            if field is None or value is None:
                continue
            address = f"B{number}"
            read = self._value(value, field, sheet.name, address)
            if read is None:
                continue
            cells.setdefault(field.key, address)
            if field.key == "grounds":
                grounds += [line.rstrip(" ;.") for line in read.split("\n")]
            else:
                values.setdefault(field.key, read)
        if grounds:
            values["grounds"] = "\n".join(line for line in grounds if line)
        return values, cells

    def _table(self, name: str, fields: tuple[Field, ...]) -> Iterator[tuple[int, dict, dict[str, str]]]:
        """Yield (row, values by key, addresses by key) of each filled row under the sheet's headings."""
        sheet = self._sheet(name)
        if sheet is None:
            return
        labels = _by_label(fields)
        columns: dict[int, Field] = {}
        for number, row in sheet.rows.items():
            found = {column: field for column, cell in row.items() if (field := _field_of(cell, labels))}
            if not columns and len(found) >= 2:
                columns = found
                continue
            if not columns:
                continue
            values, addresses = {}, {}
            for column, field in columns.items():
                cell = row.get(column)
                address = f"{column_letter(column)}{number}"
                if cell is not None and (value := self._value(cell, field, sheet.name, address)) is not None:
                    values[field.key], addresses[field.key] = value, address
            if values:
                yield number, values, addresses

    # -- rows ----------------------------------------------------------------------------------------------------------

    def _units(self) -> Iterator[Unit]:
        kinds = {fold(kind): kind for kind in (BRANCH_KIND, ORGANISATION_KIND, COMMITTEE_KIND)}
        for order, (number, line, addresses) in enumerate(self._table(UNITS_SHEET, UNITS)):
            where = f"{UNITS_SHEET}, dòng {number}"
            if not line.get("code") or not line.get("name"):
                self._problems.append(f"{where}: thiếu Mã đơn vị hoặc Tên đơn vị")
                continue
            kind = kinds.get(fold(line.get("kind", "")))
            if kind is None:
                self._problems.append(f"{where}: Loại phải là {BRANCH_KIND}, {ORGANISATION_KIND} hoặc {COMMITTEE_KIND}")
                continue
            addresses_of = tuple(
                a.strip().casefold() for a in re.split(r"[;,\s]+", line.get("addresses", "")) if a.strip()
            )
            yield Unit(
                code=line["code"],
                name=line["name"],
                kind=kind,
                order=order,
                committee_member=line.get("committee_member", ""),
                addresses=addresses_of,
                phone=line.get("phone", ""),
                member_count=line.get("member_count"),
                admission_target=line.get("admission_target"),
                class_target=line.get("class_target"),
                from_month=line.get("from_month") or 1,
                to_month=line.get("to_month") or 12,
                merged_into=line.get("merged_into", ""),
                cells=tuple(addresses.items()),
            )

    def _check_units(self, units: tuple[Unit, ...]) -> None:
        codes = Counter(code_key(unit.code) for unit in units)
        for unit in units:
            if codes[code_key(unit.code)] > 1:
                self._problems.append(f"{UNITS_SHEET}: mã đơn vị {unit.code} có nhiều lần")
            if not 1 <= unit.from_month <= 12 or not 1 <= unit.to_month <= 12 or unit.from_month > unit.to_month:
                self._problems.append(f"{UNITS_SHEET}: {unit.code}: Từ tháng, Đến tháng phải từ 1 đến 12, theo thứ tự")
            if unit.merged_into and code_key(unit.merged_into) not in codes:
                self._problems.append(f"{UNITS_SHEET}: {unit.code}: Nhập vào ghi mã {unit.merged_into} không có")

    def _regulations(self) -> Iterator[Regulation]:
        first = min(row.from_day for row in DEFAULTS)
        for number, line, _ in self._table(REGULATIONS_SHEET, REGULATIONS):
            code, value = line.get("code", ""), line.get("value")
            if value is None:
                continue
            if code not in CODES:
                self._problems.append(f"{REGULATIONS_SHEET}, dòng {number}: không có quy định mã “{code}”")
                continue
            level = EDUCATION.of(value) if code == "hoc_van" else None
            if level is None and not re.fullmatch(r"\d{1,4}", value):
                self._problems.append(f"{REGULATIONS_SHEET}, dòng {number}: Giá trị “{value}” phải là số")
                continue
            held = EDUCATION.choices.index(level) if level else int(value)
            yield Regulation(code, held, line.get("from_day") or first, line.get("source", ""))

    def _register(self) -> Iterator[RegisterEntry]:
        for number, line, addresses in self._table(REGISTER_SHEET, REGISTER):
            if not line.get("number") or not line.get("name") or not isinstance(line.get("day"), date):
                self._problems.append(f"{REGISTER_SHEET}, dòng {number}: thiếu Số quyết định, Ngày hoặc Họ và tên")
                continue
            place = Place(self._file, REGISTER_SHEET, addresses.get("number", f"A{number}"))
            yield RegisterEntry(
                line["number"], line["day"], line["name"], line.get("birth"), line.get("unit_code", ""), place
            )
