"""Urging letters and the members' digest: polite, exact about what is missing, and of people only in the unit's own."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from audit import complaints
from docx import Document
from office import admitted, person, unit
from papers import lines, member_digest, text, urging_letter, urging_to_all

from recruit.job import Job
from recruit.letters.urging import urged
from recruit.model import LetterOptions, Period
from recruit.run import remind

TWENTIETH = LetterOptions("15", date(2024, 11, 20))


def october(office, people, **options):
    return office.send(people, month=10, sent=datetime(2024, 10, 20, tzinfo=UTC), **options)


@pytest.fixture
def office(offices):
    """Three units: one done, one behind with two on its list, one that never sent."""
    made = offices(unit("CB01", "Chi bộ Một"), unit("CB02", "Chi bộ Hai"), unit("CB03", "Chi bộ Ba"))
    made.send([admitted(), person(class_sent="10/03/2024")])
    ready = {"certificate_no": "5/GCN", "certificate": "10/04/2024", "asked": "01/06/2024", "agreed": "20/06/2024"}
    return made.send(
        [person("Lò Văn Ón", "01/01/1999"), person("Hà Thị Mỷ", "02/02/1998", class_sent="10/03/2024", **ready)],
        unit="CB02",
    )


def letter(office, code, options=TWENTIETH, month=11) -> bytes:
    result = office.month(month)
    return urging_letter(result, next(line for line in result.units if line.unit.code == code), options)


def written(office, tmp_path, **options) -> list[str]:
    """Return the papers that a run writes, the page aside that leads to them."""
    outcome = remind(Job(office.folder, Period(2024, 11), tmp_path, options=TWENTIETH), **options)
    papers = (file.path for file in outcome.written.files if file.path != outcome.overview)
    return [path.relative_to(tmp_path).as_posix() for path in papers]


def test_units_that_are_late_or_behind_are_urged_and_no_others(office):
    assert [line.unit.code for line in urged(office.month())] == ["CB02", "CB03"]


def test_it_is_addressed_to_the_unit_and_sent_to_its_committee_member(office):
    found = lines(letter(office, "CB02"))
    assert "Kính gửi: Chi bộ Hai." in found
    assert found[found.index("Nơi nhận:") + 1] == "- Đồng chí Nguyễn Hữu Tuấn (để theo dõi),"


def test_it_asks_and_never_demands(office):
    whole = text(letter(office, "CB03")).lower()
    assert "đề nghị" in whole
    assert "yêu cầu" not in whole


def test_what_is_missing_since_when_is_said(office):
    october(office, [person("Tẩn Mẩy Lin", "17/01/1998")], unit="CB03")
    assert (
        "chưa nhận được báo cáo tháng 11 của đơn vị (hạn gửi báo cáo tháng 11: ngày 03/12/2024); "
        "báo cáo gần nhất đã nhận là của tháng 10/2024." in text(letter(office, "CB03"))
    )


def test_several_missing_months_are_said_as_a_span(office):
    assert "chưa nhận được báo cáo từ tháng 01 đến tháng 11 của đơn vị" in text(letter(office, "CB03"))


def test_a_unit_that_never_sent_is_told_that_nothing_of_it_is_known(office):
    whole = text(letter(office, "CB03"))
    assert "từ đầu năm đến nay chưa có báo cáo nào của đơn vị" in whole
    assert "Chưa có danh sách của đơn vị." in whole


def test_target_result_and_rest_are_said(office):
    found = lines(letter(office, "CB02"))
    assert "- Kết nạp đảng viên: 0/1 chỉ tiêu, còn 01." in found
    assert "- Cử quần chúng ưu tú đi học lớp bồi dưỡng nhận thức về Đảng: 1/1 chỉ tiêu, đạt 100%." in found


@pytest.mark.parametrize(
    ("day", "words"),
    [(20, "(còn 10 ngày)"), (29, "(còn 01 ngày)"), (30, "(đã đến hạn)")],
)
def test_days_left_are_counted_from_the_letters_day(office, day, words):
    found = lines(letter(office, "CB02", LetterOptions("15", date(2024, 11, day))))
    assert f"- Hạn hoàn thành: trước ngày 30/11/2024 {words}." in found


def test_after_the_deadline_the_days_gone_are_said(office):
    whole = text(letter(office, "CB02", LetterOptions("15", date(2024, 12, 5))))
    assert "(đã quá hạn 05 ngày)" in whole


def test_who_could_still_be_admitted_stands_with_what_each_lacks(office):
    table = next(t for t in Document(io.BytesIO(letter(office, "CB02"))).tables if t.rows[0].cells[0].text == "STT")
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["1", "Hà Thị Mỷ", "1998", "Đảng ủy đã đồng ý làm thủ tục", "chưa có nghị quyết đề nghị kết nạp", "–"],
        [
            "2",
            "Lò Văn Ón",
            "1999",
            "Cảm tình Đảng",
            "chưa học lớp bồi dưỡng nhận thức về Đảng; chi bộ chưa đề nghị làm thủ tục",
            "–",
        ],
    ]


TAUGHT = {
    "class_asked": "05/01/2024",
    "class_sent": "10/01/2024",
    "certificate_no": "1/GCN",
    "certificate": "10/03/2024",
}


def one_person(office, **values) -> bytes:
    return letter(office.send([person("Tẩn Mẩy Lin", "17/01/1998", **values)], unit="CB03"), "CB03")


def last_cells(data: bytes) -> list[str]:
    table = next(t for t in Document(io.BytesIO(data)).tables if t.rows[0].cells[0].text == "STT")
    assert [cell.text for cell in table.rows[0].cells[-2:]] == ["Chi bộ cần làm", "Chờ Đảng ủy"]
    return [cell.text.replace("\u00a0", " ") for cell in table.rows[1].cells[-2:]]


def test_a_class_that_was_asked_waits_for_the_committee_and_is_not_held_against_the_unit(office):
    data = one_person(office, class_asked="24/06/2024")
    assert last_cells(data) == ["chi bộ chưa đề nghị làm thủ tục", "cử đi học lớp (từ ngày 24/6/2024)"]
    assert "0/1 chỉ tiêu, còn 01 (01 người đã được đề nghị, chờ Đảng ủy quyết định)" in text(data)
    assert "Giới thiệu" not in text(data)


def test_a_procedure_that_was_asked_waits_for_the_committee_and_nothing_is_left_to_the_unit(office):
    data = one_person(office, asked="01/10/2024", **TAUGHT)
    assert last_cells(data) == ["–", "đồng ý làm thủ tục (từ ngày 01/10/2024)"]
    assert "0/1 chỉ tiêu, còn 01 (01 người đã được đề nghị làm thủ tục, chờ Đảng ủy đồng ý)" in text(data)
    assert "Khẩn trương hoàn thiện hồ sơ" not in text(data)


def test_what_the_committee_has_decided_waits_no_more(office):
    data = one_person(office, asked="01/10/2024", agreed="20/10/2024", **TAUGHT)
    assert last_cells(data) == ["chưa có nghị quyết đề nghị kết nạp", "–"]


def test_a_forecast_is_a_count_and_no_promise(office):
    assert (
        "Danh sách của đơn vị có 02 cảm tình Đảng, trong đó 01 người còn có thể kết nạp trước hạn "
        "nếu hoàn thành các bước còn lại:" in text(letter(office, "CB02"))
    )


def test_nobody_of_another_unit_is_in_a_units_letter(office):
    whole = text(letter(office, "CB03"))
    assert "Lò Văn Ón" not in whole
    assert "Hà Thị Mỷ" not in whole


def test_a_unit_without_targets_is_told_so(offices):
    office = offices(unit("CB01", admissions=None, classes=0), unit("CB02")).send([person()], unit="CB02")
    found = lines(letter(office, "CB01"))
    assert "- Đơn vị không được giao chỉ tiêu." in found
    assert not any("Hạn hoàn thành" in line for line in found)


def test_errors_to_mend_are_counted(office):
    office.send([person("Sáu", gender=None), person("Bảy", people=None)], unit="CB02")
    assert "Báo cáo còn 02 ô phải sửa, bổ sung." in text(letter(office, "CB02"))


def test_one_letter_to_all_addresses_each_unit_and_names_no_person(office):
    data = urging_to_all(office.month(), TWENTIETH)
    found = lines(data)
    at = found.index("Kính gửi:")
    assert found[at + 1 : at + 3] == ["- Chi bộ Hai;", "- Chi bộ Ba."]
    assert "còn 02 đơn vị chưa gửi báo cáo hoặc thực hiện chỉ tiêu còn chậm" in text(data)
    assert "Lò Văn Ón" not in text(data)


def test_many_units_are_addressed_by_the_appendix_that_names_them(offices):
    office = offices(*(unit(f"CB{n:02d}", f"Chi bộ số {n}") for n in range(1, 15)))
    found = lines(urging_to_all(office.month()))
    assert "Kính gửi: Các đơn vị có tên trong phụ lục kèm theo." in found
    assert "Chi bộ số 14" in found


def test_the_digest_gives_each_member_a_page_with_counts_alone(offices):
    second = unit("CB02", "Chi bộ Hai")
    second[3] = "Lý Seo Pao"
    office = offices(unit("CB01", "Chi bộ Một"), second).send([person()])
    whole = text(member_digest(office.month(), TWENTIETH))
    assert "Đồng chí Nguyễn Hữu Tuấn, Đảng ủy viên, phụ trách 01 đơn vị: không còn đơn vị chưa gửi báo cáo" in whole
    assert "Đồng chí Lý Seo Pao, Đảng ủy viên, phụ trách 01 đơn vị: 01 đơn vị chưa gửi báo cáo tháng 11" in whole
    assert "Nguyễn Văn An" not in whole


def test_units_that_nobody_follows_have_the_last_page_of_the_digest(offices):
    first = unit("CB01", "Chi bộ Một")
    first[3] = None
    office = offices(first, unit("CB02", "Chi bộ Hai")).send([person()])
    found = [line for line in lines(member_digest(office.month())) if "phụ trách" in line]
    assert found[-1].startswith("Có 01 đơn vị chưa phân công Đảng ủy viên phụ trách")


def test_the_command_writes_a_letter_each_and_the_digest(office, tmp_path):
    assert written(office, tmp_path) == [
        "2024-11/don_doc/cong_van_don_doc_CB02_2024-11.docx",
        "2024-11/don_doc/cong_van_don_doc_CB03_2024-11.docx",
        "2024-11/don_doc/phieu_theo_doi_2024-11.docx",
    ]


def test_the_command_writes_one_letter_to_all_where_asked(office, tmp_path):
    assert written(office, tmp_path, together=True) == [
        "2024-11/don_doc/cong_van_don_doc_2024-11.docx",
        "2024-11/don_doc/phieu_theo_doi_2024-11.docx",
    ]


def test_a_letter_that_no_longer_holds_is_taken_away(office, tmp_path):
    written(office, tmp_path)
    office.send([admitted("Lò Văn Ba", "03/03/1990"), person("Tư", class_sent="10/03/2024")], unit="CB03")
    written(office, tmp_path)
    names = {path.name for path in (tmp_path / "2024-11" / "don_doc").iterdir()}
    assert names == {"cong_van_don_doc_CB02_2024-11.docx", "phieu_theo_doi_2024-11.docx"}


def test_a_letter_that_the_clerk_changed_is_never_taken_away(office, tmp_path):
    written(office, tmp_path)
    changed = tmp_path / "2024-11" / "don_doc" / "cong_van_don_doc_CB03_2024-11.docx"
    changed.write_bytes(changed.read_bytes() + b"x")
    office.send([admitted("Lò Văn Ba", "03/03/1990"), person("Tư", class_sent="10/03/2024")], unit="CB03")
    written(office, tmp_path)
    assert changed.exists()


def test_nobody_late_is_said_and_only_the_digest_written(offices, tmp_path):
    office = offices(unit()).send([admitted(), person(class_sent="10/03/2024")])
    outcome = remind(Job(office.folder, output=tmp_path))
    names = [file.name for file in outcome.written.files]
    assert names == ["don_doc/phieu_theo_doi_2024-11.docx", "tong_quan_2024-11.html"]
    assert "không lập công văn đôn đốc" in outcome.notes[0]


def test_sixty_letters_open_their_template_once(offices, tmp_path, monkeypatch):
    from recruit.write.word import filling as word

    opened = []
    true = word.Document
    monkeypatch.setattr(word, "Document", lambda file: opened.append(1) or true(file))
    office = offices(*(unit(f"CB{n:02d}") for n in range(1, 62))).send([person()], unit="CB61")
    outcome = remind(Job(office.folder, Period(2024, 11), tmp_path))
    letters = [file for file in outcome.written.files if "cong_van" in file.name]
    assert (len(letters), len(opened)) == (61, 2)


def test_names_of_any_length_make_letters(offices, tmp_path):
    name = "Chi bộ " + " ".join(["Trung tâm"] * 60)
    office = offices(unit("CB01", name), info={"Đảng ủy": "Đảng ủy " + " ".join(["Văn phòng"] * 60)})
    assert written(office.send([person()]), tmp_path)[0] == "2024-11/don_doc/cong_van_don_doc_CB01_2024-11.docx"


def test_several_letters_have_no_number_in_common(office, tmp_path):
    outcome = remind(Job(office.folder, Period(2024, 11), tmp_path, options=TWENTIETH))
    assert "số riêng" in outcome.notes[0]
    letters = [file.path.read_bytes() for file in outcome.written.files if "cong_van" in file.name]
    assert all("Số         -CV/ĐU" in lines(data) for data in letters)


def test_every_letter_of_a_run_is_its_own(office, tmp_path):
    written(office, tmp_path)
    folder = tmp_path / "2024-11" / "don_doc"
    alone = letter(office, "CB03", replace(TWENTIETH, number=None))
    assert lines((folder / "cong_van_don_doc_CB03_2024-11.docx").read_bytes()) == lines(alone)


@pytest.mark.parametrize("make", [lambda o: letter(o, "CB02"), lambda o: letter(o, "CB03")])
def test_the_audit_finds_nothing_in_a_letter(office, make, tmp_path):
    assert complaints(make(office), tmp_path, "cv.docx") == []


@pytest.mark.parametrize("make", [urging_to_all, member_digest])
def test_the_audit_finds_nothing_in_the_papers_for_all(office, make, tmp_path):
    assert complaints(make(office.month()), tmp_path, "cv.docx") == []


def test_headings_number_without_a_gap(office):
    numbers = [int(m[1]) for line in lines(letter(office, "CB03")) if (m := re.match(r"(\d)\. ", line))]
    assert numbers == [1, 2, 3, 4]
