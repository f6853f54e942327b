"""The language of every document: no rough edge at 0, 1 or many, blanks that hold numbers and nouns, one spelling."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import papers
import pytest
from office import Office, admitted, person, unit

from recruit.language.wording import NBSP
from recruit.model import LetterOptions

DATED = LetterOptions("127", date(2024, 12, 5))
CLASS = {
    "class_asked": "10/01/2024",
    "class_sent": "10/02/2024",
    "certificate_no": "1/GCN",
    "certificate": "10/03/2024",
}


def nobody(office: Office) -> Office:
    """No unit sent anything of the period but one, whose list is of one person."""
    return office.send([person()])


def one(office: Office) -> Office:
    """One of everything."""
    waiting = person("Lò Văn Ón", "01/01/1999", class_asked="10/10/2024", helper=None, helper_day=None)
    return office.send([admitted(), person(**CLASS), waiting], cover={"Kiến nghị, đề xuất": "- Mở thêm lớp;"})


def many(office: Office) -> Office:
    """A dozen of everything, above all targets."""
    people = [admitted(f"Nguyễn Văn Thứ {n}", f"{n + 1:02d}/01/1990", decision_no=f"{n + 1}-QĐ/ĐUK") for n in range(12)]
    people += [person(f"Lò Văn Ón {n}", f"{n + 1:02d}/02/1995", **CLASS) for n in range(12)]
    people += [person(f"Hà Thị Mỷ {n}", f"{n + 1:02d}/03/1996", asked="10/10/2024", agreed=None) for n in range(12)]
    office.send([person("Sùng Thị Mai")], unit="CB02", cover={"Khó khăn, vướng mắc": "+ Nguồn ít\n+ Xa xôi"})
    return office.send(people, cover={"Kiến nghị, đề xuất": "1. Mở thêm lớp\n2. Hỗ trợ kinh phí"})


def wrong(office: Office) -> Office:
    """Errors of every common kind, and a unit with figures of an older month."""
    office.send([person("Ba")], unit="CB02", month=9, sent=datetime(2024, 9, 20, tzinfo=UTC))
    return office.send([admitted(gender=None, people="?"), person("Hai", birth="1990"), person("", "01/01/1990")])


SITUATIONS = {"nobody": nobody, "one": one, "many": many, "wrong": wrong}


@pytest.fixture(scope="module", params=SITUATIONS)
def result(request, tmp_path_factory):
    units = [unit("CB01"), unit("CB02", "Chi bộ Hai"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể", None, None)]
    office = Office(tmp_path_factory.mktemp(request.param), *units)
    return SITUATIONS[request.param](office).month()


DOCUMENTS = {
    "letter": papers.letter,
    "committee_list": papers.committee_list,
    "assignment": lambda result, options: papers.assignment(result.plan, options),
    "urging": lambda result, options: papers.urging_letter(result, result.units[1], options),
    "urging_to_all": papers.urging_to_all,
    "digest": papers.member_digest,
    "year": papers.year_report,
}


@pytest.fixture(params=DOCUMENTS)
def document(request, result):
    return papers.lines(DOCUMENTS[request.param](result, DATED))


ROUGH = {
    "a value that is none": r"None|nan|NaT",
    "a tag": r"[{}]|%\}",
    "two blanks": r"  ",
    "a blank before a mark": r" [,;.:)]|\( ",
    "two marks": r",,|;;|,\.|;\.|,;|\.\.(?!\.)|\(\)",
    "a bullet of nothing": r"^- *$|^- [.;]",
    "a count of nought in prose": r"(?:kết nạp|cử|có|còn) 00\b",
    "a rate without a comma": r"\d\.\d+%",
    "a word twice": r"\b(và và|của của|tháng tháng|ngày ngày|năm năm|ủy ủy)\b",
}


@pytest.mark.parametrize("rough", ROUGH)
def test_no_paragraph_has_a_rough_edge(document, rough):
    for line in document:
        assert not re.search(ROUGH[rough], line), line


def test_counts_that_stand_alone_have_two_digits(document):
    nouns = "đảng viên|quần chúng|người|cảm tình|đơn vị|đồng chí|trường hợp|chỗ cần"
    for line in document:
        assert not re.search(rf"(?<![\d/,.])\d (?:{nouns})", line), line


def test_a_rate_stands_beside_its_counts(document):
    for line in document:
        for found in re.finditer(r"đạt \d[\d,]*%", line):
            assert re.search(r"\d+/\d+ (chỉ tiêu|đơn vị)", line[: found.start()]), line


def raw(data: bytes) -> str:
    """Return a document's text with its blanks as they are."""
    import io

    from docx import Document

    body = Document(io.BytesIO(data)).element.body
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join("".join(t.text or "" for t in p.iter(f"{w}t")) for p in body.iter(f"{w}p"))


