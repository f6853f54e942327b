"""Rules about what stands beside the people of a list: totals, signatures, notes, second blocks, people outside lists."""

from __future__ import annotations

import io
import re
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linked import printed_form
from office import admitted, beyond, column_of, find, form, letter_of, person, total, unit
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from returned import marked, month_of, read

from recruit.declared.form import LIST
from recruit.language.spelling import without_diacritics
from recruit.write.package import seal

TWO = [person(), admitted()]
FIRST_BELOW = 2 + len(TWO)
NAME, POSITION = column_of("name"), column_of("position")


def with_rows(cells: dict[tuple[int, int], object], people=TWO, *, sheet: str = "Danh sách", **options) -> bytes:
    """Return a filled form in which cells by row and column are written over."""
    book = load_workbook(io.BytesIO(form("CB01", 11, people, **options)))
    if sheet not in book.sheetnames:
        book.create_sheet(sheet)
    for (row, column), value in cells.items():
        book[sheet].cell(row, column).value = value
    out = io.BytesIO()
    book.save(out)
    return seal(out.getvalue())


def below(*lines: str, gap: int = 1, column: int = NAME) -> dict[tuple[int, int], object]:
    return {(FIRST_BELOW + gap + index, column): text for index, text in enumerate(lines)}


def month_with(office, cells, **options):
    return office.put("CB01_11.xlsx", with_rows(cells, **options)).month()


TOTALS = ["Tổng cộng: 02 đồng chí", "TỔNG SỐ", "Cộng", "Tổng: 02", "Tổng hợp: 02"]
SIGNATURES = [
    "NGƯỜI LẬP BIỂU",
    "T/M CHI BỘ",
    "BÍ THƯ",
    "(Ký, ghi rõ họ tên)",
    "Lào Cai, ngày 25 tháng 11 năm 2024",
    "TM. CHI ỦY",
    *("Người lập", "T.M CHI BỘ", "K/T BÍ THƯ", "Thay mặt chi bộ", "PHÓ BÍ THƯ", "CHI ỦY", "Chi uỷ", "THỦ TRƯỞNG"),
    *("Xác nhận của chi bộ", "Đã ký", "ký tên", "Nơi nhận"),
]
NOTES = ["Ghi chú: danh sách có 02 người", "Không phát sinh", "* Lưu ý", "Hết danh sách", ".", "-----"]
NOTES += [
    "Không có thay đổi",
    "không biến động",
    "Không có",
    "Không có ai",
    "không có người nào.",
    "Không có trường hợp nào",
]
NOTES += ["Lưu ý", "Chú thích", "Hết.", "Danh sách này có 02 người", "Biểu này có 02 người", "(*) Mới chuyển đến"]


@pytest.mark.parametrize("gap", [0, 1, 5])
@pytest.mark.parametrize("text", TOTALS + SIGNATURES + NOTES)
def test_a_row_that_says_of_itself_that_it_is_nobodys_is_one_warning_and_in_no_figure(office, text, gap):
    month = month_with(office, below(text, gap=gap))
    assert [(f.code, f.place.cell) for f in month.findings] == [("O34", f"B{FIRST_BELOW + gap}")]
    assert (total(month, "sympathisers"), total(month, "admitted"), len(month.people)) == (1, 1, 2)


GROUPS = [
    {"number": "I", "name": "Tổ chuyên viên"},
    {"number": "II", "name": "KHỐI ĐOÀN THỂ"},
    {"number": "III", "name": "VĂN PHÒNG SỞ"},
    {"number": "A", "name": "Quần chúng ưu tú"},
    {"number": 1, "name": "Tổ lái xe"},
    {"name": "I – Tổ chuyên viên"},
    {"name": "II. Khối đoàn thể"},
    {"name": "Bổ sung tháng 11:"},
    {"name": "Bổ sung tháng 11"},
    {"name": "Danh sách đợt 2:"},
    {"name": "Thôn Nà Hỳ"},
    *(
        {"name": f"{begins} Một"}
        for begins in (
            *(
                "Nhóm",
                "Phòng",
                "Ban",
                "Bộ phận",
                "Đội",
                "Các",
                "Chi bộ",
                "Chi đoàn",
                "Chi hội",
                "Đoàn thể",
                "Đoàn viên",
            ),
            *("Đoàn Thanh niên", "Công đoàn", "Hội Phụ nữ", "Hội Cựu chiến binh", "Hội Nông dân", "Hội Liên hiệp"),
            *("Xóm", "Bản", "Ấp", "Xã", "Phường", "Lớp", "Cơ quan", "Cảm tình"),
        )
    ),
    *(
        {"name": said}
        for said in (
            *(
                "Đã kết nạp",
                "ĐÃ ĐƯỢC KẾT NẠP",
                "Chưa kết nạp",
                "Mới kết nạp",
                "Đã cử đi học",
                "Chưa cử",
                "Chưa học lớp",
            ),
            *("Đã đưa ra khỏi danh sách", "Đã ra khỏi danh sách", "Đang theo dõi", "Đang bồi dưỡng", "Đang giúp đỡ"),
            *("Đang xem xét", "CỬ ĐI HỌC", "Đề nghị kết nạp", "Đủ điều kiện"),
        )
    ),
    *(
        {"name": f"{number} Tổ một"}
        for number in ("IV.", "V)", "VI –", "VII/", "VIII:", "IX.", "XI.", "b)", "c.", "12.")
    ),
    *({"name": f"{number} Đợt một"} for number in ("IV.", "V)", "VI –", "VII/", "VIII:", "IX.", "XI.", "XIX)")),
    *({"number": number, "name": "Tổ một"} for number in ("(IV)", "vii.", "VIII", "IX)", "XI", "b)", "c.", "d:")),
]


