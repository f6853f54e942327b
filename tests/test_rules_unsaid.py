"""Words that say that there is nothing, wherever a day, a choice, a number, a helper or a religion is asked for."""

from __future__ import annotations

from datetime import datetime

import pytest
from office import admitted, cell_of, find, person, total, unit
from openpyxl import load_workbook

from recruit.job import Job
from recruit.model import Period
from recruit.read.written import How
from recruit.run import recount, report

NOVEMBER = Period(2024, 11)
NOTHING = (
    "-",
    "–",
    "—",
    "--",
    "/",
    "…",
    "...",
    "chưa",
    "Chưa có",
    "không",
    "Không có",
    "KO",
    "Ko có",
    "N/A",
    "không.",
    "(chưa)",
)
NO_RELIGION = (
    *(
        "Không tôn giáo",
        "Không theo tôn giáo",
        "không theo đạo",
        "Không theo",
        "Vô thần",
        "Lương",
        "Bên lương",
        "Lương giáo",
    ),
    *("Không.", "Ko", "Ko có", "K", "/", "N/A", "…", "-", "không có đạo", "Không theo tôn giáo nào"),
)
UNSAID_RELIGION = (
    "x",
    "Có",
    "1",
    "?",
    "Chưa rõ",
    "không rõ",
    "15/01/2024",
    "✓",
    "Kinh",
    "Tày",
    "Chưa xác định",
    "Không khai",
)
NO_HELPER = (
    *(
        "x",
        "X",
        "Có",
        "Đã phân công",
        "1",
        "15/01/2024",
        "?",
        "đủ",
        "02 đ/c",
        "đã có đảng viên giúp đỡ",
        "Chi bộ phân công",
    ),
    *("đã phân công 02 đồng chí", "Chưa rõ", "x; x", "Có (01 đảng viên)"),
    *("chưa phân công ai", "Không có đảng viên nào giúp đỡ", "Chưa có người giúp đỡ"),
)
HELPERS = (
    *("Lê Quang Dũng", "lê quang dũng", "đ/c Dũng", "Đồng chí Hoa", "Dũng", "Lê Văn Hùng; Trần Thị Mai", "H'Mai Êban"),
    *(
        "Lê Văn Hùng,\nTrần Thị Mai",
        "Lê Văn Hùng và Trần Thị Mai",
        "Lê Văn Hùng (15/01/2024)",
        "Lê Công Phân",
        "đ/c Công",
    ),
    *(
        "Đ/c Lê Văn Hùng - Bí thư chi bộ",
        "Giàng A Ý",
        "1. Lê Văn Hùng 2. Trần Thị Mai",
        "Y Blơk Niê",
        "Đinh Văn Đủ",
        "K' Brêu",
        "Ý",
    ),
)
STEPS = ("class_asked", "class_sent", "certificate", "asked", "agreed", "resolution", "decision", "ceremony", "left")
EVERYWHERE = (*STEPS, "certificate_no", "decision_no", "reason", "qualification", "category", "remark", "helper_day")


def understood(month, key: str) -> list[tuple[str, str, How]]:
    at = cell_of(key)
    return [(line.written, line.read_as, line.how) for line in month.understood if line.place.cell == at]


# -- days, choices, numbers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", EVERYWHERE)
@pytest.mark.parametrize("word", ["-", "/", "…", "chưa có", "Không"])
def test_a_word_for_nothing_is_a_blank_and_stands_with_what_was_understood(office, key, word):
    month = office.send([person(**{key: word})]).month()
    assert (month.findings, total(month, "sympathisers")) == ((), 1)
    assert understood(month, key) == [(word, "", How.SPELLING)]


@pytest.mark.parametrize("word", NOTHING)
def test_such_words_in_every_cell_that_may_stay_blank_say_no_more_than_blanks(office, word):
    month = office.send([person(**dict.fromkeys(EVERYWHERE, word)), person("Lê Văn Bảy", "01/01/1991")]).month()
    assert month.findings == ()
    assert [total(month, key) for key in ("sympathisers", "class_sent", "with_certificate", "admitted")] == [2, 0, 0, 0]


@pytest.mark.parametrize("key", ["joined", "birth", "gender", "people", "education"])
def test_in_a_starred_column_the_value_is_missing_and_no_more(office, key):
    month = office.send([person(**{key: "-"})]).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O09", cell_of(key))]


@pytest.mark.parametrize("word", ["x", "X", "có", "đã học", "0", "?", "rồi"])
def test_what_says_done_without_a_day_stays_an_error(office, word):
    month = office.send([person(class_asked="01/02/2024", class_sent=word)]).month()
    assert [found.place.cell for found in find(month, "O01")] == [cell_of("class_sent")]


@pytest.mark.parametrize(("word", "read"), [("Không", "Không"), ("chưa", "Không"), ("x", "Có")])
def test_a_choice_that_such_a_word_is_stays_one(office, word, read):
    assert [row.row.text("union_member") for row in office.send([person(union=word)]).month().people] == [read]


