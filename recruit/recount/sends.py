"""Which workbook speaks for a unit, looked at again: what `Tệp` says of a file is held against the file itself.

Of a file that is not used the reason must be seen in it; of one that is used nothing may speak against it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from recruit.declared.cover import CARRIED, ISSUED, carried_mark
from recruit.declared.form import STEPS
from recruit.declared.plan import code_key
from recruit.intake.unpack import FOLDER, MAIL
from recruit.model import FileOutcome, Period
from recruit.recount.inbox import names_in, read_forms
from recruit.recount.result import CellLine, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from recruit.recount.form import Form
    from recruit.recount.plan import Planned, PlannedUnit
    from recruit.recount.printed import Printed, ToldFile

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm")
_USED, _NEWER, _SAME = (
    outcome.value.partition("{")[0] for outcome in (FileOutcome.USED, FileOutcome.NEWER, FileOutcome.SAME)
)
SPEAK = (_USED, _NEWER, _SAME)
"""How the fate of a file begins that says something, or is equal to one that does."""

_REFUSED = FileOutcome.REFUSED.value.partition("{")[0]
_EMPTY = "danh sách trống"
_EQUAL_TIMES = "B11"
_FIRST_DAY = 20
_OFFICE_CLOCK = timedelta(hours=7)
_ZONES = timedelta(hours=14)
_LOOSE = "winmail.dat"
_TELL_OF_FILLING = frozenset(("meeting_date", "resolution_number", "prepared_by"))


@dataclass
class Sends:
    """All that was sent, as `Tệp` has it, and what of it speaks."""

    root: Path
    printed: Printed
    planned: Planned
    period: Period
    speaking: dict[str, str]
    passwords: Sequence[str]

    def doubts(self, forms: Mapping[str, Form | None]) -> Iterator[CellLine]:
        """Yield what speaks against a file's fate; `forms` are what was read of the files that speak."""
        known = {name for told in self.printed.files for name in _around(told)}
        for name in names_in(self.root):
            if name not in known:
                yield _doubt(name, "tệp của thư mục không có trong trang Tệp")
        for file in self.speaking.values():
            if (form := forms[file]) is not None:
                yield from self._against_use(self.printed.files[file], form)
        yield from self._against_order()
        wanted = {told.file: told for told in self.printed.files.values() if self._may_speak(told)}
        for file, read in read_forms(self.root, wanted, self.passwords, only_sound=True):
            if read.form is not None and (why := self._against_refusal(wanted[file], read.form)):
                yield _doubt(file, why)

    # -- what is used --------------------------------------------------------------------------------------------------

    def _against_use(self, told: ToldFile, form: Form) -> Iterator[CellLine]:
        unit = self._unit(told.unit_code)
        month = int(told.month.partition("/")[0])
        if form.number_of_lists > 1:
            yield _doubt(told.file, "có hai danh sách mà được dùng")
        if form.hidden_code and code_key(form.hidden_code) != code_key(told.unit_code):
            yield _doubt(told.file, "biểu của đơn vị khác mà được dùng")
        if unit is not None and month > unit.last:
            yield _doubt(told.file, "đơn vị đã kết thúc mà biểu được dùng")
        if self._is_set_aside(told):
            yield _doubt(told.file, "kế hoạch ghi không dùng mà được dùng")

    def _against_order(self) -> Iterator[CellLine]:
        """Yield of each month the file that is used although another one came later."""
        months: dict[tuple[str, str], list[ToldFile]] = defaultdict(list)
        for told in self.printed.files.values():
            if told.month and told.fate.startswith((_USED, _NEWER)):
                months[told.unit_code, told.month].append(told)
        for own in months.values():
            used = [told for told in own if told.fate == _USED]
            if len(used) != 1:
                yield _doubt(own[0].file, f"có {len(used)} bản được dùng cho một tháng")
                continue
            unit = self._unit(used[0].unit_code)
            if unit is not None and all(_is_stranger(told, unit) for told in self.copies(used[0])):
                known = [told for told in own if told.fate != _USED and _is_registered(told, unit)]
                if known:
                    yield _doubt(used[0].file, f"người gửi chưa đăng ký, mà có bản của đơn vị: {known[0].file}")
                continue
            last = max(own, key=lambda told: (self._time(told) or datetime.min, told.file))
            is_asked = any(error.code == _EQUAL_TIMES for error in self.printed.errors_by_file.get(used[0].file, ()))
            if is_asked and self._may_be_of_one_time(used[0], last):
                continue
            if (self._time(last) or datetime.min) > (self._time(used[0]) or datetime.min):
                yield _doubt(used[0].file, f"không phải bản gửi sau cùng của tháng (bản sau: {last.file})")

    def _may_be_of_one_time(self, one: ToldFile, other: ToldFile) -> bool:
        """Whether nobody can tell which came later: a time is unknown, both are equal, or two machines' clocks saved them."""
        times = self._time(one), self._time(other)
        if None in times or times[0] == times[1]:
            return True
        return not (self.came_by_mail(one) or self.came_by_mail(other)) and abs(times[0] - times[1]) < _ZONES

    def came_by_mail(self, told: ToldFile) -> bool:
        """Whether a mail brought a content: an attachment that an office left lying loose, `winmail.dat`, is none."""
        return any(MAIL in one.origin and not self._lay_loose(one) for one in self.copies(told))

    def _lay_loose(self, told: ToldFile) -> bool:
        around = (self.printed.files.get(way) for way in _around(told.file) if way.casefold().endswith(_LOOSE))
        return any(one is not None and MAIL not in one.origin for one in around)

    def heard(self, unit: PlannedUnit, month: Period) -> list[tuple[datetime | None, ToldFile]]:
        """Return what counts as sent for a unit's month, a content once, the first first; what no time is known of before all.

        An empty list that replaces none was sent all the same.
        """
        found = {}
        for told in self._by_month[code_key(unit.code), f"{month.month:02d}/{month.year}"]:
            if told.fate == _USED or told.fate.startswith(_NEWER) or told.fate == f"{_REFUSED}{_EMPTY}":
                found.setdefault(told.sha256, (self._time(told), told))
        return sorted(found.values(), key=lambda one: (one[0] or datetime.min, one[1].file))

    @cached_property
    def _by_month(self) -> dict[tuple[str, str], list[ToldFile]]:
        found: dict[tuple[str, str], list[ToldFile]] = defaultdict(list)
        for told in self.printed.files.values():
            found[code_key(told.unit_code), told.month].append(told)
        return found

    def copies(self, told: ToldFile) -> list[ToldFile]:
        """Return all files of a content that the clerk has not set aside, the one itself too."""
        return self._by_content[told.sha256]

    @cached_property
    def _by_content(self) -> dict[str, list[ToldFile]]:
        found: dict[str, list[ToldFile]] = defaultdict(list)
        for told in self.printed.files.values():
            if not self._is_set_aside(told):
                found[told.sha256].append(told)
        return found

    def _time(self, told: ToldFile) -> datetime | None:
        """Return the earliest time at which a content came that it can have come at."""
        month, _, year = told.month.partition("/")
        first = Period(int(year), int(month)).previous.first_day.replace(day=_FIRST_DAY)
        last = date(self.planned.year + 1, 3, 31)
        times = (one.sent for one in self.copies(told))
        return min((time for time in times if time and first <= time.date() <= last), default=None)

    # -- what is not used ----------------------------------------------------------------------------------------------

    def _may_speak(self, told: ToldFile) -> bool:
        """Whether a file that is not used would speak for a unit, were it used, as far as its line tells."""
        if not told.file.casefold().endswith(WORKBOOKS) or told.fate.startswith(SPEAK):
            return False
        if self._is_set_aside(told):
            return False
        unit = self._unit(told.unit_code)
        if unit is None or not told.month:
            return True
        return self._would_speak(unit, *map(int, told.month.split("/")))

    def _is_set_aside(self, told: ToldFile) -> bool:
        """Whether the plan names a file, or what it came in, as not to be used."""
        around = (self.printed.files.get(way) for way in _around(told.file))
        return any(one is not None and one.sha256 in self.planned.unused for one in around)

    def _would_speak(self, unit: PlannedUnit, month: int, year: int) -> bool:
        """Whether a workbook of a month would be the unit's newest up to the period."""
        speaking = self.printed.files.get(self.speaking.get(unit.code, ""))
        newest = int(speaking.month.partition("/")[0]) if speaking else 0
        return year == self.period.year and newest <= month <= self.period.month

    def _unit(self, code: str) -> PlannedUnit | None:
        return self._units.get(code_key(code))

    @cached_property
    def _units(self) -> dict[str, PlannedUnit]:
        return {code_key(unit.code): unit for unit in self.planned.units}

    def _against_refusal(self, told: ToldFile, form: Form) -> str:
        """Return what speaks against not using a workbook, empty where nothing does."""
        month, year = form.cover.get("month"), form.cover.get("year")
        unit = self.planned.unit_typed(str(form.cover.get("unit_code") or ""))
        if form.is_committees or unit is None or not isinstance(month, int) or not isinstance(year, int):
            return ""
        if not form.has_list or not self._would_speak(unit, month, year):
            return ""
        seen = _SEEN_IN_THE_FILE.get(told.fate.removeprefix(_REFUSED))
        if seen is not None:
            return "" if seen(told, form, unit) else f"trong tệp không thấy lý do “{told.fate}”"
        if told.fate == FileOutcome.UNFILLED.value:
            return "biểu đã điền mà ghi là chưa điền" if _is_filled(form) else ""
        if told.fate == FileOutcome.OF_THE_OFFICE.value:
            is_ours = form.is_returned or self._came_from_the_office(told)
            return "" if is_ours else "biểu của đơn vị mà ghi là thư của Văn phòng"
        if told.fate.startswith(_REFUSED):
            return "" if self._is_asked_about(told) else f"không có lỗi nào nói vì sao “{told.fate}”"
        return f"biểu dùng được của {unit.code} mà ghi “{told.fate}”"

    def _came_from_the_office(self, told: ToldFile) -> bool:
        """Whether a content came in a mail of the office's, or in one that names nobody, as drafts do."""
        copies = self.copies(told)
        return any(one.origin != FOLDER and (not one.sender or one.sender in self.planned.addresses) for one in copies)

    def _is_asked_about(self, told: ToldFile) -> bool:
        return told.file in self.printed.errors_by_file


