"""One cell to one typed value by its field's kind: a value, a blank, or a flaw that says why there is none."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.field import Field, Kind
from recruit.language.legacy_fonts import decode
from recruit.language.spelling import clean, clean_lines, fold
from recruit.language.wording import vn_date
from recruit.model import UNREADABLE, Flaw, Place, Understood
from recruit.read.dates import How, ReadDate, read_number_date, read_text_date, serial_date

if TYPE_CHECKING:
    from recruit.books.workbook import RawCell, RawWorkbook

LEGACY_FONT = "chuyển từ phông cũ"
SPELLING = "cách viết khác"
DECOMPOSED = "chữ có dấu rời (tổ hợp)"
BLANKS = "khoảng trắng thừa hoặc ký tự ẩn"
SHOWN = "số hiển thị theo định dạng của ô"

# What units type to say that there is no helper, no religion, no opinion.
NOTHING_WORDS = frozenset(fold(word) for word in ("không", "không có", "ko", "chưa", "chưa có", "0", "-", "–"))


class ReadValue(NamedTuple):
    """`value` is typed, None for a blank cell or UNREADABLE; `how` says in what way it was read otherwise, if it was.

    `written` is the cell as its owner saw it; `flaw` the code of the rule that speaks of it, or empty.
    """

    value: object
    written: str
    how: str = ""
    flaw: str = ""
    detail: str = ""


BLANK = ReadValue(None, "")

_DATES = (Kind.DATE, Kind.BIRTH_DATE)


def read_value(cell: RawCell, field: Field, book: RawWorkbook, plan_year: int) -> ReadValue:
    """Return what `cell` says as a value of `field`'s kind. Nothing is guessed and nothing raised."""
    if cell.kind == "e":
        return ReadValue(UNREADABLE, cell.value, flaw="error_cell")
    if cell.kind == "f":
        return ReadValue(UNREADABLE, "=" + cell.value.lstrip("="), flaw="formula_without_value")
    if cell.kind == "s":
        if field.kind in _DATES:
            return _read_date_text(cell.value, field.kind, plan_year)
        font = book.legacy_font_of(cell)
        return _read_text(cell.value, font, bool(font) and font in book.proven_fonts, field)
    if field.kind in _DATES:
        return _read_date(cell, field, book)
    shown = _shown(cell, book)
    read = _typed(shown, field)
    return read._replace(how=SHOWN) if cell.kind == "n" and not read.how and _is_masked(cell, shown) else read


# Lists say the same again and again: names of helpers, posts, choices, days.
@lru_cache(maxsize=32768)
def _read_text(raw: str, font: str, proven: bool, field: Field) -> ReadValue:
    text = clean_lines(raw) if field.kind is Kind.TEXT else clean(raw)
    if not text:
        return BLANK
    how = ""
    if not text.isascii():
        legacy = decode(text, font, proven=proven)
        if legacy is not None:
            if legacy.text is None:
                return ReadValue(UNREADABLE, text, flaw="garbage_letters", detail=legacy.encoding)
            converted = _typed(clean_lines(legacy.text), field)
            return converted._replace(
                written=text,
                how=f"{LEGACY_FONT} {legacy.encoding}",
                detail=legacy.encoding,
                flaw=converted.flaw or "legacy_font",
            )
    if text != raw:
        how = _cleaning(raw, text)
    read = _typed(text, field)
    return read._replace(written=raw.strip(), how=read.how or how) if how else read


def _cleaning(raw: str, text: str) -> str:
    """Say what cleaning changed beyond the ends and the line breaks of a text, if it did."""
    rough = re.sub(r"[\r\n]+", "\n", raw).strip()
    if rough == text or "\n".join(line.strip() for line in rough.split("\n") if line.strip()) == text:
        return ""
    return BLANKS if unicodedata.is_normalized("NFC", raw) else DECOMPOSED