def test_what_is_no_choice_and_no_word_for_nothing_stays_an_error(office):
    month = office.send([person(qualification="x")]).month()
    assert [found.place.cell for found in find(month, "O02")] == [cell_of("qualification")]


def test_a_row_of_such_words_alone_is_blank(office):
    month = office.send([person(), dict.fromkeys(EVERYWHERE, "-")]).month()
    assert (month.findings, len(month.people)) == ((), 1)


def test_strokes_for_a_decision_that_many_lack_are_no_number_of_many(office):
    people = [person(f"Lê Thị {letter}", decision_no="-", decision="-") for letter in "ABCDE"]
    month = office.send(people).month()
    assert (month.findings, total(month, "sympathisers")) == ((), 5)


# -- religion ----------------------------------------------------------------------------------------------------------


def religions(month) -> tuple[int, int]:
    """Return of how many admitted a religion is known, and of how many it is not known whether they have one."""
    found = next(kind for kind in month.breakdowns if kind.key == "religious")
    return found.counts[0][1], found.unclear


@pytest.mark.parametrize("word", NO_RELIGION)
def test_who_says_in_any_words_that_there_is_none_has_no_religion(office, word):
    month = office.send([admitted(religion=word)]).month()
    assert (religions(month), month.findings) == ((0, 0), ())
    assert understood(month, "religion") == [(word, "", How.SPELLING)]


@pytest.mark.parametrize("word", ["Không", "không", None])
def test_the_plain_word_is_what_the_form_asks_for(office, word):
    month = office.send([admitted(religion=word)]).month()
    assert (religions(month), month.findings, understood(month, "religion")) == ((0, 0), (), [])


@pytest.mark.parametrize("word", UNSAID_RELIGION)
def test_what_names_no_religion_is_asked_for_and_counts_as_not_known(office, word):
    month = office.send([admitted(religion=word)]).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O42", cell_of("religion"))]
    assert religions(month) == (0, 1)


@pytest.mark.parametrize(
    "word", ["Phật giáo", "Công giáo", "Tin lành", "Đạo Phật", "PG", "Hòa Hảo", "Cao Đài", "Có đạo"]
)
def test_a_religion_is_one(office, word):
    month = office.send([admitted(religion=word)]).month()
    assert (religions(month), month.findings) == ((1, 0), ())


# -- helpers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", NO_HELPER)
def test_what_is_nobodys_name_is_no_helper_and_one_warning(office, word):
    month = office.send(
        [person(helper=word, class_sent="10/03/2024", certificate_no="1", certificate="10/05/2024")]
    ).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O43", cell_of("helper"))]
    assert (total(month, "with_helper"), total(month, "eligible")) == (0, 0)


@pytest.mark.parametrize("word", HELPERS)
def test_whoever_is_named_is_a_helper(office, word):
    month = office.send([person(helper=word)]).month()
    assert (find(month, "O43"), total(month, "with_helper")) == ([], 1)


@pytest.mark.parametrize("word", ["-", "chưa có", "Ko có", "N/A", "…"])
def test_where_there_is_none_yet_the_helper_is_missing(office, word):
    month = office.send([person(helper=word)]).month()
    assert ([found.code for found in month.findings], total(month, "with_helper")) == (["N27"], 0)


# -- the second opinion ------------------------------------------------------------------------------------------------


def laid(offices):
    """Return an office in which every such word stands somewhere."""
    office = offices(unit("CB01"), unit("CB02"))
    words = [*NO_RELIGION, *UNSAID_RELIGION, "Phật giáo", "Có đạo"]
    office.send(
        [admitted(f"Lò Văn {_letters(at)}", decision_no=f"{at}-QĐ", religion=word) for at, word in enumerate(words)]
    )
    people = [person(f"Lò Thị {_letters(at)}", helper=word) for at, word in enumerate((*NO_HELPER, *HELPERS))]
    people += [person(f"Hà Thị {_letters(at)}", **dict.fromkeys(EVERYWHERE, word)) for at, word in enumerate(NOTHING)]
    people += [person("Hà Văn Cầu", birth="-"), person("Hà Văn Chi", joined="…"), person("Hà Văn Tư", class_sent="x")]
    return office.send(people, unit="CB02")


def _letters(number: int) -> str:
    return "".join(chr(65 + int(digit)) for digit in f"{number:02d}").capitalize()


def test_the_second_opinion_understands_the_same(offices, tmp_path):
    found = recount(Job(laid(offices).folder, NOVEMBER, tmp_path / "ra")).recounted
    assert [*found.differing, *found.cells_read_otherwise] == []


def test_next_months_form_shows_what_was_typed(office, tmp_path):
    office.send([person(class_sent="-", religion="Vô thần", helper="x")])
    out = tmp_path / "ra"
    report(Job(office.folder, NOVEMBER, out))
    sheet = load_workbook(next(out.glob("**/bieu_thang_12/*.xlsx")))["Danh sách"]
    shown = {cell.value for row in sheet.iter_rows(min_row=3, max_row=3) for cell in row}
    assert {"-", "Vô thần", "x"} <= shown


