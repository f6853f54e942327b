"""Rules about one person's way: where each fires, at the right cell, and a neighbour on which it must not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from office import admitted, cell_of, column_of, find, letter_of, person

# Rule, people of CB01 in November, key of the cell (row of the last person) where the rule fires.
FIRES = {
    "N01": ([person(birth="16/01/2024", helper_day="20/01/2024")], "joined"),
    "N02": ([person(birth="16/01/2009")], "birth"),
    "N03": ([person(certificate="10/01/2024", asked="10/10/2024", agreed="09/10/2024")], "agreed"),
    "N04": ([admitted(decision="09/03/2024")], "decision"),
    "N05": ([admitted(ceremony="19/03/2024")], "ceremony"),
    "N06": ([admitted(decision_no=None)], "decision_no"),
    "N07": ([admitted(decision=None, ceremony=None)], "decision"),
    "N08": ([admitted(left="19/03/2024", reason="Xin rút")], "left"),
    "N09": ([person(reason="Xin rút")], "left"),
    "N10": ([person(left="20/10/2024")], "reason"),
    "N12": ([person(joined="01/11/2024", helper_day="01/11/2024", left="01/03/2024", reason="Xin rút")], "left"),
    "N25": ([person(class_sent="10/02/2024", certificate="09/02/2024")], "certificate"),
    "N28": ([admitted(agreed=None)], "agreed"),
    "N36": ([person(certificate_no="1/GCN", certificate="10/04/2024")], "class_sent"),
    "N31": ([person(class_sent="14/01/2024")], "joined"),
    "N35": ([person(class_asked="10/03/2024", class_sent="09/03/2024")], "class_sent"),
    "N33": (
        [
            admitted(
                joined="21/03/2024", helper_day="21/03/2024", asked="22/03/2024", agreed="22/03/2024", resolution=None
            )
        ],
        "decision",
    ),
    "N32": (
        [
            admitted(
                resolution="10/12/2023",
                asked="01/11/2023",
                agreed="10/11/2023",
                decision="20/12/2023",
                ceremony="25/12/2023",
            )
        ],
        "decision",
    ),
}

# A neighbour of each: the same rule must be silent.
SILENT = {
    "N01": [person(birth="15/01/1999")],
    "N02": [person(birth="15/01/2009")],
    "N12": [person(joined="01/11/2024", helper_day="01/11/2024", left="01/11/2024", reason="Xin rút")],
    "N33": [admitted(joined="20/03/2024", helper_day="20/03/2024")],
    "N03": [person(certificate="10/01/2024", asked="10/10/2024", agreed="10/10/2024")],
    "N04": [admitted(decision="10/03/2024")],
    "N05": [admitted(ceremony="20/03/2024")],
    "N06": [admitted()],
    "N07": [admitted()],
    "N08": [admitted(left="19/03/2024", reason="Đã kết nạp")],
    "N09": [person(left="20/10/2024", reason="Xin rút")],
    "N10": [person(left="20/10/2024", reason="Xin rút")],
    "N25": [person(class_sent="10/02/2024", certificate="10/02/2024")],
    "N28": [admitted()],
    "N36": [person(class_sent="10/02/2024", certificate_no="1/GCN", certificate="10/04/2024")],
    "N31": [person(class_sent="15/01/2024")],
    "N32": [admitted()],
    "N35": [person(class_asked="10/03/2024", class_sent="10/03/2024")],
}


@pytest.mark.parametrize("code", FIRES)
def test_a_rule_about_a_row_fires_once_at_its_cell(office, code):
    people, key = FIRES[code]
    office.send(people)
    found = find(office.month(), code)
    assert [(f.place.sheet, f.place.cell) for f in found] == [("Danh sách", f"{letter_of(key)}{len(people) + 1}")]


@pytest.mark.parametrize("code", SILENT)
def test_a_rule_about_a_row_is_silent_on_its_neighbour(office, code):
    office.send(SILENT[code])
    assert find(office.month(), code) == []


@pytest.mark.parametrize(
    ("joined", "day"),
    [
        pytest.param("01/01/2024", "01/01/2024", id="before the person came"),
        pytest.param("01/02/2023", "10/12/2023", id="of last year"),
    ],
)
def test_a_certificate_that_may_be_of_elsewhere_or_of_last_year_asks_for_no_class(office, joined, day):
    month = office.send([person(joined=joined, certificate_no="1/GCN", certificate=day, helper_day=None)]).month()
    assert find(month, "N36") == []


def test_where_the_column_of_the_class_is_absent_no_certificate_asks_for_it(office):
    def without(book) -> None:
        book["Danh sách"].delete_cols(column_of("class_sent"))

    month = office.send([person(certificate_no="1/GCN", certificate="10/04/2024")], edit=without).month()
    assert find(month, "N36") == []


def test_of_a_class_that_last_month_told_the_rules_that_look_back_speak(office):
    held = {"certificate_no": "1/GCN", "certificate": "10/04/2024"}
    office.send([person(class_sent="10/02/2024", **held)], month=10, sent=datetime(2024, 10, 24, tzinfo=UTC))
    month = office.send([person(**held)]).month()
    assert (find(month, "N36"), len(find(month, "T02"))) == ([], 1)


def test_a_birth_after_every_step_is_one_error_at_the_birth(office):
    month = office.send([person(birth="05/03/2024")]).month()
    assert [found.place.cell for found in find(month, "N01")] == [cell_of("birth")]


@pytest.mark.parametrize(
    ("missing", "later"),
    [
        ("asked", "Ngày Đảng ủy đồng ý"),
        ("agreed", "Ngày nghị quyết đề nghị kết nạp"),
        ("resolution", "Ngày quyết định kết nạp"),
    ],
)
def test_a_step_that_is_missing_is_asked_for_by_the_next_that_is_there(office, missing, later):
    [found] = find(office.send([admitted(**{missing: None})]).month(), "N28")
    assert (found.place.cell, found.message.endswith(f"trong khi đã có {later}.")) == (cell_of(missing), True)


def test_a_year_of_birth_alone_is_after_the_steps_of_earlier_years(office):
    month = office.send([person(birth=2024), person("Lò Văn Ón", 2025)]).month()
    assert [found.place.cell for found in find(month, "N01")] == [cell_of("birth", 3)]
    assert [found.place.cell for found in find(month, "N02")] == [cell_of("birth", 2)]


def test_a_decision_after_the_transfer_is_no_step_out_of_order(office):
    moved = admitted(left="15/03/2024", reason="Chuyển sang đơn vị khác")
    assert find(office.send([moved]).month(), "N08") == []
