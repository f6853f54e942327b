"""Probationary members: who is to be recognised and when, late or done, from the lists of two years and the units' answers."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from email import message_from_bytes

import pytest
from audit import complaints
from libreoffice import saved_again
from members import RECOGNISED, member, member_cell, members
from office import Office, admitted, find, outcomes, person, total, unit
from openpyxl import load_workbook
from papers import committee_list, member_digest, text
from returned import LATER, lines, mended, month_of, read

from recruit.declared.probation import PROBATION, PROBATION_SHEET, STYLED_ROWS
from recruit.job import Job
from recruit.letters.names import paths
from recruit.letters.probation import PERIOD_NAMES, in_period, period_context, unreviewed
from recruit.measure.figure import Source
from recruit.measure.probation import period_figures
from recruit.model import Period
from recruit.run import recount, report
from recruit.write.forms.book import form_bytes
from recruit.write.forms.cover import cover_address
from recruit.write.forms.issued import IssuedForms
from recruit.write.forms.next_month import next_forms
from recruit.write.forms.probation import member_address
from recruit.write.package import seal
from recruit.write.summary.workbook import consolidated_bytes

HAND_MADE = {"number": "STT", "name": "Họ tên", "birth": "Năm sinh", "home": "Quê quán", "ceremony": "Ngày kết nạp"}
BY_HAND = {**HAND_MADE, "recognition_number": "Số QĐ công nhận", "recognised": "Ngày công nhận chính thức"}


@pytest.fixture(scope="module")
def last_year(tmp_path_factory) -> bytes:
    """The office's workbook of last December: admitted in CB01 on 05/04, in CB09 with the ceremony on 20/12."""
    office = Office(tmp_path_factory.mktemp("2023"), unit("CB01"), unit("CB09"), year=2023)
    office.send([admitted(year=2023)], month=12)
    later = admitted("Hà Thị Mỷ", year=2023, decision_no="32-QĐ/ĐUK", decision="10/12/2023", ceremony="20/12/2023")
    office.send([later], unit="CB09", month=12)
    return consolidated_bytes(office.month(12))


def standings(month) -> dict[str, str]:
    return {found.name: found.standing_words for found in month.probation}


def told(office: Office, *rows, month: int = 11, people=None, unit: str = "CB01", **options):
    """Return the month in which a unit tells this of its members."""
    return office.send(people, unit=unit, month=month, edit=members(*rows, **options)).month(month)


def due(month) -> list[str]:
    return [f"{found.due:%d/%m/%Y}" for found in month.probation]


# -- who is followed ---------------------------------------------------------------------------------------------------


def test_whom_this_years_list_admits_is_on_probation_for_twelve_months_from_the_ceremony(office):
    assert due(office.send([admitted(), person()]).month()) == ["05/04/2025"]


@pytest.mark.parametrize(
    "values",
    [{"ceremony": "01/12/2024"}, {"ceremony": None}, {"decision_no": None}, {"ceremony": "01/03/2024"}],
    ids=["planned", "not yet known", "not counted", "before the decision"],
)
def test_without_an_admission_that_counts_and_a_ceremony_held_nobody_is(office, values):
    assert office.send([admitted(**values)]).month().probation == ()


def test_whose_decision_was_cancelled_is_not(office):
    gone = admitted(left="01/06/2024", reason="Hủy quyết định kết nạp")
    assert office.send([gone]).month().probation == ()


def test_whom_last_years_workbook_admits_is_followed_too(offices, last_year):
    month = offices(unit("CB01"), unit("CB09")).put("a.xlsx", last_year).send().month()
    assert [(found.name, found.unit.code) for found in month.probation] == [
        ("Trần Thị Bình", "CB01"),
        ("Hà Thị Mỷ", "CB09"),
    ]


def test_of_a_unit_that_has_merged_the_successor_follows(offices, last_year):
    office = offices(unit("CB01"), unit("CB09", last=6, into="CB01")).put("a.xlsx", last_year).send()
    assert {found.name: found.unit.code for found in office.month().probation}["Hà Thị Mỷ"] == "CB01"


