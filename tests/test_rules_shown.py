"""Rules about what a cell shows and what it holds: ditto marks, months for days, hours, linked zeros, signs of dates."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from linked import linked_form
from office import find, letter_of, person, total

from recruit.job import Job
from recruit.model import Period
from recruit.read.written import How
from recruit.run import recount


def holding(office, key: str, value: object, number_format: str = "dd/mm/yyyy", row: int = 2):
    """Return a month of a form in which a cell holds `value` under a format."""

    def edit(book) -> None:
        from office import column_of

        cell = book["Danh sách"].cell(row, column_of(key))
        cell.value, cell.number_format = value, number_format

    return office.send([person()], edit=edit).month()


def understood(month, key: str) -> tuple[str, str, How]:
    [line] = [line for line in month.understood if line.place.cell == f"{letter_of(key)}2"]
    return line.written, line.read_as, line.how


# -- dates as text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *(f"05{sign}02{sign}2024" for sign in "‐‑‒–—−⁄∕／′．․"),
        "5 thg 2, 2024",
        "05 tháng 02 năm 2024",
        "5 tháng 2, 2024",
        "Thứ Hai, 05/02/2024",
        "Chủ nhật 05/02/2024",
        "05/02/2024 07:30",
        "05/02/2024 7h30",
        "05-02-2024 23:59:59",
    ],
)
def test_a_date_is_read_whatever_signs_part_it_and_what_stands_around_it(office, typed):
    month = office.send([person(class_sent=typed)]).month()
    assert (total(month, "class_sent"), month.errors) == (1, 0)
    assert understood(month, "class_sent") == (typed, "05/02/2024", How.TEXT_DATE)


@pytest.mark.parametrize("typed", ["31/02/2024", "05/02", "tháng 2 năm 2024", "hôm qua", "5" * 100, "05/13/2024 07:30"])
def test_what_is_no_date_stays_an_error(office, typed):
    month = office.send([person(class_sent=typed)]).month()
    assert [found.place.cell for found in find(month, "O01")] == [f"{letter_of('class_sent')}2"]


# -- dates in cells ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 2, 4, 7, 30), "04/02/2024"),
        (datetime(2024, 2, 4, 23, 58, 50), "04/02/2024"),
        (datetime(2024, 2, 4, 23, 59, 12), "05/02/2024"),
        (datetime(2024, 2, 29, 23, 59, 30), "01/03/2024"),
    ],
)
def test_an_hour_in_a_date_cell_leaves_the_day_that_it_shows_but_just_before_midnight(office, moment, day):
    month = holding(office, "class_sent", moment)
    assert understood(month, "class_sent")[1:] == (day, How.HOURS)


def test_a_day_without_an_hour_is_nothing_to_tell(office):
    assert holding(office, "class_sent", date(2024, 2, 5)).understood == ()


@pytest.mark.parametrize("code", ["mm/yyyy", "mmm-yy", "[$-42A]mmmm\\ yyyy;@"])
def test_of_a_birth_whose_cell_shows_month_and_year_the_year_is_known(office, code):
    month = holding(office, "birth", date(1995, 9, 1), code)
    assert [row.row.values["birth"] for row in month.people] == [1995]
    assert (len(find(month, "O22")), month.errors) == (1, 0)


def test_of_a_step_whose_cell_shows_no_day_the_day_is_excels(office):
    month = holding(office, "class_sent", date(2024, 2, 1), "mm/yyyy")
    [found] = find(month, "O40")
    assert (found.place.cell, found.value, total(month, "class_sent")) == (f"{letter_of('class_sent')}2", "02/2024", 1)


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "d-mmm-yy", "yyyy-mm-dd", "[$-409]d mmm yyyy", "dd/mm/yyyy hh:mm"])
def test_a_format_that_shows_the_day_is_no_month(office, code):
    assert find(holding(office, "class_sent", date(2024, 2, 5), code), "O40") == []


def test_what_the_cell_shows_stands_under_written(office):
    month = holding(office, "certificate_no", date(2024, 12, 1), "mmm-yy")
    assert understood(month, "certificate_no")[0] == "Dec-24" if month.understood else True


# -- ditto marks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ['"', "-nt-", "như trên", "Như trên", "〃", "nt"])
@pytest.mark.parametrize(("key", "above"), [("position", "Văn thư"), ("people", "Tày"), ("helper", "Lò Văn Ón")])
def test_a_ditto_mark_in_a_text_or_choice_is_the_cell_above(office, mark, key, above):
    office.send([person("Hà A Tủa", **{key: above}), person(**{key: mark})])
    month = office.month()
    declared = {"position": "position", "people": "ethnic_group", "helper": "helpers"}[key]
    assert ([row.row.values[declared] for row in month.people], month.errors) == ([above, above], 0)
    assert [(line.written, line.read_as, line.how) for line in month.understood] == [(mark, above, How.ABOVE)]


MARKS = ["''", "″", "”", "“", "NT", "- nt -", "(nt)", "-như trên-", "nhu tren", "như trên."]


@pytest.mark.parametrize("mark", MARKS)
def test_every_way_of_writing_a_ditto_mark_is_known(office, mark):
    month = office.send([person("Hà A Tủa", position="Văn thư"), person(position=mark)]).month()
    assert month.people[1].row.values["position"] == "Văn thư"


def test_ditto_marks_under_each_other_go_up_to_the_first_value(office):
    people = [person(f"Người {name}", position="Văn thư" if name == "A" else '"') for name in "ABC"]
    assert [row.row.values["position"] for row in office.send(people).month().people] == ["Văn thư"] * 3


@pytest.mark.parametrize("key", ["name", "birth", "joined"])
def test_a_ditto_mark_in_a_name_or_a_date_is_an_error(office, key):
    month = office.send([person("Hà A Tủa"), person(**{key: '"'})]).month()
    assert [(f.code, f.place.cell) for f in month.findings if f.severity.name == "ERROR"] == [
        ("O14", f"{letter_of(key)}3")
    ]


def test_a_ditto_mark_under_a_blank_is_an_error(office):
    month = office.send([person("Hà A Tủa", note=None), person(note="nt")]).month()
    assert [found.place.cell for found in find(month, "O14")] == [f"{letter_of('note')}3"]


# -- linked workbooks --------------------------------------------------------------------------------------------------


def test_the_zero_of_a_formula_is_a_blank_and_one_warning_a_workbook(office):
    month = office.put("CB01_11.xlsx", linked_form([person(), person("Hà A Tủa")])).month()
    assert ([f.code for f in month.findings], total(month, "class_sent")) == (["O41"], 0)
    assert all("note" not in row.row.values for row in month.people)


def test_a_zero_that_somebody_typed_is_no_link(office):
    assert find(office.send([person(note=0)]).month(), "O41") == []


# -- births ------------------------------------------------------------------------------------------------------------

YEARS = (
    *(
        "sinh năm 1992",
        "Sinh năm: 1992",
        "SN 1992",
        "sn.1992",
        "năm 1992",
        "NS 1992",
        "05/1992",
        "5/1992",
        "5-1992",
        "5.1992",
    ),
    *(
        "tháng 5/1992",
        "Tháng 5 năm 1992",
        "00/00/1992",
        "xx/xx/1992",
        "XX/05/1992",
        "?/?/1992",
        "--/--/1992",
        "/ /1992",
    ),
    *("…/…/1992", "../../1992", "__/__/1992", "00/5/1992"),
)


@pytest.mark.parametrize("typed", YEARS)
def test_a_birth_whose_day_is_left_open_is_known_by_its_year(office, typed):
    month = office.send([person(birth=typed)]).month()
    assert [(found.code, found.place.cell) for found in month.findings] == [("O22", f"{letter_of('birth')}2")]
    assert (total(month, "sympathisers"), understood(month, "birth")[1:]) == (1, ("1992", How.SPELLING))


@pytest.mark.parametrize("typed", ["1992", 1992])
def test_a_year_alone_is_what_the_form_asks_for_of_who_knows_no_more(office, typed):
    month = office.send([person(birth=typed)]).month()
    assert ([found.code for found in month.findings], month.understood) == (["O22"], ())


@pytest.mark.parametrize(
    "typed", ["khoảng 1993", "13/1992", "00/13/1992", "05/00/1992", "30/02/1992", "05/92", "1892", "05/1892", "sinh 92"]
)
def test_what_is_no_birth_stays_an_error_that_says_that_a_year_will_do(office, typed):
    [found] = office.send([person(birth=typed)]).month().findings
    assert (found.code, found.place.cell) == ("O01", f"{letter_of('birth')}2")
    assert "chỉ biết năm sinh thì ghi bốn chữ số của năm" in found.remedy


def test_of_a_step_no_year_will_do(office):
    month = office.send(
        [person(class_asked="05/2024", class_sent="00/00/2024", left="năm 2024", reason="Khác")]
    ).month()
    assert {found.code for found in month.findings} == {"O01"}
    assert not any("năm sinh" in found.remedy for found in month.findings)


@pytest.mark.parametrize(("birth", "times"), [("05/03/1909", 1), ("1930", 1), ("30/11/1934", 1), ("01/12/1934", 0)])
def test_an_age_that_hardly_anybody_has_is_asked_for_at_the_birth(office, birth, times):
    found = find(office.send([person(birth=birth)]).month(), "O44")
    assert [one.place.cell for one in found] == [f"{letter_of('birth')}2"] * times


def test_the_second_opinion_knows_the_same_births(office, tmp_path):
    typed = (*YEARS, "khoảng 1993", "13/1992", "05/00/1992", "30/02/1992", "//1992", "0/1992", "năm1992")
    people = [person(f"Lò Văn {chr(65 + at % 26)}", birth, class_sent="10/03/2024") for at, birth in enumerate(typed)]
    found = recount(Job(office.send(people).folder, Period(2024, 11), tmp_path / "ra")).recounted
    assert [*found.differing, *found.cells_read_otherwise] == []
