"""The sheets `Biểu 2` and `Biểu 2B`: the official statistics, each printed as its form, the units to the right."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from recruit.declared.statistics import (
    LAST_YEAR_HEADING,
    LINE_HEADING,
    NOTE,
    NOW_HEADING,
    PEOPLES_SHEET,
    SHARE_HEADING,
    SHARE_OF_LAST_YEAR_HEADING,
    STATISTICS_SHEET,
    TOTAL,
    WOMEN_HEADING,
    LineKind,
)
from recruit.language.wording import month_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format

    from recruit.measure.figure import Figure
    from recruit.measure.result import MonthResult, StatisticLine, UnitResult
    from recruit.write.summary.sheets import Book

_LINE_WIDTH, _INDENT = 60, 4
"""Units of width: of the lines' column, and what the deepest of them stand back."""
MOST_UNITS = 250
"""Units that have a column of their own: of more nobody reads them side by side, and `Nguồn số liệu` has each."""
_FORM = (LINE_HEADING, NOW_HEADING, LAST_YEAR_HEADING, SHARE_OF_LAST_YEAR_HEADING)
_MORE = (WOMEN_HEADING, SHARE_HEADING)
_FOOT = (
    '&L&"Times New Roman"&11&BNGƯỜI LẬP BIỂU&B\n(Ký, ghi rõ họ và tên; số điện thoại)'
    '&C&"Times New Roman"&9Trang &P/&N'
    '&R&"Times New Roman"&11&BTRƯỞNG BAN&B\n(Ký, ghi rõ họ và tên)'
)
_STATISTICS_TITLE = "&BBiểu số 2-BTCTW&B\nTHỐNG KÊ ĐẢNG VIÊN MỚI KẾT NẠP"
_PEOPLES_TITLE = "&BBiểu số 2B-BTCTW&B\nTHỐNG KÊ ĐẢNG VIÊN MỚI KẾT NẠP THEO DÂN TỘC, TÔN GIÁO"


def write_statistics(book: Book, result: MonthResult) -> None:
    """Write both sheets: a line of the form a row, what the form cannot know empty and yellow."""
    _write(book, result, STATISTICS_SHEET, _STATISTICS_TITLE, result.statistics, ())
    _write(book, result, PEOPLES_SHEET, _PEOPLES_TITLE, result.peoples, _MORE)


def _write(
    book: Book, result: MonthResult, name: str, title: str, lines: Sequence[StatisticLine], more: Sequence[str]
) -> None:
    units = result.units if len(result.units) <= MOST_UNITS else ()
    codes = [unit.unit.code for unit in units]
    styles = _Styles(book)
    widths = [_LINE_WIDTH, 10, 12, 14, *[10] * len(more), *[9] * len(codes)]
    sheet = book.sheet(name, [*_FORM, *more, *codes], widths, len(lines), kept=1)
    everybody = next((line.figure.value for line in result.statistics if line.line.key == TOTAL), 0)
    for row, line in enumerate(lines, start=1):
        style = styles.of(line)
        book.write(sheet, row, 0, line.line.text, style.text, spared=_INDENT)
        values = [_shown(line.figure), _shown(line.last), _share(line)]
        if more:
            women = line.women if line.figure is not None else None
            values += [women, Fraction(line.figure.value, everybody) if line.figure and everybody else None]
        values += _by_unit(line, units)
        for column, value in enumerate(values, start=1):
            number = style.rate if isinstance(value, Fraction) else style.mean if isinstance(value, Decimal) else None
            book.write(sheet, row, column, value, number or style.number)
    sheet.write_string(len(lines) + 1, 0, NOTE, styles.note)
    sheet.autofilter(0, 0, len(lines), len(widths) - 1)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    # The units' columns are for the screen and for machines: the form has none.
    sheet.print_area(0, 0, len(lines) + 1, len(_FORM) + len(more) - 1)
    period = f"{month_name(result.period.month)} năm {result.period.year}"
    head = _plain(result.plan.upper_heading), _plain(result.plan.heading)
    sheet.set_header(
        f'&L&"Times New Roman"&10{head[0]}\n{head[1]}&C&"Times New Roman"&11{title}\nđến hết tháng {period}'
    )
    sheet.set_footer(_FOOT)
    sheet.set_margins(left=0.6, right=0.4, top=1.2, bottom=1.5)


def _plain(text: str) -> str:
    """Return a text as a page's header takes it, where an ampersand begins a command."""
    return text.replace("&", "&&")


def _shown(figure: Figure | None) -> int | Decimal | None:
    if figure is None:
        return None
    if isinstance(figure.value, Fraction):
        tenths = Decimal(figure.value.numerator) / Decimal(figure.value.denominator)
        return tenths.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return figure.value


def _by_unit(line: StatisticLine, units: Sequence[UnitResult]) -> list[int | None]:
    """Return a line's number for each unit; a unit that never sent has none."""
    if line.units is None:
        return [None] * len(units)
    counted = {code: figure.value for code, figure in line.units.items()}
    return [None if unit.data_period is None else counted.get(unit.unit.code, 0) for unit in units]


def _share(line: StatisticLine) -> Fraction | None:
    if line.line.kind is not LineKind.COUNT or line.figure is None or line.last is None or not line.last.value:
        return None
    return Fraction(line.figure.value, line.last.value)


class _Styles:
    """The looks of lines: a part bold, a group indented, what cannot be known yellow."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self.note = book.book.add_format({"font_name": "Times New Roman", "font_size": 11, "italic": True})
        self._made: dict[tuple[int, bool], _Style] = {}

    def of(self, line: StatisticLine) -> _Style:
        """Return the look of a line."""
        unknown = line.figure is None and line.line.kind is not LineKind.HEADING
        key = (line.line.depth, unknown)
        if key not in self._made:
            self._made[key] = _Style(self._book, *key)
        return self._made[key]


class _Style:
    """The look of a line's cells, by what they hold."""

    def __init__(self, book: Book, depth: int, unknown: bool) -> None:
        look = {"font_name": "Times New Roman", "font_size": 11, "border": 1, "valign": "top", "bold": depth < 2}
        if unknown:
            look["bg_color"] = "#FFEB9C"

        def made(**more: object) -> Format:
            return book.book.add_format({**look, **more})

        self.text = made(text_wrap=True, align="left", indent=max(depth - 1, 0))
        self.number = made(num_format="0")
        self.rate = made(num_format="0.0%")
        self.mean = made(num_format="0.0")