def test_of_a_unit_that_no_plan_knows_the_committee_follows(office, last_year):
    month = office.put("a.xlsx", last_year).send().month()
    assert {found.name: found.unit for found in month.probation}["Hà Thị Mỷ"] is None


def test_who_was_admitted_more_than_two_years_ago_is_done_with(tmp_path):
    before = Office(tmp_path / "2023", year=2023).send([admitted(year=2023, ceremony="05/04/2023")], month=12)
    late = Office(tmp_path / "2024", year=2024).put("a.xlsx", consolidated_bytes(before.month(12))).send().month()
    later = Office(tmp_path / "2025", year=2025).put("b.xlsx", consolidated_bytes(late)).send(month=6)
    assert (len(late.probation), len(later.month(6).probation)) == (1, 0)


def test_who_stands_on_the_units_sheet_is_followed_however_long_ago_the_ceremony_was(office):
    assert standings(told(office, member(ceremony="05/04/2022"))) == {"Trần Thị Bình": "Quá hạn"}


def test_who_was_not_recognised_by_the_end_of_last_year_is_told_by_last_years_sheet(tmp_path):
    office = Office(tmp_path / "2024", year=2024)
    before = told(office, member("Lò Văn Ón", ceremony="20/12/2023"), member(**RECOGNISED), month=12)
    now = Office(tmp_path / "2025", year=2025).put("a.xlsx", consolidated_bytes(before)).send(month=1)
    assert standings(now.month(1)) == {"Lò Văn Ón": "Đến hạn"}


def test_the_sheets_own_heading_is_read_wherever_one_that_may_mean_it_too_stands(office, tmp_path):
    def edit(book) -> None:
        members(member())(book)
        sheet = book[PROBATION_SHEET]
        at = next(cell.column for cell in sheet[1] if cell.value == "Ngày lễ kết nạp")
        sheet.insert_cols(at)
        sheet.cell(1, at, "Ngày kết nạp")
        sheet.cell(2, at, "26/03/2006")

    month = office.send([person()], edit=edit).month()
    assert due(month) == due(office.send([person()], edit=members(member())).month())
    office.send([person()], edit=edit)
    found = recount(Job(office.folder, Period(2024, 11), tmp_path / "ra")).recounted
    assert [*found.differing, *found.cells_read_otherwise] == []


def test_whom_a_unit_adds_on_its_sheet_is_followed_by_what_it_wrote(office):
    assert due(told(office, member("Lò Văn Ón", ceremony="10/01/2024"))) == ["10/01/2025"]


def test_who_stands_on_lists_of_both_years_and_on_the_sheet_is_one_person(office, last_year):
    office.put("a.xlsx", last_year)
    assert [found.name for found in told(office, member()).probation] == ["Trần Thị Bình", "Hà Thị Mỷ"]


def test_an_answer_is_matched_by_name_and_birth_however_they_are_written(office, last_year):
    office.put("a.xlsx", last_year)
    month = told(office, member("TRẦN THỊ  BÌNH", "1992", **RECOGNISED))
    assert standings(month)["Trần Thị Bình"] == "Đã công nhận"


def test_namesakes_of_other_birth_dates_are_two(office, last_year):
    office.put("a.xlsx", last_year)
    month = told(office, member(birth="01/01/1999", **RECOGNISED))
    assert sorted(found.standing_words for found in month.probation if found.name == "Trần Thị Bình") == [
        "Quá hạn",
        "Đã công nhận",
    ]


def test_only_the_workbook_that_speaks_answers(office):
    told(office, member(**RECOGNISED), month=10)
    assert standings(told(office, member()))["Trần Thị Bình"] == "Quá hạn"


@pytest.mark.parametrize("codes", [("CB01", "CB02"), ("CB02", "CB01")])
def test_of_two_sheets_that_answer_the_own_units_tells(offices, last_year, codes):
    office = offices(*map(unit, codes)).put("a.xlsx", last_year)
    told(office, member(**RECOGNISED | {"recognition_number": "77-QĐ/ĐUK"}), unit="CB02")
    [found] = [one for one in told(office, member(**RECOGNISED)).probation if one.name == "Trần Thị Bình"]
    assert found.recognition_number == RECOGNISED["recognition_number"] != "77-QĐ/ĐUK"


