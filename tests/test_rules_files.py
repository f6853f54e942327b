"""Rules about whole workbooks: why one is not used, which of two counts, whom it leaves out, who sent it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from letters import mail
from office import admitted, find, form, of_unit, outcomes, person, total, unit
from raw_packages import zipped
from returned import marked, read
from returned import month_of as month_as_run

from recruit.job import Job
from recruit.language.spelling import without_diacritics
from recruit.model import Period
from recruit.run import report
from recruit.write.forms.cover import cover_address
from recruit.write.package import seal


def at(day: int, month: int = 11, hour: int = 8) -> datetime:
    return datetime(2024, month, day, hour, tzinfo=UTC)


AN, BAY, CHI = person(), person("Lê Văn Bảy", "01/01/1991"), person("Hà Thị Chi", "02/02/1992")


# -- not used ----------------------------------------------------------------------------------------------------------


def test_of_three_visible_lists_the_second_is_named(office):
    def with_two_more(book) -> None:
        for title in ("T10", "T9"):
            book.copy_worksheet(book["Danh sách"]).title = title

    [found] = find(office.send([AN], edit=with_two_more).month(), "B01")
    assert (found.place.sheet, "trang “Danh sách” và trang “T10”" in found.message) == ("T10", True)


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


def test_a_list_without_the_forms_headings_is_there_and_named_and_never_said_to_be_absent(office):
    office.send([AN], edit=lambda book: book["Danh sách"].delete_rows(1))
    [found] = find(office.month(), "B03")
    assert "Trang “Danh sách” có trong tệp" in found.message
    assert "tiêu đề" in found.remedy and "giữ đủ các trang" not in found.remedy


def test_a_deleted_cover_is_named_and_not_asked_to_be_filled_in(office):
    office.send([AN], edit=lambda book: book.remove(book["Báo cáo"]))
    [found] = find(office.month(), "B04")
    assert "tệp không có trang Báo cáo" in found.message
    assert "Chép danh sách vào biểu được cấp" in found.remedy


def test_a_cover_without_its_labels_is_named(office):
    office.send([AN], edit=lambda book: book["Báo cáo"].delete_cols(1))
    [found] = find(office.month(), "B04")
    assert "trang “Báo cáo” có trong tệp nhưng không có các nhãn" in found.message


def test_labels_of_the_cover_without_diacritics_are_understood(office):
    def edit(book) -> None:
        for (cell,) in book["Báo cáo"].iter_rows(max_col=1):
            cell.value = without_diacritics(cell.value)

    month = office.send([AN], edit=edit).month()
    assert (outcomes(month)["CB01_11.xlsx"], month.findings) == ("Đã dùng", ())


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


def _put_month(value: object, book) -> None:
    cell = book["Báo cáo"]["B2"]
    cell.value = value
    if isinstance(value, date):
        cell.number_format = "mm/yyyy"


@pytest.mark.parametrize("month", ["11/2023", "tháng 11 năm 2025", date(2023, 11, 1)])
def test_a_month_with_another_year_than_the_cell_of_the_year_says_is_refused_at_its_cell(office, month):
    office.put("bao cao thang 11.xlsx", form(people=[AN], edit=partial(_put_month, month)))
    month = office.month()
    [found] = find(month, "B04")
    assert (found.place.cell, outcomes(month)["bao cao thang 11.xlsx"]) == ("B2", "Không dùng: không rõ tháng, năm")
    assert "ô Năm ghi năm 2024" in found.message and "Theo tên tệp" not in found.message
    assert total(month, "sympathisers") == 0


@pytest.mark.parametrize("month", ["11/2024", "Tháng 11 năm 2024", date(2024, 11, 1)])
def test_a_month_with_the_year_that_the_cell_of_the_year_says_is_that_month(office, month):
    month = office.put("a.xlsx", form(people=[AN], edit=partial(_put_month, month))).month()
    assert (outcomes(month)["a.xlsx"], total(month, "sympathisers")) == ("Đã dùng", 1)


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


# -- a unit's code as people type it -----------------------------------------------------------------------------------

TWO_UNITS = (unit("CB01", "Chi bộ Một"), unit("CB11", "Chi bộ Hai"))


@pytest.mark.parametrize(
    "code",
    [
        *("CB-01", "CB 01", "CB01.", "cb_01", "CB.01", "CB1", "СВ01", "ＣＢ０１", "CB–01"),
        *("CB01 - Chi bộ Một", "CB01 Chi bộ Một", "Chi bộ Một - CB01", "CB-01 (Chi bộ 1)", "CB01: chi bộ một"),
    ],
)
def test_a_code_that_certainly_is_the_plans_is_understood_and_that_is_said(offices, code):
    office = offices(*TWO_UNITS).send([AN], name="x.xlsx", cover={"Mã đơn vị *": code}).send([BAY], unit="CB11")
    month = office.month()
    assert (month.findings, of_unit(month, "CB01", "sympathisers")) == ((), 1)
    told = [(one.place.cell, one.written, one.read_as) for one in month.understood]
    assert told == [("B1", code, "CB01")] or (code == "CB 01" and told == [])


def test_a_workbook_with_the_units_name_in_place_of_its_code_is_the_units_and_the_code_is_proposed(offices):
    office = offices(*TWO_UNITS).send([AN], name="x.xlsx", cover={"Mã đơn vị *": "CHI BỘ MỘT"})
    month = office.month()
    [found] = find(month, "B05")
    assert ("CB01" in found.message + found.remedy, [line.unit.code for line in month.unusable]) == (True, ["CB01"])


@pytest.mark.parametrize(
    "code", ["CBO1", "CB01 - Chi bộ Hai", "CB01/CB11", "CB01, CB11", "CB101", "01", "CB", "CB01 - A"]
)
def test_a_code_that_may_be_another_is_unknown(offices, code):
    office = offices(*TWO_UNITS).send([AN], name="x.xlsx", cover={"Mã đơn vị *": code})
    assert [found.code for found in office.month().findings if found.place.file == "x.xlsx"] == ["B05"]


def test_a_code_that_fits_two_of_the_plans_is_unknown(offices):
    office = offices(unit("CB01"), unit("CB1")).send([AN], name="x.xlsx", cover={"Mã đơn vị *": "CB-001"})
    assert len(find(office.month(), "B05")) == 1


@pytest.mark.parametrize(
    ("code", "edit", "cover"),
    [
        ("CBO1", None, {}),
        ("CB0l", None, {}),
        ("XYZ", issued_for("CB01"), {}),
        ("XYZ", None, {"Tên đơn vị": "CHI BỘ MỘT"}),
    ],
)
def test_an_unknown_code_is_answered_with_the_one_that_may_be_meant(offices, code, edit, cover):
    office = offices(*TWO_UNITS).send([AN], name="x.xlsx", edit=edit, cover={"Mã đơn vị *": code, **cover})
    [found] = find(office.month(), "B05")
    assert "(có thể là CB01)" in found.remedy


def test_a_code_that_is_like_none_is_answered_with_none(offices):
    [found] = find(offices(*TWO_UNITS).send([AN], name="x.xlsx", cover={"Mã đơn vị *": "XYZ"}).month(), "B05")
    assert "có thể là" not in found.remedy


def test_a_form_with_another_spelling_of_the_code_is_returned_with_the_plans(offices):
    office = offices(*TWO_UNITS).send([person(gender=None)], name="x.xlsx", cover={"Mã đơn vị *": "CB-01"})
    returned = month_as_run(office).returned["CB01"]
    assert read(returned).unit_code == "CB01"


def test_next_months_list_under_last_months_number_is_refused_at_the_month(office):
    office.send([AN], month=10, name="t10.xlsx", sent=at(24, 10))
    office.send([person(class_sent="05/11/2024")], month=10, name="t11.xlsx", sent=at(24))
    month = office.month(11)
    [found] = find(month, "B08")
    assert (found.place.file, found.place.cell) == ("t11.xlsx", "B2")
    assert outcomes(month)["t11.xlsx"] == "Không dùng: có thể quên đổi ô Tháng"


def test_a_forgotten_month_is_held_against_the_last_send_before_it(office):
    for number, day in enumerate((22, 23), start=1):
        office.send([AN], month=10, sent=at(day, 10), name=f"t10 ({number}).xlsx")
    office.send([person(class_sent="05/11/2024")], month=10, name="t11.xlsx", sent=at(24))
    [found] = find(office.month(), "B08")
    assert "tháng 10 đã gửi ở t10 (2).xlsx" in found.message


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


def test_a_later_workbook_of_an_ended_unit_is_refused(offices):
    office = offices(unit("CB01", last=6, into="CB02"), unit("CB02"))
    office.send([AN], month=6, sent=at(24, 6)).send([AN], month=7, sent=at(24, 7))
    month = office.month(7)
    assert [(f.place.file, f.place.cell) for f in find(month, "B07")] == [("CB01_07.xlsx", "B1")]
    assert outcomes(month)["CB01_07.xlsx"] == "Không dùng: đơn vị đã kết thúc"


# -- which of two ------------------------------------------------------------------------------------------------------


def test_equal_times_ask_which_one_counts_and_use_the_path_that_sorts_last(office):
    office.send([AN], name="a.xlsx", sent=at(24)).send([AN, BAY], name="b.xlsx", sent=at(24))
    month = office.month()
    [found] = find(month, "B11")
    assert (found.place.file, found.place.sheet, found.place.cell) == ("b.xlsx", "", "")
    assert "a.xlsx" in found.message
    assert total(month, "sympathisers") == 2


def test_of_many_files_of_one_time_five_are_named_and_how_many_files_more(office):
    for number in range(7):
        office.send([person(f"Lê Văn {'ABCDEGH'[number]}")], name=f"{number}.xlsx", sent=at(24))
    [found] = find(office.month(), "B11")
    assert "0.xlsx; 1.xlsx; 2.xlsx; 3.xlsx; 4.xlsx và 02 tệp khác" in found.message


def test_a_correction_that_arrives_after_the_next_month_changes_nothing_and_is_noted(office):
    office.send([AN], month=10, name="t10.xlsx", sent=at(24, 10)).send([AN], month=11, name="t11.xlsx", sent=at(24))
    office.send([AN, BAY], month=10, name="t10 sửa.xlsx", sent=at(26))
    month = office.month()
    assert total(month, "sympathisers") == 1
    assert [f.place.file for f in find(month, "B32")] == ["t10 sửa.xlsx"]


OCTOBER = form(month=10, people=[AN])


def mailed(office, *mails: tuple[str, bytes, datetime]):
    """Return November of an office to which these were mailed: each under its name, with what it carries, when."""
    for name, data, sent in mails:
        office.put(f"{name}.eml", mail((f"{name}.xlsx", data), sent=sent))
    return office.month()


@pytest.mark.parametrize("people", [[AN], [AN, BAY]])
def test_an_older_month_mailed_again_where_the_asked_one_is_awaited_is_a_warning(office, people):
    again = form(month=10, people=people)
    month = mailed(office, ("t9", form(month=9), at(24, 9)), ("t10", OCTOBER, at(24, 10)), ("t11", again, at(23)))
    [found] = month.findings
    assert (found.code, found.place.file, found.place.cell) == ("B27", "t11.eml/t11.xlsx", "")
    told = "Thư ngày 23/11/2024 chỉ có báo cáo tháng 10, tháng đó đã gửi ở t10.eml/t10.xlsx; chưa có báo cáo tháng 11."
    assert found.message == told


@pytest.mark.parametrize(
    ("moment", "times"),
    [(datetime(2024, 11, 19, 16, 59, tzinfo=UTC), 0), (datetime(2024, 11, 19, 17, tzinfo=UTC), 1)],
)
def test_it_is_awaited_from_the_twentieth_by_the_offices_clock(office, moment, times):
    assert len(find(mailed(office, ("t10", OCTOBER, at(24, 10)), ("t11", OCTOBER, moment)), "B27")) == times


@pytest.mark.parametrize(
    "others",
    [
        [("nộp", form(), at(26))],
        [("hỏng", form(month="?"), at(26))],
        [("cũ", form(month=9), at(24, 9))],
    ],
    ids=["it-came", "it-came-unusable", "one-alone-came-late"],
)
def test_an_older_month_that_is_explained_otherwise_raises_no_such_warning(office, others):
    first = [] if "cũ" in others[0] else [("t10", OCTOBER, at(24, 10))]
    assert find(mailed(office, *first, ("t11", OCTOBER, at(23)), *others), "B27") == []


def test_an_older_month_that_nobody_mailed_again_raises_no_such_warning(office):
    office.put("t10.eml", mail(("t10.xlsx", OCTOBER), sent=at(24, 10))).put("sửa.xlsx", form(month=10, sent=at(23)))
    assert find(office.month(), "B27") == []


def test_a_unit_that_owes_nothing_any_more_may_mail_an_older_month_again(offices):
    office = offices(unit(last=10), unit("CB02"))
    assert find(mailed(office, ("t10", OCTOBER, at(24, 10)), ("t11", OCTOBER, at(23))), "B27") == []


@pytest.mark.parametrize(("last", "errors"), [(9, 0), (8, 1)])
def test_figures_older_than_two_months_are_an_error_at_the_file(office, last, errors):
    office.send([AN], month=last, sent=at(24, last))
    found = find(office.month(11), "B12")
    assert [(f.place.sheet, f.place.cell) for f in found] == [("", "")] * errors


def test_two_workbooks_of_unknown_time_ask_which_one_counts(office):
    office.put("a.eml", mail(("a.xlsx", form(people=[AN])), sent=None))
    office.put("b.eml", mail(("b.xlsx", form(people=[AN, BAY])), sent=None))
    assert [found.place.file for found in find(office.month(), "B11")] == ["b.eml/b.xlsx"]


def test_two_months_that_came_in_one_moment_are_no_late_correction(office):
    office.send([AN], month=10, sent=at(24)).send([AN, BAY], month=11, sent=at(24))
    assert find(office.month(), "B32") == []


def test_an_empty_list_after_an_empty_list_is_used(office):
    office.send([], month=10, sent=at(24, 10)).send([], month=11, sent=at(24))
    assert outcomes(office.month())["CB01_11.xlsx"] == "Đã dùng"


def test_a_step_on_the_day_of_sending_shows_a_forgotten_month(office):
    asked = person(class_asked="05/11/2024")
    office.send([AN], month=10, name="a.xlsx", sent=at(24, 10)).send([asked], month=10, name="b.xlsx", sent=at(5))
    assert outcomes(office.month(10))["b.xlsx"] == "Không dùng: có thể quên đổi ô Tháng"


def test_a_file_that_cannot_be_read_is_a_warning_with_its_reason(office):
    office.send().put("hỏng.xlsx", form()[:3000])
    assert [f.place.file for f in find(office.month(), "B33")] == ["hỏng.xlsx"]


# -- who sent it -------------------------------------------------------------------------------------------------------


REGISTERED = unit("CB01", addresses="cb01@vidu.example; Bi.Thu@vidu.example")


def test_an_unregistered_senders_workbook_is_used_with_a_warning_where_nothing_else_came(offices):
    office = offices(REGISTERED)
    month = office.put("a.eml", mail(("a.xlsx", form(people=[AN])), sender="la@vidu.example")).month()
    assert outcomes(month)["a.eml/a.xlsx"] == "Đã dùng"
    assert [found.place.file for found in find(month, "B31")] == ["a.eml/a.xlsx"]
    assert month.errors == 0


def test_it_never_replaces_a_registered_one(offices):
    office = offices(REGISTERED)
    office.put("1.eml", mail(("a.xlsx", form(people=[AN])), sent=at(20)))
    month = office.put("2.eml", mail(("b.xlsx", form(people=[AN, BAY])), sender="la@vidu.example", sent=at(26))).month()
    assert outcomes(month)["2.eml/b.xlsx"] == "Không dùng: người gửi chưa đăng ký"
    assert [found.place.file for found in find(month, "B10")] == ["2.eml/b.xlsx"]
    assert total(month, "sympathisers") == 1


@pytest.mark.parametrize(
    "sender", ["BI.THU@VIDU.example", "=?utf-8?B?Q2jDrQ==?= <cb01@vidu.example>", '"x@y.z" <cb01@vidu.example>']
)
def test_a_registered_address_is_known_in_any_case_and_with_any_name(offices, sender):
    office = offices(REGISTERED)
    head = f"From: {sender}\n".encode()
    month = office.put("a.eml", head + mail(("a.xlsx", form()), sender="")).month()
    assert find(month, "B31") == []


@pytest.mark.parametrize(
    "sender", ['"cb01@vidu.example" <la@vidu.example>', "cb01@vidu.example <la@vidu.example>", "", "a@b.c, d@e.f"]
)
def test_a_display_name_that_looks_like_an_address_is_no_sender(offices, sender):
    office = offices(REGISTERED)
    head = f"From: {sender}\n".encode()
    assert len(find(office.put("a.eml", head + mail(("a.xlsx", form()), sender="")).month(), "B31")) == 1


def test_without_addresses_in_the_plan_everybody_may_send(office):
    assert find(office.put("a.eml", mail(("a.xlsx", form()), sender="la@vidu.example")).month(), "B31") == []


def test_a_plain_file_is_the_clerks_own_act(offices):
    office = offices(REGISTERED).send([AN])
    assert office.month().findings == ()


def test_a_copy_from_a_registered_address_makes_the_send_registered(offices):
    office, data = offices(REGISTERED), form(people=[AN])
    month = (
        office.put("1.eml", mail(("a.xlsx", data), sender="la@vidu.example"))
        .put("2.eml", mail(("a.xlsx", data)))
        .month()
    )
    assert month.findings == ()


def test_a_damaged_workbook_in_a_registered_units_mail_is_a_warning_that_names_the_unit(offices):
    office = offices(REGISTERED).put("a.eml", mail(("CB01.xlsx", b"PK\x03\x04 broken")))
    month = office.month()
    [found] = find(month, "B33")
    assert (found.place.file, found.unit_code, found.severity.value) == ("a.eml/CB01.xlsx", "CB01", "Lưu ý")
    assert (month.errors, [line.unit.code for line in month.missing]) == (0, ["CB01"])


@pytest.mark.parametrize(
    "kind", ["application/pkcs7-mime; name=smime.p7m", 'message/partial; id="x"; number=1; total=2']
)
def test_a_mail_that_may_hold_the_report_but_cannot_be_opened_is_a_warning(offices, kind):
    office = offices(REGISTERED)
    data = f"From: cb01@vidu.example\nMIME-Version: 1.0\nContent-Type: {kind}\n\nAAAA\n".encode()
    assert "CB01" in [found.unit_code for found in find(office.put("a.eml", data).month(), "B33")]


def test_an_unreadable_copy_beside_the_mail_does_not_hide_who_sent_it(offices):
    broken = b"PK\x03\x04 broken"
    office = offices(REGISTERED).put("m.eml", mail(("CB01.xlsx", broken))).put("a.xlsx", broken)
    assert [(found.place.file, found.unit_code) for found in find(office.month(), "B33")] == [
        ("m.eml/CB01.xlsx", "CB01")
    ]


def test_an_address_that_is_also_the_display_name_is_one_sender(offices):
    office = offices(REGISTERED)
    head = b'From: "cb01@vidu.example <cb01@vidu.example>" <cb01@vidu.example>\n'
    assert find(office.put("a.eml", head + mail(("a.xlsx", form()), sender="")).month(), "B31") == []


def test_a_workbook_saved_as_a_web_page_is_named_as_such_and_is_a_warning(office):
    data = b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x--\r\n"
    month = office.put("CB01.xls", data).month()
    assert ".mht" in outcomes(month)["CB01.xls"]
    assert len(find(month, "B33")) == 1


# -- the month that is not believed ------------------------------------------------------------------------------------


def sent_by_mail(office, people=None, *, month=11, day=None, name="1.eml", **options):
    return office.put(name, mail(("a.xlsx", form("CB01", month, people or [AN], **options)), sent=day or at(24)))


def test_a_month_later_than_that_in_which_the_workbook_was_mailed_is_an_error_at_its_cell(office):
    month = sent_by_mail(office, month=12, day=at(24)).month(12)
    [found] = find(month, "B13")
    assert (found.place.cell, found.value, found.unit_code) == ("B2", "12", "CB01")
    assert "báo cáo ghi tháng 12, thư gửi ngày 24/11/2024" in found.message
    assert outcomes(month)["1.eml/a.xlsx"] == "Không dùng: có thể ghi nhầm Tháng"
    assert total(month, "sympathisers") == 0


def test_december_typed_in_january_is_no_months_report_and_makes_no_default_period(office, tmp_path):
    sent_by_mail(office, month=12, day=at(24, 1), name="t1.eml", cover={"Ngày họp xét": "20/01/2024"})
    sent_by_mail(office, [AN, BAY], month=1, day=at(25, 1), name="t2.eml", cover={"Ngày họp xét": "20/01/2024"})
    assert report(Job(office.folder, output=tmp_path / "ra")).period == Period(2024, 1)


@pytest.mark.parametrize("day", [at(1), at(30), at(2, 12), datetime(2025, 1, 5, tzinfo=UTC)])
def test_a_month_mailed_in_it_or_later_is_believed(office, day):
    assert not find(sent_by_mail(office, day=day).month(), "B13")


def test_the_month_of_a_mail_is_that_of_the_offices_clock(office):
    evening = datetime(2024, 10, 31, 17, 30, tzinfo=UTC)
    assert not find(sent_by_mail(office, day=evening).month(), "B13")


def test_a_clock_that_stands_wrong_by_years_says_nothing_of_the_month(office):
    assert not find(sent_by_mail(office, day=datetime(2009, 1, 1, tzinfo=UTC)).month(), "B13")


def test_a_file_that_came_in_no_mail_is_not_held_against_the_day_of_saving(office):
    assert not find(office.send([AN], sent=at(24, 10)).month(), "B13")


@pytest.mark.parametrize(("meeting", "fires"), [("31/10/2024", True), ("01/11/2024", False), ("30/11/2024", False)])
def test_a_meeting_before_its_month_is_an_error_that_names_both(office, meeting, fires):
    month = office.send([AN], cover={"Ngày họp xét": meeting}).month()
    assert [found.place.cell for found in find(month, "B13")] == ["B2"] * fires
    if fires:
        [found] = find(month, "B13")
        assert f"báo cáo ghi tháng 11, Ngày họp xét là {meeting}" in found.message


def test_a_meeting_after_its_month_is_an_error_where_an_older_send_of_that_month_is_there(office):
    office.send([AN], month=10, sent=at(24, 10), name="t10.xlsx")
    office.send([AN, BAY], month=10, sent=at(24), name="t11.xlsx", cover={"Ngày họp xét": "20/11/2024"})
    month = office.month()
    [found] = find(month, "B13")
    assert (found.place.file, found.place.cell) == ("t11.xlsx", "B2")
    assert "Ngày họp xét là 20/11/2024; tháng đó đã gửi ở t10.xlsx" in found.message
    assert total(month, "sympathisers") == 1


def test_of_several_older_sends_the_last_before_it_is_named(office):
    for number, day in enumerate((22, 23), start=1):
        office.send([AN], month=10, sent=at(day, 10), name=f"t10 ({number}).xlsx")
    office.send([AN, BAY], month=10, sent=at(24), name="t11.xlsx", cover={"Ngày họp xét": "20/11/2024"})
    [found] = find(office.month(), "B13")
    assert found.message.endswith("tháng đó đã gửi ở t10 (2).xlsx.")


def test_a_meeting_after_its_month_is_no_error_where_nothing_older_is_there(office):
    month = office.send([AN], month=10, sent=at(5), cover={"Ngày họp xét": "01/11/2024"}).month()
    assert not find(month, "B13")


def test_a_strangers_later_workbook_does_not_go_back_to_the_unit(offices):
    office = offices(unit(addresses="cb01@vidu.example"))
    office.put("a.eml", mail(("a.xlsx", form(people=[person(gender="?")])), sent=at(24)))
    strange = form(people=[BAY], cover={"Đơn vị": "Chi bộ CB01"})
    office.put("b.eml", mail(("b.xlsx", strange), sender="la@vidu.example", sent=at(25)))
    assert [row.text("name") for row in read(month_as_run(office).returned["CB01"]).rows] == ["Nguyễn Văn An"]


def test_a_workbook_whose_month_is_not_believed_goes_back_whole_with_that_cell_marked(office):
    sent_by_mail(office, month=12, day=at(24))
    data = month_as_run(office, 11).returned["CB01"]
    assert [row.text("name") for row in read(data).rows] == ["Nguyễn Văn An"]
    assert [place for place in marked(data) if place[0] == "Báo cáo"] == [("Báo cáo", cover_address("month"))]


# -- faults that are done with -----------------------------------------------------------------------------------------


def test_a_fault_of_a_whole_file_is_a_warning_once_a_later_workbook_of_its_month_is_used(office):
    office.send([AN], sent=at(24), name="1.xlsx", cover={"Tháng *": None}).send([AN], sent=at(25), name="2.xlsx")
    month = office.month()
    [found] = month.findings
    assert (found.code, found.place.file, month.is_open) == ("B34", "1.xlsx", False)
    assert "không rõ tháng, năm" in found.message and "đã có bản thay thế: 2.xlsx" in found.message


@pytest.mark.parametrize("later", [at(24), at(23)])
def test_it_stays_an_error_where_what_is_used_is_no_later(office, later):
    office.send([AN], sent=at(24), name="1.xlsx", cover={"Tháng *": None}).send([AN], sent=later, name="2.xlsx")
    assert [found.code for found in office.month().findings] == ["B04"]


def wrong_code(office, **options):
    """An office to which CB01 sent a wrong code, and the right one a day later."""
    office.put("1.eml", mail(("a.xlsx", form("CB99", 11, [AN], **options)), sent=at(24), sender="cb01@vidu.example"))
    return office.put("2.eml", mail(("a.xlsx", form("CB01", 11, [AN])), sent=at(25), sender="cb01@vidu.example"))


def test_a_wrong_code_is_done_with_once_the_address_that_sent_it_sent_the_right_one(offices):
    office = offices(unit("CB01", addresses="cb01@vidu.example"), unit("CB02"))
    assert [(f.code, f.unit_code) for f in wrong_code(office).send([BAY], unit="CB02").month().findings] == [
        ("B34", "CB01")
    ]


def test_a_wrong_code_is_done_with_where_the_units_name_tells_whose_it_is(office):
    month = wrong_code(office, cover={"Tên đơn vị": "chi bộ  CB01"}).month()
    assert [found.code for found in month.findings] == ["B34"]


def test_a_wrong_code_of_which_nothing_tells_whose_it_is_stays_an_error(office):
    assert [found.code for found in wrong_code(office).month().findings] == ["B05"]


def test_a_fault_in_a_cell_of_a_workbook_that_is_used_is_never_done_with(office):
    office.send([person(gender="x")], month=10, sent=at(24, 10)).send([person(gender="x")], sent=at(24))
    assert [found.code for found in office.month().findings] == ["O02"]


# -- times saved by two programs ---------------------------------------------------------------------------------------


def saved_by(data: bytes, program: str, day: datetime) -> bytes:
    """Return a form that another program has saved."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    said = f"<Application>{program}</Application>".encode()
    parts["docProps/app.xml"] = re.sub(rb"<Application>.*?</Application>", said, parts["docProps/app.xml"])
    return seal(zipped(parts), day)


