"""Rules about probationary members that look back: what the unit's last workbook told of one and this one does not, or tells otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.checked import where
from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.declared.probation import PROBATION_BY_KEY, PROBATION_SHEET
from recruit.language.spelling import fold
from recruit.language.wording import vn_date
from recruit.merge.identity import person_key
from recruit.model import Flaw, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recruit.check.checked import CheckedReport
    from recruit.read.probation_table import ProbationRow
    from recruit.read.report import Report

_WAYS: tuple[Callable[[ProbationRow], tuple[object, object]], ...] = (
    lambda row: (fold(row.text("name")), row.get("birth")),
    # A name or a birth date that was mended leaves the other two.
    lambda row: (row.get("birth"), row.date("ceremony")),
    lambda row: (fold(row.text("name")), row.date("ceremony")),
)
"""By what a member of one workbook is found in the next; the first that fits decides."""


@rule(
    "D06",
    ERROR,
    Scope.LOOK_BACK,
    Group.PERSON,
    "Quyết định công nhận nay không còn",
    "Báo cáo trước ghi một đảng viên dự bị đã được công nhận ngày {old} ({was}), nay không còn ghi; không tính là đã công nhận.",
    remedy=f"Ghi lại người này ở trang {PROBATION_SHEET}; nếu trước đây ghi nhầm thì báo Văn phòng Đảng ủy.",
    example={"old": "08/04/2024", "was": f"CB01_10.xlsx, trang {PROBATION_SHEET}, ô I2"},
)
def recognition_gone(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    for row, now in _pairs(checked.report, before):
        day = row.date("recognised")
        if day is None or day.year != checked.plan.year or (now is not None and now.is_filled("recognised")):
            continue
        yield _flaw(checked.report, now, "recognised", old=vn_date(day), was=_where(before, row, "recognised"))


@rule(
    "D30",
    WARNING,
    Scope.LOOK_BACK,
    Group.PERSON,
    "Đảng viên dự bị nay không còn ghi",
    "Báo cáo trước ghi một đảng viên dự bị chưa được công nhận ({was}), nay không còn ghi.",
    remedy=f"Ghi lại người này ở trang {PROBATION_SHEET}; đã chuyển đi, bị xóa tên hoặc trước đây ghi nhầm thì báo Văn phòng Đảng ủy.",
    example={"was": f"CB01_10.xlsx, trang {PROBATION_SHEET}, ô A2"},
)
def member_gone(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    gone = [row for row, now in _pairs(checked.report, before) if now is None and row.date("recognised") is None]
    if not gone:
        return
    # The list says of whom it knows that he has left.
    left = {person_key(row) for row in checked.report.rows if row.is_filled("left")}
    for row in gone:
        # Whom a list tells is followed without the sheet, and when a list lost one it was said; what the chi bộ has
        # decided the sheet alone tells.
        is_lost = row.is_filled("reviewed") or not _is_on_a_list(checked, row, *checked.used)
        if is_lost and (fold(row.text("name")), row.get("birth")) not in left:
            yield _flaw(checked.report, None, "name", was=_where(before, row, "name"))


@rule(
    "D31",
    WARNING,
    Scope.LOOK_BACK,
    Group.PERSON,
    "Ngày của đảng viên dự bị khác báo cáo trước",
    "{label}: báo cáo trước ghi {old} ({was}), nay {new}.",
    remedy="Kiểm tra lại ngày này; nếu nay sửa cho đúng thì để nguyên.",
    example={
        "label": "Ngày lễ kết nạp",
        "old": "05/04/2023",
        "was": f"CB01_10.xlsx, trang {PROBATION_SHEET}, ô C2",
        "new": "ghi 05/04/2022",
    },
)
def member_day_changed(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    for row, now in _pairs(checked.report, before):
        if now is None:
            continue
        for key in ("ceremony", "reviewed", "recognised"):
            if not _is_told_otherwise(row, now, key):
                continue
            if key == "ceremony" and _is_on_a_list(checked, now, checked.report):
                continue
            new = now.date(key)
            words = {"label": PROBATION_BY_KEY[key].label, "new": f"ghi {vn_date(new)}" if new else "để trống"}
            yield _flaw(checked.report, now, key, old=vn_date(row.date(key)), was=_where(before, row, key), **words)


def _is_told_otherwise(before: ProbationRow, now: ProbationRow, key: str) -> bool:
    """Whether a day is another now, or a review is gone: of another day that is gone or unreadable other rules speak."""
    old, new = before.date(key), now.date(key)
    is_gone = key == "reviewed" and not now.is_filled(key)
    return old is not None and new != old and (new is not None or is_gone)


def _pairs(report: Report, before: Report) -> Iterator[tuple[ProbationRow, ProbationRow | None]]:
    """Yield each member of the workbook before with the row of this one that tells of the same, None where there is none."""
    told = report.probation.rows if report.probation is not None else []
    open_rows = [row for row in (before.probation.rows if before.probation is not None else ()) if row.text("name")]
    for way in _WAYS:
        free = {}
        for row in told:
            free.setdefault(way(row), row)
        left, taken = [], set()
        for row in open_rows:
            key = way(row)
            now = free.pop(key, None) if None not in key else None
            if now is None:
                left.append(row)
            else:
                taken.add(id(now))
                yield row, now
        open_rows, told = left, [row for row in told if id(row) not in taken]
    for row in open_rows:
        yield row, None


def _is_on_a_list(checked: CheckedReport, row: ProbationRow, *reports: Report) -> bool:
    """Whether one of these lists, or of this month's any unit's or last year's that admits, has the member."""
    name, birth = row.text("name"), row.get("birth")
    if any((fold(name), birth) in map(person_key, report.rows) for report in reports):
        return True
    return birth is not None and checked.admitted().find(name, birth) is not None


def _where(before: Report, row: ProbationRow, key: str) -> str:
    return where(before.probation.place(before.file, row, key))


def _flaw(report: Report, now: ProbationRow | None, key: str, /, **slots: str) -> Flaw:
    """Return a flaw at a member's cell; of one who is gone, of the whole file."""
    if now is None:
        return Flaw(Place(report.file), "", slots)
    return Flaw(report.probation.place(report.file, now, key), now.shown(key), slots)
