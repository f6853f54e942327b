"""One cell to one typed value by its field's kind: a value, a blank, or a flaw that says why there is none."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from recruit.books.workbook import Strike
from recruit.declared.field import Field, Kind
from recruit.language.door import is_moving, with_lines
from recruit.language.font_names import PLAIN_FONTS
from recruit.language.legacy_fonts import SOFT_HYPHEN, Legacy, decode
from recruit.language.names import own_name, strange_letters
from recruit.language.spelling import clean, clean_lines, fold
from recruit.language.wording import vn_date
from recruit.model import UNREADABLE, Flaw, Place
from recruit.read.dates import FIRST_YEAR, LAST_YEAR, ReadDate, read_number_date, read_text_date, serial_date
from recruit.read.nothing import NUMBERS, may_say_nothing, says_nothing, says_too_little
from recruit.read.several import holds_several
from recruit.read.shown import day_as_shown, shows_no_day, with_hours
from recruit.read.written import How, WrittenText

if TYPE_CHECKING:
    from recruit.books.workbook import RawCell, RawWorkbook


class ReadValue(NamedTuple):
    """`value` is typed, None for a blank cell or UNREADABLE; `written` is what stood there and how it was read.

    `flaw` is the code of the rule that speaks of the cell, or empty; `detail` what its message adds. `year` is the
    one that stands with a month, or empty.
    """

    value: object
    written: WrittenText
    flaw: str = ""
    detail: str = ""
    year: str = ""

    @property
    def kept(self) -> WrittenText | None:
        """What is to be kept beside the value, None where the value tells: a list says nearly all of it as it is asked.

        A day written day first with strokes is told by its value, also without a zero before the 5.
        """
        value, written = self.value, self.written
        if value is UNREADABLE or written.how is not How.AS_WRITTEN or written.font or written.struck:
            return written
        return written if value is None and written.text else None


BLANK = ReadValue(None, WrittenText(""))

_DATES = (Kind.DATE, Kind.BIRTH_DATE)
_ANY_TEXT = (Kind.TEXT, Kind.UNIT_CODE)
LINKED_ZERO, STRUCK_LETTERS = "linked_zero", "struck_letters"
DITTO = frozenset(
    ('"', "''", "″", "〃", "”", "“", "nt", "-nt-", "- nt -", "(nt)", "như trên", "-như trên-", "nhu tren", "như trên.")
)
_COUNT_OF_PEOPLE = re.compile(r"(\d{1,9})\s{0,9}(?:đảng viên|đv|quần chúng|người|đồng chí|đ/c)\.?", re.IGNORECASE)
_LINKED = (Kind.TEXT, Kind.CHOICE, *_DATES)
_LONGEST_DITTO = 20
_OPENS_DITTO = frozenset(letter for mark in DITTO for letter in (mark[0], mark[0].upper())) | {" "}
# Of no font and no language, so that no cleaning takes it away.
_STAND_IN = "\ue0ad"
_LAST_MINUTE = 1 - 60 / 86_400
_NO_RELIGION = fold("Không")


def read_value(cell: RawCell, field: Field, book: RawWorkbook, plan_year: int) -> ReadValue:
    """Return what `cell` says as a value of `field`'s kind. Nothing is guessed and nothing raised.

    Of a cell in which letters are struck out nobody can say what is meant.
    """
    read = read_letters(cell, field, book, plan_year)
    if (cell.strikes or cell.style in book.struck_styles) and book.strike_of(cell) is not Strike.NOTHING:
        # In the form the letters would stand as if none were struck out.
        return ReadValue(UNREADABLE, read.written._replace(repeatable=False), STRUCK_LETTERS)
    return read


def read_letters(cell: RawCell, field: Field, book: RawWorkbook, plan_year: int) -> ReadValue:
    """Return what `cell` says as `read_value` does, whatever is struck out."""
    if cell.kind == "e":
        return _no_value(cell.value, field, "error_cell")
    if cell.kind == "f":
        return _no_value("=" + cell.value.lstrip("="), field, "formula_without_value")
    if cell.kind == "s":
        if field.kind in _DATES:
            return _read_date_text(cell.value, field.kind, plan_year)
        font = book.legacy_font_of(cell)
        return _read_text(cell.value, font, bool(font) and font in book.proven_fonts, field)
    if cell.formula and field.kind in _LINKED and cell.kind == "n" and not float(cell.value):
        # What a link to a blank cell gives.
        return ReadValue(None, WrittenText(""), LINKED_ZERO)
    if field.kind in _DATES:
        return _read_date(cell, field, book)
    shown = _shown(cell, book)
    if field.kind is Kind.MONTH and _is_day(cell, book) and shows_no_day(book.format_of(cell.style).code):
        # `11/2024`, of which Excel has made the first of that month.
        day = serial_date(float(cell.value), date1904=book.date1904)
        return ReadValue(day.month, WrittenText(shown, How.MONTH, repeatable=False), year=str(day.year))
    if field.key in NUMBERS and _is_day(cell, book):
        # `3-11`, which Excel has made a day of: typed again, what of it the cell shows might be a number.
        return ReadValue(UNREADABLE, WrittenText(shown, repeatable=False), NUMBERS[field.key])
    read = _typed(shown, field)
    if cell.kind == "n" and read.written.how is How.AS_WRITTEN and _is_masked(cell, shown):
        return read._replace(written=WrittenText(shown, How.SHOWN))
    return read


def _no_value(text: str, field: Field, flaw: str) -> ReadValue:
    """Return an error or a formula: typed again as text it is one where any text will do, and so is no date or choice."""
    repeatable = field.kind not in _ANY_TEXT and text.startswith(("#", "="))
    return ReadValue(UNREADABLE, WrittenText(text, repeatable=repeatable), flaw)


# Lists say the same again and again: names of helpers, posts, choices, days.
@lru_cache(maxsize=32768)
def _read_text(raw: str, font: str, proven: bool, field: Field) -> ReadValue:
    cleaned = clean_lines if field.kind is Kind.TEXT else clean
    text = cleaned(raw)
    if not text:
        return BLANK
    typed = cleaned(raw.replace(SOFT_HYPHEN, _STAND_IN)).replace(_STAND_IN, SOFT_HYPHEN) if SOFT_HYPHEN in raw else text
    turned = None if typed.isascii() else decode(typed, font, proven=proven)
    if turned is not None:
        return _read_legacy(typed, font, turned, field)
    # Letters of one encoding in a font of the other stay as they are; outside of that font they would be turned.
    font = font if font and not text.isascii() and decode(text) is not None else ""
    read = _typed(text, field)
    how = How.AS_WRITTEN if text == raw else _cleaning(raw, text)
    if how is How.AS_WRITTEN and not font:
        return read
    # Decomposed letters look like composed ones, and outputs are NFC: the column `Cách` says what changed.
    seen = raw.strip() if how is How.BLANKS else text
    moving = is_moving(seen)
    if moving and read.value is UNREADABLE:
        # So it is shown in the form again, where nobody could type the other.
        seen, moving = text, False
    how = how if read.written.how is How.AS_WRITTEN else read.written.how
    # What moves is shown as what it is, and so says in no form what it said here.
    return read._replace(written=WrittenText(with_lines(seen), how, font, repeatable=not moving))


def _read_legacy(text: str, font: str, legacy: Legacy, field: Field) -> ReadValue:
    """Return the value of text in the letters of a legacy font; `font` is the one in which it stands, or empty."""
    if legacy.text is None:
        read = ReadValue(UNREADABLE, WrittenText(text), "garbage_letters")
        how = How.AS_WRITTEN
    else:
        read = _typed(clean_lines(legacy.text), field)
        how, font = How.LEGACY_FONT, font or PLAIN_FONTS[legacy.encoding]
    # What the font alone proves says in the form, where nothing proves it, what its letters say as they are.
    repeatable = not legacy.by_font or _typed(text, field).value == read.value
    written = WrittenText(text, how, font, repeatable)
    return ReadValue(read.value, written, read.flaw or "legacy_font", legacy.encoding)


def _cleaning(raw: str, text: str) -> How:
    """Say what cleaning changed beyond the ends and the line breaks of a text, if it did."""
    rough = re.sub(r"[\r\n]+", "\n", raw).strip()
    if rough == text or "\n".join(line.strip() for line in rough.split("\n") if line.strip()) == text:
        return How.AS_WRITTEN
    return How.BLANKS if unicodedata.is_normalized("NFC", raw) else How.DECOMPOSED


def _typed(text: str, field: Field) -> ReadValue:
    if field.kind is Kind.CHOICE:
        choice = field.choices.of(text)
        if choice is None:
            return _nothing(text) if says_nothing(text) else _unreadable(text, "unknown_choice")
        return _read(choice, text, How.AS_WRITTEN if choice == text else How.SPELLING)
    if field.kind is Kind.NUMBER:
        if match := re.fullmatch(r"(\d{1,9})(?:[.,]0+)?", text):
            return _read(int(match[1]), text)
        match = _COUNT_OF_PEOPLE.fullmatch(text)
        return _read(int(match[1]), text, How.WITH_WORDS) if match else _unreadable(text, "number_unreadable")
    if field.kind is Kind.MONTH:
        return _read_month(text)
    if field.kind is Kind.YEAR:
        match = re.fullmatch(r"(?:năm\s*)?(\d{4})", text, re.IGNORECASE)
        if not match:
            return _unreadable(text)
        return _read(int(match[1]), text, How.AS_WRITTEN if match[1] == text else How.SPELLING)
    if field.key == "name":
        return _read_name(text)
    if may_say_nothing(field.key) and says_nothing(text, field.key):
        # As the form asks for it.
        return _read(None, text) if field.key == "religion" and fold(text) == _NO_RELIGION else _nothing(text)
    if too_little := says_too_little(text, field.key):
        return _unreadable(text, too_little)
    return _read(text, text)


def _nothing(text: str) -> ReadValue:
    return _read(None, text, How.SPELLING)


def _read_name(text: str) -> ReadValue:
    """Return somebody's name; a second line that is more than a word is a second name, as is what a stroke or comma parts.

    In brackets it is no name.
    """
    lines = text.split("\n")
    if len(lines) > 1 and all(" " in line and not line.startswith("(") for line in lines):
        return _unreadable(text, "two_names")
    line = " ".join(lines)
    if holds_several(line):
        return _unreadable(text, "two_names")
    name = own_name(line)
    read = _read(name, text, How.AS_WRITTEN if name == text else How.NAME)
    strange = strange_letters(name)
    return read._replace(flaw="strange_letters", detail=_without_digits(strange)) if strange else read


def _without_digits(strange: str) -> str:
    """Return strange signs for a message: digits may be somebody's number, which no message repeats."""
    signs = "".join(sign for sign in strange if not sign.isdigit())
    return signs if len(signs) == len(strange) else f"{signs} chữ số".strip()


