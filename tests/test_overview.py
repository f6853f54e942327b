"""The overview: what it says of a month, what it asks for, where its links lead, and what it never says."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from letters import mail
from office import Office, admitted, form, outcomes, person, plan, unit
from overview_page import OverviewPage, page_of
from word_for_word import many

from recruit.declared.summary import Submission
from recruit.job import Job
from recruit.model import LetterOptions, Period, Span
from recruit.run import check, final, forms, periodic, remind, report
from recruit.screen.said import say

ROOT = Path(__file__).parents[1]
EXAMPLES, TEMPLATES = ROOT / "input_examples", ROOT / "templates"
NOVEMBER = Period(2024, 11)
LATER = datetime(2024, 11, 25, tzinfo=UTC)
TAUGHT = {"class_asked": "05/02/2024", "class_sent": "10/03/2024"}


@pytest.fixture
def run(tmp_path):
    """Run a command on an office, into one folder; return the outcome."""

    def started(office: Office, command=report, period: Period | None = NOVEMBER, **options):
        return command(Job(office.folder, period, output=tmp_path / "ra", **options))

    return started


@pytest.fixture(scope="module")
def busy(tmp_path_factory) -> OverviewPage:
    """The page of a month in which there is everything: done, going on, waiting, of no use, older, silent."""
    folder = tmp_path_factory.mktemp("nhiều")
    return page_of(report(Job(many(folder / "thư").folder, NOVEMBER, output=folder / "ra")))


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> OverviewPage:
    return page_of(report(Job(EXAMPLES, output=tmp_path_factory.mktemp("ra"))))


# -- the month ---------------------------------------------------------------------------------------------------------


def test_the_page_lies_beside_the_letter_and_the_outcome_and_the_screen_name_it(office, run, capsys, tmp_path):
    outcome = run(office.send())
    say(outcome)
    assert outcome.overview == tmp_path / "ra" / "2024-11" / "tong_quan_2024-11.html"
    *_, line, closing = capsys.readouterr().out.splitlines()
    assert line == f"Mở xem: {outcome.overview}"
    assert closing.startswith("Kết quả: ")


def test_a_target_stands_with_its_rate_what_is_left_and_last_year(offices, run):
    office = offices(unit(admissions=3, classes=1), last_year=[[11, 2, 5, 0]])
    page = page_of(run(office.send([admitted(), admitted("Lê Văn Ba", decision_no="2-QĐ"), person(**TAUGHT)])))
    assert page.targets == [
        "Kết nạp đảng viên: 2/3 (66,7%), còn 01 ▲ cùng kỳ năm trước: 02",
        "Cử đi học lớp: 1/1 (100%), đã đủ ▲ cùng kỳ năm trước: 05",
    ]


def test_a_bar_is_as_long_as_its_share_with_marks_at_target_and_last_year(offices, run):
    office = offices(unit(admissions=4, classes=None), last_year=[[11, 1, 0, 0]])
    page = page_of(run(office.send([admitted(), admitted("Lê Văn Ba", decision_no="2-QĐ")])))
    bar = page.root.find_class("thanh")[0]
    done = bar.find_class("dat")[0].get("width")
    marks = {path.get("class"): path.getparent().get("x") for path in bar.iter("path")}
    assert (done, marks) == ("50.00%", {"giao": "100.00%", "nam_truoc": "25.00%"})


def test_a_last_year_with_nobody_has_its_mark_at_the_start_and_no_target_has_none(offices, run):
    office = offices(unit(admissions=4, classes=None), last_year=[[11, 0, 0, 0]])
    bars = page_of(run(office.send([admitted()]))).root.find_class("thanh")
    marks = [{path.get("class"): path.getparent().get("x") for path in bar.iter("path")} for bar in bars[:2]]
    assert marks == [{"giao": "100.00%", "nam_truoc": "0.00%"}, {"nam_truoc": "0.00%"}]


def test_without_a_target_and_without_last_year_that_is_said(offices, run):
    page = page_of(run(offices(unit(admissions=None, classes=None), last_year=[]).send([admitted()])))
    assert page.targets[0] == "Kết nạp đảng viên: 01 (không giao) Cùng kỳ năm trước: chưa rõ"


def test_the_months_stand_in_a_table_beside_their_picture(office, run):
    page = page_of(run(office.send([admitted(), person(**TAUGHT)]), period=NOVEMBER))
    assert page.months["Kết nạp"] == ["00", "00", *["01"] * 9]
    assert page.months["Cử đi học"] == ["00", "00", *["01"] * 9]
    assert len(page.root.find_class("duong")[0].findall(".//circle")) == 11


def test_each_unit_stands_with_what_it_sent_its_results_errors_and_warnings(busy):
    rows = {code: busy.unit(code) for code in ("CB01", "CB03", "CB04", "CB05", "DT01")}
    assert {code: row[1:6] for code, row in rows.items()} == {
        "CB01": ["● Đã nộp", "2/1", "1/1", "", "02"],
        "CB03": ["○ Chưa nộp số liệu tháng 10/2024", "0/1 chậm", "0/2 chậm", "01", ""],
        "CB04": ["○ Chưa nộp chưa có số liệu", "–", "–", "", ""],
        "CB05": ["■ Chưa dùng được có thể ghi nhầm Tháng; chưa có số liệu", "–/1 chậm", "–/1 chậm", "01", ""],
        "DT01": ["● Đã nộp", "–", "1/1", "", rows["DT01"][5]],
    }


def test_a_late_unit_is_told_apart_by_sign_and_word(offices, run):
    office = offices(unit("CB01", addresses="cb01@vidu.example"), unit("CB02"))
    late = mail(("a.xlsx", form()), sender="cb01@vidu.example", sent=datetime(2024, 12, 9, tzinfo=UTC))
    page = page_of(run(office.put("1.eml", late).send(unit="CB02")))
    assert (page.unit("CB01")[1], page.unit("CB02")[1]) == ("▲ Nộp chậm", "● Đã nộp")


def test_no_two_states_have_one_sign():
    from recruit.letters.overview_units import _KINDS

    assert _KINDS.keys() == set(Submission)
    signs = {kind: sign for kind, sign in _KINDS.values()}
    assert len(signs) == len(set(signs.values())) == 5


def test_what_a_resend_changed_stands_with_its_unit(office, run):
    office.send([person(birth="31/02/1990", people="Kinhh")])
    page = page_of(run(office.send([person(people="Kinhh")], name="CB01_sua.xlsx", sent=LATER)))
    assert page.unit("CB01")[1] == "● Đã nộp gửi lại: đã sửa 1/2 ô, còn 1 ô như cũ"


def test_a_returned_workbook_that_comes_back_unchanged_is_said(office, run):
    outcome = run(office.send([person(birth="31/02/1990")]))
    [returned] = (file.path for file in outcome.written.files if file.name.startswith("tra_lai/"))
    office.put("gửi lại.xlsx", returned.read_bytes())
    assert "biểu trả lại gửi về, chưa sửa ô nào" in page_of(run(office)).unit("CB01")[1]


def test_what_moved_since_the_run_before_is_told_with_the_unit(offices, run):
    office = offices(unit("CB01"), unit("CB02")).send([person()])
    assert "Thay đổi so với lần lập trước" not in page_of(run(office)).text
    page = page_of(run(office.send([admitted()], name="CB01_sua.xlsx", sent=LATER)))
    assert "kết nạp 00 → 01: CB01 gửi lại" in page.text


# -- whether the letter can be issued ----------------------------------------------------------------------------------


def test_with_nothing_open_the_letter_can_be_issued(office, run):
    assert page_of(run(office.send())).verdict.startswith("● Ban hành được công văn: các đơn vị đã nộp đủ")


def test_with_something_open_each_reason_is_told(busy):
    assert busy.verdict.startswith("▲ Chưa ban hành được công văn: còn là dự thảo.")
    assert "02 đơn vị chưa nộp: CB03, CB04" in busy.verdict
    assert "01 đơn vị đã gửi, chưa dùng được: CB05" in busy.verdict
    assert "02 lỗi phải sửa: CB03, CB05" in busy.verdict


def test_a_letter_issued_all_the_same_is_told_as_such_with_what_is_left(busy, offices, run):
    office = offices(unit("CB01"), unit("CB02")).send()
    page = page_of(run(office, options=LetterOptions("127", issue=True)))
    assert page.verdict.startswith("▲ Đã lập công văn để ban hành, nêu rõ những việc còn lại.")
    assert "01 đơn vị chưa nộp: CB02" in page.verdict


def test_a_letter_that_the_plan_keeps_from_being_written_is_told_with_the_cell(offices, run):
    page = page_of(run(offices(info={"Họ tên người ký": None}).send()))
    assert page.verdict.startswith("▲ Chưa lập được công văn.")
    assert "chưa ghi Họ tên người ký" in page.verdict
    assert page.dead == []


# -- what is to be done ------------------------------------------------------------------------------------------------


def test_what_is_to_be_done_stands_in_order(busy):
    assert busy.headings == [
        "Gọi điện cho đơn vị, gửi thư nháp kèm theo",
        "Xem lại những gì đã đến mà chưa dùng được",
        "Trình Đảng ủy quyết định",
        "Đôn đốc đơn vị chậm chỉ tiêu",
        "Việc tiếp theo",
    ]


def test_who_is_missing_is_called_under_the_number_of_the_newest_cover(offices, run):
    office = offices(unit("CB01", "Chi bộ Một"), unit("CB02"))
    office.send(month=9, cover={"Người lập biểu": "Vũ Thị Cũ", "Điện thoại": "0900 000 009"})
    office.send(month=10, cover={"Người lập biểu": "Lê Thị Lan", "Điện thoại": "0912 345 678"})
    [line] = page_of(run(office.send(unit="CB02"))).work("Gọi điện")
    assert line.startswith("CB01 Chi bộ Một (Lê Thị Lan, 0912 345 678): chưa gửi báo cáo tháng 11")


def test_of_who_never_sent_the_plans_number_is_told(example):
    [line] = [line for line in example.work("Gọi điện") if line.startswith("CB08")]
    assert line.startswith("CB08 Chi bộ Nhà khách (0214 3000 107): chưa gửi báo cáo từ tháng 01 đến tháng 10")


def test_where_nobody_is_known_that_is_said(offices, run):
    page = page_of(run(offices(unit("CB01", "Một"), unit("CB02")).send(unit="CB02")))
    assert page.work("Gọi điện")[0].startswith("CB01 Một (chưa có số điện thoại): chưa gửi")


def test_a_unit_with_errors_stands_with_its_returned_workbook_and_its_draft(office, run):
    [line] = page_of(run(office.send([person(birth="31/02/1990")]))).work("Gửi biểu trả lại")
    assert ": 01 lỗi phải sửa." in line
    assert "Biểu trả lại: bieu_bao_cao_CB01_2024-11.xlsx Thư nháp: thu_CB01_2024-11.eml" in line


def test_a_unit_behind_its_targets_stands_with_its_letter(busy):
    [line] = busy.work("Đôn đốc")
    assert line.startswith("CB02 Chi bộ Hai (Lê Thị Lan): còn kết nạp 02.")
    assert "Công văn đôn đốc: cong_van_don_doc_CB02_2024-11.docx" in line


def test_what_waits_for_the_committee_is_counted_by_kind_with_its_list(busy):
    assert busy.work("Trình Đảng ủy") == [
        "Cử đi học lớp: 01 trường hợp, lâu nhất từ ngày 24/6/2024",
        "Làm thủ tục kết nạp: 01 trường hợp, lâu nhất từ ngày 01/10/2024",
        "Danh sách: trinh_dang_uy_2024-11.docx",
    ]


def test_what_came_and_is_of_no_use_is_told_with_why(offices, run):
    office = offices(unit("CB01", addresses="cb01@vidu.example"), unit("CB02")).send(unit="CB02")
    office.put("1.eml", mail(("quét.jpg", b"\xff\xd8\xff\xe0"), sender="cb01@vidu.example"))
    [line] = page_of(run(office)).work("Xem lại")
    assert line.startswith("CB01: 1.eml: bản chụp")


@pytest.mark.parametrize(("came", "more"), [(12, []), (13, ["01"]), (15, ["03"])])
def test_of_many_that_are_of_no_use_twelve_stand_there_and_the_others_are_counted(office, run, came, more):
    for number in range(came):
        office.send([person()], unit=f"CB9{number}", name=f"{number:02d}.xlsx")
    said = page_of(run(office.send())).work("Xem lại")
    assert len(said) == min(came, 12) + len(more)
    assert [found[1] for line in said if (found := re.match(r"và (\d+) tệp nữa", line))] == more


def test_a_workbook_of_a_unit_that_there_is_not_is_work(office, run):
    [line] = page_of(run(office.send().send(unit="CB99"))).work("Xem lại")
    assert line.startswith("CB99: CB99_11.xlsx: mã đơn vị không có trong kế hoạch")


def test_a_picture_beside_a_workbook_that_counts_is_no_work(offices, run):
    office = offices(unit("CB01", addresses="cb01@vidu.example"))
    office.put("1.eml", mail(("a.xlsx", form()), ("ký.jpg", b"\xff\xd8\xff\xe0"), sender="cb01@vidu.example"))
    assert page_of(run(office)).work("Xem lại") == []


def test_a_file_that_the_clerk_has_set_aside_is_no_work(tmp_path, run):
    office = Office(tmp_path / "in").send()
    office.put("hỏng.xlsx", b"PK\3\4hong")
    assert len(page_of(run(office)).work("Xem lại")) == 1
    [sha] = (file.sha256 for file in office.month().files if file.file == "hỏng.xlsx")
    office.put("ke_hoach.xlsx", plan(unused=[[sha, "bản nháp", "Lê Thị Lan", "01/12/2024"]]))
    assert outcomes(office.month())["hỏng.xlsx"] == "Không dùng: bản nháp"
    assert page_of(run(office)).work("Xem lại") == []


# -- links -------------------------------------------------------------------------------------------------------------


def test_every_link_of_the_example_leads_to_a_file(example):
    assert example.dead == []
    assert {"cong_van_bao_cao_2024-11.docx", "tra_lai/bieu_bao_cao_CB07_2024-11.xlsx"} <= set(example.links)
    assert sum(link.endswith(".eml") for link in set(example.links)) == 9


def test_a_link_leads_to_the_number_that_a_file_got(office, run):
    first = run(office.send([person(birth="31/02/1990")]))
    kept = ("cong_van_bao_cao_2024-11.docx", "don_doc/thu_CB01_2024-11.eml")
    for name in kept:
        (first.written.folder / name).write_bytes(b"by hand")
    office.send([person(birth="30/02/1990")], name="CB01_sua.xlsx", sent=LATER)
    page = page_of(run(office))
    assert {"cong_van_bao_cao_2024-11_2.docx", "don_doc/thu_CB01_2024-11_2.eml"} <= set(page.links)
    assert set(kept).isdisjoint(page.links)
    assert page.dead == []


def test_links_to_units_with_odd_codes_lead_to_their_files(offices, run):
    office = offices(unit("CB 01/ă", "Một"), unit("con", "Hai")).send([person(gender="?")], unit="CB 01/ă")
    page = page_of(run(office))
    assert page.dead == []
    assert sum(link.endswith(".eml") for link in set(page.links)) == 2


def test_urging_letters_after_a_report_leave_a_page_that_leads_to_what_the_report_left(offices, run):
    office = offices(unit("CB01"), unit("CB02")).send([person(gender="?")])
    before = page_of(run(office))
    page = page_of(run(office, remind))
    assert page.path == before.path
    assert (page.dead, set(page.links)) == ([], set(before.links))


def test_a_page_of_today_says_where_the_letter_in_its_folder_says_something_else(offices, run):
    office = offices(unit("CB01"), unit("CB02")).send([person()])
    run(office)
    assert "số liệu đã khác" not in page_of(run(office, check)).verdict
    office.send([admitted()], name="CB01_sua.xlsx", sent=LATER)
    page = page_of(run(office, remind))
    assert "số liệu đã khác với công văn trong thư mục này: kết nạp 00 → 01: CB01 gửi lại" in page.verdict


@pytest.mark.parametrize(
    ("command", "name", "document"),
    [
        (check, "2024-11/tong_quan_2024-11.html", "kiem_tra_2024-11.xlsx"),
        (remind, "2024-11/tong_quan_2024-11.html", "don_doc/phieu_theo_doi_2024-11.docx"),
        (final, "2024/tong_quan_bao_cao_nam_2024.html", "bao_cao_nam_2024.docx"),
        (
            lambda job: periodic(replace(job, period=None), Span(2024, "Q4", 10, 12)),
            "2024/tong_quan_bao_cao_quy_4_2024.html",
            "bao_cao_quy_4_2024.docx",
        ),
    ],
    ids=["check", "remind", "final", "periodic"],
)
def test_the_other_commands_end_with_a_page_that_leads_to_what_they_wrote(
    offices, run, tmp_path, command, name, document
):
    page = page_of(run(offices(unit("CB01"), unit("CB02")).send(), command))
    assert page.path == tmp_path / "ra" / name
    assert document in page.links
    assert page.dead == []
    assert page.unit("CB01")[1] == "● Đã nộp"


def test_the_page_of_forms_leads_to_each_units_form_and_says_when_it_is_due(offices, run):
    page = page_of(run(offices(unit("CB01"), unit("CB02", last=10)).send(month=10), forms))
    assert page.path.name == "tong_quan_bieu_2024-11.html"
    assert page.links == ["bieu_thang_11/bieu_bao_cao_CB01_2024-11.xlsx"]
    assert page.verdict == "● Đã lập 01 biểu tháng 11/2024."
    assert "hạn nộp ngày 03/12/2024" in page.work("Việc tiếp theo")[0]
    assert page.dead == []


def test_before_anything_was_sent_the_check_says_so_and_what_comes_next(office, run):
    page = page_of(run(office, check, period=None))
    assert page.path.name == "tong_quan_2024.html"
    assert page.verdict.startswith("▲ Chưa đơn vị nào gửi báo cáo dùng được")
    assert page.work("Việc tiếp theo")[0].startswith("Lập biểu cho từng đơn vị")
    assert page.dead == []


# -- what it never says ------------------------------------------------------------------------------------------------


def test_nobody_of_the_lists_is_named(example):
    from recruit.run import measure

    month = measure(EXAMPLES)
    listed = {entry.row.text("name") for entry in month.people}
    listed |= {member.name for member in month.probation}
    assert len(listed) > 20
    assert [name for name in listed if name and name.casefold() in example.text.casefold()] == []


HOSTILE = "<script>alert(1)</script> & \"'{{ 7 * 7 }}{% if x %} <img src=x onerror=y>"


def test_text_from_outside_is_text_whatever_it_says(offices, run):
    office = offices(unit("CB01", HOSTILE), unit("CB02")).send(unit="CB02")
    office.send(month=10, cover={"Người lập biểu": HOSTILE, "Điện thoại": HOSTILE})
    page = page_of(run(office))
    assert page.unit("CB01")[0] == f"CB01 {HOSTILE}"
    assert page.work("Gọi điện")[0].startswith(f"CB01 {HOSTILE} ({HOSTILE}, {HOSTILE}):")
    assert {element.tag for element in page.root.iter("script", "img", "link", "iframe")} == set()


def test_what_would_turn_the_reading_order_is_left_out(offices, run):
    page = page_of(run(offices(unit("CB01", "Chi bộ \u202eMột\u2066")).send()))
    assert page.unit("CB01")[0] == "CB01 Chi bộ Một"
    assert "\u202e" not in page.source


def test_the_page_holds_no_script_and_forbids_all_that_would_be_fetched(example):
    policy = example.root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert "http" not in example.source.replace("http-equiv", "")


# -- as an output ------------------------------------------------------------------------------------------------------


def test_the_same_run_again_leaves_the_same_page(office, run, tmp_path):
    first = page_of(run(office.send([person(gender="?")]))).source
    assert page_of(run(office)).source == first
    shutil.rmtree(tmp_path / "ra")
    assert page_of(run(office)).source == first


def test_a_page_that_somebody_changed_stays_and_the_new_one_gets_the_next_number(office, run):
    page = run(office.send()).overview
    page.write_text("của tôi", encoding="utf-8")
    outcome = run(office.send([person(gender="?")], name="CB01_sua.xlsx", sent=LATER))
    assert outcome.overview == page.with_name("tong_quan_2024-11_2.html")
    assert page.read_text(encoding="utf-8") == "của tôi"


def test_with_a_password_the_page_stays_open(office, run):
    outcome = run(office.send(), password="Mat-khau 2024!")
    assert page_of(outcome).dead == []
    assert not any("Không đặt được mật khẩu" in note for note in outcome.notes)


# -- its template ------------------------------------------------------------------------------------------------------


@pytest.fixture
def templates(tmp_path) -> Path:
    """A copy of the office's templates."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "mẫu"))


