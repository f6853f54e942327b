"""Rules about single cells: where each fires, at the right cell, and a neighbour on which it must not."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from office import admitted, beyond, cell_of, column_of, find, form, letter_of, outcomes, person, total
from openpyxl.utils import get_column_letter
from raw_packages import zipped

# Rule, people of CB01 in November, key of the cell (row of the last person) where the rule fires.
FIRES = {
    "O01": ([person(class_sent="31/04/2024")], "class_sent"),
    "O02": ([person(gender="Nam giới nữ")], "gender"),
    "O09": ([person(people=None)], "people"),
    "O10": ([person(class_asked="01/12/2024")], "class_asked"),
    "O21": ([person(class_asked=45300)], "class_asked"),
    "O22": ([person(birth="1990")], "birth"),
    "O31": ([admitted(decision="20/11/2024", resolution="10/11/2024", ceremony="10/12/2024")], "ceremony"),
}

# A neighbour of each: the same rule must be silent.
SILENT = {
    "O01": [person(class_sent="29/02/2024")],
    "O02": [person(gender="nữ", people="H'Mông", education="12/12", qualification="ĐH", union="x")],
    "O09": [person(union=None, qualification=None, category=None)],
    "O10": [person(class_asked="30/11/2024")],
    "O21": [person(class_asked="10/01/2024")],
    "O22": [person(birth="5/3/1990")],
    "O31": [admitted(decision="20/11/2024", resolution="10/11/2024", ceremony="30/11/2024")],
}


@pytest.mark.parametrize("code", FIRES)
def test_a_rule_about_a_row_fires_once_at_its_cell(office, code):
    people, key = FIRES[code]
    office.send(people)
    found = find(office.month(), code)
    assert [(f.place.sheet, f.place.cell) for f in found] == [("Danh sách", f"{letter_of(key)}{len(people) + 1}")]


@pytest.mark.parametrize("code", SILENT)
def test_a_rule_about_a_row_is_silent_on_its_neighbour(office, code):
    office.send(SILENT[code])
    assert find(office.month(), code) == []


# -- cells that reading cannot make out --------------------------------------------------------------------------------


def _edit_list(change):
    return lambda book: change(book["Danh sách"])


def test_an_error_cell_is_named_with_what_it_shows(office):
    office.send(edit=_edit_list(lambda sheet: _set(sheet, "position", "#REF!", "e")))
    assert [(f.place.cell, f.value) for f in find(office.month(), "O03")] == [(f"{letter_of('position')}2", "#REF!")]


def test_a_formula_without_a_value_is_an_error_and_no_blank(office):
    office.send(edit=_edit_list(lambda sheet: _set(sheet, "class_sent", "=TODAY()")))
    assert [f.place.cell for f in find(office.month(), "O04")] == [f"{letter_of('class_sent')}2"]


def _set(sheet, key, value, kind=None):
    cell = sheet.cell(2, column_of(key))
    cell.value = value
    if kind:
        cell.data_type = kind


def test_letters_of_a_legacy_font_are_turned_back_with_a_warning_that_shows_both(office):
    office.send([person("NguyÔn V¨n An")])
    month = office.month()
    assert [f.value for f in find(month, "O29")] == ["NguyÔn V¨n An"]
    assert ("NguyÔn V¨n An", "Nguyễn Văn An") in [(u.written, u.read_as) for u in month.understood]


def test_garbage_letters_are_an_error_and_the_row_is_in_no_figure(office):
    office.send([person("Ng¸¸¸µ §§x¶z")])
    month = office.month()
    assert [f.place.cell for f in find(month, "O05")] == [f"{letter_of('name')}2"]
    assert month.totals["sympathisers"].value == 0


def test_a_value_under_a_merge_is_an_error_and_the_merge_a_warning(office):
    def merge(book):
        sheet = book["Danh sách"]
        column = column_of("note")
        sheet.cell(3, column, "hai")
        sheet.merged_cells.add(f"{letter_of('note')}2:{letter_of('note')}3")

    office.send([person(note="một"), person("Lê Văn Bảy", "01/01/1991")], edit=merge)
    month = office.month()
    assert [f.place.cell for f in find(month, "O06")] == [f"{letter_of('note')}3"]
    assert [f.place.cell for f in find(month, "O27")] == [f"{letter_of('note')}2"]


def test_a_column_that_stands_twice_is_an_error_at_the_second_heading(office):
    office.send(
        edit=_edit_list(lambda sheet: (sheet.cell(1, beyond(2), "Ngày sinh"), sheet.cell(2, beyond(2), "01/01/1980")))
    )
    assert [f.place.cell for f in find(office.month(), "O07")] == [f"{get_column_letter(beyond(2))}1"]


def test_an_absent_starred_column_is_one_error_and_none_a_row(office):
    office.send(
        [person(), person("Lê Văn Bảy", "01/01/1991")],
        edit=_edit_list(lambda sheet: sheet.delete_cols(column_of("gender"))),
    )
    month = office.month()
    assert [f.place.cell for f in find(month, "O08")] == ["A1"]
    assert find(month, "O09") == []


def test_dates_of_a_machine_that_turns_days_and_months_are_doubted(office):
    def turned(book):
        hidden = book.create_sheet("_bieu")
        hidden.sheet_state = "veryHidden"
        hidden["A1"], hidden["B1"] = "Ngày thử", 3
        _set(book["Danh sách"], "class_sent", date(2024, 3, 5))

    office.send(edit=turned)
    assert [f.place.cell for f in find(office.month(), "O23")] == [f"{letter_of('class_sent')}2"]


def test_a_row_of_no_height_is_hidden(office):
    sheet = "xl/worksheets/sheet2.xml"
    with zipfile.ZipFile(io.BytesIO(form(people=[person(), admitted()]))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[sheet] = parts[sheet].replace(b'<row r="3"', b'<row r="3" ht="0" customHeight="1"')
    month = office.put("a.xlsx", zipped(parts)).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O24", "B3")]
    assert total(month, "admitted") == 1


def test_a_hidden_row_is_read_with_a_warning(office):
    def hide(book):
        book["Danh sách"].row_dimensions[2].hidden = True

    office.send(edit=hide)
    month = office.month()
    assert [f.place.cell for f in find(month, "O24")] == [cell_of("name")]
    assert month.totals["sympathisers"].value == 1


def test_a_hidden_column_is_read_with_a_warning(office):
    def hide(book):
        book["Danh sách"].column_dimensions[letter_of("gender")].hidden = True

    office.send(edit=hide)
    assert [f.place.cell for f in find(office.month(), "O25")] == [cell_of("gender", 1)]


def test_a_list_on_a_hidden_sheet_is_read_with_a_warning(office):
    def hide(book):
        book["Danh sách"].sheet_state = "hidden"

    office.send(edit=hide)
    month = office.month()
    assert [f.place.sheet for f in find(month, "O26")] == ["Danh sách"]
    assert month.totals["sympathisers"].value == 1


def test_a_column_of_the_units_own_is_named(office):
    office.send(edit=_edit_list(lambda sheet: (sheet.cell(1, beyond(), "Mã nội bộ"), sheet.cell(2, beyond(), "x1"))))
    assert [f.place.cell for f in find(office.month(), "O28")] == [f"{get_column_letter(beyond())}1"]


def test_a_number_that_is_none_is_named(office):
    office.send(cover={"Tổng số đảng viên": "mười tám"})
    assert [f.place.sheet for f in find(office.month(), "O30")] == ["Báo cáo"]


def test_a_long_opinion_is_announced_for_the_appendix(office):
    office.send(cover={"Khó khăn, vướng mắc": "a" * 501})
    assert len(find(office.month(), "O32")) == 1


def test_an_opinion_of_five_hundred_characters_is_not_long(office):
    office.send(cover={"Khó khăn, vướng mắc": "a" * 500})
    assert find(office.month(), "O32") == []


def test_a_date_after_the_day_of_sending_is_a_slip_and_the_workbook_is_used(office):
    office.send([person()], month=10, name="t10.xlsx", sent=datetime(2024, 10, 24, tzinfo=UTC))
    office.send([person(class_sent="05/11/2024")], month=10, name="t10b.xlsx", sent=datetime(2024, 10, 26, tzinfo=UTC))
    month = office.month(10)
    assert outcomes(month)["t10b.xlsx"] == "Đã dùng"
    assert len(find(month, "O10")) == 1
    assert total(month, "class_sent") == 0


# -- one cause, one finding --------------------------------------------------------------------------------------------


def a_column_of(office, key: str, value: object, number: int, **other: object):
    """Return a month in which a column holds `value` for so many people, and `other` holds for one more."""
    names = ("Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín")
    people = [person(f"Hà Thị {name}", f"0{day}/02/1992", **{key: value}) for day, name in enumerate(names, start=1)]
    return office.send([*people[:number], *([person(**other)] if other else [])]).month()


@pytest.mark.parametrize(("key", "value", "code"), [("class_sent", "đã học", "O01"), ("gender", "Kinh", "O02")])
def test_a_column_in_which_nothing_can_be_read_is_one_error_that_names_five_more_cells(office, key, value, code):
    [found] = find(a_column_of(office, key, value, 9), code)
    letter = letter_of(key)
    assert found.place.cell == f"{letter}2"
    assert f"thêm các ô {letter}3; {letter}4; {letter}5; {letter}6; {letter}7 và 03 ô khác." in found.message


def test_such_an_error_takes_every_row_out_of_the_figure_that_it_decides(office):
    month = a_column_of(office, "class_sent", "đã học", 4)
    assert (month.errors, total(month, "class_sent"), total(month, "eligible")) == (1, 0, 0)
    assert all("class_sent" in entry.bad for entry in month.people)


def test_where_something_in_the_column_can_be_read_each_cell_is_an_error(office):
    month = a_column_of(office, "class_sent", "đã học", 4, class_sent="10/03/2024")
    assert [found.place.cell for found in find(month, "O01")] == [
        f"{letter_of('class_sent')}{row}" for row in range(2, 6)
    ]


def test_two_cells_are_two_errors(office):
    assert len(find(a_column_of(office, "class_sent", "đã học", 2), "O01")) == 2


# -- what the letter will ask for --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["union", "category"])
def test_a_blank_that_the_letter_prints_as_unclear_is_asked_for_at_its_cell(office, key):
    month = office.send([admitted(**{key: None})]).month()
    assert [found.place.cell for found in find(month, "O37")] == [cell_of(key)]
    assert month.errors == 0


@pytest.mark.parametrize(
    "values",
    [
        {"decision": "20/03/2023"},
        {"decision": "05/12/2024"},
        {"decision_no": None},
        {"reason": "Hủy quyết định kết nạp", "left": "01/06/2024"},
    ],
)
def test_of_whom_the_letter_does_not_count_nothing_is_asked(office, values):
    assert not find(office.send([admitted(union=None, **values)]).month(), "O37")


def test_of_somebody_who_is_not_admitted_nothing_is_asked(office):
    assert not find(office.send([person(union=None, category=None)]).month(), "O37")
