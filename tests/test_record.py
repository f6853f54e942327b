"""The record of what a month's letter printed: next month's letter says what moved since, and adds up."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from office import admitted, person, unit

from recruit.deliver.outcome import Outcome
from recruit.deliver.record import printed_in
from recruit.job import Job
from recruit.measure.record import as_data, from_data
from recruit.model import LetterOptions, Period
from recruit.run import report

MARKER = ".ket_qua.json"


class Run:
    """An office whose months are run into one output folder."""

    def __init__(self, office, output: Path) -> None:
        self.office, self.output = office, output

    def send(self, people: list[dict], month: int, **options) -> Run:
        self.office.send(people, month=month, sent=datetime(2024, month, 24, tzinfo=UTC), **options)
        return self

    def month(self, month: int, *, issue: bool = False) -> Outcome:
        options = LetterOptions(issue=issue)
        return report(Job(self.office.folder, Period(2024, month), self.output, options=options))

    def marker(self, month: int) -> Path:
        return self.output / f"2024-{month:02d}" / MARKER


@pytest.fixture
def run(office, tmp_path):
    return Run(office, tmp_path / "kết quả")


def moved(outcome: Outcome) -> list[tuple[str, int, tuple[date, ...]]]:
    return [(a.what, a.difference, a.days) for a in outcome.result.adjustments]


SEPTEMBER = date(2024, 9, 10)
LATE = person(class_sent="10/09/2024")


def test_what_came_late_is_held_against_last_months_record(run):
    run.send([person()], 10).month(10)
    assert moved(run.send([LATE], 11).month(11)) == [("cử đi học", 1, (SEPTEMBER,))]


def test_a_correction_of_last_months_workbook_after_its_letter_is_an_adjustment(run):
    run.send([person()], 10).month(10)
    run.send([LATE], 10, name="CB01_10_sua.xlsx").send([LATE], 11)
    assert moved(run.month(11)) == [("cử đi học", 1, (SEPTEMBER,))]


def test_what_last_months_letter_counted_already_is_no_adjustment(run):
    run.send([LATE], 10).month(10)
    assert moved(run.send([LATE], 11).month(11)) == []


def test_a_day_that_moves_into_this_month_is_taken_from_the_months_before(run):
    run.send([LATE], 10).month(10)
    assert moved(run.send([person(class_sent="05/11/2024")], 11).month(11)) == [("cử đi học", -1, (SEPTEMBER,))]


def test_a_decision_that_is_cancelled_now_is_taken_back(run):
    run.send([admitted()], 10).month(10)
    cancelled = admitted(left="10/11/2024", reason="Hủy quyết định kết nạp")
    assert ("kết nạp", -1, (date(2024, 3, 20),)) in moved(run.send([cancelled], 11).month(11))


def test_somebody_on_the_list_since_before_who_was_not_reported_adjusts_the_sympathisers(run):
    run.send([person()], 10).month(10)
    late = person("Lê Văn Bảy", "01/01/1991", joined="01/09/2024")
    assert moved(run.send([person(), late], 11).month(11)) == [("cảm tình Đảng", 1, ())]


def test_an_office_that_begins_is_told_on_screen_that_no_adjustments_can_be_said(run):
    outcome = run.send([LATE], 11).month(11)
    assert moved(outcome) == []
    assert any("Không có số liệu đã in của tháng 10/2024" in note for note in outcome.notes)


def test_january_misses_no_record(run):
    outcome = run.send([person(joined="05/01/2024")], 1).month(1)
    assert not any("số liệu đã in" in note for note in outcome.notes)


def test_with_a_record_nothing_is_said_of_one_that_is_missing(run):
    run.send([person()], 10).month(10)
    assert not any("số liệu đã in" in note for note in run.send([person()], 11).month(11).notes)


def test_an_issued_letters_figures_stand_before_a_later_drafts(run):
    run.send([person()], 10).month(10, issue=True)
    run.send([LATE], 10, name="CB01_10_sua.xlsx").month(10)
    assert moved(run.send([LATE], 11).month(11)) == [("cử đi học", 1, (SEPTEMBER,))]


def test_a_letter_issued_again_takes_the_place_of_the_one_before(run):
    run.send([person()], 10).month(10, issue=True)
    run.send([LATE], 10, name="CB01_10_sua.xlsx").month(10, issue=True)
    assert moved(run.send([LATE], 11).month(11)) == []


def test_a_check_keeps_the_figures_on_record(run):
    from recruit.run import check

    run.send([person()], 10).month(10)
    check(Job(run.office.folder, Period(2024, 10), run.output))
    assert printed_in(run.output, Period(2024, 10)) is not None


def test_the_record_names_nobody(run):
    run.send([admitted(), LATE], 10).month(10)
    written = run.marker(10).read_text(encoding="utf-8")
    assert "Trần Thị Bình" not in written and "Nguyễn Văn An" not in written


def test_the_record_still_gives_each_files_hash_by_its_name(run):
    run.send([person()], 10).month(10)
    record = json.loads(run.marker(10).read_text(encoding="utf-8"))
    assert len(record["cong_van_bao_cao_2024-10.docx"]) == 64


@pytest.mark.parametrize(
    "damaged",
    ["", "[]", '{"số liệu đã in": 3}', '{"số liệu đã in": {"dự thảo": {"kỳ": "2024-10"}}}', "[" * 100_000],
)
def test_a_record_that_is_damaged_says_nothing(run, damaged):
    run.send([person()], 10).month(10)
    run.marker(10).write_text(damaged, encoding="utf-8")
    outcome = run.send([LATE], 11).month(11)
    assert moved(outcome) == []
    assert any("Không có số liệu đã in" in note for note in outcome.notes)


def test_a_record_of_another_month_in_the_folder_says_nothing(run):
    run.send([person()], 9).month(9)
    (run.output / "2024-09").rename(run.output / "2024-10")
    assert moved(run.send([LATE], 11).month(11)) == []


def test_over_six_days_of_an_adjustment_their_number_is_printed(offices, tmp_path):
    from recruit.letters import words

    people = [(f"Người {chr(65 + n)}", f"0{1 + n}/01/1990") for n in range(7)]
    run = Run(offices(unit("CB01")), tmp_path / "ra")
    run.send([person(*who) for who in people], 10).month(10)
    late = [person(*who, class_sent=f"{10 + n}/09/2024") for n, who in enumerate(people)]
    said = words.adjustments(run.send(late, 11).month(11).result)
    assert [line.replace("\u00a0", " ") for line in said] == ["cử đi học tăng 07 (07 ngày, báo cáo bổ sung tháng 11)"]


def test_a_record_of_an_earlier_run_is_read_whichever_program_of_ours_wrote_it():
    kept = {
        "kỳ": "2024-10",
        "tính đến ngày": "2024-10-31",
        "cảm tình Đảng": 2,
        "đơn vị": {
            "CB01": {
                "ngày kết nạp": ["2024-03-20"],
                "ngày cử học": ["2024-09-10"],
                "lỗi": 0,
                "lưu ý": 1,
                "đã gửi": True,
                "cảm tình Đảng": 2,
                "biểu đang dùng": "0a",
            }
        },
    }
    assert as_data(from_data(kept)) == kept
