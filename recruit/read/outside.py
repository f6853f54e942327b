"""What a workbook tells of people outside the list that was read: people, and days beside the names of those on the list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.books.workbook import MAX_COLUMN, column_letter
from recruit.declared.people import SURNAMES
from recruit.language.names import name_key
from recruit.language.spelling import clean, fold
from recruit.language.wording import spans, vn_date
from recruit.model import UNREADABLE, Flaw, Place
from recruit.read.beside import looks_like_name
from recruit.read.values import read_value
from recruit.read.written import How

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Set

    from recruit.books.workbook import RawCell, RawSheet, RawWorkbook
    from recruit.read.headings import Declared
    from recruit.read.report import Report

_AGES = (14, 100)
_NEAREST = 3
"""Columns within which a birth stands behind a name; gender and ethnicity may stand between them."""
_BETWEEN = ("gender", "ethnic_group")

_LONGEST = 200
"""Letters of a cell that are looked at."""
_NUMBER_BEFORE = re.compile(r"(?:\d{1,3} ?[.)]|[-–+*•]) ?(?=\w)")
_SMALL_MIDDLE = re.compile(r"(?<= )(?:văn|thị)(?= )")
"""A middle name that many type small: `Lò văn Ón`."""
_DIGIT = re.compile(r"\d")
_SURNAMES = frozenset(map(fold, SURNAMES))

_ANOTHER_DAY = re.compile(
    r"vào (?:đảng|đoàn|ngành|biên chế|làm)|chính thức|thành lập|ban hành|cấp|bổ nhiệm|tuyển dụng|quyết định|kết nạp",
    re.IGNORECASE,
)
"""What a heading says under which a day is nobody's birth."""
_BIRTH = re.compile(r"\bsinh\b|ngày tháng năm", re.IGNORECASE)

_PAPER = re.compile(r"\b\d{1,6} ?[-/–]? ?(?:qđ|gcn)\b[^ ,;]{0,30}", re.IGNORECASE)
"""The number of a decision or a certificate."""

_OF_A_STEP = re.compile(
    r"kết nạp|quyết định|\bqđ|\blớp\b|đi học|chứng nhận|\bgcn\b|cảm tình|giúp đỡ|nghị quyết|đồng ý|ra khỏi|đưa ra|chuyển (?:đi|sang)",
    re.IGNORECASE,
)
"""What a sheet says, in its name or in a cell, that tells of steps; one of duties or of leave does not."""