def _is_filled(form: Form) -> bool:
    """Whether somebody filled in a cover: whom the office itself put there as its contact nobody wrote."""
    filled = _TELL_OF_FILLING & form.cover.keys()
    if filled != {"prepared_by"}:
        return bool(filled)
    is_as_issued = form.cover.keys() <= {*ISSUED, "month", *CARRIED} and form.carried == carried_mark(form.cover)
    return not is_as_issued


def _is_stranger(told: ToldFile, unit: PlannedUnit) -> bool:
    """Whether a mail from an address that may not speak for a unit brought a file."""
    is_known = bool(told.sender) and told.sender in unit.addresses
    return MAIL in told.origin and bool(unit.addresses) and not is_known


def _is_registered(told: ToldFile, unit: PlannedUnit) -> bool:
    """Whether a file certainly may speak for a unit: of a mail in a mail `Tệp` does not tell who sent the outer one."""
    return not _is_stranger(told, unit) and (told.origin.count(MAIL) < 2 or not unit.addresses)


def _is_mistaken(told: ToldFile, form: Form, unit: PlannedUnit) -> bool:
    """Whether the month or year on a cover does not go with the day of the meeting, or with the day on which it came."""
    month, year, met = form.cover["month"], form.cover["year"], form.cover.get("meeting_date")
    came = told.sent + _OFFICE_CLOCK if told.sent is not None else None
    is_early = came is not None and (came.year, came.month) < (year, month)
    return is_early or (isinstance(met, date) and (met.year, met.month) != (year, month))


