"""For each rule an office in which it speaks of its own example, word by word, and the cell at which it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import test_rules_cells
import test_rules_conditions
import test_rules_steps
from committees import FINANCE, column, edited, lower_office, upper_office
from letters import mail
from linked import linked_form
from members import RECOGNISED, member, member_cell, members
from office import Office, admitted, beyond, cell_of, column_of, form, letter_of, person, plan, unit
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from recruit.declared.probation import PROBATION_SHEET
from recruit.measure.result import MonthResult
from recruit.write.summary.workbook import consolidated_bytes

AN, BAY, BINH = person(), person("Lê Văn Bảy", "01/01/1991"), admitted()
LABOURER = admitted("Sùng A Lử", "09/09/1999", decision_no="32-QĐ/ĐUK", category="Người lao động")
TRANSFER = "Chuyển sang đơn vị khác"
BAY_2023 = person("Lê Văn Bảy", "01/01/1991", year=2023)
REGISTERED = unit("CB01", addresses="cb01@vidu.example")
STRANGER = "la@vidu.example"
TWO = (unit("CB01", "Chi bộ Một"), unit("CB02", "Chi bộ Hai"))
WITH_UNION = (unit("CB01", "Chi bộ Một"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể"))
DECISION = ("31-QĐ/ĐUK", date(2024, 3, 20), "Trần Thị Bình", date(1992, 8, 7), "CB01")


class Example(NamedTuple):
    """What makes a rule speak: a month made in a folder, and the file, sheet and cell at which it does."""

    month: Callable[[Path], MonthResult]
    file: str
    sheet: str = ""
    cell: str = ""


def at(day: int, month: int = 11) -> datetime:
    return datetime(2024, month, day, 8, tzinfo=UTC)


def _of(build: Callable[[Office], object], *units, month: int = 11, **plan) -> Callable[[Path], MonthResult]:
    """Return what makes a month of an office to whom `build` happens."""

    def make(folder: Path) -> MonthResult:
        office = Office(folder / "hộp thư", *units, **plan)
        build(office)
        return office.month(month)

    return make


def _of_warned(conclusion: str) -> Callable[[Path], MonthResult]:
    """Return what makes a month of an office that lacks a resolution's number, of which the plan says something."""

    def make(folder: Path) -> MonthResult:
        office = Office(folder / "hộp thư").send(cover={"Số nghị quyết": None})
        [warning] = office.month().findings
        return office.put("ke_hoach.xlsx", plan(confirmed=[[warning.answer_key, conclusion, "Đã hỏi"]])).month()

    return make


def _row(people: list[dict], key: str) -> Example:
    """Return the example of a rule about a row: the last of `people`, at the column of a short key."""
    return Example(_of(lambda o: o.send(people)), "CB01_11.xlsx", "Danh sách", cell_of(key, len(people) + 1))


def _listed(key: str, change: Callable[[object], object], row: int = 2, people: list[dict] | None = None) -> Example:
    """Return the example of a rule that speaks where the list's sheet was changed by hand."""
    build = _of(lambda o: o.send(people, edit=lambda book: change(book["Danh sách"])))
    return Example(build, "CB01_11.xlsx", "Danh sách", cell_of(key, row))


def _set(key: str, value: object, kind: str | None = None) -> Callable[[object], None]:
    def change(sheet) -> None:
        cell = sheet.cell(2, column_of(key))
        cell.value = value
        if kind:
            cell.data_type = kind

    return change


def _merged(sheet) -> None:
    sheet.cell(3, column_of("note"), "hai")
    sheet.merged_cells.add(f"{letter_of('note')}2:{letter_of('note')}3")


def _beside(sheet, heading: str, value: str = "x1") -> None:
    sheet.cell(1, beyond(), heading)
    sheet.cell(2, beyond(), value)


BESIDE = f"{get_column_letter(beyond())}1"


