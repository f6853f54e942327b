"""An inbox of bent files beside a sound unit's workbook, measured, and what must hold whatever was bent.

What is checked, and why each check is sound:

- The run comes to an end without an exception: the plan, the period and one unit are sound.
- Every bent file has its row, its outcome not empty; what came out of it (`thư.eml → biểu.xlsx`) has rows of its own.
- The sound unit's line and people are those of an inbox without bent files. People and codes of the bent units
  differ from its own by more than a bend can bridge.
- Where a bent workbook is used, a second reader with another parser (`second_reader`) reads its bytes. It must find them
  free of contradiction, every cell the product read must say the same there, and every value of a person counted must
  be what its cell says. Otherwise the product names it: a finding at the cell, or a line of `Đã hiểu là`. A row with a
  name that was left out must have a finding in its row. Refusing is always allowed; how often is printed.
- A mail or an archive holds sound workbooks under their own checksums, so bending the wrapping cannot change a cell: who
  is counted from it must be people of its unit as they were sent, and all of them.
"""

from __future__ import annotations

import re
import traceback
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from bent import (
    MOST_UNITS,
    bent_archive,
    bent_mail,
    bent_outlook,
    bent_workbook,
    good_archive,
    good_mail,
    good_workbook,
    people_of,
)
from bent_outlook import good_outlook, is_compound
from office import form, plan, unit
from second_reader import Cell, Contradiction, Sheet, number_of, read_sheets

from recruit.books.open import read_workbook
from recruit.declared.form import CHECK_SHEET, GUIDE_SHEET, LIST
from recruit.guard.refusals import Refused
from recruit.language.spelling import clean, fold
from recruit.measure.result import MonthResult
from recruit.merge.identity import Entry
from recruit.model import UNREADABLE, FileOutcome, Period
from recruit.run import measure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOUND = "VPDU"
SOUND_FILE = "vpdu.xlsx"
PERIOD = Period(2024, 11)
BATCH = MOST_UNITS - 1
"""How many bent files stand in one inbox, each of a unit of its own."""


class Bent(NamedTuple):
    """A bent file of an inbox: `kind` is workbook, mail, outlook or archive, `note` says what was bent."""

    name: str
    kind: str
    unit: str
    number: int
    seed: str
    note: str
    data: bytes


class Failure(NamedTuple):
    """What does not hold, with the bent file that shows it (None where it cannot be told which)."""

    what: str
    bent: Bent | None


@dataclass
class Trial:
    """What a batch came to: failures, how each file ended, and the seconds that each took."""

    failures: list[Failure] = field(default_factory=list)
    outcomes: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def bent_files(seed: int, kinds: tuple[str, ...]) -> list[Bent]:
    """Return a batch of bent files; the seed of each is `seed:number`."""
    return [bent_file(f"{seed}:{number}", kinds) for number in range(1, BATCH + 1)]


def bent_file(seed: str, kinds: tuple[str, ...]) -> Bent:
    """Return the bent file of one seed."""
    number = int(seed.partition(":")[2])
    rng = Random(seed)
    code = f"CB{number:02d}{number:02d}"
    kind = rng.choice(kinds)
    workbook = good_workbook(rng, code, number)
    files = [(f"Biểu tháng 11 {code}.xlsx", workbook), ("ghi chú.txt", "Kèm biểu.".encode())]
    if kind == "workbook":
        ending, (note, data) = "xlsx", bent_workbook(rng, workbook)
    elif kind == "archive":
        ending, (note, data) = "zip", bent_archive(rng, good_archive(*files))
    elif kind == "outlook":
        good = good_outlook(rng, *files[: rng.choice((1, 2))])
        ending, (note, data) = "msg" if is_compound(good) else "dat", bent_outlook(rng, good)
    else:
        ending, (note, data) = "eml", bent_mail(rng, good_mail(rng, *files[: rng.choice((1, 2))]))
    return Bent(f"bent {number:02d}.{ending}", kind, code, number, seed, note, data)


def try_files(folder: Path, bents: list[Bent]) -> Trial:
    """Put a sound workbook and the bent files into `folder` (which is emptied first), measure, and check."""
    trial = Trial()
    sound = _measured(folder, [])
    start = perf_counter()
    try:
        result = _measured(folder, bents, trial.seconds)
    # Whatever was raised is a failure; only one file at a time tells whose.
    except Exception:
        what = traceback.format_exc()
        if len(bents) == 1:
            trial.failures.append(Failure(what, bents[0]))
        for bent in bents if len(bents) > 1 else ():
            trial.failures += try_files(folder, [bent]).failures
        if not trial.failures:
            trial.failures.append(Failure(f"only together: {what}", None))
        return trial
    trial.seconds["(whole batch)"] = perf_counter() - start
    if _of_sound(result) != _of_sound(sound):
        trial.failures.append(Failure("the sound unit's figures changed", None))
    for bent in bents:
        rows = _rows_of(result, bent)
        # Of what holds others, what became of the workbook in it.
        used = any(row.outcome is FileOutcome.USED for row in rows)
        results = {row.file: row.result for row in rows}
        outcome = FileOutcome.USED.value if used else results.get(bent.name, "(no row)")
        word = f"{bent.kind}: {outcome.partition(':')[0]}"
        trial.outcomes[word] = trial.outcomes.get(word, 0) + 1
        trial.failures += [Failure(what, bent) for what in _wrongs(result, bent)]
    return trial


