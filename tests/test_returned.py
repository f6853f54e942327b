"""Workbooks that go back to units: what stood there stands there, what is wrong is marked, mended there it is accepted."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from audit import complaints
from letters import mail
from libreoffice import workbooks_saved_again
from members import RECOGNISED, member, members
from office import Office, admitted, beyond, cell_of, column_of, find, form, key_of, outcomes, person, unit
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from returned import LATER, cells, lines, marked, mended, month_of, read, row_of

from recruit.check.catalogue import rules
from recruit.check.registry import ERROR
from recruit.declared.form import COVER_SHEET, LIST, LIST_SHEET, MENDING_SHEET, VERSION
from recruit.declared.probation import PROBATION_SHEET
from recruit.model import Severity
from recruit.write.forms.cover import cover_address
from recruit.write.forms.people import list_address
from recruit.write.forms.probation import member_address
from recruit.write.forms.self_check import LINE
from recruit.write.package import seal
from recruit.write.returned.words import WHOLE_ROW, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from returned import Month

TRANSFER = "Chuyển sang đơn vị khác"
CELLS = (unit("CB01"), unit("CB02"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể"))


def at(index: int, key: str) -> tuple[str, str]:
    return (LIST_SHEET, list_address(index, key))


def on_cover(key: str) -> tuple[str, str]:
    return (COVER_SHEET, cover_address(key))


def whole(index: int, values: dict[str, object] | None = None) -> dict[tuple[str, str], object]:
    """Return the change that fills the row of a person as `office.person` gives it, or clears it."""
    given = {key_of(key): value for key, value in (values or {}).items()}
    return {at(index, field.key): given.get(field.key) for field in LIST}


def october() -> datetime:
    return datetime(2024, 10, 24, tzinfo=UTC)


def error_cell(book) -> None:
    cell = book["Danh sách"].cell(2, column_of("position"))
    cell.value, cell.data_type = "#REF!", "e"


def formula(book) -> None:
    book["Danh sách"].cell(2, column_of("class_sent")).value = "=TODAY()"


def merge(book) -> None:
    sheet = book["Danh sách"]
    sheet.cell(3, column_of("note"), "hai")
    letter = sheet.cell(3, column_of("note")).column_letter
    sheet.merged_cells.add(f"{letter}2:{letter}3")


def struck(key: str) -> Callable:
    def edit(book) -> None:
        book["Danh sách"].cell(2, column_of(key)).font = Font(strike=True)

    return edit


# What a cell holds when somebody has taken the strike away from its letters.
NOT_STRUCK = CellRichText(TextBlock(InlineFont(strike=False), "Nguyễn Văn An"))


def second_birth(book) -> None:
    book["Danh sách"].cell(1, beyond(2), "Ngày sinh")
    book["Danh sách"].cell(2, beyond(2), "01/01/1980")


def second_list(book) -> None:
    book.copy_worksheet(book["Danh sách"]).title = "T10"


def second_cover(book) -> None:
    sheet = book.copy_worksheet(book["Báo cáo"])
    sheet.title, sheet["B2"] = "Báo cáo (2)", 10


def issued_for(code: str) -> Callable:
    def edit(book):
        hidden = book.create_sheet("_bieu")
        hidden.sheet_state = "veryHidden"
        hidden["A1"], hidden["B1"] = "Mã đơn vị", code

    return edit


BAY = person("Lê Văn Bảy", "01/01/1991")
REGISTERED = ["31-QĐ/ĐUK", date(2024, 3, 20), "Trần Thị Bình", date(1992, 8, 7), "CB01"]


def reworded(book) -> None:
    book["Danh sách"].cell(1, column_of("class_sent")).value = "Đi học"


def given_name_beside(book) -> None:
    sheet = book["Danh sách"]
    sheet.insert_cols(column_of("birth"))
    sheet.cell(2, column_of("name"), "Nguyễn Văn")
    sheet.cell(2, column_of("birth"), "An")


def another_certificate(book) -> None:
    book["Danh sách"].cell(1, beyond(2), "Ngày cấp GCN")
    book["Danh sách"].cell(2, beyond(2), "10/05/2024")


class Mending(NamedTuple):
    """An office in which a rule hits CB01, and the cells with which its returned workbook is mended."""

    sent: Callable[[Office], object]
    changes: dict[tuple[str, str], object]
    units: tuple = ()
    options: dict = {}  # noqa: RUF012


def people(*found: dict, **options) -> Callable:
    return lambda office: office.send(list(found), **options)


def two_months(before: list[dict], now: list[dict] | None) -> Callable:
    return lambda office: office.send(before, month=10, sent=october()).send(now, month=11)


def borrowed(office) -> None:
    data = form(people=[person()], edit=issued_for("CB02"))
    office.put("a.eml", mail(("a.xlsx", data), sender="cb01@vidu.example"))


def next_list_under_last_month(office) -> None:
    office.send([person()], month=10, sent=october())
    meeting = {"Ngày họp xét": "20/11/2024"}
    office.send([person(class_sent="05/11/2024")], month=10, name="t11.xlsx", cover=meeting)


def two_at_one_time(office) -> None:
    office.send([person()]).send([person(note="khác")], name="b.xlsx")


def of_members(*rows: dict) -> Callable:
    return lambda office: office.send(edit=members(*rows))


def of_member(key: str) -> tuple[str, str]:
    return (PROBATION_SHEET, member_address(0, key))


THEIRS = [person(f"Trần Thị {name}", f"0{day}/02/1992") for day, name in enumerate("ABCD", 1)]


def anothers_list(office: Office) -> None:
    """Send the list that was the second unit's in October under the first one's code."""
    office.send([person()], month=10).send(THEIRS, unit="CB02", month=10).send(THEIRS)


MENDED = {
    "O01": Mending(people(person(class_sent="31/04/2024")), {at(0, "class_sent"): "30/04/2024"}),
    "O02": Mending(people(person(gender="Nam giới nữ")), {at(0, "gender"): "Nam"}),
    "O03": Mending(people(person(), edit=error_cell), {at(0, "position"): "Chuyên viên"}),
    "O04": Mending(people(person(), edit=formula), {at(0, "class_sent"): "30/04/2024"}),
    "O05": Mending(people(person("Ng¸¸¸µ §§x¶z")), {at(0, "name"): "Nguyễn Văn An"}),
    "O06": Mending(people(person(note="một"), BAY, edit=merge), {at(1, "note"): "hai"}),
    "O07": Mending(people(person(), edit=second_birth), {at(0, "birth"): "01/01/1980"}),
    "O08": Mending(
        people(person(), BAY, edit=lambda book: book["Danh sách"].delete_cols(column_of("gender"))),
        {at(0, "gender"): "Nam", at(1, "gender"): "Nữ"},
    ),
    "O09": Mending(people(person(people=None)), {at(0, "ethnic_group"): "Tày"}),
    "O10": Mending(people(person(class_asked="01/12/2024")), {at(0, "class_proposed"): "01/11/2024"}),
    "O45": Mending(people(admitted(decision_no="x")), {at(0, "decision_number"): "31-QĐ/ĐUK"}),
    "O11": Mending(people(person("Lò Văn Ón\nHà Thị Chi")), {at(0, "name"): "Lò Văn Ón"}),
    "O13": Mending(people(person(class_sent="10/03/2024"), edit=reworded), {at(0, "class_sent"): "10/03/2024"}),
    "O14": Mending(people(person("nt")), {at(0, "name"): "Nguyễn Văn An"}),
    "O15": Mending(people(person(), edit=struck("name")), {at(0, "name"): NOT_STRUCK}),
    "O16": Mending(people(person(), edit=struck("position")), {at(0, "position"): "Chuyên viên"}),
    "O50": Mending(people(person(), edit=given_name_beside), {at(0, "name"): "Nguyễn Văn An"}),
    "O52": Mending(
        people(person(class_sent="10/03/2024"), edit=another_certificate), {at(0, "certificate"): "10/05/2024"}
    ),
    "N01": Mending(people(person(birth="16/01/2024", helper_day="20/01/2024")), {at(0, "birth"): "16/01/1994"}),
    "N02": Mending(people(person(birth="16/01/2009")), {at(0, "birth"): "16/01/1999"}),
    "N03": Mending(
        people(person(certificate="10/01/2024", asked="10/10/2024", agreed="09/10/2024")),
        {at(0, "procedure_proposed"): "09/10/2024"},
    ),
    "N04": Mending(people(admitted(decision="09/03/2024")), {at(0, "decision"): "20/03/2024"}),
    "N05": Mending(people(admitted(ceremony="19/03/2024")), {at(0, "ceremony"): "05/04/2024"}),
    "N06": Mending(people(admitted(decision_no=None)), {at(0, "decision_number"): "31-QĐ/ĐUK"}),
    "N07": Mending(people(admitted(decision=None, ceremony=None)), {at(0, "decision"): "20/03/2024"}),
    "N08": Mending(people(admitted(left="19/03/2024", reason="Xin rút")), {at(0, "leaving_reason"): "Đã kết nạp"}),
    "N09": Mending(people(person(reason="Xin rút")), {at(0, "leaving_reason"): None}),
    "N11": Mending(
        people(admitted(decision=None, decision_no=None)),
        {at(0, "decision"): "20/03/2024", at(0, "decision_number"): "31-QĐ/ĐUK"},
    ),
    "N12": Mending(
        people(person(joined="05/02/2024", helper_day="05/02/2024", left="01/02/2024", reason="Xin rút")),
        {at(0, "left"): "01/03/2024"},
    ),
    "N10": Mending(people(person(left="20/10/2024")), {at(0, "leaving_reason"): "Xin rút"}),
    "D01": Mending(of_members(member(reviewed="31/04/2024")), {of_member("reviewed"): "30/04/2024"}),
    "D02": Mending(of_members(member(recognition_number="52-QĐ/ĐUK")), {of_member("recognised"): "08/04/2024"}),
    "D03": Mending(of_members(member(recognised="08/04/2024")), {of_member("recognition_number"): "52-QĐ/ĐUK"}),
    "D04": Mending(
        of_members(member(recognition_number="52-QĐ/ĐUK", recognised="04/04/2024")),
        {of_member("recognised"): "05/04/2024"},
    ),
    "D05": Mending(
        of_members(member(recognition_number="52-QĐ/ĐUK", recognised="01/12/2024")),
        {of_member("recognised"): "30/11/2024"},
    ),
    "D06": Mending(
        lambda office: of_members(member())(office.send(month=10, sent=october(), edit=members(member(**RECOGNISED)))),
        {of_member("recognised"): "08/04/2024", of_member("recognition_number"): "52-QĐ/ĐUK"},
    ),
    "P01": Mending(people(person(), BAY, person()), whole(2)),
    "P02": Mending(
        lambda office: office.send([person()]).send([BAY, person()], unit="CB02"),
        {at(0, "left"): "10/11/2024", at(0, "leaving_reason"): TRANSFER},
        CELLS,
    ),
    "P03": Mending(
        lambda office: office.send([person()]).send([person(class_sent="10/03/2024")], unit="DT01"),
        {at(0, "class_sent"): "10/03/2024"},
        CELLS,
    ),
    "T01": Mending(two_months([BAY, admitted()], [BAY]), whole(1, admitted())),
    "T02": Mending(two_months([person(class_sent="10/03/2024")], [person()]), {at(0, "class_sent"): "10/03/2024"}),
    "K01": Mending(
        people(admitted(decision="21/03/2024")),
        {at(0, "decision"): "20/03/2024"},
        (unit(),),
        {"register": [REGISTERED]},
    ),
    "B01": Mending(people(person(), edit=second_list), {}),
    "B02": Mending(people(person(), edit=second_cover), {on_cover("month"): "11"}),
    "B03": Mending(people(edit=lambda book: book.remove(book["Danh sách"])), whole(0, person())),
    "B04": Mending(people(person(), cover={"Tháng *": "mười một"}), {on_cover("month"): "11"}),
    "B05": Mending(people(person(), cover={"Mã đơn vị *": None}, edit=issued_for("CB01")), {}),
    "B15": Mending(anothers_list, {}, (unit("CB01"), unit("CB02"))),
    "B06": Mending(borrowed, {}, (unit("CB01", addresses="cb01@vidu.example"), unit("CB02"))),
    "B08": Mending(next_list_under_last_month, {on_cover("month"): "11"}),
    "B09": Mending(two_months([person()], []), {}),
    "B13": Mending(people(person(), cover={"Ngày họp xét": "20/10/2024"}), {on_cover("month"): "10"}),
    "B14": Mending(people(person(), year=2023, cover={"Ngày họp xét": "20/11/2024"}), {}),
    "B11": Mending(two_at_one_time, {}),
    "B12": Mending(
        people(person(), month=8, sent=datetime(2024, 8, 24, tzinfo=UTC), cover={"Ngày họp xét": "20/11/2024"}),
        {on_cover("month"): "11"},
    ),
}

NOT_BY_THE_UNIT = {
    "O12": "who stands outside the list is in no row of the form that goes back: the unit types them into its list",
    "K02": "a row of the committee's own register, in the plan",
    **dict.fromkeys(("K11", "K12", "K13"), "a value of the plan"),
    "B07": "the unit has ended and reports under its successor's code, in that unit's form",
    "B10": "the address from which a mail comes is no cell",
    **dict.fromkeys(("C01", "C02", "C03", "C04", "C05"), "a committee fills in no form and sends its workbook again"),
}
"""Errors that no cell of a unit's form mends, with the reason."""


