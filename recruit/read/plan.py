"""The plan workbook to a plan: found by its sheets, read by its labels, judged whole, with the cell of all that is wrong.

What no figure can do without stops a run; what only a document prints is noted as a flaw of the plan.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.categories import ESTABLISHMENTS
from recruit.declared.choices import EDUCATION
from recruit.declared.editions import EDITIONS
from recruit.declared.field import Kind
from recruit.declared.plan import (
    ADDRESSEES,
    BRANCH_KIND,
    COMMITTEE_KIND,
    COPIES,
    DEADLINES,
    DOCUMENTS,
    FINAL_YEAR,
    FIRST_YEAR,
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
    YEARLY_KINDS,
    Plan,
    Recipient,
    RegisterEntry,
    Regulation,
    Unit,
    code_key,
    lack_in_words,
)
from recruit.declared.regulations import CODES, DAY_OFF, DAY_WORKED, DEFAULTS
from recruit.errors import PlanProblem
from recruit.language.spelling import fold
from recruit.language.wording import first_few
from recruit.model import Place
from recruit.read.dates import read_text_date
from recruit.read.plan_last_year import read_last_year
from recruit.read.plan_names import SHEETS, sheets_of
from recruit.read.plan_said import read_confirmations, read_unused
from recruit.read.plan_sheets import PlanSheets, Stop, quoted
from recruit.read.plan_values import read_addresses
from recruit.read.written import How

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.books.workbook import RawWorkbook
    from recruit.read.plan_sheets import Line
    from recruit.read.written import Understood

_DEFAULT_DUE_DAY = 25
_LAST_DAY_AFTER = (3, 31)
"""Month and day of the next year up to which a deadline may belong to the plan's year."""
_TOTALS = frozenset(map(fold, ("Tổng cộng", "Tổng số", "Cộng", "Tổng")))


def is_plan(book: RawWorkbook) -> bool:
    """Whether the workbook is a plan: both its sheets are there, whatever stands beside their names."""
    return {INFO_SHEET, UNITS_SHEET} <= sheets_of(book).keys()


class ReadPlan(NamedTuple):
    """A plan, and what of it was read otherwise than it was written."""

    plan: Plan
    understood: tuple[Understood, ...]


def read_plan(book: RawWorkbook, file: str) -> ReadPlan:
    """Return the plan in `book`. Raises PlanProblem, naming every value that cannot be understood with its cell."""
    return _PlanReader(book, file).read()