def _month_only(sheet) -> None:
    cell = sheet.cell(2, column_of("class_sent"), date(2024, 3, 1))
    cell.number_format = "mm/yyyy"


def _strike(sheet, key: str) -> None:
    sheet.cell(2, column_of(key)).font = Font(strike=True)


def _reworded(sheet) -> None:
    sheet.cell(1, column_of("class_sent"), "Đi học")


def _inserted(sheet, before: str, heading: object, value: object) -> None:
    sheet.insert_cols(column_of(before))
    sheet.cell(1, column_of(before), heading)
    sheet.cell(2, column_of(before), value)


def _given_name_beside(sheet) -> None:
    _inserted(sheet, "birth", None, "An")
    sheet.cell(2, column_of("name"), "Nguyễn Văn")


def _other_sheet(book) -> None:
    sheet = book.create_sheet("Sheet1")
    for row in (3, 4, 5):
        sheet.cell(row, 2, "Lò Văn Ón")
        sheet.cell(row, 3, "01/02/1991")


def _decision_on_a_sheet(book) -> None:
    sheet = book.create_sheet("Kết nạp")
    for at_column, text in enumerate((1, person()["name"], "31-QĐ/ĐUK", "20/11/2024"), start=1):
        sheet.cell(3, at_column, text)


def _hidden(**values: object) -> Callable[[object], None]:
    """Return an edit that gives a form its hidden sheet."""

    def edit(book) -> None:
        sheet = book.create_sheet("_bieu")
        sheet.sheet_state = "veryHidden"
        for row, (label, value) in enumerate(values.items(), start=1):
            sheet.cell(row, 1, label.replace("_", " "))
            sheet.cell(row, 2, value)

    return edit


def _turned(book) -> None:
    _hidden(Ngày_thử=3)(book)
    _set("class_sent", date(2024, 3, 5))(book["Danh sách"])


def _hide_row(sheet) -> None:
    sheet.row_dimensions[2].hidden = True


def _hide_column(sheet) -> None:
    sheet.column_dimensions[letter_of("gender")].hidden = True


