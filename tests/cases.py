"""Cases of what people really send: each lies over a sound month of an invented committee, whose true figures are known.

Usage, in a test: `case = laid("emlx", tmp_path)`, then `case.month()` for what the month comes to, `case.run()` for the
exit code and screen of the command, and `figures(case.month()) == truth()` where the case must change no figure.
"""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from recruit import cli
from recruit.measure.result import MonthResult
from recruit.model import Period
from recruit.run import measure

CASES = Path(__file__).parents[2] / "shared" / "cases"
BASE = "_base"
PERIOD = Period(2024, 4)
_TAKEN_AWAY = "XOA.txt"
_FIGURES = {
    "target_admit": lambda line: line.admissions.target or 0,
    "admitted": lambda line: line.admissions.done,
    "target_class": lambda line: line.classes.target or 0,
    "to_class": lambda line: line.classes.done,
}

needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the collection of cases is not here")


@dataclass(frozen=True, slots=True)
class Laid:
    """A case as it lies in a folder of its own: `inbox` is what the clerk points at, `output` where a run writes."""

    inbox: Path
    output: Path

    def month(self, period: Period = PERIOD) -> MonthResult:
        """Return what the month comes to; nothing is written."""
        return measure(self.inbox, period=period)

    def run(self, command: str = "report", *options: str) -> tuple[int, str]:
        """Return the exit code of the command, and all that the clerk reads on the screen."""
        screen = io.StringIO()
        words = [command, str(self.inbox), "--period", str(PERIOD), "--output", str(self.output), *options]
        with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
            code = cli.main(words)
        return code, screen.getvalue()


def laid(case: str, folder: Path) -> Laid:
    """Lay a case over the sound month: its files are added or take the place of others, those it names are taken away."""
    inbox = folder / "hộp thư"
    _copy(CASES / BASE / "input", inbox)
    away = CASES / case / _TAKEN_AWAY
    for name in away.read_text(encoding="utf-8").splitlines() if away.exists() else ():
        if name.strip():
            (inbox / name.strip()).unlink()
    _copy(CASES / case / "input", inbox)
    return Laid(inbox, folder / "kết quả")


def _copy(source: Path, target: Path) -> None:
    """Copy all files under a folder, without what may be done with them: the collection is for reading only."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place)


def truth() -> dict[str, dict[str, int]]:
    """Return the figures of the sound month, by unit, and `total`."""
    true = json.loads((CASES / BASE / "truth.json").read_text(encoding="utf-8"))
    rows = true["units"] | {"total": true["total"]}
    return {name: {key: row[key] for key in _FIGURES} for name, row in rows.items()}


def figures(result: MonthResult) -> dict[str, dict[str, int | None]]:
    """Return a month's figures as `truth` gives them; None where a unit never sent."""
    rows = {line.unit.code: line for line in result.units} | {"total": result}
    return {name: {key: figure(row) for key, figure in _FIGURES.items()} for name, row in rows.items()}
