"""Where a unit's findings stand in the form built anew: cells to mark, comments, and the lines of the first sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.check.registry import ERROR, SO_TOO
from recruit.declared.form import COVER_BY_KEY, COVER_SHEET, LIST, LIST_BY_KEY, LIST_SHEET
from recruit.declared.plan import BETWEEN_KEYS
from recruit.declared.probation import PROBATION_SHEET
from recruit.merge.foreign import FOREIGN_LIST
from recruit.read.headings import list_field
from recruit.write.forms.as_sent import people_as_sent, row_texts
from recruit.write.forms.marks import Marks
from recruit.write.forms.people import list_address, list_row
from recruit.write.returned.front import Line, Spot
from recruit.write.returned.words import (
    BESIDE,
    BORROWED_LIST,
    EMPTY_LIST_HERE,
    IN_SENT_FILE,
    OTHER_LISTS,
    PLAIN,
    SAME_NUMBER,
    SEE,
    WHOLE_ROW,
    WORDS,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recruit.check.registry import Finding, Rule
    from recruit.check.returning import Case
    from recruit.merge.sends import Sends
    from recruit.model import PersonCell
    from recruit.read.probation_table import ProbationTable

MOST_COMMENTS = 2000
"""Cells beyond these are marked without a comment: a file full of faults is no reason for a form that nobody can open."""

_KEYS = tuple(field.key for field in LIST)
_ABOUT_THE_LIST = ("two_lists", "no_list", "empty_list")
_OUTSIDE = ("outside_list", "steps_outside")
_PROFILE = ("number", "name", "birth")
_BLANK = "(để trống)"
_LONGEST = 200


class Told(NamedTuple):
    """What a unit is told: lines, errors first, and the marks in its form."""

    lines: list[Line]
    marks: Marks


def told(
    case: Case, people: Sequence[dict[str, object]], table: ProbationTable | None, sends: Sends, author: str
) -> Told:
    """Return what to tell a unit of its findings; `people` are the rows of its form, `table` its members as it sent them."""
    return _Telling(case, people, table, sends).told(author)


class _Telling:
    def __init__(
        self, case: Case, people: Sequence[dict[str, object]], table: ProbationTable | None, sends: Sends
    ) -> None:
        self._case = case
        self._people = people
        self._sends = sends
        report, listed = case.report, case.people
        self._files = {found.file for found in (report, listed) if found is not None}
        self._index = {row.number: index for index, row in enumerate(listed.rows)} if listed else {}
        listing = listed.listing if listed and listed.listings else None
        self._list_sheet = listing.sheet if listing else LIST_SHEET
        self._keys = {letter: key for key, letter in listing.columns.items()} if listing else {}
        self._heading = listing.heading_row if listing else 0
        self._cover_sheet = case.cover.cover_sheet if case.cover else ""
        self._cover_keys = {cell: key for key, cell in case.cover.cover_cells.items()} if case.cover else {}
        self._members = table.rows if table is not None else []
        self._member_sheet = table.sheet if table is not None else ""
        self._member_keys = {letter: key for key, letter in table.columns.items()} if table is not None else {}
        # Comments of each marked cell, its own before those about other cells.
        self._cover: dict[str, list[str]] = {}
        self._headings: dict[str, list[str]] = {}
        self._cells: dict[tuple[int, str], list[str]] = {}
        self._also: dict[tuple[int, str], list[str]] = {}
        self._of_members: dict[tuple[int, str], list[str]] = {}
        self._new_rows = 0

    def told(self, author: str) -> Told:
        lines = [self._tell(finding) for finding in self._case.findings]
        lines.sort(key=lambda line: (line.severity is not ERROR, _order(line.spot)))
        cells = {
            place: self._cells.get(place, []) + self._also.get(place, []) for place in {**self._cells, **self._also}
        }
        people = {}
        for number, (place, comments) in enumerate(sorted(cells.items(), key=lambda item: _place_order(item[0]))):
            people[place] = _joined(comments) if number < MOST_COMMENTS else ""
        cover = {key: _joined(comments) for key, comments in self._cover.items()}
        headings = {key: _joined(comments) for key, comments in self._headings.items()}
        members = {place: _joined(comments) for place, comments in self._of_members.items()}
        return Told(lines, Marks(author, cover, headings, people, members))

    def _tell(self, finding: Finding) -> Line:
        lines = [self._line(one) for one in finding.all]
        if finding.severity is ERROR:
            for line in lines:
                self._mark(line, finding.rule)
        first, *others = lines
        cells = [
            line.spot.address if line.spot.sheet else one.cell for line, one in zip(others, finding.alike, strict=True)
        ]
        remedy = first.remedy + (SO_TOO if cells else "")
        told = first._replace(message=first.message + finding.also(cells), remedy=remedy)
        if finding.severity is ERROR:
            return told
        return told._replace(keys=finding.keys, reply=BETWEEN_KEYS.join(finding.replies))

    def _line(self, finding: Finding) -> Line:
        rule = finding.rule
        word = WORDS.get(rule.name, PLAIN)
        spot = self._spot(finding, rule, word)
        message = self._message(finding, rule, word)
        remedy = finding.worded(word.remedy or rule.remedy, **self._here(finding, rule))
        if rule.name == "counted_person_gone":
            who = self._gone(finding)
            if finding.severity is ERROR:
                spot = self._free_row()
        else:
            who = self._scrap(spot)
        return Line(finding.severity, spot, finding.value, message, remedy, who)

    # -- where ---------------------------------------------------------------------------------------------------------

    def _spot(self, finding: Finding, rule: Rule, word: Word) -> Spot:
        if finding.place.file not in self._files:
            return Spot()
        if rule.name in _ABOUT_THE_LIST:
            return Spot(LIST_SHEET)
        if word.cover:
            return Spot(COVER_SHEET, None, word.cover)
        if finding.row is not None:
            index = self._index.get(finding.row)
            return Spot() if index is None else Spot(LIST_SHEET, index, finding.key or "name")
        sheet, cell = finding.place.sheet, finding.place.cell
        if rule.name in _OUTSIDE:
            # Who stands there is not the person of that row.
            return Spot(LIST_SHEET) if sheet == self._list_sheet else Spot()
        if finding.key in COVER_BY_KEY:
            return Spot(COVER_SHEET, None, finding.key)
        if finding.key in LIST_BY_KEY:
            return Spot(LIST_SHEET, None, finding.key)
        if sheet == self._cover_sheet and cell in self._cover_keys:
            return Spot(COVER_SHEET, None, self._cover_keys[cell])
        if sheet and sheet == self._list_sheet:
            return self._in_list(cell, finding.value)
        if sheet and sheet == self._member_sheet:
            return self._among_members(cell)
        return Spot()

    def _in_list(self, cell: str, value: str) -> Spot:
        letter = cell.rstrip("0123456789")
        row, key = int(cell[len(letter) :] or 0), self._keys.get(letter, "")
        if row == self._heading:
            field = list_field(value)
            return Spot(LIST_SHEET, None, field.key if field else "")
        index = self._index.get(row)
        return Spot(LIST_SHEET) if index is None else Spot(LIST_SHEET, index, key or "name")

    def _among_members(self, cell: str) -> Spot:
        letter = cell.rstrip("0123456789")
        number = int(cell[len(letter) :] or 0)
        index = next((index for index, row in enumerate(self._members) if row.number == number), None)
        return Spot(PROBATION_SHEET, index, self._member_keys.get(letter, "name"))

    def _free_row(self) -> Spot:
        self._new_rows += 1
        return Spot(LIST_SHEET, len(self._people) + self._new_rows - 1, "name")

    # -- marks ---------------------------------------------------------------------------------------------------------

    def _mark(self, line: Line, rule: Rule) -> None:
        spot, word = line.spot, WORDS.get(rule.name, PLAIN)
        comment = _comment(line)
        if spot.sheet == COVER_SHEET:
            self._cover.setdefault(spot.key, []).append(comment)
            if rule.name == "no_month" and self._case.cover is not None and self._case.cover.year is None:
                self._cover.setdefault("year", [comment])
        elif spot.sheet == PROBATION_SHEET:
            if spot.index is not None:
                self._of_members.setdefault((spot.index, spot.key), []).append(comment)
                # A recognition that was withdrawn had a number too.
                if rule.name == "recognition_gone":
                    self._of_members.setdefault((spot.index, "recognition_number"), [])
        elif spot.index is not None:
            self._cells.setdefault((spot.index, spot.key), []).append(comment)
            whole = word.also == WHOLE_ROW or rule.name == "counted_person_gone"
            also = _KEYS if whole else (*word.also, *self._blank_beside(rule, spot))
            for key in also:
                if key != spot.key:
                    other = [] if whole else [SEE.format(cell=spot.address, message=line.message)]
                    self._also.setdefault((spot.index, key), []).extend(other)
        elif spot.key:
            self._headings.setdefault(spot.key, []).append(comment)
            for index in range(len(self._people)):
                self._also.setdefault((index, spot.key), [])
        elif spot.sheet and not self._people:
            self._cells[0, "name"] = [EMPTY_LIST_HERE]
            for key in _KEYS:
                self._also.setdefault((0, key), [])

    def _blank_beside(self, rule: Rule, spot: Spot) -> tuple[str, ...]:
        """Return what went with a day that was withdrawn: typed again, the day alone would be the next error."""
        beside = BESIDE.get(spot.key) if rule.name == "deciding_date_gone" else None
        return (beside,) if beside and self._people[spot.index].get(beside) is None else ()

    # -- words ---------------------------------------------------------------------------------------------------------

    def _message(self, finding: Finding, rule: Rule, word: Word) -> str:
        message = finding.worded(word.message or rule.message, **self._here(finding, rule))
        if rule.name == "same_decision_number":
            message = self._same_number(finding)
        elif rule.name in ("event_days_differ", "event_of_earlier_year_elsewhere"):
            message += self._other_lists(finding)
        elif rule.name in ("borrowed_form", "unknown_unit", FOREIGN_LIST) and self._case.foreign:
            message += BORROWED_LIST
        return IN_SENT_FILE + message if word.of_sent_file else message

    def _here(self, finding: Finding, rule: Rule) -> dict[str, str]:
        """Return the slots that name another place of the sent list, with that place in the form."""
        if rule.name == "same_person_twice":
            return {"row": self._row_here(finding.flaw.other)}
        if rule.name == "month_not_changed":
            return {"where": self._cell_here(finding.flaw.other)}
        return {}

    def _row_here(self, other: PersonCell) -> str:
        index = self._index.get(other.row)
        return "khác" if index is None else str(list_row(index))

    def _cell_here(self, other: PersonCell) -> str:
        index = self._index.get(other.row)
        if index is None:
            return f"ở trang {LIST_SHEET}"
        return f"trang {LIST_SHEET}, ô {list_address(index, other.key)}"

    def _same_number(self, finding: Finding) -> str:
        rows, units = self._case.others.with_number(self._case.unit, finding.value)
        cells = [list_address(self._index[row], "decision_number") for row in rows if row in self._index]
        own = [f"ô {', '.join(cells)} của biểu này"] if cells else []
        return SAME_NUMBER.format(value=finding.value, where="; ".join(own + units))

    def _other_lists(self, finding: Finding) -> str:
        units = self._case.others.with_person(self._case.unit, finding.row)
        return OTHER_LISTS.format(units=", ".join(units)) if units else ""

    # -- scraps of rows ------------------------------------------------------------------------------------------------

    def _scrap(self, spot: Spot) -> str:
        if spot.sheet == PROBATION_SHEET:
            member = self._members[spot.index] if spot.index is not None else None
            return "; ".join(filter(None, (member.shown("name"), member.shown("birth")))) if member is not None else ""
        if spot.index is None or spot.index >= len(self._people):
            return ""
        texts = row_texts(self._people[spot.index])
        # A name in a legacy font is no name on this sheet.
        if name := self._case.people.rows[spot.index].text("name"):
            texts["name"] = name
        return _who(texts, spot.key)

    def _gone(self, finding: Finding) -> str:
        """Return the row of somebody gone, of the unit's own workbook before, so that it can be typed again."""
        report = self._case.report
        before = self._sends.units[self._case.unit.code].before(report)
        gone = finding.flaw.other
        rows = [row for row in before.rows if row.number == gone.row] if before else []
        if not rows:
            return ""
        [values] = people_as_sent(before, report.year, rows)
        return "; ".join(f"{LIST_BY_KEY[key].label}: {text}" for key, text in row_texts(values).items())


