"""The receipt in the mail to a unit: what came, what counts, what does not and why; cells and nobody's name or words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.form import COVER_SHEET, LIST_SHEET
from recruit.declared.probation import PROBATION_SHEET
from recruit.intake.labels import base_name
from recruit.language.private import unsaid
from recruit.language.spelling import clean
from recruit.language.wording import cited_date, count, first_few, month_name
from recruit.letters.names import Name
from recruit.measure.standing import Why
from recruit.merge.doubted import office_day, office_time
from recruit.merge.events import ADMISSION, CLASS
from recruit.model import FileOutcome, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from recruit.check.registry import Finding
    from recruit.declared.plan import Unit
    from recruit.measure.result import MonthResult, UnitResult
    from recruit.merge.identity import Entry
    from recruit.model import FileFate, Period, Place, Resent

NAMES = (
    Name("nhan.tep", "tệp báo cáo của kỳ đang được tính, trống khi chưa có", "bieu_bao_cao_CB01_2024-11.xlsx"),
    Name("nhan.luc", "tệp đó được gửi lúc nào, trống khi không đến bằng thư", "15:05 ngày 24/11/2024"),
    Name("nhan.so_nguoi", "số dòng trong danh sách của tệp đó", "05"),
    Name("nhan.cam_tinh", "số cảm tình Đảng của đơn vị", "03"),
    Name("nhan.ket_nap", "số đã kết nạp từ đầu năm của đơn vị", "01"),
    Name("nhan.hoc", "số đã cử đi học từ đầu năm của đơn vị", "02"),
    Name("nhan.sua", "đã sửa gì so với lần gửi trước, trống khi chỉ gửi một lần", "đã sửa 2/5 ô, còn 3 ô như cũ"),
    Name("nhan.khac[].ten", "tệp khác đã gửi cho kỳ: tên", "bieu_cu.xlsx"),
    Name("nhan.khac[].ket_qua", "tệp khác đã gửi cho kỳ: vì sao không tính theo tệp đó", "đã có bản mới hơn"),
    Name("nhan.khong_tinh[].viec", "chưa tính: việc gì", "kết nạp"),
    Name("nhan.khong_tinh[].o", "chưa tính: những ô nào", "Danh sách: V3; V7"),
    Name("nhan.khong_tinh[].vi_sao", "chưa tính: vì sao", "ô có lỗi"),
    Name("nhan.luu_y[].o", "lưu ý: những ô nào", "Danh sách: C4"),
    Name("nhan.luu_y[].noi_dung", "lưu ý: điều gì", "Chỉ có năm sinh"),
    Name("nhan.luu_y[].cach", "lưu ý: làm gì thì hết", "Ghi đủ ngày, tháng, năm sinh."),
    Name("nop.ky_toi", "tháng, năm của báo cáo phải gửi tiếp theo, trống khi không còn", "12/2024"),
)

COMES_BACK = "biểu trả lại gửi về, chưa sửa ô nào"
_NEWER, _NOT_THE_FORM, _UNREADABLE = "đã có bản mới hơn", "không phải biểu báo cáo", "không đọc được"
_WHOLE_FILE = "cả tệp"
_SHEETS = (COVER_SHEET, LIST_SHEET, PROBATION_SHEET)
_EVENTS = (("kết nạp", ADMISSION), ("cử đi học", CLASS))
_SYMPATHISERS = "cảm tình Đảng"
# Errors at these cells take a person out of the sympathisers.
_OF_SYMPATHISERS = ("name", "birth", "joined", "decision", "left")
# The steps of another year are no news to anybody.
_UNTOLD = (None, Why.NOTHING, Why.OTHER_YEAR)


class Uncounted(NamedTuple):
    """Cells that a figure does not count: the figure's words, where they stand, why, and whose row counts, if one does."""

    what: str
    places: tuple[Place, ...]
    why: Why
    code: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came from a unit for the period and what became of it.

    `file` is the workbook of the period that speaks for it, None where none does, `time` when it was mailed, as the office's
    clock showed it; `people` are its rows. `others` are the other files that came. `next` is the month that the unit owes
    next, None where it owes no more.
    """

    file: FileFate | None = None
    time: datetime | None = None
    people: int = 0
    sympathisers: int | None = None
    admitted: int | None = None
    sent: int | None = None
    others: tuple[FileFate, ...] = ()
    uncounted: tuple[Uncounted, ...] = ()
    warnings: tuple[Finding, ...] = ()
    next: Period | None = None

    @property
    def came(self) -> bool:
        """Whether anything came."""
        return self.file is not None or bool(self.others)


NOTHING_CAME = Receipt()


def receipts(result: MonthResult) -> dict[str, Receipt]:
    """Return the receipt of each unit from which anything came for the period, by its code."""
    files: dict[str, list[FileFate]] = defaultdict(list)
    for file in result.files:
        files[file.unit_code].append(file)
    rows: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(result.people):
        rows[entry.report.file].append(index)
    warnings: dict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        if finding.severity is Severity.WARNING:
            warnings[finding.unit_code].append(finding)
    found = {}
    for line in result.units:
        code = line.unit.code
        receipt = _receipt(result, line, files[code], rows, warnings[code])
        if receipt.came:
            found[code] = receipt
    return found


def _receipt(
    result: MonthResult, line: UnitResult, files: list[FileFate], rows: dict[str, list[int]], warnings: list[Finding]
) -> Receipt:
    period = result.period
    used = next((f for f in files if f.outcome is FileOutcome.USED and f.period == period), None)
    others = tuple(file for file in files if _is_told(file, period, used))
    following = period.next if _owes_after(line.unit, period) else None
    if used is None:
        return Receipt(others=others, next=following)
    indices = rows.get(used.file, [])
    figures = {
        key: line.figures[key].value for key in ("sympathisers", "admitted", "class_sent") if key in line.figures
    }
    return Receipt(
        used,
        _mailed(used, files),
        len(indices),
        *(figures.get(key) for key in ("sympathisers", "admitted", "class_sent")),
        others=others,
        uncounted=tuple(_uncounted(result, indices)),
        warnings=tuple(warnings),
        next=following,
    )


def _is_told(file: FileFate, period: Period, used: FileFate | None) -> bool:
    """Whether a unit is told of a file beside the one that counts.

    Of what nobody can read, or is no form, only where nothing counts: else it is a picture of a signature, an invitation;
    what may have been a workbook is among the warnings.
    """
    if file.outcome is FileOutcome.OF_THE_OFFICE:
        return file.comes_back and file.period == period and file.sent is not None and file.sent.by_mail
    if file.outcome in (FileOutcome.NEWER, FileOutcome.REFUSED, FileOutcome.UNFILLED) and file.period is not None:
        return file.period == period
    time = file.sent.time if file.sent else None
    recent = time is None or office_day(time) >= period.first_day
    if file.outcome is FileOutcome.REFUSED:
        return recent
    is_content = file.outcome is FileOutcome.UNREADABLE or file.is_attempt or not file.is_opened
    came_to_nothing = file.outcome in (FileOutcome.UNREADABLE, FileOutcome.NOT_THE_FORM) and is_content
    return used is None and recent and came_to_nothing and bool(file.unit_code)


def _mailed(used: FileFate, files: list[FileFate]) -> datetime | None:
    """Return when a workbook was mailed first, as the office's clock showed it."""
    copies = (f for f in files if f is used or (f.outcome is FileOutcome.SAME and f.detail == used.file))
    times = [f.sent.time for f in copies if f.sent and f.sent.by_mail and f.sent.time]
    return office_time(min(times)) if times else None