def _measured(folder: Path, bents: list[Bent], seconds: dict[str, float] | None = None) -> MonthResult:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    units = [unit(SOUND), *(unit(f"CB{number:02d}{number:02d}") for number in range(1, BATCH + 1))]
    (folder / "a ke hoach.xlsx").write_bytes(plan(*units))
    (folder / SOUND_FILE).write_bytes(form(SOUND, 11, people_of(0)))
    for bent in bents:
        (folder / bent.name).write_bytes(bent.data)
    names = sorted(path.name for path in folder.iterdir())
    before = [perf_counter()]

    def note(done: int, total: int) -> None:
        now = perf_counter()
        if seconds is not None and total == len(names):
            seconds[names[done - 1]] = now - before[0]
        before[0] = now

    return measure(folder, period=PERIOD, progress=note)


def _of_sound(result: MonthResult) -> tuple:
    line = next(line for line in result.units if line.unit.code == SOUND)
    people = [
        (p.row.number, p.row.values, p.row.unreadable, p.bad_codes) for p in result.people if p.unit.code == SOUND
    ]
    findings = [found for found in result.findings if found.unit_code == SOUND]
    return line, people, findings, [row for row in result.files if row.file == SOUND_FILE]


def _is_of(file: str, bent: Bent) -> bool:
    # What was taken out of a file bears that file's name in front of its own.
    return file == bent.name or file.startswith((f"{bent.name} ", f"{bent.name}/"))


def _rows_of(result: MonthResult, bent: Bent) -> list:
    return [row for row in result.files if _is_of(row.file, bent)]


def _wrongs(result: MonthResult, bent: Bent) -> Iterator[str]:
    rows = _rows_of(result, bent)
    own = [row for row in rows if row.file == bent.name]
    if len(own) > 1 or not rows or len({row.file for row in rows}) < len(rows):
        yield f"rows in Tệp: {[row.file for row in rows]}"
    for row in rows:
        if not row.result.strip() or row.result.rstrip().endswith(":"):
            yield f"no outcome for {row.file}: {row.result!r}"
    if bent.kind != "workbook":
        yield from _wrongs_of_wrapping(result, bent)
        return
    yield from _wrongs_of_cells(bent.data)
    if own and own[0].outcome is FileOutcome.USED:
        yield from _wrongs_of_people(result, bent)
    elif any(person.report.file == bent.name for person in result.people):
        yield f"people from a file that is not used: {own[0].result}"


# -- a mail or an archive ----------------------------------------------------------------------------------------------


def _wrongs_of_wrapping(result: MonthResult, bent: Bent) -> Iterator[str]:
    used = [row.file for row in _rows_of(result, bent) if row.outcome is FileOutcome.USED]
    sent = {(fold(str(one["name"])), _typed(one["birth"])) for one in people_of(bent.number)}
    for file in {person.report.file for person in result.people if _is_of(person.report.file, bent)}:
        counted = [
            (fold(str(person.row.values.get("name"))), person.row.values.get("birth"))
            for person in result.people
            if person.report.file == file
        ]
        if file not in used:
            yield f"people from {file}, which is not used"
        if set(counted) != sent or len(counted) != len(sent):
            yield f"counted from {file}: {sorted(map(str, counted))}"


def _typed(birth: object) -> object:
    return birth if isinstance(birth, int) else date(*map(int, reversed(str(birth).split("/"))))


# -- a workbook's cells ------------------------------------------------------------------------------------------------


def _wrongs_of_cells(data: bytes) -> Iterator[str]:
    """Compare every cell that the product reads with the second reader's."""
    try:
        book = read_workbook(data)
        read = [(sheet.name, sheet.rows) for sheet in book.sheets]
    except Refused:
        return
    try:
        said = read_sheets(data)
    except Contradiction as error:
        yield f"read, though its bytes contradict themselves: {error}"
        return
    if [name for name, _ in read] != [sheet.name for sheet in said]:
        yield f"sheets {[name for name, _ in read]}, by the second reader {[sheet.name for sheet in said]}"
        return
    for (name, rows), sheet in zip(read, said, strict=True):
        ours = {(row, column): cell for row, cells in rows.items() for column, cell in cells.items()}
        if different := ours.keys() ^ sheet.cells.keys():
            yield f"{name}: cells read by one alone: {sorted(different)[:5]}"
        for place in ours.keys() & sheet.cells.keys():
            cell, other = ours[place], sheet.cells[place]
            if other.kind == "d":
                continue  # a day may be read as its number; `_says` compares what is counted
            kind = cell.kind if cell.kind in "bef" else "value"
            if kind != other.kind or (kind in ("value", "e") and cell.value.strip() != other.text.strip()):
                yield f"{name} {place}: {cell} and {other}"


