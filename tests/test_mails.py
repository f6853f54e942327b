"""The inbox as it is: mails of every shape, what they carry, who sent it when, and what is said of each."""

from __future__ import annotations

import base64
import csv
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from pathlib import Path

import pytest
from letters import SENT, archive, as_bytes, mail, mailbox, raw_mail
from office import form, of_unit, outcomes, person, total, unit
from outlook_files import Msg, Winmail, msg, winmail

from recruit.guard.refusals import Refused
from recruit.intake.winmail import read_winmail

AN, BAY = person(), person("Lê Văn Bảy", "01/01/1991")
ODD = Path(__file__).parents[2] / "shared" / "odd_mails"


def at(day: int, hour: int = 8) -> datetime:
    return datetime(2024, 11, day, hour, tzinfo=UTC)


def only_outcome(office, name: str, data: bytes) -> str:
    return outcomes(office.put(name, data).month())[name]


# -- what a mail carries -----------------------------------------------------------------------------------------------


def test_the_workbook_in_a_mail_is_read_and_named_with_its_way(office):
    month = office.put("thư/tháng 11.eml", mail(("CB01.xlsx", form(people=[AN])))).month()
    assert outcomes(month)["thư/tháng 11.eml/CB01.xlsx"] == "Đã dùng"
    assert total(month, "sympathisers") == 1


def test_each_thing_stands_once_with_origin_and_digest(office):
    month = office.put("a.eml", mail(("CB01.xlsx", form()), ("chữ ký.png", b"\x89PNG\r\n"))).month()
    rows = {file.file: (file.origin, len(file.sha256)) for file in month.files}
    assert rows == {
        "a.eml": ("thư mục", 64),
        "a.eml/CB01.xlsx": ("thư điện tử", 64),
        "a.eml/chữ ký.png": ("thư điện tử", 64),
        "ke_hoach.xlsx": ("thư mục", 64),
    }


def test_the_mail_itself_is_named_as_no_form_with_what_it_holds(office):
    month = office.put("a.eml", mail(("CB01.xlsx", form()))).month()
    [row] = [file for file in month.files if file.file == "a.eml"]
    assert (row.result, row.note) == ("Không phải biểu báo cáo", "Thư điện tử, 01 tệp kèm theo")


def test_several_workbooks_in_one_mail_are_each_read(offices):
    office = offices(unit("CB01"), unit("CB02"))
    month = office.put("a.eml", mail(("1.xlsx", form("CB01")), ("2.xlsx", form("CB02")))).month()
    assert [line.sent for line in month.units] == [True, True]


def test_two_attachments_of_one_name_are_two(offices):
    office = offices(unit("CB01"), unit("CB02"))
    month = office.put("a.eml", mail(("b.xlsx", form("CB01")), ("b.xlsx", form("CB02")))).month()
    assert {"a.eml/b.xlsx", "a.eml/b (2).xlsx"} <= outcomes(month).keys()


def test_a_mail_inside_a_mail_is_walked(office):
    inner = mail(("CB01.xlsx", form(people=[AN])))
    month = office.put("a.eml", mail(inside=(inner,), sender="thuky@vidu.example")).month()
    assert outcomes(month)["a.eml/Báo cáo tháng 11/CB01.xlsx"] == "Đã dùng"


def test_an_attached_mail_without_name_and_subject_has_a_label_of_its_own(office):
    inner = mail(("CB01.xlsx", form()), subject="")
    month = office.put("a.eml", mail(inside=(inner,), sender="thuky@vidu.example")).month()
    assert outcomes(month)["a.eml/thư kèm theo/CB01.xlsx"] == "Đã dùng"


def test_an_attached_mail_in_base64_is_decoded_and_walked(office):
    inner = base64.encodebytes(mail(("CB01.xlsx", form())))
    data = raw_mail("Content-Type: message/rfc822\nContent-Transfer-Encoding: base64", inner)
    assert outcomes(office.put("a.eml", data).month())["a.eml/Báo cáo tháng 11/CB01.xlsx"] == "Đã dùng"


def test_an_attached_eml_sent_as_octet_stream_is_walked(office):
    month = office.put("a.eml", mail(("chuyển tiếp.eml", mail(("CB01.xlsx", form()))))).month()
    assert outcomes(month)["a.eml/chuyển tiếp.eml/CB01.xlsx"] == "Đã dùng"


