"""What is said of mails, mail stores and signed files that bring no report, and of mails as Apple Mail keeps them."""

from __future__ import annotations

import base64

import pytest
from letters import archive, mail, raw_mail
from office import find, form, outcomes, unit
from outlook_files import Attachment, msg
from test_gate import KINDS

PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 1_200
LOGO = b"\x89PNG\r\n\x1a\n" + bytes(200)
LINK = "Gửi Văn phòng: https://drive.vidu.example/abc"
SEALED = "thư ký số hoặc mã hóa cả thư"
# The start of a signature around what it signs, and of one that stands beside it.
SIGNED = bytes.fromhex("3082815e06092a864886f70d010702a082814f3082814b020101310d300b06096086480165030402013082") + (
    bytes.fromhex("7bef06092a864886f70d010701a0827be004827bdc") + b"Content-Type: text/plain\r\n" * 1_200
)
SIGNATURE = bytes.fromhex(
    "3082015e06092a864886f70d010702a082014f3082014b020101310d300b0609608648016503040201300b06092a864886f70d010701"
) + bytes(range(256))


def outcome(office, name: str, data: bytes) -> str:
    return outcomes(office.put(name, data).month())[name]


def loud(result) -> list[str]:
    """Return the files of which the clerk reads on the screen that they cannot be read."""
    return [found.place.file for found in find(result, "B33")]


# -- as Apple Mail keeps them ------------------------------------------------------------------------------------------

MARKS = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "a" "b">\n<plist version="1.0"><dict/></plist>\n'
)


def kept(data: bytes, before: str = "{length}\n") -> bytes:
    return before.format(length=len(data)).encode() + data + MARKS


@pytest.mark.parametrize("before", ["{length}\n", "{length}     \n", "{length}\r\n"])
@pytest.mark.parametrize("name", ["1.emlx", "thư.eml", "không đuôi"])
def test_a_mail_with_its_length_before_it_is_opened(office, name, before):
    result = office.put(name, kept(mail(("a.xlsx", form())), before)).month()
    assert outcomes(result)[f"{name}/a.xlsx"] == "Đã dùng"
    assert result.findings == ()


def test_such_a_mail_in_an_archive_is_opened(office):
    result = office.put("a.zip", archive({"1.emlx": kept(mail(("a.xlsx", form())))})).month()
    assert outcomes(result)["a.zip/1.emlx/a.xlsx"] == "Đã dùng"


def test_what_stands_behind_such_a_mail_is_not_of_it(office):
    data = kept(mail()).replace(b"<dict/>", b"https://vidu.example/abc")
    assert outcome(office, "1.emlx", data) == "Không đọc được: không có tệp đính kèm"


def test_such_a_mail_that_is_shorter_than_its_length_is_named(office):
    data = kept(mail(("a.xlsx", form())), "{length}0\n")
    result = office.put("1.emlx", data).month()
    assert "thư bị hỏng" in outcomes(result)["1.emlx"]
    assert loud(result) == ["1.emlx"]


def test_a_text_that_begins_with_a_number_is_no_mail(office):
    assert "tệp chữ" in outcome(office, "a.txt", "12345\nNguyễn Văn An: 01/01/1990\n".encode())


def test_a_mail_that_was_kept_without_its_attachment_is_named(office):
    part = "Content-Type: application/octet-stream; name=CB01.xlsx\nX-Apple-Content-Length: 31764"
    result = office.put("1.partial.emlx", kept(raw_mail(part, b""))).month()
    assert ".partial.emlx" in outcomes(result)["1.partial.emlx"]
    assert "1.partial.emlx" in loud(result)


# -- mail stores -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", [b"!BDN" + bytes(100), b"\xcf\xad\x12\xfe" + bytes(100)])
def test_a_mail_store_is_said_with_what_to_do(office, start):
    result = office.put("lưu trữ.pst", start).month()
    assert "lưu riêng từng thư" in outcomes(result)["lưu trữ.pst"]
    assert loud(result) == ["lưu trữ.pst"]


