"""The plan judged whole and at once: what stops a run with its cell, what is taken as the paper reads, what is noted."""

from __future__ import annotations

import contextlib
import io
from datetime import date

import pytest
from committees import edited
from office import outcomes, person, total, unit
from office import plan as plan_bytes
from openpyxl import load_workbook

from recruit.books.open import read_workbook
from recruit.cli import main
from recruit.declared.plan import INFO_SHEET, REGISTER_SHEET, REGULATIONS_SHEET, UNITS_SHEET
from recruit.errors import PlanProblem
from recruit.job import Job
from recruit.model import Period
from recruit.read.plan import ReadPlan, read_plan
from recruit.read.written import Understood
from recruit.run import recount


def read(*units, **options) -> ReadPlan:
    return read_plan(read_workbook(plan_bytes(*units, **options)), "ke_hoach.xlsx")


def stops(*units, **options) -> list[str]:
    """Return each line of what stops a run."""
    with pytest.raises(PlanProblem) as caught:
        read(*units, **options)
    first, *lines = str(caught.value).splitlines()
    assert first == "Kế hoạch năm ke_hoach.xlsx cần sửa trước khi chạy:"
    return [line.removeprefix("  - ") for line in lines]


def understood(read: ReadPlan) -> list[tuple[str, str, str]]:
    return [(line.place.cell, line.written, line.read_as) for line in read.understood]


# -- what stops a run --------------------------------------------------------------------------------------------------


def test_a_sound_plan_has_nothing_to_say():
    got = read(unit("CB01"), unit("CB02", addresses="cb02@vidu.example; hai@vidu.example"))
    assert (got.plan.flaws, got.understood) == ((), ())


def test_every_problem_is_named_at_once_in_the_order_of_the_sheets():
    found = stops(
        unit("CB01", kind="Tổ"),
        unit("CB02", addresses="cb02 at vidu"),
        info={"Năm kế hoạch": "hai nghìn", "Hạn hoàn thành": "31/11/2024"},
        regulations=[["tuoi", "", "18", None, ""], ["tuoi_toi_thieu", "", "mười tám", None, ""]],
    )
    assert [line.partition(":")[0] for line in found] == [
        f"{INFO_SHEET}, ô B1",
        f"{INFO_SHEET}, ô B14",
        f"{UNITS_SHEET}, ô C2",
        f"{UNITS_SHEET}, ô E3",
        f"{REGULATIONS_SHEET}, ô A2",
        f"{REGULATIONS_SHEET}, ô C3",
    ]


def test_a_code_that_stands_twice_is_named_with_its_rows():
    found = stops(unit("CB01"), unit("CB02"), unit("cb 01"), unit("CB01"))
    assert found == [f"{UNITS_SHEET}, ô A4: mã đơn vị CB01 có nhiều lần, ở các ô A2, A4, A5"]


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (unit(code=None), "A2", "chưa ghi Mã đơn vị"),
        ([*unit()[:2], None, *unit()[3:]], "C2", "chưa ghi Loại"),
        (unit(admissions="vài"), "F2", "Chỉ tiêu kết nạp ghi “vài” không đọc được"),
        (unit(first=13), "H2", "Từ tháng ghi “13” không đọc được"),
        (unit(first=9, last=3), "I2", "Đến tháng 3 trước Từ tháng 9"),
        (unit(into="CB09"), "J2", "Nhập vào ghi mã CB09, không đơn vị nào có mã này"),
        (unit(into="cb01"), "J2", "Nhập vào ghi mã của chính đơn vị"),
        (unit(addresses="cb01@vidu.example; cb01@"), "E2", "“cb01@” không phải địa chỉ thư điện tử"),
        (unit(addresses="gửi anh Nam"), "E2", "“gửi” không phải địa chỉ thư điện tử"),
    ],
)
def test_what_is_wrong_with_a_unit_is_named_at_its_cell(row, cell, words):
    if row[0] is None:
        row = [None, *row[1:]]
    assert stops(row) == [f"{UNITS_SHEET}, ô {cell}: {words}"]


