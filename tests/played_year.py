"""A whole year played month by month: units that make slips, mend what is returned, forget, resend, move and merge."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from letters import archive, mail
from played_books import Books, Send
from played_forms import BLANK_FORM, Line, Written, emptied, filled, marks, mended, typed, with_two_lists
from played_office import Office
from played_people import Lives, Unit
from played_slips import FILE_KINDS, KINDS, Place, Slip, month_not_changed_is_seen, not_closed

from recruit.model import Period, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from played_people import Row


PLAN = "ke_hoach.xlsx"
GONE = "a counted person gone"
_EVENTS = ("class_sent", "decision")


@dataclass(eq=False)
class _Slipped:
    """A send with a slip: what the unit meant to send, and the kind of the slip."""

    send: Send
    truth: Written
    kind: str
    whole_file: bool


class PlayedYear:
    """One year of one office, everything in it from the seed; `slips` counts what was planted, by kind."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.seed = seed
        self.slips: Counter[str] = Counter()
        self._rng = Random(seed)
        year = self._rng.choice((2024, 2025))
        self._units = _units(self._rng)
        due = {month: date(year, month, 25) for month in range(1, 13)}
        due[11] = date(year, 12, 3)
        self.books = Books(year, self._units, due)
        self._lives = Lives(self._rng, year, self._units)
        self._paths: dict[Send, list[Path]] = {}
        self._late: list[tuple[Unit, int, bool]] = []
        self._month = self._number = 0
        self.office = Office(folder, self.books, self._rng)

    def play(self) -> None:
        """Play the twelve months. Raises played_office.Disagreement at the first thing that does not hold."""
        for month in range(1, 13):
            self._play_month(month)

    # -- a month -------------------------------------------------------------------------------------------------------

    def _play_month(self, month: int) -> None:
        self._turn(month, "nộp")
        rng = self._rng
        late, self._late = self._late, []
        for own, forgotten, after in late:
            if not after:
                self._send(own, forgotten, self._at(month, 5))
        slipped: list[_Slipped] = []
        for own in self._units:
            if not own.owes(month):
                continue
            if (own.code, month) not in self._lives.together and rng.random() < 0.12:
                continue
            # Its slips are made against the workbook before, so that one must not come after them.
            still_owes = any(other is own and after for other, _, after in late)
            slipped += self._report(own, month, may_slip=not still_owes)
        for own, forgotten, after in late:
            if after:
                self._send(own, forgotten, self._at(month, 26))
        outcome = self.office.run(month)
        missing = self.books.missing(month)
        if not slipped and not missing:
            return
        self._turn(month, "sửa")
        for slip in slipped:
            self._mend(slip, month)
        for own in missing:
            if any(slip.send.unit is own for slip in slipped):
                continue
            fate = rng.random()
            if fate < 0.55:
                self._send(own, month, self._at(month, 28))
            elif fate < 0.9:
                self._late.append((own, month, rng.random() < 0.4))
        outcome = self.office.run(month)
        errors = sum(len(found.all) for found in outcome.result.findings if found.severity is Severity.ERROR)
        self.office.holds(errors == len(self.books.errors(month)), "số lỗi sau khi sửa")
        if slipped:
            self.office.hold_against_sound_year(outcome, month)

    def _turn(self, month: int, stage: str) -> None:
        self._month = month
        self.office.turn = f"seed {self.seed}, tháng {month} ({stage})"

    def _report(self, own: Unit, month: int, *, may_slip: bool) -> list[_Slipped]:
        """Let a unit send its month, somehow; return the send in which it made slips."""
        rng, sent = self._rng, self._at(month, self._rng.randint(22, 24))
        way = rng.random()
        if way < 0.08:
            self._send(own, month, sent - timedelta(hours=20), lines=self._half(own, month))
        elif way < 0.5 and may_slip and (slip := self._slip(own, month, sent)):
            return [slip]
        send = self._send(own, month, sent)
        if 0.5 < way < 0.58:
            self._deliver(send, send.written.data, sent + timedelta(hours=3), self._name(send), sound=send.written.data)
        elif 0.58 < way < 0.66 and month > 1 and self.books.of_month(own, month - 1):
            self._send(own, month - 1, self._at(month, 26))
        return []

    def _half(self, own: Unit, month: int) -> list[Line]:
        """Return a unit's list without half of what is new in it."""
        lines = self._lines(own, month)
        for line in lines:
            for key, cell in list(line.cells.items()):
                if cell.told == month > line.row.since and self._rng.random() < 0.5:
                    del line.cells[key]
        return lines

    def _lines(self, own: Unit, month: int) -> list[Line]:
        return [Line(row, row.at(month)) for row in self._lives.rows(own.code) if row.since <= month]

    # -- sending -------------------------------------------------------------------------------------------------------

    def _at(self, month: int, day: int) -> datetime:
        self._number += 1
        return datetime(self.books.year, month, day, 8, tzinfo=UTC) + timedelta(minutes=self._number % 300)

    def _send(self, own: Unit, month: int, sent: datetime, *, lines: list[Line] | None = None) -> Send:
        """Send a unit's month as it is."""
        writer = self._writer(own, month, sent)
        written = writer(self._lines(own, month) if lines is None else lines, self._cover(own, month))
        send = Send(own, month, sent, written, by_mail=True)
        self._deliver(send, written.data, sent, self._name(send), sound=written.data)
        self.books.sends.append(send)
        return send

    def _writer(self, own: Unit, month: int, sent: datetime):
        """Return the way in which a unit makes this workbook, which makes the same from the same lines."""
        rng = self._rng
        issued = self.office.issued(own, month)
        earlier = [send for send in self.books.sends if send.unit is own and send.used and send.month < month]
        chance, seed = rng.random(), rng.random()
        if chance < 0.25:
            name = rng.choice(("Danh sách", f"DS tháng {month}"))
            return lambda lines, cover: typed(Random(seed), cover, lines, sent, list_name=name)
        if chance < 0.45 and earlier and not any(send.errors for send in earlier[-1:]):
            base = earlier[-1].written.data
        else:
            base = (issued if issued.exists() else BLANK_FORM).read_bytes()
        return lambda lines, cover: filled(base, cover, lines, sent)

    def _cover(self, own: Unit, month: int) -> dict[str, object]:
        return {
            "unit_code": own.code,
            "unit_name": own.name,
            "month": month,
            "year": self.books.year,
            "meeting_date": f"21/{month:02d}/{self.books.year}",
            "resolution_number": f"{month:02d}-NQ/{own.code}",
            "member_count": 20 + month,
            "prepared_by": "Lê Thị Lan",
            "difficulties": f"Nguồn ít, tháng {month}",
        }

    def _name(self, send: Send) -> str:
        self._number += 1
        return f"T{self._month:02d}/{self._number:04d} {send.unit.code} tháng {send.month}"

    def _deliver(self, send: Send, data: bytes, sent: datetime, name: str, *, sound: bytes | None) -> None:
        """Put a workbook into the inbox on one of the ways on which they come, its sound twin beside it likewise."""
        rng = self._rng
        chance = rng.random()
        for inbox, content in ((self.office.inbox, data), (self.office.sound_inbox, sound)):
            if content is None:
                continue
            workbook = (f"bao cao {send.unit.code}.xlsx", content)
            if chance < 0.3:
                path, whole = inbox / f"{name}.xlsx", content
            else:
                attached = workbook if chance < 0.8 else ("bao cao.zip", archive(dict([workbook])))
                sender = f"Văn thư <{send.unit.address or 'ai.do@vidu.example'}>"
                path, whole = inbox / f"{name}.eml", mail(attached, sender=sender, sent=sent)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(whole)
            if inbox is self.office.inbox:
                self._paths.setdefault(send, []).append(path)
        copied = len(self._paths[send]) > 1
        send.by_mail = chance >= 0.3 or (copied and send.by_mail)

    # -- slips ---------------------------------------------------------------------------------------------------------

    def _slip(self, own: Unit, month: int, sent: datetime) -> _Slipped | None:
        """Send a unit's month with one or two slips; None where there is no room for any."""
        rng = self._rng
        together = (own.code, month) in self._lives.together
        if not together and rng.random() < 0.25:
            return self._slip_in_file(own, month, sent)
        before = self.books.speaking(own, month - 1) if month > 1 else None
        older = {line.row: line for line in before.lines} if before else {}
        lines, kinds, faults = self._lines(own, month), [], []
        places = [Place(line, older.get(line.row), Period(self.books.year, month), rng) for line in lines]
        for _ in range(rng.choice((1, 1, 2))):
            if found := self._plant(places, month):
                kind, place, slip = found
                kinds.append(kind)
                faults += self._make(lines, place, slip)
                places.remove(place)
        if not kinds:
            return None
        writer, cover = self._writer(own, month, sent), self._cover(own, month)
        written, truth = writer(lines, cover), writer(self._lines(own, month), cover)
        errors = tuple((code, written.list_sheet, written.cell(line, key) if key else "") for code, line, key in faults)
        return self._slipped(own, month, sent, written, truth, " + ".join(kinds), errors)

    def _plant(self, places: list[Place], month: int) -> tuple[str, Place, Slip] | None:
        """Choose a slip of a kind that this year has seen least."""
        rng, room = self._rng, []
        for place in places:
            rows = [row for row in place.line.row.person.rows if row.since <= month]
            if len(rows) == 1:
                made = ((kind, make(place)) for kind, make in KINDS.items())
                # Without its only line a list is empty, which is a slip of its own.
                room += [(kind, place, slip) for kind, slip in made if slip and not (slip.gone and len(places) == 1)]
            elif len(rows) == 2 and all(self._is_cell(row) for row in rows):
                days = [row.at(month)[key].value for row in rows for key in _EVENTS if key in row.at(month)]
                if all(day.year < self.books.year for day in days) and (slip := not_closed(place)):
                    room.append(("row of a transfer not closed", place, slip))
        if not room:
            return None
        least = min(self.slips[kind] for kind, _, _ in room)
        kind = rng.choice(sorted({kind for kind, _, _ in room if self.slips[kind] == least}))
        self.slips[kind] += 1
        return rng.choice([found for found in room if found[0] == kind])

    def _is_cell(self, row: Row) -> bool:
        return next(own.is_branch for own in self._units if own.code == row.unit)

    def _make(self, lines: list[Line], place: Place, slip: Slip) -> list[tuple[str, Line, str]]:
        """Make a slip in a line; return the faults to be found as (code, line, field key)."""
        line = place.line
        line.changed, line.strikes, line.elsewhere, line.gone = slip.changed, slip.strikes, slip.elsewhere, slip.gone
        if slip.second:
            kept = ("name", "birth", *line.row.person.profile, "joined", "helpers")
            again = Line(line.row, {key: line.cells[key] for key in kept}, again=True)
            lines.append(again)
            line = again
        return [(code, line, key) for code, key in slip.findings]

    def _slip_in_file(self, own: Unit, month: int, sent: datetime) -> _Slipped | None:
        rng, kinds = self._rng, list(FILE_KINDS)
        lines, cover = self._lines(own, month), self._cover(own, month)
        older = self.books.of_month(own, month - 1)
        period = Period(self.books.year, month)
        if not older or not month_not_changed_is_seen(lines, older[-1].lines, period):
            kinds.remove("month not changed")
        speaking = self.books.speaking(own, month - 1)
        if not lines or speaking is None or not speaking.lines:
            kinds.remove("empty list")
        kind = rng.choice(kinds)
        writer = self._writer(own, month, sent)
        truth = writer(lines, cover)
        used, stated = False, month
        if kind == "no month":
            written = writer(lines, cover | {"month": rng.choice((None, "mười ba", "13"))})
            fault = ("B04", written.cover_sheet, written.cover["month"])
        elif kind == "unknown unit":
            written = writer(lines, cover | {"unit_code": "CB99"})
            fault = ("B05", written.cover_sheet, written.cover["unit_code"])
        elif kind == "month not changed":
            written, stated = writer(lines, cover | {"month": month - 1}), month - 1
            fault = ("B08", written.cover_sheet, written.cover["month"])
        elif kind == "empty list":
            written = emptied(truth, sent)
            fault = ("B09", written.list_sheet, "")
        elif kind == "two lists":
            written = with_two_lists(truth, f"T{month:02d}", sent)
            fault = ("B01", f"T{month:02d}", "")
        else:
            # Two at one time: the path that sorts last is used, and names come in order.
            half = writer(self._half(own, month), cover | {"difficulties": "Không"})
            twin = Send(own, month, sent - timedelta(seconds=1), half, by_mail=True)
            self._deliver(twin, half.data, sent, self._name(twin), sound=None)
            self.books.sends.append(twin)
            written, used, fault = truth, True, ("B11", "", "")
        self.slips[kind] += 1
        slip = self._slipped(own, month, sent, written, truth, kind, (fault,), used=used, whole_file=True)
        slip.send.empty = kind == "empty list"
        slip.send.month, slip.send.meant = stated if kind == "month not changed" else month, month
        return slip

    def _slipped(
        self,
        own: Unit,
        month: int,
        sent: datetime,
        written: Written,
        truth: Written,
        kind: str,
        errors: Iterable[tuple[str, str, str]],
        *,
        used: bool = True,
        whole_file: bool = False,
    ) -> _Slipped:
        send = Send(own, month, sent, written, by_mail=True, used=used, errors=tuple(errors))
        self._deliver(send, written.data, sent, self._name(send), sound=None if GONE in kind else truth.data)
        self.books.sends.append(send)
        return _Slipped(send, truth, kind, whole_file)

    def _mend(self, slip: _Slipped, month: int) -> None:
        """Let a unit mend what came back, where it is marked and nowhere else, and send it again."""
        own, sent = slip.send.unit, self._at(month, 28)
        path = self.office.returned(own, month)
        lines, cover = self._lines(own, month), self._cover(own, month)
        unknown = slip.kind == "unknown unit"
        self.office.holds(path.exists() or unknown, f"{own.code} ({slip.kind}): không có biểu trả lại")
        if not path.exists():
            written = filled(slip.truth.data, {}, [], sent)._replace(lines=slip.truth.lines)
        elif slip.kind == "empty list":
            written = filled(path.read_bytes(), cover, lines, sent)
        else:
            returned = path.read_bytes()
            silent = slip.kind in ("two lists", "equal times")
            self.office.holds(
                bool(marks(returned)) or silent, f"{own.code} ({slip.kind}): biểu trả lại không đánh dấu ô nào"
            )
            written = mended(returned, slip.send.lines, lines, cover, sent)
        send = Send(own, month, sent, written, by_mail=True)
        # Who is put back stands at the list's end: a sound year has the list in that order too.
        self._deliver(send, written.data, sent, self._name(send), sound=written.data if GONE in slip.kind else None)
        self.books.sends.append(send)
        if not slip.send.used:
            # What cannot be used stays an error while it lies there: the clerk takes it out once the unit has mended it.
            for lying in self._paths[slip.send]:
                lying.unlink()
            self.books.sends.remove(slip.send)


def _units(rng: Random) -> list[Unit]:
    """Return the units of a plan: one opens in mid-year, one ends and goes into the first, one is a đoàn thể."""
    codes = [f"CB{number:02d}" for number in range(1, rng.randint(5, 6))]
    opens, ends = rng.randint(3, 7), rng.randint(4, 10)
    found = []
    for number, code in enumerate(codes):
        address = f"{code.lower()}@vidu.example" if rng.random() < 0.6 else ""
        name = f"Chi bộ {('Tổng hợp', 'Kinh tế', 'Nội chính', 'Khoa giáo', 'Nhà khách')[number]}"
        first, last, into = 1, 12, ""
        if number == len(codes) - 1:
            first = opens
        elif number == 1:
            last, into = ends, codes[0]
        found.append(Unit(code, name, True, first, last, into, address))
    return [*found, Unit("DT01", "Đoàn Thanh niên", False)]
