"""The official statistics: Biểu 2 and 2B line by line, counted again from what was typed, traced, and beside last year's."""

from __future__ import annotations

import io
from datetime import date
from random import Random

import pytest
from office import Office, admitted, cell_of, letter_of, person, unit
from openpyxl import load_workbook

from recruit.declared.categories import LINES
from recruit.write.summary.workbook import consolidated_bytes

STATE = "Cán bộ, công chức cơ quan Nhà nước"
AGE_LINES = {
    (18, 30): "Từ 18 - 30 tuổi",
    (31, 35): "31 - 35",
    (36, 40): "36 - 40",
    (41, 45): "41 - 45",
    (46, 50): "46 - 50",
    (51, 55): "51 - 55",
    (56, 60): "56 - 60",
    (61, 99): "Trên 60 tuổi",
}
SCHOOLS = {
    "Chưa hết tiểu học": "Biết đọc, biết viết chữ quốc ngữ",
    "Tiểu học": "Tiểu học",
    "THCS": "Trung học cơ sở",
    "THPT": "Trung học phổ thông",
}


SYLLABLES = ("Ân", "Bình", "Chi", "Dung", "Giang", "Hà", "Khoa", "Lan", "Mai", "Nga", "Phú", "Quý", "Sơn", "Tú", "Vy")


def sheet_of(month, name: str):
    return load_workbook(io.BytesIO(consolidated_bytes(month)))[name]


def lines(month, name: str = "Biểu 2", column: str = "Kỳ này") -> dict[str, object]:
    """Return a column of a form by the words of its lines, the first where two are called the same."""
    rows = list(sheet_of(month, name).iter_rows(values_only=True))
    at = rows[0].index(column)
    found: dict[str, object] = {}
    for row in rows[1:]:
        if row[0]:
            found.setdefault(row[0], row[at])
    return found


def aged(years: int) -> str:
    """Return the birth of somebody of an age on the day of the decision, 20/03/2024."""
    return f"20/03/{2024 - years}"


# -- under which line --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"gender": "Nữ"}, "- Nữ"),
        ({"people": "Tày"}, "- Dân tộc thiểu số"),
        ({"religion": "Công giáo"}, "- Người theo tôn giáo"),
        ({"union": "Có"}, "- Đoàn viên Đoàn TNCS Hồ Chí Minh"),
        ({"remark": "Chủ doanh nghiệp tư nhân"}, "- Chủ doanh nghiệp tư nhân"),
        ({"remark": "Hôn nhân với người nước ngoài"}, "- Có quan hệ hôn nhân với người nước ngoài"),
        ({"remark": "Kết nạp lại"}, "- Kết nạp lại"),
        ({"category": "Công nhân"}, "+ Công nhân, lao động trực tiếp sản xuất"),
        ({"category": "Nông dân"}, "Người làm nông, lâm, ngư nghiệp"),
        ({"education": "Chưa hết tiểu học"}, "Biết đọc, biết viết chữ quốc ngữ"),
        ({"education": "THCS"}, "Trung học cơ sở"),
        ({"qualification": "Sơ cấp"}, "Công nhân kỹ thuật, nhân viên nghiệp vụ, sơ cấp"),
        ({"qualification": "Thạc sĩ"}, "Thạc sỹ"),
        ({"qualification": None}, "Không có trình độ chuyên môn (ô để trống)"),
        ({"birth": aged(30)}, "Từ 18 - 30 tuổi"),
        ({"birth": "19/03/1993"}, "31 - 35"),
        ({"birth": "21/03/1993"}, "Từ 18 - 30 tuổi"),
        ({"birth": aged(35)}, "31 - 35"),
        ({"birth": aged(36)}, "36 - 40"),
        ({"birth": aged(60)}, "56 - 60"),
        ({"birth": aged(61)}, "Trên 60 tuổi"),
        ({"birth": "1994"}, "Từ 18 - 30 tuổi"),
    ],
)
def test_an_admitted_person_falls_under_the_line(office, values, line):
    plain = {"gender": "Nam", "people": "Kinh", "union": "Không", "birth": aged(45), "category": STATE}
    month = office.send([admitted(**{**plain, **values})]).month()
    assert lines(month)[line] == 1


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"people": "Mèo"}, "Mông"),
        ({"people": "Khmer"}, "Khơ-me"),
        ({"religion": "Thiên chúa giáo"}, "Công giáo"),
        ({"religion": "Đạo Phật"}, "Phật giáo"),
        ({"religion": "Hòa Hảo"}, "Phật giáo Hòa Hảo"),
        ({"religion": "Baha'i"}, "Đạo khác"),
        ({"religion": "Không"}, "Không theo tôn giáo"),
    ],
)
def test_an_admitted_person_falls_under_the_people_and_the_religion(office, values, line):
    assert lines(office.send([admitted(**values)]).month(), "Biểu 2B")[line] == 1


