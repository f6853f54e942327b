"""Every rule of the registry: where it fires, at the right cell, and a neighbour on which it must not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from office import COLUMN, SHORT, admitted, find, form, letter_of, person, unit

from recruit.check.catalogue import rules
from recruit.check.page import rules_page
from recruit.check.registry import ERROR, Scope, rule

# Rule, people of CB01 in November, key of the cell (row of the last person) where the rule fires.
FIRES = {
    "O01": ([person(class_sent="31/04/2024")], "class_sent"),
    "O02": ([person(gender="Nam giới nữ")], "gender"),
    "O09": ([person(people=None)], "people"),
    "O10": ([person(class_asked="01/12/2024")], "class_asked"),
    "O21": ([person(class_asked=45300)], "class_asked"),
    "O22": ([person(birth="1990")], "birth"),
    "O31": ([admitted(decision="20/11/2024", resolution="10/11/2024", ceremony="10/12/2024")], "ceremony"),
    "N01": ([person(birth="16/01/2024", helper_day="20/01/2024")], "joined"),
    "N02": ([person(birth="16/01/2009")], "birth"),
    "N03": ([person(certificate="10/01/2024", asked="10/10/2024", agreed="09/10/2024")], "agreed"),
    "N04": ([admitted(decision="09/03/2024")], "decision"),
    "N05": ([admitted(ceremony="19/03/2024")], "ceremony"),
    "N06": ([admitted(decision_no=None)], "decision_no"),
    "N07": ([admitted(decision=None, ceremony=None)], "decision"),
    "N08": ([admitted(left="19/03/2024", reason="Xin rút")], "left"),
    "N09": ([person(reason="Xin rút")], "left"),
    "N10": ([person(left="20/10/2024")], "reason"),
    "N21": ([person(birth="11/02/2006", certificate="10/01/2024", asked="10/02/2024")], "asked"),
    "N22": ([person(birth="31/01/1964", certificate="10/01/2024", asked="01/02/2024")], "asked"),
    "N23": ([person(education="Tiểu học")], "education"),
    "N24": ([person(certificate="09/02/2019", asked="10/02/2024")], "asked"),
    "N25": ([person(class_sent="10/02/2024", certificate="09/02/2024")], "certificate"),
    "N26": ([person(asked="10/02/2024")], "certificate"),
    "N27": ([person(helper=None)], "helper"),
    "N28": ([admitted(agreed=None)], "agreed"),
    "N29": ([admitted(asked="01/02/2023", agreed="09/03/2023")], "resolution"),
    "N30": ([admitted(ceremony="05/05/2024")], "ceremony"),
    "N31": ([person(class_sent="14/01/2024")], "joined"),
    "N32": (
        [
            admitted(
                resolution="10/12/2023",
                asked="01/11/2023",
                agreed="10/11/2023",
                decision="20/12/2023",
                ceremony="25/12/2023",
            )
        ],
        "decision",
    ),
    "P01": ([person(), person()], "name"),
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
    "N01": [person(birth="15/01/1999")],
    "N02": [person(birth="15/01/2009")],
    "N03": [person(certificate="10/01/2024", asked="10/10/2024", agreed="10/10/2024")],
    "N04": [admitted(decision="10/03/2024")],
    "N05": [admitted(ceremony="20/03/2024")],
    "N06": [admitted()],
    "N07": [admitted()],
    "N08": [admitted(left="19/03/2024", reason="Đã kết nạp")],
    "N09": [person(left="20/10/2024", reason="Xin rút")],
    "N10": [person(left="20/10/2024", reason="Xin rút")],
    "N21": [person(birth="10/02/2006", certificate="10/01/2024", asked="10/02/2024")],
    "N22": [person(birth="01/02/1964", certificate="10/01/2024", asked="29/02/2024")],
    "N23": [person(education="THCS")],
    "N24": [person(certificate="10/02/2019", asked="10/02/2024")],
    "N25": [person(class_sent="10/02/2024", certificate="10/02/2024")],
    "N26": [person(asked="10/02/2024", certificate="10/01/2024")],
    "N27": [person(helper=None, left="20/10/2024", reason="Xin rút")],
    "N28": [admitted()],
    "N29": [admitted(asked="01/02/2023", agreed="10/03/2023")],
    "N30": [admitted(ceremony="04/05/2024")],
    "N31": [person(class_sent="15/01/2024")],
    "N32": [admitted()],
    "P01": [person(), person(birth="06/03/1990")],
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


def test_a_sound_list_gives_no_finding_at_all(office):
    office.send([person(), admitted(left="10/04/2024", reason="Đã kết nạp"), person("Lò Thị Mai", "01/02/1995")])
    assert office.month().findings == ()


def test_every_rule_has_a_test_of_its_own():
    here = Path(__file__).parent
    texts = "".join(path.read_text(encoding="utf-8") for path in here.glob("test_*.py"))
    untested = [known.code for known in rules() if f'"{known.code}"' not in texts]
    assert untested == []


def test_a_code_used_twice_is_refused():
    with pytest.raises(ValueError, match="O01"):
        rule("O01", ERROR, Scope.ROW, "x", remedy="y")(lambda checked, row: ())


def test_the_page_of_rules_in_the_docs_is_fresh():
    page = Path(__file__).parents[1] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == rules_page()


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
    cell = sheet.cell(2, COLUMN[SHORT[key]])
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
        column = COLUMN[SHORT["note"]]
        sheet.cell(3, column, "hai")
        sheet.merged_cells.add(f"{letter_of('note')}2:{letter_of('note')}3")

    office.send([person(note="một"), person("Lê Văn Bảy", "01/01/1991")], edit=merge)
    month = office.month()
    assert [f.place.cell for f in find(month, "O06")] == [f"{letter_of('note')}3"]
    assert [f.place.cell for f in find(month, "O27")] == [f"{letter_of('note')}2"]


def test_a_column_that_stands_twice_is_an_error_at_the_second_heading(office):
    office.send(edit=_edit_list(lambda sheet: (sheet.cell(1, 30, "Ngày sinh"), sheet.cell(2, 30, "01/01/1980"))))
    assert [f.place.cell for f in find(office.month(), "O07")] == ["AD1"]


def test_an_absent_starred_column_is_one_error_and_none_a_row(office):
    office.send([person(), person("Lê Văn Bảy", "01/01/1991")], edit=_edit_list(lambda sheet: sheet.delete_cols(4)))
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


def test_a_hidden_row_is_read_with_a_warning(office):
    def hide(book):
        book["Danh sách"].row_dimensions[2].hidden = True

    office.send(edit=hide)
    month = office.month()
    assert [f.place.cell for f in find(month, "O24")] == ["B2"]
    assert month.totals["sympathisers"].value == 1


def test_a_hidden_column_is_read_with_a_warning(office):
    def hide(book):
        book["Danh sách"].column_dimensions["D"].hidden = True

    office.send(edit=hide)
    assert [f.place.cell for f in find(office.month(), "O25")] == ["D1"]


def test_a_list_on_a_hidden_sheet_is_read_with_a_warning(office):
    def hide(book):
        book["Danh sách"].sheet_state = "hidden"

    office.send(edit=hide)
    month = office.month()
    assert [f.place.sheet for f in find(month, "O26")] == ["Danh sách"]
    assert month.totals["sympathisers"].value == 1


def test_a_column_of_the_units_own_is_named(office):
    office.send(edit=_edit_list(lambda sheet: (sheet.cell(1, 29, "Mã nội bộ"), sheet.cell(2, 29, "x1"))))
    assert [f.place.cell for f in find(office.month(), "O28")] == ["AC1"]


def test_a_number_that_is_none_is_named(office):
    office.send(cover={"Tổng số đảng viên": "mười tám"})
    assert [f.place.sheet for f in find(office.month(), "O30")] == ["Báo cáo"]


def test_a_long_opinion_is_announced_for_the_appendix(office):
    office.send(cover={"Khó khăn, vướng mắc": "a" * 501})
    assert len(find(office.month(), "O32")) == 1


def test_an_opinion_of_five_hundred_characters_is_not_long(office):
    office.send(cover={"Khó khăn, vướng mắc": "a" * 500})
    assert find(office.month(), "O32") == []


# -- whole workbooks ---------------------------------------------------------------------------------------------------


def test_a_month_without_meeting_and_resolution_is_a_warning_at_each_cell(office):
    office.send(cover={"Ngày họp xét": None, "Số nghị quyết": None})
    assert [f.place.cell for f in find(office.month(), "B21")] == ["B4", "B5"]


def test_an_empty_list_without_a_word_is_a_warning(office):
    office.send([])
    assert [f.place.sheet for f in find(office.month(), "B22")] == ["Danh sách"]


def test_an_empty_list_with_a_word_why_is_none(office):
    office.send([], cover={"Khó khăn, vướng mắc": "Đơn vị chỉ có đảng viên."})
    assert find(office.month(), "B22") == []


def test_a_workbook_before_the_units_first_month_is_a_warning(offices):
    office = offices(unit(first=11)).send(month=10)
    assert [f.place.cell for f in find(office.month(), "B23")] == ["B2"]


def test_another_name_than_the_plans_is_a_warning(office):
    office.send(cover={"Tên đơn vị": "Chi bộ Khác"})
    assert [f.value for f in find(office.month(), "B24")] == ["Chi bộ Khác"]


def test_the_plans_name_in_another_spelling_is_none(office):
    office.send(cover={"Tên đơn vị": "CHI BỘ  CB01"})
    assert find(office.month(), "B24") == []


def test_a_file_that_cannot_be_read_is_a_warning_with_its_reason(office):
    office.send().put("hỏng.xlsx", form()[:3000])
    assert [f.place.file for f in find(office.month(), "B33")] == ["hỏng.xlsx"]


# -- thresholds --------------------------------------------------------------------------------------------------------


def test_the_plan_sets_a_threshold_from_its_day_on(offices):
    office = offices(unit(), regulations=[["han_le_ket_nap", "", 60, date(2024, 1, 1), "Nghị quyết riêng"]])
    office.send([admitted(ceremony="15/05/2024")])
    assert find(office.month(), "N30") == []


def test_a_threshold_of_a_later_day_does_not_hold_yet(offices):
    office = offices(unit(), regulations=[["han_le_ket_nap", "", 60, date(2024, 6, 1), "Nghị quyết riêng"]])
    office.send([admitted(ceremony="15/05/2024")])
    assert len(find(office.month(), "N30")) == 1


def test_the_source_that_a_message_names_is_the_one_of_the_steps_day(office):
    office.send([person(birth="11/02/2006", certificate="10/01/2024", asked="10/02/2024")])
    assert "24-QĐ/TW" in find(office.month(), "N21")[0].remedy
