"""No page with only a note, a sum or the place to sign, however long a table is; none that ends with words that lead in."""

from __future__ import annotations

import io
from itertools import product

import pytest
from docx import Document
from walk_pages import PAPERS, Paper, circled, walk

# LibreOffice lays all of it out once, for one worker.
pytestmark = pytest.mark.xdist_group("page ends")

# Each goes over at least one end of a page, whatever stands below the table; tests/walk_pages.py goes on to 200.
LENGTHS = {
    "cong_van_bao_cao, 0 ghi chú": range(15, 21),
    "cong_van_bao_cao, 1 ghi chú": range(39),
    "cong_van_bao_cao, 4 ghi chú": range(12, 20),
    "cong_van_bao_cao, căn cứ": range(14, 25),
    "bao_cao_nam": range(14, 20),
    "bao_cao_ky": range(9, 19),
    "cong_van_giao_chi_tieu, 0 ghi chú": range(27, 31),
    "cong_van_giao_chi_tieu, 1 ghi chú": (0, 1, 2, *range(25, 32)),
    "cong_van_don_doc": range(8),
    "cong_van_don_doc_chung": range(10, 19),
    "trinh_dang_uy, không có đảng viên dự bị": range(19),
    "trinh_dang_uy, 02 đảng viên dự bị": range(1, 9),
    "trinh_dang_uy, 03 trường hợp": range(4, 12),
    "trinh_dang_uy, không có trường hợp": range(8, 20),
    "phieu_theo_doi, 0 đảng viên dự bị": range(11, 16),
    "phieu_theo_doi, 3 đảng viên dự bị": range(7, 16),
}
OPEN_TABLE = Paper(lambda count: b"")
HEADED, ROWS = "PHỤ LỤC\nSTT Đơn vị\n", "Hàng001 A\nHàng002 B\n"


@pytest.fixture(scope="module")
def walked() -> dict[tuple[str, int], list[str]]:
    return walk(asked for name, lengths in LENGTHS.items() for asked in product([name], lengths))


def test_every_document_with_a_table_is_walked():
    assert list(LENGTHS) == list(PAPERS)


@pytest.mark.parametrize("name", LENGTHS)
def test_a_clerk_has_nothing_to_circle_on_any_page(walked, name):
    assert {length: walked[name, length] for length in LENGTHS[name] if walked[name, length]} == {}


@pytest.mark.parametrize(
    "last", ["4\nSTT Đơn vị\nTổng cộng 03", "- Đoàn Thanh niên: 01 người.", "THƯỜNG TRỰC ĐẢNG ỦY", "4\n", HEADED]
)
def test_a_page_with_nothing_of_the_table_itself_is_circled(last):
    assert list(circled(OPEN_TABLE, 2, [HEADED + ROWS, last]))


def test_words_that_lead_in_at_a_page_s_end_are_circled():
    assert list(circled(OPEN_TABLE, 0, ["Đảng ủy báo cáo kết quả, như sau:\n", "1. Kết quả"]))


def test_a_page_with_two_rows_their_sum_and_a_note_is_sound():
    assert list(circled(OPEN_TABLE, 4, [HEADED + ROWS, f"STT Đơn vị\n{ROWS}Tổng cộng 03\n- Ghi chú."])) == []


@pytest.mark.parametrize("length", [91, 92, 93])
def test_of_a_table_so_long_that_it_is_filled_in_stretches_the_last_rows_are_bound_too(length):
    made = Document(io.BytesIO(PAPERS["trinh_dang_uy, không có đảng viên dự bị"].make(length)))
    rows = [row for table in made.tables for row in table.rows if "Hàng" in "".join(cell.text for cell in row.cells)]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows]
    assert (len(rows), kept[-4:]) == (length, [None, True, True, True])
