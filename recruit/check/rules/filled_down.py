"""Rules about a column through which a cell was dragged: Excel writes the next day into each cell below."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from recruit.check.registry import WARNING, Group, Scope, rule
from recruit.declared.form import STEPS
from recruit.language.wording import vn_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recruit.check.checked import CheckedReport
    from recruit.model import Flaw
    from recruit.read.row import Row

_FEWEST = 4
"""Rows under one another whose days follow each other are more than chance from here on."""


@rule(
    "O47",
    WARNING,
    Scope.REPORT,
    Group.COLUMN,
    "Ngày tăng từng ngày theo dòng",
    "{label} ở các dòng {first}–{last} tăng mỗi dòng một ngày, từ {day} đến {until}; có thể do kéo ô.",
    remedy="Kiểm tra ngày của từng người; kéo ô thì giữ phím Ctrl để chép đúng một ngày.",
    example={
        "label": "Ngày cấp giấy chứng nhận",
        "first": "2",
        "last": "5",
        "day": "02/05/2024",
        "until": "05/05/2024",
    },
)
def days_filled_down(checked: CheckedReport) -> Iterator[Flaw]:
    rows = checked.report.rows
    for key in STEPS:
        for run in _runs(rows, key):
            first, last = run[0], run[-1]
            days = {"day": vn_date(first.date(key)), "until": vn_date(last.date(key))}
            yield checked.flaw(first, key, first=str(first.number), last=str(last.number), **days)


def _runs(rows: Sequence[Row], key: str) -> Iterator[list[Row]]:
    """Yield each stretch of rows under one another in which the day of a step is the one above and one more."""
    run: list[Row] = []
    for row in rows:
        day = row.date(key)
        if run and day is not None and (row.number, day) == _next_after(run[-1], key):
            run.append(row)
            continue
        if len(run) >= _FEWEST:
            yield run
        run = [row] if day is not None else []
    if len(run) >= _FEWEST:
        yield run


def _next_after(row: Row, key: str) -> tuple[int, object]:
    return row.number + 1, row.date(key) + timedelta(days=1)
