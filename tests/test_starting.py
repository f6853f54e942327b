"""How an office begins: `new` makes what is to be filled in, changes nothing that is there, and says what comes next."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest
from audit import complaints
from libreoffice import saved_again
from office import INFO, UNIT_LABELS, person, unit
from openpyxl import load_workbook

from recruit.books.open import read_workbook
from recruit.cli import main
from recruit.declared.field import Kind
from recruit.declared.plan import INFO as INFO_FIELDS
from recruit.declared.plan import INFO_SHEET, UNITS, UNITS_SHEET
from recruit.declared.plan_notes import EXAMPLE_SHEET
from recruit.errors import PlanProblem
from recruit.read.plan import read_plan
from recruit.write.forms.plan import plan_bytes


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """The clerk's current folder, with nothing in it."""
    folder = tmp_path / "Văn phòng Đảng ủy"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def run(*words: object) -> tuple[int, str]:
    """Return a command's exit code and all that the clerk reads on the screen."""
    screen = io.StringIO()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
        code = main([str(word) for word in words])
    return code, screen.getvalue()


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def fill(path: Path) -> None:
    """Fill a plan in as an office does that has read what is asked of it."""
    book = load_workbook(path)
    info = {label.removesuffix(" *"): cell for label, cell in _info_cells(book[INFO_SHEET])}
    days = {"Hạn hoàn thành": "30/11/2026", "Hạn đơn vị báo cáo": "03/12/2026"}
    for label, value in (INFO | days).items():
        if label != "Năm kế hoạch":
            info[label].value = value
    units = book[UNITS_SHEET]
    columns = {cell.value.removesuffix(" *"): cell.column for cell in units[1]}
    for row, values in enumerate((unit("CB01"), unit("CB02")), start=2):
        for label, value in zip(UNIT_LABELS, values, strict=True):
            units.cell(row, columns[label]).value = value
    book.save(path)


def _info_cells(sheet):
    return ((row[0].value, row[1]) for row in sheet.iter_rows(max_col=2) if isinstance(row[0].value, str))


# -- what is made ------------------------------------------------------------------------------------------------------


def test_new_makes_the_folder_with_a_plan_of_the_year_and_a_folder_for_what_comes(here):
    code, screen = run("new", 2026)
    assert code == 0
    assert list(contents(here)) == ["input/ke_hoach_nam_2026.xlsx"]
    assert (here / "input" / "bao_cao_don_vi").is_dir()
    assert f"Đã lập kế hoạch trống năm 2026: {here / 'input' / 'ke_hoach_nam_2026.xlsx'}" in screen
    assert "python generate_report.py forms" in screen


@pytest.mark.parametrize(
    "words", [["new", "--period", "2026"], ["NEW", "2026"], ["2026", "new"], ["new", "--period=2026"]]
)
def test_the_year_may_be_said_in_several_ways(here, words):
    run(*words)
    assert list(contents(here)) == ["input/ke_hoach_nam_2026.xlsx"]


def test_without_a_year_the_plans_year_is_left_to_be_filled_in(here):
    assert run("new")[0] == 0
    with pytest.raises(PlanProblem, match="chưa ghi Năm kế hoạch"):
        read_plan(read_workbook((here / "input" / "ke_hoach_nam.xlsx").read_bytes()), "k.xlsx")


def test_another_folder_may_be_named_and_is_named_in_what_to_do_next(here):
    folder = here / "thư đến 2026"
    _, screen = run("new", folder, 2026)
    assert list(contents(here)) == ["thư đến 2026/ke_hoach_nam_2026.xlsx"]
    assert f'python generate_report.py forms "{folder}"' in screen


def test_the_same_year_gives_the_same_bytes(here):
    run("new", "một", 2026)
    run("new", "hai", 2026)
    assert contents(here / "một") == contents(here / "hai")


@pytest.mark.parametrize("year", ["26", "1999", "năm nay"])
def test_what_is_no_year_is_said(here, year):
    code, screen = run("new", "--period", year)
    assert (code, f"Không hiểu năm “{year}”" in screen) == (2, True)
    assert contents(here) == {}


def test_a_file_in_the_place_of_the_folder_is_said_and_stays(here):
    (here / "input").write_bytes(b"x")
    code, screen = run("new", 2026)
    assert (code, "Traceback" in screen) == (2, False)
    assert contents(here) == {"input": b"x"}


# -- run again ---------------------------------------------------------------------------------------------------------


def test_run_again_it_changes_nothing_and_says_so(here):
    run("new", 2026)
    before = contents(here)
    code, screen = run("new", 2026)
    assert code == 0
    assert "không thay đổi gì" in screen
    assert contents(here) == before


def test_a_plan_that_was_filled_in_and_renamed_is_known_and_stays(here):
    run("new", 2026)
    made = here / "input" / "ke_hoach_nam_2026.xlsx"
    fill(made)
    made.rename(made.with_name("Kế hoạch của chúng tôi.xlsx"))
    before = contents(here)
    code, screen = run("new", 2026)
    assert (code, "Kế hoạch của chúng tôi.xlsx; không thay đổi gì" in screen) == (0, True)
    assert contents(here) == before


def test_a_plan_without_its_year_is_the_one_to_be_filled_in(here):
    run("new")
    run("new", 2026)
    assert list(contents(here)) == ["input/ke_hoach_nam.xlsx"]


def test_beside_another_years_plan_a_new_year_has_its_own(here):
    run("new", 2026)
    run("new", 2027)
    assert list(contents(here)) == ["input/ke_hoach_nam_2026.xlsx", "input/ke_hoach_nam_2027.xlsx"]


