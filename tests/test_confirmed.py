"""Answered once: a finding that somebody has looked into is folded away, until its value changes."""

from __future__ import annotations

import io
import re

import pytest
from committees import SENT, lower_office, upper_office
from office import ADMITTED, admitted, find, form, of_unit, outcomes, person, plan, total, unit
from openpyxl import load_workbook

from recruit.errors import CannotRun
from recruit.job import Job
from recruit.run import report
from recruit.screen.said import say
from recruit.write.forms.plan import plan_bytes
from recruit.write.summary.workbook import consolidated_bytes

AN = person()
TWO = (unit("CB01", "Chi bộ Một"), unit("CB02", "Chi bộ Hai"))
CHANGED, REASON = "T22", "Chi bộ đã kiểm tra lại"


def key_of(month, code: str) -> str:
    """Return the key of a month's one finding of a rule."""
    [found] = find(month, code)
    return found.answer_key


def answered(office, *rows: list[object], units=(), month: int = 11):
    """Return a month of an office whose plan says something of findings."""
    return office.put("ke_hoach.xlsx", plan(*units, confirmed=list(rows))).month(month)


def listed(month) -> list[dict[str, object]]:
    """Return the rows of the sheet `Lỗi`."""
    sheet = load_workbook(io.BytesIO(consolidated_bytes(month)))["Lỗi"]
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows if row[0]]


@pytest.fixture
def moved(office):
    """An office in which a day of the class differs from last month's."""
    return office.send([person(class_sent="10/03/2024")], month=10).send([person(class_sent="11/03/2024")])


# -- the key -----------------------------------------------------------------------------------------------------------


def test_it_is_ten_letters(moved):
    assert re.fullmatch("[A-Z]{10}", key_of(moved.month(), CHANGED))


def test_it_depends_on_no_row_and_no_name_of_a_file(office):
    office.send([person(birth=1990)])
    first = key_of(office.month(), "O22")
    (office.folder / "CB01_11.xlsx").unlink()
    office.send([person("Lê Văn Bảy", "01/01/1991"), person(birth=1990)], name="khác.xlsx")
    assert key_of(office.month(), "O22") == first


def test_it_depends_on_no_month(office):
    october = key_of(office.send([person(birth=1990)], month=10).month(10), "O22")
    assert key_of(office.send([person(birth=1990)]).month(), "O22") == october


def test_another_spelling_of_the_value_is_the_same(office):
    first = key_of(office.send([person(birth=1990)]).month(), "O22")
    assert key_of(office.send([person("NGUYỄN VĂN AN", "1990")]).month(), "O22") == first


@pytest.mark.parametrize("other", [{"birth": 1991}, {"name": "Lê Văn Bảy"}])
def test_another_value_or_person_has_another(office, other):
    first = key_of(office.send([person(birth=1990)]).month(), "O22")
    assert key_of(office.send([person(**{"birth": 1990, **other})]).month(), "O22") != first


def test_another_unit_has_another(offices):
    office = offices(*TWO).send([person(birth=1990)]).send([person("Lê Văn Bảy", birth=1990)], unit="CB02")
    keys = {found.answer_key for found in find(office.month(), "O22")}
    assert len(keys) == 2


def test_what_is_missing_on_the_cover_is_told_apart(office):
    office.send([AN], cover={"Số nghị quyết": None, "Ngày họp xét": None})
    assert len({found.answer_key for found in find(office.month(), "B21")}) == 2


def test_files_that_cannot_be_read_are_told_apart(office):
    whole = form(people=[AN])
    office.put("a.xlsx", whole[:2000]).put("b.xlsx", whole[:2100])
    assert len({found.answer_key for found in find(office.send([AN]).month(), "B33")}) == 2


def test_every_row_of_the_sheet_has_its_key(moved):
    [row] = listed(moved.month())
    assert row["Khóa"] == key_of(moved.month(), CHANGED)


# -- a warning that is confirmed ---------------------------------------------------------------------------------------


def test_it_is_in_no_count(moved):
    month = answered(moved, [key_of(moved.month(), CHANGED), "Đúng", REASON])
    assert (month.warnings, month.warnings_of("CB01"), month.findings) == (0, 0, ())


