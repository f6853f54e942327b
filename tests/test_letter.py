"""The letter read back: every block in its place, sentences at 0, 1 and many, both editions, nothing left blank."""

from __future__ import annotations

import io
import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import papers
import pytest
from audit import complaints
from docx import Document
from docx.shared import Mm
from office import Office, admitted, person, unit
from papers import OPEN, TEMPLATES

from recruit.errors import CannotRun
from recruit.model import LetterOptions

TEMPLATE = (TEMPLATES / "cong_van_bao_cao.docx").read_bytes()


def letter(office: Office, month: int = 11, options: LetterOptions = OPEN, folder: Path = TEMPLATES):
    return Document(io.BytesIO(papers.letter(office.month(month), options, folder=folder)))


def lines(document) -> list[str]:
    out = io.BytesIO()
    document.save(out)
    return papers.lines(out.getvalue())


def text(office: Office, **options) -> str:
    return "\n".join(lines(letter(office, **options)))


@pytest.fixture
def sound(offices):
    """An office of one unit with two admitted and one sent to class, nothing open."""
    people = [
        admitted(gender="Nữ"),
        admitted("Hà Văn Chi", "02/02/1990", decision_no="32-QĐ/ĐUK"),
        person(class_sent="10/03/2024"),
    ]
    return offices(unit(admissions=3, classes=1)).send(people)


def test_the_head_stands_as_in_an_official_letter(sound):
    head = letter(sound).tables[0]
    left, right = head.rows[0].cells
    assert [p.text.replace("\u00a0", " ") for p in left.paragraphs] == [
        "ĐẢNG BỘ KHỐI CQ-DN TỈNH",
        "ĐẢNG ỦY VĂN PHÒNG UBND TỈNH",
        "*",
        "Số         -CV/ĐU",
        "V/v báo cáo kết quả thực hiện kế hoạch kết nạp đảng viên tháng 11 năm 2024",
    ]
    assert [p.text.replace("\u00a0", " ") for p in right.paragraphs] == [
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Lào Cai, ngày     tháng 11 năm 2024",
    ]


def test_number_and_day_that_the_run_is_told_stand_in_head_and_appendices(sound):
    whole = text(sound, options=LetterOptions("127", date(2024, 12, 3)))
    assert whole.count("Số 127-CV/ĐU") == 1
    assert "Lào Cai, ngày 03 tháng 12 năm 2024" in whole
    assert "(Kèm theo Công văn số 127-CV/ĐU ngày 03 tháng 12 năm 2024 của" in whole


def test_nothing_of_a_state_document_is_in_it(sound):
    whole = text(sound)
    for never in ("CỘNG HÒA", "Độc lập", "Số:", "TM.", "K/T", "KT."):
        assert never not in whole


def test_a_sound_month_is_no_draft(sound):
    assert "Dự thảo" not in lines(letter(sound))


def test_a_month_with_something_open_is_a_draft(sound):
    sound.send([person(gender=None)], name="CB01_11.xlsx")
    assert "Dự thảo" in lines(letter(sound))


def test_an_issued_letter_is_none_and_names_who_is_missing(offices):
    office = offices(unit("CB01"), unit("CB02", "Chi bộ Hai")).send([person()])
    whole = text(office, options=LetterOptions("12", date(2024, 12, 3), issue=True))
    assert "Dự thảo" not in whole
    assert "Chưa gửi báo cáo tháng 11: Chi bộ Hai." in whole
    assert "Tổng số chưa bao gồm Chi bộ Hai (chưa có số liệu)." in whole


@pytest.mark.parametrize(("month", "misses"), [(6, False), (7, True)])
def test_a_unit_that_has_not_begun_is_missed_nowhere_before_its_first_month(offices, month, misses):
    office = offices(unit("CB01", admissions=0, classes=0), unit("CB02", "Chi bộ Hai", first=7))
    sent = datetime(2024, month, 20, tzinfo=UTC)
    whole = text(office.send([person(joined="10/01/2024")], month=month, sent=sent), month=month)
    assert ("Tổng số chưa bao gồm Chi bộ Hai" in whole, "Chi bộ Hai (kết nạp" in whole) == (misses, misses)
    assert ("Hạn chế: Không có đơn vị chưa gửi báo cáo." in whole) == (not misses)