@pytest.mark.parametrize(
    ("label", "value", "words"),
    [
        ("Năm kế hoạch", None, "chưa ghi Năm kế hoạch (bốn chữ số)"),
        ("Năm kế hoạch", 1924, "Năm kế hoạch phải từ 2000 đến 2099"),
        ("Ngày nộp hằng tháng", 32, "Ngày nộp hằng tháng phải từ 1 đến 31"),
        ("Ngày nộp hằng tháng", "giữa tháng", "Ngày nộp hằng tháng ghi “giữa tháng” không đọc được"),
        ("Hạn hoàn thành", date(2004, 11, 30), "Hạn hoàn thành phải thuộc năm 2024, như Năm kế hoạch ở ô B1"),
        ("Chỉ tiêu kết nạp được giao", "ba", "Chỉ tiêu kết nạp được giao ghi “ba” không đọc được"),
    ],
)
def test_what_is_wrong_with_the_first_sheet_is_named_at_its_cell(label, value, words):
    (found,) = stops(info={label: value})
    where, _, said = found.partition(": ")
    assert where.startswith(f"{INFO_SHEET}, ô B")
    assert said == words


BLANKS = (
    (INFO_SHEET, "B1"),  # Năm kế hoạch
    (INFO_SHEET, "B2"),  # Địa danh
    (INFO_SHEET, "B7"),  # Đảng ủy
    (INFO_SHEET, "B9"),  # Ký hiệu công văn
    (INFO_SHEET, "B18"),  # Họ tên người ký
    (UNITS_SHEET, "C2"),  # Loại
    (UNITS_SHEET, "B3"),  # Tên đơn vị
    ("Nơi nhận", "C3"),  # Nội dung
)


def with_blanks(*blanks: tuple[str, str]) -> bytes:
    """Return a plan of two units in which these cells are blank."""
    book = load_workbook(io.BytesIO(plan_bytes(unit("CB01"), unit("CB02"))))
    for sheet, cell in blanks:
        book[sheet][cell] = None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_with_a_blank_that_stops_a_run_those_that_documents_need_are_named_too():
    with pytest.raises(PlanProblem) as caught:
        read_plan(read_workbook(with_blanks(*BLANKS)), "ke_hoach.xlsx")
    assert [line.removeprefix("  - ").partition(":")[0] for line in caught.value.lines[1:]] == [
        f"{sheet}, ô {cell}" for sheet, cell in BLANKS
    ]


@pytest.mark.parametrize("command", ["report", "check", "forms", "assign", "remind", "final"])
def test_a_plan_with_eight_blanks_is_refused_once_by_every_command(office, tmp_path, command):
    office.put("ke_hoach.xlsx", with_blanks(*BLANKS))
    code, screen = run(command, office, tmp_path / "ra")
    assert code == 2
    assert [blank for blank in BLANKS if f"{blank[0]}, ô {blank[1]}: " not in screen] == []
    office.put("ke_hoach.xlsx", with_blanks())
    _, screen = run(command, office, tmp_path / "ra")
    assert [word for word in ("  - ", "K11", "K12") if word in screen] == []


@pytest.mark.parametrize("command", ["report", "remind", "final"])
def test_before_anything_was_sent_what_documents_need_is_named_all_the_same(offices, tmp_path, command):
    office = offices(unit(), info={"Địa danh": None, "Thể thức": "99"})
    code, screen = run(command, office, tmp_path / "ra")
    assert (code, "Chưa đơn vị nào gửi" in screen) == (2, True)
    assert "Thông tin chung, ô B2: chưa ghi Địa danh" in screen
    assert "Thông tin chung, ô B20: Thể thức ghi “99” không dùng được" in screen


def test_what_is_wrong_between_the_cells_of_a_row_is_named_also_where_the_row_lacks_others():
    row = [*unit(first=9, last=3, into="CB09")[:2], None, *unit(first=9, last=3, into="CB09")[3:]]
    assert [line.partition(":")[0] for line in stops(row)] == [
        f"{UNITS_SHEET}, ô {cell}" for cell in ("C2", "I2", "J2")
    ]