def test_of_two_sheets_one_that_answers_tells_also_where_it_is_another_units(offices, last_year):
    office = offices(unit("CB01"), unit("CB02")).put("a.xlsx", last_year)
    told(office, member(**RECOGNISED), unit="CB02")
    assert standings(told(office, member()))["Trần Thị Bình"] == "Đã công nhận"


# -- how they stand ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ceremony", "standing"),
    [
        ("30/01/2024", "Chưa đến hạn"),
        ("29/01/2024", "Còn 60 ngày"),
        ("01/12/2023", "Còn 01 ngày"),
        ("30/11/2023", "Đến hạn"),
        ("21/10/2023", "Đến hạn"),
        ("20/10/2023", "Quá hạn"),
    ],
)
def test_the_standing_goes_by_the_twelve_months_and_thirty_working_days(office, ceremony, standing):
    assert standings(told(office, member(ceremony=ceremony))) == {"Trần Thị Bình": standing}


def test_a_day_off_in_the_plan_gives_the_chi_bo_a_day_more(offices):
    office = offices(regulations=[["ngay_nghi", "", date(2024, 11, 4), None, "Thông báo"]])
    assert standings(told(office, member(ceremony="20/10/2023"))) == {"Trần Thị Bình": "Đến hạn"}


def test_whom_the_chi_bo_has_reviewed_waits_for_the_committee_and_is_never_late(office):
    [found] = told(office, member(reviewed="08/04/2024")).probation
    assert (found.standing_words, found.waits_for_committee, found.is_unreviewed) == ("Đến hạn", True, False)


@pytest.mark.parametrize(
    "answers",
    [
        {"recognition_number": "52-QĐ/ĐUK"},
        {"recognised": "08/04/2024"},
        {"recognition_number": "52-QĐ/ĐUK", "recognised": "04/04/2024"},
        {"recognition_number": "52-QĐ/ĐUK", "recognised": "01/12/2024"},
        {"recognition_number": "x", "recognised": "08/04/2024"},
    ],
    ids=["no day", "no number", "too early", "in the future", "no number but a word"],
)
def test_a_recognition_that_cannot_be_is_none(office, answers):
    assert standings(told(office, member(**answers))) == {"Trần Thị Bình": "Quá hạn"}


def test_a_leap_days_probation_ends_on_the_last_of_february(office):
    assert due(told(office, member(ceremony="29/02/2024"))) == ["28/02/2025"]


# -- figures and the consolidated workbook -----------------------------------------------------------------------------


def test_each_count_leads_to_a_cell_a_member(office):
    month = told(office, member(), member("Lò Văn Ón", **RECOGNISED), member("Hà Thị Mỷ", reviewed="08/04/2024"))
    found = {key: month.totals[key] for key in ("probation_due", "probation_late", "probation_waiting", "recognised")}
    assert {key: (figure.value, figure.sources[0].cells) for key, figure in found.items()} == {
        "probation_due": (2, ("C2", "C4")),
        "probation_late": (1, ("C2",)),
        "probation_waiting": (1, (member_cell("reviewed", 4),)),
        "recognised": (1, (member_cell("recognised", 3),)),
    }


def test_a_count_may_rest_on_last_years_workbook(office, last_year):
    month = office.put("cũ.xlsx", last_year).send().month()
    [source] = month.totals["probation_late"].sources
    assert (source.file, source.sheet, len(source.cells)) == ("cũ.xlsx", "Danh sách", 1)


def test_the_units_counts_stand_beside_its_other_figures(office):
    month = told(office, member())
    assert month.units[0].figures["probation_late"].sources == (Source("CB01_11.xlsx", PROBATION_SHEET, ("C2",)),)


def test_where_nobody_is_on_probation_there_are_no_counts(office):
    assert not {key for key in office.send().month().totals if "probation" in key or key == "recognised"}


def sheet_of(month) -> list[dict[str, object]]:
    sheet = load_workbook(io.BytesIO(consolidated_bytes(month)))[PROBATION_SHEET]
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows if any(row)]


