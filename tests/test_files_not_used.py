"""The clerk's word on a file: named by its SHA-256 in the plan it stays where it is, and nothing of it counts."""

from __future__ import annotations

import hashlib
import io

import pytest
from letters import archive, mail
from office import find, form, outcomes, person, plan, total
from openpyxl import load_workbook

from recruit.errors import CannotRun
from recruit.job import Job
from recruit.run import check
from recruit.write.forms.plan import plan_bytes

AN, BAY = person(), person("Lê Văn Bảy", "01/01/1991")
ONE, BOTH = form(people=[AN]), form(people=[AN, BAY])
REASON = "Gửi nhầm"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def not_used(office, *named: bytes):
    """Return November of an office whose plan names files as not to be used."""
    office.put("ke_hoach.xlsx", plan(unused=[[sha256(data), REASON, "Lê Thị Lan", "05/12/2024"] for data in named]))
    return office.month()


def test_the_file_has_the_fate_with_the_reason(office):
    month = not_used(office.put("a.xlsx", ONE).put("b.xlsx", BOTH), BOTH)
    assert outcomes(month)["b.xlsx"] == "Không dùng: Gửi nhầm"


def test_the_other_send_counts_and_nothing_asks_which_does(office):
    month = not_used(office.put("a.xlsx", ONE).put("b.xlsx", BOTH), BOTH)
    assert (total(month, "sympathisers"), month.findings) == (1, ())


def test_its_row_keeps_whose_it_is_and_of_which_month(office):
    month = not_used(office.put("a.xlsx", ONE), ONE)
    [row] = [file for file in month.files if file.file == "a.xlsx"]
    assert (row.unit_code, str(row.period), row.sha256) == ("CB01", "2024-11", sha256(ONE))


def test_a_unit_of_which_nothing_else_came_has_not_sent(office):
    month = not_used(office.put("a.xlsx", ONE), ONE)
    assert [line.unit.code for line in month.silent] == ["CB01"]


def test_it_is_left_out_also_where_the_period_is_found(office):
    office.put("ke_hoach.xlsx", plan(unused=[[sha256(ONE), REASON]]))
    office.put("a.xlsx", ONE).send([AN], month=10)
    assert str(check(Job(office.folder, output=office.folder.parent / "ra")).period) == "2024-10"


@pytest.mark.parametrize(
    ("name", "holder", "inside"),
    [
        ("a.eml", mail(("CB01.xlsx", BOTH)), "a.eml/CB01.xlsx"),
        ("a.zip", archive({"CB01.xlsx": BOTH}), "a.zip/CB01.xlsx"),
        ("a.eml", mail(("b.zip", archive({"CB01.xlsx": BOTH}))), "a.eml/b.zip/CB01.xlsx"),
    ],
)
def test_it_may_lie_in_a_mail_or_an_archive(office, name, holder, inside):
    month = not_used(office.put("z.xlsx", ONE).put(name, holder), BOTH)
    assert (outcomes(month)[inside], total(month, "sympathisers")) == ("Không dùng: Gửi nhầm", 1)


def test_every_copy_of_it_is_meant(office):
    month = not_used(office.put("a.xlsx", BOTH).put("a.zip", archive({"b.xlsx": BOTH})), BOTH)
    found = outcomes(month)
    assert found["a.xlsx"] == found["a.zip/b.xlsx"] == "Không dùng: Gửi nhầm"


def test_of_a_mail_that_is_named_nothing_is_used(office):
    whole = mail(("CB01.xlsx", BOTH), ("x.pdf", b"%PDF-1.7 x"))
    found = outcomes(not_used(office.put("z.xlsx", ONE).put("a.eml", whole), whole))
    assert {found[file] for file in ("a.eml", "a.eml/CB01.xlsx", "a.eml/x.pdf")} == {"Không dùng: Gửi nhầm"}