CELLS = {
    "O03": _listed("position", _set("position", "#REF!", "e")),
    "O04": _listed("class_sent", _set("class_sent", "=TODAY()")),
    "O05": _row([person("Ng¸¸¸µ §§x¶z")], "name"),
    "O11": _row([person("Lò Văn Ón\nHà Thị Chi")], "name"),
    "O33": _row([person("Trần Müller")], "name"),
    "O14": _row([person("nt")], "name"),
    "O15": _listed("name", lambda sheet: _strike(sheet, "name")),
    "O16": _listed("position", lambda sheet: _strike(sheet, "position")),
    "O37": _row([admitted(union=None)], "union"),
    "O38": _row([person(note="CCCD 010090001234")], "note"),
    "O40": _listed("class_sent", _month_only, 2),
    "O41": Example(
        _of(lambda o: o.put("CB01_11.xlsx", linked_form())), "CB01_11.xlsx", "Danh sách", cell_of("religion")
    ),
    "O42": _row([person(religion="x")], "religion"),
    "O43": _row([person(helper="Đã phân công")], "helper"),
    "O45": _row([admitted(decision_no="20/03/2024")], "decision_no"),
    "O48": _row([person(certificate_no="10/05/2024")], "certificate_no"),
    "O46": _row([person(helper="Nguyễn Văn An")], "helper"),
    "O47": Example(
        _of(
            lambda o: o.send(
                [person(f"Lê Văn {who}", certificate=f"0{day}/05/2024") for day, who in enumerate("ABCD", 2)]
            )
        ),
        "CB01_11.xlsx",
        "Danh sách",
        cell_of("certificate"),
    ),
    "O44": _row([person(birth="05/03/1909")], "birth"),
    "O12": Example(_of(lambda o: o.send(edit=_other_sheet)), "CB01_11.xlsx", "Sheet1", "B3"),
    "O54": Example(_of(lambda o: o.send([person()], edit=_decision_on_a_sheet)), "CB01_11.xlsx", "Kết nạp", "B3"),
    "O13": _listed("class_sent", _reworded, 1, [person(class_sent="10/03/2024")]),
    "O50": _listed("name", _given_name_beside, 1),
    "O51": _listed("birth", lambda sheet: _inserted(sheet, "gender", "Năm sinh", 1990), 1)._replace(
        cell=f"{letter_of('gender')}1"
    ),
    "O52": _listed("certificate", lambda sheet: _beside(sheet, "Ngày cấp GCN", "10/05/2024")),
    "O53": _listed("gender", lambda sheet: _inserted(sheet, "gender", None, "x"), 1),
    "O34": _listed("name", lambda sheet: sheet.cell(11, column_of("name"), "Tổng cộng"), 11),
    "O35": _listed("note", lambda sheet: sheet.merged_cells.add(f"{letter_of('note')}1:{BESIDE}"), 1),
    "O36": _listed("name", lambda sheet: sheet.delete_cols(column_of("ceremony")))._replace(cell="A1"),
    "O06": _listed("note", _merged, 3, [person(note="một"), BAY]),
    "O07": _listed("birth", lambda sheet: _beside(sheet, "Ngày sinh"))._replace(cell=BESIDE),
    "O08": _listed("gender", lambda sheet: sheet.delete_cols(column_of("gender")))._replace(cell="A1"),
    "O23": Example(_of(lambda o: o.send(edit=_turned)), "CB01_11.xlsx", "Danh sách", cell_of("class_sent")),
    "O24": _listed("name", _hide_row),
    "O25": _listed("gender", _hide_column, 1),
    "O26": _listed("name", lambda sheet: setattr(sheet, "sheet_state", "hidden"))._replace(cell=""),
    "O27": _listed("note", _merged, 2, [person(note="một"), BAY]),
    "O28": _listed("name", lambda sheet: _beside(sheet, "Mã nội bộ"))._replace(cell=BESIDE),
    "O29": _row([person("NguyÔn V¨n An")], "name"),
    "O30": Example(_of(lambda o: o.send(cover={"Tổng số đảng viên": "mười tám"})), "CB01_11.xlsx", "Báo cáo", "B7"),
    "O32": Example(_of(lambda o: o.send(cover={"Khó khăn, vướng mắc": "a" * 501})), "CB01_11.xlsx", "Báo cáo", "B7"),
}


def _second_list(book) -> None:
    book.copy_worksheet(book["Danh sách"]).title = "T10"


def _second_cover(book) -> None:
    sheet = book.copy_worksheet(book["Báo cáo"])
    sheet.title, sheet["B2"] = "Báo cáo (2)", 10


def _october_again(office: Office) -> None:
    office.send([AN], month=10, name="t10.xlsx", sent=at(24, 10))
    office.send([person(class_sent="05/11/2024")], month=10, name="t11.xlsx", sent=at(24))


def _october_by_mail_again(office: Office) -> None:
    data = form(month=10, people=[AN])
    office.put("t10.eml", mail(("t10.xlsx", data), sent=at(24, 10))).put(
        "t11.eml", mail(("t10.xlsx", data), sent=at(23))
    )


def _late_correction(office: Office) -> None:
    office.send([AN], month=10, name="t10.xlsx", sent=at(24, 10)).send([AN], name="t11.xlsx", sent=at(24))
    office.send([AN, BAY], month=10, name="t10 sửa.xlsx", sent=at(26))


def _under_anothers_code(office: Office) -> None:
    """The second chi bộ types the first one's code: seven of the eight on the list were on its own in October."""
    people = [person(f"Trần Thị {name}", f"0{day}/02/1992") for day, name in enumerate("ABCDEGHI", 1)]
    office.send(month=10).send(people[:7], unit="CB02", month=10).send(people)


