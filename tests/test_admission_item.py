"""The letter's item on admissions: what it says of none, of one and of many, and what is left out where nobody knows it."""

from __future__ import annotations

import pytest
from office import Office, admitted, find, person, unit
from papers import letter, lines, text

from recruit.measure.figure import Source

NAMES = ("Chi bộ Một", "Chi bộ Hai", "Chi bộ Ba", "Chi bộ Bốn")
UNITS = [unit(f"CB{number:02d}", name, members=37) for number, name in enumerate(NAMES, start=1)]
SEEN = {"Tổng số đảng viên": 38}


def item(office, month: int = 11) -> str:
    """Return the first paragraph of the item."""
    return next(line for line in lines(letter(office.month(month))) if line.startswith("d) Kết nạp đảng viên:"))


def with_admitted(office: Office, *numbers: int, covers: dict[int, dict] | None = None, units: int = 4) -> Office:
    """Let each chi bộ report; the chi bộ of `numbers` have admitted somebody."""
    for number in range(1, units + 1):
        name = "Lò Văn " + "Ón " * number
        people = [admitted(name, decision_no=f"{number}-QĐ")] if number in numbers else [person(name)]
        office.send(people, unit=f"CB{number:02d}", cover=SEEN | (covers or {}).get(number, {}))
    return office


def about_branches(office: Office) -> list[str]:
    found = lines(letter(office.month()))
    return [
        line for line in found if " chi bộ " in line and "kết nạp được" in line and not line.startswith(("a)", "d)"))
    ]


# -- beside members ----------------------------------------------------------------------------------------------------


def test_the_admitted_stand_beside_the_members_at_the_years_start_and_now(offices):
    said = item(with_admitted(offices(*UNITS), 1, 2))
    assert ", đạt tỷ lệ 1,4% so với tổng số đảng viên đầu năm (148 đồng chí)" in said
    assert ", nâng tổng số đảng viên của Đảng bộ lên 152 đồng chí" in said


def test_the_parts_stand_in_the_order_of_an_official_report(offices):
    said = item(with_admitted(offices(*UNITS), 1, 2))
    parts = ["đã kết nạp 02", "2/4 chỉ tiêu", "đạt tỷ lệ", "so với cùng kỳ", "nâng tổng số", "trong tháng"]
    assert [said.index(part) for part in parts] == sorted(said.index(part) for part in parts)


def test_a_total_that_is_no_higher_than_at_the_years_start_was_not_raised(offices):
    gone = {number: {"Tổng số đảng viên": 37} for number in range(1, 5)}
    said = item(with_admitted(offices(*UNITS), 1, covers=gone))
    assert "; tổng số đảng viên của Đảng bộ là 148 đồng chí; trong tháng" in said


def test_where_nobody_was_admitted_the_members_are_told_all_the_same(offices):
    said = item(with_admitted(offices(*UNITS)))
    assert said.endswith(" Tổng số đảng viên của Đảng bộ là 152 đồng chí.")
    assert "tỷ lệ" not in said


def test_a_chi_bo_that_does_not_tell_its_members_at_the_start_leaves_the_ratio_out(offices):
    assert "tỷ lệ" not in item(with_admitted(offices(*UNITS[:3], unit("CB04", members=None)), 1))


def test_a_chi_bo_that_began_later_is_not_asked_for_its_members_at_the_start(offices):
    later = unit("CB04", members=None, first=5)
    assert "(111 đồng chí)" in item(with_admitted(offices(*UNITS[:3], later), 1))


@pytest.mark.parametrize("members", [None, "hai mươi"])
def test_a_report_that_does_not_tell_its_members_leaves_the_total_out(offices, members):
    office = with_admitted(offices(*UNITS), 1, covers={2: {"Tổng số đảng viên": members}})
    assert "nâng tổng số" not in item(office)


