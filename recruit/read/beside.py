"""What stands beside the people of a list and is nobody: totals, signatures, numbering, notes."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.field import Field, Kind
from recruit.language.names import own_name, strange_letters
from recruit.language.spelling import clean, label_key
from recruit.model import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recruit.books.workbook import RawCell
    from recruit.read.headings import Declared
    from recruit.read.row import Row

_LONGEST = 200
"""Letters of a cell that are looked at; a total or a signature line says in its first words what it is."""

_OF_NOBODY = re.compile(
    r"tổng(?: cộng| số| hợp)?\b|cộng\b"
    r"|người lập(?: biểu)?\b|t ?[/.] ?m\b|tm\b|k ?[/.] ?t\b|thay mặt\b|(?:phó )?bí thư\b|chi (?:ủy|uỷ)\b|thủ trưởng\b"
    r"|xác nhận\b|\(? ?(?:đã )?ký\b|nơi nhận\b"
    r"|không (?:có )?(?:phát sinh|thay đổi|biến động)\b|không có(?: ai| người nào| trường hợp nào)?[.…]*$"
    r"|ghi chú\b|lưu ý\b|chú thích\b|hết(?: danh sách)?[.…]*$|danh sách\b|biểu này\b|\(?\*|[.…\-_*]+$"
)
_OF_A_GROUP = re.compile(
    r"(?:(?:x?(?:i{1,3}|iv|vi{0,3}|ix)|[a-d]|\d{1,2}) ?[.):/–—-] ?)?"
    r"(?:tổ|khối|nhóm|phòng|ban|bộ phận|đội|các|chi bộ|chi đoàn|chi hội|đoàn thể|đoàn thanh niên|đoàn viên|công đoàn"
    r"|hội (?:phụ|cựu|nông|liên)|thôn|xóm|bản|ấp|xã|phường|lớp|cơ quan|bổ sung|quần chúng|cảm tình"
    r"|(?:đã|chưa|mới) (?:được )?(?:kết nạp|cử|học|đưa ra|ra khỏi)|đang (?:theo dõi|bồi dưỡng|giúp đỡ|xem xét)"
    r"|cử đi học|đề nghị kết nạp|đủ điều kiện)\b"
    r"|[^:]{1,60}:$|x?(?:i{1,3}|iv|vi{0,3}|ix) ?[.):/–—-]"
)
_NUMBER_OF_A_GROUP = re.compile(r"\(?(?:x?(?:i{1,3}|iv|vi{1,3}|ix)|[a-d])[.):/]{0,2}")
"""What parts the people of a list into groups: a heading of its own, a Roman number or a letter before it."""
_LABELS_BELOW = frozenset(
    ("nam", "nữ", "số", "ngày", "ngày tháng", "ngày, tháng", "ngày tháng năm", "ngày, tháng, năm")
)
"""What stands in a second row of headings: the year of birth of men and of women, the number and the day of a decision."""

_PLACE_AND_DAY = re.compile(r".{0,60}ngày\b.{0,12}\btháng\b.{0,12}\bnăm\b")
"""What stands over a signature; beside a name it is a day of that person."""

_HEADINGS = 3
"""Labels, or numbers, that make a row of headings, or of numbers of columns."""

_CERTAIN = (Kind.CHOICE, Kind.DATE, Kind.BIRTH_DATE)
_BEFORE_EXCEL = 1900
_WORDS_OF_A_NAME = (2, 6)
_WORD_OF_A_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['\-])*")


class Line(NamedTuple):
    """A row under the headings with something in a column of the list: what was read of it, and the cells as they are.

    `certain` is how many of its choices and days can be read, two for more: with one it hardly is anything but somebody's.
    """

    row: Row
    cells: Mapping[int, RawCell]
    certain: int


def certainties(values: Mapping[str, object], fields: Mapping[str, Field]) -> int:
    """Return how many choices and days of a row can be read, two for more: with one it hardly is anything but somebody's."""
    found = 0
    for key, value in values.items():
        if value is UNREADABLE or (kind := fields[key].kind) not in _CERTAIN:
            continue
        # A count under days is shown as a day of 1900.
        if kind is Kind.CHOICE or _year(value) > _BEFORE_EXCEL:
            found += 1
            if found == 2:
                break
    return found


def _year(value: date | int) -> int:
    return value if isinstance(value, int) else value.year


