"""What was reported last month, what happened this month and what was adjusted add up, whatever an office does."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from office import person, total, unit

MONTHS = (9, 10, 11)
LAST = {9: date(2024, 9, 30), 10: date(2024, 10, 31), 11: date(2024, 11, 30)}
CELLS = ("CB01", "CB02", "CB03")
TRANSFER = "Chuyển sang đơn vị khác"
NAMES = [
    f"{family} {given}" for family in ("Lò Thị", "Giàng A", "Hà Văn") for given in ("An", "Bảy", "Chi", "Dua", "Ón")
]
STEPS = {"class_sent": ("cử đi học", "class_sent_in_month"), "admitted": ("kết nạp", "admitted_in_month")}


def day_of(random: Random, month: int) -> date:
    """Return a day of the year up to the month's end, half of them in the month itself."""
    first = LAST[month].replace(day=1) if random.random() < 0.5 else date(2024, 1, 20)
    return first + timedelta(random.randrange((LAST[month] - first).days + 1))


class Story:
    """The lists of four units over three months: steps, late and corrected entries, transfers, withdrawals, removals."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.lists: dict[str, list[dict]] = {code: [] for code in (*CELLS, "DT01")}
        for number, name in enumerate(NAMES):
            self.lists[self.random.choice([*CELLS, *CELLS, "DT01"])].append(
                person(name, f"{1 + number:02d}/03/{1985 + number}")
            )
        for row in self.random.sample(self.lists["CB01"], min(2, len(self.lists["CB01"]))):
            self.lists["DT01"].append(dict(row))

    def live(self, month: int) -> None:
        """Let a month pass in every list."""
        for code, rows in self.lists.items():
            for row in list(rows):
                self._step(code, row, month)

    def _step(self, code: str, row: dict, month: int) -> None:
        random = self.random
        day = f"{day_of(random, month):%d/%m/%Y}"
        what = random.randrange(14)
        if what < 3:
            row.setdefault("class_sent", day)
        elif what < 6:
            if "decision" not in row:
                row |= {"decision": day, "decision_no": f"{random.randrange(900)}-QĐ"}
        elif what == 6 and "class_sent" in row:
            # A day mended, inside the months reported or into this one.
            row["class_sent"] = day
        elif what == 7 and "decision" in row:
            row["decision"] = random.choice([day, "31/09/2024"])
        elif what == 8:
            for key in ("class_sent", "decision", "decision_no"):
                row.pop(key, None)
        elif what == 9 and "decision" in row:
            row |= {"left": f"{LAST[month]:%d/%m/%Y}", "reason": "Hủy quyết định kết nạp"}
        elif what == 10:
            self.lists[code].remove(row)
        elif what == 11 and code in CELLS and "left" not in row:
            to = random.choice([other for other in CELLS if other != code])
            held = {key: value for key, value in row.items() if key not in ("left", "reason")}
            moved = f"{LAST[month]:%d/%m/%Y}"
            row |= {"left": moved, "reason": TRANSFER}
            if not any(other["name"] == row["name"] for other in self.lists[to]):
                self.lists[to].append(held | {"joined": moved})
        elif what == 12:
            row["birth"] = random.choice(["1990", "05/05/1990", row["birth"]])


def sent(month: int, day: int = 24) -> datetime:
    return datetime(2024, month, day, tzinfo=UTC)


def lived(offices, seed: int):
    """Return an office into which the units of a story sent three months, some of them late, corrected or not at all."""
    story = Story(seed)
    office = offices(
        *(unit(code) for code in CELLS[:-1]),
        unit("CB03", last=story.random.choice([10, 12]), into="CB01"),
        unit("DT01", "Đoàn", "Đoàn thể"),
    )
    for month in MONTHS:
        story.live(month)
        for code, rows in story.lists.items():
            if (code, month) != ("CB03", 11) and story.random.random() < 0.85:
                office.send(rows, unit=code, month=month, sent=sent(month))
                if story.random.random() < 0.25:
                    corrected = [dict(row, class_sent=f"{LAST[month]:%d/%m/%Y}") for row in rows]
                    office.send(
                        corrected, unit=code, month=month, name=f"{code}_{month}_sua.xlsx", sent=sent(month, 28)
                    )
    return office


@pytest.mark.parametrize("seed", range(30))
def test_last_months_total_this_months_events_and_the_adjustments_make_the_cumulative_figure(offices, seed):
    office = lived(offices, seed)
    before = office.month(9)
    for month in MONTHS[1:]:
        now = office.month(month, after=before)
        for key, (what, in_month) in STEPS.items():
            adjusted = sum(a.difference for a in now.adjustments if a.what == what)
            assert total(before, key) + adjusted + total(now, in_month) == total(now, key), (month, key)
        adjusted = sum(a.difference for a in now.adjustments if a.what == "cảm tình Đảng")
        moved = total(now, "joined_in_month") - total(now, "left_in_month") - total(now, "admitted_in_month")
        assert total(before, "sympathisers") + moved + adjusted == total(now, "sympathisers"), month
        before = now


@pytest.mark.parametrize("seed", range(30))
def test_the_months_add_up_to_the_cumulative_figures(offices, seed):
    now = lived(offices, seed).month(11)
    assert sum(line.admitted for line in now.months) == now.months[-1].admitted_total == total(now, "admitted")
    assert sum(line.sent for line in now.months) == now.months[-1].sent_total == total(now, "class_sent")
    assert (now.months[-1].admitted, now.months[-1].sent) == (
        total(now, "admitted_in_month"),
        total(now, "class_sent_in_month"),
    )
    assert now.months[-1].sympathisers == total(now, "sympathisers")


# -- what moved in months already reported -----------------------------------------------------------------------------


AN, BAY = person(), person("Lê Văn Bảy", "01/01/1991")


def at(month: int) -> datetime:
    return datetime(2024, month, 24, tzinfo=UTC)


def two_months(office, before: list[dict], now: list[dict]):
    """Return November after October's list `before` and November's list `now`."""
    printed = office.send(before, month=10, sent=at(10)).month(10)
    return office.send(now, month=11).month(11, after=printed)


def test_a_late_report_of_an_earlier_event_is_an_adjustment_with_its_day(office):
    month = two_months(office, [AN], [person(class_sent="10/09/2024")])
    assert [(a.what, a.difference, a.days) for a in month.adjustments] == [("cử đi học", 1, (date(2024, 9, 10),))]


def test_last_month_this_month_and_adjustments_add_up(office):
    people = [person(class_sent="10/09/2024"), person("Lê Văn Bảy", "01/01/1991", class_sent="05/11/2024")]
    office.send([AN, BAY], month=10, sent=at(10)).send(people, month=11)
    before = office.month(10)
    now = office.month(11, after=before)
    moved = sum(a.difference for a in now.adjustments if a.what == "cử đi học")
    assert total(before, "class_sent") + moved + total(now, "class_sent_in_month") == total(now, "class_sent") == 2


def test_an_event_that_keeps_its_place_is_no_adjustment(office):
    assert two_months(office, [person(class_sent="10/03/2024")], [person(class_sent="10/03/2024")]).adjustments == ()
