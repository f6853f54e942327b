"""The kinds of people of the official statistics: how units write them, what version 1 offered, and which fit where."""

from __future__ import annotations

import pytest
from office import admitted, find, form, letter_of, of_unit, person, unit
from openpyxl import load_workbook
from test_versions import of_version

from recruit.declared.categories import CATEGORIES, CATEGORIES_OF_VERSION_1, ESTABLISHMENTS, LINES
from recruit.job import Job
from recruit.run import report
from recruit.screen.said import say

NEXT_FORM = "ra/2024-11/bieu_thang_12/bieu_bao_cao_CB01_2024-12.xlsx"

STATE = "Cán bộ, công chức cơ quan Nhà nước"
COMMUNE = "Cán bộ, công chức xã, phường"
VILLAGE = "Không chuyên trách thôn, tổ dân phố"


def kinds(month) -> tuple[tuple[str, int], ...]:
    [found] = [breakdown for breakdown in month.breakdowns if breakdown.key == "category"]
    return found.counts


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("CBCC", STATE),
        ("công chức nhà nước", STATE),
        ("Công chức Văn phòng UBND", STATE),
        ("Cán bộ MTTQ", "Cán bộ, công chức Đảng, đoàn thể"),
        ("CBCC xã", COMMUNE),
        ("bán chuyên trách xã", COMMUNE),
        ("Trưởng thôn", VILLAGE),
        ("tổ trưởng TDP", VILLAGE),
        ("giáo viên", "Viên chức"),
        ("bác sỹ", "Viên chức"),
        ("giáo viên trường tư", "Lao động sự nghiệp ngoài công lập"),
        ("kế toán trưởng", "Quản lý doanh nghiệp"),
        ("lao động gián tiếp", "Nhân viên doanh nghiệp"),
        ("Công nhân kỹ thuật", "Công nhân"),
        ("làm ruộng", "Nông dân"),
        ("QNCN", "Lực lượng vũ trang"),
        ("HSQ-BS", "Lực lượng vũ trang"),
        ("học viên cao học", "Sinh viên"),
        ("HS", "Học sinh"),
        ("HĐ 111", "Khác"),
        ("nghề tự do", "Khác"),
        ("Công nhân, lao động trực tiếp sản xuất", "Công nhân"),
    ],
)
def test_a_spelling_goes_under_its_line(office, written, line):
    month = office.send([admitted(category=written)]).month()
    assert kinds(month) == ((line, 1),)
    assert find(month, "O02") == []


def test_every_line_of_the_form_of_statistics_is_read_in_full(office):
    assert [CATEGORIES.of(line) for line in LINES.values()] == list(CATEGORIES.choices)


@pytest.mark.parametrize("establishment", ["Cơ quan Nhà nước", "Doanh nghiệp", None])
@pytest.mark.parametrize("choice", CATEGORIES_OF_VERSION_1.choices)
def test_a_form_of_version_1_is_read_without_a_word_about_its_choices(offices, choice, establishment):
    office = offices(unit(), info={"Loại hình cơ sở": establishment})
    office.put("CB01_11.xlsx", form(people=[person(category=choice)], edit=of_version("1")))
    assert find(office.month(), "O02") == find(office.month(), "P31") == []


@pytest.mark.parametrize(
    ("choice", "establishment", "line"),
    [
        ("Công chức", "Cơ quan Nhà nước", STATE),
        ("Cán bộ", "Cơ quan Đảng, đoàn thể", "Cán bộ, công chức Đảng, đoàn thể"),
        ("Công chức", "Xã, phường", COMMUNE),
        ("Người lao động", "Cơ quan Nhà nước", "Khác"),
        ("Viên chức", "Đơn vị sự nghiệp", "Viên chức"),
        ("Công nhân", None, "Công nhân"),
        ("Khác", "Quân đội", "Khác"),
    ],
)
@pytest.mark.parametrize("version", ["1", "2"])
def test_an_older_choice_goes_under_the_line_of_the_establishment(offices, choice, establishment, line, version):
    office = offices(unit(), info={"Loại hình cơ sở": establishment})
    office.put("CB01_11.xlsx", form(people=[admitted(category=choice)], edit=of_version(version)))
    assert kinds(office.month()) == ((line, 1),)


