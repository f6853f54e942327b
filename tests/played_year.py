"""A whole year played month by month: units that make slips, mend what is returned, forget, resend, move and merge."""

from __future__ import annotations

import hashlib
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from letters import archive, mail
from office import INFO, plan, unit
from played_books import REPORTED, Books, Fault, Send
from played_forms import BLANK_FORM, Line, Written, emptied, filled, marks, mended, typed, with_two_lists
from played_people import Lives, Unit
from played_slips import FILE_KINDS, KINDS, Place, Slip, month_not_changed_is_seen, not_closed

from recruit.job import Job
from recruit.model import Period, Severity
from recruit.run import report

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from played_people import Row

    from recruit.job import Outcome
    from recruit.model import MonthResult

PLAN = "ke_hoach.xlsx"
GONE = "a counted person gone"
_EVENTS = ("class_sent", "decision")


class Disagreement(AssertionError):
    """The program and the players' books do not agree."""


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
        self.runs = 0
        self._rng = Random(seed)
        self._folder = folder
        self._inbox, self._sound_inbox = folder / "hộp thư", folder / "hộp thư không lỗi"
        self._output = folder / "kết quả"
        self._month, self._stage = 0, ""
        year = self._rng.choice((2024, 2025))
        self._units = _units(self._rng)
        due = {month: date(year, month, 25) for month in range(1, 13)}
        due[11] = date(year, 12, 3)
        self.books = Books(year, self._units, due)
        self._lives = Lives(self._rng, year, self._units)
        self._paths: dict[Send, list[Path]] = {}
        self._late: list[tuple[Unit, int, bool]] = []
        self._number = 0
        self._plan_faults = self._write_plan(year)

    def play(self) -> None:
        """Play the twelve months. Raises Disagreement at the first thing that does not hold."""
        for month in range(1, 13):
            self._play_month(month)

    # -- a month -------------------------------------------------------------------------------------------------------

    def _play_month(self, month: int) -> None:
        self._month, self._stage = month, "nộp"
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
            slipped += self._report(own, month)
        for own, forgotten, after in late:
            if after:
                self._send(own, forgotten, self._at(month, 26))
        outcome = self._run(month)
        missing = self.books.missing(month)
        if not slipped and not missing:
            return
        self._stage = "sửa"
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
        outcome = self._run(month)
        self._holds(outcome.result.errors == len(self.books.errors(month)), "số lỗi sau khi sửa")
        if slipped:
            self._letter_is_that_of_a_sound_year(outcome, month)

    def _report(self, own: Unit, month: int) -> list[_Slipped]:
        """Let a unit send its month, somehow; return the send in which it made slips."""
        rng, sent = self._rng, self._at(month, self._rng.randint(22, 24))
        way = rng.random()
        if way < 0.08:
            self._send(own, month, sent - timedelta(hours=20), lines=self._half(own, month))
        elif way < 0.5 and (slip := self._slip(own, month, sent)):
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
        rng, period = self._rng, Period(self.books.year, month)
        issued = self._output / str(period.previous) / f"bieu_thang_{month:02d}" / f"bieu_bao_cao_{own.code}_{period}.xlsx"
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
        for inbox, content in ((self._inbox, data), (self._sound_inbox, sound)):
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
            if inbox is self._inbox:
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
        errors = tuple(
            (code, written.list_sheet, written.cell(line, key) if key else "") for code, line, key in faults
        )
        return self._slipped(own, month, sent, written, truth, " + ".join(kinds), errors)

    def _plant(self, places: list[Place], month: int) -> tuple[str, Place, Slip] | None:
        """Choose a slip of a kind that this year has seen least."""
        rng, room = self._rng, []
        for place in places:
            rows = [row for row in place.line.row.person.rows if row.since <= month]
            if len(rows) == 1:
                room += [(kind, place, slip) for kind, make in KINDS.items() if (slip := make(place))]
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
        return next(own.is_cell for own in self._units if own.code == row.unit)

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
        slip.send.month = stated if kind == "month not changed" else month
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
        period = Period(self.books.year, month)
        path = self._output / str(period) / "tra_lai" / f"bieu_bao_cao_{own.code}_{period}.xlsx"
        lines, cover = self._lines(own, month), self._cover(own, month)
        unknown = slip.kind == "unknown unit"
        self._holds(path.exists() or unknown, f"{own.code} ({slip.kind}): không có biểu trả lại")
        if not path.exists():
            written = filled(slip.truth.data, {}, [], sent)._replace(lines=slip.truth.lines)
        elif slip.kind == "empty list":
            written = filled(path.read_bytes(), cover, lines, sent)
        else:
            returned = path.read_bytes()
            silent = slip.kind in ("two lists", "equal times")
            self._holds(bool(marks(returned)) or silent, f"{own.code} ({slip.kind}): biểu trả lại không đánh dấu ô nào")
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

    # -- the office's runs ---------------------------------------------------------------------------------------------

    def _run(self, month: int) -> Outcome:
        self.runs += 1
        outcome = report(Job(self._inbox, Period(self.books.year, month), self._output))
        result, books = outcome.result, self.books
        self._figures_agree(result, month)
        self._files_agree(result, month)
        self._faults_agree(result, month)
        still_open = bool(books.errors(month) or books.missing(month))
        self._same("mã thoát", outcome.exit_code, int(still_open))
        self._same("chữ Dự thảo trong công văn", _is_draft(_letter(outcome, self._output)), still_open)
        return outcome

    def _figures_agree(self, result: MonthResult, month: int) -> None:
        books = self.books
        figures, shared = books.figures(month), books.shared(month)
        for line in result.units:
            code, speaking = line.unit.code, books.speaking(self._unit(line.unit.code), month)
            told = Period(books.year, speaking.month) if speaking else None
            self._same(f"{code}: Số liệu đến tháng", line.data_period, told)
            if speaking is None:
                continue
            for name in REPORTED:
                self._same(f"{code}: {name}", line.figures[name].value, figures[code][name])
            self._same(f"{code}: Chung với chi bộ", line.shared_with_cells, shared[code])
        for name in REPORTED:
            figure = result.totals[name]
            self._same(f"Tổng cộng: {name}", figure.value, sum(line[name] for line in figures.values()))
            cells = sum(len(source.cells) for source in figure.sources)
            self._same(f"Tổng cộng: số ô nguồn của {name}", cells, figure.value)
        if not any(fault.send and fault.code != "B12" for fault in books.errors(month)):
            waiting = Counter((case.what, case.unit.code) for case in result.waiting)
            self._same("Trình Đảng ủy", dict(waiting), dict(books.waiting(month)))
        moved = Counter()
        for change in result.adjustments:
            moved[change.what] += change.difference
        expected = books.moved(month) if month > 1 else {}
        self._same("điều chỉnh tháng trước", {k: v for k, v in moved.items() if v}, {k: v for k, v in expected.items() if v})

    def _files_agree(self, result: MonthResult, month: int) -> None:
        missing = [own.code for own in self.books.missing(month)]
        self._same("đơn vị chưa nộp", [line.unit.code for line in result.missing], missing)
        for line in result.units:
            own = self._unit(line.unit.code)
            words = {number: self.books.word(own, number) for number in range(1, month + 1)}
            self._same(f"{own.code}: Nộp báo cáo", line.submissions, words)

    def _faults_agree(self, result: MonthResult, month: int) -> None:
        files: dict[str, str] = {}
        for file in result.files:
            files[file.sha256] = min(file.file, files.get(file.sha256, file.file))
        sha = {send: hashlib.sha256(send.written.data).hexdigest() for send in self.books.sends}

        def told(fault: Fault) -> tuple[str, str, str, str]:
            file = PLAN if fault.send is None else files.get(sha[fault.send], "?")
            return (fault.code, file, fault.sheet, fault.cell)

        expected = {
            Severity.ERROR: self.books.errors(month),
            Severity.WARNING: [*self.books.warnings(month), *self._plan_faults],
        }
        for severity, faults in expected.items():
            found = Counter(
                (line.code, line.place.file, line.place.sheet, line.place.cell)
                for line in result.findings
                if line.severity is severity
            )
            wanted = Counter(map(told, faults))
            more, less = sorted((found - wanted).elements()), sorted((wanted - found).elements())
            self._holds(not more and not less, f"{severity.value}: thừa {more}; thiếu {less}")

    def _letter_is_that_of_a_sound_year(self, outcome: Outcome, month: int) -> None:
        self.runs += 1
        sound = report(Job(self._sound_inbox, Period(self.books.year, month), self._folder / "kết quả không lỗi"))
        same = _letter(outcome, self._output) == _letter(sound, self._folder / "kết quả không lỗi")
        self._holds(same, "công văn khác công văn của một năm không ai ghi sai")

    def _same(self, what: str, found: object, expected: object) -> None:
        self._holds(found == expected, f"{what}: chương trình {found!r}, sổ {expected!r}")

    def _holds(self, holds: bool, what: str) -> None:
        if not holds:
            raise Disagreement(f"seed {self.seed}, tháng {self._month} ({self._stage}): {what}")

    def _unit(self, code: str) -> Unit:
        return next(own for own in self._units if own.code == code)

    def _write_plan(self, year: int) -> list[Fault]:
        """Write the plan; return the warnings that it deserves."""
        rng = self._rng
        rows = [
            unit(
                own.code,
                own.name,
                "Chi bộ" if own.is_cell else "Đoàn thể",
                rng.randint(0, 2),
                rng.choice((None, 1, 2)),
                own.first if own.first > 1 else None,
                own.last if own.last < 12 else None,
                own.into or None,
                own.address or None,
            )
            for own in self._units
        ]
        info = {
            "Năm kế hoạch": year,
            "Hạn hoàn thành": date(year, 11, 30),
            "Hạn đơn vị báo cáo": date(year, 12, 3),
        }
        faults = []
        for label, column in (("Chỉ tiêu kết nạp được giao", 5), ("Chỉ tiêu học lớp được giao", 6)):
            more = rng.choice((None, 0, 1))
            if more is None:
                continue
            info[label] = sum(row[column] or 0 for row in rows) + more
            if more:
                faults.append(Fault("K21", None, "Thông tin chung", f"B{list(INFO).index(label) + 1}"))
        for inbox in (self._inbox, self._sound_inbox):
            inbox.mkdir(parents=True)
            (inbox / PLAN).write_bytes(plan(*rows, info=info))
        return faults


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


def _letter(outcome: Outcome, output: Path) -> bytes:
    return (output / str(outcome.period) / f"cong_van_bao_cao_{outcome.period}.docx").read_bytes()


def _is_draft(letter: bytes) -> bool:
    import io

    with zipfile.ZipFile(io.BytesIO(letter)) as package:
        return "Dự thảo" in package.read("word/document.xml").decode()