@pytest.mark.parametrize(
    ("program", "later", "asked"),
    [
        ("LibreOffice/24.2", at(24, hour=15), True),
        ("LibreOffice/24.2", at(24, hour=21), True),
        ("LibreOffice/24.2", at(24, hour=22), False),
        ("Microsoft Excel Compatible / Openpyxl 3.1.5", at(24, hour=9), False),
        ("", at(24, hour=9), False),
    ],
)
def test_times_saved_by_two_programs_less_than_14_hours_apart_tell_no_order(office, program, later, asked):
    office.put("a.xlsx", form(people=[AN], sent=at(24)))
    month = office.put("b.xlsx", saved_by(form(people=[BAY]), program, later)).month()
    assert [found.place.file for found in find(month, "B11")] == ["b.xlsx"] * asked
    assert outcomes(month)["b.xlsx"] == "Đã dùng"


def test_times_of_mails_are_told_by_one_clock(office):
    office.put("1.eml", mail(("a.xlsx", form(people=[AN])), sent=at(24)))
    data = saved_by(form(people=[BAY]), "LibreOffice/24.2", at(24, hour=9))
    assert not find(office.put("2.eml", mail(("a.xlsx", data), sent=at(24, hour=9))).month(), "B11")


# -- the year on the cover, people whom a later send leaves out --------------------------------------------------------