def is_ditto(text: str) -> bool:
    """Whether a text says that the cell above is meant."""
    return text[:1] in _OPENS_DITTO and len(text) <= _LONGEST_DITTO and clean(text).casefold() in DITTO


def as_above(read: ReadValue, field: Field, above: object) -> ReadValue:
    """Return what a ditto mark says: the value above; of a name or a day, and under a blank, nothing that can be read."""
    says_nothing = field.key == "name" or field.kind in _DATES
    if says_nothing or above is None or above is UNREADABLE:
        # In the form another row may stand above: a mark that could speak there is not typed again.
        return ReadValue(UNREADABLE, WrittenText(read.written.text, repeatable=says_nothing), "ditto_mark")
    return ReadValue(above, WrittenText(read.written.text, How.ABOVE, repeatable=False))


def _read(value: object, text: str, how: How = How.AS_WRITTEN) -> ReadValue:
    return ReadValue(value, WrittenText(text, how))


def _unreadable(text: str, flaw: str = "") -> ReadValue:
    return ReadValue(UNREADABLE, WrittenText(text), flaw)


def _read_month(text: str) -> ReadValue:
    match = re.fullmatch(r"(?:tháng|t)?\s*(\d{1,2})(?:(?:\s*[/.-]|,?\s*năm)\s*(\d{4}))?", text, re.IGNORECASE)
    if not match or not 1 <= int(match[1]) <= 12:
        return _unreadable(text)
    how = How.AS_WRITTEN if match[1].lstrip("0") == text.lstrip("0") else How.SPELLING
    year = match[2] or ""
    # In a form of another year the month is the same, and the year with it would be wrong.
    return ReadValue(int(match[1]), WrittenText(text, how, repeatable=not year), year=year)