@pytest.mark.parametrize("group", GROUPS)
def test_the_heading_of_a_group_between_people_is_one_warning_and_nobody(office, group):
    month = office.send([person(), group, admitted()]).month()
    [found] = month.findings
    assert (found.code, found.place.cell) == ("O34", f"{letter_of('number' if 'number' in group else 'name')}3")
    assert (total(month, "sympathisers"), total(month, "admitted"), len(month.people)) == (1, 1, 2)


@pytest.mark.parametrize(
    "name", ["Đoàn Văn Hậu", "Bàn Thị Mẩy", "Lê Văn Tám", "Hội Văn An", "ĐOÀN VĂN HẬU", "Bùi Tổ Nga"]
)
@pytest.mark.parametrize("number", [None, 2, "2", "x"])
def test_a_name_with_nothing_beside_it_is_a_person_with_blanks(office, name, number):
    row = {"name": name} | ({"number": number} if number else {})
    month = office.send([person(), row, admitted()]).month()
    assert {found.code for found in month.findings if found.place.cell.endswith("3")} == {"O09"}
    assert len(month.people) == 3


def test_who_stands_under_a_roman_number_is_somebody(office):
    month = office.send([person(), {"number": "II", "name": "Lê Văn Tám"}]).month()
    assert (find(month, "O34"), len(month.people)) == ([], 2)


@pytest.mark.parametrize(
    "heads",
    [
        {"birth": "Nam", "gender": "Nữ"},
        {"birth": "Nam"},
        {"birth": "NAM", "gender": "NỮ", "decision_no": "Số", "decision": "Ngày"},
        *({"decision_no": "Số", "decision": day} for day in ("Ngày tháng", "Ngày, tháng", "Ngày tháng năm")),
        {"decision_no": "Số", "decision": "Ngày, tháng, năm"},
    ],
)
def test_a_second_row_of_headings_is_nobody(office, heads):
    month = office.send([heads, person(), admitted()]).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O34", f"{letter_of(next(iter(heads)))}2")]
    assert len(month.people) == 2


def test_a_row_with_a_gender_and_no_more_is_somebody(office):
    month = office.send([person(), {"gender": "Nữ"}, admitted()]).month()
    assert (find(month, "O34"), len(month.people)) == ([], 3)


def test_a_signature_block_with_names_is_one_warning_that_names_its_rows(office):
    cells = below("Tổng cộng: 02", "NGƯỜI LẬP BIỂU", "", "", "Lê Thị Mẫu") | {
        (FIRST_BELOW + 2, POSITION): "BÍ THƯ",
        (FIRST_BELOW + 5, POSITION): "Nguyễn Văn Mẫu",
    }
    [found] = month_with(office, {place: text for place, text in cells.items() if text}).findings
    assert (found.code, found.message.split(" trong")[0]) == ("O34", "Dòng 5–6 và 9")


def test_words_under_the_columns_of_choices_and_days_are_no_faults_of_a_signature(office):
    cells = {
        (FIRST_BELOW + 1, column_of("gender")): "NGƯỜI LẬP BIỂU",
        (FIRST_BELOW + 1, column_of("joined")): "T/M CHI BỘ",
        (FIRST_BELOW + 2, column_of("joined")): "Ngày 25 tháng 11 năm 2024",
    }
    assert [f.code for f in month_with(office, cells).findings] == ["O34"]


def test_a_person_without_a_name_whose_days_are_spelt_out_is_no_signature(office):
    days = {
        "birth": "ngày 28 tháng 1 năm 2002",
        "joined": "ngày 1 tháng 9 năm 2024",
        "helper_day": "ngày 2 tháng 9 năm 2024",
    }
    month = office.send([person("Lò Văn Ón"), person(None, **days), person()]).month()
    assert [(f.code, f.place.cell) for f in month.findings] == [("O09", "B3")]


def test_counts_of_a_total_row_are_no_days(office):
    cells = {(FIRST_BELOW, 1): "Tổng"} | {(FIRST_BELOW, column): 2 for column in range(NAME, (beyond() - 1) + 1)}
    month = month_with(office, cells)
    assert ([f.code for f in month.findings], len(month.people)) == (["O34"], 2)


@pytest.mark.parametrize("shape", ["{}", "({})"])
def test_numbers_of_columns_under_the_headings_are_nobodys(office, shape):
    book = load_workbook(io.BytesIO(form("CB01", 11, TWO)))
    book["Danh sách"].insert_rows(2)
    for column in range(1, (beyond() - 1) + 1):
        number = shape.format(column)
        book["Danh sách"].cell(2, column, int(number) if number.isdigit() else number)
    out = io.BytesIO()
    book.save(out)
    month = office.put("CB01_11.xlsx", seal(out.getvalue())).month()
    assert ([(f.code, f.place.cell) for f in month.findings], len(month.people)) == ([("O34", "A2")], 2)


def test_what_is_nobodys_is_in_no_returned_workbook_and_in_no_next_form(office):
    faulty = [person(gender=None), admitted()]
    office.put("CB01_11.xlsx", with_rows(below("Tổng cộng: 02", "NGƯỜI LẬP BIỂU"), faulty))
    returned = month_of(office).returned["CB01"]
    assert [row.text("name") for row in read(returned).rows] == [faulty[0]["name"], faulty[1]["name"]]


def test_a_name_alone_directly_under_the_others_is_a_person_with_blanks(office):
    month = month_with(office, below("Lò Văn Ón", gap=0))
    assert ({f.code for f in month.findings}, len(month.people)) == ({"O09"}, 3)