def _three_admitted(office: Office) -> None:
    people = [admitted(f"Lê Văn {who}", f"0{day}/01/1991", decision_no=f"{day}-QĐ") for day, who in enumerate("ABC", 1)]
    office.send(people, cover={"Tổng số đảng viên": 2})


def _only_the_added(office: Office) -> None:
    office.send([AN, BAY, BINH], sent=at(24)).send([person("Lò Thị Mai", "01/02/1995")], name="b.xlsx", sent=at(25))


def _two_senders(office: Office) -> None:
    office.put("1.eml", mail(("a.xlsx", form(people=[AN])), sent=at(20)))
    office.put("2.eml", mail(("b.xlsx", form(people=[AN, BAY])), sender=STRANGER, sent=at(26)))


ENDED = (unit("CB01", "Chi bộ Một", last=6, into="CB02"), TWO[1])
FILES = {
    "B01": Example(_of(lambda o: o.send([AN], edit=_second_list)), "CB01_11.xlsx", "T10"),
    "B02": Example(_of(lambda o: o.send([AN], edit=_second_cover)), "CB01_11.xlsx", "Báo cáo (2)"),
    "B03": Example(_of(lambda o: o.send(edit=lambda book: book.remove(book["Danh sách"]))), "CB01_11.xlsx"),
    "B04": Example(
        _of(lambda o: o.put("bao cao thang 11.xlsx", form(cover={"Tháng *": "13"}))),
        "bao cao thang 11.xlsx",
        "Báo cáo",
        "B2",
    ),
    "B05": Example(_of(lambda o: o.send(unit="CB99")), "CB99_11.xlsx", "Báo cáo", "B1"),
    "B06": Example(_of(lambda o: o.send(edit=_hidden(Mã_đơn_vị="CB02")), *TWO), "CB01_11.xlsx", "Báo cáo", "B1"),
    "B07": Example(_of(lambda o: o.send(month=7, sent=at(24, 7)), *ENDED, month=7), "CB01_07.xlsx", "Báo cáo", "B1"),
    "B08": Example(_of(_october_again), "t11.xlsx", "Báo cáo", "B2"),
    "B09": Example(_of(lambda o: o.send(month=10, sent=at(24, 10)).send([])), "CB01_11.xlsx", "Danh sách"),
    "B10": Example(_of(_two_senders, REGISTERED), "2.eml/b.xlsx"),
    "B11": Example(
        _of(lambda o: o.send(name="a.xlsx", sent=at(24)).send([AN, BAY], name="b.xlsx", sent=at(24))), "b.xlsx"
    ),
    "B12": Example(_of(lambda o: o.send(month=8, sent=at(24, 8))), "CB01_08.xlsx"),
    "B13": Example(_of(lambda o: o.send(cover={"Ngày họp xét": "20/10/2024"})), "CB01_11.xlsx", "Báo cáo", "B2"),
    "B14": Example(
        _of(lambda o: o.put("a.xlsx", form(year=2023, cover={"Ngày họp xét": "20/11/2024"}))), "a.xlsx", "Báo cáo", "B3"
    ),
    "B21": Example(_of(lambda o: o.send(cover={"Số nghị quyết": None})), "CB01_11.xlsx", "Báo cáo", "B5"),
    "B22": Example(_of(lambda o: o.send([])), "CB01_11.xlsx", "Danh sách"),
    "B23": Example(_of(lambda o: o.send(month=10), unit(first=11)), "CB01_10.xlsx", "Báo cáo", "B2"),
    "B24": Example(_of(lambda o: o.send(cover={"Tên đơn vị": "Chi bộ Hai"}), *TWO), "CB01_11.xlsx", "Báo cáo", "B7"),
    "B15": Example(_of(_under_anothers_code, *TWO), "CB01_11.xlsx", "Báo cáo", "B1"),
    "B26": Example(_of(_only_the_added), "b.xlsx"),
    "B25": Example(_of(lambda o: o.send(edit=_hidden(Phiên_bản="99"))), "CB01_11.xlsx"),
    "B31": Example(
        _of(lambda o: o.put("a.eml", mail(("a.xlsx", form()), sender=STRANGER)), REGISTERED), "a.eml/a.xlsx"
    ),
    "B27": Example(_of(_october_by_mail_again), "t11.eml/t10.xlsx"),
    "B32": Example(_of(_late_correction), "t10 sửa.xlsx"),
    "B34": Example(
        _of(lambda o: o.send(month=None, name="a.xlsx", sent=at(23)).send([AN, BAY], name="b.xlsx", sent=at(24))),
        "a.xlsx",
        "Báo cáo",
        "B2",
    ),
    "B33": Example(_of(lambda o: o.put("t11.xlsx", form()[:3000])), "t11.xlsx"),
}


