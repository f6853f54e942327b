"""The form that checks itself, computed by LibreOffice, beside what the program finds in the same form."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest
from libreoffice import workbooks_saved_again
from office import Office, admitted, key_of, person
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from recruit.books.open import read_workbook
from recruit.declared.form import CHECK_SHEET, CHECKED_ROWS, LIST
from recruit.model import Severity
from recruit.write.forms import self_check
from recruit.write.forms.book import form_bytes
from recruit.write.forms.issued import IssuedForms
from recruit.write.forms.marks import NO_VALUE
from recruit.write.forms.people import FIRST_ROW, HEADING_ROW, list_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

NONE = "Không còn ô phải sửa"
CODES = frozenset(("O01", "O03", "O09", "O10", "N01", "N03", "N04", "N05", "N06", "N07", "N08", "N09", "N10", "P01"))
"""The errors that the form finds itself; those of the cover's starred cells are B04."""

AN, BINH = person("Nguyễn Văn An"), admitted("Trần Thị Bình")


class Planted(NamedTuple):
    """People of a list with one thing wrong: which rule says so, at which of their cells."""

    people: list[dict[str, object]]
    code: str
    index: int
    key: str


WRONG = {
    "no name": Planted([BINH | {"name": " "}], "O09", 0, "name"),
    "no birth": Planted([person(birth=None)], "O09", 0, "birth"),
    "no gender": Planted([person(gender=None)], "O09", 0, "gender"),
    "no day of joining": Planted([person(joined=None)], "O09", 0, "joined"),
    "a post of a blank that is none": Planted([person(position="\u00a0")], "O09", 0, "position"),
    "a day that does not exist": Planted([person(class_sent="31/04/2024")], "O01", 0, "class_sent"),
    "a text that is no day": Planted([person(ceremony="sắp có")], "O01", 0, "ceremony"),
    "a birth that does not exist": Planted([person(birth="29/02/1991")], "O01", 0, "birth"),
    "a month that does not exist": Planted([person(birth="05/00/1990")], "O01", 0, "birth"),
    "a day after the month": Planted([person(class_sent="01/12/2024")], "O10", 0, "class_sent"),
    "a step before birth": Planted([person(joined="05/03/1989")], "N01", 0, "joined"),
    "a birth after all steps": Planted([person(birth="05/03/2024")], "N01", 0, "birth"),
    "a year of birth after a step": Planted([person(birth="1990", joined="31/12/1989")], "N01", 0, "joined"),
    "a year of two digits that is of the last century": Planted([person(ceremony="5/4/26")], "N01", 0, "ceremony"),
    "agreed before asked": Planted([admitted(agreed="31/01/2024")], "N03", 0, "agreed"),
    "a decision before the resolution": Planted([admitted(decision="09/03/2024")], "N04", 0, "decision"),
    "a ceremony before the decision": Planted([admitted(ceremony="19/03/2024")], "N05", 0, "ceremony"),
    "off the list before the decision": Planted([admitted(left="01/02/2024", reason="Xin rút")], "N08", 0, "left"),
    "a decision without number": Planted([admitted(decision_no=None)], "N06", 0, "decision_number"),
    "a number without decision": Planted([person(decision_no="7-QĐ")], "N07", 0, "decision"),
    "a reason without day": Planted([person(reason="Xin rút")], "N09", 0, "left"),
    "off the list without reason": Planted([person(left="01/02/2024")], "N10", 0, "leaving_reason"),
    "twice": Planted([AN, BINH, person("NGUYỄN  VĂN AN", "5/3/1990")], "P01", 2, "name"),
    "twice with the tone elsewhere": Planted([person("Lê Hoà Thuý"), person("Lê Hòa Thúy")], "P01", 1, "name"),
    "twice by the year alone": Planted([person("Hà Văn Chi", "1990"), person("Hà Văn Chi")], "P01", 1, "name"),
    "no value": Planted([person(position=NO_VALUE)], "O03", 0, "position"),
}
CLEAN = {
    "nobody": [],
    "sound": [AN, BINH],
    "days in odd spellings": [
        person(class_asked="5/3/2024", class_sent="05.04.2024", certificate="6-5-2024", certificate_no="1"),
        person("Hà Văn Chi", "1990", joined="2024-01-15", class_sent="05/ 03/2024"),
        person("Hà Văn Dũng", "5/3/90", joined="15/1/24"),
    ],
    "words for nothing in blank rows": [AN, {"religion": "Không"}, {"helper": "-"}, {"number": "4"}],
    "words for nothing in cells of days, numbers and reasons": [
        person(f"Hà Thị {'ABCDEFGHIJKLMNOPQRSTUV'[index]}", class_sent=word, decision_no=word, reason=word)
        for index, word in enumerate(self_check.NOTHING_TYPED)
    ],
    "words for nothing alone": [AN, {"class_sent": "-", "decision_no": "chưa có", "certificate_no": "/"}],
    "a ceremony ahead": [admitted(ceremony="10/12/2024"), admitted("Hà Văn Chi", ceremony="5/4/25")],
    "moved before the decision": [admitted(left="01/02/2024", reason="Chuyển đơn vị")],
    "namesakes": [AN, person("Nguyễn Văn An", "06/03/1990"), person("Nguyễn Văn An", "1990")],
    "born in the year of joining": [person(birth="1990", joined="01/01/1990")],
}
COVERS = {
    "month 13": ({"month": "13"}, "B5"),
    "a meeting that never was": ({"meeting_date": "31/11/2024"}, "B7"),
    "a meeting with full stops": ({"meeting_date": "20.11.2024"}, ""),
}
_SEPARATED = """
31/02/2024 abc 5/3/24 05.03.2024 5-3-2024 2024-03-05 2024/3/5 30.02.2024 5/3.2024 05/13/2024 00/03/2024 5/3/5 5/3/99
1/1/0990 100/3/24 2024/3/2024 +5/3/2024 12/12/2025 01/12/2024 30/11/2024 1990 2024 005/3/2024 5//3/2024 5/3/2024/
5/3/20245 1e1/3/2024 /3/2024 5..3.2024 29/02/2023 29/02/2024 31/12/2100 01/01/2101 5.3/2024 3/2024 5-3 5:3:2024 1/1/1985
"""
_ODD_DAYS = (*_SEPARATED.split(), "", "  ", "\u00a0", "5 / 3 / 2024", "05/ 03/2024", "0 5/3/2024")
# A year whose day is left open the program takes for the year; the form, as for days in words, asks for the year alone.
_ODD_BIRTHS = tuple(day for day in _ODD_DAYS if day not in ("3/2024", "00/03/2024"))
_REASONS = ("Đã kết nạp", "đã kết nạp", "Chuyển đơn vị", "Xin rút", "Khác", "abc", "")
_STEPS = tuple(field.key for field in LIST if field.is_step)
_STARRED = tuple(field.key for field in LIST if field.required)
IN_WORDS = ("ngày 5 tháng 3 năm 2024", "thứ ba, 5/3/2024", "05/03/2024 07:30", "5/3/2024.", "45356")
"""Days that the program reads and for which the form, as its check on typing does, asks in numbers."""