def case(code: str, folder: Path) -> tuple[Office, Month, Mending]:
    """Return an office to which a unit sent what a rule finds wrong, its month, and how the unit mends it."""
    mending = MENDED[code]
    made = Office(folder / "hộp thư", *mending.units, **mending.options)
    mending.sent(made)
    return made, month_of(made), mending


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    """Each rule's case, made once for all; a test that puts a file into its office has looked at it before."""
    return cache(lambda code: case(code, tmp_path_factory.mktemp(code)))


@pytest.fixture(scope="module")
def told(cases):
    """The month of each rule's case."""
    return lambda code: cases(code)[1]


# Of workbooks without anybody on a list there is nothing to compare: these come last.
_NOBODY = ("B03", "B09", "B15")
_CODES = (*(code for code in MENDED if code not in _NOBODY), *_NOBODY)
_ONE_OF_A_KIND = {(known.scope, known.group): known.code for known in rules() if known.code in MENDED}


def of_each(codes: Sequence[str]):
    """Ask a case all that is asked of it before the next one, so that its workbook is opened once."""
    return pytest.mark.parametrize("code", codes, scope="module")


def errors_of(result, code: str = "CB01") -> list[tuple[str, str]]:
    """Return rule and place of a unit's errors, those at workbooks that are not used aside."""
    fates = outcomes(result)
    return [
        (found.code, f"{found.place.file}!{found.place.cell}")
        for found in result.findings
        if found.severity is Severity.ERROR and found.unit_code == code
        if not fates.get(found.place.file, "").startswith("Không dùng")
    ]


