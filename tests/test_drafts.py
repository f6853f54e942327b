"""Drafts of mails to units: what they say and carry, what cannot get into them, and that nobody takes one for a send."""

from __future__ import annotations

import email
import email.policy
import shutil
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from consolidated_sample import finding
from letters import archive, mail
from office import Office, find, form, outcomes, person

from recruit.declared.form import MENDING_SHEET
from recruit.declared.plan import Plan, Unit
from recruit.deliver.drafts import Attachment, Draft, MailWording, draft_name, unit_draft
from recruit.intake.mail import read_mail
from recruit.job import DEFAULT_TEMPLATES
from recruit.letters.mailing import NAMES, TEMPLATE, Occasion, mail_context
from recruit.letters.names import paths
from recruit.letters.probation import NONE_TO_SEE_TO
from recruit.letters.receipt import NOTHING_CAME, Receipt, Uncounted
from recruit.measure.standing import Why
from recruit.model import FileFate, FileOutcome, Period, Place, Severity
from recruit.write.word.check.folder import check_templates
from recruit.write.word.folder import TemplateProblem
from recruit.write.word.mail import wording_faults

NOVEMBER = Period(2024, 11)
RETURNED = Attachment("tra_lai/bieu_bao_cao_CB01_2024-11.xlsx", b"PK\x03\x04 returned")
NEXT = Attachment("bieu_thang_12/bieu_bao_cao_CB01_2024-12.xlsx", b"PK\x03\x04 next")
URGING = Attachment("don_doc/cong_van_don_doc_CB01_2024-11.docx", b"PK\x03\x04 urging")
UNIT = Unit("CB01", "Chi bộ Nhà khách", "Chi bộ", 1, addresses=("thuky@cb01.vidu.example",))


@pytest.fixture
def plan(office) -> Plan:
    return office.month().plan


def draft(
    plan: Plan,
    unit: Unit = UNIT,
    *,
    templates: Path = DEFAULT_TEMPLATES,
    spelling: str = "ủy",
    period: Period = NOVEMBER,
    **told,
) -> Draft:
    nothing = {"errors": 0, "missing": (), "unusable": {}, "locked": False}
    nothing |= {"day_due": date(2024, 12, 25), "members": NONE_TO_SEE_TO, "receipt": NOTHING_CAME}
    told = told or {"returned": RETURNED, "errors": 2}
    return unit_draft(MailWording(templates, spelling=spelling), plan, unit, period, **(nothing | told))


def opened(made: Draft) -> EmailMessage:
    message = email.message_from_bytes(made.data, policy=email.policy.default)
    assert not [defect for part in message.walk() for defect in part.defects]
    return message


def body(made: Draft) -> str:
    return opened(made).get_body().get_content().replace("\r\n", "\n")