def test_the_same_file_beside_a_mail_that_is_named_counts(office):
    whole = mail(("CB01.xlsx", BOTH))
    month = not_used(office.put("z.xlsx", BOTH).put("a.eml", whole), whole)
    assert (outcomes(month)["z.xlsx"], total(month, "sympathisers")) == ("Đã dùng", 2)


def test_a_file_that_cannot_be_read_raises_nothing(office):
    broken = ONE[: len(ONE) // 2]
    office.put("a.xlsx", ONE).put("b.xlsx", broken)
    assert [found.code for found in office.month().findings] == ["B33"]
    month = not_used(office, broken)
    assert (outcomes(month)["b.xlsx"], month.findings) == ("Không dùng: Gửi nhầm", ())


def test_a_workbook_that_would_be_refused_raises_nothing(office):
    nameless = form(unit="CB99")
    month = not_used(office.put("a.xlsx", ONE).put("b.xlsx", nameless), nameless)
    assert (outcomes(month)["b.xlsx"], month.findings) == ("Không dùng: Gửi nhầm", ())


@pytest.mark.parametrize("spelled", [str.upper, lambda digest: f" {digest[:32]}\n{digest[32:]} "])
def test_the_code_is_known_however_it_is_spelled(office, spelled):
    office.put("ke_hoach.xlsx", plan(unused=[[spelled(sha256(ONE)), REASON]])).put("a.xlsx", ONE)
    assert outcomes(office.month())["a.xlsx"] == "Không dùng: Gửi nhầm"


def test_a_code_that_fits_nothing_is_a_warning_at_its_cell(office):
    month = not_used(office.put("a.xlsx", ONE).put("b.xlsx", BOTH), BOTH, b"gone")
    [found] = find(month, "K22")
    assert (found.severity.value, found.place.sheet, found.place.cell) == ("Lưu ý", "Tệp không dùng", "A3")


def test_a_row_without_a_reason_is_named_with_its_cell(office):
    office.put("ke_hoach.xlsx", plan(unused=[[sha256(ONE), None, "Lê Thị Lan"]])).put("a.xlsx", ONE)
    with pytest.raises(CannotRun, match=r"Tệp không dùng, ô B2: chưa ghi Lý do"):
        office.month()


def test_who_cannot_tell_two_sends_apart_is_told_of_the_sheet(office):
    [found] = find(office.put("a.xlsx", ONE).put("b.xlsx", BOTH).month(), "B11")
    assert "trang Tệp không dùng của kế hoạch" in found.remedy


def test_the_plan_that_is_issued_has_the_sheet():
    sheet = load_workbook(io.BytesIO(plan_bytes({}, [])))["Tệp không dùng"]
    assert [cell.value for cell in sheet[1]] == ["SHA-256 *", "Lý do *", "Người quyết định", "Ngày"]


# -- a plan ------------------------------------------------------------------------------------------------------------

OLD = plan(info={"Ngày nộp hằng tháng": 20})


def test_of_two_plans_of_a_year_one_may_name_the_other(office):
    month = not_used(office.put("cũ.xlsx", OLD).send([AN]), OLD)
    assert (outcomes(month)["cũ.xlsx"], month.plan.file, month.findings) == (
        "Không dùng: Gửi nhầm",
        "ke_hoach.xlsx",
        (),
    )


def test_two_plans_of_a_year_are_named_with_what_to_write_into_the_one_that_is_used(office):
    with pytest.raises(CannotRun, match=rf"cũ\.xlsx \(SHA-256 {sha256(OLD)}\).*trang Tệp không dùng"):
        office.put("cũ.xlsx", OLD).month()


def test_a_plan_that_is_not_used_says_nothing_of_files(office):
    old = plan(unused=[[sha256(ONE), REASON]])
    assert outcomes(not_used(office.put("cũ.xlsx", old).put("a.xlsx", ONE), old))["a.xlsx"] == "Đã dùng"


def test_a_plan_cannot_name_that_of_another_year(office):
    other = plan(year=2025)
    assert outcomes(not_used(office.put("khác.xlsx", other).send([AN]), other))["khác.xlsx"] == "Năm khác"
