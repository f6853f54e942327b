"""One cause, one finding: what is wrong with a row, a column or a file for one reason is told once, with a few cells."""

from __future__ import annotations

import io

import pytest
from office import cell_of, column_of, find, letter_of, person, plan
from openpyxl import load_workbook
from returned import lines, marked, month_of

from recruit.write.forms.people import list_address
from recruit.write.summary.workbook import consolidated_bytes

AN = person()


def people(number: int, **values: object) -> list[dict[str, object]]:
    """Return so many people of different names."""
    return [person(f"Nguyễn Văn {'ABCDEGHIKLMN'[index]}", **values) for index in range(number)]


def hide(*numbers: int):
    """Return an edit that hides rows of the list."""

    def edit(book):
        for number in numbers:
            book["Danh sách"].row_dimensions[number].hidden = True

    return edit


def cells(month, code: str) -> list[list[str]]:
    """Return of each finding of a rule its cell and those alike."""
    return [[one.place.cell for one in found.all] for found in find(month, code)]


def keys_in_sheet(month, code: str) -> list[str]:
    sheet = load_workbook(io.BytesIO(consolidated_bytes(month)))["Lỗi"]
    head, *rows = sheet.iter_rows(values_only=True)
    return [row[head.index("Khóa")] for row in rows if row[head.index("Mã lỗi")] == code]


# -- a column ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "values", "key"),
    [
        ("O01", {"joined": "đầu năm"}, "joined"),
        ("O02", {"gender": "x"}, "gender"),
        ("O09", {"gender": None}, "gender"),
        ("O22", {"birth": 1990}, "birth"),
        ("N27", {"helper": None}, "helper"),
    ],
)
def test_a_column_in_which_nothing_is_right_is_one_finding(office, code, values, key):
    assert cells(office.send(people(4, **values)).month(), code) == [[cell_of(key, row) for row in range(2, 6)]]


def test_one_more_is_new_and_leaves_those_of_last_month_one_finding(office):
    office.send(people(4, birth=1990), month=10).send([*people(4, birth=1990), person("Lê Văn Bảy", birth=1991)])
    found = find(office.month(), "O22")
    assert sorted((one.repeated, len(one.all)) for one in found) == [(False, 1), (True, 4)]


def test_where_one_cell_of_the_column_is_right_each_other_is_one(office):
    month = office.send([*people(4, gender="x"), AN]).month()
    assert cells(month, "O02") == [[cell_of("gender", row)] for row in range(2, 6)]


def test_two_cells_are_two_findings(office):
    assert len(cells(office.send(people(2, gender="x")).month(), "O02")) == 2


def test_every_row_of_the_column_loses_the_figure(office):
    month = office.send(people(4, gender="x")).month()
    assert sum("gender" in entry.bad for entry in month.people) == 4


def test_at_most_five_others_are_named(office):
    [found] = find(office.send(people(12, gender=None)).month(), "O09")
    letter = letter_of("gender")
    named = "; ".join(f"{letter}{row}" for row in range(3, 8))
    assert found.message.endswith(f"Cả cột đều như vậy: thêm các ô {named} và 06 ô khác.")
    assert found.remedy.endswith("Các ô kia cũng sửa như vậy.")


# -- a row -------------------------------------------------------------------------------------------------------------


def test_a_row_with_only_a_name_is_one_finding_that_names_its_blanks(office):
    [found] = find(office.send([AN, {"name": "Lê Văn Bảy"}]).month(), "O09")
    assert (found.place.cell, found.message) == (
        cell_of("birth", 3),
        "Thiếu Ngày sinh (cột bắt buộc). Cùng dòng cũng vậy: thêm các ô "
        + "; ".join(cell_of(key, 3) for key in ("gender", "people", "education", "position", "joined"))
        + ".",
    )


def test_a_row_that_is_shifted_is_one_finding_of_each_rule(office):
    def shift(book):
        sheet = book["Danh sách"]
        typed = [sheet.cell(2, column).value for column in range(column_of("birth"), column_of("joined"))]
        for column, value in enumerate(typed, start=column_of("birth") + 1):
            sheet.cell(2, column, value)

    assert [len(found) for found in cells(office.send([AN, *people(2)], edit=shift).month(), "O02")] == [5]