@pytest.mark.parametrize("subtype", ["alternative", "related", "mixed", "signed", "x-unknown"])
def test_an_attachment_is_found_in_any_kind_of_multipart(office, subtype):
    data = mail(("CB01.xlsx", form())).replace(b"multipart/mixed", b"multipart/" + subtype.encode())
    assert outcomes(office.put("a.eml", data).month())["a.eml/CB01.xlsx"] == "Đã dùng"


def test_a_mail_whose_whole_body_is_the_workbook_is_read(office):
    message = EmailMessage()
    message["From"], message["Subject"] = "cb01@vidu.example", "x"
    message.set_content(form(), "application", "octet-stream", filename="CB01.xlsx")
    assert outcomes(office.put("a.eml", as_bytes(message)).month())["a.eml/CB01.xlsx"] == "Đã dùng"


def test_a_workbook_without_name_and_disposition_is_known_by_its_content(office):
    body = base64.encodebytes(form())
    data = raw_mail("Content-Type: text/plain\nContent-Transfer-Encoding: base64", body)
    assert outcomes(office.put("a.eml", data).month())["a.eml/tệp kèm theo 1"] == "Đã dùng"


def test_a_generic_name_says_nothing_and_the_content_counts(office):
    assert outcomes(office.put("a.eml", mail(("ATT00001.bin", form()))).month())["a.eml/ATT00001.bin"] == "Đã dùng"


def test_a_byte_order_mark_before_the_headers_hides_nothing(office):
    data = b"\xef\xbb\xbf" + mail(("CB01.xlsx", form()))
    assert outcomes(office.put("a.eml", data).month())["a.eml/CB01.xlsx"] == "Đã dùng"


def test_a_missing_closing_boundary_loses_nothing(office):
    data = mail(("CB01.xlsx", form()))
    data = data[: data.rstrip().rindex(b"\n--")]
    assert outcomes(office.put("a.eml", data).month())["a.eml/CB01.xlsx"] == "Đã dùng"