def test_it_is_listed_with_its_reason(moved):
    [row] = listed(answered(moved, [key_of(moved.month(), CHANGED), "Đúng", REASON]))
    assert (row["Mã lỗi"], row["Xác minh"]) == (CHANGED, REASON)


def test_what_is_open_has_no_reason(moved):
    [row] = listed(moved.month())
    assert row["Xác minh"] is None


def test_it_opens_again_when_the_value_changes(moved):
    key = key_of(moved.month(), CHANGED)
    moved.send([person(class_sent="12/03/2024")])
    month = answered(moved, [key, "Đúng", REASON])
    assert [found.code for found in month.findings] == [CHANGED, "K23"]


@pytest.mark.parametrize("spelled", [str.lower, lambda key: f" {key} ", lambda key: f"{key[:5]} {key[5:]}"])
def test_the_key_is_known_however_it_is_spelled(moved, spelled):
    assert answered(moved, [spelled(key_of(moved.month(), CHANGED)), "đúng", REASON]).findings == ()


def test_on_the_screen_it_is_only_counted(moved, tmp_path, capsys):
    answered(moved, [key_of(moved.month(), CHANGED), "Đúng", REASON])
    say(report(Job(moved.folder, output=tmp_path / "ra")))
    said = capsys.readouterr().out
    assert CHANGED not in said
    assert "Có 01 mục đã xác minh, xem trang Lỗi" in said


def test_the_screen_says_nothing_of_it_where_there_is_none(moved, tmp_path, capsys):
    say(report(Job(moved.folder, output=tmp_path / "ra")))
    assert "đã xác minh" not in capsys.readouterr().out


def test_it_is_in_no_returned_workbook(office, tmp_path):
    office.send([person(birth=1990), person("Lê Văn Bảy", "01/01/1991", joined="31/02/2024")])
    [key] = [found.answer_key for found in find(office.month(), "O22")]
    answered(office, [key, "Đúng", REASON])
    files = report(Job(office.folder, output=tmp_path / "ra")).written.files
    [data] = [file.path.read_bytes() for file in files if file.name.startswith("tra_lai/")]
    words = [
        str(cell)
        for sheet in load_workbook(io.BytesIO(data))
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]
    assert not any("năm sinh" in word for word in words)


def test_a_key_in_two_rows_is_named_with_both_cells(moved):
    key = key_of(moved.month(), CHANGED)
    with pytest.raises(CannotRun, match=rf"Xác minh, ô A3: Khóa {key} có nhiều lần, ở các ô A2, A3"):
        answered(moved, [key, "Đúng", REASON], [key, "Đúng", "khác"])


@pytest.mark.parametrize(
    ("row", "label"), [(["", "Đúng", "x"], "Khóa"), (["K", "", "x"], "Kết luận"), (["K", "Đúng"], "Lý do")]
)
def test_a_blank_that_must_be_filled_is_named(moved, row, label):
    with pytest.raises(CannotRun, match=f"Xác minh, ô .2: chưa ghi {label}"):
        answered(moved, row)


def test_the_plan_that_is_issued_has_the_sheet():
    sheet = load_workbook(io.BytesIO(plan_bytes({}, [])))["Xác minh"]
    assert [cell.value for cell in sheet[1]] == ["Khóa *", "Kết luận *", "Lý do *", "Người xác minh", "Ngày"]


# -- which of two sends of one time counts -----------------------------------------------------------------------------


@pytest.fixture
def rivals(office):
    """An office to which two workbooks of one time came, with one person and with two."""
    return office.send([AN], name="mới/a.xlsx").send([AN, person("Lê Văn Bảy", "01/01/1991")], name="b.xlsx")


@pytest.mark.parametrize(
    ("named", "used", "people"), [("a.xlsx", "mới/a.xlsx", 1), ("mới/a.xlsx", "mới/a.xlsx", 1), ("B.XLSX", "b.xlsx", 2)]
)
def test_the_send_that_is_named_counts(rivals, named, used, people):
    month = answered(rivals, [key_of(rivals.month(), "B11"), named, REASON])
    assert (outcomes(month)[used], total(month, "sympathisers"), month.errors) == ("Đã dùng", people, 0)