def test_a_report_of_an_earlier_month_leaves_the_total_out(offices):
    office = with_admitted(offices(*UNITS), 1)
    office.send([person("Lò Văn Ón Ón")], unit="CB02", month=10, cover=SEEN)
    (office.folder / "CB02_11.xlsx").unlink()
    assert "nâng tổng số" not in item(office)


def test_a_chi_bo_that_has_ended_is_missed_in_no_total(offices):
    office = offices(*UNITS[:3], unit("CB04", members=37, last=8, into="CB01"))
    said = item(with_admitted(office, 1, units=3))
    assert "(148 đồng chí)" in said
    assert "là 114 đồng chí" in said


def test_each_number_leads_to_its_cells(offices):
    totals = with_admitted(offices(*UNITS), 1, 2).month().totals
    assert totals["members_at_start"].sources == (
        Source("ke_hoach.xlsx", "Đơn vị và chỉ tiêu", ("K2", "K3", "K4", "K5")),
    )
    assert totals["members"].sources == tuple(Source(f"CB0{n}_11.xlsx", "Báo cáo", ("B7",)) for n in range(1, 5))
    assert [source.file for source in totals["branches_admitted"].sources] == ["CB01_11.xlsx", "CB02_11.xlsx"]
    assert totals["branches_left"].sources == (Source("ke_hoach.xlsx", "Đơn vị và chỉ tiêu", ("A4", "A5")),)


# -- beside last year --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (1, ", tăng 01 đồng chí (tăng 100%) so với cùng kỳ năm 2023,"),
        (8, ", giảm 06 đồng chí (giảm 75%) so với cùng kỳ năm 2023,"),
        (3, ", giảm 01 đồng chí (giảm 33,3%) so với cùng kỳ năm 2023,"),
        (2, ", bằng cùng kỳ năm 2023 (02 đồng chí),"),
        (0, "; cùng kỳ năm 2023 chưa kết nạp được đảng viên;"),
    ],
)
def test_the_admitted_stand_beside_last_years(offices, before, said):
    assert said in item(with_admitted(offices(*UNITS, last_year=[[11, before, 0, 0]]), 1, 2))


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (4, ", giảm 04 đồng chí (giảm 100%) so với cùng kỳ năm 2023."),
        (0, "; cùng kỳ năm 2023 cũng chưa kết nạp được."),
    ],
)
def test_nobody_admitted_stands_beside_last_year_too(offices, before, said):
    assert said in item(with_admitted(offices(*UNITS, last_year=[[11, before, 0, 0]])))


def test_an_unknown_last_year_is_not_spoken_of_and_asked_for(offices):
    office = with_admitted(offices(*UNITS, last_year=[]), 1)
    assert "cùng kỳ" not in item(office)
    assert find(office.month(), "S21")


# -- kinds -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"gender": "Nữ", "birth": "01/01/1996"},
            "nữ, đoàn viên, 28 tuổi, trình độ Đại học, cán bộ, công chức cơ quan Nhà nước.",
        ),
        (
            {"people": "Mông", "religion": "Tin lành", "union": "Không", "qualification": None},
            "nam, dân tộc Mông, theo tôn giáo, 31 tuổi, trình độ THPT, cán bộ, công chức cơ quan Nhà nước.",
        ),
        ({"category": None}, "nam, đoàn viên, 31 tuổi, trình độ Đại học (chưa rõ đối tượng)."),
    ],
)
def test_one_person_is_told_in_one_phrase(office, values, said):
    assert f"01 đảng viên mới là {said}" in lines(letter(office.send([admitted(**values)]).month()))


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("gender", None, "giới tính"),
        ("people", None, "dân tộc"),
        ("religion", "#N/A", "tôn giáo"),
        ("union", "#N/A", "đoàn viên"),
        ("education", None, "trình độ học vấn"),
        ("qualification", "Luật", "trình độ chuyên môn"),
        ("category", None, "đối tượng"),
    ],
)
def test_what_of_the_one_person_nobody_knows_is_named(office, key, value, what):
    assert f"(chưa rõ {what})." in text(letter(office.send([admitted(**{key: value})]).month()))