def declared(values: Mapping[str, object]) -> dict[str, object]:
    return {key_of(key): value for key, value in values.items()}


def form(people: Sequence[Mapping[str, object]], **cover: object) -> bytes:
    said = {"month": 11, "year": 2024, "meeting_date": "20/11/2024", "resolution_number": "01-NQ/CB", **cover}
    return form_bytes(unit_code="CB01", unit_name="Chi bộ CB01", people=list(map(declared, people)), cover=said)


def planted_at_random(number: int) -> list[dict[str, object]]:
    """Return rows of which most are wrong in some way, some in several."""
    rng, rows = random.Random(9), []

    def day(first: int) -> str:
        return f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/{rng.randint(first, 2024)}"

    for index in range(number):
        make = rng.choice((person, admitted))
        row = declared(
            make(f"Người {chr(97 + index % 26)} {chr(97 + index // 26)}", f"05/03/{rng.randint(1980, 2000)}")
        )
        for _ in range(rng.choice((0, 1, 1, 2, 3))):
            odd = rng.choice((*_STEPS, "birth"))
            changes = (
                {odd: rng.choice(_ODD_BIRTHS if odd == "birth" else _ODD_DAYS)},
                {rng.choice(_STARRED): rng.choice(("", " ", "\u00a0"))},
                {rng.choice(_STEPS): day(2022)},
                {"leaving_reason": rng.choice(_REASONS)},
                {"left": day(2023), "leaving_reason": rng.choice(_REASONS)},
                {"decision_number": rng.choice(("", "7-QĐ", "-"))},
            )
            row |= rng.choice(changes)
        if rows and rng.random() < 0.15:
            above = rows[-1]
            birth = str(above.get("birth", "1990"))
            row |= {"name": str(above.get("name", "")).upper(), "birth": rng.choice((birth, birth[-4:]))}
        rows.append(row)
    return rows


def apart(people: Sequence[Mapping[str, object]], place: int) -> list[dict[str, object]]:
    """Return people of one case under names that no other case has."""
    return [
        {**row, "name": f"{row['name']} {chr(97 + place)}"} if str(row.get("name", "")).strip() else dict(row)
        for row in people
    ]


