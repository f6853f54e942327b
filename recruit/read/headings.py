"""What a label of a workbook means: the fields of the form by the labels and synonyms of its version."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.versions import CURRENT, VERSIONS
from recruit.language.spelling import fold, label_key

if TYPE_CHECKING:
    from recruit.declared.field import Field
    from recruit.declared.versions import Version


def by_label(fields: tuple[Field, ...]) -> dict[str, Field]:
    """Return the fields by the keys of their labels and synonyms."""
    table = {label_key(name): field for field in fields for name in field.synonyms}
    # A field's own label beats another's synonym.
    return table | {label_key(field.label): field for field in fields}


class Declared(NamedTuple):
    """A version's fields by label, on the cover and above the list, the words with which the latter begin, and by key.

    `expected` are the list's columns that a workbook of the version has, left to right; the running number, which says
    nothing of a person, is none.
    """

    cover: dict[str, Field]
    people: dict[str, Field]
    first_words: frozenset[str]
    by_key: dict[str, Field]
    expected: tuple[Field, ...]


def _declared(version: Version) -> Declared:
    labels = by_label(version.people)
    names = (name for field in version.people for name in (field.label, *field.synonyms))
    first_words = frozenset(fold(name).partition(" ")[0] for name in names)
    by_key = {field.key: field for field in (*version.cover, *version.people)}
    expected = tuple(field for field in version.people if field.key != "number")
    return Declared(by_label(version.cover), labels, first_words, by_key, expected)


def _of_no_version() -> Declared:
    """Today's labels, of which a list may lack what is newer than the oldest version: somebody typed it anew."""
    today, oldest = _declared(CURRENT), {field.key for field in VERSIONS[0].people}
    return today._replace(expected=tuple(field for field in today.expected if field.key in oldest))


_DECLARED = {version.number: _declared(version) for version in VERSIONS}
_OF_NO_VERSION = _of_no_version()


def declared_by(version: str) -> Declared:
    """Return the labels of the form's version with this number; today's where it is blank or not known."""
    return _DECLARED.get(version, _OF_NO_VERSION)


def list_field(label: str) -> Field | None:
    """Return the list's field that a heading means in today's form, None where it means none."""
    return _DECLARED[CURRENT.number].people.get(label_key(label))
