"""A year played by seeded units: they make mistakes, mend what is returned, forget, resend, transfer and merge.

The units keep books of their own, which know nothing of how the program merges and measures. After each month the
program's figures must be the books', every planted mistake must be named once at its cell, and nothing else; when
all that was returned is mended, the letter must be that of a year in which nobody made a mistake.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import papers
from office import SHORT, form, plan, unit
from openpyxl import load_workbook

from recruit.form import LIST
from recruit.job import Job
from recruit.model import MonthResult, Period, Severity
from recruit.run import measure, report
from recruit.write.package import seal

YEAR = 2024
MERGED, SUCCESSOR, LAST_MONTH = "CB05", "CB02", 6
OPENED, FIRST_MONTH = "CB04", 4
ORGANISATION = "DT01"
UNITS = ("CB01", SUCCESSOR, "CB03", OPENED, MERGED, ORGANISATION)
FIRST_ROW = 3
"""The row of the first person in the forms that the office issues."""

_COLUMNS = [declared.label for declared in LIST]
_STEPS = ("class_asked", "class_sent", "certificate", "asked", "agreed", "resolution", "decision")
_FAMILIES = ("Nguyễn", "Trần", "Lò", "Giàng", "Tẩn", "Hoàng", "Vàng", "Đặng")
_MIDDLES = ("Văn", "Thị", "Seo", "Láo", "Đức", "Thu")
_GIVEN = ("An", "Bình", "Chí", "Dung", "Hòa", "Khánh", "Lan", "Mỷ", "Páo", "Sử", "Thủy", "Uyên", "Vinh", "Xuân")

# What a secretary may get wrong: the cell, what is typed there, the rule that names it, when it can happen.
MISTAKES = {
    "a birth date that does not exist": ("birth", "31/04/1995", "O01", lambda row: True),
    "a gender that is none": ("gender", "Nử giới", "O02", lambda row: True),
    "no position": ("position", None, "O09", lambda row: True),
    "a class on a day that does not exist": ("class_sent", "31/02/2024", "O01", lambda row: "class_sent" in row),
    "a decision without its number": ("decision_no", None, "N06", lambda row: "decision" in row),
    "a ceremony before the decision": ("ceremony", "01/01/2022", "N05", lambda row: "ceremony" in row),
    "a reason without its day": ("left", None, "N09", lambda row: "left" in row),
}


class Disagreement(AssertionError):
    """The program and the players do not agree; `str` says the seed, the month and on what."""


@dataclass
class Player:
    """A person: unchanging values, and days of steps; `moved` is the day and unit of a transfer."""

    values: dict[str, object]
    steps: dict[str, date]
    moved: tuple[date, str] | None = None

    def row(self, until: date, *, gone: bool = False) -> dict[str, object]:
        """Return what stands in the list by the end of a month; `gone` in the unit that the person left."""
        row = dict(self.values)
        last = min(until, self.moved[0]) if gone and self.moved and self.moved[0] <= until else until
        row |= {key: f"{day:%d/%m/%Y}" for key, day in self.steps.items() if day <= last and key != "ceremony"}
        if "decision" in row:
            row["ceremony"] = f"{self.steps['ceremony']:%d/%m/%Y}"
        else:
            row.pop("decision_no", None)
        if "certificate" not in row:
            row.pop("certificate_no", None)
        if "left" in row:
            row["reason"] = "Xin rút"
        if gone and self.moved and self.moved[0] <= until:
            row["left"], row["reason"] = f"{self.moved[0]:%d/%m/%Y}", "Chuyển sang đơn vị khác"
        return row


@dataclass
class World:
    """Plan, people by unit, and what each unit has sent: the last month, and the mistakes that stand in it."""

    seed: int
    rng: random.Random
    people: dict[str, list[Player]]
    sent: dict[str, int] = field(default_factory=dict)
    wrong: dict[str, dict[int, str]] = field(default_factory=dict)

    def listed(self, code: str, month: int) -> list[tuple[Player, dict[str, object]]]:
        """Return the rows of a unit's list at a month's end, in order."""
        last = Period(YEAR, month).last_day
        own = [(p, p.row(last, gone=True)) for p in self.people[code] if p.steps["joined"] <= last]
        came = [
            (p, p.row(last))
            for other in UNITS
            for p in self.people[other]
            if p.moved and p.moved[1] == code and p.moved[0] < last
        ]
        return own + came


def make_world(seed: int) -> World:
    """Return units with people whose steps are in order."""
    rng = random.Random(seed)
    names = [f"{a} {b} {c}" for a in _FAMILIES for b in _MIDDLES for c in _GIVEN]
    rng.shuffle(names)
    world = World(seed, rng, {code: [] for code in UNITS})
    number = 0
    for code in UNITS:
        for _ in range(rng.randint(2, 5)):
            number += 1
            world.people[code].append(_player(rng, names.pop(), number))
    # Somebody of the youth union is on a cell's list too; the cell alone knows the steps.
    shared = world.people["CB01"][0]
    shared.steps["joined"] = date(YEAR - 1, 11, 5)
    world.people[ORGANISATION].append(Player(shared.values, {"joined": shared.steps["joined"]}))
    for player in world.people[MERGED]:
        left = player.steps.get("left")
        if player.steps["joined"] <= date(YEAR, LAST_MONTH, 30) and not (left and left <= date(YEAR, LAST_MONTH, 30)):
            player.moved = (date(YEAR, LAST_MONTH, 30), SUCCESSOR)
        elif player.steps["joined"] > date(YEAR, LAST_MONTH, 30):
            player.steps = {"joined": date(YEAR - 1, 10, 5)}
            player.moved = (date(YEAR, LAST_MONTH, 30), SUCCESSOR)
    mover = world.people["CB03"][-1]
    if "left" not in mover.steps and mover.steps["joined"] < date(YEAR, 5, 1):
        mover.moved = (date(YEAR, 5, 15), "CB01")
    return world


def _player(rng: random.Random, name: str, number: int) -> Player:
    start = rng.randint(-10, 8)
    joined = _day(rng, start)
    steps: dict[str, date] = {"joined": joined, "helper_day": joined}
    month = start
    for step in _STEPS[: rng.choice((0, 2, 3, 5, 7, 7, 7))]:
        month += rng.randint(1, 2)
        steps[step] = _day(rng, month)
    if "decision" in steps:
        steps["ceremony"] = steps["decision"] + timedelta(days=10)
    elif rng.random() < 0.2:
        steps["left"] = _day(rng, month + rng.randint(1, 6))
    values = {
        "name": name,
        "birth": f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/{1985 + number % 12}",
        "gender": rng.choice(("Nam", "Nữ")),
        "people": rng.choice(("Kinh", "Mông", "Tày")),
        "union": "Có",
        "education": "THPT",
        "qualification": "Đại học",
        "category": "Công chức",
        "position": "Chuyên viên",
        "helper": rng.choice(("Lê Quang Dũng", None)),
        "certificate_no": f"{number}/GCN",
        "decision_no": f"{number}-QĐ/ĐUK",
    }
    return Player({key: value for key, value in values.items() if value is not None}, steps)


def _day(rng: random.Random, month: int) -> date:
    year, index = divmod(YEAR * 12 + month - 1, 12)
    return date(year, index + 1, rng.randint(1, 20))


# -- a month -----------------------------------------------------------------------------------------------------------


class PlayedYear:
    """The game: an inbox with the mistakes and one without, played month by month."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.world = make_world(seed)
        self.inbox, self.clean, self.output = folder / "thư đến", folder / "không lỗi", folder / "kết quả"
        units = [
            unit("CB01", "Chi bộ Một", admissions=2, classes=2),
            unit(SUCCESSOR, "Chi bộ Hai"),
            unit("CB03", "Chi bộ Ba", admissions=0),
            unit(OPENED, "Chi bộ Bốn", first=FIRST_MONTH),
            unit(MERGED, "Chi bộ Năm", last=LAST_MONTH, into=SUCCESSOR),
            unit(ORGANISATION, "Đoàn Thanh niên", "Đoàn thể", None, None),
        ]
        for inbox in (self.inbox, self.clean):
            inbox.mkdir()
            (inbox / "ke_hoach.xlsx").write_bytes(plan(*units))

    def play(self) -> None:
        """Play the twelve months. Raises Disagreement."""
        for month in range(1, 13):
            for code in self._senders(month):
                self._send(code, month)
            result = self._run(month)
            self._compare_figures(result, month)
            self._compare_errors(result, month)
            mended = any(self.world.wrong.get(code) for code in UNITS)
            if mended:
                self._mend(result, month)
            if mended or month == 12:
                self._compare_letters(month)

    def _senders(self, month: int) -> list[str]:
        """Return who sends: all that owe, but for some who forget where nobody else depends on them."""
        rng, senders = self.world.rng, []
        for code in UNITS:
            owes = (code != OPENED or month >= FIRST_MONTH) and (code != MERGED or month <= LAST_MONTH)
            first = FIRST_MONTH if code == OPENED else 1
            bound = month in (first, 5, LAST_MONTH, LAST_MONTH + 1)
            if owes and (bound or rng.random() > 0.15):
                senders.append(code)
        return senders

    def _send(self, code: str, month: int) -> None:
        world, rng = self.world, self.world.rng
        rows = [row for _, row in world.listed(code, month)]
        moment = datetime(YEAR, month, rng.randint(21, 24), tzinfo=UTC)
        if rows and rng.random() < 0.15:
            # An earlier send that forgot the last person's steps; the next one counts.
            self._put(code, month, [*rows[:-1], _bare(rows[-1])], moment - timedelta(days=1), "trước")
        right = self._put(code, month, rows, moment, "", clean=True)
        world.sent[code], world.wrong[code] = month, {}
        if rng.random() < 0.4 and (wrong := self._mistake(rows, code)):
            index, kind = wrong
            key, text, _, _ = MISTAKES[kind]
            changed = [dict(row) for row in rows]
            changed[index][key] = text
            world.wrong[code] = {index: kind}
            right = self._put(code, month, changed, moment, "")
        if rng.random() < 0.1:
            (self.inbox / f"{code}_{month:02d}_lần nữa.xlsx").write_bytes(right)

    def _mistake(self, rows: list[dict[str, object]], code: str) -> tuple[int, str] | None:
        """Return a row and a mistake that can be made there; none for people who stand on two lists."""
        doubled = {p.values["name"] for p in self.world.people[ORGANISATION]} | {
            p.values["name"] for people in self.world.people.values() for p in people if p.moved
        }
        possible = [
            (index, kind)
            for index, row in enumerate(rows)
            if row["name"] not in doubled
            for kind, (_, _, _, can) in MISTAKES.items()
            if can(row)
        ]
        return self.world.rng.choice(possible) if possible else None

    def _put(
        self, code: str, month: int, rows: list[dict], moment: datetime, word: str, *, clean: bool = False
    ) -> bytes:
        data = self._filled(code, month, rows, moment)
        name = f"{code}_{month:02d}{'_' + word if word else ''}.xlsx"
        (self.inbox / name).write_bytes(data)
        if clean or word:
            (self.clean / name).write_bytes(data)
        return data

    def _filled(self, code: str, month: int, rows: list[dict], moment: datetime) -> bytes:
        """Return the form as the unit fills it: the one that the office gave it last month, else one typed anew."""
        issued = (
            self.output
            / f"{YEAR}-{month - 1:02d}"
            / f"bieu_thang_{month:02d}"
            / (f"bieu_bao_cao_{code}_{YEAR}-{month:02d}.xlsx")
        )
        if not issued.is_file():
            return form(code, month, rows, sent=moment)
        book = load_workbook(issued)
        cover = {row[0].value: row[1] for row in book["Báo cáo"].iter_rows(max_col=2) if row[0].value}
        for label, text in (
            ("Ngày họp xét", f"20/{month}/{YEAR}"),
            ("Số nghị quyết", "1-NQ/CB"),
            ("Người lập biểu", "Lan"),
        ):
            cover[label].value = text
        sheet = book["Danh sách"]
        for offset, row in enumerate(rows):
            for column, label in enumerate(_COLUMNS[1:], start=2):
                key = _KEYS.get(label)
                if key:
                    sheet.cell(FIRST_ROW + offset, column).value = row.get(key)
        out = io.BytesIO()
        book.save(out)
        return seal(out.getvalue(), moment)

    # -- what the program says against the books -----------------------------------------------------------------------

    def _run(self, month: int) -> MonthResult:
        return report(Job(self.inbox, Period(YEAR, month), self.output)).result

    def _compare_figures(self, result: MonthResult, month: int) -> None:
        found = {
            line.unit.code: {key: line.figures[key].value for key in _FIGURES} if line.data_period else None
            for line in result.units
        }
        books = {code: self._books(code, month) for code in UNITS}
        if found != books:
            differing = {code: (found[code], books[code]) for code in UNITS if found[code] != books[code]}
            raise self._disagreement(month, f"figures, the program's and the books': {differing}")
        missing = {line.unit.code for line in result.missing}
        forgot = {
            code
            for code in UNITS
            if self.world.sent.get(code) != month
            and (code != OPENED or month >= FIRST_MONTH)
            and (code != MERGED or month <= LAST_MONTH)
        }
        if missing != forgot:
            raise self._disagreement(month, f"who is missing: {missing}, {forgot}")

    def _books(self, code: str, month: int) -> dict[str, int] | None:
        """Return a unit's figures by its own books: what its list said when it last sent one."""
        world = self.world
        if code not in world.sent:
            return None
        figures = dict.fromkeys(_FIGURES, 0)
        for index, (player, row) in enumerate(world.listed(code, world.sent[code])):
            kind = world.wrong.get(code, {}).get(index)
            if kind == "a birth date that does not exist":
                continue
            decided = "decision" in row
            left = "left" in row
            if code == ORGANISATION and self._cell_speaks(player):
                continue
            cut = self._cut(player, code)
            if decided and row["decision"].endswith(str(YEAR)) and kind != "a decision without its number":
                figures["admitted"] += cut(player.steps["decision"])
            if "class_sent" in row and row["class_sent"].endswith(str(YEAR)) and "class" not in (kind or ""):
                figures["class_sent"] += cut(player.steps["class_sent"])
            ended = code == MERGED and month > LAST_MONTH
            if not decided and not left and not ended and kind != "a reason without its day":
                figures["sympathisers"] += 1
                figures["with_helper"] += "helper" in row
        return figures

    def _cell_speaks(self, player: Player) -> bool:
        """Whether somebody of the youth union stands open on a cell's list, as far as that cell has said."""
        rows = self.world.listed("CB01", self.world.sent["CB01"])
        return any(row["name"] == player.values["name"] and "left" not in row for _, row in rows)

    def _cut(self, player: Player, code: str):
        """Return how many events of a day are this unit's: those up to a transfer stay with the unit that was left."""
        if player.moved is None:
            return lambda day: 1
        day_of_move, to = player.moved
        left_sent = self.world.sent.get(to, 0)
        moved = Period(YEAR, left_sent).last_day > day_of_move if left_sent else False
        if code == to:
            return lambda day: int(day > day_of_move)
        return lambda day: int(day <= day_of_move or not moved)

    def _compare_errors(self, result: MonthResult, month: int) -> None:
        found = sorted((f.unit_code, f.code, f.place.cell) for f in result.findings if f.severity is Severity.ERROR)
        # A day that stood there last month is missed by the rule that looks back, too.
        found = [line for line in found if not (line[1] == "T02" and (line[0], "N09", line[2]) in found)]
        planted = []
        for code, wrong in self.world.wrong.items():
            for index, kind in wrong.items():
                key, _, rule, _ = MISTAKES[kind]
                planted.append((code, rule, self._cell(code, key, index)))
        if found != sorted(planted) and not self._old(result, found, planted):
            raise self._disagreement(month, f"errors, the program's and the planted: {found}, {sorted(planted)}")
        if result.is_open != bool(planted or result.missing):
            raise self._disagreement(month, "whether the month is open")

    def _old(self, result: MonthResult, found: list, planted: list) -> bool:
        """Whether all that the program says beside what was planted is of units whose list is older than two months."""
        more = [line for line in found if line not in planted]
        late = {
            line.unit.code
            for line in result.missing
            if line.data_period and line.data_period < Period(YEAR, max(result.period.month - 2, 1))
        }
        return sorted(planted) == [line for line in found if line not in more] and all(
            line[0] in late and not line[2] for line in more
        )

    def _cell(self, code: str, key: str, index: int) -> str:
        from openpyxl.utils import get_column_letter

        issued = self.output / f"{YEAR}-{self.world.sent[code] - 1:02d}" / f"bieu_thang_{self.world.sent[code]:02d}"
        first = FIRST_ROW if (issued / f"bieu_bao_cao_{code}_{YEAR}-{self.world.sent[code]:02d}.xlsx").is_file() else 2
        label = SHORT[key].removesuffix(" *")
        return f"{get_column_letter(_COLUMNS.index(label) + 1)}{first + index}"

    # -- mending -------------------------------------------------------------------------------------------------------

    def _mend(self, result: MonthResult, month: int) -> None:
        """Mend each returned workbook at its marked cell alone, and send it back."""
        for code, wrong in self.world.wrong.items():
            for index, kind in wrong.items():
                returned = (
                    self.output / f"{YEAR}-{month:02d}" / "tra_lai" / f"bieu_bao_cao_{code}_{YEAR}-{month:02d}.xlsx"
                )
                if not returned.is_file():
                    returned = returned.with_name(f"bieu_bao_cao_{code}_{YEAR}-{self.world.sent[code]:02d}.xlsx")
                book = load_workbook(returned)
                key = MISTAKES[kind][0]
                _, row = self.world.listed(code, self.world.sent[code])[index]
                column = _COLUMNS.index(SHORT[key].removesuffix(" *")) + 1
                book["Danh sách"].cell(FIRST_ROW + index, column).value = row[key]
                out = io.BytesIO()
                book.save(out)
                moment = datetime(YEAR, month, 28, tzinfo=UTC)
                (self.inbox / f"{code}_{month:02d}_đã sửa.xlsx").write_bytes(seal(out.getvalue(), moment))
            self.world.wrong[code] = {}
        again = self._run(month)
        self._compare_errors(again, month)
        self._compare_figures(again, month)

    def _compare_letters(self, month: int) -> None:
        ours, clean = (papers.letter(measure(inbox, period=Period(YEAR, month))) for inbox in (self.inbox, self.clean))
        if ours != clean:
            differing = [(a, b) for a, b in zip(papers.lines(ours), papers.lines(clean), strict=False) if a != b]
            raise self._disagreement(
                month, f"the letter after mending and that of a year without mistakes: {differing[:3]}"
            )

    def _disagreement(self, month: int, what: str) -> Disagreement:
        return Disagreement(f"seed {self.world.seed}, month {month}: {what}")


def _bare(row: dict[str, object]) -> dict[str, object]:
    """Return a row without its later steps."""
    steps = {"class_asked", "class_sent", "certificate", "certificate_no", "asked", "agreed", "resolution"}
    return {key: value for key, value in row.items() if key not in steps | {"decision", "decision_no", "ceremony"}}


_FIGURES = ("admitted", "class_sent", "sympathisers", "with_helper")
_KEYS = {label.removesuffix(" *"): key for key, label in SHORT.items()}