@lru_cache(maxsize=32768)
def _read_date_text(raw: str, kind: Kind, plan_year: int) -> ReadValue:
    text = clean(raw)
    if not text:
        return BLANK
    read = read_text_date(text, plan_year, year_alone=kind is Kind.BIRTH_DATE)
    return _nothing(text) if read is None and says_nothing(text) else _date_value(read, text)


def _read_date(cell: RawCell, field: Field, book: RawWorkbook) -> ReadValue:
    if cell.kind != "n":
        return _unreadable(_shown(cell, book), "date_unreadable")
    number, is_birth = float(cell.value), field.kind is Kind.BIRTH_DATE
    if (known := book.format_of(cell.style)).is_date:
        # Within a minute before midnight a sum of seconds meant the next day.
        late = number % 1 >= _LAST_MINUTE
        if day := serial_date(number + 1 if late else number, date1904=book.date1904):
            if shows_no_day(known.code):
                shown = WrittenText(
                    day_as_shown(cell.value, known.code, date1904=book.date1904), How.MONTH, repeatable=False
                )
                return ReadValue(
                    day.year if is_birth else day, shown, "birth_year_only" if is_birth else "day_not_shown"
                )
            before = serial_date(number, date1904=book.date1904)
            if before and (hours := with_hours(before, number)):
                return _read(day, hours, How.HOURS)
            return _read(day, vn_date(day))
        # A year in a date cell shows a day of 1905; typed as text it is a year of birth.
        repeatable = not (is_birth and FIRST_YEAR <= number <= LAST_YEAR)
        written = WrittenText(cell.value, repeatable=repeatable)
        return ReadValue(UNREADABLE, written, "date_unreadable", "ô ngày chứa số, không phải ngày")
    read = read_number_date(number, year_alone=is_birth, date1904=book.date1904)
    # A day's number typed as text counts from 1900, and has no hours.
    repeatable = not (read and read.how is How.DAY_NUMBER) or (number.is_integer() and not book.date1904)
    return _date_value(read, _shown(cell, book), repeatable=repeatable)


