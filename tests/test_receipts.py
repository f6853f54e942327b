"""The receipt in the mail to a unit: what came, what counts, what does not and why, what is due next; and nobody's name."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime

import pytest
from letters import mail
from office import admitted, cell_of, form, person, unit
from returned import month_of as returned_month

from recruit.deliver.desk import Desk
from recruit.deliver.drafts import draft_name
from recruit.deliver.units import drafts
from recruit.job import Job
from recruit.model import Period
from recruit.month import month_of

AT = datetime(2024, 11, 24, 8, 5, tzinfo=UTC)
OF_CB01 = "don_doc/thu_CB01_2024-11.eml"


def mails(office, month: int = 11) -> dict[str, str]:
    """Return subject and body of each draft of a month, without anything that would go with it."""
    job = Job(office.folder, Period(2024, month))
    made = month_of(job)
    found = {}
    for receiver, draft in drafts(made, Desk(job, made.result.plan, "2024"), {}):
        message = email.message_from_bytes(draft.data, policy=email.policy.default)
        found[f"don_doc/{draft_name(receiver, job.period)}"] = (
            f"{message['Subject']}\n{message.get_body().get_content()}".replace("\r\n", "\n")
        )
    return found


def receipt(office, month: int = 11) -> str:
    return mails(office, month)[OF_CB01.replace("-11", f"-{month:02d}")]


def test_a_unit_without_errors_gets_one_too(office):
    assert receipt(office.send()).startswith("Đã nhận báo cáo tháng 11/2024 – Chi bộ CB01\n")


def test_a_unit_that_sent_nothing_gets_none(offices):
    assert set(mails(offices(unit("CB01"), unit("CB02")).send())) == {OF_CB01}


def test_it_names_the_file_that_counts_and_its_time_by_the_offices_clock(office):
    office.put("thu.eml", mail(("Biểu tháng 11.xlsx", form()), received=(AT,)))
    assert "tính theo tệp Biểu tháng 11.xlsx gửi lúc 15:05 ngày 24/11/2024:" in receipt(office)


def test_of_a_file_that_was_sent_twice_the_first_time_is_told(office):
    office.put("a.eml", mail(("a.xlsx", form()), received=(datetime(2024, 11, 25, 3, tzinfo=UTC),)))
    office.put("b.eml", mail(("a.xlsx", form()), received=(AT,)))
    assert "gửi lúc 15:05 ngày 24/11/2024:" in receipt(office)


def test_of_a_file_that_came_in_no_mail_no_time_is_told(office):
    assert "tính theo tệp CB01_11.xlsx: danh sách" in receipt(office.send())


def test_it_tells_the_units_figures(office):
    office.send([admitted(), person(class_sent="10/03/2024"), person("Lê Văn Bảy", "01/01/1991")])
    assert "danh sách có 03 dòng; cảm tình Đảng 02; từ đầu năm kết nạp 01, cử đi học 01." in receipt(office)


def test_what_is_not_counted_is_told_with_its_cell_and_why(office):
    said = receipt(office.send([admitted(decision_no=None)]))
    assert f"- kết nạp, Danh sách: {cell_of('decision')} (ô có lỗi)." in said


def test_who_is_no_sympathiser_for_an_error_is_told_with_the_cell(office):
    said = receipt(office.send([person(joined="31/02/2024")]))
    assert f"- cảm tình Đảng, Danh sách: {cell_of('joined')} (ô có lỗi)." in said


def test_a_step_of_another_year_is_no_news(office):
    assert "Chưa tính" not in receipt(office.send([person(class_sent="10/03/2023", joined="05/01/2023")]))


def test_a_class_that_counts_for_the_branch_names_the_unit_whose_row_counts(offices):
    office = offices(unit("CB01"), unit("DT01", kind="Đoàn thể"))
    office.send([person(class_sent="10/03/2024")]).send([person(class_sent="10/03/2024")], unit="DT01")
    said = mails(office)["don_doc/thu_DT01_2024-11.eml"]
    assert f"- cử đi học, Danh sách: {cell_of('class_sent')} (tính theo dòng của CB01)." in said


def test_a_warning_is_told_with_what_clears_it(office):
    said = receipt(office.send([person(birth="1990")]))
    assert f"- Danh sách: {cell_of('birth')}: Chỉ có năm sinh. " in said


def test_many_cells_of_one_warning_are_one_line_of_five_cells(office):
    people = [person(f"Người {chr(65 + number)}", f"{1970 + number}") for number in range(7)]
    assert "và 02 ô khác: Chỉ có năm sinh. " in receipt(office.send(people))


def test_a_sheet_under_another_name_is_not_named(office):
    def renamed(book):
        book["Danh sách"].title = "Chị Lan"

    said = receipt(office.send([person(birth="1990")], edit=renamed))
    assert f"- ô {cell_of('birth')}: Chỉ có năm sinh." in said and "Chị Lan" not in said


def test_nobody_and_nothing_that_was_typed_is_in_it(office):
    typed = person("Tẩn Mẩy Lin", "1990", people="Kinhh", helper="Phan Thị Hà", note="0912 345 678", task="Trực đêm")
    said = receipt(office.send([typed, admitted("Giàng A Sử", decision_no=None)]))
    assert not [word for word in ("Tẩn", "Giàng", "Kinhh", "Phan Thị Hà", "0912", "Trực đêm") if word in said]


def test_what_is_due_next_is_told_with_its_day(office):
    assert "báo cáo tháng 12/2024, gửi chậm nhất ngày 25/12/2024." in receipt(office.send())


def test_december_is_followed_by_the_next_year(office):
    sent = datetime(2024, 12, 24, tzinfo=UTC)
    assert "báo cáo tháng 01/2025, gửi chậm nhất ngày 25/01/2025." in receipt(office.send(month=12, sent=sent), 12)


def test_a_unit_that_ends_owes_nothing_next(offices):
    office = offices(unit("CB01", last=11, into="CB02"), unit("CB02"))
    assert "Báo cáo tiếp theo" not in receipt(office.send())


# -- sent again --------------------------------------------------------------------------------------------------------


def test_a_workbook_sent_again_says_what_it_mended(office):
    office.send([person(people="Kinhh")]).send(name="CB01_sua.xlsx", sent=datetime(2024, 11, 25, tzinfo=UTC))
    assert "So với lần gửi trước: đã sửa 1/1 ô." in receipt(office)


def test_the_file_that_it_replaces_is_named(office):
    office.send([person(people="Kinhh")]).send(name="CB01_sua.xlsx", sent=datetime(2024, 11, 25, tzinfo=UTC))
    assert "- CB01_11.xlsx: đã có bản mới hơn.\n" in receipt(office)


def test_a_returned_workbook_that_comes_back_unchanged_is_told(office):
    returned = returned_month(office.send([person(people="Kinhh")])).returned["CB01"]
    office.put("lai.eml", mail(("bieu.xlsx", returned), received=(datetime(2024, 11, 25, tzinfo=UTC),)))
    assert "- bieu.xlsx: biểu trả lại gửi về, chưa sửa ô nào.\n" in receipt(office)


# -- nothing usable ----------------------------------------------------------------------------------------------------


@pytest.fixture
def registered(offices):
    return offices(unit("CB01", addresses="cb01@vidu.example"))


def test_what_came_and_is_no_use_is_named_with_why(registered):
    registered.put("thu.eml", mail(("trang 1.jpg", b"\xff\xd8\xff\xe0 JFIF"), received=(AT,)))
    said = receipt(registered)
    assert "- trang 1.jpg: không đọc được: " in said and "tính theo tệp" not in said


def test_a_mail_that_brings_nothing_is_named(registered):
    registered.put("Gửi báo cáo.eml", mail(received=(AT,)))
    assert "- Gửi báo cáo.eml: " in receipt(registered)


def test_a_workbook_that_is_refused_is_named_with_why(office):
    office.put("thu.eml", mail(("bieu.xlsx", form(cover={"Ngày họp xét": "20/10/2024"})), received=(AT,)))
    assert "- bieu.xlsx: có thể ghi nhầm Tháng.\n" in receipt(office)


def test_a_picture_beside_a_workbook_that_counts_is_not_spoken_of(registered):
    registered.put("thu.eml", mail(("a.xlsx", form()), ("chữ ký.png", b"\x89PNG\r\n\x1a\n"), received=(AT,)))
    assert "chữ ký.png" not in receipt(registered)


def test_a_mail_with_nothing_attached_speaks_of_no_attachment(office):
    assert "kèm theo" not in receipt(office.send())