def test_a_name_alone_behind_a_blank_row_is_nobodys(office):
    month = month_with(office, below("Lò Văn Ón"))
    assert ([f.code for f in month.findings], len(month.people)) == (["O34"], 2)


def test_a_whole_person_behind_a_blank_row_is_read(office):
    own = {(FIRST_BELOW + 3, column_of(key)): value for key, value in person("Lò Văn Ón", "01/02/1991").items()}
    month = month_with(office, own)
    assert (month.errors, total(month, "sympathisers"), find(month, "O34")) == (0, 2, [])


def test_a_person_with_blanks_among_the_others_is_a_person(office):
    month = office.send([person(), {"name": "Lò Văn Ón"}, admitted()]).month()
    assert ({f.code for f in month.findings}, len(month.people)) == ({"O09"}, 3)


def test_a_list_that_says_only_that_there_is_nothing_has_nobody(office):
    month = month_with(office, {(2, NAME): "Không phát sinh"}, people=[])
    assert ([f.code for f in month.findings if f.place.cell], len(month.people)) == (["O34"], 0)


# -- headings ----------------------------------------------------------------------------------------------------------

SENT = [person(class_sent="10/03/2024")]


def headed(office, heading: object, people=SENT, key: str = "class_sent"):
    """Return a month in whose form the heading of a column was changed."""
    return office.put("CB01_11.xlsx", with_rows({(1, column_of(key)): heading}, people)).month()


@pytest.mark.parametrize("heading", ["Đi học", "Ngày đi lớp", ""])
def test_a_declared_column_under_another_heading_is_an_error_at_it_that_names_both(office, heading):
    month = headed(office, heading)
    [found] = find(month, "O13")
    assert found.place.cell == f"{letter_of('class_sent')}1"
    assert "Ngày cử đi học lớp" in found.message and (heading or "để trống") in found.message
    assert find(month, "O28") == []


@pytest.mark.parametrize(
    "heading",
    [
        "ngày CỬ đi  học lớp",
        "Ngàycửđihọclớp",
        "Ngày cử đi\u200b học lớp",
        "Ngày\ncử đi học lớp (*)",
        "Ngày cử đi họс lớр",
        "Ｎgày cử đi học lớp:",
    ],
)
def test_a_heading_is_known_whatever_its_case_blanks_and_look_alike_letters(office, heading):
    month = headed(office, heading)
    assert (total(month, "class_sent"), month.errors) == (1, 0)


def test_an_unknown_column_beside_a_whole_form_is_a_warning_and_need_not_be_mended(office):
    month = office.put("CB01_11.xlsx", with_rows({(1, beyond()): "Mã riêng", (2, beyond()): "x"})).month()
    assert (find(month, "O13"), len(find(month, "O28"))) == ([], 1)


def test_a_declared_column_that_is_gone_is_one_warning(office):
    data = with_rows({(1, column_of("ceremony")): None, (1, column_of("helper_day")): None}, [person(helper_day=None)])
    month = office.put("CB01_11.xlsx", data).month()
    [found] = find(month, "O36")
    assert (found.place.cell, month.errors) == ("A1", 0)
    assert "Ngày phân công giúp đỡ, Ngày lễ kết nạp" in found.message


def test_a_merge_over_headings_is_named(office):
    def edit(book) -> None:
        book["Danh sách"].merge_cells(
            start_row=1, end_row=1, start_column=column_of("class_asked"), end_column=column_of("class_sent")
        )

    month = office.send(SENT, edit=edit).month()
    merge = f"{letter_of('class_asked')}1:{letter_of('class_sent')}1"
    assert [merge in found.message for found in (*find(month, "O13"), *find(month, "O35"))] == [True, True]


# -- headings that are near a column's ---------------------------------------------------------------------------------


def inserted(*columns: tuple[str, object, object]):
    """Return an edit that inserts columns, each before one of the form's, with its heading and the first person's value."""

    def edit(book) -> None:
        sheet = book["Danh sách"]
        for before, heading, value in columns:
            at = next(cell.column for cell in sheet[1] if cell.value == sheet_heading(before))
            sheet.insert_cols(at)
            sheet.cell(1, at, heading)
            sheet.cell(2, at, value)

    return edit


def sheet_heading(key: str) -> str:
    return LIST[column_of(key) - 1].heading


CARD = (("gender", "Số CCCD", "01"), ("gender", "Ngày cấp", "20/05/2021"))


@pytest.mark.parametrize(
    "columns",
    [
        CARD,
        [("gender", "Ngày cấp (CCCD)", "20/05/2021")],
        [("education", "Ngày kết nạp", "26/03/2006")],
        [("education", "Ngày kết nạp (Đoàn)", "26/03/2006")],
        [("gender", "Năm sinh", "1990")],
        [("home", "Số QĐ", "12/QĐ"), ("home", "Ngày QĐ", "01/02/2020")],
        [("joined", "Ngày vào", "01/09/2015")],
        [("class_sent", "Ngày đi học", "01/09/2010")],
    ],
)
def test_the_forms_own_label_is_read_wherever_another_heading_near_it_stands(office, columns):
    month = office.send(SENT, edit=inserted(*columns)).month()
    assert {found.code for found in month.findings} <= {"O51", "O28"}
    [entry] = month.people
    assert (entry.row.text("name"), entry.row.get("certificate"), entry.row.get("ceremony")) == (
        "Nguyễn Văn An",
        None,
        None,
    )
    assert (total(month, "sympathisers"), total(month, "class_sent")) == (1, 1)


