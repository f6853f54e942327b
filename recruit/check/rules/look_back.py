"""Rules that look back: what the unit's workbook of the newest earlier month held and this one no longer does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recruit.check.checked import label, where
from recruit.check.registry import ERROR, WARNING, Group, Scope, rule
from recruit.declared.choices import EDUCATION, QUALIFICATIONS
from recruit.declared.form import LIST, LIST_BY_KEY, STEPS
from recruit.declared.plan import COUNTS, COUNTS_NOT
from recruit.declared.statistics import religion_line
from recruit.language.wording import count, vn_date
from recruit.merge.confirmed import concluded
from recruit.merge.identity import pairs, person_key
from recruit.model import Flaw, PersonCell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from recruit.check.checked import CheckedReport
    from recruit.read.report import Report
    from recruit.read.row import Row

DECIDING = ("joined", "class_sent", "decision", "left")
_REQUIRED = tuple(field.key for field in LIST if field.required)
_COUNTED = ("class_sent", "decision")
_NEVER_CHANGES = ("gender", "ethnic_group", "religion")
_NEVER_FALLS = {"education": EDUCATION, "qualification": QUALIFICATIONS}
_STANDS_AT_ADMISSION = ("union_member", "category", *_NEVER_FALLS)
"""What the letter says of the admitted is what they were on the day of their decision."""
_BLANK_IS_NONE = ("religion", "qualification")
_FAR, _TIMES = 20, 3
"""How many members more or less, and how many times as many, are more than a month brings, also one of a merger."""

_OFFICE_LETTER = "Công văn giao chỉ tiêu của Đảng ủy"


def _cell(before: Report, row: Row, key: str) -> PersonCell:
    return PersonCell(before.place(row, key), row.number, key)


def _said(cell: PersonCell) -> str:
    return where(cell.place)


def _gone(checked: CheckedReport, before: Report) -> Iterator[tuple[Row, str | None]]:
    """Yield each person gone with the key of a counted event of this year, or None."""
    if not checked.report.listings:
        return
    for row in checked.pairs_with(before)[1]:
        year = checked.plan.year
        yield row, next((key for key in _COUNTED if (day := row.date(key)) and day.year == year), None)


@rule(
    "T01",
    ERROR,
    Scope.LOOK_BACK,
    Group.PERSON,
    "Người đã được tính không còn trong danh sách",
    "Một người đã có {label} trong năm không còn trong danh sách (trước đây ở {was}, dòng {row}); theo danh sách này không được tính.",
    remedy="Đưa lại dòng của người này vào danh sách; người ra khỏi danh sách thì ghi ngày và lý do, không xóa dòng; hoặc Văn phòng ghi "
    "khóa của lỗi này và “Tính” hay “Không tính” vào trang Xác minh của kế hoạch.",
    is_confirmable=True,
    source=_OFFICE_LETTER,
    example={"label": "Ngày quyết định kết nạp", "was": "CB01_10.xlsx, trang Danh sách, ô X3", "row": "3"},
)
def counted_person_gone(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    for row, key in _gone(checked, before):
        if key:
            old = _cell(before, row, key)
            slots = {"label": label(key), "was": _said(old), "row": str(row.number)}
            subject = (checked.unit.code, *person_key(row), key, row.date(key))
            choices = (COUNTS, COUNTS_NOT)
            yield Flaw(checked.report.place(), "", slots, other=old, subject=subject, choices=choices)


@rule(
    "T02",
    ERROR,
    Scope.LOOK_BACK,
    Group.COLUMN,
    "Ngày quyết định số liệu nay để trống",
    "{label} nay để trống, báo cáo trước ghi {old} ({was}).",
    remedy="Ghi lại ngày; nếu trước đây ghi nhầm thì báo Văn phòng Đảng ủy.",
    source=_OFFICE_LETTER,
    takes_out=DECIDING,
    example={"label": "Ngày cử đi học lớp", "old": "10/03/2024", "was": "CB01_10.xlsx, trang Danh sách, ô Q2"},
)
def deciding_date_gone(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    return _withdrawn(checked, before, deciding=True)


@rule(
    "T21",
    WARNING,
    Scope.LOOK_BACK,
    Group.COLUMN,
    "Ngày của một bước khác nay để trống",
    "{label} nay để trống, báo cáo trước ghi {old} ({was}).",
    remedy="Kiểm tra lại; rút bước này thì ghi rõ ở cột Ghi chú.",
    source=_OFFICE_LETTER,
    example={"label": "Ngày đề nghị học lớp", "old": "10/03/2024", "was": "CB01_10.xlsx, trang Danh sách, ô P2"},
)
def step_withdrawn(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    return _withdrawn(checked, before, deciding=False)


def _withdrawn(checked: CheckedReport, before: Report, *, deciding: bool) -> Iterator[Flaw]:
    # Of a starred column that is absent another error speaks.
    columns = checked.report.listing.columns
    told = {key for key in _REQUIRED if key not in columns}
    for old, row in checked.pairs_with(before)[0]:
        for key in STEPS:
            if key == "left" and _is_back(old, row):
                continue
            if key not in told and (key in DECIDING) is deciding and old.is_filled(key) and not row.is_filled(key):
                if key not in columns:
                    # All rows have lost it at the one cell that stands for the column.
                    told.add(key)
                cell = _cell(before, old, key)
                yield checked.flaw(row, key, cell, old=old.shown(key), was=_said(cell))


def _is_back(old: Row, row: Row) -> bool:
    """Whether somebody who was taken off came on the list again: the row has a new Ngày vào after that."""
    left, joined = old.date("left"), row.date("joined")
    return left is not None and joined is not None and joined > left


@rule(
    "T22",
    WARNING,
    Scope.LOOK_BACK,
    Group.COLUMN,
    "Ngày đã đổi so với báo cáo trước",
    "{label} đổi từ {old} thành {new} ({was}).",
    remedy="Kiểm tra ngày nào đúng.",
    source=_OFFICE_LETTER,
    example={
        "label": "Ngày cử đi học lớp",
        "old": "10/03/2024",
        "new": "11/03/2024",
        "was": "CB01_10.xlsx, trang Danh sách, ô Q2",
    },
)
def date_changed(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    for old, row in checked.pairs_with(before)[0]:
        for key in STEPS:
            was, now = old.date(key), row.date(key)
            if was is not None and now is not None and was != now:
                cell = _cell(before, old, key)
                yield checked.flaw(row, key, cell, old=vn_date(was), new=vn_date(now), was=_said(cell))


@rule(
    "T23",
    WARNING,
    Scope.LOOK_BACK,
    Group.FILE,
    "Một người không còn trong danh sách",
    "Một người của báo cáo trước không còn trong danh sách ({was}, dòng {row}).",
    remedy="Người ra khỏi danh sách thì giữ dòng, ghi ngày và lý do đưa ra.",
    source=_OFFICE_LETTER,
    example={"was": "CB01_10.xlsx, trang Danh sách, ô B3", "row": "3"},
)
def person_gone(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    for row, key in _gone(checked, before):
        if not key:
            old = _cell(before, row, "name")
            slots = {"was": _said(old), "row": str(row.number)}
            subject = (checked.unit.code, *person_key(row))
            yield Flaw(checked.report.place(), "", slots, other=old, subject=subject)


@rule(
    "T24",
    WARNING,
    Scope.LOOK_BACK,
    Group.COLUMN,
    "Ngày sinh đã đổi",
    "Ngày sinh đổi từ {old} thành {new} ({was}).",
    remedy="Kiểm tra ngày sinh đúng.",
    source=_OFFICE_LETTER,
    example={"old": "05/03/1990", "new": "05/03/1991", "was": "CB01_10.xlsx, trang Danh sách, ô C2"},
)
def birth_changed(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    for old, row in checked.pairs_with(before)[0]:
        was, now = old.get("birth"), row.get("birth")
        if was is not None and now is not None and was != now:
            cell = _cell(before, old, "birth")
            slots = {"old": old.shown("birth"), "new": row.shown("birth"), "was": _said(cell)}
            yield checked.flaw(row, "birth", cell, **slots)


@rule(
    "T25",
    WARNING,
    Scope.LOOK_BACK,
    Group.COLUMN,
    "Họ và tên đã đổi",
    "Họ và tên đổi từ “{old}” thành “{new}” ({was}), ngày sinh không đổi; tính là một người.",
    remedy="Đúng là sửa tên thì không cần làm gì; nếu là người khác thì giữ cả dòng của người trước, ghi ngày và lý do đưa ra.",
    source=_OFFICE_LETTER,
    typed=("old", "new"),
    example={"old": "Nguyễn Văn Ân", "new": "Nguyễn Văn An", "was": "CB01_10.xlsx, trang Danh sách, ô B2"},
)
def name_changed(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    for old, row in checked.pairs_with(before)[0]:
        if person_key(old)[0] != person_key(row)[0]:
            cell = _cell(before, old, "name")
            yield checked.flaw(row, "name", cell, old=old.shown("name"), new=row.shown("name"), was=_said(cell))


@rule(
    "T26",
    WARNING,
    Scope.LOOK_BACK,
    Group.COLUMN,
    "Điều mà công văn thống kê đã đổi",
    "{label} ở báo cáo trước là “{old}” ({was}), nay {new}.",
    remedy="Kiểm tra xem báo cáo nào đúng; của người đã kết nạp thì ghi như vào ngày quyết định.",
    source=_OFFICE_LETTER,
    typed=("old", "new"),
    example={"label": "Giới tính", "old": "Nữ", "new": "là “Nam”", "was": "CB01_10.xlsx, trang Danh sách, ô D2"},
)
def profile_changed(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    for old, row in checked.pairs_with(before)[0]:
        for key in (*_NEVER_CHANGES, *_STANDS_AT_ADMISSION):
            if _is_said_otherwise(checked, old, row, key):
                cell = _cell(before, old, key)
                new = f"là “{row.shown(key)}”" if row.is_filled(key) else "để trống"
                yield checked.flaw(row, key, cell, old=old.shown(key), new=new, was=_said(cell))


def _is_said_otherwise(checked: CheckedReport, old: Row, row: Row, key: str) -> bool:
    """Whether a cell of a person's profile says what cannot have come about since, or not of an admitted person."""
    was, now = old.text(key), row.text(key)
    choices = LIST_BY_KEY[key].choices
    # What cannot be read has its own error, and a choice of an older edition has another name now.
    if not was or was == now or key in row.unreadable:
        return False
    if not now:
        return key in _BLANK_IS_NONE and key in checked.report.listing.columns
    if choices is not None and (was in choices.older or now in choices.older):
        return False
    if key == "religion":
        return religion_line(was) != religion_line(now)
    if key in _NEVER_CHANGES:
        return True
    if key in _NEVER_FALLS and _NEVER_FALLS[key].choices.index(now) < _NEVER_FALLS[key].choices.index(was):
        return True
    decided = old.date("decision")
    return decided is not None and decided.year == checked.plan.year and row.date("decision") == decided


