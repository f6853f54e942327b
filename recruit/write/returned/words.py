"""What a returned workbook tells its unit of a rule: which cells may have to be mended, what to do in this form."""

from __future__ import annotations

from typing import NamedTuple

WHOLE_ROW = ("*",)
IN_SENT_FILE = "Trong tệp đã gửi: "


class Word(NamedTuple):
    """What is told of a rule's finding where the registry's own words do not fit a form built anew.

    `cover` is the cover's cell in which the error of a whole file is mended; `also` further cells of the person's row
    that may be the wrong ones (WHOLE_ROW: all of them). `remedy` and `message` take the place of the registry's and
    are filled like these.
    `of_sent_file` says that the message speaks of how the sent file was made.
    """

    cover: str = ""
    also: tuple[str, ...] = ()
    remedy: str = ""
    message: str = ""
    of_sent_file: bool = False


PLAIN = Word()

BESIDE = {"left": "leaving_reason", "decision": "decision_number"}
"""What a day that is typed again needs beside it; it is marked with the day where it is blank too."""

_SEND_AGAIN = "Kiểm tra số liệu trong biểu này, sửa nếu sai rồi gửi lại; bản gửi sau cùng được dùng."
_MONTH = "Ghi tháng của báo cáo (1 đến 12) vào ô Tháng, gửi lại."
_TYPE_HERE = "Gõ giá trị đúng vào ô; không có thì xóa ô."

