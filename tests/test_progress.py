"""How units stand to the pace of their targets, what their sympathisers lack, and how many reports came in time."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from letters import mail
from office import admitted, form, of_unit, person, total, unit
from openpyxl import load_workbook
from test_properties import LISTS, office_of

from recruit.write.summary.workbook import consolidated_bytes

TAUGHT = {
    "class_asked": "10/01/2024",
    "class_sent": "10/02/2024",
    "certificate_no": "1/GCN",
    "certificate": "10/03/2024",
}
READY = {**TAUGHT, "asked": "01/05/2024", "agreed": "20/05/2024"}
QUYET = person("Hà Văn Quyết", "09/09/1985")
LACKS = (
    "Chưa có đảng viên giúp đỡ",
    "Chưa có giấy chứng nhận còn giá trị",
    "Giấy chứng nhận hết hạn trước hạn hoàn thành",
    "Chưa đề nghị làm thủ tục",
    "Ngoài độ tuổi",
    "Chưa rõ học vấn",
    "Dòng còn lỗi",
    "Chờ Đảng ủy: cử đi học lớp",
    "Chờ Đảng ủy: làm thủ tục kết nạp",
)


def at(month: int) -> datetime:
    return datetime(2024, month, 20, tzinfo=UTC)


def rows(month) -> list[dict[str, object]]:
    """Return the rows of `Tiến độ` by heading."""
    heads, *found = load_workbook(io.BytesIO(consolidated_bytes(month)))["Tiến độ"].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in found]


def lacking(office, month: int = 11, **values: object) -> list[str]:
    """Return the headings under which one person is counted as lacking something."""
    office.send([person(**values)], month=month, sent=at(month))
    [row, _] = rows(office.month(month))
    assert row["Cảm tình Đảng"] == 1
    return [name for name in LACKS if row[name]]


# -- pace --------------------------------------------------------------------------------------------------------------


def test_a_unit_a_row_and_the_total_last(offices):
    office = offices(unit("CB01"), unit("CB02")).send([admitted()]).send([person()], unit="CB02")
    assert [(row["Mã đơn vị"], row["Tên đơn vị"], row["Đã kết nạp"]) for row in rows(office.month())] == [
        ("CB01", "Chi bộ CB01", 1),
        ("CB02", "Chi bộ CB02", 0),
        (None, "Tổng cộng", 1),
    ]


@pytest.mark.parametrize(
    ("month", "people", "due", "mark"),
    [(5, [admitted()], 1, None), (6, [admitted()], 2, "x"), (6, [], 2, "x"), (11, [admitted()], 4, "x")],
)
def test_a_result_is_held_against_the_months_gone(offices, month, people, due, mark):
    office = offices(unit(admissions=4, classes=None)).send([person(), *people], month=month, sent=at(month))
    row = rows(office.month(month))[0]
    assert (row["Kết nạp phải đạt đến tháng này"], row["Chậm kết nạp"]) == (due, mark)


def test_the_class_is_held_against_its_own_target(offices):
    office = offices(unit(admissions=0, classes=2)).send([person(class_sent="10/03/2024")])
    row = rows(office.month())[0]
    assert [row[name] for name in ("Chỉ tiêu học lớp", "Đã cử đi học", "Cử đi học phải đạt đến tháng này")] == [2, 1, 2]
    assert (row["Chậm cử đi học"], row["Chậm kết nạp"]) == ("x", None)


def test_without_a_target_nothing_is_due(offices):
    row = rows(offices(unit(admissions=None)).send([person()]).month())[0]
    assert (row["Chỉ tiêu kết nạp"], row["Kết nạp phải đạt đến tháng này"], row["Chậm kết nạp"]) == (None, None, None)


def test_a_unit_that_never_sent_shows_what_is_due_and_no_results(offices):
    row = rows(offices(unit("CB01"), unit("CB02")).send([person()]).month())[1]
    shown = [row[name] for name in ("Đã kết nạp", "Kết nạp phải đạt đến tháng này", "Chậm kết nạp", "Cảm tình Đảng")]
    assert shown == [None, 1, "x", None]
    assert {row[name] for name in LACKS} == {None}


def test_nothing_is_due_of_a_unit_that_has_ended(offices):
    office = offices(unit("CB01", last=6, into="CB02"), unit("CB02")).send([person()], month=6, sent=at(6))
    row = rows(office.send([person()], unit="CB02").month())[0]
    assert (row["Chỉ tiêu kết nạp"], row["Kết nạp phải đạt đến tháng này"], row["Chậm kết nạp"]) == (1, None, None)


def test_a_unit_that_began_in_mid_year_has_less_time_and_its_target_grows_from_there(offices):
    office = offices(unit(first=9, admissions=3)).send([person()], month=9, sent=at(9))
    assert rows(office.month(9))[0]["Kết nạp phải đạt đến tháng này"] == 1


def test_the_total_is_held_against_the_assigned_target(offices):
    office = offices(*(unit(f"CB0{number}") for number in range(1, 5)), info={"Chỉ tiêu kết nạp được giao": 11})
    office.send([person()], month=5, sent=at(5))
    *units, whole = rows(office.month(5))
    assert {row["Kết nạp phải đạt đến tháng này"] for row in units} == {0}
    assert (whole["Kết nạp phải đạt đến tháng này"], whole["Chậm kết nạp"]) == (5, "x")


def test_whoever_is_behind_in_one_of_the_two_is_behind(offices):
    office = offices(unit("CB01"), unit("CB02"), unit("CB03", admissions=None, classes=0), unit("CB04", last=8))
    office.send([admitted(), person(class_sent="10/03/2024")]).send([admitted("Hà", "02/02/1992")], unit="CB02")
    month = office.month()
    marked = [bool(row["Chậm kết nạp"] or row["Chậm cử đi học"]) for row in rows(month)[:-1]]
    assert marked == [line.behind for line in month.units] == [False, True, False, False]


# -- what people lack --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({}, []),
        ({"helper": None, "helper_day": None}, ["Chưa có đảng viên giúp đỡ"]),
        ({"certificate": None, "certificate_no": None}, ["Chưa có giấy chứng nhận còn giá trị"]),
        (dict.fromkeys(TAUGHT), ["Chưa có giấy chứng nhận còn giá trị"]),
        ({"asked": None}, ["Chưa đề nghị làm thủ tục"]),
        ({"agreed": None}, ["Chờ Đảng ủy: làm thủ tục kết nạp"]),
        (
            {**dict.fromkeys(TAUGHT), "class_asked": "10/10/2024", "asked": None, "agreed": None},
            ["Chưa có giấy chứng nhận còn giá trị", "Chưa đề nghị làm thủ tục", "Chờ Đảng ủy: cử đi học lớp"],
        ),
        ({"birth": "05/03/1960"}, ["Ngoài độ tuổi"]),
        ({"education": None}, ["Chưa rõ học vấn", "Dòng còn lỗi"]),
        ({"gender": None}, ["Dòng còn lỗi"]),
    ],
)
def test_who_lacks_something_is_counted_under_it(office, values, names):
    assert lacking(office, **{**READY, **values}) == names


@pytest.mark.parametrize(("issued", "names"), [("15/11/2019", [LACKS[2]]), ("30/11/2019", [])])
def test_a_certificate_that_lapses_before_the_deadline_is_counted(office, issued, names):
    values = {**READY, "joined": "01/01/2019", "certificate": issued, "class_sent": "10/10/2019"}
    assert lacking(office, month=10, **values) == names


def test_a_certificate_that_has_lapsed_already_is_no_valid_one(office):
    values = {**READY, "joined": "01/01/2018", "certificate": "15/09/2019", "class_sent": "10/10/2018"}
    assert lacking(office, month=10, **values) == ["Chưa có giấy chứng nhận còn giá trị"]


def test_after_the_deadline_what_looks_ahead_to_it_is_blank_and_the_rest_stays(office):
    office.send([person(**{**READY, "helper": None})], month=12, sent=at(12))
    for row in rows(office.month(12)):
        assert (row["Còn có thể kết nạp trước hạn"], row[LACKS[2]]) == (None, None)
        assert (row["Cảm tình Đảng"], row[LACKS[0]]) == (1, 1)


def test_in_the_deadlines_month_the_forecast_still_stands(office):
    assert [row["Còn có thể kết nạp trước hạn"] for row in rows(office.send([person(**READY)]).month())] == [1, 1]


@settings(max_examples=20, deadline=None)
@given(LISTS)
def test_counts_of_lacks_complete_the_figures_and_add_up(lists):
    with tempfile.TemporaryDirectory() as folder:
        month = office_of(folder, lists).month()
        *lines, whole = month.progress
        for line in lines:
            have = {"helper": "with_helper", "certificate": "with_certificate", "proposal": "proposed"}
            for key, figure in (have | {"agreement": "agreed"}).items():
                sympathisers = of_unit(month, line.unit.code, "sympathisers")
                assert line.lacks[key] == sympathisers - of_unit(month, line.unit.code, figure)
            assert line.lacks["certificate_lapses"] <= of_unit(month, line.unit.code, "with_certificate")
        assert whole.lacks == {key: sum(line.lacks[key] for line in lines) for key in whole.lacks}
        assert max(whole.lacks.values()) <= total(month, "sympathisers")


# -- Nộp báo cáo: units that open, end and merge in mid-year -----------------------------------------------------------


def rates(month) -> dict[int | None, tuple[int, int]]:
    return {rate.month: (rate.owed, rate.sent) for rate in month.submission_rates}


def words(month, code: str) -> list[str]:
    return [word.value for word in next(line for line in month.units if line.unit.code == code).submissions.values()]


def test_a_unit_counts_only_in_the_months_that_it_owes(offices):
    office = offices(unit("CB01", last=2, into="CB03"), unit("CB02"), unit("CB03", first=3))
    for month in (1, 2, 3, 4):
        office.send([person()], unit="CB02", month=month, sent=at(month))
    office.send([QUYET], month=1, sent=at(1)).send([QUYET], unit="CB03", month=3, sent=at(3))
    month = office.month(4)
    assert rates(month) == {1: (2, 2), 2: (2, 1), 3: (2, 2), 4: (2, 1), None: (8, 6)}
    assert words(month, "CB01") == ["Đã nộp", "Chưa nộp", "Không phải nộp", "Không phải nộp"]
    assert words(month, "CB03") == ["Không phải nộp", "Không phải nộp", "Đã nộp", "Chưa nộp"]


def test_a_workbook_before_the_first_month_and_one_after_the_last_raise_no_rate(offices):
    office = offices(unit("CB01", last=2, into="CB02"), unit("CB02", first=3))
    office.send([QUYET], month=2, sent=at(2)).send([QUYET], month=3, sent=at(3))
    office.send([person()], unit="CB02", month=2, sent=at(2)).send([person()], unit="CB02", month=3, sent=at(3))
    month = office.month(3)
    assert rates(month) == {1: (1, 0), 2: (1, 1), 3: (1, 1), None: (3, 2)}
    assert all(sent <= owed for owed, sent in rates(month).values())


def test_a_month_that_nobody_owes_has_no_rate(offices):
    office = offices(unit("CB01", first=2)).send([person()], month=2, sent=at(2))
    sheet = load_workbook(io.BytesIO(consolidated_bytes(office.month(2))))["Nộp báo cáo"]
    under = {sheet.cell(row, 2).value: [sheet.cell(row, column).value for column in (3, 4, 15)] for row in range(4, 9)}
    assert (under["Phải nộp"], under["Tỷ lệ"]) == ([0, 1, 1], [None, 1, 1])


def test_an_empty_list_counts_as_sent(office):
    office.send([person()], month=10, sent=at(10)).send([], month=11)
    assert rates(office.month())[11] == (1, 1)


def test_a_workbook_that_cannot_be_used_counts_as_not_sent(office):
    def second_list(book):
        book.copy_worksheet(book["Danh sách"]).title = "Danh sách (2)"

    month = office.send([person()], edit=second_list).month()
    assert rates(month)[11] == (1, 0)
    assert words(month, "CB01")[-1] == "Chưa dùng được"


def test_an_ended_unit_owes_nothing_at_the_period_and_is_not_missing(offices):
    office = offices(unit("CB01", last=10, into="CB02"), unit("CB02")).send([person()], unit="CB02")
    assert office.month().missing == ()


@pytest.mark.parametrize(
    ("month", "day", "word"),
    [
        (10, datetime(2024, 10, 25, 23, tzinfo=UTC), "Đã nộp"),
        (10, datetime(2024, 10, 26, tzinfo=UTC), "Nộp chậm"),
        (11, datetime(2024, 12, 3, tzinfo=UTC), "Đã nộp"),
        (11, datetime(2024, 12, 4, tzinfo=UTC), "Nộp chậm"),
    ],
)
def test_a_mail_is_late_by_its_months_own_due_day(offices, month, day, word):
    office = offices(unit("CB01", first=month)).put("thư.eml", mail(("a.xlsx", form("CB01", month)), sent=day))
    result = office.month(month)
    [_, whole] = result.submission_rates[-2:]
    assert words(result, "CB01")[-1] == word
    assert (whole.sent, whole.on_time, whole.known) == (1, int(word == "Đã nộp"), 1)


def test_the_first_readable_send_decides_and_a_later_correction_is_not_late(office):
    first = mail(("a.xlsx", form("CB01", 10, [QUYET])), sent=datetime(2024, 10, 24, tzinfo=UTC))
    second = mail(("a.xlsx", form("CB01", 10, [person()])), sent=datetime(2024, 10, 30, tzinfo=UTC))
    month = office.put("1.eml", first).put("2.eml", second).month(10)
    assert words(month, "CB01")[-1] == "Đã nộp"
    assert [row.row.text("name") for row in month.people] == ["Nguyễn Văn An"]


def test_without_a_mail_nothing_is_known_of_lateness(office):
    month = office.send([person()], month=10, sent=datetime(2024, 12, 24, tzinfo=UTC)).month(10)
    assert words(month, "CB01")[-1] == "Đã nộp"
    assert [(rate.on_time, rate.known) for rate in month.submission_rates[-2:]] == [(0, 0), (0, 0)]


def test_a_late_mail_for_a_month_that_the_unit_does_not_owe_is_in_no_rate(offices):
    office = offices(unit("CB01", first=11), unit("CB02")).send([person()], unit="CB02", month=10, sent=at(10))
    late = mail(("a.xlsx", form("CB01", 10, [QUYET])), sent=datetime(2024, 10, 30, tzinfo=UTC))
    month = office.put("1.eml", late).month(10)
    assert words(month, "CB01")[-1] == "Không phải nộp"
    assert [(rate.owed, rate.sent, rate.known) for rate in month.submission_rates[9:10]] == [(1, 1, 0)]