def _two_months(before: list[dict], now: list[dict]) -> Callable[[Path], MonthResult]:
    return _of(lambda o: o.send(before, month=10, sent=at(24, 10)).send(now))


def _changed(key: str, old: str, now: str | None, cell: str = "") -> Example:
    """Return a person's cell as it stood last month and as it stands now."""
    build = _two_months([person(**{key: old})], [person(**({key: now} if now else {}))])
    return Example(build, "CB01_11.xlsx", "Danh sách", cell_of(key))


def _forgotten_since_september(office: Office) -> None:
    office.send([person(class_sent="10/03/2024")], month=9, sent=at(24, 9)).send([AN], month=10, sent=at(24, 10)).send(
        [AN]
    )


LOOK_BACK = {
    "T01": Example(_two_months([AN, BINH], [AN]), "CB01_11.xlsx", "Danh sách"),
    "S25": Example(
        _of(
            lambda o: o.send([AN], month=10, sent=at(24, 10), cover={"Tổng số đảng viên": 21}).send(
                [AN], cover={"Tổng số đảng viên": 210}
            )
        ),
        "CB01_11.xlsx",
        "Báo cáo",
        "B7",
    ),
    "T02": _changed("class_sent", "10/03/2024", None),
    "T21": _changed("class_asked", "10/03/2024", None),
    "T22": _changed("class_sent", "10/03/2024", "11/03/2024"),
    "T23": Example(_two_months([AN, BAY], [AN]), "CB01_11.xlsx", "Danh sách"),
    "T27": Example(_of(_forgotten_since_september), "CB01_11.xlsx", "Danh sách"),
    "T24": _changed("birth", "05/03/1990", "05/03/1991"),
    "T26": _changed("gender", "Nữ", "Nam"),
    "T25": Example(
        _two_months([person("Nguyễn Văn Ân")], [person("Nguyễn Văn An")]), "CB01_11.xlsx", "Danh sách", cell_of("name")
    ),
}

ENDS = {
    "N11": _row([person(ceremony="05/10/2024")], "decision"),
    "N38": _row([person(note="Đã kết nạp")], "decision"),
    "N34": _row([person(left="05/10/2024", reason="Hủy quyết định kết nạp")], "reason"),
    "P30": Example(
        _of(lambda o: o.send([person(left="10/11/2024", reason=TRANSFER)]).send([BAY], unit="CB02"), *TWO),
        "CB01_11.xlsx",
        "Danh sách",
        cell_of("left"),
    ),
    "P32": Example(
        _of(
            lambda o: o.send([person(left="10/11/2024", reason="Chuyển khỏi Đảng bộ")]).send(
                [person(joined="11/11/2024", helper_day="11/11/2024")], unit="CB02"
            ),
            *TWO,
        ),
        "CB01_11.xlsx",
        "Danh sách",
        cell_of("reason"),
    ),
}


def _on_two_lists(first: dict, second: dict, *units, other: str = "CB02") -> Callable[[Path], MonthResult]:
    return _of(lambda o: o.send([first]).send([second], unit=other), *(units or TWO))


def _moved(**values: object) -> dict:
    return person(left="01/06/2024", reason=TRANSFER, **values)