def _typed(text: str, field: Field) -> ReadValue:
    if field.kind is Kind.CHOICE:
        choice = field.choices.of(text)
        if choice is None:
            return ReadValue(UNREADABLE, text, flaw="unknown_choice")
        return ReadValue(choice, text, how="" if choice == text else SPELLING)
    if field.kind is Kind.NUMBER:
        match = re.fullmatch(r"(\d{1,9})(?:[.,]0+)?", text)
        return ReadValue(int(match[1]), text) if match else ReadValue(UNREADABLE, text, flaw="number_unreadable")
    if field.kind is Kind.MONTH:
        return _read_month(text)
    if field.kind is Kind.YEAR:
        match = re.fullmatch(r"(?:năm\s*)?(\d{4})", text, re.IGNORECASE)
        if not match:
            return ReadValue(UNREADABLE, text)
        return ReadValue(int(match[1]), text, how="" if match[1] == text else SPELLING)
    if field.key in ("helpers", "religion") and fold(text) in NOTHING_WORDS:
        return ReadValue(None, text, how="" if field.key == "religion" else SPELLING)
    return ReadValue(text, text)


def _read_month(text: str) -> ReadValue:
    match = re.fullmatch(r"(?:tháng|t)?\s*(\d{1,2})(?:\s*[/.-]\s*\d{4})?", text, re.IGNORECASE)
    if not match or not 1 <= int(match[1]) <= 12:
        return ReadValue(UNREADABLE, text)
    return ReadValue(int(match[1]), text, how="" if match[1].lstrip("0") == text.lstrip("0") else SPELLING)


@lru_cache(maxsize=32768)
def _read_date_text(raw: str, kind: Kind, plan_year: int) -> ReadValue:
    text = clean(raw)
    if not text:
        return BLANK
    return _date_value(read_text_date(text, plan_year, year_alone=kind is Kind.BIRTH_DATE), text)


def _read_date(cell: RawCell, field: Field, book: RawWorkbook) -> ReadValue:
    if cell.kind == "n":
        number = float(cell.value)
        if book.format_of(cell.style).is_date:
            day = serial_date(number, date1904=book.date1904)
            shown = vn_date(day) if day else cell.value
            flaw = "" if day else "date_unreadable"
            return ReadValue(
                day or UNREADABLE, shown, flaw=flaw, detail="" if day else "ô ngày chứa số, không phải ngày"
            )
        read = read_number_date(number, year_alone=field.kind is Kind.BIRTH_DATE, date1904=book.date1904)
        return _date_value(read, _shown(cell, book))
    return ReadValue(UNREADABLE, _shown(cell, book), flaw="date_unreadable")


def _date_value(read: ReadDate | None, written: str) -> ReadValue:
    if read is None:
        return ReadValue(UNREADABLE, written, flaw="date_unreadable")
    flaw = {How.DAY_NUMBER: "day_number", How.YEAR_ONLY: "birth_year_only"}.get(read.how, "")
    return ReadValue(read.value, written, how="" if read.how is How.YEAR_ONLY else read.how.value, flaw=flaw)


def _shown(cell: RawCell, book: RawWorkbook) -> str:
    """Return a number or truth value as its owner sees it, as far as the form needs: dates, zero masks, whole numbers."""
    if cell.kind == "b":
        return cell.value
    number = float(cell.value)
    if book.format_of(cell.style).is_date:
        day = serial_date(number, date1904=book.date1904)
        return vn_date(day) if day else cell.value
    if number == int(number) and abs(number) < 1e15:
        text = str(int(number))
        mask = book.format_of(cell.style).code
        return text.zfill(len(mask)) if mask and set(mask) == {"0"} else text
    return cell.value.replace(".", ",")


def _is_masked(cell: RawCell, shown: str) -> bool:
    return shown.startswith("0") and len(shown) > 1


def note(
    read: ReadValue, place: Place, row: int | None, key: str, flaws: list[Flaw], understood: list[Understood]
) -> None:
    """Add to `flaws` what reading met in the cell at `place`, and to `understood` how its value was read otherwise."""
    if read.flaw:
        slots = {"detail": read.detail} if read.detail else {}
        flaws.append(Flaw(place, read.written, slots, row, key, read.flaw))
    if read.how and read.value is not UNREADABLE:
        # Decomposed letters look like composed ones, and outputs are NFC: the column `Cách` says what changed.
        written = clean(read.written) if read.how == DECOMPOSED else read.written
        understood.append(Understood(place, written, _as_text(read.value), read.how))


def _as_text(value: object) -> str:
    if value is None:
        return "(trống)"
    return vn_date(value) if isinstance(value, date) else str(value)