def test_the_consolidated_workbook_has_a_row_a_member(office):
    [row] = sheet_of(told(office, member(class_number="45/GCN", class_day="20/03/2024", **RECOGNISED)))
    assert {key: str(value) for key, value in list(row.items())[:11]} == {
        "STT": "1",
        "Họ và tên": "Trần Thị Bình",
        "Ngày sinh": "1992-08-07 00:00:00",
        "Chi bộ": "Chi bộ CB01",
        "Ngày lễ kết nạp": "2023-04-05 00:00:00",
        "Hết 12 tháng dự bị": "2024-04-05 00:00:00",
        "Hạn chi bộ xét (30 ngày làm việc)": "2024-05-22 00:00:00",
        "Giấy chứng nhận lớp đảng viên mới (số, ngày)": "45/GCN, ngày 20/3/2024",
        "Ngày chi bộ xét": "2024-04-06 00:00:00",
        "Số, ngày quyết định": "52-QĐ/ĐUK, ngày 08/4/2024",
        "Tình trạng": "Đã công nhận",
    }


def test_an_upper_committee_reads_the_members_of_a_lower_one(lower, upper):
    lower.send([admitted()], edit=members(member("Lò Văn Ón", **RECOGNISED)))
    month = upper.put("a.xlsx", consolidated_bytes(lower.month())).month()
    assert standings(month) == {"Lò Văn Ón": "Đã công nhận", "Trần Thị Bình": "Chưa đến hạn"}


# -- reading -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", [PROBATION_SHEET, "Danh sách dự bị", "Sheet3"])
def test_the_sheet_is_known_by_its_headings_and_is_no_second_list(office, sheet):
    month = told(office, member(), sheet=sheet)
    assert outcomes(month) == {"CB01_11.xlsx": "Đã dùng", "ke_hoach.xlsx": "Đã dùng"}
    assert len(month.probation) == 1


def test_a_table_made_by_hand_with_headings_of_a_list_is_no_second_list(office):
    rows = [{"number": 1, **member(recognition_number="52-QĐ/ĐUK", recognised="08/04/2024", home="Lào Cai")}]
    month = told(office, *rows, sheet="Dự bị", headings=BY_HAND)
    assert standings(month) == {"Trần Thị Bình": "Đã công nhận"}
    assert outcomes(month)["CB01_11.xlsx"] == "Đã dùng"


def test_under_the_sheets_own_name_headings_of_a_list_alone_are_no_second_list(office):
    rows = [{"number": 1, **member(home="Lào Cai")}]
    month = told(office, *rows, headings=HAND_MADE)
    assert (len(month.probation), outcomes(month)["CB01_11.xlsx"]) == (1, "Đã dùng")


def test_a_list_with_a_column_of_members_stays_the_list(office):
    def edit(book) -> None:
        book["Danh sách"].cell(1, 40, "Ngày công nhận chính thức")

    month = office.send([admitted()], edit=edit).month()
    assert (total(month, "admitted"), outcomes(month)["CB01_11.xlsx"]) == (1, "Đã dùng")


def test_members_are_no_people_outside_the_list(office):
    assert find(told(office, member(), sheet="Dự bị"), "O12") == []


def test_a_signature_below_the_members_is_nobody(office):
    month = told(office, member(), {"name": "TM. CHI BỘ"})
    assert [found for found in month.findings if found.code.startswith("D")] == []


def test_what_was_written_otherwise_is_said(office):
    month = told(office, member("TRẦN THỊ BÌNH", reviewed="8.4.2024"))
    assert [(line.place.sheet, line.written) for line in month.understood] == [
        (PROBATION_SHEET, "TRẦN THỊ BÌNH"),
        (PROBATION_SHEET, "8.4.2024"),
    ]


# -- forms -------------------------------------------------------------------------------------------------------------


def forms_of(office: Office, month: int = 11, *, following: Period | None = None) -> dict[str, bytes]:
    made = month_of(office, month)
    after = following or Period(2024, month).next
    forms = next_forms(made.result.plan, after, made.checked.speaking, made.result.probation)
    return {code: make() for code, make in forms}


