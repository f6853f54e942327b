"""What a label of a workbook means: the fields of the form by the labels and synonyms of its version."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.versions import CURRENT, VERSIONS
from recruit.language.spelling import clean, fold, label_key, without_diacritics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recruit.books.workbook import RawCell
    from recruit.declared.field import Field
    from recruit.declared.versions import Version

_OWN, _OWN_WITH_REMARK, _SYNONYM, _VAGUE = range(4)

_REMARK = re.compile(r"\(([^()]{1,200})\)")
_WHOLE_DAY = re.compile(r"ngày\s{0,9}[,/]?\s{0,9}tháng\s{0,9}[,/]?\s{0,9}năm\s{1,9}(?=[^\W\d_])", re.IGNORECASE)
"""How many headings begin that in the form begin with `Ngày`: `Ngày, tháng, năm cử đi học lớp`."""

_LONGEST = 200
_SAYS_NOTHING = frozenset(
    ("", *map(label_key, ("dd/mm/yyyy", "ngày/tháng/năm", "ngày, tháng, năm", "nếu có", "có/không", "nam/nữ")))
)
"""Remarks in brackets that only say how to fill a column in, by the keys of labels."""


class Meaning(NamedTuple):
    """What a heading means: the field, and how surely it does (less is surer)."""

    field: Field
    doubt: int
    is_bare: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it is the field's own label, with or without its diacritics."""
        return self.doubt == _OWN

    @property
    def is_vague(self) -> bool:
        """Whether it means the field only beside other columns of its group."""
        return self.doubt == _VAGUE


def _meanings(fields: tuple[Field, ...]) -> dict[str, Meaning]:
    """Return by the key of a label or synonym what it means; typed without diacritics it must fit one field alone."""
    found: dict[str, Meaning] = {}
    for field in fields:
        vague = set(map(label_key, field.vague))
        for key in map(label_key, field.synonyms):
            found[key] = Meaning(field, _VAGUE if key in vague else _SYNONYM)
    # A field's own label beats another's synonym.
    found |= {label_key(field.label): Meaning(field, _OWN) for field in fields}
    bare: dict[str, list[Meaning]] = {}
    for key, meaning in found.items():
        bare.setdefault(without_diacritics(key), []).append(meaning)
    alone = {
        key: min(meant, key=lambda one: one.doubt)._replace(is_bare=True)
        for key, meant in bare.items()
        if len({one.field.key for one in meant}) == 1
    }
    return alone | found


def by_label(fields: tuple[Field, ...]) -> dict[str, Field]:
    """Return the fields by the keys of their labels and synonyms, also of those typed without diacritics."""
    return {key: meaning.field for key, meaning in _meanings(fields).items()}


def remark_in(label: str) -> str:
    """Return the key of what a heading says in brackets of whose or which it is, empty where it says nothing of that."""
    said = "".join(label_key(remark) for remark in _REMARK.findall(clean(label[:_LONGEST])))
    return "" if said in _SAYS_NOTHING else said


class Declared(NamedTuple):
    """A version's fields by label, on the cover and above the list, the words with which the latter begin, and by key.

    `bare_cover` are the cover's labels without diacritics. `expected` are the list's columns that a workbook of the version has, left to right; the running number, which says
    nothing of a person, is none.
    """

    cover: dict[str, Field]
    bare_cover: dict[str, Field]
    people: dict[str, Field]
    meanings: dict[str, Meaning]
    first_words: frozenset[str]
    by_key: dict[str, Field]
    expected: tuple[Field, ...]

    def meaning(self, label: str) -> Meaning | None:
        """Return what a heading of the list means, None where it means nothing."""
        meant = self.meanings.get(label_key(label)) or self.meanings.get(
            label_key(_WHOLE_DAY.sub("ngày ", label[:_LONGEST]))
        )
        # With a remark a label may be another thing's of that name: `Ngày cấp (CCCD)`.
        if meant is None or "(" not in label or not remark_in(label):
            return meant
        return meant._replace(doubt=_OWN_WITH_REMARK) if meant.is_own else meant

    def columns(self, cells: Mapping[int, RawCell]) -> dict[str, int]:
        """Return the columns of a row of headings by field key.

        A field's own label goes before its synonyms wherever it stands; what is vague counts beside its group alone.
        """
        meant = {
            column: meaning
            for column, cell in sorted(cells.items())
            if cell.kind == "s" and (meaning := self.meaning(cell.value)) is not None
        }
        found: dict[str, int] = {}
        for column, meaning in sorted(meant.items(), key=lambda one: (one[1].doubt, one[1].is_bare, one[0])):
            if not meaning.is_vague:
                found.setdefault(meaning.field.key, column)
        vague = {column: meaning.field for column, meaning in meant.items() if meaning.is_vague}
        while (sure := self._first_sure(vague, cells, found)) is not None:
            found[vague[sure].key] = sure
        return found

    def _first_sure(
        self, vague: Mapping[int, Field], cells: Mapping[int, RawCell], found: Mapping[str, int]
    ) -> int | None:
        known = {column: key for key, column in found.items()}
        for column, field in vague.items():
            if field.key in found or remark_in(cells[column].value):
                continue
            # Who joins the Youth Union has a `Ngày kết nạp` too: the Party's stands where its decision stands.
            if field.key == "ceremony" and "decision" not in found:
                continue
            left = cells.get(column - 1)
            is_alone = column - 1 in known or column - 1 in vague or left is None or not clean(left.value)
            # What stands after a column that nobody asked for may be about that: a card, and when it was given.
            if is_alone and any(
                self._goes_with(field, known.get(beside), beside - column) for beside in (column - 1, column + 1)
            ):
                return column
        return None

    def _goes_with(self, field: Field, beside: str | None, side: int) -> bool:
        """Whether a field stands in its place beside another of its group, which has the key `beside`.

        Two that belong together, a number and its day, may change places.
        """
        if beside is None or self.by_key[beside].group != field.group:
            return False
        order = list(self.by_key)
        return side * (order.index(beside) - order.index(field.key)) >= -1


def _declared(version: Version) -> Declared:
    meanings = _meanings(version.people)
    names = [name for field in version.people for name in (field.label, *field.synonyms)]
    first_words = {fold(name).partition(" ")[0] for name in names}
    first_words |= set(map(without_diacritics, first_words))
    by_key = {field.key: field for field in (*version.cover, *version.people)}
    expected = tuple(field for field in version.people if field.key != "number")
    labels = by_label(version.people)
    on_cover = _meanings(version.cover).items()
    cover, bare = ({key: m.field for key, m in on_cover if m.is_bare is is_bare} for is_bare in (False, True))
    return Declared(cover, bare, labels, meanings, frozenset(first_words), by_key, expected)


def _of_no_version() -> Declared:
    """Today's labels, of which a list may lack what is newer than the oldest version: somebody typed it anew."""
    today, oldest = _declared(CURRENT), {field.key for field in VERSIONS[0].people}
    return today._replace(expected=tuple(field for field in today.expected if field.key in oldest))


_VERSIONS = {version.number: version for version in VERSIONS}


def declared_by(version: str) -> Declared:
    """Return the labels of the form's version with this number; today's where it is blank or not known."""
    return _declared_by(version if version in _VERSIONS else "")


@cache
def _declared_by(known: str) -> Declared:
    # Each process meets few versions, and one that only writes forms none.
    return _declared(_VERSIONS[known]) if known else _of_no_version()


def list_field(label: str) -> Field | None:
    """Return the list's field that a heading means in today's form, None where it means none."""
    return _declared_by(CURRENT.number).people.get(label_key(label))
