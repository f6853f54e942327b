"""What was written in a cell goes with its value: into the new form, where it is read as it was, and before the clerk."""

from __future__ import annotations

import io
import unicodedata
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office import cell_of, find, form, key_of, person
from openpyxl import load_workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from returned import cells, read

from recruit.declared.form import LIST, LIST_SHEET
from recruit.read.written import How
from recruit.write.forms.as_sent import cover_as_sent, people_as_sent
from recruit.write.forms.book import form_bytes
from recruit.write.forms.people import list_address

if TYPE_CHECKING:
    from recruit.read.report import Report


class Cell(NamedTuple):
    """A cell as a unit may leave it; `kind` is openpyxl's, None for the value's own."""

    value: object
    number_format: str = "General"
    font: str = ""
    kind: str | None = None

    def put(self, target) -> None:
        target.value = self.value
        if self.kind:
            target.data_type = self.kind
        target.number_format = self.number_format
        if self.font:
            target.font = Font(name=self.font)


def in_fonts(texts: str, *fonts: str) -> list[Cell]:
    return [Cell(text, font=font) for text in texts.split("|") for font in fonts]


BROKEN = [Cell("#REF!", kind="e"), Cell("#N/A", kind="e"), Cell("=TODAY()"), Cell("=A1"), Cell(True), Cell("0")]
WORDS = [
    *map(Cell, ("Không", "không có", "-", "Nam", "nữ", "x", "ĐH", "12/12", "H’mông", "Công chức", "Giáo dân", "NA")),
    *map(
        Cell, (" hai  đầu ", "một\nhai", " một\n\n hai ", "bằng\u00a0nhau", "ẩn\u200bdấu", "00127", "12,0", "_x0041_")
    ),
    *map(Cell, (unicodedata.normalize("NFD", "Đỗ Thị Hạnh"), unicodedata.normalize("NFD", "nữ\nHoàng  Ánh"))),
    *in_fonts("NguyÔn V¨n An|N÷|T\u03bcy|Kh«ng|Cã|§¹i häc|Xqµz|Hµ", ".VnTime", ".VnTimeH", ".VnArial Narrow", ""),
    *in_fonts("nguyÔn v¨n ¸nh|BÝ th\u00ad", ".VnTimeH"),
    *in_fonts("Nhµ n\u00adíc|Th\u00ad|C\u00adêng Q\u00ad", ".VnTime", ".VnTimeH", ""),
    Cell("Thẻ\u00ad đảng"),
    *in_fonts("Nguyeãn Vaên Huøng|Nöõ|Khoâng|Ñaïi hoïc|Xyzï", "VNI-Times", "VNI-Helve", ""),
    *in_fonts("Nguyễn Văn Hùng|Hà|Có|Nữ", ".VnTime", "VNI-Times"),
    *map(Cell, ("V¨n Xqµz", "ñi", "Ng¸¸µ x¶z")),
    *(Cell(number, code) for number in (5, 127, 12.5, -3, 1e15) for code in ("General", "00000")),
    Cell(datetime(2024, 3, 5), "dd/mm/yyyy"),
]
YEARS = ("2024", "24", "25", "26", "27", "91", "1990", "00")
PATTERNS = ("5/3/{}", "05/03/{}", "5.3.{}", "29-02-{}", "ngày 5 tháng 3 năm {}", " 31/04/{} ", "{}-3-5", "{}", "năm {}")
DAYS = [
    *(Cell(pattern.format(year)) for pattern in PATTERNS for year in YEARS),
    *map(Cell, ("45327", "45327.0", "2024-03-05 00:00", "hôm qua", "61000")),
    *(
        Cell(number, code)
        for number in (45, 500, 1990, 1990.5, 2024, 21000, 45327, 45327.5, 70000)
        for code in ("General", "dd/mm/yyyy", "000000")
    ),
    Cell(datetime(2024, 3, 5), "dd/mm/yyyy"),
    Cell(datetime(2024, 3, 5, 14, 30), "dd/mm/yyyy hh:mm"),
]
ANY = st.one_of(st.none(), *map(st.sampled_from, (WORDS, DAYS, BROKEN)))
TEXT = st.text(st.characters(exclude_categories=["C"], include_characters="\n\u200b"), max_size=20).map(Cell)
# A row without a name may be no person's, by what stands in the whole of it.
NAMES = [
    *map(
        Cell, ("Nguyễn Văn An", "đ/c LÒ  THỊ MAI", "Hà Văn Ba\nHà Văn Bốn", unicodedata.normalize("NFD", "Đỗ Thị Hạnh"))
    ),
    *in_fonts("NguyÔn V¨n An|Nguyeãn Vaên Huøng|Lª Xqµz|L\u00adu V¨n T\u00ad", ".VnTime", ".VnTimeH", "VNI-Times", ""),
    *BROKEN[:4],
]
OF_NAMES = {"name": st.sampled_from(NAMES), "note": st.one_of(ANY, TEXT)}
ROW = st.fixed_dictionaries({field.key: OF_NAMES.get(field.key, ANY) for field in LIST})
LABELS = ("Ngày họp xét", "Tổng số đảng viên", "Người lập biểu", "Kiến nghị, đề xuất", "Số nghị quyết")


