"""The office of a played year: its plan, its runs of the program, and what each run is held against."""

from __future__ import annotations

import hashlib
import io
import shutil
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from office import INFO, UNIT_LABELS, plan, unit
from played_books import REPORTED, Fault

from recruit.job import Job
from recruit.model import Period, Severity
from recruit.run import report

if TYPE_CHECKING:
    from random import Random

    from played_books import Books
    from played_people import Unit

    from recruit.deliver.outcome import Outcome
    from recruit.measure.result import MonthResult

PLAN = "ke_hoach.xlsx"


class Disagreement(AssertionError):
    """The program and the players' books do not agree."""


class Office:
    """The office with its inbox and, beside it, the inbox of the same year in which nobody made a slip.

    `turn` says where the year is, for whoever reads of a disagreement; `runs` counts how often the program ran.
    """

    def __init__(self, folder: Path, books: Books, rng: Random) -> None:
        self.inbox, self.sound_inbox = folder / "hộp thư", folder / "hộp thư không lỗi"
        self.output, self._sound_output = folder / "kết quả", folder / "kết quả không lỗi"
        self.turn, self.runs = "", 0
        self._printed: dict[int, dict[str, int]] = {}
        self._books = books
        self._plan_faults = self._write_plan(rng)

    def returned(self, own: Unit, month: int) -> Path:
        """Return where the workbook lies that goes back to a unit."""
        period = Period(self._books.year, month)
        return self.output / str(period) / "tra_lai" / f"bieu_bao_cao_{own.code}_{period}.xlsx"

    def issued(self, own: Unit, month: int) -> Path:
        """Return where the form lies that was issued to a unit for a month."""
        period = Period(self._books.year, month)
        folder = self.output / str(period.previous) / f"bieu_thang_{month:02d}"
        return folder / f"bieu_bao_cao_{own.code}_{period}.xlsx"

    def run(self, month: int) -> Outcome:
        """Run a month as it is and hold everything that it says against the books."""
        self.runs += 1
        outcome = report(Job(self.inbox, Period(self._books.year, month), self.output))
        result, books = outcome.result, self._books
        self._figures_agree(result, month)
        self._printed[month] = books.done(month)
        self._files_agree(result, month)
        self._faults_agree(result, month)
        still_open = bool(books.errors(month) or books.missing(month))
        self._same("mã thoát", outcome.exit_code, int(still_open))
        self._same("chữ Dự thảo trong công văn", _is_draft(_letter(outcome, self.output)), still_open)
        return outcome

    def _figures_agree(self, result: MonthResult, month: int) -> None:
        books = self._books
        figures, shared = books.figures(month), books.shared(month)
        for line in result.units:
            code, speaking = line.unit.code, books.speaking(self._unit(line.unit.code), month)
            told = Period(books.year, speaking.month) if speaking else None
            self._same(f"{code}: Số liệu đến tháng", line.data_period, told)
            if speaking is None:
                continue
            for name in REPORTED:
                self._same(f"{code}: {name}", line.figures[name].value, figures[code][name])
            self._same(f"{code}: Chung với chi bộ", line.shared_with_branches, shared[code])
        for name in REPORTED:
            figure = result.totals[name]
            self._same(f"Tổng cộng: {name}", figure.value, sum(line[name] for line in figures.values()))
            cells = sum(len(source.cells) for source in figure.sources)
            self._same(f"Tổng cộng: số ô nguồn của {name}", cells, figure.value)
        if not any(fault.send and fault.code != "B12" for fault in books.errors(month)):
            waiting = Counter((case.kind.value, case.unit.code) for case in result.waiting)
            self._same("Trình Đảng ủy", dict(waiting), dict(books.waiting(month)))
        moved = Counter()
        for change in result.adjustments:
            moved[change.what] += change.difference
        # Nothing is said of adjustments where last month's letter is not on record.
        expected = books.moved(month, self._printed[month - 1]) if month - 1 in self._printed else {}
        for what in ("kết nạp", "cử đi học"):
            self._same(f"điều chỉnh tháng trước: {what}", moved[what], expected.get(what, 0))

    def _files_agree(self, result: MonthResult, month: int) -> None:
        missing = [own.code for own in self._books.missing(month)]
        self._same("đơn vị chưa nộp", [line.unit.code for line in result.missing], missing)
        for line in result.units:
            own = self._unit(line.unit.code)
            words = {number: self._books.word(own, number) for number in range(1, month + 1)}
            found = {number: word.value for number, word in line.submissions.items()}
            self._same(f"{own.code}: Nộp báo cáo", found, words)

    def _faults_agree(self, result: MonthResult, month: int) -> None:
        files: dict[str, str] = {}
        for file in result.files:
            files[file.sha256] = min(file.file, files.get(file.sha256, file.file))
        sha = {send: hashlib.sha256(send.written.data).hexdigest() for send in self._books.sends}

        def told(fault: Fault) -> tuple[str, str, str, str]:
            file = PLAN if fault.send is None else files.get(sha[fault.send], "?")
            return (fault.code, file, fault.sheet, fault.cell)

        expected = {
            Severity.ERROR: self._books.errors(month),
            Severity.WARNING: [*self._books.warnings(month), *self._plan_faults],
        }
        for severity, faults in expected.items():
            found = Counter(
                (line.code, line.place.file, line.place.sheet, line.place.cell)
                for found in result.findings
                if found.severity is severity
                for line in found.all
            )
            wanted = Counter(map(told, faults))
            more, less = sorted((found - wanted).elements()), sorted((wanted - found).elements())
            self.holds(not more and not less, f"{severity.value}: thừa {more}; thiếu {less}")

    def hold_against_sound_year(self, outcome: Outcome, month: int) -> None:
        """Hold the letter against that of the year in which nobody made a slip."""
        self.runs += 1
        # What moved since last month's letter was moved by slips: both letters are held against the one that was printed.
        record = Path(str(Period(self._books.year, month).previous), ".ket_qua.json")
        if (self.output / record).exists():
            (self._sound_output / record).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.output / record, self._sound_output / record)
        sound = report(Job(self.sound_inbox, Period(self._books.year, month), self._sound_output))
        same = _letter(outcome, self.output) == _letter(sound, self._sound_output)
        self.holds(same, "công văn khác công văn của một năm không ai ghi sai")

    def _same(self, what: str, found: object, expected: object) -> None:
        self.holds(found == expected, f"{what}: chương trình {found!r}, sổ {expected!r}")

    def holds(self, holds: bool, what: str) -> None:
        """Raise Disagreement, with where the year is, where something does not hold."""
        if not holds:
            raise Disagreement(f"{self.turn}: {what}")

    def _unit(self, code: str) -> Unit:
        return next(own for own in self._books.units if own.code == code)

    def _write_plan(self, rng: Random) -> list[Fault]:
        """Write the plan; return the warnings that it deserves."""
        year = self._books.year
        rows = [
            unit(
                own.code,
                own.name,
                "Chi bộ" if own.is_branch else "Đoàn thể",
                rng.randint(0, 2),
                rng.choice((None, 1, 2)),
                own.first if own.first > 1 else None,
                own.last if own.last < 12 else None,
                own.into or None,
                own.address or None,
            )
            for own in self._books.units
        ]
        info = {
            "Năm kế hoạch": year,
            "Hạn hoàn thành": date(year, 11, 30),
            "Hạn đơn vị báo cáo": date(year, 12, 3),
        }
        faults = []
        for label, targets in (
            ("Chỉ tiêu kết nạp được giao", "Chỉ tiêu kết nạp"),
            ("Chỉ tiêu học lớp được giao", "Chỉ tiêu học lớp"),
        ):
            column = UNIT_LABELS.index(targets)
            more = rng.choice((None, 0, 1))
            if more is None:
                continue
            info[label] = sum(row[column] or 0 for row in rows) + more
            if more:
                faults.append(Fault("K21", None, "Thông tin chung", f"B{list(INFO).index(label) + 1}"))
        for inbox in (self.inbox, self.sound_inbox):
            inbox.mkdir(parents=True)
            (inbox / PLAN).write_bytes(plan(*rows, info=info))
        return faults


def _letter(outcome: Outcome, output: Path) -> bytes:
    return (output / str(outcome.period) / f"cong_van_bao_cao_{outcome.period}.docx").read_bytes()


def _is_draft(letter: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(letter)) as package:
        return "Dự thảo" in package.read("word/document.xml").decode()