# -- a file ------------------------------------------------------------------------------------------------------------


def test_rows_hidden_by_a_filter_are_one_finding(office):
    month = office.send(people(6), edit=hide(3, 4, 5)).month()
    assert cells(month, "O24") == [[cell_of("name", row) for row in (3, 4, 5)]]
    assert "Cùng tệp cũng vậy" in find(month, "O24")[0].message


def test_days_after_the_reported_month_are_one_finding_for_one_wrong_month(office):
    late = {"class_asked": "05/12/2024", "class_sent": "08/12/2024"}
    month = office.send([AN, *people(2, **late)]).month()
    assert cells(month, "O10") == [[cell_of(key, row) for row in (3, 4) for key in late]]


def test_two_hidden_rows_are_two(office):
    assert len(cells(office.send(people(6), edit=hide(3, 4)).month(), "O24")) == 2


def test_a_list_of_only_the_new_ones_is_one_finding_that_names_where_the_others_stood(office):
    month = office.send(people(6), month=10).send([AN], month=11).month()
    [found] = find(month, "T23")
    assert "thêm các ô B3; B4; B5; B6; B7" in found.message


# -- what the unit gets ------------------------------------------------------------------------------------------------


def test_in_the_returned_workbook_it_is_one_line_and_every_cell_is_marked(office):
    book = month_of(office.send(people(4, gender=None))).returned["CB01"]
    assert [line[1] for line in lines(book)] == [f"'Danh sách'!{list_address(0, 'gender')}"]
    assert {cell for _, cell in marked(book)} == {list_address(row, "gender") for row in range(4)}


def test_the_mail_counts_the_cells(office):
    assert office.send(people(4, gender=None)).month().cells_to_mend("CB01") == 4


# -- the answer --------------------------------------------------------------------------------------------------------


def confirmed(office, keys: str):
    return office.put("ke_hoach.xlsx", plan(confirmed=[[keys, "Đúng", "Đã hỏi"]])).month()


@pytest.fixture
def years(office):
    """An office that knows of four people only the year of their birth, and the keys that `Lỗi` gives."""
    [keys] = keys_in_sheet(office.send(people(4, birth=1990)).month(), "O22")
    return office, keys


def test_the_cell_of_the_key_holds_the_key_of_each(years):
    assert len(set(years[1].split("; "))) == 4


def test_copied_to_the_plan_it_answers_all(years):
    month = confirmed(*years)
    assert (month.findings, [len(found.all) for found in month.confirmed]) == ((), [4])


def test_who_comes_later_is_asked_about_alone(years):
    office, keys = years
    office.send([*people(4, birth=1990), person("Lê Văn Bảy", birth=1991)])
    assert cells(confirmed(office, keys), "O22") == [[cell_of("birth", 6)]]


def test_a_cell_holds_a_hundred_keys_and_what_is_beyond_them_comes_up_again(office):
    many = [person(f"Nguyễn Văn {first}{second}", birth=1990) for first in "ABCDEGHIKLM" for second in "abcdeghikl"]
    [keys] = keys_in_sheet(office.send(many).month(), "O22")
    assert len(keys.split("; ")) == 100
    assert [len(found.all) for found in find(confirmed(office, keys), "O22")] == [10]


def test_those_that_are_mended_raise_nothing_about_their_keys(years):
    office, keys = years
    office.send([AN, *people(4, birth=1990)[1:]])
    assert confirmed(office, keys).findings == ()


def test_keys_of_which_none_fits_are_one_warning(years):
    office, keys = years
    office.send([AN])
    assert [found.code for found in confirmed(office, keys).findings] == ["K23"]


def test_every_cell_stands_in_the_sheet(office):
    month = office.send([AN, {"name": "Lê Văn Bảy"}]).month()
    head, *rows = load_workbook(io.BytesIO(consolidated_bytes(month)))["Lỗi"].iter_rows(values_only=True)
    [told] = [row[head.index("Các ô khác")] for row in rows if row[head.index("Mã lỗi")] == "O09"]
    assert told == "; ".join(cell_of(key, 3) for key in ("gender", "people", "education", "position", "joined"))
