"""No sentence of a document says what the figures do not, and none asks for what can no longer be done."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from office import admitted, person, unit
from papers import OPEN, committee_list, letter, lines, member_digest, text, urging_letter, urging_to_all, year_report

from recruit.model import LetterOptions

THIRD_OF_DECEMBER = LetterOptions(number="127", day=date(2024, 12, 3), issue=True)
TWENTIETH_OF_NOVEMBER = LetterOptions(number="15", day=date(2024, 11, 20))
UNKNOWN = "Chưa có số liệu của các đơn vị."
CAUSES = "c) Nguyên nhân"
LONG = "Việc thẩm tra lý lịch mất nhiều thời gian. " * 20


def section(data: bytes, heading: str) -> str:
    """Return the paragraph that begins with a heading."""
    return next(line for line in lines(data) if line.startswith(heading))


def urging(office, code: str = "CB01", month: int = 11, options: LetterOptions = TWENTIETH_OF_NOVEMBER) -> list[str]:
    result = office.month(month)
    return lines(urging_letter(result, next(line for line in result.units if line.unit.code == code), options))


def of_december(office, people, **options):
    return office.send(people, month=12, sent=datetime(2024, 12, 20, tzinfo=UTC), **options)


# -- after the deadline ------------------------------------------------------------------------------------------------


def test_before_the_deadline_the_letter_says_until_when(office):
    month = office.send([person()], month=10).month(10)
    assert "- Tiếp tục thực hiện phần chỉ tiêu còn lại trước ngày 30/11/2024: kết nạp 01 đảng viên" in text(
        letter(month)
    )


def test_on_the_deadline_the_letter_names_it_and_asks_for_nothing_before_it(office):
    whole = text(letter(office.send([person()]).month()))
    assert "phần chỉ tiêu còn lại (hạn hoàn thành: trước ngày 30/11/2024): kết nạp 01 đảng viên" in whole


def test_a_letter_of_a_day_after_the_deadline_asks_for_nothing_before_it(office):
    whole = text(letter(office.send([person()]).month(), THIRD_OF_DECEMBER))
    assert "- Tiếp tục thực hiện phần chỉ tiêu còn lại: kết nạp 01 đảng viên" in whole
    assert "trước hạn" not in whole


def test_after_the_deadline_one_letter_to_all_asks_for_nothing_before_it(office):
    month = of_december(office, [person()]).month(12)
    whole = text(urging_to_all(month))
    assert "(hạn hoàn thành: trước ngày 30/11/2024, đã quá hạn 31 ngày)." in whole
    assert "hoàn thành trước ngày" not in whole


# -- units of which nothing is known -----------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["b) Tạo nguồn:", "c) Cử đi học:", "d) Kết nạp đảng viên:", "a) Ưu điểm:"])
def test_where_no_unit_ever_sent_the_letter_says_that_nothing_is_known(offices, heading):
    month = offices(unit("CB01"), unit("CB02")).month()
    assert section(letter(month), heading) == f"{heading} {UNKNOWN}"


def test_where_no_unit_ever_sent_nobody_is_said_to_have_named_no_difficulty(offices):
    assert CAUSES not in text(letter(offices(unit("CB01")).month()))


def test_where_no_unit_sent_this_month_nobody_is_said_to_have_named_no_difficulty(office):
    october = office.send([person()], month=10, sent=datetime(2024, 10, 20, tzinfo=UTC))
    assert CAUSES not in text(letter(october.month()))


def test_where_no_unit_ever_sent_the_year_s_report_praises_nobody(offices):
    whole = text(year_report(offices(unit("CB01")).month()))
    assert "Hằng tháng, các chi bộ rà soát" not in whole
    assert "Hiện chưa có người" not in text(letter(offices(unit("CB01")).month(10)))


def test_a_unit_that_never_sent_is_not_said_to_go_on(offices):
    month = offices(unit("CB01"), unit("CB02")).send([person()]).month()
    assert "01 đơn vị được giao chỉ tiêu đang tiếp tục tạo nguồn" in text(letter(month))


def test_a_unit_that_has_ended_is_not_said_to_go_on(offices):
    office = offices(unit("CB01", last=8, into="CB02"), unit("CB02"))
    month = office.send([person()], month=8).send([person("Lò Văn Ón", "01/01/1999")], unit="CB02").month()
    assert "01 đơn vị được giao chỉ tiêu đang tiếp tục tạo nguồn" in text(letter(month))


def test_a_rest_of_a_unit_that_never_sent_says_so(offices):
    month = offices(unit("CB01", "Chi bộ Một"), unit("CB02", "Chi bộ Hai")).send([person()]).month()
    assert "Chi bộ Hai (kết nạp 01, cử đi học 01, chưa có số liệu)." in text(letter(month))


def test_an_urging_letter_gives_no_result_of_a_unit_that_never_sent(offices):
    found = urging(offices(unit("CB01", classes=None)))
    assert "- Kết nạp đảng viên: chỉ tiêu 01, chưa có số liệu." in found
    assert not any("0/1 chỉ tiêu" in line for line in found)


@pytest.mark.parametrize("make", [urging_to_all, member_digest])
def test_a_table_gives_no_result_of_a_unit_that_never_sent(offices, make):
    found = lines(make(offices(unit("CB01")).month()))
    at = found.index("Chưa gửi tháng 01 đến tháng 11")
    assert found[at + 1 : at + 5] == ["–/1", "–", "–/1", "–"]


# -- nothing where there is nothing ------------------------------------------------------------------------------------


def test_a_list_that_is_empty_now_is_not_said_never_to_have_held_anybody(office):
    assert "các đơn vị không có cảm tình Đảng trong danh sách" in text(letter(office.send([admitted()]).month()))


def test_without_targets_none_is_said_to_be_assigned_or_reached(offices):
    month = offices(unit(admissions=None, classes=None)).send([person()]).month()
    whole = text(letter(month))
    assert "giao chỉ tiêu" not in whole
    assert section(letter(month), "b) Hạn chế:") == "b) Hạn chế: Không có đơn vị chưa gửi báo cáo."


def test_a_unit_whose_list_is_empty_is_not_asked_about_its_sympathisers(office):
    office = office.send([admitted(left="20/04/2024", reason="Hủy quyết định kết nạp")])
    asked = (
        "- Rà soát, lựa chọn quần chúng ưu tú đưa vào danh sách cảm tình Đảng để thực hiện 01 chỉ tiêu kết nạp còn lại."
    )
    assert asked in urging(office)


def test_one_letter_to_all_asks_for_reports_only_where_one_is_missing(offices):
    behind = offices(unit("CB01")).send([person()])
    assert "Đơn vị chưa gửi báo cáo" not in text(urging_to_all(behind.month()))


def test_one_letter_to_all_asks_for_the_rest_only_where_there_is_one(offices):
    late = offices(unit("CB01", admissions=None, classes=None))
    assert "Đơn vị còn chỉ tiêu" not in text(urging_to_all(late.month()))


def test_one_letter_to_all_points_to_committee_members_only_where_there_are_some(offices):
    alone = unit("CB01")
    alone[3] = None
    whole = text(urging_to_all(offices(alone).month()))
    assert "đồng chí" not in whole


def test_one_case_has_no_order(office):
    month = office.send([person(class_asked="10/10/2024")]).month()
    assert "có 01 trường hợp được chi bộ đề nghị và chờ Đảng ủy Văn phòng quyết định:" in text(committee_list(month))


# -- many units ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "said"), [(12, "Chi bộ CB12 (kết nạp 01)."), (13, "13 đơn vị (Phụ lục 1).")])
def test_more_than_twelve_units_that_lag_are_left_to_the_appendix(offices, number, said):
    office = offices(*(unit(f"CB{n:02d}", classes=None) for n in range(1, number + 1)))
    for n in range(1, number + 1):
        office.send([person(f"Lò Văn {'Ón' * n}")], unit=f"CB{n:02d}")
    assert section(letter(office.month()), "b) Hạn chế:").endswith(said)


# -- words that are too long for the letter ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "heading"),
    [
        ("Kết quả nổi bật", "a) Ưu điểm:"),
        ("Khó khăn, vướng mắc", "c) Nguyên nhân:"),
        ("Kiến nghị, đề xuất", "4. Kiến nghị, đề xuất"),
    ],
)
def test_the_letter_says_whose_long_words_stand_in_the_appendix(office, label, heading):
    found = lines(letter(office.send([person()], cover={label: LONG}).month()))
    at = next(index for index, line in enumerate(found) if line.startswith(heading))
    said = "- Ý kiến của Chi bộ CB01 được ghi tại phụ lục ý kiến của các đơn vị kèm theo."
    assert said in found[at : at + 2]


def test_a_long_difficulty_is_not_said_to_be_none(office):
    month = office.send([person()], cover={"Khó khăn, vướng mắc": LONG}).month()
    assert "không nêu khó khăn" not in text(letter(month))


# -- one way to write a thing ------------------------------------------------------------------------------------------


def test_every_day_of_a_letter_is_written_the_same_way(office):
    people = [admitted(), person("Lò Văn Ón", "01/01/1999", class_sent="10/06/2024", class_asked="01/06/2024")]
    people += [person("Hà Thị Mỷ", "02/02/1998", class_asked="05/07/2024")]
    month = office.send(people).month()
    for data in (letter(month), year_report(month), committee_list(month)):
        days = [word.strip(".,;()") for line in lines(data) for word in line.split() if word.count("/") == 2]
        assert days
        assert not [day for day in days if day[3] == "0" and day[4] > "2"]


@pytest.mark.parametrize("named", [["Như trên"], ["Đảng ủy Khối CQ-DN tỉnh (b/c)", "Như trên"]])
def test_a_report_names_the_upper_committee_once(offices, named):
    office = offices(
        unit(),
        info={"Loại văn bản báo cáo năm": "Báo cáo"},
        recipients=[["", "Nơi nhận", body] for body in named],
    ).send([person()])
    found = lines(year_report(office.month(), OPEN))
    at = found.index("Nơi nhận:")
    assert found[at + 1 : at + 3] == ["- Đảng ủy Khối CQ-DN tỉnh (b/c),", "- Lưu: VT, ĐU."]


# -- the units' own words ----------------------------------------------------------------------------------------------


def words_of(office, text: str) -> list[str]:
    return [opinion.text for opinion in office.send([person()], cover={"Kết quả nổi bật": text}).month().achievements]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("- Đã mở lớp", "Đã mở lớp"),
        ("1. Đã mở lớp", "Đã mở lớp"),
        ("2) Đã mở lớp", "Đã mở lớp"),
        ("20.000.000 đồng ủng hộ", "20.000.000 đồng ủng hộ"),
        ("-10% so với năm trước", "-10% so với năm trước"),
        ("1.5 ngày mỗi lớp", "1.5 ngày mỗi lớp"),
        ("-Đã mở lớp", "-Đã mở lớp"),
        ("12.000 lượt người", "12.000 lượt người"),
    ],
)
def test_a_mark_goes_only_before_a_blank_and_a_number_stays_whole(office, typed, said):
    assert words_of(office, typed) == [said]


@pytest.mark.parametrize(
    "typed",
    [
        *("Không có ý kiến", "không có ý kiến.", "Ko", "N/A", "n/a", "x", "X", "/", "…", "...", "-", "–", "Không."),
        *(
            "Không có",
            "ko có",
            "Không có gì",
            "Ko có ý kiến",
            "Chưa có",
            "Không có ý kiến gì",
            "Không ý kiến",
            "K",
            "0",
        ),
        *("Không có ý kiến, đề xuất", "Không có kiến nghị", "Không có đề xuất", "NA", "none", "—"),
        *("Không có khó khăn", "Không có vướng mắc", "Không có khó khăn, vướng mắc"),
    ],
)
def test_words_for_nothing_are_none(office, typed):
    assert words_of(office, typed) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Đã mở lớp\nĐã phân công", "Đã mở lớp; Đã phân công"),
        ("Đã mở lớp.\nĐã phân công:\n- hai người!\nXong.", "Đã mở lớp. Đã phân công: hai người! Xong."),
    ],
)
def test_lines_follow_each_other_with_a_sign_between_two_that_have_none(office, typed, said):
    assert words_of(office, typed) == [said]


def test_words_that_begin_like_nothing_and_go_on_are_kept(office):
    assert words_of(office, "Không có phòng học") == ["Không có phòng học"]
