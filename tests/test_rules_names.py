"""Rules about people's names, and what is of a name and what is not: one person, spelt otherwise, counts once."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import admitted, cell_of, find, letter_of, person, total, unit
from openpyxl.styles import Font

from recruit.job import Job
from recruit.language.names import own_name
from recruit.model import Period
from recruit.run import recount

TWO = (unit("CB01"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể"))


def shared(offices, name: str, other: str):
    """Return a month in which a chi bộ and a đoàn thể list somebody under two spellings; both hold one class."""
    office = offices(*TWO).send([person(name, class_sent="10/03/2024")])
    return office.send([person(other, class_sent="10/03/2024")], unit="DT01").month()


SPELLINGS = [
    ("Đinh Thị Lý", "Ðinh Thị Lý"),
    ("Đinh Thị Lý", "Ɖinh Thị Lý"),
    ("H'Mai Êban", "H’Mai Êban"),
    ("H'Mai Êban", "HʼMai Êban"),
    ("Y Blơk Niê", "'Y Blơk Niê"),
    ("Lò Văn Ón", "Lò Văn\u200b Ón"),
    ("Lò Văn Ón", "Lò V\u00adăn Ón"),
    ("Lò Văn Ón", "Lò Văn Ó\ufe0fn"),
    ("Lò Văn Ón", "Lò Văn Ón\u3164"),
    ("Lò Văn Ón", "Ｌò Ｖăｎ Ón"),
    ("Lò Văn Ón", "Lò Văn Ón."),
    ("Lò Văn Ón", "Lò Văn Ón,"),
    ("Lò Văn Ón", "Đ/c Lò Văn Ón"),
    *(("Lò Văn Ón", f"{title} Lò Văn Ón") for title in ("đồng chí", "ĐC", "Đ.c", "đ/c:")),
    ("Lò Văn Ón", "Ông Lò Văn Ón"),
    ("Lò Thị Ón", "Bà Lò Thị Ón"),
    ("Lò Văn Ón", "LÒ VĂN ÓN"),
    ("Lò Văn Ón", "lò văn ón"),
]


@pytest.mark.parametrize(("name", "other"), SPELLINGS)
def test_one_person_spelt_otherwise_is_counted_once(offices, name, other):
    month = shared(offices, name, other)
    assert (total(month, "class_sent"), total(month, "sympathisers")) == (1, 1)


@pytest.mark.parametrize(("name", "other"), SPELLINGS)
def test_what_was_taken_away_stands_beside_what_was_written(offices, name, other):
    month = shared(offices, name, other)
    [line] = [line for line in month.understood if line.place.file.startswith("DT01")]
    assert (line.place.cell, line.read_as, line.written) == (f"{letter_of('name')}2", name, other.strip())


@pytest.mark.parametrize("name", ["Trần Thị Lan", "Ngô Bà Nam", "H'Mai Êban", "Y Blơk Niê", "Ông", "Phạm A"])
def test_a_name_written_as_names_are_is_read_as_it_stands(office, name):
    month = office.send([person(name)]).month()
    assert (month.understood, [row.row.text("name") for row in month.people]) == ((), [name])


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("TRẦN THỊ LAN", "Trần Thị Lan"), ("trần thị lan", "Trần Thị Lan"), ("H'MAI ÊBAN", "H'Mai Êban")],
)
def test_a_name_in_capitals_or_small_letters_is_printed_as_names_are(office, typed, printed):
    assert [row.row.text("name") for row in office.send([person(typed)]).month().people] == [printed]


@given(st.sampled_from([name for pair in SPELLINGS for name in pair]))
def test_what_is_of_a_name_stays_when_it_is_read_again(name):
    assert own_name(own_name(name)) == own_name(name)


# -- strange letters, two names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Nguуễn Văn An", "Trần Müller", "Łò Văn Ón"])
def test_a_letter_that_no_name_has_is_a_warning_at_the_name(office, name):
    [found] = find(office.send([person(name)]).month(), "O33")
    assert found.place.cell == f"{letter_of('name')}2"


@pytest.mark.parametrize("name", ["K'Brêu Č̆", "Y Ƀăm Ŏn", "Giàng A Dơ", "Hoàng Phước Ñan", "Trần Văn An (A)"])
def test_the_letters_of_the_countrys_peoples_are_not_strange(office, name):
    assert find(office.send([person(name)]).month(), "O33") == []


def test_two_names_in_one_cell_are_an_error_at_it(office):
    month = office.send([person("Lò Văn Ón\nHà Thị Chi", class_sent="10/03/2024")]).month()
    [found] = find(month, "O11")
    assert found.place.cell == f"{letter_of('name')}2"
    assert (total(month, "sympathisers"), total(month, "class_sent")) == (0, 0)


def test_a_remark_in_brackets_on_a_second_line_is_no_second_name(office):
    month = office.send([person("Vàng Thị Mai\n(mới bổ sung)")]).month()
    assert (find(month, "O11"), len(find(month, "O33")), total(month, "sympathisers")) == ([], 1, 1)


def test_one_name_that_goes_on_in_a_second_line_is_one(office):
    month = office.send([person("Nguyễn Thị Bích\nPhượng")]).month()
    assert (find(month, "O11"), [row.row.text("name") for row in month.people]) == ([], ["Nguyễn Thị Bích Phượng"])


SEVERAL = (
    *("Lê Văn Tám/Lê Văn Chín", "Lê Văn Tám / Lê Văn Chín", "Lê Văn Tám; Lê Văn Chín", "Lê Văn Tám, Lê Văn Chín"),
    *("Lê Văn Tám và Lê Văn Chín", "Lê Văn Tám - Lê Văn Chín", "Lê Văn Tám – Lê Văn Chín", "LÊ VĂN TÁM, LÊ VĂN CHÍN"),
    *(
        "Đ/c Lê Văn Tám và đ/c Lê Văn Chín",
        "Lê Văn Tám & Lê Văn Chín",
        "Giàng A Sử, Lò Thị Ón, Y Blơk",
        "Lê Văn Tám+Lê Văn Chín",
    ),
)


@pytest.mark.parametrize("name", SEVERAL)
def test_two_names_in_one_line_are_an_error_at_the_cell_and_count_for_nobody(office, name):
    month = office.send([person(name, class_sent="10/03/2024")]).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O11", f"{letter_of('name')}2")]
    assert (total(month, "sympathisers"), total(month, "class_sent")) == (0, 0)


WITH_SIGNS = (
    *(
        "Lò Văn Cầu (Tuấn)",
        "Sùng A Lử *",
        "1. Cư A Páo",
        "Lê Văn Tư?",
        "(Đã chuyển) Lê Văn Năm",
        "Lê Văn Sáu - đã kết nạp",
    ),
    *(
        "Nguyễn Văn An 2",
        "2",
        "*",
        "…",
        "Ngô Văn Xứng, Bí thư đoàn",
        "Ngô Văn Xứng, Bí Thư Đoàn",
        "Phạm Văn Kỳ/Kì",
        "Lê_Văn Tám",
    ),
    *("Lê Văn Tám và vợ", "Lê Văn Tám (Lê Văn Chín)", "Lê Văn Tám - Phòng Tổ Chức", "LÊ VĂN TÁM - TRƯỞNG PHÒNG"),
)


@pytest.mark.parametrize("name", WITH_SIGNS)
def test_a_name_with_signs_or_digits_that_no_name_has_is_a_warning_and_counts(office, name):
    month = office.send([person(name)]).month()
    expected = [] if "vợ" in name else [("O33", f"{letter_of('name')}2")]
    assert [(found.code, found.place.cell) for found in month.findings] == expected
    assert total(month, "sympathisers") == 1


@pytest.mark.parametrize(
    "name",
    [
        *(
            "H'Mai Êban",
            "Y-Blơk Niê",
            "Nguyễn Thị Thanh-Hà",
            "Nguyễn T. Lan",
            "Ng. Văn An",
            "Nguyễn T.Lan",
            "Lò Văn Ón.",
        ),
        *(
            "Đ/c Lò Văn Ón",
            "Đ/C: Lò Văn Ón",
            "Ông Lò Văn Ón,",
            "Trần Văn An (A)",
            "TRẦN VĂN AN",
            "trần văn an",
            "Vũ Và Anh",
            "Và Bá Xử",
            "Lầu Thị Và Bá",
        ),
    ],
)
def test_signs_that_are_of_names_and_what_is_taken_from_them_are_no_fault(office, name):
    month = office.send([person(name)]).month()
    assert (month.findings, total(month, "sympathisers")) == ((), 1)


def test_the_second_opinion_reads_names_alike(office, tmp_path):
    names = [*SEVERAL, *WITH_SIGNS, "Đ/c Lò Văn Ón", "Trần Văn An (A)", "Nguyễn T. Lan", "Y-Blơk Niê"]
    office.send([person(name, f"{at + 1:02d}/03/1990", class_sent="10/03/2024") for at, name in enumerate(names)])
    found = recount(Job(office.folder, Period(2024, 11), tmp_path / "ra")).recounted
    assert [*found.differing, *found.cells_read_otherwise] == []


# -- fonts that the workbook itself proves -----------------------------------------------------------------------------


@pytest.mark.parametrize("font", [".VnTime", "Times New Roman"])
def test_the_letter_of_an_old_font_that_other_fonts_do_not_show_is_read_as_it_is_meant(office, font):
    def in_font(book):
        for key, words in (("name", "L\u00adu V¨n B×nh"), ("category", "C¸n bé, c«ng chøc c¬ quan Nhµ n\u00adíc")):
            cell = book["Danh sách"][cell_of(key)]
            cell.value, cell.font = words, Font(name=font)

    office.send([person("Lưu Văn Bình")], month=10)
    month = office.send([person("Lưu Văn Bình")], edit=in_font).month()
    row = month.people[0].row
    assert (row.text("name"), row.text("category")) == ("Lưu Văn Bình", "Cán bộ, công chức cơ quan Nhà nước")
    assert {found.rule.code for found in month.findings} == {"O29"}


def test_a_soft_hyphen_among_letters_of_unicode_is_nothing(office):
    month = office.send([person("Lưu\u00ad Văn T\u00adình")]).month()
    assert (month.people[0].row.text("name"), month.findings) == ("Lưu Văn Tình", ())


@pytest.mark.parametrize(("beside", "read"), [("N÷", "Có"), ("Nam", "Cã")])
def test_a_word_in_an_old_font_is_turned_only_where_the_workbook_proves_the_font(office, beside, read):
    def in_font(book):
        for row, words in ((2, "Cã"), (3, beside)):
            cell = book["Danh sách"][cell_of("position", row)]
            cell.value, cell.font = words, Font(name=".VnTime")

    month = office.send([person(), person("Lê Văn Bảy", "01/01/1991")], edit=in_font).month()
    assert month.people[0].row.text("position") == read


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Nguyễn Văn An - Chánh Văn Phòng",
            "Nguyễn Văn An, Lào Cai",
            "NGUYỄN VĂN AN - TRẠM Y TẾ",
            "Lò Văn A - Hà Nội",
        ),
        *("Nguyễn Văn An, Thạc Sĩ", "Y Blơk - Niê Kđăm", "Nguyễn Văn An - Chuyển Đến"),
    ],
)
def test_a_post_or_place_behind_a_name_is_no_second_name(office, name):
    month = office.send([admitted(name)]).month()
    assert (find(month, "O11"), total(month, "admitted")) == ([], 1)


@pytest.mark.parametrize("name", ["Nguyễn Văn An - Trần Thị Bình", "Lò Văn A / Sùng Thị B", "LÊ VĂN BA, HÀ THỊ TƯ"])
def test_two_names_that_begin_as_names_do_are_two(office, name):
    assert len(find(office.send([admitted(name)]).month(), "O11")) == 1


def test_two_names_in_the_plans_register_stop_no_run(offices):
    office = offices(register=[["31-QĐ/ĐUK", date(2024, 3, 20), "Lò Văn A, Lò Thị Bé", date(1992, 8, 7), "CB01"]])
    assert total(office.send([admitted()]).month(), "admitted") == 1


def test_a_number_in_a_name_is_told_without_its_digits(office):
    [found] = find(office.send([person("Lò Văn Ón 0912345678")]).month(), "O33")
    assert "0912345678" not in found.message and "chữ số" in found.message


@pytest.mark.parametrize(
    "helper",
    [
        "Nguyễn Văn An",
        "đ/c NGUYỄN VĂN AN",
        "Lê Quang Dũng, Nguyễn Văn An",
        "Nguyễn Văn An và Lê Quang Dũng",
        "Lê Quang Dũng\nNguyễn Văn An",
        "Lê Quang Dũng + Nguyễn Văn An",
    ],
)
def test_who_is_named_as_the_own_helper_is_asked_about_and_counted(office, helper):
    month = office.send([person(helper=helper)]).month()
    assert [found.place.cell for found in find(month, "O46")] == [cell_of("helper")]
    assert total(month, "with_helper") == 1


@pytest.mark.parametrize("helper", ["Nguyễn Văn Ân", "Nguyễn Văn An Bình", "Lê Quang Dũng", None])
def test_another_helper_is_not(office, helper):
    assert find(office.send([person(helper=helper)]).month(), "O46") == []