@pytest.mark.parametrize("year", [2023, 2025])
def test_a_year_against_which_the_meeting_in_that_month_of_this_year_speaks_is_an_error_at_its_cell(offices, year):
    office = offices(unit("CB01"), unit("CB02")).send(unit="CB02")
    office.put("a.xlsx", form(year=year, cover={"Ngày họp xét": "20/11/2024"}))
    month = office.month()
    assert [(found.place.file, found.place.cell) for found in find(month, "B14")] == [("a.xlsx", "B3")]
    assert outcomes(month)["a.xlsx"] == "Không dùng: có thể ghi nhầm Năm"
    assert month.units[0].submissions[11].value == "Chưa dùng được"


@pytest.mark.parametrize("meeting", ["20/11/2023", "20/12/2024", None])
def test_a_workbook_of_another_year_that_says_so_throughout_is_of_another_year(office, meeting):
    month = office.put("a.xlsx", form(year=2023, cover={"Ngày họp xét": meeting})).month()
    assert (outcomes(month)["a.xlsx"], find(month, "B14")) == ("Năm khác", [])


@pytest.mark.parametrize(("reported", "doubted"), [(2, 1), (1, 0)])
def test_a_workbook_mailed_months_before_its_own_is_doubted_and_januarys_in_december_is_not(offices, reported, doubted):
    office = offices(unit("CB01", addresses="cb01@vidu.example"))
    data = form(month=reported, year=2025, cover={"Ngày họp xét": None})
    office.put("a.eml", mail(("a.xlsx", data), sent=at(24, 12)))
    assert len(find(office.month(12), "B14")) == doubted


