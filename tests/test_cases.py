"""What people really send: the sound month that every case lies over, and the cases whose kind no other file tests."""

from __future__ import annotations

import pytest
from cases import BASE, figures, laid, needs_cases, truth
from office import find, outcomes

from recruit.model import Severity
from recruit.read.written import How

pytestmark = needs_cases


def test_the_sound_month_has_the_true_figures_and_no_error(tmp_path):
    case = laid(BASE, tmp_path)
    result = case.month()
    assert figures(result) == truth()
    assert result.errors == 0
    assert not result.missing
    code, screen = case.run()
    assert code == 0
    assert "không còn lỗi, các đơn vị đã nộp đủ" in screen


# -- mails and mail stores ---------------------------------------------------------------------------------------------


def test_a_mail_that_apple_mail_keeps_is_opened(tmp_path):
    result = laid("emlx", tmp_path).month()
    assert figures(result) == truth()
    assert outcomes(result)["thu/12345.emlx/CB02_T04.xlsx"] == "Đã dùng"
    assert result.errors == 0 and not result.missing


def test_a_mail_store_is_named_with_what_to_do_on_the_screen_and_in_the_workbook(tmp_path):
    case = laid("pst_real", tmp_path)
    result = case.month()
    assert "lưu riêng từng thư" in outcomes(result)["thu/baocao.pst"]
    assert [found.place.file for found in find(result, "B33")] == ["thu/baocao.pst"]
    code, screen = case.run()
    assert code == 1
    assert "thu/baocao.pst: Không đọc được: kho thư của Outlook" in screen
    assert "lưu riêng từng thư" in screen


def test_a_signed_mail_to_which_a_footer_was_added_has_the_reason_of_a_signed_mail(tmp_path):
    result = laid("smime_footer", tmp_path).month()
    assert "thư ký số hoặc mã hóa cả thư" in outcomes(result)["thu/ky_so.eml"]
    assert [found.place.file for found in find(result, "B33")] == ["thu/ky_so.eml"]


def test_a_link_beside_a_logo_has_the_reason_of_the_link(tmp_path):
    result = laid("link_and_logo", tmp_path).month()
    assert "chỉ có liên kết" in outcomes(result)["thu/t4.eml"]


def test_what_lies_in_a_recycle_bin_is_only_counted(tmp_path):
    result = laid("recycle_quiet", tmp_path).month()
    assert figures(result) == truth()
    assert result.litter == 1
    assert not [file.file for file in result.files if "RECYCLE" in file.file]
    assert result.errors == 0


# -- who is one person -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["eth_class", "title_shared_class", "apostrophe_shared"])
def test_one_person_spelt_otherwise_counts_once_and_what_was_taken_away_is_said(tmp_path, case):
    month = laid(case, tmp_path).month()
    assert (month.totals["class_sent"].value, month.errors) == (18, 0)
    assert any(line.how is How.NAME for line in month.understood)


def test_a_name_without_diacritics_on_another_list_is_a_warning_at_both_rows(tmp_path):
    month = laid("nodiac_shared", tmp_path).month()
    assert [found.place.file for found in month.findings if found.code == "P26"] == [
        "thang_04/CB01_T04.xlsx",
        "thang_04/DT06_T04.xlsx",
    ]


def test_letters_struck_out_in_a_cell_are_an_error_at_that_cell(tmp_path):
    month = laid("struck_run", tmp_path).month()
    assert [(found.code, found.place.cell) for found in month.findings if found.severity is Severity.ERROR] == [
        ("O16", "R7"),
        ("O16", "B8"),
        ("O16", "Q9"),
    ]


def test_two_names_in_one_cell_are_an_error_at_the_names_cell(tmp_path):
    month = laid("two_in_name_only", tmp_path).month()
    assert [(found.code, found.place.cell) for found in month.findings if found.severity is Severity.ERROR] == [
        ("O11", "B9")
    ]


# -- cells, headings, rows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "case",
    [
        *("eth_choice", "text_date_format", "google_dates", "nb_hyphen", "seconds_early", "month_format_always"),
        *("zero_links", "ditto_always", "signature_block", "table_totals", "numbering_row_plain"),
    ],
)
def test_what_can_be_read_changes_no_figure_and_is_no_error(tmp_path, case):
    month = laid(case, tmp_path).month()
    assert (figures(month), month.errors) == (truth(), 0)


@pytest.mark.parametrize("case", ["signature_block", "table_totals", "numbering_row_plain"])
def test_what_stands_beside_a_list_is_one_warning(tmp_path, case):
    assert [found.code for found in laid(case, tmp_path).month().findings if not found.repeated] == ["O34"]


def test_people_in_a_second_block_are_an_error_that_names_sheet_and_rows(tmp_path):
    month = laid("second_block", tmp_path).month()
    assert figures(month) == truth()
    [found] = [found for found in month.findings if found.severity is Severity.ERROR]
    assert (found.code, "Trang Danh sách, dòng 16" in found.message) == ("O12", True)


@pytest.mark.parametrize(
    ("case", "cell", "missing"),
    [("heading_reworded", "Q2", "Ngày cử đi học lớp"), ("heading_merged", "R2", "Số giấy chứng nhận")],
)
def test_a_heading_that_is_not_the_forms_is_an_error_that_names_the_missing_column(tmp_path, case, cell, missing):
    month = laid(case, tmp_path).month()
    found = [found for found in month.findings if found.code == "O13"]
    assert found[0].place.cell == cell and missing in found[0].message


# -- times and the office's own mails ----------------------------------------------------------------------------------


def test_a_mail_with_an_impossible_day_has_no_time_and_the_clerk_is_asked(tmp_path):
    month = laid("clock_mail", tmp_path).month()
    [found] = [found for found in month.findings if found.code == "B11"]
    assert found.place.file.startswith("thu/1.eml")
    assert outcomes(month)["thu/1.eml/CB02_T04.xlsx"] == "Đã dùng"


def test_what_the_office_sent_is_no_send(tmp_path):
    month = laid("sent_folder", tmp_path).month()
    assert figures(month) == truth()
    assert outcomes(month)["thu/da_gui_thu_CB02_2024-04.eml/bieu_bao_cao_CB02_2024-04.xlsx"] == "Thư của Văn phòng"


def test_a_unit_of_which_only_the_offices_own_mail_is_there_has_sent_nothing(tmp_path):
    month = laid("sent_folder_missing", tmp_path).month()
    assert [line.unit.code for line in month.missing] == ["CB02"]
    assert "Thư của Văn phòng" in outcomes(month).values()