def sent(
    rows: list[dict[str, Cell | None]],
    cover: dict[str, Cell | None] | None = None,
    *,
    month: Cell | None = None,
    old_calendar: bool = False,
    merged: bool = False,
) -> Report:
    """Return what is read of a form whose list and cover hold such cells."""

    def edit(book) -> None:
        if old_calendar:
            book.epoch = CALENDAR_MAC_1904
        front, sheet = book["Báo cáo"], book["Danh sách"]
        if month is not None:
            month.put(front.cell(2, 2))
        for label, value in front.iter_rows(max_col=2):
            if (cell := (cover or {}).get(label.value)) is not None:
                cell.put(value)
        for number, row in enumerate(rows, start=2):
            for key, cell in row.items():
                if cell is not None:
                    cell.put(sheet[cell_of(key, number)])
        if merged:
            for key in ("religion", "class_sent", "note"):
                sheet.merged_cells.add(f"{cell_of(key)}:{cell_of(key, 3)}")

    return read(form(people=[], cover=dict.fromkeys(cover or {}), edit=edit))


def form_of(report: Report, year: int = 2024) -> bytes:
    """Return the form of `year` that is filled as the report's unit filled its own."""
    cover = {key: value for key, value in cover_as_sent(report, year).items() if key not in ("unit_code", "year")}
    people = people_as_sent(report, year)
    return form_bytes(unit_code="CB01", unit_name="Chi bộ", year=year, month=1, people=people, cover=cover)


def values_of(report: Report) -> tuple:
    """Return the values of a report's cells, those of the form's own cover aside."""
    cover = {key: value for key, value in report.cover.items() if key not in ("unit_code", "unit_name", "year")}
    return cover, [(row.values, row.rank) for row in report.rows]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(ROW, max_size=4),
    st.fixed_dictionaries({label: ANY for label in LABELS}),
    st.sampled_from([Cell(value) for value in ("11", "03", "Tháng 3", "t11/2024", "tháng ba", 11)]),
    st.booleans(),
    st.booleans(),
    st.sampled_from([2024, 2025, 2026]),
)
def test_read_again_from_a_new_form_every_cell_has_the_value_that_it_had(
    rows, cover, month, old_calendar, merged, year
):
    report = sent(rows, cover, month=month, old_calendar=old_calendar, merged=merged)
    assert values_of(read(form_of(report, year))) == values_of(report)


# -- one cell at a time ------------------------------------------------------------------------------------------------


def first(key: str, cell: Cell, year: int = 2024, **options) -> str | None:
    """Return what stands in the new form where a unit left `cell` in the column of its first person."""
    report = sent([{"name": Cell("Nguyễn Văn An"), key: cell}], **options)
    return cells(form_of(report, year)).get((LIST_SHEET, list_address(0, key_of(key))))


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("religion", "Không"),
        ("helper", "không có"),
        ("union", "x"),
        ("class_sent", "5.3.2024"),
        ("class_sent", "5/3/24"),
        ("class_sent", "45327"),
        ("class_sent", "31/04/2024"),
        ("name", "Nguyễn  Văn   An"),
        ("gender", "Nam giới nữ"),
    ],
)
def test_what_was_written_stands_in_the_new_form(key, text):
    assert first(key, Cell(text)) == text


@pytest.mark.parametrize(
    ("key", "cell", "shown"),
    [
        ("class_sent", Cell("5/3/2024"), "05/03/2024"),
        ("class_sent", Cell(datetime(2024, 3, 5), "dd/mm/yyyy"), "05/03/2024"),
        ("name", Cell(unicodedata.normalize("NFD", "Hạnh")), "Hạnh"),
    ],
)
def test_what_is_as_the_form_asks_stands_there_as_the_form_has_it(key, cell, shown):
    assert first(key, cell) == shown


@pytest.mark.parametrize(("year", "shown"), [(2024, "5/3/26"), (2025, "05/03/1926")])
def test_a_year_of_two_digits_stays_while_it_means_the_same_year(year, shown):
    assert first("birth", Cell("5/3/26"), year) == shown