def test_a_unit_with_older_figures_is_named_with_their_month(offices):
    office = offices(unit("CB01"), unit("CB02", "Chi bộ Hai")).send([person()])
    office.send([person("Lò Văn Ón", "01/01/1999")], unit="CB02", month=10, sent=datetime(2024, 10, 20, tzinfo=UTC))
    assert "Số liệu của Chi bộ Hai (tháng 10) lấy theo báo cáo gần nhất" in text(office)


def test_results_stand_beside_their_targets(sound):
    assert "đã kết nạp 02 đảng viên mới, 2/3 chỉ tiêu, đạt 66,7%, còn 01" in text(sound)


def test_before_the_deadline_the_prose_never_says_chua_dat(sound):
    body = [line for line in lines(letter(sound)) if len(line) > 30]
    assert not any("chưa đạt" in line.lower() for line in body)


def test_after_the_deadline_it_does(sound):
    sound.send([admitted(), person(class_sent="10/03/2024")], month=12, sent=datetime(2024, 12, 20, tzinfo=UTC))
    assert "chưa đạt chỉ tiêu, thiếu 02" in text(sound, month=12)


def test_admissions_after_the_deadline_are_said_apart(offices):
    late = admitted(resolution="01/12/2024", decision="05/12/2024", ceremony=None)
    office = offices(unit()).send([late], month=12, sent=datetime(2024, 12, 20, tzinfo=UTC))
    assert "(trong đó 01 đảng viên sau ngày 30/11)" in text(office, month=12)


def test_nobody_admitted_reads_as_an_official_writes_it(office):
    whole = text(office.send([person()]))
    assert "chưa kết nạp được đảng viên mới" in whole
    assert "chưa cử được quần chúng ưu tú" in whole
    assert "kết nạp 00" not in whole


def test_the_kinds_of_the_admitted_are_said(sound):
    assert "Trong số 02 đảng viên mới: nữ 01; đoàn viên 02; học vấn: THPT 02; chuyên môn: Đại học 02;" in text(sound)


def test_an_unclear_kind_is_said_so_that_parts_and_whole_agree(office):
    two = [admitted(gender=None), admitted("Hà Văn Chi", decision_no="32-QĐ/ĐUK")]
    assert "nữ 00 (chưa rõ: 01)" in text(office.send(two))


def test_equal_proposals_are_one_line_with_all_the_units(offices):
    office = offices(unit("CB01", "Chi bộ Một"), unit("CB02", "Chi bộ Hai"))
    office.send([person()], cover={"Kiến nghị, đề xuất": "Mở thêm lớp."})
    office.send([person("Lò Văn Ón", "01/01/1999")], unit="CB02", cover={"Kiến nghị, đề xuất": "- mở thêm  lớp"})
    assert "- Chi bộ Một và Chi bộ Hai: Mở thêm lớp." in lines(letter(office))


@pytest.mark.parametrize("nothing", ["Không", "Không có", "0", "-", None])
def test_words_for_nothing_are_no_proposal(office, nothing):
    found = lines(letter(office.send([person()], cover={"Kiến nghị, đề xuất": nothing})))
    assert found[found.index("4. Kiến nghị, đề xuất") + 1] == "Không."


def test_a_long_opinion_goes_to_an_appendix_whole(office):
    words = "Đề nghị " + "xem xét " * 80
    found = lines(letter(office.send([person()], cover={"Kiến nghị, đề xuất": words})))
    assert any(line.endswith(words.strip()) for line in found)
    assert "Ý KIẾN CỦA CÁC ĐƠN VỊ" in found


def test_what_looks_like_a_tag_prints_as_typed(office):
    words = "Dùng {{ so }} & <b>{% if %}</b>"
    assert any(words in line for line in lines(letter(office.send([person()], cover={"Kiến nghị, đề xuất": words}))))


