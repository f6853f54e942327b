"""Native charts of the consolidated workbook: results against targets, and the year month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from recruit.model import MonthResult
    from recruit.write.sheets import Book

_FONT = {"name": "Times New Roman", "size": 11}
_TARGET_COLOUR, _DONE_COLOUR = "#BFBFBF", "#C00000"


def add_target_chart(book: Book, sheet: Worksheet, result: MonthResult, total_row: int) -> None:
    """Add, under the table, columns of target and result for admissions and classes in all."""
    chart = book.book.add_chart({"type": "column"})
    name = sheet.get_name()
    for title, target, done, colour in (("Kết nạp", 2, 3, _DONE_COLOUR), ("Học lớp", 5, 6, "#2F75B5")):
        for column, label, fill in ((target, f"Chỉ tiêu {title.lower()}", _TARGET_COLOUR), (done, f"Đã {_done(title)}", colour)):
            chart.add_series({"name": label, "categories": [name, 1, 0, total_row - 1, 0],
                              "values": [name, 1, column, total_row - 1, column], "fill": {"color": fill}})
    _dress(chart, f"Kết quả so với chỉ tiêu, đến tháng {result.period.month:02d}/{result.period.year}", "Đơn vị", "Người")
    sheet.insert_chart(total_row + 2, 1, chart, {"x_scale": 1.7, "y_scale": 1.2, "description":
                       "Biểu đồ cột: chỉ tiêu và kết quả kết nạp, học lớp của từng đơn vị"})


def _done(title: str) -> str:
    return {"Kết nạp": "kết nạp", "Học lớp": "cử đi học"}[title]


def add_month_chart(book: Book, sheet: Worksheet, months: int) -> None:
    """Add, beside the table, the cumulative lines of the year."""
    chart = book.book.add_chart({"type": "line"})
    name = sheet.get_name()
    for label, column, colour in (("Lũy kế kết nạp", 2, _DONE_COLOUR), ("Lũy kế cử học", 4, "#2F75B5")):
        chart.add_series({"name": label, "categories": [name, 1, 0, max(months, 1), 0],
                          "values": [name, 1, column, max(months, 1), column], "line": {"color": colour, "width": 2.25},
                          "marker": {"type": "circle", "fill": {"color": colour}, "border": {"color": colour}}})
    _dress(chart, "Kết nạp và cử đi học lũy kế theo tháng", "Tháng", "Người")
    sheet.insert_chart(1, 7, chart, {"x_scale": 1.3, "y_scale": 1.2, "description":
                       "Biểu đồ đường: số kết nạp và số cử đi học lũy kế theo tháng"})


def _dress(chart, title: str, across: str, up: str) -> None:
    chart.set_title({"name": title, "name_font": {**_FONT, "size": 13, "bold": True}})
    chart.set_x_axis({"name": across, "name_font": _FONT, "num_font": _FONT})
    chart.set_y_axis({"name": up, "name_font": _FONT, "num_font": _FONT, "min": 0, "major_unit": 1, "num_format": "0",
                      "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom", "font": _FONT})