class _PlanReader:
    """Reads one plan, gathering what is wrong with it."""

    def __init__(self, book: RawWorkbook, file: str) -> None:
        self._file = file
        self._sheets = PlanSheets(book, file)
        # Where each code stands, also in rows that are no unit for something else.
        self._code_cells: dict[str, list[str]] = defaultdict(list)
        self._unit_lines: list[Line] = []

    def read(self) -> ReadPlan:
        """Return the plan. Raises PlanProblem with all that is wrong with it."""
        info, cells = self._sheets.info()
        units = tuple(self._units())
        self._check_units(units)
        self._check_info(info, cells)
        office = self._addresses(INFO_SHEET, cells.get("office_addresses", ""), info.get("office_addresses", ""))
        recipients = tuple(self._recipients())
        regulations = tuple(self._regulations())
        moved = self._moved_days()
        register = tuple(self._register())
        last_year = tuple(read_last_year(self._sheets, self._file))
        confirmations = tuple(read_confirmations(self._sheets, self._file))
        unused = tuple(read_unused(self._sheets, self._file))
        if self._sheets.stops:
            raise PlanProblem(*self._all_that_is_wrong(), year=info.get("year"))
        text = {field.key: info.get(field.key, "") for field in INFO if field.kind is Kind.TEXT}
        name, upper = text["name"], text["upper_name"]
        plan = Plan(
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
            due_day=info.get("due_day", _DEFAULT_DUE_DAY),
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
            last_year=last_year,
            confirmations=confirmations,
            unused=unused,
            info_cells=tuple(cells.items()),
            spelling=text["spelling"] or SPELLINGS[0],
            flaws=tuple(self._sheets.flaws),
            addresses=office,
            establishment=text["establishment"],
            contact_phone=text["contact_phone"],
            organisation_code=text["organisation_code"],
            days_off=moved[DAY_OFF],
            days_worked=moved[DAY_WORKED],
        )
        return ReadPlan(plan, tuple(self._sheets.understood))

    def _all_that_is_wrong(self) -> Iterator[str]:
        """Yield what stops the run and, so that one round of mending does, what documents would lack after it."""
        yield f"Kế hoạch năm {self._file} cần sửa trước khi chạy:"
        lacks = (Stop(flaw.place.sheet, flaw.place.cell, lack_in_words(flaw)) for flaw in self._sheets.flaws)
        for p in sorted({*self._sheets.stops, *lacks}, key=_in_order):
            yield f"  - {p.sheet}{f', ô {p.cell}' if p.cell else ''}: {p.words}"

    # -- the first sheet -----------------------------------------------------------------------------------------------

    def _check_info(self, info: dict, cells: dict[str, str]) -> None:
        for field in INFO:
            if not field.required or field.key in info:
                continue
            cell = cells.get(field.key, "")
            if field.key == "year":
                if not self._sheets.speaks_of(INFO_SHEET, cell):
                    self._sheets.stop(INFO_SHEET, cell, "chưa ghi Năm kế hoạch (bốn chữ số)")
            elif not any(flaw.key == field.key for flaw in self._sheets.flaws):
                self._sheets.flaw(INFO_SHEET, cell, field)
        year = info.get("year")
        if year is not None and not FIRST_YEAR <= year <= FINAL_YEAR:
            self._sheets.stop(INFO_SHEET, cells["year"], f"Năm kế hoạch phải từ {FIRST_YEAR} đến {FINAL_YEAR}")
            year = None
        if not 1 <= info.get("due_day", _DEFAULT_DUE_DAY) <= 31:
            self._sheets.stop(INFO_SHEET, cells["due_day"], "Ngày nộp hằng tháng phải từ 1 đến 31")
        for key in DEADLINES:
            day = info.get(key)
            if day is not None and year is not None and not date(year, 1, 1) <= day <= date(year + 1, *_LAST_DAY_AFTER):
                label = next(field.label for field in INFO if field.key == key)
                self._sheets.stop(
                    INFO_SHEET, cells[key], f"{label} phải thuộc năm {year}, như Năm kế hoạch ở ô {cells['year']}"
                )
        known = {
            "edition": [edition.code for edition in EDITIONS],
            "establishment": tuple(ESTABLISHMENTS),
            "spelling": SPELLINGS,
            "yearly_kind": YEARLY_KINDS,
        }
        for field in INFO:
            if field.key in known and field.key in info:
                written = info.pop(field.key)
                # The two spellings differ only in the place of the tone mark.
                choice = next((c for c in known[field.key] if c.casefold() == written.casefold()), None)
                if choice is None:
                    self._sheets.flaw(INFO_SHEET, cells[field.key], field, written)
                else:
                    info[field.key] = choice

    # -- rows ----------------------------------------------------------------------------------------------------------

    def _units(self) -> Iterator[Unit]:
        kinds = {fold(kind): kind for kind in (BRANCH_KIND, ORGANISATION_KIND, COMMITTEE_KIND)}
        order = 0
        for line in self._sheets.table(UNITS_SHEET, UNITS):
            if self._is_total(line):
                continue
            is_blank = self._sheets.lacks(UNITS_SHEET, line, UNITS)
            said = line.values
            if "code" in said:
                self._code_cells[code_key(said["code"])].append(line.cell("code"))
            kind = kinds.get(fold(said.get("kind", "")))
            if kind is None and "kind" in said:
                words = f"Loại phải là {BRANCH_KIND}, {ORGANISATION_KIND} hoặc {COMMITTEE_KIND}"
                self._sheets.stop(UNITS_SHEET, line.cell("kind"), words)
            cell = line.cell("addresses")
            addresses = self._addresses(UNITS_SHEET, cell, line.values.get("addresses", ""))
            self._unit_lines.append(line)
            if is_blank or kind is None:
                continue
            yield Unit(
                code=said["code"],
                name=said["name"],
                kind=kind,
                order=order,
                committee_member=said.get("committee_member", ""),
                addresses=addresses,
                phone=said.get("phone", ""),
                member_count=said.get("member_count"),
                admission_target=said.get("admission_target"),
                class_target=said.get("class_target"),
                from_month=said.get("from_month", 1),
                to_month=said.get("to_month", 12),
                merged_into=said.get("merged_into", ""),
                organisation_code=said.get("organisation_code", ""),
                cells=tuple(line.cells.items()),
            )
            order += 1

    def _is_total(self, line: Line) -> bool:
        """Whether a row is the sum under the units, as the paper has it."""
        said = line.values
        words = [key for key in ("code", "name") if fold(said.get(key, "")) in _TOTALS]
        if not words or "kind" in said or ("code" in said and "name" in said):
            return False
        self._sheets.read_otherwise(UNITS_SHEET, line.cell(words[0]), said[words[0]], None, How.NO_UNIT)
        return True

    def _addresses(self, sheet: str, cell: str, written: str) -> tuple[str, ...]:
        read = read_addresses(written)
        if read.wrong:
            self._sheets.stop(sheet, cell, f"“{quoted(read.wrong)}” không phải địa chỉ thư điện tử")
        elif read.otherwise:
            self._sheets.read_otherwise(sheet, cell, written, "; ".join(read.found), How.AS_PRINTED)
        return read.found

    def _check_units(self, units: tuple[Unit, ...]) -> None:
        if not units and not any(stop.sheet == UNITS_SHEET for stop in self._sheets.stops):
            self._sheets.stop(UNITS_SHEET, "", "chưa có đơn vị nào")
        for code, same in self._code_cells.items():
            if len(same) > 1:
                words = f"mã đơn vị {quoted(code.upper())} có nhiều lần, ở các ô {first_few(same, between=', ')}"
                self._sheets.stop(UNITS_SHEET, same[1], words)
        for line in self._unit_lines:
            self._check_unit(line)

    def _check_unit(self, line: Line) -> None:
        """Note what is wrong between the cells of a unit's row, whatever else the row lacks."""
        said = line.values
        for joined in self._sheets.joined(UNITS_SHEET, line):
            cell = joined.partition(":")[0]
            if not self._sheets.speaks_of(UNITS_SHEET, cell):
                self._sheets.stop(UNITS_SHEET, cell, f"các ô {joined} bị gộp; bỏ gộp rồi ghi riêng từng ô")
        first, last = said.get("from_month", 1), said.get("to_month", 12)
        if first > last:
            words = f"Đến tháng {last} trước Từ tháng {first}"
            self._sheets.stop(UNITS_SHEET, line.cell("to_month") or line.cell("from_month"), words)
        written = said.get("merged_into", "")
        successor = code_key(written)
        if successor and successor not in self._code_cells:
            words = f"Nhập vào ghi mã {quoted(written)}, không đơn vị nào có mã này"
            self._sheets.stop(UNITS_SHEET, line.cell("merged_into"), words)
        elif successor and successor == code_key(said.get("code", "")):
            self._sheets.stop(UNITS_SHEET, line.cell("merged_into"), "Nhập vào ghi mã của chính đơn vị")

    def _recipients(self) -> Iterator[Recipient]:
        """Yield the lines of `Nơi nhận`; several lines in one cell are as many."""
        known = {"document": DOCUMENTS, "block": (ADDRESSEES, COPIES)}
        for line in self._sheets.table(RECIPIENTS_SHEET, RECIPIENTS):
            if "text" not in line.values:
                field = next(field for field in RECIPIENTS if field.key == "text")
                self._sheets.flaw(RECIPIENTS_SHEET, line.cell("text"), field)
                continue
            chosen = {}
            for field in RECIPIENTS:
                if field.key in known:
                    written = line.values.get(field.key, "")
                    chosen[field.key] = next((c for c in known[field.key] if fold(c) == fold(written)), "")
                    if not chosen[field.key] and (written or field.required):
                        self._sheets.flaw(RECIPIENTS_SHEET, line.cell(field.key), field, written)
            for text in line.values["text"].split("\n"):
                yield Recipient(chosen["document"], chosen["block"], text)

    def _regulations(self) -> Iterator[Regulation]:
        first = min(row.from_day for row in DEFAULTS)
        known: dict[tuple[str, date], tuple[int, str]] = {}
        for line in self._sheets.table(REGULATIONS_SHEET, REGULATIONS):
            if line.values.keys().isdisjoint(("code", "value", "from_day")):
                # A note under the table.
                continue
            if self._sheets.lacks(REGULATIONS_SHEET, line, REGULATIONS):
                continue
            code, value = line.values["code"], line.values["value"]
            if code in (DAY_OFF, DAY_WORKED):
                continue
            if code not in CODES:
                self._sheets.stop(REGULATIONS_SHEET, line.cell("code"), f"không có quy định mã “{quoted(code)}”")
                continue
            level = EDUCATION.of(value) if code == "hoc_van" else None
            if level is None and not re.fullmatch(r"\d{1,4}", value):
                words = f"Giá trị “{quoted(value)}” phải là số"
                self._sheets.stop(REGULATIONS_SHEET, line.cell("value"), words)
                continue
            held = EDUCATION.choices.index(level) if level else int(value)
            day, cell = line.values.get("from_day") or first, line.cell("value")
            other, there = known.setdefault((code, day), (held, cell))
            if other != held:
                words = f"quy định {code} từ cùng một ngày có hai giá trị, ở các ô {there}, {cell}"
                self._sheets.stop(REGULATIONS_SHEET, cell, words)
            yield Regulation(code, held, day, line.values.get("source", ""))

    def _moved_days(self) -> dict[str, frozenset[date]]:
        """Return the days of the sheet `Quy định` on which, beyond what is known, nobody or everybody works."""
        days: dict[str, set[date]] = {DAY_OFF: set(), DAY_WORKED: set()}
        for line in self._sheets.table(REGULATIONS_SHEET, REGULATIONS):
            if line.values.get("code") in days and "value" in line.values:
                written = line.values["value"]
                read = read_text_date(written, FINAL_YEAR)
                if read is None:
                    words = f"Giá trị “{quoted(written)}” phải là ngày, ví dụ 31/08/2026"
                    self._sheets.stop(REGULATIONS_SHEET, line.cell("value"), words)
                else:
                    days[line.values["code"]].add(read.value)
        return {code: frozenset(those) for code, those in days.items()}

    def _register(self) -> Iterator[RegisterEntry]:
        for line in self._sheets.table(REGISTER_SHEET, REGISTER):
            if self._sheets.lacks(REGISTER_SHEET, line, REGISTER):
                continue
            said = line.values
            place = Place(self._file, REGISTER_SHEET, line.cell("number"))
            yield RegisterEntry(
                said["number"], said["day"], said["name"], said.get("birth"), said.get("unit_code", ""), place
            )


def _in_order(stop: Stop) -> tuple[int, int, int, str]:
    letters = stop.cell.rstrip("0123456789")
    row = int(stop.cell[len(letters) :] or 0)
    return SHEETS.index(stop.sheet), row, len(letters), stop.cell + stop.words