def _owes_after(unit: Unit, period: Period) -> bool:
    following = period.next
    return unit.owes(following.month) if following.year == period.year else unit.to_month == period.month


def _uncounted(result: MonthResult, indices: list[int]) -> Iterator[Uncounted]:
    """Yield what of a list's rows is not counted, the cells of one figure and one cause together."""
    found: dict[tuple[str, Why, str], list[Place]] = defaultdict(list)
    for index in indices:
        entry: Entry = result.people[index]
        for (what, kind), standing in zip(_EVENTS, result.standings[index], strict=True):
            if standing.why not in _UNTOLD and entry.row.is_filled(kind.day_key):
                found[what, standing.why, standing.code].append(entry.report.place(entry.row, kind.day_key))
        for key in _OF_SYMPATHISERS:
            if key in entry.bad:
                found[_SYMPATHISERS, Why.ERROR, ""].append(entry.report.place(entry.row, key))
    for (what, why, code), places in found.items():
        yield Uncounted(what, tuple(places), why, code)


# -- in words ----------------------------------------------------------------------------------------------------------


def receipt_words(receipt: Receipt) -> dict[str, object]:
    """Return the names of NAMES that stand in `nhan`."""
    file, time = receipt.file, receipt.time
    return {
        "tep": _name(file.file) if file else "",
        "luc": f"{time:%H:%M} ngày {cited_date(time.date())}" if time else "",
        "so_nguoi": count(receipt.people),
        "cam_tinh": count(receipt.sympathisers),
        "ket_nap": count(receipt.admitted),
        "hoc": count(receipt.sent),
        "sua": resent_words(file.resent) if file and file.resent else "",
        "khac": [{"ten": _name(other.file), "ket_qua": _why_not(other)} for other in receipt.others],
        "khong_tinh": [
            {"viec": part.what, "o": _cells(part.places), "vi_sao": f"{part.why.value} {part.code}".rstrip()}
            for part in receipt.uncounted
        ],
        "luu_y": list(_warning_words(receipt)),
    }