@pytest.mark.parametrize(("minute", "doubted"), [(59, 1), (60, 0)])
def test_in_which_month_a_mail_came_is_told_by_the_offices_clock(offices, minute, doubted):
    sent = datetime(2024, 11, 30, 16, tzinfo=UTC) + timedelta(minutes=minute)
    office = offices(unit("CB01", addresses="cb01@vidu.example"))
    office.put("a.eml", mail(("a.xlsx", form(month=12, cover={"Ngày họp xét": None})), sent=sent))
    assert len(find(office.month(12), "B13")) == doubted


def test_an_address_that_is_another_units_is_told_with_the_unit(offices):
    office = offices(unit("CB01", addresses="a@vidu.example"), unit("CB02", "Chi bộ Hai", addresses="b@vidu.example"))
    office.put("a.eml", mail(("a.xlsx", form(people=[AN])), sender="b@vidu.example", sent=at(24)))
    [found] = find(office.month(), "B31")
    assert "b@vidu.example (địa chỉ của Chi bộ Hai)" in found.message


def test_where_a_mail_names_no_sender_that_is_said(offices):
    office = offices(REGISTERED).put("a.eml", mail(("a.xlsx", form(people=[AN])), sender=""))
    assert "chưa đăng ký cho đơn vị: (không rõ)" in find(office.month(), "B31")[0].message


