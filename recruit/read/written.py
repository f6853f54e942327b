"""What was written in a cell, kept beside the value that was made of it where the value alone does not tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from recruit.language.font_names import encoding_of
from recruit.language.wording import vn_date
from recruit.model import UNREADABLE

if TYPE_CHECKING:
    from recruit.model import Place


class How(Enum):
    """The way in which a value was read, as the clerk reads it in `Đã hiểu là`; AS_WRITTEN is not reported."""

    AS_WRITTEN = ""
    TEXT_DATE = "ngày ghi dạng khác (luôn đọc ngày trước, tháng sau)"
    SHORT_YEAR = "năm ghi hai chữ số"
    DAY_NUMBER = "số ngày của Excel"
    LEGACY_FONT = "chuyển từ phông cũ"
    SPELLING = "cách viết khác"
    NAME = "họ tên viết như tên người, bỏ phần không thuộc họ tên"
    DECOMPOSED = "chữ có dấu rời (tổ hợp)"
    BLANKS = "khoảng trắng thừa hoặc ký tự ẩn"
    SHOWN = "số hiển thị theo định dạng của ô"
    AS_PRINTED = "bỏ chữ, dấu mà văn bản tự ghi"
    WITH_WORDS = "số, ngày ghi kèm chữ"
    NO_UNIT = "dòng tổng cộng, không phải đơn vị"
    HOURS = "ngày có giờ: lấy ngày ô hiển thị, sát nửa đêm lấy ngày sau"
    MONTH = "ô chỉ hiện tháng và năm"
    ABOVE = "như ô ở trên"
    BARE_HEADING = "tiêu đề gõ không dấu"
    SHEET_NAME = "trang có tên khác"
    UNIT_CODE = "mã đơn vị viết khác với kế hoạch"


class WrittenText(NamedTuple):
    """What was written in a cell, and in what way its value was read from that.

    `text` is the cell as it shows what it holds; where `font` is not empty its letters are right only in that legacy
    font. `repeatable` says that the text, typed into a cell of the form (which holds text), is read as it was here:
    an Excel error in a column of texts is not, nor a number that was a day of another calendar. `struck` says that the
    text is struck out, and is to stand so in the form.
    """

    text: str
    how: How = How.AS_WRITTEN
    font: str = ""
    repeatable: bool = True
    struck: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Understood:
    """A value read otherwise than it was written: a row of the sheet `Đã hiểu là`.

    `read_as` is empty where the cell counts as blank. `encoding` is the legacy one of the written text, or empty.
    """

    place: Place
    written: str
    read_as: str
    how: How
    encoding: str = ""


def in_words(value: object) -> str:
    """Return a typed value as the form's cells show it: a day as dd/mm/yyyy; empty for a blank or unreadable cell."""
    if value is None or value is UNREADABLE:
        return ""
    return vn_date(value) if isinstance(value, date) else str(value)


def as_seen(value: object, written: WrittenText | None) -> str:
    """Return a cell's content as its owner saw it: what was written, in a legacy font the letters which that shows.

    `value` is the typed value, None for a blank cell; `written` is what is kept beside it, None where the value tells.
    """
    if written is None or (written.font and value is not UNREADABLE):
        return in_words(value)
    return written.text


def understood_at(place: Place, value: object, written: WrittenText) -> Understood | None:
    """Return what there is to tell of a cell whose value was read otherwise than it was written; else None."""
    if written.how is How.AS_WRITTEN or value is UNREADABLE:
        return None
    encoding = encoding_of(written.font) if written.how is How.LEGACY_FONT else ""
    return Understood(place, written.text, in_words(value), written.how, encoding)