# -- from there on -----------------------------------------------------------------------------------------------------


def test_an_office_begins_with_new_the_plan_and_forms(here):
    _, screen = run("new", 2026)
    assert "Việc tiếp theo: mở kế hoạch" in screen
    code, screen = run("forms")
    assert code == 2
    assert "ô B2: chưa ghi Địa danh" in screen and "chưa có đơn vị nào" in screen
    fill(here / "input" / "ke_hoach_nam_2026.xlsx")
    code, screen = run("forms")
    assert code == 0, screen
    assert "Việc tiếp theo: gửi mỗi đơn vị biểu của mình" in screen
    assert len(list((here / "output" / "2026-01" / "bieu_thang_01").iterdir())) == 2


def test_once_something_was_sent_forms_says_nothing_of_beginning(office, tmp_path):
    _, screen = run("forms", office.send([person()]).folder, "--output", tmp_path / "ra")
    assert "Việc tiếp theo" not in screen


def test_a_folder_without_a_plan_is_told_of_new(here):
    (here / "input").mkdir()
    code, screen = run("check")
    assert (code, "python generate_report.py new" in screen) == (2, True)


# -- the plan that is made ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def empty():
    return load_workbook(io.BytesIO(plan_bytes({"year": 2026}, [], example=True)))


def checks(sheet) -> dict[str, object]:
    """Return the check of each cell of a sheet that has one."""
    return {cell: rule for rule in sheet.data_validations.dataValidation for cell in _cells(rule.sqref)}


def _cells(ranges) -> list[str]:
    from openpyxl.utils import get_column_letter

    return [f"{get_column_letter(column)}{row}" for part in ranges.ranges for row, column in part.cells]


def test_every_value_of_the_first_sheet_has_its_note(empty):
    found = checks(empty[INFO_SHEET])
    for row, field in enumerate(INFO_FIELDS, start=1):
        assert empty[INFO_SHEET][f"A{row}"].value == field.heading
        if field.help or field.kind is not Kind.TEXT:
            assert found[f"B{row}"].prompt, field.label


def test_every_cell_of_a_unit_has_its_note(empty):
    found = checks(empty[UNITS_SHEET])
    assert [field.label for number, field in enumerate(UNITS) if not found[f"{chr(65 + number)}2"].prompt] == []


@pytest.mark.parametrize(
    ("sheet", "cell", "kind"),
    [
        (INFO_SHEET, "B1", "whole"),
        (INFO_SHEET, "B13", "whole"),
        (INFO_SHEET, "B14", "custom"),
        (INFO_SHEET, "B20", "list"),
        (UNITS_SHEET, "A2", "custom"),
        (UNITS_SHEET, "C2", "list"),
        (UNITS_SHEET, "H41", "whole"),
        (UNITS_SHEET, "J2", "list"),
        (UNITS_SHEET, "L2", "list"),
        ("Nơi nhận", "B2", "list"),
        ("Quyết định kết nạp", "B2", "custom"),
        ("Năm trước", "A2", "list"),
    ],
)
def test_what_has_a_rule_has_its_check(empty, sheet, cell, kind):
    assert checks(empty[sheet])[cell].type == kind


def test_the_example_is_a_plan_that_would_do(tmp_path):
    """Its values, put where they belong, are read without a word."""
    from recruit.declared.plan_notes import EXAMPLE_ROWS, example_info

    rows = EXAMPLE_ROWS[UNITS_SHEET], EXAMPLE_ROWS["Nơi nhận"]
    got = read_plan(read_workbook(plan_bytes(example_info(2026), *rows)), "k.xlsx")
    assert (got.plan.flaws, got.understood, len(got.plan.units)) == ((), (), 3)


def test_the_example_stands_on_a_sheet_of_its_own_and_is_not_read(empty, tmp_path):
    shown = [cell.value for row in empty[EXAMPLE_SHEET].iter_rows() for cell in row if cell.value is not None]
    assert {"Đảng ủy Sở Ví dụ", "Chi bộ Văn phòng", "30/11/2026"} <= set(shown)
    path = tmp_path / "k.xlsx"
    path.write_bytes(plan_bytes({"year": 2026}, [], example=True))
    fill(path)
    plan = read_plan(read_workbook(path.read_bytes()), "k.xlsx").plan
    assert ([one.code for one in plan.units], plan.name) == (["CB01", "CB02"], INFO["Đảng ủy"])


def test_saved_by_another_program_it_is_read_the_same(tmp_path):
    path = tmp_path / "k.xlsx"
    path.write_bytes(plan_bytes({"year": 2026}, [], example=True))
    fill(path)
    again = read_plan(read_workbook(saved_again(path.read_bytes())), "k.xlsx").plan
    assert again == read_plan(read_workbook(path.read_bytes()), "k.xlsx").plan


def test_a_day_typed_there_stays_as_it_is_typed(empty, tmp_path):
    """Also on a machine that turns day and month: a blank cell for a day is one of text."""
    assert empty[INFO_SHEET]["B15"].number_format == "@"
    path = tmp_path / "k.xlsx"
    path.write_bytes(plan_bytes({"year": 2026}, [], example=True))
    fill(path)
    assert str(read_plan(read_workbook(path.read_bytes()), "k.xlsx").plan.reporting_deadline) == "2026-12-03"


def test_the_audit_finds_nothing(tmp_path):
    assert complaints(plan_bytes({"year": 2026}, [], example=True), tmp_path, "k.xlsx") == []