@pytest.mark.parametrize(
    "helper",
    [
        *("Đ/c Đạt", "Đạt", "Đ/c Đạt, đ/c Đủ", "Ông Đủ", "Đ/c Có", "Không Văn Minh", "Đ/c Không Văn Minh"),
        *("Đồng Công Chính", "Đồng Chi"),
    ],
)
def test_a_name_that_is_a_word_too_is_a_helper(office, helper):
    month = office.send([person(helper=helper)]).month()
    assert (find(month, "O43"), total(month, "with_helper")) == ([], 1)


@pytest.mark.parametrize(
    "said",
    [
        *("Không có tín ngưỡng", "Không theo đạo gì", "Không tôn giáo nào", "Không theo tôn giáo nào cả", "Không TG"),
        *("Ko theo tôn giáo nào", "Khong theo ton giao", "Không (lương)"),
        *("Khong co tin nguong", "khong luong", "k dao nao", "kg TG"),
    ],
)
def test_who_denies_a_religion_in_any_words_has_none(office, said):
    month = office.send([admitted(religion=said)]).month()
    assert (find(month, "O42"), religions(month)) == ([], (0, 0))


@pytest.mark.parametrize(
    "said",
    ["x", "Đã có", "20/03/2024", "20-3-24", "20.03.2024", "ngày 20/03/2024", "2024-03-20", "ngày 20 tháng 3 năm 2024"],
)
def test_what_is_no_number_in_place_of_a_decisions_number_is_an_error_and_the_admission_is_not_counted(office, said):
    month = office.send([admitted(decision_no=said)]).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O45", cell_of("decision_no"))]
    assert total(month, "admitted") == 0


@pytest.mark.parametrize("said", ["31", "31-QĐ/ĐUK", "31/2024", "31-QĐ/ĐUK ngày 20/03/2024", "2024", "1/2-3/2024"])
def test_whatever_has_a_number_may_be_a_decisions(office, said):
    month = office.send([admitted(decision_no=said)]).month()
    assert (find(month, "O45"), total(month, "admitted")) == ([], 1)


@pytest.mark.parametrize(
    "said",
    [
        *("chưa học", "Chưa đi học", "chưa cử", "chưa cấp", "chưa đề nghị", "chưa đồng ý", "chưa xét", "chưa làm"),
        *("chưa kết nạp", "chưa quyết định", "chưa tổ chức", "chưa phân công", "chưa đưa ra", "chưa", "chua co", "n.a"),
        *("không", "khong có", "ko có", "k có", "kg có", "khg"),
    ],
)
def test_a_word_for_nothing_in_the_cell_of_a_day_is_a_blank_and_that_is_said(office, said):
    month = office.send([person(certificate=said)]).month()
    assert (month.people[0].row.is_filled("certificate"), find(month, "O01")) == (False, [])
    assert [one.written for one in month.understood] == [said]


@pytest.mark.parametrize("code", ["d-mmm", "dd/mm/yyyy", "mm-yy"])
def test_a_number_of_which_excel_has_made_a_day_is_no_decisions_number(office, code):
    def typed(book) -> None:
        cell = book["Danh sách"][cell_of("decision_no")]
        cell.value, cell.number_format = datetime(2024, 11, 3), code

    month = office.send([admitted()], edit=typed).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O45", cell_of("decision_no"))]
    assert total(month, "admitted") == 0


def test_a_small_number_in_a_cell_that_shows_days_is_a_decisions_number(office):
    def typed(book) -> None:
        cell = book["Danh sách"][cell_of("decision_no")]
        cell.value, cell.number_format = 45, "dd/mm/yyyy"

    month = office.send([admitted()], edit=typed).month()
    assert (find(month, "O45"), month.admitted[0].decision_number) == ([], "45")


NO_NUMBERS = ["12/03/2024", "2024-03-12", "x", "Đã cấp"]


@pytest.mark.parametrize("said", NO_NUMBERS)
def test_what_is_no_number_in_place_of_a_certificates_is_asked_about_and_printed_nowhere(office, said):
    month = office.send([person(class_sent="10/02/2024", certificate="10/03/2024", certificate_no=said)]).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O48", cell_of("certificate_no"))]
    assert (month.sent_to_class[0].certificate_number, total(month, "with_certificate")) == ("", 1)
    assert total(month, "eligible") == 1


@pytest.mark.parametrize("said", ["45", "45/GCN", "Số 45", "45/2024", "chưa có"])
def test_whatever_has_a_number_may_be_a_certificates(office, said):
    month = office.send([person(certificate="10/03/2024", class_sent="10/02/2024", certificate_no=said)]).month()
    assert find(month, "O48") == []


def test_a_number_of_which_excel_has_made_a_day_is_no_certificates_number(office):
    def typed(book) -> None:
        cell = book["Danh sách"][cell_of("certificate_no")]
        cell.value, cell.number_format = datetime(2024, 3, 12), "d-mmm"

    month = office.send([person(class_sent="10/02/2024", certificate="10/03/2024")], edit=typed).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O48", cell_of("certificate_no"))]
