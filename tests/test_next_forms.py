"""Next month's forms: the list as it stands, ready to be gone on with, and nothing until somebody does."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from audit import complaints
from letters import SENT, mail
from libreoffice import saved_again
from office import admitted, column_of, form, outcomes, person, unit
from openpyxl import load_workbook
from openpyxl.styles import Font
from returned import LATER, cells, mended, month_of, read

from recruit.declared.field import Kind
from recruit.declared.form import COVER_SHEET, LIST, LIST_SHEET, VERSION
from recruit.model import Period
from recruit.write.forms.as_sent import people_as_sent
from recruit.write.forms.book import form_bytes
from recruit.write.forms.contacts import contacts_of
from recruit.write.forms.cover import cover_address
from recruit.write.forms.next_month import next_forms
from recruit.write.forms.people import list_address
from recruit.write.package import seal

if TYPE_CHECKING:
    from office import Office

BAY = person("Lê Văn Bảy", "01/01/1991")


def at(index: int, key: str) -> tuple[str, str]:
    return (LIST_SHEET, list_address(index, key))


def forms_of(office: Office, month: int = 11, *, following: Period | None = None) -> dict[str, bytes]:
    """Return the forms of the month after `month`, or of another, from the lists that speak at `month`."""
    made = month_of(office, month)
    forms = next_forms(made.result.plan, following or Period(2024, month).next, made.checked.speaking)
    return {code: make() for code, make in forms}


def names(data: bytes) -> list[str]:
    return [row.text("name") for row in read(data).rows]


def test_the_form_holds_the_units_list_in_its_order(office):
    data = forms_of(office.send([person(), BAY, admitted()]))["CB01"]
    assert names(data) == ["Nguyễn Văn An", "Lê Văn Bảy", "Trần Thị Bình"]


def test_unit_month_and_year_are_filled_and_the_rest_of_the_cover_is_blank(office):
    office.send(cover={"Tổng số đảng viên": 18, "Khó khăn, vướng mắc": "Không", "Tên đơn vị": "Chi bộ 1", **NOBODY})
    report = read(forms_of(office)["CB01"])
    assert report.cover == {"unit_code": "CB01", "unit_name": "Chi bộ CB01", "month": 12, "year": 2024}
    assert (report.version, report.hidden_code) == (VERSION, "CB01")


def test_values_are_as_sent_and_read_the_same(office):
    people = [
        person(religion="Không", union="x", asked="5.2.2024", joined=date(2024, 1, 5), class_sent="31/04/2024"),
        person("NguyÔn V¨n Bay", "3/4/91", helper="không", gender="nam", education="12/12"),
    ]
    office.send(people)
    data = forms_of(office)["CB01"]
    found = cells(data)
    shown = [found[at(0, key)] for key in ("religion", "union_member", "procedure_proposed", "joined", "class_sent")]
    assert shown == ["Không", "x", "5.2.2024", "05/01/2024", "31/04/2024"]
    assert [found[at(1, key)] for key in ("name", "birth", "helpers")] == ["NguyÔn V¨n Bay", "3/4/91", "không"]
    assert [row.values for row in read(data).rows] == [
        row.values for row in month_of(office).checked.speaking["CB01"].rows
    ]


def test_each_unit_that_owes_the_month_has_a_form_and_no_other(offices):
    office = offices(unit("CB01"), unit("CB02", last=11, into="CB01"), unit("CB03")).send()
    assert set(forms_of(office)) == {"CB01", "CB03"}


def test_a_unit_that_never_sent_has_an_empty_form(offices):
    office = offices(unit("CB01"), unit("CB02")).send()
    empty = form_bytes(unit_code="CB02", unit_name="Chi bộ CB02", year=2024, month=12)
    assert forms_of(office)["CB02"] == seal(empty)


def test_a_silent_unit_has_its_last_list(office):
    office.send([BAY], month=9, sent=datetime(2024, 9, 24, tzinfo=UTC))
    assert names(forms_of(office)["CB01"]) == ["Lê Văn Bảy"]


# -- whom the office reaches -------------------------------------------------------------------------------------------

NOBODY = {"Người lập biểu": None}
REACHED = {"Người lập biểu": "Lê Thị Lan", "Điện thoại": "0214 3000 111", "Người đứng đầu đơn vị": "Trần Văn Bình"}
KEYS = ("prepared_by", "phone", "head")


def contacts(data: bytes) -> list[object]:
    report = read(data)
    return [report.cover.get(key) for key in KEYS]


def test_the_form_keeps_whom_the_office_reaches(office):
    assert contacts(forms_of(office.send(cover=REACHED))["CB01"]) == list(REACHED.values())


def test_who_is_not_told_stays_blank(office):
    office.send(cover=REACHED | {"Điện thoại": None})
    assert contacts(forms_of(office)["CB01"]) == ["Lê Thị Lan", None, "Trần Văn Bình"]


def test_the_last_cover_counts_and_each_units_own(offices):
    office = offices(unit("CB01"), unit("CB02"))
    office.send(month=10, cover=REACHED, sent=datetime(2024, 10, 24, tzinfo=UTC))
    office.send(cover=REACHED | {"Người lập biểu": "Hà Văn Mới"}).send(unit="CB02", cover=NOBODY)
    made = forms_of(office)
    assert contacts(made["CB01"]) == ["Hà Văn Mới", "0214 3000 111", "Trần Văn Bình"]
    assert contacts(made["CB02"]) == [None, None, None]


def test_januarys_form_keeps_them_too(office):
    office.send(month=12, cover=REACHED)
    assert contacts(forms_of(office, 12)["CB01"]) == list(REACHED.values())


def in_a_legacy_font(book) -> None:
    sheet = book["Báo cáo"]
    cell = next(row[1] for row in sheet.iter_rows() if row[0].value == "Người lập biểu")
    cell.value, cell.font = "Lª ThÞ Lan", Font(name=".VnTime")


def test_a_name_in_a_legacy_font_and_a_phone_that_looks_like_a_formula_stay_what_they_are(office):
    office.send(cover=REACHED | {"Điện thoại": "+84 214 3000 111"}, edit=in_a_legacy_font)
    assert contacts(forms_of(office)["CB01"]) == ["Lê Thị Lan", "+84 214 3000 111", "Trần Văn Bình"]


def test_laid_out_once_the_cover_holds_the_same_as_a_form_made_alone(office):
    office.send([person()], cover=REACHED)
    [report] = month_of(office).checked.speaking.values()
    made = {
        "unit_code": "CB01",
        "unit_name": "Chi bộ CB01",
        "year": 2024,
        "month": 12,
        "contacts": contacts_of(report, 2024),
        "people": people_as_sent(report, 2024),
    }
    assert every_cell(forms_of(office)["CB01"]) == every_cell(form_bytes(**made))


def every_cell(data: bytes) -> dict[tuple[str, str], object]:
    book = load_workbook(io.BytesIO(data))
    found = {(sheet.title, cell.coordinate): cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    return {place: value for place, value in found.items() if isinstance(value, (str, int, float))}


# -- nobody filled it --------------------------------------------------------------------------------------------------


def legacy(book) -> None:
    for row, text in ((2, "Ph¹m Cã"), (3, "Lª ThÞ N÷")):
        cell = book["Danh sách"].cell(row, column_of("name"))
        cell.value, cell.font = text, Font(name=".VnTime")


def unreadable(book) -> None:
    sheet = book["Danh sách"]
    sheet.cell(2, column_of("class_sent")).value = "=TODAY()"
    sheet.cell(2, column_of("note")).value = "=A1"
    cell = sheet.cell(3, column_of("position"))
    cell.value, cell.data_type = "#REF!", "e"
    sheet.cell(3, column_of("birth")).value, sheet.cell(3, column_of("birth")).number_format = (
        1995,
        "dd/mm/yyyy",
    )


@pytest.mark.parametrize(
    "typed", ["Ngày 25 tháng 06 năm 2024", "Thứ ba, 25/06/2024", "25\u201106\u20112024", "25/06/2024"]
)
def test_a_day_that_was_understood_is_one_that_the_next_form_does_not_ask_to_mend(office, typed):
    sheet = load_workbook(io.BytesIO(forms_of(office.send([person(helper_day=typed)]))["CB01"]))["Danh sách"]
    assert sheet[list_address(0, "helper_assigned")].value == "25/06/2024"


@pytest.mark.parametrize("edit", [None, legacy, unreadable])
def test_sent_back_untouched_it_is_a_form_that_nobody_filled(office, edit):
    people = [person(religion="Không", asked="5.2.2024"), BAY, admitted(birth="1992", gender="Nam giới nữ")]
    office.send(people, edit=edit)
    office.put("t12.xlsx", seal(forms_of(office)["CB01"], LATER))
    month = office.month(12)
    assert outcomes(month)["t12.xlsx"] == "Biểu chưa điền"
    assert [line.unit.code for line in month.missing] == ["CB01"]


def test_saved_again_by_libreoffice_it_is_still_one_that_nobody_filled(office):
    office.send([person(religion="Không"), admitted()], edit=legacy)
    office.put("t12.xlsx", seal(saved_again(forms_of(office)["CB01"]), LATER))
    assert outcomes(office.month(12))["t12.xlsx"] == "Biểu chưa điền"


@pytest.mark.parametrize("edit", [None, in_a_legacy_font])
def test_with_contacts_in_it_and_untouched_it_is_one_that_nobody_filled(office, edit):
    office.send([person(), admitted()], cover=REACHED, edit=edit)
    office.put("t12.xlsx", seal(forms_of(office)["CB01"], LATER))
    month = office.month(12)
    assert outcomes(month)["t12.xlsx"] == "Biểu chưa điền"
    assert ([line.unit.code for line in month.missing], month.errors) == (["CB01"], 0)


def test_with_contacts_in_it_and_saved_again_it_is_one_that_nobody_filled(office):
    office.send([person(), admitted()], cover=REACHED)
    office.put("t12.xlsx", seal(saved_again(forms_of(office)["CB01"]), LATER))
    assert outcomes(office.month(12))["t12.xlsx"] == "Biểu chưa điền"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("meeting_date", "20/12/2024"),
        ("resolution_number", "12-NQ/CB"),
        ("member_count", "21"),
        ("proposals", "Mở thêm lớp."),
        ("phone", "0912 000 111"),
        ("prepared_by", "Hà Văn Mới"),
    ],
)
def test_with_contacts_in_it_and_one_thing_on_the_cover_filled_in_it_is_a_report(office, key, value):
    office.send([person()], cover=REACHED)
    office.put("t12.xlsx", mended(forms_of(office)["CB01"], {(COVER_SHEET, cover_address(key)): value}))
    assert outcomes(office.month(12))["t12.xlsx"] == "Đã dùng"


def test_with_contacts_in_it_and_a_step_filled_in_it_is_a_report(office):
    office.send([person()], cover=REACHED)
    office.put("t12.xlsx", mended(forms_of(office)["CB01"], {at(0, "class_proposed"): "10/12/2024"}))
    assert outcomes(office.month(12))["t12.xlsx"] == "Đã dùng"


def test_who_clears_the_contacts_and_nothing_else_has_filled_nothing_in(office):
    office.send([person()], cover=REACHED)
    cleared = {(COVER_SHEET, cover_address(key)): None for key in KEYS}
    office.put("t12.xlsx", mended(forms_of(office)["CB01"], cleared))
    assert outcomes(office.month(12))["t12.xlsx"] == "Biểu chưa điền"


def test_a_form_of_the_units_own_with_the_same_name_under_it_is_a_report(office):
    """Whom the office did not put there the unit has: also where nothing else is new."""
    bare = {"Ngày họp xét": None, "Số nghị quyết": None, "Tổng số đảng viên": None}
    office.send([person()]).send([person()], month=12, name="t12.xlsx", cover=bare, sent=LATER)
    assert outcomes(office.month(12))["t12.xlsx"] == "Đã dùng"


def test_filled_in_returned_and_sent_back_unchanged_it_is_known_for_that(office):
    office.send([person()], cover=REACHED)
    changes = {(COVER_SHEET, cover_address("meeting_date")): "20/12/2024", at(0, "gender"): "?"}
    office.put("t12.xlsx", mended(forms_of(office)["CB01"], changes))
    office.put("lại.xlsx", seal(month_of(office, 12).returned["CB01"], LATER))
    found = outcomes(office.month(12))
    assert (found["t12.xlsx"], found["lại.xlsx"]) == ("Đã dùng", "Thư của Văn phòng")


@pytest.mark.parametrize(("first", "again"), [(None, LATER), (SENT, None), (None, None)])
def test_a_returned_workbook_is_known_too_where_nobody_can_say_when_one_of_them_was_sent(office, first, again):
    office.put("t11.eml", mail(("t11.xlsx", form(people=[person(gender="?")])), sent=first))
    office.put("lại.eml", mail(("lại.xlsx", month_of(office).returned["CB01"]), sent=again))
    found = outcomes(office.month())
    assert (found["t11.eml/t11.xlsx"], found["lại.eml/lại.xlsx"]) == ("Đã dùng", "Thư của Văn phòng")


def test_gone_on_with_it_is_a_report(office):
    office.send([person(), admitted()])
    changes = {
        (COVER_SHEET, cover_address("meeting_date")): "20/12/2024",
        (COVER_SHEET, cover_address("resolution_number")): "12-NQ/CB",
        (COVER_SHEET, cover_address("prepared_by")): "Lê Thị Lan",
        at(0, "class_sent"): "10/12/2024",
    }
    office.put("t12.xlsx", mended(forms_of(office)["CB01"], changes))
    month = office.month(12)
    assert outcomes(month)["t12.xlsx"] == "Đã dùng"
    assert [event.day for event in month.sent_to_class] == [date(2024, 12, 10)]
    assert month.errors == 0


# -- a new year --------------------------------------------------------------------------------------------------------

TRANSFER = "Chuyển sang đơn vị khác"


def test_januarys_form_leaves_out_who_was_admitted_or_taken_off_by_the_end_of_the_year(office):
    people = [
        admitted(),
        person("Hà Văn Còn", "01/01/1991", asked="05/05/2024", certificate="01/02/2024"),
        person("Lò Văn Rút", "02/02/1992", left="31/12/2024", reason="Xin rút"),
        person("Lò Văn Sang", "03/03/1993", left="01/06/2024", reason=TRANSFER),
        admitted("Hà Thị Mới", "04/04/1994", decision="31/12/2024", ceremony=None),
    ]
    office.send(people, month=12, sent=datetime(2024, 12, 31, tzinfo=UTC))
    data = forms_of(office, 12)["CB01"]
    assert names(data) == ["Hà Văn Còn"]
    assert cells(data)[at(0, "procedure_proposed")] == "05/05/2024"
    assert (read(data).month, read(data).year) == (1, 2025)


def test_every_other_month_keeps_them_all(office):
    office.send([admitted(left="01/04/2024", reason="Đã kết nạp"), person(left="01/06/2024", reason=TRANSFER)])
    assert len(names(forms_of(office)["CB01"])) == 2


def test_somebody_whose_admission_was_cancelled_without_a_day_is_kept(office):
    office.send([admitted(left=None, reason="Hủy quyết định kết nạp")], month=12)
    assert names(forms_of(office, 12)["CB01"]) == ["Trần Thị Bình"]


def test_a_list_of_the_year_before_in_a_later_months_form_is_a_new_years_list(office):
    office.send([admitted(), BAY])
    assert names(forms_of(office, following=Period(2025, 2))["CB01"]) == ["Lê Văn Bảy"]


def test_a_year_of_two_digits_that_the_new_year_would_read_otherwise_is_spelt_out(office):
    office.send([person(birth="5/3/26")], month=12)
    assert read(forms_of(office, 12)["CB01"]).rows[0].get("birth") == date(1926, 3, 5)


def test_numbers_stay_as_sent(office):
    def number(book):
        for row, value in ((2, 3), (3, "4a")):
            book["Danh sách"].cell(row, column_of("number")).value = value

    found = cells(forms_of(office.send([person(), BAY, admitted()], edit=number))["CB01"])
    assert [found.get(at(index, "number")) for index in range(3)] == ["3", "4a", None]


# -- the package -------------------------------------------------------------------------------------------------------


def test_the_audit_finds_nothing_in_it(office, tmp_path):
    office.send([person(), admitted()], edit=unreadable)
    assert complaints(forms_of(office)["CB01"], tmp_path, "a.xlsx") == []


def test_the_same_list_gives_the_same_bytes(office):
    office.send([person(), admitted()])
    assert forms_of(office) == forms_of(office)


def test_a_text_that_looks_like_a_formula_stays_text(office):
    office.send([person(position="+1")])
    cell = load_workbook(io.BytesIO(forms_of(office)["CB01"]))[LIST_SHEET][list_address(0, "position")]
    assert (cell.data_type, cell.value) == ("s", "+1")


WORDS = {field.key: field for field in LIST if field.kind in (Kind.TEXT, Kind.CHOICE)}


def test_every_field_of_the_list_is_carried_on(office):
    others = {key: field.choices.choices[0] if field.choices else "x" for key, field in WORDS.items()}
    office.send([others | admitted(left="01/06/2024", reason="Đã kết nạp")])
    filled = {key for key in read(forms_of(office)["CB01"]).rows[0].values}
    assert filled == {field.key for field in LIST} - {"number"}


# -- a new year --------------------------------------------------------------------------------------------------------

JANUARY = Period(2025, 1)


def test_januarys_forms_go_to_units_that_began_in_mid_year_too(offices):
    office = offices(unit("CB01"), unit("CB02", first=6)).send(month=12).send(unit="CB02", month=12)
    assert set(forms_of(office, 12, following=JANUARY)) == {"CB01", "CB02"}


def test_januarys_forms_go_to_no_unit_that_has_ended_in_the_old_year(offices):
    office = offices(unit("CB01"), unit("CB02", last=11, into="CB01")).send(month=12)
    assert set(forms_of(office, 12, following=JANUARY)) == {"CB01"}
