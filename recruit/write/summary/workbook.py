"""The consolidated workbook: a month's figures, people, files and faults, each sheet a table that machines read too."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from recruit.declared.form import REPLY_HEADING
from recruit.declared.plan import BETWEEN_KEYS
from recruit.declared.summary import (
    ADMITTED_SO_FAR,
    ALIKE_HEADING,
    CONFIRMED_HEADING,
    FIGURE_NAMES,
    KEY_HEADING,
    MONTH_HEADING,
    MONTHS_SHEET,
    SENT_SO_FAR,
    SEPARATOR,
    Submission,
)
from recruit.language.private import unsaid
from recruit.language.wording import birth_text
from recruit.letters.receipt import note_words
from recruit.write.cells import CELL_LIMIT
from recruit.write.summary.charts import add_month_chart, write_target_chart
from recruit.write.summary.contents import SAYS, code_widths
from recruit.write.summary.identity import write_identity
from recruit.write.summary.members import write_members
from recruit.write.summary.memory import write_memory
from recruit.write.summary.people import write_people
from recruit.write.summary.probation import write_probation
from recruit.write.summary.progress import TOTAL, write_changes, write_progress
from recruit.write.summary.sheets import Book
from recruit.write.summary.statistics import write_statistics

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from xlsxwriter.worksheet import Worksheet

    from recruit.check.registry import Finding
    from recruit.measure.figure import Figure, Measure
    from recruit.measure.result import MonthResult, UnitResult
    from recruit.model import FileFate, Sent
    from recruit.read.written import Understood

_MOST_ALIKE = 3000
"""Addresses that one cell can hold."""

_COUNTS_AS_BLANK = "(trống)"
_SUMMARY = (
    ("Mã đơn vị", 11),
    ("Tên đơn vị", 34),
    (FIGURE_NAMES["admission_target"], 10),
    (FIGURE_NAMES["admitted"], 10),
    ("Tỷ lệ đạt chỉ tiêu kết nạp", 12),
    (FIGURE_NAMES["class_target"], 10),
    (FIGURE_NAMES["class_sent"], 10),
    ("Tỷ lệ đạt chỉ tiêu học lớp", 12),
    ("Đánh giá", 12),
    (FIGURE_NAMES["sympathisers"], 10),
    (FIGURE_NAMES["eligible"], 10),
    ("Số liệu đến tháng", 12),
    ("Chung với chi bộ", 10),
)
_MORE_FIGURES = (
    "with_helper",
    "with_certificate",
    "proposed",
    "agreed",
    "joined_in_month",
    "came_in_month",
    "left_in_month",
    "admitted_in_month",
    "class_sent_in_month",
    "certificates_of_sent",
    "admitted_after_deadline",
    "can_be_admitted",
)


def consolidated_bytes(result: MonthResult, reminded: Collection[str] = ()) -> bytes:
    """Return the consolidated workbook of a month as .xlsx, its sheets and headings as the contract names them.

    `reminded` are the codes of the units for which the run drafts an urging letter.
    """
    book = Book(
        f"Tổng hợp tháng {result.period.month:02d}/{result.period.year}",
        code_widths(unit.code for unit in result.plan.units),
    )
    book.contents(SAYS)
    # In the order in which they are needed: how the month stands, what is to be done, the people, where all of it is from.
    _write_summary(book, result)
    write_target_chart(book, result)
    write_submissions(book, result)
    write_findings(book, (*result.findings, *result.confirmed))
    _write_waiting(book, result)
    write_progress(book, result)
    write_changes(book, result)
    write_people(book, result)
    write_members(book, result)
    write_probation(book, result)
    write_statistics(book, result)
    _write_months(book, result)
    write_memory(book, result, reminded)
    write_files(book, result.files)
    write_understood(book, result.understood)
    _write_sources(book, result)
    write_identity(book, result)
    return book.close()


# -- Tổng hợp ----------------------------------------------------------------------------------------------------------


def _write_summary(book: Book, result: MonthResult) -> None:
    more = [(key, result.totals[key].name) for key in _MORE_FIGURES if key in result.totals]
    headings = [name for name, _ in _SUMMARY] + [name for _, name in more]
    widths = [width for _, width in _SUMMARY] + [12] * len(more)
    sheet = book.sheet("Tổng hợp", headings, widths, len(result.units) + 1, kept=2)
    for row, line in enumerate(result.units, start=1):
        values = _summary_row(line, [key for key, _ in more])
        for column, value in enumerate(values):
            book.write(sheet, row, column, value)
    last = len(result.units) + 1
    for column, value in enumerate(_total_row(result, [key for key, _ in more])):
        book.write(sheet, last, column, value, book.bold_rate if isinstance(value, Fraction) else book.bold)
    sheet.autofilter(0, 0, last - 1, len(headings) - 1)


def _value(figures: dict[str, Figure], key: str) -> object:
    return figures[key].value if key in figures else None


def _measures(admissions: Measure, classes: Measure) -> list[object]:
    return [admissions.target, admissions.done, admissions.rate, classes.target, classes.done, classes.rate]


def _summary_row(line: UnitResult, more: list[str]) -> list[object]:
    shown = f"{line.data_period.month:02d}/{line.data_period.year}" if line.data_period else None
    word = line.overall.value if line.data_period else None
    return [
        line.unit.code,
        line.unit.name,
        *_measures(line.admissions, line.classes),
        word,
        _value(line.figures, "sympathisers"),
        _value(line.figures, "eligible"),
        shown,
        line.shared_with_branches or None,
        *(_value(line.figures, key) for key in more),
    ]


def _total_row(result: MonthResult, more: list[str]) -> list[object]:
    from recruit.measure.targets import overall

    period = f"{result.period.month:02d}/{result.period.year}"
    shared = sum(line.shared_with_branches for line in result.units)
    return [
        None,
        TOTAL,
        *_measures(result.admissions, result.classes),
        overall(result.admissions, result.classes).value,
        result.totals["sympathisers"].value,
        result.totals["eligible"].value,
        period,
        shared or None,
        *(_value(result.totals, key) for key in more),
    ]


# -- cases that wait --------------------------------------------------------------------------------------------------


def _write_waiting(book: Book, result: MonthResult) -> None:
    headings = (
        "Việc",
        "Họ và tên",
        "Mã đơn vị",
        "Ngày đề nghị",
        "Ngày sinh",
        "Tuổi",
        "Đảng viên giúp đỡ",
        "Ngày cấp giấy chứng nhận",
        "Số nghị quyết",
        "Tệp",
        "Ô",
    )
    rows = (
        [
            case.kind.value,
            case.name,
            case.unit.code,
            case.proposed,
            birth_text(case.birth),
            case.age,
            case.helpers,
            case.certificate,
            case.resolution_number,
            case.place.file,
            case.place.cell,
        ]
        for case in result.waiting
    )
    book.table("Trình Đảng ủy", headings, (22, 32, 11, 13, 12, 7, 32, 13, 14, 34, 8), rows, len(result.waiting), kept=2)


# -- who sent what -----------------------------------------------------------------------------------------------------


def write_submissions(book: Book, result: MonthResult) -> None:
    """Write `Nộp báo cáo`: the grid of units and months, and under it the rates."""
    months = [f"T{month}" for month in range(1, 13)]
    headings, widths = ["Mã đơn vị", "Tên đơn vị", *months, "Cả năm"], [11, 34, *[12] * 12, 10]
    sheet = book.sheet("Nộp báo cáo", headings, widths, len(result.units), kept=2)
    for row, line in enumerate(result.units, start=1):
        sent = [line.submissions.get(month) for month in range(1, 13)]
        words = [word and word.value for word in sent]
        for column, value in enumerate([line.unit.code, line.unit.name, *words, None]):
            book.write(sheet, row, column, value)
    last = len(result.units)
    sheet.autofilter(0, 0, max(last, 1), 13)
    unsent = (Submission.MISSING, Submission.UNREADABLE, Submission.UNUSABLE)
    marked = (*((word, book.error) for word in unsent), (Submission.LATE, book.warning))
    for word, style in marked:
        sheet.conditional_format(
            1, 2, max(last, 1), 13, {"type": "cell", "criteria": "==", "value": f'"{word.value}"', "format": style}
        )
    labels = ("Phải nộp", "Đã nộp", "Tỷ lệ", "Đúng hạn", "Tỷ lệ đúng hạn")
    for offset, label in enumerate(labels):
        row = last + 2 + offset
        book.write(sheet, row, 1, label, book.bold)
        for rate in result.submission_rates:
            column = 14 if rate.month is None else rate.month + 1
            on_time = rate.on_time if rate.known else None
            value = (
                rate.owed,
                rate.sent,
                Fraction(rate.sent, rate.owed) if rate.owed else None,
                on_time,
                Fraction(rate.on_time, rate.known) if rate.known else None,
            )[offset]
            book.write(sheet, row, column, value)


def write_files(book: Book, files: Sequence[FileFate]) -> None:
    """Write `Tệp`: every file found and what became of it."""
    headings = (
        *("Tệp", "Nguồn", "Đơn vị", "Tháng", "Kết quả", "SHA-256"),
        *("Người gửi", "Ngày gửi (UTC)", "Giờ gửi (UTC)", "Ghi chú"),
    )
    rows = (
        [
            file.file,
            file.origin,
            file.unit_code,
            f"{file.period.month:02d}/{file.period.year}" if file.period else None,
            file.result,
            file.sha256,
            *_sending(file.sent),
            note_words(file),
        ]
        for file in files
    )
    book.table("Tệp", headings, (52, 20, 10, 10, 60, 70, 28, 12, 10, 36), rows, len(files), kept=1)


def _sending(sent: Sent | None) -> tuple[str | None, date | None, str | None]:
    """Return who sent a thing and when; of a plain file only when it was last saved."""
    if sent is None:
        return None, None, None
    return sent.sender, sent.time and sent.time.date(), sent.time and f"{sent.time:%H:%M}"


def write_findings(book: Book, findings: Sequence[Finding]) -> None:
    """Write `Lỗi`: what is to be mended, at which cell, and how."""
    headings = (
        *("Mức", "Mã lỗi", "Tệp", "Trang", "Ô", "Giá trị", "Nội dung", "Cách sửa", "Mã đơn vị"),
        *(KEY_HEADING, CONFIRMED_HEADING, "Đã sửa?", REPLY_HEADING, ALIKE_HEADING),
    )
    rows = (
        [
            found.severity.value,
            found.code,
            found.place.file,
            found.place.sheet,
            found.place.cell,
            unsaid(found.value),
            unsaid(found.message) + (" (đã có từ tháng trước)" if found.repeated else ""),
            found.remedy,
            found.unit_code,
            BETWEEN_KEYS.join(found.keys),
            found.confirmed,
            None,
            unsaid(BETWEEN_KEYS.join(found.replies)),
            SEPARATOR.join(one.place.cell for one in found.alike[:_MOST_ALIKE] if one.place.cell),
        ]
        for found in findings
    )
    count = len(findings)
    sheet = book.table("Lỗi", headings, (9, 8, 40, 14, 8, 20, 60, 50, 11, 17, 30, 9, 30, 20), rows, count, kept=2)
    _colour_severity(book, sheet, count)


def _colour_severity(book: Book, sheet: Worksheet, count: int) -> None:
    for word, style in (("Lỗi", book.error), ("Lưu ý", book.warning)):
        sheet.conditional_format(
            1, 0, max(count, 1), 0, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": style}
        )


def write_understood(book: Book, understood: Sequence[Understood]) -> None:
    """Write `Đã hiểu là`: each value read otherwise than it was written."""
    rows = (
        [
            line.place.file,
            line.place.sheet,
            line.place.cell,
            unsaid(line.written),
            unsaid(line.read_as) or _COUNTS_AS_BLANK,
            _way(line),
        ]
        for line in understood
    )
    headings = ("Tệp", "Trang", "Ô", "Đã ghi", "Đã hiểu là", "Cách")
    book.table("Đã hiểu là", headings, (48, 14, 8, 36, 36, 44), rows, len(understood))


def _way(line: Understood) -> str:
    return f"{line.how.value} {line.encoding}".rstrip()


# -- Nguồn số liệu, Theo tháng -----------------------------------------------------------------------------------------


def _write_sources(book: Book, result: MonthResult) -> None:
    headings = ("Số liệu", "Mã đơn vị", "Giá trị", "Tệp", "Trang", "Ô")
    count = sum(1 for _ in _source_rows(result))
    book.table("Nguồn số liệu", headings, (38, 11, 9, 52, 20, 60), _source_rows(result), count)


def _source_rows(result: MonthResult) -> Iterator[list[object]]:
    for line in result.units:
        for figure in line.figures.values():
            yield from _figure_rows(figure, line.unit.code)
    for figure in result.totals.values():
        yield from _figure_rows(figure, None)
    for line in (*result.statistics, *result.peoples):
        for code, figure in (line.units or {}).items():
            yield from _figure_rows(figure, code)
        for figure in (line.figure, line.last):
            yield from _figure_rows(figure, None)


def _figure_rows(figure: Figure | None, code: str | None) -> Iterator[list[object]]:
    if figure is None or figure.value is None:
        return
    for source in figure.sources:
        for cells in _fitting(source.cells):
            yield [figure.name, code, figure.value, source.file, source.sheet, cells]


def _fitting(cells: tuple[str, ...]) -> Iterator[str]:
    """Yield the addresses joined, in pieces that fit a cell; of none, one blank."""
    piece: list[str] = []
    length = 0
    for cell in cells:
        if length + len(cell) + 1 > CELL_LIMIT:
            yield ";".join(piece)
            piece, length = [], 0
        piece.append(cell)
        length += len(cell) + 1
    yield ";".join(piece)


def _write_months(book: Book, result: MonthResult) -> None:
    headings = (
        MONTH_HEADING,
        "Kết nạp trong tháng",
        ADMITTED_SO_FAR,
        "Cử học trong tháng",
        SENT_SO_FAR,
        "Cảm tình Đảng",
    )
    # Cell by cell: the chart keeps a copy of the values that it finds in the sheet.
    sheet = book.sheet(MONTHS_SHEET, headings, (9, 13, 13, 13, 13, 13), len(result.months))
    for row, month in enumerate(result.months, start=1):
        values = (month.month, month.admitted, month.admitted_total, month.sent, month.sent_total, month.sympathisers)
        for column, value in enumerate(values):
            book.write(sheet, row, column, value)
    book.rule(sheet, len(result.months), len(headings))
    add_month_chart(book, sheet, result)
