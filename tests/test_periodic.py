"""The báo cáo of a quarter, of six or nine months: what came in it and since the year's start, and when it is asked too early."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from audit import complaints
from docx import Document
from office import admitted, person, unit
from papers import lines, span_report
from test_command import run, screen

from recruit.job import parse_span
from recruit.letters.periodic import report_context
from recruit.model import SPANS, LetterOptions, Span

OPEN = LetterOptions()


def span(key: str) -> Span:
    return Span(2024, key, *SPANS[key])


@pytest.fixture
def office(offices):
    """An office that admitted in March, August and September, and sent two to class, one of them in August."""
    office = offices(unit(admissions=4, classes=2), unit("CB02", "Chi bộ Hai"))
    late = {"resolution": "01/08/2024", "ceremony": None}
    people = [
        admitted(),
        admitted("Lê Văn Ba", decision_no="41", decision="15/08/2024", **late),
        admitted("Lò Văn Ón", decision_no="42", decision="30/09/2024", **late),
        person("Hà Thị Mỷ", class_asked="01/02/2024", class_sent="10/03/2024"),
        person("Sùng A Lử", class_asked="01/02/2024", class_sent="10/08/2024"),
    ]
    for month in (7, 8, 9):
        for code, those in (("CB01", people), ("CB02", [person("Vàng A Chư")])):
            office.send(those, unit=code, month=month, sent=datetime(2024, month, 24, tzinfo=UTC))
    return office


def plain(result) -> str:
    """Return what a run said, with plain blanks."""
    return screen(result).replace("\u00a0", " ")


def said(office, key: str, month: int = 9, **options) -> str:
    return "\n".join(lines(span_report(office.month(month), span(key), **options)))


# -- its own layout ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("Q1", "quý I năm 2024"),
        ("Q3", "quý III năm 2024"),
        ("6T", "6 tháng đầu năm 2024"),
        ("9T", "9 tháng năm 2024"),
    ],
)
def test_its_title_names_the_period(office, key, title):
    found = said(office, key).split("\n")
    assert found[found.index("BÁO CÁO") + 1] == f"kết quả công tác kết nạp đảng viên {title}"


def test_its_parts_stand_in_the_party_style(office):
    found = said(office, "Q3").split("\n")
    parts = [line for line in found if line[:3] in ("I- ", "II-", "III", "IV-")]
    assert parts == [
        "I- KẾT QUẢ THỰC HIỆN",
        "II- ĐÁNH GIÁ CHUNG",
        "III- NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM THỜI GIAN TỚI",
        "IV- KIẾN NGHỊ, ĐỀ XUẤT",
    ]


def test_its_symbol_is_that_of_a_report(office):
    assert "-BC/ĐU" in said(office, "Q3")


def test_it_is_a_sound_document(office, tmp_path):
    assert complaints(span_report(office.month(9), span("Q3")), tmp_path, "bao_cao.docx") == []


# -- in the period and since the year's start --------------------------------------------------------------------------


def test_a_quarter_says_what_came_in_it_and_since_the_years_start(office):
    said_of = said(office, "Q3")
    assert (
        "Trong quý III, toàn Đảng bộ kết nạp 02 đảng viên mới; lũy kế từ đầu năm đến ngày 30/9/2024 kết nạp 03 đảng viên"
        in said_of
    )
    assert "Trong quý III, cử 01 quần chúng ưu tú đi học lớp bồi dưỡng nhận thức về Đảng; lũy kế" in said_of


def test_a_quarter_without_anybody_admitted_says_so(office):
    assert "Trong quý II, Đảng bộ không kết nạp thêm; lũy kế từ đầu năm" in said(office, "Q2")


def test_from_the_years_start_on_both_are_one(office):
    found = said(office, "9T")
    assert "Trong 9 tháng đầu năm, toàn Đảng bộ kết nạp 03 đảng viên mới, 3/5 chỉ tiêu" in found
    assert "lũy kế" not in found.split("II- ĐÁNH GIÁ CHUNG")[0].split("3- Kết nạp đảng viên")[1]


@pytest.mark.parametrize("key", ["ket_nap_n", "hoc_n"])
def test_the_quarters_add_up_to_the_nine_months_and_to_the_month(office, key):
    month = office.month(9)
    inside = {
        name: report_context(month, span(name), OPEN, early=False)["ky"][key] for name in ("Q1", "Q2", "Q3", "9T")
    }
    whole = {"ket_nap_n": month.admissions.done, "hoc_n": month.classes.done}[key]
    assert inside["Q1"] + inside["Q2"] + inside["Q3"] == inside["9T"] == whole


def test_each_unit_has_its_line_and_the_total_adds_them(office):
    table = next(
        t for t in Document(io.BytesIO(span_report(office.month(9), span("Q3")))).tables if len(t.columns) == 13
    )
    rows = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]
    assert rows[0][4:7] == ["Kết nạp trong kỳ", "Lũy kế từ đầu năm", "Tỷ lệ đạt chỉ tiêu (%)"]
    assert [row[3:7] for row in rows[1:]] == [
        ["04", "02", "03", "75%"],
        ["01", "00", "00", "0%"],
        ["05", "02", "03", "60%"],
    ]


def test_the_list_at_the_end_has_who_was_admitted_in_the_period(office):
    found = said(office, "Q3")
    assert "DANH SÁCH ĐẢNG VIÊN MỚI KẾT NẠP TRONG QUÝ III NĂM 2024" in found
    assert "Lê Văn Ba" in found and "Trần Thị Bình" not in found


def test_the_reports_of_all_months_of_the_period_are_counted(office):
    assert "Trong quý III, các đơn vị phải gửi 06 lượt báo cáo, đã gửi 06 lượt (100%)." in said(office, "Q3")


# -- the command -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "file"),
    [("2024-Q3", "bao_cao_quy_3_2024"), ("2024-9t", "bao_cao_9_thang_2024"), ("2024-6T", "bao_cao_6_thang_2024")],
)
def test_the_command_writes_it_into_the_years_folder(office, tmp_path, words, file):
    run("periodic", office.folder, "--period", words, "--output", tmp_path / "ra")
    assert (tmp_path / "ra/2024" / f"{file}.docx").exists()


def test_asked_for_too_early_it_says_so_and_is_a_draft(office, tmp_path):
    result = run("periodic", office.folder, "--period", "2024-Q4", "--output", tmp_path / "ra")
    assert result.returncode == 2
    assert "Chưa có báo cáo của tháng nào trong quý IV năm 2024" in plain(result)
    office.send([person()], month=10, sent=datetime(2024, 10, 24, tzinfo=UTC))
    result = run("periodic", office.folder, "--period", "2024-Q4", "--output", tmp_path / "ra", "--issue")
    assert "Kỳ chưa hết: mới có báo cáo đến tháng 10/2024; báo cáo quý IV" in plain(result)
    assert "Dự thảo" in lines((tmp_path / "ra/2024/bao_cao_quy_4_2024.docx").read_bytes())


def test_a_years_report_before_the_deadlines_month_says_so_and_is_a_draft(office, tmp_path):
    result = run("final", office.folder, "--output", tmp_path / "ra", "--issue")
    assert "Kỳ chưa hết: mới có báo cáo đến tháng 09/2024; báo cáo năm 2024 là dự thảo" in plain(result)
    assert "Dự thảo" in lines((tmp_path / "ra/2024/bao_cao_nam_2024.docx").read_bytes())


@pytest.mark.parametrize("words", [[], ["--period", "2024-11"], ["--period", "2024-Q5"], ["--period", "quý 3"]])
def test_without_a_longer_period_it_says_how_to_name_one(office, words):
    result = run("periodic", office.folder, *words)
    assert result.returncode == 2
    assert "quý (--period 2024-Q3), 6 tháng (2024-6T) hoặc 9 tháng (2024-9T)" in screen(result)


@pytest.mark.parametrize("key", SPANS)
def test_a_span_is_read_as_it_is_written(key):
    assert parse_span(str(span(key))) == span(key)