def test_every_rule_that_is_an_error_is_mended_here_or_it_is_said_why_not():
    errors = {known.code for known in rules() if known.severity is ERROR}
    assert set(MENDED) | set(NOT_BY_THE_UNIT) == errors
    assert not set(MENDED) & set(NOT_BY_THE_UNIT)


@of_each(_CODES)
def test_the_error_is_on_the_first_sheet_with_what_is_wrong_and_what_to_do(told, code):
    month = told(code)
    assert find(month.result, code)
    known = next(known for known in rules() if known.code == code)
    start = known.message.split("{")[0].rstrip(" “(")
    assert any(line[0] == "Lỗi" and start in line[5] and line[6] for line in lines(month.returned["CB01"]))


@of_each(_CODES)
def test_mended_only_at_marked_cells_and_sent_back_it_is_accepted_without_an_error(cases, code):
    office, month, mending = cases(code)
    returned = month.returned["CB01"]
    assert set(mending.changes) <= set(marked(returned))
    office.put("lại/sửa.xlsx", mended(returned, mending.changes))
    after = office.month()
    assert outcomes(after)["lại/sửa.xlsx"] == "Đã dùng"
    assert errors_of(after) == []


def test_mended_and_saved_again_by_libreoffice_it_is_accepted_as_well(tmp_path):
    cases = {code: case(code, tmp_path / code) for code in ("O01", "O04", "O06", "N04", "P01", "T01", "B04", "B06")}
    workbooks = {code: mended(month.returned["CB01"], by.changes) for code, (_, month, by) in cases.items()}
    for code, saved in workbooks_saved_again(workbooks).items():
        after = cases[code][0].put("sửa.xlsx", seal(saved, LATER)).month()
        assert (code, outcomes(after)["sửa.xlsx"], errors_of(after)) == (code, "Đã dùng", [])