def test_a_mail_store_is_known_whatever_its_size(office):
    office.put("a.pst", b"!BDN")
    with (office.folder / "a.pst").open("r+b") as file:
        file.truncate(50 * 1024 * 1024)
    assert "lưu riêng từng thư" in outcomes(office.month())["a.pst"]


# -- signed mails and files --------------------------------------------------------------------------------------------


def signed_part(kind: str) -> str:
    return f'Content-Type: {kind}; name="smime.p7m"\nContent-Transfer-Encoding: base64'


@pytest.mark.parametrize("kind", ["application/pkcs7-mime", "application/x-pkcs7-mime", "application/octet-stream"])
def test_a_signed_mail_inside_another_part_has_the_reason_of_one_that_is_nothing_but_signed(office, kind):
    result = office.put("a.eml", raw_mail(signed_part(kind), base64.encodebytes(SIGNED))).month()
    assert SEALED in outcomes(result)["a.eml"]
    assert loud(result) == ["a.eml"]


def test_a_signed_mail_that_outlook_saved_has_the_same_reason(office):
    data = msg(message_class="IPM.Note.SMIME", attachments=[("smime.p7m", SIGNED)])
    result = office.put("a.msg", data).month()
    assert SEALED in outcomes(result)["a.msg"]
    assert loud(result) == ["a.msg"]


@pytest.mark.parametrize(
    ("message_class", "why"),
    [
        ("REPORT.IPM.Note.IPNRN", "thư báo đã nhận hoặc đã đọc"),
        ("REPORT.IPM.Note.IPNNRN", "thư báo đã nhận hoặc đã đọc"),
        ("REPORT.IPM.Note.NDR", "thư báo không gửi được"),
        ("IPM.Schedule.Meeting.Request", "lịch hẹn hoặc giấy mời họp"),
        ("IPM.Appointment", "lịch hẹn hoặc giấy mời họp"),
    ],
)
def test_what_outlook_saved_and_is_no_mail_says_what_it_is(office, message_class, why):
    result = office.put("a.msg", msg(message_class=message_class)).month()
    assert (why in outcomes(result)["a.msg"], loud(result)) == (True, [])


@pytest.mark.parametrize(
    ("message_class", "is_sealed"), [("IPM.Note.SMIME", True), ("IPM.Note.SMIME.MultipartSigned", False)]
)
def test_a_mail_that_outlook_saved_is_sealed_but_for_one_with_its_signature_beside_it(office, message_class, is_sealed):
    result = office.put("a.msg", msg(message_class=message_class)).month()
    assert (SEALED in outcomes(result)["a.msg"]) is is_sealed


def test_a_mail_encrypted_by_pgp_has_the_same_reason(office):
    assert SEALED in outcome(office, "a.eml", raw_mail("Content-Type: application/pgp-encrypted", b"Version: 1"))


def test_a_workbook_beside_a_signed_part_is_used(office):
    data = mail(("smime.p7m", SIGNED), ("a.xlsx", form()))
    result = office.put("a.eml", data).month()
    assert outcomes(result)["a.eml/a.xlsx"] == "Đã dùng"
    assert result.findings == ()


def test_a_signature_beside_the_workbook_says_nothing(office):
    result = office.put("a.eml", mail(("a.xlsx", form()), ("smime.p7s", SIGNATURE))).month()
    assert outcomes(result)["a.eml/a.xlsx"] == "Đã dùng"
    assert result.findings == ()


def test_a_signature_alone_is_no_signed_mail(office):
    result = office.put("a.eml", mail(("smime.p7s", SIGNATURE))).month()
    assert SEALED not in outcomes(result)["a.eml"]
    assert loud(result) == []


def test_a_signed_workbook_is_named_as_such(office):
    result = office.put("CB01.xlsx.p7m", SIGNED).month()
    assert "tệp ký số" in outcomes(result)["CB01.xlsx.p7m"]
    assert loud(result) == ["CB01.xlsx.p7m"]


# -- links and pictures ------------------------------------------------------------------------------------------------


