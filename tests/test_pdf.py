"""Documents as PDF: made by the real program, the same every time, nothing left behind, and a sentence where it fails."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from libreoffice import soffice

from recruit.deliver import pdf
from recruit.deliver.alone import locked
from recruit.deliver.pdf import ConversionFailed, NoConverter, pdfs
from recruit.intake.folder import open_inbox

ROOT = Path(__file__).parents[1]
posix = pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the program")

HANGS = """
import fcntl, subprocess, sys, time
held = open({held!r}, "w")
fcntl.flock(held, fcntl.LOCK_EX)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"], pass_fds=[held.fileno()])
time.sleep(300)
"""
FAILS = "raise SystemExit(77)"
LEAVES_ONE_OUT = "from pathlib import Path; Path('0001.pdf').write_bytes(b'%PDF-1.7 %%EOF')"
TEARS_ONE = LEAVES_ONE_OUT + "; Path('0002.pdf').write_bytes(b'%PDF-1.7 ')"
KILLS_THE_RUN = "import os, signal; os.kill(os.getppid(), signal.SIGKILL)"
AS_WORD = """
import time, uuid
from pathlib import Path
for document in Path().glob("*.docx"):
    now = time.time_ns()
    document.with_suffix(".pdf").write_text(
        f"%PDF-1.7 /CreationDate(D:{{now % 10**14:014}}+07'00') /ModDate(D:{{now % 10**14:014}}+07'00') "
        f"<xmp:CreateDate>2024-11-{{now % 28 + 1:02}}T10:00:00+07:00</xmp:CreateDate>"
        f"<xmpMM:DocumentID>uuid:{{str(uuid.uuid4()).upper()}}</xmpMM:DocumentID>"
        f"/ID[<{{uuid.uuid4().hex}}><{{uuid.uuid4().hex}}>] {{document.read_text()}} %%EOF"
    )
"""


def docx(title: str = "", author: str = "", text: str = "Kính gửi") -> bytes:
    document, out = Document(), io.BytesIO()
    document.core_properties.title, document.core_properties.author = title, author
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put a script in the place of LibreOffice."""

    def put(script: str) -> None:
        path = tmp_path / "bin" / "soffice"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!{sys.executable}\n" + script.format(held=str(tmp_path / "held")))
        path.chmod(0o755)
        monkeypatch.setenv("PATH", str(path.parent))

    return put


@pytest.fixture(scope="module")
def letters():
    return {
        "công văn số 1.docx": docx("Công văn đôn đốc", "Đảng ủy Khối", "Kính gửi Chi bộ Một"),
        "bieu_thang_11/công văn.docx": docx(text="Kính gửi Chi bộ Hai"),
    }


@pytest.fixture(scope="module")
def made(letters, tmp_path_factory):
    """The letters as PDF, and the folder in which that was done."""
    soffice()
    folder = tmp_path_factory.mktemp("ra") / "Kết quả tháng 11"
    return pdfs(letters, folder), folder


def test_each_document_is_the_pages_of_its_own_text_under_its_own_name(made):
    texts = {name: pdfplumber.open(io.BytesIO(data)).pages[0].extract_text() for name, data in made[0].items()}
    assert texts == {
        "công văn số 1.pdf": "Kính gửi Chi bộ Một",
        "bieu_thang_11/công văn.pdf": "Kính gửi Chi bộ Hai",
    }


def test_title_and_author_are_the_documents(made):
    about = pdfplumber.open(io.BytesIO(made[0]["công văn số 1.pdf"])).metadata
    assert (about["Title"], about["Author"]) == ("Công văn đôn đốc", "Đảng ủy Khối")


def test_nothing_is_left_in_the_folder(made):
    assert list(made[1].iterdir()) == []


def test_the_same_documents_are_the_same_bytes_another_time(made, letters, tmp_path):
    assert pdfs(letters, tmp_path) == made[0]


def test_two_documents_have_two_numbers(made):
    numbers = {data[data.index(b"/ID") :][:40] for data in made[0].values()}
    assert len(numbers) == 2


