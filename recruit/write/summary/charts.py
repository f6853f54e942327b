"""Native charts of the consolidated workbook: results against targets, and the year month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

    from recruit.measure.result import MonthResult
    from recruit.write.summary.sheets import Book

_FONT = {"name": "Times New Roman", "size": 11}
_RED, _PALE_RED, _BLUE, _PALE_BLUE = "#C00000", "#F4B6B6", "#2F75B5", "#BDD7EE"

# A line for each person is readable up to here; above it the program that shows the chart chooses the steps.
_COUNTABLE = 10


def add_target_chart(book: Book, sheet: Worksheet, result: MonthResult, total_row: int) -> None:
    """Add, under the table, columns of target and result for each unit; `total_row` is the row of the total, from 0."""
    chart = book.book.add_chart({"type": "column"})
    name = sheet.get_name()
    last = max(total_row - 1, 1)
    columns = (
        ("Chỉ tiêu kết nạp", 2, _PALE_RED),
        ("Đã kết nạp", 3, _RED),
        ("Chỉ tiêu học lớp", 5, _PALE_BLUE),
        ("Đã cử đi học", 6, _BLUE),
    )
    for label, column, colour in columns:
        values = {"categories": [name, 1, 0, last, 0], "values": [name, 1, column, last, column]}
        chart.add_series({"name": label, **values, "fill": {"color": colour}})
    measures = [measure for line in result.units for measure in (line.admissions, line.classes)]
    peak = max((count or 0 for measure in measures for count in (measure.target, measure.done)), default=0)
    title = f"Kết quả so với chỉ tiêu, đến tháng {result.period.month:02d}/{result.period.year}"
    _dress(chart, title, "Đơn vị", peak)
    words = "Biểu đồ cột: chỉ tiêu và kết quả kết nạp, học lớp của từng đơn vị"
    # Right of the columns that are repeated on each page, where it would be printed again.
    sheet.insert_chart(total_row + 2, 2, chart, {"x_scale": 1.7, "y_scale": 1.2, "description": words})


def add_month_chart(book: Book, sheet: Worksheet, result: MonthResult) -> None:
    """Add, beside the table, the cumulative lines of the year."""
    chart = book.book.add_chart({"type": "line"})
    name = sheet.get_name()
    last = max(len(result.months), 1)
    for label, column, colour in (("Lũy kế kết nạp", 2, _RED), ("Lũy kế cử học", 4, _BLUE)):
        values = {"categories": [name, 1, 0, last, 0], "values": [name, 1, column, last, column]}
        marker = {"type": "circle", "fill": {"color": colour}, "border": {"color": colour}}
        chart.add_series({"name": label, **values, "line": {"color": colour, "width": 2.25}, "marker": marker})
    peak = max((count for month in result.months for count in (month.admitted_total, month.sent_total)), default=0)
    _dress(chart, "Kết nạp và cử đi học lũy kế theo tháng", "Tháng", peak)
    words = "Biểu đồ đường: số kết nạp và số cử đi học lũy kế theo tháng"
    sheet.insert_chart(1, 7, chart, {"x_scale": 1.3, "y_scale": 1.2, "description": words})


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
