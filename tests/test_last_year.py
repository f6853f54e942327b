"""Last year's figures: from the office's own consolidated workbook of it, else from the plan's sheet `Năm trước`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from committees import FINANCE, edited, lower_office
from office import Office, admitted, outcomes, person, plan, unit

from recruit.books.open import read_workbook
from recruit.errors import PlanProblem
from recruit.measure.figure import Source
from recruit.read.plan import read_plan
from recruit.write.summary.workbook import consolidated_bytes

UNITS = (unit("CB01"), unit("CB02"))


@pytest.fixture(scope="module")
def of_2023(tmp_path_factory) -> Office:
    """The office a year ago: two admitted in March, one sent to class in October."""
    office = Office(tmp_path_factory.mktemp("2023"), *UNITS, year=2023)
    sent = {"class_asked": "01/09/2023", "class_sent": "10/10/2023"}
    office.send([admitted(year=2023), person("Lò Văn Ón", "01/01/1990", year=2023, **sent)])
    return office.send([admitted("Hà Thị Mỷ", year=2023, decision_no="32-QĐ/ĐUK")], unit="CB02")


@pytest.fixture(scope="module")
def november(of_2023) -> bytes:
    return consolidated_bytes(of_2023.month())


@pytest.fixture(scope="module")
def september(of_2023) -> bytes:
    return consolidated_bytes(of_2023.month(9))


@pytest.fixture
def without(offices):
    """An office whose plan tells nothing of last year."""
    return offices(*UNITS, last_year=[]).send().send([person("Lê Văn Bảy")], unit="CB02")


def told(month) -> dict[str, int]:
    return {key: figure.value for key, figure in month.totals.items() if key.endswith("_last_year")}


# -- the workbook ------------------------------------------------------------------------------------------------------


def test_the_workbook_tells_where_the_same_month_stood(without, november):
    month = without.put("cũ/bất kỳ.xlsx", november).month()
    assert told(month) == {"admitted_last_year": 2, "class_sent_last_year": 1}


def test_an_earlier_month_is_told_by_its_own_row(without, november):
    without.put("a.xlsx", november).send(month=9)
    assert told(without.month(9)) == {"admitted_last_year": 2, "class_sent_last_year": 0}


def test_each_figure_leads_to_its_cell(without, november):
    month = without.put("cũ/năm 2023.xlsx", november).month()
    assert month.totals["admitted_last_year"].sources == (Source("cũ/năm 2023.xlsx", "Theo tháng", ("C12",)),)


def test_its_people_are_handed_on_with_their_days(without, november):
    workbook = without.put("a.xlsx", november).month().last_year.workbook
    days = {row.text("name"): row.date("ceremony") for row in workbook.rows if row.date("ceremony")}
    assert {name: f"{day:%d/%m/%Y}" for name, day in days.items()} == {
        "Trần Thị Bình": "05/04/2023",
        "Hà Thị Mỷ": "05/04/2023",
    }


def test_it_is_used_and_no_units_report(without, november):
    before = without.month()
    month = without.put("a.xlsx", november).month()
    assert outcomes(month)["a.xlsx"] == "Đã dùng"
    assert {key: month.totals[key] for key in before.totals} == before.totals


def test_of_several_the_newest_month_is_used_and_every_other_named(without, november, september):
    without.put("a.xlsx", september).put("b.xlsx", november).put("c.xlsx", november)
    month = without.month()
    assert [outcomes(month)[file] for file in ("a.xlsx", "b.xlsx", "c.xlsx")] == [
        "Đã có bản mới hơn: b.xlsx",
        "Đã dùng",
        "Trùng với b.xlsx",
    ]
    assert told(month)["class_sent_last_year"] == 1


def test_each_is_named_with_its_month_and_committee(without, november, september):
    month = without.put("a.xlsx", september).put("b.xlsx", november).month()
    committee = "Đảng ủy Văn phòng UBND tỉnh (Đảng ủy Văn phòng)"
    assert {file.file: file.note for file in month.files if file.note} == {
        "a.xlsx": f"Bảng tổng hợp tháng 09/2023 của {committee}",
        "b.xlsx": f"Bảng tổng hợp tháng 11/2023 của {committee}",
    }


def test_a_month_that_came_after_it_is_not_told(without, september):
    assert told(without.put("a.xlsx", september).month()) == {}


def test_a_mail_may_not_bring_it(without, november):
    from letters import mail

    without.put("thư.eml", mail(("tong_hop_2023-11.xlsx", november)))
    month = without.month()
    assert told(month) == {}
    assert outcomes(month)["thư.eml/tong_hop_2023-11.xlsx"] == "Không phải biểu báo cáo"


def test_another_committees_workbook_tells_nothing(without, tmp_path):
    other = lower_office(tmp_path, FINANCE, unit("CB01"), year=2023).send([admitted(year=2023)])
    assert told(without.put("a.xlsx", consolidated_bytes(other.month())).month()) == {}


def test_this_years_own_workbook_is_not_last_years(without):
    without.put("a.xlsx", consolidated_bytes(without.month()))
    month = without.month()
    assert (told(month), outcomes(month)["a.xlsx"]) == ({}, "Không phải biểu báo cáo")


def test_a_cell_that_holds_no_number_tells_nothing(without, november):
    def edit(book) -> None:
        book["Theo tháng"]["C12"] = "hai"

    assert told(without.put("a.xlsx", edited(november, edit)).month()) == {"class_sent_last_year": 1}


def test_before_a_months_end_nothing_is_compared_with_a_whole_month(without, november):
    from datetime import date

    from recruit.model import Period
    from recruit.run import measure

    without.put("a.xlsx", november)
    assert told(measure(without.folder, period=Period(2024, 11), day=date(2024, 11, 22))) == {}


def test_where_the_record_of_its_run_lies_beside_it_it_is_passed_over(without, november):
    record = json.dumps({"a.xlsx": hashlib.sha256(november).hexdigest()}).encode()
    without.put("cũ/a.xlsx", november).put("cũ/.ket_qua.json", record)
    assert told(without.month()) == {}


# -- the plan's sheet --------------------------------------------------------------------------------------------------


def test_without_a_workbook_the_plans_sheet_tells(offices):
    month = offices(last_year=[[10, 3, 2, 1], [11, 4, None, 2]]).send().month()
    assert told(month) == {"admitted_last_year": 4, "recognised_last_year": 2}
    assert month.totals["admitted_last_year"].sources == (Source("ke_hoach.xlsx", "Năm trước", ("B3",)),)


def test_what_the_workbook_does_not_tell_is_taken_from_the_sheet(offices, november):
    month = offices(last_year=[[11, 5, 1, 3]]).put("a.xlsx", november).send().month()
    assert told(month) == {"admitted_last_year": 2, "class_sent_last_year": 1, "recognised_last_year": 3}


def test_a_plan_without_the_sheet_is_read_as_before():
    made = read_plan(read_workbook(edited(plan(), lambda book: book.remove(book["Năm trước"]))), "ke_hoach.xlsx").plan
    assert made == replace(made, last_year=())


@pytest.mark.parametrize(
    ("rows", "cell", "words"),
    [
        ([[13, 1, 1, 1]], "A2", "Tháng"),
        ([[1, "hai ba", 1, 1]], "B2", "không đọc được"),
        ([[None, 1, 1, 1]], "A2", "chưa ghi Tháng"),
        ([[1, 1, 1, 1], [1, 2, 1, 1]], "A3", "có nhiều lần"),
        ([[2, 1, 1, 1], [1, 2, 1, 1]], "B2", "nhỏ hơn ở ô B3"),
        ([[1, 1, 1, 5], [2, 1, 1, None], [3, 1, 1, 4]], "D4", "nhỏ hơn ở ô D2"),
    ],
)
def test_what_is_wrong_in_the_sheet_is_named_at_its_cell(rows, cell, words):
    with pytest.raises(PlanProblem) as found:
        read_plan(read_workbook(plan(last_year=rows)), "ke_hoach.xlsx")
    said = [line for line in str(found.value).splitlines() if f"Năm trước, ô {cell}:" in line]
    assert len(said) == 1
    assert words in said[0]


def test_last_years_plan_and_reports_beside_it_change_nothing(without, of_2023, november):
    for path in of_2023.folder.iterdir():
        without.put(f"2023/{path.name}", path.read_bytes())
    assert told(without.month()) == {}
    assert told(without.put("a.xlsx", november).month())["admitted_last_year"] == 2