@of_each(_CODES[: -len(_NOBODY)])
def test_untouched_every_cell_says_what_it_said(told, code):
    month = told(code)
    returned = read(month.returned["CB01"])
    sent = month.checked.speaking.get("CB01")
    if sent is None or sent.file not in [f.place.file for f in find(month.result, code)]:
        sent = next(report for report in month.sends.judged.values() if report.unit_code in ("CB01", ""))
    assert [row.values for row in returned.rows] == [row.values for row in sent.rows]
    marks = marked(month.returned["CB01"])
    unmarked = {key for key in sent.cover if on_cover(key) not in marks}
    assert {key: returned.cover[key] for key in unmarked - {"unit_name"}} == {
        key: sent.cover[key] for key in unmarked - {"unit_name"}
    }


@pytest.mark.parametrize("code", _ONE_OF_A_KIND.values())
def test_the_audit_finds_nothing_in_it(told, code, tmp_path):
    assert complaints(told(code).returned["CB01"], tmp_path, f"{code}.xlsx") == []


def test_what_is_said_of_rules_is_said_of_rules_that_exist():
    assert set(WORDS) <= {known.name for known in rules()}
    keys = {field.key for field in LIST}
    assert all(word.also == WHOLE_ROW or set(word.also) <= keys for word in WORDS.values())


# -- as sent -----------------------------------------------------------------------------------------------------------