@pytest.mark.parametrize(("row", "cell"), [(["tuoi_toi_thieu", "", None], "C2"), ([None, "", "18"], "A2")])
def test_a_regulation_without_its_code_or_value_is_named_at_its_cell(row, cell):
    (found,) = stops(regulations=[[*row, None, ""]])
    assert found.startswith(f"{REGULATIONS_SHEET}, ô {cell}: chưa ghi")


def test_a_regulation_that_there_is_not_is_named_with_its_code():
    found = stops(regulations=[["tuoi_toi_da_la", "", "60", None, ""]])
    assert found == [f"{REGULATIONS_SHEET}, ô A2: không có quy định mã “tuoi_toi_da_la”"]


def test_a_note_under_the_regulations_stops_nothing():
    assert read(regulations=[["", "Ghi chú: theo Quy định 24-QĐ/TW", "", None, ""]]).plan.regulations == ()


def test_a_row_of_the_register_without_its_day_is_named_at_its_cell_and_nobody_is_named():
    found = stops(register=[["31-QĐ/ĐUK", None, "Trần Thị Bình", None, "CB01"]])
    assert found == [f"{REGISTER_SHEET}, ô B2: chưa ghi Ngày"]


def test_an_absent_column_is_named_once():
    book = load_workbook(io.BytesIO(plan_bytes(unit("CB01"), unit("CB02"))))
    book[UNITS_SHEET].delete_cols(3)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(PlanProblem) as caught:
        read_plan(read_workbook(out.getvalue()), "ke_hoach.xlsx")
    assert str(caught.value).splitlines()[1:] == [f"  - {UNITS_SHEET}, ô A1: thiếu cột Loại"]


# -- as the paper reads ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "written", "key", "value"),
    [
        ("Lưu", "- Lưu: VT, ĐU.", "archive", "VT, ĐU"),
        ("Ký hiệu công văn", "Số: 127-CV/ĐU", "symbol", "CV/ĐU"),
        ("Ký hiệu công văn", "-CV/ĐU", "symbol", "CV/ĐU"),
        ("Địa danh", "Lào Cai,", "place_name", "Lào Cai"),
        ("Đảng ủy cấp trên", "Kính gửi: Đảng ủy Khối", "upper_name", "Đảng ủy Khối"),
        ("Căn cứ", "- Căn cứ Nghị quyết A;\n2. Kế hoạch B.", "grounds", ("Nghị quyết A", "Kế hoạch B")),
        ("Căn cứ", "(1) Nghị quyết A;\na) Kế hoạch B\n3/ C\n4- D", "grounds", ("Nghị quyết A", "Kế hoạch B", "C", "D")),
        ("Chức vụ người ký", "V/v BÍ THƯ ,", "signer_office", "BÍ THƯ"),
        ("Ngày nộp hằng tháng", "ngày 20 hằng tháng", "due_day", 20),
        ("Ngày nộp hằng tháng", "cuối tháng", "due_day", 31),
        ("Chỉ tiêu kết nạp được giao", "03 đảng viên", "admission_target", 3),
        ("Ngày nộp hằng tháng", "20 mỗi tháng", "due_day", 20),
        ("Ngày nộp hằng tháng", "20 hàng tháng", "due_day", 20),
        ("Ngày nộp hằng tháng", "ngày cuối cùng của tháng", "due_day", 31),
        *(
            ("Chỉ tiêu kết nạp được giao", f"03 {word}", "admission_target", 3)
            for word in ("quần chúng", "người", "đồng chí", "đ/c", "đảng viên mới")
        ),
        *(
            ("Hạn hoàn thành", f"{before} 30/11/2024", "completion_deadline", date(2024, 11, 30))
            for before in ("xong trước", "chậm nhất là", "muộn nhất vào", "hết", "đến hết", "hết ngày")
        ),
        *(
            ("Đảng ủy cấp trên", f"{before} Đảng ủy Khối", "upper_name", "Đảng ủy Khối")
            for before in ("V/v", "Lưu:", "Nơi nhận:", "Số:", "a)", "1.", "(2)", "+", "•")
        ),
        ("Hạn hoàn thành", "trước ngày 30/11/2024", "completion_deadline", date(2024, 11, 30)),
        ("Hạn hoàn thành", "ngày 30 tháng 11 năm 2024", "completion_deadline", date(2024, 11, 30)),
    ],
)
def test_a_value_typed_as_the_paper_reads_is_taken_without_its_words_and_said(label, written, key, value):
    got = read(info={label: written})
    assert getattr(got.plan, key) == value
    assert [line[1] for line in understood(got)] == [written]


