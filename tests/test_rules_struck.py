"""Rules about rows and letters that are struck out, in every format that can say so."""

from __future__ import annotations

import struct

import pytest
from libreoffice import convert
from office import UNIT_LABELS, admitted, cell_of, column_of, find, form, outcomes, person, total, unit
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from record_workbooks import brt_cell, brt_row, wide, xlsb
from returned import month_of as month_as_run
from returned import read

from recruit.books.open import read_workbook
from recruit.books.workbook import Strike
from recruit.errors import PlanProblem
from recruit.model import Period
from recruit.write.forms.next_month import next_forms

NEXT = Period(2024, 12)
STRUCK, PLAIN = InlineFont(strike=True), InlineFont(strike=False)
PEOPLE = [person(class_sent="05/03/2024"), admitted()]
FORMATS = ("xlsx", "xls", "ods")


def letters(*runs: tuple[str, InlineFont]) -> CellRichText:
    return CellRichText(*(TextBlock(font, text) for text, font in runs))


def strike(*keys: str, row: int = 3):
    """Return an edit that strikes out the cells of `keys` in a row, by default every cell of it."""

    def edit(book) -> None:
        sheet = book["Danh sách"]
        columns = [column_of(key) for key in keys] or range(1, sheet.max_column + 1)
        for column in columns:
            sheet.cell(row, column).font = Font(strike=True)

    return edit


def typed(key: str, *runs: tuple[str, InlineFont], row: int = 3):
    def edit(book) -> None:
        book["Danh sách"].cell(row, column_of(key)).value = letters(*runs)

    return edit


def month_of(office, edit, ending: str = "xlsx"):
    data = form(people=PEOPLE, edit=edit)
    if ending != "xlsx":
        data = convert(data, "CB01.xlsx", ending)
    return office.put(f"CB01_11.{ending}", data).month()


def errors(month) -> list[tuple[str, str]]:
    return [(found.code, found.place.cell) for found in month.findings if found.code in ("O15", "O16")]


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("keys", [(), ("name",), ("name", "birth")])
def test_a_row_that_is_struck_out_or_its_name_is_one_error_at_the_name_and_in_no_figure(office, keys, ending):
    month = month_of(office, strike(*keys), ending)
    assert errors(month) == [("O15", cell_of("name", 3))]
    assert month.errors == 1
    assert (total(month, "admitted"), total(month, "sympathisers"), total(month, "class_sent")) == (0, 1, 1)


@pytest.mark.parametrize("ending", FORMATS)
def test_some_letters_struck_out_are_an_error_at_their_cell_and_out_of_its_figure(office, ending):
    edit = typed("decision", ("20/03/2024", STRUCK), (" 25/03/2024", PLAIN))
    month = month_of(office, edit, ending)
    assert errors(month) == [("O16", cell_of("decision", 3))]
    assert (total(month, "admitted"), total(month, "class_sent")) == (0, 1)


@pytest.mark.parametrize("ending", FORMATS)
def test_a_cell_struck_out_as_a_whole_is_an_error_like_letters_that_are(office, ending):
    month = month_of(office, strike("class_sent", row=2), ending)
    assert errors(month) == [("O16", cell_of("class_sent"))]
    assert (total(month, "class_sent"), total(month, "admitted"), total(month, "sympathisers")) == (0, 1, 1)


@pytest.mark.parametrize("ending", FORMATS)
def test_letters_in_other_looks_that_are_not_struck_out_raise_nothing(office, ending):
    bold = InlineFont(b=True, strike=False)
    month = month_of(office, typed("position", ("Chuyên viên, ", bold), ("Phòng Một", PLAIN)), ending)
    assert not month.findings


def test_blanks_struck_out_between_letters_raise_nothing(office):
    month = month_of(office, typed("position", ("Chuyên viên,", PLAIN), (" ", STRUCK), ("Phòng Một", PLAIN)))
    assert not month.findings


def test_letters_that_a_run_frees_of_the_cells_strike_are_not_struck_out(office):
    def edit(book) -> None:
        strike("position")(book)
        typed("position", ("Chuyên viên", PLAIN))(book)

    assert not month_of(office, edit).findings