def test_a_column_near_one_of_the_forms_is_named_with_the_one_that_is_read(office):
    [found] = find(office.send(edit=inserted(("gender", "Năm sinh", "1990"))).month(), "O51")
    assert (found.place.cell, found.severity.value) == (f"{letter_of('gender')}1", "Lưu ý")
    assert "Ngày sinh được đọc ở cột “Ngày sinh *” (ô C1)" in found.message
    assert "xóa" not in found.remedy


@pytest.mark.parametrize(
    ("headings", "read"),
    [
        ({"certificate": "Ngày cấp"}, "certificate"),
        ({"decision_no": "Số QĐ", "decision": "Ngày QĐ", "ceremony": "Ngày kết nạp"}, "ceremony"),
        ({"joined": "Ngày vào"}, "joined"),
        ({"reason": "Lý do"}, "leaving_reason"),
        ({"decision": "Ngày, tháng, năm quyết định", "joined": "Ngày tháng năm vào danh sách"}, "decision"),
        *(
            ({"certificate": f"Ngày cấp ({remark})"}, "certificate")
            for remark in ("dd/mm/yyyy", "ngày, tháng, năm", "nếu có", "Có/Không", "Nam/Nữ")
        ),
    ],
)
def test_a_vague_heading_is_a_columns_where_it_stands_beside_its_group(office, headings, read):
    cells = {(1, column_of(key)): heading for key, heading in headings.items()}
    sound = admitted(left="10/05/2024", reason="Đã kết nạp")
    month = office.put("CB01_11.xlsx", with_rows(cells, [sound])).month()
    assert (month.findings, month.people[0].row.is_filled(read)) == ((), True)


@pytest.mark.parametrize(
    ("key", "columns", "missing"),
    [
        ("certificate", CARD, "Ngày cấp giấy chứng nhận"),
        ("ceremony", [("education", "Ngày kết nạp", "26/03/2006")], "Ngày lễ kết nạp"),
        ("resolution", [("asked", "Ngày nghị quyết", "26/03/2006")], "Ngày nghị quyết đề nghị kết nạp"),
    ],
)
def test_a_vague_heading_elsewhere_is_an_error_where_the_column_is_missing(office, key, columns, missing):
    def edit(book) -> None:
        inserted(*columns)(book)
        sheet = book["Danh sách"]
        sheet.delete_cols(next(cell.column for cell in sheet[1] if cell.value == missing))

    month = office.send(SENT, edit=edit).month()
    assert any(missing in found.message for found in find(month, "O13"))
    assert not month.people[0].row.is_filled(key)


def test_a_value_beside_a_blank_of_the_forms_own_column_is_an_error_at_the_blank(office):
    people = [person(class_sent="10/03/2024"), admitted()]
    month = office.send(people, edit=inserted(("certificate", "Ngày cấp GCN", "10/05/2024"))).month()
    beside = letter_of("certificate")
    blank = get_column_letter(column_of("certificate") + 1)
    [found] = find(month, "O52")
    assert (found.place.cell, f"ô {beside}2" in found.message) == (f"{blank}2", True)
    assert total(month, "with_certificate") == 0


def test_one_unknown_heading_for_a_starred_column_is_one_finding(office):
    month = headed(office, "Ngày vào DS cảm tình Đảng", key="joined")
    assert [found.code for found in month.findings] == ["O13"]


def test_a_starred_column_that_is_gone_beside_another_unknown_heading_is_still_named(office):
    cells = {(1, column_of("joined")): "Ngày gì đó", (1, column_of("gender")): None, (2, column_of("gender")): None}
    month = office.put("CB01_11.xlsx", with_rows(cells, [person()])).month()
    named = " ".join(found.message for found in month.findings)
    assert "Giới tính" in named and "Ngày vào danh sách cảm tình" in named


@pytest.mark.parametrize("heading", [None, "Tên"])
@pytest.mark.parametrize("merged", [False, True])
def test_a_given_name_in_the_next_column_is_one_error_and_nobody_is_counted_by_half_a_name(office, heading, merged):
    def edit(book) -> None:
        sheet = book["Danh sách"]
        inserted(("birth", None if merged else heading, "An"))(book)
        sheet.cell(3, column_of("birth"), "Bình")
        if merged:
            sheet.merge_cells(start_row=1, end_row=1, start_column=column_of("name"), end_column=column_of("birth"))

    people = [admitted("Nguyễn Văn"), person("Trần Thị", "01/01/1991")]
    month = office.send(people, edit=edit).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O50", "B1")]
    assert (total(month, "admitted"), total(month, "sympathisers")) == (0, 0)


def test_family_name_and_given_name_under_headings_of_their_own_are_one_error(office):
    def edit(book) -> None:
        inserted(("birth", "Tên", "An"))(book)
        book["Danh sách"]["B1"] = "Họ đệm"

    month = office.send([person("Nguyễn Văn")], edit=edit).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O50", "B1")]


def test_of_a_few_split_names_only_these_are_not_counted(office):
    people = [person("Nguyễn Văn"), person("Trần Thị Bé", "01/01/1991"), person("Lò Văn Ón", "02/02/1992")]
    month = office.send(people, edit=inserted(("birth", None, "An"))).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O50", "B2")]
    assert total(month, "sympathisers") == 2


@pytest.mark.parametrize("value", ["Nữ", "x", "đã chuyển", "ĐV", 3, "Tày"])
def test_a_mark_beside_a_name_under_no_heading_is_a_warning_once(office, value):
    def edit(book) -> None:
        inserted(("birth", None, value))(book)
        book["Danh sách"].cell(3, column_of("birth"), value)

    month = office.send([person(), person("Trần Thị Bé", "01/01/1991")], edit=edit).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O53", f"{letter_of('birth')}1")]
    assert total(month, "sympathisers") == 2


