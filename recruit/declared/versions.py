"""The form's versions: by which declaration a workbook is read, told by the number on its hidden sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recruit.declared.form import COVER, LIST, VERSION
from recruit.declared.people import LIST_OF_VERSION_1

if TYPE_CHECKING:
    from recruit.declared.field import Field


class Version(NamedTuple):
    """A declaration of the form as it was issued under `number`.

    Its fields bear the keys of today's declaration, under the labels and with the choices of their time.
    """

    number: str
    cover: tuple[Field, ...]
    people: tuple[Field, ...]


VERSIONS: tuple[Version, ...] = (Version("1", COVER, LIST_OF_VERSION_1), Version(VERSION, COVER, LIST))
"""Oldest first. A new declaration is a new line; a line that is taken away is a form that is too old."""

CURRENT = VERSIONS[-1]
"""What a workbook is read by that names no version, as one typed anew, or one that is not known."""


def with_other_choices(number: str) -> frozenset[str]:
    """Return the keys of the list's columns whose choices were others in a version: a text there may mean another now."""
    now = {field.key: field.choices for field in CURRENT.people}
    then = next((version.people for version in VERSIONS if version.number == number), CURRENT.people)
    return frozenset(field.key for field in then if field.choices is not now[field.key])


def is_known(number: str) -> bool:
    """Whether a form of this version is read by its own declaration."""
    return any(version.number == number for version in VERSIONS)