@pytest.mark.parametrize("make", ["letter", "urging", "urging_to_all", "year", "assignment", "committee_list"])
def test_a_line_never_breaks_between_a_number_and_what_it_belongs_to(make, result):
    whole = raw(DOCUMENTS[make](result, DATED))
    # What the appendices' tables hold has lines of its own.
    for before in (r"số \d", r"ngày \d", r"tháng \d", r"năm \d{4}", r"Phụ lục \d"):
        assert not re.search(rf"\b{before}", whole), re.search(rf".{{20}}\b{before}.{{10}}", whole)
    for noun in ("đảng viên mới", "quần chúng", "người", "cảm tình Đảng", "trường hợp"):
        assert not re.search(rf"\d {noun}", whole), noun


def test_the_units_own_words_are_cleaned_of_bullets_and_line_breaks_only(offices):
    words = "+ Đề nghị  cấp trên  mở lớp\n\t- tại huyện;  xem xét “kinh phí” (nếu có)"
    office = offices(unit()).send([person()], cover={"Kiến nghị, đề xuất": words})
    found = papers.lines(papers.letter(office.month()))
    assert "- Chi bộ CB01: Đề nghị cấp trên mở lớp; tại huyện; xem xét “kinh phí” (nếu có)." in found


def test_the_units_own_words_keep_their_spelling(offices):
    office = offices(unit(), info={"Cách viết ủy/uỷ": "uỷ"})
    office.send([person()], cover={"Kiến nghị, đề xuất": "Đảng ủy mở thêm lớp"})
    assert "- Chi bộ CB01: Đảng ủy mở thêm lớp." in papers.lines(papers.letter(office.month()))


@pytest.mark.parametrize("spelling", ["ủy", "uỷ"])
@pytest.mark.parametrize("make", DOCUMENTS)
def test_every_document_has_one_spelling(offices, make, spelling):
    office = offices(unit("CB01"), unit("CB02"), info={"Cách viết ủy/uỷ": spelling}).send([person()])
    whole = "\n".join(papers.lines(DOCUMENTS[make](office.month(), DATED))).lower()
    other = {"ủy": "uỷ", "uỷ": "ủy"}[spelling]
    assert spelling in whole
    assert not re.search(rf"\b{other}\b", whole)


def test_a_name_that_only_holds_the_syllable_stays_as_typed(offices):
    office = offices(unit(), info={"Cách viết ủy/uỷ": "uỷ", "Họ tên người ký": "Phan Thủy"}).send([person()])
    assert "Phan Thủy" in papers.lines(papers.letter(office.month()))


def test_an_unknown_spelling_in_the_plan_is_an_error_of_the_plan(offices):
    month = offices(unit(), info={"Cách viết ủy/uỷ": "uy"}).send([person()]).month()
    assert [found.code for found in month.findings] == ["K12"]


def test_the_day_in_the_head_does_not_break(result):
    assert f"ngày{NBSP}05{NBSP}tháng{NBSP}12{NBSP}năm{NBSP}2024" in raw(papers.letter(result, DATED))