def worded(tmp_path: Path, text: str | bytes) -> Path:
    (tmp_path / TEMPLATE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


# -- what a mail program opens -----------------------------------------------------------------------------------------


def test_it_opens_as_a_draft_of_whoever_opens_it(plan):
    message = opened(draft(plan))
    assert message["X-Unsent"] == "1"
    assert (message["From"], message["Date"], message["Received"]) == (None, None, None)
    assert message["Content-Language"] == "vi"


def test_it_goes_to_every_address_of_the_unit(plan):
    addresses = tuple(f"thu.ky.chi.bo.{number}@vidu.example" for number in range(8))
    message = opened(draft(plan, replace(UNIT, addresses=addresses)))
    assert [address.addr_spec for address in message["To"].addresses] == list(addresses)


def test_an_address_that_stands_twice_gets_one_mail(plan):
    twice = replace(UNIT, addresses=UNIT.addresses * 2)
    assert opened(draft(plan, twice))["To"] == "thuky@cb01.vidu.example"


def test_without_an_address_there_is_no_line_to(plan):
    made = draft(plan, replace(UNIT, addresses=()))
    assert "To" not in opened(made)
    assert made.left_out == ()


def test_attachments_come_whole_under_their_own_names(plan):
    made = draft(plan, returned=RETURNED, next_form=NEXT, urging=URGING)
    found = [(part.get_filename(), part.get_content()) for part in opened(made).iter_attachments()]
    assert found == [(given.name.rpartition("/")[2], given.data) for given in (RETURNED, NEXT, URGING)]


def test_attachments_have_the_types_of_office(plan):
    types = [part.get_content_type() for part in opened(draft(plan, next_form=NEXT, urging=URGING)).iter_attachments()]
    assert [kind.rpartition(".")[2] for kind in types] == ["sheet", "document"]


def test_the_type_of_an_attachment_stands_on_the_line_that_names_it(plan):
    made = draft(plan, next_form=NEXT, urging=URGING)
    lines = [line for line in made.data.split(b"\r\n") if line.startswith(b"Content-Type:")]
    assert all(len(line.split(None, 1)) == 2 for line in lines)


def test_a_vietnamese_file_name_is_told_in_both_ways(plan):
    name = "Biểu báo cáo tháng mười hai của Chi bộ Khoa giáo - Văn xã và các đơn vị.xlsx"
    [part] = opened(draft(plan, next_form=Attachment(name, b"x"))).iter_attachments()
    assert part.get_filename() == name
    assert part.get_param("filename", header="content-disposition") == name
    # The encoded words in the older place, as a reader that knows only that one decodes them.
    alone = draft(plan, next_form=Attachment(name, b"x")).data.replace(b"filename*", b"x-none")
    assert [attachment.name for attachment in read_mail(alone).attachments] == [name]


def test_a_plain_file_name_stands_as_it_is_in_both_places(plan):
    name = RETURNED.name.rpartition("/")[2].encode()
    data = draft(plan, returned=RETURNED, errors=1).data
    assert b' name="%b"' % name in data and b' filename="%b"' % name in data


def test_a_vietnamese_file_name_is_spelt_out_in_the_older_place(plan):
    assert b'name="=?utf-8?b?' in draft(plan, next_form=Attachment("Biểu tháng 12.xlsx", b"x")).data


LONG = "Chi bộ Trung tâm Phục vụ hành chính công và kiểm soát thủ tục hành chính thuộc Văn phòng Ủy ban"


def test_a_long_name_of_a_unit_ends_between_two_words_in_the_subject_and_its_code_follows(plan):
    made = draft(plan, replace(UNIT, name=LONG))
    assert opened(made)["Subject"] == (
        f"Đề nghị sửa biểu báo cáo – Chi bộ Trung tâm Phục vụ hành chính công và kiểm soát thủ… ({UNIT.code})"
    )
    assert f"Kính gửi: {LONG}" in opened(made).get_body().get_content()


def test_a_name_that_a_subject_holds_stands_whole_in_it(plan):
    name = LONG[:60].strip()
    assert opened(draft(plan, replace(UNIT, name=name)))["Subject"].endswith(f"– {name}")


def test_a_long_vietnamese_subject_is_folded_and_whole(plan, tmp_path):
    made = draft(plan, templates=worded(tmp_path, f"Tiêu đề: {LONG * 3}\n\nKính gửi\n"))
    assert opened(made)["Subject"] == LONG * 3
    head = made.data.split(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(len(line) for line in head if b"=?utf-8?" in line) <= 76
    assert all(len(line) > 1 for line in head)


def test_every_line_ends_as_mail_asks_and_none_is_too_long(plan, tmp_path):
    long = "Kính gửi đơn vị " * 200
    for templates in (DEFAULT_TEMPLATES, worded(tmp_path, f"Tiêu đề: a\n\n{long}\n")):
        data = draft(plan, templates=templates).data
        assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")
        assert max(map(len, data.split(b"\r\n"))) <= 998
    assert body(draft(plan, templates=tmp_path)).strip() == long.strip()


def test_a_line_that_begins_as_a_mailbox_parts_its_mails_stays_as_it_is(plan, tmp_path):
    assert "\nFrom: Văn phòng\nFrom Văn phòng" in body(
        draft(plan, templates=worded(tmp_path, "Tiêu đề: a\n\nKính gửi\nFrom: Văn phòng\nFrom Văn phòng\n"))
    )


def test_the_text_can_be_read_in_any_editor(plan):
    assert "Kính gửi: Chi bộ Nhà khách\r\n" in draft(plan).data.decode("utf-8")


# -- the same every time -----------------------------------------------------------------------------------------------


def test_the_same_twice_is_the_same_bytes(plan):
    assert draft(plan).data == draft(plan).data


@pytest.mark.parametrize(
    "other",
    [
        {"returned": RETURNED, "errors": 3},
        {"returned": RETURNED._replace(data=b"PK\x03\x04 other"), "errors": 2},
        {"returned": RETURNED, "errors": 2, "missing": (10,)},
    ],
)
def test_other_content_is_another_mail(plan, other):
    assert opened(draft(plan, **other))["Message-ID"] != opened(draft(plan))["Message-ID"]


def test_the_message_id_ends_where_no_host_can_be(plan):
    local, _, domain = opened(draft(plan))["Message-ID"].strip("<>").partition("@")
    assert domain == "thu-nhap.invalid"
    assert len(local) == 32


def test_the_file_is_named_by_the_code_made_safe(plan):
    assert draft_name(UNIT, NOVEMBER) == "thu_CB01_2024-11.eml"
    assert draft_name(replace(UNIT, code="../Đ 1"), NOVEMBER).startswith("thu_D_1_")


# -- what cannot get in ------------------------------------------------------------------------------------------------

BREAKS = ["\r\n", "\n", "\r", "\u2028", "\x0b", "\x85", "\x00\n"]


@pytest.mark.parametrize("sign", BREAKS)
def test_a_unit_name_brings_in_no_header_line(plan, sign):
    made = draft(plan, replace(UNIT, name=f"Chi bộ{sign}Bcc: ai@vidu.example{sign}{sign}Thân thư"))
    message = opened(made)
    assert "Bcc" not in message
    assert "Bcc: ai@vidu.example" in message["Subject"]
    assert not any(line.startswith("Bcc") for line in body(made).splitlines())


@pytest.mark.parametrize("sign", BREAKS)
def test_an_address_brings_in_no_header_line_and_is_said(plan, sign):
    bad = f"a@vidu.example{sign}Bcc: ai@vidu.example"
    made = draft(plan, replace(UNIT, addresses=(bad, "b@vidu.example")))
    assert opened(made)["To"] == "b@vidu.example"
    assert made.left_out == (bad,)
    assert b"ai@vidu.example" not in made.data


LONGEST = f"{'a' * 64}@{'b' * 63}.{'b' * 63}.{'b' * 58}.vn"
assert len(LONGEST) == 254


@pytest.mark.parametrize(
    "bad",
    [
        *("vidu.example", "a@b", "a b@vidu.example", "a@vidu..example", ".a@vidu.example", "a@-vidu.example", "@"),
        *("<a@vidu.example>", "a@vidu.example,b@vidu.example", '"a b"@vidu.example', "thư@vidu.example", ""),
        f"{'a' * 250}@vidu.example",
        f"{LONGEST}n",
        "a@vidu.example\n",
    ],
)
def test_what_is_no_address_is_left_out_and_said(plan, bad):
    made = draft(plan, replace(UNIT, addresses=(bad,)))
    assert made.left_out == (bad,)
    assert "To" not in opened(made)


def test_the_longest_address_that_there_is_gets_its_mail(plan):
    assert opened(draft(plan, replace(UNIT, addresses=(LONGEST,))))["To"].replace("\n ", "") == LONGEST


def test_a_file_name_brings_in_no_header_line(plan):
    name = 'a"; x\r\nBcc: ai@vidu.example\r\n\r\n.xlsx'
    message = opened(draft(plan, next_form=Attachment(name, b"x")))
    [part] = message.iter_attachments()
    assert "Bcc" not in message
    assert "Bcc" not in part
    assert part.get_content() == b"x"


@pytest.mark.parametrize(("length", "encoding"), [(998, "8bit"), (999, "quoted-printable")])
def test_a_line_that_is_longer_than_a_mails_may_be_is_folded_on_its_way(plan, length, encoding):
    name = "a" * (length - len("Kính gửi: ".encode()))
    made = draft(plan, replace(UNIT, name=name))
    assert opened(made).get_body()["Content-Transfer-Encoding"] == encoding
    assert f"Kính gửi: {name}\n" in body(made)


def test_signs_of_the_template_in_a_name_print_as_typed(plan):
    name = "Chi bộ {{ nop.han }} {% if x %} <b> & Co"
    assert f"Kính gửi: {name}\n" in body(draft(plan, replace(UNIT, name=name)))


# -- what it says ------------------------------------------------------------------------------------------------------


def test_a_returned_workbook_says_where_to_look_and_does_not_wait_for_next_months_day(plan):
    text = body(draft(plan, returned=RETURNED, errors=2))
    assert "02 ô phải sửa" in text
    assert f"trang “{MENDING_SHEET}”" in text
    assert "bieu_bao_cao_CB01_2024-11.xlsx" in text
    assert "gửi lại ngay" in text and "25/12/2024" not in text
    assert "đôn đốc" not in text


def test_next_months_form_names_its_month_also_over_the_year(plan):
    made = draft(plan, next_form=NEXT)
    assert opened(made)["Subject"] == "Biểu báo cáo tháng 12/2024 – Chi bộ Nhà khách"
    december = draft(plan, period=Period(2024, 12), day_due=date(2025, 1, 25), next_form=NEXT)
    assert "Biểu báo cáo tháng 01/2025" in opened(december)["Subject"]


def test_a_late_unit_is_told_of_its_letter_and_its_months(plan):
    text = body(draft(plan, next_form=NEXT, urging=URGING, missing=(9, 10, 11)))
    assert "cong_van_don_doc_CB01_2024-11.docx" in text
    assert "từ tháng 9 đến tháng 11" in text
    assert "dùng biểu kèm theo, sửa ô Tháng" in text


def test_a_password_is_spoken_of_only_where_there_is_one(plan):
    assert "mật khẩu" not in body(draft(plan, next_form=NEXT))
    assert "mật khẩu được báo riêng" in body(draft(plan, next_form=NEXT, locked=True))


def test_the_committee_is_named_and_no_person(plan):
    named = replace(plan, signer="Phan Quốc Nghĩa", short="Đảng ủy Văn phòng")
    unit = replace(UNIT, committee_member="Đỗ Mạnh Cường", phone="0900000000")
    made = draft(named, unit, returned=RETURNED, next_form=NEXT, urging=URGING, missing=(11,), locked=True)
    text = opened(made)["Subject"] + body(made)
    assert "liên hệ Đảng ủy Văn phòng" in text
    assert not [word for word in ("Nghĩa", "Cường", "0900000000") if word in text]


def test_no_line_is_left_blank_twice(plan):
    assert "\n\n\n" not in body(draft(plan, urging=URGING))


def test_the_plan_decides_how_uy_is_spelled(plan):
    made = draft(plan, spelling="uỷ", next_form=NEXT)
    assert "Đảng uỷ" in body(made)
    assert "Đảng ủy" not in body(made)


def test_a_mail_that_brings_nothing_is_not_written(plan):
    with pytest.raises(ValueError, match="nothing"):
        draft(plan, missing=(11,))


# -- the template ------------------------------------------------------------------------------------------------------


def test_every_declared_name_is_given_and_no_other(plan):
    file = FileFate("CB01.xlsx", "thư mục", "CB01", NOVEMBER, FileOutcome.USED, "")
    place = Place("CB01.xlsx", "Danh sách", "C5")
    receipt = Receipt(
        file,
        others=(replace(file, outcome=FileOutcome.NEWER),),
        uncounted=(Uncounted("kết nạp", (place,), Why.ERROR),),
        warnings=(finding(),),
    )
    occasion = Occasion(NOVEMBER, date(2024, 12, 25), 2, (11,), {}, "a", "b", "c", receipt=receipt)
    assert paths(mail_context(plan, UNIT, occasion)) == {name.path for name in NAMES}


def test_a_template_saved_by_any_notepad_is_understood(plan, tmp_path):
    original = (DEFAULT_TEMPLATES / TEMPLATE).read_bytes()
    decomposed = unicodedata.normalize("NFD", original.decode()).encode()
    saved = (original, original.replace(b"\r\n", b"\n"), b"\xef\xbb\xbf" + original, decomposed)
    made = {draft(plan, templates=worded(tmp_path, data)).data for data in saved}
    assert len(made) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kính gửi\n\nThân", "Dòng 1: Dòng đầu tiên phải là “Tiêu đề: …”."),
        ("Tiêu đề:  \n\nThân", "Dòng 1: Dòng đầu tiên phải là"),
        ("Tiêu đề: a\n\n \n", "Không có nội dung thư"),
        ("Tiêu đề: a\n\nThân {{ don_vi.tem }}", "Dòng 3: Không có tên don_vi.tem."),
        ("Tiêu đề: a\n\nThân\n{% if mat_khau %}\n{{ x }}\n{% endif %}", "Dòng 5: Không có tên x."),
        (
            "Tiêu đề: a\n\nThân {{ tra_lai.co }}",
            "Dòng 3: Thẻ {{ tra_lai.co }} dùng sai giá trị: đúng hoặc sai không in được",
        ),
        (
            "Tiêu đề: a\n\nThân {% if thang > 5 %}b{% endif %}",
            "Dòng 3: Thẻ {% if thang > 5 %} dùng sai giá trị: không so sánh chữ với số",
        ),
        ("Tiêu đề: a\n\n{% if mat_khau %}Thân", "Dòng 3: Lệnh if chưa có endif ở sau."),
        ("Tiêu đề: a\n\nThân\n{% set x = 1 %}", "Dòng 4: Không có lệnh set."),
        ("Tiêu đề: a\n\nThân {{ don_vi.__class__ }}", "Dòng 3: Không có tên don_vi.__class__."),
        (
            "Tiêu đề: a\n\nThân {% if tra_lai.n == '2' %}b{% endif %}",
            "Dòng 3: Thẻ {% if tra_lai.n == '2' %} dùng sai giá trị: không so sánh số với chữ",
        ),
        (
            "Tiêu đề: a\n\n{% for x in don_vi.ten %}{{ x }}{% endfor %}",
            "Dòng 3: Thẻ {% for x in don_vi.ten %} dùng sai giá trị",
        ),
        ("Tiêu đề: a\n\nThân\ndon_vi.ten }}", "Dòng 4: Có dấu đóng thẻ }} mà không có {{ ở trước"),
        ("Tiêu đề: a\n\nThân\n{ don_vi.ten }", "Dòng 4: “{ don_vi.ten }” giống một thẻ nhưng thiếu ngoặc"),
        ("Tiêu đề: a\n\n{% raw %}{{ thang }}{% endraw %}", "Dòng 3: Không có lệnh raw."),
        ("Tiêu đề: a\n\nThân {{ don_vi.items() }}", "Dòng 3: Mẫu không dùng được dấu ngoặc tròn"),
        ("Tiêu đề: a\n\nThân {% include 'x' %}", "Dòng 3: Không có lệnh include."),
        ("Tiêu đề: Biểu\n\nThân".encode("utf-16"), "không phải chữ UTF-8."),
    ],
)
def test_a_template_at_fault_is_told_with_its_line(plan, tmp_path, text, said):
    with pytest.raises(TemplateProblem) as problem:
        draft(plan, templates=worded(tmp_path, text))
    assert str(problem.value).startswith(f"Mẫu {TEMPLATE} không dùng được. ")
    assert said in str(problem.value)
    fault, *_ = wording_faults(tmp_path)
    assert said in fault.message
    assert fault.remedy.endswith(".")


