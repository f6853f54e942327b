"""A committee's consolidated workbook to a report: its people as the form's, with the lists and errors it names."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.workbook import column_letter
from recruit.declared.form import LIST_SHEET
from recruit.declared.plan import BRANCH_KIND, Told, YearSoFar
from recruit.declared.probation import PROBATION_SHEET
from recruit.declared.statistics import LINE_HEADING as LINE_HEADING_OF_STATISTICS
from recruit.declared.statistics import (
    NOW_HEADING,
    PEOPLES,
    PEOPLES_SHEET,
    STATISTICS,
    STATISTICS_SHEET,
    LineKind,
)
from recruit.declared.summary import (
    ADMITTED_SO_FAR,
    BAD_CELLS_HEADING,
    BAD_CODES_HEADING,
    BELOW_HEADING,
    COMMITTEE_LABEL,
    CONFIRMED_HEADING,
    END_HEADING,
    FIGURE_NAMES,
    IDENTITY_SHEET,
    KIND_HEADING,
    LINE_HEADING,
    MONTH_HEADING,
    MONTH_LABEL,
    MONTHS_SHEET,
    SENT_SO_FAR,
    SEPARATOR,
    SHORT_LABEL,
    UNIT_HEADING,
    UNREADABLE_SUFFIX,
    VERSION_LABEL,
    YEAR_LABEL,
    Submission,
    list_code,
)
from recruit.language.spelling import clean, fold
from recruit.model import UNREADABLE, Flaw, Place, Severity
from recruit.read.below import Below, ListBelow, RowBelow
from recruit.read.dates import serial_date
from recruit.read.headings import declared_by, list_field
from recruit.read.people import read_people
from recruit.read.probation import find_probation, read_probation
from recruit.read.report import Report
from recruit.read.row import Row
from recruit.read.written import WrittenText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recruit.books.workbook import RawCell, RawSheet, RawWorkbook
    from recruit.declared.statistics import Line
    from recruit.model import Sent

SUMMARY_SHEET, SUBMISSIONS_SHEET, FINDINGS_SHEET, SOURCES_SHEET = "Tổng hợp", "Nộp báo cáo", "Lỗi", "Nguồn số liệu"
TOTAL = "Tổng cộng"

_NOT_SENT = (Submission.MISSING, Submission.UNREADABLE, Submission.UNUSABLE)
_MOST_PEOPLE = 10_000
"""More than a year's new members: a mean of as many ages is told exactly."""
_ERROR = fold(Severity.ERROR.value)


def is_consolidated(book: RawWorkbook) -> bool:
    """Whether the workbook is a consolidated one: its sheets are there under their names."""
    names = {fold(sheet.name) for sheet in book.sheets}
    return {fold(SUMMARY_SHEET), fold(LIST_SHEET), fold(SOURCES_SHEET)} <= names


def read_consolidated(book: RawWorkbook, *, file: str, origin: str, sha256: str, sent: Sent) -> Report | None:
    """Return what a consolidated workbook reports, for no unit yet: which unit of a plan its committee is, only the
    plan can say.

    None where it does not say whose it is and of which month, as those written before it could. Raises `Refused` where
    a sheet's own XML is refused.
    """
    sheets = {fold(sheet.name): sheet for sheet in book.sheets}
    identity = sheets.get(fold(IDENTITY_SHEET))
    if identity is None:
        return None
    report = Report(file, origin, sha256, sent, cover_sheet=identity.name)
    labels = _labels(identity)
    texts = {label: _text(cell) for label, (_, cell) in labels.items()}
    committee = texts.get(fold(COMMITTEE_LABEL), "")
    month, year = (
        _number(labels[fold(label)][1]) if fold(label) in labels else None for label in (MONTH_LABEL, YEAR_LABEL)
    )
    if not committee or month is None or year is None or not 1 <= month <= 12:
        return None
    report.version = texts.get(fold(VERSION_LABEL), "")
    report.cover = {"unit_name": committee, "month": month, "year": year}
    named = (
        ("unit_code", COMMITTEE_LABEL),
        ("unit_name", COMMITTEE_LABEL),
        ("month", MONTH_LABEL),
        ("year", YEAR_LABEL),
    )
    report.cover_cells = {key: f"B{labels[fold(label)][0]}" for key, label in named}
    report.below = Below(committee, texts.get(fold(SHORT_LABEL), "") or committee)
    people = sheets[fold(LIST_SHEET)]
    read_people(book, people, report, year)
    if report.listings:
        _read_rows(report, people, _lists(identity, book))
    members = sheets.get(fold(PROBATION_SHEET))
    if members is not None and (heading := find_probation(members, declared_by(report.version))):
        # What was wrong in a unit's cell its own committee has said; the cell is blank here.
        report.probation, _ = read_probation(book, members, heading, file, year)
    _read_totals(report.below, sheets[fold(SUMMARY_SHEET)], file)
    report.below.months = tuple(_months(sheets.get(fold(MONTHS_SHEET)), file))
    for name, lines in ((STATISTICS_SHEET, STATISTICS), (PEOPLES_SHEET, PEOPLES)):
        if fold(name) in sheets:
            report.below.statistics[name] = dict(_statistics(sheets[fold(name)], lines, file))
    report.flaws += _errors(sheets.get(fold(FINDINGS_SHEET)), file)
    report.flaws += _missing(sheets.get(fold(SUBMISSIONS_SHEET)), file, month)
    return report


