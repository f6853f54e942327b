"""What a unit tells of a person's steps in `Ghi chú`, where nothing of it is counted."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from recruit.language.names import BARRED_D
from recruit.language.spelling import clean
from recruit.read.dates import read_text_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 500
"""Letters of a note that are looked at."""


class Noted(NamedTuple):
    """A step that a note tells: the words of the note, the column that it is of, and all columns that would say it."""

    words: str
    asked: str
    said_by: tuple[str, ...]


class _Told(NamedTuple):
    """A step in the words of a part of a note, in small letters.

    `done` says that it was taken; `named` only what it is, which with a day that is past says the same. The columns that
    would say it, any of which speaks for itself; the column that is asked for.
    """

    done: re.Pattern[str]
    named: re.Pattern[str]
    said_by: tuple[str, ...]
    asked: str


# A day may stand before a step that is named: what a part of a note begins with is looked for behind it.
_BEFORE = r"(?:[-–+*•] ?)?(?:(?:đ/c|đồng chí|nay|hiện) )?(?:ngày )?(?:[\d/.\-]{4,10} )?(?:được |có |cử |đi |làm |tổ chức ){0,3}"
_NOT_OF_A_UNION = r"(?! (?:vào )?(?:tổ chức )?(?:đoàn|đtn|hội|công đoàn|thanh niên))"
_ADMITTED = rf"(?:lễ |quyết định |qđ |kn )?kết nạp\b{_NOT_OF_A_UNION}"
_OF_THE_CLASS = r"(?:\w{1,10} ){0,6}?(?:cảm tình|nhận thức|đối tượng (?:kết nạp )?đảng)\b"
_CLASS_AT = r"(?:xong )?(?:lớp|khóa|khoá)(?=$| (?:ngày|tháng|từ|đợt|t?(?:\d{1,2}/){1,2}\d{4}))"
_CLASS = rf"(?:học|dự|lớp|khóa|khoá|chương trình|bồi dưỡng)\b (?:{_OF_THE_CLASS}|{_CLASS_AT})"
_CERTIFICATE = (
    r"(?:giấy )?(?:chứng nhận|gcn)\b(?=$| (?:lớp|số|cảm tình|bồi dưỡng|nhận thức|đối tượng|cấp|học|ngày|tháng|\d))"
)
_AWAY = r"(?:chi bộ|đơn vị|cơ quan|đảng bộ|sở|huyện|tỉnh|xã|phường|cb ?\d)"
_SINCE = r"(?=$| (?:từ|ngày|tháng))"
_WAYS_OUT = "|".join(
    (
        rf"(?:chuyển (?:công tác )?(?:đi|sang|về)|(?:điều động|luân chuyển) (?:đi|sang|đến|về)) {_AWAY}\b",
        r"chuyển công tác đến (?:sở|huyện|tỉnh|xã|phường|đảng bộ)\b",
        r"chuyển công tác(?=$| (?:đi(?! phòng| tổ| bộ phận| học)|từ (?:\d|ngày|tháng)|ngày|tháng))",
        rf"(?:chuyển đi|(?:nghỉ|thôi) việc|mất){_SINCE}",
        r"chuyển (?:chi bộ|đơn vị|cơ quan)(?=$| (?:khác|từ|ngày|tháng))",
        r"(?:nghỉ hưu|từ trần|qua đời|nhập ngũ|chấm dứt hợp đồng|(?:xin )?(?:rút|ra) khỏi danh sách|đưa ra khỏi danh sách)\b",
    )
)
_GONE = f"(?:{_WAYS_OUT})"

_STEPS = tuple(
    _Told(re.compile(rf"\b(?:{done})"), re.compile(f"{_BEFORE}(?:{named})"), said_by, asked)
    for done, named, said_by, asked in (
        (
            rf"(?:đã|mới|vừa) (?:được |có |làm |tổ chức |công bố |trao |nhận ){{0,3}}{_ADMITTED}",
            rf"{_ADMITTED}|vào đảng\b",
            ("decision", "decision_number", "ceremony", "left", "leaving_reason"),
            "decision",
        ),
        (
            rf"(?:đã|mới|vừa) (?:được |có |cấp |nhận ){{1,3}}{_CERTIFICATE}",
            rf"(?:được )?(?:cấp )?{_CERTIFICATE}",
            ("certificate", "certificate_number", "decision", "left"),
            "certificate",
        ),
        (
            rf"(?:đã|mới|vừa|đang) (?:được |tham gia |tham |hoàn thành |qua |cử |đi |xong ){{0,4}}{_CLASS}",
            rf"(?:tham gia |xong ){{0,2}}{_CLASS}",
            ("class_sent", "certificate", "certificate_number", "decision", "left"),
            "class_sent",
        ),
        (rf"đã (?:được |xin ){{0,2}}{_GONE}", _GONE, ("left", "leaving_reason", "decision"), "left"),
    )
)

_PARTS = re.compile(r"[\n;()]|[.,:](?= |$)| [-–—] ")
_SENTENCES = re.compile(r"[\n;]|\.(?= |$)")
_NOT_SO = re.compile(
    r"\b(?:chưa|không|nếu|khi|sẽ|sắp|dự kiến|dự định|kế hoạch|đề nghị|xét|hẹn|chờ|để|phấn đấu|hoãn|lùi|trước (?:ngày|khi|tháng|\d{1,2})|chậm nhất|nhầm"
    r"|xóa tên|xoá tên|hết hạn|rút ngắn|rút kinh nghiệm|ốm|từ chi bộ|từ sở|từ cb)\b"
)
"""What of a part of a note says that it was not so, is not so yet, or was something else."""
_OF_ANOTHER = re.compile(
    r"(?<!công )(?<!của )\b(?:vợ|chồng|bố|mẹ|cha|anh|chị|em|con|ông|bà|cô|chú|bác|cậu|giúp đỡ|hồ sơ|lý lịch|thay)\b"
)
"""What of a sentence says that somebody or something else is meant."""

_DAY = re.compile(
    r"(?<![\d/.])\d{1,2}([/.])\d{1,2}\1(?:\d{4}|\d{2})\b|(?<![\d/.\-])\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})\b"
    r"|\b\d{1,2} tháng \d{1,2} năm \d{4}\b"
)
_MONTH = re.compile(
    r"(?:(?<![\d/.\-])|(?<=\bt))(\d{1,2})[/.\-]((?:19|20)\d\d)\b|\btháng (\d{1,2}) năm ((?:19|20)\d\d)\b"
)
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d\b|(?<=[/.\-])(?:19|20)\d\d\b")


def noted_steps(note: str, day: date) -> Iterator[Noted]:
    """Yield each step that a note tells as taken by `day`, in the year of that day where it names one."""
    parts = list(_parts(note[:_LONGEST]))
    for told in _STEPS:
        if words := next((part.written for part in parts if _says(part, told, day)), ""):
            yield Noted(words, told.asked, told.said_by)


class _Part(NamedTuple):
    """A part of a note as written, in small letters, and the sentence in which it stands."""

    written: str
    text: str
    sentence: str


def _parts(note: str) -> Iterator[_Part]:
    """Yield the parts of a note that may tell a step of the person on whose row it stands."""
    for sentence in _SENTENCES.split(note.translate(BARRED_D)):
        whole = sentence.lower()
        if not _OF_ANOTHER.search(whole):
            yield from (_Part(part, part.lower(), whole) for part in map(clean, _PARTS.split(sentence)) if part)


def _says(part: _Part, told: _Told, day: date) -> bool:
    """Whether a part of a note says that a step was taken, by a day where it names one, in the year of that day."""
    years, days = _YEAR.findall(part.text), list(_days(part.text, day.year))
    if (years and str(day.year) not in years) or (days and max(days) > day):
        return False
    if told.done.search(part.text):
        return not _NOT_SO.search(part.text)
    # What is only named may be spoken of in the rest of its sentence.
    return bool(days and told.named.match(part.text)) and not _NOT_SO.search(part.sentence)


def _days(text: str, year: int) -> Iterator[date]:
    """Yield the days that a text names; a month is its first day."""
    for match in _DAY.finditer(text):
        if read := read_text_date(match[0], year):
            yield read.value
    for match in _MONTH.finditer(text):
        month, said = (int(part) for part in match.groups() if part)
        if 1 <= month <= 12:
            yield date(said, month, 1)