SENT = cell_of("class_sent")
PEOPLE = {
    "P01": Example(_of(lambda o: o.send([AN, AN])), "CB01_11.xlsx", "Danh sách", cell_of("name", 3)),
    "P02": Example(_on_two_lists(AN, AN), "CB01_11.xlsx", "Danh sách", cell_of("name")),
    "P03": Example(
        _on_two_lists(AN, person(class_sent="10/03/2024"), *WITH_UNION, other="DT01"),
        "CB01_11.xlsx",
        "Danh sách",
        SENT,
    ),
    "P21": Example(
        _of(lambda o: o.send([AN, person(birth="06/03/1990")]).send([person(birth="1990")], unit="CB02"), *TWO),
        "CB02_11.xlsx",
        "Danh sách",
        cell_of("birth"),
    ),
    "P22": Example(
        _on_two_lists(_moved(class_sent="10/03/2024"), person(class_sent="12/03/2024")),
        "CB01_11.xlsx",
        "Danh sách",
        SENT,
    ),
    "P23": Example(
        _on_two_lists(_moved(joined="01/01/2023", class_sent="10/03/2023"), person(class_sent="12/03/2024")),
        "CB01_11.xlsx",
        "Danh sách",
        SENT,
    ),
    "P31": Example(
        _of(
            lambda o: o.send([admitted(category="Người lao động"), LABOURER]),
            info={"Loại hình cơ sở": "Doanh nghiệp"},
        ),
        "CB01_11.xlsx",
        "Danh sách",
        cell_of("category"),
    ),
    "P24": Example(
        _of(lambda o: o.send([BINH, admitted("Hà Thị Chi", "02/02/1992")])),
        "CB01_11.xlsx",
        "Danh sách",
        cell_of("decision_no"),
    ),
    "P26": Example(
        _of(lambda o: o.send([AN, person(birth="03/05/1990")])), "CB01_11.xlsx", "Danh sách", cell_of("name")
    ),
    "P25": Example(
        _of(lambda o: o.send(month=6, sent=at(24, 6)), *ENDED), "CB01_06.xlsx", "Danh sách", cell_of("name")
    ),
}

PLAN = {
    "K01": Example(
        _of(lambda o: o.send([BINH]), register=[["32-QĐ/ĐUK", *DECISION[1:]]]),
        "CB01_11.xlsx",
        "Danh sách",
        cell_of("decision_no"),
    ),
    "K02": Example(_of(lambda o: o.send([AN]), register=[[*DECISION]]), "ke_hoach.xlsx", "Quyết định kết nạp", "A2"),
    "K11": Example(_of(lambda o: o.send(), info={"Địa danh": None}), "ke_hoach.xlsx", "Thông tin chung", "B2"),
    "K12": Example(_of(lambda o: o.send(), info={"Thể thức": "99-HD/VPTW"}), "ke_hoach.xlsx", "Thông tin chung", "B20"),
    "K21": Example(
        _of(lambda o: o.send(), info={"Chỉ tiêu kết nạp được giao": 3}), "ke_hoach.xlsx", "Thông tin chung", "B10"
    ),
    "K13": Example(_of_warned("Sai"), "ke_hoach.xlsx", "Xác minh", "B2"),
    "K23": Example(
        _of(lambda o: o.send(), confirmed=[["ABCDEFGHIJ", "Đúng", "Đã hỏi"]]), "ke_hoach.xlsx", "Xác minh", "A2"
    ),
    "K24": Example(_of(lambda o: o.send(), info={"Hạn hoàn thành": None}), "ke_hoach.xlsx", "Thông tin chung", "B14"),
    "K25": Example(
        _of(lambda o: o.send(), unit(name="Chi bộ Văn phòng"), unit("CB02", "Chi bộ Văn phòng")),
        "ke_hoach.xlsx",
        "Đơn vị và chỉ tiêu",
        "B3",
    ),
    "K26": Example(
        _of(lambda o: o.send(), unit(name="Chi bộ Văn phòng", kind="Đoàn thể")),
        "ke_hoach.xlsx",
        "Đơn vị và chỉ tiêu",
        "C2",
    ),
    "K27": Example(
        _of(lambda o: o.send(), unit(into="CB02"), unit("CB02")),
        "ke_hoach.xlsx",
        "Đơn vị và chỉ tiêu",
        "J2",
    ),
    "K22": Example(_of(lambda o: o.send(), unused=[["0" * 64, "gửi nhầm"]]), "ke_hoach.xlsx", "Tệp không dùng", "A2"),
}