def test_from_ten_people_on_a_kinds_share_is_said_and_a_kind_of_nobody_left_out(tmp_path):
    office = Office(tmp_path / "mười", unit())
    people = [
        admitted(f"Lò Thị {'Ón ' * n}", f"{n:02d}/02/1990", gender="Nữ" if n < 8 else "Nam", decision_no=f"{n}-QĐ")
        for n in range(1, 12)
    ]
    whole = text(letter(office.send(people).month()))
    assert "Trong số 11 đảng viên mới: nữ 07 (63,6%); đoàn viên 11 (100%); học vấn: THPT 11;" in whole


def test_below_ten_no_share_is_said(offices):
    assert "Trong số 02 đảng viên mới: đoàn viên 02; học vấn" in text(
        letter(with_admitted(offices(*UNITS), 1, 2).month())
    )


def test_who_has_no_qualification_is_counted_beside_those_who_have(office):
    two = [admitted(), admitted("Hà Văn Chi", decision_no="32-QĐ/ĐUK", qualification=None)]
    assert "học vấn: THPT 02; chuyên môn: Đại học 01, chưa có 01; đối tượng" in text(letter(office.send(two).month()))


# -- chi bộ ------------------------------------------------------------------------------------------------------------

NOBODY_LEFT = {"Số quần chúng trong đơn vị": 0}
SOMEBODY_LEFT = {"Số quần chúng trong đơn vị": 3}


@pytest.mark.parametrize(
    ("done", "covers", "said"),
    [
        ((), {}, "Chưa có chi bộ nào kết nạp được đảng viên mới."),
        ((1, 2, 3, 4), {}, "04/04 chi bộ đều kết nạp được đảng viên mới."),
        (
            (1, 2, 3),
            {},
            "Có 03/04 chi bộ kết nạp được đảng viên mới (75%); còn 01 chi bộ chưa kết nạp được: Chi bộ Bốn.",
        ),
        (
            (1,),
            {3: NOBODY_LEFT},
            "Có 01/04 chi bộ kết nạp được đảng viên mới (25%); còn 03 chi bộ chưa kết nạp được: Chi bộ Hai, Chi bộ Ba và "
            "Chi bộ Bốn, trong đó 01 chi bộ không còn quần chúng (Chi bộ Ba).",
        ),
        (
            (1,),
            {2: SOMEBODY_LEFT, 3: NOBODY_LEFT, 4: SOMEBODY_LEFT},
            "Có 01/04 chi bộ kết nạp được đảng viên mới (25%; chiếm 33,3% số chi bộ còn nguồn kết nạp); còn 03 chi bộ chưa "
            "kết nạp được: Chi bộ Hai, Chi bộ Ba và Chi bộ Bốn, trong đó 01 chi bộ không còn quần chúng (Chi bộ Ba).",
        ),
        (
            (1, 2),
            {3: NOBODY_LEFT, 4: NOBODY_LEFT},
            "Có 02/04 chi bộ kết nạp được đảng viên mới (50%; chiếm 100% số chi bộ còn nguồn kết nạp); còn 02 chi bộ chưa "
            "kết nạp được: Chi bộ Ba và Chi bộ Bốn, đều không còn quần chúng.",
        ),
    ],
)
def test_chi_bo_that_admitted_stand_before_those_that_did_not(offices, done, covers, said):
    assert about_branches(with_admitted(offices(*UNITS), *done, covers=covers)) == [said]


def test_over_ten_chi_bo_are_left_to_the_appendix(offices):
    units = [unit(f"CB{number:02d}") for number in range(1, 13)]
    (said,) = about_branches(with_admitted(offices(*units), 1, units=12))
    assert said.endswith("; còn 11 chi bộ chưa kết nạp được (Phụ lục 1).")


