"""What accompanies the form: the sheet `Hướng dẫn`, and the hidden sheet with version, unit and choice lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.books.workbook import column_letter
from recruit.declared.advice import ADVICE
from recruit.declared.categories import offered
from recruit.declared.form import (
    CARRIED_LABEL,
    HIDDEN_SHEET,
    LIST,
    PROBE,
    PROBE_LABEL,
    PROBE_SOUND,
    RETURNED_LABEL,
    UNIT_LABEL,
    VERSION,
    VERSION_LABEL,
)
from recruit.declared.probation import PROBATION, PROBATION_SHEET
from recruit.write.fitting import line_count, row_height
from recruit.write.forms.styles import Formats, paper, protect

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from recruit.declared.field import Field
    from recruit.model import Period


_AIR = 4
"""Points between two lines of advice."""
_WIDTHS = (14, 32, 10, 66, 38)


def write_guide(sheet: Worksheet, formats: Formats) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, 4, "HƯỚNG DẪN GHI BIỂU", formats.get(bold=True, font_size=14, align="center"))
    for number, line in enumerate(ADVICE, start=1):
        sheet.merge_range(number, 0, number, 4, f"{number}. {line}", formats.get(text_wrap=True))
        sheet.set_row(number, row_height(line_count(f"{number}. {line}", sum(_WIDTHS))) + _AIR)
    row = len(ADVICE) + 2
    heads = ("Nhóm", "Cột", "Bắt buộc", "Cách ghi", "Ví dụ một người đã ghi")
    for column, head in enumerate(heads):
        sheet.write_string(row, column, head, formats.get(bold=True, border=1, align="center", bg_color="#DDEBF7"))
    fields = [*((field.group, field) for field in LIST), *((PROBATION_SHEET, field) for field in PROBATION)]
    for index, (group, field) in enumerate(fields, start=row + 1):
        plain = formats.get(border=1, text_wrap=True)
        texts = (group, field.label, "x" if field.required else "", _how(field), field.example)
        for column, text in enumerate(texts):
            style = formats.get(border=1, align="center") if column == 2 else plain
            sheet.write_string(index, column, text, style) if text else sheet.write_blank(index, column, None, style)
        sheet.set_row(index, row_height(max(map(line_count, texts, _WIDTHS))) + 1)
    protect(sheet)
    sheet.set_landscape()
    paper(sheet)
    sheet.repeat_rows(row)
    sheet.fit_to_pages(1, 0)


def _how(field: Field) -> str:
    choices = field.choices.choices if field.choices else ()
    return f"{field.help} ({' / '.join(choices)})" if 2 < len(choices) < 10 else field.help


def write_hidden(
    sheet: Worksheet, unit_code: str, returned_of: Period | None = None, establishment: str = "", carried: str = ""
) -> dict[str, str]:
    """Write version, unit, the probe for machines that turn days and months, and choice lists too long for a check.

    `returned_of` is the month of a workbook that goes back to its unit; the kinds of people that fit the
    `establishment` stand first. `carried` is the mark of the contacts with which the form is issued.
    """
    sheet.write_string(0, 0, VERSION_LABEL)
    sheet.write_string(0, 1, VERSION)
    sheet.write_string(1, 0, UNIT_LABEL)
    if unit_code:
        sheet.write_string(1, 1, unit_code)
    sheet.write_string(2, 0, PROBE_LABEL)
    sheet.write_formula(2, 1, PROBE, None, PROBE_SOUND)
    if returned_of is not None:
        sheet.write_string(3, 0, RETURNED_LABEL)
        sheet.write_string(3, 1, str(returned_of))
    elif carried:
        sheet.write_string(3, 0, CARRIED_LABEL)
        sheet.write_string(3, 1, carried)
    sources = {}
    choices = {field.key: field.choices.choices for field in LIST if field.choices}
    choices["category"] = offered(establishment)
    long = [key for key, texts in choices.items() if len(",".join(texts)) > 200 or any("," in text for text in texts)]
    for column, key in enumerate(long, start=3):
        sheet.write_string(0, column, f"_{key}")
        for row, choice in enumerate(choices[key], start=1):
            sheet.write_string(row, column, choice)
        letter = column_letter(column + 1)
        sources[key] = f"='{HIDDEN_SHEET}'!${letter}$2:${letter}${len(choices[key]) + 1}"
    return sources