def _last_november(folder: Path) -> bytes:
    """Return the office's own workbook of a year ago, in which two are admitted."""
    office = Office(folder / "2023", *TWO, year=2023).send([admitted(year=2023)])
    office.send([admitted("Hà Thị Mỷ", year=2023, decision_no="32-QĐ/ĐUK")], unit="CB02")
    return consolidated_bytes(office.month())


def _beside_last_year(folder: Path) -> MonthResult:
    office = Office(folder / "hộp thư", last_year=[[11, 5, 0, 0]]).send()
    return office.put("tong_hop_2023-11.xlsx", _last_november(folder)).month()


def _gone_since_december(office: Office) -> None:
    before = Office(office.folder.parent / "2023", year=2023).send([person(year=2023), BAY_2023], month=12)
    office.put("tong_hop_2023-12.xlsx", consolidated_bytes(before.month(12))).send([AN])


COMPARING = {
    "T28": Example(_of(_gone_since_december), "CB01_11.xlsx", "Danh sách"),
    "S21": Example(_of(lambda o: o.send(), last_year=[]), "ke_hoach.xlsx", "Năm trước"),
    "S22": Example(_beside_last_year, "ke_hoach.xlsx", "Năm trước", "B2"),
    "S23": Example(
        _of(lambda o: o.send(), unit(), unit("CB02", members=None)), "ke_hoach.xlsx", "Đơn vị và chỉ tiêu", "K3"
    ),
    "S26": Example(_of(_three_admitted), "CB01_11.xlsx", "Báo cáo", "B7"),
    "S24": Example(_of(lambda o: o.send(cover={"Tổng số đảng viên": None})), "CB01_11.xlsx", "Báo cáo", "B7"),
}


def _above(people: list[dict], edit=None, *upper, lacking: bool = False, **plan) -> Callable[[Path], MonthResult]:
    """Return the month of an upper office to which a lower one's workbook came, changed by hand by `edit`."""

    def make(folder: Path) -> MonthResult:
        lower = lower_office(folder).send(people).send([], unit="DT01")
        if not lacking:
            lower.send([], unit="CB02")
        data = consolidated_bytes(lower.month())
        above = upper_office(folder, *upper, **plan)
        return above.put("tong_hop.xlsx", edited(data, edit) if edit else data).month()

    return make


def _no_decision(book) -> None:
    sheet = book["Danh sách"]
    for heading in ("Ngày quyết định kết nạp", "Số quyết định kết nạp", "Ngày lễ kết nạp"):
        sheet.cell(2, column(sheet, heading)).value = None


def _another_row(book) -> None:
    sheet = book["Danh sách"]
    sheet.append([None, None, *(cell.value for cell in sheet[2][2:])])


READY = {key: value for key, value in BINH.items() if not key.startswith(("decision", "ceremony"))}
COMMITTEES = {
    "C01": Example(_above([person(birth="31/02/1990")]), "tong_hop.xlsx", "Lỗi", "G2"),
    "C02": Example(_above([BINH], _no_decision), "tong_hop.xlsx", "Tổng hợp", "D5"),
    "C03": Example(_above([AN], lacking=True), "tong_hop.xlsx", "Nộp báo cáo", "M3"),
    "C04": Example(_above([AN], _another_row), "tong_hop.xlsx", "Danh sách", "C3"),
    "C05": Example(_above([AN], None, unit("STC", FINANCE, "Đảng ủy")), "tong_hop.xlsx", "_tong_hop", "B2"),
    "C21": Example(
        _above([READY], regulations=[["tuoi_toi_thieu", "", 40, None, ""]]), "tong_hop.xlsx", "Tổng hợp", "K5"
    ),
}