@pytest.mark.parametrize("said", ["Không giao", "chưa giao", "không", "-", "–", "Chưa có", "ko", "không có"])
def test_words_for_no_target_are_a_blank_and_that_is_said(said):
    got = read(unit("CB01", admissions=said))
    assert got.plan.units[0].admission_target is None
    assert [line[1] for line in understood(got)] == [said]


@pytest.mark.parametrize(
    ("label", "value", "key"),
    [
        ("Họ tên người ký", "Lưu Văn An", "signer"),
        ("Quyền hạn ký", "T/M ĐẢNG ỦY", "authority"),
        ("Ký hiệu công văn", "CV/ĐU", "symbol"),
        ("Lưu", "VT, ĐU", "archive"),
        ("Căn cứ", "Kế hoạch số 13-KH/ĐU ngày 02/02/2024 của Đảng ủy", "grounds"),
        ("Căn cứ", "13-KH/ĐU ngày 02/02/2024 của Đảng ủy", "grounds"),
        ("Điện thoại liên hệ", "0214 3000 111 - máy lẻ 2", "contact_phone"),
    ],
)
def test_a_value_without_such_words_stays_whole(label, value, key):
    got = read(info={label: value})
    assert getattr(got.plan, key) in (value, (value,))
    assert got.understood == ()


def test_a_line_break_in_a_name_is_a_blank():
    got = read(unit("CB01", name="Chi bộ\nTổng hợp"), info={"Đảng ủy": "Đảng ủy\nVăn phòng"})
    assert (got.plan.units[0].name, got.plan.name) == ("Chi bộ Tổng hợp", "Đảng ủy Văn phòng")


def test_each_line_of_a_cell_of_recipients_is_one():
    rows = [["", "Nơi nhận", "- Như trên,\n- Các chi bộ;"], ["", "Kính gửi", "Đảng ủy Khối"]]
    got = read(recipients=rows)
    assert got.plan.recipients_of("Đôn đốc", "Nơi nhận") == ("Như trên", "Các chi bộ")
    assert [line[0] for line in understood(got)] == ["C2"]


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("Chi bộ 1 <CB01@vidu.example>", ("cb01@vidu.example",)),
        ("mailto:cb01@vidu.example.", ("cb01@vidu.example",)),
        ("“cb01@vidu.example”".replace("“", '"').replace("”", '"'), ("cb01@vidu.example",)),
        ("a@vidu.example / b@vidu.example", ("a@vidu.example", "b@vidu.example")),
        ("Chị Lan a@vidu.example", ("a@vidu.example",)),
        ("không có", ()),
    ],
)
def test_an_address_as_people_paste_it_is_understood_and_said(written, addresses):
    got = read(unit(addresses=written))
    assert got.plan.units[0].addresses == addresses
    assert [line[:2] for line in understood(got)] == [("E2", written)] * (written.count(" / ") == 0)


@pytest.mark.parametrize(
    "written", ["a@vidu.example;b@vidu.example", "a@vidu.example, b@vidu.example", "a@vidu.example\nb@vidu.example"]
)
def test_several_addresses_with_an_ordinary_mark_between_them_need_no_word(written):
    got = read(unit(addresses=written))
    assert got.plan.units[0].addresses == ("a@vidu.example", "b@vidu.example")
    assert got.understood == ()


def test_months_of_a_unit_are_read_as_in_the_form():
    got = read(unit(first="tháng 3", last="T9"))
    assert (got.plan.units[0].from_month, got.plan.units[0].to_month) == (3, 9)


