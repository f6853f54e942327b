"""Rules about a committee's consolidated workbook: what it has still to mend, and whether its sheets agree."""

from __future__ import annotations

from datetime import UTC, datetime

from committees import FINANCE, OFFICE, SENT, column, edited, lower_office, upper_office
from letters import mail
from office import admitted, cell_of, find, of_unit, outcomes, person, total, unit

from recruit.write.summary.workbook import consolidated_bytes


def test_an_error_below_is_an_error_above_at_the_workbooks_own_list_of_errors(lower, upper):
    lower.send([person("Giàng A Sử", "31/02/1990")], unit="CB02")
    upper.put("a.xlsx", consolidated_bytes(lower.month()))
    result = upper.month()
    (found,) = find(result, "C01")
    assert (found.place.sheet, found.unit_code, found.value) == ("Lỗi", "VP", "31/02/1990")
    assert [f.code for f in result.findings if f.unit_code == "VP" and f.severity is found.severity] == ["C01"]
    assert result.is_open


def test_a_row_in_error_below_is_not_counted_above(tmp_path, upper):
    office = lower_office(tmp_path).send([admitted(decision="20/02/2024", agreed="10/02/2024")])
    below = office.month()
    upper.put("a.xlsx", consolidated_bytes(below))
    assert total(below, "admitted") == of_unit(upper.month(), "VP", "admitted") == 0


def test_a_day_that_nobody_could_see_below_is_no_day_above(tmp_path, upper):
    def merge(book) -> None:
        book["Danh sách"].merged_cells.add(f"{cell_of('class_asked')}:{cell_of('class_sent')}")

    below = lower_office(tmp_path).send([person(**SENT)], edit=merge).month()
    assert total(below, "class_sent") == 0
    upper.put("a.xlsx", consolidated_bytes(below))
    assert of_unit(upper.month(), "VP", "class_sent") == 0


def test_what_only_the_lower_office_knows_takes_its_row_out_above_too(tmp_path, upper):
    office = lower_office(tmp_path).send([person(**SENT)], month=10).send([person(left="1/11/2024", reason="Xin rút")])
    below = office.month()
    upper.put("a.xlsx", consolidated_bytes(below))
    assert {found.code for found in below.findings} >= {"T02"}
    assert "T02" in find(upper.month(), "C01")[0].message


def test_a_lower_unit_that_did_not_send_is_an_error_at_the_grid(lower, upper):
    (lower.folder / "CB02_11.xlsx").unlink()
    upper.put("a.xlsx", consolidated_bytes(lower.month()))
    (found,) = find(upper.month(), "C03")
    assert (found.place.sheet, found.place.cell, "Chi bộ CB02" in found.message) == ("Nộp báo cáo", "M3", True)


def test_a_day_changed_in_the_consolidated_workbook_is_found(lower, upper):
    def edit(book) -> None:
        sheet = book["Danh sách"]
        sheet.cell(2, column(sheet, "Ngày quyết định kết nạp")).value = None
        sheet.cell(2, column(sheet, "Số quyết định kết nạp")).value = None
        sheet.cell(2, column(sheet, "Ngày lễ kết nạp")).value = None

    upper.put("a.xlsx", edited(consolidated_bytes(lower.month()), edit))
    found = find(upper.month(), "C02")
    assert ("Tổng hợp", "1") in {(f.place.sheet, f.value) for f in found}
    assert any("Đã kết nạp: trang Tổng hợp ghi 01, đếm từ trang Danh sách được 00" in f.message for f in found)


def test_a_row_added_to_the_consolidated_workbook_is_an_error_and_not_counted(lower, upper):
    def edit(book) -> None:
        sheet = book["Danh sách"]
        sheet.append([None, None, *(cell.value for cell in sheet[2][2:])])
        sheet.cell(sheet.max_row, column(sheet, "Họ và tên")).value = "Người Thêm Vào"

    upper.put("a.xlsx", edited(consolidated_bytes(lower.month()), edit))
    result = upper.month()
    assert [found.place.cell for found in find(result, "C04")] == ["C8"]
    assert of_unit(result, "VP", "admitted") == 1


def test_other_thresholds_above_are_a_warning_and_no_error(tmp_path):
    ready = {key: value for key, value in admitted().items() if not key.startswith(("decision", "ceremony"))}
    below = lower_office(tmp_path).send([ready]).send([], unit="CB02").send([], unit="DT01").month()
    strict = upper_office(tmp_path, regulations=[["tuoi_toi_thieu", "", 40, None, ""]])
    strict.put("a.xlsx", consolidated_bytes(below))
    result = strict.month()
    assert total(below, "eligible") == 1
    assert of_unit(result, "VP", "eligible") == 0
    assert [found.severity.value for found in find(result, "C21")] == ["Lưu ý"]
    assert find(result, "C02") == []


def test_warnings_below_are_not_repeated_above(lower, upper):
    lower.send([person("Vàng A Tủa", helper=None)], unit="CB02")
    below = lower.month()
    upper.put("a.xlsx", consolidated_bytes(below))
    assert below.warnings
    assert [found.code for found in upper.month().findings if found.unit_code == "VP"] == []


def test_a_committee_that_is_no_unit_of_the_upper_plan_is_an_error_that_names_it(lower, tmp_path):
    above = upper_office(tmp_path, unit("STC", FINANCE, "Đảng ủy")).put("a.xlsx", consolidated_bytes(lower.month()))
    result = above.month()
    assert outcomes(result)["a.xlsx"] == "Không dùng: Đảng ủy không có trong kế hoạch"
    assert OFFICE in find(result, "C05")[0].message


def test_whom_a_committees_form_leaves_out_of_its_own_workbook_is_asked_of_nobody(lower, upper):
    upper.put("a.eml", mail(("a.xlsx", consolidated_bytes(lower.month())), sent=datetime(2024, 11, 20, tzinfo=UTC)))
    upper.send([person("Hà Thị Sáu", "06/01/1991")], unit="VP", name="b.xlsx", sent=datetime(2024, 11, 24, tzinfo=UTC))
    month = upper.month()
    assert outcomes(month)["a.eml/a.xlsx"] == "Đã có bản mới hơn: b.xlsx"
    assert find(month, "B26") == []