def test_a_column_without_a_heading_among_the_others_is_a_warning(office):
    month = office.send(edit=inserted(("joined", None, "20/02/2024"))).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O53", f"{letter_of('joined')}1")]


def test_an_empty_column_without_a_heading_is_nothing(office):
    assert office.send(edit=inserted(("joined", None, None))).month().findings == ()


def test_headings_without_diacritics_are_understood_and_that_is_said(office):
    def edit(book) -> None:
        for cell in book["Danh sách"][1]:
            cell.value = without_diacritics(cell.value).capitalize()

    month = office.send([admitted()], edit=edit).month()
    assert (month.findings, total(month, "admitted")) == ((), 1)
    assert [value.read_as for value in month.understood] == [known.label for known in LIST if not known.label.isascii()]


# -- outside the list --------------------------------------------------------------------------------------------------

BLOCK = {
    (8, 2): "DANH SÁCH KẾT NẠP TRONG THÁNG",
    **{(9, 1 + at): label for at, label in enumerate(["STT", "Họ và tên", "Ngày sinh", "Số quyết định kết nạp"])},
    **{(10, 1 + at): value for at, value in enumerate([1, "Lò Văn Ón", "01/02/1991", "5-QĐ"])},
    **{(11, 1 + at): value for at, value in enumerate([2, "Hà Thị Chi", "03/02/1991", "6-QĐ"])},
}


def test_people_in_a_second_block_are_an_error_that_names_sheet_and_rows(office):
    shifted = {(row, column + 2): value for (row, column), value in BLOCK.items()}
    month = month_with(office, shifted)
    [found] = find(month, "O12")
    assert (found.place.sheet, found.place.cell) == ("Danh sách", "D10")
    assert "dòng 10–11" in found.message
    assert len(month.people) == 2


def test_people_on_a_sheet_without_headings_are_an_error_that_names_sheet_and_rows(office):
    cells = {(3, 2): "Lò Văn Ón", (3, 3): "01/02/1991", (4, 2): "Hà Thị Chi", (4, 3): "5/7/1993"}
    [found] = find(month_with(office, cells, sheet="Bổ sung"), "O12")
    assert (found.place.sheet, found.place.cell) == ("Bổ sung", "B3")
    assert "Trang Bổ sung, dòng 3–4" in found.message


AN = person()["name"]
ÓN, CHI = ("Lò Văn Ón", "01/02/1991"), ("Hà Thị Chi", "03/02/1991")
BESIDE = 1 + len(LIST)


def at(row: int, column: int, *rows: tuple[str, ...]) -> dict[tuple[int, int], str]:
    """Return cells of rows of text, the first of which begins at a row and column."""
    return {(row + down, column + on): text for down, line in enumerate(rows) for on, text in enumerate(line)}


@pytest.mark.parametrize(
    ("cells", "sheet", "cell", "rows"),
    [
        (at(2, BESIDE, ÓN, CHI), "Danh sách", "AE2", "2–3"),
        (at(2, BESIDE + 3, ÓN, CHI), "Danh sách", "AH2", "2–3"),
        (at(3, BESIDE + 1, ("Họ và tên", "Ngày sinh"), ÓN), "Danh sách", "AF4", "4"),
        (at(30, BESIDE, ÓN), "Danh sách", "AE30", "30"),
        (at(9, column_of("gender"), ÓN, CHI), "Danh sách", "D9", "9–10"),
        (at(20, 2, ÓN, CHI), "Báo cáo", "B20", "20–21"),
        (at(20, 5, ÓN), "Báo cáo", "E20", "20"),
        (at(3, 2, ("Lò Văn Ón", "Nam", "01/02/1991")), "Bổ sung", "B3", "3"),
        (at(3, 2, ("Lò Văn Ón", "Nam", "Thái", "01/02/1991")), "Bổ sung", "B3", "3"),
        (at(3, 2, ("Lò", "Văn Ón", "01/02/1991")), "Bổ sung", "C3", "3"),
        (at(3, 2, ("Lò Văn Ón", "Nam", "Thái", "01/02/1991")), "Bổ sung", "B3", "3"),
        ({(3, 2): "Lò Văn Ón", (3, 4): "01/02/1991"}, "Bổ sung", "B3", "3"),
        (at(3, 2, ("LÒ VĂN ÓN", "01/02/1991"), ("hà thị chi", "03/02/1991")), "Bổ sung", "B3", "3–4"),
        (at(3, 2, ("Lò văn Ón", "01/02/1991")), "Bổ sung", "B3", "3"),
        (at(3, 2, ("1. Lò Văn Ón", "01/02/1991"), ("- Hà Thị Chi", "03/02/1991")), "Bổ sung", "B3", "3–4"),
        (at(3, 2, ("Y Blơk", "01/02/1991")), "Bổ sung", "B3", "3"),
        (at(3, 2, ("Lò Văn Ón", datetime(1991, 2, 1))), "Bổ sung", "B3", "3"),
        (at(3, 2, ("Hà Thị Chi", "Lò Văn Ón", "01/02/1991")), "Bổ sung", "C3", "3"),
    ],
)
def test_people_are_an_error_wherever_they_stand_outside_the_list(office, cells, sheet, cell, rows):
    month = month_with(office, cells, sheet=sheet)
    assert [(f.code, f.place.sheet, f.place.cell) for f in month.findings] == [("O12", sheet, cell)]
    assert f"dòng {rows}:" in month.findings[0].message
    assert (total(month, "sympathisers"), total(month, "admitted")) == (1, 1)