def rows_in(data: bytes) -> list[dict[str, str]]:
    sheet = load_workbook(io.BytesIO(data))[PROBATION_SHEET]
    return [
        {field.key: sheet[member_address(index, field.key)].value for field in PROBATION}
        for index in range(STYLED_ROWS)
        if sheet[member_address(index, "name")].value
    ]


def test_the_empty_form_has_the_sheet_and_nobody_in_it():
    assert rows_in(form_bytes()) == []
    assert read(form_bytes(unit_code="CB01", year=2024, month=11)).probation.rows == []


def test_the_form_is_issued_with_whom_the_units_list_has_admitted(office):
    [row] = rows_in(forms_of(office.send([admitted(), person()]))["CB01"])
    shown = (row["name"], row["birth"], row["ceremony"], row["due"])
    assert shown == ("Trần Thị Bình", "07/08/1992", "05/04/2024", "05/04/2025")


def test_the_form_is_issued_with_whom_last_years_workbook_tells(office, last_year):
    office.put("a.xlsx", last_year).send()
    assert [row["name"] for row in rows_in(forms_of(office)["CB01"])] == ["Trần Thị Bình"]


def test_what_the_unit_answered_is_carried_on_as_it_wrote_it(office):
    told(office, member(reviewed="8.4.2024", note="hồ sơ đủ", class_number="45/GCN", class_day="31/02/2024"))
    [row] = rows_in(forms_of(office)["CB01"])
    kept = {key: row[key] for key in ("reviewed", "note", "class_number", "class_day", "due")}
    assert kept == {
        "reviewed": "8.4.2024",
        "note": "hồ sơ đủ",
        "class_number": "45/GCN",
        "class_day": "31/02/2024",
        "due": "05/04/2024",
    }


def test_a_ceremony_that_the_list_has_otherwise_is_the_lists_in_the_next_form(office):
    told(office, member(ceremony="06/04/2024"), people=[admitted()])
    assert [row["ceremony"] for row in rows_in(forms_of(office)["CB01"])] == ["05/04/2024"]


def test_who_is_recognised_stays_until_the_years_end(office):
    told(office, member(**RECOGNISED), month=12)
    assert [len(rows_in(forms_of(office, 12, following=at)["CB01"])) for at in (Period(2024, 12), Period(2025, 1))] == [
        1,
        0,
    ]


def test_januarys_form_has_whom_the_old_years_list_admitted(office):
    office.send([admitted()], month=12, sent=datetime(2024, 12, 30, tzinfo=UTC))
    data = forms_of(office, 12)["CB01"]
    assert ([row["name"] for row in rows_in(data)], read(data).rows) == (["Trần Thị Bình"], [])


@pytest.mark.parametrize("count", [0, 3, STYLED_ROWS, STYLED_ROWS + 1])
def test_forms_for_many_units_hold_the_same_members_as_one_made_alone(count):
    rows = [{**member(f"Lò Văn {number}"), "due": date(2024, 4, 5)} for number in range(count)]
    alone = form_bytes(unit_code="CB01", unit_name="Chi bộ Một", year=2024, month=12, members=rows)
    many = IssuedForms(2024, 12).of("CB01", "Chi bộ Một", members=rows)
    assert _cells(many) == _cells(alone)


def _cells(data: bytes) -> dict[str, tuple]:
    sheet = load_workbook(io.BytesIO(data))[PROBATION_SHEET]
    return {
        cell.coordinate: (cell.value, cell.number_format, cell.protection.locked)
        for row in sheet.iter_rows()
        for cell in row
    }


def test_the_audit_finds_nothing_in_a_form_with_members(office, tmp_path):
    told(office, member(class_day="31/02/2024"))
    assert complaints(forms_of(office)["CB01"], tmp_path, "a.xlsx") == []


def test_saved_again_by_libreoffice_the_members_are_read_as_before(office):
    told(office, member(**RECOGNISED))
    data = forms_of(office)["CB01"]
    again, before = read(saved_again(data)).probation, read(data).probation
    assert [row.values for row in again.rows] == [row.values for row in before.rows]