SPELT = {
    "name": "NguyÔn V¨n An",
    "birth": "5.3.1990",
    "gender": "nam",
    "people": "H'Mông",
    "religion": "Không",
    "union": "x",
    "education": "12/12",
    "qualification": "ĐH",
    "position": "+Chuyên viên",
    "joined": "15-01-24",
    "helper": "không",
    "class_asked": 45300,
    "certificate_no": "001",
    "note": "hai\ndòng",
}


def test_values_read_otherwise_go_back_as_they_were_written(office):
    office.send([person(**SPELT, class_sent="31/04/2024")])
    found = cells(month_of(office).returned["CB01"])
    assert {key: found[at(0, key_of(key))] for key in SPELT} == {key: str(text) for key, text in SPELT.items()}


def test_real_dates_go_back_as_day_month_year(office):
    office.send([person(joined=date(2024, 1, 5), class_sent="31/04/2024")])
    assert cells(month_of(office).returned["CB01"])[at(0, "joined")] == "05/01/2024"


def test_numbers_rows_and_their_order_stay(office):
    def number(book):
        sheet = book["Danh sách"]
        sheet[cell_of("number", 2)], sheet[cell_of("number", 4)] = 7, "9a"
        sheet.insert_rows(3, 2)

    office.send([person(gender=None), BAY, admitted()], edit=number)
    found = cells(month_of(office).returned["CB01"])
    assert [found.get(at(index, "name")) for index in range(4)] == [
        "Nguyễn Văn An",
        "Lê Văn Bảy",
        "Trần Thị Bình",
        None,
    ]
    assert [found.get(at(index, "number")) for index in range(3)] == ["7", None, "9a"]


def test_letters_of_a_legacy_font_stay_in_that_font(office):
    from openpyxl.styles import Font

    def legacy(book):
        for row, text in ((2, "Ph¹m Cã"), (3, "Lª ThÞ N÷")):
            cell = book["Danh sách"].cell(row, column_of("name"))
            cell.value, cell.font = text, Font(name=".VnTime")

    office.send([person(gender=None), BAY], edit=legacy)
    month = month_of(office)
    book = load_workbook(io.BytesIO(month.returned["CB01"]))
    assert book["Danh sách"][list_address(0, "name")].font.name == ".VnTime"
    names = [row.get("name") for row in read(month.returned["CB01"]).rows]
    assert names == [row.get("name") for row in month.checked.speaking["CB01"].rows] == ["Phạm Có", "Lê Thị Nữ"]


def test_the_same_month_gives_the_same_bytes(told, tmp_path):
    assert case("N04", tmp_path)[1].returned == told("N04").returned


def test_a_unit_without_an_error_gets_nothing_back(offices):
    office = offices(*CELLS).send([person(gender=None)]).send([person("Lò Văn Ón", helper=None)], unit="CB02")
    assert set(month_of(office).returned) == {"CB01"}


# -- where it is told --------------------------------------------------------------------------------------------------


def test_a_link_leads_to_the_cell_in_this_form_and_a_scrap_tells_whose_row_it_is(office):
    office.send([BAY, person(class_sent="31/04/2024")])
    [line] = lines(month_of(office).returned["CB01"])
    cell = list_address(1, "class_sent")
    place = (f"'Danh sách'!{cell}", f"Danh sách, ô {cell}", "“Ngày cử đi học lớp”")
    assert line[:5] == ("Lỗi", *place, "“31/04/2024”")
    assert line[7].startswith("Nguyễn Văn An; Ngày sinh: 05/03/1990; Ngày đề nghị học lớp: (để trống)")


def test_a_name_in_a_legacy_font_is_told_in_unicode(office):
    office.send([person("NguyÔn V¨n An", gender=None)])
    assert lines(month_of(office).returned["CB01"])[0][7].startswith("Nguyễn Văn An;")


def test_a_comment_says_what_was_read_what_is_wrong_and_what_to_type(office):
    office.send([person(class_sent="31/04/2024")])
    assert marked(month_of(office).returned["CB01"]) == {
        at(0, "class_sent"): "Đã ghi: “31/04/2024”\nNgày không có thật hoặc không đọc được.\n"
        "Cần làm: Gõ lại theo dạng ngày/tháng/năm, ví dụ 05/03/2024."
    }


def test_the_comments_are_the_offices(office):
    office.send([person(class_sent="31/04/2024")])
    sheet = load_workbook(io.BytesIO(month_of(office).returned["CB01"]))["Danh sách"]
    assert sheet[list_address(0, "class_sent")].comment.author == "Đảng ủy Văn phòng"