def test_of_the_other_send_the_one_that_counts_is_named(rivals):
    month = answered(rivals, [key_of(rivals.month(), "B11"), "a.xlsx", REASON])
    assert outcomes(month)["b.xlsx"] == "Đã có bản mới hơn: mới/a.xlsx"


def test_the_question_is_listed_with_its_answer(rivals):
    [row] = listed(answered(rivals, [key_of(rivals.month(), "B11"), "a.xlsx", REASON]))
    assert (row["Mã lỗi"], row["Tệp"], row["Xác minh"]) == ("B11", "mới/a.xlsx", REASON)


@pytest.mark.parametrize("said", ["Đúng", "c.xlsx", "CB01"])
def test_what_is_none_of_the_sends_is_an_error_and_the_question_stays(rivals, said):
    month = answered(rivals, [key_of(rivals.month(), "B11"), said, REASON])
    assert sorted((found.code, found.place.cell) for found in month.findings) == [("B11", ""), ("K13", "B2")]


def test_a_third_send_of_that_time_opens_the_question_again(rivals):
    key = key_of(rivals.month(), "B11")
    rivals.send([AN], name="c.xlsx", cover={"Điện thoại": "0912 345 678"})
    assert [found.code for found in answered(rivals, [key, "a.xlsx", REASON]).findings] == ["B11", "K23"]


def test_two_sends_of_one_name_are_told_apart_by_their_folders(office):
    office.send([AN], name="1/a.xlsx").send([AN, person("Lê Văn Bảy", "01/01/1991")], name="2/a.xlsx")
    key = key_of(office.month(), "B11")
    assert find(answered(office, [key, "a.xlsx", REASON]), "K13")
    assert total(answered(office, [key, "1/a.xlsx", REASON]), "sympathisers") == 1


def test_to_the_committee_above_it_is_an_error_no_more(tmp_path):
    lower = lower_office(tmp_path).send([AN], name="a.xlsx").send([person(note="1")], name="b.xlsx")
    upper = upper_office(tmp_path).put("VP.xlsx", consolidated_bytes(lower.month()))
    assert find(upper.month(), "C01")
    lower = lower_office(tmp_path, confirmed=[[key_of(lower.month(), "B11"), "a.xlsx", REASON]])
    assert not find(upper.put("VP.xlsx", consolidated_bytes(lower.month())).month(), "C01")


# -- whose list counts -------------------------------------------------------------------------------------------------

READY = {key: ADMITTED[key] for key in ("class_asked", "class_sent", "certificate_no", "certificate")}


@pytest.fixture
def on_two(offices):
    """An office in which one person stands open on two chi bộ's lists, sent to class by the second's."""
    office = offices(*TWO).send([person(**READY)])
    return office.send([person(**READY | {"class_sent": "11/03/2024", "certificate": "11/04/2024"})], unit="CB02")


def whose(office, said: str):
    """Return November of an office on two of whose lists one person stands, of whom the plan says something."""
    first, second = find(office.month(), "P02")
    assert first.answer_key == second.answer_key
    return answered(office, [first.answer_key, said, REASON], units=TWO)


@pytest.mark.parametrize(("said", "counts"), [("CB01", (1, 0)), ("cb02", (0, 1))])
def test_the_list_that_is_named_counts(on_two, said, counts):
    month = whose(on_two, said)
    assert (of_unit(month, "CB01", "sympathisers"), of_unit(month, "CB02", "sympathisers")) == counts
    assert month.errors == 0


@pytest.mark.parametrize(("said", "sent"), [("CB01", 0), ("CB02", 1)])
def test_an_event_is_that_of_the_list_that_counts(on_two, said, sent):
    assert total(whose(on_two, said), "class_sent") == sent


def test_the_error_takes_the_row_out_of_no_figure_any_more(on_two):
    assert total(on_two.month(), "eligible") == 0
    assert total(whose(on_two, "CB02"), "eligible") == 1


