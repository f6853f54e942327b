"""Which workbook speaks for a unit: every send judged, what became of every file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.form import STEPS
from recruit.declared.plan import code_key
from recruit.language.spelling import fold
from recruit.language.wording import vn_date
from recruit.merge.committees import addressed
from recruit.merge.identity import same_name
from recruit.merge.refused import WHY_REFUSED, of_cover, of_file, refusal_of
from recruit.model import FileOutcome, Flaw, Period, PersonCell, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recruit.declared.plan import Plan, Unit
    from recruit.model import Sent
    from recruit.read.report import Report
    from recruit.read.row import Row

_EARLIEST = datetime.min.replace(tzinfo=UTC)


class Send(NamedTuple):
    """Equal files as one: the report under the path that sorts first, sent at the earliest known time.

    `registered` says whether one of them came from an address that may speak for the unit, or is a plain file: the
    clerk's own act. `by_mail` says whether any of them came by mail.
    """

    report: Report
    copies: tuple[Report, ...]
    time: datetime | None
    registered: bool
    by_mail: bool

    @property
    def order(self) -> tuple[datetime, str]:
        """Within a month the newest send is the greatest: an unknown time is older than any known."""
        return (self.time or _EARLIEST, self.report.file)


class Fate(NamedTuple):
    """What became of a workbook; `detail` names the other file, or says why."""

    outcome: FileOutcome
    detail: str = ""


@dataclass(slots=True)
class UnitSends:
    """A unit's sends: `used` the workbook of each month, `sent` the months it has sent, refused empty lists included.

    `unread` are months for which something came that cannot be used, `first` each month's first readable send. `trusted`
    are months that a registered address sent, or the clerk's own folder holds; `strangers` the files used that came from
    elsewhere.
    """

    unit: Unit
    used: dict[int, Report] = field(default_factory=dict)
    sent: set[int] = field(default_factory=set)
    unread: set[int] = field(default_factory=set)
    first: dict[int, Send] = field(default_factory=dict)
    trusted: set[int] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)

    def late(self, month: int, due: date) -> bool | None:
        """Whether the first readable send of `month` came after `due`; None where no mail tells."""
        send = self.first.get(month)
        if send is None or send.time is None or not send.by_mail:
            return None
        return send.time.date() > due

    def speaking(self, month: int) -> Report | None:
        """Return the workbook of the newest month not after `month`."""
        return self.used[max(months)] if (months := [m for m in self.used if m <= month]) else None

    def before(self, report: Report) -> Report | None:
        """Return the workbook that spoke for the newest month before that of `report`."""
        return self.speaking(report.month - 1)


@dataclass(slots=True)
class Sends:
    """All sends of one plan's year up to a period: `fates` by file, `flaws` of whole workbooks for the registry.

    `judged` are the workbooks of which there is a flaw, by file.
    """

    units: dict[str, UnitSends]
    fates: dict[str, Fate] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    judged: dict[str, Report] = field(default_factory=dict)

    def note(self, report: Report, flaw: Flaw) -> None:
        """Keep a flaw of a workbook."""
        self.flaws.append(flaw)
        self.judged[report.file] = report


def judge_sends(reports: Iterable[Report], plan: Plan, last_month: int = 12) -> Sends:
    """Say of every report whether it is used, and for each unit which workbook speaks in each month to `last_month`.

    The order of `reports` never matters.
    """
    sends = Sends({unit.code: UnitSends(unit) for unit in plan.units})
    candidates: dict[str, list[Send]] = defaultdict(list)
    everything = []
    for send in _one_a_content(addressed(reports, plan)[0], plan):
        # A content that a draft of ours carries came from the office, whoever else has it: nobody has changed it.
        files = (send.report, *send.copies)
        if any(report.sent.by_office for report in files):
            sends.fates |= {report.file: Fate(FileOutcome.OF_THE_OFFICE) for report in files}
        else:
            everything.append(send)
    unfilled = _unfilled(everything, plan)
    for send in everything:
        report = send.report
        if report.year is not None and report.year != plan.year:
            sends.fates[report.file] = Fate(FileOutcome.OTHER_YEAR)
        elif report.file in unfilled:
            sends.fates[report.file] = Fate(FileOutcome.UNFILLED)
        elif flaw := refusal_of(report, plan):
            _refuse(sends, report, flaw)
        else:
            candidates[plan.unit(report.unit_code).code].append(send)
    for code, own in candidates.items():
        _judge_unit(sends, sends.units[code], own, plan, last_month)
    for send in everything:
        for copy in send.copies:
            sends.fates[copy.file] = Fate(FileOutcome.SAME, send.report.file)
    sends.flaws.sort(key=lambda flaw: (flaw.place.file, flaw.rule))
    return sends


def sent_months(reports: Iterable[Report], plan: Plan) -> dict[int, set[str]]:
    """Return for each month the codes of the units that sent it, whatever the period, but for what strangers sent.

    Where nothing came but from addresses that no unit has, theirs are all that there is.
    """
    units = judge_sends(reports, plan).units
    known = any(unit.trusted for unit in units.values())
    return {
        month: {code for code, unit in units.items() if month in (unit.trusted if known else unit.sent)}
        for month in range(1, 13)
    }


def default_period(reports: Iterable[Report], plan: Plan) -> Period | None:
    """Return the newest month that at least half of the units that owe it have sent, else the newest anybody sent."""
    months = sent_months(reports, plan)
    for month in range(12, 0, -1):
        owing = [unit.code for unit in plan.units if unit.owes(month)]
        if owing and 2 * sum(code in months[month] for code in owing) >= len(owing):
            return Period(plan.year, month)
    newest = max((month for month, codes in months.items() if codes), default=None)
    return Period(plan.year, newest) if newest else None


def _one_a_content(reports: Iterable[Report], plan: Plan) -> Iterator[Send]:
    by_content: dict[str, list[Report]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.file):
        by_content[report.sha256].append(report)
    for first, *copies in by_content.values():
        times = [report.sent.time for report in (first, *copies) if _can_be(report.sent.time, report, plan)]
        unit = plan.unit(first.unit_code) if first.unit_code else None
        trusted = any(may_speak(report.sent, unit) for report in (first, *copies))
        by_mail = any(report.sent.by_mail for report in (first, *copies))
        yield Send(first, tuple(copies), min(times, default=None), trusted, by_mail)


_FIRST_DAY = 20
"""A workbook is sent at the earliest on this day of the month before the one that it reports, at the latest in March."""


def _can_be(time: datetime | None, report: Report, plan: Plan) -> bool:
    """Whether a workbook may have been sent at a time: a clock that stands wrong gives days that cannot be."""
    if time is None:
        return False
    first = report.period.previous.first_day.replace(day=_FIRST_DAY) if report.period else None
    return (first is None or first <= time.date()) and time.date() <= date(plan.year + 1, 3, 31)


def may_speak(sent: Sent, unit: Unit | None) -> bool:
    """Whether what was `sent` may speak for `unit`: a plain file, a registered sender, or no address in the plan."""
    return not sent.by_mail or unit is None or not unit.addresses or sent.sender in unit.addresses


def _refuse(sends: Sends, report: Report, flaw: Flaw) -> None:
    sends.fates[report.file] = Fate(FileOutcome.REFUSED, WHY_REFUSED[flaw.rule])
    sends.note(report, flaw)
    unit = sends.units.get(report.unit_code)
    if unit and report.month and flaw.rule in ("two_lists", "two_covers", "no_list"):
        unit.unread.add(report.month)


def _unfilled(sends: list[Send], plan: Plan) -> set[str]:
    """Return the issued forms that nobody filled: no meeting, no resolution, nobody who prepared it, nothing new."""
    by_unit: dict[str, list[Send]] = defaultdict(list)
    for send in sends:
        if send.report.year is None or send.report.year <= plan.year:
            by_unit[code_key(send.report.unit_code)].append(send)
    unfilled: set[str] = set()
    for own in by_unit.values():
        own.sort(key=lambda send: (send.report.year or 0, send.report.month or 0, send.order))
        blank = [send for send in own if _is_blank_cover(send.report)]
        # Forms nobody filled are left out when looking for the newest other workbook, so take them all for such at
        # first and give back those that hold something new.
        doubtful = {send.report.file for send in blank}
        for send in blank:
            others = [o for o in own if o is not send and o.report.file not in doubtful]
            newest = others[-1].report if others else None
            if not _adds_nothing(send.report, newest):
                doubtful.discard(send.report.file)
        unfilled |= doubtful
    return unfilled


def _is_blank_cover(report: Report) -> bool:
    keys = ("meeting_date", "resolution_number", "prepared_by")
    if report.below is not None:
        # A program wrote it: where nothing moved since last month, that is what it says.
        return False
    return len(report.listings) == 1 and not any(key in report.cover for key in keys)


_MOST_NAMESAKES = 50
"""Rows of one name and birth date in the older list that a row is held against; a real list has one."""


def _adds_nothing(report: Report, newest: Report | None) -> bool:
    """Whether a list holds nobody and no value that the newest one does not: by their keys, not their letters."""
    if not report.rows:
        return True
    if newest is None or not newest.listings:
        return False
    known: dict[object, list[set[tuple[str, object]]]] = defaultdict(list)
    for row in newest.rows:
        if len(namesakes := known[_who(row)]) < _MOST_NAMESAKES:
            namesakes.append(_keys(row))
    return all(any(_keys(row) <= other for other in known[_who(row)]) for row in report.rows)


def _who(row: Row) -> tuple[str, object]:
    return fold(row.text("name")), row.get("birth")


def _keys(row: Row) -> set[tuple[str, object]]:
    return {(key, fold(value) if isinstance(value, str) else value) for key, value in row.values.items()}


# -- one unit ----------------------------------------------------------------------------------------------------------


def _judge_unit(sends: Sends, unit: UnitSends, own: list[Send], plan: Plan, last_month: int) -> None:
    own.sort(key=lambda send: (send.report.month, send.order))
    people_before: Report | None = None
    for month in range(1, 13):
        month_sends = [send for send in own if send.report.month == month]
        accepted: list[Send] = []
        # An empty list that is not used has been sent all the same.
        heard: list[Send] = []
        registered = any(send.registered for send in month_sends)
        for send in month_sends:
            report = send.report
            if forgotten := _forgotten_month(send, heard):
                _refuse(sends, report, forgotten)
            elif not report.rows and people_before is not None:
                place, slots = Place(report.file, report.listing.sheet), {"older": people_before.file}
                _refuse(sends, report, Flaw(place, "", slots, rule="empty_list"))
                unit.sent.add(month)
                unit.first.setdefault(month, send)
                heard.append(send)
            elif not send.registered and registered:
                _refuse(sends, report, of_file(report, "unregistered_sender", sender=_sender(report)))
            else:
                accepted.append(send)
                heard.append(send)
                unit.first.setdefault(month, send)
                if not send.registered:
                    unit.strangers.add(report.file)
                    sends.note(report, of_file(report, "unregistered_used", sender=_sender(report)))
                people_before = report if report.rows else people_before
        if registered and month in unit.sent | {send.report.month for send in accepted}:
            unit.trusted.add(month)
        if accepted:
            unit.sent.add(month)
            _settle_month(sends, unit, month, accepted, last_month)
    _note_late_corrections(sends, unit, own, last_month)


def _settle_month(sends: Sends, unit: UnitSends, month: int, accepted: list[Send], last_month: int) -> None:
    *older, newest = accepted
    if month > last_month:
        for send in accepted:
            sends.fates[send.report.file] = Fate(FileOutcome.LATER)
        return
    unit.used[month] = newest.report
    sends.fates[newest.report.file] = Fate(FileOutcome.USED)
    for send in older:
        sends.fates[send.report.file] = Fate(FileOutcome.NEWER, newest.report.file)
    rivals = [send.report.file for send in older if send.time is None or send.time == newest.time]
    if rivals:
        names = "; ".join([*rivals, newest.report.file])
        sends.note(newest.report, of_file(newest.report, "equal_times", files=names))


def _note_late_corrections(sends: Sends, unit: UnitSends, own: list[Send], last_month: int) -> None:
    """A month sent again after a later month came changes nothing in the later month's figures: say so."""
    times = {send.report.file: send.time for send in own}
    for send in own:
        report = send.report
        if send.time is None or unit.used.get(report.month) is not report:
            continue
        for month in range(report.month + 1, last_month + 1):
            later = unit.used.get(month)
            if later is not None and times[later.file] is not None and times[later.file] < send.time:
                sends.note(report, of_file(report, "late_correction", later=later.file, month=f"{month:02d}"))
                break


