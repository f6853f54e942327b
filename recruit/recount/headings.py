"""What a heading means to the second reader, and which of several that may mean a column is that column."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from recruit.declared.form import LIST
from recruit.recount.text import label_key, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recruit.declared.field import Field
    from recruit.recount.sheets import Cell

_IN_BRACKETS = re.compile(r"\(([^()]{1,200})\)")
_HOW_TO_FILL_IN = frozenset(
    ("", *map(label_key, ("dd/mm/yyyy", "ngày/tháng/năm", "ngày, tháng, năm", "nếu có", "có/không", "nam/nữ")))
)
_LONGEST = 200


@lru_cache(maxsize=16384)
def _without_marks(key: str) -> str:
    letters = unicodedata.normalize("NFD", key.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def by_label(fields: Sequence[Field]) -> dict[str, Field]:
    """Return the fields by the keys of what they may be called; without diacritics only where it fits one of them."""
    found = {label_key(name): known for known in fields for name in known.synonyms}
    found |= {label_key(known.label): known for known in fields}
    bare: dict[str, set[str]] = {}
    for key, known in found.items():
        bare.setdefault(_without_marks(key), set()).add(known.key)
    by_key = {known.key: known for known in fields}
    for key, keys in bare.items():
        if len(keys) == 1:
            found.setdefault(key, by_key[next(iter(keys))])
    return found


def is_called(field: Field, label: str) -> bool:
    """Whether a label is one of a field's with its diacritics."""
    return label_key(label) in map(label_key, (field.label, *field.synonyms))


def columns_of(cells: Mapping[int, Cell], known: Mapping[str, Field]) -> dict[str, int]:
    """Return the columns of a row of headings by field key: own labels first, then what else is as clear, then what is not."""
    meant = {at: known[key] for at, cell in cells.items() if (key := _known_key(cell, known)) in known}
    unclear = {at for at, field in meant.items() if _is_unclear(_key(cells[at]), field)}
    found: dict[str, int] = {}
    for at in sorted(meant.keys() - unclear, key=lambda at: (*_order(cells[at], meant[at]), at)):
        found.setdefault(meant[at].key, at)
    grown = True
    while grown:
        grown = False
        for at in sorted(unclear):
            if meant[at].key not in found and _stands_with_its_own(at, meant, unclear, found, cells):
                found[meant[at].key], grown = at, True
                break
    return found


def _stands_with_its_own(
    at: int, meant: Mapping[int, Field], unclear: set[int], found: Mapping[str, int], cells: Mapping[int, Cell]
) -> bool:
    """Whether an unclear heading has a clear one of its group beside it, and none on its left that nobody knows."""
    if _remark(cells[at]) or (meant[at].key == "ceremony" and "decision" not in found):
        return False
    read = set(found.values())
    left = cells.get(at - 1)
    if left is not None and plain(str(left.value)) and at - 1 not in read | unclear:
        return False
    order = [known.key for known in LIST]
    own = order.index(meant[at].key)
    before, after = (meant[side] if side in read else None for side in (at - 1, at + 1))
    # A number and its day may have changed places.
    if before is not None and before.group == meant[at].group and order.index(before.key) <= own + 1:
        return True
    return after is not None and after.group == meant[at].group and order.index(after.key) >= own - 1


def _key(cell: Cell) -> str:
    return label_key(cell.value) if isinstance(cell.value, str) else ""


def _in_full(text: str) -> str:
    """Return a heading with `ngày` for `ngày, tháng, năm` before other words."""
    words = text.replace(",", " ").replace("/", " ").casefold().split()
    return " ".join(["ngày", *words[3:]]) if words[:3] == ["ngày", "tháng", "năm"] and words[3:] else text


def _known_key(cell: Cell, known: Mapping[str, Field]) -> str:
    key = _key(cell)
    return key if key in known or not isinstance(cell.value, str) else label_key(_in_full(cell.value[:_LONGEST]))


def _remark(cell: Cell) -> str:
    """Return what stands in brackets and tells whose or which thing a heading is about."""
    said = "".join(label_key(part) for part in _IN_BRACKETS.findall(plain(str(cell.value)[:_LONGEST])))
    return "" if said in _HOW_TO_FILL_IN else said


def _is_unclear(key: str, field: Field) -> bool:
    return _without_marks(key) in {_without_marks(label_key(name)) for name in field.vague}


def _order(cell: Cell, field: Field) -> tuple[int, bool]:
    key, own = _key(cell), label_key(field.label)
    is_own = _without_marks(key) == _without_marks(own)
    return (2 if not is_own else 1 if _remark(cell) else 0), key.isascii() and not own.isascii()
