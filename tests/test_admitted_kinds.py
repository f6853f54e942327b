"""Of what kind the admitted are: under which level, which category and which of the small groups each of them goes."""

from __future__ import annotations

import pytest
from office import admitted, cell_of

from recruit.declared.categories import CATEGORIES
from recruit.declared.choices import EDUCATION, QUALIFICATIONS
from recruit.measure.admitted import NO_QUALIFICATION

LEVELS = [*({"qualification": choice} for choice in QUALIFICATIONS.choices)] + [
    {"qualification": None, "education": choice} for choice in EDUCATION.choices
]
KINDS = [*LEVELS, *({"category": choice, "qualification": "Đại học"} for choice in CATEGORIES.choices)]


def sources(month, key: str) -> list[str]:
    """Return the cells behind one kind of the admitted."""
    return [cell for source in month.totals[key].sources for cell in source.cells]


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """November of an office that admitted one person of each level, with the education of the highest, and category."""
    from office import Office

    office = Office(tmp_path_factory.mktemp("loai") / "hộp thư")
    people = [
        admitted("Lò Văn " + "Ón " * number, decision_no=f"{number}-QĐ", **{"category": None, **kind})
        for number, kind in enumerate(KINDS, start=1)
    ]
    return office.send(people).month()


# All but `Đại học`, which the people of the categories have too.
@pytest.mark.parametrize("choice", QUALIFICATIONS.choices[:3] + QUALIFICATIONS.choices[4:])
def test_who_has_a_qualification_goes_under_it(month, choice):
    row = KINDS.index({"qualification": choice}) + 2
    assert sources(month, f"qualification:{choice}") == [cell_of("qualification", row)]


# All but `THPT`, which the people with a qualification have too.
@pytest.mark.parametrize("choice", EDUCATION.choices[:-1])
def test_everybody_goes_under_the_education(month, choice):
    row = KINDS.index({"qualification": None, "education": choice}) + 2
    assert sources(month, f"education:{choice}") == [cell_of("education", row)]


def test_who_has_no_qualification_is_told_so(month):
    rows = [KINDS.index({"qualification": None, "education": choice}) + 2 for choice in EDUCATION.choices]
    assert sources(month, f"qualification:{NO_QUALIFICATION}") == [cell_of("qualification", row) for row in rows]


@pytest.mark.parametrize("choice", CATEGORIES.choices)
def test_each_category_is_a_kind(month, choice):
    row = KINDS.index({"category": choice, "qualification": "Đại học"}) + 2
    assert sources(month, f"category:{choice}") == [cell_of("category", row)]


def test_whose_category_is_blank_is_unclear(month):
    assert month.totals["category:unclear"].value == len(LEVELS)


def counts(month, key: str) -> tuple[tuple[tuple[str, int], ...], int]:
    [found] = [breakdown for breakdown in month.breakdowns if breakdown.key == key]
    return found.counts, found.unclear


def test_levels_are_told_from_the_highest_and_only_those_that_somebody_has(office):
    people = [
        admitted("Lò Văn A", qualification=None),
        admitted("Lò Văn B", qualification="Sơ cấp", decision_no="32-QĐ"),
        admitted("Lò Văn C", qualification="Thạc sĩ", decision_no="33-QĐ"),
    ]
    found = counts(office.send(people).month(), "qualification")
    assert found == ((("Thạc sĩ", 1), ("Sơ cấp", 1), (NO_QUALIFICATION, 1)), 0)


@pytest.mark.parametrize(
    ("values", "key", "found"),
    [
        ({"gender": "Nam"}, "women", ((("Nữ", 0),), 0)),
        ({"gender": "Nữ"}, "women", ((("Nữ", 1),), 0)),
        ({"gender": "?"}, "women", ((("Nữ", 0),), 1)),
        ({"people": "Kinh"}, "minorities", ((("Dân tộc thiểu số", 0),), 0)),
        ({"people": "Tày"}, "minorities", ((("Dân tộc thiểu số", 1),), 0)),
        ({"people": None}, "minorities", ((("Dân tộc thiểu số", 0),), 1)),
        ({"religion": "Phật giáo"}, "religious", ((("Có tôn giáo", 1),), 0)),
        ({"religion": "Không"}, "religious", ((("Có tôn giáo", 0),), 0)),
        ({"union": "Có"}, "union_members", ((("Đoàn viên", 1),), 0)),
        ({"union": "Không"}, "union_members", ((("Đoàn viên", 0),), 0)),
        ({"union": None}, "union_members", ((("Đoàn viên", 0),), 1)),
        ({"category": "Viên chức"}, "category", ((("Viên chức", 1),), 0)),
        ({"category": "?"}, "category", ((), 1)),
        ({"education": None}, "education", ((), 1)),
        ({"qualification": "?"}, "qualification", ((), 1)),
        ({"birth": "21/03/1993"}, "young", ((("Từ 18 đến 30 tuổi", 1),), 0)),
        ({"birth": "20/03/1993"}, "young", ((("Từ 18 đến 30 tuổi", 0),), 0)),
        ({"birth": 1994}, "young", ((("Từ 18 đến 30 tuổi", 1),), 0)),
    ],
)
def test_a_kind_is_told_by_its_cell_and_unclear_where_that_tells_nothing(office, values, key, found):
    assert counts(office.send([admitted(**values)]).month(), key) == found


def test_a_religion_that_cannot_be_read_is_unclear(office):
    def broken(book):
        cell = book["Danh sách"][cell_of("religion")]
        cell.value, cell.data_type = "#REF!", "e"

    assert counts(office.send([admitted()], edit=broken).month(), "religious") == ((("Có tôn giáo", 0),), 1)
