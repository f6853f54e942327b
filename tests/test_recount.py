"""The second opinion: it agrees with every sound month, however odd, and refuses what reads or counts otherwise."""

from __future__ import annotations

import functools
import io
import operator
import os
import subprocess
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cases import PERIOD, laid, needs_cases
from letters import mail
from libreoffice import convert
from members import member, members
from odd_month import MONTH, lay_odd_month
from office import Office, admitted, cell_of, column_of, form, person, plan, unit
from openpyxl import Workbook, load_workbook
from outlook_files import winmail

from recruit import cli
from recruit.check.catalogue import rule_named
from recruit.check.registry import Scope, registered
from recruit.deliver.opinion import paper_of
from recruit.deliver.protection import encrypted, holds_people
from recruit.deliver.record import Record, record_bytes
from recruit.intake.folder import OUTPUT_MARKER
from recruit.job import Job
from recruit.language.spelling import without_diacritics
from recruit.letters import monthly, periodic, yearly
from recruit.measure.record import record_of
from recruit.merge.refused import WHY_REFUSED
from recruit.model import LetterOptions, Period, Severity, Span
from recruit.read.written import How
from recruit.recount import lists, sends
from recruit.recount.letter import Paper
from recruit.recount.recounting import Asked
from recruit.recount.recounting import recount as recounted
from recruit.recount.result import Verdict
from recruit.run import forms, recount
from recruit.write.summary import workbook

ROOT = Path(__file__).parents[1]
NOVEMBER = Period(2024, 11)


def counted(folder: Path, output: Path, period: Period = NOVEMBER, **options):
    """Return what the second opinion says of a month."""
    return recount(Job(folder, period, output, **options)).recounted


def differing(found) -> list[object]:
    return [*found.differing, *found.cells_read_otherwise]


@pytest.fixture
def office(tmp_path) -> Office:
    """An office with a cell and a youth union, sound in every way."""
    made = Office(tmp_path / "hộp thư", unit("CB01"), unit("DT01", kind="Đoàn thể", admissions=None))
    made.send([admitted(), person(class_sent="05/03/2024")])
    return made.send([person("Lò Thị Mai", "09/09/1999")], unit="DT01")


# -- where it agrees ---------------------------------------------------------------------------------------------------


def test_the_command_says_that_every_figure_of_the_examples_comes_out_and_leaves_the_workbook(tmp_path, capsys):
    words = ["recount", str(ROOT / "input_examples"), "--period", "2024-11", "--output", str(tmp_path)]
    assert cli.main(words) == 0
    screen = capsys.readouterr().out
    book = load_workbook(tmp_path / "2024-11" / "doi_chieu_2024-11.xlsx")
    assert book.sheetnames == ["Tóm tắt", "Đối chiếu", "Ô", "Tệp"]
    figures = book["Đối chiếu"].max_row - 1
    assert f"Đối chiếu độc lập: {figures}/{figures} số liệu khớp" in screen
    lines = list(book["Đối chiếu"].iter_rows(min_row=2, values_only=True))
    assert {verdict for verdict, *_ in lines} == {"Khớp"}
    assert {printed for _, _, name, _, printed, *_ in lines if name.endswith("(có, không)")} == {"không"}
    assert "Kết quả: mọi số liệu khớp (mã thoát 0)" in screen


def test_it_agrees_with_a_ward_whose_cells_were_merged_in_mid_year(tmp_path):
    assert counted(ROOT / "docs" / "phuong_2026", tmp_path, Period(2026, 7)).is_whole


@pytest.fixture(scope="module")
def odd_month(tmp_path_factory) -> Path:
    """The inbox of a month in which everything odd stands."""
    return lay_odd_month(tmp_path_factory.mktemp("lạ") / "hộp thư").folder


def test_it_agrees_with_a_month_in_which_everything_odd_stands(odd_month, tmp_path):
    found = counted(odd_month, tmp_path, Period(2024, MONTH))
    assert differing(found) == []
    assert found.same == len(found.figures)