WORDS: dict[str, Word] = {
    # Whole files.
    "two_lists": Word(
        of_sent_file=True,
        remedy="Biểu này chép danh sách thứ nhất. Nếu danh sách đúng là danh sách kia thì chép lại vào trang Danh sách.",
    ),
    "two_covers": Word(
        cover="month",
        of_sent_file=True,
        remedy="Biểu này chép trang thứ nhất; mã đơn vị và năm đã ghi sẵn. Kiểm tra ô Tháng và các ô khác của trang "
        "Báo cáo.",
    ),
    "no_list": Word(of_sent_file=True, remedy="Ghi đủ danh sách vào trang Danh sách của biểu này, gửi lại."),
    "no_month": Word(cover="month", remedy=_MONTH + " Năm đã ghi sẵn."),
    "unknown_unit": Word(
        cover="unit_code",
        remedy="Mã đúng đã ghi sẵn trong biểu này; kiểm tra đúng là đơn vị mình, gửi lại.",
    ),
    "borrowed_form": Word(
        cover="unit_code",
        remedy="Biểu này là của đơn vị, mã đã ghi sẵn; kiểm tra danh sách, gửi lại.",
    ),
    "list_of_another_unit": Word(
        cover="unit_code",
        remedy="Biểu này có mã của đơn vị và danh sách của báo cáo trước, nếu có. Kiểm tra, bổ sung rồi gửi lại; danh sách đã gửi là "
        "của đơn vị khác thì ghi đúng mã rồi gửi lại.",
    ),
    "month_not_changed": Word(cover="month", remedy=_MONTH),
    "year_mistaken": Word(cover="year", remedy="Năm đã ghi sẵn trong biểu này; kiểm tra Ngày họp xét, gửi lại."),
    "people_left_out": Word(
        remedy="Biểu này chép bản gửi sau. Ghi thêm những người còn thiếu, gửi lại; người ra khỏi danh sách thì ghi ngày và lý do."
    ),
    "empty_list": Word(
        remedy="Biểu này chép danh sách đang được tính. Sửa, bổ sung rồi gửi lại; người ra khỏi danh sách thì ghi ngày "
        "và lý do, không xóa dòng.",
    ),
    "unregistered_sender": Word(
        remedy="Bản nào đúng thì gửi lại từ địa chỉ đã đăng ký; đổi địa chỉ thì báo Văn phòng Đảng ủy."
    ),
    "equal_times": Word(remedy=_SEND_AGAIN),
    "figures_too_old": Word(
        cover="month",
        remedy="Bổ sung danh sách đến hết tháng của kỳ này, sửa ô Tháng thành tháng đó rồi gửi.",
    ),
    "version_unknown": Word(of_sent_file=True, remedy="Từ nay dùng biểu này."),
    "empty_without_word": Word(remedy="Đúng là không có ai thì ghi vào ô Khó khăn, vướng mắc."),
    "older_month_again": Word(
        remedy="Đính kèm nhầm tệp cũ thì gửi tệp của kỳ này; quên đổi ô Tháng thì sửa ô Tháng rồi gửi lại."
    ),
    "unregistered_used": Word(remedy="Đổi địa chỉ thì báo Văn phòng Đảng ủy."),
    "late_correction": Word(remedy="Nếu nội dung sửa còn đúng thì sửa cả trong báo cáo tháng mới nhất."),
    "file_unreadable": Word(remedy="Nếu là báo cáo của đơn vị thì ghi vào biểu này rồi gửi lại."),
    "before_first_month": Word(remedy="Kiểm tra ô Tháng."),
    # Cells.
    "error_cell": Word(remedy=_TYPE_HERE),
    "formula_without_value": Word(remedy=_TYPE_HERE),
    "merged_value": Word(remedy="Gõ vào ô này giá trị của đúng người này; không có thì xóa ô.", of_sent_file=True),
    "column_twice": Word(
        of_sent_file=True,
        remedy="Biểu này chỉ có một cột, chép theo cột thứ nhất; kiểm tra lại từng ô của cột.",
    ),
    "column_missing": Word(of_sent_file=True, remedy="Biểu này có đủ cột; điền các ô tô đỏ của cột."),
    "name_split": Word(of_sent_file=True, remedy="Ghi đủ họ, chữ đệm và tên của mỗi người vào một ô ở cột này."),
    "value_beside": Word(
        of_sent_file=True, remedy="Ghi vào ô này điều đã ghi ở cột kia của tệp đã gửi; nếu không có thì để trống."
    ),
    "turned_date": Word(remedy="Kiểm tra ngày này; sai thì gõ lại theo dạng ngày/tháng/năm."),
    "hidden_row": Word(of_sent_file=True, remedy="Kiểm tra có đúng là cần tính người này."),
    "hidden_column": Word(of_sent_file=True, remedy="Kiểm tra lại cột này."),
    "hidden_sheet": Word(of_sent_file=True, remedy="Kiểm tra lại danh sách."),
    "merged_cells": Word(
        message="Trong tệp đã gửi có ô bị gộp ở chỗ này; giá trị chỉ thuộc ô đầu.",
        remedy="Ghi đủ giá trị ở từng dòng.",
    ),
    "legacy_font": Word(remedy="Lần sau gõ bằng phông Times New Roman, bảng mã Unicode."),
    # One person's way: of two days that do not fit either may be wrong.
    "born_after_step": Word(also=("birth",)),
    "too_young_for_list": Word(also=("joined",)),
    "agreement_before_proposal": Word(also=("procedure_proposed",)),
    "decision_before_resolution": Word(also=("resolution",)),
    "ceremony_before_decision": Word(also=("decision",)),
    "decision_without_number": Word(also=("decision",)),
    "number_without_decision": Word(also=("decision_number",)),
    "left_before_decision": Word(also=("decision", "leaving_reason")),
    "left_before_joining": Word(also=("joined", "leaving_reason")),
    "admitted_without_decision": Word(also=("decision_number", "ceremony", "left", "leaving_reason")),
    "reason_without_day": Word(also=("leaving_reason",)),
    "day_without_reason": Word(also=("left",)),
    # Persons on several rows or lists.
    "same_person_twice": Word(
        also=WHOLE_ROW,
        # The sheet's protection lets nobody delete a row that holds locked cells.
        remedy="Gộp vào dòng {row}: chuyển các ngày còn thiếu lên đó rồi xóa nội dung các ô tô đỏ.",
    ),
    "open_in_two_branches": Word(
        also=("left", "leaving_reason"),
        remedy="Nếu người này đã chuyển đi thì ghi ngày đưa ra và lý do “Chuyển sang đơn vị khác”; nếu không thì hai đơn "
        "vị thống nhất, báo Văn phòng Đảng ủy.",
    ),
    # The workbook before.
    "counted_person_gone": Word(
        remedy="Ghi lại người này vào dòng trống tô đỏ; người ra khỏi danh sách thì ghi thêm ngày và lý do đưa ra."
    ),
    # The committee's register.
    "not_in_register": Word(
        also=("name", "decision_number"),
        remedy="Đối chiếu với quyết định đã nhận: ghi sai thì sửa, ghi đúng thì báo Văn phòng Đảng ủy.",
    ),
}
"""By the rule's name. A rule that is not here is told in the registry's own words."""

BORROWED_LIST = " Chưa rõ danh sách trong tệp là của đơn vị nào nên không chép vào đây."
EMPTY_LIST_HERE = "Ghi danh sách bắt đầu từ dòng này."
OTHER_LISTS = " Người này còn ở danh sách của: {units}."
SAME_NUMBER = "Số quyết định “{value}” ghi cho nhiều người: {where}."
SEE = "Có thể phải sửa cùng ô {cell}: {message}"