def test_a_form_in_which_only_the_members_were_filled_in_is_a_report(office):
    office.send([admitted(ceremony="05/11/2023", decision="03/11/2023")], month=11)
    answered = {(PROBATION_SHEET, member_address(0, "reviewed")): "06/12/2024"}
    told(office, member(ceremony="05/11/2023"))
    office.put("t12.xlsx", mended(forms_of(office)["CB01"], answered))
    assert outcomes(office.month(12))["t12.xlsx"] == "Đã dùng"


def test_a_form_with_the_members_as_they_were_issued_is_one_that_nobody_filled(office):
    told(office, member(**RECOGNISED), people=[admitted(), person()])
    office.put("t12.xlsx", seal(forms_of(office)["CB01"], LATER))
    assert outcomes(office.month(12))["t12.xlsx"] == "Biểu chưa điền"


# -- what goes back ----------------------------------------------------------------------------------------------------


def back(office: Office) -> bytes:
    return month_of(office).returned["CB01"]


def test_all_that_the_unit_typed_of_members_is_in_what_goes_back(office):
    typed = member("TRẦN THỊ BÌNH", "1992", "5.4.2023", class_number="45/GCN", note="x", reviewed="31/04/2024")
    told(office, typed, member("Lò Văn Ón", ceremony=None, note="chuyển đến"))
    kept = [{key: value for key, value in row.items() if value and key != "due"} for row in rows_in(back(office))]
    assert kept == [typed, member("Lò Văn Ón", ceremony=None, note="chuyển đến")]


def test_whom_the_committee_knows_beside_is_added_below(office):
    told(office, member(reviewed="31/04/2024"), people=[admitted("Hà Thị Mỷ")])
    assert [row["name"] for row in rows_in(back(office))] == ["Trần Thị Bình", "Hà Thị Mỷ"]


def test_a_wrong_cell_is_marked_with_a_comment(office):
    told(office, member(), member("Lò Văn Ón", recognition_number="52-QĐ/ĐUK"))
    cell = load_workbook(io.BytesIO(back(office)))[PROBATION_SHEET][member_address(1, "recognised")]
    assert "thiếu ngày quyết định" in cell.comment.text


def test_the_first_sheet_leads_to_the_cell_and_names_the_member(office):
    told(office, member(), member("Lò Văn Ón", recognition_number="52-QĐ/ĐUK"))
    [line] = [line for line in lines(back(office)) if line[0] == "Lỗi"]
    assert line[1] == f"'{PROBATION_SHEET}'!{member_address(1, 'recognised')}"
    assert (line[3], line[7]) == ("“Ngày quyết định công nhận”", "Lò Văn Ón; 07/08/1992")


def test_mended_there_and_sent_back_it_counts(office):
    told(office, member(recognition_number="52-QĐ/ĐUK"))
    changes = {(PROBATION_SHEET, member_address(0, "recognised")): "08/04/2024"}
    office.put("sửa.xlsx", mended(back(office), changes))
    assert standings(office.month())["Trần Thị Bình"] == "Đã công nhận"


def test_a_form_that_says_nothing_else_than_a_withdrawn_answer_is_a_report(office):
    told(office, member(reviewed="31/04/2024"))
    office.put("sửa.xlsx", mended(back(office), {(PROBATION_SHEET, member_address(0, "reviewed")): None}))
    assert [found for found in office.month().findings if found.code == "D01"] == []


def test_the_cover_of_the_form_is_as_before(office):
    data = forms_of(office.send([admitted()]))["CB01"]
    assert load_workbook(io.BytesIO(data))["Báo cáo"][cover_address("unit_code")].value == "CB01"


# -- what letters say --------------------------------------------------------------------------------------------------

SPRING, FOURTH = date(2024, 4, 1), "quý IV"


def said(office: Office, *rows, since: date = SPRING) -> str:
    return in_period(told(office, *rows).probation, since, FOURTH).replace("\xa0", " ")