def test_new_members_stand_in_an_appendix(sound):
    table = letter(sound).tables[3]
    assert [cell.text for cell in table.rows[0].cells] == [
        "STT",
        "Họ và tên",
        "Năm sinh",
        "Nữ",
        "Dân tộc",
        "Chức vụ, đơn vị công tác",
        "Chi bộ",
        "Số, ngày quyết định",
        "Ngày lễ kết nạp",
    ]
    assert [cell.text for cell in table.rows[1].cells][:4] == ["1", "Trần Thị Bình", "1992", "x"]


def test_without_new_members_their_appendix_is_left_out_and_numbers_run_on(office):
    found = lines(letter(office.send([person(class_sent="10/03/2024")])))
    assert [line for line in found if line.startswith("PHỤ LỤC")] == ["PHỤ LỤC 1", "PHỤ LỤC 2"]


def test_a_unit_without_figures_shows_dashes(offices):
    office = offices(unit("CB01"), unit("CB02", "Chi bộ Hai")).send([person()])
    row = next(row for row in letter(office).tables[2].rows if row.cells[1].text == "Chi bộ Hai")
    assert [cell.text for cell in row.cells][2:] == ["01", "–", "–", "01", "–", "–", "–", "–", "–", "chưa có số liệu"]


def test_assigned_targets_that_differ_stand_in_the_table_of_the_appendix_and_in_no_sentence(offices):
    office = offices(unit(), info={"Chỉ tiêu kết nạp được giao": 3}).send([person()])
    rows = [[cell.text for cell in row.cells] for row in letter(office).tables[2].rows][-2:]
    assert [row[1:5] for row in rows] == [["Cộng các đơn vị", "01", "00", "0%"], ["Tổng cộng", "03", "00", "0%"]]
    assert "tổng chỉ tiêu" not in text(office)


def test_assigned_targets_that_add_up_have_one_row_of_sums(offices):
    office = offices(unit(), info={"Chỉ tiêu kết nạp được giao": 1}).send([person()])
    assert "Cộng các đơn vị" not in text(office)


def test_many_units_that_reached_their_targets_are_left_to_the_appendix(offices):
    codes = [f"CB{number:02d}" for number in range(1, 14)]
    office = offices(*(unit(code, admissions=0, classes=1) for code in codes))
    for number, code in enumerate(codes, start=1):
        office.send([person(f"Lò Văn Ón {number}", class_sent="10/03/2024")], unit=code)
    assert "a) Ưu điểm: 13/13 đơn vị được giao chỉ tiêu đã đạt hoặc vượt chỉ tiêu (Phụ lục 1)." in lines(letter(office))


def test_an_adjustment_of_earlier_months_is_printed(office):
    printed = office.send([person()], month=10, sent=datetime(2024, 10, 20, tzinfo=UTC)).month(10)
    now = office.send([person(class_sent="10/09/2024")]).month(after=printed)
    line = "Điều chỉnh số liệu các tháng trước: cử đi học tăng 01 (ngày 10/9/2024, báo cáo bổ sung tháng 11)."
    assert line in papers.lines(papers.letter(now))


@pytest.mark.parametrize(
    "label", ["Địa danh", "Ký hiệu công văn", "Quyền hạn ký", "Chức vụ người ký", "Họ tên người ký", "Lưu", "Đảng ủy"]
)
def test_a_blank_that_the_letter_would_print_is_refused_by_name(offices, label):
    office = offices(unit(), info={label: None, **({"Tên cơ quan ở đầu văn bản": "X"} if label == "Đảng ủy" else {})})
    with pytest.raises(CannotRun, match=label):
        letter(office.send([person()]))


def test_a_blank_short_form_is_the_long_form(offices):
    office = offices(unit(), info={"Tên cơ quan ở đầu văn bản": None, "Tên cấp trên ở đầu văn bản": None})
    assert "ĐẢNG ỦY VĂN PHÒNG UBND TỈNH" in lines(letter(office.send([person()])))