def test_of_each_people_the_women_and_the_share_stand_beside_it(office):
    people = [admitted("Lò Thị Mai", gender="Nữ", people="Thái"), admitted("Lò Văn Ón", people="Thái", decision_no="2")]
    month = office.send([*people, admitted("Hà Văn Ba", decision_no="3")]).month()
    assert lines(month, "Biểu 2B", "Trong đó: nữ")["Thái"] == 1
    assert lines(month, "Biểu 2B", "Tỷ lệ (%)")["Thái"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"category": None}, "Chưa rõ dòng"),
        ({"category": "Công chức"}, "Chưa rõ dòng"),
        ({"education": "?"}, "Chưa rõ trình độ giáo dục phổ thông"),
        ({"qualification": "?"}, "Chưa rõ trình độ chuyên môn"),
        ({"gender": None}, "Chưa rõ: giới tính"),
        ({"people": "?"}, "Chưa rõ: dân tộc"),
        ({"union": None}, "Chưa rõ: đoàn viên"),
    ],
)
def test_who_is_unclear_has_a_line_of_the_group_so_that_it_stays_whole(office, values, line):
    assert lines(office.send([admitted(**values)]).month())[line] == 1


def test_where_all_is_clear_the_form_has_no_line_but_its_own(office):
    said = lines(office.send([admitted(category=STATE)]).month())
    assert not [line for line in said if line.startswith(("Chưa rõ", "Dưới 18", "Không có"))]


@pytest.mark.parametrize(
    "line",
    ["- Quần chúng vi phạm chính sách KHHGĐ", "- Kết nạp lại", "- Chủ doanh nghiệp tư nhân", "Giáo sư", "Phó Giáo sư"],
)
def test_what_the_form_cannot_know_stays_empty_and_yellow(office, line):
    sheet = sheet_of(office.send([admitted()]).month(), "Biểu 2")
    [row] = [cells for cells in sheet.iter_rows() if cells[0].value == line]
    assert row[1].value is None
    assert row[1].fill.fgColor.rgb == "FFFFEB9C"


def test_the_committee_itself_is_the_one_organisation_that_admitted(office):
    said = lines(office.send([admitted()]).month())
    assert (said["III. Số tổ chức cơ sở đảng có đến cuối kỳ báo cáo"], said["1. Đảng bộ cơ sở"]) == (1, 1)
    assert said["+ Có kết nạp đảng viên"] == 1


def test_without_anybody_admitted_the_organisation_admitted_nobody(office):
    assert lines(office.send().month())["+ Có kết nạp đảng viên"] == 0


# -- units, sources, last year -----------------------------------------------------------------------------------------


def test_each_unit_has_a_column_and_one_that_never_sent_a_blank(offices):
    office = offices(unit("CB01"), unit("CB02"), unit("CB03"))
    month = office.send([admitted()]).send([person("Lê Văn Bảy")], unit="CB02").month()
    whole = "I. Tổng số đảng viên mới kết nạp"
    assert [lines(month, column=code)[whole] for code in ("CB01", "CB02", "CB03")] == [1, 0, None]