def _members(*rows: dict, people: list[dict] | None = None, last_year: bool = False) -> Callable[[Path], MonthResult]:
    """Return the month in which the unit tells this of its probationary members."""

    def make(folder: Path) -> MonthResult:
        office = Office(folder / "hộp thư")
        if last_year:
            office.put("tong_hop_2023-11.xlsx", _last_november(folder))
        return office.send(people, edit=members(*rows)).month()

    return make


def _member(key: str, *rows: dict, row: int = 2, **options) -> Example:
    return Example(_members(*rows, **options), "CB01_11.xlsx", PROBATION_SHEET, member_cell(key, row))


def _recognition_gone(office: Office) -> None:
    office.send(month=10, edit=members(member(**RECOGNISED)), sent=at(24, 10))
    office.send(edit=members(member()))


def _member_gone(office: Office) -> None:
    office.send(month=10, edit=members(member()), sent=at(24, 10))
    office.send(edit=members())


def _ceremony_changed(office: Office) -> None:
    office.send(month=10, edit=members(member()), sent=at(24, 10))
    office.send(edit=members(member(ceremony="05/04/2022")))


def _two_sheets(book) -> None:
    members(member())(book)
    members(member(), sheet="Dự bị 2")(book)


def _of_no_unit(folder: Path) -> MonthResult:
    before = Office(folder / "2023", unit("CB09"), year=2023).send([admitted(year=2023)], unit="CB09")
    office = Office(folder / "hộp thư").put("tong_hop_2023-11.xlsx", consolidated_bytes(before.month()))
    return office.send().month()


PROBATION = {
    "D01": _member("recognised", member(recognised="31/02/2024")),
    "D02": _member("recognised", member(recognition_number="52-QĐ/ĐUK")),
    "D03": _member("recognition_number", member(recognised="08/04/2024")),
    "D04": _member("recognised", member(recognition_number="52-QĐ/ĐUK", recognised="04/04/2024")),
    "D05": _member("recognised", member(recognition_number="52-QĐ/ĐUK", recognised="01/12/2024")),
    "D06": Example(_of(_recognition_gone), "CB01_11.xlsx", PROBATION_SHEET, member_cell("recognised")),
    "D21": _member("reviewed", member(reviewed="04/04/2024")),
    "D22": _member("reviewed", member(reviewed="01/12/2024")),
    "D23": _member("recognised", member(**RECOGNISED | {"reviewed": "09/04/2024"})),
    "D24": _member("name", member("Lò Văn Ón"), last_year=True),
    "D25": _member("ceremony", member(ceremony=None)),
    "D26": _member("ceremony", member(ceremony="06/04/2024"), people=[BINH]),
    "D27": _member("name", member(), member(), row=3),
    "D28": Example(_of(lambda o: o.send(edit=_two_sheets)), "CB01_11.xlsx", "Dự bị 2"),
    "D30": Example(_of(_member_gone), "CB01_11.xlsx"),
    "D31": Example(_of(_ceremony_changed), "CB01_11.xlsx", PROBATION_SHEET, member_cell("ceremony")),
    "D29": Example(_of_no_unit, "tong_hop_2023-11.xlsx", "Danh sách", "AA2"),
}

FIRES = test_rules_cells.FIRES | test_rules_conditions.FIRES | test_rules_steps.FIRES
ROWS = {code: _row(*fires) for code, fires in FIRES.items()}
EXAMPLES = ROWS | CELLS | FILES | LOOK_BACK | ENDS | PEOPLE | PLAN | COMPARING | PROBATION | COMMITTEES