def test_of_a_chi_bo_that_never_sent_nobody_says_that_it_has_not_admitted(offices):
    (said,) = about_branches(with_admitted(offices(*UNITS), 1, units=3))
    assert said.endswith("chưa kết nạp được: Chi bộ Hai và Chi bộ Ba; 01 chi bộ chưa có số liệu.")


def test_while_a_chi_bo_is_unknown_no_share_of_those_with_a_source_is_said(offices):
    (said,) = about_branches(with_admitted(offices(*UNITS), 1, 2, covers={3: NOBODY_LEFT}, units=3))
    assert "kết nạp được đảng viên mới (50%); còn 01 chi bộ chưa kết nạp được: Chi bộ Ba, không còn quần chúng;" in said


@pytest.mark.parametrize(
    "other",
    [
        unit("CB03", "Chi bộ Ba", last=8, into="CB01"),
        unit("CB03", "Chi bộ Ba", first=12),
        unit("DT01", "Đoàn Thanh niên", "Đoàn thể"),
    ],
)
def test_only_chi_bo_that_exist_in_the_period_are_counted(offices, other):
    (said,) = about_branches(with_admitted(offices(*UNITS[:2], other), 1, units=2))
    assert said.startswith("Có 01/02 chi bộ kết nạp được đảng viên mới (50%); còn 01 chi bộ chưa")


def test_of_one_chi_bo_and_of_committees_nothing_is_said(office, lower, upper):
    from recruit.write.summary.workbook import consolidated_bytes

    upper.put("a.xlsx", consolidated_bytes(lower.month()))
    assert about_branches(office.send([admitted()])) == about_branches(upper) == []


# -- one term for one thing --------------------------------------------------------------------------------------------


def test_who_did_more_than_asked_is_named_before_who_did_as_asked(offices):
    office = offices(unit("CB01", "Chi bộ Một", classes=None), unit("CB02", "Chi bộ Hai", classes=None))
    office.send([admitted()])
    office.send([admitted("Lò Văn Ón", decision_no="2-QĐ"), admitted("Lò Văn Ba", decision_no="3-QĐ")], unit="CB02")
    assert "đã đạt hoặc vượt chỉ tiêu: Chi bộ Hai và Chi bộ Một." in text(letter(office.month()))


def test_where_all_have_a_helper_it_is_said_of_all(office):
    whole = text(letter(office.send([person(), person("Lê Văn Bảy")]).month()))
    assert "có 02 cảm tình Đảng, đều đã được phân công đảng viên giúp đỡ." in whole


def test_where_one_lacks_a_helper_those_who_have_one_are_counted(office):
    alone = person("Lê Văn Bảy", helper=None, helper_day=None)
    whole = text(letter(office.send([person(), alone]).month()))
    assert "có 02 cảm tình Đảng, trong đó 01 người có đảng viên giúp đỡ." in whole


def test_the_letter_closes_to_those_to_whom_it_is_addressed(offices):
    to = [["", "Kính gửi", "Đảng ủy UBND tỉnh"], ["", "Kính gửi", "Ban Tổ chức Tỉnh ủy"]]
    whole = text(letter(offices(recipients=to).send().month()))
    assert "trân trọng báo cáo Đảng ủy UBND tỉnh và Ban Tổ chức Tỉnh ủy xem xét, chỉ đạo" in whole


def test_chi_bo_and_doan_the_are_counted_apart(offices):
    office = offices(*UNITS, unit("DT01", "Đoàn Thanh niên", "Đoàn thể"), unit("CB09", last=3))
    assert "ở 05 đơn vị (04 chi bộ trực thuộc và 01 đoàn thể);" in text(letter(office.send().month()))


def test_no_cause_is_named_that_says_there_is_none(office):
    assert "Nguyên nhân" not in text(letter(office.send().month()))
