"""Names that stand in two columns: a family name under `Họ và tên` and the given name beside it, or `Họ đệm` and `Tên`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.books.workbook import column_letter
from recruit.declared.choices import ETHNIC_GROUPS, GENDERS, YES_NO
from recruit.language.spelling import clean, fold, label_key, without_diacritics
from recruit.model import Flaw, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recruit.books.workbook import RawCell, RawSheet

FAMILY_HEADINGS = ("Họ", "Họ đệm", "Họ và đệm", "Họ lót", "Họ tên đệm", "Họ và tên đệm", "Họ và chữ đệm", "Họ chữ đệm")
GIVEN_HEADINGS = ("Tên", "Tên gọi", "Tên riêng")
"""Over columns of family names, and of given ones."""

_CHOICES = (GENDERS, ETHNIC_GROUPS, YES_NO)
_MOST_WORDS, _LONGEST_MARK = 4, 3


def _with_bare(headings: tuple[str, ...]) -> frozenset[str]:
    keys = frozenset(map(label_key, headings))
    return keys | frozenset(map(without_diacritics, keys))


_FAMILY, _GIVEN = _with_bare(FAMILY_HEADINGS), _with_bare(GIVEN_HEADINGS)


class Split(NamedTuple):
    """Names in two columns: what is said of it, and the columns of which that speaks.

    `is_whole` says that the list has no column of whole names.
    """

    flaws: tuple[Flaw, ...] = ()
    columns: frozenset[int] = frozenset()
    is_whole: bool = False


def split_names(sheet: RawSheet, heading: int, columns: Mapping[str, int], people: Sequence[int], file: str) -> Split:
    """Return what there is to say of names in two columns: at the heading, or where few names are so at these."""
    headings = sheet.rows[heading]

    def place(column: int, row: int = heading) -> Place:
        return Place(file, sheet.name, f"{column_letter(column)}{row}")

    if "name" not in columns:
        pair = next((c for c in headings if _key(headings, c) in _FAMILY and _key(headings, c + 1) in _GIVEN), None)
        if pair is None or not people:
            return Split()
        slots = {"headings": f"{place(pair).cell}, {place(pair + 1).cell}"}
        flaw = Flaw(place(pair), clean(headings[pair].value), slots, key="name", rule="name_split")
        return Split((flaw,), frozenset((pair, pair + 1)), is_whole=True)
    name = columns["name"]
    for beside in (name + 1, name - 1):
        if beside in columns.values() or _key(headings, beside) not in _GIVEN | {""}:
            continue
        rows = _rows_of_names(sheet, name, beside, people)
        if not rows:
            continue
        slots = {"headings": ", ".join(place(column).cell for column in sorted((name, beside)))}
        if 2 * len(rows) >= len(people):
            flaws = (Flaw(place(name), clean(headings[name].value), slots, key="name", rule="name_split"),)
        else:
            flaws = tuple(Flaw(place(name, row), "", slots, row=row, key="name", rule="name_split") for row in rows)
        return Split(flaws, frozenset((beside,)))
    return Split()


def _key(headings: Mapping[int, RawCell], column: int) -> str:
    cell = headings.get(column)
    return label_key(cell.value) if cell is not None and cell.kind == "s" else ""


def _rows_of_names(sheet: RawSheet, name: int, beside: int, people: Sequence[int]) -> list[int]:
    """Return the rows in which the column beside the names holds what a name lacks: words with capitals, no choice."""
    rows, is_choice = [], True
    for row in people:
        own, more = _text(sheet.rows[row].get(name)), _text(sheet.rows[row].get(beside))
        words = more.split(" ")
        if not own or not more or len(words) > _MOST_WORDS or fold(own).endswith(fold(f" {more}")):
            continue
        is_mark = more.isupper() and len(more) <= _LONGEST_MARK and not own.isupper()
        if is_mark or not all(word.isalpha() and word[0].isupper() for word in words):
            continue
        rows.append(row)
        is_choice = is_choice and any(choices.of(more) is not None for choices in _CHOICES)
    return [] if is_choice else rows


def _text(cell: RawCell | None) -> str:
    return clean(cell.value) if cell is not None and cell.kind == "s" else ""
