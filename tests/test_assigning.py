"""The letter that assigns the year's targets: the office's own of March 2024, sentence by sentence, in both editions."""

from __future__ import annotations

import io
import os
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from audit import complaints
from docx import Document
from office import plan as plan_bytes
from office import unit
from papers import assignment, lines, text

from recruit.books.open import read_workbook
from recruit.errors import CannotRun
from recruit.job import Job
from recruit.language.spelling import clean, spelled
from recruit.model import LetterOptions, Period
from recruit.read.plan import read_plan
from recruit.run import assign

ROOT = Path(__file__).parents[1]
OFFICES_LETTER = ROOT.parent / "shared" / "facts" / "assignment_letter_2024.txt"


@pytest.fixture(scope="module")
def example_plan():
    return read_plan(
        read_workbook((ROOT / "input_examples" / "ke_hoach_nam_2024.xlsx").read_bytes()), "ke_hoach.xlsx"
    ).plan


def make_plan(*units, **options):
    return read_plan(read_workbook(plan_bytes(*units, **options)), "ke_hoach.xlsx").plan


def footnote(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        notes = package.read("word/footnotes.xml").decode()
    return clean("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", notes)))


def plain(words: str) -> str:
    """Return words without what two honest typists may do otherwise: dashes, tone marks' places, blanks, marks of bold."""
    words = re.sub(r"</?sup>\d?|\*|#", "", words).replace("–", "-")
    return re.sub(r"\s*-\s*", "-", clean(spelled(words, "ủy")))


def office_sentences() -> list[str]:
    if not OFFICES_LETTER.is_file():
        if os.environ.get("RECRUIT_NO_SKIP") and OFFICES_LETTER.parents[1].is_dir():
            pytest.fail("the office's letter is missing")
        pytest.skip("the office's letter is not here")
    whole = re.sub(r"<sup>1</sup>(?= và)", "", OFFICES_LETTER.read_text(encoding="utf-8"))
    # The footnote stands where the page ended, in the middle of a sentence.
    note = re.search(r"<sup>1</sup> (.+)", whole)
    whole = whole.replace(note[0], "")
    # A slip of its typist, right elsewhere in the same letter.
    whole = whole.replace("phân đấu", "phấn đấu")
    whole = re.sub(r"xét, đề nghị\s+Đảng", "xét, đề nghị Đảng", whole)
    body = whole[whole.index("Căn cứ") : whole.index("Nơi nhận")]
    return [plain(part) for part in re.split(r"\n\n|(?<=\.) (?=[A-ZĐ])", body) if plain(part)]


def test_every_sentence_of_the_offices_letter_stands_in_it_in_order(example_plan):
    ours = plain("\n".join(lines(assignment(example_plan))))
    place = 0
    for sentence in office_sentences():
        assert sentence in ours[place:], sentence
        place = ours.index(sentence, place) + len(sentence)


def test_the_head_is_that_of_the_offices_letter(example_plan):
    left, right = Document(io.BytesIO(assignment(example_plan))).tables[0].rows[0].cells
    assert [clean(p.text) for p in left.paragraphs] == [
        "ĐẢNG BỘ KHỐI CQ-DN TỈNH",
        "ĐẢNG ỦY VĂN PHÒNG UBND TỈNH",
        "*",
        "Số -CV/ĐU",
        "V/v phấn đấu hoàn thành chỉ tiêu kế hoạch kết nạp đảng viên năm 2024",
    ]
    assert clean(right.paragraphs[1].text) == "Lào Cai, ngày tháng 3 năm 2024"


def test_addressees_recipients_and_signer_are_those_of_the_offices_letter(example_plan):
    found = lines(assignment(example_plan))
    at = found.index("Kính gửi:")
    assert found[at + 1 : at + 4] == [
        "- Các đồng chí Ủy viên BCH Đảng bộ Văn phòng;",
        "- Chi bộ, tổ chức đoàn thể trực thuộc.",
        "-----",
    ]
    at = found.index("Nơi nhận:")
    assert found[at + 1 : at + 4] == ["- Đảng ủy Khối CQ-DN tỉnh (b/c),", "- Như trên,", "- Lưu: VT, ĐU."]
    assert [line for line in found[at + 4 :] if line][:3] == ["T/M ĐẢNG ỦY", "BÍ THƯ", "Phan Quốc Nghĩa"]


def test_the_targets_stand_in_a_real_footnote(example_plan):
    data = assignment(example_plan)
    assert footnote(data) == (
        "Năm 2024, Đảng ủy Văn phòng UBND tỉnh kết nạp 03 đảng viên mới, cử 02 quần chúng ưu tú đi học cảm tình Đảng."
    )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    assert re.search(r"về phát triển đảng viên năm.2024</w:t></w:r><w:r>.{0,90}<w:footnoteReference", body)


def test_nothing_else_stands_between_the_sentences_of_the_office(example_plan):
    ours = [plain(line) for line in lines(assignment(example_plan))]
    first = next(index for index, line in enumerate(ours) if line.startswith("Căn cứ"))
    body = " ".join(ours[first : ours.index("Nơi nhận:")])
    assert body == " ".join(office_sentences())