def test_an_attachment_cut_short_is_named_and_not_counted(office):
    data = mail(("CB01.xlsx", form()))
    month = office.put("a.eml", data[: len(data) // 2]).month()
    assert outcomes(month)["a.eml/CB01.xlsx"].startswith("Không đọc được: tệp")
    assert of_unit(month, "CB01", "sympathisers") is None


def test_binary_transfer_leaves_the_bytes_as_they_are(office):
    data = raw_mail(
        'Content-Type: application/octet-stream; name="CB01.xlsx"\nContent-Transfer-Encoding: binary', form()
    )
    assert outcomes(office.put("a.eml", data).month())["a.eml/CB01.xlsx"] == "Đã dùng"


def test_the_plan_is_never_taken_out_of_a_mail(office):
    plan = (office.folder / "ke_hoach.xlsx").read_bytes()
    month = office.send([AN]).put("a.eml", mail(("ke_hoach_2.xlsx", plan + b"\x00"))).month()
    assert outcomes(month)["a.eml/ke_hoach_2.xlsx"] == "Không phải biểu báo cáo"


# -- names -------------------------------------------------------------------------------------------------------------

NAME = "Báo cáo tháng 11 Chi bộ Nội chính.xlsx"


@pytest.mark.parametrize(
    ("headers", "charset"),
    [
        (f'Content-Type: application/octet-stream; name="{NAME}"', "utf-8"),
        (f'Content-Type: application/octet-stream; name="{NAME}"', "utf-8-nfd"),
        (f'Content-Type: application/octet-stream; name="{NAME}"', "cp1258"),
        (f"Content-Disposition: attachment; filename={NAME}", "utf-8"),
        ("Content-Disposition: attachment;\n filename*=utf-8''B%C3%A1o%20c%C3%A1o%20th%C3%A1ng%2011%20Chi%20b%E1%BB%99%20"
         "N%E1%BB%99i%20ch%C3%ADnh.xlsx", "utf-8"),
        ("Content-Disposition: attachment;\n filename*0*=utf-8''B%C3%A1o%20c%C3%A1o%20th%C3;\n filename*1*=%A1ng%2011%20Chi%20b"
         "%E1%BB;\n filename*2*=%99%20N%E1%BB%99i%20ch%C3%ADnh;\n filename*3=.xlsx", "utf-8"),
        ('Content-Disposition: attachment; filename="=?utf-8?Q?B=C3=A1o_c=C3=A1o_th=C3=A1ng_11_Chi_b=E1=BB=99_?=\n '
         '=?utf-8?B?TuG7mWkgY2jDrW5oLnhsc3g=?="', "utf-8"),
        ('Content-Disposition: attachment; filename="=?windows-1258?Q?B=E1o_c=E1o_th=E1ng_11_Chi_b=F4=F2_N=F4=F2i_ch'
         '=EDnh.xlsx?="', "utf-8"),
    ],
)  # fmt: skip
def test_a_name_is_read_in_every_way_of_writing_it(office, headers, charset):
    if charset == "utf-8-nfd":
        import unicodedata

        headers, charset = unicodedata.normalize("NFD", headers), "utf-8"
    if charset == "cp1258":
        import unicodedata

        tones = str.maketrans({"ộ": "ô\u0323", "ấ": "â\u0301"})
        headers = unicodedata.normalize("NFC", headers).translate(tones)
    data = raw_mail(headers + "\nContent-Transfer-Encoding: base64", base64.encodebytes(form()), charset=charset)
    assert f"a.eml/{NAME}" in outcomes(office.put("a.eml", data).month())


@pytest.mark.parametrize(
    "name", ["../../etc/x.xlsx", "C:\\\\Users\\\\a\\\\x.xlsx", "php://x.xlsx", "/x.xlsx", "x\u202e.xlsx"]
)
def test_a_name_that_is_a_path_is_shown_as_its_last_part(office, name):
    headers = f'Content-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64'
    month = office.put("a.eml", raw_mail(headers, base64.encodebytes(form()))).month()
    assert "a.eml/x.xlsx" in outcomes(month)


def test_control_characters_in_a_name_are_never_shown(office):
    headers = "Content-Disposition: attachment; filename*=utf-8''a%00%07%1Bb%0A.xlsx\nContent-Transfer-Encoding: base64"
    month = office.put("a.eml", raw_mail(headers, base64.encodebytes(form()))).month()
    assert "a.eml/ab .xlsx" in outcomes(month)


# -- who sent it when --------------------------------------------------------------------------------------------------


def rivals(office, first: bytes, second: bytes) -> str:
    """Return which of two mails of one unit and month speaks."""
    month = office.put("1.eml", first).put("2.eml", second).month()
    [used] = [name for name, outcome in outcomes(month).items() if outcome == "Đã dùng" and name != "ke_hoach.xlsx"]
    return used.partition("/")[0]


def test_the_topmost_received_decides_and_not_the_office_clock(office):
    early = mail(("a.xlsx", form(people=[AN])), sent=at(28), received=(at(20), at(27)))
    late = mail(("a.xlsx", form(people=[BAY])), sent=at(2), received=(at(21), at(1)))
    assert rivals(office, early, late) == "2.eml"


def test_without_received_the_date_decides_in_utc(office):
    hanoi = timezone(timedelta(hours=7))
    late = mail(("a.xlsx", form(people=[AN])), sent=datetime(2024, 11, 24, 9, 0, tzinfo=UTC))
    early = mail(("a.xlsx", form(people=[BAY])), sent=datetime(2024, 11, 24, 15, 30, tzinfo=hanoi))
    assert rivals(office, late, early) == "1.eml"


def test_the_innermost_mail_tells_the_time(office):
    forwarded = mail(inside=(mail(("a.xlsx", form(people=[AN])), sent=at(20)),), sent=at(29))
    direct = mail(("a.xlsx", form(people=[BAY])), sent=at(22))
    assert rivals(office, forwarded, direct) == "2.eml"


@pytest.mark.parametrize(
    "date", ["Mon, 99 Foo 99999 99:99:99 +9999", "", "0", "Thu, 01 Jan 1601 00:00:00 +0000", "\x00"]
)
def test_a_date_that_is_none_is_an_unknown_time_older_than_any_known(office, date):
    unknown = mail(("a.xlsx", form(people=[AN])), sent=None)
    unknown = f"Date: {date}\n".encode() + unknown
    known = mail(("a.xlsx", form(people=[BAY])), sent=at(1))
    assert rivals(office, known, unknown) == "1.eml"


@pytest.mark.parametrize(("day", "word"), [(25, "Đã nộp"), (26, "Nộp chậm")])
def test_a_mail_after_the_due_day_is_late(offices, day, word):
    office = offices(unit(), info={"Hạn hoàn thành": None})
    assert office.put("a.eml", mail(("a.xlsx", form()), sent=at(day))).month().units[0].submissions[11].value == word


def test_a_plain_files_lateness_is_unknown(office):
    office.send([AN], sent=at(30))
    assert office.month().units[0].submissions[11].value == "Đã nộp"


def test_the_first_readable_send_decides_about_lateness(offices):
    office = offices(unit(), info={"Hạn hoàn thành": None})
    office.put("1.eml", mail(("a.xlsx", form(people=[AN])), sent=at(24)))
    month = office.put("2.eml", mail(("a.xlsx", form(people=[AN, BAY])), sent=at(28))).month()
    assert (month.units[0].submissions[11].value, total(month, "sympathisers")) == ("Đã nộp", 2)


def test_an_attachment_quoted_again_in_a_reply_is_the_same_send(office):
    data = form(people=[AN])
    office.put("1.eml", mail(("a.xlsx", data), sent=at(20)))
    month = office.put("2.eml", mail(("a.xlsx", data), sent=at(27))).month()
    assert outcomes(month)["2.eml/a.xlsx"] == "Trùng với 1.eml/a.xlsx"
    assert month.findings == ()


REGISTERED = unit("CB01", addresses="cb01@vidu.example; Bi.Thu@vidu.example")


# -- mails without a report --------------------------------------------------------------------------------------------


def test_a_mail_without_attachment_is_named(office):
    assert only_outcome(office, "a.eml", mail()) == "Không đọc được: không có tệp đính kèm"


def test_a_mail_with_only_a_link_is_named_and_the_link_not_followed(office):
    said = only_outcome(office, "a.eml", mail(text="Xem https://drive.vidu.example/abc"))
    assert "chỉ có liên kết" in said


def test_a_mail_with_only_a_scan_asks_for_the_workbook(office):
    said = only_outcome(office, "a.eml", mail(("quét.pdf", b"%PDF-1.7"), ("trang2.jpg", b"\xff\xd8\xff\xe0")))
    assert said == "Không đọc được: bản chụp, không đọc được số liệu; đề nghị gửi tệp Excel"


def test_a_signature_picture_beside_the_workbook_changes_nothing(office):
    with_picture = office.put("a.eml", mail(("logo.png", b"\x89PNG\r\n"), ("a.xlsx", form()))).month()
    assert (with_picture.findings, total(with_picture, "sympathisers")) == ((), 1)


def test_a_returned_mail_of_our_own_is_no_send(office):
    bounce = mail(inside=(mail(("a.xlsx", form())),), sender="MAILER-DAEMON@vidu.example").replace(
        b"multipart/mixed", b"multipart/report; report-type=delivery-status"
    )
    month = office.put("a.eml", bounce).month()
    assert not month.units[0].sent
    assert "thư báo không gửi được" in outcomes(month)["a.eml/Báo cáo tháng 11/a.xlsx"]


def test_a_meeting_invitation_is_named_as_such(office):
    data = raw_mail("Content-Type: text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\nEND:VCALENDAR")
    assert "giấy mời họp" in only_outcome(office, "a.eml", data)


def test_half_a_mail_asks_for_the_whole(office):
    data = b'From: a@b.c\nMIME-Version: 1.0\nContent-Type: message/partial; id="x"; number=1; total=2\n\nnothing\n'
    assert "một phần của thư" in only_outcome(office, "a.eml", data)


# -- mailboxes, Outlook, winmail.dat -----------------------------------------------------------------------------------


def test_every_mail_of_a_mailbox_is_read(offices):
    office = offices(unit("CB01"), unit("CB02"))
    data = mailbox(mail(("1.xlsx", form("CB01"))), mail(), mail(("2.xlsx", form("CB02"))))
    found = outcomes(office.put("hộp thư.mbox", data).month())
    assert found["hộp thư.mbox/thư 0001/1.xlsx"] == found["hộp thư.mbox/thư 0003/2.xlsx"] == "Đã dùng"
    assert found["hộp thư.mbox/thư 0002"] == "Không đọc được: không có tệp đính kèm"


def test_an_outlook_message_is_read_with_sender_and_time(offices):
    office = offices(REGISTERED, info={"Hạn hoàn thành": None})
    data = msg(sender="cb01@vidu.example", delivered=at(27), attachments=[("Báo cáo.xlsx", form(people=[AN]))])
    month = office.put("thư.msg", data).month()
    assert outcomes(month)["thư.msg/Báo cáo.xlsx"] == "Đã dùng"
    assert ([found.code for found in month.findings], month.units[0].submissions[11].value) == (["K24"], "Nộp chậm")


def test_the_topmost_received_of_an_outlook_message_decides(offices):
    office = offices(REGISTERED, info={"Hạn hoàn thành": None})
    headers = "Received: from a by b; Sun, 24 Nov 2024 08:00:00 +0000\nDate: Sat, 30 Nov 2024 08:00:00 +0000\n"
    data = msg(submitted=at(30), delivered=None, headers=headers, attachments=[("a.xlsx", form())])
    assert office.put("a.msg", data).month().units[0].submissions[11].value == "Đã nộp"


def test_an_outlook_message_of_somebody_on_the_same_server_is_of_whom_its_headers_name(offices):
    headers = "From: Chi bộ <cb01@vidu.example>\nDate: Sun, 24 Nov 2024 08:00:00 +0000\n"
    data = msg(
        sender="", exchange_address="/O=VP/CN=CB01", headers=headers, attachments=[("a.xlsx", form(people=[AN]))]
    )
    assert offices(REGISTERED).put("a.msg", data).month().findings == ()


def test_an_outlook_message_inside_an_outlook_message_is_walked(office):
    inner = Msg(subject="Báo cáo", submitted=at(20), attachments=[("a.xlsx", form())])
    month = office.put("a.msg", msg(submitted=at(22), attachments=[("Báo cáo", inner)])).month()
    assert outcomes(month)["a.msg/Báo cáo/a.xlsx"] == "Đã dùng"


def test_a_winmail_dat_in_a_mail_is_opened(offices):
    office = offices(REGISTERED)
    data = mail(("winmail.dat", winmail(attachments=[("Báo cáo tháng 11.xlsx", form(people=[AN]))])))
    month = office.put("a.eml", data).month()
    assert outcomes(month)["a.eml/winmail.dat/Báo cáo tháng 11.xlsx"] == "Đã dùng"
    assert month.findings == ()


def test_a_loose_winmail_dat_is_opened(office):
    month = office.put("winmail.dat", winmail(attachments=[("a.xlsx", form())])).month()
    assert outcomes(month)["winmail.dat/a.xlsx"] == "Đã dùng"


def forwarded_in_winmail(**fields: object):
    """Return a mail that lies in a winmail.dat, as it is read."""
    (attachment,) = read_winmail(winmail(attachments=[("chuyển tiếp", Winmail(**fields))]))
    return attachment.message


def test_a_mail_in_a_winmail_dat_says_who_sent_it_and_when_among_properties_of_any_kind():
    read = forwarded_in_winmail(sender="cb01@vidu.example", submitted=at(27))
    assert (read.sender, read.time, read.subject) == ("cb01@vidu.example", at(27), "Báo cáo tháng 11")


def test_of_a_mail_in_a_winmail_dat_the_time_of_delivery_goes_before_that_of_sending():
    assert forwarded_in_winmail(submitted=at(20), delivered=at(22)).time == at(22)


def test_what_a_winmail_dat_carries_is_given_out_to_the_last_zero():
    inner = Winmail((("Biểu.xlsx", b"in it\0\0"),))
    plain, mail_inside = read_winmail(
        winmail(attachments=[("a.bin", b"x\0\0\0"), ("chuyển tiếp", inner)], long_names=False)
    )
    assert (plain.name, plain.data) == ("a.bin", b"x\0\0\0")
    assert [(a.name, a.data) for a in mail_inside.message.attachments] == [("Biểu.xlsx", b"in it\0\0")]


@pytest.mark.parametrize("further", [0, 1, -1])
def test_a_winmail_dat_whose_lengths_lead_astray_is_refused_whole(further):
    data = bytearray(winmail(attachments=[("a.xlsx", b"1" * 300), ("b.xlsx", b"2" * 300)]))
    at = data.index(b"1" * 300) - 4
    data[at : at + 4] = (300 + further).to_bytes(4, "little")
    try:
        read = [attachment.data for attachment in read_winmail(bytes(data))]
    except Refused as refused:
        read = refused.code
    assert read == ("bad-mail" if further else [b"1" * 300, b"2" * 300])


@pytest.mark.parametrize("name", ["a.msg", "a.dat"])
def test_an_outlook_file_cut_short_is_named_and_harms_nothing(office, name):
    whole = msg(attachments=[("a.xlsx", form())]) if name == "a.msg" else winmail(attachments=[("a.xlsx", form())])
    month = office.send([AN]).put(name, whole[: len(whole) // 3]).month()
    assert outcomes(month)[name].startswith("Không đọc được: ")
    assert total(month, "sympathisers") == 1


# -- too much ----------------------------------------------------------------------------------------------------------


def test_a_mail_nested_a_thousand_deep_is_named(office):
    data = b"From: a@b.c\nContent-Type: multipart/mixed; boundary=b0\n\n"
    for level in range(1, 1000):
        data += f"--b{level - 1}\nContent-Type: multipart/mixed; boundary=b{level}\n\n".encode()
    assert only_outcome(office, "a.eml", data).startswith("Không đọc được: ")


def test_a_mail_of_ten_thousand_parts_is_named(office):
    parts = b"--b\nContent-Type: application/x; name=a\n\nx\n" * 10_000
    data = b"From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n" + parts + b"--b--\n"
    assert "quá nhiều phần" in only_outcome(office, "a.eml", data)


@pytest.mark.parametrize("end", [b"\n", b"\r"])
@pytest.mark.parametrize(("lines", "is_too_many"), [(1_000_000, False), (1_000_001, True)])
def test_a_mail_has_a_million_lines_whatever_ends_them(office, end, lines, is_too_many):
    told = only_outcome(office, "a.eml", b"From: a@b.c" + end * lines)
    assert ("quá phức tạp" in told) is is_too_many


@pytest.mark.parametrize(("parts", "is_too_many"), [(2_000, False), (2_001, True)])
def test_a_mail_has_two_thousand_parts(office, parts, is_too_many):
    part = b"--b\nContent-Type: image/png; name=a.png\n\nx\n"
    data = b"From: a@b.c\nContent-Type: multipart/mixed; boundary=b\n\n" + part * parts + b"--b--\n"
    told = outcomes(office.put("a.eml", data).month())["a.eml"]
    assert ("quá nhiều phần" in told) is is_too_many


@pytest.mark.parametrize(("lines", "is_too_many"), [(20_000, False), (20_001, True)])
def test_a_mail_has_twenty_thousand_lines_that_may_part_it(office, lines, is_too_many):
    told = only_outcome(office, "a.eml", b"From: a@b.c\n\n" + b"\n--b" * lines)
    assert ("quá nhiều phần" in told) is is_too_many


@pytest.mark.parametrize(("headers", "is_too_many"), [(20_000, False), (20_001, True)])
def test_a_mail_has_twenty_thousand_headers(office, headers, is_too_many):
    told = only_outcome(office, "a.eml", b"X: y\n" * headers + b"From: a@b.c\n\nx")
    assert ("quá phức tạp" in told) is is_too_many


def test_mails_inside_mails_beyond_reason_are_named(office):
    data = mail(("a.xlsx", form()))
    for _ in range(15):
        data = mail(inside=(data,))
    said = outcomes(office.put("a.eml", data).month())
    assert any("quá nhiều lớp" in outcome for outcome in said.values())
    assert not any(name.endswith("a.xlsx") for name in said)


# -- what lies about in collections ------------------------------------------------------------------------------------


def odd_mails() -> list:
    if not ODD.is_dir():
        return [pytest.param("", "", marks=pytest.mark.skip(reason="the collection of odd mails is not here"))]
    with (ODD / "INDEX.tsv").open(encoding="utf-8", newline="") as file:
        return [
            pytest.param(row["file"], row["must_happen"], id=row["file"])
            for row in csv.DictReader(file, delimiter="\t")
        ]


# What must stand among the names of what was found in a file of the collection.
EXPECTED_NAMES = {
    "webklex__attachment_encoded_filename.eml": ["Prostřeno_2014_poslední volné termíny.xls"],
    "webklex__attachment_no_disposition.eml": ["Prostřeno_2014_poslední volné termíny.xls"],
    "webklex__issue-410b.eml": ["2021_Mängelliste_0819306.xlsx"],
    "webklex__issue-410symbols.eml": ["Checkliste 10.,DAVIDGASSE 76-80;2;2.pdf"],
    "webklex__issue-414.eml": ["MyFile.txt", "foo"],
    "webklex__mail_that_is_attachment.eml": ["google.com!yyy.cz!1423872000!1423958399.zip"],
    "webklex__embedded_email_without_content_disposition.eml": ["file1.xlsx", "file2.xlsx", "file3.xlsx", "file4.zip"],
    "webklex__pec.eml": ["postacert.eml", "data.xml"],
    "mozilla__eml_wrong_mime_type.eml": ["forwarded.eml"],
    "mozilla__multipart-alternative-with-attachment.eml": ["attachment.txt"],
    "mozilla__apple_mail_related_attachments.eml": ["example.md", "example.sh", "example.py"],
    "mozilla__malformed-multipart-missing-close-boundary.eml": ["test-attachment.bin"],
    "mikel__attachment_nonascii_filename.eml": ["ciële.txt"],
    "mikel__attachment_with_unquoted_name.eml": ["This is a test.txt"],
    "mikel__japanese_attachment_long_name.eml": ["かきくけこ" * 5 + ".txt"],
    "apache__testWINMAIL.dat": ["quick.doc", "quick.html", "quick.pdf", "quick.txt", "quick.xml"],
    "hiraokahypertools__msgInMsgInMsg.msg": ["green.png", "blue.png", "Microsoft Outlook テスト メッセージ"],
    "hiraokahypertools__attachmentsOrder.msg": ["A.docx", "B.docx", "C.docx", "D.docx"],
    "hiraokahypertools__Attach_sample_eml_sent.msg": ["sample.eml"],
    "bbottema__attachment_with_a_bracket_in_the_name.msg": ["Attachment[1.pdf"],
    "stalwartlabs__017.eml": ["image001.png"],
    "apache__simple.mbox": ["thư 0001", "thư 0002"],
}


@pytest.mark.parametrize(("name", "must_happen"), odd_mails())
def test_a_mail_of_the_collection_is_named_and_harms_nothing(office, name, must_happen):
    month = office.send([AN]).put(name, (ODD / name).read_bytes()).month()
    found = outcomes(month)
    assert found[name].startswith("Không đọc được: ")
    last_parts = {path.rpartition("/")[2] for path in found}
    assert set(EXPECTED_NAMES.get(name, ())) <= last_parts
    assert (total(month, "sympathisers"), month.errors, len(month.missing)) == (1, 0, 0)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("webklex__example_bounce.eml", "thư báo không gửi được"),
        ("mozilla__attachmentOnly.eml", "bản chụp"),
        ("mozilla__attachment_linked.eml", "không có tệp đính kèm"),
        ("mozilla__outlook-test-invite.eml", "họp"),
        ("jstedfast__rfc2046.0.eml", "một phần của thư"),
        ("hiraokahypertools__A_schedule.msg", "họp"),
        ("scanny__no-attachments.msg", "không có tệp đính kèm"),
        ("scanny__not-a-MSG-file.msg", "bản chụp"),
        ("webklex__unknown_encoding.eml", "không có tệp đính kèm"),
        ("webklex__undefined_charset_header.eml", "không có tệp đính kèm"),
    ],
)
def test_a_mail_of_the_collection_is_named_with_its_own_reason(office, name, words):
    if not ODD.is_dir():
        pytest.skip("the collection of odd mails is not here")
    assert words in only_outcome(office, name, (ODD / name).read_bytes())


def test_the_clock_of_an_empty_filetime_is_no_time(office):
    if not ODD.is_dir():
        pytest.skip("the collection of odd mails is not here")
    month = office.put("a.msg", (ODD / "scanny__no-attachments.msg").read_bytes()).month()
    assert [file.sent.time for file in month.files if file.file == "a.msg"] == [None]


def test_removing_a_rubbish_mail_changes_nothing_else(office):
    office.send([AN])
    clean = office.month()
    rubbish = office.put("rác.eml", mail(("ảnh.png", b"\x89PNG"), ("a.zip", archive({"x.txt": b"x"})))).month()
    others = tuple(file for file in rubbish.files if not file.file.startswith("rác.eml"))
    assert (others, rubbish.findings, rubbish.totals) == (clean.files, clean.findings, clean.totals)


def test_the_sent_time_is_told_with_the_file(office):
    month = office.put("a.eml", mail(("a.xlsx", form()))).month()
    assert [file.sent.time for file in month.files if file.file == "a.eml/a.xlsx"] == [SENT]


# -- what offices' mails have been seen to hold ------------------------------------------------------------------------


def test_a_mailbox_of_envelope_lines_only_ends_nothing(office):
    month = office.send([AN]).put("x.mbox", b"From a@b 08:00\n" * 1500 + b"From: a@b\n\nhi\n").month()
    assert outcomes(month)["x.mbox"].startswith("Không đọc được: ")
    assert total(month, "sympathisers") == 1


def test_a_winmail_dat_in_itself_again_and_again_is_named(office):
    data = winmail(attachments=(("a.xlsx", b"x"),))
    for _ in range(60):
        data = winmail(attachments=(("winmail.dat", data),))
    month = office.send([AN]).put("a.dat", data).month()
    assert any("quá nhiều lớp" in outcome for outcome in outcomes(month).values())
    assert total(month, "sympathisers") == 1


@pytest.mark.parametrize("before", [b"\n", b"\r\n\r\n", b"\xef\xbb\xbf"])
def test_what_stands_before_the_first_mail_of_a_mailbox_loses_none(offices, before):
    office = offices(unit("CB01"), unit("CB02"))
    data = before + mailbox(mail(("1.xlsx", form("CB01"))), mail(("2.xlsx", form("CB02"))))
    assert [line.sent for line in office.put("x.mbox", data).month().units] == [True, True]


def test_outlooks_headers_without_a_last_line_break_are_read(office):
    headers = 'From: cb01@vidu.example\r\nContent-Type: multipart/mixed; boundary="abc"'
    data = msg(headers=headers, attachments=[("a.xlsx", form())])
    assert outcomes(office.put("a.msg", data).month())["a.msg/a.xlsx"] == "Đã dùng"


def test_many_large_mails_forwarded_in_one_are_all_read(offices):
    codes = [f"CB{number:02d}" for number in range(1, 31)]
    office = offices(*(unit(code) for code in codes))
    photo = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 800
    inside = tuple(mail((f"{code}.xlsx", form(code)), ("ảnh.jpg", photo), subject=code) for code in codes)
    data = mail(inside=inside).replace(b"\n", b"\r\n")
    assert all(line.sent for line in office.put("a.eml", data).month().units)


def test_a_semicolon_in_the_comment_of_received_is_no_date(office):
    head = b"Received: from a by b; Sun, 24 Nov 2024 08:00:00 +0700 (UTC+7; ICT)\n"
    month = office.put("a.eml", head + mail(("a.xlsx", form()), sent=at(29))).month()
    assert [file.sent.time for file in month.files if file.file == "a.eml"] == [datetime(2024, 11, 24, 1, tzinfo=UTC)]


def test_a_read_receipt_is_no_returned_mail(office):
    data = raw_mail("Content-Type: message/disposition-notification", b"Disposition: displayed")
    assert "đã đọc" in only_outcome(office, "a.eml", data)


def test_a_report_uuencoded_in_the_text_is_named(office):
    assert "uuencode" in only_outcome(office, "a.eml", mail(text="Kính gửi\nbegin 644 CB01.xls\nM12345\nend\n"))


def test_a_month_with_a_stroke_in_a_name_stays_whole(office):
    month = office.put("a.eml", mail(("Báo cáo tháng 11/2024.xlsx", form()))).month()
    assert "a.eml/Báo cáo tháng 11-2024.xlsx" in outcomes(month)


def test_a_codec_that_is_no_charset_spells_nothing_out(office):
    headers = "Content-Disposition: attachment; filename*=unicode_escape''%5Cud800.xlsx"
    month = office.put("a.eml", raw_mail(headers, form())).month()
    assert all(name.encode() for name in outcomes(month))
