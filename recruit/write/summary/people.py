"""The sheet `Danh sách`: everybody on the lists that speak, each row with whether its events are counted and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.choices import YES
from recruit.declared.form import FREE_TEXT, LIST, LIST_BY_KEY
from recruit.declared.summary import (
    BAD_CELLS_HEADING,
    BAD_CODES_HEADING,
    BELOW_HEADING,
    LINE_HEADING,
    SEPARATOR,
)
from recruit.language.private import unsaid
from recruit.measure.people import stage
from recruit.write.summary.identity import cell_mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recruit.measure.result import MonthResult
    from recruit.measure.standing import Standing
    from recruit.write.summary.sheets import Book


def write_people(book: Book, result: MonthResult) -> None:
    """Write the sheet: the form's columns, and beside them the stage, where the row stands, and whether it is counted."""
    # A person's name stands beside the unit; the number within a list says least and goes to the row's address.
    fields = [*(field for field in LIST if field.key != "number"), LIST_BY_KEY["number"]]
    columns = [
        ("Mã đơn vị", 11),
        ("Giai đoạn", 22),
        *((field.label, field.width) for field in fields),
        ("Tệp", 34),
        (LINE_HEADING, 7),
        (BAD_CELLS_HEADING, 26),
        (BAD_CODES_HEADING, 10),
        ("Tính kết nạp", 20),
        ("Tính học lớp", 20),
    ]
    has_lists_below = any(listed.below for listed in result.lists)
    if has_lists_below:
        columns.append((BELOW_HEADING, 14))
    headings, widths = zip(*columns, strict=True)
    rows = _person_rows(result, [field.key for field in fields], has_lists_below)
    book.table("Danh sách", headings, widths, rows, len(result.people), kept=3)


def _person_rows(result: MonthResult, keys: list[str], has_lists_below: bool) -> Iterator[list[object]]:
    for person, standing in zip(result.people, result.standings, strict=True):
        values = person.row.values
        bad = [field.label + cell_mark(values.get(field.key)) for field in LIST if field.key in person.bad]
        said = [SEPARATOR.join(bad) or None, SEPARATOR.join(sorted(person.bad_codes)) or None]
        # A cell that could not be read shows what stood there.
        values |= person.row.unreadable | {"number": person.row.rank}
        # What should not be in a list goes no further than the workbook in which it came.
        values |= {key: unsaid(text) for key in FREE_TEXT if (text := values.get(key))}
        where = [person.report.file, person.row.number]
        said += map(_counted, standing)
        row = [person.unit.code, stage(person, result.day), *map(values.get, keys), *where, *said]
        yield [*row, person.list_key[1] or None] if has_lists_below else row


def _counted(standing: Standing) -> str:
    """Say whether an event of a row is counted, and for which unit or why not."""
    code = f" {standing.code}" if standing.code else ""
    if standing.why is None:
        return f"{YES} (cho{code})" if code else YES
    return f"Không: {standing.why.value}{code}"