@pytest.mark.parametrize(("old_calendar", "shown"), [(False, "45327"), (True, "06/02/2028")])
def test_a_days_number_stays_unless_it_counts_from_1904(old_calendar, shown):
    assert first("class_sent", Cell(45327), old_calendar=old_calendar) == shown


@pytest.mark.parametrize(("key", "shown"), [("class_sent", "#REF!"), ("position", "=NA()")])
def test_an_error_of_excel_stays_one_that_cannot_be_read(key, shown):
    assert first(key, Cell("#REF!", kind="e")) == shown


def test_a_value_under_a_merge_is_not_made_somebodys():
    report = sent([{"name": Cell("An"), "note": Cell("một")}, {"name": Cell("Bảy"), "note": Cell("hai")}], merged=True)
    again = read(form_of(report))
    assert [row.is_unreadable("note") for row in again.rows] == [False, True]


def font_of(report: Report) -> str:
    """Return the font of the first name in the new form."""
    return load_workbook(io.BytesIO(form_of(report)))[LIST_SHEET][list_address(0, "name")].font.name


@pytest.mark.parametrize(
    ("cell", "font"),
    [
        (Cell("NguyÔn V¨n An", font=".VnArial Narrow"), ".VnTime"),
        (Cell("nguyÔn v¨n an", font=".VnAvantH"), ".VnTimeH"),
        (Cell("Nguyeãn Vaên Huøng", font="VNI-Helve"), "VNI-Times"),
        (Cell("NguyÔn V¨n An"), ".VnTime"),
        (Cell("V¨n Xqµz"), "Times New Roman"),
        (Cell("Nguyễn Văn An", font=".VnTime"), "Times New Roman"),
    ],
)
def test_letters_of_a_legacy_font_stand_in_one_that_shows_them(cell, font):
    assert font_of(sent([{"name": cell}])) == font


def test_letters_of_one_encoding_in_a_font_of_the_other_stay_what_they_were():
    report = sent([{"name": Cell("Lª V¨n An", font="VNI-Times")}])
    assert [row.text("name") for row in read(form_of(report)).rows] == [row.text("name") for row in report.rows]


def test_a_word_that_its_font_alone_turned_stands_there_turned():
    report = sent([{"name": Cell("NguyÔn V¨n An", font=".VnTime"), "union": Cell("Cã", font=".VnTime")}])
    assert cells(form_of(report))[LIST_SHEET, list_address(0, "union_member")] == "Có"


# -- what is said of it ------------------------------------------------------------------------------------------------


def test_the_clerk_is_told_of_a_day_what_the_unit_wrote(office):
    month = office.send([person(class_sent="5.12.2024")]).month()
    [line] = month.understood
    assert (line.written, line.read_as, line.how) == ("5.12.2024", "05/12/2024", How.TEXT_DATE)
    assert [finding.value for finding in find(month, "O10")] == ["5.12.2024"]


def test_a_finding_shows_the_word_for_nothing_that_stands_in_a_blank_cell(office):
    [finding] = find(office.send([person(helper="chưa có")]).month(), "N27")
    assert finding.value == "chưa có"


def test_a_finding_shows_a_name_in_a_legacy_font_as_its_owner_sees_it(office):
    office.send([person("NguyÔn V¨n An", note="một"), person("NguyÔn V¨n An", note="hai")])
    assert {finding.value for finding in find(office.month(), "P01")} == {"Nguyễn Văn An"}


def test_how_letters_were_turned_is_told_with_their_encoding(office):
    [line] = office.send([person("NguyÔn V¨n An")]).month().understood
    assert (line.written, line.read_as, line.how, line.encoding) == (
        "NguyÔn V¨n An",
        "Nguyễn Văn An",
        How.LEGACY_FONT,
        "TCVN3",
    )


def test_what_counts_as_blank_is_told_without_a_value(office):
    [line] = office.send([person(helper="ko")]).month().understood
    assert (line.written, line.read_as, line.how) == ("ko", "", How.SPELLING)


def test_rows_in_which_the_same_is_written_share_it():
    report = sent([{"name": Cell(f"Người {number}"), "religion": Cell("Không")} for number in range(3)])
    assert len({id(row.written) for row in report.rows}) == 1


def test_a_row_that_is_as_the_form_asks_keeps_nothing_beside_its_values():
    report = read(form(people=[person(), person("Lê Văn Bảy", date(1991, 1, 1))]))
    assert [dict(row.written) for row in report.rows] == [{}, {}]