@pytest.mark.parametrize(
    "written",
    [
        *("ngày 5/3/2024", "Thứ ba, ngày 05/03/2024", "14 giờ 30, ngày 05/03/2024", "14h 5/3/2024", "sáng 05/03/2024"),
        *("05/03/2024 lúc 14h", "05/03/2024, 14 giờ 30 phút", "5\\3\\2024", "05-Thg3-24", "5/Th3/2024", "'05/03/2024"),
    ],
)
def test_it_agrees_on_days_as_people_write_them(tmp_path, written):
    office = Office(tmp_path / "hộp thư").send([person(class_sent=written)])
    assert differing(counted(office.folder, tmp_path / "ra")) == []


@pytest.mark.parametrize(
    "number", ["x", "08/04/2024", "2024-04-08", "52-QĐ/ĐUK", "8/4", "45000", "99/99/2024", datetime(2024, 4, 8)]
)
def test_it_agrees_on_recognitions_whatever_stands_for_their_number(tmp_path, number):
    office = Office(tmp_path / "hộp thư", unit("CB01"))
    told = member(recognition_number=number, recognised="08/04/2024")
    office.send([person()], edit=members(told))
    assert differing(counted(office.folder, tmp_path / "ra")) == []


@pytest.mark.parametrize(
    "said",
    [
        *("Cử nhân Luật", "ĐH Kinh tế", "Đại học (Luật)", "Th.S Luật kinh tế", "Trung cấp lý luận chính trị"),
        *("Đại học, Thạc sĩ", "Đại học đang học", "Đại học năm cuối", "Đại học Quản lý", "Cử nhân cao đẳng", "Luật"),
    ],
)
def test_it_agrees_on_degrees_with_their_subjects(tmp_path, said):
    office = Office(tmp_path / "hộp thư").send([admitted(qualification=said), person(people="dân tộc Tày")])
    assert differing(counted(office.folder, tmp_path / "ra")) == []


@pytest.mark.parametrize(
    "name", ["Vàng Thị Mai\n(mới bổ sung)", "Vàng Thị Mai\n(Hà)", "Vàng Thị\nMai", "Vàng Mai\nLê An"]
)
def test_it_agrees_on_names_over_two_lines(tmp_path, name):
    office = Office(tmp_path / "hộp thư").send([person(name, class_sent="10/03/2024")])
    assert differing(counted(office.folder, tmp_path / "ra")) == []


@pytest.mark.parametrize("said", ["PTTH 12/12", "Hết lớp 9"])
def test_it_agrees_on_education_as_people_write_it(tmp_path, said):
    office = Office(tmp_path / "hộp thư").send([admitted(education=said, qualification=None)])
    assert differing(counted(office.folder, tmp_path / "ra")) == []


@pytest.mark.parametrize(
    "month", ["tháng 11 năm 2024", "11/2024", datetime(2024, 11, 1), "11/2023", datetime(2023, 11, 1)]
)
def test_it_agrees_on_months_and_numbers_with_words(tmp_path, month):
    def typed(book) -> None:
        book["Báo cáo"]["B2"].value, book["Báo cáo"]["B2"].number_format = month, "mm/yyyy"

    office = Office(tmp_path / "hộp thư").send([admitted()], cover={"Tổng số đảng viên": "21 đ/c"}, edit=typed)
    assert differing(counted(office.folder, tmp_path / "ra")) == []


def test_it_agrees_on_certificates_that_came_after_somebody_was_handed_over(tmp_path):
    office = Office(tmp_path / "hộp thư", unit("CB01"), unit("CB02"))
    office.send([person(class_sent="15/03/2024", left="10/11/2024", reason="Chuyển sang đơn vị khác")])
    moved = {"joined": "11/11/2024", "helper_day": "11/11/2024", "class_sent": "15/03/2024"}
    office.send([person(**moved, certificate_no="9/GCN", certificate="20/11/2024")], unit="CB02")
    assert differing(counted(office.folder, tmp_path / "ra")) == []