def _has_a_later_step(told: ToldFile, form: Form, unit: PlannedUnit) -> bool:
    """Whether the list holds a step after the month of the cover: a ceremony may be planned and is none."""
    last = Period(form.cover["year"], form.cover["month"]).last_day
    steps = [key for key in STEPS if key != "ceremony"]
    return any(isinstance(day := line.values.get(key), date) and day > last for line in form.lines for key in steps)


_SEEN_IN_THE_FILE: dict[str, Callable[[ToldFile, Form, PlannedUnit], bool]] = {
    "có hai danh sách": lambda told, form, unit: form.number_of_lists > 1,
    "có hai trang Báo cáo khác nhau": lambda told, form, unit: form.number_of_covers > 1,
    "không có danh sách": lambda told, form, unit: not form.has_list,
    "không rõ tháng, năm": lambda told, form, unit: False,
    "mã đơn vị không có trong kế hoạch": lambda told, form, unit: False,
    "biểu của đơn vị khác": lambda told, form, unit: (
        bool(form.hidden_code) and code_key(form.hidden_code) != code_key(unit.code)
    ),
    "đơn vị đã kết thúc": lambda told, form, unit: form.cover["month"] > unit.last,
    _EMPTY: lambda told, form, unit: not any(isinstance(line.values.get("name"), str) for line in form.lines),
    "người gửi chưa đăng ký": lambda told, form, unit: not _is_registered(told, unit),
    "có thể quên đổi ô Tháng": _has_a_later_step,
    "có thể ghi nhầm Tháng": _is_mistaken,
    "có thể ghi nhầm Năm": _is_mistaken,
}
"""Reasons for which nothing of a workbook counts, as `Tệp` says them, and how they are seen in it."""


def _around(way: str) -> Iterator[str]:
    """Yield a way and all that it lies in."""
    while way:
        yield way
        way = way.rpartition("/")[0]


def _doubt(file: str, what: str) -> CellLine:
    return CellLine(Verdict.OTHER, file, "", "", what)