def _forgotten_month(send: Send, heard: list[Send]) -> Flaw | None:
    """Return the flaw of a workbook that is next month's with last month's number, where something shows it.

    An older send of that month lacks a step that lies after the month and not after the day of this send (where that
    is unknown: in the following month). A ceremony may be planned and shows nothing.
    """
    # Of sends of one time, or of none, nobody knows which is the older.
    older = [other for other in heard if other.order[0] < send.order[0]]
    if not older or send.report.below is not None:
        # Nobody types the month of a consolidated workbook.
        return None
    report, before = send.report, older[-1].report
    period = report.period
    last = send.time.date() if send.time else period.next.last_day
    for row in report.rows:
        for key in STEPS:
            day = row.date(key)
            if key == "ceremony" or not isinstance(day, date) or not period.last_day < day <= last:
                continue
            if not _holds_step(before, row, key):
                step = PersonCell(report.place(row, key), row.number, key)
                slots = {"day": vn_date(day), "where": f"ô {step.place.cell}", "older": before.file}
                flaw = of_cover(report, "month", "month_not_changed", **slots)
                return flaw._replace(other=step, month=day.month)
    return None


def _sender(report: Report) -> str:
    return report.sent.sender or "(không rõ)"


def _holds_step(report: Report, row: Row, key: str) -> bool:
    return any(other.date(key) is not None for other in report.rows if same_name(other, row))