AGAIN = datetime(2024, 11, 25, tzinfo=UTC)


def test_a_second_send_that_holds_only_who_was_added_names_the_first_and_its_rows(office):
    people = [person(f"Lê Văn {name}", f"0{day}/01/1991") for day, name in enumerate(("Một", "Hai", "Ba"), 1)]
    office.send(people).send([person("Lê Văn Tư", "04/01/1991")], name="bổ sung.xlsx", sent=AGAIN)
    [found] = find(office.month(), "B26")
    assert (found.place.file, found.place.cell) == ("bổ sung.xlsx", "")
    assert "CB01_11.xlsx" in found.message and "03 người" in found.message and "dòng 2–4" in found.message


def test_a_third_send_is_held_against_the_second(office):
    office.send([AN, BAY], name="a.xlsx", sent=at(20)).send([AN, BAY, CHI], name="b.xlsx", sent=at(22))
    [found] = find(office.send([AN], name="c.xlsx", sent=at(24)).month(), "B26")
    assert "thay b.xlsx" in found.message and "02 người" in found.message


def test_a_second_send_with_everybody_and_one_more_leaves_nobody_out(office):
    office.send([person()]).send([person(), person("Lê Văn Tư", "04/01/1991")], name="b.xlsx", sent=AGAIN)
    assert find(office.month(), "B26") == []


