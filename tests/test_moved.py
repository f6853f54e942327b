"""Between two runs of one month: what moved, and because of which units."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from office import admitted, person, unit

from recruit.job import Job
from recruit.measure.moved import Cause, What, moves
from recruit.measure.record import record_of
from recruit.model import LetterOptions, Period
from recruit.run import report
from recruit.screen.said import say

SCREEN = LetterOptions()
AGAIN = datetime(2024, 11, 25, tzinfo=UTC)


@pytest.fixture
def two(offices):
    return offices(unit("CB01"), unit("CB02"))


def moved(office, *, then) -> dict[What, tuple]:
    """Return what a month says otherwise once `then` has been done to its inbox."""
    before = record_of(office.month())
    then(office)
    return {move.what: tuple(move)[1:] for move in moves(before, record_of(office.month()))}


def sends_again(office):
    office.send([admitted()], name="CB01_11_sua.xlsx", sent=AGAIN)


def test_a_unit_that_sent_again_is_named_with_what_it_moved(two):
    found = moved(two.send([person()]).send(unit="CB02"), then=sends_again)
    assert found[What.ADMITTED] == (0, 1, (("CB01", Cause.SENT_AGAIN),))


def test_people_on_the_list_move_too(two):
    two.send([person()]).send([person("Bùi Thị Dung", "05/05/1993")], unit="CB02")
    found = moved(two, then=sends_again)
    assert found[What.SYMPATHISERS] == (2, 1, (("CB01", Cause.SENT_AGAIN),))


def test_a_unit_that_had_sent_nothing_has_sent_now(two):
    found = moved(two.send([person()]), then=lambda office: office.send([admitted()], unit="CB02"))
    assert found[What.ADMITTED] == (0, 1, (("CB02", Cause.SENT),))


@pytest.mark.parametrize("come", [0, 1])
def test_a_unit_that_only_one_of_two_plans_has_moves_by_all_that_it_has(offices, come):
    one = record_of(offices(unit("CB01")).send([person()]).month())
    people = [person("Lò Thị Mai", "1999")] * come
    both = record_of(offices(unit("CB01"), unit("CB02")).send([person()]).send(people, unit="CB02").month())

    def people_moved(before, now):
        return next((tuple(move)[1:] for move in moves(before, now) if move.what is What.SYMPATHISERS), None)

    assert people_moved(one, both) == ((1, 2, (("CB02", Cause.SENT),)) if come else None)
    assert people_moved(both, one) == ((2, 1, (("CB02", Cause.NOTHING),)) if come else None)


def test_a_unit_whose_older_month_spoke_has_sent_now(two):
    two.send([person()], month=10, sent=datetime(2024, 10, 24, tzinfo=UTC)).send(unit="CB02")
    found = moved(two, then=lambda office: office.send([admitted()]))
    assert found[What.ADMITTED][2] == (("CB01", Cause.SENT),)


def test_a_unit_whose_workbook_is_the_same_did_nothing(two):
    two.send([person("Bùi Thị Dung", "05/05/1993")], unit="CB02")
    found = moved(two, then=lambda office: office.send([person("Bùi Thị Dung", "05/05/1993")]))
    # Somebody who stands open on two lists is an error of both.
    assert found[What.ERRORS][2] == (("CB01", Cause.SENT), ("CB02", Cause.NOTHING))


def test_nothing_that_moved_is_nothing_said(two):
    assert moved(two.send([person()]), then=lambda office: office) == {}


# -- on screen ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def screen(two, tmp_path, capsys):
    """Run November twice, with something done between, and return what the second says."""

    def run(then, options=SCREEN) -> str:
        job = Job(two.send([person()]).folder, Period(2024, 11), tmp_path / "ra")
        report(replace(job, options=options))
        then(two)
        outcome = report(job)
        capsys.readouterr()
        say(outcome)
        return capsys.readouterr().out

    return run


def test_the_screen_says_what_moved_and_because_of_whom(screen):
    said = screen(sends_again)
    assert "So với lần lập trước của tháng 11/2024:" in said
    assert "  kết nạp 00 → 01: CB01 gửi lại\n" in said


def test_the_screen_says_nothing_where_nothing_moved(screen):
    assert "lần lập trước" not in screen(lambda office: None)


def test_an_issued_letter_is_what_a_later_run_is_held_against(screen):
    assert "  kết nạp 00 → 01: CB01 gửi lại\n" in screen(sends_again, LetterOptions(issue=True))
