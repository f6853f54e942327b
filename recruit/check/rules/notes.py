"""The rule about a step that a unit tells in `Ghi chú`, where nothing of it is counted, and not in its own column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recruit.check.registry import WARNING, Group, Scope, rule
from recruit.check.rules.people import entry_flaw
from recruit.language.spelling import clean
from recruit.read.dates import read_text_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recruit.merge.circumstances import Circumstances
    from recruit.merge.identity import Entry, Person
    from recruit.model import Flaw

_LONGEST = 500
"""Letters of a note that are looked at."""


class _Told(NamedTuple):
    """A step in the words of a note: `done` says that it was, `named` only what it is, which with a day that is past says
    the same; the columns that would say it, any of which speaks for itself; the column that is asked for.
    """

    done: re.Pattern[str]
    named: re.Pattern[str]
    said_by: tuple[str, ...]
    asked: str


def _told(done: str, named: str, said_by: tuple[str, ...], asked: str) -> _Told:
    # A step that is only named is told by the words with which a sentence begins.
    opening = rf"(?:^|[.;:,] ?)(?P<words>{named})"
    return _Told(re.compile(rf"\b(?P<words>{done})", re.IGNORECASE), re.compile(opening, re.IGNORECASE), said_by, asked)


_STEPS = (
    _told(
        r"đã (?:được |làm lễ |tổ chức (?:lễ )?)?kết nạp\b(?! (?:vào )?(?:đoàn|hội|công đoàn)\b)",
        r"(?:(?:có )?(?:quyết định|qđ) )?kết nạp\b(?! (?:vào )?(?:đoàn|hội|công đoàn)\b)",
        ("decision", "decision_number", "ceremony", "left", "leaving_reason"),
        "decision",
    ),
    _told(
        r"đã (?:có|được cấp|nhận|được nhận) (?:giấy )?(?:chứng nhận|gcn)\b",
        r"(?:có |cấp |được cấp )?(?:giấy )?(?:chứng nhận|gcn)\b",
        ("certificate", "certificate_number", "decision", "left"),
        "certificate",
    ),
    _told(
        r"đã (?:được )?(?:cử )?(?:đi )?(?:học|dự|tham gia|hoàn thành|qua)(?: xong)? (?:lớp|khóa|khoá)\b",
        r"(?:được )?(?:cử )?(?:đi )?(?:học|dự|tham gia) (?:lớp|khóa|khoá)\b",
        ("class_sent", "certificate", "certificate_number", "decision", "left"),
        "class_sent",
    ),
    _told(
        r"đã (?:chuyển (?:đi|công tác (?:đi|đến|sang)|sang|sinh hoạt)|thôi việc|nghỉ việc|từ trần|xin (?:rút|ra khỏi))\b",
        r"(?:chuyển (?:đi|công tác (?:đi|đến|sang)|sang|sinh hoạt)|thôi việc|nghỉ việc|từ trần|xin (?:rút|ra khỏi))\b",
        ("left", "leaving_reason", "decision"),
        "left",
    ),
)
_NOT_SO = re.compile(
    r"\b(?:chưa|không|nếu|khi|sẽ|sắp|dự kiến|dự định|đề nghị|hẹn|chờ|để|phấn đấu|vợ|chồng|bố|mẹ)\b[^.,;]{0,40}$",
    re.IGNORECASE,
)
"""What before those words says that it was not so, is not so yet, or is so of somebody else."""

_DAY = re.compile(r"\b(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|(?P<month>\d{1,2}(?P<stroke>[/.-])\d{4}))\b")
_NEAR = 40
"""Letters behind the words within which their day stands."""


@rule(
    "N38",
    WARNING,
    Scope.PLAN,
    Group.COLUMN,
    "Ghi chú nói một bước mà cột của bước đó để trống",
    "Ghi chú ghi “{said}”, trong khi {label} để trống; bước này chưa được tính.",
    remedy="Ghi {label} của người này; nếu việc đó chưa có thì sửa Ghi chú.",
    typed=("said",),
    example={"said": "Đã kết nạp", "label": "Ngày quyết định kết nạp"},
)
def told_in_note(circumstances: Circumstances, people: list[Person], entries: list[Entry]) -> Iterator[Flaw]:
    for person in people:
        for entry in person.entries:
            # Of a committee's own people it has warned already; a đoàn thể's list need not know the steps.
            if entry.row.is_filled("note") and entry.is_branch and entry.listed is None:
                yield from _asked(entry, person, circumstances)


def _asked(entry: Entry, person: Person, circumstances: Circumstances) -> Iterator[Flaw]:
    note = clean(entry.row.text("note")[:_LONGEST])
    rows = [other.row for other in (*person.entries, *person.aside, *person.repeats)]
    for told in _STEPS:
        said = _said(told, note, circumstances.day, circumstances.period.year)
        if said and not any(row.is_filled(key) for row in rows for key in told.said_by):
            yield entry_flaw(entry, told.asked, said=said)


def _said(told: _Told, note: str, day: date, year: int) -> str:
    """Return the words by which a note tells a step that was taken by `day`, empty where it tells none."""
    for match in told.done.finditer(note):
        if not _NOT_SO.search(note, 0, match.start()):
            return match["words"]
    for match in told.named.finditer(note):
        behind = _DAY.search(note, match.end(), match.end() + _NEAR)
        if behind and _is_past(behind, day, year) and not _NOT_SO.search(note, 0, match.start("words")):
            return note[match.start("words") : behind.end()]
    return ""


def _is_past(behind: re.Match[str], day: date, year: int) -> bool:
    """Whether a day or a month that a note names has begun."""
    text = f"1{behind['stroke']}{behind['month']}" if behind["month"] else behind[0]
    read = read_text_date(text, year)
    return read is not None and read.value <= day
