"""The monthly form as a workbook, written from its declaration: empty, issued for a unit, or filled with a list."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from recruit.declared.form import CHECK_SHEET, COVER_SHEET, GUIDE_SHEET, HIDDEN_SHEET, LIST_SHEET
from recruit.declared.probation import PROBATION_SHEET
from recruit.write.forms.contacts import NOBODY, Contacts
from recruit.write.forms.cover import write_cover
from recruit.write.forms.guide import write_guide, write_hidden
from recruit.write.forms.marks import Marks
from recruit.write.forms.people import write_list
from recruit.write.forms.probation import write_probation
from recruit.write.forms.self_check import write_self_check
from recruit.write.forms.styles import Formats, growing
from recruit.write.package import FIXED_TIME
from recruit.write.plain_book import PlainBook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlsxwriter.workbook import Workbook

    from recruit.model import Period

NO_MARKS = Marks()

_SHEETS = (COVER_SHEET, LIST_SHEET, PROBATION_SHEET, GUIDE_SHEET, HIDDEN_SHEET, CHECK_SHEET)


def form_bytes(
    *,
    unit_code: str = "",
    unit_name: str = "",
    year: int | None = None,
    month: int | None = None,
    cover: Mapping[str, object] | None = None,
    people: Sequence[Mapping[str, object]] = (),
    members: Sequence[Mapping[str, object]] = (),
    modified: datetime | None = None,
    marks: Marks = NO_MARKS,
    front: Callable[[Workbook, Formats], None] | None = None,
    returned_of: Period | None = None,
    establishment: str = "",
    contacts: Contacts = NOBODY,
) -> bytes:
    """Return the form as .xlsx; with `unit_code` as issued for that unit (code, name and year filled and locked).

    `cover`, `people` and the probationary `members` map field keys to texts, numbers or days; texts are stored as typed, days as dd/mm/yyyy, and
    missing keys stay blank, but for a missing number: people are numbered. `modified` (UTC) is the time that the
    workbook says it was saved. `marks` are cells to be mended; `front` adds what stands before the form's own sheets;
    `returned_of` is the month of a workbook that goes back; `establishment` is the plan's `Loại hình cơ sở`; `contacts` are
    those that the unit finds filled in.
    """
    out = io.BytesIO()
    book = PlainBook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties(
        {"title": "Biểu báo cáo tháng", "created": (modified or FIXED_TIME).astimezone(UTC).replace(tzinfo=None)}
    )
    formats = Formats(book)
    if front is not None:
        front(book, formats)
    issued = bool(unit_code)
    values = {
        "unit_code": unit_code,
        "unit_name": unit_name,
        "year": year,
        "month": month,
        **contacts.cells,
        **(cover or {}),
    }
    sheets = {name: book.add_worksheet(name) for name in _SHEETS}
    write_cover(sheets[COVER_SHEET], formats, values, marks, issued=issued)
    mark = contacts.mark if issued else ""
    lists = write_hidden(sheets[HIDDEN_SHEET], unit_code, returned_of, establishment, mark)
    write_list(sheets[LIST_SHEET], formats, people, marks, lists)
    write_probation(sheets[PROBATION_SHEET], formats, members, marks)
    write_guide(sheets[GUIDE_SHEET], formats)
    sheets[HIDDEN_SHEET].very_hidden()
    write_self_check(sheets, formats)
    count = len(book.worksheets())
    book.close()
    return growing(out.getvalue(), count, modified)