# -- cells and tables --------------------------------------------------------------------------------------------------


class _Line(NamedTuple):
    """A filled row under a sheet's headings: its number, cells by folded heading, and the headings' columns."""

    number: int
    cells: dict[str, RawCell]
    columns: dict[str, int]

    def text(self, heading: str) -> str:
        return _text(self.cells.get(fold(heading)))

    def number_in(self, heading: str) -> int | None:
        """Return the whole number under a heading, None where there is none."""
        return _number(self.cells.get(fold(heading)))

    def address(self, heading: str) -> str:
        return f"{column_letter(self.columns[fold(heading)])}{self.number}" if fold(heading) in self.columns else ""


def _text(cell: RawCell | None) -> str:
    if cell is None:
        return ""
    return cell.value.removesuffix(".0") if cell.kind == "n" else clean(cell.value)


def _number(cell: RawCell | None) -> int | None:
    text = _text(cell)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _labels(sheet: RawSheet) -> dict[str, tuple[int, RawCell]]:
    """Return the values beside the labels of the identity sheet, each with its row, down to the table of lists."""
    found: dict[str, tuple[int, RawCell]] = {}
    for number, cells in sheet.rows.items():
        label, value = cells.get(1), cells.get(2)
        if label is None or fold(label.value) == fold(UNIT_HEADING):
            break
        if value is not None:
            found[fold(label.value)] = (number, value)
    return found


def _lines(sheet: RawSheet, heading: str) -> Iterator[_Line]:
    """Yield the rows under the first row in which `heading` stands."""
    columns: dict[str, int] = {}
    for number, cells in sheet.rows.items():
        if columns:
            yield _Line(number, {name: cells[at] for name, at in columns.items() if at in cells}, columns)
        elif any(cell.kind == "s" and fold(cell.value) == fold(heading) for cell in cells.values()):
            for column, cell in cells.items():
                columns.setdefault(fold(cell.value), column)


def _lists(identity: RawSheet, book: RawWorkbook) -> dict[str, ListBelow]:
    found: dict[str, ListBelow] = {}
    for order, line in enumerate(_lines(identity, UNIT_HEADING)):
        code = list_code(line.text(UNIT_HEADING), line.text(BELOW_HEADING))
        end = line.cells.get(fold(END_HEADING))
        day = serial_date(float(end.value), date1904=book.date1904) if end is not None and end.kind == "n" else None
        found[code] = ListBelow(code, line.text(KIND_HEADING), day, order)
    return found


# -- the people --------------------------------------------------------------------------------------------------------


def _read_rows(report: Report, sheet: RawSheet, lists: dict[str, ListBelow]) -> None:
    """Say of each person's row on which list it stands and what its committee found in it."""
    listing = report.listing
    lines = {line.number: line for line in _lines(sheet, UNIT_HEADING)}
    for index, row in enumerate(listing.rows):
        line = lines[row.number]
        code = list_code(line.text(UNIT_HEADING), line.text(BELOW_HEADING))
        bad, unreadable = _bad_cells(line.text(BAD_CELLS_HEADING))
        codes = frozenset(filter(None, map(str.strip, line.text(BAD_CODES_HEADING).split(";"))))
        if code not in lists:
            report.below.stray.add(row.number)
        listed = lists.get(code) or ListBelow(code, BRANCH_KIND, None, len(lists))
        number = line.text(LINE_HEADING)
        place = int(number) if number.isascii() and number.isdecimal() and len(number) < 8 else row.number
        report.below.rows[row.number] = RowBelow(listed, place, frozenset(bad), codes)
        if unreadable:
            # What stands in the cell is what its owner saw, be it a day under a merge that looks like any other.
            shown = {key: WrittenText(row.shown(key), repeatable=False) for key in unreadable}
            values = row.values | dict.fromkeys(unreadable, UNREADABLE)
            listing.rows[index] = Row(row.number, values, {**row.written, **shown}, row.rank)