# -- a workbook's people -----------------------------------------------------------------------------------------------


class _List(NamedTuple):
    sheet: Sheet
    heading: int
    columns: dict[str, int]


_KEYS = {fold(field.label): field.key for field in LIST}
_NOTHING = frozenset(("không", "không có", "ko", "chưa", "chưa có", "0", "-", "–"))
_STARTS = (date(1899, 12, 30), date(1904, 1, 1))


def _list_in(sheet: Sheet) -> _List | None:
    """Return where the list stands, by the form's exact labels; None where fewer than five are in one row."""
    rows: dict[int, dict[str, int]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        label = _label(cell)
        if cell.kind == "value" and label in _KEYS:
            rows.setdefault(row, {}).setdefault(_KEYS[label], column)
    row = next((row for row in sorted(rows) if len(rows[row]) >= 5), None)
    return None if row is None else _List(sheet, row, rows[row])


def _label(cell: Cell) -> str:
    return fold(cell.text.strip().removesuffix("*"))


def _wrongs_of_people(result: MonthResult, bent: Bent) -> Iterator[str]:
    try:
        # Nobody is counted from the sheets of help, so that they are not even looked into.
        sheets = read_sheets(bent.data, without=(GUIDE_SHEET, CHECK_SHEET))
    except Contradiction as error:
        yield f"used, though its bytes contradict themselves: {error}"
        return
    people = [person for person in result.people if person.report.file == bent.name]
    told = [found for found in result.findings if found.place.file == bent.name]
    named = {one.place.cell for found in told for one in found.all}
    named |= {line.place.cell for line in result.understood if line.place.file == bent.name}
    lists = [found for sheet in sheets if (found := _list_in(sheet))]
    visible = [found for found in lists if not found.sheet.hidden] or lists
    for person in people:
        name, row = person.report.listing.sheet, person.row.number
        listing = next((found for found in lists if found.sheet.name == name), None)
        if listing is None:
            # The product may know the headings by other names; then each value must stand somewhere in the row.
            texts = [c for s in sheets if s.name == name for (r, _), c in s.cells.items() if r == row]
            if not texts:
                yield f"row {row} of {name} is empty and counted"
            continue
        yield from _wrongs_of_person(person, listing, named)
    for listing in visible[:1] if people or not _is_empty(result, bent) else ():
        rows = {person.row.number for person in people if person.report.listing.sheet == listing.sheet.name}
        yield from _wrongs_of_absent(listing, rows, named)


def _is_empty(result: MonthResult, bent: Bent) -> bool:
    return not any(person.report.file == bent.name for person in result.people)


def _wrongs_of_person(person: Entry, listing: _List, named: set[str]) -> Iterator[str]:
    for key, column in listing.columns.items():
        cell = listing.sheet.cells.get((person.row.number, column))
        address = f"{_letters(column)}{person.row.number}"
        if key == "number" or address in named:
            continue
        value = person.row.values.get(key)
        if cell is None and value is not None:
            yield f"{address}: counted as {value!r}, the cell is blank"
        elif cell is not None and not _says(cell, value, key):
            yield f"{address}: counted as {value!r}, the cell says {cell}"


def _says(cell: Cell, value: object, key: str) -> bool:
    text = clean(cell.text)
    if value is None:
        return not text or (key in ("helpers", "religion") and fold(text) in _NOTHING)
    if value is UNREADABLE:
        return False  # a cell that cannot be read must have a finding, and then is not asked here
    number = number_of(cell)
    if isinstance(value, date):
        if number is not None and 61 <= number < 100_000:
            return value in [start + timedelta(int(number)) for start in _STARTS]
        if cell.kind == "d":
            return text.startswith(value.isoformat())
        match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text, re.ASCII)
        return match is not None and [value.day, value.month, value.year] == [int(part) for part in match.groups()]
    if isinstance(value, int):
        return number is not None and number == value
    if number is not None and number == int(number):
        # A cell of days in a column of texts is the day that its owner sees.
        days = {f"{start + timedelta(int(number)):%d/%m/%Y}" for start in _STARTS if 61 <= number < 100_000}
        return value in days or value in (text, str(int(number))) or str(value).lstrip("0") == str(int(number))
    if cell.kind == "b":
        return value in ("true", "false")
    return _bare(str(value)) == _bare(text) or (number is not None and str(value).replace(",", ".") == text)


def _bare(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", clean(text)).split())


def _wrongs_of_absent(listing: _List, rows: set[int], named: set[str]) -> Iterator[str]:
    column = listing.columns.get("name")
    if column is None:
        return
    named_rows = {int(match[0]) for cell in named if (match := re.search(r"\d+$", cell))}
    for row, at in sorted(listing.sheet.cells):
        labels = [c for (r, _), c in listing.sheet.cells.items() if r == row and _label(c) in _KEYS]
        if len(labels) < 5 and at == column and row > listing.heading and row not in rows and row not in named_rows:
            yield f"row {row} has a name and is neither counted nor named in a finding"


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
