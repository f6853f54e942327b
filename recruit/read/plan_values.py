"""Values of the plan as people type them: as the paper will read, with the words and marks that a document sets itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.field import Field, Kind
from recruit.declared.plan import REGISTER
from recruit.language.mailbox import is_mailbox
from recruit.language.papers import bare_number
from recruit.language.spelling import fold
from recruit.model import UNREADABLE
from recruit.read.nothing import NOTHING_WORDS
from recruit.read.values import ReadValue, read_value
from recruit.read.written import How, WrittenText

if TYPE_CHECKING:
    from recruit.books.workbook import RawCell, RawWorkbook

_ANY_TEXT = Field("", "", Kind.TEXT)
# A bullet, a number of a list, and words that stand before a value on paper.
_LEAD = re.compile(
    r"(?:[-–—•▪*+]{1,60}\s{0,9}|(?:\d{1,2}|[a-zđ](?=\)))[.)]\s{1,9}|\((?:\d{1,2}|[a-zđ])\)\s{1,9}"
    r"|(?:căn cứ|kính gửi|v/v)\s{0,9}:?\s{1,9}|(?:lưu|nơi nhận|số)\s{0,9}:\s{0,9})(?=\S)",
    re.IGNORECASE,
)
# Elsewhere it may be the number of a document: 31- QĐ/ĐUK.
_ITEM_LEAD = re.compile(r"\d{1,2}[-–—/]\s{1,9}(?=\S)")
_ARCHIVE_LEAD = re.compile(r"lưu\s{1,9}", re.IGNORECASE)
_SYMBOL_LEAD = re.compile(
    r"(?:số\s{0,9}:?\s{0,9})?[\d.…_]{0,60}\s{0,9}[-–—/]\s{0,9}(?=\S)|số\s{0,9}:?\s{1,9}", re.IGNORECASE
)
_CLOSING = " ,;"
_CLOSING_OF_LINES = " ,;."
_MOST_LEADS = 4

_COUNT = re.compile(
    r"(?:ngày\s{0,9})?(\d{1,9})\s{0,9}(?:đảng viên|quần chúng|người|đồng chí|đ/c|(?:hằng|hàng|mỗi) tháng)?(?:\s{0,9}mới)?",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(r"(?:ngày\s{0,9})?cuối(?:\s{0,9}cùng)?(?:\s{0,9}của)?\s{0,9}tháng", re.IGNORECASE)
_BY_DAY = re.compile(
    r"(?:xong\s{1,9})?(?:trước|chậm nhất|muộn nhất|hết|đến)(?:\s{1,9}(?:là|hết|vào))?\s{1,9}(?=\S)", re.IGNORECASE
)
_OF_DAY = re.compile(r"ngày\s{1,9}(?=\d)", re.IGNORECASE)

_BRACKETED = re.compile(r"<([^<>]{1,320})>")


def read_plan_value(cell: RawCell, field: Field, book: RawWorkbook, last_year: int) -> ReadValue:
    """Return what a cell of the plan says as a value of `field`'s kind, with what was taken away.

    A text keeps its lines only where each is a value of its own; elsewhere a line break is a blank.
    """
    if field.kind is Kind.TEXT:
        # The names of units and committees are no people's.
        said = read_value(cell, field if field in REGISTER else _ANY_TEXT, book, last_year)
        if said.flaw == "two_names":
            # The register is held against the lists, where such a name is nobody's.
            said = read_value(cell, _ANY_TEXT, book, last_year)
        return _plain(said, field) if isinstance(said.value, str) else said
    if cell.kind != "s":
        return read_value(cell, field, book, last_year)
    text = " ".join(cell.value.split())
    if field.kind is Kind.NUMBER and fold(text) in NOTHING_WORDS - {"0"}:
        return ReadValue(None, WrittenText(text, How.WITH_WORDS))
    bare = _bare(text, field)
    read = read_value(cell._replace(value=bare), field, book, last_year)
    if bare == text or read.value is UNREADABLE:
        return read_value(cell, field, book, last_year)
    return read._replace(written=WrittenText(text, How.WITH_WORDS))


def _bare(text: str, field: Field) -> str:
    """Return a number or a day without the words around it."""
    if field.kind is Kind.NUMBER:
        if field.key == "due_day" and _LAST_DAY.fullmatch(text):
            return "31"
        match = _COUNT.fullmatch(text)
        return match[1] if match else text
    if field.kind is Kind.DATE:
        text = _BY_DAY.sub("", text, count=1)
        return text if "tháng" in text.casefold() else _OF_DAY.sub("", text, count=1)
    return text


def _plain(said: ReadValue, field: Field) -> ReadValue:
    lines = said.value.split("\n")
    if field.key in ("grounds", "text"):
        plain = [_without_words(line, field).rstrip(_CLOSING_OF_LINES) for line in lines]
        text = "\n".join(line for line in plain if line)
    else:
        lines = [" ".join(lines)]
        closing = _CLOSING_OF_LINES if field.key == "archive" else _CLOSING
        text = _without_words(lines[0], field).rstrip(closing)
        text = bare_number(text) if field.key == "number" else text
    if text == "\n".join(lines):
        return said._replace(value=text)
    how = How.AS_PRINTED if said.written.how is How.AS_WRITTEN else said.written.how
    return said._replace(value=text or None, written=said.written._replace(how=how))


def _without_words(text: str, field: Field) -> str:
    more = {"archive": _ARCHIVE_LEAD, "symbol": _SYMBOL_LEAD, "grounds": _ITEM_LEAD, "text": _ITEM_LEAD}
    leads = (_LEAD, more[field.key]) if field.key in more else (_LEAD,)
    for _ in range(_MOST_LEADS):
        bare = text
        for lead in leads:
            bare = lead.sub("", bare, count=1) if lead.match(bare) else bare
        if bare == text:
            break
        text = bare
    return text


class Addresses(NamedTuple):
    """The addresses of a cell in lower case, what in it is none, and whether they were written otherwise."""

    found: tuple[str, ...]
    wrong: str
    otherwise: bool


def read_addresses(text: str) -> Addresses:
    """Return the addresses in a cell: several with `;`, a comma, a blank, a line break or a stroke between them.

    A name beside an address, `Tên <a@b.vn>`, `mailto:`, quotes and a closing stop are understood.
    """
    if fold(text) in NOTHING_WORDS:
        return Addresses((), "", otherwise=bool(text))
    found: list[str] = []
    otherwise = False
    for piece in re.split(r"[;,\n]| / ", text):
        inside = _BRACKETED.findall(piece)
        words = inside or list(filter(None, re.split(r"[\s/]+", piece)))
        # A name may stand beside its address.
        named = [word for word in words if "@" in word] or words
        otherwise = otherwise or bool(inside) or "/" in piece or len(named) < len(words)
        for word in named:
            bare = re.sub(r"^mailto:", "", word.strip().strip("\"'<>()").casefold()).rstrip(".")
            otherwise = otherwise or bare != word.casefold()
            if not is_mailbox(bare):
                return Addresses((), word, otherwise)
            found.append(bare)
    return Addresses(tuple(dict.fromkeys(found)), "", otherwise)
