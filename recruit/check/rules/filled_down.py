"""Rules about a column through which a cell was dragged: the program writes the next day into each cell below.

Of a date that is the next day, of one in a Text cell the same day of the next year: the number at its end grows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.check.registry import WARNING, Group, Scope, rule
from recruit.declared.form import STEPS
from recruit.language.wording import vn_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw
    from recruit.read.row import Row


class _Growth(NamedTuple):
    """By what days grow from row to row, and in how many rows under one another that is more than chance."""

    word: str
    is_next: Callable[[date, date], bool]
    fewest: int


_GROWTHS = (
    _Growth("ngày", lambda day, after: (after - day).days == 1, 4),
    _Growth("năm", lambda day, after: (after.day, after.month, after.year) == (day.day, day.month, day.year + 1), 3),
)


@rule(
    "O47",
    WARNING,
    Scope.REPORT,
    Group.COLUMN,
    "Ngày tăng đều theo dòng",
    "{label} ở các dòng {first}–{last} tăng mỗi dòng một {unit}, từ {day} đến {until}; có thể do kéo ô.",
    remedy="Kiểm tra ngày của từng người; kéo ô thì giữ phím Ctrl để chép đúng một ngày.",
    example={
        "label": "Ngày cấp giấy chứng nhận",
        "first": "2",
        "last": "5",
        "unit": "ngày",
        "day": "02/05/2024",
        "until": "05/05/2024",
    },
)
def days_filled_down(checked: CheckedReport) -> Iterator[Flaw]:
    for key in STEPS:
        for growth in _GROWTHS:
            for run in _runs(checked.report.rows, key, growth):
                first, last = run[0], run[-1]
                days = {"day": vn_date(first.date(key)), "until": vn_date(last.date(key)), "unit": growth.word}
                yield checked.flaw(first, key, first=str(first.number), last=str(last.number), **days)


def _runs(rows: Sequence[Row], key: str, growth: _Growth) -> Iterator[list[Row]]:
    """Yield each stretch of rows under one another in which the day of a step grows so from row to row."""
    run: list[Row] = []
    for row in rows:
        day = row.date(key)
        if run and day is not None and row.number == run[-1].number + 1 and growth.is_next(run[-1].date(key), day):
            run.append(row)
            continue
        if len(run) >= growth.fewest:
            yield run
        run = [row] if day is not None else []
    if len(run) >= growth.fewest:
        yield run
