"""What the units sent, judged: equal files as one send, what became of every file, and which workbook speaks when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from recruit.declared.plan import Unit
    from recruit.model import FileOutcome, Flaw
    from recruit.read.report import Report

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


class Unusable(NamedTuple):
    """Why what a unit sent for a month could not be used: in words, and whether a form could be read at all."""

    why: str
    is_read: bool = True


class Fate(NamedTuple):
    """What became of a workbook; `detail` names the other file, or says why.

    `comes_back` says that the office had returned it and nobody has changed anything in it.
    """

    outcome: FileOutcome
    detail: str = ""
    comes_back: bool = False


@dataclass(slots=True)
class UnitSends:
    """A unit's sends: `used` the workbook of each month, `replaced` the one that it replaces, `sent` the months it has sent, refused empty lists included.

    `unusable` says why what came for a month could not be used, `first` each month's first readable send. `trusted` are
    months that a registered address sent, or the clerk's own folder holds; `strangers` the files used that came from
    elsewhere.
    """

    unit: Unit
    used: dict[int, Report] = field(default_factory=dict)
    replaced: dict[int, Report] = field(default_factory=dict)
    sent: set[int] = field(default_factory=set)
    unusable: dict[int, Unusable] = field(default_factory=dict)
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

    def came_unusable(self, month: int) -> Unusable | None:
        """Return why what came for a month that the unit owes could not be used; None where nothing came, or all is well."""
        return self.unusable.get(month) if self.unit.owes(month) and month not in self.sent else None

    def before(self, report: Report) -> Report | None:
        """Return the workbook that spoke for the newest month before that of `report`."""
        return self.speaking(report.month - 1)


@dataclass(slots=True)
class Sends:
    """All sends of one plan's year up to a period: `fates` by file, `flaws` of whole workbooks for the registry.

    `judged` are the workbooks of which there is a flaw, by file, `owners` the codes of the units whose they are, as far as
    anything tells.
    """

    units: dict[str, UnitSends]
    fates: dict[str, Fate] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    judged: dict[str, Report] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def note(self, report: Report, flaw: Flaw, owner: str) -> None:
        """Keep a flaw of a workbook, which is the unit's whose code is `owner`, or nobody knows whose."""
        self.flaws.append(flaw)
        self.judged[report.file] = report
        self.owners[report.file] = owner
