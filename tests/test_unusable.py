"""What came and could not be used: every output says one thing of it, and none that nothing came."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes

import pytest
from letters import mail
from office import Office, form, person, unit
from papers import text

from recruit.job import Job
from recruit.model import Period
from recruit.run import report
from recruit.screen.said import say

ADDRESS = "cb01@vidu.example"
WHY = "có thể ghi nhầm Tháng"


def two_units(offices) -> Office:
    office = offices(unit("CB01", "Chi bộ Một", addresses=ADDRESS), unit("CB02", "Chi bộ Hai"))
    return office.send([person("Hà A Tủa")], unit="CB02")


def sent(data: bytes, name: str = "a.xlsx", day: int = 24) -> bytes:
    return mail((name, data), sender=ADDRESS, sent=datetime(2024, 11, day, 8, tzinfo=UTC))


WRONG_MONTH = form("CB01", 12, [person()])
UNUSABLE = {
    "a month that is not believed": (WRONG_MONTH, WHY),
    "no month": (form("CB01", None, [person()]), "không rõ tháng, năm"),
    "a wrong code": (form("CB99", 11, [person()]), "mã đơn vị không có trong kế hoạch"),
    "two lists": (
        form("CB01", 11, edit=lambda book: setattr(book.copy_worksheet(book["Danh sách"]), "title", "T10")),
        "có hai danh sách",
    ),
}


def grid(month) -> list[str]:
    return [line.submissions[11].value for line in month.units]


@pytest.mark.parametrize("kind", UNUSABLE)
def test_the_grid_says_that_something_came_which_cannot_be_used(offices, kind):
    data, why = UNUSABLE[kind]
    month = two_units(offices).put("1.eml", sent(data)).month()
    assert grid(month) == ["Chưa dùng được", "Đã nộp"]
    assert month.units[0].unusable[11].why == why


def test_a_workbook_that_cannot_be_read_is_told_apart_in_the_grid(offices):
    month = two_units(offices).put("1.eml", sent(b"PK\3\4hong")).month()
    assert grid(month) == ["Không đọc được", "Đã nộp"]


def test_of_a_unit_from_which_nothing_came_nothing_else_is_said(offices):
    assert grid(two_units(offices).month()) == ["Chưa nộp", "Đã nộp"]


def test_what_was_mended_is_forgotten(offices):
    office = two_units(offices).put("1.eml", sent(WRONG_MONTH)).put("2.eml", sent(form("CB01", 11, [person()]), day=25))
    assert (grid(office.month()), office.month().is_open) == (["Đã nộp", "Đã nộp"], False)


def test_an_unreadable_file_of_before_the_last_usable_one_says_nothing_of_this_month(offices):
    office = two_units(offices).put("1.eml", sent(b"PK\3\4hong", day=1))
    office.put("2.eml", sent(form("CB01", 10, [person()]), day=2))
    assert grid(office.month()) == ["Chưa nộp", "Đã nộp"]


def test_one_workbook_whose_month_is_not_believed_is_of_one_month(offices):
    office = two_units(offices).send([person()], cover={"Ngày họp xét": "20/10/2024"})
    found = office.month().units[0]
    assert (list(found.unusable), found.unsent[-1]) == ([11], 10)


def test_a_wrong_month_leaves_the_month_that_it_names_unsent(offices):
    month = two_units(offices).put("1.eml", sent(WRONG_MONTH)).month(12)
    assert month.units[0].submissions[12].value == "Chưa dùng được"


# -- the outputs of one run --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """The texts of what a run leaves where CB01 typed another month and CB03 sent nothing, by output; and the screen."""
    folder = tmp_path_factory.mktemp("chưa dùng")
    units = unit("CB01", "Chi bộ Một", addresses=ADDRESS), unit("CB02", "Chi bộ Hai"), unit("CB03", "Chi bộ Ba")
    office = Office(folder / "vào", *units).send([person("Hà A Tủa")], unit="CB02")
    office.put("1.eml", sent(WRONG_MONTH))

    outcome = report(Job(office.folder, Period(2024, 11), output=folder / "ra"))
    return {file.name: file.path.read_bytes() for file in outcome.written.files}, outcome


def words(data: bytes) -> str:
    return " ".join(text(data).replace("\u00a0", " ").split())


def test_the_letter_names_the_unit_and_why_and_asks_for_it_again(outputs):
    said = words(outputs[0]["cong_van_bao_cao_2024-11.docx"])
    assert f"Chưa gửi báo cáo tháng 11: Chi bộ Ba. Đã gửi báo cáo tháng 11, chưa dùng được: Chi bộ Một ({WHY})." in said
    assert "Hướng dẫn các đơn vị có báo cáo chưa dùng được sửa và gửi lại." in said


def test_the_urging_letter_says_that_it_came_and_asks_for_it_again(outputs):
    said = words(outputs[0]["don_doc/cong_van_don_doc_CB01_2024-11.docx"])
    assert f"Đơn vị đã gửi báo cáo tháng 11, chưa dùng được ({WHY}); chưa gửi báo cáo" in said
    assert "Sửa và gửi lại báo cáo tháng 11" in said


def test_the_urging_letter_to_who_sent_nothing_says_so(outputs):
    said = words(outputs[0]["don_doc/cong_van_don_doc_CB03_2024-11.docx"])
    assert "chưa nhận được báo cáo" in said and "chưa dùng được" not in said


def test_the_digest_counts_and_names_it_apart(outputs):
    said = words(next(data for name, data in outputs[0].items() if name.startswith("don_doc/phieu")))
    assert "01 đơn vị chưa gửi báo cáo tháng 11; 01 đơn vị đã gửi báo cáo chưa dùng được" in said
    assert "Đã gửi tháng 11, chưa dùng được" in said


def test_the_mail_says_that_it_came_and_never_that_nothing_came_for_that_month(outputs):
    draft = message_from_bytes(outputs[0]["don_doc/thu_CB01_2024-11.eml"])
    body = " ".join(draft.get_payload()[0].get_payload(decode=True).decode().split())
    assert f"đã nhận báo cáo tháng 11 của đơn vị, chưa dùng được ({WHY})" in body
    assert "chưa nhận được báo cáo từ tháng 01 đến tháng 10" in body


def test_the_workbook_goes_back(outputs):
    assert "tra_lai/bieu_bao_cao_CB01_2024-11.xlsx" in outputs[0]


def test_the_screen_tells_it_apart_from_who_sent_nothing(outputs, capsys):

    say(outputs[1])
    screen = capsys.readouterr().out
    assert f"Đã gửi, chưa dùng được: CB01 Chi bộ Một ({WHY}; chưa có số liệu)" in screen
    assert "Chưa nộp: CB03" in screen and "Chưa nộp: CB01" not in screen
    assert "1 đơn vị chưa nộp, 1 đơn vị đã gửi, chưa dùng được" in screen


def test_a_file_without_a_month_is_of_the_month_in_which_the_offices_clock_received_it(offices):
    evening = datetime(2024, 10, 31, 17, 30, tzinfo=UTC)
    office = two_units(offices).put(
        "1.eml", mail(("a.xlsx", form("CB01", None, [person()])), sender=ADDRESS, sent=evening)
    )
    assert list(office.month().units[0].unusable) == [11]