def _bad_cells(text: str) -> tuple[set[str], set[str]]:
    """Return the keys of the cells named as under an error, and of those that could not be read at all."""
    bad: set[str] = set()
    unreadable: set[str] = set()
    for part in filter(None, text.split(SEPARATOR.strip())):
        label = part.strip()
        known = list_field(label.removesuffix(UNREADABLE_SUFFIX))
        if known is not None:
            bad.add(known.key)
            if label.endswith(UNREADABLE_SUFFIX):
                unreadable.add(known.key)
    return bad, unreadable


# -- what the committee says of itself ---------------------------------------------------------------------------------


def _read_totals(below: Below, sheet: RawSheet, file: str) -> None:
    for line in _lines(sheet, UNIT_HEADING):
        if fold(line.text("Tên đơn vị")) != fold(TOTAL):
            continue
        for key, name in FIGURE_NAMES.items():
            if fold(name) in line.columns:
                below.totals[key] = (line.number_in(name), Place(file, sheet.name, line.address(name)))
        return


def _months(sheet: RawSheet | None, file: str) -> Iterator[YearSoFar]:
    """Yield where the committee's year stood at the end of each month."""
    for line in _lines(sheet, ADMITTED_SO_FAR) if sheet is not None else ():
        month = line.number_in(MONTH_HEADING)
        if month is not None and 1 <= month <= 12:
            counts = ((line.number_in(heading), heading) for heading in (ADMITTED_SO_FAR, SENT_SO_FAR))
            told = (
                None if value is None else Told(value, Place(file, sheet.name, line.address(heading)))
                for value, heading in counts
            )
            yield YearSoFar(month, *told)


def _statistics(sheet: RawSheet, lines: Sequence[Line], file: str) -> Iterator[tuple[str, Told]]:
    """Yield what an official form says of this period, by the key of its line; some lines are called the same."""
    waiting = list(lines)
    for row in _lines(sheet, LINE_HEADING_OF_STATISTICS):
        text = fold(row.text(LINE_HEADING_OF_STATISTICS))
        at = next((at for at, line in enumerate(waiting) if text and fold(line.text) == text), None)
        if at is None:
            continue
        line = waiting[at]
        del waiting[: at + 1]
        cell = row.cells.get(fold(NOW_HEADING))
        if cell is not None and cell.kind == "n":
            value = Fraction(cell.value).limit_denominator(_MOST_PEOPLE) if line.kind is LineKind.MEAN else None
            value = _number(cell) if value is None else value
            if value is not None:
                yield line.key, Told(value, Place(file, sheet.name, row.address(NOW_HEADING)))


def _errors(sheet: RawSheet | None, file: str) -> Iterator[Flaw]:
    """Yield the errors that the committee itself has still to have mended."""
    for line in _lines(sheet, "Mức") if sheet is not None else ():
        if fold(line.text("Mức")) == _ERROR and not line.text(CONFIRMED_HEADING):
            place = Place(file, sheet.name, line.address("Nội dung"))
            value, text = line.text("Giá trị"), line.text("Nội dung")
            slots = {
                "code": line.text("Mã lỗi"),
                "file": line.text("Tệp") or "–",
                "cell": line.text("Ô") or "–",
                "text": text,
                "text_on_screen": text.replace(f"“{value}”", "“…”"),
            }
            yield Flaw(place, value, slots, rule="error_remains_below")


def _missing(sheet: RawSheet | None, file: str, month: int) -> Iterator[Flaw]:
    """Yield the lower units that did not send for the workbook's month."""
    heading, not_sent = f"T{month}", {fold(word.value) for word in _NOT_SENT}
    for line in _lines(sheet, UNIT_HEADING) if sheet is not None else ():
        if (code := line.text(UNIT_HEADING)) and fold(line.text(heading)) in not_sent:
            place = Place(file, sheet.name, line.address(heading))
            slots = {"month": f"{month:02d}", "name": line.text("Tên đơn vị"), "code": code}
            yield Flaw(place, line.text(heading), slots, rule="unit_missing_below")