def test_of_nobody_the_period_says_so(office):
    assert said(office) == "Trong kỳ không có đảng viên dự bị đến hạn xét công nhận chính thức."


def test_of_one_who_is_due_the_name_the_unit_and_the_day_are_said(office):
    text = "Đến hết quý IV có 01 đảng viên dự bị (Trần Thị Bình, Chi bộ CB01) đến hạn ngày 05/4/2024."
    assert said(office, member()) == text


def test_of_many_the_counts_are_said(office):
    rows = [
        member(),
        member("Lò Văn Ón", class_number="45/GCN", class_day="20/05/2024"),
        member("Hà Thị Mỷ", **RECOGNISED),
    ]
    assert said(office, *rows) == (
        "Trong kỳ, công nhận chính thức 01 đảng viên; 01 đảng viên dự bị được cấp giấy chứng nhận lớp đảng viên mới; "
        "đến hết quý IV có 02 đảng viên dự bị đến hạn xét công nhận."
    )


def test_who_was_recognised_before_the_period_is_not_in_it(office):
    text = "Trong kỳ không có đảng viên dự bị đến hạn xét công nhận chính thức."
    assert said(office, member(**RECOGNISED), since=date(2024, 5, 1)) == text


def test_where_all_who_were_due_are_recognised_nobody_is_left(office):
    text = (
        "Trong kỳ, công nhận chính thức 01 đảng viên; đến hết quý IV không còn đảng viên dự bị đến hạn xét công nhận."
    )
    assert said(office, member(**RECOGNISED)) == text


def test_whom_the_chi_bo_has_not_looked_at_is_named_and_who_waits_for_the_committee_is_not(office):
    month = told(office, member(), member("Hà Thị Mỷ", reviewed="08/04/2024"))
    text = "Còn 01 đảng viên dự bị đã hết 12 tháng mà chi bộ chưa xét: Trần Thị Bình (Chi bộ CB01)."
    assert unreviewed(month.probation).replace("\xa0", " ") == text


def test_of_more_than_a_dozen_the_first_are_named_and_the_rest_counted(office):
    month = told(office, *(member(f"Lò Văn {'ABCDEGHIKLMNO'[number]}") for number in range(13)))
    assert unreviewed(month.probation).endswith("Lò Văn E (Chi bộ CB01) và 08 người khác.")


def test_of_nobody_late_nothing_is_said(office):
    assert unreviewed(told(office, member(**RECOGNISED)).probation) == ""


def test_the_context_of_a_period_has_every_name_that_is_declared(office):
    context = period_context(told(office, member(**RECOGNISED)).probation, SPRING, FOURTH)
    assert paths(context) == {name.path for name in PERIOD_NAMES}


@pytest.mark.parametrize(("key", "cells"), [("recognised_in_period", ("I2",)), ("new_member_class_in_period", ("F2",))])
def test_the_counts_of_a_period_lead_to_their_cells(office, key, cells):
    month = told(office, member(class_day="20/04/2024", **RECOGNISED))
    [source] = period_figures(month.probation, SPRING)[key].sources
    assert source.cells == cells


def test_where_nobody_is_on_probation_nothing_is_said_of_it(office):
    month = office.send().month()
    assert not any("dự bị" in text(make(month)) for make in (committee_list, member_digest))


def test_the_digest_counts_and_names_nobody(office):
    printed = text(member_digest(told(office, member())))
    assert "Chi bộ CB01: 01 đảng viên dự bị đã hết 12" in printed.replace("\xa0", " ")
    assert "Trần Thị Bình" not in printed


def test_the_list_for_the_committee_names_first_on_whom_it_has_to_decide(office):
    printed = text(
        committee_list(told(office, member(), member("Hà Thị Mỷ", ceremony="10/04/2023", reviewed="12/04/2024")))
    )
    assert 0 < printed.index("Hà Thị Mỷ") < printed.index("Trần Thị Bình")