def test_both_rows_of_the_error_are_listed_with_the_answer(on_two):
    rows = listed(whose(on_two, "CB02"))
    assert [(row["Mã lỗi"], row["Mã đơn vị"], row["Xác minh"]) for row in rows if row["Mã lỗi"] == "P02"] == [
        ("P02", "CB01", REASON),
        ("P02", "CB02", REASON),
    ]


def test_of_the_row_that_does_not_count_the_list_says_whose_does(on_two):
    sheet = load_workbook(io.BytesIO(consolidated_bytes(whose(on_two, "CB02"))))["Danh sách"]
    head, *rows = sheet.iter_rows(values_only=True)
    [said] = [row[head.index("Tính học lớp")] for row in rows if row[head.index("Mã đơn vị")] == "CB01"]
    assert said == "Không: tính theo dòng của CB02"


@pytest.mark.parametrize("said", ["Đúng", "CB03", "Chi bộ Hai"])
def test_what_is_none_of_the_units_is_an_error_and_both_rows_stay(on_two, said):
    assert sorted(found.code for found in whose(on_two, said).findings if found.severity.value == "Lỗi") == [
        "K13",
        "P02",
        "P02",
    ]


def test_a_third_list_opens_the_question_again(offices):
    three = (*TWO, unit("CB03", "Chi bộ Ba"))
    office = offices(*three).send([AN]).send([AN], unit="CB02")
    key = find(office.month(), "P02")[0].answer_key
    month = answered(office.send([AN], unit="CB03"), [key, "CB02", REASON], units=three)
    assert len(find(month, "P02")) == 3


# -- somebody who was counted and is gone ------------------------------------------------------------------------------


@pytest.fixture
def missed(office):
    """An office whose list of November misses somebody who was admitted in March."""
    return office.send([AN, admitted()], month=10).send([AN])


@pytest.mark.parametrize(("said", "counted"), [("Tính", 1), ("Không tính", 0)])
def test_the_plan_says_whether_a_person_gone_counts(missed, said, counted):
    month = answered(missed, [key_of(missed.month(), "T01"), said, REASON])
    assert (total(month, "admitted"), month.errors, month.findings) == (counted, 0, ())


def test_the_figure_leads_to_the_last_cell_that_held_it(missed):
    month = answered(missed, [key_of(missed.month(), "T01"), "Tính", REASON])
    assert [source.file for source in month.totals["admitted"].sources] == ["CB01_10.xlsx"]


@pytest.mark.parametrize(("said", "counted"), [("Tính", 1), ("Không tính", 0)])
def test_the_answer_holds_in_the_months_after(missed, said, counted):
    key = key_of(missed.month(), "T01")
    month = answered(missed.send([AN], month=12), [key, said, REASON], month=12)
    assert (total(month, "admitted"), month.findings) == (counted, ())


def test_who_stands_on_the_list_again_counts_by_it(missed):
    key = key_of(missed.month(), "T01")
    month = answered(missed.send([AN, admitted()], month=12), [key, "Tính", REASON], month=12)
    assert (total(month, "admitted"), [found.code for found in month.findings]) == (1, ["K23"])
    assert [source.file for source in month.totals["admitted"].sources] == ["CB01_12.xlsx"]


def test_who_is_gone_and_had_only_a_class_is_on_no_list(office):
    office.send([AN, person("Lê Văn Bảy", "01/01/1991", **SENT)], month=10).send([AN])
    month = answered(office, [key_of(office.month(), "T01"), "Tính", REASON])
    assert (total(month, "class_sent"), total(month, "sympathisers")) == (1, 1)


def test_every_document_is_written_with_somebody_who_is_gone(missed, tmp_path):
    answered(missed, [key_of(missed.month(), "T01"), "Tính", REASON])
    outcome = report(Job(missed.folder, output=tmp_path / "ra"))
    assert (outcome.exit_code, outcome.result.admissions.done) == (0, 1)


@pytest.mark.parametrize("said", ["Đúng", "CB01"])
def test_another_conclusion_on_a_person_gone_is_an_error(missed, said):
    month = answered(missed, [key_of(missed.month(), "T01"), said, REASON])
    assert sorted(found.code for found in month.findings) == ["K13", "T01"]