def test_of_more_units_than_anybody_reads_side_by_side_none_has_a_column(offices, monkeypatch):
    monkeypatch.setattr("recruit.write.summary.statistics.MOST_UNITS", 1)
    month = offices(unit("CB01"), unit("CB02")).send([admitted()]).month()
    assert [cell.value for cell in sheet_of(month, "Biểu 2")[1]][-1] == "(%) kỳ này so với cùng kỳ năm trước"


def test_every_line_leads_to_the_cells_that_decide(office):
    sheet = sheet_of(office.send([person("Lê Văn Bảy"), admitted(gender="Nữ")]).month(), "Nguồn số liệu")
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Biểu 2: Nữ" and row[1] is None]
    assert [row[2:] for row in rows] == [(1, "CB01_11.xlsx", "Danh sách", f"{letter_of('gender')}3")]


def test_the_mean_age_is_half_up_with_one_decimal_and_leads_to_the_births(office):
    people = [admitted(birth=aged(20)), admitted("Lê Văn Bảy", aged(21), decision_no="2")]
    month = office.send([*people, admitted("Lò Văn Ón", aged(21), decision_no="3"), *()]).month()
    assert lines(month)["Tuổi bình quân"] == pytest.approx(20.7)
    [line] = [line for line in month.statistics if line.line.key == "mean_age"]
    assert [source.cells for source in line.figure.sources] == [tuple(cell_of("birth", row) for row in (2, 3, 4))]


@pytest.fixture(scope="module")
def last_november(tmp_path_factory) -> bytes:
    """November's consolidated workbook of the office a year ago, which admitted two, one of them a woman."""
    office = Office(tmp_path_factory.mktemp("2023"), unit("CB01"), year=2023)
    people = [admitted(year=2023, gender="Nữ"), admitted("Lò Văn Ón", aged(41), year=2023, decision_no="2")]
    return consolidated_bytes(office.send(people).month())


@pytest.fixture
def after_2023(offices, last_november):
    return offices(unit("CB01"), last_year=[]).put("năm trước.xlsx", last_november).send([admitted()])


@pytest.mark.parametrize(
    ("line", "then"),
    [("I. Tổng số đảng viên mới kết nạp", 2), ("- Nữ", 1), ("36 - 40", 1), ("Tuổi bình quân", 35), ("Học sinh", 0)],
)
def test_beside_this_period_stands_what_last_years_own_workbook_says(after_2023, line, then):
    assert lines(after_2023.month(), column="Cùng kỳ năm trước")[line] == then


def test_the_share_is_of_last_years_number_and_blank_where_that_is_none(after_2023):
    said = lines(after_2023.month(), column="(%) kỳ này so với cùng kỳ năm trước")
    assert (said["I. Tổng số đảng viên mới kết nạp"], said["Học sinh"], said["Tuổi bình quân"]) == (0.5, None, None)


def test_last_years_workbook_of_another_month_says_nothing_of_the_lines(after_2023):
    month = after_2023.send([admitted()], month=10).month(10)
    assert set(lines(month, column="Cùng kỳ năm trước").values()) == {None}


def test_the_two_lines_of_one_name_are_told_apart_in_last_years_workbook(after_2023):
    sheet = sheet_of(after_2023.month(), "Biểu 2")
    rows = [row[1:3] for row in sheet.iter_rows(values_only=True) if row[0] == "+ Có kết nạp đảng viên"]
    assert rows == [(1, 1), (None, None)]


