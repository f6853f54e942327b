"""The one door: no letter of a name, a cell, a mail or an option moves the screen, breaks a line or turns the reading."""

from __future__ import annotations

import io
import os
import re
import unicodedata
from email import message_from_bytes, policy
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from office import Office, form, outcomes, person, unit
from openpyxl import load_workbook

from recruit.cli import main
from recruit.language.door import one_line, with_lines
from recruit.read.inbox import gather
from recruit.write.cells import sound
from recruit.write.forms.as_sent import people_as_sent

PACKAGE = Path(__file__).parents[1] / "recruit"

MOVING = (
    "\x1b[2J",
    "\x07",
    "\x7f",
    "\x85",
    "\n",
    "\r",
    "\t",
    "\x0b",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u2066",
    "\u200f",
    "\u061c",
)
"""Escapes and controls, ends of lines, marks that turn the reading order."""

FORGED = "Kết quả: không còn lỗi, các đơn vị đã nộp đủ (mã thoát 0)"

unlike_windows = pytest.mark.skipif(os.name == "nt", reason="no name there holds such a letter")


def moves(text: str) -> list[str]:
    """Return the letters of a text that move something, by their Unicode class and not by our own table."""
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return [
        letter
        for letter in text
        if unicodedata.category(letter) in ("Cc", "Zl", "Zp", "Cs")
        or unicodedata.bidirectional(letter) in turning
        or letter in "\u061c\u200e\u200f"
    ]


@pytest.mark.parametrize("letter", MOVING)
def test_a_letter_that_moves_is_shown_as_what_it_is(letter):
    assert one_line(f"a{letter}b") == f"a[U+{ord(letter[0]):04X}]{letter[1:]}b"


def test_what_moves_and_nothing_else_is_shown_by_its_number():
    for number in (*range(0x3000), *range(0xD7F0, 0xE010), *range(0xFE00, 0xFFFE)):
        letter = chr(number)
        assert one_line(letter) == (f"[U+{number:04X}]" if moves(letter) else letter)


def test_of_a_cells_text_the_lines_stay():
    assert with_lines("một\r\nhai\rba\tbốn\x1b") == "một\nhai\nba bốn[U+001B]"


# -- every output of an office where such letters are everywhere -------------------------------------------------------


def bent(text: str) -> str:
    """Return a text with every letter that moves in it."""
    return f"{text}{''.join(MOVING)}\n{FORGED}"


def cell(text: str) -> str:
    """Return a text with the same letters as a workbook holds them: controls by their number, in Excel's way."""
    return re.sub(r"[\x00-\x1f]", lambda letter: f"_x{ord(letter[0]):04X}_", bent(text))


def sheets(book) -> None:
    book["Danh sách"].title = "Danh sách\u202e\u2028"


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory) -> tuple[Path, str]:
    """Run the command in an office whose names, cells, mails and options are full of such letters."""
    from test_mails import mail

    folder = tmp_path_factory.mktemp("cửa")
    info = {
        "Địa danh": cell("Lào Cai"),
        "Đảng ủy": cell("Đảng ủy Văn phòng"),
        "Họ tên người ký": cell("Phan Quốc Nghĩa"),
    }
    units = [
        unit(cell("CB01"), cell("Chi bộ")),
        unit("CB02", cell("Chi bộ 2"), addresses="\u202ea@x.example"),
        unit("CB03"),
    ]
    office = Office(folder / bent("hộp thư"), *units, info=info)
    (office.folder / "ke_hoach.xlsx").rename(office.folder / bent("ke_hoach.xlsx"))
    people = [
        person(
            cell("Lò Văn Ón"),
            gender=cell("Nam nữ"),
            note=cell("ghi chú"),
            position=cell("Chuyên viên"),
            joined=cell("1/1"),
        )
    ]
    cover = {"Kiến nghị, đề xuất": cell("Kiến nghị"), "Số nghị quyết": cell("01")}
    sent = form(cell("CB01"), people=people, cover=cover, edit=sheets)
    office.put(bent("thư mục") + "/" + bent("CB01") + ".xlsx", sent)
    office.put(bent("hỏng") + ".xlsx", b"PK\x03\x04 no workbook")
    office.put(
        "thư.eml", mail((bent("CB02").replace("\n", "").replace("\r", "") + ".xlsx", form("CB02", people=people)))
    )
    (office.folder / bent("liên kết")).symlink_to("nowhere")
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", said)
        patch.setattr("sys.stderr", said)
        for command in ("report", "check", "assign"):
            main([command, str(office.folder), "--period", "2024-11", "--output", str(folder / bent("ra"))])
        main([str(office.folder), "--period", bent("x")])
        main([str(folder / bent("không có"))])
        with pytest.raises(SystemExit):
            main(["--khong\x1b[2J\n\u202e"])
        main([str(office.folder), "--templates", str(folder / bent("mẫu"))])

    return folder / bent("ra"), said.getvalue()


