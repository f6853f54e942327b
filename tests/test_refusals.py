"""Why something is not read: for each reason a file that gives it, as it stands in `Tệp` and on the page in the docs."""

from __future__ import annotations

import ast
import base64
import io
import os
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from letters import archive, mail, mailbox, raw_mail
from links import link
from office import find, form
from outlook_files import msg, winmail
from pages.refusals import EXAMPLE_PLACE, refusals_page
from raw_packages import cell, parts_of, workbook, worksheet, zipped
from record_workbooks import label, xls
from test_archives import protected
from test_command import protected as with_password
from test_gate import KINDS
from test_mail_reasons import LINK, PHOTO, SIGNED, kept, signed_part

from recruit.books.open import read_workbook
from recruit.books.sheet import where_in
from recruit.guard.refusals import GROUPS, Refused, refusal
from recruit.intake.folder import Found
from recruit.model import FileOutcome, Period
from recruit.read.file import read_found
from recruit.run import measure

REASONS = {code: reason for group in GROUPS.values() for code, reason in group.items()}
PACKAGE = Path(__file__).parents[1] / "recruit"


class Example(NamedTuple):
    """A file of the folder, and what in it (itself, where empty) is refused at which place of a workbook."""

    name: str
    data: bytes | Callable[[], bytes]
    inside: str = ""
    where: str = ""
    passwords: tuple[str, ...] = ()


def _sheet(rows: str = "", after: str = "") -> bytes:
    return workbook(worksheet(rows, after))


def _deep(levels: int) -> bytes:
    data = mail(("a.xlsx", form()))
    for _ in range(levels):
        data = mail(inside=(data,), subject="")
    return data


def _bounce() -> bytes:
    returned = mail(inside=(mail(("a.xlsx", form())),), sender="MAILER-DAEMON@vidu.example")
    return returned.replace(b"multipart/mixed", b"multipart/report; report-type=delivery-status")


def _draft() -> bytes:
    return b"X-Unsent: 1\n" + mail(("a.xlsx", form()))


def _sealed() -> bytes:
    return raw_mail(signed_part("application/pkcs7-mime"), base64.encodebytes(SIGNED))


def _twice() -> bytes:
    buffer = io.BytesIO(workbook())
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as package:
        warnings.simplefilter("ignore")
        package.writestr("xl/workbook.xml", "<other/>")
    return buffer.getvalue()


def _overlapping() -> bytes:
    data = bytearray(workbook())
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def _without_sheet() -> bytes:
    parts = parts_of()
    del parts["xl/worksheets/sheet1.xml"]
    return zipped(parts)


def _many_cells() -> bytes:
    rows = (
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}"><v>1</v></c>' for letter in "ABCDEFGHIJK") + "</row>"
        for row in range(1, 20_000)
    )
    return _sheet("".join(rows))


AT = ", trang “Trang 1”"
MERGES = "<mergeCells>{}</mergeCells>"
ROW = '<row r="1">{}</row>'

