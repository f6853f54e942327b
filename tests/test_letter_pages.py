"""The letter on paper, as LibreOffice lays it out: positions in millimetres, page numbers, nothing torn or left alone."""

from __future__ import annotations

import io
import itertools

import pdfplumber
import pytest
from libreoffice import pdf
from office import Office, admitted, person, unit
from papers import letter

MM = 72 / 25.4


def pages(office: Office) -> list:
    return pdfplumber.open(io.BytesIO(pdf(letter(office.month()), "cv.docx"))).pages


@pytest.fixture(scope="module")
def short(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("ngắn"), unit("CB01"), unit("CB02"))
    return pages(office.send([admitted(), person(class_sent="10/03/2024")]))


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """Sixty units with long names and much to say."""
    codes = [f"CB{number:02d}" for number in range(1, 61)]
    office = Office(
        tmp_path_factory.mktemp("dài"), *(unit(c, f"Chi bộ Trung tâm Phục vụ hành chính công số {c}") for c in codes)
    )
    for index, code in enumerate(codes):
        office.send(
            [admitted(f"Nguyễn Văn Thứ {code}", f"{index % 28 + 1:02d}/01/1990", decision_no=f"{index + 1}-QĐ/ĐUK")],
            unit=code,
            cover={"Khó khăn, vướng mắc": f"Khó khăn thứ {index} của đơn vị " + "rất dài " * 12},
        )
    return pages(office)


def words(page, text: str) -> dict:
    """Return the box of the first place where `text` stands on the page."""
    return page.search(text, regex=False)[0]


def test_every_page_of_the_letter_is_a4_portrait_and_of_the_appendices_landscape(short):
    sizes = [(round(page.width / MM), round(page.height / MM)) for page in short]
    assert sizes[0] == (210, 297)
    assert sizes[-1] == (297, 210)


def test_the_title_ends_at_the_right_margin_and_is_as_wide_as_its_line(short):
    title = words(short[0], "ĐẢNG CỘNG SẢN VIỆT NAM")
    width = (title["x1"] - title["x0"]) / MM
    assert abs(width - 73) < 1
    lines = [
        e for e in short[0].edges if e["orientation"] == "h" and title["bottom"] - 2 < e["top"] < title["bottom"] + 8
    ]
    assert lines
    assert all(abs((line["x1"] - line["x0"]) / MM - width) < 3 for line in lines)


def test_the_head_begins_at_the_upper_margin(short):
    assert abs(words(short[0], "ĐẢNG BỘ KHỐI")["top"] / MM - 20) < 2


def test_no_block_of_the_head_wraps_but_the_subject(short):
    lines = short[0].extract_text().split("\n")
    assert lines[0] == "ĐẢNG BỘ KHỐI CQ-DN TỈNH ĐẢNG CỘNG SẢN VIỆT NAM"
    assert lines[1] == "ĐẢNG ỦY VĂN PHÒNG UBND TỈNH"


def test_the_body_stands_between_the_margins(short):
    body = [w for w in short[0].extract_words() if w["top"] > 250]
    assert min(w["x0"] for w in body) / MM >= 29.5
    assert max(w["x1"] for w in body) / MM <= 195.5


def test_the_first_line_of_a_paragraph_is_indented_by_ten_millimetres(short):
    assert abs(words(short[0], "Căn cứ Thông báo")["x0"] / MM - 40) < 1


def test_lines_of_the_body_are_at_least_eighteen_points_apart(short):
    tops = sorted({round(w["top"], 1) for w in short[0].extract_words() if w["top"] > 250})
    assert min(b - a for a, b in itertools.pairwise(tops) if b - a > 2) >= 17.9


def test_page_one_has_no_number_and_later_pages_have_theirs(short, long):
    for document in (short, long):
        for number, page in enumerate(document, start=1):
            head = [w for w in page.extract_words() if w["top"] / MM < 17]
            assert [w["text"] for w in head] == ([] if number == 1 else [str(number)])


def test_the_page_number_is_centred_ten_millimetres_from_the_edge(long):
    [number] = [w for w in long[1].extract_words() if w["top"] / MM < 17]
    assert abs((number["x0"] + number["x1"]) / 2 / MM - 112.5) < 2
    assert abs(number["top"] / MM - 10) < 2


@pytest.mark.parametrize("which", ["short", "long"])
def test_the_signature_stands_with_at_least_two_lines_of_the_body(which, request):
    page = next(p for p in request.getfixturevalue(which) if p.search("Phan Quốc Nghĩa", regex=False))
    above = {round(w["top"]) for w in page.extract_words() if 17 * MM < w["top"] < words(page, "Nơi nhận:")["top"] - 5}
    assert len(above) >= 2
    assert page.search("T/M ĐẢNG ỦY", regex=False)


def test_there_is_room_for_the_signature(short):
    page = next(p for p in short if p.search("Phan Quốc Nghĩa", regex=False))
    gap = words(page, "Phan Quốc Nghĩa")["top"] - words(page, "BÍ THƯ")["bottom"]
    assert gap / MM >= 20


def test_recipients_stand_level_with_the_signature(short):
    page = next(p for p in short if p.search("Nơi nhận:", regex=False))
    assert abs(words(page, "Nơi nhận:")["top"] - words(page, "T/M ĐẢNG ỦY")["top"]) / MM < 1


def test_headings_of_the_units_table_repeat_on_every_page(long):
    tables = [
        page for page in long if page.width > page.height and page.search("chỉ tiêu|Cảm tình|Đánh giá", regex=True)
    ]
    first = [page for page in tables if page.search("Đánh giá", regex=False)]
    assert len(first) >= 2


def test_each_appendix_begins_a_page_of_its_own(long):
    for page in long:
        found = page.search("PHỤ LỤC [0-9]", regex=True)
        assert len(found) <= 1
        if found:
            assert found[0]["top"] / MM < 25


def test_no_page_is_empty(short, long):
    for document in (short, long):
        assert all(len(page.extract_words()) > 5 for page in document)