def test_of_two_days_that_do_not_fit_the_other_is_marked_too_and_says_where_to_look(office):
    office.send([admitted(decision="09/03/2024")])
    found = marked(month_of(office).returned["CB01"])
    assert set(found) == {at(0, "resolution"), at(0, "decision")}
    assert found[at(0, "resolution")].startswith(
        f"Có thể phải sửa cùng ô {list_address(0, 'decision')}: Ngày quyết định kết nạp (09/03/2024)"
    )


@pytest.mark.parametrize(
    ("known", "blank", "cells"),
    [
        (person(left="01/03/2024", reason="Xin rút"), ("left", "reason"), ("left", "leaving_reason")),
        (admitted(), ("decision", "decision_no"), ("decision", "decision_number")),
    ],
)
def test_what_went_with_a_day_that_was_withdrawn_is_marked_beside_it(office, known, blank, cells):
    two_months([known], [known | dict.fromkeys(blank)])(office)
    assert set(marked(month_of(office).returned["CB01"])) == {at(0, key) for key in cells}


def test_a_list_that_is_gone_comes_back_as_the_one_that_counts(office):
    two_months([person(), BAY], [])(office)
    returned = month_of(office).returned["CB01"]
    assert [row.get("name") for row in read(returned).rows] == ["Nguyễn Văn An", "Lê Văn Bảy"]
    assert "danh sách đang được tính" in lines(returned)[0][6]


def test_rows_that_a_message_names_are_rows_of_this_form(office):
    def shift(book):
        book["Danh sách"].insert_rows(1, 5)
        book["Danh sách"].insert_rows(8, 3)

    office.send([BAY, person(), person()], edit=shift)
    month = month_of(office)
    [found] = find(month.result, "P01")
    assert "dòng 11" in found.message
    returned = month.returned["CB01"]
    [line] = lines(returned)
    assert line[1] == f"'Danh sách'!{list_address(2, 'name')}"
    for text in (line[5], line[6], marked(returned)[at(2, "name")]):
        assert "dòng 4" in text and "dòng 11" not in text


def test_the_cell_that_shows_a_forgotten_month_is_named_where_it_stands_here(office):
    office.send([person()], month=10, sent=october())
    shift = lambda book: book["Danh sách"].insert_rows(1, 3)  # noqa: E731
    office.send([BAY, person(class_sent="05/11/2024")], month=10, name="t11.xlsx", edit=shift)
    month = month_of(office)
    assert f"(ô {cell_of('class_sent', 6)})" in find(month.result, "B08")[0].message
    assert f"(trang Danh sách, ô {list_address(1, 'class_sent')})" in lines(month.returned["CB01"])[0][5]


def test_an_error_of_a_column_that_the_form_lacked_is_marked_in_its_own_row(office):
    lacking = lambda book: book["Danh sách"].delete_cols(column_of("decision_no"))  # noqa: E731
    office.send([BAY, admitted()], edit=lacking)
    assert at(1, "decision_number") in marked(month_of(office).returned["CB01"])


def test_warnings_are_listed_below_and_not_marked(office):
    office.send([person(class_sent="31/04/2024", helper=None)])
    returned = month_of(office).returned["CB01"]
    assert [(line[0], line[1]) for line in lines(returned)] == [
        ("Lỗi", f"'Danh sách'!{list_address(0, 'class_sent')}"),
        ("Lưu ý", f"'Danh sách'!{list_address(0, 'helpers')}"),
    ]
    assert set(marked(returned)) == {at(0, "class_sent")}


def test_an_error_of_the_whole_file_is_listed_without_a_cell(office):
    two_at_one_time(office)
    [line] = lines(month_of(office).returned["CB01"])
    assert line[1:3] == (None, "Cả tệp")
    assert "CB01_11.xlsx; b.xlsx" in line[5]


def test_a_person_who_is_gone_is_told_with_the_row_that_was_sent_before(office):
    two_months([BAY, admitted()], [BAY])(office)
    [line] = lines(month_of(office).returned["CB01"])
    assert "Họ và tên: Trần Thị Bình" in line[7] and "Ngày quyết định kết nạp: 20/03/2024" in line[7]


def test_what_else_is_wrong_in_a_workbook_that_was_refused_is_marked_too(office):
    office.send([person(class_sent="31/04/2024")], cover={"Tháng *": None})
    returned = month_of(office).returned["CB01"]
    assert set(marked(returned)) == {on_cover("month"), at(0, "class_sent")}


@pytest.mark.parametrize(("typed", "back"), [("11/2023", "11/2023"), ("Tháng 11 năm 2024", "11")])
def test_a_month_with_a_year_comes_back_as_the_month_or_where_the_year_is_another_as_typed(office, typed, back):
    office.send([person(class_sent="31/04/2024")], cover={"Tháng *": typed})
    assert cells(month_of(office).returned["CB01"])[on_cover("month")] == back