@dataclass(frozen=True)
class Outside:
    """Looks for people outside the list of one workbook, and says of whom it finds in the flaws of its report.

    It is asked once the list was read. A bare number is no day here: under no heading it may be anything.
    """

    book: RawWorkbook
    declared: Declared
    report: Report
    plan_year: int

    def people(self, rows: Iterable[tuple[int, Mapping[int, RawCell]]]) -> Iterator[tuple[int, int]]:
        """Yield row and column of the first name of each row behind which a birth stands.

        What a column's last heading says holds for the cells below it: a day of birth needs none, a year alone does.
        """
        of_birth: dict[int, bool] = {}
        for number, cells in rows:
            name = 0
            for column in sorted(cells):
                cell = cells[column]
                if _may_be_day(cell):
                    name = name or self._named(cells, column, of_birth.get(column))
                elif _BIRTH.search(cell.value[:_LONGEST]):
                    of_birth[column] = True
                elif _ANOTHER_DAY.search(cell.value[:_LONGEST]):
                    of_birth[column] = False
            if name:
                yield number, name

    def _named(self, cells: Mapping[int, RawCell], column: int, of_birth: bool | None) -> int:
        """Return the column of the name of which a cell holds the birth, 0 where it is nobody's or a link to the list.

        `of_birth` is whether a heading says that births stand there, None where none says anything.
        """
        if of_birth is False:
            return 0
        birth = self._day(cells[column], "birth") or (of_birth and self._year(cells[column]))
        if not birth or not _AGES[0] <= self.plan_year - _year_of(birth) <= _AGES[1]:
            return 0
        for before in range(column - 1, column - 1 - _NEAREST, -1):
            if before not in cells or self._is_between(cells[before]):
                continue
            if not (name := person_name(cells[before])):
                return 0
            # A sheet for printing shows what the list says.
            is_linked = cells[before].formula and cells[column].formula
            return 0 if is_linked and birth in self._known.get(name_key(name), ()) else before
        return 0

    def _year(self, cell: RawCell) -> int | None:
        value = read_value(cell, self.declared.by_key["birth"], self.book, self.plan_year).value
        return value if isinstance(value, int) else None

    def _is_between(self, cell: RawCell) -> bool:
        values = (read_value(cell, self.declared.by_key[key], self.book, self.plan_year).value for key in _BETWEEN)
        return cell.kind == "s" and any(value is not UNREADABLE for value in values)

    def _day(self, cell: RawCell, key: str) -> date | None:
        read = read_value(cell, self.declared.by_key[key], self.book, self.plan_year)
        return read.value if isinstance(read.value, date) and read.written.how is not How.DAY_NUMBER else None

    # -- what is said --------------------------------------------------------------------------------------------------

    def beside_list(self, sheet: RawSheet, heading: int, columns: Iterable[int]) -> dict[int, Mapping[int, RawCell]]:
        """Return the rows above the headings of the list, and what of those below is none of it.

        Beside its people that is what stands under nothing that could be a heading.
        """
        used, rows = set(columns), {}
        above = {number: cells for number, cells in sheet.rows.items() if number <= heading}
        # What begins over the list is its own title, however far it goes.
        merged = (merge for merge in sheet.merges if merge[0] <= heading and merge[1] not in used)
        headed = used.union(*above.values(), *(range(m[1], m[3] + 1) for m in merged))
        # What stands there may be a column of the list that lost its heading.
        lost = {flaw.place.cell for flaw in self.report.flaws if flaw.rule == "heading_unknown"}
        headed.update(at for at in range(1, MAX_COLUMN + 1) if lost and f"{column_letter(at)}{heading}" in lost)
        last = max((row.number for row in self.report.rows), default=heading)
        for number, cells in sheet.rows.items():
            if number >= heading:
                taken = headed if heading < number <= last else used
                cells = {column: cells[column] for column in cells.keys() - taken}
            if cells:
                rows[number] = cells
        return rows

    def note_people(self, sheet: RawSheet, found: Mapping[int, int]) -> None:
        """Say of people found on a sheet, column of the name by row, that they stand outside the list."""
        self._note(sheet, sorted(found.items()), "outside_list")

    def note_steps(self, sheet: RawSheet, rows: Mapping[int, Mapping[int, RawCell]], told: Container[int]) -> None:
        """Say where a day or a paper's number beside the name of somebody on the list may be a step's.

        Such a day is of the year, not after the month; neither stands in that person's row. Of the rows `told` it is
        said already that they are not read.
        """
        found: list[tuple[int, int]] = []
        slots: dict[str, str] = {}
        for number, cells in rows.items():
            with_digits = [cell for cell in cells.values() if _may_be_day(cell)]
            if not with_digits or number in told:
                continue
            names = ((column, name_key(name)) for column, cell in cells.items() if (name := person_name(cell)))
            at, key = next((pair for pair in names if pair[1] in self._known), (0, ""))
            steps = (self._step(cell, self._known[key]) for cell in with_digits) if at else ()
            if step := next(filter(None, steps), None):
                found.append((number, at))
                slots = slots or step
        if found and _tells_of_steps(sheet):
            self._note(sheet, found, "steps_outside", **slots)

    def _step(self, cell: RawCell, known: Set[object]) -> dict[str, str] | None:
        """Return what a cell says of a step, in the slots of the rule, None where nothing or what `known` has.

        `known` are the values of a person's row.
        """
        if cell.kind == "s" and (paper := _PAPER.search(clean(cell.value[:_LONGEST]))):
            if _bare(paper[0]) in {_bare(value) for value in known if isinstance(value, str)}:
                return None
            return {"said": f"số {paper[0]}", "said_on_screen": "số văn bản"}
        day, period = self._day(cell, "decision"), self.report.period
        if day is None or day in known or day.year != self.plan_year or (period is not None and day > period.last_day):
            return None
        return {"said": f"ngày {vn_date(day)}", "said_on_screen": f"ngày {vn_date(day)}"}

    @cached_property
    def _known(self) -> dict[str, set[object]]:
        """What stands in the rows of the list under each name, by its key."""
        known: dict[str, set[object]] = {}
        for row in self.report.rows:
            if name := row.text("name"):
                known.setdefault(name_key(name), set()).update(row.values.values())
        return known

    def _note(self, sheet: RawSheet, found: list[tuple[int, int]], rule: str, **slots: str) -> None:
        if found:
            number, column = found[0]
            place = Place(self.report.file, sheet.name, f"{column_letter(column)}{number}")
            rows = spans([number for number, _ in found])
            self.report.flaws.append(Flaw(place, "", {"sheet": sheet.name, "rows": rows, **slots}, rule=rule))


def _year_of(birth: date | int) -> int:
    return birth if isinstance(birth, int) else birth.year


def person_name(cell: RawCell) -> str:
    """Return the name that a cell holds, empty where what it holds is hardly one.

    A heading in capitals alone looks like a name; of somebody the family's name comes first.
    """
    if cell.kind != "s" or len(cell.value) > _LONGEST:
        return ""
    text = clean(_NUMBER_BEFORE.sub("", clean(cell.value), count=1))
    in_one_case = text.isupper() or text.islower()
    name = text if in_one_case else _SMALL_MIDDLE.sub(lambda middle: middle[0].capitalize(), text)
    if not looks_like_name(name):
        return ""
    is_sure = name == text and not in_one_case
    return name if is_sure or fold(name).partition(" ")[0] in _SURNAMES else ""


def _bare(number: str) -> str:
    return re.sub(r"\W", "", fold(number))


def _may_be_day(cell: RawCell) -> bool:
    return cell.kind == "n" or (cell.kind == "s" and bool(_DIGIT.search(cell.value, 0, _LONGEST)))


def _tells_of_steps(sheet: RawSheet) -> bool:
    texts = (cell.value[:_LONGEST] for cells in sheet.rows.values() for cell in cells.values() if cell.kind == "s")
    return bool(_OF_A_STEP.search(sheet.name)) or any(map(_OF_A_STEP.search, texts))