@pytest.mark.parametrize(
    ("choice", "establishment"),
    [("Người lao động", "Doanh nghiệp"), ("Học sinh, sinh viên", "Trường học"), ("Công chức", "Doanh nghiệp")],
)
def test_an_older_choice_of_several_lines_is_asked_for(offices, choice, establishment):
    month = offices(unit(), info={"Loại hình cơ sở": establishment}).send([admitted(category=choice)]).month()
    assert [found.place.cell for found in find(month, "P31")] == [f"{letter_of('category')}2"]
    assert kinds(month) == ((choice, 1),)


@pytest.mark.parametrize(("establishment", "said"), [(None, True), ("Cơ quan Nhà nước", False)])
def test_the_screen_asks_for_the_establishment_where_older_choices_hang_on_it(offices, capsys, establishment, said):
    office = offices(unit(), info={"Loại hình cơ sở": establishment}).send([admitted(category="Công chức")])
    say(report(Job(office.folder, output=office.folder.parent / "ra")))
    assert ("Biểu 2 ghi 01 đảng viên mới vào “Chưa rõ dòng”" in capsys.readouterr().out) is said


def test_of_who_is_not_admitted_no_line_is_asked_for(offices):
    office = offices(unit(), info={"Loại hình cơ sở": "Doanh nghiệp"})
    assert find(office.send([person(category="Người lao động")]).month(), "P31") == []


def test_another_kind_of_establishment_is_an_error_of_the_plan(offices):
    office = offices(unit(), info={"Loại hình cơ sở": "Nhà máy"})
    [found] = find(office.send().month(), "K12")
    assert (found.place.sheet, found.flaw.value) == ("Thông tin chung", "Nhà máy")


# -- the form ----------------------------------------------------------------------------------------------------------


def offered_in(data) -> list[str]:
    """Return the choices that a form offers for Đối tượng."""
    hidden = load_workbook(data)["_bieu"]
    [column] = [cells for cells in hidden.iter_cols() if cells[0].value == "_category"]
    return [cell.value for cell in column[1:] if cell.value]


@pytest.mark.parametrize("establishment", ESTABLISHMENTS)
def test_a_form_offers_first_what_fits_the_establishment_and_then_all_else(offices, establishment, tmp_path):
    office = offices(unit(), info={"Loại hình cơ sở": establishment}).send()
    report(Job(office.folder, output=tmp_path / "ra"))
    offered = offered_in(tmp_path / NEXT_FORM)
    fitting = ESTABLISHMENTS[establishment]
    assert tuple(offered[: len(fitting)]) == fitting
    assert sorted(offered) == sorted(LINES)


def test_next_months_form_says_of_an_older_choice_what_it_said(offices, tmp_path):
    office = offices(unit())
    office.put("CB01_11.xlsx", form(people=[person(category="NLĐ")], edit=of_version("1")))
    report(Job(office.folder, output=tmp_path / "ra"))
    office.put("CB01_12.xlsx", (tmp_path / NEXT_FORM).read_bytes())
    assert load_workbook(tmp_path / NEXT_FORM)["Danh sách"]["J3"].value == "Người lao động"


# -- what came with version 2 ------------------------------------------------------------------------------------------


def test_a_home_and_a_remark_are_read(office):
    month = office.send([person(home="Xã An Bình, tỉnh Bắc Ninh", remark="KNL")]).month()
    [entry] = month.people
    assert (entry.row.text("home"), entry.row.text("remark")) == ("Xã An Bình, tỉnh Bắc Ninh", "Kết nạp lại")


@pytest.mark.parametrize("version", [None, "1"])
def test_a_list_that_never_had_the_newer_columns_lacks_nothing(office, version):
    def without(book):
        if version:
            of_version(version)(book)
        sheet = book["Danh sách"]
        for label in ("Ghi nhận", "Quê quán"):
            [column] = [cell.column for cell in sheet[1] if cell.value == label]
            sheet.delete_cols(column)

    office.put("CB01_11.xlsx", form(people=[person()], edit=without))
    month = office.month()
    assert month.findings == ()
    assert of_unit(month, "CB01", "sympathisers") == 1


def test_a_form_of_version_2_without_one_of_its_columns_lacks_it(office):
    def without(book):
        of_version("2")(book)
        sheet = book["Danh sách"]
        [column] = [cell.column for cell in sheet[1] if cell.value == "Quê quán"]
        sheet.delete_cols(column)

    month = office.put("CB01_11.xlsx", form(people=[person()], edit=without)).month()
    assert ["Quê quán" in found.message for found in month.findings] == [True]
