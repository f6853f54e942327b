"""The documents and their templates as Word files: sound, in Vietnamese, with styles that a clerk finds by name."""

from __future__ import annotations

import io

import pytest
from audit import complaints
from docx import Document
from docx.oxml.ns import qn
from fitted import points
from paper_samples import INFO, LETTERS, SHEETS, YEAR, few_units, monthly_of_length
from papers import TEMPLATES

from recruit.letters.documents import ALL

KINDS = {**LETTERS, **SHEETS}
STYLES = {
    "Thân văn bản",
    "Trích yếu",
    "Nơi nhận",
    "Cấp trên",
    "Cơ quan ban hành",
    "Số và ký hiệu",
    "Kính gửi",
    "Quyền hạn ký",
    "Chức vụ người ký",
    "Người ký",
    "Phụ lục",
}


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return {name: make() for name, make in KINDS.items()}


def template(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


def outline(data: bytes) -> list[str]:
    """Return the paragraphs that Word's navigation pane shows."""
    document = Document(io.BytesIO(data))
    levels = {
        style.style_id
        for style in document.styles
        if style.element.pPr is not None and style.element.pPr.find(qn("w:outlineLvl")) is not None
    }
    return [p.text.replace("\u00a0", " ") for p in document.paragraphs if p.style.style_id in levels]


@pytest.mark.parametrize("name", KINDS)
def test_a_document_is_sound(made, name, tmp_path):
    assert complaints(made[name], tmp_path, "van_ban.docx") == []


@pytest.mark.parametrize("document", ALL, ids=lambda document: document.template)
def test_a_template_is_sound(document, tmp_path):
    assert complaints(template(document.template), tmp_path, document.template) == []


@pytest.mark.parametrize("name", KINDS)
def test_a_document_is_in_vietnamese(made, name):
    document = Document(io.BytesIO(made[name]))
    language = next(document.styles.element.iter(qn("w:lang")))
    assert (document.core_properties.language, language.get(qn("w:val"))) == ("vi-VN", "vi-VN")


@pytest.mark.parametrize("name", KINDS)
def test_a_document_has_a_title_and_its_committee_as_author(made, name):
    properties = Document(io.BytesIO(made[name])).core_properties
    assert properties.title in {document.label for document in ALL}
    assert properties.author.startswith(INFO["Đảng ủy"].split(" UBND")[0])


@pytest.mark.parametrize("document", ALL, ids=lambda document: document.template)
def test_a_template_names_its_styles_in_vietnamese(document):
    assert {style.name for style in Document(io.BytesIO(template(document.template))).styles} >= STYLES


@pytest.mark.parametrize("document", ALL, ids=lambda document: document.template)
def test_no_template_holds_tracked_changes_or_comments(document):
    body = Document(io.BytesIO(template(document.template))).element.body
    assert [e.tag for mark in ("w:ins", "w:del", "w:commentRangeStart") for e in body.iter(qn(mark))] == []


def test_the_navigation_pane_shows_a_letter_s_headings_and_appendices():
    assert outline(monthly_of_length(1)) == [
        "1. Kết quả thực hiện",
        "2. Đánh giá",
        "3. Nhiệm vụ, giải pháp thời gian tới",
        "4. Kiến nghị, đề xuất",
        "PHỤ LỤC 1",
    ]


def test_the_navigation_pane_shows_a_report_s_kind(made):
    assert outline(made[YEAR])[0] == "BÁO CÁO"


def test_the_navigation_pane_shows_every_slip_of_the_digest(made):
    members = {line.unit.committee_member for line in few_units().units}
    assert outline(made["phiếu theo dõi, 3 đơn vị"]) == ["PHIẾU THEO DÕI"] * len(members)


def widths_of_names(name: str) -> list[float]:
    """Return how many points stand free for a person's name in each table of a template's appendices that lists people."""
    found = []
    for table in Document(io.BytesIO(template(name))).tables:
        for row in table.rows:
            for cell in row._tr.tc_lst:
                if "".join(text.text or "" for text in cell.iter(qn("w:t"))) == "Họ và tên":
                    found.append(int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) / 20 - CELL_MARGINS)
    return found


CELL_MARGINS, SIZE = 10.8, 12
"""Points: what a table's cell keeps free on both sides together, and the size of its text."""


@pytest.mark.parametrize("name", ["cong_van_bao_cao.docx", "bao_cao_nam.docx", "bao_cao_ky.docx"])
def test_a_name_of_five_syllables_stands_on_one_line_in_the_appendices(name):
    free = widths_of_names(name)
    assert free
    assert all(points("Nguyễn Hoàng Phương Thảo Trang", False, SIZE) <= width for width in free)