def test_who_stands_beside_somebodys_row_is_not_told_of_that_person(office):
    office.put("CB01_11.xlsx", with_rows(at(2, BESIDE + 1, ÓN), people=[person()]))
    returned = month_of(office).returned["CB01"]
    assert marked(returned) == {}
    front = [cell.value for cell in load_workbook(io.BytesIO(returned))["Cần sửa"][6]]
    assert "có người ghi ngoài danh sách" in front[4] and person()["name"] not in map(str, front)


def test_people_above_the_headings_are_an_error(office):
    def edit(book) -> None:
        book["Danh sách"].insert_rows(1, 4)
        for (row, column), text in at(2, 2, ÓN, CHI).items():
            book["Danh sách"].cell(row, column).value = text

    month = office.send([admitted()], edit=edit).month()
    assert [(f.code, f.place.cell) for f in month.findings] == [("O12", "B2")]
    assert total(month, "admitted") == 1


@pytest.mark.parametrize(("born", "codes"), [(1923, []), (1924, ["O12"]), (2010, ["O12"]), (2011, [])])
def test_a_day_beside_a_name_is_a_birth_where_somebody_born_then_could_be_alive_and_of_age(office, born, codes):
    month = month_with(office, at(3, 2, ("Lò Văn Ón", f"01/02/{born}")), sheet="Bổ sung")
    assert [found.code for found in month.findings] == codes


@pytest.mark.parametrize("heading", [None, " ", "\u00a0", "\u200b"])
def test_a_blank_heading_is_none(office, heading):
    cells = {(1, BESIDE): heading, (1, BESIDE + 1): heading, **at(2, BESIDE, ÓN)}
    assert [found.code for found in month_with(office, cells).findings] == ["O12"]


def test_people_left_of_the_list_are_an_error(office):
    def edit(book) -> None:
        book["Danh sách"].insert_cols(1, 3)
        for (row, column), text in at(2, 1, ÓN).items():
            book["Danh sách"].cell(row, column).value = text

    month = office.send([admitted()], edit=edit).month()
    assert [(f.code, f.place.cell) for f in month.findings] == [("O12", "A2")]


def test_a_signature_below_a_person_outside_the_list_is_named_for_itself(office):
    month = month_with(office, at(9, 4, ÓN) | at(10, NAME, ("NGƯỜI LẬP BIỂU",)))
    assert [(f.code, f.place.cell) for f in month.findings] == [("O12", "D9"), ("O34", "B10")]


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        *((text, []) for text in ("Ngày vào Đảng", "Vào Đoàn", "Ngày cấp thẻ", "Ngày thành lập", "Ngày chính thức")),
        *((text, ["O12"]) for text in ("Ngày sinh", "Sinh ngày", "Ngày tháng năm", "Ngày", "Ngày sinh (thẻ Đảng cấp)")),
    ],
)
def test_a_heading_tells_which_day_stands_under_it(office, heading, codes):
    cells = at(3, 2, ("Họ và tên", heading), (), ("Lê Quang Dũng", "03/02/2001"))
    assert [found.code for found in find(month_with(office, cells, sheet="Theo dõi"), "O12")] == codes


@pytest.mark.parametrize("heading", ["Năm sinh", "Sinh năm", "Ngày sinh"])
@pytest.mark.parametrize("birth", [1991, "1991", "02/1991", "sinh năm 1991"])
def test_a_year_of_birth_is_one_where_a_heading_says_so(office, heading, birth):
    cells = at(3, 2, ("Họ và tên", heading), ("Lò Văn Ón", birth))
    assert [found.code for found in month_with(office, cells, sheet="Theo dõi").findings] == ["O12"]


@pytest.mark.parametrize(
    "rows",
    [
        (("Họ và tên", "Mã"), ("Lò Văn Ón", 1991)),
        (("Lò Văn Ón", 1991),),
        (("Họ và tên", "Năm sinh"), ("Lò Văn Ón", 12)),
        (("Họ và tên", "Năm sinh"), ("Lò Văn Ón", 2011)),
    ],
)
def test_any_other_number_beside_a_name_is_no_year_of_birth(office, rows):
    cells = at(3, 2, *rows)
    assert month_with(office, cells, people=[person()], sheet="Theo dõi").findings == ()


def test_a_second_table_has_headings_of_its_own(office):
    cells = at(3, 2, ("Họ tên", "Vào Đảng"), ("Lê Quang Dũng", "03/02/2001"), ("Họ tên", "Ngày sinh"), ÓN)
    [found] = month_with(office, cells, sheet="Theo dõi").findings
    assert (found.code, found.place.cell) == ("O12", "B6")


def test_people_below_the_list_are_told_under_whatever_column_of_it_they_stand(office):
    month = month_with(office, at(9, column_of("class_sent"), ÓN) | at(12, column_of("education"), CHI))
    [found] = month.findings
    assert (found.code, "dòng 9 và 12:" in found.message) == ("O12", True)


def test_a_heading_above_the_row_of_headings_is_one_of_what_a_unit_keeps_beside_its_list(office):
    def edit(book) -> None:
        book["Danh sách"].insert_rows(1)
        for (row, column), text in at(1, BESIDE, ("Vợ (chồng)", "Sinh ngày"), (), ÓN).items():
            book["Danh sách"].cell(row, column).value = text

    assert find(office.send([admitted()], edit=edit).month(), "O12") == []


def test_a_merged_heading_is_one_of_every_column_under_it(office):
    def edit(book) -> None:
        sheet = book["Danh sách"]
        for (row, column), text in at(1, BESIDE, ("Gia đình",), (*ÓN, *CHI)).items():
            sheet.cell(row, column).value = text
        sheet.merge_cells(start_row=1, end_row=1, start_column=BESIDE, end_column=BESIDE + 3)

    assert find(office.send([admitted()], edit=edit).month(), "O12") == []