def test_the_month_of_the_newest_ground_is_printed_and_the_clerk_is_told(example_plan, tmp_path):
    outcome = assign(Job(ROOT / "input_examples", output=tmp_path))
    assert "12/3/2024" in outcome.notes[0]
    assert [file.path.name for file in outcome.written.files] == ["cong_van_giao_chi_tieu_2024.docx"]


def test_a_month_that_the_run_is_told_is_printed(example_plan):
    assert "Lào Cai, ngày     tháng 4 năm 2024" in lines(assignment(example_plan, period=Period(2024, 4)))


def test_without_any_day_the_month_is_left_open():
    year = make_plan(info={"Căn cứ": "Nghị quyết của Đảng ủy"})
    assert "Lào Cai, ngày     tháng    năm 2024" in lines(assignment(year))


def test_edition_05_differs_only_where_the_regulation_does(example_plan):
    old = lines(assignment(example_plan, LetterOptions("12", date(2026, 5, 26))))
    new = lines(assignment(example_plan, LetterOptions("12", date(2026, 5, 27))))
    differing = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
    assert [pair for pair in differing if "ngày 26" not in pair[0] and "ngày 12/3/2024" not in pair[0]] == [
        (
            "Đề nghị các đồng chí Đảng ủy viên, cấp ủy Chi bộ, tổ chức đoàn thể quan tâm triển khai thực hiện./.",
            "Đề nghị các đồng chí Đảng ủy viên, cấp ủy Chi bộ, tổ chức đoàn thể quan tâm triển khai thực hiện.",
        ),
        ("- Đảng ủy Khối CQ-DN tỉnh (b/c),", "- Đảng ủy Khối CQ-DN tỉnh (b/c);"),
        ("- Như trên,", "- Như trên;"),
        ("- Lưu: VT, ĐU.", "- Lưu Đảng ủy."),
    ]
    assert any("số 472-TB/ĐUK, ngày 12/3/2024" in line for line in new)
    assert any("số 472-TB/ĐUK ngày 12/3/2024" in line for line in old)
    assert any("(Kèm theo Công văn số 12-CV/ĐU, ngày 27 tháng 5 năm 2026 của" in line for line in new)


def test_the_appendix_gives_each_unit_its_targets_and_its_committee_member(example_plan):
    table = Document(io.BytesIO(assignment(example_plan))).tables[2]
    rows = [[clean(cell.text) for cell in row.cells] for row in table.rows]
    assert rows[0] == ["STT", "Đơn vị", "Chỉ tiêu kết nạp", "Chỉ tiêu học lớp", "Đảng ủy viên phụ trách"]
    assert rows[3] == ["3", "Chi bộ Nội chính", "–", "01", "Trần Thị Hồng Vân"]
    assert rows[-1] == ["", "Tổng cộng", "03", "02", ""]


def test_targets_that_do_not_add_up_are_no_sentence_of_the_letter():
    year = make_plan(unit(), info={"Chỉ tiêu kết nạp được giao": 3})
    assert "tổng chỉ tiêu" not in text(assignment(year))


def test_a_plan_without_class_targets_assigns_admissions_alone():
    year = make_plan(unit(classes=None))
    assert footnote(assignment(year)) == "Năm 2024, Đảng ủy Văn phòng UBND tỉnh kết nạp 01 đảng viên mới."


def test_without_addressees_in_the_plan_members_and_units_are_addressed():
    found = lines(assignment(make_plan(recipients=[["Báo cáo tháng", "Kính gửi", "Đảng ủy Khối"]])))
    at = found.index("Kính gửi:")
    assert found[at + 1] == "- Các đồng chí Ủy viên Ban Chấp hành Đảng bộ Văn phòng;"


@pytest.mark.parametrize("label", ["Hạn hoàn thành", "Hạn đơn vị báo cáo", "Họ tên người ký"])
def test_a_blank_that_the_letter_would_print_is_refused_by_name(label):
    with pytest.raises(CannotRun, match=label):
        assignment(make_plan(info={label: None}))


def test_a_plan_without_any_target_is_refused():
    with pytest.raises(CannotRun, match="ô B10: chưa ghi Chỉ tiêu kết nạp được giao; Thông tin chung, ô B11"):
        assignment(make_plan(unit(admissions=None, classes=None)))


@pytest.mark.parametrize("spelling", ["ủy", "uỷ"])
def test_one_spelling_runs_through_the_whole_letter(spelling):
    year = make_plan(info={"Cách viết ủy/uỷ": spelling})
    other = {"ủy": "uỷ", "uỷ": "ủy"}[spelling]
    whole = text(assignment(year)).lower()
    assert spelling in whole
    assert other not in whole


def test_the_audit_finds_nothing(example_plan, tmp_path):
    assert complaints(assignment(example_plan), tmp_path, "cv.docx") == []