@needs_cases
@pytest.mark.parametrize(
    "case", ["struck_run", "second_block", "ditto_always", "nb_hyphen", "zero_links", "two_in_name_only"]
)
def test_it_agrees_with_what_people_really_send(tmp_path, case):
    found = counted(laid(case, tmp_path).inbox, tmp_path / "ra", PERIOD)
    assert differing(found) == []


@pytest.mark.parametrize(
    "people",
    [[person(), {"name": "Lê Văn Bảy"}], [person(f"Nguyễn Văn {letter}", gender="x") for letter in "ABCD"]],
    ids=["row", "column"],
)
def test_each_cell_of_an_error_that_names_many_is_held(tmp_path, people):
    office = Office(tmp_path / "hộp thư").send(people)
    assert differing(counted(office.folder, tmp_path / "ra")) == []


def test_a_workbook_with_a_password_is_opened_with_the_clerks(office, tmp_path):
    office.put("CB01_11.xlsx", encrypted(form("CB01", 11, [admitted()]), "bí mật 1"))
    assert counted(office.folder, tmp_path, passwords=("bí mật 1",)).is_whole


def test_the_letters_day_is_the_day_up_to_which_all_is_counted(office, tmp_path, capsys):
    office.send([admitted(decision="25/11/2024")])
    words = [
        "recount",
        str(office.folder),
        "--period",
        "2024-11",
        "--date",
        "2024-11-24",
        "--output",
        str(tmp_path / "ra"),
    ]
    assert cli.main(words) == 0


def test_what_came_in_no_mail_or_was_set_aside_tells_nothing_of_when_it_was_sent(office, tmp_path):
    own, other = form("CB01", 10, [admitted()]), form("CB01", 9, [admitted()])
    office.put("10/winmail.dat", winmail((("a.xlsx", own),))).put("9/a.xlsx", other).put(
        "9/a.eml", mail(("b.xlsx", other))
    )
    aside = sha256((office.folder / "9" / "a.eml").read_bytes()).hexdigest()
    units = unit("CB01"), unit("DT01", kind="Đoàn thể", admissions=None)
    office.put("ke_hoach.xlsx", plan(*units, unused=[[aside, "Gửi nhầm", "Lê Thị Lan", "05/12/2024"]]))
    found = counted(office.folder, tmp_path)
    assert differing(found) == []
    assert {line.printed for line in found.figures if line.name == "Đúng hạn, cả năm"} == {None}


def test_a_form_that_came_back_as_it_was_issued_is_one_that_nobody_filled(office, tmp_path):
    issued = forms(Job(office.folder, Period(2024, 12), tmp_path / "biểu")).written.files
    for file in issued:
        office.put(f"12/{file.path.name}", file.path.read_bytes())
    assert differing(counted(office.folder, tmp_path / "ra", Period(2024, 12))) == []


def test_units_of_one_name_are_told_apart(tmp_path):
    made = Office(tmp_path / "hộp thư", unit("CB01", "Chi bộ Một"), unit("CB02", "Chi bộ Một"))
    made.send([admitted()]).send([person("Lò Thị Mai", "09/09/1999")], unit="CB02")
    assert counted(made.folder, tmp_path).is_whole


# -- what it cannot judge ----------------------------------------------------------------------------------------------


def test_a_format_that_it_does_not_read_is_named_and_refuses_nothing(office, tmp_path):
    (office.folder / "CB01_11.xlsx").unlink()
    office.put("CB01_11.ods", convert(form("CB01", 11, [admitted()]), "a.xlsx", "ods", filter_name="calc8"))
    found = counted(office.folder, tmp_path)
    assert found.agrees and not found.is_whole
    assert [(line.file, line.why) for line in found.files if line.why] == [("CB01_11.ods", "định dạng .ods")]
    assert {line.unit_code for line in found.unjudged} == {"", "CB01"}
    assert any(line.unit_code == "DT01" and line.verdict is Verdict.SAME for line in found.figures)