def test_of_whom_an_earlier_month_held_too_one_finding_speaks(office):
    office.send([person()], month=10, sent=datetime(2024, 10, 24, tzinfo=UTC)).send([person()])
    office.send([person("Lê Văn Tư", "04/01/1991")], name="b.xlsx", sent=AGAIN)
    month = office.month()
    assert (find(month, "B26"), len(find(month, "T23"))) == ([], 1)


def test_who_was_left_out_is_asked_about_also_after_one_more_send(office):
    office.send([AN, person("Lê Văn Tư", "04/01/1991"), person("Hà Thị Sáu", "06/01/1991")], name="a.xlsx", sent=at(22))
    office.send([person("Lê Văn Bảy", "07/01/1991", gender="?")], name="b.xlsx", sent=at(23))
    office.send([person("Lê Văn Bảy", "07/01/1991")], name="c.xlsx", sent=at(24))
    [found] = find(office.month(), "B26")
    assert (found.place.file, found.flaw.slots["older"], found.flaw.slots["rows"]) == ("c.xlsx", "a.xlsx", "2–4")


SIX, SEVEN = person("Hà Thị Sáu", "06/01/1991"), person("Lê Văn Bảy", "07/01/1991")


@pytest.mark.parametrize(
    ("first", "second", "named"),
    [
        pytest.param([AN, SIX, SEVEN], [AN, CHI], "a.xlsx", id="more in the first"),
        pytest.param([AN, SIX], [AN, SEVEN], "b.xlsx", id="as many in both"),
    ],
)
def test_the_send_of_which_most_are_left_out_is_named_the_newer_of_equals(office, first, second, named):
    office.send(first, name="a.xlsx", sent=at(20)).send(second, name="b.xlsx", sent=at(22))
    [found] = find(office.send([AN], name="c.xlsx", sent=at(24)).month(), "B26")
    assert found.flaw.slots["older"] == named


