"""One file of the folder to what was found in it: reports, plans, and the fate of everything else, told in words."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recruit.errors import PlanProblem
from recruit.guard.kinds import identify
from recruit.guard.refusals import Refused, may_be_report, refusal, what_is_wrong
from recruit.intake.folder import WORKBOOK_NAMES
from recruit.intake.unpack import MAX_CONTAINER, Container, Leaf, Unpacking, Way, is_called_mail
from recruit.model import FileFate, FileOutcome, Sent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from recruit.declared.plan import Plan
    from recruit.intake.folder import Found
    from recruit.read.report import Report
    from recruit.read.written import Understood

CLOSED = {
    "password-needed": "có mật khẩu; bỏ mật khẩu của tệp, hoặc chạy với --passwords",
    "wrong-password": "có mật khẩu khác các mật khẩu đã cho; bỏ mật khẩu của tệp",
    "encrypted": "có mật khẩu; bỏ mật khẩu của tệp",
    "locked": "đang bị khóa hoặc không có quyền đọc; đóng tệp",
    "changing": "còn đang được ghi; chờ chép, đồng bộ xong",
    "damaged": "bị hỏng; mở bằng Excel, lưu lại hoặc lấy bản khác",
}
"""What to do about a file that may be the plan, by the code of the reason why it cannot be opened."""

_HEAD = 4096
# Of these the kind says more than that the file is large.
_NEVER_OPENED = frozenset({"mail-store", "image", "pdf", "rar", "7z"})

# Why nothing in a mail is a report, where it seems to bring one: a picture of it, a link to it, an envelope of it.
_ATTEMPTS = frozenset(
    (
        *("only-links", "only-scans", "only-words", "only-text", "only-documents", "no-report-in-mail"),
        *("partial", "sealed", "stripped", "uuencoded"),
    )
)

# What Excel offers beside workbooks when it saves a sheet: text with something between the cells.
_TABLES_AS_TEXT = (".csv", ".tsv", ".tab", ".prn", ".dif", ".slk")

_CONTENTS = {
    "mail": "Thư điện tử, {count:02d} tệp kèm theo",
    "mailbox": "Hộp thư, {count:02d} thư",
    "archive": "Tệp nén, {count:02d} tệp bên trong",
}
_NAMELESS = "Bảng tổng hợp không cho biết của Đảng ủy nào, tháng nào (lập bằng bản cũ, hoặc mất trang ẩn _tong_hop)"
_HALF_A_PLAN = "Có vẻ là kế hoạch năm nhưng không có trang {}"
_PLAN_ELSEWHERE = "Kế hoạch năm chỉ được đọc khi là một tệp riêng trong thư mục"


@dataclass(slots=True)
class Reading:
    """What one file of the folder holds: reports, plans by file with their digest, and the fate of everything else.

    `refused` are files that may be somebody's report and cannot be read, `others` those that are none. `closed` are
    plain files of the folder that may be the plan and cannot be opened, with the code of the reason, `half_plans` those
    that lack one sheet of a plan, with its name. `understood` is what
    of a plan was read otherwise than it was written. `is_held` says that another program has the file in its hands: what
    is told of it may be otherwise in a moment.
    """

    reports: list[Report] = field(default_factory=list)
    plans: list[tuple[str, str, Plan | PlanProblem]] = field(default_factory=list)
    refused: list[FileFate] = field(default_factory=list)
    others: list[FileFate] = field(default_factory=list)
    closed: list[tuple[str, str]] = field(default_factory=list)
    half_plans: list[tuple[str, str]] = field(default_factory=list)
    understood: tuple[Understood, ...] = ()
    litter: int = 0
    is_held: bool = False

    def refuse(self, name: str, sha256: str, way: Way, refused: Refused) -> None:
        """Say of a thing that it cannot be read, and why."""
        if refused.code in ("text", "unknown") and name.casefold().endswith(WORKBOOK_NAMES):
            # Its content tells nothing, but somebody meant it for a workbook.
            refused = refusal("workbook-by-name")
        elif refused.code in ("text", "unknown") and name.casefold().endswith(_TABLES_AS_TEXT):
            refused = refusal("table-as-text")
        outcome = FileOutcome.UNREADABLE
        why = what_is_wrong(refused.code)
        fate = FileFate(name, way.origin, "", None, outcome, sha256, way.sent, detail=refused.reason, why=why)
        (self.refused if may_be_report(refused.code) else self.others).append(fate)
        if way.is_plain and refused.code in CLOSED:
            self.closed.append((name, refused.code))


def read_found(found: Found, passwords: Sequence[str] = ()) -> Reading:
    """Return what a file of the folder holds, mails and archives opened. Raises nothing that a file can cause."""
    reading = Reading()
    try:
        _read_file(found, passwords, reading)
    except OSError:
        return _held(found, "locked")
    except _Changed:
        return _held(found, "changing")
    except Refused as refused:
        reading.refuse(found.name, "", Way(), refused)
    except (MemoryError, ImportError):
        # These say something of the machine and nothing of the file.
        raise
    except Exception:
        # No file may stop the others, also not by a fault of ours; it is named, and none of it counts.
        return not_read(found, refusal("lost"))
    return reading


class _Changed(Exception):
    """Somebody wrote into the file while it was read: what was read may be half of the old and half of the new."""


def _held(found: Found, why: str) -> Reading:
    reading = Reading(is_held=True)
    reading.refuse(found.name, "", Way(), refusal(why))
    return reading


@contextlib.contextmanager
def _unchanged(path: Path) -> Iterator[BinaryIO]:
    """Open a file to be read. Raises _Changed in the end where it is another than at the start."""
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        yield file
        after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise _Changed


def not_read(found: Found, refused: Refused) -> Reading:
    """Return the reading of a file that is refused as a whole, with all that it holds."""
    reading = Reading()
    reading.refuse(found.name, "", Way(), refused)
    return reading


def _read_file(found: Found, passwords: Sequence[str], reading: Reading) -> None:
    if found.refused:
        reading.refuse(found.name, "", Way(), refusal(found.refused))
        return
    unpacking = Unpacking()
    with _unchanged(found.path) as file:
        data = file.read(MAX_CONTAINER + 1)
        if len(data) <= MAX_CONTAINER:
            things = unpacking.open(found.name, data, Way(), called_mail=is_called_mail(found.name))
        else:
            kind, data = identify(data[:_HEAD]).kind, b""
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            if kind != "mbox":
                reading.refuse(found.name, sha256, Way(), refusal(kind if kind in _NEVER_OPENED else "too-big-archive"))
                return
            file.seek(0)
            things = unpacking.open_mbox(found.name, file, sha256, Way())
        for thing in things:
            if isinstance(thing, Leaf):
                _take_leaf(thing, passwords, reading)
            else:
                _take_container(thing, reading)
    reading.litter = unpacking.litter


def _take_leaf(leaf: Leaf, passwords: Sequence[str], reading: Reading) -> None:
    from recruit.books.open import read_workbook
    from recruit.read.consolidated import is_consolidated, read_consolidated
    from recruit.read.form import read_form
    from recruit.read.plan import is_plan, read_plan
    from recruit.read.plan_names import lacking_sheet

    way, report = leaf.way, None
    note = ""
    try:
        if leaf.refused is not None:
            raise leaf.refused
        if way.no_send:
            raise refusal(way.no_send)
        book = read_workbook(leaf.data, passwords, leaf.identified)
        if is_plan(book):
            if way.is_plain:
                try:
                    plan, reading.understood = read_plan(book, leaf.name)
                    reading.plans.append((leaf.name, leaf.sha256, plan))
                except PlanProblem as problem:
                    reading.plans.append((leaf.name, leaf.sha256, problem))
                return
            note = _PLAN_ELSEWHERE
        else:
            consolidated = is_consolidated(book)
            read = read_consolidated if consolidated else read_form
            sent = way.sent or Sent(book.modified, program=book.program)
            report = read(book, file=leaf.name, origin=way.origin, sha256=leaf.sha256, sent=sent)
            if report is None and consolidated:
                note = _NAMELESS
            elif report is None and way.is_plain and (lacking := lacking_sheet(book)):
                note = _HALF_A_PLAN.format(lacking)
                reading.half_plans.append((leaf.name, lacking))
    except Refused as refused:
        reading.refuse(leaf.name, leaf.sha256, way, refused)
        return
    if report is None:
        outcome = FileOutcome.NOT_THE_FORM
        reading.others.append(FileFate(leaf.name, way.origin, "", None, outcome, leaf.sha256, way.sent, note))
    else:
        reading.reports.append(report)


def _take_container(container: Container, reading: Reading) -> None:
    """Tell of a mail or archive after all that it holds: why it brings no report, or only what it is."""
    way, inside = container.way, container.name + "/"
    if container.refused is not None:
        reading.refuse(container.name, container.sha256, way, container.refused)
        return
    brings_report = any(report.file.startswith(inside) for report in reading.reports)
    fate = FileFate(
        container.name,
        way.origin,
        "",
        None,
        FileOutcome.NOT_THE_FORM if brings_report else FileOutcome.UNREADABLE,
        container.sha256,
        way.sent,
        note=_CONTENTS[container.kind].format(count=container.count),
        detail="" if brings_report else refusal(container.why).reason,
        is_opened=True,
        why="" if brings_report else what_is_wrong(container.why),
        is_attempt=not brings_report and container.kind == "mail" and container.why in _ATTEMPTS,
    )
    (reading.refused if not brings_report and may_be_report(container.why) else reading.others).append(fate)