def test_the_sum_under_the_units_is_no_unit():
    total = [None, "Tổng cộng", None, None, None, 1, 1, None, None, None]
    got = read(unit("CB01"), total)
    assert [one.code for one in got.plan.units] == ["CB01"]
    assert understood(got) == [("B3", "Tổng cộng", "")]


def test_what_was_understood_names_sheet_and_cell():
    (line,) = read(info={"Lưu": "Lưu: VT"}).understood
    assert isinstance(line, Understood)
    assert (line.place.file, line.place.sheet) == ("ke_hoach.xlsx", INFO_SHEET)


# -- what only documents need ------------------------------------------------------------------------------------------


def flaws(**options) -> list[tuple[str, str, str]]:
    return [(flaw.place.sheet, flaw.slots["label"], flaw.value) for flaw in read(**options).plan.flaws]


@pytest.mark.parametrize(
    "label", ["Địa danh", "Đảng ủy cấp trên", "Đảng ủy", "Ký hiệu công văn", "Họ tên người ký", "Lưu"]
)
def test_a_blank_that_only_documents_need_stops_no_run(label):
    assert flaws(info={label: None}) == [(INFO_SHEET, label, "")]


@pytest.mark.parametrize(
    ("label", "value"), [("Thể thức", "99-HD/XYZ"), ("Loại văn bản báo cáo năm", "Tờ trình"), ("Cách viết ủy/uỷ", "uy")]
)
def test_a_choice_that_is_none_stops_no_run(label, value):
    assert flaws(info={label: value}) == [(INFO_SHEET, label, value)]


def test_a_recipient_of_an_unknown_document_stops_no_run():
    found = flaws(recipients=[["Tờ trình", "Nơi nhận", "Như trên"], ["", "Nơi gửi", "Như trên"]])
    assert found == [("Nơi nhận", "Văn bản", "Tờ trình"), ("Nơi nhận", "Mục", "Nơi gửi")]


@pytest.mark.parametrize(("label", "value"), [("Thể thức", "36-hd/vptw"), ("Loại văn bản báo cáo năm", "báo cáo")])
def test_a_choice_is_taken_in_any_case(label, value):
    assert flaws(info={label: value}) == []


# -- what a run makes of it --------------------------------------------------------------------------------------------


def run(command: str, office, output, *options: str) -> tuple[int, str]:
    """Return a command's exit code and all that the clerk reads on the screen."""
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        code = main([command, str(office.folder), "--output", str(output), *options])
    return code, screen.getvalue()


def written(output) -> set[str]:
    return {path.relative_to(output).parts[-1] for path in output.rglob("*") if path.is_file()}


def test_what_only_documents_need_leaves_them_out_and_the_rest_is_written(offices, tmp_path):
    office = offices(unit(), info={"Họ tên người ký": None}).send([person()])
    code, screen = run("report", office, tmp_path / "ra")
    assert code == 1
    assert "Lỗi K11: ke_hoach.xlsx, trang Thông tin chung, ô B18: Kế hoạch chưa ghi Họ tên người ký." in screen
    assert "Chưa lập được cong_van_bao_cao_2024-11.docx, trinh_dang_uy_2024-11.docx" in screen
    why = "thiếu giá trị mà văn bản cần (Thông tin chung, ô B18: chưa ghi Họ tên người ký). Sửa rồi chạy lại."
    assert f"Kế hoạch ke_hoach.xlsx {why}" in screen
    assert "tong_hop_2024-11.xlsx" in written(tmp_path / "ra")
    assert not any(name.endswith(".docx") for name in written(tmp_path / "ra"))


def test_a_letter_that_is_left_out_takes_its_earlier_one_away(offices, tmp_path):
    office = offices(unit()).send([person()])
    run("report", office, tmp_path / "ra")
    assert "cong_van_bao_cao_2024-11.docx" in written(tmp_path / "ra")
    office.put("ke_hoach.xlsx", plan_bytes(unit(), info={"Địa danh": None}))
    code, _ = run("report", office, tmp_path / "ra")
    assert (code, "cong_van_bao_cao_2024-11.docx" in written(tmp_path / "ra")) == (1, False)


