"""A list that a unit sent under another unit's code: one error, at the code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from members import RECOGNISED, member, members
from office import Office, admitted, person, plan, unit
from papers import text, urging_letter

from recruit.check.registry import ERROR
from recruit.job import Job
from recruit.measure.result import MonthResult
from recruit.model import LetterOptions, Period
from recruit.run import forms, report
from recruit.write.summary.workbook import consolidated_bytes


def codes(month: MonthResult) -> list[str]:
    """Return the codes of the errors of a month."""
    return sorted(found.code for found in month.findings if found.severity is ERROR)


CELLS = unit("CB01", "Chi bộ Một"), unit("CB02", "Chi bộ Hai")
OWN = [person(f"Lê Văn {name}", f"0{day}/01/1991") for day, name in enumerate("ABCDE", 1)]
OWN_CLASS = {"name": "Hà Thị Chi", "class_sent": "10/03/2024"}
THEIRS = [admitted(), *(person(f"Trần Thị {name}", f"0{day}/02/1992") for day, name in enumerate("ABCD", 1))]


@pytest.fixture
def two(offices):
    """An office with a chi bộ of five people and another of five in October."""
    made = offices(*CELLS)
    return made.send(OWN, month=10).send(THEIRS, unit="CB02", month=10)


def test_a_list_under_another_units_code_is_one_error_at_the_code(two):
    month = two.send(THEIRS).month()
    [found] = month.findings
    assert (found.code, found.place.sheet, found.place.cell) == ("B15", "Báo cáo", "B1")
    assert "05 trong 05 người" in found.message and "Chi bộ Hai (CB02_10.xlsx)" in found.message
    assert month.errors == 1


def test_it_is_one_error_too_where_the_other_unit_sent_its_own_list_in_the_same_month(two):
    assert codes(two.send(THEIRS).send(THEIRS, unit="CB02").month()) == ["B15"]


def test_what_else_is_wrong_in_such_a_list_is_still_said(two):
    assert codes(two.send([*THEIRS[:4], person("Trần Thị D", "04/02/1992", gender="?")]).month()) == ["B15", "O02"]


def test_whom_the_units_own_sheet_of_members_had_is_not_asked_about_then(offices):
    told = member("Hà Văn Tư", **RECOGNISED), member("Hà Văn Năm", "03/03/1991")
    office = offices(*CELLS).send(OWN, month=10, edit=members(*told)).send(THEIRS, unit="CB02", month=10)
    assert [found.code for found in office.send(THEIRS, edit=members()).month().findings] == ["B15"]


@pytest.mark.parametrize(("others", "told"), [(2, False), (3, True)])
def test_two_people_of_another_list_may_have_moved(two, others, told):
    month = two.send([*THEIRS[-others:], person("Hà Thị Chi", "02/02/1992")]).month()
    assert ("B15" in codes(month)) is told


@pytest.mark.parametrize(("own", "told"), [(3, False), (2, True)])
def test_a_list_half_of_which_is_the_units_own_is_its_own(two, own, told):
    month = two.send([*THEIRS[:3], *OWN[:own]]).month()
    assert ("B15" in codes(month)) is told


@pytest.mark.parametrize(("new", "told"), [(3, False), (2, True)])
def test_a_list_half_of_which_nobody_knew_is_no_other_units(two, new, told):
    strangers = [person(f"Hà Thị {name}", f"0{day}/03/1993") for day, name in enumerate("ABC", 1)]
    assert ("B15" in codes(two.send([*THEIRS[-3:], *strangers[:new]]).month())) is told


def test_people_whom_the_other_unit_handed_over_are_the_units_own(two):
    gone = [{**p, "left": "02/11/2024", "reason": "Chuyển sang đơn vị khác"} for p in THEIRS]
    month = two.send(THEIRS).send(gone, unit="CB02").month()
    assert "B15" not in codes(month)


def test_people_of_a_unit_that_has_ended_are_the_successors(offices):
    office = offices(unit("CB01", "Chi bộ Một"), unit("CB02", "Chi bộ Hai", last=10, into="CB01"))
    office.send(OWN, month=10).send(THEIRS, unit="CB02", month=10).send(THEIRS)
    assert "B15" not in codes(office.month())


def test_people_whom_a_mass_organisation_lists_too_are_the_chi_bos_own(offices):
    office = offices(unit("CB01", "Chi bộ Một"), unit("DT01", "Đoàn Thanh niên", "Đoàn thể"))
    office.send(OWN, month=10).send(THEIRS, unit="DT01", month=10).send(THEIRS)
    assert "B15" not in codes(office.month())


@pytest.mark.parametrize(("first", "told"), [(11, False), (None, True)])
def test_the_first_list_of_a_unit_that_began_this_year_may_be_of_anothers_people(offices, first, told):
    office = offices(unit("CB01", first=first), unit("CB02")).send(THEIRS, unit="CB02", month=10).send(THEIRS)
    assert ("B15" in codes(office.month())) is told


def test_a_file_that_the_office_sets_aside_is_asked_about_no_more(two):
    wrong = two.send(THEIRS).month()
    sha256 = next(file.sha256 for file in wrong.files if file.file == "CB01_11.xlsx")
    two.put("ke_hoach.xlsx", plan(*CELLS, unused=[[sha256, "CB02 gửi nhầm mã"]]))
    assert codes(two.month()) == []


def test_what_the_units_own_earlier_lists_held_is_not_asked_about_under_anothers_list(offices, tmp_path):
    own = [person(f"Lê Văn {name}", f"0{day}/01/1991", year=2023) for day, name in enumerate("ABCDE", 1)]
    before = Office(tmp_path / "2023", *CELLS, year=2023).send(own, month=12)
    office = offices(*CELLS, last_year=[]).put("tong_hop.xlsx", consolidated_bytes(before.month(12)))
    office.send([person(**OWN_CLASS)], month=9).send(OWN, month=10).send(THEIRS, unit="CB02", month=10)
    found = {finding.code for finding in office.send(THEIRS).month().findings}
    assert "B15" in found and not found & {"T27", "T28"}


def test_nor_are_those_of_last_december_where_the_years_first_list_is_anothers(offices, tmp_path):
    own = [person(f"Lê Văn {name}", f"0{day}/01/1991", year=2023) for day, name in enumerate("ABCDE", 1)]
    before = Office(tmp_path / "2023", *CELLS, year=2023).send(own, month=12)
    office = offices(*CELLS, last_year=[]).put("tong_hop.xlsx", consolidated_bytes(before.month(12)))
    found = {finding.code for finding in office.send(THEIRS, unit="CB02", month=10).send(THEIRS).month().findings}
    assert "B15" in found and "T28" not in found


def packages(path: Path) -> Iterator[bytes]:
    """Yield a file, or the files that a draft of a mail carries."""
    if path.suffix != ".eml":
        yield path.read_bytes()
        return
    draft = message_from_bytes(path.read_bytes(), policy=default)
    yield from (part.get_content() for part in draft.iter_attachments())


def holds_theirs(written, code: str) -> bool:
    """Whether any paper for a unit among what a run has written names one of the other unit's people."""
    papers = [file.path for file in written if f"_{code}_" in file.name]
    assert papers
    names = [person["name"].encode() for person in THEIRS]
    opened = [zipfile.ZipFile(io.BytesIO(data)) for path in papers for data in packages(path)]
    parts = [package.read(part) for package in opened for part in package.namelist()]
    return any(name in part for part in parts for name in names)


@pytest.mark.parametrize(("code", "theirs"), [("CB01", False), ("CB02", True)])
def test_no_paper_for_a_unit_holds_the_other_units_people(two, tmp_path, code, theirs):
    written = report(Job(two.send(THEIRS).folder, Period(2024, 11), output=tmp_path / "ra")).written.files
    assert holds_theirs(written, code) is theirs


def test_an_urging_letter_says_of_a_unit_that_its_own_list_has_not_come(two):
    month = two.send(THEIRS).month()
    whole = text(urging_letter(month, month.units[0], LetterOptions("15")))
    assert "Chưa có danh sách của đơn vị." in whole


@pytest.mark.parametrize(("code", "theirs"), [("CB01", False), ("CB02", True)])
def test_nor_do_the_forms_alone(two, tmp_path, code, theirs):
    written = forms(Job(two.send(THEIRS).folder, Period(2024, 12), output=tmp_path / "ra")).written.files
    assert holds_theirs(written, code) is theirs