def test_a_refused_workbook_older_than_what_speaks_is_not_sent_back(office):
    office.send([BAY], cover={"Tháng *": None}, name="a.xlsx", sent=datetime(2024, 1, 24, tzinfo=UTC))
    office.send([person()], month=10, sent=october())
    returned = month_of(office).returned["CB01"]
    assert [row.get("name") for row in read(returned).rows] == ["Nguyễn Văn An"]
    assert marked(returned) == {}


def test_of_two_months_sent_at_one_time_the_refused_newer_one_is_sent_back(office):
    office.send([BAY], month=10, sent=october()).send([person()], month=11, sent=october(), edit=second_list)
    returned = month_of(office).returned["CB01"]
    assert [row.get("name") for row in read(returned).rows] == ["Nguyễn Văn An"]


def test_of_two_refused_workbooks_of_a_month_the_one_that_was_sent_later_is_sent_back(office):
    for name, day, people in (("a.xlsx", 26, [BAY]), ("b.xlsx", 24, [person()])):
        sent = datetime(2024, 11, day, tzinfo=UTC)
        office.send(people, cover={"Tháng *": None}, name=name, sent=sent)
    assert [row.get("name") for row in read(month_of(office).returned["CB01"]).rows] == [BAY["name"]]


def test_only_links_to_its_own_cells_leave_the_first_sheet(told):
    for code in ("O01", "B04", "P02"):
        month = told(code)
        for name, part in parts(month.returned["CB01"]).items():
            if name.endswith(".rels"):
                assert "External" not in part


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


def test_a_text_that_looks_like_a_formula_is_text_on_every_sheet(office):
    office.send([person('=HYPERLINK("http://x","y")', gender="=1+1", class_sent="@SUM(1)")])
    book = load_workbook(io.BytesIO(month_of(office).returned["CB01"]))
    for sheet in (book["Cần sửa"], book["Báo cáo"], book["Danh sách"]):
        formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert set(formulas) <= {"=NA()", LINE}


def test_labels_as_values_make_no_second_cover_of_the_first_sheet(office):
    odd = {"Tháng *": "Năm", "Ngày họp xét": "Mã đơn vị", "Tổng số đảng viên": "Tên đơn vị"}
    office.send([person()], cover=odd)
    returned = read(month_of(office).returned["CB01"])
    assert (returned.covers_disagree, len(returned.listings), returned.cover_sheet) == ("", 1, COVER_SHEET)


def test_the_first_sheet_is_the_one_that_opens(told):
    month = told("O01")
    book = load_workbook(io.BytesIO(month.returned["CB01"]))
    assert (book.sheetnames[0], book.active.title) == (MENDING_SHEET, MENDING_SHEET)


def test_a_returned_form_is_issued_for_the_unit(told):
    month = told("O01")
    report = read(month.returned["CB01"])
    assert (report.version, report.hidden_code, report.month, report.year) == (VERSION, "CB01", 11, 2024)
    sheet = load_workbook(io.BytesIO(month.returned["CB01"]))[COVER_SHEET]
    locked = [sheet[cover_address(key)].protection.locked for key in ("unit_code", "unit_name", "year", "month")]
    assert locked == [True, True, True, False]


# -- two units ---------------------------------------------------------------------------------------------------------

STRANGER = person("Vàng Seo Páo", "09/09/1999", position="Cán bộ Phòng Nội vụ xã Bản Xen", helper="Ma Thị Lìn")


def assert_nothing_of_the_other(returned: bytes, *words: str) -> None:
    text = "".join(parts(returned).values())
    for word in ("Vàng Seo Páo", "09/09/1999", "Bản Xen", "Ma Thị Lìn", "Sùng A Lử", "zzz", *words):
        assert word not in text


@pytest.mark.parametrize(
    ("own", "other", "code"),
    [
        (person(), person(position="Bản Xen"), "P02"),
        (admitted(gender=None), admitted("Sùng A Lử", "09/09/1999"), "P24"),
        (
            person(class_sent="10/03/2024", gender=None, left="01/06/2024", reason=TRANSFER),
            person(class_sent="12/03/2024"),
            "P22",
        ),
    ],
)
def test_what_concerns_two_units_names_the_other_and_shows_none_of_its_people(offices, own, other, code):
    office = offices(unit("CB01"), unit("CB02", "Chi bộ Thanh tra"))
    office.send([own]).send([STRANGER, other], unit="CB02", name="zzz/cb02 zzz.xlsx")
    month = month_of(office)
    assert any(found.unit_code == "CB01" for found in find(month.result, code))
    returned = month.returned["CB01"]
    assert "Chi bộ Thanh tra" in "".join(line[5] for line in lines(returned))
    assert_nothing_of_the_other(returned)