@pytest.mark.parametrize("command", ["final", "assign"])
def test_a_command_whose_only_document_is_left_out_writes_nothing(offices, tmp_path, command):
    office = offices(unit(), info={"Địa danh": None, "Lưu": None}).send([person()])
    code, screen = run(command, office, tmp_path / "ra")
    assert code == 2
    assert "Thông tin chung, ô B2: chưa ghi Địa danh; Thông tin chung, ô B19: chưa ghi Lưu" in screen


def test_the_letter_that_assigns_names_all_that_it_lacks_at_once(offices, tmp_path):
    office = offices(unit(), info={"Địa danh": None, "Hạn hoàn thành": None, "Hạn đơn vị báo cáo": None})
    code, screen = run("assign", office, tmp_path / "ra")
    assert code == 2
    assert [cell for cell in ("ô B2:", "ô B14:", "ô B15:") if cell not in screen] == []


@pytest.mark.parametrize("label", ["Hạn hoàn thành", "Hạn đơn vị báo cáo"])
def test_a_deadline_that_the_letter_that_assigns_prints_is_asked_for_before(offices, tmp_path, label):
    code, screen = run("check", offices(unit(), info={label: None}), tmp_path / "ra")
    assert code == 0
    assert f"Kế hoạch chưa ghi {label}." in screen


@pytest.mark.parametrize("command", ["report", "check", "forms", "assign", "remind", "final"])
def test_every_command_names_every_problem_of_the_plan(offices, tmp_path, command):
    office = offices(unit("CB01", kind="Tổ"), unit("CB02", addresses="@"), info={"Năm kế hoạch": None})
    code, screen = run(command, office, tmp_path / "ra")
    assert code == 2
    assert [cell for cell in ("ô B1", "ô C2", "ô E3") if cell in screen] == ["ô B1", "ô C2", "ô E3"]


def test_a_second_plan_without_a_year_is_said_not_to_be_used(offices):
    month = offices(unit()).put("nháp.xlsx", plan_bytes(info={"Năm kế hoạch": None})).send().month()
    assert (outcomes(month)["nháp.xlsx"], month.period.year) == ("Không dùng: kế hoạch chưa ghi năm", 2024)


@pytest.mark.parametrize("command", ["check", "forms"])
def test_a_plan_alone_is_judged_too(offices, tmp_path, command):
    office = offices(unit(), info={"Địa danh": None, "Lưu": "Lưu: VT"})
    code, screen = run(command, office, tmp_path / "ra")
    assert code == 1
    assert "Lỗi K11: ke_hoach.xlsx, trang Thông tin chung, ô B2: Kế hoạch chưa ghi Địa danh." in screen


def test_a_check_before_anything_was_sent_writes_what_it_found(offices, tmp_path):
    office = offices(unit(), info={"Thể thức": "99", "Lưu": "Lưu: VT"})
    run("check", office, tmp_path / "ra")
    book = load_workbook(tmp_path / "ra" / "2024" / "kiem_tra_2024.xlsx")
    assert [row[1].value for row in book["Lỗi"].iter_rows(min_row=2)] == ["K12"]
    assert [row[3].value for row in book["Đã hiểu là"].iter_rows(min_row=2)] == ["Lưu: VT"]


def test_a_check_of_a_sound_plan_alone_ends_well(offices, tmp_path):
    code, screen = run("check", offices(unit()), tmp_path / "ra")
    assert code == 0
    assert "mới kiểm tra kế hoạch" in screen


def test_two_targets_that_do_not_add_up_are_said_on_the_screen_in_every_month(offices, tmp_path):
    office = offices(unit(), info={"Chỉ tiêu kết nạp được giao": 3}).send(month=10).send(month=11)
    for period in ("2024-10", "2024-11"):
        _, screen = run("report", office, tmp_path / "ra", "--period", period)
        assert "Kết nạp: 00/03, 0% (tổng chỉ tiêu của các đơn vị là 01)" in screen


def test_what_was_read_otherwise_in_the_plan_stands_in_the_workbook(offices):
    result = offices(unit(), info={"Lưu": "Lưu: VT"}).send([person()]).month()
    assert [(line.place.file, line.read_as) for line in result.understood] == [("ke_hoach.xlsx", "VT")]


