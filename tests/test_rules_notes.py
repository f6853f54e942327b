"""A step that a unit tells in `Ghi chú`, where nothing of it is counted, and not in the column of that step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import Office, admitted, cell_of, find, person, total, unit

GIVEN = [f"{first}{rest}" for first in "BCGHLMNPTV" for rest in ("an", "inh")]
TOLD_OF_LEAVING = {"left": "20/11/2024", "reason": "Lý do khác", "decision": "20/11/2024"}
TOLD_OF_ADMISSION = {**TOLD_OF_LEAVING, "decision_no": "31-QĐ/ĐUK", "ceremony": "20/11/2024"}
TOLD_OF_CERTIFICATE = {key: TOLD_OF_LEAVING[key] for key in ("left", "decision")} | {
    "certificate": "18/10/2024",
    "certificate_no": "5/GCN",
}
TOLD_OF_CLASS = TOLD_OF_CERTIFICATE | {"class_sent": "16/09/2024"}


def noted(notes: Iterable[str]) -> list[dict]:
    """Return a sound person for each note, each of a name and a birth of his own."""
    names = (f"Lê {middle} {given}" for middle in ("Văn", "Minh", "Thanh", "Đức", "Ngọc") for given in GIVEN)
    told = enumerate(zip(names, notes, strict=False))
    return [person(name, f"05/{1 + at % 12:02d}/{1966 + at // 4}", note=note) for at, (name, note) in told]


def told(month) -> list[tuple[str, str]]:
    """Return the cell that N38 asks for, and the words of the note."""
    return [(found.place.cell, found.flaw.slots["said"]) for found in find(month, "N38")]


TELLING = (
    ("Đã kết nạp", "decision"),
    ("Đã kết nạp tháng trước", "decision"),
    ("Đã công bố quyết định kết nạp", "decision"),
    ("Đã trao quyết định kết nạp", "decision"),
    ("Đã hoàn thành chương trình bồi dưỡng nhận thức về Đảng", "class_sent"),
    ("Đã được cử học lớp bồi dưỡng nhận thức", "class_sent"),
    ("Đã có giấy chứng nhận học lớp cảm tình Đảng", "certificate"),
    ("Đã mất", "left"),
    ("Đã chuyển chi bộ", "left"),
    ("Chuyển đơn vị khác từ 01/10/2024", "left"),
    ("Điều động sang Sở Y tế từ 01/10/2024", "left"),
    ("Luân chuyển đến huyện Bát Xát từ 01/10/2024", "left"),
    ("ĐÃ ĐƯỢC KẾT NẠP ĐẢNG", "decision"),
    ("Ngày 15/11 đã tổ chức lễ kết nạp", "decision"),
    ("đã làm lễ kết nạp", "decision"),
    ("Đã có QĐ kết nạp", "decision"),
    ("Đã có quyết định kết nạp", "decision"),
    ("Mới kết nạp", "decision"),
    ("Vừa được kết nạp", "decision"),
    ("Kết nạp ngày 15/11/2024", "decision"),
    ("Kết nạp Đảng 15/11/24", "decision"),
    ("Kết nạp ngày 15.11.2024", "decision"),
    ("Kết nạp ngày 15-11-2024", "decision"),
    ("Được kết nạp ngày 15/11/2024", "decision"),
    ("Đ/c được kết nạp ngày 15/11/2024", "decision"),
    ("Ngày 15/11/2024 được kết nạp Đảng", "decision"),
    ("15/11/2024 kết nạp", "decision"),
    ("Có QĐ kết nạp số 12-QĐ/ĐU ngày 30/11/2024", "decision"),
    ("Quyết định kết nạp tháng 10/2024", "decision"),
    ("Kết nạp ngày 15 tháng 11 năm 2024", "decision"),
    ("Kết nạp tháng 11 năm 2024", "decision"),
    ("Kết nạp T11/2024", "decision"),
    ("Lễ kết nạp ngày 05/11/2024", "decision"),
    ("- Kết nạp ngày 15/11/2024", "decision"),
    ("Vào Đảng ngày 15/11/2024", "decision"),
    ("Đã kết nạp ngày 15/11/2024 tại Nhà văn hóa", "decision"),
    ("Kết nạp theo chủ trương của Ban Thường vụ Đảng ủy ngày 15/11/2024", "decision"),
    ("Đã có giấy chứng nhận", "certificate"),
    ("đã được cấp GCN số 12", "certificate"),
    ("Đã cấp GCN", "certificate"),
    ("Đã được nhận chứng nhận lớp cảm tình Đảng", "certificate"),
    ("Giấy chứng nhận cấp ngày 18/10/2024", "certificate"),
    ("GCN số 127/GCN ngày 18/10/2024", "certificate"),
    ("Được cấp GCN ngày 18/10/2024", "certificate"),
    ("Có giấy chứng nhận ngày 18/10/2024", "certificate"),
    ("Đã học xong lớp cảm tình", "class_sent"),
    ("đã được cử đi học lớp tháng 9", "class_sent"),
    ("Đã học lớp", "class_sent"),
    ("Đã học cảm tình Đảng", "class_sent"),
    ("Đã tham gia học lớp nhận thức về Đảng", "class_sent"),
    ("Đã tham dự lớp đối tượng Đảng", "class_sent"),
    ("Đang học lớp cảm tình Đảng", "class_sent"),
    ("Đã qua lớp bồi dưỡng nhận thức về Đảng", "class_sent"),
    ("Đi học lớp ngày 16/9/2024", "class_sent"),
    ("Học lớp cảm tình từ 16-20/10/2024", "class_sent"),
    ("Đi học lớp từ 16/9-20/9/2024", "class_sent"),
    ("Học cảm tình Đảng ngày 16/9/2024", "class_sent"),
    ("Học lớp 9/2024", "class_sent"),
    ("Học lớp 16/9/2024", "class_sent"),
    ("Đã học lớp cảm tình Đảng năm 2024", "class_sent"),
    ("Đã chuyển sang chi bộ khác", "left"),
    ("Đã chuyển công tác", "left"),
    ("Đã chuyển công tác từ 01/10/2024", "left"),
    ("Đã chuyển công tác đi", "left"),
    ("Đã chuyển về Chi bộ Sở Y tế", "left"),
    ("Đã chuyển đi", "left"),
    ("Đã chuyển đi từ tháng 10/2024", "left"),
    ("Đã từ trần", "left"),
    ("Đã qua đời", "left"),
    ("Đã nghỉ việc", "left"),
    ("Đã thôi việc từ 01/10/2024", "left"),
    ("Đã nghỉ hưu", "left"),
    ("Đã nhập ngũ", "left"),
    ("Chuyển công tác đến Sở Y tế từ 01/10/2024", "left"),
    ("Chuyển công tác sang huyện khác từ 01/10/2024", "left"),
    ("Chuyển công tác từ 01/10/2024", "left"),
    ("Thôi việc từ 9/2024", "left"),
    ("Nghỉ hưu từ 01/11/2024", "left"),
    ("Chấm dứt hợp đồng từ 01/10/2024", "left"),
    ("Đã xin rút khỏi danh sách", "left"),
    ("Đã rút khỏi danh sách", "left"),
    ("Đã được đưa ra khỏi danh sách", "left"),
    ("Đưa ra khỏi danh sách ngày 20/11/2024", "left"),
    ("Đã xin ra khỏi danh sách", "left"),
)


def test_a_step_told_in_the_note_is_asked_for_at_its_column_where_that_is_blank(office):
    month = office.send(noted(note for note, _ in TELLING)).month()
    assert told(month) == [(cell_of(asked, row), note) for row, (note, asked) in enumerate(TELLING, start=2)]
    assert {found.code for found in month.findings} == {"N38"}
    assert (total(month, "admitted"), total(month, "sympathisers")) == (0, len(TELLING))


PARTS = (
    ("Ðã kết nạp", "Đã kết nạp"),
    ("Con thương binh\nKết nạp ngày 15/11/2024", "Kết nạp ngày 15/11/2024"),
    ("Con liệt sĩ; đã kết nạp", "đã kết nạp"),
    ("Con liệt sĩ. Đã kết nạp.", "Đã kết nạp"),
    ("Chưa nộp ảnh, đã kết nạp", "đã kết nạp"),
    ("Chưa nộp ảnh – đã kết nạp", "đã kết nạp"),
    ("Chưa nộp ảnh (đã kết nạp)", "đã kết nạp"),
    ("Đề nghị bổ sung: đã kết nạp", "đã kết nạp"),
    ("Đảng ủy công bố: đã kết nạp", "đã kết nạp"),
    ("Đã công bố và đã kết nạp ngày 15.11.2024", "Đã công bố và đã kết nạp ngày 15.11.2024"),
)


def test_the_part_of_a_note_that_tells_a_step_is_named(office):
    month = office.send(noted(note for note, _ in PARTS)).month()
    assert told(month) == [(cell_of("decision", row), said) for row, (_, said) in enumerate(PARTS, start=2)]


def test_the_words_name_the_note_and_the_column(office):
    [found] = find(office.send([person(note="Đã kết nạp")]).month(), "N38")
    assert (
        found.message
        == "Ghi chú ghi “Đã kết nạp”, trong khi Ngày quyết định kết nạp để trống; việc này chưa được tính."
    )
    assert "Đã kết nạp" not in found.message_on_screen


SILENT = (
    "Chưa kết nạp",
    "Kết nạp chậm nhất 30/11/2024",
    "Kế hoạch: kết nạp trong tháng 11/2024",
    "Được cử đi học lớp 16/9/2024 nhưng bận công tác, chưa đi",
    "Cử đi học lớp cảm tình đợt 11/2024: chờ Đảng ủy mở lớp",
    "Chuyển công tác đi phòng khác từ 6/2024",
    "Đã mất liên lạc",
    "Đã chuyển đơn vị hồ sơ",
    "Chưa được kết nạp, chờ Đảng ủy",
    "Đề nghị kết nạp ngày 15/11/2024",
    "Đã gửi hồ sơ kết nạp ngày 15/11/2024",
    "Đã kết nạp Đoàn ngày 26/3/2024",
    "Kết nạp vào Đoàn 26/3/2024",
    "Đã kết nạp vào tổ chức Đoàn",
    "Kết nạp ĐTN ngày 26/3/2024",
    "Đã kết nạp vào Hội Nông dân",
    "Đã được kết nạp Công đoàn",
    "Kết nạp Thanh niên tình nguyện 26/3/2024",
    "Dự kiến kết nạp 03/02/2024",
    "Kết nạp: dự kiến 19/11/2024",
    "Kết nạp (dự kiến 15/11/2024)",
    "Kết nạp dự kiến tháng 11/2024",
    "Kết nạp trước ngày 30/11/2024",
    "Kết nạp trước 30/11/2024",
    "Kết nạp tháng 13/2024",
    "Trước khi đã kết nạp",
    "Kế hoạch: kết nạp trong tháng 12",
    "Kết nạp lùi từ 15/11/2024 sang 03/02/2025",
    "Kết nạp từ 15/11/2024 sang 03/02/2025",
    "Kết nạp ngày 03/02/2025",
    "Kết nạp ngày 01/12/2024",
    "Kết nạp tháng 12/2024",
    "Kết nạp ngày 31/02/2024",
    "Kết nạp dịp 3/2",
    "Kết nạp ngày 15/11/2023",
    "Kết nạp theo kế hoạch của Đảng ủy ngày 03/02/2025",
    "Kết nạp",
    "Sau khi đã kết nạp sẽ bồi dưỡng tiếp",
    "Chồng đã kết nạp",
    "Anh trai đã kết nạp Đảng",
    "Cha đã kết nạp Đảng năm 1975",
    "Đã kết nạp năm 2010, bị xóa tên, nay xét kết nạp lại",
    "Ghi nhầm là đã kết nạp",
    "Chưa có giấy chứng nhận",
    "Có giấy chứng nhận",
    "Giấy chứng nhận: chờ cấp, 18/10/2024",
    "Đã có giấy chứng nhận tin học",
    "Đã có giấy chứng nhận kết hôn",
    "Có giấy chứng nhận đoàn viên ưu tú ngày 26/3/2024",
    "GCN hết hạn ngày 15/10/2024",
    "Chưa đi học lớp ngày 16/9/2024",
    "Đi học lớp 16/9/2024 nhưng ốm",
    "Học lớp đợt tháng 10/2024 bị hoãn",
    "Đã cử đi học lớp nhưng chưa học",
    "Đã học lớp cảm tình Đảng năm 2018",
    "Học lớp cảm tình tháng 5/2018",
    "Đã học lớp 12",
    "Đã học lớp 12/12",
    "Đã học lớp trung cấp lý luận chính trị",
    "Tham gia lớp tập huấn ngày 15/8/2024",
    "Đã học trung cấp lý luận",
    "Đã nộp đơn",
    "Mới chuyển đến từ 01/10/2024",
    "Chuyển công tác đến từ 15/01/2024",
    "Đã chuyển công tác đến chi bộ từ 15/01/2024",
    "Chuyển sang từ CB02 ngày 10/11/2024",
    "Chuyển sinh hoạt từ chi bộ CB05 đến ngày 15/01/2024",
    "Đã chuyển hồ sơ lên Đảng ủy",
    "Hồ sơ đã chuyển đi",
    "Lý lịch đã chuyển đi thẩm tra",
    "Đã chuyển sang Đảng ủy xem xét",
    "Chuyển sang phòng Hành chính từ 01/10/2024",
    "Đã chuyển sang biên chế",
    "Chuyển đi học cao học từ 9/2024",
    "Người giúp đỡ đã chuyển công tác",
    "Thay đ/c Dũng đã nghỉ việc",
    "Vợ là giáo viên, đã nghỉ việc",
    "Đã nghỉ việc 02 ngày",
    "Sẽ chuyển công tác sang Sở Y tế từ 01/10/2024",
    "Xin rút ngắn thời gian 10/2024",
    "Gia đình có công",
)


def test_a_note_that_tells_no_step_is_asked_nothing(office):
    month = office.send(noted(SILENT)).month()
    assert (month.findings, total(month, "sympathisers")) == ((), len(SILENT))


@pytest.mark.parametrize(
    ("note", "values"),
    [
        *(("Đã kết nạp", {key: value}) for key, value in TOLD_OF_ADMISSION.items()),
        *(("Đã có giấy chứng nhận", {key: value}) for key, value in TOLD_OF_CERTIFICATE.items()),
        *(("Đã học lớp", {key: value}) for key, value in TOLD_OF_CLASS.items()),
        *(("Đã từ trần", {key: value}) for key, value in TOLD_OF_LEAVING.items()),
    ],
)
def test_any_column_that_tells_of_the_step_answers_the_note(office, note, values):
    assert told(office.send([person(note=note, **values)]).month()) == []


@pytest.mark.parametrize("note", ["Đã kết nạp", "Đã có giấy chứng nhận", "Đã học lớp cảm tình", "Đã chuyển đi"])
def test_who_has_a_decision_is_asked_nothing_of_a_note(office, note):
    assert told(office.send([admitted(note=note)]).month()) == []


def test_a_note_that_tells_two_steps_is_asked_for_both(office):
    month = office.send([person(note="Đã học lớp, đã kết nạp")]).month()
    assert told(month) == [(cell_of("class_sent"), "Đã học lớp"), (cell_of("decision"), "đã kết nạp")]


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


def test_each_persons_note_is_a_finding_of_its_own(office):
    people = [person(f"Trần Văn {name}", f"0{at}/02/1990", note="Đã kết nạp") for at, name in enumerate("ABC", start=1)]
    assert len(find(office.send(people).month(), "N38")) == 3


@settings(max_examples=30, deadline=None)
@given(day=st.dates(date(2024, 1, 16), date(2024, 12, 31)))
def test_an_admission_named_with_a_day_is_asked_for_once_that_day_is_past(tmp_path_factory, day):
    month = Office(tmp_path_factory.mktemp("h")).send([person(note=f"Kết nạp ngày {day:%d/%m/%Y}")]).month()
    assert bool(told(month)) == (day <= date(2024, 11, 30))