@posix
def test_vietnamese_letters_in_the_path_do_no_harm_where_the_system_knows_none(made, letters, tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    assert pdfs(letters, tmp_path / "Đảng ủy") == made[0]


@posix
def test_times_and_numbers_as_word_writes_them_are_the_same_another_time(program, tmp_path):
    program(AS_WORD)
    first, second = (pdfs({"a.docx": b"a", "b.docx": b"b"}, tmp_path / "ra") for _ in range(2))
    assert first == second
    assert first["a.pdf"] != first["b.pdf"]
    assert b"+07'00'" in first["a.pdf"]


def test_no_documents_need_no_program(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert pdfs({}, tmp_path) == {}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere programs are found without PATH too")
def test_where_there_is_no_program_a_sentence_says_which_would_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoConverter, match=r"không có LibreOffice, cũng không có Microsoft Word.*Lưu thành"):
        pdfs({"a.docx": b""}, tmp_path)


@posix
@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (FAILS, r"LibreOffice không tạo được 2 tệp PDF, tệp đầu tiên từ a\.docx \(mã 77\)"),
        (LEAVES_ONE_OUT, r"không tạo được 1 tệp PDF, tệp đầu tiên từ b\.docx"),
        (TEARS_ONE, r"không tạo được 1 tệp PDF, tệp đầu tiên từ b\.docx"),
        (TEARS_ONE + "\nPath('0002.pdf').write_bytes(b'%PDF-1.7 %%EOF')\n" + FAILS, r"LibreOffice báo lỗi \(mã 77\)"),
    ],
)
def test_a_program_that_fails_is_named_and_nothing_is_left(program, tmp_path, script, sentence):
    program(script)
    with pytest.raises(ConversionFailed, match=sentence):
        pdfs({"a.docx": b"", "b.docx": b""}, tmp_path / "ra")
    assert list((tmp_path / "ra").iterdir()) == []


@posix
def test_a_program_that_cannot_be_started_is_named(program, tmp_path):
    program("")
    (tmp_path / "bin" / "soffice").write_bytes(b"\0")
    with pytest.raises(ConversionFailed, match=r"không chạy được .*soffice"):
        pdfs({"a.docx": b""}, tmp_path / "ra")


@posix
def test_a_program_that_hangs_is_ended_with_all_that_it_started(program, tmp_path, monkeypatch):
    import fcntl

    program(HANGS)
    monkeypatch.setattr(pdf, "SECONDS", 3)
    monkeypatch.setattr(pdf, "SECONDS_EACH", 0)
    with pytest.raises(ConversionFailed, match="LibreOffice chạy quá 3 giây"):
        pdfs({"a.docx": b""}, tmp_path / "ra")
    assert list((tmp_path / "ra").iterdir()) == []

    def ended() -> bool:
        # Both processes hold one lock, which goes with the last of them.
        with (tmp_path / "held").open("w") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
        return True

    assert any(ended() or time.sleep(0.1) for _ in range(100))


@posix
def test_what_a_killed_run_left_is_no_input_and_goes_with_the_next_run(program, tmp_path):
    folder = tmp_path / "ra"
    program(KILLS_THE_RUN)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; from recruit.deliver.pdf import pdfs; "
        "pdfs({'a.docx': b'names'}, Path(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", script, str(ROOT), str(folder)], check=False)
    assert [path.read_bytes() for path in folder.rglob("*.docx")] == [b"names"]
    assert open_inbox(folder).files == ()
    program(AS_WORD)
    pdfs({"b.docx": b""}, folder)
    assert list(folder.iterdir()) == []


@posix
def test_the_folder_of_a_run_that_is_at_work_stays(program, tmp_path):
    program(AS_WORD)
    working = tmp_path / "ra" / ".dang_xuat_pdf_1"
    working.mkdir(parents=True)
    with locked(working):
        pdfs({"a.docx": b""}, tmp_path / "ra")
        assert list((tmp_path / "ra").iterdir()) == [working]


def test_a_folder_that_is_a_file_is_a_sentence(tmp_path):
    soffice()
    (tmp_path / "ra").write_bytes(b"")
    with pytest.raises(ConversionFailed, match="không làm việc được trong thư mục"):
        pdfs({"a.docx": b""}, tmp_path / "ra")