# -- a plan that is locked ---------------------------------------------------------------------------------------------


def test_a_plan_with_a_password_says_so(office, tmp_path):
    from recruit.deliver.protection import protected

    (locked,) = protected({"ke_hoach.xlsx": (office.folder / "ke_hoach.xlsx").read_bytes()}, "abc123")[0].values()
    office.put("ke_hoach.xlsx", locked).put("CB01.xlsx", locked[:3000])
    code, screen = run("check", office, tmp_path / "ra")
    assert code == 2
    assert "có thể là kế hoạch. ke_hoach.xlsx: có mật khẩu" in screen
    assert "CB01.xlsx" not in screen


def test_without_a_plan_nothing_is_taken_for_one(office, tmp_path):
    (office.folder / "ke_hoach.xlsx").unlink()
    code, screen = run("check", office.send(), tmp_path / "ra")
    assert code == 2
    assert "Không thấy kế hoạch năm" in screen and "có thể là kế hoạch" not in screen


# -- sheets under other names ------------------------------------------------------------------------------------------


def renamed(office, sheet: str, name: str) -> None:
    def edit(book) -> None:
        book[sheet].title = name

    office.put("ke_hoach.xlsx", edited((office.folder / "ke_hoach.xlsx").read_bytes(), edit))


@pytest.mark.parametrize(
    ("sheet", "name"),
    [
        (UNITS_SHEET, "Đơn vị và chỉ tiêu (2)"),
        (UNITS_SHEET, "ĐƠN VỊ VÀ CHỈ TIÊU 2024"),
        (UNITS_SHEET, "Đơn vị, chỉ tiêu"),
        (UNITS_SHEET, "Sheet2"),
        (INFO_SHEET, "Thong tin chung"),
        (INFO_SHEET, "KH 2024"),
    ],
)
def test_a_plans_sheet_under_another_name_is_found_and_that_is_said(office, tmp_path, sheet, name):
    office.send()
    renamed(office, sheet, name)
    month = office.month()
    assert (month.findings, total(month, "sympathisers")) == ((), 1)
    assert [(one.written, one.read_as) for one in month.understood] == [(name, sheet)]
    found = recount(Job(office.folder, Period(2024, 11), tmp_path / "ra")).recounted
    assert [*found.differing, *found.cells_read_otherwise] == []


def test_the_register_under_another_name_is_held_against_the_lists_all_the_same(offices):
    office = offices(register=[["90-QĐ/ĐUK", date(2024, 3, 20), "Lò Văn Ón", None, "CB01"]]).send()
    renamed(office, "Quyết định kết nạp", "Quyết định kết nạp 2024")
    assert [found.code for found in office.month().findings] == ["K02"]


def test_a_copy_of_a_plans_sheet_beside_it_is_nothing(office):
    def edit(book) -> None:
        book.copy_worksheet(book[UNITS_SHEET]).title = "Đơn vị và chỉ tiêu (2)"

    office.send().put("ke_hoach.xlsx", edited((office.folder / "ke_hoach.xlsx").read_bytes(), edit))
    month = office.month()
    assert (month.findings, month.understood) == ((), ())


@pytest.mark.parametrize(("kept", "lacking"), [(INFO_SHEET, UNITS_SHEET), (UNITS_SHEET, INFO_SHEET)])
def test_where_half_a_plan_is_there_its_file_and_the_sheet_that_it_lacks_are_named(office, kept, lacking):
    office.send().put(
        "ke_hoach.xlsx", edited((office.folder / "ke_hoach.xlsx").read_bytes(), lambda book: book.remove(book[lacking]))
    )
    with pytest.raises(PlanProblem) as stopped:
        office.month()
    assert f"ke_hoach.xlsx: không có trang {lacking}" in str(stopped.value)


def test_a_workbook_that_is_no_plan_at_all_is_not_named_as_one(office):
    office.send().put("ke_hoach.xlsx", b"")
    with pytest.raises(PlanProblem) as stopped:
        office.month()
    assert "giống kế hoạch" not in str(stopped.value)