def test_committees_below_are_added_up(tmp_path):
    from committees import FINANCE, OFFICE, lower_office, upper_office

    upper = upper_office(tmp_path)
    for name in (OFFICE, FINANCE):
        lower = lower_office(tmp_path, name).send([admitted(f"Hà Thị {name[-3:]}", gender="Nữ")])
        upper.put(f"{name}.xlsx", consolidated_bytes(lower.month()))
    month = upper.month()
    assert (lines(month)["- Nữ"], lines(month)["1. Đảng bộ cơ sở"], lines(month)["+ Có kết nạp đảng viên"]) == (2, 2, 2)
    assert [lines(month, column=code)["- Nữ"] for code in ("VP", "STC")] == [1, 1]


# -- counted again -----------------------------------------------------------------------------------------------------


def invented(rng: Random, list_number: int) -> list[dict]:
    """Return people of one list, none of them on another: most admitted this year, each with everything that the statistics ask for."""
    people = []
    for number in range(rng.randint(0, 4)):
        values = {
            "gender": rng.choice(("Nam", "Nữ")),
            "people": rng.choice(("Kinh", "Tày", "Mông")),
            "religion": rng.choice((None, "Không", "Công giáo", "Tin Lành")),
            "union": rng.choice(("Có", "Không")),
            "category": rng.choice(tuple(LINES)),
            "education": rng.choice(tuple(SCHOOLS)),
            "qualification": rng.choice((None, "Trung cấp", "Đại học", "Tiến sĩ")),
            "birth": f"{rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/{rng.randint(1962, 2005)}",
        }
        made = admitted if rng.random() < 0.8 else person
        name = f"Lò {SYLLABLES[list_number // 15]} {SYLLABLES[list_number % 15]} {SYLLABLES[number]}"
        people.append(made(name, decision_no=f"{list_number}{number}-QĐ", **values))
    return people


def counted_again(people: list[dict]) -> dict[str, int]:
    """Count the lines of Biểu 2 from what was typed."""
    found: dict[str, int] = dict.fromkeys((*AGE_LINES.values(), *SCHOOLS.values(), "- Nữ", "- Dân tộc thiểu số"), 0)
    found["- Người theo tôn giáo"] = found["I. Tổng số đảng viên mới kết nạp"] = 0
    for one in people:
        if "decision" not in one:
            continue
        day, month, year = map(int, one["birth"].split("/"))
        born, decided = date(year, month, day), date(2024, 3, 20)
        age = decided.year - born.year - ((decided.month, decided.day) < (born.month, born.day))
        [band] = [line for (first, last), line in AGE_LINES.items() if first <= age <= last]
        for line, counts in (
            ("I. Tổng số đảng viên mới kết nạp", True),
            ("- Nữ", one["gender"] == "Nữ"),
            ("- Dân tộc thiểu số", one["people"] != "Kinh"),
            ("- Người theo tôn giáo", one.get("religion") not in (None, "Không")),
            (band, True),
            (SCHOOLS[one["education"]], True),
        ):
            found[line] += counts
    return found


def of_unit(line, code: str) -> int:
    return line.units[code].value if code in line.units else 0


def test_two_hundred_invented_lists_come_out_as_counted_by_hand_and_every_group_is_whole(tmp_path):
    rng = Random(2)
    lists = {f"CB{number:03d}": invented(rng, number) for number in range(200)}
    office = Office(tmp_path, *map(unit, lists))
    for code, people in lists.items():
        office.send(people or [person(f"Hà Thị {code}")], unit=code)
    month = office.month()
    everybody = counted_again([one for people in lists.values() for one in people])
    said = {line.line.text: line for line in reversed(month.statistics)}
    assert {line: said[line].figure.value for line in everybody} == everybody
    for code, people in lists.items():
        again = counted_again(people)
        assert {line: of_unit(said[line], code) for line in again} == again
        whole = again["I. Tổng số đảng viên mới kết nạp"]
        for table, groups in (
            (month.statistics, ("category", "age", "education", "qualification")),
            (month.peoples, ("ethnic_group", "religion")),
        ):
            for group in groups:
                own = [of_unit(line, code) for line in table if line.line.key.startswith(f"{group}:")]
                assert sum(own) == whole
