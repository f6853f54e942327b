"""One level up: committees' consolidated workbooks are the reports of a plan whose units are those committees."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest
from committees import (
    COMMITTEES,
    FINANCE,
    OFFICE,
    SENT,
    UNITS,
    UPPER,
    edited,
    everybody,
    lower_office,
    of_committee,
    upper_office,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from libreoffice import convert, saved_again
from office import Office, admitted, find, of_unit, outcomes, person, total, unit
from openpyxl import load_workbook
from papers import committee_list, letter, lines, year_report

from recruit.job import Job
from recruit.model import Period
from recruit.run import measure, report
from recruit.write.summary.workbook import consolidated_bytes


def test_the_figures_of_a_committee_are_its_own_totals(lower, upper):
    below = lower.month()
    upper.put("tong_hop_2024-11.xlsx", consolidated_bytes(below))
    assert everybody(below)["class_sent"] == 2
    assert of_committee(upper.month(), "VP").items() <= everybody(below).items()


def test_people_on_several_lists_of_one_committee_are_no_error(lower, upper):
    upper.put("a.xlsx", consolidated_bytes(lower.month()))
    assert [found for found in upper.month().findings if found.unit_code == "VP"] == []


def test_the_column_shared_with_chi_bo_is_the_committees_own(lower, upper):
    upper.put("a.xlsx", consolidated_bytes(lower.month()))
    assert [line.shared_with_branches for line in upper.month().units] == [1, 0]


def test_a_figure_leads_to_the_cells_of_the_lower_workbook(lower, upper):
    data = consolidated_bytes(lower.month())
    upper.put("gửi/tong_hop.xlsx", data)
    (source,) = upper.month().totals["admitted"].sources
    sheet = load_workbook(io.BytesIO(data))["Danh sách"]
    assert (source.file, source.sheet) == ("gửi/tong_hop.xlsx", "Danh sách")
    assert [sheet[cell].value.date().isoformat() for cell in source.cells] == ["2024-03-20"]


def test_a_person_on_two_committees_lists_counts_once_and_is_an_error(lower, upper, tmp_path):
    other = lower_office(tmp_path, FINANCE, unit("CB01")).send([admitted(), admitted("Hai", "01/01/1990")])
    upper.put("a.xlsx", consolidated_bytes(lower.month())).put("b.xlsx", consolidated_bytes(other.month()))
    result = upper.month()
    assert total(result, "admitted") == 2
    assert [found.place.file for found in find(result, "P02")] == ["a.xlsx", "b.xlsx"]


def test_saved_again_by_libreoffice_it_says_the_same(lower, upper):
    below = lower.month()
    upper.put("a.xlsx", saved_again(consolidated_bytes(below)))
    result = upper.month()
    assert of_committee(result, "VP").items() <= everybody(below).items()
    assert result.errors == 0


def test_as_an_ods_it_says_the_same(lower, upper):
    below = lower.month()
    upper.put("a.ods", convert(consolidated_bytes(below), "a.xlsx", "ods"))
    assert of_committee(upper.month(), "VP").items() <= everybody(below).items()


def _turn_rows_round(book) -> None:
    sheet = book["Danh sách"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for cells, values in zip(sheet.iter_rows(min_row=2), reversed(rows), strict=True):
        for cell, value in zip(cells, values, strict=True):
            cell.value = value


def test_sorted_otherwise_it_says_the_same(tmp_path, upper):
    # Who stands first counts where a person stands twice: the order is that of the lists, not of the sheet.
    below = lower_office(tmp_path).send([person(), person(**SENT)]).send([person(**SENT)], unit="DT01").month()
    upper.put("a.xlsx", edited(consolidated_bytes(below), _turn_rows_round))
    assert of_committee(upper.month(), "VP").items() <= everybody(below).items()


# -- whose workbook it is ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        unit("VP", "Đảng uỷ văn phòng  UBND tỉnh"),
        unit("VP", "Đảng ủy VP"),
        unit("Đảng ủy VP", "Đảng bộ Văn phòng"),
    ],
)
def test_a_committee_is_known_by_its_long_or_short_name_or_its_code(tmp_path, line):
    below = lower_office(tmp_path, info={"Đảng ủy (viết tắt)": "Đảng ủy VP"}).send([admitted()])
    above = upper_office(tmp_path, line).put("bất kỳ.xlsx", consolidated_bytes(below.month()))
    assert of_unit(above.month(), line[0], "admitted") == 1


def test_an_offices_own_consolidated_workbook_is_no_report(lower):
    lower.put("cũ/tong_hop_2024-11.xlsx", consolidated_bytes(lower.month()))
    result = lower.month()
    assert outcomes(result)["cũ/tong_hop_2024-11.xlsx"] == "Không phải biểu báo cáo"
    assert result.errors == 0


def test_another_committees_workbook_is_no_report_to_an_office_of_chi_bo(lower, tmp_path):
    other = lower_office(tmp_path, FINANCE, unit("CB01")).send([admitted()])
    lower.put("bạn.xlsx", consolidated_bytes(other.month()))
    result = lower.month()
    assert outcomes(result)["bạn.xlsx"] == "Không phải biểu báo cáo"
    assert FINANCE in next(file.note for file in result.files if file.file == "bạn.xlsx")
    assert result.errors == 0


def test_a_workbook_that_does_not_say_whose_it_is_is_no_report(lower, upper):
    def edit(book) -> None:
        del book["_tong_hop"]

    upper.put("a.xlsx", edited(consolidated_bytes(lower.month()), edit))
    result = upper.month()
    assert outcomes(result)["a.xlsx"] == "Không phải biểu báo cáo"
    assert "_tong_hop" in next(file.note for file in result.files if file.file == "a.xlsx")


def test_a_committee_may_send_the_form_as_well(tmp_path):
    above = upper_office(tmp_path, unit("VP", OFFICE, "Đảng ủy")).send([admitted()], unit="VP")
    assert of_unit(above.month(), "VP", "admitted") == 1


# -- sends -------------------------------------------------------------------------------------------------------------


def test_a_workbook_of_another_year_or_a_later_month_is_set_aside(lower, upper, tmp_path):
    upper.put("a.xlsx", consolidated_bytes(lower.month(11)))
    assert outcomes(upper.month(10))["a.xlsx"] == "Ngoài kỳ"
    next_year = {"Năm kế hoạch": 2025, "Hạn hoàn thành": "30/11/2025", "Hạn đơn vị báo cáo": "03/12/2025"}
    later = Office(tmp_path / "2025", *COMMITTEES, info=UPPER | next_year)
    later.put("ke_hoach_2024.xlsx", (upper.folder / "ke_hoach.xlsx").read_bytes())
    later.put("a.xlsx", consolidated_bytes(lower.month(11)))
    assert outcomes(measure(later.folder, period=Period(2025, 1)))["a.xlsx"] == "Năm khác"


def test_a_month_in_which_nothing_moved_is_sent_all_the_same(tmp_path, upper):
    for month in (10, 11):
        office = lower_office(tmp_path / str(month))
        for code in ("CB01", "CB02", "DT01"):
            office.send([person(code)], unit=code, month=month)
        upper.put(f"t{month}.xlsx", consolidated_bytes(office.month(month)))
    result = upper.month()
    assert outcomes(result)["t11.xlsx"] == "Đã dùng"
    assert {line.unit.code: line.data_period for line in result.units}["VP"] == Period(2024, 11)


def test_an_older_workbook_speaks_where_none_came_for_the_month(tmp_path, upper):
    upper.put("t10.xlsx", consolidated_bytes(lower_office(tmp_path).send([person()], month=10).month(10)))
    result = upper.month()
    line = result.units[0]
    assert (line.data_period, line.sent, line.figures["sympathisers"].value) == (Period(2024, 10), False, 1)


def test_the_month_is_the_workbooks_and_not_the_file_names(lower, upper):
    upper.put("tong_hop_2024-01.xlsx", consolidated_bytes(lower.month(11)))
    assert upper.month().units[0].data_period == Period(2024, 11)


def test_somebody_counted_last_month_and_gone_now_is_an_error(tmp_path, upper):
    before = lower_office(tmp_path / "1").send([admitted(), person()], month=10).month(10)
    now = lower_office(tmp_path / "2").send([person()]).month()
    upper.put("t10.xlsx", consolidated_bytes(before)).put("t11.xlsx", consolidated_bytes(now))
    assert [found.place.file for found in find(upper.month(), "T01")] == ["t11.xlsx"]


def test_what_moved_in_a_list_below_is_told_with_the_list(lower, upper, tmp_path):
    before = lower_office(tmp_path / "1").send([person(), person("Lò Thị Mai", "02/03/1999")], month=10).month(10)
    upper.put("t10.xlsx", consolidated_bytes(before)).put("t11.xlsx", consolidated_bytes(lower.month()))
    told = {change.what for change in upper.month().changes if change.name == "Lò Thị Mai"}
    assert {"Chuyển từ đơn vị VP/CB01", "Chuyển đến đơn vị VP/CB02"} <= told


def test_a_lower_unit_that_has_ended_stays_ended(tmp_path, upper):
    ended = unit("CB02", last=10, into="CB01")
    office = lower_office(tmp_path, OFFICE, unit("CB01"), ended).send([person()])
    below = office.send([person("Lò Thị Mai", "02/03/1999")], unit="CB02", month=10).month()
    upper.put("a.xlsx", consolidated_bytes(below))
    assert total(below, "sympathisers") == of_unit(upper.month(), "VP", "sympathisers") == 1


# -- what goes out -----------------------------------------------------------------------------------------------------


def test_a_run_writes_letter_and_workbook_and_no_form_for_a_committee(tmp_path, upper):
    for name, people in ((OFFICE, [admitted()]), (FINANCE, [person("Vừ A Lử", "31/02/1990")])):
        below = lower_office(tmp_path, name, unit("CB01")).send(people).month()
        upper.put(f"{name}/tong_hop_2024-11.xlsx", consolidated_bytes(below))
    outcome = report(Job(upper.folder, Period(2024, 11), output=tmp_path / "out"))
    written = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.xlsx")}
    assert outcome.exit_code == 1
    assert written == {"2024-11/tong_hop_2024-11.xlsx"}
    assert (tmp_path / "out/2024-11/cong_van_bao_cao_2024-11.docx").exists()


def test_a_committee_that_sent_the_form_or_nothing_gets_no_form_either(tmp_path, upper):
    upper.send([person()], unit="VP")
    written = report(Job(upper.folder, Period(2024, 11), output=tmp_path / "out")).written.files
    assert [file.name for file in written if file.name.startswith("bieu_")] == []


def test_committees_without_anything_to_mend_end_with_exit_code_zero(tmp_path, upper):
    for number, name in enumerate((OFFICE, FINANCE)):
        people = [person(f"Người {number}")]
        upper.put(f"{name}.xlsx", consolidated_bytes(lower_office(tmp_path, name, unit("CB01")).send(people).month()))
    outcome = report(Job(upper.folder, Period(2024, 11), output=tmp_path / "out"))
    assert outcome.exit_code == 0


def test_two_levels_up_the_figures_are_still_the_same(lower, upper, tmp_path):
    upper.put("a.xlsx", consolidated_bytes(lower.month()))
    middle = upper.month()
    top = Office(tmp_path / "tỉnh", unit("K", "Đảng ủy Khối", "Đảng ủy"), info={"Đảng ủy": "Tỉnh ủy"})
    top.put("khoi.xlsx", consolidated_bytes(middle))
    result = top.month()
    assert of_committee(result, "K").items() <= everybody(middle).items()
    assert {found.code for found in result.findings} == {"C03"}


# -- any offices -------------------------------------------------------------------------------------------------------

STEP = st.sampled_from(
    [None, "01/02/2024", "10/03/2024", "05/11/2024", "20/11/2024", "12/12/2024", "31/02/2024", "2023"]
)
KEYS = ("joined", "class_asked", "class_sent", "certificate", "asked", "agreed", "resolution", "decision", "left")
REASONS = [None, "Xin rút", "Chuyển sang đơn vị khác", "Hủy quyết định kết nạp", "Đã kết nạp", "Chuyển khỏi Đảng bộ"]


def lists_of(names: list[str], births: list[str]):
    people = st.lists(
        st.builds(
            lambda name, birth, reason, **steps: person(name, birth, reason=reason, **steps),
            st.sampled_from(names),
            st.sampled_from(births),
            st.sampled_from(REASONS),
            decision_no=st.sampled_from([None, "1-QĐ"]),
            education=st.sampled_from(["THPT", "lớp mấy", None]),
            helper=st.sampled_from(["Lê Quang Dũng", "không", None]),
            **{key: STEP for key in KEYS},
        ),
        max_size=4,
    )
    return st.fixed_dictionaries({"CB01": people, "CB02": people, "DT01": people})


def send_all(office: Office, lists: dict[str, list[dict]], prefix: str = "") -> Office:
    for code, people in lists.items():
        office.send(people, unit=prefix + code)
    return office


BIRTHS = ["05/03/1990", "1990", "06/03/1990", "30/02/1990"]
IN_OFFICE = lists_of(["Nguyễn Văn An", "Lò Thị Mai", "Sùng A Páo"], BIRTHS)
IN_FINANCE = lists_of(["Trần Văn Bình", "Vàng Thị Dở", "Giàng A Sử"], BIRTHS)


@settings(max_examples=25, deadline=None)
@given(IN_OFFICE, IN_FINANCE)
def test_where_no_person_is_shared_each_committees_figures_are_its_own_totals(in_office, in_finance):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        above, totals = upper_office(folder), {}
        for code, committee, lists in (("VP", OFFICE, in_office), ("STC", FINANCE, in_finance)):
            below = send_all(lower_office(folder, committee), lists).month()
            above.put(f"{code}.xlsx", consolidated_bytes(below))
            totals[code] = below
        result = above.month()
        for code, below in totals.items():
            assert of_committee(result, code).items() <= everybody(below).items()
            assert len(find(result, "C02")) == len(find(result, "C21")) == 0
            said = [f for f in result.findings if f.unit_code == code and f.severity.value == "Lỗi"]
            assert len(said) == below.errors


SHARED = lists_of(["Nguyễn Văn An", "Lò Thị Mai"], ["05/03/1990", "06/03/1990"])


@settings(max_examples=25, deadline=None)
@given(SHARED, SHARED)
def test_people_shared_between_committees_count_as_if_all_lists_lay_in_one_office(in_office, in_finance):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        above = upper_office(folder)
        flat = Office(
            folder / "một", *(unit(f"{c}{u[0]}", u[1], u[2]) for c in ("VP", "STC") for u in UNITS), info=UPPER
        )
        for code, committee, lists in (("VP", OFFICE, in_office), ("STC", FINANCE, in_finance)):
            above.put(f"{code}.xlsx", consolidated_bytes(send_all(lower_office(folder, committee), lists).month()))
            send_all(flat, lists, code)
        result, together = above.month(), flat.month()
        for key in ("admitted", "class_sent", "sympathisers", "joined_in_month", "left_in_month", "admitted_in_month"):
            assert total(result, key) == total(together, key), key


@pytest.mark.parametrize("make", [letter, year_report, committee_list])
def test_committees_do_not_stand_under_the_heading_of_chi_bo(tmp_path, upper, make):
    people = [
        admitted(),
        person("Lò Thị Mai", "02/03/1999", **SENT),
        person("Vừ A Lử", "01/02/1990", asked="01/10/2024"),
    ]
    upper.put("a.xlsx", consolidated_bytes(lower_office(tmp_path).send(people).month()))
    found = lines(make(upper.month()))
    assert OFFICE in found
    assert "Chi bộ" not in found


def test_nobody_is_said_to_have_named_no_difficulty_where_nobody_could(tmp_path, upper):
    below = lower_office(tmp_path).send([person()], cover={"Khó khăn, vướng mắc": "Nguồn ít."}).month()
    upper.put("a.xlsx", consolidated_bytes(below))
    assert not any(line.startswith("c) Nguyên nhân") for line in lines(letter(upper.month())))


def test_a_committee_that_sent_the_form_last_month_and_its_workbook_now_is_held_against_that_form(lower, upper):
    upper.send([person("Hà Văn Xa", "09/09/1999", **SENT)], unit="VP", month=10)
    month = upper.put("a.xlsx", consolidated_bytes(lower.month())).month()
    assert [found.flaw.other.place.file for found in find(month, "T01")] == ["VP_10.xlsx"]
