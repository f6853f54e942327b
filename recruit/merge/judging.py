"""Which workbook speaks for a unit: every send judged, what became of every file."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from recruit.declared.cover import ISSUED
from recruit.declared.plan import code_key
from recruit.language.wording import first_few, spans, vn_date
from recruit.merge.committees import addressed
from recruit.merge.confirmed import concluded
from recruit.merge.doubted import FIRST_DAY, can_be, doubted_month, mistaken_year, office_day
from recruit.merge.identity import pairs, person_key
from recruit.merge.owner import is_of_the_office, may_speak, owner, stranger
from recruit.merge.refused import WHY_REFUSED, of_file, refusal_of
from recruit.merge.sends import Fate, Send, Sends, UnitSends, Unusable
from recruit.merge.unfilled import answers, unfilled_forms
from recruit.model import FileOutcome, Flaw, Period, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from recruit.declared.plan import Plan
    from recruit.model import FileFate
    from recruit.read.report import Report
    from recruit.read.row import Row

EQUAL_TIMES = "B11"
"""The rule that speaks of sends of which nobody can tell which came last."""

_ZONES = timedelta(hours=14)
"""How far times saved by two programs may stand apart and still be one: one writes its local time, the other UTC."""


def judge_sends(
    reports: Iterable[Report], plan: Plan, last_month: int = 12, unreadable: Sequence[FileFate] = ()
) -> Sends:
    """Say of every report whether it is used, and for each unit which workbook speaks in each month to `last_month`.

    The order of `reports` never matters. `unreadable` is what came and cannot be read, under the unit whose
    address sent it where one did.
    """
    return _Judging(plan, last_month).judged(reports, unreadable)


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
        times = [report.sent.time for report in (first, *copies) if can_be(report.sent.time, report.period, plan)]
        unit = plan.unit(first.unit_code) if first.unit_code else None
        trusted = any(may_speak(report.sent, unit, plan) for report in (first, *copies))
        by_mail = any(report.sent.by_mail for report in (first, *copies))
        yield Send(first, tuple(copies), min(times, default=None), trusted, by_mail)


# -- judging -----------------------------------------------------------------------------------------------------------


class _Judging:
    """Judges all that came, unit by unit and month by month."""

    def __init__(self, plan: Plan, last_month: int) -> None:
        self._plan = plan
        self._last = last_month
        self._sends = Sends({unit.code: UnitSends(unit) for unit in plan.units})
        self._refused: list[tuple[Send, Flaw]] = []
        # The sends that count, each under the path of its report.
        self._accepted: dict[str, Send] = {}
        # The used one of sends of which nobody can tell which came last.
        self._in_question: set[str] = set()

    def judged(self, reports: Iterable[Report], unreadable: Sequence[FileFate]) -> Sends:
        """Return what became of all."""
        sends, plan = self._sends, self._plan
        everything = self._of_units(addressed(reports, plan)[0])
        unfilled = unfilled_forms(everything, plan)
        candidates: dict[str, list[Send]] = defaultdict(list)
        for send in everything:
            report = send.report
            if report.year is not None and report.year != plan.year:
                if flaw := mistaken_year(send, plan):
                    self._refuse(send, flaw)
                else:
                    sends.fates[report.file] = Fate(FileOutcome.OTHER_YEAR)
            elif report.file in unfilled:
                sends.fates[report.file] = Fate(FileOutcome.UNFILLED)
            elif flaw := refusal_of(report, plan):
                self._refuse(send, flaw)
            else:
                candidates[plan.unit(report.unit_code).code].append(send)
        for code, own in candidates.items():
            self._judge_unit(sends.units[code], own)
        for send, flaw in sorted(self._refused, key=lambda refused: refused[0].order):
            self._tell_refused(send, flaw)
        for fate in unreadable:
            self._tell_unreadable(fate)
        for code, own in candidates.items():
            self._note_older_month_again(sends.units[code], own)
        for send in everything:
            for copy in send.copies:
                sends.fates[copy.file] = Fate(FileOutcome.SAME, send.report.file)
        sends.flaws.sort(key=lambda flaw: (flaw.place.file, flaw.rule))
        return sends

    def _of_units(self, reports: Iterable[Report]) -> list[Send]:
        """Return what the units sent, equal files as one; what the office itself sent is told to be that, and no send."""
        of_office, others, came_back = [], [], []
        for report in reports:
            ours = not report.sent.by_office and is_of_the_office(report.sent, self._plan)
            (of_office if ours else others).append(report)
        everything = []
        for send in _one_a_content(others, self._plan):
            # A content that a draft of ours carries came from the office, whoever else has it: nobody has changed it.
            if any(report.sent.by_office for report in (send.report, *send.copies)):
                of_office += (send.report, *send.copies)
                came_back += (r for r in (send.report, *send.copies) if r.is_returned and not r.sent.by_office)
            else:
                everything.append(send)
        unchanged = _unchanged(everything, self._plan)
        for send in everything:
            if send.report.file in unchanged:
                of_office += (send.report, *send.copies)
                came_back += (send.report, *send.copies)
        fate, returned = Fate(FileOutcome.OF_THE_OFFICE), {report.file for report in came_back}
        self._sends.fates |= {r.file: fate._replace(comes_back=r.file in returned) for r in of_office}
        return [send for send in everything if send.report.file not in unchanged]

    # -- one unit ------------------------------------------------------------------------------------------------------

    def _judge_unit(self, unit: UnitSends, own: list[Send]) -> None:
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
                if doubted := doubted_month(send, heard, self._plan):
                    self._refuse(send, doubted)
                elif not report.rows and people_before is not None:
                    place, slots = Place(report.file, report.listing.sheet), {"older": people_before.file}
                    self._refuse(send, Flaw(place, "", slots, rule="empty_list"))
                    unit.sent.add(month)
                    unit.first.setdefault(month, send)
                    heard.append(send)
                elif not send.registered and registered:
                    self._refuse(send, of_file(report, "unregistered_sender", **self._stranger(report, unit)))
                else:
                    accepted.append(send)
                    heard.append(send)
                    unit.first.setdefault(month, send)
                    if not send.registered:
                        unit.strangers.add(report.file)
                        self._note(send, of_file(report, "unregistered_used", **self._stranger(report, unit)))
                    people_before = report if report.rows else people_before
            if registered and month in unit.sent | {send.report.month for send in accepted}:
                unit.trusted.add(month)
            if accepted:
                unit.sent.add(month)
                self._settle_month(unit, month, accepted)
        self._note_late_corrections(unit, own)
        self._note_left_out(unit, own)

    def _stranger(self, report: Report, unit: UnitSends) -> dict[str, str]:
        """Return the address that may not speak for a unit, empty where a mail names none, and the other unit whose it is."""
        address = stranger(report.sent, unit.unit, self._plan)
        return {"address": address, "other": next((u.name for u in self._plan.units if address in u.addresses), "")}

    def _settle_month(self, unit: UnitSends, month: int, accepted: list[Send]) -> None:
        fates = self._sends.fates
        if month > self._last:
            for send in accepted:
                fates[send.report.file] = Fate(FileOutcome.LATER)
            return
        self._accepted |= {send.report.file: send for send in accepted}
        *older, newest = accepted
        rivals = {send.report.file: send for send in older if _may_be_newer(send, newest)}
        if rivals:
            rivals[newest.report.file] = newest
            subject = (unit.unit.code, *sorted(send.report.sha256 for send in rivals.values()))
            newest = rivals.get(concluded(self._plan, EQUAL_TIMES, subject, tuple(rivals)), newest)
            flaw = of_file(newest.report, "equal_times", files=first_few(list(rivals), what="tệp"))
            self._note(newest, flaw._replace(subject=subject, choices=tuple(rivals)))
            self._in_question.add(newest.report.file)
        unit.used[month] = newest.report
        if others := [send for send in accepted if send is not newest]:
            unit.replaced[month] = others[-1].report
        for send in accepted:
            fates[send.report.file] = Fate(FileOutcome.NEWER, newest.report.file)
        fates[newest.report.file] = Fate(FileOutcome.USED)

    def _note_late_corrections(self, unit: UnitSends, own: list[Send]) -> None:
        """A month sent again after a later month came changes nothing in the later month's figures: say so."""
        times = {send.report.file: send.time for send in own}
        for send in own:
            report = send.report
            if send.time is None or unit.used.get(report.month) is not report:
                continue
            for month in range(report.month + 1, self._last + 1):
                later = unit.used.get(month)
                if later is not None and times[later.file] is not None and times[later.file] < send.time:
                    self._note(send, of_file(report, "late_correction", later=later.file, month=f"{month:02d}"))
                    break

    def _note_left_out(self, unit: UnitSends, own: list[Send]) -> None:
        """Say whom the unit's newest workbook leaves out of those that an older send of its month held: of that which held most.

        Of whom an earlier month held too the rules that look back speak; which of sends of one time counts is asked already.
        """
        month = max(unit.used, default=0)
        report = unit.used.get(month)
        if report is None or report.below is not None or report.file in self._in_question:
            return
        before = unit.before(report)
        known = {person_key(row) for row in before.rows} if before is not None else set()
        most: list[int] = []
        for older in (send.report for send in own if send.report.month == month):
            if older is report or older.below is not None or older.file not in self._accepted:
                continue
            gone = [row.number for row in pairs(report, older)[1] if person_key(row) not in known]
            if gone and len(gone) >= len(most):
                most, named = gone, older
        if most:
            slots = {"older": named.file, "number": f"{len(most):02d}", "rows": spans(most)}
            self._note(self._accepted[report.file], of_file(report, "people_left_out", **slots))

    def _note_older_month_again(self, unit: UnitSends, own: list[Send]) -> None:
        """Where nothing came for the month that is asked for, say which older one was mailed again when it might have.

        The unit may have taken the older file, or not have changed its month.
        """
        month = self._last
        if not unit.unit.owes(month) or month in unit.sent or month in unit.unusable:
            return
        opening = Period(self._plan.year, month).first_day.replace(day=FIRST_DAY)
        mailed = [
            (report.sent.time, report.file, report)
            for send in own
            if send.report.file in self._accepted
            for report in (send.report, *send.copies)
            if report.sent.by_mail and can_be(report.sent.time, report.period, self._plan)
        ]
        time, _, newest = max(mailed, default=(None, "", None))
        older = [mail for mail in mailed if mail[2].month == newest.month and office_day(mail[0]) < opening]
        if older and office_day(time) >= opening:
            slots = {"older": max(older)[1], "value": f"{newest.month:02d}", "month": f"{month:02d}"}
            flaw = of_file(newest, "older_month_again", day=vn_date(office_day(time)), **slots)
            self._sends.note(newest, flaw, unit.unit.code)

    # -- what is not used ----------------------------------------------------------------------------------------------

    def _note(self, send: Send, flaw: Flaw) -> None:
        unit = owner(send, self._plan)
        self._sends.note(send.report, flaw, unit.code if unit else "")

    def _refuse(self, send: Send, flaw: Flaw) -> None:
        self._sends.fates[send.report.file] = Fate(FileOutcome.REFUSED, WHY_REFUSED[flaw.rule])
        self._refused.append((send, flaw))

    def _tell_refused(self, send: Send, flaw: Flaw) -> None:
        """Say that a workbook is not used: an error, or, once its unit has sent a later one that is, a warning."""
        why, unit = WHY_REFUSED[flaw.rule], owner(send, self._plan)
        own = self._sends.units[unit.code] if unit else None
        months = {month for month in (send.report.month, flaw.month) if month} or {self._month_at(send.time)}
        used = (own.used.get(month) for month in sorted(months)) if own else ()
        later = next((report.file for report in used if report and self._is_later(report, send.time)), "")
        if later:
            flaw = flaw._replace(slots={"why": why, "newer": later}, rule="replaced")
        elif own:
            # One workbook is of one month: of the one that is asked for, if it may be.
            month = self._last if self._last in months else flaw.month or max(months)
            own.unusable[month] = Unusable(why)
        self._note(send, flaw)

    def _tell_unreadable(self, fate: FileFate) -> None:
        """Keep that a unit sent what cannot be read, unless something that can came later."""
        own = self._sends.units.get(fate.unit_code)
        time = fate.sent.time if fate.sent else None
        if own is None or any(self._is_later(report, time) for report in own.used.values()):
            return
        own.unusable.setdefault(self._month_at(time), Unusable(fate.why, is_read=False))

    def _is_later(self, used: Report, time: datetime | None) -> bool:
        known = self._accepted[used.file].time
        return time is not None and known is not None and known > time

    def _month_at(self, time: datetime | None) -> int:
        """Return the month of which something is that says none: that in which it came, at most the last that is asked."""
        if time is None or not can_be(time, Period(self._plan.year, 1), self._plan):
            return self._last
        day = office_day(time)
        return min(day.month, self._last) if day.year == self._plan.year else self._last