def test_whom_a_send_that_is_not_used_held_nobody_has_left_out(offices):
    office = offices(REGISTERED)
    office.put("1.eml", mail(("a.xlsx", form(people=[AN, BAY])), sender="la@vidu.example", sent=at(20)))
    office.put("2.eml", mail(("b.xlsx", form(people=[AN])), sent=at(24)))
    month = office.month()
    assert (outcomes(month)["1.eml/a.xlsx"], find(month, "B26")) == ("Không dùng: người gửi chưa đăng ký", [])


def test_of_sends_of_one_time_it_is_asked_which_counts_and_nothing_else(office):
    month = office.send([AN, BAY], name="a.xlsx", sent=at(24)).send([AN], name="b.xlsx", sent=at(24)).month()
    assert (len(find(month, "B11")), find(month, "B26")) == (1, [])


def test_whom_a_send_of_an_earlier_month_left_out_is_past(office):
    then = datetime(2024, 10, 24, tzinfo=UTC)
    office.send([person()], month=10, sent=then)
    office.send([person("Lê Văn Tư", "04/01/1991")], name="b.xlsx", month=10, sent=then + timedelta(days=1))
    assert find(office.send([person("Lê Văn Tư", "04/01/1991")]).month(), "B26") == []


@pytest.mark.parametrize(
    ("number", "rows"), [(9, "dòng 2, 4, 6, 8 và 10)"), (11, "dòng 2, 4, 6, 8, 10 và 01 dòng khác)")]
)
def test_of_rows_that_stand_apart_five_are_named_and_how_many_rows_more(office, number, rows):
    people = [person(f"Lê Văn {letter}") for letter in "ABCDEGHIKLM"[:number]]
    office.send(people, name="a.xlsx", sent=at(20)).send(people[1::2], name="b.xlsx", sent=at(24))
    [found] = find(office.month(), "B26")
    assert rows in found.message