def with_picture(picture: bytes, text: str, content_id: str = "logo") -> bytes:
    """Return a mail whose text shows a picture of the name `logo`; the picture beside it is called `content_id`."""
    part = f"Content-Type: image/png; name=logo.png\nContent-ID: <{content_id}>\nContent-Transfer-Encoding: base64"
    body = base64.encodebytes(picture)
    html = f'<p>{text}</p><img src="cid:logo">'.encode()
    return raw_mail(part, body).replace(b"Content-Type: text/plain\n\nChao", b"Content-Type: text/html\n\n" + html)


@pytest.mark.parametrize("picture", [LOGO, LOGO + bytes(100_000)])
def test_a_link_beside_a_picture_in_the_text_has_the_reason_of_the_link(office, picture):
    assert "chỉ có liên kết" in outcome(office, "a.eml", with_picture(picture, LINK))


def test_a_link_beside_a_small_picture_has_the_reason_of_the_link(office):
    assert "chỉ có liên kết" in outcome(office, "a.eml", mail(("image001.png", LOGO), text=LINK))


def test_a_link_beside_a_logo_in_a_mail_of_outlook_has_the_reason_of_the_link(office):
    logo = Attachment("image001.png", LOGO + bytes(100_000), hidden=True)
    assert "chỉ có liên kết" in outcome(office, "a.msg", msg(body=LINK, attachments=[logo]))


@pytest.mark.parametrize("scan", [("quét.jpg", PHOTO), ("quét.pdf", b"%PDF-1.7")])
def test_a_scan_beside_a_link_has_the_reason_of_the_scan(office, scan):
    assert "bản chụp" in outcome(office, "a.eml", mail(scan, text=LINK))


def test_a_photograph_in_the_text_beside_a_link_has_the_reason_of_the_scan(office):
    assert "bản chụp" in outcome(office, "a.eml", with_picture(PHOTO, LINK))


def test_a_picture_that_the_text_does_not_show_is_no_logo(office):
    assert "bản chụp" in outcome(office, "a.eml", with_picture(LOGO + bytes(100_000), LINK, content_id="khác"))


def test_a_picture_without_a_link_has_the_reason_of_the_scan(office):
    assert "bản chụp" in outcome(office, "a.eml", mail(("quét.png", LOGO)))


# -- litter ------------------------------------------------------------------------------------------------------------

LITTER = [
    "$RECYCLE.BIN/S-1-5-21/$R1.xlsx",
    "$Recycle.Bin/a.xlsx",
    "System Volume Information/a.xlsx",
    "thang_11/.Trash-1000/files/a.xlsx",
    ".Trashes/501/a.xlsx",
    "#recycle/thang_11/a.xlsx",
    "@eaDir/a.xlsx/SYNOINDEX.xlsx",
    ".stversions/a~20241101.xlsx",
    "._a.xlsx",
    ".~a.xlsx",
    ".~lock.a.xlsx#",
]


@pytest.mark.parametrize("name", LITTER)
def test_what_a_system_keeps_for_itself_or_was_thrown_away_is_only_counted(office, name):
    result = office.put(name, form()).month()
    assert result.litter == 1
    assert [file.file for file in result.files] == ["ke_hoach.xlsx"]


@pytest.mark.parametrize("name", LITTER)
def test_the_same_in_an_archive_is_only_counted(office, name):
    result = office.put("a.zip", archive({name: form(), "CB01.xlsx": form()})).month()
    assert result.litter == 1
    assert {file.file for file in result.files} == {"ke_hoach.xlsx", "a.zip", "a.zip/CB01.xlsx"}


@pytest.mark.parametrize(
    "name", ["recycle/a.xlsx", "thùng rác/a.xlsx", "trash/a.xlsx", "_a.xlsx", ".a.xlsx", "~a.xlsx", "eaDir/a.xlsx"]
)
def test_what_only_looks_like_litter_is_read(office, name):
    result = office.put(name, form()).month()
    assert (result.litter, outcomes(result)[name]) == (0, "Đã dùng")


# -- lists that were saved as something else ---------------------------------------------------------------------------

