"""Native charts of the consolidated workbook: results against targets, and the year month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.summary import FIGURE_NAMES, UNIT_HEADING
from recruit.write.summary.contents import CHART_SHEET, LAGGING_SHEET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

    from recruit.measure.result import MonthResult, UnitResult
    from recruit.write.summary.sheets import Book

MOST_UNITS = 20
"""Units whose columns can be told apart on a page; of more only those that lag most are drawn."""

_FONT = {"name": "Times New Roman", "size": 11}
_RED, _PALE_RED, _BLUE, _PALE_BLUE = "#C00000", "#F4B6B6", "#2F75B5", "#BDD7EE"
_SERIES = (
    (FIGURE_NAMES["admission_target"], _PALE_RED),
    (FIGURE_NAMES["admitted"], _RED),
    (FIGURE_NAMES["class_target"], _PALE_BLUE),
    (FIGURE_NAMES["class_sent"], _BLUE),
)
_FIRST_SERIES = 2
_LACKING = "Còn thiếu"

# A line for each person is readable up to here; above it the program that shows the chart chooses the steps.
_COUNTABLE = 10


def write_target_chart(book: Book, result: MonthResult) -> None:
    """Write a sheet of targets and results by unit and their chart: all units, or of many those that lag most.

    With nothing to draw there is no such sheet.
    """
    many = len(result.units) > MOST_UNITS
    drawn = _lagging(result.units) if many else list(result.units)
    peak = max((count for line in drawn for count in _counts(line)), default=0)
    if not peak:
        return
    name = LAGGING_SHEET if many else CHART_SHEET
    headings = (UNIT_HEADING, "Tên đơn vị", *(label for label, _ in _SERIES), *([_LACKING] if many else []))
    widths = (11, 34, *[10] * len(_SERIES), *([9] if many else []))
    sheet = book.sheet(name, headings, widths, len(drawn))
    for row, line in enumerate(drawn, start=1):
        lacking = [_lack(line)] if many else []
        for column, value in enumerate((line.unit.code, line.unit.name, *_measures(line), *lacking)):
            book.write(sheet, row, column, value)
    book.rule(sheet, len(drawn), len(headings))
    sheet.fit_to_pages(1, 1)
    chart = book.book.add_chart({"type": "column"})
    _add_series(chart, name, len(drawn))
    when = f"đến tháng {result.period.month:02d}/{result.period.year}"
    title = f"Kết quả so với chỉ tiêu, {when}"
    words = "Biểu đồ cột: chỉ tiêu và kết quả kết nạp, học lớp của từng đơn vị"
    if many:
        title = (
            f"{len(drawn):02d} đơn vị còn thiếu nhiều nhất so với chỉ tiêu (trong {len(result.units)} đơn vị), {when}"
        )
        words = "Biểu đồ cột: chỉ tiêu và kết quả kết nạp, học lớp của các đơn vị còn thiếu nhiều nhất"
    _dress(chart, title, "Đơn vị", peak)
    # Beside the table, on one page with it.
    scale = {"x_scale": 1.6, "y_scale": 1.6}
    sheet.insert_chart(1, len(headings) + 1, chart, {**scale, "description": words})


def add_month_chart(book: Book, sheet: Worksheet, result: MonthResult) -> None:
    """Add, beside the table, the cumulative lines of the year; where they never leave nought there is none."""
    peak = max((count for month in result.months for count in (month.admitted_total, month.sent_total)), default=0)
    if not peak:
        return
    chart = book.book.add_chart({"type": "line"})
    name = sheet.get_name()
    last = len(result.months)
    for label, column, colour in (("Lũy kế kết nạp", 2, _RED), ("Lũy kế cử học", 4, _BLUE)):
        values = {"categories": [name, 1, 0, last, 0], "values": [name, 1, column, last, column]}
        marker = {"type": "circle", "fill": {"color": colour}, "border": {"color": colour}}
        chart.add_series({"name": label, **values, "line": {"color": colour, "width": 2.25}, "marker": marker})
    _dress(chart, "Kết nạp và cử đi học lũy kế theo tháng", "Tháng", peak)
    words = "Biểu đồ đường: số kết nạp và số cử đi học lũy kế theo tháng"
    sheet.insert_chart(1, 7, chart, {"x_scale": 1.3, "y_scale": 1.2, "description": words})


def _measures(line: UnitResult) -> list[int | None]:
    return [line.admissions.target, line.admissions.done, line.classes.target, line.classes.done]


def _counts(line: UnitResult) -> list[int]:
    return [count or 0 for count in _measures(line)]


def _lack(line: UnitResult) -> int:
    """Return how many people a unit is short of both targets; what it did beyond one makes up for nothing of the other."""
    return line.admissions.rest + line.classes.rest


def _lagging(units: Sequence[UnitResult]) -> list[UnitResult]:
    """Return the units that lack most people, most first; of as many missing, in the plan's order."""
    return sorted(filter(_lack, units), key=_lack, reverse=True)[:MOST_UNITS]


def _add_series(chart: Chart, name: str, last: int) -> None:
    for column, (label, colour) in enumerate(_SERIES, start=_FIRST_SERIES):
        values = {"categories": [name, 1, 0, last, 0], "values": [name, 1, column, last, column]}
        chart.add_series({"name": label, **values, "fill": {"color": colour}})


def _dress(chart: Chart, title: str, across: str, peak: int) -> None:
    """Give a chart its title and axes; `peak` is the largest number of people in it."""
    people = {"name": "Người", "name_font": _FONT, "num_font": _FONT, "num_format": "0", "min": 0}
    people["major_gridlines"] = {"visible": True, "line": {"color": "#D9D9D9"}}
    if peak <= _COUNTABLE:
        people["major_unit"] = 1
    chart.set_title({"name": title, "name_font": {**_FONT, "size": 13, "bold": True}})
    chart.set_x_axis({"name": across, "name_font": _FONT, "num_font": _FONT})
    chart.set_y_axis(people)
    chart.set_legend({"position": "bottom", "font": _FONT})
