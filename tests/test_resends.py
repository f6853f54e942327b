"""What a unit has mended in a workbook that it sent again: in the column `Ghi chú` of `Tệp`."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from letters import mail
from members import member, members
from office import Office, admitted, form, outcomes, person
from returned import mended, month_of

from recruit.letters.receipt import note_words, resent_words
from recruit.measure.result import MonthResult
from recruit.model import Resent
from recruit.write.forms.people import list_address
from recruit.write.package import seal

WRONG = {"birth": "31/02/1990", "people": "Kinhh"}
BAY = person("Lê Văn Bảy", "01/01/1991")
LATER = datetime(2024, 11, 25, tzinfo=UTC)


def notes(month: MonthResult) -> dict[str, str]:
    """Return what `Tệp` notes, by file, where it notes anything."""
    return {file.file: note for file in month.files if (note := note_words(file))}


def again(office: Office, then: list[dict], now: list[dict], **options) -> str:
    """Return the note beside a workbook that says `now` after one that said `then`."""
    office.send(then).send(now, name="CB01_sua.xlsx", sent=LATER, **options)
    return notes(office.month()).get("CB01_sua.xlsx", "")


def test_of_the_marked_cells_it_says_which_part_is_mended(office):
    then, now = person(**WRONG), person(**{**WRONG, "birth": "05/03/1990"})
    assert again(office, [then], [now]) == "Gửi lại: đã sửa 1/2 ô, còn 1 ô như cũ"


def test_where_all_are_mended_none_is_left(office):
    assert again(office, [person(**WRONG)], [person()]) == "Gửi lại: đã sửa 2/2 ô"


def test_a_cell_that_was_not_marked_and_says_something_else_is_counted_apart(office):
    then, now = person(**WRONG), person(position="Văn thư")
    assert again(office, [then], [now]) == "Gửi lại: đã sửa 2/2 ô; ngoài các ô đánh dấu có 1 ô thay đổi"


def test_a_row_that_moved_is_the_same_person(office):
    assert again(office, [person(**WRONG), BAY], [BAY, person()]) == "Gửi lại: đã sửa 2/2 ô"


def test_a_cell_that_is_wrong_in_another_way_is_mended_all_the_same(office):
    then, now = person(people="Kinhh"), person(people="Kinhhh")
    assert again(office, [then], [now]) == "Gửi lại: đã sửa 1/1 ô"


def test_a_marked_cell_of_somebody_who_is_gone_is_mended(office):
    assert again(office, [BAY, person(people="Kinhh")], [BAY]) == "Gửi lại: đã sửa 1/1 ô; bớt 1 dòng"


def test_people_who_are_new_are_counted_in_rows(office):
    assert again(office, [person()], [person(), BAY]) == "Gửi lại: thêm 1 dòng"


def test_a_blank_name_that_is_filled_is_mended_in_its_row(office):
    assert again(office, [BAY, person(name=None)], [BAY, person()]) == "Gửi lại: đã sửa 1/1 ô"


def test_a_cell_of_the_cover_that_says_something_else_is_counted(office):
    assert again(office, [person()], [person()], cover={"Tổng số đảng viên": 22}) == "Gửi lại: có 1 ô thay đổi"


def test_a_marked_cell_of_the_members_is_mended(office):
    office.send([BAY], edit=members(member(reviewed="31/02/2024")))
    office.send([BAY], name="CB01_sua.xlsx", sent=LATER, edit=members(member(reviewed="20/11/2024")))
    assert notes(office.month())["CB01_sua.xlsx"] == "Gửi lại: đã sửa 1/1 ô"


def test_a_workbook_saved_again_changes_nothing(office):
    assert again(office, [person()], [person()]) == "Gửi lại: không ô nào thay đổi"


def test_of_several_sends_it_is_held_against_the_one_that_it_replaces(office):
    office.send([person(**WRONG)], sent=datetime(2024, 11, 22, tzinfo=UTC))
    office.send([person(people="Kinhh")], name="CB01_a.xlsx")
    office.send([person()], name="CB01_b.xlsx", sent=LATER)
    assert notes(office.month())["CB01_b.xlsx"] == "Gửi lại: đã sửa 1/1 ô"


def test_a_month_that_was_sent_once_has_no_note(office):
    assert notes(office.send([person(**WRONG)]).month()) == {}


def test_the_next_months_workbook_replaces_nothing(office):
    office.send([person()], month=10, sent=datetime(2024, 10, 24, tzinfo=UTC)).send([admitted()])
    assert notes(office.month()) == {}


def test_a_returned_workbook_that_is_mended_is_held_against_what_was_sent(office):
    returned = month_of(office.send([person(**WRONG), BAY])).returned["CB01"]
    first, second = (("Danh sách", list_address(index, key)) for index, key in ((0, "birth"), (1, "position")))
    office.put("lai.xlsx", seal(mended(returned, {first: "05/03/1990", second: "Văn thư"}), LATER))
    said = notes(office.month())["lai.xlsx"]
    assert said == "Gửi lại: đã sửa 1/2 ô, còn 1 ô như cũ; ngoài các ô đánh dấu có 1 ô thay đổi"


def test_a_returned_workbook_that_comes_back_unchanged_is_said_to_be_that(office):
    returned = month_of(office.send([person(**WRONG)])).returned["CB01"]
    office.put("lai.eml", mail(("CB01.xlsx", returned), received=(LATER,)))
    assert notes(office.month())["lai.eml/CB01.xlsx"] == "Biểu trả lại gửi về, chưa sửa ô nào"


def test_so_is_one_that_the_clerk_saved_in_the_folder(office):
    returned = month_of(office.send([person(**WRONG)])).returned["CB01"]
    assert notes(office.put("lai.xlsx", returned).month()) == {"lai.xlsx": "Biểu trả lại gửi về, chưa sửa ô nào"}


def test_a_workbook_that_says_the_same_and_comes_later_takes_no_returned_ones_place(office):
    returned = month_of(office.send([person(**WRONG)])).returned["CB01"]
    (office.folder / "CB01_11.xlsx").unlink()
    sound = {
        ("Danh sách", list_address(0, key)): value for key, value in (("birth", "05/03/1990"), ("ethnic_group", "Kinh"))
    }
    office.put("lai.xlsx", seal(mended(returned, sound), datetime(2024, 11, 24, tzinfo=UTC)))
    office.put("sau.eml", mail(("a.xlsx", form(people=[person()])), sent=datetime(2024, 12, 9, tzinfo=UTC)))
    month = office.month()
    assert outcomes(month)["lai.xlsx"].startswith("Đã có bản mới hơn")
    assert month.units[0].submissions[11].value == "Đã nộp"


@pytest.mark.parametrize(
    ("resent", "said"),
    [
        (Resent(2, 5, 1), "đã sửa 2/5 ô, còn 3 ô như cũ; ngoài các ô đánh dấu có 1 ô thay đổi"),
        (Resent(0, 5, 0), "đã sửa 0/5 ô, còn 5 ô như cũ"),
        (Resent(0, 0, 3, 1, 2), "có 3 ô thay đổi; thêm 1 dòng; bớt 2 dòng"),
    ],
)
def test_the_words_are_those_of_the_contract(resent, said):
    assert resent_words(resent) == said
