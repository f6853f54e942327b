"""Every sheet of every workbook: rows as high and columns as wide as their words, and pages that can be printed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import fitted
import pytest
from consolidated_sample import finding
from consolidated_sample import month as sample
from office import Office, admitted, person, unit
from openpyxl import Workbook, load_workbook

from recruit.job import Job
from recruit.run import check, recount, report
from recruit.write.fitting import line_width
from recruit.write.forms.ship import TEMPLATES
from recruit.write.summary.check_report import check_bytes

NAME = "Nguyễn Hoàng Phương Thảo Trang"
LONG_UNIT = "Chi bộ Trung tâm Phục vụ hành chính công, Kiểm soát thủ tục hành chính và Chuyển đổi số của tỉnh"
CODE = "CB.VPUBND-TTPVHCC"
OPINION = "Chi bộ đã họp xét danh sách, phân công đảng viên giúp đỡ, giao nhiệm vụ cụ thể cho từng quần chúng. "
KINDS = ("tong_hop", "kiem_tra", "doi_chieu", "bieu_bao_cao", "ke_hoach", "Lỗi")


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, bytes]:
    """Every kind of workbook of a small office whose texts are as long as they come, by file name."""
    folder: Path = tmp_path_factory.mktemp("văn phòng")
    office = Office(folder / "hộp thư", unit(CODE, LONG_UNIT), unit("CB02", LONG_UNIT), unit("DT01", kind="Đoàn thể"))
    task = "Phụ trách chuyển đổi số của phòng, theo dõi cải cách hành chính, trực tổng đài " * 2
    long = {"helper": f"{NAME}; {NAME}", "task": task, "position": "Phó Trưởng phòng Nghiên cứu, Kiểm soát thủ tục"}
    cover = {
        "Kết quả nổi bật": OPINION * 12,
        "Khó khăn, vướng mắc": "\n".join(["Ít quần chúng."] * 40),
        "Người lập biểu": f"{NAME}, Phó Bí thư chi bộ, Trưởng phòng Hành chính - Tổ chức, kiêm nhiệm công tác tạo nguồn",
    }
    wrong = person("Trần Bình", "31/02/1990", gender="Không rõ, hỏi lại đơn vị" * 4, **long)
    office.send([person(NAME, **long), admitted(f"{NAME} B", **long), wrong], unit=CODE, cover=cover)
    office.send([person(NAME, "06/06/1991", gender="Nu", **long)], unit="CB02", cover=cover)
    job = Job(office.folder, output=folder / "ra")
    for command in (report, check, recount):
        command(job)
    found = {path.name: path.read_bytes() for path in sorted((folder / "ra").rglob("*.xlsx"))}
    found |= {f"trống {name}": workbook() for name, workbook in TEMPLATES.items()}
    found["Lỗi dài.xlsx"] = check_bytes(sample(findings=(finding(value="dài " * 300, message=OPINION * 40),)))
    return found


@pytest.fixture(scope="module")
def books(files) -> dict[str, Workbook]:
    return {name: load_workbook(io.BytesIO(data)) for name, data in files.items()}


def faults(books, look) -> list[str]:
    return [f"{name}, {fault}" for name, book in books.items() for sheet in fitted.shown(book) for fault in look(sheet)]


def test_every_kind_of_workbook_is_here(books):
    returned = [book for book in books.values() if book.sheetnames[0] == "Cần sửa"]
    assert returned
    assert all(any(kind in name for name in books) for kind in KINDS)


def test_no_row_cuts_a_text(books):
    assert faults(books, fitted.cut) == []


def test_no_word_of_a_heading_is_broken(books):
    assert faults(books, fitted.broken_words) == []


def test_no_number_and_no_day_is_too_wide_for_its_column(books):
    assert faults(books, fitted.hashed) == []


def test_codes_and_names_of_five_syllables_stand_on_one_line(books):
    assert faults(books, lambda sheet: fitted.on_several_lines(sheet, {NAME, CODE})) == []


def test_every_sheet_is_printed_on_a4_as_wide_as_the_page_with_its_number(books):
    assert faults(books, fitted.page_faults) == []


def test_a_row_of_a_form_grows_with_what_is_typed_into_it(files):
    for name, data in files.items():
        if "bieu_bao_cao" in name or "ke_hoach" in name:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                sheets = [package.read(part) for part in package.namelist() if part.startswith("xl/worksheets/sheet")]
            assert any(b' ht="' in sheet for sheet in sheets)
            assert not any(b"customHeight" in sheet for sheet in sheets)


@pytest.mark.parametrize("bold", [False, True])
def test_no_letter_of_vietnamese_is_wider_than_the_program_reckons(bold):
    codes = (*range(0x20, 0x7F), *range(0xC0, 0x100), *range(0x1EA0, 0x1EFA))
    letters = [*map(chr, codes), *"ĂăĐđĨĩŨũƠơƯư“”–"]
    narrow = [c for c in letters if fitted.points(c * 400, bold, 11) > line_width(c * 400, bold=bold) * 5.25]
    assert narrow == []


def test_the_letters_of_a_sentence_take_as_much_as_the_program_reckons():
    reckoned = line_width(OPINION * 10) * 5
    assert 0.98 < reckoned / fitted.points(OPINION * 10, False, 11) < 1.02


# -- what these tests would notice -------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", [fitted.cut, fitted.broken_words, fitted.hashed])
def test_a_column_that_is_too_narrow_is_noticed(files, look):
    sheet = load_workbook(io.BytesIO(next(data for name, data in files.items() if "tong_hop" in name)))["Danh sách"]
    assert look(sheet) == []
    for column in sheet.column_dimensions.values():
        column.width = 3
    assert look(sheet)


def test_a_page_without_its_number_is_noticed(files):
    sheet = load_workbook(io.BytesIO(files["trống ke_hoach_nam.xlsx"])).worksheets[0]
    assert fitted.page_faults(sheet) == []
    sheet.oddFooter.center.text = ""
    assert fitted.page_faults(sheet)