def all_wrong() -> tuple[list[dict[str, object]], dict[str, set[str]]]:
    """Return the people of all cases in one list, and the cells that are wrong in it, each with its rule."""
    people: list[dict[str, object]] = []
    wrong = {}
    for place, case in enumerate(WRONG.values()):
        wrong[list_address(len(people) + case.index, case.key)] = {case.code}
        people += apart(case.people, place)
    return people, wrong


def all_clean() -> list[dict[str, object]]:
    return [row for place, people in enumerate(CLEAN.values()) for row in apart(people, place)]


def with_real_dates(data: bytes) -> bytes:
    """Return a form of two people with numbers for days: a date and a year, and a date after the month."""
    book, out = load_workbook(io.BytesIO(data)), io.BytesIO()
    for index, key, value in (
        (0, "birth", 1990),
        (0, "class_sent", date(2024, 4, 5)),
        (1, "class_sent", date(2024, 12, 5)),
    ):
        cell = book["Danh sách"][list_address(index, key)]
        cell.value, cell.number_format = value, "General" if isinstance(value, int) else "dd/mm/yyyy"
    book.save(out)
    return out.getvalue()


def with_rows_deleted(data: bytes, number: int) -> bytes:
    """Return a form as a spreadsheet program keeps it that deleted blank rows of the list: each range is shorter."""
    out, last = io.BytesIO(), CHECKED_ROWS - number
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, re.sub(rb"('Danh s\xc3\xa1ch'![A-Z]+\d+:[A-Z]+)300", rb"\g<1>%d" % last, text))
    return out.getvalue()


FORMS = {
    "nobody": form([]),
    "clean": form(all_clean()),
    "all wrong": form(all_wrong()[0]),
    "random": form(planted_at_random(CHECKED_ROWS - HEADING_ROW)),
    "in words": form([person(f"Hà Văn {'ABCDE'[index]}", class_sent=day) for index, day in enumerate(IN_WORDS)]),
    "issued": IssuedForms(2024, 11).of("CB01", "Chi bộ CB01", [declared(AN), declared(BINH | {"gender": None})]),
    "real dates": with_real_dates(form([AN, person("Hà Văn Chi")])),
    "rows deleted": with_rows_deleted(form([AN, BINH | {"gender": None}]), 5),
    "blank": form_bytes(),
    **{name: form([AN], **cover) for name, (cover, _) in COVERS.items()},
}


class Computed(NamedTuple):
    """What a form says when LibreOffice has computed it: the line over the list and on the cover, link, bad cells."""

    saved: bytes
    lines: tuple[str, str]
    link: str
    cells: set[str]


@pytest.fixture(scope="module")
def computed() -> dict[str, Computed]:
    return {name: read(data) for name, data in workbooks_saved_again(FORMS).items()}


def read(data: bytes) -> Computed:
    sheets = {sheet.name: sheet for sheet in read_workbook(data).sheets}
    hidden, last = sheets[CHECK_SHEET].rows, len(LIST) - 1
    column = column_index_from_string(self_check.found_column())
    found = {row: values[column] for row, values in hidden.items() if row > 1 and column in values}
    cells = {
        f"{get_column_letter(1 + place)}{FIRST_ROW - 2 + row}"
        for row, cell in found.items()
        for place in range(1, 1 + last)
        if cell.kind == "n" and int(cell.value) // 64 >> (last - place) & 1
    }
    links = [row[1].value for row in hidden.values() if 1 in row and row[1].value.startswith("#")]
    lines = sheets["Danh sách"].rows[1][1].value, sheets["Báo cáo"].rows[2][1].value
    return Computed(data, lines, "".join(links), cells)


def said(cells: Sequence[str]) -> tuple[str, str]:
    """Return what stands over the list and on the cover where these cells are bad, the first of them first."""
    line = f"Còn {len(cells):02d} ô phải sửa, ô đầu tiên: {cells[0]}" if cells else NONE
    return line, line


def in_order(cells: Iterable[str]) -> list[str]:
    """Return cells row by row."""
    return sorted(cells, key=lambda cell: (int(re.sub(r"\D", "", cell)), len(cell), cell))


def found(data: bytes, folder: Path) -> dict[str, set[str]]:
    """Return the cells of the list in which the program finds one of the errors meant here, each with its rules."""
    cells: dict[str, set[str]] = {}
    for finding in Office(folder).put("a.xlsx", data).month().findings:
        if finding.code in CODES:
            for one in finding.all:
                cells.setdefault(one.place.cell, set()).add(finding.code)
    return cells


@pytest.mark.parametrize("name", ["nobody", "clean"])
def test_it_says_none_where_the_program_finds_none(name, computed, tmp_path):
    assert found(FORMS[name], tmp_path) == {}
    assert (computed[name].lines, computed[name].cells) == (said([]), set())


