"""Work that grows as what came: sends of many rows, many sends of one unit, styles without number, mails of hostile headers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from office import YEAR, Office, person
from raw_packages import parts_of as parts
from raw_packages import worksheet, zipped
from swollen import grows_too_fast

from recruit.books.formats import is_date_code
from recruit.books.open import read_workbook
from recruit.guard.refusals import Refused
from recruit.merge.identity import pairs
from recruit.merge.judging import judge_sends
from recruit.read.inbox import gather

ROWS = 60


def _day(number: int) -> str:
    return f"{number % 28 + 1:02d}/{number // 28 % 12 + 1:02d}/{1950 + number // 336}"


def _people(count: int, name=lambda n: "Lò Văn An", birth=_day, **values: object) -> list[dict]:
    return [person(name(n), birth(n), **values) for n in range(count)]


def _sent(day: int) -> dict:
    return {"sent": datetime(YEAR, 11, day, tzinfo=UTC)}


def _judging(folder):
    gathered = gather(folder)
    plan = gathered.plan_of(YEAR)
    return lambda: judge_sends(gathered.reports, plan)


@pytest.mark.parametrize("name", [lambda n: "Lò Văn An", lambda n: f"Lò Văn {'AB'[n % 2]}", lambda n: f"Lò Văn {n}"])
def test_two_sends_of_a_month_are_compared_by_what_each_holds(tmp_path, name):
    """Each row of the newer one has a step after the month, which the older one holds already."""

    def work(rows: int):
        people = _people(rows, name, class_sent="05/12/2024")
        office = Office(tmp_path / str(rows))
        office.send(people, name="a.xlsx", **_sent(10)).send(
            people, name="b.xlsx", sent=datetime(YEAR, 12, 20, tzinfo=UTC)
        )
        return _judging(office.folder)

    assert grows_too_fast(work, ROWS) == ""


def test_many_blank_forms_are_held_against_the_newest_one_that_is_not(tmp_path):
    def work(sends: int):
        office = Office(tmp_path / str(sends))
        office.send(_people(20 * sends), name="đã điền.xlsx", cover={"Người lập biểu": "Lan"}, **_sent(1))
        first = datetime(YEAR, 11, 2, tzinfo=UTC)
        for number in range(sends):
            blank = {"Ngày họp xét": None, "Số nghị quyết": None, "Người lập biểu": None}
            # Nothing in it is new: each is held against the same filled list.
            office.send(_people(1), name=f"{number}.xlsx", cover=blank, sent=first + timedelta(minutes=number))
        return _judging(office.folder)

    assert grows_too_fast(work, 10) == ""


def test_namesakes_of_two_months_are_paired_by_their_years(tmp_path):
    def work(rows: int):
        office = Office(tmp_path / str(rows))
        office.send(_people(rows), month=10, name="a.xlsx", **_sent(1))
        office.send(_people(rows, birth=lambda n: _day(n + 28 * 400)), name="b.xlsx", **_sent(2))
        before, now = gather(office.folder).reports
        return lambda: pairs(now, before)

    assert grows_too_fast(work, ROWS) == ""


def test_a_year_of_birth_alone_is_the_first_namesake_of_that_year(office):
    office.send(
        [person("Lò Văn An", "02/03/1991"), person("Lò Văn An", "04/05/1990")], month=10, name="a.xlsx", **_sent(1)
    )
    office.send([person("Lò Văn An", "1991"), person("Lò Văn An", "06/07/1992")], name="b.xlsx", **_sent(2))
    before, now = gather(office.folder).reports
    same, gone = pairs(now, before)
    assert [(old.number, row.number) for old, row in same] == [(2, 2)]
    assert [old.number for old in gone] == [3]


def test_a_format_is_judged_once_for_all_the_styles_that_have_it():
    code = "[" * 300 + "dd/mm"
    styles = (
        f'<numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts><fonts><font/></fonts>'
        "<cellXfs>" + '<xf numFmtId="170" fontId="0"/>' * 500 + "</cellXfs>"
    )
    before = is_date_code.cache_info().misses
    assert len(read_workbook(zipped(parts(worksheet(""), styles=styles))).formats) == 500
    assert is_date_code.cache_info().misses <= before + 1


@pytest.mark.parametrize(
    ("ranges", "apart"),
    [
        ("A1:B2 C1:D2", True),
        ("A1:B2 A3:B4", True),
        ("A1:J1 A2:B9 C2:D9", True),
        ("B2:C9 A1:D1", True),
        ("A1:B2 B2:C3", False),
        ("A1:J1 C1:D5", False),
        ("A1:B2 A1:B2", False),
        ("A5:J5 C1:C9", False),
        ("C1:D9 A2:B3 B3:C3", False),
    ],
)
def test_merges_that_overlap_are_damage(ranges, apart):
    merges = "".join(f'<mergeCell ref="{one}"/>' for one in ranges.split())
    sheet = read_workbook(zipped(parts(worksheet("", f"<mergeCells>{merges}</mergeCells>")))).sheets[0]
    try:
        assert len(sheet.merges) == len(ranges.split()) and apart
    except Refused as refused:
        assert (refused.code, apart) == ("overlapping-merges", False)
