"""The year's report: công văn or báo cáo as the plan says, results by month, unit and target, what is left, a chart."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from audit import complaints
from docx import Document
from members import RECOGNISED, member, members
from office import admitted, person, unit
from papers import OPEN, lines, text, year_report

from recruit.errors import CannotRun
from recruit.job import Job
from recruit.model import LetterOptions, Period
from recruit.run import final


@pytest.fixture
def sound(offices):
    """An office of one unit with two of three admitted and one sent to class, nothing open."""
    people = [
        admitted(gender="Nữ"),
        admitted("Hà Văn Chi", "02/02/1990", decision_no="32-QĐ/ĐUK"),
        person(class_sent="10/03/2024"),
    ]
    return offices(unit(admissions=3, classes=1)).send(people)


def report(office, month: int = 11, options: LetterOptions = OPEN) -> bytes:
    return year_report(office.month(month), options)


def table(data: bytes, heading: str) -> list[list[str]]:
    """Return the rows of the table whose heading row holds `heading`."""
    tables = Document(io.BytesIO(data)).tables
    found = next(t for t in tables if any(heading in cell.text for cell in t.rows[0].cells))
    return [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in found.rows]


def kind(offices, word):
    return offices(unit(), info={"Loại văn bản báo cáo năm": word}).send([person()])


@pytest.mark.parametrize("word", [None, "Công văn", "công văn"])
def test_as_a_letter_it_has_subject_addressee_and_the_plans_symbol(offices, word):
    found = lines(report(kind(offices, word)))
    assert "Số         -CV/ĐU" in found
    assert "V/v báo cáo kết quả thực hiện kế hoạch kết nạp đảng viên năm 2024" in found
    assert "Kính gửi: Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh." in found
    assert "BÁO CÁO" not in found


def test_as_a_report_it_has_its_own_layout(offices):
    found = lines(report(kind(offices, "Báo cáo")))
    assert "Số         -BC/ĐU" in found
    at = found.index("BÁO CÁO")
    assert found[at + 1 : at + 3] == ["kết quả công tác kết nạp đảng viên năm 2024", "-----"]
    assert not any(line.startswith(("V/v", "Kính gửi")) for line in found)
    assert any(line.startswith("(Kèm theo Báo cáo số") for line in found)


def test_as_a_report_its_parts_stand_in_the_party_style(offices):
    found = lines(report(kind(offices, "Báo cáo")))
    assert [line for line in found if line.startswith(("I- ", "II- ", "III- ", "IV- "))] == [
        "I- KẾT QUẢ THỰC HIỆN",
        "II- ĐÁNH GIÁ CHUNG",
        "III- NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM THỜI GIAN TỚI",
        "IV- KIẾN NGHỊ, ĐỀ XUẤT",
    ]
    assert any(line.startswith("3- Kết nạp đảng viên: ") for line in found)


def test_a_report_without_addressees_names_the_upper_committee_among_the_recipients(offices):
    found = lines(report(kind(offices, "Báo cáo")))
    at = found.index("Nơi nhận:")
    assert found[at + 1] == "- Đảng ủy Khối CQ-DN tỉnh (b/c),"


def test_an_unknown_kind_is_refused(offices):
    with pytest.raises(CannotRun, match="Loại văn bản báo cáo năm"):
        report(kind(offices, "Tờ trình"))


def test_results_stand_against_their_targets(sound):
    whole = text(report(sound))
    assert "đã kết nạp 02 đảng viên mới, 2/3 chỉ tiêu, đạt 66,7%, chưa đạt chỉ tiêu, thiếu 01" in whole
    assert "đã cử 01 quần chúng ưu tú đi học lớp bồi dưỡng nhận thức về Đảng, 1/1 chỉ tiêu, đạt 100%" in whole


def test_before_the_deadline_it_never_says_that_a_target_was_missed(sound):
    assert "chưa đạt" not in text(report(sound, month=10)).lower().replace("chưa đạt\n", "")


def test_admissions_after_the_deadline_are_said_apart(offices):
    late = admitted(resolution="01/12/2024", decision="05/12/2024", ceremony=None)
    office = offices(unit()).send([late], month=12, sent=datetime(2024, 12, 20, tzinfo=UTC))
    assert "(trong đó 01 đảng viên sau ngày 30/11)" in text(report(office, month=12))


def test_every_month_has_its_line(sound):
    rows = table(report(sound), "Tháng")
    assert [row[0] for row in rows[1:]] == [f"{month:02d}/2024" for month in range(1, 12)]
    assert rows[3] == ["03/2024", "02", "02", "01", "01", "01"]
    assert rows[4] == ["04/2024", "–", "02", "–", "01", "01"]


def test_each_unit_has_its_line_and_all_together_theirs(sound):
    rows = table(report(sound), "Đơn vị")
    assert rows[-1][2:8] == ["03", "02", "66,7%", "01", "01", "100%"]


def test_next_years_source_is_told(sound):
    assert "đ) Nguồn cho năm 2025: Đến hết ngày 30/11/2024, toàn Đảng bộ có 01 cảm tình Đảng" in text(report(sound))


def test_what_is_left_is_a_task_of_its_own(sound):
    assert "- Tập trung thực hiện phần chỉ tiêu còn thiếu của năm 2024: kết nạp 01 đảng viên." in lines(report(sound))


def test_a_unit_that_missed_its_target_is_named(sound):
    assert "Chưa hoàn thành chỉ tiêu: Chi bộ CB01 (kết nạp 01)." in text(report(sound))


def test_appendices_are_numbered_one_after_the_other(sound):
    found = [line for line in lines(report(sound)) if line.startswith("PHỤ LỤC")]
    assert found == [f"PHỤ LỤC {number}" for number in range(1, 5)]


def chart_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/charts/chart1.xml").decode()


def test_the_chart_shows_results_and_targets_month_by_month(sound):
    series = re.findall(r"<c:val>.*?</c:val>", chart_of(report(sound)), re.DOTALL)
    values = [re.findall(r"<c:v>(\d+)</c:v>", one) for one in series]
    assert values == [["0", "0", *["2"] * 9], ["0", "0", *["1"] * 9], ["3"] * 11, ["1"] * 11]


def test_the_chart_is_told_in_words_for_those_who_cannot_see_it(sound):
    with zipfile.ZipFile(io.BytesIO(report(sound))) as package:
        body = package.read("word/document.xml").decode()
    assert 'descr="Biểu đồ kết quả lũy kế theo tháng năm 2024 so với chỉ tiêu: đến hết tháng 11, ' in body


@pytest.mark.parametrize("word", ["Công văn", "Báo cáo"])
def test_it_tells_of_the_whole_year_who_became_a_full_member_and_who_is_due(offices, word):
    office = offices(unit(), info={"Loại văn bản báo cáo năm": word})
    first_day = {"ceremony": "01/01/2023", "reviewed": "01/01/2024", "recognised": "01/01/2024"}
    office.send([person()], edit=members(member(), member("Hà Thị Mỷ", **{**RECOGNISED, **first_day})))
    said = "Trong kỳ, công nhận chính thức 01 đảng viên; đến hết năm 2024 có 01 đảng viên dự bị"
    assert said in text(report(office)).replace("\u00a0", " ")


def test_the_command_writes_it_for_the_year(sound, tmp_path):
    outcome = final(Job(sound.folder, output=tmp_path))
    assert [file.path.relative_to(tmp_path).as_posix() for file in outcome.written.files] == [
        "2024/bao_cao_nam_2024.docx",
        "2024/tong_quan_bao_cao_nam_2024.html",
    ]


def test_it_is_a_draft_while_something_is_open_unless_issued(offices):
    office = offices(unit("CB01"), unit("CB02")).send([person()])
    assert "Dự thảo" in lines(report(office))
    assert "Dự thảo" not in lines(report(office, options=LetterOptions("130", date(2024, 12, 5), issue=True)))


@pytest.mark.parametrize("word", ["Công văn", "Báo cáo"])
def test_the_audit_finds_nothing(offices, word, tmp_path):
    assert complaints(report(kind(offices, word)), tmp_path, "bc.docx") == []


def test_the_period_may_be_named(sound, tmp_path):
    sound.send([person()], month=10, sent=datetime(2024, 10, 20, tzinfo=UTC))
    assert final(Job(sound.folder, Period(2024, 10), tmp_path)).result.period == Period(2024, 10)
