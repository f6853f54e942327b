"""What a unit replies to a warning on the returned workbook comes back to the clerk, beside the finding, and decides nothing."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from office import Office, find, of_unit, outcomes, person, unit
from openpyxl import load_workbook
from returned import LATER, mended, month_of

from recruit.job import Job
from recruit.run import report
from recruit.screen.said import say
from recruit.write.forms.cover import cover_address
from recruit.write.package import seal
from recruit.write.summary.workbook import consolidated_bytes

WRONG, YEAR_ONLY = person(joined="31/02/2024"), person("Lê Văn Bảy", 1991)
REPLY = "Đúng, vì: giấy khai sinh chỉ ghi năm"


def replied(data: bytes, *replies: str | None, sent: datetime = LATER) -> bytes:
    """Return a returned workbook in which the unit has replied to its warnings, in their order."""
    book = load_workbook(io.BytesIO(data))
    sheet = book["Cần sửa"]
    warnings = [row for row in sheet.iter_rows() if row[0].value == "Lưu ý"]
    [top] = [row for row in sheet.iter_rows() if row[0].value == "Mức"]
    column = [cell.value for cell in top].index("Đơn vị trả lời")
    for row, reply in zip(warnings, replies, strict=False):
        row[column].value = reply
    out = io.BytesIO()
    book.save(out)
    return seal(out.getvalue(), sent)


def replies_in(data: bytes) -> list[str | None]:
    """Return what stands in the column of replies of each warning of a returned workbook."""
    rows = [row for row in load_workbook(io.BytesIO(data))["Cần sửa"].iter_rows(values_only=True) if row[0]]
    [head] = [row for row in rows if row[0] == "Mức"]
    return [row[head.index("Đơn vị trả lời")] for row in rows if row[0] == "Lưu ý"]


def listed(month) -> list[str | None]:
    """Return the column of replies of the sheet `Lỗi`."""
    head, *rows = load_workbook(io.BytesIO(consolidated_bytes(month)))["Lỗi"].iter_rows(values_only=True)
    return [row[head.index("Đơn vị trả lời")] for row in rows if row[0]]


def back(office: Office, *replies: str | None, name: str = "tra_lai.xlsx") -> Office:
    """Let the unit reply in what the office returned to it, and send it back."""
    return office.put(name, replied(month_of(office).returned["CB01"], *replies))


@pytest.fixture
def asked(office):
    """An office in which CB01 has an error to mend and one warning."""
    return office.send([WRONG, YEAR_ONLY])


def test_it_stands_beside_the_finding(asked):
    [found] = find(back(asked, REPLY).month(), "O22")
    assert found.replies == (REPLY,)


def test_it_stands_in_the_sheet_beside_the_warning_alone(asked):
    assert listed(back(asked, REPLY).month()) == [None, REPLY]


def test_it_confirms_nothing_by_itself(asked):
    month = back(asked, REPLY).month()
    assert (month.warnings, month.confirmed) == (1, ())


def test_where_nothing_is_replied_nothing_is_said(asked):
    assert listed(back(asked, None).month()) == [None, None]


@pytest.mark.parametrize("begun", ["Đúng, vì:", "đúng, vì", "  ", "Đúng, vì: …"])
def test_words_that_only_begin_are_no_reply(asked, begun):
    assert listed(back(asked, begun).month()) == [None, None]


def test_a_workbook_in_which_only_a_reply_is_new_is_no_workbook_that_nobody_changed(asked):
    assert outcomes(back(asked, REPLY).month())["tra_lai.xlsx"] == "Đã dùng"


def test_without_a_reply_it_is_the_offices_own(asked):
    assert outcomes(back(asked, None).month())["tra_lai.xlsx"] == "Thư của Văn phòng"


def test_it_is_forgotten_when_the_value_changes(asked):
    back(asked, REPLY)
    asked.put("lần_3.xlsx", mended((asked.folder / "tra_lai.xlsx").read_bytes(), {("Danh sách", "C4"): "1992"}))
    (asked.folder / "tra_lai.xlsx").unlink()
    [found] = find(asked.month(), "O22")
    assert (found.value, found.replies) == ("1992", ())


def test_next_month_it_is_still_known(asked):
    back(asked, REPLY).send([person(), YEAR_ONLY], month=12)
    [found] = find(asked.month(12), "O22")
    assert found.replies == (REPLY,)


def test_the_next_returned_workbook_holds_it(asked):
    assert replies_in(month_of(back(asked, REPLY)).returned["CB01"]) == [REPLY]


def test_a_newer_reply_takes_the_place_of_an_older(asked):
    back(asked, REPLY)
    asked.send([WRONG, YEAR_ONLY], month=12)
    data = replied(month_of(asked, 12).returned["CB01"], None, "Đúng, vì: đã hỏi lại")
    [found] = find(asked.put("t12.xlsx", data).month(12), "O22")
    assert found.replies == ("Đúng, vì: đã hỏi lại",)


def test_one_reply_answers_all_that_has_one_cause(office):
    office.send([person(f"Nguyễn Văn {letter}", 1990, joined="31/02/2024") for letter in "ABCD"])
    [found] = find(back(office, REPLY).month(), "O22")
    assert [one.reply for one in found.all] == [REPLY] * 4


def test_another_unit_cannot_reply_for_it(offices):
    office = offices(unit("CB01"), unit("CB02")).send([WRONG, YEAR_ONLY])
    data = replied(month_of(office).returned["CB01"], REPLY)
    hidden = next(
        cell.coordinate for row in load_workbook(io.BytesIO(data))["_bieu"] for cell in row if cell.value == "CB01"
    )
    foreign = mended(data, {("Báo cáo", cover_address("unit_code")): "CB02", ("_bieu", hidden): "CB02"})
    [found] = [f for f in find(office.put("b.xlsx", foreign).month(), "O22") if f.unit_code == "CB01"]
    assert found.replies == ()


def test_an_error_has_no_place_for_a_reply(asked):
    sheet = load_workbook(io.BytesIO(month_of(asked).returned["CB01"]))["Cần sửa"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] in ("Lỗi", "Lưu ý")]
    assert [bool(row[-1]) for row in rows] == [False, True]


def test_a_telephone_number_in_it_is_not_handed_on(asked):
    assert "0912345678" not in str(listed(back(asked, "Đúng, vì: hỏi số 0912345678").month()))


def test_a_reply_without_end_is_cut(asked):
    [found] = find(back(asked, "Đúng " * 2000).month(), "O22")
    assert len(found.reply) == 500


def test_the_screen_says_that_there_are_replies(asked, capsys, tmp_path):
    say(report(Job(back(asked, REPLY).folder, output=tmp_path / "ra")))
    assert "Đơn vị đã trả lời 01 lưu ý, xem cột Đơn vị trả lời của trang Lỗi" in capsys.readouterr().out


def test_the_figures_are_those_without_it(asked):
    before = of_unit(asked.month(), "CB01", "sympathisers")
    assert of_unit(back(asked, REPLY).month(), "CB01", "sympathisers") == before