def next_words(receipt: Receipt) -> str:
    """Return the month that is owed next, empty where none is."""
    following = receipt.next
    return f"{month_name(following.month)}/{following.year}" if following else ""


def resent_words(resent: Resent) -> str:
    """Say what a unit has mended in a workbook that it sent again."""
    left = resent.marked - resent.mended
    said = []
    if resent.marked:
        said.append(f"đã sửa {resent.mended}/{resent.marked} ô" + (f", còn {left} ô như cũ" if left else ""))
    if resent.others:
        said.append(f"{'ngoài các ô đánh dấu ' if resent.marked else ''}có {resent.others} ô thay đổi")
    said += [f"thêm {resent.added} dòng"] if resent.added else []
    said += [f"bớt {resent.gone} dòng"] if resent.gone else []
    return "; ".join(said) or "không ô nào thay đổi"


def note_words(file: FileFate) -> str:
    """Return what the column `Ghi chú` says of a file beside its result."""
    if file.comes_back:
        return COMES_BACK[0].upper() + COMES_BACK[1:]
    return file.note or (f"Gửi lại: {resent_words(file.resent)}" if file.resent else "")


def _name(file: str) -> str:
    """Return a file's own name, without the mail and the folders around it."""
    return clean(unsaid(base_name(file)))


def _why_not(file: FileFate) -> str:
    words = {
        FileOutcome.NEWER: _NEWER,
        FileOutcome.NOT_THE_FORM: _NOT_THE_FORM,
        FileOutcome.UNFILLED: "biểu chưa điền",
        FileOutcome.REFUSED: file.detail,
        FileOutcome.UNREADABLE: f"{_UNREADABLE}: {file.why}" if file.why else _UNREADABLE,
        FileOutcome.OF_THE_OFFICE: COMES_BACK,
    }
    return clean(words[file.outcome])


def _warning_words(receipt: Receipt) -> Iterator[dict[str, str]]:
    """Yield the warnings, those of one rule with one remedy together; a rule's title repeats nothing that was typed."""
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for warning in receipt.warnings:
        for one in warning.all:
            found[one.rule.title, one.worded(one.rule.remedy)].append(one.place)
    for (title, remedy), places in found.items():
        yield {"o": _cells(places), "noi_dung": title, "cach": clean(remedy)}


def _cells(places: list[Place] | tuple[Place, ...]) -> str:
    """Return addresses by the form's sheets; of a sheet with another name, which somebody typed, the addresses alone."""
    by_sheet: dict[str, list[str]] = defaultdict(list)
    for place in dict.fromkeys(places):
        if place.cell:
            by_sheet[place.sheet if place.sheet in _SHEETS else ""].append(place.cell)
    said = [f"{sheet}: {first_few(cells)}" if sheet else f"ô {first_few(cells)}" for sheet, cells in by_sheet.items()]
    return ", ".join(said) or _WHOLE_FILE
