"""Forms for many units: laid out once, each with its own code, name and list, and the same as a form made alone."""

from __future__ import annotations

import io
from datetime import date

import pytest
from audit import complaints
from office import column_of
from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from recruit.books.open import read_workbook
from recruit.declared.form import STYLED_ROWS
from recruit.write.forms.book import form_bytes
from recruit.write.forms.issued import IssuedForms
from recruit.write.forms.marks import Styled
from recruit.write.forms.people import FIRST_ROW, list_address


def somebody(rank: int, **values: object) -> dict[str, object]:
    return {"name": f"Nguyễn Văn Thứ {rank}", "birth": date(1990, 1, 5), "note": " đầu và cuối ", **values}


def cells(data: bytes) -> dict[tuple[str, str], tuple]:
    """Return every cell's value, format and lock."""
    book = load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): (_value(cell.value), cell.number_format, cell.protection.locked)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    }


def _value(value: object) -> object:
    return (value.ref, value.text) if isinstance(value, ArrayFormula) else value


@pytest.mark.parametrize("count", [0, 1, 40, STYLED_ROWS, STYLED_ROWS + 1])
def test_it_holds_the_same_cells_as_a_form_made_alone(count):
    people = [somebody(number) for number in range(count)]
    ours = IssuedForms(2024, 12).of("CB&1", "Chi bộ <Một>", people)
    alone = form_bytes(unit_code="CB&1", unit_name="Chi bộ <Một>", year=2024, month=12, people=people)
    assert cells(ours) == cells(alone)


@pytest.mark.parametrize("text", ["=1+1", "_x0041_", "A & <b>", "một\nhai", "😀"])
def test_any_text_of_a_unit_stays_the_text_that_it_is(text):
    people = [somebody(1, name=text)]
    ours = IssuedForms(2024, 12).of("CB01", "Chi bộ Một", people)
    alone = form_bytes(unit_code="CB01", unit_name="Chi bộ Một", year=2024, month=12, people=people)
    assert names_read(ours) == names_read(alone) == [text]


def names_read(data: bytes) -> list[object]:
    """Return the names on the list, as our own reader has them before it cleans them."""
    sheet = next(sheet for sheet in read_workbook(data).sheets if sheet.name == "Danh sách")
    column = column_of("name")
    return [row[column].value for number, row in sheet.rows.items() if number >= FIRST_ROW and column in row]


def test_what_stands_under_stt_stays():
    data = IssuedForms(2024, 12).of("CB01", "Chi bộ Một", [somebody(1, number=7)])
    assert load_workbook(io.BytesIO(data))["Danh sách"][list_address(0, "number")].value == "7"


def test_a_text_in_a_legacy_font_keeps_its_font():
    data = IssuedForms(2024, 12).of("CB01", "Chi bộ Một", [somebody(1, name=Styled("NguyÔn V¨n An", ".VnTime"))])
    assert load_workbook(io.BytesIO(data))["Danh sách"][list_address(0, "name")].font.name == ".VnTime"


def test_one_units_list_is_not_in_anothers_form():
    forms = IssuedForms(2024, 12)
    forms.of("CB01", "Chi bộ Một", [somebody(1)])
    assert load_workbook(io.BytesIO(forms.of("CB02", "Chi bộ Hai")))["Danh sách"][list_address(0, "name")].value is None


def test_the_same_list_makes_the_same_bytes():
    first, second = (IssuedForms(2024, 12).of("CB01", "Chi bộ Một", [somebody(1)]) for _ in range(2))
    assert first == second


def test_the_audit_finds_nothing(tmp_path):
    assert complaints(IssuedForms(2024, 12).of("CB01", "Chi bộ Một", [somebody(1)]), tmp_path, "bieu.xlsx") == []