def test_the_mail_to_the_unit_counts_and_names_nobody(office, tmp_path):
    told(office, member(), people=[person(class_asked="01/02/2024")])
    written = report(Job(office.folder, Period(2024, 11), output=tmp_path / "ra")).written.files
    [draft] = [file.path for file in written if file.path.suffix == ".eml"]
    body = message_from_bytes(draft.read_bytes()).get_payload()[0].get_payload(decode=True).decode()
    assert (
        "Đơn vị có 01 đảng viên dự bị đã hết 12 tháng, chi bộ chưa xét, trong đó 01 người quá 30 ngày làm việc." in body
    )
    assert "Trần Thị Bình" not in body


def test_a_member_of_a_unit_that_no_plan_knows_is_in_no_units_counts(office, last_year):
    office.put("a.xlsx", last_year)
    printed = text(member_digest(told(office, member())))
    assert "Chi bộ CB01: 01 đảng viên dự bị đã hết 12" in printed.replace("\xa0", " ")


# -- who moves ---------------------------------------------------------------------------------------------------------

TWO = (unit("CB01"), unit("CB02"))
MOVED = {"left": "01/09/2024", "reason": "Chuyển sang đơn vị khác"}


def test_who_has_moved_to_another_unit_since_the_admission_is_seen_to_there(offices):
    office = offices(*TWO).send([admitted(**MOVED)]).send([admitted()], unit="CB02")
    assert [found.unit.code for found in office.month().probation] == ["CB02"]


def test_who_was_taken_off_the_list_as_admitted_stays_with_the_unit(office):
    office.send([admitted(left="20/03/2024", reason="Đã kết nạp")])
    assert [found.unit.code for found in office.month().probation] == ["CB01"]


def test_who_has_left_the_committee_is_followed_no_more(office):
    assert office.send([admitted(left="01/09/2024", reason="Chuyển khỏi Đảng bộ")]).month().probation == ()


def test_whom_last_year_admitted_and_another_unit_answers_for_is_in_that_unit(offices, last_year):
    office = offices(*TWO).put("a.xlsx", last_year)
    told(office, member())
    told(office, member(reviewed="08/04/2024"), unit="CB02")
    [found] = [found for found in office.month().probation if found.name == "Trần Thị Bình"]
    assert (found.unit.code, found.reviewed) == ("CB02", date(2024, 4, 8))


def test_what_a_unit_answered_before_it_merged_counts_for_its_successor(offices):
    office = offices(unit("CB01"), unit("CB02", last=10, into="CB01")).send()
    told(office, member("Lò Văn Ón", **RECOGNISED), unit="CB02", month=10)
    assert [(found.unit.code, found.standing_words) for found in office.month().probation] == [("CB01", "Đã công nhận")]


def test_a_union_of_youth_is_asked_for_nobody_who_is_on_a_chi_bos_list(offices):
    office = offices(unit("CB01"), unit("DT01", "Đoàn", "Đoàn thể")).send([admitted()]).send([admitted()], unit="DT01")
    made = month_of(office)
    made_by = dict(next_forms(made.result.plan, Period(2024, 12), made.checked.speaking))
    forms = {code: make() for code, make in made_by.items()}
    assert [len(rows_in(data)) for data in (*forms_of(office).values(), *forms.values())] == [1, 0, 1, 0]


def test_a_list_whose_columns_have_other_names_is_no_table_of_members(office):
    def edit(book) -> None:
        book["Danh sách"].cell(1, 40, "Ngày chi bộ xét")

    assert total(office.send([admitted()], edit=edit).month(), "admitted") == 1


@pytest.mark.parametrize(
    ("of_list", "of_sheet", "people"),
    [
        ("07/08/1992", "07/08/1992", 1),
        ("07/08/1992", 1992, 1),
        (1992, "07/08/1992", 1),
        (1992, 1992, 1),
        ("07/08/1992", "08/08/1992", 2),
        ("07/08/1992", 1993, 2),
        (1992, "07/08/1993", 2),
        (1992, 1993, 2),
    ],
)
def test_a_member_is_the_admitted_person_of_the_same_birth_or_of_its_year_where_one_says_no_more(
    office, of_list, of_sheet, people
):
    month = told(office, member(birth=of_sheet, ceremony="05/04/2024"), people=[admitted(birth=of_list)])
    assert len(month.probation) == people
