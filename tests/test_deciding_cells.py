"""What an error takes away: of every column of the list, the figures that a row with an error in it is out of."""

from __future__ import annotations

from datetime import date

import pytest
from office import Office, admitted, person, unit

from recruit.check import registry
from recruit.check.catalogue import rules
from recruit.check.registry import ERROR, Group, Rule, Scope
from recruit.declared.form import LIST
from recruit.measure.result import CaseKind
from recruit.merge.counts import BEFORE_DEADLINE, FIGURES, WAITING, FigureKind
from recruit.merge.events import ADMISSION, ADMISSION_ERRORS

KINDS = (*FIGURES, BEFORE_DEADLINE, *WAITING)
COLUMNS = [field.key for field in LIST if field.key != "number"]

CLASS = {
    "class_asked": "01/11/2024",
    "class_sent": "02/11/2024",
    "certificate_no": "9/GCN",
    "certificate": "20/11/2024",
}
READY = {"certificate_no": "1/GCN", "certificate": "10/03/2024", "asked": "01/09/2024", "agreed": "20/09/2024"}
PEOPLE = [
    admitted(**CLASS, asked="21/11/2024", agreed="22/11/2024", resolution="23/11/2024", decision="28/11/2024"),
    person("Lò Thị Mai", "01/02/1995", joined="04/11/2024", helper_day="04/11/2024", **READY),
    person("Lê Văn Bảy", "01/01/1991", left="25/11/2024", reason="Xin rút"),
    person("Hà Thị Chi", "02/02/1992", class_asked="05/11/2024", asked="06/11/2024"),
    person("Vàng A Tủa", "03/03/1993", joined="11/11/2024", helper_day="11/11/2024"),
]
GONE_OVER = [person("Vàng A Tủa", "03/03/1993", left="11/11/2024", reason="Chuyển sang đơn vị khác")]


def counted(office: Office) -> set[str]:
    """Return the figures in which somebody of November counts."""
    month = office.month()
    waiting = {f"waiting_for_{'class' if case.kind is CaseKind.CLASS else 'procedure'}" for case in month.waiting}
    figures = {kind.key for kind in KINDS if kind.key in month.totals and month.totals[kind.key].value}
    return figures | waiting


def kinds(last_day: date) -> dict[str, FigureKind]:
    """Return the figures that are measured where that day is the deadline."""
    over = last_day < date(2024, 11, 30)
    left_out = BEFORE_DEADLINE.key if over else "admitted_after_deadline"
    return {kind.key: kind for kind in KINDS if kind.key != left_out}


@pytest.fixture
def faulty(monkeypatch):
    """Put an error into a column of every row: of the rule `code`, taking the cell out or not."""

    def put(key: str, code: str = "X1", *, takes_out: bool = True) -> None:
        def everywhere(checked, row):
            yield checked.flaw(row, key)

        known = Rule(
            code,
            "everywhere",
            ERROR,
            Scope.ROW,
            Group.CELL,
            "x",
            "x",
            "y",
            "",
            everywhere,
            takes_out=(key,) * takes_out,
        )
        monkeypatch.setitem(registry._RULES, code, known)

    return put


@pytest.fixture(params=[date(2024, 11, 30), date(2024, 11, 15)], ids=["before the deadline", "after it"])
def deadline(request):
    return request.param


@pytest.fixture
def people(offices, deadline) -> Office:
    office = offices(unit(), unit("CB02"), info={"Hạn hoàn thành": deadline})
    return office.send(PEOPLE).send(GONE_OVER, unit="CB02")


def test_somebody_counts_in_every_figure_where_nothing_is_wrong(people, deadline):
    assert counted(people) == set(kinds(deadline))


@pytest.mark.parametrize("key", COLUMNS)
def test_an_error_takes_its_row_out_of_the_figures_that_its_cell_decides_and_of_no_other(people, deadline, faulty, key):
    faulty(key)
    known = kinds(deadline)
    assert set(known) - counted(people) == {
        name for name, kind in known.items() if key in kind.decided_by or kind.sound_row
    }


def test_an_error_that_takes_no_cell_out_leaves_only_what_asks_for_a_sound_row(people, deadline, faulty):
    faulty("name", takes_out=False)
    known = kinds(deadline)
    assert set(known) - counted(people) == {name for name, kind in known.items() if kind.sound_row}


@pytest.mark.parametrize("code", sorted(ADMISSION_ERRORS))
def test_an_order_that_decides_about_an_admission_takes_its_row_out_at_whichever_cell(people, deadline, faulty, code):
    faulty("note", code)
    known = kinds(deadline)
    assert set(known) - counted(people) == {
        name for name, kind in known.items() if ADMISSION.day_key in kind.decided_by or kind.sound_row
    }


def test_the_orders_that_decide_about_an_admission_are_rules():
    assert {known.code for known in rules()} >= ADMISSION_ERRORS