def _is_nobody(line: Line, columns: Mapping[str, int]) -> bool:
    """Whether a row says of itself that it is a total, a signature, a numbering, or a note."""
    name, certain = line.row.get("name"), line.certain
    if certain and isinstance(name, str) and name[0].isalpha():
        return False
    named = line.row.is_filled("name")
    if _is_numbering(line.cells) or (not named and _is_second_row_of_headings(line.cells, columns)):
        return True
    looked_at = [columns.get("number"), columns.get("name")] if named else line.cells
    texts = [text for column in looked_at if (text := _text(line.cells.get(column)))]
    if certain:
        # The place and day over a signature may be read as a day; with no other day or choice beside it, it is nobody's.
        alone = certain == 1 and not named and len(texts) == len(line.cells)
        return alone and any(map(_PLACE_AND_DAY.match, texts))
    if _is_heading_of_group(line, columns):
        return True
    return any(_OF_NOBODY.match(text) or _PLACE_AND_DAY.match(text) for text in texts)


def _is_heading_of_group(line: Line, columns: Mapping[str, int]) -> bool:
    """Whether a row without day and choice is the heading of a group of people: with nothing but a number beside it."""
    own = {columns.get("number"), columns.get("name")}
    if any(clean(cell.value[:_LONGEST]) for column, cell in line.cells.items() if column not in own):
        return False
    cell = line.cells.get(columns.get("name", 0))
    if _OF_A_GROUP.match(_text(cell)):
        # Tổ and Khối are families' names, too.
        return not re.match(r"(?:tổ|khối) ", _text(cell)) or cell.value.isupper() or not _is_name(cell)
    if not _NUMBER_OF_A_GROUP.fullmatch(_text(line.cells.get(columns.get("number", 0)))):
        return False
    # A heading is in capitals, or goes on in small letters.
    return cell is None or cell.value.isupper() or not _is_name(cell)


def _is_second_row_of_headings(cells: Mapping[int, RawCell], columns: Mapping[str, int]) -> bool:
    """Whether a row parts the headings above it; a gender alone is somebody's."""
    filled = [column for column, cell in cells.items() if clean(cell.value[:_LONGEST])]
    return filled != [columns.get("gender")] and all(_text(cells[column]) in _LABELS_BELOW for column in filled)


def _text(cell: RawCell | None) -> str:
    return clean(cell.value[:_LONGEST]).casefold() if cell is not None and cell.kind == "s" and cell.value else ""


def _is_numbering(cells: Mapping[int, RawCell]) -> bool:
    numbers = []
    for column in sorted(cells):
        text = clean(cells[column].value[:_LONGEST]).strip("()[] ")
        if text:
            if not re.fullmatch(r"\d{1,2}(?:\.0)?", text):
                return False
            numbers.append(int(float(text)))
    return len(numbers) >= _HEADINGS and all(one < other for one, other in pairwise(numbers))


def opens_another_block(cells: Mapping[int, RawCell], columns: Mapping[str, int], declared: Declared) -> bool:
    """Whether a row is the headings of a second block: labels of the list, in other columns than the list's."""
    elsewhere = known = 0
    for column, cell in cells.items():
        if cell.kind == "s" and (field := declared.people.get(label_key(cell.value))):
            known += 1
            elsewhere += columns.get(field.key) != column
    return known >= _HEADINGS and elsewhere >= 2


def told_apart(lines: Sequence[Line], heading: int, columns: Mapping[str, int]) -> tuple[list[Line], list[list[Line]]]:
    """Return the rows of people, and the others in blocks.

    What says of itself that it is nobody's is nobody's; what has a day or a choice, or stands above such a row, is
    somebody's. Below the last of these a row is somebody's only directly under a person; all others there are one block.
    """
    nobody = [_is_nobody(line, columns) for line in lines]
    last = max((index for index, line in enumerate(lines) if line.certain and not nobody[index]), default=-1)
    people: list[Line] = []
    blocks: list[list[Line]] = []
    above = heading
    for index, line in enumerate(lines):
        if not nobody[index] and (index <= last or line.row.number == above + 1):
            people.append(line)
            above = line.row.number
        elif blocks and (index > last or blocks[-1][-1] is lines[index - 1]):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return people, blocks


def _is_name(cell: RawCell) -> bool:
    return cell.kind == "s" and 0 < len(cell.value) <= _LONGEST and looks_like_name(clean(cell.value))


def looks_like_name(text: str) -> bool:
    """Whether a cleaned text looks like somebody's name: some words, each of letters and with a capital."""
    name = own_name(text)
    words = name.split(" ")
    if not _WORDS_OF_A_NAME[0] <= len(words) <= _WORDS_OF_A_NAME[1] or strange_letters(name):
        return False
    return all(_WORD_OF_A_NAME.fullmatch(word) and word[0].isupper() for word in words)