def test_people_under_headings_beside_the_list_but_below_its_last_row_are_an_error(office):
    cells = at(1, BESIDE, ("Người mới", "Sinh ngày")) | at(FIRST_BELOW, BESIDE, ÓN)
    [found] = find(month_with(office, cells), "O12")
    assert found.place.cell == f"AE{FIRST_BELOW}"


def test_a_column_without_heading_hides_no_people_further_right(office):
    cells = {(1, column_of("ceremony")): "Lễ gì đó", **at(2, BESIDE + 5, ÓN)}
    assert {found.code for found in month_with(office, cells).findings} == {"O13", "O12"}


def test_a_column_that_lost_its_heading_holds_no_people_outside_the_list(office):
    cells = {(1, column_of("note")): None, **at(2, column_of("note"), ÓN, CHI)}
    assert find(month_with(office, cells), "O12") == []


def test_what_a_unit_keeps_beside_its_list_under_headings_of_its_own_is_nobody_of_the_list(office):
    cells = at(1, BESIDE, ("Họ tên vợ hoặc chồng", "Sinh ngày của vợ hoặc chồng"), ÓN, CHI)
    assert {found.code for found in month_with(office, cells).findings} == {"O28"}


@pytest.mark.parametrize(
    "cells",
    [
        at(3, 2, ("Lò Văn Ón", "Bí thư", "phòng 1", "tổ 2", "01/02/1991")),
        {(3, 2): "Lò Văn Ón", (3, 7): "01/02/1991"},
        {(3, 2): "Lò Văn Ón", (3, 6): "01/02/1991"},
        at(3, 2, ("01/02/1991", "Lò Văn Ón")),
        at(3, 2, ("Lê Quang Dũng", "Bí thư", "03/02/2001")),
        at(3, 2, ("Lê Quang Dũng", 30000)),
        at(3, 2, ("Lê Quang Dũng", "35120")),
        at(3, 2, ("NGÀY THÀNH LẬP CHI BỘ", "03/02/2001")),
        at(3, 2, ("ngày thành lập", "03/02/2001")),
        at(3, 2, ("QUỐC KHÁNH", "02/09/1945")),
        at(3, 2, ("Lê Quang Dũng " * 20, "02/09/1945")),
    ],
)
def test_what_is_no_name_or_no_birth_behind_it_is_nobody(office, cells):
    assert find(month_with(office, cells, sheet="Ghi chép"), "O12") == []


@pytest.mark.parametrize(
    "cells",
    [
        {(1, 1): "Chi bộ Phòng Một", (1, 2): "01/02/2024"},
        {(1, 1): "Lò Văn Ón", (1, 2): "Bí thư"},
        {(1, 1): "Ngày sinh", (1, 2): "01/02/1991"},
        {(1, 1): "Cập nhật", (1, 2): "01/02/1991"},
    ],
)
def test_other_notes_on_other_sheets_are_no_people(office, cells):
    assert find(month_with(office, cells, sheet="Ghi chép"), "O12") == []


# -- steps outside the list --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        ("1", AN, "31-QĐ/ĐUK", "20/11/2024"),
        ("1", AN.upper(), "kết nạp", "20/11/2024"),
        ("1", f"Đ/c {AN}", "ngày 20 tháng 11 năm 2024"),
        ("20-11-2024", AN),
        ("01/01/2024", AN),
        (AN, "Tổ 1", "Kinh", "Cử đi học lớp", "16/9/2024"),
    ],
)
def test_a_day_of_the_year_beside_a_name_of_the_list_on_another_sheet_is_asked_about(office, line):
    cells = at(3, 2, ("STT", "Họ tên", "Nội dung", "Ngày"), line)
    [found] = month_with(office, cells, people=[person()], sheet="Kết nạp").findings
    name = next(column for column, text in enumerate(line, start=2) if AN.casefold() in text.casefold())
    assert (found.code, found.place.sheet, found.place.cell) == ("O54", "Kết nạp", f"{get_column_letter(name)}4")
    assert re.search(r"có (?:ngày \d\d/\d\d/2024|số văn bản) ghi cạnh", found.message_on_screen)
    assert "dòng 4:" in found.message


@pytest.mark.parametrize("number", ["31-QĐ/ĐUK", "31QĐ/ĐUK", "127/GCN", "127 GCN-TTCT"])
@pytest.mark.parametrize("before", ["", "Quyết định số "])
def test_a_papers_number_beside_a_name_of_the_list_on_another_sheet_is_asked_about(office, before, number):
    month = month_with(office, at(3, 2, ("1", AN, before + number)), people=[person()], sheet="Kết nạp")
    [found] = month.findings
    assert (found.code, found.place.cell, f"số {number} ghi cạnh" in found.message) == ("O54", "C3", True)
    assert number not in found.message_on_screen and "có số văn bản ghi cạnh" in found.message_on_screen


@pytest.mark.parametrize("number", ["31-QĐ/ĐUK", "31 QĐ/ĐUK", "31-qđ/đuk", "QĐ số 31-QĐ/ĐUK", "1/GCN", "Đảng viên 31"])
def test_a_papers_number_that_the_list_has_is_asked_nothing(office, number):
    cells = at(3, 2, (admitted()["name"], number))
    assert month_with(office, cells, people=[admitted()], sheet="Kết nạp").findings == ()


def test_a_second_block_that_repeats_people_of_the_list_is_outside_it(office):
    head = ("STT", "Họ và tên", "Ngày sinh", "Số quyết định kết nạp", "Ngày quyết định kết nạp")
    month = month_with(office, at(9, 4, head, ("1", AN, "05/03/1990", "31-QĐ/ĐUK", "20/11/2024")), people=[person()])
    assert [(found.code, found.place.cell) for found in month.findings] == [("O12", "E10")]