@unlike_windows
def test_the_screen_shows_none_of_them_and_no_closing_line_that_somebody_forged(everywhere):
    _, said = everywhere
    assert moves(said.replace("\n", "")) == []
    assert FORGED not in said.splitlines()
    assert "[U+202E]" in said and "[U+001B]" in said


@unlike_windows
def test_no_file_of_a_run_has_one_in_its_name(everywhere):
    folder, _ = everywhere
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    assert len(names) > 15
    assert [name for name in names if moves(name)] == []


@unlike_windows
def test_no_cell_of_a_workbook_holds_one(everywhere):
    folder, _ = everywhere
    books = list(folder.rglob("*.xlsx"))
    assert {path.name.partition("_2")[0] for path in books} > {"tong_hop", "kiem_tra"}
    for path in books:
        for sheet in load_workbook(path):
            texts = [sheet.title, *(str(found.value) for row in sheet.iter_rows() for found in row if found.value)]
            texts += [found.comment.text for row in sheet.iter_rows() for found in row if found.comment]
            assert [(path.name, sheet.title, text) for text in texts if moves(text.replace("\n", ""))] == []
            assert [text for text in texts if re.search(r"_x00[01]._", text)] == []


@unlike_windows
def test_no_document_holds_one(everywhere):
    folder, _ = everywhere
    documents = list(folder.rglob("*.docx"))
    assert len(documents) > 2
    for path in documents:
        properties = Document(str(path)).core_properties
        assert moves(properties.title + properties.author) == []
        with ZipFile(path) as package:
            for name in package.namelist():
                if name.endswith(".xml"):
                    text = package.read(name).decode("utf-8")
                    assert moves(re.sub(r"[\r\n\t]", "", text)) == [], (path.name, name)


@unlike_windows
def test_no_mail_draft_holds_one(everywhere):
    folder, _ = everywhere
    drafts = list(folder.rglob("*.eml"))
    assert drafts
    for path in drafts:
        draft = message_from_bytes(path.read_bytes(), policy=policy.default)
        texts = [*draft.values(), *(part.get_filename() or "" for part in draft.walk())]
        body = draft.get_body().get_content()
        assert [text for text in [*map(str, texts), *body.splitlines()] if moves(text)] == []


@unlike_windows
def test_no_page_holds_one(everywhere):
    folder, _ = everywhere
    [page] = folder.rglob("*.html")
    assert [line for line in page.read_text(encoding="utf-8").split("\n") if moves(line)] == []


@unlike_windows
def test_two_names_that_are_shown_alike_are_two_files(office):
    office.put("a\n.xlsx", form()).put("a[U+000A].xlsx", form(people=[person("Lò Thị Mai", "1/2/1999")]))
    assert {"a[U+000A].xlsx", "a[U+000A] (2).xlsx"} <= outcomes(office.month()).keys()


def test_nothing_but_the_screen_prints():
    printing = re.compile(r"\bprint\(|sys\.std(?:out|err)\.write")
    found = [path.name for path in PACKAGE.rglob("*.py") if printing.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_what_was_written_is_shown_with_it_and_handed_on_without(office):
    office.send([person("Nguyễn Văn\u202e An", position="Chuyên\u2066 viên", gender="Na\u202em?")])
    assert {(value.written, value.read_as) for value in office.month().understood} == {
        ("Nguyễn Văn[U+202E] An", "Nguyễn Văn An"),
        ("Chuyên[U+2066] viên", "Chuyên viên"),
    }
    [report] = gather(office.folder).reports
    [values] = people_as_sent(report, 2024)
    assert [values[key] for key in ("name", "position", "gender")] == ["Nguyễn Văn An", "Chuyên viên", "Nam?"]


def test_whatever_reaches_a_cell_passes_the_door():
    assert sound("a\x0bb\nc\ud800\u2028") == "a[U+000B]b\nc[U+D800][U+2028]"
