"""Two sheets of the consolidated workbook: how the units stand to their pace, and what moved since last month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.measure.result import CaseKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.measure.figure import Figure, Measure
    from recruit.measure.result import Change, MonthResult, Progress
    from recruit.write.summary.sheets import Book

TOTAL = "Tổng cộng"

_MARK = "x"
_PROGRESS = (
    ("Mã đơn vị", 11),
    ("Tên đơn vị", 34),
    ("Chỉ tiêu kết nạp", 10),
    ("Đã kết nạp", 10),
    ("Kết nạp phải đạt đến tháng này", 13),
    ("Chậm kết nạp", 9),
    ("Chỉ tiêu học lớp", 10),
    ("Đã cử đi học", 10),
    ("Cử đi học phải đạt đến tháng này", 13),
    ("Chậm cử đi học", 9),
    ("Cảm tình Đảng", 10),
    ("Còn có thể kết nạp trước hạn", 13),
)
_LACKS = (
    ("helper", "Chưa có đảng viên giúp đỡ"),
    ("certificate", "Chưa có giấy chứng nhận còn giá trị"),
    ("certificate_lapses", "Giấy chứng nhận hết hạn trước hạn hoàn thành"),
    ("proposal", "Chưa đề nghị làm thủ tục"),
    ("age", "Ngoài độ tuổi"),
    ("education", "Chưa rõ học vấn"),
    ("row_error", "Dòng còn lỗi"),
)
_WAITING = (
    (CaseKind.CLASS, "Chờ Đảng ủy: cử đi học lớp"),
    (CaseKind.PROCEDURE, "Chờ Đảng ủy: làm thủ tục kết nạp"),
)
_CHANGES = (
    ("Mã đơn vị", 11),
    ("Họ và tên", 32),
    ("Ngày sinh", 12),
    ("Thay đổi", 42),
    ("Tháng trước", 22),
    ("Tháng này", 22),
    ("Tệp", 40),
    ("Trang", 14),
    ("Ô", 8),
)


def write_progress(book: Book, result: MonthResult) -> None:
    """Write `Tiến độ`: a row a unit and the total.

    Targets, results, sympathisers and who could still be admitted are figures that `Nguồn số liệu` traces; what is due
    is reckoned from the target, and who lacks something is counted out of the sympathisers, neither of which it traces.
    What looks ahead to the completion deadline is blank after it.
    """
    columns = [*_PROGRESS, *((name, 13) for _, name in (*_LACKS, *_WAITING))]
    rows = list(_progress_rows(result))
    sheet = book.sheet("Tiến độ", [name for name, _ in columns], [width for _, width in columns], len(rows), kept=2)
    for row, values in enumerate(rows, start=1):
        style = book.bold if row > len(result.units) else None
        for column, value in enumerate(values):
            book.write(sheet, row, column, value, style)
    last = max(len(result.units), 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    for column in (5, 9):
        late = {"type": "cell", "criteria": "==", "value": f'"{_MARK}"', "format": book.warning}
        sheet.conditional_format(1, column, last + 1, column, late)


def _progress_rows(result: MonthResult) -> Iterator[list[object]]:
    ahead = "can_be_admitted" in result.totals
    for line, progress in zip(result.units, result.progress, strict=False):
        head = [line.unit.code, line.unit.name]
        yield head + _progress(line.admissions, line.classes, line.figures, progress, ahead)
    if result.progress:
        *_, total = result.progress
        yield [None, TOTAL, *_progress(result.admissions, result.classes, result.totals, total, ahead)]


def _progress(
    admissions: Measure, classes: Measure, figures: dict[str, Figure], progress: Progress, ahead: bool
) -> list[object]:
    lacks = dict(progress.lacks)
    if not ahead:
        lacks.pop("certificate_lapses", None)
    return [
        admissions.target,
        admissions.done,
        progress.expected_admissions,
        _MARK if progress.admissions_behind else None,
        classes.target,
        classes.done,
        progress.expected_classes,
        _MARK if progress.classes_behind else None,
        *(figures[key].value if key in figures else None for key in ("sympathisers", "can_be_admitted")),
        *(lacks.get(key) for key, _ in _LACKS),
        *(progress.waiting.get(kind) for kind, _ in _WAITING),
    ]


def write_changes(book: Book, result: MonthResult) -> None:
    """Write `Thay đổi`: a row a change of one person since the workbook before."""
    headings, widths = zip(*_CHANGES, strict=True)
    book.table("Thay đổi", headings, widths, map(_change_row, result.changes), len(result.changes), kept=2)


def _change_row(change: Change) -> list[object]:
    place = change.place
    values = [change.unit_code, change.name, change.birth, change.what, change.before, change.now]
    return [*values, place.file, place.sheet, place.cell]