def test_a_name_in_letters_of_a_legacy_font_is_named_with_its_cell(office, tmp_path, capsys):
    office.send([person("NguyÔn V¨n ¸nh", "05/03/1991")])
    found = counted(office.folder, tmp_path)
    assert found.agrees
    assert [(line.verdict, line.file, line.cell) for line in found.cells] == [
        (Verdict.UNJUDGED, "CB01_11.xlsx", cell_of("name"))
    ]
    assert cli.main(["recount", str(office.folder), "--period", "2024-11", "--output", str(tmp_path / "ra")]) == 1
    assert (
        f"Không đối chiếu được: CB01_11.xlsx, trang Danh sách, ô {cell_of('name')} (Họ và tên)"
        in capsys.readouterr().out
    )


# -- what it refuses ---------------------------------------------------------------------------------------------------


def columns_inserted(*columns: tuple[str, object, object]):
    """Return an edit that inserts columns before one of the form's, with a heading and the first person's value."""

    def edit(book) -> None:
        sheet = book["Danh sách"]
        for before, heading, value in columns:
            sheet.insert_cols(column_of(before))
            sheet.cell(1, column_of(before), heading)
            sheet.cell(2, column_of(before), value)

    return edit


def headings_changed(**headings: str):
    """Return an edit that gives columns other headings."""

    def edit(book) -> None:
        for key, heading in headings.items():
            book["Danh sách"].cell(1, column_of(key), heading)

    return edit


def headings_bare(book) -> None:
    for sheet in (book["Danh sách"], book["Báo cáo"]):
        for cell in (*sheet[1], *sheet["A"]):
            cell.value = without_diacritics(cell.value) if isinstance(cell.value, str) else cell.value


@pytest.mark.parametrize(
    "edit",
    [
        columns_inserted(("gender", "Ngày cấp", "20/05/2021"), ("gender", "Số CCCD", "01")),
        columns_inserted(("education", "Ngày kết nạp", "26/03/2006")),
        columns_inserted(("gender", "Năm sinh", "1980")),
        columns_inserted(("certificate", "Ngày cấp GCN", "10/05/2024")),
        columns_inserted(("birth", None, "Anh")),
        columns_inserted(("joined", None, "20/05/2021")),
        headings_changed(certificate="Ngày cấp", decision_no="Số QĐ", decision="Ngày QĐ", ceremony="Ngày kết nạp"),
        headings_changed(joined="Ngày, tháng, năm vào danh sách", decision="Ngày tháng năm quyết định kết nạp"),
        headings_changed(certificate="Ngày cấp (nếu có)", joined="Ngày vào (ngày, tháng, năm)"),
        headings_changed(certificate="Ngày cấp (CCCD)", joined="Ngày vào", reason="Lý do"),
        headings_changed(decision="Ngày gì đó", joined="Ngày vào DS cảm tình Đảng"),
        headings_changed(name="Họ đệm", birth="Tên"),
        headings_bare,
    ],
)
def test_it_knows_the_same_columns(office, tmp_path, edit):
    people = [person(class_sent="10/03/2024"), admitted(), person("Lò Văn Ón", "02/02/1992")]
    found = counted(office.send(people, edit=edit).folder, tmp_path / "ra")
    assert differing(found) == []


@pytest.mark.parametrize(
    "code", ["CB-01", "cb_01", "СВ01", "CB1", "CB01 - Chi bộ Một", "Chi bộ Một CB01", "CB01 (Chi bộ 1)"]
)
def test_it_knows_the_same_unit_however_its_code_is_typed(tmp_path, code):
    office = Office(tmp_path / "vào", unit("CB01", "Chi bộ Một"), unit("CB11", "Chi bộ Hai"))
    office.send(cover={"Mã đơn vị *": code}).send(unit="CB11", cover={"Mã đơn vị *": "CB01 - Chi bộ Hai"})
    found = counted(office.folder, tmp_path / "ra")
    assert differing(found) == []