def test_a_run_without_a_word_of_its_own_is_struck_out_as_its_cell(office):
    def edit(book) -> None:
        strike("position")(book)
        typed("position", ("Chuyên viên", InlineFont(strike=False)))(book)
        cell = book["Danh sách"].cell(3, column_of("position"))
        cell.value = CellRichText("Chuyên viên ", TextBlock(PLAIN, "chính"))

    assert errors(month_of(office, edit)) == [("O16", cell_of("position", 3))]


def test_a_name_of_which_some_letters_are_struck_out_takes_its_row_out_of_every_figure(office):
    month = month_of(office, typed("name", ("Trần Thị ", PLAIN), ("Lan", STRUCK), ("Bình", PLAIN)))
    assert errors(month) == [("O16", cell_of("name", 3))]
    assert (total(month, "admitted"), month.errors) == (0, 1)


def test_a_total_row_that_is_struck_out_is_nobodys(office):
    def edit(book) -> None:
        book["Danh sách"].cell(6, column_of("name"), "Tổng cộng").font = Font(strike=True)

    month = month_of(office, edit)
    assert [found.code for found in month.findings] == ["O34"]


def test_a_month_of_which_letters_are_struck_out_is_not_believed(office):
    def edit(book) -> None:
        book["Báo cáo"]["B2"].value = letters(("10", STRUCK), ("11", PLAIN))

    month = month_of(office, edit)
    assert outcomes(month)["CB01_11.xlsx"].startswith("Không dùng")
    assert month.missing


def test_the_error_says_what_stood_in_the_cell(office):
    month = month_of(office, typed("decision", ("20/03/2024", STRUCK), (" 25/03/2024", PLAIN)))
    [found] = find(month, "O16")
    assert found.value == "20/03/2024 25/03/2024"


@pytest.mark.parametrize("which", ["returned", "next"])
def test_a_row_struck_out_stays_so_in_the_form_that_goes_back_and_in_the_next_one(office, which):
    made = month_as_run(office.put("CB01_11.xlsx", form(people=PEOPLE, edit=strike())))
    following = dict(next_forms(made.result.plan, NEXT, made.checked.speaking))
    report = read(made.returned["CB01"] if which == "returned" else following["CB01"]())
    assert [(flaw.rule, flaw.row) for flaw in report.flaws] == [("struck_row", report.rows[1].number)]
    assert report.rows[1].says_the_same(made.checked.speaking["CB01"].rows[1])


def test_a_cell_with_letters_struck_out_asks_for_its_value_in_the_form_that_goes_back(office):
    edit = typed("decision", ("20/03/2024", STRUCK), (" 25/03/2024", PLAIN))
    made = month_as_run(office.put("CB01_11.xlsx", form(people=PEOPLE, edit=edit)))
    assert read(made.returned["CB01"]).rows[1].is_unreadable("decision")


def test_a_strike_never_changes_another_units_figures(offices):
    office = offices(unit("CB01"), unit("CB02")).send([admitted("Lý Văn Ba", "01/02/1993")], unit="CB02")
    before = {line.unit.code: line.figures for line in office.send(PEOPLE).month().units}["CB02"]
    month = office.put("CB01_11.xlsx", form(people=PEOPLE, edit=strike())).month()
    assert {line.unit.code: line.figures for line in month.units}["CB02"] == before


def test_a_value_of_the_plan_with_letters_struck_out_is_not_believed(office):
    def edit(book) -> None:
        sheet = book["Đơn vị và chỉ tiêu"]
        sheet.cell(2, UNIT_LABELS.index("Chỉ tiêu kết nạp") + 1).font = Font(strike=True)

    book = load_workbook(office.folder / "ke_hoach.xlsx")
    edit(book)
    book.save(office.folder / "ke_hoach.xlsx")
    with pytest.raises(PlanProblem):
        office.send(PEOPLE).month()


def test_sheets_of_xlsb_say_what_is_struck_out():
    runs = struct.pack("<I", 2) + struct.pack("<HH", 0, 0) + struct.pack("<HH", 3, 2)
    rich = brt_cell(62, 0, b"\1" + wide("Nam Nữ") + runs)
    data = xlsb(brt_row(0) + rich + brt_cell(6, 1, wide("Nam"), style=3) + brt_cell(6, 2, wide("Nam")))
    book = read_workbook(data)
    cells = book.sheets[0].rows[1]
    assert [book.strike_of(cells[column]) for column in (1, 2, 3)] == [Strike.SOME, Strike.ALL, Strike.NOTHING]
