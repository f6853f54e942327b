"""A workbook to a report: tells cover, list and members by their labels, has them read, and passes over the office's sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.declared.form import HIDDEN_SHEET, MENDING_SHEET, OF_THE_OFFICE
from recruit.language.spelling import fold
from recruit.model import Flaw, Place
from recruit.read.cover import find_cover, read_covers, read_hidden, turns_dates, year_on
from recruit.read.headings import declared_by
from recruit.read.outside import Outside
from recruit.read.people import find_heading, read_list
from recruit.read.probation import SECOND_SHEET, Heading, find_probation, read_probation
from recruit.read.replies import read_replies
from recruit.read.report import Report

if TYPE_CHECKING:
    from recruit.books.workbook import RawSheet, RawWorkbook
    from recruit.model import Sent
    from recruit.read.cover import Labels

_MENDING = fold(MENDING_SHEET)


def read_form(book: RawWorkbook, *, file: str, origin: str, sha256: str, sent: Sent) -> Report | None:
    """Return what `book` reports, or None where it is not the form: neither a cover nor a list stands in it.

    Values are typed by the declaration; two-digit years are read against the year on the cover, which is the plan's in
    every workbook that is used. A flawed cell is UNREADABLE and named in `flaws`. Raises `Refused` where a
    sheet's own XML is refused.
    """
    report = Report(file, origin, sha256, sent)
    covers: list[tuple[RawSheet, Labels]] = []
    lists: list[tuple[RawSheet, int, dict[str, int]]] = []
    members: list[tuple[RawSheet, Heading]] = []
    others: list[RawSheet] = []
    for sheet in book.sheets:
        if sheet.name == HIDDEN_SHEET:
            read_hidden(sheet, report)
    declared = declared_by(report.version)
    for sheet in book.sheets:
        if sheet.name == HIDDEN_SHEET or fold(sheet.name) in OF_THE_OFFICE:
            continue
        if heading := find_probation(sheet, declared):
            members.append((sheet, heading))
        elif heading := find_heading(sheet, declared):
            lists.append((sheet, *heading))
        elif cover := find_cover(sheet, declared):
            covers.append((sheet, cover))
        elif not sheet.hidden:
            others.append(sheet)
    if not covers and not lists:
        return None
    report.unread_sheets = tuple(sheet.name for sheet in others)
    covers = _visible_first(covers)
    plan_year = year_on(covers, book, declared)
    read_covers(book, covers, declared, report, plan_year)
    turned = turns_dates(book)
    for sheet, row, columns in _visible_first(lists):
        read_list(book, sheet, row, columns, declared, report, plan_year, turned)
    _read_members(book, _visible_first(members), report, plan_year)
    for sheet in book.sheets:
        if fold(sheet.name) == _MENDING:
            report.replies |= read_replies(book, sheet, plan_year)
    outside = Outside(book, declared, report, plan_year)
    for sheet in (*(cover for cover, _ in covers), *others):
        found = dict(outside.people(sheet.rows.items()))
        outside.note_people(sheet, found)
        outside.note_steps(sheet, sheet.rows, found)
    return report


def _read_members(book: RawWorkbook, members: list[tuple[RawSheet, Heading]], report: Report, plan_year: int) -> None:
    """Add the first table of probationary members to `report`; of a second one only that it is there."""
    for sheet, heading in members:
        if report.probation is None:
            report.probation, flaws = read_probation(book, sheet, heading, report.file, plan_year)
            report.flaws += flaws
        else:
            slots = {"sheet": sheet.name, "first": report.probation.sheet}
            report.flaws.append(Flaw(Place(report.file, sheet.name), "", slots, rule=SECOND_SHEET))


def _visible_first(found: list[tuple]) -> list[tuple]:
    """A hidden copy is no second list; only where nothing is visible a hidden sheet speaks."""
    visible = [entry for entry in found if not entry[0].hidden]
    return visible or found