KINDS_OF_FILES = (
    "fods",
    "odf",
    "numbers",
    "docx",
    "pptx",
    "ole",
    "html",
    "xml",
    "pdf",
    "image",
    "xps",
    "rtf",
    "text",
    "unknown",
)
EXAMPLES = {
    **{kind: Example("a", KINDS[kind]) for kind in (*KINDS_OF_FILES, "empty", "old-xls", "rar", "7z", "gz")},
    "mht": Example("a.xls", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\r\n"),
    "table-as-text": Example("CB01_T11.csv", "STT,Họ và tên,Ngày sinh\n1,Lê Văn N,01/01/1990\n".encode("utf-8-sig")),
    "workbook-by-name": Example("a.xlsx", b"Nguyen Van An"),
    "signed-file": Example("a.xlsx.p7m", SIGNED),
    # What is protected.
    "encrypted": Example("a.xls", KINDS["encrypted"], passwords=("x",)),
    "wrong-password": Example("a.xlsx", lambda: with_password(form(), "chi bộ 01"), passwords=("x",)),
    "password-needed": Example("a.xlsx", lambda: with_password(form(), "chi bộ 01")),
    "zip-password": Example("a.zip", lambda: protected(archive({"CB01.xlsx": form()})), "CB01.xlsx"),
    # Mails and archives that cannot be opened.
    "nested-zip": Example(
        "a.zip", lambda: archive({"b.zip": archive({"c.zip": archive({"d.xlsx": form()})})}), "b.zip/c.zip"
    ),
    "zip-method": Example("a.zip", lambda: archive({"a.xlsx": form()}, zipfile.ZIP_LZMA), "a.xlsx"),
    "too-big-archive": Example("a.zip", lambda: archive({"bom.txt": bytes(60_000_000)}), "bom.txt"),
    "too-many-members": Example("a.zip", lambda: archive({f"{number}.txt": b"" for number in range(3000)})),
    "mail-store": Example("a.pst", b"!BDN" + bytes(600)),
    "bad-mail": Example("a.emlx", lambda: kept(mail(), "{length}0\n")),
    "too-complex": Example("a.eml", lambda: b"From: a@b.c\n" + b"X: y\n" * 20_001 + b"\nx"),
    "too-deep": Example("a.eml", lambda: _deep(11), "/".join(["thư kèm theo"] * 10)),
    "too-many-attachments": Example("a.eml", lambda: mail() + b"\n--" * 20_001),
    "damaged-attachment": Example(
        "a.eml",
        lambda: raw_mail(
            "Content-Type: application/x; name=a.xlsx\nContent-Transfer-Encoding: base64",
            base64.b64encode(form())[:4001],
        ),
        "a.xlsx",
    ),
    "sealed": Example("a.eml", _sealed),
    "in-sealed": Example("a.eml", _sealed, "smime.p7m"),
    "partial": Example("a.eml", b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: message/partial; id=x; total=2\n\nx\n"),
    "stripped": Example(
        "a.partial.emlx",
        lambda: kept(raw_mail("Content-Type: application/octet-stream; name=a.xlsx\nX-Apple-Content-Length: 9", b"")),
    ),
    "uuencoded": Example("a.eml", lambda: mail(text="Kính gửi\nbegin 644 CB01.xls\nM12345\nend\n")),
    # Mails and archives that bring no report.
    "no-attachment": Example("a.eml", mail),
    "only-links": Example("a.eml", lambda: mail(text=LINK)),
    "only-scans": Example("a.eml", lambda: mail(("a.jpg", PHOTO))),
    "only-words": Example("a.eml", lambda: mail(text="STT | Họ và tên | Ngày sinh\n1 | Lê Văn N | 01/01/1990")),
    "only-text": Example("a.eml", lambda: mail(("a.txt", b"Nguyen Van An"))),
    "only-documents": Example("a.eml", lambda: mail(("a.docx", KINDS["docx"]))),
    "no-report-in-mail": Example("a.eml", lambda: mail(("a.docx", KINDS["docx"]), ("a.txt", b"Nguyen Van An"))),
    "no-report-in-mailbox": Example("a.mbox", lambda: mailbox(mail(), mail())),
    "no-report-in-archive": Example("a.zip", lambda: archive({"ảnh.png": b"\x89PNG"})),
    "draft": Example("a.eml", _draft),
    "in-draft": Example("a.eml", _draft, "a.xlsx"),
    "bounce": Example("a.eml", _bounce),
    "returned": Example("a.eml", _bounce, "Báo cáo tháng 11/a.xlsx"),
    "receipt": Example(
        "a.eml", lambda: raw_mail("Content-Type: message/disposition-notification", b"Disposition: displayed")
    ),
    "meeting": Example(
        "a.eml", lambda: raw_mail("Content-Type: text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\nEND:VCALENDAR")
    ),
    # Workbooks that are damaged or too large.
    "too-big": Example("a.xlsx", lambda: zipped(parts_of() | {"x.bin": bytes(10 * 1024 * 1024)}, zipfile.ZIP_STORED)),
    "damaged": Example("a.xlsx", lambda: form()[:3000]),
    "compression": Example("a.xlsx", lambda: zipped(parts_of(), zipfile.ZIP_LZMA)),
    "too-many-parts": Example(
        "a.xlsx", lambda: zipped(parts_of() | {f"x/{number}.xml": "" for number in range(2_001)}, zipfile.ZIP_STORED)
    ),
    "duplicate-part": Example("a.xlsx", _twice),
    "overlapping-parts": Example("a.xlsx", _overlapping),
    "too-big-part": Example("a.xlsx", lambda: workbook(" " * 2_000_000)),
    "doctype": Example("a.xlsx", lambda: workbook(f"<!DOCTYPE x>{worksheet('')}")),
    "missing-part": Example("a.xlsx", _without_sheet, where=AT),
    "no-sheet": Example("a.xlsx", lambda: workbook(sheets="")),
    "too-many-sheets": Example("a.xlsx", lambda: workbook(sheets='<sheet name="x" sheetId="1" r:id="s1"/>' * 65)),
    "no-codepage": Example("a.xls", lambda: xls(label(0, 0, b"Nguy\xea\xden"), version=0x0500, codepage=9999)),
    "bad-xml": Example("a.xlsx", lambda: _sheet('<row r="1">'), where=AT),
    "bad-reference": Example("a.xlsx", lambda: _sheet(ROW.format(cell("A0", "x"))), where=f"{AT}, ô A0"),
    "bad-string": Example("a.xlsx", lambda: _sheet(ROW.format('<c r="A1" t="s"><v>0</v></c>')), where=f"{AT}, ô A1"),
    "cell-out-of-range": Example("a.xlsx", lambda: _sheet(ROW.format(cell("A20001", "x"))), where=f"{AT}, ô A20001"),
    "too-many-cells": Example("a.xlsx", _many_cells, where=AT),
    "merge-too-big": Example(
        "a.xlsx", lambda: _sheet("", MERGES.format('<mergeCell ref="B1:B1048576"/>')), where=f"{AT}, ô B1:B1048576"
    ),
    "overlapping-merges": Example(
        "a.xlsx", lambda: _sheet("", MERGES.format('<mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/>')), where=AT
    ),
    "too-many-merges": Example(
        "a.xlsx", lambda: _sheet("", MERGES.format('<mergeCell ref="A1:B1"/>' * 10_001)), where=AT
    ),
}


# What is opened where it lies in the folder, a mail or an archive; inside a protected workbook's shell it is refused.
OPENED = {
    "zip": lambda: archive({"a.xlsx": form()}),
    "mail": mail,
    "mbox": lambda: mailbox(mail()),
    "msg": msg,
    "tnef": winmail,
}
# What comes of the machine and not of a file's content.
OF_THE_MACHINE = {
    *("locked", "locked-folder", "too-deep-folder", "link", "no-file", "changing", "lost", "slow", "memory"),
}
# A workbook of which the library and our own look at its records tell two things; none is known.
NONE_KNOWN = {"not-whole"}


def said(result, name: str) -> tuple[FileOutcome, str]:
    """Return what `Tệp` says of a file."""
    fate = next(fate for fate in result.files if fate.file == name)
    return fate.outcome, fate.detail


def test_every_reason_has_an_example():
    assert {*EXAMPLES, *OPENED, *OF_THE_MACHINE, *NONE_KNOWN} == REASONS.keys()


@pytest.mark.parametrize("code", EXAMPLES)
def test_a_file_is_refused_for_its_reason_and_is_a_warning_where_it_may_be_a_report(office, code):
    example = EXAMPLES[code]
    office.put(example.name, example.data() if callable(example.data) else example.data)
    result = measure(office.folder, period=Period(2024, 11), passwords=example.passwords)
    name = "/".join(filter(None, (example.name, example.inside)))
    assert said(result, name) == (FileOutcome.UNREADABLE, refusal(code, example.where).reason)
    assert (name in {found.place.file for found in find(result, "B33")}) is REASONS[code].may_be_report


@pytest.mark.parametrize("code", OPENED)
def test_what_is_no_workbook_behind_a_password_is_refused_for_what_it_is(code):
    with pytest.raises(Refused) as caught:
        read_workbook(OPENED[code]())
    assert (caught.value.code, caught.value.reason) == (code, refusal(code).reason)


# -- what comes of the machine -----------------------------------------------------------------------------------------


def test_a_file_that_another_program_holds_is_named(monkeypatch):
    def held(path, *_, **__):
        raise PermissionError(path)

    monkeypatch.setattr(Path, "open", held)
    (fate,) = read_found(Found("a.xlsx", Path("a.xlsx"))).refused
    assert (fate.outcome, fate.detail) == (FileOutcome.UNREADABLE, refusal("locked").reason)


def test_a_subfolder_that_may_not_be_looked_into_is_named(office, monkeypatch):
    office.put("kín/a.xlsx", form())
    listed = os.scandir

    def closed(path):
        if Path(path).name == "kín":
            raise PermissionError(13, "x", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert said(office.month(), "kín") == (FileOutcome.UNREADABLE, refusal("locked-folder").reason)


def test_a_link_to_nothing_is_named(office):
    link(office.folder / "a.xlsx", "nothing")
    assert said(office.month(), "a.xlsx") == (FileOutcome.UNREADABLE, refusal("link").reason)


# -- the table and the page --------------------------------------------------------------------------------------------


def test_no_code_stands_in_two_groups():
    assert sum(map(len, GROUPS.values())) == len(REASONS)


def test_every_reason_that_the_program_gives_is_in_the_table():
    calls = [
        node.args[0].value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("refusal", "_refusal")
        if node.args and isinstance(node.args[0], ast.Constant)
    ]
    assert len(calls) > 50
    assert set(calls) <= REASONS.keys()


@pytest.mark.parametrize("code", REASONS)
def test_the_page_gives_each_reason_with_what_to_do(code):
    what, remedy, may_be_report = REASONS[code]
    line = f"| {code} | {what.format(where=EXAMPLE_PLACE)} | {remedy or '–'} | {'có' if may_be_report else 'không'} |"
    assert line in refusals_page().splitlines()


def test_the_page_names_a_place_as_a_refusal_does():
    assert where_in("Danh sách", "B5") == EXAMPLE_PLACE
    assert "| bad-string | tệp bị hỏng (thiếu chữ của ô, trang “Danh sách”, ô B5) |" in refusals_page()