def test_a_form_of_another_unit_with_that_units_people_does_not_give_them_away(offices):
    office = offices(unit("CB01"), unit("CB02")).send([STRANGER], unit="CB02", month=10, sent=october())
    office.send([STRANGER], edit=issued_for("CB02"))
    returned = month_of(office).returned
    assert [row.text("name") for row in read(returned["CB02"]).rows] == [STRANGER["name"]]
    assert "CB01" not in returned


def test_a_form_of_which_nobody_knows_whose_it_is_gives_nobody_away(offices):
    office = offices(unit("CB01"), unit("CB02")).send([STRANGER], edit=issued_for("CB02"))
    returned = month_of(office).returned["CB02"]
    assert_nothing_of_the_other(returned)
    assert "Chưa rõ danh sách" in lines(returned)[0][5]


def test_a_form_of_another_unit_from_the_units_own_address_is_its_own(offices):
    office = offices(unit("CB01", addresses="cb01@vidu.example"), unit("CB02", addresses="cb02@vidu.example"))
    borrowed = form(people=[BAY], edit=issued_for("CB02"))
    office.put("a.eml", mail(("a.xlsx", borrowed), sender="cb01@vidu.example"))
    assert [row.get("name") for row in read(month_of(office).returned["CB01"]).rows] == ["Lê Văn Bảy"]


def test_a_form_of_another_unit_from_that_units_address_is_not_shown(offices):
    office = offices(unit("CB01", addresses="cb01@vidu.example"), unit("CB02", addresses="cb02@vidu.example"))
    borrowed = form(people=[STRANGER], edit=issued_for("CB02"), cover={"Tên đơn vị": "Chi bộ CB01"})
    office.put("a.eml", mail(("a.xlsx", borrowed), sender="cb02@vidu.example"))
    assert list(month_of(office).returned) == ["CB02"]


def test_a_code_that_is_nobodys_goes_back_to_nobody_where_nothing_tells_whose_it_is(office):
    office.send([person()], cover={"Mã đơn vị *": "CB99"})
    assert month_of(office).returned == {}


def test_every_cell_of_a_column_that_is_wrong_as_a_whole_is_marked(office):
    names = ("Một", "Hai", "Ba", "Bốn")
    office.send([person(f"Hà Thị {name}", f"0{day}/02/1992", gender="Kinh") for day, name in enumerate(names, start=1)])
    made = month_of(office)
    assert made.result.errors == 1
    assert set(marked(made.returned["CB01"])) == {at(index, "gender") for index in range(4)}


# -- bounds ------------------------------------------------------------------------------------------------------------


def test_a_list_full_of_faults_is_marked_whole_and_commented_as_far_as_a_program_bears(office, monkeypatch):
    from recruit.write.returned import front as returned_sheet
    from recruit.write.returned import telling as returned_marks

    monkeypatch.setattr(returned_marks, "MOST_COMMENTS", 3)
    monkeypatch.setattr(returned_sheet, "MOST_LINES", 4)
    office.send([*(person(f"Người {number}", gender=None) for number in range(6)), person()])
    returned = month_of(office).returned["CB01"]
    found = marked(returned)
    assert len(found) == 6
    assert sum(map(bool, found.values())) == 3
    told = lines(returned)
    assert [line[1] for line in told[:4]] == [f"'Danh sách'!{list_address(row, 'gender')}" for row in range(4)]
    assert "Còn 2 mục nữa" in told[4][5]


def test_a_list_longer_than_the_drawn_rows_is_whole(office):
    office.send([person(f"Người {number}", gender=None) for number in range(120)])
    report = read(month_of(office).returned["CB01"])
    assert len(report.rows) == 120
    assert row_of(report.place(report.rows[-1], "name").cell) == 122


def test_rows_for_people_who_are_gone_stand_below_a_long_list(office):
    long = [person(f"Người {number}") for number in range(85)]
    two_months([*long, admitted()], long)(office)
    assert at(85, "name") in marked(month_of(office).returned["CB01"])


def test_a_list_sent_under_another_units_code_goes_back_to_nobody_but_its_own(tmp_path):
    returned = read(case("B15", tmp_path)[1].returned["CB01"])
    assert [row.text("name") for row in returned.rows] == ["Nguyễn Văn An"]


def test_nor_does_it_where_an_empty_list_came_after_it(tmp_path):
    office, *_ = case("B15", tmp_path)
    office.send([], month=12, name="t12.xlsx")
    returned = read(month_of(office, 12).returned["CB01"])
    assert [row.text("name") for row in returned.rows] == ["Nguyễn Văn An"]