def test_edition_36_ends_and_marks_as_the_offices_letter(sound):
    found = lines(letter(sound))
    assert any(line.endswith("./.") for line in found)
    assert found[found.index("Nơi nhận:") + 1 :][:2] == ["- Như trên,", "- Lưu: VT, ĐU."]


def test_edition_05_holds_from_its_day_and_differs_only_in_marks(sound):
    found = lines(letter(sound, options=LetterOptions("127", date(2026, 5, 27))))
    assert not any("./." in line for line in found)
    assert found[found.index("Nơi nhận:") + 1 :][:2] == ["- Như trên;", "- Lưu Đảng ủy."]


def test_the_plan_may_set_the_edition(offices):
    office = offices(unit(), info={"Thể thức": "05-HD/VPTW"}).send([person()])
    assert "- Lưu Đảng ủy." in lines(letter(office))


def test_an_unknown_edition_is_refused(offices):
    with pytest.raises(CannotRun, match="Thông tin chung, ô B20: Thể thức ghi “99-HD/VPTW”"):
        letter(offices(unit(), info={"Thể thức": "99-HD/VPTW"}).send([person()]))


def test_several_addressees_stand_one_a_line(offices):
    recipients = [
        ["", "Kính gửi", "Đảng ủy Khối"],
        ["", "Kính gửi", "Ban Tổ chức Tỉnh ủy;"],
        ["Đôn đốc", "Kính gửi", "Các chi bộ"],
    ]
    found = lines(letter(offices(unit(), recipients=recipients).send([person()])))
    start = found.index("Kính gửi:")
    assert found[start + 1 : start + 4] == ["- Đảng ủy Khối;", "- Ban Tổ chức Tỉnh ủy.", "-----"]


@pytest.mark.parametrize("month", [1, 6, 11])
def test_the_text_has_no_rough_edges(offices, month):
    office = offices(unit("CB01"), unit("CB02", "Chi bộ Hai"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể", None, None))
    office.send(
        [person(helper=None), admitted(gender=None)] if month > 3 else [person()],
        month=month,
        sent=datetime(2024, month, 20, tzinfo=UTC),
    )
    for line in lines(letter(office, month=month, options=LetterOptions("127", date(2024, month, 28)))):
        assert not re.search(r"None|\{|\}|  | [,;.]|,,|;;|\(\)", line), line


def folder_with(data: bytes, tmp_path: Path) -> Path:
    """Return a folder of templates in which the letter's is `data`."""
    folder = tmp_path / "mẫu của Văn phòng"
    shutil.copytree(TEMPLATES, folder)
    (folder / "cong_van_bao_cao.docx").write_bytes(data)
    return folder


def test_a_template_with_an_unknown_name_is_refused_in_words(office, tmp_path):
    broken = Document(io.BytesIO(TEMPLATE))
    broken.paragraphs[0].add_run("{{ khong_co }}")
    out = io.BytesIO()
    broken.save(out)
    with pytest.raises(CannotRun, match="khong_co"):
        letter(office.send([person()]), folder=folder_with(out.getvalue(), tmp_path))


def test_a_template_that_is_no_word_file_is_refused_in_words(office, tmp_path):
    with pytest.raises(CannotRun, match="Mẫu cong_van_bao_cao"):
        letter(office.send([person()]), folder=folder_with(b"no", tmp_path))


def test_the_audit_finds_nothing_in_template_and_letter(sound, tmp_path):
    assert complaints(TEMPLATE, tmp_path, "mau.docx") == []
    assert complaints(papers.letter(sound.month()), tmp_path, "cv.docx") == []


def test_the_page_is_a4_with_the_regulations_margins(sound):
    section = letter(sound).sections[0]
    assert [
        round(length.mm)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ] == [210, 297, 20, 20, 30, 15]
    assert abs(section.header_distance - Mm(10)) < Mm(0.5)


def test_headings_of_tables_repeat_and_rows_are_not_torn(sound):
    for table in letter(sound).tables[2:]:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert all("w:cantSplit" in row._tr.xml for row in table.rows)
