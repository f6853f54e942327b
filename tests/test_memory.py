"""The sheet `Lỗi theo tháng`: each unit's errors and warnings by the records of the months before, and its reminders."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from office import person, unit
from openpyxl import load_workbook

from recruit.deliver.record import kept_in, printed_in
from recruit.job import Job
from recruit.measure.printed import Kept
from recruit.measure.record import as_data, from_data, record_of
from recruit.model import Period
from recruit.run import remind, report
from recruit.write.summary.workbook import consolidated_bytes

WRONG = person(birth="31/02/1990")
SHEET = "Lỗi theo tháng"


def rows(data: bytes) -> dict[str, dict[str, object]]:
    """Return the filled cells of each unit's row by their headings, without its code and name."""
    headings, *lines = load_workbook(io.BytesIO(data))[SHEET].iter_rows(values_only=True)
    found = (dict(zip(headings, line, strict=True)) for line in lines)
    return {
        line["Mã đơn vị"]: {key: value for key, value in line.items() if value is not None and key[0] in "TSĐ"}
        for line in ({k: v for k, v in line.items() if k != "Tên đơn vị"} for line in found)
    }


def at(month: int) -> datetime:
    return datetime(2024, month, 24, tzinfo=UTC)


@pytest.fixture
def two(offices):
    return offices(unit("CB01"), unit("CB02"))


def test_this_months_errors_and_warnings_stand_in_its_column(two):
    two.send([WRONG])
    assert rows(consolidated_bytes(two.month()))["CB01"] == {"T11": "1/0"}


def test_a_unit_that_sent_nothing_has_a_blank(two):
    two.send([WRONG])
    assert rows(consolidated_bytes(two.month()))["CB02"] == {}


def test_a_unit_whose_older_list_is_checked_again_has_a_blank_all_the_same(two):
    two.send([WRONG], month=10, sent=at(10)).send(unit="CB02")
    assert rows(consolidated_bytes(two.month()))["CB01"] == {}


def test_a_month_before_is_told_by_its_record(two):
    two.send([WRONG], month=10, sent=at(10)).send([person()])
    kept = {10: Kept(record_of(two.month(10)))}
    found = rows(consolidated_bytes(replace(two.month(), kept=kept)))
    assert found == {"CB01": {"T10": "1/0", "T11": "0/0"}, "CB02": {}}


def test_a_month_of_which_a_unit_sent_what_could_not_be_used_has_its_errors(two):
    two.send(
        [WRONG], month=10, name="CB01_10.xlsx", cover={"Mã đơn vị *": "CB1O", "Tên đơn vị": "Chi bộ CB01"}, sent=at(10)
    )
    two.send([person()], unit="CB02", month=10, sent=at(10)).send([person()])
    kept = {10: Kept(record_of(two.month(10)))}
    assert rows(consolidated_bytes(replace(two.month(), kept=kept)))["CB01"]["T10"] == "1/0"


def test_a_month_without_a_record_is_blank(two):
    two.send([WRONG], month=10, sent=at(10)).send([person()])
    assert rows(consolidated_bytes(two.month()))["CB01"] == {"T11": "0/0"}


def test_a_unit_that_was_not_in_the_plan_then_has_a_blank(two, offices):
    one = record_of(offices(unit("CB01")).send([person()], month=10, sent=at(10)).month(10))
    found = rows(consolidated_bytes(replace(two.send([person()]).month(), kept={10: Kept(one)})))
    assert found["CB02"] == {}


def test_what_a_unit_sent_and_nobody_could_use_counts_as_sent(two):
    two.send([], cover={"Tháng *": None}, name="CB01.xlsx")
    assert "T11" in rows(consolidated_bytes(two.month()))["CB01"]


def test_reminders_are_counted_with_the_month_of_the_last(two):
    kept = {9: Kept(reminded=frozenset({"CB02"})), 10: Kept(reminded=frozenset({"CB01", "CB02"}))}
    found = rows(consolidated_bytes(replace(two.send().month(), kept=kept), reminded=("CB02",)))
    assert [found[code]["Số tháng đã đôn đốc"] for code in ("CB01", "CB02")] == [1, 3]
    assert [found[code]["Đôn đốc gần nhất"] for code in ("CB01", "CB02")] == ["10/2024", "11/2024"]


# -- on record ---------------------------------------------------------------------------------------------------------


def test_a_record_comes_back_as_it_was_put_down(two):
    record = record_of(two.send([WRONG]).month())
    assert from_data(as_data(record)) == record


def test_a_record_knows_who_sent_nothing(two):
    record = record_of(two.send().month())
    assert [record.units[code].came for code in ("CB01", "CB02")] == [True, False]


def test_a_run_puts_down_whom_it_reminds(two, tmp_path):
    report(Job(two.send().folder, Period(2024, 11), tmp_path / "ra"))
    assert kept_in(tmp_path / "ra", Period(2024, 11)).reminded == {"CB01", "CB02"}


@pytest.mark.parametrize("together", [True, False])
def test_reminding_alone_is_put_down_and_no_letters_figures(two, tmp_path, together):
    remind(Job(two.send().folder, Period(2024, 11), tmp_path / "ra"), together=together)
    assert kept_in(tmp_path / "ra", Period(2024, 11)) == Kept(None, frozenset({"CB01", "CB02"}))


def test_who_was_reminded_stays_on_record_when_the_unit_has_sent(offices, tmp_path):
    office = offices(*(unit(f"CB0{number}", admissions=None, classes=None) for number in (1, 2, 3)))
    job = Job(office.send(month=1).folder, Period(2024, 1), tmp_path / "ra")
    remind(job)
    office.send(unit="CB02", month=1)
    remind(job)
    assert kept_in(tmp_path / "ra", Period(2024, 1)).reminded == {"CB02", "CB03"}


def test_the_months_before_reach_the_workbook_of_a_run(two, tmp_path):
    job = Job(two.send([WRONG], month=10, sent=at(10)).folder, Period(2024, 10), tmp_path / "ra")
    report(job)
    report(replace(job, period=Period(2024, 11)))
    found = rows((tmp_path / "ra/2024-11/tong_hop_2024-11.xlsx").read_bytes())
    assert found["CB01"] == {"T10": "1/0", "Số tháng đã đôn đốc": 1, "Đôn đốc gần nhất": "11/2024"}


def test_a_record_of_before_this_was_kept_is_read(two):
    data = as_data(record_of(two.send([WRONG]).month()))
    for kept in data["đơn vị"].values():
        for key in ("đã gửi", "biểu đang dùng", "cảm tình Đảng"):
            del kept[key]
    kept = from_data(data).units["CB01"]
    assert (from_data(data).day, kept.errors, kept.came) == (date(2024, 11, 30), 1, True)


@pytest.mark.parametrize("damaged", ["3", "{}", "[3, null]"])
def test_a_list_of_reminders_that_is_damaged_says_nothing(tmp_path, damaged):
    folder = tmp_path / "2024-11"
    folder.mkdir()
    (folder / ".ket_qua.json").write_text(f'{{"số liệu đã in": {{"đôn đốc": {damaged}}}}}', encoding="utf-8")
    assert kept_in(tmp_path, Period(2024, 11)).reminded == frozenset()
    assert printed_in(tmp_path, Period(2024, 11)) is None