def test_a_stray_brace_of_the_mail_is_a_warning_and_the_mail_is_written(plan, tmp_path):
    folder = worded(tmp_path, "Tiêu đề: a\n\nThân {a; b}")
    [fault] = wording_faults(folder)
    assert (fault.code, fault.severity) == ("M14", Severity.WARNING)
    assert fault.message.startswith("Dòng 3: Có dấu ngoặc nhọn ")
    assert draft(plan, templates=folder).data


def test_the_check_of_templates_tells_of_the_mails_too(tmp_path):
    shutil.copytree(DEFAULT_TEMPLATES, tmp_path / "templates")
    assert check_templates(tmp_path / "templates") == {}
    worded(tmp_path / "templates", "Tiêu đề: a\n\nThân {{ x }}")
    assert [fault.code for fault in check_templates(tmp_path / "templates")[TEMPLATE]] == ["M20"]
    (tmp_path / "templates" / TEMPLATE).unlink()
    assert list(check_templates(tmp_path / "templates")) == [TEMPLATE]


def test_a_missing_template_is_told(plan, tmp_path):
    with pytest.raises(TemplateProblem, match=r"Không mở được mẫu văn bản .*thu_gui_don_vi\.txt"):
        draft(plan, templates=tmp_path)


# -- nobody's send -----------------------------------------------------------------------------------------------------