def test_steps_beside_the_list_are_told(office):
    month = month_with(office, at(2, BESIDE + 1, (AN, "20/11/2024")), people=[person()])
    assert [(found.code, found.place.sheet, found.place.cell) for found in month.findings] == [
        ("O54", "Danh sách", "AF2")
    ]


def test_steps_on_the_cover_are_told(office):
    month = month_with(office, at(20, 1, (AN, "kết nạp", "20/11/2024")), people=[person()], sheet="Báo cáo")
    assert [(found.code, found.place.sheet, found.place.cell) for found in month.findings] == [
        ("O54", "Báo cáo", "A20")
    ]


@pytest.mark.parametrize("right", [0, 3])
def test_a_title_over_the_list_is_no_heading_of_what_stands_beside_it(office, right):
    def edit(book) -> None:
        sheet = book["Danh sách"]
        sheet.insert_rows(1)
        sheet["A1"] = "DANH SÁCH CẢM TÌNH ĐẢNG"
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(LIST) + right)
        sheet.cell(3, BESIDE + 1, ÓN[0])
        sheet.cell(3, BESIDE + 2, ÓN[1])

    [found] = find(office.send([admitted()], edit=edit).month(), "O12")
    assert found.place.cell == "AF3"


@pytest.mark.parametrize(
    "line",
    [
        (AN, "15/01/2024"),
        (AN, "01/12/2024"),
        (AN, 45500),
        (AN, "20/11/2023"),
        (AN, "20/01/2025"),
        (AN, "31/02/2024"),
        (AN, "Tổ 1", "2024"),
        (AN,),
        ("Lê Quang Dũng", "20/11/2024"),
    ],
)
def test_other_words_about_people_on_other_sheets_are_asked_nothing(office, line):
    assert month_with(office, at(3, 2, line), people=[person()], sheet="Kết nạp").findings == ()


@pytest.mark.parametrize("sheet", ["Lịch trực", "Nghỉ phép", "Sheet1"])
def test_days_of_people_on_a_sheet_that_tells_of_no_step_are_asked_nothing(office, sheet):
    month = month_with(office, at(3, 2, (AN, "20/11/2024", "Họp chi bộ")), people=[person()], sheet=sheet)
    assert month.findings == ()


def test_the_name_of_a_sheet_tells_of_a_step_too(office):
    month = month_with(office, at(3, 2, (AN, "20/11/2024")), people=[person()], sheet="Cử đi học")
    assert [found.code for found in month.findings] == ["O54"]


@pytest.mark.parametrize(
    "word", ["Ngày quyết định", "Số QĐ", "cử đi học", "Cấp GCN", "Nghị quyết", "Chuyển đi", "Đưa ra"]
)
def test_a_word_of_a_step_anywhere_on_the_sheet_lets_its_days_be_asked_about(office, word):
    cells = {(1, 5): word, **at(3, 2, (AN, "20/11/2024"))}
    assert [found.code for found in month_with(office, cells, people=[person()], sheet="Sheet1").findings] == ["O54"]


def test_one_finding_a_sheet_names_the_rows_that_bear_such_days(office):
    two = [person(), person("Hà Thị Chi", "03/02/1991")]
    cells = at(3, 2, (AN, "20/11/2024"), ("Hà Thị Chi", "21/11/2024"), ("Cộng", "02"), (AN, "22/11/2024"))
    [found] = month_with(office, cells, people=two, sheet="Kết nạp").findings
    assert "dòng 3–4 và 6:" in found.message
    assert "Kết nạp" not in found.message_on_screen


def test_who_stands_there_with_birth_and_day_is_outside_the_list_and_nothing_else(office):
    cells = at(3, 2, (AN, "05/03/1990", "20/11/2024"))
    assert [found.code for found in month_with(office, cells, people=[person()], sheet="Kết nạp").findings] == ["O12"]


@pytest.mark.parametrize(("birth", "codes"), [("05/03/1990", []), ("06/03/1990", ["O12"])])
def test_a_sheet_for_printing_that_is_linked_to_the_list_repeats_it(office, birth, codes):
    month = office.put("CB01_11.xlsx", printed_form(birth)).month()
    assert [found.code for found in month.findings] == codes


@pytest.mark.parametrize("links", [("name",), ("birth",), ()])
def test_who_is_typed_again_stands_outside_the_list(office, links):
    month = office.put("CB01_11.xlsx", printed_form("05/03/1990", links=links)).month()
    assert [found.code for found in month.findings] == ["O12"]


def test_a_hidden_sheet_is_asked_nothing_of_days(office):
    def edit(book) -> None:
        sheet = book.create_sheet("Kết nạp")
        sheet.sheet_state = "hidden"
        sheet["B3"], sheet["C3"] = AN, "20/11/2024"

    assert office.send([person()], edit=edit).month().findings == ()


# -- never another's ---------------------------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(
    texts=st.lists(st.sampled_from(TOTALS + SIGNATURES + NOTES), min_size=1, max_size=5),
    gap=st.integers(0, 6),
    column=st.sampled_from([1, NAME, POSITION, column_of("gender"), column_of("joined")]),
)
def test_whatever_stands_under_a_list_changes_no_figure(tmp_path_factory, texts, gap, column):
    from office import Office

    office = Office(tmp_path_factory.mktemp("h"), unit("CB01"), unit("CB02")).send([person("Hà A Tủa")], unit="CB02")
    month = month_with(office, below(*texts, gap=gap, column=column))
    assert (total(month, "sympathisers"), total(month, "admitted"), month.errors) == (2, 1, 0)