TABLE = "STT,Họ và tên,Ngày sinh\n1,Lê Văn N,01/01/1990\n".encode("utf-8-sig")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("CB01.csv", TABLE, "bảng lưu dạng chữ"),
        ("CB01.CSV", TABLE.decode("utf-8-sig").encode("utf-16"), "bảng lưu dạng chữ"),
        *(
            (f"CB01.{kind}", TABLE.replace(b",", b"\t"), "bảng lưu dạng chữ")
            for kind in ("tsv", "tab", "prn", "dif", "slk")
        ),
        ("CB01.txt", TABLE, "chỉ có tệp chữ"),
        ("CB01.jpg", PHOTO, "bản chụp"),
        ("CB01.heic", b"\x00\x00\x00\x18ftypheic" + bytes(300_000), "bản chụp"),
        ("CB01.xps", KINDS["xps"], "bản chụp"),
        ("CB01.docx", KINDS["docx"], "chỉ có văn bản (Word)"),
    ],
)
def test_what_a_unit_sent_in_another_format_has_come_and_cannot_be_used(offices, name, data, why):
    office = offices(unit("CB01", addresses="cb01@vidu.example"), unit("CB02")).send(unit="CB02")
    month = office.put("1.eml", mail((name, data), sender="cb01@vidu.example")).month()
    [line] = month.unusable
    assert (line.unit.code, why in line.unusable[11].why) == ("CB01", True)
    assert month.silent == ()


def test_a_table_saved_as_text_in_the_folder_is_on_the_screen(office):
    assert loud(office.put("CB01_T11.csv", TABLE).month()) == ["CB01_T11.csv"]


def test_a_note_in_the_folder_is_not(office):
    assert loud(office.put("ghi chú.txt", TABLE).month()) == []


@pytest.mark.parametrize(
    "text",
    [
        "Danh sách tháng 11:\nSTT - Họ và tên - Ngày sinh\n1 - Lê Văn N - 01/01/1990",
        "Họ tên, năm sinh, giới tính:\nLê Văn N, 1990, nam",
        "Xem thêm https://vidu.example\nHọ và tên; Ngày, tháng, năm sinh",
    ],
)
def test_a_list_that_was_typed_into_the_mail_has_come_and_cannot_be_used(offices, text):
    office = offices(unit("CB01", addresses="cb01@vidu.example"), unit("CB02")).send(unit="CB02")
    month = office.put("1.eml", mail(sender="cb01@vidu.example", text=text)).month()
    assert [line.unusable[11].why for line in month.unusable] == ["danh sách gõ trong thư, không có biểu Excel"]


@pytest.mark.parametrize(
    "text",
    [
        "Chi bộ đã nhận được thư của Văn phòng.",
        "Đồng chí cho hỏi cột Ngày sinh ghi thế nào?",
        "Đã rõ.\n> Ghi đủ Họ và tên, Ngày sinh của từng người.",
        "Đã rõ.\n-----Original Message-----\nGhi đủ Họ và tên, Ngày sinh.",
        "Đã rõ.\nTừ: Văn phòng\nGhi đủ Họ và tên, Ngày sinh.",
        "Đã rõ.\nFrom: Văn phòng\nGhi đủ Họ và tên, Ngày sinh.",
        "Đã rõ.<br><b>Từ:</b> Văn phòng<br>Ghi đủ Họ và tên, Ngày sinh.",
        "Đã rõ.<br><B>From:</B> Văn phòng<br>Ghi đủ Họ và tên, Ngày sinh.",
        "Đã rõ.<blockquote type=cite>Ghi đủ Họ và tên, Ngày sinh.</blockquote>",
    ],
)
def test_a_mail_that_only_says_something_brings_no_report(offices, text):
    office = offices(unit("CB01", addresses="cb01@vidu.example"), unit("CB02")).send(unit="CB02")
    month = office.put("1.eml", mail(sender="cb01@vidu.example", text=text)).month()
    assert (month.unusable, [line.unit.code for line in month.silent]) == ((), ["CB01"])