def with_form(plan: Plan) -> bytes:
    return draft(plan, returned=Attachment("bieu.xlsx", form(people=[person()])), errors=1).data


def test_of_what_cannot_be_read_in_a_draft_no_reason_is_given(office, plan):
    broken = Attachment("bieu.xlsx", form(people=[person()])[:3000])
    month = office.put("thu_CB01.eml", draft(plan, returned=broken, errors=1).data).month()
    assert outcomes(month)["thu_CB01.eml/bieu.xlsx"] == "Thư của Văn phòng"


def test_a_draft_in_the_inbox_is_named_and_no_send(office, plan):
    month = office.put("thu_CB01.eml", with_form(plan)).month()
    told = outcomes(month)
    assert {told["thu_CB01.eml"], told["thu_CB01.eml/bieu.xlsx"]} == {"Thư của Văn phòng"}
    assert not month.units[0].sent
    assert not find(month, "file_unreadable")


@pytest.mark.parametrize("wrapped", [lambda data: mail(("n.eml", data)), lambda data: mail(inside=(data,))])
def test_a_draft_inside_another_mail_is_no_send(office, plan, wrapped):
    assert not office.put("a.eml", wrapped(with_form(plan))).month().units[0].sent


def test_an_archive_in_a_draft_is_no_send(office, plan):
    packed = Attachment("a.zip", archive({"b.xlsx": form(people=[person()])}))
    assert not office.put("a.eml", draft(plan, returned=packed).data).month().units[0].sent


def test_a_mail_that_was_received_is_a_send_whatever_mark_it_carries(office):
    moment = datetime(2024, 11, 24, 8, tzinfo=UTC)
    data = mail(("CB01.xlsx", form(people=[person()])), received=(moment,)).replace(
        b"Subject:", b"X-Unsent: 1\nSubject:", 1
    )
    assert office.put("a.eml", data).month().units[0].sent


def test_the_same_workbook_sent_as_well_counts(tmp_path):
    office = Office(tmp_path / "in")
    plan = office.month().plan
    office.put("a/thu.eml", with_form(plan)).put("b/CB01.eml", mail(("CB01.xlsx", form(people=[person()]))))
    assert office.month().units[0].sent