@rule(
    "T27",
    WARNING,
    Scope.LOOK_BACK,
    Group.FILE,
    "Ngày đã được tính ở tháng trước nữa, từ đó không còn",
    "{label} {old} đã ghi ở báo cáo tháng {month} ({was}), các báo cáo sau không còn ghi; nay không được tính.",
    remedy="Có thật thì ghi lại vào danh sách rồi gửi lại; trước đây ghi nhầm thì Văn phòng ghi khóa của lưu ý này và “Đúng” vào trang "
    "Xác minh của kế hoạch.",
    source=_OFFICE_LETTER,
    example={
        "label": "Ngày cử đi học lớp",
        "old": "10/03/2024",
        "month": "09",
        "was": "CB01_09.xlsx, trang Danh sách, ô Q2",
    },
)
def event_forgotten(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    said: set[tuple[object, ...]] = set()
    older = [report for report in checked.used if report.month < before.month]
    for report in sorted(older, key=lambda report: report.month, reverse=True):
        for row, key, day in _forgotten(checked, before, report):
            subject = (checked.unit.code, *person_key(row), key)
            # What was asked when the person went may have been answered.
            answered = concluded(checked.plan, "T01", (*subject, day), (COUNTS, COUNTS_NOT))
            if answered is None and subject not in said:
                said.add(subject)
                old = _cell(report, row, key)
                slots = {"label": label(key), "old": vn_date(day), "month": f"{report.month:02d}", "was": _said(old)}
                yield Flaw(checked.report.place(), "", slots, other=old, subject=subject)


def _forgotten(checked: CheckedReport, before: Report, older: Report) -> Iterator[tuple[Row, str, date]]:
    """Yield each counted event of this year in a workbook `older` than the one before, which no list tells any more.

    What the workbook before told, the other rules ask about.
    """
    year = checked.plan.year
    events = [(row, key, row.date(key)) for row in older.rows for key in _COUNTED if row.is_filled(key)]
    lost = [
        (row, key, day)
        for row, key, day in events
        if day is not None and day.year == year and key not in checked.told().get(person_key(row), ())
    ]
    if not lost:
        return
    # Of whose name or birth date was mended too.
    since = [{id(old): row for old, row in found} for found in (checked.pairs_with(older)[0], pairs(before, older)[0])]
    for row, key, day in lost:
        if not any(id(row) in found and found[id(row)].is_filled(key) for found in since):
            yield row, key, day


@rule(
    "S25",
    WARNING,
    Scope.LOOK_BACK,
    Group.CELL,
    "Tổng số đảng viên khác xa báo cáo trước",
    "Tổng số đảng viên là {now}, báo cáo trước ghi {old} ({was}).",
    remedy="Kiểm tra lại số này, sửa nếu gõ nhầm.",
    example={"now": "210", "old": "21", "was": "CB01_10.xlsx, ô B7"},
)
def members_far_off(checked: CheckedReport, before: Report) -> Iterator[Flaw]:
    now, old = (report.cover.get("member_count") for report in (checked.report, before))
    if not isinstance(now, int) or not isinstance(old, int):
        return
    less, more = sorted((now, old))
    if more - less >= _FAR and more >= _TIMES * less:
        place, was = (report.cover_place("member_count") for report in (checked.report, before))
        slots = {"now": count(now), "old": count(old), "was": f"{was.file}, ô {was.cell}"}
        yield Flaw(place, str(now), slots)
