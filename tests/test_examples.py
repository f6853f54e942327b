"""The shipped example year: what it comes to, counted by hand from the people in that script."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from office import find, of_unit, outcomes, total

from recruit.declared.summary import Submission
from recruit.model import Period
from recruit.read.written import How
from recruit.run import measure
from recruit.write.forms.people import list_address

EXAMPLES = Path(__file__).parents[1] / "input_examples"


@pytest.fixture(scope="module")
def november():
    return measure(EXAMPLES)


def test_the_newest_month_is_november(november):
    assert november.period == Period(2024, 11)


def test_two_of_three_were_admitted_the_withdrawn_decision_left_out(november):
    assert (november.admissions.done, november.admissions.target) == (2, 3)
    assert of_unit(november, "CB04", "admitted") == 0


def test_before_it_was_withdrawn_the_decision_counted():
    assert total(measure(EXAMPLES, period=Period(2024, 8)), "admitted") == 2
    assert of_unit(measure(EXAMPLES, period=Period(2024, 8)), "CB04", "admitted") == 1


def test_three_were_sent_to_class(november):
    assert (november.classes.done, november.classes.target) == (3, 2)


def test_the_transferred_person_counts_at_the_new_unit(november):
    assert (of_unit(november, "CB02", "sympathisers"), of_unit(november, "CB05", "class_sent")) == (0, 1)


def test_one_unit_is_silent_and_one_never_sent(november):
    assert [(line.unit.code, line.data_period) for line in november.missing] == [
        ("CB06", Period(2024, 10)),
        ("CB08", None),
    ]


def test_the_same_file_twice_and_the_corrected_send_are_named(november):
    fates = outcomes(november)
    assert fates["thang_10/Thư CB03 tháng 10.eml/CB03_thang_10.xlsx"] == (
        "Đã có bản mới hơn: thang_10/Thư CB03 tháng 10 (sửa lại).eml/CB03_thang_10 (sửa lại).xlsx"
    )
    assert [fate for fate in fates.values() if fate.startswith("Trùng với")] == [
        "Trùng với thang_09/Báo cáo tháng 9 Chi bộ Khoa giáo - Văn xã.xlsx"
    ]


def test_somebody_in_a_cell_and_a_mass_organisation_counts_once(november):
    line = next(line for line in november.units if line.unit.code == "DT01")
    assert (line.shared_with_branches, of_unit(november, "DT01", "sympathisers")) == (1, 1)


def test_each_bad_row_is_named_once_at_its_cell(november):
    errors = [(f.code, f.place.cell) for f in november.findings if f.severity.value == "Lỗi"]
    places = (("O01", "birth"), ("O02", "qualification"), ("N06", "decision_number"), ("N09", "left"), ("P01", "name"))
    assert errors == [(code, list_address(index, key)) for index, (code, key) in enumerate(places, start=2)]


def test_without_the_bad_rows_november_has_no_finding_but_the_hidden_row(tmp_path):
    shutil.copytree(EXAMPLES, tmp_path / "in")
    (tmp_path / "in" / "thang_11" / "Thư CB07 tháng 11.eml").unlink()
    assert [f.code for f in measure(tmp_path / "in").findings] == ["O24"]


@pytest.mark.parametrize("month", range(1, 11))
def test_the_earlier_months_are_clean(month):
    assert [f.code for f in measure(EXAMPLES, period=Period(2024, month)).findings if f.severity.value == "Lỗi"] == []


def test_what_was_read_otherwise_is_listed(november):
    ways = {line.how for line in november.understood}
    assert {How.SPELLING, How.DECOMPOSED, How.SHORT_YEAR} <= ways
    assert len(find(november, "O24")) == 1


def test_the_year_comes_as_mails_mailboxes_outlook_files_and_archives(november):
    ways = {file.origin for file in november.files}
    assert {"thư mục", "thư điện tử", "tệp nén", "tệp nén → tệp nén", "hộp thư → thư điện tử"} <= ways
    endings = {Path(file.file.split("/")[1]).suffix for file in november.files if "/" in file.file}
    assert endings == {".xlsx", ".eml", ".mbox", ".zip", ".msg"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Re cảm ơn.eml", "không có tệp đính kèm"),
        ("Gửi bản chụp.eml", "bản chụp"),
        ("Gửi liên kết.eml", "chỉ có liên kết"),
        ("Mời họp.eml", "giấy mời họp"),
        ("Thư trả lại.eml", "thư báo không gửi được"),
    ],
)
def test_what_lies_beside_the_reports_is_named_with_its_reason(november, name, words):
    assert words in outcomes(november)[f"thang_11/{name}"]


def test_the_mail_that_came_after_the_due_day_is_late(november):
    [line] = [line for line in november.units if line.unit.code == "DT01"]
    assert {month: word for month, word in line.submissions.items() if word is not Submission.SENT} == {
        8: Submission.LATE
    }


SHARED = Path(__file__).parents[2] / "shared"


def test_collections_of_odd_files_beside_the_year_change_nothing_but_their_own_rows(november, tmp_path):
    if not SHARED.is_dir():
        pytest.skip("the collections of odd files are not here")
    shutil.copytree(EXAMPLES, tmp_path / "in")
    for collection in ("odd_workbooks", "odd_mails"):
        shutil.copytree(SHARED / collection, tmp_path / "in" / "lạ" / collection)
    month = measure(tmp_path / "in")
    assert tuple(file for file in month.files if not file.file.startswith("lạ/")) == november.files
    assert tuple(found for found in month.findings if not found.place.file.startswith("lạ/")) == november.findings
    for part in ("period", "units", "totals", "admitted", "sent_to_class", "waiting", "months", "litter", "understood"):
        assert getattr(month, part) == getattr(november, part), part
