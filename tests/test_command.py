"""The command as the clerk runs it: words, exit codes, sentences instead of tracebacks, the same bytes every time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from libreoffice import soffice
from office import Office, cell_of, form, person, plan, unit

from recruit.write.forms.people import list_address

ROOT = Path(__file__).parents[1]


def run(*words: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess:
    """Run the script as the clerk does."""
    return subprocess.run(
        [sys.executable, str(ROOT / "generate_report.py"), *map(str, words)],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=120,
    )


def screen(result: subprocess.CompletedProcess) -> str:
    return (result.stdout + result.stderr).decode("utf-8")


@pytest.fixture
def clean(tmp_path) -> Office:
    return Office(tmp_path / "hộp thư đến").send([person()])


def test_a_clean_month_ends_with_exit_code_zero(clean, tmp_path):
    result = run(clean.folder, "--output", tmp_path / "kết quả")
    assert result.returncode == 0, screen(result)
    assert names(tmp_path / "kết quả" / "2024-11") == [
        ".ket_qua.json",
        "bieu_thang_12/bieu_bao_cao_CB01_2024-12.xlsx",
        "cong_van_bao_cao_2024-11.docx",
        "don_doc/cong_van_don_doc_CB01_2024-11.docx",
        "don_doc/phieu_theo_doi_2024-11.docx",
        "don_doc/thu_CB01_2024-11.eml",
        "tong_hop_2024-11.xlsx",
        "tong_quan_2024-11.html",
        "trinh_dang_uy_2024-11.docx",
    ]
    assert screen(result).rstrip().endswith("Kết quả: không còn lỗi, các đơn vị đã nộp đủ (mã thoát 0)")


def test_something_to_mend_ends_with_one_and_the_closing_line_counts_it(tmp_path):
    office = Office(tmp_path / "in", unit("CB01"), unit("CB02")).send([person(gender="?"), person("Lò Văn Ón", "x")])
    result = run(office.folder, "--output", tmp_path / "out")
    assert result.returncode == 1
    assert screen(result).rstrip().endswith("Kết quả: còn 2 lỗi, 1 đơn vị chưa nộp (mã thoát 1)")


def test_the_screen_names_plan_period_and_cells_but_no_people(tmp_path):
    office = Office(tmp_path / "in").send([person("Nguyễn Bí Mật", gender="?")])
    said = screen(run(office.folder, "--output", tmp_path / "out"))
    assert "Kế hoạch năm 2024: ke_hoach.xlsx" in said
    assert "Kỳ báo cáo: tháng 11/2024 (1/1 đơn vị đã gửi)" in said
    assert f"CB01_11.xlsx, trang Danh sách, ô {cell_of('gender')}" in said
    assert "Bí Mật" not in said


def test_issue_with_number_and_day_makes_a_final_letter(tmp_path):
    office = Office(tmp_path / "in", unit("CB01"), unit("CB02")).send([person()])
    result = run(office.folder, "--output", tmp_path / "out", "--number", "127", "--date", "2024-12-03", "--issue")
    from docx import Document

    document = Document(tmp_path / "out" / "2024-11" / "cong_van_bao_cao_2024-11.docx")
    assert result.returncode == 1
    assert "Dự thảo" not in document.element.xml
    assert "Số 127-CV/ĐU" in document.tables[0].rows[0].cells[0].text.replace("\u00a0", " ")


def test_check_writes_only_the_list_of_errors(clean, tmp_path):
    result = run("check", clean.folder, "--output", tmp_path / "out")
    assert result.returncode == 0
    assert sorted(p.name for p in (tmp_path / "out" / "2024-11").iterdir()) == [
        ".ket_qua.json",
        "kiem_tra_2024-11.xlsx",
        "tong_quan_2024-11.html",
    ]


def test_forms_makes_an_empty_form_for_each_unit_of_the_next_month(tmp_path):
    office = Office(tmp_path / "in", unit("CB01"), unit("CB02"), unit("CB03", last=11)).send([person()])
    result = run("forms", office.folder, "--output", tmp_path / "out")
    assert result.returncode == 0
    made = sorted(p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.xlsx"))
    assert made == [f"2024-12/bieu_thang_12/bieu_bao_cao_{code}_2024-12.xlsx" for code in ("CB01", "CB02")]


def test_forms_works_before_anything_was_sent(tmp_path):
    office = Office(tmp_path / "in")
    assert run("forms", office.folder, "--output", tmp_path / "out").returncode == 0
    assert (tmp_path / "out" / "2024-01" / "bieu_thang_01").is_dir()


def test_an_empty_form_sent_back_untouched_is_no_send(tmp_path):
    office = Office(tmp_path / "in").send([person()])
    run("forms", office.folder, "--output", tmp_path / "out")
    [made] = (tmp_path / "out").rglob("*.xlsx")
    office.put("trả lại.xlsx", made.read_bytes())
    assert {f.file: f.result for f in office.month(12).files}["trả lại.xlsx"] == "Biểu chưa điền"


# -- what a user can do wrong ------------------------------------------------------------------------------------------


def assert_stopped(result: subprocess.CompletedProcess, words: str) -> None:
    said = screen(result)
    assert result.returncode == 2, said
    assert words in said
    assert "Traceback" not in said
    assert "mã thoát 2" in said


def test_no_plan(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(form())
    assert_stopped(run(tmp_path / "in", "--output", tmp_path / "out"), "Không thấy kế hoạch năm")
    assert not (tmp_path / "out").exists()


def test_two_plans_for_one_year(tmp_path):
    office = Office(tmp_path / "in").put("kế hoạch 2.xlsx", plan(unit("CB02"))).send([person()])
    assert_stopped(run(office.folder, "--output", tmp_path / "out"), "Có hai kế hoạch cho năm 2024")


def test_the_same_plan_twice_is_one(tmp_path):
    office = Office(tmp_path / "in").send([person()])
    office.put("bản sao/ke_hoach.xlsx", (office.folder / "ke_hoach.xlsx").read_bytes())
    assert run(office.folder, "--output", tmp_path / "out").returncode == 0


def test_a_plan_with_mistakes_names_each_cell(tmp_path):
    office = Office(
        tmp_path / "in", unit("CB01", kind="Tổ"), unit("CB02", first=13), info={"Hạn hoàn thành": "31/11/2024"}
    )
    result = run(office.send([person()]).folder, "--output", tmp_path / "out")
    assert_stopped(result, "Loại phải là Chi bộ, Đoàn thể hoặc Đảng ủy")
    assert "Hạn hoàn thành" in screen(result) and "Từ tháng" in screen(result)


def test_a_plan_without_its_year(tmp_path):
    office = Office(tmp_path / "in", info={"Năm kế hoạch": None}).send([person()])
    assert_stopped(run(office.folder, "--output", tmp_path / "out"), "chưa ghi Năm kế hoạch")


@pytest.mark.parametrize("period", ["2024-13", "thang 11", "2023-11"])
def test_an_unknown_period(clean, tmp_path, period):
    assert_stopped(
        run(clean.folder, "--period", period, "--output", tmp_path / "out"),
        "202" if period == "2023-11" else "Không hiểu kỳ",
    )


def test_a_folder_that_is_not_there(tmp_path):
    assert_stopped(run(tmp_path / "không có"), "Không mở được thư mục")


def test_a_folder_that_cannot_be_written(clean, tmp_path):
    (tmp_path / "out").write_bytes(b"")
    assert_stopped(run(clean.folder, "--output", tmp_path / "out"), "Không ghi được")


@pytest.mark.parametrize("words", [["--khong-co"], ["--date", "32/12/2024"], ["--number", "12/7"]])
def test_words_that_mean_nothing(clean, words):
    assert_stopped(run(clean.folder, *words), "Không hiểu")


def test_a_template_folder_without_the_letter(clean, tmp_path):
    assert_stopped(
        run(clean.folder, "--templates", tmp_path, "--output", tmp_path / "out"), "Không mở được mẫu văn bản"
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1258", "utf-16"])
def test_a_console_that_cannot_show_vietnamese_shows_bare_letters(clean, tmp_path, encoding):
    result = run(clean.folder, "--output", tmp_path / "out", PYTHONIOENCODING=encoding)
    assert result.returncode == 0
    if encoding == "ascii":
        assert b"Ket qua: khong con loi, cac don vi da nop du (ma thoat 0)" in result.stdout


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no full device")
def test_a_screen_that_takes_nothing_more_changes_nothing_of_what_was_written(clean, tmp_path):
    reader, writer = os.pipe()
    os.close(reader)
    for name, output in (("đầy", os.open("/dev/full", os.O_WRONLY)), ("đóng", writer)):
        command = [sys.executable, str(ROOT / "generate_report.py"), str(clean.folder), "--output", tmp_path / name]
        result = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, check=False, timeout=120)
        os.close(output)
        assert (result.returncode, result.stderr) == (0, b"")
        assert names(tmp_path / name) == names(tmp_path / "đầy") != []


def test_help_is_vietnamese_and_imports_nothing_heavy():
    script = (
        "import sys; sys.argv = ['generate_report.py', '--help']\n"
        "from recruit.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([m for m in ('pandas', 'openpyxl', 'docx', 'docxtpl', 'lxml', 'xlsxwriter', 'jinja2') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "utf-8"}
    )
    assert "cách dùng" in result.stdout.decode()
    assert result.stdout.decode().rstrip().endswith("[]")


def test_without_input_the_folder_named_input_is_read(clean, tmp_path):
    shutil.copytree(clean.folder, tmp_path / "làm việc" / "input")
    assert run(cwd=tmp_path / "làm việc").returncode == 0
    assert (tmp_path / "làm việc" / "output" / "2024-11" / "tong_hop_2024-11.xlsx").exists()


# -- sameness ----------------------------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_inputs_make_the_same_bytes_whatever_clock_place_language_and_order(tmp_path):
    one = tmp_path / "một"
    shutil.copytree(ROOT / "input_examples", one)
    two = tmp_path / "hai" / "sâu hơn"
    for path in sorted(one.rglob("*"), reverse=True):
        if path.is_file():
            (two / path.relative_to(one)).parent.mkdir(parents=True, exist_ok=True)
            (two / path.relative_to(one)).write_bytes(path.read_bytes())
            os.utime(two / path.relative_to(one), (0, 0))
    run(one, "--output", tmp_path / "a", LANG="C", TZ="UTC", PYTHONHASHSEED="1")
    run(two, "--output", tmp_path / "b", LANG="vi_VN.UTF-8", TZ="Asia/Ho_Chi_Minh", PYTHONHASHSEED="2")
    assert len(contents(tmp_path / "a")) > 20
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_inputs_are_never_written(tmp_path):
    shutil.copytree(ROOT / "input_examples", tmp_path / "in")
    before = {
        path: (data, (tmp_path / "in" / path).stat().st_mtime_ns) for path, data in contents(tmp_path / "in").items()
    }
    run(tmp_path / "in", "--output", tmp_path / "out")
    assert before == {
        path: (data, (tmp_path / "in" / path).stat().st_mtime_ns) for path, data in contents(tmp_path / "in").items()
    }


def test_run_twice_nothing_is_numbered(clean, tmp_path):
    for _ in range(2):
        run(clean.folder, "--output", tmp_path / "out")
    assert len(contents(tmp_path / "out")) == 9


def test_an_output_folder_inside_the_inbox_is_not_read(clean):
    for _ in range(2):
        result = run(clean.folder, "--output", clean.folder / "output")
    assert "Tìm thấy 2 tệp" in screen(result)


# -- the README --------------------------------------------------------------------------------------------------------


def test_the_readmes_python_example_does_what_it_says(tmp_path):
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    expected = re.findall(r"# (.+)", code)
    shutil.copytree(ROOT / "input_examples", tmp_path / "input_examples")
    result = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"],
        capture_output=True,
        cwd=tmp_path,
    )
    assert result.stdout.decode().split("\n")[:-1] == expected, result.stderr.decode()


# -- protected workbooks -----------------------------------------------------------------------------------------------


def protected(data: bytes, password: str) -> bytes:
    """Return a workbook as Excel saves it with a password to open it."""
    import io

    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def test_a_protected_workbook_is_read_with_the_passwords_of_a_file(tmp_path):
    office = Office(tmp_path / "in").put("CB01.xlsx", protected(form(people=[person()]), "chi bộ 01"))
    passwords = tmp_path / "mật khẩu.txt"
    passwords.write_text("sai\nchi bộ 01\n", encoding="utf-8-sig")
    result = run(office.folder, "--output", tmp_path / "out", "--passwords", passwords)
    assert result.returncode == 0, screen(result)
    assert "chi bộ 01" not in screen(result)


def test_without_its_password_it_is_named_and_the_option_told(tmp_path):
    office = Office(tmp_path / "in").put("CB01.xlsx", protected(form(people=[person()]), "x"))
    result = run(office.folder, "--period", "2024-11", "--output", tmp_path / "out")
    assert result.returncode == 1
    assert "--passwords" in screen(result)


def test_a_password_file_that_is_not_there(clean, tmp_path):
    assert_stopped(run(clean.folder, "--passwords", tmp_path / "không có.txt"), "Không đọc được tệp mật khẩu")


@pytest.mark.parametrize("library", ["lxml", "pandas"])
def test_a_library_that_is_not_installed_is_named_and_no_file_blamed(clean, tmp_path, library):
    code = f"import sys; sys.modules[{library!r}] = None; from recruit.cli import main; sys.exit(main(sys.argv[1:]))"
    words = [sys.executable, "-c", code, str(clean.folder), "--output", str(tmp_path / "out")]
    result = subprocess.run(words, capture_output=True, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    assert_stopped(result, f"Chưa cài đủ thư viện (thiếu {library}")


# -- the other documents -----------------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_assign_works_before_anything_was_sent(tmp_path):
    office = Office(tmp_path / "in")
    result = run("assign", office.folder, "--output", tmp_path / "out")
    assert result.returncode == 0, screen(result)
    assert names(tmp_path / "out") == ["2024/.ket_qua.json", "2024/cong_van_giao_chi_tieu_2024.docx"]
    assert "Tháng của công văn lấy theo căn cứ mới nhất (12/3/2024)" in screen(result)


def test_remind_and_final_say_what_they_wrote(clean, tmp_path):
    for command, name in (("remind", "don_doc (02 tệp)"), ("final", "bao_cao_nam_2024.docx")):
        result = run(command, clean.folder, "--output", tmp_path / "out", "--date", "2024-12-05")
        assert result.returncode == 0, screen(result)
        assert name in screen(result)


def test_the_same_documents_are_the_same_bytes(clean, tmp_path):
    written = []
    for folder, zone in (("một", "Asia/Ho_Chi_Minh"), ("hai", "America/New_York")):
        for command in ("assign", "remind", "final", "check"):
            run(command, clean.folder, "--output", tmp_path / folder, TZ=zone)
        written.append(contents(tmp_path / folder))
    assert written[0] == written[1]
    assert len(written[0]) > 5


@pytest.mark.parametrize("command", ["assign", "remind", "final"])
def test_a_template_that_is_wrong_stops_a_letter_with_its_paragraph(clean, tmp_path, command):
    from docx import Document

    folder = tmp_path / "mẫu"
    shutil.copytree(ROOT / "templates", folder)
    for path in folder.glob("*.docx"):
        document = Document(str(path))
        document.paragraphs[-1].add_run("{% if du_thao %}{{ sai_ten }}{% endif %}")
        document.save(str(path))
    result = run(command, clean.folder, "--output", tmp_path / "out", "--templates", folder)
    assert result.returncode == 2
    assert "sai_ten" in screen(result)
    assert "đoạn" in screen(result)
    assert not (tmp_path / "out").exists()


def test_check_names_a_templates_fault_and_writes_a_copy_with_comments(clean, tmp_path):
    from docx import Document

    folder = tmp_path / "mẫu"
    shutil.copytree(ROOT / "templates", folder)
    path = folder / "cong_van_bao_cao.docx"
    document = Document(str(path))
    next(p for p in document.paragraphs if "như sau" in p.text).add_run("{{ sai_ten }}")
    document.save(str(path))
    result = run("check", clean.folder, "--output", tmp_path / "out", "--templates", folder)
    assert result.returncode == 1
    assert "mẫu cong_van_bao_cao.docx, thân văn bản, đoạn" in screen(result)
    assert screen(result).rstrip().endswith("Kết quả: 1 lỗi trong mẫu văn bản (mã thoát 1)")
    copy = Document(str(tmp_path / "out" / "2024-11" / "mau_co_loi" / "cong_van_bao_cao.docx"))
    assert "sai_ten" in "".join(comment.text for comment in copy.comments)


def test_a_copy_with_comments_goes_when_the_template_is_mended(clean, tmp_path):
    from docx import Document

    folder = tmp_path / "mẫu"
    shutil.copytree(ROOT / "templates", folder)
    sound = (folder / "cong_van_bao_cao.docx").read_bytes()
    document = Document(str(folder / "cong_van_bao_cao.docx"))
    next(p for p in document.paragraphs if "như sau" in p.text).add_run("{{ sai_ten }}")
    document.save(str(folder / "cong_van_bao_cao.docx"))
    run("check", clean.folder, "--output", tmp_path / "out", "--templates", folder)
    (folder / "cong_van_bao_cao.docx").write_bytes(sound)
    result = run("check", clean.folder, "--output", tmp_path / "out", "--templates", folder)
    assert result.returncode == 0
    left = [".ket_qua.json", "kiem_tra_2024-11.xlsx", "tong_quan_2024-11.html"]
    assert names(tmp_path / "out") == [f"2024-11/{name}" for name in left]


def test_a_template_that_is_absent_is_named_by_check(clean, tmp_path):
    folder = tmp_path / "mẫu"
    shutil.copytree(ROOT / "templates", folder)
    (folder / "phieu_theo_doi.docx").unlink()
    result = run("check", clean.folder, "--output", tmp_path / "out", "--templates", folder)
    assert result.returncode == 1
    assert "phieu_theo_doi.docx" in screen(result)


def test_pdf_writes_each_document_twice(clean, tmp_path):
    soffice()
    result = run(clean.folder, "--output", tmp_path / "kết quả", "--pdf")
    assert result.returncode == 0, screen(result)
    written = names(tmp_path / "kết quả" / "2024-11")
    documents = {name.removesuffix(".docx") for name in written if name.endswith(".docx")}
    assert documents == {name.removesuffix(".pdf") for name in written if name.endswith(".pdf")}
    assert len(documents) == 4


def test_without_a_program_for_pdf_the_rest_is_written_and_it_is_said(clean, tmp_path):
    result = run(clean.folder, "--output", tmp_path / "out", "--pdf", PATH=str(tmp_path / "không có gì"))
    assert result.returncode == 0, screen(result)
    assert "LibreOffice" in screen(result)
    assert "cong_van_bao_cao_2024-11.docx" in names(tmp_path / "out" / "2024-11")


def test_duplex_mirrors_the_margins(clean, tmp_path):
    from zipfile import ZipFile

    run(clean.folder, "--output", tmp_path / "out", "--duplex")
    with ZipFile(tmp_path / "out" / "2024-11" / "cong_van_bao_cao_2024-11.docx") as package:
        assert b"<w:mirrorMargins/>" in package.read("word/settings.xml")


# -- what goes back to the units, with a password or without -----------------------------------------------------------


def test_a_run_names_each_folder_once_with_its_number_of_files(clean, tmp_path):
    said = screen(run(clean.folder, "--output", tmp_path / "out"))
    assert f"Đã ghi: {tmp_path / 'out' / '2024-11' / 'don_doc'} (03 tệp)" in said
    assert "bieu_bao_cao_CB01" not in said


def test_files_for_units_that_no_longer_hold_are_taken_away(tmp_path):
    office = Office(tmp_path / "in").send([person(gender="?")])
    run(office.folder, "--output", tmp_path / "out")
    assert "2024-11/tra_lai/bieu_bao_cao_CB01_2024-11.xlsx" in names(tmp_path / "out")
    office.send([person()])
    said = screen(run(office.folder, "--output", tmp_path / "out"))
    assert "2024-11/tra_lai/bieu_bao_cao_CB01_2024-11.xlsx" not in names(tmp_path / "out")
    assert "Đã bỏ:" in said


@pytest.fixture
def password(tmp_path) -> Path:
    file = tmp_path / "mật khẩu.txt"
    file.write_text("matkhau123\n", encoding="utf-8")
    return file


def test_with_a_password_every_office_file_with_people_is_locked(tmp_path, password):
    office = Office(tmp_path / "in").send([person(gender="?")])
    run(office.folder, "--output", tmp_path / "out", "--password", password)
    folder = tmp_path / "out" / "2024-11"
    packages = [folder / name for name in names(folder) if name.endswith((".xlsx", ".docx"))]
    open_ones = {path.name for path in packages if path.read_bytes().startswith(b"PK")}
    assert open_ones == {"phieu_theo_doi_2024-11.docx"}
    assert len(packages) == 7


def test_what_a_mail_brings_is_locked_in_it_too(tmp_path, password):
    from email import policy
    from email.parser import BytesParser

    office = Office(tmp_path / "in").send([person(gender="?")])
    run(office.folder, "--output", tmp_path / "out", "--password", password)
    data = (tmp_path / "out" / "2024-11" / "don_doc" / "thu_CB01_2024-11.eml").read_bytes()
    mail = BytesParser(policy=policy.default).parsebytes(data)
    attached = [part.get_content() for part in mail.iter_attachments()]
    assert attached
    assert not any(content.startswith(b"PK") for content in attached)


def test_what_cannot_be_locked_is_said(clean, tmp_path, password):
    soffice()
    said = screen(run(clean.folder, "--output", tmp_path / "out", "--password", password, "--pdf"))
    assert "Không đặt được mật khẩu cho: cong_van_bao_cao_2024-11.pdf" in said


def test_an_empty_password_is_refused(clean, tmp_path):
    empty = tmp_path / "trống.txt"
    empty.write_text("\n", encoding="utf-8")
    result = run(clean.folder, "--output", tmp_path / "out", "--password", empty)
    assert result.returncode == 2
    assert not (tmp_path / "out").exists()


def test_forms_hold_the_list_of_the_month_before(clean, tmp_path):
    from openpyxl import load_workbook

    run("forms", clean.folder, "--output", tmp_path / "out")
    form = tmp_path / "out" / "2024-12" / "bieu_thang_12" / "bieu_bao_cao_CB01_2024-12.xlsx"
    assert load_workbook(form)["Danh sách"][list_address(0, "name")].value == "Nguyễn Văn An"


def test_januarys_forms_carry_over_who_is_still_on_the_list(tmp_path):
    from datetime import UTC, datetime

    from office import admitted
    from openpyxl import load_workbook

    office = Office(tmp_path / "in")
    office.send([admitted(), person()], month=12, sent=datetime(2024, 12, 20, tzinfo=UTC))
    result = run("forms", office.folder, "--output", tmp_path / "out")
    assert result.returncode == 0, screen(result)
    [form] = (tmp_path / "out" / "2025-01" / "bieu_thang_01").iterdir()
    rows = load_workbook(form)["Danh sách"]
    assert [rows[list_address(index, "name")].value for index in (0, 1)] == ["Nguyễn Văn An", None]


def test_pages_of_an_earlier_run_do_not_stay_beside_todays_documents(clean, tmp_path):
    soffice()
    run(clean.folder, "--output", tmp_path / "out", "--pdf")
    run(clean.folder, "--output", tmp_path / "out", "--issue")
    assert not [name for name in names(tmp_path / "out") if name.endswith(".pdf")]


def test_what_was_locked_for_a_unit_is_read_when_it_comes_back(tmp_path, password):
    office = Office(tmp_path / "in").send([person()], month=10)
    run(office.folder, "--output", tmp_path / "out", "--password", password)
    form = tmp_path / "out" / "2024-10" / "bieu_thang_11" / "bieu_bao_cao_CB01_2024-11.xlsx"
    office.put("CB01_11.xlsx", form.read_bytes())
    said = screen(run("check", office.folder, "--output", tmp_path / "out", "--password", password))
    assert "mật khẩu" not in said
