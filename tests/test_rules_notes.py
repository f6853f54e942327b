"""A step that a unit tells in `Ghi chú`, where nothing of it is counted, and not in the column of that step."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import Office, admitted, cell_of, find, person, total, unit

ON_CLASS = {"class_asked": "10/09/2024", "class_sent": "16/09/2024"}
CERTIFIED = {**ON_CLASS, "certificate_no": "5/GCN", "certificate": "18/10/2024"}


def told(month) -> list[tuple[str, str]]:
    """Return the cell that N38 asks for, and the words of the note."""
    return [(found.place.cell, found.flaw.slots["said"]) for found in find(month, "N38")]


@pytest.mark.parametrize(
    ("note", "asked", "said"),
    [
        ("Đã kết nạp", "decision", "Đã kết nạp"),
        ("ĐÃ ĐƯỢC KẾT NẠP ĐẢNG", "decision", "ĐÃ ĐƯỢC KẾT NẠP"),
        ("Ngày 15/11 đã tổ chức lễ kết nạp", "decision", "đã tổ chức lễ kết nạp"),
        ("đã làm lễ kết nạp", "decision", "đã làm lễ kết nạp"),
        ("Kết nạp ngày 15/11/2024", "decision", "Kết nạp ngày 15/11/2024"),
        ("Gia đình tốt; kết nạp Đảng 15/11/24", "decision", "kết nạp Đảng 15/11/24"),
        ("Có QĐ kết nạp số 12-QĐ/ĐU ngày 30/11/2024", "decision", "Có QĐ kết nạp số 12-QĐ/ĐU ngày 30/11/2024"),
        ("Quyết định kết nạp tháng 10/2024", "decision", "Quyết định kết nạp tháng 10/2024"),
        ("Đã có giấy chứng nhận", "certificate", "Đã có giấy chứng nhận"),
        ("đã được cấp GCN số 12", "certificate", "đã được cấp GCN"),
        ("Giấy chứng nhận cấp ngày 18/10/2024", "certificate", "Giấy chứng nhận cấp ngày 18/10/2024"),
        ("Đã học xong lớp cảm tình", "class_sent", "Đã học xong lớp"),
        ("đã được cử đi học lớp tháng 9", "class_sent", "đã được cử đi học lớp"),
        ("Đi học lớp ngày 16/9/2024", "class_sent", "Đi học lớp ngày 16/9/2024"),
        ("Đã chuyển sang chi bộ khác", "left", "Đã chuyển sang"),
        ("Đã từ trần", "left", "Đã từ trần"),
        ("chuyển công tác đến Sở Y tế từ 01/10/2024", "left", "chuyển công tác đến Sở Y tế từ 01/10/2024"),
        ("Thôi việc từ 9/2024", "left", "Thôi việc từ 9/2024"),
        ("Đã xin rút khỏi danh sách", "left", "Đã xin rút"),
    ],
)
def test_a_step_told_in_the_note_is_asked_for_at_its_column_where_that_is_blank(office, note, asked, said):
    month = office.send([person(note=note)]).month()
    assert told(month) == [(cell_of(asked), said)]
    assert [found.code for found in month.findings] == ["N38"]
    assert (total(month, "admitted"), total(month, "sympathisers")) == (0, 1)


def test_the_words_name_the_note_and_the_column(office):
    [found] = find(office.send([person(note="Đã kết nạp")]).month(), "N38")
    assert (
        found.message
        == "Ghi chú ghi “Đã kết nạp”, trong khi Ngày quyết định kết nạp để trống; bước này chưa được tính."
    )
    assert "Đã kết nạp" not in found.message_on_screen


@pytest.mark.parametrize(
    "note",
    [
        "Chưa kết nạp",
        "Chưa được kết nạp, chờ Đảng ủy",
        "Đề nghị kết nạp ngày 15/11/2024",
        "Đã gửi hồ sơ kết nạp ngày 15/11/2024",
        "Đã kết nạp Đoàn ngày 26/3/2008",
        "Kết nạp vào Đoàn 26/3/2008",
        "Dự kiến kết nạp 03/02/2024",
        "Kết nạp ngày 03/02/2025",
        "Kết nạp ngày 01/12/2024",
        "Kết nạp tháng 12/2024",
        "Kết nạp ngày 31/02/2024",
        "Kết nạp dịp 3/2",
        "Sau khi đã kết nạp sẽ bồi dưỡng tiếp",
        "Chồng đã kết nạp",
        "Chưa có giấy chứng nhận",
        "Chưa đi học lớp ngày 16/9/2024",
        "Đã nộp đơn",
        "Mới chuyển đến từ 01/10/2024",
        "Đã chuyển hồ sơ lên Đảng ủy",
        "Sẽ chuyển công tác sang Sở Y tế từ 01/10/2024",
        "Đã học trung cấp lý luận",
        "Gia đình có công",
    ],
)
def test_a_note_that_tells_no_step_is_asked_nothing(office, note):
    assert office.send([person(note=note)]).month().findings == ()


@pytest.mark.parametrize(
    ("note", "values"),
    [
        ("Đã kết nạp", {**CERTIFIED, "left": "20/11/2024", "reason": "Lý do khác"}),
        ("Đã có giấy chứng nhận", CERTIFIED),
        ("Đã học lớp", ON_CLASS),
        ("Đã từ trần", {"left": "20/11/2024", "reason": "Lý do khác"}),
    ],
)
def test_a_note_about_a_step_whose_column_is_filled_is_asked_nothing(office, note, values):
    assert told(office.send([person(note=note, **values)]).month()) == []


@pytest.mark.parametrize("note", ["Đã kết nạp", "Đã có giấy chứng nhận", "Đã học lớp cảm tình", "Đã chuyển đi"])
def test_who_has_a_decision_is_asked_nothing_of_a_note(office, note):
    assert told(office.send([admitted(note=note)]).month()) == []


def test_a_note_that_tells_two_steps_is_asked_for_both(office):
    month = office.send([person(note="Đã học lớp, đã kết nạp")]).month()
    assert told(month) == [(cell_of("class_sent"), "Đã học lớp"), (cell_of("decision"), "đã kết nạp")]


def test_a_word_of_not_yet_holds_for_its_own_part_of_the_note(office):
    month = office.send([person(note="Chưa nộp ảnh, đã kết nạp")]).month()
    assert told(month) == [(cell_of("decision"), "đã kết nạp")]


def test_a_decision_on_another_list_of_the_person_answers_the_note(offices):
    office = offices(unit("CB01"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể"))
    office.send([person(note="Đã kết nạp")]).send(
        [admitted(name=person()["name"], birth=person()["birth"])], unit="DT01"
    )
    assert told(office.month()) == []


def test_a_mass_organisations_note_is_asked_nothing(offices):
    office = offices(unit("CB01"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể"))
    office.send([person()]).send([person(note="Đã kết nạp")], unit="DT01")
    assert told(office.month()) == []


def test_a_note_of_three_people_is_one_finding(office):
    people = [person(f"Trần Văn {name}", f"0{at}/02/1990", note="Đã kết nạp") for at, name in enumerate("ABC", start=1)]
    assert len(find(office.send(people).month(), "N38")) == 1


@settings(max_examples=30, deadline=None)
@given(day=st.dates(date(2024, 1, 16), date(2025, 12, 31)))
def test_an_admission_named_with_a_day_is_asked_for_once_that_day_is_past(tmp_path_factory, day):
    month = Office(tmp_path_factory.mktemp("h")).send([person(note=f"Kết nạp ngày {day:%d/%m/%Y}")]).month()
    assert bool(told(month)) == (day <= date(2024, 11, 30))