def reworded(folder: Path, old: str, new: str) -> Path:
    page = folder / "tong_quan.html"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_the_offices_own_words_are_used(office, run, templates):
    reworded(templates, "<h2>Việc cần làm</h2>", "<h2>Kính gửi chị Lan</h2>")
    assert "Kính gửi chị Lan" in page_of(run(office.send(), templates=templates)).text


def test_the_spelling_of_the_plan_is_used(offices, run):
    office = offices(info={"Cách viết ủy/uỷ": "uỷ"}).send()
    assert "Đảng uỷ" in page_of(run(office)).text


BROKEN = {
    "a name that there is not": ("{{ tieu_de }}</h1>", "{{ tieu_dee }}</h1>", "M20"),
    "a block left open": ("{% endfor %}\n{% else %}", "{% else %}", "M4"),
    "a script": ("<main>", "<main><script>alert(1)</script>", "M67"),
    "what runs": ("<main>", '<main onclick="a()">', "M67"),
    "a picture from elsewhere": ("<main>", '<main><img src="https://vidu.example/a.png">', "M67"),
    "a link to elsewhere": ("<main>", '<main><a href="https://vidu.example/">a</a>', "M67"),
    "a style from elsewhere": ("<style>", "<style>@import 'a.css';", "M67"),
    "a picture of the style": ("<style>", "<style>p { background: url(a.png); }", "M67"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_template_that_cannot_be_used_is_named_and_the_rest_is_written(office, run, templates, capsys, kind):
    old, new, code = BROKEN[kind]
    office.send()
    earlier = run(office).overview
    outcome = run(office, templates=reworded(templates, old, new))
    say(outcome)
    said = capsys.readouterr().out
    assert f"Lỗi {code}" in said and "mẫu tong_quan.html" in said
    assert outcome.overview is None
    assert not earlier.exists()
    assert (outcome.written.folder / "cong_van_bao_cao_2024-11.docx").exists()
    assert outcome.exit_code == 1


def test_a_template_that_is_missing_is_named_and_the_rest_is_written(office, run, templates):
    (templates / "tong_quan.html").unlink()
    outcome = run(office.send(), templates=templates)
    assert [fault.code for fault in outcome.faults["tong_quan.html"]] == ["M05"]
    assert (outcome.written.folder / "cong_van_bao_cao_2024-11.docx").exists()
    assert (outcome.overview, outcome.exit_code) == (None, 1)


def test_the_check_names_the_line_of_a_fault(office, run, templates):
    reworded(templates, "<h1>{{ tieu_de }}</h1>", "<h1>{{ tieu_dee }}</h1>")
    line = (templates / "tong_quan.html").read_text(encoding="utf-8").split("\n").index("<h1>{{ tieu_dee }}</h1>") + 1
    [fault] = run(office.send(), check, templates=templates).faults["tong_quan.html"]
    assert (fault.code, fault.line) == ("M20", line)


def test_the_shipped_template_has_no_fault():
    from recruit.write.overview.page import page_faults

    assert page_faults(TEMPLATES) == []