def test_each_thing_wrong_is_told_at_the_cell_at_which_the_program_tells_it(computed, tmp_path):
    wrong = all_wrong()[1]
    assert found(FORMS["all wrong"], tmp_path) == wrong
    assert (computed["all wrong"].lines, computed["all wrong"].cells) == (said(in_order(wrong)), set(wrong))


def test_of_rows_wrong_in_any_way_the_bad_cells_are_those_of_the_programs_errors(computed, tmp_path):
    theirs = found(FORMS["random"], tmp_path)
    assert computed["random"].cells == set(theirs)
    assert computed["random"].lines == said(in_order(theirs))
    # The rows are worth something only as long as they have everything in them.
    assert set().union(*theirs.values()) == CODES - {"O03"}


@pytest.mark.parametrize("name", COVERS)
def test_a_bad_cell_of_the_cover_comes_first_and_is_named_with_its_sheet(name, computed, tmp_path):
    cell = COVERS[name][1]
    month = Office(tmp_path).put("a.xlsx", FORMS[name]).month()
    errors = {(each.place.sheet, each.place.cell) for each in month.findings if each.severity is Severity.ERROR}
    assert errors == ({("Báo cáo", cell)} if cell else set())
    assert computed[name].lines == said([f"{cell} trang Báo cáo"] if cell else [])
    assert computed[name].link == (f"#'Báo cáo'!{cell}" if cell else "")


def test_the_blank_form_asks_for_its_starred_cells(computed):
    assert computed["blank"].lines[1] == "Còn 03 ô phải sửa, ô đầu tiên: B3 trang Báo cáo"


def test_an_issued_form_checks_the_list_with_which_it_was_issued_and_leads_to_the_cell(computed):
    cell = list_address(1, "gender")
    assert (computed["issued"].lines, computed["issued"].link) == (said([cell]), f"#'Danh sách'!{cell}")


def test_real_dates_and_numbers_are_days_too(computed, tmp_path):
    cell = list_address(1, "class_sent")
    assert found(FORMS["real dates"], tmp_path) == {cell: {"O10"}}
    assert computed["real dates"].lines == said([cell])


def test_where_rows_were_deleted_it_checks_what_is_left(computed):
    assert computed["rows deleted"].lines == said([list_address(1, "gender")])


def test_a_day_in_words_is_asked_for_in_numbers(computed, tmp_path):
    assert found(FORMS["in words"], tmp_path) == {}
    assert computed["in words"].cells == {list_address(index, "class_sent") for index in range(len(IN_WORDS))}


@pytest.mark.parametrize("name", ["random", "clean"])
def test_computed_and_saved_it_reads_as_before(name, computed, tmp_path):
    before = Office(tmp_path / "trước").put("a.xlsx", FORMS[name]).faults()
    assert Office(tmp_path / "sau").put("a.xlsx", computed[name].saved).faults() == before


# -- what spreadsheet programs bear ------------------------------------------------------------------------------------

KNOWN = """
ABS ADDRESS COLUMN COUNTIF DATE DAY FIND HYPERLINK IF IFERROR INDEX INT ISERR ISERROR ISNUMBER LEFT LEN LOG LOWER MATCH MID
MMULT RIGHT ROW SUBSTITUTE SUM TEXT TRANSPOSE TRIM YEAR
"""
"""Functions that Excel 2010 has and that are computed only where something changed."""


def formulas() -> list[str]:
    """Return the formulas of the form's own sheets as they are stored."""
    with zipfile.ZipFile(io.BytesIO(FORMS["nobody"])) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "/worksheets/" in name]
    stored = (re.findall(r"<f[^>]*>([^<]*)</f>", sheet) for sheet in sheets)
    return [text.replace("&quot;", '"').replace("&amp;", "&") for texts in stored for text in texts]


def test_its_functions_are_those_of_excel_2010_and_none_is_computed_again_at_every_keystroke():
    used = {name for text in formulas() for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", re.sub(r'"[^"]*"', "", text))}
    assert used - set(KNOWN.split()) == {"DATEVALUE"}


def test_each_formula_is_below_excels_limits():
    for text in formulas():
        assert len(text) < 8192
        assert all(len(quoted) <= 255 for quoted in re.findall(r'"([^"]*)"', text))


def test_over_the_list_each_formula_reaches_from_the_headings_to_the_last_checked_row():
    ranges = {rows for text in formulas() for rows in re.findall(r"'Danh sách'!\$?[A-Z]+(\d+):[A-Z]+(\d+)", text)}
    assert ranges == {(str(HEADING_ROW), str(CHECKED_ROWS))}


def test_no_value_stands_in_the_line_before_a_program_has_computed_it():
    book = load_workbook(io.BytesIO(FORMS["issued"]), data_only=True)
    assert (book["Danh sách"]["A1"].value, book["Báo cáo"]["A2"].value) == (None, None)
