"""Rules about what stands beside the people of a list: totals, signatures, notes, second blocks, people outside lists."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import admitted, beyond, column_of, find, form, letter_of, person, total, unit
from openpyxl import load_workbook
from returned import month_of, read

from recruit.write.package import seal

TWO = [person(), admitted()]
FIRST_BELOW = 2 + len(TWO)
NAME, POSITION = column_of("name"), column_of("position")


def with_rows(cells: dict[tuple[int, int], object], people=TWO, *, sheet: str = "Danh sách", **options) -> bytes:
    """Return a filled form in which cells by row and column are written over."""
    book = load_workbook(io.BytesIO(form("CB01", 11, people, **options)))
    if sheet not in book.sheetnames:
        book.create_sheet(sheet)
    for (row, column), value in cells.items():
        book[sheet].cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    return seal(out.getvalue())


def below(*lines: str, gap: int = 1, column: int = NAME) -> dict[tuple[int, int], object]:
    return {(FIRST_BELOW + gap + index, column): text for index, text in enumerate(lines)}


def month_with(office, cells, **options):
    return office.put("CB01_11.xlsx", with_rows(cells, **options)).month()


TOTALS = ["Tổng cộng: 02 đồng chí", "TỔNG SỐ", "Cộng", "Tổng: 02"]
SIGNATURES = [
    "NGƯỜI LẬP BIỂU",
    "T/M CHI BỘ",
    "BÍ THƯ",
    "(Ký, ghi rõ họ tên)",
    "Lào Cai, ngày 25 tháng 11 năm 2024",
    "TM. CHI ỦY",
]
NOTES = ["Ghi chú: danh sách có 02 người", "Không phát sinh", "* Lưu ý", "Hết danh sách", ".", "-----"]


@pytest.mark.parametrize("gap", [0, 1, 5])
@pytest.mark.parametrize("text", TOTALS + SIGNATURES + NOTES)
def test_a_row_that_says_of_itself_that_it_is_nobodys_is_one_warning_and_in_no_figure(office, text, gap):
    month = month_with(office, below(text, gap=gap))
    assert [(f.code, f.place.cell) for f in month.findings] == [("O34", f"B{FIRST_BELOW + gap}")]
    assert (total(month, "sympathisers"), total(month, "admitted"), len(month.people)) == (1, 1, 2)


GROUPS = [
    {"number": "I", "name": "Tổ chuyên viên"},
    {"number": "II", "name": "KHỐI ĐOÀN THỂ"},
    {"number": "III", "name": "VĂN PHÒNG SỞ"},
    {"number": "A", "name": "Quần chúng ưu tú"},
    {"number": 1, "name": "Tổ lái xe"},
    {"name": "I – Tổ chuyên viên"},
    {"name": "II. Khối đoàn thể"},
    {"name": "Bổ sung tháng 11:"},
    {"name": "Bổ sung tháng 11"},
    {"name": "Danh sách đợt 2:"},
    {"name": "Thôn Nà Hỳ"},
]


@pytest.mark.parametrize("group", GROUPS)
def test_the_heading_of_a_group_between_people_is_one_warning_and_nobody(office, group):
    month = office.send([person(), group, admitted()]).month()
    [found] = month.findings
    assert (found.code, found.place.cell) == ("O34", f"{letter_of('number' if 'number' in group else 'name')}3")
    assert (total(month, "sympathisers"), total(month, "admitted"), len(month.people)) == (1, 1, 2)


@pytest.mark.parametrize(
    "name", ["Đoàn Văn Hậu", "Bàn Thị Mẩy", "Lê Văn Tám", "Hội Văn An", "ĐOÀN VĂN HẬU", "Bùi Tổ Nga"]
)
@pytest.mark.parametrize("number", [None, 2, "2", "x"])
def test_a_name_with_nothing_beside_it_is_a_person_with_blanks(office, name, number):
    row = {"name": name} | ({"number": number} if number else {})
    month = office.send([person(), row, admitted()]).month()
    assert {found.code for found in month.findings if found.place.cell.endswith("3")} == {"O09"}
    assert len(month.people) == 3


def test_who_stands_under_a_roman_number_is_somebody(office):
    month = office.send([person(), {"number": "II", "name": "Lê Văn Tám"}]).month()
    assert (find(month, "O34"), len(month.people)) == ([], 2)


@pytest.mark.parametrize(
    "heads",
    [
        {"birth": "Nam", "gender": "Nữ"},
        {"birth": "Nam"},
        {"birth": "NAM", "gender": "NỮ", "decision_no": "Số", "decision": "Ngày"},
        {"decision_no": "Số", "decision": "Ngày, tháng, năm"},
    ],
)
def test_a_second_row_of_headings_is_nobody(office, heads):
    month = office.send([heads, person(), admitted()]).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O34", f"{letter_of(next(iter(heads)))}2")]
    assert len(month.people) == 2


def test_a_row_with_a_gender_and_no_more_is_somebody(office):
    month = office.send([person(), {"gender": "Nữ"}, admitted()]).month()
    assert (find(month, "O34"), len(month.people)) == ([], 3)


def test_a_signature_block_with_names_is_one_warning_that_names_its_rows(office):
    cells = below("Tổng cộng: 02", "NGƯỜI LẬP BIỂU", "", "", "Lê Thị Mẫu") | {
        (FIRST_BELOW + 2, POSITION): "BÍ THƯ",
        (FIRST_BELOW + 5, POSITION): "Nguyễn Văn Mẫu",
    }
    [found] = month_with(office, {place: text for place, text in cells.items() if text}).findings
    assert (found.code, found.message.split(" trong")[0]) == ("O34", "Dòng 5–6 và 9")


def test_words_under_the_columns_of_choices_and_days_are_no_faults_of_a_signature(office):
    cells = {
        (FIRST_BELOW + 1, column_of("gender")): "NGƯỜI LẬP BIỂU",
        (FIRST_BELOW + 1, column_of("joined")): "T/M CHI BỘ",
        (FIRST_BELOW + 2, column_of("joined")): "Ngày 25 tháng 11 năm 2024",
    }
    assert [f.code for f in month_with(office, cells).findings] == ["O34"]


def test_a_person_without_a_name_whose_days_are_spelt_out_is_no_signature(office):
    days = {
        "birth": "ngày 28 tháng 1 năm 2002",
        "joined": "ngày 1 tháng 9 năm 2024",
        "helper_day": "ngày 2 tháng 9 năm 2024",
    }
    month = office.send([person("Lò Văn Ón"), person(None, **days), person()]).month()
    assert [(f.code, f.place.cell) for f in month.findings] == [("O09", "B3")]


def test_counts_of_a_total_row_are_no_days(office):
    cells = {(FIRST_BELOW, 1): "Tổng"} | {(FIRST_BELOW, column): 2 for column in range(NAME, (beyond() - 1) + 1)}
    month = month_with(office, cells)
    assert ([f.code for f in month.findings], len(month.people)) == (["O34"], 2)


@pytest.mark.parametrize("shape", ["{}", "({})"])
def test_numbers_of_columns_under_the_headings_are_nobodys(office, shape):
    book = load_workbook(io.BytesIO(form("CB01", 11, TWO)))
    book["Danh sách"].insert_rows(2)
    for column in range(1, (beyond() - 1) + 1):
        number = shape.format(column)
        book["Danh sách"].cell(2, column, int(number) if number.isdigit() else number)
    out = io.BytesIO()
    book.save(out)
    month = office.put("CB01_11.xlsx", seal(out.getvalue())).month()
    assert ([(f.code, f.place.cell) for f in month.findings], len(month.people)) == ([("O34", "A2")], 2)


def test_what_is_nobodys_is_in_no_returned_workbook_and_in_no_next_form(office):
    faulty = [person(gender=None), admitted()]
    office.put("CB01_11.xlsx", with_rows(below("Tổng cộng: 02", "NGƯỜI LẬP BIỂU"), faulty))
    returned = month_of(office).returned["CB01"]
    assert [row.text("name") for row in read(returned).rows] == [faulty[0]["name"], faulty[1]["name"]]


def test_a_name_alone_directly_under_the_others_is_a_person_with_blanks(office):
    month = month_with(office, below("Lò Văn Ón", gap=0))
    assert ({f.code for f in month.findings}, len(month.people)) == ({"O09"}, 3)


def test_a_name_alone_behind_a_blank_row_is_nobodys(office):
    month = month_with(office, below("Lò Văn Ón"))
    assert ([f.code for f in month.findings], len(month.people)) == (["O34"], 2)


def test_a_whole_person_behind_a_blank_row_is_read(office):
    own = {(FIRST_BELOW + 3, column_of(key)): value for key, value in person("Lò Văn Ón", "01/02/1991").items()}
    month = month_with(office, own)
    assert (month.errors, total(month, "sympathisers"), find(month, "O34")) == (0, 2, [])


def test_a_person_with_blanks_among_the_others_is_a_person(office):
    month = office.send([person(), {"name": "Lò Văn Ón"}, admitted()]).month()
    assert ({f.code for f in month.findings}, len(month.people)) == ({"O09"}, 3)


def test_a_list_that_says_only_that_there_is_nothing_has_nobody(office):
    month = month_with(office, {(2, NAME): "Không phát sinh"}, people=[])
    assert ([f.code for f in month.findings if f.place.cell], len(month.people)) == (["O34"], 0)


# -- headings ----------------------------------------------------------------------------------------------------------

SENT = [person(class_sent="10/03/2024")]


def headed(office, heading: object, people=SENT, key: str = "class_sent"):
    """Return a month in whose form the heading of a column was changed."""
    return office.put("CB01_11.xlsx", with_rows({(1, column_of(key)): heading}, people)).month()


@pytest.mark.parametrize("heading", ["Đi học", "Ngày đi lớp", ""])
def test_a_declared_column_under_another_heading_is_an_error_at_it_that_names_both(office, heading):
    month = headed(office, heading)
    [found] = find(month, "O13")
    assert found.place.cell == f"{letter_of('class_sent')}1"
    assert "Ngày cử đi học lớp" in found.message and (heading or "để trống") in found.message
    assert find(month, "O28") == []


@pytest.mark.parametrize(
    "heading",
    [
        "ngày CỬ đi  học lớp",
        "Ngàycửđihọclớp",
        "Ngày cử đi\u200b học lớp",
        "Ngày\ncử đi học lớp (*)",
        "Ngày cử đi họс lớр",
        "Ｎgày cử đi học lớp:",
    ],
)
def test_a_heading_is_known_whatever_its_case_blanks_and_look_alike_letters(office, heading):
    month = headed(office, heading)
    assert (total(month, "class_sent"), month.errors) == (1, 0)


def test_an_unknown_column_beside_a_whole_form_is_a_warning_and_need_not_be_mended(office):
    month = office.put("CB01_11.xlsx", with_rows({(1, beyond()): "Mã riêng", (2, beyond()): "x"})).month()
    assert (find(month, "O13"), len(find(month, "O28"))) == ([], 1)


def test_a_declared_column_that_is_gone_is_one_warning(office):
    data = with_rows({(1, column_of("ceremony")): None, (1, column_of("helper_day")): None}, [person(helper_day=None)])
    month = office.put("CB01_11.xlsx", data).month()
    [found] = find(month, "O36")
    assert (found.place.cell, month.errors) == ("A1", 0)
    assert "Ngày phân công giúp đỡ, Ngày lễ kết nạp" in found.message


def test_a_merge_over_headings_is_named(office):
    def edit(book) -> None:
        book["Danh sách"].merge_cells(
            start_row=1, end_row=1, start_column=column_of("class_asked"), end_column=column_of("class_sent")
        )

    month = office.send(SENT, edit=edit).month()
    merge = f"{letter_of('class_asked')}1:{letter_of('class_sent')}1"
    assert [merge in found.message for found in (*find(month, "O13"), *find(month, "O35"))] == [True, True]


# -- outside the list --------------------------------------------------------------------------------------------------

BLOCK = {
    (8, 2): "DANH SÁCH KẾT NẠP TRONG THÁNG",
    **{(9, 1 + at): label for at, label in enumerate(["STT", "Họ và tên", "Ngày sinh", "Số quyết định kết nạp"])},
    **{(10, 1 + at): value for at, value in enumerate([1, "Lò Văn Ón", "01/02/1991", "5-QĐ"])},
    **{(11, 1 + at): value for at, value in enumerate([2, "Hà Thị Chi", "03/02/1991", "6-QĐ"])},
}


def test_people_in_a_second_block_are_an_error_that_names_sheet_and_rows(office):
    shifted = {(row, column + 2): value for (row, column), value in BLOCK.items()}
    month = month_with(office, shifted)
    [found] = find(month, "O12")
    assert (found.place.sheet, found.place.cell) == ("Danh sách", "D10")
    assert "dòng 10–11" in found.message
    assert len(month.people) == 2


def test_people_on_a_sheet_without_headings_are_an_error_that_names_sheet_and_rows(office):
    cells = {(3, 2): "Lò Văn Ón", (3, 3): "01/02/1991", (4, 2): "Hà Thị Chi", (4, 3): "5/7/1993"}
    [found] = find(month_with(office, cells, sheet="Bổ sung"), "O12")
    assert (found.place.sheet, found.place.cell) == ("Bổ sung", "B3")
    assert "Trang Bổ sung, dòng 3–4" in found.message


@pytest.mark.parametrize(
    "cells",
    [
        {(1, 1): "Chi bộ Phòng Một", (1, 2): "01/02/2024"},
        {(1, 1): "Lò Văn Ón", (1, 2): "Bí thư"},
        {(1, 1): "Ngày sinh", (1, 2): "01/02/1991"},
        {(1, 1): "Cập nhật", (1, 2): "01/02/1991"},
    ],
)
def test_other_notes_on_other_sheets_are_no_people(office, cells):
    assert find(month_with(office, cells, sheet="Ghi chép"), "O12") == []


# -- never another's ---------------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(st.sampled_from(TOTALS + SIGNATURES + NOTES), min_size=1, max_size=5),
    gap=st.integers(0, 6),
    column=st.sampled_from([1, NAME, POSITION, column_of("gender"), column_of("joined")]),
)
def test_whatever_stands_under_a_list_changes_no_figure(tmp_path_factory, texts, gap, column):
    from office import Office

    office = Office(tmp_path_factory.mktemp("h"), unit("CB01"), unit("CB02")).send([person("Hà A Tủa")], unit="CB02")
    month = month_with(office, below(*texts, gap=gap, column=column))
    assert (total(month, "sympathisers"), total(month, "admitted"), month.errors) == (2, 1, 0)