def _date_value(read: ReadDate | None, text: str, *, repeatable: bool = True) -> ReadValue:
    if read is None:
        return _unreadable(text, "date_unreadable")
    flaw = "day_number" if read.how is How.DAY_NUMBER else "birth_year_only" if isinstance(read.value, int) else ""
    return ReadValue(read.value, WrittenText(text, read.how, repeatable=repeatable), flaw)


def _shown(cell: RawCell, book: RawWorkbook) -> str:
    """Return a number or truth value as its owner sees it, as far as the form needs: dates, zero masks, whole numbers."""
    if cell.kind == "b":
        return cell.value
    number = float(cell.value)
    if (known := book.format_of(cell.style)).is_date:
        day = serial_date(number, date1904=book.date1904)
        return day_as_shown(cell.value, known.code, date1904=book.date1904) or vn_date(day) if day else cell.value
    if number == int(number) and abs(number) < 1e15:
        text = str(int(number))
        mask = book.format_of(cell.style).code
        return text.zfill(len(mask)) if mask and set(mask) == {"0"} else text
    return cell.value.replace(".", ",")


def _is_day(cell: RawCell, book: RawWorkbook) -> bool:
    is_shown_so = cell.kind == "n" and book.format_of(cell.style).is_date
    return is_shown_so and serial_date(float(cell.value), date1904=book.date1904) is not None


def _is_masked(cell: RawCell, shown: str) -> bool:
    return shown.startswith("0") and len(shown) > 1


def flaw_at(read: ReadValue, place: Place, row: int | None, key: str) -> Flaw:
    """Return what reading met in the cell at `place`; `row` and `key` say whose it is in the list or on the cover."""
    slots = {"detail": read.detail} if read.detail else {}
    return Flaw(place, read.written.text, slots, row, key, read.flaw)
