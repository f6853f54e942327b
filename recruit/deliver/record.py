"""The record of an output folder: each output's name with its SHA-256, what its letter printed, who was reminded."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recruit.intake.folder import OUTPUT_JOURNAL, OUTPUT_MARKER
from recruit.intake.paths import extended
from recruit.intake.recorded import read_content, recorded_files
from recruit.measure.printed import Kept
from recruit.measure.record import as_data, from_data

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from recruit.measure.printed import MonthRecord
    from recruit.model import Period

_FIGURES, _ISSUED, _DRAFT, _REMINDED = "số liệu đã in", "ban hành", "dự thảo", "đôn đốc"


@dataclass(slots=True)
class Record:
    """What is on record: `files` by name, `figures` of the issued letter and of the draft, and who was reminded, as plain data."""

    files: dict[str, str] = field(default_factory=dict)
    figures: dict[str, object] = field(default_factory=dict)

    def with_letter(self, letter: MonthRecord, *, issued: bool) -> Record:
        """Return the record with what a letter printed; an issued letter's figures stay beside a later draft's."""
        return Record(self.files, {**self.figures, _ISSUED if issued else _DRAFT: as_data(letter)})

    def with_reminders(self, codes: Collection[str]) -> Record:
        """Return the record with units for which an urging letter was drafted; who was reminded before was so all the same."""
        reminded = sorted(_codes(self.figures) | set(codes))
        return Record(self.files, {**self.figures, _REMINDED: reminded}) if reminded else self


def _codes(figures: Mapping[str, object]) -> set[str]:
    """Return the codes of the units that were reminded; what is no list of them says nothing."""
    codes = figures.get(_REMINDED)
    return {code for code in codes if isinstance(code, str)} if isinstance(codes, list) else set()


def read_record(path: Path) -> Record:
    """Return what a record says; one that is not there or cannot be read says nothing."""
    content = read_content(path)
    figures = content.get(_FIGURES)
    return Record(recorded_files(content), figures if isinstance(figures, dict) else {})


def record_bytes(record: Record) -> bytes:
    """Return a record as its file holds it: names in order, the figures last."""
    content: Mapping[str, object] = dict(sorted(record.files.items()))
    if record.figures:
        content = {**content, _FIGURES: dict(sorted(record.figures.items()))}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def printed_in(output: Path, period: Period) -> MonthRecord | None:
    """Return what the letter of a month printed, by the record in `output`: the issued one's before the draft's."""
    return kept_in(output, period).letter


def kept_in(output: Path, period: Period) -> Kept:
    """Return what the folder of a month in `output` keeps; of the letter as `printed_in`."""
    folder = extended(output / str(period))
    # Of a run whose record was held the journal tells.
    figures = read_record(folder / OUTPUT_MARKER).figures | read_record(folder / OUTPUT_JOURNAL).figures
    letters = (from_data(figures.get(kind)) for kind in (_ISSUED, _DRAFT))
    letter = next((found for found in letters if found is not None and found.period == period), None)
    return Kept(letter, frozenset(_codes(figures)))