def _may_be_newer(older: Send, newest: Send) -> bool:
    """Whether nobody can tell that `newest` came after another send of its month."""
    if older.time is None or newest.time is None or older.time == newest.time:
        return True
    if older.by_mail or newest.by_mail or newest.time - older.time >= _ZONES:
        return False
    programs = older.report.sent.program, newest.report.sent.program
    return all(programs) and programs[0] != programs[1]


def _unchanged(sends: list[Send], plan: Plan) -> set[str]:
    """Return the returned workbooks in which nobody changed anything: the one other send of their month says the same.

    Where several came for the month, the one that comes back unchanged says which of them counts.
    """
    by_month: dict[object, list[Send]] = defaultdict(list)
    returned = []
    for send in sends:
        if send.report.period is not None:
            key = code_key(send.report.unit_code), send.report.period
            returned += [(send, key)] if send.report.is_returned else []
            by_month[key] += [] if send.report.is_returned else [send]
    others = ((send, by_month[key]) for send, key in returned)
    return {
        send.report.file
        for send, found in others
        if len(found) == 1 and not _is_later(found[0], send) and _says_the_same(send.report, found[0].report, plan)
    }


def _is_later(send: Send, returned: Send) -> bool:
    """Whether a send came after a returned workbook, which then was not made of it."""
    return send.time is not None and returned.time is not None and send.time > returned.time


def _says_the_same(returned: Report, other: Report, plan: Plan) -> bool:
    """Whether a returned workbook replies to nothing and holds what a sound one does: its people, its cover but for what the office issues, and
    what it tells of members.
    """
    covers = [{k: v for k, v in r.cover.items() if k not in ISSUED} for r in (returned, other)]
    if (
        returned.replies
        or covers[0] != covers[1]
        or len(returned.rows) != len(other.rows)
        or refusal_of(other, plan) is not None
    ):
        return False
    return answers(returned) == answers(other) and all(
        _of_row(row) == _of_row(twin) for row, twin in zip(returned.rows, other.rows, strict=True)
    )


def _of_row(row: Row) -> tuple[dict[str, object], set[str]]:
    return row.values, {key for key, written in row.written.items() if written.struck}