def _who(texts: dict[str, str], key: str) -> str:
    parts = [f"STT {texts['number']}"] if "number" in texts else []
    parts += [texts.get("name", "(không có họ tên)")]
    if "birth" in texts:
        parts.append(f"{LIST_BY_KEY['birth'].label}: {texts['birth']}")
    at = _KEYS.index(key) if key else 0
    for near in _KEYS[max(at - 1, 0) : at + 2]:
        if near not in _PROFILE:
            parts.append(f"{LIST_BY_KEY[near].label}: {_short(texts.get(near, '')) or _BLANK}")
    return "; ".join(parts)


def _comment(line: Line) -> str:
    was = f"Đã ghi: “{_short(line.value)}”" if line.value else "Ô để trống." if line.spot.index is not None else ""
    return "\n".join(part for part in (was, line.message, f"Cần làm: {line.remedy}") if part)


def _joined(comments: Sequence[str]) -> str:
    return "\n\n".join(dict.fromkeys(comments))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _order(spot: Spot) -> tuple:
    """Whole files first, then the cover, then the list by row and column."""
    if spot.sheet == COVER_SHEET:
        return (1, list(COVER_BY_KEY).index(spot.key), 0)
    if spot.sheet == LIST_SHEET:
        return (2, -1 if spot.index is None else spot.index, _KEYS.index(spot.key) if spot.key else -1)
    if spot.sheet == PROBATION_SHEET:
        return (3, -1 if spot.index is None else spot.index, 0)
    return (0, 0, 0)


def _place_order(place: tuple[int, str]) -> tuple[int, int]:
    return (place[0], _KEYS.index(place[1]))