def test_it_knows_a_cancelled_decision_by_its_number_with_the_word_before_it(tmp_path):
    office = Office(tmp_path / "vào", unit("CB01"), unit("CB02"))
    office.send([admitted(left="01/03/2024", reason="Hủy quyết định kết nạp", decision="28/02/2024", decision_no="31")])
    office.send([admitted(decision_no="Số 31")], unit="CB02")
    assert differing(counted(office.folder, tmp_path / "ra")) == []


@pytest.fixture
def tampered(monkeypatch):
    """Return a function that lets a run print something else in its consolidated workbook."""
    sound = workbook.consolidated_bytes

    def tamper(change) -> None:
        def printed(*arguments, **options) -> bytes:
            return changed(sound(*arguments, **options), change)

        monkeypatch.setattr(workbook, "consolidated_bytes", printed)

    return tamper


def changed(data: bytes, change) -> bytes:
    """Return a workbook in which something was changed."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def in_table(sheet: str, heading: str, row: int, value: object):
    """Return the change of one cell of a sheet of the consolidated workbook, by its heading."""

    def change(book: Workbook) -> None:
        column = next(cell.column for cell in book[sheet][1] if cell.value == heading)
        book[sheet].cell(row, column).value = value

    return change


def issue(office: Office, output: Path) -> int:
    words = ["--period", "2024-11", "--output", str(output), "--number", "7", "--date", "2024-12-03", "--issue"]
    return cli.main([str(office.folder), *words])


def test_an_issued_letter_says_how_many_figures_came_out(office, tmp_path, capsys):
    assert issue(office, tmp_path / "ra") == 0
    assert "số liệu khớp" in capsys.readouterr().out
    assert (tmp_path / "ra" / "2024-11" / "cong_van_bao_cao_2024-11.docx").exists()


def test_a_draft_is_written_without_a_second_opinion(office, tmp_path, tampered, capsys):
    tampered(in_table("Tổng hợp", "Đã kết nạp", 2, 9))
    assert cli.main([str(office.folder), "--period", "2024-11", "--output", str(tmp_path / "ra")]) == 0
    assert "Đối chiếu" not in capsys.readouterr().out


def test_nothing_is_issued_where_a_figure_does_not_come_out(office, tmp_path, tampered, capsys):
    tampered(in_table("Tổng hợp", "Đã kết nạp", 2, 9))
    assert issue(office, tmp_path / "ra") == 2
    screen = capsys.readouterr()
    assert "Không khớp: Đã kết nạp của CB01 (Tổng hợp): đã in 9, đếm lại 1" in screen.out + screen.err
    assert not list((tmp_path / "ra").rglob("*.docx"))


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """A month that is laid and measured once: what is asked of it, and its consolidated workbook."""
    made = Office(tmp_path_factory.mktemp("tháng"), unit("CB01"), unit("DT01", kind="Đoàn thể", admissions=None))
    made.send([admitted(), person(class_sent="05/03/2024")], edit=members(member("Lò Văn Ón", ceremony="10/10/2023")))
    made.send([person("Lò Thị Mai", "09/09/1999")], unit="DT01")
    late = datetime(2024, 10, 26, tzinfo=UTC)
    made.put("CB01_10.eml", mail(("CB01_10.xlsx", form("CB01", 10, [admitted()])), sent=late))
    result = made.month()
    asked = Asked(made.folder, result.plan.file, result.period, result.day)
    return asked, workbook.consolidated_bytes(result), result


@pytest.mark.parametrize(
    ("sheet", "heading", "row", "value"),
    [
        (None, None, 0, None),
        ("Tổng hợp", "Tỷ lệ đạt chỉ tiêu kết nạp", 4, 0.5),
        ("Tổng hợp", "Đánh giá", 2, "Vượt"),
        ("Tổng hợp", "Cảm tình Đảng", 3, None),
        ("Tổng hợp", "Số liệu đến tháng", 2, "10/2024"),
        ("Theo tháng", "Cảm tình Đảng", 12, 5),
        ("Danh sách", "Tính học lớp", 3, "Không: chưa có ngày"),
        ("Nguồn số liệu", "Giá trị", 4, 7),
        ("Nguồn số liệu", "Ô", 4, "B2"),
        ("Biểu 2", "Kỳ này", 3, 1),
        ("Biểu 2", "Kỳ này", 38, 27),
        ("Biểu 2", "Kỳ này", 58, 2),
        ("Biểu 2", "Cùng kỳ năm trước", 2, 3),
        ("Biểu 2", "CB01", 2, 2),
        ("Biểu 2", "Tiêu chí", 2, "Tổng số"),
        ("Biểu 2B", "Trong đó: nữ", 3, 1),
        ("Biểu 2B", "Tỷ lệ (%)", 3, 0.5),
        ("Đảng viên dự bị", "Tình trạng", 2, "Đến hạn"),
        ("Đảng viên dự bị", "Hạn chi bộ xét (30 ngày làm việc)", 3, datetime(2025, 6, 1)),
        ("Đảng viên dự bị", "Mã đơn vị", 2, "DT01"),
        ("Nộp báo cáo", "T11", 2, "Chưa nộp"),
        ("Nộp báo cáo", "T10", 2, "Đã nộp"),
        ("Nộp báo cáo", "T9", 3, "Đã nộp"),
        ("Nộp báo cáo", "T11", 6, 1),
        ("Nộp báo cáo", "Cả năm", 8, 2),
    ],
)
def test_each_printed_place_is_held_against_the_count(month, sheet, heading, row, value):
    asked, sound, _ = month
    printed = sound if sheet is None else changed(sound, in_table(sheet, heading, row, value))
    assert bool(differing(recounted(asked, printed))) is (sheet is not None)


def test_a_cell_that_reads_otherwise_is_named_and_nobody_is(office, tmp_path, tampered, capsys):
    tampered(in_table("Danh sách", "Họ và tên", 2, "Quàng Văn Khác"))
    assert issue(office, tmp_path / "ra") == 2
    screen = "".join(capsys.readouterr())
    assert f"Không khớp: CB01_11.xlsx, trang Danh sách, ô {cell_of('name')}: Họ và tên" in screen
    assert "Quàng" not in screen and "Bình" not in screen


def test_the_letters_own_figures_are_held_against_the_count(office, tmp_path, monkeypatch, capsys):
    sound = monthly.letter_context

    def printed(result, options: LetterOptions) -> dict[str, object]:
        names = sound(result, options)
        return {**names, "ket_nap": {**names["ket_nap"], "so": "02"}}

    monkeypatch.setattr(monthly, "letter_context", printed)
    assert issue(office, tmp_path / "ra") == 2
    assert "Không khớp: số đảng viên mới từ đầu năm (Công văn): đã in 02, đếm lại 01" in "".join(capsys.readouterr())


def papers_of(result) -> dict[str, Paper]:
    """Return the month's letter, the year's report and that of the fourth quarter as the second opinion takes them."""
    span = Span(2024, "Q4", 10, 12)
    quarter = periodic.report_context(result, span, LetterOptions(), early=True)
    return {
        "tháng": paper_of("tháng", monthly.letter_context(result, LetterOptions()), monthly.NAMES),
        "năm": paper_of("năm", yearly.report_context(result, LetterOptions()), yearly.NAMES),
        "quý": paper_of("quý", quarter, periodic.NAMES, span.first_day),
    }


@pytest.mark.parametrize(
    ("paper", "name", "value"),
    [
        ("tháng", None, None),
        ("tháng", "tong.danh_gia", "Vượt"),
        ("tháng", "bang_don_vi.1.thang", "11/2024 "),
        ("tháng", "han_che.so_lieu", "Còn chỉ tiêu chưa thực hiện: Chi bộ CB01 (kết nạp\u00a001)."),
        ("tháng", "uu_diem.so_lieu", "2/2\u00a0đơn vị được giao chỉ tiêu đã đạt hoặc vượt chỉ tiêu."),
        ("tháng", "cac_dieu_chinh", ["kết nạp tăng\u00a001 (ngày\u00a028/10/2024, báo cáo bổ sung tháng\u00a011)"]),
        ("tháng", "nhiem_vu", ["Tiếp tục thực hiện: cử\u00a002\u00a0quần chúng ưu tú."]),
        ("năm", None, None),
        ("năm", "bang_thang.2.luy_ke_hoc", "00"),
        ("năm", "du_bi.trong_ky", "Đến hết năm có 02\u00a0đảng viên dự bị đến hạn xét công nhận."),
        ("năm", "bang_du_bi.0.han", "22/11/2024"),
        ("quý", None, None),
        ("quý", "ky.nop_da", "04"),
        ("quý", "bang_ky.0.cam_tinh", "02"),
        ("quý", "tong_ky.tang_giam", "+01"),
        ("quý", "bang_ket_nap", [{}]),
    ],
)
def test_what_a_paper_says_is_held_against_the_count(month, paper, name, value):
    asked, sound, result = month
    told = papers_of(result)[paper]
    if name is not None:
        *way, last = (int(part) if part.isdigit() else part for part in name.split("."))
        within = functools.reduce(operator.getitem, way, told.context)
        assert within[last] != value
        within[last] = value
    found = recounted(asked, sound, (told,))
    assert {line.printed_in for line in found.differing} == (set() if name is None else {paper})


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("10/11/2024", []),
        (
            "20/10/2024",
            [
                "kết nạp tăng\u00a001 (ngày\u00a020/10/2024, báo cáo bổ sung tháng\u00a011)",
                "cảm tình Đảng giảm\u00a001 (theo báo cáo tháng\u00a011)",
            ],
        ),
    ],
    ids=["of this month", "of a month before"],
)
def test_adjustments_are_held_against_the_record_of_last_months_letter(office, tmp_path, day, told):
    office.send([person(), admitted(decision_no=None, decision=None, ceremony=None)], month=10)
    office.send([person("Lò Thị Mai", "09/09/1999")], unit="DT01", month=10)
    office.send([person(), admitted(decision=day, ceremony=None)])
    before = office.month(10)
    (tmp_path / "2024-10").mkdir()
    record = record_bytes(Record().with_letter(record_of(before), issued=True))
    (tmp_path / "2024-10" / OUTPUT_MARKER).write_bytes(record)
    result = office.month(after=before)
    asked = Asked(office.folder, result.plan.file, NOVEMBER, result.day, output=tmp_path)
    paper = papers_of(result)["tháng"]
    assert paper.context["cac_dieu_chinh"] == told
    assert recounted(asked, workbook.consolidated_bytes(result), (paper,)).agrees
    paper.context["cac_dieu_chinh"].append("kết nạp tăng\u00a001 (báo cáo bổ sung tháng\u00a011)")
    assert not recounted(asked, workbook.consolidated_bytes(result), (paper,)).agrees


def test_a_report_of_a_longer_period_is_not_issued_either_where_a_figure_does_not_come_out(office, tmp_path, tampered):
    tampered(in_table("Tổng hợp", "Đã kết nạp", 2, 9))
    office.send([admitted(), person(class_sent="05/03/2024")], month=9)
    output = tmp_path / "ra"
    assert cli.main(["periodic", str(office.folder), "--period", "2024-9T", "--output", str(output), "--issue"]) == 2
    assert not list(output.rglob("*.docx"))


def test_the_command_leaves_the_workbook_with_what_does_not_agree_first(office, tmp_path, tampered, capsys):
    tampered(in_table("Tổng hợp", "Đã kết nạp", 2, 9))
    assert cli.main(["recount", str(office.folder), "--period", "2024-11", "--output", str(tmp_path / "ra")]) == 2
    first = next(
        load_workbook(tmp_path / "ra" / "2024-11" / "doi_chieu_2024-11.xlsx")["Đối chiếu"].iter_rows(
            min_row=2, values_only=True
        )
    )
    assert first[:6] == ("Không khớp", "Tổng hợp", "Đã kết nạp", "CB01", 9, 1)
    assert "có số liệu không khớp, chưa nên ban hành (mã thoát 2)" in capsys.readouterr().out


@pytest.mark.parametrize("paper", ["Thay đổi", "trình Đảng ủy", "phiếu theo dõi", "công văn đôn đốc", "giờ gửi"])
def test_the_workbook_names_what_is_printed_and_not_counted_and_says_why(office, tmp_path, paper):
    cli.main(["recount", str(office.folder), "--period", "2024-11", "--output", str(tmp_path / "ra")])
    summary = load_workbook(tmp_path / "ra" / "2024-11" / "doi_chieu_2024-11.xlsx")["Tóm tắt"]
    left = {what: why for what, why in summary.iter_rows(values_only=True) if what.startswith("Không đếm lại: ")}
    (why,) = (why for what, why in left.items() if paper in what)
    assert why.endswith(".")


# -- breaks of readers, mergers and counters ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "name", "broken"),
    [
        ("recruit.merge.events", "_is_cancelled", lambda person, entry, day: True),
        ("recruit.merge.judging", "can_be", lambda time, period, plan: False),
        ("recruit.merge.frame", "_came_from_another", lambda entry, own: True),
        ("recruit.measure.month", "_total", None),
    ],
)
def test_a_broken_count_is_refused(odd_month, tmp_path, monkeypatch, module, name, broken):
    import importlib

    target = importlib.import_module(module)
    sound = getattr(target, name)
    worse = broken or (lambda kind, parts, blank: sound(kind, parts[:1], blank))
    monkeypatch.setattr(target, name, worse)
    assert differing(counted(odd_month, tmp_path, Period(2024, MONTH)))


@pytest.mark.apart
@pytest.mark.skipif(not hasattr(os, "fork"), reason="each fault is tried in a fork of one process")
def test_it_notices_whatever_breaks_a_reader_a_merger_or_a_counter():
    words = [sys.executable, str(ROOT / "tests" / "break_figures.py"), "14", "--seed", "15", "--small"]
    words += ["--in", "merge,measure"]
    told = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert told.returncode == 0, told.stdout + told.stderr
    assert "noticed" in told.stdout and "ESCAPED" not in told.stdout


# -- what it shares, and what it costs ---------------------------------------------------------------------------------


def test_it_knows_which_errors_leave_their_row_in_the_figures():
    about_people = (Scope.ROW, Scope.PERSON, Scope.PLAN)
    errors = [rule for rule in registered() if rule.severity is Severity.ERROR]
    leaving = {rule.code for rule in errors if rule.scope in about_people and not rule.takes_out}
    assert leaving <= lists.TAKES_NOBODY_OUT
    assert {rule_named("counted_person_gone").code} <= lists.TAKES_NOBODY_OUT
    assert not {rule.code for rule in errors if rule.takes_out} & lists.TAKES_NOBODY_OUT


def test_it_knows_the_words_in_which_a_file_is_refused():
    assert set(sends._SEEN_IN_THE_FILE) | {"Đảng ủy không có trong kế hoạch"} == set(WHY_REFUSED.values())


def test_it_knows_the_word_for_a_legacy_font():
    assert How.LEGACY_FONT.value == lists._OF_LEGACY_FONT


def test_openpyxl_is_loaded_only_when_something_is_counted_again():
    words = "import sys, recruit.cli, recruit.run, recruit.recount.recounting; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], cwd=ROOT).returncode == 0


def test_the_workbook_is_taken_to_hold_people():
    assert holds_people("doi_chieu_2024-11.xlsx")
