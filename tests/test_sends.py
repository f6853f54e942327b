"""Which workbook speaks for a unit, and what becomes of every other file."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from office import admitted, find, form, of_unit, outcomes, person, total, unit

from recruit.errors import CannotRun
from recruit.model import Period
from recruit.run import measure


def at(day: int, month: int = 11, hour: int = 8) -> datetime:
    return datetime(2024, month, day, hour, tzinfo=UTC)


AN, BAY, CHI = person(), person("Lê Văn Bảy", "01/01/1991"), person("Hà Thị Chi", "02/02/1992")


def test_the_workbook_of_the_newest_month_speaks(office):
    office.send([AN], month=9, sent=at(24, 9)).send([AN, BAY], month=10, sent=at(24, 10))
    assert total(office.month(), "sympathisers") == 2


def test_a_later_month_is_outside_the_period_and_no_error(office):
    office.send([AN], month=10, sent=at(24, 10)).send([AN, BAY], month=11)
    october = office.month(10)
    assert outcomes(october)["CB01_11.xlsx"] == "Ngoài kỳ"
    assert (total(october, "sympathisers"), october.errors) == (1, 0)


def test_inside_a_month_the_newest_send_speaks_whatever_its_name(office):
    office.send([AN, BAY], name="a.xlsx", sent=at(25)).send([AN], name="z.xlsx", sent=at(24))
    month = office.month()
    assert outcomes(month)["z.xlsx"] == "Đã có bản mới hơn: a.xlsx"
    assert total(month, "sympathisers") == 2


def test_equal_files_are_one_send_and_the_path_that_sorts_first_is_named(office):
    data = form(people=[AN])
    office.put("b.xlsx", data).put("a/b.xlsx", data)
    month = office.month()
    assert outcomes(month) == {"a/b.xlsx": "Đã dùng", "b.xlsx": "Trùng với a/b.xlsx", "ke_hoach.xlsx": "Đã dùng"}
    assert (total(month, "sympathisers"), month.findings) == (1, ())


def test_equal_times_ask_which_one_counts_and_use_the_path_that_sorts_last(office):
    office.send([AN], name="a.xlsx", sent=at(24)).send([AN, BAY], name="b.xlsx", sent=at(24))
    month = office.month()
    [found] = find(month, "B11")
    assert (found.place.file, found.place.sheet, found.place.cell) == ("b.xlsx", "", "")
    assert "a.xlsx" in found.message
    assert total(month, "sympathisers") == 2


def test_a_correction_that_arrives_after_the_next_month_changes_nothing_and_is_noted(office):
    office.send([AN], month=10, name="t10.xlsx", sent=at(24, 10)).send([AN], month=11, name="t11.xlsx", sent=at(24))
    office.send([AN, BAY], month=10, name="t10 sửa.xlsx", sent=at(26))
    month = office.month()
    assert total(month, "sympathisers") == 1
    assert [f.place.file for f in find(month, "B32")] == ["t10 sửa.xlsx"]


# -- not used ----------------------------------------------------------------------------------------------------------


def test_two_visible_lists_are_refused_at_the_second_lists_sheet(office):
    office.send([AN], edit=lambda book: setattr(book.copy_worksheet(book["Danh sách"]), "title", "T10"))
    month = office.month()
    assert outcomes(month)["CB01_11.xlsx"].startswith("Không dùng: có hai danh sách")
    assert [(f.place.sheet, f.place.cell) for f in find(month, "B01")] == [("T10", "")]
    assert of_unit(month, "CB01", "sympathisers") is None


def test_a_hidden_copy_of_the_list_is_no_second_list(office):
    def copy(book):
        sheet = book.copy_worksheet(book["Danh sách"])
        sheet.title, sheet.sheet_state = "T10", "hidden"

    office.send([AN], edit=copy)
    assert outcomes(office.month())["CB01_11.xlsx"] == "Đã dùng"


def test_two_covers_that_differ_are_refused(office):
    def copy(book):
        sheet = book.copy_worksheet(book["Báo cáo"])
        sheet.title, sheet["B2"] = "Báo cáo (2)", 10

    office.send([AN], edit=copy)
    assert [f.place.sheet for f in find(office.month(), "B02")] == ["Báo cáo (2)"]


def test_a_cover_without_a_list_is_refused(office):
    office.send([AN], edit=lambda book: book.remove(book["Danh sách"]))
    month = office.month()
    assert len(find(month, "B03")) == 1
    assert outcomes(month)["CB01_11.xlsx"] == "Không dùng: không có danh sách"


@pytest.mark.parametrize("value", ["13", "mười một", None])
def test_a_month_that_is_none_is_refused_and_one_proposed_from_the_files_name(office, value):
    office.put("bao cao thang 11.xlsx", form(month=11, cover={"Tháng *": value}))
    month = office.month()
    [found] = find(month, "B04")
    assert found.place.cell == "B2"
    assert "tháng 11" in found.message
    assert total(month, "sympathisers") == 0


def test_a_year_of_two_digits_is_refused(office):
    office.put("x.xlsx", form(cover={"Năm *": "24"}))
    assert [f.place.cell for f in find(office.month(), "B04")] == ["B3"]


@pytest.mark.parametrize("code", ["CB99", None])
def test_an_unknown_or_blank_unit_is_refused_at_its_cell(office, code):
    office.send([AN], name="x.xlsx", cover={"Mã đơn vị *": code})
    month = office.month()
    assert [(f.place.sheet, f.place.cell) for f in find(month, "B05")] == [("Báo cáo", "B1")]
    assert month.errors == 1


def test_the_units_code_is_known_in_any_case_and_spacing(office):
    office.send([AN], cover={"Mã đơn vị *": " cb 01 "})
    assert of_unit(office.month(), "CB01", "sympathisers") == 1


def issued_for(code: str):
    def edit(book):
        hidden = book.create_sheet("_bieu")
        hidden.sheet_state = "veryHidden"
        hidden["A1"], hidden["B1"] = "Mã đơn vị", code

    return edit


def test_a_form_issued_for_another_unit_is_refused(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send([AN], edit=issued_for("CB02"))
    month = office.month()
    assert [f.place.cell for f in find(month, "B06")] == ["B1"]
    assert outcomes(month)["CB01_11.xlsx"] == "Không dùng: biểu của đơn vị khác"


def test_a_form_issued_for_the_unit_itself_is_used(office):
    office.send([AN], edit=issued_for("CB01"))
    assert outcomes(office.month())["CB01_11.xlsx"] == "Đã dùng"


def test_next_months_list_under_last_months_number_is_refused_at_the_month(office):
    office.send([AN], month=10, name="t10.xlsx", sent=at(24, 10))
    office.send([person(class_sent="05/11/2024")], month=10, name="t11.xlsx", sent=at(24))
    month = office.month(11)
    [found] = find(month, "B08")
    assert (found.place.file, found.place.cell) == ("t11.xlsx", "B2")
    assert outcomes(month)["t11.xlsx"] == "Không dùng: có thể quên đổi ô Tháng"


def test_a_date_after_the_day_of_sending_is_a_slip_and_the_workbook_is_used(office):
    office.send([AN], month=10, name="t10.xlsx", sent=at(24, 10))
    office.send([person(class_sent="05/11/2024")], month=10, name="t10b.xlsx", sent=at(26, 10))
    month = office.month(10)
    assert outcomes(month)["t10b.xlsx"] == "Đã dùng"
    assert len(find(month, "O10")) == 1
    assert total(month, "class_sent") == 0


def test_of_two_sends_of_one_time_none_has_forgotten_the_month(office):
    office.send([AN], month=10, name="a.xlsx", sent=at(3))
    office.send([AN | {"class_sent": "01/11/2024"}], month=10, name="b.xlsx", sent=at(3))
    month = office.month(10)
    assert (outcomes(month)["b.xlsx"], [f.place.file for f in find(month, "B11")]) == ("Đã dùng", ["b.xlsx"])


def test_next_months_list_after_an_empty_list_of_that_month_is_refused_too(office):
    office.send([AN], month=9, sent=at(24, 9)).send([], month=10, name="t10.xlsx", sent=at(24, 10))
    office.send([AN | {"class_sent": "05/11/2024"}], month=10, name="t11.xlsx", sent=at(24))
    assert outcomes(office.month(10))["t11.xlsx"] == "Không dùng: có thể quên đổi ô Tháng"


def test_a_planned_ceremony_shows_no_forgotten_month(office):
    office.send([admitted(ceremony=None)], month=3, name="a.xlsx", sent=at(24, 3))
    office.send([admitted()], month=3, name="b.xlsx", sent=at(10, 4))
    assert outcomes(office.month(3))["b.xlsx"] == "Đã dùng"


def test_an_empty_list_replaces_no_list_with_people_and_its_month_counts_as_sent(office):
    office.send([AN], month=10, sent=at(24, 10)).send([], month=11)
    month = office.month()
    assert outcomes(month)["CB01_11.xlsx"] == "Không dùng: danh sách trống"
    assert [(f.place.file, f.place.sheet, f.place.cell) for f in find(month, "B09")] == [
        ("CB01_11.xlsx", "Danh sách", "")
    ]
    assert total(month, "sympathisers") == 1
    assert (month.units[0].sent, str(month.units[0].data_period)) == (True, "2024-10")


def test_rows_that_hold_only_a_number_make_an_empty_list(office):
    def numbers(book):
        for row in range(2, 6):
            book["Danh sách"].cell(row, 1, row - 1)

    office.send([AN], month=10, sent=at(24, 10)).send([], month=11, edit=numbers)
    assert len(find(office.month(), "B09")) == 1


def test_an_issued_form_nobody_filled_is_no_send_and_no_error(office):
    blank = {"Ngày họp xét": None, "Số nghị quyết": None, "Người lập biểu": None}
    office.send([AN], month=10, sent=at(24, 10)).send([AN], month=11, cover=blank)
    month = office.month()
    assert outcomes(month)["CB01_11.xlsx"] == "Biểu chưa điền"
    assert (month.errors, month.units[0].sent) == (0, False)


def test_a_form_without_cover_words_but_with_something_new_is_a_send(office):
    blank = {"Ngày họp xét": None, "Số nghị quyết": None, "Người lập biểu": None}
    office.send([AN], month=10, sent=at(24, 10)).send([AN, BAY], month=11, cover=blank)
    assert outcomes(office.month())["CB01_11.xlsx"] == "Đã dùng"


def test_another_years_form_is_named_and_no_error(office):
    office.send([AN]).send([AN], name="cũ.xlsx", year=2023, month=12)
    month = office.month()
    assert outcomes(month)["cũ.xlsx"] == "Năm khác"
    assert month.errors == 0


def test_a_workbook_that_is_no_form_is_named_and_no_finding(office):
    from openpyxl import Workbook

    book = Workbook()
    book.active["A1"] = "Danh bạ điện thoại"
    book.save(office.folder / "danh bạ.xlsx")
    office.send([AN])
    month = office.month()
    assert outcomes(month)["danh bạ.xlsx"] == "Không phải biểu báo cáo"
    assert month.findings == ()


# -- silent, ended, late -----------------------------------------------------------------------------------------------


def test_a_silent_unit_keeps_its_last_figures_and_is_missing(office):
    office.send([admitted()], month=10, sent=at(24, 10))
    month = office.month(11)
    assert total(month, "admitted") == 1
    assert [str(line.data_period) for line in month.missing] == ["2024-10"]


@pytest.mark.parametrize(("last", "errors"), [(9, 0), (8, 1)])
def test_figures_older_than_two_months_are_an_error_at_the_file(office, last, errors):
    office.send([AN], month=last, sent=at(24, last))
    found = find(office.month(11), "B12")
    assert [(f.place.sheet, f.place.cell) for f in found] == [("", "")] * errors


def test_a_unit_that_never_sent_has_no_figures_and_adds_nothing(offices):
    office = offices(unit("CB01"), unit("CB02")).send([AN])
    month = office.month()
    assert of_unit(month, "CB02", "sympathisers") is None
    assert total(month, "sympathisers") == 1
    assert [line.unit.code for line in month.never_sent] == ["CB02"]


def test_a_later_workbook_of_an_ended_unit_is_refused(offices):
    office = offices(unit("CB01", last=6, into="CB02"), unit("CB02"))
    office.send([AN], month=6, sent=at(24, 6)).send([AN], month=7, sent=at(24, 7))
    month = office.month(7)
    assert [(f.place.file, f.place.cell) for f in find(month, "B07")] == [("CB01_07.xlsx", "B1")]
    assert outcomes(month)["CB01_07.xlsx"] == "Không dùng: đơn vị đã kết thúc"


def test_an_ended_unit_owes_nothing(offices):
    office = offices(unit("CB01", last=6, into="CB02"), unit("CB02")).send([AN], unit="CB02")
    assert office.month().missing == ()


# -- the default period ------------------------------------------------------------------------------------------------


def test_the_default_period_is_the_newest_month_that_half_of_the_owing_units_sent(offices):
    office = offices(unit("CB01"), unit("CB02"), unit("CB03"))
    office.send([AN], unit="CB01", month=11).send([AN], unit="CB01", month=10, sent=at(24, 10))
    office.send([BAY], unit="CB02", month=10, sent=at(24, 10))
    assert measure(office.folder).period == Period(2024, 10)


def test_without_such_a_month_it_is_the_newest_anybody_sent(offices):
    office = offices(unit("CB01"), unit("CB02"), unit("CB03")).send([AN], month=4, sent=at(24, 4))
    assert measure(office.folder).period == Period(2024, 4)


def test_without_any_send_the_clerk_is_told_to_name_a_month(office):
    with pytest.raises(CannotRun, match="--period"):
        measure(office.folder)


def test_an_empty_list_counts_for_the_default_period(office):
    office.send([AN], month=10, sent=at(24, 10)).send([], month=11)
    assert measure(office.folder).period == Period(2024, 11)
