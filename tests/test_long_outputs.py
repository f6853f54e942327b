"""Outputs of a length that no small office has: long tables are the same as short ones, and a full sheet says so."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from audit import complaints
from consolidated_sample import figures, finding, month, person
from docx import Document
from libreoffice import saved_again
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from papers import letter

from recruit.write.summary import table as streamed
from recruit.write.summary.workbook import consolidated_bytes
from recruit.write.word import filling as word

LIST_PART = "xl/worksheets/sheet9.xml"
"""Where the sheet `Danh sách` stands in the package."""


def people(count: int) -> tuple:
    return tuple(person(row, name=f"Người {row}") for row in range(3, count + 3))


@cache
def heads() -> list[str]:
    """Return the headings of the people, from left to right."""
    return [cell.value for cell in load_workbook(io.BytesIO(consolidated_bytes(month())))["Danh sách"][1]]


def rows(result, sheet: str = "Danh sách") -> list[tuple]:
    return list(load_workbook(io.BytesIO(consolidated_bytes(result)))[sheet].iter_rows(min_row=2, values_only=True))


def names(result) -> list[object]:
    return [row[heads().index("Họ và tên")] for row in rows(result)]


def name_in(data: bytes) -> object:
    return load_workbook(io.BytesIO(data))["Danh sách"].cell(2, 1 + heads().index("Họ và tên")).value


def name_of(text: str, tmp_path: Path):
    data = consolidated_bytes(month(people=(person(name=text),)))
    assert complaints(data, tmp_path, "tong_hop.xlsx") == []
    return data, name_in(data)


# -- the workbook ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["A & B <c> \"d\" 'e' ]]>", "  hai đầu  ", "một\nhai", "😀 Thắng", "&amp;"])
def test_any_text_comes_back_as_it_is(text, tmp_path):
    assert name_of(text, tmp_path)[1] == text


def test_what_excel_would_take_for_an_escaped_character_stays_as_typed(tmp_path):
    data, _ = name_of("_x0041_ và _x_", tmp_path)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b"<t>_x005F_x0041_ v\xc3\xa0 _x_</t>" in package.read(LIST_PART)
    assert name_in(saved_again(data)) == "_x0041_ và _x_"


def test_a_file_name_that_is_no_text_is_written_with_the_numbers_of_its_broken_characters():
    result = month(files=(replace(month().files[0], file="t\udce111.xlsx"),))
    assert rows(result, "Tệp")[0][0] == "t[U+DCE1]11.xlsx"


def test_days_around_excels_29th_of_february_1900_are_those_days(tmp_path):
    days = (date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(2100, 12, 31))
    found = rows(month(people=tuple(person(joined=day) for day in days)))
    joined = heads().index("Ngày vào danh sách cảm tình")
    assert [row[joined].date() for row in found] == list(days)


def test_a_whole_number_and_the_rate_of_one_are_told_apart():
    book = streamed.Table((9, 9), [[1, Fraction(1)], [Fraction(1), 1]], 2)
    model = (
        b'<dimension ref="A1"/><row r="2"><c r="A2" s="1"/><c r="B2" s="2"/><c r="C2" s="3"/><c r="D2" s="4"/></row>'
    )
    part = b"".join(book.fill(model)).decode()
    assert '<c r="A2" s="2"><v>1</v></c><c r="B2" s="3"><v>1.0</v></c>' in part
    assert '<c r="A3" s="3"><v>1.0</v></c><c r="B3" s="2"><v>1</v></c>' in part


def test_the_sheet_says_how_large_it_is():
    with zipfile.ZipFile(io.BytesIO(consolidated_bytes(month(people=people(40))))) as package:
        assert f'<dimension ref="A1:{get_column_letter(len(heads()))}41"/>'.encode() in package.read(LIST_PART)


def test_people_in_more_pieces_than_one_are_all_there_in_order(monkeypatch):
    whole = consolidated_bytes(month(people=people(300)))
    monkeypatch.setattr(streamed, "_PIECE", 1000)
    monkeypatch.setattr(streamed, "_REMEMBERED", 7)
    assert consolidated_bytes(month(people=people(300))) == whole
    assert names(month(people=people(300))) == [f"Người {row}" for row in range(3, 303)]


def test_a_sheet_that_is_full_says_how_many_rows_it_lacks(monkeypatch, tmp_path):
    monkeypatch.setattr(streamed, "SHEET_ROWS", 11)
    monkeypatch.setattr("recruit.write.summary.sheets.SHEET_ROWS", 11)
    result = month(people=people(25))
    found = rows(result)
    assert len(found) == 10
    assert names(result)[8] == "Người 11"
    assert found[9][0] == "Còn 16 dòng nữa không ghi được ở đây: trang tính đã đầy."
    data = consolidated_bytes(result)
    assert load_workbook(io.BytesIO(data))["Danh sách"].auto_filter.ref == f"A1:{get_column_letter(len(heads()))}11"
    assert complaints(data, tmp_path, "tong_hop.xlsx") == []


def test_a_sheet_that_just_holds_its_rows_lacks_none(monkeypatch):
    monkeypatch.setattr(streamed, "SHEET_ROWS", 11)
    monkeypatch.setattr("recruit.write.summary.sheets.SHEET_ROWS", 11)
    assert names(month(people=people(10)))[-1] == "Người 12"


def test_a_sheet_whose_part_grows_too_large_says_how_many_rows_it_lacks(monkeypatch):
    monkeypatch.setattr(streamed, "SHEET_BYTES", 4000)
    monkeypatch.setattr(streamed, "_PIECE", 1000)
    found = rows(month(findings=tuple(finding() for _ in range(100))), "Lỗi")
    assert found[-1][0] == f"Còn {100 - len(found) + 1} dòng nữa không ghi được ở đây: trang tính đã đầy."


# -- the letter --------------------------------------------------------------------------------------------------------

_FIGURES = (
    "admitted class_sent sympathisers eligible with_helper joined_in_month left_in_month class_sent_in_month "
    "certificates_of_sent admitted_in_month admitted_after_deadline with_certificate proposed agreed"
)


UNITS, A_STRETCH = 150, 42_000
"""So many units that their rows are set aside several times, in stretches of so many characters."""


def year_of(units: int):
    """Return a month with the many units' lines, whose names hold what XML and templates could take for theirs."""
    made = month()
    line = made.units[0]
    lines = tuple(
        replace(line, unit=replace(line.unit, code=f"U{n}", name=f"Chi bộ {n} & <b>{{{{ x }}}}\nhai"))
        for n in range(units)
    )
    count = figures(admitted=0)["admitted"]
    return replace(made, units=lines, totals={key: replace(count, name=key) for key in _FIGURES.split()})


def test_rows_that_are_set_aside_are_those_that_the_template_makes(monkeypatch):
    result = year_of(UNITS)
    monkeypatch.setattr(word, "_STRETCH", 10**9)
    whole = letter(result)
    monkeypatch.setattr(word, "_STRETCH", A_STRETCH)
    assert letter(result) == whole


def test_a_long_letter_names_every_unit_once_in_the_plans_order(monkeypatch, tmp_path):
    monkeypatch.setattr(word, "_STRETCH", A_STRETCH)
    data = letter(year_of(UNITS))
    table = next(table for table in Document(io.BytesIO(data)).tables if len(table.rows) > UNITS)
    names = [row.cells[1].text for row in table.rows]
    assert [name.split("&")[0] for name in names if "&" in name] == [f"Chi bộ {n} " for n in range(UNITS)]
    assert complaints(data, tmp_path, "cong_van.docx") == []


def test_rows_are_set_aside_at_all(monkeypatch):
    kept = []
    monkeypatch.setattr(word, "_STRETCH", A_STRETCH)
    save = word.WordTemplate.save
    monkeypatch.setattr(word.WordTemplate, "save", lambda self, out: kept.append(len(self._aside)) or save(self, out))
    letter(year_of(UNITS))
    assert kept[0] > 5
